"""Writing an exercise: the new files, what lint says at each step, and the page followed."""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from rawgrad.authoring import completeness, skeleton
from rawgrad.authoring import new as author
from rawgrad.authoring.lint import TRIVIAL, lint
from rawgrad.authoring.problem import problem
from rawgrad.authoring.words import CONTROLS, PROBLEMS, SENTENCES
from rawgrad.cli import main
from rawgrad.kit import files as kit_files
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.spec.examine import Examiner
from rawgrad.spec.stubs import write_stubs
from rawgrad.subject.local import LocalSubject
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "authoring.md"
FOLDERS = ("rawgrad", "exercises", "solutions", "spec_tests", "tests/evidence")
LEAVE_OUT = shutil.ignore_patterns("__pycache__", ".pytest_cache", "*.part")


class Block(NamedTuple):
    """A code block of the page; `file` is the path named just before it."""

    language: str
    text: str
    file: str


class Ran(NamedTuple):
    command: str
    code: int
    output: str


def blocks() -> Iterator[Block]:
    """Yield the code blocks of the page's example."""
    example = PAGE.read_text(encoding="utf-8").partition("\n## Reference")[0]
    end = 0
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", example, flags=re.MULTILINE | re.DOTALL):
        named = re.search(r"`([\w./]+)`:\s*$", example[end : found.start()])
        yield Block(found[1], found[2], named[1] if named else "")
        end = found.end()


def copy_kit(root: Path) -> Kit:
    """Copy what an author works in; the data are only read."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=LEAVE_OUT)
    shutil.copy(ROOT / "tests" / "__init__.py", root / "tests")
    (root / "data").symlink_to(ROOT / "data", target_is_directory=True)
    remove_example(root)
    return Kit(root)


def remove_example(root: Path) -> None:
    """Take out the page's example: whoever has followed the page has it in the clone."""
    for folder in FOLDERS[1:]:
        for path in (root / folder).rglob("*cosine.*"):
            path.unlink()
    for place, mark in ((MANIFEST, 'name = "cosine"'), (EQUIVALENTS, 'mutant = "cosine/')):
        text = (root / place).read_text(encoding="utf-8")
        head, *entries = re.split(r"(?m)^(?=\[\[(?:exercise|equivalent)\]\])", text)
        kept = [entry for entry in entries if mark not in entry]
        (root / place).write_text(head + "".join(kept), encoding="utf-8")
    ids = root / "spec_tests" / "ids.txt"
    lines = ids.read_text(encoding="utf-8").splitlines(keepends=True)
    ids.write_text("".join(n for n in lines if not n.startswith("cosine-")), encoding="utf-8")


@pytest.fixture
def clone(tmp_path: Path) -> Kit:
    return copy_kit(tmp_path / "clone")


def carry_out(root: Path) -> Iterator[Ran]:
    """Follow the page in a kit: write each file, run each command, compare each output."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    env |= {"PYTHONPATH": str(root), "XDG_CONFIG_HOME": str(root / "config"), "RAWGRAD_LANG": "en"}
    env |= {"APPDATA": str(root / "config"), "PYTHONUTF8": "1", "COLUMNS": "88"}
    output = ""
    for block in blocks():
        if block.language == "sh":
            output = ""
            for command in block.text.splitlines():
                program, *words = shlex.split(command)
                assert program == "python"
                done = subprocess.run(
                    [sys.executable, *words],
                    cwd=root,
                    env=env,
                    capture_output=True,
                    encoding="utf-8",
                    check=False,
                )
                output += done.stdout
                yield Ran(command, done.returncode, done.stdout + done.stderr)
        elif block.language == "text":
            assert numberless(output) == numberless(block.text)
        else:
            assert block.file, block.text
            write(root / block.file, block.text)


def numberless(text: str) -> str:
    """Leave out what depends on how many exercises there are."""
    return re.sub(r"^ ?\d+  |(?<= is exercise )\d+", "", text.rstrip(), flags=re.MULTILINE)


def write(path: Path, text: str) -> None:
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    if path.name == "manifest.toml":
        # The entry takes the place of the one that `new` wrote.
        text = before[: before.rindex("[[exercise]]")] + text
    if path.name == "equivalents.toml":
        text = before + text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_page_goes_from_nothing_to_a_graded_exercise(tmp_path: Path) -> None:
    root = copy_kit(tmp_path / "clone").root
    ran = list(carry_out(root))
    assert [(run.command.removeprefix("python -m "), run.code) for run in ran] == [
        ("rawgrad new cosine", 0),
        ("rawgrad stubs cosine --force", 0),
        ("rawgrad lint cosine --write", 0),
        ("tests.evidence.gate cosine", 1),
        ("tests.evidence.gate cosine", 0),
        ("rawgrad check cosine --subject attempt", 1),
        ("rawgrad grade class --out marks --exercises cosine", 0),
    ], [run.output for run in ran]
    output = {run.command.split()[-1]: run.output for run in ran}
    assert "keeps all rules" in output["--write"]
    assert "identical to an implementation that" in output["attempt"]
    (mutant,) = re.findall(r"names `(cosine/cosine: .*)`", PAGE.read_text(encoding="utf-8"))
    assert mutant in ran[3].output.splitlines()
    with (root / "marks" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    assert [rows[name]["points"] for name in ("kim", "lee")] == ["10", "0"]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit with the page's exercise, recorded and whole."""
    root = copy_kit(tmp_path_factory.mktemp("author") / "clone").root
    list(author.new(Kit(root), "cosine", "en"))
    for block in blocks():
        if block.file and not block.file.startswith(("class/", "attempt/")):
            write(root / block.file, block.text)
    write_stubs(Kit(root), root / "exercises", ["cosine"], force=True, check=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path])
        assert lint(Kit(root), ["cosine"], write=True) == []
    return root


