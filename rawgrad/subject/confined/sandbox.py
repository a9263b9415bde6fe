"""The sandbox keeps a submission's process in its place on Linux, layer by layer, in one file.

Namespaces, limits, an unprivileged user, Landlock and seccomp, through ctypes alone. A layer that
this machine lacks is left out; whether what remains is enough is not decided here but proved by
`escape_attempts`. Knows nothing of ours.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import platform
import signal
import stat
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NOBODY, EPERM, ENOSYS = 65534, 1, 38

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
CLONE_THREAD = 0x10000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 0x4000, 0x40000
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_NAME, PR_GET_NAME = 1, 4, 8, 15, 16
PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 22, 36, 38
CAP_DAC_READ_SEARCH = 2

# Number on x86-64 and on aarch64; None where that machine has no such call.
ALLOWED = {
    "read": (0, 63), "write": (1, 64), "open": (2, None), "close": (3, 57), "stat": (4, None),
    "fstat": (5, 80), "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "pread64": (17, 67),
    "pwrite64": (18, 68), "readv": (19, 65), "writev": (20, 66), "access": (21, None),
    "pipe": (22, None), "select": (23, None), "sched_yield": (24, 124), "mremap": (25, 216),
    "mincore": (27, 232), "madvise": (28, 233), "dup": (32, 23), "dup2": (33, None),
    "nanosleep": (35, 101), "getitimer": (36, 102), "alarm": (37, None), "setitimer": (38, 103),
    "getpid": (39, 172), "sendfile": (40, 71), "sendto": (44, 206), "recvfrom": (45, 207),
    "exit": (60, 93), "uname": (63, 160), "fsync": (74, 82), "fdatasync": (75, 83),
    "truncate": (76, 45), "ftruncate": (77, 46), "getdents": (78, None), "getcwd": (79, 17),
    "chdir": (80, 49), "rename": (82, None), "mkdir": (83, None), "rmdir": (84, None),
    "unlink": (87, None), "readlink": (89, None), "gettimeofday": (96, 169),
    "getrlimit": (97, 163), "getrusage": (98, 165), "sysinfo": (99, 179), "times": (100, 153),
    "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177),
    "getppid": (110, 173), "getpgrp": (111, None), "sigaltstack": (131, 132),
    "statfs": (137, 43), "fstatfs": (138, 44), "gettid": (186, 178), "time": (201, None),
    "futex": (202, 98), "sched_getaffinity": (204, 123), "getdents64": (217, 61),
    "set_tid_address": (218, 96), "restart_syscall": (219, 128), "fadvise64": (221, 223),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115),
    "exit_group": (231, 94), "openat": (257, 56), "mkdirat": (258, 34), "newfstatat": (262, 79),
    "unlinkat": (263, 35), "renameat": (264, 38), "readlinkat": (267, 78),
    "faccessat": (269, 48), "pselect6": (270, 72), "ppoll": (271, 73),
    "set_robust_list": (273, 99), "get_robust_list": (274, 100), "dup3": (292, 24),
    "pipe2": (293, 59), "getcpu": (309, 168), "renameat2": (316, 276), "getrandom": (318, 278),
    "membarrier": (324, 283), "statx": (332, 291), "rseq": (334, 293),
    "close_range": (436, 436), "faccessat2": (439, 439),
}  # fmt: skip
# Nobody calls these by accident: the attempt ends the process and is reported. (pidfd_open is but
# refused, as all that stands nowhere: `import subprocess` tries it from Python 3.15 on.)
FATAL = {
    "execve": (59, 221), "ptrace": (101, 117), "mount": (165, 40), "umount2": (166, 39),
    "chroot": (161, 51), "pivot_root": (155, 41), "init_module": (175, 105),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "unshare": (272, 97), "perf_event_open": (298, 241), "open_by_handle_at": (304, 265),
    "setns": (308, 268), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "finit_module": (313, 273), "bpf": (321, 280), "execveat": (322, 281),
    "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438),
}  # fmt: skip
# Calls allowed for some values of one argument: its place, and the values.
TCGETS, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX = 0x5401, 0x541B, 0x5421, 0x5450, 0x5451
SOME = {
    "ioctl": ((16, 29), 1, (TCGETS, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX)),
    # Not F_SETOWN and F_SETSIG, by which the kernel sends any signal to any process.
    "fcntl": ((72, 25), 1, (0, 1, 2, 3, 4, 1030)),
    "prctl": ((157, 167), 0, (PR_SET_NAME, PR_GET_NAME)),
    "prlimit64": ((302, 261), 0, (0,)),
}
CLONE, CLONE3, TGKILL = (56, 220), (435, 435), (234, 131)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
CAPSET = (126, 91)

# The classic BPF that filters are written in: what a line does, and what may become of a call.
LOAD, EQUAL, AT_LEAST, ANY_BIT, GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, DIE = 0x7FFF0000, 0x00050000, 0x80000000
Line = tuple[int, int, int, int]

# Landlock's bits. To write: change files, remove and make files, folders and links, truncate.
READ, WRITE = 0b1100, sum(1 << bit for bit in (1, 4, 5, 7, 8, 12, 13, 14))
FILE_RIGHTS = 0b110 | 1 << 14


def available() -> bool:
    """Tell whether this file knows the machine at all."""
    return sys.platform == "linux" and platform.machine() in MACHINES


@functools.cache
def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def system_call(number: int, *arguments: Any) -> int:
    """Make a system call by number; raise `OSError` if it fails."""
    call = _libc().syscall
    call.restype = ctypes.c_long
    wrapped = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _check(call(ctypes.c_long(number), *wrapped))


def prctl(option: int, *arguments: Any) -> None:
    """Call `prctl`; raise `OSError` if it fails."""
    wrapped = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments]
    wrapped += [ctypes.c_ulong(0)] * (4 - len(wrapped))
    _check(_libc().prctl(option, *wrapped))


def enter_namespaces() -> tuple[str, ...]:
    """Put the zygote to be into namespaces of its own; return which, none if that is forbidden.

    The caller forks afterwards: only its children are in the new process namespace.
    """
    child = os.fork()
    if child == 0:
        # Tried out first by a child: half a namespace is worse than none.
        with contextlib.suppress(BaseException):
            _unshare_all()
            os._exit(0)
        os._exit(1)
    if os.waitpid(child, 0)[1] != 0:
        return ()
    return _unshare_all()


def _unshare_all() -> tuple[str, ...]:
    flags = CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS
    uid, gid = os.geteuid(), os.getegid()
    libc = _libc()
    if uid == 0:
        _check(libc.unshare(flags))
    else:
        _check(libc.unshare(flags | CLONE_NEWUSER))
        texts = {"setgroups": "deny", "uid_map": f"0 {uid} 1", "gid_map": f"0 {gid} 1"}
        for name, text in texts.items():
            Path(f"/proc/self/{name}").write_text(text)
    _check(libc.mount(b"none", b"/", None, ctypes.c_ulong(MS_REC | MS_PRIVATE), None))
    return ("pid", "net", "ipc", "uts", "mount", *(("user",) if uid else ()))


def fresh_process_namespace(own: int) -> None:
    """Let the next fork be the first process of a new namespace, which dies with it.

    `own` is a descriptor of this process, to come back to its namespace by.
    """
    libc = _libc()
    _check(libc.setns(own, CLONE_NEWPID))
    _check(libc.unshare(CLONE_NEWPID))


def mount_scratch(folder: str, size: int, user: int) -> None:
    """Mount a small file system in memory, which one worker, of this user, may write to."""
    owner = user if is_root() else 0
    options = f"size={size},nr_inodes=1024,mode=0700,uid={owner},gid={owner}"
    flags = ctypes.c_ulong(MS_NOSUID | MS_NODEV | MS_NOEXEC)
    os.makedirs(folder, exist_ok=True)
    _check(_libc().mount(b"rawgrad", os.fsencode(folder), b"tmpfs", flags, options.encode()))


def unmount_scratch(folder: str) -> None:
    """Take away what `mount_scratch` mounted, with all that was left in it."""
    _check(_libc().umount2(os.fsencode(folder), MNT_DETACH))
    os.rmdir(folder)


@functools.cache
def is_root() -> bool:
    """Tell whether the zygote is root, of the whole machine and not of its own namespace only."""
    mapped = Path("/proc/self/uid_map").read_text().split()
    return os.geteuid() == 0 and mapped == ["0", "0", "4294967295"]


def user_of_its_own(zygote: int, number: int) -> int:
    """Return a user that no other live worker is, so that a limit on threads counts its own.

    Of a machine's process numbers, which have 22 bits, the zygote has one that nobody else has.
    """
    return 1 << 30 | (zygote & (1 << 22) - 1) << 8 | number & 0xFF


def become_nobody(user: int = NOBODY) -> None:
    """Give up being root for an unprivileged user."""
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(user, user, user)


def drop_privileges(needed: Iterable[str], closed: bool, user: int) -> tuple[str, ...]:
    """Give up every capability and, as root, become `user`; the files `needed` stay readable.

    `closed` tells that others, which are needed as well, are not readable for everybody.
    """
    capabilities = 0
    if is_root():
        prctl(PR_SET_KEEPCAPS, 1)
        become_nobody(user)
        if closed or not all(os.access(path, os.R_OK) for path in needed):
            # Root's own folders are closed to others. Landlock decides what is read in the end.
            capabilities = 1 << CAP_DAC_READ_SEARCH
    data = struct.pack("<6I", capabilities, capabilities, 0, 0, 0, 0)
    system_call(CAPSET[_architecture()], struct.pack("<Ii", 0x20080522, 0), data)
    return ("unprivileged user", "capabilities") if is_root() else ("capabilities",)


def forbid_new_privileges() -> None:
    """Die with the zygote, be closed to debuggers, and never gain anything by `execve`."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_NO_NEW_PRIVS, 1)


