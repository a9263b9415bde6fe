"""Wrong ways to train a three-layer network with Adam."""

import itertools

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions import three_layer_net as right
from solutions.activation import relu, sigmoid
from solutions.loss import cross_entropy_error
from solutions.softmax import softmax
from solutions.three_layer_net import Adam, mean_squared_error

KEYS = ("W1", "b1", "W2", "b2", "W3", "b3")


def make(sizes, draw, scale=np.sqrt):
    """Make a network, with one part of it exchanged."""
    network = {}
    for layer, (n, m) in enumerate(itertools.pairwise(sizes), start=1):
        network[f"W{layer}"] = draw((n, m)) / scale(n)
        network[f"b{layer}"] = np.zeros(m)
    return network


def source(rng):
    return np.random.default_rng() if rng is None else rng


def go(network, x, hidden=sigmoid, output=softmax, biases=(1, 1, 1)):
    z1 = hidden(np.dot(x, network["W1"]) + biases[0] * network["b1"])
    z2 = hidden(np.dot(z1, network["W2"]) + biases[1] * network["b2"])
    return z1, z2, output(np.dot(z2, network["W3"]) + biases[2] * network["b3"])


def back(network, x, t, error, *, da3=None, W=lambda w: w, slope=lambda z: z * (1 - z), loss=None):
    """Backpropagate, with one part of it exchanged."""
    z1, z2, y = right.forward(network, x)
    found = mean_squared_error(y, t) if error == "mse" else cross_entropy_error(y, t)
    found = found if loss is None else loss(y, t, found)
    da3 = right.output_delta(y, t, error) if da3 is None else da3(y, t)
    da2 = np.dot(da3, W(network["W3"]).T) * slope(z2)
    da1 = np.dot(da2, W(network["W2"]).T) * slope(z1)
    came, backs = (x, z1, z2), (da1, da2, da3)
    grads = {}
    for layer, (z, da) in enumerate(zip(came, backs, strict=True), start=1):
        grads[f"W{layer}"] = np.dot(z.T, da)
        grads[f"b{layer}"] = da.sum(axis=0)
    return found, grads


def moved(adam, params, grads, *, m=None, v=None, step=None, minus=-1):
    """Take a step of Adam, with one part of it exchanged."""
    adam.step += 1
    s, b1, b2 = adam.step, adam.beta1, adam.beta2
    m = m or (lambda old, g: b1 * old + (1 - b1) * g)
    v = v or (lambda old, g: b2 * old + (1 - b2) * g**2)
    step = step or (lambda m, v: m / (1 - b1**s) / (np.sqrt(v / (1 - b2**s)) + adam.epsilon))
    new = {}
    for key, g in grads.items():
        adam.m[key] = m(adam.m.get(key, 0), g)
        adam.v[key] = v(adam.v.get(key, 0), g)
        new[key] = params[key] + minus * adam.learning_rate * step(adam.m[key], adam.v[key])
    return new


def run(network, x, t, epochs, batch_size, error, rng, *, order=None, adam=None, mean=None):
    """Train, with one part of it exchanged."""
    rng, rows, losses = source(rng), np.arange(len(x)), []
    for _ in range(epochs):
        rows = order(rng, rows) if order else shuffled(rng, rows)
        found, sizes = [], []
        for start in range(0, len(rows), batch_size):
            batch = rows[start : start + batch_size]
            loss, grads = right.gradient(network, x[batch], t[batch], error)
            network = adam.update(network, grads)
            found.append(loss)
            sizes.append(len(batch))
        losses.append(mean(found, sizes) if mean else float(np.average(found, weights=sizes)))
    return network, losses


def shuffled(rng, rows):
    rng.shuffle(rows)
    return rows


@chaff(
    "three_layer_net-init-no-scale",
    function="init_network",
    loses=("values", ...),
    en="does not divide the draws by the square root of the inputs",
    ko="뽑은 수를 입력 수의 제곱근으로 나누지 않는 구현",
    think_en="How large is the sum of 784 numbers near 1, and what does the sigmoid make of it?",
    think_ko="1 근처의 수 784개를 더하면 얼마나 커지고, 시그모이드는 그것을 무엇으로 만듭니까?",
)
def no_scale(sizes=(784, 50, 100, 10), rng=None):
    return make(sizes, source(rng).standard_normal, lambda n: 1)


@chaff(
    "three_layer_net-init-divided-by-inputs",
    function="init_network",
    loses=("values", ...),
    en="divides by the number of inputs instead of its square root",
    ko="입력 수의 제곱근이 아니라 입력 수로 나누는 구현",
    think_en="The sum of n numbers of size 1 grows as which power of n?",
    think_ko="크기가 1인 수 n개의 합은 n의 몇 제곱으로 커집니까?",
)
def divided_by_inputs(sizes=(784, 50, 100, 10), rng=None):
    return make(sizes, source(rng).standard_normal, lambda n: n)


@chaff(
    "three_layer_net-init-two-layer-scale",
    function="init_network",
    loses=("values", ...),
    en="multiplies by 0.01, as two_layer_net does: through three layers hardly a signal comes back",
    ko="two_layer_net처럼 0.01을 곱하는 구현. 세 층을 지나면 돌아오는 신호가 거의 없습니다",
    think_en="By what does the docstring have the draws divided?",
    think_ko="docstring에서는 뽑은 수를 무엇으로 나눕니까?",
)
def two_layer_scale(sizes=(784, 50, 100, 10), rng=None):
    return make(sizes, source(rng).standard_normal, lambda n: 100)


@chaff(
    "three_layer_net-init-global-random",
    function="init_network",
    loses=("values", ...),
    en="draws from NumPy's global random state and ignores rng",
    ko="rng 대신 NumPy의 전역 난수 상태에서 뽑는 구현",
    think_en="If two people call your function with the same seed, do they get the same network?",
    think_ko="두 사람이 같은 시드로 호출하면 같은 신경망을 얻습니까?",
)
def global_random(sizes=(784, 50, 100, 10), rng=None):
    return make(sizes, lambda shape: np.random.randn(*shape))


@chaff(
    "three_layer_net-init-transposed",
    function="init_network",
    loses=("values", ...),
    en="draws one row of weights for each neuron instead of one column",
    ko="뉴런마다 한 열이 아니라 한 행으로 가중치를 뽑는 구현",
    think_en="For a batch x of shape (N, n), what shape must W1 have for np.dot(x, W1)?",
    think_ko="x의 모양이 (N, n)일 때 np.dot(x, W1)을 하려면 W1의 모양은 무엇이어야 합니까?",
)
def transposed(sizes=(784, 50, 100, 10), rng=None):
    rng = source(rng)
    return make(sizes, lambda shape: rng.standard_normal(shape[::-1]))


@chaff(
    "three_layer_net-init-last-layer-first",
    function="init_network",
    loses=("values", ...),
    en="draws W3 first and W1 last",
    ko="W3를 가장 먼저, W1을 가장 나중에 뽑는 구현",
    think_en="In which order does the docstring have the weights drawn?",
    think_ko="docstring에서 가중치를 뽑는 순서는 무엇입니까?",
)
def last_layer_first(sizes=(784, 50, 100, 10), rng=None):
    rng = source(rng)
    drawn = {(n, m): rng.standard_normal((n, m)) for n, m in zip(sizes[-2::-1], sizes[:0:-1])}
    return make(sizes, drawn.get)


