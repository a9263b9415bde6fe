"""What outcomes are worth: aspects, what they need, and why a passed law may earn nothing."""

from __future__ import annotations

from rawgrad.kit.layout import Exercise
from rawgrad.kit.text import Text
from rawgrad.spec.points import Mark, award, withheld

ASPECTS = ("values", "batch", "extremes", "inputs")
EXERCISE = Exercise(
    1,
    "softmax",
    Text("a", "b"),
    (),
    (),
    (),
    False,
    points={**{("f", aspect): 1.0 for aspect in ASPECTS}, ("scenario", "run"): 1.0},
)


def mark(aspect: str, passed: bool = True, *needs: str, decides: bool = True) -> Mark:
    return Mark(("f", aspect), "f", decides, passed, needs)


def earned(*marks: Mark) -> dict[str, float]:
    return {aspect: points for (_, aspect), points in award(EXERCISE, marks) if points}


def test_an_aspect_is_all_or_nothing() -> None:
    assert set(earned(mark("values"), mark("values"), mark("batch"))) == {"values", "batch"}
    assert set(earned(mark("values"), mark("values", False), mark("batch"))) == {"batch"}


def test_what_needs_a_lost_aspect_counts_neither_for_nor_against() -> None:
    both = mark("batch", False, "extremes")
    assert set(earned(mark("batch"), mark("extremes", False), both)) == {"batch"}
    # Where nothing needed is lost it counts.
    assert set(earned(mark("batch"), mark("extremes"), both)) == {"extremes"}
    # Nor does a pass count for an aspect of which no other case is left.
    alone = mark("batch", True, "extremes")
    assert earned(mark("extremes", False), alone) == {}
    assert set(earned(mark("extremes"), alone)) == {"extremes", "batch"}


def test_needs_make_chains() -> None:
    batch, inputs = mark("batch", False, "extremes"), mark("inputs", False, "batch")
    # Nothing is left that counts for a batch, so it is lost too, and its needer does not count.
    assert set(earned(mark("extremes", False), batch, inputs, mark("inputs"))) == {"inputs"}
    # A circle, which lint forbids, is lost as a whole and comes to an end.
    assert earned(mark("batch", True, "extremes"), mark("extremes", True, "batch")) == {}


def test_a_counting_case_must_pass_where_cases_decide() -> None:
    law = mark("batch", decides=False)
    case = mark("batch", True, "extremes")
    assert earned(mark("extremes", False), case, law) == {}


def test_a_law_supports_only_what_decides() -> None:
    law = mark("inputs", decides=False)
    assert earned(mark("values", False), law) == {}
    assert withheld([mark("values", False), law]) == [("f", "inputs")]
    assert set(earned(mark("values"), law)) == {"values", "inputs"}
    assert withheld([mark("values"), law]) == []


def test_a_scenario_supports_as_a_law_does() -> None:
    run = Mark(("scenario", "run"), "f", False, True)
    assert set(earned(mark("values", False), mark("extremes"), run)) == {"extremes", "run"}
    # What is written down of a run beforehand is no function.
    assert earned(mark("values", False), run) == {}
    # Of a function that no case asks about, it is all there is.
    assert set(earned(run)) == {"run"}
    needing = run._replace(passed=False, needs=("values",))
    assert earned(mark("values", False), needing) == {}
