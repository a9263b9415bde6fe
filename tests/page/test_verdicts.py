"""Every solution, stub, wheat and chaff gets the same verdicts in the page as at home.

The page's own worker answers, in node, over the page's own bridge. Where the page cannot see
whether NumPy would have warned, it may leave open what passes or fails at home; it never passes
what fails. What each specimen is put to is chosen as in `tests/evidence/test_both_ways.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from rawgrad.authoring.evidence import read_specimens
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.case import Case
from rawgrad.spec.examine import Examiner
from rawgrad.spec.law import Law
from rawgrad.spec.standing import FAILED, PASSED, UNDECIDED
from rawgrad.subject.local import LocalSubject
from tests.evidence.test_both_ways import DECORATOR, own
from tests.page.pages import NodeWorker

NAMES = [name for name, exercise in find_kit().listed.items() if not exercise.packages]
Statuses = Mapping[str, str]


def modules(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}


def at_home(examiner: Examiner, items: Sequence[Case | Law], folder: Path) -> Statuses:
    judge = examiner.anew(LocalSubject(folder))
    return {item.id: judge.examine(item).verdict.status for item in items}


def in_page(
    worker: NodeWorker, examiner: Examiner, name: str, asked: Sequence[Case | Law], files: Statuses
) -> Statuses:
    wanted = {item.id for item in asked}
    known = {item.id: PASSED for item in examiner.items(name) if item.id not in wanted}
    _, found = worker.check(name, files, statuses=known)
    return {item["id"]: item["verdict"] for item in found}


def differing(home: Statuses, page: Statuses) -> list[str]:
    """Return what is judged differently, and not left open."""
    open_ = {UNDECIDED} if set(home.values()) & {PASSED, FAILED} else set()
    return [
        f"{id}: {status} at home, {page.get(id, 'nothing')} in the page"
        for id, status in home.items()
        if page.get(id) not in {status} | (open_ if status in (PASSED, FAILED) else set())
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("source", ["solutions", "exercises"])
def test_solutions_and_stubs_are_judged_alike(
    kit: Kit, node_worker: NodeWorker, source: str, name: str
) -> None:
    files = modules(kit.root / source)
    said, found = node_worker.check(name, files)
    examiner = Examiner(kit, LocalSubject(kit.root / source))
    page = {item["id"]: item["verdict"] for item in found}
    assert set(page) == {item.id for item in examiner.items(name)}
    if source == "solutions":
        # That they pass at home is what all other tests rest on.
        assert set(page.values()) == {PASSED}
        assert said["unlocked"]
    else:
        folder = kit.root / source
        assert differing(at_home(examiner, examiner.items(name), folder), page) == []
        assert not said["unlocked"]


def right(found: re.Match[str]) -> str:
    return f"from . import right_{found[1]}{found[2] or f' as {found[1]}'}"


@pytest.mark.parametrize("name", NAMES)
def test_wheats_and_chaffs_are_judged_alike(
    kit: Kit,
    node_worker: NodeWorker,
    tmp_path: Path,
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "exercises"
    folder.mkdir()
    files = modules(kit.root / "solutions")
    # Specimens lean on the reference as it is, not on the module that they are put into.
    for module, text in list(files.items()):
        files[f"right_{module}"] = text.replace("from .", "from .right_")
    for kind in ("chaffs", "wheats"):
        text = (kit.root / "tests" / "evidence" / kind / f"{name}.py").read_text(encoding="utf-8")
        text = text.replace(f"from rawgrad.authoring.evidence import {kind[:-1]}\n", DECORATOR)
        text = re.sub(r"from solutions import (\w+)( as \w+)?", right, text)
        files[f"{kind}.py"] = text.replace("from solutions.", "from .right_")
    examiner = Examiner(kit, LocalSubject(folder))
    wrong, undecided, total = [], 0, 0
    for kind in ("chaffs", "wheats"):
        for specimen in read_specimens(kit, kind, name):
            tail = f"from . import {kind}\n{specimen.function} = {kind}.found[{specimen.id!r}]\n"
            put = {**files, f"{name}.py": f"{files[f'{name}.py']}\n{tail}"}
            for place, text in put.items():
                (folder / place).write_text(text, encoding="utf-8")
            items = own(examiner.items(name), specimen)
            home = at_home(examiner, items, folder)
            page = in_page(node_worker, examiner, name, items, put)
            found = differing(home, page)
            if found:
                # What draws from nowhere gives other numbers at home, too.
                again = at_home(examiner, items, folder)
                found = differing({id: s for id, s in home.items() if again[id] == s}, page)
            wrong += [f"{specimen.id}, {line}" for line in found]
            undecided += list(page.values()).count(UNDECIDED)
            total += len(page)
    with capsys.disabled():
        print(f"\n{name}: {undecided} of {total} verdicts left open in the page", end=" ")
    assert wrong == [], "\n".join(wrong)
