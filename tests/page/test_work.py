"""What a page hands out is put into a folder, and graded, as it is."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.spec.stubs import stub_of
from tests.conftest import Run

# As an editor on Windows saves it: a byte order mark, and other line ends.
CRLF = b"\xef\xbb\xbfimport numpy as np\r\n\r\n\r\ndef softmax(a):\r\n    return a\r\n"


def packed(path: Path, files: dict[str, bytes]) -> Path:
    """Pack files as a page does: uncompressed, below `exercises/`."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"exercises/{name}", data)
    return path


def test_work_is_put_into_a_new_folder_byte_for_byte(
    kit: Kit, rawgrad: Run, tmp_path: Path
) -> None:
    stub = stub_of(kit, "loss", "ko").encode()
    work = packed(tmp_path / "work.zip", {"softmax.py": CRLF, "loss.py": stub})
    run = rawgrad("init", "mine", "--work", str(work), "--lang", "en")
    assert run.returncode == 0, run.stderr
    exercises = tmp_path / "mine" / "exercises"
    assert (exercises / "softmax.py").read_bytes() == CRLF
    assert "exercises/softmax.py: taken from your work" in run.stdout
    # Nothing is written in it yet: the folder's own stub stays.
    assert (exercises / "loss.py").read_text(encoding="utf-8") == stub_of(kit, "loss", "en")
    assert not (exercises / "backups").exists()


def test_what_was_written_there_is_kept_aside(rawgrad: Run, tmp_path: Path) -> None:
    work = packed(tmp_path / "work.zip", {"softmax.py": CRLF})
    rawgrad("init", "mine")
    path = tmp_path / "mine" / "exercises" / "softmax.py"
    path.write_text("mine = 1\n", encoding="utf-8")
    for _ in range(2):  # the second time there is nothing to do
        assert rawgrad("init", "mine", "--work", str(work)).returncode == 0
    assert path.read_bytes() == CRLF
    (backup,) = (path.parent / "backups").iterdir()
    assert backup.read_text(encoding="utf-8") == "mine = 1\n"


def test_what_is_no_work_is_said_in_a_line(rawgrad: Run, tmp_path: Path) -> None:
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04 torn")
    packed(tmp_path / "other.zip", {"README.md": b"nothing"})
    for name in ("torn.zip", "other.zip", "missing.zip"):
        run = rawgrad("init", "mine", "--work", name, "--lang", "en")
        assert run.returncode == 2
        assert run.stderr.startswith(f"rawgrad: --work {name}: ")
        assert len(run.stderr.splitlines()) == 1
    assert not (tmp_path / "mine").exists()


def test_it_is_graded_as_it_is(kit: Kit, rawgrad: Run, tmp_path: Path) -> None:
    solution = (kit.root / "solutions" / "softmax.py").read_bytes().replace(b"\n", b"\r\n")
    folder = tmp_path / "handed in"
    folder.mkdir()
    packed(folder / "kim.zip", {"softmax.py": b"\xef\xbb\xbf" + solution})
    run = rawgrad(
        "grade", str(folder), "--out", "grades", "--exercises", "softmax",
        "--isolation", "process", "--marks-unprotected", "--lang", "en",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    with (tmp_path / "grades" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["submission"].startswith("kim")
    assert float(row["points"]) == float(row["max_points"]) == 10
