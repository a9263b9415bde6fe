"""A zygote is made ready to be forked: it imports what submissions import, and nothing after.

Done once, before anything is known of any submission.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.machinery
import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

import numpy as np

from rawgrad import datasets
from rawgrad.subject import packages
from rawgrad.subject.confined import sandbox

# Imported before the first fork: what submissions often import, and what needs shared libraries,
# which a confined process cannot read any more.
WARM = (
    "array", "bisect", "bz2", "collections.abc", "contextlib", "copy", "csv", "ctypes",
    "dataclasses", "datetime", "decimal", "encodings.cp949", "enum", "functools", "gzip",
    "hashlib", "heapq", "inspect", "io", "itertools", "json", "linecache", "lzma", "math",
    "operator", "pathlib", "pickle", "random", "re", "string", "struct", "tempfile", "threading",
    "time", "traceback", "types", "typing", "unicodedata", "warnings", "zlib", "numpy.linalg",
    "numpy.random",
)  # fmt: skip


def warm_up(settings: dict[str, Any]) -> tuple[list[bytes], bool]:
    """Import what submissions import.

    Returns the rules of all that submissions may read besides their own, and whether an
    unprivileged user could not read it.
    """
    for name in WARM:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    np.linalg.svd(np.eye(4))
    np.random.default_rng(0).standard_normal(4)
    np.random.RandomState(0).standard_normal(4)
    np.random.get_state()
    # What draws from nowhere draws the same when it is graded again.
    np.random.seed(0)
    load_packages(settings)
    # A confined process may read what is in the standard library's folder, but not list it.
    importlib.machinery.PathFinder.find_spec("rawgrad_has_no_such_module")
    sys.dont_write_bytecode = True
    sys.argv[:] = [""]
    sys.orig_argv[:] = [""]
    forget_environment()
    rules, closed = _readable(settings) if settings["confined"] else ([], False)
    # Nothing was collected so far (see `spawning`), nor is it now: what is freed leaves holes in
    # pages, which workers would fill, each in a copy of its own.
    gc.freeze()
    gc.enable()
    return rules, closed


def freeze_imports(path: list[str]) -> None:
    """Let no installed package be found any more, nor of this one what is not loaded.

    Of this package a submission has `datasets`, whole, and what the worker itself is made of.
    NumPy, which loads parts of itself late, is found by its own path.
    """
    sys.path[:] = [entry for entry in sys.path if entry not in path]
    sys.path_importer_cache.clear()
    tool = datasets.__name__.partition(".")[0]
    for name, module in sys.modules.items():
        if name.partition(".")[0] == tool and hasattr(module, "__path__"):
            module.__path__[:] = []


def load_packages(settings: dict[str, Any]) -> None:
    """Load what there is beside NumPy, and let nothing else be found any more."""
    freeze_imports(settings["path"])
    sys.meta_path.append(packages.PackageFinder(settings["places"]))
    # Keras reads and writes its settings there, not a person's.
    os.environ["KERAS_HOME"] = settings["scratch"]
    packages.load(settings["packages"])


def forget_environment() -> None:
    """Leave nothing of the environment that the grader was started in."""
    kept = {name: os.environ[name] for name in packages.VARIABLES if name in os.environ}
    os.environ.clear()
    os.environ.update({"LANG": "C.UTF-8", **kept})


def _readable(settings: dict[str, Any]) -> tuple[list[bytes], bool]:
    sandbox.common_filter(threads=True)
    stdlib = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    # Folder by folder: site-packages may lie inside.
    paths = [child for folder in stdlib for child in folder.iterdir()]
    paths = [path for path in paths if path.name not in ("site-packages", "dist-packages")]
    numpy = Path(np.__file__).parent
    given = [Path(path) for path in (*settings["readable"], *settings["places"].values())]
    paths += [numpy, numpy.parent / "numpy.libs", Path("/dev/urandom"), *given]
    rules = sandbox.landlock_rules(os.open(path, os.O_PATH) for path in paths if path.exists())
    null = [os.open("/dev/null", os.O_PATH)]
    rules += sandbox.landlock_rules(null, sandbox.READ | sandbox.WRITE)
    return rules, _is_closed([Path(os.__file__), Path(np.__file__), *given])


def _is_closed(paths: list[Path]) -> bool:
    """Tell whether an unprivileged user, which root becomes, could not read all in these paths."""
    if not sandbox.is_root():
        return False
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            sandbox.become_nobody()
            walked = (entry for path in paths for entry in os.walk(path))
            inside = (Path(top, name) for top, dirs, files in walked for name in (*dirs, *files))
            os._exit(not all(os.access(path, os.R_OK) for path in (*paths, *inside)))
        os._exit(1)
    return os.waitpid(child, 0)[1] != 0
