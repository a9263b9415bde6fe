"""What holds for the kit as a whole: words, arrows, languages, names."""

from __future__ import annotations

import ast
import graphlib
import hashlib
import os
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rawgrad import language, words
from rawgrad.case import Prediction
from rawgrad.examine import Examiner
from rawgrad.judge import STATUSES
from rawgrad.kit import Kit, Text, find_kit
from rawgrad.law import Law, read_laws
from rawgrad.local import LocalSubject

from .conftest import ROOT

# What each module of the core knows, and what each package knows outside itself.
MODULES = {
    "kit": set(),
    "values": set(),
    "words": {"kit"},
    "language": {"kit"},
    "page": set(),
    "subject": {"values"},
    "aftermath": {"values"},
    "perform": {"aftermath", "values"},
    "local": {"perform", "subject", "values"},
    "case": {"kit"},
    "clean": set(),
    "judge": {"case", "subject"},
    "law": {"judge", "kit", "subject", "values"},
    "examine": {"case", "judge", "kit", "law", "subject", "values"},
    "difference": {"case", "examine", "judge"},
    "diagnose": {"case", "difference", "examine", "judge", "kit"},
    "show": {
        "case",
        "diagnose",
        "examine",
        "judge",
        "kit",
        "page",
        "subject",
        "values",
        "words",
    },
    "shown": {"show", "words"},
    "progress": {"show", "words"},
    "points": {"case", "examine", "kit", "law"},
    "ledger": {"authoring/problem", "case", "kit"},
    "evidence": {"case", "diagnose", "examine", "judge", "kit", "law", "local"},
    "stubs": {"case", "kit"},
    "lint": {
        "authoring/problem",
        "authoring/skeleton",
        "authoring/whole",
        "authoring/words",
        "case",
        "evidence",
        "examine",
        "judge",
        "kit",
        "law",
        "ledger",
        "local",
        "points",
        "show",
        "stubs",
        "words",
    },
    "pytest_plugin": {
        "case",
        "diagnose",
        "examine",
        "judge",
        "kit",
        "language",
        "law",
        "local",
        "show",
        "words",
    },
    "course": {"kit"},
    "check": {
        "diagnose",
        "examine",
        "exports/check_forms",
        "judge",
        "kit",
        "progress",
        "show",
        "words",
    },
    "commands": {
        "authoring/new",
        "case",
        "check",
        "examine",
        "exports/export",
        "grading/grade",
        "judge",
        "kit",
        "language",
        "learner/folder",
        "learner/inventory",
        "learner/learn",
        "learner/stop",
        "learner/watch",
        "lint",
        "local",
        "notebooks/notebook",
        "plots",
        "release/release",
        "report/command",
        "stubs",
        "words",
    },
    "cli": {
        "__version__",
        "commands",
        "exports/export_options",
        "grading/grade_options",
        "kit",
        "page",
        "release/options",
    },
    "__main__": {"cli"},
}
PACKAGES = {
    "authoring": {"case", "evidence", "kit", "law", "learner", "stubs"},
    "confined": {"datasets", "perform", "subject", "values"},
    "datasets": set(),
    "exports": {
        "clean",
        "course",
        "diagnose",
        "examine",
        "grading",
        "judge",
        "kit",
        "law",
        "points",
        "show",
        "shown",
        "words",
    },
    "grading": {
        "__version__",
        "case",
        "clean",
        "confined",
        "course",
        "diagnose",
        "difference",
        "examine",
        "judge",
        "kit",
        "law",
        "page",
        "points",
        "progress",
        "show",
        "stubs",
        "subject",
        "values",
    },
    "learner": {
        "case",
        "datasets",
        "diagnose",
        "examine",
        "judge",
        "kit",
        "law",
        "local",
        "show",
        "stubs",
        "words",
    },
    "notebooks": {
        "case",
        "cli",
        "diagnose",
        "examine",
        "judge",
        "kit",
        "language",
        "learner",
        "local",
        "perform",
        "plots",
        "show",
        "stubs",
        "words",
    },
    "plots": {"judge", "kit", "law", "local", "show", "subject", "values"},
    "report": {"__version__", "course", "diagnose", "grading", "judge", "kit", "shown", "words"},
    "release": {
        "__version__",
        "confined",
        "course",
        "exports",
        "grading",
        "kit",
        "learner",
        "stubs",
    },
}
# What runs beside a submission knows nothing of cases and verdicts.
WORKER = {"aftermath", "confined", "datasets", "perform", "values"}


def modules() -> dict[str, Path]:
    """Return all modules of the tool by their place: `judge`, `confined/wire`."""
    root = ROOT / "rawgrad"
    return {p.relative_to(root).with_suffix("").as_posix(): p for p in root.rglob("*.py")}


def imported(path: Path, name: str = "") -> set[str]:
    """Return the places of what a module imports relatively; a package stands for its own."""
    folder = name.split("/")[:-1]
    known = modules()
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = [*folder[: len(folder) - node.level + 1], *(node.module or "").split(".")]
        place = "/".join(part for part in base if part)
        for alias in node.names:
            inner = f"{place}/{alias.name}".lstrip("/")
            found.add(inner if inner in known else place or alias.name)
    return found


def test_every_module_of_the_core_knows_only_what_stands_below_it() -> None:
    found = {n: imported(p, n) for n, p in modules().items() if "/" not in n and n != "__init__"}
    assert found == MODULES


def test_every_package_knows_only_what_stands_below_it() -> None:
    found: dict[str, set[str]] = {name: set() for name in PACKAGES}
    for name, path in modules().items():
        package, inside, _ = name.partition("/")
        if inside:
            used = {place.split("/")[0] for place in imported(path, name)}
            found[package] |= used - {package}
    assert found == PACKAGES


def test_no_two_modules_know_each_other() -> None:
    # The package's own __init__ hands notebooks their extension when they ask for it.
    graph = {n: imported(p, n) & set(modules()) for n, p in modules().items() if n != "__init__"}
    graphlib.TopologicalSorter(graph).prepare()


def test_what_runs_beside_a_submission_knows_nothing_of_verdicts() -> None:
    for name in ("confined/worker", "confined/confine", "confined/warm", "perform", "values"):
        assert {p.split("/")[0] for p in imported(modules()[name], name)} <= WORKER, name


def test_modules_stay_small() -> None:
    for path in (ROOT / "rawgrad").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 330, path.name


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
    "table", ["STATUSES", "KINDS", "FINDINGS", "DIFFERENCES", "LABELS", "SENTENCES"]
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
    for folder in ("exercises", "solutions"):
        found = {p.name for p in (kit.root / folder).iterdir() if p.name != "__pycache__"}
        assert found == modules, folder
    for name in kit.exercises:
        assert kit.cases_file(name).is_file()
        assert kit.laws_file(name).is_file()
