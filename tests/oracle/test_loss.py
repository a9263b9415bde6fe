"""Losses against PyTorch, forward and gradient."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import log_loss
from torch.nn import functional

from solutions.gradient import numerical_gradient
from solutions.loss import cross_entropy_error, sum_of_squares_error
from solutions.softmax import softmax

from .agreement import agree, compares
from .drawn import FLOATS, between, matrix

SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, max_side=6)


@given(st.data(), st.sampled_from(FLOATS), SHAPES)
@compares("loss.sum_of_squares_error")
def test_sum_of_squares_error(data: st.DataObject, dtype: str, shape: tuple[int, ...]) -> None:
    # Squares of up to 1e30 stay finite in single precision.
    size = data.draw(st.sampled_from([1e-15, 1.0, 1e15]))
    y, t = (data.draw(matrix(dtype, *shape)) * np.dtype(dtype).type(size) for _ in range(2))
    want = 0.5 * functional.mse_loss(torch.tensor(y), torch.tensor(t), reduction="sum")
    agree(sum_of_squares_error(y, t), want, ulps=64)


@given(hnp.arrays("int64", (2, 3, 4), elements=st.integers(-(10**6), 10**6)))
def test_sum_of_squares_error_of_integers_and_lists(yt: np.ndarray) -> None:
    y, t = yt
    want = 0.5 * functional.mse_loss(
        torch.tensor(y).double(), torch.tensor(t).double(), reduction="sum"
    )
    agree(sum_of_squares_error(y, t), want)
    agree(sum_of_squares_error(y.tolist(), t.tolist()), want)


@given(st.data(), st.sampled_from(FLOATS), st.integers(1, 6), st.integers(1, 8))
@compares("loss.cross_entropy_error")
def test_cross_entropy_error(data: st.DataObject, dtype: str, rows: int, classes: int) -> None:
    scores = data.draw(matrix(dtype, rows, classes, bound=200))
    labels = data.draw(hnp.arrays("int64", rows, elements=st.integers(0, classes - 1)))
    y = softmax(scores)
    logs = torch.log(torch.tensor(y) + 1e-7)
    want = functional.nll_loss(logs, torch.tensor(labels))
    # Near 0 the logarithm of 1 + 1e-7 is only as exact as that sum is.
    agree(cross_entropy_error(y, labels), want, scale=1)
    agree(cross_entropy_error(y, labels.astype(np.uint8)), want, scale=1)
    agree(cross_entropy_error(y, np.eye(classes, dtype=dtype)[labels]), want, scale=1)
    agree(cross_entropy_error(y[0], labels[0]), -logs[0, labels[0]], scale=1)
    if dtype == "float64":
        agree(cross_entropy_error(y.tolist(), labels.tolist()), want, scale=1)


@given(st.data(), st.sampled_from(FLOATS), st.integers(1, 6), st.integers(1, 8))
def test_targets_that_are_not_certain(
    data: st.DataObject, dtype: str, rows: int, classes: int
) -> None:
    y = softmax(data.draw(matrix(dtype, rows, classes, bound=200)))
    t = softmax(data.draw(matrix(dtype, rows, classes)))
    want = -(torch.tensor(t) * torch.log(torch.tensor(y) + 1e-7)).sum(-1).mean()
    agree(cross_entropy_error(y, t), want, scale=17)


@given(st.data(), st.integers(1, 6), st.integers(2, 8))
def test_the_added_1e_7_is_all_that_parts_it_from_the_textbook(
    data: st.DataObject, rows: int, classes: int
) -> None:
    scores = data.draw(matrix("float64", rows, classes, bound=3))
    labels = data.draw(hnp.arrays("int64", rows, elements=st.integers(0, classes - 1)))
    got = cross_entropy_error(softmax(scores), labels)
    true = functional.cross_entropy(torch.tensor(scores), torch.tensor(labels)).item()
    smallest = softmax(scores).min()
    assert true - 1e-7 / smallest <= got <= true
    listed = log_loss(labels, softmax(scores), labels=range(classes))
    assert abs(listed - true) <= 1e-12


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_large_batch(dtype: str) -> None:
    rng = np.random.default_rng(3)
    y = softmax(rng.normal(0, 20, (20_000, 10)).astype(dtype))
    labels = rng.integers(0, 10, 20_000)
    logs = torch.log(torch.tensor(y) + 1e-7)
    want = functional.nll_loss(logs, torch.tensor(labels))
    agree(cross_entropy_error(y, labels), want, ulps=1024)
    agree(cross_entropy_error(y, np.eye(10, dtype=dtype)[labels]), want, ulps=1024)


@given(st.data(), st.integers(1, 4), st.integers(2, 5))
def test_slopes(data: st.DataObject, rows: int, classes: int) -> None:
    y = data.draw(hnp.arrays("float64", (rows, classes), elements=between("float64", 0.1, 1)))
    labels = data.draw(hnp.arrays("int64", rows, elements=st.integers(0, classes - 1)))
    one_hot = np.eye(classes)[labels]
    point = torch.tensor(y, requires_grad=True)
    functional.nll_loss(torch.log(point + 1e-7), torch.tensor(labels)).backward()
    got = numerical_gradient(lambda y: cross_entropy_error(y, labels), y)
    np.testing.assert_allclose(got, point.grad.numpy(), rtol=1e-5, atol=1e-7)

    point = torch.tensor(y, requires_grad=True)
    (0.5 * functional.mse_loss(point, torch.tensor(one_hot), reduction="sum")).backward()
    got = numerical_gradient(lambda y: sum_of_squares_error(y, one_hot), y)
    np.testing.assert_allclose(got, point.grad.numpy(), rtol=1e-6, atol=1e-7)
