"""A notebook's cells become modules: those that define an exercise's functions, in their order.

The notebook is data: its cells are parsed, never run. A cell does more than define: it tries a
function out, trains a network, draws. What only acts is left out, since a worker has neither the
time nor the library for it; a computed value stays if a function that is asked for leads to it.
The stub stands in front, with the imports and the given parts. A cell under `%%check` means what
it means at home.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import symtable
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from rawgrad.grading.intake.encoding import decode
from rawgrad.grading.intake.submission_files import Notice, printable

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
MAX_CELLS = 2_000
MAX_CELL = 200_000
MAX_CODE = 2_000_000
MAX_LINE = 2_000
MAX_INDENT = 200

_CHECK = re.compile(r"%%check\s+(.*)")
_WRITE = re.compile(r"%%writefile\s+(-a\s+)?[\"']?([^\s\"']+\.py)[\"']?\s*$")
# Cell magics that run the cell as it is.
_AROUND = ("%%time", "%%capture", "%%prun")
# A value that comes from the shell or from a magic: `files = !ls`.
_ASSIGNED = re.compile(r"([^=!%#]*=[ \t]*)[!%](?!=)")
# What may hold a line's end that ends no statement: strings, comments, brackets; and line ends.
# One that nothing ends goes on to the end, so that nothing is ever read twice.
_TOKEN = re.compile(
    r"""'''(?:[^\\]|\\[\s\S])*?(?:'''|\Z)|\"\"\"(?:[^\\]|\\[\s\S])*?(?:\"\"\"|\Z)"""
    r"""|'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?|\#[^\n]*|[\[\](){}]|\\\n|\n"""
)
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
        """Whether it stays in any case: it only defines."""
        return _defines(self.node)

    @property
    def usable(self) -> bool:
        """Whether a worker lets it be imported: of the tool itself only the datasets."""
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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [
            _statement(_text_of(lines, tree.body, index), node)
            for index, node in enumerate(tree.body)
        ]


def _text_of(lines: list[str], body: list[ast.stmt], index: int) -> str:
    node = body[index]
    if isinstance(node, ast.Import) and not all(_importable(alias.name) for alias in node.names):
        node.names = [alias for alias in node.names if _importable(alias.name)]
        return ast.unparse(node) if node.names else ""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    own = lines[first - 1 : _end(node)]
    beside = body[max(0, index - 1) : index] + body[index + 1 : index + 2]
    if any(other.lineno <= _end(node) and first <= _end(other) for other in beside):
        # One of several in a line, of which a long one would be read again and again.
        if sum(map(len, own)) > MAX_LINE:
            raise ValueError("too long")
        return ast.get_source_segment("\n".join(own), _moved(node, first)) or ""
    return "\n".join(own)


def _moved(node: ast.stmt, first: int) -> ast.stmt:
    """Return where a statement stands if the lines in front of `first` are left out."""
    place = ast.Pass(lineno=node.lineno - first + 1, col_offset=node.col_offset)
    place.end_lineno, place.end_col_offset = _end(node) - first + 1, node.end_col_offset
    return place


def choose_statements(found: Sequence[Statement], wanted: Iterable[str]) -> list[Statement]:
    """Return the statements that a module needs in order to have what is wanted of it."""
    usable = [statement for statement in found if statement.usable]
    data = {name for s in usable if not _defines(s.node) for name in s.binds}
    leading: dict[str, list[int]] = {}
    for index, one in enumerate(usable):
        for name in one.binds | one.changes | one.calls & data:
            leading.setdefault(name, []).append(index)
    kept = {index for index, statement in enumerate(usable) if statement.stays}
    needed = set(wanted).union(*(usable[index].now for index in kept))
    led: set[int] = set()
    pending = list(needed)
    while pending:
        for index in leading.pop(pending.pop(), ()):
            if index not in led:
                led.add(index)
                more = (usable[index].now | usable[index].later) - needed
                needed |= more
                pending += more
    kept |= led
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
    return module.partition(".")[0] != "rawgrad" or f"{module}.".startswith("rawgrad.datasets.")


