"""An executor carries out requests on a submission, in the process where its code lives.

Imports the submission's modules, calls them, loops, and keeps the objects that only references
to may leave. It knows `values` and nothing of cases, verdicts or the kit, so that the confined
worker and the learner's own process run the very same lines.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import itertools
import linecache
import os
import sys
import time
import traceback
import types
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from rawgrad.subject.imports import SubmissionFinder, syntax_tree
from rawgrad.subject.side_effects import (
    Capped,
    Watch,
    changed_arguments,
    describe,
    fingerprint,
    global_random,
    stir_global_random,
)
from rawgrad.subject.stand_ins import PackageMissing
from rawgrad.subject.values import Decoder, Encoder, Reference, UnsupportedValue

MAX_OUTPUT = 10_000
MAX_WARNINGS = 20
MAX_MESSAGE = 2_000
MAX_FRAMES = 10
# So often a call may call the functions it was given; the specification needs 800 times at most.
MAX_CALLBACKS = 10_000

Request = dict[str, Any]
Response = dict[str, Any]
Callback = Callable[[int, tuple[Any, ...]], Any]
# Returns the context in which a call may last the given number of seconds.
Guard = Callable[[float | None], AbstractContextManager[Any]]


class TimeLimit(BaseException):
    """Raised inside a submission that ran too long; no `except Exception` of its own stops it."""


class EndlessLoop(TimeLimit):
    """Names a time limit that was reached in a loop which may never end."""


class LeftOver(NotImplementedError):
    """Names what a stub's own line raised that still stands beside a learner's."""


class Executor:
    """One submission, imported on demand.

    Parameters
    ----------
    folder
        The folder that holds the submission's modules (`softmax.py`, …).
    package
        The name under which the folder is imported; relative imports work inside it.
    capture
        Whether what the submission prints is kept rather than shown.
    guard
        Holds a call to its limit; without one, no call is stopped.
    first
        The number of the first object kept, so that handles of two executors differ.
    """

    def __init__(
        self,
        folder: str | Path,
        package: str,
        capture: bool = True,
        guard: Guard | None = None,
        first: int = 0,
    ) -> None:
        self.folder = os.path.realpath(folder)
        self.package = package
        self.capture = capture
        self._guard = guard or (lambda seconds: contextlib.nullcontext())
        self._first = first
        self._kept: dict[int, Any] = {}
        self._places: dict[str, str] = {}
        self._alone: dict[tuple[str, int], bool] = {}
        self._failed_imports: dict[str, Response] = {}
        if package in sys.modules:
            for name in [n for n in sys.modules if n.split(".")[0] == package]:
                del sys.modules[name]
        root = types.ModuleType(package)
        root.__path__ = [self.folder]
        sys.modules[package] = root
        sys.meta_path[:] = [
            SubmissionFinder(package, self.folder),
            *(finder for finder in sys.meta_path if getattr(finder, "package", None) != package),
        ]
        linecache.checkcache()
        # A learner saves and runs again within the resolution of a file's time stamp. Only this
        # folder is looked at anew: a confined process may not list the standard library's.
        sys.path_importer_cache.pop(self.folder, None)

    def execute(
        self, request: Request, buffers: list[bytes], callback: Callback
    ) -> tuple[Response, list[bytes]]:
        """Answer one request: `call`, `read`, `describe` or `write`."""
        encoder = Encoder()
        try:
            match request["do"]:
                case "call":
                    return self._call(request, buffers, callback)
                case "read":
                    value = self._resolve(Reference(request["handle"], _path(request["path"])))
                    return {"value": encoder.encode(value)}, encoder.buffers
                case "describe":
                    value = self._resolve(Reference(request["handle"], _path(request["path"])))
                    return {"value": encoder.encode(describe(value))}, encoder.buffers
                case "write":
                    value = Decoder(buffers, self._resolve).decode(request["value"])
                    setattr(self._kept[request["handle"]], request["attribute"], value)
                    return {}, []
        except UnsupportedValue as error:
            return {"unsupported": str(error)}, []
        except Exception as error:
            return {"error": self.error_of(error)}, []
        raise ValueError(f"unknown request {request['do']!r}")

    def _call(
        self, request: Request, buffers: list[bytes], callback: Callback
    ) -> tuple[Response, list[bytes]]:
        output = Capped(MAX_OUTPUT)
        watch = Watch(output if self.capture else None)
        response: Response = {}
        encoder = Encoder()
        started = time.perf_counter()
        # Apart from the call, so that filters set while importing do not hide its warnings.
        loaded = f"{self.package}.{request['module']}" in sys.modules
        with contextlib.nullcontext() if loaded else watch:
            function = self._function(request, response)
        if function is not None:
            with watch:
                self._run(function, request, buffers, callback, response, encoder)
        response["seconds"] = time.perf_counter() - started
        response["output"] = output.getvalue()
        response["warnings"] = [
            [w.category.__name__, str(w.message)[:MAX_MESSAGE]] for w in watch.noted[:MAX_WARNINGS]
        ]
        # What is as usual need not be said: most answers then are a value and little more.
        for name in ("output", "warnings", "changed", "global_random"):
            if not response.get(name):
                response.pop(name, None)
        return response, encoder.buffers

    def _run(
        self,
        function: Callable[..., Any],
        request: Request,
        buffers: list[bytes],
        callback: Callback,
        response: Response,
        encoder: Encoder,
    ) -> None:
        turns = itertools.count(1)

        def stand_in(number: int) -> Callable[..., Any]:
            def call(*given: Any) -> Any:
                if next(turns) > MAX_CALLBACKS:
                    raise TimeLimit(f"stopped after {MAX_CALLBACKS} calls of its argument")
                return callback(number, given)

            return call

        decoder = Decoder(buffers, self._resolve, stand_in)
        args = [decoder.decode(node) for node in request["args"]]
        kwargs = {name: decoder.decode(node) for name, node in request["kwargs"].items()}
        # What only a reference names stays here, may be large, and changes by being used.
        nodes = (*request["args"], *request["kwargs"].values())
        before = [
            None if isinstance(node, dict) and "reference" in node else fingerprint(value)
            for node, value in zip(nodes, (*args, *kwargs.values()), strict=True)
        ]
        stir_global_random()
        random_before = global_random()
        try:
            with self._guard(request.get("limit")):
                value = _repeat(function, args, kwargs, request["times"], request["carry"])
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            response["error"] = self.error_of(error)
        else:
            self._answer(value, request, response, encoder)
        response["global_random"] = global_random() != random_before
        response["changed"] = changed_arguments(args, kwargs, before, encoder)

    def _answer(self, value: Any, request: Request, response: Response, encoder: Encoder) -> None:
        if request["keep"]:
            handle = self._first + len(self._kept)
            self._kept[handle] = value
            response["value"] = encoder.encode(Reference(handle))
            return
        try:
            response["value"] = encoder.encode(value)
        except UnsupportedValue as error:
            encoder.buffers.clear()
            response["unsupported"] = str(error)
        except PackageMissing as error:
            encoder.buffers.clear()
            response["error"] = self.error_of(error)

    def _function(self, request: Request, response: Response) -> Callable[..., Any] | None:
        """Return the function asked for, or put into `response` why there is none."""
        module = self._module(request, response)
        if module is None:
            return None
        found: Any = module
        for part in request["function"].split("."):
            found = getattr(found, part, None)
        if found is None:
            file = module.__file__ or ""
            line, within = misplaced(file, request["function"])
            response["missing"] = request["function"]
            response["where"] = [self._relative(file), line]
            if within is not None:
                response["within"] = within[:MAX_MESSAGE]
            return None
        response["where"] = self._where(found) or [self._relative(module.__file__ or ""), 1]
        return found

    def _module(self, request: Request, response: Response) -> types.ModuleType | None:
        name = request["module"]
        if name in self._failed_imports:
            response.update(self._failed_imports[name])
            return None
        full = f"{self.package}.{name}"
        if full in sys.modules:
            return sys.modules[full]
        try:
            with self._guard(request.get("limit")):
                return importlib.import_module(full)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            failure: Response = {"error": {**self.error_of(error), "importing": name}}
            if not os.path.isfile(os.path.join(self.folder, f"{name}.py")):
                failure = {"missing": f"{name}.py"}
            self._failed_imports[name] = failure
            response.update(failure)
            return None

    def _resolve(self, reference: Reference) -> Any:
        value = self._kept[reference.handle]
        for step in reference.path:
            if isinstance(step, str) and not isinstance(value, dict):
                value = getattr(value, step)
            else:
                value = value[step]
        return value

    def _where(self, function: Any) -> list[Any]:
        if isinstance(function, type):
            function = function.__dict__.get("__init__", function)
        code = getattr(function, "__code__", None)
        if code is None:
            return []
        return [self._relative(code.co_filename), code.co_firstlineno]

    def _relative(self, path: str) -> str:
        """Return a path as a learner knows it, or nothing if it is not the submission's."""
        if path not in self._places:
            self._places[path] = self._place(path)
        return self._places[path]

    def _place(self, path: str) -> str:
        path = os.path.realpath(path)
        if not path.startswith(self.folder + os.sep):
            return ""
        return os.path.relpath(path, os.path.dirname(self.folder)).replace(os.sep, "/")

    def _stands_alone(self, file: str, line: int) -> bool:
        """Tell whether a line is all that its function has beside a docstring."""
        if (file, line) not in self._alone:
            around = [
                node
                for node in ast.walk(syntax_tree(file))
                if isinstance(node, ast.FunctionDef)
                and node.lineno <= line <= (node.end_lineno or node.lineno)
            ]
            statements = around[-1].body if around else []
            documented = bool(around) and ast.get_docstring(around[-1]) is not None
            self._alone[file, line] = len(statements) - documented <= 1
        return self._alone[file, line]

    def error_of(self, error: BaseException) -> dict[str, Any]:
        """Describe an exception by names and by the lines of the submission it passed."""
        passed = (
            (frame.f_code.co_filename, line, frame.f_code.co_name)
            for frame, line in traceback.walk_tb(error.__traceback__)
        )
        own = [place for place in passed if self._relative(place[0])]
        frames = [
            [self._relative(file), line, name, linecache.getline(file, line).strip()]
            for file, line, name in own[-MAX_FRAMES:]
        ]
        if isinstance(error, SyntaxError) and error.filename and self._relative(error.filename):
            place = self._relative(error.filename)
            frames.append([place, error.lineno or 1, "", (error.text or "").rstrip("\n")])
        try:
            message = str(error.msg if isinstance(error, SyntaxError) else error)
        except Exception:
            message = ""
        kind: type[BaseException] = type(error)
        if isinstance(error, TimeLimit):
            looping = any(in_endless_loop(file, line) for file, line, _ in own)
            kind = EndlessLoop if looping else TimeLimit
        if kind is NotImplementedError and own and not self._stands_alone(*own[-1][:2]):
            kind = LeftOver
        return {
            "type": kind.__name__,
            "kinds": [base.__name__ for base in (*kind.__mro__, *_also(error))],
            "message": message[:MAX_MESSAGE],
            "frames": frames[-MAX_FRAMES:],
            "timeout": isinstance(error, TimeLimit),
        }


