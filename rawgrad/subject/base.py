"""A subject is the package under test, seen from the side that judges: call, repeat, make, read.

One interface over two ways of reaching a submission: `local` runs it in this process, `remote` in
a confined worker. Both send the same requests through the same encoding, so a verdict does not
depend on where the code ran. Knows `values` only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from rawgrad.subject.values import (
    Decoder,
    Encoder,
    Malformed,
    Node,
    Reference,
    UnsupportedValue,
    write_state,
)

CALL_LIMIT = 10.0
# What a host that cannot see all of NumPy's warnings says where one may be missing.
UNOBSERVED = "UnobservedWarning"


@dataclass(frozen=True)
class Trouble:
    """An exception that a submission raised, by names and by its own lines.

    `frames` are (file, line, function, source) of the submission's lines, outermost first;
    `importing` names the module whose import failed. `cause` says what ended a worker, or what
    it was refused: `timeout`, `memory`, `crash`, `forbidden`, `exit` or `protocol`.
    """

    type: str
    kinds: tuple[str, ...]
    message: str
    frames: tuple[tuple[str, int, str, str], ...] = ()
    timeout: bool = False
    importing: str = ""
    cause: str = ""


class AccessFailed(Exception):
    """Raised where an object of the submission could not be read or written.

    `trouble` is what the submission raised, or what ended it.
    """

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"{trouble.type}: {trouble.message}")
        self.trouble = trouble


class Call(NamedTuple):
    """A call that was made of a submission."""

    module: str
    function: str
    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Result:
    """The result of one call: a value, an exception, and side effects.

    `within` is what a missing function stands in, empty at the left edge, None if it is nowhere.
    """

    function: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    value: Any = None
    trouble: Trouble | None = None
    missing: str = ""
    within: str | None = None
    unsupported: str = ""
    changed: dict[int | str, Any] = field(default_factory=dict)
    global_random: bool = False
    warnings: tuple[tuple[str, str], ...] = ()
    output: str = ""
    where: tuple[str, int] | None = None
    seconds: float = 0.0

    @property
    def answered(self) -> bool:
        """Whether the call returned something that could cross."""
        return not (self.trouble or self.missing or self.unsupported)


class Subject(ABC):
    """A submission that can be called.

    `function` is always a name of `module`, or a method as `TwoLayerNet.predict`, whose first
    argument is then the object's reference.
    """

    @abstractmethod
    def request(
        self, request: dict[str, Any], encoder: Encoder, limit: float | None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Send one request with the encoder's buffers and callables; return the answer."""

    @abstractmethod
    def close(self) -> None:
        """End the submission; its references die with it."""

    def load(self, packages: Sequence[str]) -> None:  # noqa: B027 - a worker has them already
        """Have packages ready that take seconds to load, which no call is charged with."""

    def call(
        self,
        module: str,
        function: str,
        *args: Any,
        times: int = 1,
        carry: int = 1,
        keep: bool = False,
        limit: float | None = CALL_LIMIT,
        **kwargs: Any,
    ) -> Result:
        """Call once, or `times` times with the first `carry` arguments replaced by the value.

        Arguments cross as copies. A random generator among them comes back in the state the
        call left it in. With `keep`, the value stays there and a `Reference` to it returns.
        """
        encoder = Encoder()
        message = {
            "do": "call",
            "module": module,
            "function": function,
            "args": [encoder.argument(value) for value in args],
            "kwargs": {name: encoder.argument(value) for name, value in kwargs.items()},
            "times": times,
            "carry": carry,
            "keep": keep,
        }
        response, buffers = self.request(message, encoder, limit)
        return result_of(Call(module, function, args, kwargs), response, buffers, keep)

    def make(self, module: str, function: str, *args: Any, **kwargs: Any) -> Result:
        """Call and keep the value there: the result's value is a `Reference`."""
        return self.call(module, function, *args, keep=True, **kwargs)

    def read(self, reference: Reference) -> Any:
        """Return a copy of what a reference names.

        Raises
        ------
        UnsupportedValue
            If it cannot cross.
        AccessFailed
            If it is not there, or the submission raised.
        """
        return self._look("read", reference)

    def describe(self, reference: Reference) -> dict[str, Any]:
        """Return what `side_effects.describe` says of what a reference names, without moving it."""
        return self._look("describe", reference)

    def write(self, reference: Reference, attribute: str, value: Any) -> None:
        """Set an attribute of a kept object, whole."""
        encoder = Encoder()
        message = {
            "do": "write",
            "handle": reference.handle,
            "attribute": attribute,
            "value": encoder.encode(value),
        }
        response, _ = self.request(message, encoder, CALL_LIMIT)
        _require_answer(response)

    def _look(self, do: str, reference: Reference) -> Any:
        encoder = Encoder()
        node = encoder.encode(reference)
        message = {"do": do, "handle": reference.handle, "path": node["path"]}
        response, buffers = self.request(message, encoder, CALL_LIMIT)
        _require_answer(response)
        return Decoder(buffers, _refuse).decode(response.get("value"))


