"""`rawgrad run` executes an exercise's file as it is, in a process of its own."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

from rawgrad.kit.os_errors import os_error
from rawgrad.views.words import SENTENCES

# Imported rather than run: the file itself says what to run instead, and imports its neighbours.
PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); __import__(sys.argv.pop(1))"


def run(folder: Path, exercise: str, language: str) -> int:
    """Run a module with its output as it comes, then say how to check it.

    Returns
    -------
    int
        0, or 1 if it ended with an error.
    """
    path = folder / f"{exercise}.py"
    if not path.is_file():
        raise os_error(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), path)
    module = f"{folder.resolve().name}.{exercise}"
    place = str(folder.resolve().parent)
    done = subprocess.run([sys.executable, "-c", PROGRAM, place, module], check=False)
    print(SENTENCES["ran"].in_(language).format(name=exercise))
    return 1 if done.returncode else 0
