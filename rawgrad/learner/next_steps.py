"""Lists the next steps after an exercise passes: its picture, other right ways, what follows it.

Needs no NumPy.
"""

from __future__ import annotations

from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.learner.plots import PICTURES
from rawgrad.views.words import SENTENCES


def next_steps(kit: Kit, exercise: str) -> list[Text]:
    """Return a line for each thing to do once an exercise passes."""
    names = list(kit.exercises)
    later = names[names.index(exercise) + 1 :]
    steps = []
    picture = next((p.name for p in PICTURES.values() if p.exercise == exercise), None)
    if picture is not None:
        steps.append(_step("draw", name=picture))
    if not kit.handed_out:
        steps.append(_step("explained", name=exercise))
    if later:
        steps.append(_step("next", path=f"exercises/{later[0]}.py"))
    else:
        steps.append(SENTENCES["last_one"])
    return steps


def _step(key: str, **facts: str) -> Text:
    return SENTENCES[key].filled(**facts)
