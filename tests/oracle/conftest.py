"""The oracle runs only when it is asked for: `tox -e oracle`, or `pytest tests/oracle`.

It needs PyTorch, scikit-learn and SciPy, which the rest of the tests do without.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the oracle out unless an argument lies inside it."""
    start = config.invocation_params.dir
    asked = [(start / argument.split("::")[0]).resolve() for argument in config.args]
    if any(path.is_relative_to(HERE) for path in asked):
        return None
    return True


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)
