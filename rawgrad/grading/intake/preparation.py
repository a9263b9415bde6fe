"""A submission is prepared: the files that were handed in become the texts of plain modules.

Takes folders, archives, modules and notebooks in whatever depth and encoding. Nothing is run and
nothing followed. All of this looks at what a stranger wrote, and so takes place where `reading`
says: in a confined process of its own for each submission.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from rawgrad.grading.intake.encoding import decode, parsed
from rawgrad.grading.intake.notebook_modules import DEFINES, Gathered, asked, modules_of
from rawgrad.grading.intake.similarity import CodeDigest, code_digest
from rawgrad.grading.intake.submission_files import (
    MAX_DEPTH,
    MAX_NAME,
    FoundFile,
    Notice,
    SubmissionFiles,
    gather,
    printable,
)

MAX_HELPERS = 30
PACKAGE = "exercises"

# How browsers and systems call a copy, after the name and before it.
_COPY = re.compile(r"(?: ?\(\d+\)|-\d+| copy(?: \d+)?| - .+|(?:의)? ?(?:복)?사본(?: ?\d+)?)$")
_COPY_OF = re.compile(r"(?:copy of |(?:복)?사본 - )")


@dataclass
class Prepared:
    """A submission as it was read: the texts of its modules by file name, and notices about it.

    Attributes
    ----------
    taken
        The exercises that were handed in; the other modules are stubs.
    digests
        Of each exercise taken, what of its code is the learner's own.
    trouble
        What could not be read for a reason of this machine's own, if anything.
    """

    texts: dict[str, str] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    notices: list[Notice] = field(default_factory=list)
    digests: dict[str, CodeDigest] = field(default_factory=dict)
    trouble: str = ""

    @property
    def content(self) -> str:
        """A hash of all that is graded."""
        digest = hashlib.sha256()
        for name, text in sorted(self.texts.items()):
            digest.update(f"{name}\0{text}\0".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]


def _original(stem: str) -> str:
    """Return what a file was called before somebody copied it."""
    bare = unicodedata.normalize("NFC", stem.lower())
    return _COPY.sub("", _COPY_OF.sub("", bare, count=1), count=1).strip()


def _words(stem: str) -> list[str]:
    """Return the names that a file's name could begin or end with, at a border of words."""
    borders = [m.start() for m in re.finditer(r"[^a-z0-9]", unicodedata.normalize("NFC", stem))]
    return [part for at in borders for part in (stem[:at], stem[at + 1 :])]


def is_module(name: str) -> bool:
    """Tell whether a path inside `exercises/` is one that a module there could import."""
    parts = PurePosixPath(name).with_suffix("").parts
    return (
        name.endswith(".py")
        and "/".join(parts) == name[:-3]
        and len(parts) <= MAX_DEPTH
        and all(part.isidentifier() and len(part.encode()) < MAX_NAME - 3 for part in parts)
    )


def prepare(
    paths: Sequence[tuple[Path, str]], stubs: Mapping[str, str], exercises: Iterable[str]
) -> Prepared:
    """Read a submission.

    Parameters
    ----------
    paths
        Where it lies, each with the name that the learner gave it, if that is another.
    stubs
        The text of every file of `exercises/`, by file name.
    exercises
        The names of the exercises, in order.
    """
    contents = SubmissionFiles()
    for path, name in paths:
        gather(path, name, contents)
    chooser = _Chooser(contents, stubs, tuple(exercises))
    chooser.choose()
    taken = tuple(name for name in chooser.exercises if f"{name}.py" in chooser.texts)
    if not taken and not contents.notices:
        contents.notes(Notice("unknown_kind", {"file": name}) for name in contents.unread)
        if not contents.unread:
            contents.note("nothing")
    texts = {**stubs, **chooser.texts}
    digests = {name: code_digest(texts[f"{name}.py"], stubs[f"{name}.py"]) for name in taken}
    return Prepared(chooser.texts, taken, contents.notices, digests, contents.trouble)


class _Candidate(NamedTuple):
    """A text that could be the module of an exercise; the smallest `rank` comes first."""

    rank: tuple[object, ...]
    found: FoundFile
    text: str | None = None


