"""`rawgrad report`: finds the gradebook, and writes the page beside it."""

from __future__ import annotations

from pathlib import Path

from ..course import find_course
from ..grading.gradebook import open_gradebook
from ..kit import Kit, Text, write_text
from .page import page

FILE = "report.html"
DONE = Text("The report is written: {path}", "보고서를 작성했습니다: {path}")


def report(kit: Kit, given: Path, to: Path | None, language: str) -> int:
    """Write the report on a folder of grades, or on an assignment of the course here."""
    folder = graded_folder(kit, given)
    path = to or folder / FILE
    with open_gradebook(folder) as book:
        text = page(kit, book, language)
    write_text(path, text)
    print(DONE.in_(language).format(path=path))
    return 0


def graded_folder(kit: Kit, given: Path) -> Path:
    """Return where the gradebook of what was named lies."""
    course = find_course(kit)
    if course is not None:
        if str(given) in course.assignments:
            return course.assignments[str(given)].grades
        if not given.exists():
            return course.assignment(str(given)).grades
    return given