@pytest.fixture
def spoil(finished: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[str]]]:
    """Replaces a text in one file of the finished exercise; returns what lint says then."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    # A file that changes twice in a second is not read from what was compiled of it before.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept: dict[Path, str] = {}

    def change(place: str, old: str, new: str) -> list[str]:
        path = finished / place
        kept[path] = path.read_text(encoding="utf-8")
        assert old in kept[path]
        path.write_text(kept[path].replace(old, new), encoding="utf-8")
        found = lint(Kit(finished), ["cosine"], write=False)
        assert all(problem.line("ko") != problem.line("en") for problem in found)
        return [problem.line("en") for problem in found]

    yield change
    for path, text in kept.items():
        path.write_text(text, encoding="utf-8")


SOLUTION, CASES = "solutions/cosine.py", "spec_tests/cases/cosine.toml"
LAWS, HINTS = "spec_tests/test_cosine.py", "spec_tests/hints/cosine.toml"
TEXTS = "spec_tests/texts/ko/cosine.toml"
CHAFFS, WHEATS = "tests/evidence/chaffs/cosine.py", "tests/evidence/wheats/cosine.py"
MANIFEST = "spec_tests/manifest.toml"
EQUIVALENTS = "tests/evidence/equivalents.toml"
WANT = "want = 0.96\n"


@pytest.mark.parametrize(
    ("place", "old", "new", "said"),
    [
        (SOLUTION, "return np.dot", "return np.dot(", ":28: cannot be read: '(' was never closed"),
        (SOLUTION, "def cosine(a, b):", "def cosine(a, b):  # given", ": holds no function to"),
        (SOLUTION, "import numpy", "from .pulsar import safe_div\nimport numpy", "requires"),
        (SOLUTION, "return np.dot", "return 2 * np.dot", "does not pass cosine-5d0e (differs: "),
        (SOLUTION, "return np.dot", "return np.dat", "does not pass cosine-5d0e (AttributeError"),
        (CASES, WANT, "want = 0.96\nwnat = 1\n", ": case cosine-5d0e: unknown keys: wnat"),
        (CASES, WANT, "want = \n", ": cannot be read: Invalid value"),
        (CASES, WANT, "want = 0.96\nanchor = 'x'\n", ": cosine-5d0e rejects a chaff"),
        (CASES, WANT, "want = 0.98\n", ": cosine-5d0e is not what its id was given to"),
        (CASES, "anchor = ", "document = ", ": cosine-81b7 rejects no chaff; write a chaff"),
        (CASES, "반대 방향: -50", "반대 방향 -50", "is its reason; write it in both languages"),
        (CASES, "cosine-81b7", "81b7", ": 81b7: begin its id with cosine-"),
        (CASES, "cosine-81b7", "cosine-5d0e", ": cosine-5d0e stands twice"),
        (CASES, "cosine-81b7", "cosine-new", "ids.txt: not recorded yet: cosine-new"),
        (CASES, 'function = "cosine"', 'function = "cosin"', ": cosine has no case"),
        (CASES, 'function = "cosine"', 'function = "cosin"', "calls cosin, which the solution"),
        (MANIFEST, "opposite = 2", "opposite = 1, sizes = 1", "cosine sizes has points, but noth"),
        (CASES, 'aspect = "opposite"', 'aspect = "other"', ": aspect other has no title; add it"),
        (CASES, 'answer = "0', 'answer = "1', '; write answer = "00c10b58d5c431fee46080cd1ce96bf'),
        (CASES, 'code = "', 'code = "nothing + ', "p1: its code cannot be evaluated (NameError"),
        (CASES, "[[prediction]]", '[object.a]\nfunction = "cosine"', ": asks nothing"),
        (MANIFEST, "두 벡터의 유사도", "cosine", ": title: the Korean text holds no Korean"),
        (CASES, "직각을 이루는", "직각을 이루는 \N{GRINNING FACE}", "cannot be shown by a Korean"),
        (LAWS, "import numpy as np", "import nonumpy", "No module named 'nonumpy'"),
        (LAWS, '@scenario(\n    "cosine"', '@law(\n    "cosine", "values"', ": has no scen"),
        (HINTS, 'function = "cosine"', 'function = "sine"', ": cosine has no hint; write a"),
        (HINTS, '    { en = "The dot', '    #', ": hint of cosine: write 3 steps"),
        (SOLUTION, "neither of them all", "none of them all",
         'cosine: the Korean is of older English; it was "Two vectors, neither of them all zeros." '
         'and is now "Two vectors, none of them all zeros."'),
        (SOLUTION, "From -1 to 1.", "Nothing like it.", 'cosine: "Nothing like it." has no Korean'),
        (SOLUTION, "From -1 to 1.", "-1 / 1", 'nothing says "From -1 to 1." any more; take the'),
        (TEXTS, "-1에서 1까지", "-3에서 2까지", 'the Korean of "From -1 to 1." differs in 1; '),
        (TEXTS, "벡터 두 개이며, 둘 다 영벡터가 아닙니다", "Two", ": the Korean text holds no"),
        (CHAFFS, '"cosine-no-sign",\n    function="cosine"', '"cosine-no-sign"', "replaces no_sig"),
        (CHAFFS, '"cosine-no-sign"', '"no-sign"', ": no-sign: begin its id with cosine-"),
        (CHAFFS, "np.abs(np.dot(a, b))", "np.dot(a, b)", ": chaff cosine-no-sign is accepted"),
        (CHAFFS, "np.abs(np.dot(a, b)) /", "np.dot(a, b)  #", "gives the same results as cosine-"),
        (CHAFFS, 'ko="부호를 버리는 구현"', 'ko=""', "needs diagnosis and question in both"),
        (CHAFFS, "drops the sign", "loses the sign", "fingerprints/cosine.json: not up to date"),
        (CHAFFS, "@chaff(", "@chaff(\n    *[],", ""),
        (CHAFFS, 'loses="opposite"', 'loses="inputs"', ': chaff cosine-no-sign loses "oppos'),
        (CHAFFS, 'loses="opposite"', 'loses=("opposite", ...)', 'loses "opposite"; state it in'),
        (CASES, '"opposite"', '"opposite"\nneeds = ["sizes"]', "c2f4 needs sizes, which is no asp"),
        (CASES, '"opposite"', '"opposite"\nneeds = ["opposite"]', "; break the circle"),
        (CASES, '"opposite"', '"opposite"\nneeds = "values"', ": needs is a list of aspects"),
        (WHEATS, "@wheat(", "@(lambda *said, **more: str)(", ": cosine has no wheat; write"),
        (WHEATS, "x * x", "abs(x)", ": wheat cosine-python-loops does not pass cosine-5d0e (diff"),
        (MANIFEST, "nearest_word = 2", "nearest_word = 3", "of cosine add up to 11; make it 10"),
        (MANIFEST, "nearest_word = 2", "wrong_word = 2", ": scenario nearest_word has no points"),
        (MANIFEST, "두 벡터의 유사도", "TODO", ": still to write: "),
        (MANIFEST, "[exercise.points]\ncosine", 'core = ["cosine"]\n[exercise.points]\ncosine',
         ": cosine is in core and has 3 cases; write at least 8"),
        (MANIFEST, 'name = "cosine"', 'name = "cosine"\nrequires = ["nothing"]', "is no earl"),
    ],
)  # fmt: skip
def test_lint_says_what_is_wrong_and_where(
    spoil: Callable[..., list[str]], place: str, old: str, new: str, said: str
) -> None:
    found = spoil(place, old, new)
    if not said:
        assert found == []
        return
    assert any(said in line for line in found), found
    assert all(re.match(r"[\w/]+\.(py|toml|json|txt)(:\d+)?: ", line) for line in found), found


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_new_exercise_has_every_file_and_lint_names_what_to_write(clone: Kit) -> None:
    before = tree(clone.root)
    *places, empty, last = author.new(clone, "tangent", "ko")
    after = tree(clone.root)
    assert set(after) - set(before) == set(places) - {MANIFEST}
    assert {name for name in before if before[name] != after[name]} == {MANIFEST}
    assert after[MANIFEST].startswith(before[MANIFEST])
    assert empty == ""
    assert "rawgrad lint tangent" in last
    assert re.search("[가-힣]", last)
    kit = Kit(clone.root)
    assert list(kit.exercises)[-1] == "tangent"
    found = [problem.line("en") for problem in completeness.unwritten(kit, "tangent")]
    assert all(": still to write: " in line for line in found)
    asked_of = {line.partition(":")[0] for line in found}
    assert asked_of == {*skeleton.places("tangent").values(), MANIFEST}


def test_what_new_writes_can_be_checked_at_once(
    clone: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    list(author.new(clone, "tangent", "en"))
    for place in skeleton.places("tangent").values():
        path = clone.root / place
        path.write_text(path.read_text(encoding="utf-8").replace("TODO", "할 일"), encoding="utf-8")
    kit = Kit(clone.root)
    left = [p.place.partition(":")[0] for p in completeness.unwritten(kit, "tangent")]
    assert left == [MANIFEST, MANIFEST]
    said = " ".join(problem.line("en") for problem in completeness.incomplete(kit, "tangent"))
    assert "exercises/tangent.py: still the stub of the skeleton" in said
    assert "write answer = " in said
    examiner = Examiner(kit, LocalSubject(kit.root / "exercises", "exercises"))
    statuses = {examiner.examine(item).verdict.status for item in examiner.items("tangent")}
    assert statuses == {"todo"}
    (clone.root / "exercises" / "tangent.py").unlink()
    (clone.root / HINTS.replace("cosine", "tangent")).unlink()
    gone = [p.line("en") for p in completeness.unwritten(kit, "tangent") if "missing" in p.text.en]
    assert [line.partition(":")[0] for line in gone] == [
        "spec_tests/hints/tangent.toml",
        "exercises/tangent.py",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Cosine", "cannot name an exercise"),
        ("two layers", "cannot name an exercise"),
        ("../x", "cannot name an exercise"),
        ("코사인", "cannot name an exercise"),
        ("class", "cannot name an exercise"),
        ("softmax", "is an exercise already"),
        ("left_over", "left_over.py is there already"),
    ],
)
def test_new_refuses_and_writes_nothing(clone: Kit, name: str, said: str) -> None:
    (clone.root / "solutions" / "left_over.py").write_text("", encoding="utf-8")
    before = tree(clone.root)
    with pytest.raises(BrokenKit, match=said):
        list(author.new(clone, name, "en"))
    assert tree(clone.root) == before


@pytest.mark.parametrize("calls", range(1, 9))
def test_new_writes_all_or_nothing(clone: Kit, monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    before, left = tree(clone.root), [calls]

    def failing(path: Path, text: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        kit_files.write_text(path, text)

    monkeypatch.setattr(author, "write_text", failing)
    with pytest.raises(BrokenKit, match="No space left on device; nothing was written"):
        list(author.new(clone, "tangent", "en"))
    assert tree(clone.root) == before


def test_an_author_writes_in_the_clone_the_command_belongs_to(
    clone: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAWGRAD_LANG", "en")
    monkeypatch.chdir(tmp_path)
    assert author.own_kit("en").root == ROOT
    monkeypatch.chdir(clone.root / "solutions")
    for command in ("new", "lint"):
        assert main([command, "softmax"]) == 2
        assert "in the clone run python -m pip install -e . first" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(author, "find_kit", lambda: Kit(tmp_path / "rawgrad" / "_kit"))
    assert main(["new", "softmax"]) == 2
    assert "is an installed package; exercises are written in a clone" in capsys.readouterr().err


@pytest.mark.parametrize("table", [SENTENCES, PROBLEMS, CONTROLS])
def test_an_author_reads_the_same_in_both_languages(table: dict[str, Text]) -> None:
    for text in table.values():
        assert text.en
        assert text.ko
        fields = [{f[1] for f in string.Formatter().parse(t) if f[1]} for t in text]
        assert fields[0] == fields[1], text
        text.ko.encode("cp949")


def test_every_problem_has_words_and_every_word_its_problem() -> None:
    sources = (ROOT / "rawgrad" / "authoring").glob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources if path.stem != "words")
    assert {key for key in PROBLEMS if f'"{key}"' not in text} == set()
    assert set(TRIVIAL) == set(CONTROLS)
    line = problem("a.toml", "trivial", what=CONTROLS["zeros"], got=1, total=10)
    assert "zeros" in line.line("en")
    assert "0으로 채운 배열" in line.line("ko")
