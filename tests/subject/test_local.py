"""A submission called in this process: results, changed arguments, exceptions, deadlines."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pytest

from rawgrad.spec.judge import judge_call
from rawgrad.subject.base import AccessFailed
from rawgrad.subject.executor import TimeLimit
from rawgrad.subject.local import LocalSubject
from rawgrad.subject.time_limit import _timer, time_limit
from rawgrad.subject.values import Reference, UnsupportedValue, same
from rawgrad.views.rows import finding_texts

CODE = """
import sys
import warnings
import numpy as np
warnings.filterwarnings("ignore")

def double(x):
    print("doubling")
    return 2 * x

def spoil(x, y=None):
    x[0] = 99
    return x

def draw(rng):
    return rng.standard_normal(2)

def draw_global():
    return np.random.rand()

def seed_global():
    np.random.seed(0)

def overflow():
    return np.exp(np.array([1000.0]))

def fail(x):
    return helper(x)

def helper(x):
    raise KeyError("W9")

def leave():
    sys.exit(0)

def endless():
    while True:
        try:
            pass
        except Exception:
            pass

def thing():
    return Net

def apply(f, x):
    return f(x) + f(x)

def flood():
    print("x" * 1_000_000)
    return 1

def step(W, b, by):
    return W + by, b - by

def todo(x):
    raise NotImplementedError("todo")

def unprintable():
    class Odd(Exception):
        def __str__(self):
            raise ValueError
    raise Odd

class Net:
    def __init__(self, size):
        self.params = {"W": np.zeros(size), "parts": [1, 2, 3]}

    def grow(self, by):
        self.params["W"] = self.params["W"] + by
        return self.params["W"].sum()
