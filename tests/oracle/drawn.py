"""What the comparisons are fed: arrays that hypothesis draws, extremes included."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

# The same inputs on every run and every machine; a slow machine is no fault of the code.
settings.register_profile(
    "oracle",
    derandomize=True,
    max_examples=300,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("oracle")

FLOATS = ["float64", "float32"]
INTEGERS = ["int64", "int32", "int16", "int8", "uint8"]
# Where exp overflows or vanishes, in double and in single precision, and where signs matter.
EDGES = (0.0, -0.0, 709.79, -745.14, 88.73, -103.98, -87.34, 36.74, 17.33, 1e-8, 0.5, 1.0)


def _exact(value: float, dtype: str) -> float:
    """Return the number of that type which is nearest to `value`."""
    return float(np.dtype(dtype).type(value))


def numbers(dtype: str) -> st.SearchStrategy[float]:
    """Draw numbers as networks have them, and any finite number whatever."""
    width = np.dtype(dtype).itemsize * 8
    info = np.finfo(dtype)
    ends = [info.max, info.min, info.tiny, -info.tiny, info.smallest_subnormal]
    return st.one_of(
        st.floats(_exact(-30, dtype), _exact(30, dtype), width=width),
        st.sampled_from([_exact(edge, dtype) for edge in (*EDGES, *ends)]),
        st.floats(allow_nan=False, allow_infinity=False, width=width),
    )


def arrays(
    dtype: str, shape: Any = None, elements: st.SearchStrategy[float] | None = None
) -> st.SearchStrategy[np.ndarray]:
    """Draw arrays of any shape of up to three axes, or of the given one."""
    if shape is None:
        shape = hnp.array_shapes(min_dims=0, max_dims=3, max_side=6)
    return hnp.arrays(dtype, shape, elements=numbers(dtype) if elements is None else elements)


def floats(**options: Any) -> st.SearchStrategy[np.ndarray]:
    """Draw arrays in double and in single precision."""
    return st.sampled_from(FLOATS).flatmap(lambda dtype: arrays(dtype, **options))


def integers(shape: Any = None) -> st.SearchStrategy[np.ndarray]:
    """Draw arrays of whole numbers of every width, unsigned bytes included."""
    if shape is None:
        shape = hnp.array_shapes(min_dims=0, max_dims=3, max_side=6)
    return st.sampled_from(INTEGERS).flatmap(lambda dtype: hnp.arrays(dtype, shape))


def between(dtype: str, low: float, high: float) -> st.SearchStrategy[float]:
    """Draw numbers from `low` to `high`."""
    width = np.dtype(dtype).itemsize * 8
    return st.floats(_exact(low, dtype), _exact(high, dtype), width=width)


def matrix(dtype: str, *shape: int, bound: float = 4.0) -> st.SearchStrategy[np.ndarray]:
    """Draw weights or inputs whose products stay finite: from -`bound` to `bound`."""
    return hnp.arrays(dtype, shape, elements=between(dtype, -bound, bound))


@st.composite
def distributions(draw: st.DrawFn, size: int | None = None, zeros: bool = True) -> np.ndarray:
    """Draw probabilities that sum to 1, some of them 0 or very small."""
    n = draw(st.integers(1, 12)) if size is None else size
    tiny = st.sampled_from([0.0, 1e-300, 1e-12, 1.0]) if zeros else st.just(1.0)
    parts = st.one_of(st.floats(0.01, 1.0), tiny)
    weights = draw(hnp.arrays("float64", n, elements=parts))
    if not weights.sum() > 0:
        weights[draw(st.integers(0, n - 1))] = 1.0
    return weights / weights.sum()
