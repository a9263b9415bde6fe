"""A learner's folder holds stubs, a page to begin with, and settings for editors."""

from __future__ import annotations

import json
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.release.words import MESSAGES
from rawgrad.spec.stubs import all_stubs

PYTEST = """\
[pytest]
addopts = -p rawgrad.pytest_plugin
testpaths = exercises
python_files = *.py
"""
SETTINGS = {
    "python.testing.pytestEnabled": True,
    "python.testing.unittestEnabled": False,
    "python.testing.pytestArgs": ["exercises"],
    "python.testing.autoTestDiscoverOnSaveEnabled": True,
    "editor.rulers": [88],
}
DEBUGGER = {
    "type": "debugpy",
    "request": "launch",
    "module": "rawgrad",
    "args": ["check", "${fileBasenameNoExtension}", "--pdb"],
    "console": "integratedTerminal",
    "justMyCode": True,
}


def files(kit: Kit, language: str) -> dict[str, str]:
    """Return the text of every file of a learner's folder, by its path."""
    found = {f"exercises/{name}": text for name, text in all_stubs(kit, language).items()}
    template = Path(__file__).parent / "templates" / f"folder.{language}.md"
    found["README.md"] = template.read_text(encoding="utf-8")
    found["pytest.ini"] = PYTEST
    found[".vscode/settings.json"] = json.dumps(SETTINGS, indent=4) + "\n"
    named = {"name": MESSAGES["debugger"].in_(language), **DEBUGGER}
    launch = {"version": "0.2.0", "configurations": [named]}
    found[".vscode/launch.json"] = json.dumps(launch, indent=4, ensure_ascii=False) + "\n"
    return found
