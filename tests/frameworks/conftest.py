"""These tests run only when they are asked for: the rest does without Keras and PyTorch."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the folder out unless an argument lies inside it."""
    start = config.invocation_params.dir
    asked = [(start / argument.split("::")[0]).resolve() for argument in config.args]
    if any(path.is_relative_to(HERE) for path in asked):
        return None
    return True
