"""Right ways to write backpropagation of the cross-entropy."""

import functools
import math

import numpy as np

from rawgrad.authoring.evidence import wheat
from solutions.backprop import calc_output
from solutions.backprop_ce import calcDelta1_ce, calcDelta_ce


@wheat("backprop_ce-delta-subtract", function="calcDelta_ce")
def delta_subtract(d, y):
    return np.subtract(d, y, dtype=np.float64)


@wheat(
    "backprop_ce-delta-slopes-multiplied",
    function="calcDelta_ce",
    en="The slope of the cross-entropy times that of the sigmoid: y(1 - y) cancels, "
    "and d - y is left.",
    ko="교차 엔트로피의 기울기와 시그모이드의 기울기를 곱하면 y(1 - y)가 약분되고 d - y가 "
    "남습니다.",
)
def delta_slopes_multiplied(d, y):
    return (d / y - (1 - d) / (1 - y)) * y * (1 - y)


@wheat("backprop_ce-delta-float32", function="calcDelta_ce")
def delta_float32(d, y):
    return -(np.float32(y) - np.float32(d))


@wheat(
    "backprop_ce-hidden-vector-first",
    function="calcDelta1_ce",
    en="delta times W2 is the transpose of W2 times delta, and y1 - y1^2 is y1(1 - y1).",
    ko="델타를 앞에 두고 W2를 곱한 것은 W2의 전치에 델타를 곱한 것과 같고, y1 - y1^2은 "
    "y1(1 - y1)입니다.",
)
def hidden_vector_first(W2, delta, y1):
    return np.dot(delta, W2) * (y1 - y1 * y1)


@wheat("backprop_ce-hidden-loops", function="calcDelta1_ce")
def hidden_loops(W2, delta, y1):
    m, h = W2.shape
    back = [sum(W2[o, i] * delta[o] for o in range(m)) for i in range(h)]
    return np.array([value * (1 - value) * e for value, e in zip(y1, back, strict=True)])


@wheat("backprop_ce-hidden-float32", function="calcDelta1_ce")
def hidden_float32(W2, delta, y1):
    W2, delta, y1 = (np.asarray(a, dtype=np.float32) for a in (W2, delta, y1))
    return y1 * (1 - y1) * np.einsum("oi,o->i", W2, delta)


@wheat(
    "backprop_ce-as-d1-writes-it",
    function="BackpropCE",
    en="This is D1's own loop; both deltas are worked out before either layer changes.",
    ko="D1 문서의 반복문입니다. 두 층을 바꾸기 전에 두 델타를 먼저 구합니다.",
)
def as_d1_writes_it(W1, W2, X, D, alpha):
    for k in range(len(X)):
        x = X[k, :].T
        y, y1 = calc_output(W1, W2, x)
        delta = calcDelta_ce(D[k], y)
        delta1 = calcDelta1_ce(W2, delta, y1)
        W1 = W1 + (alpha * delta1).reshape(-1, 1) * x.reshape(1, -1)
        W2 = W2 + alpha * delta * y1
    return W1, W2


@wheat("backprop_ce-private-copies", function="BackpropCE")
def private_copies(W1, W2, X, D, alpha):
    W1, W2 = np.array(W1, dtype=float), np.array(W2, dtype=float)
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calcDelta_ce(d, y)
        W1 += alpha * np.outer(calcDelta1_ce(W2, delta, y1), x)
        W2 += alpha * np.outer(delta, y1)
    return W1, W2


@wheat("backprop_ce-float32", function="BackpropCE")
def float32(W1, W2, X, D, alpha):
    W1, W2, X, D = (np.asarray(a, dtype=np.float32) for a in (W1, W2, X, D))
    for x, d in zip(X, D, strict=True):
        y1 = 1 / (1 + np.exp(-(W1 @ x)))
        y = 1 / (1 + np.exp(-(W2 @ y1)))
        delta = d - y
        delta1 = y1 * (1 - y1) * (delta @ W2)
        W1 = W1 + np.float32(alpha) * np.outer(delta1, x)
        W2 = W2 + np.float32(alpha) * np.outer(delta, y1)
    return W1, W2


