"""The workflow for practice checks what a learner pushes, by a package whose hash is fixed.

Takes nothing of the specification, the tool or its settings from the learner's repository.
"""

from __future__ import annotations

import hashlib
import re
import sys
import urllib.parse
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from rawgrad.kit.course import Assignment

PLACE = ".github/workflows/rawgrad.yml"


def text(
    assignment: Assignment, address: str, name: str, package: bytes, packages: Sequence[str]
) -> str:
    """Return the workflow.

    Parameters
    ----------
    address
        Of the folder where the instructor puts the package.
    name, package
        The package's file name and content.
    packages
        What the exercises need beside NumPy.
    """
    template = Path(__file__).parent / "templates" / "workflow.yml"
    return template.read_text(encoding="utf-8").format(
        url=f"{address.rstrip('/')}/{urllib.parse.quote(name)}",
        digest=hashlib.sha256(package).hexdigest(),
        # What a verdict may hang on is as it is here.
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        needs=" ".join(f"'{p}=={version(p)}'" for p in ("numpy", "pytest", *packages)),
        exercises=" ".join(assignment.exercises),
        language=assignment.language,
    )


def label(name: str) -> str:
    """Return an assignment's name as a part of a version."""
    return re.sub(r"[^a-z0-9]+", ".", name.lower()).strip(".") or "assignment"
