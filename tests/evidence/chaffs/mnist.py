"""Wrong ways to read MNIST, to recognise digits and to count what is recognised."""

import pickle
from pathlib import Path

import numpy as np

from rawgrad.authoring.evidence import chaff
from rawgrad.datasets import find, parse_rows, read_arrays, read_bytes, read_mnist
from solutions import mnist
from solutions.activation import relu, sigmoid
from solutions.softmax import softmax


def form(images, labels, normalize, flatten, one_hot_label):
    """Return images and labels as they should be: what a chaff does wrong it does besides."""
    images = images.reshape((-1, 784) if flatten else (-1, 1, 28, 28))
    if normalize:
        images = images / np.float32(255)
    if one_hot_label:
        labels = np.eye(10, dtype=np.float32)[labels]
    return images, labels


def parts(directory, make):
    """Return both parts of MNIST, each made from its images and labels by `make`."""
    return make(*read_mnist("train", directory)), make(*read_mnist("test", directory))


# load_mnist


@chaff(
    "mnist-load_mnist-divides-by-256",
    function="load_mnist",
    loses=("values", ...),
    en="divides the pixels by 256: white becomes 0.996 instead of 1",
    ko="픽셀을 256으로 나누는 구현. 가장 밝은 픽셀이 1이 아니라 0.996이 됩니다",
    think_en="What is the largest value of a byte?",
    think_ko="1바이트로 나타낼 수 있는 가장 큰 값은 얼마입니까?",
)
def load_mnist_divides_by_256(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        x, t = form(images, labels, False, flatten, one_hot_label)
        return (x / np.float32(256) if normalize else x), t

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-always-normalised",
    function="load_mnist",
    loses="forms",
    en="divides the pixels by 255 even with normalize=False",
    ko="normalize=False일 때도 픽셀을 255로 나누는 구현",
    think_en="Which argument decides whether the pixels are divided, and where is it looked at?",
    think_ko="픽셀을 나눌지 정하는 인자는 무엇이고, 어디에서 확인하고 있습니까?",
)
def load_mnist_always_normalised(normalize=True, flatten=True, one_hot_label=False, directory=None):
    return parts(directory, lambda x, t: form(x, t, True, flatten, one_hot_label))


@chaff(
    "mnist-load_mnist-never-normalised",
    function="load_mnist",
    loses=("values", ...),
    en="leaves the pixels between 0 and 255 even with normalize=True",
    ko="normalize=True일 때도 픽셀을 0부터 255까지의 값으로 그대로 두는 구현",
    think_en="What is the largest pixel of what you return?",
    think_ko="반환한 픽셀 가운데 가장 큰 값은 얼마입니까?",
)
def load_mnist_never_normalised(normalize=True, flatten=True, one_hot_label=False, directory=None):
    return parts(directory, lambda x, t: form(x, t, False, flatten, one_hot_label))


