"""A wrong command line gets one line, and help, in the language of whoever typed it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from rawgrad import cli
from rawgrad.kit.columns import width
from rawgrad.usage import KOREAN, speaking

COMMANDS = (
    "check", "watch", "run", "hint", "predict", "explain", "reset", "init", "notebook", "data",
    "plot", "list", "stubs", "new", "lint", "grade", "report", "release", "export", "page",
)  # fmt: skip
WRONG = (
    ("chekc",), ("check", "--lang", "de"), ("check", "--nonsense"), ("check", "--all=1"),
    ("check", "--format"), ("check", "--format", "pdf"), ("hint",), ("hint", "softmax", "a", "b"),
    ("hint", "softmax", "--step", "x"), ("hint", "softmax", "--step", "9"), ("watch", "--p=1"),
    ("grade", "--jobs", "many"), ("grade", "--r"), ("grade", "--l", "1"), ("export", "grades"),
    ("release", "a", "--to", "b", "--github", "--gradescope"), ("notebook", "softmax", "--to"),
)  # fmt: skip
# What is the same in every language: names, values, and what stands for them.
NAMES = re.compile(
    r"--?[\w-]+|\.[a-z]\w+|'[^']*'|\{[^}]*\}|\b[A-Z][A-Z,=]*\b|\b(?:rawgrad|command|confined|exercises|"
    r"solutions|names?|function|step|int|course|report|gradebook|grades|github|zip|html|csv|toml|"
    r"png|svg|pdf|py|ipynb|wall|process|Dask|Pyodide|URL|NumPy|id|grade|sqlite)\b",
    re.ASCII,
)


def parsers() -> Iterator[argparse.ArgumentParser]:
    yield cli._parser()
    for name in COMMANDS:
        yield from of_command(cli._parser(name))


def of_command(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_one_line_in_the_chosen_language(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {}
    for language in ("en", "ko"):
        monkeypatch.setenv("RAWGRAD_LANG", language)
        assert cli.main(arguments) == 2
        said[language] = capsys.readouterr().err
        assert said[language].count("\n") == 1
    assert "--help" in said["en"]
    names = ", ".join(COMMANDS)
    korean = re.sub(r"\(쓸 수 있는 값: [^)]*\)", "", said["ko"]).replace(names, "")
    assert re.search("[가-힣]", korean)
    # Whatever is neither Korean nor a name would be a sentence that was forgotten.
    words = re.findall("[A-Za-z]{2,}", NAMES.sub("", korean))
    given = {word for argument in arguments for word in re.findall("[A-Za-z]+", argument)}
    assert set(words) <= given | set(COMMANDS), said["ko"]


def test_a_language_on_the_command_line_counts(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--lang", "ko", "hint"], ["hint", "--lang=ko"]):
        assert cli.main(arguments) == 2
        assert "필요한 인자가 빠졌습니다" in capsys.readouterr().err
    assert cli.main(["hint", "--lang", "en"]) == 2
    assert "are required" in capsys.readouterr().err
    assert argparse._("options") == "options"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_in_the_chosen_language(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main([*filter(None, [name]), "--help", "--lang", "ko"])
    said = capsys.readouterr().out
    assert "사용법: " in said
    options = said[re.search(r"^(명령|위치 인자|옵션):$", said, re.MULTILINE).start() :]  # type: ignore[union-attr]
    words = re.findall("[A-Za-z]{2,}", NAMES.sub("", options))
    forms = {word for form in cli.EXPORT_FORMS for word in form.split("-")}
    assert set(words) <= {*forms, *COMMANDS, "lang", "json", "junit"}, said


def test_every_help_has_its_korean_and_no_korean_is_left_over() -> None:
    found = {
        action.help
        for parser in parsers()
        for action in (*parser._actions, *shown(parser))
        if action.help not in (None, argparse.SUPPRESS)
    }
    forms = ", ".join(cli.EXPORT_FORMS)
    assert found - {forms} <= set(KOREAN)
    source = open(argparse.__file__, encoding="utf-8").read()  # noqa: PTH123, SIM115
    ours = {text for text in KOREAN if f"'{text}'" not in source and f'"{text}"' not in source}
    assert ours - found <= {
        "commands", "command", "see %s --help",
        "invalid choice: %(value)r (did you mean %(near)s?)",
        "Deep learning from scratch in NumPy, checked as you write.",
    }  # fmt: skip


def shown(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action._choices_actions


def test_korean_help_is_broken_by_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    with pytest.raises(SystemExit):
        cli.main(["check", "--help", "--lang", "ko"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(width, lines)) <= 60


def test_argparse_is_left_as_it_was() -> None:
    before = argparse._  # type: ignore[attr-defined]
    with speaking("ko"):
        assert argparse._("options") == "옵션"  # type: ignore[attr-defined]
    assert argparse._ is before  # type: ignore[attr-defined]
