"""The error that every command answers with one line and exit code 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rawgrad.kit.text import Text


class BrokenKit(Exception):
    """The kit or an input of the user's is broken: one line says what, where and what to do.

    The line is a string, or a `Text`, of which `str` gives the English.
    """

    def __init__(self, said: str | Text) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return self.in_("en")

    def in_(self, language: str) -> str:
        """Return the line in a language, as far as it is written in it."""
        return self.said if isinstance(self.said, str) else self.said.in_(language)
