"""Odd submissions are drawn by a seed: right work in strange wrapping, and files made to break."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

Files = dict[str, bytes]
NOISE = "학습 결과를 설명합니다. Größe, naïve."
WORDS = ("hw", "과제 1", "final (2)", "제출", "a" * 60, "x.y", "week-1", "unicode’s", "sub mission")
# Names that speak to a terminal, to a file system or to somebody else's reader of names.
EVIL = (
    "a\x1b[31mb", "u\u202egpj", "l\u2028s", "t\tb", "n\nl", "q\"'q", "=cmd()", "-rf", "~", "%s{0}",
    "b_12_assignsubmission_file_c", "b_LATE_1_2_c", "t_b_attempt_2030-01-01-00-00-00_c", "a\\b",
    "한글".encode("cp949").decode("utf-8", "surrogateescape"), "\udcff\udcfe", "n" * 240, "CON",
    "a:b",
    unicodedata.normalize("NFD", "한글 이름"), "\u200b", "e\u0301", "../up", "a;b,c",
)  # fmt: skip
MESSY = (".DS_Store", "Thumbs.db", "notes.txt", "report.pdf", "__MACOSX/._softmax.py", "data.bin")
MESSY += (".git/HEAD", "node_modules/a/b.py", "venv/lib/json.py", "._x.py", "__pycache__/a.pyc")
ODD_BYTES = (
    b"", b"\0" * 9, b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"{", b"[]", b"null", b"\x1f\x8b",
    b'{"cells": 1}', b'{"cells": [[]]}', b'{"cells": [{"cell_type": "code", "source": 1}]}',
    b'{"worksheets": [{}]}', b"BZh", b"\r", b"# coding: undefined\nx", b"# coding: utf-7\n+AD0-",
    b"def softmax(x: (", b"\xed\xa0\x80", b"x = 0x" + b"f" * 5000, b"(" * 3000, b"\x0cdef f(): 0",
    b"def softmax(a):\n  return " + b"-" * 20_000 + b"1", b"'\\N{", b"f'{" * 150, b"\x1a",
    b"match 1:\n case " + b"[" * 300 + b"]" * 300 + b": pass", b"lambda:" * 5000 + b"1",
    b'{"cells": [' + b"[" * 100_000, b'{"cells": ' + b"9" * 5000 + b"}", b"#\xa0\n\xc2\xa0x=1",
    b"\xff\xfe\0\0", bytes(4096), b"Rar!\x1a\x07", b"7z\xbc\xaf'", b"MZ" * 99, b"<!DOCTYPE html>",
    b"version https://git-lfs.github.com/spec/v1", b"from __future__ import braces", b">>> 1",
    b"class TwoLayerNet: pass\ndef softmax(a, *, b): return a",
)  # fmt: skip


@dataclass
class Odd:
    """An odd submission: what is written where it is to lie, and whether its work must count."""

    name: str
    content: bytes | Files = b""
    right: bool = False
    special: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write it into a folder of submissions, as far as the file system takes such names."""
        path = folder / self.name
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
            return path
        path.mkdir()
        for name, data in self.content.items():
            file = path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        for name, kind in self.special.items():
            file = path / name
            if kind == "fifo":
                os.mkfifo(file)
            else:
                file.symlink_to(kind)
        return path


