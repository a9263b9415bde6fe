"""Stubs are made from solutions: they are what a learner starts from.

A function keeps its signature and docstring, and its body becomes `raise NotImplementedError`.
What is marked `# given` stands complete, private helpers vanish, everything else is kept.
Works on the text, so that comments and layout survive.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from pathlib import Path

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import write_text
from rawgrad.kit.language import choose
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.spec.case import read_cases
from rawgrad.spec.translation import QUESTIONS, read_texts, translated
from rawgrad.spec.words import SPECIFICATION

GIVEN = "# given"
PACKAGE = Text(
    "The exercises: fill in what raises NotImplementedError.",
    "연습 문제입니다. NotImplementedError가 발생하는 함수를 채우십시오.",
)
# Before the imports: a file that is run on its own has no package to import from.
RUN_INSTEAD = """\
if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check {name}")"""


def stub(source: str, predictions: Sequence[str] = (), name: str = "") -> str:
    """Return the stub of a solution's source, in English.

    The predictions are added to the module's docstring. An exercise's own file cannot be run;
    given its name, the stub says what to run instead.
    """
    tree = ast.parse(source)
    lines = source.splitlines()
    edits: list[tuple[int, int, list[str]]] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            edits += _function(node, lines, node.name)
        elif isinstance(node, ast.ClassDef) and not _is_given(node, lines):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    edits += _function(method, lines, f"{node.name}.{method.name}")
    if predictions:
        edits.append(_questions(tree, lines, predictions))
    if name:
        end = tree.body[0].end_lineno or 1
        edits.append((end, end, ["", *RUN_INSTEAD.format(name=name).splitlines()]))
    for first, last, replacement in sorted(edits, reverse=True):
        lines[first:last] = replacement
    return _squeezed(lines)


def functions_to_write(source: str) -> list[str]:
    """Return the functions and methods a learner writes, in order; helpers are the solution's."""
    lines = source.splitlines()
    names = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            inside, prefix = [] if _is_given(node, lines) else node.body, f"{node.name}."
        else:
            inside, prefix = [node], ""
        for function in inside:
            if isinstance(function, ast.FunctionDef) and not (
                _private(function) or _is_given(function, lines)
            ):
                names.append(prefix + function.name)
    return names


def _private(function: ast.FunctionDef) -> bool:
    return function.name.startswith("_") and not function.name.startswith("__")


def _is_given(node: ast.FunctionDef | ast.ClassDef, lines: list[str]) -> bool:
    """Tell whether the `def` or `class` statement, on its last line, is marked as given."""
    start = node.lineno - 1
    stop = node.body[0].lineno - 1
    return any(line.rstrip().endswith(GIVEN) for line in lines[start : max(stop, start + 1)])


def _function(
    node: ast.FunctionDef, lines: list[str], name: str
) -> list[tuple[int, int, list[str]]]:
    if _is_given(node, lines):
        return []
    end = node.end_lineno or node.lineno
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
    if _private(node):
        while first > 0 and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        return [(first, end, [])]
    documented = ast.get_docstring(node) is not None
    body = (node.body[0].end_lineno or 0) if documented else node.body[0].lineno - 1
    raising = " " * node.body[0].col_offset + f'raise NotImplementedError("{name}")'
    return [(body, end, [raising])]


def _questions(
    tree: ast.Module, lines: list[str], predictions: Sequence[str]
) -> tuple[int, int, list[str]]:
    if ast.get_docstring(tree) is None:
        raise BrokenKit(SPECIFICATION["no_docstring"])
    last = (tree.body[0].end_lineno or 1) - 1
    text = lines[last].rstrip()
    body = text.removesuffix('"""').rstrip()
    questions = ["", QUESTIONS.en, ""]
    for question in predictions:
        first, *rest = question.splitlines()
        questions += [f"- {first}", *(f"  {line}".rstrip() for line in rest)]
    return last, last + 1, [*([body] if body else []), *questions, '"""']


def _squeezed(lines: list[str]) -> str:
    """Leave at most two blank lines where something was taken out."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or kept[-2:] != ["", ""]:
            kept.append(line.rstrip())
    return "\n".join(kept).strip("\n") + "\n"


def all_stubs(kit: Kit, language: str = "en") -> dict[str, str]:
    """Return the text of every file of `exercises/` in a language, by file name."""
    return {f"{name}.py": stub_of(kit, name, language) for name in ("__init__", *kit.listed)}


def stub_of(kit: Kit, name: str, language: str = "en") -> str:
    """Return the text of one file of `exercises/` in a language."""
    if name == "__init__":
        return f'"""{PACKAGE.in_(language)}"""\n'
    return translated(_english(kit, name), read_texts(kit, name, language))


def is_stub(kit: Kit, name: str, text: str) -> bool:
    """Tell whether a text is, to the letter, what the kit writes in one of its languages."""
    unix = text.replace("\r\n", "\n")
    return any(unix == stub_of(kit, name, language) for language in LANGUAGES)


def same_code(one: str, other: str) -> bool:
    """Tell whether two modules differ in comments, layout and docstrings at most."""
    try:
        return _bare_tree(one) == _bare_tree(other)
    except (SyntaxError, ValueError, RecursionError):
        return False


def _bare_tree(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            del node.body[0]
    return ast.dump(tree)


def _english(kit: Kit, name: str) -> str:
    """Return a stub in English; a kit that was handed out without solutions holds it as it is."""
    if kit.handed_out:
        return (kit.root / "exercises" / f"{name}.py").read_text(encoding="utf-8")
    source = (kit.root / "solutions" / f"{name}.py").read_text(encoding="utf-8")
    predictions = read_cases(kit.cases_file(name)).predictions
    return stub(source, [p.question.en for p in predictions], name)


def write_stubs(
    kit: Kit, folder: Path, names: Sequence[str], force: bool, check: bool, language: str = "en"
) -> int:
    """Write stubs, or with `check` only say which are not up to date.

    A learner's work is never overwritten: a file stays unless it is a stub in some language, or
    `force`.
    """
    late = 0
    for name, text in all_stubs(kit, language).items():
        if names and Path(name).stem not in names:
            continue
        path = folder / name
        old = path.read_text(encoding="utf-8") if path.is_file() else None
        if old == text:
            continue
        if check or not (old is None or force or is_stub(kit, path.stem, old)):
            sentence = SPECIFICATION["stub_differs" if check else "not_overwritten"]
            print(sentence.in_(choose(None)).format(path=path), file=sys.stderr)
            late += 1
            continue
        write_text(path, text)
        print(path)
    return 1 if late else 0
