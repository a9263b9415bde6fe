"""A counted subject is a learner's own code that tells which call of an item is being made.

A call that ends its process can be named afterwards: by another process, which makes the calls
before it anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rawgrad.learner.messages import Calling, Message, Order
from rawgrad.spec.judge import Verdict
from rawgrad.spec.law import Stop
from rawgrad.spec.standing import ERROR
from rawgrad.subject.base import Call, Result
from rawgrad.subject.executor import Guard
from rawgrad.subject.local import LocalSubject

# How a call is made, not what it is given; see `Subject.call`.
MANNER = ("times", "carry", "keep", "limit")


class CountedSubject(LocalSubject):
    """The ordered folder, imported here.

    Attributes
    ----------
    calls
        How many calls the running item has made.
    reached
        The call that was not made since it was to be stopped at.
    """

    def __init__(self, order: Order, guard: Guard, tell: Callable[[Message], None]) -> None:
        super().__init__(Path(order.folder), order.package, longest=order.longest, guard=guard)
        self.calls = 0
        self.reached: Call | None = None
        self._tell = tell
        self._last = 0

    def call(self, module: str, function: str, *args: Any, **options: Any) -> Result:
        """See `Subject.call`."""
        self.calls += 1
        if self.calls == self._last:
            given = {name: value for name, value in options.items() if name not in MANNER}
            self.reached = Call(module, function, args, given)
            raise Stop(Verdict(ERROR))
        if self.calls > 1:
            self._tell(Calling(self.calls))
        return super().call(module, function, *args, **options)

    @contextlib.contextmanager
    def stopping_at(self, number: int) -> Iterator[None]:
        """Let an item make its calls anew, up to the one of this number."""
        self.calls, self.reached, self._last = 0, None, number
        try:
            yield
        finally:
            self._last = 0
