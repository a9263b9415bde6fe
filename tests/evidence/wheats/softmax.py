"""Right ways to write softmax."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat


def floats(a):
    """Return scores as an array of the dtype that their shares have."""
    a = np.asarray(a)
    return a if a.dtype == np.float32 else a.astype(np.float64)


@wheat("softmax-log-sum-exp")
def softmax(a):
    a = floats(a)
    top = a.max(axis=-1, keepdims=True)
    return np.exp(a - top - np.log(np.exp(a - top).sum(axis=-1, keepdims=True)))


@wheat(
    "softmax-transposed",
    function="softmax",
    en="In the transpose each row is a column, so that axis 0 takes each row by itself.",
    ko="전치하면 행이 열이 되므로, axis=0으로 행마다 따로 계산됩니다.",
)
def transposed(x):
    # D2's own, with lists admitted.
    x = np.asarray(x)
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        y = np.exp(x) / np.sum(np.exp(x), axis=0)
        return y.T
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))


@wheat(
    "softmax-row-by-row",
    function="softmax",
    en="A batch is its rows one by one: what one row gives does not depend on the others.",
    ko="배치는 행을 하나씩 계산한 것과 같습니다. 한 행의 결과는 다른 행과 상관이 없습니다.",
)
def row_by_row(a):
    if np.ndim(a) == 2:
        return np.stack([row_by_row(row) for row in a])
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a)


@wheat("softmax-float32-by-way-of-float64", function="softmax")
def by_way_of_float64(a):
    wide = np.asarray(a, dtype=np.float64)
    exp_a = np.exp(wide - wide.max(axis=-1, keepdims=True))
    return (exp_a / exp_a.sum(axis=-1, keepdims=True)).astype(floats(a).dtype)


@wheat("softmax-einsum", function="softmax")
def einsum(a):
    exp_a = np.exp(a - np.max(a, axis=-1)[..., np.newaxis])
    return np.einsum("...i,...->...i", exp_a, 1 / np.einsum("...i->...", exp_a))


@wheat("softmax-python-loops", function="softmax")
def python_loops(a):
    rows = []
    for row in np.atleast_2d(a).tolist():
        top = max(row)
        exps = [math.exp(score - top) for score in row]
        total = math.fsum(exps)
        rows.append([value / total for value in exps])
    return np.array(rows, dtype=floats(a).dtype).reshape(np.shape(a))


@wheat("softmax-private-copy", function="softmax")
def private_copy(a):
    y = np.array(floats(a), order="F")
    y -= y.max(axis=-1, keepdims=True)
    np.exp(y, out=y)
    y /= y.sum(axis=-1, keepdims=True)
    return y


@wheat("softmax-pairwise", function="softmax")
def pairwise(a):
    a = floats(a)
    with np.errstate(over="ignore"):
        return 1 / np.exp(a[..., np.newaxis, :] - a[..., :, np.newaxis]).sum(axis=-1)


@wheat("softmax-apply-along-axis", function="softmax")
def apply_along_axis(a):
    def vector(row):
        exp_row = np.exp(row - row[np.argmax(row)])
        return exp_row / exp_row.sum()

    return np.apply_along_axis(vector, -1, a)


@wheat(
    "softmax-powers-of-two",
    function="softmax",
    en="e^a is 2^(a / ln 2): powers of another base give the same shares.",
    ko="e^a는 2^(a / ln 2)이므로, 밑을 바꾸어도 비율은 같습니다.",
)
def powers_of_two(a):
    exp_a = np.exp2((a - np.max(a, axis=-1, keepdims=True)) / math.log(2))
    return np.divide(exp_a, np.sum(exp_a, axis=-1, keepdims=True))


@wheat(
    "softmax-logaddexp",
    function="softmax",
    en="logaddexp gives the logarithm of a sum of powers and never overflows; e^(a - log s) is "
    "e^a / s.",
    ko="logaddexp는 거듭제곱의 합의 로그를 오버플로 없이 구합니다. e^(a - log s)는 e^a / s와 "
    "같습니다.",
)
def logaddexp(a):
    return np.exp(a - np.logaddexp.reduce(a, axis=-1, keepdims=True))


@wheat("softmax-far-scores-cut", function="softmax")
def far_scores_cut(a):
    # exp(-700) is 1e-304: what lies further below the top makes no difference.
    shifted = np.maximum(a - np.max(a, axis=-1, keepdims=True), -700.0)
    exp_a = np.exp(shifted)
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)
