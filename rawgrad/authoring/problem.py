"""A problem of an exercise names the file it is in, and says what is to be done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from rawgrad.authoring.words import PROBLEMS
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import Text


class Problem(NamedTuple):
    """One line of `rawgrad lint`. `place` is a path in the kit, with a line if that helps."""

    place: str
    text: Text

    def line(self, language: str) -> str:
        """Return the line as it is printed."""
        return f"{self.place}: {self.text.in_(language)}"


def problem(place: str, key: str, **facts: Any) -> Problem:
    """Put a problem into words. A fact that is a `Text` is said in each language."""
    said = (
        words.format(**{n: f[i] if isinstance(f, Text) else f for n, f in facts.items()})
        for i, words in enumerate(PROBLEMS[key])
    )
    return Problem(place, Text(*said))


def broken(place: str, error: BrokenKit, root: Path) -> Problem:
    """Return what a reader of the kit said, without the path that stands before it already."""
    reason = str(error).removeprefix(str(root / place)).removeprefix(f"{Path(place).name}, ")
    line = re.match(r":\d+(?=: )", reason)
    where = place + line[0] if line else place
    return problem(where, "said", reason=reason.removeprefix(line[0] if line else "").lstrip(": "))
