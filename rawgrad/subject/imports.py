"""The import statement of a submission gives a stand-in for a package that is not there.

So the same text runs wherever it is examined, and which packages are installed matters only where
a value of theirs counts. An import that the submission itself guards, with `try` or `suppress`,
raises as ever, and so do its own modules and relative imports.
"""

from __future__ import annotations

import ast
import builtins
import linecache
import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from rawgrad.subject.stand_ins import StandIn, stand_in

TOOL = __name__.partition(".")[0]
# What needs a library or a system that a worker has not.
LACKING = {
    "crypt", "curses", "msilib", "msvcrt", "nis", "nt", "readline", "sqlite3", "ssl", "tkinter",
    "turtle", "winreg", "winsound",
}  # fmt: skip
# What is there and serves to do what a worker is refused: threads, processes, connections.
REFUSED = frozenset(
    {"asyncio", "concurrent", "http", "multiprocessing", "socket", "subprocess", "threading",
     "urllib"}
)  # fmt: skip
# What every submission may import, beside its own modules.
OFFERED = frozenset({"numpy", TOOL, *sys.stdlib_module_names}) - LACKING
# What a package that is not there carries of one that may be: D4 imports Keras from TensorFlow.
CARRIED = {"tensorflow": "keras"}
GUARDS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


class SubmissionFinder:
    """Finds the modules of a submission, and gives each an import statement of its own.

    Parameters
    ----------
    package
        The name under which the submission is imported.
    folder
        The folder that holds its modules.
    """

    def __init__(self, package: str, folder: str) -> None:
        self.package = package
        self._folder = folder
        self._stand_ins: dict[str, StandIn] = {}
        self._builtins = {**vars(builtins), "__import__": self._import}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module of the submission is loaded; see `importlib.abc.MetaPathFinder`."""
        if not name.startswith(f"{self.package}."):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            execute = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                vars(module)["__builtins__"] = self._builtins
                execute(module)

            # Of this one module's loader, whatever else that does.
            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> Any:
        """Import as ever, or return a stand-in."""
        try:
            return builtins.__import__(name, globals, locals, fromlist or (), level)
        except ImportError:
            top = name.partition(".")[0]
            is_own = level or top == TOOL or self._has_module(top)
            if is_own or top in sys.modules or self._is_guarded(sys._getframe(1)):
                raise
        found: Any = self._stand_ins.setdefault(top, stand_in(top))
        _, _, inside = name.partition(".")
        part = CARRIED.get(top, "")
        if part in sys.modules:
            setattr(found, part, sys.modules[part])
            if inside.partition(".")[0] == part:
                builtins.__import__(inside, fromlist=fromlist or ())
        if fromlist:
            for part in filter(None, inside.split(".")):
                found = getattr(found, part)
        return found

    def _has_module(self, name: str) -> bool:
        path = Path(self._folder, name)
        return name == self.package or path.is_dir() or path.with_suffix(".py").is_file()

    def _is_guarded(self, frame: FrameType | None) -> bool:
        """Tell whether the submission is about to catch an ImportError, in a frame or above it."""
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(self._folder + os.sep) and is_guarded(
                syntax_tree(file), frame.f_lineno
            ):
                return True
            frame = frame.f_back
        return False


def absent_packages(
    source: str, own: Collection[str], offered: Collection[str] = OFFERED
) -> Iterator[tuple[int, str]]:
    """Yield line and name of each package that a module imports and that is not offered.

    Parameters
    ----------
    source
        The module's text; one that is no Python imports nothing.
    own
        The names of the submission's own modules and of its package.
    offered
        The packages that there are.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    seen: set[str] = set()
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            top, *inside = name.split(".")
            known = top in offered or top in own or top in seen
            carried = CARRIED.get(top, "") in offered and inside[:1] == [CARRIED[top]]
            if not known and not carried and not is_guarded(tree, node.lineno):
                seen.add(top)
                yield node.lineno, top


def is_guarded(tree: ast.AST, line: int) -> bool:
    """Tell whether an ImportError that is raised in a line would be caught."""
    return any(
        node.body[0].lineno <= line <= (node.body[-1].end_lineno or 0) and _catches(node)
        for node in _statements(tree)
        if isinstance(node, ast.Try | ast.TryStar | ast.With)
    )


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all statements inside of a node; an expression holds none, so nobody looks into it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield child
            yield from _statements(child)


def _catches(node: ast.Try | ast.TryStar | ast.With) -> bool:
    if isinstance(node, ast.With):
        calls = [item.context_expr for item in node.items]
        caught: list[ast.expr | None] = [
            argument
            for call in calls
            if isinstance(call, ast.Call) and _last_name(call.func) == "suppress"
            for argument in call.args
        ]
    else:
        caught = [handler.type for handler in node.handlers]
    return any(
        each is None or _last_name(each) in GUARDS
        for kind in caught
        for each in (kind.elts if isinstance(kind, ast.Tuple) else [kind])
    )


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def syntax_tree(file: str) -> ast.AST:
    """Return the syntax tree of a file that was read before, empty if it cannot be read now."""
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])
