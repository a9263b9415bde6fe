"""The shell of a page is its head, header and script: one file that loads nothing.

The policy in its head names style and script by their hashes, so that nothing else could run even
if it got in. Knows nothing of what the page says.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import json
from collections.abc import Mapping, Sequence
from typing import Any

from rawgrad.kit.text import Text
from rawgrad.kit.version import __version__
from rawgrad.reporting.report.words import PAGE
from rawgrad.views import html
from rawgrad.views.markup import Markup, both, join, tag


def document(
    language: str, title: Text, data: Mapping[str, Any], script: str, style: str, *body: Markup
) -> str:
    """Return a page.

    Parameters
    ----------
    title
        What a browser calls it.
    data
        What the script reads.
    script
        The file with the page's own script, behind the shell's.
    style
        Rules besides the report's.
    """
    rules = Markup(html.STYLE + resource("report.css") + style)
    program = Markup(resource("shell.js") + resource(script))
    policy = (
        f"default-src 'none'; style-src {_hash(rules)}; script-src {_hash(program)}; "
        "base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title.in_(language)),
        tag("style", rules),
    )
    inside = tag(
        "body",
        tag("a", both(PAGE["skip"]), href="#learners", class_="skip"),
        *body,
        tag("script", Markup(blob({"title": title, **data})), type="application/json", id="data"),
        tag("script", program),
    )
    return f"<!doctype html>\n{tag('html', head, inside, lang=language)}\n"


def header(
    eyebrow: str, title: Text, facts: Sequence[Markup], links: Sequence[tuple[str, Text]]
) -> Markup:
    """Return the top of a page: what it is, its switches, and what stands where."""
    listed = [tag("li", tag("a", both(said), href=f"#{place}")) for place, said in links]
    return tag(
        "header",
        tag(
            "div",
            tag("p", join("rawgrad · ", eyebrow), class_="eyebrow"),
            tag("h1", both(title)),
            tag("p", [join(" · " * bool(n), fact) for n, fact in enumerate(facts)], class_="meta"),
        ),
        tag(
            "div",
            _switch("language", [("en", Markup("English")), ("ko", Markup("한국어"))]),
            _switch("theme", [(key, both(PAGE[key])) for key in ("auto", "light", "dark")]),
            class_="switches needs-script",
        ),
        tag(
            "nav", tag("h2", both(PAGE["sections"]), id="sections", class_="quiet"),
            tag("ul", listed), aria_labelledby="sections",
        ),
    )  # fmt: skip


def footer() -> Markup:
    """Return the end of a page."""
    return tag("footer", tag("p", both(PAGE["footer"], version=__version__)))


def _switch(name: str, options: list[tuple[str, Markup]]) -> Markup:
    buttons = [
        tag("button", said, type="button", data_value=value, aria_pressed="false")
        for value, said in options
    ]
    label = tag("span", both(PAGE[name]), id=f"{name}-label", class_="quiet")
    return tag(
        "div", label, buttons, role="group", aria_labelledby=f"{name}-label", data_switch=name
    )


def blob(data: Mapping[str, Any]) -> str:
    """Return JSON that holds no `<`, so that it cannot end its element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def resource(name: str) -> str:
    """Return a file of the pages' own."""
    folder = importlib.resources.files(__package__) / "template"
    return folder.joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
