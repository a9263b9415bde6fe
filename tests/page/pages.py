"""What the tests of the page share: the runtime, a worker in node, and what it is asked."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest

from rawgrad.page import editor
from tests.conftest import ROOT

HERE = Path(__file__).parent
RUNTIME = "RAWGRAD_PYODIDE"


def skip(said: str) -> NoReturn:
    """Skip, and have the summary say why."""
    warnings.warn(said, stacklevel=2)
    pytest.skip(said)


def runtime() -> Path:
    """Return the folder of Pyodide that the environment names, or skip and say so."""
    named = os.environ.get(RUNTIME)
    if not named:
        skip(f"{RUNTIME} names no folder of Pyodide: the page is not tried")
    return Path(named)


def editor_packages() -> Path:
    """Return the folder of the editor's packages, or skip and say so."""
    found = Path(os.environ.get(editor.VARIABLE) or HERE / "node_modules")
    if not found.is_dir():
        skip(f"no packages of the editor: `npm ci --prefix {HERE.relative_to(ROOT)}` fetches them")
    return found


def node() -> str:
    """Return the node that is installed, or skip and say so."""
    found = shutil.which("node")
    if found is None:
        skip("there is no node: the page's worker is not tried")
    return found


class NodeWorker:
    """The page's own worker, run by node: no browser, and the same lines."""

    def __init__(self, site: Path) -> None:
        command = [node(), str(ROOT / "tests" / "page" / "node_worker.mjs"), str(site)]
        self._process = subprocess.Popen(
            [*command, str(runtime())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        self.wait("ready", lambda message: None)

    def wait(self, post: str, hear: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        """Hear messages until one of a kind comes, and return it."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            message: dict[str, Any] = json.loads(line)
            assert message["post"] != "died", message
            if message["post"] == post:
                return message
            hear(message)
        raise AssertionError(f"node ended with {self._process.wait()}")

    def ask(self, what: str, hear: Callable[[dict[str, Any]], None], **asked: Any) -> Any:
        """Ask for something, and return the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"id": 1, "what": what, "asked": asked}) + "\n")
        self._process.stdin.flush()
        return self.wait("answer", hear)["said"]

    def check(self, name: str, files: Mapping[str, str], **asked: Any) -> tuple[Any, list[Any]]:
        """Have an exercise checked; return how it stands, and its items."""
        items: dict[str, Any] = {}

        def hear(message: dict[str, Any]) -> None:
            if message["post"] == "item":
                items[message["item"]["id"]] = message["item"]

        said = self.ask("check", hear, name=name, files=files, lang="en", **asked)
        return said, list(items.values())

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


@contextlib.contextmanager
def worker(site: Path) -> Iterator[NodeWorker]:
    """Lend a worker of a page."""
    with contextlib.closing(NodeWorker(site)) as found:
        yield found