@chaff(
    "three_layer_net-init-random-biases",
    function="init_network",
    loses=("values", ...),
    en="draws the biases at random as well",
    ko="편향까지 난수로 뽑는 구현",
    think_en="What are the biases before anything is learnt?",
    think_ko="아무것도 배우기 전에 편향은 얼마입니까?",
)
def random_biases(sizes=(784, 50, 100, 10), rng=None):
    rng = source(rng)
    network = make(sizes, rng.standard_normal)
    return network | {k: rng.standard_normal(v.shape) for k, v in network.items() if k[0] == "b"}


@chaff(
    "three_layer_net-init-fixed-seed",
    function="init_network",
    told_by="weights_come_from_rng",
    loses="random",
    en="uses a fixed seed where no rng is given: every network begins alike",
    ko="rng를 주지 않으면 정해진 시드를 쓰는 구현. 모든 신경망이 똑같이 시작합니다",
    think_en="Should two networks that are made without a seed have the same weights?",
    think_ko="시드 없이 만든 두 신경망의 가중치가 같아야 합니까?",
)
def fixed_seed(sizes=(784, 50, 100, 10), rng=None):
    return make(sizes, (np.random.default_rng(0) if rng is None else rng).standard_normal)


@chaff(
    "three_layer_net-forward-no-biases",
    function="forward",
    loses=("values", ...),
    en="leaves out the biases",
    ko="편향을 빠뜨린 구현",
    think_en="Which of the six parameters does your code not use?",
    think_ko="매개변수 여섯 개 가운데 코드에서 쓰지 않는 것은 무엇입니까?",
)
def no_biases(network, x):
    return go(network, x, biases=(0, 0, 0))


@chaff(
    "three_layer_net-forward-no-output-bias",
    function="forward",
    loses=("values", ...),
    en="leaves out the biases of the output layer",
    ko="출력층의 편향을 빠뜨린 구현",
    think_en="Which of the six parameters does your code not use?",
    think_ko="매개변수 여섯 개 가운데 코드에서 쓰지 않는 것은 무엇입니까?",
)
def no_output_bias(network, x):
    return go(network, x, biases=(1, 1, 0))


@chaff(
    "three_layer_net-forward-relu",
    function="forward",
    loses=("values", ...),
    en="uses relu in the hidden layers",
    ko="은닉층에 ReLU를 쓰는 구현",
    think_en="Which activation does D4's model have in its hidden layers?",
    think_ko="D4 문서의 모델은 은닉층에 어떤 활성화 함수를 씁니까?",
)
def with_relu(network, x):
    return go(network, x, hidden=relu)


@chaff(
    "three_layer_net-forward-scores",
    function="forward",
    loses=("values", ...),
    en="returns the scores of the output layer without softmax",
    ko="출력층의 점수를 소프트맥스 없이 반환하는 구현",
    think_en="Do your outputs sum to 1?",
    think_ko="출력을 더하면 1이 됩니까?",
)
def raw_scores(network, x):
    return go(network, x, output=lambda a: a)


@chaff(
    "three_layer_net-forward-softmax-of-hidden",
    function="forward",
    loses=("values", ...),
    en="takes softmax of the second layer, as D4's PyTorch code does: the last layer is unused",
    ko="D4 문서의 PyTorch 코드처럼 2층의 출력에 소프트맥스를 취하는 구현. 마지막 층이 쓰이지 않습니다",
    think_en="How many columns does y have, and how many classes are there?",
    think_ko="y의 열은 몇 개이고, 클래스는 몇 개입니까?",
)
def softmax_of_hidden(network, x):
    z1, z2, _ = go(network, x)
    return z1, z2, softmax(z2)


@chaff(
    "three_layer_net-forward-columns",
    function="forward",
    loses=("values", ...),
    en="takes softmax along the columns of the batch, across its inputs",
    ko="배치의 열을 따라, 즉 입력들 사이에서 소프트맥스를 구하는 구현",
    think_en="Which numbers compete with each other: the classes of one input, or the inputs?",
    think_ko="서로 견주어야 하는 것은 한 입력의 클래스들입니까, 여러 입력입니까?",
)
def columns(network, x):
    return go(network, x, output=lambda a: softmax(a.T).T)


@chaff(
    "three_layer_net-forward-sums",
    function="forward",
    loses=("values", ...),
    en="returns the sums of the hidden layers, before the sigmoid",
    ko="은닉층에서 시그모이드를 거치기 전의 합을 반환하는 구현",
    think_en="Which numbers do the next layer's weights multiply?",
    think_ko="다음 층의 가중치는 어떤 수에 곱해집니까?",
)
def sums(network, x):
    z1, _, y = go(network, x)
    a1 = np.dot(x, network["W1"]) + network["b1"]
    return a1, np.dot(z1, network["W2"]) + network["b2"], y


@chaff(
    "three_layer_net-forward-only-output",
    function="forward",
    loses=("values", ...),
    en="returns the probabilities alone",
    ko="확률만 반환하는 구현",
    think_en="What does the way back need besides the probabilities?",
    think_ko="거꾸로 돌아갈 때 확률 말고 무엇이 더 필요합니까?",
)
def only_output(network, x):
    return go(network, x)[2]


@chaff(
    "three_layer_net-mse-sum",
    function="mean_squared_error",
    loses="values",
    en="sums the squares instead of taking their mean",
    ko="제곱을 평균하지 않고 더하는 구현",
    think_en="How many squares are there, and what is their mean?",
    think_ko="제곱은 몇 개이고, 평균은 얼마입니까?",
)
def squares_summed(y, t):
    return np.sum((y - t) ** 2)


@chaff(
    "three_layer_net-mse-half-sum",
    function="mean_squared_error",
    loses="values",
    en="takes half of the sum of squares, as the loss exercise does",
    ko="loss 연습 문제처럼 제곱의 합의 절반을 구하는 구현",
    think_en="What does the m in 'mse' stand for?",
    think_ko="'mse'의 m은 무엇의 약자입니까?",
)
def half_sum(y, t):
    return 0.5 * np.sum((y - t) ** 2)


@chaff(
    "three_layer_net-mse-batch-only",
    function="mean_squared_error",
    loses="values",
    en="averages over the batch only, and sums over the classes",
    ko="배치에 대해서만 평균하고 클래스에 대해서는 더하는 구현",
    think_en="By how many numbers is the sum divided?",
    think_ko="합을 몇으로 나눕니까?",
)
def batch_only(y, t):
    return np.sum((y - t) ** 2) / len(y)


@chaff(
    "three_layer_net-mse-classes-only",
    function="mean_squared_error",
    loses="values",
    en="averages over the classes only, and sums over the batch",
    ko="클래스에 대해서만 평균하고 배치에 대해서는 더하는 구현",
    think_en="By how many numbers is the sum divided?",
    think_ko="합을 몇으로 나눕니까?",
)
def classes_only(y, t):
    return np.sum((y - t) ** 2) / y.shape[1]


