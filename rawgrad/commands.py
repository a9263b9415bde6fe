"""Does what each command is asked to, with its options.

Everything heavy is imported by the command that needs it, so that none waits for another's.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rawgrad.kit import language
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.kit.words import COURSE
from rawgrad.views.words import INVENTORY, SENTENCES

if TYPE_CHECKING:
    from rawgrad.learner.host import Child
    from rawgrad.learner.messages import Order
    from rawgrad.learner.record import CheckRecord
    from rawgrad.learner.relay import Relay
    from rawgrad.views.width import Page


def run_overview(options: argparse.Namespace) -> int:
    """Say how far the learner is, and what comes next."""
    kit = options.kit or find_kit()
    spoken = language.choose(options.lang)
    folder = kit.subject_folder("exercises")
    _require_data(spoken)
    child = _child(options, kit)
    from rawgrad.learner.check import ended_early, order_for
    from rawgrad.learner.overview import overview_lines
    from rawgrad.learner.record import CheckRecord

    order = order_for(kit, folder, list(kit.exercises), "next", brief=True)
    record = CheckRecord(order.names)
    with _relay(child, order, kit) as relay:
        for text in overview_lines(kit, record, relay.messages(), spoken, _page(options)):
            print(text, flush=True)
    return ended_early(record, folder, spoken)


def run_check(options: argparse.Namespace) -> int:
    """Check exercises, or stop in the first that fails."""
    kit = options.kit or find_kit()
    spoken = language.choose(options.lang)
    names = _known(kit, options.names, spoken)
    _require_data(spoken)
    if options.pdb:
        from rawgrad.learner.debugger import stop

        folder = kit.subject_folder(options.subject)
        return stop(kit, folder, names or list(kit.exercises), spoken, _page(options))
    child = _child(options, kit)
    from rawgrad.learner.check import check

    return check(
        child,
        kit,
        names,
        options.subject,
        spoken,
        _page(options),
        everything=options.everything,
        allow_todo=options.allow_todo,
        form=options.form,
    )


def run_watch(options: argparse.Namespace) -> int:
    """Check an exercise each time it is saved."""
    from rawgrad.learner.watch import watch

    kit = find_kit()
    spoken = language.choose(options.lang)
    names = _known(kit, options.names, spoken) or list(kit.exercises)
    _require_data(spoken)
    return watch(kit, kit.subject_folder("exercises"), names, spoken, _page(options))


def run_run(options: argparse.Namespace) -> int:
    """Run an exercise's file as it is."""
    from rawgrad.learner.run import run

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    return run(kit.subject_folder("exercises"), name, spoken)


def run_hint(options: argparse.Namespace) -> int:
    """Give one step of a hint."""
    from rawgrad.learner.hint import hint
    from rawgrad.spec.standing import PASSED

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    open_ = None
    if not options.function:
        results = _brief_record(options, kit, name, spoken).results(name)
        open_ = next((result.function for result in results if result.status != PASSED), None)
    _tell(hint(kit, name, options.function, options.step, open_, spoken), options)
    return 0


def run_predict(options: argparse.Namespace) -> int:
    """Ask the questions before coding."""
    from rawgrad.learner.predict import predict, show
    from rawgrad.spec.case import read_cases

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    predictions = read_cases(kit.cases_file(name)).predictions

    def ask(question: str) -> str:
        _tell(question, options)
        return input("> ")

    lines = show(predictions, spoken) if options.show else predict(predictions, spoken, ask)
    try:
        for line in lines:
            _tell(line, options)
    except (EOFError, KeyboardInterrupt):
        print()
    return 0


def run_explain(options: argparse.Namespace) -> int:
    """Show the solution, once the exercise passes."""
    from rawgrad.learner.explain import explain

    kit = find_kit()
    spoken = language.choose(options.lang)
    (name,) = _known(kit, [options.name], spoken)
    if kit.handed_out:
        raise BrokenKit(SENTENCES["no_solutions"].in_(spoken))
    if not options.anyway and not _brief_record(options, kit, name, spoken).passes(name):
        _tell(SENTENCES["not_yet"].in_(spoken).format(name=name), options)
        return 1
    text = explain(kit, name, spoken)
    if sys.stdin.isatty() and sys.stdout.isatty() and not options.plain:
        import pydoc

        pydoc.pager(text)
    else:
        print(text)
    return 0


