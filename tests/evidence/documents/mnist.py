"""D0's and D4's network that recognises digits, with softmax of the whole array."""

import pickle
from pathlib import Path

import numpy as np

from rawgrad.authoring.evidence import listing
from rawgrad.datasets import find


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(a):
    exps = np.exp(a - np.max(a))
    return exps / np.sum(exps)


def init_network(path=None):
    if path is None:
        path = find(("sample_weight.pkl", "sample_network.npz"), "mnist")
    with Path(path).open("rb") as file:
        return pickle.load(file)


def predict(network, x):
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    return softmax(np.dot(z2, network["W3"]) + network["b3"])


def accuracy(network, x, t, batch_size=None):
    count = 0
    if batch_size is None:
        for i in range(len(x)):
            if np.argmax(predict(network, x[i])) == t[i]:
                count += 1
    else:
        for i in range(0, len(x), batch_size):
            best = np.argmax(predict(network, x[i : i + batch_size]), axis=1)
            count += np.sum(best == t[i : i + batch_size])
    return float(count) / len(x)


listing(
    "mnist-d4-predict",
    document="D0 D4",
    code={"predict": predict},
    earns=9.5,
    loses=("predict.batch",),
)
listing("mnist-d4-accuracy", document="D0 D4", code={"accuracy": accuracy}, earns=10, loses=())
listing(
    "mnist-d4-pickle",
    document="D0 D4",
    code={"init_network": init_network},
    earns=8.25,
    loses=(
        "init_network.sources",
        "init_network.files",
        "scenario.raw_pixels",
        "scenario.scaled_pixels",
        "scenario.whatever_is_found",
    ),
)
