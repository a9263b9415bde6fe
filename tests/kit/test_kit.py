"""What holds for the kit as a whole: words, arrows, languages, names."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import os
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rawgrad.kit import language, sanitize
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.kit.text import Text
from rawgrad.spec.case import Prediction
from rawgrad.spec.examine import Examiner
from rawgrad.spec.law import Law, read_laws
from rawgrad.spec.standing import STATUSES
from rawgrad.subject.local import LocalSubject
from rawgrad.views import words
from tests.conftest import ROOT


def imported(path: Path) -> set[str]:
    """Return the modules of its own package that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    return {node.module or alias.name for node in found for alias in node.names}


def test_the_learners_path_imports_nothing_heavy() -> None:
    code = (
        "import sys, rawgrad.cli; rawgrad.cli.main(['check', 'softmax', '--subject', 'solutions']);"
        "print([m for m in ('hypothesis', 'matplotlib', 'pandas', 'sqlite3', 'asyncio', 'http', "
        "'gzip') if m in sys.modules])"
    )
    # Without what measures coverage, which imports more.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def texts(node: Any) -> list[Text]:
    return [text for text in node.values() if isinstance(text, Text)]


@pytest.mark.parametrize(
    "table", ["STATUSES", "KINDS", "FINDINGS", "DIFFERENCES", "LABELS", "SENTENCES", "ENDS"]
)
def test_every_sentence_is_there_in_both_languages_with_the_same_facts(table: str) -> None:
    for text in texts(getattr(words, table)):
        assert text.en
        assert text.ko
        fields = [{f[1] for f in string.Formatter().parse(t) if f[1]} for t in text]
        assert fields[0] == fields[1], text
        text.ko.encode("cp949")
    assert set(words.STATUSES) == set(STATUSES)


def test_every_finding_has_words() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "rawgrad").rglob("*.py"))
    tree = ast.parse(source)
    keys = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Finding", "failed")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert keys - set(words.FINDINGS) - set(words.DIFFERENCES) == set()
    assert {"values", "shape", "changed", "timeout"} <= keys


def examiner(kit: Kit) -> Examiner:
    return Examiner(kit, LocalSubject(kit.root / "solutions", "solutions"))


def predictions(kit: Kit) -> list[Prediction]:
    found = examiner(kit)
    return [p for name in kit.exercises for p in found.case_file(name).predictions]


def test_every_prediction_is_what_its_code_prints(kit: Kit) -> None:
    found = predictions(kit)
    assert len({p.id for p in found}) == len(found) >= len(kit.exercises)
    for prediction in found:
        with np.errstate(all="ignore"):
            printed = " ".join(str(eval(prediction.code, {"np": np})).split())
        answer = hashlib.sha256(printed.encode()).hexdigest()
        assert answer == prediction.answer, f"{prediction.id}: {printed} is {answer}"


def test_every_exercise_has_cases_points_and_predictions(kit: Kit) -> None:
    found = examiner(kit)
    for exercise in kit.exercises.values():
        items = found.items(exercise.name)
        used = {
            ("scenario", i.aspect) if isinstance(i, Law) and i.kind == "scenario"
            else (i.function, i.aspect)
            for i in items
        }  # fmt: skip
        assert used == set(exercise.points), exercise.name
        assert sum(exercise.points.values()) == 10, exercise.name
        aspects = {aspect for function, aspect in used if function != "scenario"}
        assert aspects <= set(kit.aspects), exercise.name
        assert found.case_file(exercise.name).predictions, exercise.name
        assert any(isinstance(i, Law) and i.kind == "scenario" for i in items), exercise.name


def test_ids_are_unique_and_name_their_exercise(kit: Kit) -> None:
    found = examiner(kit)
    items = [item for name in kit.exercises for item in found.items(name)]
    cases = [item.id for item in items if not isinstance(item, Law)]
    assert len(set(cases)) == len(cases)
    for item in items:
        if not isinstance(item, Law):
            assert item.id.startswith(f"{item.exercise}-")


def test_core_functions_have_at_least_eight_cases(kit: Kit) -> None:
    found = examiner(kit)
    for exercise in kit.exercises.values():
        for function in exercise.core:
            cases = [
                case
                for case in found.case_file(exercise.name).cases
                if case.function.split(".")[0] == function
            ]
            assert len(cases) >= 8, function


def test_korean_of_the_specification_exists_in_cp949_and_is_polite(kit: Kit) -> None:
    found = examiner(kit)
    for exercise in kit.exercises.values():
        exercise.title.ko.encode("cp949")
        for item in found.items(exercise.name):
            text = item.title if isinstance(item, Law) else item.why
            text.ko.encode("cp949")
            assert any("가" <= letter <= "힣" for letter in text.ko), item.id
        for prediction in found.case_file(exercise.name).predictions:
            prediction.question.ko.encode("cp949")


def test_scenarios_and_laws_are_named_once(kit: Kit) -> None:
    for name in kit.exercises:
        ids = [law.id for law in read_laws(kit.laws_file(name))]
        assert len(set(ids)) == len(ids)


def test_an_exercise_imports_only_from_earlier_ones(kit: Kit) -> None:
    order = list(kit.exercises)
    for name, exercise in kit.exercises.items():
        used = imported(kit.root / "solutions" / f"{name}.py") & set(order)
        assert all(order.index(other) < order.index(name) for other in used), name
        assert used <= set(exercise.requires), name


def test_a_kit_is_found_and_a_broken_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_kit().root == ROOT
    assert language.settings_file().name == "language"


def test_every_exercise_stands_in_every_folder(kit: Kit) -> None:
    modules = {"__init__.py", *(f"{name}.py" for name in kit.listed)}
    found = {p.name for p in (kit.root / "solutions").iterdir() if p.name != "__pycache__"}
    # What lies in exercises/ is the learner's.
    assert found == modules
    for name in kit.exercises:
        assert kit.cases_file(name).is_file()
        assert kit.laws_file(name).is_file()


def test_a_cell_that_some_spreadsheet_would_split_is_quoted() -> None:
    cells = ["a;=1+1", "a\tb", "a,b", 'say "a"', "a\nb", "김 민준", ""]
    row = sanitize.csv_row(cells)
    assert row.startswith('"a;=1+1","a\tb","a,b","say ""a""",')
    assert list(csv.reader(io.StringIO(row))) == [cells]


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("=1+1", "'=1+1"),
        ("a;=1+1", "a;'=1+1"),
        (';; "＝1', ";; \"'＝1"),
        ("-;\t@x", "'-;\t'@x"),
        ("a; b;'c'-", "a; b;'c'-"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_may_take_for_a_formula_is_marked(said: str, marked: str) -> None:
    assert sanitize.no_formula(said) == marked
    assert sanitize.without_apostrophe(marked) == said
