"""Releases at work: Gradescope's layout and the workflow's own lines, run as they stand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rawgrad.kit.course import read_course
from rawgrad.kit.layout import Kit
from rawgrad.release import autograde
from rawgrad.release.gradescope import UNPROTECTED, autograder
from rawgrad.release.pack import write
from rawgrad.release.release import for_github
from rawgrad.release.words import MESSAGES
from tests.conftest import ROOT

COURSE = ROOT / "examples" / "course"
WRONG = '''"""Overflows, and takes a batch for one vector."""

import numpy as np


def softmax(a):
    e = np.exp(a)
    return e / np.sum(e)
'''


def shell(script: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run lines as GitHub and Gradescope do: in bash, up to the first that fails."""
    # What a registry needs to be reached goes along.
    kept = {k: v for k, v in os.environ.items() if k.startswith("PIP_") or "proxy" in k.lower()}
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env={"PATH": path, "HOME": str(cwd.parent), "LANG": "C.UTF-8", **kept, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@dataclass(frozen=True)
class Runner:
    """A runner on which the workflow's first step is done, and a learner's repository."""

    steps: list[str]
    temp: Path
    template: Path

    def check(self, folder: Path, change: Callable[[Path], None]) -> tuple[int, str, str]:
        """Return exit code, annotations and summary of a repository after a change to it."""
        repository = shutil.copytree(self.template, folder / "work")
        change(repository)
        summary = folder / "summary.md"
        done = shell(
            self.steps[1],
            repository,
            RUNNER_TEMP=str(self.temp),
            GITHUB_WORKSPACE=str(repository),
            GITHUB_STEP_SUMMARY=str(summary),
            GITHUB_ACTIONS="true",
        )
        assert done.returncode in (0, 1, 2), done.stderr
        told = summary.read_text(encoding="utf-8") if summary.is_file() else done.stderr
        return done.returncode, done.stdout, told


def run_steps(workflow: str) -> list[str]:
    """Return the lines of each `run: |` step."""
    steps = re.findall(r"^        run: \|\n((?:          .*\n)+)", workflow, flags=re.MULTILINE)
    return [re.sub(r"^ {10}", "", step, flags=re.MULTILINE) for step in steps]


@pytest.fixture(scope="module")
def runner(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """Installs what the workflow installs, by its own lines, from a wheel served from disk."""
    folder = tmp_path_factory.mktemp("github")
    week1 = read_course(kit, COURSE / "course.toml").assignments["week1"]
    files, name = for_github(kit, week1, folder.as_uri())
    write(files, folder / "out")
    shutil.copy(folder / "out" / name, folder)
    template = folder / "out" / "repository"
    steps = run_steps((template / ".github/workflows/rawgrad.yml").read_text(encoding="utf-8"))
    assert len(steps) == 2
    (folder / "temp").mkdir()
    done = shell(steps[0], template, RUNNER_TEMP=str(folder / "temp"))
    assert done.returncode == 0, done.stdout + done.stderr
    return Runner(steps, folder / "temp", template)


def solve(repository: Path) -> None:
    for name in ("activation", "softmax"):
        shutil.copy(ROOT / "solutions" / f"{name}.py", repository / "exercises")


def fail(repository: Path) -> None:
    solve(repository)
    (repository / "exercises" / "softmax.py").write_text(WRONG, encoding="utf-8")


def put(place: str, text: str) -> Callable[[Path], None]:
    def change(repository: Path) -> None:
        path = repository / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return change


def in_specification(repository: Path) -> Path:
    """Return the learner's copy of the specification."""
    return repository / "rawgrad" / "_kit" / "spec_tests"


def empty_cases(repository: Path) -> None:
    (in_specification(repository) / "cases" / "softmax.toml").write_text("", encoding="utf-8")
    (in_specification(repository) / "test_softmax.py").write_text("", encoding="utf-8")


def own_specification(repository: Path) -> None:
    shutil.move(in_specification(repository), repository / "spec_tests")
    (repository / "spec_tests" / "test_softmax.py").write_text("def test_me(): pass\n")


PASS = "import os\nprint('everything passes')\nos._exit(0)\n"
HOOK = """
def pytest_runtest_makereport(item, call):
    import os
    os._exit(0)

def pytest_collection_modifyitems(items):
    items.clear()
"""
OPTIONS = "addopts = --collect-only -p conftest\ntestpaths = nothing\n"
TAMPERED: dict[str, Callable[[Path], None]] = {
    "edited": empty_cases,
    "deleted": lambda r: shutil.rmtree(in_specification(r)),
    "replaced": own_specification,
    "no tool": lambda r: shutil.rmtree(r / "rawgrad"),
    "fake tool": put("rawgrad/__main__.py", PASS),
    "fake package": put("rawgrad/__init__.py", PASS),
    "conftest": put("conftest.py", HOOK),
    "conftest in exercises": put("exercises/conftest.py", HOOK),
    "pytest.ini": put("pytest.ini", f"[pytest]\n{OPTIONS}"),
    "pyproject": put("pyproject.toml", '[tool.pytest.ini_options]\naddopts = "--collect-only"\n'),
    "tox.ini": put("tox.ini", f"[pytest]\n{OPTIONS}"),
    "setup.cfg": put("setup.cfg", f"[tool:pytest]\n{OPTIONS}"),
    "sitecustomize": put("sitecustomize.py", PASS),
    "usercustomize": put("usercustomize.py", PASS),
    "numpy": put("numpy.py", PASS),
    "numpy in exercises": put("exercises/numpy.py", PASS),
    "pytest": put("pytest/__init__.py", PASS),
    "_pytest": put("_pytest/__init__.py", PASS),
    "ast": put("ast.py", PASS),
    "requirements": put("rawgrad.txt", "rawgrad @ file:///nowhere\n"),
    "pip": put("pip/__main__.py", PASS),
    "pip.conf": put("pip.conf", "[global]\nno-index = true\n"),
    "environment": put(".env", "PYTEST_ADDOPTS=--collect-only\nPYTHONPATH=.\n"),
}


@pytest.fixture(scope="module")
def wrong(runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, str]:
    """What the workflow says of a wrong softmax in a repository as it was handed out."""
    return runner.check(tmp_path_factory.mktemp("wrong"), fail)


def test_the_workflow_tells_right_from_wrong(
    tmp_path: Path, runner: Runner, wrong: tuple[int, str, str]
) -> None:
    code, told, summary = wrong
    assert code == 1
    (error,) = [line for line in told.splitlines() if line.startswith("::error")]
    assert error.startswith("::error file=exercises/softmax.py,line=6,")
    assert "softmax" in summary
    code, told, summary = runner.check(tmp_path / "right", solve)
    assert (code, told) == (0, "")
    code, told, _ = runner.check(tmp_path / "todo", lambda repository: None)
    assert code == 1
    gone = runner.check(tmp_path / "gone", lambda r: shutil.rmtree(r / "exercises"))
    assert gone[0] == 2
    assert "exercises" in gone[2].splitlines()[0]
    assert len(gone[2].splitlines()) == 1


@pytest.mark.parametrize("name", TAMPERED)
def test_nothing_in_the_repository_changes_the_verdict(
    tmp_path: Path, runner: Runner, wrong: tuple[int, str, str], name: str
) -> None:
    def both(repository: Path) -> None:
        fail(repository)
        TAMPERED[name](repository)

    assert runner.check(tmp_path, both) == wrong


def test_all_of_it_at_once_changes_nothing_either(tmp_path: Path, runner: Runner) -> None:
    def change(repository: Path) -> None:
        solve(repository)
        for name, tampered in TAMPERED.items():
            if name not in ("edited", "deleted", "replaced"):
                tampered(repository)
        put("rawgrad/__main__.py", "raise SystemExit(1)\n")(repository)

    assert runner.check(tmp_path, change)[:2] == (0, "")


def test_a_package_with_another_content_is_refused(
    tmp_path: Path, kit: Kit, runner: Runner
) -> None:
    week1 = read_course(kit, COURSE / "course.toml").assignments["week1"]
    files, name = for_github(kit, week1, tmp_path.as_uri())
    (tmp_path / name).write_bytes(files[name] + b" ")
    text = files["repository/.github/workflows/rawgrad.yml"].decode()
    install = run_steps(text)[0].splitlines()
    # In an environment that is there already: to make one would only take time.
    (tmp_path / "temp").mkdir()
    (tmp_path / "temp" / "rawgrad").symlink_to(runner.temp / "rawgrad")
    install = [line for line in install if " venv " not in line and "numpy==" not in line]
    assert len(install) == 3
    done = shell("\n".join(install), tmp_path, RUNNER_TEMP=str(tmp_path / "temp"))
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stdout + done.stderr


def test_every_action_is_pinned_by_its_commit(kit: Kit) -> None:
    template = ROOT / "rawgrad" / "release" / "templates" / "workflow.yml"
    text = template.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert len(used) == 2
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in used)
    assert "secrets" not in text
    assert "contents: read" in text


@pytest.fixture
def layout(tmp_path: Path, kit: Kit) -> Path:
    """Gradescope's folders, the autograder unpacked in them, and what it copies beside."""
    root = tmp_path / "autograder"
    for name in ("source", "submission", "results"):
        (root / name).mkdir(parents=True)
    week1 = read_course(kit, COURSE / "course.toml").assignments["week1"]
    write(autograder(kit, week1), tmp_path / "autograder.zip")
    with zipfile.ZipFile(tmp_path / "autograder.zip") as archive:
        archive.extractall(root / "source")
    shutil.copy(root / "source" / "run_autograder", root)
    metadata = {"id": 1, "created_at": "2026-11-21T10:00:00+09:00", "users": [{"name": "A"}]}
    (root / "submission_metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return root


def result(root: Path) -> dict:
    return json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))


