"""Right ways to write backpropagation."""

import functools
import math

import numpy as np

from rawgrad.authoring.evidence import wheat
from solutions.backprop import calc_delta, calc_delta1, calc_output


@wheat(
    "backprop-output-einsum",
    function="calc_output",
    en="einsum names the axes: j is summed over, as the matrix product does.",
    ko="einsum은 축에 이름을 붙입니다. 행렬 곱처럼 j를 따라 더합니다.",
)
def output_einsum(W1, W2, x):
    y1 = 1 / (1 + np.exp(-np.einsum("ij,j", W1, x)))
    return 1 / (1 + np.exp(-np.einsum("ij,j", W2, y1))), y1


@wheat("backprop-output-list-of-two", function="calc_output")
def output_list_of_two(W1, W2, x):
    y1 = 0.5 + 0.5 * np.tanh((W1 * x).sum(axis=1) / 2)
    return [0.5 + 0.5 * np.tanh(W2.dot(y1) / 2), y1]


@wheat("backprop-output-float32", function="calc_output")
def output_float32(W1, W2, x):
    y1 = 1 / (1 + np.exp(-(W1.astype(np.float32) @ x.astype(np.float32))))
    return 1 / (1 + np.exp(-(W2.astype(np.float32) @ y1))), y1


@wheat(
    "backprop-delta-expanded",
    function="calc_delta",
    en="y(1 - y)(d - y) is multiplied out.",
    ko="y(1 - y)(d - y)를 전개한 것입니다.",
)
def delta_expanded(d, y):
    return (y - y**2) * d - y**2 + y**3


@wheat("backprop-delta-float32", function="calc_delta")
def delta_float32(d, y):
    d, y = np.float32(d), np.float32(y)
    return (d - y) * (y - y * y)


@wheat(
    "backprop-hidden-vector-first",
    function="calc_delta1",
    en="delta times W2 is the transpose of W2 times delta, and y1 - y1^2 is y1(1 - y1).",
    ko="델타를 앞에 두고 W2를 곱한 것은 W2의 전치에 델타를 곱한 것과 같고, y1 - y1^2은 "
    "y1(1 - y1)입니다.",
)
def hidden_vector_first(W2, delta, y1):
    return np.dot(delta, W2) * (y1 - y1 * y1)


@wheat("backprop-hidden-loops", function="calc_delta1")
def hidden_loops(W2, delta, y1):
    m, h = W2.shape
    back = [sum(W2[o, i] * delta[o] for o in range(m)) for i in range(h)]
    return np.array([value * (1 - value) * e for value, e in zip(y1, back, strict=True)])


@wheat("backprop-hidden-float32", function="calc_delta1")
def hidden_float32(W2, delta, y1):
    W2, delta, y1 = (np.asarray(a, dtype=np.float32) for a in (W2, delta, y1))
    return y1 * (1 - y1) * np.einsum("oi,o->i", W2, delta)


@wheat(
    "backprop-as-d1-writes-it",
    function="backprop_XOR",
    en="This is D1's own loop; both deltas are worked out before either layer changes.",
    ko="D1 문서의 반복문입니다. 두 층을 바꾸기 전에 두 델타를 먼저 구합니다.",
)
def as_d1_writes_it(W1, W2, X, D, alpha):
    for k in range(len(X)):
        x = X[k, :].T
        y, y1 = calc_output(W1, W2, x)
        delta = calc_delta(D[k], y)
        delta1 = calc_delta1(W2, delta, y1)
        W1 = W1 + (alpha * delta1).reshape(-1, 1) * x.reshape(1, -1)
        W2 = W2 + alpha * delta * y1
    return W1, W2


@wheat("backprop-private-copies", function="backprop_XOR")
def private_copies(W1, W2, X, D, alpha):
    W1, W2 = np.array(W1, dtype=float), np.array(W2, dtype=float)
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calc_delta(d, y)
        W1 += alpha * np.outer(calc_delta1(W2, delta, y1), x)
        W2 += alpha * np.outer(delta, y1)
    return W1, W2


@wheat("backprop-float32", function="backprop_XOR")
def float32(W1, W2, X, D, alpha):
    W1, W2, X, D = (np.asarray(a, dtype=np.float32) for a in (W1, W2, X, D))
    for x, d in zip(X, D, strict=True):
        y1 = 1 / (1 + np.exp(-(W1 @ x)))
        y = 1 / (1 + np.exp(-(W2 @ y1)))
        delta = (d - y) * y * (1 - y)
        delta1 = y1 * (1 - y1) * (delta @ W2)
        W1 = W1 + np.float32(alpha) * np.outer(delta1, x)
        W2 = W2 + np.float32(alpha) * np.outer(delta, y1)
    return W1, W2


