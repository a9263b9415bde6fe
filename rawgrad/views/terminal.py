"""Results become terminal text: a line for each exercise, and a failure as labelled rows.

Pure: the caller says how wide the page is, and prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from rawgrad.kit.columns import width, wrapped
from rawgrad.kit.layout import Exercise
from rawgrad.kit.text import Text
from rawgrad.spec.standing import standing
from rawgrad.views.item_result import ItemResult, Row, spoken
from rawgrad.views.width import WIDE, WIDEST, Page, pad, wrapped_value
from rawgrad.views.words import ENDS, LABELS, SENTENCES, STATUSES

INDENT = "  "


def failure(result: ItemResult, language: str, page: Page = WIDE) -> str:
    """Show one result that is not a pass, all of it."""
    title, place = result.title.in_(language), result.place
    if page.plain:
        rows = [_plain_row(row, language) for row in result.rows]
        return "\n".join([f"{result.id}: {title}", *filter(None, [place]), *rows])
    head = f"{result.id}   {title}"
    gap = page.columns - width(place)
    fits = place and width(head) < gap - 2
    lines = [f"{pad(head, gap)}{place}"] if fits else [head, place]
    return "\n".join([*filter(None, lines), *_rows(result.rows, language, page)])


def _plain_row(row: Row, language: str) -> str:
    text = f"{LABELS[row.label].in_(language)}: {spoken(row.text, language)}"
    note = spoken(row.note, language)
    return f"{text}. {note}" if note else text


def _rows(rows: Sequence[Row], language: str, page: Page) -> list[str]:
    """Return the rows' lines: labels in a column, and beside each its text."""
    labels = [LABELS[row.label].in_(language) for row in rows]
    column = max(map(width, labels), default=0) + 2
    room = page.columns - column - len(INDENT)
    lines = []
    for label, row in zip(labels, rows, strict=True):
        first, *rest = _lines_of(row, language, room, page)
        lines.append(f"{INDENT}{pad(label, column)}{first}".rstrip())
        lines += [f"{INDENT}{' ' * column}{line}" for line in rest]
    return lines


def _lines_of(row: Row, language: str, room: int, page: Page) -> list[str]:
    """Return a row's text in lines that have room, its note beside or below it."""
    text, note = spoken(row.text, language), spoken(row.note, language)
    lines = text.splitlines() or [""]
    if row.kind == "prose":
        lines = [piece for line in lines for piece in wrapped(line, room)]
    elif row.kind == "value":
        lines = [piece for line in lines for piece in wrapped_value(line, room)]
    if not note:
        return lines
    # On a wide page one line that stands out beats two.
    beside = page.columns + (34 if page.columns == WIDEST else 0) - 20
    if len(lines) == 1 and "\n" not in note and width(lines[0]) + width(note) <= beside:
        return [f"{lines[0]}     {note}"]
    return [*lines, *(piece for line in note.splitlines() for piece in wrapped(line, room))]


def exercise_line(
    exercise: Exercise,
    results: Sequence[ItemResult],
    language: str,
    page: Page = WIDE,
    missing: int = 0,
) -> str:
    """Show how an exercise stands, in one line; `missing` items were not examined."""
    passed = sum(result.status == "passed" for result in results)
    total = len(results) + missing
    is_known = (results and not missing) or any(result.is_wrong for result in results)
    said = STATUSES[standing(r.status for r in results)] if is_known else ENDS["unfinished"]
    title, status = exercise.title.in_(language), said.in_(language)
    if page.plain:
        of = SENTENCES["passed_of"].in_(language).format(passed=passed, total=total)
        return f"{exercise.number} {exercise.name}, {title}: {status}, {of}"
    name = f"{exercise.number:2}  {exercise.name}"
    count = f"{passed:3}/{total:<4}"
    if page.columns < 80:
        return f"{pad(name, 20)}{count}{status}"
    return f"{pad(name, 20)}{pad(title, 44)}{count}{status}"


def exercise_details(
    results: Sequence[ItemResult],
    language: str,
    everything: bool = False,
    page: Page = WIDE,
    notes: Sequence[Text] = (),
) -> str:
    """Show what is not right in an exercise: the first failure, or with `everything` all.

    After it comes what was found out and what there is to know.
    """
    wrong = [result for result in results if result.is_wrong]
    shown = wrong if everything else wrong[:1]
    blocks = [failure(result, language, page) for result in shown]
    if not wrong:
        found = dict.fromkeys(
            finding.in_(language)
            for result in results
            if result.is_open
            for finding in result.findings
        )
        blocks += [f"{INDENT}{text}" for text in (found if everything else list(found)[:1])]
    else:
        blocks.append(_again(wrong, language, everything))
    label = LABELS["your result"].in_(language)
    facts = [result.fact for result in results if result.fact is not None]
    blocks += [f"{INDENT}{label}: {fact.in_(language)}" for fact in facts]
    rows = [Row("note", text, "prose") for text in notes]
    if page.plain:
        blocks += [_plain_row(row, language) for row in rows]
    else:
        blocks += _rows(rows, language, page)
    return "\n".join(blocks)


def _again(wrong: Sequence[ItemResult], language: str, everything: bool) -> str:
    name, more = wrong[0].exercise, len(wrong) - 1
    label = LABELS["again"].in_(language)
    line = f"{INDENT}{label}: rawgrad check {name}     {SENTENCES['other_language'].in_(language)}"
    if more and not everything:
        line += f"\n{INDENT}{SENTENCES['more'].in_(language).format(count=more, name=name)}"
    return line
