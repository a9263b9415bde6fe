"""An item's result is what every view reads: a status, sentences and rows, as plain data.

Needs no NumPy, so that whoever only shows results starts at once. Sentences are in both
languages, values have no width: how they are laid out is each view's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from rawgrad.kit.text import Text
from rawgrad.spec.standing import is_open, is_wrong

Kind = Literal["prose", "value", "verbatim"]


class Row(NamedTuple):
    """One line of a failure.

    Attributes
    ----------
    label
        A key of `words.LABELS`.
    text
        A sentence in both languages, or a value or code in none.
    kind
        `prose` may be broken at any space, a `value` at its commas, and what is `verbatim` at its
        own line ends only.
    note
        What is said of the text, beside it where there is room.
    """

    label: str
    text: Text | str
    kind: Kind
    note: Text | str = ""


def spoken(text: Text | str, language: str) -> str:
    """Return a row's text or note in a language."""
    return text.in_(language) if isinstance(text, Text) else text


@dataclass(frozen=True)
class ItemResult:
    """What is known of one case, law or scenario.

    Attributes
    ----------
    kind
        `case`, `law` or `scenario`.
    place
        The learner's file and line it is about, as `exercises/softmax.py:31`, or nothing.
    findings
        What was found wrong, a sentence each.
    rows
        The failure in full, if it is one and was asked for.
    asked
        Of a case that is still open: its call, and what that should give.
    fact
        What a passed scenario has to tell.
    seconds
        How long it took.
    hidden
        Whether learners do not have it: then title and status are all it holds.
    voided
        Whether it was withdrawn, and counts as passed for everybody.
    """

    exercise: str
    id: str
    kind: str
    function: str
    aspect: str
    title: Text
    status: str
    place: str = ""
    findings: tuple[Text, ...] = ()
    rows: tuple[Row, ...] = ()
    asked: str = ""
    fact: Text | None = None
    seconds: float = 0.0
    hidden: bool = False
    voided: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it waits to be written: no pass, and no failure."""
        return is_open(self.status)

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong with it."""
        return is_wrong(self.status)

    def label(self, language: str) -> str:
        """Return its id and title; of a hidden item the title alone."""
        title = self.title.in_(language)
        return f"{self.id}: {title}" if self.id else title


def to_plain(result: ItemResult) -> dict[str, Any]:
    """Return a result as JSON can hold it."""
    return vars(result).copy()


def from_plain(node: Mapping[str, Any]) -> ItemResult:
    """Return the result that `to_plain` took apart."""
    result = ItemResult(**node)
    return replace(
        result,
        title=Text(*result.title),
        findings=tuple(Text(*text) for text in result.findings),
        rows=rows_from_plain(result.rows),
        fact=Text(*result.fact) if result.fact else None,
    )


def rows_from_plain(nodes: Any) -> tuple[Row, ...]:
    """Return rows that came out of JSON, where a text in both languages is a list."""

    def text(node: Any) -> Text | str:
        return node if isinstance(node, str) else Text(*node)

    return tuple(Row(label, text(said), kind, text(note)) for label, said, kind, note in nodes)


def changed(row: Row, change: Callable[[str], str]) -> Row:
    """Return a row with each of its texts changed, in every language."""

    def text(node: Text | str) -> Text | str:
        return Text(*map(change, node)) if isinstance(node, Text) else change(node)

    return row._replace(text=text(row.text), note=text(row.note))
