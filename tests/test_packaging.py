"""The distribution: the wheel and sdist carry what they must, and are the same bytes each time."""

from __future__ import annotations

import email
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from pathlib import Path

import pytest

import rawgrad
from tests.conftest import ROOT

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".tox", ".*_cache", ".hypothesis", ".coverage*", "__pycache__",
    "*.egg-info", "build", "dist",
)  # fmt: skip
STRAYS = (
    "exercises/__pycache__/softmax.cpython-311.pyc",
    "exercises/softmax.py.part",
    "rawgrad/words.py.part",
    "spec_tests/.pytest_cache/README.md",
)
LICENCES = {
    "LICENSE": "MIT License",
    "data/mnist/LICENSE": "Attribution-ShareAlike 3.0 Unported",
    "data/pulsar/LICENSE": "Attribution 4.0 International",
}


def build(clone: Path, out: Path, *what: str, umask: int) -> None:
    """Build with what is installed here, as `python -m build` does anywhere else."""
    env = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), *what, str(clone)],
        env=env,
        capture_output=True,
        text=True,
        umask=umask,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders with a wheel and an sdist each, of two clones that differ in all but content.

    The first wheel is built from the sdist, the second from the clone itself.
    """
    folder = tmp_path_factory.mktemp("dist")
    first, second = folder / "here" / "rawgrad", folder / "elsewhere" / "another name"
    shutil.copytree(ROOT, first, ignore=NOT_COPIED)
    shutil.copytree(ROOT, second, ignore=NOT_COPIED)
    for path in sorted(second.rglob("*"), reverse=True):
        # Whether a file can be run is content; what others may do with it is not.
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (10**9, 10**9))
    # What a clone that is worked in has lying about.
    for stray in STRAYS:
        (second / stray).parent.mkdir(exist_ok=True)
        (second / stray).write_bytes(b"stray")
    build(first, folder / "a", umask=0o022)
    build(second, folder / "b", "--wheel", "--sdist", umask=0o077)
    return folder / "a", folder / "b"


def sources(folder: str) -> list[str]:
    """Return the files of a folder that belong to the project, by their path in it."""
    paths = [path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()]
    foreign = {"__pycache__", ".pytest_cache", "node_modules"}
    return [
        path.as_posix()
        for path in paths
        if not foreign & set(path.parts) and path.suffix != ".part"
    ]


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def one(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = f"rawgrad-{rawgrad.__version__}.dist-info/METADATA"
        return email.message_from_bytes(archive.read(name))


def test_the_same_sources_give_the_same_bytes(built: tuple[Path, Path]) -> None:
    first, second = built
    for pattern in ("*.whl", "*.tar.gz"):
        ours, theirs = one(first, pattern), one(second, pattern)
        assert ours.name == theirs.name
        assert ours.read_bytes() == theirs.read_bytes(), pattern


def test_the_wheel_carries_the_whole_kit_and_nothing_else(built: tuple[Path, Path]) -> None:
    found = names(one(built[1], "*.whl"))
    folders = (
        "exercises", "solutions", "spec_tests", "data", "docs", "examples/course",
        "tests/evidence/wheats",
    )  # fmt: skip
    for folder in folders:
        for place in sources(folder):
            assert f"rawgrad/_kit/{place}" in found, place
    assert set(sources("rawgrad")) <= found
    assert "rawgrad/py.typed" in found
    kit = tuple(f"{folder}/" for folder in folders)
    for name in found:
        assert not name.endswith((".pyc", ".part")), name
        inside = name.removeprefix("rawgrad/_kit/")
        assert inside == name or inside.startswith(kit), name
        assert name.startswith(("rawgrad/", f"rawgrad-{rawgrad.__version__}.dist-info/")), name


def test_the_sdist_carries_what_tests_and_builds_it(built: tuple[Path, Path]) -> None:
    with tarfile.open(one(built[1], "*.tar.gz")) as archive:
        members = archive.getmembers()
    top = f"rawgrad-{rawgrad.__version__}/"
    found = {member.name.removeprefix(top) for member in members}
    for name in ("CHANGELOG.md", "CITATION.cff", "README.md", "README.ko.md", "tox.ini"):
        assert name in found
    for folder in ("tests", "docs", "rawgrad", "data"):
        assert set(sources(folder)) <= found
    assert not any(name.endswith((".pyc", ".part")) for name in found)
    assert {(member.uid, member.gid, member.uname) for member in members} == {(0, 0, "")}


def test_every_licence_text_goes_along(built: tuple[Path, Path]) -> None:
    with (
        zipfile.ZipFile(one(built[1], "*.whl")) as wheel,
        tarfile.open(one(built[1], "*.tar.gz")) as sdist,
    ):
        top = f"rawgrad-{rawgrad.__version__}"
        for name, says in LICENCES.items():
            text = (ROOT / name).read_bytes()
            assert says in text.decode()
            assert wheel.read(f"{top}.dist-info/licenses/{name}") == text
            packed = sdist.extractfile(f"{top}/{name}")
            assert packed is not None
            assert packed.read() == text
            # Beside the data as well, where whoever looks at them finds it.
            assert name == "LICENSE" or wheel.read(f"rawgrad/_kit/{name}") == text


def test_the_metadata_are_complete(built: tuple[Path, Path]) -> None:
    found = metadata(one(built[1], "*.whl"))
    assert found["Version"] == rawgrad.__version__
    assert found["License-Expression"] == "MIT AND CC-BY-SA-3.0 AND CC-BY-4.0"
    assert set(found.get_all("License-File", [])) == set(LICENCES)
    assert found["Author"]
    assert "Author-email" not in found
    assert "Typing :: Typed" in found.get_all("Classifier", [])
    needed = [need for need in found.get_all("Requires-Dist", []) if "extra ==" not in need]
    assert {re.split(r"[<>=]", need)[0] for need in needed} == {"numpy", "pytest"}
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = set(table["project"]["optional-dependencies"])
    assert set(found.get_all("Provides-Extra", [])) == extras


def test_the_pythons_named_are_those_that_tox_proves() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = re.findall(r":: 3\.(\d+)", "\n".join(table["project"]["classifiers"]))
    tox = (ROOT / "tox.ini").read_text(encoding="utf-8")
    assert f"solutions-py3{{{','.join(named)}}}" in tox


def test_the_version_is_the_same_everywhere() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changes, flags=re.MULTILINE)
    cited = re.search(r"^version: (\S+)", citation, flags=re.MULTILINE)
    assert newest is not None
    assert cited is not None
    assert newest[1] == cited[1] == rawgrad.__version__