@chaff(
    "three_layer_net-mse-root",
    function="mean_squared_error",
    loses="values",
    en="takes the square root of the mean",
    ko="평균에 제곱근을 취하는 구현",
    think_en="Is the root of the mean still the mean of the squares?",
    think_ko="평균의 제곱근도 제곱의 평균입니까?",
)
def root(y, t):
    return np.sqrt(np.mean((y - t) ** 2))


@chaff(
    "three_layer_net-mse-absolute",
    function="mean_squared_error",
    loses="values",
    en="averages the absolute differences",
    ko="차이의 절댓값을 평균하는 구현",
    think_en="Should a difference of 0.5 count twice as much as 0.25, or four times?",
    think_ko="0.5의 차이는 0.25의 차이의 두 배로 셉니까, 네 배로 셉니까?",
)
def absolute(y, t):
    return np.mean(np.abs(y - t))


@chaff(
    "three_layer_net-mse-each",
    function="mean_squared_error",
    loses="values",
    en="returns the mean of each input instead of one number",
    ko="수 하나가 아니라 입력마다의 평균을 반환하는 구현",
    think_en="How many numbers should the error of a batch be?",
    think_ko="배치의 오차는 수 몇 개여야 합니까?",
)
def each(y, t):
    return np.mean((y - t) ** 2, axis=1)


@chaff(
    "three_layer_net-delta-mse-without-softmax",
    function="output_delta",
    loses="mse",
    en="takes the gradient of the squares by the probabilities for that by the scores",
    ko="확률에 대한 제곱 오차의 기울기를 점수에 대한 기울기로 여기는 구현",
    think_en="What happens to the other probabilities when one score rises?",
    think_ko="점수 하나가 커지면 나머지 확률은 어떻게 됩니까?",
)
def delta_mse_without_softmax(y, t, error="mse"):
    if error != "mse":
        return right.output_delta(y, t, error)
    return 2 * (y - t) / y.size


@chaff(
    "three_layer_net-delta-mse-like-cross-entropy",
    function="output_delta",
    loses="mse",
    en="sends back (y - t) / N from the squares too",
    ko="제곱 오차에서도 (y - t) / N을 돌려보내는 구현",
    think_en="For which error do the slopes cancel to y - t?",
    think_ko="기울기가 상쇄되어 y - t만 남는 것은 어떤 오차입니까?",
)
def delta_mse_like_cross_entropy(y, t, error="mse"):
    if error != "mse":
        return right.output_delta(y, t, error)
    return (y - t) / len(y)


@chaff(
    "three_layer_net-delta-mse-sigmoid-slope",
    function="output_delta",
    loses="mse",
    en="multiplies by y (1 - y), the slope of the sigmoid: softmax mixes the classes",
    ko="시그모이드의 기울기 y (1 - y)를 곱하는 구현. 소프트맥스는 클래스들을 섞습니다",
    think_en="Does each probability depend on its own score alone?",
    think_ko="각 확률은 자기 점수에만 달려 있습니까?",
)
def delta_mse_sigmoid_slope(y, t, error="mse"):
    if error != "mse":
        return right.output_delta(y, t, error)
    return 2 * (y - t) / y.size * y * (1 - y)


@chaff(
    "three_layer_net-delta-mse-no-factor-two",
    function="output_delta",
    loses="mse",
    en="leaves out the factor 2 of the square's derivative",
    ko="제곱을 미분할 때 나오는 2를 빠뜨린 구현",
    think_en="What is the derivative of x squared?",
    think_ko="x의 제곱을 미분하면 무엇입니까?",
)
def delta_mse_no_factor_two(y, t, error="mse"):
    if error != "mse":
        return right.output_delta(y, t, error)
    return right.output_delta(y, t, error) / 2


@chaff(
    "three_layer_net-delta-mse-divided-by-batch",
    function="output_delta",
    loses="mse",
    en="divides by the batch only, not by the classes",
    ko="배치의 크기로만 나누고 클래스의 수로는 나누지 않는 구현",
    think_en="By how many numbers does the mean squared error divide?",
    think_ko="평균 제곱 오차는 몇으로 나눕니까?",
)
def delta_mse_divided_by_batch(y, t, error="mse"):
    if error != "mse":
        return right.output_delta(y, t, error)
    return right.output_delta(y, t, error) * y.shape[1]


@chaff(
    "three_layer_net-delta-mse-whole-batch",
    function="output_delta",
    loses="mse",
    en="sums g y over the whole batch instead of over each row",
    ko="g y를 행마다가 아니라 배치 전체에서 더하는 구현",
    think_en="Should the scores of one input feel the errors of another?",
    think_ko="한 입력의 점수가 다른 입력의 오차에 영향을 받습니까?",
)
def delta_mse_whole_batch(y, t, error="mse"):
    if error != "mse":
        return right.output_delta(y, t, error)
    g = 2 * (y - t) / y.size
    return y * (g - np.sum(g * y))


@chaff(
    "three_layer_net-delta-cross-entropy-summed",
    function="output_delta",
    loses="cross_entropy",
    en="leaves out the mean over the batch",
    ko="배치에 대한 평균을 빠뜨린 구현",
    think_en="The error is a mean; what is the gradient divided by?",
    think_ko="오차는 평균입니다. 그러면 기울기는 무엇으로 나눕니까?",
)
def delta_cross_entropy_summed(y, t, error="mse"):
    if error != "cross_entropy":
        return right.output_delta(y, t, error)
    return y - t


@chaff(
    "three_layer_net-delta-cross-entropy-sign",
    function="output_delta",
    loses="cross_entropy",
    en="has the sign the wrong way round, t - y",
    ko="부호가 거꾸로 t - y인 구현",
    think_en="If the right class is given too little, should its score's gradient be negative or positive?",
    think_ko="정답 클래스의 확률이 너무 작을 때 그 점수의 기울기는 음수입니까, 양수입니까?",
)
def delta_cross_entropy_sign(y, t, error="mse"):
    if error != "cross_entropy":
        return right.output_delta(y, t, error)
    return (t - y) / len(y)


@chaff(
    "three_layer_net-delta-cross-entropy-all-numbers",
    function="output_delta",
    loses="cross_entropy",
    en="divides by the classes too, as the squares are",
    ko="제곱 오차처럼 클래스의 수로도 나누는 구현",
    think_en="Is the cross-entropy a mean over the inputs, or over all numbers?",
    think_ko="교차 엔트로피는 입력에 대한 평균입니까, 모든 수에 대한 평균입니까?",
)
def delta_cross_entropy_all_numbers(y, t, error="mse"):
    if error != "cross_entropy":
        return right.output_delta(y, t, error)
    return (y - t) / y.size


@chaff(
    "three_layer_net-delta-default-cross-entropy",
    function="output_delta",
    loses="mse",
    en="takes the cross-entropy unless told otherwise",
    ko="따로 지정하지 않으면 교차 엔트로피를 쓰는 구현",
    think_en="Which error does the signature name?",
    think_ko="함수의 첫 줄에 적힌 오차는 무엇입니까?",
)
def delta_default_cross_entropy(y, t, error="cross_entropy"):
    return right.output_delta(y, t, error)


