"""Gradescope's `results.json` for one submission: a test for each aspect, with its points.

The aspect is what points belong to; what failed in it stands in the test's output.
"""

from __future__ import annotations

from typing import Any

from rawgrad.kit import sanitize
from rawgrad.reporting.feedback import feedback
from rawgrad.reporting.gradebook_reader import Reading, Work
from rawgrad.reporting.result_rows import Told, of_item
from rawgrad.reporting.words import FEEDBACK
from rawgrad.spec.standing import PASSED


def results(reading: Reading, work: Work) -> dict[str, Any]:
    """Return what Gradescope reads from `/autograder/results/results.json`."""
    language = reading.spoken(work)
    said = feedback(reading, work)
    items = reading.items(work.key)
    tests: list[dict[str, Any]] = []
    seconds = 0.0
    for number, name in enumerate(work.grades, start=1):
        exercise = reading.kit.exercises[name]
        most = work.grades[name][0].max_points
        aspects, _ = reading.aspects(exercise, items.get(name, []), most)
        told: dict[tuple[str, str], list[Told]] = {}
        for item in items.get(name, []):
            if item.run == 0:
                place = "scenario" if item.kind == "scenario" else item.function
                told.setdefault((place, item.aspect), []).append(of_item(reading, item, language))
        seconds += sum(row.seconds for rows in told.values() for row in rows)
        for count, (aspect, worth) in enumerate(zip(aspects, exercise.points, strict=True), 1):
            tests.append(
                {
                    "name": sanitize.line(aspect.title.in_(language)),
                    "number": f"{number}.{count}",
                    "score": round(aspect.points, 6),
                    "max_score": round(aspect.most, 6),
                    "status": "passed" if aspect.points == aspect.most else "failed",
                    "output": _output(told.get(worth, []), language),
                    "output_format": "text",
                    "tags": [name],
                    "visibility": "visible",
                }
            )
    marks = [rows[0].points for rows in work.grades.values() if rows[0].points is not None]
    lines = [*said.notices]
    for part in said.parts:
        about = " ".join(text for text in (part.tests, *part.remarks) if text)
        lines.append(f"{part.name}: {part.points}. {about}".strip())
    return {
        "score": round(sum(marks), 6),
        "execution_time": round(seconds, 3),
        "output": "\n".join([said.total, *lines]),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _output(rows: list[Told], language: str) -> str:
    """Say what failed: public tests as `check` shows them, hidden ones by title."""
    lost = [row for row in rows if row.status != PASSED and not row.voided]
    shown = [row.shown for row in lost if row.shown]
    groups = (
        ("more", [row for row in lost if row.wrong and not row.hidden and not row.shown]),
        ("open", [row for row in lost if row.open and not row.hidden]),
    )
    for key, found in groups:
        if found:
            sentence = FEEDBACK[key].in_(language).format(count=len(found))
            shown.append("\n".join([sentence, *(f"- {row.title}" for row in found)]))
    hidden = [row for row in rows if row.hidden]
    failed = [row for row in lost if row.hidden]
    if failed:
        facts = {"passed": len(hidden) - len(failed), "total": len(hidden)}
        sentence = FEEDBACK["hidden"].in_(language).format(**facts)
        shown.append("\n".join([sentence, *(f"- {row.title}" for row in failed)]))
    return "\n\n".join(shown)
