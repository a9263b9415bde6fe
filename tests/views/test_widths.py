"""However wide the page: nothing is cut inside a token, and nothing is too long to be read."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from rawgrad.kit.columns import width
from rawgrad.kit.text import Text
from rawgrad.views.item_result import ItemResult, Row
from rawgrad.views.progress import Bar
from rawgrad.views.rows import value_text
from rawgrad.views.terminal import MOST_LINES, TITLE_COLUMNS, exercise_line, failure
from rawgrad.views.value_layout import flat_value, value_lines
from rawgrad.views.width import (
    READABLE,
    Page,
    columns_of,
    laid_out,
    terminal_page,
    wrapped_sentence,
)
from tests.conftest import Run

MATRIX = np.array([[1.0, 0.90138771, 3.0], [1.0, 2.0, -2.0], [0.0, -1.09861229, 5.0]])
CALLS = (
    "softmax([1010, 1000, 990])",
    f"forward({value_text({'W1': MATRIX, 'b1': MATRIX[0]})}, {value_text(MATRIX)}, rate=0.8)",
    f"({value_text(MATRIX)}, [{value_text(MATRIX)}, {value_text(MATRIX[0])}], None)",
    f"net.loss({value_text(np.arange(64.0).reshape(2, 2, 4, 4))}, 'a (b, [c', \"it's\")",
    "softmax([0.3, 2.9, 4.0])  ->  [0.018211273, 0.24519181, 0.7365969, 0.1234567, 0.2345678]",
    "0: [1, 2]",
    "load('/한글 폴더/데이터, 파일.csv', (1,), {})",
)
SENTENCES = (
    "differs at 3 of 12; first at [0, 0]: 0.684, not 0.3250651537, as softmax([1, 2]) shows",
    "원래 파일을 별도의 폴더에 만드는 명령은 `rawgrad stubs softmax --to stubs` 하나로 충분합니다",
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("room", [20, 46, 66, 106, 186])
@pytest.mark.parametrize("text", CALLS)
def test_a_value_is_broken_between_its_parts_alone(text: str, room: int) -> None:
    lines = value_lines(text, room)
    assert bare("".join(lines)) == bare(text)
    tokens = re.findall(r"'[^']*'|\"[^\"]*\"|[^\s,\[\](){}]+", text)
    shown = "\n".join(lines)
    assert all(token in shown for token in tokens)
    longest = max(map(width, tokens))
    assert all(width(line) <= max(room, longest + 30) for line in lines)
    if width(flat_value(text)) <= room:
        assert lines == [flat_value(text)]


def test_a_matrix_stands_in_rows_and_columns() -> None:
    assert value_lines(f"f({value_text(MATRIX)}, 0.8)", 40) == [
        "f([[1.,  0.90138771,  3.],",
        "   [1.,          2., -2.],",
        "   [0., -1.09861229,  5.]],",
        "  0.8)",
    ]
    assert value_lines("f([[1.,  2.],\n [3.,  4.]])", 40) == ["f([[1., 2.], [3., 4.]])"]


@pytest.mark.parametrize("text", ["a)b", "f([1)", "", "x, y"])
def test_what_is_no_value_stays_as_it_is(text: str) -> None:
    assert value_lines(text, 5) == [text]


@pytest.mark.parametrize("text", SENTENCES)
def test_calls_places_and_commands_in_a_sentence_are_not_broken(text: str) -> None:
    for room in (40, 60, 80):
        lines = wrapped_sentence(text, room)
        assert all(width(line) <= room for line in lines)
        assert " ".join(lines) == text
        for token in re.findall(r"\w*[\[(][^\])]*[\])]", text):
            assert any(token in line for line in lines)
    assert any(
        "`rawgrad stubs softmax --to stubs`" in line for line in wrapped_sentence(SENTENCES[1], 70)
    )


def result(*rows: Row) -> ItemResult:
    title = Text("A title of some length that tells what is asked", "물어보는 것을 말하는 제목")
    place = "exercises/softmax.py:31"
    return ItemResult(
        "softmax", "softmax-1", "case", "f", "values", title, "failed", place, (), rows
    )


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_a_failure_fits_its_page(columns: int, language: str) -> None:
    rows = [Row("called", call, "value", "shape (3,), float64") for call in CALLS]
    rows += [Row("why", sentence, "prose", sentence) for sentence in SENTENCES]
    rows.append(Row("at", f"exercises/softmax.py:31   {'a + ' * 40}b", "verbatim"))
    lines = failure(result(*rows), language, Page(columns)).splitlines()
    assert all(width(line) <= columns for line in lines)
    prose = [line for line in lines if any(word in line for word in ("differs", "파일을"))]
    assert all(width(line) <= READABLE for line in prose)
    if columns == 200:
        assert max(map(width, lines)) > 120


def test_no_value_fills_a_screen() -> None:
    call = f"f({', '.join([value_text(np.eye(7))] * 9)})"
    lines = failure(result(Row("called", call, "value")), "en", Page(60)).splitlines()
    assert len(lines) < MOST_LINES + 5
    assert re.search(r"\[\d+ more lines\]", lines[-1])
    # Each axis more would print seven times as many.
    assert value_text(np.zeros((9, 9, 9, 9))).count("0.") < 100


def test_a_plain_page_has_a_line_for_each_row() -> None:
    rows = [Row("called", call, "value") for call in CALLS]
    assert len(failure(result(*rows), "ko", Page(60, plain=True)).splitlines()) == len(rows) + 2


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_title_is_shown_where_there_is_room(kit: object, language: str) -> None:
    exercises = kit.exercises.values()  # type: ignore[attr-defined]
    for exercise in exercises:
        assert width(exercise.title.in_(language)) < TITLE_COLUMNS[language]
        passed = [replace(result(), status="passed")]
        assert exercise.title.in_(language) in exercise_line(exercise, passed, language, Page(82))
        for columns in (60, 80, 200):
            assert width(exercise_line(exercise, [], language, Page(columns))) <= columns


def test_functions_and_generators_are_named() -> None:
    assert value_text(np.square) == "square"
    assert value_text(lambda x: x) == "f"
    assert value_text(np.random.default_rng(0)) == "rng"


class Terminal:
    """A terminal that keeps what is written to it."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.write = self.written.append

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        pass