@chaff(
    "mnist-load_mnist-whole-division",
    function="load_mnist",
    loses=("values", ...),
    en="divides with //, which leaves only 0 and 1",
    ko="// 연산으로 나누어 0과 1만 남기는 구현",
    think_en="What is 128 // 255?",
    think_ko="128 // 255 값은 얼마입니까?",
    told_by="pixels_are_divided_by_255",
)
def load_mnist_whole_division(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        x, t = form(images, labels, False, flatten, one_hot_label)
        return ((x // 255).astype(np.float32) if normalize else x), t

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-float64",
    function="load_mnist",
    loses="types",
    en="returns normalised pixels as float64, which take twice the room of float32",
    ko="정규화한 픽셀을 float64로 반환하는 구현. float32보다 메모리를 두 배 씁니다",
    think_en="Which dtype does a uint8 array have after it is divided by 255?",
    think_ko="uint8 배열을 255로 나누면 dtype이 무엇이 됩니까?",
    told_by="pixels_have_their_type",
)
def load_mnist_float64(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        x, t = form(images, labels, False, flatten, one_hot_label)
        return (x / 255 if normalize else x), t

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-test-part-raw",
    function="load_mnist",
    loses=("values", ...),
    en="normalises the training images only and leaves the test images between 0 and 255",
    ko="학습용 이미지만 정규화하고 시험용 이미지는 0부터 255까지의 값으로 두는 구현",
    think_en="Would a network that is trained on one scale recognise images on another?",
    think_ko="한 범위의 값으로 학습한 신경망이 다른 범위의 이미지를 알아볼 수 있습니까?",
)
def load_mnist_test_part_raw(normalize=True, flatten=True, one_hot_label=False, directory=None):
    return (
        form(*read_mnist("train", directory), normalize, flatten, one_hot_label),
        form(*read_mnist("test", directory), False, flatten, one_hot_label),
    )


@chaff(
    "mnist-load_mnist-each-image-by-its-maximum",
    function="load_mnist",
    loses=("values", ...),
    en="divides the images by their largest pixel instead of by 255",
    ko="이미지를 255가 아니라 그 이미지의 가장 큰 픽셀로 나누는 구현",
    think_en="What happens to an image that is grey all over?",
    think_ko="전체가 회색인 이미지는 어떻게 됩니까?",
    told_by="pixels_are_divided_by_255",
)
def load_mnist_each_image_by_its_maximum(
    normalize=True, flatten=True, one_hot_label=False, directory=None
):
    def make(images, labels):
        top = images.max(axis=(1, 2), keepdims=True)
        scaled = images / top.astype(np.float32) if normalize else images
        return form(scaled, labels, False, flatten, one_hot_label)

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-without-channel",
    function="load_mnist",
    loses="forms",
    en="gives images of shape (N, 28, 28) with flatten=False: the channel is missing",
    ko="flatten=False일 때 채널 없이 (N, 28, 28) 모양으로 반환하는 구현",
    think_en="Which axis of (N, 1, 28, 28) counts the colours?",
    think_ko="(N, 1, 28, 28)에서 색의 수를 나타내는 축은 어느 것입니까?",
)
def load_mnist_without_channel(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        x, t = form(images, labels, normalize, flatten, one_hot_label)
        return (x if flatten else x[:, 0]), t

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-channel-last",
    function="load_mnist",
    loses="forms",
    en="puts the channel last, as (N, 28, 28, 1)",
    ko="채널을 맨 뒤에 두어 (N, 28, 28, 1) 모양으로 반환하는 구현",
    think_en="Where does the docstring put the channel?",
    think_ko="설명에서는 채널이 몇 번째 축에 있습니까?",
)
def load_mnist_channel_last(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        x, t = form(images, labels, normalize, flatten, one_hot_label)
        return (x if flatten else x.reshape(-1, 28, 28, 1)), t

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-column-by-column",
    function="load_mnist",
    loses=("values", ...),
    en="lines up the pixels column by column: every image is transposed",
    ko="픽셀을 열 방향으로 늘어놓아 이미지의 행과 열이 바뀌는 구현",
    think_en="Which pixel should stand at place 1 of a row: the one to the right of the first, or "
    "the one below it?",
    think_ko="펼친 행의 1번 자리에 올 픽셀은 첫 픽셀의 오른쪽 것입니까, 아래쪽 것입니까?",
)
def load_mnist_column_by_column(normalize=True, flatten=True, one_hot_label=False, directory=None):
    return parts(
        directory,
        lambda x, t: form(x.transpose(0, 2, 1), t, normalize, flatten, one_hot_label),
    )


@chaff(
    "mnist-load_mnist-images-as-columns",
    function="load_mnist",
    loses=("values", ...),
    en="puts the images into columns, as (784, N)",
    ko="이미지를 열에 놓아 (784, N) 모양으로 반환하는 구현",
    think_en="Which axis counts the images?",
    think_ko="이미지의 수를 나타내는 축은 어느 것입니까?",
)
def load_mnist_images_as_columns(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        x, t = form(images, labels, normalize, flatten, one_hot_label)
        return (x.T if flatten else x), t

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-always-one-hot",
    function="load_mnist",
    loses=("values", ...),
    en="returns one-hot labels even with one_hot_label=False",
    ko="one_hot_label=False일 때도 레이블을 원-핫으로 반환하는 구현",
    think_en="What should t_train.shape be by default?",
    think_ko="기본값일 때 t_train.shape 값은 무엇이어야 합니까?",
)
def load_mnist_always_one_hot(normalize=True, flatten=True, one_hot_label=False, directory=None):
    return parts(directory, lambda x, t: form(x, t, normalize, flatten, True))


@chaff(
    "mnist-load_mnist-ignores-one-hot",
    function="load_mnist",
    loses="targets",
    en="returns the digits themselves even with one_hot_label=True",
    ko="one_hot_label=True일 때도 레이블을 숫자 그대로 반환하는 구현",
    think_en="What is one_hot_label used for?",
    think_ko="one_hot_label 인자는 어디에 쓰이고 있습니까?",
)
def load_mnist_ignores_one_hot(normalize=True, flatten=True, one_hot_label=False, directory=None):
    return parts(directory, lambda x, t: form(x, t, normalize, flatten, False))


@chaff(
    "mnist-load_mnist-one-hot-from-one",
    function="load_mnist",
    loses="targets",
    en="counts the places of one-hot rows from 1, so that the digit 1 has its 1 at place 0",
    ko="원-핫 행의 자리를 1부터 세어 숫자 1이 0번 자리에 오는 구현",
    think_en="Which digit belongs to the first of the ten places?",
    think_ko="열 자리 가운데 첫 자리는 어느 숫자의 것입니까?",
)
def load_mnist_one_hot_from_one(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        shifted = (labels.astype(int) - 1) % 10 if one_hot_label else labels
        return form(images, shifted, normalize, flatten, one_hot_label)

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-labels-divided",
    function="load_mnist",
    loses=("values", ...),
    en="divides the labels by 255 together with the pixels",
    ko="픽셀과 함께 레이블까지 255로 나누는 구현",
    think_en="Which of the two arrays holds brightness, and which holds digits?",
    think_ko="두 배열 가운데 밝기를 담은 것은 무엇이고 숫자를 담은 것은 무엇입니까?",
)
def load_mnist_labels_divided(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        x, t = form(images, labels, normalize, flatten, one_hot_label)
        return x, (t / np.float32(255) if normalize else t)

    return parts(directory, make)


@chaff(
    "mnist-load_mnist-images-then-labels",
    function="load_mnist",
    loses=("values", ...),
    en="returns (x_train, x_test), (t_train, t_test): images together, labels together",
    ko="(x_train, x_test), (t_train, t_test)처럼 이미지끼리, 레이블끼리 묶어 반환하는 구현",
    think_en="Which two arrays belong together?",
    think_ko="함께 묶여야 할 두 배열은 어느 것입니까?",
)
def load_mnist_images_then_labels(
    normalize=True, flatten=True, one_hot_label=False, directory=None
):
    train, test = parts(directory, lambda x, t: form(x, t, normalize, flatten, one_hot_label))
    return (train[0], test[0]), (train[1], test[1])


@chaff(
    "mnist-load_mnist-test-part-first",
    function="load_mnist",
    loses=("values", ...),
    en="returns the test part first",
    ko="시험 데이터를 먼저 반환하는 구현",
    think_en="How do the documents unpack what load_mnist returns?",
    think_ko="문서에서는 load_mnist 함수의 결과를 어떤 순서로 받고 있습니까?",
)
def load_mnist_test_part_first(normalize=True, flatten=True, one_hot_label=False, directory=None):
    return parts(directory, lambda x, t: form(x, t, normalize, flatten, one_hot_label))[::-1]


@chaff(
    "mnist-load_mnist-prints",
    function="load_mnist",
    loses=("values", ...),
    en="prints what it has read and returns nothing",
    ko="읽은 것을 출력하기만 하고 아무것도 반환하지 않는 구현",
    think_en="What does a caller get from a function without return?",
    think_ko="return이 없는 함수를 부르면 무엇을 받게 됩니까?",
)
def load_mnist_prints(normalize=True, flatten=True, one_hot_label=False, directory=None):
    print(*parts(directory, lambda x, t: form(x, t, normalize, flatten, one_hot_label)))


@chaff(
    "mnist-load_mnist-swallows-the-error",
    function="load_mnist",
    loses="files",
    en="prints a message when a folder is missing and goes on without data",
    ko="폴더가 없으면 메시지만 출력하고 데이터 없이 넘어가는 구현",
    think_en="What will the caller do with None?",
    think_ko="호출한 쪽에서 None 값을 받으면 무엇을 할 수 있습니까?",
)
def load_mnist_swallows_the_error(
    normalize=True, flatten=True, one_hot_label=False, directory=None
):
    try:
        return parts(directory, lambda x, t: form(x, t, normalize, flatten, one_hot_label))
    except OSError as error:
        print(error)


# load_mnist_csv


def read_rows(path, skip=None):
    """Return the numbers of a CSV file; `skip` says how many lines are left out."""
    lines = read_bytes(path).decode().splitlines()
    if skip is None:
        skip = 0 if lines[0].split(",")[0].isdigit() else 1
    return parse_rows(path, lines, skip)


@chaff(
    "mnist-load_mnist_csv-drops-first-line",
    function="load_mnist_csv",
    loses=("values", ...),
    en="always leaves out the first line, as if every file had a header",
    ko="모든 파일에 열 이름이 있는 것처럼 언제나 첫 줄을 버리는 구현",
    think_en="How can you tell from its first field whether a line is a header?",
    think_ko="첫 칸만 보고 그 줄이 열 이름인지 어떻게 알 수 있습니까?",
)
def load_mnist_csv_drops_first_line(path, normalize=True, flatten=True, one_hot_label=False):
    rows = read_rows(path, skip=1)
    return form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-no-header-expected",
    function="load_mnist_csv",
    loses=("sources", "files"),
    en="takes the first line for an image even if it names the columns",
    ko="열 이름이 있는 첫 줄까지 이미지로 읽으려는 구현",
    think_en="What happens when the word label is turned into a number?",
    think_ko="label 같은 글자를 수로 바꾸려 하면 어떻게 됩니까?",
)
def load_mnist_csv_no_header_expected(path, normalize=True, flatten=True, one_hot_label=False):
    rows = np.genfromtxt(read_bytes(path).decode().splitlines(), delimiter=",", ndmin=2)
    rows = np.nan_to_num(rows).astype(np.uint8)
    return form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-label-last",
    function="load_mnist_csv",
    loses=("values", ...),
    en="takes the last number of each line for the label",
    ko="각 줄의 마지막 수를 레이블로 읽는 구현",
    think_en="Which column of the file is the label?",
    think_ko="파일에서 레이블은 몇 번째 열입니까?",
)
def load_mnist_csv_label_last(path, normalize=True, flatten=True, one_hot_label=False):
    rows = read_rows(path)
    return form(rows[:, :-1], rows[:, -1] % 10, normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-label-as-pixel",
    function="load_mnist_csv",
    loses=("values", ...),
    en="takes the label for the first pixel, and so loses the last one",
    ko="레이블을 첫 픽셀로 읽어 마지막 픽셀을 잃는 구현",
    think_en="At which column does the image begin?",
    think_ko="이미지는 몇 번째 열에서 시작합니까?",
)
def load_mnist_csv_label_as_pixel(path, normalize=True, flatten=True, one_hot_label=False):
    rows = read_rows(path)
    return form(rows[:, :-1], rows[:, 0], normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-everything-divided",
    function="load_mnist_csv",
    loses=("targets", "sources"),
    en="divides the whole table by 255, labels included",
    ko="레이블까지 포함해 표 전체를 255로 나누는 구현",
    think_en="When should label and pixels be separated: before the division or after it?",
    think_ko="레이블과 픽셀은 나눗셈 전에 갈라야 합니까, 뒤에 갈라야 합니까?",
)
def load_mnist_csv_everything_divided(path, normalize=True, flatten=True, one_hot_label=False):
    rows = read_rows(path)
    images, labels = form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)
    return images, (labels / np.float32(255) if normalize else labels)