@dataclass
class Gathered:
    """A notebook's modules: the text of each exercise, of helpers by path, and notices about it."""

    modules: dict[str, str] = field(default_factory=dict)
    helpers: dict[str, str] = field(default_factory=dict)
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
        cells = _cells(json.loads(decode(data)[0] or ""))[:MAX_CELLS]
        sources = [_cell_source(cell) for cell in cells]
        kinds = [cell.get("cell_type") for cell in cells]
        if sum(map(len, sources)) > MAX_CODE:
            raise ValueError("too long")
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


def _cells(document: Any) -> list[Any]:
    """Return the cells of a notebook; those of format 3 lie in worksheets."""
    if "cells" in document:
        return list(document["cells"])
    return [cell for sheet in document["worksheets"] for cell in sheet["cells"]]


def _cell_source(cell: dict[str, object]) -> str:
    source = cell.get("source", cell.get("input", ""))
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
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        first, _, rest = source.lstrip().partition("\n")
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

    def _write(self, number: int, path: str, text: str, more: bool) -> None:
        """Take a file that a cell writes: the module of an exercise, or a helper."""
        try:
            text.encode()
        except UnicodeEncodeError as error:
            self._broken(number, error)
            return
        _, inside, below = f"/{path}".rpartition("/exercises/")
        name = below if inside else path
        stem = PurePosixPath(name).stem
        if stem in self.stubs and not (inside and "/" in below):
            self.written[stem] = (self.written.get(stem, "") if more else "") + text
            self.parts.pop(stem, None)
        else:
            self.found.helpers[name] = (self.found.helpers.get(name, "") if more else "") + text

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
            there = set(map(id, given))
            texts = [one.text for one in chosen if id(one) not in there]
            # Python wants these in front of everything else.
            future = [text for text in texts if text.startswith("from __future__ ")]
            texts = [text for text in texts if not text.startswith("from __future__ ")]
            self.found.modules[exercise] = "\n".join([*future, base, "", *texts]).rstrip() + "\n"
        if not self.found.modules:
            self.found.notices.append(Notice("no_cells", {"file": printable(self.file)}))


@functools.cache
def asked(stub: str) -> tuple[str, ...]:
    """Return the functions and classes that a stub leaves to the learner."""
    return tuple(
        node.name
        for node in ast.parse(stub).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and any(_is_unwritten(inner) for inner in ast.walk(node))
    )


def _is_unwritten(node: ast.AST) -> bool:
    call = node.exc if isinstance(node, ast.Raise) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "NotImplementedError"
    )


def _parsed_cell(source: str) -> tuple[str, ast.Module]:
    """Return a cell and its tree, with `pass` where magics and shell lines keep it from parsing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return source, ast.parse(source)
        except SyntaxError:
            plain = _without_magics(source)
            if plain == source:
                raise
            return plain, ast.parse(plain)


def _without_magics(source: str) -> str:
    """Return a cell without magics: only where a statement begins, never within a string."""
    done = []
    start = position = depth = 0
    magic = _is_magic(source)
    while start < len(source):
        found = _TOKEN.search(source, position)
        token = found[0] if found else "\n"
        position = found.end() if found else len(source)
        if token in "([{":
            depth += 1
        elif token in ")]}":
            depth = max(0, depth - 1)
        elif token == "\n" and (magic or not depth or position == len(source)):
            done.append(_without_magic(source[start:position], magic))
            start, depth = position, 0
            magic = _is_magic(source[start : start + MAX_INDENT])
        if found is None:
            break
    return "".join(done)


def _is_magic(line: str) -> bool:
    return line.lstrip(" \t").startswith(("%", "!", "?"))


def _without_magic(statement: str, magic: bool) -> str:
    lines = "\n" * statement.count("\n")
    first = statement.partition("\n")[0]
    asks = first.rstrip().endswith("?") and "#" not in first and first == statement.strip("\n")
    if magic or asks:
        return statement[: len(statement) - len(statement.lstrip())] + "pass" + lines
    assigned = _ASSIGNED.match(first)
    return f"{assigned[1]}None{lines}" if assigned else statement