@functools.cache
def landlock_version() -> int:
    """Return the version of Landlock, 0 where there is none."""
    try:
        return system_call(444, None, 0, 1)
    except OSError:
        return 0


def landlock_rules(descriptors: Iterable[int], rights: int = READ) -> list[bytes]:
    """Return rules that allow reading (or more) below each descriptor, for `landlock`."""
    rules = []
    for descriptor in descriptors:
        folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        allowed = (rights if folder else rights & FILE_RIGHTS) & _landlock_rights()
        rules.append(struct.pack("<Qi", allowed, descriptor))
    return rules


def landlock(rules: Iterable[bytes]) -> tuple[str, ...]:
    """Allow what the rules say, and nothing else: no other files, no TCP, no signals."""
    version = landlock_version()
    if version < 1:
        return ()
    network, scope = (0b11 if version >= 4 else 0), (0b11 if version >= 6 else 0)
    attribute = struct.pack("<3Q", _landlock_rights(), network, scope)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = system_call(444, attribute[:size], size, 0)
    add = _libc().syscall
    for rule in rules:
        _check(add(445, ruleset, 1, rule, 0))
    system_call(446, ruleset, 0)
    os.close(ruleset)
    return ("Landlock files", "Landlock TCP", "Landlock scopes")[: 1 + bool(network) + bool(scope)]


