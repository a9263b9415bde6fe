"""Submissions as they come: names, archives, encodings, notebooks, and what is left out."""

from __future__ import annotations

import ast
import bz2
import contextlib
import gzip
import io
import json
import os
import stat
import sys
import tarfile
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawgrad.grading import words
from rawgrad.grading.intake import submission_files
from rawgrad.grading.intake.encoding import decode
from rawgrad.grading.intake.lms_names import (
    BLACKBOARD,
    CANVAS,
    MOODLE,
    PLAIN,
    NamingSystem,
    chosen_system,
    naming_system,
)
from rawgrad.grading.intake.notebook_modules import modules_of
from rawgrad.grading.intake.preparation import Prepared, prepare
from rawgrad.grading.intake.reader import ReadingFailed
from rawgrad.grading.intake.submissions import Submission, find_submissions, listed
from rawgrad.grading.run.grader import CONTROLS, undecided
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.os_errors import with_korean
from rawgrad.learner.notebook.session import Session
from rawgrad.spec.examine import Examiner
from rawgrad.spec.specification import Specification
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.local import LocalSubject

CODE = "import numpy as np\n\n\ndef softmax(x):\n    return x  # 학습\n"


@pytest.fixture(scope="session")
def stubs(kit: Kit) -> dict[str, str]:
    """Return what modules are filled with that nobody handed in."""
    return Specification(kit, ("softmax",)).stubs


@pytest.fixture(scope="session")
def handed_out(kit: Kit) -> str:
    """Return the stub that learners are given: it has questions, and cannot be run."""
    return all_stubs(kit)["softmax.py"]


def take(path: Path, kit: Kit, stubs: dict[str, str]) -> Prepared:
    """Prepare one submission, and put every notice into words."""
    prepared = prepare([(path, path.name)], stubs, tuple(kit.exercises))
    for notice in prepared.notices:
        for language in ("en", "ko"):
            text = words.notice_text(notice, language)
            assert "\n" not in text
            assert "{" not in text
    return prepared


def keys(prepared: Prepared) -> set[str]:
    return {notice.key for notice in prepared.notices}


@pytest.mark.parametrize(
    ("system", "name", "folder", "key", "order", "file"),
    [
        (MOODLE, "Kim Minjun_12_assignsubmission_file_", True, "Kim Minjun_12", "", ""),
        (MOODLE, "1조-김 민준_12_assignsubmission_file_", True, "1조-김 민준_12", "", ""),
        (MOODLE, "김 민준_12_assignsubmission_file_s.py", False, "김 민준_12", "", "s.py"),
        (MOODLE, "a_1_assignsubmission_file_b_2_assignsubmission_file_s.py", False, "a_1", "",
         "b_2_assignsubmission_file_s.py"),
        (CANVAS, "lovelaceada_123_456_s.py", False, "lovelaceada_123", "0" * 17 + "456", "s.py"),
        (CANVAS, "ada_LATE_123_456_hw.zip", False, "ada_123", "0" * 17 + "456", "hw.zip"),
        (CANVAS, "ada_1_2_x_LATE_3_4_s.py", False, "ada_1", "0" * 19 + "2", "x_LATE_3_4_s.py"),
        (BLACKBOARD, "HW_kim_attempt_2026-11-21-10-00-00_s.py", False, "kim",
         "2026-11-21-10-00-00", "s.py"),
        (BLACKBOARD, "HW_kim_attempt_2026-11-21-10-00-00_x_lee_attempt_2030-11-21-10-00-00_s.py",
         False, "kim", "2026-11-21-10-00-00", "x_lee_attempt_2030-11-21-10-00-00_s.py"),
        (BLACKBOARD, "HW_kim_attempt_2026-11-21-10-00-00.txt", False, "kim",
         "2026-11-21-10-00-00", ""),
        (BLACKBOARD, "HW_kim_lee_attempt_2026-11-21-10-00-00_s.py", False, "kim_lee",
         "2026-11-21-10-00-00", "s.py"),
        (BLACKBOARD, "other_kim.py", False, "other_kim", "", "other_kim.py"),
        (PLAIN, "x_lee_attempt_2030-11-21-10-00-00_s.py", False,
         "x_lee_attempt_2030-11-21-10-00-00_s", "", "x_lee_attempt_2030-11-21-10-00-00_s.py"),
        (PLAIN, "alice.tar.gz", False, "alice", "", "alice.tar.gz"),
        (PLAIN, "alice.zip.zip", False, "alice", "", "alice.zip.zip"),
        (PLAIN, "alice", True, "alice", "", ""),
    ],
)  # fmt: skip
def test_download_names_are_read_from_the_left_by_one_system(
    system: str, name: str, folder: bool, key: str, order: str, file: str
) -> None:
    found = NamingSystem(system, "HW_" if system == BLACKBOARD else "").sender(name, folder)
    assert (found.key, found.order, found.file) == (key, order, file)


def test_late_and_repeated_names_are_seen() -> None:
    canvas = NamingSystem(CANVAS)
    assert canvas.sender("a_LATE_1_2_softmax.py", False).late
    assert not canvas.sender("a_1_2_x_LATE_1_2_softmax.py", False).late
    assert canvas.sender("a_1_2_softmax-3.py", False).again == "softmax.py"
    assert canvas.sender("a_1_2_hw-3.tar.gz", False).again == "hw.tar.gz"


