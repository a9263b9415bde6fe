"""Wrong ways to write the losses."""

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.loss import cross_entropy_error, sum_of_squares_error


def right_probabilities(y, t):
    """Return the probability of the right class for each row."""
    rows = np.atleast_2d(y)
    t = np.argmax(t, axis=-1) if np.shape(t) == np.shape(y) else t
    return rows[np.arange(len(rows)), np.ravel(t)]


@chaff(
    "loss-squares-no-half",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="leaves out the factor 1/2",
    ko="1/2을 곱하지 않는 구현",
    think_en="What does D0 multiply the sum by?",
    think_ko="D0 문서는 합에 무엇을 곱합니까?",
)
def squares_no_half(y, t):
    return np.sum(np.subtract(y, t) ** 2)


@chaff(
    "loss-squares-mean",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="takes the mean of the squares instead of half of their sum",
    ko="제곱의 합의 절반이 아니라 평균을 구하는 구현",
    think_en="Does D0's formula divide by the number of elements?",
    think_ko="D0 문서의 식은 원소의 개수로 나눕니까?",
)
def squares_mean(y, t):
    return np.mean(np.subtract(y, t) ** 2)


@chaff(
    "loss-squares-half-mean",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="takes the mean of the squares where it should take their sum",
    ko="제곱의 합을 써야 할 곳에 평균을 쓰는 구현",
    think_en="Does D0's formula divide by the number of elements?",
    think_ko="D0 문서의 식은 원소의 개수로 나눕니까?",
)
def squares_half_mean(y, t):
    return 0.5 * np.mean(np.subtract(y, t) ** 2)


@chaff(
    "loss-squares-batch-mean",
    function="sum_of_squares_error",
    loses="shapes",
    en="divides by the number of rows of a matrix",
    ko="행렬이면 행의 개수로 나누는 구현",
    think_en="Does D0's formula know of batches?",
    think_ko="D0 문서의 식에는 배치가 나옵니까?",
)
def squares_batch_mean(y, t):
    return 0.5 * np.sum(np.subtract(y, t) ** 2) / (len(y) if np.ndim(y) == 2 else 1)


@chaff(
    "loss-squares-root",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="takes the square root of the sum",
    ko="합의 제곱근을 구하는 구현",
    think_en="Is the loss a distance, or the square of one?",
    think_ko="이 손실은 거리입니까, 거리의 제곱입니까?",
)
def squares_root(y, t):
    return 0.5 * np.sqrt(np.sum(np.subtract(y, t) ** 2))


@chaff(
    "loss-squares-absolute",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="adds up the absolute differences instead of their squares",
    ko="차이의 제곱이 아니라 절댓값을 더하는 구현",
    think_en="How much more does an error of 2 cost than an error of 1?",
    think_ko="오차가 2이면 오차가 1일 때보다 손실이 몇 배입니까?",
)
def squares_absolute(y, t):
    return 0.5 * np.sum(np.abs(np.subtract(y, t)))


@chaff(
    "loss-squares-signed",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="adds up the differences without squaring them: errors of opposite sign cancel",
    ko="차이를 제곱하지 않고 더하는 구현. 부호가 다른 오차가 서로 지워집니다",
    think_en="Can a loss be negative?",
    think_ko="손실이 음수일 수 있습니까?",
)
def squares_signed(y, t):
    return 0.5 * np.sum(np.subtract(y, t))


@chaff(
    "loss-squares-late",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="squares the sum of the differences, not the differences",
    ko="차이를 제곱하여 더하지 않고, 더한 다음 제곱하는 구현",
    think_en="Which comes first: the square, or the sum?",
    think_ko="제곱과 합 가운데 어느 것을 먼저 합니까?",
)
def squares_late(y, t):
    return 0.5 * np.sum(np.subtract(y, t)) ** 2


@chaff(
    "loss-squares-added",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="adds the target instead of subtracting it",
    ko="정답을 빼지 않고 더하는 구현",
    think_en="What is the error when the output equals the target?",
    think_ko="출력이 정답과 같으면 오차는 얼마입니까?",
)
def squares_added(y, t):
    return 0.5 * np.sum((y + t) ** 2)


