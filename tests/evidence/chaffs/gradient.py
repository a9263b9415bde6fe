"""Wrong ways to write numerical_gradient and gradient_descent."""

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.gradient import numerical_gradient

H = 1e-4


def measured(f, x, slope):
    """Fill a gradient: `slope(at)` gets f along one element, as a function of the step."""
    x = np.array(x, dtype=np.float64)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):

        def at(step, index=index):
            moved = x.copy()
            moved[index] += step
            return f(moved)

        grad[index] = slope(at)
    return grad


def central(at):
    return (at(H) - at(-H)) / (2 * H)


@chaff(
    "gradient-forward-difference",
    function="numerical_gradient",
    loses=("values", ...),
    en="takes the forward difference, (f(x + h) - f(x)) / h, which looks to one side only",
    ko="전방 차분 (f(x + h) - f(x)) / h를 쓰는 구현. 한쪽만 봅니다",
    think_en="Where the curve bends, how does the slope to the right differ from the slope here?",
    think_ko="휘어진 곡선에서, 오른쪽으로 잰 기울기는 그 점의 기울기와 어떻게 다릅니까?",
)
def forward(f, x):
    return measured(f, x, lambda at: (at(H) - at(0)) / H)


@chaff(
    "gradient-backward-difference",
    function="numerical_gradient",
    loses=("values", ...),
    en="takes the backward difference, (f(x) - f(x - h)) / h, which looks to one side only",
    ko="후방 차분 (f(x) - f(x - h)) / h를 쓰는 구현. 한쪽만 봅니다",
    think_en="Where the curve bends, how does the slope to the left differ from the slope here?",
    think_ko="휘어진 곡선에서, 왼쪽으로 잰 기울기는 그 점의 기울기와 어떻게 다릅니까?",
)
def backward(f, x):
    return measured(f, x, lambda at: (at(0) - at(-H)) / H)


@chaff(
    "gradient-own-array",
    function="numerical_gradient",
    loses=("shapes", "types"),
    en="steps inside the array it was given, as D2's does: an integer array cuts the steps off, "
    "and counting to x.size does not suit a matrix",
    ko="D2 문서처럼 인자로 받은 배열 안에서 움직이는 구현. 정수 배열은 소수점 아래를 버리고, "
    "x.size까지 세는 반복은 행렬에 맞지 않습니다",
    think_en="What is stored when 3.0001 is written into an array of integers?",
    think_ko="정수 배열에 3.0001을 쓰면 무엇이 저장됩니까?",
)
def documents_own(f, x):
    grad = np.zeros_like(x)
    for idx in range(x.size):
        tmp_val = x[idx]
        x[idx] = tmp_val + H
        fxh1 = f(x)
        x[idx] = tmp_val - H
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * H)
        x[idx] = tmp_val
    return grad


@chaff(
    "gradient-integer-result",
    function="numerical_gradient",
    loses="types",
    en="collects the gradient in an array with the dtype of the input: integers cut it off, "
    "and float32 rounds it",
    ko="입력과 같은 dtype의 배열에 기울기를 모으는 구현. 정수이면 소수점 아래가 잘리고, "
    "float32이면 반올림됩니다",
    think_en="What does np.zeros_like make of an array of integers?",
    think_ko="np.zeros_like에 정수 배열을 넣으면 어떤 배열이 만들어집니까?",
)
def integer_result(f, x):
    return measured(f, x, central).astype(np.asarray(x).dtype)


@chaff(
    "gradient-divided-by-h",
    function="numerical_gradient",
    loses=("values", ...),
    en="divides by h although the two points lie 2h apart: every entry is twice too large",
    ko="두 점의 간격은 2h인데 h로 나누는 구현. 모든 성분이 두 배가 됩니다",
    think_en="How far is x + h from x - h?",
    think_ko="x + h와 x - h는 얼마나 떨어져 있습니까?",
)
def divided_by_h(f, x):
    return measured(f, x, lambda at: 2 * central(at))


