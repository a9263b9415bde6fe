"""`rawgrad explain` pages on a terminal, and says why each other way is right."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rawgrad.authoring.lint import UNEXPLAINED
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.learner.explain import explain
from rawgrad.spec.solutions import other_ways
from tests.conftest import ROOT

NAMES = tuple(find_kit().listed)


@pytest.mark.parametrize("name", NAMES)
def test_each_other_way_says_why_it_is_right(kit: Kit, name: str) -> None:
    ways = list(other_ways(kit, name))
    assert ways
    for language in ("en", "ko"):
        text = explain(kit, name, language)
        said = " ".join(re.sub(r"\n# ", " ", text).split())
        for way in ways:
            assert way.why.in_(language) in said
            assert f"# {way.name}\n# " in text
    for way in ways:
        assert way.why.en.endswith(".")
        assert re.search("[가-힣].*[.]$", way.why.ko)
        assert not UNEXPLAINED.search(way.source)


def shown(folder: Path, *arguments: str) -> str:
    """What a terminal shows of the command, a pager marking the lines it was given."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "rawgrad", "--lang", "en", "explain", "softmax", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PAGER": "sed s/^/paged:/", "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    read = bytearray()
    try:
        while piece := os.read(ours, 65536):
            read += piece
    except OSError:
        pass  # Linux says so of a terminal that nobody writes to any more.
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return read.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_it_pages_on_a_terminal_unless_the_page_is_plain(exercises: Path) -> None:
    assert "\npaged:def softmax(a):\n" in shown(exercises.parent, "--anyway")
    assert "\ndef softmax(a):\n" in shown(exercises.parent, "--anyway", "--plain")
