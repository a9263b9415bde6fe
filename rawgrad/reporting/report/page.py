"""The report's page says everything of one class run, and holds nothing else.

The rows of failures stand in a template, each once; which of them a failure
has is in one piece of JSON. Both are the script's alone.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from rawgrad.grading.book.gradebook import Gradebook, open_gradebook
from rawgrad.grading.book.instructions import read_voided
from rawgrad.grading.book.marks import is_voided
from rawgrad.kit import sanitize
from rawgrad.kit.course import named_assignment
from rawgrad.kit.files import write_text
from rawgrad.kit.language import shown
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.reporting.report import sections
from rawgrad.reporting.report.data import Class, Person, gather
from rawgrad.reporting.report.findings import Findings
from rawgrad.reporting.report.heat import heat
from rawgrad.reporting.report.parts import when
from rawgrad.reporting.report.shell import document, footer, header
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
        key: findings.add(item for item in book.items(key) if not is_voided(item.id, voided))
        for key in keys
    }
    title = titled(found)
    return document(
        language,
        SCRIPT["title"].filled(title=title),
        script_data(found, findings, cells),
        "report.js",
        f"#heat {{ --columns: {len(found.exercises)}; }}\n",
        _report_header(found, title, book.path.resolve().parent.name),
        tag("main", _sections(kit, found, findings), id="main"),
        footer(),
        _dialog(),
        tag("template", [html.row(row) for row in findings.rows.values], id="rows"),
    )


def titled(found: Class) -> Text:
    """Return the assignment's title, as far as the run knew of one."""
    named = found.settings.get("title_en"), found.settings.get("title_ko")
    return Text(*named) if named[0] and named[1] else PAGE["report"]  # type: ignore[arg-type]


def _report_header(found: Class, title: Text, folder: str) -> Markup:
    facts = [both(PAGE["written"], when=when(found.clock.get("exported", 0.0)))]
    if found.settings.get("due"):
        due = datetime.datetime.fromisoformat(found.settings["due"])
        facts.append(both(PAGE["due"], when=when(due)))
    links = [(place, PAGE[key]) for place, key in LINKS]
    return header(found.settings.get("assignment") or folder, title, facts, links)


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
        sections.twins(kit, findings),
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


def script_data(found: Class, findings: Findings, cells: dict[str, list[int]]) -> dict[str, Any]:
    """Return what the script reads."""
    order = {key: number for number, key in enumerate(cells)}
    return {
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
