"""Two modules are compared by their code alone, so that identical work can be found.

Comments, layout and docstrings are left out, and so is all that the stub gives, and what runs
only where a module is run by itself. Pure: knows texts and nothing of who wrote them.
"""

from __future__ import annotations

import ast
import functools
import hashlib
from typing import Any, NamedTuple

from rawgrad.grading.intake.encoding import parsed

MAIN = "__name__ == '__main__'"
DEFINITION = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


class CodeDigest(NamedTuple):
    """A digest of the code a learner wrote, and how many syntax nodes it has; 0 if none."""

    digest: str
    size: int


NONE = CodeDigest("", 0)


def code_digest(text: str, stub: str) -> CodeDigest:
    """Return what is a learner's own in a module; what is no Python has none."""
    own, given = _own_statements(text), _given(stub)
    left = [dumped for dumped in own if dumped not in given]
    digest = hashlib.sha256("\n".join(left).encode("utf-8", "replace")).hexdigest()[:16]
    return CodeDigest(digest if left else "", sum(dumped.count("(") for dumped in left))


@functools.lru_cache(maxsize=64)
def _given(stub: str) -> frozenset[str]:
    return frozenset(_own_statements(stub))


def _own_statements(text: str) -> list[str]:
    """Return each function and other statement of a module, without its docstrings.

    What runs where the module is run by itself is none of it: a stub that is handed out has such
    lines, and nobody grades them.
    """
    tree = parsed(text).tree
    if tree is None:
        return []
    found = []
    try:
        for statement in _without_docstrings(tree).body:
            if isinstance(statement, ast.If) and ast.unparse(statement.test) == MAIN:
                continue
            parts = statement.body if isinstance(statement, ast.ClassDef) else [statement]
            found += [ast.dump(part) for part in parts if not isinstance(part, ast.Pass)]
    except (RecursionError, ValueError):
        # Nested too deep, or with an integer that Python writes in no decimal digits.
        return []
    return found


def _without_docstrings(node: Any) -> Any:
    """Return a copy of a module or statement without the docstrings of what it defines."""
    inner = {}
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        statements = getattr(node, name, None)
        # Of an expression, as in a lambda, the body is no list, and nothing is defined in it.
        if isinstance(statements, list):
            if isinstance(node, DEFINITION):
                statements = [s for s in statements if not _is_docstring(s)] or [ast.Pass()]
            inner[name] = [_without_docstrings(statement) for statement in statements]
    return type(node)(**{**dict(ast.iter_fields(node)), **inner}) if inner else node


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
