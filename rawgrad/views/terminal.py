"""Outcomes into text: pure functions of what was found.

Knows outcomes and words. Writes nothing and colours nothing: the caller prints.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from rawgrad.kit.layout import Exercise
from rawgrad.spec.case import Case, Input, Named, Use
from rawgrad.spec.diagnose import Notes
from rawgrad.spec.examine import Outcome
from rawgrad.spec.judge import BLOCKED, FAILED, PASSED, TODO, Finding
from rawgrad.subject.base import Result
from rawgrad.subject.values import Reference
from rawgrad.views.width import WIDEST, page
from rawgrad.views.words import (
    DIFFERENCES,
    DTYPE_KINDS,
    FINDINGS,
    KINDS,
    LABELS,
    SENTENCES,
    STATUSES,
)

INDENT = "  "
# Rows that hold sentences, which may be broken anywhere; the others hold values and code.
PROSE = ("problem", "difference", "diagnosis", "think", "why", "note")


def width(text: str) -> int:
    """Return the columns a text takes in a terminal; Korean characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int) -> str:
    """Fill a text with spaces up to a number of columns."""
    return text + " " * max(columns - width(text), 0)


def value_text(value: Any, digits: int | None = None) -> str:
    """Write a value as a learner would type it, arrays without their wrapping."""
    if isinstance(value, Reference | Use):
        return getattr(value, "name", "net")
    if isinstance(value, Named):
        return value.name
    if isinstance(value, Input):
        return repr(value.name)
    if isinstance(value, np.ndarray):
        few = value.ndim == 1 and 0 < value.size <= 12
        short = [repr(item) for item in value.tolist()] if few else []
        if short and max(map(len, short)) <= 7:
            return f"[{', '.join(short)}]"
        options: dict[str, Any] = {"separator": ", ", "threshold": 60, "edgeitems": 3}
        return np.array2string(
            value, precision=max(digits or 8, 8), max_line_width=page.columns - 14, **options
        )
    if isinstance(value, np.generic):
        return value_text(value.item())
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, dict):
        some = [f"{k!r}: {value_text(v)}" for k, v in itertools.islice(value.items(), 20)]
        return "{" + ", ".join(some) + (", …" if len(value) > 20 else "") + "}"
    if isinstance(value, list | tuple):
        items = ", ".join(value_text(v) for v in value[:20]) + (", …" if len(value) > 20 else "")
        return f"[{items}]" if isinstance(value, list) else f"({items})"
    if hasattr(value, "standard_normal"):
        return "rng"
    return repr(value)


def finding_text(finding: Finding, language: str) -> str:
    """Put a finding into words."""
    facts = dict(finding.facts)
    key = finding.key
    if key == "values" and not facts["index"] and not facts["path"]:
        key = "value"
    if key == "law" and "got" in facts:
        key = "law_facts"
    if facts.get("path"):
        facts["path"] = f"{facts['path']} "
    table = {"kind": KINDS, "dtype_kind": DTYPE_KINDS}.get(key, {})
    for name in ("got", "want"):
        if name not in facts or key == "different":
            continue
        fact = facts[name]
        known = table.get(fact) if isinstance(fact, str) else None
        facts[name] = known.in_(language) if known else fact
        if key in ("value", "values", "law_facts") and not isinstance(fact, str):
            facts[name] = value_text(fact)
    if "index" in facts:
        facts["index"] = "[" + ", ".join(map(str, facts["index"])) + "]"
    return FINDINGS[key].in_(language).format(**facts)


def call_text(outcome: Outcome) -> str:
    """Write the call as a learner would type it."""
    item, result = outcome.item, outcome.result
    if isinstance(item, Case):
        function, args, kwargs = item.function, item.args, item.kwargs
    else:
        assert result is not None
        function, args, kwargs = result.function, result.args, result.kwargs
    names = [value_text(value) for value in args]
    if "." in function and names:
        function = f"{names.pop(0)}.{function.partition('.')[2]}"
    names += [f"{name}={value_text(value)}" for name, value in kwargs.items()]
    return f"{function}({', '.join(names)})"


