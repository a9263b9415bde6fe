"""Lint compares the texts of two languages, and names what is missing or out of date.

The prose of stubs and solutions is held to `spec_tests/texts/`, every other text to itself.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from rawgrad.authoring.problem import Problem, broken, problem
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import write_text
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.spec.solutions import other_ways, solution
from rawgrad.spec.translation import (
    Passage,
    passages,
    read_own_texts,
    read_texts,
    to_texts_file,
)

# What a translation may not change: code, documents, numbers.
_CODE = re.compile(r"``.+?``|`.+?`")
_FACT = re.compile(r"\bD\d\b|(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?")


def text_problems(kit: Kit, name: str, place: str) -> Iterator[Problem]:
    """Yield the prose that has no Korean, and the Korean of prose that is no more."""
    try:
        known, own = read_texts(kit, name, "ko"), read_own_texts(kit, name, "ko")
    except BrokenKit as error:
        yield broken(place, error, kit.root)
        return
    said = prose(kit, name)
    idle = [en for en in own if en not in {passage.text for passage in said}]
    for passage in said:
        if passage.said(known):
            continue
        facts = {"function": passage.place or name, "text": passage.text}
        (was,) = difflib.get_close_matches(passage.text, idle, n=1) or ("",)
        if was in idle:
            idle.remove(was)
        yield problem(place, "old_text" if was else "no_text", was=was, **facts)
    for en in idle:
        yield problem(place, "idle_text", text=en)
    for en, ko in own.items():
        if ko:
            yield from korean_problems(place, f'"{en}"', Text(en, ko))
            yield from _changed_facts(place, en, ko)


def record_texts(kit: Kit, name: str) -> None:
    """Write the file of an exercise's texts in the order of the prose, what is missing empty."""
    for language in LANGUAGES[1:]:
        known, own = read_texts(kit, name, language), read_own_texts(kit, name, language)
        texts = {
            passage.text: own.get(passage.text, "")
            for passage in prose(kit, name)
            if passage.text in own or not passage.said(known)
        }
        write_text(kit.texts_file(name, language), to_texts_file(texts | own, language))


def prose(kit: Kit, name: str) -> list[Passage]:
    """Return what a learner reads of an exercise's solution and of the other right ways."""
    sources = (solution(kit, name), *(way.source for way in other_ways(kit, name)))
    return [passage for source in sources for passage in passages(source)]


def _changed_facts(place: str, en: str, ko: str) -> Iterator[Problem]:
    codes, said = (set(_CODE.findall(text)) for text in (en, ko))
    lost = codes ^ said | set(_FACT.findall(en)) - set(_FACT.findall(ko))
    if lost:
        yield problem(place, "text_facts", text=en, facts=", ".join(sorted(lost)))
    if en.endswith(":") != ko.endswith(":") or en.endswith("::") != ko.endswith("::"):
        yield problem(place, "text_colon", text=en)


def korean_problems(place: str, what: str, text: Text) -> Iterator[Problem]:
    """A Korean text is Korean, and a Korean Windows terminal can show it."""
    if not re.search("[가-힣]", text.ko):
        yield problem(place, "one_language", what=what)
    for letter in text.ko:
        try:
            letter.encode("cp949")
        except UnicodeEncodeError:
            yield problem(place, "not_cp949", what=what, letter=letter)
            break
