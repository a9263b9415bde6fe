"""Twins are cases drawn for one class: other numbers of the same kind, expected from the reference.

A table of what is published answers every case and no twin. Draws by `domain`, and settles what is
expected; how the reference is asked is left to whoever hands in `ask`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from rawgrad.spec.case import Case, Input, Named, Object, Use
from rawgrad.spec.domain import Domain, Parameters, bound, parameters_of, undeclared, used
from rawgrad.spec.examine import Examiner
from rawgrad.spec.judge import compare, judge, judged_part, tolerance
from rawgrad.spec.law import Stop
from rawgrad.spec.seed import drawing
from rawgrad.subject.base import Result

MARK = "~"
# So often a case is drawn before it is left without a twin.
ATTEMPTS = 12
# A number keeps its sign and at least so much of its size; none grows, so none overflows that did
# not before.
NEAR = 0.7
# Numbers of so many binary digits are the same in float32.
DIGITS = 12
MOVED = 1e-7
MOVES = 4
# Forms of parameters that take integers for floats.
NUMERIC = ("real", "elements", "signed", "quarters")
# Integers from here on are numbers by their size.
LARGE = 10
# Of the tolerance, so much may be the arithmetic's.
STEADY = 0.1


class Answered(NamedTuple):
    """What a call gave: its result, and the value that is compared."""

    result: Result
    value: Any


Ask = Callable[[Sequence[Case]], Sequence[Answered]]


def is_twin(name: str) -> bool:
    """Tell whether an item's id is a twin's."""
    return name.endswith(MARK)


def original(name: str) -> str:
    """Return the id of the case that a twin is drawn after; of another item its own."""
    return name.removesuffix(MARK)


@dataclass(frozen=True)
class Family:
    """Cases of one exercise, with what twins of them are drawn by."""

    cases: Sequence[Case]
    objects: Mapping[str, Object]
    domains: Mapping[str, Parameters]

    def twinned(self) -> list[Case]:
        """Return the cases that have a domain for each argument, objects' arguments included."""
        return [case for case in self.cases if not self.undeclared(case)]

    def parameters(self, case: Case) -> Parameters:
        """Return the domains of a case's arguments."""
        return parameters_of(self.domains, case.function, case.aspect)

    def undeclared(self, case: Case) -> list[str]:
        """Return which arguments of a case have no domain."""
        missing = undeclared(case.args, case.kwargs, self.parameters(case))
        for name, recipe in used(case, self.objects).items():
            given = {**recipe.kwargs, **recipe.attributes}
            own = undeclared(recipe.args, given, self.domains.get(recipe.function, {}))
            missing += [f"{name}.{parameter}" for parameter in own]
        return missing


def make_twins(family: Family, seed: int, ask: Ask) -> list[Case]:
    """Return the twins of cases, with what the reference gives as expected.

    A twin whose value hangs on the precision of the arithmetic, or is the case's own, is drawn
    again. It may be as delicate as its case is, where that is more than `STEADY`.
    """
    found: dict[str, Case] = {}
    waiting = family.twinned()
    allowed = {case.id: (STEADY, STEADY) for case in waiting}
    for attempt in range(2 * ATTEMPTS):
        if attempt == ATTEMPTS:
            allowed |= delicacies(family, waiting, ask)
        drawn = [(case, draw(family, case, seed, attempt)) for case in waiting]
        pairs = [(case, twin) for case, twin in drawn if twin is not None]
        waiting = []
        for (case, twin), answers in zip(pairs, _answers_by_twin(family, pairs, ask), strict=True):
            settled = _expecting(case, twin, answers[0])
            both = zip(_delicacy(case, answers), allowed[case.id], strict=True)
            if settled is not None and all(own <= most for own, most in both):
                found[case.id] = settled
            else:
                waiting.append(case)
        if not waiting:
            break
    return [found[case.id] for case in family.cases if case.id in found]


def _answers_by_twin(
    family: Family, pairs: Sequence[tuple[Case, Case]], ask: Ask
) -> Iterator[Sequence[Answered]]:
    """Yield what is given for each twin, and for each of its variants."""
    answers = ask([one for _, twin in pairs for one in variants(family, twin)])
    size = 2 + MOVES
    yield from (answers[start : start + size] for start in range(0, len(answers), size))


