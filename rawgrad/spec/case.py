"""Cases are read from TOML: each is one call with literal arguments and the result expected.

A case is one call with literal arguments and the result expected. How arguments are written is
described in `docs/authoring.md`; what becomes of the call is left to `judge`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import import_file, read_toml
from rawgrad.kit.text import Text
from rawgrad.spec.words import SPECIFICATION

PLAIN_KEYS = (
    "digits", "atol", "kind", "squeeze", "raises", "item", "look", "document", "anchor",
)  # fmt: skip
KEYS = {"id", "function", "aspect", "needs", "args", "kwargs", "want", "why", *PLAIN_KEYS}
KINDS = ("number",)


class Use(NamedTuple):
    """An argument that is an object made beforehand: `{use = "net"}`."""

    name: str


class Named(NamedTuple):
    """A callable argument, with the name and source by which a learner is shown it."""

    name: str
    function: Callable[..., Any]

    def __call__(self, *args: Any) -> Any:
        """Call the function itself."""
        return self.function(*args)


class Input(NamedTuple):
    """A file among the specification's inputs: `{file = "digits.csv"}`.

    A twin's is to be made first: `maker` is a function of `twin_files.py`, which makes it of the
    case's own file, `source`, drawing by `seed`.
    """

    name: str
    maker: str = ""
    source: str = ""
    seed: int = 0


@dataclass(frozen=True)
class Object:
    """A recipe for an object that cases use: call `function`, then set `attributes`."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    attributes: dict[str, Any]


@dataclass(frozen=True)
class Prediction:
    """A question before coding; `code` prints the answer, of which only a hash is kept."""

    id: str
    question: Text
    code: str
    answer: str
    document: str = ""


@dataclass(frozen=True)
class Case:
    """One call and the result expected.

    `item` picks one entry of the value (a dict's key or a sequence's index), or by a list one
    entry of that entry; `look` judges an
    object after the call instead of the value: `net.params`. `digits` counts the decimals of
    a printed value in scientific notation; `kind = "number"` takes integers for floats and
    the other way round; `squeeze` does not ask for axes of length 1, which another aspect asks
    about. `anchor` says why a case stays that no known mistake fails. `needs`
    names other aspects of the function without which the case says nothing about its own.
    `objects` are recipes of its own, in the place of its file's.
    """

    id: str
    exercise: str
    function: str
    aspect: str
    why: Text
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    want: Any = None
    digits: int | None = None
    atol: float | None = None
    kind: str | None = None
    squeeze: bool | None = None
    raises: str | None = None
    item: str | int | list[str | int] | None = None
    look: str | None = None
    document: str | None = None
    anchor: str | None = None
    exact_dtype: bool = False
    needs: tuple[str, ...] = ()
    objects: Mapping[str, Object] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseFile:
    """The cases, objects and predictions of one file of `spec_tests/cases`."""

    cases: tuple[Case, ...]
    objects: dict[str, Object]
    predictions: tuple[Prediction, ...]


def read_cases(path: Path) -> CaseFile:
    """Read the cases of one exercise.

    Raises
    ------
    BrokenKit
        If the file or one of its cases is not as `docs/authoring.md` says.
    """
    document = read_toml(path)
    unknown = set(document) - {"case", "object", "prediction"}
    if unknown:
        raise _broken_case("unknown", path.name, keys=", ".join(sorted(unknown)))
    reader = _Reader(path)
    return CaseFile(
        cases=tuple(reader.case(entry) for entry in document.get("case", ())),
        objects={name: reader.object(e, name) for name, e in document.get("object", {}).items()},
        predictions=tuple(reader.prediction(entry) for entry in document.get("prediction", ())),
    )


