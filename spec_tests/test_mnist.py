"""What holds for every right loader, network and count, and the figures on the test images."""

import gzip
import hashlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario

SHAPES = {
    "W1": (784, 50),
    "b1": (50,),
    "W2": (50, 100),
    "b2": (100,),
    "W3": (100, 10),
    "b3": (10,),
}
# The network that D0 and D4 load is not shipped; this is how it is known if a learner has it.
DOCUMENTS_B3 = "9e4452c9a0a7589eb5e239340644c90ef1be49f7798c576bb86635555c4a3cb3"


def inputs(trial: Trial, name: str) -> Path:
    """Return the path of one of the specification's inputs."""
    return trial.kit.spec / "inputs" / name


def raw_part(folder: Path, prefix: str) -> tuple[np.ndarray, np.ndarray]:
    """Read the bytes of one part of MNIST: they follow a header of 16 bytes, of 8 for labels."""
    images = gzip.decompress((folder / f"{prefix}-images-idx3-ubyte.gz").read_bytes())[16:]
    labels = gzip.decompress((folder / f"{prefix}-labels-idx1-ubyte.gz").read_bytes())[8:]
    return (
        np.frombuffer(images, np.uint8).reshape(-1, 28, 28),
        np.frombuffer(labels, np.uint8),
    )


