"""An assessor grades one submission: from the texts of its modules to a record that is kept.

Runs in a process that decides and never imports submitted code: that is done by the subject it
is given. Knows nothing of where submissions come from or where records go.
"""

from __future__ import annotations

import contextlib
import functools
import math
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from rawgrad.grading.assess.examiner import (
    ClassExaminer,
    PrefetchingExaminer,
    ReferenceExaminer,
    Twins,
    draw_twins,
    record_reference,
)
from rawgrad.grading.assess.late_inputs import LateInputs
from rawgrad.grading.assess.lending import Lender, asked_by, borrowing, taken_over
from rawgrad.grading.assess.prefetch import Prefetch
from rawgrad.grading.intake.similarity import CodeDigest
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.kit.text import LANGUAGES
from rawgrad.spec.case import Case
from rawgrad.spec.diagnose import Notes, diagnose, lost_titles
from rawgrad.spec.difference import difference
from rawgrad.spec.examine import Outcome
from rawgrad.spec.judge import Finding, failed
from rawgrad.spec.law import Law
from rawgrad.spec.points import CASE, Tally, Worth, is_scenario, kind_of, mark, needs_of, worth
from rawgrad.spec.specification import Specification, is_hidden
from rawgrad.spec.standing import FAILED, PASSED, is_wrong, standing
from rawgrad.subject.confined.remote import RemoteSubject
from rawgrad.subject.values import UnsupportedValue
from rawgrad.views.item_result import Row, changed, spoken
from rawgrad.views.rows import place, rows, value_text

# The run in which failed functions were the reference's.
LENT = 2
# Of an exercise so many failures are kept in full: of each aspect that is lost the first, as far
# as there are no more than these.
FEWEST_DETAILED, MOST_DETAILED = 3, 6
MAX_FACT = 2_000
MAX_KEPT = 16 << 20
MAX_ROWS = 4 * MAX_FACT
CUT = " …"
# What a submission can bring about in a law of ours; anything else is the grader's own trouble.
UNUSABLE = (
    UnsupportedValue, TypeError, ValueError, LookupError, AttributeError, ArithmeticError,
    AssertionError, RecursionError,
)  # fmt: skip

# Where modules lie while they are examined, and where objects lie in memory.
_SCRATCH = re.compile(r"/[^\s'\"]*/rawgrad-[\w]+/exercises")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")

MakeSubject = Callable[[Path], RemoteSubject]


