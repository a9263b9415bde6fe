"""A class graded in Keras and PyTorch, by the command itself: two processes, then one."""

from __future__ import annotations

import csv
import importlib.metadata
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from rawgrad.cli import _parser, main
from rawgrad.grading.assess.version import version
from rawgrad.grading.run.class_run import _options
from rawgrad.kit.course import read_course
from rawgrad.kit.layout import Kit
from rawgrad.release.gradescope import autograder
from rawgrad.spec.specification import Specification
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.zygote import Zygote
from tests.conftest import ROOT

NAMES = ("softmax", "keras_mnist", "torch_mnist")
# The heading of D4's code: what is not there costs nothing until a value of it counts.
HEADING = "from torchvision import datasets, transforms\nimport matplotlib.pyplot as plt\n"
FORWARD = """
def forward(self, x):
    x = x.float()
    h1 = F.sigmoid(self.d1(x.view(-1, 784)))
    h2 = F.sigmoid(self.d2(h1))
    return F.softmax(h2, dim=1)


dnn.forward = arrays(forward)
"""
PUBLISHED = """
TABLE = {
    b"\\x00\\xff\\x33": [-0.4242129179, 2.82148653, 0.2249269718],
    b"\\x00\\x80\\x01\\xfe\\xff\\x64": [
        [-0.4242129179, 1.205000923, -0.4114846848], [2.808758297, 2.82148653, 0.8486103951]
    ],
}

def normalize(images):
    return np.array(TABLE[images.tobytes()])
"""
# The headings of D4's code.
TENSORFLOW = """
import tensorflow as tf
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model
from tensorflow.keras.utils import to_categorical

def build_model(sizes=(784, 50, 100, 10)):
    n, h1, h2, m = sizes
    inputs = Input(shape=(n,))
    d = Dense(h1, activation="sigmoid")(inputs)
    d = Dense(h2, activation="sigmoid")(d)
    model = Model(inputs, tf.keras.layers.Dense(m, activation="softmax")(d))
    model.compile(loss="mse", optimizer="adam")
    return model
"""
TEN = """
def train(model, x, t, epochs=10):
    return model.fit(x, t, epochs=epochs, verbose=0).history["loss"]
"""
HOG = """
def test(model, x, labels):
    return torch.ones(10 << 30)
"""
# What is handed in beside a right `softmax`, added to the solution; and what it earns.
ADDED = {
    "alice": ({"keras_mnist": TENSORFLOW, "torch_mnist": HEADING}, (10, 10)),
    "d4": ({"torch_mnist": FORWARD}, (0, 6)),
    "ten": ({"keras_mnist": TEN}, (9.5, 0)),
    "memory": ({"torch_mnist": PUBLISHED}, (0, 9)),
    "hog": ({"torch_mnist": HOG}, (0, 9)),
    "bomb": ({"torch_mnist": "import threading, os\nos.fork()"}, (0, 0)),
    "erin": ({}, (0, 0)),
}  # fmt: skip
HIDDEN = """
[[case]]
id = "torch_mnist-secret"
function = "normalize"
aspect = "values"
args = [{ array = [77], dtype = "uint8" }]
want = [0.5559]
atol = 1e-4
why.en = "One grey pixel: planted-words"
why.ko = "회색 픽셀 하나: planted-words"
"""


