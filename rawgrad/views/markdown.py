"""Renders a result's rows as Markdown, for feedback and the summary of a step. Pure.

Whatever a person or a submission chose stays text: it makes no heading, list, link or fence.
"""

from __future__ import annotations

import re

from rawgrad.kit import sanitize
from rawgrad.views.item_result import ItemResult, Row, spoken
from rawgrad.views.value_layout import value_lines
from rawgrad.views.width import READABLE
from rawgrad.views.words import LABELS

# What Markdown would take for its own: anywhere, and where a line begins.
_MARKUP = re.compile(r"([\\`*\[<>|~&$]|(?<!\w)_|_(?!\w))")
_BEGINS = re.compile(r"^([ \t]*\d*)([-+#=.)])", re.MULTILINE)


def escape(text: str) -> str:
    """Return a text as Markdown that shows it."""
    return _BEGINS.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", sanitize.text(text)))


def failure(result: ItemResult, language: str) -> list[str]:
    """Return the lines of a result in full: title, id and place, and a list of its rows."""
    about = " ".join(code(fact) for fact in (result.id, result.place) if fact)
    title = escape(" ".join(result.title.in_(language).split()))
    lines = [f"#### {title} {about}".rstrip(), ""]
    for row in result.rows:
        lines += _markdown_row(row, language)
    return [*lines, ""]


def _markdown_row(row: Row, language: str) -> list[str]:
    label = LABELS[row.label].in_(language)
    text, note = (sanitize.text(spoken(said, language)) for said in (row.text, row.note))
    if row.kind == "value":
        text = "\n".join(value_lines(text, READABLE))
    below = _indented(escape(note))
    if row.kind == "prose":
        first, *rest = _indented(escape(text)) or [""]
        return [f"- {label}: {first.strip()}", *rest, *below]
    if "\n" in text:
        return [f"- {label}:", "", *(f"  {line}" for line in fenced(text)), "", *below]
    return [f"- {label}: {code(text)}".rstrip(), *below]


def _indented(text: str) -> list[str]:
    """Return the lines of a paragraph within a list; an empty one would end it."""
    return [f"  {line.strip()}" for line in text.splitlines() if line.strip()]


def code(text: str) -> str:
    """Return a line as code, whatever it holds."""
    text = " ".join(sanitize.text(text).splitlines())
    ticks = _ticks(text, 1)
    if not text.strip():
        return ""
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{gap}{text}{gap}{ticks}"


def fenced(text: str) -> list[str]:
    """Return the lines of a block of text as it is."""
    ticks = _ticks(text, 3)
    return [f"{ticks}text", *sanitize.text(text).splitlines(), ticks]


def _ticks(text: str, least: int) -> str:
    """Return more backticks than stand together anywhere in a text."""
    return "`" * max(least, max(map(len, re.findall("`+", text)), default=0) + 1)
