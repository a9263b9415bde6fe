"""Wrong ways to write the delta rule."""

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.activation import sigmoid
from solutions.perceptron import calc_error, calc_output


@chaff(
    "perceptron-output-no-sigmoid",
    function="calc_output",
    loses=("values", ...),
    en="returns the weighted sum itself, without the sigmoid",
    ko="시그모이드를 거치지 않고 가중합을 그대로 반환하는 구현",
    think_en="Between which two numbers must an output lie?",
    think_ko="출력은 어떤 두 수 사이에 있어야 합니까?",
)
def output_without_sigmoid(W, x):
    return 1.0 * np.matmul(W, x)


@chaff(
    "perceptron-output-step",
    function="calc_output",
    loses=("values", ...),
    en="answers 1 or 0 with a step instead of the sigmoid",
    ko="시그모이드 대신 계단 함수로 1 또는 0을 답하는 구현",
    think_en="What is the slope of a step, and what would be learnt from it?",
    think_ko="계단 함수의 기울기는 얼마이고, 그것으로 무엇을 배울 수 있습니까?",
)
def output_of_a_step(W, x):
    return np.where(np.matmul(W, x) > 0, 1.0, 0.0)


@chaff(
    "perceptron-output-exp-sign",
    function="calc_output",
    loses=("values", ...),
    en="computes 1 / (1 + exp(v)): the sign of the exponent is turned around",
    ko="1 / (1 + exp(v))를 계산하는 구현. 지수의 부호가 반대입니다",
    think_en="Should the output rise or fall when the weighted sum grows?",
    think_ko="가중합이 커지면 출력은 커져야 합니까, 작아져야 합니까?",
)
def output_with_exponent_turned_around(W, x):
    return sigmoid(-np.matmul(W, x))


@chaff(
    "perceptron-output-transpose",
    function="calc_output",
    loses="sizes",
    en="multiplies by the columns of W: each row of W is one neuron",
    ko="W의 행이 아니라 열을 곱하는 구현. W의 각 행이 뉴런 하나입니다",
    think_en="Which weights belong to the first neuron?",
    think_ko="첫 번째 뉴런의 가중치는 W의 어디에 있습니까?",
)
def output_of_columns(W, x):
    return sigmoid(np.matmul(x, W if W.shape[0] == len(x) else W.T))


@chaff(
    "perceptron-output-no-sum",
    function="calc_output",
    loses=("values", ...),
    en="multiplies each input by its weight and does not add the products up",
    ko="각 입력에 가중치를 곱하기만 하고 더하지 않는 구현",
    think_en="How many numbers should one neuron send out?",
    think_ko="뉴런 하나는 수를 몇 개 내보내야 합니까?",
)
def output_without_the_sum(W, x):
    return sigmoid(W * x)


@chaff(
    "perceptron-output-mean",
    function="calc_output",
    loses=("values", ...),
    en="takes the mean of the products instead of their sum",
    ko="곱들의 합 대신 평균을 구하는 구현",
    think_en="Would an extra input that is always 0 change your answer?",
    think_ko="항상 0인 입력이 하나 더 있으면 답이 달라집니까?",
)
def output_of_the_mean(W, x):
    return sigmoid(np.matmul(W, x) / len(x))


@chaff(
    "perceptron-output-scalar",
    function="calc_output",
    loses="sizes",
    en="returns the first neuron's output as a single number, not an array of all outputs",
    ko="모든 출력의 배열이 아니라 첫 번째 뉴런의 출력을 수 하나로 반환하는 구현",
    think_en="What is the shape of the output when W has two rows?",
    think_ko="W의 행이 두 개이면 출력의 모양은 무엇입니까?",
)
def output_as_a_number(W, x):
    return sigmoid(np.matmul(W, x))[0]


@chaff(
    "perceptron-output-list",
    function="calc_output",
    loses=("values", ...),
    en="returns a list, not an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What would 1 - y do if y were a list?",
    think_ko="y가 리스트라면 1 - y는 어떻게 됩니까?",
)
def output_as_a_list(W, x):
    return sigmoid(np.matmul(W, x)).tolist()


@chaff(
    "perceptron-output-nothing",
    function="calc_output",
    loses=("values", ...),
    en="returns nothing: what is only printed is lost",
    ko="아무것도 반환하지 않는 구현. 화면에 출력하기만 한 값은 사라집니다",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 곳에 무엇을 반환합니까?",
)
def output_printed(W, x):
    print(sigmoid(np.matmul(W, x)))