@chaff(
    "gradient-one-side-over-two-h",
    function="numerical_gradient",
    loses=("values", ...),
    en="takes f(x + h) - f(x) but divides by 2h: every entry is half of what it should be",
    ko="f(x + h) - f(x)를 2h로 나누는 구현. 모든 성분이 절반이 됩니다",
    think_en="How far apart are the two points at which f is evaluated?",
    think_ko="f를 계산하는 두 점은 얼마나 떨어져 있습니까?",
)
def one_side(f, x):
    return measured(f, x, lambda at: (at(H) - at(0)) / (2 * H))


@chaff(
    "gradient-divides-then-multiplies",
    function="numerical_gradient",
    loses=("values", ...),
    en="writes / 2 * h without parentheses, which divides by 2 and multiplies by h",
    ko="괄호 없이 / 2 * h로 쓰는 구현. 2로 나눈 다음 h를 곱하게 됩니다",
    think_en="In which order does Python work out a / 2 * h?",
    think_ko="파이썬은 a / 2 * h를 어떤 순서로 계산합니까?",
)
def precedence(f, x):
    return measured(f, x, lambda at: (at(H) - at(-H)) / 2 * H)


@chaff(
    "gradient-undivided",
    function="numerical_gradient",
    loses=("values", ...),
    en="returns the differences f(x + h) - f(x - h) without dividing them by 2h",
    ko="차이 f(x + h) - f(x - h)를 2h로 나누지 않고 반환하는 구현",
    think_en="A slope is a rise over what?",
    think_ko="기울기는 높이의 변화를 무엇으로 나눈 값입니까?",
)
def undivided(f, x):
    return measured(f, x, lambda at: at(H) - at(-H))


@chaff(
    "gradient-sign",
    function="numerical_gradient",
    loses=("values", ...),
    en="subtracts the wrong way round, f(x - h) - f(x + h): every sign is reversed",
    ko="f(x - h) - f(x + h)로 거꾸로 빼는 구현. 모든 부호가 반대입니다",
    think_en="If f grows to the right, which of the two values is larger?",
    think_ko="f가 오른쪽으로 갈수록 커진다면, 두 값 중 어느 쪽이 더 큽니까?",
)
def sign(f, x):
    return measured(f, x, lambda at: -central(at))


@chaff(
    "gradient-not-put-back",
    function="numerical_gradient",
    loses=("values", ...),
    en="does not put an element back after measuring it, so that the next is measured elsewhere",
    ko="한 원소를 잰 뒤 원래 값으로 되돌리지 않는 구현. 다음 원소를 다른 점에서 재게 됩니다",
    think_en="At which point is the second entry measured, and at which should it be?",
    think_ko="두 번째 성분은 어느 점에서 재고 있으며, 어느 점에서 재어야 합니까?",
)
def not_put_back(f, x):
    x = np.array(x, dtype=np.float64)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += H
        above = f(x)
        x[index] -= 2 * H
        grad[index] = (above - f(x)) / (2 * H)
    return grad


@chaff(
    "gradient-put-back-inexactly",
    function="numerical_gradient",
    told_by="point_is_left_alone",
    loses="inputs",
    en="works in the caller's array and adds h back at the end: rounding leaves another number",
    ko="인자로 받은 배열에서 작업하고 끝에 h를 다시 더하는 구현. 반올림 때문에 다른 수가 남습니다",
    think_en="Is 0.3 + h - 2h + h the same number as 0.3 in floating point?",
    think_ko="부동소수점에서 0.3 + h - 2h + h는 0.3과 같은 수입니까?",
)
def put_back_inexactly(f, x):
    own = isinstance(x, np.ndarray) and x.dtype == np.float64 and x.flags.writeable
    x = x if own else np.array(x, dtype=np.float64)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += H
        above = f(x)
        x[index] -= 2 * H
        grad[index] = (above - f(x)) / (2 * H)
        x[index] += H
    return grad


