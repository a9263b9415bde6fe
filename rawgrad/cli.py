"""The command `rawgrad`: reads the command line and hands over.

Everything heavy is imported by the command that needs it. Exit codes: 0 all passed, 1 something
failed or is todo, 2 wrong usage or broken input.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import __version__, grade_options, language
from .kit import LANGUAGES, BrokenKit, Kit, find_kit
from .words import SENTENCES

if TYPE_CHECKING:
    from .examine import Outcome


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    # A console or a file in an old encoding shows what it can rather than failing.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Before NumPy is imported: matrices as small as these are multiplied faster by one thread,
    # and by one alone in the same order, to the same last bit, each time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
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
    parser.add_argument("--lang", choices=LANGUAGES, help="language of all messages")
    parser.set_defaults(run=_overview)
    commands = parser.add_subparsers(metavar="command", title="commands")

    def add(name: str, **about: Any) -> argparse.ArgumentParser:
        command = commands.add_parser(name, **about)
        # Given before the command or after it; not given here, the one before stands.
        command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS)
        return command

    check = add("check", help="check exercises and show what is not right yet")
    check.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    check.add_argument("--subject", default="exercises", help="exercises, solutions, or a folder")
    check.add_argument("--all", action="store_true", dest="everything", help="show every failure")
    check.add_argument("--allow-todo", action="store_true", help="what is todo is no failure")
    check.add_argument("--format", choices=("text", "json"), default="text", dest="form")
    check.add_argument(
        "--pdb", action="store_true", help="stop in your function as the first failing case enters"
    )
    check.set_defaults(run=_check)

    watch = add("watch", help="check an exercise each time you save it")
    watch.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is named")
    watch.set_defaults(run=_watch)

    hint = add("hint", help="a hint in three steps, from a nudge to the formula")
    hint.add_argument("name", metavar="NAME")
    hint.add_argument("function", nargs="?", help="by default the first that is not right yet")
    hint.add_argument("--step", type=int, choices=(1, 2, 3), default=1)
    hint.set_defaults(run=_hint)

    predict = add("predict", help="questions before coding; unmarked")
    predict.add_argument("name", metavar="NAME")
    predict.set_defaults(run=_predict)

    explain = add("explain", help="the solution and other right ways, once you pass")
    explain.add_argument("name", metavar="NAME")
    explain.add_argument("--anyway", action="store_true", help="although it does not pass yet")
    explain.set_defaults(run=_explain)

    reset = add("reset", help="start an exercise over; your work is kept aside")
    reset.add_argument("name", metavar="NAME")
    reset.set_defaults(run=_reset)

    init = add("init", help="make a folder to learn in, or bring one up to date")
    init.add_argument("folder", type=Path, metavar="DIR")
    init.set_defaults(run=_init)

    notebook = add("notebook", help="write an exercise as a notebook (.ipynb)")
    notebook.add_argument("name", metavar="NAME")
    notebook.add_argument("--to", type=Path, metavar="FILE", help="by default NAME.ipynb here")
    notebook.set_defaults(run=_notebook)

    data = add("data", help="where the data files are, and whether they are whole")
    data.set_defaults(run=_data)

    plot = add("plot", help="a picture made by your own functions")
    plot.add_argument("name", nargs="?", metavar="NAME", help="which; all are listed without it")
    plot.add_argument("--save", type=Path, metavar="FILE", help="write it: .png, .svg or .pdf")
    plot.add_argument("--subject", default="exercises", help="exercises, solutions, or a folder")
    plot.set_defaults(run=_plot)

    list_ = add("list", help="list the exercises")
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

    grade = add("grade", help="grade a class: a folder of submissions into a gradebook")
    grade_options.add_arguments(grade)
    grade.set_defaults(run=_grade)
    return parser


def _overview(options: argparse.Namespace) -> int:
    from .examine import Examiner
    from .learn import overview
    from .local import LocalSubject

    kit = find_kit()
    spoken = language.choose(options.lang)
    folder = kit.subject_folder("exercises")
    examiner = Examiner(kit, LocalSubject(folder, "exercises", kit.data))
    for text in overview(examiner, spoken):
        print(text, flush=True)
    return 0


def _check(options: argparse.Namespace) -> int:
    kit = find_kit()
    spoken = language.choose(options.lang)
    names = _known(kit, options.names, spoken)
    if options.pdb:
        from .stop import stop

        folder = kit.subject_folder(options.subject)
        return stop(kit, folder, names or list(kit.exercises), spoken)
    from .check import check

    return check(
        kit,
        names,
        options.subject,
        spoken,
        everything=options.everything,
        allow_todo=options.allow_todo,
        form=options.form,
    )


def _watch(options: argparse.Namespace) -> int:
    from .watch import watch

    kit = find_kit()
    spoken = language.choose(options.lang)
    names = _known(kit, options.names, spoken) or list(kit.exercises)
    return watch(kit, kit.subject_folder("exercises"), names, spoken)


def _hint(options: argparse.Namespace) -> int:
    from .learn import first_open, hint

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    open_ = None if options.function else first_open(_examined(kit, name))
    print(hint(kit, name, options.function, options.step, open_, spoken))
    return 0


def _predict(options: argparse.Namespace) -> int:
    from .case import read_cases
    from .learn import predict

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    try:
        for line in predict(read_cases(kit.cases_file(name)).predictions, spoken, _ask):
            print(line, flush=True)
    except (EOFError, KeyboardInterrupt):
        print()
    return 0


def _ask(question: str) -> str:
    print(question)
    return input("> ")


def _explain(options: argparse.Namespace) -> int:
    from .judge import PASSED
    from .learn import explain

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    if not options.anyway and any(o.verdict.status != PASSED for o in _examined(kit, name)):
        print(SENTENCES["not_yet"].in_(spoken).format(name=name))
        return 1
    print(explain(kit, name, spoken))
    return 0


def _examined(kit: Kit, name: str) -> list[Outcome]:
    from .examine import Examiner
    from .learn import passes
    from .local import LocalSubject

    subject = LocalSubject(kit.subject_folder("exercises"), "exercises", kit.data)
    return passes(Examiner(kit, subject), name)


def _reset(options: argparse.Namespace) -> int:
    from .folder import reset

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    folder = kit.subject_folder("exercises")
    backup = reset(kit, folder, name)
    print(SENTENCES["reset"].in_(spoken).format(path=folder / f"{name}.py"))
    if backup is not None:
        print(SENTENCES["backup"].in_(spoken).format(path=backup))
    return 0


def _init(options: argparse.Namespace) -> int:
    from .folder import make

    spoken = language.choose(options.lang)
    lines = list(make(find_kit(), options.folder, spoken))
    print("\n".join(lines) or SENTENCES["up_to_date"].in_(spoken))
    print(SENTENCES["ready"].in_(spoken).format(folder=options.folder))
    return 0


def _notebook(options: argparse.Namespace) -> int:
    from .notebook import write

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    print(write(kit, name, options.to, spoken))
    return 0


def _data(options: argparse.Namespace) -> int:
    from .inventory import inventory

    lines, whole = inventory(find_kit(), language.choose(options.lang))
    print("\n".join(lines))
    return 0 if whole else 1


def _plot(options: argparse.Namespace) -> int:
    from .plots import plot

    spoken = language.choose(options.lang)
    return plot(find_kit(), options.name, options.subject, spoken, options.save)


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


def _grade(options: argparse.Namespace) -> int:
    from .grade import command

    kit = find_kit()
    spoken = language.choose(options.lang)
    names = _known(kit, [n.strip() for n in options.exercises.split(",") if n.strip()], spoken)
    return command(kit, options, names or list(kit.exercises), spoken)


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
