"""`rawgrad lint` checks the rules that a specification keeps; each error says what to do.

Looks at one exercise at a time: whether it is whole, then what its cases, laws, stub, solution,
chaffs and wheats do when they are run. Only where the evidence lies, that is in a clone.
"""

from __future__ import annotations

import inspect
import itertools
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rawgrad.authoring import completeness, skeleton
from rawgrad.authoring.case_ids import Ledger
from rawgrad.authoring.evidence import (
    PACKAGE,
    Specimen,
    crashed,
    examiner_with,
    floor,
    items_for,
    put,
    read_specimens,
    replace,
    shortfalls,
    told,
    whole_result,
)
from rawgrad.authoring.problem import Problem, problem
from rawgrad.authoring.texts import record_texts
from rawgrad.authoring.words import CONTROLS, SENTENCES
from rawgrad.kit.files import write_text
from rawgrad.kit.layout import Exercise, Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.spec.case import Case
from rawgrad.spec.domain import read_domains
from rawgrad.spec.examine import Examiner, Outcome, headline
from rawgrad.spec.law import Law
from rawgrad.spec.points import earned, is_scenario, worth
from rawgrad.spec.standing import is_open
from rawgrad.spec.stubs import all_stubs
from rawgrad.spec.twins import Family
from rawgrad.subject.local import LocalSubject
from rawgrad.views.rows import finding_texts
from rawgrad.views.words import STATUSES

TRIVIAL_SHARE = 0.05
# What is there to try the specification, and teaches a learner nothing.
UNEXPLAINED = re.compile(r"order=|float32|asfortranarray|floats\(")


def points_table(kit: Kit, names: Sequence[str]) -> str:
    """Return what each chaff loses, in points and by aspect."""
    lines = (line for name in names for line in Bench(kit, kit.exercises[name]).table())
    return "\n".join(lines)


def lint(kit: Kit, names: Sequence[str], write: bool) -> list[Problem]:
    """Return what is wrong; with `write`, first record fingerprints, ids and texts anew.

    Of each exercise only the first kind of problem: what is not written, then what is not
    complete, then what shows when it is run.
    """
    problems: list[Problem] = []
    ledger = Ledger(kit)
    passing: dict[str, set[str]] = {}
    for name in names:
        if write and not list(completeness.unwritten(kit, name)):
            record_texts(kit, name)
        found = list(completeness.unwritten(kit, name)) or list(completeness.incomplete(kit, name))
        problems += found
        if found:
            continue
        bench = Bench(kit, kit.exercises[name])
        if write:
            bench.record()
            ledger.take(bench.cases)
        problems += bench.problems()
        passing[name] = bench.passing
        problems += ledger.problems(name, bench.cases)
    if write:
        ledger.save()
    problems += _stub_problems(kit, passing)
    return problems