@chaff(
    "loss-squares-of-each",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="subtracts the squares instead of squaring the difference",
    ko="차이를 제곱하지 않고 제곱끼리 빼는 구현",
    think_en="Is np.subtract(y, t)^2 the same as y^2 - t^2?",
    think_ko="np.subtract(y, t)^2은 y^2 - t^2과 같습니까?",
)
def squares_of_each(y, t):
    return 0.5 * np.sum(y**2 - t**2)


@chaff(
    "loss-squares-by-row",
    function="sum_of_squares_error",
    loses="shapes",
    en="returns one loss for each row of a matrix",
    ko="행렬의 행마다 손실을 하나씩 반환하는 구현",
    think_en="How many numbers is a loss?",
    think_ko="손실은 숫자 몇 개입니까?",
)
def squares_by_row(y, t):
    return 0.5 * np.sum(np.subtract(y, t) ** 2, axis=-1)


@chaff(
    "loss-squares-truncated",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="divides by 2 as integers do: the fraction is cut off",
    ko="정수로 나누어 소수점 아래를 잘라 버리는 구현",
    think_en="What is the difference between / and //?",
    think_ko="/와 //는 무엇이 다릅니까?",
)
def squares_truncated(y, t):
    return np.sum(np.subtract(y, t) ** 2) // 2


@chaff(
    "loss-squares-length-one",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="returns an array of length 1 instead of a number",
    ko="숫자 대신 길이가 1인 배열을 반환하는 구현",
    think_en="What is the shape of a single number?",
    think_ko="숫자 하나의 모양은 무엇입니까?",
)
def squares_length_one(y, t):
    return np.array([sum_of_squares_error(y, t)])


@chaff(
    "loss-squares-none",
    function="sum_of_squares_error",
    loses=("values", ...),
    en="prints the result instead of returning it",
    ko="결과를 반환하지 않고 출력만 하는 구현",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 쪽에 무엇을 반환합니까?",
)
def squares_none(y, t):
    print(sum_of_squares_error(y, t))


