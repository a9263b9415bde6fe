"""What is made to cost its reader dearly costs little, or the one who handed it in alone."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rawgrad.grading import words
from rawgrad.grading.intake import reader as reader_module
from rawgrad.grading.intake.lms_names import NamingSystem
from rawgrad.grading.intake.preparation import Prepared
from rawgrad.grading.intake.reader import ReadingFailed, SubmissionReader
from rawgrad.grading.intake.submissions import Submission, find_submissions
from rawgrad.kit.layout import Kit
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.zygote import WorkerProcess, probe
from tests.hostile.odd_submissions import Drawer

CODE = "def softmax(x):\n    return x\n"
BROKEN = {"reading_limit", "reading_broke", "slow"}


@pytest.fixture(scope="module")
def reader(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SubmissionReader]:
    missing = probe()
    if missing:
        pytest.skip(missing)
    made = SubmissionReader(
        all_stubs(kit), tuple(kit.exercises), "confined", tmp_path_factory.mktemp("s")
    )
    yield made
    made.close()


def submission(path: Path) -> Submission:
    return find_submissions([path], NamingSystem())[0]


def read(reader: SubmissionReader, path: Path) -> Prepared:
    return reader.read(submission(path))


def keys(prepared: Prepared) -> set[str]:
    return {notice.key for notice in prepared.notices}


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def tarred(files: dict[str, str], **headers: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.pax_headers = headers
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    return buffer.getvalue()


def zip64_directory() -> bytes:
    """Return a zip file whose second table says that it is a tebibyte long."""
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 1 << 40, 0)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 1 << 32 - 1, 0xFFFFFFFF, 0)
    return zipped({"softmax.py": CODE})[:-22] + record + locator + end


def zip_of_zips() -> bytes:
    """Return a zip file of many zip files, each of which stays below every limit."""
    inner = zipped({f"{n}.ipynb": b"\0" * 19_000_000 for n in range(9)})
    return zipped({"softmax.py": CODE, **{f"{n}.zip": inner for n in range(40)}})


COSTLY = {
    "zips.zip": zip_of_zips,
    "name.tar": lambda: tarred({"a" * 9_000 + ".py": "", "softmax.py": CODE}),
    "names.tar": lambda: tarred({f"softmax{'-1' * 100}{n}.py": "" for n in range(500)}),
    "copies.zip": lambda: zipped({"softmax" + " (1)" * 15_000 + ".py": CODE}),
    "digits.tar": lambda: tarred({"softmax.py": CODE}, comment="1" * 4_000_000),
    "number.tar": lambda: tarred({"softmax.py": CODE}, size="9" * 4_200),
    "sparse.tar": lambda: tarred(
        {"softmax.py": CODE}, **{"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}
    ),
    "directory.zip": zip64_directory,
    "entries.zip": lambda: zipped({f"node_modules/{n}": "" for n in range(30_000)}),
    "zeros.tgz": lambda: gzip.compress(bytes(1 << 20) * 300, 1),
    "literal.py": lambda: ("def softmax(x):\n    return 0x" + "f" * 5_000).encode(),
    "digits.py": lambda: ("def softmax(x):\n    return " + "9" * 900_000).encode(),
    "nested.py": lambda: ("x = " + "(" * 90_000).encode(),
    "minus.py": lambda: ("x = " + "-" * 90_000 + "1").encode(),
    "line.py": lambda: ("def softmax(x):\n    return x\n" + "x=1;" * 200_000).encode(),
    "cr.py": lambda: CODE.replace("\n", "\r").encode(),
    "cookie.py": lambda: b"#" + b"coding:" * 100_000 + b"\n" + CODE.encode(),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_file_is_read_within_the_limits(
    reader: SubmissionReader, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(COSTLY[name]())
    assert not keys(read(reader, tmp_path / name)) & BROKEN


CELLS = {
    "magics": "\n".join(["%matplotlib inline", "x = 1"] * 5_000),
    "shell": "\n".join(["files = !ls"] * 15_000),
    "one line": "x=1;" * 45_000,
    "spaces": "x" + " " * 190_000 + "!",
    "quotes": "!\n" + "'\\" * 90_000,
    "triple": "!\n" + "'''\\" * 45_000,
    "brackets": "!\n" + "(\n" * 60_000,
    "chain": "\n".join(f"a{i} = f(a{i + 1})" for i in range(8_000)),
    "literal": "a0 = 0x" + "f" * 190_000,
    "half": "x = '\ud800'",
}


@pytest.mark.parametrize("name", CELLS)
def test_a_costly_cell_leaves_the_others(
    reader: SubmissionReader, tmp_path: Path, name: str
) -> None:
    cells = [{"cell_type": "code", "source": text} for text in (CELLS[name], CODE)]
    (tmp_path / "hw.ipynb").write_text(json.dumps({"cells": cells}))
    prepared = read(reader, tmp_path / "hw.ipynb")
    assert not keys(prepared) & BROKEN
    assert CODE in prepared.texts["softmax.py"]


def test_what_reaches_a_limit_of_reading_is_told_and_the_next_is_read(
    reader: SubmissionReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "big.zip").write_bytes(zipped({"a.zip": b"PK\3\4" + bytes(90_000_000)}))
    (tmp_path / "next.py").write_text(CODE)
    monkeypatch.setattr(reader_module, "LIMITS", Limits(cpu=30.0, memory=100 << 20))
    prepared = read(reader, tmp_path / "big.zip")
    assert (prepared.taken, keys(prepared)) == ((), {"reading_limit"})
    assert read(reader, tmp_path / "next.py").taken == ("softmax",)


def test_a_reader_that_is_ended_by_the_machine_decides_nothing(
    reader: SubmissionReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough that it is not read before it is killed.
    (tmp_path / "a.py").write_text(CODE + "x = 1\n" * 30_000)
    zygote = reader._open()
    lend = zygote.lend

    def killed(*given: Any) -> WorkerProcess:
        worker = lend(*given)
        zygote._end(worker._pid, kill=True)
        return worker

    with monkeypatch.context() as patch:
        patch.setattr(zygote, "lend", killed)
        with pytest.raises(ReadingFailed, match=r"reading_killed.*9"):
            read(reader, tmp_path / "a.py")
    assert read(reader, tmp_path / "a.py").taken == ("softmax",)
    with pytest.raises(ReadingFailed, match="No such file"):
        read(reader, tmp_path / "gone.py")


def test_only_the_submission_itself_can_be_read(reader: SubmissionReader, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "softmax.py").write_text(CODE)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "loss.py").symlink_to(tmp_path / "other" / "softmax.py")
    (tmp_path / "mine" / "softmax.py").write_text(CODE)
    prepared = read(reader, tmp_path / "mine")
    assert (prepared.taken, keys(prepared)) == (("softmax",), {"symlink"})
    other = submission(tmp_path / "other")
    worker = reader._open().lend({"paths": [(str(other.paths[0]), "")]}, [], Limits(), 5.0)
    message, _ = worker.wire.receive()
    worker.end(kill=True)
    assert "Permission denied" in message["trouble"]


def test_odd_submissions_are_read_and_right_work_in_them_is_found(
    reader: SubmissionReader, tmp_path: Path, kit: Kit
) -> None:
    right = (kit.root / "solutions" / "softmax.py").read_text(encoding="utf-8")
    drawer = Drawer(0, right, all_stubs(kit)["softmax.py"])
    core = right.splitlines()[-1].strip()
    for odd in (drawer.draw(number) for number in range(40)):
        prepared = read(reader, odd.write(tmp_path))
        assert not keys(prepared) & BROKEN, odd.name
        for notice in prepared.notices:
            assert words.notice_text(notice, "ko").isprintable(), odd.name
        if odd.right:
            assert prepared.taken == ("softmax",), odd.name
            assert any(core in text for text in prepared.texts.values()), odd.name
