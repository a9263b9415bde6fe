"""`rawgrad watch` prints the verdict of an exercise each time it is saved.

The process that prints never runs a learner's code. Each check runs in a child that has read the
specification already: a fork of this process, which has read it once, or a spare interpreter that
was started beforehand. So nothing of one run is left for the next, and a learner's endless loop is
ended from outside.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rawgrad.kit.layout import Kit
from rawgrad.learner import host
from rawgrad.learner.check import end_text, exercise_text, order_for
from rawgrad.learner.host import Child
from rawgrad.learner.messages import Ended
from rawgrad.learner.record import CheckRecord
from rawgrad.learner.relay import Relay
from rawgrad.views.width import Page
from rawgrad.views.words import SENTENCES

if TYPE_CHECKING:
    from rawgrad.spec.examine import Examiner

POLL = 0.02


class Children:
    """Hands out children that have read the specification."""

    def __init__(self, kit: Kit) -> None:
        self._spare: Child | None = None
        self._warm: Examiner | None = None
        if host.can_fork():
            from rawgrad.learner.examination import read_everything

            self._warm = read_everything(kit)
        self.prepare()

    def prepare(self) -> None:
        """Start what takes a while, so that it is ready for the next save."""
        if self._warm is None and self._spare is None:
            self._spare = host.spawn(warm=True)

    def take(self) -> Child:
        """Return a child that waits for its order."""
        child, self._spare = self._spare, None
        return child or host.start(self._warm)

    def close(self) -> None:
        """End the spare, if there is one."""
        if self._spare is not None:
            self._spare.close()


class Watcher:
    """Watches a folder of exercises.

    Parameters
    ----------
    folder
        Where the exercises lie.
    names
        The exercises to watch.
    children
        Where a child for each check is taken from.
    say
        Where to tell what happens.
    """

    def __init__(
        self,
        kit: Kit,
        folder: Path,
        names: Sequence[str],
        language: str,
        page: Page,
        children: Children,
        say: Callable[[str], None],
    ) -> None:
        self.kit = kit
        self.folder = folder
        self.names = names
        self.language = language
        self.page = page
        self.children = children
        self.say = say
        self._seen = dict(self._stamps())
        self._relay: Relay | None = None
        self._record = CheckRecord(())

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
        elif self._relay is None:
            time.sleep(POLL)
        else:
            self._listen(self._relay)
        return saved

    def begin(self, exercise: str) -> None:
        """Start the check of an exercise; one that still runs is ended."""
        self.stop()
        order = order_for(self.kit, self.folder, [exercise])
        self._relay = Relay(self.children.take(), order, self.children.take)
        self._record = CheckRecord(order.names)

    def stop(self) -> None:
        """End the check that is running, if there is one."""
        if self._relay is not None:
            self._relay.close()
            self._relay = None

    def _listen(self, relay: Relay) -> None:
        """Take down what a child says within the next moment; print once it has ended."""
        message = relay.receive(POLL)
        if message is not None:
            self._record.take(message)
        if isinstance(message, Ended):
            self.say(self._report(self._record.names[0]))
            self.stop()
            self.children.prepare()

    def _report(self, exercise: str) -> str:
        record = self._record
        lines = [exercise_text(self.kit, record, exercise, self.language, self.page)]
        if not record.is_complete:
            lines.append(end_text(record, self.folder).in_(self.language))
        elif record.passes(exercise):
            lines.append(_what_next(self.kit, exercise, self.language))
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


def watch(kit: Kit, folder: Path, names: Sequence[str], language: str, page: Page) -> int:
    """Watch until Ctrl-C; return the exit code."""
    children = Children(kit)

    def say(text: str) -> None:
        print(text, flush=True)

    watcher = Watcher(kit, folder, names, language, page, children, say)
    say(SENTENCES["watching"].in_(language).format(folder=folder))
    try:
        while True:
            watcher.step()
    except KeyboardInterrupt:
        print(flush=True)
        return 0
    finally:
        watcher.stop()
        children.close()
