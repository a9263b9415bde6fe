"""The same three exercises of a small class, graded by rawgrad and by what is used instead.

Each tool runs as its users run it: rawgrad and nbgrader once for the class, the others once for
each submission, in a process of their own. rawgrad alone confines what it runs; Gradescope and
Otter leave that to a container around them, which is not counted here, and nbgrader to nobody.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import plain
from .measure import command, compare, environment, in_turn, is_quick, machine, version
from .scaling import submissions

RUN_TESTS = """import unittest

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover("tests")
    with open("results.json", "w") as out:
        JSONTestRunner(visibility="visible", stream=out).run(suite)
"""
Grader = Callable[[], float]


def rawgrad(folder: Path, learners: list[Path], env: dict[str, str]) -> Grader:
    """Grade the class with one command, in one process."""
    out = folder / "rawgrad"

    def grade() -> float:
        shutil.rmtree(out, ignore_errors=True)
        return command(
            "-m", "rawgrad", "grade", str(learners[0].parent), "--out", str(out),
            "--exercises", ",".join(plain.EXERCISES), "--jobs", "1",
            cwd=folder, env=env,
        )()  # fmt: skip

    return grade


def each(runs: list[Callable[[], float]]) -> Grader:
    """Run the commands one after the other."""
    return lambda: sum(run() for run in runs)


def complete(folder: Path, learners: list[Path]) -> list[Path]:
    """Copy each submission into a folder of its own, with all three modules."""
    copies = []
    for learner in learners:
        copy = folder / learner.name
        shutil.copytree(learner / "exercises", copy / "exercises")
        (copy / "exercises" / "__init__.py").touch()
        for name in plain.EXERCISES:
            (copy / "exercises" / f"{name}.py").touch()
        copies.append(copy)
    return copies


def bare_pytest(folder: Path, learners: list[Path], env: dict[str, str]) -> Grader:
    """Run pytest in each submission, which writes JUnit XML."""
    runs = []
    for copy in complete(folder / "pytest", learners):
        for name in plain.EXERCISES:
            (copy / f"test_{name}.py").write_text(plain.pytest_file(name), encoding="utf-8")
        arguments = ("-m", "pytest", "-q", "--junit-xml=results.xml")
        runs.append(command(*arguments, cwd=copy, env=env, codes=(0, 1)))
    return each(runs)


def gradescope(folder: Path, learners: list[Path], env: dict[str, str]) -> Grader:
    """Run the script of Gradescope's documentation in each submission."""
    runs = []
    for copy in complete(folder / "gradescope", learners):
        (copy / "tests").mkdir()
        for name in plain.EXERCISES:
            text = plain.unittest_file(name)
            (copy / "tests" / f"test_{name}.py").write_text(text, encoding="utf-8")
        (copy / "run_tests.py").write_text(RUN_TESTS, encoding="utf-8")
        runs.append(command("run_tests.py", cwd=copy, env=env | {"PYTHONPATH": str(copy)}))
    return each(runs)


def one_file(learner: Path) -> str:
    """Join the modules of a submission, as a notebook would hold them."""
    files = [learner / "exercises" / f"{name}.py" for name in plain.EXERCISES]
    return "\n\n".join(f.read_text(encoding="utf-8") for f in files if f.exists())


def otter(folder: Path, learners: list[Path], env: dict[str, str]) -> Grader:
    """Run `otter run`, which needs no container, on each submission."""
    folder = folder / "otter"
    (folder / "tests").mkdir(parents=True)
    for name in plain.EXERCISES:
        (folder / "tests" / f"{name}.py").write_text(plain.otter_file(name), encoding="utf-8")
    (folder / "requirements.txt").touch()
    zipped = str(folder / "autograder.zip")
    command(
        "-m", "otter", "generate", "-t", "tests", "-o", zipped, "--no-environment",
        cwd=folder, env=env,
    )()  # fmt: skip
    runs = []
    for learner in learners:
        own = folder / learner.name
        own.mkdir()
        (own / "submission.py").write_text(one_file(learner), encoding="utf-8")
        arguments = ("-m", "otter", "run", "--no-logo", "-a", zipped, "-o", ".", "submission.py")
        runs.append(command(*arguments, cwd=own, env=env))
    return each(runs)


def notebook(solution: str) -> str:
    """Write a notebook of nbgrader: the submission in a cell, then a graded cell for each case."""

    def cell(source: str, name: str, **kind: bool | int) -> dict[str, object]:
        flags = {"grade": False, "solution": False, "locked": False, "task": False, **kind}
        return {
            "cell_type": "code",
            "execution_count": None,
            "id": name,
            "metadata": {"nbgrader": {"schema_version": 3, "grade_id": name, **flags}},
            "outputs": [],
            "source": source,
        }

    cells = [cell(solution, "solution", solution=True), cell(plain.CHECK, "check", locked=True)]
    for exercise in plain.EXERCISES:
        for number, test in enumerate(plain.notebook_cells(exercise)):
            cells.append(cell(test, f"{exercise}-{number}", grade=True, locked=True, points=1))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    )


def nbgrader(folder: Path, learners: list[Path], env: dict[str, str]) -> Grader:
    """Run `nbgrader autograde` once for the class."""
    folder = folder / "nbgrader"
    source = folder / "source" / "week1" / "week1.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(notebook(one_file(learners[0])), encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(folder)!r}\n"
        "c.ClearSolutions.enforce_metadata = False\n"
    )
    command("-m", "nbgrader", "generate_assignment", "week1", cwd=folder, env=env)()
    for learner in learners:
        own = folder / "submitted" / learner.name / "week1"
        own.mkdir(parents=True)
        (own / "week1.ipynb").write_text(notebook(one_file(learner)), encoding="utf-8")
    return command("-m", "nbgrader", "autograde", "week1", "--force", cwd=folder, env=env)


def main(quick: bool) -> str:
    """Measure, and return the table."""
    count, rounds = (3, 1) if quick else (6, 3)
    tools = {
        "rawgrad grade": (rawgrad, "numpy"),
        "pytest, a process each": (bare_pytest, "pytest"),
        "gradescope-utils, a process each": (gradescope, "gradescope-utils"),
        "Otter, otter run each": (otter, "otter-grader"),
        "nbgrader autograde": (nbgrader, "nbgrader"),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        learners = sorted(submissions(folder / "class", count).iterdir())
        contenders = {
            tool: prepare(folder, learners, env)
            for tool, (prepare, package) in tools.items()
            if version(package)
        }
        times = in_turn(contenders, rounds, warm=0)
    absent = [
        f"{tool}: {package} is not installed"
        for tool, (_, package) in tools.items()
        if tool not in contenders
    ]
    number = sum(len(plain.cases(exercise)) for exercise in plain.EXERCISES)
    return (
        f"{machine('pytest', 'gradescope-utils', 'otter-grader', 'nbgrader')}\n\n"
        f"{compare(times, 'rawgrad grade', 1000 / count, 'ms for each submission', absent)}\n\n"
        f"{count} submissions, {number} cases. rawgrad also runs laws and scenarios, grades the "
        "reference and the stubs, and confines submissions; the others do none of this."
    )


if __name__ == "__main__":
    print(main(is_quick(__doc__)))
