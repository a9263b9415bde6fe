"""Class runs on a Dask cluster of this machine: workers that die, that differ, that are gone."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import Client, KilledWorker

from rawgrad.grading.assess.assessor import Record
from rawgrad.grading.book.gradebook import Gradebook
from rawgrad.grading.intake.lms_names import NamingSystem
from rawgrad.grading.intake.reader import SubmissionReader
from rawgrad.grading.intake.submissions import find_submissions, listed
from rawgrad.grading.run import class_run, cluster, cluster_worker, pool
from rawgrad.grading.run.grader import RunPlan, Task, begin
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.spec.specification import Specification
from rawgrad.spec.stubs import all_stubs
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.zygote import probe
from tests.conftest import ROOT
from tests.grading.test_class_run import contents, hand_in, hidden, points

NAMES = ("activation", "softmax")
# Long enough that somebody is always at work, at no cost.
SLOW = "import time\ntime.sleep(0.3)\n"


class Dask:
    """A scheduler and workers, each a process in a folder and with a kit of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0")
        until = time.monotonic() + 60
        while not self.file.is_file():
            assert time.monotonic() < until
            time.sleep(0.05)
        with Client(scheduler_file=str(self.file), set_as_default=False) as client:
            self.address = client.scheduler.address

    def start(self, what: str, *more: str) -> subprocess.Popen[bytes]:
        home = self.folder / f"{what}{len(self.processes)}"
        kit = home / "kit"
        kit.mkdir(parents=True)
        # The scheduler has nothing of ours.
        for name in ("rawgrad", "spec_tests", "solutions") if what == "worker" else ():
            shutil.copytree(ROOT / name, kit / name, ignore=shutil.ignore_patterns("__pycache__"))
        (kit / "data").symlink_to(ROOT / "data")
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard",
                    "--scheduler-file", str(self.file), *more,
                ],
                cwd=home, env={**os.environ, "PYTHONPATH": str(kit)}, stdout=log, stderr=log,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def work(self) -> subprocess.Popen[bytes]:
        return self.start("worker", "--no-nanny", "--nthreads", "1", "--local-directory", "scratch")

    def busy(self) -> int:
        """Return the process id of a worker that has a task in hand."""
        with Client(self.address, set_as_default=False) as client:
            processes = client.run(os.getpid)
            return next(processes[at] for at, keys in client.processing().items() if keys)

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@contextmanager
def dask(folder: Path, workers: int) -> Iterator[Dask]:
    folder.mkdir()
    made = Dask(folder)
    try:
        for _ in range(workers):
            made.work()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    with dask(tmp_path_factory.mktemp("cluster") / "dask", 3) as made:
        with Client(made.address, set_as_default=False) as client:
            client.wait_for_workers(3, timeout=60)
        yield made


@pytest.fixture(scope="module")
def isolation() -> str:
    return "process" if probe() else "confined"


def options(folder: Path, out: str, names: Sequence[str] = NAMES, **more: Any) -> class_run.Options:
    return class_run.Options(
        folder / "in", folder / out, tuple(names), jobs=1, **{"seed": 7, **more}
    )


