"""A failure as `check` shows it, taken apart into its rows again, for a page that wraps by itself.

A terminal breaks lines and aligns labels by columns; neither holds on a telephone. Knows how
`show.failure` lays a failure out, and nothing of what it says.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rawgrad.views.legacy import INDENT, PROSE, width
from rawgrad.views.words import LABELS

_PLACE = re.compile(r"(?:^|\s)([\w./-]+:\d+)$")


class Row(NamedTuple):
    """A label and its text; `prose` is a sentence, the rest is values and code."""

    label: str
    text: str
    prose: bool


class Shown(NamedTuple):
    """A failure: its id, the line of the learner's it is about, and its rows."""

    id: str
    place: str
    rows: tuple[Row, ...]


def taken_apart(text: str, language: str) -> Shown:
    """Return the parts of a failure; without rows if the text is laid out in another way."""
    labels = {label.in_(language): name for name, label in LABELS.items()}
    head: list[str] = []
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        label = _label(line, labels)
        if label:
            found.append((label, [line[len(INDENT) + len(label) :]]))
        elif found:
            found[-1][1].append(line)
        else:
            head.append(line.rstrip())
    across = max((width(label) for label, _ in found), default=0) + 2
    rows = tuple(_row(label, lines, across, labels[label]) for label, lines in found)
    place = next((match[1] for line in reversed(head) if (match := _PLACE.search(line))), "")
    return Shown(head[0].split()[0] if head and head[0].split() else "", place, rows)


def _label(line: str, labels: dict[str, str]) -> str:
    """Return the label a row begins with: what goes on below one stands further in."""
    inside = line.removeprefix(INDENT)
    if inside == line or inside[:1].isspace():
        return ""
    return next((label for label in labels if inside.startswith(f"{label}  ")), "")


def _row(label: str, lines: list[str], across: int, name: str) -> Row:
    first, *rest = lines
    first = first[across - width(label) :]
    rest = [line[len(INDENT) + across :] for line in rest]
    prose = name in PROSE
    return Row(label, (" " if prose else "\n").join([first, *rest]).rstrip(), prose)