@chaff(
    "gradient-all-at-once",
    function="numerical_gradient",
    loses=("values", ...),
    en="moves all elements at once: it measures one direction and repeats it for every element",
    ko="모든 원소를 한꺼번에 움직이는 구현. 한 방향의 변화만 재어 모든 성분에 되풀이합니다",
    think_en="If both elements grow, how do you know which of them made f grow?",
    think_ko="두 원소가 함께 커졌다면, f가 커진 것이 어느 원소 때문인지 어떻게 압니까?",
)
def all_at_once(f, x):
    x = np.array(x, dtype=np.float64)
    return np.full_like(x, (f(x + H) - f(x - H)) / (2 * H))


@chaff(
    "gradient-first-element-only",
    function="numerical_gradient",
    loses=("values", ...),
    en="returns from inside the loop: only the first element is measured, the rest stays 0",
    ko="반복문 안에서 반환하는 구현. 첫 원소만 재고 나머지는 0으로 남습니다",
    think_en="How often does the body of your loop run before the function returns?",
    think_ko="함수가 반환하기 전에 반복문의 본문이 몇 번 실행됩니까?",
)
def first_element_only(f, x):
    first = np.zeros(np.shape(x))
    index = (0,) * first.ndim
    first[index] = measured(f, x, central)[index]
    return first


@chaff(
    "gradient-flat-argument",
    function="numerical_gradient",
    loses="shapes",
    en="hands f a flat copy of the matrix, of which f does not know the columns",
    ko="행렬을 1차원으로 편 복사본을 f에 넘기는 구현. f는 열을 알 수 없습니다",
    think_en="Which shape does f expect, and which does it get?",
    think_ko="f가 기대하는 모양은 무엇이고, 실제로 받는 모양은 무엇입니까?",
)
def flat_argument(f, x):
    x = np.array(x, dtype=np.float64)
    return measured(f, x.reshape(-1), central).reshape(x.shape)


@chaff(
    "gradient-flat-result",
    function="numerical_gradient",
    loses="shapes",
    en="returns the gradient as a flat vector, whatever the shape of the input",
    ko="입력의 모양과 상관없이 기울기를 1차원 벡터로 반환하는 구현",
    think_en="Which entry of the result belongs to x[1, 0]?",
    think_ko="결과에서 x[1, 0]에 해당하는 성분은 어디에 있습니까?",
)
def flat_result(f, x):
    return measured(f, x, central).reshape(-1)


@chaff(
    "gradient-memory-order",
    function="numerical_gradient",
    loses="shapes",
    en="walks through the matrix in the order of memory but fills the result row by row",
    ko="행렬은 메모리에 놓인 순서로 읽으면서 결과는 행 순서로 채우는 구현",
    think_en="Which element comes second in a matrix stored column by column?",
    think_ko="열 단위로 저장된 행렬에서 두 번째 원소는 무엇입니까?",
)
def memory_order(f, x):
    grad = measured(f, x, central)
    return grad.ravel(order="K").reshape(grad.shape)


@chaff(
    "gradient-float32",
    function="numerical_gradient",
    loses=("values", ...),
    en="works in float32, in which two values so close differ by little more than rounding",
    ko="float32로 계산하는 구현. 이렇게 가까운 두 값의 차이는 대부분 반올림 오차입니다",
    think_en="How many digits of float32 are left after subtracting two numbers that agree in six?",
    think_ko="여섯 자리가 같은 두 float32 수를 빼면 유효 숫자가 몇 자리 남습니까?",
)
def single(f, x):
    x = np.array(x, dtype=np.float32)
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += np.float32(H)
        below[index] -= np.float32(H)
        grad[index] = (np.float32(f(above)) - np.float32(f(below))) / (2 * H)
    return grad


@chaff(
    "gradient-returns-float32",
    function="numerical_gradient",
    loses="types",
    en="returns the gradient rounded to float32",
    ko="기울기를 float32로 반올림해 반환하는 구현",
    think_en="Which dtype does your result have, and where is it set?",
    think_ko="결과의 dtype은 무엇이고, 어디에서 정해집니까?",
)
def returns_single(f, x):
    return measured(f, x, central).astype(np.float32)


