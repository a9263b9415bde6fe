"""GitHub Actions get annotations on the learner's file and line, and a summary of the step.

A page shows ten errors of a step. So each exercise speaks once, with its first failure, unless
all are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rawgrad.kit import sanitize
from rawgrad.kit.text import Text
from rawgrad.reporting.result_rows import failure_text, message, where
from rawgrad.reporting.words import SUMMARY
from rawgrad.spec.standing import PASSED, standing
from rawgrad.views import markdown
from rawgrad.views.item_result import ItemResult
from rawgrad.views.words import STATUSES

# GitHub takes no summary over 1 MiB; what is longer it leaves out whole.
LONGEST = 900_000


def annotated(
    results: Sequence[ItemResult], language: str, base: str = "", everything: bool = False
) -> Iterator[str]:
    """Yield workflow commands; `base` is where the learner's package lies in the repository."""
    named: set[str] = set()
    for one in results:
        if not one.is_wrong or one.voided or (one.exercise in named and not everything):
            continue
        named.add(one.exercise)
        file, line = where(one) or (f"exercises/{one.exercise}.py", 0)
        properties = {"file": f"{base}/{file}" if base else file}
        if line:
            properties["line"] = str(line)
        properties["title"] = sanitize.line(one.label(language))
        given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::error {given}::{_data(failure_text(one, language) or message(one, language))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(results: Sequence[ItemResult], titles: Mapping[str, Text], language: str) -> str:
    """Return the summary of a step, in Markdown: a table, then each exercise's first failure."""
    groups = {
        name: [one for one in results if one.exercise == name]
        for name in dict.fromkeys(one.exercise for one in results)
    }
    statuses = {name: standing(one.status for one in group) for name, group in groups.items()}
    passed = sum(status == PASSED for status in statuses.values())
    said = {key: text.in_(language) for key, text in SUMMARY.items()}
    lines = [f"## {said['title'].format(passed=passed, total=len(groups))}", ""]
    lines += [f"| {said['exercise']} | {said['result']} | {said['passed']} |", "|---|---|--:|"]
    for name, group in groups.items():
        right = sum(one.status == PASSED for one in group)
        title = f"`{name}` {titles[name].in_(language)}"
        status = STATUSES[statuses[name]].in_(language)
        lines.append(f"| {title} | {status} | {right}/{len(group)} |")
    text = "\n".join([*lines, "", ""])
    for name, group in groups.items():
        first = next((one for one in group if one.is_wrong and one.rows), None)
        block = "" if first is None else _block(name, first, language)
        if len((text + block).encode()) > LONGEST:
            return f"{text}{said['cut']}\n"
        text += block
    return text


def _block(name: str, result: ItemResult, language: str) -> str:
    return "\n".join([f"### `{name}`", "", *markdown.failure(result, language), ""])
