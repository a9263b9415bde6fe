"""Limits say what a submission may use: they are read from the manifest, and set on a worker."""

from __future__ import annotations

import contextlib
import mmap
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rawgrad.subject.executor import MAX_CALLBACKS

with contextlib.suppress(ImportError):  # Windows has none.
    import resource

# Name, and the least that makes sense: seconds, MiB, and how many workers may die.
LEAST = {"call": 0.1, "wall": 1.0, "cpu": 1.0, "memory": 256.0, "deaths": 1.0}
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The limits of a submission: seconds, bytes, and how often it may die of one function.

    `call` caps the limit that a call brings along; `wall`, `cpu` and `memory` are for the
    submission as a whole, and `memory` is what it takes beside what a worker begins with, which
    PyTorch makes large; `callbacks` are counted in each call, and over so many a worker that was
    not tampered with has ended the call itself.
    """

    call: float = 60.0
    wall: float = 300.0
    cpu: float = 300.0
    memory: int = 2 << 30
    deaths: int = 3
    callbacks: int = MAX_CALLBACKS


@dataclass(frozen=True)
class Allowance:
    """The allowance of one worker: sizes in bytes, CPU time in seconds."""

    memory: int = 2 << 30
    cpu: int = 120
    file_size: int = 16 << 20
    files: int = 64
    processes: int = 64


class ProcessSize(NamedTuple):
    """The size of a process in bytes: its address space, and its own memory, without files."""

    virtual: int
    own: int


def size_of_process() -> ProcessSize:
    """Return this process's own size, 0 where the system does not tell it."""
    try:
        virtual, resident, shared, *_ = map(int, Path("/proc/self/statm").read_text().split())
    except (OSError, ValueError):
        return ProcessSize(0, 0)
    return ProcessSize(virtual * mmap.PAGESIZE, (resident - shared) * mmap.PAGESIZE)


def close_descriptors(keep: int) -> None:
    """Close every descriptor but the first three and `keep`."""
    os.closerange(3, keep)
    os.closerange(keep + 1, os.sysconf("SC_OPEN_MAX"))


def lift_limits() -> None:
    """Lift what the grader is held to while it judges: a zygote may be started then."""
    for which in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (hard, hard))


def set_limits(limits: Allowance, alone: bool) -> None:
    """Limit memory, CPU time, files and, where the count is this zygote's `alone`, threads."""
    pairs = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_DATA, limits.memory),
    ]
    if alone:
        pairs.append((resource.RLIMIT_NPROC, limits.processes))
    for which, value in pairs:
        # macOS refuses some of them.
        with contextlib.suppress(OSError, ValueError):
            hard = resource.getrlimit(which)[1]
            value = min(value, hard) if hard != resource.RLIM_INFINITY else value
            resource.setrlimit(which, (value, value))


def read_limits(table: Mapping[str, Any], given: Sequence[str] = ()) -> Limits:
    """Return the limits of a manifest's table, with `NAME=NUMBER` as given in their place.

    Raises
    ------
    ValueError
        If a limit is unknown, no number, or so small that nothing could be graded: with the name
        of a sentence, and its facts.
    """
    values: dict[str, Any] = {}
    for name, value in table.items():
        values[name] = _checked(name, value, "manifest.toml, [limits]")
    for one in given:
        name, _, text = one.partition("=")
        values[name] = _checked(name, text, f"--limit {one}")
    if "memory" in values:
        values["memory"] = int(values["memory"] * MEBIBYTE)
    if "deaths" in values:
        values["deaths"] = int(values["deaths"])
    return Limits(**values)


def _checked(name: str, value: Any, where: str) -> float:
    if name not in LEAST:
        facts = {"where": where, "name": name, "known": ", ".join(LEAST)}
        raise ValueError("no_limit", facts)
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if not LEAST[name] <= number < 1e6:
        raise ValueError("least_limit", {"where": where, "name": name, "least": LEAST[name]})
    return number