def failure(outcome: Outcome, language: str, notes: Notes | None = None) -> str:
    """Show one outcome that is not a pass, all of it."""
    item, result = outcome.item, outcome.result
    where = f"{result.where[0]}:{result.where[1]}" if result and result.where else ""
    head = f"{item.id}   {outcome.title.in_(language)}"
    rows = list(labelled(outcome, language, notes or Notes()))
    if page.plain:
        told = [f"{label}: {text}" for label, text in rows]
        return "\n".join(
            [f"{item.id}: {outcome.title.in_(language)}", *filter(None, [where]), *told]
        )
    gap = page.columns - width(where)
    lines = (
        [f"{pad(head, gap)}{where}"] if width(head) < gap - 2 else [head, *filter(None, [where])]
    )
    label_width = max(width(label) for label, _ in rows) + 2 if rows else 0
    room = page.columns - label_width - len(INDENT)
    prose = {LABELS[name].in_(language) for name in PROSE}
    for label, text in rows:
        first, *rest = text.splitlines() or [""]
        if label in prose:
            first, *rest = [piece for part in (first, *rest) for piece in _wrapped(part, room)]
        elif not any(line.startswith(" ") for line in rest):
            # Behind a value may stand a sentence; the further rows of an array are indented.
            rest = [piece for part in rest for piece in _wrapped(part, room)]
        lines.append(f"{INDENT}{pad(label, label_width)}{first}")
        lines += [f"{INDENT}{' ' * label_width}{line}" for line in rest]
    return "\n".join(lines)


def labelled(outcome: Outcome, language: str, notes: Notes) -> Iterable[tuple[str, str]]:
    """Yield the lines of a failure: a label and its text, which may have lines of its own."""
    item, result, verdict = outcome.item, outcome.result, outcome.verdict

    def label(name: str) -> str:
        return LABELS[name].in_(language)

    if result is not None:
        yield label("called"), _beside(call_text(outcome), _argument_shape(result))
        if result.answered and verdict.status == FAILED:
            yield label("returned"), value_text(outcome.value)
    problems = "\n".join(finding_text(f, language) for f in verdict.findings)
    if isinstance(item, Case) and item.raises:
        wanted = SENTENCES["raises"].in_(language).format(want=item.raises)
        yield label("expected"), _beside(wanted, problems)
    elif isinstance(item, Case) and verdict.status == FAILED:
        name = f"{item.item}: " if item.item is not None else ""
        yield label("expected"), _beside(name + value_text(item.want, item.digits), problems)
    elif problems:
        yield label("problem"), problems
    if result is not None:
        yield from _circumstances(result, language)
    for found in notes.differences:
        yield label("difference"), DIFFERENCES[found.key].in_(language).format(**found.facts)
    known = notes.misconception
    if known is not None:
        identical = SENTENCES["identical"].in_(language)
        said = known.diagnosis.in_(language).rstrip(".")
        text = identical.format(count=notes.count, function=item.function, diagnosis=said)
        yield label("diagnosis"), text
        yield label("think"), known.think.in_(language)
    if isinstance(item, Case):
        reason = item.why.in_(language).removeprefix(outcome.title.in_(language)).lstrip(":. ")
        if reason:
            yield label("why"), reason
    if item.document:
        yield label("source"), item.document


def _circumstances(result: Result, language: str) -> Iterable[tuple[str, str]]:
    if result.trouble is not None:
        for place, line, _, source in result.trouble.frames[-3:]:
            yield LABELS["at"].in_(language), f"{place}:{line}   {source.strip()}"
    if result.output.strip():
        yield LABELS["printed"].in_(language), result.output.rstrip()[:1000]
    for kind, text in dict.fromkeys(result.warnings):
        if kind == "RuntimeWarning":
            note = SENTENCES["warning"].in_(language).format(warning=text)
            yield LABELS["note"].in_(language), note


