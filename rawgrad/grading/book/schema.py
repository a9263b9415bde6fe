"""The gradebook's schema names its tables, and the rows they are read as."""

from __future__ import annotations

from typing import NamedTuple

from rawgrad.grading.intake.submission_files import Notice
from rawgrad.kit.text import Text

VERSION = 4
# What is to be done to a gradebook of an earlier version, oldest first. All that was found stays.
UPGRADES = {
    # It held failures as finished text: what was graded then is graded anew by the next run.
    2: """
ALTER TABLE items RENAME TO older_items;
{items}
INSERT INTO items SELECT key, exercise, run, id, number, kind, function, aspect, status, hidden,
    findings, diagnosis, place, '[]', seconds, '' FROM older_items;
DROP TABLE older_items;
UPDATE submissions SET settings = '';
""",
    # It knew neither lateness nor comments, and compared points where it should compare shares.
    3: """
ALTER TABLE grades ADD COLUMN late REAL;
ALTER TABLE grades ADD COLUMN days_late INTEGER;
ALTER TABLE grades ADD COLUMN keep REAL NOT NULL DEFAULT 1;
ALTER TABLE grades ADD COLUMN comment TEXT NOT NULL DEFAULT '';
ALTER TABLE published ADD COLUMN share REAL;
UPDATE published SET share = points / (SELECT max_points FROM grades WHERE
    grades.person = published.person AND grades.exercise = published.exercise);
""",
}
ITEMS = """
CREATE TABLE IF NOT EXISTS items (
    key TEXT, exercise TEXT, run INTEGER, id TEXT, number INTEGER NOT NULL,
    kind TEXT NOT NULL, function TEXT NOT NULL, aspect TEXT NOT NULL,
    status TEXT NOT NULL, hidden INTEGER NOT NULL, findings TEXT NOT NULL,
    diagnosis TEXT NOT NULL, place TEXT NOT NULL, rows TEXT NOT NULL, seconds REAL,
    needs TEXT NOT NULL,
    PRIMARY KEY (key, exercise, run, id)
) WITHOUT ROWID;
"""
TABLES = (
    ITEMS
    + """
CREATE TABLE IF NOT EXISTS run (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seed (value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS clock (name TEXT PRIMARY KEY, at REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS submissions (
    key TEXT PRIMARY KEY, status TEXT NOT NULL, content TEXT NOT NULL, settings TEXT NOT NULL,
    taken TEXT NOT NULL, notices TEXT NOT NULL, source TEXT NOT NULL, system TEXT NOT NULL,
    sent TEXT NOT NULL, late INTEGER NOT NULL, newer TEXT NOT NULL, present INTEGER NOT NULL,
    stale INTEGER NOT NULL, seconds REAL, graded_at REAL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS code (
    key TEXT, exercise TEXT, digest TEXT NOT NULL, size INTEGER NOT NULL,
    PRIMARY KEY (key, exercise)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS grades (
    number INTEGER PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, team TEXT NOT NULL,
    language TEXT NOT NULL, submission TEXT NOT NULL, exercise TEXT NOT NULL, status TEXT NOT NULL,
    result TEXT NOT NULL, points REAL, max_points REAL NOT NULL, automatic REAL,
    override TEXT NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL, note TEXT NOT NULL,
    late REAL, days_late INTEGER, keep REAL NOT NULL DEFAULT 1, comment TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS remarks (
    person TEXT, submission TEXT, comment TEXT NOT NULL, PRIMARY KEY (person, submission)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS catalogue (
    number INTEGER PRIMARY KEY, exercise TEXT, id TEXT, kind TEXT, function TEXT, aspect TEXT,
    hidden INTEGER, title_en TEXT, title_ko TEXT, document TEXT
);
CREATE TABLE IF NOT EXISTS controls (
    name TEXT, exercise TEXT, points REAL, max_points REAL, settings TEXT,
    PRIMARY KEY (name, exercise)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published (
    person TEXT, exercise TEXT, points REAL, content TEXT, share REAL,
    PRIMARY KEY (person, exercise)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (
    person TEXT, exercise TEXT, number INTEGER, before REAL, after REAL, why TEXT, changed_at REAL,
    PRIMARY KEY (person, exercise, number)
) WITHOUT ROWID;
"""
)


class Source(NamedTuple):
    """A submission before it is read: its key, files and sender."""

    key: str
    source: str
    system: str
    sent: str
    late: bool
    newer: str


class SubmissionRow(NamedTuple):
    """A submission as the gradebook has it."""

    key: str
    status: str
    content: str
    settings: str
    notices: tuple[Notice, ...]
    sent: str
    system: str
    late: bool
    newer: str
    present: bool
    stale: bool
    source: str = ""
    taken: tuple[str, ...] = ()
    seconds: float | None = None


class Status(NamedTuple):
    """Of an item what marks are worked out from, see `assessor.Item`."""

    exercise: str
    run: int
    id: str
    kind: str
    function: str
    aspect: str
    status: str
    needs: tuple[str, ...]


class PublishedMark(NamedTuple):
    """A mark that was given out, and the content it was for.

    `share` is what the verdicts had earned of the most there was: what no regrade lowers, whatever
    an exercise gives now, however late it was, and whatever a person gave instead.
    """

    points: float | None
    content: str
    share: float | None = None


class GradeRow(NamedTuple):
    """One person's mark for one exercise, as the last run gave it out.

    `person` is the roster's id (without a roster, the submission's key); `points` is None where
    there is no mark; `language` is empty where the roster says none. `automatic` is what the
    verdicts earn, `late` what of it counts so many days late, `points` what counts in the end.
    """

    person: str
    name: str
    team: str
    language: str
    submission: str
    exercise: str
    status: str
    result: str
    points: float | None
    max_points: float
    automatic: float | None
    override: str
    reason: str
    by: str
    note: str
    late: float | None = None
    days_late: int | None = None
    keep: float = 1.0
    comment: str = ""


class Change(NamedTuple):
    """A mark that is no longer what was given out before, and why."""

    person: str
    exercise: str
    before: float | None
    after: float | None
    why: str
    changed_at: float


class CatalogueEntry(NamedTuple):
    """An item of the specification that submissions were examined by."""

    exercise: str
    id: str
    kind: str
    function: str
    aspect: str
    hidden: bool
    title: Text
    document: str
