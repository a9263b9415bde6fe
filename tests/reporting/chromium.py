"""Drives a Chromium that is installed, through the pipe it can be asked to listen on.

No driver and no package: the protocol is JSON between zero bytes.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# The browser listens on descriptor 3 and answers on 4.
ENTER = (
    "import fcntl, os, sys\n"
    "pipes = [fcntl.fcntl(int(n), fcntl.F_DUPFD, 20) for n in sys.argv[1:3]]\n"
    "for number, pipe in zip((3, 4), pipes): os.dup2(pipe, number)\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)


def found() -> str | None:
    """Return the browser that is installed, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A headless browser with one page; use it as a context."""

    def __init__(self, profile: Path) -> None:
        path = found()
        assert path is not None
        there, self._to = os.pipe()
        self._from, back = os.pipe()
        flags = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--remote-debugging-pipe", "--no-first-run", "--disable-background-networking",
            f"--user-data-dir={profile}", "about:blank",
        ]  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-c", ENTER, str(there), str(back), path, *flags],
            pass_fds=(there, back), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(there)
        os.close(back)
        self._buffer = b""
        self._ids = itertools.count(1)
        self._session: dict[str, str] = {}
        self.events: list[dict[str, Any]] = []
        page = next(t for t in self._targets() if t["type"] == "page")
        self.tab = self._attach(page["targetId"])

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *problem: object) -> None:
        os.close(self._to)
        os.close(self._from)
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _attach(self, target: str) -> str:
        """Turn to a tab from here on, and return what it is known by."""
        self._session = {}
        arguments = {"targetId": target, "flatten": True}
        self._session = {"sessionId": self.send("Target.attachToTarget", **arguments)["sessionId"]}
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        return target

    def open_tab(self) -> str:
        """Open another tab, turn to it, and return what it is known by."""
        self._session = {}
        return self._attach(self.send("Target.createTarget", url="about:blank")["targetId"])

    def turn_to(self, tab: str) -> None:
        """Turn to another tab that is open."""
        self._attach(tab)
        self.send("Page.bringToFront")

    def close_tab(self, tab: str) -> None:
        """Close a tab, whatever runs in it."""
        self.send("Target.closeTarget", targetId=tab)

    def _targets(self) -> list[dict[str, Any]]:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            targets = self.send("Target.getTargets")["targetInfos"]
            if any(target["type"] == "page" for target in targets):
                return targets
            time.sleep(0.05)
        raise AssertionError("the browser opened no page")

    def send(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Ask for something and return the answer."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": arguments, **self._session}
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            self.events.append(answer)

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            read = os.read(self._from, 1 << 20)
            assert read, "the browser is gone"
            self._buffer += read
        line, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(line)

    def open(self, path: Path) -> None:
        """Open a file and wait until it is loaded."""
        self.visit(path.resolve().as_uri())

    def visit(self, url: str) -> None:
        """Open an address and wait until it is loaded."""
        self.events.clear()
        self.send("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._receive())

    def run(self, code: str) -> Any:
        """Return the value of an expression in the page; a promise is waited for."""
        answer = self.send(
            "Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def key(self, key: str, code: int = 0, text: str = "", held: int = 0, does: str = "") -> None:
        """Press a key, let it go, and wait until the page has dealt with it.

        `held` is 1 for Alt, 2 for Ctrl; `does` names what an editor's shortcut stands for.
        """
        place = f"Key{key.upper()}" if len(key) == 1 else key
        about: dict[str, Any] = {"key": key, "code": place, "windowsVirtualKeyCode": code}
        about |= {"modifiers": held} if held else {}
        down: dict[str, Any] = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        down |= {"commands": [does]} if does else {}
        self.send("Input.dispatchKeyEvent", **down, **about)
        self.send("Input.dispatchKeyEvent", type="keyUp", **about)
        # What a key leads to, as the closing of a dialog, is told to the page a turn later.
        self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)))")

    def size(self, width: int, height: int) -> None:
        """Make the page so wide and high, as a telephone's or a screen."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip

    def scheme(self, name: str) -> None:
        """Prefer `light` or `dark`, as a person's system would."""
        feature = {"name": "prefers-color-scheme", "value": name}
        self.send("Emulation.setEmulatedMedia", features=[feature])

    def picture(self, path: Path, whole: bool = False) -> None:
        """Write what is to be seen into a PNG file."""
        data = self.send("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def print(self, path: Path) -> None:
        """Write the printed page into a PDF file."""
        data = self.send("Page.printToPDF", preferCSSPageSize=True)["data"]
        path.write_bytes(base64.b64decode(data))

    def complaints(self) -> list[str]:
        """Return what the page has logged so far, and what it has asked the network for."""
        self.run("0")
        said = []
        for event in self.events:
            method, about = event.get("method"), event.get("params", {})
            if method == "Log.entryAdded":
                said.append(about["entry"]["text"])
            elif method == "Runtime.exceptionThrown":
                said.append(about["exceptionDetails"]["text"])
            elif method == "Network.requestWillBeSent":
                url = about["request"]["url"]
                said += [] if url.startswith(("file:", "data:")) else [url]
        return said