def _beside(text: str, note: str) -> str:
    """Put a note behind a text where the line has room, else on a line of its own."""
    if not note:
        return text
    if page.plain:
        return f"{text}. {note}"
    if "\n" in text or "\n" in note or width(text) + width(note) + 20 > page.columns + _slack():
        return f"{text}\n{note}"
    return f"{text}     {note}"


def _slack() -> int:
    """Return how far a line may stand out: on a wide page one long line beats two."""
    return 34 if page.columns == WIDEST else 0


def _wrapped(text: str, room: int) -> list[str]:
    """Break a sentence into lines at spaces, by the columns it takes."""
    lines = [""]
    for word in text.split():
        if lines[-1] and width(lines[-1]) + 1 + width(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _argument_shape(result: Result) -> str:
    arrays = [value for value in result.args if isinstance(value, np.ndarray)]
    if len(arrays) != 1:
        return ""
    return f"shape {arrays[0].shape}, {arrays[0].dtype}"


def tally(outcomes: Sequence[Outcome]) -> str:
    """Return the status of an exercise as a whole."""
    statuses = [outcome.verdict.status for outcome in outcomes]
    if all(status == PASSED for status in statuses):
        return PASSED
    if any(status not in (PASSED, TODO, BLOCKED) for status in statuses):
        return next(s for s in statuses if s not in (PASSED, TODO, BLOCKED))
    return TODO if TODO in statuses else BLOCKED


def exercise_line(exercise: Exercise, outcomes: Sequence[Outcome], language: str) -> str:
    """Show how an exercise stands, in one line."""
    passed = sum(outcome.verdict.passed for outcome in outcomes)
    status = STATUSES[tally(outcomes)].in_(language)
    title = exercise.title.in_(language)
    if page.plain:
        of = SENTENCES["passed_of"].in_(language).format(passed=passed, total=len(outcomes))
        return f"{exercise.number} {exercise.name}, {title}: {status}, {of}"
    name = f"{exercise.number:2}  {exercise.name}"
    if page.columns < 80:
        return f"{pad(name, 20)}{passed:3}/{len(outcomes):<4}{status}"
    return f"{pad(name, 20)}{pad(title, 44)}{passed:3}/{len(outcomes):<4}{status}"


def exercise_details(
    outcomes: Sequence[Outcome],
    language: str,
    everything: bool,
    noted: Callable[[Outcome], Notes],
) -> str:
    """Show what is not right in an exercise: the first failure, or with `everything` all."""
    wrong = [o for o in outcomes if o.verdict.status not in (PASSED, TODO, BLOCKED)]
    open_ = [o for o in outcomes if o.verdict.status in (TODO, BLOCKED)]
    blocks = [failure(o, language, noted(o)) for o in (wrong if everything else wrong[:1])]
    if open_ and not wrong:
        findings = dict.fromkeys(
            finding_text(f, language) for o in open_ for f in o.verdict.findings
        )
        shown = list(findings) if everything else list(findings)[:1]
        blocks += [f"{INDENT}{text}" for text in shown]
    if blocks and wrong:
        blocks.append(_again(outcomes, len(wrong) - 1, language, everything))
    facts = [o.fact for o in outcomes if o.fact is not None]
    label = LABELS["your result"].in_(language)
    blocks += [f"{INDENT}{label}: {fact.in_(language)}" for fact in facts]
    return "\n".join(blocks)


def _again(outcomes: Sequence[Outcome], more: int, language: str, everything: bool) -> str:
    name = outcomes[0].item.exercise
    label = LABELS["again"].in_(language)
    line = f"{INDENT}{label}: rawgrad check {name}     {SENTENCES['other_language'].in_(language)}"
    if more and not everything:
        line += f"\n{INDENT}{SENTENCES['more'].in_(language).format(count=more, name=name)}"
    return line