WHEN = "attempt_2026-11-21-10-00-00"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([f"a_{n}_assignsubmission_file_s.py" for n in range(9)] + ["x"], NamingSystem(MOODLE)),
        ([f"a_{n}_assignsubmission_file_s.py" for n in range(8)] + ["x"], None),
        ([f"ada_{n}_2_s.py" for n in range(20)] + ["x", "y"], NamingSystem(CANVAS)),
        ([f"week_1_kim{n}_{WHEN}_s.py" for n in range(9)], NamingSystem(BLACKBOARD, "week_1_")),
        ([f"1_2_3_kim{n}_{WHEN}_s.py" for n in range(9)], None),
        (["alice.py", "bob.zip"], NamingSystem(PLAIN)),
        ([f"p{n}.py" for n in range(20)] + ["x_9_9_s.py"], NamingSystem(PLAIN)),
        ([f"p{n}.py" for n in range(5)] + ["x_9_9_s.py"], None),
    ],
)
def test_a_naming_system_is_chosen_where_it_is_clear(
    names: list[str], found: NamingSystem | None
) -> None:
    assert naming_system([(name, False) for name in names]) == found


@pytest.mark.parametrize("task", ["week_1_", "week_1_kim_"])
def test_the_roster_tells_blackboards_task_from_how_all_users_begin(task: str) -> None:
    names = [f"week_1_kim_{user}_{WHEN}_s.py" for user in ("a", "b", "c")]
    users = [f"week_1_kim_{user}".removeprefix(task).upper() for user in ("a", "c", "d")]
    assert chosen_system(BLACKBOARD, names, users).task == task
    assert chosen_system(BLACKBOARD, names[:1], users).task == task


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CODE, encoding="utf-8")


def found_in(folder: Path, system: str) -> dict[str, Submission]:
    paths = listed(folder)
    naming = chosen_system(system, [path.name for path in paths])
    found = find_submissions(paths, naming)
    assert len({one.key for one in found}) == len(found)
    return {one.key: one for one in found}


@pytest.mark.parametrize(
    ("system", "names", "expected"),
    [
        (
            MOODLE,
            [
                "Kim Minjun_111_assignsubmission_file_/softmax.py",
                "Kim Minjun_222_assignsubmission_file_softmax.py",
                "Kim Minjun_222_assignsubmission_file_loss.py",
                ".DS_Store",
            ],
            {"Kim Minjun_111": (1, ""), "Kim Minjun_222": (2, "")},
        ),
        (
            CANVAS,
            ["lee_7_50_softmax.py", "lee_7_60_softmax-1.py", "lee_7_40_loss.py"],
            {"lee_7": (2, ""), "lee_7 (50)": (1, "lee_7")},
        ),
        (
            BLACKBOARD,
            [
                "HW_kim_attempt_2026-11-20-10-00-00.txt",
                "HW_park_attempt_2026-11-20-10-00-00_softmax.py",
                "HW_park_attempt_2026-11-21-09-00-00_softmax.py",
                "HW_park_attempt_2026-11-21-09-00-00_loss.py",
                "HW_park_attempt_2026-11-21-09-00-00.txt",
            ],
            {"kim": (1, ""), "park": (2, ""), "park (2026-11-20-10-00-00)": (1, "park")},
        ),
    ],
)
def test_files_of_one_attempt_are_one_submission_and_of_two_the_newest_counts(
    tmp_path: Path, system: str, names: list[str], expected: dict[str, tuple[int, str]]
) -> None:
    put(tmp_path, *names)
    found = found_in(tmp_path, system)
    assert {key: (len(one.paths), one.newer) for key, one in found.items()} == expected
    if system == CANVAS:
        assert {path.name for path in found["lee_7"].paths} == {names[2], names[1]}


def test_two_of_one_name_without_a_time_are_both_kept_and_said(tmp_path: Path) -> None:
    put(tmp_path, "alice/softmax.py", "bob.py")
    for name in ("alice.zip", "alice.zip.zip"):
        (tmp_path / name).write_bytes(zipped({"softmax.py": CODE}))
    found = found_in(tmp_path, PLAIN)
    assert {key: one.beside for key, one in found.items()} == {
        "alice": ("alice.zip", "alice.zip.zip"),
        "alice.zip": ("alice", "alice.zip.zip"),
        "alice.zip.zip": ("alice", "alice.zip"),
        "bob": (),
    }
    with pytest.raises(BrokenKit, match="nowhere: No such file"):
        listed(tmp_path / "nowhere")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such names")
def test_a_name_that_speaks_to_the_terminal_is_shown_without(tmp_path: Path) -> None:
    put(tmp_path, "line\nbreak/s.py", "red\x1b[31m/s.py", "a\u202eb/s.py", "a\u2028b/s.py")
    put(tmp_path, "김민준\u3000/s.py")
    keys = list(found_in(tmp_path, PLAIN))
    assert [key for key in keys if not key.startswith("a?b")] == [
        "line?break", "red?[31m", "김민준 "
    ]  # fmt: skip
    # Two that look alike are told apart.
    assert len([key for key in keys if key.startswith("a?b [")]) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_in_another_encoding_is_shown(tmp_path: Path) -> None:
    for raw in ("김민준".encode("cp949"), b"\xff\xfe"):
        (tmp_path / os.fsdecode(raw)).mkdir()
    assert list(found_in(tmp_path, PLAIN)) == ["\\xff\\xfe", "김민준"]