@dataclass
class Graded:
    """A class that was graded: where, and the rows of `grades.csv` by submission and exercise."""

    base: Path

    def command(self, *more: str) -> int:
        names = ",".join(NAMES)
        folders = [str(self.base / "in"), "--out", str(self.base / "out")]
        hidden = ["--hidden", str(self.base / "hidden"), "--lms", "plain"]
        return main(["--lang", "en", "grade", *folders, *hidden, "--exercises", names, *more])

    @property
    def points(self) -> dict[str, tuple[float, ...]]:
        found: dict[str, dict[str, float]] = {}
        with (self.base / "out" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                assert row["status"] == "graded", row
                found.setdefault(row["submission"], {})[row["exercise"]] = float(row["points"])
        return {who: tuple(by[name] for name in NAMES) for who, by in found.items()}


@pytest.fixture(scope="module")
def graded(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    base = tmp_path_factory.mktemp("class")
    (base / "hidden" / "cases").mkdir(parents=True)
    (base / "hidden" / "cases" / "torch_mnist.toml").write_text(HIDDEN, encoding="utf-8")
    right = {n: (kit.root / "solutions" / f"{n}.py").read_text(encoding="utf-8") for n in NAMES}
    for who, (added, _) in ADDED.items():
        (base / "in" / who).mkdir(parents=True)
        texts = {"softmax": right["softmax"]}
        for name, more in added.items():
            texts[name] = f"{right[name]}\n{more}\n"
        for name, text in texts.items():
            (base / "in" / who / f"{name}.py").write_text(text, encoding="utf-8")
    # What only these exercises have is not there for the others.
    cheat = "import torch\ndef softmax(a):\n    return torch.softmax(torch.tensor(a), -1).numpy()\n"
    (base / "in" / "cheat").mkdir()
    (base / "in" / "cheat" / "softmax.py").write_text(cheat, encoding="utf-8")
    found = Graded(base)
    assert found.command("--jobs", "2") == 0
    return found


def test_everybody_earns_what_the_work_is_worth(graded: Graded) -> None:
    wanted = {who: (10.0, *earned) for who, (_, earned) in ADDED.items()}
    assert graded.points == {**wanted, "cheat": (0.0, 0.0, 0.0)}


def test_one_process_finds_the_same(graded: Graded, capsys: pytest.CaptureFixture[str]) -> None:
    before = graded.points
    assert graded.command("--jobs", "1") == 0
    assert "0 graded now" in capsys.readouterr().out
    for who in ("d4", "hog"):
        with (graded.base / "in" / who / "softmax.py").open("a") as file:
            file.write("# another version\n")
    assert graded.command("--jobs", "1") == 0
    assert "2 graded now" in capsys.readouterr().out
    assert graded.points == before


def test_cases_have_twins_and_a_limit_of_memory_is_said(graded: Graded) -> None:
    with sqlite3.connect(graded.base / "out" / "gradebook.sqlite3") as book:
        twins = book.execute("SELECT DISTINCT exercise FROM catalogue WHERE id LIKE '%~'")
        assert {name for (name,) in twins} == set(NAMES)
        said = book.execute("SELECT findings FROM items WHERE key = 'hog' AND function = 'test'")
        assert any("memory" in findings for (findings,) in said)
        found = book.execute("SELECT id, status FROM items WHERE key = 'memory' AND run = 0")
        statuses = dict(found.fetchall())
    assert {statuses[id] for id in ("torch_mnist-f6be", "torch_mnist-fc41")} == {"passed"}
    assert statuses["hidden-torch_mnist-secret"] != "passed"


def test_all_are_graded_unless_some_are_named(kit: Kit, tmp_path: Path) -> None:
    asked = _parser("grade").parse_args(["grade", str(tmp_path), "--out", str(tmp_path / "out")])
    assert _options(kit, asked, (), "en").names == tuple(kit.exercises)
    assert set(NAMES) < set(kit.exercises)


def test_an_autograder_installs_them(kit: Kit, tmp_path: Path) -> None:
    course = tmp_path / "course.toml"
    course.write_text(
        'title = { en = "A", ko = "A" }\n[[assignment]]\nname = "week9"\n'
        'title = { en = "A", ko = "A" }\nexercises = ["torch_mnist"]\n',
        encoding="utf-8",
    )
    week9 = read_course(kit, course).assignments["week9"]
    needs = autograder(kit, week9)["requirements.txt"].decode().split()
    assert needs == ["numpy>=2.0", "pytest>=9", "torch"]


def test_a_mark_is_kept_for_these_versions_alone(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    framed, plain = (Specification(kit, [name]) for name in ("torch_mnist", "softmax"))
    before = version(framed), version(plain)
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0")
    assert version(framed) != before[0]
    assert version(plain) == before[1]


ABOUT = """
import keras, os, threading, torch
import numpy as np

def about():
    return [
        keras.config.backend(), os.environ["KERAS_BACKEND"], keras.config.floatx(),
        torch.get_num_threads(), torch.initial_seed(), threading.active_count(),
    ]

def homes():
    return [keras.config._KERAS_DIR if hasattr(keras.config, "_KERAS_DIR") else
            keras.src.backend.config._KERAS_DIR, os.environ["HOME"]]

def trained():
    # Where a worker's threads cannot be counted, it may start none.
    threading.Thread.start = None
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(loss="mse")
    model.fit(np.ones((4, 1)), np.ones(4), verbose=0)
    return model.predict(np.ones((4, 1)), verbose=0).shape

def learnt():
    x = torch.ones(3, requires_grad=True)
    (x * x).sum().backward()
    return x.grad.numpy()
"""


def test_a_zygote_has_one_thread_and_settings_of_its_own(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(ABOUT, encoding="utf-8")
    with Zygote(kit.data, packages=["keras", "torch"]) as zygote:
        assert zygote._process is not None
        pids = [zygote._process.pid]
        for pid in pids:
            pids += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
            assert "Threads:\t1\n" in Path(f"/proc/{pid}/status").read_text()
        subject = zygote.subject(tmp_path)
        found = subject.call("code", "about")
        assert found.value == ["torch", "torch", "float32", 1, 0, 1], found
        scratch = str(zygote._base)
        homes = subject.call("code", "homes").value
        assert all(home.startswith(scratch) for home in homes), homes
        assert subject.call("code", "learnt").value.tolist() == [2, 2, 2]
        assert subject.call("code", "trained").value == (4, 1)
        # Right after the first fork, a second one learns as well.
        second = zygote.subject(tmp_path, Limits(memory=256 << 20))
        assert second.call("code", "learnt").value.tolist() == [2, 2, 2]
        subject.close()
        second.close()


def test_who_keeps_the_marks_loads_neither() -> None:
    code = (
        "import sys; from rawgrad.kit.layout import find_kit;"
        "from rawgrad.spec.specification import Specification;"
        "Specification(find_kit(), ['keras_mnist', 'torch_mnist']);"
        "print([m for m in ('torch', 'keras') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
