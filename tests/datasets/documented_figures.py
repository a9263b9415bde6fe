"""The documents' own figures, from the real files: `RAWGRAD_DATA=DIR tox -e real`.

Not collected by `pytest tests`: the files may not be shipped. Nothing here is skipped; a missing
or altered file fails with one line.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from pathlib import Path

import numpy as np
import pytest

from rawgrad.datasets import read_pulsars
from solutions import binary, mnist, pulsar

SHA256 = {
    "pulsar_stars.csv": "0065496fca80131a319f68128407dcab69f5f662ff6bc49cae477f79c63351ed",
    "sample_weight.pkl": "b7f55a27988ba34c3777b0f1bbd464817c8a4db855723e6ff26f703501917a13",
}
# Loss, accuracy in training and on the test set, epoch by epoch.
FIRST_PART = """
0.154 0.959 0.972
0.131 0.966 0.972
0.136 0.967 0.970
0.133 0.968 0.970
0.121 0.968 0.969
0.145 0.968 0.974
0.122 0.970 0.975
0.127 0.970 0.976
0.125 0.970 0.976
0.134 0.968 0.976
"""


@pytest.fixture(scope="session", autouse=True)
def real() -> Path:
    folder = Path(os.environ.get("RAWGRAD_DATA") or "")
    for name, wanted in SHA256.items():
        path = folder / name
        if not path.is_file():
            pytest.exit(f"{path}: missing; set RAWGRAD_DATA to the folder that holds it", 2)
        if hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            pytest.exit(f"{path}: not the documents' file: its SHA-256 is another", 2)
    return folder


@pytest.mark.parametrize(("normalize", "accuracy"), [(False, 0.9207), (True, 0.9352)])
def test_the_documents_network_recognises_as_many_digits_as_they_print(
    normalize: bool, accuracy: float
) -> None:
    network = mnist.init_network()
    _, (images, labels) = mnist.load_mnist(normalize=normalize)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert mnist.accuracy(network, images, labels) == accuracy
        assert mnist.accuracy(network, images, labels, batch_size=100) == accuracy
        assert mnist.accuracy(network, images, labels, batch_size=77) == accuracy


def test_the_first_pulsar_table_is_met_line_by_line() -> None:
    table = binary.pulsar_exec(report=0, rng=np.random.RandomState(1234))
    found = [
        f"{row['loss']:.3f} {row['train_accuracy']:.3f} {row['test_accuracy']:.3f}" for row in table
    ]
    assert found == FIRST_PART.split("\n")[1:-1]


def test_the_real_table_is_what_it_says_it_is() -> None:
    data = read_pulsars()
    assert data.shape == (17898, 9)
    assert data.dtype == np.float32
    assert int(data[:, 8].sum()) == 1639
    plain, adjusted = pulsar.load_pulsar_dataset(), pulsar.load_pulsar_dataset(True)
    assert plain.shape == (17898, 9)
    assert adjusted.shape == (2 * 16259, 9)
    assert adjusted[:16259, 8].sum() == 0
    assert adjusted[16259:, 8].sum() == 16259


def test_always_star_looks_good_and_finds_nothing() -> None:
    data = pulsar.load_pulsar_dataset()
    accuracy, precision, recall, f1 = pulsar.eval_accuracy(np.full((17898, 1), -1.0), data[:, 8:])
    assert round(accuracy, 3) == 0.908
    assert (precision, recall, f1) == (0.0, 0.0, 0.0)


def test_more_pulsars_in_training_find_more_of_them_at_the_price_of_precision() -> None:
    def last(**options: bool) -> dict[str, float]:
        rng = np.random.RandomState(1)
        return pulsar.pulsar_exec(report=0, rng=rng, **options)[-1]

    plain = last()
    honest = last(adjust_ratio=True, split_first=True)
    leaking = last(adjust_ratio=True)
    assert honest["recall"] > plain["recall"]
    assert honest["precision"] < plain["precision"]
    assert honest["f1"] < plain["f1"] < leaking["f1"]
