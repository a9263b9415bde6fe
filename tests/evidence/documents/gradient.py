"""D2's numerical gradient and descent, which work in the array they are given."""

import numpy as np

from rawgrad.authoring.evidence import listing


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        kept = x[i]
        x[i] = kept + h
        above = f(x)
        x[i] = kept - h
        below = f(x)
        grad[i] = (above - below) / (2 * h)
        x[i] = kept
    return grad


def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x


listing(
    "gradient-d2",
    document="D2",
    code={"numerical_gradient": numerical_gradient, "gradient_descent": gradient_descent},
    earns=6,
    loses=(
        "numerical_gradient.shapes",
        "numerical_gradient.types",
        "gradient_descent.shapes",
        "gradient_descent.types",
        "gradient_descent.inputs",
    ),
)
