"""`rawgrad grade`: a class run, from the folder of submissions to `grades.csv`.

The one place where the gradebook is written. What can be killed at any instant: every submission
is kept by one transaction as soon as it is graded, and the marks are computed at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .. import __version__
from ..confined.zygote import NotConfined
from ..kit import BrokenKit, Kit
from ..progress import Bar
from .assess import Record
from .gradebook import Full, Gradebook, Source
from .intake import Submission, find_submissions
from .marks import Grade, grades, own_points, to_publish, write_csv
from .notices import MESSAGES, STATUSES, notice_text
from .pool import CONTROLS, REFERENCE, UNCHANGED, Plan, Task, run
from .roster import Member, read_overrides, read_roster, read_voided
from .specification import Specification

SETTLED = ("graded", "unreadable")
# Told in the file of grades only: nothing is wrong with these submissions.
QUIET = ("line_ends", "converted", "several")


@dataclass(frozen=True)
class Options:
    """What the instructor asked for."""

    submissions: Path
    out: Path
    names: tuple[str, ...]
    jobs: int | None = None
    hidden: Path | None = None
    seed: int | None = None
    roster: Path | None = None
    isolation: str = "confined"
    regrade: bool = False
    allow_lower: bool = False
    language: str = "en"


def command(kit: Kit, asked: argparse.Namespace, names: Sequence[str], language: str) -> int:
    """Carry out `rawgrad grade` as the command line asked for it."""
    if asked.doctor:
        from ..confined.zygote import doctor
        from .doctor import table

        found = doctor()
        print(table(found, language))
        return 0 if all(one.held for one in found) else 1
    for value, what in ((asked.submissions, "SUBMISSIONS"), (asked.out, "--out DIR")):
        if value is None:
            raise BrokenKit(MESSAGES["usage"].in_(language).format(what=what))
    if asked.jobs is not None and asked.jobs < 1:
        raise BrokenKit(MESSAGES["usage"].in_(language).format(what="--jobs N >= 1"))
    options = Options(
        submissions=asked.submissions,
        out=asked.out,
        names=tuple(names),
        jobs=asked.jobs,
        hidden=asked.hidden,
        seed=asked.seed,
        roster=asked.roster,
        isolation=asked.isolation,
        regrade=asked.regrade,
        allow_lower=asked.allow_lower,
        language=language,
    )
    try:
        return grade(kit, options)
    except KeyboardInterrupt:
        _say(MESSAGES["stopped"].in_(language))
        return 130


def grade(kit: Kit, options: Options) -> int:
    """Grade a class and return the exit code: 0, or 3 if something could not be decided."""
    members = read_roster(options.roster) if options.roster else None
    skip = [path for path in (options.out, options.roster, options.hidden) if path]
    submissions = find_submissions(options.submissions, skip)
    if not submissions and not members:
        raise _broken("no_submissions", options, path=options.submissions)
    specification = Specification(kit, options.names, options.hidden)
    if options.isolation == "process":
        _say(MESSAGES["process"].in_(options.language))
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        with _alone(options) as scratch, Gradebook(options.out / "gradebook.sqlite3") as book:
            return _Run(specification, options, book, submissions, members, scratch).run()
    except NotConfined as missing:
        raise _broken("not_confined", options, what=missing) from None
    except Full as full:
        _say(MESSAGES["full"].in_(options.language).format(reason=full))
        return 3


class _Run:
    def __init__(
        self,
        specification: Specification,
        options: Options,
        book: Gradebook,
        submissions: list[Submission],
        members: list[Member] | None,
        scratch: Path,
    ) -> None:
        self.specification = specification
        self.kit = specification.kit
        self.options = options
        self.book = book
        self.submissions = submissions
        self.members = members
        seed = specification.seed() if options.seed is None else options.seed
        self.plan = Plan(
            self.kit.root, specification.names, options.hidden, seed, options.isolation, scratch
        )
        self.version = specification.version()
        parts = (self.version, specification.names, seed, options.isolation)
        self.settings = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
        self.graded = 0

    def run(self) -> int:
        self.book.begin(
            {
                "rawgrad": __version__,
                "python": platform.python_version(),
                "numpy": np.__version__,
                "specification": self.version,
                "settings": self.settings,
                "exercises": ",".join(self.specification.names),
                "seed": self.plan.seed,
                "isolation": self.plan.isolation,
                "hidden": int(self.plan.hidden is not None),
            },
            (item for name in self.specification.names for item in self.specification.items(name)),
        )
        self.book.announce([_source(one) for one in self.submissions], self.options.regrade)
        older = [one for one in self.submissions if one.newer]
        self.book.supersede([one.key for one in older])
        current = [one for one in self.submissions if not one.newer]
        bar = Bar(len(current), self.options.language)
        try:
            tasks = self._tasks(current)
            records = run(self.plan, tasks, self._jobs(len(current)), self.specification)
            with contextlib.closing(records):
                for record in records:
                    self._keep(record, bar)
        finally:
            bar.close()
        return self._export(len(current))

    def _jobs(self, count: int) -> int:
        """Return how many processes; another one pays from about ten submissions on."""
        if self.options.jobs is not None:
            return self.options.jobs
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return max(1, min(cores or 1, count // 10))

    def _tasks(self, current: list[Submission]) -> Iterator[Task]:
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
                    _say(f"{record.key}: {notice_text(notice, self.options.language)}")
        bar.step(record.key, record.seconds)

    def _control(self, record: Record) -> None:
        """Stop the run unless the reference earns all points and the stubs earn none."""
        if record.status == "undecided":
            reason = record.notices[0].facts["reason"]
            raise _broken("no_controls", self.options, control=record.key, reason=reason)
        found = {}
        for name in self.specification.names:
            exercise = self.kit.exercises[name]
            own = [item for item in record.items if item.exercise == name]
            found[name] = own_points(exercise, own, set()), sum(exercise.points.values())
        self.book.control(record.key, found, self.settings)
        for name, (points, most) in found.items():
            if abs(points - (most if record.key == REFERENCE else 0.0)) > 1e-9:
                detail = {"exercise": name, "points": points, "most": most}
                raise _broken("controls", self.options, control=record.key, **detail)

    def _export(self, count: int) -> int:
        out = self.options.out
        found = list(
            grades(
                self.kit,
                self.book,
                self.specification.names,
                self.members,
                read_overrides(out / "overrides.csv", self.kit.exercises),
                read_voided(out / "voided.txt"),
                self.options.allow_lower,
                self.options.language,
            )
        )
        path = out / "grades.csv"
        try:
            write_csv(path, found)
        except OSError as error:
            raise Full(f"{path}: {error.strerror}") from None
        self.book.publish(*to_publish(found, self.book.published()))
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
        return 3 if "undecided" in by_status else 0


@contextlib.contextmanager
def _alone(options: Options) -> Iterator[Path]:
    """Hold the folder against a second run; yield a scratch folder that does not outlast this one.

    Another scratch folder that a killed run left behind is removed.
    """
    path = options.out / ".lock"
    with path.open("a+", encoding="utf-8") as file:
        _lock(file.fileno(), options)
        file.seek(0)
        left = Path(file.read().strip() or os.devnull)
        if left.name.startswith("rawgrad-work-") and left.parent == Path(tempfile.gettempdir()):
            shutil.rmtree(left, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix="rawgrad-work-"))
        # Workers run as somebody else and must get through, without seeing what else is there.
        scratch.chmod(0o711)
        file.truncate(0)
        file.write(str(scratch))
        file.flush()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
            file.truncate(0)


def _lock(descriptor: int, options: Options) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            # Of this process alone: a forked child does not go on holding it.
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise _broken("busy", options, out=options.out) from None


def _source(one: Submission) -> Source:
    names = ", ".join(path.name for path in one.paths)
    source = names.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    who = one.sender
    return Source(one.key, source, who.system, who.order, who.late, one.newer)


def _broken(key: str, options: Options, **facts: object) -> BrokenKit:
    return BrokenKit(MESSAGES[key].in_(options.language).format(**facts))


def _say(line: str) -> None:
    # Over a progress bar that may stand in this line.
    print(f"\r{line}" if sys.stderr.isatty() else line, file=sys.stderr)
