"""Feedback is packed for upload: a folder, or as Moodle and Canvas take back a whole class's.

Both systems know a learner by the name of the file or folder that they gave themselves, so only
what was downloaded from them can be handed back.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from rawgrad.grading.intake.lms_names import CANVAS, NamingSystem
from rawgrad.kit import sanitize
from rawgrad.kit.files import write_text
from rawgrad.reporting.feedback import feedback, markdown
from rawgrad.reporting.feedback_html import html
from rawgrad.reporting.gradebook_reader import Reading, Work

# No time of writing: the same feedback is the same file.
_WHEN = (1980, 1, 1, 0, 0, 0)


def write_feedback(reading: Reading, works: list[Work], folder: Path) -> None:
    """Write `feedback.md` and `feedback.html` of each submission into a folder of its own."""
    names = sanitize.file_names(work.key for work in works)
    for work in works:
        said = feedback(reading, work)
        write_text(folder / names[work.key] / "feedback.md", markdown(said))
        write_text(folder / names[work.key] / "feedback.html", html(said))


def moodle_files(reading: Reading, work: Work) -> Iterator[tuple[str, bytes]]:
    """Yield a submission's file for Moodle's "Upload multiple feedback files in a zip".

    Moodle splits a folder's name at underscores: a full name, the participant's number, and
    `assignsubmission_file`. It shows the file under the name that it has inside.
    """
    name, _, number = work.key.rpartition("_")
    if work.kept.system != "moodle" or not number.isdigit():
        return
    who = re.sub(r"[_/\\]", " ", sanitize.line(name)).strip(" .~")[:100] or "-"
    folder = f"{who}_{number}_assignsubmission_file_"
    yield f"{folder}/feedback.html", html(feedback(reading, work)).encode()


def canvas_files(reading: Reading, work: Work) -> Iterator[tuple[str, bytes]]:
    """Yield a submission's file for Canvas's "Upload submissions", named as it was downloaded.

    Canvas reads the learner and the attachment out of the name, and shows what comes back under
    the name that the learner gave the attachment. So feedback on `softmax.py` opens as such.
    """
    if work.kept.system != "canvas":
        return
    for name in _downloaded(work.kept.source, work.key):
        said = feedback(reading, work)
        yield name, _in_the_form_of(name, markdown(said), html(said))
        return


def _downloaded(source: str, key: str) -> list[str]:
    """Return the names of a submission's files; a learner's own may hold a comma."""
    who = key.rpartition("_")[0]
    names = re.split(rf", (?={re.escape(who)}_)", source)
    canvas = NamingSystem(CANVAS)
    # A name with a backslash comes from nowhere, and to some programs leads out of a folder.
    return [n for n in names if canvas.sender(n, False).system == CANVAS and "\\" not in n]


def _in_the_form_of(name: str, text: str, page: str) -> bytes:
    """Return feedback in a form that the program opens which opens such a file."""
    ending = Path(name).suffix.lower()
    if ending == ".zip":
        return packed([("feedback.html", page.encode()), ("feedback.md", text.encode())])
    if ending == ".ipynb":
        cell = {"cell_type": "markdown", "id": "feedback", "metadata": {}, "source": text}
        notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(notebook, ensure_ascii=False, indent=1).encode()
    if ending == ".py":
        return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()).encode()
    if ending in (".html", ".htm"):
        return page.encode()
    return text.encode()


def packed(files: list[tuple[str, bytes]]) -> bytes:
    """Return a zip of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            add(archive, name, data)
    return buffer.getvalue()


def add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a file to a zip, the same whenever and wherever it is written."""
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    archive.writestr(entry, data)
