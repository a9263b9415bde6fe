"""Grades one submission: from prepared texts to a record that can be kept.

Runs in a process that decides and never imports submitted code: that is done by the subject it
is given. Knows nothing of where submissions come from or where records go.
"""

from __future__ import annotations

import contextlib
import functools
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rawgrad.grading.assess.examiner import (
    ClassExaminer,
    PrefetchingExaminer,
    ReferenceExaminer,
    record_reference,
)
from rawgrad.grading.assess.prefetch import Prefetch
from rawgrad.grading.assess.similarity import Likeness
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.spec.case import Case
from rawgrad.spec.diagnose import Notes, diagnose, lost_titles
from rawgrad.spec.difference import difference
from rawgrad.spec.examine import Outcome
from rawgrad.spec.judge import Finding, failed
from rawgrad.spec.law import Law
from rawgrad.spec.points import worth
from rawgrad.spec.specification import Specification, is_hidden
from rawgrad.spec.standing import FAILED, PASSED, STATUSES, TODO
from rawgrad.subject.confined.remote import RemoteSubject
from rawgrad.subject.values import Uncrossable
from rawgrad.views import legacy
from rawgrad.views.legacy import widest

SHOWN = 3
MAX_FACT = 2_000
# What a submission can bring about in a law of ours; anything else is the grader's own trouble.
UNUSABLE = (
    Uncrossable, TypeError, ValueError, LookupError, AttributeError, ArithmeticError,
    AssertionError, RecursionError,
)  # fmt: skip

# Where modules lie while they are examined, and where objects lie in memory.
_SCRATCH = re.compile(r"/[^\s'\"]*/rawgrad-[\w]+/exercises")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")

MakeSubject = Callable[[Path], RemoteSubject]


@dataclass(frozen=True)
class Item:
    """One verdict as it is kept.

    `run` is 0 for what was handed in, and 1 where the prerequisites were the reference's: that
    run counts for points and is shown to nobody. `shown` is the failure as `check` shows it, by
    language, for the first few of an exercise.
    """

    exercise: str
    run: int
    id: str
    kind: str
    function: str
    aspect: str
    status: str
    hidden: bool = False
    findings: tuple[dict[str, Any], ...] = ()
    diagnosis: str = ""
    place: str = ""
    shown: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass
class Record:
    """All that is kept of one submission.

    `status` is `graded`, `unreadable` (nothing in it could be graded) or `undecided`.
    """

    key: str
    status: str
    content: str
    taken: tuple[str, ...] = ()
    notices: list[Notice] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    seconds: float = 0.0
    code: dict[str, Likeness] = field(default_factory=dict)


