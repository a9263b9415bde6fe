"""A notebook's cells become modules: those that define an exercise's functions, in their order.

The notebook is data: its cells are parsed, never run. A cell does more than define: it tries a
function out, trains a network, draws. What only acts is left out, since a worker has neither the
time nor the library for it; a computed value stays if a function that is asked for leads to it.
The stub stands in front, with the imports and the given parts. A cell under `%%check` means what
it means at home.
"""

from __future__ import annotations

import ast
import json
import re
import symtable
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from rawgrad.grading.intake.submission_files import Notice, printable

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
ACTING = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.ListComp, ast.GeneratorExp)
MAX_CELLS = 2_000
MAX_CELL = 200_000

_CHECK = re.compile(r"%%check\s+(.*)")
_WRITE = re.compile(r"%%writefile\s+(-a\s+)?[\"']?(?:[^\s\"']*/)?(\w+)\.py[\"']?\s*$")
# Cell magics that run the cell as it is.
_AROUND = ("%%time", "%%capture", "%%prun")
# A value that comes from the shell or from a magic: `files = !ls`.
_ASSIGNED = re.compile(r"(\s*[\w.,\s\[\]'\"]+=\s*)[!%](?!=).*")
DEFINES = re.compile(r"^(?:def|class)\s+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Statement:
    """A statement of the top level, and the names it has to do with.

    `binds` are the names it gives a value, `changes` those whose value it assigns into, `calls`
    those whose methods it calls for their effect; `now` are the names it reads when it runs,
    `later` those that the functions in it read when they are called.
    """

    text: str
    node: ast.stmt
    binds: frozenset[str]
    changes: frozenset[str]
    calls: frozenset[str]
    now: frozenset[str]
    later: frozenset[str]

    @property
    def stays(self) -> bool:
        """Whether it stays in any case: it only defines, or is a plain constant."""
        node = self.node
        if isinstance(node, ast.Assign | ast.AnnAssign):
            return node.value is not None and not any(
                isinstance(inner, ACTING) for inner in ast.walk(node.value)
            )
        return isinstance(node, FUNCTION | ast.ClassDef | ast.Import | ast.ImportFrom)

    @property
    def usable(self) -> bool:
        """Whether a worker has what it imports: a plot's library would fail the whole module."""
        if isinstance(self.node, ast.Import):
            return bool(self.node.names)
        if isinstance(self.node, ast.ImportFrom):
            whole = f"{self.node.module}."
            names = [whole + alias.name for alias in self.node.names]
            return self.node.level > 0 or all(map(_importable, names))
        return True


def statements(text: str, tree: ast.Module) -> list[Statement]:
    """Return the statements of a text that was parsed."""
    lines = text.split("\n")
    found = []
    body = tree.body
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for index, node in enumerate(body):
            found.append(_statement(_text_of(text, lines, body, index), node))
    return found


def _text_of(text: str, lines: list[str], body: list[ast.stmt], index: int) -> str:
    node = body[index]
    if isinstance(node, ast.Import) and not all(_importable(alias.name) for alias in node.names):
        node.names = [alias for alias in node.names if _importable(alias.name)]
        return ast.unparse(node) if node.names else ""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    beside = body[max(0, index - 1) : index] + body[index + 1 : index + 2]
    if any(other.lineno <= _end(node) and first <= _end(other) for other in beside):
        return ast.get_source_segment(text, node) or ""  # of several in one line
    return "\n".join(lines[first - 1 : _end(node)])


def choose_statements(found: Sequence[Statement], wanted: Iterable[str]) -> list[Statement]:
    """Return the statements that a module needs in order to have what is wanted of it."""
    usable = [statement for statement in found if statement.usable]
    kept = {index for index, statement in enumerate(usable) if statement.stays}
    needed = set(wanted).union(*(usable[index].now for index in kept))
    data = {name for s in usable if not _defines(s.node) for name in s.binds}
    size = -1
    while size != len(needed) + len(kept):
        size = len(needed) + len(kept)
        for index, statement in enumerate(usable):
            leads = (statement.binds | statement.changes | statement.calls & data) & needed
            if leads:
                kept.add(index)
                needed |= statement.now | statement.later
    return [statement for index, statement in enumerate(usable) if index in kept]


def _statement(text: str, node: ast.stmt) -> Statement:
    top = symtable.symtable(text, "cell", "exec")
    symbols = top.get_symbols()
    now = {s.get_name() for s in symbols if s.is_referenced()}
    later: set[str] = set()
    for table in _inner(top):
        names = {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
        (later if table.get_type() == "function" else now).update(names)
    changes, calls = _effects(node)
    return Statement(
        text=text,
        node=node,
        binds=frozenset(s.get_name() for s in symbols if s.is_assigned() or s.is_imported()),
        changes=frozenset(changes),
        calls=frozenset(calls),
        now=frozenset(now),
        later=frozenset(later),
    )


def _inner(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _inner(child)


def _effects(node: ast.stmt) -> tuple[set[str], set[str]]:
    """Return the names that a statement assigns into, and those whose methods it calls."""
    changes: set[str] = set()
    calls: set[str] = set()
    for inner in () if _defines(node) else ast.walk(node):
        if isinstance(inner, ast.Assign | ast.Delete):
            changes.update(*map(_root, inner.targets))
        elif isinstance(inner, ast.AugAssign | ast.AnnAssign):
            changes |= _root(inner.target)
        elif isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            call = inner.value
            if isinstance(call.func, ast.Attribute):
                calls |= _root(call.func)
            elif isinstance(call.func, ast.Name) and call.func.id == "setattr" and call.args:
                changes |= _root(call.args[0])
    return changes, calls


def _root(node: ast.expr) -> set[str]:
    """Return the name in front of all attributes and items."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _defines(node: ast.stmt) -> bool:
    return isinstance(node, FUNCTION | ast.ClassDef | ast.Import | ast.ImportFrom)


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _importable(module: str) -> bool:
    top = module.partition(".")[0]
    if top == "rawgrad":
        return f"{module}.".startswith("rawgrad.datasets.")
    return top in ("numpy", "exercises", *sys.stdlib_module_names)


@dataclass
class Gathered:
    """A notebook's modules: the text of each exercise, and notices about it."""

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
        sources = [_cell_source(cell) for cell in cells[:MAX_CELLS]]
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


def _cell_source(cell: dict[str, object]) -> str:
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
            return statements(*_parsed_cell(source))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if said or DEFINES.search(source):
                self._broken(number, error)
            return []

    def _broken(self, number: int, error: Exception) -> None:
        line = getattr(error, "lineno", None) or 1
        reason = printable(getattr(error, "msg", error)) or type(error).__name__
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
                given = statements(*_parsed_cell(base))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                given = []
            wanted = {name for one in given if one.stays for name in one.binds} | imported
            chosen = choose_statements([*given, *self.shared, *parts], wanted)
            texts = [one.text for one in chosen if one not in given]
            # Python wants these in front of everything else.
            future = [text for text in texts if text.startswith("from __future__ ")]
            texts = [text for text in texts if text not in future]
            self.found.modules[exercise] = "\n".join([*future, base, "", *texts]).rstrip() + "\n"
        if not self.found.modules:
            self.found.notices.append(Notice("no_cells", {"file": printable(self.file)}))


def asked(stub: str) -> list[str]:
    """Return the functions and classes that a stub leaves to the learner."""
    return [
        node.name
        for node in ast.parse(stub).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and any(_is_unwritten(inner) for inner in ast.walk(node))
    ]


def _is_unwritten(node: ast.AST) -> bool:
    call = node.exc if isinstance(node, ast.Raise) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "NotImplementedError"
    )


def _parsed_cell(source: str) -> tuple[str, ast.Module]:
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
