"""A local subject lives in this very process: a learner's own check, fast and debuggable.

Everything still crosses through the same encoding as to a confined worker, so copies are copies
and the verdicts are the same. Confines nothing: run your own code with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from rawgrad.subject.base import Subject, nearest_builtin
from rawgrad.subject.executor import Executor, TimeLimit
from rawgrad.subject.values import Encoder, copy

# A call that has not heeded its limit for so many seconds more ends its process, where it may.
GRACE = 1.0


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
    post_mortem
        Where a call that does not heed its limit, such as a loop in C, has the lines written in
        which it stood before its process is ended. Without it such a call goes on.
    """

    def __init__(
        self,
        folder: Path,
        package: str = "exercises",
        debug: bool = False,
        longest: float | None = None,
        post_mortem: IO[Any] | None = None,
    ) -> None:
        self._longest = longest
        self._post_mortem = post_mortem
        guard = None if debug else self._limited
        self._executor = Executor(folder, package, capture=not debug, guard=guard)

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

    @contextlib.contextmanager
    def _limited(self, seconds: float | None) -> Iterator[None]:
        """Stop a call after so many seconds, or else the process."""
        if seconds is None or self._post_mortem is None:
            with time_limit(seconds):
                yield
            return
        # A thread of C, which runs although the interpreter's lock is held.
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=self._post_mortem)
        try:
            with time_limit(seconds):
                yield
        finally:
            faulthandler.cancel_dump_traceback_later()

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


@contextlib.contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise `TimeLimit` in the running code once `seconds` have passed."""
    if seconds is None:
        yield
        return
    main = threading.current_thread() is threading.main_thread()
    with _alarm(seconds) if main and hasattr(signal, "setitimer") else _timer(seconds):
        yield


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: Any) -> None:
        raise TimeLimit(f"stopped after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _timer(seconds: float) -> Iterator[None]:
    """Where there are no alarms (Windows): another thread raises the exception in this one."""
    target = ctypes.c_ulong(threading.get_ident())
    raise_in: Callable[..., Any] = ctypes.pythonapi.PyThreadState_SetAsyncExc

    class Stopped(TimeLimit):
        """Says, as it is raised without a message, after how long."""

        def __str__(self) -> str:
            return f"stopped after {seconds:g} s"

    timer = threading.Timer(seconds, raise_in, (target, ctypes.py_object(Stopped)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
