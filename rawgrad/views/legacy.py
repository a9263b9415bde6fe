"""The old functions of views, in terms of the new ones, until their callers have moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rawgrad.kit.layout import Exercise
from rawgrad.spec.diagnose import Notes
from rawgrad.spec.examine import Outcome
from rawgrad.spec.standing import standing
from rawgrad.views import terminal
from rawgrad.views.rows import call_text as call_text
from rawgrad.views.rows import finding_text as finding_text
from rawgrad.views.rows import item_result
from rawgrad.views.rows import value_text as value_text
from rawgrad.views.width import WIDE, terminal_page
from rawgrad.views.width import width as width

_page = WIDE


def fit(plain: bool) -> None:
    """Make the page as wide as the terminal."""
    global _page
    _page = terminal_page(plain)


def failure(outcome: Outcome, language: str, notes: Notes | None = None) -> str:
    """Show one outcome that is not a pass, all of it."""
    return terminal.failure(item_result(outcome, notes or Notes()), language, _page)


def tally(outcomes: Sequence[Outcome]) -> str:
    """Return the status of an exercise as a whole."""
    return standing(outcome.verdict.status for outcome in outcomes)


def exercise_line(exercise: Exercise, outcomes: Sequence[Outcome], language: str) -> str:
    """Show how an exercise stands, in one line."""
    results = [item_result(outcome, detailed=False) for outcome in outcomes]
    return terminal.exercise_line(exercise, results, language, _page)


def exercise_details(
    outcomes: Sequence[Outcome],
    language: str,
    everything: bool,
    noted: Callable[[Outcome], Notes],
) -> str:
    """Show what is not right in an exercise."""
    results = [item_result(outcome, noted(outcome)) for outcome in outcomes]
    return terminal.exercise_details(results, language, everything, _page)
