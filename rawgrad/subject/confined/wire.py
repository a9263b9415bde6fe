"""The wire carries frames between the process that decides and the one that runs a submission.

A frame is a magic word, two lengths, a JSON header and raw buffers; never a pickle. Every length
is capped before anything is read, and whatever is not a frame raises `ProtocolBroken`, nothing
else. What a header says is left to `remote` and `worker`. Knows nothing of ours.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

PREFIX = struct.Struct("<4sII")
MAGIC = b"RGW1"
MAX_HEADER = 8 << 20
MAX_BODY = 32 << 20
MAX_BUFFERS = 100_000
# Small frames go out in one piece: a system call costs more than a copy.
SMALL = CHUNK = 1 << 16
STEP = 1 << 20

Frame = tuple[dict[str, Any], list[Any]]

# What the process that decides asks of the zygote: an operation and the number of a worker; and
# the two kinds of answers.
ASKED = struct.Struct("<cq")
FORKED = struct.Struct("<q")
ENDED = struct.Struct("<qddq?")
FORK, REAP, KILL = b"F", b"R", b"K"
# A worker whose socket closed is dying; it has this long, or else it is killed.
GRACE = 0.5


class ProtocolBroken(Exception):
    """The protocol was broken: what arrived is no frame, or not the one that had to come."""


class Closed(Exception):
    """The other side has closed, perhaps in the middle of a frame."""


class Wire:
    """One end of a stream socket that carries frames.

    Parameters
    ----------
    sock
        A connected stream socket; whoever made it closes it.

    Attributes
    ----------
    received
        How many bytes the last frame that came had.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._ahead = bytearray()
        self.received = 0

    def send(
        self, message: dict[str, Any], buffers: list[Any], deadline: float | None = None
    ) -> None:
        """Send a frame; raise `TimeoutError` if the other side does not take it in time."""
        self.send_text(json.dumps(message), buffers, deadline)

    def send_text(self, message: str, buffers: list[Any], deadline: float | None = None) -> None:
        """Send a frame whose message is JSON text already."""
        self._set_timeout(deadline)
        data = pack(message, buffers)
        try:
            if sum(map(len, buffers)) < SMALL:
                self._sock.sendall(b"".join((data, *buffers)))
                return
            for part in (data, *buffers):
                self._sock.sendall(part)
        except TimeoutError:
            raise
        except OSError:
            raise Closed from None

    def receive(self, deadline: float | None = None) -> Frame:
        """Return the next frame; raise `TimeoutError`, `Closed` or `ProtocolBroken`.

        `deadline` is a time of `time.monotonic`.
        """
        magic, header, body = PREFIX.unpack(self._exactly(PREFIX.size, deadline))
        if magic != MAGIC:
            raise ProtocolBroken("not a frame")
        if header > MAX_HEADER or body > MAX_BODY:
            raise ProtocolBroken("a frame that is too long")
        self.received = header + body
        text = self._exactly(header, deadline)
        return unpack(bytes(text), memoryview(self._exactly(body, deadline)))

    def idle(self) -> bool:
        """Tell whether nothing has come that nobody asked for."""
        if self._ahead:
            return False
        self._sock.settimeout(0)
        try:
            return not self._sock.recv(1, socket.MSG_PEEK)
        except OSError:
            return True

    def _exactly(self, size: int, deadline: float | None) -> bytearray:
        while len(self._ahead) < min(size, CHUNK):
            self._ahead += self._some(CHUNK, deadline)
        data = self._ahead[:size]
        del self._ahead[:size]
        while len(data) < size:
            data += self._some(min(size - len(data), STEP), deadline)
        return data

    def _some(self, most: int, deadline: float | None) -> bytes:
        self._set_timeout(deadline)
        try:
            data = self._sock.recv(most)
        except TimeoutError:
            raise
        except OSError:
            raise Closed from None
        if not data:
            raise Closed
        return data

    def _set_timeout(self, deadline: float | None) -> None:
        if deadline is None:
            self._sock.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)


def pack(message: str, buffers: list[Any]) -> bytes:
    """Return the beginning of a frame, which its buffers follow; the message is JSON text."""
    lengths = [len(buffer) for buffer in buffers]
    header = f"[{message}, {json.dumps(lengths)}]".encode()
    size = sum(lengths)
    if len(header) > MAX_HEADER or size > MAX_BODY or len(buffers) > MAX_BUFFERS:
        raise ProtocolBroken("a frame that is too long")
    return PREFIX.pack(MAGIC, len(header), size) + header


def unpack(header: bytes, body: memoryview) -> Frame:
    """Return the message and the buffers of a frame; raise `ProtocolBroken`."""
    try:
        parsed = json.loads(header)
    except (ValueError, RecursionError):
        raise ProtocolBroken("a header that is no JSON") from None
    if type(parsed) is not list or len(parsed) != 2:
        raise ProtocolBroken("a malformed header")
    message, lengths = parsed
    if type(message) is not dict or type(lengths) is not list or len(lengths) > MAX_BUFFERS:
        raise ProtocolBroken("a malformed header")
    if any(type(length) is not int or length < 0 for length in lengths):
        raise ProtocolBroken("a malformed header")
    if sum(lengths) != len(body):
        raise ProtocolBroken("buffers of another length than announced")
    buffers, start = [], 0
    for length in lengths:
        buffers.append(body[start : start + length])
        start += length
    return message, buffers
