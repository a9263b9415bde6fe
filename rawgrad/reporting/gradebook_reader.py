"""A gradebook reader says who gets what, for which work, and what was found of it.

Writes nothing. Of a hidden item it gives away the title and whether it passed, and nothing else; of
the run with the reference's prerequisites nothing but points.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from rawgrad.grading.assess.assessor import Item
from rawgrad.grading.book.gradebook import Gradebook
from rawgrad.grading.book.instructions import Criterion, read_voided
from rawgrad.grading.book.marks import (
    PENDING,
    Best,
    best_marks,
    counting,
    is_voided,
    lost_to_twins,
)
from rawgrad.grading.book.schema import GradeRow, SubmissionRow
from rawgrad.grading.words import late_text, notice_text
from rawgrad.kit.course import LateStep
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Exercise, Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.reporting.words import MESSAGES
from rawgrad.spec.points import SCENARIO, Worth, award
from rawgrad.spec.standing import PASSED, TIMEOUT, counted
from rawgrad.spec.twins import is_twin

# Who has handed in nothing that counts gets no feedback.
ANSWERED = ("graded", "unmatched", "unreadable", "excused", PENDING)


class Aspect(NamedTuple):
    """What one aspect or scenario of an exercise earned."""

    title: Text
    points: float
    most: float


@dataclass(frozen=True)
class Work:
    """One submission that counts, and everybody's marks for it: by exercise, one row a person."""

    key: str
    kept: SubmissionRow
    grades: dict[str, tuple[GradeRow, ...]]

    @property
    def people(self) -> tuple[GradeRow, ...]:
        """The first row of each person."""
        return next(iter(self.grades.values()))


