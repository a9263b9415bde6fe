"""Wrong ways to write backpropagation."""

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.activation import sigmoid
from solutions.backprop import calc_delta, calc_delta1, calc_output


@chaff(
    "backprop-output-swapped",
    function="calc_output",
    loses=("values", ...),
    en="returns the hidden output first and the network's output second",
    ko="은닉층의 출력을 먼저, 신경망의 출력을 나중에 반환하는 구현",
    think_en="What comes first in what `calc_output(W1, W2, x)` returns?",
    think_ko="`calc_output(W1, W2, x)`의 반환값에서 먼저 나오는 것은 무엇입니까?",
)
def output_swapped(W1, W2, x):
    y, y1 = calc_output(W1, W2, x)
    return y1, y


@chaff(
    "backprop-output-alone",
    function="calc_output",
    loses=("values", ...),
    en="returns the network's output alone, without that of the hidden layer",
    ko="은닉층의 출력 없이 신경망의 출력만 반환하는 구현",
    think_en="What will the hidden delta need later?",
    think_ko="나중에 은닉층의 델타를 구할 때 무엇이 필요합니까?",
)
def output_alone(W1, W2, x):
    return calc_output(W1, W2, x)[0]


@chaff(
    "backprop-output-linear-hidden",
    function="calc_output",
    loses=("values", ...),
    en="leaves out the sigmoid of the hidden layer",
    ko="은닉층의 시그모이드를 빠뜨린 구현",
    think_en="What can two layers do that one cannot if nothing bends between them?",
    think_ko="두 층 사이에 비선형 함수가 없다면 층 하나보다 무엇을 더 할 수 있습니까?",
)
def output_with_linear_hidden_layer(W1, W2, x):
    y1 = 1.0 * np.matmul(W1, x)
    return sigmoid(np.matmul(W2, y1)), y1


@chaff(
    "backprop-output-linear",
    function="calc_output",
    loses=("values", ...),
    en="leaves out the sigmoid of the output layer",
    ko="출력층의 시그모이드를 빠뜨린 구현",
    think_en="Between which two numbers must the output lie?",
    think_ko="출력은 어떤 두 수 사이에 있어야 합니까?",
)
def output_linear(W1, W2, x):
    y1 = sigmoid(np.matmul(W1, x))
    return np.matmul(W2, y1), y1


@chaff(
    "backprop-output-sum-returned",
    function="calc_output",
    loses=("values", ...),
    en="returns the hidden layer's weighted sum in place of its output",
    ko="은닉층의 출력 대신 은닉층의 가중합을 반환하는 구현",
    think_en="Is y1 taken before or after the sigmoid?",
    think_ko="y1은 시그모이드 전의 값입니까, 후의 값입니까?",
)
def output_with_hidden_sum(W1, W2, x):
    v1 = np.matmul(W1, x)
    return sigmoid(np.matmul(W2, sigmoid(v1))), 1.0 * v1


@chaff(
    "backprop-output-transpose",
    function="calc_output",
    loses="sizes",
    en="multiplies the hidden layer by the columns of W2 where W2 is square",
    ko="W2가 정사각 행렬일 때 W2의 행이 아니라 열을 곱하는 구현",
    think_en="Which weights belong to the first output neuron?",
    think_ko="첫 번째 출력 뉴런의 가중치는 W2의 어디에 있습니까?",
)
def output_of_columns(W1, W2, x):
    y1 = sigmoid(np.matmul(W1, x))
    return sigmoid(np.matmul(y1, W2 if W2.shape[0] == len(y1) else W2.T)), y1


@chaff(
    "backprop-output-scalar",
    function="calc_output",
    loses="sizes",
    en="returns the first output as a single number",
    ko="첫 번째 출력을 수 하나로 반환하는 구현",
    think_en="What is the shape of y when W2 has two rows?",
    think_ko="W2의 행이 두 개이면 y의 모양은 무엇입니까?",
)
def output_as_a_number(W1, W2, x):
    y, y1 = calc_output(W1, W2, x)
    return y[0], y1


@chaff(
    "backprop-output-list",
    function="calc_output",
    loses=("values", ...),
    en="returns lists, not arrays",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What would 1 - y do if y were a list?",
    think_ko="y가 리스트라면 1 - y는 어떻게 됩니까?",
)
def output_as_lists(W1, W2, x):
    y, y1 = calc_output(W1, W2, x)
    return y.tolist(), y1.tolist()


