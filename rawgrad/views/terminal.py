"""Results become terminal text: a line for each exercise, and a failure as labelled rows.

Pure: the caller says how wide the page is, and prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from rawgrad.kit.columns import width
from rawgrad.kit.layout import Exercise
from rawgrad.kit.shell import quoted
from rawgrad.kit.text import Text
from rawgrad.spec.standing import standing
from rawgrad.views.item_result import ItemResult, Row, spoken
from rawgrad.views.value_layout import flat_value, value_lines
from rawgrad.views.width import READABLE, WIDE, Page, laid_out, pad, wrapped_sentence
from rawgrad.views.words import ENDS, LABELS, SENTENCES, STATUSES

INDENT = "  "
# The longest title and a gap.
TITLE_COLUMNS = {"en": 43, "ko": 26}
# A value of more lines tells nothing more.
MOST_LINES = 12


def failure(result: ItemResult, language: str, page: Page = WIDE) -> str:
    """Show one result that is not a pass, all of it."""
    title, place = result.title.in_(language), result.place
    if page.plain:
        rows = [_plain_row(row, language) for row in result.rows]
        return "\n".join([f"{result.id}: {title}", *filter(None, [place]), *rows])
    head = f"{result.id}   {title}"
    gap = min(page.columns, READABLE) - width(place)
    fits = place and width(head) < gap - 2
    lines = [f"{pad(head, gap)}{place}"] if fits else [*_fitted(head, page.columns), place]
    return "\n".join([*filter(None, lines), *_rows(result.rows, language, page)])


def _plain_row(row: Row, language: str) -> str:
    said = spoken(row.text, language)
    if row.kind == "value":
        said = flat_value(said)
    text = f"{LABELS[row.label].in_(language)}: {said}"
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
    readable = min(room, READABLE - page.columns + room)
    lines = text.splitlines() or [""]
    if row.kind == "prose":
        lines = [piece for line in lines for piece in wrapped_sentence(line, readable)]
    elif row.kind == "value":
        lines = _fewer_lines(value_lines(text, room), language)
    else:
        lines = [piece for line in lines for piece in _verbatim(line, room)]
    if not note:
        return lines
    if len(lines) == 1 and "\n" not in note and width(lines[0]) + 5 + width(note) <= room:
        return [f"{lines[0]}     {note}"]
    return [
        *lines,
        *(piece for line in note.splitlines() for piece in wrapped_sentence(line, readable)),
    ]


def _fewer_lines(lines: list[str], language: str) -> list[str]:
    """Return what fits a screen of a value's lines, and how many more there are."""
    more = len(lines) - MOST_LINES
    if more <= 3:
        return lines
    return [*lines[:MOST_LINES], SENTENCES["cut"].in_(language).format(count=more)]


def _verbatim(line: str, room: int) -> list[str]:
    """Return a line as it is; where it is too long a place stands above the code that is there."""
    if width(line) <= room:
        return [line]
    place, _, code = line.partition("   ")
    return [place, *(INDENT + piece for piece in _fitted(code.strip(), room - len(INDENT)))]


def _fitted(line: str, room: int) -> list[str]:
    """Return a line as it is if it fits, else broken at its spaces and indented from there on."""
    if width(line) <= room:
        return [line] if line else []
    first, *rest = wrapped_sentence(line, room - len(INDENT))
    return [first, *(INDENT + piece for piece in rest)]


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
    name = pad(f"{exercise.number:2}  {exercise.name}", 20)
    count = f"{passed:3}/{total:<4}"
    widest = max(width(text.in_(language)) for text in (said, *STATUSES.values()))
    if page.columns < width(name) + TITLE_COLUMNS[language] + len(count) + widest:
        return f"{name}{count}{status}"
    return f"{name}{pad(title, TITLE_COLUMNS[language])}{count}{status}"


def exercise_details(
    results: Sequence[ItemResult],
    language: str,
    everything: bool = False,
    page: Page = WIDE,
    notes: Sequence[Text] = (),
    subject: str = "exercises",
) -> str:
    """Show what is not right in an exercise: the first failure, or with `everything` all.

    After it comes what was found out and what there is to know. `subject` is where it was looked
    for, as `check` names it.
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
        blocks += [_sentence(text, page) for text in (found if everything else list(found)[:1])]
    else:
        blocks.append(_again(wrong, language, everything, subject))
    label = LABELS["your result"].in_(language)
    facts = [result.fact for result in results if result.fact is not None]
    blocks += [_sentence(f"{label}: {fact.in_(language)}", page) for fact in facts]
    rows = [Row("note", text, "prose") for text in notes]
    if page.plain:
        blocks += [_plain_row(row, language) for row in rows]
    else:
        blocks += _rows(rows, language, page)
    return "\n".join(blocks)


def asked_lines(result: ItemResult, language: str, page: Page = WIDE) -> list[str]:
    """Return the title of a case that is still open, and its call with what that should give."""
    lines = [_sentence(result.title.in_(language), page)]
    if result.asked and page.plain:
        lines.append(flat_value(result.asked))
    elif result.asked:
        lines += (INDENT + line for line in value_lines(result.asked, page.columns - len(INDENT)))
    return lines


def _sentence(text: str, page: Page) -> str:
    room = page._replace(columns=page.columns - len(INDENT))
    return "\n".join(f"{INDENT}{line}" for line in laid_out(text, room).splitlines())


def _again(wrong: Sequence[ItemResult], language: str, everything: bool, subject: str) -> str:
    name, more = wrong[0].exercise, len(wrong) - 1
    if subject != "exercises":
        name += f" --subject {quoted(subject)}"
    label = LABELS["again"].in_(language)
    line = f"{INDENT}{label}: rawgrad check {name}     {SENTENCES['other_language'].in_(language)}"
    if more and not everything:
        line += f"\n{INDENT}{SENTENCES['more'].in_(language).format(count=more, name=name)}"
    return line
