"""What D2's network has in common with ours: it draws from np.random and trains by measuring."""

import numpy as np

from rawgrad.authoring.evidence import listing
from solutions.activation import sigmoid
from solutions.gradient import numerical_gradient as measure
from solutions.loss import cross_entropy_error
from solutions.softmax import softmax

KEYS = ("W1", "b1", "W2", "b2")


def predict(self, x):
    W1, W2 = self.params["W1"], self.params["W2"]
    b1, b2 = self.params["b1"], self.params["b2"]
    z1 = sigmoid(np.dot(x, W1) + b1)
    return softmax(np.dot(z1, W2) + b2)


def loss(self, x, t):
    return cross_entropy_error(self.predict(x), t)


def accuracy(self, x, t):
    y = np.argmax(self.predict(x), axis=1)
    t = np.argmax(t, axis=1)
    return np.sum(y == t) / float(x.shape[0])


def numerical_gradient(self, x, t):
    return {key: measure(lambda W: self.loss(x, t), self.params[key]) for key in KEYS}


listing(
    "two_layer_net-d2",
    document="D2",
    code={
        "TwoLayerNet.predict": predict,
        "TwoLayerNet.loss": loss,
        "TwoLayerNet.accuracy": accuracy,
    },
    earns=9.5,
    loses=("TwoLayerNet.accuracy.targets", "train.targets"),
)
listing(
    "two_layer_net-d2-gradient",
    document="D2",
    code={"TwoLayerNet.numerical_gradient": numerical_gradient},
    earns=9,
    loses=(
        "TwoLayerNet.numerical_gradient.values",
        "TwoLayerNet.numerical_gradient.targets",
    ),
)
