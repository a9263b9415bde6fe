"""Grades submissions in one process or several; the same function, whoever calls it.

Each process reads the specification once and has its own zygote. Knows how to go on when one of
these processes dies; writes nothing down, that is done where the records arrive.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..confined.remote import Limits
from ..confined.zygote import NotConfined, Zygote
from ..kit import Kit
from .assess import Assessor, Record
from .intake import Prepared, Submission, prepare
from .likeness import Likeness, likeness
from .specification import Specification
from .unpack import Notice

REFERENCE = "(reference)"
STUBS = "(stubs)"
CONTROLS = (REFERENCE, STUBS)
UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Plan:
    """What every process of a run needs to know."""

    root: Path
    names: tuple[str, ...]
    hidden: Path | None
    seed: int
    isolation: str
    limits: Limits
    scratch: Path


class Task(NamedTuple):
    """One submission to grade, or one of the controls; `content` is what is graded already."""

    key: str
    submission: Submission | None
    content: str = ""


class Grader:
    """Grades one task after the other; holds the zygote that workers come from."""

    def __init__(self, plan: Plan, specification: Specification | None = None) -> None:
        self.plan = plan
        self.specification = specification or Specification(Kit(plan.root), plan.names, plan.hidden)
        self._zygote: Zygote | None = None
        self._assessor = Assessor(
            self.specification, plan.seed, lambda f, i: self._open().subject(f, i), plan.scratch
        )

    def _open(self) -> Zygote:
        if self._zygote is None:
            data = self.specification.kit.data
            before = tempfile.tempdir
            # What the zygote makes goes with the run's scratch folder, even if both are killed.
            tempfile.tempdir = str(self.plan.scratch)
            try:
                self._zygote = Zygote(data, self.plan.isolation, self.plan.limits).__enter__()
            finally:
                tempfile.tempdir = before
        return self._zygote

    def close(self) -> None:
        """End the zygote, and with it every worker."""
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            with suppress(OSError):
                zygote.__exit__(None, None, None)

    def grade(self, task: Task) -> Record:
        """Return the record of a task; trouble of our own is `undecided`, after a second try."""
        started = time.perf_counter()
        try:
            prepared = self._prepare(task)
        except Exception as error:
            return _undecided(task.key, error)
        record = Record(task.key, "graded", prepared.content, prepared.taken, prepared.notices)
        if record.content == task.content:
            record.status = UNCHANGED
        elif not prepared.taken:
            record.status = "unreadable"
        else:
            for last in (False, True):
                try:
                    record.items = self._assessor.assess(prepared.texts)
                    record.code = self._code(prepared.texts)
                    break
                except NotConfined:
                    raise
                except Exception as error:
                    self.close()
                    if last:
                        return _undecided(task.key, error)
        record.seconds = time.perf_counter() - started
        return record

    def _code(self, texts: Mapping[str, str]) -> dict[str, Likeness]:
        files = {name: f"{name}.py" for name in self.specification.names}
        return {
            name: likeness(texts.get(file, ""), self.specification.stubs[file])
            for name, file in files.items()
        }

    def _prepare(self, task: Task) -> Prepared:
        spec = self.specification
        if task.submission is None:
            texts = spec.reference() if task.key == REFERENCE else dict(spec.stubs)
            return Prepared(texts, tuple(spec.kit.exercises))
        return prepare(task.submission, spec.stubs, tuple(spec.kit.exercises))


def run(
    plan: Plan, tasks: Iterable[Task], jobs: int, specification: Specification
) -> Generator[Record, None, None]:
    """Yield the records of all tasks as they are ready, never many at a time in memory."""
    if jobs > 1:
        yield from _run_many(plan, iter(tasks), jobs)
        return
    grader = Grader(plan, specification)
    try:
        for task in tasks:
            yield grader.grade(task)
    finally:
        grader.close()


def _run_many(plan: Plan, tasks: Iterator[Task], jobs: int) -> Iterator[Record]:
    pending: dict[Future[Record], Task] = {}
    pool = _pool(jobs)
    try:
        while True:
            for task in itertools.islice(tasks, 2 * jobs - len(pending)):
                pending[pool.submit(grade_task, plan, task)] = task
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                pool.shutdown(cancel_futures=True)
                waiting = list(pending.items())
                pending.clear()
                for future, task in waiting:
                    fine = future.done() and not future.cancelled() and not future.exception()
                    yield future.result() if fine else _alone(plan, task)
                pool = _pool(jobs)
                continue
            for future in done:
                pending.pop(future)
                yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(plan: Plan, task: Task) -> Record:
    """Grade what was in hand when a process died, in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(grade_task, plan, task).result()
        except BrokenProcessPool as error:
            return _undecided(task.key, error)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Never a fork: a copy of this process would hold the gradebook and its locks.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, context, _end_with_parent, (os.getpid(),))


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
    """Grade one task in whatever process this is; the first one of a plan sets it up."""
    if plan not in _graders:
        import atexit

        for grader in _graders.values():
            grader.close()
        _graders.clear()
        _graders[plan] = Grader(plan)
        atexit.register(_graders[plan].close)
    return _graders[plan].grade(task)


def _undecided(key: str, error: BaseException) -> Record:
    reason = f"{type(error).__name__}: {error}"[:200]
    return Record(key, "undecided", "", notices=[Notice("undecided", {"reason": reason})])
