"""Submissions are found in a folder: who handed in what, by the names that files bear.

Looks at names and at nothing in a file. What is in them is `reader`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rawgrad.grading.intake.lms_names import BLACKBOARD, CANVAS, NamingSystem, Sender, shown
from rawgrad.kit import sanitize
from rawgrad.kit.os_errors import os_error

# Left out wherever they lie: the system's own litter is no submission and gets no row.
IGNORED = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True)
class Submission:
    """One attempt of one learner or group, as it lies in the folder of submissions.

    Attributes
    ----------
    files
        The name that the learner gave each of the paths, as far as it is known.
    newer
        The key of a later attempt of the same learner, if there is one.
    beside
        The names of others that come to the same person, where nothing tells which counts.
    """

    key: str
    sender: Sender
    paths: tuple[Path, ...]
    files: tuple[str, ...]
    newer: str = ""
    beside: tuple[str, ...] = ()


def listed(root: Path, skip: Iterable[Path] = ()) -> list[Path]:
    """Return what lies in a folder of submissions, in a fixed order.

    Raises
    ------
    BrokenKit
        If there is no such folder, or it cannot be read.
    """
    left_out = {path.resolve() for path in skip}
    try:
        paths = sorted(root.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise os_error(error, root) from None
    found = []
    for path in paths:
        if path.name.startswith(".") or path.name.lower() in IGNORED:
            continue
        if path.is_symlink() or path.resolve() not in left_out:
            found.append(path)
    return found


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder itself, and no link to one."""
    return not path.is_symlink() and path.is_dir()


def find_submissions(paths: Iterable[Path], naming: NamingSystem) -> list[Submission]:
    """Return the submissions among these paths, files of one attempt together."""
    groups: dict[tuple[str, str], list[tuple[Sender, Path]]] = {}
    for path in paths:
        who = naming.sender(path.name, is_folder(path))
        # Only Blackboard's time divides attempts; Canvas numbers each file of one attempt.
        attempt = who.order if who.system == BLACKBOARD else ""
        key = (who.key if who.system else f"/{path.name}", attempt)
        groups.setdefault(key, []).append((who, path))
    return _unique([part for group in groups.values() for part in _attempts(group)])


def _attempts(group: Sequence[tuple[Sender, Path]]) -> list[Submission]:
    """Divide one learner's files: of a name handed in again, the older is an older attempt."""
    newest: dict[str, tuple[Sender, Path]] = {}
    older: list[tuple[Sender, Path]] = []
    for who, path in sorted(group, key=lambda pair: (pair[0].order, pair[1].name)):
        if who.system == BLACKBOARD and not who.file and not is_folder(path) and len(group) > 1:
            continue  # Blackboard's own receipt
        name = who.again or path.name
        if who.system == CANVAS and name in newest:
            older.append(newest[name])
        elif name in newest:
            name = path.name
        newest[name] = (who, path)
    last = max((who for who, _ in newest.values()), key=lambda who: who.order)
    paths, files = (path for _, path in newest.values()), (who.file for who, _ in newest.values())
    return [
        *(Submission(who.key, who, (path,), (who.file,)) for who, path in older),
        Submission(last.key, last, tuple(paths), tuple(files)),
    ]


def _unique(found: Iterable[Submission]) -> list[Submission]:
    """Give each submission a key of its own.

    The newest attempt of a learner has the learner's key; where no system told two apart
    (alice.zip beside alice/), each is called by its whole name, and both say so.
    """
    by_key: dict[str, list[Submission]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    result = []
    for key, group in by_key.items():
        group.sort(key=lambda one: (one.sender.order, one.paths[0].name))
        if len(group) == 1:
            result += group
        elif all(one.sender.system for one in group):
            *older, last = group
            for one in older:
                result.append(replace(one, key=f"{key} ({_label(one)})", newer=key))
            result.append(last)
        else:
            names = [shown(one.paths[0].name) for one in group]
            for one, name in zip(group, names, strict=True):
                others = tuple(other for other in names if other != name)
                result.append(replace(one, key=name, beside=others))
    return sorted(_told_apart(result), key=lambda one: one.key)


def _label(one: Submission) -> str:
    return one.sender.order.lstrip("0") or shown(one.paths[0].name)


def _told_apart(found: Sequence[Submission]) -> list[Submission]:
    """Tell keys apart that are alike once they are fit to be shown."""
    often = Counter(one.key for one in found)
    return [
        one
        if often[one.key] == 1
        else replace(one, key=f"{one.key} [{sanitize.short_digest(one.paths[0].name)}]")
        for one in found
    ]
