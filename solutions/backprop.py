"""Learning XOR.

One layer cannot learn XOR; two can. Nobody tells the hidden layer the right answer: the output's
delta is sent back through the weights it came by. Arguments are left as they were. Source: D1.
"""

import numpy as np

from .activation import sigmoid


def calc_output(W1, W2, x):
    """Compute the output y of a network and y1 of its hidden layer; both end in a sigmoid.

    Parameters
    ----------
    W1, W2 : ndarray, shapes (h, n) and (m, h)
        Weights of hidden and output layer, a row for each neuron.
    x : ndarray, shape (n,)
        One input.

    Returns
    -------
    y, y1 : ndarray of float, shapes (m,) and (h,)

    Examples
    --------
    >>> y, y1 = calc_output(np.array([[1, -1], [2, -2]]), np.array([[1, -1]]), np.array([1, 1]))
    >>> print(y, y1)
    [0.5] [0.5 0.5]
    """
    v1 = np.matmul(W1, x)
    y1 = sigmoid(v1)
    v = np.matmul(W2, y1)
    y = sigmoid(v)
    return y, y1


def calc_delta(d, y):
    """Compute the delta of the output layer, y (1 - y) (d - y).

    Parameters
    ----------
    d, y : ndarray, shape (m,)
        Right answer and output; the result has their shape.

    Examples
    --------
    >>> print(calc_delta(np.array([0]), np.array([0.5])))
    [-0.125]
    """
    e = d - y
    return y * (1 - y) * e


def calc_delta1(W2, delta, y1):
    """Compute the delta of the hidden layer, y1 (1 - y1) e1, of shape (h,).

    The error sent back to it is e1 = W2^T delta.

    Parameters
    ----------
    W2, delta, y1 : ndarray, shapes (m, h), (m,) and (h,)

    Examples
    --------
    >>> print(calc_delta1(np.array([[1, -2]]), np.array([0.5]), np.array([0.5, 0.5])))
    [ 0.125 -0.25 ]
    """
    # A hidden neuron answers for every output in the measure of the weight that joins them, so the
    # deltas travel the weights backwards: that is the transpose.
    e1 = np.matmul(W2.T, delta)
    return y1 * (1 - y1) * e1


def backprop_XOR(W1, W2, X, D, alpha):
    """Train a two-layer network for one epoch, updating after each sample.

    A weight grows by alpha * (delta of the neuron it leads to) * (the value it carries). Both
    deltas of a sample belong to the weights that gave its output.

    Parameters
    ----------
    W1, W2 : ndarray, shapes (h, n) and (1, h)
        Weights at the start of the epoch, integers or floats.
    X, D : ndarray, shapes (N, n) and (N, 1)
        Inputs, one a row, and their right answers.
    alpha : float
        Learning rate.

    Returns
    -------
    W1, W2 : ndarray of float
        Weights at the end of the epoch.

    Examples
    --------
    >>> W1, W2 = np.array([[1.0, -1.0], [2.0, -2.0]]), np.array([[1.0, -1.0]])
    >>> W1, W2 = backprop_XOR(W1, W2, np.array([[1, 1]]), np.array([[1]]), 0.8)
    >>> print(W2, W1)
    [[ 1.05 -0.95]] [[ 1.025 -0.975]
     [ 1.975 -2.025]]
    """
    for k in range(len(X)):
        x, d = X[k], D[k]
        y, y1 = calc_output(W1, W2, x)

        # Both deltas before either update: the error goes back through the W2 that made it.
        delta = calc_delta(d, y)
        delta1 = calc_delta1(W2, delta, y1)

        # New arrays, not `+=`, so that the caller keeps the weights it passed in.
        W1 = W1 + alpha * np.outer(delta1, x)
        W2 = W2 + alpha * np.outer(delta, y1)
    return W1, W2
