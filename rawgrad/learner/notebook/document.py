"""`rawgrad notebook NAME` writes one exercise as a notebook, in one of the languages.

A notebook is JSON, so nothing is needed to write one. The same exercise gives the same bytes.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import whole
from rawgrad.kit.layout import Exercise, Kit
from rawgrad.kit.os_errors import os_error
from rawgrad.kit.shell import quoted
from rawgrad.learner.notebook.words import PAGE, SENTENCES
from rawgrad.spec.case import CaseFile, Prediction, read_cases
from rawgrad.spec.examine import headline
from rawgrad.spec.stubs import stub_of
from rawgrad.spec.translation import introduction

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def write(kit: Kit, name: str, path: Path | None, language: str, spoken: str = "") -> str:
    """Write the notebook of an exercise and return the line that says where it is.

    Parameters
    ----------
    path
        The file, or a folder to put it in; by default `NAME.ipynb` here.
    spoken
        What the line is in; by default the language of the notebook.

    Raises
    ------
    BrokenKit
        If there is such a file already: it may hold a learner's work.
    """
    spoken = spoken or language
    path = path or Path(f"{name}.ipynb")
    if path.is_dir():
        path = path / f"{name}.ipynb"
    if path.suffix != ".ipynb":
        raise BrokenKit(SENTENCES["suffix"].filled(path=path))
    text = notebook(kit, name, language)
    try:
        if path.exists():
            raise FileExistsError
        with whole(path) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
    except FileExistsError:
        said = SENTENCES["exists"].filled(path=path, other=quoted(_free(path)))
        raise BrokenKit(said) from None
    except OSError as error:
        raise os_error(error, path) from None
    return SENTENCES["written"].in_(spoken).format(path=path)


def _free(path: Path) -> Path:
    number = 2
    while (other := path.with_stem(f"{path.stem}-{number}")).exists():
        number += 1
    return other


def notebook(kit: Kit, name: str, language: str) -> str:
    """Return the notebook of an exercise, as the text of its file."""
    cells = [
        _cell(f"{name}-{place}", kind, text)
        for place, kind, text in _cell_contents(kit, name, language)
    ]
    document = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _cell(identifier: str, kind: str, text: str) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "id": identifier, "metadata": {}}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": text.splitlines(keepends=True)}


def _cell_contents(kit: Kit, name: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield each cell: its place, its kind and its text."""

    def say(key: str, **facts: object) -> str:
        return PAGE[key].in_(language).format(name=name, **facts)

    exercise = kit.exercises[name]
    tree = ast.parse(text := stub_of(kit, name, language))
    cases = read_cases(kit.cases_file(name))
    yield "about", "markdown", _about(exercise, text, cases, language)
    yield "begin", "markdown", say("begin")
    yield "load", "code", f"%load_ext rawgrad\n%rawgrad lang {language}\n\nimport numpy as np"
    yield "predict", "markdown", f"## {say('predict')}\n\n{say('predict_how')}"
    for number, prediction in enumerate(cases.predictions, start=1):
        yield f"question-{number}", "markdown", _question(number, prediction, language)
        yield f"answer-{number}", "code", f"%rawgrad predict {name} {number} ___"
    yield "write", "markdown", f"## {say('write')}\n\n{say('write_how')}"
    yield "check", "code", f"%%check {name}\n{_code(text, tree)}"
    yield "hint-text", "markdown", f"## {say('hint')}\n\n{say('hint_how')}"
    yield "hint", "code", f"%rawgrad hint {name}"
    yield "picture-text", "markdown", f"## {say('picture')}\n\n{say('picture_how')}"
    yield "picture", "code", f"%rawgrad plot {name}"


def _code(text: str, tree: ast.Module) -> str:
    """Return a stub from its imports on: what stands above them is in the cells above."""
    skipped = (ast.Expr, ast.If)
    first = next(node for node in tree.body if not isinstance(node, skipped))
    return "\n".join(text.splitlines()[first.lineno - 1 :]).rstrip()


def _question(number: int, prediction: Prediction, language: str) -> str:
    lines = prediction.question.in_(language).strip().splitlines()
    return f"{number}. " + "\n   ".join(lines)


def _about(exercise: Exercise, stub: str, cases: CaseFile, language: str) -> str:
    """Return title and introduction, and what is to be written."""

    def say(key: str, **facts: object) -> str:
        return PAGE[key].in_(language).format(name=exercise.name, **facts)

    parts = [f"# {exercise.number}. {exercise.title.in_(language)}", *introduction(stub)]
    asked = _question_lines(ast.parse(stub), cases, language)
    parts.append(f"{say('to_write')}:\n\n" + "\n".join(asked))
    if exercise.requires:
        parts.append(say("requires", names=", ".join(f"`{n}`" for n in exercise.requires)))
    parts.append(say("documents", documents=", ".join(exercise.documents)))
    return "\n\n".join(parts)


def _question_lines(tree: ast.Module, cases: CaseFile, language: str) -> Iterator[str]:
    """Yield a line for each function to write, with what its first case asks."""
    for name in functions(tree):
        asked = next((c.why.in_(language) for c in cases.cases if c.function == name), "")
        yield f"- `{name}`" + (f": {headline(asked)}" if asked else "")


def functions(tree: ast.Module) -> Iterator[str]:
    """Yield the functions and methods that a stub leaves to the learner."""
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for function in inner:
            if isinstance(function, ast.FunctionDef) and _is_todo(function):
                yield f"{owner}{function.name}"


def _is_todo(function: ast.FunctionDef) -> bool:
    last = function.body[-1]
    return isinstance(last, ast.Raise) and "NotImplementedError" in ast.dump(last)
