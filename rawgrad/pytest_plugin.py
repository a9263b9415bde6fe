"""The plugin collects the specification as pytest tests, calls the subject, and reports.

Each file `spec_tests/test_NAME.py` stands for its exercise: the cases of `cases/NAME.toml`, then
the laws and scenarios of the file itself. A test that is todo or blocked is a failed report with
a letter of its own, so that exit codes, `-x` and `--lf` mean what they always mean.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rawgrad.kit import language
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import find_kit
from rawgrad.spec.case import Case
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Examiner, Outcome, title
from rawgrad.spec.law import Law
from rawgrad.spec.standing import BLOCKED, PASSED, TODO
from rawgrad.views.rows import item_result
from rawgrad.views.terminal import failure
from rawgrad.views.width import Page, terminal_page
from rawgrad.views.words import STATUSES

LETTERS = {TODO: "t", BLOCKED: "b", "error": "E", "timeout": "T", "failed": "F"}
EXAMINER = pytest.StashKey[Examiner]()
LANGUAGE = pytest.StashKey[str]()
PAGE = pytest.StashKey[Page]()
FOLDER = pytest.StashKey[Path]()


class Unmet(Exception):
    """An outcome that is not a pass."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.item.id)
        self.outcome = outcome


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the specification can be told."""
    group = parser.getgroup("rawgrad")
    group.addoption(
        "--subject", default="exercises", help="exercises (default), solutions, or a folder"
    )
    group.addoption("--lang", choices=("en", "ko"), default=None, help="language of messages")
    group.addoption("--seed", type=int, default=0, help="varies what laws and scenarios draw")


def pytest_configure(config: pytest.Config) -> None:
    """Find the kit and the subject once for the whole run."""
    # Imported late: a run that never calls a subject does not need it.
    from rawgrad.subject.local import LocalSubject

    kit = find_kit()
    try:
        name = config.getoption("--subject")
        folder = kit.subject_folder(name)
    except BrokenKit as error:
        raise pytest.UsageError(error.in_(language.choose(None))) from None
    package = "solutions" if folder == kit.root / "solutions" else "exercises"
    subject = LocalSubject(folder, package, debug=bool(config.getoption("usepdb", False)))
    config.stash[EXAMINER] = Examiner(kit, subject, config.getoption("--seed"))
    config.stash[FOLDER] = folder.resolve()
    config.stash[PAGE] = terminal_page()  # Later the output is captured, and has no width.
    config.stash[LANGUAGE] = language.choose(config.getoption("--lang"))


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Any:
    """Take the specification's files and the subject's own; leave others to pytest."""
    kit = parent.config.stash[EXAMINER].kit
    exercise = module_path.stem.removeprefix("test_")
    if module_path.parent == kit.spec and exercise in kit.exercises:
        return ExerciseFile.from_parent(parent, path=module_path)
    if module_path.parent == kit.spec and exercise in kit.absent:
        return Nothing.from_parent(parent, path=module_path)
    if module_path.parent == parent.config.stash[FOLDER]:
        # In an editor's test view a learner sees the cases under the file they write.
        known = module_path.stem in kit.exercises
        return (
            ExerciseFile.from_parent(parent, path=module_path)
            if known
            else Nothing.from_parent(parent, path=module_path)
        )
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put exercises into their order; whatever else was collected keeps its place."""
    exercises = config.stash[EXAMINER].kit.exercises
    if all(isinstance(item, SpecItem) for item in items):
        items.sort(key=lambda item: exercises[item.spec.exercise].number)  # type: ignore[attr-defined]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Hand the outcome on with the report."""
    result = yield
    if isinstance(item, SpecItem) and call.when == "call":
        result.get_result().outcome_found = item.found  # type: ignore[attr-defined]


def pytest_report_teststatus(report: Any) -> tuple[str, str, str] | None:
    """Give todo, blocked, error and timeout their own letters and counts."""
    found: Outcome | None = getattr(report, "outcome_found", None)
    if found is None or found.verdict.passed:
        return None
    status = found.verdict.status
    return status, LETTERS[status], STATUSES[status].en.upper()


class Nothing(pytest.File):
    """A file that is no exercise, or one whose packages are missing: nothing to collect."""

    def collect(self) -> Iterable[pytest.Item]:
        """Collect nothing."""
        return []


class ExerciseFile(pytest.File):
    """The cases, laws and scenarios of one exercise."""

    def collect(self) -> Iterable[SpecItem]:
        """Collect cases before laws before scenarios."""
        examiner = self.config.stash[EXAMINER]
        exercise = self.path.stem.removeprefix("test_")
        try:
            items = examiner.items(exercise)
        except BrokenKit as error:
            raise self.CollectError(error.in_(language.choose(None))) from None
        if self.path.parent == examiner.kit.spec:
            return [SpecItem.from_parent(self, name=item.id, spec=item) for item in items]
        # In one language, whatever is spoken: an item's name is what an editor knows it by.
        return [
            SpecItem.from_parent(self, name=f"{item.id} {title(item).en}", spec=item)
            for item in items
        ]


class SpecItem(pytest.Item):
    """One case, law or scenario."""

    def __init__(self, *, spec: Case | Law, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.spec = spec
        self.found: Outcome | None = None

    def runtest(self) -> None:
        """Examine; raise unless it passed."""
        __tracebackhide__ = True
        self.found = self.config.stash[EXAMINER].examine(self.spec)
        if self.found.verdict.status != PASSED:
            raise Unmet(self.found)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show a failure as a learner reads it, without a trace into the kit's code."""
        if isinstance(excinfo.value, Unmet):
            examiner = self.config.stash[EXAMINER]
            cases = examiner.case_file(self.spec.exercise).cases
            own = [examiner.examine(c) for c in cases if c.function == self.spec.function]
            fingerprints = examiner.kit.fingerprints_file(self.spec.exercise)
            outcome = excinfo.value.outcome
            found = notes(outcome, own, fingerprints)
            result = item_result(outcome, found)
            return failure(result, self.config.stash[LANGUAGE], self.config.stash[PAGE])
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the item by its id, and the line that it is about.

        Of a learner's file that is where the function begins; of the specification, where the
        case or the law is written.
        """
        parent = self.parent
        own = isinstance(parent, ExerciseFile) and parent.path.parent == self.config.stash[FOLDER]
        if own:
            return self.path, line_of(self.path, self.spec.function), self.spec.id
        if isinstance(self.spec, Law):
            return self.path, line_of(self.path, f"test_{self.spec.id}"), self.spec.id
        file = self.config.stash[EXAMINER].kit.cases_file(self.spec.exercise)
        lines = file.read_text(encoding="utf-8").splitlines()
        wanted = f'id = "{self.spec.id}"'
        return file, lines.index(wanted) if wanted in lines else None, self.spec.id


def line_of(path: Path, function: str) -> int:
    """Return the line, counted from 0, at which a function or method begins; else the first."""
    try:
        body = ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, SyntaxError, ValueError):
        return 0
    line = 0
    for name in function.split("."):
        found = next((node for node in body if getattr(node, "name", "") == name), None)
        if found is None:
            break
        line, body = found.lineno - 1, getattr(found, "body", [])
    return line
