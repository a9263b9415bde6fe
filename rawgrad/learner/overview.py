"""Bare `rawgrad` says how every exercise stands, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.judge import Verdict
from rawgrad.spec.law import Law
from rawgrad.spec.standing import BLOCKED, PASSED, TODO
from rawgrad.spec.stubs import stub_of
from rawgrad.views import legacy
from rawgrad.views.words import SENTENCES


def passes(examiner: Examiner, exercise: str) -> list[Outcome]:
    """Examine an exercise's cases and laws, scenarios left out: quick, and enough to go on."""
    items = [
        item
        for item in examiner.items(exercise)
        if not (isinstance(item, Law) and item.kind == "scenario")
    ]
    return [examiner.examine(item) for item in items]


def _not_begun(examiner: Examiner, exercise: str) -> list[Outcome]:
    """Return what `passes` does for a stub, without a framework, which laws import.

    Laws are counted only: another item stands for each.
    """
    cases = examiner.case_file(exercise).cases
    source = examiner.kit.laws_file(exercise).read_text(encoding="utf-8")
    laws = len(re.findall(r"^@law\(", source, re.MULTILINE))
    return [Outcome(item, Verdict(TODO)) for item in (*cases, *cases[:1] * laws)]


def _untouched(kit: Kit, exercise: str, folder: Path) -> bool:
    """Tell whether a module is the stub that it began as."""
    path = folder / f"{exercise}.py"
    try:
        return path.read_text(encoding="utf-8") == stub_of(kit, exercise)
    except (OSError, UnicodeDecodeError):
        return False


def overview(examiner: Examiner, language: str, folder: Path | None = None) -> Iterator[str]:
    """Yield how each exercise stands, then the first failure or the first thing to do.

    In a learner's `folder` a framework is not imported, which takes seconds, to find that nothing
    is written of an exercise that is not the next one.
    """
    kit = examiner.kit
    following: tuple[str, list[Outcome]] | None = None
    for name, exercise in kit.exercises.items():
        later = folder if following and exercise.packages else None
        idle = later is not None and _untouched(kit, name, later)
        outcomes = (_not_begun if idle else passes)(examiner, name)
        yield legacy.exercise_line(exercise, outcomes, language)
        if following is None and legacy.tally(outcomes) != PASSED:
            following = name, outcomes
    if following is None:
        yield SENTENCES["all_passed"].in_(language)
        return
    name, outcomes = following
    fingerprints = kit.fingerprints_file(name)
    yield ""
    yield SENTENCES["next"].in_(language).format(path=f"exercises/{name}.py")
    yield legacy.exercise_details(
        outcomes, language, False, lambda outcome: notes(outcome, outcomes, fingerprints)
    )
    if legacy.tally(outcomes) in (TODO, BLOCKED):
        yield _first_case(outcomes, language)


def _first_case(outcomes: Sequence[Outcome], language: str) -> str:
    """Return the first open case, as a call with what it should give."""
    outcome = next(o for o in outcomes if o.verdict.status != PASSED)
    item = outcome.item
    if isinstance(item, Law) or item.raises:
        return f"  {outcome.title.in_(language)}"
    expected = legacy.value_text(item.want, item.digits)
    return f"  {outcome.title.in_(language)}\n  {legacy.call_text(outcome)}  ->  {expected}"
