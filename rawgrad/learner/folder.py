"""A learner's folder is made, brought up to date and reset; no byte of their work is ever lost.

`.rawgrad.json` remembers a hash of every file as it was written. A file that still has it, or that
the kit writes in another language, is the kit's and may be replaced; any other is the learner's.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import write_text
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES
from rawgrad.release.learner_folder import files
from rawgrad.spec.stubs import stub_of
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
        raise BrokenKit(f"{folder}: {error.strerror or error}") from None


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
    path = folder / f"{exercise}.py"
    stubs = {_text_digest(stub_of(kit, exercise, known)) for known in LANGUAGES}
    backup = None
    if path.is_file() and _file_digest(path) not in stubs:
        stamp = time.strftime("%Y-%m-%d-%H%M%S")
        backup = folder / "backups" / f"{exercise}-{stamp}.py"
        number = 1
        while backup.exists():
            number += 1
            backup = backup.with_name(f"{exercise}-{stamp}-{number}.py")
        backup.parent.mkdir(exist_ok=True)
        shutil.copy2(path, backup)
    write_text(path, stub_of(kit, exercise, language))
    return backup


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
