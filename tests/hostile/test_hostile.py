"""No attack earns a point, learns a secret, or harms what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.spec.standing import TIMEOUT
from tests.hostile.attacks import ATTACKS, QUESTIONS, Attack, body
from tests.hostile.grounds import Grounds, laid_out


@pytest.fixture(scope="module")
def grounds(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grounds]:
    with laid_out(kit, tmp_path_factory.mktemp("grounds")) as found:
        yield found


def test_there_are_enough_attacks_and_each_has_a_name() -> None:
    assert len({attack.id for attack in ATTACKS}) == len(ATTACKS) >= 40


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)
def test_an_attack_gains_nothing(attack: Attack, grounds: Grounds, tmp_path: Path) -> None:
    grounds.repel(attack, tmp_path)


def test_forged_answers_are_in_the_form_of_true_ones(grounds: Grounds, tmp_path: Path) -> None:
    """What answers by itself, but rightly, is right: so the forgers above are heard at all."""
    by_hand = """
from rawgrad.subject.values import Decoder, Encoder

def right(a):
    y = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return y / np.sum(y, axis=-1, keepdims=True)

def answered(request, buffers):
    encoder = Encoder()
    node = encoder.encode(right(*map(Decoder(buffers).decode, request["args"])))
    return row({"value": node}, len(encoder.buffers)), encoder.buffers

def serve(wire, message, buffers):
    while True:
        own, out = [], []
        for request, count in message["requests"]:
            answer, parts = answered(request, buffers[:count])
            buffers = buffers[count:]
            own.append(answer)
            out += parts
        wire.send({"id": message["id"], "answers": own}, out)
        message, buffers = wire.receive()
"""
    lines = "wire, _ = conversation()", "serve(wire, variable('message'), variable('buffers'))"
    attack = body("by-hand", *lines, top=QUESTIONS + by_hand)
    subject = grounds.zygote.subject(grounds.write(attack, tmp_path / "submission"))
    points, outcomes = grounds.grade(subject, "softmax")
    subject.close()
    assert points == sum(grounds.kit.exercises["softmax"].points.values()), outcomes


def test_causes_are_told_apart(grounds: Grounds, tmp_path: Path) -> None:
    causes = {
        # Newer Pythons let no exception out of a try at the jump of the loop within.
        "endless-loop": {"loop", "timeout"},
        "memory-bomb": {"memory"},
        "segfault": {"crash"},
        "exec": {"forbidden"},
        "fork": {"forbidden"},
        "change-a-file": {"forbidden"},
        "thread-bomb": {"forbidden"},
        "exit-0-in-a-call": {"exit"},
        "garbage": {"protocol"},
        "callback-to-nothing": {"protocol"},
    }
    by_id = {attack.id: attack for attack in ATTACKS}
    for id, cause in causes.items():
        subject = grounds.zygote.subject(grounds.write(by_id[id], tmp_path / id))
        _, outcomes = grounds.grade(subject, "softmax")
        subject.close()
        found = {f.key for o in outcomes for f in o.verdict.findings}
        assert cause & found, id
        assert ("loop" in cause) == (outcomes[0].verdict.status == TIMEOUT), id
