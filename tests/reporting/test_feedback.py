"""Feedback: complete, in the learner's language, harmless, and nothing told that is hidden."""

from __future__ import annotations

import io
import json
import re
import shutil
import string
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rawgrad.cli import main
from rawgrad.grading.assess.assessor import Item
from rawgrad.grading.book.instructions import Instructions
from rawgrad.grading.book.marks import Scheme, grades
from rawgrad.grading.intake.lms_names import CANVAS as SYSTEM
from rawgrad.grading.intake.lms_names import NamingSystem
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.kit import sanitize
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.reporting import words as said
from rawgrad.reporting.exports.upload import packed
from rawgrad.reporting.feedback import ExerciseFeedback, Feedback, feedback, markdown
from rawgrad.reporting.feedback_html import html
from rawgrad.reporting.gradebook_reader import Reading, Work
from rawgrad.reporting.result_rows import of_item
from rawgrad.views import html as rows_html
from rawgrad.views import markdown as md
from rawgrad.views import terminal, words
from rawgrad.views.item_result import spoken
from tests.reporting.graded_class import CANVAS, LONG, MOODLE, SCRIPT, SECRET, graded_class, read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Path:
    return graded_class(tmp_path_factory.mktemp("class"), kit)


@pytest.fixture(scope="module")
def written(folder: Path, kit: Kit) -> dict[str, tuple[str, str]]:
    """All feedback, as Markdown and HTML, by submission."""
    with read(folder, kit) as reading:
        found = {work.key: feedback(reading, work) for work in reading.works()}
    return {key: (markdown(one), html(one)) for key, one in found.items()}


