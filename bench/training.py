"""Training by hand against PyTorch and Keras, on the same digits, with one thread and with two.

Two jobs: `two_layer_net.train`, as D2 has it, against an eager loop in PyTorch that does the same
after every step; and epochs of `three_layer_net.train`, as D4 has them in Keras, against Keras and
an eager loop. By hand the weights are float64, as the exercises make them, and the frameworks' are
float32, as they make them; by hand and PyTorch also run in the type of the other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from .measure import Worker, compare, environment, in_turn, is_quick, machine, serve, version

PACKAGES = {"by hand": (), "PyTorch, eager": ("torch",), "Keras on PyTorch": ("torch", "keras")}
BATCH = 100
EPOCH_BATCH = 32

# A run in float64 would take long and tell little.
FLOAT32_ONLY = ("Keras on PyTorch",)


def two_layers_by_hand(dtype: str) -> Callable[[int], object]:
    """Prepare the reference's net; the work is so many steps."""
    from solutions.mnist import load_mnist
    from solutions.two_layer_net import TwoLayerNet, train

    (x, t), (x_test, t_test) = load_mnist(one_hot_label=True)
    rng = np.random.default_rng(0)
    net = TwoLayerNet(784, 50, 10, rng=rng)
    net.params = {key: value.astype(dtype) for key, value in net.params.items()}
    t, t_test = t.astype(dtype), t_test.astype(dtype)
    return lambda steps: train(net, x, t, x_test, t_test, steps, BATCH, 0.1, rng)