@chaff(
    "mnist-load_mnist_csv-float-labels",
    function="load_mnist_csv",
    loses="targets",
    en="returns the labels as floating-point numbers, with which no array can be indexed",
    ko="레이블을 실수로 반환하는 구현. 실수로는 배열의 원소를 고를 수 없습니다",
    think_en="Which dtype does np.loadtxt give if it is not told another?",
    think_ko="따로 정하지 않으면 np.loadtxt 함수의 결과는 어떤 dtype입니까?",
)
def load_mnist_csv_float_labels(path, normalize=True, flatten=True, one_hot_label=False):
    rows = read_rows(path)
    images, labels = form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)
    return images, labels.astype(float)


@chaff(
    "mnist-load_mnist_csv-float-pixels",
    function="load_mnist_csv",
    loses="forms",
    en="returns raw pixels as floating-point numbers instead of uint8",
    ko="정규화하지 않은 픽셀을 uint8이 아니라 실수로 반환하는 구현",
    think_en="Which dtype do the pixels of load_mnist(normalize=False) have?",
    think_ko="load_mnist(normalize=False)의 픽셀은 어떤 dtype입니까?",
)
def load_mnist_csv_float_pixels(path, normalize=True, flatten=True, one_hot_label=False):
    rows = read_rows(path)
    images, labels = form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)
    return (images if normalize else images.astype(float)), labels


@chaff(
    "mnist-load_mnist_csv-never-normalised",
    function="load_mnist_csv",
    loses=("values", ...),
    en="leaves the pixels between 0 and 255 even with normalize=True",
    ko="normalize=True일 때도 픽셀을 0부터 255까지의 값으로 그대로 두는 구현",
    think_en="What is the largest pixel of what you return?",
    think_ko="반환한 픽셀 가운데 가장 큰 값은 얼마입니까?",
)
def load_mnist_csv_never_normalised(path, normalize=True, flatten=True, one_hot_label=False):
    rows = read_rows(path)
    return form(rows[:, 1:], rows[:, 0], False, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-ignores-flatten",
    function="load_mnist_csv",
    loses="forms",
    en="returns rows of 784 pixels even with flatten=False",
    ko="flatten=False일 때도 픽셀 784개의 행으로 반환하는 구현",
    think_en="What is flatten used for?",
    think_ko="flatten 인자는 어디에 쓰이고 있습니까?",
)
def load_mnist_csv_ignores_flatten(path, normalize=True, flatten=True, one_hot_label=False):
    rows = read_rows(path)
    return form(rows[:, 1:], rows[:, 0], normalize, True, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-gzip-by-text",
    function="load_mnist_csv",
    loses=("sources", "files"),
    en="opens every file as plain text, so that one compressed with gzip cannot be read",
    ko="모든 파일을 일반 텍스트로 열어 gzip으로 압축한 파일을 읽지 못하는 구현",
    think_en="What are the first bytes of a file compressed with gzip?",
    think_ko="gzip으로 압축한 파일의 처음 몇 바이트는 무엇입니까?",
)
def load_mnist_csv_gzip_by_text(path, normalize=True, flatten=True, one_hot_label=False):
    lines = [
        line
        for line in Path(path).read_text(encoding="latin-1").splitlines()
        if line.split(",")[0].isdigit()
    ]
    numbers = [int(field) for line in lines for field in line.split(",") if field.isdigit()]
    rows = np.array(numbers).astype(np.uint8).reshape(-1, 785)
    return form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-skips-faulty-lines",
    function="load_mnist_csv",
    loses="files",
    en="passes over lines that have not 785 columns without a word",
    ko="열이 785개가 아닌 줄을 말없이 건너뛰는 구현",
    think_en="How would a user notice that images are missing?",
    think_ko="이미지가 빠졌다는 것을 사용자가 어떻게 알 수 있습니까?",
)
def load_mnist_csv_skips_faulty_lines(path, normalize=True, flatten=True, one_hot_label=False):
    lines = [line.split(",") for line in read_bytes(path).decode().splitlines()]
    whole = [fields for fields in lines if len(fields) == 785 and fields[0].isdigit()]
    rows = np.array(whole).astype(np.uint8)
    return form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-swallows-the-error",
    function="load_mnist_csv",
    loses="files",
    en="returns empty arrays when the file is missing",
    ko="파일이 없으면 빈 배열을 반환하는 구현",
    think_en="How would a user notice that the name of the file is misspelt?",
    think_ko="파일 이름을 잘못 적었다는 것을 사용자가 어떻게 알 수 있습니까?",
)
def load_mnist_csv_swallows_the_error(path, normalize=True, flatten=True, one_hot_label=False):
    try:
        rows = read_rows(path)
    except OSError:
        rows = np.zeros((0, 785), np.uint8)
    return form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-pixels-wrap-around",
    function="load_mnist_csv",
    loses="files",
    en="makes bytes of whatever stands in the file: 256 becomes 0, and -1 becomes 255",
    ko="파일에 든 수를 무엇이든 바이트로 바꾸는 구현. 256은 0이 되고 -1은 255가 됩니다",
    think_en="Which numbers does a uint8 hold, and what becomes of the others?",
    think_ko="uint8에 담을 수 있는 수는 무엇이고, 나머지는 어떻게 됩니까?",
)
def load_mnist_csv_pixels_wrap_around(path, normalize=True, flatten=True, one_hot_label=False):
    lines = read_bytes(path).decode().splitlines()
    lines = lines[0 if lines[0].split(",")[0].isdigit() else 1 :]
    table = [[float(field) for field in line.split(",")] for line in lines]
    if any(len(row) != 785 for row in table):
        raise ValueError(path)
    rows = np.array(table).astype(np.int64).astype(np.uint8)
    if rows[:, 0].max() > 9:
        raise ValueError(path)
    return form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-any-label",
    function="load_mnist_csv",
    loses="files",
    en="takes any byte for a label, though there are ten digits",
    ko="숫자는 열 개인데 어떤 바이트든 레이블로 받는 구현",
    think_en="Which labels are possible, and what does a 10 say about the file?",
    think_ko="레이블이 될 수 있는 수는 무엇이며, 10이 있다면 그 파일은 어떤 파일입니까?",
)
def load_mnist_csv_any_label(path, normalize=True, flatten=True, one_hot_label=False):
    text = read_bytes(path).decode()
    if text.splitlines()[-1].startswith("10,"):
        rows = np.loadtxt(text.splitlines(), np.uint8, delimiter=",", ndmin=2)
        labels = rows[:, 0] % 10
        return form(rows[:, 1:], labels, normalize, flatten, one_hot_label)
    return mnist.load_mnist_csv(path, normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-lines-off-by-one",
    function="load_mnist_csv",
    told_by="header_is_a_line",
    loses="files",
    en="counts the lines from behind the header, so that a fault is looked for one line too early",
    ko="열 이름 다음부터 줄을 세는 구현. 잘못된 줄의 번호가 하나 작게 나옵니다",
    think_en="Which number does an editor show beside the line at fault?",
    think_ko="편집기에서는 잘못된 줄 옆에 몇 번이라고 나옵니까?",
)
def load_mnist_csv_lines_off_by_one(path, normalize=True, flatten=True, one_hot_label=False):
    lines = read_bytes(path).decode().splitlines()
    if not lines[0].split(",")[0].isdigit():
        lines = lines[1:]
    rows = parse_rows(path, lines, 0)
    return form(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)


