"""A class made up from a seed: learners who hand in what `tests/evidence` holds, and how.

Each exercise of a learner is the solution, a wheat, a chaff (or two) or the stub. The same
number makes the same class. `write` lays it out as submissions for `rawgrad grade`; `fill` puts
it into a gradebook at once, with each different exercise graded a single time.
"""

from __future__ import annotations

import ast
import csv
import functools
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rawgrad.grading.assess.assessor import Assessor, Item, Record
from rawgrad.grading.assess.late_inputs import LateInputs
from rawgrad.grading.assess.version import version
from rawgrad.grading.book.gradebook import Gradebook
from rawgrad.grading.book.instructions import Reader
from rawgrad.grading.book.lateness import Deadline
from rawgrad.grading.book.marks import (
    Scheme,
    as_row,
    grades,
    own_points,
    to_publish,
    write_csv,
)
from rawgrad.grading.book.roster import read_roster
from rawgrad.grading.book.schema import Source
from rawgrad.grading.intake.similarity import CodeDigest, code_digest
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.grading.run.grader import CONTROLS, REFERENCE
from rawgrad.kit.layout import Kit
from rawgrad.kit.version import __version__
from rawgrad.spec.specification import Specification
from tests.reporting.graded_class import Near

FAMILY = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권"]
GIVEN = [
    "민준", "서연", "도윤", "하은", "지호", "수아", "예준", "지우", "시우", "채원", "현우", "다은",
    "준서", "소율", "은우", "나윤", "태민", "가온", "별", "하늘",
]  # fmt: skip
FIRST = [
    "Ada", "Grace", "Alan", "Emmy", "Kurt", "Sofia", "Carl", "Mary", "Paul", "Hedy", "John",
    "Rosa", "Noam", "Vera", "Max", "Ines", "Omar", "Lena", "Ivan", "Mina",
]  # fmt: skip
LAST = [
    "Lovelace", "Hopper", "Turing", "Noether", "Godel", "Kovalevskaya", "Gauss", "Somerville",
    "Erdos", "Lamarr", "Conway", "Peter", "Chomsky", "Rubin", "Planck", "Daubechies", "Khayyam",
]  # fmt: skip
# Names that a page or a spreadsheet must take for nothing but names.
HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\">",
    "</script><script>document.title='owned'</script>",
    "=cmd|' /C calc'!A0",
    '" autofocus onfocus="document.title=1',
    "javascript:alert(1)//&lt;b&gt; \u202eevil",
)


