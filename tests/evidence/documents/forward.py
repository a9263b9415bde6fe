"""D4's forward pass, as it is and with what its one input and two outputs would allow."""

import numpy as np

from rawgrad.authoring.evidence import listing


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(network, x):
    a1 = np.dot(x, network["W1"]) + network["b1"]
    a2 = np.dot(sigmoid(a1), network["W2"]) + network["b2"]
    return np.dot(sigmoid(a2), network["W3"]) + network["b3"]


def squeezed(network, x):
    return np.squeeze(forward(network, x))


listing("forward-d4", document="D4", code={"forward": forward}, earns=10, loses=())
listing(
    "forward-d4-squeezed",
    document="D4",
    code={"forward": squeezed},
    earns=9,
    loses=("forward.sizes",),
)
