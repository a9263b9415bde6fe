"""A local subject lives in this very process: a learner's own check, fast and debuggable.

Everything still crosses through the same encoding as to a confined worker, so copies are copies
and the verdicts are the same. Confines nothing: run your own code with it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rawgrad.subject.base import Subject, nearest_builtin
from rawgrad.subject.executor import Executor, Guard
from rawgrad.subject.packages import load
from rawgrad.subject.time_limit import time_limit
from rawgrad.subject.values import Encoder, copy


class LocalSubject(Subject):
    """A submission's folder, imported here.

    Parameters
    ----------
    folder
        Where `softmax.py` and the other modules lie.
    package
        The name to import it under; `exercises`, whatever the folder is called, by default.
    debug
        Neither capture output nor stop long calls: a person is looking.
    longest
        No call lasts longer than this, whatever its own limit.
    guard
        Holds a call to its limit; by default one that does not heed it, such as a loop in C, goes
        on.
    """

    def __init__(
        self,
        folder: Path,
        package: str = "exercises",
        debug: bool = False,
        longest: float | None = None,
        guard: Guard = time_limit,
    ) -> None:
        self._longest = longest
        self._executor = Executor(
            folder, package, capture=not debug, guard=None if debug else guard
        )

    def request(
        self, request: dict[str, Any], encoder: Encoder, limit: float | None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """See `Subject.request`."""

        def callback(number: int, given: tuple[Any, ...]) -> Any:
            return copy(
                _callback_value(encoder.callables[number], [copy(value) for value in given])
            )

        limits = [seconds for seconds in (limit, self._longest) if seconds is not None]
        request = {**request, "limit": min(limits, default=None)}
        return self._executor.execute(request, encoder.buffers, callback)

    def load(self, packages: Sequence[str]) -> None:
        """See `Subject.load`."""
        load(packages)

    def close(self) -> None:
        """See `Subject.close`; here the modules simply stay until the process ends."""


def _callback_value(function: Callable[..., Any], given: list[Any]) -> Any:
    """Call a function of ours as it is called for a worker, where only so much would come back.

    What NumPy warns of there is not the submission's, and an exception is the nearest builtin one.
    """
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return function(*given)
        except Exception as error:
            raise nearest_builtin(error)(str(error)) from None
