"""An examiner of a class run examines one submission, by a specification that is read once.

Knows in which order things may be asked, so that nothing hidden can show; what is asked ahead is
`prefetch`'s.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Mapping, Sequence

from rawgrad.grading.assess.late_inputs import LateInputs
from rawgrad.grading.assess.prefetch import (
    NotPrefetchable,
    Prefetch,
    PrefetchedSubject,
    RecordingSubject,
    RequestFrame,
)
from rawgrad.spec.case import Case, CaseFile
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.law import Law
from rawgrad.spec.specification import Specification, is_hidden
from rawgrad.spec.twins import Answered, given, make_twins
from rawgrad.subject.base import Subject
from rawgrad.subject.confined.answer import Answer
from rawgrad.subject.confined.remote import RemoteSubject

Twins = Mapping[str, Sequence[Case]]


class ClassExaminer(Examiner):
    """Examines a submission by a specification that is read once for all of them."""

    def __init__(
        self,
        specification: Specification,
        subject: Subject,
        seed: int,
        inputs: LateInputs | None = None,
    ) -> None:
        super().__init__(specification.kit, subject, seed)
        self.specification = specification
        self.late_inputs = inputs.folder if inputs else None

    def case_file(self, exercise: str) -> CaseFile:
        """Return the cases of an exercise."""
        return self.specification.case_file(exercise)

    def items(self, exercise: str) -> list[Case | Law]:
        """Return all that an exercise is examined by."""
        return self.specification.items(exercise)

    def _supporting(self, law: Law) -> Iterator[Case]:
        return (c for c in super()._supporting(law) if is_hidden(law) or not is_hidden(c))


class PrefetchingExaminer(ClassExaminer):
    """Examines a submission in a worker by what is known of the items already.

    `names` are the exercises that are examined, and may be asked together.
    """

    def __init__(
        self,
        specification: Specification,
        subject: RemoteSubject,
        seed: int,
        prefetch: Prefetch,
        names: tuple[str, ...],
        inputs: LateInputs | None = None,
    ) -> None:
        self._prefetched = PrefetchedSubject(subject)
        super().__init__(specification, self._prefetched, seed, inputs)
        self._prefetch = prefetch
        self._names = names
        self._asked: set[bool] = set()
        self._answers: dict[RequestFrame, dict[str, Sequence[Answer]]] = {}

    def attempt(self, item: Case | Law) -> Outcome:
        """See `Examiner.attempt`; what is answered as by the reference need not be judged anew."""
        frame = self._prefetch.frame(item)
        known = frame.known.get(item.id)
        if known is None:
            self._prefetched.expect((), ())
            return super().attempt(item)
        if frame not in self._answers:
            self._ask(frame, is_hidden(item))
        over = self._prefetched.is_over(known.steps)
        answers = () if over else self._answers[frame][item.id]
        self._prefetched.expect(known.steps, answers)
        return known.outcome_of(answers) or super().attempt(item)

    def _ask(self, frame: RequestFrame, hidden: bool) -> None:
        """Ask for all exercises in one go; then, if that was cut short, for this one alone."""
        if hidden not in self._asked:
            self._asked.add(hidden)
            frames, batch = self._prefetch.together(self._names, hidden)
            answers = self._prefetched.ask_ahead(batch)
            for one in frames:
                own, answers = answers[: one.batch.size], answers[one.batch.size :]
                if own:
                    self._answers[one] = one.split(own)
        if frame not in self._answers:
            self._answers[frame] = frame.split(self._prefetched.ask_ahead(frame.batch))


class ReferenceExaminer(ClassExaminer):
    """Examines the reference, and notes what is to be known of every item it passes.

    Attributes
    ----------
    prefetch
        What is known so far.
    """

    def __init__(
        self,
        specification: Specification,
        subject: RemoteSubject,
        seed: int,
        inputs: LateInputs | None = None,
        patient: bool = True,
    ) -> None:
        self._recording = RecordingSubject(subject, patient)
        super().__init__(specification, self._recording, seed, inputs)
        self._inputs = inputs
        self.prefetch = Prefetch()
        self._begun: set[str] = set()

    def attempt(self, item: Case | Law) -> Outcome:
        """See `Examiner.attempt`."""
        if item.exercise not in self._begun:
            self._begun.add(item.exercise)
            attempt, cases = super().attempt, self.case_file(item.exercise).cases
            self._recording.ahead([functools.partial(attempt, case) for case in cases])
        self._recording.begin()
        outcome = super().attempt(item)
        if outcome.verdict.passed and self._recording.steps is not None:
            self.prefetch.note(self._recording.steps, outcome)
        return outcome

    def twins(self, exercise: str) -> list[Case]:
        """Return the twins of an exercise's cases, as this run's seed draws them."""
        return make_twins(self.specification.family(exercise), self.seed, self._given)

    def _given(self, cases: Sequence[Case]) -> list[Answered]:
        if self._inputs is not None:
            self._inputs.make(cases)
        self._recording.ahead([functools.partial(given, self, case) for case in cases])
        found = []
        for case in cases:
            self._recording.begin()
            found.append(given(self, case))
        return found


def record_reference(
    specification: Specification,
    subject: RemoteSubject,
    seed: int,
    twins: Twins,
    inputs: LateInputs | None = None,
) -> Prefetch:
    """Return what is known from the reference, leaving out what takes long."""
    examiner = ReferenceExaminer(specification, subject, seed, inputs, patient=False)
    for name, drawn in twins.items():
        for item in (*specification.items(name), *drawn):
            if isinstance(item, Law) and item.of_cases:
                continue  # It holds by the cases, and asks nothing.
            with contextlib.suppress(NotPrefetchable):
                examiner.attempt(item)
    return examiner.prefetch


def draw_twins(
    specification: Specification,
    names: Sequence[str],
    subject: RemoteSubject,
    seed: int,
    inputs: LateInputs,
) -> Twins:
    """Return the twins of exercises, by name."""
    examiner = ReferenceExaminer(specification, subject, seed, inputs)
    return {name: examiner.twins(name) for name in names}
