"""What `rawgrad release` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(release: argparse.ArgumentParser) -> None:
    """Add the arguments of `rawgrad release` to its parser."""
    add = release.add_argument
    add("assignment", metavar="ASSIGNMENT", help="an assignment of course.toml")
    add("--to", type=Path, metavar="DIR", required=True, help="a new folder, or a new .zip file")
    way = release.add_mutually_exclusive_group()
    way.add_argument("--gradescope", action="store_true", help="the autograder, with solutions")
    way.add_argument("--github", action="store_true", help="a repository with a workflow")
    add("--package", metavar="URL", default="", help="with --github: folder where its package lies")
