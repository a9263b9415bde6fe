"""A remote subject calls a submission in a worker: with deadlines, and no trust in what comes back.

Whatever the worker sends is checked here before anybody reads it. A worker that dies, hangs or
breaks the protocol costs the submission that one call; a fresh one serves the next, until it has
died too often. How workers come into being is left to `zygote`.
"""

from __future__ import annotations

import json
import math
import signal
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np

from rawgrad.subject.base import CALL_LIMIT, UNOBSERVED, Subject, nearest_builtin, worker_failure
from rawgrad.subject.confined.answer import MAX_MESSAGE, Answer, check_response, split_answers
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.wire import Closed, ProtocolBroken, Wire
from rawgrad.subject.values import Decoder, Encoder, UnsupportedValue

# The worker stops a call by itself; one that does not is killed this much later.
GRACE = 0.5
# Objects of a later worker have other numbers than those of one that died.
HANDLES = 1_000_000
# Bytes of what a function of ours may be called back with; the specification needs 300.
MAX_CALLBACK = 1 << 16

# What Python says where a thread is refused.
NO_THREAD = "can't start new thread"


@dataclass(frozen=True)
class End:
    """The end of a worker: its exit code (negative: the signal), CPU seconds, largest size.

    `killed` if we had to end it.
    """

    code: int
    cpu: float
    size: int
    killed: bool


class Worker(Protocol):
    """A running worker, as whoever made it hands it over."""

    wire: Wire
    layers: tuple[str, ...]

    def end(self, kill: bool) -> End:
        """End the worker with all it started, and say how it ended."""


Start = Callable[[int, float], Worker]
# A module's name and a function's; both empty for what is asked of an object.
Function = tuple[str, str]


class Asked(NamedTuple):
    """A request, the buffers that it names, and the seconds it may take."""

    request: dict[str, Any]
    buffers: list[bytes]
    limit: float


