"""The page's worker, run by node: limits, data, pictures, predictions, and code that is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rawgrad.kit.layout import Kit
from rawgrad.spec.case import read_cases
from rawgrad.spec.stubs import all_stubs
from rawgrad.views.words import LABELS
from tests.page.pages import NodeWorker


@pytest.fixture
def solutions(kit: Kit) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in (kit.root / "solutions").glob("*.py")}


def quiet(message: dict[str, Any]) -> None:
    """Hear a message, and forget it."""


def test_a_failure_is_told_in_rows(node_worker: NodeWorker, solutions: dict[str, str]) -> None:
    naive = "import numpy as np\n\ndef softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))\n"
    said, items = node_worker.check("softmax", {**solutions, "softmax.py": naive})
    assert said["standing"] == "failed"
    assert not said["unlocked"]
    assert said["counts"]["total"] == sum(said["counts"][s] for s in ("passed", "failed"))
    (shown,) = (item for item in items if item["rows"])
    keys = [row["key"] for row in shown["rows"]]
    assert keys[:3] == ["called", "returned", "expected"]
    assert "diagnosis" in keys
    assert {row["label"] for row in shown["rows"]} <= {text.en for text in LABELS.values()}
    assert shown["line"] == 3
    notes = [row["text"] for row in shown["rows"] if row["key"] == "note"]
    assert "NumPy warned: overflow encountered in exp" in notes


def test_everything_is_told_if_asked(node_worker: NodeWorker, solutions: dict[str, str]) -> None:
    wrong = "import numpy as np\n\ndef softmax(a):\n    return np.array([1.0])\n"
    _, items = node_worker.check("softmax", {**solutions, "softmax.py": wrong}, all=True)
    assert all(item["rows"] for item in items if item["verdict"] == "failed")


def test_an_endless_loop_is_ended_by_its_limit(
    node_worker: NodeWorker, solutions: dict[str, str]
) -> None:
    endless = "def softmax(a):\n    n = 0\n    while n >= 0:\n        n += 1\n"
    said, items = node_worker.check("softmax", {**solutions, "softmax.py": endless})
    assert said["standing"] == "timeout"
    first = items[0]
    assert first["line"] in (3, 4)
    assert first["findings"][0].startswith("stopped after 10 s in a loop: it may never end.")
    # The worker goes on.
    assert node_worker.check("softmax", solutions)[0]["standing"] == "passed"


def test_a_bare_except_does_not_hide_the_limit(
    node_worker: NodeWorker, solutions: dict[str, str]
) -> None:
    """Only the page can end it; before it does, it hears where the call stood."""
    stubborn = """
import time

def softmax(a):
    until = time.perf_counter() + 11
    while time.perf_counter() < until:
        try:
            while True:
                pass
        except:
            pass
    return a
