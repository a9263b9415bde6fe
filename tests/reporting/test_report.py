"""The instructor's report: what it says, that hostile text stays text, and its page as HTML.

A real browser tries it in `test_report_browser`.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import html.parser
import itertools
import json
import re
import shutil
import sqlite3
import string
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rawgrad.cli import main
from rawgrad.grading.assess.assessor import Item
from rawgrad.grading.book.gradebook import Gradebook, open_gradebook
from rawgrad.grading.book.schema import CatalogueEntry
from rawgrad.grading.run.grader import REFERENCE
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.reporting.report import charts, words
from rawgrad.reporting.report.data import TELLING, alike, gather
from rawgrad.reporting.report.findings import Findings
from rawgrad.reporting.report.heat import appearance, level
from rawgrad.reporting.report.page import page
from rawgrad.reporting.report.parts import percent
from rawgrad.spec.standing import BLOCKED, PASSED, STATUSES, TODO, is_wrong
from rawgrad.views.item_result import Row
from rawgrad.views.markup import Markup, both, escape, tag
from rawgrad.views.words import LABELS
from tests.conftest import ROOT
from tests.reporting import simulated_class as classroom
from tests.reporting.simulated_class import HOSTILE, Classroom

NAMES = ("activation", "softmax", "loss")
OVERRIDES = """\
submission,exercise,points,reason,by
20260004,softmax,8,argued well <b>in person</b>,Prof. Oh
20260006,*,excused,military service,Prof. Oh
"""
HIDDEN = """\
[[case]]
id = "softmax-secret"
function = "softmax"
aspect = "extremes"
args = [[800.0, 800.0]]
want = [0.5, 0.5]
why.en = "Two large scores: a half each"
why.ko = "큰 점수 두 개: 절반씩입니다."
"""


@pytest.fixture(scope="session")
def room(kit: Kit) -> Classroom:
    return classroom.made(kit, 40, NAMES)


@pytest.fixture(scope="session")
def graded(room: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with everything in it that a report can have to tell."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "hidden" / "cases").mkdir(parents=True)
    (folder / "hidden" / "cases" / "softmax.toml").write_text(HIDDEN, encoding="utf-8")
    title = {"title_en": "Week 1 <first>", "title_ko": "1주차 <첫>", "assignment": "week1"}
    due = "2026-12-01T23:59:00+09:00"
    out = classroom.fill(room, folder / "out", folder / "hidden", due=due, **title)
    (out / "overrides.csv").write_text(OVERRIDES, encoding="utf-8")
    classroom.regrade(room, out, room.pupils[0], room.pupils[12])
    return out


@pytest.fixture(scope="session")
def text(kit: Kit, graded: Path) -> str:
    with open_gradebook(graded) as book:
        return page(kit, book, "en")


class Parsed(html.parser.HTMLParser):
    """A page as its elements in order, each with what it lies in and its text."""

    VOID = ("meta", "input", "wbr")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        within = [element["name"] for element in self.open]
        element = {"name": name, "in": within, "text": "", **{k: v or "" for k, v in attributes}}
        element["attributes"] = dict(attributes)
        assert len(element["attributes"]) == len(attributes)
        self.elements.append(element)
        if name not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop()["name"] == name

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def all(self, name: str) -> list[dict[str, Any]]:
        return [element for element in self.elements if element["name"] == name]


@pytest.fixture(scope="session")
def parsed(text: str) -> Parsed:
    return Parsed(text)


@pytest.fixture(scope="session")
def data(parsed: Parsed) -> dict[str, Any]:
    (blob,) = [s for s in parsed.all("script") if s.get("type") == "application/json"]
    return json.loads(blob["text"])


def grades_of(out: Path) -> list[dict[str, str]]:
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_element_has_the_name_and_the_place_it_refers_to(parsed: Parsed) -> None:
    ids = [e["attributes"]["id"] for e in parsed.elements if "id" in e["attributes"]]
    assert len(set(ids)) == len(ids)
    for element in parsed.elements:
        for key in ("for", "aria-labelledby"):
            assert set(element["attributes"].get(key, "").split()) <= set(ids)
        if element["name"] == "a":
            assert element["href"].removeprefix("#") in ids
        if element["name"] in ("button", "a", "h2", "h3", "dt", "summary"):
            filled = element["text"].strip() or element["attributes"].get("id") == "failures-title"
            assert filled, element
    labelled = {label["for"] for label in parsed.all("label")}
    assert {e["id"] for name in ("input", "select") for e in parsed.all(name)} == labelled


def test_the_page_has_landmarks_headings_and_named_tables(parsed: Parsed) -> None:
    assert [len(parsed.all(name)) for name in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    levels = [int(e["name"][1]) for e in parsed.elements if re.fullmatch("h[1-6]", e["name"])]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for section in parsed.all("section"):
        assert section["aria-labelledby"] == f"{section['id']}-title"
    for table in parsed.all("table"):
        assert table["text"]
    assert len(parsed.all("caption")) == len(parsed.all("table"))
    assert all(th["scope"] == ("col" if "thead" in th["in"] else "row") for th in parsed.all("th"))
    sortable = [th for th in parsed.all("th") if "aria-sort" in th["attributes"]]
    assert len(sortable) == 3 + len(NAMES)
    # A figure stands in every cell, so that no colour is needed; one cell is reached by Tab.
    cells = [b for b in parsed.all("button") if "tabindex" in b["attributes"]]
    assert all(cell["text"].strip() for cell in cells)
    assert Counter(cell["tabindex"] for cell in cells) == {"0": 1, "-1": len(cells) - 1}


def test_nothing_comes_from_elsewhere_and_nothing_but_our_script_runs(
    parsed: Parsed, text: str
) -> None:
    (policy,) = [m["content"] for m in parsed.all("meta") if "http-equiv" in m["attributes"]]
    style, script = parsed.all("style")[0]["text"], parsed.all("script")[-1]["text"]
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
        for code in (style, script)
    ]
    assert policy == (
        f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; "
        "base-uri 'none'; form-action 'none'"
    )
    for element in parsed.elements:
        for key in element["attributes"]:
            assert not key.startswith("on"), element
            assert key not in ("src", "style", "action", "srcdoc"), element
        assert element["name"] not in ("img", "iframe", "object", "link", "base", "b<")
    assert len(parsed.all("script")) == 2
    assert not re.search(r"https?:|url\(|@import|innerHTML|insertAdjacent|document\.write|eval\(",
                         style + script)  # fmt: skip
    assert "http" not in text.replace("http-equiv", "")


def test_hostile_names_are_names(parsed: Parsed, room: Classroom, data: dict[str, Any]) -> None:
    shown = [name.replace("\u202e", "\\u202e") for name in HOSTILE]
    written = [bdi["text"] for bdi in parsed.all("bdi")]
    for name in shown:
        assert name in written
        assert name in [person["name"] for person in data["people"]]
    assert "softmax.py <b>: text in no known encoding; save it as UTF-8." in "".join(
        span["text"] for span in parsed.all("span")
    )
    assert "argued well <b>in person</b>" in written


def test_the_json_cannot_end_its_element(text: str) -> None:
    blob = text.split('type="application/json" id="data">')[1].split("</script>")[0]
    assert "<" not in blob
    assert "owned" in blob
    json.loads(blob)


def test_counts_are_those_of_the_grades(kit: Kit, graded: Path, parsed: Parsed) -> None:
    rows = grades_of(graded)
    with open_gradebook(graded) as book:
        found = gather(kit, book)
    people = {(row["person"], row["submission"]): row["status"] for row in rows}
    counted = Counter(s for s in people.values() if s != "superseded")
    # What grades.csv calls undecided: nothing but two submissions and no time to choose by.
    counted["ambiguous"] = counted.pop("undecided")
    assert found.unused == ("20260007", "20260007.zip")
    assert found.counts == counted
    assert all(
        found.counts[status] for status in ("missing", "unmatched", "unreadable", "ambiguous")
    )
    assert found.superseded == found.late == sum(s == "superseded" for s in people.values()) > 0
    assert found.trusted
    totals = {}
    for row in rows:
        if row["points"]:
            totals[row["person"]] = totals.get(row["person"], 0) + float(row["points"])
    assert {p.id: p.total for p in found.people if p.total is not None} == pytest.approx(totals)
    spreads = {spread.exercise: spread for spread in found.spreads()}
    for name in NAMES:
        points = sorted(float(r["points"]) for r in rows if r["exercise"] == name and r["points"])
        middle = (points[(len(points) - 1) // 2] + points[len(points) // 2]) / 2
        assert spreads[name].median == pytest.approx(middle)
        assert spreads[name].full == points.count(10.0)
    assert len(parsed.all("tr")) > len(found.people)


def test_overrides_and_changes_say_who_and_why(kit: Kit, graded: Path, room: Classroom) -> None:
    with open_gradebook(graded) as book:
        found = gather(kit, book)
    given = {one.person.id: one for one in found.given()}
    assert given["20260004"].exercises == ("softmax",)
    assert given["20260004"][3:] == ("8", "argued well <b>in person</b>", "Prof. Oh")
    assert given["20260006"].exercises == NAMES
    assert given["20260006"].person.total is None
    assert {c.person for c in found.changes} <= {"20260000", "20260012"}
    assert {c.why for c in found.changes} == {"handed in again"}


def test_identical_code_counts_from_a_size_on_and_names_the_reference() -> None:
    owners = {"a": "Ada", "b": "Bob", "c": "Cho", "d": "Dan"}
    code = [
        (REFERENCE, "loss", "x", TELLING),
        ("a", "loss", "x", TELLING),
        ("b", "softmax", "y", TELLING - 1),
        ("c", "softmax", "y", TELLING - 1),
        ("b", "loss", "z", 500),
        ("c", "loss", "z", 500),
        ("d", "loss", "other", 500),
        ("older attempt of d", "loss", "other", 500),
        ("d", "forward", "", 500),
        ("a", "forward", "", 500),
    ]
    found = alike(code, owners)
    assert [(one.exercise, one.owners, one.reference) for one in found] == [
        ("loss", ("Bob", "Cho"), False),
        ("loss", ("Ada",), True),
    ]


def item(id: str, status: str, aspect: str = "values", **more: Any) -> Item:
    more = {"kind": "case", "run": 0, "exercise": "softmax", **more}
    run, kind, exercise = more.pop("run"), more.pop("kind"), more.pop("exercise")
    return Item(exercise, run, id, kind, "softmax", aspect, status, **more)


def entries(*ids: str) -> list[CatalogueEntry]:
    return [
        CatalogueEntry(
            "softmax", i, "case", "softmax", "values", i.startswith("hidden-"), Text(i, i), ""
        )
        for i in ids
    ]


def test_the_hardest_aspects_are_counted_over_who_tried(kit: Kit) -> None:
    found = Findings(kit, entries("c", "d"), ("softmax",))
    for number in range(10):
        status = "failed" if number < 3 else "todo" if number < 6 else "passed"
        found.add([item("c", status), item("d", "passed", "batch")])
    # With right prerequisites this one has it, so it is not what was hard.
    again = [item("c", "failed"), item("c", "passed", run=1), item("d", "failed", "batch")]
    found.add(again)
    assert [(h.exercise, h.function, h.title.en, h.failed, h.tried) for h in found.hardest()] == [
        ("softmax", "softmax", "values", 3, 8),
        ("softmax", "softmax", "batches", 1, 11),
    ]


def test_misconceptions_are_counted_once_a_submission(kit: Kit) -> None:
    found = Findings(kit, entries("c", "d"), ("softmax",))
    for _ in range(3):
        name = "softmax-raw-exponentials"
        found.add([item(i, "failed", diagnosis=name) for i in ("c", "d")])
    found.add([item("c", "failed", diagnosis="no-longer-known")])
    first, second = found.commonest()
    assert first.submissions == 3
    assert first.diagnosis.en.startswith("exponentiates the raw inputs")
    assert first.diagnosis.ko.startswith("입력을 그대로")
    assert (second.submissions, second.diagnosis.en) == (1, "no-longer-known")


def test_of_a_hidden_item_only_the_title_comes_through(
    kit: Kit, graded: Path, data: dict[str, Any], parsed: Parsed
) -> None:
    found = Findings(kit, entries("hidden-x"), ("softmax",))
    # Even if a gradebook held more than it does.
    found.add([item("hidden-x", "error", hidden=True, rows=(Row("called", "secret", "value"),))])
    assert found.cells.values[0]["wrong"] == [[0, STATUSES.index("failed")]]
    assert found.rows.values == []
    assert [(h.title.en, h.passed, h.tried) for h in found.hidden()] == [("hidden-x", 0, 1)]
    secrets = {n for n, entry in enumerate(data["items"]) if entry[3]}
    told = [one for cell in data["cells"] for one in cell["wrong"] if one[0] in secrets]
    assert told
    assert all(len(one) == 2 for one in told)
    assert any(td["text"].startswith("Two large scores") for td in parsed.all("td"))


def test_every_failure_is_there_once_and_as_check_shows_it(
    graded: Path, data: dict[str, Any], text: str
) -> None:
    (template,) = re.findall('<template id="rows">(.*?)</template>', text, re.DOTALL)
    written = re.findall("<div>.*?</div>", template, re.DOTALL)
    assert "".join(written) == template
    assert len(set(written)) == len(written)
    rows = [Parsed(row).elements[0]["text"] for row in written]
    assert len({tuple(failure) for failure in data["failures"]}) == len(data["failures"])
    with open_gradebook(graded) as book:
        for person in data["people"]:
            cells = data["submissions"][person["submission"]] if person["submission"] >= 0 else []
            for exercise, number in zip(NAMES, cells, strict=False):
                own = [i for i in book.items(person["id"]) if (i.exercise, i.run) == (exercise, 0)]
                if not own or number < 0:
                    continue
                wrong = {
                    data["items"][one[0]][1]: one[2:] for one in data["cells"][number]["wrong"]
                }
                failed = [i for i in own if is_wrong(i.status)]
                assert set(wrong) == {i.id for i in failed}
                for one in failed:
                    if one.rows:
                        failure, place = wrong[one.id]
                        assert data["places"][place] == one.place
                        pairs = zip(one.rows, data["failures"][failure], strict=True)
                        for row, number_ in pairs:
                            for part in (*LABELS[row.label], *_texts(row.text), *_texts(row.note)):
                                assert part in rows[number_]


def _texts(said: Text | str) -> tuple[str, ...]:
    return said if isinstance(said, Text) else (said,)


def test_a_class_twice_as_large_adds_no_texts(kit: Kit, tmp_path: Path, room: Classroom) -> None:
    sizes = []
    for times in (1, 2):
        pupils = [*room.pupils[12:]] * times
        double = [
            classroom.Pupil(f"{n:06}", pupil.name, pupil.parts) for n, pupil in enumerate(pupils)
        ]
        out = classroom.fill(Classroom(kit, NAMES, double), tmp_path / str(times))
        with open_gradebook(out) as book:
            findings = Findings(kit, book.catalogue(), NAMES)
            for key in book.submissions():
                findings.add(book.items(key))
            sizes.append(
                [len(s.values) for s in (findings.rows, findings.failures, findings.cells)]
            )
    assert sizes[0] == sizes[1]


def test_a_run_that_must_not_be_believed_says_so(kit: Kit, graded: Path, tmp_path: Path) -> None:
    def said(sql: str) -> str:
        shutil.copytree(graded, tmp_path / "copy", dirs_exist_ok=True)
        db = sqlite3.connect(tmp_path / "copy" / "gradebook.sqlite3")
        with db:
            db.execute(sql)
        db.close()
        with open_gradebook(tmp_path / "copy") as book:
            notes = [e for e in Parsed(page(kit, book, "en")).elements if e.get("role") == "note"]
        return " ".join(note["text"] for note in notes)

    assert said("SELECT 1") == ""
    assert "nothing was confined" in said(
        "UPDATE run SET value = 'process' WHERE name = 'isolation'"
    )
    assert "Trust no mark" in said("UPDATE controls SET points = 3 WHERE name = '/stubs'")
    assert "Trust no mark" in said("DELETE FROM controls WHERE name = '/reference'")
    assert "gave out no marks" in said("UPDATE clock SET at = 4e9 WHERE name = 'started'")


def test_the_command_writes_the_page_beside_the_gradebook(
    graded: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(graded, tmp_path / "grades" / "week1")
    assert main(["report", "grades/week1", "--lang", "ko"]) == 0
    written = (tmp_path / "grades" / "week1" / "report.html").read_text(encoding="utf-8")
    assert written.startswith('<!doctype html>\n<html lang="ko"><head>')
    assert "<title>1주차 &lt;첫&gt;: 채점 보고서</title>" in written
    (tmp_path / "course.toml").write_text(
        'title = { en = "C", ko = "C" }\n[[assignment]]\nname = "week1"\n'
        'title = { en = "A", ko = "A" }\nexercises = ["softmax"]\n',
        encoding="utf-8",
    )
    assert main(["report", "week1", "--to", "elsewhere/page.html"]) == 0
    assert (tmp_path / "elsewhere" / "page.html").is_file()
    capsys.readouterr()
    assert main(["--lang", "en", "report", "week9"]) == 2
    assert "no assignment week9; there are: week1" in capsys.readouterr().err
    (tmp_path / "course.toml").unlink()
    assert main(["report", "nowhere"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    (tmp_path / "new").mkdir()
    with Gradebook(tmp_path / "new" / "gradebook.sqlite3"):
        pass
    assert main(["report", "new"]) == 2
    assert "no marks yet" in capsys.readouterr().err
    assert not (tmp_path / "new" / "report.html").exists()


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
def test_the_colours_are_read_by_weak_eyes_too(theme: int) -> None:
    css = (ROOT / "rawgrad" / "reporting" / "report" / "template" / "report.css").read_text(
        encoding="utf-8"
    )
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)
    colours = {name: values[theme] for name, *values in pairs}
    grounds = [colours["paper"], colours["panel"]]
    for ink in ("ink", "soft", "accent", "alarm"):
        for ground in grounds:
            assert contrast(colours[ink], ground) >= 4.5, (ink, ground)
    assert contrast(colours["ink"], colours["alarm-paper"]) >= 4.5
    assert contrast(colours["paper"], colours["ink"]) >= 4.5  # a pressed switch
    for cell in ("h0", "h1", "h2", "h3", "h4", "ho", "hn"):
        assert contrast(colours["ink"], colours[cell]) >= 4.5, cell
    assert contrast(colours["soft"], colours["hn"]) >= 4.5
    for bar in ("bar", "accent"):
        assert contrast(colours[bar], colours["paper"]) >= 3, bar


def test_every_sentence_is_there_in_both_languages() -> None:
    for table in (words.PAGE, words.TO_DO, words.STATES, words.SCRIPT):
        for text in table.values():
            assert text.en
            assert text.ko
            fields = [{f[1] for f in string.Formatter().parse(t) if f[1]} for t in text]
            assert fields[0] == fields[1], text
            text.ko.encode("cp949")
            text.en.encode("cp949")


def test_text_is_escaped_and_markup_is_not() -> None:
    assert (
        tag("p", "<b>", tag("i", "&"), class_='"') == '<p class="&quot;">&lt;b&gt;<i>&amp;</i></p>'
    )
    assert escape(Markup("<b>")) == "<b>"
    assert escape("a\x00\udc80\u202eb") == r"a\x00\udc80\u202eb"
    said = both(Text("{who}: <1", "{who}: <2"), who="{x}<")
    assert said == ('<span lang="en">{x}&lt;: &lt;1</span><span lang="ko">{x}&lt;: &lt;2</span>')
    assert both(Text("{as it is}", "{as it is}")) == "{as it is}"


def test_figures_and_levels() -> None:
    assert charts.bins([0, 0.05, 0.1, 0.7 - 1e-12, 0.999, 1.0]) == [2, 1, 0, 0, 0, 0, 0, 1, 0, 1, 1]
    assert [level(share) for share in (0, 0.1, 0.5, 0.75, 0.99, 1)] == [
        "h0", "h1", "h2", "h3", "h3", "h4",
    ]  # fmt: skip
    assert [percent(s) for s in (0, 0.001, 0.5, 0.999, 1)] == ["0%", "1%", "50%", "99%", "100%"]
    assert appearance(None) == ("hn", "-")


def test_a_voided_case_is_nobodys_failure(kit: Kit, graded: Path, tmp_path: Path) -> None:
    shutil.copytree(graded, tmp_path / "copy")
    nobody = words.PAGE["no_hard"].en
    fine = {PASSED, TODO, BLOCKED}
    with open_gradebook(tmp_path / "copy") as book:
        items = [item for key in book.submissions() for item in book.items(key)]
        assert nobody not in page(kit, book, "en")
        wrong = {item.id for item in items if item.status not in fine}
        (tmp_path / "copy" / "voided.txt").write_text("\n".join(wrong))
        assert nobody in page(kit, book, "en")
