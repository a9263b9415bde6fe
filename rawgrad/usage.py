"""A command line's errors and help are said in the language of whoever typed it.

argparse takes its sentences from gettext by their English text; so do the help texts of ours. The
catalogue is `KOREAN`.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
from collections.abc import Iterator
from typing import Any, NoReturn

from rawgrad.kit.columns import wrapped
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import Text

KOREAN = {
    # What argparse says.
    "usage: ": "사용법: ",
    "positional arguments": "위치 인자",
    "options": "옵션",
    "show this help message and exit": "이 도움말을 보여 줍니다",
    "show program's version number and exit": "버전을 보여 줍니다",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "알 수 없는 인자입니다: %s",
    "not allowed with argument %s": "%s 옵션과 함께 쓸 수 없습니다",
    "ignored explicit argument %r": "값을 받지 않는 옵션입니다: %r",
    "the following arguments are required: %s": "필요한 인자가 빠졌습니다: %s",
    "one of the arguments %s is required": "다음 중 하나가 필요합니다: %s",
    "expected one argument": "값이 하나 필요합니다",
    "expected at most one argument": "값은 하나만 쓸 수 있습니다",
    "expected at least one argument": "값이 하나 이상 필요합니다",
    "expected %s argument": "값이 %s개 필요합니다",
    "expected %s arguments": "값이 %s개 필요합니다",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s: 여러 옵션에 해당합니다(%(matches)s)"
    ),
    "invalid %(type)s value: %(value)r": "올바른 값(%(type)s)이 아닙니다: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "없는 값입니다: %(value)r (쓸 수 있는 값: %(choices)s)"
    ),
    # What the parsers of `cli` say.
    "invalid choice: %(value)r (did you mean %(near)s?)": (
        "없는 값입니다: %(value)r (혹시 이것을 찾으셨습니까: %(near)s)"
    ),
    "Deep learning from scratch in NumPy, checked as you write.": (
        "NumPy로 밑바닥부터 배우는 딥러닝: 작성하는 대로 검사해 드립니다."
    ),
    "commands": "명령",
    "command": "명령",
    "see %s --help": "도움말: %s --help",
    "language of all messages": "모든 메시지의 언어",
    "no columns, for screen readers": "화면 낭독기를 위해 열을 맞추지 않습니다",
    "check exercises and show what is not right yet": (
        "연습 문제를 검사하고 아직 맞지 않는 것을 보여 줍니다"
    ),
    "exercises; all if none is named": "연습 문제. 쓰지 않으면 모두",
    "exercises, solutions, or a folder": "exercises, solutions 또는 폴더",
    "show every failure": "실패를 모두 보여 줍니다",
    "what is todo is no failure": "아직 작성하지 않은 것은 실패로 치지 않습니다",
    "form of the result": "결과의 형식",
    "stop in your function as the first failing case enters": (
        "처음 실패한 테스트 케이스가 함수에 들어가는 곳에서 멈춥니다"
    ),
    "check an exercise each time you save it": "저장할 때마다 연습 문제를 검사합니다",
    "run your file as it is, and see what it prints": ("파일을 그대로 실행하고 출력을 보여 줍니다"),
    "an exercise": "연습 문제",
    "a hint in three steps, from a nudge to the formula": (
        "세 단계 힌트를 줍니다. 뒤로 갈수록 자세해지고 마지막은 공식입니다"
    ),
    "by default the first that is not right yet": "쓰지 않으면 아직 맞지 않는 첫 함수",
    "how much is given away": "단계가 높을수록 자세합니다",
    "questions before coding; unmarked": (
        "코드를 쓰기 전에 풀어 보는 질문. 점수에 들어가지 않습니다"
    ),
    "tell the answers at once": "답을 바로 보여 줍니다",
    "the solution and other right ways, once you pass": (
        "통과한 뒤에 모범 답안과 다른 올바른 구현을 보여 줍니다"
    ),
    "although it does not pass yet": "아직 통과하지 않았어도 보여 줍니다",
    "start an exercise over; your work is kept aside": (
        "연습 문제를 처음부터 다시 시작합니다. 작성한 것은 따로 보관합니다"
    ),
    "make a folder to learn in, or bring one up to date": (
        "학습용 폴더를 만들거나 최신 상태로 바꿉니다"
    ),
    "the folder": "폴더",
    "put in what a page has handed out": "웹 페이지에서 받은 것을 넣습니다",
    "write an exercise as a notebook (.ipynb)": "연습 문제를 노트북(.ipynb)으로 씁니다",
    "by default NAME.ipynb here": "쓰지 않으면 이 폴더의 NAME.ipynb",
    "where the data files are, and whether they are whole": (
        "데이터 파일이 어디에 있고 온전한지 보여 줍니다"
    ),
    "a picture made by your own functions": "작성한 함수로 그린 그림을 보여 줍니다",
    "which; all are listed without it": "그림의 이름. 쓰지 않으면 목록을 보여 줍니다",
    "write it: .png, .svg or .pdf": "파일로 씁니다: .png, .svg, .pdf",
    "list the exercises": "연습 문제의 목록을 보여 줍니다",
    "write the stubs anew from the solutions": "모범 답안에서 연습 파일을 새로 씁니다",
    "where to; the kit's exercises/": "쓸 곳. 쓰지 않으면 exercises/",
    "overwrite files that differ from their stub": "고친 파일도 덮어씁니다",
    "write nothing; fail if a stub is not up to date": (
        "쓰지 않고, 최신이 아닌 파일이 있으면 실패로 끝납니다"
    ),
    "write every file of a new exercise (in a clone)": (
        "새 연습 문제에 필요한 파일을 모두 씁니다(복제한 저장소에서)"
    ),
    "its name, as in exercises/NAME.py": "exercises/NAME.py에 쓸 이름",
    "say what is missing of an exercise or wrong with it (in a clone)": (
        "연습 문제에 빠졌거나 잘못된 것을 알려 줍니다(복제한 저장소에서)"
    ),
    "record fingerprints and new ids first": "먼저 지문과 새 id를 기록합니다",
    "print what each chaff loses instead": "잘못된 구현마다 잃는 점수를 대신 보여 줍니다",
    "grade a class: a folder of submissions into a gradebook": (
        "제출물 폴더를 채점해 성적부를 만듭니다"
    ),
    "one page on a class for the instructor: report.html": (
        "강사가 볼 보고서 한 장을 만듭니다: report.html"
    ),
    "the DIR of grade, or ASSIGNMENT; without one the whole course": (
        "grade 명령의 DIR 또는 과제 이름. 쓰지 않으면 강의 전체"
    ),
    "by default report.html in DIR": "쓰지 않으면 DIR의 report.html",
    "hand out an assignment of your course, without its solutions": (
        "강의의 과제를 모범 답안 없이 나누어 줄 폴더로 만듭니다"
    ),
    "hand grades on: feedback, and the files other systems read": (
        "성적을 내보냅니다: 피드백과 다른 시스템이 읽는 파일"
    ),
    "folder of submissions, or an assignment": "제출물 폴더 또는 과제 이름",
    "gradebook.sqlite3 and grades.csv are kept here": ("gradebook.sqlite3와 grades.csv를 두는 곳"),
    "what is graded; all if none is named": "채점할 연습 문제. 쓰지 않으면 모두",
    "processes at once; by default by the cores": (
        "동시에 쓸 프로세스의 수. 쓰지 않으면 코어 수를 따릅니다"
    ),
    "grade on the workers of a Dask scheduler": "Dask 스케줄러의 워커에서 채점합니다",
    "who should have handed in": "제출해야 할 사람의 명단",
    "cases that learners do not have": "학습자에게 없는 테스트 케이스",
    "what is drawn by; a secret of the gradebook": ("난수를 뽑는 시드. 성적부에 비밀로 둡니다"),
    "with --gradescope: by which it draws, a secret": (
        "--gradescope와 함께: 난수를 뽑는 비밀 시드"
    ),
    "whose file names these are": "파일 이름을 지은 시스템",
    "process protects neither secrets nor marks": ("process는 비밀도 점수도 지키지 못합니다"),
    "give marks with --isolation process": "--isolation process에서도 점수를 줍니다",
    "with --gradescope: give marks where nothing can be confined": (
        "--gradescope와 함께: 격리할 수 없는 곳에서도 점수를 줍니다"
    ),
    "as wall=60; see docs": "예: wall=60. 자세한 것은 문서에 있습니다",
    "grade what is unchanged, too": "바뀌지 않은 것도 다시 채점합니다",
    "lower marks that were given out": "이미 알린 점수도 낮춥니다",
    "show what confines submissions on this machine": (
        "이 컴퓨터에서 제출물을 무엇으로 격리하는지 보여 줍니다"
    ),
    "write the exercises as a web page that needs no installation": (
        "설치 없이 쓰는 웹 페이지로 연습 문제를 씁니다"
    ),
    "a web page that needs no installation": "설치 없이 쓰는 웹 페이지",
    "with --page: see rawgrad page": "--page와 함께: rawgrad page의 도움말을 보십시오",
    "what is on the page; all if none is named": "페이지에 넣을 연습 문제. 쓰지 않으면 모두",
    "a new folder": "새 폴더",
    "copy Pyodide from a folder, or load it from there": (
        "Pyodide를 폴더에서 복사하거나 그 주소에서 불러옵니다"
    ),
    "open the page on this computer": "이 컴퓨터에서 페이지를 엽니다",
    "show each solution once its exercise passes": ("연습 문제를 통과하면 모범 답안을 보여 줍니다"),
    "an assignment of course.toml": "course.toml의 과제",
    "a new folder, or a new .zip file": "새 폴더 또는 새 .zip 파일",
    "the autograder, with solutions": "모범 답안이 든 자동 채점기",
    "a repository with a workflow": "워크플로가 든 저장소",
    "with --github: folder where its package lies": ("--github와 함께: rawgrad 패키지가 있는 곳"),
    "the folder of a gradebook, or an assignment; without one the whole course": (
        "성적부의 폴더 또는 과제 이름. 쓰지 않으면 강의 전체"
    ),
    "where to; by default beside the gradebook": "쓸 곳. 쓰지 않으면 성적부 옆",
    "one submission alone, as grades.csv names it": ("제출물 하나만, grades.csv에 있는 이름으로"),
    "the system's own list, to be filled in": "그 시스템에서 받은, 채워 넣을 명단",
}


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, and whose help is broken by columns."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Formatter, **options)

    def error(self, message: str) -> NoReturn:
        """See `argparse.ArgumentParser.error`."""
        line = f"{message}; {said('see %s --help') % self.prog}"
        raise BrokenKit(Text(line, line))  # as argparse speaks at the moment

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Name the nearest choice, where one is near, instead of all there are."""
        try:
            super()._check_value(action, value)
        except argparse.ArgumentError as problem:
            near = difflib.get_close_matches(str(value), map(str, action.choices or ()), n=1)
            if near:
                sentence = said("invalid choice: %(value)r (did you mean %(near)s?)")
                problem.message = sentence % {"value": value, "near": near[0]}
            raise


class _Formatter(argparse.HelpFormatter):
    def _get_help_string(self, action: argparse.Action) -> str:
        return said(action.help or "")

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)


def said(text: str) -> str:
    """Return a sentence as argparse says its own at the moment."""
    return argparse._(text)  # type: ignore[attr-defined]


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have argparse speak a language; in English it says what is written there."""
    functions = {"_": argparse.__dict__["_"], "ngettext": argparse.__dict__["ngettext"]}
    if language == "ko":
        vars(argparse).update(
            _=lambda text: KOREAN.get(text, text),
            ngettext=lambda one, many, count: KOREAN.get(many, many),
        )
    try:
        yield
    finally:
        vars(argparse).update(functions)
