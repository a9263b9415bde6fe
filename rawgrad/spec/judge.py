"""The judge decides on a result: pure, and the same for a learner's check and for a grade.

Knows what a case expects and what a call gave; says nothing in any language. What it found is a
`Finding` with facts, which `views` puts into words.
"""

from __future__ import annotations

import itertools
import re
import sys
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import numpy as np

from rawgrad.spec.case import Case
from rawgrad.spec.remedies import remedy
from rawgrad.spec.standing import BLOCKED, ERROR, FAILED, PASSED, TIMEOUT, TODO, UNDECIDED
from rawgrad.subject.base import UNOBSERVED, Result, Trouble
from rawgrad.subject.executor import LeftOver
from rawgrad.subject.stand_ins import PackageMissing

RTOL = 1e-5
# Of keys that nobody expects so many are named, and so much of each.
MORE_KEYS, MAX_KEY = 20, 100
# What NumPy says, in nine lines, of a name for a built-in type that it had once.
REMOVED = re.compile(
    r"module 'numpy' has no attribute '(int|float|bool|object|str|complex)'\.?(\s|$)"
)
# A function or method, as a stub names itself.
NAME = re.compile(r"\w+(\.\w+)*")
# What takes days where a whole network is trained by it; there its loop is not what is wrong.
SLOW = "numerical_gradient"
# What Python says of a file that was saved as CP949 or UTF-16.
NOT_UTF8 = ("codec can't decode byte", "Non-UTF-8 code", "null bytes")