class _Chooser:
    """Chooses among the files found which are the learner's modules.

    Work comes before a stub that nobody has touched, a file that bears an exercise's name before
    one that only defines its functions, and a module before a notebook.
    """

    def __init__(
        self, contents: SubmissionFiles, stubs: Mapping[str, str], exercises: tuple[str, ...]
    ) -> None:
        self.contents = contents
        self.stubs = stubs
        self.exercises = exercises
        self.asked = {name: frozenset(asked(stubs[f"{name}.py"])) for name in exercises}
        self.texts: dict[str, str] = {}

    def choose(self) -> None:
        modules = [found for found in self.contents.files if found.path.suffix.lower() == ".py"]
        notebooks = [found for found in self.contents.files if found not in modules]
        written: dict[str, str] = {}
        meant = [(found, self._meant(found)) for found in modules]
        home = self._home([found for found, named in meant if named])
        candidates: dict[str, list[_Candidate]] = {}
        for found, named in meant:
            for name, guessed in named.items():
                rank = self._rank(found, name, home)
                rank = (rank[0], guessed, *rank[1:])
                candidates.setdefault(name, []).append(_Candidate(rank, found))
        for found in notebooks:
            gathered = self._notebook(found)
            written = gathered.helpers | written
            for name, text in gathered.modules.items():
                one = _Candidate((False, 3, found.path), found, text)
                candidates.setdefault(name, []).append(one)
        used = [found for name in self.exercises for found in self._take(name, candidates)]
        for name, text in [*written.items()][:MAX_HELPERS]:
            if is_module(name):
                self.texts[name] = text
        self._helpers(modules, used, home)

    def _meant(self, found: FoundFile) -> dict[str, int]:
        """Return the exercises a file may be for, and how far that is guessed, from 0 to 2."""
        stem = found.path.stem
        if stem in self.exercises:
            return {stem: 0}
        bare = _original(stem)
        if bare in self.exercises:
            return {bare: 1}
        # Its functions say what it is: alice_softmax.py defines softmax, stable_softmax.py not.
        defined = frozenset(DEFINES.findall(decode(found.data)[0] or ""))
        named = [n for n in self.exercises if n in _words(stem.lower()) and defined & self.asked[n]]
        if named:
            return {max(named, key=lambda n: (len(defined & self.asked[n]), len(n))): 2}
        if len(self.contents.files) > 1:
            return {}
        return dict.fromkeys(self._by_functions(defined), 2)

    def _by_functions(self, defined: frozenset[str]) -> list[str]:
        """Return the exercises that functions belong to: those that no other one asks for."""
        count = Counter(function for functions in self.asked.values() for function in functions)
        own = {n: [f for f in defined & self.asked[n] if count[f] == 1] for n in self.exercises}
        sure = [name for name in self.exercises if own[name]]
        most = max(len(defined & functions) for functions in self.asked.values())
        best = [n for n in self.exercises if most and len(defined & self.asked[n]) == most]
        return sure or (best if len(best) == 1 else [])

    def _home(self, found: list[FoundFile]) -> PurePosixPath:
        """Return the folder that holds most modules; a whole clone's `exercises` comes first."""
        files = self.contents.files
        count = Counter(
            [one.path.parent for one in found]
            or [folder for one in files for folder in one.path.parents if folder.name == PACKAGE]
            or [one.path.parent for one in files if one.path.suffix != ".py"]
        )
        return min(
            count,
            key=lambda f: (
                f.name == "solutions",
                f.name != PACKAGE,
                -count[f],
                len(f.parts),
                f,
            ),
            default=PurePosixPath(),
        )

    def _rank(self, found: FoundFile, name: str, home: PurePosixPath) -> tuple[object, ...]:
        parent = found.path.parent
        exact = found.path.name != f"{name}.py"
        return parent.name == "solutions", parent != home, len(parent.parts), exact, found.path

    def _take(self, name: str, candidates: Mapping[str, list[_Candidate]]) -> list[FoundFile]:
        """Take the module of an exercise; return the files that are accounted for by that."""
        group = sorted(candidates.get(name, ()), key=lambda one: one.rank)
        if len(group) > 1:
            # Nobody hands in a stub on purpose, where there is anything else of one's own.
            group.sort(key=lambda one: (one.rank[0], self._untouched(name, one)))
        if not group:
            return []
        chosen, *others = group
        by_name = [one for one in others if one.rank[1] != 2]
        if any(other.found.data != chosen.found.data for other in by_name):
            files = ", ".join(printable(other.found.path) for other in by_name[:3])
            self.contents.note("several", file=printable(chosen.found.path), others=files)
        text = self._text(chosen.found) if chosen.text is None else chosen.text
        if text is not None:
            self.texts[f"{name}.py"] = text
        return [one.found for one in (chosen, *by_name)]

    def _untouched(self, name: str, one: _Candidate) -> bool:
        text = decode(one.found.data)[0] if one.text is None else one.text
        if text is None:
            return False
        return not text.strip() or (
            parsed(text).tree is not None and not code_digest(text, self.stubs[f"{name}.py"]).size
        )

    def _text(self, found: FoundFile) -> str | None:
        text, encoding = decode(found.data)
        file = printable(found.path)
        if text is None:
            self.contents.note("encoding", file=file)
            return None
        if b"\r" in found.data and encoding != "utf-16":
            self.contents.note("line_ends", file=file)
        if encoding != "utf-8":
            self.contents.note("converted", file=file, encoding=encoding)
        if not text.strip():
            self.contents.note("empty_file", file=file)
            return None
        problem = parsed(text).problem
        if problem:
            self.contents.note("syntax", file=file, line=problem[0], reason=problem[1])
        return text

    def _notebook(self, found: FoundFile) -> Gathered:
        """Return the modules that a notebook holds."""
        stubs = {name: self.stubs[f"{name}.py"] for name in self.exercises}
        gathered = modules_of(found.data, printable(found.path), stubs)
        self.contents.notes(gathered.notices)
        return gathered

    def _helpers(
        self, modules: list[FoundFile], used: list[FoundFile], home: PurePosixPath
    ) -> None:
        """Take the learner's own helpers: modules beside the exercises, and packages named."""
        below = [found for found in modules if home in found.path.parents]
        taken = 0
        for found in sorted(below, key=lambda one: (len(one.path.parts), one.path)):
            place = found.path.relative_to(home)
            name = place.with_suffix(".py").as_posix()
            is_beside = len(place.parts) == 1
            if name in self.stubs or (found in used if is_beside else not self._is_named(place)):
                continue
            if not is_module(name):
                self.contents.note("left_out", file=printable(found.path))
                continue
            taken += 1
            text = self._text(found) if found.data.strip() else ""
            if text is not None and taken <= MAX_HELPERS:
                self.texts[name] = text

    def _is_named(self, place: PurePosixPath) -> bool:
        """Tell whether a module lies in a package that one beside the exercises names."""
        package = place.parts[0]
        return any(package in text for name, text in self.texts.items() if "/" not in name)
