"""The data files: where they are looked for, what is refused, and that the shipped ones are whole.

Every fault has to be said in one line that names the file, the fault and the remedy.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import importlib.util
import io
import os
import pickle
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rawgrad import datasets
from rawgrad.datasets import files
from rawgrad.kit.layout import Kit
from solutions import binary, mnist, pulsar

TRAIN_IMAGES = "train-images-idx3-ubyte"
TRAIN_LABELS = "train-labels-idx1-ubyte"
TEST_IMAGES = "t10k-images-idx3-ubyte"
TEST_LABELS = "t10k-labels-idx1-ubyte"
REMEDY = "data/README.md in the project's repository says where to get it"

# Distinct pixels that reach 255, and labels that reach both ends.
PIXELS = (np.arange(8 * 784) * 31 % 256).astype(np.uint8).reshape(8, 28, 28)
LABELS = np.array([0, 9, 4, 7, 1, 3, 8, 5], dtype=np.uint8)
SUMS = "SHA256SUMS"


def idx(values: np.ndarray) -> bytes:
    """Encode uint8 values as IDX."""
    lengths = b"".join(length.to_bytes(4, "big") for length in values.shape)
    return bytes([0, 0, 8, values.ndim]) + lengths + values.astype(np.uint8).tobytes()


def idx_files(folder: Path, images: np.ndarray = PIXELS) -> Path:
    """Write a small MNIST, 5 images to train and 3 to test, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TRAIN_IMAGES).write_bytes(idx(images[:5]))
    (folder / TRAIN_LABELS).write_bytes(idx(LABELS[:5]))
    (folder / TEST_IMAGES).write_bytes(idx(images[5:]))
    (folder / TEST_LABELS).write_bytes(idx(LABELS[5:]))
    return folder


def csv_lines(images: np.ndarray, labels: np.ndarray) -> list[str]:
    return [
        ",".join(str(n) for n in (label, *image))
        for label, image in zip(labels, images.reshape(-1, 784), strict=True)
    ]


