"""A solution is read beside the other right ways that are known of its functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES, Text


def solution(kit: Kit, exercise: str) -> str:
    """Return the source of an exercise's solution."""
    return (kit.root / "solutions" / f"{exercise}.py").read_text(encoding="utf-8")


class Way(NamedTuple):
    """Another right way to write a function: its name, its source, and why it is right."""

    name: str
    source: str
    why: Text


def other_ways(kit: Kit, exercise: str) -> Iterator[Way]:
    """Yield the other right ways to write an exercise's functions that say why they are right."""
    path = kit.root / "tests" / "evidence" / "wheats" / f"{exercise}.py"
    if not path.is_file():
        return
    source = path.read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and mark.args:
                said = {k.arg: ast.literal_eval(k.value) for k in mark.keywords}
                lines = source.splitlines()[node.lineno - 1 : node.end_lineno]
                if "en" in said:
                    why = Text.parse({n: said.get(n) for n in LANGUAGES}, f"{path}:{mark.lineno}")
                    yield Way(ast.literal_eval(mark.args[0]), "\n".join(lines), why)
