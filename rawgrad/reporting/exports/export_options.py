"""What `rawgrad export` may be told. Apart from `export`, which is heavy to import."""

from __future__ import annotations

import argparse
from pathlib import Path

FORMS = (
    "feedback", "moodle-feedback", "canvas-feedback", "canvas", "moodle", "plain", "json", "junit",
    "gradescope", "github",
)  # fmt: skip


def add_arguments(export: argparse.ArgumentParser) -> None:
    """Add the arguments of `rawgrad export` to its parser."""
    add = export.add_argument
    add("grades", type=Path, metavar="DIR", help="the folder of a gradebook, or an assignment")
    add("--as", dest="form", choices=FORMS, required=True, metavar="FORMAT", help=", ".join(FORMS))
    add("--to", type=Path, metavar="PATH", help="where to; by default beside the gradebook")
    add("--submission", metavar="KEY", help="one submission alone, as grades.csv names it")
    add("--sheet", type=Path, metavar="CSV", help="the system's own list, to be filled in")
