"""Processes of this machine grade, as `pool` uses them."""

from __future__ import annotations

import atexit
import contextlib
import functools
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.queues import SimpleQueue

from rawgrad.grading.assess.assessor import Record
from rawgrad.grading.run.grader import Grader, RunPlan, Task
from rawgrad.kit.interrupts import interrupts_blocked
from rawgrad.subject.confined import sandbox

# So many tasks are handed over together if one takes less than so many seconds.
BUNDLE, SHORT = 4, 0.1


class ProcessPool:
    """Processes of this machine, each with a specification and a zygote of its own."""

    # The death of one breaks them all.
    lost: tuple[type[BaseException], ...] = (BrokenProcessPool, CancelledError)

    def __init__(self, plan: RunPlan, jobs: int) -> None:
        self._plan = plan
        self._jobs = jobs
        self.bundle = 1
        self._in_hand: set[Future[list[Record]]] = set()
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Never a fork: a copy of this process would hold the gradebook and its locks.
        context = multiprocessing.get_context("spawn")
        cores = context.SimpleQueue()
        for core in cores_of(self._jobs):
            cores.put(core)
        return ProcessPoolExecutor(self._jobs, context, _begin, (self._plan, os.getpid(), cores))

    def room(self) -> int:
        """See `Pool.room`; the next of each is at hand when it is done with what it has."""
        return 2 * self._jobs * self.bundle

    def submit(self, tasks: Sequence[Task]) -> list[Future[Record]]:
        """See `Pool.submit`."""
        size = self.bundle
        bundles = [tasks[start : start + size] for start in range(0, len(tasks), size)]
        return [future for bundle in bundles for future in self._send(bundle)]

    def _send(self, tasks: Sequence[Task]) -> list[Future[Record]]:
        futures: list[Future[Record]] = [Future() for _ in tasks]
        try:
            with interrupts_blocked():
                sent = self._executor.submit(_grade_in_process, tasks)
        except BrokenProcessPool as error:
            for future in futures:
                future.set_exception(error)
        else:
            self._in_hand.add(sent)
            sent.add_done_callback(self._in_hand.discard)
            sent.add_done_callback(functools.partial(_hand_on, futures))
        return futures

    def record(self, future: Future[Record]) -> Record:
        """See `Pool.record`; handing over costs more than it should where tasks are short."""
        record = future.result()
        self.bundle = BUNDLE if record.seconds < SHORT else 1
        return record

    def renew(self) -> None:
        """See `Pool.renew`."""
        self.close()
        self._executor = self._start()

    def close(self) -> None:
        """See `Pool.close`; what is in hand is not awaited."""
        if self._in_hand:
            for process in multiprocessing.active_children():
                process.kill()
        self._executor.shutdown(wait=True, cancel_futures=True)


def cores_of(jobs: int) -> list[int]:
    """Return a core for each of so many processes; no core for any where they are not enough.

    A process and the worker it waits for take turns, and do so faster where they need not move.
    """
    there = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return there[:jobs] if len(there) >= jobs else []


_plans: list[RunPlan] = []


def _begin(plan: RunPlan, parent: int, cores: SimpleQueue[int]) -> None:
    # Not ignored or blocked, which whatever is started here would inherit.
    signal.signal(signal.SIGINT, lambda *_: None)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _plans.append(plan)
    if not cores.empty():
        # A container may forbid it, and nothing depends on it.
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {cores.get()})
    _end_with_parent(parent)


@functools.cache
def _grader() -> Grader:
    """Return the grader of this process; the first task sets it up."""
    grader = Grader(_plans[0])
    atexit.register(grader.close)
    return grader


def _grade_in_process(tasks: Sequence[Task]) -> list[Record]:
    return [_grader().grade(task) for task in tasks]


def _hand_on(futures: Sequence[Future[Record]], done: Future[list[Record]]) -> None:
    """Give each task's future what became of it in its bundle."""
    error = CancelledError() if done.cancelled() else done.exception()
    for number, future in enumerate(futures):
        if error is None:
            future.set_result(done.result()[number])
        else:
            future.set_exception(error)


def _end_with_parent(parent: int) -> None:
    """End this process with the one that started it, however that one ended."""
    if sys.platform == "linux":
        # By the kernel, whatever this process is busy with; unless it has happened already.
        sandbox.prctl(sandbox.PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    elif os.name == "posix":
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    # On Windows the parent of a process never changes, and pipes tell it instead.


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
