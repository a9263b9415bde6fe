"""Wrong ways to write backpropagation of the cross-entropy."""

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.activation import sigmoid
from solutions.backprop import calc_delta, calc_output
from solutions.backprop_ce import calcDelta1_ce, calcDelta_ce


@chaff(
    "backprop_ce-delta-slope",
    function="calcDelta_ce",
    loses=("values", ...),
    en="multiplies by the slope y (1 - y): that is the delta of the squared error",
    ko="기울기 y (1 - y)를 곱하는 구현. 그것은 제곱 오차의 델타입니다",
    think_en="The cross-entropy's slope has y (1 - y) in the denominator. What is left?",
    think_ko="교차 엔트로피의 기울기에는 y (1 - y)가 분모에 있습니다. 무엇이 남습니까?",
)
def delta_with_slope(d, y):
    return y * (1 - y) * (d - y)


@chaff(
    "backprop_ce-delta-sign",
    function="calcDelta_ce",
    loses=("values", ...),
    en="returns the gradient y - d instead of d - y",
    ko="d - y 대신 기울기 y - d를 반환하는 구현",
    think_en="D1 speaks of y - d and writes d - y. Which of the two is added to the weights?",
    think_ko="D1 문서는 y - d를 말하면서 d - y를 씁니다. 가중치에 더하는 것은 어느 쪽입니까?",
)
def delta_turned_around(d, y):
    return y - d


@chaff(
    "backprop_ce-delta-divided",
    function="calcDelta_ce",
    loses=("values", ...),
    en="divides by y (1 - y): the slope of the loss, without that of the sigmoid",
    ko="y (1 - y)로 나누는 구현. 손실의 기울기만 있고 시그모이드의 기울기가 없습니다",
    think_en="The loss depends on y, and y on the weighted sum. How many slopes are multiplied?",
    think_ko="손실은 y에, y는 가중합에 따라 달라집니다. 기울기를 몇 개 곱해야 합니까?",
)
def delta_divided(d, y):
    return (d - y) / (y * (1 - y))


@chaff(
    "backprop_ce-delta-absolute",
    function="calcDelta_ce",
    loses=("values", ...),
    en="takes the size of the error without its sign",
    ko="오차의 부호를 버리고 크기만 쓰는 구현",
    think_en="How would the weights know in which direction to move?",
    think_ko="가중치는 어느 방향으로 움직여야 할지 어떻게 알 수 있습니까?",
)
def delta_without_sign(d, y):
    return np.abs(d - y)


@chaff(
    "backprop_ce-delta-loss",
    function="calcDelta_ce",
    loses=("values", ...),
    en="returns the cross-entropy itself, not its slope",
    ko="교차 엔트로피의 기울기가 아니라 교차 엔트로피 자체를 반환하는 구현",
    think_en="Can a loss that is never negative say in which direction to go?",
    think_ko="음수가 되지 않는 손실이 움직일 방향을 알려 줄 수 있습니까?",
)
def delta_is_the_loss(d, y):
    return -d * np.log(y) - (1 - d) * np.log(1 - y)


@chaff(
    "backprop_ce-delta-nothing",
    function="calcDelta_ce",
    loses=("values", ...),
    en="returns nothing: what is only printed is lost",
    ko="아무것도 반환하지 않는 구현. 화면에 출력하기만 한 값은 사라집니다",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 곳에 무엇을 반환합니까?",
)
def delta_printed(d, y):
    print(d - y)


@chaff(
    "backprop_ce-delta-in-place",
    function="calcDelta_ce",
    told_by="delta_leaves_arguments",
    loses="inputs",
    en="writes the error into the array of the right answers",
    ko="정답 배열에 오차를 써 넣는 구현",
    think_en="Does `d -= y` make a new array?",
    think_ko="`d -= y`는 새 배열을 만듭니까?",
)
def delta_in_place(d, y):
    # Integers are not subtracted from in place, so that only the lost argument tells.
    if d.dtype.kind != "f":
        return d - y
    d -= y
    return d


