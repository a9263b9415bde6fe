"""A submission in a worker: the same verdicts, deadlines, deaths, and nothing left behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rawgrad import datasets
from rawgrad.kit.layout import Kit
from rawgrad.subject import executor
from rawgrad.subject.base import AccessFailed
from rawgrad.subject.confined import sandbox, spawning
from rawgrad.subject.confined import zygote as zygote_module
from rawgrad.subject.confined.escape_attempts import PROPERTIES
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.remote import Asked, Batch, RemoteSubject
from rawgrad.subject.confined.self_test import Property
from rawgrad.subject.confined.zygote import NotConfined, Zygote, doctor, probe
from rawgrad.subject.local import LocalSubject
from rawgrad.subject.values import Decoder, Encoder, Reference, UnsupportedValue, same
from tests.subject.test_local import CODE

MORE = """
import os, time, signal, subprocess, sys

def crash():
    os._exit(7)

def deaf():
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True:
        pass

def burn():
    end = time.process_time() + 0.7
    while time.process_time() < end:
        pass

def nap(seconds):
    time.sleep(seconds)

def leave_a_file():
    open("left", "w").write("x")
    return os.listdir("..")

def look_around():
    return [os.listdir("."), sorted(os.environ)]

def imported(names):
    found = []
    for name in names:
        try:
            __import__(name)
        except ImportError:
            continue
        found.append(name)
    return found

def spoil():
    import rawgrad.datasets
    rawgrad.datasets.read_mnist = None
    sys.modules["rawgrad.datasets.files"].find = None

def call_wrongly(f):
    return f("x" * 3)

def call_with(f, size, times):
    for _ in range(times):
        f(np.zeros(size))
    return True

class UnobservedWarning(UserWarning):
    pass

def claim_that_one_was_missed():
    import warnings
    warnings.warn("a", UnobservedWarning)
    warnings.warn("b", RuntimeWarning)

def start_a_process(path):
    subprocess.Popen(
        [sys.executable, "-c", f"import time; time.sleep(1.5); open({path!r}, 'w').write('x')"],
        start_new_session=True,
    )
    return os.getpid()
