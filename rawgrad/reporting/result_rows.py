"""Makes a gradebook's verdicts the same results as those of a learner's own check.

Every form for machines is made from these. Of a hidden item a result holds title and status, and
of its failures not even how they came about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rawgrad.grading.assess.assessor import Item
from rawgrad.grading.book.marks import is_voided
from rawgrad.kit import sanitize
from rawgrad.reporting.gradebook_reader import Reading
from rawgrad.spec.judge import Finding
from rawgrad.spec.standing import disclosed
from rawgrad.spec.twins import is_twin
from rawgrad.views import terminal
from rawgrad.views.item_result import ItemResult
from rawgrad.views.rows import finding_texts

VERSION = 1


def of_item(reading: Reading, item: Item) -> ItemResult:
    """Return the result of a kept verdict."""
    title, voided = reading.item_title(item), is_voided(item.id, reading.voided)
    status = disclosed(item.status, item.hidden)
    if item.hidden:
        return ItemResult(
            item.exercise, "", "", "", "", title, status, hidden=True, voided=voided
        )  # fmt: skip
    return ItemResult(
        item.exercise,
        item.id,
        item.kind,
        item.function,
        item.aspect,
        title,
        status,
        place=item.place,
        findings=tuple(finding_texts(Finding(**finding)) for finding in item.findings),
        rows=item.rows,
        seconds=item.seconds,
        voided=voided,
    )


def of_submission(
    reading: Reading, items: Mapping[str, Sequence[Item]]
) -> dict[str, list[ItemResult]]:
    """Return the results of a submission, by exercise: of the work as handed in, without twins."""
    return {
        name: [of_item(reading, i) for i in found if i.run == 0 and not is_twin(i.id)]
        for name, found in items.items()
    }


def where(result: ItemResult) -> tuple[str, int] | None:
    """Return the file and line that a result is about, if there is one."""
    file, _, line = result.place.rpartition(":")
    return (sanitize.line(file), int(line)) if file and line.isdigit() else None


def findings(result: ItemResult, language: str) -> list[str]:
    """Return what was found wrong, a sentence each."""
    return [sanitize.text(finding.in_(language)) for finding in result.findings]


def message(result: ItemResult, language: str) -> str:
    """Return what was found wrong as one text; where nothing is told of it, what was asked."""
    return " ".join(findings(result, language)) or sanitize.line(result.title.in_(language))


def failure_text(result: ItemResult, language: str) -> str:
    """Return a failure as `check` shows it, nothing where no rows are at hand."""
    return sanitize.text(terminal.failure(result, language)) if result.rows else ""


def as_row(result: ItemResult, language: str) -> dict[str, Any]:
    """Return a result as the documented JSON has it."""
    return {
        "exercise": result.exercise,
        "id": result.id,
        "kind": result.kind,
        "function": result.function,
        "aspect": result.aspect,
        "title": sanitize.line(result.title.in_(language)),
        "status": result.status,
        "findings": findings(result, language),
        "where": list(where(result) or ()),
        "seconds": result.seconds,
        "hidden": result.hidden,
    }


def as_json(results: Iterable[ItemResult], language: str, end: ItemResult | None = None) -> str:
    """Return the results of a check as a JSON document; `end` is how it ended, if not by itself."""
    outcomes = [as_row(one, language) for one in results]
    document: dict[str, Any] = {"version": VERSION, "outcomes": outcomes}
    if end is not None:
        document["ended"] = sanitize.line(end.title.in_(language))
    return json.dumps(document, ensure_ascii=False, indent=1)
