"""Names of files from Moodle, Canvas and Blackboard tell who handed in, when, and which file.

Pure: knows names and nothing of files. Each system puts the learner and its own number in front of
the name that the learner chose; so names are read from the left, by the one system that a whole
gradebook has, and what a learner calls a file can mean nothing. A name that does not fit is taken
whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rawgrad.kit import sanitize

ARCHIVES = (".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar", ".zip")
MOODLE, CANVAS, BLACKBOARD, PLAIN = "moodle", "canvas", "blackboard", "plain"
SYSTEMS = (MOODLE, CANVAS, BLACKBOARD, PLAIN)
# Of all names, the share that must fit a system before it is taken for granted.
SHARE = 0.9

_MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)"
)
_CANVAS = re.compile(
    r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<attachment>\d+)_(?P<file>.+)"
)
_BLACKBOARD = re.compile(
    r"(?P<head>.+?_[^_]*)_attempt_(?P<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|\.txt)"
)
_PATTERNS = {MOODLE: _MOODLE, CANVAS: _CANVAS, BLACKBOARD: _BLACKBOARD}
# Canvas counts up the name of a file handed in again: softmax-1.py.
_AGAIN = re.compile(r"-\d+(?=(?:\.tar)?\.[A-Za-z0-9]+$)")


@dataclass(frozen=True)
class Sender:
    """The sender of a file, as its name tells.

    Attributes
    ----------
    key
        What the submission is called in the gradebook: unique for a learner.
    order
        The system's own time or number of this attempt, sortable; empty if it gives none.
    file
        The name the learner gave the file; empty for a folder.
    again
        `file` without the number by which the system tells a repeated name.
    late
        Whether the system marks it as late.
    system
        The system that gave the name; empty for a name taken whole.
    """

    key: str
    order: str = ""
    file: str = ""
    again: str = ""
    late: bool = False
    system: str = ""


@dataclass(frozen=True)
class NamingSystem:
    """The one way in which the names of a gradebook are read.

    `task` is what Blackboard puts in front of every name.
    """

    system: str = PLAIN
    task: str = ""

    def sender(self, name: str, is_folder: bool) -> Sender:
        """Read the name of a file or folder as downloaded."""
        name = shown(name)
        match = _PATTERNS[self.system].fullmatch(name) if self.system != PLAIN else None
        if match is None or (self.system == CANVAS and is_folder):
            return _whole(name, is_folder)
        file = match["file"] or ""
        if self.system == MOODLE:
            return Sender(f"{match['name']}_{match['id']}", "", file, file, system=MOODLE)
        if self.system == CANVAS:
            order, again = match["attachment"].zfill(20), _AGAIN.sub("", file)
            key = f"{match['name']}_{match['id']}"
            return Sender(key, order, file, again, bool(match["late"]), CANVAS)
        user = match["head"].removeprefix(self.task)
        if user in ("", match["head"]):
            return _whole(name, is_folder)
        return Sender(user, match["time"], file, file, system=BLACKBOARD)


def naming_system(
    names: Sequence[tuple[str, bool]], users: Collection[str] = ()
) -> NamingSystem | None:
    """Return how names are to be read, each with whether it is a folder's; None if it is not clear.

    Clear is what at least nine names of ten fit, and where these fit one system only. `users` are
    who may have handed in, as far as that is known.
    """
    fitting = {
        system: [n for n, folder in names if _fits(n, folder, system)] for system in _PATTERNS
    }
    none = len(names) - len(set().union(*fitting.values()))
    counts = {system: len(found) for system, found in fitting.items()} | {PLAIN: none}
    sure = [system for system, count in counts.items() if count >= SHARE * len(names)]
    return chosen_system(sure[0], (name for name, _ in names), users) if len(sure) == 1 else None


def chosen_system(system: str, names: Iterable[str], users: Collection[str] = ()) -> NamingSystem:
    """Return how names of a system are to be read, which somebody has chosen."""
    if system != BLACKBOARD:
        return NamingSystem(system)
    heads = [match["head"] for name in names if (match := _BLACKBOARD.fullmatch(shown(name)))]
    if not heads:
        return NamingSystem(system)
    # Nine of ten have the task in front; who has not is taken whole.
    heads.sort()
    edge = int((1 - SHARE) * len(heads) / 2)
    first, last = heads[edge], heads[len(heads) - 1 - edge]
    starts = (first[: match.end()] for match in re.finditer("_", first))
    tasks = [start for start in starts if last.startswith(start)]
    # Where the users' names begin alike, too, what leaves most users is the task.
    known = {user.casefold() for user in users}

    def fit(task: str) -> tuple[int, int]:
        return sum(h.removeprefix(task).casefold() in known for h in heads), len(task)

    return NamingSystem(system, max(tasks, key=fit, default=""))


def _fits(name: str, is_folder: bool, system: str) -> bool:
    return not (system == CANVAS and is_folder) and bool(_PATTERNS[system].fullmatch(shown(name)))


def _whole(name: str, is_folder: bool) -> Sender:
    key = name if is_folder else without_ending(name)
    return Sender(key, file="" if is_folder else name, again=name)


def shown(name: str) -> str:
    """Return a file's name as a person reads it, whatever this machine takes its bytes for."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "cp949"):
        try:
            return sanitize.name(raw.decode(encoding))
        except UnicodeDecodeError:
            pass
    return sanitize.name(raw.decode("utf-8", "surrogateescape"))


def without_ending(name: str) -> str:
    """Return a file's name without the endings of archives, modules and notebooks."""
    lower = name.lower()
    for ending in (*ARCHIVES, ".py", ".ipynb"):
        if lower.endswith(ending) and len(name) > len(ending):
            return without_ending(name[: -len(ending)])
    return name