class Bench:
    """One exercise with all its evidence examined."""

    def __init__(self, kit: Kit, exercise: Exercise) -> None:
        self.kit = kit
        self.exercise = exercise
        self.at = skeleton.places(exercise.name)
        self.reader = Examiner(kit, LocalSubject(kit.root / "solutions", PACKAGE))
        file = self.reader.case_file(exercise.name)
        self.objects = list(file.objects.values())
        # As they are written, so that what is recorded of them does not hang on their order.
        self.cases = list(file.cases)
        laws = [item for item in self.reader.items(exercise.name) if isinstance(item, Law)]
        self.items: list[Case | Law] = [*self.cases, *laws]
        self.chaffs = read_specimens(kit, "chaffs", exercise.name)
        self.wheats = read_specimens(kit, "wheats", exercise.name)
        self.passing: set[str] = set()
        self.outcomes = {
            specimen.id: put(self.reader, exercise.name, specimen, items_for(self.items, specimen))
            for specimen in (*self.chaffs, *self.wheats)
        }

    def problems(self) -> Iterator[Problem]:
        """Yield every rule that is broken."""
        yield from self._names()
        yield from self._domains()
        yield from self._solution()
        yield from self._chaffs()
        yield from self._wheats()
        yield from self._cases()
        yield from self._alike()
        yield from self._points()
        yield from self._trivial()
        if self.record_text() != self._recorded():
            place = f"spec_tests/fingerprints/{self.exercise.name}.json"
            yield problem(place, "fingerprints", name=self.exercise.name)

    def _domains(self) -> Iterator[Problem]:
        """Yield the arguments of cases for which no domain is declared."""
        file = self.reader.case_file(self.exercise.name)
        domains = read_domains(self.kit.domains_file(self.exercise.name))
        family = Family(file.cases, file.objects, domains)
        for case in file.cases:
            missing = ", ".join(family.undeclared(case))
            if missing:
                facts = {"item": case.id, "function": case.function, "parameters": missing}
                yield problem(self.at["domains"], "no_domain", **facts)

    def _names(self) -> Iterator[Problem]:
        names = [specimen.id for specimen in (*self.chaffs, *self.wheats)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield problem(self.at["chaffs"], "two_specimens", item=name)

    def _solution(self) -> Iterator[Problem]:
        for outcome in put(self.reader, self.exercise.name, None, self.items):
            if outcome.verdict.passed:
                self.passing.add(outcome.item.id)
            else:
                facts = {"item": outcome.item.id, "found": _found(outcome)}
                yield problem(self.at["solution"], "solution_fails", **facts)

    def _chaffs(self) -> Iterator[Problem]:
        place = self.at["chaffs"]
        for specimen in self.chaffs:
            failing = told(self.outcomes[specimen.id])
            cases = failing & {c.id for c in self.cases if c.function == specimen.function}
            if not failing and not crashed(self.outcomes[specimen.id], specimen):
                yield problem(place, "accepted", item=specimen.id)
            elif specimen.told_by and (cases or specimen.told_by not in failing):
                failed = ", ".join(sorted(failing))
                yield problem(place, "told_by", item=specimen.id, failing=failed)
            if not self._as_stated(specimen):
                found = ", ".join(f'"{name}"' for name in self.losses(specimen))
                yield problem(place, "loses", item=specimen.id, found=found)

    def losses(self, specimen: Specimen) -> dict[str, float]:
        """Return what a specimen loses, with the points."""
        return shortfalls(self.exercise, specimen, self.outcomes[specimen.id])

    def _as_stated(self, specimen: Specimen) -> bool:
        """Tell whether a chaff loses what it states; only wrong values may lose more."""
        found, stated = set(self.losses(specimen)), set(specimen.loses)
        if not specimen.more:
            return bool(found) and found == stated
        return floor(self.exercise, specimen.function) in stated and stated < found

    def table(self) -> Iterator[str]:
        """Yield a line for each chaff: the points it loses, its id, and the aspects."""
        for specimen in self.chaffs:
            lost = self.losses(specimen)
            yield f"{sum(lost.values()):5.2f}  {specimen.id}  {', '.join(lost)}"

    def _wheats(self) -> Iterator[Problem]:
        if not any(specimen.why for specimen in self.wheats):
            yield problem(self.at["wheats"], "no_why")
        for specimen in self.wheats:
            if specimen.why and not all(specimen.why):
                yield problem(self.at["wheats"], "half_why", wheat=specimen.id)
            if specimen.why and UNEXPLAINED.search(inspect.getsource(specimen.code)):
                yield problem(self.at["wheats"], "unexplained", wheat=specimen.id)
            for outcome in self.outcomes[specimen.id]:
                if not outcome.verdict.passed:
                    facts = {"wheat": specimen.id, "item": outcome.item.id}
                    found = _found(outcome)
                    yield problem(self.at["wheats"], "wheat_fails", found=found, **facts)

    def _cases(self) -> Iterator[Problem]:
        telling = set().union(*(told(self.outcomes[s.id]) for s in self.chaffs), set())
        for case in self.cases:
            if case.id not in telling and case.anchor is None:
                yield problem(self.at["cases"], "rejects_nothing", item=case.id)
            if case.id in telling and case.anchor is not None:
                yield problem(self.at["cases"], "anchor", item=case.id)
            if len({why.rstrip(". ") == headline(why) for why in case.why}) > 1:
                yield problem(self.at["cases"], "half_reason", item=case.id)

    def _alike(self) -> Iterator[Problem]:
        """No two chaffs of a function may look the same, or no diagnosis could be given."""
        right = put(self.reader, self.exercise.name, None, self.cases)
        functions = {specimen.function for specimen in self.chaffs}
        seen = {(name, whole_result(right, name)): self.at["solution"] for name in functions}
        for specimen in self.chaffs:
            if specimen.told_by is None:
                result = whole_result(self.outcomes[specimen.id], specimen.function)
                key = (specimen.function, result)
                if key in seen:
                    yield problem(self.at["chaffs"], "alike", item=specimen.id, twin=seen[key])
                seen[key] = specimen.id

    def _points(self) -> Iterator[Problem]:
        used = {worth(item) for item in self.items}
        given = set(self.exercise.points)
        for key, group in (("no_points", used - given), ("idle_points", given - used)):
            for function, aspect in sorted(group):
                yield problem(skeleton.MANIFEST, key, function=function, aspect=aspect)

    def _trivial(self) -> Iterator[Problem]:
        """Whatever returns without computing must earn next to nothing."""
        total = sum(self.exercise.points.values())
        for name, trivial in TRIVIAL.items():
            got = self._earned(trivial)
            if got > TRIVIAL_SHARE * total:
                what = CONTROLS[name]
                yield problem(self.at["cases"], "trivial", what=what, got=got, total=total)

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
        right = put(self.reader, self.exercise.name, None, self.cases)
        for specimen in self.chaffs:
            if specimen.told_by is not None or specimen.diagnosis is None or specimen.think is None:
                continue
            cases = [case.id for case in self.cases if case.function == specimen.function]
            solved = whole_result(right, specimen.function)
            empty = {"cases": cases, "right": solved, "misconceptions": []}
            entry = table.setdefault(specimen.function, empty)
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
    "first": lambda *args, **kwargs: args[0] if args else None,
    "last": lambda *args, **kwargs: args[-1] if args else None,
    "zeros": lambda *args, **kwargs: np.zeros(np.shape(args[0]) if args else ()),
    "none": lambda *args, **kwargs: None,
    "half": lambda *args, **kwargs: 0.5,
    "one": lambda *args, **kwargs: 1,
    "random": lambda *args, **kwargs: np.random.default_rng(0).random(
        np.shape(args[0]) if args and np.ndim(args[0]) else ()
    ),
}


