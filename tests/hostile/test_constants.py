"""What computes nothing earns nothing: every function raises, or hands back what it was given."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.spec.examine import Examiner
from rawgrad.spec.points import earned, is_scenario
from rawgrad.subject.local import LocalSubject

# Every kind of exception that a case may ask for.
TOP = (
    "import numpy as np\n\n\nclass Every(ValueError, FileNotFoundError, TypeError):\n    pass\n\n\n"
)
BODIES = {
    "raises": "raise Every('no')",
    "first argument": "return given[0] if given else 0.0",
    "last argument": "return given[-1] if given else 0.0",
    "zero": "return 0.0",
    "zeros": "return np.zeros(np.shape(given[-1])) if given else np.zeros(1)",
}


@pytest.fixture(scope="module")
def reader(kit: Kit) -> Examiner:
    return Examiner(kit, LocalSubject(kit.root / "solutions"))


def constant(source: str, body: str) -> str:
    """Return a module that has the functions and methods of another, all with one body."""
    tree = ast.parse(source)
    lines = ast.parse(body).body
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            made = node.name == "__init__"
            node.args = ast.parse("lambda *given, **more: 0", mode="eval").body.args
            node.body = [ast.Pass()] if made else lines
            node.decorator_list = []
    kept = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    return TOP + "\n\n\n".join(map(ast.unparse, kept)) + "\n"


@pytest.mark.parametrize("body", BODIES)
def test_a_function_that_computes_nothing_earns_nothing(
    kit: Kit, reader: Examiner, tmp_path: Path, body: str
) -> None:
    solutions = kit.root / "solutions"
    names = [name for name, exercise in kit.exercises.items() if not exercise.packages]
    for name in names:
        text = (solutions / f"{name}.py").read_text(encoding="utf-8")
        (tmp_path / f"{name}.py").write_text(constant(text, BODIES[body]), encoding="utf-8")
    examiner = reader.anew(LocalSubject(tmp_path))
    for name in names:
        items = [item for item in examiner.items(name) if not is_scenario(item)]
        outcomes = [examiner.examine(item) for item in items]
        assert not [key for key, points in earned(kit.exercises[name], outcomes) if points]
