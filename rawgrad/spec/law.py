"""Laws and scenarios are stated by a test file of `spec_tests`, and run by a trial.

A law is a property of every right implementation, a scenario a longer run with a documented
outcome. Both are functions of a `Trial`, which calls the submission and stops at the first thing
that does not hold. Values that come back may be anything, so a trial checks their kind before a
law computes with them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from rawgrad.kit.files import import_file
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.spec.judge import (
    Finding,
    Verdict,
    compare,
    dtype_kind,
    failed,
    is_numeric,
    judge_arguments,
    judge_call,
    kind_of,
    squeezed,
)
from rawgrad.spec.standing import BLOCKED, TODO
from rawgrad.subject.base import CALL_LIMIT, AccessFailed, Result, Subject
from rawgrad.subject.values import Reference, UnsupportedValue

SCENARIO_LIMIT = 60.0


class Stop(Exception):
    """Ends a law with a verdict, or a case whose object was not made by the call `result`."""

    def __init__(self, verdict: Verdict, result: Result | None = None) -> None:
        super().__init__(verdict)
        self.verdict = verdict
        self.result = result


@dataclass(frozen=True)
class Law:
    """A law or a scenario. `run` may return a `Text`: what the learner's own code achieved.

    A law `of_cases` runs nothing: it holds where no case that its function passes has changed an
    argument.
    """

    id: str
    exercise: str
    kind: str
    function: str
    aspect: str
    title: Text
    run: Callable[[Trial], Text | None]
    document: str = ""
    limit: float = CALL_LIMIT
    needs: tuple[str, ...] = ()
    of_cases: bool = False


def law(
    function: str, aspect: str, *, en: str, ko: str, document: str = "", needs: tuple[str, ...] = ()
) -> Callable[[Callable[[Trial], Text | None]], Callable[[Trial], Text | None]]:
    """Mark a test function as a law of `function`, part of its `aspect`.

    `needs` names other aspects of the function: where one is lost, the law does not count.
    """
    return _register("law", function, aspect, Text(en, ko), document, CALL_LIMIT, needs)


def scenario(
    function: str,
    *,
    en: str,
    ko: str,
    document: str = "",
    limit: float = SCENARIO_LIMIT,
    needs: tuple[str, ...] = (),
) -> Callable[[Callable[[Trial], Text | None]], Callable[[Trial], Text | None]]:
    """Mark a test function as a scenario that `function` carries; calls may last `limit` s."""
    return _register("scenario", function, "", Text(en, ko), document, limit, needs)


def leaves_arguments(function: str) -> Callable[[Trial], Text | None]:
    """Return the law that no call of a case changes an argument; it belongs to `inputs`.

    A case that is not passed says nothing here: what is lost with it is lost already.
    """

    def run(trial: Trial) -> None:
        return None

    run.__name__ = f"test_{arguments_law(function)}"
    text = Text(
        f"{function} leaves its arguments as they were in every case",
        f"{function}: 모든 테스트 케이스에서 인자는 그대로 남아 있습니다",
    )
    mark = _register("law", function, "inputs", text, "", CALL_LIMIT, (), of_cases=True)
    return mark(run)


def arguments_law(function: str) -> str:
    """Return the id of the law that `leaves_arguments` states."""
    name = function.lower().replace(".", "_").replace("__", "")
    return f"{name}_cases_leave_arguments"


def _register(
    kind: str,
    function: str,
    aspect: str,
    title: Text,
    document: str,
    limit: float,
    needs: tuple[str, ...],
    of_cases: bool = False,
) -> Any:
    def decorate(run: Any) -> Any:
        name = run.__name__.removeprefix("test_")
        run.law = Law(
            id=name,
            exercise="",
            kind=kind,
            function=function,
            aspect=aspect or name,
            title=title,
            run=run,
            document=document,
            limit=limit,
            needs=tuple(needs),
            of_cases=of_cases,
        )
        return run

    return decorate


def read_laws(path: Path) -> tuple[Law, ...]:
    """Import a test file of the specification and return its laws and scenarios in order."""
    if not path.is_file():
        return ()
    exercise = path.stem.removeprefix("test_")
    module = import_file(path, f"rawgrad_laws.{exercise}")
    found = [vars(value)["law"] for value in vars(module).values() if hasattr(value, "law")]
    return tuple(Law(**{**vars(law), "exercise": exercise}) for law in found)


class Trial:
    """A trial gives a law the submission, a seeded generator, and ways to insist.

    Attributes
    ----------
    rng
        A generator seeded by the run's seed and the law's name.
    data
        The kit's data folder.
    last
        The result of the last call, which a failure shows.
    """

    def __init__(
        self, kit: Kit, subject: Subject, exercise: str, limit: float, rng: np.random.Generator
    ) -> None:
        self.kit = kit
        self.subject = subject
        self.exercise = exercise
        self.limit = limit
        self.rng = rng
        self.last: Result | None = None
        self._earlier = False

    @property
    def data(self) -> Path:
        """The kit's data folder."""
        return self.kit.data

    def of(self, exercise: str) -> Trial:
        """Return a trial of an earlier exercise, sharing this one's generator."""
        other = Trial(self.kit, self.subject, exercise, self.limit, self.rng)
        other._earlier = True
        return other

    def call(self, function: str, *args: Any, **kwargs: Any) -> Any:
        """Call once (or with `times` and `carry`, see `Subject.call`) and return the value."""
        kwargs.setdefault("limit", self.limit)
        result = self.subject.call(self.exercise, function, *args, **kwargs)
        self.last = result
        verdict = judge_call(result)
        if verdict.status == TODO and self._earlier:
            raise Stop(Verdict(BLOCKED, (Finding("blocked", {"function": function}),)))
        if not verdict.passed:
            raise Stop(verdict)
        return result.value

    def array(
        self,
        function: str,
        *args: Any,
        shape: tuple[int, ...] | None = None,
        kind: str = "float",
        squeeze: bool = False,
        **kwargs: Any,
    ) -> np.ndarray:
        """Call, and insist on an array of this shape and kind (`number`: integers too).

        With `squeeze`, axes of length 1 are not insisted on: what comes back has the shape.
        """
        return self.as_array(self.call(function, *args, **kwargs), shape, kind, squeeze)

    def number(self, function: str, *args: Any, kind: str = "float", **kwargs: Any) -> float:
        """Call, and insist on a single number."""
        value = self.call(function, *args, **kwargs)
        if value is None or not is_numeric(value) or np.shape(value) != ():
            raise Stop(_kind_or_shape(value, ()))
        self._insist_kind(np.asarray(value), kind)
        return value.item() if isinstance(value, np.generic | np.ndarray) else value

    def sequence(self, function: str, *args: Any, length: int, **kwargs: Any) -> list[Any]:
        """Call, and insist on a list or tuple of this length."""
        value = self.call(function, *args, **kwargs)
        if not isinstance(value, list | tuple):
            raise Stop(failed("kind", path="", got=kind_of(value), want="list"))
        if len(value) != length:
            raise Stop(failed("length", path="", got=len(value), want=length))
        return list(value)

    def as_array(
        self,
        value: Any,
        shape: tuple[int, ...] | None = None,
        kind: str = "float",
        squeeze: bool = False,
        of: str = "",
    ) -> np.ndarray:
        """Insist that a value is an array of this shape and kind; see `array` for `squeeze`.

        `of` names the part of what came back that it is.
        """
        if squeeze and shape is not None and is_numeric(value):
            value = squeezed(value, shape)
        if value is None or not isinstance(value, np.ndarray):
            raise Stop(_kind_or_shape(value, shape, of))
        if shape is not None and value.shape != shape:
            raise Stop(failed("shape", path=of, got=value.shape, want=shape))
        self._insist_kind(value, kind, of)
        return value

    def has_keys(self, value: Any, keys: Iterable[str], of: str = "") -> None:
        """Insist that a value is a dict with these keys and no others."""
        if not isinstance(value, dict):
            raise Stop(failed("kind", path=of, got=kind_of(value), want="dict"))
        if set(value) != set(keys):
            raise Stop(failed("keys", path=of, got=sorted(map(str, value)), want=list(keys)))

    def make(self, function: str, *args: Any, **kwargs: Any) -> Reference:
        """Call and keep the value with the submission; return a reference to it."""
        return self.call(function, *args, keep=True, **kwargs)

    def read(self, reference: Reference) -> Any:
        """Return a copy of what a reference names."""
        with self._access():
            return self.subject.read(reference)

    def describe(self, reference: Reference) -> dict[str, Any]:
        """Return type, shape, dtype, length and sharing of what a reference names."""
        with self._access():
            return self.subject.describe(reference)

    def write(self, reference: Reference, attribute: str, value: Any) -> None:
        """Set an attribute of a kept object, whole."""
        with self._access():
            self.subject.write(reference, attribute, value)

    @contextlib.contextmanager
    def _access(self) -> Iterator[None]:
        """Stop where an object cannot be looked at; the last call stands for it."""
        try:
            yield
        except (UnsupportedValue, AccessFailed) as error:
            # What an earlier exercise's trial made may be looked at before anything is called.
            self.last, verdict = accessed(self.last or Result(""), error)
            raise Stop(verdict) from None

    def same(self, got: Any, want: Any, atol: float | None = None, of: str = "") -> None:
        """Insist that two values are equal within the kit's tolerance.

        `of` is the expression whose value is compared, where that is not what came back.
        """
        finding = compare(got, want, atol=atol, any_number=True, path=of)
        if finding is not None:
            raise Stop(Verdict("failed", (finding,)))

    def hold(self, condition: Any, of: str = "", **facts: Any) -> None:
        """Insist on a condition; `got` and `want` say what was found and what was needed.

        `of` is the expression that was found to be `got`, where that is not what came back.
        """
        if not bool(np.all(condition)):
            raise Stop(Verdict("failed", (Finding("law", {"path": of, **facts}),)))

    def differ(self, one: Any, other: Any, of: str = "") -> None:
        """Insist that two values, of what `of` names, are not the same to the last bit."""
        if np.array_equal(one, other):
            raise Stop(failed("same_again", path=of, got=other))

    def apart(self, reference: Reference, of: str) -> None:
        """Insist that no two arrays of a dict, which `of` names, lie in the same memory."""
        if self.describe(reference)["shared"]:
            raise Stop(failed("shared", path=of))

    def unchanged(self) -> None:
        """Insist that the last call changed none of its arguments."""
        assert self.last is not None
        verdict = judge_arguments(self.last)
        if not verdict.passed:
            raise Stop(verdict)

    def no_global_random(self) -> None:
        """Insist that the last call left NumPy's global random state alone."""
        assert self.last is not None
        if self.last.global_random:
            given = (*self.last.args, *self.last.kwargs.values())
            handed_in = any(hasattr(value, "standard_normal") for value in given)
            if handed_in:
                raise Stop(failed("global_random"))
            raise Stop(failed("global_random_alone"))

    @staticmethod
    def _insist_kind(value: np.ndarray, kind: str, of: str = "") -> None:
        found = dtype_kind(value.dtype)
        if found != kind and not (kind == "number" and found in ("integer", "float")):
            raise Stop(failed("dtype_kind", path=of, got=found, want=kind))


def accessed(result: Result, error: UnsupportedValue | AccessFailed) -> tuple[Result, Verdict]:
    """Return what is to be shown of an object that could not be looked at, and the verdict.

    Parameters
    ----------
    result
        The call that made the object, or used it.
    """
    if isinstance(error, UnsupportedValue):
        return result, failed("uncrossable_part", what=str(error))
    result = replace(result, value=None, trouble=error.trouble)
    return result, judge_call(result)


def _kind_or_shape(value: Any, shape: tuple[int, ...] | None, of: str = "") -> Verdict:
    if value is None and not of:
        return failed("returned_none")
    if value is not None and is_numeric(value) and shape is not None:
        return failed("shape", path=of, got=np.shape(value), want=shape)
    return failed("kind", path=of, got=kind_of(value), want="array" if shape != () else "number")
