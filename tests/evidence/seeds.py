"""Twins and laws tell right from wrong under any seed: no verdict on the evidence changes by it.

`python -m tests.evidence.seeds FIRST LAST [NAME …]` prints what is judged otherwise under the seeds
from FIRST to LAST, and which cases and aspects are left without anything that a seed draws.
"""

from __future__ import annotations

import math
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from rawgrad.authoring.evidence import (
    PACKAGE,
    Specimen,
    examiner_with,
    lost_worths,
    read_specimens,
    shortfalls,
)
from rawgrad.grading.assess.late_inputs import LateInputs
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.case import Case
from rawgrad.spec.domain import read_domains
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.law import Law
from rawgrad.spec.points import Worth, is_scenario, worth
from rawgrad.spec.specification import Specification
from rawgrad.spec.twins import Answered, Ask, Family, asking, delicacies, make_twins
from rawgrad.subject.local import LocalSubject

# Of the tolerance, so much of a case may be float32's: its twins may be as delicate as it is, and
# another order of the same arithmetic is off by several times as much.
BORNE = 0.25


class Bench:
    """One exercise with its evidence, and what each specimen loses of what is published."""

    def __init__(self, kit: Kit, name: str) -> None:
        self.kit = kit
        self.exercise = kit.exercises[name]
        self.reader = Examiner(kit, LocalSubject(kit.root / "solutions", PACKAGE))
        self.items = self.reader.items(name)
        self.late = LateInputs(Specification(kit, [name]), Path(tempfile.mkdtemp()))
        file = self.reader.case_file(name)
        self.family = Family(file.cases, file.objects, read_domains(kit.domains_file(name)))
        self.specimens: list[Specimen | None] = [
            None,
            *read_specimens(kit, "wheats", name),
            *read_specimens(kit, "chaffs", name),
        ]
        self.cases = [item for item in self.items if isinstance(item, Case)]
        self.published = {
            specimen: self.outcomes(specimen, self.asked(specimen), 0)
            for specimen in self.specimens
        }

    def asked(self, specimen: Specimen | None) -> list[Case | Law]:
        """Return what a specimen is put to: no scenario, which would take long, but its own."""
        told_by = specimen.told_by if specimen else None
        return [
            item
            for item in self.own(specimen, self.items)
            if not is_scenario(item) or item.id == told_by
        ]

    def own(self, specimen: Specimen | None, items: Sequence[Case | Law]) -> list[Case | Law]:
        """Return the items that a specimen can lose something by: those of its function.

        One that has no points itself may be lost by whatever calls it.
        """
        if specimen is None or all(f != specimen.function for f, _ in self.exercise.points):
            return [*items]
        mine = (specimen.function, specimen.told_by)
        return [item for item in items if item.function in mine or item.id in mine]

    def outcomes(
        self,
        specimen: Specimen | None,
        items: Sequence[Case | Law],
        seed: int,
        known: Sequence[Outcome] = (),
    ) -> list[Outcome]:
        examiner = examiner_with(self.reader, self.exercise.name, specimen)
        examiner.seed = seed
        examiner.late_inputs = self.late.folder
        for outcome in known:
            examiner.settle(outcome)
        return [examiner.examine(item) for item in items]

    def twins(self, seed: int) -> list[Case]:
        """Return the twins of one class, by the reference."""
        return make_twins(self.family, seed, self._asked())

    def delicate(self) -> list[str]:
        """Return the cases that float32 bears, but only just."""
        found = delicacies(self.family, self.family.twinned(), self._asked())
        return [case for case, (single, _) in found.items() if BORNE < single < math.inf]

    def _asked(self) -> Ask:
        reference = examiner_with(self.reader, self.exercise.name, None)
        reference.late_inputs = self.late.folder
        ask = asking(reference)

        def asked(cases: Sequence[Case]) -> Sequence[Answered]:
            self.late.make(cases)
            return ask(cases)

        self.late.conceal()
        return asked

    def differing(self, seed: int, twins: Sequence[Case]) -> Iterator[str]:
        """Yield each specimen that loses more or less than by what is published."""
        laws = [item for item in self.items if isinstance(item, Law) and item.kind == "law"]
        for specimen in self.specimens:
            known = self.published[specimen]
            cases = [one for one in known if isinstance(one.item, Case)]
            rest = [o for o in known if isinstance(o.item, Law) and o.item.kind != "law"]
            # What no seed draws is not run again.
            own = self.own(specimen, [*laws, *twins])
            drawn = self.outcomes(specimen, own, seed, cases)
            again = {one.item.id: one for one in drawn}
            counting = [*cases, *rest, *(again[one.id] for one in own)]
            before, after = self.lost(specimen, known), self.lost(specimen, counting)
            if before != after:
                name = specimen.id if specimen else "the reference"
                told = [
                    f"{one.item.id} {[f.key for f in one.verdict.findings]}"
                    for one in counting
                    if one.item.aspect in set(after) - set(before) and not one.verdict.passed
                ]
                yield f"{self.exercise.name} {seed} {name}: {before} -> {after} by {told}"

    def lost(self, specimen: Specimen | None, outcomes: Sequence[Outcome]) -> list[str]:
        """Return what a specimen loses that is its own; the reference's in its place is lent."""
        if specimen is None:
            return [".".join(key) for key in lost_worths(self.exercise, outcomes)]
        return [*shortfalls(self.exercise, specimen, outcomes)]

    def undrawn(self, twins: Sequence[Case]) -> list[Worth]:
        """Return the aspects with cases of which no twin could be drawn."""
        have = {worth(twin) for twin in twins}
        return [key for key in self.exercise.points if key in set(map(worth, self.cases)) - have]


def main(first: int, last: int, names: Sequence[str]) -> int:
    """Print what differs."""
    kit, found = find_kit(), 0
    warnings.simplefilter("ignore")
    for name in names or kit.exercises:
        bench = Bench(kit, name)
        for seed in range(first, last + 1):
            twins = bench.twins(seed)
            if seed == first:
                have = {twin.id.rstrip("~") for twin in twins}
                print(f"{name}: {len(twins)} of {len(bench.cases)} cases have twins;",
                      "without:", [case.id for case in bench.cases if case.id not in have],
                      "aspects:", bench.undrawn(twins), flush=True)  # fmt: skip
            for line in bench.differing(seed, twins):
                found += 1
                print(line, flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
