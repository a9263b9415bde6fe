"""JUnit XML, as CI systems and editors read it: a suite for each exercise.

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
from rawgrad.reporting.result_rows import Told, of_submission
from rawgrad.spec.standing import ERROR, TIMEOUT


class Suite(NamedTuple):
    """The rows of one exercise, and what is to be known beside them."""

    package: str
    name: str
    rows: Sequence[Told]
    properties: dict[str, str]


def junit(suites: Iterable[Suite], at: float) -> Iterator[str]:
    """Yield the pieces of a document; `at` is when it was found, in seconds since 1970."""
    when = datetime.datetime.fromtimestamp(int(at), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n'
    for number, suite in enumerate(suites):
        element = _suite(suite, number, when)
        ElementTree.indent(element)
        yield ElementTree.tostring(element, encoding="unicode") + "\n"
    yield "</testsuites>\n"


def of_class(reading: Reading, works: Iterable[Work]) -> Iterator[Suite]:
    """Yield a suite for each submission and exercise."""
    for work in works:
        told = of_submission(reading, reading.items(work.key), reading.language)
        for name, rows in told.items():
            points = {} if not work.grades.get(name) else _points(work.grades[name][0].points)
            yield Suite(sanitize.line(work.key) or "-", name, rows, points)


def of_check(rows: Sequence[Told]) -> Iterator[Suite]:
    """Yield a suite for each exercise of a learner's own check."""
    for name in dict.fromkeys(told.exercise for told in rows):
        yield Suite("exercises", name, [told for told in rows if told.exercise == name], {})


def _points(points: float | None) -> dict[str, str]:
    return {} if points is None else {"points": f"{round(points, 6):g}"}


def _suite(suite: Suite, number: int, when: str) -> ElementTree.Element:
    rows = [row for row in suite.rows if not row.voided]
    broken = [row for row in rows if row.status in (ERROR, TIMEOUT)]
    failed = [row for row in rows if row.wrong and row not in broken]
    element = ElementTree.Element(
        "testsuite",
        name=suite.name,
        package=suite.package,
        id=str(number),
        timestamp=when,
        hostname="localhost",
        tests=str(len(rows)),
        failures=str(len(failed)),
        errors=str(len(broken)),
        skipped=str(sum(row.open for row in rows)),
        time=_seconds(sum(row.seconds for row in rows)),
    )
    properties = ElementTree.SubElement(element, "properties")
    for name, value in suite.properties.items():
        ElementTree.SubElement(properties, "property", name=name, value=value)
    for row in rows:
        classname = f"{suite.package}.{suite.name}"
        element.append(_case(row, classname))
    for stream in ("system-out", "system-err"):
        ElementTree.SubElement(element, stream)
    return element


def _case(row: Told, classname: str) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase", name=row.label, classname=classname, time=_seconds(row.seconds)
    )
    message = " ".join(row.findings) or row.title
    if row.open:
        ElementTree.SubElement(case, "skipped", message=message)
    elif row.wrong:
        tag = "error" if row.status in (ERROR, TIMEOUT) else "failure"
        found = ElementTree.SubElement(case, tag, message=message, type=row.status)
        found.text = row.shown or message
    return case


def _seconds(seconds: float) -> str:
    return f"{seconds:.6f}"
