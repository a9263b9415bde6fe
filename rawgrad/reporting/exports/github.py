"""GitHub Actions: annotations on the learner's file and line, and a summary of the step.

A page shows ten errors of a step. So each exercise speaks once, with its first failure, unless
all are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rawgrad.kit.text import Text
from rawgrad.reporting.result_rows import Told
from rawgrad.reporting.words import SUMMARY
from rawgrad.spec.standing import PASSED
from rawgrad.views.words import STATUSES

# GitHub takes no summary over 1 MiB; what is longer it leaves out whole.
LONGEST = 900_000


def annotated(rows: Sequence[Told], base: str = "", everything: bool = False) -> Iterator[str]:
    """Yield workflow commands; `base` is where the learner's package lies in the repository."""
    spoken: set[str] = set()
    for row in rows:
        if not row.wrong or row.voided or (row.exercise in spoken and not everything):
            continue
        spoken.add(row.exercise)
        file, line = row.where or (f"exercises/{row.exercise}.py", 0)
        properties = {"file": f"{base}/{file}" if base else file}
        if line:
            properties["line"] = str(line)
        properties["title"] = row.label
        told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::error {told}::{_data(row.shown or ' '.join(row.findings) or row.title)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(rows: Sequence[Told], titles: Mapping[str, Text], language: str) -> str:
    """Return the summary of a step, in Markdown: a table, then each exercise's first failure."""
    groups = {
        name: [row for row in rows if row.exercise == name]
        for name in dict.fromkeys(row.exercise for row in rows)
    }
    statuses = {name: _status(group) for name, group in groups.items()}
    passed = sum(status == PASSED for status in statuses.values())
    said = {key: text.in_(language) for key, text in SUMMARY.items()}
    lines = [f"## {said['title'].format(passed=passed, total=len(groups))}", ""]
    lines += [f"| {said['exercise']} | {said['result']} | {said['passed']} |", "|---|---|--:|"]
    for name, group in groups.items():
        right = sum(row.status == PASSED for row in group)
        title = f"`{name}` {titles[name].in_(language)}"
        status = STATUSES[statuses[name]].in_(language)
        lines.append(f"| {title} | {status} | {right}/{len(group)} |")
    text = "\n".join([*lines, "", ""])
    for name, group in groups.items():
        first = next((row for row in group if row.wrong and row.shown), None)
        block = "" if first is None else _block(name, first.shown)
        if len((text + block).encode()) > LONGEST:
            return f"{text}{said['cut']}\n"
        text += block
    return text


def _status(rows: Sequence[Told]) -> str:
    """Return how an exercise stands: what went wrong first, else what is open."""
    wrong = [row.status for row in rows if row.wrong]
    open_ = [row.status for row in rows if row.open]
    return (wrong or open_ or [PASSED])[0]


def _block(name: str, text: str) -> str:
    fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"### `{name}`\n\n{fence}text\n{text}\n{fence}\n\n"