@chaff(
    "loss-squares-in-place",
    function="sum_of_squares_error",
    told_by="squares_arguments_unchanged",
    loses="inputs",
    en="subtracts the target from the argument itself",
    ko="인자로 받은 배열에서 직접 정답을 빼는 구현",
    think_en="Whose array is y: yours or the caller's?",
    think_ko="y는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def squares_in_place(y, t):
    if isinstance(y, list):
        y = np.array(y)
    y -= t
    return 0.5 * np.sum(y**2)


@chaff(
    "loss-entropy-sum",
    function="cross_entropy_error",
    loses="one_hot_batch",
    en="adds up the losses of a batch instead of averaging them",
    ko="배치의 손실을 평균하지 않고 더하는 구현",
    think_en="Should a batch of twice the size have twice the loss?",
    think_ko="배치가 두 배로 커지면 손실도 두 배가 되어야 합니까?",
)
def entropy_sum(y, t):
    return -np.sum(np.log(right_probabilities(y, t) + 1e-7))


@chaff(
    "loss-entropy-averaged-twice",
    function="cross_entropy_error",
    loses="one_hot_batch",
    en="divides by the number of rows twice",
    ko="행의 개수로 두 번 나누는 구현",
    think_en="How many times does the mean divide?",
    think_ko="평균을 구할 때는 몇 번 나눕니까?",
)
def entropy_averaged_twice(y, t):
    return cross_entropy_error(y, t) / len(np.atleast_2d(y))


@chaff(
    "loss-entropy-all-elements",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="divides by the number of all elements, not of rows",
    ko="행의 개수가 아니라 모든 원소의 개수로 나누는 구현",
    think_en="How many right answers are there in a batch?",
    think_ko="배치 하나에 정답은 몇 개 있습니까?",
)
def entropy_all_elements(y, t):
    return -np.sum(np.log(right_probabilities(y, t) + 1e-7)) / np.size(y)


@chaff(
    "loss-entropy-classes",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="divides by the number of classes instead of the number of rows",
    ko="행의 개수가 아니라 클래스의 개수로 나누는 구현",
    think_en="Over what is the mean taken?",
    think_ko="무엇에 대한 평균입니까?",
)
def entropy_classes(y, t):
    return -np.sum(np.log(right_probabilities(y, t) + 1e-7)) / y.shape[-1]


@chaff(
    "loss-entropy-vector-length",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="takes the length of a single vector for the size of a batch",
    ko="벡터 하나의 길이를 배치의 크기로 여기는 구현",
    think_en="How many inputs does a vector of ten probabilities describe?",
    think_ko="확률 열 개짜리 벡터는 입력 몇 개에 대한 것입니까?",
)
def entropy_vector_length(y, t):
    return -np.sum(np.log(right_probabilities(y, t) + 1e-7)) / len(y)


@chaff(
    "loss-entropy-positive",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="leaves out the minus",
    ko="마이너스 부호가 빠진 구현",
    think_en="What is the sign of the logarithm of a number below 1?",
    think_ko="1보다 작은 수의 로그는 부호가 무엇입니까?",
)
def entropy_positive(y, t):
    return -cross_entropy_error(y, t)


@chaff(
    "loss-entropy-base-two",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="takes the logarithm to base 2",
    ko="밑이 2인 로그를 쓰는 구현",
    think_en="To which base is np.log?",
    think_ko="np.log의 밑은 무엇입니까?",
)
def entropy_base_two(y, t):
    return -np.mean(np.log2(right_probabilities(y, t) + 1e-7))


@chaff(
    "loss-entropy-base-ten",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="takes the logarithm to base 10",
    ko="밑이 10인 로그를 쓰는 구현",
    think_en="To which base is np.log?",
    think_ko="np.log의 밑은 무엇입니까?",
)
def entropy_base_ten(y, t):
    return -np.mean(np.log10(right_probabilities(y, t) + 1e-7))


@chaff(
    "loss-entropy-no-epsilon",
    function="cross_entropy_error",
    loses="extremes",
    en="adds nothing inside the logarithm: log(0) is -inf",
    ko="로그 안에 아무것도 더하지 않는 구현. log(0)은 -inf입니다",
    think_en="What is the logarithm of 0?",
    think_ko="0의 로그는 얼마입니까?",
)
def entropy_no_epsilon(y, t):
    return -np.mean(np.log(right_probabilities(y, t)))


@chaff(
    "loss-entropy-no-epsilon-product",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en=(
        "adds nothing inside the logarithm: where y is 0, even a wrong class makes 0 * -inf, "
        "which is nan"
    ),
    ko="로그 안에 아무것도 더하지 않는 구현. y가 0이면 오답 클래스에서도 0 * -inf가 되어 nan이 나옵니다",
    think_en="What is 0 times the logarithm of 0 in NumPy?",
    think_ko="NumPy에서 0에 0의 로그를 곱하면 무엇이 됩니까?",
)
def entropy_no_epsilon_product(y, t):
    if np.shape(t) != np.shape(y):
        t = np.eye(y.shape[-1])[t]
    return -np.sum(t * np.log(y)) / len(np.atleast_2d(y))


@chaff(
    "loss-entropy-one-hot-only",
    function="cross_entropy_error",
    loses=("one_hot_batch", "labels", "one_label"),
    en=(
        "multiplies any t with the logarithms and adds up, as D0's first function does: "
        "neither labels nor batches are foreseen"
    ),
    ko="D0 문서의 첫 번째 함수처럼 어떤 t든 로그와 곱하여 더하는 구현. 레이블도 배치도 생각하지 않았습니다",
    think_en="What does a label mean that a one-hot vector does not?",
    think_ko="레이블은 원-핫 벡터와 무엇이 다릅니까?",
)
def entropy_one_hot_only(y, t):
    t = np.asarray(t)
    t = t[:, np.newaxis] if y.ndim == 2 and t.ndim == 1 else t
    return -np.sum(t * np.log(y + 1e-7))


@chaff(
    "loss-entropy-d0-first-as-typed",
    function="cross_entropy_error",
    loses=("one_hot_batch", "labels", "one_label"),
    en=(
        "is D0's first function: it multiplies t with the logarithms and adds up, and foresees "
        "neither labels nor batches"
    ),
    ko="D0 문서의 첫 번째 함수를 그대로 쓴 구현. t를 로그와 곱하여 더할 뿐, 레이블도 배치도 생각하지 않았습니다",
    think_en="What does a label mean that a one-hot vector does not?",
    think_ko="레이블은 원-핫 벡터와 무엇이 다릅니까?",
)
def entropy_d0_first(y, t):
    return -np.sum(t * np.log(y + 1e-7))


@chaff(
    "loss-entropy-epsilon-smaller",
    function="cross_entropy_error",
    loses="extremes",
    en="adds 1e-8 instead of 1e-7",
    ko="1e-7이 아니라 1e-8을 더하는 구현",
    think_en="How small is D0's delta?",
    think_ko="D0 문서의 델타는 얼마입니까?",
)
def entropy_epsilon_smaller(y, t):
    return -np.mean(np.log(right_probabilities(y, t) + 1e-8))


@chaff(
    "loss-entropy-epsilon-natural",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="adds e^-7 instead of 1e-7",
    ko="1e-7이 아니라 자연상수의 -7승을 더하는 구현",
    think_en="What does 1e-7 mean in Python?",
    think_ko="파이썬에서 1e-7은 무슨 뜻입니까?",
)
def entropy_epsilon_natural(y, t):
    return -np.mean(np.log(right_probabilities(y, t) + np.exp(-7)))


@chaff(
    "loss-entropy-epsilon-as-limit",
    function="cross_entropy_error",
    loses="extremes",
    en="raises small probabilities to 1e-7 instead of adding it",
    ko="1e-7을 더하지 않고, 작은 확률을 1e-7로 끌어올리는 구현",
    think_en="What is 1e-7 + 1e-7?",
    think_ko="1e-7 + 1e-7은 얼마입니까?",
)
def entropy_epsilon_as_limit(y, t):
    return -np.mean(np.log(np.maximum(right_probabilities(y, t), 1e-7)))


@chaff(
    "loss-entropy-epsilon-truncated",
    function="cross_entropy_error",
    loses="extremes",
    en="keeps the dtype of the probabilities when it adds 1e-7: with integers nothing is added",
    ko="확률의 자료형을 유지한 채 1e-7을 더하는 구현. 정수에는 더해지지 않습니다",
    think_en="Can an integer array hold 1e-7?",
    think_ko="정수 배열에 1e-7을 담을 수 있습니까?",
)
def entropy_epsilon_truncated(y, t):
    return -np.mean(np.log(right_probabilities(np.add(y, 1e-7).astype(y.dtype), t)))


@chaff(
    "loss-entropy-no-logarithm",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="leaves out the logarithm",
    ko="로그를 빠뜨린 구현",
    think_en="What does the loss become when the probability of the right class nears 0?",
    think_ko="정답의 확률이 0에 가까워지면 손실은 어떻게 되어야 합니까?",
)
def entropy_no_logarithm(y, t):
    return -np.mean(right_probabilities(y, t) + 1e-7)


@chaff(
    "loss-entropy-exchanged",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="exchanges the probabilities and the targets: y * log(t + 1e-7)",
    ko="확률과 정답의 자리를 바꾸어 y * log(t + 1e-7)를 계산하는 구현",
    think_en="Of which of the two is the logarithm taken?",
    think_ko="둘 중 어느 것에 로그를 씌웁니까?",
)
def entropy_exchanged(y, t):
    if np.shape(t) != np.shape(y):
        t = np.eye(y.shape[-1])[t]
    return -np.sum(y * np.log(t + 1e-7)) / len(np.atleast_2d(y))


@chaff(
    "loss-entropy-both-classes",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en=(
        "adds the logarithms of 1 - y for the wrong classes, as the loss of a yes-or-no "
        "decision does"
    ),
    ko="이진 판단의 손실처럼 오답 클래스의 log(1 - y)까지 더하는 구현",
    think_en="Which classes does D0 say are ignored?",
    think_ko="D0 문서는 어떤 클래스를 무시한다고 합니까?",
)
def entropy_both_classes(y, t):
    if np.shape(t) != np.shape(y):
        t = np.eye(y.shape[-1])[t]
    losses = t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)
    return -np.sum(losses) / len(np.atleast_2d(y))


