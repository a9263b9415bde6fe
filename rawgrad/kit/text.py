"""A text is written once for each language a learner may choose."""

from __future__ import annotations

from typing import Any, NamedTuple

from rawgrad.kit.errors import BrokenKit

LANGUAGES = ("en", "ko")


class Text(NamedTuple):
    """One text in every language a learner may choose."""

    en: str
    ko: str

    def in_(self, language: str) -> str:
        """Return the text in a language of `LANGUAGES`."""
        return self.ko if language == "ko" else self.en

    def filled(self, **facts: Any) -> Text:
        """Return the text with facts in the places it names, in every language.

        A fact may be a text as well.
        """
        return Text(
            *(
                text.format(
                    **{k: v.in_(spoken) if isinstance(v, Text) else v for k, v in facts.items()}
                )
                for spoken, text in zip(LANGUAGES, self, strict=True)
            )
        )

    def at(self, place: object) -> Text:
        """Return the text after the place that it is about."""
        return Text(*(f"{place}: {text}" for text in self))

    @classmethod
    def parse(cls, node: Any, where: str) -> Text:
        """Read a `{en = …, ko = …}` table; raise `BrokenKit` if a language is missing."""
        if not isinstance(node, dict) or set(node) != set(LANGUAGES) or not all(node.values()):
            raise BrokenKit(BOTH_NEEDED.filled(where=where))
        return cls(node["en"], node["ko"])


BOTH_NEEDED = Text(
    "{where}: write it in both languages, as {{ en = …, ko = … }}",
    "{where}: 두 언어로 쓰십시오. 예: {{ en = …, ko = … }}",
)
