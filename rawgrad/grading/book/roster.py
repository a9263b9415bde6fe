"""The roster of a class is read, and says which submission is whose. Knows no marks."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rawgrad.grading.book.csv_files import is_a_persons, read_rows, twice
from rawgrad.grading.book.schema import SubmissionRow
from rawgrad.grading.intake.lms_names import without_ending
from rawgrad.kit.text import LANGUAGES

IDS = (
    "id", "student_id", "sis_user_id", "sis_login_id", "id_number", "user_id", "login", "username",
    "submission", "학번",
)  # fmt: skip
NAMES = ("name", "student", "full_name", "이름", "성명")
GROUPS = ("group", "team", "조", "모둠")
TONGUES = ("language", "lang", "언어")


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

    `status` is `found`, `missing`, `unmatched`, `superseded` or `ambiguous`: then `choices` are the
    submissions that there are.
    """

    person: str
    name: str
    group: str
    submission: str
    status: str
    language: str = ""
    choices: tuple[str, ...] = ()


def read_roster(path: Path) -> list[Member]:
    """Read a roster: a CSV file with a column for ids or names, and perhaps one for groups."""
    members = []
    found = read_rows(path, (*IDS, *NAMES, *GROUPS, *TONGUES))
    found = [row for row in found if is_a_persons(row.cells.values())]
    for row in found:
        ids = tuple(row.cells[column] for column in IDS if row.cells.get(column))
        name, group, tongue = (row.get(*columns) for columns in (NAMES, GROUPS, TONGUES))
        if not ids and not name:
            raise row.problem("no_id")
        if tongue.lower() not in ("", *LANGUAGES):
            raise row.problem("tongue", known=", ".join(LANGUAGES))
        members.append(Member(ids[0] if ids else name, name, group, ids, tongue.lower()))
    named = [
        (row, plain_name(name))
        for row, member in zip(found, members, strict=True)
        for name in dict.fromkeys((member.label, *member.ids))
    ]
    if again := twice([row for row, _ in named], [name for _, name in named]):
        row, name, line = again
        raise row.problem("person_twice", name=name, line=line)
    return members


def rows(
    submissions: Mapping[str, SubmissionRow],
    members: Sequence[Member] | None,
    matches: Mapping[str, str] = MappingProxyType({}),
    received: Mapping[str, datetime.datetime] = MappingProxyType({}),
) -> list[RosterRow]:
    """Return everybody's row: the roster's members, then who is not on it.

    Parameters
    ----------
    matches
        Whose submissions are where a person decided it: a label or a group, by submission.
    received
        When submissions came, where a person knows it.
    """
    older = [
        RosterRow(key, "", "", key, "superseded")
        for key, kept in submissions.items()
        if kept.newer in submissions
    ]
    current = [key for key, kept in submissions.items() if kept.newer not in submissions]
    if members is None:
        return [*(RosterRow(key, "", "", key, "found") for key in current), *older]
    owners = {
        key: _matched(matches[key], members) if key in matches else _owners(key, members)
        for key in current
    }
    result = []
    counted: set[str] = set()
    for member in members:
        own = [key for key in current if member in owners[key]]
        if not own and member.group:
            own = [k for k in current if any(m.group == member.group for m in owners[k])]
        # What a person has decided goes before what names tell.
        chosen = _newest([k for k in own if k in matches] or own, submissions, received)
        counted.update(own)
        status = "found" if chosen else ("ambiguous" if own else "missing")
        result.append(
            RosterRow(
                member.label, member.name, member.group, chosen, status, member.language,
                () if chosen else tuple(own),
            )
        )  # fmt: skip
        if chosen:
            older += [RosterRow(k, "", "", k, "superseded") for k in own if k != chosen]
    used = {row.submission for row in result}
    older = list(dict.fromkeys(row for row in older if row.submission not in used))
    unmatched = [RosterRow(key, "", "", key, "unmatched") for key in current if key not in counted]
    return [*result, *unmatched, *older]


def candidates(key: str, members: Sequence[Member]) -> list[Member]:
    """Return the members whom a submission that nobody owns may be from: those of its name."""
    front = key.rpartition("_")[0]
    tokens = {plain_name(token) for token in (key, front, *front.split("-", 1)) if token}
    return [m for m in members if tokens & set(_spellings(m.name))]


def _matched(whose: str, members: Sequence[Member]) -> list[Member]:
    """Return whom a person decided a submission to be from: one member, or a group."""
    by_id = [m for m in members if plain_name(whose) in {plain_name(i) for i in (m.label, *m.ids)}]
    return by_id or [m for m in members if m.group == whose]


def _owners(key: str, members: Sequence[Member]) -> list[Member]:
    """Return whom a submission's name means; nobody if several could be meant."""
    front, _, number = key.rpartition("_")
    spelled = {key, without_ending(key), front}
    if number.isdigit():
        # Moodle puts a group's name in front of a member's: 1조-김민준_101.
        spelled |= {number, *front.split("-", 1)}
    tokens = {plain_name(one) for one in spelled if one}
    by_id = [m for m in members if tokens & {plain_name(value) for value in m.ids}]
    if by_id:
        return by_id if len(by_id) == 1 else []
    group = [m for m in members if m.group and plain_name(m.group) in tokens]
    if group:
        return group
    by_name = [m for m in members if tokens & set(_spellings(m.name))]
    if by_name:
        return by_name if len(by_name) == 1 else []
    # A file that a learner named: "20261234_hw1"; ids count as whole words only.
    words = {plain_name(word) for word in re.split(r"[^\w가-힣]+|_", key) if len(word) > 2}
    within = [m for m in members if words & {plain_name(value) for value in m.ids}]
    return within if len(within) == 1 else []


def _newest(
    keys: Sequence[str],
    submissions: Mapping[str, SubmissionRow],
    received: Mapping[str, datetime.datetime],
) -> str:
    """Return the one that counts: the only one, or the newest by a person's or a system's time."""
    if len(keys) < 2:
        return keys[0] if keys else ""
    if all(key in received for key in keys):
        times = sorted(keys, key=lambda key: received[key])
        return times[-1] if received[times[-1]] != received[times[-2]] else ""
    kept = [submissions[key] for key in keys]
    if len({one.system for one in kept}) > 1 or not all(one.sent for one in kept):
        return ""
    newest = max(kept, key=lambda one: one.sent)
    return newest.key if [one.sent for one in kept].count(newest.sent) == 1 else ""


def plain_name(text: str) -> str:
    """Return a name without what people write differently: case, spaces, composed letters."""
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
