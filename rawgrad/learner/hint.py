"""`rawgrad hint` gives one step of a hint at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.spec.hints import read_hints
from rawgrad.spec.standing import PASSED
from rawgrad.views.words import SENTENCES

if TYPE_CHECKING:
    from rawgrad.spec.examine import Outcome


def hint(
    kit: Kit, exercise: str, function: str | None, step: int, open_: str | None, language: str
) -> str:
    """Return one step of a hint.

    Parameters
    ----------
    function
        The function it is for; by default the first that is not right yet.
    step
        1 (a nudge) to 3 (the formula).
    open_
        The first function that is not right yet, if there is one.
    """
    hints = {h.function: h for h in read_hints(kit, exercise)}
    name = function or open_ or next(iter(hints), exercise)
    if name not in hints:
        # A class is hinted at by its methods, the first of them first.
        name = next((key for key in hints if key.split(".")[0] == name.split(".")[0]), name)
    if name not in hints:
        raise BrokenKit(SENTENCES["no_hint"].filled(name=name, names=", ".join(hints)))
    last = len(hints[name].steps)
    step = min(max(step, 1), last)
    lines = [f"{name} ({step}/{last})", hints[name].steps[step - 1].in_(language)]
    if step < last:
        again = f"rawgrad hint {exercise} {name} --step {step + 1}"
        lines.append(SENTENCES["next_hint"].in_(language).format(command=again))
    return "\n".join(lines)


def first_open(outcomes: Sequence[Outcome]) -> str | None:
    """Return the function of the first item that has not passed."""
    return next((o.item.function for o in outcomes if o.verdict.status != PASSED), None)
