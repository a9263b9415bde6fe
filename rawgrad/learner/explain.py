"""`rawgrad explain` shows the solution, and other right ways to write each function."""

from __future__ import annotations

from rawgrad.kit.columns import wrapped
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.spec.solutions import other_ways, solution
from rawgrad.spec.translation import read_texts, translated
from rawgrad.views.width import READABLE
from rawgrad.views.words import LABELS, SENTENCES


def explain(kit: Kit, exercise: str, language: str) -> str:
    """Return the solution, and the other right ways that are known of each function."""
    if kit.handed_out:
        raise BrokenKit(SENTENCES["no_solutions"])
    texts = read_texts(kit, exercise, language)
    parts = [translated(solution(kit, exercise), texts).rstrip()]
    others = list(other_ways(kit, exercise))
    if others:
        parts.append(f"# {LABELS['other_ways'].in_(language)}")
    for way in others:
        why = [f"# {line}" for line in wrapped(way.why.in_(language), READABLE - 2)]
        parts.append("\n".join([f"# {way.name}", *why, translated(way.source, texts).rstrip()]))
    return "\n\n\n".join(parts)
