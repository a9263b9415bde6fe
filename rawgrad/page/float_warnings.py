"""Makes a learner's code warn of overflow and the like where NumPy itself cannot.

NumPy learns of an overflow from the processor's floating-point flags, and WebAssembly has none.
So a learner's modules are compiled with every arithmetic operator and every call handed to this
module, which carries it out, looks at what went in and came out, and warns in NumPy's own words.
A value that is not finite, made of values that are, tells it: that is what the flags mean. Where
nobody can look, as inside of `map(np.exp, x)`, an `UnobservedWarning` says so, and the judge
leaves open what depends on it.
"""

from __future__ import annotations

import ast
import builtins
import functools
import importlib.machinery
import math
import operator
import sys
import types
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

OPERATORS: dict[type[ast.operator], tuple[str, Callable[..., Any], Callable[..., Any]]] = {
    ast.Add: ("add", operator.add, operator.iadd),
    ast.Sub: ("subtract", operator.sub, operator.isub),
    ast.Mult: ("multiply", operator.mul, operator.imul),
    ast.Div: ("divide", operator.truediv, operator.itruediv),
    ast.FloorDiv: ("floor_divide", operator.floordiv, operator.ifloordiv),
    ast.Mod: ("remainder", operator.mod, operator.imod),
    ast.Pow: ("power", operator.pow, operator.ipow),
    ast.MatMult: ("matmul", operator.matmul, operator.imatmul),
}
# What NumPy computes instead of a power with such an exponent.
POWERS = {2: "square", 0.5: "sqrt", -1: "reciprocal"}
WORDS = {"divide": "divide by zero", "over": "overflow", "invalid": "invalid value"}
# An infinity that comes of finite numbers is a division by zero where this holds of the inputs.
POLES: dict[str, Callable[..., Any]] = {
    "divide": lambda a, b: b == 0,
    "floor_divide": lambda a, b: b == 0,
    "remainder": lambda a, b: b == 0,
    "fmod": lambda a, b: b == 0,
    "divmod": lambda a, b: b == 0,
    "power": lambda a, b: a == 0,
    "float_power": lambda a, b: a == 0,
    "reciprocal": lambda a, *exponent: a == 0,
    "log": lambda a: True,
    "log2": lambda a: True,
    "log10": lambda a: True,
    "log1p": lambda a: True,
    "arctanh": lambda a: True,
}
# What only reads, moves, picks or compares values, and so never warns of one that is not finite;
# `empty` holds whatever was there before.
MOVERS = {
    "__getitem__", "__setitem__", "amax", "amin", "append", "argmax", "argmin", "argsort",
    "array", "array2string", "array_equal", "asanyarray", "asarray", "ascontiguousarray",
    "atleast_1d", "atleast_2d", "broadcast_arrays", "broadcast_to", "choose", "clip",
    "column_stack", "compress", "concatenate", "copy", "copyto", "delete", "diag", "diagonal",
    "empty", "empty_like", "expand_dims", "extract", "fill", "flatten", "flip", "fliplr",
    "flipud", "frombuffer", "fromfile", "fromiter", "fromstring", "full", "full_like",
    "genfromtxt", "get", "hstack", "insert", "item", "items", "load", "loadtxt", "max",
    "meshgrid", "min", "moveaxis", "nan_to_num", "nanmax", "nanmin", "ndenumerate", "nditer",
    "ones_like", "ptp", "put", "putmask", "ravel", "repeat", "reshape", "roll", "rot90", "save",
    "select", "setdefault", "sort", "split", "squeeze", "stack", "swapaxes", "take",
    "take_along_axis", "tile", "tolist", "transpose", "tril", "triu", "unique", "update",
    "values", "view", "vstack", "where", "zeros_like",
}  # fmt: skip
CASTS = {"array", "asarray", "asanyarray", "astype", "full", "full_like", "fill", "copyto"}
MOVING_UFUNCS = {"maximum", "minimum", "fmax", "fmin"}
# Builtins that run what nobody has looked at, and those that compute with what they are given.
UNSEEN = {eval, exec}
COMPUTING = {*UNSEEN, sum, pow, divmod, map}
DISPATCHER = type(np.sum)
# What holds no function that could compute where nobody looks.
PLAIN = {np.ndarray, np.float64, np.int64, np.int32, np.bool_, float, int, bool, str, type(None)}
NUMERIC = np.ndarray, np.generic
BUILTIN = type, types.BuiltinFunctionType


