"""Values cross between the specification and a submission, encoded as trees and buffers.

A value becomes a tree that JSON can hold plus a list of raw buffers, never a pickle. Knows NumPy
and nothing else of ours; how a tree travels is left to whoever sends it. Strides and sharing do
not cross: what is decoded is always a private copy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from rawgrad.subject.stand_ins import refuse_stand_ins

MAX_DEPTH = 32
MAX_NODES = 200_000
MAX_INT_BITS = 4096
MAX_TEXT = 1_000_000

# Longer floats differ from machine to machine, and nothing here needs them.
NUMBERS = ("i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
DTYPES = frozenset({"|b1", "|i1", "|u1", *("<" + n for n in NUMBERS), *(">" + n for n in NUMBERS)})

Node = Any


class UnsupportedValue(ValueError):
    """A value that cannot cross: its text says what it is, for a learner to read."""


class Malformed(UnsupportedValue):
    """A tree that no `Encoder` would have written: whoever sent it tampered with the protocol."""


@dataclass(frozen=True)
class Reference:
    """An object that stays with the submission, and the path from it to the part meant.

    A step of the path is a string (an attribute of an object, a key of a dict), an integer
    (an item), or a slice given as `slice`. `made_by` names the function that returned the object.
    """

    handle: int
    path: tuple[str | int | slice, ...] = ()
    made_by: str = field(default="", compare=False)

    def __getitem__(self, step: str | int | slice) -> Reference:
        return Reference(self.handle, (*self.path, step), self.made_by)


class Encoder:
    """Turns values into a tree, and collects their buffers in `buffers`."""

    def __init__(self) -> None:
        self.buffers: list[bytes] = []
        self.callables: list[Callable[..., Any]] = []
        self._nodes = 0

    def encode(self, value: Any, depth: int = 0) -> Node:
        """Return the tree of `value`.

        Raises `UnsupportedValue` for what must not cross, `PackageMissing` for what is a stand-in.
        """
        self._nodes += 1
        if depth > MAX_DEPTH:
            raise UnsupportedValue("a value nested too deeply")
        if self._nodes > MAX_NODES:
            raise UnsupportedValue("a value with too many parts")
        kind = type(value)
        if value is None or kind in (bool, float):
            return value
        if kind is str:
            return _crossable_text(value, UnsupportedValue)
        if kind is int:
            if value.bit_length() > MAX_INT_BITS:
                raise UnsupportedValue("an integer with too many digits")
            return value if value.bit_length() < 64 else {"int": hex(value)}
        # An OrderedDict is a dict and a NamedTuple a tuple: what crosses is their base, read by
        # its own methods.
        for base in (dict, list, tuple):
            if issubclass(kind, base):
                if base.__len__(value) > MAX_NODES:
                    raise UnsupportedValue("a value with too many parts")
                return self._container(value, base, depth + 1)
        if kind is np.ndarray:
            return self._array(value)
        if isinstance(value, np.generic):
            self._require_dtype(value.dtype, "a NumPy scalar")
            return {"scalar": self._buffer(value.tobytes()), "dtype": value.dtype.str}
        if kind is np.random.RandomState:
            return {"random_state": self.encode(value.get_state(legacy=False), depth + 1)}
        if kind is np.random.Generator:
            return {"generator": self.encode(value.bit_generator.state, depth + 1)}
        if kind is Reference:
            steps = [[s.start, s.stop, s.step] if isinstance(s, slice) else s for s in value.path]
            return {"reference": value.handle, "path": steps}
        refuse_stand_ins(value)
        raise UnsupportedValue(f"an object of type {kind.__module__}.{kind.__qualname__}")

    def argument(self, value: Any) -> Node:
        """Return the tree of an argument, which may be a function to call back."""
        if callable(value) and not isinstance(value, type):
            self.callables.append(value)
            return {"callable": len(self.callables) - 1}
        return self.encode(value)

    def fingerprint(self, value: Any) -> tuple[str, list[bytes]]:
        """Return what is equal for two values only if they are the same to the last bit."""
        # As text, since 1 == 1.0 == True and nan != nan.
        return repr(self.encode(value)), self.buffers

    def _container(self, value: Any, base: type, depth: int) -> Node:
        if base is dict:
            return {"dict": [self._pair(key, item, depth) for key, item in dict.items(value)]}
        items = list.__iter__(value) if base is list else tuple.__iter__(value)
        return {base.__name__: [self.encode(item, depth) for item in items]}

    def _pair(self, key: Any, item: Any, depth: int) -> list[Node]:
        if type(key) not in (str, int):
            raise UnsupportedValue(f"a dict with a key of type {type(key).__qualname__}")
        return [self.encode(key, depth), self.encode(item, depth)]

    def _array(self, value: np.ndarray) -> Node:
        refuse_stand_ins(value)
        self._require_dtype(value.dtype, "an array")
        fortran = value.flags.f_contiguous and not value.flags.c_contiguous
        order: Literal["F", "C"] = "F" if fortran else "C"
        return {
            "array": self._buffer(value.tobytes(order)),
            "dtype": value.dtype.str,
            "shape": list(value.shape),
            "order": order,
            "writeable": bool(value.flags.writeable),
        }

    def _buffer(self, data: bytes) -> int:
        self.buffers.append(data)
        return len(self.buffers) - 1

    @staticmethod
    def _require_dtype(dtype: np.dtype, what: str) -> None:
        if dtype.str not in DTYPES:
            raise UnsupportedValue(f"{what} with dtype {dtype}")


class Decoder:
    """Turns trees back into values; refuses whatever `Encoder` would not have written.

    Parameters
    ----------
    buffers
        The raw buffers the tree refers to.
    reference
        What to put in the place of a `Reference`; by default the reference itself.
    callback
        Given the number of a callable argument, returns what stands for it here.
    """

    def __init__(
        self,
        buffers: list[bytes],
        reference: Callable[[Reference], Any] | None = None,
        callback: Callable[[int], Callable[..., Any]] | None = None,
    ) -> None:
        self.buffers = buffers
        self._reference = reference or (lambda ref: ref)
        self._callback = callback
        self._nodes = 0
        self._used: set[int] = set()

    def decode(self, node: Node, depth: int = 0) -> Any:
        """Return the value of a tree; raise `Malformed` if no encoder would have written it."""
        self._nodes += 1
        if depth > MAX_DEPTH:
            raise Malformed("a value nested too deeply")
        if self._nodes > MAX_NODES:
            raise Malformed("a value with too many parts")
        if node is None or type(node) in (bool, float):
            return node
        if type(node) is str:
            return _crossable_text(node, Malformed)
        if type(node) is int and node.bit_length() < 64:
            return node
        if type(node) is not dict or not node:
            raise Malformed("a malformed value")
        try:
            return self._decode(node, depth)
        except UnsupportedValue:
            raise
        except (KeyError, TypeError, ValueError, IndexError, OverflowError, AttributeError):
            raise Malformed("a malformed value") from None

    def _decode(self, node: dict[str, Any], depth: int) -> Any:
        match next(iter(node)):
            case "int":
                return self._integer(node["int"])
            case "list":
                return [self.decode(item, depth + 1) for item in _items(node["list"])]
            case "tuple":
                return tuple(self.decode(item, depth + 1) for item in _items(node["tuple"]))
            case "dict":
                return self._dict(_items(node["dict"]), depth + 1)
            case "array":
                return self._array(node)
            case "scalar":
                data, dtype = self._buffer(node["scalar"]), self._dtype(node)
                return np.frombuffer(data, dtype, count=1)[0]
            case "random_state":
                return self._random_state(self.decode(node["random_state"], depth + 1))
            case "generator":
                return self._generator(self.decode(node["generator"], depth + 1))
            case "reference" if type(node["reference"]) is int:
                steps = (slice(*s) if isinstance(s, list) else s for s in _items(node["path"]))
                return self._reference(Reference(node["reference"], tuple(steps)))
            case "callable" if self._callback is not None:
                return self._callback(node["callable"])
        raise Malformed("a malformed value")

    def _integer(self, digits: Any) -> int:
        if type(digits) is not str or len(digits) > MAX_INT_BITS // 4 + 3:
            raise Malformed("an integer with too many digits")
        return int(digits, 16)

    def _dict(self, pairs: list[Node], depth: int) -> dict[str | int, Any]:
        decoded = {}
        for key_node, item in pairs:
            key = self.decode(key_node, depth)
            if type(key) not in (str, int):
                raise Malformed("a dict with a malformed key")
            decoded[key] = self.decode(item, depth)
        return decoded

    def _buffer(self, number: Any) -> bytes:
        # Each buffer serves once, or a few bytes could ask for any amount of memory.
        if type(number) is not int or number < 0 or number in self._used:
            raise Malformed("a malformed value")
        self._used.add(number)
        return self.buffers[number]

    def _array(self, node: dict[str, Any]) -> np.ndarray:
        shape = tuple(_items(node["shape"]))
        if any(type(side) is not int or side < 0 for side in shape):
            raise Malformed("an array with a malformed shape")
        # bytearray: the copy belongs to the receiver, who may write into it.
        flat = np.frombuffer(bytearray(self._buffer(node["array"])), self._dtype(node))
        if flat.dtype == np.bool_:
            flat = flat.view(np.uint8) != 0  # a byte of 2 would be neither True nor False
        array = flat.reshape(shape, order="F" if node["order"] == "F" else "C")
        array.flags.writeable = node["writeable"] is True
        return array

    @staticmethod
    def _dtype(node: dict[str, Any]) -> np.dtype:
        if node["dtype"] not in DTYPES:
            raise Malformed("an array with a forbidden dtype")
        return np.dtype(node["dtype"])

    @staticmethod
    def _random_state(state: dict[str, Any]) -> np.random.RandomState:
        _require_position(state)
        made = np.random.RandomState(0)
        made.set_state(state)
        return made

    @staticmethod
    def _generator(state: dict[str, Any]) -> np.random.Generator:
        names = ("MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64")
        if state["bit_generator"] not in names:
            raise Malformed("an unknown random generator")
        _require_position(state)
        bits = getattr(np.random, state["bit_generator"])()
        bits.state = state
        return np.random.Generator(bits)


def _items(node: Any) -> list[Any]:
    if type(node) is not list:
        raise Malformed("a malformed value")
    return node


def _crossable_text(text: str, error: type[UnsupportedValue]) -> str:
    """Return `text`; half of a surrogate pair could be written to no report."""
    if len(text) > MAX_TEXT:
        raise error("a string that is too long")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise error("a string that is not text") from None
    return text


def _require_position(state: dict[str, Any]) -> None:
    """Insist on a place inside the generator's block: NumPy reads memory there unchecked."""
    bounds = {"MT19937": ("pos", 624), "Philox": ("buffer_pos", 4)}
    if state["bit_generator"] in bounds:
        name, last = bounds[state["bit_generator"]]
        position = state["state"][name] if name == "pos" else state[name]
        if type(position) is not int or not 0 <= position <= last:
            raise Malformed("a malformed random generator")


def copy(value: Any) -> Any:
    """Return `value` as the other side would receive it."""
    encoder = Encoder()
    node = encoder.encode(value)
    return Decoder(encoder.buffers).decode(node)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same to the last bit: type, dtype, shape and content."""
    return Encoder().fingerprint(one) == Encoder().fingerprint(other)


def write_state(rng: Any, state: Any) -> None:
    """Set a caller's random generator to the state that a call left behind."""
    if isinstance(rng, np.random.RandomState):
        rng.set_state(state.get_state(legacy=False))
    elif type(rng.bit_generator) is type(state.bit_generator):
        rng.bit_generator.state = state.bit_generator.state
