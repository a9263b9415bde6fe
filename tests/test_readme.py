"""What the READMEs say is so: their commands are run, in both languages alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.spec.stubs import all_stubs
from tests.conftest import ROOT, Run

READMES = ("README.md", "README.ko.md")


def blocks(name: str) -> list[str]:
    """Return the lines of the shell blocks of a README."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    return [line for block in found for line in block.splitlines()]


def commands(name: str) -> list[str]:
    """Return the commands of a README's tables."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^\| `(rawgrad[^`]*)` \|", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", READMES)
def test_the_set_up_commands_are_what_ci_runs(name: str) -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    first, second, loop = blocks(name)
    assert first in ci
    assert second in ci
    assert loop == ".venv/bin/python -m rawgrad watch"


def test_both_readmes_name_the_same_commands() -> None:
    english, korean = (commands(name) for name in READMES)
    assert english == korean
    assert len(english) >= 12


def test_every_command_of_the_readme_exists(rawgrad: Run) -> None:
    for command in commands("README.md"):
        words = command.split()[1:2]
        done = rawgrad(*words, "--help")
        assert done.returncode == 0, command
        for option in re.findall(r"--[a-z]+", command):
            assert option in done.stdout, command


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if not link.startswith("http"):
            assert (ROOT / Path(link)).exists(), link


def test_both_templates_name_the_same_commands() -> None:
    found = []
    for language in ("en", "ko"):
        path = ROOT / "rawgrad" / "release" / "templates" / f"folder.{language}.md"
        found.append(re.findall(r"`(python -m rawgrad[^`]*)`", path.read_text(encoding="utf-8")))
    assert sorted(set(found[0])) == sorted(set(found[1]))


# What a learner writes who has read D4 and not yet thought of large inputs.
NAIVE = "return np.exp(a) / np.sum(np.exp(a))"


@pytest.mark.parametrize("name", READMES)
def test_the_sample_is_what_a_check_prints(
    name: str, kit: Kit, rawgrad: Run, tmp_path: Path
) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    (block,) = re.findall(r"```\n\$ python -m rawgrad (check softmax.*)\n((?:.*\n)+?)```", text)
    asked, sample = block
    stub = all_stubs(kit)["softmax.py"]
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "softmax.py").write_text(
        stub.replace('raise NotImplementedError("softmax")', NAIVE), encoding="utf-8"
    )
    language = "ko" if "ko" in asked else "en"
    done = rawgrad("check", "softmax", "--lang", language)
    assert done.returncode == 1
    assert done.stdout.startswith(sample), done.stdout
