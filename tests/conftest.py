"""What the tests share: the kit, and a learner's folder to play in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rawgrad.kit import Kit, find_kit
from rawgrad.stubs import all_stubs

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def kit() -> Kit:
    return find_kit()


@pytest.fixture
def exercises(tmp_path: Path, kit: Kit) -> Path:
    """A learner's fresh folder of stubs, in a folder with a Korean name."""
    folder = tmp_path / "딥러닝 과제" / "exercises"
    folder.mkdir(parents=True)
    for name, text in all_stubs(kit).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def rawgrad(tmp_path: Path) -> Run:
    """Runs the command as a learner would, in a process of its own."""

    def run(*arguments: str, cwd: Path = tmp_path, **env: str) -> subprocess.CompletedProcess[str]:
        variables = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "APPDATA": str(tmp_path / "config"),
            "PYTHONUTF8": "1",
            "LANG": "C.UTF-8",
            # What measures coverage goes along.
            **{name: value for name, value in os.environ.items() if name.startswith("COV")},
            **env,
        }
        return subprocess.run(
            [sys.executable, "-m", "rawgrad", *arguments],
            cwd=cwd,
            env=variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=120,
        )

    return run
