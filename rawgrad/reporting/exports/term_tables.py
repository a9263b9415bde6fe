"""Tables of a whole term are written as other systems read them: a column an assignment, a total.

Nothing handed in stays blank in its own column and counts 0 in the total, as in the term report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rawgrad.kit import sanitize
from rawgrad.reporting.exports.blackboard import WHO, heading_of, written_for_blackboard
from rawgrad.reporting.exports.tables import CANVAS, number, written
from rawgrad.reporting.lms_sheets import Cells
from rawgrad.reporting.term.data import AssignmentMark, Term
from rawgrad.reporting.words import COLUMNS

# What the total is out of.
PERCENT = 100.0


def plain_term(term: Term, language: str) -> Iterator[Cells]:
    """Yield one row a person: who, the points of each assignment, the total in percent."""
    words = {name: text.in_(language) for name, text in COLUMNS.items()}
    names = [assignment.name for assignment in term.assignments]
    yield [words["person"], words["name"], words["group"], *names, words["total"], words["counted"]]
    for one in term.learners:
        counted = ", ".join(names[n] for n in one.counted)
        yield [
            *map(sanitize.cell, (one.id, one.name, one.team)),
            *(_points_cell(result, "") for result in one.results),
            number(one.total),
            counted,
        ]


def canvas_term(term: Term, language: str) -> Iterator[Cells]:
    """Yield the rows that Canvas's gradebook imports: each assignment, and the course's total."""
    titles = [sanitize.cell(term.assignments[n].title.in_(language)) for n in term.graded]
    most = [number(term.most[n]) for n in term.graded]
    yield [*CANVAS, *titles, sanitize.cell(term.course.title.in_(language))]
    yield ["    Points Possible", *[""] * (len(CANVAS) - 1), *most, number(PERCENT)]
    for one in term.learners:
        known = sanitize.cell(one.id)
        points = [_points_cell(one.results[n], "EX") for n in term.graded]
        yield [
            sanitize.cell(one.name or one.id), one.canvas, known, known, "", *points,
            number(one.total),
        ]  # fmt: skip


def moodle_term(term: Term, language: str) -> Iterator[Cells]:
    """Yield the rows for the CSV import of Moodle's gradebook, which asks what each column is."""
    titles = [sanitize.cell(term.assignments[n].title.in_(language)) for n in term.graded]
    yield ["ID number", "Full name", *titles, sanitize.cell(term.course.title.in_(language))]
    for one in term.learners:
        points = [_points_cell(one.results[n], "") for n in term.graded]
        yield [sanitize.cell(one.id), sanitize.cell(one.name), *points, number(one.total)]


def blackboard_term(term: Term, language: str) -> Iterator[Cells]:
    """Yield the rows of Blackboard's grade upload: each assignment, and the course's total."""
    titles = [(term.assignments[n].title.in_(language), term.most[n]) for n in term.graded]
    titles.append((term.course.title.in_(language), PERCENT))
    yield [*WHO, *(heading_of(*one) for one in titles)]
    for one in term.learners:
        points = [_points_cell(one.results[n], "") for n in term.graded]
        user = sanitize.cell(one.blackboard or one.id)
        yield [sanitize.cell(one.name), "", user, sanitize.cell(one.id), *points, number(one.total)]


def _points_cell(result: AssignmentMark | None, excused: str) -> str:
    if result is None:
        return ""
    return excused if result.status == "excused" else number(result.points)


def marked(rows: Iterable[Cells]) -> str:
    """Return rows as CSV with a byte order mark."""
    return written(rows, mark=True)


Rows = Callable[[Term, str], Iterator[Cells]]
FORMS: dict[str, tuple[Rows, Callable[[Iterable[Cells]], str]]] = {
    "plain": (plain_term, marked),
    "canvas": (canvas_term, marked),
    "moodle": (moodle_term, marked),
    "blackboard": (blackboard_term, written_for_blackboard),
}
