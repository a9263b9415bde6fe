"""D4's activation functions, with `int` for `np.int`."""

import numpy as np

from rawgrad.authoring.evidence import listing


def step_function(x):
    above = x > 0
    return above.astype(int)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.maximum(0, x)


listing(
    "activation-d4",
    document="D4 D0 D2",
    code={"step_function": step_function, "sigmoid": sigmoid, "relu": relu},
    earns=9.25,
    loses=("step_function.types", "sigmoid.types"),
)
