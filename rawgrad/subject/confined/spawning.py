"""A bare interpreter is started, and becomes a zygote or a single worker.

What it is to be told comes over its socket, not by its command line or environment, which stay
in its memory for ever.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy

from rawgrad.subject.confined.remote import End
from rawgrad.subject.confined.wire import GRACE

# Run by a bare interpreter: no site-packages, no environment, nothing of ours.
BOOT = r"""
import gc, json, socket, sys
gc.disable()
if sys.argv[1:]:
    sock = socket.socket(fileno=int(sys.argv[1]))
else:
    sock = socket.fromshare(sys.stdin.buffer.read())
line = b""
while not line.endswith(b"\n"):
    part = sock.recv(1)  # and not a byte more: frames follow
    if not part:
        sys.exit()  # whoever started this is gone
    line += part
settings = json.loads(line)
sys.path.extend(settings["path"])
from rawgrad.subject.confined import worker
getattr(worker, settings["do"])(sock, settings)
"""


def path() -> list[str]:
    """Return the folders that hold this package and NumPy."""
    here, there = Path(__file__).resolve().parents[3], Path(numpy.__file__).resolve().parents[1]
    return [str(here), str(there)]


def run(
    sock: socket.socket, settings: dict[str, Any], near: socket.socket
) -> subprocess.Popen[bytes]:
    """Start an interpreter with one end of a socket pair, and tell it by the other what to do."""
    windows = sys.platform == "win32"
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", BOOT]
    # One thread each: workers run side by side, and a fork must not meet a second thread.
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    # What Windows cannot do without, and how NumPy is told to compute on this machine: results
    # are to be those of a learner's own check to the last bit.
    kept = {
        k: v for k, v in os.environ.items() if k.startswith(("SYSTEMROOT", "OPENBLAS_", "NPY_"))
    }
    process = subprocess.Popen(
        command if windows else [*command, str(sock.fileno())],
        pass_fds=[] if windows else [sock.fileno()],
        env={"LANG": "C.UTF-8", **kept, **dict.fromkeys(names, "1")},
        cwd=tempfile.gettempdir(),
        stdin=subprocess.PIPE if windows else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if sys.platform == "win32":
        assert process.stdin is not None
        process.stdin.write(sock.share(process.pid))
        process.stdin.close()
    near.sendall(json.dumps(settings).encode() + b"\n")
    return process


def end(process: subprocess.Popen[bytes], kill: bool) -> End:
    """Wait for a single worker, or kill it at once."""
    killed = False
    try:
        process.wait(0 if kill else GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        killed = True
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    return End(process.returncode, 0.0, 0, killed)
