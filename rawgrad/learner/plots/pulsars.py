"""Pulsars are drawn, rare and repeated: confusion matrices, precision and recall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rawgrad.learner.plots.sketch import Sketch
from rawgrad.learner.plots.style import BLUE, COUNTS, ORANGE

SEED = 1234
RATE = 0.001
EPOCHS = 3
BATCH = 100
FEATURES = 8
THRESHOLDS = 60


@dataclass(frozen=True)
class Trained:
    """The logits of the test rows, their answers, and the four figures."""

    logits: np.ndarray
    answers: np.ndarray
    figures: list[float]


def pulsar(sketch: Sketch) -> Figure:
    """Two confusion matrices on the same test rows, and what each threshold would give."""
    data = sketch.array("pulsar.load_pulsar_dataset")
    if data.ndim != 2 or data.shape[1] != FEATURES + 1:
        raise sketch.unusable("pulsar.load_pulsar_dataset", f"{data.shape}: (N, {FEATURES + 1})")
    ways = (("as_rare", BLUE, "-"), ("repeated", ORANGE, "--"))
    found = [
        _train_layer(sketch, data, name == "repeated")
        for name, *_ in sketch.steps(ways, sketch.say("training"))
    ]
    figure = sketch.figure("pulsar", 9, 3.9)
    first, second, trade = figure.subplots(1, 3, width_ratios=(1, 1, 1.3), squeeze=False)[0]
    for axes, trained, (name, *_) in zip((first, second), found, ways, strict=True):
        _matrix(sketch, axes, trained)
        axes.set_title(sketch.say(name))
    for trained, (name, color, line) in zip(found, ways, strict=True):
        recall, precision = _curve(sketch, trained)
        trade.plot(recall, precision, line, color=color, label=sketch.say(name))
        trade.plot(
            trained.figures[2], trained.figures[1], "o", color=color, markersize=9,
            markeredgecolor="black",
        )  # fmt: skip
    trade.plot([], [], "o", color="white", markeredgecolor="black", label=sketch.say("at_zero"))
    trade.set_title(sketch.say("trade"))
    trade.set_xlabel(sketch.say("recall"))
    trade.set_ylabel(sketch.say("precision"))
    trade.set_xlim(0, 1.02)
    trade.set_ylim(0, 1.02)
    trade.legend(loc="lower left")
    return figure


def _train_layer(sketch: Sketch, data: np.ndarray, repeated: bool) -> Trained:
    """Train D3's layer with the learner's steps, and keep its logits of the test rows."""
    rng = np.random.RandomState(SEED)
    weight, bias = sketch.arrays("binary.init_model", rng, shapes=((FEATURES, 1), (1,)))
    train, test = _split(sketch, len(data), rng)
    if repeated:
        train = sketch.array("pulsar.balance", data, train, kind="integer")
    x, y = data[:, :-1].astype(float), data[:, -1:].astype(float)
    for _ in range(EPOCHS):
        rng.shuffle(train)
        for begin in range(0, len(train) - BATCH + 1, BATCH):
            rows = train[begin : begin + BATCH]
            _, aux = sketch.sequence(
                "binary.forward_postproc", x[rows] @ weight + bias, y[rows], length=2
            )
            slope = sketch.array("binary.backprop_postproc", 1.0, aux, shape=(BATCH, 1))
            weight = weight - RATE * x[rows].T @ slope
            bias = bias - RATE * slope.sum(axis=0)
    logits = x[test] @ weight + bias
    return Trained(logits, y[test], _figures(sketch, logits, y[test]))


def _split(sketch: Sketch, count: int, rng: np.random.RandomState) -> tuple[np.ndarray, np.ndarray]:
    name = "binary.arrange_data"
    parts = sketch.sequence(name, count, BATCH, rng, length=2)
    train, test = (np.array(part) for part in parts)
    if train.dtype.kind not in "iu" or test.dtype.kind not in "iu":
        raise sketch.unusable(name, f"{train.dtype}, {test.dtype}: int")
    return train, test


def _figures(sketch: Sketch, logits: np.ndarray, answers: np.ndarray) -> list[float]:
    found = sketch.sequence("pulsar.eval_accuracy", logits, answers, length=4)
    return [float(figure) for figure in found]


def _curve(sketch: Sketch, trained: Trained) -> tuple[list[float], list[float]]:
    """Return recall and precision as the threshold falls."""
    # Thresholds from the pulsars' own logits, so that each calls at least one a pulsar.
    own = np.sort(trained.logits[trained.answers == 1])
    places = np.linspace(0, len(own) - 1, THRESHOLDS).astype(int)
    figures = [
        # Just below the logit, which is then called a pulsar itself.
        _figures(sketch, trained.logits - np.nextafter(own[place], -np.inf), trained.answers)
        for place in places[::-1]
    ]
    return [f[2] for f in figures], [f[1] for f in figures]


def _matrix(sketch: Sketch, axes: Axes, trained: Trained) -> None:
    called, true = trained.logits[:, 0] > 0, trained.answers[:, 0] == 1
    counts = np.array(
        [[np.sum((true == t) & (called == c)) for c in (False, True)] for t in (False, True)]
    )
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap=COUNTS, vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        color = "white" if shares[row, column] > 0.8 else "black"
        text = f"{count:,}\n{shares[row, column]:.1%}"
        axes.text(column, row, text, ha="center", va="center", color=color)
    names = [sketch.say("star"), sketch.say("pulsar")]
    axes.set_xticks([0, 1], names)
    axes.set_yticks([0, 1], names, rotation=90, va="center")
    axes.set_xlabel(f"{sketch.say('called')}\n\n{sketch.say('figures', *trained.figures)}")
    axes.xaxis.label.set_linespacing(1.3)
    axes.set_ylabel(sketch.say("truth"))
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.grid(False)
