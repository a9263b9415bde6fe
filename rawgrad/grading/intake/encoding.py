"""A module's text is decoded from its bytes, in whatever encoding an editor saved it. Pure."""

from __future__ import annotations

import ast
import codecs
import functools
import re
import warnings
from typing import NamedTuple

_COOKIE = re.compile(r"^([ \t\f]*#.*?coding[:=][ \t]*)([-\w.]+)")
# The codecs that a module may declare, by the names Python knows them by: those of scripts, which
# agree with ASCII, and none that transforms.
_DECLARED = re.compile(
    r"ascii|iso8859-\d+|cp\d+|euc_\w+|shift_jis\w*|big5\w*|gb\w+|koi8-\w|mac-\w+|johab"
)


def decode(data: bytes) -> tuple[str | None, str]:
    """Return a module's text, and the encoding it was in; None if it is in none we know.

    Line ends become the usual ones, and a line that names the encoding then names UTF-8.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),  # It begins with that of UTF-16.
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            # The mark of UTF-8 is removed, that of the others tells the decoder the byte order.
            body = data[len(mark) :] if encoding == "utf-8" else data
            try:
                return _normalized(body.decode(encoding)), f"{encoding} (BOM)"
            except UnicodeDecodeError:
                return None, ""
    first, second = data[0:200:2], data[1:200:2]
    encodings: tuple[str, ...] = (*_declared(data), "utf-8", "cp949")
    # Without a mark, the zeros of what is mostly ASCII tell the byte order.
    if second and second.count(0) * 2 > len(second):
        encodings = ("utf-16-le",)
    elif first.count(0) * 2 > len(first):
        encodings = ("utf-16-be",)
    for encoding in encodings:
        try:
            return _normalized(data.decode(encoding)), encoding
        except UnicodeDecodeError:
            pass
    return None, ""


def _declared(data: bytes) -> list[str]:
    """Return the encoding that a module declares in one of its first two lines, if it is known."""
    for line in data[:400].splitlines()[:2]:
        found = _COOKIE.match(line.decode("latin-1"))
        if found is not None:
            try:
                name = codecs.lookup(found[2]).name
            except LookupError:
                return []
            return [name] if _DECLARED.fullmatch(name) else []
    return []


def _normalized(text: str) -> str:
    # A mark may stand twice; with zeros a disk or a cloud fills what it lost.
    text = text.lstrip("\ufeff").rstrip("\0")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for index in range(min(2, len(lines))):
        lines[index] = _COOKIE.sub(r"\1utf-8", lines[index])
    return "\n".join(lines)


# What is parsed at all, and what is kept when parsed.
LONG, USUAL = 200_000, 20_000


class Parsed(NamedTuple):
    """A text's syntax tree, or line and reason if it is no Python."""

    tree: ast.Module | None
    problem: tuple[int, str] | None = None


def parsed(text: str) -> Parsed:
    """Return the syntax tree of a text: said early if there is none, and graded all the same.

    A text that is too long, or nested too deep, is left to the worker. Trees of the last few
    modules are kept, since each is looked at twice; do not change one.
    """
    if len(text) >= LONG:
        return Parsed(None)
    return _parses(text) if len(text) < USUAL else _parses.__wrapped__(text)


@functools.lru_cache(maxsize=32)
def _parses(text: str) -> Parsed:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Parsed(ast.parse(text))
    except SyntaxError as error:
        return Parsed(None, (error.lineno or 1, error.msg))
    except (ValueError, RecursionError, MemoryError) as error:
        return Parsed(None, (1, str(error) or type(error).__name__))
