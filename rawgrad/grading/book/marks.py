"""Marks are computed from the gradebook: what each person gets for each exercise.

Marks are computed anew from the verdicts that are kept, so voided cases and overrides apply
after every regrade, and nothing that was found is ever changed by them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from rawgrad.grading.assess.assessor import LENT, Item
from rawgrad.grading.book.gradebook import Gradebook
from rawgrad.grading.book.instructions import (
    ALL,
    EXCUSED,
    Criterion,
    Instructions,
    Override,
    Personal,
)
from rawgrad.grading.book.lateness import Deadline, Lateness, lateness
from rawgrad.grading.book.roster import Member, RosterRow, rows
from rawgrad.grading.book.schema import GradeRow, PublishedMark, Status, SubmissionRow
from rawgrad.grading.words import STATUSES, late_text, notice_text
from rawgrad.kit import sanitize
from rawgrad.kit.files import whole
from rawgrad.kit.layout import Exercise, Kit
from rawgrad.spec.points import CASE, Mark, Worth, award, worth_of
from rawgrad.spec.specification import is_hidden_id
from rawgrad.spec.standing import PASSED, counted, disclosed, standing
from rawgrad.spec.twins import is_twin, original

COLUMNS = (
    "submission", "exercise", "points", "max_points", "status", "result", "automatic_points",
    "late_points", "days_late", "override_points", "person", "name", "group", "reason", "by",
    "note",
)  # fmt: skip
# Of a criterion that a person has not given points for yet.
PENDING = "pending"
Verdict = TypeVar("Verdict", Item, Status, Item | Status)


@dataclass(frozen=True)
class Grade:
    """One line of `grades.csv`.

    Attributes
    ----------
    automatic, late, points
        What the verdicts earn, what of it counts so late, and what counts in the end: None where
        there is no mark.
    share
        What no later regrade lowers, of the most there is.
    """

    row: RosterRow
    exercise: str
    status: str
    result: str
    points: float | None
    most: float
    automatic: float | None = None
    override: str = ""
    reason: str = ""
    by: str = ""
    note: str = ""
    content: str = ""
    late: float | None = None
    days_late: int | None = None
    keep: float = 1.0
    comment: str = ""
    share: float | None = None


class Best(NamedTuple):
    """What of an exercise's verdicts counts, and whose work it stands on besides the learner's.

    Attributes
    ----------
    marks
        The marks that earn most.
    run
        In which they were earned; see `assessor.Item`.
    lent
        The functions that were examined with the reference's in the place of those they call.
    """

    marks: list[Mark]
    run: int
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
    return Best(best, run, tuple(helped))


def counting(items: Sequence[Verdict], best: Best) -> Iterator[tuple[Verdict, str]]:
    """Yield the items of the work as handed in, each with its status in the run that counts.

    What passed with right versions of earlier work is not told as failed or blocked.
    """
    runs = {(item.run, item.id): item.status for item in items}
    for item in items:
        if item.run == 0:
            status = runs.get((best.run, item.id), item.status)
            if item.function in best.lent:
                status = runs.get((LENT, item.id), status)
            yield item, status


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


def result(items: Sequence[Item | Status], best: Best, voided: set[str]) -> str:
    """Return how an exercise stands in the run that counts, voided cases counted as passed.

    Of hidden items it tells no more than that one failed.
    """
    return standing(
        disclosed(counted(status, is_voided(item.id, voided)), is_hidden_id(item.id))
        for item, status in counting(items, best)
    )


@dataclass(frozen=True)
class Scheme:
    """How verdicts become marks, in the order in which it is applied.

    Attributes
    ----------
    names
        The exercises that are graded.
    worth
        What an exercise gives at most, where that is not what the manifest says.
    deadline
        When the assignment is due, and what late work keeps.
    instructions
        What the instructor has written beside the gradebook.
    allow_lower
        Whether a regrade may lower what was given out.
    language
        Of the notes.
    """

    names: Sequence[str]
    worth: Mapping[str, float] = field(default_factory=dict)
    deadline: Deadline = field(default_factory=Deadline)
    instructions: Instructions = field(default_factory=Instructions)
    allow_lower: bool = False
    language: str = "en"


def grades(
    kit: Kit, book: Gradebook, members: Sequence[Member] | None, scheme: Scheme
) -> Iterator[Grade]:
    """Yield everybody's grades in a fixed order, one submission in memory at a time."""
    kept = book.submissions()
    published = book.published()
    told = scheme.instructions
    voided = set(told.voided)
    for row in rows(kept, members, told.matches, told.received):
        found = kept.get(row.submission)
        status = _status(row, found)
        items = _by_exercise(book, found) if found else {}
        own_told = told.of(row)
        late = lateness(found, scheme.deadline, own_told.until, told.received)
        notes = _grade_notes(row, found, late, scheme)
        for name in scheme.names:
            exercise = kit.listed[name]
            own = items.get(name, [])
            most = scheme.worth.get(name, exercise.most)
            content = found.content if found else ""
            share = None
            best = best_marks(exercise, own, voided)
            if status in ("graded", "unmatched", "unreadable"):
                share = _earned(exercise, best.marks) / exercise.most
            floor = published.get((row.person, name))
            kept_share, said = share, list(notes)
            if best.run or best.lent:
                said.append(STATUSES["helped"].in_(scheme.language))
            same = floor is not None and floor.content == content and not scheme.allow_lower
            if floor is not None and share is not None and same:
                # Shares are compared: what an exercise gives may have changed since.
                kept_share = max(share, floor.share or 0.0)
                if kept_share > share + 1e-9:
                    not_lowered = STATUSES["not_lowered"].in_(scheme.language)
                    said.append(not_lowered.format(points=share * most))
            left = _times(kept_share, most * late.keep)
            grade = Grade(
                row, name, status, result(own, best, voided), left, most,
                automatic=_times(share, most), note=" ".join(said), content=content,
                late=left, days_late=late.days, keep=late.keep, share=kept_share,
            )  # fmt: skip
            yield _with_given(grade, own_told.overrides)
        if status != "superseded":
            for criterion in told.criteria.values():
                yield _rubric_grade(row, status, criterion, own_told)


