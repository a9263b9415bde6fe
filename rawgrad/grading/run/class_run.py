"""`rawgrad grade` runs a class, from the folder of submissions to `grades.csv`.

The one place where the gradebook is written. What can be killed at any instant: every submission
is kept by one transaction as soon as it is graded, and the marks are computed at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from rawgrad.grading.assess.assessor import Record
from rawgrad.grading.assess.version import version
from rawgrad.grading.book.gradebook import FILE, Gradebook
from rawgrad.grading.book.instructions import (
    FILES,
    MATCHES,
    PERSON,
    SUBMISSION,
    Instructions,
    Reader,
)
from rawgrad.grading.book.lateness import Deadline
from rawgrad.grading.book.marks import (
    Grade,
    Scheme,
    as_row,
    grades,
    own_points,
    to_publish,
    write_csv,
)
from rawgrad.grading.book.roster import Member, RosterRow, candidates, read_roster, rows
from rawgrad.grading.book.schema import Source, SubmissionRow
from rawgrad.grading.intake.lms_names import NamingSystem, chosen_system, naming_system, shown
from rawgrad.grading.intake.submissions import Submission, find_submissions, is_folder, listed
from rawgrad.grading.run.grader import (
    CONTROLS,
    REFERENCE,
    UNCHANGED,
    RunPlan,
    Task,
    begin,
    reader,
)
from rawgrad.grading.run.hidden_files import unused
from rawgrad.grading.run.lock import hold, scratch_folder
from rawgrad.grading.run.pool import NoWorkersLeft, Pool, run
from rawgrad.grading.run.processes import ProcessPool
from rawgrad.grading.words import DOCTOR, INPUT, MESSAGES, STATUSES, notice_text
from rawgrad.kit import sanitize
from rawgrad.kit.columns import width
from rawgrad.kit.course import Assignment, named_assignment
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.os_errors import os_text
from rawgrad.kit.version import __version__
from rawgrad.spec.seed import fresh
from rawgrad.spec.specification import Specification
from rawgrad.spec.standing import PASSED
from rawgrad.subject.confined.limits import Limits, read_limits
from rawgrad.subject.confined.self_test import Property
from rawgrad.subject.confined.zygote import NotConfined
from rawgrad.views.progress import Bar
from rawgrad.views.width import pad

SETTLED = ("graded", "unreadable")
# Told in the file of grades only: nothing is wrong with these submissions.
QUIET = ("line_ends", "converted", "several")
# A control that fails under so many fresh seeds fails for another reason.
SEEDS = 5
# So many items are named where a control fails.
NAMED = 3


@dataclass(frozen=True)
class Options:
    """The options of a class run, as the instructor gave them."""

    submissions: Path
    out: Path
    names: tuple[str, ...]
    jobs: int | None = None
    cluster: str = ""
    lms: str = ""
    hidden: Path | None = None
    seed: int | None = None
    roster: Path | None = None
    isolation: str = "confined"
    limits: Limits = field(default_factory=Limits)
    regrade: bool = False
    allow_lower: bool = False
    language: str = "en"
    points: Mapping[str, float] = field(default_factory=dict)
    assignment: Assignment | None = None


def command(kit: Kit, asked: argparse.Namespace, names: Sequence[str], language: str) -> int:
    """Carry out `rawgrad grade` as the command line asked for it."""
    if asked.doctor:
        from rawgrad.subject.confined.zygote import doctor

        found = doctor()
        print(confinement_table(found, language))
        return 0 if all(one.held for one in found) else 1
    try:
        return grade(kit, _options(kit, asked, names, language))
    except KeyboardInterrupt:
        _say(MESSAGES["stopped"].in_(language))
        return 130


def _options(kit: Kit, asked: argparse.Namespace, names: Sequence[str], language: str) -> Options:
    """Return what was asked for: what the command line leaves open, the assignment says."""
    assignment = named_assignment(kit, asked.submissions) if asked.submissions else None
    submissions = assignment.submissions if assignment else asked.submissions
    out = asked.out or (assignment.grades if assignment else None)
    if submissions is None or out is None:
        what = "--out DIR" if submissions else "SUBMISSIONS"
        raise BrokenKit(MESSAGES["usage"].filled(what=what))
    if asked.jobs is not None and asked.jobs < 1:
        raise BrokenKit(MESSAGES["usage"].filled(what="--jobs N >= 1"))
    if asked.isolation == "process" and not asked.marks_unprotected:
        raise BrokenKit(MESSAGES["unprotected"])
    return Options(
        submissions=submissions,
        out=out,
        names=tuple(names or (assignment.exercises if assignment else kit.exercises)),
        jobs=asked.jobs,
        cluster=asked.cluster,
        lms=asked.lms,
        hidden=asked.hidden or (assignment.hidden if assignment else None),
        seed=asked.seed,
        roster=asked.roster or (assignment.roster if assignment else None),
        isolation=asked.isolation,
        limits=_limits(kit, asked.limit),
        regrade=asked.regrade,
        allow_lower=asked.allow_lower,
        language=language,
        points=assignment.points if assignment else {},
        assignment=assignment,
    )


def _limits(kit: Kit, given: Sequence[str]) -> Limits:
    try:
        return read_limits(kit.manifest.get("limits", {}), given)
    except ValueError as error:
        sentence, facts = error.args
        raise BrokenKit(MESSAGES[sentence].filled(**facts)) from None


def grade(kit: Kit, options: Options) -> int:
    """Grade a class and return the exit code: 0, or 3 if something could not be decided."""
    kit.require(options.names)
    if options.out.resolve() == options.submissions.resolve():
        raise _refusal("same_folder", path=options.out)
    members = read_roster(options.roster) if options.roster else None
    skip = [path for path in (options.out, options.roster, options.hidden) if path]
    paths = listed(options.submissions, skip)
    if not paths and not members:
        raise _refusal("no_submissions", path=options.submissions)
    specification = Specification(kit, options.names, options.hidden)
    if options.hidden:
        for line in unused(kit, options.hidden, specification.names):
            _say(line.in_(options.language))
    if options.isolation == "process":
        _say(MESSAGES["process"].in_(options.language))
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        path = options.out / FILE
        with (
            hold(options.out),
            scratch_folder() as scratch,
            Gradebook(path, upgrade=True) as book,
        ):
            if book.upgraded:
                _say(MESSAGES["upgraded"].in_(options.language).format(path=path))
            naming = _naming(book, paths, members or (), options)
            return _Run(specification, options, book, naming, paths, members, scratch).run()
    except NotConfined as missing:
        raise _refusal("not_confined", what=missing.said) from None
    except NoWorkersLeft as stopped:
        _say(stopped.in_(options.language))
        return 3


def _naming(
    book: Gradebook, paths: Sequence[Path], members: Sequence[Member], options: Options
) -> NamingSystem:
    """Return how names are read: as this gradebook has ever read them, or as is clear, or said."""
    kept = book.settings()
    asked = options.lms
    users = [one for member in members for one in member.ids]
    if "lms" in kept:
        if asked not in ("", kept["lms"]):
            facts = {"asked": asked, "kept": kept["lms"], "path": options.out}
            raise _refusal("other_lms", **facts)
        return NamingSystem(kept["lms"], kept["lms_task"])
    if asked:
        return chosen_system(asked, [path.name for path in paths], users)
    if not paths:
        return NamingSystem()
    found = naming_system([(path.name, is_folder(path)) for path in paths], users)
    if found is None:
        raise _refusal("lms", path=options.submissions)
    return found


class ControlFailed(BrokenKit):
    """Says that the reference did not earn everything, or the stubs something."""


class _Run:
    def __init__(
        self,
        specification: Specification,
        options: Options,
        book: Gradebook,
        naming: NamingSystem,
        paths: Sequence[Path],
        members: list[Member] | None,
        scratch: Path,
    ) -> None:
        self.specification = specification
        self.kit = specification.kit
        self.options = options
        self.book = book
        self.naming = naming
        self.submissions = find_submissions(paths, naming)
        self.members = members
        self.scratch = scratch
        self.version = version(specification)
        self.graded = 0
        self.controlled: set[str] = set()
        self.instructions = Instructions()

    def run(self) -> int:
        """Grade, under the seed that is known, or the first of fresh ones that the controls pass.

        What a law draws may, once in a great while, be what no implementation passes.
        """
        self.instructions = self._instructions()
        *more, last = self._seeds()
        for seed in more:
            with contextlib.suppress(ControlFailed):
                return self._run(seed)
        return self._run(last)

    def _seeds(self) -> list[int]:
        known = self.book.seed() if self.options.seed is None else self.options.seed
        return [fresh() for _ in range(SEEDS)] if known is None else [known]

    def _run(self, seed: int) -> int:
        options = self.options
        names = self.specification.names
        self.plan = RunPlan(
            self.kit.root,
            names,
            options.hidden,
            seed,
            options.isolation,
            options.limits,
            self.scratch,
            self.version,
        )
        self.settings = settings_key(self.version, names, seed, options)
        if self.book.settings().get("specification", self.version) != self.version:
            _say(MESSAGES["changed"].in_(self.options.language))
        self.book.begin(
            {
                "rawgrad": __version__,
                "python": sys.version.split()[0],
                "numpy": np.__version__,
                "specification": self.version,
                "settings": self.settings,
                "exercises": ",".join(self.specification.names),
                "isolation": self.plan.isolation,
                "lms": self.naming.system,
                "lms_task": self.naming.task,
                "hidden": int(self.plan.hidden is not None),
                "criteria": json.dumps(
                    [[c.name, *c.title, c.most] for c in self.instructions.criteria.values()]
                ),
                "extensions": json.dumps(
                    [
                        [e.person, e.until.isoformat(), e.reason, e.by]
                        for e in self.instructions.extensions
                    ]
                ),
                **_assignment_facts(self.options.assignment),
            },
            (
                item
                for name in self.specification.names
                for item in self.specification.catalogue(name)
            ),
        )
        self.book.announce([_source_row(one) for one in self.submissions], self.options.regrade)
        older = [one for one in self.submissions if one.newer]
        self.book.supersede([one.key for one in older])
        current = [one for one in self.submissions if not one.newer]
        bar = Bar(len(current), self.options.language)
        try:
            tasks = self._tasks(current)
            records = run(self._pool(len(current)), tasks)
            with contextlib.closing(records):
                for record in records:
                    self._keep(record, bar)
        finally:
            bar.close()
        return self._export(len(current))

    def _instructions(self) -> Instructions:
        """Read what the instructor has written, before anything is graded or noted down."""
        options, kept = self.options, self.book.submissions()
        folders = [options.submissions, *([Path.cwd()] if options.assignment else [])]
        for path in (folder / name for folder in folders for name in FILES):
            if path.exists() and path.parent.resolve() != options.out.resolve():
                raise BrokenKit(INPUT["misplaced"].filled(folder=options.out).at(path))
        for one in self.submissions:
            source = _source_row(one)
            kept[one.key] = SubmissionRow(
                one.key, "waiting", "", "", (), source.sent, source.system, source.late,
                source.newer, present=True, stale=False,
            )  # fmt: skip
        ids = {item.id for n in self.specification.names for item in self.specification.items(n)}
        worth = {name: self._most(name) for name in self.specification.names}
        reader = Reader(options.out, worth, ids, self._deadline())
        found = reader.read(kept, self.members)
        reader.check(found, rows(kept, self.members, found.matches, found.received))
        return found

    def _most(self, name: str) -> float:
        return self.options.points.get(name, self.kit.exercises[name].most)

    def _deadline(self) -> Deadline:
        assignment = self.options.assignment
        if assignment is None:
            return Deadline()
        return Deadline(assignment.due, assignment.late, assignment.zone)

    def _pool(self, count: int) -> Pool:
        """Return who grades."""
        if self.options.cluster:
            from rawgrad.grading.run.cluster import DaskPool

            return DaskPool(
                self.options.cluster, self.plan, self.specification, self.options.language
            )
        return ProcessPool(self.plan, self.options.jobs or self._jobs(count))

    def _jobs(self, count: int) -> int:
        """Return how many processes; another one pays from about ten submissions on."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return max(1, min(cores or 1, count // 10))

    def _tasks(self, current: list[Submission]) -> Iterator[Task]:
        tasks = self._unread(current)
        if self.plan.isolation == "process":
            # What runs there could write into all that is not read yet.
            with contextlib.closing(reader(self.plan, self.specification)) as own:
                tasks = iter([t._replace(begun=begin(t, self.specification, own)) for t in tasks])
        yield from tasks

    def _unread(self, current: list[Submission]) -> Iterator[Task]:
        yield from (Task(name, None) for name in CONTROLS)
        kept = self.book.submissions()
        for one in current:
            before = kept[one.key]
            same = (
                before.status in SETTLED and before.settings == self.settings and not before.stale
            )
            yield Task(one.key, one, before.content if same else "")

    def _keep(self, record: Record, bar: Bar) -> None:
        if record.key in CONTROLS:
            self._control(record)
            return
        if record.status != UNCHANGED:
            self.graded += 1
            self.book.keep(record, self.settings)
            for notice in record.notices:
                if notice.key not in QUIET:
                    # A submission that is one file is named by the notice already.
                    named = notice.facts.get("file") == record.key
                    said = notice_text(notice, self.options.language)
                    _say(said if named else f"{record.key}: {said}")
        bar.step(record.key, record.seconds)

    def _control(self, record: Record) -> None:
        """Stop the run unless the reference earns all points and the stubs earn none."""
        if record.status == "undecided":
            reason = record.notices[0].facts["reason"]
            raise _refusal("no_controls", control=record.key, reason=reason)
        found = {}
        for name in self.specification.names:
            exercise, most = self.kit.exercises[name], self._most(name)
            own = [item for item in record.items if item.exercise == name]
            found[name] = own_points(exercise, own, set()) * most / exercise.most, most
        self.book.control(record, found, self.settings)
        right = record.key == REFERENCE
        for name, (points, most) in found.items():
            if abs(points - (most if right else 0.0)) > 1e-9:
                # The reference should pass everything and the stubs nothing.
                odd = [
                    item.id
                    for item in record.items
                    if item.exercise == name and item.run == 0 and right != (item.status == PASSED)
                ]
                shown = ", ".join(odd[:NAMED]) + (f", ... ({len(odd)})" if odd[NAMED:] else "")
                detail = {"exercise": name, "points": points, "most": most, "items": shown}
                raise ControlFailed(MESSAGES["controls"].filled(control=record.key, **detail))
        self.controlled.add(record.key)
        if self.controlled >= set(CONTROLS):
            self.book.keep_seed(self.plan.seed)

    def _export(self, count: int) -> int:
        out = self.options.out
        scheme = Scheme(
            self.specification.names,
            self.options.points,
            self._deadline(),
            self.instructions,
            self.options.allow_lower,
            self.options.language,
        )
        found = list(grades(self.kit, self.book, self.members, scheme))
        path = out / "grades.csv"
        try:
            write_csv(path, found)
        except OSError as error:
            raise BrokenKit(MESSAGES["full"].filled(path=path, reason=os_text(error))) from None
        remarks = {
            (row.person, row.submission): said
            for row in dict.fromkeys(grade.row for grade in found)
            if (said := self.instructions.of(row).comment)
        }
        marks, changes = to_publish(found, self.book.published())
        self.book.publish(marks, changes, map(as_row, found), remarks)
        facts = {"count": count, "graded": self.graded, "kept": count - self.graded, "path": path}
        print(MESSAGES["done"].in_(self.options.language).format(**facts))
        return self._summary(found)

    def _summary(self, found: list[Grade]) -> int:
        """Print who needs a look, and return the exit code."""
        language = self.options.language
        by_status: dict[str, list[str]] = {}
        for grade in found:
            if grade.status != "graded":
                names = by_status.setdefault(grade.status, [])
                name = grade.row.submission or grade.row.person
                names += [name] if name not in names[-1:] else []
        for status, names in by_status.items():
            shown = ", ".join(names[:10]) + (f", ... ({len(names)})" if len(names) > 10 else "")
            print(f"{STATUSES[status].in_(language)}: {shown}")
        open_rows = dict.fromkeys(grade.row for grade in found)
        if lines := settling_lines(list(open_rows), self.members or ()):
            path = self.options.out / MATCHES
            print(MESSAGES["settle"].in_(language).format(path=path), *lines, sep="\n")
        return 3 if "undecided" in by_status else 0