class Drawer:
    """Draws submissions of one exercise, `softmax`, from a right module and its stub."""

    def __init__(self, seed: int, right: str, stub: str) -> None:
        self.random = Random(seed)
        self.right = right
        self.stub = stub

    def draw(self, number: int) -> Odd:
        """Return a submission; a third of them are made to break something."""
        name = f"s{number:05d}"
        if self.random.random() < 0.35:
            return self._hostile(name)
        files = self._work()
        if self.random.random() < 0.5:
            files |= self._mess()
        files = self._placed(files)
        odd = self._wrapped(name, files)
        odd.right = True
        return odd

    def _work(self) -> Files:
        """Return right work as a module, a notebook, or beside an untouched stub."""
        kind = self.random.choice(("module", "module", "notebook", "copy", "beside", "package"))
        if kind == "notebook":
            return {f"{self._word()}.ipynb": self._notebook()}
        text = self._encoded(self.right)
        if kind == "copy":
            name = self.random.choice(
                ("softmax (1).py", "softmax의 사본.py", "softmax.py.txt", "softmax - Copy.py",
                 "Copy of softmax.py", "softmax_최종.py", "kim_softmax.py", "softmax-1.py",
                 "softmax copy 2.py", unicodedata.normalize("NFD", "softmax_최종.py"))
            )  # fmt: skip
            return {name: text}
        if kind == "beside":
            return {"softmax.py": self.stub.encode(), "softmax (1).py": text}
        if kind == "package":
            where = self.random.choice(("own_part", "common.own_part", "a.b.random"))
            file = where.replace(".", "/") + ".py"
            return {"softmax.py": f"from .{where} import softmax\n".encode(), file: text}
        return {"softmax.py": text}

    def _encoded(self, text: str) -> bytes:
        end = self.random.choice(("\n", "\n", "\r\n", "\r"))
        text = text.replace("\n", end)
        how = self.random.randrange(9)
        if how == 0:
            return f"# -*- coding: latin-1 -*-{end}# Gr\xf6\xdfe{end}{text}".encode("latin-1")
        if how == 1:
            return f"# coding: euc-kr{end}# 학습{end}{text}".encode("euc-kr")
        if how == 2:
            return f"# 학습{end}{text}".encode("cp949")
        encoding = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8")[how - 3]
        return f"# {NOISE}{end}{text}".encode(encoding)

    def _notebook(self) -> bytes:
        text = self.right
        around = [
            "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.rcParams['a'] = 1",
            "!pip install numpy\nfiles = !ls",
            "x = 1;" * self.random.choice((1, 30_000)),
            "softmax(",
            "print(softmax([1, 2]))\nwhile True: pass",
            "%%bash\nrm -rf /",
            "# " + "한" * self.random.choice((1, 150_000)),
            "def own(a):\n    return a",
            "\x00",
            "get_ipython().run_line_magic('x', '')",
            "?softmax",
            "softmax??",
            "from exercises.softmax import softmax as given",
        ]
        self.random.shuffle(around)
        head = self.random.choice(
            ("", "", "%%time\n", "%%check softmax\n", "%%writefile softmax.py\n")
        )
        cells = [("code", a) for a in around[: self.random.randrange(5)]]
        cells.insert(self.random.randint(0, len(cells)), ("code", head + text))
        cells.insert(self.random.randint(0, len(cells)), ("markdown", f"# softmax {NOISE}"))
        lists = self.random.random() < 0.5
        made = []
        for kind, source in cells:
            value = source.splitlines(keepends=True) if lists else source
            made.append({"cell_type": kind, "source": value, "metadata": {}, "outputs": []})
        document: dict[str, object] = {"cells": made, "nbformat": 4, "nbformat_minor": 5}
        if self.random.random() < 0.25:
            for cell in made:
                if cell["cell_type"] == "code":
                    cell["input"] = cell.pop("source")
            document = {"worksheets": [{"cells": made}], "nbformat": 3}
        written = json.dumps(document, ensure_ascii=self.random.random() < 0.5)
        return written.encode(self.random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")))

    def _mess(self) -> Files:
        names = self.random.sample(MESSY, self.random.randrange(1, 5))
        return {name: self.random.randbytes(30) for name in names}

    def _word(self) -> str:
        return self.random.choice(WORDS)

    def _placed(self, files: Files) -> Files:
        """Put work into a folder of folders."""
        inside = "/".join(self._word() for _ in range(self.random.choice((0, 0, 1, 2, 6))))
        return {f"{inside}/{name}" if inside else name: data for name, data in files.items()}

    def _wrapped(self, name: str, files: Files) -> Odd:
        kind = self.random.choice(("folder", "folder", "archive", "archive", "twice", "inside"))
        if kind == "folder":
            return Odd(name, files)
        ending, data = self._archive(files)
        if kind == "archive":
            return Odd(name + ending, data)
        inner = {f"{self._word()}{ending}": data}
        if kind == "inside":
            return Odd(name, inner | (self._mess() if self.random.random() < 0.5 else {}))
        ending, data = self._archive(inner)
        return Odd(name + ending, data)

    def _archive(self, files: Files) -> tuple[str, bytes]:
        pack = self.random.choice((self._zip, self._zip, self._tar))
        return pack(files)

    def _zip(self, files: Files) -> tuple[str, bytes]:
        buffer = io.BytesIO()
        method = self.random.choice(
            (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
        )
        stream = Unseekable(buffer) if self.random.random() < 0.2 else buffer
        separator = "\\" if self.random.random() < 0.15 else "/"
        with zipfile.ZipFile(stream, "w", method) as archive:  # type: ignore[arg-type]
            if self.random.random() < 0.3:
                archive.writestr("a folder/", b"")
            for name, data in files.items():
                info = zipfile.ZipInfo("x")
                info.filename = name.replace("/", separator)
                info.compress_type = method
                info.create_system = self.random.choice((0, 3, 3, 19))
                info.external_attr = self.random.choice(
                    (0, 0o644 << 16, 0o100644 << 16, 0o100000 << 16)
                )
                with archive.open(info, "w", force_zip64=self.random.random() < 0.2) as member:
                    member.write(data)
            if self.random.random() < 0.2:
                archive.comment = NOISE.encode()
        data = buffer.getvalue()
        if self.random.random() < 0.1:
            data += b"\r\n" * self.random.randrange(3)
        return self.random.choice((".zip", ".zip", ".ZIP")), data

    def _tar(self, files: Files) -> tuple[str, bytes]:
        buffer = io.BytesIO()
        form = self.random.choice((tarfile.PAX_FORMAT, tarfile.GNU_FORMAT))
        with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
            for name, data in files.items():
                info = tarfile.TarInfo(self.random.choice(("", "./")) + name)
                info.size = len(data)
                info.mode = self.random.choice((0o644, 0, 0o4777))
                info.mtime = self.random.choice((0, 2**31, 1.5))
                archive.addfile(info, io.BytesIO(data))
        data = buffer.getvalue()
        pack: Callable[[bytes], bytes]
        ending, pack = self.random.choice(
            ((".tar", bytes), (".tgz", gzip.compress), (".tar.gz", gzip.compress),
             (".tar.bz2", bz2.compress))
        )  # fmt: skip
        return ending, pack(data)

    def _hostile(self, name: str) -> Odd:
        kind = self.random.choice(
            (
                self._damaged,
                self._damaged,
                self._called,
                self._filled,
                self._deep,
                self._linked,
                self._misnamed,
            )
        )
        return kind(name)

    def _damaged(self, name: str) -> Odd:
        """Return an archive or a notebook that was cut or changed."""
        ending, data = self._archive(self._placed(self._work()))
        if self.random.random() < 0.3:
            ending, data = ".ipynb", self._notebook()
        spoilt = bytearray(data)
        for _ in range(self.random.choice((0, 1, 3, 30))):
            spoilt[self.random.randrange(len(spoilt))] = self.random.randrange(256)
        if self.random.random() < 0.5:
            del spoilt[self.random.randrange(len(spoilt)) :]
        elif self.random.random() < 0.3:
            at = self.random.randrange(len(spoilt))
            spoilt[at:at] = self.random.randbytes(self.random.choice((1, 4, 100)))
        return Odd(name + ending, bytes(spoilt))

    def _called(self, name: str) -> Odd:
        """Return files with names that are made to mislead."""
        files: Files = {}
        for evil in self.random.sample(EVIL, 4):
            files[f"{evil}.py"] = self.right.encode()
            files[f"{evil}/softmax.py"] = self.random.choice((b"", self.stub.encode()))
        if self.random.random() < 0.6:
            safe = {n.encode("utf-8", "backslashreplace").decode(): d for n, d in files.items()}
            ending, data = self._archive(safe)
            return Odd(name + ending, data)
        kept = {
            n: d
            for n, d in files.items()
            if ".." not in n and len(n.encode("utf-8", "surrogateescape")) < 250
        }
        return Odd(name, kept)

    def _filled(self, name: str) -> Odd:
        """Return modules of anything but Python."""
        names = (
            "softmax.py",
            "hw.ipynb",
            "x.zip",
            "y.tar.gz",
            "z.tar.bz2",
            "own.py",
            "softmax-1.py",
        )
        files = {n: self.random.choice(ODD_BYTES) for n in self.random.sample(names, 3)}
        return Odd(name, files | {"softmax - a.py": self.random.randbytes(600)})

    def _deep(self, name: str) -> Odd:
        """Return archives in archives in archives, or folders in folders."""
        data = self.right.encode()
        if self.random.random() < 0.4:
            return Odd(name, {"/".join("d" * self.random.randrange(8, 40)) + "/softmax.py": data})
        inner, files = "softmax.py", {"softmax.py": data}
        for _ in range(self.random.randrange(3, 7)):
            ending, data = self._archive(files)
            inner = f"{inner[:9]}{ending}"
            files = {inner: data}
        return Odd(name + ending, data)

    def _misnamed(self, name: str) -> Odd:
        """Return right work under a name that is made to mislead."""
        evil = self.random.choice(EVIL).replace("/", "_")[:120]
        ending = self.random.choice(("", ".py", ".zip"))
        data = self.right.encode()
        if ending:
            archive = self._archive({"softmax.py": data})[1]
            return Odd(f"{name}{evil}{ending}", archive if ending == ".zip" else data, right=True)
        return Odd(name + evil, {"softmax.py": data}, right=True)

    def _linked(self, name: str) -> Odd:
        """Return a folder with links and pipes in it."""
        kinds = ("fifo", "/etc/passwd", "..", ".", "nowhere", "softmax.py", "/dev/zero")
        names = ("loss.py", "hw.ipynb", "a.zip", "folder", "own.py")
        special = {n: self.random.choice(kinds) for n in self.random.sample(names, 3)}
        return Odd(name, {"softmax.py": self.right.encode()}, special=special, right=True)


class Unseekable(io.RawIOBase):
    """A stream that cannot go back, so that sizes come behind what they are of."""

    def __init__(self, stream: io.BytesIO) -> None:
        self.stream = stream

    def writable(self) -> bool:
        """Return that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write on."""
        return self.stream.write(data)
