"""Files out of a folder or an archive, without following, running or unpacking anything to disk.

A submission is hostile until shown otherwise: what is no plain file is left out, names never
become paths, and everything that is read is capped. What was left out is said in `Notice`s.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path, PurePosixPath

from rawgrad.grading.intake.submission_files import (
    MAX_ARCHIVE,
    MAX_DEPTH,
    MAX_FILES,
    MAX_UNPACKED,
    Found,
    Haul,
    Refused,
    cap,
    is_hidden,
    kind,
    shown,
)  # fmt: skip


def gather(path: Path, name: str = "") -> Haul:
    """Return the modules and notebooks of a folder, an archive or a single file.

    Parameters
    ----------
    path
        What was handed in.
    name
        The name the learner gave it, if the system has put something in front.
    """
    haul = Haul()
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            _folder(path, haul)
        else:
            _one(path, PurePosixPath(name or path.name), haul, loud=True)
    except Refused as refused:
        haul.notices.append(refused.notice)
        haul.broken = True
    except OSError as error:
        haul.note("unreadable", file=name or path.name, reason=error.strerror or str(error))
        haul.broken = True
    return haul


def _folder(root: Path, haul: Haul) -> None:
    seen = 0
    pending = [(root, PurePosixPath())]
    while pending:
        folder, inside = pending.pop(0)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            name = shown(inside if inside.parts else root.name)
            haul.note("unreadable", file=name, reason=error.strerror or str(error))
            continue
        for entry in entries:
            seen += 1
            if seen > MAX_FILES:
                haul.note("too_many", limit=MAX_FILES)
                return
            where = inside / entry.name
            if entry.is_dir(follow_symlinks=False):
                if is_hidden(entry.name):
                    continue
                if len(where.parts) > MAX_DEPTH:
                    haul.note("too_deep", file=shown(where), limit=MAX_DEPTH)
                    continue
                pending.append((Path(entry.path), where))
                continue
            try:
                _one(Path(entry.path), where, haul)
            except Refused as refused:
                haul.note(refused.notice.key, **refused.notice.facts)
                haul.broken = haul.broken or refused.notice.key != "symlink"
            except OSError as error:
                haul.note("unreadable", file=shown(where), reason=error.strerror or str(error))


def _one(path: Path, where: PurePosixPath, haul: Haul, loud: bool = False) -> None:
    """Read one file of a folder, if it is of a kind that counts; `loud` says so if it is not."""
    what = kind(where.name)
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise Refused("symlink", file=shown(where))
    if what is None and not loud:
        return
    if not stat.S_ISREG(mode):
        raise Refused("no_file", file=shown(where))
    if what is None:
        raise Refused("unknown_kind", file=shown(where))
    if what == "archive":
        _archive(_read(path, where, MAX_ARCHIVE), where, haul)
    else:
        haul.files.append(Found(where, _read(path, where, cap(where.name))))


def _read(path: Path, where: PurePosixPath, most: int) -> bytes:
    """Read a plain file of at most `most` bytes; never waits on a pipe nor follows a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise Refused("no_file", file=shown(where))
        data = file.read(most + 1) if about.st_size <= most else b""
    if about.st_size > most or len(data) > most:
        raise Refused("too_big", file=shown(where), size=about.st_size, limit=most)
    return data


def _archive(data: bytes, where: PurePosixPath, haul: Haul, nested: bool = False) -> None:
    # Imports what most submissions do without.
    from rawgrad.grading.intake.archives import members

    if not data:
        raise Refused("empty_file", file=shown(where))
    inside = where.parent if nested or len(where.parts) > 1 else PurePosixPath()
    total = 0
    try:
        for count, (name, content) in enumerate(members(data, where, haul)):
            if count >= MAX_FILES:
                raise Refused("too_many", limit=MAX_FILES)
            total += len(content)
            if total > MAX_UNPACKED:
                raise Refused("bomb", file=shown(where))
            path = _safe(name, haul)
            if path is None:
                continue
            if kind(path.name) != "archive":
                haul.files.append(Found(inside / path, content))
            elif nested:
                haul.note("nested", file=shown(path))
            else:
                # A download of a whole class packs each learner's own archive once more.
                _archive(content, inside / path, haul, nested=True)
    except Refused:
        raise
    except Exception as error:
        # Whatever a reader of archives stumbles over (it may be an IndexError), the archive did.
        reason = shown(error) or type(error).__name__
        raise Refused("broken_archive", file=shown(where), reason=reason) from None


def _safe(name: str, haul: Haul) -> PurePosixPath | None:
    """Return a member's place inside the submission; None for one that leaves it."""
    path = PurePosixPath(unicodedata.normalize("NFC", name.replace("\\", "/")))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        haul.note("traversal", file=shown(name))
        return None
    if any(is_hidden(part) for part in path.parts[:-1]):
        return None
    if len(path.parts) > MAX_DEPTH + 1:
        haul.note("too_deep", file=shown(path), limit=MAX_DEPTH)
        return None
    return path
