"""The instructor's instructions lie beside the gradebook: files about marks, persons and times.

Reads `overrides.csv`, `voided.txt`, `extensions.csv`, `received.csv`, `matches.csv`, `rubric.csv`
and `comments/`, and refuses in one line what cannot be meant. Nothing in them is left out in
silence. What they do to a mark `marks` knows.
"""

from __future__ import annotations

import datetime
import difflib
import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rawgrad.grading.book.csv_files import FileRow, problem, read_rows, read_text, twice
from rawgrad.grading.book.lateness import Deadline, read_moment
from rawgrad.grading.book.roster import Member, RosterRow, plain_name
from rawgrad.kit import sanitize
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import Text

OVERRIDES, VOIDED, EXTENSIONS = "overrides.csv", "voided.txt", "extensions.csv"
RECEIVED, MATCHES, RUBRIC, COMMENTS = "received.csv", "matches.csv", "rubric.csv", "comments"
FILES = (OVERRIDES, VOIDED, EXTENSIONS, RECEIVED, MATCHES, RUBRIC)

SUBMISSION = ("submission", "제출물")
PERSON = ("person", "student", "id", "student_id", "학번", "학습자")
WHO = (*SUBMISSION, *PERSON)
POINTS, REASON, BY = ("points", "점수"), ("reason", "이유", "사유"), ("by", "담당", "정한_사람")
COMMENT = ("comment", "의견")
EXERCISE = ("exercise", "연습_문제")
UNTIL = ("until", "연장", "마감")
TIME = ("received", "time", "submitted", "제출_시각")
CRITERION, MOST = ("criterion", "항목"), ("out_of", "max_points", "만점")
EN, KO = ("en", "english", "영어"), ("ko", "korean", "한국어")

EXCUSED = "excused"
ALL = "*"
MOST_POINTS = 1e6


@dataclass(frozen=True)
class Override:
    """A mark that a person gave; `points` is None for `excused`.

    With `comment_only` it gives no mark, and its comment alone counts.
    """

    person: str
    exercise: str
    points: float | None
    reason: str
    by: str
    comment: str = ""
    comment_only: bool = False
    row: FileRow | None = None


@dataclass(frozen=True)
class Extension:
    """Until when one person may hand in."""

    person: str
    until: datetime.datetime
    reason: str
    by: str
    row: FileRow


@dataclass(frozen=True)
class Criterion:
    """What a person gives points for, since no test sees it."""

    name: str
    title: Text
    most: float


@dataclass(frozen=True)
class Instructions:
    """All that the instructor has written beside a gradebook.

    Attributes
    ----------
    received
        When submissions were handed in, by key.
    matches
        Whose submissions are, by key: a person of the roster, or a group.
    rubric
        The marks that a person gave by criterion, which each has as its `exercise`.
    comments
        Texts by person or submission.
    """

    overrides: Sequence[Override] = ()
    voided: Collection[str] = ()
    extensions: Sequence[Extension] = ()
    received: Mapping[str, datetime.datetime] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    rubric: Sequence[Override] = ()
    comments: Mapping[str, str] = field(default_factory=dict)

    def of(self, row: RosterRow) -> Personal:
        """Return what is said of one row of the grades, by person or by submission."""
        names = identities(row) | {ALL}
        overrides, rubric, extensions, comments = (
            [one for name in names for one in index.get(name, ())] for index in self._by_name
        )
        last = sorted(overrides, key=_line)
        said = [text for _, text in comments] + [o.comment for o in last if o.exercise == ALL]
        return Personal(
            last,
            sorted(rubric, key=_line),
            extensions[0].until if extensions else None,
            "\n\n".join(filter(None, said)),
        )

    @functools.cached_property
    def _by_name(self) -> tuple[dict[str, list[Any]], ...]:
        """What is said, by whom it is about: overrides, rubric, extensions, comments."""
        comments = [(name, text) for name, text in self.comments.items()]
        return (
            _indexed(self.overrides, lambda one: one.person),
            _indexed(self.rubric, lambda one: one.person),
            _indexed(self.extensions, lambda one: one.person),
            _indexed(comments, lambda one: one[0]),
        )


@dataclass(frozen=True)
class Personal:
    """What an instructor has written about one person, later lines last."""

    overrides: Sequence[Override]
    rubric: Sequence[Override]
    until: datetime.datetime | None
    comment: str


def _indexed(found: Iterable[Any], name_of: Callable[[Any], str]) -> dict[str, list[Any]]:
    index: dict[str, list[Any]] = {}
    for one in found:
        index.setdefault(plain_name(name_of(one)), []).append(one)
    return index


def _line(given: Override) -> int:
    return given.row.line if given.row else 0


def identities(row: RosterRow) -> set[str]:
    """Return what a row may be called in an instructor's file."""
    names = {row.person, row.submission} - {""}
    return {plain_name(name) for name in names} | {
        plain_name(stem) for stem in sanitize.file_names(names).values()
    }


