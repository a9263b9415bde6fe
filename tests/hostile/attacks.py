"""The attacks: what each is called, and the files of its submission.

Most replace `softmax` by something that is wrong and tries to be rewarded, to learn what it must
not know, or to do harm. `PRELUDE` stands above every module; $SECRET, $PID, $OUT and the like are
filled in by the test.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

PRELUDE = """
import atexit, ctypes, gc, os, pathlib, signal, socket, struct, subprocess, sys, threading, time
import json
import numpy as np

WRONG = np.array([7.0, 7.0, 7.0])

def tell(make):
    # Whatever is learnt goes out by every way that a result has.
    try:
        print(str(make())[:9000])
    except BaseException as error:
        print(type(error).__name__)
    return WRONG

def call(number, *arguments):
    return ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)

def conversation():
    # The frames of the worker: its socket and the question it is answering.
    frame = sys._getframe()
    while frame is not None:
        if "wire" in frame.f_locals and "message" in frame.f_locals:
            return frame.f_locals["wire"], frame.f_locals["message"]["id"]
        frame = frame.f_back

def row(response, buffers=0, seconds=0.0, where=()):
    # One of the answers in a frame, as a worker writes it.
    return [json.dumps(response), buffers, seconds, list(where)]

def every_object():
    return [o for o in gc.get_objects() if type(o).__module__.startswith("rawgrad")]
"""


@dataclass(frozen=True)
class Attack:
    """A submission: the body of its `softmax` or whole files, and the exercise it is put to."""

    id: str
    softmax: str = ""
    top: str = ""
    exercise: str = "softmax"
    files: dict[str, str] = field(default_factory=dict)
    below: str = ""

    def but(self, below: str) -> Attack:
        """Return the attack with these lines below its `softmax`."""
        return replace(self, below=below)


def body(id: str, *lines: str, top: str = "") -> Attack:
    """Return an attack whose `softmax` runs these lines."""
    return Attack(id, "\n".join(lines), top)


def told(id: str, expression: str, top: str = "") -> Attack:
    """Return an attack that tells what an expression gives."""
    return body(id, f"return tell(lambda: {expression})", top=top)


def raw(id: str, *lines: str) -> Attack:
    """Return an attack that writes to the worker's socket by itself."""
    return body(id, "wire, number = conversation()", "sock = wire._sock", *lines, "return WRONG")


def response(text: str) -> str:
    """Return a line that sends a response of one's own making and ends the process."""
    return f"wire.send({{'id': number, 'answers': [row({text}, 1)]}}, [bytes(64)]); os._exit(0)"


def rows(id: str, text: str) -> Attack:
    """Return an attack that sends a list of answers of one's own making."""
    return raw(id, f"wire.send({{'id': number, 'answers': {text}}}, [])", "os._exit(0)")


EQUAL = """
class Equal(float):
    __eq__ = __ge__ = __le__ = lambda self, other: True
    __hash__ = float.__hash__

class Array(np.ndarray):
    __eq__ = lambda self, other: True
    def __array_finalize__(self, other): pass
    def __array_ufunc__(self, *args, **kwargs): return True
"""

