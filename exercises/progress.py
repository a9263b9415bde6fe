"""A progress bar for long loops.

This module is given: it is not an exercise. `for i in progress(range(10000), "training"):` runs as
the loop would without it, and shows on a terminal how far it has come.
"""

import sys
import time

WIDTH = 30


def progress(iterable, label):  # given
    """Yield what `iterable` yields, and show the progress where a terminal is watching.

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


def line(label, done, total, seconds):  # given
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
