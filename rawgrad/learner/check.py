"""`rawgrad check` has a child examine exercises, and prints each as it is finished.

Needs no NumPy: the learner's code runs in the child, and the command outlives it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.learner.host import Child, start
from rawgrad.learner.messages import Detail, Ended, Finished, Found, Message, Order
from rawgrad.learner.record import CheckRecord
from rawgrad.learner.relay import Relay
from rawgrad.spec.standing import ERROR, PASSED
from rawgrad.views.item_result import ItemResult
from rawgrad.views.progress import Bar
from rawgrad.views.terminal import exercise_details, exercise_line
from rawgrad.views.width import Page
from rawgrad.views.words import ENDS, SENTENCES

INTERRUPTED = 130


def order_for(
    kit: Kit, folder: Path, names: Sequence[str], detail: Detail = "first", brief: bool = False
) -> Order:
    """Return the order to examine exercises of a folder."""
    # The reference's modules import each other under their own name.
    package = "solutions" if folder == kit.root / "solutions" else "exercises"
    return Order(str(kit.root), str(folder), package, tuple(names), detail, brief)


def check(
    child: Child,
    kit: Kit,
    names: Sequence[str],
    subject: str,
    language: str,
    page: Page,
    *,
    everything: bool = False,
    allow_todo: bool = False,
    form: str = "text",
) -> int:
    """Check exercises and print what was found.

    Parameters
    ----------
    child
        What examines; it waits for its order.
    names
        The exercises; none means all.
    subject
        `exercises`, `solutions`, or a folder.
    form
        `text`, `json`, `junit` (XML) or `github` (annotations, and a summary of the step).

    Returns
    -------
    int
        0 if all passed, 1 if something failed or is todo or was not examined to the end, 130 if
        the check was stopped.

    Raises
    ------
    BrokenKit
        If the kit is broken.
    """
    folder = kit.subject_folder(subject)
    is_text = form == "text"
    detail: Detail = "first" if is_text and not everything else "all"
    order = order_for(kit, folder, names or list(kit.exercises), detail)
    record = CheckRecord(order.names)
    printer = Printer(kit, record, language, page, everything, subject)
    try:
        with Relay(child, order, lambda: start(kit)) as relay:
            for message in relay.messages():
                record.take(message)
                if is_text:
                    printer.take(message)
    except KeyboardInterrupt:
        record.take(Ended("interrupted"))
    if is_text:
        printer.close(folder)
    else:
        from rawgrad.reporting.exports import check_formats

        end = _end_result(record, folder)
        check_formats.write(kit, record.all_results, form, language, folder, everything, end)
        ended_early(record, folder, language)
    if record.ended is not None and record.ended.cause == "interrupted":
        return INTERRUPTED
    accepted = [r.status == PASSED or (allow_todo and r.is_open) for r in record.all_results]
    return 0 if record.is_complete and all(accepted) else 1


class Printer:
    """Prints a check as text: each exercise as it is finished, then how all of them stand.

    Parameters
    ----------
    record
        What is known of the check; it takes each message before the printer does.
    """

    def __init__(
        self,
        kit: Kit,
        record: CheckRecord,
        language: str,
        page: Page,
        everything: bool = False,
        subject: str = "exercises",
    ) -> None:
        self._kit = kit
        self._record = record
        self._language = language
        self._page = page
        self._everything = everything
        self._subject = subject
        self._bar: Bar | None = None

    def take(self, message: Message) -> None:
        """Show what a message has changed."""
        if isinstance(message, Finished):
            self._print_exercise(message.exercise)
        elif isinstance(message, Found):
            if self._bar is None:
                self._bar = Bar(self._record.planned, self._language, page=self._page)
            if self._bar.done < self._record.found:  # A result that comes again is no step.
                result = message.result
                self._bar.step(f"{result.exercise} {result.id}", result.seconds)

    def close(self, folder: Path) -> None:
        """Print what the check's end has cut short, and how all exercises stand."""
        record, language = self._record, self._language
        if record.cut_short:
            self._print_exercise(record.cut_short)
        if self._bar is not None:
            self._bar.close()
        if not record.is_complete:
            print(end_text(record, folder).in_(language))
            if record.ended is not None and record.ended.cause == "interrupted":
                return
        open_ = [name for name in record.names if not record.passes(name)]
        if not open_:
            if set(record.names) == set(self._kit.exercises):
                print(SENTENCES["all_passed"].in_(language))
            else:
                names = ", ".join(record.names)
                print(SENTENCES["these_passed"].in_(language).format(names=names))
                from rawgrad.learner.next_steps import next_steps

                for step in next_steps(self._kit, record.names[-1]):
                    print(step.in_(language))
            return
        total = len(record.names)
        summary = SENTENCES["summary"].in_(language)
        print(summary.format(passed=total - len(open_), total=total))
        print(SENTENCES["next"].in_(language).format(path=f"{self._subject}/{open_[0]}.py"))

    def _print_exercise(self, exercise: str) -> None:
        if self._bar is not None:
            self._bar.close()
        record = self._record
        text = exercise_text(
            self._kit,
            record,
            exercise,
            self._language,
            self._page,
            self._everything,
            self._subject,
        )
        print(text, end="\n" if "\n" not in text or record.passes(exercise) else "\n\n", flush=True)


def exercise_text(
    kit: Kit,
    record: CheckRecord,
    exercise: str,
    language: str,
    page: Page,
    everything: bool = False,
    subject: str = "exercises",
) -> str:
    """Return how an exercise stands, and what is not right in it."""
    results, missing = record.results(exercise), record.missing(exercise)
    line = exercise_line(kit.exercises[exercise], results, language, page, missing)
    notes = record.notes.get(exercise, ())
    details = exercise_details(results, language, everything, page, notes, subject)
    return f"{line}\n{details}" if details else line


def end_text(record: CheckRecord, folder: Path) -> Text:
    """Say how a check ended that did not end by itself."""
    assert record.ended is not None
    cause, how, _ = record.ended
    place = f"{folder.resolve().name}/{record.cut_short}.py" if record.cut_short else ""
    texts, hows = ENDS[cause], Text(how, how)
    if cause == "died":
        texts = ENDS["died" if place else "died_early"]
        status = ENDS["exit_status" if how.isdecimal() else "signal"]
        hows = status.filled(how=how) if how else hows
    return texts.filled(place=place or folder, how=hows)


def ended_early(record: CheckRecord, folder: Path, language: str) -> int:
    """Return 0 if a check ended by itself; else say on standard error how it did, and return 1."""
    if record.is_complete:
        return 0
    print(f"rawgrad: {end_text(record, folder).in_(language)}", file=sys.stderr)
    return 1


def _end_result(record: CheckRecord, folder: Path) -> ItemResult | None:
    """Return the end of a check that did not end by itself as one more result, for machines."""
    if record.is_complete:
        return None
    text = end_text(record, folder)
    exercise = record.cut_short or record.names[0]
    return ItemResult(exercise, "", "", "", "", text, ERROR, findings=(text,))
