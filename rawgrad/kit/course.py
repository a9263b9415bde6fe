"""A course is read from `course.toml`: the assignments it lists, and where each one's files lie.

Knows the kit's exercises and nothing of grades. Paths in the file are relative to it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import read_toml
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES, Text

FILE = "course.toml"
COURSE_KEYS = {"title", "language", "roster", "assignment"}
KEYS = {
    "name", "title", "exercises", "points", "due", "submissions", "grades", "hidden", "roster",
    "language",
}  # fmt: skip


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


@dataclass(frozen=True)
class Course:
    """The assignments of a course, by name and in order."""

    path: Path
    title: Text
    assignments: Mapping[str, Assignment] = field(default_factory=dict)

    def assignment(self, name: str) -> Assignment:
        """Return an assignment; raise `BrokenKit` with those there are."""
        if name not in self.assignments:
            known = ", ".join(self.assignments)
            raise BrokenKit(f"{self.path}: no assignment {name}; there are: {known}")
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
    assignments: dict[str, Assignment] = {}
    for number, entry in enumerate(found.get("assignment", []), start=1):
        one = _assignment(kit, path, found, entry, number)
        if one.name in assignments:
            raise BrokenKit(f"{path}: the assignment {one.name} stands twice; give it another name")
        assignments[one.name] = one
    if not assignments:
        raise BrokenKit(f"{path}: no assignment; write one under [[assignment]]")
    return Course(path, title, assignments)


def _assignment(
    kit: Kit, path: Path, course: Mapping[str, Any], entry: Mapping[str, Any], number: int
) -> Assignment:
    name = entry.get("name")
    if not isinstance(name, str) or not name.replace("-", "").replace("_", "").isalnum():
        raise BrokenKit(f"{path}, assignment {number}: give it a name of letters, digits, - and _")
    where = f"{path}, {name}"
    _only_known_keys(entry, KEYS, where)
    exercises = entry.get("exercises")
    if not isinstance(exercises, list) or not exercises:
        raise BrokenKit(f'{where}: exercises are a list, as in exercises = ["softmax"]')
    points = entry.get("points", {})
    if not isinstance(points, dict):
        raise BrokenKit(f"{where}: points are given by exercise, as in points = {{ softmax = 20 }}")
    for exercise in (*exercises, *points):
        if exercise not in kit.exercises or exercise not in exercises:
            raise BrokenKit(f"{where}: {exercise} is none of its exercises; see rawgrad list")
    if any(not isinstance(p, int | float) or not 0 < p < 1e6 for p in points.values()):
        raise BrokenKit(f"{where}: points are numbers greater than 0")
    due = entry.get("due")
    if due is not None and not isinstance(due, datetime.datetime):
        raise BrokenKit(f"{where}: due is a date and time, as in due = 2026-12-01T23:59:00+09:00")
    language = entry.get("language", course.get("language", "en"))
    if language not in LANGUAGES:
        raise BrokenKit(f"{where}: language is one of {', '.join(LANGUAGES)}")
    roster = entry.get("roster", course.get("roster"))
    home = path.parent
    return Assignment(
        name=name,
        title=Text.parse(entry.get("title"), f"{where}, title"),
        exercises=tuple(e for e in kit.exercises if e in exercises),
        points={e: float(points.get(e, kit.exercises[e].most)) for e in exercises},
        submissions=home / entry.get("submissions", f"submissions/{name}"),
        grades=home / entry.get("grades", f"grades/{name}"),
        due=due,
        hidden=home / entry["hidden"] if "hidden" in entry else None,
        roster=home / roster if roster is not None else None,
        language=language,
    )


def _only_known_keys(node: Mapping[str, Any], keys: set[str], where: str) -> None:
    unknown = sorted(set(node) - keys)
    if unknown:
        raise BrokenKit(f"{where}: {unknown[0]} means nothing here; known: {sorted(keys)}")
