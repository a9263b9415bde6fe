"""What outcomes are worth: points belong to aspects and scenarios, each all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .case import Case
from .examine import Outcome
from .kit import Exercise
from .law import Law


def worth(item: Case | Law) -> tuple[str, str]:
    """Return what an item's points stand under in the manifest."""
    if isinstance(item, Law) and item.kind == "scenario":
        return "scenario", item.aspect
    return item.function, item.aspect


def earned(
    exercise: Exercise, outcomes: Sequence[Outcome]
) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield what each aspect and scenario earns: all of its points, or none."""
    groups: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[worth(outcome.item)].append(outcome)
    for key, points in exercise.points.items():
        passed = bool(groups[key]) and all(outcome.verdict.passed for outcome in groups[key])
        yield key, points if passed else 0.0
