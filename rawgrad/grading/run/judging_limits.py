"""Judging limits bound what the trusted code does for one submission: CPU time and memory.

What a submission answers may be made to be expensive to look at. The limits are this process's
own, so no neighbour's work counts; where a system has none of them, nothing is limited.
"""

from __future__ import annotations

import contextlib
import mmap
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any

from rawgrad.subject.confined.limits import size_of_process

with contextlib.suppress(ImportError):  # Windows has none.
    import resource

CPU_SECONDS = 60.0
MEMORY = 1 << 30


class JudgingLimit(BaseException):
    """A limit was reached while a submission was judged; no `except Exception` stops it."""


@contextlib.contextmanager
def judging_limits(seconds: float = CPU_SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Raise `JudgingLimit` in what computes longer, or takes more memory on top of what is taken.

    Only the first thread of a process can be interrupted so; in another one nothing is limited.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    try:
        with _less_memory(memory):
            yield
    except MemoryError:
        if _can_have(memory):
            # Not this machine but the limit refused it.
            raise JudgingLimit from None
        raise
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(number: int, frame: Any) -> None:
    raise JudgingLimit


@contextlib.contextmanager
def _less_memory(more: int) -> Iterator[None]:
    """Limit this process's address space to what it has and `more` bytes, where that is known."""
    size = size_of_process().virtual
    if not size:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bounds = [limit for limit in (soft, size + more) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _can_have(size: int) -> bool:
    try:
        mmap.mmap(-1, size).close()
    except OSError:
        return False
    return True
