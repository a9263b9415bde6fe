"""Loss functions.

A loss says in one number how far the outputs of a network are from the right answers:
the smaller, the better. D0 compares the sum of squared errors with the cross-entropy error,
and D0 and D2 extend the latter to a batch. Build the cross-entropy in steps: one one-hot
vector, a batch of them, a batch of labels, one label. Note when a target counts as one-hot.
Both functions leave their arguments as they were.
"""

import numpy as np


def sum_of_squares_error(y, t):
    """Half of the sum of the squared differences: 0.5 * sum((y - t)^2).

    Parameters
    ----------
    y : array_like of float or signed int, any shape
        Outputs of a network.
    t : array_like, the shape of `y`
        The right answers.

    Returns
    -------
    float

    Notes
    -----
    Source: D0.

    Examples
    --------
    An error of 0.2 in one place and of 0.1 in two: half of 0.04 + 0.01 + 0.01.

    >>> print(round(sum_of_squares_error([0.1, 0.8, 0.1], [0, 1, 0]), 4))
    0.03
    """
    # np.subtract is the minus sign for lists too.
    return 0.5 * np.sum(np.subtract(y, t) ** 2)


def cross_entropy_error(y, t):
    """Minus the logarithm of the probability of the right class, as a mean over the batch.

    For a one-hot target: -sum_k t_k * log(y_k + 1e-7).

    Parameters
    ----------
    y : ndarray, shape (n,) or (N, n)
        Predicted probabilities of n classes, two or more, for one input or for a batch.
    t : ndarray or int
        The right answers: one-hot, of the same shape as `y`; or integer labels from 0 to n - 1,
        of shape (N,) for a batch and a single integer for one input.

    Returns
    -------
    float

    Notes
    -----
    The natural logarithm of 0 does not exist, hence the 1e-7 inside it. Source: D0, D2.

    Examples
    --------
    The right class is 1, and its probability 0.8: minus log 0.8.

    >>> y = np.array([0.1, 0.8, 0.1])
    >>> print(round(cross_entropy_error(y, np.array([0, 1, 0])), 4))
    0.2231
    >>> print(round(cross_entropy_error(y, 1), 4))
    0.2231
    """
    log_y = np.log(y + 1e-7)
    # The shapes decide, not the sizes: n labels for n rows are still labels.
    if np.shape(t) == np.shape(y):
        # Every term but that of the right class is multiplied by 0.
        log_right = np.sum(t * log_y, axis=-1)
    else:
        # Along each row, take the entry whose position the label gives. Labels lack the axis of
        # the classes, so they get one of length 1.
        log_right = np.take_along_axis(log_y, np.expand_dims(t, -1), axis=-1)
    return -np.mean(log_right)
