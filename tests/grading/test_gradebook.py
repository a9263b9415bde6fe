"""The gradebook, the roster and the marks that follow from them."""

from __future__ import annotations

import csv
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from rawgrad.grading.assess.assessor import Item, Record
from rawgrad.grading.book import roster as book_roster
from rawgrad.grading.book.gradebook import Gradebook
from rawgrad.grading.book.instructions import Instructions, Override, Reader, read_voided
from rawgrad.grading.book.lateness import Deadline
from rawgrad.grading.book.marks import (
    Grade,
    Scheme,
    as_row,
    best_marks,
    grades,
    own_points,
    result,
    to_publish,
    write_csv,
)
from rawgrad.grading.book.roster import Member, read_roster, rows
from rawgrad.grading.book.schema import PublishedMark, Source, SubmissionRow
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Exercise, Kit
from rawgrad.kit.text import Text
from rawgrad.spec.points import Mark, award
from rawgrad.views.item_result import Row

EXERCISE = Exercise(
    1,
    "softmax",
    Text("a", "b"),
    (),
    (),
    (),
    False,
    points={("f", "values"): 3.0, ("f", "inputs"): 1.0, ("scenario", "run"): 2.0},
)


def item(id: str, aspect: str, status: str = "passed", kind: str = "case", run: int = 0) -> Item:
    return Item("softmax", run, id, kind, "f", aspect, status)


ITEMS = (
    item("c1", "values"),
    item("c2", "values"),
    item("kept", "inputs", kind="law"),
    item("run", "run", kind="scenario"),
)


def test_an_aspect_is_all_or_nothing() -> None:
    assert own_points(EXERCISE, ITEMS, set()) == 6
    one_wrong = [item("c1", "values", "failed"), *ITEMS[1:]]
    # Neither laws nor a scenario earn anything alone.
    assert own_points(EXERCISE, one_wrong, set()) == 0
    assert own_points(EXERCISE, one_wrong, {"c1"}) == 6
    assert own_points(EXERCISE, [*ITEMS[:3], item("run", "run", "failed", "scenario")], set()) == 4
    assert own_points(EXERCISE, [], set()) == 0


def test_a_law_supports_only_what_decides() -> None:
    values, inputs = ("f", "values"), ("f", "inputs")
    exercise = replace(EXERCISE, points={values: 1.0, inputs: 1.0, ("g", "inputs"): 1.0})
    marks = [
        Mark(values, "f", True, False),
        Mark(inputs, "f", False, True),
        Mark(("g", "inputs"), "g", False, True),
    ]
    assert dict(award(exercise, marks)) == {values: 0.0, inputs: 0.0, ("g", "inputs"): 1.0}


def stands(items: list[Item], voided: set[str]) -> str:
    return result(items, best_marks(EXERCISE, items, voided), voided)


def test_of_two_runs_the_better_counts_for_points_and_result() -> None:
    own = [replace(i, status="failed") for i in ITEMS]
    again = [replace(i, run=1) for i in ITEMS]
    assert own_points(EXERCISE, [*own, *again], set()) == 6
    assert stands([*own, *again], set()) == "passed"
    assert stands(ITEMS, set()) == "passed"
    assert stands([item("c", "values", "todo"), item("d", "values")], set()) == "todo"
    assert stands([item("c", "values", "blocked")], set()) == "blocked"
    assert stands([], set()) == ""


def test_a_voided_case_counts_as_passed_for_points_and_standing_alike() -> None:
    wrong = [item("c1", "values", "failed"), item("c2", "values", "timeout"), *ITEMS[2:]]
    assert stands(wrong, {"c1"}) == "timeout"
    assert (stands(wrong, {"c1", "c2"}), own_points(EXERCISE, wrong, {"c1", "c2"})) == ("passed", 6)
    late = [item("c1", "values", "failed"), item("c2", "values", "todo")]
    assert stands(late, {"c1"}) == "todo"


def kept(
    key: str, sent: str = "", system: str = "", newer: str = "", status: str = "graded"
) -> SubmissionRow:
    return SubmissionRow(key, status, "c", "s", (), sent, system, False, newer, True, False)


