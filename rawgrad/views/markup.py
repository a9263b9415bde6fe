"""Markup is HTML that is safe by construction: a plain `str` is escaped wherever it is put.

Knows tags and the two languages, and nothing of what a page says.
"""

from __future__ import annotations

import html

from rawgrad.kit import sanitize
from rawgrad.kit.text import LANGUAGES, Text

VOID = {"meta", "input"}


class Markup(str):
    """A piece of HTML, as against text."""

    __slots__ = ()


def escape(text: object) -> Markup:
    """Return what is HTML as it is, and anything else as text."""
    return text if isinstance(text, Markup) else Markup(html.escape(sanitize.text(str(text))))


def join(*parts: object) -> Markup:
    """Put pieces behind one another; a list is its items."""
    return Markup(
        "".join(join(*part) if isinstance(part, list | tuple) else escape(part) for part in parts)
    )


def tag(name: str, /, *inside: object, **attributes: object) -> Markup:
    """Return an element; `class_` is `class`, `aria_sort` is `aria-sort`, None is left out."""
    written = "".join(
        f" {key.strip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*inside)}</{name}>")


def both(text: Text, **facts: object) -> Markup:
    """Return a sentence in both languages, of which the page shows one.

    Braces are filled in if there are facts to fill them, else they are text.
    """
    pieces = {key: escape(fact) for key, fact in facts.items()}
    said = [escape(text.in_(language)) for language in LANGUAGES]
    if pieces:
        said = [Markup(sentence.format(**pieces)) for sentence in said]
    if len(set(said)) == 1:
        return said[0]
    spans = zip(LANGUAGES, said, strict=True)
    return join(*(tag("span", sentence, lang=language) for language, sentence in spans))


def of_a_learner(text: str) -> Markup:
    """Return a text that a learner chose, kept from turning the text around it."""
    return tag("bdi", text)
