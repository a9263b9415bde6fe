"""A prefetch asks each submission at once what the reference was asked one by one.

The reference is examined once, and what each item asks of it and what it answers is noted. Of a
submission all of it is then asked in one frame, since it is the crossings that cost; if that is cut
short, in one for each exercise.

An item whose answers are the reference's to the last character and bit has the reference's
outcome, as verdicts follow from answers alone; any other is examined as ever, by answers that are
there already.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from rawgrad.spec.case import Case
from rawgrad.spec.examine import Outcome
from rawgrad.spec.law import Law
from rawgrad.spec.specification import is_hidden
from rawgrad.subject.base import CALL_LIMIT, Subject
from rawgrad.subject.confined.answer import Answer
from rawgrad.subject.confined.remote import Asked, Batch, RemoteSubject
from rawgrad.subject.values import Encoder

# A request that takes longer, or an item that sends and gets more, or asks more often, gains
# nothing by being asked ahead.
QUICK = 0.02
SMALL = 1 << 16
FEW = 100


class RecordedRequest(NamedTuple):
    """One request of an item, as text too, and what the reference answered."""

    asked: Asked
    answer: Answer
    text: str

    def asks(self, request: dict[str, Any], encoder: Encoder) -> bool:
        """Tell whether a request is this one."""
        # As text, since 1 == 1.0 == True and nan != nan.
        same = json.dumps(request) == self.text and encoder.buffers == self.asked.buffers
        return same and not encoder.callables


class NotPrefetchable(Exception):
    """An item makes objects or callbacks, or takes too long, and is left to be asked in time."""


class RecordingSubject(Subject):
    """The reference in a worker, as its answers are noted.

    Parameters
    ----------
    subject
        The reference.
    patient
        Whether what cannot be prefetched is asked all the same, or `NotPrefetchable` raised.

    Attributes
    ----------
    steps
        What was asked and answered since `begin`; None if it cannot be prefetched.
    """

    def __init__(self, subject: RemoteSubject, patient: bool) -> None:
        self._subject = subject
        self._patient = patient
        self.steps: list[RecordedRequest] | None = []
        self._size = 0
        self._first: list[Asked] | None = None
        self._ready: dict[tuple[str, tuple[bytes, ...]], Answer] = {}

    def ahead(self, attempts: Iterable[Callable[[], object]]) -> None:
        """Ask in one go for what each attempt asks first, which cuts it short.

        What a case asks depends on no answer, so that most of the reference's crossings are saved.
        """
        self._first = []
        for attempt in attempts:
            with contextlib.suppress(NotPrefetchable):
                attempt()
        asked, self._first = self._first, None
        keys = [(json.dumps(one.request), tuple(one.buffers)) for one in asked]
        self._ready = dict(zip(keys, self._hurried(asked), strict=False))

    def begin(self) -> None:
        """Begin to note another item."""
        self.steps = []
        self._size = 0

    def request(
        self, request: dict[str, Any], encoder: Encoder, limit: float | None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """See `Subject.request`; notes request and answer."""
        if self._first is not None:
            if _is_prefetchable(request, encoder):
                self._first.append(Asked(request, encoder.buffers, CALL_LIMIT))
            raise NotPrefetchable
        step = self._step(request, encoder, limit) if self.steps is not None else None
        if step is None:
            self.steps = None
            if not self._patient:
                raise NotPrefetchable
            return self._subject.request(request, encoder, limit)
        assert self.steps is not None
        self.steps.append(step)
        return self._subject.request(request, encoder, limit, step.answer)

    def _step(
        self, request: dict[str, Any], encoder: Encoder, limit: float | None
    ) -> RecordedRequest | None:
        """Ask, and return what can be asked ahead of every submission."""
        text = json.dumps(request)
        self._size += len(text) + sum(map(len, encoder.buffers))
        prefetchable = _is_prefetchable(request, encoder) and self._size <= SMALL
        if not prefetchable or len(self.steps or ()) == FEW:
            return None
        asked = Asked(request, encoder.buffers, limit or CALL_LIMIT)
        ready = self._ready.pop((text, tuple(encoder.buffers)), None)
        for answer in [ready] if ready else self._hurried([asked]):
            own = [bytes(buffer) for buffer in answer.buffers]
            self._size += len(answer.text) + sum(map(len, own))
            if answer.seconds <= QUICK and self._size <= SMALL:
                return RecordedRequest(asked, answer._replace(buffers=own), text)
        return None

    def _hurried(self, asked: Sequence[Asked]) -> list[Answer]:
        """Ask, giving no call the time that it would not be prefetched with."""
        if not asked:
            return []
        return self._subject.ask_ahead(Batch([one._replace(limit=10 * QUICK) for one in asked]))

    def close(self) -> None:
        """See `Subject.close`."""
        self._subject.close()


def _is_prefetchable(request: dict[str, Any], encoder: Encoder) -> bool:
    """Tell whether a request is a small call that makes no object and no callback."""
    called = request["do"] == "call" and not request["keep"] and not encoder.callables
    return called and sum(map(len, encoder.buffers)) <= SMALL


class PrefetchedSubject(Subject):
    """A submission in a worker, asked ahead: `expect` says by what it is to answer next."""

    def __init__(self, subject: RemoteSubject) -> None:
        self._subject = subject
        self._expected: Iterator[tuple[RecordedRequest, Answer]] = iter(())

    def ask_ahead(self, batch: Batch) -> list[Answer]:
        """See `RemoteSubject.ask_ahead`."""
        return self._subject.ask_ahead(batch)

    def is_over(self, steps: Sequence[RecordedRequest]) -> bool:
        """Tell whether one of these steps would not be asked any more."""
        return any(self._subject.over(step.asked.request) for step in steps)

    def expect(self, steps: Sequence[RecordedRequest], answers: Sequence[Answer]) -> None:
        """Answer the requests of these steps, in order, by these answers."""
        self._expected = zip(steps, answers, strict=False)

    def request(
        self, request: dict[str, Any], encoder: Encoder, limit: float | None
    ) -> tuple[dict[str, Any], list[bytes]]:
        """See `Subject.request`; the first that was not prefetched is asked, and all after it."""
        step, answer = next(self._expected, (None, None))
        if step is None or not step.asks(request, encoder):
            self._expected, answer = iter(()), None
        return self._subject.request(request, encoder, limit, answer)

    def close(self) -> None:
        """See `Subject.close`."""
        self._subject.close()


@dataclass(frozen=True)
class RecordedItem:
    """An item as the reference took it: the requests it made, and what came of them."""

    steps: tuple[RecordedRequest, ...]
    outcome: Outcome

    def outcome_of(self, answers: Sequence[Answer]) -> Outcome | None:
        """Return the outcome of answers that are the reference's, None for others."""
        if len(answers) != len(self.steps):
            return None
        if not all(a.equals(step.answer) for a, step in zip(answers, self.steps, strict=True)):
            return None
        return replace(self.outcome, seconds=sum(answer.seconds for answer in answers))


