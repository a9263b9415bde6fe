"""`rawgrad watch`: after each save, the verdict of the exercise that was saved.

The parent never runs a learner's code. It reads the whole specification once, then each check
runs in a fresh process that has it already: a fork where there is one, elsewhere a spare
interpreter started beforehand. So nothing of one run is left for the next, and a learner's
endless loop can be ended from outside.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from rawgrad.kit.layout import Kit
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Examiner
from rawgrad.spec.standing import PASSED
from rawgrad.subject.local import LocalSubject
from rawgrad.views import legacy
from rawgrad.views.words import SENTENCES

POLL = 0.02
# A check of one exercise that lasts longer than this is ended, scenarios and all.
LONGEST = 120.0


class Runner(Protocol):
    """Runs one check in a process of its own."""

    def start(self, exercise: str) -> None:
        """Begin a check; one that still runs is ended first."""

    def running(self) -> bool:
        """Tell whether a check is still running."""

    def stop(self) -> None:
        """End the check that is running, if there is one."""


class Watcher:
    """Watches a folder of exercises.

    Parameters
    ----------
    folder
        Where the exercises lie.
    names
        The exercises to watch.
    runner
        What runs the checks.
    say
        Where to tell what happens.
    """

    def __init__(
        self,
        folder: Path,
        names: Sequence[str],
        runner: Runner,
        language: str,
        say: Callable[[str], None],
    ) -> None:
        self.folder = folder
        self.names = names
        self.runner = runner
        self.language = language
        self.say = say
        self._seen = dict(self._stamps())
        self._started = 0.0

    def _stamps(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for name in self.names:
            try:
                status = (self.folder / f"{name}.py").stat()
            except OSError:
                continue
            yield name, (status.st_mtime_ns, status.st_size)

    def step(self) -> str | None:
        """Look once; start the check of an exercise that was saved and return its name."""
        stamps = dict(self._stamps())
        changed = [name for name in self.names if stamps.get(name) != self._seen.get(name)]
        self._seen = stamps
        saved = next((name for name in changed if name in stamps), None)
        if saved is not None:
            self.begin(saved)
        elif self.runner.running() and time.monotonic() - self._started > LONGEST:
            self.runner.stop()
            self.say(SENTENCES["stopped"].in_(self.language).format(seconds=LONGEST))
        return saved

    def begin(self, exercise: str) -> None:
        """Start the check of an exercise."""
        self._started = time.monotonic()
        self.runner.start(exercise)


def report(examiner: Examiner, exercise: str, language: str) -> str:
    """Examine an exercise and return what is to be shown."""
    outcomes = [examiner.examine(item) for item in examiner.items(exercise)]
    fingerprints = examiner.kit.fingerprints_file(exercise)
    lines = [legacy.exercise_line(examiner.kit.exercises[exercise], outcomes, language)]
    details = legacy.exercise_details(
        outcomes, language, False, lambda outcome: notes(outcome, outcomes, fingerprints)
    )
    if details:
        lines.append(details)
    if all(outcome.verdict.status == PASSED for outcome in outcomes):
        lines.append(_what_next(examiner.kit, exercise, language))
    return "\n".join(lines) + "\n"


def _what_next(kit: Kit, exercise: str, language: str) -> str:
    names = list(kit.exercises)
    later = names[names.index(exercise) + 1 :]
    if not later:
        return SENTENCES["all_passed"].in_(language)
    following = SENTENCES["next"].in_(language).format(path=f"exercises/{later[0]}.py")
    if kit.handed_out:
        return following
    explained = SENTENCES["explained"].in_(language).format(name=exercise)
    return f"{explained}\n{following}"


class ForkRunner:
    """Checks in a fork of this process, which has read all there is to read."""

    def __init__(self, kit: Kit, folder: Path, language: str) -> None:
        self.kit = kit
        self.folder = folder
        self.language = language
        self._child = 0
        self._warm = warm(kit, folder)

    def start(self, exercise: str) -> None:
        """See `Runner.start`."""
        self.stop()
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                # A group of its own, so that what it starts can be ended with it.
                os.setpgid(0, 0)
                print(run(self._warm, self.kit, self.folder, exercise, self.language), flush=True)
                code = 0
            except KeyboardInterrupt:
                pass
            finally:
                os._exit(code)
        self._child = child

    def running(self) -> bool:
        """See `Runner.running`."""
        if self._child:
            ended, _ = os.waitpid(self._child, os.WNOHANG)
            if ended:
                self._child = 0
        return bool(self._child)

    def stop(self) -> None:
        """See `Runner.stop`."""
        if self.running():
            for target in (-self._child, self._child):
                try:
                    os.kill(target, 9)
                except (ProcessLookupError, PermissionError):
                    continue
            os.waitpid(self._child, 0)
            self._child = 0


class SpareRunner:
    """Checks in an interpreter that was started beforehand and waits for a name."""

    def __init__(self, kit: Kit, folder: Path, language: str) -> None:
        self._command = [sys.executable, "-m", "rawgrad.learner.watch", str(folder), language]
        self._busy: subprocess.Popen[str] | None = None
        self._spare = self._prepare()

    def _prepare(self) -> subprocess.Popen[str]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, text=True, encoding="utf-8")

    def start(self, exercise: str) -> None:
        """See `Runner.start`."""
        self.stop()
        self._busy, self._spare = self._spare, self._prepare()
        assert self._busy.stdin is not None
        self._busy.stdin.write(exercise + "\n")
        self._busy.stdin.close()

    def running(self) -> bool:
        """See `Runner.running`."""
        return self._busy is not None and self._busy.poll() is None

    def stop(self) -> None:
        """See `Runner.stop`."""
        if self._busy is not None:
            self._busy.kill()
            self._busy.wait()
            self._busy = None

    def close(self) -> None:
        """End the spare too."""
        self.stop()
        self._spare.kill()
        self._spare.wait()


def warm(kit: Kit, folder: Path) -> Examiner:
    """Read the whole specification, so that a check only has to run."""
    examiner = Examiner(kit, LocalSubject(folder, "exercises"))
    for name in kit.exercises:
        examiner.items(name)
    return examiner


def run(examiner: Examiner, kit: Kit, folder: Path, exercise: str, language: str) -> str:
    """Check an exercise with a fresh subject, in a process that ends afterwards."""
    examiner.subject = LocalSubject(folder, "exercises")
    return report(examiner, exercise, language)


def watch(kit: Kit, folder: Path, names: Sequence[str], language: str) -> int:
    """Watch until Ctrl-C; return the exit code."""
    make = ForkRunner if hasattr(os, "fork") else SpareRunner
    runner: Runner = make(kit, folder, language)
    watcher = Watcher(folder, names, runner, language, lambda text: print(text, flush=True))
    print(SENTENCES["watching"].in_(language).format(folder=folder), flush=True)
    try:
        while True:
            watcher.step()
            time.sleep(POLL)
    except KeyboardInterrupt:
        print(flush=True)
        return 0
    finally:
        runner.stop()
        if isinstance(runner, SpareRunner):
            runner.close()


def _spare(arguments: Sequence[str]) -> None:
    """Be the spare: read everything, wait for the name of an exercise, check it."""
    from rawgrad.kit.layout import find_kit

    folder, language = Path(arguments[0]), arguments[1]
    kit = find_kit()
    examiner = warm(kit, folder)
    exercise = sys.stdin.readline().strip()
    if exercise:
        print(run(examiner, kit, folder, exercise, language), flush=True)


if __name__ == "__main__":
    _spare(sys.argv[1:])
