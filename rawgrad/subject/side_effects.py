"""A call's side effects are found where the submission's code lives.

Which arguments it changed, what it printed and was warned of, whether it drew from NumPy's global
generator, what an object is. Knows `values` only.
"""

from __future__ import annotations

import ctypes
import io
import itertools
import sys
import warnings
from typing import Any

import numpy as np

from rawgrad.subject.stand_ins import PackageMissing
from rawgrad.subject.values import Encoder, UnsupportedValue

# What no call can change.
CONSTANT = (bool, int, float, str, type(None))


def fingerprint(value: Any) -> Any:
    """Return what tells whether an argument was changed; None for what is not looked at."""
    kind = type(value)
    if kind in CONSTANT:
        return None
    if kind is np.ndarray:
        return value.dtype, value.shape, value.strides, value.flags.writeable, value.tobytes()
    try:
        return Encoder().fingerprint(value)
    except (UnsupportedValue, PackageMissing):
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
        except (UnsupportedValue, PackageMissing):
            changed.append([name, None])
    return changed


def stir_global_random() -> None:
    """Draw from the global generator, so that whoever seeds it again as before is seen to do it.

    Nobody draws so many words at once by chance.
    """
    np.random.mtrand._rand._bit_generator.random_raw(7, False)


def global_random() -> bytes:
    """Return the state of the global generator; as memory, which is 100 times as fast to read."""
    bits = np.random.mtrand._rand._bit_generator
    if not isinstance(bits, np.random.MT19937):
        return repr(bits.state).encode()
    return ctypes.string_at(bits.ctypes.state_address, 4 * (624 + 1))


def describe(value: Any) -> dict[str, Any]:
    """Return type, shape, dtype and length of an object, None for what it has not.

    Of a dict it says, too, whether two of its arrays lie in the same memory.
    """
    entries = dict.values(value) if isinstance(value, dict) else ()
    arrays = [entry for entry in entries if isinstance(entry, np.ndarray)]
    return {
        "type": type(value).__name__,
        "shape": list(np.shape(value)) if isinstance(value, np.ndarray | np.generic) else None,
        "dtype": str(value.dtype) if isinstance(value, np.ndarray | np.generic) else None,
        "length": len(value) if hasattr(value, "__len__") else None,
        "shared": any(itertools.starmap(np.may_share_memory, itertools.combinations(arrays, 2))),
    }


class Watch:
    """Catches output and warnings, and undoes what a submission set for the whole process.

    Parameters
    ----------
    output
        What is written to instead of the two streams; None leaves them.
    """

    def __init__(self, output: io.StringIO | None) -> None:
        self.noted: list[warnings.WarningMessage] = []
        self._output = output

    def __enter__(self) -> None:
        self._streams = sys.stdin, sys.stdout, sys.stderr
        if self._output is not None:
            # Nobody is there to answer: `input` meets the end of its file.
            sys.stdin = io.StringIO()
            sys.stdout = sys.stderr = self._output
        self._warnings = warnings.catch_warnings(record=True, action="always")
        self._caught = self._warnings.__enter__()
        self._errors = np.errstate(all="warn", under="ignore")
        self._errors.__enter__()

    def __exit__(self, *details: Any) -> None:
        self._errors.__exit__(*details)
        self._warnings.__exit__(*details)
        self.noted += self._caught or ()
        sys.stdin, sys.stdout, sys.stderr = self._streams


class Capped(io.StringIO):
    """Keeps the first `limit` characters written to it, and counts them as written.

    Offers what a program may ask of the standard output that it stands for.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    encoding = "utf-8"
    errors = "strict"

    def reconfigure(self, **options: Any) -> None:
        """Take the usual remedy of programs on Windows: there is no encoding to change."""

    @property
    def buffer(self) -> Any:
        """A stream of bytes that end up here; a new one, since whoever asks may close it."""
        return _Bytes(self)

    def write(self, text: str) -> int:
        """Write, as long as there is room."""
        super().write(text[: self._left])
        self._left -= min(self._left, len(text))
        return len(text)


class _Bytes(io.RawIOBase):
    """Hands bytes on as text."""

    def __init__(self, text: Capped) -> None:
        super().__init__()
        self._text = text

    def writable(self) -> bool:
        """See `io.IOBase.writable`."""
        return True

    def write(self, data: Any) -> int:
        """See `io.RawIOBase.write`."""
        content = bytes(data)
        self._text.write(content.decode("utf-8", "replace"))
        return len(content)
