"""A problem of an exercise names the file it is in, and says what is to be done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from rawgrad.authoring.words import PROBLEMS
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import LANGUAGES, Text


class Problem(NamedTuple):
    """One line of `rawgrad lint`. `place` is a path in the kit, with a line if that helps."""

    place: str
    text: Text

    def line(self, language: str) -> str:
        """Return the line as it is printed."""
        return f"{self.place}: {self.text.in_(language)}"


def problem(place: str, key: str, **facts: Any) -> Problem:
    """Put a problem into words. A fact that is a `Text` is said in each language."""
    return Problem(place, PROBLEMS[key].filled(**facts))


def broken(place: str, error: BrokenKit, root: Path) -> Problem:
    """Return what a reader of the kit said, without the path that stands before it already."""
    reasons = [
        error.in_(language).removeprefix(str(root / place)).removeprefix(f"{Path(place).name}, ")
        for language in LANGUAGES
    ]
    line = re.match(r":\d+(?=: )", reasons[0])
    where = place + line[0] if line else place
    return Problem(where, Text(*(re.sub(r"^(:\d+)?[: ]*", "", reason) for reason in reasons)))