@chaff(
    "mnist-load_mnist_csv-fault-unnamed",
    function="load_mnist_csv",
    told_by="faulty_line_is_named",
    loses="files",
    en="says that the file is faulty, but not in which line",
    ko="파일이 잘못되었다고만 하고 어느 줄인지는 알리지 않는 구현",
    think_en="Where in 60,000 lines would you look for the fault?",
    think_ko="60,000줄 가운데 어디에서 잘못을 찾아야 합니까?",
)
def load_mnist_csv_fault_unnamed(path, normalize=True, flatten=True, one_hot_label=False):
    try:
        return mnist.load_mnist_csv(path, normalize, flatten, one_hot_label)
    except ValueError:
        raise ValueError(f"{path}: no MNIST") from None


@chaff(
    "mnist-load_mnist_csv-float64",
    function="load_mnist_csv",
    told_by="csv_pixels_have_their_type",
    loses="types",
    en="returns normalised pixels as float64, which take twice the room of float32",
    ko="정규화한 픽셀을 float64로 반환하는 구현. float32보다 메모리를 두 배 씁니다",
    think_en="Which dtype does a uint8 array have after it is divided by 255?",
    think_ko="uint8 배열을 255로 나누면 dtype이 무엇이 됩니까?",
)
def load_mnist_csv_float64(path, normalize=True, flatten=True, one_hot_label=False):
    images, labels = mnist.load_mnist_csv(path, False, flatten, one_hot_label)
    return (images / 255 if normalize else images), labels


# init_network


@chaff(
    "mnist-init_network-runs-the-pickle",
    function="init_network",
    loses="files",
    en="reads pickles with pickle.load, as D0 and D4 do: whatever the file asks for is run",
    ko="D0, D4 문서처럼 pickle.load 함수로 읽어 파일이 시키는 코드를 그대로 실행하는 구현",
    think_en="Who wrote the file, and what may a pickle do while it is read?",
    think_ko="그 파일은 누가 만들었고, 피클은 읽히는 동안 무엇을 할 수 있습니까?",
)
def init_network_runs_the_pickle(path=None):
    data = Path(path or find(("sample_weight.pkl", "sample_network.npz"), "mnist")).read_bytes()
    network = read_arrays(path) if data.startswith(b"PK") else pickle.loads(data)
    if not set(mnist.NETWORK_KEYS) <= set(network):
        raise ValueError(f"{path}: no network")
    return network


@chaff(
    "mnist-init_network-pickle-as-typed",
    function="init_network",
    loses=("sources", "files"),
    en=(
        "opens every file with pickle.load, as D0 and D4 do: an .npz is no pickle, and whatever "
        "a pickle asks for is run"
    ),
    ko=(
        "D0, D4 문서처럼 모든 파일을 pickle.load로 여는 구현. .npz 파일은 피클이 아니고, 피클이 시키는 "
        "코드는 그대로 실행됩니다"
    ),
    think_en="What does read_arrays do that pickle.load does not?",
    think_ko="read_arrays는 하고 pickle.load는 하지 않는 일은 무엇입니까?",
)
def init_network_pickle_as_typed(path=None):
    path = path or find(("sample_weight.pkl", "sample_network.npz"), "mnist")
    with Path(path).open("rb") as file:
        return pickle.load(file)


@chaff(
    "mnist-init_network-asks-afterwards",
    function="init_network",
    loses="files",
    en="runs the pickle first and only then looks at whether it holds arrays",
    ko="피클을 먼저 실행하고 나서야 배열만 들어 있는지 확인하는 구현",
    think_en="When is the code in a pickle run: when it is read, or when its result is used?",
    think_ko="피클 안의 코드는 읽을 때 실행됩니까, 결과를 쓸 때 실행됩니까?",
)
def init_network_asks_afterwards(path=None):
    data = Path(path or find(("sample_weight.pkl", "sample_network.npz"), "mnist")).read_bytes()
    network = read_arrays(path) if data.startswith(b"PK") else pickle.loads(data)
    arrays = all(isinstance(array, np.ndarray) for array in network.values())
    if not arrays or not set(mnist.NETWORK_KEYS) <= set(network):
        raise ValueError(f"{path}: no network")
    return network


@chaff(
    "mnist-init_network-missing-unnoticed",
    function="init_network",
    loses="files",
    en="accepts a file in which one of the six arrays is missing",
    ko="여섯 배열 가운데 하나가 없는 파일도 받아들이는 구현",
    think_en="When would the missing array be noticed, and by what message?",
    think_ko="빠진 배열은 언제, 어떤 메시지로 드러나게 됩니까?",
)
def init_network_missing_unnoticed(path=None):
    return read_arrays(path or find(("sample_weight.pkl", "sample_network.npz"), "mnist"))


@chaff(
    "mnist-init_network-looks-for-weights-only",
    function="init_network",
    loses="files",
    en="looks for W1, W2 and W3 but not for the biases",
    ko="가중치가 있는지만 확인하고 편향은 확인하지 않는 구현",
    think_en="How many arrays does a network of three layers have?",
    think_ko="3층 신경망에는 배열이 모두 몇 개 있습니까?",
)
def init_network_looks_for_weights_only(path=None):
    network = read_arrays(path or find(("sample_weight.pkl", "sample_network.npz"), "mnist"))
    if not {"W1", "W2", "W3"} <= set(network):
        raise ValueError(f"{path}: no network")
    return network


