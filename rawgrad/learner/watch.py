"""`rawgrad watch` prints the verdict of an exercise each time it is saved.

The process that prints never runs a learner's code. Each check runs in a child that has read the
specification already: a fork of this process, which has read it once, or a spare interpreter that
was started beforehand. So nothing of one run is left for the next, and a learner's endless loop is
ended from outside.
"""

from __future__ import annotations

import ast
import contextlib
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rawgrad.kit.layout import Kit
from rawgrad.learner import host
from rawgrad.learner.check import end_text, exercise_text, order_for
from rawgrad.learner.host import Child
from rawgrad.learner.messages import Ended, Found, Message
from rawgrad.learner.next_steps import next_steps
from rawgrad.learner.overview import overview_lines
from rawgrad.learner.record import CheckRecord
from rawgrad.learner.relay import Relay
from rawgrad.views.progress import Bar
from rawgrad.views.width import Page, laid_out, terminal_page
from rawgrad.views.words import SENTENCES

if TYPE_CHECKING:
    from rawgrad.spec.examine import Examiner

POLL = 0.004
# For so long a file that is empty or no Python is taken to be half written.
PATIENCE = 0.3


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
        if self._spare is not None:
            return
        if self._warm is None:
            self._spare = host.spawn(warm=True)
        elif host.can_fork():
            self._spare = host.fork(self._warm)

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
        self._paths = {name: folder / f"{name}.py" for name in names}
        self._seen = dict(self._stamps())
        self._relay: Relay | None = None
        self._record = CheckRecord(())
        self._bar: Bar | None = None
        # When each exercise was saved whose verdict is still to come.
        self._saved: dict[str, float] = {}

    def _stamps(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        for name, path in self._paths.items():
            try:
                status = path.stat()
            except OSError:
                continue
            yield name, (status.st_mtime_ns, status.st_size, status.st_ino)

    def has_changes(self) -> bool:
        """Tell whether a file is not as it was when it was last looked at."""
        return dict(self._stamps()) != self._seen

    def step(self) -> str | None:
        """Look once; start the check of an exercise that was saved and return its name."""
        self._look()
        name = self._next()
        if name is not None:
            self.begin(name)
        elif self._relay is None:
            time.sleep(POLL)
        else:
            self._listen(self._relay)
        return name

    def _look(self) -> None:
        """Take down what was saved, and end a check that it has overtaken."""
        stamps = dict(self._stamps())
        changed = [name for name in self.names if stamps.get(name) != self._seen.get(name)]
        self._seen = stamps
        for name in changed:
            self._saved.pop(name, None)  # What was deleted may come again.
            if name in stamps:
                self._saved[name] = time.monotonic()
        running = self._running()
        if running is not None and changed and self._order(changed[0]) <= self._order(running):
            self.stop()
            if running not in changed:
                self._saved[running] = 0.0  # It waits for an earlier one, as they are shown.

    def _order(self, name: str) -> int:
        return self.names.index(name)

    def _running(self) -> str | None:
        return self._record.names[0] if self._relay is not None else None

    def _next(self) -> str | None:
        """Return the first exercise whose check can begin."""
        if self._relay is not None:
            return None
        for name in sorted(self._saved, key=self._order):
            waited = time.monotonic() - self._saved[name]
            if waited > PATIENCE or _is_written(self._paths[name]):
                return name
        return None

    def begin(self, exercise: str) -> None:
        """Start the check of an exercise; one that still runs is ended."""
        self.stop()
        self._saved.pop(exercise, None)
        order = order_for(self.kit, self.folder, [exercise])
        self._relay = Relay(self.children.take(), order, self.children.take)
        self._record = CheckRecord(order.names)

    def stop(self) -> None:
        """End the check that is running, if there is one."""
        self._close_bar()
        if self._relay is not None:
            self._relay.close()
            self._relay = None

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _listen(self, relay: Relay) -> None:
        """Take down what a child says within the next moment, and what has come with it."""
        message = relay.receive(POLL)
        while message is not None:
            self._take(message)
            message = None if isinstance(message, Ended) else relay.receive(0.0)

    def _take(self, message: Message) -> None:
        """Take down what a child says; print once it has ended."""
        self._record.take(message)
        if isinstance(message, Found):
            self._bar = self._bar or Bar(self._record.planned, self.language, page=self.page)
            if self._bar.done < self._record.found:
                result = message.result
                self._bar.step(f"{result.exercise} {result.id}", result.seconds)
        elif isinstance(message, Ended):
            self._close_bar()
            # A verdict on what was still being written is none.
            name = self._record.names[0]
            if dict(self._stamps()).get(name) == self._seen.get(name):
                self.say(self._report(name))
            self.stop()  # It waits for the child's end, so the verdict goes first.
            self.children.prepare()

    def _report(self, exercise: str) -> str:
        record = self._record
        lines = [exercise_text(self.kit, record, exercise, self.language, self.page)]
        if not record.is_complete:
            lines.append(end_text(record, self.folder).in_(self.language))
        elif record.passes(exercise):
            lines += [step.in_(self.language) for step in next_steps(self.kit, exercise)]
        return "\n".join([lines[0], *(laid_out(line, self.page) for line in lines[1:])]) + "\n"


def _is_written(path: Path) -> bool:
    """Tell whether a file looks as if its editor has written all of it.

    A line that has no end is likely to be half of one, also where Python can read it.
    """
    try:
        source = path.read_bytes()
        with warnings.catch_warnings(action="ignore"):
            ast.parse(source)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(source.strip()) and source.endswith((b"\n", b"\r"))


class _Saved(Exception):
    """Something was saved, which is more urgent than how everything stands."""


def _standing(watcher: Watcher) -> Iterator[str]:
    """Yield how the exercises stand; raise `_Saved` as soon as one is saved."""
    order = order_for(watcher.kit, watcher.folder, watcher.names, "next", brief=True)
    record = CheckRecord(order.names)
    with Relay(watcher.children.take(), order, watcher.children.take) as relay:

        def messages() -> Iterator[Message]:
            for message in relay.messages():
                if watcher.has_changes():
                    raise _Saved
                yield message

        yield from overview_lines(watcher.kit, record, messages(), watcher.language, watcher.page)
        yield ""
    watcher.children.prepare()


def watch(kit: Kit, folder: Path, names: Sequence[str], language: str, page: Page) -> int:
    """Watch until Ctrl-C; return the exit code."""
    children = Children(kit)

    def say(text: str) -> None:
        print(text, flush=True)

    watcher = Watcher(kit, folder, names, language, page, children, say)
    try:
        say(laid_out(SENTENCES["watching"].in_(language).format(folder=folder), page))
        with contextlib.suppress(_Saved):
            for line in _standing(watcher):
                say(line)
        while True:
            watcher.page = terminal_page(page.plain)  # It may have another width by now.
            watcher.step()
    except KeyboardInterrupt:
        print(flush=True)
        return 0
    finally:
        watcher.stop()
        children.close()
