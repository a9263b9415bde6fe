"""A term's data are everybody's results in all assignments, and the totals that follow.

From gradebooks to plain values. What weighs how much the course says; a mark that nobody gave is
never made up: what counts and what does not is written at `AssignmentMark.share` and `total_of`.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rawgrad.grading.assess.assessor import Item
from rawgrad.grading.book.gradebook import FILE, open_gradebook
from rawgrad.grading.book.marks import PENDING
from rawgrad.grading.book.roster import plain_name
from rawgrad.grading.book.schema import GradeRow
from rawgrad.kit.course import Assignment, Course
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.reporting.gradebook_reader import Reading
from rawgrad.reporting.lms_sheets import People
from rawgrad.reporting.report.findings import diagnosis_text
from rawgrad.reporting.words import MESSAGES
from rawgrad.spec.points import SCENARIO, worth_of
from rawgrad.spec.standing import PASSED, is_open

# Whoever loses so much of the mean of the assignments before has fallen behind.
DROP = 0.25
HALF = 0.5
# In so many assignments what is lost again and again was lost.
AGAIN = 2


class AssignmentMark(NamedTuple):
    """What one learner has in one assignment.

    `status` is `graded`, `missing`, `excused` or `open`: a verdict or a person's points are to
    come. `points` are None where there is no mark.
    """

    status: str
    points: float | None
    most: float
    days_late: int | None

    @property
    def share(self) -> float | None:
        """The share that counts for the total; None if the assignment does not count.

        Nothing handed in counts 0 here, in the total alone: there is still no mark.
        """
        if self.status == "missing":
            return 0.0
        if self.points is None or not self.most or self.status == "excused":
            return None
        return self.points / self.most


class Behind(NamedTuple):
    """Why somebody has fallen behind: a sentence's key, and what fills it in."""

    key: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Learner:
    """One line of the term: results in the order of the course, None where it knows nobody so.

    `total` is the weighted share of the assignments in `counted`, in percent; `canvas` and
    `blackboard` are what those systems know the learner by.
    """

    id: str
    name: str
    team: str
    submissions: tuple[str, ...]
    results: tuple[AssignmentMark | None, ...]
    total: float | None
    counted: tuple[int, ...]
    canvas: str = ""
    blackboard: str = ""

    @property
    def provisional(self) -> bool:
        """Whether a mark of theirs is still to come."""
        return any(result is not None and result.status == "open" for result in self.results)


class Lasting(NamedTuple):
    """A misconception, how many showed it once, how many still do, and how many did repeatedly."""

    exercise: str
    function: str
    diagnosis: Text
    ever: int
    still: int
    again: int


class Repeated(NamedTuple):
    """An aspect, and how many learners lost it in several assignments."""

    title: Text
    learners: int
    ever: int


@dataclass(frozen=True)
class Term:
    """All that a course's gradebooks tell.

    Attributes
    ----------
    graded
        Which of the course's assignments have marks, by their number.
    written
        When marks were given out, by number.
    """

    course: Course
    assignments: tuple[Assignment, ...]
    graded: tuple[int, ...]
    written: Mapping[int, float]
    most: Mapping[int, float]
    learners: tuple[Learner, ...]
    lasting: tuple[Lasting, ...]
    repeated: tuple[Repeated, ...]

    def shares(self, number: int) -> list[float]:
        """Return the shares that were handed in for an assignment."""
        results = (learner.results[number] for learner in self.learners)
        return [
            r.share
            for r in results
            if r is not None and r.share is not None and r.points is not None
        ]

    def behind(self) -> list[tuple[Learner, list[Behind]]]:
        """Return who has fallen behind, and why; those with most reasons first."""
        found = [(one, fallen_behind(one.results)) for one in self.learners]
        return sorted(((one, why) for one, why in found if why), key=lambda pair: -len(pair[1]))


def total_of(
    results: Sequence[AssignmentMark | None], weights: Sequence[float], best: int | None
) -> tuple[float | None, tuple[int, ...]]:
    """Return a total in percent, and which assignments it counts.

    An assignment counts if it is graded, weighs something and is not excused. Of these the `best`
    count: those of the highest share, of equal ones the earlier. The total is the mean of their
    shares, each by its weight.
    """
    shares = {
        number: result.share
        for number, result in enumerate(results)
        if result is not None and result.share is not None and weights[number]
    }
    counted = sorted(sorted(shares, key=lambda number: (-shares[number], number))[:best])
    weight = sum(weights[number] for number in counted)
    if not counted or not weight:
        return None, ()
    return 100 * sum(weights[n] * shares[n] for n in counted) / weight, tuple(counted)


def fallen_behind(results: Sequence[AssignmentMark | None]) -> list[Behind]:
    """Return the reasons to look after a learner, in the order of how much they say."""
    known = [r for r in results if r is not None and r.share is not None]
    shares = [r.share or 0.0 for r in known]
    found = []
    gone = 0
    while gone < len(known) and known[-1 - gone].status == "missing":
        gone += 1
    missing = sum(r.status == "missing" for r in known)
    if gone:
        found.append(Behind("nothing_last", {"count": gone}))
    elif missing > 1:
        found.append(Behind("nothing_often", {"count": missing}))
    if not gone and len(shares) > 1:
        before = statistics.fmean(shares[:-1])
        if before - shares[-1] >= DROP:
            facts = {"last": round(100 * shares[-1]), "before": round(100 * before)}
            found.append(Behind("dropped", facts))
        elif max(shares[-2:]) < HALF:
            found.append(Behind("under_half", {}))
    return found