def roster(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[Member]:
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


def found(members: list[Member] | None, *submissions: SubmissionRow) -> list[tuple[str, str, str]]:
    table = {one.key: one for one in submissions}
    return [(row.person, row.submission, row.status) for row in rows(table, members)]


def test_a_roster_says_who_is_missing_and_who_is_unknown(tmp_path: Path) -> None:
    members = roster(tmp_path, "id,name\n12345,Kim Minjun\n7,Ada Lovelace\n8,이서연\n9,Bob\n")
    assert found(
        members, kept("Kim Minjun_12345"), kept("lovelaceada_99"), kept("이서연"), kept("eve")
    ) == [
        ("12345", "Kim Minjun_12345", "found"),
        ("7", "lovelaceada_99", "found"),
        ("8", "이서연", "found"),
        ("9", "", "missing"),
        ("eve", "eve", "unmatched"),
    ]


def test_a_roster_in_korean_from_excel(tmp_path: Path) -> None:
    members = roster(tmp_path, "학번,이름,조\r\n20261234,김민준,1조\r\n", "cp949")
    assert members == [Member("20261234", "김민준", "1조", ("20261234",))]
    assert found(members, kept("20261234_김민준_과제1")) == [
        ("20261234", "20261234_김민준_과제1", "found")
    ]


def test_of_one_name_twice_only_an_id_tells(tmp_path: Path) -> None:
    members = roster(tmp_path, "id,name\n1,Kim Minjun\n2,Kim Minjun\n")
    assert found(members, kept("Kim Minjun_2"), kept("Kim Minjun")) == [
        ("1", "", "missing"),
        ("2", "Kim Minjun_2", "found"),
        ("Kim Minjun", "Kim Minjun", "unmatched"),
    ]


def test_a_group_is_graded_once_with_a_row_for_each(tmp_path: Path) -> None:
    members = roster(tmp_path, "id,group\na,Team 1\nb,Team 1\nc,Team 2\nd,Team 2\n")
    assert found(members, kept("team 1"), kept("c")) == [
        ("a", "team 1", "found"),
        ("b", "team 1", "found"),
        ("c", "c", "found"),
        ("d", "c", "found"),
    ]


def test_of_two_submissions_the_systems_time_decides_or_nobody(tmp_path: Path) -> None:
    members = roster(tmp_path, "id,group\na,g\nb,g\n")
    timed = (kept("a", "2026-11-01", "blackboard"), kept("b", "2026-11-02", "blackboard"))
    assert found(members[:1], *timed)[0] == ("a", "a", "found")
    assert found([replace(members[0], ids=("x",), label="x", group="g"), *members], *timed)[0] == (
        "x",
        "b",
        "found",
    )
    untimed = (kept("a"), kept("b"))
    odd = found([replace(members[0], ids=("x",), label="x"), *members], *untimed)
    assert odd[0] == ("x", "", "ambiguous")
    older = kept("a (1)", "1", "canvas", newer="a")
    assert found(None, kept("a", "2", "canvas"), older) == [
        ("a", "a", "found"),
        ("a (1)", "a (1)", "superseded"),
    ]


@pytest.mark.parametrize("text", ["id\n1\n1\n", "name\n\nKim\nKim\n", "color\nred\n"])
def test_a_roster_that_cannot_tell_people_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BrokenKit):
        roster(tmp_path, text)


def read_overrides(path: Path, exercises: dict[str, float]) -> list[Override]:
    reader = Reader(path.parent, exercises, (), Deadline())
    return list(reader.read((), None).overrides)


