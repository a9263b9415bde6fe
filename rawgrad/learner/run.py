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
place, module, language = sys.argv[1:]
del sys.argv[1:]
sys.path.insert(0, place)
try:
    __import__(module)
except Exception as error:
    from rawgrad.learner.run import explain_error
    explain_error(error, place, module, language)
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
    module = f"{folder.resolve().name}.{exercise}"
    place = str(folder.resolve().parent)
    done = subprocess.run([sys.executable, "-c", PROGRAM, place, module, language], check=False)
    print(SENTENCES["ran"].in_(language).format(name=exercise))
    return 1 if done.returncode else 0


def explain_error(error: Exception, place: str, module: str, language: str) -> None:
    """Print an exception as Python does, and then what helps against it, as a check says it."""
    from rawgrad.spec.judge import judge_call
    from rawgrad.subject.base import Result, trouble_of
    from rawgrad.subject.executor import Executor
    from rawgrad.views.rows import finding_text

    # The first line is the one that imported the module.
    start = error.__traceback__.tb_next if error.__traceback__ else None
    traceback.print_exception(type(error), error, start)
    package, _, name = module.partition(".")
    told = Executor(Path(place, package), package).error_of(error)
    importing = name if isinstance(error, SyntaxError) else ""
    trouble = trouble_of({**told, "importing": importing})
    for finding in judge_call(Result(name, trouble=trouble)).findings:
        if finding.key not in ("raised", "import_failed"):  # which the last line above says
            print(finding_text(finding, language, name), file=sys.stderr)
