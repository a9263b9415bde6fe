"""What an instructor writes: each file with its mistakes, each of them one line that says where."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from rawgrad.grading.book.csv_files import read_rows
from rawgrad.grading.book.instructions import Instructions, Reader
from rawgrad.grading.book.lateness import (
    Deadline,
    Lateness,
    days_after,
    lateness,
    read_moment,
    share_kept,
)
from rawgrad.grading.book.roster import Member, RosterRow, candidates, read_roster, rows
from rawgrad.grading.book.schema import SubmissionRow
from rawgrad.grading.run.class_run import settling_lines
from rawgrad.grading.run.hidden_files import unused
from rawgrad.grading.words import INPUT
from rawgrad.kit.course import LateStep, read_course
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit

SEOUL = datetime.timezone(datetime.timedelta(hours=9))
DUE = datetime.datetime(2026, 12, 1, 23, 59, tzinfo=SEOUL)
DEADLINE = Deadline(DUE, (LateStep(1, 0.9), LateStep(3, 0.5)), SEOUL)
MEMBERS = [
    Member("1", "김민준", "", ("1",)),
    Member("2", "김민준", "", ("2",)),
    Member("3", "Ada", "g", ("3",)),
    Member("4", "Bob", "g", ("4",)),
]
KEYS = ("1", "Ada_3", "anon", "김민준_77")


def kept(key: str, system: str = "", sent: str = "", late: bool = False) -> SubmissionRow:
    return SubmissionRow(key, "graded", "c", "s", (), sent, system, late, "", True, False)


def told(
    folder: Path, language: str = "en", deadline: Deadline = DEADLINE, roster: bool = True
) -> Instructions:
    reader = Reader(
        folder, {"softmax": 20.0, "loss": 10.0}, {"softmax-7c2e", "loss-1"}, deadline, language
    )
    members = MEMBERS if roster else None
    found = reader.read(KEYS, members)
    submissions = {key: kept(key) for key in KEYS}
    reader.check(found, rows(submissions, members, found.matches, found.received))
    return found


OVERRIDES = "submission,exercise,points,reason,by,comment\n"
RUBRIC = "person,criterion,points,out_of,en,ko,comment,by\n"
EXTENSIONS = "person,until,reason,by\n"
MISTAKES = {
    "overrides.csv": [
        ("", "empty"),
        ("\n \n", "empty"),
        ("1,softmax,5\n", "no heading"),
        (OVERRIDES + "9,softmax,5,,,\n", "line 2: 9 is neither a person nor a submission"),
        (OVERRIDES + "anom,softmax,5,,,\n", "did you mean anon?"),
        (OVERRIDES + "1,sofmax,5,,,\n", "line 2: sofmax is not graded here"),
        (OVERRIDES + "1,softmax,21,,,\n", "line 2: 21 points; there are 0 to 20"),
        (OVERRIDES + "1,*,11,,,\n", "there are 0 to 10"),
        (OVERRIDES + "1,softmax,-1,,,\n", "there are 0 to 20"),
        (OVERRIDES + "1,softmax,nan,,,\n", "there are 0 to 20"),
        (OVERRIDES + "1,softmax,many,,,\n", "not many"),
        (OVERRIDES + "1,softmax,,,,\n", "points are a number"),
        (OVERRIDES + ",softmax,5,,,\n", "nobody is named"),
        (OVERRIDES + "1,softmax,5,late, bus,Lee,x\n", "line 2: more cells than the 6 columns"),
        ("submission,exercise,point\n1,softmax,5\n", "column point means nothing"),
        ("submission,exercise,points,points\n1,softmax,5,6\n", "stands twice"),
        (OVERRIDES + '1,softmax,5,"never closed\n' + "x" * 140_000, "no CSV file"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"\x81\xff\xff\xff", "CSV UTF-8"),
    ],
    "extensions.csv": [
        ("", "empty"),
        ("when\nx\n", "no heading"),
        (EXTENSIONS + "1,tomorrow,,\n", "until is a time as 2026-12-01 23:59, not tomorrow"),
        (EXTENSIONS + "1,,,\n", "until is a time"),
        (EXTENSIONS + "1,2026-13-01,,\n", "until is a time"),
        (EXTENSIONS + "1,2026-11-30,,\n", "ends before the due date"),
        (EXTENSIONS + "9,2026-12-05,,\n", "line 2: 9 is neither"),
        (EXTENSIONS + ",2026-12-05,,\n", "nobody is named"),
        (EXTENSIONS + "1,2026-12-05,,\n1,2026-12-06,,\n", "line 3: 1 stands in line 2, too"),
        (EXTENSIONS + "1,2026-12-05,ill, very,Lee\n", "more cells"),
        ("person,untill\n1,2026-12-05\n", "column untill means nothing here; known: until"),
    ],
    "received.csv": [
        ("", "empty"),
        ("1,2\n", "no heading"),
        ("submission,received\nanon,noon\n", "received is a time"),
        ("submission,received\nanon,2026-12-02\n", "received is a time"),
        ("submission,received\nanon,2026-12-02 25:00\n", "received is a time"),
        ("submission,received\nanno,2026-12-02 10:00\n", "no submission anno; did you mean anon?"),
        ("submission,received\n,2026-12-02 10:00\n", "nobody is named"),
        ("submission,received\nanon,2026-12-02 10:00\nanon,2026-12-03 10:00\n", "line 2, too"),
        ("submission,received\nanon,2026-12-02 10:00,x\n", "more cells"),
        ("submission,recieved\nanon,2026-12-02 10:00\n", "column recieved means nothing"),
    ],
    "matches.csv": [
        ("", "empty"),
        ("anon,1\n", "no heading"),
        ("submission,person\nnobody,1\n", "no submission nobody"),
        ("submission,person\nanon,9\n", "9 is not on the roster"),
        ("submission,person\nanon,?\n", "? is not on the roster"),
        ("submission,person\nanon,\n", "nobody is named"),
        ("submission,person\n,1\n", "nobody is named"),
        ("submission,person\nanon,2\nanon,1\n", "anon stands in line 2, too"),
        ("submission,person\nanon,2\n김민준_77,2\n", "2 stands in line 2, too"),
        ("submission,person\nanon,1,2\n", "more cells"),
        ("submission,persn\nanon,1\n", "column persn means nothing"),
    ],
    "rubric.csv": [
        ("", "empty"),
        ("a,b\n1,2\n", "no heading"),
        (RUBRIC + "1,picture,3,,,,,\n", "say once of the criterion picture"),
        (RUBRIC + "1,a picture,3,5,P,그림,,\n", "no name for a criterion"),
        (RUBRIC + "1,softmax,3,5,P,그림,,\n", "no name for a criterion"),
        (RUBRIC + "1,picture,6,5,P,그림,,\n", "6 points; there are 0 to 5"),
        (RUBRIC + "1,picture,many,5,P,그림,,\n", "not many"),
        (RUBRIC + "1,picture,3,none,P,그림,,\n", "out_of of picture is a number"),
        (RUBRIC + "1,picture,3,0,P,그림,,\n", "greater than 0"),
        (RUBRIC + "1,picture,3,5,P,그림,,\n2,picture,3,4,,,,\n", "line 3: the criterion picture"),
        (RUBRIC + "9,picture,3,5,P,그림,,\n", "9 is neither"),
        (RUBRIC + ",picture,3,5,P,그림,,\n", "nobody is named"),
    ],
    "voided.txt": [
        ("softmax-7c2f\n", "no case or law softmax-7c2f; did you mean softmax-7c2e?"),
        ("# fine\nsoftmax\n", "no case or law softmax"),
        (b"\x81\xff\xff", "UTF-8"),
    ],
    "comments/9.md": [("hello", "9 is neither a person nor a submission")],
    "comments/anom.md": [("hello", "did you mean anon?")],
    "comments/1.txt": [("hello", "a file NAME.md")],
    "comments/1.md": [(" \n", "an empty comment"), (b"\x81\xff\xff", "UTF-8")],
    "comments": [("hello", "is a folder of files NAME.md")],
    "override.csv": [(OVERRIDES, "is overrides.csv meant?")],
    "overrides.csv.txt": [(OVERRIDES, "is overrides.csv meant?")],
    "Overrides.csv": [(OVERRIDES, "is overrides.csv meant?")],
    "rubrics.csv": [(RUBRIC, "is rubric.csv meant?")],
    "extension.csv": [(EXTENSIONS, "is extensions.csv meant?")],
    "void.txt": [("softmax-7c2e", "is voided.txt meant?")],
    "comment": [("x", "is comments meant?")],
    "matches.xlsx": [("x", "is matches.csv meant?")],
}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [(name, text, said) for name, cases in MISTAKES.items() for text, said in cases],
)
def test_a_mistake_is_one_line_that_says_where(
    tmp_path: Path, name: str, text: str | bytes, said: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BrokenKit) as problem:
        told(tmp_path)
    line = str(problem.value)
    assert said in line
    assert name in line
    assert "\n" not in line
    with pytest.raises(BrokenKit) as korean:
        told(tmp_path, "ko")
    assert any("가" <= letter <= "힣" for letter in str(korean.value)) or isinstance(text, bytes)


@pytest.mark.parametrize("name", ["overrides.csv", "voided.txt"])
def test_what_cannot_be_read_is_no_missing_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / "nowhere")
    with pytest.raises(BrokenKit, match="No such file"):
        told(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    with pytest.raises(BrokenKit, match="directory"):
        told(tmp_path)


def test_times_need_a_deadline_and_matches_a_roster(tmp_path: Path) -> None:
    (tmp_path / "extensions.csv").write_text(EXTENSIONS + "1,2026-12-05,,\n")
    with pytest.raises(BrokenKit, match="need a due date and a time zone"):
        told(tmp_path, deadline=Deadline())
    (tmp_path / "extensions.csv").unlink()
    (tmp_path / "matches.csv").write_text("submission,person\nanon,1\n")
    with pytest.raises(BrokenKit, match="no roster to match with"):
        told(tmp_path, roster=False)


def test_everything_that_is_right_is_read_as_people_write_it(tmp_path: Path) -> None:
    (tmp_path / "overrides.csv").write_bytes(
        "점수표;;\r제출물;연습_문제;점수;의견\r'=x;softmax;5;\r1;*;excused;\r1;loss;;잘했습니다\r"
        .replace("'=x", "anon").encode("cp949")
    )  # fmt: skip
    (tmp_path / "extensions.csv").write_text(
        "﻿person\tuntil\treason\tby\nAda_3\t2026/12/5\till, very\tLee\n", encoding="utf-16"
    )
    (tmp_path / "received.csv").write_text(
        "submission,received\nanon,2026. 12. 2. 오후 1:30\n1,2026-12-01T14:59:00Z\n"
    )
    (tmp_path / "matches.csv").write_text("submission,person\nanon,g\n김민준_77,2\n")
    (tmp_path / "rubric.csv").write_text(
        RUBRIC + ",picture,,5,Picture,그림,,\n1,picture,3,,,,nice,Lee\n2,picture,excused,,,,,\n"
    )
    (tmp_path / "voided.txt").write_text("softmax-7c2e # odd\nloss-1~\n")
    (tmp_path / "comments").mkdir()
    (tmp_path / "comments" / "Ada_3.md").write_text("Well *done*.\n")
    found = told(tmp_path)
    assert [(o.person, o.points, o.comment_only) for o in found.overrides] == [
        ("anon", 5.0, False), ("1", None, False), ("1", None, True),
    ]  # fmt: skip
    (extension,) = found.extensions
    assert extension.until == datetime.datetime(2026, 12, 5, 23, 59, 59, tzinfo=SEOUL)
    assert extension.reason == "ill, very"
    assert found.received["anon"] == datetime.datetime(2026, 12, 2, 13, 30, tzinfo=SEOUL)
    assert found.received["1"] == DUE
    assert found.matches == {"anon": "g", "김민준_77": "2"}
    assert found.criteria["picture"].title.ko == "그림"
    assert [(m.person, m.points, m.comment) for m in found.rubric] == [
        ("1", 3.0, "nice"), ("2", None, ""),
    ]  # fmt: skip
    assert found.voided == {"softmax-7c2e", "loss-1~"}
    ada = RosterRow("3", "Ada", "g", "Ada_3", "found")
    assert found.of(ada).comment == "Well *done*."
    assert found.of(ada).until == extension.until
    assert found.of(RosterRow("4", "Bob", "g", "", "missing")).comment == ""


@pytest.mark.parametrize(
    ("at", "days"),
    [
        ("2026-12-01T23:59:00+09:00", 0), ("2026-12-01T23:59:01+09:00", 1),
        ("2026-12-02T23:59:00+09:00", 1), ("2026-12-02T15:00:00+00:00", 2),
        ("2026-12-31T00:00:00+09:00", 30), ("2026-01-01T00:00:00+09:00", 0),
    ],
)  # fmt: skip
def test_days_are_those_begun_after_the_due_date(at: str, days: int) -> None:
    assert days_after(DUE, datetime.datetime.fromisoformat(at)) == days


def test_days_are_counted_on_the_clocks_of_the_course() -> None:
    zoneinfo = pytest.importorskip("zoneinfo")
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    due = datetime.datetime(2026, 10, 24, 23, 59, tzinfo=berlin)
    # The night in between has 25 hours.
    at = datetime.datetime(2026, 10, 25, 23, 58, tzinfo=berlin)
    assert days_after(due, at.astimezone(datetime.UTC)) == 1
    # A due date may name an offset: days are still those of the course's clocks.
    stated = due.astimezone(datetime.timezone(datetime.timedelta(hours=2)))
    later = {"a": at + datetime.timedelta(minutes=1)}
    assert lateness(kept("a"), Deadline(stated, (), berlin), None, later).days == 1
    assert lateness(kept("a"), Deadline(stated, (), stated.tzinfo), None, later).days == 2


def test_late_work_keeps_what_its_step_says() -> None:
    steps = DEADLINE.steps
    assert [share_kept(days, steps) for days in range(6)] == [1.0, 0.9, 0.5, 0.5, 0.0, 0.0]
    assert share_kept(99, ()) == 1.0


def test_where_no_time_is_known_nothing_is_guessed() -> None:
    def late(found: SubmissionRow | None, until: datetime.datetime | None = None) -> Lateness:
        return lateness(found, DEADLINE, until, {"known": DUE + datetime.timedelta(days=2)})

    assert late(None) == late(kept("a")) == late(kept("a", "moodle")) == Lateness()
    assert late(kept("a", "canvas")) == Lateness(0)
    assert late(kept("a", "canvas", late=True)) == Lateness(None, 1.0, True)
    assert late(kept("known")) == Lateness(2, 0.5)
    assert late(kept("known"), DUE + datetime.timedelta(days=1)) == Lateness(1, 0.9)
    assert late(kept("a", "blackboard", "2026-12-02-09-00-00")) == Lateness(1, 0.9)
    assert late(kept("a", "blackboard", "2026-99-99-09-00-00")) == Lateness()


@pytest.mark.parametrize("text", ["", "x", "2026-12-02", "13:00", "2026-02-30 10:00"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_moment(text, SEOUL) is None


def test_the_lines_that_settle_what_is_open_settle_it(tmp_path: Path) -> None:
    submissions = {key: kept(key) for key in ("Ada", "3", "anon", "김민준_77")}
    found = rows(submissions, MEMBERS[:3])
    lines = settling_lines(found, MEMBERS[:3])
    assert lines == [
        "submission,person", "Ada,3", "3,3", "anon,1", "anon,2", "김민준_77,1", "김민준_77,2",
    ]  # fmt: skip
    matches = {"3": "3", "anon": "1", "김민준_77": "2"}
    after = rows(submissions, MEMBERS[:3], matches)
    assert [(row.person, row.submission, row.status) for row in after] == [
        ("1", "anon", "found"), ("2", "김민준_77", "found"), ("3", "3", "found"),
        ("Ada", "Ada", "superseded"),
    ]  # fmt: skip
    assert settling_lines(after, MEMBERS[:3]) == []
    assert [m.label for m in candidates("김민준_77", MEMBERS)] == ["1", "2"]


@pytest.mark.parametrize(
    "data",
    [
        "id,name\n1,A\n", "id;name\r\n1;A\r\n", "id\tname\r1\tA\r", "\ufeffid,name\n1,A\n",
        "Class of 2026,,\n\nid,name,\n1,A,\n", "sep=;\nid;name\n1;A\n",
        "Student,ID,SIS User ID\n    Points Possible,,\n,,Manual Posting\nA,1,\n",
    ],
)  # fmt: skip
def test_a_roster_is_read_as_the_world_writes_it(tmp_path: Path, data: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(data.encode())
    assert [(m.label, m.name) for m in read_roster(path)] == [("1", "A")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an empty file"),
        ("id,name\n1,A\n2,B\n1,C\n", "line 4: 1 stands in line 2, too"),
        ("id,login\n1,a\n2,1\n", "line 3: 1 stands in line 2, too"),
        ("id,language\n1,fr\n", "line 2: language is one of"),
        ("id,name,group\n,,g\n", "line 2: neither id nor name"),
        ("id,name\n1,A,x\n", "line 2: more cells"),
    ],
)
def test_a_roster_says_which_line_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(BrokenKit, match=said):
        read_roster(path)


def test_the_apostrophe_of_our_own_tables_is_taken_off_again(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id\n'=cmd()\n'quoted'\n")
    assert [row.get("id") for row in read_rows(path, ["id"], "en")] == ["=cmd()", "'quoted'"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("cases/sofmax.toml", "did you mean cases/softmax.toml?"),
        ("softmax.toml", "cases/softmax.toml"),
        ("case/softmax.toml", "did you mean cases/softmax.toml?"),
        ("cases/softmax.tml", "no hidden file is called so"),
        ("test_sofmax.py", "did you mean test_softmax.py?"),
        ("week1/cases/softmax.toml", "no hidden file is called so"),
        ("input/x.csv", "no hidden file is called so"),
        ("callable.py", "no hidden file is called so"),
    ],
)
def test_a_hidden_file_in_the_wrong_place_is_refused(
    tmp_path: Path, kit: Kit, place: str, said: str
) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    with pytest.raises(BrokenKit, match="no hidden file") as problem:
        list(unused(kit, tmp_path, ("softmax",), "en"))
    assert said in str(problem.value)
    path.unlink()
    for right in ("cases/softmax.toml", "test_softmax.py", "callables.py", "README.md"):
        (tmp_path / right).parent.mkdir(exist_ok=True)
        (tmp_path / right).write_text("")
    assert list(unused(kit, tmp_path, ("softmax",), "en")) == []
    assert "loss is not graded" not in "".join(unused(kit, tmp_path, ("softmax",), "en"))
    (tmp_path / "test_loss.py").write_text("")
    (line,) = unused(kit, tmp_path, ("softmax",), "en")
    assert "loss is not graded here" in line


COURSE = """title = { en = "C", ko = "강의" }
[[assignment]]
name = "a"
title = { en = "A", ko = "가" }
exercises = ["softmax"]
due = 2026-12-01T23:59:00
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('late = "some"', "late is written as"),
        ("late = 0", "days are whole numbers"),
        ("late = [{ days = 1 }]", "late is written as"),
        ("late = [{ days = 1.5, keep = 1 }]", "days are whole numbers"),
        ("late = [{ days = 1, keep = 90 }]", "keep is a share"),
        ("late = [{ days = 1, keep = true }]", "keep is a share"),
        ("late = [{ days = 2, keep = 0.9 }, { days = 1, keep = 0.5 }]", "each step has more days"),
        ("late = [{ days = 1, keep = 0.5 }, { days = 2, keep = 0.9 }]", "keeps less"),
        ("late = 2", "late work needs timezone"),
        ('timezone = "Seoul"', "no time zone"),
        ("timezone = 9", "no time zone"),
        ("best = 2", "best is how many of the 1"),
        ("best = 0", "best is how many"),
        ('best = "all"', "best is how many"),
        ("lates = 2", "lates means nothing here"),
        ('language = "fr"', "language is one of"),
    ],
)
def test_a_mistake_in_the_course_is_one_line(
    tmp_path: Path, kit: Kit, line: str, said: str
) -> None:
    path = tmp_path / "course.toml"
    path.write_text(f"{line}\n{COURSE}")
    with pytest.raises(BrokenKit, match=said):
        read_course(kit, path)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("weight = -1", "weight is a number"), ('weight = "much"', "weight is a number"),
        ("weight = true", "weight is a number"), ("roster = 3", "roster is a path"),
        ("late = [3]", "late is written as"), ("best = 1", "best means nothing"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_assignment_is_one_line(
    tmp_path: Path, kit: Kit, entry: str, said: str
) -> None:
    path = tmp_path / "course.toml"
    path.write_text(f"{COURSE}{entry}\n")
    with pytest.raises(BrokenKit, match=said):
        read_course(kit, path)


def test_a_course_says_what_late_work_keeps(tmp_path: Path, kit: Kit) -> None:
    path = tmp_path / "course.toml"
    path.write_text(f'\ufefftimezone = "Asia/Seoul"\nlate = 2\n{COURSE}weight = 25\n', "utf-8")
    one = read_course(kit, path).assignments["a"]
    assert one.late == (LateStep(2, 1.0),)
    assert one.weight == 25
    assert one.due is not None
    assert one.due.utcoffset() == datetime.timedelta(hours=9)


def test_every_sentence_about_an_instructors_file_is_there_in_both_languages() -> None:
    for text in INPUT.values():
        text.ko.encode("cp949")
        assert text.en != text.ko
