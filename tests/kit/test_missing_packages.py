"""Exercises whose packages are missing: listed, stubbed, and named with the line that installs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rawgrad.cli import main
from rawgrad.kit import layout as kits
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.stubs import all_stubs
from tests.conftest import ROOT

ABSENT = ["keras_mnist", "torch_mnist"]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kit:
    """A Python that has NumPy and nothing else."""
    monkeypatch.setattr(kits, "_are_installed", lambda packages: not packages)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return find_kit()


def test_what_is_absent_is_not_among_the_exercises(bare: Kit) -> None:
    assert list(bare.absent) == ABSENT
    assert sorted(bare.listed) == sorted([*bare.exercises, *ABSENT])
    assert [e.number for e in bare.listed.values()] == list(range(1, len(bare.listed) + 1))


@pytest.mark.parametrize("name", ABSENT)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_naming_one_says_what_to_install(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", language, "check", f"{name}.py"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert f"{name}: " in err
    assert "pip install 'rawgrad[frameworks]'" in err


@pytest.mark.parametrize(
    "command", ["grade week9", "grade in --out out", "release week9 --to x.zip"]
)
def test_grading_or_releasing_one_says_so_before_anything_is_done(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    title = 'title = { en = "A", ko = "A" }\n'
    course = f'{title}[[assignment]]\nname = "week9"\n{title}exercises = ["torch_mnist"]\n'
    Path("course.toml").write_text(f'{course}submissions = "in"\ngrades = "out"\n')
    Path("in", "alice").mkdir(parents=True)
    more = ["--exercises", "torch_mnist"] if " in " in command else []
    assert main(["--lang", "en", *command.split(), *more]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "torch_mnist: Keras or PyTorch is missing; python -m pip install" in err
    assert not list(tmp_path.glob("out*"))


def test_the_list_holds_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [name for line in lines[:-1] if (name := line.split()[1]) in ABSENT] == ABSENT
    assert lines[-1].startswith("keras_mnist, torch_mnist: Keras or PyTorch is missing;")


def test_their_stubs_are_written_without_them(
    bare: Kit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stubs = all_stubs(bare)
    for name in ABSENT:
        assert "raise NotImplementedError" in stubs[f"{name}.py"]
        assert "log_softmax" not in stubs[f"{name}.py"]
    assert main(["stubs", *ABSENT, "--to", str(tmp_path / "ex")]) == 0
    assert sorted(p.stem for p in (tmp_path / "ex").iterdir()) == ABSENT


def test_nothing_is_imported_to_look_for_them() -> None:
    code = (
        "import sys; from rawgrad.kit.layout import find_kit; find_kit().exercises;"
        "print([m for m in ('torch', 'keras') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_pytest_collects_nothing_of_them() -> None:
    hide = "import rawgrad.kit.layout as k; k._installed = lambda p: not p; import pytest, sys;"
    call = "sys.exit(pytest.main(['spec_tests', '--co', '-q', '-p', 'no:cacheprovider']))"
    done = subprocess.run(
        [sys.executable, "-c", hide + call], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert "three_layer_net" in done.stdout
    assert "torch_mnist" not in done.stdout
