"""Each command of a learner works with what Windows has: no fork, no alarms, no POSIX modules."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

# What `sitecustomize.py` in it takes away is missing in the command and in its children.
TAKEN_AWAY = Path(__file__).parent / "without_posix"
SOLUTION = (ROOT / "solutions" / "softmax.py").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="takes from Linux what it has")


@pytest.fixture
def windows(rawgrad: Run, exercises: Path) -> Run:
    """Runs the command in the learner's folder, without POSIX."""

    def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(map(str, (TAKEN_AWAY, ROOT)))
        return rawgrad(*arguments, cwd=exercises.parent, PYTHONPATH=path, **env)

    return run


def test_it_is_taken_away() -> None:
    lost = "import os, signal; hasattr(os, 'fork') or hasattr(signal, 'SIGALRM') or exit(7)"
    env = {**os.environ, "PYTHONPATH": str(TAKEN_AWAY)}
    assert subprocess.run([sys.executable, "-c", lost], env=env, check=False).returncode == 7


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 0, "Next: exercises/activation.py"),
        (("list",), 0, "Softmax without overflow"),
        (("check", "softmax"), 1, "softmax is not written yet."),
        (("check", "softmax", "--format", "junit"), 1, "<testsuites"),
        (("check", "softmax", "--subject", str(ROOT / "solutions")), 0, "Passed: softmax."),
        (("run", "softmax"), 0, "rawgrad check softmax"),
        (("hint", "softmax"), 0, "softmax (1/3)"),
        (("predict", "softmax", "--show"), 0, "It prints: inf"),
        (("explain", "softmax", "--anyway"), 0, "def softmax(a):"),
        (("reset", "softmax"), 0, "is a stub again"),
        (("init", "my course"), 0, "Ready."),
        (("notebook", "softmax"), 0, "softmax.ipynb: written"),
        (("data",), 0, "whole"),
        (("plot",), 0, "hidden_sizes"),
        (("stubs", "softmax", "--to", "stubs"), 0, "softmax.py"),
        (("page", "--exercises", "softmax", "--to", "site"), 0, "site"),
    ],
)
def test_each_command_works(windows: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = windows(*arguments)
    assert done.stderr == ""
    assert said in done.stdout
    assert done.returncode == code


def test_a_picture_is_drawn(windows: Run, exercises: Path) -> None:
    pytest.importorskip("matplotlib")
    (exercises / "softmax.py").write_text(SOLUTION, encoding="utf-8")
    assert windows("plot", "softmax", "--save", "a.png").returncode == 0
    assert (exercises.parent / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("arguments", [("report", "grades"), ("export", "grades", "--as", "plain")])
def test_marks_can_be_read_there(windows: Run, arguments: tuple[str, ...]) -> None:
    done = windows(*arguments)
    assert "no such gradebook" in done.stderr
    assert done.returncode == 2


def test_what_cannot_be_done_there_is_one_line(windows: Run) -> None:
    for language, word in (("en", "WSL"), ("ko", "WSL에서")):
        done = windows("grade", "exercises", "--out", "grades", "--lang", language)
        assert done.returncode == 2
        assert word in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def softmax(a):\n    return a\n", "returned"),
        ("import os\nos._exit(0)\n", "ended the whole process (exit status 0)"),
        ("def softmax(a):\n    return input()\n", "the check gives no input"),
        ("def softmax(a):\n    exit()\n", "which ends Python"),
        ("import sys\nsys.stdout.reconfigure(encoding='utf-8')\n" + SOLUTION, "Passed: softmax."),
        (SOLUTION + "\nimport time\ntime.sleep(0.1)\n", "Passed: softmax."),
    ],
)
def test_each_end_of_a_check_is_said(windows: Run, exercises: Path, source: str, said: str) -> None:
    (exercises / "softmax.py").write_text(source, encoding="utf-8")
    done = windows("check", "softmax")
    assert said in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == (0 if "Passed" in said else 1)


# Checks one exercise with a limit of 0.3 s a call, and prints what was found.
LIMITED = """
import dataclasses, pathlib, sys
from rawgrad.kit.layout import find_kit
from rawgrad.learner import host
from rawgrad.learner.check import order_for
from rawgrad.learner.record import CheckRecord
from rawgrad.learner.relay import Relay
order = order_for(find_kit(), pathlib.Path(sys.argv[1]), ["softmax"])
order = dataclasses.replace(order, longest=0.3)
record = CheckRecord(order.names)
with Relay(host.start(), order, host.start) as relay:
    for message in relay.messages():
        record.take(message)
print(record.is_complete, record.missing("softmax"))
first = record.results("softmax")[0]
print(first.status, first.place, first.findings[0].en)
"""


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("while True:\n        pass", "in a loop: it may never end"),
        ("return sum(range(10**13))", "slow: stopped after 0.3 s"),
        ("__import__('time').sleep(1000)", "slow: stopped after 0.3 s"),
        ("while True:\n        try:\n            a\n        except: pass", "it may never end"),
    ],
)
def test_a_limit_holds(exercises: Path, body: str, finding: str) -> None:
    text = f"def softmax(a):\n    {body}\n"
    (exercises / "softmax.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(exercises)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TAKEN_AWAY, ROOT)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert "True 0\ntimeout exercises/softmax.py:" in done.stdout
    assert finding in done.stdout


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def test_saves_are_checked_and_nothing_stays(exercises: Path) -> None:
    mark = exercises / "running"
    output = exercises.parent / "output.txt"
    with output.open("w") as out:
        watching = subprocess.Popen(
            [sys.executable, "-m", "rawgrad", "--lang", "en", "watch", "softmax"],
            cwd=exercises.parent,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TAKEN_AWAY, ROOT)))},
            stdout=out,
            stderr=out,
        )
    assert eventually(lambda: "Next: exercises/softmax.py" in output.read_text())
    for time_, source in enumerate(("def softmax(a):\n    return a\n", SOLUTION)):
        (exercises / "softmax.py").write_text(source, encoding="utf-8")
        sign = ("returned", " passed\n")[time_]
        assert eventually(lambda sign=sign: sign in output.read_text())  # type: ignore[misc]
    endless = (
        f"import os\nopen({str(mark)!r}, 'w').write(str(os.getpid()))\nwhile True:\n    pass\n"
    )
    (exercises / "softmax.py").write_text(endless, encoding="utf-8")
    assert eventually(lambda: mark.exists() and bool(mark.read_text()))
    watching.send_signal(signal.SIGINT)
    assert watching.wait(timeout=30) == 0
    child = Path("/proc", mark.read_text())
    assert eventually(lambda: not child.exists())
    assert "Traceback" not in output.read_text()
