"""A value that does not fit a line is laid out by its brackets: no number or name is ever cut.

Pure. Reads the text of a value or a call as nested brackets, and writes what fits whole on one
line, the rows of a matrix below each other, and anything else argument by argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rawgrad.kit.columns import width

# A string as Python writes it, a bracket, a comma, or what stands between these.
TOKENS = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[\[\](){}]|,|[^\[\](){},'"]+|['"]""")
CLOSING = {"[": "]", "(": ")", "{": "}"}
# Further in than this, what is inside a bracket begins on a line of its own.
DEEPEST = 14


@dataclass(frozen=True)
class Group:
    """What stands between two brackets: items, each of texts and groups."""

    opening: str
    items: tuple[Item, ...]
    closing: str


Item = tuple["str | Group", ...]


def value_lines(text: str, room: int) -> list[str]:
    """Return a value or a call in lines that have room, as far as its parts have."""
    items, end = _read_items(iter(TOKENS.findall(" ".join(text.split("\n")))))
    if end or len(items) != 1:
        return text.splitlines() or [""]  # No value: its brackets do not match.
    return _item_lines(items[0], room)


def flat_value(text: str) -> str:
    """Return a value or a call on one line."""
    return "\n".join(value_lines(text, 10**9))


def _read_items(tokens: Iterator[str]) -> tuple[tuple[Item, ...], str]:
    """Read up to a closing bracket or the end, and return the items before it, and it."""
    items: list[Item] = []
    parts: list[str | Group] = []
    end = ""
    for token in tokens:
        if token in CLOSING:
            inside, closing = _read_items(tokens)
            parts.append(Group(token, inside, closing))
        elif token == ",":
            items.append(tuple(parts))
            parts = []
        elif token in CLOSING.values():
            # The comma of a tuple that has one item goes with its bracket.
            end = token if parts or not items else f",{token}"
            break
        elif token.strip() or parts:
            parts.append(token)
    return (*items, *([tuple(parts)] if parts else [])), end


def _flattened(item: Item) -> str:
    parts = [part if isinstance(part, str) else _flattened_group(part) for part in item]
    return "".join(parts).strip()


def _flattened_group(group: Group) -> str:
    # What NumPy has padded to stand in a column is stripped with each item.
    return f"{group.opening}{', '.join(map(_flattened, group.items))}{group.closing}"


def _item_lines(item: Item, room: int) -> list[str]:
    """Return the lines of an item; those after the first are indented from where it begins."""
    flat = _flattened(item)
    place = next((n for n, part in enumerate(item) if isinstance(part, Group)), None)
    if place is None or width(flat) <= room:
        return [flat]
    group = item[place]
    assert isinstance(group, Group)
    head = "".join(map(str, item[:place])).lstrip() + group.opening
    indent = width(head) if width(head) <= DEEPEST else 4
    lay_out = _matrix_lines if _is_matrix(group) else _filled_lines
    inside = lay_out(group.items, room - indent)
    inside[-1] += group.closing
    lines = _indented_lines(inside, indent)
    if indent == width(head):
        lines[0] = head + inside[0]
    else:
        lines.insert(0, head)
    rest = _flattened(item[place + 1 :])
    if rest and width(lines[-1]) + 2 + width(rest) <= room:
        lines[-1] += f"  {rest}"
    elif rest:
        lines += _indented_lines(_item_lines(item[place + 1 :], room - 4), 4)
    return lines


def _indented_lines(lines: Sequence[str], columns: int) -> list[str]:
    return [" " * columns + line for line in lines]


def _filled_lines(items: Sequence[Item], room: int) -> list[str]:
    """Return items one after another: as many on a line as fit, one of several lines alone."""
    lines: list[str] = []
    joins = False
    for number, item in enumerate(items, start=1):
        block = _item_lines(item, room - 1)
        block[-1] += "," if number < len(items) else ""
        if joins and len(block) == 1 and width(lines[-1]) + 1 + width(block[0]) < room:
            lines[-1] += f" {block[0]}"
        else:
            lines += block
        joins = len(block) == 1
    return lines or [""]


def _is_matrix(group: Group) -> bool:
    """Tell whether a group is a list of rows: lists, and the dots for those left out."""
    rows = [item for item in group.items if _flattened(item) != "..."]
    return group.opening == "[" and len(rows) > 1 and all(_row_of(item) for item in rows)


def _row_of(item: Item) -> Group | None:
    """Return the list that an item is, or None."""
    parts = [part for part in item if isinstance(part, Group) or part.strip()]
    only = parts[0] if len(parts) == 1 else None
    return only if isinstance(only, Group) and only.opening == "[" else None


def _matrix_lines(items: Sequence[Item], room: int) -> list[str]:
    """Return rows below each other, their values in columns where all of them fit."""
    rows = [_row_of(item) for item in items]
    cells = [[_flattened(cell) for cell in row.items] if row else [] for row in rows]
    widths = [max(map(width, column)) for column in zip_longest(*cells, fillvalue="")]
    is_plain = not any(
        isinstance(part, Group) for row in rows if row for i in row.items for part in i
    )
    aligned = is_plain and sum(widths) + 2 * len(widths) + 1 <= room
    lines: list[str] = []
    for number, (item, texts) in enumerate(zip(items, cells, strict=True), start=1):
        block = _item_lines(item, room - 1)
        if aligned and texts:
            padded = (text.rjust(columns) for text, columns in zip(texts, widths, strict=False))
            block = [f"[{', '.join(padded)}]"]
        block[-1] += "," if number < len(items) else ""
        lines += block
    return lines
