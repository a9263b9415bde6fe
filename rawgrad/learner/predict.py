"""`rawgrad predict` asks the questions before coding, and tells whether an answer is right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from rawgrad.spec.case import Prediction
from rawgrad.views.words import SENTENCES


def predict(
    predictions: Sequence[Prediction], language: str, ask: Callable[[str], str]
) -> Iterator[str]:
    """Ask each question, and yield what is to be said of the answer."""
    for prediction in predictions:
        answer = ask(prediction.question.in_(language))
        if right(prediction, answer):
            yield SENTENCES["predicted"].in_(language)
        else:
            said = SENTENCES["not_predicted"].in_(language)
            yield said.format(code=prediction.code)


def right(prediction: Prediction, answer: str) -> bool:
    """Tell whether an answer is what the code prints, however it is spaced."""
    text = " ".join(answer.split())
    tight = "".join(answer.split())
    candidates = {text, _spaced(tight)}
    return any(hashlib.sha256(c.encode()).hexdigest() == prediction.answer for c in candidates)


def _spaced(tight: str) -> str:
    return tight.replace(",", ", ")
