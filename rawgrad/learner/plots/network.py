"""D4's network of three layers is drawn, with the signal that runs through it."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from rawgrad.learner.plots.sketch import Sketch
from rawgrad.learner.plots.style import BLUE, GREY, ORANGE, SKY

INPUT = np.array([1.0, 0.5])
SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (2, 2), "b3": (2,)}
FILLS = ("white", SKY, SKY, ORANGE)


def forward(sketch: Sketch) -> Figure:
    """Neurons with their values for D4's input, and lines as wide as their weights."""
    layers, weights = _signal(sketch)
    figure = sketch.figure("forward", 8, 4)
    axes = figure.subplots()
    axes.set_axis_off()
    places = [_places(number, len(values)) for number, values in enumerate(layers)]
    for left, right, weight in zip(places, places[1:], weights, strict=False):
        for (row, column), width in np.ndenumerate(weight):
            (x0, y0), (x1, y1) = left[row], right[column]
            axes.plot([x0, x1], [y0, y1], color=GREY, linewidth=6 * abs(width), alpha=0.6, zorder=1)
    for values, spots, fill in zip(layers, places, FILLS, strict=True):
        x, y = np.array(spots).T
        axes.plot(x, y, "o", markersize=42, color=fill, markeredgecolor=BLUE, zorder=2)
        for spot, value in zip(spots, values, strict=True):
            axes.text(
                *spot,
                f"{value:g}" if values is INPUT else f"{value:.4f}",
                ha="center",
                va="center",
                fontsize=9,
                zorder=3,
            )
    names = [sketch.say("inputs"), *(sketch.say("layer", number=n) for n in (1, 2))]
    for number, name in enumerate([*names, sketch.say("outputs")]):
        axes.text(number, -1.75, name, ha="center", va="center", color="#333333")
    axes.set_xlim(-0.4, 3.4)
    axes.set_ylim(-2, 1.6)
    axes.set_title(sketch.say("weights"), fontsize=9, color="#333333")
    return figure


def _signal(sketch: Sketch) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return the values of each layer, and the weights between them."""
    function = "forward.init_network"
    made = sketch.make(function)
    network = {name: sketch.entry(function, made[name], shape) for name, shape in SHAPES.items()}
    layers = [INPUT]
    for number in (1, 2):
        a = layers[-1] @ network[f"W{number}"] + network[f"b{number}"]
        layers.append(sketch.array("activation.sigmoid", a, shape=a.shape))
    layers.append(sketch.array("forward.forward", network, INPUT, shape=(2,)))
    return layers, [network[f"W{number}"] for number in (1, 2, 3)]


def _places(layer: int, count: int) -> list[tuple[float, float]]:
    """Return where the neurons of a layer stand."""
    return [(layer, 1.1 * ((count - 1) / 2 - neuron)) for neuron in range(count)]
