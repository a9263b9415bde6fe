"""`rawgrad data` lists the data files, where they come from, and whether they are whole."""

from __future__ import annotations

import os
from pathlib import Path

from rawgrad.datasets import files, mnist, pulsars
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.views.words import INVENTORY

# What the exercise mnist looks for when it is to load a trained network.
NETWORKS = ("sample_weight.pkl", "sample_network.npz")


def inventory(kit: Kit, language: str) -> tuple[list[str], bool]:
    """Return a line for each data file, and whether the kit's own are whole and none is astray.

    Astray is a RAWGRAD_DATA that names no folder.
    """
    lines = [f"{kit.data}"]
    whole = True
    for name in _listed(kit.data / files.SUMS):
        state = _state(kit.data / name)
        whole = whole and state == "whole"
        lines.append(f"  {name:36} {INVENTORY[state].in_(language)}")
    own = os.environ.get("RAWGRAD_DATA")
    if own:
        there = Path(own).is_dir()
        whole = whole and there
        lines.append(f"RAWGRAD_DATA={own}")
        lines += [f"  {found}" for found in _own(Path(own))] or [
            f"  {INVENTORY['nothing' if there else 'nowhere'].in_(language)}"
        ]
    else:
        lines.append(INVENTORY["unset"].in_(language))
    return lines, whole


def _listed(sums: Path) -> list[str]:
    try:
        return [name for name, _ in files.checksums(sums)]
    except OSError as error:
        raise BrokenKit(f"{sums}: {error.strerror}") from None


def _state(path: Path) -> str:
    try:
        files.verified(path)
    except FileNotFoundError:
        return "missing"
    except ValueError:
        return "damaged"
    return "whole"


def _own(folder: Path) -> list[str]:
    """Return the files of a folder that the loaders would take from it."""
    wanted = [(name, pulsars.FOLDER) for name in pulsars.TABLES]
    wanted += [(name, mnist.FOLDER) for name in NETWORKS]
    for part in mnist.PARTS.values():
        wanted += [(name, mnist.FOLDER) for names in part for name in names]
    places = [(folder / sub, name) for name, inside in wanted for sub in ("", inside)]
    return [str(place / name) for place, name in places if (place / name).is_file()]
