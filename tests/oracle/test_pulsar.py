"""Precision, recall and F1 against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score

from solutions.pulsar import eval_accuracy, safe_div

from .agreement import compares
from .drawn import FLOATS, arrays, numbers

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def figures(answers: np.ndarray, estimates: np.ndarray) -> list[float]:
    """Ask scikit-learn for the four figures; 0 / 0 is 0."""
    options = {"zero_division": 0.0, "pos_label": True}
    return [
        accuracy_score(answers, estimates),
        precision_score(answers, estimates, **options),
        recall_score(answers, estimates, **options),
        f1_score(answers, estimates, **options),
    ]


@given(st.data(), st.sampled_from([*FLOATS, "int64"]), st.integers(1, 30))
@compares("pulsar.eval_accuracy")
def test_eval_accuracy(data: st.DataObject, dtype: str, rows: int) -> None:
    logits = st.integers(-5, 5) if dtype == "int64" else numbers(dtype)
    output = data.draw(arrays(dtype, (rows, 1), logits))
    y = data.draw(arrays(dtype, (rows, 1), st.sampled_from([0, 1])))
    want = figures((y == 1).ravel(), (output > 0).ravel())
    assert eval_accuracy(output, y) == pytest.approx(want, rel=1e-12)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.09, 0.5, 1.0])
def test_many_candidates(share: float) -> None:
    rng = np.random.default_rng(7)
    y = (rng.random((100_000, 1)) < share).astype(np.float32)
    output = rng.normal(0, 1, (100_000, 1)) + 2 * y
    want = figures((y == 1).ravel(), (output > 0).ravel())
    assert eval_accuracy(output, y) == pytest.approx(want, rel=1e-12)


@given(NUMBERS, NUMBERS)
@compares("pulsar.safe_div")
def test_safe_div(p: float, q: float) -> None:
    # What counts as 0 is D3's own choice: 1e-20.
    dividend, divisor = (torch.tensor(number, dtype=torch.float64) for number in (p, q))
    want = torch.sign(dividend) if abs(q) < 1e-20 else dividend / divisor
    assert safe_div(p, q) == want.item()