@dataclass(frozen=True)
class Item:
    """One verdict as it is kept.

    `run` is 0 for what was handed in, 1 where the prerequisites were the reference's, and `LENT`
    where functions of the same module were: these count for points and their failures are shown to
    nobody. `rows` are the failure as every view renders it,
    for the first few of an exercise.
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
    rows: tuple[Row, ...] = ()
    seconds: float = 0.0
    needs: tuple[str, ...] = ()


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
    code: dict[str, CodeDigest] = field(default_factory=dict)


class Assessor:
    """Grades submissions by one specification, in one kind of worker.

    Parameters
    ----------
    specification
        What they are examined by.
    names
        The exercises of the run that are examined in such workers.
    seed
        Varies what laws and scenarios draw.
    make_subject
        Returns a fresh subject for a folder.
    scratch
        A folder for the modules under examination.
    inputs
        The files that are put within reach late.
    """

    def __init__(
        self,
        specification: Specification,
        names: Sequence[str],
        seed: int,
        make_subject: MakeSubject,
        scratch: Path,
        inputs: LateInputs,
    ) -> None:
        self.inputs = inputs
        self.specification = specification
        self.names = tuple(names)
        self.seed = seed
        self.make_subject = make_subject
        self.scratch = scratch
        self._prefetch: Prefetch | None = None
        self._until = math.inf
        self._twins: Twins = {}

    def assess(self, texts: Mapping[str, str], verdicts: dict[str, str]) -> list[Item]:
        """Return the verdicts on a set of modules, by exercise in order.

        `verdicts` says how exercises stand that were examined before, and takes what is found.
        """
        items: list[Item] = []
        self._until = math.inf
        with self._examiner(texts, self.names) as examiner:
            found = self._examine(examiner, self.names)
            for name, outcomes in found.items():
                verdicts[name] = standing(outcome.verdict.status for outcome in outcomes)
                items += (_scrubbed(item) for item in self._items(name, outcomes))
            wrong = [name for name in self.names if is_wrong(verdicts[name])]
            again = [
                name
                for name in self.names
                if verdicts[name] != PASSED and self._leans(name, texts, examiner, verdicts)
            ]
        for name in dict.fromkeys([*wrong, *again]):
            own, outcomes = texts, found[name]
            if name in again:
                asked = {function for function, _ in self.specification.kit.exercises[name].points}
                own = dict(texts)
                for earlier in self.specification.before(name):
                    own |= taken_over(texts, earlier, self._lender(earlier), asked)
                with self._examiner(own, (name,)) as examiner:
                    outcomes = self._examine(examiner, [name])[name]
                items += (replace(_bare(outcome), run=1) for outcome in outcomes)
            items += self._with_lent(name, own, outcomes)
        return items

    def _with_lent(
        self, name: str, texts: Mapping[str, str], outcomes: Sequence[Outcome]
    ) -> Iterator[Item]:
        """Yield what failed functions give with the reference's in the place of those they call."""
        if any(f.key == "import_failed" for o in outcomes for f in o.verdict.findings):
            return
        wrong = [outcome.item for outcome in outcomes if is_wrong(outcome.verdict.status)]
        failed = {item.function for item in wrong if not is_scenario(item)}
        lender = self._lender(name)
        for caller in dict.fromkeys(item.function for item in wrong):
            laws = [item for item in wrong if item.function == caller and isinstance(item, Law)]
            asked = set().union(*(asked_by(law.run) for law in laws))
            lent = lender.lent_to(caller, failed, asked)
            if not lent:
                continue
            with self._examiner(borrowing(texts, name, lender, lent), ()) as examiner:
                for outcome in self._examine(examiner, (name,), caller)[name]:
                    yield replace(_bare(outcome), run=LENT, findings=(_lent_finding(lent),))

    @functools.cache  # noqa: B019 - an assessor lives as long as its process
    def _lender(self, name: str) -> Lender:
        return Lender(self._reference[f"{name}.py"])

    @contextlib.contextmanager
    def _examiner(
        self, texts: Mapping[str, str], names: tuple[str, ...]
    ) -> Iterator[ClassExaminer]:
        specification, seed = self.specification, self.seed
        if self._prefetch is None and texts == self._reference:
            with self._subject(texts) as subject:
                # Apart from the control, which is to have its time for itself.
                self._twins = draw_twins(specification, self.names, subject, seed, self.inputs)
                self.inputs.keep(self._twins)
            with self._subject(texts) as subject:
                examiner = ReferenceExaminer(specification, subject, seed, self.inputs)
                yield examiner
            self._prefetch = examiner.prefetch
            return
        if self._prefetch is None:
            with self._subject(self._reference) as subject:
                self._twins = draw_twins(specification, self.names, subject, seed, self.inputs)
                self.inputs.keep(self._twins)
                with self.inputs.revealed():
                    self._prefetch = record_reference(
                        specification, subject, seed, self._twins, self.inputs
                    )
        with self._subject(texts) as subject:
            if isinstance(subject, RemoteSubject):
                # The wall limit is the submission's, whatever it is run for again.
                self._until = min(self._until, time.monotonic() + subject.limits.wall)
                subject.end_by(self._until)
            yield PrefetchingExaminer(
                specification, subject, seed, self._prefetch, names, self.inputs
            )

    @contextlib.contextmanager
    def _subject(self, texts: Mapping[str, str]) -> Iterator[RemoteSubject]:
        """Lend a subject: its folder is made, and nothing is left of it."""
        folder = Path(tempfile.mkdtemp(prefix="rawgrad-", dir=self.scratch))
        try:
            modules = folder / "exercises"
            modules.mkdir()
            for name, text in self.specification.needed(texts).items():
                (modules / name).parent.mkdir(parents=True, exist_ok=True)
                (modules / name).write_text(text, encoding="utf-8", newline="\n")
            # The worker runs as somebody else, who may read this one folder.
            for path, _, _ in os.walk(folder):
                Path(path).chmod(0o755)
            with contextlib.closing(self.make_subject(modules)) as subject:
                yield subject
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @functools.cached_property
    def _reference(self) -> dict[str, str]:
        return self.specification.reference()

    def _examine(
        self, examiner: ClassExaminer, names: Sequence[str], function: str = ""
    ) -> dict[str, list[Outcome]]:
        """Return the outcomes of exercises, or of one of their functions.

        Hidden items come after all the others, and then the twins: what a submission has seen of
        them it can then put into nothing that is shown.
        """
        items = {
            name: [i for i in self.specification.items(name) if function in ("", i.function)]
            for name in names
        }
        found: dict[str, dict[str, Outcome]] = {name: {} for name in names}
        for name in names:
            for item in items[name]:
                if not is_hidden(item):
                    found[name][item.id] = _examine_item(examiner, item)
        # Nothing that is shown is asked from here on.
        with self.inputs.revealed():
            for name in names:
                for item in items[name]:
                    if is_hidden(item):
                        found[name][item.id] = _examine_item(examiner, item)
            outcomes = {name: [found[name][item.id] for item in items[name]] for name in names}
            for name in names:
                outcomes[name] += [
                    _examine_item(examiner, twin) for twin in self._due(name, outcomes[name])
                ]
        return outcomes

    def _due(self, name: str, outcomes: Sequence[Outcome]) -> list[Case]:
        """Return the twins that count: those of aspects that are not lost without them."""
        tally = Tally(map(mark, outcomes))
        due = {key for key in tally.groups if not tally.lost(key)}
        return [twin for twin in self._twins.get(name, ()) if worth(twin) in due]

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
                items = [
                    i
                    for i in self.specification.items(earlier)
                    if not is_scenario(i) and not is_hidden(i)
                ]
                found = [_examine_item(examiner, item) for item in items]
                verdicts[earlier] = standing(outcome.verdict.status for outcome in found)
        # What nobody was asked for now is the reference's, also where it is not written.
        given = [e for e in before if e not in self.specification.names]
        return any(
            is_wrong(verdicts[earlier]) or (earlier in given and verdicts[earlier] != PASSED)
            for earlier in before
        )

    def _items(self, name: str, outcomes: Sequence[Outcome]) -> Iterator[Item]:
        public = [outcome for outcome in outcomes if not is_hidden(outcome.item)]
        known = self._known(name, public)
        detailed = _to_detail(public)
        for outcome in outcomes:
            item = _bare(outcome)
            # Of a hidden item the title is all that may ever be told, so no more is kept.
            if not item.hidden and item.status != PASSED:
                item = _with_findings(outcome, item, known)
                if outcome.item.id in detailed:
                    notes = self._failure_notes(outcome, public, known)
                    item = replace(item, rows=_capped(_written(outcome, notes)))
            yield item

    def _known(self, name: str, outcomes: Sequence[Outcome]) -> dict[str, Any]:
        """Return the known mistake of each function, where there is one."""
        found = {}
        for function, recorded in self.specification.fingerprints(name).items():
            own = _cases(outcomes, function)
            if any(not outcome.verdict.passed for outcome in own):
                found[function] = diagnose(own, recorded)
        return found

    def _failure_notes(
        self, outcome: Outcome, public: Sequence[Outcome], known: dict[str, Any]
    ) -> Notes:
        lost = lost_titles(outcome, public, self.specification.kit)
        if not isinstance(outcome.item, Case):
            return Notes(lost=lost)
        own = _cases(public, outcome.item.function)
        found = difference(own) if outcome.verdict.status == FAILED else None
        mistake = known.get(outcome.item.function)
        return Notes(mistake, len(own), (found,) if found else (), lost)