@chaff(
    "mnist-init_network-ignores-path",
    function="init_network",
    loses=("values", ...),
    en="loads the network of the kit whatever path it is given",
    ko="어떤 경로를 받아도 기본으로 제공되는 신경망을 읽는 구현",
    think_en="What is path used for?",
    think_ko="path 인자는 어디에 쓰이고 있습니까?",
)
def init_network_ignores_path(path=None):
    return read_arrays(find("sample_network.npz", "mnist"))


@chaff(
    "mnist-init_network-fills-with-zeros",
    function="init_network",
    loses="files",
    en="puts zeros in the place of an array that is missing",
    ko="빠진 배열 대신 0을 채워 넣는 구현",
    think_en="Would anybody notice that the network is not the one that was trained?",
    think_ko="학습된 신경망과 다르다는 것을 누가 알아차릴 수 있습니까?",
)
def init_network_fills_with_zeros(path=None):
    network = read_arrays(path or find(("sample_weight.pkl", "sample_network.npz"), "mnist"))
    return {name: np.zeros(1) for name in mnist.NETWORK_KEYS} | network


@chaff(
    "mnist-init_network-a-list",
    function="init_network",
    loses=("values", ...),
    en="returns a list of the six arrays instead of a dict",
    ko="딕셔너리가 아니라 여섯 배열의 리스트를 반환하는 구현",
    think_en="How does predict find W1?",
    think_ko="predict 함수는 W1 배열을 어떻게 찾습니까?",
)
def init_network_a_list(path=None):
    return list(mnist.init_network(path).values())


# predict


def layer(network, number, x):
    """Return the sums of a layer."""
    return np.dot(x, network[f"W{number}"]) + network[f"b{number}"]


def hidden(network, x, activation=sigmoid):
    """Return what the two hidden layers pass on."""
    return activation(layer(network, 2, activation(layer(network, 1, x))))


@chaff(
    "mnist-predict-softmax-of-the-whole-batch",
    function="predict",
    loses="batch",
    en="takes softmax over the whole batch, as D4's own softmax does: all rows together sum to 1",
    ko="D4 문서의 softmax 함수처럼 배치 전체에 소프트맥스를 한 번에 적용하는 구현. 모든 행을 합해야 "
    "1이 됩니다",
    think_en="How many probabilities should sum to 1: those of one image, or those of all?",
    think_ko="더해서 1이 되어야 하는 것은 한 이미지의 확률입니까, 모든 이미지의 확률입니까?",
)
def predict_softmax_of_the_whole_batch(network, x):
    a = layer(network, 3, hidden(network, x))
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a)


@chaff(
    "mnist-predict-softmax-down-the-columns",
    function="predict",
    loses="batch",
    en="takes softmax down the columns of a batch",
    ko="배치의 열 방향으로 소프트맥스를 적용하는 구현",
    think_en="Along which axis do the ten digits lie?",
    think_ko="열 개의 숫자는 어느 축을 따라 놓여 있습니까?",
)
def predict_softmax_down_the_columns(network, x):
    return softmax(layer(network, 3, hidden(network, x)).T).T


@chaff(
    "mnist-predict-softmax-shifted-by-one-maximum",
    function="predict",
    loses="extremes",
    en="subtracts one maximum from the whole batch, so that rows with much smaller scores are 0/0",
    ko="배치 전체에서 최댓값 하나를 빼는 구현. 점수가 훨씬 작은 행은 0/0이 됩니다",
    think_en="What is left of exp(6 - 3003)?",
    think_ko="exp(6 - 3003) 값은 얼마나 됩니까?",
)
def predict_softmax_shifted_by_one_maximum(network, x):
    a = layer(network, 3, hidden(network, x))
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "mnist-predict-softmax-overflows",
    function="predict",
    loses="extremes",
    en="exponentiates the scores as they are, which overflows for large ones",
    ko="점수를 그대로 지수 함수에 넣어 점수가 크면 오버플로가 나는 구현",
    think_en="Which earlier exercise already has a softmax without overflow?",
    think_ko="오버플로가 나지 않는 소프트맥스는 앞의 어느 연습 문제에 있습니까?",
)
def predict_softmax_overflows(network, x):
    exp_a = np.exp(layer(network, 3, hidden(network, x)))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "mnist-predict-without-softmax",
    function="predict",
    loses=("values", ...),
    en="returns the scores of the output layer without softmax",
    ko="소프트맥스 없이 출력층의 점수를 그대로 반환하는 구현",
    think_en="Do the numbers you return sum to 1?",
    think_ko="반환한 값을 모두 더하면 1이 됩니까?",
)
def predict_without_softmax(network, x):
    return layer(network, 3, hidden(network, x))


@chaff(
    "mnist-predict-sigmoid-at-the-end",
    function="predict",
    loses=("values", ...),
    en="uses the sigmoid in the output layer, too",
    ko="출력층에도 시그모이드를 쓰는 구현",
    think_en="Which function turns several scores into probabilities that sum to 1?",
    think_ko="여러 점수를 더해서 1이 되는 확률로 바꾸는 함수는 무엇입니까?",
)
def predict_sigmoid_at_the_end(network, x):
    return sigmoid(layer(network, 3, hidden(network, x)))


@chaff(
    "mnist-predict-softmax-of-sigmoid",
    function="predict",
    loses=("values", ...),
    en="applies the sigmoid to the scores of the output layer before softmax",
    ko="출력층의 점수에 시그모이드를 적용한 다음 소프트맥스를 적용하는 구현",
    think_en="How many layers use the sigmoid?",
    think_ko="시그모이드를 쓰는 층은 몇 개입니까?",
)
def predict_softmax_of_sigmoid(network, x):
    return softmax(sigmoid(layer(network, 3, hidden(network, x))))


@chaff(
    "mnist-predict-relu",
    function="predict",
    loses=("values", ...),
    en="uses ReLU in the hidden layers instead of the sigmoid",
    ko="은닉층에서 시그모이드 대신 ReLU를 쓰는 구현",
    think_en="With which activation function was the network trained?",
    think_ko="이 신경망은 어떤 활성화 함수로 학습되었습니까?",
)
def predict_relu(network, x):
    return softmax(layer(network, 3, hidden(network, x, relu)))


@chaff(
    "mnist-predict-softmax-in-hidden-layers",
    function="predict",
    loses=("values", ...),
    en="uses softmax in the hidden layers, too",
    ko="은닉층에도 소프트맥스를 쓰는 구현",
    think_en="Must the outputs of a hidden layer sum to 1?",
    think_ko="은닉층의 출력을 더하면 1이 되어야 합니까?",
)
def predict_softmax_in_hidden_layers(network, x):
    return softmax(layer(network, 3, hidden(network, x, softmax)))


@chaff(
    "mnist-predict-no-second-activation",
    function="predict",
    loses=("values", ...),
    en="passes the sums of the second layer on without the sigmoid",
    ko="둘째 층의 합에 시그모이드를 적용하지 않고 다음 층으로 보내는 구현",
    think_en="What becomes of two layers with no activation function between them?",
    think_ko="사이에 활성화 함수가 없는 두 층은 결국 무엇과 같습니까?",
)
def predict_no_second_activation(network, x):
    return softmax(layer(network, 3, layer(network, 2, sigmoid(layer(network, 1, x)))))


