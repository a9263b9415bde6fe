"""`rawgrad report`: finds the gradebook, and writes the page beside it."""

from __future__ import annotations

from pathlib import Path

from rawgrad.grading.book.gradebook import open_gradebook
from rawgrad.kit.course import named_assignment
from rawgrad.kit.files import write_text
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.reporting.report.page import page

FILE = "report.html"
DONE = Text("The report is written: {path}", "보고서를 작성했습니다: {path}")


def report(kit: Kit, given: Path, to: Path | None, language: str) -> int:
    """Write the report on a folder of grades, or on an assignment of the course here."""
    assignment = named_assignment(kit, given)
    folder = assignment.grades if assignment else given
    path = to or folder / FILE
    with open_gradebook(folder) as book:
        text = page(kit, book, language)
    write_text(path, text)
    print(DONE.in_(language).format(path=path))
    return 0
