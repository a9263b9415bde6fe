"""Code that is observed warns as NumPy does: here, where NumPy warns itself, each warning twice."""

from __future__ import annotations

import ast
import types
import warnings
from collections import Counter
from typing import Any

import numpy as np
import pytest

from rawgrad.page import float_warnings

# Expressions by what they show; `x` is [1000, -1000, 0, 1].
TOLD_ALIKE = (
    "np.exp(x)", "1 / x", "np.log(x)", "x / 0", "0 * np.array([np.inf])", "np.float64(1e308) * 10",
    "np.float64(1) / 0", "np.sum(np.array([1e308, 1e308]))", "np.array([1e308]) @ np.array([10.0])",
    "np.array([1, 2]) // np.array([0, 1])", "x.astype(np.float32) ** 40",
    "np.array([np.nan, 1.0]).astype(int)", "np.where(x > 0, 1 / x, 0)", "x.mean() / np.float64(0)",
    "np.array([1e200]) ** 2", "np.sqrt(-x)", "(-x) ** 0.5", "np.array([0.0]) ** -1",
    "np.divide(x, 0, out=np.zeros(4), where=x != 0)", "np.log1p(-1.0)", "np.exp(np.float64(1000))",
    "np.float32(1e300)", "np.power(0.0, -1.0)", "np.array([0.0]) / np.array([0.0])",
    "np.dot(np.array([1e308, 1.0]), np.array([10.0, 1.0]))", "np.mean([1e308, 1e308])",
    "np.logaddexp(0, x)", "np.tanh(x * np.inf)", "np.add.reduce(np.array([1e308, 1e308]))",
    "np.prod(np.array([1e200, 1e200]))", "np.vectorize(lambda z: np.exp(z))(x)",
    "np.arctanh(np.array([1.0]))", "np.array([1.5, 1e300]).astype('float32')", "np.exp(-x[2:])",
    "np.maximum(x / 0, 1)", "f'{np.exp(x).max():g}'", "[np.exp(one) for one in x]",
    "np.inf - np.array([np.inf])", "np.array([1.0]) % 0", "np.cos(np.array([np.inf]))",
    "(lambda one: one / 0)(np.array([1.0]))", "np.max(x) / 0.0", "x.clip(0, 1) / x.clip(0, 1)",
)  # fmt: skip
# Where it warns, and not of what: NumPy has other steps inside.
TOLD = (
    "sum(np.array([1e308, 1e308]))", "np.std(np.array([1e200, -1e200]))",
    "np.cumsum(np.array([1e308, 1e308]))", "np.linalg.norm(np.array([1e200, 1e200]))",
)  # fmt: skip
UNSEEN = ("list(map(np.exp, [1.0]))", "eval('np.exp(1.0)')", "np.vectorize(np.exp)(x)")
QUIET = (
    "1 / (1 + np.exp(-x[2:]))", "x.tolist()", "len(x) / 2", "np.exp(x.clip(-5, 5))", "'%s' % 3",
    "max(x) + 1", "np.array([[1.0]]) @ np.array([[2.0]])", "x.astype(np.float32)", "sum([1, 2])",
    "np.frombuffer(b'\\xff' * 8)", "np.full(2, np.nan)", "np.zeros((2, 2)).reshape(-1)",
    "np.nan_to_num(np.array([np.nan]))", "np.isnan(np.array([np.nan])) | True", "list(map(abs, x))",
)  # fmt: skip


def module(source: str, observed: bool) -> Any:
    made = types.ModuleType("tried")
    vars(made).update({"np": np, "x": np.array([1000.0, -1000.0, 0.0, 1.0])})
    tree = ast.parse(source)
    if observed:
        vars(made).update(float_warnings.HELPERS)
        tree = float_warnings.observing(tree)
    exec(compile(tree, "<tried>", "exec"), vars(made))
    return made


def told(function: Any) -> Counter[str]:
    with (
        warnings.catch_warnings(record=True, action="always") as noted,
        np.errstate(all="warn", under="ignore"),
    ):
        function()
    return Counter(f"{one.category.__name__} {one.message}" for one in noted)


def both(expression: str) -> tuple[Counter[str], Counter[str]]:
    """Return what NumPy tells itself, and what is told beyond that of the observed code."""
    plain, seen = (module(f"def f(): return {expression}", how).f for how in (False, True))
    return told(plain), told(seen) - told(plain)


@pytest.mark.parametrize("expression", TOLD_ALIKE)
def test_it_warns_in_the_same_words(expression: str) -> None:
    own, more = both(expression)
    assert more == own


def test_most_of_them_warn() -> None:
    assert sum(bool(both(expression)[0]) for expression in TOLD_ALIKE) > 30


@pytest.mark.parametrize("expression", TOLD)
def test_it_warns_of_what_happens_inside(expression: str) -> None:
    own, more = both(expression)
    assert own
    assert any(one.startswith("RuntimeWarning") for one in more)


@pytest.mark.parametrize("expression", UNSEEN)
def test_it_says_where_it_cannot_look(expression: str) -> None:
    assert any(one.startswith("UnobservedWarning") for one in both(expression)[1])


@pytest.mark.parametrize("expression", QUIET)
def test_it_says_nothing_of_what_is_right(expression: str) -> None:
    assert both(expression) == (Counter(), Counter())


@pytest.mark.parametrize(
    "body",
    [
        "a = x[2:].copy(); a /= 0; return a",
        "a = {'w': np.array([1e308])}; a['w'] *= 10; return a",
        "a = [np.array([1e308])]; a[next(iter([0]))] *= 10; return a",
        "np.exp(x, out=(y := x.copy())); return y",
        "y = np.array([1.0, 2.0]); y **= 2000; return y",
    ],
)
def test_what_is_changed_in_place_is_looked_at_before(body: str) -> None:
    plain, seen = (module(f"def f():\n    {body}", how).f for how in (False, True))
    assert told(plain)
    assert told(seen) - told(plain) == told(plain)


def test_a_learner_may_switch_warnings_off_or_make_them_errors() -> None:
    source = """
def off():
    with np.errstate(all="ignore"):
        return np.exp(x) / 0
def error():
    with np.errstate(over="raise"):
        return np.exp(x)
"""
    assert told(module(source, True).off) == Counter()
    with pytest.raises(FloatingPointError, match="overflow encountered in exp"):
        module(source, True).error()


def test_code_does_what_it_does_unobserved() -> None:
    source = """
log = []
def side(value):
    log.append(value)
    return value
class A:
    total = 1
    total += 2
    def __init__(self):
        self.n = 0
    def up(self):
        self.n += side(3)
        return super().__repr__ is not None
def f():
    a, rows = A(), [[1, 2], [3, 4]]
    a.up()
    rows[side(0)][side(1)] += side(10)
    i = 5
    i //= 2
    i <<= 3
    match 1 + 2j:
        case 1 + 2j:
            i -= 1
    def inner():
        nonlocal i
        i **= 2
        return locals().keys() - {"i"}
    inner()
    return A.total, a.n, rows, i, log, "%d" % 3, [1] * 2 + [3], 7 % 4, 2 - 3 * 4 / 5
"""
    assert module(source, True).f() == module(source, False).f()


@pytest.mark.parametrize("source", ["1 + 'a'", "None / 2", "len(3)", "x @ 'a'", "[] - 1"])
def test_errors_are_those_of_python(source: str) -> None:
    said = []
    for how in (False, True):
        with pytest.raises(TypeError) as error:
            module(f"def f(): return {source}", how).f()
        said.append(str(error.value))
    assert said[0] == said[1]
