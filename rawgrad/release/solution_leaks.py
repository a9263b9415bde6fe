"""A leak is a line of the solutions that a text quotes: what is handed out must have none."""

from __future__ import annotations

from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.spec.stubs import all_stubs

# A shorter line stands in many a program.
SHORTEST = 20


def solution_lines(kit: Kit) -> frozenset[str]:
    """Return the lines of all solutions and wheats that no stub has; none without solutions."""
    folders = (kit.root / "solutions", kit.root / "tests" / "evidence" / "wheats")
    given = {line for text in all_stubs(kit).values() for line in _code_lines(text)}
    return frozenset(
        line
        for folder in folders
        for path in folder.glob("*.py")
        for line in _read_lines(path)
        if len(line) >= SHORTEST and line not in given
    )


def quotes(text: str, lines: frozenset[str]) -> bool:
    """Tell whether a text holds one of the lines, however it is spaced."""
    tight = " ".join(text.split())
    return any(line in tight for line in lines)


def _read_lines(path: Path) -> list[str]:
    return _code_lines(path.read_text(encoding="utf-8"))


def _code_lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]
