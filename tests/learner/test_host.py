"""The command outlives the learner's code, and says what became of the check."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.learner import child as child_side
from rawgrad.learner import host
from rawgrad.learner.check import end_text, order_for
from rawgrad.learner.messages import (
    Begin,
    Broken,
    Ended,
    Finished,
    Found,
    Message,
    Planned,
    message_line,
    order_line,
    read_message,
    read_order,
)
from rawgrad.learner.record import CheckRecord
from rawgrad.learner.relay import Relay
from rawgrad.subject.executor import in_endless_loop
from rawgrad.views.item_result import ItemResult, Row
from rawgrad.views.words import FINDINGS
from tests.conftest import ROOT, Run

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
SOLUTION = (ROOT / "solutions" / "softmax.py").read_text(encoding="utf-8")
RESULT = ItemResult(
    "softmax",
    "softmax-1",
    "case",
    "softmax",
    "values",
    Text("A title", "제목"),
    "failed",
    rows=(
        Row("called", "softmax([1])", "value", "shape (1,)"),
        Row("why", Text("a", "가"), "prose"),
    ),
)
MESSAGES = (
    Planned("softmax", ("softmax-1", "law")),
    Begin("softmax", "softmax-1"),
    Found(RESULT),
    Finished("softmax"),
    Broken(Text("case.toml: a", "case.toml: 한글")),
    Ended("died", "SIGSEGV"),
)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_is_a_line_of_ascii(message: Message) -> None:
    line = message_line(message)
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert read_message(line) == message


def test_an_order_is_a_line(kit: Kit) -> None:
    order = order_for(kit, Path("내 과제"), ["softmax"], "all", brief=True)
    assert read_order(order_line(order)) == order
    assert order_for(kit, kit.root / "solutions", []).package == "solutions"


def test_a_record_knows_what_is_missing() -> None:
    record = CheckRecord(["softmax", "loss"])
    for message in MESSAGES[:3]:
        record.take(message)
    assert (record.planned, record.found, record.missing("softmax")) == (2, 1, 1)
    assert record.cut_short == "softmax"
    record.take(Found(RESULT))
    assert record.found == 1
    with pytest.raises(BrokenKit, match="case") as broken:
        record.take(MESSAGES[4])
    assert "한글" in broken.value.in_("ko")
    record.take(Ended("complete"))
    assert not record.is_complete
    assert not record.passes("loss")
    record.take(Finished("softmax"))
    record.take(Finished("loss"))
    assert record.is_complete
    assert record.cut_short == ""


def test_how_a_check_ended_is_said_in_both_languages() -> None:
    record = CheckRecord(["softmax"])
    record.take(Ended("died", "0"))
    assert end_text(record, Path("exercises")).en.endswith("was examined (exit status 0)")
    record.take(Begin("softmax", "softmax-1"))
    assert end_text(record, Path("exercises")) == (
        "your code ended the check at exercises/softmax.py (exit status 0)",
        "작성하신 코드가 실행되던 중에 검사가 끝났습니다: exercises/softmax.py (종료 상태 0)",
    )
    record.take(Ended("died"))
    assert end_text(record, Path("exercises")).en.endswith("exercises/softmax.py")
    record.take(Ended("limit", "300"))
    assert "after 300 s at exercises/softmax.py" in end_text(record, Path("exercises")).en


@pytest.fixture(params=["fork", "spawn"])
def child(request: pytest.FixtureRequest) -> Iterator[host.Child]:
    """A child that waits for its order, started in each way."""
    if request.param == "fork" and not hasattr(os, "fork"):
        pytest.skip("there is no fork")
    started: host.Child = getattr(host, request.param)()
    yield started
    started.close()


def examined(child: host.Child, kit: Kit, exercises: Path, source: str) -> list[Message]:
    (exercises / "softmax.py").write_text(source, encoding="utf-8")
    child.order(order_for(kit, exercises, ["softmax"]))
    return list(host.until_end(child.receive))


def test_a_child_says_what_it_finds_as_it_finds_it(
    child: host.Child, kit: Kit, exercises: Path
) -> None:
    messages = examined(child, kit, exercises, "def softmax(a):\n    return a\n")
    record = CheckRecord(["softmax"])
    for message in messages:
        record.take(message)
    assert record.is_complete
    assert record.found == record.planned > 20
    first, *others = [result for result in record.results("softmax") if result.is_wrong]
    assert first.rows
    assert not any(result.rows for result in others)
    # The first failure again, once all cases are through.
    assert sum(isinstance(m, Found) and m.result.id == first.id for m in messages) == 2


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("import os\nos._exit(0)\n", "0"),
        ("import os\ndef softmax(a):\n    os._exit(3)\n", "3"),
        ("raise KeyboardInterrupt\n", "1"),
        ("import os\nos.closerange(3, 100)\nwhile True:\n    pass\n", ""),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", "SIGKILL"),
        ("import ctypes\ndef softmax(a):\n    ctypes.string_at(0)\n", "SIGSEGV"),
    ],
)
def test_code_that_ends_its_process_is_named(
    child: host.Child, kit: Kit, exercises: Path, source: str, how: str
) -> None:
    *before, last = examined(child, kit, exercises, source)
    assert isinstance(last, Ended)
    assert last[:2] == ("died", how)
    assert isinstance(before[-1], Begin)


@pytest.mark.parametrize("way", [pytest.param("fork", marks=needs_fork), "spawn"])
def test_what_code_prints_or_starts_stays_out_of_the_messages(
    kit: Kit, exercises: Path, capfd: pytest.CaptureFixture[str], way: str
) -> None:
    source = "\nimport os\nprint('printed')\nos.write(1, b'written')\nos.system('echo shell')\n"
    child: host.Child = getattr(host, way)()
    messages = examined(child, kit, exercises, SOLUTION + source)
    child.close()
    assert messages[-1] == Ended("complete")
    out, errors = capfd.readouterr()
    assert out == ""
    assert "written" in errors


@needs_fork
@pytest.mark.parametrize("moment", ["before", "after_in_parent", "after_in_child"])
def test_ctrl_c_at_a_fork_reaches_this_process_and_not_the_child(
    kit: Kit, exercises: Path, moment: str
) -> None:
    armed = [signal.SIGINT]
    # Python swallows what is raised in such a function, as in those of `logging` and `random`.
    hook = {moment: lambda: [signal.raise_signal(armed.pop()) for _ in armed[:]]}
    os.register_at_fork(**hook)
    if moment == "after_in_child":
        child = host.fork()
        armed.clear()
        assert examined(child, kit, exercises, SOLUTION)[-1] == Ended("complete")
        child.close()
    else:
        with pytest.raises(KeyboardInterrupt):
            host.fork()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@needs_fork
def test_a_copy_of_the_process_neither_speaks_nor_stays(
    child: host.Child, kit: Kit, exercises: Path
) -> None:
    source = "\nimport os, time\nif os.fork() == 0 and os.fork() == 0:\n    time.sleep(60)\n"
    started = time.monotonic()
    messages = examined(child, kit, exercises, SOLUTION + source)
    child.close()
    assert messages[-1] == Ended("complete")
    assert sum(isinstance(message, Finished) for message in messages) == 1
    assert time.monotonic() - started < 30


def test_a_child_that_says_nothing_is_ended(child: host.Child, kit: Kit, exercises: Path) -> None:
    source = (
        "while True:\n    try:\n        while True:\n            pass\n"
        "    except BaseException:\n        pass\n"
    )
    (exercises / "softmax.py").write_text(source, encoding="utf-8")
    relay = Relay(child, order_for(kit, exercises, ["softmax"]), host.start, silence=1.0)
    while relay._child is child:
        relay.receive(0.1)
    relay.close()
    (fate,) = relay._order.fates
    assert fate[1:] == ("softmax-3f10", "limit", "1", (), 1)


@pytest.mark.parametrize(
    ("body", "finding", "line"),
    [
        ("return sum(range(10**13))", "slow: stopped after 0.3 s", 3),
        ("x = 0\n    while x < 1:\n        x *= 2", "in a loop: it may never end", 5),
        ("time.sleep(1000)", "slow: stopped after 0.3 s", 3),
        ("while True:\n        sum(range(10**13))", "in a loop: it may never end", 4),
        ("return len([a for a in iter(int, 1)])", "in a loop: it may never end", 3),
        ("return len([a for a in range(10**13)])", "slow: stopped after 0.3 s", 3),
    ],
)
@pytest.mark.parametrize("way", [pytest.param("fork", marks=needs_fork), "spawn"])
def test_what_heeds_no_limit_is_ended_and_the_rest_is_examined(
    kit: Kit, exercises: Path, body: str, finding: str, line: int, way: str
) -> None:
    source = (ROOT / "solutions" / "loss.py").read_text(encoding="utf-8")
    source += f"\ndef sum_of_squares_error(*_):\n    {body}\n"
    source = "import time\n" + source
    (exercises / "loss.py").write_text(source, encoding="utf-8")
    record = relayed(kit, exercises, "loss", way)
    assert record.is_complete
    assert record.missing("loss") == 0
    cases = [r for r in record.results("loss") if r.kind == "case"]
    slow = [r for r in cases if r.function == "sum_of_squares_error"]
    others = [r for r in cases if r.function == "cross_entropy_error"]
    assert {r.status for r in slow} == {"timeout"}
    assert {r.status for r in others} == {"passed"}
    assert finding in slow[0].findings[0].en
    assert "0.3초" in slow[0].findings[0].ko
    again = {r.findings[0] for r in record.results("loss") if r.status == "timeout"}
    assert again - {slow[0].findings[0]} == {
        FINDINGS["stopped_before"].filled(function="sum_of_squares_error")
    }
    last = source.count("\n") - body.count("\n") + line - 3
    # A loop is stopped in its condition or in its body.
    assert slow[0].place in [
        f"exercises/loss.py:{last - back}" for back in ((0, 1) if "<" in body else (0,))
    ]


@pytest.mark.parametrize(
    ("loop", "endless"),
    [
        ("while x < 1:\n    x = x / 2", True),
        ("for a in itertools.count():\n    x += a", True),
        ("for n, a in enumerate(cycle(x)):\n    x += a", True),
        ("for a in repeat(1):\n    x += a", True),
        ("for a in x:\n    x.append(a)", True),
        ("x = [\n    a for a in iter(int, 1)]", True),
        ("x = sum(\n    a for a in repeat(1))", True),
        ("for a in repeat(1, 10**12):\n    x += a", False),
        ("for a in range(10**12):\n    y.append(a)", False),
        ("x = [\n    a for a in range(10**12)]", False),
        ("x = sum(range(\n    10**12))", False),
        ("def f(:\n    pass", False),
    ],
)
def test_what_may_never_end_is_told_from_what_is_slow(
    tmp_path: Path, loop: str, endless: bool
) -> None:
    (tmp_path / "code.py").write_text(loop, encoding="utf-8")
    assert in_endless_loop(str(tmp_path / "code.py"), 2) is endless


def test_a_diagnosis_is_made_although_something_else_ended_the_child(
    kit: Kit, exercises: Path
) -> None:
    """Of cross_entropy_error first, whose laws, or whose neighbour, then end the process."""
    source = (ROOT / "solutions" / "loss.py").read_text(encoding="utf-8")
    source += "\n_right = sum_of_squares_error\n"
    source += "\ndef sum_of_squares_error(y, t):\n    return 2 * _right(y, t)\n"
    (exercises / "loss.py").write_text(source, encoding="utf-8")
    wanted = next(r.rows for r in relayed(kit, exercises, "loss").results("loss") if r.is_wrong)
    assert {"diagnosis", "difference"} & {row.label for row in wanted}
    source += "\ndef cross_entropy_error(y, t):\n    import os\n    os._exit(3)\n"
    (exercises / "loss.py").write_text(source, encoding="utf-8")
    record = relayed(kit, exercises, "loss")
    first = next(r for r in record.results("loss") if r.is_wrong)
    assert first.function == "sum_of_squares_error"
    assert first.rows == wanted
    assert record.is_complete
    # Two were called, and each says what it did; the others say that they were not.
    ended = [r for r in record.results("loss") if r.function == "cross_entropy_error"]
    again = FINDINGS["ended_before"].filled(function="cross_entropy_error")
    assert [r.findings[0] == again for r in ended[:4]] == [False, False, True, True]


def relayed(kit: Kit, exercises: Path, name: str, way: str = "start") -> CheckRecord:
    order = replace(order_for(kit, exercises, [name]), longest=0.3)
    record = CheckRecord(order.names)
    take: Callable[[], host.Child] = getattr(host, way)
    with Relay(take(), order, take) as relay:
        for message in relay.messages():
            record.take(message)
    return record


def test_a_module_that_hangs_is_waited_for_once(kit: Kit, exercises: Path) -> None:
    (exercises / "loss.py").write_text("sum(range(10**13))\n", encoding="utf-8")
    started = time.monotonic()
    record = relayed(kit, exercises, "loss")
    assert {r.status for r in record.results("loss")} == {"timeout"}
    assert record.is_complete
    assert time.monotonic() - started < 10


def test_what_crashes_gets_its_verdict_and_the_rest_its_own(kit: Kit, exercises: Path) -> None:
    source = (ROOT / "solutions" / "loss.py").read_text(encoding="utf-8")
    source += "\ndef sum_of_squares_error(*_):\n    import ctypes\n    ctypes.string_at(0)\n"
    (exercises / "loss.py").write_text(source, encoding="utf-8")
    record = relayed(kit, exercises, "loss")
    wrong = [r for r in record.results("loss") if r.is_wrong and r.kind == "case"]
    assert {r.function for r in wrong} == {"sum_of_squares_error"}
    assert "crashed (SIGSEGV)" in wrong[0].findings[0].en
    assert wrong[0].rows
    assert record.is_complete
    assert not record.passes("loss")


@pytest.mark.parametrize(("beyond", "number"), [(0.0, 1), (1000.0, 2)])
def test_a_law_whose_call_ends_its_process_names_that_call(
    kit: Kit, exercises: Path, beyond: float, number: int
) -> None:
    ends = f"    if np.shape(a) == (5,) and np.max(a) > {beyond}:\n        os._exit(3)\n"
    source = SOLUTION.replace("import numpy as np", "import os\n\nimport numpy as np")
    head, _, tail = source.rpartition('"""\n')
    (exercises / "softmax.py").write_text(f'{head}"""\n{ends}{tail}', encoding="utf-8")
    results = relayed(kit, exercises, "softmax").results("softmax")
    found = next(one for one in results if one.is_wrong)
    assert found.id == "shift_changes_nothing"
    assert found.rows[0].text.startswith("softmax([")
    assert (found.rows[0].text.count("102") > 2) == (number == 2)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no other system limits memory")