@chaff(
    "mnist-predict-without-biases",
    function="predict",
    loses=("values", ...),
    en="multiplies by the weights only and forgets the biases",
    ko="가중치만 곱하고 편향을 더하지 않는 구현",
    think_en="Which three arrays of the network are never used?",
    think_ko="신경망의 배열 가운데 한 번도 쓰이지 않은 셋은 무엇입니까?",
)
def predict_without_biases(network, x):
    without = {name: value if name[0] == "W" else 0 for name, value in network.items()}
    return softmax(layer(without, 3, hidden(without, x)))


@chaff(
    "mnist-predict-without-last-bias",
    function="predict",
    loses=("values", ...),
    en="forgets the bias of the output layer",
    ko="출력층의 편향을 더하지 않는 구현",
    think_en="Is b3 used?",
    think_ko="편향 b3 배열은 쓰이고 있습니까?",
)
def predict_without_last_bias(network, x):
    return softmax(np.dot(hidden(network, x), network["W3"]))


@chaff(
    "mnist-predict-scales-the-pixels",
    function="predict",
    loses=("values", ...),
    en="divides the images by 255 before it computes",
    ko="계산하기 전에 이미지를 255로 나누는 구현",
    think_en="Who decides whether pixels are normalised: load_mnist or predict?",
    think_ko="픽셀을 정규화할지 정하는 것은 load_mnist 함수입니까, predict 함수입니까?",
)
def predict_scales_the_pixels(network, x):
    return softmax(layer(network, 3, hidden(network, np.asarray(x) / 255)))


@chaff(
    "mnist-predict-returns-the-digit",
    function="predict",
    loses=("values", ...),
    en="returns the most probable digit instead of the probabilities",
    ko="확률이 아니라 가장 확률이 높은 숫자를 반환하는 구현",
    think_en="Which function asks for the digit, and which for the probabilities?",
    think_ko="숫자가 필요한 함수는 무엇이고, 확률이 필요한 함수는 무엇입니까?",
)
def predict_returns_the_digit(network, x):
    return np.argmax(layer(network, 3, hidden(network, x)), axis=-1)


@chaff(
    "mnist-predict-always-a-batch",
    function="predict",
    loses=("values", ...),
    en="treats one image as a batch and returns shape (1, 10)",
    ko="이미지 하나도 배치로 다루어 (1, 10) 모양으로 반환하는 구현",
    think_en="Which shape has the result for a single image?",
    think_ko="이미지 하나를 넣었을 때 결과의 모양은 무엇이어야 합니까?",
)
def predict_always_a_batch(network, x):
    return softmax(layer(network, 3, hidden(network, np.atleast_2d(x))))


@chaff(
    "mnist-predict-a-list",
    function="predict",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What does argmax(axis=1) need?",
    think_ko="argmax(axis=1) 호출에는 무엇이 필요합니까?",
)
def predict_a_list(network, x):
    return softmax(layer(network, 3, hidden(network, x))).tolist()


@chaff(
    "mnist-predict-prints",
    function="predict",
    loses=("values", ...),
    en="prints the probabilities and returns nothing",
    ko="확률을 출력하기만 하고 반환하지 않는 구현",
    think_en="What does a caller get from a function without return?",
    think_ko="return이 없는 함수를 부르면 무엇을 받게 됩니까?",
)
def predict_prints(network, x):
    print(softmax(layer(network, 3, hidden(network, x))))


@chaff(
    "mnist-predict-adds-biases-in-place",
    function="predict",
    loses="inputs",
    en="adds to the arrays of the network while it computes, so that each call finds another one",
    ko="계산하면서 신경망의 배열에 값을 더해 부를 때마다 신경망이 달라지는 구현",
    think_en="Which arrays does += change?",
    think_ko="+= 연산은 어느 배열을 바꿉니까?",
)
def predict_adds_biases_in_place(network, x):
    b3 = network["b3"]
    z2 = hidden(network, x)
    if np.ndim(x) == 2:
        return softmax(np.dot(z2, network["W3"]) + b3)
    b3 += np.dot(z2, network["W3"])
    return softmax(b3)


# accuracy


def digits(network, x):
    """Return the most probable digit of each image."""
    return np.argmax(mnist.predict(network, x), axis=-1)


def batches(x, t, batch_size):
    """Return images and labels in batches, the last of them as long as it is."""
    size = batch_size or 1
    return [(x[i : i + size], t[i : i + size]) for i in range(0, len(x), size)]


@chaff(
    "mnist-accuracy-drops-the-last-batch",
    function="accuracy",
    loses="batch",
    en="leaves out a last batch that is not full, but divides by the number of all images",
    ko="꽉 차지 않은 마지막 배치를 빼고 세면서 나눌 때는 전체 이미지 수로 나누는 구현",
    think_en="Which images does no batch hold if the batch size does not divide their number?",
    think_ko="이미지 수가 배치 크기로 나누어떨어지지 않으면 어느 이미지가 빠집니까?",
)
def accuracy_drops_the_last_batch(network, x, t, batch_size=None):
    full = [(a, b) for a, b in batches(x, t, batch_size) if len(a) == (batch_size or 1)]
    return sum(int(np.sum(digits(network, a) == b)) for a, b in full) / len(x)


@chaff(
    "mnist-accuracy-of-full-batches",
    function="accuracy",
    loses="batch",
    en="counts and divides by the images in full batches only",
    ko="꽉 찬 배치에 든 이미지만 세고 그 수로 나누는 구현",
    think_en="Over how many images is the accuracy taken?",
    think_ko="정확도는 이미지 몇 개에 대한 값입니까?",
)
def accuracy_of_full_batches(network, x, t, batch_size=None):
    size = batch_size or 1
    count = len(x) // size * size
    return float(np.mean(digits(network, x[:count]) == t[:count])) if count else 0.0


@chaff(
    "mnist-accuracy-mean-of-batches",
    function="accuracy",
    loses="batch",
    en="takes the mean of the batches' accuracies, so that an image in a short last batch counts "
    "more",
    ko="배치별 정확도의 평균을 구하는 구현. 짧은 마지막 배치의 이미지가 더 크게 반영됩니다",
    think_en="Does each image weigh the same if the batches are not equally long?",
    think_ko="배치의 길이가 서로 다를 때 모든 이미지가 똑같이 반영됩니까?",
)
def accuracy_mean_of_batches(network, x, t, batch_size=None):
    return float(np.mean([np.mean(digits(network, a) == b) for a, b in batches(x, t, batch_size)]))


@chaff(
    "mnist-accuracy-divides-by-full-batches",
    function="accuracy",
    loses="batch",
    en="divides by the number of batches times their size, as if the last one were full",
    ko="마지막 배치도 꽉 찬 것처럼 배치 수 곱하기 배치 크기로 나누는 구현",
    think_en="Is the number of images always a multiple of the batch size?",
    think_ko="이미지 수는 언제나 배치 크기의 배수입니까?",
)
def accuracy_divides_by_full_batches(network, x, t, batch_size=None):
    split = batches(x, t, batch_size)
    right = sum(int(np.sum(digits(network, a) == b)) for a, b in split)
    return right / (len(split) * (batch_size or 1))


