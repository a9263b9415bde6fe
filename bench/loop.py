"""Measures the learner's loop: how long from a command, or from a save, to the verdict.

Against what no check can do without, `import numpy`, and against what a learner would type without
rawgrad: bare pytest on a file with the same cases. Where there is no fork, the command starts an
interpreter instead; both ways are measured.
"""

from __future__ import annotations

import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from . import plain
from .measure import (
    ROOT,
    command,
    environment,
    in_turn,
    is_quick,
    machine,
    ratios,
    spread,
    table,
)

EXERCISE = "softmax"


class Watch:
    """`rawgrad watch` in a folder, and the verdicts that it prints."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self._file = folder / "exercises" / f"{EXERCISE}.py"
        self._text = self._file.read_text(encoding="utf-8")
        self._saved = 0
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rawgrad", "--lang", "en", "watch"],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self._lines.get(timeout=60)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)

    def save(self) -> float:
        """Save the exercise; return the seconds to its verdict."""
        time.sleep(0.2)
        while not self._lines.empty():
            self._lines.get()
        self._saved += 1
        start = time.perf_counter()
        self._file.write_text(f"{self._text}# {self._saved}\n", encoding="utf-8")
        while EXERCISE not in self._lines.get(timeout=60):
            pass
        return time.perf_counter() - start

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


def main(quick: bool) -> str:
    """Measure, and return the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        learner, bare = folder / "learner", folder / "bare"
        start = command("-m", "rawgrad", "--lang", "en", "init", str(learner), cwd=folder, env=env)
        start()
        shutil.copy(ROOT / "solutions" / f"{EXERCISE}.py", learner / "exercises")
        shutil.copytree(learner / "exercises", bare / "exercises")
        (bare / f"test_{EXERCISE}.py").write_text(plain.pytest_file(EXERCISE), encoding="utf-8")

        watch = Watch(learner, env)
        check = f"rawgrad check {EXERCISE}"
        spawned = f"{check}, without fork"
        watched = "rawgrad watch, from save to verdict"
        bare_pytest = "python -m pytest, the same cases"
        numpy = "python -c 'import numpy'"
        no_fork = {**env, "RAWGRAD_NO_FORK": "1"}
        # As the command imports it; with a thread for each core it takes longer.
        one_thread = {**env, "OPENBLAS_NUM_THREADS": "1"}
        try:
            times = in_turn(
                {
                    check: command("-m", "rawgrad", "check", EXERCISE, cwd=learner, env=env),
                    spawned: command("-m", "rawgrad", "check", EXERCISE, cwd=learner, env=no_fork),
                    watched: watch.save,
                    bare_pytest: command("-m", "pytest", "-q", cwd=bare, env=one_thread),
                    numpy: command("-c", "import numpy", cwd=bare, env=one_thread),
                    "python -c 'pass'": command("-c", "pass", cwd=bare, env=env),
                },
                rounds=1 if quick else 20,
            )
        finally:
            watch.close()
    rows = [
        [
            name,
            spread([1000 * seconds for seconds in values], 3),
            "1" if name == numpy else spread(ratios(times, numpy, name)),
            "1" if name == bare_pytest else spread(ratios(times, bare_pytest, name)),
        ]
        for name, values in times.items()
    ]
    heading = ["", "ms: median (least–greatest)", "to import numpy", "to bare pytest"]
    return (
        f"{machine('pytest')}\n\n{table(heading, rows)}\n\n"
        f"{len(plain.cases(EXERCISE))} cases each. rawgrad also runs the exercise's laws and its "
        "scenario, which the bare file does not have. A ratio is how many times as long as the "
        "column's own contender a row took, round by round."
    )


if __name__ == "__main__":
    print(main(is_quick(__doc__)))
