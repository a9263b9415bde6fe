"""An examiner runs the cases, laws and scenarios of one subject, and remembers what it found.

Calls the subject and asks the judge. The order in which it is asked does not matter: what one
verdict needs of another it finds out itself.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rawgrad.kit.layout import Exercise, Kit
from rawgrad.kit.text import Text
from rawgrad.spec.case import Case, CaseFile, Input, Use, read_cases
from rawgrad.spec.judge import Finding, Verdict, failed, judge, judge_arguments, judge_call
from rawgrad.spec.law import Law, Stop, Trial, accessed, read_laws
from rawgrad.spec.seed import drawing
from rawgrad.spec.standing import BLOCKED, PASSED, TIMEOUT, TODO, is_done
from rawgrad.subject.base import AccessFailed, Result, Subject
from rawgrad.subject.values import Reference, UnsupportedValue, copy

# What a law's own computing raises when what came back cannot be computed with.
UNUSABLE = (
    TypeError, ValueError, IndexError, KeyError, AttributeError, ArithmeticError, MemoryError,
    RecursionError,
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """A verdict with all that is needed to show it.

    `value` is what was compared; `fact` is what a passed scenario has to tell.
    """

    item: Case | Law
    verdict: Verdict
    result: Result | None = None
    value: Any = None
    fact: Text | None = None
    seconds: float = 0.0

    @property
    def title(self) -> Text:
        """One line that says what is asked."""
        return title(self.item)


def not_called_again(item: Case | Law, status: str) -> Verdict:
    """Return the verdict on an item whose function was stopped, or ended its process, before."""
    key = "stopped_before" if status == TIMEOUT else "ended_before"
    return Verdict(status, (Finding(key, {"function": item.function}),))


def title(item: Case | Law) -> Text:
    """Return one line that says what an item asks."""
    return item.title if isinstance(item, Law) else Text(*map(headline, item.why))


def headline(why: str) -> str:
    """Return the first clause of a case's reason: up to a colon or the end of a sentence."""
    for mark in (": ", ". "):
        why = why.partition(mark)[0]
    return why.rstrip(".")


def in_order(exercise: Exercise, items: Iterable[Case | Law]) -> list[Case | Law]:
    """Return items so that the first that fails tells most: by function, helpers first.

    Of a function first its cases, in the order of its aspects, which begins with the floor and
    where whatever is needed comes before what needs it; then its laws. Scenarios are the end.
    """
    aspects = {key: place for place, key in enumerate(exercise.points)}
    functions: dict[str, int] = {}
    for (function, _), place in aspects.items():
        # A class stands where its first method does.
        for name in (function, function.partition(".")[0]):
            functions.setdefault(name, place)

    def place_of(item: Case | Law) -> tuple[bool, int, bool, int]:
        """Return what sorts an item; what earns no points is given to the learner, and first."""
        if isinstance(item, Law):
            # What changes its arguments may break every law that calls it twice.
            changes = int(item.aspect != "inputs")
            return item.kind == "scenario", functions.get(item.function, -1), True, changes
        aspect = aspects.get((item.function, item.aspect), -1)
        return False, functions.get(item.function, -1), False, aspect

    return sorted(items, key=place_of)


