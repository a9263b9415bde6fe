"""Stubs: what is left out of a solution, and what stays."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

from rawgrad.cli import main
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.spec.stubs import all_stubs, stub, write_stubs

SOLUTION = '''"""A lesson.

Two lines.
"""

import numpy as np

SIZE = 3


def shown(
    a,
    b=1,  # given
):
    """Stay."""
    return a


def lesson(a, b=1):
    """Do it.

    Longer.
    """
    # The secret.
    return a + b


# The helper of the secret.
def _helper(a):
    return a


def bare(a):
    return a


class Net:
    """A net."""

    def __init__(self):
        """Make it."""
        self.a = 1

    def given(self):  # given
        return self.a


class Tool:  # given
    def go(self):
        return 1
'''

STUB = '''"""A lesson.

Two lines.

Predict before you write a line (`rawgrad predict`):

- What is
  this?
"""

import numpy as np

SIZE = 3


def shown(
    a,
    b=1,  # given
):
    """Stay."""
    return a


def lesson(a, b=1):
    """Do it.

    Longer.
    """
    raise NotImplementedError("lesson")


def bare(a):
    raise NotImplementedError("bare")


class Net:
    """A net."""

    def __init__(self):
        """Make it."""
        raise NotImplementedError("Net.__init__")

    def given(self):  # given
        return self.a


class Tool:  # given
    def go(self):
        return 1
'''


def test_a_stub_keeps_what_is_given_and_nothing_of_the_lesson() -> None:
    assert stub(SOLUTION, ["What is\nthis?"]) == STUB


def test_a_one_line_docstring_takes_the_questions_too() -> None:
    text = stub('"""A lesson."""\n', ["What?"])
    assert text.startswith('"""A lesson.\n\nPredict')
    assert ast.get_docstring(ast.parse(text)).endswith("- What?")  # type: ignore[union-attr]
    with pytest.raises(BrokenKit, match="docstring"):
        stub("x = 1\n", ["What?"])


def test_an_exercises_stub_says_what_to_run_instead() -> None:
    text = stub('"""A lesson."""\n\nfrom .other import x\n', [], "softmax")
    assert text.startswith('"""A lesson."""\n\nif __name__ == "__main__":\n    raise SystemExit(')
    assert text.index("SystemExit") < text.index("from .other")


def test_no_line_of_a_solution_is_left_in_its_stub(kit: Kit) -> None:
    stubs = all_stubs(kit)
    assert set(kit.exercises) <= {Path(name).stem for name in stubs}
    for name in kit.exercises:
        tree = ast.parse(stubs[f"{name}.py"])
        raising = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
        assert any("NotImplementedError" in ast.unparse(node) for node in raising)
        assert ast.get_docstring(tree)


def test_a_stub_holds_the_task_and_little_else(kit: Kit) -> None:
    """What a learner has to read is short: plumbing and long explanations lie elsewhere."""
    sizes = {name: len(all_stubs(kit)[f"{name}.py"].encode()) for name in kit.listed}
    assert statistics.median(sizes.values()) < 3000, sizes
    assert max(sizes.values()) < 8000, sizes


def test_stubs_are_written_whole_and_never_over_a_learners_work(
    kit: Kit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write_stubs(kit, tmp_path / "ex", [], force=False, check=False) == 0
    assert sorted(p.name for p in (tmp_path / "ex").iterdir()) == sorted(all_stubs(kit))
    mine = tmp_path / "ex" / "softmax.py"
    mine.write_text("mine", encoding="utf-8")
    assert write_stubs(kit, tmp_path / "ex", [], force=False, check=False) == 1
    assert mine.read_text(encoding="utf-8") == "mine"
    assert "--force overwrites it" in capsys.readouterr().err
    assert write_stubs(kit, tmp_path / "ex", ["loss"], force=False, check=True) == 0
    assert write_stubs(kit, tmp_path / "ex", [], force=False, check=True) == 1
    assert write_stubs(kit, tmp_path / "ex", [], force=True, check=False) == 0
    assert mine.read_text(encoding="utf-8") == all_stubs(kit)["softmax.py"]


def test_the_command_writes_stubs(tmp_path: Path) -> None:
    assert main(["stubs", "softmax", "--to", str(tmp_path / "ex")]) == 0
    assert [p.name for p in (tmp_path / "ex").iterdir()] == ["softmax.py"]
