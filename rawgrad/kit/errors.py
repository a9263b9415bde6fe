"""The error that every command answers with one line and exit code 2."""

from __future__ import annotations


class BrokenKit(Exception):
    """The kit or an input of the user's is broken: one line says what, where and what to do."""
