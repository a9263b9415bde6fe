"""Hands out tasks and takes in records: one loop, whoever it is that grades.

Knows how to go on when one of those who grade dies: nothing is lost, and nothing comes twice.
Writes nothing down, that is done where the records arrive. Those who grade are this process,
processes of this machine, or, in `cluster`, those of others.
"""

from __future__ import annotations

import atexit
import itertools
import multiprocessing
import os
import threading
import time
from collections.abc import Generator, Iterable
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

from .assess import Record
from .grader import Grader, Plan, Task, undecided
from .specification import Specification

# How often those who grade are looked after while no record comes, in seconds.
LOOK = 5.0


class Gone(Exception):
    """Those who grade are gone, all of them: what was kept so far is safe. The text says more."""


class Pool(Protocol):
    """Those who grade.

    Attributes
    ----------
    lost
        What a future raises if whoever was at its task died.
    """

    lost: tuple[type[BaseException], ...]

    def room(self) -> int:
        """Return how many tasks may be in hand; look after those who grade."""

    def submit(self, task: Task) -> Future[Any]:
        """Hand out a task."""

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
            for task in itertools.islice(waiting, max(0, pool.room() - len(pending))):
                pending[pool.submit(task)] = task
            if not pending:
                if (following := next(waiting, None)) is None:
                    return
                pending[pool.submit(following)] = following
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
                yield from _again(pool, lost, pending)
    finally:
        pool.close()


def _again(
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
        future = pool.submit(task)
        while not future.done():
            wait([future], LOOK)
            pool.room()
        try:
            record = pool.record(future)
        except pool.lost as error:
            pool.renew()
            record = undecided(task.key, error)
        yield record


class Here:
    """Grades in this very process, task after task."""

    lost: tuple[type[BaseException], ...] = ()

    def __init__(self, plan: Plan, specification: Specification) -> None:
        self._grader = Grader(plan, specification)

    def room(self) -> int:
        """See `Pool.room`."""
        return 1

    def submit(self, task: Task) -> Future[Record]:
        """See `Pool.submit`; grades at once."""
        future: Future[Record] = Future()
        future.set_result(self._grader.grade(task))
        return future

    def record(self, future: Future[Record]) -> Record:
        """See `Pool.record`."""
        return future.result()

    def renew(self) -> None:
        """See `Pool.renew`; nobody dies but all."""

    def close(self) -> None:
        """See `Pool.close`."""
        self._grader.close()


class Processes:
    """Processes of this machine, each with a specification and a zygote of its own."""

    # The death of one breaks them all.
    lost: tuple[type[BaseException], ...] = (BrokenProcessPool, CancelledError)

    def __init__(self, plan: Plan, jobs: int) -> None:
        self._plan = plan
        self._jobs = jobs
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Never a fork: a copy of this process would hold the gradebook and its locks.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._jobs, context, _end_with_parent, (os.getpid(),))

    def room(self) -> int:
        """See `Pool.room`; the next task of each is at hand when it is done with one."""
        return 2 * self._jobs

    def submit(self, task: Task) -> Future[Record]:
        """See `Pool.submit`."""
        try:
            return self._executor.submit(grade_task, self._plan, task)
        except BrokenProcessPool as error:
            future: Future[Record] = Future()
            future.set_exception(error)
            return future

    def record(self, future: Future[Record]) -> Record:
        """See `Pool.record`."""
        return future.result()

    def renew(self) -> None:
        """See `Pool.renew`."""
        self.close()
        self._executor = self._start()

    def close(self) -> None:
        """See `Pool.close`."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _end_with_parent(parent: int) -> None:
    """End this process soon after the one that started it, however that one ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    # On Windows the parent of a process never changes, and pipes tell it instead.
    if os.name == "posix":
        threading.Thread(target=watch, daemon=True).start()


_graders: dict[Plan, Grader] = {}


def grade_task(plan: Plan, task: Task) -> Record:
    """Grade one task in whatever process this is; the first one sets it up."""
    if plan not in _graders:
        _graders[plan] = Grader(plan)
        atexit.register(_graders[plan].close)
    return _graders[plan].grade(task)
