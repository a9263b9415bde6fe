"""A remedy says in both languages what to do about what Python says in English alone.

Knows the messages of Python and NumPy for the commonest slips; where none fits, their own words
must do.
"""

from __future__ import annotations

import builtins
import difflib
import keyword
import re
import sys
import unicodedata
from collections.abc import Sequence

import numpy as np

from rawgrad.subject.base import Trouble

# What stands in a line that Python cannot read, its strings and comments left out, and what to do.
SYNTAX = (
    (r"\s*(?P<mark><{7}|>{7}|={7}|`{3}|>{3}|%|!)", "pasted"),
    (r".*[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]", "korean_letters"),
    (r".*(\+\+|--)\s*$", "increment"),
    (r".*(&&|\|\||!(?!=))", "and_or_not"),
    (r"\s*//|.*(/\*|\*/|//.*\w\s+\w)", "comment"),
    (r".*?(?P<mark>[-+*/%=<>&|.]|\b(?:and|or|not|in|is))\s*$", "unfinished"),
    (rf".*\b(?P<name>{'|'.join(keyword.kwlist)})\s*(?:=(?!=)|[,)])", "keyword"),
    (r"(?:.*=)?\s*(?P<name>let|var|const|int|float|double|new)\s+\w", "no_such_word"),
    (r".*\b(?P<name>then|do)\s*:?\s*$", "no_such_word"),
    (r".*\?.*:", "else_missing"),
    (r"\s*\w+\([^()]*\)\s*:\s*$", "no_def"),
    (r"[^:]*=\s*(?!lambda\b)[\w.()\[\]]+\s+[\w(]", "between"),
)
# What an exception says, and what to do, a key of `words.FINDINGS`: the first that fits.
REMEDIES = (
    (r"data/README\.md in the project's repository", "data_file"),
    (r"invalid (?:non-printable )?character.*U\+(?P<code>[0-9A-F]{4,5})\b", "character"),
    (r"inconsistent use of tabs", "tabs"),
    (r"expected an indented block|unexpected indent|unindent does not", "indentation"),
    (r"expected ':'\n\s*else\s*[^\s:{]", "elif"),
    (r"expected ':'", "colon"),
    (r"was never closed|unmatched|does not match opening", "brackets"),
    (r"unterminated (triple-quoted )?(f-)?string", "quotes"),
    (r"after line continuation", "backslash"),
    (r"Missing parentheses in call to '(?P<name>\w+)'", "call"),
    (r"invalid syntax.*\n\s*for\b(?!.*\bin\b)", "for_in"),
    (r"cannot assign to|Maybe you meant '=='", "equality"),
    (r"\n.*?(?P<mark>\bIn ?\[|\bOut ?\[|&gt;|&lt;|&amp;)", "pasted"),
    (r"expected 'else' after 'if'", "else_missing"),
    (r"'(?P<name>return|yield|break|continue)' (outside|not properly)", "outside"),
    (r"positional argument follows keyword", "positional"),
    (r"invalid decimal literal", "factor_missing"),
    (r"Perhaps you forgot a comma", "between"),
    (r"partially initialized module", "circular"),
    (r"No module named '(?P<name>\w+)'", "no_dot"),
    (r"No module named '\w+\.(?P<name>\w+)'\n\s*from \.", "no_module"),
    (r"No module named '(?P<module>\w+)\.(?P<name>\w+)'", "no_name"),
    (r"cannot import name '(?P<name>\w+)' from '(?:\w+\.)?(?P<module>\w+)'", "no_name"),
    (r"maximum recursion depth", "recursion"),
    (r"cannot access local variable '(?P<name>\w+)'", "unbound"),
    (r"(?P<name>\w+)\(\) takes no arguments", "no_init"),
    (r"only (0-dimensional|length-1|size-1|0-d) arrays can be converted", "one_number"),
    (r"truth value of an array", "truth"),
    (r"\(\) (takes .* given|missing \d+ required)|name 'self'|duplicate argument", "parameters"),
    (r"follows default|without a default", "parameters"),
    (r"unexpected keyword argument '(?P<name>\w+)'", "no_parameter"),
    (r"for \^|bitwise_xor", "power"),
    (r"'list' (and '|object has no attr)|[:d] 'list'|multiply sequence|te list", "to_array"),
    (r"list indices .* not tuple", "to_array"),
    (r"NoneType", "none"),
    (r"'dict' object has no attribute '(?P<name>\w+)'", "entry"),
    (r"object is not callable", "not_callable"),
    (r"(function|method|type|ufunc|builtin_\w+)' (and|object is not subsc)", "function_itself"),
    (r"not be broadcast|not aligned|in its core dimension|cannot reshape", "shapes"),
    (r"input arrays must have (the )?same|must match exactly", "shapes"),
    (r"Cannot interpret '\d+' as a data type|'tuple' object cannot be interpreted", "one_tuple"),
    (
        r"object is not (iterable|subscriptable)|no len\(\)|of unsized|over a 0-d|to scalar var",
        "one",
    ),
    (r"axis -?\d+ is out of bounds", "axis"),
    (r"is out of bounds|index out of range", "index"),
    (r"only integers?,? |indices must be (of )?integer|be interpreted as an integer", "integer"),
    (r"too many indices", "axis"),
    (r"Cannot cast ufunc .* output", "in_place"),
    (r"values to unpack|cannot unpack", "unpack"),
    (r"inhomogeneous|array element with a sequence", "ragged"),
    (r"math (domain|range) error", "out_of_range"),
    (r"concatenate str|invalid literal for|could not convert|ufunc .*support", "no_number"),
    (r"^KeyError: (?P<name>.+)", "no_key"),
    (r"^ZeroDivisionError", "zero"),
)
UNREADABLE = re.compile(r"^SyntaxError: invalid syntax")
STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"")
COMMENT = re.compile(r"#.*")
UNKNOWN = re.compile(
    r"name '(?P<name>[^']+)' is not defined|'(?P<of>[\w.]+)'.* has no attribute '(?P<part>\w+)'"
)
JAMO = re.compile(r"[\u1100-\u11ff\u3130-\u318f]")
# An import of a file whose name Python cannot read as one: `from .my-notes import x`.
NO_IDENTIFIER = re.compile(r"\s*(?:from|import)\s+\.*(?P<name>\w*-[\w-]+|\d\w*)")
# What an editor or a web page puts in the place of a plain character, where NFKC knows none.
PLAIN = dict(zip("“”‘’−–—×·÷、。", "\"\"''---**/,.", strict=True))
PLAIN |= {"²": "**2", "³": "**3", "≤": "<=", "≥": ">=", "≠": "!="}
# What other languages call what Python has.
FOREIGN = {
    "null": "None", "nil": "None", "function": "def", "func": "def", "fn": "def",
    "elseif": "elif", "elsif": "elif", "this": "self", "numpy": "np",
}  # fmt: skip


