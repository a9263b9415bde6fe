"""The pulsar table: how it is read, how it is simulated, and the given training loops.

Every fault of a file has to be said in one line with the file, the fault and the remedy.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from rawgrad.datasets import arrange_data, read_pulsars
from rawgrad.datasets.pulsars import pulsar_file
from rawgrad.kit.layout import Kit
from solutions import binary, pulsar

REMEDY = "data/README.md in the project's repository says where to get it"
HEADER = "mean,std,kurtosis,skewness,mean DM,std DM,kurtosis DM,skewness DM,target_class"
ROWS = [
    "140.5625,55.68378214,-0.234571412,-0.699648398,3.199832776,19.11042633,7.9755,74.24,0",
    "99.36719,41.57220208,1.547196967,4.154106043,27.55518395,61.71901588,2.20880,3.66,1",
    " -1e2,0,+2.5,.5,3.,-4,5,6,0.0",
    "120.5546875,45.54990543,0.282923998,0.419908714,1.358695652,13.0790,3.4028234e38,212.59,1.0",
]
VALUES = np.array([[float(cell) for cell in row.split(",")] for row in ROWS], np.float32)
Exec = Callable[..., list[dict[str, float]]]


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAWGRAD_DATA", raising=False)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """90 stars and 30 pulsars, no row like another, which a line nearly divides."""
    rng = np.random.default_rng(5)
    rows = [
        ",".join(f"{x:.4f}" for x in rng.normal(3 * target, 1, 8)) + f",{target}"
        for target in [0] * 90 + [1] * 30
    ]
    path = tmp_path / "candidates.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="ascii")
    return path


def refused(path: Path, *words: str, kind: type[Exception] = ValueError) -> None:
    """Insist that both loaders say in one line which file it is, what is wrong, and the remedy."""
    for load in (read_pulsars, pulsar.load_pulsar_dataset):
        with pytest.raises(kind) as raised:
            load(path=path)
        message = str(raised.value)
        assert type(raised.value) is kind
        assert len(message.splitlines()) == 1
        assert message.startswith(f"{path}: ")
        for word in words:
            assert word in message
        assert message.endswith(f"; {REMEDY}")


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(ROWS).encode(),
        "\n".join([HEADER, *ROWS, ""]).encode(),
        "\r\n".join([HEADER, *ROWS, ""]).encode("utf-8-sig"),
        "\n".join(ROWS).encode("utf-8-sig"),
        "\n".join([HEADER, "", ROWS[0], "", "", *ROWS[1:], "", ""]).encode(),
        "\n".join(["", *ROWS]).encode(),
        gzip.compress("\n".join([HEADER, *ROWS]).encode(), mtime=0),
        "\n".join([HEADER, *ROWS]).replace(",1\n", ',"1"\n').encode(),
    ],
    ids=["plain", "header", "header-bom-crlf", "bom", "blank", "blank-first", "gzip", "quotes"],
)
def test_a_table_may_come_in_many_forms(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "candidates.csv"
    path.write_bytes(content)
    data = read_pulsars(str(path))
    assert data.dtype == np.float32
    assert np.array_equal(data, VALUES)
    # Stars first, each kind in the file's order.
    assert np.array_equal(pulsar.load_pulsar_dataset(path=path), VALUES[[0, 2, 1, 3]])
    assert np.array_equal(pulsar.load_pulsar_dataset(True, path=path), VALUES[[0, 2, 1, 3]])


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("1,2,3,4,5,6,7,0", "8 columns instead of 9"),
        ("1,2,3,4,5,6,7,8,9,0", "10 columns instead of 9"),
        ("1;2;3;4;5;6;7;8;0", "1 columns instead of 9"),
        (" ", "1 columns instead of 9"),
        ("1,2,3,4,5,6,7,8,2", "the class is '2', neither 0 nor 1"),
        ("1,2,3,4,5,6,7,8, 0.5", "the class is '0.5', neither 0 nor 1"),
        ("1,2,3,4,5,6,7,8,-1", "the class is '-1', neither 0 nor 1"),
        ("1,2,3,x,5,6,7,8,0", "could not convert string to float: 'x'"),
        ("1,2,3,,5,6,7,8,0", "could not convert string to float: ''"),
        ("1,2,3,nan,5,6,7,8,0", "'nan' is not a number that float32 can hold"),
        ("1,2,3,-inf,5,6,7,8,0", "'-inf' is not a number that float32 can hold"),
        ("1,2,3,3.5e38,5,6,7,8,0", "'3.5e38' is not a number that float32 can hold"),
        ("1,2,3,4,5,6,7,8,nan", "'nan' is not a number that float32 can hold"),
        (HEADER, "could not convert string to float: 'mean'"),
        ("1" * 200_000, "field larger than field limit"),
    ],
)
@pytest.mark.parametrize(("before", "line"), [([HEADER, ROWS[0], ""], 4), ([ROWS[0]], 2)])
def test_a_fault_in_a_table_is_named_with_its_line(
    tmp_path: Path, bad: str, fault: str, before: list[str], line: int
) -> None:
    path = tmp_path / "candidates.csv"
    path.write_text("\n".join([*before, bad, ROWS[1]]), encoding="ascii")
    refused(path, f": line {line}: {fault}")


@pytest.mark.parametrize("content", [b"", b"\n\n", HEADER.encode(), HEADER.encode() + b"\n\n"])
def test_a_table_without_rows_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "candidates.csv"
    path.write_bytes(content)
    refused(path, "there are no rows in it")


def test_a_table_that_is_no_text_is_missing_or_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "candidates.csv"
    refused(path, "missing", kind=FileNotFoundError)
    refused(tmp_path, "missing", kind=FileNotFoundError)
    path.write_bytes("별,펄서\n".encode("cp949"))
    refused(path, "not a text file")
    path.write_bytes(gzip.compress("\n".join(ROWS).encode())[:-9])
    refused(path, "truncated: the gzip data end too early")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  candidates.csv\n", encoding="ascii")
    refused(path, "wrong checksum")


@pytest.mark.parametrize("sub", [".", "pulsar"])
def test_the_real_table_comes_before_the_simulated_one(
    tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch, sub: str
) -> None:
    assert pulsar_file() == kit.data / "pulsar" / "simulated_pulsars.csv"
    path = tmp_path / sub / "pulsar_stars.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(ROWS), encoding="ascii")
    monkeypatch.setenv("RAWGRAD_DATA", str(tmp_path))
    assert pulsar_file() == path
    assert np.array_equal(read_pulsars(), VALUES)
    assert len(pulsar.load_pulsar_dataset()) == len(ROWS)
    # A path that is given is the one that is read.
    given = tmp_path / "given.csv"
    given.write_text(ROWS[0], encoding="ascii")
    assert pulsar_file(given) == given
    assert len(read_pulsars(given)) == 1


@pytest.fixture(scope="module")
def simulate(kit: Kit) -> ModuleType:
    path = kit.data / "pulsar" / "simulate.py"
    spec = importlib.util.spec_from_file_location("simulate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    keeping = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    sys.dont_write_bytecode = keeping
    return module


def test_the_simulated_table_is_drawn_again_to_the_byte(kit: Kit, tmp_path: Path) -> None:
    shipped = kit.data / "pulsar" / "simulated_pulsars.csv"
    again = tmp_path / "again.csv"
    command = [sys.executable, str(kit.data / "pulsar" / "simulate.py"), str(again)]
    subprocess.run(command, check=True, timeout=60)
    assert again.read_bytes() == shipped.read_bytes()
    assert list(tmp_path.iterdir()) == [again]


def test_another_seed_draws_other_rows(kit: Kit, simulate: ModuleType) -> None:
    summary = json.loads((kit.data / "pulsar" / "htru2_summary.json").read_text("utf-8"))
    shipped = (kit.data / "pulsar" / "simulated_pulsars.csv").read_text("ascii")
    for figures in summary["classes"].values():
        figures["count"] = 5
    lines = simulate.draw_lines(summary, simulate.SEED + 1)
    assert len(lines) == 11
    assert lines[0] == shipped.partition("\n")[0] + "\n"
    assert sorted(line[-2] for line in lines[1:]) == ["0"] * 5 + ["1"] * 5
    assert not set(lines[1:]) & set(shipped.splitlines(keepends=True))


def test_the_simulated_table_is_like_the_real_one(kit: Kit) -> None:
    summary = json.loads((kit.data / "pulsar" / "htru2_summary.json").read_text("utf-8"))
    path = kit.data / "pulsar" / "simulated_pulsars.csv"
    with path.open(encoding="ascii") as file:
        names = [name.strip() for name in file.readline().split(",")]
    assert names == [*summary["features"], "target_class"]
    data = read_pulsars()
    assert data.shape == (17898, 9)
    assert np.bincount(data[:, 8].astype(int)).tolist() == [16259, 1639]
    for target, figures in summary["classes"].items():
        rows = data[data[:, 8] == int(target), :8].astype(float)
        assert len(rows) == figures["count"]
        # Between two quantiles the true course is unknown, above all in the tails.
        off = (rows.mean(axis=0) - figures["mean"]) / np.array(figures["std"])
        assert np.abs(off).max() < 0.1
        assert np.allclose(rows.std(axis=0), figures["std"], rtol=0.15)
        places = rows.argsort(axis=0).argsort(axis=0)
        ranks = np.corrcoef(places.T)
        wanted = np.array(figures["normal_score_correlation"])
        assert np.abs(ranks - wanted).max() < 0.1
    doubled = pulsar.load_pulsar_dataset(True)
    assert np.bincount(doubled[:, 8].astype(int)).tolist() == [16259, 16259]


def test_the_part_for_training_fills_its_mini_batches() -> None:
    for rng in (np.random.RandomState(1), np.random.default_rng(1)):
        train, test = arrange_data(113, 7, rng)
        # 90 rows are 80 % of 113; twelve mini-batches of 7 are 84 of them.
        assert (len(train), len(test)) == (84, 29)
        assert sorted([*train, *test]) == list(range(113))
        assert list(train) != list(range(84))


@pytest.mark.parametrize("run", [binary.pulsar_exec, pulsar.pulsar_exec])
@pytest.mark.parametrize("mb_size", [97, 10_000, 0, -1])
def test_a_mini_batch_must_fit_into_the_part_for_training(
    run: Exec, mb_size: int, table: Path
) -> None:
    assert len(run(1, 96, 0, path=table)) == 1
    with pytest.raises(ValueError, match="mb_size") as raised:
        run(1, mb_size, 0, path=table)
    assert str(raised.value) == f"mb_size must be from 1 to 96 for 120 rows, not {mb_size}"


def first_part(history: list[dict], report: int) -> str:
    """Return what D3's first part prints."""
    lines = [
        "Epoch {}: loss={:5.3f}, accuracy={:5.3f}/{:5.3f}".format(
            row["epoch"], row["loss"], row["train_accuracy"], row["test_accuracy"]
        )
        for row in history
        if row["epoch"] % report == 0
    ]
    last = "\nFinal Test: final accuracy = {:5.3f}".format(history[-1]["test_accuracy"])
    return "\n".join([*lines, last]) + "\n"


