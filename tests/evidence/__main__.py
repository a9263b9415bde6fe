"""`python -m tests.evidence softmax`: every specimen of an exercise and what tells it."""

from __future__ import annotations

import sys

from rawgrad.kit import find_kit

from .catalogue import read
from .trial import outcomes


def main(names: list[str]) -> int:
    """Print a line a specimen; return 1 if one is judged wrongly."""
    kit = find_kit()
    wrong = 0
    for exercise in names or list(kit.exercises):
        for outcome in outcomes(kit, None, exercise):
            if not outcome.verdict.passed:
                print(f"SOLUTION FAILS  {exercise}  {outcome.item.id}  {outcome.verdict}")
                wrong += 1
        for specimen in (*read("chaffs", exercise), *read("wheats", exercise)):
            found = outcomes(kit, specimen, exercise, scenarios=bool(specimen.told_by))
            told = {o.item.id: o.verdict.status for o in found if not o.verdict.passed}
            good = not told if specimen.right else "failed" in told.values()
            wrong += not good
            kind = "wheat" if specimen.right else "chaff"
            print(f"{'ok  ' if good else 'BAD '} {kind} {specimen.id}: {told or 'accepted'}")
            if specimen.right:
                for outcome in found:
                    if not outcome.verdict.passed:
                        print(f"      {outcome.item.id}: {outcome.verdict.findings}")
    return 1 if wrong else 0


raise SystemExit(main(sys.argv[1:]))
