"""What instructors read in Korean has the shape, the code and the figures of the English."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = tuple(path.stem for path in sorted((DOCS / "ko").glob("*.md")))
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"(?<![\w.])\d+(?:[,.]\d+)*")


def texts(page: str) -> tuple[str, str]:
    """Return a page in English and in Korean."""
    english, korean = (DOCS / folder / f"{page}.md" for folder in (".", "ko"))
    return english.read_text(encoding="utf-8"), korean.read_text(encoding="utf-8")


def sections(text: str) -> list[str]:
    """Return a page by its headings."""
    return re.split(r"^(?=#+ )", FENCE.sub("", text), flags=re.MULTILINE)


def shape(section: str) -> list[str]:
    """Return the level of a heading, the columns of each table row, and the items of lists."""
    found = re.findall(r"^(#+ |\|.*\||- )", section, flags=re.MULTILINE)
    return [line if line[0] in "#-" else f"{line.count(' | ')} bars" for line in found]


def codes(section: str) -> Counter[str]:
    """Return the code of a section: commands, options, files, columns."""
    return Counter(" ".join(code.split()) for code in re.findall(r"`[^`]+`", section))


def test_every_page_for_instructors_is_there() -> None:
    assert {"grading", "release", "security", "authoring"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_one_shape_one_code_and_one_set_of_figures(page: str) -> None:
    english, korean = texts(page)
    pairs = list(zip(sections(english), sections(korean), strict=True))
    for ours, theirs in pairs:
        heading = ours.partition("\n")[0]
        assert shape(ours) == shape(theirs), heading
        assert codes(ours) == codes(theirs), heading
        lost = set(NUMBER.findall(ours)) - set(NUMBER.findall(theirs))
        assert not lost, heading


@pytest.mark.parametrize("page", PAGES)
def test_code_blocks_are_the_same_but_for_comments(page: str) -> None:
    def bare(text: str) -> list[str]:
        return [re.sub(r"(?m)(^| +)# .*", "", block) for block in FENCE.findall(text)]

    english, korean = texts(page)
    assert bare(english) == bare(korean)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    _, korean = texts(page)
    headings = re.findall(r"^#+ (.*)", korean, flags=re.MULTILINE)
    places = {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in headings}
    for link in re.findall(r"\]\(([^)]+)\)", FENCE.sub("", korean)):
        if link.startswith("#"):
            assert link[1:] in places, link
        else:
            assert (DOCS / "ko" / link).exists(), link
