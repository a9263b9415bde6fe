"""`rawgrad run` executes an exercise's file as it is, in a process of its own."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import traceback
from pathlib import Path

from rawgrad.kit.os_errors import os_error
from rawgrad.views.words import SENTENCES

# Imported rather than run: the file itself says what to run instead, and imports its neighbours.
PROGRAM = """
import sys
parent, folder, module, language = sys.argv[1:]
del sys.argv[1:]
sys.path.insert(0, parent)
try:
    __import__(module)
except (Exception, KeyboardInterrupt) as error:
    from rawgrad.learner.run import explain_error
    explain_error(error, folder, language)
    sys.exit(1)
"""


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
    folder = folder.resolve()
    module = f"{folder.name}.{exercise}"
    given = [str(folder.parent), str(folder), module, language]
    done = subprocess.run([sys.executable, "-c", PROGRAM, *given], check=False)
    print(SENTENCES["ran"].in_(language).format(name=exercise))
    return 1 if done.returncode else 0


def explain_error(error: BaseException, folder: str, language: str) -> None:
    """Print an exception as Python does, and then what helps against it, as a check says it."""
    # The first line is the one that imported the module.
    start = error.__traceback__.tb_next if error.__traceback__ else None
    traceback.print_exception(type(error), error, start)
    # At Ctrl-C there is no time to load what explains.
    from rawgrad.learner.exception_help import help_texts
    from rawgrad.subject.executor import Executor

    for text in help_texts(error, Executor(folder, Path(folder).name)):
        print(text.in_(language), file=sys.stderr)
