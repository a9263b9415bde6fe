"""Releases: they hold what a learner needs, nothing of the solutions, the same bytes each time."""

from __future__ import annotations

import ast
import csv
import gzip
import io
import itertools
import json
import re
import shutil
import stat
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from rawgrad.grading.book.gradebook import open_gradebook
from rawgrad.grading.run import class_run, grader
from rawgrad.kit.course import Assignment, read_course
from rawgrad.kit.files import read_toml
from rawgrad.kit.layout import Kit
from rawgrad.release import words
from rawgrad.release.gradescope import autograder, course_text
from rawgrad.release.pack import free, write, zipped
from rawgrad.release.release import for_github, for_learners
from rawgrad.release.selection import kit_files
from rawgrad.reporting.feedback import feedback, markdown
from rawgrad.reporting.gradebook_reader import Reading
from rawgrad.spec.case import read_cases
from rawgrad.spec.stubs import all_stubs
from tests.conftest import ROOT, Run
from tests.reporting.graded_class import LocalZygote

COURSE = ROOT / "examples" / "course"
# Lines of a solution that any program has.
ANYBODYS = {
    "except Exception as error:",
    "for layer in (1, 2, 3):",
    "return images, labels",
    'with np.errstate(all="ignore"):',
    'with np.errstate(divide="ignore"):',
}
Files = Mapping[str, bytes]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the example course, as its README asks for."""
    return shutil.copytree(COURSE, tmp_path / "강의")


@pytest.fixture(scope="module")
def week1(kit: Kit) -> Assignment:
    return read_course(kit, COURSE / "course.toml").assignments["week1"]


@pytest.fixture(scope="module")
def everything(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """An assignment of all exercises, with hidden cases."""
    path = tmp_path_factory.mktemp("course") / "course.toml"
    entry = f'name = "all"\nexercises = {json.dumps(list(kit.exercises))}\n'
    title = 'title = { en = "All", ko = "전체" }\n'
    hidden = f"hidden = {json.dumps(str(COURSE / 'hidden' / 'week1'))}\n"
    path.write_text(f"{title}[[assignment]]\n{entry}{title}{hidden}", encoding="utf-8")
    return read_course(kit, path).assignments["all"]


@pytest.fixture(scope="module")
def released(kit: Kit, everything: Assignment) -> Files:
    """All that goes out of an assignment of all exercises: the repository, and the wheel beside."""
    return for_github(kit, everything, "https://example.org")[0]


def opened(files: Files) -> Iterator[tuple[str, bytes]]:
    """Yield every file, and all that lies in archives and compressed files."""
    for place, data in files.items():
        yield place, data
        if data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inner = {f"{place}/{name}": archive.read(name) for name in archive.namelist()}
            yield from opened(inner)
        elif data.startswith(b"\x1f\x8b"):
            try:
                yield from opened({f"{place}/": gzip.decompress(data)})
            except (OSError, EOFError):
                # The specification has torn files of its own.
                assert "spec_tests/inputs/mnist-torn" in place


def shape(statements: list[ast.stmt], own: set[str]) -> str:
    """Return what a sequence of statements does, its own variables named by their order."""
    seen: dict[str, str] = {}

    def told(node: object) -> str:
        if isinstance(node, ast.Name | ast.arg):
            name = node.id if isinstance(node, ast.Name) else node.arg
            return seen.setdefault(name, f"v{len(seen)}") if name in own else name
        if isinstance(node, ast.AST):
            fields = ",".join(told(getattr(node, field)) for field in node._fields)
            return f"{type(node).__name__}({fields})"
        if isinstance(node, list):
            return f"[{','.join(map(told, node))}]"
        return repr(node)

    return "\n".join(map(told, statements))


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if text and isinstance(first.value.value, str) else body


def own_names(function: ast.AST) -> set[str]:
    """Return the arguments and variables of a function."""
    nodes = list(ast.walk(function))
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {n.arg for n in nodes if isinstance(n, ast.arg)}


def functions(text: str | bytes) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))


def bodies(text: str | bytes) -> dict[str, tuple[ast.FunctionDef, list[ast.stmt]]]:
    """Return the body of each function of a module, by its shape."""
    found = {}
    for function in functions(text):
        body = without_docstring(function.body)
        if body:
            found[shape(body, own_names(function))] = (function, body)
    return found


def is_raise(body: list[ast.stmt]) -> bool:
    return len(body) == 1 and isinstance(body[0], ast.Raise)


def secrets(kit: Kit) -> tuple[dict[str, tuple[type, ...]], set[str]]:
    """Return the shapes and the lines of all that is not given: solutions, wheats and chaffs."""
    stubs = all_stubs(kit)
    given = {key for text in stubs.values() for key in bodies(text)}
    given_lines = " ".join(" ".join(stubs.values()).split())
    shapes: dict[str, tuple[type, ...]] = {}
    lines: set[str] = set()
    folders = (kit.root / "solutions", *(ROOT / "tests/evidence" / k for k in ("wheats", "chaffs")))
    for path in itertools.chain(*(sorted(folder.glob("*.py")) for folder in folders)):
        text = path.read_text(encoding="utf-8")
        rows = text.splitlines()
        for key, (function, body) in bodies(text).items():
            if key in given or is_raise(body):
                continue
            shapes[key] = kinds(body)
            if "chaffs" not in path.parts:
                own = rows[body[0].lineno - 1 : function.end_lineno]
                lines |= {" ".join(row.split()) for row in own}
    lines = {line for line in lines if len(line) >= 20 and line not in given_lines}
    return shapes, lines - ANYBODYS


def kinds(statements: list[ast.stmt]) -> tuple[type, ...]:
    return tuple(map(type, statements))


def copies(text: bytes, shapes: Mapping[str, tuple[type, ...]]) -> Iterator[str]:
    """Yield the shapes that stand in a function of a module, whatever comes before and after."""
    wanted = set(shapes.values())
    lengths = set(map(len, wanted))
    for function in functions(text):
        own = own_names(function)
        for node in ast.walk(function):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if not isinstance(block, list):
                    continue
                for start, length in itertools.product(range(len(block)), lengths):
                    part = block[start : start + length]
                    if len(part) == length and kinds(part) in wanted:
                        found = shape(part, own)
                        if found in shapes:
                            yield found


# What is this short stands in the tool as well as in some solution.
SHORT = 60


def test_no_code_of_a_solution_is_in_any_release(kit: Kit, released: Files) -> None:
    shapes, lines = secrets(kit)
    assert len(shapes) > 500
    assert len(lines) > 700
    shapes = {key: kind for key, kind in shapes.items() if len(key) > SHORT}
    found = []
    searched = 0
    # What lies in the repository and in the wheel is looked at once, the kit's own data not at all.
    own = tuple(f"rawgrad/_kit/data/{name}/" for name in ("mnist", "pulsar"))
    places = {data: place for place, data in opened(released)}
    for data, place in places.items():
        if any(folder in place for folder in own) and not place.endswith(".py"):
            continue
        text = " ".join(data.decode("utf-8", "replace").split())
        # Looking up each line's beginning first is faster than searching the text for all of them.
        begun = {text[i : i + 20] for i in range(len(text) - 19)}
        found += [f"{place}: {line}" for line in lines if line[:20] in begun and line in text]
        if place.endswith(".py"):
            searched += 1
            found += [f"{place}: {key}" for key in copies(data, shapes)]
    assert found == []
    assert searched > 100


def test_the_search_for_solutions_finds_them(kit: Kit) -> None:
    """A copy with other names in another function, in an archive in an archive, is found."""
    shapes, lines = secrets(kit)
    text = (kit.root / "solutions" / "softmax.py").read_text(encoding="utf-8")
    (function,) = functions(text)
    for name in own_names(function):
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id == name:
                node.id = f"my_{name}"
            elif isinstance(node, ast.arg) and node.arg == name:
                node.arg = f"my_{name}"
    function.name, function.body = (
        "other",
        [ast.Pass(), *without_docstring(function.body), ast.Pass()],
    )
    copied = ast.unparse(function).encode()
    inner = zipped({"copied.py": copied, "quoted.md": text.encode()})
    places = dict(opened({"a.whl": zipped({"b.zip": inner})}))
    assert list(copies(places["a.whl/b.zip/copied.py"], shapes))
    quoted = " ".join(places["a.whl/b.zip/quoted.md"].decode().split())
    assert any(line in quoted for line in lines)


def test_nothing_of_the_instructors_is_in_any_release(kit: Kit, released: Files) -> None:
    hidden = [
        case
        for path in sorted((COURSE / "hidden").rglob("*.toml"))
        for case in read_cases(path).cases
    ]
    assert len(hidden) == 3
    numbers = ["2.9444389791664403", "2.5649493574615367", "-7301.5"]
    words_ = [*(case.id for case in hidden), *numbers, *(case.why.en for case in hidden)]
    for place, data in opened(released):
        parts = set(place.split("/"))
        assert not parts & {"solutions", "wheats", "chaffs", "hidden", "evidence", "ids.txt"}, place
        assert not place.endswith(("train_network.py", "simulate.py")), place
        text = data.decode("utf-8", "replace")
        assert [word for word in words_ if word in text] == [], place


def test_a_hint_that_quotes_a_solution_stays_behind(kit: Kit) -> None:
    full = read_toml(kit.spec / "hints" / "pulsar.toml")["hint"]
    kept = kit_files(kit, kit.built_on(["pulsar"]))["spec_tests/hints/pulsar.toml"].decode()
    told = {hint["function"]: hint["steps"] for hint in tomllib.loads(kept)["hint"]}
    for hint in full:
        steps = told[hint["function"]]
        assert steps == [step for step in hint["steps"] if step in steps]
        assert steps[0] == hint["steps"][0]
    assert sum(map(len, told.values())) < sum(len(hint["steps"]) for hint in full)


@pytest.mark.parametrize("name", ["softmax", "mnist", "pulsar", "backprop_ce", "forward"])
def test_each_exercise_is_checked_with_what_its_release_holds(
    tmp_path: Path, kit: Kit, name: str
) -> None:
    """The solutions of what is released pass there, scenarios, data and inputs included."""
    folder = tmp_path / "release"
    assignment = Assignment(
        name, kit.exercises[name].title, (name,), {name: 10.0}, tmp_path, tmp_path
    )
    write(for_learners(kit, assignment), folder)
    for path in (folder / "exercises").glob("*.py"):
        path.write_bytes((kit.root / "solutions" / path.name).read_bytes())
    done = in_release(folder, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed: " in done.stdout or "Everything passes" in done.stdout
    listed = in_release(folder, "list").stdout.split("\n")
    names = [line.split()[1] for line in listed if line]
    assert names == list(kit.built_on([name]))
    assert in_release(folder, "data").returncode == 0


def in_release(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the released tool: the one in the folder, not this one."""
    env = {"PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(folder.parent), "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "rawgrad", *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_release_speaks_korean_and_its_texts_tell_nothing_of_the_solution(
    tmp_path: Path, kit: Kit, week1: Assignment
) -> None:
    folder = tmp_path / "week1"
    write(for_learners(kit, week1, language="ko"), folder)
    stub = folder / "exercises" / "softmax.py"
    assert stub.read_text(encoding="utf-8") == all_stubs(kit, "ko")["softmax.py"]
    in_release(folder, "reset", "softmax", "--lang", "en")
    assert stub.read_text(encoding="utf-8") == all_stubs(kit)["softmax.py"]
    in_release(folder, "reset", "softmax", "--lang", "ko")
    assert stub.read_text(encoding="utf-8") == all_stubs(kit, "ko")["softmax.py"]
    assert not (folder / "exercises" / "backups").exists()
    texts = (folder / "rawgrad/_kit/spec_tests/texts/ko/softmax.toml").read_text(encoding="utf-8")
    assert "Turn scores into probabilities" in texts
    assert "A factor exp(-c)" not in texts
    assert "약분됩니다" not in texts


def test_what_needs_solutions_says_so_in_one_line(
    tmp_path: Path, kit: Kit, week1: Assignment
) -> None:
    folder = tmp_path / "week1"
    write(for_learners(kit, week1), folder)
    assert in_release(folder).returncode == 0
    shutil.copytree(folder / "exercises", folder / "in" / "kim")
    for command, says in (
        (["explain", "softmax", "--anyway"], "without the solutions"),
        (["grade", "in", "--out", "out"], "without solutions"),
        (["lint"], "installed package"),
        (["check", "--subject", "solutions"], "no such folder"),
        (["release", "week1", "--to", "x"], str(Path("examples", "course"))),
        (["hint", "forward"], "no exercise 'forward'"),
    ):
        done = in_release(folder, *command)
        assert done.returncode == 2, command
        assert says in done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
    assert not (folder / "out").exists()
    (folder / "exercises" / "softmax.py").write_text("mine", encoding="utf-8")
    assert "stub again" in in_release(folder, "reset", "softmax").stdout
    stub = (folder / "exercises" / "softmax.py").read_text(encoding="utf-8")
    assert stub == all_stubs(kit)["softmax.py"]


def test_the_readmes_say_what_counts_until_when_and_the_commands(
    kit: Kit, week1: Assignment
) -> None:
    files = for_learners(kit, week1)
    english, korean = (files[f"README{end}.md"].decode() for end in ("", ".ko"))
    for text in (english, korean):
        assert "2026-12-01 23:59 UTC+09:00" in text
        assert "| `softmax` |" in text
        assert "| 20 |" in text
        assert "| 30 |" in text
        assert '.venv/bin/python -m pip install "numpy>=2.0" "pytest>=9"' in text
        assert "exercises/activation.py" in text
        assert "{" not in text
        text.encode("cp949")
    assert "cases that you do not have" in english
    assert "GitHub" not in english
    assert "## On GitHub" in for_learners(kit, week1, practice=True)["README.md"].decode()
    week2 = read_course(kit, COURSE / "course.toml").assignments["week2"]
    assert "They build on `activation`." in for_learners(kit, week2)["README.md"].decode()


def test_a_release_is_the_same_bytes_each_time(tmp_path: Path, course: Path, rawgrad: Run) -> None:
    for number in (1, 2):
        for ending, more in ((".zip", ()), ("-gs.zip", ("--gradescope", "--seed", "7"))):
            done = rawgrad("release", "week1", "--to", f"{number}{ending}", *more, cwd=course)
            assert done.returncode == 0, done.stderr
        done = rawgrad(
            *("release", "week1", "--to", f"{number}", "--github", "--package", "https://x.org"),
            cwd=course,
        )
        assert done.returncode == 0, done.stderr
    first, second = [
        {
            path.relative_to(course).as_posix()[1:]: path.read_bytes()
            for path in (*course.glob(f"{n}*.zip"), *course.glob(f"{n}/**/*"))
            if path.is_file()
        }
        for n in (1, 2)
    ]
    assert first == second
    with zipfile.ZipFile(course / "1.zip") as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"week1"}
    with zipfile.ZipFile(course / "1-gs.zip") as archive:
        assert {"setup.sh", "run_autograder", "course.toml"} <= set(archive.namelist())
        assert archive.getinfo("setup.sh").external_attr >> 16 == stat.S_IFREG | 0o755


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["week9", "--to", "x"], "no assignment week9"),
        (["week1", "--to", "hidden"], "is there already"),
        (["week1", "--to", "roster.csv"], "is there already"),
        (["week1", "--to", "x", "--github"], "--github needs --package URL"),
        (["week1", "--to", "x", "--github", "--package", "here"], "not an address"),
        (["week1", "--to", "roster.csv/x"], "roster.csv/x: "),
    ],
)
def test_a_wrong_release_is_one_clear_line(
    course: Path, rawgrad: Run, arguments: list[str], says: str
) -> None:
    before = sorted(course.rglob("*"))
    done = rawgrad("release", *arguments, cwd=course)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert sorted(course.rglob("*")) == before


