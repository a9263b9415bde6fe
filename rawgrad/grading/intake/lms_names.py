"""Names of files from Moodle, Canvas and Blackboard tell who handed in, when, and which file.

Pure: knows names and nothing of files. Every system puts the learner and its own number in front
of the name the learner chose; the same learner's files of one attempt belong together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ARCHIVES = (".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar", ".zip")

_MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)")
_CANVAS = re.compile(
    r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<attachment>\d+)_(?P<file>.+)"
)
_BLACKBOARD = re.compile(
    r"(?P<task>.+)_(?P<user>[^_]+)_attempt_"
    r"(?P<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|\.txt)"
)
# Canvas counts up the name of a file handed in again: softmax-1.py.
_AGAIN = re.compile(r"-\d+(?=(?:\.tar)?\.[A-Za-z0-9]+$)")


@dataclass(frozen=True)
class Sender:
    """The sender of a file, as its name tells.

    Attributes
    ----------
    key
        What the submission is called in the gradebook: unique for a learner.
    names
        All by which a roster may know the learner.
    order
        The system's own time or number of this attempt, sortable; empty if it gives none.
    file
        The name the learner gave the file; empty for a folder.
    again
        `file` without the number by which the system tells a repeated name.
    late
        Whether the system marks it as late.
    """

    key: str
    names: tuple[str, ...]
    order: str = ""
    file: str = ""
    again: str = ""
    late: bool = False
    system: str = ""


def sender(name: str, is_folder: bool) -> Sender:
    """Read the name of a file or folder as downloaded."""
    # A name in no encoding at all still needs a row: its bytes are shown as they are.
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    name = unicodedata.normalize("NFC", name)
    if match := _MOODLE.fullmatch(name):
        who, number = match["name"], match["id"]
        file = match["file"]
        return Sender(f"{who}_{number}", (number, who), "", file, file, system="moodle")
    if match := _BLACKBOARD.fullmatch(name):
        file = match["file"] or ""
        user = match["user"]
        return Sender(user, (user,), match["time"], file, file, system="blackboard")
    if not is_folder and (match := _CANVAS.fullmatch(name)):
        who, number = match["name"], match["id"]
        order = match["attachment"].zfill(20)
        file, late = match["file"], bool(match["late"])
        again = _AGAIN.sub("", file)
        return Sender(f"{who}_{number}", (number, who), order, file, again, late, "canvas")
    key = name if is_folder else without_ending(name)
    return Sender(key, (key, name), file="" if is_folder else name, again=name)


def without_ending(name: str) -> str:
    """Return a file's name without the ending of an archive, module or notebook."""
    lower = name.lower()
    for ending in (*ARCHIVES, ".py", ".ipynb"):
        if lower.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name
