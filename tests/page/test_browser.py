"""A learner's hour in a real browser: by keyboard, and with everything that goes wrong in one.

Needs a Chromium on the path, the folder of Pyodide that RAWGRAD_PYODIDE names, and the editor's
packages: `npm ci` here, or what RAWGRAD_EDITOR names. Where one is missing, the summary says so.
"""

from __future__ import annotations

import functools
import gzip
import io
import json
import os
import re
import secrets
import shutil
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES
from rawgrad.page import editor
from rawgrad.page import runtime as page_runtime
from rawgrad.page.build import build
from rawgrad.page.words import PAGE
from tests.conftest import ROOT
from tests.page.pages import editor_packages, runtime, skip
from tests.reporting import chromium
from tests.reporting.chromium import Browser

ALT, CTRL = 1, 2
ENTER, ESCAPE, TAB = 13, 27, 9
CONTENT = "document.querySelector('#editor .cm-content')"
CARD = "document.getElementById('verdict')"
HEADLINE = "document.querySelector('#verdict .headline').innerText"
# Addresses of what the page makes itself.
WITHIN = ("data:", "blob:")
RIGHT = """a = np.asarray(a, dtype=np.result_type(a, 1.0) if hasattr(a, "dtype") else float)
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)"""


class Server:
    """A plain server of files, as a school has one; or one for pages of others, as a CDN is."""

    def __init__(self, folder: Path, for_others: bool = False) -> None:
        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *said: object) -> None:
                pass

            def end_headers(self) -> None:
                if for_others:
                    self.send_header("Access-Control-Allow-Origin", "*")
                super().end_headers()

        handler = functools.partial(Quiet, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Page:
    """The page in a browser, as a learner meets it."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url

    def open(self, name: str = "softmax") -> None:
        """Open an exercise in a fresh document, and wait until the editor can be written in."""
        self.browser.visit("about:blank")
        self.browser.visit(f"{self.url}#{name}")
        self.wait(f"{CONTENT}?.isContentEditable && {CONTENT}.ariaReadOnly !== 'true'")

    def run(self, code: str) -> Any:
        return self.browser.run(code)

    def wait(self, code: str, wanted: object = True, seconds: float = 60) -> None:
        """Wait until an expression has a value."""
        deadline = time.monotonic() + seconds
        while (found := self.run(code)) != wanted:
            assert time.monotonic() < deadline, f"{code}: {found!r}, not {wanted!r}"
            time.sleep(0.05)

    def tab_to(self, there: str) -> None:
        """Press Tab until an element has the focus."""
        for _ in range(80):
            if self.run(f"document.activeElement === {there}"):
                return
            self.browser.key("Tab", TAB)
        raise AssertionError(f"Tab never comes to {there}")

    def write(self, text: str) -> None:
        """Go to the editor by keyboard, and write its whole text anew."""
        if not self.run(f"document.activeElement === {CONTENT}"):
            self.tab_to(CONTENT)
        self.browser.key("a", 65, held=CTRL, does="selectAll")
        self.browser.send("Input.insertText", text=text)
        self.wait("document.getElementById('saved').dataset.state", "saved")

    def written(self) -> str:
        """Return what the browser keeps of the exercise that is open."""
        return self.run(
            """new Promise((done) => {
              const name = document.getElementById('file-name').textContent.replace('.py', '');
              const asked = indexedDB.open('rawgrad ' + location.pathname);
              asked.onsuccess = () => {
                const found = asked.result.transaction('files').objectStore('files').get(name);
                found.onsuccess = () => {
                  asked.result.close();
                  done(found.result?.file.text ?? null);
                };
              };
            })"""
        )

    def check(self) -> str:
        """Press Ctrl-Enter, and return how the exercise stands."""
        self.browser.key("Enter", ENTER, held=CTRL)
        self.settle()
        return self.run(f"{CARD}.dataset.standing")

    def settle(self) -> None:
        """Wait until a check is over."""
        self.wait("document.getElementById('check').dataset.state", "ready", 120)

    def rows(self) -> dict[str, str]:
        """Return what the rows of the first failure say, by their labels."""
        pairs = self.run(
            "[...document.querySelectorAll('.failure:first-of-type .row')].map(row => "
            "[row.children[0].innerText, row.children[1].innerText])"
        )
        return dict(pairs)

    def notice(self) -> list[str]:
        return self.run("[...document.querySelectorAll('.notice')].map(one => one.dataset.notice)")


@pytest.fixture(scope="session")
def folder(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with its runtime and its editor beside it."""
    if chromium.found() is None:
        skip(f"no browser on the path ({', '.join(chromium.NAMES)}): the page was not tried in one")
    to = tmp_path_factory.mktemp("browser") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(editor.VARIABLE, str(editor_packages()))
        build(kit, [], to, place=str(runtime()), language="en")
    return to


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    found = Server(folder)
    yield found
    found.stop()


@pytest.fixture(scope="module")
def browser(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def page(browser: Browser, server: Server) -> Page:
    """The page in a browser that has never seen it, though the network's cache is warm."""
    browser.visit("about:blank")
    browser.send("Storage.clearDataForOrigin", origin=server.url.rstrip("/"), storageTypes="all")
    browser.size(1280, 900)
    browser.scheme("light")
    return Page(browser, server.url)


def solution(name: str) -> str:
    return (ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8")


def stub(name: str, body: str) -> str:
    """Return a stub whose one function has a body."""
    text = (ROOT / "exercises" / f"{name}.py").read_text(encoding="utf-8")
    return text.replace(f'raise NotImplementedError("{name}")', body)


def test_a_first_visit_asks_only_its_own_server_and_for_no_more_than_it_needs(
    page: Page, folder: Path
) -> None:
    page.open("softmax")
    assert page.run("document.querySelector('h1').innerText") == "Softmax without overflow"
    page.write(solution("softmax"))
    assert page.check() == "passed"
    complaints = page.browser.complaints()
    assert [said for said in complaints if not said.startswith((page.url, *WITHIN))] == []
    asked = {
        said.removeprefix(page.url).partition("#")[0] for said in complaints if page.url in said
    }
    first = json.loads((folder / "engine.json").read_text(encoding="utf-8"))
    places = {*asked, *(file["url"] for file in first["runtime"]["files"]), "kit.zip"}
    sent = sum(
        len(gzip.compress((folder / (place or "index.html")).read_bytes()))
        for place in places
        if (folder / (place or "index.html")).is_file()
    )
    assert sent <= 10_000_000, f"{sent} bytes up to the first check"
    assert not [place for place in places if "matplotlib" in place or place.startswith("data/")]


def test_an_hour_by_keyboard(page: Page) -> None:
    page.open("activation")
    for name in ("activation", "forward", "softmax", "mnist", "loss", "gradient", "perceptron"):
        page.wait("location.hash", f"#{name}")
        page.wait("document.getElementById('file-name').textContent", f"{name}.py")
        if name != "mnist":
            page.write(solution(name))
            assert page.check() == "passed", page.run(f"{CARD}.innerText")
            assert page.run("document.getElementById('announcer').innerText").startswith(name)
        page.browser.key("n", 78, held=ALT)
    page.wait("location.hash", "#backprop")
    assert page.run("document.activeElement.id") == "title"
    assert page.run("document.getElementById('progress').innerText") == "6 of 14 done"
    assert page.run("document.querySelectorAll('#rail [data-done]').length") == 6


def test_a_failure_is_told_in_rows_and_its_line_is_marked_in_both_languages(page: Page) -> None:
    page.open("softmax")
    page.write(stub("softmax", "e = np.exp(a)\n    return e / np.sum(e)"))
    assert page.check() == "failed"
    rows = page.rows()
    assert rows["called"].startswith("softmax([1010, 1000, 990])")
    assert rows["returned"] == "[nan, nan, nan]"
    assert rows["expected"].startswith("[9.99954600e-01, 4.53978686e-05, 2.06106005e-09]")
    assert {"diagnosis", "think", "why"} <= set(rows)
    marked = "document.querySelector('.marked-line').textContent"
    assert page.run(marked) == "def softmax(a):"
    # The rest, on request.
    failures = "document.querySelectorAll('.failure').length"
    assert page.run(failures) == 1
    page.run("document.querySelector('#verdict footer button').click()")
    page.wait(f"{failures} > 5")
    page.run("document.querySelector('[data-language=ko]').click()")
    page.wait("document.documentElement.lang", "ko")
    page.wait(f"{HEADLINE}.includes('통과했습니다')")
    page.settle()
    assert page.rows()["반환한 값"] == "[nan, nan, nan]"
    # What the stub does not pass is no failure.
    page.write(stub("softmax", 'raise NotImplementedError("softmax")'))
    assert page.check() == "todo"
    assert page.run(failures) == 0


def test_an_endless_loop_is_stopped_and_the_next_check_runs(page: Page) -> None:
    page.open("softmax")
    page.write(stub("softmax", "while True:\n        pass"))
    page.wait("document.getElementById('loading').hidden")
    # Tab indents in the editor, until Escape lets it leave.
    page.browser.key("Escape", ESCAPE)
    page.browser.key("Tab", TAB)
    page.tab_to("document.getElementById('check')")
    # From within the page: a slow machine must not come to the loop's limit first.
    said = page.run(
        "new Promise(done => { const button = document.activeElement; button.click();"
        "setTimeout(() => { done(button.innerText); button.click() }, 100) })"
    )
    assert said == PAGE["stop"].en
    page.settle()
    assert page.run(f"{CARD}.dataset.standing") == "stopped"
    page.write(solution("softmax"))
    assert page.check() == "passed"


def test_a_syntax_error_is_told_with_its_line(page: Page) -> None:
    page.open("softmax")
    page.write(stub("softmax", "return np.exp(a"))
    assert page.check() in ("failed", "error")
    assert "SyntaxError" in page.run(f"{CARD}.innerText")
    assert (
        page.run("document.querySelector('.marked-line').textContent").strip() == "return np.exp(a"
    )


def test_what_is_printed_and_what_is_tried_out_is_shown(page: Page) -> None:
    page.open("softmax")
    page.write(stub("softmax", 'print("three scores")\n    return a'))
    assert page.check() == "failed"
    assert "three scores" in page.run(f"{CARD}.innerText")
    page.run("document.querySelector('.scratch').open = true")
    page.run("document.getElementById('run').click()")
    output = "document.getElementById('scratch-output').innerText"
    page.wait(f"{output}.includes('[False  True  True]')")


def test_the_picture_is_drawn_by_the_learners_functions(page: Page) -> None:
    page.open("softmax")
    page.write(solution("softmax"))
    assert page.check() == "passed"
    page.run("document.querySelector('#verdict footer button').click()")
    page.wait("document.querySelector('figure img')?.naturalWidth > 100", True, 120)
    assert page.run("document.querySelector('figure img').alt.length") > 10


def test_a_solution_is_fetched_once_its_exercise_passes(
    browser: Browser, kit: Kit, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(editor.VARIABLE, str(editor_packages()))
        build(kit, ["softmax"], tmp_path / "site", place=str(runtime()), solved=True)
    server = Server(tmp_path / "site")
    try:
        page = Page(browser, server.url)
        page.open("softmax")
        page.write(stub("softmax", "return a"))
        assert page.check() == "failed"
        assert page.run("document.querySelector('.solution')") is None
        # Another right way than the reference.
        page.write(stub("softmax", RIGHT))
        assert page.check() == "passed"
        page.wait("document.querySelector('.solution pre') !== null")
        shown = page.run("document.querySelector('.solution pre').textContent")
        assert shown.startswith(solution("softmax").rstrip())
    finally:
        server.stop()


def test_a_prediction_is_answered_and_hints_come_one_by_one(page: Page) -> None:
    page.open("softmax")
    page.run("document.querySelector('.predictions input').focus()")
    page.browser.send("Input.insertText", text="inf")
    page.browser.key("Enter", ENTER, "\r")
    page.wait("document.querySelector('.predictions .answer.right')?.innerText", "Right.")
    hints = "[...document.querySelectorAll('.hints li')].length"
    assert page.run(hints) == 0
    for count in (1, 2, 3):
        page.run("document.querySelector('.hint-button').click()")
        assert page.run(hints) == count
    assert page.run("document.querySelector('.hint-button').hidden")
    page.open("softmax")
    assert page.run(hints) == 3
    assert page.run("document.querySelector('.predictions input').value") == "inf"


def test_every_keystroke_outlives_a_reload_and_a_tab_closed_in_a_check(page: Page) -> None:
    page.open("loss")
    page.write("# half")
    page.browser.send("Input.insertText", text=" a")
    page.browser.send("Input.insertText", text=" thought")
    page.wait("document.getElementById('saved').dataset.state", "saved")
    page.open("loss")
    assert page.run(f"{CONTENT}.textContent") == "# half a thought"
    first = page.browser.tab
    page.write(stub("softmax", "while True:\n        pass") + "# the last words")
    page.browser.key("Enter", ENTER, held=CTRL)
    page.browser.tab = page.browser.open_tab()
    page.browser.close_tab(first)
    page.open("loss")
    assert page.written().endswith("# the last words")


def test_starting_over_keeps_what_was_there(page: Page) -> None:
    page.open("softmax")
    page.write("# mine")
    page.run("document.getElementById('reset-button').click()")
    page.run("document.querySelector('#reset-dialog [value=reset]').click()")
    page.wait(f"{CONTENT}.textContent.includes('NotImplementedError')")
    assert page.written() is None
    page.run("document.querySelector('#backup-list button').click()")
    page.wait(f"{CONTENT}.textContent", "# mine")


def test_a_full_store_is_said_and_the_work_can_be_downloaded(page: Page) -> None:
    origin = page.url.rstrip("/")
    page.browser.send("Storage.overrideQuotaForOrigin", origin=origin, quotaSize=200_000)
    try:
        page.open("softmax")
        page.write("# before")
        # What is the same all over would be kept in little room.
        page.browser.send("Input.insertText", text=secrets.token_hex(1_000_000))
        page.wait(
            "document.querySelector('[data-notice=full] button')?.innerText", "Download my work"
        )
        assert page.run("document.getElementById('saved').dataset.state") == "unsaved"
    finally:
        page.browser.send("Storage.overrideQuotaForOrigin", origin=origin)


def test_a_browser_that_keeps_nothing_is_said(page: Page) -> None:
    refused = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }"
    added = page.browser.send("Page.addScriptToEvaluateOnNewDocument", source=refused)
    try:
        page.open("softmax")
        assert page.notice() == ["keeps_nothing"]
        page.run(f"{CONTENT}.focus()")
        page.browser.send("Input.insertText", text="# in memory\n")
        page.wait("document.getElementById('saved').dataset.state", "unsaved")
    finally:
        page.browser.send("Page.removeScriptToEvaluateOnNewDocument", **added)


def test_of_two_tabs_one_writes(page: Page) -> None:
    page.open("softmax")
    page.write("# the first tab")
    first = page.browser.tab
    second = page.browser.open_tab()
    try:
        page.browser.visit(f"{page.url}#softmax")
        page.wait("document.querySelector('[data-notice=other_tab]') !== null")
        page.wait(f"{CONTENT}?.textContent", "# the first tab")
        page.run(f"{CONTENT}.focus()")
        page.browser.send("Input.insertText", text="not mine ")
        assert page.run(f"{CONTENT}.textContent") == "# the first tab"
        page.run("document.querySelector('[data-notice=other_tab] button').click()")
        page.wait("document.querySelector('[data-notice=other_tab]')", None)
        page.write("# the second tab")
        page.browser.turn_to(first)
        page.wait("document.querySelector('[data-notice=other_tab]') !== null")
        page.wait(f"{CONTENT}.textContent", "# the second tab")
    finally:
        page.browser.close_tab(second)
    # Whoever is left may write again.
    page.browser.turn_to(first)
    page.wait("document.querySelector('[data-notice=other_tab]')", None)


def downloaded(page: Page, to: Path) -> dict[str, bytes]:
    """Download the work, and return the archive's files."""
    page.browser.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(to))
    page.run("document.getElementById('download').click()")
    deadline = time.monotonic() + 20
    while not (found := list(to.glob("*.zip"))):
        assert time.monotonic() < deadline, "nothing was downloaded"
        time.sleep(0.05)
    with zipfile.ZipFile(io.BytesIO(found[0].read_bytes())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def opened(page: Page, path: Path) -> None:
    """Choose a file in the page's dialog for opening one."""
    root = page.browser.send("DOM.getDocument")["root"]["nodeId"]
    node = page.browser.send("DOM.querySelector", nodeId=root, selector="#open-file")["nodeId"]
    page.browser.send("DOM.setFileInputFiles", nodeId=node, files=[str(path)])
    page.wait("document.querySelector('.notice') !== null")


def test_work_goes_out_and_comes_back_byte_for_byte(page: Page, tmp_path: Path) -> None:
    texts = {
        "softmax": "\ufeff# 윈도우\r\nx = 1\r\n".encode(),
        "loss": b"# mixed\r\nline\nends\r",
        "gradient": "가중치 = '옛 인코딩'\n".encode("cp949"),
    }
    given = tmp_path / "given.zip"
    with zipfile.ZipFile(given, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes/softmax.py", b"# not in the folder of exercises")
        for name, content in texts.items():
            archive.writestr(f"mine/exercises/{name}.py", content)
        archive.writestr("mine/exercises/unknown.py", b"pass\n")
    page.open("softmax")
    opened(page, given)
    assert page.notice() == ["opened"]
    files = downloaded(page, tmp_path / "first")
    assert {name: files[f"exercises/{name}.py"] for name in texts} == texts
    assert "exercises/unknown.py" not in files
    assert len(files) == 14
    # An edit leaves the mark and the line ends.
    page.write("# 윈도우\nx = 2\n")
    again = downloaded(page, tmp_path / "second")
    assert again["exercises/softmax.py"] == "\ufeff# 윈도우\r\nx = 2\r\n".encode()
    # What is not UTF-8 is kept, not edited, and judged as it is.
    page.run("location.hash = '#gradient'")
    page.wait("document.getElementById('not-utf8').hidden", False)
    assert page.run("document.getElementById('editor').hidden")
    page.run("document.getElementById('check').click()")
    page.settle()
    assert "UTF-8" in page.run(f"{CARD}.innerText")
    # A single module, by the name a browser gives to the second of a name.
    single = tmp_path / "gradient (1).py"
    single.write_bytes(b"# one module\n")
    opened(page, single)
    page.wait("document.getElementById('editor').hidden", False)
    assert page.run(f"{CONTENT}.textContent") == "# one module"
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(given.read_bytes()[:-30])
    opened(page, damaged)
    page.wait("document.querySelector('[data-notice=not_opened]') !== null")


def test_a_second_visit_needs_no_server(folder: Path, tmp_path: Path) -> None:
    server = Server(folder)
    visit_twice(tmp_path / "profile", server.url, server)


def visit_twice(profile: Path, url: str, *servers: Server) -> None:
    """Solve an exercise, stop the servers, and check it in another visit."""
    with Browser(profile) as fresh:
        page = Page(fresh, url)
        page.open("softmax")
        page.write(solution("softmax"))
        assert page.check() == "passed"
        for server in servers:
            server.stop()
        fresh.send("Network.clearBrowserCache")
        page.open("softmax")
        page.run(f"{CONTENT}.focus()")
        assert page.check() == "passed"


def cdn_folder(to: Path) -> Path:
    """Lay out the runtime and the editor's packages as the public CDN has them."""
    version = page_runtime.pinned()["version"]
    places = {f"npm/pyodide@{version}": runtime(), f"pyodide/v{version}/full": runtime()}
    for name, module in editor.modules().items():
        places[f"npm/{name}@{module['version']}"] = editor_packages() / name
    for place, there in places.items():
        (to / place).parent.mkdir(parents=True, exist_ok=True)
        (to / place).symlink_to(there.resolve(), target_is_directory=True)
    return to


def test_a_page_from_a_cdn_needs_it_once(
    folder: Path, kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cdn = Server(cdn_folder(tmp_path / "cdn"), for_others=True)
    for module, name in ((editor, "CDN"), (page_runtime, "CORE"), (page_runtime, "PACKAGES")):
        address = getattr(module, name).replace("https://cdn.jsdelivr.net/", cdn.url)
        assert address.startswith(cdn.url)
        monkeypatch.setattr(module, name, address)
    site = tmp_path / "site"
    build(kit, ["softmax"], site, place=None, language="en")
    server = Server(site)
    visit_twice(tmp_path / "profile", server.url, server, cdn)


def test_a_newer_version_waits_until_it_is_asked_for(folder: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(folder, site, copy_function=os.link)
    server = Server(site)
    try:
        with Browser(tmp_path / "profile") as fresh:
            page = Page(fresh, server.url)
            page.open("softmax")
            page.wait("navigator.serviceWorker.controller?.state", "activated")
            for name, before, after in [
                ("page.css", "--marigold: #f0b429", "--marigold: #00ff00"),
                ("sw.js", "const ELSEWHERE", "// Another build.\nconst ELSEWHERE"),
            ]:
                text = (site / name).read_text(encoding="utf-8")
                assert before in text
                (site / name).unlink()
                (site / name).write_text(text.replace(before, after), encoding="utf-8")
            script = (site / "sw.js").read_text(encoding="utf-8")
            build = re.search(r"\$\{PAGE\}(\w+)`", script)
            assert build
            script = script.replace(build[1], "another")
            (site / "sw.js").write_text(script, encoding="utf-8")
            # While it is loaded anew there is no document for a moment.
            root = "document.documentElement"
            colour = f"{root} && getComputedStyle({root}).getPropertyValue('--marigold').trim()"
            page.open("softmax")
            page.wait("document.querySelector('[data-notice=new_version]') !== null")
            assert page.run(colour) == "#f0b429"
            page.run("document.querySelector('[data-notice=new_version] button').click()")
            page.wait(colour, "#00ff00")
    finally:
        server.stop()


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    page.open("softmax")
    page.write(stub("softmax", "e = np.exp(a)\n    return e / np.sum(e)"))
    assert page.check() == "failed"
    for language in LANGUAGES:
        page.run(f"document.querySelector('[data-language={language}]').click()")
        page.wait("document.documentElement.lang", language)
        page.settle()
        page.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for width in (360, 820, 1400):
            page.browser.size(width, 800)
            at = f"{language} {width}"
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.run(wide) == 0, at
            # On a wide screen task and code scroll, and the page does not.
            long = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
            assert (page.run(long) == 0) is (width == 1400), at
            for name in ("menu", "work", "keys"):
                page.run(f"document.getElementById('{name}-button').click()")
                dialog = f"document.getElementById('{name}-dialog')"
                assert page.run(f"{dialog}.scrollWidth <= {dialog}.clientWidth"), (at, name)
                page.run(f"{dialog}.close()")


def test_nothing_stands_in_the_way_of_those_who_see_or_hear_otherwise(page: Page) -> None:
    axe = editor_packages() / "axe-core" / "axe.min.js"
    if not axe.is_file():
        skip(f"{axe} is missing: accessibility was not tried")
    page.open("softmax")
    page.run(axe.read_text(encoding="utf-8") + ";0")

    def findings() -> list[str]:
        said = []
        for scheme in ("light", "dark"):
            page.browser.scheme(scheme)
            time.sleep(0.5)  # colours fade into each other
            found = page.run("axe.run(document, {resultTypes: ['violations']})")["violations"]
            said += [f"{scheme} {one['id']}: {n['html']}" for one in found for n in one["nodes"]]
        return said

    assert findings() == []
    page.write(stub("softmax", "e = np.exp(a)\n    return e / np.sum(e)"))
    assert page.check() == "failed"
    page.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.run("document.querySelectorAll('.hint-button').forEach(one => one.click())")
    assert findings() == []
    page.write(solution("softmax"))
    assert page.check() == "passed"
    page.run("document.getElementById('menu-button').click()")
    assert findings() == []


def test_opened_as_a_file_it_says_how_to_serve_it(page: Page, folder: Path) -> None:
    page.browser.open(folder / "index.html")
    time.sleep(2.5)
    shown = "getComputedStyle(document.querySelector('.unserved')).opacity"
    assert page.run(shown) == "1"
    assert "python -m http.server" in page.run("document.querySelector('.unserved').innerText")