# The Python that first took a form, and a line in which it stands.
NEWER_SYNTAX = {
    (3, 12): re.compile(r"\s*(type \w+.*=|(async )?def \w+\[|class \w+\[)|.*\b[rR]?[fF][rR]?['\"]"),
    (3, 14): re.compile(r"\s*except\*? *[\w.]+ *,|.*\b[rR]?[tT][rR]?['\"]"),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: a key of `words.FINDINGS` and the facts its sentence needs."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """A status, and the findings that led to it."""

    status: str
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return self.status == PASSED


def judge(case: Case, result: Result, value: Any, warnings_fail: bool = False) -> Verdict:
    """Judge one call.

    Parameters
    ----------
    case
        What was called and what is expected.
    result
        What came of the call.
    value
        What is compared: the result's value, or what `case.look` names.
    warnings_fail
        Whether a NumPy `RuntimeWarning` fails the case, as it does where it is the lesson.
    """
    trouble = result.trouble
    if trouble is not None and not trouble.importing and case.raises in trouble.kinds:
        return Verdict(PASSED)
    verdict = judge_call(result)
    if not verdict.passed:
        return verdict
    if case.raises is not None:
        return failed("not_raised", want=case.raises)
    if value is None and case.want is not None:
        return failed("printed" if result.output.strip() else "returned_none")
    try:
        value = judged_part(case, value)
    except (TypeError, KeyError, IndexError):
        return failed("no_item", item=item_text(case))
    finding = compare(
        value,
        case.want,
        digits=case.digits,
        atol=case.atol,
        squeeze=bool(case.squeeze),
        any_number=case.kind == "number",
        exact_dtype=case.exact_dtype,
    )
    if finding is not None:
        return Verdict(FAILED, (finding,))
    if warnings_fail:
        return judge_warnings(result)
    return verdict


def judged_part(case: Case, value: Any) -> Any:
    """Return what a case judges of a value: all of it, or what `item` picks."""
    for step in steps(case):
        value = value[step]
    return value


def steps(case: Case) -> list[str | int]:
    """Return the keys and indices that lead to what a case judges."""
    if case.item is None:
        return []
    return case.item if isinstance(case.item, list) else [case.item]


def item_text(case: Case) -> str:
    """Return how a learner would write what a case judges, `[1]['b3']`; one step by itself."""
    found = steps(case)
    return f"{found[0]}" if len(found) == 1 else "".join(f"[{step!r}]" for step in found)


def judge_warnings(result: Result) -> Verdict:
    """Fail a call during which NumPy warned; leave open one during which it may have."""
    for kind, text in result.warnings:
        if kind == "RuntimeWarning":
            return failed("warned", warning=text)
    if any(kind == UNOBSERVED for kind, _ in result.warnings):
        return Verdict(UNDECIDED, (Finding("unobserved"),))
    return Verdict(PASSED)


def judge_arguments(result: Result) -> Verdict:
    """Fail a call that changed an argument."""
    for name, now in result.changed.items():
        given = result.kwargs[name] if isinstance(name, str) else result.args[name]
        argument = argument_name(result, name)
        if isinstance(given, dict):
            moved = set(given) ^ set(now) if isinstance(now, dict) else set()
            if moved:
                keys = ", ".join(sorted(map(repr, moved)))
                return failed("changed_keys", argument=argument, keys=keys)
            return failed("changed_within", argument=argument)
        # A copy of a list holds the same inner lists.
        copy = "np.array(x)" if isinstance(given, list) else "x.copy()"
        return failed("changed", argument=argument, copy=copy)
    return Verdict(PASSED)


def argument_name(result: Result, name: str | int) -> str | int:
    """Return an argument's name, or its number as it is counted in a call: without `self`."""
    if isinstance(name, str):
        return name
    return name if "." in result.function else name + 1


def judge_call(result: Result) -> Verdict:
    """Judge whether a call answered at all: `passed` here only means that it did."""
    trouble = result.trouble
    if trouble is not None:
        if trouble.timeout:
            facts = {"message": trouble.message}
            through = {name.rpartition(".")[2] for _, _, name, _ in trouble.frames}
            if SLOW in through and SLOW not in result.function:
                return Verdict(TIMEOUT, (Finding("slow_gradient", facts),))
            looping = trouble.type == "EndlessLoop"
            finding = Finding("loop", facts) if looping else Finding("timeout", facts)
            return Verdict(TIMEOUT, (finding,))
        cause = "memory" if "MemoryError" in trouble.kinds else trouble.cause
        if cause:
            return Verdict(ERROR, (Finding(cause, {"message": trouble.message}),))
        # A bare one, or one that names nothing, is an exception like any other.
        left = trouble.type == LeftOver.__name__ and bool(trouble.frames)
        raised = left or trouble.type == "NotImplementedError"
        if raised and NAME.fullmatch(trouble.message) and not trouble.importing:
            findings = [Finding("todo_left", {"line": trouble.frames[-1][1]})] if left else []
            if names(result.function, trouble.message):
                todo = Finding("todo", {"function": result.function})
                return Verdict(TODO, tuple(findings or [todo]))
            return Verdict(BLOCKED, (Finding("blocked", {"function": trouble.message}), *findings))
        if trouble.type == "EOFError" and trouble.message == "EOF when reading a line":
            return Verdict(ERROR, (Finding("no_input"),))
        if trouble.type == PackageMissing.__name__:
            name = trouble.message.partition(" ")[0]
            facts = {"name": name, "package": name.partition(".")[0]}
            return Verdict(ERROR, (Finding("package_missing", facts),))
        if trouble.type == "SystemExit":
            return Verdict(ERROR, (Finding("exited"),))
        if trouble.importing and any(sign in trouble.message for sign in NOT_UTF8):
            return Verdict(ERROR, (Finding("not_utf8", {"module": trouble.importing}),))
        needed = newer_python(trouble) if "SyntaxError" in trouble.kinds else ""
        if trouble.importing and needed:
            here = ".".join(map(str, sys.version_info[:2]))
            facts = {"module": trouble.importing, "message": trouble.message}
            return Verdict(
                ERROR, (Finding("newer_syntax", {**facts, "needed": needed, "here": here}),)
            )
        alias = REMOVED.match(trouble.message)
        if alias:
            return Verdict(ERROR, (Finding("numpy_alias", {"alias": alias[1]}),))
        facts = {"type": trouble.type, "message": trouble.message}
        if trouble.importing:
            # The module that was asked for may fail for an earlier one that it imports.
            facts["module"] = PurePath(trouble.frames[-1][0]).stem if trouble.frames else ""
            facts["module"] = facts["module"] or trouble.importing
        key = "import_failed" if trouble.importing else "raised"
        helps = remedy(trouble)
        more = (Finding(*helps),) if helps else ()
        return Verdict(ERROR, (Finding(key, facts), *more))
    if result.missing:
        return Verdict(ERROR, (_missing(result),))
    if result.unsupported:
        return failed("unsupported", what=result.unsupported)
    return Verdict(PASSED)


def _missing(result: Result) -> Finding:
    """Say what is missing, and where it may stand instead."""
    facts: dict[str, Any] = {"what": result.missing}
    if result.missing.endswith(".py"):
        return Finding("missing_file", facts)
    if result.within is None or result.where is None:
        return Finding("missing", facts)
    facts |= {"line": result.where[1], "within": result.within}
    if result.within:
        return Finding("nested", facts)
    return Finding("no_method" if "." in result.missing else "spelling", facts)


def newer_python(trouble: Trouble, here: tuple[int, ...] = sys.version_info[:2]) -> str:
    """Return the Python that may take what this one calls a syntax error, or nothing."""
    line = trouble.frames[-1][3] if trouble.frames else ""
    for version, form in NEWER_SYNTAX.items():
        if here < version and form.match(line):
            return ".".join(map(str, version))
    return ""


def names(function: str, message: str) -> bool:
    """Tell whether a stub's message names the function that was called.

    Making an object calls `TwoLayerNet.__init__`, and a method is named with its class.
    """
    return message in (function, f"{function}.__init__")


def failed(key: str, **facts: Any) -> Verdict:
    """Return the verdict `failed` with one finding."""
    return Verdict(FAILED, (Finding(key, facts),))


def tolerance(want: Any, digits: int | None = None, atol: float | None = None) -> Any:
    """Return how far a value may be from `want`: the one rule of the whole kit.

    Half the last printed digit, or 1e-5 of the wanted value, or what the case states, whichever
    is largest. Printed digits count as in scientific notation: 4.53978686e-05 has 8.
    """
    size = np.abs(np.asarray(want, dtype=np.float64))
    limit = RTOL * size
    if digits is not None:
        with np.errstate(divide="ignore"):
            magnitude = np.where(size > 0, np.floor(np.log10(size)), 0.0)
        limit = np.maximum(limit, 0.5 * 10.0 ** (magnitude - digits))
    return limit if atol is None else np.maximum(limit, atol)


def compare(
    got: Any,
    want: Any,
    *,
    digits: int | None = None,
    atol: float | None = None,
    any_number: bool = False,
    exact_dtype: bool = False,
    squeeze: bool = False,
    path: str = "",
) -> Finding | None:
    """Compare a value with the one wanted: kind, shape, kind of dtype, then content.

    A Python number, a NumPy scalar and an array of shape () are the same kind of thing; so are
    a list and a tuple where a sequence is wanted; with `squeeze`, arrays whose shapes differ in
    axes of length 1 only. Returns None if all is well.
    """
    options: dict[str, Any] = {
        "digits": digits,
        "atol": atol,
        "any_number": any_number,
        "exact_dtype": exact_dtype,
        "squeeze": squeeze,
    }
    if want is None or isinstance(want, str):
        same = type(got) is type(want) and got == want
        return None if same else Finding("different", {"path": path, "got": got, "want": want})
    if isinstance(want, dict):
        return _compare_dicts(got, want, path, options)
    if isinstance(want, list | tuple):
        return _compare_sequences(got, want, path, options)
    return _compare_numbers(got, want, path, **options)


def _compare_dicts(got: Any, want: dict, path: str, options: dict) -> Finding | None:
    if not isinstance(got, dict):
        return Finding("kind", {"path": path, "got": kind_of(got), "want": "dict"})
    if set(got) != set(want):
        names = sorted(str(key)[:MAX_KEY] for key in itertools.islice(got, len(want) + MORE_KEYS))
        return Finding("keys", {"path": path, "got": names, "want": list(want)})
    parts = (compare(got[k], want[k], path=f"{path}[{k!r}]", **options) for k in want)
    return next((finding for finding in parts if finding), None)


def _compare_sequences(got: Any, want: Any, path: str, options: dict) -> Finding | None:
    if not isinstance(got, list | tuple):
        facts = {"path": path, "got": kind_of(got), "want": type(want).__name__}
        return Finding("kind", facts)
    if len(got) != len(want):
        return Finding("length", {"path": path, "got": len(got), "want": len(want)})
    parts = (
        compare(g, w, path=f"{path}[{i}]", **options)
        for i, (g, w) in enumerate(zip(got, want, strict=True))
    )
    return next((finding for finding in parts if finding), None)


def _compare_numbers(
    got: Any,
    want: Any,
    path: str,
    digits: int | None,
    atol: float | None,
    any_number: bool,
    exact_dtype: bool,
    squeeze: bool,
) -> Finding | None:
    wanted = np.asarray(want)
    if squeeze and is_numeric(got):
        got = squeezed(got, wanted.shape)
    if not is_numeric(got) or (wanted.ndim and not isinstance(got, np.ndarray)):
        expected = "array" if wanted.ndim else "number"
        return Finding("kind", {"path": path, "got": kind_of(got), "want": expected})
    given = np.asarray(got)
    if given.dtype == object:  # an integer beyond 64 bits
        return Finding("kind", {"path": path, "got": "huge", "want": "number"})
    if given.shape != wanted.shape:
        return Finding("shape", {"path": path, "got": given.shape, "want": wanted.shape})
    if exact_dtype and given.dtype != wanted.dtype:
        facts = {"path": path, "got": str(given.dtype), "want": str(wanted.dtype)}
        return Finding("dtype", facts)
    kinds = dtype_kind(given.dtype), dtype_kind(wanted.dtype)
    if kinds[0] != kinds[1] and not (any_number and set(kinds) <= {"integer", "float"}):
        return Finding("dtype_kind", {"path": path, "got": kinds[0], "want": kinds[1]})
    wrong = ~close(given, wanted, digits, atol)
    if not wrong.any():
        return None
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    return Finding(
        "values",
        {
            "path": path,
            "count": int(wrong.sum()),
            "total": int(wrong.size),
            "index": first,
            "got": given[first],
            "want": wanted[first],
        },
    )


def squeezed(value: Any, shape: tuple[int, ...]) -> Any:
    """Return a value in another shape, if the two differ in axes of length 1 only."""
    given = [length for length in np.shape(value) if length != 1]
    if np.shape(value) == shape or given != [length for length in shape if length != 1]:
        return value
    return np.reshape(value, shape)


def close(got: Any, want: Any, digits: int | None = None, atol: float | None = None) -> np.ndarray:
    """Tell element by element whether `got` is `want` within the tolerance.

    Integers and booleans must be equal; nan is nan, and infinities must be the same.
    """
    got, want = np.asarray(got), np.asarray(want)
    if dtype_kind(got.dtype) != "float" and dtype_kind(want.dtype) != "float" and atol is None:
        return np.asarray(got == want)
    got, want = got.astype(np.float64), want.astype(np.float64)
    same = np.asarray((got == want) | (np.isnan(got) & np.isnan(want)))
    if same.all():
        return same
    with np.errstate(invalid="ignore"):
        near = np.abs(got - want) <= tolerance(want, digits, atol)
    return np.asarray(same | (near & np.isfinite(want)))


def is_numeric(value: Any) -> bool:
    """Tell whether a value is a number or an array of numbers."""
    return isinstance(value, bool | int | float | complex | np.generic | np.ndarray)


def dtype_kind(dtype: np.dtype) -> str:
    """Return the kind of a dtype: bool, integer, float or complex."""
    return {"b": "bool", "i": "integer", "u": "integer", "f": "float", "c": "complex"}[dtype.kind]


def kind_of(value: Any) -> str:
    """Return what sort of thing a value is: a key of `words.KINDS`."""
    if isinstance(value, np.ndarray):
        return "array"
    if isinstance(value, bool | int | float | complex | np.generic):
        return "number"
    return "none" if value is None else type(value).__name__
