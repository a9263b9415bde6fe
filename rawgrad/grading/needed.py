"""What of a notebook's cells makes up a module: definitions, and whatever they build on. Pure.

A cell does more than define: it tries a function out, trains a network, draws. What only acts is
left out, since a worker has neither the time nor the library for it; a computed value stays if a
function that is asked for leads to it.
"""

from __future__ import annotations

import ast
import symtable
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
ACTING = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.ListComp, ast.GeneratorExp)


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


def choose(found: Sequence[Statement], wanted: Iterable[str]) -> list[Statement]:
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
