"""D1's networks are drawn on the plane of their inputs: what one and two layers answer."""

from __future__ import annotations

import contextlib
import itertools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from rawgrad.kit.errors import BrokenKit
from rawgrad.learner.plots.sketch import Sketch
from rawgrad.learner.plots.style import ANSWERS, BLACK, BLUE, ORANGE

ALPHA = 0.9
# D1's four samples; the third input is always 1 and stands for a bias.
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
AND = np.array([[0], [0], [0], [1]])
XOR = np.array([[0], [1], [1], [0]])
# The weights D1 prints.
ONE_LAYER = np.array([[0.8177835, 0.88612231, -0.88451088]])
TWO_LAYERS = (
    np.array([[-0.8, 0.5, -0.6], [0.1, 0.9, 0.3], [0.1, 0.8, -0.9], [0.3, 0.7, 0.3]]),
    np.array([[0.1, 0.7, -0.8, -0.6]]),
)
Weights = tuple[np.ndarray, np.ndarray]
SQUARED = ("squared", "backprop.backprop_XOR")
ENTROPY = ("entropy", "backprop_ce.BackpropCE")
MOMENTS = (0, 400, 2000)
LAST = 5000
GRID = np.linspace(-0.5, 1.5, 21)


def perceptron(sketch: Sketch) -> Figure:
    """One layer after learning AND and XOR, and the line on which it answers 0.5."""
    figure = sketch.figure("perceptron", 8, 4)
    pair = figure.subplots(1, 2, sharex=True, sharey=True, squeeze=False)[0]
    for axes, answers, title in zip(
        pair, (AND, XOR), ("and_learnt", "xor_not_learnt"), strict=True
    ):
        weights = sketch.array(
            "perceptron.delta_GD", ONE_LAYER, X, answers, ALPHA, times=1000, shape=(1, 3)
        )
        surface = [[_single(sketch, weights, a, b) for a in GRID] for b in GRID]
        _surface(axes, np.array(surface))
        _samples(axes, answers)
        axes.set_title(sketch.say(title))
    _finish(sketch, figure, pair)
    return figure


def backprop(sketch: Sketch) -> Figure:
    """XOR's surface before, while and after learning, for each loss that is written."""
    rows = [(SQUARED, _moments(sketch, SQUARED[1]))]
    # That exercise comes later; until then the squared error makes a picture of its own.
    with contextlib.suppress(BrokenKit):
        rows.append((ENTROPY, _moments(sketch, ENTROPY[1])))
    figure = sketch.figure("backprop", 8, 0.8 + 2.6 * len(rows))
    grid = figure.subplots(len(rows), len(MOMENTS), sharex=True, sharey=True, squeeze=False)
    # Both losses start from the same weights.
    before = _answers(sketch, TWO_LAYERS)
    for line, (loss, moments) in zip(grid, rows, strict=True):
        for axes, epochs, weights in zip(line, MOMENTS, moments, strict=True):
            _surface(axes, _answers(sketch, weights) if epochs else before)
            _samples(axes, XOR)
            when = sketch.say("while", epochs=epochs) if epochs else sketch.say("before")
            axes.set_title(when, fontsize=10)
        line[0].set_ylabel(f"{sketch.say(f'{loss[0]}_short')}\n\nx1")
    for axes in grid[-1]:
        axes.set_xlabel("x0")
    _scale(sketch, figure, list(grid.ravel()))
    return figure


