"""A learner's own check in the forms that machines read: JSON, JUnit XML, GitHub's annotations."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rawgrad.kit import sanitize
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.reporting import result_rows
from rawgrad.reporting.exports import github, junit
from rawgrad.views.item_result import ItemResult
from rawgrad.views.terminal import failure


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
    rows = [_told(result, language) for result in results]
    if form == "json":
        document: dict[str, Any] = {
            "version": result_rows.VERSION,
            "outcomes": [result_rows.as_told(row) for row in rows],
        }
        if end is not None:
            document["ended"] = end.title.in_(language)
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return
    rows += [] if end is None else [_told(end, language)]
    if form == "junit":
        # A console's encoding need not be the one that the document declares.
        text = "".join(junit.junit(junit.of_check(rows), time.time()))
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        for line in github.annotated(rows, _base(folder), everything):
            print(line)
        titles = {name: exercise.title for name, exercise in kit.exercises.items()}
        _summarise(github.summary(rows, titles, language))


def _told(result: ItemResult, language: str) -> result_rows.Told:
    file, _, line = result.place.rpartition(":")
    return result_rows.Told(
        exercise=result.exercise,
        id=result.id,
        kind=result.kind,
        function=result.function,
        aspect=result.aspect,
        title=result.title.in_(language),
        status=result.status,
        findings=tuple(sanitize.text(text.in_(language)) for text in result.findings),
        where=(file, int(line)) if file else None,
        seconds=result.seconds,
        shown=sanitize.text(failure(result, language)) if result.rows else "",
    )


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
