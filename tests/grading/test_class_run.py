"""Class runs: controls, resuming, hidden cases, prerequisites, and nothing lost when killed."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rawgrad.cli import main
from rawgrad.grading import words
from rawgrad.grading.assess import assessor
from rawgrad.grading.assess.assessor import Record
from rawgrad.grading.assess.version import version
from rawgrad.grading.book.gradebook import Gradebook
from rawgrad.grading.intake.preparation import Prepared
from rawgrad.grading.intake.reader import SubmissionReader
from rawgrad.grading.intake.submissions import Submission
from rawgrad.grading.run import class_run, grader, pool
from rawgrad.grading.run.grader import Grader, RunPlan, Task
from rawgrad.grading.run.lock import scratch_folder
from rawgrad.grading.run.processes import ProcessPool, cores_of
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.spec.specification import Specification
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.self_test import Property
from rawgrad.subject.confined.zygote import ESCAPES, NotConfined
from rawgrad.views import progress
from tests.conftest import ROOT
from tests.in_process import one_here
from tests.reporting.graded_class import LocalZygote

NAMES = ("activation", "softmax", "loss")
TIMES = {"seconds", "graded_at", "changed_at", "at"}
Runner = Callable[..., int]


class Stand(LocalZygote):
    """Counts how often it was opened."""

    opened = 0

    def __enter__(self) -> Stand:
        Stand.opened += 1
        return self


@pytest.fixture
def run(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Grades `tmp_path/in` into `tmp_path/out`."""
    monkeypatch.setattr(grader, "Zygote", Stand)
    monkeypatch.setattr(class_run, "ProcessPool", one_here)
    (tmp_path / "in").mkdir()

    def run(names: tuple[str, ...] = NAMES, **more: Any) -> int:
        more.setdefault("jobs", 1)
        options = class_run.Options(tmp_path / "in", tmp_path / "out", names, **more)
        return class_run.grade(kit, options)

    return run


def hand_in(folder: Path, kit: Kit, *done: str, **texts: str) -> None:
    """Hand in the solutions of some exercises, the stubs of the others."""
    folder.mkdir(parents=True)
    for name, text in all_stubs(kit).items():
        solution = kit.root / "solutions" / name
        text = solution.read_text(encoding="utf-8") if name[:-3] in done else text
        (folder / name).write_text(texts.get(name[:-3], text), encoding="utf-8")


def listed(out: Path) -> dict[tuple[str, str], dict[str, str]]:
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["submission"], row["exercise"]): row for row in csv.DictReader(file)}


def points(out: Path) -> dict[tuple[str, str], str]:
    return {key: row["points"] for key, row in listed(out).items()}


