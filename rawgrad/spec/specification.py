"""A class run's specification is read once, and hidden cases are added to it.

Hidden cases lie in a folder of their own, laid out as `spec_tests`: `cases/softmax.toml`,
`test_softmax.py`, `callables.py`, `inputs/`. They belong to the aspects that the manifest knows,
so that they can only make a mark harder to earn, never worth more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import plain_files
from rawgrad.kit.layout import Kit
from rawgrad.spec.case import Case, CaseFile, read_cases
from rawgrad.spec.diagnose import Fingerprints, read_fingerprints
from rawgrad.spec.domain import Parameters, read_domains
from rawgrad.spec.examine import in_order
from rawgrad.spec.law import Law, read_laws
from rawgrad.spec.points import worth
from rawgrad.spec.stubs import stub
from rawgrad.spec.twins import MARK, Family, is_twin
from rawgrad.spec.words import SPECIFICATION

HIDDEN = "hidden-"
# Of the specification: what only explains, and decides nothing.
ASIDE = ("hints", "texts")
TEXTS = (".py", ".toml", ".json", ".txt", ".ini")


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
        self._domains: dict[str, dict[str, Parameters]] = {}
        if hidden is not None and not hidden.is_dir():
            raise BrokenKit(SPECIFICATION["no_hidden"].filled(path=hidden))
        # All of it is read here: what is graded later could not be trusted to leave it alone.
        for name in self.kit.built_on(self.names):
            self.items(name)
            self.fingerprints(name)
            self._domains[name] = self._read_domains(name)
        folder = kit.root / "solutions"
        self._reference = {n: (folder / n).read_text(encoding="utf-8") for n in self.stubs}

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The folders of input files that a submission may read from its start."""
        folder = self.kit.spec / "inputs"
        return (folder,) if folder.is_dir() else ()

    def case_file(self, exercise: str) -> CaseFile:
        """Return the cases of an exercise, hidden ones last."""
        if exercise not in self._files:
            file = read_cases(self.kit.cases_file(exercise))
            path = self.hidden / "cases" / f"{exercise}.toml" if self.hidden else None
            if path is not None and path.is_file():
                more = read_cases(path)
                cases = tuple(self._hide(case) for case in more.cases)
                file = replace(
                    file, cases=file.cases + cases, objects={**file.objects, **more.objects}
                )
            self._files[exercise] = file
        return self._files[exercise]

    def items(self, exercise: str) -> list[Case | Law]:
        """Return all that an exercise is examined by, see `in_order`; hidden ones are the end."""
        if exercise not in self._items:
            laws: list[Law] = [*read_laws(self.kit.laws_file(exercise))]
            if self.hidden:
                found = read_laws(self.hidden / f"test_{exercise}.py")
                laws += [self._hide(law) for law in found]
            items = in_order(self.kit.listed[exercise], [*self.case_file(exercise).cases, *laws])
            items.sort(key=is_hidden)
            ids = [item.id for item in items]
            for item in items:
                if ids.count(item.id) > 1:
                    said = SPECIFICATION["same_id"].filled(exercise=exercise, id=item.id)
                    raise BrokenKit(said)
            self._items[exercise] = items
        return self._items[exercise]

    def family(self, exercise: str) -> Family:
        """Return the cases of an exercise with what twins of them are drawn by."""
        file = self.case_file(exercise)
        return Family(file.cases, file.objects, self._domains[exercise])

    def _read_domains(self, exercise: str) -> dict[str, Parameters]:
        domains = read_domains(self.kit.domains_file(exercise))
        if self.hidden:
            domains |= read_domains(self.hidden / "domains" / f"{exercise}.toml")
        return domains

    def catalogue(self, exercise: str) -> list[Case | Law]:
        """Return all items by which an exercise may be examined: each twin as its case stands."""
        twins = [replace(case, id=case.id + MARK) for case in self.family(exercise).twinned()]
        return [*self.items(exercise), *twins]

    def fingerprints(self, exercise: str) -> dict[str, Fingerprints]:
        """Return what is recorded of known mistakes, by function."""
        if exercise not in self._fingerprints:
            path = self.kit.fingerprints_file(exercise)
            self._fingerprints[exercise] = read_fingerprints(path)
        return self._fingerprints[exercise]

    def before(self, exercise: str) -> tuple[str, ...]:
        """Return all that an exercise builds on, directly or not, in order."""
        return self.kit.built_on(self.kit.exercises[exercise].requires)

    def needed(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the modules that are graded or built on, and those that one of them names."""
        used = {f"{e}.py" for name in self.names for e in (name, *self.before(name))}
        own = {name: text for name, text in texts.items() if name in used}
        left = texts.keys() - own.keys()
        while named := {n for n in left if any(_imported_as(n) in text for text in own.values())}:
            own |= {name: texts[name] for name in named}
            left -= named
        return own

    def reference(self) -> dict[str, str]:
        """Return the solutions' texts, by file name."""
        return dict(self._reference)

    def files(self) -> dict[str, bytes]:
        """Return the files that are graded by, hidden ones among them, each by where it lies.

        Left out is what explains and decides nothing: hints and texts.
        """
        found = _contents(self.kit.spec, "spec_tests", ASIDE)
        return found if self.hidden is None else found | _contents(self.hidden, "hidden")

    def _hide(self, item: Any) -> Any:
        if worth(item) not in self.kit.exercises[item.exercise].points:
            facts = {"item": f"{item.exercise} {item.id}", "where": " ".join(worth(item))}
            raise BrokenKit(SPECIFICATION["hidden_points"].filled(**facts))
        return replace(item, id=HIDDEN + item.id)


def is_hidden(item: Case | Law) -> bool:
    """Tell whether learners do not have an item: then its title and status are all that is told."""
    return is_hidden_id(item.id)


def is_hidden_id(name: str) -> bool:
    """Tell by its id whether learners do not have an item."""
    return name.startswith(HIDDEN) or is_twin(name)


def digest(files: Mapping[str, bytes]) -> str:
    """Return a hash of files and of where each of them lies, in whatever order they are given."""
    hashed = hashlib.sha256()
    for place, data in sorted(files.items()):
        hashed.update(f"{place}\0{len(data)}\0".encode())
        hashed.update(data)
    return hashed.hexdigest()[:32]


def _imported_as(file: str) -> str:
    """Return what whoever imports a module calls it; a package is called by its folder's name."""
    path = PurePosixPath(file)
    return path.parent.name or path.stem if path.stem == "__init__" else path.stem


def _stubs(kit: Kit) -> dict[str, str]:
    """Return what missing modules are filled with; without the questions, nothing need be read."""
    folder = kit.root / "solutions"
    if kit.handed_out:
        raise BrokenKit(SPECIFICATION["no_solutions"].filled(folder=folder))
    texts = {"__init__.py": (folder / "__init__.py").read_text(encoding="utf-8")}
    for name in kit.listed:
        texts[f"{name}.py"] = stub((folder / f"{name}.py").read_text(encoding="utf-8"))
    return texts


def _contents(root: Path, name: str, aside: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the files below a folder by their place, which begins with a name of ours."""
    found = {}
    for path in plain_files(root):
        place = path.relative_to(root)
        if place.parts[0] not in aside:
            found[f"{name}/{place.as_posix()}"] = unix_lines(path.read_bytes(), path.suffix)
    return found


def unix_lines(data: bytes, suffix: str) -> bytes:
    """Return a file's contents with the line ends that a clone has elsewhere; data stay as is."""
    return data.replace(b"\r\n", b"\n") if suffix in TEXTS else data