@wheat("backprop-scalar-loops", function="backprop_XOR")
def scalar_loops(W1, W2, X, D, alpha):
    W1, w2 = W1.astype(float).tolist(), W2[0].astype(float).tolist()
    for x, (d,) in zip(X.tolist(), D.tolist(), strict=True):
        y1 = [logistic(w, x) for w in W1]
        y = logistic(w2, y1)
        delta = (d - y) * y * (1 - y)
        for i, value in enumerate(y1):
            delta1 = value * (1 - value) * w2[i] * delta
            w2[i] += alpha * delta * value
            W1[i] = [w + alpha * delta1 * v for w, v in zip(W1[i], x, strict=True)]
    return np.array(W1), np.array([w2])


def logistic(weights, values):
    return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))


@wheat("backprop-einsum", function="backprop_XOR")
def einsum(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calc_delta(d, y)
        step = np.einsum("i,i,oi,o,j->ij", y1, 1 - y1, W2, delta, x)
        W1, W2 = W1 + alpha * step, W2 + alpha * np.einsum("o,i->oi", delta, y1)
    return W1, W2


@wheat(
    "backprop-gradient-descent",
    function="backprop_XOR",
    en="The deltas are the slopes with their sign turned, so these are subtracted.",
    ko="델타는 기울기의 부호를 바꾼 것이므로, 기울기는 뺍니다.",
)
def gradient_descent(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        slope = (y - d) * y * (1 - y)
        slope1 = y1 * (1 - y1) * (W2 * slope[:, None]).sum(axis=0)
        W2 = W2 - alpha * slope[:, None] * y1[None, :]
        W1 = W1 - alpha * slope1[:, None] * x[None, :]
    return W1, W2


@wheat("backprop-column-vectors", function="backprop_XOR")
def column_vectors(W1, W2, X, D, alpha):
    for row, d in zip(X, D, strict=True):
        x = row.reshape(-1, 1)
        y1 = 0.5 * (1 + np.tanh(0.5 * (W1 @ x)))
        y = 0.5 * (1 + np.tanh(0.5 * (W2 @ y1)))
        delta = (d.reshape(-1, 1) - y) * y * (1 - y)
        delta1 = y1 * (1 - y1) * (W2.T @ delta)
        W1, W2 = W1 + alpha * delta1 @ x.T, W2 + alpha * delta @ y1.T
    return W1, W2


@wheat("backprop-reduce", function="backprop_XOR")
def reduce(W1, W2, X, D, alpha):
    def learn(weights, sample):
        (W1, W2), (x, d) = weights, sample
        y, y1 = calc_output(W1, W2, x)
        delta = calc_delta(d, y)
        dW1 = np.outer(calc_delta1(W2, delta, y1), x)
        return W1 + alpha * dW1, W2 + alpha * np.outer(delta, y1)

    return functools.reduce(learn, zip(X, D, strict=True), (W1, W2))


@wheat("backprop-transposed-weights", function="backprop_XOR")
def transposed_weights(W1, W2, X, D, alpha):
    V1, V2 = W1.T.astype(float), W2.T.astype(float)
    for x, d in zip(X, D, strict=True):
        y1 = 1 / (1 + np.exp(-(x @ V1)))
        y = 1 / (1 + np.exp(-(y1 @ V2)))
        delta = (d - y) * y * (1 - y)
        delta1 = (V2 @ delta) * (y1 - y1**2)
        V1, V2 = V1 + alpha * np.outer(x, delta1), V2 + alpha * np.outer(y1, delta)
    # Views, in Fortran order.
    return V1.T, V2.T


@wheat("backprop-list-of-two", function="backprop_XOR")
def list_of_two(W1, W2, X, D, alpha):
    weights = [W1, W2]
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(*weights, x)
        delta = calc_delta(d, y)
        deltas = [calc_delta1(weights[1], delta, y1), delta]
        steps = [np.multiply.outer(a, b) for a, b in zip(deltas, (x, y1), strict=True)]
        weights = [W + alpha * step for W, step in zip(weights, steps, strict=True)]
    return weights
