"""A sketch offers a picture the learner's functions, an empty figure, labels and a progress line.

A function that is todo or returns what cannot be drawn ends the picture with one sentence.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import numpy as np
from matplotlib.figure import Figure

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.learner.plots.words import LABELS, SENTENCES, TITLES
from rawgrad.spec.law import SCENARIO_LIMIT, Stop, Trial
from rawgrad.spec.standing import TODO
from rawgrad.subject.base import Subject
from rawgrad.subject.values import Reference
from rawgrad.views.rows import finding_text

Item = TypeVar("Item")


class Sketch:
    """One picture in the making.

    A function is named with its exercise: `activation.sigmoid`, `two_layer_net.TwoLayerNet.loss`.

    Parameters
    ----------
    kit, subject
        The kit, and whose functions draw.
    spoken
        The language of the labels.
    language
        The language of messages.
    make
        Makes the empty figure.
    """

    def __init__(
        self,
        kit: Kit,
        subject: Subject,
        spoken: str,
        language: str,
        make: Callable[..., Figure] | None = None,
    ) -> None:
        self.kit = kit
        self.subject = subject
        self.spoken = spoken
        self.language = language
        self._make = make or Figure

    def figure(self, name: str, width: float, height: float) -> Figure:
        """Return an empty figure with the title of the picture `name`, measured in inches."""
        figure = self._make(figsize=(width, height), layout="constrained")
        figure.suptitle(TITLES[name].in_(self.spoken), fontsize=13)
        return figure

    def say(self, label: str, *args: Any, **facts: Any) -> str:
        """Return a label in the picture's language."""
        return LABELS[label].in_(self.spoken).format(*args, **facts)

    def array(
        self,
        function: str,
        *args: Any,
        shape: tuple[int, ...] | None = None,
        kind: str = "float",
        **options: Any,
    ) -> np.ndarray:
        """Call, and insist on an array of finite numbers."""
        with self._asking(function) as (trial, name):
            value = trial.array(name, *args, shape=shape, kind=kind, **options)
            return self._finite(function, value)

    def number(self, function: str, *args: Any, kind: str = "float", **options: Any) -> float:
        """Call, and insist on one finite number."""
        with self._asking(function) as (trial, name):
            value = trial.number(name, *args, kind=kind, **options)
            self._finite(function, value)
            return value

    def sequence(self, function: str, *args: Any, length: int, **options: Any) -> list[Any]:
        """Call, and insist on a list or tuple of this length."""
        with self._asking(function) as (trial, name):
            return trial.sequence(name, *args, length=length, **options)

    def arrays(
        self, function: str, *args: Any, shapes: Iterable[tuple[int, ...] | None], **options: Any
    ) -> list[np.ndarray]:
        """Call, and insist on a list or tuple of arrays of finite numbers."""
        shapes = list(shapes)
        with self._asking(function) as (trial, name):
            values = trial.sequence(name, *args, length=len(shapes), **options)
            found = (trial.as_array(v, s) for v, s in zip(values, shapes, strict=True))
            return [self._finite(function, value) for value in found]

    def make(self, function: str, *args: Any, **options: Any) -> Reference:
        """Call, and leave the value with the learner's code."""
        with self._asking(function) as (trial, name):
            return trial.make(name, *args, **options)

    def shape(self, function: str, reference: Reference) -> tuple[int, ...]:
        """Return the shape of what a reference names, as `function` made it."""
        with self._asking(function) as (trial, _):
            return tuple(trial.describe(reference).get("shape") or ())

    def entry(
        self, function: str, reference: Reference, shape: tuple[int, ...], kind: str = "float"
    ) -> np.ndarray:
        """Return a copy of an array of finite numbers that `function` made."""
        with self._asking(function) as (trial, _):
            value = trial.as_array(trial.read(reference), shape, kind)
            return self._finite(function, value)

    def steps(self, items: Iterable[Item], label: str) -> Iterator[Item]:
        """Go through items, with a line on the terminal that says how far."""
        items = list(items)
        seen = sys.stderr is not None and sys.stderr.isatty()
        try:
            for number, item in enumerate(items, start=1):
                if seen:
                    print(f"\r{label} {number}/{len(items)} ", end="", file=sys.stderr, flush=True)
                yield item
        finally:
            if seen:
                print("\r" + " " * (len(label) + 16) + "\r", end="", file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def _asking(self, function: str) -> Iterator[tuple[Trial, str]]:
        """Give a trial of a function, and put what stops it into one sentence."""
        exercise, _, name = function.partition(".")
        rng = np.random.default_rng(0)
        trial = Trial(self.kit, self.subject, exercise, SCENARIO_LIMIT, rng)
        try:
            yield trial, name
        except Stop as stop:
            finding = stop.verdict.findings[0]
            if stop.verdict.status == TODO:
                said = SENTENCES["todo"].filled(function=name, module=exercise)
                raise BrokenKit(said) from None
            raise self.unusable(function, finding_text(finding, self.language)) from None

    def unusable(self, function: str, problem: str) -> BrokenKit:
        """Return what to raise for a function that cannot draw the picture."""
        exercise, _, name = function.partition(".")
        facts = {"function": name, "module": exercise, "problem": problem}
        return BrokenKit(SENTENCES["unusable"].filled(**facts))

    def _finite(self, function: str, value: Any) -> Any:
        if not np.all(np.isfinite(value)):
            raise self.unusable(function, SENTENCES["not_finite"].in_(self.language))
        return value