_all = np.logical_and.reduce


class UnobservedWarning(Warning):
    """Says that nobody could look whether NumPy would have warned."""


class Loader(importlib.machinery.SourceFileLoader):
    """Imports a learner's module so that it warns."""

    def get_code(self, fullname: str) -> types.CodeType:
        """Compile the source, its operators and calls observed; no bytecode is kept of it."""
        path = self.get_filename(fullname)
        return _compiled(self.get_data(path), path)

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module, with all that its code asks for."""
        vars(module).update(HELPERS)
        super().exec_module(module)


@functools.lru_cache(maxsize=64)
def _compiled(source: bytes, path: str) -> types.CodeType:
    """Return a module's code; of what a check brings along, little has changed since the last."""
    return compile(observing(ast.parse(source, path)), path, "exec", dont_inherit=True)


def install(folder: Path) -> None:
    """Have every module of a folder imported by `Loader` from now on."""
    hook = importlib.machinery.FileFinder.path_hook((Loader, [".py"]))

    def of_folder(path: str) -> Any:
        if path != str(folder):
            raise ImportError(path)
        return hook(path)

    sys.path_hooks.insert(0, of_folder)


def observing(tree: ast.Module) -> ast.Module:
    """Return a module whose operators and calls go through `HELPERS`."""
    return ast.fix_missing_locations(_Observer().visit(tree))


class _Observer(ast.NodeTransformer):
    """Rewrites operators and calls; what is evaluated, and in which order, stays as it is.

    Names of ours are no identifiers, so that no learner's name is like them.
    """

    def __init__(self) -> None:
        self._temporaries = 0

    def visit_MatchValue(self, node: ast.MatchValue) -> ast.AST:
        """Leave a pattern alone: `1 + 2j` in one is no sum."""
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Rewrite `a / b`."""
        self.generic_visit(node)
        constant = isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)
        if type(node.op) not in OPERATORS or constant:
            return node
        return ast.copy_location(_helped(type(node.op).__name__, node.left, node.right), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Rewrite `f(x)`: what is called is looked at, and called where it was."""
        self.generic_visit(node)
        node.func = ast.copy_location(_helped("call", node.func), node.func)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        """Rewrite `a[i] /= b`, with `a` and `i` evaluated once."""
        self.generic_visit(node)
        if type(node.op) not in OPERATORS:
            return node
        before: list[ast.stmt] = []

        def kept(value: ast.expr) -> ast.expr:
            self._temporaries += 1
            name = f"<{self._temporaries}>"
            before.append(ast.Assign([ast.Name(name, ast.Store())], value))
            return ast.Name(name, ast.Load())

        target: Any = node.target
        if isinstance(target, ast.Attribute):
            target.value = kept(target.value)
        elif isinstance(target, ast.Subscript):
            target.value, target.slice = kept(target.value), kept(target.slice)
        read: Any = type(target)(**{**vars(target), "ctx": ast.Load()})
        value = _helped(f"I{type(node.op).__name__}", read, node.value)
        return [ast.copy_location(one, node) for one in (*before, ast.Assign([target], value))]


def _helped(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(f"<{name}>", ast.Load()), list(arguments), [])


def _operation(name: str, apply: Callable[..., Any], in_place: bool) -> Callable[..., Any]:
    """Return an operator that warns."""

    def operate(a: Any, b: Any) -> Any:
        if not in_place or type(a) is not np.ndarray:
            result = apply(a, b)
            if not _is_finite(result) and isinstance(result, NUMERIC):
                _observe(_operator_name(name, a, b), (a, b), result)
            return result
        before = a.copy()
        result = apply(a, b)
        _observe(_operator_name(name, a, b), (before, b), result)
        return result

    return operate