class RequestFrame:
    """The requests of an exercise that go in one frame, by item."""

    def __init__(self) -> None:
        self.known: dict[str, RecordedItem] = {}

    @property
    def asked(self) -> list[Asked]:
        """All requests, in order."""
        return [step.asked for known in self.known.values() for step in known.steps]

    @functools.cached_property
    def batch(self) -> Batch:
        """All requests, ready to be sent."""
        return Batch(self.asked)

    def split(self, answers: Sequence[Answer]) -> dict[str, Sequence[Answer]]:
        """Return what was answered to each item."""
        start, by_item = 0, {}
        for name, known in self.known.items():
            by_item[name] = answers[start : start + len(known.steps)]
            start += len(known.steps)
        return by_item


class Prefetch:
    """The recorded items of one run, which all draw by one seed.

    A hidden item never lies in one frame with those whose failures are shown.
    """

    def __init__(self) -> None:
        self._frames: dict[tuple[str, bool], RequestFrame] = {}
        self._together: dict[tuple[bool, tuple[str, ...]], tuple[list[RequestFrame], Batch]] = {}

    def note(self, steps: Sequence[RecordedRequest], outcome: Outcome) -> None:
        """Note how the reference passed an item."""
        known = RecordedItem(tuple(steps), outcome)
        self.frame(outcome.item).known[outcome.item.id] = known

    def frame(self, item: Case | Law) -> RequestFrame:
        """Return the frame in which an item is asked, if it is."""
        return self._frames.setdefault((item.exercise, is_hidden(item)), RequestFrame())

    def together(self, names: tuple[str, ...], hidden: bool) -> tuple[list[RequestFrame], Batch]:
        """Return the frames of several exercises, and all that is in them in one."""
        key = hidden, names
        if key not in self._together:
            frames = [self._frames.get((name, hidden), RequestFrame()) for name in names]
            self._together[key] = frames, Batch([one for frame in frames for one in frame.asked])
        return self._together[key]
