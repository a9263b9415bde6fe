"""An edit of what decides a mark grades anew, and an edit of anything else does not."""

from __future__ import annotations

import ast
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rawgrad.grading.assess import version as module
from rawgrad.grading.assess.version import ENTRIES, closure, imports, version
from rawgrad.kit.layout import Kit
from rawgrad.spec.specification import Specification
from tests.conftest import ROOT, Run

PACKAGE = ROOT / "rawgrad"
NAMES = ("activation", "softmax", "binary")
# What an edit of must grade anew, as far as anybody would name it by hand.
DECIDING = (
    "grading/assess/assessor", "grading/assess/examiner", "grading/assess/prefetch",
    "grading/intake/submissions", "grading/intake/encoding", "grading/run/grader",
    "subject/confined/worker", "subject/confined/answer", "subject/confined/remote",
    "subject/confined/limits", "subject/executor", "spec/judge", "spec/points", "spec/standing",
    "views/rows", "kit/layout",
)  # fmt: skip
OUTSIDE = (
    "learner/watch", "learner/notebook/html", "reporting/feedback", "reporting/report/page",
    "grading/run/class_run", "grading/run/cluster", "grading/book/gradebook", "grading/book/marks",
    "authoring/lint", "release/pack", "views/terminal", "views/html", "cli",
)  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that may be edited."""
    root = tmp_path_factory.mktemp("clone")
    clone(root)
    return root


def clone(root: Path) -> None:
    aside = shutil.ignore_patterns("__pycache__")
    for name in ("rawgrad", "solutions", "exercises", "spec_tests"):
        shutil.copytree(ROOT / name, root / name, ignore=aside)
    (root / "data").symlink_to(ROOT / "data")


@pytest.fixture
def specification(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Specification:
    monkeypatch.setattr(module, "FOLDER", copy / "rawgrad")
    hidden = copy / "hidden"
    shutil.rmtree(hidden, ignore_errors=True)
    (hidden / "inputs").mkdir(parents=True)
    (hidden / "inputs" / "a.csv").write_bytes(b"1,2\r\n")
    return Specification(Kit(copy), NAMES, hidden)


def parsed_imports(path: Path) -> Iterator[str]:
    """Yield what a file imports of the package, as Python reads it."""
    package = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = ["rawgrad", *package[: len(package) + 1 - node.level]] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name.partition(".")[2] for name in names if name.split(".")[0] == "rawgrad")


def files(name: str) -> Iterator[Path]:
    """Yield the files that are run where a name is imported."""
    parts = name.split(".") if name else []
    for depth in range(len(parts) + 1):
        place = PACKAGE.joinpath(*parts[:depth])
        yield from (f for f in (place.with_suffix(".py"), place / "__init__.py") if f.is_file())


def test_the_closure_is_what_python_itself_would_import() -> None:
    pending = [path for name in ENTRIES for path in files(name)]
    known: set[Path] = set()
    while pending:
        path = pending.pop()
        if path not in known:
            known.add(path)
            if path != PACKAGE / "__init__.py":
                pending += [file for name in parsed_imports(path) for file in files(name)]
    assert set(closure(PACKAGE, ENTRIES)) == {path.relative_to(ROOT).as_posix() for path in known}


def test_every_way_to_write_an_import_is_read() -> None:
    source = b"""
import os, rawgrad.kit.text
from rawgrad.spec import judge, law as laws  # rawgrad.nothing
from rawgrad.views.rows import (
    place,  # where
    rows as all_rows,
)
from rawgrad import kit
from rawgrading import other
def late():
    from rawgrad.kit.files import whole