@chaff(
    "gradient-large-step",
    function="numerical_gradient",
    loses="values",
    en="uses a step of 0.001 instead of 0.0001",
    ko="간격 h로 0.0001이 아니라 0.001을 쓰는 구현",
    think_en="What is 1e-3 as a decimal, and what 1e-4?",
    think_ko="1e-3과 1e-4를 소수로 쓰면 각각 얼마입니까?",
)
def large_step(f, x):
    return measured(f, x, lambda at: (at(10 * H) - at(-10 * H)) / (20 * H))


@chaff(
    "gradient-tiny-step",
    function="numerical_gradient",
    loses=("values", ...),
    en="uses a step so small (1e-12) that rounding drowns the difference",
    ko="간격 h가 너무 작아서(1e-12) 차이가 반올림 오차에 묻히는 구현",
    think_en="A float64 has 16 digits. How many of 9.000000000001 and 9 tell them apart?",
    think_ko="float64의 유효 숫자는 16자리입니다. 9.000000000001과 9를 구별하는 데 몇 자리가 남습니까?",
)
def tiny_step(f, x):
    return measured(f, x, lambda at: (at(1e-12) - at(-1e-12)) / 2e-12)


@chaff(
    "gradient-rounded",
    function="numerical_gradient",
    loses="values",
    en="rounds the gradient to four decimals",
    ko="기울기를 소수 넷째 자리로 반올림하는 구현",
    think_en="What is left of a slope of 0.00000001?",
    think_ko="기울기가 0.00000001이면 무엇이 남습니까?",
)
def rounded(f, x):
    return np.round(measured(f, x, central), 4)


@chaff(
    "gradient-list",
    function="numerical_gradient",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="Can 0.1 be multiplied by your result?",
    think_ko="그 결과에 0.1을 곱할 수 있습니까?",
)
def as_list(f, x):
    return measured(f, x, central).tolist()


@chaff(
    "gradient-norm",
    function="numerical_gradient",
    loses=("values", ...),
    en="adds the entries up to one number",
    ko="성분을 모두 더해 수 하나로 만드는 구현",
    think_en="In how many directions can x be changed, and how many slopes are there?",
    think_ko="x를 움직일 수 있는 방향은 몇 개이고, 기울기는 몇 개입니까?",
)
def added_up(f, x):
    return measured(f, x, central).sum()


@chaff(
    "gradient-prints",
    function="numerical_gradient",
    loses=("values", ...),
    en="prints the gradient and returns None",
    ko="기울기를 출력하고 None을 반환하는 구현",
    think_en="What does a function without a return statement return?",
    think_ko="return 문이 없는 함수는 무엇을 반환합니까?",
)
def prints(f, x):
    print(measured(f, x, central))


