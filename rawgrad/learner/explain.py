"""`rawgrad explain` shows the solution, and other right ways to write each function."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.views.words import LABELS, SENTENCES


def explain(kit: Kit, exercise: str, language: str) -> str:
    """Return the solution, and the other right ways that are known of each function."""
    path = kit.root / "solutions" / f"{exercise}.py"
    if kit.handed_out:
        raise BrokenKit(SENTENCES["no_solutions"].in_(language))
    parts = [path.read_text(encoding="utf-8").rstrip()]
    others = list(_other_ways(kit, exercise))
    if others:
        parts.append(f"# {LABELS['other_ways'].in_(language)}")
        parts += others
    return "\n\n\n".join(parts)


def _other_ways(kit: Kit, exercise: str) -> Iterator[str]:
    path = kit.root / "tests" / "evidence" / "wheats" / f"{exercise}.py"
    if not path.is_file():
        return
    source = path.read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        marks = [m for m in node.decorator_list if isinstance(m, ast.Call) and m.args]
        if not marks:
            continue
        name = ast.literal_eval(marks[0].args[0])
        lines = source.splitlines()[node.lineno - 1 : node.end_lineno]
        yield inspect.cleandoc(f"# {name}") + "\n" + "\n".join(lines)
