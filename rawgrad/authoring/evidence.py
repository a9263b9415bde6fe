"""Chaffs, wheats and listings are implementations kept as evidence for the specification.

A file of `tests/evidence/chaffs` or `wheats` belongs to the exercise it is named after. Each of
its functions, marked by `chaff` (wrong) or `wheat` (right), replaces one function of the solution;
the rest of the module stays. A listing of `tests/evidence/documents` replaces all that a document
has of it. Knows how to examine them; what must follow from it is left to `lint`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import EllipsisType
from typing import Any

from rawgrad.authoring.words import PROBLEMS
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import import_file
from rawgrad.kit.layout import Exercise, Kit
from rawgrad.kit.text import Text
from rawgrad.spec.case import Case
from rawgrad.spec.diagnose import digest
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.law import Law
from rawgrad.spec.points import Tally, Worth, mark, withheld
from rawgrad.spec.standing import ERROR, FAILED
from rawgrad.subject.local import LocalSubject
from rawgrad.subject.packages import load

PACKAGE = "exercises"
_found: list[Specimen] = []
_listings: list[Listing] = []


@dataclass(frozen=True)
class Specimen:
    """One implementation kept as evidence.

    `function` is what it replaces: a function, or a method as `TwoLayerNet.gradient`. A chaff
    has a diagnosis and a question; `told_by` names the law or scenario that alone tells it, and
    `loses` the aspects of its function that it lacks, with `more` at least these. A wheat that is
    shown to learners says `why` it is right.
    """

    id: str
    function: str
    code: Callable[..., Any]
    right: bool
    diagnosis: Text | None = None
    think: Text | None = None
    told_by: str | None = None
    loses: tuple[str, ...] = ()
    more: bool = False
    why: Text | None = None


@dataclass(frozen=True)
class Listing:
    """What a document has of an exercise, its imports adapted: by function.

    `earns` are the points that it gets, and `loses` what it lacks: "delta_GD.sizes".
    """

    id: str
    document: str
    code: Mapping[str, Callable[..., Any]]
    earns: float
    loses: tuple[str, ...]


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def chaff(
    id: str,
    *,
    en: str,
    ko: str,
    think_en: str,
    think_ko: str,
    function: str | None = None,
    told_by: str | None = None,
    loses: str | tuple[str | EllipsisType, ...] = (),
) -> Decorator:
    """Mark a wrong implementation: what it stands for, and a question to think about.

    The English diagnosis continues "The results are identical to an implementation that …"; the
    Korean one is a noun phrase that ends in "구현", and may be followed by a sentence.

    `loses` is the aspect of the function that it lacks, or several; one whose values are wrong
    may lose more, and says so: `("values", ...)`. What is told by a scenario names that.
    """
    names = (loses,) if isinstance(loses, str) else loses
    lost = tuple(name for name in names if isinstance(name, str))

    def decorate(code: Callable[..., Any]) -> Callable[..., Any]:
        name = function or code.__name__
        diagnosis, think = Text(en, ko), Text(think_en, think_ko)
        more = ... in names
        _found.append(Specimen(id, name, code, False, diagnosis, think, told_by, lost, more))
        return code

    return decorate


def wheat(id: str, *, function: str | None = None, en: str = "", ko: str = "") -> Decorator:
    """Mark a right implementation that is written differently.

    With a sentence that says why it is right, in both languages, `explain` shows it; the others
    prove that the specification takes what is right, however odd.
    """

    def decorate(code: Callable[..., Any]) -> Callable[..., Any]:
        why = Text(en, ko) if en or ko else None
        _found.append(Specimen(id, function or code.__name__, code, True, why=why))
        return code

    return decorate


def listing(
    id: str,
    *,
    document: str,
    code: Mapping[str, Callable[..., Any]],
    earns: float,
    loses: tuple[str, ...],
) -> None:
    """Keep what a document has of an exercise, behaviour-equal and written anew."""
    _listings.append(Listing(id, document, code, earns, loses))


def read_listings(kit: Kit, exercise: str) -> tuple[Listing, ...]:
    """Return the listings of the documents for an exercise; there need not be any."""
    path = kit.root / "tests" / "evidence" / "documents" / f"{exercise}.py"
    _listings.clear()
    if path.is_file():
        _import_evidence(kit, exercise, path, "documents")
    return tuple(_listings)


def read_specimens(kit: Kit, kind: str, exercise: str) -> tuple[Specimen, ...]:
    """Return the specimens of an exercise in order; `kind` is `chaffs` or `wheats`."""
    path = kit.root / "tests" / "evidence" / kind / f"{exercise}.py"
    if not path.is_file():
        raise BrokenKit(PROBLEMS["no_evidence"].filled(kind=kind).at(path))
    _found.clear()
    _import_evidence(kit, exercise, path, kind)
    return tuple(_found)


def _import_evidence(kit: Kit, exercise: str, path: Path, kind: str) -> None:
    if str(kit.root) not in sys.path:
        sys.path.insert(0, str(kit.root))  # they import from `solutions`
    load(kit.listed[exercise].packages)
    import_file(path, f"rawgrad_{kind}.{exercise}")


def examiner_with(reader: Examiner, exercise: str, specimen: Specimen | None) -> Examiner:
    """Return an examiner of the solutions with one function replaced by a specimen's.

    Parameters
    ----------
    reader
        An examiner that has read the specification already.
    """
    subject = LocalSubject(reader.kit.root / "solutions", PACKAGE)
    if specimen is not None:
        replace(exercise, specimen.function, specimen.code)
    return reader.anew(subject)


def replace(exercise: str, function: str, code: Any) -> None:
    """Put another function into the module under examination."""
    owner: Any = importlib.import_module(f"{PACKAGE}.{exercise}")
    *path, name = function.split(".")
    for part in path:
        owner = getattr(owner, part)
    setattr(owner, name, code)


def put(
    reader: Examiner, exercise: str, specimen: Specimen | None, items: Sequence[Case | Law]
) -> list[Outcome]:
    """Examine a specimen by the given items; the order matters only for time."""
    examiner = examiner_with(reader, exercise, specimen)
    return [examiner.examine(item) for item in items]


def put_listing(reader: Examiner, exercise: str, one: Listing) -> list[Outcome]:
    """Examine a document's code by everything that its exercise asks, as a grade does."""
    examiner = examiner_with(reader, exercise, None)
    for function, code in one.code.items():
        replace(exercise, function, code)
    return [examiner.examine(item) for item in examiner.items(exercise)]


