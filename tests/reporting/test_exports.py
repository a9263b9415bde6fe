"""Exports, read back as the systems they are for read them."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from rawgrad.cli import EXPORT_FORMS as FORMS
from rawgrad.cli import main
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.reporting.exports import github, tables
from rawgrad.reporting.exports.junit import Suite, junit
from rawgrad.reporting.result_rows import of_item
from rawgrad.views.item_result import ItemResult, Row
from tests.conftest import ROOT, Run
from tests.reporting.graded_class import LONG, NAIVE, NOISE, SECRET, graded_class, read

ADA, KIM = "lovelaceada_1002", "김민준_1001"
DRAWN = ("findings", "law")
ALONE = ("gradescope", "github")
SCHEMA = json.loads((ROOT / "docs" / "rawgrad.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Path:
    return graded_class(tmp_path_factory.mktemp("class"), kit)


@pytest.fixture(scope="module")
def exported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every form that is one file, by name; the forms for one submission are of Ada's."""
    to = tmp_path_factory.mktemp("exports")
    for form in FORMS:
        if "feedback" not in form:
            more = ["--submission", ADA] if form in ALONE else []
            asked = ["export", str(folder), "--as", form, "--to", str(to / form), *more]
            assert main(["--lang", "en", *asked]) == 0
    assert not list(to.glob("*.part"))
    return {path.name: path.read_bytes() for path in to.iterdir()}


def table(data: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    text = data.decode(encoding)
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_plain_table_opens_in_a_korean_spreadsheet(exported: dict[str, bytes]) -> None:
    assert exported["plain"].startswith(b"\xef\xbb\xbf")
    head, *rows = table(exported["plain"], "utf-8-sig")
    assert head[5:] == ["activation", "forward", "softmax", "total", "out of"]
    found = {row[0]: row for row in rows}
    assert found["1001"][1:] == ["김민준", "", KIM, "graded", "10", "0", "9", "19", "40"]
    assert found["1002"][5:] == ["10", "9", "16", "35", "40"]
    assert found["1004"][1] == "'=cmd|'/C calc'!A0"
    assert found["1004"][4:] == ["excused", "", "", "", "", ""]
    assert found["1005"][5:8] == [*found["1006"][5:7], "13"]
    assert found["1007"][1:] == ["'-Missing", "", "", "missing", "", "", "", "", ""]
    assert [row[0] for row in rows].count(LONG) == 1
    for row in rows:
        assert len(row) == len(head)
        assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell]


def test_the_columns_of_the_plain_table_are_named_in_korean_too(folder: Path, kit: Kit) -> None:
    with read(folder, kit, "ko") as reading:
        head, *rows = tables.plain(reading, "ko")
    assert head[:5] == ["학번", "이름", "모둠", "제출물", "상태"]
    assert {row[4] for row in rows} >= {"채점함", "면제", "미제출", "명단에 없음"}


def test_names_that_could_break_a_table_do_not(folder: Path, kit: Kit) -> None:
    evil = 'a"b,c\nd\x00e\ud800\u202ef;=cmd()'
    with read(folder, kit) as reading:
        reading.grades = [g._replace(name=evil) for g in reading.grades]
        for rows in (tables.plain(reading, "en"), tables.canvas(reading), tables.moodle(reading)):
            listed = [list(row) for row in rows]
            back = table(tables.written(listed).encode("utf-8"))
            assert back == listed
    told = "".join(back[1])
    assert "\\x00" in told
    assert "\\ud800" in told
    assert "\u202e" not in told


def canvas_import(rows: list[list[str]]) -> dict[str, tuple[list[str], str]]:
    """Read a gradebook as Canvas's importer does: heading, points possible, then students."""
    head = rows[0]
    assert len(head) > 3
    assert "Student" in head[0]
    assert "ID" in head[1]
    assert re.match(r"SIS\s+User\s+ID", head[2])
    assert re.match(r"SIS\s+Login\s+ID", head[3])
    assert "Section" in head[4]
    assert len(head) == 6
    students = {}
    for row in rows[1:]:
        if "Points Possible" in row[0]:
            assert row[5] == "40"
        else:
            students[row[0]] = (row[1:4], row[5])
    return students


def test_canvas_imports_its_table(exported: dict[str, bytes]) -> None:
    rows = table(exported["canvas"])
    assert rows[0][5] == "1주차 <b>"
    found = canvas_import(rows)
    assert found["Ada Lovelace"] == (["1002", "1002", "1002"], "35")
    assert found["김민준"] == (["", "1001", "1001"], "19")
    assert found["'-Missing"][1] == ""
    assert found["'=cmd|'/C calc'!A0"][1] == "EX"
    assert len(found) == 9