@chaff(
    "gradient-gradient_descent-uphill",
    function="gradient_descent",
    loses=("values", ...),
    en="adds the gradient, and so walks uphill",
    ko="기울기를 더해서 오르막으로 가는 구현",
    think_en="Which way does the gradient point: to larger or to smaller values of f?",
    think_ko="기울기는 f가 커지는 쪽을 가리킵니까, 작아지는 쪽을 가리킵니까?",
)
def uphill(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        x += lr * numerical_gradient(f, x)
    return x


@chaff(
    "gradient-gradient_descent-overwrites-start",
    function="gradient_descent",
    loses=("types", "inputs"),
    en="overwrites the start, as D2's does with x = init_x and x -= ...",
    ko="D2 문서의 x = init_x와 x -= ...처럼 출발점을 덮어쓰는 구현",
    think_en="Does x = init_x make a second array, or a second name for the same one?",
    think_ko="x = init_x는 배열을 하나 더 만듭니까, 같은 배열에 이름을 하나 더 붙입니까?",
)
def overwrites_start(f, init_x, lr=0.01, step_num=100):
    x = init_x
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x


@chaff(
    "gradient-gradient_descent-keeps-integers",
    function="gradient_descent",
    loses="types",
    en="keeps the dtype of the start: in integers every step is cut off",
    ko="출발점의 dtype을 그대로 쓰는 구현. 정수이면 스텝마다 소수점 아래가 잘립니다",
    think_en="What is stored when 4.2 is written into an array of integers?",
    think_ko="정수 배열에 4.2를 쓰면 무엇이 저장됩니까?",
)
def keeps_integers(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x)
    for _ in range(step_num):
        x[...] = x - lr * numerical_gradient(f, x)
    return x


@chaff(
    "gradient-gradient_descent-gradient-of-start",
    function="gradient_descent",
    loses=("values", ...),
    en="measures the gradient once, at the start, and uses it for all steps",
    ko="출발점에서 기울기를 한 번만 구해 모든 스텝에 쓰는 구현",
    think_en="Is the ground as steep after the first step as before it?",
    think_ko="첫 스텝 뒤의 경사는 그 전과 같습니까?",
)
def gradient_of_start(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    return x - step_num * lr * numerical_gradient(f, x)


@chaff(
    "gradient-gradient_descent-one-after-the-other",
    function="gradient_descent",
    loses="values",
    en="moves the elements one after the other, each seeing those already moved",
    ko="원소를 하나씩 차례로 움직이는 구현. 뒤의 원소는 이미 움직인 원소를 보게 됩니다",
    think_en="At which point is the slope of the second element measured in your first step?",
    think_ko="첫 스텝에서 두 번째 원소의 기울기는 어느 점에서 구합니까?",
)
def one_after_the_other(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        for index in np.ndindex(x.shape):
            x[index] -= lr * numerical_gradient(f, x)[index]
    return x


@chaff(
    "gradient-gradient_descent-unit-steps",
    function="gradient_descent",
    loses=("values", ...),
    en="walks along the gradient divided by its length: all steps are equally long",
    ko="기울기를 그 크기로 나누어 움직이는 구현. 모든 스텝의 길이가 같아집니다",
    think_en="Should a step on flat ground be as long as one on a steep slope?",
    think_ko="평평한 곳에서도 가파른 곳만큼 멀리 움직여야 합니까?",
)
def unit_steps(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        grad = numerical_gradient(f, x)
        x -= lr * grad / np.linalg.norm(grad)
    return x


@chaff(
    "gradient-gradient_descent-one-step",
    function="gradient_descent",
    loses=("values", ...),
    en="returns after the first step",
    ko="첫 스텝만 하고 반환하는 구현",
    think_en="How often does the body of your loop run?",
    think_ko="반복문의 본문이 몇 번 실행됩니까?",
)
def one_step(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        return x - lr * numerical_gradient(f, x)
    return x


@chaff(
    "gradient-gradient_descent-one-step-short",
    function="gradient_descent",
    loses=("values", ...),
    en="walks one step less than asked",
    ko="정해진 수보다 한 스텝 덜 움직이는 구현",
    think_en="How many numbers does range(1, 3) hold?",
    think_ko="range(1, 3)에는 수가 몇 개 들어 있습니까?",
)
def one_step_short(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(1, step_num):
        x -= lr * numerical_gradient(f, x)
    return x


@chaff(
    "gradient-gradient_descent-fixed-rate",
    function="gradient_descent",
    loses=("values", ...),
    en="always uses a learning rate of 0.01, whatever lr says",
    ko="lr과 상관없이 언제나 학습률 0.01을 쓰는 구현",
    think_en="Where does your code use lr?",
    think_ko="코드의 어디에서 lr을 사용합니까?",
)
def fixed_rate(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        x -= 0.01 * numerical_gradient(f, x)
    return x


@chaff(
    "gradient-gradient_descent-value",
    function="gradient_descent",
    loses=("values", ...),
    en="returns the value of f where the walk ends, not the point",
    ko="끝난 점이 아니라 그 점에서의 f의 값을 반환하는 구현",
    think_en="What is wanted: how low the valley is, or where it is?",
    think_ko="구하려는 것은 골짜기의 깊이입니까, 위치입니까?",
)
def value(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return f(x)


@chaff(
    "gradient-gradient_descent-path",
    function="gradient_descent",
    loses=("values", ...),
    en="returns the list of all points on the way",
    ko="지나온 모든 점의 리스트를 반환하는 구현",
    think_en="Which of the points is the result?",
    think_ko="그 점들 가운데 결과는 어느 것입니까?",
)
def path(f, init_x, lr=0.01, step_num=100):
    points = [np.array(init_x, dtype=np.float64)]
    for _ in range(step_num):
        points.append(points[-1] - lr * numerical_gradient(f, points[-1]))
    return points


@chaff(
    "gradient-gradient_descent-none",
    function="gradient_descent",
    loses=("values", ...),
    en="computes the walk and returns None",
    ko="계산만 하고 None을 반환하는 구현",
    think_en="What does a function without a return statement return?",
    think_ko="return 문이 없는 함수는 무엇을 반환합니까?",
)
def nothing(f, init_x, lr=0.01, step_num=100):
    return None


@chaff(
    "gradient-matrix-in-place",
    function="numerical_gradient",
    told_by="matrix_is_left_alone",
    loses="inputs",
    en="works in the caller's matrix and adds h back at the end: rounding leaves another number",
    ko="받은 행렬에서 계산하고 마지막에 h를 다시 더하는 구현. 반올림 때문에 다른 수가 남습니다",
    think_en="Is (x + h) - 2h + h the same number as x in floating point?",
    think_ko="부동소수점 계산에서 (x + h) - 2h + h는 x와 같은 수입니까?",
)
def matrix_in_place(f, x):
    own = isinstance(x, np.ndarray) and x.ndim == 2
    return put_back_inexactly(f, x if own else np.array(x, dtype=np.float64))


@chaff(
    "gradient-gradient_descent-small-rates-only",
    function="gradient_descent",
    loses="values",
    en="limits the learning rate to 0.5",
    ko="학습률을 0.5까지로 제한하는 구현",
    think_en="Who chooses the learning rate: your function or its caller?",
    think_ko="학습률은 함수가 정합니까, 호출하는 쪽이 정합니까?",
)
def small_rates_only(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        x -= min(lr, 0.5) * numerical_gradient(f, x)
    return x


@chaff(
    "gradient-gradient_descent-best-seen",
    function="gradient_descent",
    loses="values",
    en="returns the lowest point that it saw, not the one where the walk ends",
    ko="마지막에 도착한 점이 아니라 지나온 점 가운데 가장 낮은 점을 반환하는 구현",
    think_en="Where does the walk end if the last step climbs?",
    think_ko="마지막 스텝이 오르막이면 어디에서 끝납니까?",
)
def best_seen(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    best = x.copy()
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
        if f(x) < f(best):
            best = x.copy()
    return best


@chaff(
    "gradient-gradient_descent-vectors-only",
    function="gradient_descent",
    loses="shapes",
    en="makes a vector of whatever shape it starts from",
    ko="출발점의 모양과 관계없이 벡터로 바꾸는 구현",
    think_en="Which shape should the end have if the start is a matrix?",
    think_ko="출발점이 행렬이면 도착점은 어떤 모양이어야 합니까?",
)
def vectors_only(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=np.float64)
    for _ in range(step_num):
        x = x - lr * numerical_gradient(f, x)
    return x.ravel()


@chaff(
    "gradient-gradient_descent-overwrites-matrix",
    function="gradient_descent",
    told_by="matrix_start_is_left_alone",
    loses="inputs",
    en="overwrites a matrix that it starts from",
    ko="출발점이 행렬이면 그 위에 덮어쓰는 구현",
    think_en="Does np.asarray make a new array?",
    think_ko="np.asarray는 새 배열을 만듭니까?",
)
def overwrites_matrix(f, init_x, lr=0.01, step_num=100):
    matrix = np.ndim(init_x) == 2
    x = np.asarray(init_x, np.float64) if matrix else np.array(init_x, np.float64)
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x
