"""The documents' own code earns what it is worth, and loses what it lacks, by the rules of a grade."""

from __future__ import annotations

import pytest

from rawgrad.authoring.evidence import PACKAGE, Listing, lost_worths, put_listing, read_listings
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.case import Case
from rawgrad.spec.diagnose import diagnose, read_fingerprints
from rawgrad.spec.examine import Examiner
from rawgrad.spec.points import earned
from rawgrad.subject.local import LocalSubject

KIT = find_kit()
NAMES = [name for name, exercise in KIT.exercises.items() if not exercise.packages]
LISTINGS = [(name, one) for name in NAMES for one in read_listings(KIT, name)]
# What fairness promised: this much at least.
AT_LEAST = {
    "perceptron-d1": 7,
    "backprop-d1": 7,
    "backprop_ce-d1": 7,
    "gradient-d2": 4,
    "two_layer_net-d2": 8,
}


# What a learner is told who types it as it is printed.
DIAGNOSES = {
    ("loss-d0-first", "cross_entropy_error"): "loss-entropy-d0-first-as-typed",
    ("loss-d0-batch", "cross_entropy_error"): "loss-entropy-d0-batch-as-typed",
    ("softmax-d0-first", "softmax"): "softmax-raw-whole-array",
    ("softmax-d4-whole-array", "softmax"): "softmax-whole-array",
    ("gradient-d2", "numerical_gradient"): "gradient-own-array",
    ("mnist-d4-predict", "predict"): "mnist-predict-softmax-of-the-whole-batch",
    ("mnist-d4-pickle", "init_network"): "mnist-init_network-pickle-as-typed",
    ("perceptron-d1", "delta_GD"): "perceptron-four-samples",
    ("backprop-d1", "backprop_XOR"): "backprop-d1-shapes",
    ("backprop_ce-d1", "BackpropCE"): "backprop_ce-d1-shapes",
    ("two_layer_net-d2", "TwoLayerNet.accuracy"): "two_layer_net-accuracy-as-typed",
    (
        "two_layer_net-d2-gradient",
        "TwoLayerNet.numerical_gradient",
    ): "two_layer_net-numerical-ignores-its-argument",
}


@pytest.mark.parametrize(("name", "one"), LISTINGS, ids=[one.id for _, one in LISTINGS])
def test_a_listing_earns_what_it_is_worth(kit: Kit, name: str, one: Listing) -> None:
    hold_listing(kit, name, one)


def hold_listing(kit: Kit, name: str, one: Listing) -> None:
    """Hold that a document's code earns and loses what is written beside it."""
    exercise = kit.exercises[name]
    reader = Examiner(kit, LocalSubject(kit.root / "solutions", PACKAGE))
    outcomes = put_listing(reader, name, one)
    assert tuple(map(".".join, lost_worths(exercise, outcomes))) == one.loses
    points = sum(points for _, points in earned(exercise, outcomes))
    assert points == one.earns
    assert points >= AT_LEAST.get(one.id, 0)
    recorded = read_fingerprints(kit.fingerprints_file(name))
    for function in one.code:
        own = [o for o in outcomes if isinstance(o.item, Case) and o.item.function == function]
        known = diagnose(own, recorded.get(function))
        wanted = DIAGNOSES.get((one.id, function))
        if wanted:
            assert known is not None
            assert known.id == wanted


def test_no_listing_is_missing() -> None:
    ids = {one.id for _, one in LISTINGS}
    assert set(AT_LEAST) <= ids
    assert {one for one, _ in DIAGNOSES} <= ids
