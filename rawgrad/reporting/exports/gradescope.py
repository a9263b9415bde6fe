"""Gradescope's `results.json` has a test for each aspect of one submission, with its points.

The aspect is what points belong to; what failed in it stands in the test's output.
"""

from __future__ import annotations

from typing import Any

from rawgrad.grading.book.schema import GradeRow
from rawgrad.kit import sanitize
from rawgrad.kit.text import Text
from rawgrad.reporting.feedback import feedback
from rawgrad.reporting.gradebook_reader import Reading, Work
from rawgrad.reporting.result_rows import failure_text, of_item
from rawgrad.reporting.words import FEEDBACK
from rawgrad.spec.points import Worth, worth_of
from rawgrad.spec.standing import PASSED
from rawgrad.spec.twins import is_twin
from rawgrad.views.item_result import ItemResult


def results(reading: Reading, work: Work) -> dict[str, Any]:
    """Return what Gradescope reads from `/autograder/results/results.json`."""
    language = reading.spoken(work)
    said = feedback(reading, work)
    items = reading.items(work.key)
    tests: list[dict[str, Any]] = []
    seconds = 0.0
    for number, name in enumerate(work.grades, start=1):
        if name in reading.criteria:
            tests.append(_criterion_test(reading, work.grades[name][0], number, language))
            continue
        exercise, own = reading.kit.listed[name], items.get(name, [])
        most = work.grades[name][0].max_points
        aspects, _ = reading.aspects(exercise, own, most)
        found: dict[Worth, list[ItemResult]] = {}
        for item in own:
            if item.run == 0 and not is_twin(item.id):
                key = worth_of(item.kind, item.function, item.aspect)
                found.setdefault(key, []).append(of_item(reading, item))
        told = FEEDBACK[reading.how_memorised(own)]
        memorised = {
            worth: told.filled(aspects=title)
            for worth, title in reading.memorised(exercise, own).items()
        }
        seconds += sum(one.seconds for results in found.values() for one in results)
        for count, (aspect, worth) in enumerate(zip(aspects, exercise.points, strict=True), 1):
            tests.append(
                {
                    "name": sanitize.line(aspect.title.in_(language)),
                    "number": f"{number}.{count}",
                    "score": round(aspect.points, 6),
                    "max_score": round(aspect.most, 6),
                    "status": "passed" if aspect.points == aspect.most else "failed",
                    "output": _output(found.get(worth, []), memorised.get(worth), language),
                    "output_format": "text",
                    "tags": [name],
                    "visibility": "visible",
                }
            )
    marks = [rows[0].points for rows in work.grades.values() if rows[0].points is not None]
    lines = [*filter(None, [said.comment]), *said.notices]
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


def _criterion_test(reading: Reading, mark: GradeRow, number: int, language: str) -> dict[str, Any]:
    """Return what a person gave for a criterion, as a test."""
    return {
        "name": sanitize.line(reading.part_title(mark.exercise).in_(language)),
        "number": str(number),
        "score": mark.points or 0.0,
        "max_score": mark.max_points,
        "output": sanitize.text(mark.comment),
        "output_format": "text",
        "tags": [mark.exercise],
        "visibility": "visible",
    }


def _output(results: list[ItemResult], memorised: Text | None, language: str) -> str:
    """Say what failed: public tests as `check` shows them, hidden ones by title.

    `memorised` says so if only twins failed.
    """
    lost = [one for one in results if one.status != PASSED and not one.voided]
    parts = [failure_text(one, language) for one in lost if one.rows]
    public = [one for one in lost if not one.hidden]
    groups = (
        ("more", [one for one in public if one.is_wrong and not one.rows]),
        ("open", [one for one in public if one.is_open]),
    )
    for key, found in groups:
        if found:
            parts.append(_listed_tests(key, found, language, count=len(found)))
    hidden = [one for one in results if one.hidden]
    failed = [one for one in lost if one.hidden]
    if failed:
        facts = {"passed": len(hidden) - len(failed), "total": len(hidden)}
        parts.append(_listed_tests("hidden", failed, language, **facts))
    if memorised is not None:
        parts.append(sanitize.line(memorised.in_(language)))
    return "\n\n".join(parts)


def _listed_tests(key: str, results: list[ItemResult], language: str, **facts: int) -> str:
    """Return a sentence of `FEEDBACK`, and below it the titles it is about."""
    sentence = FEEDBACK[key].in_(language).format(**facts)
    titles = (sanitize.line(one.title.in_(language)) for one in results)
    return "\n".join([sentence, *(f"- {title}" for title in titles)])
