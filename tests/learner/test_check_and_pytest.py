"""`check` and `pytest spec_tests` give the same verdicts and show the same text, on all evidence.

Specimens that replace different functions of an exercise share a folder: the first of each
function, then the second of each, and so on.
"""

from __future__ import annotations

import itertools
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rawgrad.authoring.evidence import Specimen, read_specimens
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.learner.check import exercise_text, order_for
from rawgrad.learner.examination import examination
from rawgrad.learner.messages import Detail, message_line, read_message
from rawgrad.learner.record import CheckRecord
from rawgrad.spec.case import Case
from rawgrad.spec.examine import Examiner
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.local import LocalSubject
from rawgrad.views.terminal import failure
from rawgrad.views.width import WIDE
from tests.evidence.test_both_ways import DECORATOR

NAMES = list(find_kit().exercises)


class Shown(NamedTuple):
    """What is known of each item: a status, and for what is wrong a text."""

    statuses: dict[str, str]
    texts: dict[str, str]


class Reports:
    """A pytest plugin that runs cases and laws alone, and keeps what pytest reports of them."""

    def __init__(self) -> None:
        self.shown = Shown({}, {})

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.pluginmanager.unregister(config.pluginmanager.getplugin("terminalreporter"))

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [i for i in items if isinstance(i.spec, Case) or i.spec.kind == "law"]

    def pytest_runtest_logreport(self, report: Any) -> None:
        found = getattr(report, "outcome_found", None)
        if found is not None:
            self.shown.statuses[found.item.id] = found.verdict.status
            if not found.verdict.passed:
                self.shown.texts[found.item.id] = report.longreprtext


def by_pytest(kit: Kit, folder: Path, name: str) -> Shown:
    reports = Reports()
    arguments = [
        f"-c{kit.spec / 'pytest.ini'}", f"--rootdir={kit.root}", "-pno:cacheprovider",
        "-prawgrad.pytest_plugin", f"--subject={folder}", "--lang=en", str(kit.laws_file(name)),
    ]  # fmt: skip
    pytest.main(arguments, plugins=[reports])
    return reports.shown


def by_check(examiner: Examiner, folder: Path, name: str, detail: Detail) -> CheckRecord:
    """Return what comes out of the messages that a child would send."""
    order = order_for(examiner.kit, folder, [name], detail, brief=True)
    record = CheckRecord(order.names)
    for message in examination(examiner, order):
        record.take(read_message(message_line(message)))
    return record


def differences(kit: Kit, reader: Examiner, folder: Path, name: str) -> Iterator[str]:
    """Yield where `check` and pytest do not say the same."""
    theirs = by_pytest(kit, folder, name)
    examiner = reader.anew(LocalSubject(folder, "exercises"))
    results = by_check(examiner, folder, name, "all").results(name)
    statuses = {result.id: result.status for result in results}
    if statuses != theirs.statuses:
        yield f"{name}: {statuses} in check, {theirs.statuses} in pytest"
    wrong = [result for result in results if result.is_wrong]
    for result in wrong:
        ours = failure(result, "en")
        if ours != theirs.texts.get(result.id):
            yield f"{result.id}:\n{ours}\nin check, and in pytest\n{theirs.texts.get(result.id)}"
    if wrong:
        # By default the first is shown, with all that is known of it.
        text = exercise_text(kit, by_check(examiner, folder, name, "first"), name, "en", WIDE)
        if failure(wrong[0], "en") not in text:
            yield f"{wrong[0].id}:\n{failure(wrong[0], 'en')}\nnot in\n{text}"


def specimens(kit: Kit, name: str) -> Iterator[list[tuple[str, Specimen]]]:
    """Yield groups of specimens of different functions, each with its kind.

    Every third: what this holds is the way, which `check` and pytest go for all alike.
    """
    by_function = defaultdict(list)
    for kind in ("chaffs", "wheats"):
        for specimen in read_specimens(kit, kind, name):
            by_function[specimen.function].append((kind, specimen))
    for group in itertools.zip_longest(*(found[::3] for found in by_function.values())):
        yield [member for member in group if member is not None]


@pytest.fixture
def folder(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the solutions, to be written over within the resolution of a time stamp."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    copy = tmp_path / "exercises"
    shutil.copytree(kit.root / "solutions", copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.mark.parametrize("name", NAMES)
def test_both_say_the_same_of_the_evidence(kit: Kit, folder: Path, name: str) -> None:
    reader = Examiner(kit, LocalSubject(folder, "exercises"))
    reader.items(name)
    module = folder / f"{name}.py"
    solution = module.read_text(encoding="utf-8")
    shutil.copytree(folder, folder / "right")
    for kind in ("chaffs", "wheats"):
        text = (kit.root / "tests" / "evidence" / kind / f"{name}.py").read_text(encoding="utf-8")
        text = text.replace(f"from rawgrad.authoring.evidence import {kind[:-1]}\n", DECORATOR)
        text = text.replace("from solutions", "from .right")
        (folder / f"{kind}.py").write_text(text, encoding="utf-8")
    found = list(differences(kit, reader, folder, name))
    for group in specimens(kit, name):
        tail = "".join(f"{s.function} = {kind}.found[{s.id!r}]\n" for kind, s in group)
        text = f"{solution}\nfrom . import chaffs, wheats\n{tail}"
        module.write_text(text, encoding="utf-8")
        said = list(differences(kit, reader, folder, name))
        # What draws from nowhere says something else each time: then so does `check` itself.
        again = set(differences(kit, reader, folder, name)) if said else set()
        found += [line for line in said if line in again]
    module.write_text(all_stubs(kit)[f"{name}.py"], encoding="utf-8")
    found += differences(kit, reader, folder, name)
    assert not found, "\n".join(found)
