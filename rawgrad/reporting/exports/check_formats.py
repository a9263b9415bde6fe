"""A learner's own check is written as machines read it: JSON, JUnit XML, GitHub's annotations."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rawgrad.kit.layout import Kit
from rawgrad.kit.os_errors import os_error
from rawgrad.reporting import result_rows
from rawgrad.reporting.exports import github, junit
from rawgrad.views.item_result import ItemResult


def write(
    kit: Kit,
    results: Sequence[ItemResult],
    form: str,
    language: str,
    folder: Path,
    everything: bool = False,
    end: ItemResult | None = None,
) -> None:
    """Print results in a form: `json`, `junit` or `github`.

    On GitHub the summary is added to the file that the step's environment names.

    Parameters
    ----------
    folder
        Where the learner's modules lie.
    end
        How the check ended, if not by itself, as one more result.
    """
    if form == "json":
        print(result_rows.as_json(results, language, end))
        return
    ends = [] if end is None else [end]
    if form == "junit":
        # A console's encoding need not be the one that the document declares.
        suites = junit.of_check([*results, *ends])
        text = "".join(junit.junit(suites, time.time(), language))
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    base = _base(folder)
    for group in (results, ends):  # The end is said, too, of an exercise that has failed before.
        for line in github.annotated(group, language, base, everything):
            print(line)
    titles = {name: exercise.title for name, exercise in kit.exercises.items()}
    _summarise(github.summary([*results, *ends], titles, language))


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
        raise os_error(error, f"GITHUB_STEP_SUMMARY={path}") from None
