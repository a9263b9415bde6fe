"""Takes away from each Python process that finds this file first what Windows does not have.

The children that a command starts find it too. What is left is Linux all the same: paths, line
ends and codes of ended processes are as they are there.
"""

import os
import signal
import subprocess
import sys

for name in (
    "fchmod", "fchown", "fork", "forkpty", "geteuid", "getpgid", "getpgrp", "getsid", "getuid",
    "killpg", "lockf", "mkfifo", "nice", "openpty", "posix_spawn", "pread", "sched_getaffinity",
    "set_blocking", "setpgid", "setpgrp", "setsid", "sysconf", "O_NOFOLLOW", "O_NONBLOCK",
    "wait", "wait3", "wait4", "waitid",
):  # fmt: skip
    if hasattr(os, name):
        delattr(os, name)
for name in (
    "SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "alarm", "getitimer",
    "pthread_kill", "pthread_sigmask", "setitimer", "sigwait",
):  # fmt: skip
    if hasattr(signal, name):
        delattr(signal, name)
for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None  # type: ignore[assignment]

# What `subprocess` itself does here it may go on doing; it has looked for the function already.
subprocess._USE_POSIX_SPAWN = False  # type: ignore[attr-defined]
NEW_GROUP = subprocess.CREATE_NEW_PROCESS_GROUP = 0x200  # type: ignore[attr-defined]
_started = subprocess.Popen.__init__


def _start(self, *arguments, creationflags=0, **options):  # type: ignore[no-untyped-def]
    """Start a process with what Windows knows of a process."""
    for name in ("pass_fds", "preexec_fn", "process_group", "start_new_session"):
        if options.pop(name, None):
            raise ValueError(f"{name} is not for Windows")
    group = 0 if creationflags & NEW_GROUP else None
    _started(self, *arguments, process_group=group, **options)


def _kill(self) -> None:  # type: ignore[no-untyped-def]
    if self.poll() is None:
        os.kill(self.pid, 9)


subprocess.Popen.__init__ = _start  # type: ignore[method-assign]
subprocess.Popen.kill = subprocess.Popen.terminate = _kill  # type: ignore[method-assign]
