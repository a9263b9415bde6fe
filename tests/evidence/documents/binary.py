"""D3's binary decisions."""

import numpy as np

from rawgrad.authoring.evidence import listing


def relu(x):
    return np.maximum(x, 0)


def sigmoid(x):
    return np.exp(-relu(-x)) / (1.0 + np.exp(-np.abs(x)))


def sigmoid_derv(x, y):
    return y * (1 - y)


def sigmoid_cross_entropy_with_logits(z, x):
    return relu(x) - x * z + np.log(1 + np.exp(-np.abs(x)))


def sigmoid_cross_entropy_with_logits_derv(z, x):
    return -z + sigmoid(x)


def forward_postproc(output, y):
    entropy = sigmoid_cross_entropy_with_logits(y, output)
    return np.mean(entropy), [y, output, entropy]


def backprop_postproc(G_loss, aux):
    y, output, entropy = aux
    share = 1.0 / np.prod(entropy.shape)
    return sigmoid_cross_entropy_with_logits_derv(y, output) * (share * G_loss)


def eval_accuracy(output, y):
    return np.mean(np.equal(np.greater(output, 0), np.greater(y, 0.5)))


listing(
    "binary-d3",
    document="D3",
    code={
        "sigmoid": sigmoid,
        "sigmoid_derv": sigmoid_derv,
        "sigmoid_cross_entropy_with_logits": sigmoid_cross_entropy_with_logits,
        "sigmoid_cross_entropy_with_logits_derv": sigmoid_cross_entropy_with_logits_derv,
        "forward_postproc": forward_postproc,
        "backprop_postproc": backprop_postproc,
        "eval_accuracy": eval_accuracy,
    },
    earns=10,
    loses=(),
)
