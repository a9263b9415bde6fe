"""The instructor's files are read: the roster of a class, overrides, and voided cases.

Says which submission is whose. Knows no marks.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rawgrad.grading.book.schema import SubmissionRow
from rawgrad.grading.intake.lms_names import without_ending
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import LANGUAGES

IDS = ("id", "student_id", "sis_user_id", "user_id", "login", "username", "submission", "학번")
NAMES = ("name", "student", "full_name", "이름", "성명")
GROUPS = ("group", "team", "조", "모둠")
TONGUES = ("language", "lang", "언어")
EXCUSED = "excused"


@dataclass(frozen=True)
class Member:
    """One row of the roster."""

    label: str
    name: str
    group: str
    ids: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True)
class RosterRow:
    """One person's row in the grades, and the submission that counts for it.

    `status` is `found`, `missing`, `unmatched`, `superseded` or `ambiguous`.
    """

    person: str
    name: str
    group: str
    submission: str
    status: str
    language: str = ""


@dataclass(frozen=True)
class Override:
    """A mark that a person gave; `points` is None for `excused`."""

    person: str
    exercise: str
    points: float | None
    reason: str
    by: str


def read_roster(path: Path) -> list[Member]:
    """Read a roster: a CSV file with a column for ids or names, and perhaps one for groups."""
    members = []
    for line, row in _table(path):
        ids = tuple(row[column] for column in IDS if row.get(column))
        name = next((row[column] for column in NAMES if row.get(column)), "")
        group = next((row[column] for column in GROUPS if row.get(column)), "")
        if not ids and not name:
            raise BrokenKit(f"{path.name}, line {line}: neither id nor name")
        language = next((row[column] for column in TONGUES if row.get(column)), "").lower()
        if language not in ("", *LANGUAGES):
            known = ", ".join(LANGUAGES)
            raise BrokenKit(f"{path.name}, line {line}: language is one of {known}, or empty")
        members.append(Member(ids[0] if ids else name, name, group, ids, language))
    labels = [member.label for member in members]
    twice = sorted({label for label in labels if labels.count(label) > 1})
    if twice:
        raise BrokenKit(f"{path.name}: {twice[0]} stands twice; add a column `id` to tell them")
    return members


def read_overrides(path: Path, exercises: Iterable[str]) -> list[Override]:
    """Read the overrides, if there are any; an exercise `*` means all."""
    if not path.is_file():
        return []
    known = {*exercises, "*"}
    overrides = []
    for line, row in _table(path):
        where = f"{path.name}, line {line}"
        if not row.get("submission") or row.get("exercise") not in known:
            raise BrokenKit(f"{where}: give submission, exercise (or *), points, reason and by")
        points = None
        if row.get("points", "").lower() != EXCUSED:
            try:
                points = float(row["points"])
            except (KeyError, ValueError):
                raise BrokenKit(f"{where}: points are a number or `{EXCUSED}`") from None
            if not 0 <= points < 1e6:
                raise BrokenKit(f"{where}: points are 0 or more")
        reason, by = row.get("reason", ""), row.get("by", "")
        overrides.append(Override(row["submission"], row["exercise"], points, reason, by))
    return overrides


def read_voided(path: Path) -> set[str]:
    """Read the ids of cases that no longer count: one a line, `#` begins a comment."""
    if not path.is_file():
        return set()
    lines = (line.partition("#")[0].strip() for line in read_text(path).splitlines())
    return {line for line in lines if line}


def rows(
    submissions: Mapping[str, SubmissionRow], members: Sequence[Member] | None
) -> list[RosterRow]:
    """Return everybody's row: the roster's members, then who is not on it."""
    older = [
        RosterRow(key, "", "", key, "superseded")
        for key, kept in submissions.items()
        if kept.newer in submissions
    ]
    current = [key for key, kept in submissions.items() if kept.newer not in submissions]
    if members is None:
        return [*(RosterRow(key, "", "", key, "found") for key in current), *older]
    owners = {key: _owners(key, members) for key in current}
    result = []
    counted: set[str] = set()
    for member in members:
        own = [key for key in current if member in owners[key]]
        if not own and member.group:
            own = [k for k in current if any(m.group == member.group for m in owners[k])]
        chosen = _newest(own, submissions)
        counted.update(own)
        status = "found" if chosen else ("ambiguous" if own else "missing")
        result.append(
            RosterRow(member.label, member.name, member.group, chosen, status, member.language)
        )
        if chosen:
            older += [RosterRow(k, "", "", k, "superseded") for k in own if k != chosen]
    used = {row.submission for row in result}
    older = list(dict.fromkeys(row for row in older if row.submission not in used))
    unmatched = [RosterRow(key, "", "", key, "unmatched") for key in current if key not in counted]
    return [*result, *unmatched, *older]


def _owners(key: str, members: Sequence[Member]) -> list[Member]:
    """Return whom a submission's name means; nobody if several could be meant."""
    front, _, number = key.rpartition("_")
    spelled = {key, without_ending(key), front}
    if number.isdigit():
        # Moodle puts a group's name in front of a member's: 1조-김민준_101.
        spelled |= {number, *front.split("-", 1)}
    tokens = {_plain(one) for one in spelled if one}
    by_id = [m for m in members if tokens & {_plain(value) for value in m.ids}]
    if by_id:
        return by_id if len(by_id) == 1 else []
    group = [m for m in members if m.group and _plain(m.group) in tokens]
    if group:
        return group
    by_name = [m for m in members if tokens & set(_spellings(m.name))]
    if by_name:
        return by_name if len(by_name) == 1 else []
    # A file that a learner named: "20261234_hw1"; ids count as whole words only.
    words = {_plain(word) for word in re.split(r"[^\w가-힣]+|_", key) if len(word) > 2}
    within = [m for m in members if words & {_plain(value) for value in m.ids}]
    return within if len(within) == 1 else []


def _newest(keys: Sequence[str], submissions: Mapping[str, SubmissionRow]) -> str:
    """Return the one that counts: the only one, or the newest by the system's own time."""
    if len(keys) < 2:
        return keys[0] if keys else ""
    kept = [submissions[key] for key in keys]
    if len({one.system for one in kept}) > 1 or not all(one.sent for one in kept):
        return ""
    newest = max(kept, key=lambda one: one.sent)
    return newest.key if [one.sent for one in kept].count(newest.sent) == 1 else ""


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def _spellings(name: str) -> Iterator[str]:
    """Yield how systems write a name: Canvas puts the last name first, without a space."""
    words = _plain_words(name)
    if words:
        yield "".join(words)
        yield "".join([words[-1], *words[:-1]])
        yield "_".join(words)


def _plain_words(name: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold())


def _table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file with their line, columns by lower-case name."""
    reader = csv.reader(io.StringIO(read_text(path)))
    header = [name.strip().lower().replace(" ", "_") for name in next(reader, [])]
    for row in reader:
        if any(cell.strip() for cell in row):
            cells = [cell.strip() for cell in row]
            yield reader.line_num, dict(zip(header, cells, strict=False))


def read_text(path: Path) -> str:
    """Read what a spreadsheet wrote: UTF-8, or cp949 as Korean Excel does."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BrokenKit(f"{path}: {error.strerror}") from None
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise BrokenKit(f"{path}: save it as CSV UTF-8")