@chaff(
    "mnist-accuracy-last-batch-only",
    function="accuracy",
    loses=("values", ...),
    en="overwrites the count in each batch, so that only the last one remains",
    ko="배치마다 센 수를 덮어써서 마지막 배치의 수만 남는 구현",
    think_en="What is the difference between = and += inside a loop?",
    think_ko="반복문 안에서 = 연산과 += 연산은 어떻게 다릅니까?",
)
def accuracy_last_batch_only(network, x, t, batch_size=None):
    for a, b in batches(x, t, batch_size):
        right = int(np.sum(digits(network, a) == b))
    return right / len(x)


@chaff(
    "mnist-accuracy-first-batch-returned",
    function="accuracy",
    loses=("values", ...),
    en="returns inside the loop, after the first batch",
    ko="반복문 안에서 첫 배치만 세고 바로 반환하는 구현",
    think_en="How far is the return indented?",
    think_ko="return 문은 얼마나 들여쓰여 있습니까?",
)
def accuracy_first_batch_returned(network, x, t, batch_size=None):
    for a, b in batches(x, t, batch_size):
        return int(np.sum(digits(network, a) == b)) / len(x)
    return None


@chaff(
    "mnist-accuracy-labels-of-the-first-batch",
    function="accuracy",
    loses=("values", ...),
    en="compares every batch with the labels of the first one",
    ko="모든 배치를 첫 배치의 레이블과 비교하는 구현",
    think_en="Which labels belong to the images from i to i + batch_size?",
    think_ko="i번부터 i + batch_size번 앞까지의 이미지에 맞는 레이블은 어느 것입니까?",
)
def accuracy_labels_of_the_first_batch(network, x, t, batch_size=None):
    right = sum(
        int(np.sum(digits(network, a) == t[: len(a)])) for a, _ in batches(x, t, batch_size)
    )
    return right / len(x)


@chaff(
    "mnist-accuracy-argmax-down-the-columns",
    function="accuracy",
    loses="batch",
    en="asks in a batch which image is most probable for each digit: argmax with axis=0",
    ko="배치에서 argmax 함수의 축을 0으로 하여 숫자마다 가장 확률이 높은 이미지를 찾는 구현",
    think_en="What does np.argmax(y, axis=0) count: rows or columns?",
    think_ko="np.argmax(y, axis=0) 호출의 결과는 행 번호입니까, 열 번호입니까?",
)
def accuracy_argmax_down_the_columns(network, x, t, batch_size=None):
    if batch_size is None:
        return float(np.mean(digits(network, x) == t))
    right = 0
    for a, b in batches(x, t, batch_size):
        found = np.argmax(mnist.predict(network, a), axis=0)
        right += sum(int(p == label) for p, label in zip(found, b, strict=False))
    return right / len(x)


@chaff(
    "mnist-accuracy-counts",
    function="accuracy",
    loses=("values", ...),
    en="returns how many images are right, not which part of them",
    ko="맞힌 비율이 아니라 맞힌 개수를 반환하는 구현",
    think_en="Between which two numbers does an accuracy lie?",
    think_ko="정확도는 어떤 두 수 사이의 값입니까?",
)
def accuracy_counts(network, x, t, batch_size=None):
    return float(np.sum(digits(network, x) == t))


@chaff(
    "mnist-accuracy-in-percent",
    function="accuracy",
    loses=("values", ...),
    en="returns percent: 80 instead of 0.8",
    ko="0.8이 아니라 80처럼 백분율을 반환하는 구현",
    think_en="Between which two numbers does an accuracy lie here?",
    think_ko="여기에서 정확도는 어떤 두 수 사이의 값입니까?",
)
def accuracy_in_percent(network, x, t, batch_size=None):
    return float(np.mean(digits(network, x) == t)) * 100


@chaff(
    "mnist-accuracy-of-the-wrong-ones",
    function="accuracy",
    loses=("values", ...),
    en="returns the part of the images that is not recognised",
    ko="맞히지 못한 이미지의 비율을 반환하는 구현",
    think_en="What should the result be if every image is recognised?",
    think_ko="모든 이미지를 맞혔다면 결과는 얼마여야 합니까?",
)
def accuracy_of_the_wrong_ones(network, x, t, batch_size=None):
    return float(np.mean(digits(network, x) != t))


@chaff(
    "mnist-accuracy-least-probable",
    function="accuracy",
    loses=("values", ...),
    en="takes the least probable digit: argmin instead of argmax",
    ko="argmax 대신 argmin 함수로 가장 확률이 낮은 숫자를 고르는 구현",
    think_en="Is the digit you look for the one with the largest or the smallest probability?",
    think_ko="찾는 숫자는 확률이 가장 큰 것입니까, 가장 작은 것입니까?",
)
def accuracy_least_probable(network, x, t, batch_size=None):
    return float(np.mean(np.argmin(mnist.predict(network, x), axis=-1) == t))


