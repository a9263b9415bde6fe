"""Small changes to the solutions, each of which the specification must notice.

Works on the syntax tree. A mutant is named by where it is and what it changes, not by line
numbers, so that a list of equivalent mutants survives unrelated edits.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

SWAPS = {
    "max": ("min", "sum"),
    "min": ("max",),
    "sum": ("mean", "max"),
    "mean": ("sum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like", "empty_like"),
    "log": ("log2",),
    "log2": ("log",),
    "log1p": ("log",),
    "expm1": ("exp",),
    "greater": ("greater_equal", "less"),
    "less": ("less_equal",),
    "logical_and": ("logical_or",),
    "logical_or": ("logical_and",),
    "equal": ("not_equal",),
    "standard_normal": ("random",),
    "heappop": ("heappushpop",),
    "floor": ("ceil",),
    "any": ("all",),
    "all": ("any",),
}
IDENTITIES = (
    "exp",
    "log",
    "log2",
    "log1p",
    "abs",
    "sqrt",
    "float",
    "int",
    "asarray",
    "array",
    "sign",
)
DROPPED_METHODS = ("astype", "copy", "reshape", "ravel", "flatten", "T", "strip", "lower")
DROPPED_KEYWORDS = ("axis", "keepdims", "dtype", "copy", "strict", "out", "where", "initial")
BINARY: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}


@dataclass(frozen=True)
class Mutant:
    """One change: where, and what. The node changed is counted in the order of `ast.walk`."""

    id: str
    exercise: str
    function: str
    original: ast.Module
    index: int
    replacement: ast.AST

    def tree(self) -> ast.Module:
        """Return the module's tree with the change."""
        return _replaced(self.original, self.index, self.replacement)


def mutants(exercise: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module's functions and methods."""
    tree = ast.parse(source)
    order = {id(node): index for index, node in enumerate(ast.walk(tree))}
    seen: Counter[str] = Counter()
    for name, function in _functions(tree):
        for node, replacement in _changes(function):
            before, after = _text(node), _text(ast.fix_missing_locations(replacement))
            if before == after:
                continue
            key = f"{exercise}/{name}: {before} -> {after}"
            seen[key] += 1
            identity = key if seen[key] == 1 else f"{key} #{seen[key]}"
            yield Mutant(identity, exercise, name, tree, order[id(node)], replacement)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{node.name}.{method.name}", method


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:120]


def _replaced(tree: ast.Module, index: int, replacement: ast.AST) -> ast.Module:
    twin = copy.deepcopy(tree)
    target = next(node for i, node in enumerate(ast.walk(twin)) if i == index)

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return copy.deepcopy(replacement) if node is target else self.generic_visit(node)

    return ast.fix_missing_locations(Replace().visit(twin))


def _changes(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield pairs of a node and what to put in its place."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    yield from _return_the_input(function, body)
    for default in (*function.args.defaults, *function.args.kw_defaults):
        if default is not None:
            yield from ((default, other) for other in _expression(default))
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.stmt):
                yield from ((node, other) for other in _statement(node))
            elif isinstance(node, ast.expr):
                yield from ((node, other) for other in _expression(node))


def _return_the_input(
    function: ast.FunctionDef, body: list[ast.stmt]
) -> Iterator[tuple[ast.AST, ast.AST]]:
    names = [a.arg for a in (*function.args.args, *function.args.kwonlyargs) if a.arg != "self"]
    # A function that does nothing else has no such mutant.
    if names and [_text(node) for node in body] != [f"return {names[0]}"] and body:
        other = copy.copy(function)
        other.body = [ast.Return(ast.Name(names[0], ast.Load()))]
        yield function, other


def _statement(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.Raise() | ast.Pass() | ast.Import() | ast.ImportFrom() | ast.FunctionDef():
            return
        case ast.Return(value=value):
            if value is not None:
                yield ast.Return(None)
        case ast.Break() | ast.Continue():
            yield ast.Pass()
        case ast.AugAssign(target=target, op=op, value=value):
            yield ast.Pass()
            for other in BINARY.get(type(op), ()):
                yield ast.AugAssign(target, other(), value)
            yield ast.Assign([target], value)
        case ast.If(body=body, orelse=orelse):
            yield ast.If(ast.Constant(True), body, orelse)
            yield ast.If(ast.Constant(False), body, orelse)
        case _:
            yield ast.Pass()


def _expression(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            for other in BINARY.get(type(op), ()):
                yield ast.BinOp(left, other(), right)
            yield left
            yield right
            if isinstance(op, ast.MatMult | ast.Sub | ast.Div):
                yield ast.BinOp(right, op, left)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Compare(left=left, ops=[op], comparators=right):
            for other in COMPARE.get(type(op), ()):
                yield ast.Compare(left, [other()], right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield from values
        case ast.IfExp(body=body, orelse=orelse):
            yield body
            yield orelse
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
            if value:
                yield ast.Constant(0)
            if value > 1:
                yield ast.Constant(value - 1)
        case ast.Constant(value=float() as value):
            yield ast.Constant(value * 2 if value else 1.0)
            if value:
                yield ast.Constant(0.0)
        case ast.Attribute(value=value, attr=attr) if attr in DROPPED_METHODS:
            yield value
        case ast.Call():
            yield from _call(node)
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None:
                yield ast.Slice(None, upper, step)
            if upper is not None:
                yield ast.Slice(lower, None, step)


def _call(node: ast.Call) -> Iterator[ast.expr]:
    function, args, keywords = node.func, node.args, node.keywords
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    for other in SWAPS.get(name, ()):
        if isinstance(function, ast.Attribute):
            yield ast.Call(ast.Attribute(function.value, other, ast.Load()), args, keywords)
    if name in IDENTITIES and args:
        yield args[0]
    if name in DROPPED_METHODS and isinstance(function, ast.Attribute):
        yield function.value
    for keyword in keywords:
        if keyword.arg in DROPPED_KEYWORDS:
            yield ast.Call(function, args, [k for k in keywords if k is not keyword])
    if len(args) >= 2 and not isinstance(args[0], ast.Starred | ast.GeneratorExp):
        yield ast.Call(function, [args[1], args[0], *args[2:]], keywords)
    if name == "range" and args:
        *first, stop = args
        less = ast.BinOp(stop, ast.Sub(), ast.Constant(1))
        yield ast.Call(function, [*first, less] if len(args) < 3 else args, keywords)