def _brief_record(options: argparse.Namespace, kit: Kit, name: str, spoken: str) -> CheckRecord:
    """Have an exercise's cases and laws examined, and return what was found."""
    from rawgrad.learner.check import ended_early, order_for
    from rawgrad.learner.record import CheckRecord

    folder = kit.subject_folder("exercises")
    child = _child(options, kit)
    order = order_for(kit, folder, [name], "none", brief=True)
    record = CheckRecord(order.names)
    with _relay(child, order, kit) as relay:
        for message in relay.messages():
            record.take(message)
    ended_early(record, folder, spoken)
    return record


def _child(options: argparse.Namespace, kit: Kit) -> Child:
    """Return the child that was started ahead, or start one; `cli` ends it."""
    if options.child is None:
        from rawgrad.learner.host import start

        options.child = start(kit)
    return cast("Child", options.child)


def _relay(child: Child, order: Order, kit: Kit) -> Relay:
    from rawgrad.learner.host import start
    from rawgrad.learner.relay import Relay

    return Relay(child, order, lambda: start(kit))


def _require_data(spoken: str) -> None:
    """Say at once if the learner's folder of data does not exist, or nobody may notice."""
    own = os.environ.get("RAWGRAD_DATA")
    if own and not Path(own).is_dir():
        raise BrokenKit(f"RAWGRAD_DATA={own}: {INVENTORY['no_folder'].in_(spoken)}")


def _tell(text: str, options: argparse.Namespace) -> None:
    """Print sentences, as wide as the terminal."""
    from rawgrad.views.width import laid_out

    print(laid_out(text, _page(options)), flush=True)


def _page(options: argparse.Namespace) -> Page:
    from rawgrad.views.width import terminal_page

    return terminal_page(options.plain)


def run_reset(options: argparse.Namespace) -> int:
    """Start an exercise over."""
    from rawgrad.learner.folder import reset

    kit = find_kit()
    written = language.preferred(options.lang)
    spoken = language.shown(written)
    (name,) = _known(kit, [options.name], spoken)
    folder = kit.subject_folder("exercises")
    backup = reset(kit, folder, name, written)
    print(SENTENCES["reset"].in_(spoken).format(path=folder / f"{name}.py"))
    if backup is not None:
        print(SENTENCES["backup"].in_(spoken).format(path=backup))
    return 0


def run_init(options: argparse.Namespace) -> int:
    """Make a learner's folder, or bring one up to date."""
    from rawgrad.kit.shell import quoted
    from rawgrad.learner.folder import make, put_work, read_work

    kit = find_kit()
    written = language.preferred(options.lang)
    spoken = language.shown(written)
    work = read_work(kit, options.work, spoken) if options.work else {}
    lines = list(make(kit, options.folder, written, spoken))
    lines += put_work(kit, options.folder, work, spoken)
    print("\n".join(lines) or SENTENCES["up_to_date"].in_(spoken))
    print(SENTENCES["ready"].in_(spoken).format(folder=quoted(options.folder)))
    return 0


def run_notebook(options: argparse.Namespace) -> int:
    """Write an exercise as a notebook."""
    from rawgrad.learner.notebook.document import write

    kit = find_kit()
    written = language.preferred(options.lang)
    spoken = language.shown(written)
    (name,) = _known(kit, [options.name], spoken)
    print(write(kit, name, options.to, written, spoken))
    return 0


def run_data(options: argparse.Namespace) -> int:
    """Say which data files there are, and whether they are whole."""
    from rawgrad.learner.data_inventory import inventory

    lines, whole = inventory(find_kit(), language.choose(options.lang))
    print("\n".join(lines))
    return 0 if whole else 1


def run_plot(options: argparse.Namespace) -> int:
    """Draw a picture."""
    from rawgrad.learner.plots import plot

    spoken = language.choose(options.lang)
    return plot(find_kit(), options.name, options.subject, spoken, options.save)


