"""The runtime is Pyodide, pinned by version and by the hash of each file that a page loads.

`runtime.json` holds the hashes, and of Pyodide's own list of packages the few that a page needs.
Nothing of Pyodide is kept here: a page takes it from a public CDN, from an address of one's own, or
from a folder that is copied beside the page. `python -m rawgrad.page.runtime DIR` prints what
`runtime.json` has to hold for another version.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import json
import sys
from pathlib import Path
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.os_errors import os_text
from rawgrad.page.editor import integrity
from rawgrad.page.words import MESSAGES
from rawgrad.release.selection import Files

CORE = "https://cdn.jsdelivr.net/npm/pyodide@{version}/"
PACKAGES = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
FILES = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
# What is loaded before the first check; matplotlib comes with the first picture.
FIRST = "numpy"
WANTED = (FIRST, "matplotlib")
# What matplotlib asks for, and these pictures do not need: a canvas in the page, and time zones.
UNUSED = ("matplotlib-pyodide", "pytz")


def pinned() -> dict[str, Any]:
    """Return version, files and packages as they are pinned."""
    text = importlib.resources.files(__package__).joinpath("runtime.json").read_text("utf-8")
    pins: dict[str, Any] = json.loads(text)
    return pins


def addresses(place: str | None) -> tuple[str, str]:
    """Return where a page finds the runtime's core, and where its packages.

    Parameters
    ----------
    place
        An address, absolute or beside the page, that has both; None for the public CDN.
    """
    if place is not None:
        place = place.rstrip("/") + "/"
        return place, place
    version = pinned()["version"]
    return CORE.format(version=version), PACKAGES.format(version=version)


def lock(packages: str) -> dict[str, Any]:
    """Return Pyodide's list of packages, each with the address that it is loaded from."""
    found: dict[str, Any] = pinned()["lock"]
    for package in found["packages"].values():
        package["file_name"] = packages + package["file_name"]
    return found


def first_files(core: str, packages: str, are_own: bool) -> list[dict[str, Any]]:
    """Return what is loaded before the first check, by address, hash and size.

    What lies beside the page needs no hash; browsers check it of what comes from elsewhere.
    """
    pins = pinned()
    wheel = pins["lock"]["packages"][FIRST]
    digest = base64.b64encode(bytes.fromhex(wheel["sha256"])).decode()
    files = [
        *({"url": core + name, "stage": "core", **about} for name, about in pins["files"].items()),
        {
            "url": packages + wheel["file_name"],
            "stage": "numpy",
            "integrity": f"sha256-{digest}",
            "bytes": pins["sizes"][FIRST],
        },
    ]
    for file in files:
        if are_own:
            del file["integrity"]
    return files


def copied(folder: Path) -> Files:
    """Return the runtime's files from a folder, by name.

    Raises
    ------
    BrokenKit
        If one is missing, or is another version's.
    """
    pins = pinned()
    files: Files = {}
    for name, about in pins["files"].items():
        files[name] = _bytes_of(folder / name, pins["version"])
        if integrity(files[name]) != about["integrity"]:
            raise _of_another(folder / name, pins)
    for package in pins["lock"]["packages"].values():
        name = package["file_name"]
        files[name] = _bytes_of(folder / name, pins["version"])
        if hashlib.sha256(files[name]).hexdigest() != package["sha256"]:
            raise _of_another(folder / name, pins)
    return files


def _of_another(path: Path, pins: dict[str, Any]) -> BrokenKit:
    return BrokenKit(MESSAGES["not_pyodide"].filled(version=pins["version"]).at(path))


def _bytes_of(path: Path, version: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        facts = {"reason": os_text(error), "version": version}
        raise BrokenKit(MESSAGES["no_runtime"].filled(**facts).at(path)) from None


def pins_of(folder: Path) -> dict[str, Any]:
    """Return what `runtime.json` has to hold for a folder's version of Pyodide."""
    full = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    needed: dict[str, Any] = {}
    pending = list(WANTED)
    while pending:
        entry = dict(full["packages"][pending.pop()])
        entry["depends"] = [name for name in entry["depends"] if name not in UNUSED]
        needed[entry["name"].lower()] = entry
        pending += [name for name in entry["depends"] if name not in needed]
    contents = {name: (folder / name).read_bytes() for name in FILES}
    return {
        "version": full["info"]["version"],
        "files": {
            name: {"integrity": integrity(content), "bytes": len(content)}
            for name, content in contents.items()
        },
        "sizes": {
            name: (folder / entry["file_name"]).stat().st_size for name, entry in needed.items()
        },
        "lock": {"info": full["info"], "packages": dict(sorted(needed.items()))},
    }


if __name__ == "__main__":
    print(json.dumps(pins_of(Path(sys.argv[1])), indent=1))