CANVAS_SHEET = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Old (7),Week 1 <b> (123)\r\n"
    "    Points Possible,,,,,10,40\r\n"
    '"Lovelace, Ada",1002,s-9,ada@x,A,5,\r\n'
    "someone,77,1001,x,A,,3\r\n"
    '"Missing",5,1007,x,A,,2\r\n'
    "Nobody,99,y,y,A,1,1\r\n"
)


def test_a_gradebook_of_canvas_is_filled_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, to = tmp_path / "s.csv", tmp_path / "t.csv"
    sheet.write_bytes(b"\xef\xbb\xbf" + CANVAS_SHEET.encode())
    asked = ["export", str(folder), "--as", "canvas", "--sheet", str(sheet), "--to", str(to)]
    assert main(["--lang", "en", *asked]) == 0
    rows = table(to.read_bytes())
    assert rows[0] == CANVAS_SHEET.split("\r\n")[0].split(",")
    # No mark of ours: what Canvas has stays.
    assert [row[6] for row in rows[1:]] == ["40", "35", "19", "2", "1"]
    assert [row[5] for row in rows[1:]] == ["10", "5", "", "", "1"]
    said = capsys.readouterr().err
    assert "Nobody" in said
    assert "1003" in said


def test_moodle_imports_its_worksheet(exported: dict[str, bytes]) -> None:
    head, *rows = table(exported["moodle"])
    columns = [head.index(name) for name in ("Identifier", "Grade", "Last modified (grade)")]
    found = {}
    for row in rows:
        identifier, grade, modified = (row[c] for c in columns)
        assert modified == "-"
        # As Moodle does: whatever stands behind "Participant ".
        found[identifier[len("Participant ") :] or row[2]] = grade
    assert found["1001"] == "19"
    assert found["1007"] == ""
    assert found["1004"] == ""
    assert {row[head.index("Maximum Grade")] for row in rows} == {"40"}
    assert [row[0] for row in rows if row[0]] == ["Participant 1001"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
def test_a_worksheet_of_moodle_in_korean_is_filled_in(
    folder: Path, tmp_path: Path, encoding: str
) -> None:
    sheet, to = tmp_path / "s.csv", tmp_path / "t.csv"
    text = (
        "식별자,성명,이메일 주소,성적,최대 성적,최종 수정 시간\r\n"
        "참가자 1001,김민준,k@x.org,,40.00,-\r\n"
        "참가자 5001,Ada Lovelace,a@x.org,1.00,40.00,-\r\n"
        "참가자 5002,없는 사람,b@x.org,,40.00,-\r\n"
    )
    sheet.write_bytes(text.encode(encoding))
    asked = ["export", str(folder), "--as", "moodle", "--sheet", str(sheet), "--to", str(to)]
    assert main(["--lang", "ko", *asked]) == 0
    assert [row[3] for row in table(to.read_bytes())] == ["성적", "19", "35", ""]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--as", "canvas", "--sheet", "{tmp}/none.csv"], "none.csv"),
        (["--as", "canvas", "--sheet", "{tmp}/odd.csv"], "no column Student"),
        (["--as", "moodle", "--sheet", "{tmp}/odd.csv"], "no column Grade"),
        (["--as", "plain", "--sheet", "{tmp}/odd.csv"], "--as canvas and --as moodle"),
        (["--as", "gradescope"], "there are 7"),
        (["--as", "github", "--submission", "x"], "--submission x"),
        (["--as", "json", "--to", "{tmp}/odd.csv/x.json"], "odd.csv"),
        (["--as", "canvas-feedback", "--to", "{tmp}/odd.csv/x.zip"], "odd.csv"),
    ],
)
def test_what_cannot_be_exported_is_one_clear_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], why: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("RAWGRAD_LANG", "en")
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n")
    assert main(["export", str(folder), *(a.format(tmp=tmp_path) for a in arguments)]) == 2
    said = capsys.readouterr().err
    assert why in said
    assert said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["odd.csv"]


def ant_junit(data: bytes) -> list[ElementTree.Element]:
    """Hold a document to the schema of Ant's JUnit tasks; return the test cases."""
    root = ElementTree.fromstring(data)
    assert (root.tag, root.attrib) == ("testsuites", {})
    needed = {
        "name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "time",
        "skipped",
    }  # fmt: skip
    cases = []
    for number, suite in enumerate(root):
        assert suite.tag == "testsuite"
        assert set(suite.attrib) == needed
        assert suite.get("id") == str(number)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        tags = [child.tag for child in suite]
        own = suite.findall("testcase")
        assert tags == ["properties", *["testcase"] * len(own), "system-out", "system-err"]
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(name) == str(len(suite.findall(f"testcase/{tag}")))
        assert suite.get("tests") == str(len(own))
        Decimal(suite.attrib["time"])
        for case in own:
            assert set(case.attrib) == {"name", "classname", "time"}
            Decimal(case.attrib["time"])
            assert len(case) <= 1
            for child in case:
                if child.tag != "skipped":
                    assert child.get("type") in ("failed", "error", "timeout")
        cases += own
    return cases


