"""Shows on a terminal how far a long loop has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator
from typing import TypeVar

WIDTH = 30

Item = TypeVar("Item")


def progress(iterable: Collection[Item], label: str) -> Iterator[Item]:
    """Yield what `iterable` yields, and show the progress where a terminal is watching.

    `for i in progress(range(10000), "training"):` runs as the loop would without it.

    Parameters
    ----------
    iterable : sized iterable
    label : str
        What is going on, in a word.

    Yields
    ------
    object
        The items of `iterable`.
    """
    if not sys.stderr.isatty():
        yield from iterable
        return
    total, started, shown = len(iterable), time.monotonic(), 0.0
    for done, item in enumerate(iterable):
        now = time.monotonic()
        if now - shown > 0.1:
            print(line(label, done, total, now - started), end="", file=sys.stderr, flush=True)
            shown = now
        yield item
    print(line(label, total, total, time.monotonic() - started), file=sys.stderr)


def line(label: str, done: int, total: int, seconds: float) -> str:
    r"""Return one state of the bar, as text that starts at the beginning of the line.

    Parameters
    ----------
    label : str
    done, total : int
        How many steps are done, and how many there are.
    seconds : float
        The time since the start.

    Returns
    -------
    str

    Examples
    --------
    >>> line("training", 5, 10, 2.0)
    '\rtraining [###############---------------] 5/10  2.5/s  2 s left '
    """
    filled = WIDTH * done // max(total, 1)
    rate = done / seconds if seconds > 0 else 0.0
    left = f"{(total - done) / rate:.0f} s left" if rate else ""
    return f"\r{label} [{'#' * filled:-<{WIDTH}}] {done}/{total}  {rate:.4g}/s  {left} "
