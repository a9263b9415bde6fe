"""Modules out of a notebook: the cells that define an exercise's functions, in their order.

The notebook is data: its cells are parsed, never run. What is not a definition (a plot, a trial
call, a shell line) stays behind, see `needed`; the stub stands in front, with the imports and the
given parts. A cell under `%%check` means what it means at home.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from rawgrad.grading.intake.needed import Statement, choose, statements
from rawgrad.grading.intake.submission_files import Notice, shown

MAX_CELLS = 2_000
MAX_CELL = 200_000

_CHECK = re.compile(r"%%check\s+(.*)")
_WRITE = re.compile(r"%%writefile\s+(-a\s+)?[\"']?(?:[^\s\"']*/)?(\w+)\.py[\"']?\s*$")
# Cell magics that run the cell as it is.
_AROUND = ("%%time", "%%capture", "%%prun")
# A value that comes from the shell or from a magic: `files = !ls`.
_ASSIGNED = re.compile(r"(\s*[\w.,\s\[\]'\"]+=\s*)[!%](?!=).*")
DEFINES = re.compile(r"^(?:def|class)\s+(\w+)", re.MULTILINE)


@dataclass
class Gathered:
    """What a notebook holds: the text of each exercise's module, and what is to be said."""

    modules: dict[str, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def modules_of(data: bytes, file: str, stubs: Mapping[str, str]) -> Gathered:
    """Return the modules that a notebook holds.

    Parameters
    ----------
    data
        The notebook's bytes.
    file
        Its name, for notices.
    stubs
        The stub of each exercise, in the order of the exercises.
    """
    found = Gathered()
    try:
        document = json.loads(data.decode("utf-8-sig"))
        cells = document["cells"]
        sources = [_source(cell) for cell in cells[:MAX_CELLS]]
        kinds = [cell.get("cell_type") for cell in cells[:MAX_CELLS]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = str(error)[:100] if isinstance(error, json.JSONDecodeError) else "cells"
        found.notices.append(Notice("broken_notebook", {"file": file, "reason": reason}))
        return found
    collector = _Collector(file, stubs, found)
    for number, (kind, source) in enumerate(zip(kinds, sources, strict=True), start=1):
        if kind == "markdown":
            collector.heading(source)
        elif kind == "code":
            collector.cell(number, source)
    collector.finish()
    return found


def _source(cell: dict[str, object]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


class _Collector:
    def __init__(self, file: str, stubs: Mapping[str, str], found: Gathered) -> None:
        self.file = file
        self.stubs = stubs
        self.found = found
        self.owners: dict[str, list[str]] = {}
        for exercise, text in stubs.items():
            for name in asked(text):
                self.owners.setdefault(name, []).append(exercise)
        self.parts: dict[str, list[Statement]] = {}
        self.written: dict[str, str] = {}
        self.shared: list[Statement] = []
        self.current = ""

    def heading(self, text: str) -> None:
        """A heading or sentence that names one exercise says what the cells below belong to."""
        named = {name for name in self.stubs if re.search(rf"\b{name}\b", text)}
        if len(named) == 1:
            self.current = named.pop()

    def cell(self, number: int, source: str) -> None:
        """Take what a cell adds to the module of its exercise, or to all of them."""
        first, _, rest = source.replace("\r\n", "\n").lstrip().partition("\n")
        while first.startswith(_AROUND):
            first, _, rest = rest.lstrip().partition("\n")
        if match := _WRITE.match(first):
            self._write(number, match[2], rest, more=bool(match[1]))
            return
        exercise, source = "", f"{first}\n{rest}"
        if match := _CHECK.match(first):
            words = [word for word in match[1].split() if word != "--all"]
            exercise, source = PurePosixPath(words[0]).stem if words else "", f"\n{rest}"
        elif first.startswith("%%"):
            return
        exercise = exercise if exercise in self.stubs else ""
        found = self._statements(number, source, said=bool(exercise))
        exercise = exercise or self._owner([name for one in found for name in one.binds])
        if not exercise:
            # A helper or an import of the learner's own: any module may need it.
            self.shared += found
            return
        self.current = exercise
        self.parts.setdefault(exercise, []).extend(found)

    def _write(self, number: int, name: str, text: str, more: bool) -> None:
        if name not in self.stubs:
            return
        try:
            text.encode()
        except UnicodeEncodeError as error:
            self._broken(number, error)
            return
        self.written[name] = (self.written.get(name, "") if more else "") + text
        self.parts.pop(name, None)

    def _owner(self, names: list[str]) -> str:
        """Return the exercise whose functions these are; one that two share goes by the place."""
        candidates = [self.owners[name] for name in names if name in self.owners]
        if not candidates:
            return ""
        sure = [owners[0] for owners in candidates if len(owners) == 1]
        if sure:
            return sure[0]
        return self.current if self.current in candidates[0] else candidates[0][0]

    def _statements(self, number: int, source: str, said: bool) -> list[Statement]:
        try:
            if len(source) > MAX_CELL:
                raise ValueError("too long")
            return statements(*_parsed(source))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if said or DEFINES.search(source):
                self._broken(number, error)
            return []

    def _broken(self, number: int, error: Exception) -> None:
        line = getattr(error, "lineno", None) or 1
        reason = shown(getattr(error, "msg", error)) or type(error).__name__
        if isinstance(error, UnicodeError):
            reason = "half of a character"
        facts = {"file": self.file, "cell": number, "line": line, "reason": reason}
        self.found.notices.append(Notice("broken_cell", facts))

    def finish(self) -> None:
        """Put the modules together."""
        imported = {
            alias.name
            for one in (*self.shared, *(one for part in self.parts.values() for one in part))
            if isinstance(one.node, ast.ImportFrom)
            for alias in one.node.names
        }
        for exercise, stub in self.stubs.items():
            parts = self.parts.get(exercise, [])
            if exercise not in self.written and not any(one.usable for one in parts):
                continue
            base = self.written.get(exercise, stub)
            try:
                given = statements(*_parsed(base))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                given = []
            wanted = {name for one in given if one.stays for name in one.binds} | imported
            chosen = choose([*given, *self.shared, *parts], wanted)
            texts = [one.text for one in chosen if one not in given]
            # Python wants these in front of everything else.
            future = [text for text in texts if text.startswith("from __future__ ")]
            texts = [text for text in texts if text not in future]
            self.found.modules[exercise] = "\n".join([*future, base, "", *texts]).rstrip() + "\n"
        if not self.found.modules:
            self.found.notices.append(Notice("no_cells", {"file": shown(self.file)}))


def asked(stub: str) -> list[str]:
    """Return the functions and classes that a stub leaves to the learner."""
    return [
        node.name
        for node in ast.parse(stub).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and any(_is_todo(inner) for inner in ast.walk(node))
    ]


def _is_todo(node: ast.AST) -> bool:
    call = node.exc if isinstance(node, ast.Raise) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "NotImplementedError"
    )


def _parsed(source: str) -> tuple[str, ast.Module]:
    """Return a cell and its tree, with `pass` where magics and shell lines keep it from parsing.

    A line is looked at only where Python stumbles, so that text in strings stays as it is.
    """
    lines = source.replace("\r\n", "\n").split("\n")
    while True:
        text = "\n".join(lines)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return text, ast.parse(text)
        except SyntaxError as error:
            index = (error.lineno or 1) - 1
            plain = _without_magic(lines[index]) if index < len(lines) else ""
            if not plain or plain == lines[index]:
                raise
            lines[index] = plain


def _without_magic(line: str) -> str:
    bare = line.lstrip()
    if bare.startswith(("%", "!", "?")) or (bare.rstrip().endswith("?") and "#" not in bare):
        return line[: len(line) - len(bare)] + "pass"
    return _ASSIGNED.sub(r"\1None", line)
