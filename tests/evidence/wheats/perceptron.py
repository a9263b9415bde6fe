"""Right ways to write the delta rule."""

import functools
import math

import numpy as np

from rawgrad.authoring.evidence import wheat
from solutions.perceptron import calc_error, calc_output


@wheat("perceptron-output-einsum", function="calc_output")
def output_einsum(W, x):
    return 1.0 / (1.0 + np.exp(-np.einsum("ij,j->i", W, x)))


@wheat(
    "perceptron-output-loops",
    function="calc_output",
    en="The product is written out: each output is the sigmoid of its weighted sum.",
    ko="곱을 풀어 쓴 것입니다. 각 출력은 가중합의 시그모이드입니다.",
)
def output_loops(W, x):
    sums = [sum(w * value for w, value in zip(row, x, strict=True)) for row in W]
    return np.array([1 / (1 + math.exp(-v)) for v in sums])


@wheat(
    "perceptron-output-tanh",
    function="calc_output",
    en="tanh(v / 2) is 2 sigmoid(v) - 1, so half of 1 + tanh(v / 2) is the sigmoid.",
    ko="tanh(v / 2)는 2 sigmoid(v) - 1이므로, 1 + tanh(v / 2)의 절반이 시그모이드입니다.",
)
def output_tanh(W, x):
    return 0.5 * (1 + np.tanh((W * x).sum(axis=1) / 2))


@wheat(
    "perceptron-error-expanded",
    function="calc_error",
    en="y(1 - y)(d - y) is multiplied out.",
    ko="y(1 - y)(d - y)를 전개한 것입니다.",
)
def error_expanded(d, y):
    return (y - y**2) * d - y**2 + y**3


@wheat("perceptron-error-float32", function="calc_error")
def error_float32(d, y):
    d, y = np.float32(d), np.float32(y)
    return y * (1 - y) * (d - y)


@wheat(
    "perceptron-as-d1-writes-it",
    function="delta_GD",
    en="This is D1's own loop; W + ... makes a new array, so the weights handed in stay.",
    ko="D1 문서의 반복문입니다. W + ...는 새 배열을 만들므로 받은 가중치는 그대로입니다.",
)
def as_d1_writes_it(W, X, D, alpha):
    for k in range(len(X)):
        x = X[k, :].T
        delta = calc_error(D[k], calc_output(W, x))
        W = W + alpha * delta * x
    return W


@wheat("perceptron-private-copy", function="delta_GD")
def private_copy(W, X, D, alpha):
    W = np.array(W, dtype=float)
    for x, d in zip(X, D, strict=True):
        W += alpha * np.outer(calc_error(d, calc_output(W, x)), x)
    return W


@wheat("perceptron-float32", function="delta_GD")
def float32(W, X, D, alpha):
    W, X, D = (np.asarray(a, dtype=np.float32) for a in (W, X, D))
    for x, d in zip(X, D, strict=True):
        y = 1 / (1 + np.exp(-(W @ x)))
        W = W + np.float32(alpha) * (y * (1 - y) * (d - y))[:, None] * x
    return W


@wheat("perceptron-scalar-loops", function="delta_GD")
def scalar_loops(W, X, D, alpha):
    W = [float(w) for w in W[0]]
    for x, (d,) in zip(X.tolist(), D.tolist(), strict=True):
        y = 1 / (1 + math.exp(-sum(w * value for w, value in zip(W, x, strict=True))))
        W = [w + alpha * y * (1 - y) * (d - y) * value for w, value in zip(W, x, strict=True)]
    return np.array([W])


@wheat("perceptron-einsum", function="delta_GD")
def einsum(W, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y = calc_output(W, x)
        W = W + alpha * np.einsum("i,i,i,j->ij", y, 1 - y, d - y, x)
    return W


@wheat("perceptron-fortran-order", function="delta_GD")
def fortran_order(W, X, D, alpha):
    W = np.asfortranarray(W, dtype=float)
    for x, d in zip(X, D, strict=True):
        W = W + alpha * np.outer(x, calc_error(d, calc_output(W, x))).T
    return np.asfortranarray(W)


@wheat("perceptron-reduce", function="delta_GD")
def reduce(W, X, D, alpha):
    def learn(W, sample):
        x, d = sample
        return W + alpha * calc_error(d, calc_output(W, x))[:, np.newaxis] @ x[np.newaxis, :]

    return functools.reduce(learn, zip(X, D, strict=True), W)


@wheat(
    "perceptron-gradient-descent",
    function="delta_GD",
    en="The delta rule is gradient descent: the gradient of the squared error is the "
    "step with its sign turned.",
    ko="델타 규칙은 경사 하강법입니다. 오차 제곱의 기울기는 부호를 바꾼 스텝과 같습니다.",
)
def gradient_descent(W, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y = calc_output(W, x)
        gradient = np.outer((y - d) * y * (1 - y), x)
        W = W - alpha * gradient
    return W


@wheat("perceptron-column-vectors", function="delta_GD")
def column_vectors(W, X, D, alpha):
    for k, row in enumerate(X):
        x = row.reshape(-1, 1)
        y = 0.5 * (1 + np.tanh(0.5 * (W @ x)))
        W = W + alpha * (y * (1 - y) * (D[k].reshape(-1, 1) - y)) @ x.T
    return W


@wheat("perceptron-recursion", function="delta_GD")
def recursion(W, X, D, alpha):
    if len(X) == 0:
        return W
    step = alpha * np.outer(calc_error(D[0], calc_output(W, X[0])), X[0])
    return recursion(W + step, X[1:], D[1:], alpha)