def _operator_name(name: str, a: Any, b: Any) -> str:
    """Return what NumPy calls an operation in its warnings."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        few = isinstance(b, int | float | np.generic) and isinstance(a, np.ndarray)
        return POWERS.get(b, name) if name == "power" and few else name
    return f"scalar {name}"


def observed(function: Any) -> Any:
    """Return a function as it is called: one of NumPy's so that it warns, any other as it is."""
    kind = type(function)
    if kind is np.ufunc or kind is DISPATCHER:
        return _kept_call(function)
    if isinstance(function, BUILTIN) and function in COMPUTING:
        return _call(function)
    if kind is types.FunctionType:
        return _call(function) if function.__module__.startswith("numpy") else function
    if kind is types.MethodType or (
        kind is np.vectorize and isinstance(function.pyfunc, types.FunctionType)
    ):
        return function
    if isinstance(function, type):
        return _call(function) if issubclass(function, np.generic | np.vectorize) else function
    if kind is types.BuiltinFunctionType:
        owner = function.__self__
        if owner is builtins or owner is math or isinstance(owner, list | dict | str):
            return function
    return _call(function)


def _call(function: Any) -> Callable[..., Any]:
    """Return a function that warns, and does not let its own name into what it raises."""
    kind = type(function)
    is_unseen = kind is types.BuiltinFunctionType and function in UNSEEN

    def call(*args: Any, **options: Any) -> Any:
        if not options and not is_unseen and PLAIN.issuperset(map(type, args)):
            result = function(*args)
            if not _is_finite(result):
                look(list(args), result)
            return result
        given = [*args, *(value for name, value in options.items() if name not in ("out", "where"))]
        out = options.get("out")
        if out is not None:
            given = [value.copy() if isinstance(value, np.ndarray) else value for value in given]
        result = function(*args, **options)
        if is_unseen or any(map(_is_hidden, _leaves(given))):
            warnings.warn(str(function), UnobservedWarning, stacklevel=2)
        else:
            look(given, result, options.get("where", True))
        return result

    def look(given: list[Any], result: Any, where: Any = True) -> None:
        if kind is np.ufunc:
            for one in result if isinstance(result, tuple) else (result,):
                _observe(function.__name__, given[: function.nin], one, where)
        elif _is_numeric(result) or any(map(_is_numeric, _leaves(given))):
            _look_through(function, given, result)

    return call


_kept_call = functools.lru_cache(_call)


def _is_finite(result: Any) -> bool:
    """Tell at once of nearly all results that they set no flag; False tells nothing."""
    kind = type(result)
    if kind is np.ndarray:
        return result.dtype.kind == "f" and bool(_all(np.isfinite(result), axis=None))
    return kind is np.float64 and math.isfinite(result)


def _is_hidden(value: Any) -> bool:
    """Tell whether something given to a function computes where nobody looks."""
    if isinstance(value, functools.partial):
        return _is_hidden(value.func)
    if isinstance(value, types.BuiltinFunctionType):
        return value in COMPUTING or value.__module__ not in ("builtins", "math")
    return isinstance(value, np.ufunc | DISPATCHER)


def _is_numeric(value: Any) -> bool:
    return isinstance(value, NUMERIC)


def _is_floating(value: Any) -> bool:
    return isinstance(value, (*NUMERIC, float))