def delicacies(family: Family, cases: Sequence[Case], ask: Ask) -> dict[str, tuple[float, float]]:
    """Return how delicate cases are themselves, by float32 and by moved inputs."""
    pairs = [(case, replace(case, objects=used(case, family.objects))) for case in cases]
    found = {}
    for case, answers in zip(cases, _answers_by_twin(family, pairs, ask), strict=True):
        # A case that itself is off by more than the tolerance asks for exact arithmetic.
        single, moved = (np.inf if own > 1 else own for own in _delicacy(case, answers))
        found[case.id] = max(STEADY, single), max(STEADY, moved)
    return found


def _delicacy(case: Case, answers: Sequence[Answered]) -> tuple[float, float]:
    exact, single, *moved = answers
    return delicacy(case, exact, single), max(delicacy(case, exact, one) for one in moved)


def _expecting(case: Case, twin: Case, given: Answered) -> Case | None:
    """Return a twin with what the reference gave for it; None if that tells it from no table."""
    if case.raises is not None:
        return twin if judge(twin, given.result, given.value).passed else None
    value = _compared_value(case, given)
    if not given.result.answered or value is None or _alike(case, value):
        return None
    return replace(twin, want=value, digits=None)


def _alike(case: Case, value: Any) -> bool:
    """Tell whether a value would pass as the case's own."""
    return compare(value, case.want, digits=case.digits, atol=case.atol, any_number=True) is None


def _compared_value(case: Case, given: Answered) -> Any:
    try:
        return judged_part(case, given.value) if given.result.answered else given.value
    except (TypeError, KeyError, IndexError):
        return None


def delicacy(case: Case, exact: Answered, other: Answered) -> float:
    """Return which part of the tolerance lies between what two arithmetics give; inf if none."""
    if case.raises is not None:
        return 0.0
    if not exact.result.answered or not other.result.answered:
        return np.inf
    want, got = (
        [*_number_arrays(_compared_value(case, exact))],
        [*_number_arrays(_compared_value(case, other))],
    )
    if [leaf.shape for leaf in want] != [leaf.shape for leaf in got]:
        return np.inf
    parts = [0.0]
    for one, two in zip(want, got, strict=True):
        with np.errstate(all="ignore"):
            same = (one == two) | (np.isnan(one) & np.isnan(two))
            part = np.where(same, 0.0, np.abs(one - two) / tolerance(one, None, case.atol))
        parts.append(float(np.nan_to_num(part, nan=np.inf).max(initial=0.0)))
    return max(parts)


def _number_arrays(value: Any) -> Iterator[np.ndarray]:
    """Yield the numbers of a value, as arrays."""
    if isinstance(value, dict):
        for key in sorted(value, key=str):
            yield from _number_arrays(value[key])
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _number_arrays(item)
    elif isinstance(value, np.ndarray | np.generic | bool | int | float):
        yield np.asarray(value, np.float64)


