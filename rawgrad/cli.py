"""Reads the command line of `rawgrad` and hands over.

What examines is started first, as it takes longest: it imports NumPy while the command line is
still being read.

Exit codes: 0 all passed, 1 something failed or is todo, 2 wrong usage or broken input, 3 some
submission could not be decided, 130 stopped.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rawgrad.kit import language
from rawgrad.kit.errors import BrokenKit, Translatable
from rawgrad.kit.layout import find_kit
from rawgrad.kit.os_errors import os_text
from rawgrad.kit.text import LANGUAGES
from rawgrad.kit.version import __version__

if TYPE_CHECKING:
    import argparse

ISOLATIONS = ("confined", "process")
EXPORT_FORMS = (
    "feedback", "moodle-feedback", "canvas-feedback", "blackboard-feedback", "canvas", "moodle",
    "blackboard", "plain", "json", "junit", "gradescope", "github",
)  # fmt: skip
INTERRUPTED = 130
# What a full disk or a reader that has gone away makes of printing.
READER_GONE = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)
UNWRITABLE = (*READER_GONE, errno.ENOSPC, errno.EIO)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    if arguments is None:
        _speak_utf8()
        arguments = sys.argv[1:]
    can_print = sys.stdout is not None
    _open_standard_streams()
    # A console or a file in an old encoding shows what it can rather than failing.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Before NumPy is imported: matrices as small as these are multiplied faster by one thread,
    # and by one alone in the same order, to the same last bit, each time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code if can_print else code or 1
    except BrokenKit as error:
        _complain(error, arguments)
        return 2
    except KeyboardInterrupt:
        from rawgrad.views.words import ENDS

        _complain(ENDS["interrupted"], arguments)
        return INTERRUPTED
    except OSError as error:
        if error.filename is None and error.errno in UNWRITABLE:
            return _unwritable(error, arguments)
        if error.errno is None:
            raise
        said = os_text(error)
        _complain(said if error.filename is None else said.at(error.filename), arguments)
        return 2


def _complain(said: Translatable, arguments: Sequence[str]) -> None:
    """Print a line on standard error, in the language that was chosen."""
    print(f"rawgrad: {said.in_(_spoken_language(arguments))}", file=sys.stderr)


def _speak_utf8() -> None:
    """Begin anew in UTF-8 mode where the locale would have file names in another encoding.

    Names of files then are the same here, in a worker and on disk. The console keeps its encoding.
    """
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        encoding = getattr(sys.stdout, "encoding", None)
        if encoding:
            os.environ.setdefault("PYTHONIOENCODING", encoding)
        try:
            # As it was given: what a locale has made of it, Python cannot always take back.
            given = Path("/proc/self/cmdline").read_bytes().split(b"\0")[:-1]
        except OSError:
            given = [os.fsencode(word) for word in sys.orig_argv]
        os.execv(sys.executable, [os.fsencode(sys.executable), b"-X", b"utf8", *given[1:]])


def _open_standard_streams() -> None:
    """Open what a shell has closed, so that no file of ours takes its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _run(arguments: Sequence[str]) -> int:
    words = [word for word in arguments if not word.startswith("-") and word not in LANGUAGES]
    command = words[0] if words else ""
    wants_help = not {"-h", "--help", "--version"}.isdisjoint(arguments)
    kit, child = None, None
    if command in ("", "check") and not wants_help and "--pdb" not in arguments:
        from rawgrad.learner.host import start

        kit = find_kit()
        _ = kit.exercises  # read before the fork, and so read once
        child = start(kit)
    options = None
    try:
        from rawgrad.usage import speaking

        with speaking(_spoken_language(arguments)):
            options = _parser("" if wants_help else command).parse_args(arguments)
        options.kit, options.child = kit, child
        return options.run(options)
    finally:
        child = options.child if options else child
        if child is not None:
            child.close()


def _spoken_language(arguments: Sequence[str]) -> str:
    """Return the language of what is said of the command line itself, not yet read."""
    given = [word.removeprefix("--lang=") for word in arguments]
    chosen = [word for word in given if word in LANGUAGES]
    return language.shown(chosen[-1] if chosen else language.preferred(None))


def _unwritable(error: OSError, arguments: Sequence[str]) -> int:
    """Say why nothing can be printed, unless the reader just went away; return the exit code."""
    if error.errno not in READER_GONE:
        _complain(os_text(error), arguments)
    # What is still to be written cannot be written at the end either.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


class _Unasked:
    """Takes the description of a command that was not asked for, and forgets it."""

    def __getattr__(self, name: str) -> Callable[..., _Unasked]:
        return lambda *arguments, **options: self