def test_overrides_and_voided_cases_are_read(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    assert read_overrides(path, {"softmax": 10.0}) == []
    head = "submission,exercise,points,reason,by\n"
    path.write_text(head + "a,softmax,7.5,late bus,Lee\nb,*,excused,ill,Lee\n")
    one, two = read_overrides(path, {"softmax": 10.0})
    assert (one.points, one.reason, one.by) == (7.5, "late bus", "Lee")
    assert two.points is None
    for bad in ("a,softmax,many,,\n", "a,soft,1,,\n", ",softmax,1,,\n", "a,softmax,-1,,\n"):
        path.write_text(head + bad)
        with pytest.raises(BrokenKit, match="line 2"):
            read_overrides(path, {"softmax": 10.0})
    (tmp_path / "voided.txt").write_text("# wrong\nsoftmax-7c2e  # typo\n\n")
    assert read_voided(tmp_path / "voided.txt") == {"softmax-7c2e"}
    assert read_voided(tmp_path / "none.txt") == set()


@pytest.fixture
def book(tmp_path: Path) -> Gradebook:
    return Gradebook(tmp_path / "gradebook.sqlite3")


ROWS = (
    Row("returned", "[nan, \ud800]", "value", Text("differs", "다릅니다")),
    Row("think", Text("Why?", "왜 그렇습니까?"), "prose"),
)


def record(key: str, kit: Kit, status: str = "passed", content: str = "c1") -> Record:
    items = [
        Item("loss", 0, f"{f}-{a}", "scenario" if f == "scenario" else "case", f, a, status)
        for f, a in kit.exercises["loss"].points
    ]
    finding = {"key": "raised", "facts": {"type": "E", "message": "\ud800 = '"}}
    items[0] = replace(items[0], findings=(finding,), place="x\ud800:1", rows=ROWS)
    return Record(key, "graded", content, ("loss",), [Notice("nothing", {})], items, 0.5)


def announce(book: Gradebook, *keys: str, regrade: bool = False) -> None:
    book.announce([Source(key, key, "", "", False, "") for key in keys], regrade)


def make(
    book: Gradebook, kit: Kit, overrides: str = "", voided: str = "", lower: bool = False
) -> dict[str, Grade]:
    path = book.path.with_name("overrides.csv")
    path.write_text("submission,exercise,points,reason,by\n" + overrides)
    told = Instructions(read_overrides(path, {"loss": 10.0}), set(voided.split()))
    scheme = Scheme(["loss"], instructions=told, allow_lower=lower)
    listed = list(grades(kit, book, None, scheme))
    marks, changes = to_publish(listed, book.published())
    book.publish(marks, changes, map(as_row, listed), {})
    assert [(g.person, g.points) for g in book.grades()] == [
        (g.row.person, g.points) for g in listed
    ]
    return {grade.row.person: grade for grade in listed}


def test_what_is_kept_comes_back(book: Gradebook, kit: Kit) -> None:
    announce(book, "a", "b")
    whole = record("a", kit)
    book.keep(whole, "s1")
    a, b = book.submissions().values()
    assert (a.status, a.content, a.settings, a.notices) == (
        "graded",
        "c1",
        "s1",
        (("nothing", {}),),
    )
    assert b.status == "waiting"
    back = list(book.items("a"))
    assert back[1:] == whole.items[1:]
    assert back[0].findings[0]["facts"]["message"] == "\ud800 = '"
    book.keep(record("a", kit, "failed"), "s1")
    assert {i.status for i in book.items("a")} == {"failed"}


def test_a_regrade_is_taken_up_where_it_was_cut_short(book: Gradebook, kit: Kit) -> None:
    announce(book, "a", "b")
    for key in "ab":
        book.keep(record(key, kit), "s")
    announce(book, "a", "b", regrade=True)
    book.keep(record("a", kit), "s")
    announce(book, "a", "b", regrade=True)
    assert {key: one.stale for key, one in book.submissions().items()} == {"a": False, "b": True}
    announce(book, "a")
    assert {key: one.present for key, one in book.submissions().items()} == {"a": True, "b": False}


def test_a_regrade_ends_after_a_submission_is_gone_or_superseded(book: Gradebook, kit: Kit) -> None:
    announce(book, "a", "b", "c")
    for key in "abc":
        book.keep(record(key, kit), "s")
    announce(book, "a", "b", "c", regrade=True)
    book.keep(record("a", kit), "s")
    # One is taken away and another one superseded before the regrade is taken up again.
    sources = [Source("a", "a", "", "", False, ""), Source("c", "c", "", "", False, "a")]
    book.announce(sources, True)
    assert book.submissions()["a"].stale
    book.keep(record("a", kit), "s")
    book.announce(sources, True)
    assert book.submissions()["a"].stale


@pytest.mark.parametrize("before", [10.0, 40.0])
def test_other_points_change_marks_and_lower_nobodys_share(
    book: Gradebook, kit: Kit, before: float
) -> None:
    def graded(worth: float) -> Grade:
        scheme = Scheme(["loss"], {"loss": worth})
        listed = list(grades(kit, book, None, scheme))
        book.publish(*to_publish(listed, book.published()), map(as_row, listed), {})
        return listed[0]

    announce(book, "a")
    book.keep(record("a", kit), "s")
    assert graded(before).points == before
    assert (graded(20.0).points, graded(20.0).most) == (20.0, 20.0)
    book.keep(record("a", kit, "failed"), "s")
    # What was given out stays, as the share that it was.
    assert (graded(10.0).points, graded(10.0).automatic) == (10.0, 0.0)


def test_a_regrade_lowers_no_mark_but_a_new_submission_may(book: Gradebook, kit: Kit) -> None:
    announce(book, "a")
    book.keep(record("a", kit), "s")
    assert make(book, kit)["a"].points == 10
    book.keep(record("a", kit, "failed"), "s")
    low = make(book, kit)["a"]
    assert (low.points, low.automatic) == (10, 0)
    assert "--allow-lower" in low.note
    assert make(book, kit, lower=True)["a"].points == 0
    book.keep(record("a", kit), "s")
    assert make(book, kit)["a"].points == 10
    book.keep(record("a", kit, "failed", content="c2"), "s")
    assert make(book, kit)["a"].points == 0
    why = [row[0] for row in sqlite3.connect(book.path).execute("SELECT why FROM changes")]
    assert why == ["regraded", "regraded", "handed in again"]


def test_overrides_and_voided_cases_apply_after_every_regrade(book: Gradebook, kit: Kit) -> None:
    announce(book, "a", "b")
    for status in ("passed", "failed"):
        book.keep(record("a", kit, status), "s")
        book.keep(record("b", kit, status), "s")
        found = make(book, kit, "a,loss,3,reason,Lee\nb,*,excused,ill,Lee\n")
        assert (found["a"].points, found["a"].override, found["a"].by) == (3, "3", "Lee")
        assert (found["b"].points, found["b"].status) == (None, "excused")
    voided = " ".join(i.id for i in book.items("a"))
    found = make(book, kit, voided=voided)
    assert found["a"].automatic == 10


def test_the_file_of_grades_is_harmless_and_whole(tmp_path: Path) -> None:
    row = book_roster.RosterRow("=cmd()", '@"x"', "＝1", "=cmd()", "found")
    grade = Grade(
        row, "loss", "graded", "passed", 2.5, 10.0, 2.5, reason="-1", note="a,\nb", content="c"
    )
    write_csv(tmp_path / "grades.csv", [grade, replace(grade, points=None, automatic=None)])
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        one, two = csv.DictReader(file)
    assert (one["submission"], one["points"], one["max_points"]) == ("'=cmd()", "2.5", "10")
    assert (one["name"], one["reason"], one["note"]) == ('\'@"x"', "'-1", "a,\nb")
    assert one["group"] == "'＝1"
    assert (two["points"], two["automatic_points"]) == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == ["grades.csv"]


def test_a_full_disk_is_said_and_nothing_is_lost(book: Gradebook, kit: Kit) -> None:
    announce(book, "a", "b")
    book.keep(record("a", kit), "s")
    pages = book._db.execute("PRAGMA page_count").fetchone()[0]
    book._db.execute(f"PRAGMA max_page_count = {pages}")
    big = record("b", kit)
    big.items[0] = replace(big.items[0], rows=(Row("printed", "x" * 1_000_000, "verbatim"),))
    with pytest.raises(
        BrokenKit, match=r"No space left on device\. What was graded is safe"
    ) as caught:
        book.keep(big, "s")
    assert "저장 공간이 없습니다. 이미 채점한" in caught.value.in_("ko")
    assert {key: one.status for key, one in book.submissions().items()} == {
        "a": "graded",
        "b": "waiting",
    }


def test_a_gradebook_that_is_only_read_is_not_written(book: Gradebook, kit: Kit) -> None:
    announce(book, "a")
    book.keep(record("a", kit), "s")
    book.__exit__(None, None, None)
    before = book.path.read_bytes()
    with Gradebook(book.path) as again:
        assert list(again.submissions()) == ["a"]
    # SQLite counts each change of the file in its head.
    assert book.path.read_bytes() == before
    with pytest.raises(BrokenKit) as refused:
        Gradebook(book.path / "below")
    assert refused.value.in_("ko").endswith("읽거나 쓸 권한이 없습니다")


def test_what_is_no_gradebook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.sqlite3").write_bytes(b"something else, and long enough to be looked at" * 50)
    with pytest.raises(BrokenKit, match="no gradebook") as caught:
        Gradebook(tmp_path / "g.sqlite3")
    assert "성적부 파일이 아닙니다" in caught.value.in_("ko")
    with Gradebook(tmp_path / "h.sqlite3") as book:
        book._db.execute("PRAGMA user_version = 99")
    with pytest.raises(BrokenKit, match="another version"):
        Gradebook(tmp_path / "h.sqlite3")


def test_published_marks_are_those_given_out() -> None:
    row = book_roster.RosterRow("a", "", "", "a", "found")
    grade = Grade(
        row, "loss", "graded", "passed", 3.0, 10.0, 2.0, "3", content="c", late=5.0, share=0.5
    )
    before = {("a", "loss"): PublishedMark(5.0, "c", 0.5)}
    assert to_publish([grade], before) == (before, [])
    later = replace(grade, points=4.5, late=4.5, override="")
    assert to_publish([later], before) == (
        {("a", "loss"): PublishedMark(4.5, "c", 0.5)},
        [("a", "loss", 5.0, 4.5, "regraded")],
    )
    undecided = replace(grade, status="undecided", points=None, content="", share=None, override="")
    assert to_publish([undecided], before) == (before, [])


OLDER = """
DROP TABLE items;
CREATE TABLE items (
    key TEXT, exercise TEXT, run INTEGER, id TEXT, number INTEGER NOT NULL,
    kind TEXT NOT NULL, function TEXT NOT NULL, aspect TEXT NOT NULL,
    status TEXT NOT NULL, hidden INTEGER NOT NULL, findings TEXT NOT NULL,
    diagnosis TEXT NOT NULL, place TEXT NOT NULL, shown TEXT NOT NULL, seconds REAL,
    PRIMARY KEY (key, exercise, run, id)
) WITHOUT ROWID;
INSERT INTO items VALUES ('a', 'loss', 0, 'c', 0, 'case', 'f', 'values', 'failed', 0, '[]', '',
    'exercises/loss.py:3', '{"en": "c   Title"}', 0.5);
ALTER TABLE grades DROP COLUMN late;
ALTER TABLE grades DROP COLUMN days_late;
ALTER TABLE grades DROP COLUMN keep;
ALTER TABLE grades DROP COLUMN comment;
ALTER TABLE published DROP COLUMN share;
PRAGMA user_version = 2;
"""


def test_a_gradebook_of_the_schema_before_keeps_all_but_is_graded_anew(
    book: Gradebook, kit: Kit
) -> None:
    announce(book, "a")
    book.keep(record("a", kit), "s")
    make(book, kit)
    before = book.published()
    book._db.executescript(OLDER)
    book._db.close()
    with pytest.raises(BrokenKit, match="older version of rawgrad; run rawgrad grade once more"):
        Gradebook(book.path)
    with Gradebook(book.path, upgrade=True) as again:
        assert again.upgraded
        assert again.published() == before != {}
        assert again.submissions()["a"].settings == ""
        (kept,) = again.items("a")
        assert (kept.id, kept.status, kept.place, kept.rows) == (
            "c", "failed", "exercises/loss.py:3", ()
        )  # fmt: skip
    with Gradebook(book.path) as again:
        assert not again.upgraded
