"""Softmax without overflow.

Softmax turns the scores of the output layer into probabilities: each lies between 0 and 1,
and together they make 1. D0 and D4 show what happens to the plain formula when a score is
as large as 1010, and D2 extends the function to a batch. Begin with one vector of small
scores, then make large ones work, then a batch, in which every row stands for itself.

Predict before you write a line (`rawgrad predict`):

- What does `print(np.exp(1010))` print?
- a = np.array([1010, 1000, 990]). What does `print(np.exp(a) / np.sum(np.exp(a)))` print?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check softmax")

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
    raise NotImplementedError("softmax")
