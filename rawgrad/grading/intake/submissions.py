"""A submission is found as it was handed in, and prepared: one fresh folder of plain modules.

Takes folders, archives, modules and notebooks in whatever depth and encoding; what is taken is
text, written anew as UTF-8. Nothing is run and nothing followed; missing modules come from the
stubs.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from rawgrad.grading.intake.encoding import decode, parsed
from rawgrad.grading.intake.lms_names import Sender, sender
from rawgrad.grading.intake.submission_files import (
    FoundFile,
    Notice,
    SubmissionFiles,
    gather,
    printable,
)
from rawgrad.kit.errors import BrokenKit

MAX_HELPERS = 30
# Left out wherever they lie: the system's own litter is no submission and gets no row.
IGNORED = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# Names that mean something to Python, pytest or the worker rather than to the exercise.
RESERVED = frozenset(
    {"conftest", "sitecustomize", "usercustomize", "setup", "numpy", "pytest", "exercises"}
    | {"solutions", "spec_tests", "rawgrad", "__init__", "__main__"}
) | frozenset(sys.stdlib_module_names)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_COPY = re.compile(r"(?:copy of )?(.+?)(?: ?\(\d+\)|-\d+| copy(?: \d+)?| - .+)?")


@dataclass(frozen=True)
class Submission:
    """One attempt of one learner or group, as it lies in the folder of submissions.

    `newer` is the key of a later attempt of the same learner, if there is one.
    """

    key: str
    sender: Sender
    paths: tuple[Path, ...]
    newer: str = ""


@dataclass
class Prepared:
    """A submission ready to be graded: texts by file name, and notices about it.

    `taken` names the exercises that were handed in; the other modules are stubs.
    """

    texts: dict[str, str] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    notices: list[Notice] = field(default_factory=list)

    @property
    def content(self) -> str:
        """A hash of all that is graded."""
        digest = hashlib.sha256()
        for name, text in sorted(self.texts.items()):
            digest.update(f"{name}\0{text}\0".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]

    def write(self, folder: Path) -> None:
        """Write the modules into a folder that is made for them."""
        folder.mkdir(parents=True)
        for name, text in self.texts.items():
            with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)


def find_submissions(root: Path, skip: Iterable[Path] = ()) -> list[Submission]:
    """Return every submission in a folder, files of one attempt together, in a fixed order.

    Raises
    ------
    BrokenKit
        If there is no such folder.
    """
    if not root.is_dir():
        raise BrokenKit(f"{root}: no such folder; give the folder that holds the submissions")
    left_out = {path.resolve() for path in skip}
    groups: dict[tuple[str, str], list[tuple[Sender, Path]]] = {}
    for path in sorted(root.iterdir(), key=lambda path: path.name):
        if path.name.startswith(".") or path.name.lower() in IGNORED:
            continue
        if not path.is_symlink() and path.resolve() in left_out:
            continue
        # A control character would speak to the terminal that shows the name.
        who = sender(_CONTROL.sub("?", path.name), not path.is_symlink() and path.is_dir())
        # Only Blackboard's time divides attempts; Canvas numbers each file of one attempt.
        attempt = who.order if who.system == "blackboard" else ""
        name = who.key if who.system else path.name
        groups.setdefault((who.key if who.system else f"/{name}", attempt), []).append((who, path))
    found = [part for group in groups.values() for part in _attempts(group)]
    return _unique(found)


def _attempts(group: list[tuple[Sender, Path]]) -> list[Submission]:
    """Divide one learner's files: of a name handed in again, the older is an older attempt."""
    newest: dict[str, tuple[Sender, Path]] = {}
    older: list[tuple[Sender, Path]] = []
    for who, path in sorted(group, key=lambda pair: (pair[0].order, pair[1].name)):
        name = who.again or path.name
        if who.system == "canvas" and name in newest:
            older.append(newest[name])
        elif name in newest:
            name = path.name
        newest[name] = (who, path)
    last = max((who for who, _ in newest.values()), key=lambda who: who.order)
    paths = tuple(path for _, path in newest.values())
    return [
        *(Submission(who.key, who, (path,)) for who, path in older),
        Submission(last.key, last, paths),
    ]


