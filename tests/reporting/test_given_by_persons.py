"""Comments, rubrics and lateness: in feedback, report and exports, and after every regrade."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rawgrad.cli import main
from rawgrad.grading.run import grader
from rawgrad.kit.layout import Kit
from tests.reporting.graded_class import LocalZygote

COURSE = """
title = { en = "Deep learning", ko = "딥러닝" }
roster = "roster.csv"
timezone = "Asia/Seoul"
late = [{ days = 2, keep = 0.5 }]

[[assignment]]
name = "week1"
title = { en = "Week 1", ko = "1주차" }
exercises = ["softmax"]
due = 2026-12-01T23:59:00
"""
FILES = {
    "course.toml": COURSE,
    "roster.csv": "id,name,group,language\n1,Ada,,en\n2,Bob,g,en\n3,Cho,g,en\n4,Dan,,en\n",
    "grades/week1/comments/1.md": "Look at **axis**.\n\n<script>alert(1)</script>\n",
    "grades/week1/comments/3.md": "Only for Cho.\n",
    "grades/week1/comments/4.md": "Where are you?\n",
    "grades/week1/overrides.csv": (
        "person,exercise,points,reason,by,comment\n1,softmax,,,,A fine vector.\n2,*,,,,For Bob.\n"
    ),
    "grades/week1/rubric.csv": (
        "person,criterion,points,out_of,en,ko,comment,by\n"
        "1,picture,3,5,The picture,그림,clear axes,Lee\n2,picture,4,,,,,Lee\n"
    ),
    "grades/week1/received.csv": "submission,received\n1,2026-12-03 10:00\ng,2026-12-01 10:00\n",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("course")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for who in ("1", "g"):
        (folder / "submissions" / "week1" / who).mkdir(parents=True)
        text = (kit.root / "solutions" / "softmax.py").read_text(encoding="utf-8")
        (folder / "submissions" / "week1" / who / "softmax.py").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grader, "Zygote", LocalZygote)
        patch.chdir(folder)
        assert main(["--lang", "en", "grade", "week1", "--jobs", "1"]) == 0
        yield folder


Export = Callable[[str], Path]


@pytest.fixture
def export(course: Path, tmp_path: Path) -> Export:
    def export(form: str, *more: str) -> Path:
        to = tmp_path / form
        assert main(["--lang", "en", "export", "week1", "--as", form, "--to", str(to), *more]) == 0
        return to

    return export


def marks(course: Path) -> dict[tuple[str, str], dict[str, str]]:
    path = course / "grades" / "week1" / "grades.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(row["person"], row["exercise"]): row for row in csv.DictReader(file)}


def test_points_of_a_person_are_rows_of_their_own_and_lateness_takes_nothing_of_them(
    course: Path,
) -> None:
    found = marks(course)
    one, picture = found["1", "softmax"], found["1", "picture"]
    assert [one[key] for key in ("automatic_points", "days_late", "late_points", "points")] == [
        "10", "2", "5", "5",
    ]  # fmt: skip
    assert (picture["points"], picture["max_points"], picture["by"]) == ("3", "5", "Lee")
    assert found["3", "picture"]["status"] == "pending"
    assert found["3", "picture"]["points"] == ""
    assert found["2", "softmax"]["points"] == "10"
    assert found["4", "picture"]["status"] == "missing"


def test_they_survive_a_regrade(course: Path) -> None:
    before = marks(course)
    assert main(["--lang", "en", "grade", "week1", "--jobs", "1", "--regrade"]) == 0
    assert marks(course) == before


def test_feedback_carries_what_a_person_said_to_whom_it_is_for(
    export: Export, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = export("feedback")
    assert "to one of a group or to who handed in nothing: 2, 3, 4" in capsys.readouterr().err
    ada = (folder / "1" / "feedback.md").read_text(encoding="utf-8")
    assert "**8 of 15 points**" in ada
    assert "Look at **axis**." in ada
    assert "A fine vector." in ada
    assert "clear axes" in ada
    assert "The mark was set by Lee: 3 points." in ada
    assert "Handed in 2 day(s) late: 50% of the points count." in ada
    assert "The tests gave 10 points; 5 count" in ada
    page = (folder / "1" / "feedback.html").read_text(encoding="utf-8")
    assert "Look at **axis**." in page
    assert "<script" not in page
    group = (folder / "g" / "feedback.md").read_text(encoding="utf-8")
    assert "Only for Cho" not in group
    assert "For Bob" not in group
    # Nor does anybody read another member's own points.
    assert "| `picture` The picture | judged by a person | - |" in group
    assert "your own mark may differ" in group


def test_the_report_lists_them(course: Path) -> None:
    assert main(["--lang", "en", "report", "week1"]) == 0
    text = (course / "grades" / "week1" / "report.html").read_text(encoding="utf-8")
    comments = text.partition('id="comments"')[2].partition("</section>")[0]
    for said in ("Look at **axis**.", "Only for Cho.", "A fine vector.", "clear axes", "For Bob."):
        assert said in comments
    assert "<script>alert" not in text
    late = text.partition('id="lateness"')[2].partition("</section>")[0]
    assert "50%" in late
    assert "그림" in text


def test_exports_carry_them(export: Export) -> None:
    with export("plain").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert [rows["1"][key] for key in ("softmax", "picture", "total", "out of", "days late")] == [
        "5", "3", "8", "15", "2",
    ]  # fmt: skip
    document = json.loads(export("json").read_text(encoding="utf-8"))
    (grade,) = (g for g in document["grades"] if (g["person"], g["exercise"]) == ("1", "softmax"))
    assert (grade["late_points"], grade["days_late"]) == (5.0, 2)
    assert grade["comment"] == "A fine vector."
    (one,) = (s for s in document["submissions"] if s["submission"] == "1")
    assert "axis" in one["comment"]
    results = json.loads(
        export("gradescope", "--submission", "1").read_text(encoding="utf-8")  # type: ignore[call-arg]
    )
    (test,) = (t for t in results["tests"] if t["tags"] == ["picture"])
    assert (test["score"], test["max_score"], test["output"]) == (3.0, 5.0, "clear axes")
    assert results["score"] == 8.0