@chaff(
    "perceptron-error-no-slope",
    function="calc_error",
    loses=("values", ...),
    en="returns the error d - y without the slope y (1 - y) of the sigmoid",
    ko="시그모이드의 기울기 y (1 - y) 없이 오차 d - y를 반환하는 구현",
    think_en="How much does the output move if the weighted sum moves a little?",
    think_ko="가중합이 조금 움직이면 출력은 얼마나 움직입니까?",
)
def error_without_slope(d, y):
    return d - y


@chaff(
    "perceptron-error-sign",
    function="calc_error",
    loses=("values", ...),
    en="uses y - d instead of d - y",
    ko="d - y 대신 y - d를 쓰는 구현",
    think_en="If the output is too low, should delta be positive or negative?",
    think_ko="출력이 너무 작을 때 델타는 양수여야 합니까, 음수여야 합니까?",
)
def error_turned_around(d, y):
    return y * (1 - y) * (y - d)


@chaff(
    "perceptron-error-absolute",
    function="calc_error",
    loses=("values", ...),
    en="takes the size of the error without its sign",
    ko="오차의 부호를 버리고 크기만 쓰는 구현",
    think_en="How would the weights know in which direction to move?",
    think_ko="가중치는 어느 방향으로 움직여야 할지 어떻게 알 수 있습니까?",
)
def error_without_sign(d, y):
    return y * (1 - y) * np.abs(d - y)


@chaff(
    "perceptron-error-squared",
    function="calc_error",
    loses=("values", ...),
    en="squares the error: that is the loss, not its slope",
    ko="오차를 제곱하는 구현. 그것은 손실이지 손실의 기울기가 아닙니다",
    think_en="What is the derivative of (d - y)**2 / 2 by y?",
    think_ko="(d - y)의 제곱을 2로 나눈 것을 y로 미분하면 무엇입니까?",
)
def error_squared(d, y):
    return y * (1 - y) * (d - y) ** 2


@chaff(
    "perceptron-error-sigmoid-again",
    function="calc_error",
    loses=("values", ...),
    en="passes y through the sigmoid once more before taking the slope",
    ko="기울기를 구하기 전에 y를 시그모이드에 한 번 더 넣는 구현",
    think_en="Is y the weighted sum or already the output of the sigmoid?",
    think_ko="y는 가중합입니까, 아니면 이미 시그모이드를 거친 출력입니까?",
)
def error_with_sigmoid_again(d, y):
    s = sigmoid(y)
    return s * (1 - s) * (d - y)


@chaff(
    "perceptron-error-slope-of-target",
    function="calc_error",
    loses=("values", ...),
    en="takes the slope at the right answer, d (1 - d), not at the output",
    ko="출력이 아니라 정답에서 기울기 d (1 - d)를 구하는 구현",
    think_en="What is d (1 - d) for d = 0 and for d = 1?",
    think_ko="d = 0일 때와 d = 1일 때 d (1 - d)는 얼마입니까?",
)
def error_with_slope_of_target(d, y):
    return d * (1 - d) * (d - y)


@chaff(
    "perceptron-error-plus",
    function="calc_error",
    loses=("values", ...),
    en="multiplies by y (1 + y), with a plus in the slope",
    ko="기울기의 부호를 틀려 y (1 + y)를 곱하는 구현",
    think_en="Where is the slope of the sigmoid largest: at y = 0.5 or at y = 1?",
    think_ko="시그모이드의 기울기는 y = 0.5와 y = 1 가운데 어디에서 더 큽니까?",
)
def error_with_plus(d, y):
    return y * (1 + y) * (d - y)


@chaff(
    "perceptron-error-sum",
    function="calc_error",
    loses="sizes",
    en="adds the deltas of all neurons into a single number",
    ko="모든 뉴런의 델타를 더해 수 하나로 만드는 구현",
    think_en="Which neuron's weights should move when only the first one is wrong?",
    think_ko="첫 번째 뉴런만 틀렸다면 어느 뉴런의 가중치가 움직여야 합니까?",
)
def error_summed(d, y):
    return np.sum(y * (1 - y) * (d - y))


@chaff(
    "perceptron-error-in-place",
    function="calc_error",
    told_by="error_leaves_arguments",
    loses="inputs",
    en="changes the output array it was given",
    ko="인자로 받은 출력 배열을 바꾸는 구현",
    think_en="Does `y *= 1 - y` make a new array?",
    think_ko="`y *= 1 - y`는 새 배열을 만듭니까?",
)
def error_in_place(d, y):
    e = d - y
    y *= 1 - y
    return y * e


