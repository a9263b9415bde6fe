"""The page's sentences: what is said exists in both languages, and what exists is said."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from rawgrad.page import build
from rawgrad.page.words import PAGE

SAID = re.compile(r"""\bsay\(\s*"(\w+)"|data-(?:say|label)="(\w+)"|notify\(\s*"(\w+)\"""")
# Where a key is chosen, or made, it stands in a list or behind a question mark.
CHOSEN = re.compile(r'"(\w+)"|\b(\w+):')


def sources() -> dict[str, str]:
    files = sorted(Path(build.SITE).glob("*"))
    return {path.name: path.read_text(encoding="utf-8") for path in files if path.suffix != ".svg"}


def test_every_sentence_that_is_said_exists() -> None:
    for name, text in sources().items():
        for found in SAID.finditer(text):
            key = next(filter(None, found.groups()))
            assert key in PAGE, f"{name} says {key}"


def test_every_sentence_is_said_somewhere() -> None:
    everything = "\n".join(sources().values())
    named = {key for found in CHOSEN.finditer(everything) for key in found.groups()}
    named |= {key for key in PAGE if key.startswith("loading_") and "`loading_${" in everything}
    assert set(PAGE) - named == set()


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(PAGE))
def test_both_languages_are_filled_in_with_the_same_facts(key: str) -> None:
    assert all(PAGE[key])
    assert holes(PAGE[key].en) == holes(PAGE[key].ko)
