"""Every mutant is noticed by the specification: a warm process forked for each.

`python -m tests.evidence.gate [NAME …]` prints the survivors.
"""

from __future__ import annotations

import ast
import multiprocessing
import os
import resource
import sys
import tomllib
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rawgrad.kit.layout import Kit, find_kit
from rawgrad.spec.case import Case
from rawgrad.spec.examine import Examiner
from rawgrad.spec.law import Law
from rawgrad.subject.local import LocalSubject

from .mutator import Mutant, mutants

LIMIT = 10.0
MEMORY = 8 << 30
EQUIVALENTS = Path(__file__).parent / "equivalents.toml"


def all_mutants(kit: Kit, names: Iterable[str]) -> list[Mutant]:
    """Return the mutants of the named exercises' solutions."""
    found: list[Mutant] = []
    for name in names:
        source = (kit.root / "solutions" / f"{name}.py").read_text(encoding="utf-8")
        found += mutants(name, source)
    return found


def equivalents() -> dict[str, str]:
    """Return the mutants known to behave like the original, each with its proof."""
    table = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))
    return {row["mutant"]: row["proof"] for row in table["equivalent"]}


def survivors(kit: Kit, names: Iterable[str], skip: Iterable[str] = ()) -> list[str]:
    """Return the ids of the mutants that no case, law or scenario notices."""
    skipped = set(skip)
    queue = [mutant for mutant in all_mutants(kit, names) if mutant.id not in skipped]
    _warm(kit, {mutant.exercise for mutant in queue})
    _queue[:] = queue
    context = multiprocessing.get_context("fork")
    with context.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        alive = pool.imap_unordered(_survives, range(len(queue)), chunksize=1)
        return sorted(name for name in alive if name)


_queue: list[Mutant] = []
_items: dict[str, list[Any]] = {}
_examiners: list[Examiner] = []


def _warm(kit: Kit, names: Iterable[str]) -> None:
    """Read all that children need before they are forked."""
    examiner = Examiner(kit, LocalSubject(kit.root / "solutions", "exercises"))
    _examiners[:] = [examiner]
    for name in names:
        _items[name] = examiner.items(name)


def _survives(index: int) -> str:
    mutant = _queue[index]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
    examiner = _examiners[0]
    kit = examiner.kit
    examiner.subject = LocalSubject(kit.root / "solutions", "exercises", longest=LIMIT)
    try:
        _install(mutant, kit)
    except Exception:
        return ""
    for item in sorted(_items[mutant.exercise], key=lambda item: _distance(item, mutant)):
        if not examiner.examine(item).verdict.passed:
            return ""
    return mutant.id


def _distance(item: Case | Law, mutant: Mutant) -> int:
    if isinstance(item, Law):
        return 2 if item.kind == "law" else 3
    return 0 if item.function == mutant.function else 1


def _install(mutant: Mutant, kit: Kit) -> None:
    name = f"exercises.{mutant.exercise}"
    module = types.ModuleType(name)
    module.__package__ = "exercises"
    module.__file__ = str(kit.root / "solutions" / f"{mutant.exercise}.py")
    sys.modules[name] = module
    exec(compile(ast.fix_missing_locations(mutant.tree()), module.__file__, "exec"), vars(module))


def main(names: list[str]) -> int:
    """Print the survivors that are not listed as equivalent."""
    kit = find_kit()
    listed = equivalents() if EQUIVALENTS.is_file() else {}
    chosen = names or list(kit.exercises)
    total = len(all_mutants(kit, chosen))
    alive = survivors(kit, chosen, listed)
    print("\n".join(alive))
    print(f"{len(alive)} of {total} mutants survive; {len(listed)} are listed as equivalent")
    return 1 if alive else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
