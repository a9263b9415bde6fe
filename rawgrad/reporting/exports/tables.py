"""Tables of marks are written as other systems read them: Canvas, Moodle, spreadsheets.

Each is rows of cells; a blank cell is a mark that there is not, never 0. What a system needs to
know a learner by again comes from the names that it gave the files, or from its own `sheet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rawgrad.grading.book.schema import GradeRow
from rawgrad.grading.words import STATUSES
from rawgrad.kit import sanitize
from rawgrad.reporting.gradebook_reader import Reading
from rawgrad.reporting.lms_sheets import Cells, People, assignment_column, grade_column
from rawgrad.reporting.words import COLUMNS

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# Moodle's importer looks for these three by name; the language is the site's.
MOODLE = ("Identifier", "Full name", "ID number", "Grade", "Maximum Grade", "Last modified (grade)")


def written(rows: Iterable[Cells], mark: bool = False) -> str:
    """Return rows as CSV; with a byte order mark, which Korean Excel needs to read UTF-8.

    Moodle and Canvas read past the mark.
    """
    return ("\ufeff" if mark else "") + "".join(f"{sanitize.csv_row(row)}\r\n" for row in rows)


def plain(reading: Reading, language: str) -> Iterator[Cells]:
    """Yield one row a person: who, how it stands, a column an exercise, the total."""
    words = {name: text.in_(language) for name, text in COLUMNS.items()}
    first = [words[name] for name in ("person", "name", "group", "submission", "status")]
    timed = any(grade.days_late is not None for grade in reading.grades)
    late = [words["late"]] if timed else []
    yield [*first, *reading.parts, words["total"], words["most"], *late]
    for person, marks in reading.people():
        statuses = dict.fromkeys(grade.status for grade in marks.values())
        who = (person.person, person.name, person.team, person.submission)
        points = [marks[n].points if n in marks else None for n in reading.parts]
        days = next(iter(marks.values())).days_late
        yield [
            *map(sanitize.cell, who),
            ", ".join(STATUSES[status].in_(language) for status in statuses),
            *map(number, points),
            number(total(marks.values())),
            number(most(marks.values())),
            *([number(days)] if timed else []),
        ]


def canvas(reading: Reading, sheet: Sequence[Cells] = ()) -> Iterator[Cells]:
    """Yield the rows that Canvas's gradebook imports: one column for the assignment.

    Canvas knows a student by its own ID, by the school's ids, or by name, in this order; a column
    whose heading is not an assignment's makes a new one.
    """
    title = sanitize.cell(reading.title.in_(reading.language))
    most_of_all = number(sum(reading.most.values()))
    if sheet:
        heading = list(sheet[0])
        column = assignment_column(heading, reading.title)
        if column is None:
            column = len(heading)
            heading.append(title)
        yield heading
        yield from _filled_sheet(reading, sheet, column, "EX", most_of_all)
        return
    people = People(reading)
    yield [*CANVAS, title]
    yield ["    Points Possible", "", "", "", "", most_of_all]
    for person, marks in reading.people():
        known = people.school_id(person)
        yield [
            sanitize.cell(person.name or person.person),
            people.number(person, "canvas"),
            sanitize.cell(known),
            sanitize.cell(known),
            "",
            mark(marks.values(), "EX"),
        ]


def moodle(reading: Reading, sheet: Sequence[Cells] = ()) -> Iterator[Cells]:
    """Yield the rows of Moodle's offline grading worksheet.

    Its importer reads the identifier, the grade, and when the grade was last modified, and leaves
    a blank grade alone.
    """
    if sheet:
        heading = list(sheet[0])
        yield heading
        yield from _filled_sheet(reading, sheet, grade_column(heading) or 0, "", "")
        return
    people = People(reading)
    most_of_all = number(sum(reading.most.values()))
    yield list(MOODLE)
    for person, marks in reading.people():
        identifier = people.number(person, "moodle")
        known = people.school_id(person)
        yield [
            f"Participant {identifier}" if identifier else "",
            sanitize.cell(person.name or person.person),
            sanitize.cell(known),
            mark(marks.values(), ""),
            most_of_all,
            "-",
        ]


def _filled_sheet(
    reading: Reading, sheet: Sequence[Cells], column: int, excused: str, most_of_all: str
) -> Iterator[Cells]:
    """Yield a sheet's rows with the marks of those who are found; the others stay as they are."""
    people = People(reading)
    columns = people.columns(sheet[0])
    for row in sheet[1:]:
        cells = [*row, *[""] * (column + 1 - len(row))]
        if most_of_all and cells[0].strip().startswith("Points Possible"):
            cells[column] = cells[column] or most_of_all
        person = people.on_row(cells, columns)
        if person is not None:
            cells[column] = mark(people.all[person][1].values(), excused) or cells[column]
        yield cells


def total(marks: Iterable[GradeRow]) -> float | None:
    """Return the sum of the marks there are."""
    points = [grade.points for grade in marks if grade.points is not None]
    return sum(points) if points else None


def most(marks: Iterable[GradeRow]) -> float | None:
    """Return the most that could be got where there is a mark."""
    counted = [grade.max_points for grade in marks if grade.points is not None]
    return sum(counted) if counted else None


def mark(marks: Iterable[GradeRow], excused: str) -> str:
    """Return one cell for an assignment: the total, or what the system says for excused."""
    found = list(marks)
    if found and all(grade.status == "excused" and grade.points is None for grade in found):
        return excused
    return number(total(found))


def number(points: float | None) -> str:
    """Return a mark as a cell: a number as every importer reads it, or nothing."""
    return "" if points is None else f"{round(points, 6):g}"