class Reading:
    """The gradebook of a class run.

    Parameters
    ----------
    kit
        The kit it was graded by.
    book, folder
        The gradebook, and the folder it lies in.
    language
        What is written in where neither roster nor assignment says.
    """

    def __init__(self, kit: Kit, book: Gradebook, folder: Path, language: str) -> None:
        self.kit = kit
        self.book = book
        self.settings = book.settings()
        said = self.settings.get("language", "")
        self.language = said if said in LANGUAGES else language
        self.grades = book.grades()
        self.kept = book.submissions()
        self.voided = read_voided(folder / "voided.txt")
        entries = book.catalogue()
        self.titles = {(e.exercise, e.id): e.title for e in entries}
        self.hidden = {e.exercise for e in entries if e.hidden and not is_twin(e.id)}
        self._scenarios = {(e.exercise, e.aspect): e.title for e in entries if e.kind == SCENARIO}
        self.remarks = book.remarks()
        self.criteria = read_criteria(self.settings)
        self.names = [name for name in self.settings.get("exercises", "").split(",") if name]
        unknown = [name for name in self.names if name not in kit.listed]
        if unknown:
            raise BrokenKit(MESSAGES["other_kit"].filled(name=unknown[0]).at(book.path))

    @property
    def title(self) -> Text:
        """The assignment's title; without one, its exercises."""
        names = ", ".join(self.names)
        said = self.settings
        return Text(said.get("title_en") or names, said.get("title_ko") or names)

    @property
    def name(self) -> str:
        """What the assignment is called in a column's heading."""
        return self.settings.get("assignment") or "rawgrad"

    @property
    def parts(self) -> list[str]:
        """What there are points for: the exercises, and the criteria that a person judges."""
        return [*self.names, *self.criteria]

    def part_title(self, name: str) -> Text:
        """Return the title of an exercise or a criterion."""
        criterion = self.criteria.get(name)
        return criterion.title if criterion else self.kit.listed[name].title

    @functools.cached_property
    def most(self) -> dict[str, float]:
        """What each exercise and criterion gives at most."""
        given = {grade.exercise: grade.max_points for grade in self.grades}
        usual = {name: self.kit.listed[name].most for name in self.names}
        usual |= {name: criterion.most for name, criterion in self.criteria.items()}
        return {name: given.get(name, most) for name, most in usual.items()}

    def works(self) -> Iterator[Work]:
        """Yield each submission that counts for somebody."""
        rows: dict[str, dict[str, list[GradeRow]]] = {}
        for grade in self.grades:
            if grade.submission in self.kept and grade.status in ANSWERED:
                rows.setdefault(grade.submission, {}).setdefault(grade.exercise, []).append(grade)
        for key, by_exercise in rows.items():
            yield Work(key, self.kept[key], {n: tuple(found) for n, found in by_exercise.items()})

    def people(self) -> Iterator[tuple[GradeRow, dict[str, GradeRow]]]:
        """Yield each person of the grades, older attempts left out, with a row an exercise."""
        rows: dict[tuple[str, str], dict[str, GradeRow]] = {}
        for grade in self.grades:
            if grade.status != "superseded":
                rows.setdefault((grade.person, grade.submission), {})[grade.exercise] = grade
        for found in rows.values():
            yield next(iter(found.values())), found

    def spoken(self, work: Work) -> str:
        """Return the language a submission's feedback is written in."""
        return next((row.language for row in work.people if row.language), self.language)

    def items(self, key: str) -> dict[str, list[Item]]:
        """Return all that was found of a submission, by exercise."""
        found: dict[str, list[Item]] = {name: [] for name in self.names}
        for item in self.book.items(key):
            found.setdefault(item.exercise, []).append(item)
        return found

    def item_title(self, item: Item) -> Text:
        """Return what an item asks, in one line."""
        return self.titles.get((item.exercise, item.id)) or Text(item.aspect, item.aspect)

    def status(self, item: Item) -> str:
        """Return the status that an item counts with."""
        return counted(item.status, is_voided(item.id, self.voided))

    def passes(self, item: Item) -> bool:
        """Tell whether an item counts as passed."""
        return self.status(item) == PASSED

    def aspects(
        self, exercise: Exercise, items: Sequence[Item], most: float
    ) -> tuple[list[Aspect], Best]:
        """Return what aspects and scenarios earn, and on whose work besides the learner's."""
        best = best_marks(exercise, items, self.voided)
        earned = dict(award(exercise, best.marks))
        share = most / exercise.most
        found = [
            Aspect(self.aspect_title(exercise, *worth), earned[worth] * share, points * share)
            for worth, points in exercise.points.items()
        ]
        return found, best

    def counting(self, items: Sequence[Item], best: Best) -> Iterator[Item]:
        """Yield the items of the work as handed in, each as it counts, see `marks.counting`."""
        for item, status in counting(items, best):
            if not is_twin(item.id):
                yield replace(item, status=status)

    def memorised(self, exercise: Exercise, items: Sequence[Item]) -> dict[Worth, Text]:
        """Return what is lost to twins alone, with its titles; all that may be told of twins."""
        found = lost_to_twins(exercise, items, self.voided)
        return {worth: self.aspect_title(exercise, *worth) for worth in found}

    @staticmethod
    def how_memorised(items: Sequence[Item]) -> str:
        """Return the key of the sentence that tells of twins: a wrong result, or time alone."""
        in_time = [item for item in items if is_twin(item.id) and item.status != TIMEOUT]
        return "untimely" if all(item.status == PASSED for item in in_time) else "memorised"

    def aspect_title(self, exercise: Exercise, function: str, aspect: str) -> Text:
        """Return what an aspect, or a scenario, is called."""
        if function == SCENARIO:
            return self._scenarios.get((exercise.name, aspect)) or Text(aspect, aspect)
        return self.kit.aspects.get(aspect, Text(aspect, aspect)).at(function)

    def notices(self, work: Work, language: str) -> list[str]:
        """Return what is to be said about a submission as a whole, to all whose it is."""
        said = [notice_text(notice, language) for notice in work.kept.notices]
        if len({(row.days_late, row.keep) for row in work.people}) == 1:
            first, costs = work.people[0], bool(read_steps(self.settings))
            late = late_text(first.days_late, first.keep, work.kept.late, costs)
            said = [late.in_(language), *said] if late else said
        return said

    def comment(self, work: Work) -> str:
        """Return what a person said of a submission: nothing that is for one of a group alone."""
        said = {self.remarks.get((row.person, row.submission), "") for row in work.people}
        return said.pop() if len(said) == 1 else ""

    def unheard(self) -> list[str]:
        """Return to whom a person said something that no feedback carries."""
        heard = {work.key for work in self.works() if self.comment(work)}
        return [person for person, submission in self.remarks if submission not in heard]


def read_criteria(settings: Mapping[str, str]) -> dict[str, Criterion]:
    """Return what a person gives points for, as the last run wrote it down."""
    found = json.loads(settings.get("criteria") or "[]")
    return {name: Criterion(name, Text(en, ko), most) for name, en, ko, most in found}


def read_steps(settings: Mapping[str, str]) -> list[LateStep]:
    """Return what late work keeps, as the last run wrote it down."""
    return [LateStep(*step) for step in json.loads(settings.get("late") or "[]")]


def same(grades: Iterable[GradeRow]) -> bool:
    """Tell whether all members of a group get the same mark for the same reason."""
    return len({(g.points, g.override, g.reason, g.by, g.status, g.days_late) for g in grades}) < 2