class _Reader:
    """Reads one case file; `at` names the entry being read, for errors."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.at = path.name

    def case(self, entry: dict[str, Any]) -> Case:
        self.at = f"{self.path.name}, case {entry.get('id', '?')}"
        for key in ("id", "function", "aspect", "why"):
            if key not in entry:
                raise _broken_case("missing", self.at, key=key)
        if unknown := sorted(set(entry) - KEYS):
            raise _broken_case("unknown", self.at, keys=", ".join(unknown))
        if ("want" in entry) == ("raises" in entry):
            raise _broken_case("want_or_raises", self.at)
        if entry.get("kind") not in (None, *KINDS):
            raise _broken_case("kind", self.at, kinds=", ".join(KINDS))
        needs = entry.get("needs", [])
        if not isinstance(needs, list) or not all(isinstance(need, str) for need in needs):
            raise _broken_case("needs", self.at)
        want = entry.get("want")
        plain: dict[str, Any] = {key: entry.get(key) for key in PLAIN_KEYS}
        return Case(
            id=entry["id"],
            exercise=self.path.stem,
            function=entry["function"],
            aspect=entry["aspect"],
            why=Text.parse(entry["why"], self.at),
            args=tuple(self.value(node) for node in entry.get("args", ())),
            kwargs={name: self.value(node) for name, node in entry.get("kwargs", {}).items()},
            want=self.value(want),
            exact_dtype=isinstance(want, dict) and "dtype" in want,
            needs=tuple(needs),
            **plain,
        )

    def object(self, entry: dict[str, Any], name: str) -> Object:
        self.at = f"{self.path.name}, object {name}"
        if "function" not in entry:
            raise _broken_case("missing", self.at, key="function")
        return Object(
            function=entry["function"],
            args=tuple(self.value(node) for node in entry.get("args", ())),
            kwargs={key: self.value(node) for key, node in entry.get("kwargs", {}).items()},
            attributes={key: self.value(node) for key, node in entry.get("set", {}).items()},
        )

    def prediction(self, entry: dict[str, Any]) -> Prediction:
        self.at = f"{self.path.name}, prediction {entry.get('id', '?')}"
        missing = {"id", "question", "code", "answer"} - set(entry)
        if missing:
            raise _broken_case("missing", self.at, key=", ".join(sorted(missing)))
        return Prediction(
            id=entry["id"],
            question=Text.parse(entry["question"], self.at),
            code=entry["code"],
            answer=entry["answer"],
            document=entry.get("document", ""),
        )

    def value(self, node: Any) -> Any:
        """Return the value a TOML node stands for."""
        if isinstance(node, list):
            return self.array({"array": node})
        if not isinstance(node, dict):
            return node
        match next(iter(node), None):
            case "array":
                return self.array(node)
            case "list":
                return [self.value(item) for item in node["list"]]
            case "numbers":
                # A plain Python list of numbers, nested or not, as a learner would type it.
                return node["numbers"]
            case "tuple":
                return tuple(self.value(item) for item in node["tuple"])
            case "scalar":
                return np.dtype(node["dtype"]).type(node["scalar"])
            case "none":
                return None
            case "call":
                return self.callable(node["call"])
            case "use":
                return Use(node["use"])
            case "file":
                return Input(node["file"])
            case "generator":
                return np.random.default_rng(node["generator"])
            case "random_state":
                return np.random.RandomState(node["random_state"])
        return {key: self.value(item) for key, item in node.items()}

    def array(self, node: dict[str, Any]) -> np.ndarray:
        try:
            flat = np.array(node["array"], dtype=node.get("dtype"))
            if flat.dtype == object or flat.dtype.kind in "US":
                raise _broken_case(
                    "no_array", self.at, given=node["array"], error=SPECIFICATION["ragged"]
                )
            if flat.dtype == np.int_ and "dtype" not in node:
                # As everywhere else also where Python's integers have 32 bits, as in a browser.
                flat = flat.astype(np.int64)
            array = flat.reshape(node.get("shape", flat.shape))
            if "pad" in node:
                more = zip(array.shape, node["pad"], strict=True)
                array = np.pad(array, [(0, length - given) for given, length in more])
            return np.array(array, order=node.get("order", "C"))
        except (ValueError, TypeError) as error:
            raise _broken_case("no_array", self.at, given=node["array"], error=error) from None

    def callable(self, name: str) -> Named:
        module = load_callables(self.path.parent.parent / "callables.py")
        if not hasattr(module, name):
            raise _broken_case("no_callable", self.at, name=name)
        return Named(name, getattr(module, name))


_callables: dict[Path, Any] = {}


def load_callables(path: Path) -> Any:
    """Import the file of functions that cases hand to a submission, once."""
    if path not in _callables:
        if not path.is_file():
            raise BrokenKit(SPECIFICATION["no_callables"].filled(path=path))
        _callables[path] = import_file(path, "rawgrad_callables")
    return _callables[path]


def _broken_case(sentence: str, at: str, **facts: object) -> BrokenKit:
    return BrokenKit(SPECIFICATION[sentence].filled(at=at, **facts))