def test_an_array_that_is_far_too_large_is_an_error_of_its_own(kit: Kit, exercises: Path) -> None:
    source = "import numpy as np\ndef softmax(a):\n    return np.ones(10**11)\n"
    (exercises / "softmax.py").write_text(source, encoding="utf-8")
    first, *_ = relayed(kit, exercises, "softmax").results("softmax")
    assert "ran out of memory" in first.findings[0].en
    assert first.place == "exercises/softmax.py:3"


def test_a_broken_kit_is_said(child: host.Child, tmp_path: Path) -> None:
    child.order(order_for(Kit(tmp_path), tmp_path, ["softmax"]))
    first, *_ = host.until_end(child.receive)
    assert isinstance(first, Broken)
    assert "softmax.toml" in first.text.en


def test_a_child_carries_out_one_order(kit: Kit, exercises: Path, tmp_path: Path) -> None:
    said: list[Message] = []
    line = order_line(order_for(kit, exercises, ["softmax"]))
    ended: list[int] = []
    with pytest.MonkeyPatch.context() as patch, (tmp_path / "dump").open("wb") as dump:
        patch.setattr(child_side, "_end_with_command", lambda orders: ended.append(1))
        child_side._carry_out(io.BytesIO(line), said.append, None, dump)
        child_side._carry_out(io.BytesIO(b""), said.append, None, dump)  # no order after all
        child_side._carry_out(io.BytesIO(b"no order\n"), said.append, None, dump)
    assert [type(message) for message in said[-3:]] == [Ended, Broken, Ended]
    assert "JSONDecodeError" in said[-2][0].en


