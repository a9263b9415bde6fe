"""The command `rawgrad`: reads the command line and hands over.

Everything heavy is imported by the command that needs it. Exit codes: 0 all passed, 1 something
failed or is todo, 2 wrong usage or broken input.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__, language
from .kit import BrokenKit, Kit, find_kit
from .words import SENTENCES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    # A console or a file in an old encoding shows what it can rather than failing.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except BrokenKit as error:
        print(f"rawgrad: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rawgrad", description="Deep learning from scratch in NumPy, checked as you write."
    )
    parser.add_argument("--version", action="version", version=f"rawgrad {__version__}")
    parser.set_defaults(run=_overview, lang=None)
    commands = parser.add_subparsers(metavar="command", title="commands")

    check = commands.add_parser("check", help="check exercises and show what is not right yet")
    check.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    check.add_argument("--subject", default="exercises", help="exercises, solutions, or a folder")
    check.add_argument("--all", action="store_true", dest="everything", help="show every failure")
    check.add_argument("--allow-todo", action="store_true", help="what is todo is no failure")
    check.add_argument("--format", choices=("text", "json"), default="text", dest="form")
    check.add_argument("--pdb", action="store_true", help="stop in the debugger at a failure")
    check.add_argument("--lang", choices=("en", "ko"), help="language of all messages")
    check.set_defaults(run=_check)

    list_ = commands.add_parser("list", help="list the exercises")
    list_.add_argument("--lang", choices=("en", "ko"), help="language of all messages")
    list_.set_defaults(run=_list)

    stubs = commands.add_parser("stubs", help="write the stubs anew from the solutions")
    stubs.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    stubs.add_argument("--to", type=Path, metavar="DIR", help="where to; the kit's exercises/")
    stubs.add_argument(
        "--force", action="store_true", help="overwrite files that differ from their stub"
    )
    stubs.add_argument(
        "--check", action="store_true", help="write nothing; fail if a stub is not up to date"
    )
    stubs.set_defaults(run=_stubs)

    lint = commands.add_parser("lint", help="check the specification itself (in a clone)")
    lint.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    lint.add_argument("--write", action="store_true", help="record fingerprints and new ids first")
    lint.set_defaults(run=_lint)
    return parser


def _overview(options: argparse.Namespace) -> int:
    """Bare `rawgrad`: how far the learner is, and what comes next."""
    from .check import check

    check(find_kit(), (), "exercises", language.choose(None), allow_todo=True)
    return 0


def _check(options: argparse.Namespace) -> int:
    from .check import check

    kit = find_kit()
    spoken = language.choose(options.lang)
    return check(
        kit,
        _known(kit, options.names, spoken),
        options.subject,
        spoken,
        everything=options.everything,
        allow_todo=options.allow_todo,
        form=options.form,
        extra=("--pdb",) if options.pdb else (),
    )


def _list(options: argparse.Namespace) -> int:
    spoken = language.choose(options.lang)
    for exercise in find_kit().exercises.values():
        sources = " ".join(exercise.documents)
        print(f"{exercise.number:2}  {exercise.name:15} {exercise.title.in_(spoken)}  ({sources})")
    return 0


def _stubs(options: argparse.Namespace) -> int:
    from .stubs import write_stubs

    kit = find_kit()
    names = _known(kit, options.names, language.choose(None))
    return write_stubs(
        kit, options.to or kit.root / "exercises", names, options.force, options.check
    )


def _lint(options: argparse.Namespace) -> int:
    from .lint import lint, report

    kit = find_kit()
    names = _known(kit, options.names, language.choose(None)) or list(kit.exercises)
    problems = lint(kit, names, options.write)
    print(report(problems))
    return 1 if problems else 0


def _known(kit: Kit, names: Sequence[str], spoken: str) -> list[str]:
    """Return exercise names as the manifest has them; `softmax.py` and paths are understood."""
    known = []
    for name in names:
        stem = Path(name).stem
        if stem not in kit.exercises:
            text = SENTENCES["unknown_exercise"].in_(spoken).format(name=name)
            for near in difflib.get_close_matches(stem, kit.exercises, n=1):
                text += "; " + SENTENCES["did_you_mean"].in_(spoken).format(name=near)
            raise BrokenKit(text)
        known.append(stem)
    return known
