"""Makes a zygote ready to be forked: imports what submissions import, and forgets the rest.

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

from . import confine

# Imported before the first fork: to have it once, and since shared libraries that extension
# modules need cannot be read any more by a confined process.
WARM = (
    "array", "ast", "base64", "bisect", "bz2", "calendar", "cmath", "codecs", "collections.abc",
    "contextlib", "copy", "csv", "ctypes", "dataclasses", "datetime", "decimal", "encodings.cp949",
    "encodings.idna", "encodings.utf_8_sig", "enum", "fractions", "functools", "glob", "gzip",
    "hashlib", "heapq", "inspect", "io", "itertools", "json", "linecache", "lzma",
    "math", "numbers", "operator", "pathlib", "pickle", "pprint", "random", "re", "shutil",
    "statistics", "string", "struct", "tempfile", "textwrap", "threading", "time", "timeit",
    "tokenize", "traceback", "types", "typing", "unicodedata", "warnings",
    "zipfile", "zlib", "numpy.linalg", "numpy.random",
)  # fmt: skip


def warm_up(settings: dict[str, Any]) -> list[bytes]:
    """Import what submissions import; return the rules of all they may read."""
    for name in WARM:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    np.linalg.svd(np.eye(4))
    np.random.default_rng(0).standard_normal(4)
    np.random.RandomState(0).standard_normal(4)
    np.random.get_state()
    # Other installed packages are none of a submission's business.
    sys.path[:] = [entry for entry in sys.path if entry not in settings["path"]]
    sys.path_importer_cache.clear()
    # A confined process may read what is in the standard library's folder, but not list it.
    importlib.machinery.PathFinder.find_spec("rawgrad_has_no_such_module")
    sys.dont_write_bytecode = True
    sys.argv[:] = [""]
    sys.orig_argv[:] = [""]
    readable = _readable(Path(np.__file__).parent, settings) if settings["confined"] else []
    if settings["confined"]:
        confine.common_filter()
    gc.collect()
    gc.freeze()
    return readable


def _readable(numpy: Path, settings: dict[str, Any]) -> list[bytes]:
    stdlib = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    # Folder by folder: site-packages may lie inside.
    paths = [child for folder in stdlib for child in folder.iterdir()]
    paths = [path for path in paths if path.name not in ("site-packages", "dist-packages")]
    paths += [numpy, numpy.parent / "numpy.libs", Path("/dev/urandom")]
    paths += [Path(path) for path in settings["readable"]]
    return confine.landlock_rules(os.open(path, os.O_PATH) for path in paths if path.exists())
