"""Right ways to write the activation functions."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat


@wheat("activation-step-where", function="step_function")
def step_where(x):
    return np.where(np.asarray(x) > 0, 1, 0)


@wheat("activation-step-heaviside", function="step_function")
def step_heaviside(x):
    return np.heaviside(np.asarray(x, dtype=float), 0).astype(np.int32)


@wheat("activation-step-loop", function="step_function")
def step_loop(x):
    x = np.asarray(x)
    if x.ndim == 0:
        return 1 if x > 0 else 0
    y = np.zeros(x.shape, dtype=np.uint8, order="F")
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            y[index] = 1
    return y


@wheat("activation-sigmoid-formula", function="sigmoid")
def sigmoid_formula(x):
    return 1 / (1 + np.exp(-np.asarray(x)))


@wheat("activation-sigmoid-growing", function="sigmoid")
def sigmoid_growing(x):
    exp_x = np.exp(np.asarray(x))
    return exp_x / (1 + exp_x)


@wheat("activation-sigmoid-half-tanh", function="sigmoid")
def sigmoid_tanh(x):
    return 0.5 * (1 + np.tanh(np.multiply(x, 0.5)))


@wheat("activation-sigmoid-logarithm", function="sigmoid")
def sigmoid_logarithm(x):
    return np.exp(-np.logaddexp(0, np.negative(x)))


@wheat("activation-sigmoid-float32", function="sigmoid")
def sigmoid_float32(x):
    return np.float32(1) / (1 + np.exp(-np.asarray(x, dtype=np.float32)))


@wheat("activation-sigmoid-float32-tanh", function="sigmoid")
def sigmoid_float32_tanh(x):
    x = np.asarray(x, dtype=np.float32)
    return np.asarray((1 + np.tanh(x / 2)) / 2, order="F")


@wheat("activation-sigmoid-loop", function="sigmoid")
def sigmoid_loop(x):
    x = np.asarray(x)
    if x.ndim == 0:
        return 1 / (1 + math.exp(-x))
    return np.array([sigmoid_loop(part) for part in x])


@wheat("activation-sigmoid-masks", function="sigmoid")
def sigmoid_masks(x):
    x = np.asarray(x, dtype=float)
    y = np.empty(x.shape)
    right = x >= 0
    y[right] = 1 / (1 + np.exp(-x[right]))
    exp_x = np.exp(x[~right])
    y[~right] = exp_x / (1 + exp_x)
    return y


@wheat("activation-sigmoid-private-copy", function="sigmoid")
def sigmoid_private_copy(x):
    y = np.array(x, dtype=float, order="F")
    np.negative(y, out=y)
    np.exp(y, out=y)
    y += 1
    return np.reciprocal(y, out=y)


@wheat("activation-sigmoid-clipped-far-out", function="sigmoid")
def sigmoid_clipped_far_out(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


@wheat("activation-sigmoid-vectorized", function="sigmoid")
def sigmoid_vectorized(x):
    return np.vectorize(lambda z: 1 / (1 + math.exp(-z)), otypes=[float])(x)


@wheat("activation-relu-product", function="relu")
def relu_product(x):
    x = np.asarray(x)
    return x * (x > 0)


@wheat("activation-relu-where", function="relu")
def relu_where(x):
    x = np.asarray(x)
    return np.where(x > 0, x, 0.0)


@wheat("activation-relu-mean", function="relu")
def relu_mean(x):
    return (np.abs(x) + x) / 2


@wheat("activation-relu-float32", function="relu")
def relu_float32(x):
    y = np.array(x, dtype=np.float32, order="F")
    y[y < 0] = 0
    return y


@wheat("activation-identity-copy", function="identity_function")
def identity_copy(x):
    return np.array(x)
