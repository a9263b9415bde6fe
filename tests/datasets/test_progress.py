"""The progress bar: silent where no terminal watches, exact where one does."""

from __future__ import annotations

import io

import pytest

from rawgrad.datasets import bar, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_it_is_the_loop_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress(range(5), "training")) == [0, 1, 2, 3, 4]
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_on_a_terminal_it_tells_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    clock = iter(range(0, 1000, 5))
    monkeypatch.setattr(bar.sys, "stderr", terminal)
    monkeypatch.setattr(bar.time, "monotonic", lambda: next(clock))
    assert list(progress(range(4), "training")) == [0, 1, 2, 3]
    shown = terminal.getvalue()
    assert "training [" in shown
    assert "3/4  0.15/s  7 s left" in shown
    assert shown.endswith("4/4  0.16/s  0 s left \n")


def test_it_shows_a_state_only_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(bar.sys, "stderr", terminal)
    monkeypatch.setattr(bar.time, "monotonic", lambda: 7.0)
    assert sum(progress(range(100), "training")) == 4950
    assert terminal.getvalue().count("\r") == 2


def test_an_empty_loop_has_a_line_too() -> None:
    assert "0/0" in bar.line("training", 0, 0, 0.0)
