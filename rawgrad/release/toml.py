"""Values as TOML writes them: the standard library only reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rawgrad.kit.text import Text


def toml(value: Any) -> str:
    """Return a value of strings, numbers, lists and tables. Its strings are those of JSON."""
    if isinstance(value, Text):
        value = value._asdict()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    # TOML does not allow DEL as it is, and JSON does.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