@chaff(
    "loss-entropy-own-guess",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="takes the largest probability instead of that of the right class",
    ko="정답의 확률이 아니라 가장 큰 확률을 쓰는 구현",
    think_en="What should a confident wrong guess cost?",
    think_ko="자신 있게 틀린 추정의 손실은 어떠해야 합니까?",
)
def entropy_own_guess(y, t):
    return -np.mean(np.log(np.max(y, axis=-1) + 1e-7))


@chaff(
    "loss-entropy-mean-probability",
    function="cross_entropy_error",
    loses="one_hot_batch",
    en="takes the logarithm of the mean probability instead of the mean of the logarithms",
    ko="로그의 평균이 아니라 평균 확률의 로그를 구하는 구현",
    think_en="Which comes first: the logarithm, or the mean?",
    think_ko="로그와 평균 가운데 어느 것을 먼저 구합니까?",
)
def entropy_mean_probability(y, t):
    return -np.log(np.mean(right_probabilities(y, t)) + 1e-7)


@chaff(
    "loss-entropy-d0-labels",
    function="cross_entropy_error",
    loses="labels",
    en=(
        "takes labels for labels only if there is one of them, as D0's function does: more "
        "labels are multiplied with the logarithms as if they were one-hot"
    ),
    ko="D0 문서의 함수처럼 레이블이 하나일 때만 레이블로 여기는 구현. 레이블이 여러 개면 원-핫처럼 로그와 곱합니다",
    think_en="What does the last length of t tell, and what does the shape of t tell?",
    think_ko="t의 마지막 길이로 알 수 있는 것과 t의 모양으로 알 수 있는 것은 무엇입니까?",
)
def entropy_d0_labels(y, t):
    t = np.asarray(t)
    if y.ndim == 1:
        t, y = t.reshape(1, t.size), y.reshape(1, y.size)
    batch_size = y.shape[0]
    if t.shape[-1] == 1:
        return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size
    return -np.sum(t * np.log(y + 1e-7)) / batch_size