def remedy(trouble: Trouble) -> tuple[str, dict[str, str]] | None:
    """Return the key and the facts of what helps against an exception, or nothing."""
    line = trouble.frames[-1][3] if trouble.frames else ""
    named = NO_IDENTIFIER.match(line) if "SyntaxError" in trouble.kinds else None
    if named:
        name = named["name"]
        better = re.sub(r"^(?=\d)", "_", name.replace("-", "_"))
        return "no_identifier", {"name": name, "better": better}
    said = f"{trouble.type}: {trouble.message}\n{line}"
    for message, key in REMEDIES:
        found = re.search(message, said)
        if found is None:
            continue
        facts = found.groupdict()
        if key == "character":
            return _character(chr(int(facts["code"], 16)))
        return key, facts
    unknown = UNKNOWN.search(trouble.message)
    if unknown is not None:
        return _unknown(line, **unknown.groupdict())
    return _unreadable(line) if UNREADABLE.match(said) else None


def _character(typed: str) -> tuple[str, dict[str, str]]:
    plain = PLAIN.get(typed) or unicodedata.normalize("NFKC", typed)
    code = f"U+{ord(typed):04X}"
    if plain == " " or not typed.isprintable():
        return "invisible", {"code": code}
    if plain.isascii():
        return "typed", {"typed": typed, "plain": plain}
    return "unknown_character", {"typed": typed}


def _unreadable(line: str) -> tuple[str, dict[str, str]]:
    """Return what helps against a line that Python cannot read, by what stands in it."""
    code = COMMENT.sub("", STRINGS.sub("''", line))
    word = re.match(r"\s*(?P<name>\w+)(\s+\w|\s*:)", code)
    if word is not None and not keyword.iskeyword(word["name"]):
        better = _nearest(word["name"], keyword.kwlist)
        if better:
            return "spelt", {"name": word["name"], "better": better}
    for form, key in SYNTAX:
        found = re.match(form, code)
        if found is not None:
            return key, found.groupdict()
    return "unreadable", {}


def _unknown(
    line: str, name: str | None, of: str | None, part: str | None
) -> tuple[str, dict[str, str]]:
    """Return what helps where a name is not known, or a part of a module or value."""
    name = name or part or ""
    if JAMO.search(name):
        return "korean_letters", {}
    if name == "np":
        return "no_import", {"what": "numpy as np"}
    if name not in FOREIGN and name in sys.stdlib_module_names and f"{name}." in line:
        return "no_import", {"what": name}
    if of == "numpy":
        better = _nearest(name, dir(np))
        better = better and f"np.{better}"
    elif hasattr(np, name) and of in (None, "numpy.ndarray"):
        better = f"np.{name}"
    else:
        better = "" if part else _nearest(name, [*keyword.kwlist, *dir(builtins)])
    return ("spelt", {"name": name, "better": better}) if better else ("unknown", {"name": name})


def _nearest(word: str, known: Sequence[str]) -> str:
    """Return what a misspelt word may have been meant to be, or nothing."""
    same = [name for name in known if name.lower() == word.lower()]
    same += [name for name in keyword.kwlist if name in known and sorted(name) == sorted(word)]
    alike = [name for name in known if name[0] == word[0]]
    near = same or difflib.get_close_matches(word, alike, n=1, cutoff=0.8)
    return FOREIGN.get(word) or next(iter(near), "")
