"""An examiner asks in an order in which the first that fails tells most."""

from __future__ import annotations

from itertools import groupby

import pytest

from rawgrad.authoring.evidence import PACKAGE, put, read_specimens
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.case import Case
from rawgrad.spec.examine import Examiner
from rawgrad.spec.points import is_scenario
from rawgrad.spec.standing import is_wrong
from rawgrad.subject.local import LocalSubject

NAMES = [name for name, exercise in find_kit().exercises.items() if not exercise.packages]


@pytest.fixture(scope="module")
def reader(kit: Kit) -> Examiner:
    return Examiner(kit, LocalSubject(kit.root / "solutions", PACKAGE))


@pytest.mark.parametrize("name", NAMES)
def test_a_function_is_asked_whole_before_the_next(reader: Examiner, name: str) -> None:
    items = [item for item in reader.items(name) if not is_scenario(item)]
    assert items == reader.items(name)[: len(items)]
    functions = [function for function, _ in groupby(items, lambda item: item.function)]
    assert len(set(functions)) == len(functions)
    for _, own in groupby(items, lambda item: item.function):
        kinds = [isinstance(item, Case) for item in own]
        assert kinds == sorted(kinds, reverse=True)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_case_needs_is_asked_before_it(reader: Examiner, kit: Kit, name: str) -> None:
    order = list(kit.exercises[name].points)
    for item in reader.items(name):
        for need in item.needs:
            here, there = (item.function, item.aspect), (item.function, need)
            assert order.index(there) < order.index(here), item.id


@pytest.mark.parametrize(
    ("name", "chaff", "first"),
    [
        # What calls it gives wrong values; what it did itself is shown.
        ("perceptron", "perceptron-output-in-place", "calc_output"),
        ("backprop", "backprop-hidden-in-place", "calc_delta1"),
        # It returns 0 where 0.0 is right: a case of large scores is no case of that.
        ("binary", "binary-sigmoid-integer-result", "types"),
        # A case of sizes fails too, and says nothing of the learning rate.
        ("backprop", "backprop-batch-sum", "values"),
    ],
)
def test_the_first_failure_is_of_what_is_wrong(
    reader: Examiner, kit: Kit, name: str, chaff: str, first: str
) -> None:
    (specimen,) = (one for one in read_specimens(kit, "chaffs", name) if one.id == chaff)
    outcomes = put(reader, name, specimen, reader.items(name))
    item = next(outcome.item for outcome in outcomes if is_wrong(outcome.verdict.status))
    assert first in (item.function, item.aspect)