class Batch:
    """Requests that go in one frame, ready to be sent any number of times."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.size = len(asked)
        self.buffers = [buffer for one in asked for buffer in one.buffers]
        self.requests = json.dumps(
            [[{**one.request, "limit": one.limit}, len(one.buffers)] for one in asked]
        )


class RemoteSubject(Subject):
    """A submission behind a socket.

    Parameters
    ----------
    start
        Starts a worker that has imported nothing yet, given the number of its first object and
        its CPU seconds.
    limits
        What the submission may use in all.
    confined
        Whether a `PermissionError` means that the worker was refused something.

    Attributes
    ----------
    deaths
        How many of its workers died of each function.
    cpu
        The CPU seconds of its workers that have ended.
    """

    def __init__(self, start: Start, limits: Limits, confined: bool = True) -> None:
        self.limits = limits
        self._confined = confined
        self.deaths: Counter[Function] = Counter()
        self._deadly: dict[Function, dict[str, Any]] = {}
        self.cpu = 0.0
        self._start = start
        self._worker: Worker | None = None
        self._wire: Wire | None = None
        self._started = 0
        self._asked = 0
        self._handles: set[int] = set()
        self._out_of_time = math.inf
        self._ended: dict[str, Any] | None = None

    def request(
        self,
        request: dict[str, Any],
        encoder: Encoder,
        limit: float | None,
        ahead: Answer | None = None,
    ) -> tuple[dict[str, Any], list[bytes]]:
        """See `Subject.request`; never raises for anything a submission does.

        `ahead` is the answer to this request if it has come already, by `ask_ahead`.
        """
        over = self.over(request)
        if over is not None:
            return over, []
        function = _function_of(request)
        limit = min(limit or self.limits.call, self.limits.call)
        if not _handles(request) <= self._handles:
            return _lost("the process in which the object lived has ended"), []
        try:
            if ahead is None:
                batch = Batch([Asked(request, encoder.buffers, limit)])
                ahead = self._ask(batch, limit, encoder)[0]
            return self._read(request, ahead), ahead.buffers
        except TimeoutError:
            if time.monotonic() < self._out_of_time:
                reason = f"stopped after {limit:g} s"
                return self._die(function, worker_failure("TimeLimit", reason, "timeout")), []
            reason = f"stopped after {self.limits.wall:g} s in all"
            self._ended = self._die(function, worker_failure("TimeLimit", reason, "timeout"))
            return self._ended, []
        except ProtocolBroken as problem:
            error = worker_failure("BrokeProtocol", str(problem), "protocol")
            return self._die(function, error), []
        except Closed:
            return self._die(function, None), []

    def over(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Return what is answered without asking, if submission or function have had enough."""
        return self._ended or self._deadly.get(_function_of(request))

    def ask_ahead(self, batch: Batch) -> list[Answer]:
        """Ask all this in one frame; return the answers to the first of it, perhaps to none.

        It makes no objects and no callbacks, and altogether has the time of one call. A worker
        that dies of it costs the submission nothing yet: asked for one by one, each gets what it
        deserves.
        """
        if self._ended is not None:
            return []
        try:
            return self._ask(batch, min(CALL_LIMIT, self.limits.call), Encoder())
        except (TimeoutError, ProtocolBroken, Closed):
            self._reap(kill=True)
            return []

    def end_by(self, moment: float) -> None:
        """Let the time for all requests end at a moment of `time.monotonic`, if not earlier."""
        self._out_of_time = min(self._out_of_time, moment)

    def close(self) -> None:
        """See `Subject.close`."""
        if self._worker is not None:
            self._reap(kill=True)
        self._ended = self._ended or _lost("the submission was closed")

    def _open(self) -> Wire:
        left = max(1.0, self.limits.cpu - self.cpu)
        self._worker = self._start(self._started * HANDLES, left)
        self._started += 1
        self._handles.clear()
        self._wire = self._worker.wire
        return self._wire

    def _ask(self, batch: Batch, limit: float, encoder: Encoder) -> list[Answer]:
        """Send requests in one frame and return what comes; `encoder` holds what it may call."""
        wire = self._wire or self._open()
        self._asked += 1
        now = time.monotonic()
        self._out_of_time = min(self._out_of_time, now + self.limits.wall)
        deadline = min(now + limit + GRACE, self._out_of_time)
        if not wire.idle():
            raise ProtocolBroken("spoke without being asked")
        message = f'{{"id": {self._asked}, "requests": {batch.requests}}}'
        wire.send_text(message, batch.buffers, deadline)
        answers, buffers = self._converse(wire, encoder, deadline)
        return split_answers(answers, buffers, batch.size)

    def _converse(self, wire: Wire, encoder: Encoder, deadline: float) -> tuple[Any, list[Any]]:
        """Answer callbacks until the answers come."""
        for turn in range(1, self.limits.callbacks + 2):
            message, buffers = wire.receive(deadline)
            if message.get("id") != self._asked:
                raise ProtocolBroken("an answer to another question")
            if set(message) == {"id", "answers"}:
                return message["answers"], buffers
            if set(message) != {"id", "callback", "turn", "args"} or message["turn"] != turn:
                raise ProtocolBroken("neither an answer nor a callback")
            if wire.received > MAX_CALLBACK:
                raise ProtocolBroken("a callback with too much")
            answer, out = _callback_answer(message, buffers, encoder)
            if not wire.idle():
                raise ProtocolBroken("a callback during a callback")
            wire.send(answer, out, deadline)
        raise ProtocolBroken("too many callbacks")

    def _read(self, request: dict[str, Any], answer: Answer) -> dict[str, Any]:
        response = check_response(request, answer)
        error = response.get("error", {})
        if self._confined and (
            "PermissionError" in error.get("kinds", ()) or error.get("message") == NO_THREAD
        ):
            error["cause"] = "forbidden"
        # A worker sees all warnings; that one was missed only a host of ours may say.
        seen = [one for one in response.get("warnings", ()) if one[0] != UNOBSERVED]
        response["warnings"] = seen
        if request.get("keep") and "value" in response:
            self._handles.add(response["value"]["reference"])
        return response

    def _die(self, function: Function, error: dict[str, Any] | None) -> dict[str, Any]:
        """Account for a worker that ended or must end; `error` says why, if that is known.

        A function that has ended it often enough is not called again: others are not its victims.
        """
        if error is None:
            error = self._cause(self._reap(kill=False))
        elif self._worker is not None:
            self._reap(kill=True)
        response = {"error": error}
        self.deaths[function] += 1
        if self.deaths[function] >= self.limits.deaths:
            self._deadly[function] = response
        if self.cpu >= self.limits.cpu:
            self._ended = response
        return response

    def _reap(self, kill: bool) -> End:
        assert self._worker is not None
        end = self._worker.end(kill)
        self._worker = self._wire = None
        self.cpu += end.cpu
        return end

    def _cause(self, end: End) -> dict[str, Any]:
        if self.cpu >= self.limits.cpu - 0.5:
            text = f"stopped after {self.limits.cpu:g} s of computing in all"
            return worker_failure("TimeLimit", text, "timeout")
        if end.killed:
            return worker_failure("BrokeProtocol", "closed its connection", "protocol")
        if end.code >= 0:
            return worker_failure("Exit", str(end.code), "exit")
        name = next((s.name for s in signal.Signals if s == -end.code), f"signal {-end.code}")
        if end.size > 0.8 * self.limits.memory:
            return worker_failure("OutOfMemory", name, "memory")
        if name == "SIGSYS":
            return worker_failure("Forbidden", name, "forbidden")
        return worker_failure("Crash", name, "crash")


def _function_of(request: dict[str, Any]) -> Function:
    return request.get("module", ""), request.get("function", "")


def _lost(message: str) -> dict[str, Any]:
    return {"error": worker_failure("Lost", message, "crash")}


def _handles(request: dict[str, Any]) -> set[int]:
    """Return the objects that a request of our own names."""
    nodes = [*request.get("args", ()), *request.get("kwargs", {}).values()]
    named = {node["reference"] for node in nodes if type(node) is dict and "reference" in node}
    return named | ({request["handle"]} if "handle" in request else set())


def _callback_answer(
    message: dict[str, Any], buffers: list[Any], encoder: Encoder
) -> tuple[dict[str, Any], list[bytes]]:
    """Call a function of ours with arguments of theirs: whatever it raises is theirs."""
    number, nodes = message["callback"], message["args"]
    if type(number) is not int or not 0 <= number < len(encoder.callables):
        raise ProtocolBroken("a callback to nothing")
    if type(nodes) is not list:
        raise ProtocolBroken("a malformed callback")
    decoder, out = Decoder(buffers), Encoder()
    try:
        given = [decoder.decode(node) for node in nodes]
    except UnsupportedValue as problem:
        raise ProtocolBroken(str(problem)) from None
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            value = out.encode(encoder.callables[number](*given))
    except Exception as error:
        return {"error": nearest_builtin(error).__name__, "message": str(error)[:MAX_MESSAGE]}, []
    return {"value": value}, out.buffers