@chaff(
    "three_layer_net-delta-silent",
    function="output_delta",
    loses="unknown",
    en="takes the squares for any error it does not know",
    ko="모르는 오차 이름은 모두 제곱 오차로 여기는 구현",
    think_en="What should happen when someone mistypes the error's name?",
    think_ko="오차 이름을 잘못 적으면 어떻게 되어야 합니까?",
)
def delta_silent(y, t, error="mse"):
    return right.output_delta(y, t, error if error == "cross_entropy" else "mse")


@chaff(
    "three_layer_net-gradient-no-slope",
    function="gradient",
    loses="back",
    en="forgets the slope of the sigmoid on the way back",
    ko="돌아가는 길에 시그모이드의 기울기를 빠뜨린 구현",
    think_en="What does a small change of a sum do to z, if z is nearly 1?",
    think_ko="z가 1에 가까울 때 합이 조금 바뀌면 z는 얼마나 바뀝니까?",
)
def gradient_no_slope(network, x, t, error="mse"):
    return back(network, x, t, error, slope=lambda z: 1)


@chaff(
    "three_layer_net-gradient-slope-of-output",
    function="gradient",
    loses="back",
    en="applies the sigmoid once more inside its slope",
    ko="시그모이드의 기울기 안에서 시그모이드를 한 번 더 적용하는 구현",
    think_en="z is already the sigmoid of the sum; what is its slope in terms of z?",
    think_ko="z는 이미 합의 시그모이드입니다. 그 기울기를 z로 나타내면 무엇입니까?",
)
def gradient_slope_of_output(network, x, t, error="mse"):
    return back(network, x, t, error, slope=lambda z: sigmoid(z) * (1 - sigmoid(z)))


@chaff(
    "three_layer_net-gradient-tanh-slope",
    function="gradient",
    loses="back",
    en="uses the slope of tanh, 1 - z^2",
    ko="tanh의 기울기 1 - z^2을 쓰는 구현",
    think_en="Whose slope is 1 - z^2?",
    think_ko="1 - z^2은 어떤 함수의 기울기입니까?",
)
def gradient_tanh_slope(network, x, t, error="mse"):
    return back(network, x, t, error, slope=lambda z: 1 - z**2)


@chaff(
    "three_layer_net-gradient-negated",
    function="gradient",
    loses=("mse", "cross_entropy", "back"),
    en="has all gradients with the wrong sign",
    ko="모든 기울기의 부호가 반대인 구현",
    think_en="Does the loss rise or fall along the gradient?",
    think_ko="기울기를 따라가면 손실은 커집니까, 작아집니까?",
)
def gradient_negated(network, x, t, error="mse"):
    loss, grads = right.gradient(network, x, t, error)
    return loss, {key: -grad for key, grad in grads.items()}


@chaff(
    "three_layer_net-gradient-averaged-again",
    function="gradient",
    loses=("mse", "cross_entropy", "back"),
    en="divides by the batch once more",
    ko="배치의 크기로 한 번 더 나누는 구현",
    think_en="Where is the mean over the batch taken already?",
    think_ko="배치에 대한 평균은 이미 어디에서 구했습니까?",
)
def gradient_averaged_again(network, x, t, error="mse"):
    loss, grads = right.gradient(network, x, t, error)
    return loss, {key: grad / len(x) for key, grad in grads.items()}


@chaff(
    "three_layer_net-gradient-mean-biases",
    function="gradient",
    loses=("mse", "cross_entropy", "back"),
    en="takes the mean over the batch for the biases, where the sum is due",
    ko="편향에서 배치에 대한 합이 아니라 평균을 구하는 구현",
    think_en="The delta is divided by N already; what is left to do over the batch?",
    think_ko="델타는 이미 N으로 나누었습니다. 배치에 대해 무엇을 더 해야 합니까?",
)
def gradient_mean_biases(network, x, t, error="mse"):
    loss, grads = right.gradient(network, x, t, error)
    return loss, {k: g / len(x) if k[0] == "b" else g for k, g in grads.items()}


@chaff(
    "three_layer_net-gradient-transposed-weights",
    function="gradient",
    loses=("mse", "cross_entropy", "back"),
    en="gives the gradients of the weights transposed",
    ko="가중치의 기울기가 전치된 구현",
    think_en="What shape must the gradient of W1 have?",
    think_ko="W1의 기울기는 모양이 무엇이어야 합니까?",
)
def gradient_transposed_weights(network, x, t, error="mse"):
    loss, grads = right.gradient(network, x, t, error)
    return loss, {key: grad.T for key, grad in grads.items()}


@chaff(
    "three_layer_net-gradient-first-layer-unslept",
    function="gradient",
    loses="back",
    en="skips the second layer's slope on the way to the first",
    ko="1층으로 가는 길에 2층의 시그모이드 기울기를 빠뜨린 구현",
    think_en="Through which two things does the signal pass between a3 and a2?",
    think_ko="a3에서 a2로 갈 때 신호는 어떤 두 가지를 지납니까?",
)
def gradient_first_layer_unslept(network, x, t, error="mse"):
    loss, grads = right.gradient(network, x, t, error)
    z1, _, y = right.forward(network, x)
    da2 = np.dot(right.output_delta(y, t, error), network["W3"].T)
    da1 = np.dot(da2, network["W2"].T) * z1 * (1 - z1)
    return loss, grads | {"W1": np.dot(x.T, da1), "b1": da1.sum(axis=0)}


@chaff(
    "three_layer_net-gradient-only-last-layer",
    function="gradient",
    loses="back",
    en="computes the gradients of the last layer and leaves the others 0",
    ko="마지막 층의 기울기만 구하고 나머지는 0으로 두는 구현",
    think_en="If W1 has a gradient of 0, what does the first layer learn?",
    think_ko="W1의 기울기가 0이면 1층은 무엇을 배웁니까?",
)
def gradient_only_last_layer(network, x, t, error="mse"):
    loss, grads = right.gradient(network, x, t, error)
    return loss, {k: g if k[1] == "3" else np.zeros_like(g) for k, g in grads.items()}


@chaff(
    "three_layer_net-gradient-inputs-of-the-wrong-layer",
    function="gradient",
    loses="back",
    en="takes the outputs of a layer for what came in: z1 for W1's gradient",
    ko="W1의 기울기에 그 층에 들어온 값이 아니라 나간 값 z1을 쓰는 구현",
    think_en="Which numbers did W1 multiply on the way forward?",
    think_ko="순전파에서 W1은 어떤 수에 곱해졌습니까?",
)
def gradient_inputs_of_the_wrong_layer(network, x, t, error="mse"):
    loss, grads = right.gradient(network, x, t, error)
    z1, z2, y = right.forward(network, x)
    da3 = right.output_delta(y, t, error)
    da2 = np.dot(da3, network["W3"].T) * z2 * (1 - z2)
    da1 = np.dot(da2, network["W2"].T) * z1 * (1 - z1)
    return loss, grads | {"W1": np.dot(z1.T, da1)}


@chaff(
    "three_layer_net-gradient-always-mse",
    function="gradient",
    loses=("cross_entropy", "unknown"),
    en="goes back from the squares whatever the error",
    ko="오차가 무엇이든 제곱 오차에서 거꾸로 가는 구현",
    think_en="What does your code do with its argument error?",
    think_ko="코드에서 인자 error를 어디에 씁니까?",
)
def gradient_always_mse(network, x, t, error="mse"):
    return back(network, x, t, error, da3=lambda y, t: right.output_delta(y, t, "mse"))


