"""The documents' loss functions."""

import numpy as np

from rawgrad.authoring.evidence import listing


def squares(y, t):
    return 0.5 * np.sum((y - t) ** 2)


def one_hot_only(y, t):
    delta = 1e-7
    return -np.sum(t * np.log(y + delta))


def d0_batch(y, t):
    delta = 1e-7
    if y.ndim == 1:
        t, y = t.reshape(1, t.size), y.reshape(1, y.size)
    n = y.shape[0]
    if t.shape[-1] == 1:
        return -np.sum(np.log(y[np.arange(n), t] + delta)) / n
    return -np.sum(t * np.log(y + delta)) / n


def d2(y, t):
    if y.ndim == 1:
        t, y = t.reshape(1, t.size), y.reshape(1, y.size)
    if t.size == y.size:
        t = t.argmax(axis=1)
    n = y.shape[0]
    return -np.sum(np.log(y[np.arange(n), t] + 1e-7)) / n


listing(
    "loss-d0-first",
    document="D0",
    code={"sum_of_squares_error": squares, "cross_entropy_error": one_hot_only},
    earns=5.75,
    loses=(
        "sum_of_squares_error.types",
        "cross_entropy_error.one_hot_batch",
        "cross_entropy_error.labels",
        "cross_entropy_error.one_label",
    ),
)
listing(
    "loss-d0-batch",
    document="D0",
    code={"cross_entropy_error": d0_batch},
    earns=7.5,
    loses=("cross_entropy_error.labels", "cross_entropy_error.one_label"),
)
listing(
    "loss-d2",
    document="D2",
    code={"cross_entropy_error": d2},
    earns=9,
    loses=("cross_entropy_error.one_label",),
)
