"""`rawgrad export`: a gradebook handed on, each form whole or not at all.

Finds the gradebook and the place, says what was written and what was left out. What a form is,
its own module knows.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..course import find_course
from ..grading.gradebook import FILE, open_gradebook
from ..kit import BrokenKit, Kit
from . import clean
from .reading import Reading, Work
from .upload import add, canvas_files, moodle_files, write_feedback
from .words import MESSAGES

PLACES = {
    "feedback": "feedback",
    "moodle-feedback": "feedback-moodle.zip",
    "canvas-feedback": "feedback-canvas.zip",
}
FEW = 10


def command(kit: Kit, asked: argparse.Namespace, language: str) -> int:
    """Carry out `rawgrad export` as the command line asked for it."""
    folder = _folder(kit, asked.grades)
    with open_gradebook(folder) as book:
        reading = Reading(kit, book, folder, language)
        if not reading.grades:
            raise _broken("no_grades", language, path=folder / FILE)
        return _Export(reading, asked, folder, language).run()


def _folder(kit: Kit, named: Path) -> Path:
    """Return the folder of the gradebook: an assignment's, or the one that is named."""
    course = find_course(kit)
    if course is not None and (str(named) in course.assignments or not named.exists()):
        return course.assignment(str(named)).grades
    return named


class _Export:
    def __init__(
        self, reading: Reading, asked: argparse.Namespace, folder: Path, language: str
    ) -> None:
        self.reading = reading
        self.asked = asked
        self.language = language
        self.path = asked.to or folder / PLACES[asked.form]

    def run(self) -> int:
        getattr(self, "_" + self.asked.form.replace("-", "_"))()
        return 0

    def _feedback(self) -> None:
        works = self._works()
        write_feedback(self.reading, works, self.path)
        self._said("written", count=len(works))

    def _moodle_feedback(self) -> None:
        self._packed("Moodle", moodle_files)

    def _canvas_feedback(self) -> None:
        self._packed("Canvas", canvas_files)

    def _packed(
        self, system: str, files: Callable[[Reading, Work], Iterator[tuple[str, bytes]]]
    ) -> None:
        count, left = 0, []
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(self.path.name + ".part")
        try:
            with zipfile.ZipFile(part, "w") as archive:
                for work in self._works():
                    found = list(files(self.reading, work))
                    for name, data in found:
                        add(archive, name, data)
                    count += bool(found)
                    left += [] if found else [work.key]
            if not count:
                facts = {"path": self.reading.book.path, "system": system}
                raise _broken("nothing_to_pack", self.language, **facts)
            part.replace(self.path)
        finally:
            part.unlink(missing_ok=True)
        self._said("written", count=count)
        self._left("left", left, system=system)

    def _works(self) -> list[Work]:
        works = list(self.reading.works())
        key = self.asked.submission
        if key is None:
            return works
        chosen = [work for work in works if work.key == key]
        if not chosen:
            raise _broken("unknown", self.language, key=key)
        return chosen

    def _said(self, sentence: str, **facts: object) -> None:
        print(MESSAGES[sentence].in_(self.language).format(path=self.path, **facts))

    def _left(self, sentence: str, names: Iterable[str], **facts: object) -> None:
        """Say whom an export leaves out, the first few by name."""
        found = [clean.line(name) for name in names]
        if found:
            more = f", ... ({len(found)})" if len(found) > FEW else ""
            shown = ", ".join(found[:FEW]) + more
            print(
                MESSAGES[sentence].in_(self.language).format(names=shown, **facts), file=sys.stderr
            )


def _broken(sentence: str, language: str, **facts: object) -> BrokenKit:
    return BrokenKit(MESSAGES[sentence].in_(language).format(**facts))
