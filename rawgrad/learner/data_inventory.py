"""`rawgrad data` lists the data files, where they come from, and whether they are whole."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.views.words import INVENTORY

OWN = (
    "pulsar_stars.csv",
    "sample_weight.pkl",
    "mnist_train.csv",
    "mnist_test.csv",
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)


def inventory(kit: Kit, language: str) -> tuple[list[str], bool]:
    """Return a line for each data file, and whether the kit's own are all whole."""
    lines = [f"{kit.data}"]
    whole = True
    for digest, name in _listed(kit.data / "SHA256SUMS"):
        state = _state(kit.data / name, digest)
        whole = whole and state == "whole"
        lines.append(f"  {name:36} {INVENTORY[state].in_(language)}")
    own = os.environ.get("RAWGRAD_DATA")
    if own:
        lines.append(f"RAWGRAD_DATA={own}")
        lines += [f"  {found}" for found in _own(Path(own))] or [
            f"  {INVENTORY['nothing'].in_(language)}"
        ]
    else:
        lines.append(INVENTORY["unset"].in_(language))
    return lines, whole


def _listed(sums: Path) -> list[tuple[str, str]]:
    try:
        rows = sums.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BrokenKit(f"{sums}: {error.strerror}") from None
    return [(digest, name) for digest, _, name in (row.partition("  ") for row in rows)]


def _state(path: Path, digest: str) -> str:
    if not path.is_file():
        return "missing"
    return "whole" if hashlib.sha256(path.read_bytes()).hexdigest() == digest else "damaged"


def _own(folder: Path) -> list[str]:
    names = (*OWN, *(name.removesuffix(".gz") for name in OWN if name.endswith(".gz")))
    places = (folder, folder / "mnist", folder / "pulsar")
    return [str(place / name) for name in names for place in places if (place / name).is_file()]
