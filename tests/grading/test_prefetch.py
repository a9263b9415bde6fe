"""What is asked ahead: the same verdicts by fewer crossings, and nothing hidden with the rest."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rawgrad.grading.assess.examiner import (
    ClassExaminer,
    PrefetchingExaminer,
    ReferenceExaminer,
    record_reference,
)
from rawgrad.grading.assess.prefetch import (
    FEW,
    SMALL,
    NotPrefetchable,
    Prefetch,
    PrefetchedSubject,
    RecordedRequest,
    RecordingSubject,
)
from rawgrad.kit.layout import Kit
from rawgrad.spec.examine import Outcome
from rawgrad.spec.law import Law
from rawgrad.spec.specification import Specification, is_hidden
from rawgrad.subject.confined.answer import Answer
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.remote import Asked, Batch, RemoteSubject
from rawgrad.subject.confined.zygote import Zygote
from rawgrad.subject.values import Encoder

NAMES = ("activation", "softmax", "loss")
HIDDEN = """
[[case]]
id = "softmax-far"
function = "softmax"
aspect = "values"
args = [[2.5, 2.5]]
want = [0.5, 0.5]
why.en = "Equal scores."
why.ko = "같은 점수."
"""
CODE = """
import time
import numpy as np

def double(x):
    return 2 * x

def nap(seconds):
    time.sleep(seconds)
    return seconds

def apply(f, x):
    return f(x)
"""


@pytest.fixture(scope="module")
def zygote(kit: Kit) -> Iterator[Zygote]:
    # Confinement is tested elsewhere, and there is prefetch where there is none of it, too.
    with Zygote(kit.data, "process", Limits(call=0.5)) as found:
        yield found


@pytest.fixture(scope="module")
def specification(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Specification:
    hidden = tmp_path_factory.mktemp("hidden")
    (hidden / "cases").mkdir()
    (hidden / "cases" / "softmax.toml").write_text(HIDDEN, encoding="utf-8")
    return Specification(kit, NAMES, hidden)


@pytest.fixture(scope="module")
def prefetch(kit: Kit, zygote: Zygote, specification: Specification) -> Prefetch:
    with contextlib.closing(zygote.subject(kit.root / "solutions")) as subject:
        return record_reference(specification, subject, 0, dict.fromkeys(NAMES, ()))


@pytest.fixture
def folder(kit: Kit, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kit.root / "solutions", tmp_path / "exercises"))


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is sent to workers, frame by frame."""
    sent: list[str] = []
    ask = RemoteSubject._ask

    def noted(self: RemoteSubject, batch: Batch, *rest: Any) -> list[Answer]:
        sent.append(batch.requests)
        return ask(self, batch, *rest)

    monkeypatch.setattr(RemoteSubject, "_ask", noted)
    return sent


def outcomes(examiner: ClassExaminer) -> list[Outcome]:
    items = [i for name in NAMES for i in examiner.items(name)]
    return [examiner.examine(item) for item in sorted(items, key=is_hidden)]


def prefetching(
    zygote: Zygote, folder: Path, specification: Specification, prefetch: Prefetch
) -> list[Outcome]:
    with contextlib.closing(zygote.subject(folder)) as subject:
        return outcomes(PrefetchingExaminer(specification, subject, 0, prefetch, NAMES))


def said(found: list[Outcome]) -> list[tuple[str, str]]:
    return [(outcome.item.id, repr(outcome.verdict)) for outcome in found]


def test_a_right_submission_costs_one_crossing_and_one_more_for_what_is_hidden(
    zygote: Zygote,
    folder: Path,
    specification: Specification,
    prefetch: Prefetch,
    frames: list[str],
) -> None:
    found = prefetching(zygote, folder, specification, prefetch)
    assert all(outcome.verdict.passed for outcome in found)
    assert all(outcome.seconds > 0 for outcome in found)
    # Two in all: what is hidden lies with nothing that is shown, and comes last.
    assert [frame.count('"do"') for frame in frames][1:] == [1]
    assert frames[0].count('"do"') > 80


@pytest.mark.parametrize(
    "tail",
    [
        # Right, but not to the last bit or kind.
        "right = softmax\ndef softmax(a): return right(np.float32(a))",
        "right = softmax\ndef softmax(a): return right(a) * (1 + 1e-9)",
        "right = softmax\ndef softmax(a): return right(a).tolist()",
        "right = softmax\ndef softmax(a): print('here'); return right(a)",
        # Wrong, now and then or always.
        "def softmax(a): return np.exp(a) / np.sum(np.exp(a))",
        "def softmax(a): raise NotImplementedError('softmax')",
        "def softmax(a): a -= np.max(a); return np.exp(a) / np.sum(np.exp(a))",
        "right = softmax\ndef softmax(a):\n    b = right(a)\n    if len(a) == 4: a[0] = 9\n    return b",  # noqa: E501
        "right = softmax\ndef softmax(a): return right(a) if np.size(a) != 4 else 1 / 0",
        "del softmax",
        # What ends the worker, or must be ended.
        "import os\nright = softmax\ndef softmax(a): return right(a) if a.size < 5 else os._exit(7)",  # noqa: E501
        "right = softmax\ndef softmax(a):\n    while a.size == 4: pass\n    return right(a)",
        "import os\nos._exit(7)",
        "1 / 0",
    ],
)
def test_verdicts_are_those_of_a_submission_asked_one_by_one(
    zygote: Zygote, folder: Path, specification: Specification, prefetch: Prefetch, tail: str
) -> None:
    with (folder / "softmax.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{tail}\n")
    with contextlib.closing(zygote.subject(folder)) as subject:
        alone = outcomes(ClassExaminer(specification, subject, 0))
    assert said(prefetching(zygote, folder, specification, prefetch)) == said(alone)