def test_no_file_can_be_called_like_a_control() -> None:
    assert all("/" in name for name in CONTROLS)


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def tarred(files: dict[str, str | bytes], **special: tarfile.TarInfo) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for info in special.values():
            archive.addfile(info)
        for name, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "place",
    [
        "softmax.py",
        "exercises/softmax.py",
        "과제 1/hw/exercises/softmax.py",
        "softmax (1).py",
        "softmax-2.py",
        "Softmax.py",
    ],
)
@pytest.mark.parametrize("kind", ["folder", "zip", "tar", "tgz", "tbz2"])
def test_modules_are_found_at_any_depth_in_anything(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], place: str, kind: str
) -> None:
    path = tmp_path / ("alice" if kind == "folder" else f"alice.{kind}")
    if kind == "folder":
        put(path, place)
    elif kind == "zip":
        path.write_bytes(zipped({place: CODE}))
    else:
        data = tarred({place: CODE})
        pack = {"tar": bytes, "tgz": gzip.compress, "tbz2": bz2.compress}[kind]
        path.write_bytes(pack(data))
    prepared = take(path, kit, stubs)
    assert prepared.taken == ("softmax",)
    assert prepared.texts["softmax.py"] == CODE
    assert set(prepared.texts) == {"softmax.py"}


@pytest.mark.parametrize("name", ["alice_softmax.py", "alice-softmax (1).py", "alice.py"])
def test_a_module_alone_may_be_called_after_its_learner(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], name: str
) -> None:
    put(tmp_path, name)
    assert take(tmp_path / name, kit, stubs).taken == ("softmax",)


