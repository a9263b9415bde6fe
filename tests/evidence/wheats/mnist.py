"""Right ways to read MNIST, to recognise digits and to count what is recognised."""

import csv
import gzip
from pathlib import Path

import numpy as np

from rawgrad.authoring.evidence import wheat
from rawgrad.datasets import find, read_arrays, read_bytes, read_mnist
from rawgrad.datasets.pickles import ArrayUnpickler
from solutions.mnist import NETWORK_KEYS, predict


def one_hot(labels):
    """Return one-hot rows, filled one by one."""
    rows = np.zeros((len(labels), 10), dtype=np.int64)
    for row, label in zip(rows, labels, strict=True):
        row[label] = 1
    return rows


def checked(path, number, fields):
    """Return the numbers of one line of a CSV file, or say which line is at fault."""
    whole = len(fields) == 785 and all(field.strip().isdigit() for field in fields)
    numbers = [int(field) for field in fields] if whole else [10]
    if numbers[0] > 9 or max(numbers) > 255:
        raise ValueError(f"{path}, line {number} is damaged")
    return numbers


@wheat("mnist-load_mnist-a-table-of-shades", function="load_mnist")
def load_mnist_a_table_of_shades(normalize=True, flatten=True, one_hot_label=False, directory=None):
    shades = np.array([shade / 255 for shade in range(256)], dtype=np.float32)
    made = []
    for part in ("train", "test"):
        images, labels = read_mnist(part, directory)
        x = shades[images] if normalize else images
        x = x.reshape(len(x), -1) if flatten else np.expand_dims(x.reshape(-1, 28, 28), 1)
        made.append((x, one_hot(labels) if one_hot_label else labels.astype(int)))
    return made


