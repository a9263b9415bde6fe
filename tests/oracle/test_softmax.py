"""Softmax against PyTorch and SciPy."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from solutions.gradient import numerical_gradient
from solutions.softmax import softmax

from .agreement import agree, compares
from .drawn import FLOATS, floats, integers, matrix

SHAPES = hnp.array_shapes(min_dims=1, max_dims=2, max_side=8)


@given(floats(shape=SHAPES))
@compares("softmax.softmax")
def test_softmax(a: np.ndarray) -> None:
    # The difference of the largest number and its negative is -inf, whose exponential is 0.
    with np.errstate(over="ignore"):
        got = softmax(a)
        agree(got, special.softmax(a, axis=-1))
    agree(got, torch.softmax(torch.tensor(a), -1))


@given(floats(shape=SHAPES))
def test_nothing_overflows_but_the_difference(a: np.ndarray) -> None:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        softmax(np.clip(a, np.finfo(a.dtype).min / 2, np.finfo(a.dtype).max / 2))


@given(integers(shape=SHAPES))
def test_softmax_of_integers(a: np.ndarray) -> None:
    want = torch.softmax(torch.tensor(a).double(), -1)
    agree(softmax(a), want)
    agree(softmax(a.tolist()), want)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("shape", [(20_000, 10), (3, 100_000)])
def test_a_large_batch(dtype: str, shape: tuple[int, int]) -> None:
    a = np.random.default_rng(2).normal(0, 20, shape).astype(dtype)
    agree(softmax(a), torch.softmax(torch.tensor(a), -1), ulps=64)


@given(st.data())
def test_slope(data: st.DataObject) -> None:
    a = data.draw(matrix("float64", 3, 4, bound=10))
    weights = data.draw(matrix("float64", 3, 4))
    point = torch.tensor(a, requires_grad=True)
    (torch.tensor(weights) * torch.softmax(point, -1)).sum().backward()
    got = numerical_gradient(lambda a: np.sum(weights * softmax(a)), a)
    np.testing.assert_allclose(got, point.grad.numpy(), rtol=1e-6, atol=1e-6)
