"""Makes rows of an outcome: what was called, returned and expected, and what can be said of it.

Pure. Knows outcomes and words; a sentence is made in both languages, a value without a width.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.case import Case, Input, Named, Use
from rawgrad.spec.diagnose import Notes
from rawgrad.spec.examine import Outcome
from rawgrad.spec.judge import Finding, item_text
from rawgrad.spec.points import kind_of
from rawgrad.spec.standing import FAILED, PASSED, is_open
from rawgrad.subject.base import Result
from rawgrad.subject.values import Reference
from rawgrad.views.item_result import ItemResult, Row
from rawgrad.views.words import DIFFERENCES, DTYPE_KINDS, FINDINGS, KINDS, SENTENCES, UNSUPPORTED

# A row of an array is one line, however long: where it is broken is up to a view.
ONE_LINE = 1_000_000
STOPPED = re.compile(r"^stopped after (\S+) s.*")
MAX_PRINTED = 1000
# So many characters of a value, or elements of an array, are written: what is more tells nothing.
MOST_PRINTED = 4000
NOTHING = Notes()
PLAIN = (bool, int, str, complex, type(None))


def item_result(outcome: Outcome, notes: Notes = NOTHING, detailed: bool = True) -> ItemResult:
    """Return what views read of an outcome.

    Parameters
    ----------
    notes
        What is certain about a failure beyond the failure itself.
    detailed
        Whether what is not passed gets its rows, which take time to write.
    """
    item, verdict = outcome.item, outcome.verdict
    return ItemResult(
        exercise=item.exercise,
        id=item.id,
        kind=kind_of(item),
        function=item.function,
        aspect=item.aspect,
        title=outcome.title,
        status=verdict.status,
        place=place(outcome),
        findings=tuple(finding_texts(finding, item.exercise) for finding in verdict.findings),
        rows=tuple(rows(outcome, notes)) if detailed and verdict.status != PASSED else (),
        asked=_asked(outcome) if detailed and is_open(verdict.status) else "",
        fact=outcome.fact,
        seconds=round(outcome.seconds, 6),
    )


def place(outcome: Outcome) -> str:
    """Return the learner's file and line that an outcome is about, or nothing.

    That is the line that raised, if one did, else where the function begins.
    """
    result = outcome.result
    if result is None:
        return ""
    where: Any = result.where
    if result.trouble is not None and result.trouble.frames:
        where = result.trouble.frames[-1]
    return f"{where[0]}:{where[1]}" if where else ""


def rows(outcome: Outcome, notes: Notes = NOTHING) -> Iterator[Row]:
    """Yield the rows of an outcome that is not a pass."""
    item, result, verdict = outcome.item, outcome.result, outcome.verdict
    # Of a law that ended its process, nobody knows the call.
    if result is not None and (isinstance(item, Case) or result.function):
        yield Row("called", call_text(outcome), "value", _argument_shape(result))
        if result.answered and verdict.status == FAILED:
            yield Row("returned", value_text(outcome.value), "value")
    texts = [finding_texts(finding, item.exercise) for finding in verdict.findings]
    problems: Text | str = Text(*map("\n".join, zip(*texts, strict=True))) if texts else ""
    if isinstance(item, Case) and item.raises:
        yield Row("expected", _said("raises", want=item.raises), "prose", problems)
    elif isinstance(item, Case) and verdict.status == FAILED:
        name = f"{item_text(item)}: " if item.item is not None else ""
        yield Row("expected", name + value_text(item.want, item.digits), "value", problems)
    elif isinstance(problems, Text):
        yield Row("problem", problems, "prose")
    if result is not None:
        yield from _circumstances(result)
    if notes.lost:
        aspects = Text(*map(", ".join, zip(*notes.lost, strict=True)))
        yield Row("note", _said("not_counted", aspects=aspects), "prose")
    for found in notes.differences:
        yield Row("difference", DIFFERENCES[found.key].filled(**found.facts), "prose")
    known = notes.misconception
    if known is not None:
        diagnosis = Text(*(text.rstrip(".") for text in known.diagnosis))
        facts = {"count": notes.count, "function": item.function, "diagnosis": diagnosis}
        yield Row("diagnosis", _said("identical", **facts), "prose")
        yield Row("think", known.think, "prose")
    if isinstance(item, Case):
        title = outcome.title
        reason = Text(
            *(
                why.removeprefix(head).lstrip(":. ")
                for why, head in zip(item.why, title, strict=True)
            )
        )
        if all(reason):
            yield Row("why", reason, "prose")
    if item.document:
        yield Row("source", item.document, "verbatim")


def _circumstances(result: Result) -> Iterator[Row]:
    if result.trouble is not None:
        for file, line, _, source in result.trouble.frames[-3:]:
            yield Row("at", f"{file}:{line}   {source.strip()}", "verbatim")
    if result.output.strip():
        yield _printed(result.output.rstrip())
    for kind, text in dict.fromkeys(result.warnings):
        if kind == "RuntimeWarning":
            key = "coroutine" if text.startswith("coroutine ") else "warning"
            yield Row("note", _said(key, warning=text), "prose")


def _printed(output: str) -> Row:
    """Return what was printed; of much the first lines, and how many more there are."""
    if len(output) <= MAX_PRINTED:
        return Row("printed", output, "verbatim")
    shown = output[:MAX_PRINTED].rpartition("\n")[0] or output[:MAX_PRINTED]
    more = len(output[len(shown) :].strip("\n").splitlines())
    return Row("printed", shown, "verbatim", _said("cut", count=more))


def _said(key: str, **facts: Any) -> Text:
    return SENTENCES[key].filled(**facts)


def _argument_shape(result: Result) -> str:
    arrays = [value for value in result.args if isinstance(value, np.ndarray)]
    if len(arrays) != 1:
        return ""
    return f"shape {arrays[0].shape}, {arrays[0].dtype}"


def call_text(outcome: Outcome) -> str:
    """Write the call as a learner would type it."""
    item, result = outcome.item, outcome.result
    # Where an object that a case uses could not be made, the call that should is shown.
    if isinstance(item, Case) and (result is None or result.function == item.function):
        function, args, kwargs = item.function, item.args, item.kwargs
    else:
        assert result is not None
        function, args, kwargs = result.function, result.args, result.kwargs
    names = [value_text(value) for value in args]
    if function.endswith(".__init__"):
        function = function.partition(".")[0]  # As the learner makes an object.
        names = names[1:]
    elif "." in function and names:
        function = f"{names.pop(0)}.{function.partition('.')[2]}"
    names += [f"{name}={value_text(value)}" for name, value in kwargs.items()]
    return f"{function}({', '.join(names)})"


def _asked(outcome: Outcome) -> str:
    """Return what a case that is still open asks for: its call, and what that should give."""
    item = outcome.item
    if not isinstance(item, Case) or item.raises:
        return ""
    return f"{call_text(outcome)}  ->  {value_text(item.want, item.digits)}"


def value_text(value: Any, digits: int | None = None) -> str:
    """Write a value as a learner would type it, arrays without their wrapping."""
    if isinstance(value, Use):
        return value.name
    if isinstance(value, Reference):
        return f"{value.made_by}(…)" + "".join(map(_step_text, value.path))
    if isinstance(value, Named):
        return value.name
    if isinstance(value, Input):
        return repr(value.name)
    if isinstance(value, np.ndarray):
        if _printed_size(value.shape) > MOST_PRINTED:
            # Every axis is too short to be cut, and they are many.
            return f"array(shape {value.shape}, {value.dtype})"
        few = value.ndim == 1 and 0 < value.size <= 12
        short = [repr(item) for item in value.tolist()] if few else []
        if short and max(map(len, short)) <= 7:
            return f"[{', '.join(short)}]"
        edge = 3 if value.ndim <= 2 else 1
        options: dict[str, Any] = {"separator": ", ", "threshold": 60, "edgeitems": edge}
        return np.array2string(
            value, precision=max(digits or 8, 8), max_line_width=ONE_LINE, **options
        )
    if isinstance(value, np.generic):
        return value_text(value.item())
    if isinstance(value, float):
        text = f"{value:.10g}"
        return f"{text}.0" if text.lstrip("-").isdigit() else text  # 17.0 is not the integer 17.
    if isinstance(value, dict):
        pairs = ((f"{_short_key(repr(k))}: ", v) for k, v in itertools.islice(value.items(), 20))
        return "{" + _container_text(pairs, len(value)) + "}"
    if isinstance(value, list | tuple):
        items = _container_text((("", v) for v in value[:20]), len(value))
        return f"[{items}]" if isinstance(value, list) else f"({items})"
    if isinstance(value, str):
        return repr(value[:MOST_PRINTED]) + ("…" if len(value) > MOST_PRINTED else "")
    if hasattr(value, "standard_normal"):
        return "rng"
    if callable(value):
        name = getattr(value, "__name__", "<lambda>")
        return "f" if name == "<lambda>" else name
    # Of anything else the type alone: where it lies in memory helps nobody.
    return repr(value) if isinstance(value, PLAIN) else f"<{type(value).__name__}>"


def _step_text(step: str | int | slice) -> str:
    if isinstance(step, slice):
        bounds = ("" if end is None else str(end) for end in (step.start, step.stop))
        return f"[{':'.join(bounds)}]"
    return f"[{step!r}]"


def _container_text(found: Iterable[tuple[str, Any]], count: int) -> str:
    """Write the first items of a container, each behind what names it, and no more than a page."""
    written: list[str] = []
    size = 0
    for name, item in found:
        if size > MOST_PRINTED:
            break
        written.append(name + value_text(item))
        size += len(written[-1])
    return ", ".join(written) + (", …" if len(written) < count else "")


def _short_key(text: str) -> str:
    return text if len(text) <= MAX_PRINTED else f"{text[:MAX_PRINTED]}…"


def _printed_size(shape: tuple[int, ...]) -> int:
    """Return how many elements NumPy prints of an array: of each axis its first and last three."""
    return math.prod(min(length, 7) for length in shape) if math.prod(shape) > 60 else 0


def finding_texts(finding: Finding, exercise: str = "NAME") -> Text:
    """Put a finding about an exercise into words, in both languages."""
    return Text(finding_text(finding, "en", exercise), finding_text(finding, "ko", exercise))


def finding_text(finding: Finding, language: str, exercise: str = "NAME") -> str:
    """Put a finding into words."""
    facts = {"exercise": exercise, **finding.facts}
    key = finding.key
    if key in ("timeout", "loop", "slow_gradient") and language == "ko":
        facts["message"] = STOPPED.sub(r"\1초가 지나 중단했습니다", facts["message"])
    if key in ("unsupported", "uncrossable_part"):
        facts["what"] = _unsupported_text(facts["what"], language)
    if key == "values" and not facts["index"]:
        key = "value"
    if key == "law" and "got" in facts:
        key = "law_facts"
    if facts.get("path"):
        facts["path"] += {"law_facts": " = ", "same_again": ": "}.get(key, " ")
    table = {"kind": KINDS, "dtype_kind": DTYPE_KINDS}.get(key, {})
    for name in ("got", "want"):
        if name not in facts or key == "different":
            continue
        fact = facts[name]
        known = table.get(fact) if isinstance(fact, str) else None
        facts[name] = known.in_(language) if known else fact
        if key in ("value", "values", "law_facts", "same_again") and not isinstance(fact, str):
            facts[name] = value_text(fact)
    if "index" in facts:
        facts["index"] = "[" + ", ".join(map(str, facts["index"])) + "]"
    # An exception may have no message.
    return FINDINGS[key].in_(language).format(**facts).removesuffix(": ")


def _unsupported_text(what: str, language: str) -> str:
    """Return what a value is that cannot cross; a builtin type without its module."""
    what = what.replace("builtins.", "")
    if language == "ko":
        for english, korean in UNSUPPORTED:
            what = re.sub(f"^{english}$", korean, what)
    return what
