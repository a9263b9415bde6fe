"""A grader grades one submission after the other, with a zygote and a specification of its own.

Knows what a run asks for (`RunPlan`) and how trouble of our own is told from a submission's. Whose
process it lives in, and what becomes of the records, is left to `pool` and to `cluster`.
"""

from __future__ import annotations

import functools
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from rawgrad.grading.assess.assessor import Assessor, Record
from rawgrad.grading.assess.late_inputs import LateInputs
from rawgrad.grading.assess.version import version
from rawgrad.grading.intake.preparation import Prepared
from rawgrad.grading.intake.reader import ReadingFailed, SubmissionReader
from rawgrad.grading.intake.similarity import NONE, code_digest
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.grading.intake.submissions import Submission
from rawgrad.grading.run.judging_limits import CPU_SECONDS, JudgingLimit, judging_limits
from rawgrad.grading.words import MESSAGES
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.spec.specification import Specification
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.remote import RemoteSubject
from rawgrad.subject.confined.zygote import NotConfined, Zygote

# No file can bear such a name.
REFERENCE = "/reference"
STUBS = "/stubs"
CONTROLS = (REFERENCE, STUBS)
UNCHANGED = "unchanged"

# A record without verdicts, and the texts to be graded that differ from the stubs; None where the
# record says all there is to say.
Begun = tuple[Record, dict[str, str] | None]


@dataclass(frozen=True)
class RunPlan:
    """The settings that every process of a run shares."""

    root: Path
    names: tuple[str, ...]
    hidden: Path | None
    seed: int = field(repr=False)
    isolation: str
    limits: Limits
    scratch: Path
    version: str


class Task(NamedTuple):
    """One submission to grade, or one of the controls.

    `content` is what is graded already; `begun` what came of reading it, if that was done.
    """

    key: str
    submission: Submission | None
    content: str = ""
    begun: Begun | None = None


class Grader:
    """Grades one task after the other; holds the zygote that workers come from."""

    def __init__(self, plan: RunPlan, specification: Specification | None = None) -> None:
        self.plan = plan
        self.specification = specification or Specification(Kit(plan.root), plan.names, plan.hidden)
        if plan.isolation == "process" and version(self.specification) != plan.version:
            # Whoever is graded could write into it; what is read by now nobody can change.
            raise BrokenKit(MESSAGES["changed_meanwhile"].at(plan.root))
        self.reader = reader(plan, self.specification)
        self._zygotes: dict[tuple[str, ...], Zygote] = {}
        folder = Path(tempfile.mkdtemp(prefix="rawgrad-inputs-", dir=plan.scratch))
        self._inputs = LateInputs(self.specification, folder)
        self._assessors = {
            packages: Assessor(
                self.specification,
                names,
                plan.seed,
                functools.partial(self._subject, packages),
                plan.scratch,
                self._inputs,
            )
            for packages, names in by_packages(self.specification).items()
        }

    def open(self) -> None:
        """Start the zygotes that are not there yet, each proved to confine."""
        for packages in self._assessors:
            self._zygote(packages)

    def _zygote(self, packages: tuple[str, ...]) -> Zygote:
        if packages not in self._zygotes:
            plan, data = self.plan, self.specification.kit.data
            inputs = (*self.specification.inputs, self._inputs.folder)
            # What the zygote makes goes with the run's scratch folder, even if both are killed.
            self._zygotes[packages] = Zygote(
                data, plan.isolation, plan.limits, inputs, scratch=plan.scratch, packages=packages
            ).__enter__()
        return self._zygotes[packages]

    def _subject(self, packages: tuple[str, ...], folder: Path) -> RemoteSubject:
        return self._zygote(packages).subject(folder)

    def close(self) -> None:
        """End the zygotes, and with them every worker."""
        self.reader.close()
        self._renew()

    def _renew(self) -> None:
        while self._zygotes:
            _, zygote = self._zygotes.popitem()
            with suppress(OSError):
                zygote.__exit__(None, None, None)

    def grade(self, task: Task) -> Record:
        """Return the record of a task; trouble of our own is `undecided`, after a second try."""
        started = time.perf_counter()
        record, texts = task.begun or begin(task, self.specification, self.reader)
        if texts is not None:
            record = self.decide(record, texts)
        record.seconds = time.perf_counter() - started
        return record

    def decide(self, record: Record, texts: Mapping[str, str]) -> Record:
        """Return a record that was begun, with the verdicts on these texts and the stubs."""
        texts, reached = {**self.specification.stubs, **texts}, 0
        for last in (False, True):
            try:
                with judging_limits():
                    verdicts: dict[str, str] = {}
                    found = [a.assess(texts, verdicts) for a in self._assessors.values()]
                record.items = [item for items in found for item in items]
                break
            except NotConfined:
                raise
            except JudgingLimit:
                self._renew()
                reached += 1
                if reached == 2:
                    facts = {"limit": round(CPU_SECONDS)}
                    record.notices.append(Notice("judging_limit", facts))
                    record.status, record.taken = "unreadable", ()
            except Exception as error:
                self._renew()
                if last:
                    return undecided(record.key, error)
        else:
            if reached < 2:
                return undecided(record.key, JudgingLimit("once"))
        return record


def by_packages(specification: Specification) -> dict[tuple[str, ...], list[str]]:
    """Return the exercises of a run by the packages that their workers have beside NumPy.

    Those that need any share one kind of worker; all others have none, whatever is installed.
    """
    needed = tuple(specification.kit.packages(specification.names))
    found: dict[tuple[str, ...], list[str]] = {}
    for name in specification.names:
        key = needed if specification.kit.exercises[name].packages else ()
        found.setdefault(key, []).append(name)
    return found


def reader(plan: RunPlan, specification: Specification) -> SubmissionReader:
    """Return who reads submissions for a run."""
    exercises = tuple(specification.kit.listed)
    return SubmissionReader(specification.stubs, exercises, plan.isolation, plan.scratch)


def begin(task: Task, specification: Specification, reader: SubmissionReader) -> Begun:
    """Have read what was handed in."""
    if task.submission is None:
        texts = specification.reference() if task.key == REFERENCE else dict(specification.stubs)
        digests = {
            n: code_digest(texts[f"{n}.py"], specification.stubs[f"{n}.py"])
            for n in specification.names
        }
        prepared = Prepared(texts, tuple(specification.kit.listed), digests=digests)
    else:
        try:
            prepared = reader.read(task.submission)
        except NotConfined:
            raise
        except Exception as error:
            return undecided(task.key, error), None
        if task.submission.beside:
            others = ", ".join(task.submission.beside)
            prepared.notices.append(Notice("beside", {"others": others}))
    record = Record(task.key, "graded", prepared.content, prepared.taken, prepared.notices)
    record.code = {name: prepared.digests.get(name, NONE) for name in specification.names}
    if record.content == task.content:
        record.status = UNCHANGED
    elif not prepared.taken:
        record.status = "unreadable"
    else:
        stubs = specification.stubs
        return record, {n: text for n, text in prepared.texts.items() if stubs.get(n) != text}
    return record, None


def undecided(key: str, error: BaseException) -> Record:
    """Return the record of what could not be graded for a trouble of our own."""
    told = f"{type(error).__name__}: {error}"[:200]
    reason = Text(told, told)
    if isinstance(error, ReadingFailed):
        reason = MESSAGES[error.key].filled(**error.facts)
    return Record(key, "undecided", "", notices=[Notice("undecided", {"reason": reason})])