def test_a_release_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    assert free(tmp_path / "empty")
    write({"a/b": b"1"}, tmp_path / "empty")
    assert (tmp_path / "empty" / "a" / "b").read_bytes() == b"1"
    assert not free(tmp_path / "empty")

    def full(self: Path, data: bytes) -> int:
        if self.name.startswith("second"):
            raise OSError(28, "No space left on device")
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(Path, "chmod", lambda self, mode: None)
    before = sorted(tmp_path.rglob("*"))
    for to in ("new", "second.zip"):
        with pytest.raises(OSError, match="No space left"):
            write({"first": b"1", "second": b"2"}, tmp_path / to)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_autograder_is_told_the_assignment_as_the_course_has_it(
    tmp_path: Path, kit: Kit, week1: Assignment
) -> None:
    (tmp_path / "course.toml").write_text(course_text(week1), encoding="utf-8")
    again = read_course(kit, tmp_path / "course.toml").assignments["week1"]
    for name in ("name", "title", "exercises", "points", "due", "language"):
        assert getattr(again, name) == getattr(week1, name), name
    files = autograder(kit, week1)
    # Each made has a secret of its own, unless it is told one.
    assert 1 << 100 < int(files["seed.txt"]) != int(autograder(kit, week1)["seed.txt"])
    assert int(autograder(kit, week1, 7)["seed.txt"]) == 7
    assert "rawgrad/_kit/solutions/softmax.py" in files
    assert "hidden/cases/softmax.toml" in files
    assert "rawgrad/_kit/solutions/loss.py" not in files