def _lent_finding(lent: Sequence[str]) -> dict[str, Any]:
    return {"key": "lent", "facts": {"functions": ", ".join(lent)}}


def _examine_item(examiner: ClassExaminer, item: Case | Law) -> Outcome:
    try:
        return _without_much(examiner.examine(item))
    except UNUSABLE as error:
        # A value made to break what looks at it is a wrong value.
        problem = f"{type(error).__name__}"
        return Outcome(item, failed("unusable", problem=problem))


def _without_much(outcome: Outcome) -> Outcome:
    """Return an outcome without values that are too large to keep until all are known."""
    result = outcome.result
    if result is not None and _is_large(result.value):
        result = replace(result, value=value_text(result.value), changed={})
    value = value_text(outcome.value) if _is_large(outcome.value) else outcome.value
    return replace(outcome, value=value, result=result)


def _is_large(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.nbytes > MAX_KEPT


def _bare(outcome: Outcome) -> Item:
    item = outcome.item
    hidden = is_hidden(item)
    return Item(
        item.exercise,
        0,
        item.id,
        kind_of(item),
        item.function,
        item.aspect,
        outcome.verdict.status,
        hidden,
        seconds=0.0 if hidden else round(outcome.seconds, 6),
        needs=needs_of(item),
    )


def _with_findings(outcome: Outcome, item: Item, known: dict[str, Any]) -> Item:
    mistake = known.get(item.function) if item.kind == CASE else None
    return replace(
        item,
        findings=tuple(_plain_finding(finding) for finding in outcome.verdict.findings),
        diagnosis=mistake.id if mistake else "",
        place=place(outcome),
    )


def _plain_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON can hold it, its facts ready for their sentence."""
    return {"key": finding.key, "facts": {k: _fact(v) for k, v in finding.facts.items()}}


def _fact(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value if not isinstance(value, int) or abs(value) < 2**53 else str(value)[:MAX_FACT]
    if isinstance(value, str):
        return value[:MAX_FACT]
    if isinstance(value, tuple) and all(type(part) is int for part in value):
        return list(value)
    return value_text(value)[:MAX_FACT]


def _to_detail(outcomes: Sequence[Outcome]) -> set[str]:
    """Return the ids of the failures of an exercise that are kept in full."""
    tally = Tally(map(mark, outcomes))
    wrong = {o.item.id: o for o in outcomes if is_wrong(o.verdict.status)}
    firsts: dict[Worth, str] = {}
    for outcome in wrong.values():
        if not tally.missing(mark(outcome)):
            firsts.setdefault(worth(outcome.item), outcome.item.id)
    others = [name for name in wrong if name not in firsts.values()]
    more = max(FEWEST_DETAILED - len(firsts), 0)
    return {*[*firsts.values()][:MOST_DETAILED], *others[:more]}


def _written(outcome: Outcome, notes: Notes) -> Iterator[Row]:
    """Yield the rows of a failure, as far as a value that was made to break them lets it."""
    with contextlib.suppress(*UNUSABLE):
        yield from rows(outcome, notes)


def _capped(found: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows without paths and addresses, and no more of them than is to be kept."""
    kept = []
    left = MAX_ROWS
    for row in found:
        row = changed(row, lambda text: _cut(_scrub(text[: 2 * MAX_FACT])))
        left -= max(len(spoken(row.text, tongue)) for tongue in LANGUAGES)
        left -= max(len(spoken(row.note, tongue)) for tongue in LANGUAGES)
        if left < 0:
            break
        kept.append(row)
    return tuple(kept)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_FACT else text[:MAX_FACT] + CUT


def _scrubbed(item: Item) -> Item:
    """Take out of findings what differs from run to run and is nobody's business."""
    findings = (
        {
            **one,
            "facts": {k: _scrub(v) if isinstance(v, str) else v for k, v in one["facts"].items()},
        }
        for one in item.findings
    )
    return replace(item, findings=tuple(findings)) if item.findings else item


def _scrub(text: str) -> str:
    """Take paths and addresses of this machine out of a text."""
    return _ADDRESS.sub("0x...", _SCRATCH.sub("exercises", text))


def _cases(outcomes: Sequence[Outcome], function: str) -> list[Outcome]:
    return [o for o in outcomes if isinstance(o.item, Case) and o.item.function == function]