def variants(family: Family, case: Case) -> list[Case]:
    """Return a call as it is, in float32, and with its inputs moved by a ten-millionth."""
    signs = drawing(0, case.id)

    def single(array: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            return array.astype(np.float32) if array.dtype.kind == "f" else array

    def moved(array: np.ndarray) -> np.ndarray:
        if array.dtype.kind != "f":
            return array
        factor = 1 + MOVED * signs.choice([-1.0, 1.0], array.shape)
        return np.asarray(array * factor, array.dtype)

    floating = _floating(family, case)
    return [
        case,
        _with_arguments(floating, single),
        *(_with_arguments(floating, moved) for _ in range(MOVES)),
    ]


def _floating(family: Family, case: Case) -> Case:
    """Return a case whose integers are floats where either may stand, so that they can move."""
    parameters = family.parameters(case)

    def one(name: str, value: Any) -> Any:
        if parameters[name].form not in NUMERIC or not isinstance(value, np.ndarray | dict):
            return value
        return map_arrays(value, lambda a: a.astype(float) if a.dtype.kind == "i" else a)

    args = tuple(one(name, value) for name, value in zip(parameters, case.args, strict=False))
    return replace(case, args=args, kwargs={n: one(n, v) for n, v in case.kwargs.items()})


def _with_arguments(case: Case, change: Callable[[np.ndarray], np.ndarray]) -> Case:
    """Return a case with its arguments changed, and those of its objects."""

    def one(value: Any) -> Any:
        return map_arrays(value, change)

    objects = {
        name: replace(
            recipe,
            args=tuple(map(one, recipe.args)),
            kwargs={key: one(value) for key, value in recipe.kwargs.items()},
            attributes={key: one(value) for key, value in recipe.attributes.items()},
        )
        for name, recipe in case.objects.items()
    }
    kwargs = {name: one(value) for name, value in case.kwargs.items()}
    return replace(case, args=tuple(map(one, case.args)), kwargs=kwargs, objects=objects)


def map_arrays(value: Any, change: Callable[[np.ndarray], np.ndarray]) -> Any:
    """Return a value with its numbers changed, each array, list of numbers or number at once."""
    if isinstance(value, dict):
        return {key: map_arrays(item, change) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return np.array(change(value), order="F" if _is_fortran(value) else "C")
    if type(value) is list and value and _is_plain(value):
        return change(np.array(value)).tolist()
    if type(value) in (list, tuple):
        return type(value)(map_arrays(item, change) for item in value)
    if isinstance(value, np.generic) and not isinstance(value, np.bool_):
        return value.dtype.type(change(np.asarray(value)))
    if type(value) in (int, float):
        return type(value)(change(np.asarray(value)).item())
    return value


def _is_fortran(value: np.ndarray) -> bool:
    return value.flags.f_contiguous and not value.flags.c_contiguous


def _is_plain(value: Any) -> bool:
    if type(value) is list:
        return all(map(_is_plain, value))
    return type(value) in (int, float)


def draw(family: Family, case: Case, seed: int, attempt: int) -> Case | None:
    """Return a case like another with other arguments; None where there is nothing to draw."""
    drawn = _Draw(drawing(seed, f"{case.exercise}/{case.id}{MARK}{attempt}"))
    parameters = family.parameters(case)
    values = drawn.values(bound(case.args, case.kwargs, parameters), parameters)
    names = [*parameters][: len(case.args)]
    objects = used(case, family.objects)
    kept = {v.name for n, v in values.items() if type(v) is Use and parameters[n].form == "choice"}
    for name in objects.keys() - kept:
        recipe = objects[name]
        own = family.domains.get(recipe.function, {})
        made = drawn.values(bound(recipe.args, recipe.kwargs, own), own)
        objects[name] = replace(
            recipe,
            args=tuple(made[key] for key in [*own][: len(recipe.args)]),
            kwargs={key: made[key] for key in recipe.kwargs},
            attributes=drawn.values(recipe.attributes, own),
        )
    if not drawn.anything:
        return None
    return replace(
        case,
        id=case.id + MARK,
        args=tuple(values[name] for name in names),
        kwargs={name: values[name] for name in case.kwargs},
        objects=objects,
    )


class _Draw:
    """Draws the arguments of one call.

    Attributes
    ----------
    anything
        Whether anything could be drawn.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.anything = False
        self._orders: dict[str, np.ndarray] = {}

    def values(self, given: Mapping[str, Any], parameters: Parameters) -> dict[str, Any]:
        """Return other arguments, by the names of their parameters."""
        drawn = dict(given)
        self._orders.clear()
        for name, value in given.items():
            domain = parameters[name]
            if domain.form == "rows" and domain.of in given:
                drawn[domain.of], drawn[name] = self._rows(given[domain.of], value)
            else:
                drawn[name] = self._value(name, value, domain, drawn)
        return drawn

    def _value(self, name: str, value: Any, domain: Domain, drawn: Mapping[str, Any]) -> Any:
        if isinstance(value, Input) and domain.form == "file":
            return self._file(value, domain.of)
        if isinstance(value, Use) or domain.form in ("size", "choice", "object", "file"):
            return value
        if domain.form == "seed":
            self.anything = True
            return self._generator(value)
        if isinstance(value, Named):
            return self._scaled(value)
        if isinstance(value, str | bool) or value is None:
            return value
        self.anything = True
        change = {
            "real": self._real,
            "signed": self._signed,
            "elements": self._elements,
            "quarters": self._quarters,
            "powers": self._powers,
            "uniform": self._uniform,
            "shuffled": lambda array: self._shuffled(name, array),
            "sigmoid": lambda array: self._sigmoid(drawn[domain.of], array),
            "probability": self._probability,
            "distribution": lambda array: self._distribution(name, array),
            "classes": self._classes,
            "binary": self._binary,
            "along": lambda array: self._distribution(name, array, self._orders[domain.of]),
            "label": lambda array: self._label(self._orders[domain.of], array),
        }[domain.form]
        return map_arrays(value, change)

    def _file(self, value: Input, maker: str) -> Input:
        """Return a file that is to be made: what is called for may still not be there."""
        self.anything = True
        seed = int(self.rng.integers(1 << 62))
        return Input(f"twin-{seed:x}-{value.name}", maker, value.name, seed)

    def _generator(self, value: Any) -> Any:
        seed = int(self.rng.integers(1 << 31))
        legacy = isinstance(value, np.random.RandomState)
        return np.random.RandomState(seed) if legacy else np.random.default_rng(seed)

    def _scaled(self, function: Named) -> Named:
        """Return a multiple of a function, whose gradient is the same multiple."""
        self.anything = True
        factor = float(self._real(np.asarray(1.0)))
        return Named(function.name, lambda *given: factor * function(*given))

    def _real(self, array: np.ndarray) -> np.ndarray:
        """Scale each number by a factor of its own; an integer lies between its neighbours."""
        if array.dtype.kind != "f":
            return self._integers(array)
        with np.errstate(all="ignore"):
            factors = self.rng.uniform(NEAR, 1, array.shape)
            mantissa, exponent = np.frexp(array * factors)
            rounded = np.ldexp(np.round(np.ldexp(mantissa, DIGITS)), exponent - DIGITS)
        return np.asarray(np.where(np.isfinite(array), rounded, array), array.dtype)

    def _integers(self, array: np.ndarray) -> np.ndarray:
        if array.dtype.kind == "b" or not array.size:
            return array
        least, most = int(array.min()), int(array.max())
        if most == least:
            least, most = least - 2, most + 2
        if int(array.min()) >= 0:
            least = max(least, 0)
        there = np.arange(least, most + 1)
        if np.all(array):
            there = there[there != 0]
        return np.asarray(self.rng.choice(there, array.shape), array.dtype)

    def _elements(self, array: np.ndarray) -> np.ndarray:
        """Draw numbers that are looked at one by one: in another order, too.

        Among integers what is large stays so, as its size may be what matters.
        """
        mixed = self.rng.permuted(array.reshape(-1)).reshape(array.shape)
        if array.dtype.kind == "f" or np.abs(array).max(initial=0) < LARGE:
            return self._real(mixed)
        return np.asarray(np.round(mixed * self.rng.uniform(NEAR, 1, array.shape)), array.dtype)

    def _signed(self, array: np.ndarray) -> np.ndarray:
        """Draw numbers that may be negative as well as positive."""
        size = np.asarray(np.abs(self._real(np.abs(array))))
        return np.asarray(size * self.rng.choice([-1, 1], array.shape), array.dtype)

    def _quarters(self, array: np.ndarray) -> np.ndarray:
        """Draw multiples of a quarter, not 0, about as large: few digits come of them."""
        if array.dtype.kind != "f":
            return self._integers(array)
        most = max(2, int(4 * np.abs(array).max(initial=0.5)))
        size = self.rng.integers(1, most, array.shape, endpoint=True) / 4
        return np.asarray(size * self.rng.choice([-1, 1], array.shape), array.dtype)

    def _powers(self, array: np.ndarray) -> np.ndarray:
        """Draw powers of a half for what is neither 0 nor 1."""
        drawn = 0.5 ** self.rng.integers(1, 9, array.shape, endpoint=True)
        sure = (array == 0) | (array == 1)
        mixed = np.asarray(np.where(sure, array, drawn), array.dtype)
        return self.rng.permuted(mixed.reshape(-1)).reshape(array.shape)

    def _uniform(self, array: np.ndarray) -> np.ndarray:
        """Draw another number of equal chances; what is certain moves elsewhere."""
        if array.dtype.kind != "f":
            return self.rng.permuted(array)
        return np.full(size := int(self.rng.integers(2, 12)), 1 / size, array.dtype)

    def _shuffled(self, name: str, array: np.ndarray) -> np.ndarray:
        """Put rows into another order, the same for all arrays of an argument."""
        order = self._orders.setdefault(name, self.rng.permutation(len(array)))
        return array[order]

    def _sigmoid(self, x: Any, array: np.ndarray) -> np.ndarray:
        """Return the sigmoid of another argument."""
        with np.errstate(all="ignore"):
            return np.asarray(1 / (1 + np.exp(-np.asarray(x, np.float64))), array.dtype)

    def _probability(self, array: np.ndarray) -> np.ndarray:
        """Draw probabilities of events that need not add up; what is certain stays certain."""
        mixed = self.rng.permuted(array.reshape(-1)).reshape(array.shape)
        if array.dtype.kind != "f":
            return mixed
        power = self.rng.uniform(NEAR, 1, array.shape)
        with np.errstate(all="ignore"):
            drawn = np.where(mixed > 0.5, 1 - (1 - mixed) ** power, mixed**power)
        return np.asarray(drawn, array.dtype)

    def _distribution(
        self, name: str, array: np.ndarray, order: np.ndarray | None = None
    ) -> np.ndarray:
        """Draw probabilities that add up as they did, along the last axis."""
        if order is None:
            order = np.argsort(self.rng.random(array.shape), axis=-1)
        self._orders[name] = order
        mixed = np.take_along_axis(array, order, -1)
        if array.dtype.kind != "f":
            return mixed
        scaled = mixed * self.rng.uniform(NEAR, 1, array.shape)
        sums = scaled.sum(axis=-1, keepdims=True, dtype=np.float64)
        before = array.sum(axis=-1, keepdims=True, dtype=np.float64)
        return np.asarray(scaled * (before / sums), array.dtype)

    def _label(self, order: np.ndarray, array: np.ndarray) -> np.ndarray:
        """Return labels, or rows with a 1, of classes that now stand in another order."""
        if array.shape == order.shape:
            return np.take_along_axis(array, order, -1)
        return np.asarray(
            np.take_along_axis(np.argsort(order, axis=-1), array[..., None].astype(int), -1)[
                ..., 0
            ],
            array.dtype,
        )

    def _classes(self, array: np.ndarray) -> np.ndarray:
        """Draw labels, or rows with a 1, that follow from nothing else."""
        if array.ndim > 1:
            hot = self.rng.integers(array.shape[-1], size=array.shape[:-1])
            return np.asarray(np.eye(array.shape[-1])[hot], array.dtype)
        most = max(1, int(array.max(initial=0)))
        return np.asarray(self.rng.integers(0, most, array.shape, endpoint=True), array.dtype)

    def _binary(self, array: np.ndarray) -> np.ndarray:
        return np.asarray(self.rng.integers(0, 2, array.shape), array.dtype)

    def _rows(self, scores: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Draw rows of both among those that there are, each kind of row at least once."""
        self.anything = True
        count = len(scores)
        kinds = np.column_stack([np.sign(scores.reshape(count, -1)), labels.reshape(count, -1)])
        kept = np.unique(kinds, axis=0, return_index=True)[1]
        more = self.rng.integers(count, size=count - len(kept))
        chosen = self.rng.permutation([*kept, *more])
        return self._real_floats(scores[chosen]), labels[chosen]

    def _real_floats(self, array: np.ndarray) -> np.ndarray:
        return self._real(array) if array.dtype.kind == "f" else array


def asking(examiner: Examiner) -> Ask:
    """Return how an examiner's subject is asked, one case after the other."""
    return lambda cases: [given(examiner, case) for case in cases]


def given(examiner: Examiner, case: Case) -> Answered:
    """Return what a subject gives for a case."""
    try:
        return Answered(*examiner.answer(case))
    except Stop:
        return Answered(Result(case.function, missing=case.function), None)