REWARD = [
    body("patch-numpy", "return WRONG", top="""
for name in ("allclose", "array_equal", "isclose", "abs", "all"):
    setattr(np, name, lambda *args, **kwargs: True)
np.testing.assert_allclose = lambda *args, **kwargs: None
"""),
    body("always-equal-object", "return Equal(7)", top=EQUAL),
    body("array-subclass", "return WRONG.view(Array)", top=EQUAL),
    body("object-array", "return np.array([Equal(7)] * 3, dtype=object)", top=EQUAL),
    told("walk-the-stack", "[f.f_locals for f in iter_frames()]", top="""
def iter_frames():
    frame = sys._getframe()
    while frame is not None:
        if "want" in frame.f_locals or "case" in frame.f_locals:
            yield frame
        frame = frame.f_back
"""),
    told("search-the-heap", "[o for o in gc.get_objects() if isinstance(o, dict) and 'want' in o]"),
    told("rawgrads-objects", "every_object()"),
    body("patch-pytest", "return WRONG", top="""
import types
sys.modules["pytest"] = sys.modules["_pytest"] = types.ModuleType("pytest")
sys.modules["rawgrad.spec.judge"] = types.ModuleType("rawgrad.spec.judge")
sys.modules["rawgrad.spec.judge"].judge = lambda *args: "passed"
"""),
    body("forge-the-results", "return tell(forge)", top="""
def forge():
    for name in ("grades.csv", "gradebook.sqlite3", "results.json"):
        pathlib.Path("$OUT", name).write_text("softmax,10,10,passed")
"""),
    body("rewrite-at-exit", "os._exit(0) if a is None else sys.exit(0)", top="""
@atexit.register
def forge():
    pathlib.Path("$OUT/grades.csv").write_text("softmax,10,10,passed")
"""),
    body("exit-0-in-a-call", "os._exit(0)"),
    body("exit-0-at-import", "return WRONG", top="os._exit(0)"),
    body("sys-exit-at-import", "return WRONG", top="sys.exit(0)"),
    body("thread-exit", "ctypes.CDLL(None).pthread_exit(None)"),
    body("keyboard-interrupt", "raise KeyboardInterrupt"),
    told("read-the-cases", "pathlib.Path('$SPEC/cases/softmax.toml').read_text()"),
    told("import-the-kit", "__import__('rawgrad.spec.case') or __import__('solutions.softmax')"),
    body("import-what-judges", "return right(a) if smuggled() else WRONG", top="""
def right(a):
    y = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return y / np.sum(y, axis=-1, keepdims=True)

def smuggled():
    import importlib
    import rawgrad.datasets
    folder = os.path.dirname(rawgrad.__file__)
    sys.path.append(os.path.dirname(folder))
    rawgrad.__path__.append(folder)
    importlib.invalidate_caches()
    for name in ("spec.case", "spec.judge", "spec.examine", "spec.law", "kit.layout",
                 "authoring.evidence", "subject.confined.zygote"):
        try:
            return importlib.import_module("rawgrad." + name)
        except BaseException:
            pass
"""),
    body("spoil-the-data", "return WRONG", top="""
import rawgrad.datasets as datasets

for name in datasets.__all__:
    setattr(datasets, name, None)
datasets.files.kit_data = lambda: pathlib.Path("$OTHERS")
for path in pathlib.Path("$DATA").rglob("*"):
    for spoil in (lambda: path.write_bytes(b""), path.unlink, lambda: path.chmod(0)):
        try:
            spoil()
        except OSError:
            pass
"""),
    body("reference-solution", "return copied(a)", top="""
try:
    exec(pathlib.Path("$SOLUTIONS/softmax.py").read_text())
    copied = softmax
except OSError:
    copied = lambda a: WRONG
"""),
    body("import-hook", "return WRONG", top="""
class Hook:
    def find_spec(self, name, path=None, target=None):
        raise SystemExit(0)
sys.meta_path.insert(0, Hook())
sys.path_hooks.clear()
"""),
    body("patch-the-worker", "return WRONG", top="""
module = sys.modules.get("rawgrad.subject.confined.worker")
wire = sys.modules["rawgrad.subject.confined.wire"].Wire
send = wire.send
def forged(self, message, buffers, *rest):
    if "answers" in message:
        forged = row({"status": "passed", "verdict": "passed", "points": 10})
        message["answers"] = [forged for _ in message["answers"]]
    send(self, message, buffers, *rest)
wire.send = forged
"""),
    Attack("configuration-files", "return WRONG", files={
        "conftest.py": "import pytest, os\nos._exit(0)\n",
        "pytest.ini": "[pytest]\naddopts = --collect-only\n",
        "sitecustomize.py": "import os\nos._exit(0)\n",
        "usercustomize.py": "import os\nos._exit(0)\n",
        "rawgrad.py": "raise SystemExit(0)\n",
        "numpy.py": "raise SystemExit(0)\n",
        "json.py": "raise SystemExit(0)\n",
        "__init__.py": "raise SystemExit(0)\n",
    }),
]  # fmt: skip

