"""A page is a folder that is whole or not there, and holds nothing that gives an answer away."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from rawgrad.kit.course import read_course
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES
from rawgrad.page import runtime
from rawgrad.page.build import build, site_files
from rawgrad.page.command import server
from rawgrad.release.selection import Files
from rawgrad.spec.case import read_cases
from rawgrad.spec.examine import Examiner
from rawgrad.subject.local import LocalSubject
from tests.conftest import ROOT, Run
from tests.page import pages
from tests.release.test_release import SHORT, copies, opened, secrets

COURSE = ROOT / "examples" / "course"


@pytest.fixture(scope="module")
def files(kit: Kit) -> Files:
    return site_files(kit, [], None, None, solved=False)


def told(files: Files, name: str) -> Any:
    return json.loads(files[name])


def test_no_code_of_a_solution_is_in_a_page(kit: Kit, files: Files) -> None:
    shapes, lines = secrets(kit)
    shapes = {key: kind for key, kind in shapes.items() if len(key) > SHORT}
    found: list[str] = []
    searched = 0
    texts = {place: data for place, data in files.items() if not place.startswith("data/")}
    for place, data in opened(texts):
        # As JSON has it a line is another one; as it is read it is the same.
        content = data.decode("utf-8", "replace").replace("\\n", "\n").replace('\\"', '"')
        text = " ".join(content.split())
        begun = {text[i : i + 20] for i in range(len(text) - 19)}
        found += [f"{place}: {line}" for line in lines if line[:20] in begun and line in text]
        if place.endswith(".py"):
            searched += 1
            found += [f"{place}: {key}" for key in copies(data, shapes)]
    assert found == []
    assert searched > 60
    places = {place for place, _ in opened(texts)}
    assert not [place for place in places if "solutions" in Path(place).parts]
    assert "solutions.json" not in files


def test_solutions_are_in_a_page_only_if_asked_for(kit: Kit, files: Files) -> None:
    solved = site_files(kit, ["softmax"], None, None, solved=True)
    text = (kit.root / "solutions" / "softmax.py").read_text(encoding="utf-8").rstrip()
    solutions = told(solved, "solutions.json")
    assert solutions["softmax"]["en"].startswith(text)
    assert set(solutions["softmax"]) == {*LANGUAGES, "others"}
    config = re.search(r'id="config">(.*?)</script>', solved["index.html"].decode(), re.DOTALL)
    assert config
    assert json.loads(config[1])["solutions"] is True
    # Fetched later, once the exercise passes: the service worker does not take it along.
    assert "solutions.json" not in solved["sw.js"].decode().partition("FILES = ")[2].split("\n")[0]


def test_hidden_cases_are_in_no_page(kit: Kit, rawgrad: Run, tmp_path: Path) -> None:
    to = tmp_path / "page"
    run = rawgrad("release", "week1", "--page", "--to", str(to), cwd=COURSE)
    assert run.returncode == 0, run.stderr
    hidden = [
        case
        for path in sorted((COURSE / "hidden").rglob("*.toml"))
        for case in read_cases(path).cases
    ]
    assert hidden
    for place, data in opened({p.name: p.read_bytes() for p in to.rglob("*") if p.is_file()}):
        text = data.decode("utf-8", "replace")
        assert not [case.id for case in hidden if case.id in text], place
    week1 = read_course(kit, COURSE / "course.toml").assignments["week1"]
    course = json.loads((to / "course.json").read_bytes())
    assert course["title"] == week1.title._asdict()
    assert {one["name"] for one in course["exercises"]} == set(kit.built_on(week1.exercises))


def test_a_page_tells_of_every_exercise(kit: Kit, files: Files) -> None:
    course = told(files, "course.json")
    assert [one["name"] for one in course["exercises"]] == list(kit.listed)
    by_name = {one["name"]: one for one in course["exercises"]}
    assert {name for name, one in by_name.items() if one["computer"]} == {
        "keras_mnist",
        "torch_mnist",
    }
    softmax = by_name["softmax"]
    examiner = Examiner(kit, LocalSubject(kit.root / "exercises"))
    assert softmax["items"] == len(examiner.items("softmax"))
    assert softmax["number"] == 3
    (function,) = softmax["task"]["en"]["functions"]
    assert function["signature"] == "def softmax(a)"
    assert function["text"].startswith("Turn scores into probabilities")
    assert "Predict before" not in softmax["task"]["en"]["intro"]
    assert softmax["task"]["en"]["intro"].startswith("Softmax turns the scores")
    assert {one["id"] for one in softmax["predictions"]}
    assert list(softmax["hints"]["ko"]) == ["softmax"]
    assert [len(steps) for steps in softmax["hints"]["en"].values()] == [3]
    assert softmax["data"] == []
    sizes = {one["file"]: one["bytes"] for one in by_name["mnist"]["data"]}
    images = kit.data / "mnist" / "train-images-idx3-ubyte.gz"
    assert sizes["mnist/train-images-idx3-ubyte.gz"] == images.stat().st_size
    assert by_name["two_layer_net"]["functions"][0].startswith("TwoLayerNet.")


def test_a_part_of_the_exercises_brings_what_they_build_on(kit: Kit) -> None:
    some = site_files(kit, ["forward"], None, "ko", solved=False)
    course = told(some, "course.json")
    numbers = {one["name"]: one["number"] for one in course["exercises"]}
    assert numbers == {"activation": 1, "forward": 2}
    assert '<html lang="ko">' in some["index.html"].decode()
    assert not [place for place in some if place.startswith("data/")]
    with zipfile.ZipFile(zip_of(some)) as archive:
        assert not [name for name in archive.namelist() if "softmax" in name]


def zip_of(files: Files) -> io.BytesIO:
    return io.BytesIO(files["kit.zip"])


def test_the_worker_gets_what_its_bridge_imports_and_no_more(files: Files) -> None:
    with zipfile.ZipFile(zip_of(files)) as archive:
        modules = {name for name in archive.namelist() if name.startswith("rawgrad/")}
    assert "rawgrad/page/bridge.py" in modules
    assert "rawgrad/learner/plots/curves.py" in modules
    rooms = {name.split("/")[1] for name in modules}
    assert not rooms & {"grading", "reporting", "authoring", "release"}


def test_every_address_is_pinned(files: Files) -> None:
    """What comes from elsewhere has a version in its address and a hash, in the worker too."""
    engine, lock = told(files, "engine.json"), told(files, "lock.json")
    version = runtime.pinned()["version"]
    for file in engine["runtime"]["files"]:
        assert file["url"].startswith("https://cdn.jsdelivr.net/")
        assert version in file["url"]
        assert re.fullmatch(r"sha(256|384)-[\w+/]+=*", file["integrity"])
    for package in lock["packages"].values():
        assert version in package["file_name"]
        assert re.fullmatch("[0-9a-f]{64}", package["sha256"])
    assert {"numpy", "matplotlib"} <= set(lock["packages"])
    needed = {name for package in lock["packages"].values() for name in package["depends"]}
    assert needed <= {name.lower() for name in lock["packages"]}


def policy(files: Files) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', files["index.html"].decode())
    assert found
    return found[1]


def test_the_import_map_stands_in_the_page_by_its_hash(files: Files) -> None:
    document = files["index.html"].decode()
    inside = re.search(r'<script type="importmap">(.*?)</script>', document, re.DOTALL)
    assert inside
    digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy(files)
    assert "{{" not in document.partition("<body")[0]
    # Nothing else runs that stands in the document itself.
    scripts = re.findall(r"<script(.*?)>", document)
    assert [" src=" in script or "importmap" in script or "json" in script for script in scripts]


def test_a_folder_as_runtime_is_copied_and_nothing_comes_from_elsewhere(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = pages.editor_packages()
    monkeypatch.setenv("RAWGRAD_EDITOR", str(packages))
    own = site_files(kit, ["softmax"], str(pages.runtime()), None, solved=False)
    assert "runtime/pyodide.asm.wasm" in own
    assert [place for place in own if place.startswith("editor/@codemirror/")]
    for name in ("index.html", "engine.json", "lock.json"):
        assert b"https://" not in own[name]
    assert "cdn" not in policy(own)
    assert "connect-src 'self';" in policy(own)


@pytest.mark.parametrize("change", ["missing", "another"])
def test_another_runtime_is_refused_by_name(kit: Kit, tmp_path: Path, change: str) -> None:
    folder, to = tmp_path / "runtime", tmp_path / "page"
    folder.mkdir()
    if change == "another":
        (folder / "pyodide.js").write_text("another version", encoding="utf-8")
    with pytest.raises(BrokenKit, match=r"pyodide\.js: .*"):
        build(kit, ["softmax"], to, place=str(folder))
    assert not to.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["runtime"]


def test_an_address_as_runtime_is_taken(kit: Kit) -> None:
    own = site_files(kit, ["softmax"], "https://example.org/pyodide", None, solved=False)
    assert told(own, "engine.json")["runtime"]["base"] == "https://example.org/pyodide/"
    assert "https://example.org" in policy(own)
    numpy = told(own, "lock.json")["packages"]["numpy"]["file_name"]
    assert numpy.startswith("https://example.org/pyodide/numpy-")


def test_a_folder_that_is_there_is_left_alone(kit: Kit, rawgrad: Run, tmp_path: Path) -> None:
    to = tmp_path / "page"
    to.mkdir()
    (to / "mine.txt").write_text("mine", encoding="utf-8")
    run = rawgrad("page", "--to", str(to), "--lang", "en")
    assert run.returncode == 2
    assert run.stderr == f"rawgrad: {to}: is there already; name a new folder\n"
    assert [path.name for path in to.iterdir()] == ["mine.txt"]


def test_wrong_usage_is_said_in_a_line(rawgrad: Run, tmp_path: Path) -> None:
    for arguments, said in (
        (("page", "--lang", "en"), "--to DIR"),
        (("page", "--to", str(tmp_path / "a"), "--exercises", "sofmax"), "softmax"),
        (("page", "--to", str(tmp_path / "a"), "--runtime", str(tmp_path / "none")), "pyodide.js"),
    ):
        run = rawgrad(*arguments)
        assert run.returncode == 2
        assert said in run.stderr
        assert len(run.stderr.splitlines()) == 1
    assert not (tmp_path / "a").exists()


def test_the_same_page_has_the_same_bytes(kit: Kit) -> None:
    one, other = (site_files(kit, ["softmax"], None, None, solved=False) for _ in range(2))
    assert one == other


def test_a_page_is_served(tmp_path: Path) -> None:
    (tmp_path / "pyodide.asm.wasm").write_bytes(b"\0asm")
    with server(tmp_path) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{serving.server_address[1]}/pyodide.asm.wasm"
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert answer.headers["Content-Type"] == "application/wasm"
            assert answer.read() == b"\0asm"
        serving.shutdown()


def test_serve_says_where_and_ends_by_the_keyboard(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("sends Ctrl-C as a POSIX signal")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": "true"}
    process = subprocess.Popen(
        [sys.executable, "-m", "rawgrad", "page", "--serve", "--exercises", "softmax"],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found, line
    with urllib.request.urlopen(found[0] + "course.json", timeout=10) as answer:
        assert json.loads(answer.read())["exercises"]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 0
