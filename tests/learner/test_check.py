"""The command as a learner and an instructor use it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rawgrad.cli import main
from rawgrad.kit.columns import width
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import whole
from rawgrad.kit.layout import Kit
from rawgrad.learner.notebook import document
from rawgrad.spec.examine import Examiner
from rawgrad.subject.local import LocalSubject
from rawgrad.views.rows import item_result
from rawgrad.views.terminal import exercise_line, failure
from rawgrad.views.width import Page
from rawgrad.views.words import SENTENCES
from tests.conftest import ROOT, Run

BROKEN = {
    "absent": (
        "needs scipyx.special.softmax(), but the package scipyx is not there",
        "import scipyx.special\ndef softmax(a):\n    return scipyx.special.softmax(a)\n",
    ),
    "raw": ("softmax-7c2e", "def softmax(a):\n    e = np.exp(a)\n    return e / e.sum()\n"),
    "printed": ("printed something", "def softmax(a):\n    print(a)\n"),
    "none": ("is a `return` missing?", "def softmax(a):\n    np.exp(a)\n"),
    "name": ("NameError: name 'x' is not defined", "def softmax(a):\n    return x\n"),
    "list": ("should be a NumPy array, not a list", "def softmax(a):\n    return list(a)\n"),
    "syntax": ("SyntaxError", "def softmax(a)\n    return a\n"),
    "renamed": ("softmax is missing", "def softmaks(a):\n    return a\n"),
}


def test_fresh_stubs_are_all_todo_and_nothing_else(rawgrad: Run, exercises: Path) -> None:
    done = rawgrad("check", "--format", "json", "--subject", str(exercises))
    statuses = {row["status"] for row in json.loads(done.stdout)["outcomes"]}
    assert done.returncode == 1
    assert statuses <= {"todo", "blocked"}
    assert "Traceback" not in done.stdout + done.stderr
    assert rawgrad("check", "--subject", str(exercises), "--allow-todo").returncode == 0


def test_a_learners_own_folder_is_taken_from_where_they_are(rawgrad: Run, exercises: Path) -> None:
    done = rawgrad("check", "softmax", cwd=exercises.parent)
    assert done.returncode == 1
    assert "softmax is not written yet." in done.stdout
    assert "Next: exercises/softmax.py" in done.stdout


def test_the_bare_command_says_what_comes_next(rawgrad: Run, exercises: Path) -> None:
    done = rawgrad(cwd=exercises.parent)
    assert done.returncode == 0
    assert "Next: exercises/activation.py" in done.stdout


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "exercises/softmax.py:1 imports matplotlib, which is not there when this is graded; "
               "exercises/softmax.py:3 imports threading: where this is graded, other processes"),
        ("ko", "exercises/softmax.py:1: matplotlib 패키지를 불러오지만 채점 환경에는; "
               "exercises/softmax.py:3: threading 패키지를 불러옵니다. 채점 환경에서는"),
    ],
)  # fmt: skip
def test_what_will_not_be_there_in_grading_is_noted_at_home(
    rawgrad: Run, exercises: Path, kit: Kit, language: str, said: str
) -> None:
    text = (kit.root / "solutions" / "softmax.py").read_text(encoding="utf-8")
    heading = 'import matplotlib.pyplot as plt\nplt.rcParams["font.family"] = "Malgun Gothic"\n'
    (exercises / "softmax.py").write_text(f"{heading}import threading\n{text}", encoding="utf-8")
    for form in ((), ("--plain",)):
        done = rawgrad("check", "softmax", "--lang", language, *form, "--subject", str(exercises))
        assert done.returncode == 0
        assert all(one in " ".join(done.stdout.split()) for one in said.split("; "))


def test_a_solved_exercise_passes(rawgrad: Run, exercises: Path, kit: Kit) -> None:
    shutil.copy(kit.root / "solutions" / "softmax.py", exercises)
    done = rawgrad("check", "softmax", "--subject", str(exercises))
    assert done.returncode == 0
    assert "Passed: softmax." in done.stdout


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_mistakes_get_one_clear_message(
    rawgrad: Run, exercises: Path, name: str, language: str
) -> None:
    expected, code = BROKEN[name]
    (exercises / "softmax.py").write_text("import numpy as np\n" + code, encoding="utf-8")
    done = rawgrad("check", "softmax", "--subject", str(exercises), "--lang", language)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "rawgrad/" not in done.stdout
    if language == "en":
        assert expected in done.stdout
    else:
        assert any("가" <= letter <= "힣" for letter in done.stdout)
    assert done.stdout.isprintable() or done.stdout.encode("cp949")


def test_only_the_first_failure_is_shown_unless_all_are_asked_for(
    rawgrad: Run, exercises: Path
) -> None:
    (exercises / "softmax.py").write_text("def softmax(a):\n    return a\n", encoding="utf-8")
    first = rawgrad("check", "softmax", "--subject", str(exercises)).stdout
    every = rawgrad("check", "softmax", "--subject", str(exercises), "--all").stdout
    assert first.count("expected") == 1
    assert every.count("expected") > 3
    assert "more went wrong: rawgrad check softmax --subject " in first
    assert rawgrad("check", "softmax", cwd=exercises.parent).stdout.endswith(
        "more went wrong: rawgrad check softmax --all\n\n"
        "0 of 1 exercises pass.\nNext: exercises/softmax.py\n"
    )


def test_the_language_is_the_systems_until_one_is_chosen_and_then_remembered(
    rawgrad: Run, exercises: Path
) -> None:
    where = ("check", "softmax", "--subject", str(exercises))
    assert "not written yet" in rawgrad(*where).stdout
    assert "아직 작성" in rawgrad(*where, LANG="ko_KR.UTF-8").stdout
    assert "아직 작성" in rawgrad(*where, "--lang", "ko").stdout
    assert "아직 작성" in rawgrad(*where).stdout
    assert "not written yet" in rawgrad(*where, RAWGRAD_LANG="en").stdout


def test_korean_columns_are_aligned(rawgrad: Run, exercises: Path) -> None:
    (exercises / "softmax.py").write_text("def softmax(a):\n    return a\n", encoding="utf-8")
    out = rawgrad("check", "softmax", "--subject", str(exercises), "--lang", "ko").stdout
    rows = [line for line in out.splitlines() if line.startswith(("  호출", "  반환한 값"))]
    starts = [
        width(line[: line.index(text)]) for line, text in zip(rows, ("softmax(", "["), strict=True)
    ]
    assert starts[0] == starts[1]


@pytest.mark.parametrize("encoding", ["cp949", "cp1252", "ascii"])
def test_old_consoles_and_files_do_not_stop_it(
    rawgrad: Run, exercises: Path, encoding: str
) -> None:
    done = rawgrad(
        "check",
        "--subject",
        str(exercises),
        "--lang",
        "ko",
        PYTHONIOENCODING=encoding,
        PYTHONUTF8="0",
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    if encoding == "cp949":
        assert done.stderr == ""
        return
    said = f"this console ({encoding}) cannot show Korean"
    assert done.stderr.count(said) == 1
    assert "PYTHONUTF8=1" in done.stderr
    assert "not written yet" in done.stdout


def test_an_old_console_does_not_change_what_is_written(rawgrad: Run, tmp_path: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = rawgrad("init", "course", "--lang", "ko", **env)
    assert "cannot show Korean" in done.stderr
    assert "written" in done.stdout
    stub = tmp_path / "course" / "exercises" / "softmax.py"
    assert "소프트맥스" in stub.read_text(encoding="utf-8")
    rawgrad("notebook", "softmax", **env)
    assert "소프트맥스" in (tmp_path / "softmax.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "sofmax"), "did you mean softmax?"),
        (("check", "softmax", "--subject", "nowhere"), "there is no such folder"),
        (("check", "--lang", "de"), "invalid choice"),
        (("chekc",), "(did you mean check?)"),
        (("--lang", "ko", "chekc"), "혹시 이것을 찾으셨습니까: check"),
        (("softmax",), "choose from"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    rawgrad: Run, arguments: tuple[str, ...], message: str
) -> None:
    done = rawgrad(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_names_its_exercise(rawgrad: Run, exercises: Path) -> None:
    done = rawgrad("check", "exercises/softmax.py", cwd=exercises.parent)
    assert "softmax" in done.stdout


def test_list_names_every_exercise(
    capsys: pytest.CaptureFixture[str], kit: Kit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main(["list", "--lang", "ko"]) == 0
    out = capsys.readouterr().out
    assert all(name in out and e.title.ko in out for name, e in kit.exercises.items())


def test_a_submissions_own_pytest_files_are_not_read(rawgrad: Run, exercises: Path) -> None:
    for folder in (exercises, exercises.parent):
        (folder / "conftest.py").write_text("raise SystemExit(0)\n")
        (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    done = rawgrad("check", "softmax", "--subject", str(exercises), cwd=exercises.parent)
    assert done.returncode == 1
    assert "softmax is not written yet." in done.stdout


def test_pytest_runs_the_specification_with_letters_of_its_own(exercises: Path) -> None:
    (exercises / "loss.py").write_text("def sum_of_squares_error(y, t):\n    return 1.0\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "spec_tests", f"--subject={exercises}", "-x", "-v"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "TODO" in done.stdout
    assert "1 todo" in done.stdout
    assert "Traceback" not in done.stdout


def test_pytest_shows_a_failure_as_check_does(exercises: Path) -> None:
    (exercises / "softmax.py").write_text("def softmax(a):\n    return a\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "spec_tests/test_softmax.py", f"--subject={exercises}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "  called " in done.stdout
    assert "judge.py" not in done.stdout


def test_an_order_from_outside_does_not_change_verdicts(exercises: Path) -> None:
    nodes = [
        f"spec_tests/test_softmax.py::{name}" for name in ("argument_unchanged", "softmax-7c2e")
    ]
    for order in (nodes, nodes[::-1]):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *order, "--subject=solutions", "-q"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "2 passed" in done.stdout


def test_a_plain_page_has_no_columns(rawgrad: Run, exercises: Path) -> None:
    (exercises / "softmax.py").write_text("def softmax(a):\n    return a\n", encoding="utf-8")
    where = ("check", "softmax", "--subject", str(exercises), "--plain")
    out = rawgrad(*where).stdout
    assert "3 softmax, Softmax without overflow: failed, 0 of" in out
    assert "\ncalled: softmax([0.3, 2.9, 4.0]). shape (3,), float64\n" in out
    assert "\nreturned: " in out
    rows = [line for line in out.splitlines() if line.startswith(("returned: ", "expected: "))]
    assert rows
    assert not any("   " in line for line in rows)
    assert "반환한 값: " in rawgrad(*where, "--lang", "ko").stdout


def test_a_narrow_terminal_gets_short_lines(kit: Kit, exercises: Path) -> None:
    page = Page(60)
    (exercises / "softmax.py").write_text("def softmax(a):\n    return a\n", encoding="utf-8")
    examiner = Examiner(kit, LocalSubject(exercises, "exercises"))
    results = [item_result(examiner.examine(item)) for item in examiner.items("softmax")]
    for language in ("en", "ko"):
        for result in results:
            if "where" not in result.id and result.status != "passed":
                shown = failure(result, language, page).splitlines()[1:]
                long = [line for line in shown if width(line) > 60]
                assert not [line for line in long if "[" not in line and "(" not in line], shown
    line = exercise_line(kit.exercises["softmax"], results, "ko", page)
    assert width(line) <= 60


def test_what_was_not_examined_is_not_passed(kit: Kit) -> None:
    line = exercise_line(kit.exercises["softmax"], [], "en", missing=19)
    assert "0/19" in line
    assert "not finished" in line


def test_the_remedy_for_a_missing_function_works_where_the_learner_is(
    rawgrad: Run, exercises: Path
) -> None:
    """In a folder of one's own as in a clone: nothing is overwritten."""
    path = exercises / "softmax.py"
    stub = path.read_text(encoding="utf-8")
    path.write_text("x = 1\n", encoding="utf-8")
    said = " ".join(rawgrad("check", "softmax", cwd=exercises.parent).stdout.split())
    command = "rawgrad stubs softmax --to stubs"
    assert f"`{command}`" in said
    assert rawgrad(*command.split()[1:], cwd=exercises.parent).returncode == 0
    written = exercises.parent / "stubs" / "softmax.py"
    assert written.read_text(encoding="utf-8") == stub
    assert path.read_text(encoding="utf-8") == "x = 1\n"
    assert [p.name for p in written.parent.iterdir()] == ["softmax.py"]