@chaff(
    "three_layer_net-gradient-always-cross-entropy",
    function="gradient",
    loses=("mse", "unknown"),
    en="goes back from the cross-entropy whatever the error",
    ko="오차가 무엇이든 교차 엔트로피에서 거꾸로 가는 구현",
    think_en="What does your code do with its argument error?",
    think_ko="코드에서 인자 error를 어디에 씁니까?",
)
def gradient_always_cross_entropy(network, x, t, error="mse"):
    return back(network, x, t, error, da3=lambda y, t: right.output_delta(y, t, "cross_entropy"))


@chaff(
    "three_layer_net-gradient-silent",
    function="gradient",
    loses="unknown",
    en="takes the cross-entropy for any error it does not know",
    ko="모르는 오차 이름은 모두 교차 엔트로피로 여기는 구현",
    think_en="What should happen when someone mistypes the error's name?",
    think_ko="오차 이름을 잘못 적으면 어떻게 되어야 합니까?",
)
def gradient_silent(network, x, t, error="mse"):
    return right.gradient(network, x, t, error if error == "mse" else "cross_entropy")


@chaff(
    "three_layer_net-gradient-loss-always-cross-entropy",
    function="gradient",
    loses="values",
    en="reports the cross-entropy as the loss, whatever the error",
    ko="오차가 무엇이든 손실로 교차 엔트로피를 반환하는 구현",
    think_en="Which number is made small by these gradients?",
    think_ko="이 기울기로 작아지는 수는 무엇입니까?",
)
def gradient_loss_always_cross_entropy(network, x, t, error="mse"):
    return back(network, x, t, error, loss=lambda y, t, found: cross_entropy_error(y, t))


@chaff(
    "three_layer_net-gradient-loss-always-mse",
    function="gradient",
    loses="values",
    en="reports the mean squared error as the loss, whatever the error",
    ko="오차가 무엇이든 손실로 평균 제곱 오차를 반환하는 구현",
    think_en="Which number is made small by these gradients?",
    think_ko="이 기울기로 작아지는 수는 무엇입니까?",
)
def gradient_loss_always_mse(network, x, t, error="mse"):
    return back(network, x, t, error, loss=lambda y, t, found: mean_squared_error(y, t))


@chaff(
    "three_layer_net-gradient-default-cross-entropy",
    function="gradient",
    loses=("values", ...),
    en="takes the cross-entropy unless told otherwise",
    ko="따로 지정하지 않으면 교차 엔트로피를 쓰는 구현",
    think_en="Which error does the signature name?",
    think_ko="함수의 첫 줄에 적힌 오차는 무엇입니까?",
)
def gradient_default_cross_entropy(network, x, t, error="cross_entropy"):
    return right.gradient(network, x, t, error)


@chaff(
    "three_layer_net-gradient-grads-only",
    function="gradient",
    loses=("values", ...),
    en="returns the gradients without the loss",
    ko="손실 없이 기울기만 반환하는 구현",
    think_en="How many values does the docstring promise?",
    think_ko="docstring은 값을 몇 개 반환한다고 합니까?",
)
def gradient_grads_only(network, x, t, error="mse"):
    return right.gradient(network, x, t, error)[1]


@chaff(
    "three_layer_net-gradient-in-place",
    function="gradient",
    loses="inputs",
    en="normalises the images in place: the caller's data change",
    ko="이미지를 제자리에서 바꾸는 구현. 호출한 쪽의 데이터가 바뀝니다",
    think_en="After your function, is x what it was?",
    think_ko="함수를 호출한 뒤에도 x는 그대로입니까?",
)
def gradient_in_place(network, x, t, error="mse"):
    found = right.gradient(network, x, t, error)
    x -= x.mean()
    return found


@chaff(
    "three_layer_net-adam-sgd",
    function="Adam.update",
    loses=("values", ...),
    en="goes down the gradient itself, without any means",
    ko="평균 없이 기울기만큼 그대로 내려가는 구현",
    think_en="How long is Adam's first step if the slope is 30?",
    think_ko="기울기가 30일 때 Adam의 첫 스텝은 얼마나 깁니까?",
)
def adam_sgd(self, params, grads):
    return {key: params[key] - self.learning_rate * g for key, g in grads.items()}


@chaff(
    "three_layer_net-adam-upwards",
    function="Adam.update",
    loses=("values", ...),
    en="adds the step: it climbs",
    ko="빼지 않고 더하는 구현. 오르막을 오릅니다",
    think_en="Which way is down?",
    think_ko="내려가는 방향은 어느 쪽입니까?",
)
def adam_upwards(self, params, grads):
    return moved(self, params, grads, minus=1)


@chaff(
    "three_layer_net-adam-no-correction",
    function="Adam.update",
    loses=("values", ...),
    en="does not correct the means, which begin at 0",
    ko="0에서 시작하는 두 평균을 보정하지 않는 구현",
    think_en="After one step m is a tenth of the gradient; what should it stand for?",
    think_ko="한 스텝 뒤 m은 기울기의 10분의 1입니다. m이 나타내야 하는 값은 무엇입니까?",
)
def adam_no_correction(self, params, grads):
    return moved(self, params, grads, step=lambda m, v: m / (np.sqrt(v) + self.epsilon))


@chaff(
    "three_layer_net-adam-corrected-m-only",
    function="Adam.update",
    loses=("values", ...),
    en="corrects m but not v",
    ko="m만 보정하고 v는 보정하지 않는 구현",
    think_en="Which means begin at 0?",
    think_ko="0에서 시작하는 평균은 어느 것입니까?",
)
def adam_corrected_m_only(self, params, grads):
    def step(m, v):
        return m / (1 - self.beta1**self.step) / (np.sqrt(v) + self.epsilon)

    return moved(self, params, grads, step=step)


@chaff(
    "three_layer_net-adam-corrected-v-only",
    function="Adam.update",
    loses=("values", ...),
    en="corrects v but not m",
    ko="v만 보정하고 m은 보정하지 않는 구현",
    think_en="Which means begin at 0?",
    think_ko="0에서 시작하는 평균은 어느 것입니까?",
)
def adam_corrected_v_only(self, params, grads):
    def step(m, v):
        return m / (np.sqrt(v / (1 - self.beta2**self.step)) + self.epsilon)

    return moved(self, params, grads, step=step)


@chaff(
    "three_layer_net-adam-no-root",
    function="Adam.update",
    loses=("values", ...),
    en="divides by the mean of the squares, not by its root",
    ko="제곱의 평균을 제곱근 없이 그대로 나누는 구현",
    think_en="If all gradients double, should the step change?",
    think_ko="기울기가 모두 두 배가 되면 스텝이 달라져야 합니까?",
)
def adam_no_root(self, params, grads):
    def step(m, v):
        return m / (1 - self.beta1**self.step) / (v / (1 - self.beta2**self.step) + self.epsilon)

    return moved(self, params, grads, step=step)


