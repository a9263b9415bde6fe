"""A reader has each submission read in a confined process of its own, and checks what comes back.

The process that grades or keeps marks parses nothing of what was handed in. What passes here is
plain data of the agreed size: texts by file name, notices of known kinds, digests.
"""

from __future__ import annotations

import re
import stat
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rawgrad.grading.intake import reading
from rawgrad.grading.intake.preparation import Prepared, is_module
from rawgrad.grading.intake.similarity import CodeDigest
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.grading.intake.submissions import Submission
from rawgrad.kit import sanitize
from rawgrad.kit.os_errors import os_text, with_korean
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.remote import End
from rawgrad.subject.confined.wire import Closed, ProtocolBroken
from rawgrad.subject.confined.zygote import Zygote

# Reading stops by itself well before this (`submission_files.MAX_SECONDS`).
LIMITS = Limits(cpu=30.0, memory=1 << 30)
DEADLINE = 120.0
MAX_NOTICES, MAX_FACT, MAX_FILES = 50, 500, 100
FACTS = ("cell", "encoding", "file", "limit", "line", "others", "reason", "size")

_KEY = re.compile(r"[a-z_]{1,30}")
_DIGEST = re.compile(r"[0-9a-f]{0,16}")
# What a limit of ours, and what a reader that broke looks like.
_CRASHED = (-4, -6, -7, -8, -11)


class ReadingFailed(Exception):
    """A submission could not be read for a trouble of this machine's own.

    `key` is one of `words.MESSAGES`, which needs these facts.
    """

    def __init__(self, key: str, facts: Mapping[str, Any]) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts


@dataclass(frozen=True)
class _Failure:
    """The failure of one attempt to read; with facts if no limit of ours was reached."""

    reason: str
    facts: Mapping[str, Any] | None = None


class SubmissionReader:
    """Reads submissions one after the other; holds the zygote that its processes come from.

    Parameters
    ----------
    stubs
        The text of every file of `exercises/`, by file name.
    exercises
        The names of the exercises, in order.
    isolation
        As of the run: see `Zygote`.
    scratch
        A folder for what the zygote needs.
    """

    def __init__(
        self, stubs: Mapping[str, str], exercises: Sequence[str], isolation: str, scratch: Path
    ) -> None:
        self._stubs = dict(stubs)
        self._exercises = list(exercises)
        self._isolation = isolation
        self._scratch = scratch
        self._zygote: Zygote | None = None

    def read(self, submission: Submission) -> Prepared:
        """Return what was handed in.

        Raises
        ------
        ReadingFailed
            If it could not be read for a reason that is not the submission's.
        """
        failure = _Failure("")
        for _ in range(2):
            # What breaks a reader is told from what this machine did by trying again.
            found = self._attempt(submission)
            if isinstance(found, Prepared):
                if found.trouble:
                    raise ReadingFailed("unready", {"reason": with_korean(found.trouble)})
                return found
            failure = found
        if failure.facts is not None:
            raise ReadingFailed(failure.reason, failure.facts)
        return Prepared(notices=[Notice(failure.reason, {"limit": round(LIMITS.cpu)})])

    def close(self) -> None:
        """End the zygote, and with it whatever is being read."""
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            zygote.close()

    def _open(self) -> Zygote:
        if self._zygote is None:
            self._zygote = Zygote(
                None,
                self._isolation,
                LIMITS,
                job=reading.__name__,
                given={"stubs": self._stubs, "exercises": self._exercises},
                scratch=self._scratch,
            ).__enter__()
        return self._zygote

    def _attempt(self, submission: Submission) -> Prepared | _Failure:
        files = zip(submission.paths, submission.files, strict=True)
        paths = [(str(path.absolute()), name) for path, name in files]
        try:
            modes = [path.lstat().st_mode for path in submission.paths]
        except OSError as error:
            said = os_text(error).at(sanitize.line(str(error.filename)))
            return _Failure("unready", {"reason": said})
        readable = [
            path for (path, _), mode in zip(paths, modes, strict=True) if not stat.S_ISLNK(mode)
        ]
        worker = self._open().lend({"paths": paths}, readable, LIMITS, LIMITS.cpu)
        try:
            message, buffers = worker.wire.receive(time.monotonic() + DEADLINE)
            found = (
                None
                if "exhausted" in message
                else _plain_submission(message, buffers, self._exercises)
            )
        except TimeoutError:
            worker.end(kill=True)
            return _Failure("reading_late", {"limit": f"{DEADLINE:g}"})
        except ProtocolBroken:
            worker.end(kill=True)
            return _Failure("reading_broke")
        except Closed:
            return _cause(worker.end(kill=False))
        worker.end(kill=True)
        return found or _Failure("reading_limit")


def _cause(end: End) -> _Failure:
    """Tell why a process ended that was to read."""
    if end.cpu >= LIMITS.cpu - 1 or end.size > 0.8 * LIMITS.memory:
        return _Failure("reading_limit")
    if end.killed or end.code in _CRASHED or end.code >= 0:
        return _Failure("reading_broke")
    return _Failure("reading_killed", {"signal": -end.code})


def _plain_submission(
    message: dict[str, Any], buffers: list[Any], exercises: Sequence[str]
) -> Prepared:
    """Return what a reading process handed over, if it is what one hands over."""
    try:
        return _submission_of(message, buffers, exercises)
    except (KeyError, TypeError, ValueError, AttributeError, UnicodeError):
        raise ProtocolBroken("a submission that is none") from None


def _submission_of(
    message: dict[str, Any], buffers: list[Any], exercises: Sequence[str]
) -> Prepared:
    names = message["names"]
    if len(names) > MAX_FILES or sum(map(len, buffers)) > reading.MAX_TEXTS:
        raise ValueError
    if not all(map(is_module, names)):
        raise ValueError
    texts = {name: bytes(data).decode("utf-8") for name, data in zip(names, buffers, strict=True)}
    taken = tuple(name for name in exercises if name in message["taken"] and f"{name}.py" in texts)
    digests = {
        name: CodeDigest(_matching(_DIGEST, digest), int(size) % (1 << 31))
        for name, (digest, size) in message["digests"].items()
        if name in taken
    }
    notices = [_notice(key, facts) for key, facts in message["notices"][:MAX_NOTICES]]
    return Prepared(texts, taken, notices, digests, sanitize.line(message["trouble"])[:MAX_FACT])


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError
    return text


def _notice(key: str, facts: dict[str, Any]) -> Notice:
    """Return a notice with every fact that a sentence may ask for, and no other."""
    checked: dict[str, Any] = dict.fromkeys(FACTS, "")
    for name in checked.keys() & facts.keys():
        value = facts[name]
        if type(value) is int and 0 <= value < 1 << 63:
            checked[name] = value
        else:
            checked[name] = sanitize.name(value)[:MAX_FACT]
    return Notice(_matching(_KEY, key), checked)
