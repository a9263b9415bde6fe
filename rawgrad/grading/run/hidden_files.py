"""Hidden files are looked over before anything is graded: what nobody would read is refused."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from rawgrad.grading.words import INPUT
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import plain_files
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text

# Lie in a folder of hidden cases, and are for people.
FOR_PEOPLE = ("readme", "license", "notes")


def unused(kit: Kit, hidden: Path, names: tuple[str, ...]) -> Iterator[Text]:
    """Yield what to say of each hidden file that this run does not need.

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
            near = INPUT["near"].filled(name=found[0]) if found else ""
            raise BrokenKit(INPUT["hidden_stray"].filled(near=near).at(hidden / place))
        if files[place] not in names:
            yield INPUT["hidden_other"].filled(name=files[place]).at(hidden / place)
