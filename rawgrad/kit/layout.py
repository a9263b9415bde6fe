"""The kit's layout says where its files lie, and its manifest which exercises there are.

The kit is the specification with everything it needs: `exercises`, `solutions`, `spec_tests` and
`data`. In an installed package it lies inside it, in a clone it is the repository.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import read_toml
from rawgrad.kit.text import Text
from rawgrad.kit.words import COURSE, KIT


@dataclass(frozen=True)
class Exercise:
    """One module that a learner fills in, as the manifest describes it.

    `points` maps (function, aspect) to points; a scenario's aspect is its own name. `packages`
    are what it needs beside NumPy.
    """

    number: int
    name: str
    title: Text
    documents: tuple[str, ...]
    requires: tuple[str, ...]
    core: tuple[str, ...]
    warnings_fail: bool
    packages: tuple[str, ...] = ()
    points: dict[tuple[str, str], float] = field(default_factory=dict)

    @property
    def most(self) -> float:
        """All the points there are."""
        return sum(self.points.values())


@dataclass(frozen=True)
class Kit:
    """The kit at `root`."""

    root: Path

    @property
    def spec(self) -> Path:
        """The folder of the specification."""
        return self.root / "spec_tests"

    @property
    def data(self) -> Path:
        """The folder of the data."""
        return self.root / "data"

    @property
    def example_course(self) -> Path:
        """The folder of a course to copy."""
        return self.root / "examples" / "course"

    @property
    def handed_out(self) -> bool:
        """Whether it was released to learners: without solutions."""
        return not (self.root / "solutions").is_dir()

    @functools.cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest as it stands in its file."""
        return read_toml(self.spec / "manifest.toml")

    @functools.cached_property
    def aspects(self) -> dict[str, Text]:
        """The titles of all aspects, by name."""
        return {
            name: Text.parse(t, f"aspect {name}") for name, t in self.manifest["aspect"].items()
        }

    @functools.cached_property
    def listed(self) -> dict[str, Exercise]:
        """All exercises of the manifest by name, in their order."""
        entries = [_parse_exercise(n, e) for n, e in enumerate(self.manifest["exercise"], start=1)]
        return {exercise.name: exercise for exercise in entries}

    @functools.cached_property
    def exercises(self) -> dict[str, Exercise]:
        """The exercises whose packages are installed, by name and in their order."""
        return {name: e for name, e in self.listed.items() if _are_installed(e.packages)}

    @property
    def absent(self) -> dict[str, Exercise]:
        """The other exercises: those with a package that is missing."""
        return {name: e for name, e in self.listed.items() if name not in self.exercises}

    def require(self, names: Iterable[str]) -> None:
        """Raise `BrokenKit`, with the line that installs it, if a package of these is missing."""
        for name in names:
            if name in self.absent:
                raise BrokenKit(KIT["absent"].filled(name=name))

    def packages(self, names: Iterable[str]) -> list[str]:
        """Return the packages that exercises need beside NumPy, sorted."""
        return sorted({package for name in names for package in self.listed[name].packages})

    def cases_file(self, exercise: str) -> Path:
        """The file with the cases of an exercise."""
        return self.spec / "cases" / f"{exercise}.toml"

    def laws_file(self, exercise: str) -> Path:
        """The file with the laws and scenarios of an exercise."""
        return self.spec / f"test_{exercise}.py"

    def domains_file(self, exercise: str) -> Path:
        """Where the domains of an exercise's parameters lie."""
        return self.spec / "domains" / f"{exercise}.toml"

    def texts_file(self, exercise: str, language: str) -> Path:
        """The file with what the prose of an exercise is in a language other than English."""
        return self.spec / "texts" / language / f"{exercise}.toml"

    def fingerprints_file(self, exercise: str) -> Path:
        """The file with what is recorded of the known mistakes of an exercise."""
        return self.spec / "fingerprints" / f"{exercise}.json"

    def built_on(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return exercises and all that they build on, directly or not, in order."""
        pending = list(names)
        self.require(pending)
        needed: set[str] = set()
        while pending:
            name = pending.pop()
            if name not in needed:
                needed.add(name)
                pending += self.exercises[name].requires
        return tuple(name for name in self.exercises if name in needed)

    def named(self, names: Iterable[str], among: Collection[str] | None = None) -> list[str]:
        """Return exercise names as the manifest has them; `softmax.py` and paths are understood.

        They are `among` the given ones, by default those whose packages are installed.
        """
        stems = {Path(name).stem: name for name in names}
        for stem, name in stems.items():
            if stem in (among or self.exercises):
                continue
            self.require([stem])
            import difflib

            near = difflib.get_close_matches(stem, self.listed, n=1)
            also = KIT["did_you_mean"].filled(name=near[0]) if near else ""
            raise BrokenKit(KIT["unknown_exercise"].filled(name=name, near=also))
        return list(stems)

    def subject_folder(self, subject: str) -> Path:
        """Return the folder a `--subject` names: `exercises`, `solutions` or any folder.

        A learner's own `exercises` in the current folder come before the kit's.
        """
        folder = Path(subject)
        if not folder.is_dir() and subject == "exercises" and self.root.name == "_kit":
            raise BrokenKit(COURSE["no_exercises"].filled(folder=Path.cwd()))
        if not folder.is_dir() and subject in ("exercises", "solutions"):
            folder = self.root / subject
        if not folder.is_dir():
            raise BrokenKit(COURSE["no_subject"].filled(subject=subject))
        return folder


def find_kit() -> Kit:
    """Return the kit this package belongs to.

    Raises
    ------
    BrokenKit
        If neither the package nor the folder around it holds a specification.
    """
    package = Path(__file__).resolve().parents[1]
    for root in (package / "_kit", package.parent):
        if (root / "spec_tests" / "manifest.toml").is_file():
            return Kit(root)
    raise BrokenKit(KIT["no_manifest"].filled(folder=package))


def _parse_exercise(number: int, entry: dict[str, Any]) -> Exercise:
    name = entry.get("name")
    if not isinstance(name, str):
        raise BrokenKit(KIT["no_name"].filled(number=number))
    worth = entry.get("points", {})
    if not all(isinstance(w, dict) for w in worth.values()):
        raise BrokenKit(KIT["no_points"].filled(name=name))
    return Exercise(
        number=number,
        name=name,
        title=Text.parse(entry.get("title"), f"manifest.toml, title of {name}"),
        documents=tuple(entry.get("documents", ())),
        requires=tuple(entry.get("requires", ())),
        core=tuple(entry.get("core", ())),
        warnings_fail=entry.get("warnings") == "fail",
        packages=tuple(entry.get("packages", ())),
        points={
            (function, aspect): float(points)
            for function, aspects in worth.items()
            for aspect, points in aspects.items()
        },
    )


def _are_installed(packages: tuple[str, ...]) -> bool:
    """Tell whether packages are there, without importing them: that may take seconds."""
    if not packages:
        return True
    import importlib.util

    return all(importlib.util.find_spec(package) is not None for package in packages)
