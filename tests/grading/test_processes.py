"""Grading processes leave Ctrl-C to the command, which does not wait for what they are at."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from rawgrad.grading.run import processes
from rawgrad.grading.run.processes import ProcessPool

BEGUN = "begun"


def interrupted(tasks: Sequence[Path]) -> list[bool]:
    signal.raise_signal(signal.SIGINT)
    time.sleep(0.01)
    return [True for _ in tasks]


def endless(tasks: Sequence[Path]) -> None:
    for task in tasks:
        Path(task, BEGUN).touch()
    time.sleep(600)


def test_ctrl_c_ends_what_is_in_hand_and_no_process_speaks_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks: Any = [tmp_path]
    pool = ProcessPool(None, 1)  # type: ignore[arg-type]  # nobody here asks for the plan
    monkeypatch.setattr(processes, "_grade_in_process", interrupted)
    assert pool.submit(tasks)[0].result()
    monkeypatch.setattr(processes, "_grade_in_process", endless)
    (future,) = pool.submit(tasks)
    while not Path(tmp_path, BEGUN).exists():
        time.sleep(0.01)
    pool.close()
    assert isinstance(future.exception(), BrokenProcessPool)
    assert not multiprocessing.active_children()
