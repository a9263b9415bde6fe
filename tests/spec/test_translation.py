"""The task in Korean: the same code, types and examples, every sentence translated."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from rawgrad.authoring.texts import text_problems
from rawgrad.kit.columns import width
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.solutions import other_ways, solution
from rawgrad.spec.stubs import all_stubs, is_stub, same_code, stub_of
from rawgrad.spec.translation import (
    COLUMNS,
    QUESTIONS,
    introduction,
    passages,
    read_own_texts,
    read_texts,
    translated,
)

NAMES = tuple(find_kit().listed)
SOURCE = '''"""A lesson.

The first
paragraph.

- one item
  goes on
"""

import numpy as np  # an array


class Net:  # given
    """Net of `n` layers.

    Parameters
    ----------
    a, b : ndarray or int, shapes (n,) and (m,)
        The two
        numbers.

    Notes
    -----
    Source: D0, D2.

    The formula::

        a = b      nobody translates this

        c = d

    Examples
    --------
    Two numbers:

    >>> print("Two numbers:")
    Two numbers:
    """

    def go(self):  # noqa: D102
        # Why it
        # goes.
        return 1  # always
'''


def test_prose_is_found_with_its_place_and_nothing_else_is() -> None:
    found = [(p.place, p.text) for p in passages(SOURCE) if p.kind == "prose"]
    assert found == [
        ("", "A lesson."),
        ("", "The first paragraph."),
        ("", "one item goes on"),
        ("", "an array"),
        ("Net", "Net of `n` layers."),
        ("Net", "The two numbers."),
        ("Net", "Source: D0, D2."),
        ("Net", "The formula::"),
        ("Net", "Two numbers:"),
        ("Net.go", "Why it goes."),
        ("Net.go", "always"),
    ]


def test_what_has_no_text_stays_and_what_has_one_is_written_in_its_place() -> None:
    korean = translated(SOURCE, {"one item goes on": "하나", "Why it goes.": "까닭입니다."})
    assert "- 하나\n" in korean
    assert "        # 까닭입니다.\n        return 1  # always\n" in korean
    assert "    a, b : ndarray 또는 int, 모양 (n,), (m,)\n" in korean
    assert "출처: D0, D2." in korean
    assert "    인자\n    ----\n" in korean
    assert "    예제\n    ----\n" in korean
    assert "The first\nparagraph." in korean
    assert translated(SOURCE, {}) == SOURCE


def test_korean_lines_break_by_columns_and_never_inside_code() -> None:
    text = "가나다라 " * 20 + "`np.sum(a, axis = 1)` " * 5
    korean = translated(SOURCE, {"The first paragraph.": text.strip()})
    lines = korean.partition("- one")[0].splitlines()[2:]
    assert len(lines) > 3
    assert all(width(line) <= COLUMNS for line in lines)
    assert all(line.count("`") % 2 == 0 for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_a_korean_stub_is_the_english_one_but_for_its_prose(kit: Kit, name: str) -> None:
    english, korean = stub_of(kit, name), stub_of(kit, name, "ko")
    assert same_code(english, korean)
    assert examples(english) == examples(korean)
    assert is_stub(kit, name, english)
    assert is_stub(kit, name, korean.replace("\n", "\r\n"))
    assert not is_stub(kit, name, korean + "# mine\n")
    ours = [line for line in korean.splitlines() if re.search("[가-힣]", line)]
    assert len(ours) >= 10
    assert all(width(line) <= COLUMNS for line in ours if "SystemExit" not in line)


@pytest.mark.parametrize("name", NAMES)
def test_no_english_sentence_is_left_in_what_a_korean_learner_reads(kit: Kit, name: str) -> None:
    known = read_texts(kit, name, "ko")
    for source in (solution(kit, name), *(way.source for way in other_ways(kit, name))):
        for passage in passages(translated(source, known)):
            words = re.sub("`.*?`", "", passage.text)
            if passage.kind != "types" and re.search("[A-Za-z]{2}", words):
                assert re.search("[가-힣]", words), passage
    assert [p.line("en") for p in text_problems(kit, name, name)] == []


def examples(source: str) -> list[tuple[str, str]]:
    """Return the doctests of a module and what they print."""
    return [(e.source, e.want) for e in doctest.DocTestParser().get_examples(source)]


def test_every_file_is_there_in_both_languages(kit: Kit) -> None:
    assert all_stubs(kit).keys() == all_stubs(kit, "ko").keys()
    assert "연습 문제" in all_stubs(kit, "ko")["__init__.py"]


def test_an_introduction_ends_where_the_predictions_begin(kit: Kit) -> None:
    for language in ("en", "ko"):
        text = stub_of(kit, "softmax", language)
        (paragraph,) = introduction(text)
        assert QUESTIONS.in_(language) in text
        assert paragraph.startswith(("Softmax turns", "소프트맥스는"))
    assert introduction('"""Only a title."""\n') == []


def test_a_comment_is_no_code_and_a_changed_line_is(kit: Kit) -> None:
    text = stub_of(kit, "softmax", "ko")
    assert same_code(text, "# mine\n" + text)
    assert not same_code(text, text.replace("def softmax(a)", "def softmax(b)"))
    assert not same_code(text, "def (")


def test_a_text_that_is_no_pair_is_named(tmp_path: Path) -> None:
    kit = Kit(tmp_path)
    path = kit.texts_file("softmax", "ko")
    path.parent.mkdir(parents=True)
    path.write_text('[[text]]\nen = "One."\nko = "하나."\n\n[[text]]\nen = "Two."\n', "utf-8")
    with pytest.raises(BrokenKit, match="text 2: write it as"):
        read_own_texts(kit, "softmax", "ko")
