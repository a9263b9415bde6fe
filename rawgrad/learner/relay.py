"""A relay has children examine one after another, until every item has its verdict.

Where an item ends its child, or the child has to be ended at a call's limit, the item gets that as
its verdict and the rest is examined in the next child. Never runs a learner's code, and needs no
NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import TracebackType

from rawgrad.learner.host import Child, until_end
from rawgrad.learner.messages import Begin, Calling, Ended, Fate, Finished, Found, Message, Order

# A child that says nothing for so many seconds is ended. Each call has a limit of its own, none
# of them as long.
LONGEST_SILENCE = 330.0


class Relay:
    """An examination that outlives its children.

    Parameters
    ----------
    child
        The first child; it waits for its order.
    order
        What is to be examined.
    take
        Where the next child is taken from.
    """

    def __init__(
        self,
        child: Child,
        order: Order,
        take: Callable[[], Child],
        silence: float = LONGEST_SILENCE,
    ) -> None:
        self._child = child
        self._order = order
        self._take = take
        self._silence = silence
        self._quiet = 0.0
        self._running: Begin | None = None
        self._call = 1
        self._statuses: dict[str, dict[str, str]] = {}
        self._finished: list[str] = []
        child.order(order)

    def __enter__(self) -> Relay:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child that examines."""
        self._child.close()

    def messages(self) -> Iterator[Message]:
        """Yield what is found, up to and with the end."""
        return until_end(self.receive)

    def receive(self, timeout: float) -> Message | None:
        """Return the next message, or None if there is none within so many seconds."""
        message = self._child.receive(timeout)
        if message is None:
            self._quiet += timeout
            if self._quiet <= self._silence:
                return None
            message = Ended("limit", f"{self._silence:g}")
        self._quiet = 0.0
        match message:
            case Begin():
                self._running, self._call = message, 1
            case Calling(number):
                self._call = number
            case Found(result):
                self._statuses.setdefault(result.exercise, {})[result.id] = result.status
                self._running = None
            case Finished(exercise):
                self._finished.append(exercise)
            case Ended(cause) if cause in ("died", "limit") and self._running is not None:
                self._go_on(self._running, message)
                return None
        return message

    def _go_on(self, item: Begin, end: Ended) -> None:
        """Have the rest examined, by a new child that is told how the last one ended."""
        self._child.close()
        fate = Fate(item.exercise, item.id, end.cause, end.how, end.frames, self._call)
        self._order = replace(
            self._order,
            statuses=self._statuses,
            finished=tuple(self._finished),
            fates=(*self._order.fates, fate),
        )
        self._running = None
        self._child = self._take()
        self._child.order(self._order)
