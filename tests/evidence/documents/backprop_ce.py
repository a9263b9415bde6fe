"""D1's backpropagation with the cross-entropy, for its four samples and four hidden neurons."""

import numpy as np

from rawgrad.authoring.evidence import listing
from solutions.backprop import calc_output


def calcDelta_ce(d, y):
    return d - y


def calcDelta1_ce(W2, delta, y1):
    e1 = np.matmul(W2.T, delta)
    return y1 * (1 - y1) * e1


def BackpropCE(W1, W2, X, D, alpha):
    for k in range(4):
        x, d = X[k, :].T, D[k]
        y, y1 = calc_output(W1, W2, x)
        delta = calcDelta_ce(d, y)
        delta1 = calcDelta1_ce(W2, delta, y1)
        W1 = W1 + (alpha * delta1).reshape(4, 1) * x.reshape(1, 3)
        W2 = W2 + alpha * delta * y1
    return W1, W2


listing(
    "backprop_ce-d1",
    document="D1",
    code={"calcDelta_ce": calcDelta_ce, "calcDelta1_ce": calcDelta1_ce, "BackpropCE": BackpropCE},
    earns=9,
    loses=("BackpropCE.sizes",),
)
