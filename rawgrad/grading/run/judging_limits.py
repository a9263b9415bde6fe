"""Judging limits bound what the trusted code does for one submission: CPU time and memory.

What a submission answers may be made to be expensive to look at. Computing is counted for the one
thread that judges, where a system can, so that no neighbour's work counts; memory is limited on
Linux alone.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import math
import mmap
import sys
import threading
import time
from collections.abc import Callable, Iterator

from rawgrad.subject.confined.limits import size_of_process

with contextlib.suppress(ImportError):  # Windows has none.
    import resource

CPU_SECONDS = 60.0
MEMORY = 1 << 30
# How often what went on computing is stopped again, and how much later its process is ended.
AGAIN, BACKSTOP = 1.0, 30.0


class JudgingLimit(BaseException):
    """A limit was reached while a submission was judged; no `except Exception` stops it."""


@contextlib.contextmanager
def judging_limits(seconds: float = CPU_SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Raise `JudgingLimit` in what computes longer, or takes more memory on top of what is taken.

    A call in C hears of no exception: the kernel ends its whole process, `BACKSTOP` seconds later.
    """
    try:
        with _stopped(seconds), _ended(seconds + BACKSTOP), _less_memory(memory):
            yield
    except MemoryError:
        if _can_have(memory):
            # Not this machine but the limit refused it.
            raise JudgingLimit from None
        raise


@contextlib.contextmanager
def _stopped(seconds: float) -> Iterator[None]:
    """Raise `JudgingLimit` in this thread, whichever it is, when it has computed so long."""
    clock, thread = _thread_clock(), ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    end, over, lock = clock() + seconds, threading.Event(), threading.Lock()
    finished = False

    def watch() -> None:
        left = seconds
        while not over.wait(left):
            left = max(end - clock(), AGAIN)
            with lock:
                if clock() >= end and not finished:
                    raise_in(thread, ctypes.py_object(JudgingLimit))

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        # A store, which nothing can interrupt: from here on nothing is raised.
        finished = True
        try:
            over.set()
            with lock:
                pass
            # What was raised a moment ago arrives here, at a jump back. It is not taken back: then
            # Python would look for it ever after, and 3.11, when traced, would do nothing else.
            for _ in range(2):
                pass
        except JudgingLimit:
            pass


def _thread_clock() -> Callable[[], float]:
    """Return what tells the CPU time of this thread, or at least of its process."""
    if sys.platform != "linux":
        return time.process_time
    own = time.pthread_getcpuclockid(threading.get_ident())
    return functools.partial(time.clock_gettime, own)


@contextlib.contextmanager
def _ended(seconds: float) -> Iterator[None]:
    """Have the kernel end this process when it has computed so long, where a kernel does."""
    if sys.platform == "win32":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    end = math.ceil(time.process_time() + seconds)
    bounds = [one for one in (soft, end) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_CPU, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


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