def test_junit_xml_keeps_to_the_schema(exported: dict[str, bytes]) -> None:
    cases = ant_junit(exported["junit"])
    found = {(case.get("classname"), case.get("name")): case for case in cases}
    wrong = found[f"{KIM}.softmax", "softmax-7c2e: 큰 입력에서도 오버플로가 나지 않아야 합니다"]
    assert "[nan, nan, nan]" in (wrong.findtext("failure") or "")
    hidden = found[f"{ADA}.softmax", "아주 작은 입력"]
    assert hidden.find("failure") is not None
    assert hidden.get("time") == "0.000000"
    noise = [
        c for c in cases if c.get("classname") == "1003.softmax" and c.find("error") is not None
    ]
    assert "<img src=x onerror=alert(1)>" in (noise[0].findtext("error") or "")


def test_junit_xml_survives_any_text() -> None:
    title = Text("t ]]> \u202e", "t")
    rows = (Row("printed", "]]><x>&", "verbatim"),)
    one = ItemResult("e", 'i<&"', "case", "f", "a", title, "error", rows=rows)
    suite = Suite("p & <q>", "e", [one, replace(one, status="todo")], {"points": "1"})
    cases = ant_junit("".join(junit([suite, suite], 0.0, "en")).encode())
    assert len(cases) == 4
    assert cases[0].findtext("error").endswith("]]><x>&")


