"""The table of `rawgrad grade --doctor`: what confines a submission on this machine. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rawgrad.grading.words import DOCTOR
from rawgrad.subject.confined.self_test import Property
from rawgrad.views.terminal import pad, width


def table(found: Sequence[Property], language: str) -> str:
    """Return one line a property: whether it holds, and by which layers or what escaped."""
    rows = [[DOCTOR[name].in_(language) for name in ("property", "held", "by")]]
    for one in found:
        held = DOCTOR["yes" if one.held else "no"].in_(language)
        by = ", ".join(one.layers if one.held else one.escaped)
        rows.append([one.name, held, by])
    columns = [max(width(row[i]) for row in rows) + 2 for i in range(2)]
    lines = [pad(row[0], columns[0]) + pad(row[1], columns[1]) + row[2] for row in rows]
    verdict = "confined" if all(one.held for one in found) else "not_confined"
    return "\n".join([*lines, "", DOCTOR[verdict].in_(language)])
