"""A skeleton lists the files that an exercise is made of, and how each one begins.

Knows where they lie and what stands in them at first; writes nothing.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from string import Template

# What a person writes: the template of each file, and its place in the kit.
FILES = {
    "solution": "solutions/{name}.py",
    "cases": "spec_tests/cases/{name}.toml",
    "domains": "spec_tests/domains/{name}.toml",
    "laws": "spec_tests/test_{name}.py",
    "hints": "spec_tests/hints/{name}.toml",
    "texts": "spec_tests/texts/ko/{name}.toml",
    "chaffs": "tests/evidence/chaffs/{name}.py",
    "wheats": "tests/evidence/wheats/{name}.py",
}
STUB = "exercises/{name}.py"
MANIFEST = "spec_tests/manifest.toml"
# What a template leaves to its author.
MARK = "TODO"


def places(name: str) -> dict[str, str]:
    """Return where an exercise's files lie in a kit, by the template of each."""
    return {template: place.format(name=name) for template, place in FILES.items()}


def begun(name: str) -> dict[str, str]:
    """Return how each file of a new exercise begins, by its place in the kit."""
    return {place: filled(template, name) for template, place in places(name).items()}


def filled(template: str, name: str) -> str:
    """Return a template as it stands for an exercise."""
    path = Path(__file__).parent / "templates" / f"{template}.txt"
    text = Template(path.read_text(encoding="utf-8"))
    return text.substitute(name=name, digits=secrets.token_hex(2))