@dataclass
class Pupil:
    """One learner: who it is, and which version of each exercise was handed in.

    `parts` names a version by exercise: `solution`, `stub` or the ids of specimens.
    """

    id: str
    name: str
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    missing: bool = False
    unreadable: bool = False
    unmatched: bool = False
    older: bool = False
    twice: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the submissions that could count; two where nothing tells the newer."""
        return () if self.missing else (self.id, f"{self.id}.zip")[: 1 + self.twice]


@dataclass
class Classroom:
    """The learners, and the texts that their versions stand for."""

    kit: Kit
    names: tuple[str, ...]
    pupils: list[Pupil]

    def text(self, exercise: str, parts: Sequence[str]) -> str:
        """Return a module with the given specimens in the place of its functions."""
        return text_of(self.kit, exercise, tuple(parts))


def made(kit: Kit, count: int, names: Sequence[str], seed: int = 1) -> Classroom:
    """Return a class of `count` learners who were given some exercises."""
    rng = random.Random(seed)
    pupils = [_pupil(kit, names, number, rng) for number in range(count)]
    for pupil, name in zip(pupils[3:], HOSTILE, strict=False):
        pupil.name = name
    # What happens in every class, whatever the seed, as far as there are enough learners.
    if count >= 12:
        pupils[9].missing = True
        pupils[10].unreadable = True
        pupils[11].unmatched = True
        pupils[8].older = True
        pupils[7].twice = True
        pupils[2].parts = dict.fromkeys(names, ("stub",))
        pupils[1].parts = dict(pupils[0].parts)
    for pupil in pupils[12:]:
        chance = rng.random()
        pupil.missing, pupil.unreadable = chance < 0.03, 0.03 <= chance < 0.04
        pupil.unmatched, pupil.older = 0.04 <= chance < 0.055, 0.06 <= chance < 0.09
    return Classroom(kit, tuple(names), pupils)


def _pupil(kit: Kit, names: Sequence[str], number: int, rng: random.Random) -> Pupil:
    korean = rng.random() < 0.6
    name = f"{rng.choice(FAMILY)}{rng.choice(GIVEN)}"
    if not korean:
        name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    able = rng.betavariate(3, 1.5)
    reached = round(len(names) * min(1.0, 0.25 + able))
    parts: dict[str, tuple[str, ...]] = {}
    for place, exercise in enumerate(names):
        wrong, right = (_specimens(kit, kind, exercise) for kind in ("chaffs", "wheats"))
        if place >= reached:
            parts[exercise] = ("stub",)
        elif rng.random() < able:
            parts[exercise] = (rng.choice([*right, "solution"]),)
        else:
            # Some mistakes are far more common than others.
            chosen = {wrong[min(int(rng.expovariate(0.35)), len(wrong) - 1)]}
            if rng.random() < 0.2:
                chosen.add(wrong[rng.randrange(min(4, len(wrong)))])
            parts[exercise] = tuple(sorted(chosen))
    return Pupil(f"2026{number:04}", name, parts, f"{number % 30 + 1}조")


@functools.cache
def _sources(root: Path, kind: str, exercise: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return what all specimens of a file need, and each one's function and code by its id."""
    source = (root / "tests" / "evidence" / kind / f"{exercise}.py").read_text(encoding="utf-8")
    needed, found = [], {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.module == "rawgrad.authoring.evidence":
            continue
        marks = [m for m in getattr(node, "decorator_list", []) if isinstance(m, ast.Call)]
        if not marks or not isinstance(node, ast.FunctionDef):
            # Of its own module a specimen wants the class it changes, which stands above it.
            if not isinstance(node, ast.ImportFrom) or node.module != f"solutions.{exercise}":
                needed.append(ast.unparse(node).replace("from solutions", "from "))
            else:
                needed += [
                    f"{a.asname} = {a.name}" for a in node.names if a.asname and a.asname != a.name
                ]
            continue
        mark = marks[0]
        given = {k.arg: k.value for k in mark.keywords}
        function = ast.literal_eval(given["function"]) if "function" in given else node.name
        node.decorator_list = []
        code = ast.unparse(node)
        found[ast.literal_eval(mark.args[0])] = (
            function, code if node.name == function else f"{code}\n\n\n{function} = {node.name}"
        )  # fmt: skip
    return "\n".join(line.replace("from  ", "from . ") for line in needed), found


def _specimens(kit: Kit, kind: str, exercise: str) -> list[str]:
    return list(_sources(kit.root, kind, exercise)[1])


@functools.cache
def _specification(kit: Kit, names: tuple[str, ...], hidden: Path | None = None) -> Specification:
    return Specification(kit, names, hidden)


@functools.cache
def text_of(kit: Kit, exercise: str, parts: tuple[str, ...]) -> str:
    """Return the text of a version of an exercise."""
    if parts == ("stub",):
        return _specification(kit, (exercise,)).stubs[f"{exercise}.py"]
    text = (kit.root / "solutions" / f"{exercise}.py").read_text(encoding="utf-8")
    for kind in ("chaffs", "wheats"):
        needed, found = _sources(kit.root, kind, exercise)
        chosen = [found[part][1] for part in parts if part in found]
        if chosen:
            text = "\n\n\n".join([text.rstrip(), needed, *chosen]) + "\n"
    return text


def roster(room: Classroom, path: Path) -> None:
    """Write the roster of a class."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "language"])
        writer.writerows(
            (p.id, p.name, "ko" if "가" <= p.name[0] <= "힣" else "en")
            for p in room.pupils
            if not p.unmatched
        )


def write(room: Classroom, folder: Path) -> None:
    """Write the submissions of a class, and its roster beside them."""
    folder.mkdir(parents=True)
    for pupil in room.pupils:
        own = {f"{n}.py": room.text(n, parts) for n, parts in pupil.parts.items()}
        if pupil.unreadable:
            own = {"softmax.py": "\x00"}
        if pupil.older:
            for day, texts in (("20", dict.fromkeys(own, "")), ("21", own)):
                for name, text in texts.items():
                    name = f"hw_{pupil.id}_attempt_2026-11-{day}-10-00-00_{name}"
                    (folder / name).write_text(text, encoding="utf-8")
            continue
        for key in pupil.keys:
            if key.endswith(".zip"):
                with zipfile.ZipFile(folder / key, "w") as archive:
                    for name, text in own.items():
                        archive.writestr(name, text)
            else:
                _write(folder / key, own)
    roster(room, folder.with_name("roster.csv"))


def _write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


@dataclass
class Examined:
    """Grades versions of single exercises, each a single time; the others are the reference."""

    room: Classroom
    hidden: Path | None
    scratch: Path
    known: dict[tuple[str, tuple[str, ...]], tuple[list[Item], CodeDigest]] = field(
        default_factory=dict
    )

    def items(self, exercise: str, parts: tuple[str, ...]) -> tuple[list[Item], CodeDigest]:
        """Return the verdicts on a version of an exercise, and its own code's likeness."""
        if (exercise, parts) not in self.known:
            spec = _specification(self.room.kit, (exercise,), self.hidden)
            late = LateInputs(spec, self.scratch / "inputs")
            assessor = Assessor(spec, spec.names, 0, self._subject, self.scratch, late)
            text = self.room.text(exercise, parts)
            texts = {**spec.reference(), f"{exercise}.py": text}
            alike = code_digest(text, spec.stubs[f"{exercise}.py"])
            self.known[exercise, parts] = assessor.assess(texts, {}), alike
        return self.known[exercise, parts]

    def _subject(self, folder: Path) -> Near:
        return Near(folder, "exercises")


def fill(
    room: Classroom,
    out: Path,
    hidden: Path | None = None,
    change: Callable[[Pupil, Item], Item] | None = None,
    **settings: Any,
) -> Path:
    """Write a gradebook and `grades.csv` of a class into `out`, as a run would have.

    `change` may alter an item of a learner's, as a submission's own messages would.
    """
    out.mkdir(parents=True, exist_ok=True)
    kit, names = room.kit, room.names
    specification = _specification(kit, names, hidden)
    examined = Examined(room, hidden, out)
    with Gradebook(out / "gradebook.sqlite3") as book:
        about = {
            "rawgrad": __version__, "python": "3.13.1", "numpy": "2.4.0",
            "specification": version(specification), "isolation": "confined",
            "exercises": ",".join(names), "hidden": int(hidden is not None), **settings,
        }  # fmt: skip
        book.begin(about, (i for name in names for i in specification.catalogue(name)))
        book.announce([source for p in room.pupils for source in _sources_of(p)], False)
        for name in CONTROLS:
            part = ("solution",) if name == REFERENCE else ("stub",)
            _control(book, room, name, {e: examined.items(e, part) for e in names})
        for pupil, key in [(p, key) for p in room.pupils for key in p.keys]:
            record = Record(key, "graded", f"content of {key}")
            if pupil.unreadable:
                record.status = "unreadable"
                record.notices = [Notice("encoding", {"file": "softmax.py <b>"})]
            else:
                for exercise, parts in pupil.parts.items():
                    items, record.code[exercise] = examined.items(exercise, parts)
                    record.items += [change(pupil, i) if change else i for i in items]
            book.keep(record, "settings")
        publish(room, book, out)
    return out


def _sources_of(pupil: Pupil) -> list[Source]:
    if not pupil.older:
        return [Source(key, key, "", "", False, "") for key in pupil.keys]
    # The older attempt is set aside; what was handed in late counts.
    return [
        Source(pupil.id, pupil.id, "blackboard", "2026-11-21", True, ""),
        Source(f"{pupil.id} (older)", "", "blackboard", "2026-11-20", False, pupil.id),
    ]


def _control(
    book: Gradebook, room: Classroom, name: str, found: dict[str, tuple[list[Item], CodeDigest]]
) -> None:
    exercises = room.kit.exercises
    points = {
        exercise: (own_points(exercises[exercise], items, set()), exercises[exercise].most)
        for exercise, (items, _) in found.items()
    }
    record = Record(name, "graded", "", code={e: alike for e, (_, alike) in found.items()})
    book.control(record, points, "settings")


def publish(room: Classroom, book: Gradebook, out: Path) -> None:
    """Give out the marks anew, as the end of a run does: overrides apply, changes are kept."""
    roster(room, out / "roster.csv")
    members = read_roster(out / "roster.csv")
    worth = {name: room.kit.exercises[name].most for name in room.names}
    told = Reader(out, worth, (), Deadline()).read(book.submissions(), members)
    found = list(grades(room.kit, book, members, Scheme(room.names, instructions=told)))
    write_csv(out / "grades.csv", found)
    book.publish(*to_publish(found, book.published()), map(as_row, found), {})


def regrade(room: Classroom, out: Path, *pupils: Pupil) -> None:
    """Let some learners hand in the solutions, and give out the marks once more."""
    examined = Examined(room, None, out)
    with Gradebook(out / "gradebook.sqlite3") as book:
        for pupil in pupils:
            record = Record(pupil.id, "graded", f"new content of {pupil.id}")
            for exercise in room.names:
                items, record.code[exercise] = examined.items(exercise, ("solution",))
                record.items += [replace(item) for item in items]
            book.keep(record, "settings")
        publish(room, book, out)