def learn(W, X, D, step):
    """Add the step of each sample in turn."""
    for x, d in zip(X, D, strict=True):
        W = W + step(W, x, d)
    return W


def right_step(alpha):
    """Return the step of the delta rule."""
    return lambda W, x, d: alpha * np.outer(calc_error(d, calc_output(W, x)), x)


@chaff(
    "perceptron-four-samples",
    function="delta_GD",
    loses="sizes",
    en="loops over exactly four samples, as D1 writes it",
    ko="D1 문서처럼 샘플 네 개에서만 반복하는 구현",
    think_en="Where can the function learn how many samples there are?",
    think_ko="샘플이 몇 개인지 함수는 어디에서 알 수 있습니까?",
)
def four_samples(W, X, D, alpha):
    for k in range(4):
        W = W + right_step(alpha)(W, X[k], D[k])
    return W


@chaff(
    "perceptron-first-sample-only",
    function="delta_GD",
    loses=("values", ...),
    en="returns after the first sample",
    ko="첫 번째 샘플만 배우고 반환하는 구현",
    think_en="How far is your return statement indented?",
    think_ko="return 문은 얼마나 들여쓰여 있습니까?",
)
def first_sample_only(W, X, D, alpha):
    return learn(W, X[:1], D[:1], right_step(alpha))


@chaff(
    "perceptron-last-sample-only",
    function="delta_GD",
    loses=("values", ...),
    en="learns from the last sample only, as if the update stood after the loop",
    ko="마지막 샘플만 배우는 구현. 갱신이 반복문 밖에 있는 것과 같습니다",
    think_en="How often is W updated in one epoch of four samples?",
    think_ko="샘플이 네 개일 때 한 에포크 동안 W는 몇 번 갱신됩니까?",
)
def last_sample_only(W, X, D, alpha):
    return learn(W, X[-1:], D[-1:], right_step(alpha))


@chaff(
    "perceptron-batch-sum",
    function="delta_GD",
    loses=("values", ...),
    en="computes every sample with the weights from the start of the epoch and adds all steps",
    ko="모든 샘플을 에포크 시작 때의 가중치로 계산하고 변화량을 한꺼번에 더하는 구현",
    think_en="Which weights should the second sample see?",
    think_ko="두 번째 샘플은 어떤 가중치로 계산해야 합니까?",
)
def batch_sum(W, X, D, alpha):
    return learn(W, X, D, lambda _, x, d: right_step(alpha)(W, x, d))


@chaff(
    "perceptron-batch-mean",
    function="delta_GD",
    loses=("values", ...),
    en="averages the steps of all samples into one update an epoch",
    ko="모든 샘플의 변화량을 평균 내어 에포크마다 한 번만 갱신하는 구현",
    think_en="How often is W updated in one epoch of four samples?",
    think_ko="샘플이 네 개일 때 한 에포크 동안 W는 몇 번 갱신됩니까?",
)
def batch_mean(W, X, D, alpha):
    return learn(W, X, D, lambda _, x, d: right_step(alpha / len(X))(W, x, d))


@chaff(
    "perceptron-step-by-n",
    function="delta_GD",
    loses=("values", ...),
    en="divides each step by the number of samples",
    ko="각 변화량을 샘플 개수로 나누는 구현",
    think_en="A sample is learnt on its own: should the number of the others matter?",
    think_ko="샘플을 하나씩 배울 때 다른 샘플의 개수가 영향을 주어야 합니까?",
)
def step_divided(W, X, D, alpha):
    return learn(W, X, D, right_step(alpha / len(X)))


@chaff(
    "perceptron-minus",
    function="delta_GD",
    loses=("values", ...),
    en="subtracts the step: the outputs run away from the answers",
    ko="변화량을 빼는 구현. 출력이 정답에서 멀어집니다",
    think_en="Delta holds d - y, not y - d. Add or subtract?",
    think_ko="delta에는 y - d가 아니라 d - y가 들어 있습니다. 더해야 합니까, 빼야 합니까?",
)
def minus(W, X, D, alpha):
    return learn(W, X, D, right_step(-alpha))


