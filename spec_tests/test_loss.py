"""What holds for every right loss, and how the two losses of D0 answer to a wrong guess."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario

# D0's two guesses: the right class is 2, and 0.6 and 0.1 have changed places.
TARGET = np.array([0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
CORRECT = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
INCORRECT = np.array([0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0])


def probabilities(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Return random rows that sum to 1, with no entry near 0."""
    y = rng.uniform(0.1, 1.0, size=shape)
    return y / y.sum(axis=1, keepdims=True)


test_sum_of_squares_error_cases_leave_arguments = leaves_arguments("sum_of_squares_error")
test_cross_entropy_error_cases_leave_arguments = leaves_arguments("cross_entropy_error")


@law(
    "sum_of_squares_error",
    "inputs",
    en="sum_of_squares_error leaves its arguments as they were",
    ko="sum_of_squares_error: 인자로 받은 배열은 그대로 남아 있습니다",
)
def test_squares_arguments_unchanged(trial: Trial) -> None:
    y, t = np.array([0.5, -1.0, 2.0]), np.array([1.5, 1.0, 0.0])
    loss = trial.number("sum_of_squares_error", y, t)
    trial.unchanged()
    # Half of 1 + 4 + 4.
    trial.same(loss, 4.5)


@law(
    "cross_entropy_error",
    "one_hot_batch",
    en="The loss of a batch is the mean of the losses of its rows",
    ko="배치의 손실은 각 행의 손실의 평균입니다",
    document="D0",
)
def test_batch_is_the_mean(trial: Trial) -> None:
    y = probabilities(trial.rng, (5, 3))
    t = np.eye(3, dtype=int)[[2, 0, 1, 1, 0]]
    rows = [trial.number("cross_entropy_error", y[i], t[i]) for i in range(5)]
    trial.same(trial.number("cross_entropy_error", y, t), np.mean(rows))


@law(
    "cross_entropy_error",
    "labels",
    needs=("one_hot_batch",),
    en="Labels give the same loss as the one-hot rows they stand for",
    ko="레이블로 주어도 같은 뜻의 원-핫으로 줄 때와 손실이 같습니다",
    document="D2",
)
def test_labels_are_one_hot_rows(trial: Trial) -> None:
    y = probabilities(trial.rng, (4, 4))
    labels = trial.rng.permutation(4)
    # Labels last: what they give is what is shown.
    want = trial.number("cross_entropy_error", y, np.eye(4, dtype=int)[labels])
    trial.same(trial.number("cross_entropy_error", y, labels), want)


@law(
    "cross_entropy_error",
    "labels",
    needs=("one_hot_batch",),
    en="The bytes of a hundred labels are counted like any other labels",
    ko="uint8 레이블 백 개도 다른 레이블과 똑같이 계산합니다",
)
def test_many_labels_may_be_bytes(trial: Trial) -> None:
    # A byte cannot count the thousand places of a hundred rows of ten.
    labels, right = (np.arange(100) * 7 % 10).astype(np.uint8), np.linspace(0.2, 0.8, 100)
    y = np.where(np.eye(10)[labels] == 1, right[:, None], (1 - right[:, None]) / 9)
    trial.same(trial.number("cross_entropy_error", y, labels), -np.mean(np.log(right + 1e-7)))


@law(
    "cross_entropy_error",
    "inputs",
    en="cross_entropy_error leaves its arguments as they were",
    ko="cross_entropy_error: 인자로 받은 배열은 그대로 남아 있습니다",
)
def test_cross_entropy_arguments_unchanged(trial: Trial) -> None:
    loss = trial.number("cross_entropy_error", np.array([0.3, 0.2, 0.5]), np.array([0, 0, 1]))
    trial.unchanged()
    # -log(0.5 + 1e-7): ln 2 less 2e-7.
    trial.same(loss, 0.6931469805599653)


@law(
    "cross_entropy_error",
    "inputs",
    needs=("one_hot_batch",),
    en="cross_entropy_error leaves a batch as it was",
    ko="cross_entropy_error: 인자로 받은 배치도 그대로 남아 있습니다",
)
def test_batch_unchanged(trial: Trial) -> None:
    y = np.array([[0.3, 0.2, 0.5], [0.25, 0.5, 0.25]])
    loss = trial.number("cross_entropy_error", y, np.array([[0, 0, 1], [0, 1, 0]]))
    trial.unchanged()
    trial.same(loss, 0.6931469805599653)


@law(
    "cross_entropy_error",
    "inputs",
    needs=("labels", "one_hot_batch"),
    en="cross_entropy_error leaves labels and their batch as they were",
    ko="cross_entropy_error: 레이블과 그 배치도 그대로 남아 있습니다",
)
def test_labels_unchanged(trial: Trial) -> None:
    y = np.array([[0.3, 0.2, 0.5], [0.25, 0.5, 0.25]])
    loss = trial.number("cross_entropy_error", y, np.array([2, 1]))
    trial.unchanged()
    trial.same(loss, 0.6931469805599653)


@law(
    "cross_entropy_error",
    "inputs",
    needs=("one_label",),
    en="cross_entropy_error leaves the probabilities beside one label as they were",
    ko="cross_entropy_error: 레이블이 하나일 때도 확률은 그대로 남아 있습니다",
)
def test_one_label_unchanged(trial: Trial) -> None:
    loss = trial.number("cross_entropy_error", np.array([0.3, 0.2, 0.5]), 2)
    trial.unchanged()
    trial.same(loss, 0.6931469805599653)


@scenario(
    "cross_entropy_error",
    en="D0's wrong guess costs more than its right one, by both losses",
    ko="D0 문서의 틀린 추정은 두 손실 모두에서 맞힌 추정보다 손실이 큽니다",
    document="D0",
)
def test_wrong_guess_costs_more(trial: Trial) -> Text:
    entropy = [trial.number("cross_entropy_error", y, TARGET) for y in (CORRECT, INCORRECT)]
    squares = [trial.number("sum_of_squares_error", y, TARGET) for y in (CORRECT, INCORRECT)]
    # D0 calls the cross-entropy 4 to 5 times as sensitive. That compares the losses with each
    # other; from the right guess to the wrong one it is the squared error that grows more.
    across = [entropy[0] / squares[0], entropy[1] / squares[1]]
    growth = [entropy[1] / entropy[0], squares[1] / squares[0]]
    ratios = np.array([5.239235, 3.853697])
    trial.same(np.array(across), ratios, atol=1e-4, of="cross_entropy / squares")
    ratios = np.array([4.507575, 6.128205])
    trial.same(np.array(growth), ratios, atol=1e-4, of="wrong guess / right guess")
    return Text(
        f"the wrong guess costs {growth[0]:.2f} times as much by cross-entropy, "
        f"{growth[1]:.2f} times by squared error",
        f"틀린 추정의 손실은 교차 엔트로피로 {growth[0]:.2f}배, 오차제곱합으로 {growth[1]:.2f}배",
    )
