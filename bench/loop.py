"""The learner's loop: how long from a command, or from a save, to the verdict.

Against what a learner would type without rawgrad: bare pytest on a file with the same cases.
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
from .measure import ROOT, command, compare, environment, in_turn, is_quick, machine

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
        bare_pytest = "python -m pytest, the same cases"
        watched = "rawgrad watch, from save to verdict"
        try:
            times = in_turn(
                {
                    check: command("-m", "rawgrad", "check", EXERCISE, cwd=learner, env=env),
                    watched: watch.save,
                    bare_pytest: command("-m", "pytest", "-q", cwd=bare, env=env),
                    "python -c 'import numpy'": command("-c", "import numpy", cwd=bare, env=env),
                    "python -c 'pass'": command("-c", "pass", cwd=bare, env=env),
                },
                rounds=1 if quick else 20,
            )
        finally:
            watch.close()
    cold = {name: times[name] for name in times if name != watched}
    saved = {watched: times[watched], bare_pytest: times[bare_pytest]}
    return (
        f"{machine('pytest')}\n\n{compare(cold, check, 1000, 'ms')}\n\n"
        f"{compare(saved, watched, 1000, 'ms')}\n\n"
        f"{len(plain.cases(EXERCISE))} cases each. rawgrad also runs the exercise's laws and its "
        "scenario, which the bare file does not have."
    )


if __name__ == "__main__":
    print(main(is_quick(__doc__)))