def test_the_json_is_what_its_schema_says(exported: dict[str, bytes]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = json.loads(exported["json"])
    Draft202012Validator(SCHEMA).validate(found)
    points = {(g["person"], g["exercise"]): g["points"] for g in found["grades"]}
    assert points["1001", "softmax"] == 9
    assert points["1007", "softmax"] is None
    assert found["assignment"]["name"] == "week1"
    for one in found["submissions"]:
        earned = sum(aspect["points"] for aspect in one["aspects"])
        own = [g for g in found["grades"] if g["submission"] == one["submission"]]
        people = {g["person"] for g in own}
        assert earned == pytest.approx(sum(g["automatic_points"] for g in own) / len(people))
    broken = {**found, "submissions": [{**found["submissions"][0], "aspects": 1}]}
    assert not Draft202012Validator(SCHEMA).is_valid(broken)


def test_a_check_and_the_gradebook_tell_the_same(
    exported: dict[str, bytes], rawgrad: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "softmax.py").write_text(NAIVE, encoding="utf-8")
    done = rawgrad("--lang", "ko", "check", "softmax", "--format", "json")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(document)
    book = json.loads(exported["json"])
    (one,) = (s for s in book["submissions"] if s["submission"] == KIM)
    own = [r for r in one["outcomes"] if r["exercise"] == "softmax" and not r["hidden"]]

    def timeless(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        # Of what passed the gradebook keeps no place; what a law draws depends on the run's seed.
        aside = {"seconds", "where"}
        return [
            {k: v for k, v in row.items() if k not in aside and (k, row["kind"]) != DRAWN}
            for row in rows
        ]

    assert timeless(document["outcomes"]) == timeless(own)


def test_check_writes_junit_and_annotations(rawgrad: Run, tmp_path: Path) -> None:
    folder = tmp_path / "repository" / "work" / "exercises"
    folder.mkdir(parents=True)
    (folder / "softmax.py").write_text(NOISE, encoding="utf-8")
    (folder / "activation.py").write_text("def relu(x:\n", encoding="utf-8")
    names = ("activation", "softmax", "--subject", str(folder), "--lang", "ko")
    done = rawgrad("check", *names, "--format", "junit", PYTHONIOENCODING="cp949")
    assert done.returncode == 1
    assert len(ant_junit(done.stdout.encode())) > 40
    summary = tmp_path / "summary.md"
    summary.write_text("# before\n", encoding="utf-8")
    workspace = str(tmp_path / "repository")
    env = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_WORKSPACE": workspace}
    done = rawgrad("check", *names, "--format", "github", **env)
    assert done.returncode == 1
    one, two = map(command, done.stdout.splitlines())
    assert one[0]["file"] == "work/exercises/activation.py"
    assert one[0]["line"] == "1"
    assert (two[0]["file"], two[0]["line"]) == ("work/exercises/softmax.py", "4")
    assert "::stop::" in two[1]
    assert two[0]["title"] == "softmax-3f10: D4 문서에 출력된, 점수 세 개의 소프트맥스입니다"
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# before\n## rawgrad: 2개 중 0개 통과")
    assert "| `softmax` 소프트맥스와 오버플로 | 오류 | 0/29 |" in text
    assert "- 출력: `::error::hi </pre>" in text
    assert r"\<img src=x" in text


def command(line: str) -> tuple[dict[str, str], str]:
    """Read a workflow command as the runner does."""
    match = re.fullmatch(r"::error ([^:]*)::(.*)", line)
    assert match is not None
    properties = dict(part.split("=", 1) for part in match[1].split(","))

    def data(text: str) -> str:
        return text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")

    return (
        {k: data(v.replace("%3A", ":").replace("%2C", ",")) for k, v in properties.items()},
        data(match[2]),
    )


def test_annotations_speak_once_an_exercise_and_are_escaped() -> None:
    finding = Text("c\r\n::x::", "c")
    first = ItemResult(
        "e", "i", "case", "f", "a", Text("a: b, 100%", "a"), "failed", "d/e.py:7", (finding,)
    )  # fmt: skip
    results = [first, first, replace(first, status="todo"), replace(first, exercise="g", place="")]
    one, two = github.annotated(results, "en")
    properties, text = command(one)
    assert properties == {"file": "d/e.py", "line": "7", "title": "i: a: b, 100%"}
    assert text == "c\n::x::"
    assert command(two)[0]["file"] == "exercises/g.py"
    assert len(list(github.annotated(results, "en", everything=True))) == 3


def test_a_summary_is_never_longer_than_github_takes() -> None:
    rows = (Row("printed", "가" * 200_000, "verbatim"),)
    one = ItemResult("e", "i", "case", "f", "a", Text("t", "t"), "failed", rows=rows)
    results = [replace(one, exercise=f"e{number}") for number in range(9)]
    titles = {f"e{number}": Text("E", "이") for number in range(9)}
    text = github.summary(results, titles, "en")
    assert 600_000 < len(text.encode()) < 1 << 20
    assert text.endswith("More failures: rawgrad check --all\n")


GRADESCOPE = {
    "score", "execution_time", "output", "output_format", "test_output_format",
    "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard",
}  # fmt: skip
GRADESCOPE_TEST = {
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format",
    "tags", "visibility", "extra_data",
}  # fmt: skip
VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}


def test_gradescope_reads_its_results(exported: dict[str, bytes]) -> None:
    found = json.loads(exported["gradescope"])
    assert set(found) <= GRADESCOPE
    assert found["visibility"] in VISIBILITIES
    assert found["stdout_visibility"] == "hidden"
    assert found["score"] == 35
    # One mark was set by hand: 9 for what earned nothing.
    assert sum(test["score"] for test in found["tests"]) == 26
    assert sum(test["max_score"] for test in found["tests"]) == 40
    for test in found["tests"]:
        assert set(test) <= GRADESCOPE_TEST
        assert test["status"] == ("passed" if test["score"] == test["max_score"] else "failed")
        assert test["visibility"] in VISIBILITIES
        assert test["output_format"] in ("text", "html", "simple_format", "md", "ansi")
    (extremes,) = (t for t in found["tests"] if t["name"] == "softmax: extreme values")
    assert extremes["output"] == "0 of 1 hidden tests passed. Not passed:\n- Very small inputs"
    assert "All public tests passed (29)." in found["output"]


def test_no_export_tells_of_a_hidden_test_more_than_its_title(exported: dict[str, bytes]) -> None:
    assert set(exported) == {form for form in FORMS if "feedback" not in form}
    for form, data in exported.items():
        text = data.decode("utf-8-sig")
        for secret in (
            "2345",
            SECRET,
            "secret reason",
            "비밀",
            "hidden-",
            "RuntimeError",
            "found it",
        ):
            assert secret not in text, (form, secret)


def test_how_a_hidden_test_failed_is_not_told(folder: Path, kit: Kit) -> None:
    with read(folder, kit) as reading:
        (item,) = (i for i in reading.items(ADA)["softmax"] if i.hidden and i.status != "passed")
        for status in ("error", "timeout", "failed"):
            given = replace(item, status=status, seconds=3.0, place="x:1")
            title = Text("Very small inputs", "아주 작은 입력")
            assert of_item(reading, given) == ItemResult(
                "softmax", "", "", "", "", title, "failed", hidden=True
            )


@pytest.mark.parametrize("locale", ["C", "ko_KR.euckr"])
def test_korean_names_become_files_in_any_locale(
    folder: Path, rawgrad: Run, tmp_path: Path, locale: str
) -> None:
    with contextlib.suppress(OSError):  # Where it cannot be made it means C.
        made = ["localedef", "-f", "EUC-KR", "-i", "ko_KR", str(tmp_path / "ko_KR.euckr")]
        subprocess.run(made, capture_output=True)
    environment = {"LC_ALL": locale, "LOCPATH": str(tmp_path)}
    to = tmp_path / "한글 피드백"
    asked = ("export", str(folder), "--as", "feedback", "--to", str(to))
    done = rawgrad(*asked, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert KIM in {path.name for path in to.iterdir()}