@chaff(
    "backprop-delta-no-slope",
    function="calc_delta",
    loses=("values", ...),
    en="returns the error d - y without the slope y (1 - y) of the sigmoid",
    ko="시그모이드의 기울기 y (1 - y) 없이 오차 d - y를 반환하는 구현",
    think_en="How much does the output move if the weighted sum moves a little?",
    think_ko="가중합이 조금 움직이면 출력은 얼마나 움직입니까?",
)
def delta_without_slope(d, y):
    return d - y


@chaff(
    "backprop-delta-sign",
    function="calc_delta",
    loses=("values", ...),
    en="uses y - d instead of d - y",
    ko="d - y 대신 y - d를 쓰는 구현",
    think_en="If the output is too low, should delta be positive or negative?",
    think_ko="출력이 너무 작을 때 델타는 양수여야 합니까, 음수여야 합니까?",
)
def delta_turned_around(d, y):
    return y * (1 - y) * (y - d)


@chaff(
    "backprop-delta-absolute",
    function="calc_delta",
    loses=("values", ...),
    en="takes the size of the error without its sign",
    ko="오차의 부호를 버리고 크기만 쓰는 구현",
    think_en="How would the weights know in which direction to move?",
    think_ko="가중치는 어느 방향으로 움직여야 할지 어떻게 알 수 있습니까?",
)
def delta_without_sign(d, y):
    return y * (1 - y) * np.abs(d - y)


@chaff(
    "backprop-delta-sigmoid-again",
    function="calc_delta",
    loses=("values", ...),
    en="passes y through the sigmoid once more before taking the slope",
    ko="기울기를 구하기 전에 y를 시그모이드에 한 번 더 넣는 구현",
    think_en="Is y the weighted sum or already the output of the sigmoid?",
    think_ko="y는 가중합입니까, 아니면 이미 시그모이드를 거친 출력입니까?",
)
def delta_with_sigmoid_again(d, y):
    s = sigmoid(y)
    return s * (1 - s) * (d - y)


@chaff(
    "backprop-delta-mean",
    function="calc_delta",
    loses="sizes",
    en="averages the deltas of all outputs into a single number",
    ko="모든 출력의 델타를 평균 내어 수 하나로 만드는 구현",
    think_en="Which output's weights should move when only the first one is wrong?",
    think_ko="첫 번째 출력만 틀렸다면 어느 출력의 가중치가 움직여야 합니까?",
)
def delta_averaged(d, y):
    return np.mean(y * (1 - y) * (d - y))


@chaff(
    "backprop-delta-nothing",
    function="calc_delta",
    loses=("values", ...),
    en="returns nothing: what is only printed is lost",
    ko="아무것도 반환하지 않는 구현. 화면에 출력하기만 한 값은 사라집니다",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 곳에 무엇을 반환합니까?",
)
def delta_printed(d, y):
    print(y * (1 - y) * (d - y))


@chaff(
    "backprop-delta-in-place",
    function="calc_delta",
    told_by="delta_leaves_arguments",
    loses="inputs",
    en="changes the output array it was given",
    ko="인자로 받은 출력 배열을 바꾸는 구현",
    think_en="Does `y *= 1 - y` make a new array?",
    think_ko="`y *= 1 - y`는 새 배열을 만듭니까?",
)
def delta_in_place(d, y):
    e = d - y
    y *= 1 - y
    return y * e


@chaff(
    "backprop-hidden-no-slope",
    function="calc_delta1",
    loses=("values", ...),
    en="sends the error back without the slope y1 (1 - y1) of the hidden layer",
    ko="은닉층의 기울기 y1 (1 - y1) 없이 오차를 되돌려 보내는 구현",
    think_en="Which function does the hidden layer end in, and what is its slope?",
    think_ko="은닉층의 끝에는 어떤 함수가 있고, 그 기울기는 얼마입니까?",
)
def hidden_without_slope(W2, delta, y1):
    return np.matmul(W2.T, delta)


