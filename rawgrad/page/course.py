"""A page's course tells the exercises to the page: tasks, stubs, hints, predictions, as JSON.

It is read from a kit as it is handed out, and so can hold no solution.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from rawgrad.kit.layout import Exercise, Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.kit.version import __version__
from rawgrad.learner.plots import PICTURES
from rawgrad.release.selection import Files, kit_files
from rawgrad.spec.examine import Examiner
from rawgrad.spec.hints import read_hints
from rawgrad.spec.stubs import stub_of
from rawgrad.subject.local import LocalSubject

TITLE = Text("Deep learning from scratch", "밑바닥부터 배우는 딥러닝")
# Beside the data lie what says where they are from.
ABOUT = ("LICENSE", "README.md", "SHA256SUMS")


def course(kit: Kit, exercises: Sequence[Exercise], title: Text, data: Files) -> dict[str, Any]:
    """Return all that the page shows before Python runs.

    Parameters
    ----------
    kit
        A kit that was handed out.
    exercises
        The exercises, numbered as they are everywhere; those that need a package are shown, too.
    data
        The data files that the page can fetch, by place.
    """
    return {
        "version": __version__,
        "title": title._asdict(),
        "exercises": [_exercise(kit, exercise, data) for exercise in exercises],
    }


def _exercise(kit: Kit, exercise: Exercise, data: Files) -> dict[str, Any]:
    name = exercise.name
    on_page = not exercise.packages
    told: dict[str, Any] = {
        "name": name,
        "number": exercise.number,
        "title": exercise.title._asdict(),
        "source": " ".join(exercise.documents),
        "requires": list(exercise.requires),
        "computer": not on_page,
        "picture": on_page and name in PICTURES,
        "data": [],
        "functions": [],
        "items": 0,
        "stub": {},
        "task": {},
        "hints": {},
        "predictions": [],
    }
    stubs = {language: stub_of(kit, name, language) for language in LANGUAGES}
    told["task"] = {language: _task(text) for language, text in stubs.items()}
    told["functions"] = [one["name"] for one in told["task"]["en"]["functions"]]
    if not on_page:
        return told
    examiner = Examiner(kit, LocalSubject(kit.root / "exercises"))
    own = kit_files(kit, [name])
    return {
        **told,
        "data": [
            {"file": place.removeprefix("data/"), "bytes": len(content)}
            for place, content in data.items()
            if place in own
        ],
        "items": len(examiner.items(name)),
        "stub": stubs,
        "hints": {language: _hints(kit, name, language) for language in LANGUAGES},
        "predictions": [
            {"id": one.id, "question": one.question._asdict()}
            for one in examiner.case_file(name).predictions
        ],
    }


def _hints(kit: Kit, name: str, language: str) -> dict[str, list[str]]:
    return {
        hint.function: [step.in_(language) for step in hint.steps] for hint in read_hints(kit, name)
    }


def _task(stub: str) -> dict[str, Any]:
    """Return a stub's texts: the module's without title and questions, and its functions'."""
    tree = ast.parse(stub)
    # The questions are asked one by one, and begin with the command that asks them.
    paragraphs = (ast.get_docstring(tree) or "").split("\n\n")
    command = next((n for n, text in enumerate(paragraphs) if "`rawgrad predict`" in text), None)
    return {
        "intro": "\n\n".join(paragraphs[1:command]),
        "functions": list(_functions(tree.body, stub)),
    }


def _functions(body: Sequence[ast.stmt], stub: str, prefix: str = "") -> Iterator[dict[str, Any]]:
    """Yield what a learner writes: each function that raises `NotImplementedError` of itself."""
    lines = stub.splitlines()
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _functions(node.body, stub, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            *_, last = node.body
            if isinstance(last, ast.Raise) and "NotImplementedError" in ast.unparse(last):
                head = lines[node.lineno - 1 : node.body[0].lineno - 1]
                yield {
                    "name": prefix + node.name,
                    "signature": " ".join(line.strip() for line in head).removesuffix(":"),
                    "text": ast.get_docstring(node) or "",
                }


def fetched_later(part: Files) -> Files:
    """Return those of a kit's files that are data, which the page fetches as they are needed."""
    return {
        place: content
        for place, content in part.items()
        if place.startswith("data/") and PurePosixPath(place).name not in ABOUT
    }