@chaff(
    "perceptron-no-slope",
    function="delta_GD",
    loses=("values", ...),
    en="takes d - y for delta and leaves out the slope y (1 - y)",
    ko="기울기 y (1 - y)를 빼고 d - y를 delta로 쓰는 구현",
    think_en="Which of your functions computes delta?",
    think_ko="델타를 계산하는 함수는 무엇입니까?",
)
def no_slope(W, X, D, alpha):
    return learn(W, X, D, lambda W, x, d: alpha * np.outer(d - calc_output(W, x), x))


@chaff(
    "perceptron-no-alpha",
    function="delta_GD",
    loses=("values", ...),
    en="does not use the learning rate",
    ko="학습률을 쓰지 않는 구현",
    think_en="What should the function do with alpha = 0?",
    think_ko="alpha = 0이면 함수는 무엇을 해야 합니까?",
)
def no_alpha(W, X, D, alpha):
    return learn(W, X, D, right_step(1))


@chaff(
    "perceptron-no-input",
    function="delta_GD",
    loses=("values", ...),
    en="moves every weight by alpha * delta, without the input it carries",
    ko="입력을 곱하지 않고 모든 가중치를 alpha * delta만큼 움직이는 구현",
    think_en="If an input was 0, had its weight any part in the error?",
    think_ko="입력이 0이었다면 그 가중치는 오차에 책임이 있습니까?",
)
def no_input(W, X, D, alpha):
    return learn(W, X, D, lambda W, x, d: alpha * calc_error(d, calc_output(W, x))[:, None])


@chaff(
    "perceptron-reversed",
    function="delta_GD",
    loses=("values", ...),
    en="goes through the samples from the last to the first",
    ko="샘플을 마지막부터 거꾸로 배우는 구현",
    think_en="In which order do the rows of X come?",
    think_ko="X의 행은 어떤 순서로 나옵니까?",
)
def reversed_order(W, X, D, alpha):
    return learn(W, X[::-1], D[::-1], right_step(alpha))


@chaff(
    "perceptron-shuffled",
    function="delta_GD",
    loses=("values", ...),
    en="shuffles the samples first",
    ko="먼저 샘플을 섞는 구현",
    think_en="Can two runs of your function give different weights?",
    think_ko="함수를 두 번 실행하면 서로 다른 가중치가 나올 수 있습니까?",
)
def shuffled(W, X, D, alpha):
    # Drawn, and yet the same each time, so that it is judged alike wherever it runs.
    order = np.roll(np.sort(np.random.permutation(len(X))), 1)
    return learn(W, X[order], D[order], right_step(alpha))


@chaff(
    "perceptron-two-epochs",
    function="delta_GD",
    loses=("values", ...),
    en="goes through all the samples twice",
    ko="모든 샘플을 두 번 배우는 구현",
    think_en="How often does one epoch visit each sample?",
    think_ko="한 에포크 동안 각 샘플은 몇 번 쓰입니까?",
)
def two_epochs(W, X, D, alpha):
    return learn(learn(W, X, D, right_step(alpha)), X, D, right_step(alpha))


@chaff(
    "perceptron-only-mistakes",
    function="delta_GD",
    loses=("values", ...),
    en="skips a sample once its output is on the right side of 0.5",
    ko="출력이 0.5를 기준으로 옳은 쪽에 있으면 그 샘플을 건너뛰는 구현",
    think_en="Is an output of 0.6 as good as one of 0.99 where 1 is right?",
    think_ko="정답이 1일 때 출력 0.6은 0.99만큼 좋은 답입니까?",
)
def only_mistakes(W, X, D, alpha):
    wrong = lambda W, x, d: (calc_output(W, x) > 0.5) != (d > 0.5)  # noqa: E731
    return learn(W, X, D, lambda W, x, d: right_step(alpha)(W, x, d) * wrong(W, x, d))


@chaff(
    "perceptron-error-of-the-sum",
    function="delta_GD",
    loses=("values", ...),
    en="compares the answers with the weighted sums, not with the outputs of the sigmoid",
    ko="시그모이드의 출력이 아니라 가중합을 정답과 비교하는 구현",
    think_en="D1 prints v and calls it wrong. Is v the answer of the network?",
    think_ko="D1 문서는 v를 출력하고 틀린 값이라고 합니다. v가 신경망의 답입니까?",
)
def error_of_the_sum(W, X, D, alpha):
    def step(W, x, d):
        y = calc_output(W, x)
        return alpha * np.outer(y * (1 - y) * (d - np.matmul(W, x)), x)

    return learn(W, X, D, step)


