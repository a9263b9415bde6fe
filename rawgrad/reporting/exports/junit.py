"""JUnit XML is written as CI systems and editors read it: a suite for each exercise.

Keeps to the schema of Ant's JUnit tasks, the strictest that is in use. What is still to be
written is skipped: no failure, and no pass.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from rawgrad.kit import sanitize
from rawgrad.reporting.gradebook_reader import Reading, Work
from rawgrad.reporting.result_rows import failure_text, message, of_submission
from rawgrad.spec.standing import is_broken
from rawgrad.views.item_result import ItemResult


class Suite(NamedTuple):
    """The results of one exercise, and what is to be known beside them."""

    package: str
    name: str
    results: Sequence[ItemResult]
    properties: dict[str, str]


def junit(suites: Iterable[Suite], at: float, language: str) -> Iterator[str]:
    """Yield the pieces of a document; `at` is when it was found, in seconds since 1970."""
    when = datetime.datetime.fromtimestamp(int(at), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n'
    for number, suite in enumerate(suites):
        element = _suite(suite, number, when, language)
        ElementTree.indent(element)
        yield ElementTree.tostring(element, encoding="unicode") + "\n"
    yield "</testsuites>\n"


def of_class(reading: Reading, works: Iterable[Work]) -> Iterator[Suite]:
    """Yield a suite for each submission and exercise."""
    for work in works:
        found = of_submission(reading, reading.items(work.key))
        for name, results in found.items():
            points = {} if not work.grades.get(name) else _points(work.grades[name][0].points)
            yield Suite(sanitize.line(work.key) or "-", name, results, points)


def of_check(results: Sequence[ItemResult]) -> Iterator[Suite]:
    """Yield a suite for each exercise of a learner's own check."""
    for name in dict.fromkeys(one.exercise for one in results):
        yield Suite("exercises", name, [one for one in results if one.exercise == name], {})


def _points(points: float | None) -> dict[str, str]:
    return {} if points is None else {"points": f"{round(points, 6):g}"}


def _suite(suite: Suite, number: int, when: str, language: str) -> ElementTree.Element:
    results = [one for one in suite.results if not one.voided]
    broken = sum(is_broken(one.status) for one in results)
    element = ElementTree.Element(
        "testsuite",
        name=suite.name,
        package=suite.package,
        id=str(number),
        timestamp=when,
        hostname="localhost",
        tests=str(len(results)),
        failures=str(sum(one.is_wrong for one in results) - broken),
        errors=str(broken),
        skipped=str(sum(one.is_open for one in results)),
        time=_seconds(sum(one.seconds for one in results)),
    )
    properties = ElementTree.SubElement(element, "properties")
    for name, value in suite.properties.items():
        ElementTree.SubElement(properties, "property", name=name, value=value)
    for one in results:
        element.append(_case(one, f"{suite.package}.{suite.name}", language))
    for stream in ("system-out", "system-err"):
        ElementTree.SubElement(element, stream)
    return element


def _case(one: ItemResult, classname: str, language: str) -> ElementTree.Element:
    name = sanitize.line(one.label(language))
    case = ElementTree.Element(
        "testcase", name=name, classname=classname, time=_seconds(one.seconds)
    )
    said = message(one, language)
    if one.is_open:
        ElementTree.SubElement(case, "skipped", message=said)
    elif one.is_wrong:
        tag = "error" if is_broken(one.status) else "failure"
        found = ElementTree.SubElement(case, tag, message=said, type=one.status)
        found.text = failure_text(one, language) or said
    return case


def _seconds(seconds: float) -> str:
    return f"{seconds:.6f}"
