"""Feedback as one HTML file: no script, nothing from the network, light or dark.

Knows what `feedback` says and escapes every word of it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from rawgrad.reporting.feedback import Feedback, Part
from rawgrad.spec.standing import BLOCKED, PASSED, TODO
from rawgrad.views.shown import taken_apart

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
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; color: var(--soft); }
dd { margin: 0; color: var(--text); }
.total { font-size: 1.35rem; font-weight: 600; margin: 1rem 0 .25rem; }
progress { width: 100%; height: .6rem; accent-color: var(--accent); }
section { margin-top: 2rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
th { font-weight: 600; color: var(--soft); font-size: .9rem; }
.number { text-align: right; white-space: nowrap; padding-right: 0; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.open { color: var(--soft); }
code, pre { font-family: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, D2Coding,
  "Nanum Gothic Coding", "Noto Sans Mono CJK KR", monospace; font-size: .875rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }
.failure { margin: .75rem 0 1rem; padding: .75rem 1rem; background: var(--card);
  border: 1px solid var(--line); border-left: .25rem solid var(--bad); border-radius: .25rem; }
h4 { margin: 0 0 .5rem; font-size: 1rem; }
h4 code { color: var(--soft); font-weight: 400; margin-left: .5rem; }
.failure dl { margin: 0; gap: .25rem 1rem; font-size: .95rem; }
.failure dd { min-width: 0; }
.command code { display: inline-block; padding: .1rem .5rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .25rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40rem) { body { padding: 1rem .9rem 2rem; }
  .failure { padding: .6rem .75rem; } .failure dl { display: block; }
  .failure dd { margin: 0 0 .4rem; } .failure dt { font-size: .85rem; } }
@media print { body { max-width: none; padding: 0; } .failure { break-inside: avoid-page; } }
"""


def html(said: Feedback) -> str:
    """Return feedback as a page that stands for itself."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "\n".join([*_head(said), *(_section(part, said) for part in said.parts)])
    return f"""<!doctype html>
<html lang="{said.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(said.heading)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _head(said: Feedback) -> list[str]:
    lines = [f"<h1>{escape(said.heading)}</h1>", "<dl>"]
    lines += [f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in said.about]
    lines += ["</dl>", f'<p class="total">{escape(said.total)}</p>']
    if said.share is not None:
        bar = f'<progress max="1" value="{said.share:.4f}" aria-label="{escape(said.total)}">'
        lines.append(f"{bar}</progress>")
    if said.notices:
        lines += [f"<h3>{said.word('notices')}</h3>", _list(said.notices)]
    rows = [_overview_row(part) for part in said.parts]
    headings = (said.word("exercise"), said.word("standing"), said.word("points"))
    lines += [f"<h3>{said.word('overview')}</h3>", _table(headings, rows)]
    lines.append(f"<h3>{said.word('next')}</h3>")
    if said.next is None:
        lines.append(f"<p>{said.word('nothing_next')}</p>")
    else:
        name = f"<code>{escape(said.next.name)}</code>"
        lines.append(f"<p>{said.word('begin').format(name=name)}</p>")
        lines.append(_commands(said.next))
    return lines


def _overview_row(part: Part) -> tuple[str, str, str]:
    name = (
        f'<a href="#{escape(part.name)}">{escape(part.title)}</a> <code>{escape(part.name)}</code>'
    )
    tone = {PASSED: "good", TODO: "open", BLOCKED: "open", "": "open"}.get(part.standing, "bad")
    return name, f'<span class="{tone}">{escape(part.judged)}</span>', escape(part.points)


def _section(part: Part, said: Feedback) -> str:
    title = f"{escape(part.title)} <code>{escape(part.name)}</code>"
    title += f' <span class="number">{escape(part.points)}</span>'
    lines = [f'<section id="{escape(part.name)}">', f"<h2>{title}</h2>"]
    lines += [f"<p>{escape(text)}</p>" for text in (part.tests, *part.remarks) if text]
    if part.aspects:
        rows = [(escape(title), escape(points)) for title, points in part.aspects]
        lines.append(_table((said.word("aspect"), said.word("points")), rows))
    if part.failures:
        lines.append(f"<h3>{said.word('failures')}</h3>")
    lines += [_failure(title, text, said.language) for title, text in part.failures]
    for group in part.lists:
        lines += [f"<h3>{escape(group.sentence)}</h3>", _list(group.titles)]
    if part.failures:
        lines.append(_commands(part))
    return "\n".join([*lines, "</section>"])


def _failure(title: str, text: str, language: str) -> str:
    shown = taken_apart(text, language)
    if not shown.rows:
        return f'<article class="failure"><pre>{escape(text)}</pre></article>'
    place = f" <code>{escape(shown.place)}</code>" if shown.place else ""
    lines = [f'<article class="failure"><h4>{escape(title)}{place}</h4>', "<dl>"]
    for label, value, prose in shown.rows:
        value = escape(value) if prose else f"<pre>{escape(value)}</pre>"
        lines.append(f"<dt>{escape(label)}</dt><dd>{value}</dd>")
    return "\n".join([*lines, "</dl></article>"])


def _commands(part: Part) -> str:
    said = (f"<li>{escape(text)} <code>{escape(run)}</code></li>" for text, run in part.commands)
    return f'<ul class="command">{"".join(said)}</ul>'


def _list(texts: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table whose last column holds points; the cells are HTML already."""
    *words, last = headings
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in words)
    head += f'<th scope="col" class="number">{escape(last)}</th>'
    lines = []
    for first, *middle, points in rows:
        cells = "".join(f"<td>{text}</td>" for text in middle)
        lines.append(f'<tr><td>{first}</td>{cells}<td class="number">{points}</td></tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
