"""Softmax without overflow.

Softmax turns the scores of the output layer into probabilities: each lies between 0 and 1,
and together they make 1. D0 and D4 show what happens to the plain formula when a score is
as large as 1010, and D2 extends the function to a batch. Begin with one vector of small
scores, then make large ones work, then a batch, in which every row stands for itself.
"""

import numpy as np


def softmax(a):
    """Turn scores into probabilities: exp(a_k) / sum_i exp(a_i).

    Parameters
    ----------
    a : array_like of float or signed int, shape (n,) or (N, n)
        The scores of one input, or of a batch with one input in each row. Left as they were.

    Returns
    -------
    ndarray of float, the shape of `a`
        The probabilities, which sum to 1 (in a batch: in each row). float32 for float32,
        float64 for float64, integers and lists.

    Notes
    -----
    Source: D0, D2, D4.

    Examples
    --------
    >>> softmax(np.array([0.3, 2.9, 4.0]))
    array([0.01821127, 0.24519181, 0.73659691])
    """
    # Times 1.0, integers become float64: of unsigned bytes, 3 - 5 would be 254.
    a = np.multiply(a, 1.0)
    # A factor exp(-c) in numerator and denominator cancels. With the largest score of each row
    # as c no exponent is above 0, so that nothing overflows, and one term is 1, so that the sum
    # is never 0. The last axis runs along a row, of a batch as of a single vector.
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)
