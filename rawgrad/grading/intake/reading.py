"""Reads submissions in a process of its own: the end of `reader` that touches what was handed in.

Loaded before the first fork, and run once in each process forked. Hands over texts and notices,
no more of them than is agreed on; whatever befalls it befalls this submission alone.
"""

from __future__ import annotations

import codecs
import encodings.aliases
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rawgrad.grading.intake.notebook_modules import asked
from rawgrad.grading.intake.preparation import Prepared, prepare
from rawgrad.grading.intake.similarity import code_digest
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.subject.confined.wire import Wire

# Characters of a module, and bytes of all of them.
MAX_TEXT = 1_000_000
MAX_TEXTS = 10_000_000


def job(settings: dict[str, Any]) -> Callable[[Wire, dict[str, Any]], None]:
    """Return what reads a submission; what is the same for all is made here, once."""
    stubs: dict[str, str] = settings["stubs"]
    exercises: list[str] = settings["exercises"]
    for name in sorted(set(encodings.aliases.aliases.values())):
        # Afterwards nothing can be loaded any more.
        try:
            codecs.lookup(name)
        except LookupError:
            continue
    for name in exercises:
        code_digest(stubs[f"{name}.py"], stubs[f"{name}.py"])
        asked(stubs[f"{name}.py"])
    return functools.partial(_serve, stubs, exercises)


def _serve(stubs: dict[str, str], exercises: list[str], wire: Wire, setup: dict[str, Any]) -> None:
    try:
        paths = [(Path(path), name) for path, name in setup["paths"]]
        wire.send(*_message(prepare(paths, stubs, exercises)))
    except MemoryError:
        wire.send({"exhausted": True}, [])


def _message(prepared: Prepared) -> tuple[dict[str, Any], list[bytes]]:
    """Return what is handed over: a text too many is left out, and said."""
    texts: dict[str, bytes] = {}
    left = MAX_TEXTS
    notices = list(prepared.notices)
    for name, text in prepared.texts.items():
        data = text.encode("utf-8", "replace")
        if len(text) > MAX_TEXT or len(data) > left:
            notices.append(Notice("too_big", {"file": name, "size": len(data), "limit": MAX_TEXT}))
            continue
        left -= len(data)
        texts[name] = data
    taken = [name for name in prepared.taken if f"{name}.py" in texts]
    digests = {name: list(prepared.digests[name]) for name in taken}
    message = {
        "names": list(texts),
        "taken": taken,
        "notices": [list(notice) for notice in notices],
        "digests": digests,
        "trouble": prepared.trouble,
    }
    return message, list(texts.values())
