"""Locks keep a second run out of a folder, and tell scratch folders of live runs from dead ones."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from rawgrad.grading.words import MESSAGES
from rawgrad.kit.errors import BrokenKit

LOCK = ".lock"
SCRATCH = "rawgrad-work-"


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the folder against a second run."""
    with (folder / LOCK).open("a") as file:
        try:
            _lock(file)
        except OSError:
            raise BrokenKit(MESSAGES["busy"].filled(out=folder)) from None
        yield


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a folder that does not outlast this run, and remove those that killed runs have left.

    A run holds the lock in its folder as long as it lives, and a machine lets go of it however the
    run ends.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        with contextlib.suppress(OSError), (left / LOCK).open("r+") as lock:
            _lock(lock)
            shutil.rmtree(left, ignore_errors=True)
    scratch, file = _locked_folder()
    # Workers run as somebody else and must get through, without seeing what else is there.
    scratch.chmod(0o711)
    try:
        yield scratch
    finally:
        file.close()
        shutil.rmtree(scratch, ignore_errors=True)


def _locked_folder() -> tuple[Path, IO[str]]:
    while True:
        scratch = Path(tempfile.mkdtemp(prefix=SCRATCH))
        file = (scratch / LOCK).open("w")
        # Before it was locked, another run may have taken it for a dead one's.
        with contextlib.suppress(OSError):
            _lock(file)
            if scratch.exists():
                return scratch, file
        file.close()


def _lock(file: IO[str]) -> None:
    """Lock a file for this process alone: a forked child does not go on holding it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
