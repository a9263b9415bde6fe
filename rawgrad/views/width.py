"""A page is as wide as the terminal, and values and names are laid out on it by columns."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from rawgrad.kit.columns import filled, width

# Sentences are no longer than this, however wide the page: the eye would lose the line.
READABLE = 88
# What no terminal tells: a file, or a program that reads.
USUAL = 120
NARROWEST = 40


class Page(NamedTuple):
    """A page that text is laid out on.

    `columns` is the width in columns. On a `plain` page, for a screen reader, nothing is aligned:
    each line is a sentence of its own.
    """

    columns: int = USUAL
    plain: bool = False


WIDE = Page()


def terminal_page(plain: bool = False) -> Page:
    """Return a page as wide as the terminal, or as COLUMNS says."""
    return Page(max(columns_of(sys.stdout), NARROWEST), plain)


def columns_of(stream: TextIO) -> int:
    """Return how wide a stream is shown."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns or USUAL
    except (OSError, ValueError, AttributeError):
        return USUAL


def pad(text: str, columns: int) -> str:
    """Fill a text with spaces up to a number of columns."""
    return text + " " * max(columns - width(text), 0)


def wrapped_sentence(text: str, room: int) -> list[str]:
    """Break a sentence into lines at spaces, though in no call, command or place that is short."""
    return filled(_unbroken_words(text, room // 2), room)


def _unbroken_words(text: str, longest: int) -> Iterator[str]:
    """Yield a sentence's words; what stands in brackets or is a command is one, if it is short."""
    word = ""
    for part in text.split():
        joined = f"{word} {part}".lstrip()
        if word and width(joined) > longest:
            yield from word.split()
            word = part
        else:
            word = joined
        if not _is_open(word):
            yield word
            word = ""
    yield from word.split()


def _is_open(text: str) -> bool:
    """Tell whether a bracket or the quotes of a command are still to be closed."""
    brackets = sum(text.count(c) for c in "([{") > sum(text.count(c) for c in ")]}")
    return brackets or text.count("`") % 2 == 1


def laid_out(text: str, page: Page) -> str:
    """Return paragraphs broken into lines for a page; a plain one keeps them whole."""
    if page.plain:
        return text
    room = min(page.columns, READABLE)
    return "\n".join(
        piece if width(piece) <= room else "\n".join(wrapped_sentence(piece, room))
        for piece in text.splitlines()
    )
