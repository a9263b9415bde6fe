"""Numerical gradients and descent.

The gradient holds, for each element of the input, how fast a function grows when that
element alone is increased. D2 measures it by taking a small step to both sides, and follows
it downhill to a minimum. Build `numerical_gradient` first and try it on a function whose
gradient you know; then `gradient_descent` is three lines.
"""

import numpy as np


def numerical_gradient(f, x):
    """Measure the gradient of `f` at `x`: (f(x + h) - f(x - h)) / 2h for each element.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x` and returns a number. It must depend on its argument
        only.
    x : array_like, any shape
        The point, of one number or more. It is not changed.

    Returns
    -------
    ndarray of float64, the shape of `x`

    Notes
    -----
    The step h is 1e-4. Source: D2.

    Examples
    --------
    The gradient of x0^2 + 3 * x1 is (2 * x0, 3).

    >>> x = np.array([3.0, 4.0])
    >>> print(np.round(numerical_gradient(lambda x: x[0] ** 2 + 3 * x[1], x), 6))
    [6. 3.]
    """
    h = 1e-4
    # A copy in float64: in an integer array the step of 0.0001 would be lost, and the caller's
    # array stays as it was.
    x = np.array(x, dtype=np.float64)
    grad = np.zeros_like(x)
    # Every index of an array of any shape, one after the other: (0, 0), (0, 1), ...
    for index in np.ndindex(x.shape):
        value = x[index]
        x[index] = value + h
        # float() keeps the number, should f return (a view of) its argument, which changes next.
        above = float(f(x))
        x[index] = value - h
        below = float(f(x))
        x[index] = value
        grad[index] = (above - below) / (2 * h)
    return grad


def gradient_descent(f, init_x, lr=0.01, step_num=100):
    """Walk downhill from `init_x`: at each step, subtract `lr` times the gradient.

    Parameters
    ----------
    f : callable
        The function to make small, as in `numerical_gradient`.
    init_x : array_like
        Where to start, as in `numerical_gradient`. It is not changed.
    lr : float
        The learning rate: the part of the gradient that is one step.
    step_num : int
        The number of steps.

    Returns
    -------
    ndarray of float64, the shape of `init_x`
        Where the walk ends.

    Notes
    -----
    Source: D2.

    Examples
    --------
    For x^2 and lr 0.1 each step leaves 1 - 2 * 0.1 = 0.8 of x.

    >>> start = np.array([5.0, -10.0])
    >>> print(np.round(gradient_descent(lambda x: np.sum(x**2), start, 0.1, 2), 6))
    [ 3.2 -6.4]
    """
    # A copy in float64: the caller's start is kept, and integers can move by less than 1.
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x
