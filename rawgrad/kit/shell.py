"""A path is written as a shell takes it, so that a command which names it can be copied."""

from __future__ import annotations

import os
import re
from pathlib import Path

# Letters of every script are plain to a shell; `shlex` alone would quote those beyond ASCII.
PLAIN = re.compile(r"[\w/.,:@%+-]+")


def quoted(path: str | Path) -> str:
    """Return a path as it is typed in a command: in quotes if it needs them."""
    text = str(path)
    if PLAIN.fullmatch(text.replace(os.sep, "/")):
        return text
    if os.name == "nt":
        return f'"{text}"'  # which no name there can hold
    import shlex

    return shlex.quote(text)