def refused(
    call: Callable[[], Any],
    path: Path | str,
    *words: str,
    kind: type[Exception] = ValueError,
    remedy: str = REMEDY,
) -> None:
    """Insist on one line that names the file, says what is wrong, and ends in the remedy."""
    with pytest.raises(kind) as raised:
        call()
    message = str(raised.value)
    assert type(raised.value) is kind
    assert len(message.splitlines()) == 1
    assert message.startswith(f"{path}: ")
    for word in words:
        assert word in message
    assert message.endswith(f"; {remedy}")


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAWGRAD_DATA", raising=False)


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The two folders that are searched, empty as yet, in the order promised."""
    folders = [tmp_path / "own", tmp_path / "clone" / "data"]
    for folder in folders:
        for sub in ("mnist", "pulsar"):
            (folder / sub).mkdir(parents=True)
    monkeypatch.setenv("RAWGRAD_DATA", str(folders[0]))
    module = tmp_path / "clone" / "rawgrad" / "datasets" / "files.py"
    monkeypatch.setattr(files, "__file__", str(module))
    return folders


def test_folders_are_searched_in_the_order_promised(
    places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert datasets.data_folders() == places
    for nobody in ("", None):
        if nobody is None:
            monkeypatch.delenv("RAWGRAD_DATA")
        else:
            monkeypatch.setenv("RAWGRAD_DATA", nobody)
        assert datasets.data_folders() == places[1:]


def test_an_installed_package_has_its_data_inside(places: list[Path]) -> None:
    inside = places[1].parent / "rawgrad" / "_kit"
    inside.mkdir(parents=True)
    assert datasets.data_folders() == [places[0], inside / "data"]


def test_the_clone_has_its_data_beside_the_package(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert datasets.data_folders() == [kit.data]


def test_each_place_comes_before_those_after_it(places: list[Path]) -> None:
    """The folder itself comes before its subfolder, and both before the next folder."""
    paths = [path for place in places for path in (place / "a.csv", place / "pulsar" / "a.csv")]
    for path in paths:
        path.write_bytes(b"")
    for path in paths:
        assert datasets.find("a.csv", "pulsar") == path
        path.unlink()
    with pytest.raises(FileNotFoundError, match=r"^a\.csv: missing \(looked in "):
        datasets.find("a.csv", "pulsar")


def test_a_nearer_place_beats_a_better_name(places: list[Path]) -> None:
    for place, name in ((places[0], "b"), (places[1], "b"), (places[1], "a")):
        (place / name).write_bytes(b"")
    assert datasets.find(["a", "b"], "mnist") == places[0] / "b"
    (places[0] / "b").unlink()
    assert datasets.find(["a", "b"], "mnist") == places[1] / "a"


def test_the_other_subfolder_is_not_searched(places: list[Path]) -> None:
    (places[0] / "pulsar" / "a").write_bytes(b"")
    with pytest.raises(FileNotFoundError):
        datasets.find("a", "mnist")


def test_an_explicit_directory_is_the_only_one(places: list[Path], tmp_path: Path) -> None:
    for place in places:
        (place / "a").write_bytes(b"")
    given = tmp_path / "given"
    (given / "mnist").mkdir(parents=True)
    assert datasets.data_folders(str(given)) == [given]
    with pytest.raises(FileNotFoundError) as raised:
        datasets.find(["a", "b"], "mnist", given)
    assert str(raised.value) == f"a or b: missing (looked in {given}); {REMEDY}"
    (given / "mnist" / "a").write_bytes(b"")
    assert datasets.find(["a", "b"], "mnist", given) == given / "mnist" / "a"


@pytest.mark.parametrize(
    "load",
    [
        mnist.load_mnist,
        mnist.init_network,
        datasets.read_pulsars,
        pulsar.load_pulsar_dataset,
    ],
)
@pytest.mark.parametrize("what", ["nothing", "a file"])
def test_a_misspelt_rawgrad_data_does_not_go_unnoticed(
    load: Callable[[], object], what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dta"
    if what == "a file":
        path.write_bytes(b"")
    monkeypatch.setenv("RAWGRAD_DATA", str(path))
    remedy = "correct or unset RAWGRAD_DATA"
    refused(load, path, "no such folder", kind=FileNotFoundError, remedy=remedy)


def test_a_misspelt_directory_does_not_go_unnoticed(places: list[Path], tmp_path: Path) -> None:
    idx_files(places[0])
    wrong = tmp_path / "dta"
    refused(
        lambda: mnist.load_mnist(directory=wrong), wrong, "no such folder", kind=FileNotFoundError
    )


def listed(path: Path, name: str, content: bytes, mark: str = " ") -> str:
    """Write the line of a SHA256SUMS for a file with this content."""
    line = f"{hashlib.sha256(content).hexdigest()} {mark}{name}\n"
    path.write_text(line, encoding="utf-8")
    return line


@pytest.mark.parametrize(
    ("place", "name"),
    [("mnist", "a.bin"), (".", "mnist/a.bin"), (".", "./mnist/a.bin")],
)
@pytest.mark.parametrize("mark", [" ", "*"])
def test_a_checksum_beside_a_file_or_above_it_counts(
    tmp_path: Path, place: str, name: str, mark: str
) -> None:
    path = tmp_path / "mnist" / "a.bin"
    path.parent.mkdir()
    path.write_bytes(b"right")
    sums = tmp_path / place / SUMS
    right = listed(sums, name, b"right", mark)
    assert datasets.verified(path) == path
    # Whoever writes them in capitals, with a mark at the start or CRLF means the same.
    sums.write_bytes(b"\xef\xbb\xbf" + right.replace("\n", "\r\n").encode())
    assert datasets.verified(str(path)) == path
    digest, rest = right.split(" ", 1)
    sums.write_text(f"{digest.upper()} {rest}", encoding="utf-8")
    assert datasets.verified(path) == path

    sums.write_text(right, encoding="utf-8")
    path.write_bytes(b"wrong")
    got = hashlib.sha256(b"wrong").hexdigest()[:12]
    want = hashlib.sha256(b"right").hexdigest()[:12]
    words = (f"wrong checksum: SHA-256 is {got}..., but {sums} lists {want}...", "damaged")
    refused(lambda: datasets.verified(path), path, *words)
    refused(lambda: datasets.read_bytes(datasets.find("a.bin", "mnist", tmp_path)), path, *words)


def test_a_checksum_with_a_mark_at_the_start_refuses_too(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"wrong")
    line = listed(tmp_path / SUMS, "a.bin", b"right")
    (tmp_path / SUMS).write_text(line, encoding="utf-8-sig")
    refused(lambda: datasets.verified(path), path, "wrong checksum")


def test_what_a_list_says_of_other_files_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"right")
    listed(tmp_path / SUMS, "ba.bin", b"wrong")
    assert datasets.verified(path) == path
    (tmp_path / SUMS).write_bytes(b"\xff\xfe no text\n\n#\n")
    assert datasets.verified(path) == path


def test_a_list_in_ones_own_folder_is_respected_by_every_loader(places: list[Path]) -> None:
    own = idx_files(places[0])
    table = own / "pulsar_stars.csv"
    table.write_text("1,2,3,4,5,6,7,8,0\n1,2,3,4,5,6,7,8,1\n", encoding="ascii")
    network = own / "sample_weight.pkl"
    network.write_bytes(pickle.dumps(NETWORK))
    labels = own / TRAIN_LABELS
    loaders: list[tuple[Path, Callable[[], object]]] = [
        (labels, mnist.load_mnist),
        (table, datasets.read_pulsars),
        (table, lambda: binary.pulsar_exec(1, 1, 0)),
        (table, lambda: pulsar.load_pulsar_dataset(path=table)),
        (network, mnist.init_network),
        (network, lambda: mnist.init_network(network)),
    ]
    for path, load in loaders:
        load()
        listed(own / SUMS, path.name, b"another")
        refused(load, path, "wrong checksum", str(own / SUMS))
        (own / SUMS).unlink()


def test_a_small_mnist_is_read_as_it_was_written(tmp_path: Path) -> None:
    folder = idx_files(tmp_path / "mnist")
    # Browsers unpack a file and leave the .gz in its name.
    (folder / TRAIN_IMAGES).rename(folder / f"{TRAIN_IMAGES}.gz")
    (folder / f"{TEST_LABELS}.gz").write_bytes(gzip.compress(idx(LABELS[5:])))
    (folder / TEST_LABELS).unlink()
    # The folder itself, or the one above its subfolder.
    for directory in (folder, str(tmp_path)):
        (x_train, t_train), (x_test, t_test) = mnist.load_mnist(False, False, directory=directory)
        assert np.array_equal(x_train, PIXELS[:5].reshape(5, 1, 28, 28))
        assert np.array_equal(x_test, PIXELS[5:].reshape(3, 1, 28, 28))
        assert np.array_equal(t_train, LABELS[:5])
        assert np.array_equal(t_test, LABELS[5:])
        assert {array.dtype for array in (x_train, t_train, x_test, t_test)} == {np.dtype("u1")}
        assert x_train.flags.writeable
        assert t_train.flags.writeable


def test_no_images_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.write_bytes(idx(np.zeros((0, 28, 28), np.uint8)))
    assert datasets.read_idx(path, "images").shape == (0, 28, 28)
    path.write_bytes(idx(np.zeros(0, np.uint8)))
    assert datasets.read_idx(path, "labels").shape == (0,)


IMAGES, TAGS = idx(PIXELS[:5]), idx(LABELS[:5])


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        (
            TRAIN_IMAGES,
            gzip.compress(IMAGES, mtime=0)[:-20],
            "truncated: the gzip data end too early",
        ),
        (
            TRAIN_IMAGES,
            gzip.compress(IMAGES, mtime=0)[:5],
            "truncated: the gzip data end too early",
        ),
        (TRAIN_IMAGES, gzip.compress(IMAGES, mtime=0)[:-8] + bytes(8), "damaged gzip data"),
        (TRAIN_IMAGES, gzip.compress(IMAGES, mtime=0)[:10] + b"\xff" * 99, "damaged gzip data"),
        (TRAIN_IMAGES, b"", "truncated: 0 bytes are no IDX file"),
        (TRAIN_LABELS, TAGS[:3], "truncated: 3 bytes are no IDX file"),
        (TRAIN_IMAGES, IMAGES[:15], "truncated: 15 bytes are no IDX header"),
        (TRAIN_LABELS, TAGS[:7], "truncated: 7 bytes are no IDX header"),
        (TRAIN_IMAGES, b"<!DO" + IMAGES, "no IDX file of MNIST images: it starts with 3c 21 44 4f"),
        # The type 13 is float32, and two axes are neither images nor labels.
        (TRAIN_LABELS, b"\0\0\r\1" + TAGS[4:], "no IDX file of MNIST labels: it starts with 00 00"),
        (TRAIN_IMAGES, idx(PIXELS[0]), "no IDX file of MNIST images: it starts with 00 00 08 02"),
        (TRAIN_IMAGES, TAGS, "mislabelled: it holds labels, not images"),
        (TRAIN_LABELS, IMAGES, "mislabelled: it holds images, not labels"),
        (TRAIN_IMAGES, idx(PIXELS[:, :14, :20]), "mislabelled: images of 14 x 20 pixels, not 28"),
        (TRAIN_IMAGES, IMAGES[:-1], "truncated: 3935 bytes, but 5 images take 3936"),
        (TRAIN_IMAGES, IMAGES + b"\n", "too long: 3937 bytes, but 5 images take 3936"),
        (TRAIN_LABELS, TAGS[:-1], "truncated: 12 bytes, but 5 labels take 13"),
        (TRAIN_LABELS, TAGS + TAGS, "too long: 26 bytes, but 5 labels take 13"),
        (TRAIN_IMAGES, b"\0\0\x08\x03" + b"\xff" * 8, "truncated"),
        (TRAIN_LABELS, idx(np.array([3, 10, 2, 1, 0])), "mislabelled: 10 is not a digit"),
        (TRAIN_LABELS, idx(LABELS[:4]), "4 labels, but"),
        (TEST_LABELS, TAGS, "5 labels, but"),
    ],
)
def test_a_faulty_idx_file_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, fault: str
) -> None:
    folder = idx_files(tmp_path / "mnist")
    (folder / name).write_bytes(content)
    refused(lambda: mnist.load_mnist(directory=folder), folder / name, fault)


@pytest.mark.parametrize("name", [TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS])
def test_a_missing_idx_file_is_named(tmp_path: Path, name: str) -> None:
    folder = idx_files(tmp_path / "mnist")
    (folder / name).unlink()
    with pytest.raises(FileNotFoundError) as raised:
        mnist.load_mnist(directory=folder)
    message = str(raised.value)
    assert message.startswith(f"{name}.gz or {name}")
    assert message.endswith(f": missing (looked in {folder}); {REMEDY}")
    assert "\n" not in message


def test_csv_files_alone_in_rawgrad_data_come_before_the_kit(places: list[Path]) -> None:
    idx_files(places[1] / "mnist", images=255 - PIXELS)
    train = "\n".join(csv_lines(PIXELS[:5], LABELS[:5]))
    (places[0] / "mnist_train.csv").write_text(train, encoding="ascii")
    test = "\n".join(csv_lines(PIXELS[5:7], LABELS[5:7]))
    (places[0] / "mnist" / "mnist_test.csv.gz").write_bytes(gzip.compress(test.encode()))
    (x_train, t_train), (x_test, t_test) = mnist.load_mnist(normalize=False)
    assert np.array_equal(x_train, PIXELS[:5].reshape(5, 784))
    assert np.array_equal(x_test, PIXELS[5:7].reshape(2, 784))
    assert np.array_equal(t_train, LABELS[:5])
    assert np.array_equal(t_test, LABELS[5:7])
    (x_train, t_train), _ = mnist.load_mnist(flatten=False, one_hot_label=True)
    assert np.allclose(x_train, PIXELS[:5].reshape(5, 1, 28, 28) / 255)
    assert np.array_equal(t_train, np.eye(10)[LABELS[:5]])

    # For what is not in RAWGRAD_DATA the kit steps in, and IDX files beside them come first.
    (places[0] / "mnist_train.csv").unlink()
    (x_train, _), (x_test, _) = mnist.load_mnist(normalize=False)
    assert np.array_equal(x_train, 255 - PIXELS[:5].reshape(5, 784))
    assert np.array_equal(x_test, PIXELS[5:7].reshape(2, 784))
    idx_files(places[0] / "mnist")
    _, (x_test, t_test) = mnist.load_mnist(normalize=False)
    assert np.array_equal(x_test, PIXELS[5:].reshape(3, 784))
    assert np.array_equal(t_test, LABELS[5:])


HEADER = ",".join(["label", *(f"{row}x{column}" for row in range(28) for column in range(28))])
GOOD = csv_lines(PIXELS[:3], LABELS[:3])


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(GOOD).encode(),
        "\n".join([HEADER, *GOOD, ""]).encode(),
        "\r\n".join([HEADER, *GOOD, ""]).encode("utf-8-sig"),
        "\n".join(GOOD).encode("utf-8-sig"),
        "\n".join([GOOD[0], "", "  ", *GOOD[1:], "", ""]).encode(),
        "\n".join(["", *GOOD]).encode(),
        "\n".join(GOOD).replace(",", " , ").encode(),
        gzip.compress("\n".join([HEADER, *GOOD]).encode(), mtime=0),
    ],
    ids=["plain", "header", "header-bom-crlf", "bom", "blank", "blank-first", "spaces", "gzip"],
)
def test_a_csv_file_may_come_in_many_forms(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "digits.csv"
    path.write_bytes(content)
    images, labels = mnist.load_mnist_csv(path, normalize=False)
    assert images.dtype == labels.dtype == np.uint8
    assert np.array_equal(images, PIXELS[:3].reshape(3, 784))
    assert np.array_equal(labels, LABELS[:3])


def with_field(column: int, text: str) -> str:
    fields = GOOD[1].split(",")
    fields[column - 1] = text
    return ",".join(fields)


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (with_field(7, "256"), "column 7: the pixel is '256', not a whole number from 0 to 255"),
        (with_field(785, "-1"), "column 785: the pixel is '-1', not a whole number"),
        (with_field(2, "0.5"), "column 2: the pixel is '0.5', not a whole number"),
        (with_field(2, "1e2"), "column 2: the pixel is '1e2', not a whole number"),
        (with_field(3, "nan"), "column 3: the pixel is 'nan', not a whole number"),
        (with_field(3, ""), "column 3: the pixel is '', not a whole number"),
        (with_field(4, "x" * 99), f"column 4: the pixel is '{'x' * 20}', not a whole number"),
        (with_field(4, "9" * 5000), f"column 4: the pixel is '{'9' * 20}', not a whole number"),
        # A digit in Unicode, but not for a computer.
        (with_field(4, "٣"), "column 4: the pixel is '٣', not a whole number"),
        (with_field(1, "10"), "column 1: the label is '10', not a whole number from 0 to 9"),
        (with_field(1, "7.0"), "column 1: the label is '7.0', not a whole number from 0 to 9"),
        (GOOD[1].rpartition(",")[0], "784 columns, not 785 (a label, 784 pixels)"),
        (GOOD[1] + ",0", "786 columns, not 785 (a label, 784 pixels)"),
        (HEADER, "column 1: the label is 'label', not a whole number from 0 to 9"),
    ],
)
@pytest.mark.parametrize(("before", "line"), [([HEADER, GOOD[0], ""], 4), ([GOOD[0]], 2)])
def test_a_fault_in_a_csv_file_is_named_with_its_line(
    tmp_path: Path, bad: str, fault: str, before: list[str], line: int
) -> None:
    path = tmp_path / "digits.csv"
    path.write_text("\n".join([*before, bad, GOOD[2]]), encoding="utf-8")
    refused(lambda: mnist.load_mnist_csv(path), path, f"line {line}", fault)


@pytest.mark.parametrize("content", ["", "\n\n", HEADER, HEADER + "\n", HEADER + "\n \n"])
def test_a_csv_file_without_images_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "digits.csv"
    path.write_text(content, encoding="ascii")
    refused(lambda: mnist.load_mnist_csv(path), path, "it holds no images")


def test_every_row_of_a_csv_file_too_short(tmp_path: Path) -> None:
    path = tmp_path / "digits.csv"
    path.write_text("1,2,3\n4,5,6\n", encoding="ascii")
    refused(lambda: mnist.load_mnist_csv(path), path, "line 1: 3 columns, not 785")


def test_a_fault_that_no_line_explains_is_still_said_in_one_line() -> None:
    """What holds a line break is no line, but each of its fields looks right."""
    lines = [GOOD[0].replace(",", ",\n", 1)]
    refused(lambda: datasets.parse_rows("x.csv", lines, 0), "x.csv", "not a CSV file of MNIST")


def test_a_csv_file_that_is_missing_or_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "digits.csv.gz"
    load = functools.partial(mnist.load_mnist_csv, path)
    refused(load, path, "missing", kind=FileNotFoundError)
    path.write_bytes(gzip.compress("\n".join(GOOD).encode())[:-9])
    refused(load, path, "truncated: the gzip data end too early")
    listed(tmp_path / SUMS, path.name, b"another")
    refused(load, path, "wrong checksum")


NETWORK = {
    "W1": np.arange(6.0).reshape(2, 3),
    "b1": np.array([1, -2, 3], dtype=np.int32),
    "W2": np.asfortranarray(np.arange(6, dtype=np.float32).reshape(3, 2)),
    "b2": np.array([0.5, -0.5], dtype=">f8"),
    "W3": np.array([[1, 2], [3, 255]], dtype=np.uint8),
    "b3": np.array([1.5, 2.5], dtype=np.float16),
}


def npz(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def npz_compressed(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        npz(**NETWORK),
        npz_compressed(**NETWORK),
        *(pickle.dumps(NETWORK, protocol) for protocol in range(6)),
        # In protocol 0 names are lines, so that NumPy 1 would write just this.
        pickle.dumps(NETWORK, 0).replace(b"numpy._core.", b"numpy.core."),
    ],
    ids=["npz", "compressed", *(f"pickle-{p}" for p in range(6)), "numpy-1"],
)
def test_a_network_comes_as_npz_or_as_a_pickle(tmp_path: Path, content: bytes) -> None:
    # The content tells, not the name.
    path = tmp_path / "network.dat"
    path.write_bytes(content)
    network = mnist.init_network(str(path))
    assert set(network) == set(NETWORK)
    for name, array in network.items():
        assert type(array) is np.ndarray
        assert array.dtype == NETWORK[name].dtype
        assert np.array_equal(array, NETWORK[name])
        assert array.flags.writeable


def test_the_network_of_the_learner_comes_first(places: list[Path]) -> None:
    shipped = {**NETWORK, "b3": np.array([7.0])}
    (places[1] / "mnist" / "sample_network.npz").write_bytes(npz(**shipped))
    assert np.array_equal(mnist.init_network()["b3"], [7.0])
    for folder in (places[0] / "mnist", places[0]):
        network = {**NETWORK, "b3": np.array([float(len(folder.parts))])}
        (folder / "sample_weight.pkl").write_bytes(pickle.dumps(network))
        assert np.array_equal(mnist.init_network()["b3"], network["b3"])


class Calls:
    """Something whose pickle has a function called when it is read."""

    def __init__(self, function: Callable, *arguments: Any) -> None:
        self.parts = (function, arguments)

    def __reduce__(self) -> tuple:
        return self.parts


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("place", ["in place of the dict", "in the dict", "as a name"])
def test_a_pickle_that_runs_a_command_runs_nothing(
    tmp_path: Path, protocol: int, place: str
) -> None:
    ran = tmp_path / "ran"
    payload = Calls(os.system, f'echo ran > "{ran}"')
    content = {
        "in place of the dict": payload,
        "in the dict": {**NETWORK, "b3": payload},
        "as a name": {**NETWORK, payload: NETWORK["b3"]},
    }[place]
    path = tmp_path / "network.pkl"
    path.write_bytes(pickle.dumps(content, protocol))
    # The payload is live: Python's own unpickler runs it.
    pickle.loads(path.read_bytes())
    assert ran.exists()
    ran.unlink()
    refused(lambda: mnist.init_network(path), path, "not a pickle of NumPy arrays", "system")
    assert not ran.exists()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({"W1": Calls(eval, "1")}, "it asks for 'builtins.eval', which is no part of an array"),
        ({"W1": Calls(np.load, "x.npy")}, "it asks for 'numpy.load'"),
        ({"W1": Path("x")}, "it asks for 'pathlib"),
        ({"W1": np.float64(1)}, "it asks for 'numpy._core.multiarray.scalar'"),
        ({"W1": np.array(["a", "b"])}, "it holds an array of type 'U1', not of numbers"),
        ({"W1": np.array([None, 1])}, "it holds an array of type 'O8', not of numbers"),
        ({"W1": np.array([True])}, "it holds an array of type 'b1', not of numbers"),
        ({"W1": np.zeros(2, complex)}, "it holds an array of type 'c16', not of numbers"),
        ({"W1": np.zeros(2, "M8[s]")}, "it holds an array of type 'M8', not of numbers"),
        ({"W1": Calls(pickle.codecs.encode, "x", "rot13")}, "it holds bytes in the coding 'rot13'"),
        ([NETWORK["W1"]], "it holds no dict"),
        (NETWORK["W1"], "it holds no dict"),
        ("W1", "it holds no dict"),
        # Real names, but no array.
        ({"W1": 3.5}, "it does not hold named arrays of numbers"),
        ({"W1": [1.0, 2.0]}, "it does not hold named arrays of numbers"),
        ({"W1": {"W1": NETWORK["W1"]}}, "it does not hold named arrays of numbers"),
        ({1: NETWORK["W1"]}, "it does not hold named arrays of numbers"),
        # NumPy's own would give an array as large as asked for, over memory that is not its own.
        ({"W1": Calls(np.ndarray, (2**20,))}, "it does not hold named arrays of numbers"),
        ({"W1": Calls(np.dtype, "f8")}, "it does not hold named arrays of numbers"),
    ],
)
def test_a_pickle_of_anything_but_arrays_is_refused(
    tmp_path: Path, content: object, fault: str
) -> None:
    path = tmp_path / "network.pkl"
    path.write_bytes(pickle.dumps(content))
    refused(lambda: mnist.init_network(path), path, fault)


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


WHOLE = npz(**NETWORK)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (WHOLE[:-30], "truncated or damaged .npz"),
        (WHOLE[: len(WHOLE) // 2], "truncated or damaged .npz"),
        # The last byte of the first array: its checksum no longer agrees.
        (flipped(WHOLE, WHOLE.index(NETWORK["W1"].tobytes()) + 47), "truncated or damaged .npz"),
        (npz_compressed(W1=np.zeros(999))[:-30], "truncated or damaged .npz"),
        (npz(W1=np.array([None])), "damaged, or neither .npz nor pickle (Object arrays cannot"),
        (npz(W1=np.array(["a"])), "it does not hold named arrays of numbers"),
        (npz(W1=np.array([True])), "it does not hold named arrays of numbers"),
        (pickle.dumps(NETWORK)[:-9], "not a pickle of NumPy arrays: pickle data was truncated"),
        (pickle.dumps(NETWORK)[:60], "truncated"),
        (pickle.dumps(NETWORK, 4).replace(b"C\x30", b"C\x2f", 1), ""),
        (b"", "truncated"),
        (b"<!DOCTYPE html>", "not a pickle"),
        (b"W1\n", "not a pickle"),
        (b"(i\n", ""),
    ],
)
def test_a_damaged_network_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "network"
    path.write_bytes(content)
    refused(lambda: mnist.init_network(path), path, fault)


def test_whatever_a_damaged_file_makes_of_a_network_is_said_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "network"
    messages = []
    for whole in (WHOLE, pickle.dumps(NETWORK, 2), pickle.dumps(NETWORK, 5)):
        for place in range(0, len(whole), 7):
            path.write_bytes(flipped(whole, place))
            try:
                datasets.read_arrays(path)
            except ValueError as error:
                messages.append(str(error))
    assert len(messages) > 100
    assert all(message.startswith(f"{path}: ") for message in messages)
    assert all(len(message.splitlines()) == 1 for message in messages)


@pytest.mark.parametrize("write", [lambda network: npz(**network), pickle.dumps])
def test_a_network_without_some_keys_names_them(
    tmp_path: Path, write: Callable[[dict], bytes]
) -> None:
    path = tmp_path / "network"
    incomplete = {name: NETWORK[name] for name in ("W1", "b1", "W2", "b3")}
    path.write_bytes(write(incomplete))
    refused(lambda: mnist.init_network(path), path, "no network: b2, W3 missing")
    path.write_bytes(write({**NETWORK, "more": NETWORK["b1"]}))
    assert "more" in mnist.init_network(path)


def test_a_network_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "network.npz", tmp_path):
        refused(lambda p=path: mnist.init_network(p), path, "missing", kind=FileNotFoundError)


def test_the_shipped_files_are_those_that_the_checksums_promise(kit: Kit) -> None:
    sums = dict(
        reversed(line.split("  ")) for line in (kit.data / SUMS).read_text("ascii").splitlines()
    )
    for name, digest in sums.items():
        assert hashlib.sha256((kit.data / name).read_bytes()).hexdigest() == digest, name
        folder, _, alone = name.partition("/")
        assert datasets.find(alone, folder) == kit.data / name
    present = {
        path.relative_to(kit.data).as_posix()
        for sub in ("mnist", "pulsar")
        for path in (kit.data / sub).iterdir()
        if path.suffix != ".py" and path.name != "LICENSE" and path.is_file()
    }
    assert present == set(sums)
    readme = (kit.data / "README.md").read_text("utf-8")
    table = re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", readme, re.MULTILINE)
    assert {name: digest for name, digest in table if "/" in name} == sums


@pytest.mark.parametrize(("part", "count"), [("train", 60000), ("test", 10000)])
def test_the_shipped_mnist_is_whole(kit: Kit, part: str, count: int) -> None:
    images, labels = datasets.read_mnist(part, kit.data)
    assert images.shape == (count, 28, 28)
    # MNIST has about as many images of each digit.
    assert np.bincount(labels).shape == (10,)
    assert np.bincount(labels).min() > 0.08 * count


@pytest.fixture
def trainer(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, without a lasting effect on this process."""
    for library in ("OPENBLAS", "OMP", "MKL"):
        monkeypatch.setenv(f"{library}_NUM_THREADS", "1")
    monkeypatch.setattr(sys, "path", sys.path[:])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return script(kit.data / "mnist" / "train_network.py")


