"""The zygote's owner starts it, has it fork and end workers, and proves what holds them.

This is the deciding process's end of `worker`. Where a machine cannot fork, a worker is started
anew for each submission instead: slower, and never confined.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import Text
from rawgrad.subject.confined import sandbox, spawning
from rawgrad.subject.confined.escape_attempts import PROPERTIES
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.remote import End, RemoteSubject
from rawgrad.subject.confined.self_test import Property as Property
from rawgrad.subject.confined.self_test import prove
from rawgrad.subject.confined.wire import (
    ASKED,
    ENDED,
    FORK,
    FORKED,
    KILL,
    REAP,
    Closed,
    ProtocolBroken,
    Wire,
)
from rawgrad.subject.packages import places

PACKAGE = "exercises"
# PyTorch and Keras take several seconds to load, and more where other processes load them, too.
START_LIMIT = 120.0


class ZygoteFailed(Exception):
    """No worker could be had: a trouble of this machine, not of a submission."""


class NotConfined(BrokenKit):
    """A submission could escape from a worker on this machine; the text says how."""


LINUX_ONLY = Text(
    "submissions can be confined on Linux only (x86-64, aarch64)",
    "제출물은 Linux(x86-64, aarch64)에서만 격리할 수 있습니다",
)
ESCAPES = Text("a submission could escape ({how})", "제출물이 격리를 벗어날 수 있습니다 ({how})")


class Zygote:
    """Lends workers to subjects; a context manager.

    Parameters
    ----------
    kit_data
        The kit's data folder, which submissions may read.
    isolation
        `confined` refuses to start unless all four properties are proved; `process` only keeps
        submissions in processes of their own, and protects no secrets.
    limits
        What a submission may use, unless `subject` says otherwise.
    inputs
        Other folders that submissions may read.
    job
        A module that does something else than run submissions, in processes confined alike; see
        `worker.load_job`.
    given
        What the job is told before the first fork.
    scratch
        Where the zygote makes the folder that it needs.
    packages
        What submissions have beside NumPy: loaded before the first fork.

    Attributes
    ----------
    modules
        What the zygote had imported before its first fork.
    """

    def __init__(
        self,
        kit_data: Path | None,
        isolation: str = "confined",
        limits: Limits | None = None,
        inputs: Sequence[Path] = (),
        job: str = "",
        given: Mapping[str, Any] | None = None,
        scratch: Path | None = None,
        packages: Sequence[str] = (),
    ) -> None:
        if isolation not in ("confined", "process"):
            raise ValueError(f"isolation is confined or process, not {isolation!r}")
        self.data = kit_data.resolve() if kit_data is not None else None
        self.isolation = isolation
        self.limits = limits or Limits()
        self.inputs = [path.resolve() for path in inputs]
        self.modules: tuple[str, ...] = ()
        loaded = {"packages": list(packages), "places": places(packages)}
        self._same = {**(given or {}), **loaded, "job": job}
        self._scratch = scratch
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._base: Path | None = None

    def __enter__(self) -> Zygote:
        if self.isolation == "confined" and not sandbox.available():
            raise NotConfined(LINUX_ONLY)
        try:
            self._start()
            if self.isolation == "confined":
                missing = [p for p in self.examine() if not p.held]
                if missing:
                    how = "; ".join(f"{p.name}: {', '.join(p.escaped)}" for p in missing)
                    raise NotConfined(ESCAPES.filled(how=how))
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote and all its workers."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._base is not None:
            shutil.rmtree(self._base, ignore_errors=True)
            self._base = None

    def subject(self, folder: Path, limits: Limits | None = None) -> RemoteSubject:
        """Return the submission in a folder."""
        limits = limits or self.limits

        def start(first: int, cpu: float) -> WorkerProcess:
            return self.worker(folder, limits, first, cpu)

        return RemoteSubject(start, limits, self.isolation == "confined")

    def worker(
        self,
        folder: Path,
        limits: Limits,
        first: int = 0,
        cpu: float = 60.0,
        attempts: dict[str, Any] | None = None,
    ) -> WorkerProcess:
        """Return a fresh worker that holds a submission not yet imported."""
        own = {"folder": str(folder.resolve()), "package": PACKAGE, "first": first}
        return self.lend(own, [str(folder.resolve())], limits, cpu, attempts)

    def lend(
        self,
        setup: dict[str, Any],
        readable: Sequence[str],
        limits: Limits,
        cpu: float,
        attempts: dict[str, Any] | None = None,
    ) -> WorkerProcess:
        """Return a fresh process that may read some paths, and is told what it is to do."""
        made = self._fork() if _forks() else self._spawn()
        setup = {
            **setup,
            "readable": readable,
            "limits": {"memory": limits.memory, "cpu": max(1, round(cpu))},
            "call": limits.call,
            "scratch": str(made.scratch) if made.scratch else "",
            "escape": attempts,
        }
        try:
            made.wire.send(setup, [], time.monotonic() + START_LIMIT)
            ready, _ = made.wire.receive(time.monotonic() + START_LIMIT)
        except (Closed, TimeoutError, ProtocolBroken):
            made.end(kill=True)
            raise ZygoteFailed("a worker could not be set up") from None
        made.layers = tuple(ready["layers"])
        return made

    def examine(self) -> list[Property]:
        """Try to escape from a worker in every way known; return what holds, and by what."""
        return prove(lambda folder, tried: self.worker(folder, self.limits, attempts=tried))

    def _start(self) -> None:
        if self._base is None:
            # Open to others to pass, not to list: a worker is another user if the grader is root.
            self._base = Path(tempfile.mkdtemp(prefix="rawgrad-", dir=self._scratch))
            self._base.chmod(0o711)
        if not _forks():
            return
        near, far = socket.socketpair()
        readable = [*([self.data] if self.data else []), *self.inputs]
        settings = {
            **self._same,
            "do": "serve",
            "path": spawning.path(),
            "confined": self.isolation == "confined",
            "readable": [str(path) for path in readable if path.exists()],
            "scratch": str(self._base),
        }
        with far:
            self._process = spawning.run(far, settings, near)
        try:
            message, _ = Wire(near).receive(time.monotonic() + START_LIMIT)
        except (Closed, TimeoutError, ProtocolBroken):
            near.close()
            raise ZygoteFailed("the zygote did not start") from None
        if "failed" in message:
            near.close()
            raise ZygoteFailed(f"the zygote did not start: {message['failed']}")
        near.settimeout(None)
        self.modules = tuple(message["modules"])
        self._control = near

    def _fork(self) -> WorkerProcess:
        for again in (True, False):
            near, far = socket.socketpair()
            with far, self._lock:
                try:
                    if self._control is None:
                        self._start()
                    assert self._control is not None
                    asked = ASKED.pack(FORK, 0)
                    socket.send_fds(self._control, [asked], [far.fileno()])
                    (pid,) = FORKED.unpack(self._receive(FORKED.size))
                except OSError:
                    near.close()
                    self._control = None
                    if again:
                        continue
                    raise ZygoteFailed("the zygote has died") from None
            if pid > 0:
                scratch = None if self.isolation == "confined" else self._folder()
                return WorkerProcess(near, self, pid, scratch)
            near.close()
        raise ZygoteFailed("no process can be started")

    def _spawn(self) -> WorkerProcess:
        near, far = socket.socketpair()
        scratch = self._folder()
        with far:
            settings = {**self._same, "do": "solo", "path": spawning.path()}
            process = spawning.run(far, {**settings, "scratch": str(scratch)}, near)
        return WorkerProcess(near, self, 0, scratch, process)

    def _folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._base))

    def _end(self, pid: int, kill: bool) -> End:
        with self._lock:
            try:
                if self._control is None:
                    raise OSError
                self._control.sendall(ASKED.pack(KILL if kill else REAP, pid))
                answer = self._receive(ENDED.size)
            except OSError:
                # Its workers die with the zygote; a new one is started when it is needed.
                self._control = None
                return End(code=-9, cpu=0.0, size=0, killed=False)
        code, user, system, size, killed = ENDED.unpack(answer)
        return End(code, user + system, size << 10, killed)

    def _receive(self, size: int) -> bytes:
        assert self._control is not None
        answer = self._control.recv(size, socket.MSG_WAITALL)
        if len(answer) != size:
            raise OSError
        return answer


class WorkerProcess:
    """A running worker; see `remote.Worker`."""

    def __init__(
        self,
        sock: socket.socket,
        zygote: Zygote,
        pid: int,
        scratch: Path | None,
        process: subprocess.Popen[bytes] | None = None,
    ) -> None:
        self.sock = sock
        self.wire = Wire(sock)
        self.scratch = scratch
        self.layers: tuple[str, ...] = ()
        self._zygote = zygote
        self._pid = pid
        self._process = process

    def end(self, kill: bool) -> End:
        """End the worker with all it started, and say how it ended."""
        if self._process is None:
            end = self._zygote._end(self._pid, kill)
        else:
            end = spawning.end(self._process, kill)
        self.sock.close()
        if self.scratch is not None:
            shutil.rmtree(self.scratch, ignore_errors=True)
        return end


def doctor() -> list[Property]:
    """Return what holds a submission on this machine."""
    if not sandbox.available():
        return [Property(name, False, (), ("not Linux",)) for name in PROPERTIES]
    zygote = Zygote(None)
    try:
        zygote._start()
        return zygote.examine()
    finally:
        zygote.close()


def probe() -> str:
    """Return what a submission could escape by, or nothing if it is confined."""
    return "; ".join(f"{p.name}: {', '.join(p.escaped)}" for p in doctor() if not p.held)


def _forks() -> bool:
    # On macOS the libraries behind NumPy do not survive a fork.
    return hasattr(os, "fork") and sys.platform != "darwin"
