"""Backpropagation with cross-entropy.

The same network as in `backprop`, trained to lower the cross-entropy instead of the squared error.
In D1 the outputs end more than twenty times closer to 0 and 1 this way. Work out on paper first
which of the two deltas knows what the loss was, then build the two deltas, then `BackpropCE`. All
three leave their arguments as they were. Source: D1.

Predict before you write a line (`rawgrad predict`):

- In D1's tables the worst output misses by 0.00932415 with the squared error and
  by 0.00035296 with the cross-entropy. What does print(round(0.00932415 / 0.00035296)) print?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check backprop_ce")

import numpy as np

from .backprop import calc_delta1, calc_output


def calcDelta_ce(d, y):
    """Compute the delta of the output layer when the loss is the cross-entropy.

    Parameters
    ----------
    d, y : ndarray, shape (m,)
        The right answer, and the output of the network, after the sigmoid.

    Returns
    -------
    ndarray of float, shape (m,)
        delta = d - y.

    Examples
    --------
    >>> print(calcDelta_ce(np.array([1]), np.array([0.25])))
    [0.75]
    """
    raise NotImplementedError("calcDelta_ce")


def calcDelta1_ce(W2, delta, y1):
    """Compute the delta of the hidden layer when the loss is the cross-entropy.

    Parameters
    ----------
    W2, delta, y1 : ndarray, shapes (m, h), (m,) and (h,)
        As in `calc_delta1`, with the delta of `calcDelta_ce`.

    Returns
    -------
    ndarray of float, shape (h,)
        delta1 = y1 (1 - y1) e1, where e1 = W2^T delta is the error sent back to the hidden layer.

    Examples
    --------
    e1 = [1 * 0.5, -2 * 0.5]; the slope of the sigmoid is 0.25 at both:

    >>> print(calcDelta1_ce(np.array([[1, -2]]), np.array([0.5]), np.array([0.5, 0.5])))
    [ 0.125 -0.25 ]
    """
    raise NotImplementedError("calcDelta1_ce")


def BackpropCE(W1, W2, X, D, alpha):
    """Train a two-layer network for one epoch on the cross-entropy, updating after each sample.

    A weight grows as in `backprop_XOR`: both deltas of a sample belong to the weights that gave
    its output.

    Parameters
    ----------
    W1, W2, X, D, alpha
        As in `backprop_XOR`, with any numbers of samples, inputs and hidden neurons.

    Returns
    -------
    W1, W2 : ndarray of float, shapes (h, n) and (1, h)
        The weights at the end of the epoch.

    Examples
    --------
    All outputs are 0.5, so delta = 0.5 and delta1 = 0.25 * [0.5, -0.5]:

    >>> W1, W2 = np.array([[1.0, -1.0], [2.0, -2.0]]), np.array([[1.0, -1.0]])
    >>> W1, W2 = BackpropCE(W1, W2, np.array([[1, 1]]), np.array([[1]]), 0.8)
    >>> print(W1)
    [[ 1.1 -0.9]
     [ 1.9 -2.1]]
    >>> print(W2)
    [[ 1.2 -0.8]]
    """
    raise NotImplementedError("BackpropCE")