@functools.cache
def _landlock_rights() -> int:
    version = landlock_version()
    return (1 << 13 + (version >= 2) + (version >= 3)) - 1 | (version >= 5) << 15


class Filter(ctypes.Structure):
    """The kernel's `sock_fprog`: how many lines, and where they stand."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def seccomp(threads: bool) -> tuple[str, ...]:
    """Allow the system calls that NumPy needs, and perhaps threads; die of the worst."""
    program = common_filter(threads) + _own_threads(os.getpid())
    try:
        prctl(PR_SET_SECCOMP, 2, ctypes.byref(Filter(len(program) // 8, program)))
    except OSError:
        return ()
    return ("seccomp",)


def _architecture() -> int:
    return MACHINES[platform.machine()][0]


@functools.cache
def common_filter(threads: bool) -> bytes:
    """Return the filter, in the kernel's classic BPF, up to where its process's number counts."""
    column, architecture = MACHINES[platform.machine()]
    code: list[Line] = [
        (LOAD, 0, 0, 4), (EQUAL, 1, 0, architecture), (GIVE, 0, 0, DIE), (LOAD, 0, 0, 0),
    ]  # fmt: skip
    if column == 0:
        # x32, another set of numbers on the same machine, would slip past the list.
        code += [(AT_LEAST, 0, 1, 0x40000000), (GIVE, 0, 0, DIE)]
    for table, action in ((ALLOWED, ALLOW), (FATAL, DIE)):
        for numbers in table.values():
            if (number := numbers[column]) is not None:
                code += [(EQUAL, 0, 1, number), (GIVE, 0, 0, action)]
    for numbers, argument, values in SOME.values():
        code += _some(numbers[column], argument, values)
    # Threads are allowed where they can be counted, processes are not. ENOSYS sends the C library
    # from clone3, whose flags a filter cannot see, back to clone.
    thread = ALLOW if threads else REFUSE | EPERM
    code += [
        (EQUAL, 0, 4, CLONE[column]), (LOAD, 0, 0, 16), (ANY_BIT, 0, 1, CLONE_THREAD),
        (GIVE, 0, 0, thread), (GIVE, 0, 0, REFUSE | EPERM),
        (EQUAL, 0, 1, CLONE3[column]), (GIVE, 0, 0, REFUSE | ENOSYS),
    ]  # fmt: skip
    return _packed(code)


def _own_threads(own: int) -> bytes:
    """Return the end of the filter: signals to the process `own` itself, and nothing else."""
    code = [*_some(TGKILL[_architecture()], 0, (own,)), (GIVE, 0, 0, REFUSE | EPERM)]
    return _packed(code)


def _some(number: int, argument: int, values: tuple[int, ...]) -> list[Line]:
    """Return lines that allow a call for some values of one argument, and refuse it else."""
    code = [(EQUAL, 0, 2 * len(values) + 2, number), (LOAD, 0, 0, 16 + 8 * argument)]
    for value in values:
        code += [(EQUAL, 0, 1, value), (GIVE, 0, 0, ALLOW)]
    return [*code, (GIVE, 0, 0, REFUSE | EPERM)]


def _packed(code: list[Line]) -> bytes:
    return b"".join(struct.pack("<HBBI", *line) for line in code)
