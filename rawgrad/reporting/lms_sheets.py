"""An LMS sheet is the list of people that Canvas or Moodle wrote; a gradebook's are found on it.

Knows what their columns are called, and which numbers the systems gave.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from pathlib import Path

from rawgrad.grading.book.csv_files import DELIMITERS, read_text
from rawgrad.grading.book.schema import GradeRow
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.reporting.gradebook_reader import Reading

Cells = list[str]

GRADE_COLUMNS = ("grade", "성적", "점수")
# What a sheet's columns may know a person by, the surest first.
KNOWN_BY = (
    "id", "sis user id", "sis login id", "id number", "idnumber", "학번", "username", "student id",
    "email address", "student", "full name", "이름", "성명",
)  # fmt: skip


def read_sheet(path: Path) -> list[Cells]:
    """Read a file as a system or a spreadsheet wrote it; rows without a cell are left out."""
    text = read_text(path)
    readings = (csv.reader(io.StringIO(text), delimiter=delimiter) for delimiter in DELIMITERS)
    tables = [[row for row in rows if any(row)] for rows in readings]
    # What divides the heading into most columns is what divides the file.
    return max(tables, key=lambda rows: len(rows[0]) if rows else 0)


def grade_column(heading: Cells) -> int | None:
    """Return the column of the grade on Moodle's worksheet."""
    names = [_same(name) for name in heading]
    return next((names.index(name) for name in GRADE_COLUMNS if name in names), None)


def assignment_column(heading: Cells, title: Text) -> int | None:
    """Return the column of an assignment: Canvas puts its number behind the title."""
    titles = {title.in_(language) for language in LANGUAGES}
    for column, name in enumerate(heading):
        if re.sub(r"\s*\(\d+\)$", "", name).strip() in titles:
            return column
    return None


class People:
    """Everybody of a gradebook, and what each may be known by."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.all = list(reading.people())
        self._shared = Counter(person.submission for person, _ in self.all)
        self._known: dict[str, list[int]] = {}
        for number, (person, _) in enumerate(self.all):
            for one in self._means(person):
                self._known.setdefault(one, []).append(number)

    def number(self, person: GradeRow, system: str) -> str:
        """Return the number by which a system knows a person; a group's is of one member alone."""
        kept = self.reading.kept.get(person.submission)
        name, _, digits = person.submission.rpartition("_")
        if kept is None or kept.system != system or self._shared[person.submission] > 1:
            return ""
        return digits if name and digits.isdigit() else ""

    def school_id(self, person: GradeRow) -> str:
        """Return the roster's id; a name that a system made up for a file is none."""
        kept = self.reading.kept.get(person.submission)
        # Blackboard writes the school's own id into a name; the two others make one up.
        made_up = (
            kept is not None
            and kept.system in ("moodle", "canvas")
            and person.person == person.submission
        )
        return "" if made_up else person.person

    def blackboard_name(self, person: GradeRow) -> str:
        """Return the user name that Blackboard wrote into a file's name; a group's is one's own."""
        kept = self.reading.kept.get(person.submission)
        alone = self._shared[person.submission] == 1
        return person.submission if kept and kept.system == "blackboard" and alone else ""

    def username(self, person: GradeRow) -> str:
        """Return what Blackboard knows a person by."""
        return self.blackboard_name(person) or self.school_id(person)

    def columns(self, heading: Cells) -> list[int]:
        """Return the columns of a sheet that say who a row is about."""
        names = [_same(name) for name in heading]
        return [names.index(name) for name in KNOWN_BY if name in names]

    def on_row(self, cells: Cells, columns: list[int]) -> int | None:
        """Return whom a row means: the first column that means one person alone decides."""
        # Moodle's first cell is "Participant 12345", in the language of the site.
        identifier = re.search(r"(?<=\D)\d+$", cells[0].strip())
        told = [identifier[0] if identifier else "", *(cells[c] for c in columns if c < len(cells))]
        for one in filter(None, map(_same, told)):
            who = self._known.get(one, [])
            if len(who) == 1:
                return who[0]
        return None

    def _means(self, person: GradeRow) -> set[str]:
        numbers = [self.number(person, system) for system in ("moodle", "canvas")]
        numbers.append(self.blackboard_name(person))
        names = person.name.split()
        backwards = f"{names[-1]}, {' '.join(names[:-1])}" if len(names) > 1 else ""
        return {_same(one) for one in (person.person, person.name, backwards, *numbers)} - {""}


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()
