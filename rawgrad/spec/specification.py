"""The specification as a class run uses it: read once, hidden cases added, its version known.

Hidden cases lie in a folder of their own, laid out as `spec_tests`: `cases/softmax.toml`,
`test_softmax.py`, `callables.py`, `inputs/`. They belong to the aspects that the manifest knows,
so that they can only make a mark harder to earn, never worth more.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.spec.case import Case, CaseFile, read_cases
from rawgrad.spec.diagnose import Fingerprints, read_fingerprints
from rawgrad.spec.law import Law, read_laws
from rawgrad.spec.points import worth
from rawgrad.spec.stubs import stub

HIDDEN = "hidden-"
# The modules that decide a verdict: where one of them changes, marks may change.
DECIDING = (
    "spec/case", "spec/examine", "spec/judge", "spec/law", "spec/points", "subject/base",
    "subject/executor", "subject/side_effects", "subject/values",
)  # fmt: skip


class Specification:
    """All that submissions are examined by in one run.

    Parameters
    ----------
    kit
        The kit.
    names
        The exercises that are graded.
    hidden
        The folder of hidden cases.
    """

    def __init__(self, kit: Kit, names: Sequence[str], hidden: Path | None = None) -> None:
        self.kit = kit
        self.names = tuple(name for name in kit.exercises if name in names)
        self.hidden = hidden
        self.stubs = _stubs(kit)
        self._items: dict[str, list[Case | Law]] = {}
        self._files: dict[str, CaseFile] = {}
        self._fingerprints: dict[str, dict[str, Fingerprints]] = {}
        if hidden is not None and not hidden.is_dir():
            raise BrokenKit(f"--hidden {hidden}: no such folder")
        for name in self.names:
            self.items(name)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The folders of input files that a submission may read."""
        roots = (self.kit.spec, *((self.hidden,) if self.hidden else ()))
        return tuple(root / "inputs" for root in roots if (root / "inputs").is_dir())

    def case_file(self, exercise: str) -> CaseFile:
        """Return the cases of an exercise, hidden ones last."""
        if exercise not in self._files:
            file = read_cases(self.kit.cases_file(exercise))
            path = self.hidden / "cases" / f"{exercise}.toml" if self.hidden else None
            if path is not None and path.is_file():
                more = read_cases(path)
                cases = tuple(self._hide(case) for case in more.cases)
                file = dataclasses.replace(
                    file, cases=file.cases + cases, objects={**file.objects, **more.objects}
                )
            self._files[exercise] = file
        return self._files[exercise]

    def items(self, exercise: str) -> list[Case | Law]:
        """Return all that an exercise is examined by: cases, laws, scenarios; hidden ones too."""
        if exercise not in self._items:
            laws: list[Law] = [*read_laws(self.kit.laws_file(exercise))]
            if self.hidden:
                found = read_laws(self.hidden / f"test_{exercise}.py")
                laws += [self._hide(law) for law in found]
            items: list[Case | Law] = [
                *self.case_file(exercise).cases,
                *sorted(laws, key=lambda law: law.kind),
            ]
            ids = [item.id for item in items]
            for item in items:
                if ids.count(item.id) > 1:
                    raise BrokenKit(f"{exercise}: the id {item.id} stands twice; make a new one")
            self._items[exercise] = items
        return self._items[exercise]

    def fingerprints(self, exercise: str) -> dict[str, Fingerprints]:
        """Return what is recorded of known mistakes, by function."""
        if exercise not in self._fingerprints:
            path = self.kit.fingerprints_file(exercise)
            self._fingerprints[exercise] = read_fingerprints(path)
        return self._fingerprints[exercise]

    def before(self, exercise: str) -> tuple[str, ...]:
        """Return all that an exercise builds on, directly or not, in order."""
        known = self.kit.exercises
        needed: set[str] = set()
        pending = list(known[exercise].requires)
        while pending:
            name = pending.pop()
            if name not in needed:
                needed.add(name)
                pending += known[name].requires
        return tuple(name for name in known if name in needed)

    def needed(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the modules that are graded or built on, and those that one of them names."""
        used = {f"{e}.py" for name in self.names for e in (name, *self.before(name))}
        own = {name: text for name, text in texts.items() if name in used}
        left = texts.keys() - own.keys()
        while named := {n for n in left if any(n[:-3] in text for text in own.values())}:
            own |= {name: texts[name] for name in named}
            left -= named
        return own

    def reference(self) -> dict[str, str]:
        """Return the solutions' texts, by file name."""
        folder = self.kit.root / "solutions"
        return {name: (folder / name).read_text(encoding="utf-8") for name in self.stubs}

    def version(self) -> str:
        """Return a hash of all that decides a mark."""
        digest = hashlib.sha256()
        package = Path(__file__).parents[1]
        files = [package / f"{name}.py" for name in DECIDING]
        files += sorted((package / "datasets").glob("*.py"))
        for root in (self.kit.spec, *((self.hidden,) if self.hidden else ())):
            files += [path for path in sorted(root.rglob("*")) if _counts(path)]
        for path in files:
            digest.update(f"{path.name}\0".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
        for name, text in sorted((self.stubs | self.reference()).items()):
            digest.update(f"{name}\0{text}\0".encode())
        return digest.hexdigest()[:32]

    def seed(self) -> int:
        """Return the seed of a run that names none.

        Without hidden cases a learner's own; with them one that only those who have them know,
        and that is the same when a run is taken up again.
        """
        return 0 if self.hidden is None else int(self.version()[:8], 16)

    def _hide(self, item: Any) -> Any:
        if worth(item) not in self.kit.exercises[item.exercise].points:
            where = " ".join(worth(item))
            raise BrokenKit(
                f"--hidden, {item.exercise} {item.id}: manifest.toml gives no points to {where}; "
                "a hidden item belongs to an aspect or scenario that is there"
            )
        return dataclasses.replace(item, id=HIDDEN + item.id)


def is_hidden(item: Case | Law) -> bool:
    """Tell whether learners do not have an item: then its title and status are all that is told."""
    return item.id.startswith(HIDDEN)


def _stubs(kit: Kit) -> dict[str, str]:
    """Return what missing modules are filled with; without the questions, nothing need be read."""
    folder = kit.root / "solutions"
    if kit.handed_out:
        raise BrokenKit(f"{folder}: missing; a kit handed out without solutions cannot grade")
    texts = {"__init__.py": (folder / "__init__.py").read_text(encoding="utf-8")}
    for name in kit.listed:
        texts[f"{name}.py"] = stub((folder / f"{name}.py").read_text(encoding="utf-8"))
    return texts


def _counts(path: Path) -> bool:
    # Words that only explain decide nothing.
    aside = {"__pycache__", "fingerprints", "hints"}
    return path.is_file() and not aside & set(path.parts) and not path.name.startswith(".")
