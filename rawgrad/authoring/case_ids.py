"""A ledger keeps the ids of cases: an id is never reused, and a changed case gets a new one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from rawgrad.authoring.problem import Problem, problem
from rawgrad.kit.files import write_text
from rawgrad.kit.layout import Kit
from rawgrad.spec.case import Case


class Ledger:
    """Every case id that was ever given, with a hash of what it stands for.

    An id is never reused: a case that is changed gets a new one, and one that is taken out stays
    in the ledger.
    """

    def __init__(self, kit: Kit) -> None:
        self.path = kit.spec / "ids.txt"
        self.known: dict[str, str] = {}
        if self.path.is_file():
            lines = self.path.read_text(encoding="ascii").splitlines()
            self.known = dict(line.split() for line in lines)

    def problems(self, name: str, cases: Sequence[Case]) -> Iterator[Problem]:
        """Yield the cases of an exercise whose id is new, or stood for something else."""
        place = f"spec_tests/cases/{name}.toml"
        counted = [case.id for case in cases]
        for case in cases:
            if counted.count(case.id) > 1:
                yield problem(place, "twice", item=case.id)
            if self.known.get(case.id, _content(case)) != _content(case):
                yield problem(place, "changed", item=case.id)
        unknown = [case.id for case in cases if case.id not in self.known]
        if unknown:
            yield problem("spec_tests/ids.txt", "new_ids", items=", ".join(unknown), name=name)

    def take(self, cases: Sequence[Case]) -> None:
        """Add the ids that are new; what a known one stands for stays."""
        for case in cases:
            self.known.setdefault(case.id, _content(case))

    def save(self) -> None:
        """Write the ledger."""
        lines = [f"{name} {content}\n" for name, content in sorted(self.known.items())]
        write_text(self.path, "".join(lines))


def _content(case: Case) -> str:
    """Return a hash of what is called and expected; words may be improved without a new id."""
    asked = [case.function, case.args, case.kwargs, case.want]
    judged = [case.digits, case.atol, case.kind, case.raises, case.item, case.look]
    judged += ["squeeze"] if case.squeeze else []
    with np.printoptions(threshold=10**9, precision=17):
        text = repr([_shown(part) for part in (*asked, *judged)])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _shown(part: Any) -> Any:
    """Return what identifies a part: a function's own text shows where it lies in memory."""
    if isinstance(part, tuple) and hasattr(part, "_fields"):
        return f"{type(part).__name__} {part[0]}"
    if isinstance(part, list | tuple):
        return [_shown(item) for item in part]
    if isinstance(part, dict):
        return {key: _shown(item) for key, item in part.items()}
    if hasattr(part, "standard_normal"):
        return f"{type(part).__name__} {part.__reduce__()[2]!r}"
    return part