def test_a_helper_whose_name_is_no_identifier_is_named(rawgrad: Run, exercises: Path) -> None:
    """Python reads `import my-notes` as a subtraction; the file itself harms nothing."""
    (exercises / "my-notes.py").write_text("x = 1\n", encoding="utf-8")
    assert "not written yet" in rawgrad("check", "softmax", cwd=exercises.parent).stdout
    (exercises / "softmax.py").write_text("from .my-notes import x\n", encoding="utf-8")
    for language, word in (("en", "rename the file to"), ("ko", "파일 이름을")):
        out = rawgrad("check", "softmax", "--lang", language, cwd=exercises.parent).stdout
        assert word in out
        assert "my_notes.py" in out
        assert "exercises/softmax.py:1" in out


def test_a_pass_names_what_passed_and_what_comes_next(
    rawgrad: Run, exercises: Path, kit: Kit
) -> None:
    shutil.copy(kit.root / "solutions" / "softmax.py", exercises)
    for language, said in (("en", "Passed: softmax."), ("ko", "통과했습니다: softmax.")):
        out = rawgrad("check", "softmax", "--lang", language, cwd=exercises.parent).stdout
        assert said in out
        assert "exercises/mnist.py" in out
        assert SENTENCES["all_passed"].in_(language) not in out


