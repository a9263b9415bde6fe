"""What may be told of one case, law or scenario, of a learner's own check and of a gradebook alike.

Every form for machines is made from these rows. Of a hidden item a row holds title and status,
and of its failures not even how they came about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rawgrad.grading.assess.assessor import Item
from rawgrad.kit import sanitize
from rawgrad.reporting.gradebook_reader import Reading
from rawgrad.spec.diagnose import Notes
from rawgrad.spec.examine import Outcome
from rawgrad.spec.judge import Finding
from rawgrad.spec.law import Law
from rawgrad.spec.standing import BLOCKED, FAILED, PASSED, TODO
from rawgrad.views import legacy

VERSION = 1


class Told(NamedTuple):
    """One row; `shown` is the failure as `check` shows it, where it is at hand."""

    exercise: str
    id: str
    kind: str
    function: str
    aspect: str
    title: str
    status: str
    findings: tuple[str, ...] = ()
    where: tuple[str, int] | None = None
    seconds: float = 0.0
    hidden: bool = False
    voided: bool = False
    shown: str = ""

    @property
    def open(self) -> bool:
        """Whether it waits to be written: no pass, and no failure."""
        return self.status in (TODO, BLOCKED)

    @property
    def wrong(self) -> bool:
        """Whether something is wrong with it."""
        return self.status != PASSED and not self.open

    @property
    def label(self) -> str:
        """Its id and title; of a hidden item the title alone."""
        return f"{self.id}: {self.title}" if self.id else self.title


def of_outcome(outcome: Outcome, language: str, notes: Notes | None = None) -> Told:
    """Return what a learner's own check tells; with `notes` a failure is shown as well."""
    item, result, verdict = outcome.item, outcome.result, outcome.verdict
    where = result.where if result else None
    if result and result.trouble and result.trouble.frames:
        where = result.trouble.frames[-1][:2]
    told = Told(
        item.exercise,
        item.id,
        item.kind if isinstance(item, Law) else "case",
        item.function,
        item.aspect,
        outcome.title.in_(language),
        verdict.status,
        tuple(sanitize.text(legacy.finding_text(f, language)) for f in verdict.findings),
        where or None,
        round(outcome.seconds, 6),
    )
    if told.wrong and notes is not None:
        return told._replace(shown=sanitize.text(legacy.failure(outcome, language, notes)))
    return told


def of_item(reading: Reading, item: Item, language: str) -> Told:
    """Return what is told of a kept verdict."""
    title = sanitize.line(reading.item_title(item).in_(language))
    voided = item.id in reading.voided
    status = item.status
    if item.hidden:
        status = status if status in (PASSED, TODO, BLOCKED) else FAILED
        return Told(item.exercise, "", "", "", "", title, status, hidden=True, voided=voided)
    file, _, line = item.place.rpartition(":")
    return Told(
        item.exercise,
        item.id,
        item.kind,
        item.function,
        item.aspect,
        title,
        status,
        tuple(sanitize.text(_finding_text(finding, language)) for finding in item.findings),
        (sanitize.line(file), int(line)) if file and line.isdigit() else None,
        item.seconds,
        voided=voided,
        shown=sanitize.text(item.shown.get(language, "")),
    )


def of_submission(
    reading: Reading, items: Mapping[str, Sequence[Item]], language: str
) -> dict[str, list[Told]]:
    """Return what is told of a submission's items, by exercise: of the work as handed in."""
    return {
        name: [of_item(reading, item, language) for item in found if item.run == 0]
        for name, found in items.items()
    }


def _finding_text(finding: dict[str, Any], language: str) -> str:
    return legacy.finding_text(Finding(finding["key"], finding["facts"]), language)


def as_row(told: Told) -> dict[str, Any]:
    """Return a row as the documented JSON has it."""
    return {
        "exercise": told.exercise,
        "id": told.id,
        "kind": told.kind,
        "function": told.function,
        "aspect": told.aspect,
        "title": told.title,
        "status": told.status,
        "findings": list(told.findings),
        "where": list(told.where or ()),
        "seconds": told.seconds,
        "hidden": told.hidden,
    }


def as_json(rows: Iterable[Told]) -> str:
    """Return the rows of a check as a JSON document."""
    document = {"version": VERSION, "outcomes": [as_row(told) for told in rows]}
    return json.dumps(document, ensure_ascii=False, indent=1)
