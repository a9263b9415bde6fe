"""Ctrl-C is kept from the moment in which a process is started."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator


@contextlib.contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Let Ctrl-C wait, and reach only the process that was there before.

    Python calls functions before and after each fork, and drops whatever is raised in one; a new
    interpreter that hears of it as it starts would say so at length.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    process = os.getpid()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if os.getpid() != process and signal.SIGINT in signal.sigpending():
            signal.sigwait({signal.SIGINT})  # It came for both, and is the command's.
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