@chaff(
    "three_layer_net-adam-epsilon-inside",
    function="Adam.update",
    loses="values",
    en="adds epsilon under the root",
    ko="epsilon을 제곱근 안에 더하는 구현",
    think_en="What is the root of 1e-8?",
    think_ko="1e-8의 제곱근은 얼마입니까?",
)
def adam_epsilon_inside(self, params, grads):
    def step(m, v):
        root = np.sqrt(v / (1 - self.beta2**self.step) + self.epsilon)
        return m / (1 - self.beta1**self.step) / root

    return moved(self, params, grads, step=step)


@chaff(
    "three_layer_net-adam-epsilon-as-keras",
    function="Adam.update",
    loses="values",
    en="adds epsilon before the correction, as Keras does",
    ko="Keras처럼 보정하기 전에 epsilon을 더하는 구현",
    think_en="To which root does the formula add epsilon: of v, or of the corrected v?",
    think_ko="공식에서 epsilon을 더하는 곳은 v의 제곱근입니까, 보정한 v의 제곱근입니까?",
)
def adam_epsilon_as_keras(self, params, grads):
    def step(m, v):
        rate = np.sqrt(1 - self.beta2**self.step) / (1 - self.beta1**self.step)
        return rate * m / (np.sqrt(v) + self.epsilon)

    return moved(self, params, grads, step=step)


@chaff(
    "three_layer_net-adam-no-epsilon",
    function="Adam.update",
    loses="values",
    en="leaves epsilon out: 0 divided by 0 where nothing ever slopes",
    ko="epsilon을 빠뜨린 구현. 기울기가 한 번도 없으면 0을 0으로 나눕니다",
    think_en="What is divided by what where all gradients are 0?",
    think_ko="기울기가 모두 0이면 무엇을 무엇으로 나눕니까?",
)
def adam_no_epsilon(self, params, grads):
    def step(m, v):
        with np.errstate(invalid="ignore"):
            root = np.sqrt(v / (1 - self.beta2**self.step))
            return m / (1 - self.beta1**self.step) / root

    return moved(self, params, grads, step=step)


@chaff(
    "three_layer_net-adam-betas-exchanged",
    function="Adam.update",
    loses=("values", ...),
    en="exchanges beta1 and beta2",
    ko="beta1과 beta2를 서로 바꾼 구현",
    think_en="Which of the two means should remember longer?",
    think_ko="두 평균 가운데 더 오래 기억해야 하는 것은 어느 쪽입니까?",
)
def adam_betas_exchanged(self, params, grads):
    self.beta1, self.beta2 = self.beta2, self.beta1
    new = Adam.update(self, params, grads)
    self.beta1, self.beta2 = self.beta2, self.beta1
    return new


@chaff(
    "three_layer_net-adam-weights-exchanged",
    function="Adam.update",
    loses=("values", ...),
    en="gives the new gradient the large share: m = (1 - beta1) m + beta1 g",
    ko="새 기울기에 큰 비중을 주는 구현. m = (1 - beta1) m + beta1 g가 됩니다",
    think_en="With beta1 = 0.9, how much of the old mean should be kept?",
    think_ko="beta1 = 0.9일 때 이전 평균은 얼마나 남아야 합니까?",
)
def adam_weights_exchanged(self, params, grads):
    return moved(self, params, grads, m=lambda old, g: (1 - self.beta1) * old + self.beta1 * g)


@chaff(
    "three_layer_net-adam-momentum",
    function="Adam.update",
    loses=("values", ...),
    en="adds the whole gradient to the mean, as momentum does",
    ko="모멘텀처럼 기울기를 통째로 평균에 더하는 구현",
    think_en="Do the shares of the old mean and of the gradient sum to 1?",
    think_ko="이전 평균과 기울기의 비중을 더하면 1이 됩니까?",
)
def adam_momentum(self, params, grads):
    return moved(self, params, grads, m=lambda old, g: self.beta1 * old + g)


@chaff(
    "three_layer_net-adam-forgets",
    function="Adam.update",
    loses="steps",
    en="keeps no means from one step to the next",
    ko="평균을 다음 스텝까지 남기지 않는 구현",
    think_en="Where are m and v when update is called again?",
    think_ko="update를 다시 호출할 때 m과 v는 어디에 있습니까?",
)
def adam_forgets(self, params, grads):
    self.m, self.v = {}, {}
    return Adam.update(self, params, grads)


@chaff(
    "three_layer_net-adam-squares-summed",
    function="Adam.update",
    loses=("values", ...),
    en="sums all squares, as AdaGrad does, instead of forgetting old ones",
    ko="오래된 제곱을 잊지 않고 AdaGrad처럼 모두 더하는 구현",
    think_en="What becomes of the steps if v only grows?",
    think_ko="v가 커지기만 하면 스텝은 어떻게 됩니까?",
)
def adam_squares_summed(self, params, grads):
    return moved(self, params, grads, v=lambda old, g: old + g**2)


@chaff(
    "three_layer_net-adam-squared-mean",
    function="Adam.update",
    loses=("values", ...),
    en="squares the mean of the gradients instead of averaging the squares",
    ko="제곱을 평균하지 않고 기울기의 평균을 제곱하는 구현",
    think_en="For gradients of 1 and -1, what is the mean of the squares, and what the square of the mean?",
    think_ko="기울기가 1과 -1일 때 제곱의 평균과 평균의 제곱은 각각 얼마입니까?",
)
def adam_squared_mean(self, params, grads):
    self.step += 1
    new = {}
    for key, g in grads.items():
        m = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * g
        self.m[key], self.v[key] = m, m**2
        m = m / (1 - self.beta1**self.step)
        new[key] = params[key] - self.learning_rate * m / (np.abs(m) + self.epsilon)
    return new


@chaff(
    "three_layer_net-adam-one-step-too-many",
    function="Adam.update",
    loses=("values", ...),
    en="counts one step too many: the first is corrected as the second",
    ko="스텝을 하나 더 세는 구현. 첫 스텝을 두 번째 스텝처럼 보정합니다",
    think_en="What is s in 1 - beta1^s at the first update?",
    think_ko="첫 번째 갱신에서 1 - beta1^s의 s는 얼마입니까?",
)
def adam_one_step_too_many(self, params, grads):
    self.step += 1
    new = Adam.update(self, params, grads)
    self.step -= 1
    return new


@chaff(
    "three_layer_net-adam-step-not-counted",
    function="Adam.update",
    loses=("values", ...),
    en="does not count the steps: every one is corrected as the first",
    ko="스텝을 세지 않는 구현. 모든 스텝을 첫 스텝처럼 보정합니다",
    think_en="How does your code know which step it is?",
    think_ko="코드는 몇 번째 스텝인지 어떻게 압니까?",
)
def adam_step_not_counted(self, params, grads):
    count, self.step = self.step, 0
    new = Adam.update(self, params, grads)
    self.step = count
    return new


@chaff(
    "three_layer_net-adam-counted-by-parameter",
    function="Adam.update",
    loses="steps",
    en="counts a step for each parameter instead of each update",
    ko="갱신마다가 아니라 매개변수마다 스텝을 세는 구현",
    think_en="How many steps are there in one update of six parameters?",
    think_ko="매개변수 여섯 개를 한 번 갱신하면 몇 스텝입니까?",
)
def adam_counted_by_parameter(self, params, grads):
    new = {}
    for key in grads:
        new |= Adam.update(self, {key: params[key]}, {key: grads[key]})
    return new


