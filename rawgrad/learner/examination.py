"""An examination carries out an order: it calls the examiner, and yields each result as a message.

Runs wherever the learner's code may run: in a child of the command, or in a notebook. A failure's
rows are written only if they will be shown; what needs all cases of an exercise to be known, such
as a diagnosis, comes with the result's second message.
"""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.learner.counted_subject import CountedSubject
from rawgrad.learner.messages import (
    Begin,
    Detail,
    Fate,
    Finished,
    Found,
    Frames,
    Message,
    Noted,
    Order,
    Planned,
)
from rawgrad.spec.case import Case
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Examiner, Outcome, not_called_again
from rawgrad.spec.judge import Verdict, judge_call
from rawgrad.spec.law import Law
from rawgrad.spec.standing import ERROR, FAILED, PASSED, TIMEOUT, TODO, is_open, is_wrong
from rawgrad.subject.base import Call, Result, Subject, Trouble
from rawgrad.subject.executor import in_endless_loop
from rawgrad.subject.imports import OFFERED, REFUSED, absent_packages, syntax_tree
from rawgrad.subject.local import LocalSubject
from rawgrad.views.rows import item_result
from rawgrad.views.words import SENTENCES


def read_everything(kit: Kit) -> Examiner:
    """Return an examiner that has read the whole specification, and has no learner's folder yet."""
    examiner = Examiner(kit, LocalSubject(kit.root / "exercises", "exercises"))
    for name in kit.exercises:
        examiner.items(name)
        examiner.subject.load(kit.exercises[name].packages)
    return examiner


def examiner_of(subject: Subject, order: Order, known: Kit | Examiner | None = None) -> Examiner:
    """Return an examiner of what is ordered, with what is `known` of the kit already."""
    kit = known.kit if isinstance(known, Examiner) else known or Kit(Path(order.root))
    return known.anew(subject) if isinstance(known, Examiner) else Examiner(kit, subject)


def examination(examiner: Examiner, order: Order) -> Iterator[Message]:
    """Examine what is ordered, and yield what is found."""
    if not order.brief:
        # All at first: a broken kit is said before anything runs, and a bar knows its length.
        for name in order.names:
            yield Planned(name, tuple(item.id for item in examiner.items(name)))
    all_passed = True
    for name in order.names:
        before = order.statuses.get(name, {})
        if any(status != PASSED for status in before.values()):
            all_passed = False
        if name in order.finished:
            continue
        detail: Detail = "none" if order.detail == "next" and not all_passed else order.detail
        if order.brief and not all_passed and _is_untouched(examiner.kit, name, order.folder):
            messages = _todo_results(examiner, name)
        else:
            messages = _examine_exercise(examiner, name, detail, order)
        for message in messages:
            if isinstance(message, Found) and message.result.status != PASSED:
                all_passed = False
            yield message
        for text in _absent_packages(examiner.kit, name, order):
            yield Noted(name, text)
        yield Finished(name)


def brief_items(examiner: Examiner, exercise: str) -> list[Case | Law]:
    """Return an exercise's cases and laws, scenarios left out: quick, and enough to go on."""
    items = examiner.items(exercise)
    return [item for item in items if isinstance(item, Case) or item.kind == "law"]


