"""`rawgrad predict` asks the questions before coding, and tells whether an answer is right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from rawgrad.spec.case import Prediction
from rawgrad.views.words import SENTENCES

TRIES = 3


def predict(
    predictions: Sequence[Prediction], language: str, ask: Callable[[str], str]
) -> Iterator[str]:
    """Ask each question up to three times, and yield what is to be said of each answer."""
    for prediction in predictions:
        for tries in range(1, TRIES + 1):
            if right(prediction, ask(prediction.question.in_(language))):
                yield SENTENCES["predicted"].in_(language)
                break
            said = SENTENCES["not_predicted"].in_(language)
            yield said.format(code=prediction.code)
            if tries == TRIES:
                yield _printed_answer(prediction, language)


def show(predictions: Sequence[Prediction], language: str) -> Iterator[str]:
    """Yield each question with its answer."""
    for prediction in predictions:
        yield prediction.question.in_(language)
        yield _printed_answer(prediction, language)


def _printed_answer(prediction: Prediction, language: str) -> str:
    """Say what the code prints, by running it: only a hash of it is kept."""
    import numpy as np

    with np.errstate(all="ignore"):
        printed = str(eval(prediction.code, {"np": np}))
    return SENTENCES["answer"].in_(language).format(answer=printed)


def right(prediction: Prediction, answer: str) -> bool:
    """Tell whether an answer is what the code prints, however it is spaced."""
    text = " ".join(answer.split())
    tight = "".join(answer.split())
    numbers = " ".join(text.strip("[]() ").replace(",", " ").split())
    # An array's numbers without its brackets will do; before a short one NumPy puts a space.
    candidates = {text, _spaced(tight), f"[{numbers}]", f"[ {numbers}]"}
    return any(hashlib.sha256(c.encode()).hexdigest() == prediction.answer for c in candidates)


def _spaced(tight: str) -> str:
    return tight.replace(",", ", ")
