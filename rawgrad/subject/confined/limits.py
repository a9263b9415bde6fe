"""What one worker may use of the machine, on any Unix."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource


@dataclass(frozen=True)
class Allowance:
    """What one worker may use; sizes in bytes, CPU time in seconds."""

    memory: int = 2 << 30
    cpu: int = 120
    file_size: int = 16 << 20
    files: int = 64
    processes: int = 64


def close_descriptors(keep: int) -> None:
    """Close every descriptor but the first three and `keep`."""
    os.closerange(3, keep)
    os.closerange(keep + 1, os.sysconf("SC_OPEN_MAX"))


def set_limits(limits: Allowance, alone: bool) -> None:
    """Limit memory, CPU time, files and, where the count is this zygote's `alone`, threads."""
    pairs = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_DATA, limits.memory),
    ]
    if alone:
        pairs.append((resource.RLIMIT_NPROC, limits.processes))
    for which, value in pairs:
        # macOS refuses some of them.
        with contextlib.suppress(OSError, ValueError):
            hard = resource.getrlimit(which)[1]
            value = min(value, hard) if hard != resource.RLIM_INFINITY else value
            resource.setrlimit(which, (value, value))
