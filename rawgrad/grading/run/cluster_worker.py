"""A cluster's process gets ready for a run, grades what it is sent, and lets go.

Runs in a Dask worker and knows nothing of Dask. Nothing here relies on a path of the machine the
command runs on: the specification is that of the kit installed here, proved to be the same;
hidden cases and the texts of a submission are sent, and what is written lies in a folder of the
worker's own.
"""

from __future__ import annotations

import atexit
import pickle
import platform
import shutil
import tempfile
import threading
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from rawgrad.grading.assess.version import package_versions, version
from rawgrad.grading.run.grader import Grader, RunPlan
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import find_kit
from rawgrad.kit.version import __version__
from rawgrad.spec.specification import Specification
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.zygote import NotConfined

# A run that has sent nothing for so many seconds is over, or its command was killed.
IDLE = 120.0


class Unprepared(Exception):
    """The process was not told of the run: it has joined late, or been idle for long."""


class JoinTrouble(NamedTuple):
    """A reason why a process cannot join a run: a key of `words.MESSAGES` and its facts."""

    key: str
    facts: dict[str, Any]


@dataclass
class _JoinedRun:
    grader: Grader
    folder: Path
    used: float = field(default_factory=time.monotonic)

    def end(self) -> None:
        self.grader.close()
        shutil.rmtree(self.folder, ignore_errors=True)


_runs: dict[str, _JoinedRun] = {}
_lock = threading.Lock()


def to_bytes(value: Any) -> bytes:
    """Return what travels: a scheduler passes it on without looking inside."""
    return zlib.compress(pickle.dumps(value), 1)


def from_bytes(data: bytes) -> Any:
    """Return what was packed, by a process of the same cluster."""
    return pickle.loads(zlib.decompress(data))


def versions(specification: Specification) -> dict[str, str]:
    """Return what must be the same wherever a submission is graded."""
    return {
        "rawgrad": __version__,
        "NumPy": np.__version__,
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **package_versions(specification),
        "specification": version(specification),
    }


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their place in it; `write_folder` makes it anew."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "__pycache__"
    }


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files that `read_folder` has read."""
    folder.mkdir()
    for place, data in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def request(plan: RunPlan, specification: Specification) -> bytes:
    """Return what `prepare` is sent: what a run asks for, in place of the plan's folders."""
    return to_bytes(
        {
            "names": plan.names,
            "hidden": read_folder(plan.hidden) if plan.hidden else None,
            "seed": plan.seed,
            "isolation": plan.isolation,
            "limits": asdict(plan.limits),
            "versions": versions(specification),
        }
    )


def prepare(identity: str, packed: bytes, folder: str, threads: int) -> JoinTrouble | None:
    """Get ready for a run; return why that cannot be.

    Parameters
    ----------
    identity
        Names the run.
    packed
        What the run asks for, see `request`.
    folder
        Where this process may write.
    threads
        How many tasks are given to this process at once.
    """
    if threads > 1:
        return JoinTrouble("threads", {"threads": threads})
    with _lock:
        if identity in _runs:
            return None
        scratch = Path(tempfile.mkdtemp(prefix="rawgrad-work-", dir=folder))
        try:
            found = _prepared(from_bytes(packed), scratch)
        except NotConfined as error:
            found = JoinTrouble("not_confined", {"what": error.said})
        except BrokenKit as error:
            found = JoinTrouble("unready", {"reason": error.said})
        except OSError as error:
            found = JoinTrouble("unready", {"reason": str(error)})
        if isinstance(found, JoinTrouble):
            shutil.rmtree(scratch, ignore_errors=True)
            return found
        _runs[identity] = _JoinedRun(found, scratch)
    atexit.register(release, identity)
    threading.Thread(target=_end_when_idle, args=(identity,), daemon=True).start()
    return None


def _prepared(asked: dict[str, Any], scratch: Path) -> Grader | JoinTrouble:
    # Workers run as somebody else and must get through, without seeing what else is there.
    for path in (scratch.parent, scratch):
        with suppress(OSError):
            path.chmod(path.stat().st_mode | 0o111)
    kit = find_kit()
    hidden = None
    if asked["hidden"] is not None:
        hidden = scratch / "hidden"
        write_folder(asked["hidden"], hidden)
    specification = Specification(kit, asked["names"], hidden)
    own = versions(specification)
    for name, wanted in asked["versions"].items():
        if own.get(name) != wanted:
            return JoinTrouble("differs", {"name": name, "there": own.get(name), "here": wanted})
    limits = Limits(**asked["limits"])
    plan = RunPlan(
        kit.root,
        asked["names"],
        hidden,
        asked["seed"],
        asked["isolation"],
        limits,
        scratch,
        own["specification"],
    )
    grader = Grader(plan, specification)
    grader.open()
    return grader


def grade(identity: str, packed: bytes) -> bytes:
    """Return a record, packed, with the verdicts; what was begun is sent, see `grader.Begun`.

    Raises
    ------
    Unprepared
        If this process does not know the run.
    """
    with _lock:
        run = _runs.get(identity)
        if run is None:
            raise Unprepared
        started = time.perf_counter()
        record = run.grader.decide(*from_bytes(packed))
        run.used = time.monotonic()
        return to_bytes(replace(record, seconds=time.perf_counter() - started))


def release(identity: str) -> None:
    """Let go of a run: its zygote ends, and nothing is left on disk."""
    with _lock:
        run = _runs.pop(identity, None)
        if run is not None:
            run.end()


def _end_when_idle(identity: str) -> None:
    """Let go of a run whose command has been killed."""
    while True:
        time.sleep(IDLE / 10)
        with _lock:
            run = _runs.get(identity)
            if run is None:
                return
            if time.monotonic() - run.used > IDLE:
                _runs.pop(identity).end()
                return