@chaff(
    "three_layer_net-adam-one-mean-for-all",
    function="Adam.update",
    loses=("values", ...),
    en="shares one v among all numbers of a parameter",
    ko="매개변수 하나의 모든 수가 v 하나를 함께 쓰는 구현",
    think_en="Should a steep weight slow down a flat one?",
    think_ko="가파른 가중치가 완만한 가중치를 느리게 해야 합니까?",
)
def adam_one_mean_for_all(self, params, grads):
    return moved(
        self,
        params,
        grads,
        v=lambda old, g: np.full_like(g, np.mean(self.beta2 * old + (1 - self.beta2) * g**2)),
    )


@chaff(
    "three_layer_net-adam-in-place",
    function="Adam.update",
    loses="inputs",
    en="writes over the parameters it is given",
    ko="받은 매개변수 위에 덮어쓰는 구현",
    think_en="After your step, are the old parameters still there?",
    think_ko="갱신한 뒤에도 이전 매개변수가 남아 있습니까?",
)
def adam_in_place(self, params, grads):
    for key, value in Adam.update(self, params, grads).items():
        params[key][...] = value
    return params


@chaff(
    "three_layer_net-adam-returns-nothing",
    function="Adam.update",
    loses=("values", ...),
    en="returns None",
    ko="None을 반환하는 구현",
    think_en="Where does the caller find the new parameters?",
    think_ko="호출한 쪽은 새 매개변수를 어디에서 얻습니까?",
)
def adam_returns_nothing(self, params, grads):
    Adam.update(self, params, grads)