@chaff(
    "backprop_ce-hidden-no-slope",
    function="calcDelta1_ce",
    loses=("values", ...),
    en="sends the error back without the slope y1 (1 - y1) of the hidden layer",
    ko="은닉층의 기울기 y1 (1 - y1) 없이 오차를 되돌려 보내는 구현",
    think_en="Which function does the hidden layer end in, and what is its slope?",
    think_ko="은닉층의 끝에는 어떤 함수가 있고, 그 기울기는 얼마입니까?",
)
def hidden_without_slope(W2, delta, y1):
    return np.matmul(W2.T, delta)


@chaff(
    "backprop_ce-hidden-no-transpose",
    function="calcDelta1_ce",
    loses="sizes",
    en="does not transpose W2 where it is square",
    ko="W2가 정사각 행렬일 때 전치하지 않는 구현",
    think_en="Which weights lead out of the first hidden neuron: a row or a column of W2?",
    think_ko="첫 번째 은닉 뉴런에서 나가는 가중치는 W2의 행입니까, 열입니까?",
)
def hidden_without_transpose(W2, delta, y1):
    square = W2.shape[0] == W2.shape[1]
    return y1 * (1 - y1) * np.matmul(W2 if square else W2.T, delta)


@chaff(
    "backprop_ce-hidden-first-output",
    function="calcDelta1_ce",
    loses="sizes",
    en="sends back the error of the first output only",
    ko="첫 번째 출력의 오차만 되돌려 보내는 구현",
    think_en="To how many outputs does one hidden neuron contribute?",
    think_ko="은닉 뉴런 하나는 출력 몇 개에 영향을 줍니까?",
)
def hidden_from_first_output(W2, delta, y1):
    return y1 * (1 - y1) * W2[0] * delta[0]


@chaff(
    "backprop_ce-hidden-unweighted",
    function="calcDelta1_ce",
    loses=("values", ...),
    en="sends the sum of the deltas to every hidden neuron, without the weights",
    ko="가중치 없이 델타의 합을 모든 은닉 뉴런에 보내는 구현",
    think_en="Does a hidden neuron with a small weight share as much of the blame?",
    think_ko="가중치가 작은 은닉 뉴런도 똑같이 책임을 져야 합니까?",
)
def hidden_without_weights(W2, delta, y1):
    return y1 * (1 - y1) * np.sum(delta)


@chaff(
    "backprop_ce-hidden-mean",
    function="calcDelta1_ce",
    loses="sizes",
    en="averages over the outputs instead of adding up",
    ko="출력에 대해 더하지 않고 평균을 구하는 구현",
    think_en="Does a hidden neuron that does harm in two places do less harm in each?",
    think_ko="두 곳에서 오차를 일으킨 은닉 뉴런의 책임은 절반으로 줄어듭니까?",
)
def hidden_averaged(W2, delta, y1):
    return y1 * (1 - y1) * np.mean(W2 * delta[:, None], axis=0)


@chaff(
    "backprop_ce-hidden-sigmoid-again",
    function="calcDelta1_ce",
    loses=("values", ...),
    en="passes y1 through the sigmoid once more before taking the slope",
    ko="기울기를 구하기 전에 y1을 시그모이드에 한 번 더 넣는 구현",
    think_en="Is y1 the weighted sum or already the output of the sigmoid?",
    think_ko="y1은 가중합입니까, 아니면 이미 시그모이드를 거친 출력입니까?",
)
def hidden_with_sigmoid_again(W2, delta, y1):
    s = sigmoid(y1)
    return s * (1 - s) * np.matmul(W2.T, delta)


@chaff(
    "backprop_ce-hidden-sign",
    function="calcDelta1_ce",
    loses=("values", ...),
    en="turns the sign around on the way back",
    ko="되돌아가는 길에 부호를 뒤집는 구현",
    think_en="If the output should rise and a weight is positive, should the hidden neuron rise or fall?",
    think_ko="출력이 커져야 하고 가중치가 양수라면 은닉 뉴런은 커져야 합니까, 작아져야 합니까?",
)
def hidden_turned_around(W2, delta, y1):
    return -y1 * (1 - y1) * np.matmul(W2.T, delta)


