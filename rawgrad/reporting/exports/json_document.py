"""The gradebook becomes one JSON document, whose schema `docs/rawgrad.schema.json` states.

Written in pieces, a submission a line: a class of thousands need not fit into memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rawgrad.grading.book.schema import GradeRow
from rawgrad.kit import sanitize
from rawgrad.reporting.gradebook_reader import Reading, Work
from rawgrad.reporting.result_rows import VERSION, as_row, of_submission

# What of the run a reader needs to know what the marks rest on.
SETTINGS = ("rawgrad", "python", "numpy", "specification", "isolation")


def document(reading: Reading) -> Iterator[str]:
    """Yield the pieces of the document."""
    said = reading.settings
    head = {
        "version": VERSION,
        "language": reading.language,
        "assignment": {"name": said.get("assignment", ""), **reading.title._asdict()},
        "run": {name: said.get(name, "") for name in SETTINGS},
        "exercises": [
            {
                "name": name,
                "title": reading.part_title(name)._asdict(),
                "max_points": most,
                "by_person": name in reading.criteria,
            }
            for name, most in reading.most.items()
        ],
    }
    yield _dumped(head)[:-1] + ',\n"grades": [\n'
    yield ",\n".join(_dumped(_grade(grade)) for grade in reading.grades)
    yield '\n],\n"submissions": [\n'
    for number, work in enumerate(reading.works()):
        yield ("" if number == 0 else ",\n") + _dumped(_submission(reading, work))
    yield "\n]}\n"


def _dumped(node: Any) -> str:
    return json.dumps(node, ensure_ascii=False, allow_nan=False)


def _grade(grade: GradeRow) -> dict[str, Any]:
    return {
        "person": sanitize.text(grade.person),
        "name": sanitize.text(grade.name),
        "group": sanitize.text(grade.team),
        "submission": sanitize.text(grade.submission),
        "exercise": grade.exercise,
        "status": grade.status,
        "result": grade.result,
        "points": grade.points,
        "max_points": grade.max_points,
        "automatic_points": grade.automatic,
        "late_points": grade.late,
        "days_late": grade.days_late,
        "override": grade.override,
        "reason": sanitize.text(grade.reason),
        "by": sanitize.text(grade.by),
        "note": sanitize.text(grade.note),
        "comment": sanitize.text(grade.comment),
    }


def _submission(reading: Reading, work: Work) -> dict[str, Any]:
    items = reading.items(work.key)
    found = of_submission(reading, items)
    most = reading.most
    return {
        "submission": sanitize.text(work.key),
        "status": work.kept.status,
        "late": work.kept.late,
        "comment": sanitize.text(reading.comment(work)),
        "notices": [sanitize.text(text) for text in reading.notices(work, reading.language)],
        "aspects": [
            {
                "exercise": name,
                "title": sanitize.line(aspect.title.in_(reading.language)),
                "points": round(aspect.points, 6),
                "max_points": round(aspect.most, 6),
            }
            for name in reading.names
            for aspect in reading.aspects(reading.kit.listed[name], items[name], most[name])[0]
        ],
        "outcomes": [as_row(one, reading.language) for own in found.values() for one in own],
    }
