"""Right ways to measure information, and to choose the lengths of code words."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat


@wheat(
    "information-self_information-change-of-base",
    function="self_information",
    en="The logarithm to base 2 is the natural one over ln 2.",
    ko="밑이 2인 로그는 자연로그를 ln 2로 나눈 것입니다.",
)
def change_of_base(p):
    with np.errstate(divide="ignore"):
        return -(np.log(np.asarray(p, dtype=float)) / np.log(2))


@wheat("information-self_information-of-the-inverse", function="self_information")
def of_the_inverse(p):
    p = np.asarray(p, dtype=np.float64)
    bits = np.full(p.shape, np.inf)
    np.log2(np.divide(1, p, where=p > 0, out=np.ones_like(p)), where=p > 0, out=bits)
    return bits


@wheat(
    "information-self_information-loop",
    function="self_information",
    en="Each probability is taken by itself, and 0 gets its infinity by hand.",
    ko="확률을 하나씩 계산하고, 0에는 무한대를 직접 넣습니다.",
)
def loop(p):
    p = np.asarray(p)
    bits = [math.inf if value == 0 else -math.log2(value) for value in p.ravel()]
    return np.array(bits).reshape(p.shape) if p.shape else bits[0]


@wheat("information-self_information-warns", function="self_information")
def warns(p):
    return -np.log2(p)


@wheat(
    "information-entropy-where",
    function="entropy",
    en="A probability of 0 gets the logarithm of 1, so that it adds nothing.",
    ko="확률 0에는 1의 로그를 쓰므로 더해지는 것이 없습니다.",
)
def where(p):
    p = np.asarray(p, dtype=float)
    return np.sum(-p * np.log2(np.where(p > 0, p, 1)))


@wheat("information-entropy-python", function="entropy")
def python(p):
    return math.fsum(-value * math.log2(value) for value in p if value > 0)


@wheat("information-entropy-float32", function="entropy")
def single(p):
    p = np.asarray(p, dtype=np.float32)
    p = p[p != 0]
    return -np.dot(p, np.log2(p))


@wheat(
    "information-entropy-nansum",
    function="entropy",
    en="0 times -inf is nan, which nansum leaves out: just what adds nothing.",
    ko="0 곱하기 -inf는 nan이고, nansum은 nan을 빼고 더합니다. 더할 것이 없는 바로 그 항입니다.",
)
def nansum(p):
    p = np.asarray(p)
    with np.errstate(all="ignore"):
        return -np.nansum(p * np.log2(p))


@wheat("information-cross_entropy-where", function="cross_entropy")
def cross_where(p, q):
    p, q = np.asarray(p), np.asarray(q)
    with np.errstate(all="ignore"):
        return -np.where(p == 0, 0, p * np.log2(q)).sum()


@wheat(
    "information-cross_entropy-python",
    function="cross_entropy",
    en="The sum is written out; what p never gives costs nothing, what q never expects "
    "costs infinitely much.",
    ko="합을 풀어 쓴 것입니다. p에서 나오지 않는 것은 비용이 없고, q가 예상하지 못한 것은 "
    "비용이 무한대입니다.",
)
def cross_python(p, q):
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            total += math.inf if b == 0 else a * -math.log2(b)
    return total


@wheat("information-cross_entropy-zero-dimensional", function="cross_entropy")
def zero_dimensional(p, q):
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    q[p == 0] = 1
    with np.errstate(divide="ignore"):
        return np.array(np.einsum("i,i->", p, -np.log2(q)))


@wheat(
    "information-huffman-sorting-anew",
    function="huffman_code_lengths",
    en="The two lightest groups are joined again and again; each joining makes the "
    "codes in them one bit longer.",
    ko="가장 가벼운 두 묶음을 거듭 합칩니다. 합칠 때마다 그 안의 부호가 한 비트씩 길어집니다.",
)
def sorting_anew(p):
    depth = [0] * len(p)
    groups = [(float(weight), (i,)) for i, weight in enumerate(p)]
    while len(groups) > 1:
        (u, a), (v, b), *rest = sorted(groups, key=lambda group: group[0])
        for i in a + b:
            depth[i] += 1
        groups = [*rest, (u + v, a + b)]
    return np.array(depth)


@wheat("information-huffman-other-ties", function="huffman_code_lengths")
def other_ties(p):
    weights, members = list(p), [[i] for i in range(len(p))]
    lengths = np.zeros(len(p), dtype=np.uint8)
    while len(weights) > 1:
        joined, weight = [], 0.0
        for _ in range(2):
            i = max(range(len(weights)), key=lambda k: (-round(weights[k], 9), k))
            weight += weights.pop(i)
            joined += members.pop(i)
        lengths[joined] += 1
        weights.insert(0, weight)
        members.insert(0, joined)
    return lengths
