"""`perceptron`, `backprop` and `backprop_ce` against autograd.

D1's deltas are minus the slope of the loss by the weighted sum, so that a step adds them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from torch.nn import functional

from solutions import backprop, backprop_ce, perceptron

from .agreement import agree, compares
from .drawn import FLOATS, between, matrix

SIZE = st.integers(1, 5)
Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def half_square(y: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    return 0.5 * functional.mse_loss(y, d, reduction="sum")


def cross_entropy(y: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    return functional.binary_cross_entropy(y, d, reduction="sum")


def answers(dtype: str, *shape: int) -> st.SearchStrategy[np.ndarray]:
    return hnp.arrays(dtype, shape, elements=st.sampled_from([0.0, 1.0]))


@given(st.data(), st.sampled_from(FLOATS), SIZE, SIZE, SIZE)
@compares("perceptron.calc_output", "backprop.calc_output")
def test_outputs(data: st.DataObject, dtype: str, n: int, h: int, m: int) -> None:
    W1, W2, x = (data.draw(matrix(dtype, *shape)) for shape in ((h, n), (m, h), (n,)))
    y1 = torch.sigmoid(torch.tensor(W1) @ torch.tensor(x))
    y = torch.sigmoid(torch.tensor(W2) @ y1)
    # Sums of five products of up to 16, before the sigmoid.
    agree(perceptron.calc_output(W1, x), y1, scale=80)
    got, got1 = backprop.calc_output(W1, W2, x)
    agree(got1, y1, scale=80)
    agree(got, y, scale=80)


@given(st.data(), SIZE)
def test_outputs_of_whole_numbers(data: st.DataObject, n: int) -> None:
    W = data.draw(hnp.arrays("int64", (2, n), elements=st.integers(-1000, 1000)))
    x = data.draw(hnp.arrays("int64", n, elements=st.integers(-1000, 1000)))
    want = torch.sigmoid((torch.tensor(W) @ torch.tensor(x)).double())
    agree(perceptron.calc_output(W, x), want)


@pytest.mark.parametrize("loss", [half_square, cross_entropy])
@given(data=st.data(), dtype=st.sampled_from(FLOATS), n=SIZE, h=SIZE, m=SIZE)
@compares(
    "perceptron.calc_error",
    "backprop.calc_delta",
    "backprop.calc_delta1",
    "backprop_ce.calcDelta_ce",
    "backprop_ce.calcDelta1_ce",
)
def test_deltas(data: st.DataObject, loss: Loss, dtype: str, n: int, h: int, m: int) -> None:
    W1, W2, x = (data.draw(matrix(dtype, *shape)) for shape in ((h, n), (m, h), (n,)))
    d = data.draw(answers(dtype, m))
    v1 = (torch.tensor(W1) @ torch.tensor(x)).requires_grad_()
    y1 = torch.sigmoid(v1)
    v = torch.tensor(W2) @ y1
    v.retain_grad()
    y = torch.sigmoid(v)
    loss(y, torch.tensor(d)).backward()
    got, got1 = y.detach().numpy(), y1.detach().numpy()
    if loss is half_square:
        delta = backprop.calc_delta(d, got)
        delta1 = backprop.calc_delta1(W2, delta, got1)
        agree(perceptron.calc_error(d, got), -v.grad, scale=1)
    else:
        delta = backprop_ce.calcDelta_ce(d, got)
        delta1 = backprop_ce.calcDelta1_ce(W2, delta, got1)
    agree(delta, -v.grad, scale=1)
    agree(delta1, -v1.grad, scale=20)


@given(st.data(), SIZE, st.integers(1, 6), st.floats(0.01, 2))
@compares("perceptron.delta_GD")
def test_an_epoch_of_one_layer(data: st.DataObject, n: int, rows: int, alpha: float) -> None:
    W, X = data.draw(matrix("float64", 1, n)), data.draw(matrix("float64", rows, n))
    D = data.draw(answers("float64", rows, 1))
    weights = torch.tensor(W, requires_grad=True)
    optimiser = torch.optim.SGD([weights], lr=alpha)
    for x, d in zip(torch.tensor(X), torch.tensor(D), strict=True):
        optimiser.zero_grad()
        half_square(torch.sigmoid(weights @ x), d).backward()
        optimiser.step()
    agree(perceptron.delta_GD(W, X, D, alpha), weights, ulps=1e4, scale=1)


@pytest.mark.parametrize("loss", [half_square, cross_entropy])
@given(data=st.data(), n=SIZE, h=SIZE, rows=st.integers(1, 6), alpha=st.floats(0.01, 1))
@compares("backprop.backprop_XOR", "backprop_ce.BackpropCE")
def test_an_epoch_of_two_layers(
    data: st.DataObject, loss: Loss, n: int, h: int, rows: int, alpha: float
) -> None:
    W1, W2, X = (data.draw(matrix("float64", *s, bound=2)) for s in ((h, n), (1, h), (rows, n)))
    D = data.draw(answers("float64", rows, 1))
    hidden, last = (torch.tensor(W, requires_grad=True) for W in (W1, W2))
    optimiser = torch.optim.SGD([hidden, last], lr=alpha)
    for x, d in zip(torch.tensor(X), torch.tensor(D), strict=True):
        optimiser.zero_grad()
        loss(torch.sigmoid(last @ torch.sigmoid(hidden @ x)), d).backward()
        optimiser.step()
    epoch = backprop.backprop_XOR if loss is half_square else backprop_ce.BackpropCE
    got1, got2 = epoch(W1, W2, X, D, alpha)
    agree(got1, hidden, ulps=1e5, scale=1)
    agree(got2, last, ulps=1e5, scale=1)


@given(st.data(), SIZE, st.floats(0, 1))
def test_numbers_instead_of_arrays(data: st.DataObject, n: int, d: float) -> None:
    y = data.draw(between("float64", 0.001, 0.999))
    point = torch.logit(torch.tensor(y, dtype=torch.float64)).requires_grad_()
    half_square(torch.sigmoid(point), torch.tensor(d, dtype=torch.float64)).backward()
    agree(perceptron.calc_error(d, y), -point.grad, scale=1)
    agree(backprop.calc_delta(d, y), -point.grad, scale=1)
