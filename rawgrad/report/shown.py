"""A failure as it was shown, back into its rows, so that a page can lay them out anew.

A terminal breaks lines and aligns labels by columns; neither holds on a telephone or in a
proportional font.
"""

from __future__ import annotations

from typing import NamedTuple

from ..show import INDENT, PROSE, width
from ..words import LABELS
from .markup import fit


class Line(NamedTuple):
    """One row of a failure: its label, its text, and whether the text is a sentence."""

    label: str
    text: str
    prose: bool


def lines_of(shown: str, language: str) -> list[Line]:
    """Return the rows of a failure below its heading, which names what a page says itself."""
    names = {key: text.in_(language) for key, text in LABELS.items()}
    prose = {names[key] for key in PROSE}
    found: list[tuple[str, list[str]]] = []
    room = 0
    for line in shown.split("\n"):
        begun = _begun(line, list(names.values()))
        if begun is not None:
            label, text, room = begun
            found.append((label, [text]))
        elif found:
            found[-1][1].append(_outdented(line, room))
    return [
        Line(label, fit((" " if label in prose else "\n").join(parts)), label in prose)
        for label, parts in found
    ]


def _begun(line: str, names: list[str]) -> tuple[str, str, int] | None:
    """Return label, text and the columns before it, if a row begins with this line."""
    if line.startswith(INDENT + "   "):
        return None
    for name in names:
        head = f"{INDENT}{name}  "
        if line.startswith(head):
            text = line[len(head) :].lstrip(" ")
            return name, text, width(line[: len(line) - len(text)])
        if line.startswith(f"{name}: "):  # as --plain writes it
            return name, line[len(name) + 2 :], 0
    return None


def _outdented(line: str, room: int) -> str:
    blank = len(line) - len(line.lstrip(" "))
    return line[min(blank, room) :]
