"""A three-layer forward pass.

A layer multiplies its input by a matrix of weights and adds a bias; its activation function
makes the input of the next layer. D4 chains three of them into its first whole network:
two inputs, hidden layers of three and two neurons, two outputs. Write down the shapes of the
arrays first; one input is a vector, and a batch is a matrix with one input in each row.

Predict before you write a line (`rawgrad predict`):

- X = np.array([1, 2]) and W = np.array([[1, 3, 5], [2, 4, 6]]). What does `print(np.dot(X, W))` print?
- X has shape (2,) and W has shape (2, 3). What does `print(np.dot(X, W).shape)` print?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check forward")

import numpy as np

from .activation import identity_function, sigmoid


def init_network():  # given
    """Return D4's network of three layers.

    Returns
    -------
    dict of ndarray of float64
        W1 (2, 3), b1 (3,), W2 (3, 2), b2 (2,), W3 (2, 2), b3 (2,).

    Notes
    -----
    Source: D4.

    Examples
    --------
    >>> init_network()["W1"].shape
    (2, 3)
    """
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


def forward(network, x):
    """Carry an input through three layers to the output.

    The hidden layers use the sigmoid, the output layer the identity function.

    Parameters
    ----------
    network : dict of ndarray of float
        Weights W1, W2, W3 of shape (inputs, outputs) and biases b1, b2, b3 of shape (outputs,),
        for any numbers of inputs and outputs. It is left as it was, and so is `x`.
    x : ndarray of float or int, shape (n,) or (N, n)
        One input, or a batch with one input in each row.

    Returns
    -------
    ndarray of float, shape (m,) or (N, m)
        One output, or one in each row.

    Notes
    -----
    Source: D4.

    Examples
    --------
    >>> forward(init_network(), np.array([1.0, 0.5]))
    array([0.31682708, 0.69627909])
    """
    raise NotImplementedError("forward")
