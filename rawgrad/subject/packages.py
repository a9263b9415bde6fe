"""Packages are what an exercise may need beside NumPy: found by their metadata, then loaded once.

Whoever has a worker started finds where they lie; the zygote, and a learner's own check, load them.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

# What Keras reads as it is imported.
VARIABLES = {"KERAS_BACKEND": "torch"}
# The packages that exercises need, and what each imports only when it is first used.
FRAMEWORKS = {
    "keras": ("keras.src.models.functional", "keras.src.trainers.data_adapters.array_data_adapter"),
    "torch": ("torch._dynamo", "torch.optim", "torch.profiler", "torch.utils.data"),
}


def load(names: Sequence[str]) -> None:
    """Import packages, which takes seconds, and get them ready to compute alike wherever they do.

    Nothing is computed with them: a thread that they started would not survive a fork.
    """
    missing = [name for name in names if name not in sys.modules]
    if not missing:
        return
    for variable, value in VARIABLES.items():
        os.environ.setdefault(variable, value)
    for name in missing:
        importlib.import_module(name)
        for module in FRAMEWORKS.get(name, ()):
            with contextlib.suppress(ImportError):  # Another version has it elsewhere.
                importlib.import_module(module)
    if "keras" in names:
        # Else `fit` and `predict` start a thread for callbacks, which some workers refuse.
        backend: Any = sys.modules["keras.src.backend"]
        backend.IS_THREAD_SAFE = False
    if "torch" in sys.modules:
        torch = sys.modules["torch"]
        # Faster with one thread: the matrices are small.
        torch.set_num_threads(1)
        # What draws from nowhere draws the same when it is graded again.
        torch.manual_seed(0)


def places(names: Iterable[str]) -> dict[str, str]:
    """Return the folders and files that hold packages and all that they depend on.

    They are a distribution's own, by its metadata, and nothing else of the folder where it is
    installed; each stands under the name that it is imported by. Of a folder that several
    distributions share, as `nvidia`, each has what it put there.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    found: dict[str, str] = {}
    known: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name in known:
            continue
        known.add(name)
        # One that is missing is for another system, or will be missed when it is imported.
        with contextlib.suppress(PackageNotFoundError):
            one = distribution(name)
            for parts in _modules([Path(file).parts for file in one.files or ()]):
                path = Path(str(one.locate_file("/".join(parts)))).resolve()
                leaf = parts[-1] if path.is_dir() else parts[-1].partition(".")[0]
                found[".".join((*parts[:-1], leaf))] = str(path)
            pending += _required(one.requires or ())
    return found


def _modules(files: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Return where the modules of a distribution lie, from the list of its files."""
    regular = {parts[0] for parts in files if parts[1:] == ("__init__.py",)}
    return {
        parts[: 1 if parts[0] in regular or parts[0].endswith(".libs") else 2]
        for parts in files
        if parts[0] not in ("..", "__pycache__") and not parts[0].endswith((".dist-info", ".pth"))
    }


def _required(requirements: Iterable[str]) -> Iterator[str]:
    """Yield the names of distributions that are required without an extra being asked for."""
    for text in requirements:
        name = re.match(r"[\w.-]+", text)
        if name and not re.search(r"\bextra\s*==", text):
            yield name[0]


class PackageFinder:
    """Finds packages where they lie, and nothing that lies beside them.

    Parameters
    ----------
    found
        What `places` has found.
    """

    def __init__(self, found: Mapping[str, str]) -> None:
        self._places = found

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a package is loaded; see `importlib.abc.MetaPathFinder`."""
        place = self._places.get(name)
        if place is not None:
            start = Path(place)
            return spec_from_file_location(name, start / "__init__.py" if start.is_dir() else start)
        if any(other.startswith(f"{name}.") for other in self._places):
            return ModuleSpec(name, None, is_package=True)
        return None
