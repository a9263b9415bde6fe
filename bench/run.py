"""Run all benchmarks one after the other and write `bench/RESULTS.md`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from .measure import ROOT

SCRIPTS = {
    "loop": "The learner's loop",
    "grading": "Grading a small class",
    "training": "Training",
    "inference": "Inference",
    "scaling": "What grading costs",
}
INTRODUCTION = """# Benchmarks

Written by `tox -e bench`. Contenders of a table ran in turn, in one run, on the machine it names;
times are medians with the least and the greatest value. A ratio is taken round by round: how many
times as long as the first row the other took, unless the table says otherwise.
Above 1 the first row is the faster one.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the scripts; write what they printed, or fail with the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that it runs")
    parser.add_argument("--to", type=Path, default=ROOT / "bench" / "RESULTS.md")
    options = parser.parse_args(arguments)
    sections = [INTRODUCTION]
    for script, title in SCRIPTS.items():
        start = time.monotonic()
        ended = subprocess.run(
            [sys.executable, "-m", f"bench.{script}", *(["--quick"] if options.quick else [])],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        if ended.returncode:
            print(f"bench.{script}: exit code {ended.returncode}", file=sys.stderr)
            return 1
        seconds = time.monotonic() - start
        print(f"{ended.stdout}\n({script}: {seconds:.0f} s)\n", flush=True)
        sections.append(f"## {title}\n\n`python -m bench.{script}`\n\n{ended.stdout}")
    options.to.write_text("\n".join(sections), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
