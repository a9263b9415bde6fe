"""The editor's pins: they are what the lock file names, and nothing else is ever copied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rawgrad.kit.errors import BrokenKit
from rawgrad.page import editor

LOCK = Path(__file__).with_name("package-lock.json")


def packages(folder: Path) -> Path:
    """Make a folder of packages, of which each module is damaged."""
    for name, module in editor.modules().items():
        path = folder / name / module["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("export {};\n", encoding="utf-8")
        (folder / name / "LICENSE").write_text("its licence\n", encoding="utf-8")
    return folder


def test_the_pins_are_those_of_the_lock_file() -> None:
    locked = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    versions = {
        name.removeprefix("node_modules/"): about["version"]
        for name, about in locked.items()
        if name
    }
    # What checks accessibility is no part of the page.
    del versions["axe-core"]
    pinned = {name: module["version"] for name, module in editor.modules().items()}
    assert pinned == versions


def test_each_module_is_bound_by_its_hash() -> None:
    for base in (editor.CDN, "./editor/"):
        found = editor.import_map(base)
        assert set(found["integrity"]) == set(found["imports"].values())
        assert all(address.startswith(base) for address in found["imports"].values())
    assert f"@{editor.modules()['@codemirror/view']['version']}/" in str(
        editor.import_map(editor.CDN)
    )


def test_another_module_than_the_pinned_one_is_not_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(editor.VARIABLE, raising=False)
    with pytest.raises(BrokenKit, match=r"not the module of @codemirror/\w+ 6[\d.]+; fetch it"):
        editor.copy(packages(tmp_path / "node_modules"), tmp_path / "to")
    with pytest.raises(BrokenKit, match=r"no such folder.*npm install"):
        editor.folder(tmp_path / "nowhere")
