"""The learner's commands: overview, hint, predict, explain, reset, init, data, watch, --pdb."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rawgrad.cli import main
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.shell import quoted
from rawgrad.kit.text import Text
from rawgrad.learner import data_inventory, explain, folder, host, overview, predict, watch
from rawgrad.learner.debugger import with_breakpoint
from rawgrad.learner.messages import Begin, Ended, Finished, Message, Order, Planned
from rawgrad.spec import hints
from rawgrad.spec.case import Prediction
from rawgrad.spec.examine import Examiner
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.local import LocalSubject
from rawgrad.views.width import WIDE
from tests.conftest import ROOT, Run

RIGHT = (ROOT / "solutions" / "softmax.py").read_text(encoding="utf-8")
WRONG = "def softmax(a):\n    return a\n"


def test_the_overview_shows_progress_and_the_first_open_case(rawgrad: Run, exercises: Path) -> None:
    out = rawgrad(cwd=exercises.parent).stdout
    assert "13  pulsar" in out
    assert "step_function([-1.0, 1.0, 2.0])  ->  [0, 1, 1]" in out
    for name in ("activation", "forward"):
        shutil.copy(ROOT / "solutions" / f"{name}.py", exercises)
    (exercises / "softmax.py").write_text(WRONG, encoding="utf-8")
    out = rawgrad("--lang", "ko", cwd=exercises.parent).stdout
    assert "다음: exercises/softmax.py" in out
    assert "반환한 값" in out


def test_no_framework_is_imported_to_find_that_nothing_is_written(
    kit: Kit, exercises: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy = {**kit.exercises, "loss": replace(kit.exercises["loss"], packages=("torch",))}
    monkeypatch.setitem(vars(kit), "exercises", heavy)

    def lines() -> list[str]:
        asked.clear()
        examiner = Examiner(kit, LocalSubject(exercises))
        request = examiner.subject.request
        monkeypatch.setattr(
            examiner.subject,
            "request",
            lambda message, *rest: (
                asked.append(message.get("module", "")) or request(message, *rest)
            ),
        )
        return list(overview.overview(examiner, "en", exercises))

    asked: list[str] = []
    light = lines()
    assert "loss" not in asked
    assert "softmax" in asked
    monkeypatch.undo()
    subject = LocalSubject(exercises)
    assert light == list(overview.overview(Examiner(kit, subject), "en", exercises))
    monkeypatch.setitem(vars(kit), "exercises", heavy)
    with (exercises / "loss.py").open("a", encoding="utf-8") as file:
        file.write("# A comment is not yet a beginning.\n")
    lines()
    assert "loss" not in asked
    with (exercises / "loss.py").open("a", encoding="utf-8") as file:
        file.write("begun = True\n")
    lines()
    assert "loss" in asked


def test_hints_come_in_three_steps_for_the_first_open_function(
    rawgrad: Run, exercises: Path
) -> None:
    first = rawgrad("hint", "softmax", cwd=exercises.parent)
    assert first.returncode == 0
    assert first.stdout.startswith("softmax (1/3)")
    assert "rawgrad hint softmax softmax --step 2" in first.stdout
    last = rawgrad("hint", "softmax", "--step", "3", "--lang", "ko", cwd=exercises.parent)
    assert last.stdout.startswith("softmax (3/3)")
    assert "--step" not in last.stdout
    named = rawgrad("hint", "activation", "relu", cwd=exercises.parent)
    assert named.stdout.startswith("relu (1/3)")
    assert rawgrad("hint", "activation", "tanh", cwd=exercises.parent).returncode == 2
    assert "TwoLayerNet" in rawgrad("hint", "two_layer_net", cwd=exercises.parent).stdout


def test_a_hint_without_three_steps_is_named(tmp_path: Path) -> None:
    (tmp_path / "spec_tests" / "hints").mkdir(parents=True)
    path = tmp_path / "spec_tests" / "hints" / "x.toml"
    path.write_text('[[hint]]\nfunction = "f"\nsteps = []\n', encoding="utf-8")
    with pytest.raises(BrokenKit, match="write 3 steps"):
        hints.read_hints(Kit(tmp_path), "x")


def prediction(text: str) -> Prediction:
    answer = hashlib.sha256(text.encode()).hexdigest()
    return Prediction("x-p1", Text("What?", "무엇입니까?"), "np.array([0, 2])", answer)


@pytest.mark.parametrize(
    ("printed", "answer", "right"),
    [
        ("inf", "inf", True),
        ("inf", " inf\n", True),
        ("inf", "nan", False),
        ("[0 2 1 0]", "[0 2 1 0]", True),
        ("[0 2 1 0]", "[0  2 1   0]", True),
        ("(10000, 784)", "(10000,784)", True),
        ("[1 2]", "[2 1]", False),
        ("[False True True]", "False True True", True),
        ("[False True True]", "False, True, True", True),
        ("[ True False]", "[True, False]", True),
        ("[False True True]", "False True False", False),
    ],
)
def test_predictions_are_compared_by_hash_and_not_by_spacing(
    printed: str, answer: str, right: bool
) -> None:
    assert predict.right(prediction(printed), answer) is right


def test_predictions_are_asked_and_answered(rawgrad: Run, exercises: Path) -> None:
    said = list(predict.predict([prediction("1"), prediction("2")], "en", lambda question: "1"))
    wrong = "Not quite. Try it in Python: print(np.array([0, 2]))"
    assert said == ["Right.", *[wrong] * 3, "It prints: [0 2]"]
    shown = rawgrad("predict", "softmax", "--show", "--lang", "en", cwd=exercises.parent)
    assert "It prints: inf" in shown.stdout
    done = rawgrad("predict", "softmax", cwd=exercises.parent)  # no one answers
    assert done.returncode == 0
    assert "np.exp(1010)" in done.stdout


def test_explain_waits_until_the_exercise_passes(rawgrad: Run, exercises: Path) -> None:
    refused = rawgrad("explain", "softmax", cwd=exercises.parent)
    assert refused.returncode == 1
    assert "--anyway" in refused.stdout
    shown = rawgrad("explain", "softmax", "--anyway", cwd=exercises.parent)
    assert "np.max(a, axis=-1, keepdims=True)" in shown.stdout
    (exercises / "softmax.py").write_text(RIGHT, encoding="utf-8")
    shown = rawgrad("explain", "softmax", cwd=exercises.parent)
    assert shown.returncode == 0
    assert "# Other right ways" in shown.stdout
    assert shown.stdout.count("def ") > 3
    assert "@wheat" not in shown.stdout


def test_explain_says_that_a_kit_has_no_solutions(tmp_path: Path) -> None:
    with pytest.raises(BrokenKit, match="without the solutions"):
        explain.explain(Kit(tmp_path), "softmax", "en")


def test_reset_keeps_what_was_there(rawgrad: Run, exercises: Path) -> None:
    stub = all_stubs(Kit(ROOT))["softmax.py"]
    for text in ("# first\n", "# second\n"):
        (exercises / "softmax.py").write_text(text, encoding="utf-8")
        done = rawgrad("reset", "softmax", cwd=exercises.parent)
        assert done.returncode == 0
        assert "What you had is in" in done.stdout
        assert (exercises / "softmax.py").read_text(encoding="utf-8") == stub
    kept = sorted(p.read_text(encoding="utf-8") for p in (exercises / "backups").iterdir())
    assert kept == ["# first\n", "# second\n"]
    assert "What you had" not in rawgrad("reset", "softmax", cwd=exercises.parent).stdout


def contents(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_init_makes_a_folder_that_can_be_checked(rawgrad: Run, tmp_path: Path) -> None:
    done = rawgrad("init", "내 과제", "--lang", "ko")
    assert done.returncode == 0
    made = tmp_path / "내 과제"
    names = {"README.md", "pytest.ini", ".rawgrad.json", ".vscode", "exercises"}
    assert {p.name for p in made.iterdir()} == names
    assert "딥러닝" in (made / "README.md").read_text(encoding="utf-8")
    assert "테스트 케이스" in (made / ".vscode" / "launch.json").read_text(encoding="utf-8")
    assert "activation" in rawgrad("check", cwd=made).stdout
    assert "최신" in rawgrad("init", ".", cwd=made).stdout


def test_an_update_never_touches_what_the_learner_has(kit: Kit, tmp_path: Path) -> None:
    list(folder.make(kit, tmp_path, "en"))
    mine = tmp_path / "exercises" / "softmax.py"
    mine.write_text(WRONG, encoding="utf-8")
    (tmp_path / "exercises" / "notes.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "exercises" / "loss.py").unlink()
    # An older version had other stubs, which the learner never touched.
    old = tmp_path / "exercises" / "forward.py"
    record = tmp_path / folder.RECORD
    before = hashlib.sha256(old.read_bytes()).hexdigest()
    old.write_text("# the stub of an older version\n", encoding="utf-8")
    after = hashlib.sha256(old.read_bytes()).hexdigest()
    record.write_text(record.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")

    lines = list(folder.make(kit, tmp_path, "en"))

    assert mine.read_text(encoding="utf-8") == WRONG
    assert (tmp_path / "exercises" / "notes.py").read_text(encoding="utf-8") == "x = 1\n"
    assert old.read_text(encoding="utf-8") == all_stubs(kit)["forward.py"]
    assert sorted(lines) == [
        "exercises/forward.py: brought up to date",
        "exercises/loss.py: written",
        "exercises/softmax.py: yours, left as it is",
    ]
    everything = contents(tmp_path)
    assert list(folder.make(kit, tmp_path, "en")) == ["exercises/softmax.py: yours, left as it is"]
    assert contents(tmp_path) == everything


def test_a_lost_record_makes_every_changed_file_the_learners(kit: Kit, tmp_path: Path) -> None:
    list(folder.make(kit, tmp_path, "en"))
    (tmp_path / folder.RECORD).write_text("not json", encoding="utf-8")
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    assert list(folder.make(kit, tmp_path, "en")) == ["README.md: yours, left as it is"]


def test_a_folder_that_cannot_be_made_is_one_line(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BrokenKit, match="file"):
        list(folder.make(kit, tmp_path / "file", "en"))


def test_pytest_in_a_learners_folder_lists_readable_cases(rawgrad: Run, tmp_path: Path) -> None:
    rawgrad("init", "course")
    course = tmp_path / "course"
    (course / "exercises" / "softmax.py").write_text(WRONG, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "exercises/softmax.py", "-v"],
        cwd=course,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RAWGRAD_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "softmax-7c2e Large inputs must not overflow" in done.stdout
    assert "differs at 3 of 3" in done.stdout
    assert done.returncode == 1


def test_data_says_what_is_whole(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("RAWGRAD_LANG", "en")
    monkeypatch.delenv("RAWGRAD_DATA", raising=False)
    assert main(["data"]) == 0
    assert "whole" in capsys.readouterr().out
    (tmp_path / "data" / "mnist").mkdir(parents=True)
    sums = (kit.data / "SHA256SUMS").read_text(encoding="utf-8")
    (tmp_path / "data" / "SHA256SUMS").write_text(sums, encoding="utf-8")
    (tmp_path / "data" / "mnist" / "sample_network.npz").write_bytes(b"no")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pulsar_stars.csv").write_text("", encoding="utf-8")
    monkeypatch.setenv("RAWGRAD_DATA", str(tmp_path / "own"))
    lines, whole = data_inventory.inventory(Kit(tmp_path), "en")
    assert not whole
    text = "\n".join(lines)
    assert "damaged" in text
    assert "missing" in text
    assert "pulsar_stars.csv" in lines[-1]
    monkeypatch.setenv("RAWGRAD_DATA", str(tmp_path / "nowhere"))
    lines, whole = data_inventory.inventory(kit, "en")
    assert not whole
    assert "there is no such folder" in lines[-1]
    with pytest.raises(BrokenKit):
        data_inventory.inventory(Kit(tmp_path / "nothing"), "en")


class FakeChild:
    """A child that says nothing until it is given something to say."""

    def __init__(self) -> None:
        self.orders: list[str] = []
        self.said: list[Message] = []
        self.closed = 0

    def order(self, order: Order) -> None:
        self.orders += order.names

    def receive(self, timeout: float) -> Message | None:
        return self.said.pop(0) if self.said else None

    def close(self) -> None:
        self.closed += 1


class FakeChildren:
    def __init__(self) -> None:
        self.child = FakeChild()

    def take(self) -> FakeChild:
        return self.child

    def prepare(self) -> None:
        pass


def test_a_save_starts_the_check_of_what_was_saved(
    kit: Kit, exercises: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children, said = FakeChildren(), []
    watcher = watch.Watcher(
        kit,
        exercises,
        ["softmax", "loss"],
        "en",
        WIDE,
        children,
        said.append,  # type: ignore[arg-type]
    )
    assert watcher.step() is None
    (exercises / "loss.py").write_text("x = 1\n", encoding="utf-8")
    assert watcher.step() == "loss"
    (exercises / "loss.py").unlink()
    assert watcher.step() is None
    (exercises / "loss.py").write_text("x = 2\n", encoding="utf-8")
    assert watcher.step() == "loss"
    assert children.child.orders == ["loss", "loss"]
    assert children.child.closed == 1
    children.child.said = [Planned("loss", ("a",)), Begin("loss", "a"), Ended("died", "SIGSEGV")]
    while children.child.said:
        watcher.step()
    assert not said  # The rest is examined by a new child.
    assert children.child.orders == ["loss"] * 3
    children.child.said = [Ended("died", "SIGSEGV")]
    while children.child.said:
        watcher.step()
    assert "your code ended the check at exercises/loss.py (SIGSEGV)" in said[0]


@pytest.mark.parametrize("way", ["fork", "spare"])
def test_each_save_is_checked_in_a_process_of_its_own(
    kit: Kit, exercises: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(host, "can_fork", lambda: way == "fork" and hasattr(os, "fork"))
    children, said = watch.Children(kit), []
    watcher = watch.Watcher(kit, exercises, ["softmax"], "en", WIDE, children, said.append)
    try:
        (exercises / "softmax.py").write_text("import sys\nwhile True:\n    pass\n")
        assert watcher.step() == "softmax"
        for _ in range(10):
            watcher.step()
        assert not said
        (exercises / "softmax.py").write_text(RIGHT, encoding="utf-8")
        assert watcher.step() == "softmax"  # ends the endless one
        deadline = time.monotonic() + 30
        while not said and time.monotonic() < deadline:
            watcher.step()
        assert "passed" in said[0]
        assert "rawgrad explain softmax" in said[0]
        assert "Next: exercises/mnist.py" in said[0]
    finally:
        watcher.stop()
        children.close()


@pytest.mark.skipif(sys.platform == "win32", reason="sends Ctrl-C as a POSIX signal")
def test_watch_ends_cleanly_on_ctrl_c(exercises: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rawgrad", "watch", "softmax", "--lang", "en"],
        cwd=exercises.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(exercises.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "Watching" in process.stdout.readline()
    assert "todo" in process.stdout.readline()  # where the learner stands
    (exercises / "softmax.py").write_text(WRONG, encoding="utf-8")
    assert any("failed" in line for line in process.stdout)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_pdb_stops_in_the_learners_function_with_the_cases_arguments(
    rawgrad: Run, exercises: Path
) -> None:
    code = "import numpy as np\n\n\ndef softmax(a):\n    e = a + 1\n    return e\n"
    (exercises / "softmax.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "rawgrad", "check", "softmax", "--pdb"],
        cwd=exercises.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RAWGRAD_LANG": "en"},
        input="n\nn\np 'a is', a.tolist()\nc\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"softmax\.py\([45]\)softmax\(\)", done.stdout)
    assert "('a is', [0.3, 2.9, 4.0])" in done.stdout
    assert done.returncode == 1
    (exercises / "softmax.py").write_text(RIGHT, encoding="utf-8")
    assert "No case fails" in rawgrad("check", "softmax", "--pdb", cwd=exercises.parent).stdout


def test_a_breakpoint_goes_into_methods_and_constructors() -> None:
    source = 'class Net:\n    def __init__(self):\n        "Doc."\n        self.a = 1\n'
    tree = with_breakpoint(source, "Net")
    stops: list[int] = []
    space = {"breakpoint": lambda: stops.append(1)}
    exec(compile(tree, "net", "exec"), space)
    space["Net"]()  # type: ignore[operator]
    assert stops == [1]


def test_running_an_exercises_own_file_says_what_to_run(exercises: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(exercises / "backprop.py")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert "python -m rawgrad check backprop" in done.stderr
    assert "Traceback" not in done.stderr


def test_input_is_asked_at_the_terminal(
    exercises: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(exercises.parent)
    monkeypatch.setenv("RAWGRAD_LANG", "en")
    monkeypatch.setattr(sys, "stdin", io.StringIO("inf\nnothing\n"))
    assert main(["predict", "softmax"]) == 0
    assert "Right." in capsys.readouterr().out


class QuickChildren:
    """Children that pass an exercise once they have been listened to a few times."""

    def take(self) -> FakeChild:
        child = FakeChild()
        child.order = lambda order: child.said.extend(  # type: ignore[method-assign]
            [*[None] * 3, Planned(order.names[0], ()), Finished(order.names[0]), Ended("complete")]  # type: ignore[list-item]
        )
        return child

    def prepare(self) -> None:
        pass


def truncate(path: Path, text: str) -> Iterator[None]:
    with path.open("w", encoding="utf-8") as file:
        yield
        file.write(text)
        file.flush()
        yield
        os.fsync(file.fileno())
    yield


def rename(path: Path, text: str) -> Iterator[None]:
    part = path.with_suffix(".tmp")
    part.write_text(text, encoding="utf-8")
    yield
    part.replace(path)
    yield


def create(path: Path, text: str) -> Iterator[None]:
    path.unlink()
    yield
    path.write_text(text, encoding="utf-8")
    yield


def in_pieces(path: Path, text: str, end: str = "\n") -> Iterator[None]:
    half = text.index(end) + len(end)
    path.write_text(text[:half], encoding="utf-8")
    yield
    with path.open("a", encoding="utf-8") as file:
        file.write(text[half:])
    yield


def in_half_a_line(path: Path, text: str) -> Iterator[None]:
    yield from in_pieces(path, text, "retur")


@pytest.mark.parametrize("save", [truncate, rename, create, in_pieces, in_half_a_line])
def test_each_save_gets_one_verdict_on_all_of_it(
    kit: Kit, exercises: Path, save: Callable[[Path, str], Iterator[None]]
) -> None:
    said: list[str] = []
    watcher = watch.Watcher(
        kit,
        exercises,
        ["softmax"],
        "en",
        WIDE,
        QuickChildren(),  # type: ignore[arg-type]
        said.append,
    )
    path = exercises / "softmax.py"
    for number in range(50):
        text = f"x = {number}\n" + WRONG + "# end\n" * (number % 3)
        for _ in save(path, text):
            # The watcher looks after any part, or not. What is Python is not waited for long.
            for _ in range(number % (3 if save is in_pieces else 9)):
                watcher.step()
        deadline = time.monotonic() + 5
        while len(said) <= number and time.monotonic() < deadline:
            watcher.step()
        for _ in range(3):
            watcher.step()
        assert len(said) == number + 1


def test_a_file_that_stays_unfinished_is_judged_after_a_moment(kit: Kit, exercises: Path) -> None:
    said: list[str] = []
    children = QuickChildren()
    watcher = watch.Watcher(kit, exercises, ["softmax"], "en", WIDE, children, said.append)  # type: ignore[arg-type]
    for text in ("", "def softmax(a:\n", "def softmax(a): return"):
        (exercises / "softmax.py").write_text(text, encoding="utf-8")
        started = time.monotonic()
        while watcher.step() is None:
            assert time.monotonic() - started < 5
        assert time.monotonic() - started > watch.PATIENCE


def test_all_that_is_saved_at_once_is_checked_in_order(kit: Kit, exercises: Path) -> None:
    said: list[str] = []
    names = ["softmax", "loss", "gradient"]
    children = QuickChildren()
    watcher = watch.Watcher(kit, exercises, names, "en", WIDE, children, said.append)  # type: ignore[arg-type]
    for name in ("loss", "gradient", "softmax"):
        (exercises / f"{name}.py").write_text("x = 1\n", encoding="utf-8")
        watcher.step()
    while len(said) < 3:
        watcher.step()
    assert [text.split()[1] for text in said] == names
    assert watcher.step() is None


def test_run_shows_what_a_file_prints(rawgrad: Run, exercises: Path) -> None:
    with (exercises / "softmax.py").open("a", encoding="utf-8") as file:
        file.write("from .activation import sigmoid\nprint('out', softmax.__name__)\n")
    done = rawgrad("run", "softmax", "--lang", "en", cwd=exercises.parent)
    assert done.returncode == 0
    assert done.stdout.startswith("out softmax\n")
    assert "rawgrad check softmax" in done.stdout
    with (exercises / "softmax.py").open("a", encoding="utf-8") as file:
        file.write("1 / 0\n")
    done = rawgrad("run", "softmax", "--lang", "ko", cwd=exercises.parent)
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):\n  File ")
    assert "<string>" not in done.stderr
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n여기서 0으로 나눕니다.\n")
    assert "rawgrad check softmax" in done.stdout


def test_what_passes_leads_on(rawgrad: Run, exercises: Path) -> None:
    (exercises / "softmax.py").write_text(RIGHT, encoding="utf-8")
    out = rawgrad("check", "softmax", "--lang", "en", cwd=exercises.parent).stdout
    assert "rawgrad plot softmax" in out
    assert "Next: exercises/mnist.py" in out


def test_a_long_print_is_cut_at_a_line_with_a_mark(rawgrad: Run, exercises: Path) -> None:
    body = "    for number in range(200):\n        print('line', number)\n    return a\n"
    (exercises / "softmax.py").write_text("def softmax(a):\n" + body, encoding="utf-8")
    out = rawgrad("check", "softmax", "--lang", "en", cwd=exercises.parent).stdout
    last = re.findall(r"line (\d+)$", out, re.MULTILINE)[-1]
    assert f"[{199 - int(last)} more lines]" in out


def test_data_names_what_is_damaged_of_ones_own(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "train-images-idx3-ubyte.gz"
    raw = (kit.data / "mnist" / name).read_bytes()
    monkeypatch.setenv("RAWGRAD_DATA", str(tmp_path))
    for content, said in (
        (raw, "whole"),
        (raw[: len(raw) // 2], "damaged or cut off"),
        (b"<!DOCTYPE html>", "a web page"),
        (b"\0\0\x08\x03", "damaged or cut off"),
    ):
        (tmp_path / name).write_bytes(content)
        lines, whole = data_inventory.inventory(kit, "en")
        assert said in lines[-1]
        assert whole is (said == "whole")
    (tmp_path / name).unlink()
    table = (kit.data / "pulsar" / "simulated_pulsars.csv").read_text(encoding="utf-8")
    (tmp_path / "pulsar_stars.csv").write_text(table[: len(table) // 3], encoding="utf-8")
    lines, whole = data_inventory.inventory(kit, "en")
    assert "cut off" in lines[-1]
    monkeypatch.setenv("RAWGRAD_DATA", str(tmp_path / "nowhere"))
    lines, whole = data_inventory.inventory(kit, "en")
    assert "no such folder" in lines[-1]
    assert not whole


def test_a_folder_with_spaces_is_quoted(rawgrad: Run, tmp_path: Path) -> None:
    out = rawgrad("init", "my course", "--lang", "en", cwd=tmp_path).stdout
    assert f"cd {quoted('my course')}" in out
    assert quoted(Path("과제/one")) == str(Path("과제/one"))
    exercises = tmp_path / "my course" / "exercises"
    (exercises / "softmax.py").write_text("def softmax(a):\n    return a\n", encoding="utf-8")
    out = rawgrad("check", "softmax", "--subject", "my course/exercises", cwd=tmp_path).stdout
    (again,) = (line for line in out.splitlines() if "again: " in line)
    command = shlex.split(again.partition(": ")[2].partition("   ")[0])
    assert command == ["rawgrad", "check", "softmax", "--subject", "my course/exercises"]
    assert rawgrad(*command[1:], cwd=tmp_path).stdout == out
    assert "--subject 'my course/exercises' --all" in out
    for name in ("a.ipynb", "a-2.ipynb"):
        (tmp_path / "my course" / name).touch()
    said = rawgrad("notebook", "softmax", "--to", "my course/a.ipynb", cwd=tmp_path).stderr
    assert "--to 'my course/a-3.ipynb'" in said


@pytest.mark.parametrize("name", ["it's mine", "a&b", "$HOME", "", "two  spaces", "*"])
@pytest.mark.skipif(sys.platform == "win32", reason="asks a POSIX shell")
def test_a_shell_takes_a_quoted_word_as_it_is(name: str) -> None:
    printed = subprocess.run(
        f"printf %s {quoted(name)}", shell=True, capture_output=True, text=True, check=True
    )
    assert printed.stdout == name


@pytest.mark.parametrize("language", ["en", "ko"])
def test_editors_find_the_line_of_an_item_under_the_same_name(
    exercises: Path, language: str
) -> None:
    def collected(*arguments: str) -> list[tuple[str, int]]:
        program = (
            "import sys, pytest\n"
            "class P:\n"
            "    def pytest_collection_finish(self, session):\n"
            "        for i in session.items: print('@', i.location[1], i.nodeid)\n"
            "pytest.main(sys.argv[1:], plugins=[P()])\n"
        )
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                program,
                "--collect-only",
                "-q",
                "-p",
                "rawgrad.pytest_plugin",
                "--lang",
                language,
                "-o",
                "python_files=*.py",
                *arguments,
            ],
            cwd=exercises.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        lines = [line.split(" ", 2) for line in done.stdout.splitlines() if line[0:1] == "@"]
        return [(node, int(line)) for _, line, node in lines]

    nodes = dict(collected("exercises/softmax.py"))
    source = (exercises / "softmax.py").read_text(encoding="utf-8").splitlines()
    assert set(nodes.values()) == {
        next(n for n, line in enumerate(source) if line.startswith("def softmax"))
    }
    assert "exercises/softmax.py::softmax-7c2e Large inputs must not overflow" in nodes
    spec = dict(collected(str(ROOT / "spec_tests" / "test_softmax.py")))
    number = next(line for node, line in spec.items() if node.endswith("::softmax-7c2e"))
    cases = (ROOT / "spec_tests" / "cases" / "softmax.toml").read_text(encoding="utf-8")
    assert "softmax-7c2e" in cases.splitlines()[number]


def test_another_language_changes_what_the_learner_has_not_touched(
    kit: Kit, tmp_path: Path
) -> None:
    list(folder.make(kit, tmp_path, "en"))
    mine = tmp_path / "exercises" / "softmax.py"
    commented = mine.read_text(encoding="utf-8") + "\n# Ask about this on Monday.\n"
    mine.write_text(commented, encoding="utf-8")
    # Written by hand or by an older folder without a record: a stub all the same.
    (tmp_path / folder.RECORD).unlink()
    lines = list(folder.make(kit, tmp_path, "ko"))
    assert mine.read_text(encoding="utf-8") == commented
    assert [line for line in lines if "softmax" in line and "그대로" in line]
    korean = all_stubs(kit, "ko")
    for name in set(korean) - {"softmax.py"}:
        assert (tmp_path / "exercises" / name).read_text(encoding="utf-8") == korean[name]
    assert "딥러닝" in (tmp_path / "README.md").read_text(encoding="utf-8")
    list(folder.make(kit, tmp_path, "en"))
    assert (tmp_path / "exercises" / "loss.py").read_text("utf-8") == all_stubs(kit)["loss.py"]


def test_reset_writes_the_language_that_is_spoken(rawgrad: Run, exercises: Path) -> None:
    done = rawgrad("reset", "softmax", "--lang", "ko", cwd=exercises.parent)
    text = (exercises / "softmax.py").read_text(encoding="utf-8")
    assert text == all_stubs(Kit(ROOT), "ko")["softmax.py"]
    assert "backups" not in done.stdout  # It was a stub: nothing of the learner's is lost.
    checked = rawgrad("check", "softmax", "--lang", "en", cwd=exercises.parent)
    assert "todo" in checked.stdout
    rawgrad("reset", "softmax", "--lang", "en", cwd=exercises.parent)
    assert not (exercises / "backups").exists()


def test_explain_speaks_korean_in_docstrings_and_comments(kit: Kit) -> None:
    shown = explain.explain(kit, "softmax", "ko")
    assert "약분됩니다" in shown
    assert "cancels" not in shown
    assert "# softmax-logaddexp" in shown
