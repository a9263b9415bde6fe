"""What rests on a worker's word earns by patching what two honest lines earn, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.spec.examine import Examiner
from rawgrad.spec.points import SCENARIO, earned, is_scenario
from rawgrad.subject.confined import sandbox
from rawgrad.subject.confined.zygote import NotConfined, Zygote
from tests.hostile.attacks import ATTACKS
from tests.hostile.claims import CLAIMS, WAYS, Claim, submission

Points = dict[tuple[str, str], float]


@pytest.fixture(scope="module")
def points(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Points]:
    """Points by claim and way: one worker for each way."""
    inputs = (kit.spec / "inputs",)
    try:
        with Zygote(kit.data, inputs=inputs) as zygote:
            yield {
                (one.id, way): got
                for way in WAYS
                for one, got in _earned(kit, zygote, way, tmp_path_factory.mktemp(way)).items()
            }
    except NotConfined as reason:
        if sandbox.available() and sandbox.landlock_version():
            raise
        pytest.skip(str(reason))


def _earned(kit: Kit, zygote: Zygote, way: str, folder: Path) -> dict[Claim, float]:
    for name, text in submission(kit, way).items():
        (folder / name).write_text(text, encoding="utf-8")
    subject = zygote.subject(folder)
    examiner = Examiner(kit, subject)
    found = {}
    for one in CLAIMS:
        items = examiner.items(one.exercise)
        # A scenario earns by its function's own cases as well.
        by = next((item.function for item in items if item.id == one.scenario), one.function)
        asked = [
            item
            for item in items
            if item.function == by and (not is_scenario(item) or item.id == one.scenario)
        ]
        outcomes = [examiner.examine(item) for item in asked]
        got = dict(earned(kit.exercises[one.exercise], outcomes))
        found[one] = got[SCENARIO, one.scenario] if one.scenario else sum(got.values())
    subject.close()
    return found


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda one: one.id)
def test_patching_the_worker_earns_what_two_honest_lines_earn(points: Points, claim: Claim) -> None:
    careless, honest, patched = (points[claim.id, way] for way in WAYS)
    assert patched == honest
    assert (honest > careless) == claim.decides


@pytest.mark.parametrize("language", ["", "ko/"])
def test_every_claim_stands_in_the_documentation(kit: Kit, language: str) -> None:
    text = (kit.root / f"docs/{language}security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|.*\| (`[^|]*`) \|$", text, re.MULTILINE)
    named = [id for row in rows for id in re.findall(r"`([^`]+)`", row)]
    claims = [one.id for one in CLAIMS]
    assert sorted(set(named) & set(claims)) == sorted(claims)
    assert set(named) <= {*claims, *(attack.id for attack in ATTACKS)}
