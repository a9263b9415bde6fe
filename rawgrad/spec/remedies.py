"""A remedy says in both languages what to do about what Python says in English alone.

Knows Python's messages for the commonest slips; where none fits, Python's own words must do.
"""

from __future__ import annotations

import re
import unicodedata

from rawgrad.subject.base import Trouble

# What a message and its line tell, and what to do, a key of `words.FINDINGS`: the first that fits.
REMEDIES = (
    (
        re.compile(r"invalid (?:non-printable )?character.*U\+(?P<code>[0-9A-F]{4,5})\b"),
        "character",
    ),
    (re.compile(r"inconsistent use of tabs"), "tabs"),
    (re.compile(r"expected an indented block|unexpected indent|unindent does not"), "indentation"),
    (re.compile(r"expected ':'"), "colon"),
    (re.compile(r"was never closed|unmatched|does not match opening"), "brackets"),
    (re.compile(r"partially initialized module"), "circular"),
    (re.compile(r"No module named '(?P<name>\w+)'"), "no_dot"),
    (re.compile(r"No module named '\w+\.(?P<name>\w+)'\n\s*from \."), "no_module"),
    (re.compile(r"maximum recursion depth"), "recursion"),
    (re.compile(r"cannot access local variable '(?P<name>\w+)'"), "unbound"),
    (re.compile(r"invalid syntax\n\s*(?P<mark><{7}|>{7}|={7}|`{3}|>{3}|%|!)"), "pasted"),
    (re.compile(r"^(?P<name>\w+)\(\) takes no arguments"), "no_init"),
    (re.compile(r"only (0-dimensional|length-1|size-1|0-d) arrays can be converted"), "one_number"),
    (re.compile(r"truth value of an array"), "truth"),
    (
        re.compile(
            r"'(list|tuple|int|float)' object has no attribute '(ndim|shape|size|dtype|T|astype"
            r"|reshape|ravel|max|min|sum|mean|argmax|dot)'"
            r"|operand type.*'list'|between instances of .*'list'"
            r"|list indices must be .* not tuple|can't multiply sequence"
        ),
        "list",
    ),
    (re.compile(r"Cannot cast ufunc .* output"), "in_place"),
    (re.compile(r"could not be broadcast|not aligned|mismatch in its core dimension"), "shapes"),
    (re.compile(r"cannot reshape array of size"), "reshape"),
    (re.compile(r"out of bounds for axis \d+ with size (?P<size>\d+)"), "bounds"),
    (re.compile(r"for array of dimension \d+|array is \d+-dimensional"), "axes"),
    (re.compile(r"\(\) (takes .* given|missing \d+ required)"), "parameters"),
)
# An import of a file whose name Python cannot read as one: `from .my-notes import x`.
NO_IDENTIFIER = re.compile(r"\s*(?:from|import)\s+\.*(?P<name>\w*-[\w-]+|\d\w*)")
# What an editor or a web page puts in the place of a plain character, where NFKC knows none.
PLAIN = dict(zip("“”‘’−–—×÷、。", "\"\"''---*/,.", strict=True))


def remedy(trouble: Trouble) -> tuple[str, dict[str, str]] | None:
    """Return the key and the facts of what helps against an exception, or nothing."""
    line = trouble.frames[-1][3] if trouble.frames else ""
    named = NO_IDENTIFIER.match(line) if "SyntaxError" in trouble.kinds else None
    if named:
        name = named["name"]
        better = re.sub(r"^(?=\d)", "_", name.replace("-", "_"))
        return "no_identifier", {"name": name, "better": better}
    said = f"{trouble.message}\n{line}"
    for message, key in REMEDIES:
        found = message.search(said)
        if found is None:
            continue
        facts = found.groupdict()
        if key == "character":
            return _character(chr(int(facts["code"], 16)))
        return key, facts
    return None


def _character(typed: str) -> tuple[str, dict[str, str]]:
    plain = PLAIN.get(typed) or unicodedata.normalize("NFKC", typed)
    code = f"U+{ord(typed):04X}"
    if plain == " " or not typed.isprintable():
        return "invisible", {"code": code}
    if plain.isascii():
        return "typed", {"typed": typed, "plain": plain}
    return "unknown_character", {"typed": typed}
