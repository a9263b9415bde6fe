"""Right ways to write the forward pass."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat


@wheat(
    "forward-operators",
    function="forward",
    en="@ multiplies matrices, and a loop takes the two layers that have an activation.",
    ko="@는 행렬을 곱하고, 활성화 함수가 있는 두 층은 반복문이 처리합니다.",
)
def operators(network, x):
    for layer in (1, 2):
        x = 1 / (1 + np.exp(-(x @ network[f"W{layer}"] + network[f"b{layer}"])))
    return x @ network["W3"] + network["b3"]


@wheat("forward-einsum-float32", function="forward")
def einsum_float32(network, x):
    z = np.asarray(x, dtype=np.float32)
    for layer in (1, 2, 3):
        W = np.asarray(network[f"W{layer}"], dtype=np.float32)
        a = np.einsum("...i,ij->...j", z, W) + network[f"b{layer}"].astype(np.float32)
        z = a if layer == 3 else 1 / (1 + np.exp(-a))
    return z


@wheat(
    "forward-transposed",
    function="forward",
    en="Transposed, the order of a product is turned round: (x W)^T is W^T x^T.",
    ko="전치하면 곱의 순서가 뒤바뀝니다. (x W)^T는 W^T x^T입니다.",
)
def transposed(network, x):
    z = np.atleast_2d(x).T
    for layer in (1, 2, 3):
        a = network[f"W{layer}"].T @ z + network[f"b{layer}"][:, np.newaxis]
        z = a if layer == 3 else (1 + np.tanh(a / 2)) / 2
    return z.T.reshape(*np.shape(x)[:-1], -1)


@wheat(
    "forward-loop",
    function="forward",
    en="The matrix product is written out as sums, a neuron at a time.",
    ko="행렬 곱을 뉴런 하나씩의 합으로 풀어 쓴 것입니다.",
)
def loop(network, x):
    if np.ndim(x) == 2:
        return np.array([loop(network, row) for row in x])
    z = list(x)
    for layer in (1, 2, 3):
        W, b = network[f"W{layer}"], network[f"b{layer}"]
        a = [sum(z[i] * W[i, j] for i in range(len(z))) + b[j] for j in range(len(b))]
        z = a if layer == 3 else [1 / (1 + math.exp(-value)) for value in a]
    return np.array(z)


@wheat("forward-bias-as-weight", function="forward")
def bias_as_weight(network, x):
    z = np.asarray(x, dtype=float)
    for layer in (1, 2, 3):
        ones = np.ones((*z.shape[:-1], 1))
        weights = np.vstack([network[f"W{layer}"], network[f"b{layer}"]])
        a = np.concatenate([z, ones], axis=-1) @ weights
        z = a if layer == 3 else 1 / (1 + np.exp(-a))
    return np.asfortranarray(z)