from . import wire
from ..base import Subject
"""
    found = set(imports(source, "subject.confined"))
    assert found == {
        "kit.text", "spec", "spec.judge", "spec.law", "views.rows", "views.rows.place",
        "views.rows.rows", "", "kit", "kit.files", "kit.files.whole", "subject.confined",
        "subject.confined.wire", "subject.base", "subject.base.Subject",
    }  # fmt: skip
    # Of a solution, what it imports of its neighbours is none of ours.
    assert set(imports(b"from .activation import sigmoid\n")) == set()


def test_each_module_that_decides_changes_the_version_and_no_other_does(
    specification: Specification, copy: Path
) -> None:
    before = version(specification)
    inside = set(closure(copy / "rawgrad", ENTRIES))
    assert {f"rawgrad/{name}.py" for name in DECIDING} <= inside
    assert not {f"rawgrad/{name}.py" for name in OUTSIDE} & inside
    seen = {before}
    for path in sorted((copy / "rawgrad").rglob("*.py")):
        place = path.relative_to(copy).as_posix()
        text = path.read_bytes()
        path.write_bytes(text + b"# edited\n")
        edited = version(specification)
        path.write_bytes(text)
        assert (edited != before) == (place in inside), place
        seen.add(edited)
    # No two edits are taken for one another.
    assert len(seen) == len(inside) + 1
    assert version(specification) == before


def test_what_is_graded_by_changes_the_version_and_what_explains_does_not(
    specification: Specification, copy: Path
) -> None:
    kit, hidden = specification.kit, copy / "hidden"
    (copy / "spec_tests" / "texts").mkdir(exist_ok=True)
    (copy / "spec_tests" / "texts" / "softmax.toml").write_text("a = 1\n")

    def again() -> str:
        return version(Specification(Kit(kit.root), NAMES, hidden))

    before = again()

    def edited(path: Path, added: bytes = b"\n# edited\n") -> str:
        data = path.read_bytes()
        path.write_bytes(data + added)
        try:
            return again()
        finally:
            path.write_bytes(data)

    spec = copy / "spec_tests"
    for path in (
        spec / "cases" / "softmax.toml",
        spec / "test_softmax.py",
        spec / "callables.py",
        spec / "manifest.toml",
        spec / "inputs" / "binary-class.csv",
        hidden / "inputs" / "a.csv",
    ):
        assert edited(path) != before, path
    assert edited(spec / "fingerprints" / "softmax.json", b"\n") != before
    assert edited(copy / "solutions" / "softmax.py") == (edited_version := version_of(copy))
    assert edited_version != before
    for path in (
        spec / "hints" / "softmax.toml",
        spec / "texts" / "softmax.toml",
        copy / "exercises" / "softmax.py",
        copy / "rawgrad" / "learner" / "watch.py",
    ):
        assert edited(path) == before, path
    # The line ends of a clone on Windows are no change; those of an input are.
    cases = spec / "cases" / "softmax.toml"
    unix = cases.read_bytes()
    cases.write_bytes(unix.replace(b"\n", b"\r\n"))
    assert again() == before
    cases.write_bytes(unix)
    (hidden / "inputs" / "a.csv").write_bytes(b"1,2\n")
    assert again() != before
    (hidden / "inputs" / "a.csv").write_bytes(b"1,2\r\n")
    # Where a hidden file lies counts, and not where the folder does.
    (hidden / "inputs" / "a.csv").rename(hidden / "inputs" / "b.csv")
    assert again() != before
    (hidden / "inputs" / "b.csv").rename(hidden / "inputs" / "a.csv")
    hidden.rename(copy / "elsewhere")
    assert version(Specification(Kit(copy), NAMES, copy / "elsewhere")) == before


def version_of(copy: Path) -> str:
    """Return the version of the clone with its softmax solution edited."""
    path = copy / "solutions" / "softmax.py"
    data = path.read_bytes()
    path.write_bytes(data + b"\n# edited\n")
    found = version(Specification(Kit(copy), NAMES, copy / "hidden"))
    path.write_bytes(data)
    return found


def test_a_cache_beside_the_specification_changes_nothing(
    specification: Specification, copy: Path
) -> None:
    before = version(specification)
    for place in (".pytest_cache/v/cache/lastfailed", "__pycache__/callables.pyc", ".DS_Store"):
        for root in (copy / "spec_tests", copy / "hidden"):
            path = root / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("another at each run", encoding="utf-8")
    assert version(specification) == before


def test_a_version_is_cheap(specification: Specification) -> None:
    version(specification)
    started = time.process_time()
    version(specification)
    assert time.process_time() - started < 0.25  # 0.02 on the machine it was written on


def test_a_run_grades_anew_after_an_edit_of_what_decides_and_only_then(
    rawgrad: Run, tmp_path: Path
) -> None:
    root = tmp_path / "clone"
    root.mkdir()
    clone(root)
    learner = tmp_path / "in" / "ada" / "exercises"
    learner.mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / "softmax.py", learner)

    def graded() -> int:
        done = rawgrad(
            "--lang", "en", "grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"),
            "--exercises", "softmax", "--isolation", "process", "--marks-unprotected",
            "--jobs", "1",
            PYTHONPATH=str(root), PYTHONDONTWRITEBYTECODE="1",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return int(done.stdout.split(" graded now")[0].split()[-1])

    def edit(place: str) -> None:
        with (root / place).open("a", encoding="utf-8") as file:
            file.write("\n# edited\n")

    assert (graded(), graded()) == (1, 0)
    for place in ("rawgrad/grading/intake/encoding.py", "rawgrad/subject/confined/worker.py"):
        edit(place)
        assert (graded(), graded()) == (1, 0), place
    for place in ("spec_tests/hints/softmax.toml", "rawgrad/learner/watch.py"):
        edit(place)
    assert graded() == 0
    edit("spec_tests/inputs/binary-class.csv")
    assert graded() == 1
