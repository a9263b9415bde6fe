"""Right ways to write numerical_gradient and gradient_descent."""

import numpy as np

from rawgrad.authoring.evidence import wheat
from solutions.gradient import numerical_gradient

H = 1e-4


@wheat("gradient-flat-view", function="numerical_gradient")
def flat_view(f, x):
    x = np.array(x, dtype=float, order="C")
    grad = np.empty_like(x)
    flat_x, flat_grad = x.reshape(-1), grad.reshape(-1)
    for i in range(x.size):
        kept = flat_x[i]
        flat_x[i] = kept + H
        above = f(x)
        flat_x[i] = kept - H
        flat_grad[i] = (above - f(x)) / (2 * H)
        flat_x[i] = kept
    return grad


@wheat("gradient-nditer", function="numerical_gradient")
def with_nditer(f, x):
    x = np.asarray(x).astype(np.float64)
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        index = it.multi_index
        kept = float(x[index])
        x[index] = kept + H
        above = f(x)
        x[index] = kept - H
        below = f(x)
        grad[index] = (above - below) / (2 * H)
        x[index] = kept
        it.iternext()
    return grad


@wheat(
    "gradient-basis-vectors",
    function="numerical_gradient",
    en="Each row of the identity matrix moves one number alone.",
    ko="단위 행렬의 각 행은 수 하나만 움직입니다.",
)
def basis_vectors(f, x):
    x = np.asarray(x, dtype=np.float64)
    steps = H * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + step) - f(x - step)) / (2 * H) for step in steps]
    return np.array(slopes, dtype=np.float64).reshape(x.shape)


@wheat("gradient-ndenumerate", function="numerical_gradient")
def with_ndenumerate(f, x):
    x = np.array(x, dtype=np.float64)
    grad = np.full(x.shape, np.nan)
    for index, kept in np.ndenumerate(x.copy()):
        above, below = x.copy(), x.copy()
        above[index], below[index] = kept + H, kept - H
        grad[index] = (f(above) - f(below)) / (above[index] - below[index])
    return grad


@wheat(
    "gradient-mean-of-two-sides",
    function="numerical_gradient",
    en="The mean of the slopes to either side is the central difference.",
    ko="양쪽 기울기의 평균이 중심 차분입니다.",
)
def mean_of_two_sides(f, x):
    x = np.array(x, dtype=np.float64)
    grad, here = np.zeros_like(x), f(x)
    for index in np.ndindex(*x.shape):
        moved = x.copy()
        moved[index] = x[index] + H
        right = (f(moved) - here) / H
        moved[index] = x[index] - H
        left = (here - f(moved)) / H
        grad[index] = (right + left) / 2
    return grad


@wheat("gradient-recursive", function="numerical_gradient")
def recursive(f, x):
    x = np.asarray(x, dtype=np.float64)
    if x.ndim == 0:
        return float((f(x + H) - f(x - H)) / (2 * H))

    def along(i):
        def partial(row):
            moved = x.copy()
            moved[i] = row
            return f(moved)

        return partial

    return np.array([recursive(along(i), row) for i, row in enumerate(x)])


@wheat("gradient-fortran-result", function="numerical_gradient")
def fortran_result(f, x):
    return np.array(numerical_gradient(f, x), order="F")


@wheat("gradient-read-only-view", function="numerical_gradient")
def read_only_view(f, x):
    wide = np.zeros((*np.shape(x), 2))
    wide[..., 1] = numerical_gradient(f, x)
    view = wide[..., 1]
    view.flags.writeable = False
    return view


@wheat("gradient-python-floats", function="numerical_gradient")
def python_floats(f, x):
    shape = np.shape(x)
    values = [float(value) for value in np.ravel(x)]
    slopes = []
    for i, value in enumerate(values):
        ends = [values[:i] + [value + step] + values[i + 1 :] for step in (H, -H)]
        above, below = (float(f(np.array(end).reshape(shape))) for end in ends)
        slopes.append((above - below) / (2 * H))
    return np.array(slopes).reshape(shape) if shape else slopes[0]


@wheat(
    "gradient-gradient_descent-new-array",
    function="gradient_descent",
    en="A new array at each step leaves what was handed in as it was.",
    ko="스텝마다 새 배열을 만들므로, 받은 배열은 그대로 남습니다.",
)
def new_array(f, init_x, lr=0.01, step_num=100):
    x = np.asarray(init_x, dtype=np.float64)
    while step_num > 0:
        x = x - lr * numerical_gradient(f, x)
        step_num -= 1
    return x


@wheat("gradient-gradient_descent-recursive", function="gradient_descent")
def descend(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64, order="F")
    if step_num == 0:
        return x
    return descend(f, x + -lr * numerical_gradient(f, x), lr=lr, step_num=step_num - 1)


@wheat("gradient-gradient_descent-element-by-element", function="gradient_descent")
def element_by_element(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        grad = numerical_gradient(f, x.copy())
        for index in np.ndindex(x.shape):
            x[index] -= lr * grad[index]
    return x