def second_part(history: list[dict], report: int) -> str:
    """Return what D3's second part prints, made as D3 makes it."""
    lines = []
    for row in history:
        acc = row["accuracy"], row["precision"], row["recall"], row["f1"]
        acc_str = ",".join(["%5.3f"] * 4) % acc
        if row["epoch"] % report == 0:
            text = "Epoch {}: loss={:5.3f}, 정확도:{}|정밀도:{}|재현율:{}|F1 Score:{}"
            lines.append(text.format(row["epoch"], row["loss"], *acc_str.split(",")))
    text = "\nFinal Test: final result = 정확도:{}|정밀도:{}|재현율:{}|F1 Score:{}"
    return "\n".join([*lines, text.format(*acc_str.split(","))]) + "\n"


@pytest.mark.parametrize(
    ("run", "printed"), [(binary.pulsar_exec, first_part), (pulsar.pulsar_exec, second_part)]
)
@pytest.mark.parametrize("report", [1, 2, 5, 7])
def test_the_documents_lines_are_printed(
    run: Exec,
    printed: Callable[[list[dict], int], str],
    report: int,
    table: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    history = run(5, 10, report, path=table, rng=np.random.RandomState(4))
    assert [row["epoch"] for row in history] == [1, 2, 3, 4, 5]
    assert capsys.readouterr().out == printed(history, report)


@pytest.mark.parametrize("run", [binary.pulsar_exec, pulsar.pulsar_exec])
def test_nothing_is_printed_unasked(
    run: Exec, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(run(3, 10, 0, path=table)) == 3
    assert run(0, 10, 1, path=table) == []
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_korean_lines_are_as_they_stand_in_the_document(
    table: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulsar, "eval_accuracy", lambda output, y: [0.974, 0.934, 0.7554, 1.0])
    monkeypatch.setattr(pulsar, "train", lambda *arguments: iter([(0.1375, None, (0, 0))]))
    pulsar.pulsar_exec(1, 10, 1, path=table)
    figures = "정확도:0.974|정밀도:0.934|재현율:0.755|F1 Score:1.000"
    lines = ["Epoch 1: loss=0.138, " + figures, "", "Final Test: final result = " + figures]
    assert capsys.readouterr().out.splitlines() == lines


@pytest.mark.parametrize("generator", [np.random.RandomState, np.random.default_rng])
@pytest.mark.parametrize(
    ("run", "options"),
    [
        (binary.pulsar_exec, {}),
        (pulsar.pulsar_exec, {}),
        (pulsar.pulsar_exec, {"adjust_ratio": True}),
        (pulsar.pulsar_exec, {"adjust_ratio": True, "split_first": True}),
    ],
)
def test_the_same_seed_gives_the_same_result(
    generator: Callable, run: Exec, options: dict, table: Path
) -> None:
    np.random.seed(7)
    once = run(3, 10, 0, path=table, rng=generator(8), **options)
    assert run(3, 10, 0, path=table, rng=generator(8), **options) == once
    assert run(3, 10, 0, path=table, rng=generator(9), **options) != once
    # Without a generator each run has its own.
    assert run(3, 10, 0, path=table, **options) != run(3, 10, 0, path=table, **options)
    # NumPy's global generator has drawn nothing.
    assert np.random.normal() == np.random.RandomState(7).normal()
    for row in once:
        assert all(type(figure) is float for name, figure in row.items() if name != "epoch")
        assert all(
            0 <= figure <= 1 for name, figure in row.items() if name not in ("epoch", "loss")
        )


@pytest.mark.parametrize("generator", [np.random.RandomState, np.random.default_rng])
def test_draws_come_in_the_order_promised(
    generator: Callable, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = generator(6)
    weight = rng.normal(0, 0.003, [8, 1])
    split = np.arange(120)
    rng.shuffle(split)
    order = split[:90].copy()
    rng.shuffle(order)

    def spy(data, train_rows, test_rows, model, epoch_count, mb_size, rng):
        assert np.array_equal(model[0], weight)
        assert np.array_equal(model[1], [0])
        assert np.array_equal(train_rows, split[:90])
        assert np.array_equal(test_rows, split[90:])
        epochs = binary.train(data, train_rows, test_rows, model, epoch_count, mb_size, rng)
        loss, trained, tested = next(epochs)
        assert np.array_equal(trained[1], data[order, -1:])
        assert np.array_equal(tested[1], data[test_rows, -1:])
        # It is the model that is trained.
        assert not np.array_equal(model[0], weight)
        yield loss, trained, tested

    monkeypatch.setattr(pulsar, "train", spy)
    assert len(pulsar.pulsar_exec(1, 30, 0, path=table, rng=generator(6))) == 1


def test_one_epoch_is_what_a_loop_over_mini_batches_gives(table: Path) -> None:
    data = read_pulsars(table)
    model = np.full((8, 1), 0.01), np.array([0.2])
    order, weight, bias = np.arange(100), model[0].copy(), model[1].copy()
    train_rows, test_rows = np.arange(0, 100), np.arange(100, 120)
    epochs = binary.train(data, train_rows, test_rows, model, 2, 40, np.random.RandomState(2))
    rng = np.random.RandomState(2)
    for loss, trained, tested in epochs:
        rng.shuffle(order)
        losses = []
        # 100 rows are two mini-batches of 40; the other 20 are left out of the epoch.
        for place, batch in enumerate((order[:40], order[40:80])):
            x, y = data[batch, :8].astype(float), data[batch, 8:]
            output = x @ weight + bias
            q = 1 / (1 + np.exp(-output))
            losses.append(np.mean(-y * np.log(q) - (1 - y) * np.log(1 - q)))
            assert np.allclose(trained[0][40 * place : 40 * place + 40], output)
            weight = weight - 0.001 * x.T @ (q - y) / 40
            bias = bias - 0.001 * np.mean(q - y)
        assert loss == pytest.approx(np.mean(losses))
        assert len(trained[0]) == len(trained[1]) == 80
        assert np.allclose(tested[0], data[test_rows, :8] @ weight + bias)
        assert np.array_equal(tested[1], data[test_rows, 8:])
    assert np.array_equal(train_rows, order)
    assert np.allclose(model[0], weight)


def parts(table: Path, monkeypatch: pytest.MonkeyPatch, **options: bool) -> tuple:
    """Return the data of a run, and the rows that it trains and tests with."""
    seen: list[tuple] = []

    def spy(data, train_rows, test_rows, *rest):
        seen.append((data, train_rows, test_rows))
        return binary.train(data, train_rows, test_rows, *rest)

    monkeypatch.setattr(pulsar, "train", spy)
    pulsar.pulsar_exec(1, 10, 0, path=table, rng=np.random.RandomState(1), **options)
    return seen[0]


def shared(data: np.ndarray, train_rows: np.ndarray, test_rows: np.ndarray) -> int:
    """Return how many test rows occur among the training rows, by what they hold."""
    trained = {row.tobytes() for row in data[train_rows]}
    return sum(row.tobytes() in trained for row in data[test_rows])


def test_splitting_first_leaves_the_test_untouched(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, plain_train, plain_test = parts(table, monkeypatch)
    assert shared(plain, plain_train, plain_test) == 0
    data, train_rows, test_rows = parts(table, monkeypatch, adjust_ratio=True, split_first=True)
    assert shared(data, train_rows, test_rows) == 0
    # The test is on the very rows that would be tested without repeating any.
    assert np.array_equal(data, plain)
    assert np.array_equal(test_rows, plain_test)
    assert set(train_rows) == set(plain_train)
    stars = np.count_nonzero(data[train_rows, 8] == 0)
    assert stars == np.count_nonzero(plain[plain_train, 8] == 0)
    assert len(train_rows) == 2 * stars

    # D3 repeats first, so that nearly every pulsar of the test has been seen in training.
    data, train_rows, test_rows = parts(table, monkeypatch, adjust_ratio=True)
    assert len(data) == 180
    pulsars = np.count_nonzero(data[test_rows, 8])
    assert pulsars * 0.8 < shared(data, train_rows, test_rows) <= pulsars


def test_pulsars_are_repeated_in_turn() -> None:
    data = np.zeros((8, 9))
    data[[1, 4], 8] = 1
    rows = np.array([4, 0, 2, 1, 7, 3, 5])
    kept = rows.copy()
    assert pulsar.balance(data, rows).tolist() == [0, 2, 7, 3, 5, 4, 1, 4, 1, 4]
    assert np.array_equal(rows, kept)
    with pytest.raises(ValueError, match="there are no pulsars in the training part"):
        pulsar.balance(data, np.array([0, 2, 3]))


def test_no_pulsars_to_repeat(tmp_path: Path) -> None:
    path = tmp_path / "stars.csv"
    path.write_text("\n".join(["1,2,3,4,5,6,7,8,0"] * 10), encoding="ascii")
    assert len(pulsar.pulsar_exec(1, 2, 0, path=path)) == 1
    with pytest.raises(ValueError, match="no pulsars") as raised:
        pulsar.pulsar_exec(1, 2, 0, True, split_first=True, path=path)
    assert len(str(raised.value).splitlines()) == 1