@pytest.mark.parametrize("encoding", ["cp949", "utf-16"])
def test_a_file_that_is_not_utf8_says_how_to_save_it(
    rawgrad: Run, exercises: Path, encoding: str
) -> None:
    (exercises / "softmax.py").write_bytes('"소프트맥스"\n'.encode(encoding))
    for language, words in (("en", ("UTF-8", "VS Code", "Notepad")), ("ko", ("UTF-8", "메모장"))):
        out = rawgrad("check", "softmax", "--lang", language, cwd=exercises.parent).stdout
        assert all(word in out for word in words)


def test_a_coroutine_is_no_warning_of_numpy(rawgrad: Run, exercises: Path) -> None:
    (exercises / "softmax.py").write_text("async def softmax(a):\n    return a\n")
    out = rawgrad("check", "softmax", "--lang", "en", cwd=exercises.parent).stdout
    assert "NumPy warned" not in out
    assert "returned" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "n" * 300),
        ("notebook", "softmax", "--to", "/proc/nowhere/softmax.ipynb"),
        ("stubs", "softmax", "--to", "/proc/nowhere"),
        ("check", "softmax", "--subject", "n" * 5000),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="names files of POSIX")
def test_an_error_of_the_system_is_one_line_and_exit_code_2(
    rawgrad: Run, exercises: Path, arguments: tuple[str, ...]
) -> None:
    done = rawgrad(*arguments, cwd=exercises.parent)
    assert done.returncode == 2
    assert done.stderr.startswith("rawgrad: ")
    assert done.stderr.count("\n") == 1


