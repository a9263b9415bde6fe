"""What Python says in English alone gets a remedy in both languages."""

from __future__ import annotations

import pytest

from rawgrad.spec.judge import judge_call
from rawgrad.subject.base import Result, Trouble
from rawgrad.views.rows import finding_texts


def said(source: str) -> tuple[str, str]:
    """Compile or run a line, and return what is said of it in both languages."""
    try:
        exec(compile(source, "f.py", "exec"), {"__name__": "exercises.f", "__package__": ""})
    except Exception as error:
        kinds = tuple(kind.__name__ for kind in type(error).__mro__)
        frames = (("f.py", 1, "", source.splitlines()[0]),)
        message = getattr(error, "msg", str(error))
        trouble = Trouble(kinds[0], kinds, message, frames, importing="f")
    findings = judge_call(Result("f", trouble=trouble)).findings
    en, ko = zip(*(finding_texts(finding) for finding in findings), strict=True)
    return "\n".join(en), "\n".join(ko)


@pytest.mark.parametrize(
    ("source", "en", "ko"),
    [
        ("x = (1）", "Type ) on an English keyboard instead of ）.", "대신 영문 자판으로 )"),
        ("x = “a”", 'Type " on', '" 글자를 입력해'),
        ("x = 1 − 2", "Type - on", "- 글자를 입력해"),
        ("x = 1\u3000+ 2", "An invisible character (U+3000)", "보이지 않는 글자(U+3000)"),
        ("x = ★", "★ belongs only in a comment", "★: 주석이나"),
        ("if 1:\n        x = 1\n\ty = 1", "four spaces everywhere", "탭과 빈칸"),
        ("def f():\nreturn 1", "four spaces further in", "들여쓰기가 맞지"),
        ("def f()\n    return 1", "end in `:`", "끝나야 합니다"),
        ("x = (1", "Count the brackets", "괄호의 짝"),
        ("from .my-notes import x", "rename the file to my_notes.py", "my_notes.py로 바꾸고"),
        ("import 2nd", "rename the file to _2nd.py", "_2nd.py로 바꾸고"),
        ("import no_such_helper", "from .no_such_helper import", "점을 붙여"),
        ("f = lambda: f()\nf()", "calls itself without end", "끝없이 호출"),
        ("def f():\n    n += 1\nf()", "has a n of its own", "n: 함수 안에서"),
        (">>> x = 1", ">>> is no Python", ">>>: Python 코드가"),
        ("%matplotlib inline", "% is no Python", "%: Python 코드가"),
        ("type('Net', (), {})(1)", "Has the class Net its method", "Net: 클래스 안에"),
        ("import math, numpy\nmath.exp(numpy.ones(2))", "np.exp, not", "수 하나만 받는"),
        ("import numpy\nif numpy.ones(2): pass", "all elements at once", "모든 원소를"),
        ("[1.0].max()", "make one of it (x = np.asarray(x))", "배열로 만들어"),
        ("(3).reshape(1, 1)", "make one of it", "배열로 만들어"),
        ("import numpy\nnumpy.ones(2).reshape(4, 1)", "a number fixed", "고정해 두지"),
        ("-[1.0]", "make one of it", "배열로 만들어"),
        ("[1.0] > 0", "make one of it", "배열로 만들어"),
        ("[1.0] - [2.0]", "make one of it", "배열로 만들어"),
        ("2.0 * [1.0]", "make one of it", "배열로 만들어"),
        ("x = [[1.0]]\nx[:, 0]", "make one of it", "배열로 만들어"),
        ("import numpy\nx = numpy.ones(2, int)\nx -= 0.5", "x = x - step", "정수 배열에는"),
        ("import numpy\nnumpy.ones(2) + numpy.ones(3)", "print(x.shape)", "모양(shape)이 서로"),
        ("import numpy\nnumpy.ones((2, 3)) @ numpy.ones(2)", "print(x.shape)", "모양(shape)이"),
        ("import numpy\nnumpy.dot(numpy.ones(2), numpy.ones(3))", "do not fit", "모양(shape)이"),
        ("import numpy\nnumpy.ones((2, 3))[:, 3]", "has the length 3", "이 축의 길이는 3"),
        ("import numpy\nnumpy.argmax(numpy.ones(3), axis=1)", "fewer axes", "축이 없습니다"),
        ("import numpy\nnumpy.ones(3)[0, 1]", "fewer axes", "축이 없습니다"),
        ("(lambda: 1)(2)", "list of parameters", "매개변수가 원래대로"),
    ],
)
def test_a_common_slip_has_a_remedy(source: str, en: str, ko: str) -> None:
    found = said(source)
    assert en in found[0]
    assert ko in found[1]


def test_an_error_of_another_kind_is_left_to_python() -> None:
    for source in ("x = [1][2]", "[].apend(1)", "import numpy.no_such", "i++", "x = 1/0"):
        findings = said(source)[0]
        assert "\n" not in findings
    assert said("assert False")[0].endswith("AssertionError")


@pytest.mark.parametrize("code", ["FFFFFFFF", "D800", "110000", "FFFFF"])
def test_a_forged_message_stops_nothing(code: str) -> None:
    trouble = Trouble("SyntaxError", ("SyntaxError",), f"invalid character U+{code}")
    for finding in judge_call(Result("f", trouble=trouble)).findings:
        finding_texts(finding).en.encode()


def test_only_a_name_can_be_what_is_not_written_yet() -> None:
    for message in ("", "not implemented"):
        trouble = Trouble("NotImplementedError", ("NotImplementedError",), message)
        verdict = judge_call(Result("f", trouble=trouble))
        assert (verdict.status, verdict.findings[0].key) == ("error", "raised")
