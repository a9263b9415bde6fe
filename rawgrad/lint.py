"""`rawgrad lint`: the rules that a specification keeps, each error saying what to do.

Looks at one exercise at a time: its cases, laws, stub, solution, chaffs and wheats. Runs only
where the evidence lies, that is in a clone.
"""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .case import Case
from .evidence import (
    PACKAGE,
    examiner_with,
    items_for,
    put,
    read_specimens,
    replace,
    told,
    whole_result,
)
from .examine import Examiner
from .judge import BLOCKED, TODO
from .kit import Exercise, Kit, write_text
from .law import Law
from .ledger import Ledger
from .local import LocalSubject
from .points import earned, worth
from .stubs import all_stubs

TRIVIAL_SHARE = 0.05


def lint(kit: Kit, names: Sequence[str], write: bool) -> list[str]:
    """Return what is wrong, a line each; with `write`, first record fingerprints and ids anew."""
    problems: list[str] = []
    ledger = Ledger(kit)
    for name in names:
        bench = Bench(kit, kit.exercises[name])
        if write:
            bench.record()
            ledger.take(bench.cases)
        problems += [f"{name}: {problem}" for problem in bench.problems()]
        problems += [f"{name}: {problem}" for problem in ledger.problems(bench.cases)]
    if write:
        ledger.save()
    problems += _stub_problems(kit, names)
    return problems


