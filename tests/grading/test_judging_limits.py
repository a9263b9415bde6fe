"""What is judged for one submission has limits, and reaching one is told from a machine's lack."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from rawgrad.grading.run.judging_limits import JudgingLimit, judging_limits
from rawgrad.views.rows import value_text

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits are measured on Linux")


def test_memory_beyond_the_limit_is_told_and_the_limit_goes() -> None:
    with pytest.raises(JudgingLimit), judging_limits(memory=200 << 20):
        np.ones(400 << 20, np.uint8)
    assert np.ones(400 << 20, np.uint8)[-1] == 1


def test_computing_beyond_the_limit_is_stopped_whatever_catches_errors() -> None:
    def endless() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue

    with pytest.raises(JudgingLimit), judging_limits(seconds=0.2):
        endless()


def test_trouble_of_another_kind_stays_what_it_is() -> None:
    with pytest.raises(OSError, match="disk"), judging_limits():
        raise OSError("disk")


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((2,) * 22),
        np.zeros((7,) * 8),
        {"k" * 5_000 + str(n): n for n in range(90_000)},
        [[[[[[list(range(20))] * 20] * 20] * 20] * 20] * 20] * 20,
        "x" * 1_000_000,
    ],
)  # fmt: skip
def test_a_value_is_cut_before_it_is_written(value: object) -> None:
    assert len(value_text(value)) < 200_000


def test_a_usual_value_is_written_whole() -> None:
    assert value_text(np.arange(24).reshape(2, 3, 4)).count(",") == 23
    assert value_text({"a": [1, 2.5], 3: "x"}) == "{'a': [1, 2.5], 3: 'x'}"
