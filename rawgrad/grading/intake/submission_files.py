"""Files are read out of what was handed in: a folder, an archive, a single file.

A submission is hostile until shown otherwise: nothing is followed, run or unpacked to disk, what
is no plain file is left out, names never become paths, and everything is capped before it is
read. What was left out is said in `Notice`s.
"""

from __future__ import annotations

import bz2
import gzip
import io
import os
import stat
import struct
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

MAX_MODULE = 1_000_000
MAX_NOTEBOOK = 20_000_000
MAX_ARCHIVE = 100_000_000
MAX_UNPACKED = 200_000_000
MAX_FILES = 10_000
MAX_DEPTH = 8
MAX_RATIO = 200
MAX_DIRECTORY = 2_000_000  # bytes of a zip's own table of contents

READ = (".py", ".ipynb")
PACKED = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
# What editors, systems and the kit itself leave lying about; nothing in there is a learner's.
SKIPPED = frozenset(
    {"__MACOSX", "__pycache__", "site-packages", "venv", "node_modules", "spec_tests", "evidence"}
)


class Notice(NamedTuple):
    """Something to tell about a submission: a key of `words.NOTICES` and its facts."""

    key: str
    facts: dict[str, Any]


class FoundFile(NamedTuple):
    """A module or notebook found: where in the submission, and its bytes."""

    path: PurePosixPath
    data: bytes


class Refused(Exception):
    """A whole archive or file that is not read; holds the notice that says why."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.notice = Notice(key, facts)


@dataclass
class SubmissionFiles:
    """The files found in one submission, and notices about it."""

    files: list[FoundFile] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    broken: bool = False  # an archive could not be read: what is found may not be all

    def note(self, key: str, **facts: Any) -> None:
        """Add a notice; the hundredth repetition tells nobody anything."""
        notice = Notice(key, facts)
        if len(self.notices) < 40 and notice not in self.notices:
            self.notices.append(notice)


def is_skipped(folder: str) -> bool:
    """Tell whether nothing in a folder of this name is a learner's."""
    return folder.startswith(".") or folder in SKIPPED


def kind_of_file(name: str) -> str | None:
    """Return whether a file of this name is `code`, an `archive`, or None: nothing to read."""
    lower = name.lower()
    if lower.startswith("._"):
        return None  # what macOS adds to an archive
    if lower.endswith(READ):
        return "code"
    return "archive" if lower.endswith(PACKED) else None


