"""A term of a class is simulated: late days, extensions, overrides, rubrics, and three systems.

Everything that a mark should come to is drawn here, and worked out here a second time by rules
written down anew, so that what the tool says can be held against it.
"""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.spec.stubs import all_stubs

SEOUL = datetime.timezone(datetime.timedelta(hours=9))
LATE = ((1, 0.9), (3, 0.5))
NAMES = {
    "week1": ("activation", "softmax"),
    "week2": ("loss", "perceptron"),
    "week3": ("softmax", "forward"),
    "week4": ("information",),
}
WEIGHTS = {"week1": 10, "week2": 20, "week3": 30, "week4": 40}
WORTH = {"week1": {"softmax": 20.0}}
SYSTEM = {"week1": "moodle", "week2": "blackboard", "week3": "canvas", "week4": "blackboard"}
DUE = {
    name: datetime.datetime(2026, 9, 7 * number, 23, 59, tzinfo=SEOUL)
    for number, name in enumerate(NAMES, start=1)
}
BEST = 3
NAIVE = "import numpy as np\n\n\ndef softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))\n"
COURSE = """\ufefftitle = { en = "Deep learning", ko = "딥러닝" }
language = "ko"
timezone = "+09:00"
roster = "roster.csv"
late = [{ days = 1, keep = 0.9 }, { days = 3, keep = 0.5 }]
best = 3
"""


@dataclass
class Handed:
    """What one learner handed in for one assignment, and what it should come to.

    `right` are the exercises that are solved; `naive` those with the commonest mistake; `given`
    is what a person gave instead, by exercise.
    """

    person: str
    right: tuple[str, ...] = ()
    naive: tuple[str, ...] = ()
    missing: bool = False
    at: datetime.datetime | None = None
    until: datetime.datetime | None = None
    given: dict[str, float | None] = field(default_factory=dict)
    picture: float | None = None
    known: bool = True
    due: datetime.datetime = DUE["week1"]

    @property
    def days(self) -> int:
        assert self.at is not None
        late = (self.at - (self.until or self.due)).total_seconds()
        return 0 if late <= 0 else int((late - 1) // 86400) + 1

    def keep(self) -> float:
        if not self.known or self.days == 0:
            return 1.0
        return next((share for days, share in LATE if self.days <= days), 0.0)


@dataclass
class SimulatedTerm:
    """A course in a folder, and all that was handed in by assignment and person."""

    folder: Path
    people: dict[str, str]
    handed: dict[str, dict[str, Handed]]


def simulate(folder: Path, kit: Kit, count: int, seed: int = 7) -> SimulatedTerm:
    """Write a course and its submissions, as three systems would hand them out."""
    draw = random.Random(seed)
    people = {f"2026{n:04d}": f"학생{n:03d}" for n in range(count)}
    # Two people of one name: only a person can tell them apart.
    people["20260001"] = people["20260000"]
    course = COURSE
    for name, exercises in NAMES.items():
        worth = ", ".join(f"{e} = {p:g}" for e, p in WORTH.get(name, {}).items())
        listed = ", ".join(f'"{exercise}"' for exercise in exercises)
        course += (
            f'\n[[assignment]]\nname = "{name}"\n'
            f'title = {{ en = "Task {name}", ko = "과제 {name}" }}\n'
            f"exercises = [{listed}]\npoints = {{ {worth} }}\nweight = {WEIGHTS[name]}\n"
            f"due = {DUE[name].isoformat()}\n"
        )
    (folder / "course.toml").write_text(course, encoding="utf-8")
    with (folder / "roster.csv").open("w", encoding="cp949", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["2026년 2학기 명단"])
        writer.writerow(["학번", "이름"])
        writer.writerows(people.items())
    texts = {p.name: p.read_text(encoding="utf-8") for p in (kit.root / "solutions").glob("*.py")}
    handed = {}
    for name in NAMES:
        drawn = {one: _drawn(draw, name, one) for one in people}
        handed[name] = drawn
        _write_submissions(folder / "submissions" / name, name, drawn, people, texts, kit)
        _write_instructions(folder / "grades" / name, name, drawn, people)
    return SimulatedTerm(folder, people, handed)


def _drawn(draw: random.Random, name: str, person: str) -> Handed:
    one = Handed(person, due=DUE[name], missing=draw.random() < 0.08)
    solved = [exercise for exercise in NAMES[name] if draw.random() < 0.75]
    one.right = tuple(solved)
    if "softmax" in NAMES[name] and int(person[-1]) % 4 == 0:
        # Some never mend it.
        one.naive = ("softmax",)
        one.right = tuple(exercise for exercise in solved if exercise != "softmax")
    late = draw.choice([0, 0, 0, 0, 0.5, 1.0, 1.5, 2.9, 4.2])
    one.at = DUE[name] + datetime.timedelta(days=late) - datetime.timedelta(hours=2 * (not late))
    if late and draw.random() < 0.4:
        one.until = DUE[name] + datetime.timedelta(days=2)
    if draw.random() < 0.1:
        exercise = draw.choice(NAMES[name])
        one.given[exercise] = draw.choice([None, 3.0, 7.5])
    if name == "week2" and not one.missing:
        one.picture = draw.choice([0.0, 2.0, 5.0])
    # Moodle's names hold no time, and Canvas's none but that it was late.
    one.known = SYSTEM[name] != "moodle"
    return one


def _write_submissions(
    folder: Path,
    name: str,
    drawn: Mapping[str, Handed],
    people: Mapping[str, str],
    texts: Mapping[str, str],
    kit: Kit,
) -> None:
    stubs = all_stubs(kit)
    folder.mkdir(parents=True)
    for number, (person, one) in enumerate(drawn.items()):
        if one.missing:
            continue
        assert one.at is not None
        files = {f"{e}.py": texts[f"{e}.py"] for e in one.right}
        files |= {f"{e}.py": NAIVE for e in one.naive}
        files = files or {f"{NAMES[name][0]}.py": stubs[f"{NAMES[name][0]}.py"]}
        for file, text in files.items():
            if SYSTEM[name] == "moodle":
                place = folder / f"{people[person]}_{5000 + number}_assignsubmission_file_" / file
            elif SYSTEM[name] == "canvas":
                flag = "LATE_" if one.at > one.due else ""
                who = people[person].replace(" ", "")
                place = folder / f"{who}_{flag}{700 + number}_{9000 + number}_{file}"
            else:
                at = one.at.strftime("%Y-%m-%d-%H-%M-%S")
                place = folder / f"{name}_{person}_attempt_{at}_{file}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")