def _found(outcome: Outcome) -> Text:
    """Return what was found, on one line."""
    texts = [finding_texts(finding) for finding in outcome.verdict.findings]
    en, ko = (" ".join(text.in_(language) for text in texts) for language in LANGUAGES)
    return Text(en.rstrip("."), ko.rstrip("."))


def _stub_problems(kit: Kit, passing: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Every stub says only that it is todo, and no exercise needs a later one.

    `passing` names what the solution of each exercise passes.
    """
    if not passing:
        return
    with tempfile.TemporaryDirectory() as folder:
        stubs = Path(folder) / "stubs"
        stubs.mkdir()
        for file, text in all_stubs(kit).items():
            (stubs / file).write_text(text, encoding="utf-8")
        for name, passed in passing.items():
            yield from _todo_only(kit, stubs, name)
            early = Path(folder) / name
            early.mkdir()
            yield from _without_later(kit, early, name, passed)


def _todo_only(kit: Kit, stubs: Path, name: str) -> Iterator[Problem]:
    examiner = Examiner(kit, LocalSubject(stubs, PACKAGE))
    for item in examiner.items(name):
        status = examiner.examine(item).verdict.status
        if not is_open(status):
            place = skeleton.STUB.format(name=name)
            yield problem(place, "stub_status", status=STATUSES[status], item=item.id)


def _without_later(kit: Kit, folder: Path, name: str, passed: set[str]) -> Iterator[Problem]:
    solutions = kit.root / "solutions"
    later = set(itertools.dropwhile(lambda other: other != name, kit.exercises)) - {name}
    for path in solutions.glob("*.py"):
        if path.stem not in later:
            shutil.copy(path, folder)
    examiner = Examiner(kit, LocalSubject(folder, PACKAGE))
    for item in examiner.items(name):
        if is_scenario(item):
            continue
        if item.id in passed and not examiner.examine(item).verdict.passed:
            yield problem(skeleton.places(name)["solution"], "needs_later", item=item.id)


def report(problems: Sequence[Problem], language: str) -> str:
    """Return the problems as text, or that there are none."""
    return "\n".join(p.line(language) for p in problems) or SENTENCES["clean"].in_(language)
