"""Modules out of a notebook: the cells that define an exercise's functions, in their order.

The notebook is data: its cells are parsed, never run. What is not a definition (a plot, a trial
call, a shell line) stays behind; the stub stands in front, with the imports and the given parts.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from .unpack import Notice, shown

MAX_CELLS = 2_000
MAX_CELL = 200_000

_CHECK = re.compile(r"%%check\s+(?:exercises/)?(\w+)(?:\.py)?")
_WRITE = re.compile(r"%%writefile\s+(-a\s+)?[\"']?(?:[^\s\"']*/)?(\w+)\.py[\"']?\s*$")
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
        self.parts: dict[str, list[str]] = {}
        self.written: dict[str, str] = {}
        self.shared: list[str] = []
        self.current = ""

    def heading(self, text: str) -> None:
        """A heading or sentence that names one exercise says what the cells below belong to."""
        named = {name for name in self.stubs if re.search(rf"\b{name}\b", text)}
        if len(named) == 1:
            self.current = named.pop()

    def cell(self, number: int, source: str) -> None:
        first, _, rest = source.lstrip().partition("\n")
        if match := _WRITE.match(first):
            name = match[2]
            if name in self.stubs:
                before = self.written.get(name, "") if match[1] else ""
                self.written[name] = before + rest
                self.parts.pop(name, None)
            return
        exercise = ""
        if match := _CHECK.match(first):
            exercise, source = match[1], rest
        elif first.startswith("%%"):
            if not first.startswith(("%%time", "%%capture")):
                return
            source = rest
        names = DEFINES.findall(source)
        if exercise not in self.stubs:
            exercise = self._owner(names)
        kept = self._definitions(number, source, said=bool(exercise))
        if not exercise:
            # A helper or an import of the learner's own: any module may need it.
            self.shared.append(kept)
            return
        self.current = exercise
        self.parts.setdefault(exercise, []).append(kept)

    def _owner(self, names: list[str]) -> str:
        """Return the exercise whose functions these are; one that two share goes by the place."""
        candidates = [self.owners[name] for name in names if name in self.owners]
        if not candidates:
            return ""
        sure = [owners[0] for owners in candidates if len(owners) == 1]
        if sure:
            return sure[0]
        return self.current if self.current in candidates[0] else candidates[0][0]

    def _definitions(self, number: int, source: str, said: bool) -> str:
        """Return imports, functions, classes and plain constants of a cell; nothing that acts."""
        text = _without_magics(source)
        try:
            if len(text) > MAX_CELL:
                raise ValueError("too long")
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if said or DEFINES.search(source):
                line = getattr(error, "lineno", None) or 1
                reason = str(getattr(error, "msg", error))
                facts = {"file": self.file, "cell": number, "line": line, "reason": reason}
                self.found.notices.append(Notice("broken_cell", facts))
            return ""
        lines = text.splitlines()
        kept = []
        for node in tree.body:
            if not _is_definition(node):
                continue
            decorators = getattr(node, "decorator_list", ())
            first = min([node.lineno, *(d.lineno for d in decorators)]) - 1
            kept += lines[first : node.end_lineno]
        return "\n".join(kept)

    def finish(self) -> None:
        for exercise in self.stubs:
            parts = self.parts.get(exercise, [])
            if exercise not in self.written and not any(part.strip() for part in parts):
                continue
            base = self.written.get(exercise, self.stubs[exercise])
            self.found.modules[exercise] = "\n\n".join([base, *self.shared, *parts]).rstrip() + "\n"
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


def _without_magics(source: str) -> str:
    """Put `pass` in the place of shell lines and magics, so that what is around them stays."""
    lines = []
    for line in source.splitlines():
        bare = line.lstrip()
        magic = bare.startswith(("%", "!")) or (bare.endswith("?") and "#" not in bare)
        lines.append(line[: len(line) - len(bare)] + "pass" if magic else line)
    return "\n".join(lines)


def _is_definition(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return True
    if isinstance(node, ast.Import):
        return all(_importable(alias.name) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.level > 0 or _importable(node.module or "")
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        calls = (ast.Call, ast.Await, ast.Yield, ast.ListComp, ast.GeneratorExp)
        return not any(isinstance(inner, calls) for inner in ast.walk(node.value))
    return False


def _importable(module: str) -> bool:
    """Tell whether a worker has it: a plot's library would fail the whole module."""
    top = module.partition(".")[0]
    return top in ("numpy", "exercises", *sys.stdlib_module_names)
