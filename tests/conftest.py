"""What the tests share: the kit, and a learner's folder to play in."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.stubs import all_stubs

# Whoever runs tests in parallel says how wide its own page is; what is tested has the usual width.
os.environ.pop("COLUMNS", None)

# A shell starts what runs in the background deaf to Ctrl-C, and so is all that starts from there.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def kit() -> Kit:
    return find_kit()


@pytest.fixture(scope="session", autouse=True)
def _settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep tests out of the settings of whoever runs them, and those out of the tests."""
    folder = tmp_path_factory.mktemp("settings")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA"):
            patch.setenv(name, str(folder))
        yield folder


@pytest.fixture(autouse=True)
def _forgotten(_settings: Path) -> None:
    """Forget what the test before has chosen."""
    shutil.rmtree(_settings / "rawgrad", ignore_errors=True)


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
