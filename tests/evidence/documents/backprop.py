"""D1's backpropagation, for its four samples, three inputs and four hidden neurons."""

import numpy as np

from rawgrad.authoring.evidence import listing


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def calc_output(W1, W2, x):
    y1 = sigmoid(np.matmul(W1, x))
    y = sigmoid(np.matmul(W2, y1))
    return y, y1


def calc_delta(d, y):
    e = d - y
    return y * (1 - y) * e


def calc_delta1(W2, delta, y1):
    e1 = np.matmul(W2.T, delta)
    return y1 * (1 - y1) * e1


def backprop_XOR(W1, W2, X, D, alpha):
    for k in range(4):
        x, d = X[k, :].T, D[k]
        y, y1 = calc_output(W1, W2, x)
        delta = calc_delta(d, y)
        delta1 = calc_delta1(W2, delta, y1)
        W1 = W1 + (alpha * delta1).reshape(4, 1) * x.reshape(1, 3)
        W2 = W2 + alpha * delta * y1
    return W1, W2


listing(
    "backprop-d1",
    document="D1",
    code={
        "calc_output": calc_output,
        "calc_delta": calc_delta,
        "calc_delta1": calc_delta1,
        "backprop_XOR": backprop_XOR,
    },
    earns=9,
    loses=("backprop_XOR.sizes",),
)
