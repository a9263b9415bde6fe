"""What is taken out of a submission, what is said about it, and what names and sizes are read.

Knows names and bytes, and neither files nor archives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, NamedTuple

MAX_MODULE = 1_000_000
MAX_NOTEBOOK = 20_000_000
MAX_ARCHIVE = 100_000_000
MAX_UNPACKED = 200_000_000
MAX_FILES = 10_000
MAX_DEPTH = 8
MAX_RATIO = 200
MAX_DIRECTORY = 2_000_000  # bytes of a zip's own table of contents

READ = (".py", ".ipynb")
PACKED = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
# What editors, systems and the kit itself leave lying about; nothing in there is a learner's.
SKIPPED = frozenset(
    {"__MACOSX", "__pycache__", "site-packages", "venv", "node_modules", "spec_tests", "evidence"}
)


class Notice(NamedTuple):
    """Something to tell about a submission: a key of `notices.NOTICES` and its facts."""

    key: str
    facts: dict[str, Any]


class Found(NamedTuple):
    """A module or notebook found: where in the submission, and its bytes."""

    path: PurePosixPath
    data: bytes


class Refused(Exception):
    """A whole archive or file that is not read; holds the notice that says why."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.notice = Notice(key, facts)


@dataclass
class Haul:
    """All that was found in one submission, and what is to be said about it."""

    files: list[Found] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    broken: bool = False  # an archive could not be read: what is found may not be all

    def note(self, key: str, **facts: Any) -> None:
        """Add a notice; the hundredth repetition tells nobody anything."""
        notice = Notice(key, facts)
        if len(self.notices) < 40 and notice not in self.notices:
            self.notices.append(notice)


def is_hidden(folder: str) -> bool:
    """Tell whether nothing in a folder of this name is a learner's."""
    return folder.startswith(".") or folder in SKIPPED


def kind(name: str) -> str | None:
    """Return whether a file of this name is `code`, an `archive`, or None: nothing to read."""
    lower = name.lower()
    if lower.startswith("._"):
        return None  # what macOS adds to an archive
    if lower.endswith(READ):
        return "code"
    return "archive" if lower.endswith(PACKED) else None


def cap(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    lower = name.lower()
    if lower.endswith(".py"):
        return MAX_MODULE
    return MAX_NOTEBOOK if lower.endswith(".ipynb") else MAX_ARCHIVE


def shown(name: object) -> str:
    """Return a name fit for a line of text, whatever the submission called its files."""
    text = str(name).encode("utf-8", "replace").decode("utf-8")
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 120 else f"{text[:117]}..."
