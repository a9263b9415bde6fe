"""What is written down at home earns next to nothing: all that is published, and more."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from rawgrad.grading.run.class_run import Options, grade
from rawgrad.kit.layout import Kit
from rawgrad.subject.confined.zygote import probe

from .memory import memory

# Of all points, so much at most.
SHARE = 0.05


@pytest.fixture(scope="module")
def graded(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("memory")
    names = [name for name, exercise in kit.exercises.items() if not exercise.packages]
    for who, laws in (("table", False), ("recorded", True)):
        modules = folder / "in" / who / "exercises"
        modules.mkdir(parents=True)
        for name, text in memory(kit, names, {}, laws).items():
            (modules / name).write_text(text, encoding="utf-8")
    options = Options(
        folder / "in", folder / "out", tuple(names), jobs=1,
        isolation="process" if probe() else "confined",
    )  # fmt: skip
    assert grade(kit, options) == 0
    return folder / "out"


@pytest.mark.parametrize("who", ["table", "recorded"])
def test_a_memory_earns_next_to_nothing(graded: Path, who: str) -> None:
    with (graded / "grades.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["submission"] == who]
    most = sum(float(row["max_points"]) for row in rows)
    assert most == 140
    assert sum(float(row["points"]) for row in rows) <= SHARE * most


@pytest.mark.parametrize("who", ["table", "recorded"])
def test_a_memory_answers_what_is_published(graded: Path, who: str) -> None:
    """What earns nothing is not a submission that fails by itself."""
    with sqlite3.connect(graded / "gradebook.sqlite3") as book:
        cases, passed = book.execute(
            "SELECT COUNT(*), SUM(status = 'passed') FROM items WHERE key = ? AND run = 0 AND "
            "kind = 'case' AND id NOT LIKE '%~' AND function NOT LIKE '%.%'",
            (who,),
        ).fetchone()
    assert passed > 0.9 * cases > 300