def test_a_whole_clone_gives_its_exercises_and_not_its_solutions(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    for folder in ("solutions", "exercises", "tests/evidence/chaffs", "spec_tests/x"):
        put(tmp_path / "repo", f"{folder}/softmax.py")
    (tmp_path / "repo/solutions/softmax.py").write_text("stolen = 1\n")
    (tmp_path / "repo/solutions/loss.py").write_text("stolen = 1\n")
    prepared = take(tmp_path / "repo", kit, stubs)
    assert prepared.texts["softmax.py"] == CODE
    assert "several" in keys(prepared)


def test_a_whole_release_has_one_version_of_each_module(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    put(tmp_path / "week1", "exercises/softmax.py")
    tool = tmp_path / "week1" / "rawgrad" / "_kit" / "exercises"
    tool.mkdir(parents=True)
    (tool / "softmax.py").write_text(stubs["softmax.py"])
    prepared = take(tmp_path / "week1", kit, stubs)
    assert prepared.texts["softmax.py"] == CODE
    assert prepared.notices == []


def test_helpers_are_taken_and_what_nothing_can_import_is_left_out(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    put(tmp_path / "a", "softmax.py", "helper.py", "random.py", "my part.py", f"{'한' * 84}.py")
    put(tmp_path / "a", "pytest.ini", "\u2118.py", "sub/other.py")
    prepared = take(tmp_path / "a", kit, stubs)
    assert set(prepared.texts) - set(stubs) == {"helper.py", "random.py", "\u2118.py"}
    assert "left_out" in keys(prepared)


PACKAGES: dict[str, dict[str, str]] = {
    "a package": {
        "exercises/softmax.py": "from .common.helpers import softmax",
        "exercises/common/__init__.py": "",
        "exercises/common/helpers.py": "from .softmax import *",
        "exercises/common/softmax.py": CODE,
    },
    "a namespace": {
        "softmax.py": "from exercises.common.inner import helpers\nsoftmax = helpers.softmax",
        "common/inner/helpers.py": CODE,
    },
    "a notebook beside": {
        "hw/hw.ipynb": "%%check softmax\nfrom .common.helpers import softmax as f\n"
        "def softmax(a):\n    return f(a)",
        "hw/common/helpers.py": CODE,
    },
    "a notebook that writes": {
        "hw.ipynb": "%%writefile exercises/common/helpers.py\n" + CODE,
        "exercises/softmax.py": "from .common import helpers\nsoftmax = helpers.softmax",
    },
}  # fmt: skip


@pytest.mark.parametrize("zips", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("name", PACKAGES)
def test_a_helper_package_works_as_it_does_at_home(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], name: str, zips: bool
) -> None:
    files: dict[str, str | bytes] = {
        file: notebook(text) if file.endswith(".ipynb") else text
        for file, text in PACKAGES[name].items()
    }
    path = tmp_path / ("a.zip" if zips else "a")
    if zips:
        path.write_bytes(zipped(files))
    else:
        for file, data in files.items():
            (path / file).parent.mkdir(parents=True, exist_ok=True)
            (path / file).write_bytes(data if isinstance(data, bytes) else data.encode())
    prepared = take(path, kit, stubs)
    specification = Specification(kit, ("softmax",))
    for file, text in specification.needed({**stubs, **prepared.texts}).items():
        (tmp_path / "exercises" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "exercises" / file).write_text(text, encoding="utf-8")
    result = LocalSubject(tmp_path / "exercises").call("softmax", "softmax", [1.0])
    assert (result.value, result.trouble) == ([1.0], None)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CODE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + CODE.encode(), "utf-8 (BOM)"),
        (b"\xef\xbb\xbf" * 2 + CODE.encode() + bytes(99), "utf-8 (BOM)"),
        (CODE.encode("utf-16"), "utf-16 (BOM)"),
        (CODE.encode("utf-32"), "utf-32 (BOM)"),
        (CODE.encode("utf-16-le"), "utf-16-le"),
        (CODE.encode("utf-16-be"), "utf-16-be"),
        (CODE.encode("cp949"), "cp949"),
        (CODE.replace("\n", "\r\n").encode(), "utf-8"),
        (CODE.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_a_module_is_read_in_any_usual_encoding(data: bytes, encoding: str) -> None:
    assert decode(data) == (CODE, encoding)


def test_a_line_that_names_the_encoding_then_names_the_new_one() -> None:
    text, _ = decode("# -*- coding: euc-kr -*-\nx = '가'\n".encode("cp949"))
    assert text == "# -*- coding: utf-8 -*-\nx = '가'\n"
    assert decode(b"\xff\xff\x80") == (None, "")


@pytest.mark.parametrize(
    ("declared", "text", "read_as"),
    [
        ("latin-1", "Größe", "iso8859-1"),
        ("Shift_JIS", "日本", "shift_jis"),
        ("johab", "한글", "johab"),
        ("punycode", "x", "utf-8"),
        ("nonsense", "한글", "utf-8"),
    ],
)
def test_a_declared_encoding_is_read(declared: str, text: str, read_as: str) -> None:
    written = f"#!/usr/bin/python\n# vim: set fileencoding={declared} :\nx = '{text}'\n"
    expected = written.replace(declared, "utf-8")
    assert decode(written.encode(read_as)) == (expected, read_as)


def test_a_bad_module_is_said_and_the_rest_is_taken(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    folder = tmp_path / "a"
    put(folder, "loss.py")
    (folder / "softmax.py").write_text("def softmax(x)\n    return x\n")
    (folder / "forward.py").write_bytes(b"\xff\xff\x80")
    (folder / "activation.py").write_bytes(b"")
    (folder / "gradient.py").write_bytes(b"x = 1\0\n")
    (folder / "mnist.py").write_bytes(b"x = " + b"(" * 5000)
    with (folder / "binary.py").open("wb") as big:
        big.truncate(2 << 30)
    os.mkfifo(folder / "pulsar.py")
    (folder / "backprop.py").symlink_to("/etc/passwd")
    (folder / "out").symlink_to("/etc")
    prepared = take(folder, kit, stubs)
    assert prepared.taken == ("softmax", "mnist", "loss", "gradient")
    assert keys(prepared) == {"syntax", "encoding", "empty_file", "too_big", "no_file", "symlink"}


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root reads everything")
def test_an_unreadable_file_is_trouble_of_ours(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    put(tmp_path / "a", "softmax.py", "loss.py")
    (tmp_path / "a/softmax.py").chmod(0)
    assert take(tmp_path / "a", kit, stubs).trouble == "a/softmax.py: Permission denied"


@pytest.mark.parametrize(
    ("trouble", "en", "ko"),
    [
        (ReadingFailed("reading_late", {"limit": "60"}), "not read within 60 s", "60초 안에"),
        (
            ReadingFailed("reading_killed", {"signal": 9}),
            "the process that read it",
            "읽던 프로세스가 신호 9번",
        ),
        (
            ReadingFailed("unready", {"reason": with_korean("a.py: Permission denied")}),
            "a.py: Permission denied",
            "a.py: 읽거나 쓸 권한이 없습니다",
        ),
        (LookupError("of another kind"), "LookupError: of another", "LookupError: of another"),
    ],
)
def test_trouble_of_ours_is_said_in_both_languages(trouble: Exception, en: str, ko: str) -> None:
    (notice,) = undecided("a", trouble).notices
    kept = notice._replace(facts=json.loads(json.dumps(notice.facts)))
    assert f"could not be graded: {en}" in words.notice_text(kept, "en")
    assert f"채점하지 못했습니다: {ko}" in words.notice_text(kept, "ko")


def test_nothing_to_grade_is_said(tmp_path: Path, kit: Kit, stubs: dict[str, str]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "essay.docx").write_bytes(b"PK")
    (tmp_path / "b.zip").write_bytes(b"")
    (tmp_path / "link").symlink_to("a")
    assert keys(take(tmp_path / "a", kit, stubs)) == {"nothing"}
    assert keys(take(tmp_path / "essay.docx", kit, stubs)) == {"unknown_kind"}
    # What is no archive of ours, as 7z and xz, is named; what a system has left there is not.
    other = {".DS_Store": b"", "sub/hw.7z": b"7z", "softmax.txt": CODE, "venv/a.txt": b""}
    (tmp_path / "c.zip").write_bytes(zipped(other))
    with zipfile.ZipFile(tmp_path / "c.zip") as archive:
        archive.extractall(tmp_path / "c")
    for path in (tmp_path / "c.zip", tmp_path / "c"):
        notices = take(path, kit, stubs).notices
        assert {(one.key, one.facts["file"]) for one in notices} == {
            ("unknown_kind", "sub/hw.7z"), ("unknown_kind", "softmax.txt")
        }  # fmt: skip
    assert keys(take(tmp_path / "b.zip", kit, stubs)) == {"empty_file"}
    assert keys(take(tmp_path / "link", kit, stubs)) == {"symlink"}


def test_nothing_leaves_an_archive_by_its_name(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    bad = {"../../softmax.py": CODE, "/tmp/softmax.py": CODE, "C:\\softmax.py": CODE}
    (tmp_path / "a.zip").write_bytes(zipped({**bad, "loss.py": CODE}))
    (tmp_path / "b.tar").write_bytes(tarred({**bad, "loss.py": CODE}))
    for name in ("a.zip", "b.tar"):
        prepared = take(tmp_path / name, kit, stubs)
        assert prepared.taken == ("loss",)
        assert keys(prepared) == {"traversal"}


def test_links_and_devices_in_archives_are_left_out(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    link = tarfile.TarInfo("softmax.py")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    pipe = tarfile.TarInfo("loss.py")
    pipe.type = tarfile.FIFOTYPE
    (tmp_path / "a.tar").write_bytes(tarred({"forward.py": CODE}, link=link, pipe=pipe))
    info = zipfile.ZipInfo("softmax.py")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("forward.py", CODE)
    for name, wanted in (("a.tar", {"symlink", "no_file"}), ("b.zip", {"symlink"})):
        prepared = take(tmp_path / name, kit, stubs)
        assert prepared.taken == ("forward",)
        assert keys(prepared) == wanted


def test_one_budget_counts_for_all_that_a_submission_consists_of(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submission_files, "MAX_UNPACKED", 5_000_000)
    monkeypatch.setattr(submission_files, "MAX_FILES", 50)
    many = {f"f{i}.py": "" for i in range(60)}
    half = {f"f{i}.py": "" for i in range(30)}
    zeros = {f"{i}.ipynb": b"\0" * 1_000_000 for i in range(4)}
    archives: dict[str, dict[str, str | bytes]] = {
        "bomb": {"softmax.py": CODE, "a.zip": zipped(zeros), "b.zip": zipped(zeros)},
        "too_many": {"softmax.py": CODE, **many},
        "nested_many": {"softmax.py": CODE, "a.zip": zipped(half), "b.zip": zipped(half)},
        "nested": {"softmax.py": CODE, "a.zip": zipped({"b.zip": zipped({"softmax.py": CODE})})},
    }
    for name, files in archives.items():
        for data in (zipped(files), tarred(files), gzip.compress(tarred(files))):
            path = tmp_path / f"{name}.zip"
            path.write_bytes(data)
            prepared = take(path, kit, stubs)
            # What is over a limit is a line, and the rest is graded.
            assert ("too_many" if "many" in name else name) in keys(prepared), name
            assert prepared.taken == ("softmax",), name
    (tmp_path / "once.zip").write_bytes(zipped({"a.zip": zipped({"softmax.py": CODE})}))
    assert take(tmp_path / "once.zip", kit, stubs).taken == ("softmax",)


def test_what_is_skipped_costs_names_only(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submission_files, "MAX_FILES", 10)
    monkeypatch.setattr(submission_files, "MAX_UNPACKED", 100_000)
    skipped: dict[str, str | bytes] = {
        f"hw/{folder}/f{i}.py": b"x" * 10_000
        for folder in (".git", "node_modules", "venv", ".venv", "x/site-packages")
        for i in range(20)
    }
    files = {**skipped, "hw/softmax.py": CODE}
    (tmp_path / "a.zip").write_bytes(zipped(files))
    (tmp_path / "a.tgz").write_bytes(gzip.compress(tarred(files)))
    put(tmp_path / "a", *files)
    for name in ("a", "a.zip", "a.tgz"):
        prepared = take(tmp_path / name, kit, stubs)
        assert (prepared.taken, keys(prepared)) == (("softmax",), set()), name
    monkeypatch.setattr(submission_files, "MAX_NAMES", 50)
    for name in ("a.zip", "a.tgz"):
        assert "too_many" in keys(take(tmp_path / name, kit, stubs)), name


def test_a_lying_or_locked_zip_is_said(tmp_path: Path, kit: Kit, stubs: dict[str, str]) -> None:
    whole = zipped({"softmax.py": CODE * 50})
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    locked = bytearray(whole)
    locked[6] |= 1
    locked[whole.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    broken = bytearray(whole)
    broken[60] ^= 0xFF
    (tmp_path / "broken.zip").write_bytes(broken)
    assert keys(take(tmp_path / "cut.zip", kit, stubs)) == {"cut_short"}
    assert keys(take(tmp_path / "locked.zip", kit, stubs)) == {"encrypted"}
    assert keys(take(tmp_path / "broken.zip", kit, stubs)) == {"broken_member"}


def test_korean_names_in_a_zip_are_read_as_windows_wrote_them(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    data = zipped({"XXXX/softmax.py": CODE})
    (tmp_path / "a.zip").write_bytes(data.replace(b"XXXX", "과제".encode("cp949")))
    contents = submission_files.SubmissionFiles()
    submission_files.gather(tmp_path / "a.zip", "", contents)
    assert [str(found.path) for found in contents.files] == ["과제/softmax.py"]
    assert take(tmp_path / "a.zip", kit, stubs).taken == ("softmax",)


@given(st.binary(max_size=400), st.sampled_from(["a.zip", "a.tar", "a.tgz", "a.py", "a.ipynb"]))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_the_intake(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    contents = submission_files.SubmissionFiles()
    submission_files.gather(path, "", contents)
    assert contents.files or contents.notices or name in ("a.tar", "a.tgz", "a.zip")


def test_an_archive_spoilt_in_any_way_is_said_and_nothing_is_raised(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    random = Random(5)
    whole = {"0.zip": 0, "8.zip": 8, "12.zip": 12, "14.zip": 14}
    for name, method in whole.items():
        data = zipped({"과제/softmax.py": CODE * 20, "loss.py": CODE}, method)
        for _ in range(60):
            spoilt = bytearray(data)
            for _ in range(random.choice([1, 2, 20])):
                spoilt[random.randrange(len(spoilt))] = random.randrange(256)
            (tmp_path / name).write_bytes(spoilt)
            take(tmp_path / name, kit, stubs)


def notebook(*cells: str | tuple[str, str]) -> bytes:
    rows = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps(
        {"cells": [{"cell_type": k, "source": s.splitlines(True)} for k, s in rows]}
    ).encode()


def run_cells(stubs: dict[str, str], *cells: str | tuple[str, str]) -> dict[str, str]:
    exercises = {n.removesuffix(".py"): t for n, t in stubs.items() if "NotImplementedError" in t}
    return modules_of(notebook(*cells), "hw.ipynb", exercises).modules


def test_a_notebook_gives_the_last_cell_of_each_function(stubs: dict[str, str]) -> None:
    found = run_cells(
        stubs,
        "import numpy as np\nimport matplotlib.pyplot as plt\n!pip install numpy",
        "def shift(x):\n    return x - np.max(x)",
        "%%check softmax\ndef softmax(x):\n    return 1",
        "%matplotlib inline\ndef softmax(x):\n    !ls\n    return shift(x)\nprint(softmax([1]))",
        "def softmax(x:\n    return broken",
        "%%writefile exercises/loss.py\nimport numpy as np\n\ndef sum_of_squares_error(y, t):\n"
        "    return 7",
        "plt.plot(softmax([1, 2]))",
    )
    assert set(found) == {"softmax", "loss"}
    scope: dict[str, object] = {}
    exec(found["softmax"], scope)
    assert scope["softmax"]([1.0, 3.0]).tolist() == [-2.0, 0.0]  # type: ignore[operator]
    assert "plt." not in found["softmax"]
    assert "print(" not in found["softmax"].split("return shift")[1]
    assert found["loss"].startswith("import numpy as np")


def test_a_function_of_two_exercises_goes_by_where_it_stands(stubs: dict[str, str]) -> None:
    code = "def sigmoid(x):\n    return 5\n"
    assert set(run_cells(stubs, code)) == {"activation"}
    assert set(run_cells(stubs, ("markdown", "## binary\n"), code)) == {"binary"}
    assert set(run_cells(stubs, "def logit(p):\n    return p", code)) == {"binary"}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"{", "broken_notebook"),
        (b"[]", "broken_notebook"),
        (b'{"cells": 3}', "broken_notebook"),
        (b'{"cells": [3]}', "broken_notebook"),
        (b"[" * 100_000, "broken_notebook"),
        (notebook("x = 1"), "no_cells"),
        (notebook("def softmax(x:\n  pass"), "broken_cell"),
        (notebook("%%check softmax\ndef softmax(x):\n  nonlocal x"), "broken_cell"),
        (notebook("%%writefile softmax.py\nx = '\ud800'"), "broken_cell"),
    ],
)
def test_a_bad_notebook_is_said(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], data: bytes, key: str
) -> None:
    (tmp_path / "hw.ipynb").write_bytes(data)
    assert key in keys(take(tmp_path / "hw.ipynb", kit, stubs))


def test_a_solution_as_a_notebook_stays_complete(kit: Kit, stubs: dict[str, str]) -> None:
    source = (kit.root / "solutions" / "two_layer_net.py").read_text(encoding="utf-8")
    found = run_cells(stubs, f"%%writefile exercises/two_layer_net.py\n{source}")
    assert found["two_layer_net"].strip() == source.strip()


HOME = {
    "computed constants": [
        "%%check softmax\nimport numpy as np\nONES = np.ones(1)\nONES *= 1; SHIFT = ONES - 1",
        "%%check softmax\ndef softmax(a):\n    e = np.exp(a - a.max(-1, keepdims=True) + SHIFT)\n"
        "    return e / e.sum(-1, keepdims=True)",
    ],
    "what is set on a class": [
        "%%check two_layer_net\nsizes = tuple(np.array([1, 1]))\n"
        "def init(self, n, m, k, weight_init_std=0.01, rng=None):\n"
        "    shapes = {'W1': (n, m), 'b1': (m,), 'W2': (m, k), 'b2': (k,)}\n"
        "    self.params = {name: np.zeros(shapes[name]) for name in shapes}\n"
        "def predict(self, x):\n    p = self.params\n"
        "    z = sigmoid(x @ p['W1'] + p['b1']) * sizes[0]\n"
        "    return softmax(z @ p['W2'] + p['b2'])\n"
        "TwoLayerNet.__init__ = init\nsetattr(TwoLayerNet, 'predict', predict)",
        "%%check activation\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))",
        "%%check softmax\ndef softmax(x):\n    e = np.exp(x - x.max(-1, keepdims=True))\n"
        "    return e / e.sum(-1, keepdims=True)",
        "%%check two_layer_net",
    ],
    "a table that is filled": [
        "%%check activation --all\ntable = {}\nfor k in (0, 1):\n    table[k] = np.array(k)\n"
        "table.update({2: np.array(2)})\ndef step_function(x):\n"
        "    return np.where(np.asarray(x) > 0, table[1], table[0]) + 0 * table[2]",
    ],
    "a lambda, a branch and a semicolon": [
        "%%check --all activation\nrelu = lambda x: np.maximum(x, 0); print(relu(3))\n"
        "if True:\n    from math import exp\n    def identity_function(x):\n"
        "        return exp(0) * x",
    ],
    "from the future": [
        '%%check exercises/loss.py\n"""My loss."""\nfrom __future__ import annotations\n'
        "def sum_of_squares_error(y: Later, t: Later) -> Later:\n"
        "    return ((y - t) ** 2).sum() / 2",
    ],
    "a generator of one's own": [
        "%%check gradient\nrng = np.random.default_rng(0)\nh = float(np.sqrt(1e-8))\n"
        "def helper(f, x, *, step=h):\n    return (f(x + step) - f(x - step)) / (2 * step)\n"
        "def numerical_gradient(f, x):\n    return rng.normal() * 0 + helper(f, x)",
    ],
    "the data that are given": [
        "%%check pulsar\nfrom rawgrad.datasets import read_pulsars as rows\n"
        "from rawgrad import datasets\nimport rawgrad.datasets as more\n"
        "def load_pulsar_dataset(adjust_ratio=False, *, path=None):\n"
        "    data = rows(more.find('none', 'pulsar') if datasets is not more else path)\n"
        "    mask = data[:, -1] == 1\n"
        "    stars, pulsars = data[~mask], data[mask]\n"
        "    if adjust_ratio:\n"
        "        pulsars = np.resize(pulsars, stars.shape)\n"
        "    return np.concatenate([stars, pulsars])",
    ],
    "the last version of each": [
        "%%check activation\ndef relu(x):\n    return 1",
        "%%check activation\ndef relu(x):\n    return helper(x)\n"
        "def helper(x):\n    return x * (x > 0)",
    ],
}  # fmt: skip


@pytest.mark.parametrize("cells", HOME.values(), ids=HOME)
def test_a_checked_cell_is_graded_as_it_was_checked(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], cells: list[str]
) -> None:
    session = Session(kit)
    for number, cell in enumerate(cells):
        first, _, rest = cell.partition("\n")
        name = Path(first.replace("--all", "").split()[1]).stem
        with contextlib.redirect_stdout(io.StringIO()):
            session.run(name, ast.parse(rest), f"<cell {number}>", f"In[{number}]")
    found = run_cells(stubs, *cells, "import sys\nsys.exit('a trial')", "x = np.ones(softmax(3))")
    assert name in found
    folder = tmp_path / "exercises"
    folder.mkdir()
    for file, text in stubs.items():
        (folder / file).write_text(found.get(file[:-3], text), encoding="utf-8")
    judged = []
    for subject in (session.subject(name), LocalSubject(folder)):
        examiner = Examiner(kit, subject)
        items = [item for item in examiner.items(name) if getattr(item, "kind", "") != "scenario"]
        judged.append([(item.id, repr(examiner.examine(item).verdict)) for item in items])
    assert judged[0] == judged[1]
    assert any("status='passed'" in verdict for _, verdict in judged[0])


def test_of_the_tool_a_cell_keeps_the_datasets_alone(stubs: dict[str, str]) -> None:
    kept = (
        "import rawgrad.datasets as given",
        "from rawgrad import datasets",
        "from rawgrad.datasets import find, read_idx",
        "from rawgrad.datasets.files import kit_data",
    )
    gone = (
        "import rawgrad",
        "import rawgrad.judge",
        "import rawgrad.datasets_of_mine",
        "from rawgrad import judge, datasets",
        "from rawgrad.kit import find_kit",
    )
    cell = "\n".join(["%%check softmax", *kept, *gone, "def softmax(a):", "    return a"])
    found = run_cells(stubs, cell)["softmax"].removeprefix(stubs["softmax.py"]).splitlines()
    assert [line for line in found if "rawgrad" in line] == list(kept)


def test_what_only_acts_in_a_notebook_stays_behind(stubs: dict[str, str]) -> None:
    found = run_cells(
        stubs,
        "%%check softmax\nimport numpy as np, rawgrad\nfrom tqdm import tqdm\nimport sys\n"
        "import matplotlib.pyplot as plt\nplt.rcParams['font.family'] = 'Malgun Gothic'\n"
        "data = np.loadtxt('mine.csv')\nfirst = data[0]\n"
        "files = !ls\n%matplotlib inline\nfiles?\nX = np.ones(3)\n"
        "def softmax(a):\n    '''Is it right?\n!no shell\n    '''\n    W = 5\n"
        "    return (W\n        % 3)\n"
        "W = load_weights()\nlosses = []\nfor x in X:\n    losses.append(softmax(x))\n"
        "plt.plot(losses)\nsys.exit()\nif __name__ == '__main__':\n    train()\n"
        "def draw(colour=losses[0:]):\n    plt.plot(W)",
    )["softmax"].removeprefix(stubs["softmax.py"])
    for gone in (
        "rawgrad",
        "rcParams",
        "mine.csv",
        "first",
        "!ls",
        "%matplotlib",
        "pass",
        "load_weights()",
        "\nplt",
        "exit",
        "train",
    ):
        assert gone not in found, gone
    for kept in ("!no shell", "% 3", "losses.append", "Is it right?", "import sys", "def draw"):
        assert kept in found, kept


@pytest.mark.parametrize(
    "name",
    [
        "softmax (1).py", "softmax의 사본.py", "softmax_최종.py", "softmax.py.txt",
        "old/softmax.py", "alice_softmax.py",
    ],
)  # fmt: skip
def test_an_untouched_stub_never_wins_over_work(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], handed_out: str, name: str
) -> None:
    put(tmp_path / "a", name, "exercises/loss.py")
    (tmp_path / "a" / "exercises" / "softmax.py").write_text(handed_out)
    prepared = take(tmp_path / "a", kit, stubs)
    assert prepared.texts["softmax.py"] == CODE
    put(tmp_path / "a", "exercises/softmax.py")
    (tmp_path / "a" / name).write_text(CODE.replace("return x", "return 7"))
    assert take(tmp_path / "a", kit, stubs).texts["softmax.py"] == CODE


def test_a_notebook_with_work_wins_over_a_stub_and_is_named_whole(
    tmp_path: Path, kit: Kit, stubs: dict[str, str], handed_out: str
) -> None:
    folder = tmp_path / "a" / "deep" / "exercises"
    put(folder, "loss.py")
    (folder / "softmax.py").write_text(handed_out)
    (folder / "hw.ipynb").write_bytes(notebook("def softmax(x):\n    return 9"))
    prepared = take(tmp_path / "a", kit, stubs)
    assert "return 9" in prepared.texts["softmax.py"]
    (notice,) = [one for one in prepared.notices if one.key == "several"]
    assert notice.facts == {
        "file": "deep/exercises/hw.ipynb", "others": "deep/exercises/softmax.py"
    }  # fmt: skip


def test_what_was_renamed_is_read_as_what_it_is(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    put(tmp_path / "a", "loss.py")
    (tmp_path / "a" / "softmax.py").write_bytes(notebook("def softmax(x):\n    return 9"))
    (tmp_path / "a" / "loss.py").rename(tmp_path / "a" / "loss.ipynb")
    prepared = take(tmp_path / "a", kit, stubs)
    assert "return 9" in prepared.texts["softmax.py"]
    assert prepared.texts["loss.py"] == CODE
    # What merely begins like one is what its name says.
    (tmp_path / "a" / "softmax.py").write_text("{}\n" + CODE)
    assert take(tmp_path / "a", kit, stubs).texts["softmax.py"] == "{}\n" + CODE


def test_exact_names_beat_guessed_ones(tmp_path: Path, kit: Kit, stubs: dict[str, str]) -> None:
    put(tmp_path / "a", "softmax.py")
    (tmp_path / "a" / "stable_softmax.py").write_text("def stable_softmax(x):\n    return 1\n")
    (tmp_path / "a" / "my_mnist.py").write_text("x = 1\n")
    prepared = take(tmp_path / "a", kit, stubs)
    assert prepared.taken == ("softmax",)
    assert prepared.texts["softmax.py"] == CODE
    assert {"stable_softmax.py", "my_mnist.py"} < set(prepared.texts)


def test_one_file_serves_every_exercise_whose_functions_it_has(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    code = "def softmax(x):\n    return x\n\n\ndef cross_entropy_error(y, t):\n    return 0.0\n"
    (tmp_path / "20261234.py").write_text(code)
    prepared = take(tmp_path / "20261234.py", kit, stubs)
    assert prepared.taken == ("softmax", "loss")


def test_older_notebooks_and_other_encodings_are_read(
    tmp_path: Path, kit: Kit, stubs: dict[str, str]
) -> None:
    cells = [{"cell_type": "code", "input": CODE.splitlines(True)}]
    text = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]})
    for data in (text.encode(), text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode()):
        (tmp_path / "hw.ipynb").write_bytes(data)
        assert take(tmp_path / "hw.ipynb", kit, stubs).taken == ("softmax",)
