"""`rawgrad check`: runs the specification through pytest and prints as exercises finish.

Starts pytest with the kit's own configuration and root and without foreign plugins; what is
shown comes from `views`.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Outcome
from rawgrad.spec.standing import BLOCKED, PASSED, TODO
from rawgrad.views import legacy
from rawgrad.views.progress import Bar
from rawgrad.views.words import SENTENCES


class Recorder:
    """A pytest plugin that replaces pytest's own terminal report.

    `quiet` keeps outcomes without printing them.
    """

    def __init__(self, kit: Kit, language: str, everything: bool, quiet: bool) -> None:
        self.kit = kit
        self.language = language
        self.everything = everything
        self.quiet = quiet
        self.outcomes: list[Outcome] = []
        self._shown = 0
        self._bar: Bar | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Silence pytest's terminal report."""
        config.pluginmanager.unregister(config.pluginmanager.getplugin("terminalreporter"))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Say what could not be collected: only a broken kit gets here."""
        if report.failed:
            print(f"rawgrad: {report.longreprtext.strip()}", file=sys.stderr)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Begin to count what is to be done."""
        if not self.quiet:
            self._bar = Bar(len(session.items), self.language)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Show an exercise once the first item of the next one comes in."""
        found: Outcome | None = getattr(report, "outcome_found", None)
        if found is None:
            return
        if self.outcomes and self.outcomes[-1].item.exercise != found.item.exercise:
            self._show()
        self.outcomes.append(found)
        if self._bar is not None:
            self._bar.step(f"{found.item.exercise} {found.item.id}", found.seconds)

    def pytest_sessionfinish(self) -> None:
        """Show the last exercise."""
        self._show()

    def _show(self) -> None:
        outcomes = self.outcomes[self._shown :]
        self._shown = len(self.outcomes)
        if self.quiet or not outcomes:
            return
        if self._bar is not None:
            self._bar.close()
        exercise = self.kit.exercises[outcomes[0].item.exercise]
        print(legacy.exercise_line(exercise, outcomes, self.language))
        fingerprints = self.kit.fingerprints_file(exercise.name)
        details = legacy.exercise_details(
            outcomes, self.language, self.everything, lambda o: notes(o, outcomes, fingerprints)
        )
        if details:
            print(details, end="\n\n" if any(not o.verdict.passed for o in outcomes) else "\n")
        sys.stdout.flush()


def check(
    kit: Kit,
    names: Sequence[str],
    subject: str,
    language: str,
    *,
    everything: bool = False,
    allow_todo: bool = False,
    form: str = "text",
) -> int:
    """Check exercises and print what was found.

    Parameters
    ----------
    names
        The exercises; none means all.
    subject
        `exercises`, `solutions`, or a folder.
    form
        `text`, `json`, `junit` (XML) or `github` (annotations, and a summary of the step).

    Returns
    -------
    int
        0 if all passed, 1 if something failed or is todo, 2 if the kit is broken.
    """
    kit.subject_folder(subject)  # raises before anything starts
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    recorder = Recorder(kit, language, everything, quiet=form != "text")
    chosen = names or list(kit.exercises)
    arguments = [
        f"-c{kit.spec / 'pytest.ini'}",
        f"--rootdir={kit.root}",
        "-pno:cacheprovider",
        "-prawgrad.pytest_plugin",
        f"--subject={subject}",
        *(str(kit.laws_file(name)) for name in chosen),
    ]
    os.environ["RAWGRAD_LANG"] = language
    code = pytest.main(arguments, plugins=[recorder])
    if form != "text":
        from rawgrad.reporting.exports import check_formats

        check_formats.write(kit, recorder.outcomes, form, language, subject, everything)
    elif recorder.outcomes:
        print(_closing(recorder, language, subject))
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        return 2
    statuses = {outcome.verdict.status for outcome in recorder.outcomes}
    accepted = {PASSED, TODO, BLOCKED} if allow_todo else {PASSED}
    return 0 if statuses <= accepted else 1


def _closing(recorder: Recorder, language: str, subject: str) -> str:
    groups = [
        (name, legacy.tally(list(outcomes)))
        for name, outcomes in itertools.groupby(recorder.outcomes, lambda o: o.item.exercise)
    ]
    open_ = [name for name, status in groups if status != PASSED]
    if not open_:
        return SENTENCES["all_passed"].in_(language)
    summary = SENTENCES["summary"].in_(language)
    path = f"{subject}/{open_[0]}.py"
    lines = [
        summary.format(passed=len(groups) - len(open_), total=len(groups)),
        SENTENCES["next"].in_(language).format(path=path),
    ]
    return "\n".join(lines)
