"""Lateness is worked out from times: how many days late work is, and what it keeps of its points.

Pure. Where no time is known nothing is guessed: nothing is taken, and `Lateness.known` says so.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rawgrad.grading.book.schema import SubmissionRow
from rawgrad.kit.course import LateStep

_MOMENT = re.compile(
    r"(\d{4})[-/.] ?(\d{1,2})[-/.] ?(\d{1,2})\.?(?:[T ]+(?:(?P<before>오전|오후|AM|PM) ?)?"
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(?P<after>AM|PM))? ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_BLACKBOARD = "%Y-%m-%d-%H-%M-%S"
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """When an assignment is due, in which time zone, and what late work keeps."""

    due: datetime.datetime | None = None
    steps: Sequence[LateStep] = ()
    zone: datetime.tzinfo | None = None


@dataclass(frozen=True)
class Lateness:
    """How late one person's work is.

    Attributes
    ----------
    days
        The days begun after the deadline; None where that is not known, or there is no deadline.
    keep
        The share of the points that counts.
    flagged
        Whether the system says that it came late, and not when.
    """

    days: int | None = None
    keep: float = 1.0
    flagged: bool = False


def lateness(
    found: SubmissionRow | None,
    deadline: Deadline,
    extended: datetime.datetime | None,
    received: Mapping[str, datetime.datetime],
) -> Lateness:
    """Return how late a submission is for a person, whose extension replaces the due date."""
    due = extended or deadline.due
    if found is None:
        return Lateness()
    at = handed_in_at(found, received, deadline.zone)
    if due is None or due.tzinfo is None or at is None:
        # Canvas marks what came late by its own due date, and nothing else.
        on_time = found.system == "canvas" and not found.late and due is not None
        return Lateness(0 if on_time else None, flagged=found.late)
    days = days_after(due.astimezone(deadline.zone or due.tzinfo), at)
    return Lateness(days, share_kept(days, deadline.steps))


def handed_in_at(
    found: SubmissionRow,
    received: Mapping[str, datetime.datetime],
    zone: datetime.tzinfo | None,
) -> datetime.datetime | None:
    """Return when a submission was handed in, as the instructor or its system tells."""
    if found.key in received:
        return received[found.key]
    if found.system == "blackboard" and zone is not None:
        # A name may hold digits that are no time.
        with contextlib.suppress(ValueError):
            return datetime.datetime.strptime(found.sent, _BLACKBOARD).replace(tzinfo=zone)
    return None


def days_after(due: datetime.datetime, at: datetime.datetime) -> int:
    """Return the days that have begun after the due date, on the clocks of its time zone."""
    beyond = at.astimezone(due.tzinfo).replace(tzinfo=None) - due.replace(tzinfo=None)
    return max(0, -(-beyond // DAY))


def share_kept(days: int, steps: Sequence[LateStep]) -> float:
    """Return the share that work keeps so many days late; without steps, all of it."""
    if not days or not steps:
        return 1.0
    return next((step.keep for step in steps if days <= step.days), 0.0)


def read_moment(
    text: str, zone: datetime.tzinfo, end_of_day: bool = False
) -> datetime.datetime | None:
    """Read a time as people and spreadsheets write it, in a time zone unless it names one.

    A date alone means its last second where `end_of_day` says so, and is no time otherwise.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None or (match[5] is None and not end_of_day):
        return None
    year, month, day = (int(match[n]) for n in (1, 2, 3))
    hour, minute, second = (int(match[n] or 0) for n in (5, 6, 7))
    if match[5] is None:
        hour, minute, second = 23, 59, 59
    half = (match["before"] or match["after"] or "").upper()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in ("PM", "오후") else 0)
    if match["zone"]:
        offset = datetime.datetime.strptime(match["zone"].upper(), "%z").tzinfo
        assert offset is not None
        zone = offset
    try:
        return datetime.datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