def read_term(kit: Kit, course: Course, language: str) -> Term:
    """Read the gradebooks of a course.

    Raises
    ------
    BrokenKit
        If no assignment has a mark yet.
    """
    assignments = tuple(course.assignments.values())
    people: dict[str, _Collected] = {}
    written: dict[int, float] = {}
    most: dict[int, float] = {}
    losses = Losses(kit)
    for number, assignment in enumerate(assignments):
        if not (assignment.grades / FILE).is_file():
            continue
        with open_gradebook(assignment.grades) as book:
            reading = Reading(kit, book, assignment.grades, language)
            if not reading.grades:
                continue
            written[number] = book.clock().get("exported", 0.0)
            most[number] = sum(reading.most.values())
            known = People(reading)
            for person, marks in known.all:
                one = people.setdefault(plain_name(person.person), _Collected(person))
                one.take(number, person, result_of(marks.values()))
                one.canvas = one.canvas or known.number(person, "canvas")
                one.blackboard = one.blackboard or known.blackboard_name(person)
                if person.submission in reading.kept:
                    who, key = plain_name(person.person), person.submission
                    losses.examined(who, number, reading.kept[key].taken)
                    losses.add(who, number, (i for i in book.items(key) if not reading.passes(i)))
    if not written:
        raise BrokenKit(MESSAGES["no_grades"].filled(path=course.path))
    weights = [assignment.weight for assignment in assignments]
    learners = [one.learner(len(assignments), weights, course.best) for one in people.values()]
    return Term(
        course, assignments, tuple(written), written, most, tuple(learners),
        tuple(losses.lasting()), tuple(losses.repeated()),
    )  # fmt: skip


def result_of(marks: Iterable[GradeRow]) -> AssignmentMark:
    """Return what one learner's marks of one assignment come to."""
    rows = list(marks)
    given = [row for row in rows if row.points is not None]
    # What is excused, or still to be given, is neither earned nor lost.
    counted = [row for row in rows if row.status not in ("excused", PENDING)]
    points = sum(row.points or 0.0 for row in given) if given else None
    most = sum(row.max_points for row in counted)
    status = "graded"
    if not counted:
        status = "open" if any(row.status == PENDING for row in rows) else "excused"
    elif any(row.points is None and row.status == "missing" for row in counted):
        status = "graded" if given else "missing"
    elif any(row.status == "undecided" and row.points is None for row in counted):
        # Without its verdicts an assignment does not count yet.
        status, points = "open", None
    elif len(counted) < sum(row.status != "excused" for row in rows):
        status = "open"
    return AssignmentMark(status, points, most, rows[0].days_late)


class _Collected:
    """One person's results, gathered from gradebook after gradebook."""

    def __init__(self, first: GradeRow) -> None:
        self.first = first
        self.results: dict[int, AssignmentMark] = {}
        self.submissions: dict[int, str] = {}
        self.canvas = self.blackboard = ""

    def take(self, number: int, person: GradeRow, result: AssignmentMark) -> None:
        if number in self.results and self.results[number].points is not None:
            return
        self.results[number] = result
        self.submissions[number] = person.submission
        if person.name and not self.first.name:
            self.first = person

    def learner(self, count: int, weights: Sequence[float], best: int | None) -> Learner:
        results = tuple(self.results.get(number) for number in range(count))
        total, counted = total_of(results, weights, best)
        names = tuple(dict.fromkeys(name for name in self.submissions.values() if name))
        first = self.first
        return Learner(
            first.person, first.name, first.team, names, results, total, counted, self.canvas,
            self.blackboard,
        )  # fmt: skip


class Losses:
    """What learners do not have, by assignment: misconceptions, and aspects of functions."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        # By misconception and by exercise: whom, in which assignments.
        self._shown: dict[tuple[str, str, str], dict[str, set[int]]] = {}
        self._examined: dict[tuple[str, str], int] = {}
        self._lost: dict[str, dict[str, set[int]]] = {}

    def add(self, person: str, number: int, failed: Iterable[Item]) -> None:
        """Take in what somebody did not pass in one assignment."""
        for item in failed:
            if item.run:
                continue
            if item.diagnosis:
                key = (item.exercise, item.function, item.diagnosis)
                self._shown.setdefault(key, {}).setdefault(person, set()).add(number)
            place, aspect = worth_of(item.kind, item.function, item.aspect)
            if place != SCENARIO and not is_open(item.status) and item.status != PASSED:
                self._lost.setdefault(aspect, {}).setdefault(person, set()).add(number)

    def examined(self, person: str, number: int, exercises: Iterable[str]) -> None:
        """Note which exercises somebody has handed in, the latest assignment last."""
        for exercise in exercises:
            self._examined[person, exercise] = number

    def lasting(self) -> list[Lasting]:
        """Return the misconceptions that learners still have, the commonest first."""
        found = []
        for (exercise, function, name), people in self._shown.items():
            still = sum(
                self._examined.get((person, exercise), max(numbers)) in numbers
                for person, numbers in people.items()
            )
            again = sum(len(numbers) >= AGAIN for numbers in people.values())
            diagnosis = diagnosis_text(self.kit, exercise, function, name)
            found.append(Lasting(exercise, function, diagnosis, len(people), still, again))
        kept = [one for one in found if one.still]
        return sorted(kept, key=lambda one: (-one.again, -one.still, one.exercise, one.function))

    def repeated(self) -> list[Repeated]:
        """Return the aspects that learners lose again and again, the commonest first."""
        found = []
        for aspect, people in self._lost.items():
            again = sum(len(numbers) >= AGAIN for numbers in people.values())
            if again:
                title = self.kit.aspects.get(aspect, Text(aspect, aspect))
                found.append(Repeated(title, again, len(people)))
        return sorted(found, key=lambda one: (-one.learners, -one.ever, one.title))