class Assessor:
    """Grades submissions by one specification.

    Parameters
    ----------
    specification
        What they are examined by.
    seed
        Varies what laws and scenarios draw.
    make_subject
        Returns a fresh subject for a folder.
    scratch
        A folder for the modules under examination.
    """

    def __init__(
        self, specification: Specification, seed: int, make_subject: MakeSubject, scratch: Path
    ) -> None:
        self.specification = specification
        self.seed = seed
        self.make_subject = make_subject
        self.scratch = scratch
        self._prefetch: Prefetch | None = None

    def assess(self, texts: Mapping[str, str]) -> list[Item]:
        """Return the verdicts on a set of modules, by exercise in order."""
        items: list[Item] = []
        with self._examiner(texts, self.specification.names) as examiner:
            verdicts: dict[str, str] = {}
            for name, outcomes in self._examine(examiner, self.specification.names).items():
                verdicts[name] = legacy.tally(outcomes)
                items += (_scrubbed(item) for item in self._items(name, outcomes))
            again = [
                name
                for name in self.specification.names
                if verdicts[name] != PASSED and self._leans(name, texts, examiner, verdicts)
            ]
        for name in again:
            items += self._with_reference(name, texts)
        return items

    @contextlib.contextmanager
    def _examiner(
        self, texts: Mapping[str, str], names: tuple[str, ...]
    ) -> Iterator[ClassExaminer]:
        specification, seed = self.specification, self.seed
        if self._prefetch is None and texts == self._reference:
            with self._subject(texts) as subject:
                examiner = ReferenceExaminer(specification, subject, seed)
                yield examiner
            self._prefetch = examiner.prefetch
            return
        if self._prefetch is None:
            with self._subject(self._reference) as subject:
                self._prefetch = record_reference(specification, subject, seed)
        with self._subject(texts) as subject:
            yield PrefetchingExaminer(specification, subject, seed, self._prefetch, names)

    @contextlib.contextmanager
    def _subject(self, texts: Mapping[str, str]) -> Iterator[RemoteSubject]:
        """Lend a subject: its folder is made, and nothing is left of it."""
        folder = Path(tempfile.mkdtemp(prefix="rawgrad-", dir=self.scratch))
        try:
            modules = folder / "exercises"
            modules.mkdir()
            for name, text in self.specification.needed(texts).items():
                (modules / name).write_text(text, encoding="utf-8", newline="\n")
            # The worker runs as somebody else, who may read this one folder.
            folder.chmod(0o755)
            modules.chmod(0o755)
            with contextlib.closing(self.make_subject(modules)) as subject:
                yield subject
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @functools.cached_property
    def _reference(self) -> dict[str, str]:
        return self.specification.reference()

    def _examine(self, examiner: ClassExaminer, names: Sequence[str]) -> dict[str, list[Outcome]]:
        """Return the outcomes of exercises; hidden items come after all the others.

        What a submission has seen of them it can then put into nothing that is shown.
        """
        items = {name: self.specification.items(name) for name in names}
        found = {}
        for turn in (False, True):
            for name, item in ((n, i) for n in names for i in items[n] if is_hidden(i) == turn):
                found[name, item.id] = _examined(examiner, item)
        return {name: [found[name, item.id] for item in items[name]] for name in names}

    def _leans(
        self,
        name: str,
        texts: Mapping[str, str],
        examiner: ClassExaminer,
        verdicts: dict[str, str],
    ) -> bool:
        """Tell whether an exercise stands on an earlier one that failed (a todo is no failure)."""
        source = texts.get(f"{name}.py", "")
        helpers = "".join(
            text for file, text in texts.items() if file not in self.specification.stubs
        )
        before = self.specification.before(name)
        if not any(earlier in source + helpers for earlier in before):
            return False
        for earlier in before:
            if earlier not in verdicts:
                # Not among those that are graded: its cases and laws tell enough.
                items = [i for i in self.specification.items(earlier) if not _scenario(i)]
                verdicts[earlier] = legacy.tally([_examined(examiner, item) for item in items])
        return any(_wrong(verdicts[earlier]) for earlier in before)

    def _with_reference(self, name: str, texts: Mapping[str, str]) -> Iterator[Item]:
        earlier = {f"{e}.py": self._reference[f"{e}.py"] for e in self.specification.before(name)}
        with self._examiner({**texts, **earlier}, (name,)) as examiner:
            for outcome in self._examine(examiner, [name])[name]:
                yield replace(_bare(outcome), run=1)

    def _items(self, name: str, outcomes: Sequence[Outcome]) -> Iterator[Item]:
        public = [outcome for outcome in outcomes if not is_hidden(outcome.item)]
        known = self._known(name, public)
        shown = 0
        for outcome in outcomes:
            item = _bare(outcome)
            # Of a hidden item the title is all that may ever be told, so no more is kept.
            if not item.hidden and item.status != PASSED:
                item = _told(outcome, item, known)
                if _wrong(item.status) and shown < SHOWN:
                    shown += 1
                    found = self._notes(outcome, public, known)
                    texts = {tongue: _failure(outcome, tongue, found) for tongue in ("en", "ko")}
                    item = replace(item, shown=texts)
            yield item

    def _known(self, name: str, outcomes: Sequence[Outcome]) -> dict[str, Any]:
        """Return the known mistake of each function, where there is one."""
        found = {}
        for function, recorded in self.specification.fingerprints(name).items():
            own = _cases(outcomes, function)
            if any(not outcome.verdict.passed for outcome in own):
                found[function] = diagnose(own, recorded)
        return found

    def _notes(self, outcome: Outcome, public: Sequence[Outcome], known: dict[str, Any]) -> Notes:
        lost = lost_titles(outcome, public, self.specification.kit)
        if not isinstance(outcome.item, Case):
            return Notes(lost=lost)
        own = _cases(public, outcome.item.function)
        found = difference(own) if outcome.verdict.status == FAILED else None
        mistake = known.get(outcome.item.function)
        return Notes(mistake, len(own), (found,) if found else (), lost)


