"""What grading costs, by the number of submissions, of cases, and of processes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from .measure import ROOT, command, environment, in_turn, is_quick, machine, spread, table
from .plain import EXERCISES

# Right, wrong, and not written.
NAIVE = "import numpy as np\n\n\ndef softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))\n"


def submissions(folder: Path, count: int) -> Path:
    """Make a class: of three, one is right, one has a wrong softmax, one has written one of three.

    Every file is another one by its last line, so that none is graded for another.
    """
    for number in range(count):
        own = folder / f"learner{number:04}" / "exercises"
        own.mkdir(parents=True)
        for name in EXERCISES[: 1 if number % 3 == 2 else 3]:
            text = (ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8")
            if name == "softmax" and number % 3 == 1:
                text = NAIVE
            (own / f"{name}.py").write_text(f"{text}# {number}\n", encoding="utf-8")
    return folder


def hidden(folder: Path, count: int) -> Path:
    """Make `count` more cases of softmax: of equal scores, each gets the same share."""
    cases = "".join(
        f'[[case]]\nid = "softmax-many{number}"\nfunction = "softmax"\naspect = "values"\n'
        f"args = [[{number}.5, {number}.5]]\nwant = [0.5, 0.5]\n"
        'why.en = "Equal scores share equally."\nwhy.ko = "같은 점수는 확률도 같습니다."\n\n'
        for number in range(count)
    )
    (folder / "cases").mkdir(parents=True)
    (folder / "cases" / "softmax.toml").write_text(cases, encoding="utf-8")
    return folder


def main(quick: bool) -> str:
    """Measure, and return the table."""
    # Submissions, further cases, processes; the largest class once.
    jobs = [(20, 0, 1), (20, 100, 1), (20, 1_000, 1), (200, 0, 1), (200, 0, 2), (1_000, 0, 2)]
    if quick:
        jobs = [(2, 0, 1), (2, 10, 1), (2, 0, 2)]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        classes = {n: submissions(folder / f"class{n}", n) for n in {job[0] for job in jobs}}
        more = {n: hidden(folder / f"hidden{n}", n) for n in {job[1] for job in jobs} - {0}}

        def grade(learners: int, cases: int, processes: int) -> float:
            out = folder / "out"
            shutil.rmtree(out, ignore_errors=True)
            options = ["--hidden", str(more[cases])] if cases else []
            return command(
                "-m", "rawgrad", "grade", str(classes[learners]), "--out", str(out),
                "--exercises", ",".join(EXERCISES), "--jobs", str(processes), *options,
                cwd=folder, env=env,
            )()  # fmt: skip

        repeated = [job for job in jobs if job[0] < 1_000]
        times = in_turn(
            {str(job): lambda job=job: grade(*job) for job in repeated},
            rounds=1 if quick else 2,
            warm=0,
        )
        times |= {str(job): [grade(*job)] for job in jobs if job not in repeated}
    for job in jobs:
        values = times[str(job)]
        rows.append(
            [
                *(f"{number:,}" for number in job),
                spread(values, 2),
                spread([1000 * seconds / job[0] for seconds in values], 1),
            ]
        )
    heading = ["submissions", "further cases", "processes", "s", "ms for each submission"]
    return (
        f"{machine('pytest')}\n\n{table(heading, rows)}\n\n"
        f"`rawgrad grade`, confined, of {', '.join(EXERCISES)}; of three learners one has all "
        "right, one a wrong softmax, one has written the first only. Every run starts with an "
        "empty gradebook and also grades the reference and the stubs."
    )


if __name__ == "__main__":
    print(main(is_quick(__doc__)))
