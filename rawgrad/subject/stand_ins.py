"""Stand-ins take the place of packages that a submission imports and that are not there.

One may be configured, called, subclassed, named in `isinstance` and `except`, and used as a
decorator, so that a heading such as `import matplotlib.pyplot as plt` costs nothing. It raises
`PackageMissing` where a value of it would count. A package and all its attributes are classes,
since only classes can be subclassed or caught; what they return when called are objects.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any, NoReturn

import numpy as np

# What asks for a value: truth, numbers, order, items, arithmetic, and NumPy.
COUNTING = (
    "bool", "float", "int", "complex", "index", "round", "len", "iter", "next", "contains",
    "getitem", "lt", "le", "gt", "ge", "neg", "pos", "abs", "invert", "array", "array_ufunc",
    "array_function", "array_interface",
)  # fmt: skip
ARITHMETIC = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "divmod")
BITS = ("and", "or", "xor", "lshift", "rshift")
NAME = "_stands_for"


class PackageMissing(ImportError):
    """Raised where a value of a package would count that is not there."""


def _raise_missing(self: Any, *given: Any, **named: Any) -> NoReturn:
    raise PackageMissing(f"{getattr(self, NAME)} is not there")


_counting = (
    *COUNTING,
    *(side + name for name in ARITHMETIC + BITS for side in ("", "r")),
)
_Refusing = type("_Refusing", (), {f"__{name}__": _raise_missing for name in _counting})


class StandIn(type, _Refusing):  # type: ignore[misc, valid-type]
    """The type of a package that is not there, and of everything in it."""

    # A type that is written beside another one is an annotation, not a number.
    __or__ = type.__or__
    __ror__ = type.__ror__
    __array_interface__ = property(_raise_missing)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = stand_in(f"{getattr(cls, NAME)}.{name}")
        setattr(cls, name, found)
        return found

    def __setitem__(cls, key: Any, value: Any) -> None:
        """Take a setting, which changes nothing."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Return what a call of it gives, or an object of a class derived from it."""
        # What the submission derived from a stand-in is a class of its own, and makes objects.
        if NAME not in vars(cls):
            return super().__call__(*args, **kwargs)
        return _called(getattr(cls, NAME), args, kwargs)

    def __repr__(cls) -> str:
        return f"<stand-in for {getattr(cls, NAME)}>"


class _Base(Exception):
    """What an object has that is made of a class derived from a stand-in."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _raise_missing(self)

    __call__ = _raise_missing


class StandInObject(_Refusing):  # type: ignore[misc, valid-type]
    """What a call of something that is not there returns."""

    __array_interface__ = property(_raise_missing)
    __eq__ = __ne__ = __format__ = _raise_missing
    __hash__ = object.__hash__

    def __init__(self, name: str) -> None:
        object.__setattr__(self, NAME, name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandInObject(f"{getattr(self, NAME)}.{name}")

    def __setitem__(self, key: Any, value: Any) -> None:
        """Take a setting, which changes nothing."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what a call of it gives."""
        return _called(getattr(self, NAME), args, kwargs)

    def __enter__(self) -> StandInObject:
        return self

    def __exit__(self, *details: object) -> None:
        """Leave an exception to go on."""

    def __repr__(self) -> str:
        return f"<stand-in for {getattr(self, NAME)}>"


def stand_in(name: str) -> StandIn:
    """Return what stands for a package, or for an attribute of one, by its full name."""
    return StandIn(name.rpartition(".")[2], (_Base,), {NAME: name, "__all__": ()})


def _called(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return what a call gives: a function that was decorated as it was, a loop without its bar."""
    leaf = name.rpartition(".")[2]
    if args and leaf == "tqdm":
        return args[0]
    if args and leaf == "trange":
        return range(*args)
    if len(args) == 1 and not kwargs and isinstance(args[0], FunctionType | type):
        return args[0]
    return StandInObject(f"{name}()")


def refuse_stand_ins(value: Any) -> None:
    """Raise `PackageMissing` for what stands for something that is not there, or holds such."""
    items = value.flat if isinstance(value, np.ndarray) and value.dtype == object else (value,)
    for item in items:
        if isinstance(item, StandIn | StandInObject):
            _raise_missing(item)