def settings_key(version: str, names: Sequence[str], seed: int, options: Options) -> str:
    """Return the hash that a mark is kept under: of all that it depends on besides the content."""
    machine = (sys.version, np.__version__)
    parts = (version, tuple(names), seed, options.isolation, options.limits, machine)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def settling_lines(found: Sequence[RosterRow], members: Sequence[Member]) -> list[str]:
    """Return the lines of `matches.csv` of which the right ones settle what is open."""
    missing = [row.person for row in found if row.status == "missing"]
    pairs = [(key, row.person) for row in found for key in row.choices]
    for row in found:
        if row.status == "unmatched":
            named = [member.label for member in candidates(row.submission, members)]
            likely = named or (missing if len(missing) <= NAMED else [])
            pairs += [(row.submission, person) for person in likely or ["?"]]
    if not pairs:
        return []
    cells = [[sanitize.no_formula(cell) for cell in pair] for pair in pairs]
    return [sanitize.csv_row(row) for row in [(SUBMISSION[0], PERSON[0]), *cells]]


def _assignment_facts(assignment: Assignment | None) -> dict[str, str]:
    """Return what reports say of the assignment."""
    if assignment is None:
        return {}
    due = assignment.due.isoformat() if assignment.due else ""
    return {
        "assignment": assignment.name,
        "title_en": assignment.title.en,
        "title_ko": assignment.title.ko,
        "due": due,
        "language": assignment.language,
        "late": json.dumps(assignment.late),
    }


def _source_row(one: Submission) -> Source:
    source = ", ".join(shown(path.name) for path in one.paths)
    who = one.sender
    return Source(one.key, source, who.system, who.order, who.late, one.newer)


def _refusal(key: str, **facts: object) -> BrokenKit:
    return BrokenKit(MESSAGES[key].filled(**facts))


def _say(line: str) -> None:
    # Over a progress bar that may stand in this line.
    print(f"\r{line}" if sys.stderr.isatty() else line, file=sys.stderr)


def confinement_table(found: Sequence[Property], language: str) -> str:
    """Return one line a property: whether it holds, and by which layers or what escaped."""
    rows = [[DOCTOR[name].in_(language) for name in ("property", "held", "by")]]
    for one in found:
        held = DOCTOR["yes" if one.held else "no"].in_(language)
        by = ", ".join(one.layers if one.held else one.escaped)
        rows.append([one.name, held, by])
    columns = [max(width(row[i]) for row in rows) + 2 for i in range(2)]
    lines = [pad(row[0], columns[0]) + pad(row[1], columns[1]) + row[2] for row in rows]
    verdict = "confined" if all(one.held for one in found) else "not_confined"
    return "\n".join([*lines, "", DOCTOR[verdict].in_(language)])