"""


@pytest.fixture
def subject(tmp_path: Path) -> LocalSubject:
    (tmp_path / "code.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "later.py").write_text(
        "from .code import double\ndef f(x):\n    return double(x)\n"
    )
    (tmp_path / "broken.py").write_text("def f(x)\n    return x\n")
    return LocalSubject(tmp_path)


def test_a_value_its_output_and_its_place_come_back(subject: LocalSubject) -> None:
    result = subject.call("code", "double", np.array([1, 2], dtype=np.int32))
    assert same(result.value, np.array([2, 4], dtype=np.int32))
    assert result.output == "doubling\n"
    assert result.where is not None
    assert result.where[1] == 7
    assert result.answered
    assert result.changed == {}


def test_relative_imports_work(subject: LocalSubject) -> None:
    assert subject.call("later", "f", 4).value == 8


def test_changed_arguments_are_seen_and_the_callers_stay(subject: LocalSubject) -> None:
    x = np.array([1.0, 2.0])
    result = subject.call("code", "spoil", x, y=3)
    assert x.tolist() == [1.0, 2.0]
    assert list(result.changed) == [0]
    assert result.changed[0].tolist() == [99.0, 2.0]


@pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
def test_a_generator_comes_back_in_its_new_state(subject: LocalSubject, make: type) -> None:
    rng = make(1)
    one, two = (subject.call("code", "draw", rng).value.tolist() for _ in range(2))
    twin = make(1)
    assert [one, two] == [twin.standard_normal(2).tolist(), twin.standard_normal(2).tolist()]


def test_global_random_state_is_watched(subject: LocalSubject) -> None:
    assert subject.call("code", "draw_global").global_random
    # Also when it is seeded as it was before.
    for _ in range(2):
        assert subject.call("code", "seed_global").global_random
    assert not subject.call("code", "draw", np.random.default_rng(0)).global_random


def test_warnings_are_kept_although_the_module_hides_them(subject: LocalSubject) -> None:
    result = subject.call("code", "overflow")
    assert [kind for kind, _ in result.warnings] == ["RuntimeWarning"]
    assert "overflow" in result.warnings[0][1]


def test_an_exception_comes_with_the_lines_of_the_submission_only(subject: LocalSubject) -> None:
    trouble = subject.call("code", "fail", 1).trouble
    assert trouble is not None
    assert (trouble.type, trouble.message) == ("KeyError", "'W9'")
    assert "LookupError" in trouble.kinds
    assert [(name, source) for _, _, name, source in trouble.frames] == [
        ("fail", "return helper(x)"),
        ("helper", 'raise KeyError("W9")'),
    ]


def test_exit_and_unprintable_exceptions_are_results(subject: LocalSubject) -> None:
    left = subject.call("code", "leave").trouble
    assert left is not None
    assert left.type == "SystemExit"
    odd = subject.call("code", "unprintable").trouble
    assert odd is not None
    assert (odd.type, odd.message) == ("Odd", "")


def test_a_syntax_error_names_file_and_line(subject: LocalSubject) -> None:
    for _ in range(2):
        trouble = subject.call("broken", "f", 1).trouble
        assert trouble is not None
        assert (trouble.type, trouble.importing) == ("SyntaxError", "broken")
        assert trouble.frames[-1][1] == 1
        assert trouble.frames[-1][3] == "def f(x)"


def test_missing_files_and_functions_are_named(subject: LocalSubject) -> None:
    assert subject.call("nowhere", "f").missing == "nowhere.py"
    assert subject.call("code", "nothing").missing == "nothing"
    assert subject.call("code", "Net.nothing").missing == "Net.nothing"


def test_an_endless_loop_is_stopped(subject: LocalSubject) -> None:
    started = time.monotonic()
    result = subject.call("code", "endless", limit=0.2)
    assert result.trouble is not None
    assert result.trouble.timeout
    assert time.monotonic() - started < 5
    assert subject.call("code", "double", 1).value == 2


def test_the_timer_for_systems_without_alarms_stops_a_loop_too() -> None:
    def loop() -> None:
        while True:
            time.sleep(0.001)

    with pytest.raises(TimeLimit), _timer(0.1):
        loop()
    with _timer(60):
        pass
    with time_limit(None):
        pass


def test_what_cannot_cross_is_named(subject: LocalSubject) -> None:
    result = subject.call("code", "thing")
    assert not result.answered
    assert "type" in result.unsupported


def test_a_callable_is_called_back_with_copies(subject: LocalSubject) -> None:
    seen = []

    def f(x: np.ndarray) -> float:
        seen.append(x)
        x[0] = -1
        return float(x.sum())

    x = np.array([1.0, 2.0])
    assert subject.call("code", "apply", f, x).value == 2.0
    assert x[0] == 1.0
    assert len(seen) == 2
    assert seen[0] is not seen[1]


def test_what_goes_wrong_in_a_callable_is_told_as_to_a_worker(subject: LocalSubject) -> None:
    for f in (lambda x: x / np.zeros(1), lambda x: np.mean(np.zeros(0)) + x):
        result = subject.call("code", "apply", f, np.ones(1))
        assert result.answered
        assert result.warnings == ()
    trouble = subject.call("code", "apply", lambda x: np.linalg.inv(0 * x), np.eye(2)).trouble
    assert (trouble.type, trouble.message) == ("ValueError", "Singular matrix")


def test_output_is_capped(subject: LocalSubject) -> None:
    assert len(subject.call("code", "flood").output) == 10_000


def test_repeating_carries_the_value_on(subject: LocalSubject) -> None:
    result = subject.call("code", "step", 0, 0, 2, times=5, carry=2)
    assert result.value == (10, -10)
    assert subject.call("code", "double", 1, times=10).value == 1024


def test_objects_stay_and_are_read_by_reference(subject: LocalSubject) -> None:
    net = subject.make("code", "Net", 3).value
    assert isinstance(net, Reference)
    assert subject.call("code", "Net.grow", net, 2.0).value == 6.0
    assert subject.read(net["params"]["W"]).tolist() == [2.0, 2.0, 2.0]
    assert subject.read(net["params"]["parts"][slice(1, None)]) == [2, 3]
    subject.write(net, "params", {"W": np.ones(3), "parts": []})
    assert subject.read(net["params"]["W"]).tolist() == [1.0, 1.0, 1.0]
    about = subject.describe(net["params"]["W"])
    assert (about["type"], about["shape"], about["dtype"]) == ("ndarray", [3], "float64")
    about = subject.describe(net["params"])
    assert (about["length"], about["shared"]) == (2, False)
    one = subject.make("code", "Net", 3).value
    subject.write(one, "params", {"a": net["params"]["W"], "b": net["params"]["W"]})
    assert subject.describe(one["params"])["shared"]
    with pytest.raises(UnsupportedValue):
        subject.read(net)
    with pytest.raises(AccessFailed, match="KeyError"):
        subject.read(net["params"]["W2"])
    with pytest.raises(AccessFailed, match="KeyError"):
        subject.write(Reference(77), "params", 1)


def test_an_absolute_import_by_the_packages_name_works(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("def f():\n    return 1\n")
    (tmp_path / "two.py").write_text("from exercises.one import f\n")
    assert LocalSubject(tmp_path).call("two", "f").value == 1


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    for value in (1, 2):
        (tmp_path / "one.py").write_text(f"def f():\n    return {value}{' ' * value}\n")
        assert LocalSubject(tmp_path).call("one", "f").value == value


def test_the_debugger_sees_output_and_no_deadline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "code.py").write_text(CODE, encoding="utf-8")
    result = LocalSubject(tmp_path, debug=True).call("code", "double", 1, limit=0.0001)
    assert result.value == 2
    assert result.output == ""
    assert "doubling" in capsys.readouterr().out


STREAMS = """
import io, os, sys
sys.stdout.reconfigure(encoding="utf-8", errors="replace")
sys.stderr.reconfigure(encoding="utf-8")
def wrapped():
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
    print("가나")
