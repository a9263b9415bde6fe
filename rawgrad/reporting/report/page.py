"""The report's page is one file: what it says, its style and its script, and nothing else.

The policy in its head names style and script by their hashes, so that nothing else could run
even if it got in. The rows of failures stand in a template, each once; which of them a failure
has is in one piece of JSON. Both are the script's alone.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import importlib.resources
import json
from pathlib import Path
from typing import Any

from rawgrad.grading.book.gradebook import Gradebook, open_gradebook
from rawgrad.grading.book.instructions import read_voided
from rawgrad.kit import sanitize
from rawgrad.kit.course import named_assignment
from rawgrad.kit.files import write_text
from rawgrad.kit.language import shown
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.kit.version import __version__
from rawgrad.reporting.report import sections
from rawgrad.reporting.report.data import Class, Person, gather
from rawgrad.reporting.report.findings import Findings
from rawgrad.reporting.report.heat import heat
from rawgrad.reporting.report.parts import when
from rawgrad.reporting.report.words import PAGE, SCRIPT
from rawgrad.spec.standing import STATUSES as VERDICTS
from rawgrad.spec.standing import is_open
from rawgrad.views import html
from rawgrad.views.markup import Markup, both, join, tag
from rawgrad.views.words import STATUSES

FILE = "report.html"
DONE = Text("The report is written: {path}", "보고서를 작성했습니다: {path}")
LINKS = (
    ("unresolved", "unresolved"), ("distribution", "nav_distribution"),
    ("exercises", "exercises"), ("hardest", "nav_hardest"), ("common", "nav_common"),
    ("overrides", "overrides"), ("changes", "nav_changes"), ("alike", "alike"), ("run", "run"),
    ("learners", "nav_learners"),
)  # fmt: skip


def report(kit: Kit, given: Path, to: Path | None, language: str, chosen: bool = False) -> int:
    """Write the report on a folder of grades, or on an assignment of the course here.

    It opens in the course's language, unless another one was `chosen` for it.
    """
    assignment = named_assignment(kit, given)
    folder = assignment.grades if assignment else given
    path = to or folder / FILE
    with open_gradebook(folder) as book:
        said = book.settings().get("language", "")
        text = page(kit, book, said if said in LANGUAGES and not chosen else language)
    write_text(path, text)
    print(DONE.in_(shown(language)).format(path=path))
    return 0


def page(kit: Kit, book: Gradebook, language: str) -> str:
    """Return the report on what is in a gradebook; `language` is the one it opens in."""
    voided = read_voided(book.path.with_name("voided.txt"))
    found = gather(kit, book, voided)
    findings = Findings(kit, book.catalogue(), found.exercises)
    keys = dict.fromkeys(person.submission for person in found.people if person.submission)
    # What was withdrawn is nobody's failure, and no aspect's difficulty.
    cells = {
        key: findings.add(item for item in book.items(key) if item.id not in voided) for key in keys
    }
    title = titled(found)
    columns = f"#heat {{ --columns: {len(found.exercises)}; }}\n"
    style = Markup(html.STYLE + _resource("report.css") + columns)
    script = _resource("report.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", SCRIPT["title"].in_(language).format(title=title.in_(language))),
        tag("style", style),
    )
    data = blob(found, findings, cells, title)
    body = tag(
        "body",
        tag("a", both(PAGE["skip"]), href="#learners", class_="skip"),
        _header(found, title, book.path.resolve().parent.name),
        tag("main", _sections(kit, found, findings), id="main"),
        tag("footer", tag("p", both(PAGE["footer"], version=__version__))),
        _dialog(),
        tag("template", [html.row(row) for row in findings.rows.values], id="rows"),
        tag("script", Markup(data), type="application/json", id="data"),
        tag("script", script),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=language)}\n"


def titled(found: Class) -> Text:
    """Return the assignment's title, as far as the run knew of one."""
    named = found.settings.get("title_en"), found.settings.get("title_ko")
    return Text(*named) if named[0] and named[1] else PAGE["report"]  # type: ignore[arg-type]


