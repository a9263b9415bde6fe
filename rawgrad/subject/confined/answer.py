"""An answer comes from a submission's process; it is checked, cut to size and cleaned.

The worker may have been taken over, so that its answer is any JSON at all. What passes here has
the types that `subject` counts on; trees of values are left to the decoder. Knows only the wire's
word for a broken protocol.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, NamedTuple

from rawgrad.subject.confined.wire import ProtocolBroken

MAX_MESSAGE, MAX_OUTPUT, MAX_NAME = 2_000, 10_000, 200
CONTROL = {number: "?" for number in (*range(32), *range(127, 160)) if chr(number) not in "\t\n\r"}
MAX_FRAMES, MAX_WARNINGS, MAX_KINDS = 10, 20, 50


class Answer(NamedTuple):
    """An answer as it came: the response as JSON text, unread, and the buffers that are its own.

    What differs from one right submission to the next stands apart from the text: the seconds the
    call took, and the function's place, which `check_response` looks at.
    """

    text: str
    buffers: list[Any]
    seconds: float
    where: Any

    def equals(self, other: Answer) -> bool:
        """Tell whether two answers are the same to the last character and bit."""
        return self.text == other.text and self.buffers == other.buffers


def split_answers(node: Any, buffers: list[Any], most: int) -> list[Answer]:
    """Return the answers in a frame, at most so many; raise `ProtocolBroken`."""
    if type(node) is not list or not 1 <= len(node) <= most:
        raise ProtocolBroken("a malformed answer")
    answers, start = [], 0
    for row in node:
        if type(row) is not list or len(row) != 4:
            raise ProtocolBroken("a malformed answer")
        text, count, seconds, where = row
        if type(text) is not str or type(count) is not int or count < 0:
            raise ProtocolBroken("a malformed answer")
        own = buffers[start : start + count]
        answers.append(Answer(text, own, _duration(seconds), where))
        start += count
    if start != len(buffers):
        raise ProtocolBroken("buffers that belong to no answer")
    return answers


def check_response(request: dict[str, Any], answer: Answer) -> dict[str, Any]:
    """Return an answer's response with every entry checked and capped; raise `ProtocolBroken`."""
    try:
        response = json.loads(answer.text)
    except (ValueError, RecursionError):
        raise ProtocolBroken("a malformed answer") from None
    entries = _entries(response, _RESPONSE)
    if "changed" in response:
        entries["changed"] = _changed(request, response["changed"])
    if "value" in response:
        value = response["value"]
        kept = type(value) is dict and list(value) == ["reference", "path"]
        if request.get("keep") and not (
            kept and type(value["reference"]) is int and value["path"] == []
        ):
            raise ProtocolBroken("an object that is none")
        entries["value"] = value
    return {**entries, "seconds": answer.seconds, "where": _where(answer.where)}


def _entries(node: Any, table: dict[str, Callable[[Any], Any] | None]) -> dict[str, Any]:
    if type(node) is not dict or not set(node) <= set(table):
        raise ProtocolBroken("a malformed answer")
    return {key: check(node[key]) for key, check in table.items() if check and key in node}


def _capped_text(longest: int) -> Callable[[Any], str]:
    def check(node: Any) -> str:
        if type(node) is not str:
            raise ProtocolBroken("a malformed answer")
        cut = node[:longest]
        if cut.isascii() and cut.isprintable():
            return cut
        # Half of a surrogate pair could be written to no report, and a control character would
        # speak to the terminal or end an XML file.
        return cut.encode(errors="replace").decode().translate(CONTROL)

    return check


def _flag(node: Any) -> bool:
    if type(node) is not bool:
        raise ProtocolBroken("a malformed answer")
    return node


def _duration(node: Any) -> float:
    if type(node) not in (int, float) or not 0 <= node < math.inf:
        raise ProtocolBroken("a malformed answer")
    return float(min(node, 1e9))


def _capped_list(node: Any, longest: int) -> list[Any]:
    if type(node) is not list:
        raise ProtocolBroken("a malformed answer")
    return node[:longest]


def _fixed_row(node: Any, *checks: Callable[[Any], Any]) -> list[Any]:
    if type(node) is not list or len(node) != len(checks):
        raise ProtocolBroken("a malformed answer")
    return [check(part) for check, part in zip(checks, node, strict=True)]


def _line_number(node: Any) -> int:
    if type(node) is not int or not 0 <= node < 1 << 31:
        raise ProtocolBroken("a malformed answer")
    return node


def _where(node: Any) -> list[Any]:
    return _fixed_row(node, _capped_text(MAX_MESSAGE), _line_number) if node != [] else []


def _frames(node: Any) -> list[list[Any]]:
    name, source = _capped_text(MAX_NAME), _capped_text(MAX_MESSAGE)
    return [
        _fixed_row(frame, source, _line_number, name, source)
        for frame in _capped_list(node, MAX_FRAMES)
    ]


def _error(node: Any) -> dict[str, Any]:
    entries = _entries(node, _ERROR)
    if not {"type", "kinds", "message", "frames", "timeout"} <= set(entries):
        raise ProtocolBroken("a malformed answer")
    return entries


def _changed(request: dict[str, Any], node: Any) -> list[list[Any]]:
    places = {*range(len(request.get("args", ()))), *request.get("kwargs", {})}
    changed = _capped_list(node, len(places) + 1)
    for pair in changed:
        if type(pair) is not list or len(pair) != 2 or type(pair[0]) not in (int, str):
            raise ProtocolBroken("a malformed answer")
    if not {pair[0] for pair in changed} <= places or len(changed) > len(places):
        raise ProtocolBroken("a change of what was not given")
    return changed


_ERROR: dict[str, Callable[[Any], Any] | None] = {
    "type": _capped_text(MAX_NAME),
    "kinds": lambda node: [_capped_text(MAX_NAME)(kind) for kind in _capped_list(node, MAX_KINDS)],
    "message": _capped_text(MAX_MESSAGE),
    "frames": _frames,
    "timeout": _flag,
    "importing": _capped_text(MAX_NAME),
}
_RESPONSE: dict[str, Callable[[Any], Any] | None] = {
    "value": None,
    "changed": None,
    "error": _error,
    "missing": _capped_text(MAX_NAME),
    "within": _capped_text(MAX_MESSAGE),
    "unsupported": _capped_text(MAX_MESSAGE),
    "output": _capped_text(MAX_OUTPUT),
    "warnings": lambda node: [
        _fixed_row(row, _capped_text(MAX_NAME), _capped_text(MAX_MESSAGE))
        for row in _capped_list(node, MAX_WARNINGS)
    ],
    "global_random": _flag,
}