"""
    heard: list[dict[str, Any]] = []
    asked = {"name": "softmax", "files": {**solutions, "softmax.py": stubborn}, "lang": "en"}
    node_worker.ask("check", heard.append, **asked)
    reached = next(message for message in heard if message["post"] == "reached")
    (frame,) = reached["frames"]
    assert frame[0].endswith("/exercises/softmax.py")
    assert frame[2] == "softmax"
    limits = [message["seconds"] for message in heard if message["post"] == "limit"]
    assert limits[:2] == [10, 0]
    fate = {"id": "softmax-3f10", "cause": "limit", "how": "10", "frames": reached["frames"]}
    fate["call"] = 1
    said, items = node_worker.check("softmax", asked["files"], fates=[fate])
    assert said["standing"] == "timeout"
    assert {item["verdict"] for item in items} == {"timeout"}
    assert "in a loop: it may never end" in items[0]["findings"][0]


def test_what_ended_a_worker_twice_is_not_called_again(
    node_worker: NodeWorker, solutions: dict[str, str]
) -> None:
    fates = [
        {"id": id, "cause": "died", "how": "RangeError", "frames": [], "call": 1}
        for id in ("softmax-3f10", "softmax-5a02")
    ]
    said, items = node_worker.check("softmax", solutions, fates=fates)
    assert said["standing"] == "error"
    assert all(item["verdict"] == "error" for item in items)


def test_a_law_that_ended_a_worker_shows_the_call_it_was_in(
    node_worker: NodeWorker, kit: Kit, solutions: dict[str, str]
) -> None:
    heard: list[dict[str, Any]] = []
    node_worker.ask("check", heard.append, name="softmax", files=solutions, lang="en")
    calls: dict[str, int] = {}
    for message in heard:
        if message["post"] == "begin":
            begun = message["id"]
        elif message["post"] == "calling":
            calls[begun] = message["number"]
    law = next(iter(calls))
    fate = {"id": law, "cause": "died", "how": "RangeError", "frames": [], "call": calls[law]}
    _, items = node_worker.check("softmax", solutions, fates=[fate], all=True)
    (item,) = (item for item in items if item["id"] == law)
    called = next(row for row in item["rows"] if row["key"] == "called")
    assert called["text"].startswith("softmax(")


def test_a_syntax_error_has_its_line(node_worker: NodeWorker, solutions: dict[str, str]) -> None:
    said, items = node_worker.check("softmax", {**solutions, "softmax.py": "x = 1\ndef f(:\n"})
    assert said["standing"] == "error"
    assert items[0]["line"] == 2
    assert "SyntaxError" in items[0]["findings"][0]


def test_a_file_that_is_no_utf8_is_named(
    node_worker: NodeWorker, solutions: dict[str, str]
) -> None:
    files: dict[str, Any] = {**solutions, "softmax.py": list("x = '소프트맥스'\n".encode("cp949"))}
    said, items = node_worker.check("softmax", files)
    assert said["standing"] == "error"
    assert "softmax.py is not saved as UTF-8" in items[0]["findings"][0]


def test_what_was_found_is_not_examined_again(
    node_worker: NodeWorker, solutions: dict[str, str]
) -> None:
    said, items = node_worker.check("softmax", solutions, statuses={"softmax-3f10": "undecided"})
    assert "softmax-3f10" not in [item["id"] for item in items]
    assert said["standing"] == "undecided"
    assert said["unlocked"]


def test_what_nobody_can_see_is_left_open(
    node_worker: NodeWorker, solutions: dict[str, str]
) -> None:
    right = solutions["binary.py"] + (
        "\n\n_sigmoid = sigmoid\n\n\ndef sigmoid(x):\n    list(map(np.tanh, [0.0]))\n"
        "    return _sigmoid(x)\n"
    )
    said, items = node_worker.check("binary", {**solutions, "binary.py": right})
    assert said["standing"] == "undecided"
    assert said["unlocked"]
    open_ = [item for item in items if item["verdict"] == "undecided"]
    assert {item["function"] for item in open_} >= {"sigmoid"}
    assert "cannot be seen in a browser" in open_[0]["findings"][0]


def test_data_are_fetched_when_an_item_asks_for_them(
    site: Path, node_worker: NodeWorker, solutions: dict[str, str]
) -> None:
    reads = solutions["loss.py"] + (
        "\n\nfrom rawgrad.datasets import find, read_bytes\n\n"
        "LENGTH = len(read_bytes(find('htru2_summary.json', 'pulsar')))\n"
    )
    heard: list[dict[str, Any]] = []
    files = {**solutions, "loss.py": reads}
    said = node_worker.ask("check", heard.append, name="loss", files=files, lang="en")
    assert said["standing"] == "passed"
    path = site / "data" / "pulsar" / "htru2_summary.json.bin"
    progress = [m for m in heard if m["post"] == "progress" and m["stage"] == "data"]
    if progress:  # not yet fetched by a test before
        assert progress[-1]["file"] == "pulsar/htru2_summary.json"
        assert progress[-1]["loaded"] == progress[-1]["total"] == path.stat().st_size


def test_code_is_run(node_worker: NodeWorker, solutions: dict[str, str]) -> None:
    source = (
        "import numpy as np\nfrom exercises.softmax import softmax\nprint('한글')\n"
        "softmax(np.array([0.0, 0.0]))"
    )
    heard: list[dict[str, Any]] = []
    said = node_worker.ask("run", heard.append, source=source, files=solutions, lang="en")
    assert said == {"output": "한글\narray([0.5, 0.5])\n", "error": None}
    assert "".join(m["text"] for m in heard if m["post"] == "output") == said["output"]


@pytest.mark.parametrize(
    ("source", "line", "text"),
    [
        ("x = 1\n1 / 0", 2, "scratch:2: 1 / 0\nZeroDivisionError: division by zero\n여기서 0으로"),
        ("x = (", 1, "SyntaxError: '(' was never closed\n괄호의 짝이"),
        ("import sys\nsys.exit(3)", 2, "scratch:2: sys.exit(3)\nSystemExit: 3"),
        ("input()", 1, "scratch:1: input()\nEOFError: EOF when reading a line"),
    ],
)
def test_an_error_is_shown_with_its_line(
    node_worker: NodeWorker, source: str, line: int, text: str
) -> None:
    error = node_worker.ask("run", quiet, source=source, files={}, lang="ko")["error"]
    assert error["line"] == line
    assert text in error["text"]


def test_a_file_is_run(node_worker: NodeWorker, solutions: dict[str, str]) -> None:
    files = {**solutions, "softmax.py": solutions["softmax.py"] + "\nprint(softmax([0, 0]))\n"}
    said = node_worker.ask("run", quiet, source="softmax", files=files, lang="en")
    assert said == {"output": "[0.5 0.5]\n", "error": None}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_picture_is_drawn(node_worker: NodeWorker, solutions: dict[str, str], lang: str) -> None:
    asked = {"name": "softmax", "files": solutions, "lang": lang}
    light, dark = (node_worker.ask("plot", quiet, dark=dark, **asked) for dark in (False, True))
    assert light["svg"].startswith("<?xml")
    assert bool(re.search("[가-힣]", light["svg"])) == (lang == "ko")
    assert light["alt"]
    assert "#ffffff" in light["svg"]
    assert "#ffffff" not in dark["svg"]


def test_a_picture_of_what_is_not_written_says_so(node_worker: NodeWorker, kit: Kit) -> None:
    said = node_worker.ask("plot", quiet, name="softmax", files=all_stubs(kit), lang="en")
    assert "softmax" in said["error"]
    assert "svg" not in said


def test_predictions_are_answered(node_worker: NodeWorker, kit: Kit) -> None:
    first = read_cases(kit.cases_file("softmax")).predictions[0]
    with np.errstate(all="ignore"):
        answer = str(eval(first.code, {"np": np}))
    for said, is_right in ((answer, True), ("41", False)):
        found = node_worker.ask(
            "predict", quiet, name="softmax", id=first.id, answer=said, lang="en"
        )
        assert found["right"] == is_right
    assert first.code in found["text"]


def test_what_is_printed_is_shown(node_worker: NodeWorker, solutions: dict[str, str]) -> None:
    chatty = "def softmax(a):\n    print('here')\n    return a\n"
    _, items = node_worker.check("softmax", {**solutions, "softmax.py": chatty})
    (shown,) = (item for item in items if item["rows"])
    assert "here" in [row["text"] for row in shown["rows"] if row["key"] == "printed"]