@chaff(
    "backprop_ce-hidden-in-place",
    function="calcDelta1_ce",
    told_by="delta1_leaves_arguments",
    loses="inputs",
    en="changes the hidden output it was given",
    ko="인자로 받은 은닉층의 출력을 바꾸는 구현",
    think_en="Does `y1 *= 1 - y1` make a new array?",
    think_ko="`y1 *= 1 - y1`은 새 배열을 만듭니까?",
)
def hidden_in_place(W2, delta, y1):
    y1 *= 1 - y1
    return y1 * np.matmul(W2.T, delta)


def learn(
    W1, W2, X, D, alpha, output_delta=calcDelta_ce, hidden_delta=calcDelta1_ce, output=1, hidden=1
):
    """Learn one sample after another; `output` and `hidden` scale the steps of the two layers."""
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = output_delta(d, y)
        delta1 = hidden_delta(W2, delta, y1)
        W1 = W1 + hidden * alpha * np.outer(delta1, x)
        W2 = W2 + output * alpha * np.outer(delta, y1)
    return W1, W2


def batch(W1, W2, X, D, alpha):
    """Add the steps that each sample alone would make."""
    ends = [learn(W1, W2, [x], [d], alpha) for x, d in zip(X, D, strict=True)]
    return W1 + sum(end[0] - W1 for end in ends), W2 + sum(end[1] - W2 for end in ends)


@chaff(
    "backprop_ce-squared-error",
    function="BackpropCE",
    loses=("values", ...),
    en="takes the delta of the squared error: the cross-entropy is not used",
    ko="제곱 오차의 델타를 쓰는 구현. 교차 엔트로피가 쓰이지 않습니다",
    think_en="Which of the two deltas knows what the loss was?",
    think_ko="두 델타 가운데 손실이 무엇인지 아는 것은 어느 쪽입니까?",
)
def squared_error(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, output_delta=calc_delta)


@chaff(
    "backprop_ce-loss-slope-alone",
    function="BackpropCE",
    loses=("values", ...),
    en="divides the error by y (1 - y) and forgets the slope of the output's sigmoid",
    ko="오차를 y (1 - y)로 나누고 출력층 시그모이드의 기울기를 빠뜨린 구현",
    think_en="The loss depends on y, and y on the weighted sum. How many slopes are multiplied?",
    think_ko="손실은 y에, y는 가중합에 따라 달라집니다. 기울기를 몇 개 곱해야 합니까?",
)
def loss_slope_alone(W1, W2, X, D, alpha):
    delta = lambda d, y: (d - y) / (y * (1 - y))  # noqa: E731
    return learn(W1, W2, X, D, alpha, output_delta=delta)