def run_list(options: argparse.Namespace) -> int:
    """List the exercises."""
    spoken = language.choose(options.lang)
    kit = find_kit()
    for exercise in kit.listed.values():
        sources = f"  ({' '.join(exercise.documents)})" if exercise.documents else ""
        print(f"{exercise.number:2}  {exercise.name:15} {exercise.title.in_(spoken)}{sources}")
    if kit.absent:
        print(COURSE["absent"].filled(name=", ".join(kit.absent)).in_(spoken))
    return 0


def run_stubs(options: argparse.Namespace) -> int:
    """Write the stubs anew."""
    from rawgrad.spec.stubs import write_stubs

    kit = find_kit()
    spoken = language.choose(None)
    names = _known(kit, options.names, spoken, kit.listed)
    folder = options.to or kit.root / "exercises"
    # English unless it is asked for: so they stand in the repository.
    return write_stubs(kit, folder, names, options.force, options.check, options.lang or "en")


def run_lint(options: argparse.Namespace) -> int:
    """Check the specification itself."""
    from rawgrad.authoring.lint import lint, points_table, report
    from rawgrad.authoring.new import own_kit

    spoken = language.choose(options.lang)
    kit = own_kit(spoken)
    names = _known(kit, options.names, spoken) or list(kit.exercises)
    if options.points:
        print(points_table(kit, names))
        return 0
    problems = lint(kit, names, options.write)
    print(report(problems, spoken))
    return 1 if problems else 0


def run_new(options: argparse.Namespace) -> int:
    """Write the files of a new exercise."""
    from rawgrad.authoring.new import new, own_kit

    spoken = language.choose(options.lang)
    for line in new(own_kit(spoken), options.name, spoken):
        print(line)
    return 0


def run_release(options: argparse.Namespace) -> int:
    """Hand out an assignment."""
    if options.page:
        from rawgrad.page.command import release

        return release(find_kit(), options, language.choose(options.lang))
    from rawgrad.release.release import command

    return command(find_kit(), options, language.preferred(options.lang))


def run_page(options: argparse.Namespace) -> int:
    """Write the exercises as a web page, or show it."""
    from rawgrad.page.command import page

    kit = find_kit()
    spoken = language.choose(None)
    names = [name.strip() for name in options.exercises.split(",") if name.strip()]
    return page(kit, _known(kit, names, spoken, kit.listed), options, spoken)


def run_grade(options: argparse.Namespace) -> int:
    """Grade submissions."""
    spoken = language.choose(options.lang)
    if not hasattr(os, "fork"):  # Each submission's process is a fork of one that is ready.
        raise BrokenKit(SENTENCES["no_grading"].in_(spoken))
    from rawgrad.grading.run.class_run import command

    kit = find_kit()
    names = _known(kit, [n.strip() for n in options.exercises.split(",") if n.strip()], spoken)
    return command(kit, options, names, spoken)


def run_report(options: argparse.Namespace) -> int:
    """Write the instructor's report."""
    spoken, chosen = language.preferred(options.lang), options.lang is not None
    if options.grades is None:
        from rawgrad.reporting.term.page import term_report

        return term_report(find_kit(), options.to, spoken, chosen)
    from rawgrad.reporting.report.page import report

    return report(find_kit(), options.grades, options.to, spoken, chosen)


def run_export(options: argparse.Namespace) -> int:
    """Hand grades on in one of the forms that people and systems read."""
    from rawgrad.reporting.exports.export import command

    return command(find_kit(), options, language.preferred(options.lang))


def _known(
    kit: Kit, names: Sequence[str], spoken: str, among: Collection[str] | None = None
) -> list[str]:
    """Return exercise names as the manifest has them; `softmax.py` and paths are understood.

    They are `among` the given ones, by default those whose packages are installed.
    """
    known = []
    for name in names:
        stem = Path(name).stem
        if stem not in (among or kit.exercises):
            if stem in kit.absent:
                raise BrokenKit(COURSE["absent"].filled(name=stem).in_(spoken))
            import difflib

            text = SENTENCES["unknown_exercise"].in_(spoken).format(name=name)
            for near in difflib.get_close_matches(stem, kit.listed, n=1):
                text += "; " + SENTENCES["did_you_mean"].in_(spoken).format(name=near)
            raise BrokenKit(text)
        known.append(stem)
    return known
