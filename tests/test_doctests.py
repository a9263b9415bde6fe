"""The examples in docstrings are true: those of the solutions, which the stubs show, and others."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import solutions
from rawgrad import datasets
from rawgrad.kit.layout import find_kit

# Those that need Keras or PyTorch are tested where these are: in tests/frameworks.
MODULES = sorted(
    f"{package.__name__}.{module.name}"
    for package in (datasets, solutions)
    for module in pkgutil.iter_modules(package.__path__)
    if module.name not in find_kit().absent
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The examples speak of the kit's own data.
    monkeypatch.delenv("RAWGRAD_DATA", raising=False)
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0
