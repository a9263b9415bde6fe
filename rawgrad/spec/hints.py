"""Hints lead towards a function in three steps, from a nudge to the formula."""

from __future__ import annotations

from dataclasses import dataclass

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import read_toml
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.spec.words import SPECIFICATION

STEPS = 3


@dataclass(frozen=True)
class Hint:
    """Three steps towards one function, from a nudge to the formula."""

    function: str
    steps: tuple[Text, ...]


def read_hints(kit: Kit, exercise: str) -> tuple[Hint, ...]:
    """Return the hints of an exercise, in the order of its functions."""
    path = kit.spec / "hints" / f"{exercise}.toml"
    hints = []
    for entry in read_toml(path).get("hint", ()):
        where = f"{path.name}, hint of {entry.get('function', '?')}"
        steps = tuple(Text.parse(step, where) for step in entry.get("steps", ()))
        # Handed out without solutions, a kit keeps the steps that quote none.
        if len(steps) != STEPS and not (steps and kit.handed_out):
            raise BrokenKit(SPECIFICATION["hint_steps"].filled(at=where, count=STEPS))
        hints.append(Hint(entry["function"], steps))
    return tuple(hints)