@wheat("backprop_ce-scalar-loops", function="BackpropCE")
def scalar_loops(W1, W2, X, D, alpha):
    W1, w2 = W1.astype(float).tolist(), W2[0].astype(float).tolist()
    for x, (d,) in zip(X.tolist(), D.tolist(), strict=True):
        y1 = [logistic(w, x) for w in W1]
        y = logistic(w2, y1)
        delta = d - y
        for i, value in enumerate(y1):
            delta1 = value * (1 - value) * w2[i] * delta
            w2[i] += alpha * delta * value
            W1[i] = [w + alpha * delta1 * v for w, v in zip(W1[i], x, strict=True)]
    return np.array(W1), np.array([w2])


def logistic(weights, values):
    return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))


@wheat("backprop_ce-einsum", function="BackpropCE")
def einsum(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calcDelta_ce(d, y)
        step = np.einsum("i,i,oi,o,j->ij", y1, 1 - y1, W2, delta, x)
        W1, W2 = W1 + alpha * step, W2 + alpha * np.einsum("o,i->oi", delta, y1)
    return W1, W2


@wheat(
    "backprop_ce-gradient-descent",
    function="BackpropCE",
    en="The deltas are the slopes with their sign turned, so these are subtracted.",
    ko="델타는 기울기의 부호를 바꾼 것이므로, 기울기는 뺍니다.",
)
def gradient_descent(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        slope = y - d
        slope1 = y1 * (1 - y1) * (W2 * slope[:, None]).sum(axis=0)
        W2 = W2 - alpha * slope[:, None] * y1[None, :]
        W1 = W1 - alpha * slope1[:, None] * x[None, :]
    return W1, W2


@wheat("backprop_ce-column-vectors", function="BackpropCE")
def column_vectors(W1, W2, X, D, alpha):
    for row, d in zip(X, D, strict=True):
        x = row.reshape(-1, 1)
        y1 = 0.5 * (1 + np.tanh(0.5 * (W1 @ x)))
        y = 0.5 * (1 + np.tanh(0.5 * (W2 @ y1)))
        delta = d.reshape(-1, 1) - y
        delta1 = y1 * (1 - y1) * (W2.T @ delta)
        W1, W2 = W1 + alpha * delta1 @ x.T, W2 + alpha * delta @ y1.T
    return W1, W2


@wheat("backprop_ce-reduce", function="BackpropCE")
def reduce(W1, W2, X, D, alpha):
    def learn(weights, sample):
        (W1, W2), (x, d) = weights, sample
        y, y1 = calc_output(W1, W2, x)
        delta = calcDelta_ce(d, y)
        dW1 = np.outer(calcDelta1_ce(W2, delta, y1), x)
        return W1 + alpha * dW1, W2 + alpha * np.outer(delta, y1)

    return functools.reduce(learn, zip(X, D, strict=True), (W1, W2))


@wheat("backprop_ce-transposed-weights", function="BackpropCE")
def transposed_weights(W1, W2, X, D, alpha):
    V1, V2 = W1.T.astype(float), W2.T.astype(float)
    for x, d in zip(X, D, strict=True):
        y1 = 1 / (1 + np.exp(-(x @ V1)))
        y = 1 / (1 + np.exp(-(y1 @ V2)))
        delta = d - y
        delta1 = (V2 @ delta) * (y1 - y1**2)
        V1, V2 = V1 + alpha * np.outer(x, delta1), V2 + alpha * np.outer(y1, delta)
    # Views, in Fortran order.
    return V1.T, V2.T


@wheat("backprop_ce-list-of-two", function="BackpropCE")
def list_of_two(W1, W2, X, D, alpha):
    weights = [W1, W2]
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(*weights, x)
        delta = calcDelta_ce(d, y)
        deltas = [calcDelta1_ce(weights[1], delta, y1), delta]
        steps = [np.multiply.outer(a, b) for a, b in zip(deltas, (x, y1), strict=True)]
        weights = [W + alpha * step for W, step in zip(weights, steps, strict=True)]
    return weights
