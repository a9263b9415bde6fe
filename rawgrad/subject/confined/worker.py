"""A worker is the process in which a submission's code runs; the zygote forks one for each.

The zygote is a clean process: NumPy, `executor`, `sandbox` and nothing that knows a case. It is
told only when to fork and when to end a worker; what a worker is to import the worker itself is
told, over a socket of its own, so that nothing of one submission lies in the memory of the next.
"""

from __future__ import annotations

import builtins
import contextlib
import gc
import importlib
import json
import math
import os
import random
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from rawgrad.subject.confined import escape_attempts, sandbox
from rawgrad.subject.confined.limits import (
    Allowance,
    close_descriptors,
    lift_limits,
    set_limits,
    size_of_process,
)
from rawgrad.subject.confined.preload import forget_environment, load_packages, warm_up
from rawgrad.subject.confined.wire import (
    ASKED,
    ENDED,
    FORK,
    FORKED,
    GRACE,
    REAP,
    Closed,
    ProtocolBroken,
    Wire,
)
from rawgrad.subject.executor import Executor, TimeLimit
from rawgrad.subject.values import Decoder, Encoder

SCRATCH_SIZE = 16 << 20
# After so many seconds the rest of a frame is left to be asked for anew.
PATIENCE = 1.0
MAX_REASON = 200


def serve(control: socket.socket, settings: dict[str, Any]) -> None:
    """Be the zygote: fork and end workers until the control socket closes."""
    namespaces: tuple[str, ...] = ()
    outer = os.getpid()
    lift_limits()
    if settings["confined"]:
        namespaces = sandbox.enter_namespaces()
        if namespaces:
            _continue_inside()
    try:
        zygote = ZygoteServer(control, {**settings, "outer": outer}, namespaces)
    except ImportError as error:
        Wire(control).send({"failed": f"{type(error).__name__}: {error}"[:MAX_REASON]}, [])
        return
    Wire(control).send({"modules": sorted(sys.modules)}, [])
    zygote.loop()


def _continue_inside() -> None:
    """Go on as the first process of the new namespace, which the one before waits for."""
    child = os.fork()
    if child:
        os.closerange(0, 256)
        os._exit(os.waitpid(child, 0)[1] & 0xFF)


