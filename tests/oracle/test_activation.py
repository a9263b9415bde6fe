"""Activation functions against PyTorch, and the sigmoid against SciPy too."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from solutions.activation import identity_function, relu, sigmoid, step_function
from solutions.gradient import numerical_gradient

from .agreement import agree, compares
from .drawn import FLOATS, arrays, between, floats, integers

INFINITE = np.array([np.inf, -np.inf])


@given(floats())
@compares("activation.step_function")
def test_step_function(x: np.ndarray) -> None:
    want = torch.heaviside(torch.tensor(x), torch.zeros((), dtype=torch.tensor(x).dtype))
    got = step_function(x)
    assert np.asarray(got).dtype == int
    np.testing.assert_array_equal(got, want.numpy().astype(int))
    np.testing.assert_array_equal(step_function(x.tolist()), got)


@given(floats())
@compares("activation.sigmoid")
def test_sigmoid(x: np.ndarray) -> None:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        got = sigmoid(x)
    agree(got, torch.sigmoid(torch.tensor(x)))
    agree(got, special.expit(x))


@given(integers())
def test_sigmoid_of_integers(x: np.ndarray) -> None:
    want = torch.sigmoid(torch.tensor(x).double())
    agree(sigmoid(x), want)
    agree(sigmoid(x.tolist()), want)


@given(floats())
@compares("activation.relu")
def test_relu(x: np.ndarray) -> None:
    agree(relu(x), torch.relu(torch.tensor(x)), ulps=0)


@given(integers())
def test_relu_of_integers(x: np.ndarray) -> None:
    got = relu(x)
    assert np.asarray(got).dtype == x.dtype
    np.testing.assert_array_equal(got, torch.relu(torch.tensor(x)).numpy())
    np.testing.assert_array_equal(relu(x.tolist()), got)


@given(floats())
@compares("activation.identity_function")
def test_identity_function(x: np.ndarray) -> None:
    agree(identity_function(x), torch.nn.Identity()(torch.tensor(x)), ulps=0)


@pytest.mark.parametrize("dtype", FLOATS)
def test_infinities_and_nan(dtype: str) -> None:
    x = np.array([np.inf, -np.inf, np.nan], dtype)
    agree(sigmoid(x), torch.sigmoid(torch.tensor(x)))
    agree(relu(x), torch.relu(torch.tensor(x)))


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_large_batch(dtype: str) -> None:
    x = np.random.default_rng(1).normal(0, 20, (10_000, 100)).astype(dtype)
    agree(sigmoid(x), torch.sigmoid(torch.tensor(x)))
    agree(relu(x), torch.relu(torch.tensor(x)))


@given(arrays("float64", elements=between("float64", -20, 20)), st.floats(-3, 3))
def test_slopes(x: np.ndarray, weight: float) -> None:
    # Away from the corner of the ReLU, where there is no slope.
    x = np.where(np.abs(x) < 0.01, 0.5, x)
    for ours, theirs in ((sigmoid, torch.sigmoid), (relu, torch.relu)):
        point = torch.tensor(x, requires_grad=True)
        (weight * theirs(point).sum()).backward()
        got = numerical_gradient(lambda x, f=ours: weight * np.sum(f(x)), x)
        np.testing.assert_allclose(got, point.grad.numpy(), rtol=1e-6, atol=1e-7)
