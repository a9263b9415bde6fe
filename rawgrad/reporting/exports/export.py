"""`rawgrad export` hands a gradebook on, each form whole or not at all.

Finds the gradebook and the place, says what was written and what was left out. What a form is,
its own module knows.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from rawgrad.grading.book.csv_files import is_a_persons
from rawgrad.grading.book.gradebook import FILE, open_gradebook
from rawgrad.kit import sanitize
from rawgrad.kit.course import find_course, named_assignment
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import whole, write_text
from rawgrad.kit.language import shown
from rawgrad.kit.layout import Kit
from rawgrad.kit.os_errors import os_error
from rawgrad.reporting.exports import tables
from rawgrad.reporting.exports.blackboard import blackboard, is_blackboards, written_for_blackboard
from rawgrad.reporting.exports.github import annotated
from rawgrad.reporting.exports.gradescope import results
from rawgrad.reporting.exports.json_document import document
from rawgrad.reporting.exports.junit import junit, of_class
from rawgrad.reporting.exports.term_tables import FORMS, marked
from rawgrad.reporting.exports.upload import add, canvas_files, moodle_files, write_feedback
from rawgrad.reporting.gradebook_reader import Reading, Work
from rawgrad.reporting.lms_sheets import Cells, People, grade_column, read_sheet
from rawgrad.reporting.result_rows import of_submission
from rawgrad.reporting.term.data import read_term
from rawgrad.reporting.term.words import TERM
from rawgrad.reporting.words import MESSAGES

PLACES = {
    "feedback": "feedback",
    "moodle-feedback": "feedback-moodle.zip",
    "canvas-feedback": "feedback-canvas.zip",
    "canvas": "grades-canvas.csv",
    "moodle": "grades-moodle.csv",
    "blackboard": "grades-blackboard.csv",
    "blackboard-feedback": "feedback-blackboard.csv",
    "plain": "grades-plain.csv",
    "json": "grades.json",
    "junit": "junit.xml",
    "gradescope": "results.json",
    "github": "annotations.txt",
}
# What has a list of its own that can be filled in.
SYSTEMS = ("canvas", "moodle", "blackboard", "blackboard-feedback")
FEW = 10


def command(kit: Kit, asked: argparse.Namespace, language: str) -> int:
    """Carry out `rawgrad export` as the command line asked for it."""
    if asked.grades is None:
        return _export_term(kit, asked, language)
    assignment = named_assignment(kit, asked.grades)
    folder = assignment.grades if assignment else asked.grades
    with open_gradebook(folder) as book:
        reading = Reading(kit, book, folder, language)
        if not reading.grades:
            raise _broken("no_grades", path=folder / FILE)
        if asked.sheet and asked.form not in SYSTEMS:
            raise _broken("sheet_only")
        export = _Export(reading, asked, folder, language)
        try:
            return export.run()
        except OSError as error:
            raise os_error(error, export.path) from None


def _export_term(kit: Kit, asked: argparse.Namespace, language: str) -> int:
    """Hand on the marks of all assignments of the course of the current folder."""
    spoken = shown(language)
    course = find_course(kit)
    if course is None:
        raise BrokenKit(TERM["no_course"])
    if asked.form not in FORMS or asked.submission:
        raise _broken("term_form", form=asked.form, forms=", ".join(FORMS))
    if asked.sheet:
        raise _broken("sheet_only")
    rows, text = FORMS[asked.form]
    term = read_term(kit, course, language)
    path = asked.to or course.path.parent / f"term-{asked.form}.csv"
    # Systems read the course's own language, a person the one asked for.
    written = language if asked.form == "plain" else course.language
    try:
        write_text(path, text(list(rows(term, written))))
    except OSError as error:
        raise os_error(error, path) from None
    print(MESSAGES["table"].in_(spoken).format(count=len(term.learners), path=path))
    return 0


class _Export:
    def __init__(
        self, reading: Reading, asked: argparse.Namespace, folder: Path, language: str
    ) -> None:
        self.reading = reading
        self.asked = asked
        self.language = language
        self.spoken = shown(language)
        self.path = asked.to or folder / PLACES[asked.form]

    def run(self) -> int:
        write: Callable[[], None] = {
            "feedback": self._feedback,
            "moodle-feedback": self._moodle_feedback,
            "canvas-feedback": self._canvas_feedback,
            "blackboard": self._blackboard,
            "blackboard-feedback": self._blackboard_feedback,
            "canvas": self._canvas,
            "moodle": self._moodle,
            "plain": self._plain,
            "json": self._json,
            "junit": self._junit,
            "gradescope": self._gradescope,
            "github": self._github,
        }[self.asked.form]
        write()
        return 0

    def _feedback(self) -> None:
        works = self._works()
        write_feedback(self.reading, works, self.path)
        self._said("written", count=len(works))
        self._left("unheard", self.reading.unheard())

    def _moodle_feedback(self) -> None:
        self._packed("Moodle", moodle_files)

    def _canvas_feedback(self) -> None:
        self._packed("Canvas", canvas_files)

    def _packed(
        self, system: str, files: Callable[[Reading, Work], Iterator[tuple[str, bytes]]]
    ) -> None:
        count, left = 0, []
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with whole(self.path) as part:
            with zipfile.ZipFile(part, "w") as archive:
                for work in self._works():
                    found = list(files(self.reading, work))
                    for name, data in found:
                        add(archive, name, data)
                    count += bool(found)
                    left += [] if found else [work.key]
            if not count:
                facts = {"path": self.reading.book.path, "system": system}
                raise _broken("nothing_to_pack", **facts)
        self._said("written", count=count)
        self._left("left", left, system=system)
        self._left("unheard", self.reading.unheard())

    def _plain(self) -> None:
        rows = list(tables.plain(self.reading, self.language))
        # Korean Excel takes a file without the mark for cp949.
        self._write([tables.written(rows, mark=True)])
        self._said("table", count=len(rows) - 1)

    def _canvas(self) -> None:
        self._table("Canvas", tables.canvas, lambda heading: heading[:1] != ["Student"])

    def _moodle(self) -> None:
        self._table("Moodle", tables.moodle, lambda heading: grade_column(heading) is None)

    def _blackboard(self) -> None:
        self._table(
            "Blackboard", blackboard, lambda heading: not is_blackboards(heading),
            written_for_blackboard,
        )  # fmt: skip

    def _blackboard_feedback(self) -> None:
        self._table(
            "Blackboard",
            lambda reading, sheet: blackboard(reading, sheet, with_feedback=True),
            lambda heading: not is_blackboards(heading),
            written_for_blackboard,
        )
        self._left("unheard", self.reading.unheard())

    def _table(
        self,
        system: str,
        rows: Callable[[Reading, Sequence[Cells]], Iterator[Cells]],
        foreign: Callable[[Cells], bool],
        text: Callable[[Iterable[Cells]], str] = marked,
    ) -> None:
        path = self.asked.sheet
        sheet = read_sheet(path) if path else []
        if path and (not sheet or foreign(sheet[0])):
            name = {"Canvas": "Student", "Moodle": "Grade", "Blackboard": "Username"}[system]
            raise _broken("sheet", path=path, columns=name, system=system)
        self._write([text(list(rows(self.reading, sheet)))])
        people = People(self.reading)
        count = len(people.all)
        if sheet:
            columns = people.columns(sheet[0])
            listed = [row for row in sheet[1:] if is_a_persons(row)]
            found = [people.on_row(row, columns) for row in listed]
            self._left(
                "unfilled", (r[0] for r, who in zip(listed, found, strict=True) if who is None)
            )
            absent = [p.person for n, (p, _) in enumerate(people.all) if n not in found]
            self._left("not_on_sheet", absent)
            count = len({who for who in found if who is not None})
        self._said("table", count=count)

    def _json(self) -> None:
        self._write(document(self.reading))
        self._said("one")

    def _junit(self) -> None:
        at = self.reading.book.clock().get("exported", 0.0)
        works = self._works()
        self._write(junit(of_class(self.reading, works), at, self.reading.language))
        self._said("written", count=len(works))

    def _gradescope(self) -> None:
        found = results(self.reading, self._one())
        self._write([json.dumps(found, ensure_ascii=False, indent=1) + "\n"])
        self._said("one")

    def _github(self) -> None:
        work = self._one()
        items = self.reading.items(work.key)
        found = of_submission(self.reading, items)
        results = [one for own in found.values() for one in own]
        lines = annotated(results, self.reading.spoken(work))
        self._write(f"{line}\n" for line in lines)
        self._said("one")

    def _one(self) -> Work:
        """Return the one submission that is asked for, or the only one there is."""
        works = self._works()
        if len(works) != 1:
            names = ", ".join(sanitize.line(work.key) for work in works[:3])
            raise _broken("which", count=len(works), names=names)
        return works[0]

    def _write(self, pieces: Iterable[str]) -> None:
        """Write a file in pieces, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with whole(self.path) as part, part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)

    def _works(self) -> list[Work]:
        works = list(self.reading.works())
        key = self.asked.submission
        if key is None:
            return works
        chosen = [work for work in works if work.key == key]
        if not chosen:
            raise _broken("unknown", key=key)
        return chosen

    def _said(self, sentence: str, **facts: object) -> None:
        print(MESSAGES[sentence].in_(self.spoken).format(path=self.path, **facts))

    def _left(self, sentence: str, names: Iterable[str], **facts: object) -> None:
        """Say whom an export leaves out, the first few by name."""
        found = [sanitize.line(name) for name in names]
        if found:
            more = f", ... ({len(found)})" if len(found) > FEW else ""
            first = ", ".join(found[:FEW]) + more
            print(MESSAGES[sentence].in_(self.spoken).format(names=first, **facts), file=sys.stderr)


def _broken(sentence: str, **facts: object) -> BrokenKit:
    return BrokenKit(MESSAGES[sentence].filled(**facts))
