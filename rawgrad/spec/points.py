"""Points belong to aspects and scenarios, each all or nothing.

One fault costs one aspect. A case or law that asks about two at once stands in one and names the
other in its `needs`; where that is lost already, the item counts neither for nor against.
"""

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
# What a case needs that asks for an exception and no value: some other aspect of its function.
ANY = "*"
SCENARIO = "scenario"


class Mark(NamedTuple):
    """What of an outcome counts: where its points stand, and whether it passed.

    `decides` is true of a case, false of a law or scenario. `needs` names other aspects of the
    function, without which the outcome says nothing about this one.
    """

    worth: Worth
    function: str
    decides: bool
    passed: bool
    needs: tuple[str, ...] = ()


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


def mark(outcome: Outcome) -> Mark:
    """Return what of an outcome counts."""
    item, passed = outcome.item, outcome.verdict.passed
    return Mark(worth(item), item.function, isinstance(item, Case), passed, needs_of(item))


def needs_of(item: Case | Law) -> tuple[str, ...]:
    """Return the aspects without which an item says nothing."""
    return (*item.needs, ANY) if isinstance(item, Case) and item.raises else item.needs


class Tally:
    """The marks of one exercise by what they are worth: which count, and what is lost."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.groups: dict[Worth, list[Mark]] = defaultdict(list)
        for one in marks:
            self.groups[one.worth].append(one)
        self._lost: dict[Worth, bool] = {}

    def missing(self, one: Mark) -> tuple[str, ...]:
        """Return those of a mark's needs that are lost: with any, it does not count."""
        needs = (need for need in one.needs if need != ANY)
        return tuple(need for need in needs if self.lost((one.function, need)))

    def lost(self, key: Worth) -> bool:
        """Tell whether an aspect is lost: by a mark that counts, or for want of one that passes.

        An aspect in which cases stand needs one that counts and passes; what nobody asks about
        is not lost.
        """
        if key not in self._lost:
            self._lost[key] = True  # What needs itself, which lint forbids, never counts.
            group = self.groups.get(key, [])
            counting = [one for one in group if not self.missing(one)]
            deciding = [one for one in counting if one.decides] if self.decided(key) else counting
            passed = bool(deciding) and all(one.passed for one in counting)
            self._lost[key] = bool(group) and not passed
        return self._lost[key]

    def decided(self, key: Worth) -> bool:
        """Tell whether cases that ask for a value stand in an aspect, which then decide it."""
        return any(one.decides and ANY not in one.needs for one in self.groups.get(key, ()))


def award(exercise: Exercise, marks: Iterable[Mark]) -> Iterator[tuple[Worth, float]]:
    """Yield what each aspect and scenario earns: all of its points, or none.

    A case decides, a law supports: where no case stands in an aspect, or none that asks for a
    value, it earns only for a function that earns another aspect by its cases, see `withheld`. So
    does a scenario: what is written down of it beforehand is no function.
    """
    tally = Tally(marks)
    unsupported = set(_unsupported(tally))
    for key, points in exercise.points.items():
        earns = key in tally.groups and not tally.lost(key) and key not in unsupported
        yield key, points if earns else 0.0


def withheld(marks: Iterable[Mark]) -> list[Worth]:
    """Return the aspects and scenarios that all pass and that earn nothing all the same.

    Their function earns no aspect by its cases: what leaves its argument alone because it
    computes nothing earns nothing.
    """
    tally = Tally(marks)
    return [key for key in _unsupported(tally) if not tally.lost(key)]


def _unsupported(tally: Tally) -> Iterator[Worth]:
    """Yield what stands without cases, of functions that earn no aspect by their cases."""
    decided = {key for key in tally.groups if tally.decided(key)}
    examined = {one.function for key in decided for one in tally.groups[key]}
    able = {one.function for key in decided if not tally.lost(key) for one in tally.groups[key]}
    for key, group in tally.groups.items():
        functions = {one.function for one in group} & examined
        if key not in decided and not functions <= able:
            yield key


def earned(exercise: Exercise, outcomes: Sequence[Outcome]) -> Iterator[tuple[Worth, float]]:
    """Yield what each aspect and scenario earns, see `award`."""
    return award(exercise, map(mark, outcomes))


def lost_needs(outcome: Outcome, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """Return the aspects for whose loss an outcome does not count, if there are any.

    Parameters
    ----------
    outcome
        Of one item.
    outcomes
        Of the exercise, as far as they are known.
    """
    if not outcome.item.needs:
        return ()
    return Tally(map(mark, outcomes)).missing(mark(outcome))
