"""`rawgrad page` and `rawgrad release --page` write a page, or show it on this computer."""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import tempfile
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from rawgrad.kit.course import find_course
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.page.build import build
from rawgrad.page.words import MESSAGES
from rawgrad.release.words import MESSAGES as RELEASE


def page(kit: Kit, names: Sequence[str], asked: argparse.Namespace, language: str) -> int:
    """Carry out `rawgrad page` as the command line asked for it.

    Without `--lang` the page begins in what its reader's browser prefers.
    """
    if asked.to is None and not asked.serve:
        raise BrokenKit(MESSAGES["nowhere"])
    with contextlib.ExitStack() as stack:
        to = asked.to
        if to is None:
            to = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rawgrad-"))) / "page"
        build(
            kit,
            names,
            to,
            place=asked.runtime,
            language=asked.lang,
            solved=asked.with_solutions,
        )
        if asked.to is not None:
            print(MESSAGES["done"].in_(language).format(path=to))
        if asked.with_solutions:
            print(MESSAGES["holds_solutions"].in_(language))
        if asked.serve:
            serve(to, language)
    return 0


def release(kit: Kit, asked: argparse.Namespace, language: str) -> int:
    """Carry out `rawgrad release ASSIGNMENT --page`."""
    course = find_course(kit)
    if course is None:
        raise BrokenKit(RELEASE["no_course"].filled(example=kit.example_course))
    assignment = course.assignment(asked.assignment)
    build(
        kit,
        assignment.exercises,
        asked.to,
        place=asked.runtime,
        language=assignment.language,
        title=assignment.title,
    )
    print(MESSAGES["done"].in_(language).format(path=asked.to))
    return 0


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files by types that do not depend on the system's settings, and says nothing."""

    extensions_map = {  # noqa: RUF012 - as the class above has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for what matters."""


def server(folder: Path) -> http.server.ThreadingHTTPServer:
    """Return a server of a folder's files on a free port of this computer alone."""
    handler = functools.partial(Handler, directory=str(folder))
    return http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)


def serve(folder: Path, language: str) -> None:
    """Serve a folder and open it in the browser, until Ctrl-C."""
    with server(folder) as serving:
        address = f"http://127.0.0.1:{serving.server_address[1]}/"
        print(MESSAGES["serving"].in_(language).format(address=address), flush=True)
        webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            serving.serve_forever()
