"""Networks of two and three layers are trained: their curves, and a table that repeats exactly."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rawgrad.learner.plots.digits import load
from rawgrad.learner.plots.sketch import Sketch
from rawgrad.learner.plots.style import BLUE, ORANGE, PALE, SKY, VERMILLION
from rawgrad.subject.values import Reference

SEED = 0
BATCH = 100
# D2's batches with a larger learning rate and a tenth of the images: seconds matter here.
RATE = 1.0
IMAGES, TESTS = slice(0, 6000), slice(0, 2000)
EPOCHS = 6
SIZES = (5, 10, 20, 30, 50)
SHORT = 120
NET = "two_layer_net.TwoLayerNet"
Data = tuple[Reference, Reference, Reference, Reference]


def two_layer_net(sketch: Sketch) -> Figure:
    """The loss of every batch, and the accuracies once an epoch."""
    data = _mnist(sketch)
    rng = np.random.default_rng(SEED)
    net = sketch.make(NET, 784, 50, 10, rng=rng)
    losses: list[float] = []
    accuracies = []
    each = sketch.shape("mnist.load_mnist", data[0])[0] // BATCH
    accuracies.append(_accuracies(sketch, net, data))
    for _ in sketch.steps(range(EPOCHS), sketch.say("epochs")):
        losses += _train_network(sketch, net, data, each, rng)
        accuracies.append(_accuracies(sketch, net, data))
    figure = sketch.figure("two_layer_net", 8, 3.6)
    left, right = figure.subplots(1, 2, squeeze=False)[0]
    left.plot(losses, color=SKY, linewidth=0.8, label=sketch.say("batch_loss"))
    mean = np.convolve(losses, np.full(20, 1 / 20), mode="valid")
    left.plot(np.arange(len(mean)) + 19, mean, color=BLUE, label=sketch.say("mean_loss"))
    left.set_xlabel(sketch.say("steps"))
    left.set_ylabel(sketch.say("loss"))
    left.set_title(sketch.say("loss_curve"))
    left.set_ylim(bottom=0)
    left.legend()
    train, test = np.array(accuracies).T
    right.plot(train, "-o", color=BLUE, markersize=5, label=sketch.say("training"))
    right.plot(test, "--s", color=ORANGE, markersize=5, label=sketch.say("test"))
    right.set_xlabel(sketch.say("epochs"))
    right.set_ylabel(sketch.say("accuracy"))
    right.set_title(sketch.say("epoch_accuracy"))
    right.set_ylim(0, 1)
    right.legend(loc="lower right")
    return figure


def hidden_sizes(sketch: Sketch) -> Figure:
    """D2's wish: hidden sizes compared, each trained twice from the same seed."""
    data = _mnist(sketch)
    runs: dict[int, list[tuple[float, float]]] = {size: [] for size in SIZES}
    tasks = list(itertools.product(range(2), SIZES))
    for _, size in sketch.steps(tasks, sketch.say("hidden")):
        rng = np.random.default_rng(SEED)
        net = sketch.make(NET, 784, size, 10, rng=rng)
        _train_network(sketch, net, data, SHORT, rng)
        runs[size].append(_accuracies(sketch, net, data))
    figure = sketch.figure("hidden_sizes", 8, 3.6)
    left, right = figure.subplots(1, 2, width_ratios=(2, 3), squeeze=False)[0]
    left.plot([runs[s][0][0] for s in SIZES], "-o", color=BLUE, label=sketch.say("training"))
    left.plot([runs[s][0][1] for s in SIZES], "--s", color=ORANGE, label=sketch.say("test"))
    left.set_xticks(range(len(SIZES)), [str(size) for size in SIZES])
    left.set_xlabel(sketch.say("hidden"))
    left.set_ylabel(sketch.say("accuracy"))
    note = sketch.say("hidden_note", steps=SHORT, batch=BATCH, rate=RATE)
    left.set_title(note, fontsize=9)
    left.legend(loc="lower right")
    _draw_table(sketch, right, runs)
    same = all(first == second for first, second in runs.values())
    verdict = sketch.say("repeats" if same else "differs", seed=SEED)
    right.set_title(verdict, color="#333333" if same else VERMILLION)
    return figure