def _parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser of a command's line; of any command's if none of them is named.

    To describe all of them takes as long as to check an exercise that is short.
    """
    import argparse

    from rawgrad import commands
    from rawgrad.usage import Parser, said

    parser = Parser(
        prog="rawgrad",
        description=said("Deep learning from scratch in NumPy, checked as you write."),
    )
    parser.add_argument("--version", action="version", version=f"rawgrad {__version__}")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of all messages")
    parser.add_argument("--plain", action="store_true", help="no columns, for screen readers")
    parser.set_defaults(run=commands.run_overview)
    subparsers = parser.add_subparsers(metavar=said("command"), title=said("commands"))

    def add(name: str, **about: Any) -> Any:
        if command not in ("", name):
            return _Unasked()
        described = subparsers.add_parser(name, **about)
        # Given before the command or after it; not given here, the one before stands.
        described.add_argument(
            "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of all messages"
        )
        described.add_argument(
            "--plain",
            action="store_true",
            default=argparse.SUPPRESS,
            help="no columns, for screen readers",
        )
        return described

    check = add("check", help="check exercises and show what is not right yet")
    check.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    check.add_argument("--subject", default="exercises", help="exercises, solutions, or a folder")
    check.add_argument("--all", action="store_true", dest="everything", help="show every failure")
    check.add_argument("--allow-todo", action="store_true", help="what is todo is no failure")
    forms = ("text", "json", "junit", "github")
    check.add_argument(
        "--format", choices=forms, default="text", dest="form", help="form of the result"
    )
    check.add_argument(
        "--pdb", action="store_true", help="stop in your function as the first failing case enters"
    )
    check.set_defaults(run=commands.run_check)

    watch = add("watch", help="check an exercise each time you save it")
    watch.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    watch.set_defaults(run=commands.run_watch)

    run = add("run", help="run your file as it is, and see what it prints")
    run.add_argument("name", metavar="NAME", help="an exercise")
    run.set_defaults(run=commands.run_run)

    hint = add("hint", help="a hint in three steps, from a nudge to the formula")
    hint.add_argument("name", metavar="NAME", help="an exercise")
    hint.add_argument("function", nargs="?", help="by default the first that is not right yet")
    hint.add_argument(
        "--step", type=int, choices=(1, 2, 3), default=1, help="how much is given away"
    )
    hint.set_defaults(run=commands.run_hint)

    predict = add("predict", help="questions before coding; unmarked")
    predict.add_argument("name", metavar="NAME", help="an exercise")
    predict.add_argument("--show", action="store_true", help="tell the answers at once")
    predict.set_defaults(run=commands.run_predict)

    explain = add("explain", help="the solution and other right ways, once you pass")
    explain.add_argument("name", metavar="NAME", help="an exercise")
    explain.add_argument("--anyway", action="store_true", help="although it does not pass yet")
    explain.set_defaults(run=commands.run_explain)

    reset = add("reset", help="start an exercise over; your work is kept aside")
    reset.add_argument("name", metavar="NAME", help="an exercise")
    reset.set_defaults(run=commands.run_reset)

    init = add("init", help="make a folder to learn in, or bring one up to date")
    init.add_argument("folder", type=Path, metavar="DIR", help="the folder")
    init.add_argument("--work", type=Path, metavar="ZIP", help="put in what a page has handed out")
    init.set_defaults(run=commands.run_init)

    notebook = add("notebook", help="write an exercise as a notebook (.ipynb)")
    notebook.add_argument("name", metavar="NAME", help="an exercise")
    notebook.add_argument("--to", type=Path, metavar="FILE", help="by default NAME.ipynb here")
    notebook.set_defaults(run=commands.run_notebook)

    data = add("data", help="where the data files are, and whether they are whole")
    data.set_defaults(run=commands.run_data)

    plot = add("plot", help="a picture made by your own functions")
    plot.add_argument("name", nargs="?", metavar="NAME", help="which; all are listed without it")
    plot.add_argument("--save", type=Path, metavar="FILE", help="write it: .png, .svg or .pdf")
    plot.add_argument("--subject", default="exercises", help="exercises, solutions, or a folder")
    plot.set_defaults(run=commands.run_plot)

    page = add("page", help="write the exercises as a web page that needs no installation")
    _add_page_options(page)
    page.set_defaults(run=commands.run_page)

    list_ = add("list", help="list the exercises")
    list_.set_defaults(run=commands.run_list)

    stubs = add("stubs", help="write the stubs anew from the solutions")
    stubs.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    stubs.add_argument("--to", type=Path, metavar="DIR", help="where to; the kit's exercises/")
    stubs.add_argument(
        "--force", action="store_true", help="overwrite files that differ from their stub"
    )
    stubs.add_argument(
        "--check", action="store_true", help="write nothing; fail if a stub is not up to date"
    )
    stubs.set_defaults(run=commands.run_stubs)

    new = add("new", help="write every file of a new exercise (in a clone)")
    new.add_argument("name", metavar="NAME", help="its name, as in exercises/NAME.py")
    new.set_defaults(run=commands.run_new)

    lint = add("lint", help="say what is missing of an exercise or wrong with it (in a clone)")
    lint.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    lint.add_argument("--write", action="store_true", help="record fingerprints and new ids first")
    lint.add_argument("--points", action="store_true", help="print what each chaff loses instead")
    lint.set_defaults(run=commands.run_lint)

    grade = add("grade", help="grade a class: a folder of submissions into a gradebook")
    _add_grade_options(grade)
    grade.set_defaults(run=commands.run_grade)

    report = add("report", help="one page on a class for the instructor: report.html")
    which = "the DIR of grade, or ASSIGNMENT; without one the whole course"
    report.add_argument("grades", nargs="?", type=Path, metavar="DIR", help=which)
    report.add_argument("--to", type=Path, metavar="FILE", help="by default report.html in DIR")
    report.set_defaults(run=commands.run_report)

    release = add("release", help="hand out an assignment of your course, without its solutions")
    _add_release_options(release)
    release.set_defaults(run=commands.run_release)

    export = add("export", help="hand grades on: feedback, and the files other systems read")
    _add_export_options(export)
    export.set_defaults(run=commands.run_export)
    # Of a command that there is not, every other is named.
    return parser if subparsers.choices or not command else _parser()


def _add_grade_options(grade: argparse.ArgumentParser) -> None:
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
    add("--seed", type=int, metavar="N", help="what is drawn by; a secret of the gradebook")
    add(
        "--lms",
        choices=("moodle", "canvas", "blackboard", "plain"),
        default="",
        help="whose file names these are",
    )
    add(
        "--isolation",
        choices=ISOLATIONS,
        default="confined",
        help="process protects neither secrets nor marks",
    )
    add("--marks-unprotected", action="store_true", help="give marks with --isolation process")
    add("--limit", action="append", default=[], metavar="NAME=N", help="as wall=60; see docs")
    add("--regrade", action="store_true", help="grade what is unchanged, too")
    add("--allow-lower", action="store_true", help="lower marks that were given out")
    add("--doctor", action="store_true", help="show what confines submissions on this machine")


def _add_release_options(release: argparse.ArgumentParser) -> None:
    """Add the arguments of `rawgrad release` to its parser."""
    add = release.add_argument
    add("assignment", metavar="ASSIGNMENT", help="an assignment of course.toml")
    add("--to", type=Path, metavar="DIR", required=True, help="a new folder, or a new .zip file")
    way = release.add_mutually_exclusive_group()
    way.add_argument("--gradescope", action="store_true", help="the autograder, with solutions")
    way.add_argument("--github", action="store_true", help="a repository with a workflow")
    way.add_argument("--page", action="store_true", help="a web page that needs no installation")
    add("--seed", type=int, metavar="N", help="with --gradescope: by which it draws, a secret")
    add(
        "--marks-unprotected",
        action="store_true",
        help="with --gradescope: give marks where nothing can be confined",
    )
    add("--package", metavar="URL", default="", help="with --github: folder where its package lies")
    add("--runtime", metavar="DIR|URL", help="with --page: see rawgrad page")


def _add_page_options(page: argparse.ArgumentParser) -> None:
    """Add the arguments of `rawgrad page` to its parser."""
    add = page.add_argument
    add("--to", type=Path, metavar="DIR", help="a new folder")
    add("--exercises", default="", metavar="A,B", help="what is on the page; all if none is named")
    add("--runtime", metavar="DIR|URL", help="copy Pyodide from a folder, or load it from there")
    add("--with-solutions", action="store_true", help="show each solution once its exercise passes")
    add("--serve", action="store_true", help="open the page on this computer")


def _add_export_options(export: argparse.ArgumentParser) -> None:
    """Add the arguments of `rawgrad export` to its parser."""
    add = export.add_argument
    said = "the folder of a gradebook, or an assignment; without one the whole course"
    add("grades", nargs="?", type=Path, metavar="DIR", help=said)
    forms = ", ".join(EXPORT_FORMS)
    add("--as", dest="form", choices=EXPORT_FORMS, required=True, metavar="FORMAT", help=forms)
    add("--to", type=Path, metavar="PATH", help="where to; by default beside the gradebook")
    add("--submission", metavar="KEY", help="one submission alone, as grades.csv names it")
    add("--sheet", type=Path, metavar="CSV", help="the system's own list, to be filled in")