def _header(found: Class, title: Text, folder: str) -> Markup:
    facts = [both(PAGE["written"], when=when(found.clock.get("exported", 0.0)))]
    if found.settings.get("due"):
        due = datetime.datetime.fromisoformat(found.settings["due"])
        facts.append(both(PAGE["due"], when=when(due)))
    name = found.settings.get("assignment") or folder
    links = [tag("li", tag("a", both(PAGE[key]), href=f"#{place}")) for place, key in LINKS]
    return tag(
        "header",
        tag(
            "div",
            tag("p", join("rawgrad · ", name), class_="eyebrow"),
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
            tag("ul", links), aria_labelledby="sections",
        ),
    )  # fmt: skip


def _switch(name: str, options: list[tuple[str, Markup]]) -> Markup:
    buttons = [
        tag("button", said, type="button", data_value=value, aria_pressed="false")
        for value, said in options
    ]
    label = tag("span", both(PAGE[name]), id=f"{name}-label", class_="quiet")
    return tag(
        "div", label, buttons, role="group", aria_labelledby=f"{name}-label", data_switch=name
    )


def _sections(kit: Kit, found: Class, findings: Findings) -> Markup:
    hidden = len(findings.hidden())
    glance = tag("h2", both(PAGE["glance"]), id="glance-title", class_="quiet")
    first = tag(
        "section", glance, sections.warnings(found), sections.glance(kit, found),
        aria_labelledby="glance-title", id="glance",
    )  # fmt: skip
    pairs = [
        (sections.unresolved(kit, found), sections.counts(kit, found)),
        (sections.distribution(kit, found), sections.exercises(kit, found)),
    ]
    return join(
        first,
        [tag("div", pair, class_="pair") for pair in pairs],
        sections.hardest(kit, findings),
        sections.commonest(kit, findings),
        sections.late(kit, found),
        sections.overrides(kit, found),
        sections.voided(kit, found),
        sections.comments(kit, found),
        sections.changes(kit, found),
        sections.alike(kit, found),
        sections.hidden(kit, findings),
        sections.about(kit, found, hidden),
        heat(kit, found),
    )


def _dialog() -> Markup:
    close = tag("button", both(SCRIPT["close"]), type="button", id="close", class_="plain")
    turn = [
        tag("button", both(SCRIPT[key]), type="button", id=key, class_="plain")
        for key in ("previous", "next")
    ]
    return tag(
        "dialog",
        tag("div", tag("h2", id="failures-title"), tag("div", turn, close), class_="top"),
        tag("div", id="failures", tabindex="0", role="group", aria_labelledby="failures-title"),
        id="dialog",
        aria_labelledby="failures-title",
    )


def blob(found: Class, findings: Findings, cells: dict[str, list[int]], title: Text) -> str:
    """Return the JSON that the script reads; it holds no `<`, so it cannot end its element."""
    order = {key: number for number, key in enumerate(cells)}
    data = {
        "title": title,
        "words": SCRIPT,
        "statuses": [STATUSES[status] for status in VERDICTS],
        "exercises": found.exercises,
        "items": [
            [entry.exercise, entry.id, entry.title, int(entry.hidden)]
            for entry in findings.catalogue
        ],
        "failures": findings.failures.values,
        "places": findings.places.values,
        "cells": findings.cells.values,
        "submissions": list(cells.values()),
        "people": [_person(person, order) for person in found.people],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _person(person: Person, order: dict[str, int]) -> dict[str, Any]:
    marks = person.marks
    known_by = f"{person.id} {person.name} {person.team} {person.submission}"
    said = {
        "id": sanitize.text(person.id),
        "name": sanitize.text(person.name or person.id),
        "find": sanitize.text(known_by.casefold()),
        "status": person.status,
        "submission": order.get(person.submission, -1),
        "total": person.total,
        "points": [None if m is None else m.points for m in marks],
        "most": [None if m is None else m.most for m in marks],
        "notes": [[sanitize.text(note.en), sanitize.text(note.ko)] for note in person.notes],
        "unwritten": [
            n for n, m in enumerate(marks)
            if m is not None and not m.points and is_open(m.result)
        ],
        "by_hand": {
            n: [m.automatic, m.override, sanitize.text(m.reason), sanitize.text(m.by)]
            for n, m in enumerate(marks) if m is not None and m.override
        },
    }  # fmt: skip
    return {key: value for key, value in said.items() if value or value == 0 or key == "points"}


def _resource(name: str) -> Markup:
    folder = importlib.resources.files(__package__) / "template"
    return Markup(folder.joinpath(name).read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