class Bench:
    """One exercise with all its evidence examined."""

    def __init__(self, kit: Kit, exercise: Exercise) -> None:
        self.kit = kit
        self.exercise = exercise
        self.reader = Examiner(kit, LocalSubject(kit.root / "solutions", PACKAGE, kit.data))
        self.items = self.reader.items(exercise.name)
        self.objects = list(self.reader.case_file(exercise.name).objects.values())
        self.cases = [item for item in self.items if isinstance(item, Case)]
        self.chaffs = read_specimens(kit, "chaffs", exercise.name)
        self.wheats = read_specimens(kit, "wheats", exercise.name)
        self.outcomes = {
            specimen.id: put(self.reader, exercise.name, specimen, items_for(self.items, specimen))
            for specimen in (*self.chaffs, *self.wheats)
        }

    def problems(self) -> Iterator[str]:
        """Yield every rule that is broken."""
        yield from self._names()
        yield from self._solution()
        yield from self._chaffs()
        yield from self._wheats()
        yield from self._cases()
        yield from self._alike()
        yield from self._points()
        yield from self._trivial()
        if self.record_text() != self._recorded():
            yield "its fingerprints are not up to date: run rawgrad lint --write"

    def _names(self) -> Iterator[str]:
        names = [specimen.id for specimen in (*self.chaffs, *self.wheats)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{name} names two specimens: rename one"
        for name in names:
            if not name.startswith(f"{self.exercise.name}-"):
                yield f"{name}: begin its id with {self.exercise.name}-"

    def _solution(self) -> Iterator[str]:
        for outcome in put(self.reader, self.exercise.name, None, self.items):
            if not outcome.verdict.passed:
                yield f"the solution fails {outcome.item.id}: mend the solution or the item"

    def _chaffs(self) -> Iterator[str]:
        for specimen in self.chaffs:
            failing = told(self.outcomes[specimen.id])
            cases = failing & {c.id for c in self.cases if c.function == specimen.function}
            if not failing:
                yield f"chaff {specimen.id} is accepted: write a case that tells it"
            elif specimen.told_by and (cases or specimen.told_by not in failing):
                yield f"chaff {specimen.id}: told_by is wrong, it fails {sorted(failing)}"
            texts = (specimen.diagnosis, specimen.think)
            if not all(text and text.en and text.ko for text in texts):
                yield f"chaff {specimen.id} needs diagnosis and question in both languages"

    def _wheats(self) -> Iterator[str]:
        for specimen in self.wheats:
            for outcome in self.outcomes[specimen.id]:
                if not outcome.verdict.passed:
                    yield f"wheat {specimen.id} fails {outcome.item.id}: the item asks too much"

    def _cases(self) -> Iterator[str]:
        telling = set().union(*(told(self.outcomes[s.id]) for s in self.chaffs), set())
        for case in self.cases:
            if case.id not in telling and case.anchor is None:
                yield f"case {case.id} rejects no chaff: write one, or say why it stays in anchor"
            if case.id in telling and case.anchor is not None:
                yield f"case {case.id} rejects a chaff: take its anchor out"

    def _alike(self) -> Iterator[str]:
        """No two chaffs of a function may look the same, or no diagnosis could be given."""
        right = put(self.reader, self.exercise.name, None, self.cases)
        functions = {specimen.function for specimen in self.chaffs}
        seen = {(name, whole_result(right, name)): "the solution" for name in functions}
        for specimen in self.chaffs:
            if specimen.told_by is None:
                result = whole_result(self.outcomes[specimen.id], specimen.function)
                key = (specimen.function, result)
                if key in seen:
                    twin = seen[key]
                    yield f"{twin} and {specimen.id} look the same: add a case or drop a chaff"
                seen[key] = specimen.id

    def _points(self) -> Iterator[str]:
        used = {worth(item) for item in self.items}
        for function, aspect in sorted(used - set(self.exercise.points)):
            yield f"{function} {aspect} has no points: give it some in manifest.toml"
        for function, aspect in sorted(set(self.exercise.points) - used):
            yield f"{function} {aspect} has points but no case: take it out of manifest.toml"

    def _trivial(self) -> Iterator[str]:
        """Whatever returns without computing must earn next to nothing."""
        for name, trivial in TRIVIAL.items():
            got = self._earned(trivial)
            total = sum(self.exercise.points.values())
            if got > TRIVIAL_SHARE * total:
                yield f"returning {name} earns {got:g} of {total:g} points: add cases with values"

    def _earned(self, trivial: Any) -> float:
        examiner = examiner_with(self.reader, self.exercise.name, None)
        classes = {recipe.function for recipe in self.objects}
        for function in sorted({item.function for item in self.items} - classes):
            replace(self.exercise.name, function, trivial)
        outcomes = [examiner.examine(item) for item in self.items]
        return sum(points for _, points in earned(self.exercise, outcomes))

    def record(self) -> None:
        """Write the fingerprints."""
        path = self.kit.fingerprints_file(self.exercise.name)
        write_text(path, self.record_text())

    def _recorded(self) -> str:
        path = self.kit.fingerprints_file(self.exercise.name)
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def record_text(self) -> str:
        """Return the fingerprints of the exercise's chaffs, which hold no code."""
        table: dict[str, Any] = {}
        for specimen in self.chaffs:
            if specimen.told_by is not None or specimen.diagnosis is None or specimen.think is None:
                continue
            cases = [case.id for case in self.cases if case.function == specimen.function]
            entry = table.setdefault(specimen.function, {"cases": cases, "misconceptions": []})
            entry["misconceptions"].append(
                {
                    "id": specimen.id,
                    "en": specimen.diagnosis.en,
                    "ko": specimen.diagnosis.ko,
                    "think_en": specimen.think.en,
                    "think_ko": specimen.think.ko,
                    "digests": whole_result(self.outcomes[specimen.id], specimen.function),
                }
            )
        return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


TRIVIAL: dict[str, Any] = {
    "its first argument": lambda *args, **kwargs: args[0] if args else None,
    "its last argument": lambda *args, **kwargs: args[-1] if args else None,
    "zeros": lambda *args, **kwargs: np.zeros(np.shape(args[0]) if args else ()),
    "None": lambda *args, **kwargs: None,
    "0.5": lambda *args, **kwargs: 0.5,
    "1": lambda *args, **kwargs: 1,
    "a random array": lambda *args, **kwargs: np.random.default_rng(0).random(
        np.shape(args[0]) if args and np.ndim(args[0]) else ()
    ),
}


def _stub_problems(kit: Kit, names: Sequence[str]) -> Iterator[str]:
    """Every stub says only that it is todo, and no exercise needs a later one."""
    with tempfile.TemporaryDirectory() as folder:
        stubs = Path(folder) / "stubs"
        stubs.mkdir()
        for file, text in all_stubs(kit).items():
            (stubs / file).write_text(text, encoding="utf-8")
        for name in names:
            yield from _todo_only(kit, stubs, name)
            early = Path(folder) / name
            early.mkdir()
            yield from _without_later(kit, early, name)


def _todo_only(kit: Kit, stubs: Path, name: str) -> Iterator[str]:
    examiner = Examiner(kit, LocalSubject(stubs, PACKAGE, kit.data))
    for item in examiner.items(name):
        status = examiner.examine(item).verdict.status
        if status not in (TODO, BLOCKED):
            yield f"{name}: the stub gets {status} for {item.id}: it must only be todo"


def _without_later(kit: Kit, folder: Path, name: str) -> Iterator[str]:
    solutions = kit.root / "solutions"
    later = set(itertools.dropwhile(lambda other: other != name, kit.exercises)) - {name}
    for path in solutions.glob("*.py"):
        if path.stem not in later:
            shutil.copy(path, folder)
    examiner = Examiner(kit, LocalSubject(folder, PACKAGE, kit.data))
    for item in examiner.items(name):
        if isinstance(item, Law) and item.kind == "scenario":
            continue
        if not examiner.examine(item).verdict.passed:
            yield f"{name}: {item.id} fails without the later exercises: do not import from them"


def report(problems: Sequence[str]) -> str:
    """Return the problems as text, or that there are none."""
    return "\n".join(problems) if problems else "The specification keeps all rules."
