"""The page that text is laid out on: as wide as the terminal, or plain for a screen reader."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass

WIDEST = 88
NARROWEST = 40


@dataclass
class Page:
    """How text is laid out.

    `columns` is the width in columns. On a `plain` page nothing is aligned: each line is a
    sentence of its own.
    """

    columns: int = WIDEST
    plain: bool = False


page = Page()


def fit(plain: bool) -> None:
    """Make the page as wide as the terminal; what is no terminal gets the widest."""
    page.plain = plain
    page.columns = WIDEST
    if sys.stdout.isatty():
        page.columns = max(min(_terminal(), WIDEST), NARROWEST)


@contextlib.contextmanager
def widest() -> Iterator[None]:
    """Lay out on the widest page, whatever the terminal: for what is kept rather than printed."""
    before = page.columns, page.plain
    page.columns, page.plain = WIDEST, False
    try:
        yield
    finally:
        page.columns, page.plain = before


def _terminal() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return WIDEST
