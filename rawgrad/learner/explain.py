"""`rawgrad explain` shows the solution, and other right ways to write each function."""

from __future__ import annotations

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.spec.solutions import other_ways, solution
from rawgrad.spec.translation import read_texts, translated
from rawgrad.views.words import LABELS, SENTENCES


def explain(kit: Kit, exercise: str, language: str) -> str:
    """Return the solution, and the other right ways that are known of each function."""
    if kit.handed_out:
        raise BrokenKit(SENTENCES["no_solutions"].in_(language))
    texts = read_texts(kit, exercise, language)
    parts = [translated(solution(kit, exercise), texts).rstrip()]
    others = [f"# {name}\n{translated(way, texts)}" for name, way in other_ways(kit, exercise)]
    if others:
        parts.append(f"# {LABELS['other_ways'].in_(language)}")
        parts += [way.rstrip() for way in others]
    return "\n\n\n".join(parts)
