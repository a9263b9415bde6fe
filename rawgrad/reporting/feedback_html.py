"""Feedback becomes one HTML file: no script, nothing from the network, light or dark."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from rawgrad.reporting.feedback import ExerciseFeedback, Feedback
from rawgrad.spec.standing import PASSED, is_wrong
from rawgrad.views import html as rows_html
from rawgrad.views.markup import Markup, join, tag

STYLE = """
:root { color-scheme: light dark; --text: #1d2430; --soft: #566173; --page: #fff; --card: #f5f7fa;
  --line: #d5dbe4; --good: #156c3a; --bad: #a4262c; --accent: #2457a7; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e8ef; --soft: #a5afbf; --page: #14171c;
  --card: #1e232b; --line: #3a4250; --good: #6fcf97; --bad: #ff8a80; --accent: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 54rem; padding: 1.5rem 1.25rem 3rem; color: var(--text);
  background: var(--page); font: 1rem/1.6 system-ui, "Segoe UI", "Apple SD Gothic Neo",
  "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
  word-break: keep-all; overflow-wrap: break-word; }
h1, dd, li { overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul, dl { margin: .5rem 0; }
ul { padding-left: 1.25rem; }
.about { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; color: var(--soft); }
.about dd { margin: 0; color: var(--text); }
.total { font-size: 1.35rem; font-weight: 600; margin: 1rem 0 .25rem; }
progress { width: 100%; height: .6rem; accent-color: var(--accent); }
section { margin-top: 2rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
th { font-weight: 600; color: var(--soft); font-size: .9rem; }
.number { text-align: right; white-space: nowrap; padding-right: 0; }
blockquote { margin: .5rem 0; padding: .5rem 1rem; background: var(--card);
  border-left: .25rem solid var(--accent); white-space: pre-wrap; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.open { color: var(--soft); }
code, pre { font-family: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, D2Coding,
  "Nanum Gothic Coding", "Noto Sans Mono CJK KR", monospace; font-size: .875rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }
.rg-failure { margin: .75rem 0 1rem; padding: .75rem 1rem; background: var(--card);
  border: 1px solid var(--line); border-left: .25rem solid var(--bad); border-radius: .25rem; }
.command code { display: inline-block; padding: .1rem .5rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .25rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40rem) { body { padding: 1rem .9rem 2rem; }
  .rg-failure { padding: .6rem .75rem; } }
@media print { body { max-width: none; padding: 0; } .rg-failure { break-inside: avoid-page; } }
"""


def html(said: Feedback) -> str:
    """Return feedback as a page that stands for itself."""
    style = rows_html.STYLE + STYLE
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("title", said.heading),
        tag("style", Markup(style)),
    )
    sections = [_section(part, said) for part in said.parts]
    body = tag("body", tag("main", _head(said), sections))
    return f"<!doctype html>\n{tag('html', head, body, lang=said.language)}\n"


def _head(said: Feedback) -> list[Markup]:
    about = [join(tag("dt", label), tag("dd", text)) for label, text in said.about]
    parts = [
        tag("h1", said.heading),
        tag("dl", about, class_="about"),
        tag("p", said.total, class_="total"),
    ]
    if said.share is not None:
        value = f"{said.share:.4f}"
        parts.append(tag("progress", max=1, value=value, aria_label=said.total))
    if said.comment:
        parts += [tag("h3", said.word("comment")), _comment(said.comment)]
    if said.notices:
        parts += [tag("h3", said.word("notices")), _list(said.notices)]
    rows = [_overview_row(part) for part in said.parts]
    headings = (said.word("exercise"), said.word("standing"), said.word("points"))
    parts += [tag("h3", said.word("overview")), _points_table(headings, rows)]
    parts.append(tag("h3", said.word("next")))
    if said.next is None:
        return [*parts, tag("p", said.without_next)]
    before, after = said.word("begin").split("{name}")
    parts.append(tag("p", before, tag("code", said.next.name), after))
    return [*parts, _command_list(said.next)]


def _overview_row(part: ExerciseFeedback) -> tuple[Markup, Markup, str]:
    name = join(tag("a", part.title, href=f"#{part.name}"), " ", tag("code", part.name))
    tone = "good" if part.standing == PASSED else "bad" if is_wrong(part.standing) else "open"
    return name, tag("span", part.verdict, class_=tone), part.points


def _section(part: ExerciseFeedback, said: Feedback) -> Markup:
    points = tag("span", part.points, class_="number")
    parts: list[object] = [tag("h2", part.title, " ", tag("code", part.name), " ", points)]
    parts += [tag("p", text) for text in (part.tests, *part.remarks) if text]
    if part.comment:
        parts += [tag("h3", said.word("comment")), _comment(part.comment)]
    if part.aspects:
        parts.append(_points_table((said.word("aspect"), said.word("points")), part.aspects))
    if part.failures:
        parts.append(tag("h3", said.word("failures")))
    parts += [rows_html.failure(result, said.language) for result in part.failures]
    for group in part.lists:
        parts += [tag("h3", group.sentence), _list(group.titles)]
    if part.failures:
        parts.append(_command_list(part))
    return tag("section", parts, id=part.name)


def _command_list(part: ExerciseFeedback) -> Markup:
    said = [tag("li", text, " ", tag("code", command)) for text, command in part.commands]
    return tag("ul", said, class_="command")


def _comment(text: str) -> Markup:
    """Return a person's words as they were written."""
    return tag("blockquote", text)


def _list(texts: Sequence[str]) -> Markup:
    return tag("ul", [tag("li", text) for text in texts])


def _points_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Markup:
    """Return a table whose last column holds points."""
    last = len(headings) - 1
    head = [
        tag("th", word, scope="col", class_="number" if n == last else None)
        for n, word in enumerate(headings)
    ]
    body = [
        tag(
            "tr",
            [tag("td", cell, class_="number" if n == last else None) for n, cell in enumerate(row)],
        )
        for row in rows
    ]
    return tag("table", tag("thead", tag("tr", head)), tag("tbody", body))
