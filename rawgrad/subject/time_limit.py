"""A time limit ends a call that runs too long, by what its process has: an alarm or a thread.

Where a call that does not heed its limit would hold up everything, its process can be ended too.
A host that has neither alarms nor threads brings a `Guard` of its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import signal
import threading
from collections.abc import Callable, Iterator
from typing import IO, Any

from rawgrad.subject.executor import Guard, TimeLimit

# A call that has not heeded its limit for so many seconds more ends its process, where it may.
GRACE = 1.0


def process_limit(post_mortem: IO[Any]) -> Guard:
    """Return a guard that ends the whole process where a call does not heed its limit.

    Parameters
    ----------
    post_mortem
        Where the lines are written in which such a call, a loop in C perhaps, stood.
    """

    @contextlib.contextmanager
    def guard(seconds: float | None) -> Iterator[None]:
        if seconds is None:
            yield
            return
        # A thread of C, which runs although the interpreter's lock is held.
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=post_mortem)
        try:
            with time_limit(seconds):
                yield
        finally:
            faulthandler.cancel_dump_traceback_later()

    return guard


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
