"""A diagnosis names a known mistake from its results: pure.

A diagnosis says that on all cases of a function the results equal those recorded for one known
mistake, and no other. Where that is not so nothing is said: a wrong diagnosis is worse than none.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.spec.case import Case
from rawgrad.spec.difference import difference
from rawgrad.spec.examine import Outcome
from rawgrad.spec.judge import Finding, argument_name, is_numeric
from rawgrad.spec.points import lost_needs
from rawgrad.spec.standing import FAILED

MAX_PARTS = 100_000
DIGITS = 6
# A single case may be told by chance or by another mistake that is not known.
FEWEST_CASES = 3
FEWEST_TELLING = 2


@dataclass(frozen=True)
class Misconception:
    """A known mistake: what it is, a question that leads on, and what its results look like."""

    id: str
    diagnosis: Text
    think: Text
    digests: tuple[str, ...]


@dataclass(frozen=True)
class Fingerprints:
    """The known mistakes of one function, and the cases their results were recorded on.

    `right` is what the solution gives.
    """

    cases: tuple[str, ...]
    misconceptions: tuple[Misconception, ...]
    right: tuple[str, ...] = ()


def read_fingerprints(path: Path) -> dict[str, Fingerprints]:
    """Read what was recorded for an exercise, by function; nothing if there is no record."""
    if not path.is_file():
        return {}
    table = json.loads(path.read_text(encoding="utf-8"))
    return {
        function: Fingerprints(
            cases=tuple(entry["cases"]),
            misconceptions=tuple(
                Misconception(
                    id=known["id"],
                    diagnosis=Text(known["en"], known["ko"]),
                    think=Text(known["think_en"], known["think_ko"]),
                    digests=tuple(known["digests"]),
                )
                for known in entry["misconceptions"]
            ),
            right=tuple(entry.get("right", ())),
        )
        for function, entry in table.items()
    }


def diagnose(outcomes: Iterable[Outcome], recorded: Fingerprints | None) -> Misconception | None:
    """Return the one known mistake whose results these are, if enough cases tell it.

    That is three cases or more, and two or more that tell it from the solution and from each
    of the other mistakes.

    Parameters
    ----------
    outcomes
        Of all cases of one function.
    recorded
        What is known of this function.
    """
    if recorded is None:
        return None
    found = {outcome.item.id: outcome for outcome in outcomes}
    if set(found) != set(recorded.cases) or len(found) < FEWEST_CASES:
        return None
    digests = tuple(digest(found[name]) for name in recorded.cases)
    matching = [known for known in recorded.misconceptions if known.digests == digests]
    if len(matching) != 1:
        return None
    others = [known.digests for known in recorded.misconceptions if known is not matching[0]]
    others += [recorded.right] if recorded.right else []
    return matching[0] if all(_tells_apart(digests, other) for other in others) else None


def _tells_apart(digests: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two results differ in enough cases."""
    different = sum(one != two for one, two in zip(digests, other, strict=True))
    return different >= FEWEST_TELLING


def digest(outcome: Outcome) -> str:
    """Return a short text that is equal for equal results of a case.

    Numbers count with 6 digits, so that another order of summation or another machine makes no
    difference. What was printed counts where nothing was returned, a warning where it fails the
    case.
    """
    result = outcome.result
    if result is None:
        parts: Any = ["none", outcome.verdict.status]
    elif result.trouble is not None:
        parts = ["raised", result.trouble.type]
    elif result.missing or result.unsupported:
        parts = ["unusable", result.missing, result.unsupported]
    else:
        changed = sorted((str(name), _canonical(v)) for name, v in result.changed.items())
        printed = outcome.value is None and bool(result.output.strip())
        warned = any(finding.key == "warned" for finding in outcome.verdict.findings)
        # What is drawn from np.random itself is another value each time: that it was is enough.
        value = "drawn" if result.global_random else _canonical(outcome.value)
        parts = [value, changed, printed, warned]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _canonical(value: Any) -> Any:
    """Return a value as nested lists of texts, numbers rounded."""
    if _parts(value) > MAX_PARTS:
        # No known mistake gives that much, and a grader would be at it for minutes.
        return ["large", type(value).__name__]
    return _nested(value)


def _parts(value: Any) -> int:
    """Count the numbers and other parts of a value, as far as is worth knowing."""
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, str):
        return len(value)
    if not isinstance(value, dict | list | tuple):
        return 1
    count = len(value)
    for item in value.values() if isinstance(value, dict) else value:
        if count > MAX_PARTS:
            break
        count += _parts(item)
    return count


def _nested(value: Any) -> Any:
    if isinstance(value, dict):
        return ["dict", sorted((repr(key), _nested(item)) for key, item in value.items())]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [_nested(item) for item in value]]
    if is_numeric(value):
        array = np.asarray(value)
        kind = "array" if isinstance(value, np.ndarray) and array.ndim else "number"
        # A Python float and a NumPy float64 are the same answer.
        return [kind, str(array.dtype), array.shape, [_rounded(v) for v in array.ravel().tolist()]]
    if isinstance(value, str) and PurePath(value).is_absolute():
        return "a path"  # Where the kit lies makes no difference.
    return repr(value)


def _rounded(number: Any) -> str:
    if isinstance(number, bool | int):
        return repr(number)
    if isinstance(number, complex):
        return f"{_rounded(number.real)} {_rounded(number.imag)}"
    if not math.isfinite(number):
        return repr(number)
    if abs(number) < 1e-12:
        return "0"
    # The factor keeps round values such as 2**-10 away from the edges of rounding.
    return f"{number * (1 + 3.1415926e-8):.{DIGITS - 1}e}"


@dataclass(frozen=True)
class Notes:
    """Notes on one failure that are certain, beyond the failure itself.

    `lost` are the titles of the aspects for whose loss it counts neither for nor against.
    """

    misconception: Misconception | None = None
    count: int = 0
    differences: tuple[Finding, ...] = ()
    lost: tuple[Text, ...] = ()


def notes(outcome: Outcome, outcomes: Sequence[Outcome], fingerprints: Path) -> Notes:
    """Return what can be said of a failed case.

    Parameters
    ----------
    outcome
        The failure.
    outcomes
        Of all the exercise's cases, this one among them.
    fingerprints
        The file of the exercise's fingerprints.
    """
    case = outcome.item
    if outcome.verdict.passed:
        return Notes()
    lost = lost_titles(outcome, outcomes, Kit(fingerprints.parents[2]))
    if not isinstance(case, Case):
        return Notes(lost=lost)
    own = [
        other
        for other in outcomes
        if isinstance(other.item, Case) and other.item.function == case.function
    ]
    recorded = read_fingerprints(fingerprints).get(case.function)
    known = diagnose(own, recorded)
    found = difference(own) if outcome.verdict.status == FAILED else None
    changed = []
    if outcome.result is not None:
        for name in outcome.result.changed:
            argument = argument_name(outcome.result, name)
            changed.append(Finding("changed_too", {"argument": argument}))
    return Notes(known, len(own), (*((found,) if found else ()), *changed), lost)


def lost_titles(outcome: Outcome, outcomes: Sequence[Outcome], kit: Kit) -> tuple[Text, ...]:
    """Return the titles of the aspects for whose loss an outcome does not count."""
    missing = lost_needs(outcome, outcomes)
    return tuple(kit.aspects.get(name, Text(name, name)) for name in missing)
