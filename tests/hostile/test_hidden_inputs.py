"""Hidden inputs are within reach too late to be shown, and of twins one sentence is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rawgrad.cli import main
from rawgrad.grading.run.class_run import Options, grade
from rawgrad.kit.layout import Kit
from rawgrad.subject.confined import sandbox
from rawgrad.subject.confined.zygote import probe
from tests.hostile.memory import memory
from tests.hostile.test_class_run import HIDDEN

MARK = "planted-8e51d2"
# Walks the stack for what the worker was started with, and the folders for what lies in them.
SEARCH = """
import os, sys, threading, time
import numpy as np

def folders():
    frame, found = sys._getframe(), []
    while frame is not None:
        settings = frame.f_locals.get("settings")
        if isinstance(settings, dict) and not found:
            found = [path for path in settings["readable"] if "rawgrad-inputs" in path]
        frame = frame.f_back
    return found

FOLDERS = folders()

def seen():
    texts = [str(len(FOLDERS))]
    for folder in FOLDERS:
        for top, _, names in os.walk(folder):
            for name in names:
                try:
                    texts.append(name + open(os.path.join(top, name)).read())
                except OSError:
                    pass
    return " ".join(["reached", *texts])

def right(a):
    e = np.exp(np.asarray(a) - np.max(a, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""
ATTACKS = {
    "import": """
TOLD = seen()
print(TOLD)

def softmax(a):
    print(TOLD, a)
    raise ValueError(TOLD)
""",
    "call": """
def softmax(a):
    print(seen())
    raise ValueError(seen() + str(a))
""",
    # Right as soon as it has seen a hidden file, which shows that it does.
    "thread": """
TOLD = [seen()]

def look():
    while True:
        TOLD.append(seen())
        print(TOLD[-1])
        time.sleep(0.0005)

threading.Thread(target=look, daemon=True).start()

def softmax(a):
    time.sleep(0.005)
    if "secret" in TOLD[-1]:
        return right(a)
    print(TOLD[-1])
    raise ValueError(TOLD[-1])
""",
}


@pytest.fixture(scope="module")
def graded(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of those who look for hidden inputs, and of two who learnt what is published."""
    missing = probe()
    if missing:
        assert not (sandbox.available() and sandbox.landlock_version()), missing
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("hidden")
    table = memory(kit, ["softmax"], {}, laws=False)["softmax.py"]
    texts = {name: SEARCH + attack for name, attack in ATTACKS.items()}
    for name, text in {**texts, "table": table, "copy": table}.items():
        (folder / "in" / name).mkdir(parents=True)
        (folder / "in" / name / "softmax.py").write_text(text, encoding="utf-8")
    for name, text in (("cases/softmax.toml", HIDDEN), ("inputs/secret.txt", MARK)):
        (folder / "hidden" / name).parent.mkdir(parents=True)
        (folder / "hidden" / name).write_text(text, encoding="utf-8")
    options = Options(
        folder / "in", folder / "out", ("softmax",), jobs=1, hidden=folder / "hidden", seed=7
    )
    assert grade(kit, options) == 0
    for language in ("en", "ko"):
        to = str(folder / language)
        asked = ["export", str(folder / "out"), "--as", "feedback", "--to", to]
        assert main([*asked, "--lang", language]) == 0
    assert main(["report", str(folder / "out"), "--to", str(folder / "report.html")]) == 0
    return folder


def statuses(graded: Path, who: str, hidden: bool) -> set[str]:
    with sqlite3.connect(graded / "out" / "gradebook.sqlite3") as book:
        found = book.execute(
            "SELECT status FROM items WHERE key = ? AND hidden = ? AND kind = 'case' "
            "AND id NOT LIKE '%~'",
            (who, hidden),
        )
        return {status for (status,) in found}


def feedback(graded: Path, who: str, language: str) -> str:
    return (graded / language / who / "feedback.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("who", ATTACKS)
def test_who_looks_for_hidden_inputs_finds_their_folder_empty(graded: Path, who: str) -> None:
    told = feedback(graded, who, "en")
    assert "reached 1" in told
    assert "secret" not in told
    assert statuses(graded, who, hidden=False) == {"error"}


def test_they_are_there_when_nothing_is_shown_any_more(graded: Path) -> None:
    assert statuses(graded, "thread", hidden=True) == {"passed"}
    assert statuses(graded, "call", hidden=True) == {"error"}


def test_nothing_that_is_kept_or_exported_holds_what_was_seen(graded: Path) -> None:
    for folder in ("out", "en", "ko"):
        for path in filter(Path.is_file, (graded / folder).rglob("*")):
            kept = path.read_bytes()
            for secret in (MARK, "137.59375", "planted-words"):
                assert secret.encode() not in kept, path


def test_twins_tell_that_others_of_the_same_kind_are_not_passed(graded: Path) -> None:
    sentences = {
        "en": "It passes the published cases and not others of the same kind: ",
        "ko": "공개된 테스트 케이스는 통과하지만, 같은 종류의 다른 케이스는 통과하지 못합니다: ",
    }
    for language, sentence in sentences.items():
        assert sentence in feedback(graded, "table", language)
        assert sentence not in feedback(graded, "call", language)


def test_the_report_lists_each_aspect_lost_to_twins_alone_with_the_learners(graded: Path) -> None:
    page = (graded / "report.html").read_text(encoding="utf-8")
    section = page[page.index("Lost to twins alone") :]
    section = section[: section.index("</section>")]
    # Both who learnt the table by heart, and none of those who pass nothing.
    assert "softmax" in section
    assert ">2</td>" in section
