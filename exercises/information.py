"""Information and entropy.

How much does a message tell? D3 measures it in bits: the rarer the event, the more. The mean over a
distribution is its entropy; the cross-entropy is what it costs to expect another distribution than
the true one, so classifiers learn to lower it. No function changes what it is given. Source: D3.

Predict before you write a line (`rawgrad predict`):

- One of 8 equally likely answers is to be found by questions with yes or no. How many does it take, and so what does `print(np.log2(8))` show?
- An event that never happens should add nothing to a mean. What does `print(0.0 * np.inf)` show?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check information")

import heapq

import numpy as np


def self_information(p):
    """Compute the information of an event, in bits.

    Parameters
    ----------
    p : float or array_like of float or int, any shape
        Probabilities.

    Returns
    -------
    float or ndarray of float, shape of p
        -log2 p; inf where p is 0.

    Examples
    --------
    >>> print(self_information(0.25))
    2.0
    """
    raise NotImplementedError("self_information")


def entropy(p):
    """Compute the entropy of a distribution, in bits: the mean information of its events.

    Parameters
    ----------
    p : array_like of float or int, shape (n,)

    Returns
    -------
    float
        The sum of -p log2 p. Events with p = 0 never happen and add 0.

    Examples
    --------
    >>> print(entropy(np.array([0.5, 0.25, 0.25])))
    1.5
    """
    raise NotImplementedError("entropy")


def cross_entropy(p, q):
    """Compute the cross-entropy of two distributions, H(p, q), in bits.

    Parameters
    ----------
    p, q : array_like of float or int, shape (n,)
        The target, which the events follow; and a model's estimate of it.

    Returns
    -------
    float
        The sum of -p log2 q. Events with p = 0 add 0, whatever q says; where q is 0 and p is not,
        the result is inf.

    Examples
    --------
    >>> print(cross_entropy(np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5])))
    1.75
    """
    raise NotImplementedError("cross_entropy")


def huffman_code_lengths(p):
    """Compute the length in bits of each symbol's code word in a Huffman code (bonus).

    Huffman's method joins the two rarest groups of symbols into one until one group is left.

    Parameters
    ----------
    p : array_like of float, shape (n,), n at least 2
        Probability of each symbol; even one of 0 has a code word.

    Returns
    -------
    ndarray of int, shape (n,)
        No prefix code has a shorter mean length; which words are how long may differ.

    Examples
    --------
    >>> print(huffman_code_lengths(np.array([0.125, 0.5, 0.125, 0.25])))
    [3 1 3 2]
    """
    raise NotImplementedError("huffman_code_lengths")