def _examined(examiner: ClassExaminer, item: Case | Law) -> Outcome:
    try:
        return examiner.examine(item)
    except UNUSABLE as error:
        # A value made to break what looks at it is a wrong value.
        problem = f"{type(error).__name__}"
        return Outcome(item, failed("unusable", problem=problem))


def _bare(outcome: Outcome) -> Item:
    item = outcome.item
    hidden = is_hidden(item)
    function, aspect = worth(item)
    kind = item.kind if isinstance(item, Law) else "case"
    if kind == "scenario":
        function = item.function
    seconds = 0.0 if hidden else round(outcome.seconds, 6)
    status = outcome.verdict.status
    return Item(item.exercise, 0, item.id, kind, function, aspect, status, hidden, seconds=seconds)


def _told(outcome: Outcome, item: Item, known: dict[str, Any]) -> Item:
    mistake = known.get(item.function) if item.kind == "case" else None
    result = outcome.result
    where = result.where if result else None
    if result and result.trouble and result.trouble.frames:
        where = result.trouble.frames[-1][:2]
    return replace(
        item,
        findings=tuple(_plain(finding) for finding in outcome.verdict.findings),
        diagnosis=mistake.id if mistake else "",
        place=f"{where[0]}:{where[1]}" if where else "",
    )


def _plain(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON can hold it, its facts ready for their sentence."""
    return {"key": finding.key, "facts": {k: _fact(v) for k, v in finding.facts.items()}}


def _fact(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value if not isinstance(value, int) or abs(value) < 2**53 else str(value)[:MAX_FACT]
    if isinstance(value, str):
        return value[:MAX_FACT]
    if isinstance(value, tuple) and all(type(part) is int for part in value):
        return list(value)
    return legacy.value_text(value)[:MAX_FACT]


def _failure(outcome: Outcome, language: str, notes: Notes) -> str:
    try:
        with widest():
            return legacy.failure(outcome, language, notes)[: 4 * MAX_FACT]
    except UNUSABLE:
        return outcome.title.in_(language)


def _scrubbed(item: Item) -> Item:
    """Take out what differs from run to run and is nobody's business: paths and addresses."""
    if not item.findings and not item.shown:
        return item
    findings = json.loads(_scrub(json.dumps(item.findings, ensure_ascii=False)))
    shown = {language: _scrub(text) for language, text in item.shown.items()}
    return replace(item, findings=tuple(findings), shown=shown)


def _scrub(text: str) -> str:
    return _ADDRESS.sub("0x...", _SCRATCH.sub("exercises", text))


def _cases(outcomes: Sequence[Outcome], function: str) -> list[Outcome]:
    return [o for o in outcomes if isinstance(o.item, Case) and o.item.function == function]


def _scenario(item: Case | Law) -> bool:
    return isinstance(item, Law) and item.kind == "scenario"


def _wrong(status: str) -> bool:
    return status in STATUSES and status not in (PASSED, TODO, "blocked")