class ZygoteServer:
    """Forks a worker when told, and ends it when told.

    What is the same for all workers is made here, once: of memory that a worker writes to, and be
    it to count references, it gets a copy of its own, page by page, and that is what it costs most.
    """

    def __init__(
        self, control: socket.socket, settings: dict[str, Any], namespaces: tuple[str, ...]
    ) -> None:
        self.control = control
        self.confined = settings["confined"]
        self.namespaces = namespaces
        self.base = settings["scratch"]
        self.scratch: dict[int, str] = {}
        self.live: set[int] = set()
        self.forked = 0
        # Its number outside of namespaces, which no other zygote has.
        self.outer: int = settings["outer"]
        self.user = sandbox.NOBODY
        self.own = os.pidfd_open(os.getpid()) if namespaces else -1
        if sys.platform == "linux":
            # Whatever outlives a worker becomes this process's child, to be ended as well.
            sandbox.prctl(sandbox.PR_SET_CHILD_SUBREAPER, 1)
        self.guard = _Alarm()
        self.job = load_job(settings)
        self.rules, self.closed = warm_up(settings)
        self.size = size_of_process()

    def loop(self) -> None:
        """Obey until the control socket closes; then end what is left."""
        while True:
            try:
                asked, descriptors, _, _ = socket.recv_fds(self.control, ASKED.size, 1)
            except OSError:
                asked = b""
            if len(asked) != ASKED.size:
                for pid in self.live:
                    os.kill(pid, signal.SIGKILL)
                return
            operation, pid = ASKED.unpack(asked)
            if operation == FORK:
                self._fork(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, descriptors[0]))
            else:
                self._end(pid, GRACE if operation == REAP else 0.0)

    def _fork(self, sock: socket.socket) -> None:
        self.forked += 1
        self.user = sandbox.user_of_its_own(self.outer, self.forked)
        scratch = ""
        try:
            if self.namespaces:
                sandbox.fresh_process_namespace(self.own)
            if self.namespaces and self.job is None:
                scratch = f"{self.base}/{self.forked}"
                sandbox.mount_scratch(scratch, SCRATCH_SIZE, self.user)
                os.environ["HOME"] = os.environ["TMPDIR"] = scratch
            pid = os.fork()
        except OSError:
            pid = -1
        if pid == 0:
            status = 1
            try:
                self.control.close()
                work(sock, self, scratch, self.job)
                status = 0
            finally:
                os._exit(status)
        sock.close()
        if pid > 0:
            self.live.add(pid)
            self.scratch[pid] = scratch
        elif scratch:
            with contextlib.suppress(OSError):
                sandbox.unmount_scratch(scratch)
        self.control.sendall(FORKED.pack(pid))

    def _end(self, pid: int, grace: float) -> None:
        deadline = time.monotonic() + grace
        killed = False
        done, status, usage = os.wait4(pid, os.WNOHANG)
        pause = 0.0002
        while not done:
            if time.monotonic() >= deadline:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                killed = True
                done, status, usage = os.wait4(pid, 0)
                break
            time.sleep(pause)
            pause = min(2 * pause, 0.01)
            done, status, usage = os.wait4(pid, os.WNOHANG)
        if scratch := self.scratch.pop(pid, ""):
            with contextlib.suppress(OSError):
                sandbox.unmount_scratch(scratch)
        self.live.discard(pid)
        if not self.namespaces:
            self._end_group(pid)
        code = os.waitstatus_to_exitcode(status)
        # Of its own it has what it took beside the memory that all of them begin with.
        size = max(0, usage.ru_maxrss - (self.size.own >> 10))
        self.control.sendall(ENDED.pack(code, usage.ru_utime, usage.ru_stime, size, killed))

    def _end_group(self, pid: int) -> None:
        """Kill what a worker left running: its group, and orphans that left the group."""
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
        children = Path(f"/proc/self/task/{os.getpid()}/children")
        with contextlib.suppress(OSError):
            # An orphan's own children become orphans in their turn.
            while orphans := {int(n) for n in children.read_text().split()} - self.live:
                for orphan in orphans:
                    os.kill(orphan, signal.SIGKILL)
                    os.waitpid(orphan, 0)


def solo(sock: socket.socket, settings: dict[str, Any]) -> None:
    """Be a single worker, where there is no fork."""
    job = load_job(settings)
    load_packages(settings)
    forget_environment()
    gc.enable()
    sys.dont_write_bytecode = True
    np.random.seed(0)
    work(sock, None, "", job)


Job = Callable[[Wire, dict[str, Any]], None]


def load_job(settings: dict[str, Any]) -> Job | None:
    """Return what workers do in place of running a submission, if that is what they are for.

    A module's `job` makes it of what is the same for all of them; each then is told the rest.
    """
    if not settings["job"]:
        return None
    made: Job = importlib.import_module(settings["job"]).job(settings)
    return made


def work(sock: socket.socket, zygote: ZygoteServer | None, scratch: str, job: Job | None) -> None:
    """Be a worker: confine oneself, then import the submission and answer requests."""
    wire = Wire(sock)
    setup, _ = wire.receive()
    layers = confine_self(sock, setup, zygote, scratch or setup["scratch"])
    wire.send({"layers": layers}, [])
    if setup["escape"]:
        wire.send({"escaped": escape_attempts.attempts(**setup["escape"])}, [])
        return
    if job is not None:
        with contextlib.suppress(Closed):
            job(wire, setup)
        return
    # What draws from nowhere draws the same when it is graded again; NumPy's was set before.
    random.seed(0)
    guard = zygote.guard if zygote else _Alarm() if hasattr(signal, "setitimer") else None
    if guard is not None:
        guard.longest = setup["call"]
    folder, package = setup["folder"], setup["package"]
    executor = Executor(folder, package, guard=guard, first=setup["first"])
    with contextlib.suppress(Closed):
        while True:
            _answer(wire, executor, *wire.receive())


