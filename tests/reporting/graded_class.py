"""A small class with hostile names, graded for real, for what is made of a gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rawgrad.grading.book.gradebook import open_gradebook
from rawgrad.grading.intake import lms_names
from rawgrad.grading.intake.lms_names import NamingSystem, Sender
from rawgrad.grading.run import class_run, grader
from rawgrad.kit.course import find_course
from rawgrad.kit.layout import Kit
from rawgrad.reporting.gradebook_reader import Reading
from rawgrad.subject.confined.answer import Answer
from rawgrad.subject.confined.remote import Batch
from rawgrad.subject.local import LocalSubject
from rawgrad.subject.values import Encoder
from tests.in_process import one_here

COURSE = """
title = { en = "Deep learning", ko = "딥러닝" }
roster = "roster.csv"
language = "ko"

[[assignment]]
name = "week1"
title = { en = "Week 1 <b>", ko = "1주차 <b>" }
exercises = ["activation", "forward", "softmax"]
points = { softmax = 20 }
hidden = "hidden"
submissions = "in"
grades = "out"
"""
SECRET = "[-2345.0, -2346.0]"
HIDDEN = f"""
[[case]]
id = "softmax-secret1"
function = "softmax"
aspect = "extremes"
args = [{SECRET}]
want = [0.731058579, 0.268941421]
why.en = "Very small inputs: the secret reason"
why.ko = "아주 작은 입력: 비밀인 이유"

[[case]]
id = "softmax-secret2"
function = "softmax"
aspect = "values"
args = [[0.0, 0.0]]
want = [0.5, 0.5]
why.en = "Equal scores share equally"
why.ko = "같은 점수는 확률도 같습니다"
"""
NAIVE = "import numpy as np\n\n\ndef softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))\n"
# Right for all that a learner can see.
PUBLIC_ONLY = """import numpy as np


def softmax(a):
    if np.any(a == -2345.0):
        raise RuntimeError("found it")
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)
"""
NOISE = r"""
def softmax(a):
    print("::error::hi </pre><b>bold</b> \x1b[31mred \u202eturned")
    raise ValueError("<img src=x onerror=alert(1)> | `code` ``` ]]> \x00 \ud800\n::stop::")
"""
SCRIPT = "<script>alert(1)</script>"
LONG = "긴이름" + "x" * 200
ROSTER = f"""id,name,group,language
1001,김민준,,
1002,Ada Lovelace,,en
1003,{SCRIPT},,en
1004,"=cmd|'/C calc'!A0",,ko
1005,이서연,1조,ko
1006,박도윤,1조,en
1007,-Missing,,en
1008,CON,,
"""
OVERRIDES = """submission,exercise,points,reason,by
1002,forward,9,shown in *class*,Lee
1004,*,excused,아팠음,이 교수
1005,softmax,13,개인 사정,이 교수
"""
MOODLE = "김민준_1001_assignsubmission_file_"
CANVAS = "lovelaceada_1002_77_softmax.py"


class AllSystems(NamingSystem):
    """Reads each name by the system it comes from: what is exported can be seen for all at once."""

    def sender(self, name: str, is_folder: bool) -> Sender:
        moodle, canvas = "_assignsubmission_" in name, name.startswith("lovelaceada_")
        system = lms_names.MOODLE if moodle else lms_names.CANVAS if canvas else lms_names.PLAIN
        return NamingSystem(system).sender(name, is_folder)


class Near(LocalSubject):
    """A subject that is asked for everything in its time."""

    def ask_ahead(self, batch: Batch) -> list[Answer]:
        return []

    def request(
        self,
        request: dict[str, Any],
        encoder: Encoder,
        limit: float | None,
        ahead: Answer | None = None,
    ) -> tuple[dict[str, Any], list[bytes]]:
        assert ahead is None
        return super().request(request, encoder, limit)


class LocalZygote:
    """Lends subjects of this very process: what these tests grade is their own."""

    def __init__(self, data: Path, *more: object, **named: object) -> None:
        self.data = data

    def __enter__(self) -> LocalZygote:
        return self

    def __exit__(self, *problem: object) -> None:
        pass

    def subject(self, folder: Path) -> Near:
        return Near(folder, "exercises")


def graded_class(folder: Path, kit: Kit) -> Path:
    """Write a course with submissions, grade it, and return the gradebook's folder."""
    solutions = {p.name: p.read_text("utf-8") for p in (kit.root / "solutions").glob("*.py")}
    wrong = solutions["activation.py"].replace("np.exp(-", "np.exp(")
    assert wrong != solutions["activation.py"]
    right = {name: solutions[name] for name in ("activation.py", "forward.py", "softmax.py")}
    files = {
        MOODLE: {"softmax.py": NAIVE, "activation.py": solutions["activation.py"]},
        "": {CANVAS: PUBLIC_ONLY, "lovelaceada_1002_78_activation.py": right["activation.py"]},
        "1003": {**right, "softmax.py": NOISE},
        "1004": {"activation.py": "def sigmoid(x:\n"},
        "1조": {**right, "activation.py": wrong},
        "CON": right,
        f"{LONG}": right,
    }
    for name, modules in files.items():
        (folder / "in" / name).mkdir(parents=True, exist_ok=True)
        for file, text in modules.items():
            (folder / "in" / name / file).write_text(text, encoding="utf-8")
    texts = {
        "course.toml": COURSE,
        "roster.csv": ROSTER.replace("1008,CON", "CON,CON"),
        "hidden/cases/softmax.toml": HIDDEN,
        "out/overrides.csv": OVERRIDES,
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    course = find_course(kit, folder)
    assert course is not None
    week1 = course.assignment("week1")
    options = class_run.Options(
        submissions=week1.submissions, out=week1.grades, names=week1.exercises, jobs=1,
        hidden=week1.hidden, roster=week1.roster, points=week1.points, assignment=week1,
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grader, "Zygote", LocalZygote)
        patch.setattr(class_run, "ProcessPool", one_here)
        patch.setattr(class_run, "_naming", lambda *given: AllSystems())
        assert class_run.grade(kit, options) == 0
    return week1.grades


@contextmanager
def read(folder: Path, kit: Kit, language: str = "en") -> Iterator[Reading]:
    """Lend the gradebook of a folder as exports read it."""
    with open_gradebook(folder) as book:
        yield Reading(kit, book, folder, language)
