"""A pool that grades in the test's own process, where what it does can be replaced."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from rawgrad.grading.assess.assessor import Record
from rawgrad.grading.run.grader import Grader, RunPlan, Task
from rawgrad.grading.run.processes import ProcessPool


class InProcessPool:
    """Grades in this very process, task after task."""

    lost: tuple[type[BaseException], ...] = ()
    bundle = 1

    def __init__(self, plan: RunPlan, jobs: int = 1) -> None:
        self._grader = Grader(plan)

    def room(self) -> int:
        """See `Pool.room`."""
        return 1

    def submit(self, tasks: Sequence[Task]) -> list[Future[Record]]:
        """See `Pool.submit`; grades at once."""
        futures: list[Future[Record]] = [Future() for _ in tasks]
        for future, task in zip(futures, tasks, strict=True):
            future.set_result(self._grader.grade(task))
        return futures

    def record(self, future: Future[Record]) -> Record:
        """See `Pool.record`."""
        return future.result()

    def renew(self) -> None:
        """See `Pool.renew`; nobody dies but all."""

    def close(self) -> None:
        """See `Pool.close`."""
        self._grader.close()


def one_here(plan: RunPlan, jobs: int) -> InProcessPool | ProcessPool:
    """Return a pool in this process where one is asked for, else processes as ever."""
    return InProcessPool(plan) if jobs == 1 else ProcessPool(plan, jobs)
