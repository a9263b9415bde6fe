"""Every benchmark runs and prints its table; what the figures are is not judged here."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from bench import measure, plain, run
from tests.conftest import ROOT

# Who is named in each table; what needs an extra is there, or said to be missing.
ROWS = {
    "loop": ["rawgrad check softmax", "rawgrad watch", "the same cases", "import numpy"],
    "grading": ["rawgrad grade", "pytest", "gradescope-utils", "Otter", "nbgrader"],
    "training": ["by hand", "PyTorch", "Keras"],
    "inference": ["image by image", "batches of 100"],
    "scaling": ["submissions", "further cases", "processes"],
}
PACKAGES = {
    "grading": ["gradescope_utils", "otter", "nbgrader"],
    "training": ["torch", "keras"],
}


def test_every_script_is_run_for_the_results() -> None:
    scripts = {path.stem for path in (ROOT / "bench").glob("*.py")}
    assert scripts - {"__init__", "measure", "plain", "run"} == set(run.SCRIPTS) == set(ROWS)


@pytest.mark.parametrize("script", ROWS)
def test_a_benchmark_prints_its_table(script: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", f"bench.{script}", "--quick"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert "Python" in lines[0]
    assert "numpy" in lines[0]
    rows = [line for line in lines if line.startswith("| ")]
    for name in ROWS[script]:
        assert any(name in row for row in rows), name
    missing = any(importlib.util.find_spec(name) is None for name in PACKAGES.get(script, ()))
    assert ("is not installed" in ended.stdout) == missing


def test_contenders_take_turns_and_rounds_to_warm_up_do_not_count() -> None:
    order: list[str] = []

    def contender(name: str, seconds: float) -> float:
        order.append(name)
        return seconds

    times = measure.in_turn(
        {"a": lambda: contender("a", 1.0), "b": lambda: contender("b", 3.0)}, rounds=2, warm=1
    )
    assert times == {"a": [1.0, 1.0], "b": [3.0, 3.0]}
    assert order == ["b", "a", "a", "b", "b", "a"]
    shown = measure.compare(times, "a", absent=["c: d is not installed"])
    assert "| b " in shown
    assert "| 3.00 (3.00–3.00)" in shown
    assert "| c: d is not installed | —" in shown


def test_the_plain_files_ask_for_what_the_cases_ask(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "__init__.py").touch()
    for name in plain.EXERCISES:
        text = (ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8")
        (tmp_path / "exercises" / f"{name}.py").write_text(text, encoding="utf-8")
        (tmp_path / f"test_{name}.py").write_text(plain.pytest_file(name), encoding="utf-8")

    def last_line() -> str:
        ended = subprocess.run(
            [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return ended.stdout.splitlines()[-1]

    counts = {name: len(plain.cases(name)) for name in plain.EXERCISES}
    assert f"{sum(counts.values())} passed" in last_line()
    (tmp_path / "exercises" / "softmax.py").write_text("def softmax(a):\n    return a\n")
    assert f"{counts['softmax']} failed" in last_line()
