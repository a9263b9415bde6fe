"""Text that people and submissions wrote is made harmless: lines, cells, file names. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

# Windows takes these for devices, whatever the ending.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# Control characters, what turns the direction of writing, half characters, and what XML lacks.
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# What ends a cell of a table, also where a spreadsheet takes several delimiters at once.
_ENDS_CELL = re.compile('[,;\t"\r\n]')
# Where a cell may begin, and where one was marked, each with what comes next.
_BEGINS_CELL = re.compile(r'(^|;[\s"]*)(?=(.))', re.DOTALL)
_MARKED = re.compile(r"""(^|;[\s"]*)'(?=(.))""", re.DOTALL)
LONGEST_NAME = 80


def text(said: str) -> str:
    r"""Return a text that every file can hold: control characters are written out, as \x1b."""
    return _ODD.sub(lambda match: _written_out(match[0]), said.replace("\r\n", "\n"))


def _written_out(c: str) -> str:
    return f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}"


def line(said: str) -> str:
    """Return a text as one line."""
    return " ".join(text(said).split())


def name(said: str) -> str:
    """Return a name of somebody or of a file as it may be shown in a line.

    What cannot be seen, or would speak to a terminal or turn the direction of writing, is a
    question mark; the bytes of a name in another encoding are written out.
    """
    try:
        raw = said.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = said.encode("utf-8", "replace")
    said = unicodedata.normalize("NFC", raw.decode("utf-8", "backslashreplace"))
    if said.isascii() and said.isprintable():
        return said
    return "".join(
        c if c.isprintable() else " " if unicodedata.category(c) == "Zs" else "?" for c in said
    )


def cell(said: str) -> str:
    """Return a text as one line that no spreadsheet takes for a formula."""
    return no_formula(line(said))


def no_formula(said: str) -> str:
    """Return a text that no spreadsheet takes for a formula, nor what a semicolon in it divides.

    Some spreadsheets divide a row at semicolons alone, whatever is quoted.
    """
    return _BEGINS_CELL.sub(lambda at: f"{at[1]}'" if _begins_formula(at[2]) else at[1], said)


def without_apostrophe(said: str) -> str:
    """Return a cell without the apostrophes that `no_formula` put before formulas."""
    return _MARKED.sub(lambda at: at[1] if _begins_formula(at[2]) else at[0], said)


def _begins_formula(character: str) -> bool:
    # Full-width forms count as well: some spreadsheets read them as the plain ones.
    return unicodedata.normalize("NFKC", character) in ("=", "+", "-", "@", "\t", "\r")


def csv_row(cells: Iterable[object], quoted: bool = False) -> str:
    """Return a row of a table with commas; a cell that any spreadsheet would split is quoted."""
    return ",".join(
        '"{}"'.format(text.replace('"', '""')) if quoted or _ENDS_CELL.search(text) else text
        for text in map(str, cells)
    )


def file_names(names: Iterable[str]) -> dict[str, str]:
    """Return a name for each that every system can hold, no two alike in any case of letters.

    What had to be changed carries a hash of what it was, so that it stays the same whoever else
    is there.
    """
    given = list(names)
    safe = {name: _safe_stem(name) for name in given}
    often = Counter(one.casefold() for one in safe.values())
    return {
        name: one if one == name and often[one.casefold()] == 1 else f"{one}-{short_digest(name)}"
        for name, one in safe.items()
    }


def _safe_stem(name: str) -> str:
    one = unicodedata.normalize("NFC", _UNSAFE.sub("_", text(name)))[:LONGEST_NAME].strip(" .")
    return f"_{one}" if not one or one.partition(".")[0].rstrip().casefold() in _DEVICES else one


def short_digest(name: str) -> str:
    """Return eight hexadecimal digits that tell a name from others."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
