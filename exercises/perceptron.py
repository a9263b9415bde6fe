"""One layer and the delta rule.

A single layer of sigmoid neurons gives an answer; the delta rule compares it with the right one and
moves each weight a little. D1 learns four rows of three inputs this way, and then meets XOR, where
one layer must fail. Build the small functions first. Arguments are left as they were. Source: D1.

Predict before you write a line (`rawgrad predict`):

- What does print(np.matmul(W, X[0])) print, if X[0] is np.array([0, 0, 1]) and
  W is np.array([[0.8177835, 0.88612231, -0.88451088]])?
- What does print(np.matmul(X, w)) print, if w is np.array([0.8177835, 0.88612231, -0.88451088])
  and X is np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check perceptron")

import numpy as np

from .activation import sigmoid


def calc_output(W, x):
    """Compute the output of one layer: the sigmoid of the weighted sum.

    Parameters
    ----------
    W : ndarray, shape (m, n)
        Weights, one row for each output neuron; D1 has one row, (1, 3).
    x : ndarray, shape (n,)
        One input.

    Returns
    -------
    ndarray of float, shape (m,)
        The output y, between 0 and 1.

    Examples
    --------
    The weighted sum is 1 * 4 + (-2) * 2 = 0, and sigmoid(0) is a half:

    >>> print(calc_output(np.array([[1, -2]]), np.array([4, 2])))
    [0.5]
    """
    raise NotImplementedError("calc_output")


def calc_error(d, y):
    """Compute delta, not the error itself: weighted by the slope of the sigmoid at the output.

    Parameters
    ----------
    d, y : ndarray, shape (m,)
        The right answer, and the output of the layer, after the sigmoid.

    Returns
    -------
    ndarray of float, shape (m,)
        delta = y (1 - y) (d - y). It is positive where the output should rise.

    Examples
    --------
    0.5 * (1 - 0.5) * (1 - 0.5):

    >>> print(calc_error(np.array([1]), np.array([0.5])))
    [0.125]
    """
    raise NotImplementedError("calc_error")


def delta_GD(W, X, D, alpha):
    """Train one layer for one epoch with the delta rule, updating after each sample.

    Parameters
    ----------
    W : ndarray, shape (1, n)
        Weights at the start of the epoch, integers or floats.
    X, D : ndarray, shapes (N, n) and (N, 1)
        N inputs, one a row, and the right answer for each.
    alpha : float
        Learning rate.

    Returns
    -------
    ndarray of float, shape (1, n)
        The weights at the end of the epoch.

    Notes
    -----
    For each sample in turn, the weight of input j grows by alpha * delta * x_j.

    Examples
    --------
    The weights are 0, so y = 0.5 and delta = 0.125; alpha * delta = 0.1:

    >>> print(delta_GD(np.array([[0.0, 0.0]]), np.array([[1, 2]]), np.array([[1]]), 0.8))
    [[0.1 0.2]]
    """
    raise NotImplementedError("delta_GD")