@wheat("mnist-load_mnist-in-place", function="load_mnist")
def load_mnist_in_place(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def one(part):
        x, t = read_mnist(part, directory)
        if normalize:
            x = x.astype(np.float32)
            x *= np.float32(1 / 255)
        x.shape = (-1, 1, 28, 28)
        if one_hot_label:
            t = (t[:, np.newaxis] == np.arange(10)).astype(np.uint8)
        return [x.reshape(-1, 784) if flatten else x, t]

    return tuple(one(part) for part in ("train", "test"))


@wheat("mnist-load_mnist-columns-first", function="load_mnist")
def load_mnist_columns_first(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def one(part):
        x, t = read_mnist(part, directory)
        x = np.asfortranarray(x.reshape(-1, 784))
        if normalize:
            x = np.divide(x, 255.0, dtype=np.float64).astype(np.float32)
        if not flatten:
            x = x.reshape(-1, 1, 28, 28)
        return x, (np.identity(10)[t] if one_hot_label else t.astype(np.int32))

    return one("train"), one("test")


@wheat("mnist-load_mnist_csv-line-by-line", function="load_mnist_csv")
def load_mnist_csv_line_by_line(path, normalize=True, flatten=True, one_hot_label=False):
    labels, images = [], []
    lines = read_bytes(path).decode("ascii").strip().split("\n")
    for number, line in enumerate(lines, start=1):
        if number == 1 and not line[0].isdigit():
            continue
        label, *pixels = checked(path, number, line.split(","))
        labels.append(label)
        images.append(pixels)
    x = np.array(images, dtype=np.uint8)
    if normalize:
        x = x.astype(np.float32) / 255
    if not flatten:
        x = x.reshape(len(x), 1, 28, 28)
    return x, (one_hot(labels) if one_hot_label else np.array(labels))


@wheat("mnist-load_mnist_csv-genfromtxt", function="load_mnist_csv")
def load_mnist_csv_genfromtxt(path, normalize=True, flatten=True, one_hot_label=False):
    # What is no number becomes nan, and so does the first field of a header.
    lines = read_bytes(path).decode().splitlines()
    for number, line in enumerate(lines):
        if number or line[0] != "l":
            checked(path, 1 + number, line.split(","))
    rows = np.genfromtxt(lines, delimiter=",", ndmin=2)
    rows = rows[~np.isnan(rows[:, 0])]
    t, x = rows[:, 0].astype(int), rows[:, 1:]
    x = np.float32(x / 255) if normalize else x.astype(np.uint8)
    return [
        x.reshape(-1, 784) if flatten else x.reshape(-1, 1, 28, 28),
        np.eye(10)[t] if one_hot_label else t,
    ]


@wheat("mnist-load_mnist_csv-module-csv", function="load_mnist_csv")
def load_mnist_csv_module_csv(path, normalize=True, flatten=True, one_hot_label=False):
    with Path(path).open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rt") if compressed else Path(path).open(encoding="ascii") as file:
        table = list(csv.reader(file))
    header = int(table[0][0] == "label")
    rows = np.array(
        [checked(path, number, line) for number, line in enumerate(table[header:], 1 + header)]
    )
    x = rows[:, 1:].reshape((-1, 784) if flatten else (-1, 1, 28, 28)).astype(np.uint8)
    t = rows[:, 0].astype(np.uint8)
    return (
        np.divide(x, 255, dtype=np.float32) if normalize else x,
        np.eye(10, dtype=np.int8)[t] if one_hot_label else t,
    )


@wheat("mnist-init_network-six-arrays-only", function="init_network")
def init_network_six_arrays_only(path=None):
    arrays = read_arrays(path or find(("sample_weight.pkl", "sample_network.npz"), "mnist"))
    try:
        return {name: arrays[name] for name in NETWORK_KEYS}
    except KeyError as error:
        raise ValueError(f"{path}: {error} is missing") from None


@wheat("mnist-init_network-in-float64", function="init_network")
def init_network_in_float64(path=None):
    if path is None:
        path = find(("sample_weight.pkl", "sample_network.npz"), "mnist")
    network = {}
    for name, array in read_arrays(path).items():
        network[name] = np.asfortranarray(array, dtype=np.float64)
    if len(set(network) & set(NETWORK_KEYS)) < 6:
        raise ValueError("an array is missing")
    return network


@wheat("mnist-init_network-by-hand", function="init_network")
def init_network_by_hand(path=None):
    if path is None:
        path = find(("sample_weight.pkl", "sample_network.npz"), "mnist")
    with Path(path).open("rb") as file:
        zipped = file.read(2) == b"PK"
        file.seek(0)
        if zipped:
            with np.load(file) as arrays:
                network = {name: arrays[name] for name in arrays.files}
        else:
            try:
                pickled = ArrayUnpickler(file).load()
            except Exception as error:
                raise ValueError(f"{path}: {error}") from error
            network = {name: held.array for name, held in pickled.items()}
    if any(name not in network for name in NETWORK_KEYS):
        raise ValueError(f"{path}: no network")
    return network


@wheat("mnist-predict-plain-formulas", function="predict")
def predict_plain_formulas(network, x):
    z = np.asarray(x, dtype=np.float64)
    with np.errstate(over="ignore"):
        for layer in "12":
            z = 1 / (1 + np.exp(-(z @ network["W" + layer] + network["b" + layer])))
    a = z @ network["W3"] + network["b3"]
    a = a.T - a.max(axis=-1)
    return (np.exp(a) / np.exp(a).sum(axis=0)).T


@wheat("mnist-predict-log-sum-exp-and-tanh", function="predict")
def predict_log_sum_exp_and_tanh(network, x):
    z = np.asarray(x)
    for layer in (1, 2):
        a = np.einsum("...i,ij->...j", z, network[f"W{layer}"]) + network[f"b{layer}"]
        z = 0.5 + 0.5 * np.tanh(a / 2)
    a = np.einsum("...i,ij->...j", z, network["W3"]) + network["b3"]
    a = a - a.max(axis=-1, keepdims=True)
    return np.exp(a - np.log(np.exp(a).sum(axis=-1, keepdims=True)))


@wheat("mnist-predict-image-by-image-in-float32", function="predict")
def predict_image_by_image_in_float32(network, x):
    x = np.asarray(x, dtype=np.float32)
    if x.ndim == 2:
        return np.array(
            [predict_image_by_image_in_float32(network, image) for image in x], order="F"
        )
    w = {name: np.asarray(array, dtype=np.float32) for name, array in network.items()}
    with np.errstate(over="ignore"):
        z1 = 1 / (1 + np.exp(-(x @ w["W1"] + w["b1"])))
        z2 = 1 / (1 + np.exp(-(z1 @ w["W2"] + w["b2"])))
    a = z2 @ w["W3"] + w["b3"]
    e = np.exp(a - max(a))
    return e / sum(e)


@wheat(
    "mnist-accuracy-mean-of-all-answers",
    function="accuracy",
    en="The answers of all batches are put together, and the mean of True and False is "
    "the share of the right ones.",
    ko="모든 배치의 답을 이어 붙입니다. 참과 거짓의 평균이 정답의 비율입니다.",
)
def accuracy_mean_of_all_answers(network, x, t, batch_size=None):
    if batch_size is None:
        batch_size = 1
    answers = [
        np.argmax(predict(network, x[start : start + batch_size]), axis=1)
        for start in range(0, len(x), batch_size)
    ]
    return np.mean(np.concatenate(answers) == t)


@wheat(
    "mnist-accuracy-weighted-parts",
    function="accuracy",
    en="Each batch counts by its size, so that a last one that is smaller weighs less.",
    ko="배치마다 크기만큼 반영하므로, 더 작은 마지막 배치는 그만큼 적게 셉니다.",
)
def accuracy_weighted_parts(network, x, t, batch_size=None):
    total = 0.0
    start = 0
    while start < len(x):
        stop = min(start + (batch_size or 1), len(x))
        found = predict(network, x[start:stop]).argmax(-1)
        total += np.mean(found == t[start:stop]) * (stop - start)
        start = stop
    return np.asarray(total / len(x))


@wheat("mnist-accuracy-as-documented", function="accuracy")
def accuracy_as_documented(network, x, t, batch_size=None):
    count = 0
    if not batch_size:
        for i in range(len(x)):
            y = predict(network, x[i]).tolist()
            if y.index(max(y)) == t[i]:
                count += 1
    else:
        for i in range(0, len(x), batch_size):
            p = np.argmax(predict(network, x[i : i + batch_size]), axis=1)
            count += np.sum(p == t[i : i + batch_size])
    return np.float32(count) / np.float32(len(x))