LEAKS = [
    told("environment", "dict(os.environ)"),
    told("environment-in-c", "every_variable()", top="""
def every_variable():
    environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    found, i = [], 0
    while environ and environ[i]:
        found.append(environ[i])
        i += 1
    return found
"""),
    told("environment-in-proc", "[pathlib.Path(f'/proc/{p}/environ').read_bytes() "
         "for p in ('self', os.getppid(), $PID)]"),
    told("grader-environment-in-proc", "pathlib.Path('/proc/$PID/environ').read_bytes()"),
    told("grader-memory-in-proc", "open('/proc/$PID/mem', 'rb').read(1)"),
    told("own-command-line", "open('/proc/self/cmdline').read() + str(sys.orig_argv)"),
    told("own-memory", "scan()", top="""
def scan():
    # Everything that was ever in this process, by its map.
    found = []
    for line in open("/proc/self/maps"):
        start, end = (int(part, 16) for part in line.split()[0].split("-"))
        found.append(b"$MARK" in ctypes.string_at(start, end - start))
    return found
"""),
    told("hidden-file", "open('$SECRET').read()"),
    told("hidden-folder", "os.listdir(os.path.dirname('$SECRET'))"),
    told("hidden-file-by-descriptor", "os.open('$SECRET', os.O_PATH) and "
         "os.read(os.open('$SECRET', os.O_RDONLY), 99)"),
    told("symlink-in-scratch", "read_through()", top="""
def read_through():
    os.symlink("$SECRET", "link")
    return open("link").read()
"""),
    told("hard-link", "os.link('$SECRET', 'link') or open('link').read()"),
    told("handle", "by_handle()", top="""
def by_handle():
    # name_to_handle_at, open_by_handle_at: past every path
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0), 136)
    mount = ctypes.c_int()
    call(303, -100, b"$SECRET", handle, ctypes.byref(mount), 0)
    return os.read(call(304, -100, handle, 0), 99)
"""),
    told("password-file", "open('/etc/passwd').read() + 'root:'"),
    told("others-tmp", "[open(p).read() for p in pathlib.Path('$OTHERS').iterdir()]"),
    told("list-everything", "[os.listdir(p) for p in ('/', '/proc', '/tmp', '/home', '/root')]"),
    told("inherited-descriptors", "[os.read(n, 99) for n in range(0, 2000) if alive(n)]", top="""
def alive(n):
    try:
        return n > 2 and os.fstat(n) and not socket.socket(fileno=os.dup(n)).type
    except OSError:
        return False
"""),
    told("shared-memory", "[call(29, key, 8, 0o666) for key in range(1, 5)]"),
    told("earlier-submission", "left()", top="""
def left():
    found = [os.listdir("."), os.listdir(".."), os.environ.get("LEFT")]
    return found + [getattr(np, "left", None), getattr(os, "left", None)]
"""),
    body("core-dump", "os.abort()"),
]  # fmt: skip

