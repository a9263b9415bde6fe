"""Backpropagation with cross-entropy.

The same network as in `backprop`, trained to lower the cross-entropy instead of the squared error.
In D1 the outputs end more than twenty times closer to 0 and 1 this way. Work out on paper first
which of the two deltas knows what the loss was, then build the two deltas, then `BackpropCE`.

Predict before you write a line (`rawgrad predict` takes your answer):

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
    d : float or ndarray, shape (m,)
        The right answer.
    y : float or ndarray, shape (m,)
        The output of the network, after the sigmoid.

    Returns
    -------
    float or ndarray, shape (m,)
        delta = d - y.

    Notes
    -----
    Source: D1.

    Examples
    --------
    >>> print(calcDelta_ce(1, 0.25))
    0.75
    """
    raise NotImplementedError("calcDelta_ce")


def calcDelta1_ce(W2, delta, y1):
    """Compute the delta of the hidden layer when the loss is the cross-entropy.

    Parameters
    ----------
    W2 : ndarray, shape (m, h)
        Weights of the output layer.
    delta : ndarray, shape (m,)
        Delta of the output layer, from `calcDelta_ce`.
    y1 : ndarray, shape (h,)
        Output of the hidden layer, after the sigmoid.

    Returns
    -------
    ndarray of float, shape (h,)
        delta1 = y1 (1 - y1) e1, where e1 = W2^T delta is the error sent back to the hidden layer.

    Notes
    -----
    Source: D1.

    Examples
    --------
    e1 = [1 * 0.5, -2 * 0.5]; the slope of the sigmoid is 0.25 at both:

    >>> print(calcDelta1_ce(np.array([[1, -2]]), np.array([0.5]), np.array([0.5, 0.5])))
    [ 0.125 -0.25 ]
    """
    raise NotImplementedError("calcDelta1_ce")


def BackpropCE(W1, W2, X, D, alpha):
    """Train a two-layer network for one epoch on the cross-entropy, updating after each sample.

    Parameters
    ----------
    W1 : ndarray, shape (h, n)
        Weights of the hidden layer at the start of the epoch. Not changed.
    W2 : ndarray, shape (1, h)
        Weights of the output layer at the start of the epoch. Not changed.
    X : ndarray, shape (N, n)
        N inputs, one a row.
    D : ndarray, shape (N, 1)
        The right answer for each input.
    alpha : float
        Learning rate.

    Returns
    -------
    W1 : ndarray of float, shape (h, n)
    W2 : ndarray of float, shape (1, h)
        The weights at the end of the epoch.

    Notes
    -----
    A weight grows by alpha * (delta of the neuron it leads to) * (the value it carries). Both
    deltas of a sample belong to the weights that gave its output.
    Source: D1, which fixes four samples, three inputs and four hidden neurons; here all are free.

    Examples
    --------
    All outputs are 0.5, so delta = 0.5 and delta1 = 0.25 * [0.5, -0.5]:

    >>> W1, W2 = np.array([[1, -1], [2, -2]]), np.array([[1, -1]])
    >>> W1, W2 = BackpropCE(W1, W2, np.array([[1, 1]]), np.array([[1]]), 0.8)
    >>> print(W1)
    [[ 1.1 -0.9]
     [ 1.9 -2.1]]
    >>> print(W2)
    [[ 1.2 -0.8]]
    """
    raise NotImplementedError("BackpropCE")
