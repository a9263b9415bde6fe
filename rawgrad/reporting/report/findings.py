"""Findings are hard aspects, common misconceptions, and each one's failures.

Reads one submission at a time and keeps every row once, so that a class of a thousand fits into
a page. Of hidden items nothing but title and status comes through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rawgrad.grading.assess.assessor import Item
from rawgrad.grading.book.marks import lost_to_twins
from rawgrad.grading.book.schema import CatalogueEntry
from rawgrad.kit import sanitize
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.spec.diagnose import read_fingerprints
from rawgrad.spec.points import CASE, SCENARIO, Worth, worth_of
from rawgrad.spec.standing import PASSED, STATUSES, disclosed, is_open, is_wrong
from rawgrad.spec.twins import MARK, is_twin

COMMON = 5
# Of an aspect that fewer have tried, a share would say nothing.
ENOUGH = 5


class Hard(NamedTuple):
    """An aspect or scenario, and how many of those who tried do not have it."""

    exercise: str
    function: str
    title: Text
    failed: int
    tried: int


class Common(NamedTuple):
    """A misconception, and in how many submissions it was recognised."""

    exercise: str
    function: str
    diagnosis: Text
    submissions: int


class Memorised(NamedTuple):
    """An aspect or scenario that twins alone cost, and how many learners."""

    exercise: str
    function: str
    title: Text
    learners: int


class Secret(NamedTuple):
    """A hidden item, of which a title may be told."""

    exercise: str
    title: Text
    passed: int
    tried: int


@dataclass
class _Tally:
    tried: int = 0
    passed: int = 0


@dataclass
class Store:
    """Values kept once each, known by their number."""

    values: list[Any] = field(default_factory=list)
    _numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, value: Any, key: Any = None) -> int:
        """Return the number of a value; `key` stands for one that cannot be looked up."""
        key = value if key is None else key
        if key not in self._numbers:
            self._numbers[key] = len(self.values)
            self.values.append(value)
        return self._numbers[key]


class Findings:
    """What was found in all submissions that count.

    Parameters
    ----------
    kit
        Names aspects and misconceptions.
    catalogue
        The items that submissions were examined by.
    exercises
        Which exercises the report is about, in order.

    Attributes
    ----------
    rows, failures, places, cells
        Rows; failures as numbers of rows; files with their lines; what is to be told of one
        exercise of a submission, as numbers of all these.
    """

    def __init__(
        self, kit: Kit, catalogue: Sequence[CatalogueEntry], exercises: Sequence[str]
    ) -> None:
        self.kit = kit
        self.catalogue = [entry for entry in catalogue if entry.exercise in exercises]
        self.exercises = exercises
        self.rows, self.failures, self.cells, self.places = Store(), Store(), Store(), Store()
        self._number = {entry.id: n for n, entry in enumerate(self.catalogue)}
        self._aspects: dict[tuple[str, str, str], _Tally] = {}
        self._hidden: dict[str, _Tally] = {}
        self._memorised: dict[tuple[str, str, str], int] = {}
        self._diagnoses: dict[tuple[str, str, str], int] = {}
        self._count = 0

    def add(self, items: Iterable[Item]) -> list[int]:
        """Take in one submission; return its cell for each exercise, -1 where there is none."""
        by_exercise: dict[str, list[Item]] = {}
        for item in items:
            by_exercise.setdefault(item.exercise, []).append(item)
        self._count += bool(by_exercise)
        cells = []
        for name in self.exercises:
            own = by_exercise.get(name, [])
            first = [item for item in own if item.run == 0]
            if own:
                self._count_in(name, own, first)
            cells.append(self._cell(first) if first else -1)
        return cells

    def _count_in(self, exercise: str, items: Sequence[Item], first: Sequence[Item]) -> None:
        groups: dict[Worth, dict[int, list[str]]] = {}
        for item in items:
            runs = groups.setdefault(worth_of(item.kind, item.function, item.aspect), {})
            runs.setdefault(item.run, []).append(item.status)
        for worth, runs in groups.items():
            if all(map(is_open, runs.get(0, ()))):
                continue
            tally = self._aspects.setdefault((exercise, *worth), _Tally())
            tally.tried += 1
            # Of two runs the better counts, as it does for points.
            tally.passed += any(all(s == PASSED for s in statuses) for statuses in runs.values())
        for item in first:
            if item.hidden and not is_open(item.status) and not is_twin(item.id):
                tally = self._hidden.setdefault(item.id, _Tally())
                tally.tried += 1
                tally.passed += item.status == PASSED
        for worth in lost_to_twins(self.kit.listed[exercise], items, set()):
            key = (exercise, *worth)
            self._memorised[key] = self._memorised.get(key, 0) + 1
        for function, mistake in {(i.function, i.diagnosis) for i in first if i.diagnosis}:
            key = (exercise, function, mistake)
            self._diagnoses[key] = self._diagnoses.get(key, 0) + 1

    def _cell(self, items: Sequence[Item]) -> int:
        wrong = [
            [self._number[item.id], _worst_status(item), *self._failure(item)]
            for item in items
            if is_wrong(item.status) and item.id in self._number
        ]
        unwritten = list(
            dict.fromkeys(i.function for i in items if is_open(i.status) and i.kind == CASE)
        )
        passed = sum(item.status == PASSED for item in items)
        cell = {"wrong": wrong, "todo": unwritten, "passed": passed, "of": len(items)}
        return self.cells.number(cell, repr(cell))

    def _failure(self, item: Item) -> list[int]:
        """Return the number of a failure and of its place; nothing of a hidden item."""
        if item.hidden or not item.rows:
            return []
        rows = tuple(map(self.rows.number, item.rows))
        return [self.failures.number(rows), self.places.number(sanitize.line(item.place))]

    def hardest(self) -> list[Hard]:
        """Return the aspects that most of those who tried them do not have."""
        enough = min(ENOUGH, self._count)
        found = [
            Hard(
                exercise, "" if place == SCENARIO else place,
                self._worth_title(exercise, place, aspect), tally.tried - tally.passed, tally.tried,
            )
            for (exercise, place, aspect), tally in sorted(self._aspects.items())
            if tally.tried >= enough and tally.passed < tally.tried
        ]  # fmt: skip
        return sorted(found, key=lambda one: (-one.failed / one.tried, -one.tried))[:COMMON]

    def _worth_title(self, exercise: str, place: str, aspect: str) -> Text:
        if place == SCENARIO:
            for entry in self.catalogue:
                if (entry.exercise, entry.kind, entry.aspect) == (exercise, place, aspect):
                    return entry.title
        return self.kit.aspects.get(aspect, Text(aspect, aspect))

    def commonest(self) -> list[Common]:
        """Return the misconceptions that were recognised most often."""
        ranked = sorted(self._diagnoses.items(), key=lambda one: (-one[1], one[0]))[:COMMON]
        return [
            Common(exercise, function, diagnosis_text(self.kit, exercise, function, name), count)
            for (exercise, function, name), count in ranked
        ]

    def hidden(self) -> list[Secret]:
        """Return the hidden items in the order of the catalogue."""
        tallies = ((entry, self._hidden.get(entry.id, _Tally())) for entry in self.catalogue)
        return [
            Secret(e.exercise, e.title, t.passed, t.tried)
            for e, t in tallies
            if e.hidden and not is_twin(e.id)
        ]

    def memorised(self) -> list[Memorised]:
        """Return what twins alone cost: its cases are passed, and not others of the same kind."""
        return [
            Memorised(
                exercise, "" if place == SCENARIO else place,
                self._worth_title(exercise, place, aspect), learners,
            )
            for (exercise, place, aspect), learners in sorted(self._memorised.items())
        ]  # fmt: skip

    def twinless(self) -> list[Secret]:
        """Return the hidden cases without twins: for want of a domain of some argument."""
        ids = {(entry.exercise, entry.id) for entry in self.catalogue}
        return [
            Secret(e.exercise, e.title, 0, 0)
            for e in self.catalogue
            if e.hidden and e.kind == CASE and not is_twin(e.id)
            and (e.exercise, e.id + MARK) not in ids
        ]  # fmt: skip


def diagnosis_text(kit: Kit, exercise: str, function: str, name: str) -> Text:
    """Return what a misconception is, in words."""
    recorded = read_fingerprints(kit.fingerprints_file(exercise)).get(function)
    known = {m.id: m.diagnosis for m in recorded.misconceptions} if recorded else {}
    return known.get(name, Text(name, name))


def _worst_status(item: Item) -> int:
    return STATUSES.index(disclosed(item.status, item.hidden))
