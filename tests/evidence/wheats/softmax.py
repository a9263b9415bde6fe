"""Right ways to write softmax."""

import numpy as np

from ..catalogue import wheat


@wheat("softmax-log-sum-exp")
def softmax(a):
    a = np.asarray(a, dtype=np.float64)
    top = a.max(axis=-1, keepdims=True)
    return np.exp(a - top - np.log(np.exp(a - top).sum(axis=-1, keepdims=True)))
