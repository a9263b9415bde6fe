"""A selection holds what of a kit an assignment needs, as file contents by their place in it.

Knows which files belong to which exercise. What is handed to learners holds neither solutions nor
chaffs, wheats, hidden cases, and no program that made the data; an autograder has the solutions.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import plain_files, to_toml
from rawgrad.kit.layout import Kit
from rawgrad.kit.os_errors import os_text
from rawgrad.kit.text import LANGUAGES
from rawgrad.release.solution_leaks import quotes, solution_lines
from rawgrad.release.words import MESSAGES
from rawgrad.spec.hints import read_hints
from rawgrad.spec.stubs import all_stubs, stub_of
from rawgrad.spec.translation import passages, read_own_texts, to_texts_file

# Each entry of the manifest is one exercise; what stands above the first belongs to all.
_ENTRY = re.compile(r"^(?=\[\[exercise\]\])", re.MULTILINE)
_NAME = re.compile(r'^name = "(.+)"', re.MULTILINE)

Files = dict[str, bytes]
NEEDS = ("numpy>=2.0", "pytest>=9")


def kit_files(kit: Kit, names: Sequence[str], solved: bool = False) -> Files:
    """Return the part of a kit that some exercises need.

    Parameters
    ----------
    names
        The exercises, with all that they build on.
    solved
        Whether the solutions go along.

    Raises
    ------
    BrokenKit
        If a file is missing.
    """
    stubs = all_stubs(kit)
    modules = [f"{name}.py" for name in ("__init__", *names)]
    files = {f"exercises/{module}": stubs[module].encode() for module in modules}
    if solved:
        for module in modules:
            files[f"solutions/{module}"] = _read_bytes(kit.root / "solutions" / module)
        # Only who grades draws twins.
        for path in (*map(kit.domains_file, names), kit.spec / "twin_files.py"):
            files[f"spec_tests/{path.relative_to(kit.spec).as_posix()}"] = _read_bytes(path)
    files |= _specification(kit, names)
    return files | _data_files(kit, _strings(files))


def _specification(kit: Kit, names: Sequence[str]) -> Files:
    lines = solution_lines(kit)
    manifest = (kit.spec / "manifest.toml").read_text(encoding="utf-8")
    head, *entries = _ENTRY.split(manifest)
    kept = [entry for entry in entries if (found := _NAME.search(entry)) and found[1] in names]
    files = {
        "spec_tests/manifest.toml": (head + "".join(kept)).encode(),
        "spec_tests/pytest.ini": _read_bytes(kit.spec / "pytest.ini"),
        "spec_tests/callables.py": _read_bytes(kit.spec / "callables.py"),
    }
    for name in names:
        for language in LANGUAGES[1:]:
            texts = kit.texts_file(name, language).relative_to(kit.spec).as_posix()
            files[f"spec_tests/{texts}"] = _texts(kit, name, language).encode()
        for path in (kit.cases_file(name), kit.laws_file(name), kit.fingerprints_file(name)):
            files[f"spec_tests/{path.relative_to(kit.spec).as_posix()}"] = _read_bytes(path)
        files[f"spec_tests/hints/{name}.toml"] = _hint_text(kit, name, lines).encode()
    text = b"\n".join(files.values()).decode()
    for path in plain_files(kit.spec / "inputs"):
        place = path.relative_to(kit.spec / "inputs")
        if place.parts[0].startswith(tuple(f"{name}-" for name in names)) or place.parts[0] in text:
            files[f"spec_tests/inputs/{place.as_posix()}"] = _read_bytes(path)
    return files


def _hint_text(kit: Kit, name: str, lines: frozenset[str]) -> str:
    """Return the hints of an exercise without the steps that quote a solution."""
    entries = []
    for hint in read_hints(kit, name):
        steps = [step for step in hint.steps if not any(quotes(text, lines) for text in step)]
        if steps:
            shown = "".join(f"    {to_toml(step)},\n" for step in steps)
            entries.append(f"[[hint]]\nfunction = {to_toml(hint.function)}\nsteps = [\n{shown}]\n")
    return "\n".join(entries)


def _texts(kit: Kit, name: str, language: str) -> str:
    """Return what the prose of a stub is in a language, without the comments of the solution."""
    shown = {passage.text for passage in passages(stub_of(kit, name))}
    texts = read_own_texts(kit, name, language).items()
    return to_texts_file({en: text for en, text in texts if en in shown}, language)


def _strings(files: Files) -> set[str]:
    """Return every string that the Python files hold."""
    return {
        node.value
        for place, data in files.items()
        if place.endswith(".py")
        for node in ast.walk(ast.parse(data))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _data_files(kit: Kit, strings: set[str]) -> Files:
    """Return the folders of data that the exercises or their specification name.

    What made the data stays behind: it is a solution of its own.
    """
    folders = [path for path in sorted(kit.data.iterdir()) if path.name in strings]
    files: Files = {}
    for path in (path for folder in folders for path in plain_files(folder)):
        if path.suffix != ".py":
            files[f"data/{path.relative_to(kit.data).as_posix()}"] = _read_bytes(path)
    sums = _read_bytes(kit.data / "SHA256SUMS").decode().splitlines(keepends=True)
    kept = [line for line in sums if f"data/{line.split()[-1]}" in files]
    files["data/SHA256SUMS"] = "".join(kept).encode()
    if folders:
        files["data/README.md"] = _read_bytes(kit.data / "README.md")
    return files


def package_files() -> Files:
    """Return the tool itself, without any kit."""
    package = Path(__file__).resolve().parents[1]
    places = ((path.relative_to(package), path) for path in plain_files(package))
    return {
        f"rawgrad/{p.as_posix()}": _read_bytes(path) for p, path in places if p.parts[0] != "_kit"
    }


def licence(kit: Kit) -> bytes:
    """Return the text of the tool's own licence, from a clone or an installed package."""
    import importlib.metadata

    path = kit.root / "LICENSE"
    if path.is_file():
        return _read_bytes(path)
    for found in importlib.metadata.files("rawgrad") or ():
        if found.match("licenses/LICENSE"):
            return Path(str(found.locate())).read_bytes()
    raise BrokenKit(MESSAGES["no_licence"].at(path))


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrokenKit(MESSAGES["not_whole"].filled(reason=os_text(error)).at(path)) from None
