"""What is judged for one submission has limits, and reaching one is told from a machine's lack."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import threading

import numpy as np
import pytest

from rawgrad.grading.run import judging_limits as limits_module
from rawgrad.grading.run.judging_limits import JudgingLimit, judging_limits
from rawgrad.views.rows import value_text

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits are measured on Linux")


def test_memory_beyond_the_limit_is_told_and_the_limit_goes() -> None:
    with pytest.raises(JudgingLimit), judging_limits(memory=200 << 20):
        np.ones(400 << 20, np.uint8)
    assert np.ones(400 << 20, np.uint8)[-1] == 1


def test_computing_beyond_the_limit_is_stopped_whatever_catches_errors() -> None:
    def endless() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue

    with pytest.raises(JudgingLimit), judging_limits(seconds=0.2):
        endless()


def test_a_thread_of_a_cluster_is_stopped_like_any_other() -> None:
    reached = []

    def judge() -> None:
        with contextlib.suppress(JudgingLimit), judging_limits(seconds=0.2):
            while True:
                sum(range(1000))
        reached.append(sum(range(1000)))

    thread = threading.Thread(target=judge)
    thread.start()
    thread.join(30)
    assert reached == [499500]


def test_a_neighbours_computing_does_not_count() -> None:
    over = threading.Event()

    def compute() -> None:
        while not over.is_set():
            sum(range(1000))

    thread = threading.Thread(target=compute)
    thread.start()
    try:
        with judging_limits(seconds=0.2):
            thread.join(0.5)
    finally:
        over.set()
        thread.join()


def test_a_call_in_c_that_hears_of_nothing_ends_with_its_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits_module, "BACKSTOP", 0.1)
    child = os.fork()
    if child == 0:
        with judging_limits(seconds=0.1):
            pow(3, 10**10)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGXCPU


def test_a_limit_that_was_not_reached_leaves_nothing() -> None:
    before = [resource.getrlimit(which) for which in (resource.RLIMIT_CPU, resource.RLIMIT_AS)]
    with judging_limits():
        assert resource.getrlimit(resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY
    after = [resource.getrlimit(which) for which in (resource.RLIMIT_CPU, resource.RLIMIT_AS)]
    assert after == before


def test_trouble_of_another_kind_stays_what_it_is() -> None:
    with pytest.raises(OSError, match="disk"), judging_limits():
        raise OSError("disk")


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((2,) * 22),
        np.zeros((7,) * 8),
        {"k" * 5_000 + str(n): n for n in range(90_000)},
        [[[[[[list(range(20))] * 20] * 20] * 20] * 20] * 20] * 20,
        "x" * 1_000_000,
    ],
)  # fmt: skip
def test_a_value_is_cut_before_it_is_written(value: object) -> None:
    assert len(value_text(value)) < 200_000


def test_a_usual_value_is_written_whole() -> None:
    assert value_text(np.arange(24).reshape(2, 3, 4)).count(",") == 23
    assert value_text({"a": [1, 2.5], 3: "x"}) == "{'a': [1, 2.5], 3: 'x'}"
