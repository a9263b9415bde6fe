"""A class with attackers in it, graded by the command itself: honest neighbours notice nothing."""

from __future__ import annotations

import csv
import os
import shutil
import string
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from rawgrad.grading.intake.lms_names import shown, without_ending
from rawgrad.kit.layout import Kit
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.confined import sandbox
from rawgrad.subject.confined.zygote import probe
from tests.conftest import Run
from tests.hostile.attacks import ATTACKS, CHEATS, LEAKS, PRELUDE, REWARD, Attack
from tests.hostile.odd_submissions import Drawer

MARK = "planted-74c1e0"
EXERCISES = ("softmax", "gradient")
HONEST = {"alice": "solutions", "hugo": "wrong", "zoe": "solutions"}
# Of the rest those that neither wait for a deadline nor fill what there is to fill.
MORE = {
    "kill-the-parent", "kill-the-grader", "stop-the-grader", "kill-everybody", "kill-the-group",
    "raw-kill", "ptrace", "fork", "daemon", "udp", "delete-a-file", "change-a-file",
    "move-a-file", "write-into-the-library", "write-into-the-submission", "symlink-race",
    "segfault", "kill-oneself", "recursion", "timers-left", "output-flood", "spoil-output",
    "huge-integer", "deep-nesting", "evil-exception", "evil-names", "evil-class",
    "forged-verdict", "negative-shape", "forged-reference", "two-answers", "garbage",
    "half-a-frame", "half-closed-socket", "passed-descriptors", "re-entrant-callbacks",
    "callback-with-anything", "threads-that-call-back",
}  # fmt: skip
# They take seconds each.
LEFT_OUT = {"more-answers-than-questions", "a-byte-at-a-time"}
HIDDEN = """
[[case]]
id = "softmax-secret"
function = "softmax"
aspect = "values"
args = [[137.59375, 137.59375, 137.59375, 137.59375]]
want = [0.25, 0.25, 0.25, 0.25]
why.en = "Four equal scores: planted-words"
why.ko = "점수 네 개가 같을 때: planted-words"
"""


def chosen() -> Iterator[Attack]:
    for attack in ATTACKS:
        if attack.id not in LEFT_OUT and (
            attack in (*REWARD, *LEAKS, *CHEATS) or attack.id in MORE
        ):
            yield attack


@pytest.fixture
def lair(tmp_path: Path) -> dict[str, str]:
    """Secrets outside of the submissions, and where attacks look for them."""
    for name in ("secret", "others"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "left.txt").write_text(MARK)
    return {
        "SECRET": str(tmp_path / "secret" / "left.txt"),
        "OTHERS": str(tmp_path / "others"),
        "OUT": str(tmp_path / "out"),
        "SPEC": str(tmp_path / "hidden"),
        "SOLUTIONS": str(tmp_path / "solutions"),
        "PID": str(os.getpid()),
        "UDP": "9",
        "TCP": "9",
        "NAME": MARK,
        "MARK": "mark",
    }


def attack_from(folder: Path, attack: Attack, names: dict[str, str]) -> None:
    code = PRELUDE + textwrap.dedent(attack.top)
    if attack.softmax:
        code += "\ndef softmax(a):\n" + textwrap.indent(attack.softmax, "    ")
        code += "\n" + attack.below
    folder.mkdir()
    for name, text in {"softmax.py": code, **attack.files}.items():
        text = string.Template(text).safe_substitute(names)
        (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass")


def honest(folder: Path, kit: Kit) -> None:
    for who, how in HONEST.items():
        (folder / who).mkdir(parents=True)
        for name in EXERCISES:
            text = (kit.root / "solutions" / f"{name}.py").read_text(encoding="utf-8")
            if how == "wrong":
                stub = all_stubs(kit)[f"{name}.py"]
                text = text.replace("keepdims=True", "") if name == "softmax" else stub
            (folder / who / f"{name}.py").write_text(text, encoding="utf-8")


def rows(out: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with (out / "grades.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["submission"], []).append(row)
    return found


def test_attackers_in_a_class_gain_nothing_and_spoil_nothing(
    tmp_path: Path, kit: Kit, rawgrad: Run, lair: dict[str, str]
) -> None:
    reason = probe()
    if reason:
        # Only where there is no such thing: a machine that should confine and does not, fails.
        assert not (sandbox.available() and sandbox.landlock_version()), reason
        pytest.skip(reason)
    honest(tmp_path / "calm", kit)
    honest(tmp_path / "in", kit)
    attackers = {}
    for number, attack in enumerate(chosen()):
        # Before, between and behind the honest ones.
        who = f"{'amz'[number % 3]}-{attack.id}"
        attackers[who] = attack
        attack_from(tmp_path / "in" / who, attack, lair)
    assert len(attackers) >= 100
    right = (kit.root / "solutions" / "softmax.py").read_text(encoding="utf-8")
    drawer = Drawer(7, right, all_stubs(kit)["softmax.py"])
    odd = {one.write(tmp_path / "in"): one.right for one in map(drawer.draw, range(20))}
    names = {without_ending(shown(path.name)): right for path, right in odd.items()}
    (tmp_path / "hidden" / "cases").mkdir(parents=True)
    (tmp_path / "hidden" / "cases" / "softmax.toml").write_text(HIDDEN, encoding="utf-8")
    shutil.copytree(kit.root / "solutions", tmp_path / "solutions")

    said = ""
    for folder, out in (("calm", "out-calm"), ("in", "out")):
        done = rawgrad(
            "grade", str(tmp_path / folder), "--out", str(tmp_path / out), "--jobs", "1",
            "--exercises", ",".join(EXERCISES), "--hidden", str(tmp_path / "hidden"),
            "--seed", "7", "--limit", "call=1", "--limit", "wall=10", "--limit", "cpu=10",
            RAWGRAD_TEST_SECRET=MARK,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        said += done.stdout + done.stderr

    calm, found = rows(tmp_path / "out-calm"), rows(tmp_path / "out")
    assert set(found) == {*HONEST, *attackers, *names}
    assert {who: found[who] for who in HONEST} == calm
    assert [row["points"] for row in calm["alice"]] == ["10", "10"]
    for who in attackers:
        assert [row["points"] for row in found[who]] == ["0", "0"], who
        assert {row["status"] for row in found[who]} == {"graded"}, who
    for who, is_right in names.items():
        assert not is_right or [row["points"] for row in found[who]] == ["10", "0"], who
        assert {row["status"] for row in found[who]} <= {"graded", "unreadable"}, who
    for path in (tmp_path / "out").iterdir():
        said += path.read_bytes().decode("latin-1")
    for secret in (MARK, "137.59375", "planted-words", "root:x"):
        assert secret not in said.replace(f"\\x00{MARK}", ""), secret
    for name in ("secret", "others"):
        assert (tmp_path / name / "left.txt").read_text() == MARK
