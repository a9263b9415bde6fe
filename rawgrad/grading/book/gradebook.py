"""The gradebook is one SQLite file, written by one transaction for each submission.

Keeps what was found of each submission and what was published. Whoever has it open is alone with
it. Computes no marks: those follow from what is kept, see `marks`.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from rawgrad.grading.assess.assessor import Item, Record
from rawgrad.grading.book.schema import (
    ITEMS,
    TABLES,
    UPGRADES,
    VERSION,
    CatalogueEntry,
    Change,
    GradeRow,
    PublishedMark,
    Source,
    Status,
    SubmissionRow,
)
from rawgrad.grading.intake.submission_files import Notice
from rawgrad.grading.words import MESSAGES, database_text
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.os_errors import os_text
from rawgrad.kit.text import Text
from rawgrad.spec.case import Case
from rawgrad.spec.examine import title
from rawgrad.spec.law import Law
from rawgrad.spec.points import kind_of
from rawgrad.spec.specification import is_hidden
from rawgrad.views.item_result import rows_from_plain

FILE = "gradebook.sqlite3"
# What there is to say of most items, all those that were passed.
NONE = "[]"
SYSTEM_ERRORS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


class Gradebook:
    """The gradebook in a file; use it as a context.

    Parameters
    ----------
    path
        The file.
    upgrade
        Whether the file of an older version is brought up to date, or refused.

    Attributes
    ----------
    upgraded
        Whether it was: then every submission is to be graded anew.
    """

    def __init__(self, path: Path, upgrade: bool = False) -> None:
        self.path = path
        self.upgraded = False
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            # One file at rest, whole after every commit, also where there is no shared memory.
            self._db.execute("PRAGMA journal_mode = TRUNCATE")
            self._db.execute("PRAGMA synchronous = FULL")
            found = self._db.execute("PRAGMA user_version").fetchone()[0]
            if found in UPGRADES:
                self._upgrade(found, upgrade)
            elif found == 0:
                self._db.executescript(f"{TABLES}PRAGMA user_version = {VERSION};")
            elif found != VERSION:
                raise BrokenKit(MESSAGES["other_version"].at(path))
        except sqlite3.DatabaseError as error:
            reason = _reason(error)
            if not _system_error(error):
                reason = MESSAGES["no_gradebook"].filled(reason=reason)
            raise BrokenKit(reason.at(path)) from None

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        # Nothing beside the one file while nobody writes.
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    def _upgrade(self, version: int, wanted: bool) -> None:
        if not wanted:
            self._db.close()
            raise BrokenKit(MESSAGES["older_version"].at(self.path))
        steps = "".join(UPGRADES[n].format(items=ITEMS) for n in UPGRADES if n >= version)
        self._db.executescript(
            f"BEGIN IMMEDIATE;{TABLES}{steps}PRAGMA user_version = {VERSION};COMMIT;"
        )
        self.upgraded = True

    def _transact(self, *statements: tuple[str, Iterable[Sequence[Any]]]) -> None:
        """Carry out statements in one transaction: all of them, or none."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            for sql, rows in statements:
                self._db.executemany(sql, rows)
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise BrokenKit(
                MESSAGES["full"].filled(path=self.path, reason=_reason(error))
            ) from None

    def begin(self, settings: dict[str, Any], catalogue: Iterable[Case | Law]) -> None:
        """Write down what this run is: its settings, and the items it examines by."""
        entries = [
            (
                number, i.exercise, i.id, kind_of(i), i.function, i.aspect, is_hidden(i),
                *title(i), i.document or "",
            )
            for number, i in enumerate(catalogue)
        ]  # fmt: skip
        self._transact(
            ("DELETE FROM run", [()]),
            ("INSERT INTO run VALUES (?, ?)", [(k, str(v)) for k, v in settings.items()]),
            ("INSERT OR REPLACE INTO clock VALUES ('started', ?)", [(time.time(),)]),
            ("DELETE FROM catalogue", [()]),
            (f"INSERT INTO catalogue VALUES ({_marks(10)})", entries),
        )

    def announce(self, sources: Sequence[Source], regrade: bool) -> None:
        """Enter every submission that is there, before any is graded.

        A regrade that was cut short is taken up again, not begun anew: `stale` tells what of it
        is still to do.
        """
        # What was removed or superseded since is never graded: it does not keep a regrade open.
        current = [(s.key,) for s in sources if not s.newer]
        begun = any(
            self._db.execute("SELECT 1 FROM submissions WHERE stale AND key = ?", key).fetchone()
            for key in current
        )
        self._transact(
            ("UPDATE submissions SET present = 0", [()]),
            (
                "INSERT INTO submissions VALUES (?, 'waiting', '', '', '[]', '[]', ?, ?, ?, ?, ?, "
                "1, 0, NULL, NULL) ON CONFLICT (key) DO UPDATE SET source = excluded.source, "
                "system = excluded.system, sent = excluded.sent, late = excluded.late, "
                "newer = excluded.newer, present = 1",
                [(s.key, s.source, s.system, s.sent, s.late, s.newer) for s in sources],
            ),
            ("UPDATE submissions SET stale = 1 WHERE ?", [(regrade and not begun,)]),
        )

    def keep(self, record: Record, settings: str) -> None:
        """Keep a submission's record, in place of an earlier one."""
        notices = json.dumps(record.notices)
        self._transact(
            (
                "UPDATE submissions SET status = ?, content = ?, settings = ?, taken = ?, "
                "notices = ?, stale = 0, seconds = ?, graded_at = ? WHERE key = ?",
                [
                    (
                        record.status, record.content, settings, json.dumps(record.taken), notices,
                        record.seconds, time.time(), record.key,
                    )
                ],
            ),
            *self._code_statements(record),
            ("DELETE FROM items WHERE key = ?", [(record.key,)]),
            (
                f"INSERT INTO items VALUES ({_marks(16)})",
                (_row(record.key, n, item) for n, item in enumerate(record.items)),
            ),
        )  # fmt: skip

    def supersede(self, keys: Sequence[str]) -> None:
        """Set older attempts aside: what was found of them stays, and does not count."""
        self._transact(
            ("UPDATE submissions SET status = 'superseded' WHERE key = ?", [(k,) for k in keys])
        )

    def _code_statements(self, record: Record) -> list[tuple[str, list[tuple[Any, ...]]]]:
        rows = [(record.key, name, *code) for name, code in record.code.items()]
        return [
            ("DELETE FROM code WHERE key = ?", [(record.key,)]),
            ("INSERT INTO code VALUES (?, ?, ?, ?)", rows),
        ]

    def control(
        self, record: Record, points: dict[str, tuple[float, float]], settings: str
    ) -> None:
        """Keep what the reference or the stubs earned: points and maximum by exercise."""
        name = record.key
        rows = [(name, exercise, got, most, settings) for exercise, (got, most) in points.items()]
        self._transact(
            *self._code_statements(record),
            ("DELETE FROM controls WHERE name = ?", [(name,)]),
            ("INSERT INTO controls VALUES (?, ?, ?, ?, ?)", rows),
        )

    def submissions(self) -> dict[str, SubmissionRow]:
        """Return all submissions by key, in order."""
        rows = self._db.execute(
            "SELECT key, status, content, settings, notices, sent, system, late, newer, present, "
            "stale, source, taken, seconds FROM submissions ORDER BY key"
        )
        found = {}
        for key, status, content, settings, notices, sent, system, late, newer, *rest in rows:
            said = tuple(Notice(*notice) for notice in json.loads(notices))
            found[key] = SubmissionRow(
                key, status, content, settings, said, sent, system, bool(late), newer,
                present=bool(rest[0]), stale=bool(rest[1]), source=rest[2],
                taken=tuple(json.loads(rest[3])), seconds=rest[4],
            )  # fmt: skip
        return found

    def items(self, key: str) -> Iterator[Item]:
        """Yield what was found of a submission."""
        rows = self._db.execute(
            "SELECT exercise, run, id, kind, function, aspect, status, hidden, findings, diagnosis,"
            " place, rows, seconds, needs FROM items WHERE key = ? ORDER BY number",
            (key,),
        )
        for exercise, run, name, kind, function, aspect, status, *rest in rows:
            hidden, findings, diagnosis, place, own, seconds, needs = rest
            yield Item(
                exercise, run, name, kind, function, aspect, status, bool(hidden),
                () if findings == NONE else tuple(json.loads(findings)), diagnosis, place,
                () if own == NONE else rows_from_plain(json.loads(own)), seconds,
                tuple(needs.split()),
            )  # fmt: skip

    def statuses(self, key: str) -> Iterator[Status]:
        """Yield what marks are worked out from; reading all there is takes twice as long."""
        rows = self._db.execute(
            "SELECT exercise, run, id, kind, function, aspect, status, needs FROM items "
            "WHERE key = ? ORDER BY number",
            (key,),
        )
        return (Status._make((*row[:7], tuple(row[7].split()))) for row in rows)

    def published(self) -> dict[tuple[str, str], PublishedMark]:
        """Return the marks given out so far, by person and exercise."""
        rows = self._db.execute("SELECT person, exercise, points, content, share FROM published")
        return {(person, exercise): PublishedMark(*mark) for person, exercise, *mark in rows}

    def publish(
        self,
        marks: dict[tuple[str, str], PublishedMark],
        changes: Sequence[tuple[str, str, float | None, float | None, str]],
        grades: Iterable[GradeRow],
        remarks: Mapping[tuple[str, str], str],
    ) -> None:
        """Write down what is given out, and what has changed by it."""
        at = time.time()
        self._transact(
            ("DELETE FROM grades", [()]),
            (
                f"INSERT INTO grades VALUES ({_marks(20)})",
                ((number, *grade) for number, grade in enumerate(grades)),
            ),
            ("DELETE FROM remarks", [()]),
            ("INSERT INTO remarks VALUES (?, ?, ?)", [(*who, t) for who, t in remarks.items()]),
            ("INSERT OR REPLACE INTO clock VALUES ('exported', ?)", [(at,)]),
            (
                "INSERT OR REPLACE INTO published VALUES (?, ?, ?, ?, ?)",
                [(*key, *mark) for key, mark in marks.items()],
            ),
            (
                "INSERT INTO changes SELECT ?1, ?2, (SELECT COUNT(*) FROM changes WHERE "
                "person = ?1 AND exercise = ?2), ?3, ?4, ?5, ?6",
                [(*change, at) for change in changes],
            ),
        )

    def grades(self) -> list[GradeRow]:
        """Return what the last run gave out, in the order of `grades.csv`."""
        rows = self._db.execute("SELECT * FROM grades ORDER BY number")
        return [GradeRow(*row[1:]) for row in rows]

    def remarks(self) -> dict[tuple[str, str], str]:
        """Return what a person said of whole submissions, by person and submission."""
        rows = self._db.execute("SELECT person, submission, comment FROM remarks")
        return {(person, submission): comment for person, submission, comment in rows}

    def changes(self) -> list[Change]:
        """Return the marks that the last run changed."""
        rows = self._db.execute(
            "SELECT person, exercise, before, after, why, changed_at FROM changes WHERE "
            "changed_at = (SELECT at FROM clock WHERE name = 'exported') ORDER BY person, exercise"
        )
        return [Change(*row) for row in rows]

    def catalogue(self) -> list[CatalogueEntry]:
        """Return all items that submissions were examined by, in the order of the kit."""
        rows = self._db.execute("SELECT * FROM catalogue ORDER BY number")
        return [
            CatalogueEntry(
                exercise, name, kind, function, aspect, bool(hidden), Text(en, ko), document
            )
            for _, exercise, name, kind, function, aspect, hidden, en, ko, document in rows
        ]

    def code(self) -> list[tuple[str, str, str, int]]:
        """Return (submission, exercise, digest, size) of learners' own code, see `likeness`."""
        return list(self._db.execute("SELECT * FROM code ORDER BY exercise, digest, key"))

    def clock(self) -> dict[str, float]:
        """Return when the last run `started`, and when it `exported` its marks."""
        return dict(self._db.execute("SELECT name, at FROM clock"))

    def seed(self) -> int | None:
        """Return the seed that the class is graded by; None before the first run.

        Stands in a table of its own, so that nothing that hands settings on can tell it.
        """
        row = self._db.execute("SELECT value FROM seed").fetchone()
        return int(row[0]) if row else None

    def keep_seed(self, seed: int) -> None:
        """Keep the seed, for whatever is graded from now on."""
        self._transact(("DELETE FROM seed", [()]), ("INSERT INTO seed VALUES (?)", [(str(seed),)]))

    def settings(self) -> dict[str, str]:
        """Return what the last run wrote down of itself."""
        return dict(self._db.execute("SELECT name, value FROM run"))

    def controls(self) -> list[tuple[str, str, float, float, str]]:
        """Return what the reference and the stubs earned."""
        return list(self._db.execute("SELECT * FROM controls ORDER BY name, exercise"))


def open_gradebook(folder: Path) -> Gradebook:
    """Return the gradebook of a class run that is there; raise `BrokenKit` if there is none."""
    path = folder / FILE
    if not path.is_file():
        raise BrokenKit(MESSAGES["absent_gradebook"].at(path))
    return Gradebook(path)


def _system_error(error: sqlite3.Error) -> int:
    """Return the number of the system's error behind one of SQLite's, or 0."""
    return SYSTEM_ERRORS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, 0)


def _reason(error: sqlite3.Error) -> Text:
    number = _system_error(error)
    return os_text(OSError(number, os.strerror(number))) if number else database_text(error)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _row(key: str, number: int, item: Item) -> tuple[Any, ...]:
    # JSON in ASCII: what a submission says may hold characters that no file can.
    findings = json.dumps(item.findings) if item.findings else NONE
    rows = json.dumps(item.rows) if item.rows else NONE
    place = item.place[:300].encode("utf-8", "replace").decode("utf-8")
    return (
        key, item.exercise, item.run, item.id, number,
        item.kind, item.function, item.aspect, item.status, item.hidden,
        findings, item.diagnosis, place, rows, item.seconds, " ".join(item.needs),
    )  # fmt: skip