def test_the_autograder_runs_in_gradescopes_layout(layout: Path) -> None:
    where = {"RAWGRAD_AUTOGRADER": str(layout)}
    done = shell("bash source/setup.sh", layout, **where)
    assert done.returncode == 0, done.stdout + done.stderr
    points = []
    for name in ("softmax", "activation"):
        shutil.copy(ROOT / "solutions" / f"{name}.py", layout / "submission")
        done = shell("bash ./run_autograder", layout, **where)
        assert done.returncode == 0, done.stdout + done.stderr
        points.append(result(layout)["score"])
    assert points == [20.0, 30.0]
    found = result(layout)
    assert sum(test.get("max_score", 0) for test in found["tests"]) == pytest.approx(30.0)
    assert sum(test.get("score", 0) for test in found["tests"]) == pytest.approx(30.0)
    first, *others = found["tests"]
    assert first["visibility"] == "hidden"
    assert {test["visibility"] for test in others} == {"visible"}
    assert str(layout) not in json.dumps(found)
    # Nothing to grade is a mark of nothing, and is said.
    shutil.rmtree(layout / "submission")
    (layout / "submission").mkdir()
    assert shell("bash ./run_autograder", layout, **where).returncode == 0
    assert result(layout)["score"] == 0.0


def test_where_nothing_confines_no_mark_is_given_unless_the_autograder_was_made_so(
    layout: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    (layout / "submission" / "softmax.py").write_text(WRONG, encoding="utf-8")
    # Nothing that is handed in can ask for marks.
    (layout / "submission" / UNPROTECTED).write_text("yes", encoding="utf-8")
    monkeypatch.setattr(autograde, "probe", lambda: "files: /etc/passwd")
    assert autograde.main([str(layout)]) == 0
    found = result(layout)
    assert found["score"] == 0
    assert found["output"] == MESSAGES["unsafe"].ko
    assert [test["visibility"] for test in found["tests"]] == ["hidden"]
    (layout / "source" / UNPROTECTED).write_text("", encoding="utf-8")
    assert autograde.main([str(layout)]) == 0
    note, *others = result(layout)["tests"]
    assert note["visibility"] == "hidden"
    assert "--marks-unprotected" in note["output"]
    assert "files: /etc/passwd" in note["output"]
    assert "isolation" not in json.dumps(others)
    assert 0 < result(layout)["score"] < 20


def test_an_autograder_in_trouble_writes_no_result(
    layout: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(autograde, "probe", lambda: "")
    monkeypatch.setattr(autograde, "grade", lambda kit, options: 3)
    assert autograde.main([str(layout)]) == 2
    assert MESSAGES["undecided"].ko in capsys.readouterr().err
    shutil.rmtree(layout / "submission")
    assert autograde.main([str(layout)]) == 2
    assert str(layout / "submission") in capsys.readouterr().err
    (layout / "source" / "course.toml").unlink()
    assert autograde.main([str(layout)]) == 2
    assert "course.toml" in capsys.readouterr().err
    assert not (layout / "results" / "results.json").exists()