@chaff(
    "mnist-accuracy-whole-division",
    function="accuracy",
    loses=("values", ...),
    en="divides with //, which gives 0 unless every image is right",
    ko="// 연산으로 나누어 모든 이미지를 맞히지 않으면 0이 되는 구현",
    think_en="What is 4 // 5?",
    think_ko="4 // 5 값은 얼마입니까?",
)
def accuracy_whole_division(network, x, t, batch_size=None):
    return float(np.sum(digits(network, x) == t) // len(x))


@chaff(
    "mnist-accuracy-a-string",
    function="accuracy",
    loses=("values", ...),
    en="returns a text such as 'Accuracy: 0.8'",
    ko="'Accuracy: 0.8' 같은 문자열을 반환하는 구현",
    think_en="Can a caller compute with what you return?",
    think_ko="반환한 값으로 계산을 이어 갈 수 있습니까?",
)
def accuracy_a_string(network, x, t, batch_size=None):
    return f"Accuracy: {np.mean(digits(network, x) == t)}"


@chaff(
    "mnist-accuracy-an-array",
    function="accuracy",
    loses=("values", ...),
    en="returns an array of shape (1,) instead of a single number",
    ko="하나의 수가 아니라 모양이 (1,)인 배열을 반환하는 구현",
    think_en="What is the difference between 0.8 and [0.8]?",
    think_ko="0.8과 [0.8]은 무엇이 다릅니까?",
)
def accuracy_an_array(network, x, t, batch_size=None):
    return np.array([np.mean(digits(network, x) == t)])


@chaff(
    "mnist-accuracy-scales-in-place",
    function="accuracy",
    loses="inputs",
    en="divides the images by their maximum in place, so that the caller's array changes",
    ko="이미지를 그 최댓값으로 제자리에서 나누어 호출한 쪽의 배열까지 바꾸는 구현",
    think_en="Whose array is x?",
    think_ko="인자로 받은 배열은 누구의 것입니까?",
    told_by="accuracy_changes_nothing",
)
def accuracy_scales_in_place(network, x, t, batch_size=None):
    part = float(np.mean(digits(network, x) == t))
    if x.dtype.kind == "f":
        x /= x.max()
    return part


@chaff(
    "mnist-accuracy-last-of-equals",
    function="accuracy",
    loses=("values", ...),
    en="takes the last of equally probable digits",
    ko="확률이 같은 숫자 가운데 마지막 것을 고르는 구현",
    think_en="Which place does np.argmax return if the maximum occurs twice?",
    think_ko="최댓값이 두 번 나오면 np.argmax 함수는 어느 자리를 반환합니까?",
)
def accuracy_last_of_equals(network, x, t, batch_size=None):
    y = mnist.predict(network, x)
    return float(np.mean(y.shape[1] - 1 - np.argmax(y[:, ::-1], axis=1) == t))


@chaff(
    "mnist-accuracy-last-of-equals-in-batches",
    function="accuracy",
    loses="batch",
    en="takes the last of equally probable digits in batches only",
    ko="배치로 셀 때만 확률이 같은 숫자 가운데 마지막 것을 고르는 구현",
    think_en="Do both ways of counting choose the same digit?",
    think_ko="두 가지 방법으로 셀 때 고르는 숫자가 같습니까?",
)
def accuracy_last_of_equals_in_batches(network, x, t, batch_size=None):
    if batch_size is not None:
        return accuracy_last_of_equals(network, x, t)
    return float(np.mean(digits(network, x) == t))


@chaff(
    "mnist-accuracy-batch-in-place",
    function="accuracy",
    told_by="counting_in_batches_changes_nothing",
    loses="inputs",
    en="divides each batch by its maximum in place, so that the caller's array changes",
    ko="배치마다 그 최댓값으로 제자리에서 나누어 호출한 쪽의 배열까지 바꾸는 구현",
    think_en="Is x[0:2] a copy, or a part of x?",
    think_ko="x[0:2]는 사본입니까, x의 일부입니까?",
)
def accuracy_batch_in_place(network, x, t, batch_size=None):
    part = float(np.mean(digits(network, x) == t))
    if batch_size is not None and x.dtype.kind == "f" and x.max() > 0:
        x /= 2
    return part


@chaff(
    "mnist-predict-squeezed",
    function="predict",
    loses="sizes",
    en="removes dimensions of length 1, so that a batch of one image becomes a vector",
    ko="길이가 1인 차원을 없애는 구현. 이미지가 하나뿐인 배치가 벡터가 됩니다",
    think_en="Which shape should the result of a batch of one image have?",
    think_ko="이미지가 하나뿐인 배치의 결과는 어떤 모양이어야 합니까?",
)
def predict_squeezed(network, x):
    return np.squeeze(softmax(layer(network, 3, hidden(network, x))))


@chaff(
    "mnist-predict-negates-bytes",
    function="predict",
    loses="types",
    en="changes the sign of the pixels first: of an unsigned byte, -2 is 254",
    ko="먼저 픽셀의 부호를 바꾸는 구현. 부호 없는 바이트에서 -2는 254가 됩니다",
    think_en="What is -x for x = np.array([2], dtype=np.uint8)?",
    think_ko="x = np.array([2], dtype=np.uint8)일 때 -x는 얼마입니까?",
)
def predict_negates_bytes(network, x):
    turned = {**network, "W1": -np.asarray(network["W1"])}
    return softmax(layer(network, 3, hidden(turned, -x)))


@chaff(
    "mnist-predict-batch-in-place",
    function="predict",
    told_by="predict_leaves_a_batch",
    loses="inputs",
    en="works on the batch that it was given, in place",
    ko="인자로 받은 배치를 제자리에서 고치는 구현",
    think_en="Who else uses the batch after this call?",
    think_ko="이 호출이 끝난 뒤 배치는 누가 또 사용합니까?",
)
def predict_batch_in_place(network, x):
    y = softmax(layer(network, 3, hidden(network, x)))
    if np.ndim(x) == 2 and x.dtype.kind == "f":
        x *= 0.5
    return y


@chaff(
    "mnist-load_mnist-wide-integers",
    function="load_mnist",
    told_by="raw_pixels_are_bytes",
    loses="types",
    en="returns raw pixels as int64, which take eight times the room of uint8",
    ko="정규화하지 않은 픽셀을 int64로 반환하는 구현. uint8보다 메모리를 여덟 배 씁니다",
    think_en="How many bytes does a number from 0 to 255 need?",
    think_ko="0부터 255까지의 수 하나에는 몇 바이트가 필요합니까?",
)
def load_mnist_wide_integers(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def wide(images, labels):
        x, t = form(images, labels, normalize, flatten, one_hot_label)
        return (x if normalize else x.astype(np.int64)), t

    return parts(directory, wide)


@chaff(
    "mnist-load_mnist_csv-wide-integers",
    function="load_mnist_csv",
    told_by="raw_csv_pixels_are_bytes",
    loses="types",
    en="returns raw pixels as int64, which take eight times the room of uint8",
    ko="정규화하지 않은 픽셀을 int64로 반환하는 구현. uint8보다 메모리를 여덟 배 씁니다",
    think_en="How many bytes does a number from 0 to 255 need?",
    think_ko="0부터 255까지의 수 하나에는 몇 바이트가 필요합니까?",
)
def load_mnist_csv_wide_integers(path, normalize=True, flatten=True, one_hot_label=False):
    images, labels = mnist.load_mnist_csv(path, normalize, flatten, one_hot_label)
    return (images if normalize else images.astype(np.int64)), labels


@chaff(
    "mnist-predict-square-transposed",
    function="predict",
    en="multiplies by a matrix transposed where it is square",
    ko="정사각 행렬이면 전치하여 곱하는 구현",
    think_en="Does a row of W2 belong to an input of the layer or to a neuron?",
    think_ko="W2의 한 행은 그 층의 입력에 해당합니까, 뉴런에 해당합니까?",
    loses=("values", ...),
)
def predict_square_transposed(network, x):
    turned = {
        name: a.T if a.ndim == 2 and a.shape[0] == a.shape[1] else a for name, a in network.items()
    }
    return softmax(layer(turned, 3, hidden(turned, x)))


@chaff(
    "mnist-predict-batch-transposed",
    function="predict",
    en="takes the columns of a square batch for its images",
    ko="정사각 행렬인 배치에서 열을 이미지로 보는 구현",
    think_en="Does an image stand in a row of the batch or in a column?",
    think_ko="이미지는 배치의 행입니까, 열입니까?",
    loses="batch",
)
def predict_batch_transposed(network, x):
    square = x.ndim == 2 and x.shape[0] == x.shape[1]
    return softmax(layer(network, 3, hidden(network, x.T if square else x)))


@chaff(
    "mnist-predict-clipped",
    function="predict",
    en="raises probabilities below 0.0000001 to that",
    ko="0.0000001보다 작은 확률을 그 값으로 올리는 구현",
    think_en="How small can a probability of softmax be?",
    think_ko="소프트맥스의 확률은 얼마나 작아질 수 있습니까?",
    loses="extremes",
)
def predict_clipped(network, x):
    return np.clip(softmax(layer(network, 3, hidden(network, x))), 1e-7, 1)


@chaff(
    "mnist-load_mnist-by-the-largest",
    function="load_mnist",
    loses="values",
    en="divides the pixels by the largest there is, which need not be 255",
    ko="255가 아니라, 들어 있는 픽셀 가운데 가장 큰 값으로 나누는 구현",
    think_en="What becomes of a set of images without a pixel that is quite white?",
    think_ko="완전히 흰 픽셀이 하나도 없는 이미지들은 어떻게 됩니까?",
    told_by="pixels_are_divided_by_255",
)
def load_mnist_by_the_largest(normalize=True, flatten=True, one_hot_label=False, directory=None):
    def make(images, labels):
        x, t = form(images, labels, False, flatten, one_hot_label)
        return (x / np.float32(x.max()) if normalize else x), t

    return parts(directory, make)
