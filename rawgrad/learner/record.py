"""A record keeps what a child has said of a check, and knows what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.text import Text
from rawgrad.learner.messages import Begin, Broken, Ended, Finished, Found, Message, Noted, Planned
from rawgrad.spec.standing import PASSED
from rawgrad.views.item_result import ItemResult


class CheckRecord:
    """What is known of a check, while it runs and after it.

    Attributes
    ----------
    names
        The exercises that were ordered.
    running
        The item that began last.
    ended
        How the check came to its end; None while it runs.
    notes
        What there is to know about an exercise beside its results.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.running: Begin | None = None
        self.ended: Ended | None = None
        self._plans: dict[str, tuple[str, ...]] = {}
        self._results: dict[str, dict[str, ItemResult]] = {}
        self._finished: set[str] = set()
        self.notes: dict[str, list[Text]] = {}

    def take(self, message: Message) -> None:
        """Take a message down.

        Raises
        ------
        BrokenKit
            If that is what the message says.
        """
        match message:
            case Planned(exercise, ids):
                self._plans[exercise] = ids
            case Begin():
                self.running = message
            case Found(result):
                self._results.setdefault(result.exercise, {})[result.id] = result
            case Noted(exercise, text):
                self.notes.setdefault(exercise, []).append(text)
            case Finished(exercise):
                self._finished.add(exercise)
            case Broken(text):
                raise BrokenKit(text)
            case Ended():
                self.ended = message

    @property
    def planned(self) -> int:
        """How many items there are, as far as that is known."""
        return sum(map(len, self._plans.values()))

    @property
    def found(self) -> int:
        """How many items have a result."""
        return sum(map(len, self._results.values()))

    def results(self, exercise: str) -> list[ItemResult]:
        """Return an exercise's results so far, in their order."""
        return list(self._results.get(exercise, {}).values())

    @property
    def all_results(self) -> list[ItemResult]:
        """Every result so far, in order."""
        return [result for name in self.names for result in self.results(name)]

    def missing(self, exercise: str) -> int:
        """Return how many items of an exercise have no result."""
        return len(self._plans.get(exercise, ())) - len(self.results(exercise))

    def passes(self, exercise: str) -> bool:
        """Tell whether all of an exercise was examined, and passed."""
        return exercise in self._finished and all(
            result.status == PASSED for result in self.results(exercise)
        )

    @property
    def is_complete(self) -> bool:
        """Whether no verdict is missing."""
        return (
            self.ended is not None
            and self.ended.cause == "complete"
            and self._finished.issuperset(self.names)
        )

    @property
    def cut_short(self) -> str:
        """The exercise in whose midst the check ended, or nothing."""
        name = self.running.exercise if self.running else ""
        return "" if name in self._finished else name
