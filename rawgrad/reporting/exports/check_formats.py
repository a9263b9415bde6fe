"""Prints a learner's own check as machines read it: JSON, JUnit XML, GitHub's annotations."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.reporting import result_rows
from rawgrad.reporting.exports import github, junit
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Outcome
from rawgrad.views.item_result import ItemResult
from rawgrad.views.rows import item_result


def write(
    kit: Kit,
    outcomes: Sequence[Outcome],
    form: str,
    language: str,
    subject: str,
    everything: bool = False,
) -> None:
    """Print outcomes in a form: `json`, `junit` or `github`.

    On GitHub the summary is added to the file that the step's environment names.
    """
    results = _results(kit, outcomes)
    if form == "json":
        print(result_rows.as_json(results, language))
    elif form == "junit":
        # A console's encoding need not be the one that the document declares.
        text = "".join(junit.junit(junit.of_check(results), time.time(), language))
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        base = _base(kit.subject_folder(subject))
        for line in github.annotated(results, language, base, everything):
            print(line)
        titles = {name: exercise.title for name, exercise in kit.exercises.items()}
        _summarise(github.summary(results, titles, language))


def _results(kit: Kit, outcomes: Sequence[Outcome]) -> list[ItemResult]:
    own: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        own.setdefault(outcome.item.exercise, []).append(outcome)
    return [
        item_result(o, notes(o, own[name], kit.fingerprints_file(name)))
        for name, group in own.items()
        for o in group
    ]


def _base(folder: Path) -> str:
    """Return where the learner's package lies in the repository: annotations are relative to it."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    try:
        base = folder.resolve().parent.relative_to(root).as_posix()
    except ValueError:
        return ""
    return "" if base == "." else base


def _summarise(text: str) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise BrokenKit(f"GITHUB_STEP_SUMMARY={path}: {error.strerror}") from None
