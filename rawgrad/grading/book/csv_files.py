"""CSV files are read as people and their spreadsheets write them, and every mistake names its line.

Takes commas, semicolons and tabs, titles above the heading, any line ends, UTF-8, UTF-16 and cp949.
Knows nothing of what the columns mean.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rawgrad.grading.words import INPUT
from rawgrad.kit import sanitize
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.os_errors import os_error

DELIMITERS = (",", ";", "\t")
# A heading stands in one of the first lines, below a title at most.
TITLES = 10
# What Canvas writes below the heading of its own sheet.
NO_PERSON = ("points possible", "manual posting")

Cells = list[str]


@dataclass(frozen=True)
class FileRow:
    """One row of a file: its cells by the lower-case name of their column."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def get(self, *columns: str) -> str:
        """Return the first cell of these columns that is not empty."""
        return next((cell for c in columns if (cell := self.cells.get(c, ""))), "")

    def problem(self, key: str, **facts: object) -> BrokenKit:
        """Return the error of this row, in one line."""
        said = INPUT[key].filled(**facts)
        return BrokenKit(INPUT["in_line"].filled(path=self.path.name, line=self.line, said=said))


def read_rows(path: Path, columns: Collection[str], others: bool = True) -> list[FileRow]:
    """Read the rows of a CSV file.

    Parameters
    ----------
    columns
        The names that a heading may have; the heading is the first line with one of them.
    others
        Whether there may be other columns, too.

    Raises
    ------
    BrokenKit
        If the file is empty, has no heading, or a row does not fit it.
    """

    def refuse(key: str, line: int = 0, **facts: object) -> BrokenKit:
        if line:
            return FileRow(path, line, {}).problem(key, **facts)
        return BrokenKit(INPUT[key].filled(**facts).at(path.name))

    text = read_text(path)
    if not text.strip():
        raise refuse("empty")
    try:
        line, heading, rest = _table(text, columns)
    except csv.Error as error:
        raise refuse("no_csv", reason=error) from None
    if not heading:
        raise refuse("no_heading", columns=", ".join(list(columns)[:6]))
    for name in filter(None, heading):
        if heading.count(name) > 1 and name in columns:
            raise refuse("column_twice", line, column=name)
        if not others and name not in columns:
            near = difflib.get_close_matches(name, columns, n=1) or list(columns)
            raise refuse("unknown_column", line, column=name, known=", ".join(near))
    rows = []
    for number, cells in rest:
        if any(cells[len(heading) :]):
            raise refuse("too_many_cells", number, count=len(heading))
        if any(cells):
            found = dict(zip(heading, map(sanitize.without_apostrophe, cells), strict=False))
            rows.append(FileRow(path, number, found))
    return rows


def _table(text: str, columns: Collection[str]) -> tuple[int, Cells, list[tuple[int, Cells]]]:
    """Return the heading with its line, and the rows below; by the delimiter that suits it best."""
    best: tuple[int, int, Cells, list[tuple[int, Cells]]] = (0, 0, [], [])
    for delimiter in DELIMITERS:
        lines = list(split(text, delimiter))
        for place, (number, cells) in enumerate(lines[:TITLES]):
            names = [cell.lower().replace(" ", "_") for cell in cells]
            known = len(set(names) & set(columns))
            if known > best[0]:
                best = known, number, names, lines[place + 1 :]
    return best[1:]


def split(text: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a text with the line each begins in; rows without any cell are left out."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    line = 1
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells
        line = reader.line_num + 1


def read_text(path: Path) -> str:
    """Read what a spreadsheet or an editor wrote, with line ends as Python has them."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise os_error(error, path) from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BrokenKit(INPUT["workbook"].at(path))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding).removeprefix("\ufeff").replace("\0", "")
            return text.replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            pass
    raise BrokenKit(INPUT["encoding"].at(path))


def is_a_persons(cells: Iterable[str]) -> bool:
    """Tell whether a row of a system's sheet is about a person: Canvas has two that are not."""
    return not any(cell.strip().lower().startswith(NO_PERSON) for cell in cells)


def twice(rows: Iterable[FileRow], names: Iterable[str]) -> tuple[FileRow, str, int] | None:
    """Return the first row whose name an earlier one has, the name, and the earlier one's line."""
    seen: dict[str, int] = {}
    for row, name in zip(rows, names, strict=True):
        if name in seen:
            return row, name, seen[name]
        seen[name] = row.line
    return None