def after(count: int, do: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do something once so many records are kept; return the keys of all that are."""
    kept: list[str] = []
    keep = Gradebook.keep

    def keep_and_do(self: Gradebook, record: Record, settings: str) -> None:
        keep(self, record, settings)
        kept.append(record.key)
        if len(kept) == count:
            do()

    monkeypatch.setattr(Gradebook, "keep", keep_and_do)
    return kept


def test_a_worker_killed_in_mid_run_loses_nothing_and_nothing_comes_twice(
    tmp_path: Path, kit: Kit, three: Dask, isolation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = all_stubs(kit)["activation.py"]
    wrong = stub.replace('raise NotImplementedError("relu")', "return x") + SLOW
    for number in range(10):
        done = NAMES[: number % 3]
        hand_in(
            tmp_path / "in" / f"s{number}", kit, *done, activation=wrong if number % 3 else stub
        )
    (tmp_path / "in" / "broken.zip").write_bytes(b"PK")
    more = {"hidden": hidden(tmp_path / "hidden"), "isolation": isolation}
    assert class_run.grade(kit, options(tmp_path, "local", **more)) == 0
    kept = after(4, lambda: os.kill(three.busy(), signal.SIGKILL), monkeypatch)
    assert class_run.grade(kit, options(tmp_path, "far", cluster=three.address, **more)) == 0
    assert sorted(kept) == sorted(["broken", *(f"s{number}" for number in range(10))])
    assert contents(tmp_path / "far") == contents(tmp_path / "local")
    # One is dead; of the run nothing is left with the others, neither on disk nor in memory.
    with Client(three.address, set_as_default=False) as client:
        assert len(client.nthreads()) == 2
        assert set(client.run(lambda: len(cluster_worker._runs)).values()) == {0}
    left = [path for path in three.folder.rglob("rawgrad-work-*") if path.is_dir()]
    assert len(left) <= 1


def test_a_worker_that_joins_late_is_told_of_the_run(
    tmp_path: Path, kit: Kit, three: Dask, isolation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        hand_in(tmp_path / "in" / f"s{number}", kit, "softmax", activation=SLOW)
    monkeypatch.setattr(cluster, "LOOK", 0.0)

    def forget() -> None:
        with Client(three.address, set_as_default=False) as client:
            client.run(lambda: cluster_worker._runs.clear())

    kept = after(1, forget, monkeypatch)
    more = {"cluster": three.address, "isolation": isolation}
    assert class_run.grade(kit, options(tmp_path, "out", **more)) == 0
    assert sorted(kept) == ["s0", "s1", "s2", "s3"]
    assert points(tmp_path / "out")["s3", "softmax"] == "10"


def test_a_scheduler_that_dies_ends_the_run_and_another_run_goes_on(
    tmp_path: Path,
    kit: Kit,
    isolation: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for number in range(6):
        hand_in(tmp_path / "in" / f"s{number}", kit, "softmax", activation=SLOW)
    more: dict[str, Any] = {"names": ("softmax",), "isolation": isolation}
    with dask(tmp_path / "dask", 1) as made:
        kept = after(2, made.scheduler.kill, monkeypatch)
        monkeypatch.setattr(cluster, "ANSWER", 20.0)
        begun = cluster.DaskPool._begin

        def begin(self: cluster.DaskPool) -> None:
            begun(self)
            monkeypatch.setattr(cluster, "ANSWER", 0.5)

        monkeypatch.setattr(cluster.DaskPool, "_begin", begin)
        assert class_run.grade(kit, options(tmp_path, "cut", cluster=made.address, **more)) == 3
    said = capsys.readouterr()
    assert "are gone. What was graded is safe: the same command goes on" in said.err
    assert not (tmp_path / "cut" / "grades.csv").exists()
    first = list(kept)
    assert 2 <= len(first) < 6
    assert class_run.grade(kit, options(tmp_path, "cut", **more)) == 0
    assert sorted(kept) == [f"s{number}" for number in range(6)]
    assert class_run.grade(kit, options(tmp_path, "whole", **more)) == 0
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole")


def test_a_cluster_that_cannot_grade_is_refused_in_one_line(
    tmp_path: Path, kit: Kit, three: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path / "in" / "a", kit, "softmax")

    def refused(address: str) -> str:
        with pytest.raises(BrokenKit) as caught:
            class_run.grade(kit, options(tmp_path, "out", ("softmax",), cluster=address))
        (line,) = str(caught.value).splitlines()
        return line

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setattr(cluster, "ANSWER", 0.5)
    assert f"{nobody}: no Dask scheduler answers there" in refused(nobody)
    assert "no Dask scheduler answers there" in refused("no address at all")
    monkeypatch.setattr(cluster, "ANSWER", 20.0)
    own = cluster_worker.versions
    with monkeypatch.context() as patch:
        patch.setattr(
            cluster_worker, "versions", lambda spec: {**own(spec), "specification": "newer"}
        )
        assert re.search(
            "cannot grade: specification: [0-9a-f]{32} there, newer here", refused(three.address)
        )
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "distributed", None)
        assert 'python -m pip install "rawgrad[cluster]"' in refused(three.address)
    worker = three.start("worker", "--no-nanny", "--nthreads", "2", "--name", "two")
    with Client(three.address, set_as_default=False) as client:
        while 2 not in client.nthreads().values():
            time.sleep(0.05)
    try:
        assert "it takes 2 tasks at once" in refused(three.address)
    finally:
        worker.kill()


def test_without_workers_a_run_does_not_wait_for_ever(
    tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path / "in" / "a", kit, "softmax")
    with dask(tmp_path / "dask", 0) as made:
        begun = cluster.DaskPool._begin

        def begin(self: cluster.DaskPool) -> None:
            monkeypatch.setattr(cluster, "ANSWER", 0.3)
            begun(self)

        monkeypatch.setattr(cluster.DaskPool, "_begin", begin)
        with pytest.raises(BrokenKit, match="the scheduler has no workers; start some"):
            class_run.grade(kit, options(tmp_path, "out", ("softmax",), cluster=made.address))


class Deadly:
    """Those who grade, of whom one dies of every task called `deadly`, and one by accident."""

    lost = (KilledWorker,)
    bundle = 1

    def __init__(self) -> None:
        self.submitted: list[str] = []
        self.renewed = 0

    def room(self) -> int:
        return 3

    def submit(self, tasks: Sequence[Task]) -> list[Future[Record]]:
        return [self._submit(task) for task in tasks]

    def _submit(self, task: Task) -> Future[Record]:
        future: Future[Record] = Future()
        self.submitted.append(task.key)
        if task.key == "deadly" or (task.key == "unlucky" and not self.renewed):
            future.set_exception(KilledWorker(task.key, SimpleNamespace(address="tcp://a:1"), 3))
        else:
            future.set_result(Record(task.key, "graded", ""))
        return future

    def record(self, future: Future[Record]) -> Record:
        return future.result()

    def renew(self) -> None:
        self.renewed += 1

    def close(self) -> None:
        self.submitted.append("closed")


def test_what_kills_twice_is_undecided_and_whom_it_took_along_is_not() -> None:
    keys = ["a", "deadly", "unlucky", "b", "c", "d"]
    deadly = Deadly()
    got = {record.key: record for record in pool.run(deadly, (Task(key, None) for key in keys))}
    assert sorted(got) == sorted(keys)
    assert {key for key, record in got.items() if record.status == "undecided"} == {"deadly"}
    assert "deadly" in got["deadly"].notices[0].facts["reason"].en
    assert deadly.submitted[-1] == "closed"
    assert sorted(deadly.submitted[:-1]) == sorted([*keys, "deadly", "unlucky"])


def test_what_a_worker_is_sent_holds_no_path_of_this_machine(tmp_path: Path, kit: Kit) -> None:
    folder = hidden(tmp_path / "hidden")
    (folder / "inputs").mkdir()
    (folder / "inputs" / "a.csv").write_bytes(b"1,2\r\n\xff")
    files = cluster_worker.read_folder(folder)
    cluster_worker.write_folder(files, tmp_path / "there")
    assert cluster_worker.read_folder(tmp_path / "there") == files
    assert set(files) >= {"cases/softmax.toml", "inputs/a.csv"}
    here, there = (Specification(kit, ("softmax",), f) for f in (folder, tmp_path / "there"))
    assert cluster_worker.versions(here) == cluster_worker.versions(there)
    (tmp_path / "in").mkdir()
    shutil.copy(ROOT / "solutions" / "softmax.py", tmp_path / "in")
    (submission,) = find_submissions(listed(tmp_path / "in"), NamingSystem())
    reader = SubmissionReader(here.stubs, ("softmax",), "process", tmp_path)
    with contextlib.closing(reader):
        record, texts = begin(Task("softmax", submission), here, reader)
    order = zlib.decompress(cluster_worker.to_bytes((record, texts)))
    assert str(tmp_path).encode() not in order
    assert b"def softmax" in order
    assert b"def relu" not in order  # as in the stub, which is there already


def test_a_process_lets_go_of_a_run_whose_command_was_killed(
    tmp_path: Path, kit: Kit, isolation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_worker, "IDLE", 0.5)
    folder = hidden(tmp_path / "hidden")
    specification = Specification(kit, ("softmax",), folder)
    plan = RunPlan(kit.root, ("softmax",), folder, 0, isolation, Limits(), tmp_path, "")
    (tmp_path / "worker").mkdir()
    asked = cluster_worker.request(plan, specification)
    assert cluster_worker.prepare("run", asked, str(tmp_path / "worker"), 1) is None
    (scratch,) = (tmp_path / "worker").iterdir()
    assert (scratch / "hidden" / "cases" / "softmax.toml").is_file()
    until = time.monotonic() + 60
    while scratch.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    assert list((tmp_path / "worker").iterdir()) == []
    with pytest.raises(cluster_worker.Unprepared):
        cluster_worker.grade("run", b"")