@chaff(
    "backprop-hidden-no-transpose",
    function="calc_delta1",
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
    "backprop-hidden-first-output",
    function="calc_delta1",
    loses="sizes",
    en="sends back the error of the first output only",
    ko="첫 번째 출력의 오차만 되돌려 보내는 구현",
    think_en="To how many outputs does one hidden neuron contribute?",
    think_ko="은닉 뉴런 하나는 출력 몇 개에 영향을 줍니까?",
)
def hidden_from_first_output(W2, delta, y1):
    return y1 * (1 - y1) * W2[0] * delta[0]


@chaff(
    "backprop-hidden-unweighted",
    function="calc_delta1",
    loses=("values", ...),
    en="sends the sum of the deltas to every hidden neuron, without the weights",
    ko="가중치 없이 델타의 합을 모든 은닉 뉴런에 보내는 구현",
    think_en="Does a hidden neuron with a small weight share as much of the blame?",
    think_ko="가중치가 작은 은닉 뉴런도 똑같이 책임을 져야 합니까?",
)
def hidden_without_weights(W2, delta, y1):
    return y1 * (1 - y1) * np.sum(delta)


@chaff(
    "backprop-hidden-mean",
    function="calc_delta1",
    loses="sizes",
    en="averages over the outputs instead of adding up",
    ko="출력에 대해 더하지 않고 평균을 구하는 구현",
    think_en="Does a hidden neuron that does harm in two places do less harm in each?",
    think_ko="두 곳에서 오차를 일으킨 은닉 뉴런의 책임은 절반으로 줄어듭니까?",
)
def hidden_averaged(W2, delta, y1):
    return y1 * (1 - y1) * np.mean(W2 * delta[:, None], axis=0)


@chaff(
    "backprop-hidden-sigmoid-again",
    function="calc_delta1",
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
    "backprop-hidden-sign",
    function="calc_delta1",
    loses=("values", ...),
    en="turns the sign around on the way back",
    ko="되돌아가는 길에 부호를 뒤집는 구현",
    think_en="If the output should rise and a weight is positive, should the hidden neuron rise or fall?",
    think_ko="출력이 커져야 하고 가중치가 양수라면 은닉 뉴런은 커져야 합니까, 작아져야 합니까?",
)
def hidden_turned_around(W2, delta, y1):
    return -y1 * (1 - y1) * np.matmul(W2.T, delta)


@chaff(
    "backprop-hidden-in-place",
    function="calc_delta1",
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
    W1, W2, X, D, alpha, output_delta=calc_delta, hidden_delta=calc_delta1, output=1, hidden=1
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
    "backprop-no-output-slope",
    function="backprop_XOR",
    loses=("values", ...),
    en="leaves out the slope y (1 - y) at the output: that is the delta of the cross-entropy",
    ko="출력층의 기울기 y (1 - y)를 빠뜨린 구현. 그것은 교차 엔트로피의 델타입니다",
    think_en="Which of your functions computes the output's delta?",
    think_ko="출력층의 델타를 계산하는 함수는 무엇입니까?",
)
def no_output_slope(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, output_delta=lambda d, y: d - y)