def test_the_control_of_the_reference_can_record_it_too(
    zygote: Zygote, folder: Path, specification: Specification, prefetch: Prefetch
) -> None:
    with contextlib.closing(zygote.subject(folder)) as subject:
        examiner = ReferenceExaminer(specification, subject, 0)
        found = outcomes(examiner)
    assert all(outcome.verdict.passed for outcome in found)
    for outcome in found:
        if isinstance(outcome.item, Law) and outcome.item.of_cases:
            continue  # It asks nothing.
        known = [
            f.frame(outcome.item).known[outcome.item.id] for f in (prefetch, examiner.prefetch)
        ]
        texts = [[(s.asked, s.answer.text, s.answer.buffers) for s in k.steps] for k in known]
        assert texts[0] == texts[1]


def asked(value: Any, **more: Any) -> Asked:
    encoder = Encoder()
    request = {
        "do": "call", "module": "code", "function": "double", "args": [encoder.argument(value)],
        "kwargs": {}, "times": 1, "carry": 1, "keep": False, **more,
    }  # fmt: skip
    return Asked(request, encoder.buffers, 1.0)


def answered(text: str) -> Answer:
    return Answer(text, [], 0.1, [])


def known(value: Any, text: str) -> RecordedRequest:
    return RecordedRequest(asked(value), answered(text), json.dumps(asked(value).request))


def test_what_is_equal_to_python_is_not_the_same() -> None:
    for one, other in (("1", "1.0"), ("1", "true"), ("NaN", "nan"), ("[]", "{}")):
        assert not answered(one).equals(answered(other))
    assert answered("NaN").equals(answered("NaN")._replace(seconds=9.0, where=["x", 1]))
    step = known(1, "2")
    assert step.asks(asked(1).request, Encoder())
    for value in (1.0, True, np.float64(1), np.ones(1)):
        encoder = Encoder()
        encoder.argument(value)
        assert not step.asks(asked(value).request, encoder)


class Fake:
    """In the place of a `RemoteSubject`: notes what is asked of it."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, bool]] = []

    def request(
        self, request: dict[str, Any], encoder: Encoder, limit: float | None, ahead: Any = None
    ) -> tuple[dict[str, Any], list[bytes]]:
        self.calls.append((request["args"][0], ahead is not None))
        return {}, []


def test_from_the_first_question_that_was_not_recorded_all_are_asked_in_time() -> None:
    fake = Fake()
    prefetched = PrefetchedSubject(fake)  # type: ignore[arg-type]
    steps = [known(value, "1") for value in (1, 2, 3)]
    prefetched.expect(steps, [step.answer for step in steps])
    for value in (1, 9, 2, 3):
        prefetched.request(asked(value).request, Encoder(), 1.0)
    prefetched.expect(steps, [steps[0].answer])
    for value in (1, 2):
        prefetched.request(asked(value).request, Encoder(), 1.0)
    assert fake.calls == [
        (1, True), (9, False), (2, False), (3, False), (1, True), (2, False),
    ]  # fmt: skip


@pytest.mark.parametrize("patient", [False, True])
@pytest.mark.parametrize(
    ("function", "given", "more", "prefetched"),
    [
        ("double", np.ones(3), {}, True),
        ("double", np.ones(SMALL), {}, False),
        ("double", 1, {"keep": True}, False),
        ("apply", np.sum, {"x": np.ones(2)}, False),
        ("nap", 0.05, {}, False),
        ("nap", 0.3, {}, False),
    ],
)
def test_what_is_slow_or_large_or_calls_back_is_left_out(
    zygote: Zygote,
    tmp_path: Path,
    function: str,
    given: Any,
    more: dict[str, Any],
    prefetched: bool,
    patient: bool,
) -> None:
    (tmp_path / "code.py").write_text(CODE)
    with contextlib.closing(zygote.subject(tmp_path)) as subject:
        recorder = RecordingSubject(subject, patient)
        raises = not prefetched and not patient
        with pytest.raises(NotPrefetchable) if raises else contextlib.nullcontext():
            assert recorder.call("code", function, given, **more).answered
        assert (recorder.steps is not None) == prefetched
        # What follows it in the same item is left out with it; another item is not.
        with pytest.raises(NotPrefetchable) if raises else contextlib.nullcontext():
            recorder.call("code", "double", 1)
        assert (recorder.steps is not None) == prefetched
        recorder.begin()
        recorder.call("code", "double", 1)
        assert [step.asked.limit for step in recorder.steps or ()] == [10.0]


def test_what_asks_too_often_is_left_out(zygote: Zygote, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE)
    with contextlib.closing(zygote.subject(tmp_path)) as subject:
        recorder = RecordingSubject(subject, patient=True)
        for count in range(1, FEW + 1):
            recorder.call("code", "double", 1)
            assert len(recorder.steps or ()) == count
        assert recorder.call("code", "double", 1).value == 2
        assert recorder.steps is None


def test_what_the_reference_is_asked_first_is_asked_in_one_go(
    zygote: Zygote, folder: Path, specification: Specification, frames: list[str]
) -> None:
    with contextlib.closing(zygote.subject(folder)) as subject:
        record_reference(specification, subject, 0, dict.fromkeys(NAMES, ()))
    cases = [case for name in NAMES for case in specification.case_file(name).cases]
    asked = sum(frame.count('"do"') for frame in frames)
    assert asked > len(cases)
    # A frame for the cases of each exercise, one for each call of a law, and none for a case.
    assert [frame.count('"do"') for frame in frames if frame.count('"do"') > 1] == [
        len(specification.case_file(name).cases) for name in NAMES
    ]
    assert len(frames) - len(NAMES) == asked - len(cases)