@chaff(
    "loss-entropy-d0-batch-as-typed",
    function="cross_entropy_error",
    loses=("labels", "one_label"),
    en=(
        "is D0's function for batches: it takes labels for labels only where t.shape[-1] is 1, "
        "and a plain integer has no shape"
    ),
    ko="D0 문서의 배치용 함수를 그대로 쓴 구현. t.shape[-1]이 1일 때만 레이블로 여기며, 정수에는 shape가 없습니다",
    think_en="What does the last length of t tell, and what does the shape of t tell?",
    think_ko="t의 마지막 길이로 알 수 있는 것과 t의 모양으로 알 수 있는 것은 무엇입니까?",
)
def entropy_d0_batch(y, t):
    if y.ndim == 1:
        t, y = t.reshape(1, t.size), y.reshape(1, y.size)
    batch_size = y.shape[0]
    if t.shape[-1] == 1:
        return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size
    return -np.sum(t * np.log(y + 1e-7)) / batch_size


@chaff(
    "loss-entropy-size-decides",
    function="cross_entropy_error",
    loses="labels",
    en="takes as many labels as there are classes for a one-hot vector",
    ko="레이블의 개수가 클래스의 개수와 같으면 원-핫으로 여기는 구현",
    think_en="Three rows, three classes, three numbers in t: what is the shape of t?",
    think_ko="행 세 개, 클래스 세 개, t의 숫자 세 개: t의 모양은 무엇입니까?",
)
def entropy_size_decides(y, t):
    if np.size(t) == y.shape[-1]:
        return -np.sum(t * np.log(y + 1e-7)) / len(np.atleast_2d(y))
    return cross_entropy_error(y, t)


@chaff(
    "loss-entropy-zeros-and-ones",
    function="cross_entropy_error",
    loses="labels",
    en="takes labels that are only 0 and 1 for one-hot",
    ko="0과 1로만 된 레이블을 원-핫으로 여기는 구현",
    think_en="Can labels be only 0 and 1 by chance?",
    think_ko="레이블이 우연히 0과 1뿐일 수 있습니까?",
)
def entropy_zeros_and_ones(y, t):
    if np.ndim(t) == 1 and np.max(t) <= 1 and np.size(t) == y.shape[-1]:
        return -np.sum(t * np.log(y + 1e-7)) / len(np.atleast_2d(y))
    return cross_entropy_error(y, t)


