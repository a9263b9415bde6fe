"""A Dask cluster grades, as `pool` uses it: through its `concurrent.futures` interface.

Reads submissions here and sends their texts; sees that each process of the cluster is ready for
the run before anything is graded, and that there are any. What they do is in `cluster_worker`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Any

from rawgrad.grading.assess.assessor import Record
from rawgrad.grading.run import cluster_worker
from rawgrad.grading.run.grader import RunPlan, Task, begin, reader
from rawgrad.grading.run.pool import NoWorkersLeft
from rawgrad.grading.words import MESSAGES
from rawgrad.kit.errors import BrokenKit
from rawgrad.spec.specification import Specification
from rawgrad.subject.confined.zygote import NotConfined

if TYPE_CHECKING:
    from distributed import Client, Worker

# Seconds until a scheduler must have answered, and until a worker must have come (back).
ANSWER = 10.0
PATIENCE = 60.0
# Seconds between two looks at which workers there are.
LOOK = 2.0


class DaskPool:
    """Worker processes that a Dask scheduler knows, whichever machines they are on.

    Parameters
    ----------
    address
        Of the scheduler.
    plan
        What the run asks for; none of its folders is relied on elsewhere.
    specification
        What is graded by; workers must have the same.
    language
        Of what is said when something is wrong.

    Raises
    ------
    BrokenKit
        If there is no scheduler or no worker, or one that cannot grade for this run.
    """

    bundle = 1

    def __init__(
        self, address: str, plan: RunPlan, specification: Specification, language: str
    ) -> None:
        self._address = address
        self._specification = specification
        self._language = language
        self._reader = reader(plan, specification)
        self._client = self._connect()
        from distributed import KilledWorker

        self.lost: tuple[type[BaseException], ...] = (
            KilledWorker,
            CancelledError,
            cluster_worker.Unprepared,
        )
        # Two learners with the same texts are two tasks, and so is a second try.
        self._executor = self._client.get_executor(pure=False)
        self._grade = _sent_whole()
        self._identity = uuid.uuid4().hex
        self._asked = cluster_worker.request(plan, specification)
        self._ready: set[str] = set()
        self._looked = self._seen = 0.0
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _connect(self) -> Client:
        try:
            from distributed import Client
        except ImportError:
            raise self._broken("no_extra") from None
        # What its loggers tell of a lost connection is said in one line, by us.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            # Asked before there is a client: one that never got an answer cannot be closed.
            asyncio.run(_identity(self._address))
            with warnings.catch_warnings():
                # Versions that matter are compared by `cluster_worker`.
                warnings.simplefilter("ignore")
                return Client(self._address, timeout=ANSWER, set_as_default=False)
        except Exception:
            # Whatever listens there may answer anything.
            raise self._broken("no_scheduler") from None

    def _begin(self) -> None:
        self._seen = time.monotonic()
        while not self._ready:
            self._look()
            if not self._ready:
                if time.monotonic() - self._seen > ANSWER:
                    raise self._broken("no_workers")
                time.sleep(0.2)

    def _look(self) -> None:
        """See which workers there are, and get those ready that are new."""
        self._looked = time.monotonic()
        try:
            there = set(self._client.nthreads())
            new = sorted(there - self._ready)
            found = (
                self._client.run(
                    _prepare, self._identity, self._asked, workers=new, on_error="return"
                )
                if new
                else {}
            )
        except OSError:
            # The connection is lost, or somebody has just died: seen again soon enough.
            return
        self._ready &= there
        for address, trouble in found.items():
            if trouble is None:
                self._ready.add(address)
            elif isinstance(trouble, cluster_worker.JoinTrouble):
                said = MESSAGES[trouble.key].in_(self._language).format(**trouble.facts)
                raise self._broken("unfit", worker=address, reason=said)
            elif not isinstance(trouble, OSError):
                raise self._broken("unfit", worker=address, reason=_short(trouble))
        if self._ready:
            self._seen = self._looked

    def room(self) -> int:
        """See `Pool.room`; of what a worker is sent next, some waits with the scheduler."""
        if time.monotonic() - self._looked > LOOK:
            self._look()
            self._insist(time.monotonic() - self._seen < PATIENCE)
        return 3 * len(self._ready)

    def submit(self, tasks: Sequence[Task]) -> list[Future[Any]]:
        """See `Pool.submit`."""
        return [self._submit(task) for task in tasks]

    def _submit(self, task: Task) -> Future[Any]:
        record, texts = begin(task, self._specification, self._reader)
        if texts is None:
            done: Future[Any] = Future()
            done.set_result(record)
            return done
        order = cluster_worker.to_bytes((record, texts))
        try:
            return self._executor.submit(self._grade, self._identity, order)
        except RuntimeError:
            # A client that has given up takes no more.
            raise self._gone() from None

    def record(self, future: Future[Any]) -> Record:
        """See `Pool.record`."""
        try:
            result = future.result()
        except Exception as error:
            if isinstance(error, (NotConfined, BrokenKit, *self.lost)):
                raise
            raise self._broken("unfit", worker=self._address, reason=_short(error)) from None
        return result if isinstance(result, Record) else cluster_worker.from_bytes(result)

    def renew(self) -> None:
        """See `Pool.renew`: the scheduler may be gone, or a worker be new."""
        until = time.monotonic() + ANSWER
        while self._client.status == "connecting" and time.monotonic() < until:
            time.sleep(0.1)
        self._insist(self._client.status == "running")
        # Whoever was ready may have let go of a run that sent nothing for long.
        self._ready.clear()
        self._look()

    def close(self) -> None:
        """See `Pool.close`; workers keep nothing of the run."""
        self._reader.close()
        with contextlib.suppress(Exception):
            self._executor.shutdown(wait=False)
            if self._client.status == "running":
                self._client.run(_release, self._identity, on_error="ignore")
        self._client.close(timeout=ANSWER)

    def _insist(self, condition: bool) -> None:
        if not condition:
            raise self._gone()

    def _gone(self) -> NoWorkersLeft:
        return NoWorkersLeft(MESSAGES["gone"].in_(self._language).format(address=self._address))

    def _broken(self, key: str, **facts: object) -> BrokenKit:
        said = MESSAGES[key].in_(self._language)
        return BrokenKit(said.format(address=self._address, **facts))


def _sent_whole() -> Callable[[str, bytes], bytes]:
    """Return `cluster_worker.grade` for a scheduler that has Dask and nothing of ours.

    Schedulers load what is submitted. A function inside another is sent as it is, not by name.
    """

    def grade(identity: str, packed: bytes) -> bytes:
        from rawgrad.grading.run import cluster_worker

        return cluster_worker.grade(identity, packed)

    return grade


def _short(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


async def _identity(address: str) -> None:
    from distributed import Security, rpc

    args = Security().get_connection_args("client")
    async with rpc(address, timeout=ANSWER, connection_args=args) as scheduler:
        await asyncio.wait_for(scheduler.identity(n_workers=0), ANSWER)


async def _prepare(
    identity: str, asked: bytes, dask_worker: Worker
) -> cluster_worker.JoinTrouble | None:
    # Beside the loop: a worker that does not answer for long is taken for dead.
    return await asyncio.to_thread(
        cluster_worker.prepare,
        identity,
        asked,
        dask_worker.local_directory,
        dask_worker.state.nthreads,
    )


async def _release(identity: str) -> None:
    await asyncio.to_thread(cluster_worker.release, identity)