def raw_csv(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read the numbers of a CSV file, without its header."""
    lines = path.read_text(encoding="ascii").split()
    rows = [line.split(",") for line in lines if line[0].isdigit()]
    numbers = np.array(rows).astype(np.uint8)
    return numbers[:, 1:].reshape(-1, 28, 28), numbers[:, 0]


def insist_images(
    trial: Trial, got: object, raw: np.ndarray, normalize: bool, flatten: bool, of: str = "[0]"
) -> None:
    """Insist on images in the form asked for; of which precision is another question."""
    shape = (len(raw), 784) if flatten else (len(raw), 1, 28, 28)
    images = trial.as_array(got, shape, "float" if normalize else "integer", of=of)
    want = raw.reshape(shape) / 255 if normalize else raw.reshape(shape)
    trial.same(images, want, of=of)


def insist_labels(
    trial: Trial, got: object, raw: np.ndarray, one_hot: bool, of: str = "[1]"
) -> None:
    """Insist on labels in the form asked for; the rows of one-hot labels may hold any numbers."""
    if one_hot:
        rows = trial.as_array(got, (len(raw), 10), "number", of=of)
        trial.same(rows, (np.arange(10) == raw[:, None]).astype(float), of=of)
    else:
        trial.same(trial.as_array(got, raw.shape, "integer", of=of), raw, of=of)


def insist_type(trial: Trial, got: object, normalize: bool, of: str = "[0]") -> None:
    """Insist on float32 for normalised pixels and on bytes for others."""
    images, wanted = trial.as_array(got, kind="number", of=of), "float32" if normalize else "uint8"
    trial.hold(images.dtype == wanted, of=f"{of}.dtype", got=str(images.dtype), want=wanted)


def both_parts(
    trial: Trial, name: str = "mnist-small", **flags: bool
) -> list[tuple[object, object, np.ndarray, np.ndarray]]:
    """Load a small MNIST, by default of 5 and 3 images: what came back, and what is in the files."""
    folder = inputs(trial, name)
    parts = trial.sequence("load_mnist", **flags, directory=str(folder), length=2)
    found = []
    for part, prefix in zip(parts, ("train", "t10k"), strict=True):
        trial.hold(isinstance(part, list | tuple) and len(part) == 2, got=part, want="(x, t)")
        found.append((*part, *raw_part(folder, prefix)))
    return found


test_predict_cases_leave_arguments = leaves_arguments("predict")
test_accuracy_cases_leave_arguments = leaves_arguments("accuracy")


@law(
    "load_mnist",
    "values",
    en="By default every pixel is the byte in the file divided by 255, in both parts",
    ko="기본값이면 학습용과 시험용 모두 픽셀이 파일의 값을 255로 나눈 수입니다",
    document="D2",
)
def test_pixels_are_divided_by_255(trial: Trial) -> None:
    # Divided by 255, not by the largest pixel there is: in one of the two folders that is 200.
    for name in ("mnist-small", "mnist-dim"):
        for i, (images, _, raw, _) in enumerate(both_parts(trial, name)):
            insist_images(trial, images, raw, True, True, of=f"[{i}][0]")


@law(
    "load_mnist",
    "types",
    en="Normalised pixels are float32",
    ko="정규화한 픽셀은 float32입니다",
)
def test_pixels_have_their_type(trial: Trial) -> None:
    for i, (images, *_) in enumerate(both_parts(trial)):
        insist_type(trial, images, normalize=True, of=f"[{i}][0]")


@law(
    "load_mnist",
    "types",
    en="Pixels are bytes, of type uint8, or float32 if normalised, flattened or not",
    ko="펼치든 펼치지 않든 픽셀은 uint8, 정규화하면 float32입니다",
    needs=("forms",),
)
def test_raw_pixels_are_bytes(trial: Trial) -> None:
    for normalize, flatten in itertools.product((True, False), repeat=2):
        parts = both_parts(trial, normalize=normalize, flatten=flatten)
        for i, (images, *_) in enumerate(parts):
            insist_type(trial, images, normalize, of=f"[{i}][0]")


@law(
    "load_mnist",
    "forms",
    en="Without normalising and flattening the pixels stay as they are in the file",
    ko="정규화하지 않으면 픽셀은 파일에 든 값 그대로이고, 펼치지 않으면 28 x 28로 남습니다",
    document="D0",
)
def test_images_take_every_form(trial: Trial) -> None:
    for normalize, flatten in ((False, True), (True, False), (False, False)):
        parts = both_parts(trial, normalize=normalize, flatten=flatten)
        for i, (images, _, raw, _) in enumerate(parts):
            insist_images(trial, images, raw, normalize, flatten, of=f"[{i}][0]")


@law(
    "load_mnist",
    "targets",
    en="Labels are digits, or one-hot rows with 1 at the digit, whatever is done to the pixels",
    ko="픽셀의 형태와 상관없이 레이블은 숫자이거나, 그 숫자의 자리만 1인 원-핫 행입니다",
    document="D2",
)
def test_labels_become_one_hot(trial: Trial) -> None:
    for normalize, flatten, one_hot in itertools.product((True, False), repeat=3):
        flags = {"normalize": normalize, "flatten": flatten, "one_hot_label": one_hot}
        for i, (_, labels, _, raw) in enumerate(both_parts(trial, **flags)):
            insist_labels(trial, labels, raw, one_hot, of=f"[{i}][1]")


@law(
    "load_mnist",
    "files",
    en="A folder that holds MNIST as CSV only is read as well",
    ko="CSV 형식의 MNIST만 들어 있는 폴더도 읽습니다",
    document="D2",
)
def test_csv_stands_in_for_idx(trial: Trial) -> None:
    folder = inputs(trial, "mnist-csv")
    parts = trial.sequence("load_mnist", directory=str(folder), length=2)
    for i, name in enumerate(("mnist_train.csv", "mnist_test.csv")):
        part = parts[i]
        trial.hold(isinstance(part, list | tuple) and len(part) == 2, got=part, want="(x, t)")
        raw, wanted = raw_csv(folder / name)
        insist_images(trial, part[0], raw, True, True, of=f"[{i}][0]")
        insist_labels(trial, part[1], wanted, one_hot=False, of=f"[{i}][1]")


@law(
    "load_mnist_csv",
    "values",
    en="The pixels of several lines become the rows of the images, in their order",
    ko="여러 줄의 픽셀은 그 순서대로 이미지의 행이 됩니다",
    document="D2",
)
def test_lines_become_rows(trial: Trial) -> None:
    path = inputs(trial, "mnist-plain.csv")
    images, _ = trial.sequence("load_mnist_csv", str(path), length=2)
    insist_images(trial, images, raw_csv(path)[0], normalize=True, flatten=True)


def every_choice(
    trial: Trial, path: Path
) -> Iterator[tuple[object, object, tuple[bool, bool, bool]]]:
    """Yield images and labels of a CSV file for each combination of the three choices."""
    for choices in itertools.product((True, False), repeat=3):
        flags = dict(zip(("normalize", "flatten", "one_hot_label"), choices, strict=True))
        images, labels = trial.sequence("load_mnist_csv", str(path), **flags, length=2)
        yield images, labels, choices


@law(
    "load_mnist_csv",
    "forms",
    en="The three choices work in every combination, for the images",
    ko="세 가지 선택은 어떻게 조합해도 이미지에 맞게 작동합니다",
)
def test_choices_combine(trial: Trial) -> None:
    path = inputs(trial, "mnist-plain.csv")
    for images, _, (normalize, flatten, _) in every_choice(trial, path):
        insist_images(trial, images, raw_csv(path)[0], normalize, flatten)


@law(
    "load_mnist_csv",
    "targets",
    en="The three choices work in every combination, for the labels",
    ko="세 가지 선택은 어떻게 조합해도 레이블에 맞게 작동합니다",
)
def test_choices_combine_for_labels(trial: Trial) -> None:
    path = inputs(trial, "mnist-plain.csv")
    for _, labels, (_, _, one_hot) in every_choice(trial, path):
        insist_labels(trial, labels, raw_csv(path)[1], one_hot)


@law(
    "load_mnist_csv",
    "types",
    en="Normalised pixels are float32",
    ko="정규화한 픽셀은 float32입니다",
)
def test_csv_pixels_have_their_type(trial: Trial) -> None:
    images, _ = trial.sequence("load_mnist_csv", str(inputs(trial, "mnist-plain.csv")), length=2)
    insist_type(trial, images, normalize=True)


@law(
    "load_mnist_csv",
    "types",
    en="Pixels are bytes, of type uint8, or float32 if normalised, flattened or not",
    ko="펼치든 펼치지 않든 픽셀은 uint8, 정규화하면 float32입니다",
    needs=("forms",),
)
def test_raw_csv_pixels_are_bytes(trial: Trial) -> None:
    for images, _, (normalize, _, _) in every_choice(trial, inputs(trial, "mnist-plain.csv")):
        insist_type(trial, images, normalize)


def insist_line(trial: Trial, name: str, line: int) -> None:
    """Insist that a faulty file is refused by a message that names the file and the line."""
    path = str(inputs(trial, name))
    trial.sequence("load_mnist_csv", str(inputs(trial, "mnist-plain.csv")), length=2)
    trial.last = trial.subject.call(trial.exercise, "load_mnist_csv", path)
    trouble = trial.last.trouble
    message = trouble.message if trouble and "ValueError" in trouble.kinds else "-"
    # Of the path's own digits none counts.
    said = message.replace(path, "").replace(name, "")
    right = name in message and re.search(rf"(?<!\d){line}(?!\d)", said)
    trial.hold(right, got=message[:200], want=f"{name}: line {line}")


@law(
    "load_mnist_csv",
    "files",
    en="A faulty file is named, with the line at fault",
    ko="잘못된 파일의 이름과 잘못된 줄의 번호를 알려 줍니다",
)
def test_faulty_line_is_named(trial: Trial) -> None:
    for name in ("bright", "half", "long", "minus", "short"):
        insist_line(trial, f"mnist-{name}.csv", 2)


@law(
    "load_mnist_csv",
    "files",
    en="Lines are counted from the first of the file, also where that names the columns",
    ko="첫 줄에 열 이름이 있어도 줄 번호는 파일의 첫 줄부터 셉니다",
    needs=("sources",),
)
def test_header_is_a_line(trial: Trial) -> None:
    for fault in ("bright", "half"):
        insist_line(trial, f"mnist-header-{fault}.csv", 4)


@law(
    "init_network",
    "sources",
    en="The network of the kit has 784 inputs, layers of 50 and 100 neurons, and 10 outputs",
    ko="기본으로 제공되는 신경망은 입력 784개, 은닉층 뉴런 50개와 100개, 출력 10개입니다",
    document="D4",
)
def test_shapes_of_the_network(trial: Trial) -> None:
    network = trial.call("init_network", str(trial.data / "mnist" / "sample_network.npz"))
    trial.has_keys(network, SHAPES)
    for name, shape in SHAPES.items():
        trial.as_array(network[name], shape, of=f"[{name!r}]")


def random_network(rng: np.random.Generator, sizes: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Return random weights and biases for three layers of these sizes."""
    network = {}
    for layer, (inputs_, outputs) in enumerate(itertools.pairwise(sizes), start=1):
        network[f"W{layer}"] = rng.normal(size=(inputs_, outputs))
        network[f"b{layer}"] = rng.normal(size=outputs)
    return network


@law(
    "predict",
    "batch",
    en="A batch gives what its images give one by one, and each row sums to 1",
    ko="배치의 결과는 이미지를 하나씩 넣은 결과와 같고, 각 행을 더하면 1입니다",
    document="D4",
)
def test_batch_is_its_images(trial: Trial) -> None:
    network = random_network(trial.rng, (5, 4, 6, 3))
    x = trial.rng.normal(size=(12, 5))
    y = trial.array("predict", network, x, shape=(12, 3))
    trial.same(y.sum(axis=1), np.ones(12), of="y.sum(axis=1)")
    for image, row in zip(x, y, strict=True):
        trial.same(trial.array("predict", network, image, shape=(3,)), row, atol=1e-6)


@law(
    "predict",
    "inputs",
    en="Neither the network nor a single image is changed",
    ko="신경망도, 하나뿐인 이미지도 바뀌지 않습니다",
)
def test_predict_changes_nothing(trial: Trial) -> None:
    y = trial.array("predict", plain_network(), np.array([3.0, -1.0]), shape=(3,))
    trial.unchanged()
    trial.same(y, np.array([2.0, 3.0, 4.0]) / 9)


@law(
    "predict",
    "inputs",
    en="Neither the network nor a batch is changed",
    ko="신경망도 배치도 바뀌지 않습니다",
    needs=("batch",),
)
def test_predict_leaves_a_batch(trial: Trial) -> None:
    y = trial.array("predict", plain_network(), np.array([[3.0, -1.0]] * 2), shape=(2, 3))
    trial.unchanged()
    trial.same(y, np.array([[2.0, 3.0, 4.0]] * 2) / 9)


def plain_network() -> dict[str, np.ndarray]:
    """Return a network whose scores for [3, -1] are ln 2, ln 3 and ln 4."""
    # For this image each sum is what its bias takes away, so every hidden neuron gives 1/2.
    return {
        "W1": np.array([[1.0, 1.0, 0.0], [2.0, 1.0, 1.0]]),
        "b1": np.array([-1.0, -2.0, 1.0]),
        "W2": np.array([[2.0, -4.0], [4.0, 2.0], [-2.0, 6.0]]),
        "b2": np.array([-2.0, -2.0]),
        "W3": 2 * np.log([[1.0, 3.0, 2.0], [1.0, 1.0, 2.0]]),
        "b3": np.log([2.0, 1.0, 1.0]),
    }


def largest_pixel_network() -> dict[str, np.ndarray]:
    """Return a network that finds the place of the largest of four pixels."""
    # Each layer keeps the order of its inputs, since sigmoid and softmax only ever rise.
    network = {f"W{layer}": 6 * np.eye(4) for layer in (1, 2, 3)}
    return network | {"b1": np.full(4, -3.0), "b2": np.full(4, -3.0), "b3": np.zeros(4)}


@law(
    "accuracy",
    "batch",
    en="Every batch size gives the same accuracy as image by image",
    ko="배치 크기가 얼마이든 이미지를 하나씩 셀 때와 정확도가 같습니다",
    document="D4",
)
def test_batch_size_does_not_matter(trial: Trial) -> None:
    x = trial.rng.permuted(np.tile([0.1, 0.3, 0.5, 0.9], (11, 1)), axis=1)
    t = np.where(trial.rng.permutation(11) < 7, x.argmax(axis=1), 3 - x.argmax(axis=1))
    for batch_size in (None, *range(1, 13)):
        part = trial.number("accuracy", largest_pixel_network(), x, t, batch_size=batch_size)
        # 3 - k is never k, so that exactly 7 labels are those of the largest pixels.
        trial.same(part, 7 / 11)


@law(
    "accuracy",
    "inputs",
    en="Neither the network nor images and labels are changed",
    ko="신경망도 이미지와 레이블도 바뀌지 않습니다",
)
def test_accuracy_changes_nothing(trial: Trial) -> None:
    insist_unchanged(trial)


@law(
    "accuracy",
    "inputs",
    en="Neither the network nor images and labels are changed by counting in batches",
    ko="배치로 셀 때도 신경망과 이미지와 레이블은 바뀌지 않습니다",
    needs=("batch",),
)
def test_counting_in_batches_changes_nothing(trial: Trial) -> None:
    insist_unchanged(trial, batch_size=2)


def insist_unchanged(trial: Trial, **options: int) -> None:
    """Insist that counting one of three images leaves network, images and labels alone."""
    x = np.array([[0.1, 0.9, 0.3, 0.5], [0.5, 0.1, 0.9, 0.3], [0.9, 0.5, 0.1, 0.3]])
    part = trial.number("accuracy", largest_pixel_network(), x, np.array([1, 3, 2]), **options)
    trial.unchanged()
    trial.same(part, 1 / 3)


@scenario(
    "accuracy",
    en="On pixels from 0 to 255 the network of the kit recognises 0.9598 of the test images",
    ko="0부터 255까지의 픽셀로 시험하면 기본으로 제공되는 신경망의 정확도는 0.9598입니다",
    document="D4",
)
def test_raw_pixels(trial: Trial) -> None:
    folder = trial.data / "mnist"
    network = trial.make("init_network", str(folder / "sample_network.npz"))
    parts = trial.make("load_mnist", normalize=False, directory=str(folder))
    shapes = [trial.describe(parts[i][k])["shape"] for i in (0, 1) for k in (0, 1)]
    wanted = [[60000, 784], [60000], [10000, 784], [10000]]
    trial.same(shapes, wanted, of="load_mnist(…): shapes")
    x, t = parts[1][0], parts[1][1]
    trial.same(trial.number("accuracy", network, x, t, batch_size=100), 0.9598, atol=1e-6)
    # One after the other the first thousand will do.
    some = slice(0, 1000)
    trial.same(trial.number("accuracy", network, x[some], t[some]), 0.961, atol=1e-6)


@scenario(
    "accuracy",
    en="On pixels divided by 255 the same network recognises 0.9721 of the test images",
    ko="255로 나눈 픽셀로 시험하면 같은 신경망의 정확도는 0.9721입니다",
    document="D2",
)
def test_scaled_pixels(trial: Trial) -> None:
    folder = trial.data / "mnist"
    network = trial.make("init_network", str(folder / "sample_network.npz"))
    parts = trial.make("load_mnist", directory=str(folder))
    # 10,000 is no multiple of 300: the last batch holds 100 images.
    part = trial.number("accuracy", network, parts[1][0], parts[1][1], batch_size=300)
    trial.same(part, 0.9721, atol=1e-6)


@scenario(
    "accuracy",
    en="What init_network() and load_mnist() find recognises at least 0.92 of the test images",
    ko="경로를 주지 않고 찾은 신경망과 데이터의 정확도는 0.92 이상입니다",
    document="D4",
)
def test_whatever_is_found(trial: Trial) -> Text:
    network = trial.make("init_network")
    for name, shape in SHAPES.items():
        trial.same(trial.describe(network[name])["shape"], list(shape), of=f"{name}.shape")
    parts = trial.make("load_mnist", normalize=False)
    x, t = parts[1][0], parts[1][1]
    part = trial.number("accuracy", network, x, t, batch_size=100)
    trial.hold(part >= 0.92, got=part, want=">= 0.92")
    b3 = trial.as_array(trial.read(network["b3"]), (10,))
    if hashlib.sha256(b3.astype("<f4").tobytes()).hexdigest() == DOCUMENTS_B3:
        trial.same(part, 0.9207, atol=1e-6)
    shipped = np.load(trial.data / "mnist" / "sample_network.npz")["b3"]
    own = not np.allclose(b3, shipped)
    count = trial.describe(t)["length"]
    return Text(
        f"test accuracy {part:.4f} on {count:,} digits, pixels from 0 to 255, "
        f"{'a network of your own' if own else 'the network of the kit'}",
        f"픽셀이 0부터 255까지인 숫자 {count:,}개에 대한 정확도 {part:.4f}, "
        f"{'직접 준비한' if own else '기본으로 제공되는'} 신경망",
    )