def _unique(found: list[Submission]) -> list[Submission]:
    """Give each submission a key of its own.

    The newest attempt of a learner has the learner's key; where no system told two apart
    (alice.zip beside alice/), each is called by its whole name.
    """
    by_key: dict[str, list[Submission]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    result = []
    for key, group in by_key.items():
        group.sort(key=lambda one: (one.sender.order, one.paths[0].name))
        for one in group[:-1] if group[0].sender.system else group:
            alone = len(group) == 1
            label = one.sender.order.lstrip("0") or one.paths[0].name
            other = f"{key} ({label})" if one.sender.system else one.paths[0].name
            newer = key if one.sender.system else ""
            result.append(one if alone else Submission(other, one.sender, one.paths, newer))
        if group[0].sender.system:
            result.append(group[-1])
    return sorted(result, key=lambda one: one.key)


def prepare(submission: Submission, stubs: Mapping[str, str], exercises: Iterable[str]) -> Prepared:
    """Read a submission.

    Parameters
    ----------
    submission
        Where it lies.
    stubs
        The text of every file of `exercises/`, by file name.
    exercises
        The names of the exercises, in order.
    """
    contents = SubmissionFiles()
    for path in submission.paths:
        name = (
            submission.sender.file if len(submission.paths) == 1 else sender(path.name, False).file
        )
        part = gather(path, name)
        contents.files += part.files
        for notice in part.notices:
            contents.note(notice.key, **notice.facts)
        contents.broken = contents.broken or part.broken
    chooser = _Chooser(contents, stubs, tuple(exercises))
    chooser.choose()
    texts = {**stubs, **chooser.texts}
    taken = tuple(name for name in chooser.exercises if f"{name}.py" in chooser.texts)
    if not taken and not contents.notices:
        contents.note("nothing")
    return Prepared(texts, taken, contents.notices)


class _Chooser:
    """Chooses among the files found which are the learner's modules."""

    def __init__(
        self, contents: SubmissionFiles, stubs: Mapping[str, str], exercises: tuple[str, ...]
    ) -> None:
        self.contents = contents
        self.stubs = stubs
        self.exercises = exercises
        self.texts: dict[str, str] = {}

    def choose(self) -> None:
        modules = [found for found in self.contents.files if found.path.suffix.lower() == ".py"]
        notebooks = [
            found for found in self.contents.files if found.path.suffix.lower() == ".ipynb"
        ]
        named: dict[str, list[FoundFile]] = {}
        for found in modules:
            name = self._exercise(found)
            if name:
                named.setdefault(name, []).append(found)
        home = self._home([found for group in named.values() for found in group])
        for name, group in named.items():
            group.sort(key=lambda found: self._rank(found, name, home))
            self._take(name, group)
        for found in notebooks:
            self._notebook(found)
        self._helpers(modules, home)

    def _exercise(self, found: FoundFile) -> str:
        """Return the exercise a file is for: by its name, or by the functions it defines."""
        stem = found.path.stem
        if stem in self.exercises:
            return stem
        match = _COPY.fullmatch(stem.lower())
        bare = (match[1] if match else stem.lower()).strip()
        if bare in self.exercises:
            return bare
        if len(found.path.parts) > 1 or stem in RESERVED:
            return ""
        # A module handed in alone is often called after its learner: alice_softmax.py
        ends = [name for name in self.exercises if re.search(rf"[_\-. ]{name}$", bare)]
        alone = self._by_content(found) if len(self.contents.files) == 1 else ""
        return max(ends, key=len, default=alone)

    def _by_content(self, found: FoundFile) -> str:
        """Return the exercise whose functions a file defines, if it is that of no other too."""
        from rawgrad.grading.intake.notebook_modules import DEFINES, asked

        defined = set(DEFINES.findall(decode(found.data)[0] or ""))
        counts = {
            name: len(defined & set(asked(self.stubs[f"{name}.py"]))) for name in self.exercises
        }
        best = [name for name in self.exercises if counts[name] == max(counts.values())]
        return best[0] if len(best) == 1 and counts[best[0]] else ""

    def _home(self, found: list[FoundFile]) -> PurePosixPath:
        """Return the folder that holds most modules; a whole clone's `exercises` comes first."""
        count: dict[PurePosixPath, int] = {}
        for one in found:
            count[one.path.parent] = count.get(one.path.parent, 0) + 1
        return min(
            count,
            key=lambda f: (
                f.name == "solutions",
                f.name != "exercises",
                -count[f],
                len(f.parts),
                f,
            ),
            default=PurePosixPath(),
        )

    def _rank(self, found: FoundFile, name: str, home: PurePosixPath) -> tuple[object, ...]:
        parent = found.path.parent
        exact = found.path.name != f"{name}.py"
        return parent != home, parent.name == "solutions", len(parent.parts), exact, found.path

    def _take(self, name: str, group: list[FoundFile]) -> None:
        chosen, *others = group
        if any(other.data != chosen.data for other in others):
            files = ", ".join(printable(other.path) for other in others[:3])
            self.contents.note("several", file=printable(chosen.path), others=files)
        text = self._text(chosen)
        if text is not None:
            self.texts[f"{name}.py"] = text

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

    def _notebook(self, found: FoundFile) -> None:
        from rawgrad.grading.intake.notebook_modules import modules_of

        stubs = {name: self.stubs[f"{name}.py"] for name in self.exercises}
        gathered = modules_of(found.data, printable(found.path), stubs)
        for notice in gathered.notices:
            self.contents.note(notice.key, **notice.facts)
        for name, text in gathered.modules.items():
            # A module handed in beside the notebook is the finished one.
            if f"{name}.py" in self.texts:
                self.contents.note("several", file=f"{name}.py", others=printable(found.path))
            else:
                self.texts[f"{name}.py"] = text

    def _helpers(self, modules: list[FoundFile], home: PurePosixPath) -> None:
        """Take the learner's own helper modules that lie beside the exercises."""
        taken = 0
        for found in modules:
            stem = found.path.stem
            name = f"{stem}.py"
            if self._exercise(found) or found.path.parent != home or name in self.stubs:
                continue
            if stem.lower() in RESERVED or not stem.isidentifier():
                self.contents.note("left_out", file=printable(found.path))
                continue
            taken += 1
            text = self._text(found) if taken <= MAX_HELPERS else None
            if text is not None:
                self.texts[name] = text
