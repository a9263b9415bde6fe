"""Diagnoses and differences: said only where they are certain, and then true."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rawgrad.kit.text import Text
from rawgrad.spec.case import Case
from rawgrad.spec.diagnose import Fingerprints, Misconception, diagnose, digest, notes
from rawgrad.spec.difference import difference
from rawgrad.spec.examine import Outcome
from rawgrad.spec.judge import Verdict, failed, judge
from rawgrad.subject.base import Result, Trouble
from rawgrad.views.rows import item_result
from rawgrad.views.terminal import failure


def outcome(number: int, want: Any, value: Any, *args: Any, **result: Any) -> Outcome:
    case = Case(f"x-{number:04}", "x", "f", "values", Text("why", "이유"), args, want=want)
    found = Result("f", args, value=value, **result)
    return Outcome(case, judge(case, found, value), found, value)


def outcomes(*pairs: tuple[Any, Any]) -> list[Outcome]:
    return [outcome(i, want, got) for i, (want, got) in enumerate(pairs)]


A = np.array([[1.5, -2.25, 0.75], [4.125, 5.0, -6.5]])
B = np.array([0.3125, -7.8, 2.6])


@pytest.mark.parametrize(
    ("change", "key", "facts"),
    [
        (lambda w: -w, "negative", {}),
        (lambda w: 2 * w, "factor", {"factor": "2"}),
        (lambda w: w / 3, "factor", {"factor": "1/3"}),
        (lambda w: w * math.log(2), "factor", {"factor": "ln 2"}),
        (lambda w: w / math.log(2), "factor", {"factor": "1 / ln 2"}),
        (lambda w: w * -1.75, "factor", {"factor": "-1.75"}),
        (lambda w: np.trunc(w), "truncated", {}),
        (lambda w: w.astype(int), "truncated", {}),
        (lambda w: np.round(w, 1), "rounded", {"digits": 1}),
        (lambda w: w + 0.5, "offset", {"offset": "0.5"}),
    ],
)
def test_one_relation_for_every_failed_case_is_named(change: Any, key: str, facts: dict) -> None:
    found = difference(outcomes((A, change(A)), (B, change(B))))
    assert found is not None
    assert (found.key, found.facts) == (key, facts)


def test_nothing_is_said_where_the_cases_disagree() -> None:
    assert difference(outcomes((A, 2 * A), (B, 3 * B))) is None
    assert difference(outcomes((A, 2 * A), (B, "text"))) is None
    assert difference(outcomes((A, A.astype(complex) * 2))) is None
    assert difference(outcomes((A, A))) is None


def test_nothing_is_said_of_what_is_beyond_numbers_or_beyond_measure() -> None:
    assert difference(outcomes((A, 10**30), (B, -(1 << 63) - 1))) is None
    # Minutes of a grader's time would go into the digits of these.
    large = [np.zeros(10**8, np.uint8), [0] * 150_000, dict.fromkeys(range(20_000), "x" * 10)]
    assert len({digest(outcome(0, A, value)) for value in large}) == 3
    assert digest(outcome(0, A, large[0])) == digest(outcome(0, A, np.ones(150_000)))
    for value in large:
        assert len(failure(item_result(outcome(0, A, value)), "en")) < 900


def test_a_difference_is_told_only_where_it_is_why_a_case_failed() -> None:
    right = outcome(0, A, A)
    warned = replace(right, verdict=failed("warned", warning="overflow"))
    assert difference([warned]) is None
    assert difference([warned, outcome(1, B, 2 * B)]) is None
    whole = np.array([1.0, 2.0, 3.0])
    assert difference(outcomes((whole, whole.astype(int)), (2 * whole, 2 * whole))) is None


def test_one_number_alone_is_no_factor() -> None:
    assert difference(outcomes((0.5, 1.0))) is None
    found = difference(outcomes((0.5, 1.0), (0.25, 0.5)))
    assert found is not None
    assert found.key == "factor"


def test_a_number_and_its_opposite_are_no_two_numbers() -> None:
    # What gives the sign of a quotient gives 1 for 3 and -1 for -3: a third of nothing else.
    assert difference(outcomes((3.0, 1.0), (-3.0, -1.0))) is None


def test_a_factor_without_a_name_tells_nothing_of_one_case() -> None:
    # Two steps of a learning rate that is too high scale all elements alike.
    assert difference(outcomes((A, A * 1.24665))) is None
    assert difference(outcomes((A, A * 1.24665), (B, B * 1.24665))) is not None
    assert difference(outcomes((A, A / 2))) is not None


def test_a_passed_case_does_not_hide_a_relation_of_the_failed_ones() -> None:
    found = difference(outcomes((0.0, 0.0), (A, 2 * A)))
    assert found is not None
    assert found.key == "factor"


def test_a_transpose_is_named() -> None:
    square = A[:, :2]
    assert difference(outcomes((A, A.T), (square, square.T))) is not None
    assert difference(outcomes((A, A.T))).key == "transposed"  # type: ignore[union-attr]


def test_the_number_of_rows_is_named() -> None:
    two, three = np.ones((2, 4)), np.ones((3, 4))
    sums = [outcome(0, 0.7, 1.4, two), outcome(1, 0.5, 1.5, three)]
    assert difference(sums).key == "times_n"  # type: ignore[union-attr]
    shares = [outcome(0, 0.7, 0.35, two), outcome(1, 0.6, 0.2, three)]
    assert difference(shares).key == "over_n"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ((slice(1, 2), slice(None)), "only_row_wrong"),
        ((slice(0, 1), slice(None)), "only_row_right"),
        ((slice(None), slice(1, 2)), "only_column_wrong"),
        ((slice(None), slice(2, 3)), "only_column_right"),
    ],
)
def test_one_row_or_column_is_named(rows: Any, key: str) -> None:
    want = np.arange(12.0).reshape(3, 4) + 1
    got = want.copy()
    if key.endswith("wrong"):
        got[rows] += np.array([[5.0, 7.0, 1.0, 2.0]])[:, : got[rows].shape[1]]
    else:
        got = got + np.array([[5.0], [7.5], [1.5]]) * np.array([[1.0, 2.0, 3.0, 5.0]])
        got[rows] = want[rows]
    found = difference(outcomes((want, got)))
    assert found is not None
    assert found.key == key


def known(name: str, *found: Outcome) -> Misconception:
    text = Text(f"does {name}", f"{name} 구현")
    return Misconception(name, text, Text("Why?", "왜 그렇습니까?"), tuple(map(digest, found)))


def test_a_known_mistake_is_named_only_if_all_results_are_its_own() -> None:
    ids = ("x-0000", "x-0001", "x-0002")
    right = outcomes((A, A), (B, B), (A, A))
    wrong = outcomes((A, 2 * A + 1), (B, B), (A, 2 * A))
    other = outcomes((A, 2 * A + 1), (B, -B), (A, -A))
    told = tuple(map(digest, right))
    recorded = Fingerprints(ids, (known("one", *wrong), known("two", *other)), told)
    assert diagnose(wrong, recorded).id == "one"  # type: ignore[union-attr]
    assert diagnose(other, recorded).id == "two"  # type: ignore[union-attr]
    assert diagnose(outcomes((A, 2 * A + 1), (B, 2 * B), (A, A)), recorded) is None
    assert diagnose(wrong[:1], recorded) is None
    assert diagnose(wrong, None) is None
    twins = Fingerprints(ids, (known("one", *wrong), known("two", *wrong)))
    assert diagnose(wrong, twins) is None


def test_a_single_case_tells_no_mistake() -> None:
    ids = ("x-0000", "x-0001", "x-0002")
    right = tuple(map(digest, outcomes((A, A), (B, B), (A, A))))
    once = outcomes((A, 2 * A), (B, B), (A, A))
    assert diagnose(once, Fingerprints(ids, (known("one", *once),), right)) is None
    twice = outcomes((A, 2 * A), (B, 2 * B), (A, A))
    both = (known("one", *once), known("two", *twice))
    assert diagnose(twice, Fingerprints(ids, both[1:], right)) is not None
    assert diagnose(twice, Fingerprints(ids, both, right)) is None
    few = Fingerprints(ids[:2], (known("two", *twice[:2]),), right[:2])
    assert diagnose(twice[:2], few) is None


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (0.1 + 0.2, 0.3, True),
        (np.float64(0.5), 0.5, True),
        (np.array([1e-17, 1.0]), np.array([0.0, 1.0]), True),
        (2.0**-10, 2.0**-10 * (1 + 1e-15), True),
        (0.5, np.float32(0.5), False),
        (1, 1.0, False),
        (np.array([1.0]), 1.0, False),
        (np.array([1.0]), [1.0], False),
        (0.5, 0.50001, False),
        (math.nan, math.inf, False),
        (None, 0.0, False),
        ({"a": 1.0}, {"a": 1.0 + 1e-16}, True),
        (1 + 1j, 1 - 1j, False),
    ],
)
def test_results_count_as_equal_up_to_rounding(one: Any, other: Any, equal: bool) -> None:
    assert (digest(outcome(0, 9.0, one)) == digest(outcome(0, 9.0, other))) is equal


def test_exceptions_output_and_changes_tell_mistakes_apart() -> None:
    def raised(kind: str) -> Outcome:
        return outcome(0, 1.0, None, trouble=Trouble(kind, (kind,), "text"))

    assert digest(raised("KeyError")) == digest(raised("KeyError"))
    assert digest(raised("KeyError")) != digest(raised("ValueError"))
    silent, loud = outcome(0, 1.0, None), outcome(0, 1.0, None, output="1.0")
    assert digest(silent) != digest(loud)
    assert digest(outcome(0, 1.0, 1.0)) == digest(outcome(0, 1.0, 1.0, output="1.0"))
    assert digest(outcome(0, 1.0, 1.0, B, changed={0: A})) != digest(outcome(0, 1.0, 1.0, B))
    assert digest(outcome(0, 1.0, None, missing="f")) != digest(silent)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_failure_carries_diagnosis_question_and_difference(tmp_path: Path, language: str) -> None:
    wrong = [outcome(0, A, 2 * A, B, changed={0: A}), *outcomes((0, 0), (B, 2 * B), (A, 2 * A))[1:]]
    path = tmp_path / "x.json"
    table = {
        "f": {
            "cases": ["x-0000", "x-0001", "x-0002"],
            "misconceptions": [
                {
                    "id": "x-double",
                    "en": "adds everything twice",
                    "ko": "모든 것을 두 번 더하는 구현",
                    "think_en": "How often is each added?",
                    "think_ko": "각각 몇 번 더해집니까?",
                    "digests": [digest(o) for o in wrong],
                }
            ],
        }
    }
    path.write_text(json.dumps(table), encoding="utf-8")
    shown = " ".join(failure(item_result(wrong[0], notes(wrong[0], wrong, path)), language).split())
    if language == "en":
        assert "On all 3 f cases the results are identical to an implementation" in shown
        assert "all numbers are 2 times what is expected" in shown
        assert "Argument 1 was changed" in shown
        assert "How often is each added?" in shown
    else:
        assert "모든 것을 두 번 더하는 구현" in shown
        assert "2배" in shown
    assert notes(wrong[0], wrong, tmp_path / "none.json").misconception is None
    right = outcome(0, A, A)
    assert notes(right, [right], path) == notes(right, [], path)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "counts neither for nor against you"),
        ("ko", "이미 잃은 평가 항목도 필요하기 때문입니다(극단적인 값)"),
    ],
)
def test_a_failure_that_does_not_count_says_so(tmp_path: Path, language: str, said: str) -> None:
    path = tmp_path / "spec_tests" / "fingerprints" / "x.json"
    path.parent.mkdir(parents=True)
    manifest = '[aspect]\nextremes = { en = "extreme values", ko = "극단적인 값" }\n'
    (tmp_path / "spec_tests" / "manifest.toml").write_text(manifest, encoding="utf-8")
    large, batch = outcomes((A, 2 * A), (B, 3 * B))
    assert isinstance(large.item, Case)
    assert isinstance(batch.item, Case)
    large = replace(large, item=replace(large.item, aspect="extremes"))
    batch = replace(batch, item=replace(batch.item, aspect="batch", needs=("extremes",)))
    found = notes(batch, [large, batch], path)
    assert found.lost == (Text("extreme values", "극단적인 값"),)
    shown = " ".join(failure(item_result(batch, found), language).split())
    assert said in shown
    assert notes(large, [large, batch], path).lost == ()
    assert notes(batch, [replace(large, verdict=Verdict("passed")), batch], path).lost == ()
