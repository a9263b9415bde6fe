"""Right ways to write the losses."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat


@wheat(
    "loss-squares-norm",
    function="sum_of_squares_error",
    en="The norm is the root of the sum of squares, so its square is that sum.",
    ko="노름은 제곱합의 제곱근이므로, 노름을 제곱하면 제곱합이 됩니다.",
)
def squares_norm(y, t):
    return np.linalg.norm(np.subtract(y, t, dtype=float)) ** 2 / 2


@wheat(
    "loss-squares-dot",
    function="sum_of_squares_error",
    en="A vector times itself is the sum of its squares.",
    ko="벡터를 자기 자신과 내적하면 제곱합이 됩니다.",
)
def squares_dot(y, t):
    difference = np.subtract(t, y).ravel()
    return 0.5 * np.dot(difference, difference)


@wheat("loss-squares-float32", function="sum_of_squares_error")
def squares_float32(y, t):
    return np.float32(0.5) * np.sum(np.subtract(y, t).astype(np.float32) ** 2)


@wheat(
    "loss-squares-loop",
    function="sum_of_squares_error",
    en="The sum is written out, pair by pair.",
    ko="합을 한 쌍씩 풀어 쓴 것입니다.",
)
def squares_loop(y, t):
    pairs = zip(np.ravel(y).tolist(), np.ravel(t).tolist(), strict=True)
    return sum((one - other) ** 2 for one, other in pairs) / 2


@wheat("loss-entropy-argmax", function="cross_entropy_error")
def entropy_argmax(y, t):
    # D2's own, with a single integer label admitted.
    t = np.asarray(t)
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)
    if t.size == y.size:
        t = t.argmax(axis=1)
    t = t.ravel()
    batch_size = y.shape[0]
    return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size


@wheat(
    "loss-entropy-one-hot",
    function="cross_entropy_error",
    en="A label becomes a one-hot row, which picks the right logarithm out of the sum.",
    ko="레이블을 원-핫 행으로 바꾸면, 합에서 정답의 로그만 남습니다.",
)
def entropy_one_hot(y, t):
    if np.shape(t) != y.shape:
        t = np.eye(y.shape[-1])[t]
    return -np.sum(t * np.log(y + 1e-7)) / (1 if y.ndim == 1 else len(y))


@wheat("loss-entropy-loop", function="cross_entropy_error")
def entropy_loop(y, t):
    if y.ndim == 2:
        return sum(entropy_loop(row, right) for row, right in zip(y, t, strict=True)) / len(y)
    right = t if np.ndim(t) == 0 else list(t).index(1)
    return -math.log(y[right] + 1e-7)


@wheat("loss-entropy-einsum", function="cross_entropy_error")
def entropy_einsum(y, t):
    rows = np.atleast_2d(y)
    if np.shape(t) == y.shape:
        t = np.atleast_2d(t)
    else:
        t = np.equal.outer(np.atleast_1d(t), np.arange(rows.shape[1]))
    return -np.einsum("ij,ij->", t.astype(float), np.log(rows + 1e-7)) / rows.shape[0]


@wheat("loss-entropy-float32", function="cross_entropy_error")
def entropy_float32(y, t):
    log_y = np.log(np.atleast_2d(y).astype(np.float32) + np.float32(1e-7))
    one_hot = np.atleast_2d(t) if np.shape(t) == y.shape else np.eye(y.shape[-1])[np.ravel(t)]
    return -np.mean((log_y * one_hot.astype(np.float32)).sum(axis=1))


@wheat(
    "loss-entropy-mask",
    function="cross_entropy_error",
    en="True marks the right class of each row, and the mask picks those outputs.",
    ko="행마다 정답 클래스만 True이므로, 마스크가 그 출력만 골라냅니다.",
)
def entropy_mask(y, t):
    rows = np.atleast_2d(y)
    if np.shape(t) == y.shape:
        mask = np.atleast_2d(t).astype(bool)
    else:
        mask = np.arange(rows.shape[1]) == np.reshape(t, (-1, 1))
    return np.mean(-np.log(rows[mask] + 1e-7))


@wheat(
    "loss-entropy-product",
    function="cross_entropy_error",
    en="The logarithm of a product is the sum of the logarithms.",
    ko="곱의 로그는 로그의 합입니다.",
)
def entropy_product(y, t):
    # The logarithm of a product is the sum of the logarithms.
    rows = np.atleast_2d(y)
    right = np.argmax(t, axis=-1) if np.shape(t) == y.shape else t
    picked = rows[np.arange(len(rows)), np.ravel(right)] + 1e-7
    return np.array(-np.log(np.prod(picked)) / len(rows))


@wheat("loss-entropy-choose", function="cross_entropy_error")
def entropy_choose(y, t):
    right = np.ravel(np.argmax(t, axis=-1) if np.shape(t) == y.shape else t).astype(int)
    flat = np.arange(len(right)) * y.shape[-1] + right
    return float(np.log(1 / (np.take(y, flat) + 1e-7)).mean())


@wheat("loss-entropy-private-copy", function="cross_entropy_error")
def entropy_private_copy(y, t):
    z = np.array(y, dtype=float, order="F", ndmin=2)
    z += 1e-7
    np.log(z, out=z)
    right = np.argmax(t, axis=-1) if np.shape(t) == y.shape else t
    return -sum(z[row, label] for row, label in enumerate(np.ravel(right))) / z.shape[0]
