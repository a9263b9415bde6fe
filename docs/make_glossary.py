"""Write `glossary.md` from `glossary.toml`: one Korean word for each idea.

`python docs/make_glossary.py` writes it; a test fails if it is not up to date.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HEAD = """\
# Glossary · 용어

<!-- Written by docs/make_glossary.py from docs/glossary.toml. -->

One Korean word for each idea, in stubs, hints, cases, diagnoses, messages and pages alike. Where
the five documents use another word, it is named. No Korean text may use the words of the
last column: a test holds that.

| English | 한국어 | 문서의 말 | 쓰지 않는 말 |
|---|---|---|---|
"""


def main() -> int:
    """Write the page."""
    terms = tomllib.loads((HERE / "glossary.toml").read_text(encoding="utf-8"))["term"]
    part = (HERE / "glossary.md").with_suffix(".part")
    part.write_text(page(terms), encoding="utf-8", newline="\n")
    part.replace(HERE / "glossary.md")
    return 0


def page(terms: list[dict[str, Any]]) -> str:
    """Return the whole page."""
    return HEAD + "".join(
        f"| {term['en']} | {term['ko']} | {term.get('documents', '')} | "
        f"{', '.join(term.get('never', ()))} |\n"
        for term in terms
    )


if __name__ == "__main__":
    raise SystemExit(main())
