"""What holds for every right softmax."""

import numpy as np

from rawgrad.law import Trial, law


@law(
    "softmax",
    "batch",
    en="Every row of a batch sums to 1",
    ko="배치의 각 행을 더하면 1입니다",
    document="D4",
)
def test_rows_sum_to_one(trial: Trial) -> None:
    a = trial.rng.normal(scale=5, size=(6, 4))
    y = trial.array("softmax", a, shape=(6, 4))
    trial.same(y.sum(axis=1), np.ones(6))


@law(
    "softmax",
    "inputs",
    en="The argument is left as it was",
    ko="인자로 받은 배열은 그대로 남아 있습니다",
)
def test_argument_unchanged(trial: Trial) -> None:
    trial.call("softmax", np.array([[3.0, -1.0, 2.0], [1000.0, 1001.0, 999.0]]))
    trial.unchanged()
