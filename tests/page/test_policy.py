"""With its own runtime a page loads nothing from elsewhere, whatever a learner's code asks for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.page.build import site_files
from rawgrad.page.command import server
from rawgrad.release.pack import write
from tests.page import pages
from tests.reporting import chromium
from tests.reporting.chromium import Browser

# What learner code may try to reach another origin with; each ends before the next is tried.
REQUEST = """
import js
request = js.XMLHttpRequest.new()
request.open("GET", {url!r}, False)
request.send()
print(request.status)
"""
SCRIPT = "import js\njs.importScripts({url!r})\nprint(200)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if chromium.found() is None:
        pages.skip("no browser on the path: the page's policy is not tried")
    with Browser(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture(scope="module")
def origin(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with its own runtime; its engine is started by the tests alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAWGRAD_EDITOR", str(pages.editor_packages()))
        files = site_files(kit, ["softmax"], str(pages.runtime()), None, solved=False)
    folder = tmp_path_factory.mktemp("page") / "site"
    write({**files, "main.js": b""}, folder)
    with server(folder) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_address[1]}/"
        serving.shutdown()


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another origin that would answer anybody, and what it was asked for."""
    asked: list[str] = []

    class Open(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Open) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_address[1]}/", asked
        serving.shutdown()


@pytest.fixture(scope="module")
def opened(browser: Browser, origin: str) -> Browser:
    browser.send("Page.navigate", url=origin)
    while not any(event["method"] == "Page.loadEventFired" for event in browser.events):
        browser.events.append(browser._receive())
    ready = browser.run(
        "import('./engine.js').then(async ({ Engine }) => {"
        "  window.engine = new Engine({ base: './' }); engine.start();"
        "  await engine.ready; return 'ready' })"
    )
    assert ready == "ready"
    return browser


def ran(browser: Browser, source: str) -> dict[str, Any]:
    found: dict[str, Any] = browser.run(f"engine.run({json.dumps(source)}, {{}})")
    return found


def test_the_page_has_a_policy_that_its_worker_keeps(
    opened: Browser, origin: str, elsewhere: tuple[str, list[str]]
) -> None:
    url, asked = elsewhere
    # What is tried does reach a server: the page's own.
    assert ran(opened, REQUEST.format(url=f"{origin}course.json"))["output"] == "200\n"
    for source in (REQUEST, SCRIPT):
        said = ran(opened, source.format(url=url))
        assert said["output"] == ""
        assert "NetworkError" in said["error"]["text"]
    assert "EvalError" in ran(opened, "import js\njs.eval('1')")["error"]["text"]
    # A promise that is refused says so to the browser's log alone.
    ran(opened, f"import js\njs.fetch({url!r})\njs.WebSocket.new({url.replace('http', 'ws')!r})")
    assert ran(opened, "1 + 1")["output"] == "2\n"
    assert asked == []


def test_nothing_was_asked_of_anybody_else(opened: Browser, origin: str) -> None:
    own = [
        event["params"]["request"]["url"]
        for event in opened.events
        if event["method"] == "Network.requestWillBeSent"
    ]
    assert own
    assert [url for url in own if not url.startswith((origin, f"blob:{origin}"))] == []


def test_a_check_in_the_browser_is_one_in_node(opened: Browser, kit: Kit) -> None:
    text = (kit.root / "solutions" / "softmax.py").read_text(encoding="utf-8")
    files = json.dumps({"softmax.py": text})
    said = opened.run(f"engine.check('softmax', {files}, {{ lang: 'ko' }})")
    assert said["standing"] == "passed"
    assert len(said["items"]) == said["counts"]["total"]


def test_stopping_lets_the_spare_take_over(opened: Browser) -> None:
    text = "import itertools\n\n\ndef softmax(a):\n    return sum(itertools.repeat(1))\n"
    stopped = opened.run(
        f"(async () => {{ const said = engine.check('softmax', {json.dumps({'softmax.py': text})});"
        "  await new Promise((done) => setTimeout(done, 500)); engine.stop(); return said })()"
    )
    assert stopped["standing"] == "stopped"
    assert ran(opened, "40 + 2")["output"] == "42\n"


def test_a_call_that_stays_in_c_is_ended_by_the_page(opened: Browser, kit: Kit) -> None:
    text = "import itertools\n\n\ndef softmax(a):\n    return sum(itertools.repeat(1))\n"
    said = opened.run(f"engine.check('softmax', {json.dumps({'softmax.py': text})})")
    assert said["standing"] == "timeout"
    assert {item["verdict"] for item in said["items"]} == {"timeout"}
    first = said["items"][0]
    assert first["findings"][0].startswith("slow: stopped after 10 s.")
    # Nobody saw where it stood; what was called is known.
    assert first["line"] == 4
    assert first["rows"][0]["text"].startswith("softmax(")