def _rubric_grade(row: RosterRow, status: str, criterion: Criterion, told: Personal) -> Grade:
    """Return what a person gives for what no test sees; until then there is no mark for it."""
    status = status if status == "missing" else PENDING
    grade = _with_given(Grade(row, criterion.name, status, "", None, criterion.most), told.rubric)
    if grade.points is not None:
        grade = replace(grade, status="graded")
    excused = [o for o in told.overrides if o.exercise == ALL and o.points is None]
    return _with_given(grade, excused)


def _with_given(grade: Grade, marks: Sequence[Override]) -> Grade:
    """Return a grade with what a person gave instead, the last word of all, and said of it."""
    own = [one for one in marks if one.exercise in (grade.exercise, ALL)]
    said = [one.comment for one in own if one.comment and one.exercise != ALL]
    grade = replace(grade, comment="\n\n".join(filter(None, [grade.comment, *said])))
    given = next((one for one in reversed(own) if not one.comment_only), None)
    if given is None:
        return grade
    return replace(
        grade,
        points=given.points,
        status="excused" if given.points is None else grade.status,
        override=_number_text(given.points) or EXCUSED,
        reason=given.reason,
        by=given.by,
    )


def _times(share: float | None, most: float) -> float | None:
    return None if share is None else share * most


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


def _grade_notes(
    row: RosterRow, found: SubmissionRow | None, late: Lateness, scheme: Scheme
) -> list[str]:
    language = scheme.language
    notes = [STATUSES["ambiguous"].in_(language)] if row.status == "ambiguous" else []
    if found is not None:
        said = late_text(late.days, late.keep, late.flagged, bool(scheme.deadline.steps))
        notes += [said.in_(language)] if said else []
        notes += [] if found.present else [STATUSES["gone"].in_(language)]
        notes += [notice_text(notice, language) for notice in found.notices]
    return notes


def as_row(grade: Grade) -> GradeRow:
    """Return a grade as the gradebook keeps it."""
    row = grade.row
    return GradeRow(
        row.person, row.name, row.group, row.language, row.submission, grade.exercise,
        grade.status, grade.result, grade.points, grade.most, grade.automatic, grade.override,
        grade.reason, grade.by, grade.note, grade.late, grade.days_late, grade.keep,
        grade.comment,
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
        # What a person gives instead is theirs to take back, and no change of what was found.
        points = grade.late if grade.override else grade.points
        old = before.get(key)
        marks[key] = PublishedMark(points, grade.content, grade.share)
        if grade.status == "undecided" and old is not None:
            # What nobody could decide this time changes nothing of what was given out.
            marks[key] = old
            continue
        if old is not None and old.points != points:
            why = "regraded" if old.content == grade.content else "handed in again"
            changes.append((*key, old.points, points, why))
    return marks, changes


def write_csv(path: Path, found: Iterable[Grade]) -> None:
    """Write the grades, whole or not at all; Korean Excel reads UTF-8 by its mark alone."""
    with whole(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(sanitize.csv_row(COLUMNS) + "\n")
        for g in found:
            cells = (
                g.row.submission or g.row.person, g.exercise, _number_text(g.points),
                _number_text(g.most), g.status, g.result, _number_text(g.automatic),
                _number_text(g.late), "" if g.days_late is None else g.days_late, g.override,
                g.row.person, g.row.name, g.row.group, g.reason, g.by, g.note,
            )  # fmt: skip
            file.write(sanitize.csv_row(sanitize.no_formula(str(c)) for c in cells) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _number_text(points: float | None) -> str:
    return "" if points is None else f"{round(points, 6):g}"
