"""The functions that cases hand to a submission by name: `{call = "quadratic"}`."""

import numpy as np


def quadratic(x):
    """The sum of the squares; its gradient is 2 x."""
    return np.sum(x**2)


def mixed(x):
    """x0^2 x1 - 5 x1; its gradient is (2 x0 x1, x0^2 - 5)."""
    return x[0] ** 2 * x[1] - 5 * x[1]


def square_and_line(x):
    """x0^2 + 3 x1; its gradient is (2 x0, 3)."""
    return x[0] ** 2 + 3 * x[1]


def corner(x):
    """How far the elements are from 10, together; its gradient is the sign of x - 10."""
    return np.sum(np.abs(x - 10))


def cubic(x):
    """The sum of the cubes; its gradient is 3 x^2."""
    return np.sum(x**3)


def third_of_cubes(x):
    """A third of the sum of the cubes; its gradient is x^2."""
    return np.sum(x**3) / 3


def bowl(x):
    """x0^2 + x0 x1 + x1^2; its gradient is (2 x0 + x1, x0 + 2 x1)."""
    return x[0] ** 2 + x[0] * x[1] + x[1] ** 2


def weighted_squares(x):
    """The sum of the squares, column j counted j + 1 times; its gradient is 2 (j + 1) x."""
    return np.sum(np.arange(1, x.shape[-1] + 1) * x**2)


def first_row(x):
    """The sum of the squares of the first row; its gradient is 2 x there."""
    return np.sum(x[0] ** 2)