def checked(rawgrad: Run, exercises: Path, source: str, *more: str, **env: str) -> tuple[int, str]:
    (exercises / "softmax.py").write_text(source, encoding="utf-8")
    done = rawgrad("check", "softmax", *more, cwd=exercises.parent, **env)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout


@pytest.mark.parametrize("form", ["text", "json", "junit", "github"])
def test_a_check_that_code_has_ended_is_never_right(
    rawgrad: Run, exercises: Path, form: str
) -> None:
    code, out = checked(rawgrad, exercises, "import os\nos._exit(0)\n", "--format", form)
    assert code == 1
    assert "ended the whole process (exit status 0)" in out
    assert "Well done" not in out


def test_what_had_come_is_shown(rawgrad: Run, exercises: Path) -> None:
    source = "import os\ndef softmax(a):\n    if a.ndim == 2:\n        os._exit(0)\n    return a\n"
    code, out = checked(rawgrad, exercises, source, "activation", "--lang", "ko")
    assert code == 1
    assert "반환한 값" in out
    assert "연습 문제 2개 중 0개를 통과했습니다." in out


@pytest.mark.parametrize("command", [(), ("hint", "softmax"), ("explain", "softmax")])
def test_other_commands_outlive_the_code_too(
    rawgrad: Run, exercises: Path, command: tuple[str, ...]
) -> None:
    (exercises / "softmax.py").write_text("import os\nos._exit(0)\n", encoding="utf-8")
    done = rawgrad(*command, cwd=exercises.parent)
    assert not done.stderr
    assert done.returncode == (1 if "explain" in command else 0)
    assert "Traceback" not in done.stdout