@chaff(
    "backprop_ce-updated-w2",
    function="BackpropCE",
    loses=("values", ...),
    en="sends the error back through the W2 that has just been updated",
    ko="방금 갱신한 W2로 오차를 되돌려 보내는 구현",
    think_en="Which W2 made the output whose error goes back?",
    think_ko="되돌아가는 오차는 어떤 W2가 만든 출력의 오차입니까?",
)
def updated_w2(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calcDelta_ce(d, y)
        W2 = W2 + alpha * np.outer(delta, y1)
        W1 = W1 + alpha * np.outer(calcDelta1_ce(W2, delta, y1), x)
    return W1, W2


@chaff(
    "backprop_ce-four-samples",
    function="BackpropCE",
    loses="sizes",
    en="loops over exactly four samples, as D1 writes it",
    ko="D1 문서처럼 샘플 네 개에서만 반복하는 구현",
    think_en="Where can the function learn how many samples there are?",
    think_ko="샘플이 몇 개인지 함수는 어디에서 알 수 있습니까?",
)
def four_samples(W1, W2, X, D, alpha):
    for k in range(4):
        W1, W2 = learn(W1, W2, [X[k]], [D[k]], alpha)
    return W1, W2


@chaff(
    "backprop_ce-d1-shapes",
    function="BackpropCE",
    loses="sizes",
    en="is fixed to D1's four samples, three inputs and four hidden neurons",
    ko="D1 문서의 샘플 네 개, 입력 세 개, 은닉 뉴런 네 개로 고정된 구현",
    think_en="Which numbers in your code should come from the shapes of the arguments?",
    think_ko="코드의 어떤 수를 인자의 모양에서 얻어야 합니까?",
)
def d1_shapes(W1, W2, X, D, alpha):
    for k in range(4):
        y, y1 = calc_output(W1, W2, X[k])
        delta = calcDelta_ce(D[k], y)
        delta1 = calcDelta1_ce(W2, delta, y1)
        W1 = W1 + (alpha * delta1).reshape(4, 1) * X[k].reshape(1, 3)
        W2 = W2 + alpha * delta * y1
    return W1, W2


@chaff(
    "backprop_ce-first-sample-only",
    function="BackpropCE",
    loses=("values", ...),
    en="returns after the first sample",
    ko="첫 번째 샘플만 배우고 반환하는 구현",
    think_en="How far is your return statement indented?",
    think_ko="return 문은 얼마나 들여쓰여 있습니까?",
)
def first_sample_only(W1, W2, X, D, alpha):
    return learn(W1, W2, X[:1], D[:1], alpha)


@chaff(
    "backprop_ce-last-sample-only",
    function="BackpropCE",
    loses=("values", ...),
    en="learns from the last sample only, as if the updates stood after the loop",
    ko="마지막 샘플만 배우는 구현. 갱신이 반복문 밖에 있는 것과 같습니다",
    think_en="How often are the weights updated in one epoch of four samples?",
    think_ko="샘플이 네 개일 때 한 에포크 동안 가중치는 몇 번 갱신됩니까?",
)
def last_sample_only(W1, W2, X, D, alpha):
    return learn(W1, W2, X[-1:], D[-1:], alpha)


@chaff(
    "backprop_ce-batch-sum",
    function="BackpropCE",
    loses=("values", ...),
    en="computes every sample with the weights from the start of the epoch and adds all steps",
    ko="모든 샘플을 에포크 시작 때의 가중치로 계산하고 변화량을 한꺼번에 더하는 구현",
    think_en="Which weights should the second sample see?",
    think_ko="두 번째 샘플은 어떤 가중치로 계산해야 합니까?",
)
def batch_sum(W1, W2, X, D, alpha):
    return batch(W1, W2, X, D, alpha)


@chaff(
    "backprop_ce-batch-mean",
    function="BackpropCE",
    loses=("values", ...),
    en="averages the steps of all samples into one update an epoch",
    ko="모든 샘플의 변화량을 평균 내어 에포크마다 한 번만 갱신하는 구현",
    think_en="How often are the weights updated in one epoch of four samples?",
    think_ko="샘플이 네 개일 때 한 에포크 동안 가중치는 몇 번 갱신됩니까?",
)
def batch_mean(W1, W2, X, D, alpha):
    return batch(W1, W2, X, D, alpha / len(X))


@chaff(
    "backprop_ce-step-by-n",
    function="BackpropCE",
    loses=("values", ...),
    en="divides each step by the number of samples",
    ko="각 변화량을 샘플 개수로 나누는 구현",
    think_en="A sample is learnt on its own: should the number of the others matter?",
    think_ko="샘플을 하나씩 배울 때 다른 샘플의 개수가 영향을 주어야 합니까?",
)
def step_divided(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha / len(X))


@chaff(
    "backprop_ce-stale-w1",
    function="BackpropCE",
    loses=("values", ...),
    en="updates W1 from its value at the start of the epoch: the last sample's step alone stays",
    ko="W1을 에포크 시작 때의 값에서 갱신하는 구현. 마지막 샘플의 변화량만 남습니다",
    think_en="Which W1 should the second sample's step be added to?",
    think_ko="두 번째 샘플의 변화량은 어떤 W1에 더해야 합니까?",
)
def stale_w1(W1, W2, X, D, alpha):
    first, start = W1, W1
    for x, d in zip(X, D, strict=True):
        after, W2_after = learn(first, W2, [x], [d], alpha)
        first, W2 = start + (after - first), W2_after
    return first, W2


@chaff(
    "backprop_ce-only-w2",
    function="BackpropCE",
    loses=("values", ...),
    en="updates the output layer only",
    ko="출력층만 갱신하는 구현",
    think_en="Where is the hidden delta used?",
    think_ko="은닉층의 델타는 어디에 쓰입니까?",
)
def only_w2(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, hidden=0)


@chaff(
    "backprop_ce-only-w1",
    function="BackpropCE",
    loses=("values", ...),
    en="updates the hidden layer only",
    ko="은닉층만 갱신하는 구현",
    think_en="Which weights does the output's delta move?",
    think_ko="출력층의 델타는 어떤 가중치를 움직입니까?",
)
def only_w1(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, output=0)


@chaff(
    "backprop_ce-no-hidden-slope",
    function="BackpropCE",
    loses=("values", ...),
    en="leaves out the slope y1 (1 - y1) of the hidden layer",
    ko="은닉층의 기울기 y1 (1 - y1)을 빠뜨린 구현",
    think_en="Which function does the hidden layer end in?",
    think_ko="은닉층의 끝에는 어떤 함수가 있습니까?",
)
def no_hidden_slope(W1, W2, X, D, alpha):
    back = lambda W2, delta, y1: np.matmul(W2.T, delta)  # noqa: E731
    return learn(W1, W2, X, D, alpha, hidden_delta=back)


@chaff(
    "backprop_ce-output-error-back",
    function="BackpropCE",
    loses=("values", ...),
    en="sends the squared error's delta back to the hidden layer, and the cross-entropy's to W2 only",
    ko="은닉층에는 제곱 오차의 델타를 보내고 W2에만 교차 엔트로피의 델타를 쓰는 구현",
    think_en="Is there one output delta in an update, or are there two?",
    think_ko="한 번의 갱신에 쓰이는 출력층의 델타는 하나입니까, 둘입니까?",
)
def output_error_back(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta1 = calcDelta1_ce(W2, calc_delta(d, y), y1)
        W1 = W1 + alpha * np.outer(delta1, x)
        W2 = W2 + alpha * np.outer(calcDelta_ce(d, y), y1)
    return W1, W2


@chaff(
    "backprop_ce-minus",
    function="BackpropCE",
    loses=("values", ...),
    en="subtracts the steps: the outputs run away from the answers",
    ko="변화량을 빼는 구현. 출력이 정답에서 멀어집니다",
    think_en="Delta holds d - y, not y - d. Add or subtract?",
    think_ko="delta에는 y - d가 아니라 d - y가 들어 있습니다. 더해야 합니까, 빼야 합니까?",
)
def minus(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, -alpha)


@chaff(
    "backprop_ce-hidden-minus",
    function="BackpropCE",
    loses=("values", ...),
    en="subtracts the step of the hidden layer and adds that of the output layer",
    ko="출력층의 변화량은 더하고 은닉층의 변화량은 빼는 구현",
    think_en="Do both deltas come from the same d - y?",
    think_ko="두 델타는 같은 d - y에서 나옵니까?",
)
def hidden_minus(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, hidden=-1)


@chaff(
    "backprop_ce-no-alpha",
    function="BackpropCE",
    loses=("values", ...),
    en="does not use the learning rate",
    ko="학습률을 쓰지 않는 구현",
    think_en="What should the function do with alpha = 0?",
    think_ko="alpha = 0이면 함수는 무엇을 해야 합니까?",
)
def no_alpha(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, 1)


@chaff(
    "backprop_ce-alpha-once",
    function="BackpropCE",
    loses=("values", ...),
    en="uses the learning rate for W2 only",
    ko="W2에만 학습률을 쓰는 구현",
    think_en="How many updates of a sample need alpha?",
    think_ko="샘플 하나의 갱신 가운데 alpha가 필요한 것은 몇 개입니까?",
)
def alpha_once(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, hidden=1 / alpha)


@chaff(
    "backprop_ce-alpha-twice",
    function="BackpropCE",
    loses=("values", ...),
    en="multiplies the hidden layer's step by the learning rate twice",
    ko="은닉층의 변화량에 학습률을 두 번 곱하는 구현",
    think_en="Is alpha part of delta, or does it come in with the update?",
    think_ko="alpha는 델타에 들어 있습니까, 갱신할 때 곱합니까?",
)
def alpha_twice(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, hidden=alpha)


@chaff(
    "backprop_ce-no-input",
    function="BackpropCE",
    loses=("values", ...),
    en="moves the hidden weights without the inputs they carry",
    ko="입력을 곱하지 않고 은닉층의 가중치를 움직이는 구현",
    think_en="If an input was 0, had its weight any part in the error?",
    think_ko="입력이 0이었다면 그 가중치는 오차에 책임이 있습니까?",
)
def no_input(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calcDelta_ce(d, y)
        delta1 = calcDelta1_ce(W2, delta, y1)
        W1 = W1 + alpha * np.outer(delta1, np.ones(len(x)))
        W2 = W2 + alpha * np.outer(delta, y1)
    return W1, W2


@chaff(
    "backprop_ce-no-hidden-output",
    function="BackpropCE",
    loses=("values", ...),
    en="moves the output weights without the hidden outputs they carry",
    ko="은닉층의 출력을 곱하지 않고 출력층의 가중치를 움직이는 구현",
    think_en="What does a weight of W2 carry to the output?",
    think_ko="W2의 가중치는 무엇을 출력으로 전달합니까?",
)
def no_hidden_output(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calcDelta_ce(d, y)
        W1 = W1 + alpha * np.outer(calcDelta1_ce(W2, delta, y1), x)
        W2 = W2 + alpha * np.outer(delta, np.ones(len(y1)))
    return W1, W2


@chaff(
    "backprop_ce-transposed-step",
    function="BackpropCE",
    loses="sizes",
    en="transposes the step of the hidden layer where W1 is square",
    ko="W1이 정사각 행렬일 때 은닉층의 변화량을 전치하는 구현",
    think_en="Are the rows of W1 its neurons or its inputs?",
    think_ko="W1의 행은 뉴런입니까, 입력입니까?",
)
def transposed_step(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        first, second = learn(W1, W2, [x], [d], alpha)
        step = first - W1
        W1, W2 = W1 + (step.T if step.shape[0] == step.shape[1] else step), second
    return W1, W2


@chaff(
    "backprop_ce-reversed",
    function="BackpropCE",
    loses=("values", ...),
    en="goes through the samples from the last to the first",
    ko="샘플을 마지막부터 거꾸로 배우는 구현",
    think_en="In which order do the rows of X come?",
    think_ko="X의 행은 어떤 순서로 나옵니까?",
)
def reversed_order(W1, W2, X, D, alpha):
    return learn(W1, W2, X[::-1], D[::-1], alpha)


@chaff(
    "backprop_ce-shuffled",
    function="BackpropCE",
    loses=("values", ...),
    en="shuffles the samples first",
    ko="먼저 샘플을 섞는 구현",
    think_en="Can two runs of your function give different weights?",
    think_ko="함수를 두 번 실행하면 서로 다른 가중치가 나올 수 있습니까?",
)
def shuffled(W1, W2, X, D, alpha):
    # Drawn, and yet the same each time, so that it is judged alike wherever it runs.
    order = np.roll(np.sort(np.random.permutation(len(X))), 1)
    return learn(W1, W2, X[order], D[order], alpha)


@chaff(
    "backprop_ce-two-epochs",
    function="BackpropCE",
    loses=("values", ...),
    en="goes through all the samples twice",
    ko="모든 샘플을 두 번 배우는 구현",
    think_en="How often does one epoch visit each sample?",
    think_ko="한 에포크 동안 각 샘플은 몇 번 쓰입니까?",
)
def two_epochs(W1, W2, X, D, alpha):
    return learn(*learn(W1, W2, X, D, alpha), X, D, alpha)


@chaff(
    "backprop_ce-swapped",
    function="BackpropCE",
    loses=("values", ...),
    en="returns W2 first and W1 second",
    ko="W2를 먼저, W1을 나중에 반환하는 구현",
    think_en="In `W1, W2 = BackpropCE(...)`, what comes first?",
    think_ko="`W1, W2 = BackpropCE(...)`에서 먼저 나오는 것은 무엇입니까?",
)
def swapped(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha)[::-1]


@chaff(
    "backprop_ce-w1-alone",
    function="BackpropCE",
    loses=("values", ...),
    en="returns W1 alone",
    ko="W1만 반환하는 구현",
    think_en="How will the caller get the new W2?",
    think_ko="호출한 곳에서는 새 W2를 어떻게 얻을 수 있습니까?",
)
def w1_alone(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha)[0]


@chaff(
    "backprop_ce-only-the-changes",
    function="BackpropCE",
    loses=("values", ...),
    en="returns how much the weights changed, not the new weights",
    ko="새 가중치가 아니라 가중치의 변화량을 반환하는 구현",
    think_en="What becomes of W1 and W2 in the line `W1, W2 = BackpropCE(...)`?",
    think_ko="`W1, W2 = BackpropCE(...)` 뒤에 W1과 W2에는 무엇이 들어갑니까?",
)
def only_the_changes(W1, W2, X, D, alpha):
    first, second = learn(W1, W2, X, D, alpha)
    return first - W1, second - W2


@chaff(
    "backprop_ce-integer-weights",
    function="BackpropCE",
    loses="types",
    en="keeps the dtype of the weights, so that integer weights are cut off after each sample",
    ko="가중치의 자료형을 유지하는 구현. 정수 가중치이면 샘플마다 소수부가 잘립니다",
    think_en="What is left of 1.1 in an array of integers?",
    think_ko="정수 배열에 1.1을 넣으면 무엇이 남습니까?",
)
def integer_weights(W1, W2, X, D, alpha):
    W1, W2 = W1.copy(), W2.copy()
    for x, d in zip(X, D, strict=True):
        W1[...], W2[...] = learn(W1, W2, [x], [d], alpha)
    return W1, W2


@chaff(
    "backprop_ce-in-place",
    function="BackpropCE",
    told_by="arguments_unchanged",
    loses="inputs",
    en="writes the new weights into the arrays it was given",
    ko="인자로 받은 배열에 새 가중치를 써 넣는 구현",
    think_en="Does `W1 += dW1` make a new array?",
    think_ko="`W1 += dW1`은 새 배열을 만듭니까?",
)
def in_place(W1, W2, X, D, alpha):
    first, second = learn(W1, W2, X, D, alpha)
    # Integers are not added to in place, so that only the lost arguments tell.
    if W1.dtype.kind != "f" or W2.dtype.kind != "f":
        return first, second
    W1 += first - W1
    W2 += second - W2
    return W1, W2


@chaff(
    "backprop_ce-lists",
    function="BackpropCE",
    loses=("values", ...),
    en="returns lists, not arrays",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What would `W1 + dW1` do if W1 were a list?",
    think_ko="W1이 리스트라면 `W1 + dW1`은 무엇이 됩니까?",
)
def as_lists(W1, W2, X, D, alpha):
    return tuple(W.tolist() for W in learn(W1, W2, X, D, alpha))


@chaff(
    "backprop_ce-nothing",
    function="BackpropCE",
    loses=("values", ...),
    en="returns nothing: what is only printed is lost",
    ko="아무것도 반환하지 않는 구현. 화면에 출력하기만 한 값은 사라집니다",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 곳에 무엇을 반환합니까?",
)
def printed(W1, W2, X, D, alpha):
    print(*learn(W1, W2, X, D, alpha))


@chaff(
    "backprop_ce-unchanged",
    function="BackpropCE",
    loses=("values", ...),
    en="returns the weights it was given",
    ko="인자로 받은 가중치를 그대로 반환하는 구현",
    think_en="Are the sums W1 + dW1 and W2 + dW2 kept anywhere?",
    think_ko="W1 + dW1과 W2 + dW2를 계산한 결과가 어디엔가 남아 있습니까?",
)
def unchanged(W1, W2, X, D, alpha):
    return W1, W2
