"""A worker of our own attempts to escape, before any submission is let in.

Each of the four properties of confinement is attacked in several ways; a property holds if none
succeeds, by whichever layers exist. Knows `sandbox` only for its system calls.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rawgrad.subject.confined.sandbox import system_call

FILES, NETWORK, SIGNALS, PROCESSES = "files", "network", "signals", "processes"
PROPERTIES = (FILES, NETWORK, SIGNALS, PROCESSES)

Attempts = dict[str, dict[str, Callable[[], Any]]]


def attempts(secret: str, folder: str, pid: int, ports: list[int], name: str, fatal: str) -> Any:
    """Return the attempts that succeeded, as [property, what].

    Parameters
    ----------
    secret, folder
        A file that is not to be read, and the submission's folder, not to be written to.
    pid
        The process that decides.
    ports, name
        Where that process listens: a UDP and a TCP port, an abstract socket.
    fatal
        The one attempt to make of those that may end this process, or nothing.
    """
    tried = {SIGNALS: _fatal(pid, fatal)} if fatal else _quiet(secret, folder, pid, ports, name)
    succeeded = []
    for kind, each in tried.items():
        for what, attempt in each.items():
            with contextlib.suppress(OSError, AttributeError):
                attempt()
                succeeded.append([kind, what])
    return succeeded


def _quiet(secret: str, folder: str, pid: int, ports: list[int], name: str) -> Attempts:
    outside = Path(secret)
    files: dict[str, Callable[[], Any]] = {
        "read a file": outside.read_bytes,
        "list a folder": lambda: list(outside.parent.iterdir()),
        "write a file": lambda: (outside.parent / "written").write_bytes(b""),
        "write into the submission": lambda: (Path(folder) / "written").write_bytes(b""),
        "change the standard library": lambda: os.close(os.open(os.__file__, os.O_RDWR)),
        "read /etc/passwd": Path("/etc/passwd").read_bytes,
        "list /proc": lambda: list(Path("/proc").iterdir()),
    }
    network: dict[str, Callable[[], Any]] = {
        "send by UDP": lambda: _datagram(ports[0]),
        "connect by TCP": lambda: _connect(socket.AF_INET, ("127.0.0.1", ports[1])),
        "connect to an abstract socket": lambda: _connect(socket.AF_UNIX, "\0" + name),
    }
    signals: dict[str, Callable[[], Any]] = {
        "signal the grader": lambda: os.kill(pid, 0),
        "signal the parent": lambda: os.kill(os.getppid() or pid, 0),
        "signal everybody": lambda: os.kill(-1, 0),
        "read the grader's environment": Path(f"/proc/{pid}/environ").read_bytes,
        "read the parent's memory": lambda: Path(f"/proc/{os.getppid()}/mem").open("rb").close(),
    }
    processes: dict[str, Callable[[], Any]] = {"fork": _fork, "spawn": _spawn}
    return {FILES: files, NETWORK: network, SIGNALS: signals, PROCESSES: processes}


def _fatal(pid: int, which: str) -> dict[str, Callable[[], Any]]:
    column = 0 if os.uname().machine == "x86_64" else 1
    numbers = {"trace": (101, 117)[column], "read memory": (310, 270)[column]}
    buffer = ctypes.create_string_buffer(8)

    class Piece(ctypes.Structure):
        _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))

    here = Piece(ctypes.addressof(buffer), 8)
    there = Piece(ctypes.addressof(buffer), 8)
    attempt: dict[str, Callable[[], Any]] = {
        "trace": lambda: system_call(numbers["trace"], 0x4206, pid, 0, 0),
        "read memory": lambda: system_call(
            numbers["read memory"], pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0
        ),
    }
    return {which: attempt[which]}


def _datagram(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"", ("127.0.0.1", port))


def _connect(family: int, address: Any) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.settimeout(1)
        sock.connect(address)


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _spawn() -> None:
    child = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(child, 0)
