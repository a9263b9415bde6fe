"""The report's data are marks, counts, and what is still to be resolved.

Pure: from the gradebook's rows to plain values. What was found in the submissions is `findings`.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rawgrad.grading.book.gradebook import Gradebook
from rawgrad.grading.book.marks import PENDING
from rawgrad.grading.book.schema import Change, GradeRow, SubmissionRow
from rawgrad.grading.run.grader import REFERENCE, STUBS
from rawgrad.grading.words import STATUSES, late_text, notice_text
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.reporting.gradebook_reader import read_criteria
from rawgrad.reporting.words import MESSAGES
from rawgrad.spec.standing import is_open

# In this order, since the first can be mended at once and the last by a learner alone.
UNRESOLVED = ("undecided", "ambiguous", "unmatched", "missing", "unreadable")
# Shorter code than this, in nodes of its syntax tree, is written alike by many who never met:
# the reference's softmax has 57, its four loss functions 114.
TELLING = 120


class PersonMark(NamedTuple):
    """What one person has for one exercise."""

    points: float | None
    most: float
    automatic: float | None
    status: str
    result: str
    override: str
    reason: str
    by: str
    late: float | None = None


@dataclass(frozen=True)
class Person:
    """One line of the heat map."""

    id: str
    name: str
    team: str
    submission: str
    status: str
    marks: tuple[PersonMark | None, ...]
    notes: tuple[Text, ...] = ()
    days_late: int | None = None
    keep: float = 1.0
    flagged: bool = False

    @property
    def total(self) -> float | None:
        """All points, None where there is no mark at all."""
        given = [m.points for m in self.marks if m is not None and m.points is not None]
        return sum(given) if given else None

    @property
    def most(self) -> float:
        """The most that this person can have, of what is neither excused nor yet to be given."""
        open_ = ("excused", PENDING)
        return sum(m.most for m in self.marks if m is not None and m.status not in open_)


class Spread(NamedTuple):
    """How the marks of an exercise are spread, over everybody who has one."""

    exercise: str
    most: float
    given: int
    low: float
    median: float
    high: float
    full: int
    unwritten: int


class Given(NamedTuple):
    """A mark that a person gave, for one exercise or several at once."""

    person: Person
    exercises: tuple[str, ...]
    automatic: float | None
    override: str
    reason: str
    by: str


class Alike(NamedTuple):
    """Submissions whose own code of an exercise is the same."""

    exercise: str
    size: int
    owners: tuple[str, ...]
    reference: bool


@dataclass(frozen=True)
class Class:
    """All that is said of people."""

    exercises: tuple[str, ...]
    people: tuple[Person, ...]
    superseded: int
    late: int
    unused: tuple[str, ...]
    controls: Mapping[str, tuple[float, float]]
    settings: Mapping[str, str]
    titles: Mapping[str, Text]
    clock: Mapping[str, float]
    changes: tuple[Change, ...] = ()
    alike: tuple[Alike, ...] = field(default=())
    voided: tuple[tuple[str, Text], ...] = ()
    comments: tuple[tuple[str, str, str], ...] = ()

    @property
    def timeless(self) -> int:
        """How many have handed in when nobody knows, where a due date asks for it."""
        if not self.settings.get("due"):
            return 0
        return sum(p.days_late is None and bool(p.submission) for p in self.people)

    @property
    def counts(self) -> Counter[str]:
        """How many people have which status."""
        return Counter(person.status for person in self.people)

    @property
    def shares(self) -> list[float]:
        """Everybody's total as a share of what they can have."""
        return [p.total / p.most for p in self.people if p.total is not None and p.most]

    @property
    def trusted(self) -> bool:
        """Whether the reference earned everything and the stubs nothing."""
        wanted = {REFERENCE: 1.0, STUBS: 0.0}
        return set(self.controls) == set(wanted) and all(
            abs(got - most * wanted[name]) < 1e-6 for name, (got, most) in self.controls.items()
        )

    def spreads(self) -> list[Spread]:
        """Return how the marks of each exercise are spread."""
        found = []
        for number, name in enumerate(self.exercises):
            marks = [p.marks[number] for p in self.people]
            given = [m for m in marks if m is not None and m.points is not None]
            if given:
                points = [m.points or 0.0 for m in given]
                low, middle, high = quartiles(points)
                full = sum(m.points == m.most for m in given)
                bare = sum(is_open(m.result) and not m.points for m in given)
                found.append(Spread(name, given[0].most, len(given), low, middle, high, full, bare))
        return found

    def given(self) -> list[Given]:
        """Return the overrides, what one person got for one reason in one piece."""
        found: dict[tuple[object, ...], Given] = {}
        for person in self.people:
            for name, mark in zip(self.exercises, person.marks, strict=True):
                if mark is not None and mark.override:
                    key = (person.id, person.submission, mark.override, mark.reason, mark.by)
                    old = found.get(key)
                    names = (*old.exercises, name) if old else (name,)
                    before = None if old else mark.automatic
                    said = (mark.override, mark.reason, mark.by)
                    found[key] = Given(person, names, before, *said)
        return list(found.values())


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the quartiles of at least one value."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def gather(kit: Kit, book: Gradebook, voided: Collection[str] = ()) -> Class:
    """Read from the gradebook what the report says of people.

    Raises
    ------
    BrokenKit
        If no run has given out marks yet.
    """
    grades = book.grades()
    if not grades:
        raise BrokenKit(MESSAGES["no_grades"].filled(path=book.path))
    kept = book.submissions()
    settings = book.settings()
    graded = {grade.exercise for grade in grades}
    titles = {name: kit.listed[name].title for name in kit.listed if name in graded}
    titles |= {name: one.title for name, one in read_criteria(settings).items()}
    exercises = tuple(titles)
    everybody = list(_people(grades, kept, exercises))
    people = tuple(person for person in everybody if person.status != "superseded")
    named = {person.submission for person in everybody}
    controls: dict[str, tuple[float, float]] = {}
    for name, _, points, most, _ in book.controls():
        got, of = controls.get(name, (0.0, 0.0))
        controls[name] = got + points, of + most
    return Class(
        exercises=exercises,
        people=people,
        superseded=len(everybody) - len(people),
        late=sum(bool(person.days_late) or person.flagged for person in people),
        unused=tuple(key for key in kept if key not in named),
        controls=controls,
        settings=settings,
        titles=titles,
        clock=book.clock(),
        changes=tuple(book.changes()),
        alike=tuple(alike(book.code(), {p.submission: p.name or p.id for p in people})),
        voided=tuple((e.exercise, e.title) for e in book.catalogue() if e.id in voided),
        comments=tuple(_comments(grades, book.remarks())),
    )


