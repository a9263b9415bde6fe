"""A term: every mark and total recomputed, the page, and what other systems take of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rawgrad.cli import main
from rawgrad.grading.run import grader
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.reporting.term import words
from rawgrad.reporting.term.data import AssignmentMark, fallen_behind, total_of
from tests.reporting.graded_class import LocalZygote
from tests.reporting.simulated_term import (
    NAMES,
    WORTH,
    SimulatedTerm,
    expected_mark,
    expected_total,
    simulate,
)

PEOPLE = 9


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Iterator[SimulatedTerm]:
    """A term that was graded as an instructor does, in the course's own folder."""
    found = simulate(tmp_path_factory.mktemp("term"), kit, PEOPLE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grader, "Zygote", LocalZygote)
        patch.chdir(found.folder)
        for name in NAMES:
            assert main(["--lang", "en", "grade", name, "--jobs", "1"]) == 0
        yield found


def listed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def automatic(term: SimulatedTerm) -> dict[str, dict[tuple[str, str], float]]:
    found: dict[str, dict[tuple[str, str], float]] = {}
    for name in NAMES:
        for row in listed(term.folder / "grades" / name / "grades.csv"):
            points = float(row["automatic_points"] or 0)
            found.setdefault(row["person"], {})[name, row["exercise"]] = points
    return found


def test_every_mark_is_points_then_lateness_then_what_a_person_gave(term: SimulatedTerm) -> None:
    seen = set()
    for name in NAMES:
        for row in listed(term.folder / "grades" / name / "grades.csv"):
            one = term.handed[name][row["person"]]
            points = float(row["points"]) if row["points"] else None
            if row["exercise"] == "picture":
                assert points == one.picture, row
                continue
            most = WORTH.get(name, {}).get(row["exercise"], 10.0)
            earned = float(row["automatic_points"] or 0)
            if row["exercise"] in one.right and not one.missing:
                assert earned == most, row
            assert points == pytest.approx(expected_mark(one, row["exercise"], most, earned)), row
            if not one.missing:
                assert row["days_late"] == (str(one.days) if one.known else ""), row
                assert float(row["late_points"]) == pytest.approx(earned * one.keep()), row
                seen.add((one.days, one.until is None))
    # Late and on time, with an extension and without.
    assert len(seen) > 4


def test_every_total_is_what_its_own_rules_say(term: SimulatedTerm) -> None:
    assert main(["--lang", "en", "export", "--as", "plain"]) == 0
    earned = automatic(term)
    rows = listed(term.folder / "term-plain.csv")
    assert [row["id"] for row in rows] == list(term.people)
    for row in rows:
        total = expected_total(term, row["id"], earned[row["id"]])
        assert float(row["total"]) == pytest.approx(total, abs=1e-4), row
        assert len(row["counted"].split(", ")) == 3


def test_marks_survive_a_regrade_with_all_that_a_person_wrote(term: SimulatedTerm) -> None:
    path = term.folder / "grades" / "week2" / "grades.csv"
    before = path.read_bytes()
    assert main(["--lang", "en", "grade", "week2", "--jobs", "1", "--regrade"]) == 0
    assert path.read_bytes() == before


def test_the_page_holds_everybody_and_loads_nothing(term: SimulatedTerm) -> None:
    assert main(["report"]) == 0
    text = (term.folder / "term-report.html").read_text(encoding="utf-8")
    # A Korean course opens in Korean.
    assert '<html lang="ko">' in text
    assert not re.search(r'(?:src|href)="(?!#)', text)
    assert "default-src &#x27;none&#x27;" in text
    data = json.loads(text.split('type="application/json" id="data">')[1].split("</script>")[0])
    assert len(data["find"]) == PEOPLE == text.count('class="state graded"')
    for name in NAMES:
        assert f"과제 {name}" in text
    # Some never mended softmax, which two assignments ask for.
    assert '<section id="lasting"' in text
    assert text.index("exponentiates the raw inputs") > text.index('id="lasting"')
    assert main(["--lang", "en", "report", "--to", str(term.folder / "en.html")]) == 0
    assert '<html lang="en">' in (term.folder / "en.html").read_text(encoding="utf-8")


