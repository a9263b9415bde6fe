"""Bare `rawgrad` says how every exercise stands, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rawgrad.kit.layout import Kit
from rawgrad.learner.check import order_for
from rawgrad.learner.messages import Finished, Message
from rawgrad.learner.record import CheckRecord
from rawgrad.spec.standing import PASSED
from rawgrad.views.terminal import asked_lines, exercise_details, exercise_line
from rawgrad.views.width import WIDE, Page
from rawgrad.views.words import SENTENCES

if TYPE_CHECKING:
    from rawgrad.spec.examine import Examiner, Outcome


def overview(
    examiner: Examiner, language: str, folder: Path | None = None, page: Page = WIDE
) -> Iterator[str]:
    """Yield how each exercise stands and what comes next, examined in this process.

    In a learner's `folder` a framework is not imported, which takes seconds, to find that nothing
    is written of an exercise that is not the next one.
    """
    from rawgrad.learner.examination import examination

    kit = examiner.kit
    order = order_for(kit, folder or Path(), list(kit.exercises), "next", brief=True)
    record = CheckRecord(order.names)
    yield from overview_lines(kit, record, examination(examiner, order), language, page)


def overview_lines(
    kit: Kit, record: CheckRecord, messages: Iterable[Message], language: str, page: Page
) -> Iterator[str]:
    """Yield how each exercise stands, then the first failure or the first thing to do."""
    for message in messages:
        record.take(message)
        if isinstance(message, Finished):
            name = message.exercise
            yield exercise_line(kit.exercises[name], record.results(name), language, page)
    name = record.cut_short
    if name:
        results, missing = record.results(name), record.missing(name)
        yield exercise_line(kit.exercises[name], results, language, page, missing)
    yield SENTENCES["without_scenarios"].in_(language)
    following = next((name for name in record.names if not record.passes(name)), None)
    if following is None:
        yield SENTENCES["all_passed"].in_(language)
    elif following != record.cut_short:
        yield ""
        yield SENTENCES["next"].in_(language).format(path=f"exercises/{following}.py")
        results = record.results(following)
        yield exercise_details(results, language, page=page)
        if not any(result.is_wrong for result in results):
            first = next(result for result in results if result.status != PASSED)
            yield from asked_lines(first, language, page)


def passes(examiner: Examiner, exercise: str) -> list[Outcome]:
    """Examine an exercise's cases and laws, scenarios left out, in this process."""
    from rawgrad.learner.examination import brief_items

    return [examiner.examine(item) for item in brief_items(examiner, exercise)]
