"""A stub or a solution is written in another language: its prose alone, by a table of texts.

Prose is what stands in docstrings and comments but for doctests, literal blocks and the names and
types of parameters. Headings are translated too: whatever shows numpydoc to a learner, `help` or an
editor, knows a section by the line below its heading. Each paragraph is a `Passage`.
`spec_tests/texts/ko/NAME.toml` gives the Korean for each passage's English, so that a passage that
changes has no Korean any more, and lint says so. The code is left as it is: both languages have one
syntax tree but for docstrings.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rawgrad.kit.columns import width, wrapped
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import read_toml, to_toml
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.spec.case import read_cases
from rawgrad.spec.words import SPECIFICATION

# What a stub says above its predictions.
QUESTIONS = Text(
    "Predict before you write a line (`rawgrad predict`):",
    "코드를 쓰기 전에 먼저 예상해 보십시오(`rawgrad predict`):",
)
COLUMNS = 88
QUOTES = '"""'
# Comments that are addressed to tools.
_MARK = re.compile(r"# (given$|noqa|type:|pragma|fmt:)")
# 매개변수 is what a network learns.
_FIELD_HEADINGS = {
    "Parameters": "인자",
    "Returns": "반환값",
    "Yields": "내놓는 값",
    "Raises": "예외",
    "Attributes": "속성",
}
_HEADINGS = {**_FIELD_HEADINGS, "Notes": "참고", "Examples": "예제"}
# Below these stand names with their types, in a translated source as well.
_FIELDS = {*_FIELD_HEADINGS, *_FIELD_HEADINGS.values()}
_CODE = re.compile("``.+?``|`.+?`")
_WORD = re.compile("[A-Za-z]{2}")
_SOURCE = re.compile(r"Source: (D\d(?:, D\d)*)\.")
# In the line of a parameter only these are words; the rest are names and types.
_TYPE_WORDS = (
    (r"\b(?:the )?shape of (`?\w+`?)", r"\1의 모양"),
    (r"\bany shape\b", "임의의 모양"),
    (r"\bshapes? (?=\()", "모양 "),
    (r"\blength (?=\d)", "길이 "),
    (r"\bdefault (?=\S)", "기본값 "),
    (r"\boptional\b", "생략 가능"),
    (r"(`\w+`) itself\b", r"\1 자신"),
    (r"(\w+) at least (\d+)", r"\1 \2 이상"),
    (r" or ", " 또는 "),
    (r" and ", ", "),
)


@dataclass(frozen=True)
class Passage:
    """A paragraph of prose in a Python source, a line with names and types, or a heading.

    `lead` stands before its first line, `rest` before the others, `tail` after the last one.
    """

    place: str
    text: str
    first: int
    last: int
    lead: str
    rest: str
    tail: str = ""
    kind: Literal["prose", "types", "heading"] = "prose"

    def and_line(self, content: str) -> Passage:
        """Return the passage with one more line."""
        return replace(self, text=f"{self.text} {_on_one_line(content)}", last=self.last + 1)

    def ended(self) -> Passage:
        """Return the passage without the quotes that end the docstring."""
        text = self.text.removesuffix(QUOTES)
        return replace(self, text=text, tail=self.text[len(text) :])

    def said(self, texts: Mapping[str, str]) -> str:
        """Return what the passage is in another language, by its English; "" if nobody said."""
        if self.kind == "types":
            return _typed(self.text)
        if self.kind == "heading":
            return _HEADINGS.get(self.text, self.text)
        if not _WORD.search(self.text):
            return self.text
        if match := _SOURCE.fullmatch(self.text):
            return f"출처: {match[1]}."
        return texts.get(self.text, "")

    def lines(self, text: str) -> list[str]:
        """Return the lines that say `text` in its place."""
        if self.kind == "heading":
            return [self.lead + text, self.lead + "-" * width(text)]
        room = COLUMNS - max(len(self.lead), len(self.rest)) - len(self.tail)
        # Code stays on one line, as a command that is copied must.
        glued = _CODE.sub(lambda code: code[0].replace(" ", "\0"), text)
        broken = [piece for line in glued.splitlines() for piece in wrapped(line, room)]
        first, *others = (piece.replace("\0", " ") for piece in broken)
        *lines, last = [self.lead + first, *(self.rest + other for other in others)]
        return [*lines, last + self.tail]


def translated(source: str, texts: Mapping[str, str]) -> str:
    """Return a Python source with its prose as `texts` have it, by the English of each passage.

    What has no text stays English; without any texts, the source stays as it is.
    """
    if not texts:
        return source
    lines = source.splitlines()
    for passage in reversed(passages(source)):
        if said := passage.said(texts):
            lines[passage.first : passage.last] = passage.lines(said)
    return "\n".join(lines) + "\n"


