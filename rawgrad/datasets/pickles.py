"""Reads pickles that hold NumPy arrays of numbers, and runs nothing that a pickle asks for.

Stand-ins take the place of what NumPy's own pickles call; what is made of them `arrays` decides.
"""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np


class PickledType:
    """Stands in for `numpy.dtype` while a pickle is read: numbers only."""

    def __init__(self, code: str, *flags: Any) -> None:
        """Take the type's code: a letter for the kind of number, then its size in bytes."""
        if code not in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
            raise pickle.UnpicklingError(f"it holds an array of type {code!r}, not of numbers")
        self.dtype = np.dtype(code)

    def __setstate__(self, state: Any) -> None:
        """Take the byte order, which follows the version in what NumPy pickles."""
        self.dtype = self.dtype.newbyteorder(state[1])


class PickledArray:
    """Stands in for `numpy.ndarray` while a pickle is read."""

    def __init__(self, *ignored: Any) -> None:
        """Make an array that is empty as yet; NumPy pickles the content as its state."""
        self.array: np.ndarray | None = None

    def __setstate__(self, state: Any) -> None:
        """Take version, shape, type, whether columns come first, and the bytes."""
        _, shape, pickled_type, columns_first, content = state
        flat = np.frombuffer(content, pickled_type.dtype)
        self.array = flat.reshape(shape, order="F" if columns_first else "C").copy()

    @classmethod
    def from_buffer(cls, content: Any, pickled_type: Any, shape: Any, order: Any) -> PickledArray:
        """Make an array as pickles of protocol 5 do: at once, from its bytes."""
        made = cls()
        made.__setstate__((1, shape, pickled_type, order == "F", content))
        return made


def latin1_bytes(text: str, coding: str) -> bytes:
    """Stand in for `_codecs.encode`: before protocol 3 a pickle has bytes made from text."""
    if coding != "latin1":
        raise pickle.UnpicklingError(f"it holds bytes in the coding {coding!r}, not 'latin1'")
    return text.encode("latin1")


class ArrayUnpickler(pickle.Unpickler):
    """An unpickler that admits NumPy arrays and nothing else.

    A pickle is a little program: it may name any function and have it called, with whatever
    consequences. This one knows the five names that a pickled array needs, under the module
    names of NumPy 1 and NumPy 2, and refuses every other. What it calls is not NumPy's own, either:
    `numpy.ndarray` and `numpy.dtype`, called with forged arguments, reach into memory that is
    not theirs.
    """

    def find_class(self, module: str, name: str) -> Any:
        """Return the stand-in for a name that an array needs; refuse every other name."""
        stand_ins = {
            "numpy.ndarray": PickledArray,
            "numpy.dtype": PickledType,
            "numpy._core.multiarray._reconstruct": PickledArray,
            "numpy._core.numeric._frombuffer": PickledArray.from_buffer,
            "_codecs.encode": latin1_bytes,
        }
        asked = f"{module}.{name}"
        try:
            return stand_ins[asked.replace("numpy.core.", "numpy._core.")]
        except KeyError:
            raise pickle.UnpicklingError(
                f"it asks for {asked!r}, which is no part of an array"
            ) from None