def _leaves(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _leaves(value)
        else:
            yield value


def _observe(name: str, inputs: Any, result: Any, where: Any = True) -> None:
    """Warn of what an operation that goes element by element would have set flags for."""
    if not isinstance(result, NUMERIC):
        return
    kind = result.dtype.kind
    if kind in "iu":
        # Of single numbers NumPy finds this out itself.
        divides = name in ("floor_divide", "remainder", "divmod", "fmod")
        if divides and np.any(np.equal(inputs[1], 0)) and np.size(result):
            _warn("divide", name)
        return
    if kind not in "fc" or np.isfinite(result).all():
        return
    bare = name.removeprefix("scalar ")
    if bare in MOVING_UFUNCS:
        return
    try:
        values = [np.asarray(value) for value in inputs]
        if kind == "c" or bare == "matmul" or any(v.dtype.kind not in "biuf" for v in values):
            _look_at_all(name, values, [result])
            return
        nan, inf = (functools.reduce(np.logical_or, map(f, values)) for f in (np.isnan, np.isinf))
        fresh = np.isinf(result) & ~inf & ~nan & where
        pole: Any = bare in POLES and POLES[bare](*values)
        found = {
            "divide": np.any(fresh & pole),
            "over": np.any(fresh & np.logical_not(pole)),
            "invalid": np.any(np.isnan(result) & ~nan & where),
        }
    except (TypeError, ValueError):
        _warn_unobserved(name)
        return
    for flag, is_set in found.items():
        if is_set:
            _warn(flag, name)


def _look_through(function: Any, given: list[Any], result: Any) -> None:
    """Warn of what a function that is no ufunc would have set flags for inside."""
    name = getattr(function, "__name__", type(function).__name__)
    owner = getattr(function, "__self__", None)
    inputs: list[Any] = [v for v in _leaves(given) if _is_floating(v)]
    if _is_numeric(owner):
        inputs.append(owner)
    results = [v for v in _leaves([result]) if _is_floating(v)]
    if name in CASTS or isinstance(function, type):
        if all(np.asarray(value).dtype.kind in "iu" for value in results):
            bad = [v for v in map(np.asarray, inputs) if v.dtype.kind == "f" and _overflows(v)]
            if results and bad:
                _warn("invalid", "cast")
            return
        name = "cast"
    elif name in MOVERS:
        return
    elif isinstance(owner, np.ufunc):
        if owner.__name__ in MOVING_UFUNCS:
            return
    elif name in ("sum", "prod", "mean", "std", "var", "average", "trace"):
        name = "reduce"
    _look_at_all(name, [np.asarray(value) for value in inputs], results)


def _overflows(values: np.ndarray) -> bool:
    return not bool(np.all(np.abs(values) < 2.0**63))


def _look_at_all(name: str, inputs: list[np.ndarray], results: list[Any]) -> None:
    """Warn if all that went in is finite and something that came out is not."""
    values = [v for v in map(np.asarray, results) if v.dtype.kind in "fc"]
    if all(np.isfinite(value).all() for value in values):
        return
    are_finite = (v.dtype.kind in "biufc" and np.isfinite(v).all() for v in inputs)
    if not inputs or not all(are_finite):
        # A cast that overflows is told from one of an infinity by where the finite ones are.
        _warn_unobserved(name) if name != "cast" else None
    elif any(np.isnan(value).any() for value in values):
        _warn("invalid", name)
    else:
        _warn("over", name)


def _warn(flag: str, name: str) -> None:
    """Warn as NumPy would, and as it was told to."""
    wanted = np.geterr()[flag]  # type: ignore[literal-required]
    text = f"{WORDS[flag]} encountered in {name}"
    if wanted == "raise":
        raise FloatingPointError(text)
    if wanted == "warn":
        warnings.warn(text, RuntimeWarning, stacklevel=4)
    elif wanted != "ignore":
        _warn_unobserved(name)


def _warn_unobserved(name: str) -> None:
    warnings.warn(name, UnobservedWarning, stacklevel=4)


HELPERS: dict[str, Any] = {"<call>": observed}
for _kind, (_name, _apply, _in_place) in OPERATORS.items():
    HELPERS[f"<{_kind.__name__}>"] = _operation(_name, _apply, in_place=False)
    HELPERS[f"<I{_kind.__name__}>"] = _operation(_name, _in_place, in_place=True)
