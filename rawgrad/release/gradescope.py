"""The autograder for Gradescope holds two scripts, the tool, and an assignment with solutions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rawgrad.kit.course import FILE, Assignment
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import plain_files, to_toml
from rawgrad.kit.layout import Kit
from rawgrad.release.selection import (
    NEEDS,
    Files,
    kit_files,
    licence,
    package_files,
)
from rawgrad.release.words import MESSAGES
from rawgrad.spec.seed import fresh

HIDDEN = "hidden"
SEED = "seed.txt"
# Lies in an autograder that gives marks where submissions cannot be confined.
UNPROTECTED = "marks-unprotected.txt"
SCRIPTS = ("setup.sh", "run_autograder")
# What `setup.sh` installs.
REQUIREMENTS = "requirements.txt"


def autograder(
    kit: Kit, assignment: Assignment, seed: int | None = None, unprotected: bool = False
) -> Files:
    """Return what is uploaded to Gradescope. It holds solutions, hidden cases and a seed.

    Every submission is graded by the one seed, which is drawn anew unless it is given.
    """
    names = kit.built_on(assignment.exercises)
    part = kit_files(kit, names, solved=True)
    seed = fresh() if seed is None else seed
    templates = Path(__file__).parent / "templates"
    return {
        **package_files(),
        **{f"rawgrad/_kit/{place}": data for place, data in part.items()},
        "rawgrad/LICENSE": licence(kit),
        **{name: (templates / name).read_bytes() for name in SCRIPTS},
        **_hidden(assignment.hidden),
        FILE: course_text(assignment).encode(),
        SEED: f"{seed}\n".encode(),
        REQUIREMENTS: "".join(f"{one}\n" for one in (*NEEDS, *kit.packages(names))).encode(),
        **({UNPROTECTED: b"Marks are given where nothing is confined.\n"} if unprotected else {}),
    }


def _hidden(folder: Path | None) -> Files:
    if folder is None:
        return {}
    if not folder.is_dir():
        raise BrokenKit(MESSAGES["no_hidden"].at(folder))
    found = plain_files(folder)
    return {f"{HIDDEN}/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in found}


def course_text(assignment: Assignment) -> str:
    """Return a course of this one assignment, as `course.toml` says it."""
    told: dict[str, Any] = {
        "name": assignment.name,
        "title": assignment.title,
        "exercises": list(assignment.exercises),
        "points": assignment.points,
        "language": assignment.language,
    }
    if assignment.hidden is not None:
        told["hidden"] = HIDDEN
    lines = [f"title = {to_toml(assignment.title)}", "", "[[assignment]]"]
    lines += [f"{key} = {to_toml(value)}" for key, value in told.items()]
    if assignment.due is not None:
        lines.append(f"due = {assignment.due.isoformat()}")
    return "\n".join(lines) + "\n"