def _examine_exercise(
    examiner: Examiner, name: str, detail: Detail, order: Order
) -> Iterator[Message]:
    items = examiner.items(name)
    if order.brief:
        items = brief_items(examiner, name)
        yield Planned(name, tuple(item.id for item in items))
    settled = _settled(examiner, order, name)
    outcomes: list[Outcome] = []
    failed_cases: list[Outcome] = []
    earlier: list[Case] = []
    for item in items:
        if isinstance(item, Law) and earlier:
            yield from _diagnosed_again(examiner, earlier, settled)
            earlier = []
        if isinstance(item, Law) and failed_cases:
            yield from _with_notes(examiner, failed_cases, outcomes)
            failed_cases = []
        known = settled.get(item.id)
        if known is not None and item.id in order.statuses.get(name, {}):
            if isinstance(item, Case) and _needs_rows(known, outcomes, detail):
                earlier.append(item)
            outcomes.append(known)
            continue
        if known is None:
            yield Begin(name, item.id)
        outcome = known or examiner.examine(item)
        shown = _needs_rows(outcome, outcomes, detail)
        if shown and isinstance(item, Law) and item.needs:
            yield from _with_notes(examiner, [outcome], outcomes)
        else:
            yield Found(item_result(outcome, detailed=shown))
        outcomes.append(outcome)
        if shown and isinstance(item, Case) and is_wrong(outcome.verdict.status):
            failed_cases.append(outcome)
    if earlier:
        yield from _diagnosed_again(examiner, earlier, settled)
    yield from _with_notes(examiner, failed_cases, outcomes)


def _diagnosed_again(
    examiner: Examiner, failed: Sequence[Case], settled: Mapping[str, Outcome]
) -> Iterator[Found]:
    """Yield failures that a child before has found, with what all cases of a function tell.

    It had no chance to say that; nothing but statuses is left of what it found, so the cases are
    called again. What has ended a child is not.
    """
    cases = examiner.case_file(failed[0].exercise).cases
    for function in dict.fromkeys(case.function for case in failed):
        own = [case for case in cases if case.function == function]
        before = [settled[case.id].verdict.status for case in own if case.id in settled]
        if not set(before) <= {PASSED, FAILED}:
            continue
        again = {case.id: examiner.attempt(case) for case in own}
        shown = [again[case.id] for case in failed if case.id in again]
        yield from _with_notes(examiner, shown, list(again.values()))


def _absent_packages(kit: Kit, name: str, order: Order) -> Iterator[Text]:
    """Yield a sentence for each package that a module imports and cannot use in grading."""
    path = Path(order.folder, f"{name}.py")
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    own = {order.package, *(file.stem for file in path.parent.iterdir())}
    offered = OFFERED.union(kit.exercises[name].packages)
    for line, package in absent_packages(source, own, offered - REFUSED):
        place = f"{path.parent.name}/{path.name}:{line}"
        key = "refused_package" if package in REFUSED else "absent_package"
        yield SENTENCES[key].filled(place=place, package=package)


def _settled(examiner: Examiner, order: Order, name: str) -> dict[str, Outcome]:
    """Return what children before have found of an exercise, and make it the examiner's own.

    A function that was stopped is not called again, nor one that has ended its process twice, nor
    any of a module that cannot even be imported.
    """
    items = {item.id: item for item in examiner.items(name)}
    found = {
        key: Outcome(items[key], Verdict(status))
        for key, status in order.statuses.get(name, {}).items()
        if key in items
    }
    fates = [fate for fate in order.fates if fate.exercise == name and fate.id in items]
    killers = {fate.id for fate in fates}
    for fate in fates:
        killer = items[fate.id]
        function = killer.function
        again = sum(items[other.id].function == function for other in fates) > 1
        importing = bool(fate.frames) and any(
            place == "<module>" for *_, place in _own_frames(fate, order)
        )
        for item in items.values():
            same = item.function == function and (again or fate.cause == "limit")
            if item is killer or importing:
                call = _last_call(examiner, item, fate) if item is killer else None
                found.setdefault(item.id, _ended_outcome(item, fate, order, call))
            elif same and item.id not in killers:
                status = TIMEOUT if fate.cause == "limit" else ERROR
                found.setdefault(item.id, Outcome(item, not_called_again(item, status)))
    for outcome in found.values():
        examiner.settle(outcome)
    return found


def _own_frames(fate: Fate, order: Order) -> Frames:
    """Return the learner's own of the places in which a child stood."""
    folder = str(Path(order.folder).resolve())
    # As `faulthandler` writes a name that is not in ASCII.
    written = folder.encode("ascii", "backslashreplace").decode("ascii")
    return tuple(
        (folder + file.removeprefix(written), line, function)
        for file, line, function in fate.frames
        if file.startswith(written)
    )


