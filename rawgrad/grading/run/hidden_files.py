"""Hidden files are looked over before anything is graded: what nobody would read is refused."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from rawgrad.grading.book.csv_files import problem
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import plain_files
from rawgrad.kit.layout import Kit

# Lie in a folder of hidden cases, and are for people.
FOR_PEOPLE = ("readme", "license", "notes")


def unused(kit: Kit, hidden: Path, names: tuple[str, ...], language: str) -> Iterator[str]:
    """Yield a line for each hidden file that this run does not need.

    Raises
    ------
    BrokenKit
        If a file is misspelt or in the wrong place, so that no run would need it.
    """
    files = {f"cases/{name}.toml": name for name in kit.listed}
    files |= {f"test_{name}.py": name for name in kit.listed}
    for path in plain_files(hidden):
        place = path.relative_to(hidden).as_posix()
        if place == "callables.py" or place.startswith("inputs/"):
            continue
        if PurePosixPath(place).stem.lower() in FOR_PEOPLE:
            continue
        if place not in files:
            found = difflib.get_close_matches(place, files, n=1)
            near = problem(language, "near", name=found[0]) if found else ""
            said = problem(language, "hidden_stray", near=near)
            raise BrokenKit(f"{hidden / place}: {said}")
        if files[place] not in names:
            yield f"{hidden / place}: {problem(language, 'hidden_other', name=files[place])}"
