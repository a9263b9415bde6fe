"""Members of zip and tar files, one after the other, capped before they are read.

An archive is hostile until shown otherwise: nothing is unpacked to disk, and what is no plain
file is left out with a notice.
"""

from __future__ import annotations

import bz2
import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from rawgrad.grading.intake.submission_files import (
    MAX_DIRECTORY,
    MAX_FILES,
    MAX_RATIO,
    MAX_UNPACKED,
    Haul,
    Refused,
    cap,
    kind,
    shown,
)


def members(data: bytes, where: PurePosixPath, haul: Haul) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of what may be read of an archive; raise `Refused`."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_members(data, where, haul)
    return _tar_members(data, where, haul)


def _zip_members(data: bytes, where: PurePosixPath, haul: Haul) -> Iterator[tuple[str, bytes]]:
    end = data.rfind(b"PK\x05\x06")
    # The table of contents is read whole by zipfile: its size is looked at first.
    if end < 0 or struct.unpack_from("<I", data, end + 12)[0] > MAX_DIRECTORY:
        raise Refused("too_many" if end >= 0 else "cut_short", file=shown(where), limit=MAX_FILES)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_FILES:
            raise Refused("too_many", limit=MAX_FILES)
        size = sum(info.file_size for info in infos)
        if size > MAX_UNPACKED or (size > 10_000_000 and size > MAX_RATIO * len(data)):
            raise Refused("bomb", file=shown(where))
        for info in infos:
            name = _zip_name(info)
            if info.is_dir() or kind(PurePosixPath(name).name) is None:
                continue
            mode = info.external_attr >> 16
            if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                haul.note("symlink" if stat.S_ISLNK(mode) else "no_file", file=shown(name))
                continue
            if info.flag_bits & 1:
                raise Refused("encrypted", file=shown(where))
            most = cap(name)
            with archive.open(info) as member:
                content = member.read(most + 1)
            if len(content) > most:
                haul.note("too_big", file=shown(name), size=info.file_size, limit=most)
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


def _tar_members(data: bytes, where: PurePosixPath, haul: Haul) -> Iterator[tuple[str, bytes]]:
    stream: Any = io.BytesIO(data)
    if data[:2] == b"\x1f\x8b":
        stream = gzip.GzipFile(fileobj=stream)
    elif data[:3] == b"BZh":
        stream = bz2.BZ2File(stream)
    capped: Any = _Capped(stream, max(MAX_UNPACKED, len(data)), where)
    with tarfile.open(fileobj=capped, mode="r|") as archive:
        for member in archive:
            name = member.name
            if kind(PurePosixPath(name).name) is None:
                continue
            if not member.isreg():
                key = "symlink" if member.issym() or member.islnk() else "no_file"
                haul.note(key, file=shown(name))
                continue
            most = cap(name)
            if member.size > most:
                haul.note("too_big", file=shown(name), size=member.size, limit=most)
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
            raise Refused("bomb", file=shown(self._where))
        return part
