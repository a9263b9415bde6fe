"""A session holds the exercises of a running notebook: each a stub with cells run over it.

Each exercise has a module of its own, `exercises.softmax`, so that two of them may hold functions
of the same name. A cell adds to its module, and what it defines again replaces what was there.
What no cell has written comes from the `exercises` folder beside the notebook, else from the
stub, never from the reference. Knows nothing of IPython, and nothing of what is shown.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.learner.exception_help import help_texts
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.executor import Callback, Executor, Request, Response
from rawgrad.subject.local import LocalSubject
from rawgrad.subject.time_limit import time_limit

PACKAGE = "exercises"


# Stands for a name that is bound to nothing.
_NOTHING = object()


class Link(NamedTuple):
    """A name that a module imported from another exercise, and what it was bound to."""

    source: str
    attribute: str
    bound: Any


class Session:
    """The exercises of one notebook, as its cells have made them so far.

    `places` names the cells by the file names under which they were compiled: `In[3]`. What
    ordinary cells have bound is in `names`; an exercise may use it as if it were its own, as in
    grading, where such helpers and imports go into each module that needs them.
    """

    def __init__(self, kit: Kit, names: Mapping[str, Any] | None = None) -> None:
        self.kit = kit
        self.names = {} if names is None else names
        self._lacking: dict[str, set[str]] = {}
        self._borrowed: dict[str, dict[str, Any]] = {}
        self.places: dict[str, str] = {}
        self._modules: dict[str, ModuleType] = {}
        self._links: dict[str, dict[str, Link]] = {}
        # One for the whole session: a notebook may hold on to it.
        self.package = ModuleType(PACKAGE)
        # Real files, so that imports, tracebacks and inspect find them as they would a folder's.
        self._folder = tempfile.TemporaryDirectory(prefix="rawgrad-")
        self.stubs = Path(self._folder.name).resolve()
        for name, text in all_stubs(kit).items():
            (self.stubs / name).write_text(text, encoding="utf-8")
        self.subject()

    @property
    def own(self) -> Path | None:
        """The learner's folder of exercises beside the notebook, if there is one."""
        folder = Path(PACKAGE).resolve()
        return folder if folder.is_dir() else None

    def subject(self, exercise: str = "") -> CellSubject:
        """Return the exercises as they stand now, to be examined.

        Files are read anew, and what cells imported from another exercise follows it. Where that
        fails it is raised for the exercise named; the others keep what they had.
        """
        subject = CellSubject(self)
        self.package.__path__ = [str(folder) for folder in (self.own, self.stubs) if folder]
        sys.modules[PACKAGE] = self.package
        for name, module in self._modules.items():
            sys.modules[f"{PACKAGE}.{name}"] = module
        for name in self._modules:
            self._borrow(name)
            with contextlib.nullcontext() if name == exercise else contextlib.suppress(Exception):
                self._relink(name)
        return subject

    def run(self, exercise: str, tree: ast.Module, file: str, place: str) -> dict[str, Any]:
        """Run a cell in the module of an exercise and return the names it bound there.

        Parameters
        ----------
        tree, file
            The cell, parsed, and the file name to compile it under.
        place
            The name to show for that file.
        """
        self.places[file] = place
        self.subject(exercise)
        module = self._modules.get(exercise) or self._start(exercise)
        self._lacking.setdefault(exercise, set()).update(
            node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
        )
        self._borrow(exercise)
        before = dict(vars(module))
        try:
            _execute(tree, file, vars(module))
        finally:
            self._note_links(exercise, tree)
        return {
            name: value
            for name, value in vars(module).items()
            if not name.startswith("__") and (name not in before or before[name] is not value)
        }

    def help_texts(self, error: BaseException) -> list[Text]:
        """Return what helps against an exception of a cell, as a check says it."""
        return help_texts(error, self.subject()._executor)

    def forget(self, exercise: str) -> dict[str, Any]:
        """Undo the cells of an exercise, and return what they had bound; nothing if none has."""
        module = self._modules.pop(exercise, None)
        for kept in (self._links, self._lacking, self._borrowed):
            kept.pop(exercise, None)
        sys.modules.pop(f"{PACKAGE}.{exercise}", None)
        if hasattr(self.package, exercise):
            delattr(self.package, exercise)
        return dict(vars(module)) if module else {}

    def _borrow(self, exercise: str) -> None:
        """Give an exercise what it uses, has not, and ordinary cells have bound."""
        found, borrowed = vars(self._modules[exercise]), self._borrowed.setdefault(exercise, {})
        for name in self._lacking.get(exercise, ()):
            is_own = name in found and found[name] is not borrowed.get(name, _NOTHING)
            value = self.names.get(name, _NOTHING)
            if is_own or hasattr(builtins, name) or self._is_of_an_exercise(value):
                continue
            if value is _NOTHING:
                found.pop(name, None)
                borrowed.pop(name, None)
            else:
                found[name] = borrowed[name] = value

    def _is_of_an_exercise(self, value: Any) -> bool:
        code = getattr(value, "__code__", None)
        return code is not None and bool(self.place(code.co_filename))

    def origin(self, exercise: str, name: str) -> str:
        """Return the exercise that a module's name was imported from, or nothing."""
        link = self._links.get(exercise, {}).get(name)
        return link.source.rpartition(".")[2] if link else ""

    def place(self, file: str) -> str:
        """Return what to call a file of the learner's; nothing for any other."""
        if file in self.places:
            return self.places[file]
        path = Path(file)
        return f"{PACKAGE}/{path.name}" if path.parent == self.own else ""

    def _start(self, exercise: str) -> ModuleType:
        """Make the module of an exercise from its stub."""
        name, path = f"{PACKAGE}.{exercise}", self.stubs / f"{exercise}.py"
        module = ModuleType(name)
        module.__package__ = PACKAGE
        # Some tracebacks would name this file instead of the cell.
        module.__file__ = None
        # In a kernel these would ask whoever sits there, and end the kernel.
        vars(module).update(input=_no_input, exit=sys.exit, quit=sys.exit)
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        sys.modules[name] = module
        try:
            _execute(tree, str(path), vars(module))
        except BaseException:
            del sys.modules[name]
            raise
        self._modules[exercise] = module
        setattr(self.package, exercise, module)
        self._note_links(exercise, tree)
        return module

    def _note_links(self, exercise: str, tree: ast.Module) -> None:
        links, found = self._links.setdefault(exercise, {}), vars(self._modules[exercise])
        for name, source, attribute in _imports(tree):
            if name in found:
                links[name] = Link(source, attribute, found[name])

    def _relink(self, exercise: str) -> None:
        """Import again what came from other exercises: their cells or files may have changed."""
        links, found = self._links[exercise], vars(self._modules[exercise])
        for name, link in list(links.items()):
            if found.get(name) is not link.bound:
                del links[name]  # The learner has written their own since.
                continue
            current = getattr(importlib.import_module(link.source), link.attribute, link.bound)
            found[name] = current
            links[name] = link._replace(bound=current)