class Examiner:
    """One subject under examination.

    Parameters
    ----------
    kit, subject
        The specification, and what it is asked of.
    seed
        Varies what laws and scenarios draw.
    """

    def __init__(self, kit: Kit, subject: Subject, seed: int = 0) -> None:
        self.kit = kit
        self.subject = subject
        self.seed = seed
        # A folder of input files that are not the specification's own: hidden, or a twin's.
        self.late_inputs: Path | None = None
        self._outcomes: dict[str, Outcome] = {}
        self._files: dict[str, CaseFile] = {}
        self._items: dict[str, list[Case | Law]] = {}
        self._hung: dict[tuple[str, str], Verdict] = {}

    def anew(self, subject: Subject) -> Examiner:
        """Return an examiner of another subject that need not read the specification again."""
        other = Examiner(self.kit, subject, self.seed)
        other._files, other._items = self._files, self._items
        return other

    def case_file(self, exercise: str) -> CaseFile:
        """Return the cases of an exercise."""
        if exercise not in self._files:
            self._files[exercise] = read_cases(self.kit.cases_file(exercise))
        return self._files[exercise]

    def items(self, exercise: str) -> list[Case | Law]:
        """Return all that an exercise is examined by, see `in_order`."""
        if exercise not in self._items:
            laws = read_laws(self.kit.laws_file(exercise))
            items: list[Case | Law] = [*self.case_file(exercise).cases, *laws]
            self._items[exercise] = in_order(self.kit.listed[exercise], items)
        return self._items[exercise]

    def examine(self, item: Case | Law) -> Outcome:
        """Return the outcome of a case, law or scenario; each runs once.

        A function that was stopped is not called again: waiting once is enough.
        """
        key = f"{item.exercise}/{item.id}"
        function = (item.exercise, item.function)
        if key not in self._outcomes and function in self._hung:
            self._outcomes[key] = Outcome(item, self._hung[function])
        if key not in self._outcomes:
            started = time.perf_counter()
            outcome = self._unsupported(item) or self._of_cases(item) or self.attempt(item)
            if not outcome.seconds:
                outcome = replace(outcome, seconds=time.perf_counter() - started)
            self._outcomes[key] = outcome
            if outcome.verdict.status == TIMEOUT:
                self._hung[function] = not_called_again(item, TIMEOUT)
        return self._outcomes[key]

    def settle(self, outcome: Outcome) -> None:
        """Take an outcome that was found elsewhere: the item is not examined again."""
        item = outcome.item
        self._outcomes[f"{item.exercise}/{item.id}"] = outcome

    def attempt(self, item: Case | Law) -> Outcome:
        """Return what comes of an item by itself, whatever else is found."""
        self.subject.load(self.kit.listed[item.exercise].packages)
        return self._law(item) if isinstance(item, Law) else self._case(item)

    def _case(self, case: Case) -> Outcome:
        try:
            result, value = self.answer(case)
        except Stop as stop:
            return Outcome(case, stop.verdict, stop.result)
        warnings_fail = self.kit.exercises[case.exercise].warnings_fail
        return Outcome(case, judge(case, result, value, warnings_fail), result, value)

    def answer(self, case: Case) -> tuple[Result, Any]:
        """Return what came of a case's call, and the value of it that is compared.

        Raises
        ------
        Stop
            If an object of the case could not be made, or what is looked at cannot be read.
        """
        made = self._objects(case)
        args = [self._argument(value, made) for value in case.args]
        kwargs = {name: self._argument(value, made) for name, value in case.kwargs.items()}
        result = self.subject.call(case.exercise, case.function, *args, **kwargs)
        value = result.value
        if case.look is not None and result.answered:
            name, *path = case.look.split(".")
            try:
                value = self.subject.read(Reference(made[name].handle, tuple(path)))
            except (UnsupportedValue, AccessFailed) as error:
                result, verdict = accessed(result, error)
                raise Stop(verdict, result) from None
        return result, value

    def _objects(self, case: Case) -> dict[str, Reference]:
        """Make the objects that a case's arguments use, anew for each case."""
        names = {v.name for v in (*case.args, *case.kwargs.values()) if isinstance(v, Use)}
        return {name: self._make(case, name) for name in sorted(names)}

    def _make(self, case: Case, name: str) -> Reference:
        recipe = case.objects.get(name) or self.case_file(case.exercise).objects[name]
        args = [self._argument(value, {}) for value in recipe.args]
        kwargs = {key: self._argument(value, {}) for key, value in recipe.kwargs.items()}
        result = self.subject.make(case.exercise, recipe.function, *args, **kwargs)
        verdict = judge_call(result)
        if not verdict.passed:
            raise Stop(verdict, result)
        for attribute, value in recipe.attributes.items():
            try:
                self.subject.write(result.value, attribute, value)
            except (UnsupportedValue, AccessFailed) as error:
                result, verdict = accessed(result, error)
                raise Stop(verdict, result) from None
        return result.value

    def _argument(self, value: Any, made: dict[str, Reference]) -> Any:
        if isinstance(value, Use):
            return made[value.name]
        if isinstance(value, Input):
            late = self.late_inputs
            there = late is not None and (late / value.name).exists()
            return str((late if there and late else self.kit.spec / "inputs") / value.name)
        # A generator is used up by a call: each gets its own.
        return copy(value) if hasattr(value, "standard_normal") else value

    def _law(self, law: Law) -> Outcome:
        rng = drawing(self.seed, f"{law.exercise}/{law.id}")
        trial = Trial(self.kit, self.subject, law.exercise, law.limit, rng)
        verdict, fact = Verdict(PASSED), None
        try:
            fact = law.run(trial)
        except Stop as stop:
            verdict = stop.verdict
        except UNUSABLE as e:
            # A law computes with what came back; a value it cannot use is the submission's.
            verdict = failed("unusable", problem=f"{type(e).__name__}: {e}")
        last = trial.last
        return Outcome(law, verdict, last, last.value if last else None, fact)

    def _unsupported(self, item: Case | Law) -> Outcome | None:
        """A law only supports: it counts for a function that passes at least one of its cases."""
        if not isinstance(item, Law) or item.kind != "law":
            return None
        first: Verdict | None = None
        for case in self._supporting(item):
            verdict = self.examine(case).verdict
            if is_done(verdict.status):
                return None
            first = first or verdict
        if first is None:
            return None
        if first.status not in (TODO, BLOCKED):
            first = failed("no_case_passes", function=item.function)
        return Outcome(item, first)

    def _of_cases(self, item: Case | Law) -> Outcome | None:
        """Return the outcome of a law that holds by the cases, see `Law`."""
        if not (isinstance(item, Law) and item.of_cases):
            return None
        for case in self._supporting(item):
            found = self.examine(case)
            if found.verdict.passed and found.result is not None:
                verdict = judge_arguments(found.result)
                if not verdict.passed:
                    return Outcome(item, verdict, found.result, found.value)
        return Outcome(item, Verdict(PASSED))

    def _supporting(self, law: Law) -> Iterator[Case]:
        """Yield the cases of a law's function, or of its methods."""
        for case in self.case_file(law.exercise).cases:
            if case.function == law.function or case.function.startswith(f"{law.function}."):
                yield case