class Reader:
    """Reads the instructor's files in a folder, by what a run knows.

    Parameters
    ----------
    folder
        The gradebook's folder.
    worth
        What each exercise gives at most.
    known_ids
        The ids of all cases and laws.
    deadline
        When the assignment is due.
    """

    def __init__(
        self,
        folder: Path,
        worth: Mapping[str, float],
        known_ids: Collection[str],
        deadline: Deadline,
        language: str = "en",
    ) -> None:
        self.folder = folder
        self.worth = worth
        self.known_ids = known_ids
        self.deadline = deadline
        self.language = language

    def read(self, submissions: Collection[str], members: Sequence[Member] | None) -> Instructions:
        """Read everything that can be judged before it is known whose a submission is."""
        self._no_stray_files()
        criteria, rubric = self._rubric()
        return Instructions(
            self._overrides(),
            self._voided(),
            self._extensions(),
            self._received(submissions),
            self._matches(submissions, members),
            criteria,
            rubric,
            self._comments(),
        )

    def check(self, found: Instructions, rows: Iterable[RosterRow]) -> None:
        """Refuse what is about nobody."""
        known = set().union(*(identities(row) for row in rows), {ALL})
        named = [(o.person, o.row) for o in (*found.overrides, *found.rubric)]
        for who, row in (*named, *((e.person, e.row) for e in found.extensions)):
            if plain_name(who) not in known and row is not None:
                raise row.problem("nobody", who=who, near=self._near(who, known))
        for name in found.comments:
            if plain_name(name) not in known:
                near = self._near(name, known)
                raise self._refuse(f"{COMMENTS}/{name}.md", "nobody", who=name, near=near)

    def _near(self, name: str, known: Iterable[str]) -> str:
        near = difflib.get_close_matches(plain_name(name), sorted(known), n=1)
        return problem(self.language, "near", name=near[0]) if near else ""

    def _refuse(self, place: str, key: str, **facts: object) -> BrokenKit:
        return BrokenKit(f"{place}: {problem(self.language, key, **facts)}")

    def _no_stray_files(self) -> None:
        """Refuse a file whose name is nearly one of ours: it would be read by nobody."""
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.iterdir()):
            name = path.name.lower()
            if path.name in (*FILES, COMMENTS) or path.suffix.lower() not in (
                "", ".csv", ".txt", ".tsv", ".xlsx", ".xls", ".md",
            ):  # fmt: skip
                continue
            stem = name.partition(".")[0]
            for known in (*FILES, COMMENTS):
                if difflib.SequenceMatcher(None, stem, known.partition(".")[0]).ratio() >= 0.8:
                    raise self._refuse(path.name, "stray", known=known)

    def _rows(self, name: str, *columns: tuple[str, ...]) -> list[FileRow]:
        path = self.folder / name
        known = [column for group in columns for column in group]
        return read_rows(path, known, self.language, others=False) if _is_there(path) else []

    def _who(self, row: FileRow, columns: tuple[str, ...] = WHO) -> str:
        if who := row.get(*columns):
            return who
        raise row.problem("no_who", column=columns[0])

    def _once(self, rows: Sequence[FileRow], names: Sequence[str]) -> None:
        if again := twice(rows, map(plain_name, names)):
            row, name, line = again
            raise row.problem("twice", name=name, line=line)

    def _points(self, row: FileRow, most: float) -> float | None:
        said = row.get(*POINTS)
        if said.lower() == EXCUSED or said == "면제":
            return None
        try:
            points = float(said)
        except ValueError:
            raise row.problem("points", said=said or "-") from None
        if not 0 <= points <= most:
            raise row.problem("points_range", points=f"{points:g}", most=f"{most:g}")
        return points

    def _overrides(self) -> list[Override]:
        found = []
        for row in self._rows(OVERRIDES, WHO, EXERCISE, POINTS, REASON, BY, COMMENT):
            who, exercise = self._who(row), row.get(*EXERCISE)
            if exercise not in (*self.worth, ALL):
                known = ", ".join((*self.worth, ALL))
                raise row.problem("exercise", exercise=exercise or "-", known=known)
            most = self.worth[exercise] if exercise != ALL else min(self.worth.values())
            comment = row.get(*COMMENT)
            bare = bool(comment) and not row.get(*POINTS)
            points = None if bare else self._points(row, most)
            found.append(
                Override(who, exercise, points, row.get(*REASON), row.get(*BY), comment, bare, row)
            )
        return found

    def _voided(self) -> set[str]:
        found = read_voided(self.folder / VOIDED)
        for name in sorted(found):
            # A twin of a case is called after it.
            if name.rstrip("~") not in self.known_ids:
                raise self._refuse(
                    VOIDED, "no_item", id=name, near=self._near(name, self.known_ids)
                )
        return found

    def _extensions(self) -> list[Extension]:
        rows = self._rows(EXTENSIONS, WHO, UNTIL, REASON, BY)
        found = []
        for row in rows:
            zone = self._zone(EXTENSIONS)
            until = read_moment(row.get(*UNTIL), zone, end_of_day=True)
            if until is None:
                raise row.problem("moment", column=UNTIL[0], said=row.get(*UNTIL) or "-")
            assert self.deadline.due is not None
            if until < self.deadline.due:
                raise row.problem("earlier", due=self.deadline.due.isoformat(" ", "minutes"))
            found.append(Extension(self._who(row), until, row.get(*REASON), row.get(*BY), row))
        self._once(rows, [one.person for one in found])
        return found

    def _zone(self, name: str) -> datetime.tzinfo:
        """Return the time zone; without a due date and a zone, times mean nothing."""
        if self.deadline.due is None or self.deadline.zone is None:
            raise self._refuse(name, "no_due")
        return self.deadline.zone

    def _received(self, submissions: Collection[str]) -> dict[str, datetime.datetime]:
        rows = self._rows(RECEIVED, WHO, TIME)
        found = []
        for row in rows:
            at = read_moment(row.get(*TIME), self._zone(RECEIVED))
            if at is None:
                raise row.problem("moment", column=TIME[0], said=row.get(*TIME) or "-")
            found.append((self._submission(row, submissions), at))
        self._once(rows, [key for key, _ in found])
        return dict(found)

    def _submission(
        self, row: FileRow, submissions: Collection[str], columns: tuple[str, ...] = WHO
    ) -> str:
        """Return the key of the submission that a row names."""
        name = self._who(row, columns)
        by_name = {plain_name(key): key for key in submissions}
        if plain_name(name) not in by_name:
            raise row.problem("no_submission", name=name, near=self._near(name, by_name))
        return by_name[plain_name(name)]

    def _matches(
        self, submissions: Collection[str], members: Sequence[Member] | None
    ) -> dict[str, str]:
        rows = self._rows(MATCHES, SUBMISSION, PERSON)
        if rows and members is None:
            raise self._refuse(MATCHES, "no_roster")
        known = {plain_name(one): one for m in members or () for one in (*m.ids, m.label) if one}
        known |= {plain_name(m.group): m.group for m in members or () if m.group}
        keys, people = [], []
        for row in rows:
            person = self._who(row, PERSON)
            if plain_name(person) not in known:
                raise row.problem("not_on_roster", who=person, near=self._near(person, known))
            keys.append(self._submission(row, submissions, SUBMISSION))
            people.append(known[plain_name(person)])
        self._once(rows, keys)
        self._once(rows, people)
        return dict(zip(keys, people, strict=True))

    def _rubric(self) -> tuple[dict[str, Criterion], list[Override]]:
        rows = self._rows(RUBRIC, WHO, CRITERION, POINTS, MOST, EN, KO, COMMENT, BY)
        criteria = self._criteria(rows)
        marks = []
        for row in rows:
            criterion = criteria[row.get(*CRITERION)]
            who = row.get(*WHO)
            if not who and not row.get(*POINTS):
                continue  # It says what the criterion is, and no more.
            marks.append(
                Override(
                    self._who(row), criterion.name, self._points(row, criterion.most), "",
                    row.get(*BY), row.get(*COMMENT), row=row,
                )
            )  # fmt: skip
        return criteria, marks

    def _criteria(self, rows: Sequence[FileRow]) -> dict[str, Criterion]:
        """Read what the criteria are: each row may say it, and one must."""
        said: dict[str, dict[str, str]] = {}
        first: dict[str, FileRow] = {}
        for row in rows:
            name = row.get(*CRITERION)
            if not name.isidentifier() or name in self.worth:
                raise row.problem("criterion", name=name or "-")
            first.setdefault(name, row)
            known = said.setdefault(name, {})
            for key, columns in (("most", MOST), ("en", EN), ("ko", KO)):
                value = row.get(*columns)
                if value and known.setdefault(key, value) != value:
                    raise row.problem("criterion_differs", name=name, column=columns[0])
        found = {}
        for name, known in said.items():
            if set(known) != {"most", "en", "ko"}:
                raise first[name].problem("criterion_lacks", name=name)
            try:
                most = float(known["most"])
            except ValueError:
                most = 0.0
            if not 0 < most < MOST_POINTS:
                raise first[name].problem("criterion_most", name=name, said=known["most"])
            found[name] = Criterion(name, Text(known["en"], known["ko"]), most)
        return found

    def _comments(self) -> dict[str, str]:
        folder = self.folder / COMMENTS
        if not folder.exists():
            return {}
        if not folder.is_dir():
            raise self._refuse(COMMENTS, "comments_folder")
        found = {}
        for path in sorted(folder.iterdir()):
            if path.name.startswith("."):
                continue
            place = f"{COMMENTS}/{path.name}"
            if path.suffix != ".md" or not path.is_file():
                raise self._refuse(place, "comment_name")
            text = read_text(path).strip()
            if not text:
                raise self._refuse(place, "comment_empty")
            found[path.stem] = text
        return found


def read_voided(path: Path) -> set[str]:
    """Read the ids of cases that no longer count: one a line, `#` begins a comment."""
    if not _is_there(path):
        return set()
    lines = (line.partition("#")[0].strip() for line in read_text(path).splitlines())
    return {sanitize.without_apostrophe(line) for line in lines if line}


def _is_there(path: Path) -> bool:
    """Tell whether a file is there to be read, and be it a folder or a link that leads nowhere."""
    return path.exists() or path.is_symlink()