def items_for(items: Sequence[Case | Law], specimen: Specimen) -> list[Case | Law]:
    """Return what a specimen is put to: all but the scenarios, unless one alone tells it."""
    return [
        item
        for item in items
        if not (isinstance(item, Law) and item.kind == "scenario" and item.id != specimen.told_by)
    ]


def told(outcomes: Sequence[Outcome]) -> set[str]:
    """Return the ids of the items that a specimen fails, crashes elsewhere not counted."""
    return {outcome.item.id for outcome in outcomes if outcome.verdict.status == FAILED}


def crashed(outcomes: Sequence[Outcome], specimen: Specimen) -> bool:
    """Tell whether a specimen crashes on an item of the function that it replaces."""
    return any(
        outcome.verdict.status == ERROR and outcome.item.function == specimen.function
        for outcome in outcomes
    )


def whole_result(outcomes: Sequence[Outcome], function: str) -> tuple[str, ...]:
    """Return what a function gave on all of its cases, as digests in order."""
    return tuple(
        digest(outcome)
        for outcome in outcomes
        if isinstance(outcome.item, Case) and outcome.item.function == function
    )


def lost_worths(exercise: Exercise, outcomes: Sequence[Outcome]) -> list[Worth]:
    """Return the aspects and scenarios that outcomes lose, as far as they were examined."""
    marks = [mark(outcome) for outcome in outcomes]
    tally, idle = Tally(marks), set(withheld(marks))
    return [key for key in exercise.points if tally.lost(key) or key in idle]


def shortfalls(
    exercise: Exercise, specimen: Specimen, outcomes: Sequence[Outcome]
) -> dict[str, float]:
    """Return the aspects of its function that a specimen loses, and its scenarios, with points.

    What other functions lose because they call it is not its own: a grade forgives that. Where a
    function has no points itself, as one that is given, it is named before what it loses.
    """
    lost = lost_worths(exercise, outcomes)
    has_points = any(function == specimen.function for function, _ in exercise.points)
    found = {}
    for function, aspect in lost:
        if function in (specimen.function, "scenario"):
            found[aspect] = exercise.points[function, aspect]
        elif not has_points:
            found[f"{function}.{aspect}"] = exercise.points[function, aspect]
    return found


def floor(exercise: Exercise, function: str) -> str:
    """Return the aspect of a function without which everything may be lost: its first one."""
    return next((aspect for name, aspect in exercise.points if name == function), "")