def backprop_ce(sketch: Sketch) -> Figure:
    """The largest error of the four outputs against the epochs, for both losses."""
    figure = sketch.figure("backprop_ce", 7, 4)
    axes = figure.subplots()
    marks = np.unique(np.geomspace(1, LAST, 30).astype(int))
    last = []
    for (loss, function), color, style in ((SQUARED, BLUE, "--"), (ENTROPY, ORANGE, "-")):
        weights, done, misses = TWO_LAYERS, 0, []
        for epochs in sketch.steps(marks, sketch.say(f"{loss}_short")):
            weights = _learn(sketch, function, weights, epochs - done)
            done = epochs
            outputs = [_network_output(sketch, weights, x) for x in X]
            misses.append(np.abs(np.array(outputs) - XOR[:, 0]).max())
        axes.plot(marks, misses, style, color=color, label=sketch.say(f"{loss}_short"))
        axes.annotate(
            f"{misses[-1]:.4f}", (marks[-1], misses[-1]), xytext=(5, 0),
            textcoords="offset points", va="center", color="#333333",
        )  # fmt: skip
        last.append(misses[-1])
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:g}")
    axes.set_xlabel(sketch.say("epochs"))
    axes.set_ylabel(sketch.say("largest_miss"))
    axes.set_title(sketch.say("ends", epochs=LAST, times=last[0] / max(last[1], 1e-300)))
    axes.legend(loc="lower left")
    return figure


def _single(sketch: Sketch, weights: np.ndarray, a: float, b: float) -> float:
    y = sketch.array("perceptron.calc_output", weights, np.array([a, b, 1.0]), shape=(1,))
    return float(y[0])


def _learn(sketch: Sketch, function: str, weights: Weights, epochs: int) -> Weights:
    if epochs == 0:
        return weights
    first, second = sketch.arrays(
        function, *weights, X, XOR, ALPHA, times=int(epochs), carry=2, shapes=((4, 3), (1, 4))
    )
    return first, second


def _moments(sketch: Sketch, function: str) -> list[Weights]:
    """Return the weights at each of `MOMENTS`."""
    found = [TWO_LAYERS]
    for before, epochs in itertools.pairwise(MOMENTS):
        found.append(_learn(sketch, function, found[-1], epochs - before))
    return found


def _network_output(sketch: Sketch, weights: Weights, x: np.ndarray) -> float:
    y, _ = sketch.arrays("backprop.calc_output", *weights, x, shapes=((1,), (4,)))
    return float(y[0])


def _answers(sketch: Sketch, weights: Weights) -> np.ndarray:
    # Point by point: calc_output takes one input.
    return np.array(
        [[_network_output(sketch, weights, np.array([a, b, 1.0])) for a in GRID] for b in GRID]
    )


def _surface(axes: Axes, answers: np.ndarray) -> None:
    axes.contourf(GRID, GRID, answers, levels=np.linspace(0, 1, 21), cmap=ANSWERS)
    if answers.min() < 0.5 < answers.max():
        axes.contour(GRID, GRID, answers, levels=[0.5], colors=BLACK, linewidths=1.8)
    axes.grid(False)
    axes.set_aspect("equal")
    axes.set_xticks([0, 1])
    axes.set_yticks([0, 1])


def _samples(axes: Axes, answers: np.ndarray) -> None:
    for value, marker, color in ((0, "s", BLUE), (1, "o", ORANGE)):
        chosen = X[answers[:, 0] == value]
        axes.plot(
            chosen[:, 0], chosen[:, 1], marker, color=color, markersize=9,
            markeredgecolor=BLACK, markeredgewidth=1.2, linestyle="none",
        )  # fmt: skip


def _finish(sketch: Sketch, figure: Figure, row: np.ndarray) -> None:
    for axes in row:
        axes.set_xlabel("x0")
    row[0].set_ylabel("x1")
    _scale(sketch, figure, list(row))


def _scale(sketch: Sketch, figure: Figure, axes: list[Axes]) -> None:
    """Put one scale beside all axes: the samples' marks name the two right answers."""
    colours = ScalarMappable(Normalize(0, 1), ANSWERS)
    bar = figure.colorbar(colours, ax=axes, label=sketch.say("output"), shrink=0.8)
    bar.set_ticks([0, 0.5, 1])
    bar.outline.set_visible(False)
    handles = [
        axes[0].plot([], [], marker, color=color, markeredgecolor=BLACK, linestyle="none")[0]
        for marker, color in (("s", BLUE), ("o", ORANGE))
    ]
    labels = [sketch.say("answer_0"), sketch.say("answer_1")]
    figure.legend(handles, labels, loc="outside lower center", ncols=2)
