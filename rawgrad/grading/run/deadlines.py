"""What a submission may use while it is graded: from the manifest, or as the instructor says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.subject.confined.remote import Limits

# Name, and the least that makes sense: seconds, MiB, and how many workers may die.
LEAST = {"call": 0.1, "wall": 1.0, "cpu": 1.0, "memory": 256.0, "deaths": 1.0}
MEBIBYTE = 1 << 20


def read_limits(kit: Kit, given: Sequence[str] = ()) -> Limits:
    """Return the manifest's limits, with `NAME=NUMBER` as given in their place.

    Raises
    ------
    BrokenKit
        If a limit is unknown, no number, or so small that nothing could be graded.
    """
    values: dict[str, Any] = {}
    for name, value in kit.manifest.get("limits", {}).items():
        values[name] = _checked(name, value, "manifest.toml, [limits]")
    for one in given:
        name, _, text = one.partition("=")
        values[name] = _checked(name, text, f"--limit {one}")
    if "memory" in values:
        values["memory"] = int(values["memory"] * MEBIBYTE)
    if "deaths" in values:
        values["deaths"] = int(values["deaths"])
    return Limits(**values)


def _checked(name: str, value: Any, where: str) -> float:
    if name not in LEAST:
        raise BrokenKit(f"{where}: no such limit {name}; there are: {', '.join(LEAST)}")
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if not LEAST[name] <= number < 1e6:
        raise BrokenKit(f"{where}: {name} is a number of at least {LEAST[name]:g}")
    return number