def test_no_home_is_needed(
    exercises: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.chdir(exercises.parent)
    for name in ("XDG_CONFIG_HOME", "APPDATA", "RAWGRAD_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert main(["list", "--lang", "en"]) == 0
    assert main(["check", "softmax"]) == 1
    assert "softmax" in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_names_the_file_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")

    def write() -> None:
        with whole(path) as part:
            part.symlink_to("/dev/full")
            part.write_text("new", encoding="utf-8")

    with pytest.raises(OSError, match="No space left") as caught:
        write()
    assert caught.value.filename == str(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no users of POSIX")
def test_a_folder_that_may_not_be_written_is_one_line_and_stays_as_it_was(
    rawgrad: Run, exercises: Path
) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    folder = exercises.parent
    before = sorted(folder.rglob("*"))
    for path in (exercises, folder):
        path.chmod(0o555)
    try:
        for arguments in (
            ("init", "."), ("init", "sub"), ("reset", "softmax"), ("notebook", "softmax"),
            ("stubs", "softmax", "--to", "st"),
        ):  # fmt: skip
            done = rawgrad(*arguments, cwd=folder)
            assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
            assert "Permission denied" in done.stderr
        assert rawgrad("check", "softmax", cwd=folder).returncode == 1
        assert rawgrad("list", cwd=folder).returncode == 0
    finally:
        for path in (folder, exercises):
            path.chmod(0o755)
    assert sorted(folder.rglob("*")) == before


def test_a_notebook_that_cannot_be_written_leaves_nothing(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *arguments: object, **options: object) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(BrokenKit, match=r"softmax\.ipynb: No space left"):
        document.write(kit, "softmax", tmp_path, "en")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [(), ("check", "softmax"), ("watch",)])
def test_a_folder_of_data_that_is_not_there_is_said_at_once(
    rawgrad: Run, exercises: Path, command: tuple[str, ...]
) -> None:
    for language, word in (("en", "no such folder"), ("ko", "없는 폴더")):
        done = rawgrad(
            *command, "--lang", language, cwd=exercises.parent, RAWGRAD_DATA="/nowhere/data"
        )
        assert done.returncode == 2
        assert done.stderr.startswith("rawgrad: RAWGRAD_DATA=/nowhere/data: ")
        assert word in done.stderr
