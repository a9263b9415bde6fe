"""A progress bar shows a long run in one line of a terminal: counts, rate, time left.

Pure but for `Bar`, which writes to a terminal and is silent everywhere else.
"""

from __future__ import annotations

import sys
import time
from typing import TextIO

from rawgrad.kit.columns import width
from rawgrad.views.width import WIDE, Page, columns_of
from rawgrad.views.words import SENTENCES

WIDTH = 20


class Bar:
    """A bar on standard error, drawn anew at most ten times a second; none on a plain page."""

    def __init__(
        self, total: int, language: str, stream: TextIO | None = None, page: Page = WIDE
    ) -> None:
        self.total = total
        self.language = language
        self.stream = stream or sys.stderr
        self.done = 0
        self.slowest = ("", 0.0)
        self._started = time.monotonic()
        self._drawn = 0.0
        self._columns = 0
        self._alive = self.stream.isatty() and total > 0 and not page.plain

    def step(self, key: str, seconds: float) -> None:
        """Count one thing that took so long."""
        self.done += 1
        if seconds > self.slowest[1]:
            self.slowest = (key, seconds)
        now = time.monotonic()
        if self._alive and (now - self._drawn > 0.1 or self.done == self.total):
            self._drawn = now
            self._draw(line(self, now - self._started))

    def close(self) -> None:
        """Leave the terminal as it was found."""
        if self._alive:
            self._draw("")
            self.stream.write("\r")
            self.stream.flush()

    def _draw(self, text: str) -> None:
        # A line that the terminal breaks could not be drawn over.
        while width(text) >= columns_of(self.stream):
            text = text[:-1]
        columns = width(text)
        self.stream.write("\r" + text + " " * max(0, self._columns - columns))
        self.stream.flush()
        self._columns = columns


def line(bar: Bar, elapsed: float) -> str:
    """Return what the bar shows after so many seconds."""
    filled = WIDTH * bar.done // max(bar.total, 1)
    rate = bar.done / elapsed if elapsed > 0 else 0.0
    left = duration((bar.total - bar.done) / rate) if rate else "?"
    key, seconds = bar.slowest
    slowest = f"{key[:24]} {seconds:.1f} s"
    words = SENTENCES["progress"].in_(bar.language)
    said = words.format(done=bar.done, total=bar.total, rate=rate, left=left, slowest=slowest)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {said}"


def duration(seconds: float) -> str:
    """Return a time as a person reads it: 0:07, 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
