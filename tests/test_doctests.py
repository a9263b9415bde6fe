"""The examples in the docstrings of the solutions, which the stubs show the learner, are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import solutions
from rawgrad.kit.layout import find_kit

# Those that need Keras or PyTorch are tested where these are: in tests/frameworks.
MODULES = sorted(
    {module.name for module in pkgutil.iter_modules(solutions.__path__)} - set(find_kit().absent)
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The examples speak of the kit's own data.
    monkeypatch.delenv("RAWGRAD_DATA", raising=False)
    failed, _ = doctest.testmod(importlib.import_module(f"solutions.{name}"))
    assert failed == 0
