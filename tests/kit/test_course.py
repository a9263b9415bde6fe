"""A course file: what it says, and that every mistake in it is one clear line."""

from __future__ import annotations

import argparse
import datetime
import re
from pathlib import Path

import pytest

from rawgrad.grading.intake.similarity import code_digest
from rawgrad.grading.run.class_run import _limits, _options
from rawgrad.kit.course import find_course, read_course
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.subject.confined.limits import Limits, read_limits

COURSE = """
title = { en = "Deep learning", ko = "딥러닝" }
roster = "roster.csv"
language = "ko"

[[assignment]]
name = "week1"
title = { en = "Week 1", ko = "1주차" }
exercises = ["softmax", "activation"]
points = { softmax = 30 }
due = 2026-12-01T23:59:00+09:00
hidden = "hidden/week1"

[[assignment]]
name = "week2"
title = { en = "Week 2", ko = "2주차" }
exercises = ["loss"]
language = "en"
grades = "elsewhere"
"""


def written(folder: Path, text: str = COURSE) -> Path:
    path = folder / "course.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_course_says_where_everything_lies(tmp_path: Path, kit: Kit) -> None:
    course = read_course(kit, written(tmp_path))
    week1, week2 = course.assignments.values()
    assert week1.exercises == ("activation", "softmax")
    assert week1.points == {"activation": 10.0, "softmax": 30.0}
    assert week1.due == datetime.datetime(
        2026, 12, 1, 23, 59, tzinfo=datetime.timezone(datetime.timedelta(hours=9))
    )
    assert (week1.submissions, week1.grades) == (
        tmp_path / "submissions/week1",
        tmp_path / "grades/week1",
    )
    assert (week1.hidden, week1.roster, week1.language) == (
        tmp_path / "hidden/week1",
        tmp_path / "roster.csv",
        "ko",
    )
    assert (week2.grades, week2.due, week2.language) == (tmp_path / "elsewhere", None, "en")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"activation"]', '"relu"]', "relu is none of its exercises"),
        ("softmax = 30", "loss = 30", "loss is none of its exercises"),
        ("softmax = 30", "softmax = -1", "greater than 0"),
        ("due = 2026-12-01T23:59:00+09:00", 'due = "tomorrow"', "due is a date and time"),
        ('language = "ko"', 'language = "de"', "language is one of en, ko"),
        ('name = "week2"', 'name = "week1"', "stands twice"),
        ('name = "week2"', 'name = "week 2/x"', "give it a name"),
        ("hidden =", "hiden =", "hiden means nothing here"),
        ('ko = "2주차"', 'ko = ""', "both languages"),
        ('exercises = ["loss"]', "exercises = []", "exercises are a list"),
        ("[[assignment]]", "[[assignment", "course.toml"),
    ],
)
def test_a_mistake_in_a_course_is_one_clear_line(
    tmp_path: Path, kit: Kit, old: str, new: str, said: str
) -> None:
    assert old in COURSE
    path = written(tmp_path, COURSE.replace(old, new))
    with pytest.raises(BrokenKit) as broken:
        read_course(kit, path)
    assert said in str(broken.value)
    assert "\n" not in str(broken.value)
    if said != "course.toml":  # That one is the sentence of the parser of TOML.
        assert re.search("[가-힣]", broken.value.in_("ko").replace("딥러닝", ""))


def test_an_assignment_stands_for_its_options(
    tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(submissions: str, **more: object) -> argparse.Namespace:
        left = dict.fromkeys(("out", "jobs", "cluster", "hidden", "seed", "roster"))
        rest = {
            "isolation": "confined",
            "lms": None,
            "limit": [],
            "regrade": False,
            "allow_lower": False,
        }
        return argparse.Namespace(submissions=Path(submissions), **{**left, **rest, **more})

    written(tmp_path)
    monkeypatch.chdir(tmp_path)
    options = _options(kit, asked("week1"), (), "en")
    assert options.names == ("activation", "softmax")
    assert options.points["softmax"] == 30.0
    assert options.out == Path.cwd() / "grades/week1"
    assert _options(kit, asked("week1", out=Path("o")), ("softmax",), "en").out == Path("o")
    with pytest.raises(BrokenKit, match="no assignment week9; there are: week1, week2"):
        _options(kit, asked("week9"), (), "en")
    assert find_course(kit, tmp_path / "nowhere") is None


def test_code_is_alike_whatever_its_comments_and_docstrings() -> None:
    given = "\n\ndef given():\n    return 1\n"
    stub = 'def f(x):\n    """Do."""\n    raise NotImplementedError("f")' + given
    one = stub.replace('raise NotImplementedError("f")', "return x + 1  # sum")
    other = 'def given():\n    return 1\n\ndef f(x):\n    """Other."""\n    return (x  +  1)\n'
    assert code_digest(one, stub) == code_digest(other, stub)
    assert code_digest(one, stub).size > 3
    assert code_digest(one.replace("+ 1", "+ 2"), stub) != code_digest(one, stub)
    assert code_digest(stub, stub) == ("", 0)
    assert code_digest("def f(:", stub) == ("", 0)


def test_limits_are_the_manifests_or_as_given(kit: Kit) -> None:
    table = kit.manifest["limits"]
    assert read_limits(table) == Limits(call=60, wall=300, cpu=300, memory=2 << 30, deaths=3)
    given = read_limits(table, ["wall=20", "memory=512", "deaths=1"])
    assert given == Limits(call=60, wall=20, cpu=300, memory=512 << 20, deaths=1)


@pytest.mark.parametrize(
    "given", ["wall", "wall=", "wall=x", "wall=0", "wal=3", "memory=1", "cpu=nan"]
)
def test_a_limit_that_makes_no_sense_is_refused(kit: Kit, given: str) -> None:
    with pytest.raises(BrokenKit, match=f"--limit {given}: "):
        _limits(kit, [given])
