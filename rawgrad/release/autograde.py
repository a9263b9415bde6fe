"""Gradescope runs this: it grades the one submission there is and writes `results.json`.

Lies in the autograder beside the assignment and its solutions. Grading is `rawgrad grade`'s and
the result's form `rawgrad export`'s; this knows only Gradescope's folders.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rawgrad.grading.run.class_run import Options, grade
from rawgrad.kit.course import Assignment, find_course
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import write_text
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.release.gradescope import SEED, UNPROTECTED
from rawgrad.release.words import MESSAGES
from rawgrad.reporting.exports.export import command as export
from rawgrad.subject.confined.zygote import probe

KEY = "submission"


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade what lies in Gradescope's folders, which the first argument names.

    Without a result Gradescope tells the learner that the autograder failed, and instructors see
    why in what was printed: so nothing is written unless it was decided.
    """
    root = Path((sys.argv[1:] if arguments is None else arguments)[0])
    language = "en"
    try:
        kit = find_kit()
        assignment = _packed_assignment(kit, root)
        language = assignment.language
        return _autograde(kit, assignment, root)
    except BrokenKit as error:
        print(f"rawgrad: {error.in_(language)}", file=sys.stderr)
        return 2


def _autograde(kit: Kit, assignment: Assignment, root: Path) -> int:
    """Grade the submission in `root/submission` into `root/results/results.json`."""
    language = assignment.language
    handed_in = root / "submission"
    if not handed_in.is_dir():
        raise BrokenKit(MESSAGES["no_submission"].filled(path=handed_in))
    escaped = probe()
    if escaped and not (root / "source" / UNPROTECTED).is_file():
        _write(root, {**_unsafe(language), "tests": [_note(escaped, language)]})
        return 0
    with tempfile.TemporaryDirectory(prefix="rawgrad-") as folder:
        work = Path(folder)
        shutil.copytree(handed_in, work / "in" / KEY, symlinks=True)
        isolation = "process" if escaped else "confined"
        options = _grading_options(assignment, work, isolation, _seed(root / "source" / SEED))
        if grade(kit, options):
            raise BrokenKit(MESSAGES["undecided"])
        asked = argparse.Namespace(
            grades=work / "out", form="gradescope", to=work / "out.json", submission=KEY, sheet=None
        )
        export(kit, asked, language)
        results = json.loads((work / "out.json").read_text(encoding="utf-8"))
    results["tests"] = [_note(escaped, language), *results.get("tests", [])]
    _write(root, results)
    return 0


def _packed_assignment(kit: Kit, root: Path) -> Assignment:
    course = find_course(kit, root / "source")
    if course is None:
        raise BrokenKit(MESSAGES["not_packed"].filled(what=root / "source" / "course.toml"))
    (assignment,) = course.assignments.values()
    return assignment


def _write(root: Path, results: dict[str, Any]) -> None:
    text = json.dumps(results, ensure_ascii=False, indent=1) + "\n"
    write_text(root / "results" / "results.json", text)


def _unsafe(language: str) -> dict[str, Any]:
    """Return what a learner is told where submissions cannot be confined: no mark is given."""
    output = MESSAGES["unsafe"].in_(language)
    return {"score": 0, "output": output, "output_format": "text", "visibility": "visible"}


def _seed(path: Path) -> int:
    try:
        return int(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise BrokenKit(MESSAGES["not_packed"].filled(what=path)) from None


def _grading_options(assignment: Assignment, work: Path, isolation: str, seed: int) -> Options:
    return Options(
        submissions=work / "in",
        out=work / "out",
        names=assignment.exercises,
        jobs=1,
        hidden=assignment.hidden,
        seed=seed,
        isolation=isolation,
        language=assignment.language,
        points=assignment.points,
        assignment=assignment,
    )


def _note(escaped: str, language: str) -> dict[str, str]:
    """Return what instructors alone are told of how it was graded."""
    key = "process" if escaped else "confined"
    return {
        "name": MESSAGES["isolation"].in_(language),
        "output": MESSAGES[key].in_(language).format(what=escaped),
        "visibility": "hidden",
    }


if __name__ == "__main__":
    raise SystemExit(main())
