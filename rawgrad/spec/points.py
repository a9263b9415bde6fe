"""Awards points to outcomes: they belong to aspects and scenarios, each all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rawgrad.kit.layout import Exercise
from rawgrad.spec.case import Case
from rawgrad.spec.examine import Outcome
from rawgrad.spec.law import Law

Worth = tuple[str, str]
CASE = "case"
SCENARIO = "scenario"


class Mark(NamedTuple):
    """What of an outcome counts: where its points stand, and whether it passed.

    `decides` is true of a case, false of a law or scenario.
    """

    worth: Worth
    function: str
    decides: bool
    passed: bool


def kind_of(item: Case | Law) -> str:
    """Return what an item is: `case`, `law` or `scenario`."""
    return item.kind if isinstance(item, Law) else CASE


def is_scenario(item: Case | Law) -> bool:
    """Tell whether an item is a scenario."""
    return kind_of(item) == SCENARIO


def worth(item: Case | Law) -> Worth:
    """Return what an item's points stand under in the manifest."""
    return worth_of(kind_of(item), item.function, item.aspect)


def worth_of(kind: str, function: str, aspect: str) -> Worth:
    """Return what the points of an item stand under: its function, or that it is a scenario."""
    return SCENARIO if kind == SCENARIO else function, aspect


def award(exercise: Exercise, marks: Iterable[Mark]) -> Iterator[tuple[Worth, float]]:
    """Yield what each aspect and scenario earns: all of its points, or none.

    A case decides, a law supports: where no case stands in an aspect, it earns only for a
    function that earns another aspect by its cases. So what leaves its argument alone because
    it computes nothing earns nothing.
    """
    groups: dict[Worth, list[Mark]] = defaultdict(list)
    for mark in marks:
        groups[mark.worth].append(mark)
    passed = {key for key, group in groups.items() if all(mark.passed for mark in group)}
    decided = {key for key, group in groups.items() if any(mark.decides for mark in group)}
    examined = {mark.function for key in decided for mark in groups[key]}
    able = {mark.function for key in decided & passed for mark in groups[key]}
    for key, points in exercise.points.items():
        functions = {mark.function for mark in groups[key]}
        supported = key in decided or functions & examined <= able
        yield key, points if key in passed and supported else 0.0


def earned(exercise: Exercise, outcomes: Sequence[Outcome]) -> Iterator[tuple[Worth, float]]:
    """Yield what each aspect and scenario earns, see `award`."""
    return award(
        exercise,
        (
            Mark(worth(o.item), o.item.function, isinstance(o.item, Case), o.verdict.passed)
            for o in outcomes
        ),
    )
