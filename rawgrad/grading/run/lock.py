"""A run lock keeps a second run out of a folder, and lends the first one a scratch folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rawgrad.grading.words import MESSAGES
from rawgrad.kit.errors import BrokenKit


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[Path]:
    """Hold the folder against a second run; yield a scratch folder that does not outlast this one.

    Another scratch folder that a killed run left behind is removed.
    """
    path = folder / ".lock"
    with path.open("a+", encoding="utf-8") as file:
        _lock(file.fileno(), folder)
        file.seek(0)
        left = Path(file.read().strip() or os.devnull)
        if left.name.startswith("rawgrad-work-") and left.parent == Path(tempfile.gettempdir()):
            shutil.rmtree(left, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix="rawgrad-work-"))
        # Workers run as somebody else and must get through, without seeing what else is there.
        scratch.chmod(0o711)
        file.truncate(0)
        file.write(str(scratch))
        file.flush()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
            file.truncate(0)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            # Of this process alone: a forked child does not go on holding it.
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise BrokenKit(MESSAGES["busy"].filled(out=folder)) from None
