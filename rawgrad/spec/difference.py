"""A difference says how failed results differ from those expected: pure.

Only where one relation (a factor, a sign, a transpose, …) accounts for every failed case of a
function, so that the sentence is true whatever the mistake behind it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from rawgrad.spec.case import Case
from rawgrad.spec.examine import Outcome
from rawgrad.spec.judge import Finding, close, is_numeric, judged_part
from rawgrad.spec.standing import FAILED

Pair = tuple[Any, Any]
# What is found where the numbers themselves are not those expected.
NUMERIC = ("values", "shape", "dtype_kind", "dtype")


def difference(outcomes: Sequence[Outcome]) -> Finding | None:
    """Say how the failed cases among these differ, if one relation accounts for all of them.

    Parameters
    ----------
    outcomes
        Of all cases of one function.
    """
    failed = [o for o in outcomes if o.verdict.status == FAILED and isinstance(o.item, Case)]
    pairs = [pair for outcome in failed if (pair := _numbers(outcome)) is not None]
    if not pairs or len(pairs) != len(failed):
        return None
    if any(finding.key not in NUMERIC for o in failed for finding in o.verdict.findings):
        return None  # A warning, say: what came back is not why these failed.
    arrays = [(np.asarray(got), np.asarray(want)) for got, want in pairs]
    if _everywhere(arrays, lambda want: want.astype(float)):
        return None
    for relation in (_transpose, _truncated, _rounded_off, _negative, _factor, _offset):
        found = relation(arrays)
        if found is not None:
            return found
    return _by_batch(failed, arrays) or _single_line(arrays)


def _numbers(outcome: Outcome) -> Pair | None:
    """Return what was returned and what was expected, where both are numbers."""
    case = outcome.item
    assert isinstance(case, Case)
    want = case.want
    try:
        got = judged_part(case, outcome.value)
    except (TypeError, KeyError, IndexError):
        return None
    if not is_numeric(got) or not is_numeric(want) or isinstance(want, bool):
        return None
    if any(np.asarray(x).dtype.kind not in "iuf" for x in (got, want)):
        return None
    return got, want


Arrays = Sequence[tuple[np.ndarray, np.ndarray]]


def _everywhere(arrays: Arrays, change: Callable[[np.ndarray], np.ndarray]) -> bool:
    """Tell whether all that came back is the expected values with one change."""
    return all(
        got.shape == want.shape and bool(close(got.astype(float), change(want)).all())
        for got, want in arrays
    )


def _telling(arrays: Arrays) -> int:
    """Count the distinct sizes of expected values but 0: one alone fits many relations."""
    values = np.abs(np.concatenate([want.ravel().astype(float) for _, want in arrays]))
    return len({f"{value:.6g}" for value in values if value})


def _transpose(arrays: Arrays) -> Finding | None:
    matrices = all(got.ndim == want.ndim == 2 for got, want in arrays)
    if matrices and all(
        got.T.shape == want.shape and bool(close(got.T.astype(float), want).all())
        for got, want in arrays
    ):
        return Finding("transposed")
    return None


def _truncated(arrays: Arrays) -> Finding | None:
    if _telling(arrays) >= 2 and _everywhere(arrays, np.trunc):
        return Finding("truncated")
    return None


def _rounded_off(arrays: Arrays) -> Finding | None:
    if _telling(arrays) < 2:
        return None
    for digits in range(7):
        if _everywhere(arrays, lambda want: np.round(want.astype(float), digits)):  # noqa: B023
            return Finding("rounded", {"digits": digits})
    return None


def _negative(arrays: Arrays) -> Finding | None:
    if _telling(arrays) and _everywhere(arrays, lambda want: -want.astype(float)):
        return Finding("negative")
    return None


def _factor(arrays: Arrays) -> Finding | None:
    """One factor for every value of every failed case; in one case alone only one with a name."""
    ratio = _ratio(arrays)
    if ratio is None or _telling(arrays) < 2:
        return None
    name = _factor_name(ratio)
    if (name or len(arrays) > 1) and _everywhere(arrays, lambda want: ratio * want):
        return Finding("factor", {"factor": name or f"{ratio:.6g}"})
    return None


def _ratio(arrays: Arrays) -> float | None:
    for got, want in arrays:
        if got.shape == want.shape:
            for g, w in zip(got.ravel().tolist(), want.ravel().tolist(), strict=True):
                if w and math.isfinite(w) and math.isfinite(g) and g:
                    return float(g / w)
    return None


def _factor_name(ratio: float) -> str:
    """Write a factor as a learner would recognise it, or return nothing."""
    known = {
        math.log(2): "ln 2",
        1 / math.log(2): "1 / ln 2",
        math.log(10): "ln 10",
        1 / math.log(10): "1 / ln 10",
    }
    for value, name in known.items():
        if math.isclose(ratio, value, rel_tol=1e-5):
            return name
    for whole in range(2, 21):
        if math.isclose(ratio, 1 / whole, rel_tol=1e-5):
            return f"1/{whole}"
        if math.isclose(ratio, whole, rel_tol=1e-5):
            return f"{whole}"
    return ""


def _offset(arrays: Arrays) -> Finding | None:
    got, want = arrays[0]
    if got.shape != want.shape or not got.size or _telling(arrays) < 3:
        return None
    shift = float(got.ravel()[0]) - float(want.ravel()[0])
    if math.isfinite(shift) and shift and _everywhere(arrays, lambda w: w + shift):
        return Finding("offset", {"offset": f"{shift:.6g}"})
    return None


def _by_batch(failed: Sequence[Outcome], arrays: Arrays) -> Finding | None:
    """N or 1/N times, where N is the number of rows that went in, differing from case to case."""
    rows = [_row_count(outcome) for outcome in failed]
    if len({count for count in rows if count}) < 2 or None in rows:
        return None
    for key, power in (("times_n", 1), ("over_n", -1)):
        if all(
            got.shape == want.shape
            and bool(close(got.astype(float), want * float(n or 1) ** power).all())
            for (got, want), n in zip(arrays, rows, strict=True)
        ):
            return Finding(key)
    return None


def _row_count(outcome: Outcome) -> int | None:
    assert isinstance(outcome.item, Case)
    for value in (*outcome.item.args, *outcome.item.kwargs.values()):
        if isinstance(value, np.ndarray):
            return len(value) if value.ndim == 2 else 1
    return None


def _single_line(arrays: Arrays) -> Finding | None:
    """Only one row, or one column, of one failed matrix is wrong, or right."""
    if len(arrays) != 1:
        return None
    got, want = arrays[0]
    if got.shape != want.shape or got.ndim != 2 or min(got.shape) < 2:
        return None
    wrong = ~close(got.astype(float), want)
    for key, axis in (("row", 1), ("column", 0)):
        lines = np.asarray(wrong.any(axis=axis))
        if lines.sum() == 1:
            return Finding(f"only_{key}_wrong", {"index": int(lines.argmax())})
        if lines.sum() == len(lines) - 1:
            return Finding(f"only_{key}_right", {"index": int((~lines).argmax())})
    return None
