"""An exercise is complete if every file is there and filled in, and every function provided for.

The part of lint that puts nothing to the test: it reads the files, and imports those that hold
laws, chaffs and wheats. What shows when they are run is left to `lint`.
"""

from __future__ import annotations

import ast
import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rawgrad.authoring import skeleton
from rawgrad.authoring.evidence import Specimen, read_specimens
from rawgrad.authoring.problem import Problem, broken, problem
from rawgrad.authoring.texts import korean_problems, text_problems
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Exercise, Kit
from rawgrad.kit.text import Text
from rawgrad.spec.case import Case, CaseFile, read_cases
from rawgrad.spec.hints import read_hints
from rawgrad.spec.law import Law, read_laws
from rawgrad.spec.points import worth
from rawgrad.spec.stubs import functions_to_write

CORE_CASES = 8
TOTAL = 10


def unwritten(kit: Kit, name: str) -> Iterator[Problem]:
    """Yield what is missing, cannot be read, or still says what its author is to write."""
    for place in skeleton.places(name).values():
        path = kit.root / place
        if not path.is_file():
            yield problem(place, "missing")
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        yield from _syntax(place, path, text)
        yield from _todo_marks(place, text.splitlines(), 1)
    manifest = (kit.root / skeleton.MANIFEST).read_text(encoding="utf-8").splitlines()
    first = manifest.index(f'name = "{name}"') if f'name = "{name}"' in manifest else 0
    last = first
    while first and last < len(manifest) and manifest[last].strip() != "[[exercise]]":
        last += 1
    yield from _todo_marks(skeleton.MANIFEST, manifest[first:last], first + 1)
    stub = skeleton.STUB.format(name=name)
    if not (kit.root / stub).is_file():
        yield problem(stub, "no_stub", name=name)


def _syntax(place: str, path: Path, text: str) -> Iterator[Problem]:
    try:
        tomllib.loads(text) if path.suffix == ".toml" else ast.parse(text)
    except SyntaxError as error:
        yield problem(f"{place}:{error.lineno}", "broken", reason=error.msg)
    except tomllib.TOMLDecodeError as error:
        yield problem(place, "broken", reason=error)


def _todo_marks(place: str, lines: list[str], first: int) -> Iterator[Problem]:
    for number, line in enumerate(lines, start=first):
        found = re.search(rf"\b{skeleton.MARK}\b:? ?(.*)", line)
        if found is not None:
            # A line of hints holds both languages.
            what = found[1].replace('", ko = "', " / ").rstrip("\"',)}/ ")
            en, _, ko = what.rpartition(" / ")
            said = Text(en, ko) if en and re.search("[가-힣]", ko) else Text(what, what)
            yield problem(f"{place}:{number}", "todo", what=said)


def incomplete(kit: Kit, name: str) -> Iterator[Problem]:
    """Yield what an exercise must have and has not; its files can be read, see `unwritten`."""
    at = skeleton.places(name)
    exercise = kit.exercises[name]
    source = (kit.root / at["solution"]).read_text(encoding="utf-8")
    functions = functions_to_write(source)
    yield from _solution(kit, exercise, at["solution"], source, functions)
    stub = (kit.root / skeleton.STUB.format(name=name)).read_text(encoding="utf-8")
    if skeleton.MARK in stub.partition("\n")[0]:
        yield problem(skeleton.STUB.format(name=name), "old_stub", name=name)
    defined = _defined(source)
    try:
        cases = read_cases(kit.cases_file(name))
    except BrokenKit as error:
        yield broken(at["cases"], error, kit.root)
        return
    yield from _case_problems(at["cases"], exercise, cases, functions, defined)
    yield from _predictions(at["cases"], cases)
    try:
        laws = read_laws(kit.laws_file(name))
    except BrokenKit as error:
        yield broken(at["laws"], error, kit.root)
        return
    yield from _laws(at["laws"], laws, defined)
    yield from _needs(at, (*cases.cases, *laws))
    aspects = {case.aspect for case in cases.cases} | {law.aspect for law in _only_laws(laws)}
    yield from _entry(kit, exercise, aspects)
    yield from _hint_problems(kit, name, at["hints"], functions)
    yield from text_problems(kit, name, at["texts"])
    for kind, key in (("chaffs", "no_chaff"), ("wheats", "no_wheat")):
        try:
            specimens = read_specimens(kit, kind, name)
        except BrokenKit as error:
            yield broken(at[kind], error, kit.root)
            continue
        yield from _specimens(at[kind], name, specimens, defined)
        for function in functions:
            if all(specimen.function != function for specimen in specimens):
                yield problem(at[kind], key, function=function)


def _solution(
    kit: Kit, exercise: Exercise, place: str, source: str, functions: list[str]
) -> Iterator[Problem]:
    tree = ast.parse(source)
    if ast.get_docstring(tree) is None:
        yield problem(place, "no_docstring")
    if not functions:
        yield problem(place, "nothing_asked")
    order = list(kit.exercises)
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or node.level != 1:
            continue
        names = [node.module] if node.module else [alias.name for alias in node.names]
        for other in [n for n in names if n in kit.exercises]:
            if order.index(other) >= order.index(exercise.name):
                yield problem(f"{place}:{node.lineno}", "imports_later", other=other)
            elif other not in exercise.requires:
                yield problem(f"{place}:{node.lineno}", "imports", other=other)