@chaff(
    "backprop-updated-w2",
    function="backprop_XOR",
    loses=("values", ...),
    en="sends the error back through the W2 that has just been updated",
    ko="방금 갱신한 W2로 오차를 되돌려 보내는 구현",
    think_en="Which W2 made the output whose error goes back?",
    think_ko="되돌아가는 오차는 어떤 W2가 만든 출력의 오차입니까?",
)
def updated_w2(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calc_delta(d, y)
        W2 = W2 + alpha * np.outer(delta, y1)
        W1 = W1 + alpha * np.outer(calc_delta1(W2, delta, y1), x)
    return W1, W2


@chaff(
    "backprop-four-samples",
    function="backprop_XOR",
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
    "backprop-d1-shapes",
    function="backprop_XOR",
    loses="sizes",
    en="is fixed to D1's four samples, three inputs and four hidden neurons",
    ko="D1 문서의 샘플 네 개, 입력 세 개, 은닉 뉴런 네 개로 고정된 구현",
    think_en="Which numbers in your code should come from the shapes of the arguments?",
    think_ko="코드의 어떤 수를 인자의 모양에서 얻어야 합니까?",
)
def d1_shapes(W1, W2, X, D, alpha):
    for k in range(4):
        y, y1 = calc_output(W1, W2, X[k])
        delta = calc_delta(D[k], y)
        delta1 = calc_delta1(W2, delta, y1)
        W1 = W1 + (alpha * delta1).reshape(4, 1) * X[k].reshape(1, 3)
        W2 = W2 + alpha * delta * y1
    return W1, W2


@chaff(
    "backprop-first-sample-only",
    function="backprop_XOR",
    loses=("values", ...),
    en="returns after the first sample",
    ko="첫 번째 샘플만 배우고 반환하는 구현",
    think_en="How far is your return statement indented?",
    think_ko="return 문은 얼마나 들여쓰여 있습니까?",
)
def first_sample_only(W1, W2, X, D, alpha):
    return learn(W1, W2, X[:1], D[:1], alpha)


@chaff(
    "backprop-last-sample-only",
    function="backprop_XOR",
    loses=("values", ...),
    en="learns from the last sample only, as if the updates stood after the loop",
    ko="마지막 샘플만 배우는 구현. 갱신이 반복문 밖에 있는 것과 같습니다",
    think_en="How often are the weights updated in one epoch of four samples?",
    think_ko="샘플이 네 개일 때 한 에포크 동안 가중치는 몇 번 갱신됩니까?",
)
def last_sample_only(W1, W2, X, D, alpha):
    return learn(W1, W2, X[-1:], D[-1:], alpha)


@chaff(
    "backprop-batch-sum",
    function="backprop_XOR",
    loses=("values", ...),
    en="computes every sample with the weights from the start of the epoch and adds all steps",
    ko="모든 샘플을 에포크 시작 때의 가중치로 계산하고 변화량을 한꺼번에 더하는 구현",
    think_en="Which weights should the second sample see?",
    think_ko="두 번째 샘플은 어떤 가중치로 계산해야 합니까?",
)
def batch_sum(W1, W2, X, D, alpha):
    return batch(W1, W2, X, D, alpha)


@chaff(
    "backprop-batch-mean",
    function="backprop_XOR",
    loses=("values", ...),
    en="averages the steps of all samples into one update an epoch",
    ko="모든 샘플의 변화량을 평균 내어 에포크마다 한 번만 갱신하는 구현",
    think_en="How often are the weights updated in one epoch of four samples?",
    think_ko="샘플이 네 개일 때 한 에포크 동안 가중치는 몇 번 갱신됩니까?",
)
def batch_mean(W1, W2, X, D, alpha):
    return batch(W1, W2, X, D, alpha / len(X))


@chaff(
    "backprop-step-by-n",
    function="backprop_XOR",
    loses=("values", ...),
    en="divides each step by the number of samples",
    ko="각 변화량을 샘플 개수로 나누는 구현",
    think_en="A sample is learnt on its own: should the number of the others matter?",
    think_ko="샘플을 하나씩 배울 때 다른 샘플의 개수가 영향을 주어야 합니까?",
)
def step_divided(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha / len(X))


@chaff(
    "backprop-stale-w1",
    function="backprop_XOR",
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
    "backprop-only-w2",
    function="backprop_XOR",
    loses=("values", ...),
    en="updates the output layer only",
    ko="출력층만 갱신하는 구현",
    think_en="Where is the hidden delta used?",
    think_ko="은닉층의 델타는 어디에 쓰입니까?",
)
def only_w2(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, hidden=0)


@chaff(
    "backprop-only-w1",
    function="backprop_XOR",
    loses=("values", ...),
    en="updates the hidden layer only",
    ko="은닉층만 갱신하는 구현",
    think_en="Which weights does the output's delta move?",
    think_ko="출력층의 델타는 어떤 가중치를 움직입니까?",
)
def only_w1(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, output=0)


@chaff(
    "backprop-no-hidden-slope",
    function="backprop_XOR",
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
    "backprop-output-error-back",
    function="backprop_XOR",
    loses=("values", ...),
    en="sends d - y back to the hidden layer instead of the output's delta",
    ko="출력층의 델타 대신 d - y를 은닉층으로 되돌려 보내는 구현",
    think_en="What must go through W2 backwards: the error or delta?",
    think_ko="W2를 거슬러 가야 하는 것은 오차입니까, 델타입니까?",
)
def output_error_back(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta1 = calc_delta1(W2, d - y, y1)
        W1 = W1 + alpha * np.outer(delta1, x)
        W2 = W2 + alpha * np.outer(calc_delta(d, y), y1)
    return W1, W2


@chaff(
    "backprop-minus",
    function="backprop_XOR",
    loses=("values", ...),
    en="subtracts the steps: the outputs run away from the answers",
    ko="변화량을 빼는 구현. 출력이 정답에서 멀어집니다",
    think_en="Delta holds d - y, not y - d. Add or subtract?",
    think_ko="delta에는 y - d가 아니라 d - y가 들어 있습니다. 더해야 합니까, 빼야 합니까?",
)
def minus(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, -alpha)


@chaff(
    "backprop-hidden-minus",
    function="backprop_XOR",
    loses=("values", ...),
    en="subtracts the step of the hidden layer and adds that of the output layer",
    ko="출력층의 변화량은 더하고 은닉층의 변화량은 빼는 구현",
    think_en="Do both deltas come from the same d - y?",
    think_ko="두 델타는 같은 d - y에서 나옵니까?",
)
def hidden_minus(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, hidden=-1)


@chaff(
    "backprop-no-alpha",
    function="backprop_XOR",
    loses=("values", ...),
    en="does not use the learning rate",
    ko="학습률을 쓰지 않는 구현",
    think_en="What should the function do with alpha = 0?",
    think_ko="alpha = 0이면 함수는 무엇을 해야 합니까?",
)
def no_alpha(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, 1)


@chaff(
    "backprop-alpha-once",
    function="backprop_XOR",
    loses=("values", ...),
    en="uses the learning rate for W2 only",
    ko="W2에만 학습률을 쓰는 구현",
    think_en="How many updates of a sample need alpha?",
    think_ko="샘플 하나의 갱신 가운데 alpha가 필요한 것은 몇 개입니까?",
)
def alpha_once(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, hidden=1 / alpha)


@chaff(
    "backprop-alpha-twice",
    function="backprop_XOR",
    loses=("values", ...),
    en="multiplies the hidden layer's step by the learning rate twice",
    ko="은닉층의 변화량에 학습률을 두 번 곱하는 구현",
    think_en="Is alpha part of delta, or does it come in with the update?",
    think_ko="alpha는 델타에 들어 있습니까, 갱신할 때 곱합니까?",
)
def alpha_twice(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha, hidden=alpha)


@chaff(
    "backprop-no-input",
    function="backprop_XOR",
    loses=("values", ...),
    en="moves the hidden weights without the inputs they carry",
    ko="입력을 곱하지 않고 은닉층의 가중치를 움직이는 구현",
    think_en="If an input was 0, had its weight any part in the error?",
    think_ko="입력이 0이었다면 그 가중치는 오차에 책임이 있습니까?",
)
def no_input(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calc_delta(d, y)
        delta1 = calc_delta1(W2, delta, y1)
        W1 = W1 + alpha * np.outer(delta1, np.ones(len(x)))
        W2 = W2 + alpha * np.outer(delta, y1)
    return W1, W2


@chaff(
    "backprop-no-hidden-output",
    function="backprop_XOR",
    loses=("values", ...),
    en="moves the output weights without the hidden outputs they carry",
    ko="은닉층의 출력을 곱하지 않고 출력층의 가중치를 움직이는 구현",
    think_en="What does a weight of W2 carry to the output?",
    think_ko="W2의 가중치는 무엇을 출력으로 전달합니까?",
)
def no_hidden_output(W1, W2, X, D, alpha):
    for x, d in zip(X, D, strict=True):
        y, y1 = calc_output(W1, W2, x)
        delta = calc_delta(d, y)
        W1 = W1 + alpha * np.outer(calc_delta1(W2, delta, y1), x)
        W2 = W2 + alpha * np.outer(delta, np.ones(len(y1)))
    return W1, W2


@chaff(
    "backprop-transposed-step",
    function="backprop_XOR",
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
    "backprop-reversed",
    function="backprop_XOR",
    loses=("values", ...),
    en="goes through the samples from the last to the first",
    ko="샘플을 마지막부터 거꾸로 배우는 구현",
    think_en="In which order do the rows of X come?",
    think_ko="X의 행은 어떤 순서로 나옵니까?",
)
def reversed_order(W1, W2, X, D, alpha):
    return learn(W1, W2, X[::-1], D[::-1], alpha)


@chaff(
    "backprop-shuffled",
    function="backprop_XOR",
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
    "backprop-two-epochs",
    function="backprop_XOR",
    loses=("values", ...),
    en="goes through all the samples twice",
    ko="모든 샘플을 두 번 배우는 구현",
    think_en="How often does one epoch visit each sample?",
    think_ko="한 에포크 동안 각 샘플은 몇 번 쓰입니까?",
)
def two_epochs(W1, W2, X, D, alpha):
    return learn(*learn(W1, W2, X, D, alpha), X, D, alpha)


@chaff(
    "backprop-swapped",
    function="backprop_XOR",
    loses=("values", ...),
    en="returns W2 first and W1 second",
    ko="W2를 먼저, W1을 나중에 반환하는 구현",
    think_en="In `W1, W2 = backprop_XOR(...)`, what comes first?",
    think_ko="`W1, W2 = backprop_XOR(...)`에서 먼저 나오는 것은 무엇입니까?",
)
def swapped(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha)[::-1]


@chaff(
    "backprop-w1-alone",
    function="backprop_XOR",
    loses=("values", ...),
    en="returns W1 alone",
    ko="W1만 반환하는 구현",
    think_en="How will the caller get the new W2?",
    think_ko="호출한 곳에서는 새 W2를 어떻게 얻을 수 있습니까?",
)
def w1_alone(W1, W2, X, D, alpha):
    return learn(W1, W2, X, D, alpha)[0]


@chaff(
    "backprop-only-the-changes",
    function="backprop_XOR",
    loses=("values", ...),
    en="returns how much the weights changed, not the new weights",
    ko="새 가중치가 아니라 가중치의 변화량을 반환하는 구현",
    think_en="What becomes of W1 and W2 in the line `W1, W2 = backprop_XOR(...)`?",
    think_ko="`W1, W2 = backprop_XOR(...)` 뒤에 W1과 W2에는 무엇이 들어갑니까?",
)
def only_the_changes(W1, W2, X, D, alpha):
    first, second = learn(W1, W2, X, D, alpha)
    return first - W1, second - W2


@chaff(
    "backprop-integer-weights",
    function="backprop_XOR",
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
    "backprop-in-place",
    function="backprop_XOR",
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
    "backprop-lists",
    function="backprop_XOR",
    loses=("values", ...),
    en="returns lists, not arrays",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What would `W1 + dW1` do if W1 were a list?",
    think_ko="W1이 리스트라면 `W1 + dW1`은 무엇이 됩니까?",
)
def as_lists(W1, W2, X, D, alpha):
    return tuple(W.tolist() for W in learn(W1, W2, X, D, alpha))


@chaff(
    "backprop-nothing",
    function="backprop_XOR",
    loses=("values", ...),
    en="returns nothing: what is only printed is lost",
    ko="아무것도 반환하지 않는 구현. 화면에 출력하기만 한 값은 사라집니다",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 곳에 무엇을 반환합니까?",
)
def printed(W1, W2, X, D, alpha):
    print(*learn(W1, W2, X, D, alpha))


@chaff(
    "backprop-unchanged",
    function="backprop_XOR",
    loses=("values", ...),
    en="returns the weights it was given",
    ko="인자로 받은 가중치를 그대로 반환하는 구현",
    think_en="Are the sums W1 + dW1 and W2 + dW2 kept anywhere?",
    think_ko="W1 + dW1과 W2 + dW2를 계산한 결과가 어디엔가 남아 있습니까?",
)
def unchanged(W1, W2, X, D, alpha):
    return W1, W2


@chaff(
    "backprop-output-in-place",
    function="calc_output",
    told_by="output_leaves_arguments",
    loses="inputs",
    en="multiplies the weights of the output layer by the hidden outputs in place",
    ko="출력층의 가중치 배열에 은닉층의 출력을 곱해 넣는 구현",
    think_en="Does `W2 *= y1` make a new array?",
    think_ko="`W2 *= y1`은 새 배열을 만듭니까?",
)
def output_in_place(W1, W2, x):
    y1 = sigmoid(np.matmul(W1, x))
    if W2.dtype.kind != "f":
        W2 = W2.astype(float)
    W2 *= y1
    return sigmoid(W2.sum(axis=1)), y1
