"""Marks are computed from the gradebook: what each person gets for each exercise.

Marks are computed anew from the verdicts that are kept, so voided cases and overrides apply
after every regrade, and nothing that was found is ever changed by them.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rawgrad.grading.assess.assessor import LENT, Item
from rawgrad.grading.book.gradebook import Gradebook
from rawgrad.grading.book.roster import Member, Override, RosterRow, rows
from rawgrad.grading.book.schema import GradeRow, PublishedMark, Status, SubmissionRow
from rawgrad.grading.words import STATUSES, notice_text
from rawgrad.kit import sanitize
from rawgrad.kit.files import whole
from rawgrad.kit.layout import Exercise, Kit
from rawgrad.spec.points import CASE, Mark, Worth, award, worth_of
from rawgrad.spec.specification import is_hidden_id
from rawgrad.spec.standing import PASSED, counted, disclosed, standing
from rawgrad.spec.twins import is_twin, original

COLUMNS = (
    "submission", "exercise", "points", "max_points", "status", "result", "automatic_points",
    "override_points", "person", "name", "group", "reason", "by", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Grade:
    """One line of `grades.csv`; `points` is what counts, None where there is no mark."""

    row: RosterRow
    exercise: str
    status: str
    result: str
    points: float | None
    most: float
    automatic: float | None
    override: str
    reason: str
    by: str
    note: str
    content: str


class Best(NamedTuple):
    """What of an exercise's verdicts counts, and whose work it stands on besides the learner's.

    Attributes
    ----------
    marks
        The marks that earn most.
    earlier
        Whether the prerequisites were the reference's.
    lent
        The functions that were examined with the reference's in the place of those they call.
    """

    marks: list[Mark]
    earlier: bool
    lent: tuple[str, ...]


def own_points(exercise: Exercise, items: Iterable[Item | Status], voided: set[str]) -> float:
    """Return what the verdicts on one exercise earn."""
    return _earned(exercise, best_marks(exercise, items, voided).marks)


def lost_to_twins(
    exercise: Exercise, items: Sequence[Item | Status], voided: set[str]
) -> list[Worth]:
    """Return the aspects and scenarios that all which is published would earn, and twins do not."""
    if all(item.status == PASSED for item in items if is_twin(item.id)):
        return []
    published = [item for item in items if not is_twin(item.id)]
    with_twins, without = (
        dict(award(exercise, best_marks(exercise, found, voided).marks))
        for found in (items, published)
    )
    return [key for key in exercise.points if without[key] > with_twins[key]]


def is_voided(name: str, voided: set[str]) -> bool:
    """Tell whether an item is voided: by its id, or, of a twin, by its case's."""
    return name in voided or original(name) in voided


def _earned(exercise: Exercise, marks: Iterable[Mark]) -> float:
    return sum(points for _, points in award(exercise, marks))


def best_marks(exercise: Exercise, items: Iterable[Item | Status], voided: set[str]) -> Best:
    """Return the marks that count: of the runs the best, and of each function's the better."""
    runs = _marks_by_run(items, voided)
    lent = runs.pop(LENT, [])
    run = max(sorted(runs), key=lambda run: _earned(exercise, runs[run]), default=0)
    best, helped = runs.get(run, []), []
    for function in dict.fromkeys(mark.function for mark in lent):
        own = [mark for mark in best if mark.function != function]
        tried = [*own, *(mark for mark in lent if mark.function == function)]
        if _earned(exercise, tried) > _earned(exercise, best):
            best = tried
            helped.append(function)
    return Best(best, run != 0, tuple(helped))


def _marks_by_run(items: Iterable[Item | Status], voided: set[str]) -> dict[int, list[Mark]]:
    """Return the marks of an exercise by run.

    A voided case counts as passed: it neither costs nor stands in the way.
    """
    runs: dict[int, list[Mark]] = {}
    for item in items:
        key = worth_of(item.kind, item.function, item.aspect)
        passed = counted(item.status, is_voided(item.id, voided)) == PASSED
        marks = runs.setdefault(item.run, [])
        marks.append(Mark(key, item.function, item.kind == CASE, passed, item.needs))
    return runs


def result(items: Iterable[Item | Status], voided: set[str]) -> str:
    """Return how an exercise stands as handed in, voided cases counted as passed.

    Of hidden items it tells no more than that one failed.
    """
    return standing(
        disclosed(counted(item.status, is_voided(item.id, voided)), is_hidden_id(item.id))
        for item in items
        if item.run == 0
    )


