"""A pool hands out tasks and takes in records: one loop, whoever it is that grades.

Knows how to go on when one of those who grade dies: nothing is lost, and nothing comes twice.
Writes nothing down, that is done where the records arrive. Those who grade are never the process
that keeps the marks, but others: of this machine, in `processes`, or of many, in `cluster`.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, Protocol

from rawgrad.grading.assess.assessor import Record
from rawgrad.grading.run.grader import Task, undecided
from rawgrad.kit.errors import BrokenKit

# How often those who grade are looked after while no record comes, in seconds.
LOOK = 5.0


class NoWorkersLeft(BrokenKit):
    """No process is left that grades; what was kept so far is safe. The text says more."""


class Pool(Protocol):
    """A pool of processes that grade.

    Attributes
    ----------
    lost
        What a future raises if whoever was at its task died.
    bundle
        How many tasks are best handed out in one go.
    """

    lost: tuple[type[BaseException], ...]
    bundle: int

    def room(self) -> int:
        """Return how many tasks may be in hand; look after those who grade."""

    def submit(self, tasks: Sequence[Task]) -> Sequence[Future[Any]]:
        """Hand out tasks, and return what is to come of each."""

    def record(self, future: Future[Any]) -> Record:
        """Return the record of a task that is done, or raise what its future raises."""

    def renew(self) -> None:
        """Make good the loss of somebody; tasks still in hand may be lost with it."""

    def close(self) -> None:
        """Let go of all in hand."""


def run(pool: Pool, tasks: Iterable[Task]) -> Generator[Record, None, None]:
    """Yield the records of all tasks as they are ready, never many at a time in memory."""
    waiting = iter(tasks)
    pending: dict[Future[Any], Task] = {}
    try:
        while True:
            free = max(0, pool.room() - len(pending)) // pool.bundle * pool.bundle
            following = list(itertools.islice(waiting, free if pending else max(1, free)))
            pending |= zip(pool.submit(following), following, strict=True)
            if not pending:
                return
            lost = []
            for future in wait(pending, LOOK, FIRST_COMPLETED).done:
                task = pending.pop(future)
                try:
                    record = pool.record(future)
                except pool.lost:
                    lost.append(task)
                else:
                    yield record
            if lost:
                yield from _retry(pool, lost, pending)
    finally:
        pool.close()


def _retry(
    pool: Pool, lost: list[Task], pending: dict[Future[Any], Task]
) -> Generator[Record, None, None]:
    """Grade what was in hand when somebody died, one by one: so it shows who caused it."""
    pool.renew()
    for future in [future for future in pending if future.done()]:
        task = pending.pop(future)
        try:
            record = pool.record(future)
        except pool.lost:
            lost.append(task)
        else:
            yield record
    for task in lost:
        (future,) = pool.submit([task])
        while not future.done():
            wait([future], LOOK)
            pool.room()
        try:
            record = pool.record(future)
        except pool.lost as error:
            pool.renew()
            record = undecided(task.key, error)
        yield record
