"""Information and entropy.

How much does a message tell? D3 measures it in bits: the rarer the event, the more. The mean over a
distribution is its entropy; the cross-entropy is what it costs to expect another distribution than
the true one, so classifiers learn to lower it. No function changes what it is given. Source: D3.
"""

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
    # An impossible event would be infinitely surprising: inf is the answer here, not an accident.
    with np.errstate(divide="ignore"):
        # 0 - log2 p rather than -log2 p, which gives a certain event -0.0 bits.
        return 0.0 - np.log2(p)


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
    # What it costs to expect exactly what happens.
    return cross_entropy(p, p)


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
    p, q = np.asarray(p), np.asarray(q)
    # Events that never happen are left out: 0 * inf would be nan, and their limit is 0.
    happens = p > 0
    return np.sum(p[happens] * self_information(q[happens]))


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
    lengths = np.zeros(len(p), dtype=int)
    # A group is its probability and its symbols; a heap hands out the rarest group first.
    groups = [(weight, [symbol]) for symbol, weight in enumerate(p)]
    heapq.heapify(groups)
    while len(groups) > 1:
        weight_a, a = heapq.heappop(groups)
        weight_b, b = heapq.heappop(groups)
        # One more bit tells the two groups apart, so each of their symbols grows by one.
        lengths[a + b] += 1
        heapq.heappush(groups, (weight_a + weight_b, a + b))
    return lengths
