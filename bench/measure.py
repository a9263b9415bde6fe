"""Taking times in turn, and the tables that show them.

All contenders of a table are measured in one run: one after the other, round by round, so that
whatever else the machine does meets all of them alike. What is measured is up to the scripts.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
Times = Mapping[str, list[float]]


def is_quick(description: str | None) -> bool:
    """Read the one option that every script has."""
    parser = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that it runs")
    return bool(parser.parse_args().quick)


def in_turn(
    contenders: Mapping[str, Callable[[], float]], rounds: int, warm: int = 1
) -> dict[str, list[float]]:
    """Let the contenders run in turn, each of which returns its seconds.

    Every round begins with another one. The first `warm` rounds fill caches and do not count.
    """
    names = list(contenders)
    times: dict[str, list[float]] = {name: [] for name in names}
    for number in range(-warm, rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            seconds = contenders[name]()
            if number >= 0:
                times[name].append(seconds)
    return times


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Return a contender that does `work` and returns how long it took."""

    def run() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return run


def ratios(times: Times, ours: str, other: str) -> list[float]:
    """Return how many times as long as `ours` the other took, round by round."""
    return [b / a for a, b in zip(times[ours], times[other], strict=True)]


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Write the median, with the least and the greatest value."""
    middle = f"{statistics.median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def compare(
    times: Times, ours: str, scale: float = 1.0, unit: str = "s", absent: Sequence[str] = ()
) -> str:
    """Write a table of the times, each with its ratio to `ours`.

    Parameters
    ----------
    scale
        What the seconds are multiplied by, to give `unit`.
    absent
        Contenders that could not run, each with the reason.
    """
    rows = []
    for name, values in times.items():
        ratio = "1" if name == ours else spread(ratios(times, ours, name))
        rows.append([name, spread([scale * value for value in values], 3), ratio])
    rows += [[name, "—", "not measured"] for name in absent]
    return table(["", f"{unit}: median (least–greatest)", "ratio to the first row"], rows)


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table whose columns stand under each other in a terminal too."""
    lines = [list(heading), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heading))]
    written = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    written.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(written)


def version(package: str) -> str | None:
    """Return the version of an installed package, None if there is none."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def machine(*packages: str) -> str:
    """Describe the machine, Python, NumPy, and other packages that take part."""
    found = [f"{name} {version(name) or 'not installed'}" for name in ("numpy", *packages)]
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}, {', '.join(found)}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def environment(folder: Path, **extra: str) -> dict[str, str]:
    """Return the variables of a user's shell: compiled modules are kept, threads are not limited.

    `folder` takes what programs write outside of their own folder.
    """
    left_out = ("PYTHONDONTWRITEBYTECODE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
    variables = {name: value for name, value in os.environ.items() if name not in left_out}
    # As in a shell where this environment has been activated.
    programs = os.pathsep.join([str(Path(sys.executable).parent), variables.get("PATH", "")])
    return {
        **variables,
        "PATH": programs,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "XDG_CONFIG_HOME": str(folder / "config"),
        "HOME": str(folder),
        **extra,
    }


def command(
    *arguments: str, cwd: Path, env: Mapping[str, str], codes: Sequence[int] = (0,)
) -> Callable[[], float]:
    """Return a contender that runs this Python with the arguments, in a process of its own.

    A code that is not among those expected ends the benchmark with what the program printed.
    """

    def run() -> None:
        ended = subprocess.run(
            [sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True
        )
        if ended.returncode not in codes:
            said = (ended.stdout + ended.stderr)[-2000:]
            raise SystemExit(f"{' '.join(arguments)}: exit code {ended.returncode}\n{said}")

    return timed(run)


class Worker:
    """A process that times work which is long to prepare, and waits between the rounds.

    The script itself is run with `--worker NAME`; it reads a size from each line of its standard
    input and answers with the seconds (see `serve`).
    """

    def __init__(self, module: str, name: str, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, "--worker", name],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, size: int) -> float:
        """Let it do work of that size; return the seconds."""
        said, heard = _pipes(self._process)
        said.write(f"{size}\n")
        said.flush()
        answer = heard.readline()
        if not answer:
            raise SystemExit(f"{self._process.args}: ended before it answered")
        return float(answer)

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def serve(work: Callable[[int], object]) -> None:
    """Be a worker: do work of the sizes that come in, and answer with the seconds."""
    for line in sys.stdin:
        start = time.perf_counter()
        work(int(line))
        print(time.perf_counter() - start, flush=True)