@chaff(
    "loss-entropy-all-pairs",
    function="cross_entropy_error",
    loses="labels",
    en="picks every label's column from every row",
    ko="모든 행에서 모든 레이블의 열을 고르는 구현",
    think_en="What is the difference between y[:, t] and y[np.arange(N), t]?",
    think_ko="y[:, t]와 y[np.arange(N), t]는 무엇이 다릅니까?",
)
def entropy_all_pairs(y, t):
    if np.shape(t) == np.shape(y):
        return cross_entropy_error(y, t)
    rows = np.atleast_2d(y)
    return -np.sum(np.log(rows[:, t] + 1e-7)) / len(rows)


@chaff(
    "loss-entropy-indices-exchanged",
    function="cross_entropy_error",
    loses=("labels", "one_label"),
    en="exchanges row and column when it picks by label",
    ko="레이블로 고를 때 행과 열을 바꾸는 구현",
    think_en="In y[i, j], which of the two is the class?",
    think_ko="y[i, j]에서 클래스는 i와 j 가운데 어느 것입니까?",
)
def entropy_indices_exchanged(y, t):
    if np.shape(t) == np.shape(y) or y.shape[0] != y.shape[-1]:
        return cross_entropy_error(y, t)
    return -np.mean(np.log(y[t, np.arange(len(y))] + 1e-7))


@chaff(
    "loss-entropy-labels-from-one",
    function="cross_entropy_error",
    loses=("labels", "one_label"),
    en="counts labels from 1",
    ko="레이블을 1부터 세는 구현",
    think_en="Which class is label 0?",
    think_ko="레이블 0은 어느 클래스입니까?",
)
def entropy_labels_from_one(y, t):
    t = t if np.shape(t) == np.shape(y) else np.asarray(t) - 1
    return cross_entropy_error(y, t)


@chaff(
    "loss-entropy-argmax-columns",
    function="cross_entropy_error",
    loses="one_hot_batch",
    en="looks for the one of a one-hot batch along the columns",
    ko="원-핫 배치에서 1의 위치를 열을 따라 찾는 구현",
    think_en="Which axis runs along a row?",
    think_ko="행을 따라가는 축은 몇 번입니까?",
)
def entropy_argmax_columns(y, t):
    t = np.asarray(t)
    if t.ndim == 2 and t.shape[0] == t.shape[1]:
        t = np.argmax(t, axis=0)
    return cross_entropy_error(y, t)


@chaff(
    "loss-entropy-first-row",
    function="cross_entropy_error",
    loses="one_hot_batch",
    en="computes the loss of the first row only",
    ko="첫 번째 행의 손실만 계산하는 구현",
    think_en="How many rows does the batch have?",
    think_ko="배치에는 행이 몇 개 있습니까?",
)
def entropy_first_row(y, t):
    return -np.log(right_probabilities(y, t)[0] + 1e-7)


@chaff(
    "loss-entropy-rounded",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="rounds the loss to two decimals",
    ko="손실을 소수점 아래 둘째 자리로 반올림하는 구현",
    think_en="Who should decide how many decimals are printed?",
    think_ko="소수점 아래 몇 자리를 출력할지는 누가 정해야 합니까?",
)
def entropy_rounded(y, t):
    return np.round(cross_entropy_error(y, t), 2)


@chaff(
    "loss-entropy-each-row",
    function="cross_entropy_error",
    loses=("one_hot_batch", "labels"),
    en="returns one loss for each row",
    ko="행마다 손실을 하나씩 반환하는 구현",
    think_en="How many numbers is the loss of a batch?",
    think_ko="배치의 손실은 숫자 몇 개입니까?",
)
def entropy_each_row(y, t):
    losses = -np.log(right_probabilities(y, t) + 1e-7)
    return losses if np.ndim(y) == 2 else losses[0]


@chaff(
    "loss-entropy-length-one",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="returns an array of length 1 instead of a number",
    ko="숫자 대신 길이가 1인 배열을 반환하는 구현",
    think_en="What is the shape of a single number?",
    think_ko="숫자 하나의 모양은 무엇입니까?",
)
def entropy_length_one(y, t):
    return np.array([cross_entropy_error(y, t)])


@chaff(
    "loss-entropy-text",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="returns the text of the loss",
    ko="손실을 문자열로 바꾸어 반환하는 구현",
    think_en="Can the caller compare a text with a number?",
    think_ko="호출한 쪽이 문자열을 숫자와 비교할 수 있습니까?",
)
def entropy_text(y, t):
    return str(cross_entropy_error(y, t))


