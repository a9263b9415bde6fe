"""What holds for every right numerical gradient, and a descent that finds a line."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario

test_numerical_gradient_cases_leave_arguments = leaves_arguments("numerical_gradient")
test_gradient_descent_cases_leave_arguments = leaves_arguments("gradient_descent")


@law(
    "numerical_gradient",
    "inputs",
    en="The point is the same after the gradient was measured there",
    ko="기울기를 구한 뒤에도 인자로 받은 점은 그대로입니다",
)
def test_point_is_left_alone(trial: Trial) -> None:
    x = np.array([3.0, -1.7, 4.0, -4.0, 11.9])
    grad = trial.array("numerical_gradient", lambda x: np.sum(x**2), x, shape=(5,))
    trial.unchanged()
    trial.same(grad, 2 * x)


@law(
    "numerical_gradient",
    "inputs",
    needs=("shapes",),
    en="A matrix is the same after the gradient was measured there",
    ko="행렬에서 기울기를 구한 뒤에도 그 행렬은 그대로입니다",
)
def test_matrix_is_left_alone(trial: Trial) -> None:
    # Not all of these come back when the step is taken back by adding and subtracting.
    x = np.array([[4.0, -7.7], [-4.0, 11.9]])
    grad = trial.array("numerical_gradient", lambda x: np.sum(x**2), x, shape=(2, 2))
    trial.unchanged()
    trial.same(grad, 2 * x)


@law(
    "numerical_gradient",
    "values",
    en="The gradient of a linear function is its coefficients, wherever it is measured",
    ko="일차 함수의 기울기는 어디에서 구해도 그 계수입니다",
)
def test_linear_function_gives_its_coefficients(trial: Trial) -> None:
    slopes = trial.rng.uniform(1, 5, size=6) * trial.rng.choice([-1, 1], size=6)
    x = trial.rng.normal(size=6)
    grad = trial.array("numerical_gradient", lambda x: np.sum(slopes * x), x, shape=(6,))
    trial.same(grad, slopes)


@law(
    "gradient_descent",
    "inputs",
    en="The start is the same after the walk: D2's own function walks away with it",
    ko="내려간 뒤에도 출발점은 그대로입니다. D2 문서의 함수는 출발점을 덮어씁니다",
    document="D2",
)
def test_start_is_left_alone(trial: Trial) -> None:
    start = np.array([3.0, -1.7, 11.9])
    end = trial.array(
        "gradient_descent", lambda x: np.sum(x**2), start, lr=0.25, step_num=2, shape=(3,)
    )
    trial.unchanged()
    trial.same(end, start / 4)


@law(
    "gradient_descent",
    "inputs",
    needs=("shapes",),
    en="A matrix to start from is the same after the walk",
    ko="행렬에서 출발해도 내려간 뒤에 출발점은 그대로입니다",
)
def test_matrix_start_is_left_alone(trial: Trial) -> None:
    start = np.array([[3.0, -1.7], [0.3, 11.9]])
    end = trial.array(
        "gradient_descent", lambda x: np.sum(x**2), start, lr=0.25, step_num=2, shape=(2, 2)
    )
    trial.unchanged()
    trial.same(end, start / 4)


@scenario(
    "gradient_descent",
    en="Descent fits a straight line to points",
    ko="경사 하강법으로 점들에 맞는 직선을 찾습니다",
    document="D2",
)
def test_line_is_fitted(trial: Trial) -> Text:
    inputs = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    points = 2 * inputs - 1

    def mean_square(line):
        return np.mean((line[0] * inputs + line[1] - points) ** 2)

    line = trial.array(
        "gradient_descent", mean_square, np.zeros(2), lr=0.1, step_num=200, shape=(2,)
    )
    trial.same(line, np.array([2.0, -1.0]), atol=1e-4)
    error = f"{mean_square(line):.1e}"
    found = f"y = {line[0]:.5f} x {line[1]:+.5f}"
    return Text(
        f"the line found is {found}; mean squared error {error}",
        f"찾은 직선: {found}, 평균 제곱 오차: {error}",
    )
