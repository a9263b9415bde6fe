"""Every solution, stub, wheat and chaff gets the same verdicts at home as when it is graded.

Graded as a class is: asked ahead for what the reference was asked, see `grading.prefetch`.
A specimen is put to the cases and laws of the function it replaces; scenarios are for wheats, and
for the chaffs that a scenario alone tells. The `LONG` ones are for the solutions only, which are
put to everything.
"""

from __future__ import annotations

import compileall
import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from rawgrad.authoring.evidence import Specimen, items_for, read_specimens
from rawgrad.grading.assess.examiner import PrefetchingExaminer, record_reference
from rawgrad.grading.assess.prefetch import Prefetch
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.case import Case
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.law import Law
from rawgrad.spec.specification import Specification
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.confined import sandbox
from rawgrad.subject.confined.zygote import NotConfined, Zygote
from rawgrad.subject.local import LocalSubject

LONG = {
    "raw_pixels", "scaled_pixels", "whatever_is_found", "first_input_is_learnt", "xor_is_learnt",
    "xor_is_learnt_better", "ten_thousand_steps", "digits_are_learnt",
}  # fmt: skip
# A worker has no `rawgrad.authoring.evidence`: specimens find their decorator in the text itself.
DECORATOR = """
found = {}

def mark(id, **rest):
    def decorate(code):
        found[id] = code
        return code
    return decorate

chaff = wheat = mark
"""


@dataclass
class Bench:
    """A folder of modules, put to the specification at home and in confined workers."""

    kit: Kit
    zygote: Zygote
    folder: Path

    def __post_init__(self) -> None:
        self.known: dict[str, tuple[Specification, Prefetch]] = {}

    def prefetched(self, name: str) -> tuple[Specification, Prefetch]:
        if name not in self.known:
            specification = Specification(self.kit, [name])
            with contextlib.closing(self.zygote.subject(self.kit.root / "solutions")) as subject:
                self.known[name] = (
                    specification,
                    record_reference(specification, subject, 0, {name: ()}),
                )
        return self.known[name]

    def outcomes(
        self, examiner: Examiner, items: Sequence[Case | Law], far: bool
    ) -> dict[str, Outcome]:
        if not far:
            judge = examiner.anew(LocalSubject(self.folder))
            return {item.id: judge.examine(item) for item in items}
        specification, prefetch = self.prefetched(items[0].exercise)
        with contextlib.closing(self.zygote.subject(self.folder)) as subject:
            judge = PrefetchingExaminer(specification, subject, 0, prefetch, specification.names)
            return {item.id: judge.examine(item) for item in items}

    def judged(self, examiner: Examiner, items: Sequence[Case | Law]) -> tuple[bool, list[str]]:
        """Return whether all is passed at home, and what is judged differently when graded."""
        near, far = (self.outcomes(examiner, items, far) for far in (False, True))
        differing = [item for item in items if said(near[item.id]) != said(far[item.id])]
        # What draws from nowhere gives other numbers at home, too; the rest must be equal.
        again = self.outcomes(examiner, items, far=False) if differing else {}
        wrong = []
        for item in differing:
            here, there = near[item.id], far[item.id]
            drawn = said(here) != said(again[item.id])
            if not drawn or bare(here) != bare(there):
                wrong.append(f"{item.id}: {said(here)} at home, {said(there)} graded")
        return all(outcome.verdict.passed for outcome in near.values()), wrong


def said(outcome: Outcome) -> str:
    return repr(outcome.verdict)


def bare(outcome: Outcome) -> tuple[str, ...]:
    verdict = outcome.verdict
    return (verdict.status, *(finding.key for finding in verdict.findings))


@contextlib.contextmanager
def set_up(kit: Kit, base: Path, packages: Sequence[str] = ()) -> Iterator[Bench]:
    """Set up a bench whose workers have some packages beside NumPy."""
    folder = base / "exercises"
    folder.mkdir()
    # Submissions are written anew within the resolution of a time stamp: no bytecode of them.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.dont_write_bytecode", True)
        try:
            with Zygote(kit.data, inputs=[kit.spec / "inputs"], packages=packages) as zygote:
                yield Bench(kit, zygote, folder)
        except NotConfined as reason:
            if sandbox.available() and sandbox.landlock_version():
                raise
            pytest.skip(str(reason))


