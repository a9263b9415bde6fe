"""When two results agree, and which functions of the reference have been compared.

Both say what they mean by themselves: `agree(got, want)`, and `@compares("module.function")` over
a test. `test_complete.py` holds that no function is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any, TypeVar

import numpy as np
import torch

Test = TypeVar("Test", bound=Callable[..., Any])

COMPARED: dict[str, str] = {}


def compares(*functions: str) -> Callable[[Test], Test]:
    """Note that a test compares these functions, given as "module.function".

    It stands directly over the test, which must mention each of them by name.
    """

    def note(test: Test) -> Test:
        mentioned = set(_names(test.__code__))
        for function in functions:
            assert function.rpartition(".")[2] in mentioned, (
                f"{test.__name__} leaves out {function}"
            )
            COMPARED[function] = test.__name__
        return test

    return note


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def agree(got: Any, want: Any, *, ulps: float = 16, scale: Any = 0.0, like: Any = None) -> None:
    """Assert that two results agree in shape, type and, to rounding, in value.

    The values may differ by `ulps` roundings of `want`, or of `scale` where large terms cancel to
    a small result. Below the smallest normal number, where libraries may round to 0, all is one.

    Parameters
    ----------
    got : array_like
        The reference's result.
    want : Tensor or array_like
        The oracle's.
    like : dtype, optional
        The type that `got` must have; by default that of `want`.
    """
    if isinstance(want, torch.Tensor):
        want = want.detach().numpy()
    got, want = np.asarray(got), np.asarray(want)
    assert got.shape == want.shape
    assert got.dtype == np.dtype(like or want.dtype)
    precision = np.finfo(got.dtype)
    allowed = ulps * float(precision.eps) * np.max(np.abs(scale), initial=0)
    np.testing.assert_allclose(
        got, want, rtol=ulps * float(precision.eps), atol=allowed + float(precision.tiny)
    )
