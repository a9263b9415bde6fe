"""A loop limit ends a learner's loop where there are neither alarms nor threads.

Python tells it of every jump and of every function that begins in the learner's folder, and it
looks at the clock. A call that stays in C for longer has to be ended with its process, by whoever
hosts it: `begun` and `ended` tell when a call is due.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from rawgrad.subject.executor import TimeLimit

Frames = list[tuple[str, int, str]]


class LoopLimit:
    """Holds the calls of a folder's functions to their limits; an instance is a `Guard`.

    Parameters
    ----------
    folder
        The folder of the learner's modules.
    begun
        Hears that a call has begun, and how many seconds it may last.
    ended
        Hears that it has ended.
    reached
        Hears where a call stands whose time is up, just before it is stopped.
    """

    def __init__(
        self,
        folder: Path,
        begun: Callable[[float], None],
        ended: Callable[[], None],
        reached: Callable[[Frames], None],
    ) -> None:
        self._prefix = f"{folder}{os.sep}"
        self._begun, self._ended, self._reached = begun, ended, reached
        self._seconds = self._deadline = math.inf
        self._is_told = False
        monitoring: Any = sys.monitoring  # type: ignore[attr-defined]
        self._disable = monitoring.DISABLE
        events = monitoring.events
        monitoring.use_tool_id(monitoring.DEBUGGER_ID, "rawgrad")
        monitoring.set_events(monitoring.DEBUGGER_ID, events.JUMP | events.PY_START)
        for event in (events.JUMP, events.PY_START):
            monitoring.register_callback(monitoring.DEBUGGER_ID, event, self._look)

    @contextlib.contextmanager
    def __call__(self, seconds: float | None) -> Iterator[None]:
        """Hold what runs inside to so many seconds."""
        if seconds is None:
            yield
            return
        self._begun(seconds)
        self._seconds, self._deadline = seconds, time.perf_counter() + seconds
        self._is_told = False
        try:
            yield
        finally:
            self._deadline = math.inf
            self._ended()

    def _look(self, code: CodeType, offset: int, destination: int = 0) -> Any:
        if not code.co_filename.startswith(self._prefix):
            return self._disable
        if time.perf_counter() > self._deadline:
            # Again and again, for a bare `except` swallows it; the host ends what goes on.
            if not self._is_told:
                self._is_told = True
                self._reached(self._frames(sys._getframe(1)))
            raise TimeLimit(f"stopped after {self._seconds:g} s")
        return None

    def _frames(self, frame: FrameType | None) -> Frames:
        """Return the learner's own of the places that a frame has passed, the outermost first."""
        found: Frames = []
        while frame is not None:
            code = frame.f_code
            if code.co_filename.startswith(self._prefix):
                found.append((code.co_filename, frame.f_lineno, code.co_name))
            frame = frame.f_back
        return found[::-1]