def test_systems_take_the_term(term: SimulatedTerm) -> None:
    tables = {}
    for form in ("canvas", "moodle", "blackboard"):
        assert main(["--lang", "en", "export", "--as", form]) == 0
        text = (term.folder / f"term-{form}.csv").read_text(encoding="utf-8-sig")
        tables[form] = list(csv.reader(io.StringIO(text)))
    canvas = tables["canvas"]
    assert canvas[0][5:] == [*(f"과제 {name}" for name in NAMES), "딥러닝"]
    assert canvas[1][5:] == ["30", "25", "20", "10", "100"]
    handed = term.handed["week3"]
    for row in canvas[2:]:
        assert bool(row[1]) == (not handed[row[2]].missing)
    assert tables["moodle"][0][:2] == ["ID number", "Full name"]
    assert tables["blackboard"][0][4:] == [
        "과제 week1 [Total Pts: 30 Score]", "과제 week2 [Total Pts: 25 Score]",
        "과제 week3 [Total Pts: 20 Score]", "과제 week4 [Total Pts: 10 Score]",
        "딥러닝 [Total Pts: 100 Score]",
    ]  # fmt: skip
    assert {row[2] for row in tables["blackboard"][1:]} == set(term.people)


def test_blackboard_takes_marks_and_feedback_and_fills_its_own_file(
    term: SimulatedTerm, tmp_path: Path
) -> None:
    folder = term.folder / "grades" / "week4"
    assert main(["--lang", "en", "export", "week4", "--as", "blackboard-feedback"]) == 0
    rows = listed(folder / "feedback-blackboard.csv")
    points = {}
    for row in listed(folder / "grades.csv"):
        points[row["person"]] = row["points"]
    for row in rows:
        assert row["과제 week4 [Total Pts: 10 Score]"] == points[row["Username"]]
        missing = term.handed["week4"][row["Username"]].missing
        assert bool(row["Feedback to Learner"]) != missing
        assert row["Feedback Format"] == ("" if missing else "SMART_TEXT")
    sheet = tmp_path / "gc.xls"
    sheet.write_text(
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Task week4 [Total Pts: 10] |77"\n'
        '"Kim"\t"A"\t"20260003"\t""\t""\n"Else"\t"B"\t"nobody"\t""\t"4"\n',
        encoding="utf-16",
    )
    to = tmp_path / "out.csv"
    asked = ["export", "week4", "--as", "blackboard", "--sheet", str(sheet), "--to", str(to)]
    assert main(["--lang", "en", *asked]) == 0
    one, other = listed(to)
    assert one["Task week4 [Total Pts: 10] |77"] == points["20260003"]
    assert other["Task week4 [Total Pts: 10] |77"] == "4"


def test_what_is_no_term_is_one_line(
    term: SimulatedTerm,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for asked, said in (
        (["export", "--as", "junit"], "of one assignment"),
        (["export", "--as", "plain", "--submission", "x"], "of one assignment"),
        (["export", "--as", "canvas", "--sheet", "x"], "--sheet belongs to"),
    ):
        assert main(["--lang", "en", *asked]) == 2
        assert said in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "report"]) == 2
    assert "no course.toml here" in capsys.readouterr().err
    (tmp_path / "course.toml").write_bytes((term.folder / "course.toml").read_bytes())
    assert main(["--lang", "en", "export", "--as", "plain"]) == 2
    assert "no marks yet" in capsys.readouterr().err


def given(points: float | None, status: str = "graded", most: float = 10.0) -> AssignmentMark:
    return AssignmentMark(status, points, most, None)


def test_a_total_counts_the_best_by_their_weights() -> None:
    results = [given(5), given(None, "missing"), given(10), given(None, "excused"), None]
    weights = [1.0, 1.0, 2.0, 5.0, 5.0]
    assert total_of(results, weights, None) == (pytest.approx(100 * 2.5 / 4), (0, 1, 2))
    assert total_of(results, weights, 2) == (pytest.approx(100 * 2.5 / 3), (0, 2))
    assert total_of(results, weights, 1) == (100.0, (2,))
    assert total_of([given(7), given(7)], [1.0, 3.0], 1) == (pytest.approx(70), (0,))
    assert total_of([given(7), given(9)], [0.0, 1.0], None) == (pytest.approx(90), (1,))
    assert total_of([None, given(None, "open")], [1.0, 1.0], None) == (None, ())


def test_who_fell_behind_is_told_why() -> None:
    def keys(*results: AssignmentMark | None) -> list[str]:
        return [one.key for one in fallen_behind(results)]

    missing = given(None, "missing")
    assert keys(given(9), given(8)) == []
    assert keys(given(9), missing) == ["nothing_last"]
    assert keys(missing, given(9), missing, given(9)) == ["nothing_often"]
    assert keys(given(9), given(9), given(6)) == ["dropped"]
    assert keys(given(9), given(8), given(6.5)) == []
    assert keys(given(4), given(4)) == ["under_half"]
    assert keys(given(4)) == keys(None, given(None, "excused")) == []


def test_every_sentence_of_the_term_is_there_in_both_languages() -> None:
    for text in words.TERM.values():
        assert isinstance(text, Text)
        fields = [set(re.findall(r"{(\w+)}", one)) for one in text]
        assert fields[0] == fields[1], text
        text.ko.encode("cp949")