def _last_call(examiner: Examiner, item: Case | Law, fate: Fate) -> Call | None:
    """Return the call in which an item has ended its process: a law's is made up to it, anew."""
    subject = examiner.subject
    if isinstance(item, Case) or not isinstance(subject, CountedSubject):
        return None
    with subject.stopping_at(fate.call):
        examiner.attempt(item)
    return subject.reached


def _ended_outcome(item: Case | Law, fate: Fate, order: Order, call: Call | None = None) -> Outcome:
    """Return the outcome of an item that has ended its process, in a call if that is known."""
    folder = Path(order.folder).resolve()
    own = _own_frames(fate, order)
    frames = tuple(
        (
            Path(file).relative_to(folder.parent).as_posix(),
            line,
            function,
            linecache.getline(file, line).strip(),
        )
        for file, line, function in own
    )
    if fate.cause == "limit":
        looping = any(in_endless_loop(file, line) for file, line, _ in own)
        kind = "EndlessLoop" if looping else "TimeLimit"
        trouble = Trouble(kind, (), f"stopped after {fate.how} s", frames, timeout=True)
    elif not fate.how:
        trouble = Trouble("BrokeProtocol", (), "closed its connection", frames, cause="protocol")
    else:
        cause = "exit" if fate.how.isdecimal() else "crash"
        trouble = Trouble("Exit", (), fate.how, frames, cause=cause)
    if call is None:
        call = Call(item.exercise, item.function if isinstance(item, Case) else "")
    result = Result(
        call.function,
        tuple(call.args),
        dict(call.kwargs),
        trouble=trouble,
        where=(f"{folder.name}/{item.exercise}.py", _line_of(folder, item)),
    )
    return Outcome(item, judge_call(result), result)


def _line_of(folder: Path, item: Case | Law) -> int:
    """Return where an item's function begins, as far as its module's text tells."""
    node = syntax_tree(str(folder / f"{item.exercise}.py"))
    for name in item.function.split("."):
        named = (one for one in ast.iter_child_nodes(node) if getattr(one, "name", "") == name)
        node = next(named, node)
    return getattr(node, "lineno", 1)


def _needs_rows(outcome: Outcome, before: Sequence[Outcome], detail: Detail) -> bool:
    """Tell whether anyone will look at an outcome's rows."""
    status = outcome.verdict.status
    statuses = [other.verdict.status for other in before]
    if is_wrong(status):
        return detail == "all" or (detail != "none" and not any(map(is_wrong, statuses)))
    # What comes next is shown as its first open case.
    return is_open(status) and detail == "next" and all(s == PASSED for s in statuses)


def _with_notes(
    examiner: Examiner, failed: Iterable[Outcome], outcomes: Sequence[Outcome]
) -> Iterator[Found]:
    """Yield failures with what all cases of the exercise, among the outcomes, tell about them."""
    cases = [outcome for outcome in outcomes if isinstance(outcome.item, Case)]
    for outcome in failed:
        fingerprints = examiner.kit.fingerprints_file(outcome.item.exercise)
        yield Found(item_result(outcome, notes(outcome, cases, fingerprints)))


def _is_untouched(kit: Kit, name: str, folder: str) -> bool:
    """Tell whether a module that needs a framework is the stub that it began as, but for comments.

    To find that nothing is written, a framework need not be imported, which takes seconds.
    """
    if not kit.exercises[name].packages:
        return False
    from rawgrad.spec.stubs import same_code, stub_of

    try:
        return same_code(Path(folder, f"{name}.py").read_text(encoding="utf-8"), stub_of(kit, name))
    except (OSError, UnicodeDecodeError):
        return False


def _todo_results(examiner: Examiner, name: str) -> Iterator[Message]:
    """Yield what an exercise's cases and laws give for a stub, without calling it."""
    items = brief_items(examiner, name)
    yield Planned(name, tuple(item.id for item in items))
    for item in items:
        yield Found(item_result(Outcome(item, Verdict(TODO)), detailed=False))
