"""The error that every command answers with one line and exit code 2."""

from __future__ import annotations

from typing import Protocol


class Translatable(Protocol):
    """What says the same in several languages, as `Text` does."""

    def in_(self, language: str) -> str:
        """Return it in a language."""


class BrokenKit(Exception):
    """The kit or an input of the user's is broken: one line says what, where and what to do.

    Never a plain string, so that whoever reads the line has it in the language they chose; `str`
    gives the English.
    """

    def __init__(self, said: Translatable) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return self.in_("en")

    def in_(self, language: str) -> str:
        """Return the line in a language."""
        return self.said.in_(language)
