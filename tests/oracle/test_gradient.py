"""Numerical gradients against PyTorch's automatic ones, and descent against its optimiser."""

from __future__ import annotations

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from solutions.gradient import gradient_descent, numerical_gradient

from .agreement import compares
from .drawn import arrays, between, matrix

SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, max_side=4)
# Each is written once, for arrays and tensors alike: what both of them understand.
FUNCTIONS = {
    "squares": lambda x: (x**2).sum(),
    "cubes": lambda x: (x**3).sum() + 2 * (x**2).sum(),
    "product": lambda x: (x + 10).prod(),
    "mean of fractions": lambda x: (1 / (x**2 + 1)).mean(),
    "mixed": lambda x: (x.sum() - 1) ** 2 + (x**2).sum() ** 2,
}


@given(st.data(), st.sampled_from(sorted(FUNCTIONS)), SHAPES)
@compares("gradient.numerical_gradient")
def test_numerical_gradient(data: st.DataObject, name: str, shape: tuple[int, ...]) -> None:
    f = FUNCTIONS[name]
    x = data.draw(arrays("float64", shape, between("float64", -3, 3)))
    point = torch.tensor(x, requires_grad=True)
    value = f(point)
    value.backward()
    got = numerical_gradient(f, x)
    assert got.dtype == np.float64
    assert got.shape == x.shape
    # A value of f is rounded at 1e-16 of its size, and the difference divided by 2e-4.
    rounding = 1e-11 * max(1.0, abs(value.item()))
    np.testing.assert_allclose(got, point.grad.numpy(), rtol=1e-6, atol=1e-6 + rounding)


@given(hnp.arrays("int64", SHAPES, elements=st.integers(-100, 100)))
def test_whole_numbers_and_lists(x: np.ndarray) -> None:
    point = torch.tensor(x).double().requires_grad_()
    FUNCTIONS["squares"](point).backward()
    # Squares of up to 1e4, 64 of them, at 1e-16 of their size, divided by 2e-4.
    for given_ in (x, x.tolist(), x.astype("float32")):
        got = numerical_gradient(FUNCTIONS["squares"], given_)
        np.testing.assert_allclose(got, point.grad.numpy(), atol=1e-5)


@given(st.data(), st.integers(1, 4), st.integers(0, 30), st.floats(0.001, 0.1))
@compares("gradient.gradient_descent")
def test_gradient_descent(data: st.DataObject, size: int, steps: int, lr: float) -> None:
    start = data.draw(matrix("float64", size))
    factors = data.draw(hnp.arrays("float64", size, elements=between("float64", 0.1, 3)))
    point = torch.tensor(start, requires_grad=True)
    optimiser = torch.optim.SGD([point], lr=lr)
    for _ in range(steps):
        optimiser.zero_grad()
        (torch.tensor(factors) * (point - 1) ** 2).sum().backward()
        optimiser.step()
    got = gradient_descent(lambda x: np.sum(factors * (x - 1) ** 2), start, lr, steps)
    np.testing.assert_allclose(got, point.detach().numpy(), rtol=1e-7, atol=1e-8)
