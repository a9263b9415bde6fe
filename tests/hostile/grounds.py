"""The grounds on which attacks take place: a zygote, and what they must not reach."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import string
import textwrap
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.points import earned
from rawgrad.subject.confined import sandbox
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.remote import RemoteSubject
from rawgrad.subject.confined.zygote import NotConfined, Zygote
from tests.hostile.attacks import PRELUDE, Attack

LIMITS = Limits(call=0.3, wall=4, cpu=4, memory=1 << 30, callbacks=20_000)
# The machine's own name for a secret; it must be in nothing that comes back.
MARK = f"secret-{secrets.token_hex(12)}"


@dataclass
class Grounds:
    """Where the attacks take place: a zygote, and what they must not reach."""

    zygote: Zygote
    kit: Kit
    names: dict[str, str]
    watched: tuple[Path, ...]

    def write(self, attack: Attack, folder: Path) -> Path:
        folder.mkdir()
        code = PRELUDE + textwrap.dedent(attack.top)
        if attack.softmax:
            code += "\ndef softmax(a):\n" + textwrap.indent(attack.softmax, "    ")
            code += "\n" + attack.below
        for name, text in {"softmax.py": code, **attack.files}.items():
            text = string.Template(text).safe_substitute(self.names)
            (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass")
        return folder

    def grade(self, subject: RemoteSubject, exercise: str) -> tuple[float, list[Outcome]]:
        examiner = Examiner(self.kit, subject)
        outcomes = [examiner.examine(item) for item in examiner.items(exercise)]
        points = sum(got for _, got in earned(self.kit.exercises[exercise], outcomes))
        return points, outcomes

    def state(self) -> list[tuple[str, int, int]]:
        found = []
        for path in self.watched:
            for file in (path, *sorted(path.iterdir())) if path.is_dir() else (path,):
                about = file.stat()
                found.append((str(file), about.st_size, about.st_mode))
        return found

    def repel(self, attack: Attack, tmp_path: Path) -> list[Outcome]:
        """Let an attack happen, hold that it gains nothing, and return its outcomes."""
        folder = self.write(attack, tmp_path / "submission")
        before = self.state(), sorted(folder.iterdir())
        started = time.monotonic()
        subject = self.zygote.subject(folder)
        points, outcomes = self.grade(subject, attack.exercise)
        subject.close()

        assert points == 0, [o.item.id for o in outcomes if o.verdict.passed]
        assert time.monotonic() - started < 10
        said = repr([(o.verdict, o.result, o.value, o.fact) for o in outcomes])
        said = said.replace(self.names["SECRET"], "").replace(self.names["OTHERS"], "")
        assert MARK not in said.replace("\\x00" + MARK, "")
        assert "root:" not in said
        assert len(said) < 1_000_000
        said.encode()
        assert (self.state(), sorted(folder.iterdir())) == before

        # What comes next is graded as if nothing had been.
        honest = tmp_path / "honest"
        honest.mkdir()
        shutil.copy(self.kit.root / "solutions" / "softmax.py", honest)
        subject = self.zygote.subject(honest)
        points, _ = self.grade(subject, "softmax")
        subject.close()
        assert points == sum(self.kit.exercises["softmax"].points.values())
        return outcomes


@contextlib.contextmanager
def laid_out(
    kit: Kit, base: Path, packages: Sequence[str] = (), limits: Limits = LIMITS
) -> Iterator[Grounds]:
    """Lay out what attacks must not reach, and start a zygote that has loaded some packages."""
    hidden, out, others = (base / name for name in ("hidden", "out", "others"))
    for folder in (hidden, out, others):
        folder.mkdir()
    (hidden / "secret.txt").write_text(MARK)
    (others / "left.txt").write_text(MARK)
    os.environ["RAWGRAD_TEST_SECRET"] = MARK
    udp, tcp = socket.socket(type=socket.SOCK_DGRAM), socket.socket()
    for sock in (udp, tcp):
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(0)
    tcp.listen()
    abstract = socket.socket(socket.AF_UNIX)
    abstract.bind("\0" + MARK)
    abstract.listen()
    names = {
        "SECRET": str(hidden / "secret.txt"),
        "OUT": str(out),
        "OTHERS": str(others),
        "SPEC": str(kit.spec),
        "SOLUTIONS": str(kit.root / "solutions"),
        "DATA": str(kit.data),
        "PID": str(os.getpid()),
        "UDP": str(udp.getsockname()[1]),
        "TCP": str(tcp.getsockname()[1]),
        "NAME": MARK,
        "MARK": "mark",
    }
    try:
        with Zygote(kit.data, limits=limits, packages=packages) as zygote:
            watched = (hidden, hidden / "secret.txt", out, others, Path(os.__file__), kit.data)
            watched = (*watched, kit.data / "mnist", kit.data / "pulsar")
            yield Grounds(zygote, kit, names, watched)
    except NotConfined as reason:
        # Only where there is no such thing: a machine that should confine and does not, fails.
        if sandbox.available() and sandbox.landlock_version():
            raise
        pytest.skip(str(reason))
    finally:
        with pytest.raises(BlockingIOError):
            udp.recv(99)
        with pytest.raises(BlockingIOError):
            tcp.accept()
        for sock in (udp, tcp, abstract):
            sock.close()
        del os.environ["RAWGRAD_TEST_SECRET"]
