"""Handwritten digits are drawn, with what a trained network reads in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from rawgrad.learner.plots.sketch import Sketch
from rawgrad.learner.plots.style import BLACK, VERMILLION
from rawgrad.subject.values import Reference

ROWS, COLUMNS = 3, 8
PIXELS = 784
# From one image to the next, in pixels: 28, and room for a line of text.
PITCH = (36, 40)


@dataclass(frozen=True)
class DigitReading:
    """The test images, their labels, and the probabilities the network gave."""

    images: Reference
    labels: np.ndarray
    probabilities: np.ndarray

    @property
    def read(self) -> np.ndarray:
        """The most probable digits."""
        return self.probabilities.argmax(axis=1)


def mnist(sketch: Sketch) -> Figure:
    """The first test images, each with the digit that was read and how sure the network was."""
    found = _read_digits(sketch)
    figure = sketch.figure("mnist", 8, 4.2)
    _images(sketch, figure, found, np.arange(ROWS * COLUMNS), with_label=False)
    right = int(np.sum(found.read == found.labels))
    total = len(found.labels)
    caption = sketch.say("recognised", right=right, total=total, accuracy=right / total)
    figure.supxlabel(caption, fontsize=10)
    return figure


def misread(sketch: Sketch) -> Figure:
    """The misread test images, the surest mistakes first."""
    found = _read_digits(sketch)
    figure = sketch.figure("misread", 8, 4.4)
    wrong = np.flatnonzero(found.read != found.labels)
    surest = wrong[np.argsort(-found.probabilities[wrong].max(axis=1), kind="stable")]
    _images(sketch, figure, found, surest[: ROWS * COLUMNS], with_label=True)
    caption = sketch.say("surest", wrong=len(wrong), total=len(found.labels))
    figure.supxlabel(caption, fontsize=10)
    return figure


def _read_digits(sketch: Sketch) -> DigitReading:
    images, labels = load(sketch)[1]
    count = sketch.shape("mnist.load_mnist", images)[0]
    network = sketch.make("mnist.init_network")
    y = sketch.array("mnist.predict", network, images, shape=(count, 10))
    answers = sketch.entry("mnist.load_mnist", labels, (count,), kind="integer")
    return DigitReading(images, answers, y)


def load(sketch: Sketch) -> tuple[tuple[Reference, Reference], tuple[Reference, Reference]]:
    """Load MNIST with the learner's loader; the images stay with the learner's code."""
    name = "mnist.load_mnist"
    parts = sketch.make(name)
    for part in (parts[0], parts[1]):
        images, labels = sketch.shape(name, part[0]), sketch.shape(name, part[1])
        if len(images) != 2 or images[1] != PIXELS or labels != images[:1]:
            raise sketch.unusable(name, f"{images}, {labels}: (N, {PIXELS}), (N,)")
    return (parts[0][0], parts[0][1]), (parts[1][0], parts[1][1])


def _images(
    sketch: Sketch, figure: Figure, found: DigitReading, chosen: np.ndarray, with_label: bool
) -> None:
    # All on one axes: two dozen of their own would take seconds to lay out.
    axes = figure.subplots()
    axes.set_axis_off()
    for place, index in enumerate(map(int, chosen)):
        row, column = divmod(place, COLUMNS)
        image = sketch.entry("mnist.load_mnist", found.images[index], (PIXELS,), kind="number")
        x, y = column * PITCH[0], -row * PITCH[1]
        axes.imshow(image.reshape(28, 28), cmap="gray_r", extent=(x, x + 28, y, y + 28))
        read, label = int(found.read[index]), int(found.labels[index])
        if with_label:
            text = sketch.say("misread", read=read, right=label)
        else:
            text = sketch.say("read", digit=read, percent=found.probabilities[index].max())
        axes.text(
            x + 14, y + 30, text, ha="center", va="bottom", fontsize=8,
            color=BLACK if read == label else VERMILLION,
        )  # fmt: skip
    axes.set_xlim(-2, COLUMNS * PITCH[0])
    axes.set_ylim(-(ROWS - 1) * PITCH[1] - 2, 38)