def written():
    sys.stdout.buffer.write("다라".encode())
    sys.stdout.flush()
    return [sys.stdout.isatty(), sys.stdout.encoding, sys.stdout.writable()]
def number():
    try:
        return sys.stdout.fileno()
    except io.UnsupportedOperation:
        return "none"
def asking():
    return input("x? ")
def leaving():
    exit()
def quitting():
    quit(3)
"""


def test_a_captured_stream_offers_what_a_text_stream_offers(tmp_path: Path) -> None:
    (tmp_path / "streams.py").write_text(STREAMS, encoding="utf-8")
    subject = LocalSubject(tmp_path)
    assert subject.call("streams", "wrapped").output == "가나\n"
    result = subject.call("streams", "written")
    assert result.output == "다라"
    assert result.value == [False, "utf-8", True]
    assert subject.call("streams", "number").value == "none"
    before = sys.stdin
    for name, key in (("asking", "no_input"), ("leaving", "exited"), ("quitting", "exited")):
        (finding,) = judge_call(subject.call("streams", name)).findings
        assert finding.key == key
    assert sys.stdin is before
    assert not before.closed


@pytest.mark.parametrize(
    ("text", "function", "line", "within"),
    [
        ("class A:\n    def f(self): ...\n", "f", 2, "class A:"),
        ("def g():\n    def f(): ...\n", "f", 2, "def g():"),
        ("if g := 0:\n    def f(): ...\n", "f", 2, "if g := 0:"),
        ("class A: ...\n\ndef f(self): ...\n", "A.f", 3, ""),
        ("class A:\n    def g(self):\n        def f(): ...\n", "A.f", 3, "def g(self):"),
        ("def F_(): ...\n", "f", 1, ""),
        ("def f(): ...\nf = None\n", "f", 1, None),
        ("class A:\n    def f(self): ...\n    f = None\n", "A.f", 1, None),
        ("def g(): ...\n", "f", 1, None),
    ],
)
def test_a_function_that_stands_elsewhere_is_found(
    tmp_path: Path, text: str, function: str, line: int, within: str | None
) -> None:
    (tmp_path / "m.py").write_text(text, encoding="utf-8")
    result = LocalSubject(tmp_path).call("m", function)
    assert (result.missing, result.within) == (function, within)
    assert result.where is not None
    assert result.where[1] == line


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("raise NotImplementedError('f')", "NotImplementedError"),
        ('"""Do."""\n    raise NotImplementedError("f")', "NotImplementedError"),
        ('"""Do."""\n    raise NotImplementedError("f")\n    return 1', "LeftOver"),
        ("x = 1\n    raise NotImplementedError('f')", "LeftOver"),
        ("for _ in '1':\n        if 1: raise NotImplementedError('f')\n    return 1", "LeftOver"),
    ],
)
def test_a_stubs_line_that_was_left_is_told_from_a_stub(
    tmp_path: Path, body: str, kind: str
) -> None:
    (tmp_path / "m.py").write_text(f"def f():\n    {body}\n", encoding="utf-8")
    result = LocalSubject(tmp_path).call("m", "f")
    assert result.trouble is not None
    assert (result.trouble.type, judge_call(result).status) == (kind, "todo")
    said = finding_texts(judge_call(result).findings[0])
    line = result.trouble.frames[-1][1]
    left = kind == "LeftOver"
    assert said.en.startswith(f"line {line} still raises" if left else "f is not written yet")
    assert said.ko.startswith(f"{line}번 줄에" if left else "f: 아직")
