"""The documents' own code earns what it is worth, and loses what it lacks, by the rules of a grade."""

from __future__ import annotations

import pytest

from rawgrad.authoring.evidence import PACKAGE, Listing, lost_worths, put_listing, read_listings
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.examine import Examiner
from rawgrad.spec.points import earned
from rawgrad.subject.local import LocalSubject

KIT = find_kit()
LISTINGS = [(name, one) for name in KIT.exercises for one in read_listings(KIT, name)]
# What fairness promised: this much at least.
AT_LEAST = {
    "perceptron-d1": 7,
    "backprop-d1": 7,
    "backprop_ce-d1": 7,
    "gradient-d2": 4,
    "two_layer_net-d2": 8,
}


@pytest.mark.parametrize(("name", "one"), LISTINGS, ids=[one.id for _, one in LISTINGS])
def test_a_listing_earns_what_it_is_worth(kit: Kit, name: str, one: Listing) -> None:
    exercise = kit.exercises[name]
    reader = Examiner(kit, LocalSubject(kit.root / "solutions", PACKAGE))
    outcomes = put_listing(reader, name, one)
    assert tuple(map(".".join, lost_worths(exercise, outcomes))) == one.loses
    points = sum(points for _, points in earned(exercise, outcomes))
    assert points == one.earns
    assert points >= AT_LEAST.get(one.id, 0)


def test_no_listing_is_missing() -> None:
    assert set(AT_LEAST) <= {one.id for _, one in LISTINGS}
