"""Right ways to write the forward pass."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat


@wheat("forward-operators", function="forward")
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


@wheat("forward-transposed", function="forward")
def transposed(network, x):
    z = np.atleast_2d(x).T
    for layer in (1, 2, 3):
        a = network[f"W{layer}"].T @ z + network[f"b{layer}"][:, np.newaxis]
        z = a if layer == 3 else (1 + np.tanh(a / 2)) / 2
    return z.T.reshape(*np.shape(x)[:-1], -1)


@wheat("forward-loop", function="forward")
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