def asked_for(files: Files, along: bool) -> list[str]:
    """Return the modules that a release's README asks for, and those that may go along."""
    text = files["README.md"].decode().partition("## Hand in")[2]
    own = re.findall(r"^- `exercises/(\w+)\.py`$", text, flags=re.MULTILINE)
    more = re.findall(r"`exercises/(\w+)\.py`", text.partition("You may add")[2])
    return [*own, *more] if along else own


@pytest.mark.parametrize("along", [False, True])
@pytest.mark.parametrize("name", ["week1", "week2"])
def test_what_a_release_asks_for_earns_everything(
    course: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch, name: str, along: bool
) -> None:
    monkeypatch.setattr(grader, "Zygote", LocalZygote)
    assignment = read_course(kit, course / "course.toml").assignments[name]
    modules = asked_for(for_learners(kit, assignment), along)
    assert set(assignment.exercises) <= set(modules)
    assert along == (set(kit.built_on(assignment.exercises)) == set(modules)) or name == "week1"
    handed_in = course / "submissions" / name / "20260001"
    handed_in.mkdir(parents=True)
    for module in modules:
        shutil.copy(kit.root / "solutions" / f"{module}.py", handed_in)
    options = class_run.Options(
        assignment.submissions, assignment.grades, assignment.exercises, jobs=1,
        hidden=assignment.hidden, points=assignment.points, assignment=assignment,
    )  # fmt: skip
    assert class_run.grade(kit, options) == 0
    with open_gradebook(assignment.grades) as book:
        marks = {grade.exercise: (grade.points, grade.max_points) for grade in book.grades()}
        (reading,) = [Reading(kit, book, assignment.grades, "en")]
        (work,) = reading.works()
        said = markdown(feedback(reading, work))
    assert marks == {e: (assignment.points[e],) * 2 for e in assignment.exercises}
    assert ("틀렸거나 제출되지 않아" in said) == (name == "week2" and not along)


