"""Files are read out of what was handed in: a folder, an archive, a single file.

A submission is hostile until shown otherwise: nothing is followed, run or unpacked to disk, what
is no plain file is left out, names never become paths, and everything is capped before it is
read, by one budget for a submission, however archives are nested. What was left out is said in
`Notice`s, and the rest is read.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import os
import re
import stat
import tarfile
import time
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from rawgrad.kit import sanitize

MAX_MODULE = 1_000_000
MAX_NOTEBOOK = 20_000_000
MAX_ARCHIVE = 100_000_000
MAX_UNPACKED = 200_000_000
MAX_FILES = 10_000
MAX_NAMES = 200_000  # of whatever is looked at, and be it only to skip it
MAX_DEPTH = 8
MAX_NAME = 255
MAX_DIRECTORY = 20_000_000  # bytes of a zip's own table of contents
MAX_STREAM = 1 << 40  # bytes that a tar file may claim to hold
MAX_TAR_HEADER = 5_000  # bytes of what stands before a member with a long name
MAX_SECONDS = 10.0  # of computing
# Members of a tar file that tell of the next one: its long name, or whatever pax has to say.
HEADERS = (b"L", b"K", tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)

# What systems and browsers add to a name says nothing about the file.
READ = {".py": ".py", ".ipynb": ".ipynb", ".py.txt": ".py", ".ipynb.txt": ".ipynb"}
READ |= {".ipynb.json": ".ipynb"}
# So many files of other kinds are named where nothing is found.
UNREAD = 3
PACKED = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
# What editors, systems and the kit itself leave lying about; nothing in there is a learner's.
SKIPPED = frozenset(
    {
        "__MACOSX",
        "__pycache__",
        "site-packages",
        "venv",
        "node_modules",
        "spec_tests",
        "evidence",
        "_kit",
    }
)


_CELLS = re.compile(rb'"(?:cells|worksheets)"\s*:')
_DEFINITION = re.compile(rb"^(?:def|class)\s", re.MULTILINE)


class Notice(NamedTuple):
    """Something to tell about a submission: a key of `words.NOTICES` and its facts."""

    key: str
    facts: dict[str, Any]


class FoundFile(NamedTuple):
    """A module or notebook found: where in the submission, and its bytes."""

    path: PurePosixPath
    data: bytes


class Refused(Exception):
    """A file, an archive or the rest of one that is not read; the notice says why."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.notice = Notice(key, facts)


class Exhausted(Refused):
    """The submission's budget is spent: nothing more of it is read."""


@dataclass
class Budget:
    """The budget of a submission: names, files, bytes and seconds, shared by all it consists of."""

    names: int = field(default_factory=lambda: MAX_NAMES)
    files: int = field(default_factory=lambda: MAX_FILES)
    size: int = field(default_factory=lambda: MAX_UNPACKED)
    ends: float = field(default_factory=lambda: time.process_time() + MAX_SECONDS)

    def name(self) -> None:
        """Take account of an entry that is looked at."""
        self.names -= 1
        if self.names < 0:
            raise Exhausted("too_many", limit=MAX_NAMES)
        self.moment()

    def file(self, size: int, where: object) -> None:
        """Take account of a file that is read, before it is."""
        self.files -= 1
        if self.files < 0:
            raise Exhausted("too_many", limit=MAX_FILES)
        self.size -= size
        if self.size < 0:
            raise Exhausted("bomb", file=printable(where))

    def moment(self) -> None:
        """Insist that there is time left."""
        if time.process_time() > self.ends:
            raise Exhausted("slow", limit=round(MAX_SECONDS))


@dataclass
class SubmissionFiles:
    """The files found in one submission, and notices about it.

    Attributes
    ----------
    unread
        The names of files of no kind that is read, the first of them.
    trouble
        What could not be read for a reason of this machine's own, such as a permission.
    """

    files: list[FoundFile] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    trouble: str = ""
    budget: Budget = field(default_factory=Budget)

    def note(self, key: str, **facts: Any) -> None:
        """Add a notice; the fortieth tells nobody anything."""
        self.notes([Notice(key, facts)])

    def pass_over(self, file: PurePosixPath) -> None:
        """Leave out a file of no kind that is read; hidden ones were left there by a system."""
        if len(self.unread) < UNREAD and not file.name.startswith("."):
            self.unread.append(printable(file))

    def notes(self, notices: Iterable[Notice]) -> None:
        """Add notices, each once."""
        for notice in notices:
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
    if lower.endswith(tuple(READ)):
        return "code"
    return "archive" if lower.endswith(PACKED) else None