def confine_self(
    sock: socket.socket, setup: dict[str, Any], zygote: ZygoteServer | None, scratch: str
) -> list[str]:
    """Give up all that a submission does not need; return the layers that hold it."""
    limits = Allowance(**setup["limits"])
    limits = replace(limits, memory=limits.memory + size_of_process().virtual)
    readable = setup["readable"]
    if zygote is not None:
        os.setsid()
    if zygote is None or not zygote.confined:
        os.environ["HOME"] = os.environ["TMPDIR"] = scratch
        os.chdir(scratch)
        if hasattr(os, "setsid"):
            set_limits(limits, alone=False)
            close_descriptors(sock.fileno())
        return []
    layers = [f"{name} namespace" for name in zygote.namespaces]
    # What was handed in may be closed to others anywhere in it; modules we have written ourselves.
    own = [entry.path for path in readable if zygote.job is None for entry in os.scandir(path)]
    own_user = sandbox.is_root()
    layers += sandbox.drop_privileges(
        [*readable, *own], zygote.closed or zygote.job is not None, zygote.user
    )
    os.chdir(scratch or "/")
    rules = sandbox.landlock_rules([os.open(path, os.O_PATH) for path in readable])
    if scratch:
        writable = os.open(scratch, os.O_PATH)
        rules += sandbox.landlock_rules([writable], sandbox.READ | sandbox.WRITE)
    sandbox.forbid_new_privileges()
    layers += sandbox.landlock([*zygote.rules, *rules])
    close_descriptors(sock.fileno())
    # Threads are counted by user: of a namespace, of this worker alone, or else of everybody.
    alone = "user" in zygote.namespaces or own_user
    set_limits(limits, alone)
    layers += sandbox.seccomp(threads=alone)
    return layers


def _answer(wire: Wire, executor: Executor, message: dict[str, Any], buffers: list[Any]) -> None:
    turn = 0

    def callback(number: int, given: tuple[Any, ...]) -> Any:
        nonlocal turn
        encoder = Encoder()
        turn += 1
        question = {
            "id": message["id"],
            "callback": number,
            "turn": turn,
            "args": [encoder.encode(value) for value in given],
        }
        # An alarm in the middle of a frame would leave the other half for the next one.
        with _no_alarm():
            wire.send(question, encoder.buffers)
            answer, received = wire.receive()
        if "error" in answer:
            kind: Any = getattr(builtins, answer["error"], RuntimeError)
            raise kind(answer["message"])
        return Decoder(received).decode(answer["value"])

    answers: list[list[Any]] = []
    out: list[Any] = []
    start, begun = 0, time.monotonic()
    for request, count in message["requests"]:
        try:
            given = buffers[start : start + count]
            response, own = executor.execute(request, given, callback)
        except KeyboardInterrupt:
            error = {"type": "KeyboardInterrupt", "kinds": ["KeyboardInterrupt"], "message": ""}
            response, own = {"error": {**error, "frames": [], "timeout": False}}, []
        start += count
        seconds, where = response.pop("seconds", 0.0), response.pop("where", [])
        answers.append([json.dumps(response), len(own), seconds, where])
        out += own
        if response.get("error", {}).get("timeout") or time.monotonic() > begun + PATIENCE:
            # Whoever asked may not want to wait for the same function again, and what is slow
            # but right must not run into the deadline of them all.
            break
    while True:
        try:
            wire.send({"id": message["id"], "answers": answers}, out)
            return
        except ProtocolBroken:
            if len(answers) == 1:
                problem = json.dumps({"unsupported": "a value too large to hand over"})
                answers, out = [[problem, 0, 0.0, []]], []
            else:
                # The others are asked for again, and so each is told for itself.
                answers = answers[: len(answers) // 2]
                out = out[: sum(row[1] for row in answers)]


class _Alarm:
    """Raises `TimeLimit` in the submission; what does not heed it is killed from outside."""

    def __init__(self) -> None:
        self.longest = math.inf
        self._seconds = 0.0
        signal.signal(signal.SIGALRM, self._stop)

    def __call__(self, seconds: float | None) -> _Alarm:
        self._seconds = min(seconds or 0.0, self.longest)
        return self

    def __enter__(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *details: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _stop(self, number: int, frame: Any) -> None:
        raise TimeLimit(f"stopped after {self._seconds:g} s")


@contextlib.contextmanager
def _no_alarm() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
