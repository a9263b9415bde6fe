"""What a call leaves behind, looked at from where the submission's code lives.

Which arguments it changed, whether it drew from NumPy's global generator, what an object is.
Knows `values` only.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from .values import Encoder, Uncrossable

# What no call can change.
CONSTANT = (bool, int, float, str, type(None))


def fingerprint(value: Any) -> Any:
    """What tells whether an argument was changed; None for what is not looked at."""
    kind = type(value)
    if kind in CONSTANT:
        return None
    if kind is np.ndarray:
        return value.dtype, value.shape, value.strides, value.flags.writeable, value.tobytes()
    try:
        return Encoder().fingerprint(value)
    except Uncrossable:
        return None


def changed_arguments(
    args: list[Any], kwargs: dict[str, Any], before: list[Any], encoder: Encoder
) -> list[list[Any]]:
    """List the arguments a call changed, by position or name, with what they became."""
    names = [*range(len(args)), *kwargs]
    changed = []
    for name, value, old in zip(names, (*args, *kwargs.values()), before, strict=True):
        if old is None or fingerprint(value) == old:
            continue
        try:
            changed.append([name, encoder.encode(value)])
        except Uncrossable:
            changed.append([name, None])
    return changed


def global_random() -> bytes:
    """Return the state of the global generator; as memory, which is 100 times as fast to read."""
    bits = np.random.mtrand._rand._bit_generator
    if not isinstance(bits, np.random.MT19937):
        return repr(bits.state).encode()
    return ctypes.string_at(bits.ctypes.state_address, 4 * (624 + 1))


def describe(value: Any) -> dict[str, Any]:
    """Return type, shape, dtype and length of an object, None for what it has not."""
    return {
        "type": type(value).__name__,
        "shape": list(np.shape(value)) if isinstance(value, np.ndarray | np.generic) else None,
        "dtype": str(value.dtype) if isinstance(value, np.ndarray | np.generic) else None,
        "length": len(value) if hasattr(value, "__len__") else None,
    }
