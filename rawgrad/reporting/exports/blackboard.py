"""Blackboard takes marks and feedback back in one file: a row a student, a column an assignment.

A column whose heading ends in the number that Blackboard gave it is filled in; another one is new.
Feedback travels in the columns that Blackboard itself writes beside a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rawgrad.grading.book.schema import GradeRow
from rawgrad.kit import sanitize
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.reporting.exports.tables import mark, number
from rawgrad.reporting.feedback import feedback, markdown
from rawgrad.reporting.gradebook_reader import Reading
from rawgrad.reporting.lms_sheets import Cells, People

WHO = ("Last Name", "First Name", "Username", "Student ID")
FEEDBACK = ("Feedback to Learner", "Feedback Format")
# Line breaks stay, and a link can be followed.
FORMAT = "SMART_TEXT"
# Blackboard refuses a longer text.
LONGEST = 30_000


def written_for_blackboard(rows: Iterable[Cells]) -> str:
    """Return rows as Blackboard writes them: every cell in quotes."""
    return "\ufeff" + "".join(f"{sanitize.csv_row(row, quoted=True)}\r\n" for row in rows)


def heading_of(title: str, most: float) -> str:
    """Return the heading of a new column."""
    return f"{sanitize.cell(title)} [Total Pts: {number(most)} Score]"


def blackboard(
    reading: Reading, sheet: Sequence[Cells] = (), with_feedback: bool = False
) -> Iterator[Cells]:
    """Yield the rows of a grade upload; of a sheet of Blackboard's own those who are found."""
    people = People(reading)
    said = _feedback_texts(reading) if with_feedback else {}
    if sheet:
        yield from _filled_in(people, sheet, said, with_feedback)
        return
    most = sum(reading.most.values())
    title = heading_of(reading.title.in_(reading.language), most)
    yield [*WHO, title, *(FEEDBACK if with_feedback else ())]
    for person, marks in people.all:
        last, first = _names_of(person.name)
        yield [
            *map(sanitize.cell, (last, first, people.username(person), people.school_id(person))),
            mark(marks.values(), ""),
            *_feedback_cells(said, person, with_feedback),
        ]


def _filled_in(
    people: People, sheet: Sequence[Cells], said: dict[str, str], with_feedback: bool
) -> Iterator[Cells]:
    reading = people.reading
    heading = list(sheet[0])
    column = marks_column(heading, reading.title)
    if column is None:
        column = len(heading)
        title = reading.title.in_(reading.language)
        heading.append(heading_of(title, sum(reading.most.values())))
    more = [name for name in FEEDBACK if with_feedback and name not in heading]
    heading += more
    yield heading
    who = people.columns(sheet[0])
    places = [heading.index(name) for name in FEEDBACK] if with_feedback else []
    for row in sheet[1:]:
        cells = [*row, *[""] * (len(heading) - len(row))]
        found = people.on_row(row, who)
        if found is not None:
            person, marks = people.all[found]
            cells[column] = mark(marks.values(), "") or cells[column]
            for place, cell in zip(places, _feedback_cells(said, person, True), strict=False):
                cells[place] = cell or cells[place]
        yield cells


def marks_column(heading: Cells, title: Text) -> int | None:
    """Return the column of an assignment; Blackboard puts points and a number behind the title."""
    titles = {title.in_(language) for language in LANGUAGES}
    for column, name in enumerate(heading):
        if re.sub(r"\s*\[Total Pts:.*$", "", name).strip() in titles:
            return column
    return None


def is_blackboards(heading: Cells) -> bool:
    """Tell whether a heading is that of Blackboard's own file."""
    return "username" in [name.strip().lower() for name in heading]


def _feedback_texts(reading: Reading) -> dict[str, str]:
    """Return the feedback on each submission that counts."""
    return {work.key: markdown(feedback(reading, work)) for work in reading.works()}


def _feedback_cells(said: dict[str, str], person: GradeRow, wanted: bool) -> Cells:
    text = sanitize.no_formula(said.get(person.submission, ""))
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit("\n", 1)[0] + "\n..."
    return [text, FORMAT if text else ""] if wanted else []


def _names_of(name: str) -> tuple[str, str]:
    """Divide a name into last and first: the last word, and those before it."""
    words = name.split()
    return (words[-1], " ".join(words[:-1])) if words else ("", "")
