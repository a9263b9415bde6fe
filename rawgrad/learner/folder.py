"""A learner's folder is made, brought up to date and reset; no byte of their work is ever lost.

`.rawgrad.json` remembers a hash of every file as it was written. A file that still has it, or that
the kit writes in another language, is the kit's and may be replaced; any other is the learner's.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from rawgrad.grading.intake.submission_files import SubmissionFiles, gather
from rawgrad.grading.words import notice_text
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import whole, write_text
from rawgrad.kit.layout import Kit
from rawgrad.kit.os_errors import os_error, with_korean
from rawgrad.kit.text import LANGUAGES
from rawgrad.release.learner_folder import files
from rawgrad.spec.stubs import is_stub, stub_of
from rawgrad.views.words import SENTENCES

RECORD = ".rawgrad.json"


def make(kit: Kit, folder: Path, language: str, spoken: str = "") -> Iterator[str]:
    """Write a learner's folder, or bring one up to date; yield a line for each file touched.

    The lines are in the language that is `spoken`, by default that of the files.

    Raises
    ------
    BrokenKit
        If the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record = _read_record(folder)
        others = [files(kit, other) for other in LANGUAGES]
        for name, text in files(kit, language).items():
            own = {record.get(name), *(_text_digest(other[name]) for other in others)}
            line = _put(folder / name, text, own, spoken or language)
            if line is not None:
                yield f"{name}: {line}"
            if _file_digest(folder / name) == _text_digest(text):
                record[name] = _text_digest(text)
        write_text(folder / RECORD, json.dumps(record, indent=1) + "\n")
    except OSError as error:
        raise os_error(error, folder) from None


def read_work(kit: Kit, path: Path, language: str) -> dict[str, bytes]:
    """Return the exercises' modules in what a page or somebody else has packed, by file name.

    Parameters
    ----------
    path
        A zip file such as a page hands out, a folder, or one module.

    Raises
    ------
    BrokenKit
        If it cannot be read, or holds no exercise.
    """
    try:
        path.lstat()
    except OSError as error:
        raise os_error(error, f"--work {path}") from None
    contents = SubmissionFiles()
    gather(path, "", contents)
    problems = [notice_text(notice, language) for notice in contents.notices]
    if contents.trouble or problems:
        raise BrokenKit(with_korean(contents.trouble or "; ".join(problems)).at(f"--work {path}"))
    found: dict[str, bytes] = {}
    for file in contents.files:
        name = file.path.name
        # Of two modules of one name the one in a folder called exercises counts, else the first.
        is_exercise = file.path.suffix == ".py" and file.path.stem in kit.listed
        if is_exercise and (name not in found or "exercises" in file.path.parts[:-1]):
            found[name] = file.data
    if not found:
        raise BrokenKit(SENTENCES["no_work"].at(f"--work {path}"))
    return found


def put_work(kit: Kit, folder: Path, work: Mapping[str, bytes], language: str) -> Iterator[str]:
    """Write modules into a learner's folder byte for byte; yield a line for each one written.

    What was written there before is kept aside; a stub, in which nothing is written, stays out.
    """
    exercises = folder / "exercises"
    for name, data in work.items():
        path = exercises / name
        if _is_stub(kit, path.stem, data) or (path.is_file() and path.read_bytes() == data):
            continue
        backup = _keep_aside(kit, path)
        with whole(path) as part:
            part.write_bytes(data)
        yield f"exercises/{name}: {SENTENCES['taken'].in_(language)}"
        if backup is not None:
            yield SENTENCES["backup"].in_(language).format(path=backup)


def _put(path: Path, text: str, own: Collection[str | None], language: str) -> str | None:
    """Write one file unless it is the learner's; return what was done.

    Parameters
    ----------
    own
        The hashes of what the kit has written or would write there.
    """
    current = _file_digest(path)
    if current == _text_digest(text):
        return None
    if current is None:
        write_text(path, text)
        return SENTENCES["written"].in_(language)
    if current in own:
        write_text(path, text)
        return SENTENCES["updated"].in_(language)
    return SENTENCES["kept"].in_(language)


def reset(kit: Kit, folder: Path, exercise: str, language: str) -> Path | None:
    """Put an exercise back to its stub, and return where the old file is kept.

    Parameters
    ----------
    folder
        The folder of the exercises.
    """
    backup = _keep_aside(kit, folder / f"{exercise}.py")
    write_text(folder / f"{exercise}.py", stub_of(kit, exercise, language))
    return backup


def _keep_aside(kit: Kit, path: Path) -> Path | None:
    """Copy a module that somebody has written in, and return where the copy is."""
    if not path.is_file() or _is_stub(kit, path.stem, path.read_bytes()):
        return None
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    backup = path.parent / "backups" / f"{path.stem}-{stamp}.py"
    number = 1
    while backup.exists():
        number += 1
        backup = backup.with_name(f"{path.stem}-{stamp}-{number}.py")
    backup.parent.mkdir(exist_ok=True)
    shutil.copy2(path, backup)
    return backup


def _is_stub(kit: Kit, exercise: str, data: bytes) -> bool:
    """Tell whether nothing is written in a module yet."""
    return is_stub(kit, exercise, data.decode("utf-8", "replace"))


def _read_record(folder: Path) -> dict[str, str]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _file_digest(path: Path) -> str | None:
    try:
        # Line ends count for nothing: an editor on Windows may have changed them.
        return _text_digest(path.read_bytes().replace(b"\r\n", b"\n"))
    except FileNotFoundError:
        return None


def _text_digest(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
