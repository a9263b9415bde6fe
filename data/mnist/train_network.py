"""Train the network that `mnist.init_network` loads by default, and write it down.

    python data/mnist/train_network.py

It reads the MNIST files beside it and writes `sample_network.npz` there: 784 inputs, hidden
layers of 50 and 100 neurons, 10 outputs. The documents give the same network the pixels from 0 to
255 in one place and divided by 255 in another, so it must do well on both: half of each
mini-batch is the one, half the other. The seed is fixed: on one machine and with one version of
NumPy each run writes the same bytes. Elsewhere the last digits of the matrix products differ, and
with them the accuracy, by about 0.002. A run takes a quarter of a minute.
"""

import os
import sys
from pathlib import Path

# Before NumPy is imported: how many threads share a matrix product changes its last digits.
for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402

HERE = Path(__file__).resolve().parent
# A script finds modules in its own folder; the solutions lie in the repository's root.
sys.path.insert(0, str(HERE.parents[1]))

from solutions.activation import sigmoid  # noqa: E402
from solutions.mnist import accuracy, load_mnist  # noqa: E402
from solutions.softmax import softmax  # noqa: E402

SEED = 1
STEPS = 5000
HALF_BATCH = 100
LEARNING_RATE = 0.003
KEYS = ("W1", "b1", "W2", "b2", "W3", "b3")


def initial_network(rng):
    """Draw weights of about 1 / sqrt(inputs), in the order W1, W2, W3; biases are 0."""
    network = {}
    for layer, (inputs, outputs) in enumerate([(784, 50), (50, 100), (100, 10)], start=1):
        network[f"W{layer}"] = rng.standard_normal((inputs, outputs)) / np.sqrt(inputs)
        network[f"b{layer}"] = np.zeros(outputs)
    return network


def gradients(network, x, t, scale):
    """Backpropagate the cross-entropy of a batch.

    x (N, 784) are pixels divided by 255, t (N, 10) one-hot labels, and scale (N, 1) is what each
    image is multiplied by before the network sees it: 1 or 255.
    """
    z1 = sigmoid(np.dot(x * scale, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    y = softmax(np.dot(z2, network["W3"]) + network["b3"])
    # The slope of the loss with respect to each layer's sum, from the last layer to the first.
    # With softmax and cross-entropy it begins as y - t; the slope of a sigmoid z is z (1 - z).
    delta3 = (y - t) / len(x)
    delta2 = np.dot(delta3, network["W3"].T) * z2 * (1 - z2)
    delta1 = np.dot(delta2, network["W2"].T) * z1 * (1 - z1)
    return {
        # The true slope has x * scale here. Without it the images of 0 to 255 don't outweigh the
        # others by 255 to 1, and both kinds are learnt.
        "W1": np.dot(x.T, delta1),
        "b1": delta1.sum(axis=0),
        "W2": np.dot(z1.T, delta2),
        "b2": delta2.sum(axis=0),
        "W3": np.dot(z2.T, delta3),
        "b3": delta3.sum(axis=0),
    }


def train(x_train, t_train):
    """Train with Adam (Kingma and Ba 2015) and a learning rate that falls to 0."""
    rng = np.random.default_rng(SEED)
    network = initial_network(rng)
    mean = {key: np.zeros_like(network[key]) for key in KEYS}
    square = {key: np.zeros_like(network[key]) for key in KEYS}
    one_hot = np.eye(10)
    scale = np.repeat([1.0, 255.0], HALF_BATCH).reshape(-1, 1)
    for step in range(STEPS):
        chosen = rng.choice(len(x_train), 2 * HALF_BATCH)
        grads = gradients(network, x_train[chosen], one_hot[t_train[chosen]], scale)
        rate = LEARNING_RATE * (1 - step / STEPS)
        for key in KEYS:
            # Running means of the gradient and of its square, made good for their start at 0.
            mean[key] = 0.9 * mean[key] + 0.1 * grads[key]
            square[key] = 0.999 * square[key] + 0.001 * grads[key] ** 2
            first = mean[key] / (1 - 0.9 ** (step + 1))
            second = square[key] / (1 - 0.999 ** (step + 1))
            network[key] = network[key] - rate * first / (np.sqrt(second) + 1e-8)
    return {key: network[key].astype(np.float32) for key in KEYS}


def main():
    """Train, write the network, and print how well it does on the test images."""
    (x_train, t_train), (x_test, t_test) = load_mnist(directory=HERE)
    network = train(x_train, t_train)
    # Under another name until it is complete, so that no half-written network is ever loaded.
    # Given an open file, savez adds neither a suffix nor the time: same network, same bytes.
    target = HERE / "sample_network.npz"
    unfinished = HERE / "sample_network.npz.part"
    with unfinished.open("wb") as file:
        np.savez(file, **network)
    unfinished.replace(target)

    (_, _), (raw_test, _) = load_mnist(normalize=False, directory=HERE)
    print("test accuracy, pixels from 0 to 255:", accuracy(network, raw_test, t_test))
    print("test accuracy, pixels divided by 255:", accuracy(network, x_test, t_test))


if __name__ == "__main__":
    main()