@chaff(
    "loss-entropy-none",
    function="cross_entropy_error",
    loses=("one_hot", ...),
    en="prints the result instead of returning it",
    ko="결과를 반환하지 않고 출력만 하는 구현",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 쪽에 무엇을 반환합니까?",
)
def entropy_none(y, t):
    print(cross_entropy_error(y, t))


@chaff(
    "loss-entropy-y-in-place",
    function="cross_entropy_error",
    told_by="cross_entropy_arguments_unchanged",
    loses="inputs",
    en="adds 1e-7 to the argument itself",
    ko="인자로 받은 배열에 직접 1e-7을 더하는 구현",
    think_en="Whose array is y: yours or the caller's?",
    think_ko="y는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def entropy_y_in_place(y, t):
    if y.dtype.kind == "f" and np.shape(t) == y.shape:
        y += 1e-7
        return -np.mean(np.log(right_probabilities(y, t)))
    return cross_entropy_error(y, t)


@chaff(
    "loss-entropy-reshaped-in-place",
    function="cross_entropy_error",
    told_by="cross_entropy_arguments_unchanged",
    loses="inputs",
    en="gives the arguments a new shape in place",
    ko="인자로 받은 배열의 모양을 직접 바꾸는 구현",
    think_en="What does y.shape = ... do to the caller's y?",
    think_ko="y.shape = ...는 호출한 쪽의 y를 어떻게 바꿉니까?",
)
def entropy_reshaped_in_place(y, t):
    if y.ndim == 1:
        y.shape = (1, y.size)
        if np.ndim(t) == 1:
            t.shape = (1, t.size)
    return cross_entropy_error(y, np.ravel(t) if np.ndim(t) == 0 else t)


@chaff(
    "loss-entropy-labels-in-place",
    function="cross_entropy_error",
    told_by="labels_unchanged",
    loses="inputs",
    en="adds 1e-7 to the probabilities of the caller where a batch of labels is given",
    ko="레이블 배치를 받으면 호출한 쪽의 확률 배열에 1e-7을 더하는 구현",
    think_en="Whose array is y: yours or the caller's?",
    think_ko="y는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def entropy_labels_in_place(y, t):
    if y.ndim == 2 and np.ndim(t) == 1:
        y += 1e-7
        return -np.mean(np.log(right_probabilities(y, t)))
    return cross_entropy_error(y, t)


@chaff(
    "loss-entropy-one-label-in-place",
    function="cross_entropy_error",
    told_by="one_label_unchanged",
    loses="inputs",
    en="adds 1e-7 to the probabilities of the caller where one label is given",
    ko="레이블 하나를 받으면 호출한 쪽의 확률 배열에 1e-7을 더하는 구현",
    think_en="Whose array is y: yours or the caller's?",
    think_ko="y는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def entropy_one_label_in_place(y, t):
    if np.ndim(t) == 0:
        y += 1e-7
        return -np.log(y[t])
    return cross_entropy_error(y, t)


@chaff(
    "loss-entropy-batch-in-place",
    function="cross_entropy_error",
    told_by="batch_unchanged",
    loses="inputs",
    en="adds 1e-7 to the probabilities of the caller where a one-hot batch is given",
    ko="원-핫 배치를 받으면 호출한 쪽의 확률 배열에 1e-7을 더하는 구현",
    think_en="Whose array is y: yours or the caller's?",
    think_ko="y는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def entropy_batch_in_place(y, t):
    if y.ndim == 2 and np.ndim(t) == 2:
        y += 1e-7
        return -np.mean(np.log(right_probabilities(y, t)))
    return cross_entropy_error(y, t)


@chaff(
    "loss-squares-arrays-only",
    function="sum_of_squares_error",
    loses="types",
    en="takes arrays only, as D0's does: a list cannot be subtracted from a list",
    ko="D0 문서처럼 배열만 받는 구현. 리스트에서 리스트를 뺄 수는 없습니다",
    think_en="Which NumPy function subtracts lists too?",
    think_ko="리스트도 뺄 수 있는 NumPy 함수는 무엇입니까?",
)
def squares_arrays_only(y, t):
    return 0.5 * np.sum((y - t) ** 2)