def three_layer_net(sketch: Sketch) -> Figure:
    """D4's network trained by hand: on pixels from 0 to 255 as in D4, and from 0 to 1."""
    figure = sketch.figure("three_layer_net", 8, 3.6)
    left, right = figure.subplots(1, 2, squeeze=False)[0]
    lines = {"raw_pixels": ("--s", ORANGE), "scaled_pixels": ("-o", BLUE)}
    for name, (style, color) in lines.items():
        parts = sketch.make("mnist.load_mnist", name == "scaled_pixels", one_hot_label=True)
        losses, accuracies = _epochs(sketch, parts, sketch.say(name))
        epochs = range(1, len(losses) + 1)
        left.plot(epochs, losses, style, color=color, markersize=5, label=sketch.say(name))
        right.plot(epochs, accuracies, style, color=color, markersize=5, label=sketch.say(name))
    left.set_ylabel(sketch.say("squared_mean"))
    left.set_title(sketch.say("epoch_loss"))
    left.set_ylim(bottom=0)
    right.set_ylabel(sketch.say("accuracy"))
    right.set_title(sketch.say("test_accuracy"))
    right.set_ylim(0, 1)
    left.legend()
    for axes in (left, right):
        axes.set_xlabel(sketch.say("epochs"))
    return figure


def _epochs(sketch: Sketch, parts: Reference, label: str) -> tuple[list[float], list[float]]:
    """Train for some epochs, and return the loss and the test accuracy of each."""
    rng = np.random.default_rng(SEED)
    network: Any = sketch.make("three_layer_net.init_network", rng=rng)
    images, labels = parts[0][0][IMAGES], parts[0][1][IMAGES]
    count = sketch.shape("mnist.load_mnist", parts[1][1])
    answers = sketch.entry("mnist.load_mnist", parts[1][1], count)[TESTS].argmax(axis=1)
    losses, accuracies = [], []
    # Each epoch goes on from the network of the last one, with means of Adam that begin anew.
    for _ in sketch.steps(range(EPOCHS), label):
        function = "three_layer_net.train"
        network, loss = sketch.sequence(function, network, images, labels, rng=rng, length=2)
        if not isinstance(loss, list | tuple) or np.shape(loss) != (1,):
            raise sketch.unusable(function, "losses: 1")
        losses.append(float(loss[0]))
        shapes = [None, None, (len(answers), 10)]
        tests = parts[1][0][TESTS]
        *_, y = sketch.arrays("three_layer_net.forward", network, tests, shapes=shapes)
        accuracies.append(float(np.mean(y.argmax(axis=1) == answers)))
    return losses, accuracies


def _draw_table(sketch: Sketch, axes: Axes, runs: dict[int, list[tuple[float, float]]]) -> None:
    axes.set_axis_off()
    names = ("hidden_column", "parameters", "training", "first_run", "second_run")
    rows = [
        [
            str(size),
            f"{784 * size + size + size * 10 + 10:,}",
            f"{first[0]:.4f}",
            f"{first[1]:.4f}",
            f"{second[1]:.4f}",
        ]
        for size, (first, second) in runs.items()
    ]
    table = axes.table(
        rows, colLabels=[sketch.say(name) for name in names], loc="center", cellLoc="right",
        colLoc="right",
        colWidths=[0.15, 0.22, 0.2, 0.24, 0.24], edges="horizontal",
    )  # fmt: skip
    table.auto_set_font_size(False)
    table.set_fontsize(9)
    table.scale(1, 1.7)
    for cell in table.get_celld().values():
        cell.set_edgecolor(PALE)


def _mnist(sketch: Sketch) -> Data:
    train, test = load(sketch)
    return train[0][IMAGES], train[1][IMAGES], test[0][TESTS], test[1][TESTS]


def _train_network(
    sketch: Sketch, net: Reference, data: Data, steps: int, rng: np.random.Generator
) -> list[float]:
    """Train for some steps, and return the losses."""
    # Few tests: `train` measures an accuracy of its own at the first step.
    losses, _, _ = sketch.sequence(
        "two_layer_net.train", net, *data, iters_num=steps, batch_size=BATCH,
        learning_rate=RATE, rng=rng, length=3,
    )  # fmt: skip
    if not isinstance(losses, list | tuple | np.ndarray) or len(losses) != steps:
        raise sketch.unusable("two_layer_net.train", f"{steps} losses")
    return [float(loss) for loss in losses]


def _accuracies(sketch: Sketch, net: Reference, data: Data) -> tuple[float, float]:
    function = f"{NET}.accuracy"
    return (
        sketch.number(function, net, data[0], data[1]),
        sketch.number(function, net, data[2], data[3]),
    )
