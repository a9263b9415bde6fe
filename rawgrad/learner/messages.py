"""Messages carry an order to the process that examines, and what it finds back, a line each.

Needs no NumPy. A line is JSON in ASCII, so that it is the same whatever the system's encoding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from rawgrad.kit.text import Text
from rawgrad.views.item_result import ItemResult, from_plain, to_plain

# Whose failures get their rows: nobody's, the first of each exercise, the first of the first
# exercise that is not passed, or everyone's.
Detail = Literal["none", "first", "next", "all"]
# How a check came to its end: by itself, by the learner's code, by Ctrl-C, or by the host's limit.
Cause = Literal["complete", "died", "interrupted", "limit"]
# A place that was passed: file, line and function, the outermost first.
Frames = tuple[tuple[str, int, str], ...]


class Fate(NamedTuple):
    """How an item ended the child that examined it, and at which of its calls; see `Ended`."""

    exercise: str
    id: str
    cause: Cause
    how: str
    frames: Frames = ()
    call: int = 0


@dataclass(frozen=True)
class Order:
    """What is to be examined.

    Attributes
    ----------
    root
        The kit's root.
    folder
        Where the learner's modules lie.
    package
        The name to import them under.
    names
        The exercises.
    detail
        Whose failures get their rows.
    brief
        Whether scenarios are left out, and with them every framework that nothing is written for.
    longest
        No call lasts longer than so many seconds, whatever its own limit.
    statuses, finished, fates
        What children before have found: statuses by exercise and id, exercises that are through,
        and the items that ended one of them.
    """

    root: str
    folder: str
    package: str
    names: tuple[str, ...]
    detail: Detail = "first"
    brief: bool = False
    longest: float | None = None
    statuses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    finished: tuple[str, ...] = ()
    fates: tuple[Fate, ...] = ()


class Planned(NamedTuple):
    """The items of an exercise that will be examined, by id."""

    exercise: str
    ids: tuple[str, ...]


class Begin(NamedTuple):
    """An item is examined from now on."""

    exercise: str
    id: str


class Calling(NamedTuple):
    """The item makes a call beyond its first; `number` counts them from 1."""

    number: int


class Found(NamedTuple):
    """An item's result; it may come again, with more rows."""

    result: ItemResult


class Noted(NamedTuple):
    """Something to know about an exercise that changes no verdict."""

    exercise: str
    text: Text


class Finished(NamedTuple):
    """An exercise is through: no result of it will come again."""

    exercise: str


class Broken(NamedTuple):
    """The kit is broken: a line says what and where."""

    text: Text


class Ended(NamedTuple):
    """Nothing will come any more.

    `how` is the status or signal with which the process died, or the seconds of a limit; `frames`
    is where it stood then, as far as that is known.
    """

    cause: Cause
    how: str = ""
    frames: Frames = ()


Message = Planned | Begin | Calling | Found | Noted | Finished | Broken | Ended
KINDS = {kind.__name__: kind for kind in (Planned, Begin, Calling, Noted, Finished, Broken, Ended)}


def order_line(order: Order) -> bytes:
    """Return an order as a line."""
    return json.dumps(asdict(order)).encode("ascii") + b"\n"


def read_order(line: bytes) -> Order:
    """Return the order that a line holds."""
    node: dict[str, Any] = json.loads(line)
    fates = [Fate(*fate)._replace(frames=_frames_of(fate[4])) for fate in node["fates"]]
    tuples = {name: tuple(node[name]) for name in ("names", "finished")}
    return Order(**{**node, **tuples, "fates": tuple(fates)})


def _frames_of(nodes: Any) -> Frames:
    return tuple((file, line, function) for file, line, function in nodes)


def message_line(message: Message) -> bytes:
    """Return a message as a line."""
    fields = to_plain(message.result) if isinstance(message, Found) else message
    return json.dumps([type(message).__name__, fields]).encode("ascii") + b"\n"


def read_message(line: bytes) -> Message:
    """Return the message that a line holds."""
    kind, fields = json.loads(line)
    if kind == "Found":
        return Found(from_plain(fields))
    message: Message = KINDS[kind](*fields)
    if isinstance(message, Noted | Broken):
        return message._replace(text=Text(*message.text))
    if isinstance(message, Ended):
        return message._replace(frames=_frames_of(message.frames))
    return message._replace(ids=tuple(message.ids)) if isinstance(message, Planned) else message