@chaff(
    "perceptron-no-sigmoid",
    function="delta_GD",
    loses=("values", ...),
    en="leaves out the sigmoid and uses the weighted sum as the output everywhere",
    ko="시그모이드를 빼고 가중합을 출력으로 쓰는 구현",
    think_en="Which of your functions computes the output?",
    think_ko="출력을 계산하는 함수는 무엇입니까?",
)
def no_sigmoid(W, X, D, alpha):
    return learn(W, X, D, lambda W, x, d: alpha * np.outer(calc_error(d, np.matmul(W, x)), x))


@chaff(
    "perceptron-in-place",
    function="delta_GD",
    told_by="arguments_unchanged",
    loses="inputs",
    en="writes the new weights into the array it was given",
    ko="인자로 받은 배열에 새 가중치를 써 넣는 구현",
    think_en="Does `W += dW` make a new array?",
    think_ko="`W += dW`는 새 배열을 만듭니까?",
)
def in_place(W, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        # Integers are not added to in place, so that only the lost argument tells.
        dW = right_step(alpha)(W, x, d)
        if W.dtype.kind == "f":
            W += dW
        else:
            W = W + dW
    return W


@chaff(
    "perceptron-integer-weights",
    function="delta_GD",
    loses="types",
    en="keeps the dtype of W, so that integer weights are cut off after each sample",
    ko="W의 자료형을 유지하는 구현. 정수 가중치이면 샘플마다 소수부가 잘립니다",
    think_en="What is left of 1.1 in an array of integers?",
    think_ko="정수 배열에 1.1을 넣으면 무엇이 남습니까?",
)
def integer_weights(W, X, D, alpha):
    W = W.copy()
    for x, d in zip(X, D, strict=True):
        W[...] = W + right_step(alpha)(W, x, d)
    return W


@chaff(
    "perceptron-only-the-change",
    function="delta_GD",
    loses=("values", ...),
    en="returns how much the weights changed, not the new weights",
    ko="새 가중치가 아니라 가중치의 변화량을 반환하는 구현",
    think_en="What becomes of W in the line `W = delta_GD(W, X, D, alpha)`?",
    think_ko="`W = delta_GD(W, X, D, alpha)` 뒤에 W에는 무엇이 들어갑니까?",
)
def only_the_change(W, X, D, alpha):
    return learn(W, X, D, right_step(alpha)) - W


@chaff(
    "perceptron-flat",
    function="delta_GD",
    loses="shape",
    en="returns the weights as a flat array of shape (n,)",
    ko="가중치를 모양이 (n,)인 1차원 배열로 반환하는 구현",
    think_en="Which shape has W when it comes in?",
    think_ko="인자로 들어온 W의 모양은 무엇입니까?",
)
def flat(W, X, D, alpha):
    return learn(W, X, D, right_step(alpha)).ravel()


@chaff(
    "perceptron-list",
    function="delta_GD",
    loses=("values", ...),
    en="returns a list, not an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="Can `np.matmul` still be followed by `W + dW` if W is a list?",
    think_ko="W가 리스트이면 `W + dW`는 무엇이 됩니까?",
)
def as_a_list(W, X, D, alpha):
    return learn(W, X, D, right_step(alpha)).tolist()


@chaff(
    "perceptron-nothing",
    function="delta_GD",
    loses=("values", ...),
    en="returns nothing: what is only printed is lost",
    ko="아무것도 반환하지 않는 구현. 화면에 출력하기만 한 값은 사라집니다",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 곳에 무엇을 반환합니까?",
)
def printed(W, X, D, alpha):
    print(learn(W, X, D, right_step(alpha)))


@chaff(
    "perceptron-unchanged",
    function="delta_GD",
    loses=("values", ...),
    en="returns the weights it was given",
    ko="인자로 받은 가중치를 그대로 반환하는 구현",
    think_en="Is the sum W + dW kept anywhere?",
    think_ko="W + dW를 계산한 결과가 어디엔가 남아 있습니까?",
)
def unchanged(W, X, D, alpha):
    return W


@chaff(
    "perceptron-output-in-place",
    function="calc_output",
    told_by="output_leaves_arguments",
    loses="inputs",
    en="multiplies the weights it was given by the inputs in place",
    ko="인자로 받은 가중치 배열에 입력을 곱해 넣는 구현",
    think_en="Does `W *= x` make a new array?",
    think_ko="`W *= x`는 새 배열을 만듭니까?",
)
def output_in_place(W, x):
    if W.dtype.kind != "f":
        W = W.astype(float)
    W *= x
    return sigmoid(W.sum(axis=1))
