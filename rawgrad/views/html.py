"""Renders a result's rows as HTML, for feedback, the report and notebooks alike. Pure.

Knows rows and the words of labels. Where one language is asked for it says that one; else both,
of which the page shows one.
"""

from __future__ import annotations

from collections.abc import Iterable

from rawgrad.kit.text import Text
from rawgrad.views.item_result import ItemResult, Row
from rawgrad.views.markup import Markup, both, escape, join, tag
from rawgrad.views.words import LABELS

# Holds on white and on black alike, and against a notebook's own rules for what it is shown in.
STYLE = """\
.rg-failure { margin: .75em 0 1em; padding: .1em 0 .1em .9em; border-left: 3px solid #d9482b; }
.rg-failure .rg-title { margin: 0 0 .4em; font-size: 1em; font-weight: 600; line-height: 1.4; }
.rg-failure .rg-title > * { margin-right: .5em; }
.rg-failure .rg-title code { font-weight: 400; opacity: .75; padding: 0; color: inherit;
  background: transparent; overflow-wrap: anywhere; }
.rg-failure .rg-rows { display: grid; grid-template-columns: max-content minmax(0, 1fr);
  gap: .2em 1em; align-items: baseline; margin: 0; padding: 0; }
.rg-failure .rg-rows > div { display: contents; }
.rg-failure .rg-rows dt { margin: 0; font-weight: 400; opacity: .75; }
.rg-failure .rg-rows dd { margin: 0; min-width: 0; white-space: pre-line; overflow-wrap: anywhere; }
.rg-failure .rg-rows pre { margin: 0; padding: 0; border: 0; color: inherit;
  background: transparent; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9em;
  line-height: inherit; }
.rg-failure .rg-rows .rg-value { display: flex; flex-wrap: wrap; gap: 0 1.5em;
  align-items: baseline; }
@media (max-width: 40rem) { .rg-failure .rg-rows { display: block; }
  .rg-failure .rg-rows dd { margin: 0 0 .4em; } .rg-failure .rg-rows dt { font-size: .9em; } }
"""


def failure(result: ItemResult, language: str | None = None, heading: str = "h4") -> Markup:
    """Return a result in full: title, id and place, and below them its rows."""
    about = [tag("code", fact) for fact in (result.id, result.place) if fact]
    head = tag(
        heading,
        tag("span", _said_html(result.title, language)),
        [join(" ", fact) for fact in about],
        class_="rg-title",
    )
    return tag("article", head, rows(result.rows, language), class_="rg-failure")


def rows(found: Iterable[Row], language: str | None = None) -> Markup:
    """Return rows as a list of labels and what stands beside them."""
    return tag("dl", [row(one, language) for one in found], class_="rg-rows")


def row(found: Row, language: str | None = None) -> Markup:
    """Return one row, which stands for itself: a label, and beside it the text with its note."""
    is_prose = found.kind == "prose"
    text = _said_html(found.text, language)
    note = tag("span", _said_html(found.note, language), class_="rg-note") if found.note else ""
    content = tag(
        "dd",
        text if is_prose else tag("pre", text),
        " " if is_prose and note else "",
        note,
        class_=None if is_prose else "rg-value",
    )
    return tag("div", tag("dt", _said_html(LABELS[found.label], language)), content)


def _said_html(text: Text | str, language: str | None) -> Markup:
    if isinstance(text, Text):
        return both(text) if language is None else escape(text.in_(language))
    return escape(text)