def two_layers_in_torch(dtype: str) -> Callable[[int], object]:
    """Prepare the same net in PyTorch; the loop keeps the same three lists."""
    import torch
    from torch import nn
    from torch.nn import functional

    from solutions.mnist import load_mnist

    (x, t), (x_test, t_test) = (tuple(map(torch.tensor, part)) for part in load_mnist())
    t, t_test = t.long(), t_test.long()
    kind = getattr(torch, dtype)
    x, x_test = x.to(kind), x_test.to(kind)
    net = nn.Sequential(nn.Linear(784, 50), nn.Sigmoid(), nn.Linear(50, 10)).to(kind)
    optimiser = torch.optim.SGD(net.parameters(), lr=0.1)

    def accuracy(x: torch.Tensor, t: torch.Tensor) -> float:
        with torch.no_grad():
            return (net(x).argmax(1) == t).float().mean().item()

    def train(steps: int) -> tuple[list[float], list[float], list[float]]:
        losses, train_accuracy, test_accuracy = [], [], []
        for i in range(steps):
            batch = torch.randint(len(x), (BATCH,))
            x_batch, t_batch = x[batch], t[batch]
            optimiser.zero_grad()
            functional.cross_entropy(net(x_batch), t_batch).backward()
            optimiser.step()
            with torch.no_grad():
                losses.append(functional.cross_entropy(net(x_batch), t_batch).item())
            if i % (len(x) // BATCH) == 0:
                train_accuracy.append(accuracy(x, t))
                test_accuracy.append(accuracy(x_test, t_test))
        return losses, train_accuracy, test_accuracy

    return train


def three_layers_by_hand(dtype: str) -> Callable[[int], object]:
    """Prepare the reference's net; the work is an epoch over so many images."""
    from solutions.mnist import load_mnist
    from solutions.three_layer_net import init_network, train

    (x, t), _ = load_mnist(normalize=False, one_hot_label=True)
    rng = np.random.default_rng(0)
    network = {key: value.astype(dtype) for key, value in init_network(rng=rng).items()}
    t = t.astype(dtype)
    return lambda images: train(network, x[:images], t[:images], 1, EPOCH_BATCH, rng=rng)


def three_layers_in_torch(dtype: str) -> Callable[[int], object]:
    """Prepare the same net, error and optimiser in PyTorch."""
    import torch
    from torch import nn
    from torch.nn import functional

    from solutions.mnist import load_mnist

    (images, labels), _ = load_mnist(normalize=False, one_hot_label=True)
    kind = getattr(torch, dtype)
    x, t = torch.tensor(images, dtype=kind), torch.tensor(labels, dtype=kind)
    net = nn.Sequential(
        *(nn.Linear(784, 50), nn.Sigmoid(), nn.Linear(50, 100), nn.Sigmoid()),
        *(nn.Linear(100, 10), nn.Softmax(1)),
    ).to(kind)
    optimiser = torch.optim.Adam(net.parameters())

    def train(images: int) -> float:
        total = 0.0
        for batch in torch.randperm(images).split(EPOCH_BATCH):
            optimiser.zero_grad()
            loss = functional.mse_loss(net(x[batch]), t[batch])
            loss.backward()
            optimiser.step()
            total += loss.item() * len(batch)
        return total / images

    return train


def three_layers_in_keras(dtype: str) -> Callable[[int], object]:
    """Prepare D4's model and the call that D4 has: batches of 32, in Keras' own order."""
    import keras

    from solutions.keras_mnist import build_model
    from solutions.mnist import load_mnist

    keras.config.set_floatx(dtype)
    (x, t), _ = load_mnist(normalize=False, one_hot_label=True)
    model = build_model()
    return lambda images: model.fit(x[:images], t[:images], epochs=1, verbose=0)


Prepare = Callable[[str], Callable[[int], object]]
TWO_LAYERS: dict[str, Prepare] = {
    "by hand": two_layers_by_hand,
    "PyTorch, eager": two_layers_in_torch,
}
THREE_LAYERS: dict[str, Prepare] = {
    "by hand": three_layers_by_hand,
    "PyTorch, eager": three_layers_in_torch,
    "Keras on PyTorch": three_layers_in_keras,
}


def race(
    contenders: dict[str, Prepare], dtypes: list[str], size: int, rounds: int, threads: int
) -> str:
    """Let workers do the same work in turn; those whose package is missing are named."""
    missing = {
        name: " and ".join(package for package in PACKAGES[name] if version(package) is None)
        for name in contenders
    }
    count = str(threads)
    with TemporaryDirectory() as folder:
        env = environment(
            Path(folder), OPENBLAS_NUM_THREADS=count, OMP_NUM_THREADS=count, KERAS_BACKEND="torch"
        )
        workers = {
            f"{name}, {dtype}": Worker("bench.training", f"{prepare.__name__}:{dtype}", env)
            for dtype in dtypes
            for name, prepare in contenders.items()
            if not missing[name] and (dtype == "float32" or name not in FLOAT32_ONLY)
        }
        try:
            for worker in workers.values():
                worker.run(size // 10)
            work = {name: lambda w=worker: w.run(size) for name, worker in workers.items()}
            times = in_turn(work, rounds, warm=0)
        finally:
            for worker in workers.values():
                worker.close()
    absent = [f"{name}: {what} is not installed" for name, what in missing.items() if what]
    parts = [compare(times, f"by hand, {dtypes[0]}", absent=absent)]
    for dtype in dtypes[1:]:
        alike = {name: values for name, values in times.items() if name.endswith(dtype)}
        parts.append(compare(alike, f"by hand, {dtype}"))
    return "\n\n".join(parts)


def main(quick: bool) -> str:
    """Measure, and return the tables."""
    dtypes = ["float64", "float32"]
    steps, chunks = (100, 1) if quick else (5_000, 2)
    images, epochs = (320, 1) if quick else (60_000, 2)
    parts = [machine("torch", "keras")]
    for threads in (1,) if quick else (1, 2):
        on = "one thread" if threads == 1 else "two threads"
        parts += [
            f"`TwoLayerNet`, {chunks * steps:,} steps of {BATCH} images as {chunks} times "
            f"{steps:,}, on {on}:",
            race(TWO_LAYERS, dtypes, steps, chunks, threads),
            f"Three layers with Adam, an epoch of {images:,} images in batches of {EPOCH_BATCH}, "
            f"{epochs} times, on {on}:",
            race(THREE_LAYERS, dtypes, images, epochs, threads),
        ]
    return "\n\n".join(parts)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        name, _, dtype = sys.argv[2].partition(":")
        serve(globals()[name](dtype))
    else:
        print(main(is_quick(__doc__)))
