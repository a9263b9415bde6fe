"""Says of an exception that a learner's code raised outside of a check what a check says of it."""

from __future__ import annotations

from pathlib import Path

from rawgrad.kit.text import Text
from rawgrad.spec.judge import judge_call
from rawgrad.subject.base import Result, trouble_of
from rawgrad.subject.executor import Executor
from rawgrad.views.rows import finding_texts


def help_texts(error: BaseException, executor: Executor) -> list[Text]:
    """Return what helps against an exception, beyond its own words.

    Parameters
    ----------
    executor
        Knows which lines are the learner's.
    """
    told = executor.error_of(error)
    name = Path(getattr(error, "filename", None) or "").stem
    importing = name if isinstance(error, SyntaxError) else ""
    result = Result("", trouble=trouble_of({**told, "importing": importing}))
    return [
        finding_texts(finding, importing)
        for finding in judge_call(result).findings
        if finding.key not in ("raised", "import_failed")
    ]
