"""The documents' softmax functions."""

import numpy as np

from rawgrad.authoring.evidence import listing


def raw(a):
    exps = np.exp(a)
    return exps / np.sum(exps)


def whole_array(a):
    largest = np.max(a)
    exps = np.exp(a - largest)
    return exps / np.sum(exps)


def transposed(x):
    if x.ndim == 2:
        columns = x.T - np.max(x.T, axis=0)
        return (np.exp(columns) / np.sum(np.exp(columns), axis=0)).T
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))


listing(
    "softmax-d0-first",
    document="D0 D4",
    code={"softmax": raw},
    earns=4.5,
    loses=("softmax.extremes", "softmax.batch", "scenario.scores_become_probabilities"),
)
listing(
    "softmax-d4-whole-array",
    document="D0 D4",
    code={"softmax": whole_array},
    earns=7.5,
    loses=("softmax.batch",),
)
listing(
    "softmax-d2",
    document="D2",
    code={"softmax": transposed},
    earns=9,
    loses=("softmax.types",),
)
