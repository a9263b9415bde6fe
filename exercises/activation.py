"""Activation functions.

A neuron adds up its weighted inputs and passes the sum through an activation function,
which decides how much of the signal goes on to the next layer. D4 introduces three of
them; D0 and D2 use the sigmoid again. Each one here works on a number, on a list and on an
array of any shape (none is empty), element by element, and leaves it as it was. Start with
`step_function`, then `relu`; `sigmoid` is the one that every later exercise imports.

Predict before you write a line (`rawgrad predict`):

- x = np.array([-1.0, 1.0, 2.0]). What does `print(x > 0)` print?
- How many points does np.arange(-5.0, 5.0, 0.1) have? What does `print(len(np.arange(-5.0, 5.0, 0.1)))` print?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check activation")

import numpy as np


def step_function(x):
    """Return 1 where `x` is greater than 0, and 0 elsewhere.

    Parameters
    ----------
    x : array_like, any shape
        Sums of weighted inputs.

    Returns
    -------
    ndarray of int, the shape of `x`
        0 or 1 for each element. At exactly 0 the step is 0.

    Notes
    -----
    Source: D4. Its `np.int` was removed from NumPy; the built-in `int` is what it meant.

    Examples
    --------
    >>> step_function(np.array([-1.0, 1.0, 2.0]))
    array([0, 1, 1])
    """
    raise NotImplementedError("step_function")


def sigmoid(x):
    """Squeeze any number into the range from 0 to 1: 1 / (1 + exp(-x)).

    Parameters
    ----------
    x : array_like of float or signed int, any shape
        Sums of weighted inputs, from -700 to 700.

    Returns
    -------
    ndarray of float, the shape of `x`
        Of integers too, the results are floats.

    Notes
    -----
    Source: D4, D0, D2.

    Examples
    --------
    >>> sigmoid(np.array([-1.0, 1.0, 2.0]))
    array([0.26894142, 0.73105858, 0.88079708])
    """
    raise NotImplementedError("sigmoid")


def relu(x):
    """Let positive values pass and turn the others into 0.

    Parameters
    ----------
    x : array_like, any shape
        Sums of weighted inputs.

    Returns
    -------
    ndarray, the shape of `x`

    Notes
    -----
    Source: D4.

    Examples
    --------
    >>> relu(np.array([-5.0, 0.0, 4.0]))
    array([0., 0., 4.])
    """
    raise NotImplementedError("relu")


def identity_function(x):  # given
    """Return `x` as it is: the output layer of a network that predicts a quantity.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    `x` itself

    Notes
    -----
    Source: D4.

    Examples
    --------
    >>> identity_function(0.5)
    0.5
    """
    return x