WRONG = """
import numpy as np

def softmax(a):
    e = np.exp(a)
    return e / np.sum(e)
"""


def hand_in(course: Path, released: Path, kit: Kit) -> None:
    """Simulate a class that was handed week 1: all right, half wrong, a module alone, nothing."""
    handed_in = course / "submissions" / "week1"
    solutions = kit.root / "solutions"
    for who, written in (
        ("20260001", ("activation", "softmax")),
        ("20260002", ("activation",)),
    ):
        shutil.copytree(released / "exercises", handed_in / who / "exercises")
        for name in written:
            shutil.copy(solutions / f"{name}.py", handed_in / who / "exercises")
    (handed_in / "20260002" / "exercises" / "softmax.py").write_text(WRONG, encoding="utf-8")
    with zipfile.ZipFile(handed_in / "20260003.zip", "w") as archive:
        archive.write(solutions / "softmax.py", "week1/exercises/softmax.py")


def commands(readme: str) -> list[list[str]]:
    """Return the commands that a README gives, in order."""
    lines = (COURSE / readme).read_text(encoding="utf-8").splitlines()
    return [line.split()[1:] for line in lines if line.startswith("    rawgrad ")]


def test_the_example_course_runs_as_its_readme_says(course: Path, kit: Kit, rawgrad: Run) -> None:
    assert commands("README.md") == commands("README.ko.md")
    release, grade, *after = commands("README.md")
    assert rawgrad(*release, cwd=course).returncode == 0
    with zipfile.ZipFile(course / "out" / "week1.zip") as archive:
        archive.extractall(course / "unpacked")
    hand_in(course, course / "unpacked" / "week1", kit)
    done = rawgrad(*grade, cwd=course)
    assert done.returncode == 0, done.stderr
    with (course / "grades" / "week1" / "grades.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = {(row["person"], row["exercise"]): row for row in csv.DictReader(file)}
    points = {key: row["points"] for key, row in rows.items()}
    assert points["20260001", "activation"] == "10"
    assert points["20260001", "softmax"] == "20"
    assert points["20260002", "activation"] == "10"
    # The values stand, hidden ones too; extremes and batches do not.
    assert 0 < float(points["20260002", "softmax"]) < 10
    assert points["20260003", "activation"] == "0"
    assert points["20260003", "softmax"] == "20"
    assert rows["20260004", "softmax"]["status"] == "missing"
    for command in after:
        done = rawgrad(*command, cwd=course)
        assert done.returncode == 0, (command, done.stderr)


def test_every_sentence_is_there_in_both_languages_with_the_same_facts() -> None:
    import string

    for table in (words.MESSAGES, words.README):
        for text in table.values():
            fields = [{f[1] for f in string.Formatter().parse(t) if f[1]} for t in text]
            assert all(text)
            assert fields[0] == fields[1], text
            text.ko.encode("cp949")


def test_templates_are_alike_in_both_languages() -> None:
    folder = ROOT / "rawgrad" / "release" / "templates"
    english, korean = (
        (folder / f"README.{language}.md").read_text(encoding="utf-8") for language in ("en", "ko")
    )

    def commands(text: str) -> list[str]:
        shown = [line for line in text.splitlines() if line.startswith(("    ", "| `rawgrad"))]
        return [line.split("|")[1] if "|" in line else line for line in shown]

    assert commands(english) == commands(korean)
    assert textwrap.dedent(english) == english