def read_texts(kit: Kit, exercise: str, language: str) -> dict[str, str]:
    """Return what an exercise's prose is in a language, by its English; nothing for English."""
    if language == "en":
        return {}
    found = read_own_texts(kit, exercise, language)
    title = kit.listed[exercise].title
    questions = [p.question for p in read_cases(kit.cases_file(exercise)).predictions]
    # What stands elsewhere in both languages is not written once more.
    for text in (Text(f"{title.en}.", f"{title.ko}."), QUESTIONS, *questions):
        found.setdefault(_on_one_line(text.en), text.in_(language))
    return found


def read_own_texts(kit: Kit, exercise: str, language: str) -> dict[str, str]:
    """Return what the file of an exercise's texts gives, by the English."""
    path = kit.texts_file(exercise, language)
    found = {}
    for number, entry in enumerate(read_toml(path).get("text", ()), start=1):
        if set(entry) != {"en", language} or not all(isinstance(e, str) for e in entry.values()):
            facts = {"path": path, "number": number, "language": language}
            raise BrokenKit(SPECIFICATION["no_text"].filled(**facts))
        found[entry["en"]] = entry[language]
    return found


def to_texts_file(texts: Mapping[str, str], language: str) -> str:
    """Return a file of texts, as `read_own_texts` reads it."""
    entries = ({"en": en, language: text} for en, text in texts.items())
    return "\n".join(
        "[[text]]\n" + "".join(f"{key} = {to_toml(text)}\n" for key, text in entry.items())
        for entry in entries
    )


def introduction(source: str) -> list[str]:
    """Return the paragraphs of a module's docstring between its title and its predictions."""
    paragraphs = (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[1:]
    texts = [_on_one_line(paragraph) for paragraph in paragraphs]
    return texts[: next((n for n, text in enumerate(texts) if text in QUESTIONS), None)]


def passages(source: str) -> list[Passage]:
    """Return the prose of a Python source, in order."""
    tree, lines = ast.parse(source), source.splitlines()
    found = list(_comment_passages(source, tree))
    for place, docstring in _docstrings(tree, ""):
        found += _docstring_passages(place, docstring, lines)
    return sorted(found, key=lambda passage: passage.first)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _typed(line: str) -> str:
    for pattern, word in _TYPE_WORDS:
        line = re.sub(pattern, word, line)
    return line


def _docstrings(node: ast.AST, place: str) -> Iterator[tuple[str, ast.Expr]]:
    """Yield each docstring with the name of what it documents."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
        return
    if ast.get_docstring(node) is not None and isinstance(node.body[0], ast.Expr):
        yield place, node.body[0]
    for inner in node.body:
        yield from _docstrings(inner, f"{place}.{getattr(inner, 'name', '')}".strip("."))


def _docstring_passages(place: str, docstring: ast.Expr, lines: list[str]) -> Iterator[Passage]:
    """Yield the passages of a docstring."""
    first, stop = docstring.lineno - 1, docstring.end_lineno or docstring.lineno
    margin = " " * docstring.col_offset
    passage: Passage | None = None
    section, literal, doctest = "", -1, False
    for number in range(first, stop):
        line = lines[number]
        lead = margin + QUOTES if number == first else line[: len(line) - len(line.lstrip())]
        content = line[len(lead) :].rstrip()
        indent = margin if number == first else lead
        below = lines[number + 1].strip() if number + 1 < stop else ""
        doctest = content.startswith(">>>") or (doctest and bool(content))
        if 0 <= literal < len(indent) or not content or content == QUOTES or doctest:
            if passage:
                yield passage.ended()
            passage = None
            continue
        literal = len(indent) if content.endswith("::") else -1
        if set(content) == {"-"}:
            passage = None
        elif below and set(below) == {"-"}:
            section = content
            yield Passage(place, content, number, number + 2, lead, indent, kind="heading")
        elif section in _FIELDS and indent == margin:
            if passage:
                yield passage.ended()
            yield Passage(place, content, number, number + 1, lead, indent, kind="types")
            passage = None
        elif passage and indent == passage.rest and not content.startswith("- "):
            passage = passage.and_line(content)
        else:
            if passage:
                yield passage.ended()
            bullet = "- " if content.startswith("- ") else ""
            text = _on_one_line(content.removeprefix("- "))
            rest = indent + " " * len(bullet)
            passage = Passage(place, text, number, number + 1, lead + bullet, rest)
    if passage:
        yield passage.ended()


def _comment_passages(source: str, tree: ast.Module) -> Iterator[Passage]:
    """Yield the comments; adjoining lines that hold nothing else are one passage."""
    owners = [
        (node.lineno, node.end_lineno or 0, node.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    passage: Passage | None = None
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or _MARK.match(token.string):
            continue
        line, column = token.start
        code = token.line[:column]
        lead, text = f"{code}# ", token.string.removeprefix("#")
        if passage and passage.last == line - 1 and passage.lead == lead:
            passage = passage.and_line(text)
            continue
        if passage:
            yield passage
        place = ".".join(name for start, stop, name in owners if start <= line <= stop)
        rest = " " * column + "# "
        passage = Passage(place, _on_one_line(text), line - 1, line, lead, rest)
    if passage:
        yield passage
