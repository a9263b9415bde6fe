"""D1's delta rule, for its four samples."""

import numpy as np

from rawgrad.authoring.evidence import listing


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def calc_output(W, x):
    return sigmoid(np.matmul(W, x))


def calc_error(d, y):
    e = d - y
    return y * (1 - y) * e


def delta_GD(W, X, D, alpha):
    for k in range(4):
        x, d = X[k, :].T, D[k]
        delta = calc_error(d, calc_output(W, x))
        W = W + alpha * delta * x
    return W


listing(
    "perceptron-d1",
    document="D1",
    code={"calc_output": calc_output, "calc_error": calc_error, "delta_GD": delta_GD},
    earns=9,
    loses=("delta_GD.sizes",),
)
