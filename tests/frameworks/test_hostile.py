"""No attack gains anything in a worker that has PyTorch and Keras, by their means or without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit
from tests.frameworks.attacks import ATTACKS as OWN
from tests.frameworks.attacks import CAUSES
from tests.hostile.attacks import ATTACKS, Attack
from tests.hostile.grounds import LIMITS, Grounds, laid_out


@pytest.fixture(scope="module")
def grounds(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grounds]:
    # The first that PyTorch says of having no memory takes it a while to find words for.
    limits = replace(LIMITS, call=1.0, wall=8)
    base = tmp_path_factory.mktemp("grounds")
    with laid_out(kit, base, ("keras", "torch"), limits) as found:
        yield found


@pytest.mark.parametrize("attack", [*OWN, *ATTACKS], ids=lambda attack: attack.id)
def test_an_attack_gains_nothing(attack: Attack, grounds: Grounds, tmp_path: Path) -> None:
    outcomes = grounds.repel(attack, tmp_path)
    if attack in OWN and attack.id in CAUSES:
        assert CAUSES[attack.id] in {f.key for o in outcomes for f in o.verdict.findings}
