"""The editor's files are CodeMirror's own modules, each pinned, found through an import map.

`editor.json` names each package's version, its one module file, and that file's hash. Of the
packages themselves nothing is kept here: a page takes them from a public CDN, or from a folder
that npm has filled.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import json
import os
import shutil
from pathlib import Path
from typing import TypedDict

from rawgrad.kit.errors import BrokenKit
from rawgrad.page.words import MESSAGES

CDN = "https://cdn.jsdelivr.net/npm/"
VARIABLE = "RAWGRAD_EDITOR"


class Module(TypedDict):
    """The one file of a package that the page loads."""

    version: str
    file: str
    integrity: str


def modules() -> dict[str, Module]:
    """Return the pinned module of each package, by the package's name."""
    text = importlib.resources.files(__package__).joinpath("editor.json").read_text("utf-8")
    return json.loads(text)


def import_map(base: str) -> dict[str, dict[str, str]]:
    """Return the import map that finds the editor below an address.

    Parameters
    ----------
    base
        `CDN`, where an address holds the version, or the page's own folder of what `copy` wrote.
    """
    version = "@{version}" if base == CDN else ""
    found = {
        name: f"{base}{name}{version.format(**module)}/{module['file']}"
        for name, module in modules().items()
    }
    hashes = {found[name]: module["integrity"] for name, module in modules().items()}
    return {"imports": found, "integrity": hashes}


def folder(runtime: Path) -> Path:
    """Return the folder of packages that goes with a runtime's folder.

    Raises
    ------
    BrokenKit
        If there is none.
    """
    given = os.environ.get(VARIABLE)
    found = Path(given) if given else runtime / "node_modules"
    if not found.is_dir():
        facts = {"command": install(found.parent), "variable": VARIABLE}
        raise BrokenKit(MESSAGES["no_editor"].filled(**facts).at(found))
    return found


def install(to: Path) -> str:
    """Return the command that fetches the packages as they are pinned."""
    packages = " ".join(f"{name}@{module['version']}" for name, module in modules().items())
    return f"npm install --prefix {to} {packages}"


def copy(packages: Path, to: Path) -> None:
    """Copy each package's module, if it is the one that is pinned.

    Raises
    ------
    BrokenKit
        If a file is missing, or is another version's.
    """
    for name, module in modules().items():
        path = packages / name / module["file"]
        content = path.read_bytes() if path.is_file() else b""
        if integrity(content) != module["integrity"]:
            facts = {"name": f"{name} {module['version']}", "command": install(packages.parent)}
            raise BrokenKit(MESSAGES["not_module"].filled(**facts).at(path))
        target = to / name / module["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        # Its licence asks to go with every copy.
        shutil.copyfile(packages / name / "LICENSE", to / name / "LICENSE")


def integrity(content: bytes) -> str:
    """Return the hash by which a browser knows a file."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()