def test_it_is_the_same_without_a_fork(rawgrad: Run, exercises: Path) -> None:
    for source in ("def softmax(a):\n    return a\n", SOLUTION, "import os\nos._exit(0)\n"):
        forked = checked(rawgrad, exercises, source)
        assert checked(rawgrad, exercises, source, RAWGRAD_NO_FORK="1") == forked


def started(exercises: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rawgrad", "--lang", "en", *arguments],
        cwd=exercises.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(exercises.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def endless(exercises: Path) -> Path:
    """Write a function that never ends, and return the file that names its process."""
    mark = exercises / "running"
    source = (
        f"import os\nopen({str(mark)!r}, 'w').write(str(os.getpid()))\n"
        "def softmax(a):\n    while True:\n        pass\n"
    )
    (exercises / "softmax.py").write_text(source, encoding="utf-8")
    return mark


def process_in(mark: Path) -> int:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError):
            return int(mark.read_text())
        time.sleep(0.02)
    raise AssertionError("the code was never run")


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        with suppress(OSError):
            if "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]:
                return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="sends Ctrl-C as a POSIX signal")
@pytest.mark.parametrize("form", ["text", "json", "junit", "github"])
def test_ctrl_c_stops_the_check_and_says_so(exercises: Path, form: str) -> None:
    mark = endless(exercises)
    process = started(exercises, "check", "activation", "softmax", "--format", form)
    pid = process_in(mark)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "stopped" in out
    assert "Traceback" not in errors
    if form == "json":
        document = json.loads(out)
        assert document["ended"] == "stopped"
        assert {row["exercise"] for row in document["outcomes"]} == {"activation"}
    assert is_gone(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_child_ends_with_its_command(exercises: Path, number: signal.Signals) -> None:
    mark = endless(exercises)
    process = started(exercises, "check", "softmax")
    pid = process_in(mark)
    process.send_signal(number)
    process.communicate(timeout=30)
    assert is_gone(pid)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [(), ("check", "softmax"), ("check", "--format", "junit")])
def test_a_full_disk_is_one_line(exercises: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rawgrad", *arguments],
            cwd=exercises.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "rawgrad: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("redirection", ["| head -1", ">&-", "2>&-", "<&-"])
def test_a_stream_that_is_closed_gives_no_traceback(exercises: Path, redirection: str) -> None:
    done = subprocess.run(
        f"exec 3>&1; {sys.executable} -m rawgrad --lang en check {redirection}",
        shell=True,
        cwd=exercises.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert "Exception ignored" not in done.stderr
    assert "activation" in done.stdout or redirection == ">&-"
    if "|" not in redirection:  # A pipeline has the exit code of its last command.
        assert done.returncode == 1
