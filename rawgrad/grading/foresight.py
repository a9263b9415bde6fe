"""What every submission is asked, known from what the reference was asked, and so asked ahead.

The reference is examined once, and what each item asks of it and what it answers is noted. Of a
submission all of it is then asked in one frame an exercise, since it is the crossings that cost.
An item whose answers are the reference's to the last character and bit has the reference's
outcome, as verdicts follow from answers alone; any other is examined as ever, by answers that are
there already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..case import Case
from ..confined.answer import Answer
from ..confined.remote import Asked, RemoteSubject
from ..examine import Outcome
from ..law import Law
from ..subject import CALL_LIMIT, Subject
from ..values import Encoder

# What takes longer, sends or answers more, or asks more often, gains nothing by being asked ahead.
QUICK = 0.02
SMALL = 1 << 16
FEW = 100


class Step(NamedTuple):
    """One request of an item, and what the reference answered."""

    asked: Asked
    answer: Answer

    def asks(self, request: dict[str, Any], encoder: Encoder) -> bool:
        """Tell whether a request is this one."""
        # As text, since 1 == 1.0 == True and nan != nan.
        same = json.dumps(request) == json.dumps(self.asked.request)
        return same and encoder.buffers == self.asked.buffers and not encoder.callables


class Unforeseeable(Exception):
    """An item makes objects or callbacks, or takes too long, and is left to be asked in time."""


class Recorder(Subject):
    """The reference in a worker, as its answers are noted."""

    def __init__(self, subject: RemoteSubject) -> None:
        self._subject = subject
        self.steps: list[Step] = []

    def request(
        self, request: dict[str, Any], encoder: Encoder, limit: float | None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """See `Subject.request`; notes request and answer."""
        size = sum(map(len, encoder.buffers))
        called = request["do"] == "call" and not request["keep"] and not encoder.callables
        if not called or size > SMALL or len(self.steps) == FEW:
            raise Unforeseeable
        hurried = Asked(request, encoder.buffers, 10 * QUICK)
        for answer in self._subject.ask_ahead([hurried]):
            own = [bytes(buffer) for buffer in answer.buffers]
            if answer.seconds > QUICK or sum(map(len, own)) + len(answer.text) > SMALL:
                break
            asked = hurried._replace(limit=limit or CALL_LIMIT)
            self.steps.append(Step(asked, answer._replace(buffers=own)))
            return self._subject.request(request, encoder, limit, answer)
        raise Unforeseeable

    def close(self) -> None:
        """See `Subject.close`."""
        self._subject.close()


class Foreseen(Subject):
    """A submission in a worker, asked ahead: `expect` says by what it is to answer next."""

    def __init__(self, subject: RemoteSubject) -> None:
        self._subject = subject
        self._expected: Iterator[tuple[Step, Answer]] = iter(())

    def ask_ahead(self, steps: Sequence[Step]) -> list[Answer]:
        """See `RemoteSubject.ask_ahead`."""
        return self._subject.ask_ahead([step.asked for step in steps])

    def expect(self, steps: Sequence[Step], answers: Sequence[Answer]) -> None:
        """Answer the requests of these steps, in order, by these answers."""
        self._expected = zip(steps, answers, strict=False)

    def request(
        self, request: dict[str, Any], encoder: Encoder, limit: float | None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """See `Subject.request`; the first that was not foreseen is asked, and all after it."""
        step, answer = next(self._expected, (None, None))
        if step is None or not step.asks(request, encoder):
            self._expected, answer = iter(()), None
        return self._subject.request(request, encoder, limit, answer)

    def close(self) -> None:
        """See `Subject.close`."""
        self._subject.close()


@dataclass(frozen=True)
class Known:
    """What is known of an item: the steps it takes with the reference, and what comes of it."""

    steps: tuple[Step, ...]
    outcome: Outcome

    def outcome_of(self, answers: Sequence[Answer]) -> Outcome | None:
        """Return the outcome of answers that are the reference's, None for others."""
        if len(answers) != len(self.steps):
            return None
        if not all(a.equals(step.answer) for a, step in zip(answers, self.steps, strict=True)):
            return None
        return replace(self.outcome, seconds=sum(answer.seconds for answer in answers))


class Foresight:
    """What is known of the items of one run, which all draw by one seed."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Known] = {}

    def note(self, item: Case | Law, steps: Sequence[Step], outcome: Outcome) -> None:
        """Note what the reference passed."""
        self._known[item.exercise, item.id] = Known(tuple(steps), outcome)

    def get(self, item: Case | Law) -> Known | None:
        """Return what is known of an item."""
        return self._known.get((item.exercise, item.id))
