"""Text takes columns: Korean characters two, others one, and lines break at spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def width(text: str) -> int:
    """Return the columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, room: int) -> list[str]:
    """Break a sentence into lines at spaces, by the columns it takes."""
    return filled(text.split(), room)


def filled(words: Iterable[str], room: int) -> list[str]:
    """Return lines of as many words as have room."""
    lines = [""]
    for word in words:
        if lines[-1] and width(lines[-1]) + 1 + width(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
