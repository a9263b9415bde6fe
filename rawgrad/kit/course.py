"""A course is read from `course.toml`: the assignments it lists, and where each one's files lie.

Knows the kit's exercises and nothing of grades. Paths in the file are relative to it.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import read_toml
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.kit.words import COURSE

FILE = "course.toml"
COURSE_KEYS = {
    "title", "language", "roster", "assignment", "timezone", "late", "best",
}  # fmt: skip
KEYS = {
    "name", "title", "exercises", "points", "due", "submissions", "grades", "hidden", "roster",
    "language", "late", "weight",
}  # fmt: skip


class LateStep(NamedTuple):
    """Work that comes at most so many days late keeps this share of its points."""

    days: int
    keep: float


@dataclass(frozen=True)
class Assignment:
    """A named choice of exercises with points and a due date.

    Attributes
    ----------
    points
        The most that each exercise gives.
    submissions, grades
        The folder of what was handed in, and the one of the gradebook.
    hidden, roster
        The folder of hidden cases and the roster, if there are any.
    language
        What feedback is written in where the roster does not say.
    late
        What late work keeps, by days; later than the last step it keeps nothing. Without steps
        lateness costs nothing.
    zone
        The course's time zone: of times that say none.
    weight
        What the assignment weighs in the total of the course.
    """

    name: str
    title: Text
    exercises: tuple[str, ...]
    points: Mapping[str, float]
    submissions: Path
    grades: Path
    due: datetime.datetime | None = None
    hidden: Path | None = None
    roster: Path | None = None
    language: str = "en"
    late: tuple[LateStep, ...] = ()
    zone: datetime.tzinfo | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Course:
    """The assignments of a course, by name and in order.

    `best` is how many of them count for a learner's total; all, if it is None.
    """

    path: Path
    title: Text
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    best: int | None = None
    language: str = "en"

    def assignment(self, name: str) -> Assignment:
        """Return an assignment; raise `BrokenKit` with those there are."""
        if name not in self.assignments:
            known = ", ".join(self.assignments)
            raise _broken_course("no_assignment", self.path, name=name, known=known)
        return self.assignments[name]


def find_course(kit: Kit, folder: Path | None = None) -> Course | None:
    """Return the course of a folder, the current one by default, if it has a `course.toml`."""
    path = (folder or Path.cwd()) / FILE
    return read_course(kit, path) if path.is_file() else None


def named_assignment(kit: Kit, given: Path) -> Assignment | None:
    """Return the assignment that a command was given, or None where it was given a path.

    A name that the course of the current folder lists means the assignment, whatever lies there.
    """
    course = find_course(kit)
    if course is None or (str(given) not in course.assignments and given.exists()):
        return None
    return course.assignment(str(given))


def read_course(kit: Kit, path: Path) -> Course:
    """Read a course.

    Raises
    ------
    BrokenKit
        If the file cannot be read, or names what there is not.
    """
    found = read_toml(path)
    _only_known_keys(found, COURSE_KEYS, str(path))
    title = Text.parse(found.get("title"), f"{path}, title")
    zone = _zone(found.get("timezone"), str(path))
    assignments: dict[str, Assignment] = {}
    entries = found.get("assignment", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise _broken_course("brackets", path)
    for number, entry in enumerate(entries, start=1):
        one = _assignment(kit, path, found, entry, number, zone)
        if one.name in assignments:
            raise _broken_course("twice", path, name=one.name)
        assignments[one.name] = one
    if not assignments:
        raise _broken_course("empty", path)
    best = found.get("best")
    if best is not None and (type(best) is not int or not 1 <= best <= len(assignments)):
        raise _broken_course("best", path, count=len(assignments))
    return Course(path, title, assignments, best, _language(found.get("language", "en"), str(path)))


def _assignment(
    kit: Kit,
    path: Path,
    course: Mapping[str, Any],
    entry: Mapping[str, Any],
    number: int,
    zone: datetime.tzinfo | None,
) -> Assignment:
    name = entry.get("name")
    if not isinstance(name, str) or not name.replace("-", "").replace("_", "").isalnum():
        raise _broken_course("name", path, number=number)
    where = f"{path}, {name}"
    _only_known_keys(entry, KEYS, where)
    exercises = entry.get("exercises")
    if not isinstance(exercises, list) or not exercises or not all(map(_is_text, exercises)):
        raise _broken_course("exercises", where)
    points = entry.get("points", {})
    if not isinstance(points, dict):
        raise _broken_course("points", where)
    for exercise in (*exercises, *points):
        if exercise not in kit.listed or exercise not in exercises:
            raise _broken_course("not_its", where, exercise=exercise)
    if any(not _is_number(p) or not 0 < p < 1e6 for p in points.values()):
        raise _broken_course("positive", where)
    due = entry.get("due")
    if due is not None and not isinstance(due, datetime.datetime):
        raise _broken_course("due", where)
    if due is not None and due.tzinfo is None:
        due = due.replace(tzinfo=zone)
    late = _late_steps(entry.get("late", course.get("late")), where)
    if late and (due is None or due.tzinfo is None):
        raise _broken_course("late_without_due" if due is None else "late_without_zone", where)
    weight = entry.get("weight", 1)
    if not _is_number(weight) or not 0 <= weight < 1e6:
        raise _broken_course("weight", where)
    for key in ("roster", "submissions", "grades", "hidden"):
        given = entry.get(key, course.get(key))
        if given is not None and (not isinstance(given, str) or not given):
            raise _broken_course("path", where, key=key)
    roster = entry.get("roster", course.get("roster"))
    home = path.parent
    return Assignment(
        name=name,
        title=Text.parse(entry.get("title"), f"{where}, title"),
        exercises=tuple(e for e in kit.listed if e in exercises),
        points={e: float(points.get(e, kit.listed[e].most)) for e in exercises},
        submissions=home / entry.get("submissions", f"submissions/{name}"),
        grades=home / entry.get("grades", f"grades/{name}"),
        due=due,
        hidden=home / entry["hidden"] if "hidden" in entry else None,
        roster=home / roster if roster is not None else None,
        language=_language(entry.get("language", course.get("language", "en")), where),
        late=late,
        zone=zone or (due.tzinfo if due else None),
        weight=float(weight),
    )


def _late_steps(given: Any, where: str) -> tuple[LateStep, ...]:
    """Read what late work keeps: steps, or the days of a grace in which it keeps everything."""
    if given is None or given == []:
        return ()
    steps = [{"days": given, "keep": 1}] if type(given) is int else given
    if not isinstance(steps, list) or any(
        not isinstance(step, dict) or set(step) != {"days", "keep"} for step in steps
    ):
        raise _broken_late("late", where)
    if any(type(step["days"]) is not int or not 1 <= step["days"] <= 999 for step in steps):
        raise _broken_late("late_days", where)
    if any(not _is_number(step["keep"]) or not 0 <= step["keep"] <= 1 for step in steps):
        raise _broken_late("late_keep", where)
    found = tuple(LateStep(step["days"], float(step["keep"])) for step in steps)
    for before, after in itertools.pairwise(found):
        if after.days <= before.days or after.keep > before.keep:
            raise _broken_late("late_order", where)
    return found


def _zone(given: Any, where: str) -> datetime.tzinfo | None:
    """Read a time zone: a name as in `Asia/Seoul`, or an offset as in `+09:00`."""
    if given is None:
        return None
    example = 'timezone = "Asia/Seoul" or timezone = "+09:00"'
    if isinstance(given, str):
        with contextlib.suppress(ValueError):
            return datetime.datetime.strptime(given, "%z").tzinfo
        import zoneinfo

        # Where there is no table of zones (Windows without tzdata) an offset does.
        with contextlib.suppress(zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return zoneinfo.ZoneInfo(given)
    raise _broken_course("timezone", where, given=given, example=example)


def _language(given: Any, where: str) -> str:
    if given not in LANGUAGES:
        raise _broken_course("language", where, known=", ".join(LANGUAGES))
    return str(given)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _only_known_keys(node: Mapping[str, Any], keys: set[str], where: str) -> None:
    unknown = sorted(set(node) - keys)
    if unknown:
        raise _broken_course("unknown", where, key=unknown[0], known=sorted(keys))


def _broken_course(sentence: str, where: object, **facts: object) -> BrokenKit:
    return BrokenKit(COURSE[sentence].filled(where=where, **facts))


def _broken_late(sentence: str, where: str) -> BrokenKit:
    return _broken_course(sentence, where, example=COURSE["late_example"])