class CellSubject(LocalSubject):
    """The modules of a session, called as those of a folder are."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.stubs, PACKAGE)
        self._executor = _CellExecutor(session)


class _CellExecutor(Executor):
    """Finds the modules of a session, and names cells where the other names files."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.stubs, PACKAGE, guard=time_limit)
        self._session = session

    def execute(
        self, request: Request, buffers: list[bytes], callback: Callback
    ) -> tuple[Response, list[bytes]]:
        """Answer a request; NumPy's global generator, the notebook's own, is left as it was."""
        state = np.random.get_state()
        try:
            return super().execute(request, buffers, callback)
        finally:
            np.random.set_state(state)

    def _relative(self, path: str) -> str:
        return self._session.place(path)


def _no_input(prompt: object = "") -> str:
    """Stand in for `input` where nobody answers, as in a check of a file."""
    raise EOFError("EOF when reading a line")


def _execute(tree: ast.Module, file: str, names: dict[str, Any]) -> None:
    """Run a cell; the value of a last expression is shown, as a notebook does."""
    body = list(tree.body)
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), file, "exec", dont_inherit=True), names)
    if last is not None:
        exec(compile(ast.Interactive([last]), file, "single", dont_inherit=True), names)


def _imports(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Yield the names that a cell imports from exercises: name, module, name there."""
    for node in tree.body:
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        source = f"{PACKAGE}.{node.module}" if node.level == 1 else node.module
        if source.startswith(f"{PACKAGE}."):
            for alias in node.names:
                if alias.name != "*":
                    yield alias.asname or alias.name, source, alias.name