def _require_answer(response: dict[str, Any]) -> None:
    if "unsupported" in response:
        raise UnsupportedValue(response["unsupported"])
    trouble = trouble_of(response.get("error"))
    if trouble is not None:
        raise AccessFailed(trouble)


def result_of(
    call: Call, response: dict[str, Any], buffers: list[bytes], keep: bool = False
) -> Result:
    """Return what came of a call from the response to it."""
    decoder = Decoder(buffers, None if keep else _refuse)
    error = response.get("error")
    unsupported = response.get("unsupported", "")
    value = None
    try:
        if "value" in response:
            value = decoder.decode(response["value"])
        changed = {name: decoder.decode(node) for name, node in response.get("changed", ())}
    except Malformed as problem:
        error, value, changed = worker_failure("BrokeProtocol", str(problem), "protocol"), None, {}
    if isinstance(value, Reference):
        value = replace(value, made_by=call.function)
    where = response.get("where")
    result = Result(
        function=call.function,
        args=tuple(call.args),
        kwargs=dict(call.kwargs),
        value=value,
        trouble=trouble_of(error),
        missing=response.get("missing", ""),
        within=response.get("within"),
        unsupported=unsupported,
        changed=changed,
        global_random=response.get("global_random", False),
        warnings=tuple((kind, text) for kind, text in response.get("warnings", ())),
        output=response.get("output", ""),
        where=(where[0], where[1]) if where and where[0] else None,
        seconds=response.get("seconds", 0.0),
    )
    _write_back(result)
    return result


def _write_back(result: Result) -> None:
    """Give the caller's random generators the state the call left them in."""
    for name in list(result.changed):
        given = result.args[name] if isinstance(name, int) else result.kwargs[name]
        if hasattr(given, "standard_normal"):
            state = result.changed.pop(name)
            if type(state) is type(given):
                write_state(given, state)


def _refuse(reference: Reference) -> Any:
    raise Malformed("a reference nobody asked for")


def nearest_builtin(error: Exception) -> type[Exception]:
    """Return the builtin kind of an exception of ours: a submission need know no other."""
    return next(kind for kind in type(error).__mro__ if kind.__module__ == "builtins")


def worker_failure(kind: str, message: str, cause: str) -> dict[str, Any]:
    """Return the `error` of a response that a worker could not give itself."""
    return {
        "type": kind,
        "kinds": [kind],
        "message": message,
        "frames": [],
        "timeout": cause == "timeout",
        "cause": cause,
    }


def trouble_of(node: Node) -> Trouble | None:
    """Return the exception that a response describes, if it describes one."""
    if node is None:
        return None
    return Trouble(
        type=node["type"],
        kinds=tuple(node["kinds"]),
        message=node["message"],
        frames=tuple(tuple(frame) for frame in node["frames"]),
        timeout=node["timeout"],
        importing=node.get("importing", ""),
        cause=node.get("cause", ""),
    )