def size_limit(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    lower = name.lower()
    if lower.endswith(".py"):
        return MAX_MODULE
    return MAX_NOTEBOOK if lower.endswith(".ipynb") else MAX_ARCHIVE


def printable(name: object) -> str:
    """Return a name fit for a line of text, whatever the submission called its files."""
    text = str(name).encode("utf-8", "replace").decode("utf-8")
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 120 else f"{text[:117]}..."


def members(
    data: bytes, where: PurePosixPath, contents: SubmissionFiles
) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of what may be read of an archive; raise `Refused`."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_members(data, where, contents)
    return _tar_members(data, where, contents)


def _zip_members(
    data: bytes, where: PurePosixPath, contents: SubmissionFiles
) -> Iterator[tuple[str, bytes]]:
    end = data.rfind(b"PK\x05\x06")
    # The table of contents is read whole by zipfile: its size is looked at first.
    if end < 0 or struct.unpack_from("<I", data, end + 12)[0] > MAX_DIRECTORY:
        raise Refused(
            "too_many" if end >= 0 else "cut_short", file=printable(where), limit=MAX_FILES
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_FILES:
            raise Refused("too_many", limit=MAX_FILES)
        size = sum(info.file_size for info in infos)
        if size > MAX_UNPACKED or (size > 10_000_000 and size > MAX_RATIO * len(data)):
            raise Refused("bomb", file=printable(where))
        for info in infos:
            name = _zip_name(info)
            if info.is_dir() or kind_of_file(PurePosixPath(name).name) is None:
                continue
            mode = info.external_attr >> 16
            if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                contents.note("symlink" if stat.S_ISLNK(mode) else "no_file", file=printable(name))
                continue
            if info.flag_bits & 1:
                raise Refused("encrypted", file=printable(where))
            most = size_limit(name)
            with archive.open(info) as member:
                content = member.read(most + 1)
            if len(content) > most:
                contents.note("too_big", file=printable(name), size=info.file_size, limit=most)
                continue
            yield name, content


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; Korean Windows writes cp949 where the format has no word for it."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    return info.filename


def _tar_members(
    data: bytes, where: PurePosixPath, contents: SubmissionFiles
) -> Iterator[tuple[str, bytes]]:
    stream: Any = io.BytesIO(data)
    if data[:2] == b"\x1f\x8b":
        stream = gzip.GzipFile(fileobj=stream)
    elif data[:3] == b"BZh":
        stream = bz2.BZ2File(stream)
    capped: Any = _Capped(stream, max(MAX_UNPACKED, len(data)), where)
    with tarfile.open(fileobj=capped, mode="r|") as archive:
        for member in archive:
            name = member.name
            if kind_of_file(PurePosixPath(name).name) is None:
                continue
            if not member.isreg():
                key = "symlink" if member.issym() or member.islnk() else "no_file"
                contents.note(key, file=printable(name))
                continue
            most = size_limit(name)
            if member.size > most:
                contents.note("too_big", file=printable(name), size=member.size, limit=most)
                continue
            content = archive.extractfile(member)
            if content is not None:
                yield name, content.read(most)


class _Capped:
    """A stream that refuses to give more than a number of bytes."""

    def __init__(self, stream: Any, limit: int, where: PurePosixPath) -> None:
        self._stream = stream
        self._left = limit
        self._where = where

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes."""
        part = self._stream.read(min(size, 1 << 20))
        self._left -= len(part)
        if self._left < 0:
            raise Refused("bomb", file=printable(self._where))
        return part


def gather(path: Path, name: str = "") -> SubmissionFiles:
    """Return the modules and notebooks of a folder, an archive or a single file.

    Parameters
    ----------
    path
        What was handed in.
    name
        The name the learner gave it, if the system has put something in front.
    """
    contents = SubmissionFiles()
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            _folder(path, contents)
        else:
            _one(path, PurePosixPath(name or path.name), contents, loud=True)
    except Refused as refused:
        contents.notices.append(refused.notice)
        contents.broken = True
    except OSError as error:
        contents.note("unreadable", file=name or path.name, reason=error.strerror or str(error))
        contents.broken = True
    return contents


def _folder(root: Path, contents: SubmissionFiles) -> None:
    seen = 0
    pending = [(root, PurePosixPath())]
    while pending:
        folder, inside = pending.pop(0)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            name = printable(inside if inside.parts else root.name)
            contents.note("unreadable", file=name, reason=error.strerror or str(error))
            continue
        for entry in entries:
            seen += 1
            if seen > MAX_FILES:
                contents.note("too_many", limit=MAX_FILES)
                return
            where = inside / entry.name
            if entry.is_dir(follow_symlinks=False):
                if is_skipped(entry.name):
                    continue
                if len(where.parts) > MAX_DEPTH:
                    contents.note("too_deep", file=printable(where), limit=MAX_DEPTH)
                    continue
                pending.append((Path(entry.path), where))
                continue
            try:
                _one(Path(entry.path), where, contents)
            except Refused as refused:
                contents.note(refused.notice.key, **refused.notice.facts)
                contents.broken = contents.broken or refused.notice.key != "symlink"
            except OSError as error:
                contents.note(
                    "unreadable", file=printable(where), reason=error.strerror or str(error)
                )


def _one(path: Path, where: PurePosixPath, contents: SubmissionFiles, loud: bool = False) -> None:
    """Read one file of a folder, if it is of a kind that counts; `loud` says so if it is not."""
    what = kind_of_file(where.name)
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise Refused("symlink", file=printable(where))
    if what is None and not loud:
        return
    if not stat.S_ISREG(mode):
        raise Refused("no_file", file=printable(where))
    if what is None:
        raise Refused("unknown_kind", file=printable(where))
    if what == "archive":
        _archive(_read_capped(path, where, MAX_ARCHIVE), where, contents)
    else:
        contents.files.append(FoundFile(where, _read_capped(path, where, size_limit(where.name))))


def _read_capped(path: Path, where: PurePosixPath, most: int) -> bytes:
    """Read a plain file of at most `most` bytes; never waits on a pipe nor follows a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise Refused("no_file", file=printable(where))
        data = file.read(most + 1) if about.st_size <= most else b""
    if about.st_size > most or len(data) > most:
        raise Refused("too_big", file=printable(where), size=about.st_size, limit=most)
    return data


def _archive(
    data: bytes, where: PurePosixPath, contents: SubmissionFiles, nested: bool = False
) -> None:
    # Imports what most submissions do without.

    if not data:
        raise Refused("empty_file", file=printable(where))
    inside = where.parent if nested or len(where.parts) > 1 else PurePosixPath()
    total = 0
    try:
        for count, (name, content) in enumerate(members(data, where, contents)):
            if count >= MAX_FILES:
                raise Refused("too_many", limit=MAX_FILES)
            total += len(content)
            if total > MAX_UNPACKED:
                raise Refused("bomb", file=printable(where))
            path = _safe_member_path(name, contents)
            if path is None:
                continue
            if kind_of_file(path.name) != "archive":
                contents.files.append(FoundFile(inside / path, content))
            elif nested:
                contents.note("nested", file=printable(path))
            else:
                # A download of a whole class packs each learner's own archive once more.
                _archive(content, inside / path, contents, nested=True)
    except Refused:
        raise
    except Exception as error:
        # Whatever a reader of archives stumbles over (it may be an IndexError), the archive did.
        reason = printable(error) or type(error).__name__
        raise Refused("broken_archive", file=printable(where), reason=reason) from None


def _safe_member_path(name: str, contents: SubmissionFiles) -> PurePosixPath | None:
    """Return a member's place inside the submission; None for one that leaves it."""
    path = PurePosixPath(unicodedata.normalize("NFC", name.replace("\\", "/")))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        contents.note("traversal", file=printable(name))
        return None
    if any(is_skipped(part) for part in path.parts[:-1]):
        return None
    if len(path.parts) > MAX_DEPTH + 1:
        contents.note("too_deep", file=printable(path), limit=MAX_DEPTH)
        return None
    return path