def grades(
    kit: Kit,
    book: Gradebook,
    names: Sequence[str],
    members: Sequence[Member] | None,
    overrides: Sequence[Override],
    voided: set[str],
    worth: Mapping[str, float],
    allow_lower: bool,
    language: str,
) -> Iterator[Grade]:
    """Yield everybody's grades in a fixed order, one submission in memory at a time.

    `worth` is what an exercise gives at most, where that is not what the manifest says.
    """
    kept = book.submissions()
    published = book.published()
    for row in rows(kept, members):
        found = kept.get(row.submission)
        status = _status(row, found)
        items = _by_exercise(book, found) if found else {}
        for name in names:
            exercise = kit.exercises[name]
            own = items.get(name, [])
            most = worth.get(name, exercise.most)
            automatic = None
            if status in ("graded", "unmatched", "unreadable"):
                automatic = own_points(exercise, own, voided) * most / exercise.most
            given = _override(overrides, row, name)
            content = found.content if found else ""
            floor = published.get((row.person, name))
            points, notes = automatic, _grade_notes(row, found, language)
            if automatic is not None and floor is not None and floor.content == content:
                before = floor.points
                if before is not None and before > automatic and not allow_lower:
                    points = before
                    notes.append(STATUSES["not_lowered"].in_(language).format(points=automatic))
            if given is not None:
                points = given.points
            yield Grade(
                row,
                name,
                "excused" if given and given.points is None else status,
                result(own, voided),
                points,
                most,
                automatic,
                "" if given is None else _number_text(given.points) or "excused",
                given.reason if given else "",
                given.by if given else "",
                " ".join(notes),
                content,
            )


def _status(row: RosterRow, found: SubmissionRow | None) -> str:
    if row.status in ("missing", "superseded"):
        return row.status
    if row.status == "ambiguous":
        return "undecided"
    assert found is not None
    if row.status == "unmatched" and found.status == "graded":
        return "unmatched"
    return found.status if found.status in ("graded", "unreadable") else "undecided"


def _by_exercise(book: Gradebook, found: SubmissionRow) -> dict[str, list[Status]]:
    items: dict[str, list[Status]] = {}
    for item in book.statuses(found.key):
        items.setdefault(item.exercise, []).append(item)
    return items


def _grade_notes(row: RosterRow, found: SubmissionRow | None, language: str) -> list[str]:
    notes = [STATUSES["ambiguous"].in_(language)] if row.status == "ambiguous" else []
    if found is not None:
        notes += [STATUSES["late"].in_(language)] if found.late else []
        notes += [] if found.present else [STATUSES["gone"].in_(language)]
        notes += [notice_text(notice, language) for notice in found.notices]
    return notes


def _override(overrides: Sequence[Override], row: RosterRow, exercise: str) -> Override | None:
    """Return the last override that means this mark: a later line replaces an earlier one."""
    found = None
    for override in overrides:
        means = {row.person, row.submission} - {""}
        if override.person in means and override.exercise in (exercise, "*"):
            found = override
    return found


def as_row(grade: Grade) -> GradeRow:
    """Return a grade as the gradebook keeps it."""
    row = grade.row
    return GradeRow(
        row.person, row.name, row.group, row.language, row.submission, grade.exercise,
        grade.status, grade.result, grade.points, grade.most, grade.automatic, grade.override,
        grade.reason, grade.by, grade.note,
    )  # fmt: skip


def to_publish(
    found: Sequence[Grade], before: Mapping[tuple[str, str], PublishedMark]
) -> tuple[
    dict[tuple[str, str], PublishedMark], list[tuple[str, str, float | None, float | None, str]]
]:
    """Return the marks that are given out with these grades, and what changed since."""
    marks, changes = {}, []
    for grade in found:
        key = (grade.row.person, grade.exercise)
        # What a person overrides is theirs to take back: the floor is the automatic mark.
        points = grade.automatic if grade.override else grade.points
        old = before.get(key)
        if old is not None and old.points is not None and grade.override:
            same = old.content == grade.content
            points = max(points or 0.0, old.points) if same else points
        marks[key] = PublishedMark(points, grade.content)
        if old is not None and old.points != points:
            why = "regraded" if old.content == grade.content else "handed in again"
            changes.append((*key, old.points, points, why))
    return marks, changes


def write_csv(path: Path, found: Iterable[Grade]) -> None:
    """Write the grades, whole or not at all."""
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for g in found:
            writer.writerow(
                sanitize.no_formula(str(cell))
                for cell in (
                    g.row.submission or g.row.person, g.exercise, _number_text(g.points),
                    _number_text(g.most), g.status, g.result, _number_text(g.automatic), g.override,
                    g.row.person, g.row.name, g.row.group, g.reason, g.by, g.note,
                )
            )  # fmt: skip
        file.flush()
        os.fsync(file.fileno())


def _number_text(points: float | None) -> str:
    return "" if points is None else f"{round(points, 6):g}"