def _write_instructions(
    folder: Path, name: str, drawn: Mapping[str, Handed], people: Mapping[str, str]
) -> None:
    folder.mkdir(parents=True)
    overrides, extensions, received, matches, rubric = [], [], [], [], []
    for number, (person, one) in enumerate(drawn.items()):
        for exercise, points in one.given.items():
            said = "excused" if points is None else f"{points:g}"
            overrides.append([person, exercise, said, "reason", "Lee"])
        if one.until:
            extensions.append([person, one.until.strftime("%Y-%m-%d %H:%M"), "ill", "Lee"])
        if one.picture is not None:
            rubric.append([person, "picture", f"{one.picture:g}", "5", "Picture", "그림"])
        numbers = {"moodle": 5000 + number, "canvas": 700 + number}
        key = {system: f"{people[person]}_{n}" for system, n in numbers.items()}
        if one.missing or SYSTEM[name] not in key:
            continue
        if people[person] == people["20260000"]:
            matches.append([key[SYSTEM[name]], person])
        if SYSTEM[name] == "canvas" and one.at is not None:
            received.append([key["canvas"], one.at.strftime("%Y. %m. %d. %H:%M:%S")])
    tables = {
        "overrides.csv": (["submission", "exercise", "points", "reason", "by"], overrides),
        "extensions.csv": (["person", "until", "reason", "by"], extensions),
        "received.csv": (["submission", "received"], received),
        "matches.csv": (["submission", "person"], matches),
        "rubric.csv": (["person", "criterion", "points", "out_of", "en", "ko"], rubric),
    }
    for file, (heading, rows) in tables.items():
        if rows:
            with (folder / file).open("w", encoding="utf-8-sig", newline="") as out:
                csv.writer(out).writerows([heading, *rows])


def expected_mark(one: Handed, exercise: str, most: float, automatic: float) -> float | None:
    """Return what a mark should come to: points, then lateness, then what a person gave."""
    if exercise in one.given:
        return one.given[exercise]
    return None if one.missing else automatic * one.keep()


def expected_total(
    term: SimulatedTerm, person: str, automatic: Mapping[tuple[str, str], float]
) -> float:
    """Return the total in percent; `automatic` is what the verdicts earned."""
    shares = []
    for name, exercises in NAMES.items():
        one = term.handed[name][person]
        points = most = 0.0
        given = False
        for exercise in exercises:
            worth = WORTH.get(name, {}).get(exercise, 10.0)
            mark = expected_mark(one, exercise, worth, automatic.get((name, exercise), 0.0))
            if exercise in one.given and mark is None:
                continue
            most += worth
            points += mark or 0.0
            given = given or mark is not None
        if name == "week2":
            if one.picture is not None:
                points, most = points + one.picture, most + 5
            elif one.missing:
                most += 5
        if most:
            shares.append((points / most, WEIGHTS[name], name))
    kept = sorted(shares, key=lambda one: -one[0])[:BEST]
    return 100 * sum(s * w for s, w, _ in kept) / sum(w for _, w, _ in kept)