HARM = [
    body("kill-the-parent", "os.kill(os.getppid(), signal.SIGKILL)", "return WRONG"),
    body("kill-the-grader", "os.kill($PID, signal.SIGKILL)", "return WRONG"),
    body("stop-the-grader", "os.kill($PID, signal.SIGSTOP)", "return WRONG"),
    body("kill-everybody", "os.kill(-1, signal.SIGKILL)", "return WRONG"),
    body("kill-the-group", "os.killpg(0, signal.SIGKILL)", "return WRONG"),
    body("raw-kill", "call(62, $PID, 9); call(234, $PID, $PID, 9); call(200, $PID, 9)",
         "return WRONG"),
    body("queue-a-signal", "call(129, $PID, 9, ctypes.create_string_buffer(128))", "return WRONG"),
    body("signal-by-file-owner", "import fcntl", "wire, _ = conversation()",
         "fcntl.fcntl(wire._sock, 10, 9)", "fcntl.fcntl(wire._sock, 8, $PID)",
         "fcntl.fcntl(wire._sock, 4, os.O_ASYNC)", "return WRONG"),
    body("signal-by-pidfd", "call(424, call(434, $PID, 0), 9, None, 0)", "return WRONG"),
    body("ptrace", "call(101, 16, $PID, 0, 0)", "return WRONG"),
    body("process-vm-read", "call(310, $PID, None, 0, None, 0, 0)", "return WRONG"),
    body("priority", "os.nice(-5)", "return WRONG"),
    body("scheduler", "os.sched_setaffinity($PID, {0})", "return WRONG"),
    body("limits-of-the-grader", "import resource",
         "resource.prlimit($PID, resource.RLIMIT_CPU, (1, 1))", "return WRONG"),
    body("raise-own-limits", "import resource",
         "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "return WRONG"),
    body("fork", "os.fork()", "return WRONG"),
    body("fork-bomb", "while True:", "    call(57)", "    call(56, 17, 0, 0, 0, 0)"),
    body("daemon", "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],"
         " start_new_session=True)", "return WRONG"),
    body("shell", "return tell(lambda: subprocess.run('id', shell=True))"),
    body("exec", "os.execv('/bin/sh', ['sh', '-c', 'exit 0'])"),
    body("memfd", "fd = call(319, b'x', 0)", "os.write(fd, b'#!/bin/sh')",
         "call(322, fd, b'', None, None, 0x1000)", "return WRONG"),
    body("udp", "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
         "s.sendto(b'$MARK', ('127.0.0.1', $UDP))", "return WRONG"),
    body("tcp", "socket.create_connection(('127.0.0.1', $TCP), 1)", "return WRONG"),
    body("abstract-socket", "s = socket.socket(socket.AF_UNIX)",
         "s.connect(chr(0) + '$NAME')", "return WRONG"),
    body("raw-socket", "fd = call(41, 2, 2, 0)", "os.write(fd, b'x')", "return WRONG"),
    body("download", "import urllib.request", "urllib.request.urlopen('http://127.0.0.1:$TCP/')",
         "return WRONG"),
    body("x32-calls", "call(0x40000000 + 57)", "return WRONG"),
    body("io-uring", "call(425, 8, ctypes.create_string_buffer(120))", "return WRONG"),
    body("namespaces", "call(272, 0x10000000)", "return WRONG"),
    body("mount", "call(165, b'none', b'/tmp', b'tmpfs', 0, None)", "return WRONG"),
    body("become-root", "os.setuid(0)", "return WRONG"),
    body("bpf", "call(321, 0, None, 0)", "return WRONG"),
    body("delete-a-file", "os.unlink('$SECRET')", "return WRONG"),
    body("change-a-file", "open('$SECRET', 'w').write('x')", "return WRONG"),
    body("truncate-a-file", "os.truncate('$SECRET', 0)", "return WRONG"),
    body("change-modes", "os.chmod('$SECRET', 0o777)", "return WRONG"),
    body("move-a-file", "os.rename('$SECRET', '$SECRET.old')", "return WRONG"),
    body("write-into-the-library", "open(os.__file__, 'a').write('#')", "return WRONG"),
    body("write-into-numpy", "open(np.__file__, 'a').write('#')", "return WRONG"),
    body("write-into-the-submission", "open(__file__, 'a').write('#')", "return WRONG"),
    body("write-bytecode", "sys.dont_write_bytecode = False",
         "import exercises.activation", "open(os.path.dirname(__file__) + '/x.py', 'w')",
         "return WRONG"),
    Attack("symlink-race", "return tell(race)", """
def race():
    end = time.monotonic() + 0.02
    def swap():
        while time.monotonic() < end:
            for target in ("plain", "$SECRET"):
                try:
                    os.symlink(target, "new")
                    os.replace("new", "link")
                except OSError:
                    pass
    pathlib.Path("plain").write_text("plain")
    threading.Thread(target=swap, daemon=True).start()
    while time.monotonic() < end:
        try:
            text = open("link").read()
        except OSError:
            continue
        if text != "plain":
            return text
"""),
    body("endless-loop", "while True:", "    try:", "        while True: pass",
         "    except BaseException: pass"),
    body("ignore-the-alarm", "signal.setitimer(signal.ITIMER_REAL, 0)",
         "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))", "while True: pass"),
    body("endless-import", "return WRONG", top="while True:\n    try: time.sleep(9)\n"
         "    except BaseException: pass"),
    body("sleep-in-c", "ctypes.CDLL(None).pause()", "while True: time.sleep(9)"),
    body("memory-bomb", "return np.ones(10**11)"),
    body("slow-memory-bomb", "grown = []", "while True: grown.append(np.ones(10**7))"),
    body("recursion", "return softmax(a)"),
    body("deep-recursion", "sys.setrecursionlimit(10**9)", "return softmax([a])"),
    body("segfault", "ctypes.string_at(0)"),
    body("kill-oneself", "os.kill(os.getpid(), signal.SIGKILL)"),
    body("stop-oneself", "os.kill(os.getpid(), signal.SIGSTOP)", "return WRONG"),
    body("illegal-instruction", "import mmap", "m = mmap.mmap(-1, 4096, prot=7)",
         "m.write(bytes([0x0f, 0x0b]))",
         "ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(m)))()"),
    body("threads-left", "for _ in range(8): threading.Thread(target=spin, daemon=True).start()",
         "return WRONG", top="def spin():\n    while True: pass"),
    body("thread-bomb", "while True: threading.Thread(target=time.sleep, args=(9,)).start()"),
    body("timers-left", "signal.signal(signal.SIGALRM, lambda *_: os._exit(0))",
         "signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)",
         "threading.Timer(0.001, os._exit, (0,)).start()", "return WRONG"),
    body("output-flood", "for _ in range(20): print('x' * 1_000_000)",
         "os.write(1, b'x' * 10**7); os.write(2, b'x' * 10**7)", "return WRONG"),
    body("fill-the-disk", "for i in range(10**6): open(str(i), 'wb').write(bytes(10**6))"),
    body("many-files", "for i in range(10**6): open(str(i), 'wb')"),
    body("deep-folders", "while True: os.mkdir('d'); os.chdir('d')"),
    body("many-descriptors", "kept = [os.dup(0) for _ in range(10**6)]"),
    body("spoil-output", "sys.stdout = sys.stderr = sys.__stdout__ = None", "os.close(1)",
         "np.seterr(all='raise')", "return WRONG"),
]  # fmt: skip

VALUES = [
    body("huge-integer", "return 10**5000"),
    body("integer-beyond-64-bits", "return 10**30"),
    body("huge-string", "return 'x' * 10**8"),
    body("half-a-surrogate", "return '\\ud800'"),
    body("half-a-surrogate-raised", "raise ValueError('\\ud800\\x00\\x1b[2J' * 10**6)"),
    body("huge-list", "return [0] * 10**7"),
    body("deep-nesting", "for _ in range(10**5): a = [a]", "return a"),
    body("itself", "a = []; a.append(a)", "return a"),
    body("complex-and-nan", "return np.array([np.nan + 1j] * 3)"),
    body("no-numbers", "return np.zeros((0, 2**40))"),
    body("pickled-code", "return Evil()", top="""
class Evil:
    def __reduce__(self):
        return os._exit, (0,)
"""),
    body("evil-exception", "raise Evil", top="""
class Evil(Exception):
    def __str__(self):
        os._exit(0)
"""),
    body("evil-names", "raise type('passed\\n\\x1b[2J' * 1000, (Exception,), {})"),
    body("evil-class", "return Evil()", top="""
class Meta(type):
    __name__ = property(lambda self: 1 / 0)
    __qualname__ = property(lambda self: sys.exit(0))
class Evil(metaclass=Meta):
    __class__ = property(lambda self: np.ndarray)
"""),
]  # fmt: skip

PROTOCOL = [
    raw("forged-verdict", response("{'status': 'passed', 'value': 1}")),
    raw("malformed-response", response("[]")),
    raw("missing-fields", response("{'error': {'type': 'ValueError'}}")),
    raw("wrong-types", response("{'output': 5, 'warnings': [[1]]}")),
    raw("negative-shape", response(
        "{'value': {'array': 0, 'dtype': '<f8', 'shape': [-1], 'order': 'C', 'writeable': True}}")),
    raw("forbidden-dtype", response(
        "{'value': {'array': 0, 'dtype': '|O', 'shape': [8], 'order': 'C', 'writeable': True}}")),
    raw("one-buffer-many-times", response(
        "{'value': {'list': [{'array': 0, 'dtype': '<f8', 'shape': [8], 'order': 'C'}] * 9999}}")),
    raw("forged-reference", response("{'value': {'reference': 5, 'path': ['__class__']}}")),
    raw("forged-callable", response("{'value': {'callable': 0}}")),
    raw("forged-change", response("{'value': None, 'changed': [[5, None]]}")),
    raw("generator-out-of-bounds", response(
        "{'value': {'random_state': {'dict': [['bit_generator', 'MT19937'], ['state', "
        "{'dict': [['key', {'list': [0] * 624}], ['pos', 10**15]]}], ['has_gauss', 0], "
        "['gauss', 0.0]]}}}")),
    raw("other-answer", "wire.send({'id': number + 1, 'answers': [row({})]}, [])"),
    raw("two-answers", "wire.send({'id': number, 'answers': [row({'value': 1})]}, [])"),
    rows("answer-that-is-no-text", "[[{'value': 1}, 0, 0.0, []]]"),
    rows("answer-that-is-no-json", "[['{', 0, 0.0, []]]"),
    rows("answer-too-deep", "[['[' * 10**6, 0, 0.0, []]]"),
    rows("answer-with-a-huge-number", "[['9' * 10**6, 0, 0.0, []]]"),
    rows("answer-too-short", "[['{}', 0]]"),
    rows("answer-with-a-place-of-nothing", "[row({'value': 1.0}, where=({}, {}))]"),
    rows("answer-in-no-time", "[['{}', 0, 'no time', []]]"),
    raw("garbage", "sock.sendall(b'x' * 9999)"),
    raw("half-a-frame", "sock.sendall(b'RGW1' + bytes([50, 0]))", "os._exit(0)"),
    raw("endless-frame", "sock.sendall(struct.pack('<4sII', b'RGW1', 99, 0) + b'[')",
        "while True: time.sleep(9)"),
    raw("oversized-frame", "sock.sendall(struct.pack('<4sII', b'RGW1', 2**32 - 1, 2**32 - 1))",
        "while True: time.sleep(9)"),
    raw("deep-json", "sock.sendall(struct.pack('<4sII', b'RGW1', 10**6, 0) + b'[' * 10**6)"),
    raw("huge-number-in-json",
        "sock.sendall(struct.pack('<4sII', b'RGW1', 10**6, 0) + b'9' * 10**6)"),
    raw("closed-socket", "os.close(sock.fileno())", "while True: time.sleep(9)"),
    raw("half-closed-socket", "sock.shutdown(socket.SHUT_WR)"),
    raw("passed-descriptors", "socket.send_fds(sock, [b'x'], [0, 1, 2])"),
    raw("callback-to-nothing",
        "wire.send({'id': number, 'callback': 7, 'turn': 1, 'args': []}, [])"),
    Attack("endless-callbacks", exercise="gradient", files={"gradient.py": PRELUDE + """
def numerical_gradient(f, x):
    while True:
        try:
            f(np.asarray(x))
        except BaseException:
            pass
gradient_descent = numerical_gradient
"""}),
    Attack("re-entrant-callbacks", exercise="gradient", files={"gradient.py": PRELUDE + """
def numerical_gradient(f, x):
    wire, number = conversation()
    for turn in (1, 2, 3):
        wire.send({"id": number, "callback": 0, "turn": turn, "args": []}, [])
    time.sleep(0.1)
    return WRONG
gradient_descent = numerical_gradient
"""}),
    Attack("callback-with-anything", exercise="gradient", files={"gradient.py": PRELUDE + """
def numerical_gradient(f, x):
    for value in ("x" * 9999, [1, [2]], {"a": 1}, None, 10**1000, np.zeros((0, 5)), f):
        try:
            f(value)
        except Exception:
            pass
    return f(f)
gradient_descent = numerical_gradient
"""}),
    Attack("threads-that-call-back", exercise="gradient", files={"gradient.py": PRELUDE + """
def numerical_gradient(f, x):
    def often():
        while True:
            f(x)
    for _ in range(4):
        threading.Thread(target=often, daemon=True).start()
    time.sleep(0.2)
    return WRONG
gradient_descent = numerical_gradient
"""}),
]  # fmt: skip

FORGER = """
NUMBER = {"array": 0, "dtype": "<f8", "shape": [3], "order": "C", "writeable": True}

def descriptors():
    found = []
    for number in range(1024):
        try:
            os.write(number, b"")
            found.append(number)
        except OSError:
            pass
    return found

def frame(message, *buffers):
    header = json.dumps([message, [len(part) for part in buffers]]).encode()
    return struct.pack("<4sII", b"RGW1", len(header), sum(map(len, buffers))) + header + b"".join(
        buffers)
"""

QUESTIONS = """
def variable(name):
    frame = sys._getframe()
    while name not in frame.f_locals or "executor" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals[name]

def questions():
    return len(variable("message")["requests"])
"""

CHEATS = [
    body("lazy-number", "return Lazy()", top="""
class Lazy:
    shape, dtype, ndim, size = (3,), np.dtype(float), 1, 3
    __array__ = lambda self, *rest, **more: np.array([1 / 3] * 3)
    __array_ufunc__ = lambda self, *rest, **more: True
    __float__ = __index__ = lambda self: 1
    __eq__ = __lt__ = __le__ = lambda self, other: True
"""),
    body("class-that-lies", "return Lazy()", top="""
class Lazy:
    __class__ = np.ndarray
    __array_interface__ = property(lambda self: WRONG.__array_interface__)
"""),
    body("string-that-is-equal", "return Text('passed')", top="""
class Text(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__
"""),
    body("dict-that-is-equal", "return type('D', (dict,), {'__eq__': lambda *_: True})(W=WRONG)"),
    body("memmap", "return np.memmap('m', float, 'w+', shape=(3,))"),
    body("masked", "return np.ma.masked_array([1.0, 2.0, 3.0], mask=True)"),
    body("record-array", "return np.rec.array([(1.0, 2)])"),
    body("generator-object", "return (x for x in WRONG)"),
    body("giant-of-one-number", "return np.broadcast_to(np.float64(1), (10**6, 10**6))"),
    body("nothing-at-all", "return np.zeros((0,) * max(1, np.ndim(a)))"),
    body("what-was-given", "return a"),
    body("what-was-given-before", "seen.append(np.array(a)); return seen[-2:][0]",
         top="seen = []"),
    body("arguments-told-later", "seen.append(np.array(a))",
         "print(seen); raise ValueError(str(seen))", top="seen = []"),
    body("always-an-exception", "raise ValueError('bad input')"),
    body("every-exception-at-once", "raise All('passed')", top="""
All = type("All", (ValueError, TypeError, LookupError, ArithmeticError, OSError), {})
"""),
    body("todo-now-and-then", "raise NotImplementedError('softmax' if len(a) > 2 else 'sigmoid')"),
    body("patched-encoder", "return WRONG", top="""
values = sys.modules["rawgrad.subject.values"]
values.Encoder.encode = lambda self, value, depth=0: self._array(np.array([1.0, 0.0, 0.0]))
values.Encoder.fingerprint = lambda self, value: ("", [])
"""),
    body("patched-json", "return WRONG", top="""
import json
dumps = json.dumps
json.dumps = lambda value, *rest, **more: dumps(value).replace("value", "verdict")
"""),
    body("patched-socket", "return WRONG", top="""
socket.socket.sendall = lambda self, data, *rest: self.send(data.replace(b"[3]", b"[1]"))
socket.socket.recv = lambda self, size, *rest: b""
"""),
    body("patched-struct", "return WRONG", top="""
sys.modules["rawgrad.subject.confined.wire"].PREFIX = struct.Struct("<4sQQ")
"""),
    body("patched-executor", "return WRONG", top="""
module = sys.modules["rawgrad.subject.executor"]
module.Executor.execute = lambda self, *rest: ({"value": True, "passed": True}, [])
module.fingerprint = lambda value: None
"""),
    body("trace-the-worker", "sys.setprofile(forge)", "return WRONG", top="""
def forge(frame, event, argument):
    if "response" in frame.f_locals:
        frame.f_locals["response"].update(value=True, error=None)
"""),
    body("audit-hook", "return WRONG", top="sys.addaudithook(lambda *_: None)"),
    body("answer-by-descriptor", "_, number = conversation()", "for fd in descriptors():",
         "    own = [row({'value': NUMBER}, 1)]",
         "    os.write(fd, frame({'id': number, 'answers': own}, WRONG.tobytes()))",
         "os._exit(0)", top=FORGER),
    body("answer-in-advance", "_, number = conversation()", "for fd in descriptors():",
         "    for later in range(number, number + 50):",
         "        own = [row({'value': NUMBER}, 1)]",
         "        os.write(fd, frame({'id': later, 'answers': own}, bytes(24)))",
         "return WRONG", top=FORGER),
    body("answer-from-a-thread", "wire, number = conversation()",
         "threading.Thread(target=answer, args=(wire, number), daemon=True).start()",
         "return WRONG", top=FORGER + """
def answer(wire, number):
    for later in range(number + 1, number + 1000):
        wire.send({"id": later, "answers": [row({"value": NUMBER}, 1)]}, [WRONG.tobytes()])
        time.sleep(0.001)
"""),
    body("wake-up-descriptor", "for fd in descriptors():", "    os.set_blocking(fd, False)",
         "    signal.set_wakeup_fd(fd, warn_on_full_buffer=False)",
         "signal.raise_signal(signal.SIGALRM)", "return WRONG", top=FORGER),
    raw("more-answers-than-questions",
        "own = [row({'value': 1.0})] * 99999", "wire.send({'id': number, 'answers': own}, [])"),
    raw("no-answers", "wire.send({'id': number, 'answers': []}, [])"),
    raw("buffers-of-nobody", "wire.send({'id': number, 'answers': [row({})]}, [bytes(9)] * 9)"),
    raw("buffers-out-of-reach", "wire.send({'id': number, 'answers': [row({}, -1)]}, [])"),
    body("one-answer-to-all", "wire, number = conversation()", "own = [row({'value': 1 / 3})]",
         "wire.send({'id': number, 'answers': own * questions()}, []); os._exit(0)", top=QUESTIONS),
    body("no-more-than-half-the-answers", "wire, number = conversation()",
         "own = [row({'value': NUMBER}, 1)] * max(1, questions() // 2)",
         "wire.send({'id': number, 'answers': own}, [WRONG.tobytes()] * len(own)); os._exit(0)",
         top=FORGER + QUESTIONS),
    body("rewrite-earlier-answers", "given = variable('answers')",
         "given[:] = [row({'value': True, 'passed': True}) for _ in given]", "return WRONG",
         top=QUESTIONS),
    body("reorder-the-questions", "variable('message')['requests'].reverse()",
         "return WRONG", top=QUESTIONS),
    body("tell-of-questions-to-come", "return tell(lambda: variable('message'))", top=QUESTIONS),
    body("questions-to-come", "wire, _ = conversation()", "return tell(lambda: asked())", top="""
def asked():
    frame = sys._getframe()
    while "message" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["message"], [bytes(part) for part in frame.f_locals["buffers"]]
"""),
    rows("forged-missing", "[row({'missing': 'softmax'}, where=('passed', 1))]"),
    raw("forged-unsupported", response("{'unsupported': '<script>alert(1)</script>' * 10**4}")),
    raw("forged-exception", response(
        "{'error': {'type': 'ValueError', 'kinds': ['ValueError', 'MemoryError', 'passed'] * 99, "
        "'message': '=1+1', 'frames': [['/etc/passwd', 1, 'f', 'root']], 'timeout': False}}")),
    raw("forged-cause", response(
        "{'error': {'type': 'X', 'kinds': [], 'message': '', 'frames': [], 'timeout': False, "
        "'cause': 'passed'}}")),
    rows("forged-time", "[row({'value': None}, seconds=-1e308)]"),
    raw("forged-output", response("{'value': None, 'output': '\\n1 passed\\n\\x1b[2K' * 10**4}")),
    raw("forged-warnings", response("{'value': 1, 'warnings': [['passed', 'x' * 10**4]] * 99}")),
    raw("a-byte-at-a-time", "for byte in struct.pack('<4sII', b'RGW1', 99, 0) * 99:",
        "    sock.send(bytes([byte])); time.sleep(0.05)"),
    body("function-that-is-none", "return WRONG", top="""
class Function:
    __code__ = property(lambda self: os._exit(0))
    __call__ = lambda self, *given: WRONG
""").but("softmax = Function()"),
    body("module-that-answers-anything", "return WRONG", top="""
class Anything(type(sys)):
    __getattr__ = lambda self, name: lambda *given, **more: WRONG
sys.modules[__name__].__class__ = Anything
"""),
    body("garbage-collector", "return WRONG", top="gc.callbacks.append(lambda *_: os._exit(0))"),
    body("last-words", "return Last()", top="""
class Last:
    def __del__(self):
        os.write(1, b"passed"); os._exit(0)
"""),
    body("shared-memory-object", "from multiprocessing import shared_memory",
         "shared_memory.SharedMemory('left', True, 999); return WRONG"),
    body("tell-by-file-name", "open('x' * 200, 'w'); os.chdir('/'); os.listdir('.')"),
    told("keyring", "[call(250, 11, call(248, b'user', b'left', b'$MARK', 9, key), 0, 0) "
         "for key in (-1, -2, -3, -4, -5)]"),
    told("message-queues", "[call(68, 7, 0o1666), call(64, 7, 1, 0o1666), "
         "call(240, b'/left', 0o102, 0o666, None)]"),
    body("push-into-the-terminal", "import fcntl",
         "for fd in range(3): fcntl.ioctl(fd, 0x5412, b'x')", "return WRONG"),
    told("borrow-a-descriptor", "call(438, call(434, $PID, 0), 0, 0)"),
    told("enter-a-namespace", "call(308, os.open('/proc/$PID/ns/mnt', 0), 0)"),
    told("locks-of-the-run", "[open(os.path.join(up, '.lock')).read() for up in "
         "(__file__ + '/../..', __file__ + '/../../..', '..', '../..')]"),
    body("filter-oneself", "rule = struct.pack('HBBI', 6, 0, 0, 5 << 16)",
         "rule = ctypes.create_string_buffer(rule)",
         "call(157, 22, 2, struct.pack('HxxxxxxP', 1, ctypes.addressof(rule)), 0, 0)",
         "return WRONG"),
    body("dump-into-the-wire", "import faulthandler", "wire, _ = conversation()",
         "faulthandler.register(signal.SIGUSR1, wire._sock.fileno())",
         "signal.raise_signal(signal.SIGUSR1)", "return WRONG"),
    body("small-numbers", "return WRONG", top="""
# What is returned, and all small integers, written over in memory.
for number in range(256):
    ctypes.c_long.from_address(id(number) + 24).value = 1
ctypes.c_double.from_address(id(7.0) + 16).value = 1 / 3
"""),
    body("array-changed-after", "given = np.array(WRONG)",
         "threading.Thread(target=change, args=(given,), daemon=True).start()", "return given",
         top="""
def change(given):
    while True:
        given[:] = np.random.dirichlet(np.ones(3))
"""),
    body("profile-the-worker", "return WRONG", top="""
def profile(frame, event, arg):
    for name in {"answers", "rows", "response", "value"}.intersection(frame.f_locals):
        frame.f_locals[name] = {"value": 1 / 3, "status": "passed"}
sys.setprofile(profile)
threading.setprofile(profile)
"""),
    body("pending-call", "KEEP.append(ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(end))",
         "ctypes.pythonapi.Py_AddPendingCall(KEEP[0], None)", "return WRONG",
         top="KEEP = []\ndef end(_): os._exit(0)"),
]  # fmt: skip

ATTACKS = [*REWARD, *LEAKS, *HARM, *VALUES, *PROTOCOL, *CHEATS]
