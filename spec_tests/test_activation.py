"""What holds for every right activation function."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario

# D4 draws all three curves over these 100 points.
GRID = np.arange(-5.0, 5.0, 0.1)


def every_form_unchanged(trial: Trial, function: str) -> None:
    """Insist that lists and arrays of any type and number of axes, none included, are left as they were."""
    for x in (3, [3, -1, 2], [[3, -1], [2, 0]], [[[3, -1]], [[2, 0]]]):
        trial.call(function, x)
        trial.unchanged()
        for dtype in (int, np.float32, float):
            trial.call(function, np.array(x, dtype))
            trial.unchanged()


test_step_function_cases_leave_arguments = leaves_arguments("step_function")
test_sigmoid_cases_leave_arguments = leaves_arguments("sigmoid")
test_relu_cases_leave_arguments = leaves_arguments("relu")


@law(
    "step_function",
    "inputs",
    en="step_function leaves its argument as it was",
    ko="step_function: 인자로 받은 배열은 그대로 남아 있습니다",
)
def test_step_argument_unchanged(trial: Trial) -> None:
    y = trial.array("step_function", np.array([3.5, -1.5, 0.5]), shape=(3,), kind="integer")
    trial.unchanged()
    trial.same(y, np.array([1, 0, 1]))


@law(
    "step_function",
    "inputs",
    en="step_function leaves a matrix as it was",
    ko="step_function: 인자로 받은 행렬도 그대로 남아 있습니다",
    needs=("shapes",),
)
def test_step_matrix_unchanged(trial: Trial) -> None:
    trial.call("step_function", np.array([[3.5, -1.5, 0.5], [-2.0, 0.0, 1.0]]))
    trial.unchanged()


@law(
    "step_function",
    "inputs",
    en="step_function leaves lists and arrays of every type as they were",
    ko="step_function: 인자로 받은 리스트와 모든 자료형의 배열도 그대로 남아 있습니다",
    needs=("types", "shapes"),
)
def test_step_list_unchanged(trial: Trial) -> None:
    every_form_unchanged(trial, "step_function")


@law(
    "sigmoid",
    "values",
    en="sigmoid(-x) is 1 - sigmoid(x)",
    ko="모든 x에서 sigmoid(-x) = 1 - sigmoid(x)입니다",
)
def test_sigmoid_is_symmetric(trial: Trial) -> None:
    x = trial.rng.normal(scale=3, size=20)
    y = trial.array("sigmoid", x, shape=(20,))
    trial.same(trial.array("sigmoid", -x, shape=(20,)), 1 - y, atol=1e-6)


@law(
    "sigmoid",
    "values",
    en="sigmoid rises from left to right and stays between 0 and 1",
    ko="sigmoid 값은 왼쪽에서 오른쪽으로 갈수록 커지고, 항상 0과 1 사이에 있습니다",
    document="D4",
)
def test_sigmoid_rises(trial: Trial) -> None:
    y = trial.array("sigmoid", GRID, shape=GRID.shape)
    trial.hold(np.diff(y) > 0, of="min(diff(y))", got=float(np.diff(y).min()), want="> 0")
    trial.hold((y > 0) & (y < 1), of="[min(y), max(y)]", got=[y.min(), y.max()], want="0 < y < 1")


@law(
    "sigmoid",
    "inputs",
    en="sigmoid leaves its argument as it was",
    ko="sigmoid: 인자로 받은 배열은 그대로 남아 있습니다",
)
def test_sigmoid_argument_unchanged(trial: Trial) -> None:
    ln_3 = 1.0986122886681098
    y = trial.array("sigmoid", np.array([ln_3, -ln_3, 0.0]), shape=(3,))
    trial.unchanged()
    trial.same(y, np.array([0.75, 0.25, 0.5]))


@law(
    "sigmoid",
    "inputs",
    en="sigmoid leaves a matrix as it was",
    ko="sigmoid: 인자로 받은 행렬도 그대로 남아 있습니다",
    needs=("shapes",),
)
def test_sigmoid_matrix_unchanged(trial: Trial) -> None:
    trial.call("sigmoid", np.array([[3.5, -1.5, 0.5], [-2.0, 0.0, 1.0]]))
    trial.unchanged()


@law(
    "sigmoid",
    "inputs",
    en="sigmoid leaves lists and arrays of every type as they were",
    ko="sigmoid: 인자로 받은 리스트와 모든 자료형의 배열도 그대로 남아 있습니다",
    needs=("types", "shapes"),
)
def test_sigmoid_list_unchanged(trial: Trial) -> None:
    every_form_unchanged(trial, "sigmoid")


@law(
    "relu",
    "values",
    en="relu(x) - relu(-x) is identity_function(x)",
    ko="모든 x에서 relu(x) - relu(-x) = identity_function(x)입니다",
    document="D4",
)
def test_relu_halves_make_the_identity(trial: Trial) -> None:
    x = trial.rng.normal(scale=3, size=12)
    halves = trial.array("relu", x, shape=(12,)) - trial.array("relu", -x, shape=(12,))
    trial.same(halves, x, atol=1e-6, of="relu(x) - relu(-x)")
    trial.same(trial.array("identity_function", x, shape=(12,)), x)


@law(
    "relu",
    "inputs",
    en="relu leaves its argument as it was",
    ko="relu: 인자로 받은 배열은 그대로 남아 있습니다",
)
def test_relu_argument_unchanged(trial: Trial) -> None:
    y = trial.array("relu", np.array([3.5, -1.5, 0.5]), shape=(3,))
    trial.unchanged()
    trial.same(y, np.array([3.5, 0.0, 0.5]))


@law(
    "relu",
    "inputs",
    en="relu leaves a matrix as it was",
    ko="relu: 인자로 받은 행렬도 그대로 남아 있습니다",
    needs=("shapes",),
)
def test_relu_matrix_unchanged(trial: Trial) -> None:
    trial.call("relu", np.array([[3.5, -1.5, 0.5], [-2.0, 0.0, 1.0]]))
    trial.unchanged()


@law(
    "relu",
    "inputs",
    en="relu leaves lists and arrays of every type as they were",
    ko="relu: 인자로 받은 리스트와 모든 자료형의 배열도 그대로 남아 있습니다",
    needs=("types", "shapes"),
)
def test_relu_list_unchanged(trial: Trial) -> None:
    every_form_unchanged(trial, "relu")


@scenario(
    "sigmoid",
    en="Over D4's 100 points the sigmoid is a step with its corner rounded off",
    ko="D4 문서의 점 100개에서 시그모이드는 모서리를 둥글린 계단 함수입니다",
    document="D4",
)
def test_sigmoid_is_a_smooth_step(trial: Trial) -> Text:
    smooth = trial.array("sigmoid", GRID, shape=GRID.shape)
    step = trial.array("step_function", GRID, shape=GRID.shape, kind="integer")
    gap = np.abs(smooth - step)
    # The two are furthest apart at the edge of the step, where the sigmoid is 1/2.
    gaps = "|sigmoid(x) - step_function(x)|"
    trial.hold(abs(gap.max() - 0.5) <= 1e-5, of=f"max {gaps}", got=float(gap.max()), want="0.5")
    trial.hold(gap.argmax() == 50, of=f"argmax {gaps}", got=int(gap.argmax()), want="50")
    # At the left end, sigmoid(-5) = 1 / (1 + exp(5)), with exp(5) = 148.4132.
    near = abs(gap[0] - 1 / 149.4132) <= 1e-6
    trial.hold(near, of="sigmoid(-5)", got=float(gap[0]), want="1 / 149.4132")
    return Text(
        f"sigmoid and step differ by at most {gap.max():.4f}, at the ends by {gap[0]:.4f}",
        f"시그모이드와 계단 함수의 차이는 최대 {gap.max():.4f}, 양 끝에서는 {gap[0]:.4f}",
    )
