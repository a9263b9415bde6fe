"""The host starts a child process that examines, hears its messages, and ends it.

It never runs a learner's code and needs no NumPy, so that whatever this code does to its own
process, the host is there to say so. Where a process can be forked, the child is a fork; on macOS,
whose libraries do not bear it, on Windows and beside other threads it is a new interpreter.
"""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from rawgrad.kit.interrupts import interrupts_blocked
from rawgrad.learner.child import serve
from rawgrad.learner.messages import Ended, Frames, Message, Order, order_line, read_message

if TYPE_CHECKING:
    from rawgrad.kit.layout import Kit
    from rawgrad.spec.examine import Examiner

POLL = 0.1
# What `faulthandler` writes of a process that it ends, the innermost place first.
DUMPED_LIMIT = re.compile(r"^Timeout \((\d+):(\d+):([\d.]+)\)!")
DUMPED_FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$')
MAX_DUMPED = 1000
# How long a child is awaited whose pipe is closed, and a pipe whose child has ended: what that
# has started may still hold it.
GRACE = 0.2
# What a call has beyond its limit; `rawgrad.subject.time_limit`, which needs NumPy, has the same.
GRACE_OF_CALLS = 1.0
# From here on a status of Windows is no number that a program has chosen, but how it crashed.
CRASHES = 0xC0000000
CRASH_NAMES = {0xC0000005: "access violation", 0xC00000FD: "stack overflow"}


class Process(Protocol):
    """A process as the host needs it; `subprocess.Popen` is one."""

    pid: int

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal, or None while it runs."""

    def kill(self) -> None:
        """End it at once."""

    def wait(self) -> int:
        """Wait for its end, and return the exit code."""


class Fork:
    """A process that was forked from this one."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """See `Process.poll`."""
        return self._reap(os.WNOHANG)

    def kill(self) -> None:
        """See `Process.kill`."""
        if self._code is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """See `Process.wait`."""
        code = self._reap(0)
        assert code is not None
        return code

    def _reap(self, options: int) -> int | None:
        if self._code is None:
            ended, status = os.waitpid(self.pid, options)
            if ended:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code


class Child:
    """A child process that waits for an order, and then sends messages.

    Parameters
    ----------
    process
        The process, leader of a group of its own where there are groups.
    orders, messages
        File descriptors of this side's ends of its pipes.
    """

    def __init__(self, process: Process, orders: int, messages: int) -> None:
        self._process = process
        self._orders = orders
        self._messages = messages
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        # Started with the order, so that until then this process may be forked.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._is_open = True
        self._dump: list[str] = []

    def order(self, order: Order) -> None:
        """Say what is to be examined; only once."""
        with contextlib.suppress(OSError):  # It may have ended; then its messages say why.
            os.write(self._orders, order_line(order))
        self._reader.start()

    def _read(self) -> None:
        with os.fdopen(self._messages, "rb") as file:
            for line in file:
                self._lines.put(line)
        self._lines.put(b"")

    def receive(self, timeout: float) -> Message | None:
        """Return the next message, or None if there is none within so many seconds."""
        try:
            line = self._lines.get(timeout=timeout)
        except queue.Empty:
            if self._process.poll() is None:
                return None
            # It has ended, but what it has started may hold its pipe open.
            self._reader.join(GRACE)
            line = b"" if self._lines.empty() else self._lines.get()
        if not line.endswith(b"\n"):
            return self._end()
        try:
            return read_message(line)
        except (ValueError, TypeError, KeyError):
            # Not the child's own words: what was written as it had to be ended, if anything.
            if len(self._dump) < MAX_DUMPED:
                self._dump.append(line.decode("ascii", "replace").rstrip("\n"))
            return None

    def _end(self) -> Ended:
        """Say how it has ended, and where it stood."""
        status = self._cause_of_death()
        limits = [found for line in self._dump if (found := DUMPED_LIMIT.match(line))]
        frames: Frames = tuple(
            (found[1], int(found[2]), found[3])
            for line in reversed(self._dump)
            if (found := DUMPED_FRAME.match(line))
        )
        if not limits:
            return Ended("died", status, frames)
        hours, minutes, seconds = map(float, limits[0].groups())
        return Ended("limit", f"{hours * 3600 + minutes * 60 + seconds - GRACE_OF_CALLS:g}", frames)

    def _cause_of_death(self) -> str:
        """Return the status or signal that ended it; nothing if only its pipe is gone."""
        deadline = time.monotonic() + GRACE
        while (code := self._process.poll()) is None and time.monotonic() < deadline:
            time.sleep(0.005)
        self.close()
        return "" if code is None else _status_text(code)

    def close(self) -> None:
        """End it and all that it has started."""
        if self._is_open:
            self._is_open = False
            if hasattr(os, "killpg"):
                with contextlib.suppress(OSError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                self._process.kill()
            os.close(self._orders)
            if self._reader.ident is None:
                os.close(self._messages)
            else:
                self._reader.join(GRACE)
            self._process.wait()


def _status_text(code: int) -> str:
    """Return an exit status, or the name of the signal or crash that ended a process."""
    if code >= CRASHES:
        return CRASH_NAMES.get(code, f"{code:#x}")
    if code >= 0:
        return str(code)
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def until_end(receive: Callable[[float], Message | None]) -> Iterator[Message]:
    """Yield the messages that a child or a relay receives, up to and with the end."""
    while True:
        message = receive(POLL)
        if message is not None:
            yield message
        if isinstance(message, Ended):
            return


def can_fork() -> bool:
    """Tell whether this process may be forked here and now."""
    return (
        hasattr(os, "fork")
        and sys.platform != "darwin"
        and threading.active_count() == 1
        and not os.environ.get("RAWGRAD_NO_FORK")
    )


def start(known: Kit | Examiner | None = None) -> Child:
    """Start a child.

    Parameters
    ----------
    known
        The kit, or an examiner, with all that was read already; a fork need not read it again.
    """
    return fork(known) if can_fork() else spawn()


def fork(known: Kit | Examiner | None = None) -> Child:
    """Start a child as a fork of this process."""
    orders, our_orders = os.pipe()
    our_messages, messages = os.pipe()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()  # else both would write what is still to be written
    with interrupts_blocked():
        pid = os.fork()
        if pid == 0:
            with contextlib.suppress(OSError):
                os.setpgid(0, 0)
    if pid == 0:
        try:
            os.close(our_orders)
            os.close(our_messages)
            serve(orders, messages, known)
        finally:
            os._exit(1)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)  # whichever of the two is first
    os.close(orders)
    os.close(messages)
    return Child(Fork(pid), our_orders, our_messages)


def spawn(warm: bool = False) -> Child:
    """Start a child as an interpreter of its own; if `warm`, it reads everything at once."""
    import subprocess

    command = [sys.executable, *subprocess._args_from_interpreter_flags()]  # type: ignore[attr-defined]
    command += ["-m", "rawgrad.learner.child", *(["warm"] if warm else [])]
    # In a group of its own, so that Ctrl-C reaches the command alone, which then ends the child.
    group: Any = {"process_group": 0}
    if not hasattr(os, "setpgid"):
        group = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, **group
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        return Child(process, os.dup(process.stdin.fileno()), os.dup(process.stdout.fileno()))