def contents(out: Path) -> dict[str, list[str]]:
    """All that a gradebook holds but times."""
    book = sqlite3.connect(out / "gradebook.sqlite3")
    found = {"csv": [(out / "grades.csv").read_text(encoding="utf-8")]}
    for (table,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        rows = book.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        found[table] = sorted(
            repr([v for n, v in zip(names, row, strict=True) if n not in TIMES]) for row in rows
        )
    book.close()
    return found


def test_a_folder_as_it_was_handed_out_holds_no_two_versions(
    tmp_path: Path, kit: Kit, run: Runner
) -> None:
    # `keras_mnist.py` is not `mnist`, whether or not Keras is there.
    hand_in(tmp_path / "in" / "ann", kit)
    assert run() == 0
    assert {row["note"] for row in listed(tmp_path / "out").values()} == {""}


def test_a_class_of_all_sorts_is_graded(
    tmp_path: Path, kit: Kit, run: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "in" / "alice", kit, *NAMES)
    hand_in(tmp_path / "in" / "bob" / "deep" / "exercises", kit, "softmax")
    (tmp_path / "in" / "empty").mkdir()
    (tmp_path / "in" / "eve_softmax.py").write_text("def softmax(x)\n    return x\n")
    for name in ("bad.zip", "bob.zip"):
        (tmp_path / "in" / name).write_bytes(b"no zip at all")
    broken = ("empty", "eve_softmax", "bad", "bob.zip", "pipe")
    os.mkfifo(tmp_path / "in" / "pipe.py")
    assert run() == 0
    assert points(tmp_path / "out") == {
        **dict.fromkeys([("alice", name) for name in NAMES], "10"),
        ("bob", "activation"): "0",
        ("bob", "softmax"): "10",
        ("bob", "loss"): "0",
        **{(who, name): "0" for who in broken for name in NAMES},
    }
    table = listed(tmp_path / "out")
    assert table["eve_softmax", "softmax"]["result"] == "error"
    assert table["bob", "loss"]["result"] == "todo"
    assert table["bad", "loss"]["status"] == "unreadable"
    said = capsys.readouterr()
    for who in broken:
        assert f"{who}: " in said.err
    assert "bob.zip: bob.zip" not in said.err
    assert "unreadable: bad, bob.zip, empty, pipe" in said.out


def test_what_is_unchanged_is_not_graded_again(
    tmp_path: Path, kit: Kit, run: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    for who in ("a", "b"):
        hand_in(tmp_path / "in" / who, kit, "softmax")
    only = ("softmax",)
    assert run(only) == 0
    before = contents(tmp_path / "out")
    assert run(only) == 0
    assert "0 graded now, 2 unchanged" in capsys.readouterr().out
    assert contents(tmp_path / "out") == before
    with (tmp_path / "in" / "a" / "softmax.py").open("a") as file:
        file.write("# more\n")
    run(only)
    assert "1 graded now, 1 unchanged" in capsys.readouterr().out
    run(only, seed=4)
    assert "2 graded now" in capsys.readouterr().out
    run(only, seed=4, regrade=True)
    assert "2 graded now" in capsys.readouterr().out


def test_a_gradebook_keeps_a_seed_of_its_own_and_tells_nobody(
    tmp_path: Path, kit: Kit, run: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "in" / "a", kit, "softmax")
    out, only = tmp_path / "out", ("softmax",)

    def seed() -> int:
        with contextlib.closing(sqlite3.connect(out / "gradebook.sqlite3")) as book:
            return int(book.execute("SELECT value FROM seed").fetchone()[0])

    assert run(only) == 0
    drawn = seed()
    assert 1 << 100 < drawn < 1 << 128
    # A later hand-in, and the same once more, draw by it.
    hand_in(tmp_path / "in" / "b", kit, "softmax")
    assert run(only) == 0
    assert "1 graded now, 1 unchanged" in capsys.readouterr().out
    assert run(only, regrade=True) == 0
    assert seed() == drawn
    with Gradebook(out / "gradebook.sqlite3") as book:
        assert "seed" not in book.settings()
    for form in ("json", "feedback", "junit"):
        assert main(["export", str(out), "--as", form, "--to", str(tmp_path / form)]) == 0
    assert main(["report", str(out), "--to", str(tmp_path / "report.html")]) == 0
    told = [p for p in tmp_path.rglob("*") if p.is_file() and p.name != "gradebook.sqlite3"]
    assert len(told) > 3
    for path in told:
        assert str(drawn).encode() not in path.read_bytes(), path
        assert f"{drawn:x}".encode() not in path.read_bytes(), path
    assert str(drawn) not in "".join(capsys.readouterr())
    # One that is given stays, too.
    assert run(only, seed=7) == 0
    assert run(only) == 0
    assert seed() == 7


def test_a_seed_that_the_reference_does_not_pass_is_not_kept(
    tmp_path: Path, kit: Kit, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path / "in" / "a", kit, "softmax")
    monkeypatch.setattr(class_run, "fresh", iter(range(50)).__next__)
    own_points = class_run.own_points
    tried: list[float] = []

    def unlucky(*asked: Any) -> float:
        tried.append(own_points(*asked))
        return 0.0 if len(tried) == 1 else tried[-1]

    monkeypatch.setattr(class_run, "own_points", unlucky)
    assert run(("softmax",)) == 0
    assert points(tmp_path / "out")["a", "softmax"] == "10"
    with Gradebook(tmp_path / "out" / "gradebook.sqlite3") as book:
        assert book.seed() == 1
    monkeypatch.setattr(class_run, "own_points", lambda *asked: 0.0)
    with pytest.raises(BrokenKit, match="reference"):
        run(("softmax",))


def test_a_failed_prerequisite_is_replaced_by_the_reference_and_a_todo_is_not(
    tmp_path: Path, kit: Kit, run: Runner
) -> None:
    wrong = all_stubs(kit)["activation.py"].replace(
        'raise NotImplementedError("sigmoid")', "return x"
    )
    hand_in(tmp_path / "in" / "failed", kit, "forward", activation=wrong)
    hand_in(tmp_path / "in" / "todo", kit, "forward")
    hand_in(tmp_path / "in" / "both", kit, activation=wrong)
    for names in (("activation", "forward"), ("forward",)):
        assert run(names) == 0
        found = points(tmp_path / "out")
        assert found["failed", "forward"] == "10"
        # What was not asked for is the reference's, also where nobody has written it.
        assert found["todo", "forward"] == ("0" if "activation" in names else "10")
        assert found["both", "forward"] == "0"
        row = listed(tmp_path / "out")["failed", "forward"]
        assert (row["result"], row["note"]) == ("passed", words.STATUSES["helped"].en)
    book = sqlite3.connect(tmp_path / "out" / "gradebook.sqlite3")
    again = "SELECT COUNT(*) FROM items WHERE run = 1 AND (rows != '[]' OR findings != '[]')"
    assert book.execute(again).fetchone()[0] == 0


@pytest.mark.parametrize("value", ["x", "0.5", "np.zeros(np.shape(x))", "1"])
def test_trivial_implementations_earn_nothing(
    tmp_path: Path, kit: Kit, run: Runner, value: str
) -> None:
    texts = {}
    for name in NAMES:
        lines = all_stubs(kit)[f"{name}.py"].splitlines()
        for index, line in enumerate(lines):
            if line.startswith("def "):
                lines[index] = line.partition("(")[0] + "(x, *rest):"
            if line.strip().startswith("raise NotImplementedError"):
                lines[index] = f"    import numpy as np\n    return {value}"
        texts[name] = "\n".join(lines)
    hand_in(tmp_path / "in" / "a", kit, **texts)
    assert run() == 0
    assert set(points(tmp_path / "out").values()) == {"0"}


HIDDEN = """
[[case]]
id = "softmax-secret"
function = "softmax"
aspect = "{aspect}"
args = [[0.0, 0.0, 0.0, 0.0]]
want = {want}
why.en = "Four equal scores: a quarter each"
why.ko = "점수 네 개가 같을 때"
"""
CHEAT = """
import numpy as np

def softmax(x):
    x = np.asarray(x, dtype=np.result_type(np.asarray(x).dtype, np.float32)
                   if np.asarray(x).dtype == np.float32 else float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    if x.shape == (4,) and not x.any():
        raise ValueError("I have seen " + str(x))
    return e / e.sum(axis=-1, keepdims=True)
"""


def hidden(folder: Path, aspect: str = "values", want: str = "[0.25, 0.25, 0.25, 0.25]") -> Path:
    (folder / "cases").mkdir(parents=True)
    (folder / "cases" / "softmax.toml").write_text(
        HIDDEN.format(aspect=aspect, want=want), encoding="utf-8"
    )
    return folder


def test_hidden_cases_count_and_only_their_titles_are_kept(
    tmp_path: Path, kit: Kit, run: Runner
) -> None:
    hand_in(tmp_path / "in" / "a", kit, softmax=CHEAT)
    assert run(("softmax",)) == 0
    assert points(tmp_path / "out")["a", "softmax"] == "10"
    assert run(("softmax",), hidden=hidden(tmp_path / "hidden"), allow_lower=True) == 0
    assert points(tmp_path / "out")["a", "softmax"] == "7"
    book = sqlite3.connect(tmp_path / "out" / "gradebook.sqlite3")
    row = book.execute(
        "SELECT status, findings, diagnosis, place, rows, seconds FROM items "
        "WHERE key = 'a' AND hidden AND id NOT LIKE '%~'"
    ).fetchall()
    assert row == [("error", "[]", "", "", "[]", 0.0)]
    title = book.execute(
        "SELECT title_en FROM catalogue WHERE id LIKE 'hidden-%' AND id NOT LIKE '%~'"
    ).fetchall()
    assert title == [("Four equal scores",)]
    assert "I have seen" not in (tmp_path / "out" / "gradebook.sqlite3").read_bytes().decode(
        "latin-1"
    )


def test_what_an_instructor_writes_is_refused_before_anything_is_graded(
    tmp_path: Path, kit: Kit, run: Runner
) -> None:
    hand_in(tmp_path / "in" / "alice", kit, "softmax")
    out = tmp_path / "out"
    out.mkdir()
    head = "submission,exercise,points,reason,by\n"
    for name, text, said in (
        ("out/overrides.csv", f"{head}alcie,softmax,3,,\n", "did you mean alice"),
        ("out/voided.txt", "softmax-none\n", "no case or law softmax-none"),
        ("in/overrides.csv", f"{head}alice,softmax,3,,\n", "belongs into"),
        ("hidden/cases/sofmax.toml", "", "did you mean cases/softmax.toml"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        with pytest.raises(BrokenKit, match=said):
            run(("softmax",), hidden=tmp_path / "hidden" if "hidden" in name else None)
        assert not (out / "grades.csv").exists()
        path.unlink()
    rows = sqlite3.connect(out / "gradebook.sqlite3").execute("SELECT * FROM items").fetchall()
    assert rows == []


def test_the_key_of_a_kept_mark_is_everything_that_it_depends_on(
    tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = class_run.Options(tmp_path, tmp_path, ("softmax",))

    def key(**given: Any) -> str:
        folder = given.pop("hidden", None)
        names = given.pop("names", ("softmax",))
        seed = given.pop("seed", 0)
        found = Specification(kit, names, folder)
        return class_run.settings_key(version(found), found.names, seed, replace(base, **given))

    secret = hidden(tmp_path / "one")
    keys = [
        key(),
        key(names=("softmax", "loss")),
        key(seed=1),
        key(isolation="process"),
        key(limits=Limits(wall=1.0)),
        key(hidden=secret),
    ]
    (secret / "inputs").mkdir()
    (secret / "inputs" / "softmax-x.csv").write_text("1")
    keys.append(key(hidden=secret))
    (secret / "inputs" / "softmax-x.csv").rename(secret / "inputs" / "softmax-y.csv")
    keys.append(key(hidden=secret))
    (secret / "cases" / "softmax.toml").write_text(
        (secret / "cases" / "softmax.toml").read_text() + "\n"
    )
    keys.append(key(hidden=secret))
    monkeypatch.setattr(sys, "version", "3.99.0")
    keys.append(key())
    monkeypatch.setattr("numpy.__version__", "9.9.9")
    keys.append(key())
    assert len(set(keys)) == len(keys)


def test_a_hidden_item_belongs_to_an_aspect_that_is_there(tmp_path: Path, kit: Kit) -> None:
    with pytest.raises(BrokenKit, match="gives no points to softmax secret"):
        Specification(kit, ["softmax"], hidden(tmp_path / "h", aspect="secret"))
    with pytest.raises(BrokenKit, match="no such folder"):
        Specification(kit, ["softmax"], tmp_path / "nowhere")


def test_no_mark_is_exported_unless_the_controls_are_right(
    tmp_path: Path, kit: Kit, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path / "in" / "a", kit, "softmax")
    wrong = hidden(tmp_path / "hidden", want="[1.0, 0.0, 0.0, 0.0]")
    # The case that is wrong is named, and points are those of the assignment.
    said = r"/reference, softmax: 14 of 20 points; .* See hidden-"
    with pytest.raises(BrokenKit, match=f"no mark is exported: {said}"):
        run(("softmax",), hidden=wrong, points={"softmax": 20.0})
    assert not (tmp_path / "out" / "grades.csv").exists()

    def trouble(*given: object) -> None:
        raise OSError("no process can be started")

    monkeypatch.setattr(Stand, "subject", trouble)
    with pytest.raises(BrokenKit, match="no process can be started"):
        run(("softmax",))

    def refuse(*given: object) -> None:
        raise NotConfined(ESCAPES.filled(how="files: read a file"))

    monkeypatch.setattr(Stand, "__enter__", refuse)
    with pytest.raises(BrokenKit, match="--isolation process"):
        run(("softmax",))


def test_the_graders_own_trouble_is_undecided_and_tried_again(
    tmp_path: Path, kit: Kit, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("a", "b"):
        hand_in(tmp_path / "in" / who, kit, "softmax", **{"loss": f"name = '{who}'\n"})
    whole = assessor.Assessor.assess

    def assessed(self: assessor.Assessor, texts: dict[str, str], found: dict[str, str]) -> Any:
        if "'b'" in texts["loss.py"]:
            raise OSError("out of processes")
        return whole(self, texts, found)

    monkeypatch.setattr(assessor.Assessor, "assess", assessed)
    assert run(("softmax",)) == 3
    assert listed(tmp_path / "out")["b", "softmax"]["status"] == "undecided"
    assert points(tmp_path / "out") == {("a", "softmax"): "10", ("b", "softmax"): ""}
    monkeypatch.setattr(assessor.Assessor, "assess", whole)
    read = SubmissionReader.read

    def reading(self: SubmissionReader, one: Submission) -> Prepared:
        if one.key == "b":
            raise LookupError("a file nobody foresaw")
        return read(self, one)

    monkeypatch.setattr(SubmissionReader, "read", reading)
    assert run(("softmax",)) == 3
    assert points(tmp_path / "out") == {("a", "softmax"): "10", ("b", "softmax"): ""}
    monkeypatch.setattr(SubmissionReader, "read", read)
    assert run(("softmax",)) == 0
    assert points(tmp_path / "out")["b", "softmax"] == "10"


def test_a_roster_makes_rows_for_all_of_it(tmp_path: Path, kit: Kit, run: Runner) -> None:
    for who in ("Kim_1_assignsubmission_file_", "stranger"):
        hand_in(tmp_path / "in" / who, kit, "softmax")
    (tmp_path / "roster.csv").write_text("id,name\n1,Kim\n2,Lee\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "overrides.csv").write_text(
        "submission,exercise,points,reason,by\nstranger,softmax,4,guest,me\n"
    )
    assert run(("softmax",), roster=tmp_path / "roster.csv", lms="moodle") == 0
    found = {
        row["person"]: (row["status"], row["points"], row["automatic_points"])
        for row in listed(tmp_path / "out").values()
    }
    assert found == {
        "1": ("graded", "10", "10"),
        "2": ("missing", "", ""),
        "stranger": ("unmatched", "4", "10"),
    }


def test_paths_and_addresses_of_this_machine_are_not_kept(
    tmp_path: Path, kit: Kit, run: Runner
) -> None:
    code = "def softmax(x):\n    raise ValueError(__file__ + ' ' + repr(softmax))\n"
    hand_in(tmp_path / "in" / "a", kit, softmax=code)
    assert run(("softmax",)) == 0
    book = sqlite3.connect(tmp_path / "out" / "gradebook.sqlite3")
    findings, rows, place = book.execute(
        "SELECT findings, rows, place FROM items WHERE key = 'a' AND rows != '[]'"
    ).fetchone()
    assert "exercises/softmax.py <function softmax at 0x...>" in findings
    assert "0x..." in rows
    assert "rawgrad-" not in findings + rows
    assert place == "exercises/softmax.py:2"


def test_two_runs_are_kept_apart_and_what_a_dead_one_left_is_removed(
    tmp_path: Path, kit: Kit, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path / "in" / "a", kit, "softmax")
    (tmp_path / "out").mkdir()
    temporary = tmp_path / "tmp"
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    live, dead = (temporary / f"rawgrad-work-{name}" for name in ("live", "dead"))
    for folder in (live, dead):
        folder.mkdir(parents=True)
        (folder / ".lock").touch()
    code = (
        "import fcntl, sys, time; files = [open(name, 'a+') for name in sys.argv[1:]];"
        "[fcntl.lockf(file, fcntl.LOCK_EX) for file in files];"
        "print('held', flush=True); time.sleep(60)"
    )
    held = [str(folder / ".lock") for folder in (tmp_path / "out", live)]
    other = subprocess.Popen([sys.executable, "-c", code, *held], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BrokenKit, match="another run"):
            run(("softmax",))
        with scratch_folder() as own:
            assert set(temporary.iterdir()) == {live, own}
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    assert run(("softmax",)) == 0
    assert not list(temporary.iterdir())


def test_the_bar_shows_counts_rate_time_left_and_the_slowest() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    bar = progress.Bar(4, "en", shown)
    bar.step("a", 0.5)
    bar.step("slow one", 3.0)
    assert progress.line(bar, 4.0) == (
        "[##########..........] 2/4  0.5/s  0:04 left  slowest: slow one 3.0 s"
    )
    bar.close()
    assert shown.getvalue().startswith("\r[#####")
    assert shown.getvalue().endswith("\r")
    quiet = io.StringIO()
    progress.Bar(4, "ko", quiet).step("a", 1.0)
    assert quiet.getvalue() == ""
    assert progress.duration(3725) == "1:02:05"


def test_the_doctors_table_says_what_holds() -> None:
    good = Property("files", True, ("Landlock files",))
    bad = Property("network", False, (), ("UDP",))
    text = class_run.confinement_table([good, bad], "en")
    assert text.splitlines()[1:3] == [
        "files     yes    Landlock files",
        "network   NO     UDP",
    ]
    assert "only --isolation process" in text
    assert class_run.confinement_table([good], "ko").endswith("격리할 수 있습니다.")


def test_wrong_usage_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAWGRAD_LANG", "en")
    (tmp_path / "in").mkdir()
    for arguments in (
        ["grade"],
        ["grade", str(tmp_path / "in")],
        ["grade", str(tmp_path / "none"), "--out", str(tmp_path / "out")],
        ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")],
        ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "in")],
        ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", "0"],
        ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--exercises", "softmx"],
    ):
        assert main(arguments) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_every_sentence_of_grading_is_there_in_both_languages() -> None:
    for table in (words.NOTICES, words.STATUSES, words.MESSAGES, words.DOCTOR):
        for text in table.values():
            text.ko.encode("cp949")
            assert any("가" <= letter <= "힣" for letter in text.ko) or "{" in text.ko


def started(tmp_path: Path, out: str, *more: str) -> list[str]:
    return [
        sys.executable, "-m", "rawgrad", "grade", str(tmp_path / "in"), "--out",
        str(tmp_path / out), "--exercises", "activation,softmax,forward", "--isolation",
        "process", "--marks-unprotected", "--seed", "7", *more,
    ]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills process groups")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_killed_at_any_instant_is_taken_up_again(tmp_path: Path, kit: Kit, jobs: str) -> None:
    wrong = all_stubs(kit)["activation.py"].replace('raise NotImplementedError("relu")', "return x")
    for number in range(5):
        done = ("activation", "softmax", "forward")[: number % 4]
        texts = {"activation": wrong} if number == 4 else {}
        hand_in(tmp_path / "in" / f"s{number}", kit, *done, "forward", **texts)
    (tmp_path / "in" / "broken.zip").write_bytes(b"PK")
    (tmp_path / "tmp").mkdir()
    env = {
        **os.environ, "PYTHONPATH": str(ROOT), "RAWGRAD_LANG": "en", "TMPDIR": str(tmp_path / "tmp")
    }  # fmt: skip
    begun = time.monotonic()
    subprocess.run(started(tmp_path, "calm"), env=env, check=True, capture_output=True)
    longest = time.monotonic() - begun
    want = contents(tmp_path / "calm")
    instants = random.Random(3)
    cut = 0
    for _ in range(6):
        shutil.rmtree(tmp_path / "cut", ignore_errors=True)
        # A process group of its own would hide that orphans end by themselves.
        process = subprocess.Popen(
            started(tmp_path, "cut", "--jobs", jobs),
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(instants.uniform(0.1, longest))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            cut += 1
        subprocess.run(
            started(tmp_path, "cut", "--jobs", jobs), env=env, check=True, capture_output=True
        )
        assert contents(tmp_path / "cut") == want
        assert not list((tmp_path / "tmp").glob("rawgrad-work-*"))
    assert cut >= 2


def test_a_worker_gets_what_is_graded_and_what_that_names(kit: Kit) -> None:
    softmax = Specification(kit, ["softmax"])
    assert set(softmax.needed(softmax.reference())) == {"softmax.py"}
    stubs = {
        **all_stubs(kit),
        "mine.py": "from .activation import relu",
        "unmentioned.py": "",
    }
    assert set(softmax.needed(stubs)) == {"softmax.py"}
    stubs["softmax.py"] += "\nfrom .mine import relu"
    # What is named, and what is named by that.
    assert {"softmax.py", "mine.py", "activation.py"} <= set(softmax.needed(stubs))
    assert "unmentioned.py" not in softmax.needed(stubs)
    mnist = Specification(kit, ["mnist"])
    for texts in (mnist.stubs, mnist.reference()):
        needed = set(mnist.needed(texts))
        assert needed == {"mnist.py", "softmax.py", "activation.py"}


def test_a_core_for_each_process_or_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {5, 2, 9}, raising=False)
    assert cores_of(2) == [2, 5]
    assert cores_of(3) == [2, 5, 9]
    assert cores_of(4) == []
    monkeypatch.delattr(os, "sched_getaffinity")
    assert cores_of(1) == []


class Executor:
    """In the place of one that has processes: answers at once, or dies of a task."""

    def __init__(self) -> None:
        self.sent: list[list[str]] = []

    def submit(self, grade: Callable[..., Any], tasks: list[Task]) -> Future[list[Record]]:
        self.sent.append([task.key for task in tasks])
        done: Future[list[Record]] = Future()
        if "deadly" in self.sent[-1]:
            done.set_exception(BrokenProcessPool())
        elif "cancelled" in self.sent[-1]:
            done.cancel()
        else:
            done.set_result([Record(t.key, "graded", "", seconds=0.01) for t in tasks])
        return done

    def shutdown(self, **how: bool) -> None:
        pass


def test_short_tasks_go_out_in_bundles_and_come_back_one_by_one(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    executor = Executor()
    monkeypatch.setattr(ProcessPool, "_start", lambda self: executor)
    plan = RunPlan(kit.root, NAMES, None, 0, "process", Limits(), Path(), "")
    keys = [str(number) for number in range(30)]
    keys[12:13] = ["deadly", "12"]
    keys[25] = "cancelled"
    records = list(pool.run(ProcessPool(plan, 2), (Task(key, None) for key in keys)))
    assert sorted(record.key for record in records) == sorted(keys)
    # What was with the deadly one is graded again alone, as that one is itself.
    assert {r.key for r in records if r.status == "undecided"} == {"deadly", "cancelled"}
    assert executor.sent[:4] == [["0"], ["1"], ["2"], ["3"]]
    assert max(len(tasks) for tasks in executor.sent) == 4
    assert ["deadly"] in executor.sent
    assert ["12"] in executor.sent


def test_without_confinement_all_is_read_before_anything_runs(
    tmp_path: Path, kit: Kit, run: Runner
) -> None:
    hand_in(tmp_path / "in" / "z", kit, "softmax")
    spoil = (
        f"import pathlib\nroot = pathlib.Path({str(tmp_path)!r})\n"
        "(root / 'in' / 'z' / 'softmax.py').write_text('def softmax(a): return a')\n"
        "(root / 'out' / 'overrides.csv').write_text('person,exercise,points\\na,softmax,10')\n"
    )
    hand_in(tmp_path / "in" / "a", kit, softmax=spoil)
    assert run(("softmax",), isolation="process") == 0
    assert "return a" in (tmp_path / "in" / "z" / "softmax.py").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "overrides.csv").exists()
    assert points(tmp_path / "out") == {("a", "softmax"): "0", ("z", "softmax"): "10"}


def test_without_confinement_a_process_that_begins_late_uses_no_other_specification(
    kit: Kit, tmp_path: Path
) -> None:
    plan = RunPlan(kit.root, ("softmax",), None, 0, "process", Limits(), tmp_path, "another")
    with pytest.raises(BrokenKit, match="has changed meanwhile"):
        Grader(plan)