def _comments(
    grades: Iterable[GradeRow], remarks: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str, str]]:
    """Yield what persons said: to whom, of which exercise (none is the whole), and the words."""
    for (person, _), comment in remarks.items():
        yield person, "", comment
    for grade in grades:
        if grade.comment:
            yield grade.person, grade.exercise, grade.comment


def _people(
    grades: Iterable[GradeRow], kept: Mapping[str, SubmissionRow], exercises: Sequence[str]
) -> Iterable[Person]:
    lines: dict[tuple[str, str], list[GradeRow]] = {}
    for grade in grades:
        lines.setdefault((grade.person, grade.submission), []).append(grade)
    for (person, submission), own in lines.items():
        statuses = [g.status for g in own if g.status not in ("excused", PENDING)]
        status = statuses[0] if statuses else "excused"
        if status == "undecided" and not submission:
            status = "ambiguous"
        marks = {
            g.exercise: PersonMark(
                g.points,
                g.max_points,
                g.automatic,
                g.status,
                g.result,
                g.override,
                g.reason,
                g.by,
                g.late,
            )
            for g in own
        }
        yield Person(
            person, own[0].name, own[0].team, submission, status,
            tuple(marks.get(name) for name in exercises),
            tuple(_person_notes(status, kept.get(submission), own)),
            own[0].days_late,
            own[0].keep,
            submission in kept and kept[submission].late,
        )  # fmt: skip


def _person_notes(
    status: str, found: SubmissionRow | None, own: Sequence[GradeRow]
) -> Iterable[Text]:
    if status == "ambiguous":
        yield STATUSES["ambiguous"]
    if found is not None:
        late = late_text(own[0].days_late, own[0].keep, found.late, own[0].keep < 1)
        if late:
            yield late
        if not found.present:
            yield STATUSES["gone"]
        for notice in found.notices:
            yield Text(notice_text(notice, "en"), notice_text(notice, "ko"))
    for grade in own:
        kept, fresh = grade.late or 0.0, grade.automatic
        if fresh is not None and not grade.override and kept > fresh * grade.keep + 1e-9:
            yield STATUSES["not_lowered"].filled(points=fresh).at(grade.exercise)


def alike(code: Iterable[tuple[str, str, str, int]], owners: Mapping[str, str]) -> list[Alike]:
    """Return the groups of equal code that tell something, the largest first.

    `owners` names whose submissions count; an older attempt is no second hand.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    sizes: dict[tuple[str, str], int] = {}
    for key, exercise, digest, size in code:
        if digest and size >= TELLING and (key in owners or key == REFERENCE):
            groups.setdefault((exercise, digest), []).append(key)
            sizes[exercise, digest] = size
    found = []
    for (exercise, digest), keys in groups.items():
        names = tuple(owners[key] for key in keys if key in owners)
        if len(names) > 1 or (names and REFERENCE in keys):
            found.append(Alike(exercise, sizes[exercise, digest], names, REFERENCE in keys))
    return sorted(found, key=lambda one: (-len(one.owners), -one.size, one.exercise))
