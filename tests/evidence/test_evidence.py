"""The specification tells right from wrong: its rules, and every mutant of the solutions."""

from __future__ import annotations

import sys

import pytest

from rawgrad.authoring.lint import lint
from rawgrad.kit.layout import Kit

from . import gate


def test_the_specification_keeps_all_rules(kit: Kit) -> None:
    assert lint(kit, list(kit.exercises), write=False) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the gate forks; CI runs it on Linux")
def test_no_mutant_survives_unexplained(kit: Kit) -> None:
    names = list(kit.exercises)
    known = gate.equivalents()
    ids = {mutant.id for mutant in gate.all_mutants(kit, names)}
    gone = sorted(set(known) - ids)
    assert not gone, "listed as equivalent, but no longer there: take them out"
    assert all(known.values())
    assert len(ids) - len(known) >= 300
    assert gate.survivors(kit, names, known) == []


def test_the_gate_sees_a_survivor(kit: Kit) -> None:
    known = gate.equivalents()
    listed = {name for name in known if name.startswith("activation/")}
    assert listed
    assert set(gate.survivors(kit, ["activation"])) == listed