@pytest.fixture(scope="module")
def bench(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with set_up(kit, tmp_path_factory.mktemp("both")) as found:
        yield found


def fill(folder: Path, kit: Kit, source: str) -> None:
    """Put the solutions or the stubs into a folder; what a learner left in the clone is none."""
    solutions = {
        path.name: path.read_text("utf-8") for path in (kit.root / "solutions").glob("*.py")
    }
    shutil.rmtree(folder)
    folder.mkdir()
    for name, text in (solutions if source == "solutions" else all_stubs(kit)).items():
        (folder / name).write_text(text, encoding="utf-8")


NAMES = [name for name, exercise in find_kit().exercises.items() if not exercise.packages]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("source", ["solutions", "stubs"])
def test_solutions_and_stubs_are_judged_alike(bench: Bench, source: str, name: str) -> None:
    hold_source(bench, source, name)


@pytest.mark.parametrize("name", NAMES)
def test_wheats_and_chaffs_are_judged_alike(bench: Bench, name: str) -> None:
    hold_specimens(bench, name)


def hold_source(bench: Bench, source: str, name: str) -> None:
    """Hold that a solution, or a stub, is judged alike both ways."""
    fill(bench.folder, bench.kit, source)
    examiner = Examiner(bench.kit, LocalSubject(bench.folder))
    passed, wrong = bench.judged(examiner, examiner.items(name))
    assert wrong == [], chr(10).join(wrong)
    assert passed == (source == "solutions")


def hold_specimens(bench: Bench, name: str) -> None:
    """Hold that the wheats and chaffs of an exercise are judged alike both ways."""
    kit, folder = bench.kit, bench.folder
    fill(folder, kit, "solutions")
    # Specimens lean on the reference as it is, not on the module that they are put into.
    shutil.copytree(folder, folder / "right")
    for kind in ("chaffs", "wheats"):
        text = (kit.root / "tests" / "evidence" / kind / f"{name}.py").read_text(encoding="utf-8")
        text = text.replace(f"from rawgrad.authoring.evidence import {kind[:-1]}\n", DECORATOR)
        text = text.replace("from solutions.", "from .right.").replace(
            "from solutions ", "from .right "
        )
        (folder / f"{kind}.py").write_text(text, encoding="utf-8")
    compileall.compile_dir(folder, quiet=1)
    module = folder / f"{name}.py"
    solution = module.read_text(encoding="utf-8")
    for path in folder.glob(f"__pycache__/{name}.*"):
        path.unlink()
    examiner = Examiner(kit, LocalSubject(folder))
    wrong = []
    for kind in ("chaffs", "wheats"):
        specimens = read_specimens(kit, kind, name)
        assert specimens
        for specimen in specimens:
            tail = f"from . import {kind}\n{specimen.function} = {kind}.found[{specimen.id!r}]\n"
            module.write_text(f"{solution}\n{tail}", encoding="utf-8")
            items = own(examiner.items(name), specimen)
            passed, differing = bench.judged(examiner, items)
            assert passed == specimen.right, specimen.id
            wrong += [f"{specimen.id}, {line}" for line in differing]
    assert wrong == [], chr(10).join(wrong)


def own(items: Sequence[Case | Law], specimen: Specimen) -> list[Case | Law]:
    """Return what a specimen is put to; what replaces a given function is put to everything."""
    left = items_for(items, specimen)
    if specimen.right:
        left = [item for item in items if item.id not in LONG]
    name = specimen.function
    return [
        item
        for item in left
        # A method's cases are the class's concern as well, and the other way round.
        if f"{item.function}.".startswith(f"{name}.") or name.startswith(f"{item.function}.")
    ] or left