@chaff(
    "three_layer_net-train-in-order",
    function="train",
    loses=("values", ...),
    en="never shuffles",
    ko="한 번도 섞지 않는 구현",
    think_en="Which images are in the first batch of every epoch?",
    think_ko="에포크마다 첫 배치에는 어떤 이미지가 들어 있습니까?",
)
def train_in_order(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(
        network,
        x,
        t,
        epochs,
        batch_size,
        error,
        rng,
        adam=Adam(learning_rate),
        order=lambda rng, rows: rows,
    )


@chaff(
    "three_layer_net-train-permutation",
    function="train",
    loses=("values", ...),
    en="shuffles the rows of each epoch from their first order, as a permutation does: other batches for the same seed",
    ko="에포크마다 순열을 뽑듯이 처음 순서에서 다시 섞는 구현. 같은 시드에서 다른 배치가 나옵니다",
    think_en="Which order does the second epoch begin from?",
    think_ko="두 번째 에포크는 어떤 순서에서 시작합니까?",
)
def train_permutation(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(
        network,
        x,
        t,
        epochs,
        batch_size,
        error,
        rng,
        adam=Adam(learning_rate),
        order=lambda rng, rows: shuffled(rng, np.arange(len(rows))),
    )


@chaff(
    "three_layer_net-train-shuffled-once",
    function="train",
    loses=("values", ...),
    en="shuffles once, before the first epoch",
    ko="첫 에포크 전에 한 번만 섞는 구현",
    think_en="Do the batches of two epochs hold the same images?",
    think_ko="두 에포크의 배치에 같은 이미지가 들어 있습니까?",
)
def train_shuffled_once(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    source(rng).shuffle(rows := np.arange(len(x)))
    adam, same = Adam(learning_rate), lambda rng, rows_: rows
    return run(network, x, t, epochs, batch_size, error, rng, adam=adam, order=same)


@chaff(
    "three_layer_net-train-drops-the-last",
    function="train",
    loses=("values", ...),
    en="drops a last batch that is not full",
    ko="꽉 차지 않은 마지막 배치를 버리는 구현",
    think_en="How many of five inputs are seen in batches of two?",
    think_ko="입력 다섯 개를 두 개씩 나누면 몇 개를 봅니까?",
)
def train_drops_the_last(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(
        network,
        x,
        t,
        epochs,
        batch_size,
        error,
        rng,
        adam=Adam(learning_rate),
        order=lambda g, r: shuffled(g, r)[: len(x) // batch_size * batch_size],
    )


@chaff(
    "three_layer_net-train-mean-of-batches",
    function="train",
    loses=("values", ...),
    en="takes the mean over the batches, in which a short last one counts like a full one",
    ko="배치마다 똑같이 세어 평균하는 구현. 짧은 마지막 배치도 꽉 찬 배치만큼 셉니다",
    think_en="How much should a batch of one input count beside one of two?",
    think_ko="입력이 하나인 배치는 두 개인 배치에 비해 얼마나 세어야 합니까?",
)
def train_mean_of_batches(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(
        network,
        x,
        t,
        epochs,
        batch_size,
        error,
        rng,
        adam=Adam(learning_rate),
        mean=lambda found, sizes: float(np.mean(found)),
    )


@chaff(
    "three_layer_net-train-sum-of-batches",
    function="train",
    loses=("values", ...),
    en="sums the losses of the batches",
    ko="배치의 손실을 더하는 구현",
    think_en="Should an epoch of smaller batches have a larger loss?",
    think_ko="배치를 작게 나누면 에포크의 손실이 더 커져야 합니까?",
)
def train_sum_of_batches(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(
        network,
        x,
        t,
        epochs,
        batch_size,
        error,
        rng,
        adam=Adam(learning_rate),
        mean=lambda found, sizes: float(np.sum(found)),
    )


@chaff(
    "three_layer_net-train-last-loss",
    function="train",
    loses=("values", ...),
    en="reports the loss of the last batch",
    ko="마지막 배치의 손실을 기록하는 구현",
    think_en="What is the mean over all inputs of the epoch?",
    think_ko="한 에포크의 모든 입력에 대한 평균은 무엇입니까?",
)
def train_last_loss(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(
        network,
        x,
        t,
        epochs,
        batch_size,
        error,
        rng,
        adam=Adam(learning_rate),
        mean=lambda found, sizes: float(found[-1]),
    )


@chaff(
    "three_layer_net-train-adam-anew",
    function="train",
    loses=("values", ...),
    en="makes a new Adam each epoch, which forgets the means",
    ko="에포크마다 Adam을 새로 만드는 구현. 평균을 잊어버립니다",
    think_en="What does Adam know at the end of an epoch that is lost here?",
    think_ko="에포크가 끝날 때 Adam이 알고 있던 것 가운데 무엇이 사라집니까?",
)
def train_adam_anew(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    rng, rows, losses = source(rng), np.arange(len(x)), []
    for _ in range(epochs):
        network, (loss,) = run(
            network, x, t, 1, batch_size, error, rng, adam=Adam(learning_rate),
            order=lambda rng, _: shuffled(rng, rows),
        )  # fmt: skip
        losses.append(loss)
    return network, losses


@chaff(
    "three_layer_net-train-fixed-rate",
    function="train",
    loses=("values", ...),
    en="ignores the learning rate",
    ko="학습률을 쓰지 않는 구현",
    think_en="Where does your code use learning_rate?",
    think_ko="코드의 어디에서 learning_rate를 씁니까?",
)
def train_fixed_rate(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(network, x, t, epochs, batch_size, error, rng, adam=Adam())


@chaff(
    "three_layer_net-train-one-epoch",
    function="train",
    loses=("values", ...),
    en="goes through the inputs once, whatever epochs says",
    ko="epochs와 상관없이 입력을 한 번만 지나는 구현",
    think_en="Where does your code use epochs?",
    think_ko="코드의 어디에서 epochs를 씁니까?",
)
def train_one_epoch(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(network, x, t, 1, batch_size, error, rng, adam=Adam(learning_rate))


@chaff(
    "three_layer_net-train-always-mse",
    function="train",
    loses=("values", ...),
    en="always makes the squares small",
    ko="언제나 제곱 오차를 작게 하는 구현",
    think_en="Where does your code use error?",
    think_ko="코드의 어디에서 error를 씁니까?",
)
def train_always_mse(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(network, x, t, epochs, batch_size, "mse", rng, adam=Adam(learning_rate))


@chaff(
    "three_layer_net-train-untrained",
    function="train",
    loses=("values", ...),
    en="returns the network it was given",
    ko="받은 신경망을 그대로 반환하는 구현",
    think_en="Which network has learnt: the one at the start, or the one that update returns?",
    think_ko="배운 신경망은 처음의 것입니까, update가 반환하는 것입니까?",
)
def train_untrained(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return network, run(network, x, t, epochs, batch_size, error, rng, adam=Adam(learning_rate))[1]


@chaff(
    "three_layer_net-train-losses-only",
    function="train",
    loses=("values", ...),
    en="returns the losses without the network",
    ko="신경망 없이 손실만 반환하는 구현",
    think_en="How does the caller get the trained network?",
    think_ko="호출한 쪽은 학습된 신경망을 어떻게 얻습니까?",
)
def train_losses_only(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    return run(network, x, t, epochs, batch_size, error, rng, adam=Adam(learning_rate))[1]


@chaff(
    "three_layer_net-train-fixed-seed",
    function="train",
    told_by="same_seed_same_network",
    loses="random",
    en="uses a fixed seed where no rng is given",
    ko="rng를 주지 않으면 정해진 시드를 쓰는 구현",
    think_en="Should two trainings without a seed see the same batches?",
    think_ko="시드 없이 두 번 학습하면 같은 배치를 보아야 합니까?",
)
def train_fixed_seed(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    rng = np.random.default_rng(0) if rng is None else rng
    return run(network, x, t, epochs, batch_size, error, rng, adam=Adam(learning_rate))


@chaff(
    "three_layer_net-init-draws-biases-too",
    function="init_network",
    told_by="nothing_else_is_drawn",
    loses="random",
    en="draws numbers for the biases too, and does not use them",
    ko="편향을 위한 수도 뽑고 쓰지 않는 구현",
    think_en="Which draws does the docstring name?",
    think_ko="docstring에 적힌 난수는 어느 것입니까?",
)
def draws_biases_too(sizes=(784, 50, 100, 10), rng=None):
    rng = source(rng)
    network = right.init_network(sizes, rng)
    rng.standard_normal(sum(sizes[1:]))
    return network


@chaff(
    "three_layer_net-forward-in-place",
    function="forward",
    told_by="forward_leaves_arguments",
    loses="inputs",
    en="scales the inputs in place and scales them back inexactly",
    ko="입력을 제자리에서 나누었다가 되돌리는 구현. 반올림 때문에 다른 수가 남습니다",
    think_en="Is x / 3 * 3 always x in floating point?",
    think_ko="부동소수점 계산에서 x / 3 * 3은 언제나 x입니까?",
)
def forward_in_place(network, x):
    found = go(network, x)
    if x.dtype.kind == "f":
        x *= 1.001
    return found


@chaff(
    "three_layer_net-delta-in-place",
    function="output_delta",
    told_by="cross_entropy_leaves_arguments",
    loses="inputs",
    en="computes y - t of the cross-entropy in the array of the probabilities",
    ko="교차 엔트로피의 y - t를 확률 배열 안에서 계산하는 구현",
    think_en="Does `y -= t` make a new array?",
    think_ko="`y -= t`는 새 배열을 만듭니까?",
)
def delta_in_place(y, t, error="mse"):
    if error != "cross_entropy":
        return right.output_delta(y, t, error)
    y -= t
    return y / len(y)


@chaff(
    "three_layer_net-delta-squares-in-place",
    function="output_delta",
    told_by="squares_leave_arguments",
    loses="inputs",
    en="computes y - t of the squares in the array of the probabilities",
    ko="제곱 오차의 y - t를 확률 배열 안에서 계산하는 구현",
    think_en="Does `y -= t` make a new array?",
    think_ko="`y -= t`는 새 배열을 만듭니까?",
)
def delta_squares_in_place(y, t, error="mse"):
    found = right.output_delta(y, t, error)
    if error == "mse":
        y -= t
    return found


@chaff(
    "three_layer_net-train-draws-more",
    function="train",
    told_by="one_shuffle_an_epoch",
    loses="random",
    en="draws one number more than one shuffle for each epoch",
    ko="에포크마다 한 번 섞는 것 말고도 수를 하나 더 뽑는 구현",
    think_en="Which draws does the docstring name?",
    think_ko="docstring에 적힌 난수는 어느 것입니까?",
)
def train_draws_more(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    rng = source(rng)
    found = run(network, x, t, epochs, batch_size, error, rng, adam=Adam(learning_rate))
    rng.random()
    return found


@chaff(
    "three_layer_net-delta-any-case",
    function="output_delta",
    loses="unknown",
    en="takes names of errors in capitals too",
    ko="대문자로 쓴 오차 이름도 받는 구현",
    think_en="Which names does the docstring know?",
    think_ko="docstring에 적힌 이름은 무엇입니까?",
)
def delta_any_case(y, t, error="mse"):
    return right.output_delta(y, t, error.lower())


@chaff(
    "three_layer_net-adam-own-epsilon",
    function="Adam.update",
    loses="values",
    en="takes 1e-8 for epsilon, whatever the optimizer was made with",
    ko="옵티마이저를 만들 때 준 값과 상관없이 epsilon을 1e-8로 쓰는 구현",
    think_en="Where is the epsilon kept that the optimizer was made with?",
    think_ko="옵티마이저를 만들 때 준 epsilon은 어디에 있습니까?",
)
def adam_own_epsilon(self, params, grads):
    def step(m, v):
        share1, share2 = 1 - self.beta1**self.step, 1 - self.beta2**self.step
        return m / share1 / (np.sqrt(v / share2) + 1e-8)

    return moved(self, params, grads, step=step)


@chaff(
    "three_layer_net-adam-rests",
    function="Adam.update",
    loses="steps",
    en="leaves a parameter where it is when its gradient is 0 throughout",
    ko="기울기가 모두 0인 매개변수는 움직이지 않는 구현",
    think_en="Are the means 0 too when the gradient of this step is?",
    think_ko="이번 스텝의 기울기가 0이면 평균도 0입니까?",
)
def adam_rests(self, params, grads):
    new = moved(self, params, grads)
    return {key: new[key] if np.any(grads[key]) else params[key] for key in new}
