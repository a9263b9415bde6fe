"""`rawgrad.datasets` in a learner's own programs: in any folder, light, and by itself."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rawgrad import datasets
from rawgrad.kit.layout import Kit
from rawgrad.release.pack import write
from rawgrad.release.selection import kit_files, package_files
from tests.conftest import ROOT, Run

SCRIPT = """\
from exercises.mnist import accuracy, init_network, load_mnist
from rawgrad.datasets import progress, read_pulsars

(x_train, t_train), (x_test, t_test) = load_mnist()
found = sum(len(x_test[i : i + 100]) for i in progress(range(0, 10000, 100), "testing"))
print(x_train.shape, found, accuracy(init_network(), x_test, t_test, 100) > 0.9)
print(read_pulsars().shape)
"""
SAYS = "(60000, 784) 10000 True\n(17898, 9)\n"


def run(script: Path, path: Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a learner's script: nothing but this path says where the tool is."""
    return subprocess.run(
        [sys.executable, str(script)],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(path), "PYTHONUTF8": "1", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def fill(course: Path, kit: Kit) -> Path:
    """Put the solutions into a learner's folder, and a script beside them."""
    for path in (course / "exercises").glob("[!_]*.py"):
        path.write_bytes((kit.root / "solutions" / path.name).read_bytes())
    script = course / "my_script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    return script


def test_a_script_in_a_learners_folder_reads_the_data(
    tmp_path: Path, kit: Kit, rawgrad: Run
) -> None:
    """The tool is imported from a clone, as an editable install has it."""
    assert rawgrad("init", "course").returncode == 0
    script = fill(tmp_path / "course", kit)
    for cwd in (tmp_path / "course", tmp_path, Path(tmp_path.root)):
        done = run(script, ROOT, cwd)
        assert (done.returncode, done.stdout, done.stderr) == (0, SAYS, "")


def test_a_script_reads_the_data_of_a_package_that_carries_the_kit_inside(
    tmp_path: Path, kit: Kit
) -> None:
    installed = tmp_path / "site-packages"
    part = kit_files(kit, ["activation", "softmax", "mnist", "binary"])
    inside = {f"rawgrad/_kit/{place}": data for place, data in part.items()}
    write({**package_files(), **inside}, installed)
    course = tmp_path / "course"
    write({p: data for p, data in part.items() if p.startswith("exercises/")}, course)
    done = run(fill(course, kit), installed, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, SAYS, "")


def test_a_folder_of_ones_own_is_named_by_the_environment(tmp_path: Path) -> None:
    script, own = tmp_path / "script.py", tmp_path / "own"
    script.write_text("from rawgrad.datasets import find\nprint(find('a', 'mnist'))\n")
    own.mkdir()
    (own / "a").write_bytes(b"")
    assert run(script, ROOT, tmp_path, RAWGRAD_DATA=str(own)).stdout == f"{own / 'a'}\n"
    assert "a: missing (looked in " in run(script, ROOT, tmp_path).stderr


def test_nothing_else_of_the_tool_is_imported_with_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, rawgrad\n"
        "light = set(sys.modules)\n"
        "import rawgrad.datasets\n"
        "print('numpy' in light, *sorted(m for m in sys.modules if m.startswith('rawgrad')))\n"
    )
    numpy, *found = run(script, ROOT, tmp_path).stdout.split()
    names = {path.stem for path in (ROOT / "rawgrad" / "datasets").glob("[!_]*.py")}
    assert numpy == "False"
    assert set(found) == {"rawgrad", "rawgrad.datasets", *(f"rawgrad.datasets.{n}" for n in names)}


def test_exercises_take_their_plumbing_from_there(kit: Kit) -> None:
    """What a solution imports is each other, NumPy and its frameworks, and what datasets export."""
    for name, exercise in kit.listed.items():
        tree = ast.parse((kit.root / "solutions" / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and not node.level:
                top = (node.module or "").partition(".")[0]
                if node.module == "rawgrad.datasets":
                    assert {alias.name for alias in node.names} <= set(datasets.__all__), name
                else:
                    assert top in {"numpy", *exercise.packages, *sys.stdlib_module_names}, name
            elif isinstance(node, ast.Import):
                tops = {alias.name.partition(".")[0] for alias in node.names}
                assert tops <= {"numpy", *exercise.packages, *sys.stdlib_module_names}, name


@pytest.mark.parametrize("name", datasets.__all__)
def test_what_is_exported_is_there(name: str) -> None:
    found = getattr(datasets, name)
    assert not callable(found) or found.__doc__
