"""Puts specimens to the specification: which items tell them from a right implementation."""

from __future__ import annotations

import importlib
from typing import Any

from rawgrad.examine import Examiner, Outcome
from rawgrad.kit import Kit
from rawgrad.law import Law
from rawgrad.local import LocalSubject

from rawgrad.evidence import Specimen


def examiner_with(kit: Kit, specimen, exercise=None) -> Examiner:
    """Return an examiner of the solutions with one function replaced by a specimen's."""
    subject = LocalSubject(kit.root / "solutions", "exercises", kit.data)
    if specimen is not None:
        owner: Any = importlib.import_module(f"exercises.{exercise}")
        *path, name = specimen.function.split(".")
        for part in path:
            owner = getattr(owner, part)
        setattr(owner, name, specimen.code)
    return Examiner(kit, subject)


def outcomes(
    kit: Kit, specimen: Specimen | None, exercise: str, scenarios: bool = True, stop: bool = False
) -> list[Outcome]:
    """Return what the specification finds in a specimen; with `stop`, up to the first failure."""
    examiner = examiner_with(kit, specimen, exercise)
    found = []
    for item in examiner.items(exercise):
        if isinstance(item, Law) and item.kind == "scenario" and not scenarios:
            continue
        found.append(examiner.examine(item))
        if stop and not found[-1].verdict.passed:
            break
    return found