def misplaced(file: str, function: str) -> tuple[int, str | None]:
    """Return the line in which a function that is missing is defined elsewhere, and what is around.

    That is the line which begins what it stands in; nothing at the left edge, where a method is
    outside of its class and a function has another spelling; line 1 and None if it is nowhere.
    """
    owner, _, name = function.rpartition(".")
    for node in ast.walk(syntax_tree(file)):
        around = "" if isinstance(node, ast.Module) else getattr(node, "name", None)
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.ClassDef):
                continue
            if child.name == name and around != owner:
                return child.lineno, linecache.getline(file, getattr(node, "lineno", 0)).strip()
            if around == owner == "" and name != child.name and _same_letters(name, child.name):
                return child.lineno, ""
    return 1, None


def _same_letters(name: str, other: str) -> bool:
    """Tell whether two names differ in capital letters and underscores alone."""
    return name.lower().replace("_", "") == other.lower().replace("_", "")


def _also(error: BaseException) -> tuple[type[BaseException], ...]:
    """Return what else an exception is: PyTorch says only in words that it got no memory."""
    if isinstance(error, RuntimeError) and "can't allocate memory" in str(error):
        return (MemoryError,)
    return ()


def in_endless_loop(file: str, line: int) -> bool:
    """Tell whether a line of a file stands in a loop that may never end, as a `while` may.

    Any other loop ends with what it runs through, and is slow at worst; unless that is without
    end, or grows as it is run through.
    """
    around = [
        node
        for node in ast.walk(syntax_tree(file))
        if isinstance(node, ast.While | ast.For | ast.expr)
        and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return any(
        isinstance(node, ast.While)
        or (isinstance(node, ast.For) and (_is_endless(node.iter) or _grows(node)))
        or any(_is_endless(part.iter) for part in getattr(node, "generators", ()))
        for node in around
    )


def _is_endless(iterable: ast.expr) -> bool:
    """Tell whether an expression is a call of what never runs out, or wraps one."""
    if not isinstance(iterable, ast.Call):
        return False
    name = ast.unparse(iterable.func).rpartition(".")[2]
    arguments = len(iterable.args) + len(iterable.keywords)
    if name in ("enumerate", "map"):
        return any(map(_is_endless, iterable.args))
    return name in ("count", "cycle") or (name, arguments) in (("iter", 2), ("repeat", 1))


def _grows(loop: ast.For) -> bool:
    """Tell whether a loop adds to the very list that it runs through."""
    name = ast.unparse(loop.iter)
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("append", "extend", "insert")
        and ast.unparse(node.func.value) == name
        for node in ast.walk(loop)
    )


def _path(steps: list[Any]) -> tuple[str | int | slice, ...]:
    return tuple(slice(*step) if isinstance(step, list) else step for step in steps)


def _repeat(
    function: Callable[..., Any],
    args: list[Any],
    kwargs: dict[str, Any],
    times: int,
    carry: int,
) -> Any:
    """Call `times` times; what a call returns becomes the first `carry` arguments of the next."""
    value = function(*args, **kwargs)
    if times == 1:
        return value
    current = list(args)
    for _ in range(times - 1):
        current[:carry] = [value] if carry == 1 else value[:carry]
        value = function(*current, **kwargs)
    return value
