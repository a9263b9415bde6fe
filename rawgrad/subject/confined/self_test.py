"""The self-test proves what holds a submission on this machine, by having a worker try to escape.

Lays out what an escape would reach for, and asks for a worker that tries. How workers come into
being is left to `zygote`, what they try to `escape_attempts`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rawgrad.subject.confined import escape_attempts
from rawgrad.subject.confined.remote import Worker
from rawgrad.subject.confined.wire import Closed

LIMIT = 30.0
LAYERS = {
    escape_attempts.FILES: ("Landlock files", "unprivileged user"),
    escape_attempts.NETWORK: ("net namespace", "seccomp", "Landlock TCP"),
    escape_attempts.SIGNALS: ("pid namespace", "seccomp", "Landlock scopes", "capabilities"),
    escape_attempts.PROCESSES: ("seccomp", "pid namespace"),
}


@dataclass(frozen=True)
class Property:
    """One of the four properties: whether it holds, by which layers, and what escaped."""

    name: str
    held: bool
    layers: tuple[str, ...]
    escaped: tuple[str, ...] = ()


Lend = Callable[[Path, dict[str, Any]], Worker]


def prove(lend: Lend) -> list[Property]:
    """Return the four properties; `lend` gives a worker in a folder that tries to escape."""
    found: set[tuple[str, str]] = set()
    layers: tuple[str, ...] = ()
    with _bait() as (secret, folder, bait):
        # The last two may end the process that tries them, which is held as well.
        for fatal in ("", "trace", "read memory"):
            tried = {"secret": secret, "folder": folder, "fatal": fatal, **bait}
            worker = lend(Path(folder), tried)
            layers = worker.layers
            try:
                answer, _ = worker.wire.receive(time.monotonic() + LIMIT)
                found |= {(kind, what) for kind, what in answer["escaped"]}
            except Closed:
                if not fatal:
                    found |= {
                        (name, "the attempt itself died") for name in escape_attempts.PROPERTIES
                    }
            worker.end(kill=True)
    return [
        Property(
            name,
            held=not any(kind == name for kind, _ in found),
            layers=tuple(layer for layer in LAYERS[name] if layer in layers),
            escaped=tuple(sorted(what for kind, what in found if kind == name)),
        )
        for name in escape_attempts.PROPERTIES
    ]


@contextlib.contextmanager
def _bait() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Lay out what an escape would reach for: a secret, sockets that listen."""
    name = f"rawgrad-{secrets.token_hex(8)}"
    with contextlib.ExitStack() as stack:
        base = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rawgrad-")))
        secret, folder = base / "secret", base / "submission"
        secret.write_text(name)
        folder.mkdir()
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        tcp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
        for sock in (udp, tcp):
            sock.bind(("127.0.0.1", 0))
        tcp.listen()
        hidden = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        hidden.bind("\0" + name)
        hidden.listen()
        ports = [udp.getsockname()[1], tcp.getsockname()[1]]
        yield str(secret), str(folder), {"pid": os.getpid(), "ports": ports, "name": name}
