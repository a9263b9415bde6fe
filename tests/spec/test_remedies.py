"""What Python says in English alone gets a remedy in both languages."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from rawgrad.spec.judge import judge_call
from rawgrad.subject.base import Result, Trouble
from rawgrad.subject.values import Encoder, UnsupportedValue
from rawgrad.views.rows import finding_texts


def said(source: str) -> tuple[str, str]:
    """Compile or run a line, and return what is said of it in both languages."""
    try:
        exec(compile(source, "f.py", "exec"), {"__name__": "exercises.f", "__package__": ""})
    except Exception as error:
        kinds = tuple(kind.__name__ for kind in type(error).__mro__)
        line = getattr(error, "text", None) or source.splitlines()[0]
        frames = (("f.py", 1, "", line),)
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
        ("def f():\n    n += 1\nf()", "nothing has been assigned to n", "n: 함수 안에서"),
        (">>> x = 1", ">>> is no Python", ">>>: Python 코드가"),
        ("%matplotlib inline", "% is no Python", "%: Python 코드가"),
        ("type('Net', (), {})(1)", "Has the class Net its method", "Net: 클래스 안에"),
        ("import math, numpy\nmath.exp(numpy.ones(2))", "np.exp, not", "수 하나만 받는"),
        ("import numpy\nif numpy.ones(2): pass", "all elements at once", "모든 원소를"),
        ("(lambda: 1)(2)", "list of parameters", "매개변수가 원래대로"),
        ("retrun x", "was return meant", "확인해 주십시오: return"),
        ("if 1:\n    pass\nesle:\n    pass", "was else meant", ": else"),
        ("if 1:\n    pass\nelseif 2:\n    pass", "was elif meant", ": elif"),
        ("if 1:\n    pass\nelse if 2:\n    pass", "`elif condition:`", "`elif 조건:`"),
        ("function f(x):\n    pass", "was def meant", ": def"),
        ("form math import exp", "was from meant", ": from"),
        ("null", "was None meant", ": None"),
        ("true", "was True meant", ": True"),
        ("exp(1)", "was np.exp meant", ": np.exp"),
        ("import numpy\nnumpy.summ(1)", "was np.sum meant", ": np.sum"),
        ("import numpy\nnumpy.ones(1).exp()", "was np.exp meant", ": np.exp"),
        ("later", "later is not known here: is it misspelt", "later: Python이 모르는"),
        ("np.exp(1)", "`import numpy as np` is missing", "빠졌습니다: import numpy as np"),
        ("math.exp(1)", "`import math` is missing", "빠졌습니다: import math"),
        ("ㅁ + 1", "was the keyboard left on Korean", "한/영 키를"),
        ("ㄱㄷ셔구 x", "was the keyboard left on Korean", "한/영 키를"),
        ("i++", "write i += 1", "i += 1 또는"),
        ("if 1 && 2: pass", "`and`, `or` and `not`", "대신 `and`"),
        ("if x and !y: pass", "`and`, `or` and `not`", "대신 `and`"),
        ("x = a // its first part", "A comment begins with #", "#으로 시작"),
        ("/* x */", "A comment begins with #", "#으로 시작"),
        ("y = x +", "After the last + of", "+: 이 줄 끝"),
        ("for i in", "After the last in of", "in: 이 줄 끝"),
        ("lambda = 0.1", "lambda is a word of Python's own", "lambda: Python이 문법에"),
        ("let x = 3", "let is no word of Python's", "let: Python에 없는"),
        ("if x then:\n    pass", "then is no word of Python's", "then: Python에 없는"),
        ("softmax(a):\n    return a", "is that missing?", "`def`를 빠뜨리지"),
        ("x = a b", "Something is missing between", "사이에 쉼표나"),
        ("x = [1 2]", "Something is missing between", "사이에 쉼표나"),
        ("for (i = 0; i < 3; i++)", "after `in`", "in이 있어야"),
        ("x = a ? 1 : 0", "a if condition else b", "a if 조건 else b"),
        ("x = $a", "Python cannot read this line", "읽지 못합니다"),
        ("x = 'a", "closed by the same ones", "따옴표의 짝"),
        ("x = 1 + \\ \n2", "nothing may follow", "빈칸도 쓸 수"),
        ('print "x"', "print is a function", "print: 함수이므로"),
        ("if x = 3: pass", "a comparison is ==", "==를 써"),
        ("f(x) = 3", "a comparison is ==", "==를 써"),
        ("return 3", "`return` stands outside", "return: 함수나"),
        ("f(x=1, 2)", "come before those with one", "먼저 씁니다"),
        ("x = 2a", "a product needs its *", "*를 써"),
        ("from math import expo", "math has no expo", "math: expo 이름이"),
        ("def f(a=1, b): pass", "list of parameters", "매개변수가 원래대로"),
        ("(lambda x: x)(bass=3)", "No parameter is called bass", "bass: 그런 매개변수"),
        ("2.0 ^ 3", "A power is written **", "**로 씁니다"),
        ("x = 3²", "Type **2", "**2 글자를"),
        ("[1] - 1", "x = np.asarray(x)", "x = np.asarray(x)"),
        ("[1] > 1", "x = np.asarray(x)", "x = np.asarray(x)"),
        ("-[1]", "x = np.asarray(x)", "x = np.asarray(x)"),
        ("[1].shape", "x = np.asarray(x)", "x = np.asarray(x)"),
        ("None + 1", "has the function that gave it no", "return 문이 있는지"),
        ("a, b = None", "has the function that gave it no", "return 문이 있는지"),
        ("x = 3; x(3)", "a product needs its *", "곱셈에는 *"),
        ("len[3]", "call it with ( )", "( )를 써서"),
        ("import numpy as n; n.ones(2) + n.ones(3)", "x.shape of each", "각각 x.shape"),
        ("import numpy as n; n.ones(2) @ n.ones(3)", "x.shape of each", "각각 x.shape"),
        ("import numpy as n; n.ones(2).sum(axis=1)", "axis=-1 is the last", "마지막 축"),
        ("import numpy as n; n.ones(2)[0, 1]", "axis=-1 is the last", "마지막 축"),
        ("import numpy as n; n.zeros(2, 3)", "A shape is one tuple", "튜플 하나로"),
        ("import numpy as n; n.ones(2)[1.5]", "A whole number is needed", "정수가 필요합니다"),
        ("import numpy as n; x = n.arange(2); x -= 0.5", "x = x - step", "x = x - step"),
        ("import numpy as n; n.array([[1], [2, 3]])", "of one length", "길이가 같고"),
        ("[1][2]", "the last of n is [n - 1]", "[n - 1]입니다"),
        ("range(1.5)", "A whole number is needed", "정수가 필요합니다"),
        ("a, b = 1, 2, 3", "On the left of =", "= 왼쪽의"),
        ("len(3)", "which has no elements", "값이 하나뿐"),
        ("import math; math.log(0)", "stop where a result is not finite", "유한하지"),
        ("{'W1': 1}['W2']", "The dict has no 'W2'", "'W2': 딕셔너리에"),
        ("'a' + 1", "Numbers are needed here", "수가 있어야"),
        ("1 / 0", "divided by 0", "0으로 나눕니다"),
        ("this", "was self meant", ": self"),
        ("import rawgrad.dataset", "rawgrad has no dataset", "rawgrad: dataset 이름이"),
        ("{}.W1", "taken by its key in brackets: d['W1']", "꺼냅니다: d['W1']"),
        ("x = []; x[0, 1]", "x = np.asarray(x)", "x = np.asarray(x)"),
        ("string", "string is not known here: is it misspelt", "string: Python이 모르는"),
        ("In [1]: x", "In [ is no Python", "In [: Python 코드가"),
    ],
)
def test_a_common_slip_has_a_remedy(source: str, en: str, ko: str) -> None:
    found = said(source)
    assert en in found[0]
    assert ko in found[1]


def test_an_error_of_another_kind_is_left_to_python() -> None:
    for source in ("open('')", "raise OSError", "def f(x):\n    global x"):
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


@pytest.mark.parametrize(
    ("what", "within", "en", "ko"),
    [
        ("f", "class A:", "f stands in line 3 within `class A:`", "`class A:` 안에"),
        ("A.f", "", "A.f stands in line 3 outside of its class", "클래스 밖에"),
        ("f", "", "line 3 has it in another spelling", "3번 줄의 이름은 철자가"),
        ("f", None, "was it renamed or deleted?", "지웠는지"),
    ],
)
def test_where_a_missing_function_stands_is_said(
    what: str, within: str | None, en: str, ko: str
) -> None:
    result = Result(what, missing=what, within=within, where=("exercises/m.py", 3))
    said = finding_texts(judge_call(result).findings[0])
    assert en in said.en
    assert ko in said.ko


@pytest.mark.parametrize(
    ("value", "en", "ko"),
    [
        ((i for i in ()), "returned an object of type generator;", ": generator 객체."),
        ({(1, 2): 3}, "a dict with a key of type tuple;", "자료형이 tuple인 딕셔너리"),
        (np.array([None]), "an array with dtype object;", "dtype이 object인 배열"),
        (np.str_("a"), "a NumPy scalar with dtype <U1;", "dtype이 <U1인 NumPy 수"),
        (functools.reduce(lambda x, _: [x], range(99), 1), "nested too deeply;", "깊이 겹친"),
        ([[]] * 9_999_999, "a value with too many parts;", "원소가 너무 많은"),
        (1 << 14_000, "an integer with too many digits;", "자릿수가 너무 많은 정수"),
    ],
)
def test_what_cannot_cross_is_said(value: object, en: str, ko: str) -> None:
    with pytest.raises(UnsupportedValue) as caught:
        Encoder().encode(value)
    result = Result("f", unsupported=str(caught.value))
    said = finding_texts(judge_call(result).findings[0])
    assert en in said.en
    assert ko in said.ko
