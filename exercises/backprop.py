"""Learning XOR.

One layer cannot learn XOR; two can. The question is what the hidden layer did wrong, since nobody
tells it the right answer: D1 sends the output's delta back through the weights it came by.
Build `calc_output` first, then the two deltas, and join them in `backprop_XOR`.

Predict before you write a line (`rawgrad predict` takes your answer):

- D1 turns a row of X into "a column vector" by X[k, :].T.
  What does print(X[1, :].T.shape) print, if X is
  np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])?
- delta1 is np.array([0.1, -0.2, 0.3, 0.4]) and x is np.array([0, 1, 1]).
  What does print((delta1.reshape(4, 1) * x.reshape(1, 3)).shape) print?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check backprop")

import numpy as np

from .activation import sigmoid


def calc_output(W1, W2, x):
    """Compute the output of a two-layer network, with that of its hidden layer.

    Parameters
    ----------
    W1 : ndarray, shape (h, n)
        Weights of the hidden layer, one row for each hidden neuron; D1 has (4, 3).
    W2 : ndarray, shape (m, h)
        Weights of the output layer; D1 has (1, 4).
    x : ndarray, shape (n,)
        One input.

    Returns
    -------
    y : ndarray of float, shape (m,)
        Output of the network, each value between 0 and 1.
    y1 : ndarray of float, shape (h,)
        Output of the hidden layer, each value between 0 and 1.

    Notes
    -----
    Both layers end in a sigmoid. Source: D1.

    Examples
    --------
    All weighted sums are 0: 1 - 1, 2 - 2, and then 0.5 - 0.5.

    >>> y, y1 = calc_output(np.array([[1, -1], [2, -2]]), np.array([[1, -1]]), np.array([1, 1]))
    >>> print(y, y1)
    [0.5] [0.5 0.5]
    """
    raise NotImplementedError("calc_output")


def calc_delta(d, y):
    """Compute the delta of the output layer.

    Parameters
    ----------
    d : float or ndarray, shape (m,)
        The right answer.
    y : float or ndarray, shape (m,)
        The output of the network, after the sigmoid.

    Returns
    -------
    float or ndarray, shape (m,)
        delta = y (1 - y) (d - y).

    Notes
    -----
    Source: D1.

    Examples
    --------
    0.5 * (1 - 0.5) * (0 - 0.5):

    >>> print(calc_delta(0, 0.5))
    -0.125
    """
    raise NotImplementedError("calc_delta")


def calc_delta1(W2, delta, y1):
    """Compute the delta of the hidden layer from that of the output layer.

    Parameters
    ----------
    W2 : ndarray, shape (m, h)
        Weights of the output layer.
    delta : ndarray, shape (m,)
        Delta of the output layer.
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

    >>> print(calc_delta1(np.array([[1, -2]]), np.array([0.5]), np.array([0.5, 0.5])))
    [ 0.125 -0.25 ]
    """
    raise NotImplementedError("calc_delta1")


def backprop_XOR(W1, W2, X, D, alpha):
    """Train a two-layer network for one epoch by backpropagation, updating after each sample.

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
    All outputs are 0.5, so delta = 0.125 and delta1 = 0.25 * [0.125, -0.125]:

    >>> W1, W2 = np.array([[1, -1], [2, -2]]), np.array([[1, -1]])
    >>> W1, W2 = backprop_XOR(W1, W2, np.array([[1, 1]]), np.array([[1]]), 0.8)
    >>> print(W1)
    [[ 1.025 -0.975]
     [ 1.975 -2.025]]
    >>> print(W2)
    [[ 1.05 -0.95]]
    """
    raise NotImplementedError("backprop_XOR")