class Page(HTMLParser):
    """What a browser reads: elements, attributes, and the text by element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    @property
    def policy(self) -> str:
        """What the page allows to be loaded and run."""
        given = [value or "" for name, value in self.attributes if name == "content"]
        return next(value for value in given if "-src" in value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


ADA = "lovelaceada_1002"
KIM = "김민준_1001"


def test_every_submission_that_counts_has_feedback_in_its_language(
    written: dict[str, tuple[str, str]],
) -> None:
    assert set(written) == {KIM, ADA, "1003", "1004", "1조", "CON", LONG}
    for key in (KIM, "1004", "1조", "CON", LONG):
        assert "# 피드백: 1주차" in written[key][0]
        assert '<html lang="ko">' in written[key][1]
    for key in (ADA, "1003"):
        assert "# Feedback: Week 1" in written[key][0]
        assert not re.search("[가-힣]", written[key][0])


def test_points_stand_by_exercise_and_aspect(written: dict[str, tuple[str, str]]) -> None:
    text = written[KIM][0]
    assert "**40점 중 19점**" in text
    assert "| `softmax` 소프트맥스와 오버플로 | 실패 | 9 / 20 |" in text
    assert "| softmax: 값 | 6 / 6 |" in text
    assert "| softmax: 극단적인 값 | 0 / 4 |" in text
    aspects = re.findall(r"^\| softmax: .*\| ([\d.]+) / ([\d.]+) \|$", text, re.MULTILINE)
    scenario = re.findall(r"^\| D4 문서의 점수 세 개는 .*\| ([\d.]+) / ", text, re.MULTILINE)
    assert sum(float(points) for points, _ in aspects) + float(scenario[0]) == 9


def test_a_failure_stands_as_check_shows_it_and_the_rest_by_title(
    written: dict[str, tuple[str, str]], kit: Kit
) -> None:
    text, page = written[KIM]
    assert text.count("\n#### ") == 3
    assert (
        "#### 큰 입력에서도 오버플로가 나지 않아야 합니다 `softmax-7c2e` `exercises/softmax.py:4`"
        in text
    )
    assert "- 호출: `softmax([1010, 1000, 990])`" in text
    for one in ("softmax([1010, 1000, 990])", "[nan, nan, nan]", "원인 진단", "생각해 보기"):
        assert one in text
        assert one in Page(page).text
    assert "그 밖에 통과하지 못한 항목(13개):" in text
    # The first of another aspect that is lost is shown too; of the same one the others by title.
    assert "#### 두 행의 배치" in text
    assert "- 행과 열의 수가 같은 배치" in text
    assert "아직 작성하지 않은 함수(테스트 17개):\n\n- forward\n" in text
    assert "`rawgrad hint softmax`" in text
    assert "먼저 해 볼 문제: `forward`" in text


def test_all_public_tests_passed_is_said_as_just_that(written: dict[str, tuple[str, str]]) -> None:
    text, page = written[ADA]
    assert "| `softmax` Softmax without overflow | public tests passed | 16 of 20 |" in text
    assert "All public tests passed (29)." in text
    assert "1 of 2 hidden tests passed. Not passed:\n\n- Very small inputs\n" in text
    for whole in (text, page):
        assert "correct" not in whole
        assert "found it" not in whole
    assert "비공개 테스트도 모두 통과했습니다(2개)." in written["CON"][0]


def test_nothing_of_a_hidden_test_is_told_but_its_title(
    written: dict[str, tuple[str, str]],
) -> None:
    for text, page in written.values():
        for secret in (
            "2345",
            SECRET,
            "secret",
            "비밀",
            "hidden-",
            "softmax-secret",
            "RuntimeError",
        ):
            assert secret not in text
            assert secret not in page


def test_of_the_run_with_right_prerequisites_one_sentence_is_said(
    written: dict[str, tuple[str, str]],
) -> None:
    text = written["1조"][0]
    assert text.count("한 번 더 채점했고") == 1
    part = text[text.index("## `forward`") : text.index("## `softmax`")]
    assert "10 / 10" in part
    assert "한 번 더 채점했고" in part
    # What is said agrees with the points: nothing is told as failed, blocked or to begin with.
    assert "| `forward` 3층 신경망의 순전파 | 통과 | 10 / 10 |" in text
    assert "공개 테스트를 모두 통과했습니다(17개)" in part
    assert not {"####", "###", "rawgrad check"} & set(part.split())
    assert "먼저 해 볼 문제: `activation`" in text


def test_overrides_are_told_with_their_reason_and_to_nobody_else(
    written: dict[str, tuple[str, str]],
) -> None:
    assert "The mark was set by Lee: 9 points." in written[ADA][0]
    assert r"Reason: shown in \*class\*" in written[ADA][0]
    assert "**면제**" in written["1004"][0]
    assert "사유: 아팠음" in written["1004"][0]
    assert "올바른 Python 코드가 아닙니다" in written["1004"][0]
    # A group reads one feedback: no member's own mark stands in it.
    assert "개인 사정" not in written["1조"][0]
    assert "개인별 점수는 다를 수 있습니다" in written["1조"][0]
    assert "이서연, 박도윤" in written["1조"][0]


def test_a_page_holds_no_markup_of_a_learners_and_loads_nothing(
    written: dict[str, tuple[str, str]],
) -> None:
    for _, text in written.values():
        page = Page(text)
        assert not page.open
        assert not {"script", "img", "link", "iframe", "b", "object"} & set(page.tags)
        assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
        assert all(
            (value or "").startswith("#") for name, value in page.attributes if name == "href"
        )
        assert "1주차 <b>" in page.text or "Week 1 <b>" in page.text
        assert page.policy.startswith("default-src 'none'")
        assert "style=" not in text
    page = Page(written["1003"][1])
    assert SCRIPT in page.text
    assert "<img src=x onerror=alert(1)> | `code` ``` ]]>" in page.text
    assert SCRIPT.replace("<", r"\<").replace(">", r"\>") in written["1003"][0]
    # What draws or turns the text around is written out.
    for text in written["1003"]:
        assert "\\u202e" in text
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", text)


def test_code_in_markdown_does_not_end_its_fence(written: dict[str, tuple[str, str]]) -> None:
    text = written["1003"][0]
    printed = [line for line in text.splitlines() if "::error::hi" in line]
    assert len(printed) == 5
    assert all(re.fullmatch(r"- printed: `[^`]*`", line) for line in printed)
    # Of what was raised, the second line begins no directive and the backticks no code.
    assert text.count(r"\`code\` \`\`\`") >= 3


def test_the_style_is_the_one_the_policy_allows(written: dict[str, tuple[str, str]]) -> None:
    import base64
    import hashlib

    text = written[ADA][1]
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in Page(text).policy


def test_the_command_writes_a_folder_a_submission(
    folder: Path, tmp_path: Path, kit: Kit, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, written: dict[str, tuple[str, str]],
) -> None:  # fmt: skip
    monkeypatch.setenv("RAWGRAD_LANG", "en")
    assert main(["export", str(folder), "--as", "feedback", "--to", str(tmp_path / "f")]) == 0
    assert "7 submissions" in capsys.readouterr().out
    assert (tmp_path / "f" / ADA / "feedback.md").read_text("utf-8") == written[ADA][0]
    assert (tmp_path / "f" / ADA / "feedback.html").read_text("utf-8") == written[ADA][1]
    names = [path.name for path in (tmp_path / "f").iterdir()]
    assert len(names) == 7
    assert "CON" not in names
    assert all(len(name.encode()) <= 255 for name in names)
    monkeypatch.chdir(folder.parent)
    assert main(["export", "week1", "--as", "feedback", "--submission", ADA]) == 0
    assert [path.name for path in (folder / "feedback").iterdir()] == [ADA]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["{out}", "--as", "feedback", "--submission", "nobody"], "nobody"),
        (["{out}/none", "--as", "feedback"], "no such gradebook"),
    ],
)
def test_what_cannot_be_exported_is_one_clear_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    assert main(["export", *(a.format(out=folder) for a in arguments)]) == 2
    line = capsys.readouterr().err
    assert why in line
    assert line.count("\n") == 1


def exported(folder: Path, form: str, to: Path) -> zipfile.ZipFile:
    assert main(["export", str(folder), "--as", form, "--to", str(to)]) == 0
    first = to.read_bytes()
    assert main(["export", str(folder), "--as", form, "--to", str(to)]) == 0
    assert to.read_bytes() == first
    return zipfile.ZipFile(io.BytesIO(first))


def test_moodle_finds_the_learner_in_the_folders_name(
    folder: Path, tmp_path: Path, written: dict[str, tuple[str, str]],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    archive = exported(folder, "moodle-feedback", tmp_path / "m.zip")
    assert archive.testzip() is None
    assert archive.namelist() == [f"{MOODLE}/feedback.html"]
    assert archive.read(archive.namelist()[0]).decode() == written[KIM][1]
    # As Moodle's importer reads it: name, participant, plugin type, plugin.
    parts = archive.namelist()[0].split("/")[0].split("_", 4)
    assert parts[1:4] == ["1001", "assignsubmission", "file"]
    assert ADA in capsys.readouterr().err


def test_canvas_gets_the_name_back_and_a_file_that_opens_as_such(
    folder: Path, tmp_path: Path, written: dict[str, tuple[str, str]]
) -> None:
    archive = exported(folder, "canvas-feedback", tmp_path / "c.zip")
    assert archive.namelist() == ["lovelaceada_1002_77_softmax.py"] == [CANVAS]
    text = archive.read(CANVAS).decode()
    compile(text, CANVAS, "exec")
    assert (
        "".join(line[2:] or "\n" for line in text.splitlines(keepends=True))[:20]
        == (written[ADA][0][:20])
    )


def test_feedback_takes_the_form_of_what_was_handed_in() -> None:
    from rawgrad.reporting.exports.upload import _downloaded, _in_the_form_of

    text, page = "# Feedback\n", "<!doctype html>"
    assert zipfile.ZipFile(io.BytesIO(_in_the_form_of("a.zip", text, page))).namelist() == [
        "feedback.html",
        "feedback.md",
    ]
    notebook = json.loads(_in_the_form_of("a.ipynb", text, page))
    assert notebook["cells"][0]["source"] == text
    assert _in_the_form_of("a.md", text, page) == text.encode()
    source = "lo_1_2_a, b.py, lo_1_3_c.py"
    assert _downloaded(source, "lo_1") == ["lo_1_2_a, b.py", "lo_1_3_c.py"]
    assert NamingSystem(SYSTEM).sender("lo_1_2_a, b.py", False).system == SYSTEM
    assert packed([("a", b"b")]) == packed([("a", b"b")])


def test_a_class_of_no_system_is_told_so(folder: Path, tmp_path: Path, kit: Kit) -> None:
    from rawgrad.reporting.exports.upload import moodle_files

    with read(folder, kit) as reading:
        works = {work.key: work for work in reading.works()}
        other = works["1003"]
        assert list(moodle_files(reading, other)) == []
        kept = other.kept._replace(system="moodle")
        odd = Work("a_b/../c_12", kept, other.grades)
        ((name, _),) = moodle_files(reading, odd)
    assert name == "a b .. c_12_assignsubmission_file_/feedback.html"


NAMES = [
    "a", "A", "a/../b", "..", "", " ",
    "CON", "con.txt", "NUL", "x\x00y", "한글", "긴" * 200, ".hidden",
    "a:b", "tail.", "a\\b", "<script>", "a?b", "a*b", "\ud800", "e\u0301", "\u00e9",
]  # fmt: skip


def test_file_names_are_safe_on_every_system_and_stay_apart(tmp_path: Path) -> None:
    found = sanitize.file_names(NAMES)
    assert len({name.casefold() for name in found.values()}) == len(NAMES)
    for name in found.values():
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
        assert name.strip(" .") == name
        assert name.split(".")[0].lower() not in ("con", "nul", "aux")
        assert len(name.encode()) <= 255
        (tmp_path / name).mkdir()
    assert found["한글"] == "한글"
    assert sanitize.file_names(["CON"])["CON"] == found["CON"]


def test_cells_that_a_spreadsheet_would_run_are_harmless() -> None:
    for evil in ("=cmd()", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "\n=1", "＝1"):
        assert sanitize.cell(evil)[0] in "'\\", evil
    assert sanitize.cell("김민준") == "김민준"


def test_a_kept_failure_is_the_same_in_every_form(folder: Path, kit: Kit) -> None:
    """Each row of each failure stands in terminal text, in Markdown and on a page."""
    count = 0
    with read(folder, kit) as reading:
        for work in reading.works():
            for item in reading.book.items(work.key):
                result = of_item(reading, item)
                for language in ("en", "ko") if item.rows else ():
                    forms = (
                        terminal.failure(result, language),
                        "\n".join(md.failure(result, language)),
                        Page(rows_html.failure(result, language)).text,
                    )
                    for row in result.rows:
                        label = words.LABELS[row.label].in_(language)
                        assert all(label in form for form in forms)
                        # Letters alone: each form breaks lines and escapes as it must.
                        wanted, *found = (
                            re.sub(r"[\W_]", "", sanitize.text(one))
                            for one in (spoken(row.text, language), *forms)
                        )
                        assert all(wanted in one for one in found), row
                    count += 1
    assert count > 20


def test_a_voided_failure_is_passed_in_feedback_and_in_the_grades_alike(
    folder: Path, kit: Kit, tmp_path: Path
) -> None:
    """With all that failed voided, `grades.csv` said `failed` beside full marks."""
    with read(folder, kit) as reading:
        own = [item for item in reading.book.items(KIM) if item.exercise == "softmax"]
    voided = {item.id for item in own if item.status != "passed"}
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / "voided.txt").write_text("\n".join(voided), encoding="utf-8")
    with read(copy, kit) as reading:
        scheme = Scheme(reading.names, instructions=Instructions(voided=voided))
        marks = grades(kit, reading.book, None, scheme)
        (mark,) = (g for g in marks if (g.row.submission, g.exercise) == (KIM, "softmax"))
        (work,) = (work for work in reading.works() if work.key == KIM)
        (part,) = (p for p in feedback(reading, work).parts if p.name == "softmax")
        results = [of_item(reading, item) for item in own]
    assert (mark.result, mark.points) == ("passed", mark.most)
    assert (part.standing, part.failures) == ("passed", ())
    assert all(one.voided for one in results if one.status != "passed")


def test_what_else_is_to_be_said_of_a_mark(folder: Path, kit: Kit) -> None:
    def told(change: Callable[[Reading], object], key: str = ADA) -> str:
        with read(folder, kit) as reading:
            change(reading)
            (work,) = (work for work in reading.works() if work.key == key)
            return markdown(feedback(reading, work))

    def raised(reading: Reading) -> None:
        reading.grades = [g._replace(points=19.0, late=19.0, override="") for g in reading.grades]

    assert "Grading again gave 16 points; the mark given out before stays." in told(raised)

    def voided(reading: Reading) -> None:
        reading.voided = {"hidden-softmax-secret1"}

    text = told(voided)
    assert "All hidden tests passed, too (2)." in text
    assert "counted as passed for everybody:\n\n- Very small inputs\n" in text

    def unknown(reading: Reading) -> None:
        items = [item for item in reading.book.items(ADA) if not item.hidden]
        reading.book.items = lambda key: iter(items)  # type: ignore[method-assign]

    assert "All public tests passed (29). Hidden tests: no result." in told(unknown)

    def wrong(reading: Reading) -> None:
        # No aspect of softmax passes by its cases; the laws that its argument is left alone do.
        items = [
            replace(item, status="failed")
            if item.exercise == "softmax" and item.kind == "case"
            else item
            for item in reading.book.items(ADA)
        ]
        reading.book.items = lambda key: iter(items)  # type: ignore[method-assign]

    assert "in one aspect at least: softmax: arguments left alone" in told(wrong)
    assert "in one aspect at least" not in told(lambda reading: None)

    def late(reading: Reading) -> None:
        nothing = Notice("nothing", {})
        kept = reading.kept[ADA]
        reading.kept[ADA] = kept._replace(late=True, status="unreadable", notices=(nothing,))

    text = told(late)
    assert "- Nothing in this submission could be graded." in text
    assert "- Handed in late." in text
    assert "- nothing to grade: no module" in text

    def undecided(reading: Reading) -> None:
        reading.grades = [g._replace(status="undecided", points=None) for g in reading.grades]

    with pytest.raises(ValueError, match="not enough"):
        told(undecided)


@pytest.mark.parametrize("table", ["FEEDBACK", "SUMMARY", "MESSAGES", "COLUMNS"])
def test_every_sentence_is_there_in_both_languages_with_the_same_facts(table: str) -> None:
    for text in getattr(said, table).values():
        assert isinstance(text, Text)
        fields = [{f[1] for f in string.Formatter().parse(t) if f[1]} for t in text]
        assert fields[0] == fields[1], text
        text.ko.encode("cp949")
    assert words.LABELS


def test_who_handed_in_nothing_readable_is_told_what_to_hand_in() -> None:
    def said(standing: str) -> str:
        part = ExerciseFeedback("softmax", "Softmax", standing, "-", "0 / 10")
        return markdown(Feedback("en", "Feedback", (), "0", 0.0, "", (), (part,)))

    assert "Hand in the modules of your exercises" in said("")
    assert "nothing left" in said("passed")


def test_that_twins_were_not_done_in_time_is_told_as_that() -> None:
    def twin(status: str) -> Item:
        return Item("softmax", 0, "softmax-3f10~", "case", "softmax", "values", status)

    told = [[], [twin("passed")], [twin("failed")], [twin("timeout"), twin("failed")]]
    assert [Reading.how_memorised([twin("timeout"), *items]) for items in told] == [
        "untimely",
        "untimely",
        "memorised",
        "memorised",
    ]
