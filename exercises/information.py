"""Information and entropy.

How much does a message tell? D3 measures it in bits: the rarer the event, the more. The mean over a
distribution is its entropy, the shortest mean length a code can have; the cross-entropy is what it
costs to expect another distribution than the true one, which is why classifiers learn to lower it.
Build `self_information` first; the Huffman code at the end is a bonus.

Predict before you write a line (`rawgrad predict` takes your answer):

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
    p : float or array_like of float, any shape
        Probability of the event, or of several.

    Returns
    -------
    float or ndarray of float, shape of p
        -log2 p in bits; inf where p is 0, without a warning.

    Notes
    -----
    Source: D3.

    Examples
    --------
    One chance in four is two questions with yes or no:

    >>> print(self_information(0.25))
    2.0
    """
    raise NotImplementedError("self_information")


def entropy(p):
    """Compute the entropy of a distribution, in bits: the mean information of its events.

    Parameters
    ----------
    p : array_like of float, shape (n,)
        A probability distribution.

    Returns
    -------
    float
        The sum of -p log2 p in bits. Events with p = 0 never happen and add 0.

    Notes
    -----
    Source: D3.

    Examples
    --------
    0.5 * 1 + 0.25 * 2 + 0.25 * 2:

    >>> print(entropy([0.5, 0.25, 0.25]))
    1.5
    """
    raise NotImplementedError("entropy")


def cross_entropy(p, q):
    """Compute the cross-entropy of two distributions, H(p, q), in bits.

    Parameters
    ----------
    p : array_like of float, shape (n,)
        The distribution that the events follow: the target.
    q : array_like of float, shape (n,)
        The distribution that is believed in: a model's estimate.

    Returns
    -------
    float
        The sum of -p log2 q in bits. Events with p = 0 add 0, whatever q says; where q is 0 and p
        is not, the result is inf, without a warning.

    Notes
    -----
    The order matters: H(p, q) is not H(q, p). D3 calls the model's estimate P and the target Q
    where it introduces the cross-entropy, but p the answer and q the estimate where it computes
    one; the latter is the usual order and the one here. Source: D3.

    Examples
    --------
    0.5 * 2 + 0.25 * 2 + 0.25 * 1:

    >>> print(cross_entropy([0.5, 0.25, 0.25], [0.25, 0.25, 0.5]))
    1.75
    """
    raise NotImplementedError("cross_entropy")


def huffman_code_lengths(p):
    """Compute the lengths of the code words of a Huffman code, in bits (bonus).

    Parameters
    ----------
    p : array_like of float, shape (n,)
        Probability of each symbol.

    Returns
    -------
    ndarray of int, shape (n,)
        Length of each symbol's code word. No prefix code has a shorter mean, which lies between
        the entropy and one bit more.

    Notes
    -----
    Huffman's method joins the two rarest groups of symbols into one until one group is left.
    Optimal codes can differ where probabilities are equal; only the mean length is unique.
    Source: D3, which describes the idea: short codes for the frequent, long ones for the rare.

    Examples
    --------
    >>> print(huffman_code_lengths([0.125, 0.5, 0.125, 0.25]))
    [3 1 3 2]
    """
    raise NotImplementedError("huffman_code_lengths")