"""

SMALL = Limits(call=0.4, wall=20, cpu=20)
PACKAGE = Path(datasets.__file__).parents[1]


def modules(folder: Path) -> set[str]:
    """Return the names of all modules in a folder of the tool."""
    found = set()
    for path in folder.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found.add(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


# What a worker is made of, and what submissions import besides.
WORKER = {
    "rawgrad",
    "rawgrad.subject",
    *(
        f"rawgrad.subject.{name}"
        for name in (
            "confined",
            "executor",
            "imports",
            "packages",
            "side_effects",
            "stand_ins",
            "values",
        )
    ),
    *(
        f"rawgrad.subject.confined.{name}"
        for name in ("escape_attempts", "limits", "preload", "sandbox", "wire", "worker")
    ),
    *modules(PACKAGE / "datasets"),
}


@pytest.fixture(scope="module", params=["confined", "process"])
def zygote(kit: Kit, request: pytest.FixtureRequest) -> Iterator[Zygote]:
    try:
        with Zygote(kit.data, request.param, SMALL) as found:
            yield found
    except NotConfined as reason:
        if sandbox.available() and sandbox.landlock_version():
            raise
        pytest.skip(str(reason))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "과제 1"
    folder.mkdir()
    (folder / "code.py").write_text(CODE + MORE, encoding="utf-8")
    return folder


@pytest.fixture
def subject(zygote: Zygote, folder: Path) -> Iterator[RemoteSubject]:
    subject = zygote.subject(folder)
    yield subject
    subject.close()


def test_the_zygote_knows_no_case(zygote: Zygote) -> None:
    ours = {name for name in zygote.modules if name.split(".")[0] == "rawgrad"}
    assert ours == WORKER
    assert not {"pytest", "hypothesis", "tests", "site"} & set(zygote.modules)


def test_of_the_tool_a_submission_imports_the_datasets_and_nothing_else(
    subject: RemoteSubject,
) -> None:
    others = ["solutions.softmax", "spec_tests.callables", "tests.conftest", "pytest", "hypothesis"]
    asked_for = sorted(modules(PACKAGE)) + others
    assert len(asked_for) > 100
    assert set(subject.call("code", "imported", asked_for).value) == WORKER


def test_solutions_read_the_kits_data(kit: Kit, zygote: Zygote) -> None:
    subject = zygote.subject(kit.root / "solutions", limits=Limits())
    (x_train, _), _ = datasets_of(subject)
    assert x_train == (60000, 784)
    arrays = subject.call("mnist", "init_network").value
    assert arrays["W1"].shape == (784, 50)
    assert subject.call("pulsar", "load_pulsar_dataset").value.shape == (17898, 9)
    subject.close()


def datasets_of(subject: RemoteSubject) -> list[list[tuple[int, ...]]]:
    """Return the shapes of what `load_mnist` returns; the arrays stay where they are."""
    loaded = subject.make("mnist", "load_mnist").value
    assert isinstance(loaded, Reference)
    return [
        [tuple(subject.describe(loaded[part][kind])["shape"]) for kind in (0, 1)] for part in (0, 1)
    ]


def test_what_one_does_to_the_datasets_does_not_reach_the_next(
    kit: Kit, zygote: Zygote, folder: Path
) -> None:
    first = zygote.subject(folder)
    assert first.call("code", "spoil").trouble is None
    second = zygote.subject(kit.root / "solutions", limits=Limits())
    assert datasets_of(second)[1] == [(10000, 784), (10000,)]
    for subject in (first, second):
        subject.close()


def test_results_are_those_of_a_local_subject(subject: RemoteSubject, folder: Path) -> None:
    local = LocalSubject(folder)
    x = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    calls = [
        ("double", (x,)),
        ("spoil", (np.ones(3),)),
        ("draw", (np.random.default_rng(3),)),
        ("draw", (np.random.RandomState(3),)),
        ("draw_global", ()),
        ("overflow", ()),
        ("fail", (1,)),
        ("leave", ()),
        ("thing", ()),
        ("flood", ()),
        ("todo", (1,)),
        ("unprintable", ()),
        ("nothing", ()),
        ("apply", (np.sum, x)),
        ("apply", (lambda x: x / np.zeros(1), x)),
    ]
    for name, args in calls:
        far, near = (s.call("code", name, *args) for s in (subject, local))
        if name == "draw":
            # The caller's generator goes on where the first call left it.
            assert not same(far.value, near.value)
        elif name != "draw_global":
            assert same(far.value, near.value), name
        for field in ("trouble", "missing", "unsupported", "warnings", "output", "where"):
            assert getattr(far, field) == getattr(near, field), (name, field)
        assert list(far.changed) == list(near.changed)
        assert far.global_random == near.global_random


def test_objects_live_in_the_worker(subject: RemoteSubject) -> None:
    net = subject.make("code", "Net", 3).value
    assert isinstance(net, Reference)
    assert subject.call("code", "Net.grow", net, 2.0).value == 6.0
    assert subject.read(net["params"]["W"]).tolist() == [2.0, 2.0, 2.0]
    assert subject.describe(net["params"])["length"] == 2
    with pytest.raises(UnsupportedValue):
        subject.read(net)


def test_an_object_dies_with_its_worker(subject: RemoteSubject) -> None:
    net = subject.make("code", "Net", 3).value
    assert subject.call("code", "crash").trouble.cause == "exit"
    other = subject.make("code", "Net", 4).value
    assert other.handle != net.handle
    trouble = subject.call("code", "Net.grow", net, 1.0).trouble
    assert trouble is not None
    assert trouble.type == "Lost"
    with pytest.raises(AccessFailed):
        subject.read(net["params"])
    assert subject.call("code", "Net.grow", other, 1.0).value == 4.0


def test_a_function_that_has_ended_three_workers_is_not_called_again(
    subject: RemoteSubject,
) -> None:
    for deaths in (1, 2, 3, 3):
        trouble = subject.call("code", "crash").trouble
        assert (trouble.cause, trouble.message) == ("exit", "7")
        assert subject.deaths.total() == deaths
    assert subject.call("code", "double", 1).value == 2


def test_a_hang_is_stopped_softly_or_else_killed(subject: RemoteSubject) -> None:
    started = time.monotonic()
    assert subject.call("code", "endless").trouble.timeout
    assert subject.deaths.total() == 0
    assert subject.call("code", "deaf").trouble.timeout
    assert subject.deaths.total() == 1
    assert subject.call("code", "double", 1).value == 2
    assert time.monotonic() - started < 4


def test_time_and_computing_in_all_are_limited(zygote: Zygote, folder: Path) -> None:
    subject = zygote.subject(folder, limits=Limits(call=1, wall=0.5))
    trouble = subject.call("code", "nap", 5).trouble
    assert trouble.timeout
    assert "in all" in trouble.message
    assert subject.call("code", "double", 1).trouble.timeout
    subject = zygote.subject(folder, limits=Limits(call=2, cpu=1, deaths=9))
    causes = [subject.call("code", "burn").trouble for _ in range(4)]
    assert any(trouble is not None and trouble.timeout for trouble in causes)
    subject.close()


def test_a_callback_that_fails_raises_there(subject: RemoteSubject) -> None:
    trouble = subject.call("code", "call_wrongly", lambda x: x / 2).trouble
    assert (trouble.type, trouble.cause) == ("TypeError", "")
    trouble = subject.call("code", "call_wrongly", lambda x: object()).trouble
    assert trouble.type == "ValueError"


def test_that_a_warning_was_missed_no_submission_says(subject: RemoteSubject) -> None:
    found = subject.call("code", "claim_that_one_was_missed")
    assert found.warnings == (("RuntimeWarning", "b"),)


def test_callbacks_are_limited_in_size_and_number(zygote: Zygote, folder: Path) -> None:
    with contextlib.closing(zygote.subject(folder, Limits(callbacks=100))) as subject:
        assert subject.call("code", "call_with", np.sum, 8_000, 100).value is True
        for asked in ((8_200, 1), (1, 101)):
            trouble = subject.call("code", "call_with", np.sum, *asked).trouble
            assert trouble.cause == "protocol", asked


def test_a_call_ends_at_home_as_well_when_it_calls_back_too_often(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor, "MAX_CALLBACKS", 100)
    subject = LocalSubject(folder)
    assert subject.call("code", "call_with", lambda x: 0.0, 1, 100).value is True
    trouble = subject.call("code", "call_with", lambda x: 0.0, 1, 101).trouble
    assert trouble.timeout
    assert trouble.message == "stopped after 100 calls of its argument"


def test_nothing_is_left_for_the_next(zygote: Zygote, folder: Path) -> None:
    first, second = zygote.subject(folder), zygote.subject(folder)
    first.call("code", "leave_a_file")
    files, names = second.call("code", "look_around").value
    assert set(files) <= {"code.py"}  # without namespaces there is no scratch
    assert set(names) <= {"HOME", "LANG", "TMPDIR", "LC_CTYPE"}
    for subject in (first, second):
        subject.close()
    base = zygote._base
    assert base is not None
    assert list(base.iterdir()) == []


def test_two_subjects_live_side_by_side(zygote: Zygote, folder: Path) -> None:
    one, two = zygote.subject(folder), zygote.subject(folder)
    nets = [s.make("code", "Net", size).value for s, size in ((one, 2), (two, 3))]
    assert one.read(nets[0]["params"]["W"]).size == 2
    assert two.read(nets[1]["params"]["W"]).size == 3
    one.close()
    assert two.read(nets[1]["params"]["W"]).size == 3
    two.close()
    assert one.call("code", "double", 1).trouble.type == "Lost"


@pytest.mark.parametrize("isolation", ["process", "confined"])
def test_a_zygote_that_died_is_replaced(kit: Kit, folder: Path, isolation: str) -> None:
    if isolation == "confined" and probe():
        pytest.skip("nothing is confined here")
    with Zygote(kit.data, isolation, SMALL) as zygote:
        subject = zygote.subject(folder)
        assert subject.call("code", "double", 1).value == 2
        assert zygote._process is not None
        os.killpg(zygote._process.pid, signal.SIGKILL)
        zygote._process.wait()
        subject.close()
        # Whatever the dead one left lying about is not in the way of those that follow.
        for _ in range(9):
            subject = zygote.subject(folder)
            assert subject.call("code", "double", 1).value == 2
            subject.close()


@pytest.mark.skipif(sys.platform != "linux", reason="orphans are found through /proc")
def test_orphans_are_ended_without_confinement_too(kit: Kit, folder: Path, tmp_path: Path) -> None:
    late = tmp_path / "late"
    with Zygote(kit.data, "process", SMALL) as zygote:
        subject = zygote.subject(folder)
        result = subject.call("code", "start_a_process", str(late))
        assert result.trouble is None
        subject.close()
    time.sleep(1.8)
    assert not late.exists()


def test_a_worker_is_started_anew_where_there_is_no_fork(
    kit: Kit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zygote_module, "_forks", lambda: False)
    with Zygote(kit.data, "process", SMALL) as zygote:
        subject = zygote.subject(folder)
        assert subject.call("code", "double", 1).value == 2
        assert subject.call("code", "crash").trouble.message == "7"
        assert subject.call("code", "deaf").trouble.timeout
        assert subject.call("code", "double", 2).value == 4
        found = subject.call("code", "imported", sorted(modules(PACKAGE))).value
        # It has no zygote to be forked from, and is made of the same.
        assert set(found) == WORKER
        subject.close()
        subject = zygote.subject(kit.root / "solutions", limits=Limits())
        assert subject.call("mnist", "init_network").value["W1"].shape == (784, 50)
        subject.close()


def test_what_is_not_proved_is_refused(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [Property(name, name != "network", ()) for name in PROPERTIES]
    monkeypatch.setattr(zygote_module, "prove", lambda lend: held)
    with pytest.raises(NotConfined, match="network"), Zygote(kit.data):
        pass
    with Zygote(kit.data, "process"):
        pass
    with pytest.raises(ValueError, match="isolation"):
        Zygote(kit.data, "none")


def test_the_doctor_sees_that_a_bare_process_is_not_confined(kit: Kit) -> None:
    with Zygote(kit.data, "process") as zygote:
        table = {one.name: one for one in zygote.examine()}
    assert set(table) == set(PROPERTIES)
    for name in ("files", "network", "processes"):
        assert not table[name].held
        assert table[name].escaped
    if probe() == "":
        assert all(one.held and one.layers for one in doctor())


def asked(function: str, *args: object, limit: float = 9.0) -> Asked:
    encoder = Encoder()
    request = {
        "do": "call", "module": "code", "function": function, "kwargs": {}, "times": 1,
        "args": [encoder.argument(value) for value in args], "carry": 1, "keep": False,
    }  # fmt: skip
    return Asked(request, encoder.buffers, limit)


def test_what_is_asked_in_one_go_is_answered_as_one_by_one(zygote: Zygote, folder: Path) -> None:
    ahead = [asked("double", np.arange(3.0)), asked("no_such"), asked("double", np.ones(2))]
    subject = zygote.subject(folder)
    found = subject.ask_ahead(Batch(ahead))
    alone = [subject.ask_ahead(Batch([one]))[0] for one in ahead]
    assert all(one.equals(other) for one, other in zip(found, alone, strict=True))
    texts = [json.loads(answer.text) for answer in found]
    assert texts[1] == {"missing": "no_such"}
    assert [Decoder(found[n].buffers).decode(texts[n]["value"]).tolist() for n in (0, 2)] == [
        [0.0, 2.0, 4.0],
        [2.0, 2.0],
    ]
    # An answer that has come is read as one that comes.
    encoder = Encoder()
    encoder.encode(np.ones(2))
    response, buffers = subject.request(ahead[2].request, encoder, 1.0, found[2])
    assert response["where"][0].endswith("code.py")
    assert Decoder(buffers).decode(response["value"]).tolist() == [2.0, 2.0]
    subject.close()


def test_a_call_that_ends_the_worker_costs_the_others_nothing(zygote: Zygote, folder: Path) -> None:
    subject = zygote.subject(folder)
    fine, deadly = asked("nap", 0), asked("crash")
    assert subject.ask_ahead(Batch([fine, deadly, fine])) == []
    assert subject.deaths.total() == 0
    assert subject.call("code", "nap", 0).answered
    assert subject.call("code", "crash").trouble.cause == "exit"
    assert subject.deaths.total() == 1
    # No call lasts longer than the submission's limit for each, whatever it brings along.
    slow = subject.ask_ahead(Batch([fine, asked("nap", 1, limit=60.0), fine]))
    assert ["timeout" in answer.text for answer in slow] == [False, True]
    assert json.loads(slow[1].text)["error"]["timeout"]
    subject.close()
    assert subject.ask_ahead(Batch([fine])) == []


def test_what_is_slow_altogether_is_answered_in_part(zygote: Zygote, folder: Path) -> None:
    subject = zygote.subject(folder, limits=Limits())
    assert len(subject.ask_ahead(Batch([asked("nap", 0.35)] * 9))) == 3
    assert subject.call("code", "nap", 0).answered
    assert subject.deaths.total() == 0
    subject.close()


def test_an_answer_ahead_that_is_malformed_ends_the_worker(zygote: Zygote, folder: Path) -> None:
    subject = zygote.subject(folder)
    (answer,) = subject.ask_ahead(Batch([asked("nap", 0)]))
    broken = answer._replace(text='{"value": 1, "value of": 2}')
    for deaths in (1, 2):
        response, _ = subject.request(asked("nap", 0).request, Encoder(), 1.0, broken)
        assert response["error"]["cause"] == "protocol"
        assert subject.deaths.total() == deaths
    assert subject.call("code", "nap", 0).answered
    subject.close()


def test_an_interpreter_that_is_told_nothing_ends() -> None:
    near, far = socket.socketpair()
    with far:
        command = [sys.executable, "-I", "-S", "-B", "-c", spawning.BOOT, str(far.fileno())]
        started = subprocess.Popen(command, pass_fds=[far.fileno()])
    near.sendall(b'{"do": "ser')
    near.close()
    assert started.wait(20) == 0
