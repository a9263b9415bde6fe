"""A verdict has a status, and an exercise a standing: one rule for every view and mark.

Needs nothing, not even NumPy, so that whoever only counts verdicts can ask.
"""

from __future__ import annotations

from collections.abc import Iterable

PASSED = "passed"
FAILED = "failed"
TODO = "todo"
BLOCKED = "blocked"
ERROR = "error"
TIMEOUT = "timeout"
UNDECIDED = "undecided"
STATUSES = (PASSED, FAILED, TODO, BLOCKED, ERROR, TIMEOUT, UNDECIDED)


def is_open(status: str) -> bool:
    """Tell whether something waits to be written: it is todo, or blocked by what is."""
    return status in (TODO, BLOCKED)


def is_wrong(status: str) -> bool:
    """Tell whether something was written and is not right."""
    return status in (FAILED, ERROR, TIMEOUT)


def is_broken(status: str) -> bool:
    """Tell whether something never came to a result that could be judged."""
    return status in (ERROR, TIMEOUT)


def is_done(status: str) -> bool:
    """Tell whether nothing is left to do: it passed, or this machine cannot tell."""
    return status in (PASSED, UNDECIDED)


def counted(status: str, voided: bool) -> str:
    """Return the status that an item counts with: a voided one counts as passed for everybody."""
    return PASSED if voided else status


def disclosed(status: str, hidden: bool) -> str:
    """Return the status that may be told of an item.

    Of a hidden one not even whether it failed by a value, an exception or its time.
    """
    return FAILED if hidden and is_wrong(status) else status


def standing(statuses: Iterable[str]) -> str:
    """Return how an exercise stands whose items have these statuses.

    What went wrong first counts; where nothing did, `todo` before `blocked`, and `undecided` where
    nothing else is left; `passed` if all passed, and nothing at all if there are no items.
    """
    found = list(statuses)
    wrong = next(filter(is_wrong, found), None)
    if wrong is not None:
        return wrong
    for status in (TODO, BLOCKED, UNDECIDED, PASSED):
        if status in found:
            return status
    return ""
