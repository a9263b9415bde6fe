"""A failed function's callers are examined once more with the reference's function in its place.

One wrong line in a helper would otherwise cost all that calls it. What is lent is the source of the
one function and of what it calls itself, never of the caller that is examined, so that nothing is
earned for work that is not the learner's own. Pure: works on source texts.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import CodeType

Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Lender:
    """A solution's functions, and which of them each one calls.

    Attributes
    ----------
    source
        The solution's source text.
    """

    source: str

    @functools.cached_property
    def _tree(self) -> ast.Module:
        return ast.parse(self.source)

    @functools.cached_property
    def _functions(self) -> dict[str, ast.FunctionDef]:
        """All functions by name, methods as `TwoLayerNet.predict`."""
        found = {}
        for node in self._tree.body:
            if isinstance(node, ast.FunctionDef):
                found[node.name] = node
            elif isinstance(node, ast.ClassDef):
                methods = [child for child in node.body if isinstance(child, ast.FunctionDef)]
                found |= {f"{node.name}.{method.name}": method for method in methods}
        return found

    @property
    def names(self) -> set[str]:
        """The names of all functions."""
        return set(self._functions)

    @functools.cached_property
    def calls(self) -> dict[str, frozenset[str]]:
        """The functions that each function calls, directly or not."""
        direct = {name: self._named(name) for name in self._functions}
        found: dict[str, frozenset[str]] = {}
        for name in direct:
            reached: set[str] = set()
            pending = [*direct[name]]
            while pending:
                one = pending.pop()
                if one not in reached:
                    reached.add(one)
                    pending += direct[one]
            found[name] = frozenset(reached)
        return found

    def _named(self, name: str) -> set[str]:
        """Return which functions of the module a function's body names; methods by any object's."""
        walked = [*ast.walk(self._functions[name])]
        names = {node.id for node in walked if isinstance(node, ast.Name)}
        methods = {node.attr for node in walked if isinstance(node, ast.Attribute)}
        return {
            one
            for one in self._functions.keys() - {name}
            if (one.rpartition(".")[2] in methods if "." in one else one in names)
        }

    def lent_to(
        self, caller: str, failed: Collection[str], asked: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Return which of the failed functions a caller is lent.

        Those are what it should call, and what is `asked` beside it by laws and scenarios.
        """
        called = (self.calls.get(caller, frozenset()) | set(asked)) & set(failed) - {caller}
        return tuple(n for n in self._functions if n in called and caller not in self.calls[n])

    def module(self, names: Collection[str]) -> str:
        """Return a module of some functions and of what they need: imports, constants, helpers."""
        needed = set(names).union(*(self.calls[name] for name in names))
        parts = []
        for node in self._tree.body:
            kept: ast.stmt | None = None
            if isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign):
                kept = node
            elif isinstance(node, ast.FunctionDef):
                kept = node if node.name in needed else None
            elif isinstance(node, ast.ClassDef):
                methods = sorted(name for name in needed if name.startswith(f"{node.name}."))
                body: list[ast.stmt] = [self._functions[name] for name in methods]
                kept = ast.ClassDef(node.name, [], [], body, []) if body else None
            if kept is not None:
                parts.append(ast.unparse(kept))
        return "\n\n".join(parts) + "\n"


def taken_over(
    texts: Mapping[str, str], name: str, lender: Lender, kept: Collection[str]
) -> dict[str, str]:
    """Return the texts of an earlier exercise that an exercise is examined with.

    They are the reference's, but for functions whose names (`kept`) the exercise itself has to
    write, and which nothing else calls: these stay the learner's, or handing them on would earn.
    """
    # Methods go with their class.
    namesakes = {one for one in lender.names & set(kept) if "." not in one}
    text = lender.module(lender.names - namesakes)
    left = [one for one in sorted(namesakes) if f"def {one}(" not in text]
    if not left:
        return {f"{name}.py": lender.source}
    module = f"_own_{name}"
    for one in left:
        # What cannot be imported must cost nothing else.
        text += (
            f"\n\ntry:\n    from .{module} import {one}\nexcept BaseException:\n\n"
            f"    def {one}(*args, **kwargs):\n        raise NotImplementedError('{one}')\n"
        )
    return {f"{name}.py": text, f"{module}.py": texts[f"{name}.py"]}


def asked_by(law: Callable[..., object]) -> set[str]:
    """Return the names that a law or scenario may ask a submission for: the texts in its code."""
    names = set()
    pending: list[object] = [getattr(law, "__code__", None)]
    while pending:
        one = pending.pop()
        if isinstance(one, CodeType):
            pending += one.co_consts
        elif isinstance(one, str):
            names.add(one)
    return names


def borrowing(
    texts: Mapping[str, str], name: str, lender: Lender, lent: Collection[str]
) -> dict[str, str]:
    """Return a submission's texts in which an exercise uses the lent functions for its own."""
    module = f"_lent_{name}"
    lines = [f"from . import {module} as _lent"]
    lines += [f"{function} = _lent.{function}" for function in lent]
    own = texts[f"{name}.py"].rstrip() + "\n\n\n" + "\n".join(lines) + "\n"
    return {**texts, f"{name}.py": own, f"{module}.py": lender.module(lent)}