def test_a_bar_fits_its_line_and_a_plain_page_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    shown = Terminal()
    Bar(1, "ko", shown).step("softmax softmax-1", 1.0)  # type: ignore[arg-type]
    assert shown.written
    assert all(width(text.strip("\r")) < 30 for text in shown.written)
    plain = Terminal()
    Bar(1, "ko", plain, Page(plain=True)).step("a", 1.0)  # type: ignore[arg-type]
    assert not plain.written


def test_columns_are_the_terminals_or_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert columns_of(Terminal()) == Page().columns  # type: ignore[arg-type]
    for given, fitted in (("60", 60), ("10", 40), ("300", 300), ("x", Page().columns)):
        monkeypatch.setenv("COLUMNS", given)
        assert terminal_page().columns == fitted
    assert terminal_page(plain=True).plain


def test_sentences_are_laid_out_and_a_plain_page_keeps_them() -> None:
    text = "\n".join(SENTENCES)
    assert all(width(line) <= 50 for line in laid_out(text, Page(50)).splitlines())
    assert laid_out(text, Page(50, plain=True)) == text


@pytest.mark.parametrize(
    "arguments", [("hint", "softmax", "softmax"), ("predict", "loss", "--show")]
)
def test_the_width_reaches_other_commands(rawgrad: Run, arguments: tuple[str, ...]) -> None:
    for language in ("en", "ko"):
        out = rawgrad(*arguments, "--lang", language, COLUMNS="50").stdout
        assert max(map(width, out.splitlines())) <= 60
