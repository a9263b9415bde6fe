"""The instructor's report in a real browser: keyboard, filter, sort, themes, telephones.

Needs a Chromium on the path. Where there is none this says so; what can be told without one is in
`test_report`, which always runs.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reporting import chromium as browser
from tests.reporting.chromium import Browser

# pytest finds fixtures by their names here.
from tests.reporting.test_report import HOSTILE, NAMES, graded, room, text  # noqa: F401

ROWS = "[...document.querySelectorAll('#heat tbody tr')].filter(r => !r.hidden)"
ENTER, ESCAPE, TAB = 13, 27, 9
ARROWS = {"ArrowRight": 39, "ArrowDown": 40, "ArrowLeft": 37, "ArrowUp": 38, "End": 35, "Home": 36}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if browser.found() is None:
        said = (
            f"no browser on the path ({', '.join(browser.NAMES)}): the report was not tried in one"
        )
        warnings.warn(said, stacklevel=1)
        pytest.skip(said)
    with Browser(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture
def page(opened: Browser, tmp_path: Path, text: str) -> Browser:  # noqa: F811
    path = tmp_path / "report.html"
    path.write_text(text, encoding="utf-8")
    opened.size(1280, 900)
    opened.scheme("light")
    opened.open(path)
    opened.run("localStorage.clear()")
    return opened


def test_it_opens_without_a_complaint_and_runs_nothing_of_a_learners(page: Browser) -> None:
    assert page.complaints() == []
    assert page.run("document.title") == "Week 1 <first>: class report"
    assert page.run("document.images.length + document.querySelectorAll('b:empty').length") == 0
    names = page.run(f"{ROWS}.map(r => r.cells[0].querySelector('bdi').textContent)")
    for name in HOSTILE:
        assert name.replace("\u202e", "\\u202e") in names
    for number in range(3, 8):
        page.run(f"{ROWS}[{number}].cells[4].firstElementChild.click()")
        name = page.run("document.querySelector('#failures-title bdi').textContent")
        assert name == names[number]
        page.run("document.getElementById('close').click()")
    assert page.run("document.title") == "Week 1 <first>: class report"
    assert page.complaints() == []


def test_both_languages_are_there_and_one_is_seen(page: Browser) -> None:
    heading = "document.querySelector('#unresolved h2').innerText"
    assert page.run(heading) == "To resolve"
    page.run("document.querySelector('[data-value=ko]').click()")
    assert page.run(heading) == "확인할 일"
    assert page.run("document.documentElement.lang") == "ko"
    assert page.run("document.title") == "1주차 <첫>: 채점 보고서"
    assert page.run("document.querySelector('#result option').textContent") == "전체"
    count = page.run(f"{ROWS}.length")
    assert page.run("document.getElementById('shown').textContent") == f"{count}명 중 {count}명"
    page.run("document.querySelector('#heat td.h1 button, #heat td.h2 button').click()")
    said = page.run("document.getElementById('failures').innerText")
    assert "기대한 결과" in said
    assert "expected" not in said


def test_a_theme_is_the_systems_until_one_is_chosen(page: Browser) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.run(ground)
    page.scheme("dark")
    dark = page.run(ground)
    assert light != dark
    page.run("document.querySelector('[data-value=light]').click()")
    assert page.run(ground) == light
    page.run("document.querySelector('[data-value=auto]').click()")
    assert page.run(ground) == dark


def test_the_filter_and_the_order_of_rows(page: Browser) -> None:
    everybody = page.run(f"{ROWS}.length")

    def choose(name: str, value: str) -> int:
        page.run(
            f"(e => {{ e.value = {value!r};"
            "e.dispatchEvent(new Event('input', {bubbles: true})) })"
            f"(document.getElementById({name!r}))"
        )
        return page.run(f"{ROWS}.length")

    assert choose("find", "20260003") == 1
    assert choose("find", "no such learner") == 0
    assert page.run("document.getElementById('nobody').hidden") is False
    assert choose("find", "") == everybody
    missing = choose("status", "missing")
    assert 0 < missing < everybody
    assert page.run(f"{ROWS}.every(r => r.cells[2].textContent === '-')")
    choose("status", "")
    choose("exercise", "1")
    heads = "[...document.querySelectorAll('#heat thead th')].filter(h => h.offsetWidth).length"
    assert page.run(heads) == 4
    full = choose("result", "full")
    assert 0 < full < everybody
    assert page.run(f"{ROWS}.every(r => parseFloat(r.cells[4].textContent) === 10)")
    page.run("document.querySelector('.filter [type=reset]').click()")
    page.run("new Promise(done => setTimeout(done, 50))")
    assert page.run(f"{ROWS}.length") == everybody

    total = "document.querySelectorAll('#heat thead button')[2]"
    totals = f"{ROWS}.map(r => r.cells[2].textContent).filter(t => t !== '-').map(Number)"
    before = page.run(totals)
    page.run(f"{total}.click()")
    assert page.run(totals) == sorted(before)
    assert page.run(f"{total}.parentElement.getAttribute('aria-sort')") == "ascending"
    page.run(f"{total}.click()")
    assert page.run(totals) == sorted(before, reverse=True)
    assert page.run(f"{ROWS}.at(-1).cells[2].textContent") == "-"
    page.run(f"{total}.click()")
    assert page.run(totals) == before
    assert page.run(f"{total}.parentElement.getAttribute('aria-sort')") == "none"


def test_the_keyboard_leads_to_a_failure_and_back(page: Browser) -> None:
    where = "(e => [e.closest('tr')?.rowIndex, e.parentElement.cellIndex])(document.activeElement)"
    page.run("document.querySelectorAll('#heat thead button')[5].focus()")
    page.key("Tab", TAB)
    assert page.run(where) == [1, 3]
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.key(key, ARROWS[key])
    assert page.run(where) == [2, 4]
    assert page.run("document.querySelectorAll('#heat [tabindex=\"0\"]').length") == 1
    page.key("End", ARROWS["End"])
    assert page.run(where) == [2, 2 + len(NAMES)]
    page.key("Home", ARROWS["Home"])
    assert page.run(where) == [2, 3]
    page.key("Enter", ENTER, "\r")
    assert page.run("document.getElementById('dialog').open")
    assert page.run("document.querySelector('#failures-title code').textContent") == NAMES[0]
    assert page.run("document.getElementById('dialog').contains(document.activeElement)")
    page.key("Escape", ESCAPE)
    assert not page.run("document.getElementById('dialog').open")
    assert page.run(where) == [2, 3]
    # The next learner's failures, and focus on that learner's cell.
    page.key("Enter", ENTER, "\r")
    page.run("document.getElementById('next').click()")
    page.key("Escape", ESCAPE)
    assert page.run(where) == [3, 3]


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_never_scrolls_sideways(page: Browser, width: int, language: str) -> None:
    page.size(width, 740)
    page.run(f"document.querySelector('[data-value={language}]').click()")
    page.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.run("document.querySelector('#heat td.h1 button, #heat td.h2 button').click()")
    assert page.run("(d => d.scrollWidth <= d.clientWidth)(document.getElementById('failures'))")


def test_without_the_script_all_is_there_to_read(page: Browser) -> None:
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.send("Page.reload")
        page.events.clear()
        while not any(event.get("method") == "Page.loadEventFired" for event in page.events):
            page.events.append(page._receive())
        root = page.send("DOM.getDocument", depth=-1)["root"]["nodeId"]
        form = page.send("DOM.querySelector", nodeId=root, selector="form.filter")["nodeId"]
        style = page.send("CSS.enable") or page.send("CSS.getComputedStyleForNode", nodeId=form)
        shown = {one["name"]: one["value"] for one in style["computedStyle"]}
        assert shown["display"] == "none"
        rows = page.send("DOM.querySelectorAll", nodeId=root, selector="#heat tbody tr")
        assert len(rows["nodeIds"]) > 30
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)


def test_it_prints_without_controls_and_with_every_row(page: Browser, tmp_path: Path) -> None:
    page.run("document.querySelectorAll('details').forEach(one => { one.open = false })")
    page.send("Emulation.setEmulatedMedia", media="print")
    try:
        shown = "getComputedStyle(document.querySelector({!r})).display !== 'none'"
        for gone in ("nav", ".filter", ".switches"):
            assert not page.run(shown.format(gone))
        assert page.run(shown.format("#heat"))
        # A browser repeats text in the heading of every page, but no buttons.
        assert page.run(shown.format("#heat thead .printed"))
        assert not page.run(shown.format("#heat thead button"))
        box = "(b => b.scrollHeight <= b.clientHeight)(document.querySelector('.map'))"
        assert page.run(box)
    finally:
        page.send("Emulation.setEmulatedMedia", media="")
    page.print(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
