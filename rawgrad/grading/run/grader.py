"""A grader grades one submission after the other, with a zygote and a specification of its own.

Knows what a run asks for (`RunPlan`) and how trouble of our own is told from a submission's. Whose
process it lives in, and what becomes of the records, is left to `pool` and to `cluster`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from rawgrad.grading.assess.assessor import Assessor, Record
from rawgrad.grading.assess.similarity import CodeDigest, code_digest
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.grading.intake.submissions import Prepared, Submission, prepare
from rawgrad.kit.layout import Kit
from rawgrad.spec.specification import Specification
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.zygote import NotConfined, Zygote

REFERENCE = "(reference)"
STUBS = "(stubs)"
CONTROLS = (REFERENCE, STUBS)
UNCHANGED = "unchanged"


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


class Task(NamedTuple):
    """One submission to grade, or one of the controls; `content` is what is graded already."""

    key: str
    submission: Submission | None
    content: str = ""


class Grader:
    """Grades one task after the other; holds the zygote that workers come from."""

    def __init__(self, plan: RunPlan, specification: Specification | None = None) -> None:
        self.plan = plan
        self.specification = specification or Specification(Kit(plan.root), plan.names, plan.hidden)
        self._zygote: Zygote | None = None
        self._assessor = Assessor(
            self.specification, plan.seed, lambda f: self.open().subject(f), plan.scratch
        )

    def open(self) -> Zygote:
        """Return the zygote; the first time it is started, and proved to confine."""
        if self._zygote is None:
            data, inputs = self.specification.kit.data, self.specification.inputs
            before = tempfile.tempdir
            # What the zygote makes goes with the run's scratch folder, even if both are killed.
            tempfile.tempdir = str(self.plan.scratch)
            try:
                self._zygote = Zygote(
                    data, self.plan.isolation, self.plan.limits, inputs
                ).__enter__()
            finally:
                tempfile.tempdir = before
        return self._zygote

    def close(self) -> None:
        """End the zygote, and with it every worker."""
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            with suppress(OSError):
                zygote.__exit__(None, None, None)

    def grade(self, task: Task) -> Record:
        """Return the record of a task; trouble of our own is `undecided`, after a second try."""
        started = time.perf_counter()
        record, texts = begin(task, self.specification)
        if texts:
            record = self.decide(record, texts)
        record.seconds = time.perf_counter() - started
        return record

    def decide(self, record: Record, texts: Mapping[str, str]) -> Record:
        """Return a record that was begun, with the verdicts on these texts."""
        for last in (False, True):
            try:
                record.items = self._assessor.assess(texts)
                record.code = self._code(texts)
                break
            except NotConfined:
                raise
            except Exception as error:
                self.close()
                if last:
                    return undecided(record.key, error)
        return record

    def _code(self, texts: Mapping[str, str]) -> dict[str, CodeDigest]:
        files = {name: f"{name}.py" for name in self.specification.names}
        return {
            name: code_digest(texts.get(file, ""), self.specification.stubs[file])
            for name, file in files.items()
        }


def begin(task: Task, specification: Specification) -> tuple[Record, dict[str, str]]:
    """Read what was handed in: a record without verdicts, and the texts that are to be graded.

    There are none if the record says all there is to say.
    """
    try:
        prepared = _prepare(task, specification)
    except Exception as error:
        return undecided(task.key, error), {}
    record = Record(task.key, "graded", prepared.content, prepared.taken, prepared.notices)
    if record.content == task.content:
        record.status = UNCHANGED
    elif not prepared.taken:
        record.status = "unreadable"
    else:
        return record, prepared.texts
    return record, {}


def _prepare(task: Task, spec: Specification) -> Prepared:
    if task.submission is None:
        texts = spec.reference() if task.key == REFERENCE else dict(spec.stubs)
        return Prepared(texts, tuple(spec.kit.exercises))
    return prepare(task.submission, spec.stubs, tuple(spec.kit.exercises))


def undecided(key: str, error: BaseException) -> Record:
    """Return the record of what could not be graded for a trouble of our own."""
    reason = f"{type(error).__name__}: {error}"[:200]
    return Record(key, "undecided", "", notices=[Notice("undecided", {"reason": reason})])
