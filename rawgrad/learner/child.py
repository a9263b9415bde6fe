"""A child process examines a learner's code for the command, which outlives it.

It imports NumPy and the examiner while the command still reads its own options, waits for one
order, carries it out, and ends. What it finds goes through a pipe of its own, which neither
`print` nor a program that the learner's code starts can write to.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, NoReturn

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.learner.messages import Begin, Broken, Ended, Found, Message, message_line, read_order

if TYPE_CHECKING:
    from rawgrad.kit.layout import Kit
    from rawgrad.spec.examine import Examiner

# What the learner's code may have of memory; PyTorch and Keras take about one of it.
MEMORY = 4 << 30


def serve(orders: int, messages: int, known: Kit | Examiner | None = None) -> NoReturn:
    """Carry out the order that comes in, and end the process.

    Parameters
    ----------
    orders, messages
        File descriptors: where the order is read, and where messages are written.
    known
        The kit, or an examiner, with all that was read already.
    """
    code = 1
    try:
        with contextlib.suppress(OSError):
            # Nobody answers here, and nothing but the command's own text goes where that goes.
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(2, 1)
        out = os.fdopen(messages, "wb")
        faulthandler.enable(file=out, all_threads=False)
        _limit_memory()
        _carry_out(os.fdopen(orders, "rb"), _sender(out), known, out)
        code = 0
    finally:
        # No exception leaves, whatever it is: the command sees that the end is missing.
        os._exit(code)


def _limit_memory() -> None:
    """Let an array that is far too large fail, where the system can, before memory is used up."""
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        limit = min(memory, MEMORY)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _sender(out: IO[bytes]) -> Callable[[Message], None]:
    process = os.getpid()

    def send(message: Message) -> None:
        if os.getpid() != process:
            os._exit(1)  # A copy that the learner's code made of this process.
        out.write(message_line(message))
        # What an item gave goes with the beginning of the next, which follows at once: each
        # write wakes the command.
        if not isinstance(message, Found):
            out.flush()

    return send


def _carry_out(
    orders: IO[bytes],
    send: Callable[[Message], None],
    known: Kit | Examiner | None,
    post_mortem: IO[bytes],
) -> None:
    try:
        gc.disable()  # Imports leave no garbage to look for.
        from rawgrad.learner.counted_subject import CountedSubject
        from rawgrad.learner.examination import examination, examiner_of
        from rawgrad.subject.time_limit import process_limit

        gc.freeze()  # nor does what is known already
        gc.enable()
        line = orders.readline()
        if not line:
            return  # The command needs nothing after all.
        threading.Thread(target=_end_with_command, args=(orders,), daemon=True).start()
        order = read_order(line)
        subject = CountedSubject(order, process_limit(post_mortem), send)
        for message in examination(examiner_of(subject, order, known), order):
            if isinstance(message, Begin):
                subject.calls = 0
            send(message)
    except BrokenKit as error:
        send(Broken(Text(*map(error.in_, LANGUAGES))))
    except Exception as error:
        text = _error_text(error)
        send(Broken(Text(text, text)))
    send(Ended("complete"))


def _end_with_command(orders: IO[bytes]) -> None:
    """Wait until the command is gone, then end this process and all that it has started."""
    orders.read()
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _error_text(error: Exception) -> str:
    """Say in a line what went wrong in the kit itself, and where."""
    import traceback

    file, line, *_ = traceback.extract_tb(error.__traceback__)[-1]
    return f"{file}:{line}: {type(error).__name__}: {error}"


def main() -> NoReturn:
    """Be a child that was started as an interpreter of its own: orders come in on standard input.

    With the argument `warm`, the whole specification is read before an order comes.
    """
    orders, messages = os.dup(0), os.dup(1)
    known = None
    if "warm" in sys.argv[1:]:
        from rawgrad.kit.layout import find_kit
        from rawgrad.learner.examination import read_everything

        with contextlib.suppress(BrokenKit):  # said again once an order needs it
            known = read_everything(find_kit())
    serve(orders, messages, known)


if __name__ == "__main__":
    main()
