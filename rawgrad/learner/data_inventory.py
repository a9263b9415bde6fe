"""`rawgrad data` lists the data files, where they come from, and whether they are whole."""

from __future__ import annotations

import math
import os
import struct
from pathlib import Path

from rawgrad.datasets import files, mnist, pulsars
from rawgrad.kit.layout import Kit
from rawgrad.kit.os_errors import os_error
from rawgrad.views.words import INVENTORY

# What the exercise mnist looks for when it is to load a trained network.
STARS = 17_898  # in the table that the world knows as HTRU2
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
    if not own:
        lines.append(INVENTORY["unset"].in_(language))
        return lines, whole
    lines.append(f"RAWGRAD_DATA={own}")
    if not Path(own).is_dir():
        lines.append(f"  {INVENTORY['no_folder'].in_(language)}")
        return lines, False
    found = _own(Path(own))
    for path in found:
        state = _own_state(path)
        whole = whole and state == "whole"
        lines.append(f"  {path}  {INVENTORY[state].in_(language)}")
    if not found:
        lines.append(f"  {INVENTORY['nothing'].in_(language)}")
    return lines, whole


def _listed(sums: Path) -> list[str]:
    try:
        return [name for name, _ in files.checksums(sums)]
    except OSError as error:
        raise os_error(error, sums) from None


def _state(path: Path) -> str:
    try:
        files.verified(path)
    except FileNotFoundError:
        return "missing"
    except ValueError:
        return "damaged"
    return "whole"


def _own_state(path: Path) -> str:
    """Say whether a learner's own file is what its name promises."""
    try:
        content = files.read_bytes(path)
        if content.lstrip()[:1] == b"<":
            return "html"
        if path.name == pulsars.TABLES[0]:
            whole = len(pulsars.read_pulsars(path)) == STARS
        elif "ubyte" in path.name:
            sizes = struct.unpack_from(f">{content[3]}i", content, 4)
            whole = len(content) == 4 + 4 * len(sizes) + math.prod(sizes)
        else:
            whole = bool(content)
    except (ValueError, OSError, IndexError, struct.error):
        whole = False
    return "whole" if whole else "own_damaged"


def _own(folder: Path) -> list[Path]:
    """Return the files of a folder that the loaders would take from it."""
    wanted = [(name, pulsars.FOLDER) for name in pulsars.TABLES]
    wanted += [(name, mnist.FOLDER) for name in NETWORKS]
    for part in mnist.PARTS.values():
        wanted += [(name, mnist.FOLDER) for names in part for name in names]
    places = [(folder / sub, name) for name, inside in wanted for sub in ("", inside)]
    return [place / name for place, name in places if (place / name).is_file()]
