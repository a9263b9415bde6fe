"""Errors of the operating system are said in the languages that a learner may choose."""

from __future__ import annotations

import errno
import os

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import Text

KOREAN = {
    errno.ENOENT: "그런 파일이나 폴더가 없습니다",
    errno.EEXIST: "이미 있습니다",
    errno.EACCES: "읽거나 쓸 권한이 없습니다",
    errno.EPERM: "허용되지 않은 작업입니다",
    errno.EROFS: "읽기 전용이라 쓸 수 없습니다",
    errno.ENOSPC: "저장 공간이 없습니다",
    errno.EDQUOT: "할당된 저장 공간을 모두 썼습니다",
    errno.EIO: "장치에서 읽거나 쓰지 못했습니다",
    errno.EISDIR: "파일이 아니라 폴더입니다",
    errno.ENOTDIR: "폴더가 아닙니다",
    errno.ENOTEMPTY: "폴더가 비어 있지 않습니다",
    errno.ENAMETOOLONG: "이름이나 경로가 너무 깁니다",
    errno.EADDRINUSE: "이미 쓰이고 있는 주소입니다",
    errno.EMFILE: "열린 파일이 너무 많습니다",
}


def os_text(error: OSError) -> Text:
    """Return what an error of the operating system says."""
    said = error.strerror or str(error)
    return Text(said, KOREAN.get(error.errno or 0, said))


def with_korean(said: str) -> Text:
    """Return an English line, in Korean too as far as the operating system's words go."""
    korean = said
    for number, text in KOREAN.items():
        korean = korean.replace(os.strerror(number), text)
    return Text(said, korean)


def os_error(error: OSError, place: object) -> BrokenKit:
    """Return the error to be raised instead: it names the place that the user named."""
    return BrokenKit(os_text(error).at(place))
