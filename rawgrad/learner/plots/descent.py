"""Gradient descent is drawn: the gradient's arrows, and walks down a bowl."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rawgrad.learner.plots.sketch import Sketch
from rawgrad.learner.plots.style import BLACK, BLUE, GREY, ORANGE, VERMILLION

START = np.array([-3.5, 1.8])
STEPS = 20
# Too short, about right, and so long that it jumps from side to side.
RATES = ((0.02, BLUE, "s", "-"), (0.15, VERMILLION, "o", "-"), (0.46, ORANGE, "^", "-"))


def bowl(x: Any) -> float:
    """Return x0^2 / 2 + 2 * x1^2: steeper one way than the other."""
    return float(x[0] ** 2 / 2 + 2 * x[1] ** 2)


def gradient(sketch: Sketch) -> Figure:
    """Arrows of the numerical gradient beside walks that follow it down."""
    figure = sketch.figure("gradient", 8, 3.6)
    left, right = figure.subplots(1, 2, sharex=True, sharey=True, squeeze=False)[0]
    for axes in (left, right):
        _contours(axes)
        axes.plot(0, 0, "*", color=BLACK, markersize=10, zorder=3)
    left.set_title(sketch.say("field"))
    x0, x1 = np.meshgrid(np.linspace(-3.5, 3.5, 8), np.linspace(-2, 2, 7))
    places = np.stack([x0.ravel(), x1.ravel()], axis=1)
    arrows = np.array(
        [sketch.array("gradient.numerical_gradient", bowl, p, shape=(2,)) for p in places]
    )
    left.quiver(*places.T, *arrows.T, color=BLUE, angles="xy", width=0.006)
    right.set_title(sketch.say("walks"))
    for rate, color, marker, line in RATES:
        walk = [START]
        for _ in range(STEPS):
            step = sketch.array(
                "gradient.gradient_descent", bowl, walk[-1], lr=rate, step_num=1, shape=(2,)
            )
            walk.append(step)
        right.plot(
            *np.array(walk).T, line, color=color, marker=marker, markersize=3.5, linewidth=1.2,
            label=f"lr = {rate:g}",
        )  # fmt: skip
    right.legend(loc="upper right", frameon=True, framealpha=0.9, edgecolor="none")
    return figure


def _contours(axes: Axes) -> None:
    x0, x1 = np.meshgrid(np.linspace(-4.2, 4.2, 85), np.linspace(-2.6, 2.6, 53))
    heights = np.vectorize(lambda a, b: bowl((a, b)))(x0, x1)
    axes.contour(x0, x1, heights, levels=[0.1, 0.5, 1.5, 3, 5, 8, 12], colors=GREY, linewidths=0.6)
    axes.set_xlabel("x0")
    axes.set_ylabel("x1")
    axes.grid(False)
