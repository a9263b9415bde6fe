"""`check --pdb` stops in the learner's function as the first failing case enters it.

The function is compiled again with a `breakpoint()` as its first statement, under its own file
and line numbers, so that any debugger (pdb, or an editor's) stands in the learner's own code.
"""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Sequence
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.spec.case import Case
from rawgrad.spec.examine import Examiner
from rawgrad.spec.standing import BLOCKED, PASSED, TODO
from rawgrad.subject.local import LocalSubject
from rawgrad.views.rows import item_result
from rawgrad.views.terminal import failure
from rawgrad.views.width import Page
from rawgrad.views.words import SENTENCES


def stop(kit: Kit, folder: Path, names: Sequence[str], language: str, page: Page) -> int:
    """Call the first failing case again, stopping where it enters; return the exit code."""
    examiner = Examiner(kit, LocalSubject(folder, "exercises"))
    for name in names:
        for item in examiner.items(name):
            outcome = examiner.examine(item)
            if isinstance(item, Case) and outcome.verdict.status not in (PASSED, TODO, BLOCKED):
                print(failure(item_result(outcome), language, page), flush=True)
                _enter(kit, folder, item, language)
                return 1
    print(SENTENCES["nothing_fails"].in_(language))
    return 0


def _enter(kit: Kit, folder: Path, case: Case, language: str) -> None:
    examiner = Examiner(kit, LocalSubject(folder, "exercises", debug=True))
    place = folder / f"{case.exercise}.py"
    try:
        tree = with_breakpoint(place.read_text(encoding="utf-8"), case.function)
    except (SyntaxError, OSError):
        return  # What is wrong has just been said.
    name = f"exercises.{case.exercise}"
    module = types.ModuleType(name)
    module.__package__ = "exercises"
    module.__file__ = str(place.resolve())
    sys.modules[name] = module
    exec(compile(tree, module.__file__, "exec"), vars(module))
    print(SENTENCES["stopping"].in_(language), flush=True)
    examiner.examine(case)


def with_breakpoint(source: str, function: str) -> ast.Module:
    """Return a module's tree with a breakpoint at the start of a function or method."""
    tree = ast.parse(source)
    path = function.split(".")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == path[0]:
            wanted = path[1] if len(path) > 1 else "__init__"
            _mark(node.body, wanted)
    if len(path) == 1:
        _mark(tree.body, path[0])
    return ast.fix_missing_locations(tree)


def _mark(body: Sequence[ast.stmt], name: str) -> None:
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = 1 if ast.get_docstring(node) is not None and len(node.body) > 1 else 0
            call = ast.Expr(ast.Call(ast.Name("breakpoint", ast.Load()), [], []))
            # On the line of the `def`, so that the first line of the body is still to come.
            node.body.insert(first, ast.copy_location(call, node))
