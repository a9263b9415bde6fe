"""What holds for every right delta rule, and what one layer can and cannot learn."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario

ALPHA = 0.9
# What is compared after learning, as a learner would write it.
ANSWERS = "[calc_output(W, x) for x in X]"
# D1's four samples; the third input is always 1 and stands for a bias.
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
FIRST_INPUT = np.array([[0], [0], [1], [1]])
AND = np.array([[0], [0], [0], [1]])
XOR = np.array([[0], [1], [1], [0]])
# The weights D1 prints: it drew them at random from -1 to 1.
W = np.array([[0.8177835, 0.88612231, -0.88451088]])

test_calc_output_cases_leave_arguments = leaves_arguments("calc_output")
test_calc_error_cases_leave_arguments = leaves_arguments("calc_error")
test_delta_gd_cases_leave_arguments = leaves_arguments("delta_GD")


@law(
    "calc_output",
    "values",
    en="Every output lies between 0 and 1",
    ko="모든 출력은 0과 1 사이에 있습니다",
    document="D1",
)
def test_outputs_between_0_and_1(trial: Trial) -> None:
    y = trial.array(
        "calc_output",
        trial.rng.normal(size=(1, 3)),
        np.array([1.0, -2.0, 0.5]),
        shape=(1,),
        squeeze=True,
    )
    trial.hold((y > 0) & (y < 1), got=y, want="0 < y < 1")


@law(
    "calc_output",
    "inputs",
    en="The weights and the inputs are left as they were",
    ko="인자로 받은 가중치와 입력은 그대로 남아 있습니다",
)
def test_output_leaves_arguments(trial: Trial) -> None:
    trial.array(
        "calc_output",
        np.array([[1.0, -2.0, 4.0]]),
        np.array([3.0, 2.0, -1.0]),
        shape=(1,),
        squeeze=True,
    )
    trial.unchanged()


@law(
    "calc_error",
    "inputs",
    en="The answers and the outputs are left as they were",
    ko="인자로 받은 정답과 출력은 그대로 남아 있습니다",
)
def test_error_leaves_arguments(trial: Trial) -> None:
    trial.array("calc_error", np.array([1.0]), np.array([0.25]), shape=(1,), squeeze=True)
    trial.unchanged()


@law(
    "delta_GD",
    "values",
    en="A sample that is answered right leaves the weights alone",
    ko="정답을 이미 맞힌 샘플은 가중치를 바꾸지 않습니다",
)
def test_right_answer_changes_nothing(trial: Trial) -> None:
    weights = np.array([[0.5, -1.5, 1.0]])
    samples = np.array([[3.0, 1.0, 0.0], [-6.0, -2.0, 0.0], [1.0, 1.0, 1.0], [-4.0, 0.0, 2.0]])
    answers = np.full((4, 1), 0.5)
    after = trial.array("delta_GD", weights, samples, answers, ALPHA, shape=(1, 3), squeeze=True)
    trial.same(after, weights)


@law(
    "delta_GD",
    "sizes",
    en="Learning two samples and then four others is the same as learning all six",
    ko="샘플 두 개를 배우고 이어서 네 개를 배우면 여섯 개를 한 번에 배운 것과 같습니다",
)
def test_one_sample_after_another(trial: Trial) -> None:
    samples = trial.rng.normal(size=(6, 3))
    answers = np.array([[1.0], [0.0], [0.0], [1.0], [1.0], [0.0]])
    start = np.array([[0.5, -0.75, 1.0]])

    def learn(weights: np.ndarray, rows: slice) -> np.ndarray:
        args = (weights, samples[rows], answers[rows], ALPHA)
        return trial.array("delta_GD", *args, shape=(1, 3), squeeze=True)

    half_way = learn(start, slice(2))
    one_by_one = learn(half_way, slice(2, 6))
    trial.same(learn(start, slice(6)), one_by_one, atol=1e-5)


@law(
    "delta_GD",
    "shape",
    needs=("sizes",),
    en="However many inputs there are, the weights are a matrix of one row",
    ko="입력이 몇 개이든 가중치는 행이 하나인 행렬입니다",
)
def test_weights_are_one_row(trial: Trial) -> None:
    for n in range(1, 7):
        start, samples = trial.rng.normal(size=(1, n)), trial.rng.normal(size=(n, n))
        trial.array("delta_GD", start, samples, np.ones((n, 1)), 0.5, shape=(1, n))


@law(
    "delta_GD",
    "inputs",
    en="The arguments are left as they were",
    ko="인자로 받은 배열은 그대로 남아 있습니다",
)
def test_arguments_unchanged(trial: Trial) -> None:
    args = (W, X.astype(float), FIRST_INPUT.astype(float), ALPHA)
    trial.array("delta_GD", *args, shape=(1, 3), squeeze=True)
    trial.unchanged()
    trial.no_global_random()


@scenario(
    "delta_GD",
    en="After 10,000 epochs D1's outputs are 0.010, 0.008, 0.993 and 0.992",
    ko="10,000 에포크 뒤의 출력은 D1 문서의 0.010, 0.008, 0.993, 0.992입니다",
    document="D1",
)
def test_first_input_is_learnt(trial: Trial) -> Text:
    y = _outputs(trial, _learn(trial, W, FIRST_INPUT, 10_000))
    # float32 arithmetic accumulates a few 1e-8 over 40,000 updates.
    trial.same(y, np.array([0.01018983, 0.00829532, 0.99323968, 0.9916928]), 1e-6, of=ANSWERS)
    return Text(
        f"your layer answers [1, 1, 1] with {y[3]:.8f} after 10,000 epochs",
        f"작성하신 신경망은 10,000 에포크 뒤 [1, 1, 1]에 {y[3]:.8f}로 답합니다",
    )


@scenario(
    "delta_GD",
    en="AND is learnt too: only [1, 1, 1] is answered with more than 0.9",
    ko="AND도 배웁니다. [1, 1, 1]에만 0.9보다 크게 답합니다",
    document="D1",
)
def test_and_is_learnt(trial: Trial) -> None:
    y = _outputs(trial, _learn(trial, W, AND, 1000))
    trial.hold(np.abs(y - AND[:, 0]) < 0.1, of=ANSWERS, got=y, want="|y - [0, 0, 0, 1]| < 0.1")


@scenario(
    "delta_GD",
    en="XOR is beyond one layer: from wherever it starts in [-1, 1), it ends near 0.5",
    ko="층 하나로는 XOR를 배울 수 없습니다. [-1, 1)의 어디에서 시작해도 0.5 근처에서 끝납니다",
    document="D1",
)
def test_xor_is_beyond_one_layer(trial: Trial) -> None:
    # After 700 epochs the eighth decimal no longer moves; D1 went on to 10,000.
    for start in (W, trial.rng.uniform(-1, 1, size=(1, 3))):
        y = _outputs(trial, _learn(trial, start, XOR, 700))
        trial.same(y, np.array([0.52965337, 0.5, 0.47034663, 0.44090112]), 1e-6, of=ANSWERS)


def _learn(trial: Trial, start: np.ndarray, answers: np.ndarray, epochs: int) -> np.ndarray:
    args = (start, X, answers, ALPHA)
    return trial.array("delta_GD", *args, times=epochs, shape=(1, 3), squeeze=True)


def _outputs(trial: Trial, weights: np.ndarray) -> np.ndarray:
    return np.concatenate(
        [trial.array("calc_output", weights, x, shape=(1,), squeeze=True) for x in X]
    )
