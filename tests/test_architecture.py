"""The page on the architecture is true: every place it names is there, and every room is named."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"`((?:rawgrad|spec_tests|tests)/[\w/.]+)(?::([\w.]+))?`", PAGE)))


def defined(node: ast.AST, names: list[str]) -> bool:
    """Tell whether a module or class defines a name, or a name inside of it."""
    if not names:
        return True
    return any(
        defined(child, names[1:])
        for child in ast.iter_child_nodes(node)
        if isinstance(child, ast.FunctionDef | ast.ClassDef) and child.name == names[0]
    )


@pytest.mark.parametrize(("file", "name"), PLACES)
def test_every_place_it_names_is_there(file: str, name: str) -> None:
    path = ROOT / file.replace("NAME", "softmax")
    assert path.exists(), file
    if name:
        assert defined(ast.parse(path.read_text(encoding="utf-8")), name.split(".")), name


@pytest.mark.parametrize("walk", ["## The walk of one case", "## The walk of one submission"])
def test_a_walk_has_at_most_ten_stops_each_with_a_place(walk: str) -> None:
    text = PAGE.split(walk)[1].split("\n## ")[0]
    stops = re.split(r"^\d+\. ", text, flags=re.MULTILINE)[1:]
    assert 5 <= len(stops) <= 10
    assert all(re.match(r"`(rawgrad/[\w/]+\.py:[\w.]+|spec_tests/[\w/.]+)`", s) for s in stops)


def test_every_room_is_in_the_picture_and_in_a_sentence() -> None:
    packages = (path.parent.name for path in (ROOT / "rawgrad").glob("*/__init__.py"))
    modules = (path.stem for path in (ROOT / "rawgrad").glob("*.py") if path.stem != "__init__")
    picture = PAGE.split("```")[1]
    for room in packages:
        assert f"\n{room}/" in picture, room
        assert f"- **{room}** " in PAGE, room
    for module in modules:
        assert module in picture, module


def test_newcomers_are_led_to_it_first() -> None:
    for name in ("CONTRIBUTING.md", "README.md", "README.ko.md"):
        links = re.findall(r"\((docs/\w+\.md)\)", (ROOT / name).read_text(encoding="utf-8"))
        assert links[0] == "docs/architecture.md", name


def test_no_private_function_or_class_has_the_name_of_another() -> None:
    places = defaultdict(list)
    for path in (ROOT / "rawgrad").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            private = isinstance(node, ast.FunctionDef) and node.name.startswith("_")
            if private or isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(ROOT).as_posix())
    del places["__getattr__"]
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_modules_first_sentence_has_a_verb_and_ends() -> None:
    for path in (ROOT / "rawgrad").rglob("*.py"):
        found = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        summary = found.partition("\n")[0]
        assert summary.endswith("."), path
        # A heading has no verb: a name and a colon, or a question word.
        heading = r"(What|How|Which|Whether|Where|Who|Why)\b|(`[^`]+`|(The|A|An|Every) \w+): "
        assert not re.match(heading, summary), f"{path}: {summary}"
