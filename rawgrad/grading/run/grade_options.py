"""What `rawgrad grade` may be told. Apart from `grade`, which is heavy to import."""

from __future__ import annotations

import argparse
from pathlib import Path

ISOLATIONS = ("confined", "process")


def add_arguments(grade: argparse.ArgumentParser) -> None:
    """Add the arguments of `rawgrad grade` to its parser."""
    add = grade.add_argument
    add(
        "submissions",
        nargs="?",
        type=Path,
        metavar="SUBMISSIONS",
        help="folder of submissions, or an assignment",
    )
    add("--out", type=Path, metavar="DIR", help="gradebook.sqlite3 and grades.csv are kept here")
    add("--exercises", default="", metavar="A,B", help="what is graded; all if none is named")
    add("--jobs", type=int, metavar="N", help="processes at once; by default by the cores")
    add("--cluster", default="", metavar="ADDRESS", help="grade on the workers of a Dask scheduler")
    add("--roster", type=Path, metavar="CSV", help="who should have handed in")
    add("--hidden", type=Path, metavar="DIR", help="cases that learners do not have")
    add("--seed", type=int, metavar="N", help="varies what laws and scenarios draw")
    add("--isolation", choices=ISOLATIONS, default="confined", help="process protects no secrets")
    add("--limit", action="append", default=[], metavar="NAME=N", help="as wall=60; see docs")
    add("--regrade", action="store_true", help="grade what is unchanged, too")
    add("--allow-lower", action="store_true", help="lower marks that were given out")
    add("--doctor", action="store_true", help="show what confines submissions on this machine")
