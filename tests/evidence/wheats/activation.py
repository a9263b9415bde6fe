"""Right ways to write the activation functions."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat


@wheat(
    "activation-step-where",
    function="step_function",
    en="np.where chooses 1 or 0 for each number by the same condition.",
    ko="np.where는 같은 조건으로 수마다 1이나 0을 고릅니다.",
)
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


@wheat(
    "activation-sigmoid-formula",
    function="sigmoid",
    en="This is the formula itself, applied to each number of the array at once.",
    ko="공식을 그대로 배열의 모든 수에 한꺼번에 적용한 것입니다.",
)
def sigmoid_formula(x):
    return 1 / (1 + np.exp(-np.asarray(x)))


@wheat(
    "activation-sigmoid-growing",
    function="sigmoid",
    en="Numerator and denominator are multiplied by e^x, which changes no fraction.",
    ko="분자와 분모에 e^x를 곱한 것으로, 분수의 값은 변하지 않습니다.",
)
def sigmoid_growing(x):
    exp_x = np.exp(np.asarray(x))
    return exp_x / (1 + exp_x)


@wheat(
    "activation-sigmoid-half-tanh",
    function="sigmoid",
    en="tanh(x / 2) is 2 sigmoid(x) - 1, so half of 1 + tanh(x / 2) is the sigmoid.",
    ko="tanh(x / 2)는 2 sigmoid(x) - 1이므로, 1 + tanh(x / 2)의 절반이 시그모이드입니다.",
)
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


@wheat(
    "activation-sigmoid-clipped-far-out",
    function="sigmoid",
    en="Beyond 500 the sigmoid is 0 or 1 to the last digit, so cutting there changes nothing.",
    ko="500을 넘으면 시그모이드는 마지막 자리까지 0이나 1이므로, 거기에서 잘라도 달라지지 "
    "않습니다.",
)
def sigmoid_clipped_far_out(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


@wheat("activation-sigmoid-vectorized", function="sigmoid")
def sigmoid_vectorized(x):
    return np.vectorize(lambda z: 1 / (1 + math.exp(-z)), otypes=[float])(x)


@wheat(
    "activation-relu-product",
    function="relu",
    en="True counts as 1 and False as 0, so the product keeps x where it is positive.",
    ko="True는 1, False는 0으로 계산되므로, 곱하면 양수인 곳에만 x가 남습니다.",
)
def relu_product(x):
    x = np.asarray(x)
    return x * (x > 0)


@wheat(
    "activation-relu-where",
    function="relu",
    en="np.where takes x where it is positive, and 0 elsewhere.",
    ko="np.where는 양수인 곳에서는 x를, 나머지에서는 0을 고릅니다.",
)
def relu_where(x):
    x = np.asarray(x)
    return np.where(x > 0, x, 0.0)


@wheat(
    "activation-relu-mean",
    function="relu",
    en="|x| + x is 2x for what is positive, and 0 for what is not.",
    ko="|x| + x는 양수이면 2x이고, 아니면 0입니다.",
)
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
