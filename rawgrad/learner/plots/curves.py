"""Curves show one formula each: activation functions, softmax, losses, entropy."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rawgrad.learner.plots.sketch import Sketch
from rawgrad.learner.plots.style import BLACK, BLUE, GREY, ORANGE, VERMILLION

D4_SCORES = np.array([0.3, 2.9, 4.0])
D4_LARGE_SCORES = np.array([1010, 1000, 990])


def activation(sketch: Sketch) -> Figure:
    """D4's three curves, in its ranges, with its own examples as points."""
    figure = sketch.figure("activation", 8, 3)
    x = np.arange(-5.0, 5.0, 0.1)
    small, large = (-0.1, 1.1), (-1, 5)
    points = np.array([-1.0, 1.0, 2.0])
    drawn = (
        ("step_function", "number", small, points),
        ("sigmoid", "float", small, points),
        ("relu", "float", large, np.array([-5.0, 0.0, 4.0])),
    )
    for axes, (name, kind, limits, marks) in zip(_axes_row(figure, 3), drawn, strict=True):
        function = f"activation.{name}"
        axes.plot(x, sketch.array(function, x, shape=x.shape, kind=kind), color=BLUE)
        y = sketch.array(function, marks, shape=marks.shape, kind=kind)
        axes.plot(marks, y, "o", color=VERMILLION)
        axes.set_ylim(limits)
        axes.set_title(name)
        axes.set_xlabel(sketch.say("input"))
    return figure


def softmax(sketch: Sketch) -> Figure:
    """D4's scores and their probabilities; beside them D4's large scores, on a log scale."""
    figure = sketch.figure("softmax", 8, 3.4)
    left, right = _axes_row(figure, 2)
    for axes, scores, title in (
        (left, D4_SCORES, "small_scores"),
        (right, D4_LARGE_SCORES, "large_scores"),
    ):
        y = sketch.array("softmax.softmax", scores, shape=scores.shape)
        bars = axes.bar([f"{score:g}" for score in scores], y, width=0.55, color=BLUE)
        axes.bar_label(bars, [f"{value:.4g}".replace("-", "−") for value in y], padding=2)
        axes.set_title(sketch.say(title))
        axes.set_xlabel(sketch.say("score"))
        axes.grid(False, axis="x")
    left.set_ylim(0, 1)
    left.set_ylabel(sketch.say("probability"))
    right.set_yscale("log")
    right.set_ylim(1e-10, 30)
    # As NumPy writes them; the raised exponents of mathtext have no minus sign in a Korean font.
    right.yaxis.set_major_formatter("{x:g}")
    right.set_ylabel(sketch.say("log_probability"))
    return figure


def loss(sketch: Sketch) -> Figure:
    """Both losses of the output (p, 1 - p) against p, when the first class is the right one."""
    figure = sketch.figure("loss", 7, 3.8)
    (axes,) = _axes_row(figure, 1)
    p = np.linspace(0.01, 1, 100)
    target = np.array([1, 0])
    for name, label, color, style in (
        ("cross_entropy_error", "entropy_loss", ORANGE, "-"),
        ("sum_of_squares_error", "squared", BLUE, "--"),
    ):
        y = [sketch.number(f"loss.{name}", np.array([q, 1 - q]), target) for q in p]
        axes.plot(p, y, style, color=color, label=sketch.say(label))
    axes.set_xlabel(sketch.say("right_p"))
    axes.set_ylabel(sketch.say("loss"))
    axes.set_xlim(0, 1)
    axes.set_ylim(bottom=0)
    axes.legend()
    return figure


def information(sketch: Sketch) -> Figure:
    """The information of an event, and the entropy of a coin, in bits."""
    figure = sketch.figure("information", 8, 3.4)
    left, right = _axes_row(figure, 2)
    p = np.linspace(0.01, 1, 100)
    left.plot(p, sketch.array("information.self_information", p, shape=p.shape), color=BLUE)
    halves = np.array([0.5, 0.25, 0.125])
    bits = sketch.array("information.self_information", halves, shape=halves.shape)
    left.plot(halves, bits, "o", color=VERMILLION)
    for half, value in zip(halves, bits, strict=True):
        left.annotate(
            f"{half:g}: {value:.4g}", (half, value), xytext=(8, 2), textcoords="offset points"
        )
    left.set_title(sketch.say("rare"))
    left.set_xlabel(sketch.say("event_p"))
    left.set_ylabel(sketch.say("bits"))
    left.set_ylim(bottom=0)
    heads = np.linspace(0, 1, 101)
    entropy = [sketch.number("information.entropy", np.array([q, 1 - q])) for q in heads]
    right.plot(heads, entropy, color=ORANGE)
    right.axvline(0.5, color=GREY, linestyle=":", linewidth=1.2)
    right.set_title(sketch.say("coin"))
    right.set_xlabel(sketch.say("heads_p"))
    right.set_ylabel(sketch.say("bits"))
    right.set_ylim(0, 1.1)
    return figure


def binary(sketch: Sketch) -> Figure:
    """The loss of both answers against the logit, and its slope."""
    figure = sketch.figure("binary", 8, 3.4)
    left, right = _axes_row(figure, 2)
    x = np.linspace(-10, 10, 201)
    name = "binary.sigmoid_cross_entropy_with_logits"
    for answer, label, color, style in ((1.0, "yes", BLUE, "-"), (0.0, "no", ORANGE, "--")):
        z = np.full_like(x, answer)
        y = sketch.array(name, z, x, shape=x.shape)
        slope = sketch.array(f"{name}_derv", z, x, shape=x.shape)
        left.plot(x, y, style, color=color, label=sketch.say(label))
        right.plot(x, slope, style, color=color, label=sketch.say(label))
    left.set_title(sketch.say("cost"))
    left.set_ylabel(sketch.say("loss"))
    right.set_title(sketch.say("slope"))
    right.axhline(0, color=BLACK, linewidth=0.8)
    for axes in (left, right):
        axes.set_xlabel(sketch.say("logit"))
    left.legend(loc="upper center")
    return figure


def _axes_row(figure: Figure, count: int) -> list[Axes]:
    """Return a row of axes."""
    return list(figure.subplots(1, count, squeeze=False)[0])
