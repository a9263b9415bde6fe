"""Hints: each function that a learner writes has its own, in both languages and any terminal."""

from __future__ import annotations

import ast
import re

import numpy as np
import pytest

from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.hints import STEPS, read_hints
from rawgrad.spec.stubs import GIVEN


def to_write(kit: Kit, exercise: str) -> list[str]:
    """Return what a learner writes, in the file's order; private helpers are the solution's."""
    source = (kit.root / "solutions" / f"{exercise}.py").read_text(encoding="utf-8")
    lines = source.splitlines()
    names = []
    for node in ast.parse(source).body:
        methods = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for function in methods:
            if isinstance(function, ast.FunctionDef):
                private = function.name.startswith("_") and not function.name.startswith("__")
                if not private and not lines[function.lineno - 1].endswith(GIVEN):
                    names.append(prefix + function.name)
    return names


@pytest.mark.parametrize("exercise", find_kit().exercises)
def test_every_function_a_learner_writes_has_its_hint_in_order(kit: Kit, exercise: str) -> None:
    assert [hint.function for hint in read_hints(kit, exercise)] == to_write(kit, exercise)


@pytest.mark.parametrize("exercise", find_kit().exercises)
def test_hints_are_whole_in_both_languages(kit: Kit, exercise: str) -> None:
    for hint in read_hints(kit, exercise):
        assert len(hint.steps) == len(set(hint.steps)) == STEPS
        for step in hint.steps:
            for text in step:
                assert text == text.strip()
                assert "\n" not in text
                # A Korean Windows terminal shows these characters and no others.
                text.encode("cp949")
            assert re.search("[가-힣]", step.ko)
            assert not re.search("[가-힣]", step.en)


@pytest.mark.parametrize("exercise", find_kit().exercises)
def test_hints_name_only_numpy_functions_that_exist(kit: Kit, exercise: str) -> None:
    texts = [text for hint in read_hints(kit, exercise) for step in hint.steps for text in step]
    for name in re.findall(r"\bnp\.(\w+)", " ".join(texts), re.ASCII):
        assert hasattr(np, name), name
