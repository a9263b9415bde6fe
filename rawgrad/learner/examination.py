"""An examination carries out an order: it calls the examiner, and yields each result as a message.

Runs wherever the learner's code may run: in a child of the command, or in a notebook. A failure's
rows are written only if they will be shown; what needs all cases of an exercise to be known, such
as a diagnosis, comes with the result's second message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.learner.messages import Begin, Detail, Finished, Found, Message, Order, Planned
from rawgrad.spec.case import Case
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.judge import Verdict
from rawgrad.spec.law import Law
from rawgrad.spec.standing import PASSED, TODO, is_open, is_wrong
from rawgrad.subject.local import LocalSubject
from rawgrad.views.rows import item_result

LAW = re.compile(r"^@law\(.*?^def (?:test_)?(\w+)", re.MULTILINE | re.DOTALL)


def read_everything(kit: Kit) -> Examiner:
    """Return an examiner that has read the whole specification, and has no learner's folder yet."""
    examiner = Examiner(kit, LocalSubject(kit.root / "exercises", "exercises"))
    for name in kit.exercises:
        examiner.items(name)
    return examiner


def examiner_of(order: Order, known: Kit | Examiner | None = None) -> Examiner:
    """Return an examiner of the ordered folder, with what is `known` of the kit already."""
    kit = known.kit if isinstance(known, Examiner) else known or Kit(Path(order.root))
    subject = LocalSubject(Path(order.folder), order.package)
    return known.anew(subject) if isinstance(known, Examiner) else Examiner(kit, subject)


def examination(examiner: Examiner, order: Order) -> Iterator[Message]:
    """Examine what is ordered, and yield what is found."""
    if not order.brief:
        # All at first: a broken kit is said before anything runs, and a bar knows its length.
        for name in order.names:
            yield Planned(name, tuple(item.id for item in examiner.items(name)))
    all_passed = True
    for name in order.names:
        detail: Detail = "none" if order.detail == "next" and not all_passed else order.detail
        if order.brief and not all_passed and _is_untouched(examiner.kit, name, order.folder):
            messages = _todo_results(examiner, name)
        else:
            messages = _examine_exercise(examiner, name, detail, order.brief)
        for message in messages:
            if isinstance(message, Found) and message.result.status != PASSED:
                all_passed = False
            yield message
        yield Finished(name)


def brief_items(examiner: Examiner, exercise: str) -> list[Case | Law]:
    """Return an exercise's cases and laws, scenarios left out: quick, and enough to go on."""
    items = examiner.items(exercise)
    return [item for item in items if isinstance(item, Case) or item.kind == "law"]


def _examine_exercise(
    examiner: Examiner, name: str, detail: Detail, brief: bool
) -> Iterator[Message]:
    items = examiner.items(name)
    if brief:
        items = brief_items(examiner, name)
        yield Planned(name, tuple(item.id for item in items))
    outcomes: list[Outcome] = []
    failed_cases: list[Outcome] = []
    for item in items:
        if isinstance(item, Law) and failed_cases:
            yield from _with_notes(examiner, failed_cases, outcomes)
            failed_cases = []
        yield Begin(name, item.id)
        outcome = examiner.examine(item)
        shown = _needs_rows(outcome, outcomes, detail)
        yield Found(item_result(outcome, detailed=shown))
        outcomes.append(outcome)
        if shown and isinstance(item, Case) and is_wrong(outcome.verdict.status):
            failed_cases.append(outcome)
    yield from _with_notes(examiner, failed_cases, outcomes)


def _needs_rows(outcome: Outcome, before: Sequence[Outcome], detail: Detail) -> bool:
    """Tell whether anyone will look at an outcome's rows."""
    status = outcome.verdict.status
    statuses = [other.verdict.status for other in before]
    if is_wrong(status):
        return detail == "all" or (detail != "none" and not any(map(is_wrong, statuses)))
    # What comes next is shown as its first open case.
    return is_open(status) and detail == "next" and all(s == PASSED for s in statuses)


def _with_notes(
    examiner: Examiner, failed_cases: Iterable[Outcome], outcomes: Sequence[Outcome]
) -> Iterator[Found]:
    """Yield failed cases again, with what all cases of the exercise tell about them."""
    for outcome in failed_cases:
        fingerprints = examiner.kit.fingerprints_file(outcome.item.exercise)
        yield Found(item_result(outcome, notes(outcome, outcomes, fingerprints)))


def _is_untouched(kit: Kit, name: str, folder: str) -> bool:
    """Tell whether a module that needs a framework is the stub that it began as.

    To find that nothing is written, a framework need not be imported, which takes seconds.
    """
    if not kit.exercises[name].packages:
        return False
    from rawgrad.spec.stubs import stub_of

    try:
        return Path(folder, f"{name}.py").read_text(encoding="utf-8") == stub_of(kit, name)
    except (OSError, UnicodeDecodeError):
        return False


def _todo_results(examiner: Examiner, name: str) -> Iterator[Message]:
    """Yield what an exercise's cases and laws give for a stub, without calling it.

    Laws import their framework, so their names are read from the file.
    """
    cases = examiner.case_file(name).cases
    source = examiner.kit.laws_file(name).read_text(encoding="utf-8")
    laws = LAW.findall(source)
    yield Planned(name, (*(case.id for case in cases), *laws))
    todo = [item_result(Outcome(case, Verdict(TODO)), detailed=False) for case in cases]
    for result in todo:
        yield Found(result)
    for law in laws:
        yield Found(replace(todo[0], id=law, kind="law"))
