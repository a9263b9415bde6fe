"""The judge: what passes, what does not, and which status it has."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from rawgrad.kit.text import Text
from rawgrad.spec.case import Case
from rawgrad.spec.judge import (
    Verdict,
    close,
    compare,
    judge,
    judge_arguments,
    judge_call,
    kind_of,
    newer_python,
    tolerance,
)
from rawgrad.subject.base import Result, Trouble

WHY = Text("why", "이유")


def verdict(want: Any, value: Any, *, fail: bool = False, **case: Any) -> Verdict:
    result = case.pop("result", Result("f", value=value))
    about = {"id": "x-0001", "exercise": "x", "function": "f", "aspect": "values", "why": WHY}
    return judge(Case(**about, want=want, **case), result, value, fail)


@pytest.mark.parametrize(
    ("line", "here", "needed"),
    [
        ("type Vector = list[float]", (3, 11), "3.12"),
        ("def first[T](x: list[T]) -> T:", (3, 11), "3.12"),
        ("    print(f'{d['a']}')", (3, 11), "3.12"),
        ("    print(f'{d['a']}')", (3, 12), ""),
        ("except ValueError, KeyError:", (3, 13), "3.14"),
        ("def softmax(a)", (3, 11), ""),
        ("print(d['a'])", (3, 11), ""),
    ],
)
def test_a_form_of_a_newer_python_is_known(line: str, here: tuple[int, int], needed: str) -> None:
    kinds = ("SyntaxError", "Exception")
    trouble = Trouble("SyntaxError", kinds, "invalid syntax", (("x.py", 1, "", line),))
    assert newer_python(trouble, here) == needed


def finding(want: Any, value: Any, **case: Any) -> str:
    found = verdict(want, value, **case)
    assert found.status == "failed"
    return found.findings[0].key


@pytest.mark.parametrize("value", [1 << 64, 1 - (1 << 64), -(1 << 63) - 1, 10**1000])
@pytest.mark.parametrize("want", [1.0, 3, True, np.ones(2)])
def test_an_integer_beyond_64_bits_is_no_number(want: Any, value: int) -> None:
    assert finding(want, value) == "kind"


@pytest.mark.parametrize(
    ("want", "value"),
    [
        (0.5, 0.5),
        (0.5, np.float32(0.5)),
        (0.5, np.array(0.5)),
        (2, np.uint8(2)),
        (True, np.bool_(True)),
        (np.array([1.0, 2.0]), np.array([1.0, 2.000019])),
        (np.array([[1, 2]]), np.array([[1, 2]], dtype=np.uint8)),
        (np.array([math.nan, math.inf]), np.array([math.nan, math.inf])),
        ([0.1, 0.2], (0.1, 0.2)),
        ((np.zeros(2), 1), [np.zeros(2), 1]),
        ({"W": np.ones(2)}, {"W": np.ones(2)}),
        (None, None),
        ("text", "text"),
    ],
)
def test_right_values_pass(want: Any, value: Any) -> None:
    assert verdict(want, value).passed


@pytest.mark.parametrize(
    ("want", "value", "key"),
    [
        (0.5, None, "returned_none"),
        (0.5, np.array([0.5]), "shape"),
        (0.5, "0.5", "kind"),
        (0.5, [0.5], "kind"),
        (0.5, 1, "dtype_kind"),
        (1, 1.0, "dtype_kind"),
        (1, True, "dtype_kind"),
        (True, 1, "dtype_kind"),
        (0.5, 0.5 + 0j, "dtype_kind"),
        (0.5, 0.50001, "values"),
        (0.0, 1e-300, "values"),
        (3, 4, "values"),
        (np.array([1.0]), [1.0], "kind"),
        (np.array([1.0]), 1.0, "kind"),
        (np.array([1.0]), np.array([[1.0]]), "shape"),
        (np.array([1.0, math.inf]), np.array([1.0, -math.inf]), "values"),
        (np.array([1.0, 2.0]), np.array([1.0, math.nan]), "values"),
        ([0.1], np.array([0.1]), "kind"),
        ([0.1], [0.1, 0.2], "length"),
        ({"W": 1.0}, {"b": 1.0}, "keys"),
        ({"W": 1.0}, [1.0], "kind"),
        ({"W": 1.0}, {"W": 2.0}, "values"),
        ("text", "other", "different"),
        (None, 0, "different"),
    ],
)
def test_wrong_values_are_named(want: Any, value: Any, key: str) -> None:
    assert finding(want, value) == key


def test_a_printed_value_instead_of_a_returned_one_is_named() -> None:
    assert finding(0.5, None, result=Result("f", output="0.5\n")) == "printed"


def test_first_difference_is_located() -> None:
    found = verdict({"W": np.arange(6.0).reshape(2, 3)}, {"W": np.array([[0, 1, 2], [3, 5, 6.0]])})
    facts = found.findings[0].facts
    assert (facts["path"], facts["count"], facts["total"]) == ("['W']", 2, 6)
    assert (facts["index"], facts["got"], facts["want"]) == ((1, 1), 5.0, 4.0)


def test_exact_dtype_any_number_item_and_raises() -> None:
    want = np.zeros(2, dtype=np.float32)
    assert finding(want, np.zeros(2), exact_dtype=True) == "dtype"
    assert verdict(want, np.zeros(2), exact_dtype=False).passed
    assert verdict(np.array([0, 4]), np.array([0.0, 4.0]), kind="number").passed
    assert finding(np.array([0, 1]), np.array([False, True]), kind="number") == "dtype_kind"
    assert verdict(1.0, {"W": 1.0, "b": 5}, item="W").passed
    assert finding(1.0, {"b": 1.0}, item="W") == "no_item"
    assert finding(1.0, 2.0, item="W") == "no_item"
    wrong = Trouble("FileNotFoundError", ("FileNotFoundError", "OSError"), "no")
    assert verdict(None, None, raises="OSError", result=Result("f", trouble=wrong)).passed
    assert finding(None, 1, raises="OSError") == "not_raised"
    other = verdict(None, None, raises="KeyError", result=Result("f", trouble=wrong))
    assert other.status == "error"


@pytest.mark.parametrize(
    ("got", "want", "digits", "near"),
    [
        (4.539786864e-05, 4.53978686e-05, 8, True),
        (2.06e-09, 2.06106005e-09, 8, False),
        (0.004424854, 0.00442485, 5, True),
        (0.92074, 0.9207, 3, True),
        (0.92076, 0.9207, 3, False),
        (0.0, 0.0, 3, True),
        (1.0, 1.000009, None, True),
        (1.0, 1.00002, None, False),
    ],
)
def test_the_one_tolerance_rule(got: float, want: float, digits: int | None, near: bool) -> None:
    assert bool(close(got, want, digits)) is near


def test_tolerance_takes_the_largest_of_its_parts() -> None:
    assert tolerance(100.0) == pytest.approx(1e-3)
    assert tolerance(100.0, atol=0.5) == 0.5
    assert bool(close(3, 4, atol=1))


@pytest.mark.parametrize(
    ("result", "status", "key"),
    [
        (Result("f", trouble=Trouble("NotImplementedError", (), "f")), "todo", "todo"),
        (
            Result("Net", trouble=Trouble("NotImplementedError", (), "Net.__init__")),
            "todo",
            "todo",
        ),
        (Result("f", trouble=Trouble("NotImplementedError", (), "g")), "blocked", "blocked"),
        (Result("f", trouble=Trouble("TimeLimit", (), "", timeout=True)), "timeout", "timeout"),
        (Result("f", trouble=Trouble("NameError", (), "x")), "error", "raised"),
        (
            Result("f", trouble=Trouble("SyntaxError", (), "", importing="m")),
            "error",
            "import_failed",
        ),
        (Result("f", missing="f"), "error", "missing"),
        (Result("f", missing="m.py"), "error", "missing_file"),
        (Result("f", unsupported="an object"), "failed", "unsupported"),
    ],
)
def test_calls_that_give_no_value(result: Result, status: str, key: str) -> None:
    found = judge_call(result)
    assert (found.status, found.findings[0].key) == (status, key)
    assert verdict(1, None, result=result) == found


def test_a_warning_fails_only_where_it_is_the_lesson() -> None:
    warned = Result("f", value=1.0, warnings=(("RuntimeWarning", "overflow"),))
    assert verdict(1.0, 1.0, result=warned).passed
    assert verdict(1.0, 1.0, result=warned, fail=True).findings[0].key == "warned"
    other = Result("f", value=1.0, warnings=(("DeprecationWarning", "old"),))
    assert verdict(1.0, 1.0, result=other, fail=True).passed


def test_arguments_of_a_method_are_counted_without_self() -> None:
    weights = {"W": np.zeros(2)}
    for function, changed, argument, key in (
        ("f", {0: 1}, 1, "changed"),
        ("Net.f", {1: 1}, 1, "changed"),
        ("Net.f", {2: 1}, 2, "changed_within"),
        ("f", {"x": 1}, "x", "changed"),
    ):
        result = Result(function, (np.ones(1), 2.0, weights), {"x": 1.0}, changed=changed)
        (finding,) = judge_arguments(result).findings
        assert (finding.key, finding.facts["argument"]) == (key, argument)


def test_what_a_dict_has_more_or_less_is_named() -> None:
    weights = {"W": np.zeros(2), "b": np.zeros(1)}
    for now, keys in (({**weights, "z1": 1.0}, "'z1'"), ({"W": np.zeros(2)}, "'b'")):
        result = Result("f", (weights,), changed={0: now})
        (finding,) = judge_arguments(result).findings
        assert (finding.key, finding.facts["keys"]) == ("changed_keys", keys)
    result = Result("f", (weights,), changed={0: {"W": np.ones(2), "b": np.zeros(1)}})
    assert judge_arguments(result).findings[0].key == "changed_within"


def test_the_copy_that_is_proposed_is_one_throughout() -> None:
    for given, copy in (([[1.0], [2.0]], "np.array(x)"), (np.ones(2), "x.copy()")):
        (finding,) = judge_arguments(Result("f", (given,), changed={0: given})).findings
        assert finding.facts["copy"] == copy
        x = given
        assert all(mine is not old for mine, old in zip(eval(copy), x, strict=True))


def test_a_name_that_numpy_dropped_is_said_in_a_sentence() -> None:
    nine_lines = "module 'numpy' has no attribute 'int'.\n`np.int` was a deprecated alias\n…"
    misspelt = "module 'numpy' has no attribute 'zero'"
    for message, key in ((nine_lines, "numpy_alias"), (misspelt, "raised")):
        trouble = Trouble("AttributeError", (), message)
        finding, *_ = judge_call(Result("f", trouble=trouble)).findings
        assert finding.key == key


def test_training_by_numerical_gradients_is_no_endless_loop() -> None:
    frames = (("n.py", 9, "train", ""), ("g.py", 5, "numerical_gradient", "while not done:"))
    trouble = Trouble("EndlessLoop", (), "", frames, timeout=True)
    (finding,) = judge_call(Result("train", trouble=trouble)).findings
    assert finding.key == "slow_gradient"
    (finding,) = judge_call(Result("numerical_gradient", trouble=trouble)).findings
    assert finding.key == "loop"


def test_compare_reports_nothing_for_equal_values() -> None:
    assert compare(np.eye(2), np.eye(2)) is None
    assert kind_of({1}) == "set"


def test_axes_of_length_one_are_only_asked_for_where_they_matter() -> None:
    row, flat = np.array([[1.0, 2.0]]), np.array([1.0, 2.0])
    assert compare(flat, row, squeeze=True) is None
    assert compare((flat, row), (row, flat), squeeze=True) is None
    assert compare(np.float64(3.0), np.array([3.0]), squeeze=True) is None
    for got, want in ((flat, row), (np.float64(3.0), np.array([3.0]))):
        assert compare(got, want) is not None
    assert compare(np.array([1.0, 3.0]), row, squeeze=True) is not None
    assert compare(np.array([[1.0], [2.0]]).repeat(2, 1), row, squeeze=True) is not None
