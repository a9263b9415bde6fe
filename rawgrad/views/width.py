"""A page is as wide as the terminal, and values and names are laid out on it by columns."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

from rawgrad.kit.columns import width

WIDEST = 88
NARROWEST = 40


class Page(NamedTuple):
    """A page that text is laid out on.

    `columns` is the width in columns. On a `plain` page, for a screen reader, nothing is aligned:
    each line is a sentence of its own.
    """

    columns: int = WIDEST
    plain: bool = False


WIDE = Page()


def terminal_page(plain: bool = False) -> Page:
    """Return a page as wide as the terminal; what is no terminal gets the widest."""
    columns = WIDEST
    if sys.stdout.isatty():
        columns = max(min(_terminal(), WIDEST), NARROWEST)
    return Page(columns, plain)


def _terminal() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return WIDEST


def pad(text: str, columns: int) -> str:
    """Fill a text with spaces up to a number of columns."""
    return text + " " * max(columns - width(text), 0)


def wrapped_value(line: str, room: int) -> list[str]:
    """Break a line of a value at its commas; what goes on stands inside its brackets."""
    if width(line) <= room:
        return [line]
    inside = len(line) - len(line.lstrip(" ["))
    indent = " " * (inside or 4)
    first, *parts = line.split(", ")
    lines = [first]
    for part in parts:
        if width(lines[-1]) + 3 + width(part) > room:
            lines[-1] += ","
            lines.append(indent + part)
        else:
            lines[-1] += f", {part}"
    return lines