def plain_name(path: PurePosixPath) -> PurePosixPath:
    """Return a file's path as the learner meant it: `softmax.py` for `softmax.py.txt`."""
    for ending, meant in READ.items():
        if path.name.lower().endswith(ending):
            path = path.with_name(path.name[: -len(ending)] + meant)
    return path


def found_file(path: PurePosixPath, data: bytes) -> FoundFile:
    """Return a module or notebook that was found: a renamed one is what it holds, not what it says.

    A notebook is JSON, and no module begins as that does; a module has a line that defines.
    """
    path = plain_name(path)
    begins = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if path.suffix == ".py" and begins == b"{" and _CELLS.search(data):
        path = path.with_suffix(".ipynb")
    elif path.suffix == ".ipynb" and begins != b"{" and _DEFINITION.search(data):
        path = path.with_suffix(".py")
    return FoundFile(path, data)


def size_limit(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    if kind_of_file(name) == "archive":
        return MAX_ARCHIVE
    return MAX_MODULE if plain_name(PurePosixPath(name)).suffix == ".py" else MAX_NOTEBOOK


def printable(name: object) -> str:
    """Return a name fit for a line of text, whatever the submission called its files."""
    text = sanitize.name(str(name))
    return text if len(text) <= 120 else f"{text[:117]}..."


def members(
    data: bytes, where: PurePosixPath, contents: SubmissionFiles
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the paths and bytes of what may be read of an archive; raise `Refused`."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_members(data, where, contents)
    return _tar_members(data, where, contents)


class _ZipData(io.BytesIO):
    """A zip file of which at most a table of contents of a sane size is read at once."""

    opened = False

    def read(self, size: int | None = -1, /) -> bytes:
        """Return up to `size` bytes."""
        if not self.opened and size is not None and size > MAX_DIRECTORY:
            raise Refused("too_many", limit=MAX_NAMES)
        return super().read(size)


def _zip_members(
    data: bytes, where: PurePosixPath, contents: SubmissionFiles
) -> Iterator[tuple[PurePosixPath, bytes]]:
    if b"PK\x05\x06" not in data:
        raise Refused("cut_short", file=printable(where))
    stream = _ZipData(data)
    with zipfile.ZipFile(stream) as archive:
        stream.opened = True
        for info in archive.infolist():
            contents.budget.name()
            path = None if info.is_dir() else _member_path(_zip_name(info), contents)
            if path is None:
                continue
            mode = info.external_attr >> 16
            if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                contents.note("symlink" if stat.S_ISLNK(mode) else "no_file", file=printable(path))
                continue
            if info.flag_bits & 1:
                raise Refused("encrypted", file=printable(where))
            most = size_limit(path.name)
            if info.file_size > most:
                contents.note("too_big", file=printable(path), size=info.file_size, limit=most)
                continue
            contents.budget.file(info.file_size, where)
            try:
                with archive.open(info) as member:
                    # It ends where its table says, whatever it would unpack to.
                    content = member.read()
            except MemoryError:
                raise
            except Exception:
                # Whatever a method of packing stumbles over, and they have no error in common.
                contents.note("broken_member", file=printable(path))
                continue
            yield path, content


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


class _TarHeader(tarfile.TarInfo):
    """A header of a tar file that is refused where it is long: to read it costs its square."""

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        if self.type in HEADERS and self.size > MAX_TAR_HEADER:
            raise Refused("long_name", limit=MAX_NAME)
        return super()._proc_member(archive)  # type: ignore[misc]


def _tar_members(
    data: bytes, where: PurePosixPath, contents: SubmissionFiles
) -> Iterator[tuple[PurePosixPath, bytes]]:
    stream: Any = io.BytesIO(data)
    if data[:2] == b"\x1f\x8b":
        stream = gzip.GzipFile(fileobj=stream)
    elif data[:3] == b"BZh":
        stream = bz2.BZ2File(stream)
    timed: Any = _Timed(stream, contents.budget)
    with tarfile.open(fileobj=timed, mode="r|", tarinfo=_TarHeader) as archive:
        for member in archive:
            contents.budget.name()
            if not 0 <= member.size < MAX_STREAM:
                raise Refused("bomb", file=printable(where))
            # Otherwise it would keep all it has ever seen.
            archive.members = []  # type: ignore[attr-defined]
            path = None if member.isdir() else _member_path(member.name, contents)
            if path is None:
                continue
            if not member.isreg() or member.issparse():
                key = "symlink" if member.issym() or member.islnk() else "no_file"
                contents.note(key, file=printable(path))
                continue
            most = size_limit(path.name)
            if member.size > most:
                contents.note("too_big", file=printable(path), size=member.size, limit=most)
                continue
            contents.budget.file(member.size, where)
            content = archive.extractfile(member)
            if content is not None:
                yield path, content.read(most)


class _Timed:
    """A stream that is read while there is time."""

    def __init__(self, stream: Any, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes."""
        self._budget.moment()
        return bytes(self._stream.read(min(size, 1 << 20)))


def gather(path: Path, name: str, contents: SubmissionFiles) -> None:
    """Add the modules and notebooks of a folder, an archive or a single file.

    Parameters
    ----------
    path
        What was handed in.
    name
        The name the learner gave it, if the system has put something in front.
    contents
        What they are added to.
    """
    try:
        if stat.S_ISDIR(path.lstat().st_mode):
            _folder(path, contents)
        else:
            _one(path, PurePosixPath(name or path.name), contents, loud=True)
    except Refused as refused:
        contents.notes([refused.notice])
    except OSError as error:
        where = os.path.relpath(error.filename or path, path.parent)
        contents.trouble = contents.trouble or f"{printable(where)}: {error.strerror or error}"


def _folder(root: Path, contents: SubmissionFiles) -> None:
    pending = [(root, PurePosixPath())]
    while pending:
        folder, inside = pending.pop(0)
        with os.scandir(folder) as listed:
            entries = []
            for entry in listed:
                contents.budget.name()
                entries.append(entry)
        for entry in sorted(entries, key=lambda entry: entry.name):
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
            except Exhausted:
                raise
            except Refused as refused:
                contents.notes([refused.notice])


def _one(path: Path, where: PurePosixPath, contents: SubmissionFiles, loud: bool = False) -> None:
    """Read one file of a folder, if it is of a kind that counts; `loud` says so if it is not."""
    what = kind_of_file(where.name)
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise Refused("symlink", file=printable(where))
    if what is None and not loud:
        contents.pass_over(where)
        return
    if not stat.S_ISREG(mode):
        raise Refused("no_file", file=printable(where))
    if what is None:
        raise Refused("unknown_kind", file=printable(where))
    data = _read_capped(path, where, size_limit(where.name))
    if what == "archive":
        _archive(data, where, contents)
    else:
        contents.budget.file(len(data), where)
        contents.files.append(found_file(where, data))


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
    if not data:
        raise Refused("empty_file", file=printable(where))
    inside = where.parent if nested or len(where.parts) > 1 else PurePosixPath()
    try:
        for path, content in members(data, where, contents):
            if kind_of_file(path.name) != "archive":
                contents.files.append(found_file(inside / path, content))
            elif nested:
                contents.note("nested", file=printable(path))
            else:
                # A download of a whole class packs each learner's own archive once more.
                _inner_archive(content, inside / path, contents)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # Whatever a reader of archives stumbles over (it may be an IndexError), the archive did.
        reason = printable(error) or type(error).__name__
        raise Refused("broken_archive", file=printable(where), reason=reason) from None


def _inner_archive(data: bytes, where: PurePosixPath, contents: SubmissionFiles) -> None:
    try:
        _archive(data, where, contents, nested=True)
    except Exhausted:
        raise
    except Refused as refused:
        contents.notes([refused.notice])


def _member_path(name: str, contents: SubmissionFiles) -> PurePosixPath | None:
    """Return a member's place inside the submission; None for one that is not read."""
    if len(name) > MAX_NAME * (MAX_DEPTH + 1):
        contents.note("long_name", limit=MAX_NAME)
        return None
    path = PurePosixPath(unicodedata.normalize("NFC", name.replace("\\", "/")))
    skipped = any(is_skipped(part) for part in path.parts[:-1] if part != "..")
    if skipped or kind_of_file(path.name) is None:
        if not skipped:
            contents.pass_over(path)
        return None
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        contents.note("traversal", file=printable(name))
        return None
    if len(path.parts) > MAX_DEPTH + 1:
        contents.note("too_deep", file=printable(path), limit=MAX_DEPTH)
        return None
    if any(len(part) > MAX_NAME for part in path.parts):
        contents.note("long_name", limit=MAX_NAME)
        return None
    return path