def script(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_network_is_of_the_kind_that_the_script_writes(
    kit: Kit, trainer: ModuleType
) -> None:
    assert trainer.KEYS == mnist.NETWORK_KEYS
    network = mnist.init_network(kit.data / "mnist" / "sample_network.npz")
    drawn = trainer.initial_network(np.random.default_rng(trainer.SEED))
    assert tuple(network) == trainer.KEYS
    for name in trainer.KEYS:
        assert network[name].dtype == np.float32
        assert network[name].shape == drawn[name].shape
        assert np.isfinite(network[name]).all()


def test_the_script_goes_down_the_true_slope(trainer: ModuleType) -> None:
    rng = np.random.default_rng(3)
    sizes: Sequence[tuple[int, int]] = [(4, 3), (3, 5), (5, 10)]
    network = {f"W{n}": rng.normal(size=size) for n, size in enumerate(sizes, start=1)}
    network |= {f"b{n}": rng.normal(size=size[1]) for n, size in enumerate(sizes, start=1)}
    x, t = rng.random((6, 4)), np.eye(10)[rng.choice(10, 6)]

    def loss() -> float:
        return float(-np.sum(t * np.log(mnist.predict(network, x))) / len(x))

    grads = trainer.gradients(network, x, t, np.ones((6, 1)))
    assert set(grads) == set(network)
    h = 1e-5
    for name, values in network.items():
        for place in np.ndindex(values.shape):
            before = values[place]
            values[place] = before + h
            above = loss()
            values[place] = before - h
            below = loss()
            values[place] = before
            assert grads[name][place] == pytest.approx((above - below) / (2 * h), abs=1e-8)


def test_the_script_writes_the_same_bytes_each_time(
    trainer: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    written = []
    monkeypatch.setattr(trainer, "STEPS", 2)
    for name in ("once", "again"):
        folder = idx_files(tmp_path / name)
        monkeypatch.setattr(trainer, "HERE", folder)
        trainer.main()
        written.append((folder / "sample_network.npz").read_bytes())
        assert not list(folder.glob("*.part"))
    assert written[0] == written[1]
    assert capsys.readouterr().out.count("test accuracy, pixels divided by 255: ") == 2
    network = mnist.init_network(tmp_path / "again" / "sample_network.npz")
    drawn = trainer.initial_network(np.random.default_rng(trainer.SEED))
    assert all(not np.array_equal(network[name], drawn[name]) for name in trainer.KEYS)


@pytest.mark.parametrize(
    ("normalize", "kind", "figure"),
    [(False, "pixels from 0 to 255", 0.9598), (True, "pixels divided by 255", 0.9721)],
)
def test_the_readme_says_how_many_digits_the_network_recognises(
    kit: Kit, normalize: bool, kind: str, figure: float
) -> None:
    assert f"- **{figure}** with {kind}" in (kit.data / "README.md").read_text("utf-8")
    network = mnist.init_network(kit.data / "mnist" / "sample_network.npz")
    images, labels = datasets.read_mnist("test", kit.data)
    x = images.reshape(-1, 784) / np.float32(255 if normalize else 1)
    # Elsewhere a digit or two on the edge may fall to the other side.
    found = mnist.accuracy(network, x, labels, batch_size=100)
    assert found == pytest.approx(figure, abs=2e-4)