def _defined(source: str) -> set[str]:
    """Return the functions, classes and methods that a solution defines or imports."""
    names = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{f.name}" for f in node.body if isinstance(f, ast.FunctionDef)}
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        if isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _entry(kit: Kit, exercise: Exercise, aspects: set[str]) -> Iterator[Problem]:
    yield from korean_problems(skeleton.MANIFEST, "title", exercise.title)
    order = list(kit.exercises)
    for other in exercise.requires:
        if other not in order[: order.index(exercise.name)]:
            yield problem(skeleton.MANIFEST, "requires", other=other)
    total = sum(exercise.points.values())
    if abs(total - TOTAL) > 1e-9:
        yield problem(skeleton.MANIFEST, "not_ten", name=exercise.name, total=total)
    for aspect in sorted(aspects - set(kit.aspects)):
        yield problem(skeleton.MANIFEST, "no_title", aspect=aspect)


def _case_problems(
    place: str, exercise: Exercise, file: CaseFile, functions: list[str], defined: set[str]
) -> Iterator[Problem]:
    called = [case.function for case in file.cases]
    for function in functions:
        if function not in called:
            yield problem(place, "no_case", function=function)
    for function in exercise.core:
        count = sum(function == name.split(".")[0] for name in called)
        if count < CORE_CASES:
            yield problem(place, "few_cases", function=function, count=count)
    for case in file.cases:
        if case.function not in defined:
            yield problem(place, "unknown_function", item=case.id, function=case.function)
        if not case.id.startswith(f"{exercise.name}-"):
            yield problem(place, "item_id", item=case.id, name=exercise.name)
        yield from korean_problems(place, case.id, case.why)


def _predictions(place: str, file: CaseFile) -> Iterator[Problem]:
    if not file.predictions:
        yield problem(place, "no_prediction")
    for prediction in file.predictions:
        yield from korean_problems(place, prediction.id, prediction.question)
        try:
            with np.errstate(all="ignore"):
                printed = " ".join(str(eval(prediction.code, {"np": np})).split())
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            yield problem(place, "prediction_fails", item=prediction.id, reason=reason)
            continue
        answer = hashlib.sha256(printed.encode()).hexdigest()
        if answer != prediction.answer:
            yield problem(
                place, "answer", item=prediction.id, printed=f"`{printed}`", answer=answer
            )


def _only_laws(laws: tuple[Law, ...]) -> list[Law]:
    return [law for law in laws if law.kind == "law"]


def _laws(place: str, laws: tuple[Law, ...], defined: set[str]) -> Iterator[Problem]:
    if len(_only_laws(laws)) == len(laws):
        yield problem(place, "no_scenario")
    for law in laws:
        yield from korean_problems(place, law.id, law.title)
        if law.function not in defined:
            yield problem(place, "unknown_function", item=law.id, function=law.function)


def _needs(at: dict[str, str], items: tuple[Case | Law, ...]) -> Iterator[Problem]:
    """Whatever an item needs is another aspect of its function, and no aspects need each other."""
    asked: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for item in items:
        key = worth(item)
        asked.setdefault(key, set()).update((item.function, need) for need in item.needs)
    for item in items:
        place = at["cases" if isinstance(item, Case) else "laws"]
        for need in item.needs:
            if (item.function, need) not in asked:
                yield problem(
                    place, "needs_nothing", item=item.id, need=need, function=item.function
                )
            elif worth(item) in _needed(asked, (item.function, need)):
                yield problem(place, "needs_itself", item=item.id, need=need)


def _needed(
    asked: dict[tuple[str, str], set[tuple[str, str]]], key: tuple[str, str]
) -> set[tuple[str, str]]:
    """Return an aspect and all that it needs, directly or not."""
    found: set[tuple[str, str]] = set()
    pending = [key]
    while pending:
        one = pending.pop()
        if one not in found:
            found.add(one)
            pending += asked.get(one, ())
    return found


def _hint_problems(kit: Kit, name: str, place: str, functions: list[str]) -> Iterator[Problem]:
    try:
        hints = read_hints(kit, name)
    except BrokenKit as error:
        yield broken(place, error, kit.root)
        return
    found = [hint.function for hint in hints]
    missing = [function for function in functions if function not in found]
    for function in missing:
        yield problem(place, "no_hint", function=function)
    if not missing and found != functions:
        yield problem(place, "hint_order", found=", ".join(found), asked=", ".join(functions))
    for hint in hints:
        for step in hint.steps:
            yield from korean_problems(place, hint.function, step)


def _specimens(
    place: str, name: str, specimens: tuple[Specimen, ...], defined: set[str]
) -> Iterator[Problem]:
    for specimen in specimens:
        if specimen.function not in defined:
            function = specimen.function
            yield problem(place, "replaces_nothing", item=specimen.id, function=function)
        if not specimen.id.startswith(f"{name}-"):
            yield problem(place, "item_id", item=specimen.id, name=name)
        for text in () if specimen.right else (specimen.diagnosis, specimen.think):
            if not text or not all(text):
                yield problem(place, "half_chaff", item=specimen.id)
            else:
                yield from korean_problems(place, specimen.id, text)
