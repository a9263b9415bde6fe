"""Wrong ways to write TwoLayerNet and train."""

from typing import ClassVar

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.activation import relu, sigmoid
from solutions.gradient import numerical_gradient
from solutions.loss import cross_entropy_error, sum_of_squares_error
from solutions.softmax import softmax
from solutions.two_layer_net import TwoLayerNet

KEYS = ("W1", "b1", "W2", "b2")


def parameters(net):
    return (net.params[key] for key in KEYS)


def hidden(net, x):
    W1, b1, _, _ = parameters(net)
    return sigmoid(np.dot(x, W1) + b1)


def scores(net, x):
    return np.dot(hidden(net, x), net.params["W2"]) + net.params["b2"]


def one_hot(t, classes):
    return np.eye(classes)[t] if t.ndim == 1 else t


def backward(net, x, t, *, da2=None, W2=None, slope=lambda z1: z1 * (1 - z1)):
    """Backpropagate, with one part of it exchanged."""
    W2 = net.params["W2"] if W2 is None else W2
    z1, y = hidden(net, x), softmax(scores(net, x))
    da2 = (y - one_hot(t, y.shape[1])) / len(x) if da2 is None else da2(y, t)
    da1 = np.dot(da2, W2.T) * slope(z1)
    return {
        "W1": np.dot(x.T, da1),
        "b1": da1.sum(axis=0),
        "W2": np.dot(z1.T, da2),
        "b2": da2.sum(axis=0),
    }


def by_lambda(net, keys, x, t, measure=numerical_gradient):
    """Measure the gradient of some parameters, putting changed copies in their place."""
    grads = {}
    for key in keys:
        original = net.params[key]

        def loss(value, key=key):
            net.params[key] = value
            return net.loss(x, t)

        grads[key] = measure(loss, original)
        net.params[key] = original
    return grads


def initialise(net, n, h, m, draw, std=0.01):
    net.params = {
        "W1": std * draw(n, h),
        "b1": np.zeros(h),
        "W2": std * draw(h, m),
        "b2": np.zeros(m),
    }


def source(rng):
    return np.random.default_rng() if rng is None else rng


@chaff(
    "two_layer_net-init-no-scale",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="does not multiply the draws by weight_init_std",
    ko="뽑은 수에 weight_init_std를 곱하지 않는 구현",
    think_en="How large are numbers of a standard normal distribution, and how large should the "
    "weights be?",
    think_ko="표준 정규 분포에서 뽑은 수의 크기와 가중치의 크기는 각각 어느 정도여야 합니까?",
)
def no_scale(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = source(rng)
    initialise(self, input_size, hidden_size, output_size, lambda *s: rng.standard_normal(s), 1)


@chaff(
    "two_layer_net-init-variance",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="takes weight_init_std for the variance and multiplies by its square root",
    ko="weight_init_std를 분산으로 보고 그 제곱근을 곱하는 구현",
    think_en="What does std stand for?",
    think_ko="std는 무엇의 약자입니까?",
)
def variance(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    sizes = (input_size, hidden_size, output_size)
    TwoLayerNet.__init__(self, *sizes, np.sqrt(weight_init_std), rng)


@chaff(
    "two_layer_net-init-fixed-scale",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="always scales by 0.01, whatever weight_init_std says",
    ko="weight_init_std와 상관없이 언제나 0.01을 곱하는 구현",
    think_en="Where does your code use weight_init_std?",
    think_ko="코드의 어디에서 weight_init_std를 사용합니까?",
)
def fixed_scale(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    TwoLayerNet.__init__(self, input_size, hidden_size, output_size, rng=rng)


@chaff(
    "two_layer_net-init-global-random",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="draws from NumPy's global random state, as D2's does, and ignores rng",
    ko="D2 문서처럼 rng 대신 NumPy의 전역 난수 상태에서 뽑는 구현",
    think_en="If two people call your function with the same seed, do they get the same network?",
    think_ko="두 사람이 같은 시드로 호출하면 같은 신경망을 얻습니까?",
)
def global_random(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    sizes = (input_size, hidden_size, output_size)
    initialise(self, *sizes, np.random.randn, weight_init_std)


@chaff(
    "two_layer_net-init-second-layer-first",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="draws W2 before W1",
    ko="W1보다 W2를 먼저 뽑는 구현",
    think_en="In which order does the docstring have the weights drawn?",
    think_ko="docstring에서 가중치를 뽑는 순서는 무엇입니까?",
)
def second_layer_first(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = source(rng)
    W2 = weight_init_std * rng.standard_normal((hidden_size, output_size))
    W1 = weight_init_std * rng.standard_normal((input_size, hidden_size))
    self.params = {"W1": W1, "b1": np.zeros(hidden_size), "W2": W2, "b2": np.zeros(output_size)}


@chaff(
    "two_layer_net-init-transposed",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="draws one row of weights for each neuron instead of one column",
    ko="뉴런마다 한 열이 아니라 한 행으로 가중치를 뽑는 구현",
    think_en="For a batch x of shape (N, n), what shape must W1 have for np.dot(x, W1)?",
    think_ko="x의 모양이 (N, n)일 때 np.dot(x, W1)을 하려면 W1의 모양은 무엇이어야 합니까?",
)
def transposed(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = source(rng)
    sizes = (input_size, hidden_size, output_size)
    initialise(self, *sizes, lambda a, b: rng.standard_normal((b, a)), weight_init_std)


@chaff(
    "two_layer_net-init-uniform",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="draws from a uniform distribution between -1 and 1",
    ko="-1과 1 사이의 균등 분포에서 뽑는 구현",
    think_en="Which distribution has weight_init_std as its standard deviation?",
    think_ko="weight_init_std를 표준편차로 갖는 분포는 무엇입니까?",
)
def uniform(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = source(rng)
    sizes = (input_size, hidden_size, output_size)
    initialise(self, *sizes, lambda *s: rng.uniform(-1, 1, s), weight_init_std)


@chaff(
    "two_layer_net-init-zero-weights",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="sets the weights to 0, so that all hidden neurons are and stay alike",
    ko="가중치를 0으로 두는 구현. 은닉층의 뉴런이 모두 같고, 학습해도 같습니다",
    think_en="If two hidden neurons begin alike, what could ever make them differ?",
    think_ko="은닉층의 두 뉴런이 똑같이 시작한다면 무엇이 둘을 다르게 만들 수 있습니까?",
)
def zero_weights(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    initialise(self, input_size, hidden_size, output_size, lambda *s: np.zeros(s))


@chaff(
    "two_layer_net-init-random-biases",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="draws the biases at random as well",
    ko="편향까지 난수로 뽑는 구현",
    think_en="What does D2 set the biases to?",
    think_ko="D2 문서는 편향을 무엇으로 둡니까?",
)
def random_biases(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = source(rng)
    shapes = ((input_size, hidden_size), hidden_size, (hidden_size, output_size), output_size)
    self.params = {
        key: weight_init_std * rng.standard_normal(shape)
        for key, shape in zip(KEYS, shapes, strict=True)
    }


@chaff(
    "two_layer_net-init-bias-rows",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="makes the biases matrices of one row, shape (1, h) instead of (h,)",
    ko="편향을 한 행짜리 행렬로 만드는 구현. 모양이 (h,)가 아니라 (1, h)입니다",
    think_en="What shape does np.zeros(3) have, and what shape np.zeros((1, 3))?",
    think_ko="np.zeros(3)과 np.zeros((1, 3))의 모양은 각각 무엇입니까?",
)
def bias_rows(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    TwoLayerNet.__init__(self, input_size, hidden_size, output_size, weight_init_std, rng)
    self.params = {k: v.reshape(1, -1) if k[0] == "b" else v for k, v in self.params.items()}


@chaff(
    "two_layer_net-init-float32",
    function="TwoLayerNet.__init__",
    loses=("values", ...),
    en="rounds the parameters to float32, too coarse for the numerical gradient",
    ko="매개변수를 float32로 반올림하는 구현. 수치 미분에는 너무 거칩니다",
    think_en="How many digits does the numerical gradient need?",
    think_ko="수치 미분에는 유효 숫자가 몇 자리나 필요합니까?",
)
def float32(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    TwoLayerNet.__init__(self, input_size, hidden_size, output_size, weight_init_std, rng)
    self.params = {key: value.astype(np.float32) for key, value in self.params.items()}


@chaff(
    "two_layer_net-init-fixed-seed",
    function="TwoLayerNet.__init__",
    told_by="weights_come_from_rng",
    loses="random",
    en="uses a fixed seed where no rng is given: every network begins alike",
    ko="rng를 주지 않으면 정해진 시드를 쓰는 구현. 모든 신경망이 똑같이 시작합니다",
    think_en="Should two networks that are made without a seed have the same weights?",
    think_ko="시드 없이 만든 두 신경망의 가중치가 같아야 합니까?",
)
def fixed_seed(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = np.random.default_rng(0) if rng is None else rng
    TwoLayerNet.__init__(self, input_size, hidden_size, output_size, weight_init_std, rng)


@chaff(
    "two_layer_net-predict-no-hidden-bias",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="leaves out the biases of the hidden layer",
    ko="은닉층의 편향을 빠뜨린 구현",
    think_en="What does a hidden neuron give to the sigmoid when all inputs are 0?",
    think_ko="입력이 모두 0일 때 은닉층의 뉴런은 시그모이드에 무엇을 넘깁니까?",
)
def no_hidden_bias(self, x):
    W1, _, W2, b2 = parameters(self)
    return softmax(np.dot(sigmoid(np.dot(x, W1)), W2) + b2)


@chaff(
    "two_layer_net-predict-no-output-bias",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="leaves out the biases of the output layer",
    ko="출력층의 편향을 빠뜨린 구현",
    think_en="Which of the four parameters does your code not use?",
    think_ko="매개변수 네 개 가운데 코드에서 쓰지 않는 것은 무엇입니까?",
)
def no_output_bias(self, x):
    return softmax(np.dot(hidden(self, x), self.params["W2"]))


@chaff(
    "two_layer_net-predict-linear",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="has no sigmoid in the hidden layer: two linear layers are no more than one",
    ko="은닉층에 시그모이드가 없는 구현. 선형인 층 두 개는 하나와 다르지 않습니다",
    think_en="What can x W1 W2 express that x W cannot?",
    think_ko="x W1 W2로 나타낼 수 있는 것 가운데 x W로 나타낼 수 없는 것이 있습니까?",
)
def linear(self, x):
    W1, b1, W2, b2 = parameters(self)
    return softmax(np.dot(np.dot(x, W1) + b1, W2) + b2)


@chaff(
    "two_layer_net-predict-relu",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="uses relu instead of the sigmoid in the hidden layer",
    ko="은닉층에 시그모이드가 아니라 ReLU를 쓰는 구현",
    think_en="Which activation function does D2's hidden layer use?",
    think_ko="D2 문서의 은닉층은 어떤 활성화 함수를 씁니까?",
)
def with_relu(self, x):
    W1, b1, W2, b2 = parameters(self)
    return softmax(np.dot(relu(np.dot(x, W1) + b1), W2) + b2)


@chaff(
    "two_layer_net-predict-scores",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="returns the scores of the output layer without softmax",
    ko="출력층의 점수를 소프트맥스 없이 반환하는 구현",
    think_en="Do your outputs lie between 0 and 1, and do they sum to 1?",
    think_ko="출력이 0과 1 사이에 있고, 더하면 1이 됩니까?",
)
def raw_scores(self, x):
    return scores(self, x)


@chaff(
    "two_layer_net-predict-sigmoid-output",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="uses the sigmoid instead of softmax at the output",
    ko="출력층에 소프트맥스가 아니라 시그모이드를 쓰는 구현",
    think_en="What do the outputs for one input sum to?",
    think_ko="입력 하나에 대한 출력을 모두 더하면 얼마입니까?",
)
def sigmoid_output(self, x):
    return sigmoid(scores(self, x))


@chaff(
    "two_layer_net-predict-whole-batch",
    function="TwoLayerNet.predict",
    loses="batch",
    en="makes one distribution of the whole batch",
    ko="배치 전체를 하나의 확률 분포로 만드는 구현",
    think_en="What should each row sum to, and what does the whole array sum to?",
    think_ko="각 행의 합은 얼마여야 하고, 배열 전체의 합은 얼마입니까?",
)
def whole_batch(self, x):
    e = np.exp(scores(self, x))
    return e / e.sum()


@chaff(
    "two_layer_net-predict-columns",
    function="TwoLayerNet.predict",
    loses="batch",
    en="takes softmax along the columns of the batch, across its inputs",
    ko="배치의 열을 따라, 즉 입력들 사이에서 소프트맥스를 구하는 구현",
    think_en="Which numbers compete with each other: the classes of one input, or the inputs?",
    think_ko="서로 견주어야 하는 것은 한 입력의 클래스들입니까, 여러 입력입니까?",
)
def columns(self, x):
    return softmax(scores(self, x).T).T


@chaff(
    "two_layer_net-predict-class",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="returns the most probable class instead of the probabilities",
    ko="확률이 아니라 확률이 가장 큰 클래스를 반환하는 구현",
    think_en="Can the loss be computed from the class alone?",
    think_ko="클래스만으로 손실을 계산할 수 있습니까?",
)
def best_class(self, x):
    return np.argmax(scores(self, x), axis=-1)


@chaff(
    "two_layer_net-predict-both-layers",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="returns the hidden outputs together with the probabilities",
    ko="은닉층의 출력을 확률과 함께 반환하는 구현",
    think_en="How many values does the docstring promise?",
    think_ko="docstring은 값을 몇 개 반환한다고 합니까?",
)
def both_layers(self, x):
    return hidden(self, x), softmax(scores(self, x))


@chaff(
    "two_layer_net-predict-always-batch",
    function="TwoLayerNet.predict",
    loses=("values", ...),
    en="returns a batch of one for a single input: shape (1, m) instead of (m,)",
    ko="입력 하나에도 한 행짜리 배치를 반환하는 구현. 모양이 (m,)이 아니라 (1, m)입니다",
    think_en="What is the shape of the result for an input of shape (n,)?",
    think_ko="모양이 (n,)인 입력을 넣으면 결과의 모양은 무엇입니까?",
)
def always_batch(self, x):
    return softmax(scores(self, np.atleast_2d(x)))


@chaff(
    "two_layer_net-loss-sum",
    function="TwoLayerNet.loss",
    loses=("values", ...),
    en="sums over the batch instead of taking the mean",
    ko="배치에서 평균하지 않고 더하는 구현",
    think_en="Should the loss of 200 images be twice that of 100?",
    think_ko="이미지 200장의 손실이 100장의 손실의 두 배여야 합니까?",
)
def loss_sum(self, x, t):
    return cross_entropy_error(self.predict(x), t) * len(x)


@chaff(
    "two_layer_net-loss-twice-averaged",
    function="TwoLayerNet.loss",
    loses=("values", ...),
    en="divides the mean by the size of the batch once more",
    ko="평균을 배치의 크기로 한 번 더 나누는 구현",
    think_en="What does cross_entropy_error divide by already?",
    think_ko="cross_entropy_error는 이미 무엇으로 나누고 있습니까?",
)
def loss_twice_averaged(self, x, t):
    return cross_entropy_error(self.predict(x), t) / len(x)


@chaff(
    "two_layer_net-loss-squares",
    function="TwoLayerNet.loss",
    loses=("values", ...),
    en="uses the sum of squared errors",
    ko="오차 제곱의 합을 쓰는 구현",
    think_en="Which loss does D2 use with softmax?",
    think_ko="D2 문서는 소프트맥스와 함께 어떤 손실을 씁니까?",
)
def loss_squares(self, x, t):
    y = self.predict(x)
    return sum_of_squares_error(y, one_hot(t, y.shape[-1])) / len(x)


@chaff(
    "two_layer_net-loss-no-epsilon",
    function="TwoLayerNet.loss",
    loses="values",
    en="takes the logarithm without adding 1e-7: a probability of 0 costs infinitely much",
    ko="1e-7을 더하지 않고 로그를 취하는 구현. 확률이 0이면 손실이 무한대가 됩니다",
    think_en="What is the logarithm of 0?",
    think_ko="0의 로그는 얼마입니까?",
)
def loss_no_epsilon(self, x, t):
    y = self.predict(x)
    with np.errstate(divide="ignore"):
        return -np.mean(np.log(np.sum(y * one_hot(t, y.shape[-1]), axis=1)))


@chaff(
    "two_layer_net-loss-of-scores",
    function="TwoLayerNet.loss",
    loses=("values", ...),
    en="applies softmax a second time to the probabilities",
    ko="확률에 소프트맥스를 한 번 더 적용하는 구현",
    think_en="What does predict return already?",
    think_ko="predict는 이미 무엇을 반환합니까?",
)
def loss_second_softmax(self, x, t):
    return cross_entropy_error(softmax(self.predict(x)), t)


@chaff(
    "two_layer_net-loss-each",
    function="TwoLayerNet.loss",
    loses=("values", ...),
    en="returns the loss of each input instead of their mean",
    ko="평균이 아니라 입력마다의 손실을 반환하는 구현",
    think_en="How many numbers should the loss of a batch be?",
    think_ko="배치의 손실은 수 몇 개여야 합니까?",
)
def loss_each(self, x, t):
    return np.array([cross_entropy_error(self.predict(a), b) for a, b in zip(x, t, strict=True)])


@chaff(
    "two_layer_net-loss-class-indices",
    function="TwoLayerNet.loss",
    loses="targets",
    en="takes labels for one-hot rows wherever the numbers fit",
    ko="크기만 맞으면 레이블을 원-핫 행으로 여기는 구현",
    think_en="Two labels for two inputs: which classes do they name?",
    think_ko="입력 두 개에 레이블 두 개가 있으면, 레이블은 어느 클래스를 뜻합니까?",
)
def loss_class_indices(self, x, t):
    y = self.predict(x)
    if t.shape in (y.shape, y.shape[1:]):
        return -np.sum(t * np.log(y + 1e-7)) / len(y)
    return cross_entropy_error(y, t)


@chaff(
    "two_layer_net-accuracy-argmax-of-labels",
    function="TwoLayerNet.accuracy",
    loses="targets",
    en="takes the argmax of the answers even if they are labels, as D2's does",
    ko="D2 문서처럼 정답이 레이블이어도 argmax를 취하는 구현",
    think_en="What does the position of the largest label say about the first image?",
    think_ko="가장 큰 레이블의 위치가 첫 번째 이미지에 대해 무엇을 말해 줍니까?",
)
def argmax_of_labels(self, x, t):
    return np.mean(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=-1))


@chaff(
    "two_layer_net-accuracy-as-typed",
    function="TwoLayerNet.accuracy",
    loses="targets",
    en="takes np.argmax(t, axis=1) of the answers, as D2's does: labels have no axis 1",
    ko="D2 문서처럼 정답에 np.argmax(t, axis=1)을 쓰는 구현. 레이블에는 1번 축이 없습니다",
    think_en="Which shape have labels, and what are they already?",
    think_ko="레이블의 모양은 무엇이고, 레이블은 이미 무엇입니까?",
)
def accuracy_as_typed(self, x, t):
    return np.mean(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=1))


@chaff(
    "two_layer_net-accuracy-count",
    function="TwoLayerNet.accuracy",
    loses=("values", ...),
    en="returns the number of right answers instead of their fraction",
    ko="맞은 비율이 아니라 개수를 반환하는 구현",
    think_en="Can the result be larger than 1?",
    think_ko="결과가 1보다 클 수 있습니까?",
)
def count(self, x, t):
    return TwoLayerNet.accuracy(self, x, t) * len(x)


@chaff(
    "two_layer_net-accuracy-percent",
    function="TwoLayerNet.accuracy",
    loses=("values", ...),
    en="returns a percentage instead of a fraction",
    ko="비율이 아니라 백분율을 반환하는 구현",
    think_en="Can the result be larger than 1?",
    think_ko="결과가 1보다 클 수 있습니까?",
)
def percent(self, x, t):
    return TwoLayerNet.accuracy(self, x, t) * 100


@chaff(
    "two_layer_net-accuracy-errors",
    function="TwoLayerNet.accuracy",
    loses=("values", ...),
    en="returns the fraction of wrong answers",
    ko="틀린 비율을 반환하는 구현",
    think_en="What should a perfect network get: 0 or 1?",
    think_ko="완벽한 신경망의 정확도는 0입니까, 1입니까?",
)
def errors(self, x, t):
    return 1.0 - TwoLayerNet.accuracy(self, x, t)


@chaff(
    "two_layer_net-accuracy-wrong-axis",
    function="TwoLayerNet.accuracy",
    loses=("values", ...),
    en="looks for the most probable input of each class instead of the class of each input",
    ko="입력마다의 클래스가 아니라 클래스마다 확률이 가장 큰 입력을 찾는 구현",
    think_en="How many predictions should five inputs give?",
    think_ko="입력 다섯 개에서 예측은 몇 개가 나와야 합니까?",
)
def wrong_axis(self, x, t):
    y = self.predict(x)
    return np.mean(np.argmax(y, axis=0) == np.argmax(one_hot(t, y.shape[1]), axis=0))


@chaff(
    "two_layer_net-accuracy-divided-by-size",
    function="TwoLayerNet.accuracy",
    loses="values",
    en="divides by the number of entries of t, which one-hot rows have more of than inputs",
    ko="t의 원소 수로 나누는 구현. 원-핫 행에서는 그 수가 입력의 수보다 많습니다",
    think_en="How many entries do five one-hot rows of four classes have?",
    think_ko="클래스 네 개의 원-핫 행 다섯 개에는 원소가 몇 개 있습니까?",
)
def divided_by_size(self, x, t):
    return TwoLayerNet.accuracy(self, x, t) * len(x) / t.size


@chaff(
    "two_layer_net-accuracy-whole-number",
    function="TwoLayerNet.accuracy",
    loses=("values", ...),
    en="divides with //, which cuts the fraction off",
    ko="//로 나누는 구현. 소수점 아래가 잘립니다",
    think_en="What is 3 // 5?",
    think_ko="3 // 5는 얼마입니까?",
)
def whole_number(self, x, t):
    return float(round(TwoLayerNet.accuracy(self, x, t) * len(x)) // len(x))


@chaff(
    "two_layer_net-accuracy-rounded-probabilities",
    function="TwoLayerNet.accuracy",
    loses=("values", ...),
    en="rounds the probabilities and compares them with the one-hot answers, so that a class "
    "wins only with more than half",
    ko="확률을 반올림해 원-핫 정답과 비교하는 구현. 확률이 절반을 넘어야만 맞은 것이 됩니다",
    think_en="With four classes, how large must the largest probability be at least?",
    think_ko="클래스가 네 개일 때, 가장 큰 확률은 적어도 얼마입니까?",
)
def rounded_probabilities(self, x, t):
    y = self.predict(x)
    return np.mean(np.all(np.round(y) == one_hot(t, y.shape[1]), axis=1))


@chaff(
    "two_layer_net-numerical-ignores-its-argument",
    function="TwoLayerNet.numerical_gradient",
    loses=("values", ...),
    en="gives the numerical gradient a function that ignores its argument, as D2's "
    "lambda W: self.loss(x, t) does: a changed copy changes nothing, and every slope is 0",
    ko="D2 문서의 lambda W: self.loss(x, t)처럼 인자를 쓰지 않는 함수를 넘기는 구현. "
    "복사본을 바꾸어도 달라지는 것이 없어서 기울기가 모두 0입니다",
    think_en="Where in lambda W: self.loss(x, t) is W used?",
    think_ko="lambda W: self.loss(x, t)에서 W는 어디에 쓰입니까?",
)
def ignores_its_argument(self, x, t):
    return {key: numerical_gradient(lambda W: self.loss(x, t), self.params[key]) for key in KEYS}


@chaff(
    "two_layer_net-numerical-first-parameter-only",
    function="TwoLayerNet.numerical_gradient",
    loses=("values", ...),
    en="returns the gradient of the first parameter only",
    ko="첫 번째 매개변수의 기울기만 반환하는 구현",
    think_en="How many parameters does the network have?",
    think_ko="신경망의 매개변수는 몇 개입니까?",
)
def first_parameter_only(self, x, t):
    return by_lambda(self, KEYS[:1], x, t)


@chaff(
    "two_layer_net-numerical-no-biases",
    function="TwoLayerNet.numerical_gradient",
    loses=("values", ...),
    en="leaves the gradients of the biases at 0",
    ko="편향의 기울기를 0으로 두는 구현",
    think_en="Do the biases learn?",
    think_ko="편향도 학습합니까?",
)
def no_biases(self, x, t):
    zeros = {key: np.zeros_like(self.params[key]) for key in ("b1", "b2")}
    return by_lambda(self, ("W1", "W2"), x, t) | zeros


@chaff(
    "two_layer_net-numerical-not-put-back",
    function="TwoLayerNet.numerical_gradient",
    loses=("values", ...),
    en="leaves the last changed copy in place of each parameter",
    ko="매개변수의 자리에 마지막으로 바꾼 복사본을 그대로 두는 구현",
    think_en="What is in net.params once you have finished?",
    think_ko="계산을 마친 뒤 net.params에는 무엇이 들어 있습니까?",
)
def left_changed(self, x, t):
    grads = {}
    for key in KEYS:

        def loss(value, key=key):
            self.params[key] = value.copy()
            return self.loss(x, t)

        grads[key] = numerical_gradient(loss, self.params[key])
    return grads


@chaff(
    "two_layer_net-numerical-sum",
    function="TwoLayerNet.numerical_gradient",
    loses=("values", ...),
    en="differentiates the summed loss of the batch instead of the mean",
    ko="평균 손실이 아니라 손실의 합을 미분하는 구현",
    think_en="Of which number is the gradient wanted?",
    think_ko="어떤 수의 기울기를 구해야 합니까?",
)
def numerical_sum(self, x, t):
    return {key: len(x) * grad for key, grad in by_lambda(self, KEYS, x, t).items()}


@chaff(
    "two_layer_net-numerical-forward-difference",
    function="TwoLayerNet.numerical_gradient",
    loses=("values", ...),
    en="takes forward differences of the loss with a step of 0.01",
    ko="간격 0.01의 전방 차분으로 손실을 미분하는 구현",
    think_en="Which function of an earlier exercise does this more exactly?",
    think_ko="앞의 연습 문제에 나온 어떤 함수가 이것을 더 정확히 계산합니까?",
)
def numerical_forward(self, x, t):
    def forward(f, x):
        steps = 0.01 * np.eye(x.size).reshape(x.size, *x.shape)
        return np.array([(f(x + step) - f(x)) / 0.01 for step in steps]).reshape(x.shape)

    return by_lambda(self, KEYS, x, t, forward)


@chaff(
    "two_layer_net-numerical-list",
    function="TwoLayerNet.numerical_gradient",
    loses=("values", ...),
    en="returns the gradients as a list instead of a dict",
    ko="기울기를 딕셔너리가 아니라 리스트로 반환하는 구현",
    think_en="How would a reader of your result find the gradient of W2?",
    think_ko="결과에서 W2의 기울기를 어떻게 찾을 수 있습니까?",
)
def numerical_list(self, x, t):
    return list(by_lambda(self, KEYS, x, t).values())


@chaff(
    "two_layer_net-numerical-none",
    function="TwoLayerNet.numerical_gradient",
    loses=("values", ...),
    en="stores the gradients in the network and returns None",
    ko="기울기를 신경망에 저장하고 None을 반환하는 구현",
    think_en="What does a function without a return statement return?",
    think_ko="return 문이 없는 함수는 무엇을 반환합니까?",
)
def numerical_none(self, x, t):
    self.grads = by_lambda(self, KEYS, x, t)


@chaff(
    "two_layer_net-gradient-not-averaged",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="does not divide y - t by the size of the batch",
    ko="y - t를 배치의 크기로 나누지 않는 구현",
    think_en="The loss is a mean. What does that make of its gradient?",
    think_ko="손실은 평균입니다. 그렇다면 기울기는 어떻게 됩니까?",
)
def not_averaged(self, x, t):
    return backward(self, x, t, da2=lambda y, t: y - one_hot(t, y.shape[1]))


@chaff(
    "two_layer_net-gradient-twice-averaged",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="divides by the size of the batch twice",
    ko="배치의 크기로 두 번 나누는 구현",
    think_en="Where in your code do you divide by N?",
    think_ko="코드에서 N으로 나누는 곳은 어디입니까?",
)
def twice_averaged(self, x, t):
    return backward(self, x, t, da2=lambda y, t: (y - one_hot(t, y.shape[1])) / len(y) ** 2)


@chaff(
    "two_layer_net-gradient-mean-over-classes",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="divides by the number of entries of y instead of the number of inputs",
    ko="입력의 수가 아니라 y의 원소 수로 나누는 구현",
    think_en="Over how many losses is the mean taken?",
    think_ko="몇 개의 손실을 평균합니까?",
)
def mean_over_classes(self, x, t):
    return backward(self, x, t, da2=lambda y, t: (y - one_hot(t, y.shape[1])) / y.size)


@chaff(
    "two_layer_net-gradient-sign",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="starts from t - y: every sign is reversed, and training would climb",
    ko="t - y에서 시작하는 구현. 모든 부호가 반대여서 학습하면 손실이 커집니다",
    think_en="If the probability of a wrong class is too large, should its score fall or rise?",
    think_ko="틀린 클래스의 확률이 너무 크다면, 그 점수는 내려가야 합니까, 올라가야 합니까?",
)
def gradient_sign(self, x, t):
    return backward(self, x, t, da2=lambda y, t: (one_hot(t, y.shape[1]) - y) / len(y))


@chaff(
    "two_layer_net-gradient-labels-subtracted",
    function="TwoLayerNet.gradient",
    loses="targets",
    en="subtracts labels as if they were numbers: y - t stretches them to fit",
    ko="레이블을 그냥 수로 빼는 구현. y - t는 레이블을 늘여서 모양을 맞춥니다",
    think_en="What should be subtracted from the probabilities if the right class is 2?",
    think_ko="정답 클래스가 2이면 확률에서 무엇을 빼야 합니까?",
)
def labels_subtracted(self, x, t):
    return backward(self, x, t, da2=lambda y, t: (y - t) / len(y))


@chaff(
    "two_layer_net-gradient-softmax-slope",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="multiplies y - t by y (1 - y): with cross-entropy that factor cancels",
    ko="y - t에 y (1 - y)를 곱하는 구현. 교차 엔트로피와 함께 쓰면 이 인수는 약분됩니다",
    think_en="Which slopes does the step (y - t) / N contain already?",
    think_ko="(y - t) / N에는 이미 어떤 미분이 들어 있습니까?",
)
def softmax_slope(self, x, t):
    return backward(
        self, x, t, da2=lambda y, t: (y - one_hot(t, y.shape[1])) * y * (1 - y) / len(y)
    )


@chaff(
    "two_layer_net-gradient-bias-not-summed",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="does not sum the gradients of the biases over the batch",
    ko="편향의 기울기를 배치 전체에서 더하지 않는 구현",
    think_en="Which shape has b2, and which its gradient?",
    think_ko="b2의 모양과 그 기울기의 모양은 각각 무엇입니까?",
)
def bias_not_summed(self, x, t):
    y, z1 = softmax(scores(self, x)), hidden(self, x)
    da2 = (y - one_hot(t, y.shape[1])) / len(x)
    da1 = np.dot(da2, self.params["W2"].T) * z1 * (1 - z1)
    return backward(self, x, t) | {"b1": da1, "b2": da2}


@chaff(
    "two_layer_net-gradient-bias-mean",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="averages the gradients of the biases, although y - t is averaged already",
    ko="y - t를 이미 평균했는데도 편향의 기울기를 다시 평균하는 구현",
    think_en="Are the biases treated as the weights are?",
    think_ko="편향을 가중치와 같은 방법으로 다루고 있습니까?",
)
def bias_mean(self, x, t):
    grads = backward(self, x, t)
    return grads | {key: grads[key] / len(x) for key in ("b1", "b2")}


@chaff(
    "two_layer_net-gradient-bias-added-up",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="sums the gradients of the biases over the classes and neurons as well",
    ko="편향의 기울기를 클래스와 뉴런까지 모두 더하는 구현",
    think_en="Along which axis lies the batch?",
    think_ko="배치는 어느 축에 놓여 있습니까?",
)
def bias_added_up(self, x, t):
    grads = backward(self, x, t)
    return grads | {key: np.full_like(grads[key], grads[key].sum()) for key in ("b1", "b2")}


@chaff(
    "two_layer_net-gradient-no-slope",
    function="TwoLayerNet.gradient",
    loses="layer1",
    en="leaves out the slope of the sigmoid on the way back to layer 1",
    ko="1층으로 거슬러 갈 때 시그모이드의 기울기를 빠뜨린 구현",
    think_en="If a hidden output is almost 1, does a change of its input matter?",
    think_ko="은닉층의 출력이 거의 1일 때, 그 입력이 변하면 출력이 많이 달라집니까?",
)
def no_slope(self, x, t):
    return backward(self, x, t, slope=np.ones_like)


@chaff(
    "two_layer_net-gradient-slope-of-output",
    function="TwoLayerNet.gradient",
    loses="layer1",
    en="applies the sigmoid once more before taking its slope",
    ko="시그모이드의 출력에 시그모이드를 한 번 더 적용한 뒤 기울기를 구하는 구현",
    think_en="Is z1 the input or the output of the sigmoid?",
    think_ko="z1은 시그모이드의 입력입니까, 출력입니까?",
)
def slope_of_output(self, x, t):
    return backward(self, x, t, slope=lambda z1: sigmoid(z1) * (1 - sigmoid(z1)))


@chaff(
    "two_layer_net-gradient-half-slope",
    function="TwoLayerNet.gradient",
    loses="layer1",
    en="takes 1 - z for the slope of the sigmoid instead of z (1 - z)",
    ko="시그모이드의 기울기를 z (1 - z)가 아니라 1 - z로 두는 구현",
    think_en="How steep is the sigmoid far to the left, where z is almost 0?",
    think_ko="z가 거의 0인 왼쪽 끝에서 시그모이드는 얼마나 가파릅니까?",
)
def half_slope(self, x, t):
    return backward(self, x, t, slope=lambda z1: 1 - z1)


@chaff(
    "two_layer_net-gradient-relu-slope",
    function="TwoLayerNet.gradient",
    loses="layer1",
    en="uses the slope of relu in the hidden layer",
    ko="은닉층에서 ReLU의 기울기를 쓰는 구현",
    think_en="Which activation function did the forward pass use?",
    think_ko="순전파에서 쓴 활성화 함수는 무엇입니까?",
)
def relu_slope(self, x, t):
    W1, b1, _, _ = parameters(self)
    return backward(self, x, t, slope=lambda z1: np.dot(x, W1) + b1 > 0)


@chaff(
    "two_layer_net-gradient-updated-weights",
    function="TwoLayerNet.gradient",
    loses="layer1",
    en="sends the error back through a W2 that is updated already",
    ko="이미 갱신한 W2를 거슬러 오차를 보내는 구현",
    think_en="Which W2 produced the error: the one before the update or the one after it?",
    think_ko="오차를 만든 것은 갱신하기 전의 W2입니까, 갱신한 뒤의 W2입니까?",
)
def updated_weights(self, x, t):
    W2 = self.params["W2"] - 0.1 * backward(self, x, t)["W2"]
    return backward(self, x, t, W2=W2)


@chaff(
    "two_layer_net-gradient-layer-2-only",
    function="TwoLayerNet.gradient",
    loses="layer1",
    en="computes layer 2 and leaves the gradients of layer 1 at 0",
    ko="2층만 계산하고 1층의 기울기는 0으로 두는 구현",
    think_en="How does the error get from layer 2 to layer 1?",
    think_ko="오차는 2층에서 1층으로 어떻게 전해집니까?",
)
def layer_2_only(self, x, t):
    return backward(self, x, t, slope=np.zeros_like)


@chaff(
    "two_layer_net-gradient-shuffled-weights",
    function="TwoLayerNet.gradient",
    loses="layer1",
    en="reshapes W2 instead of transposing it",
    ko="W2를 전치하지 않고 모양만 바꾸는 구현",
    think_en="Where is the element [0, 1] of a matrix after .T, and where after .reshape?",
    think_ko="행렬의 원소 [0, 1]은 .T를 하면 어디로 가고, .reshape를 하면 어디로 갑니까?",
)
def shuffled_weights(self, x, t):
    W2 = self.params["W2"]
    return backward(self, x, t, W2=W2.reshape(W2.T.shape).T)


@chaff(
    "two_layer_net-gradient-learns",
    function="TwoLayerNet.gradient",
    loses="inputs",
    en="updates the parameters itself, a step of 0.1 times the gradient",
    ko="매개변수를 기울기의 0.1배만큼 스스로 갱신하는 구현",
    think_en="Who is to update the parameters: gradient or train?",
    think_ko="매개변수를 갱신하는 것은 gradient입니까, train입니까?",
)
def learns(self, x, t):
    grads = backward(self, x, t)
    self.params = {key: self.params[key] - 0.1 * grads[key] for key in KEYS}
    return grads


@chaff(
    "two_layer_net-gradient-overwrites-answers",
    function="TwoLayerNet.gradient",
    told_by="batch_is_left_alone",
    loses="inputs",
    en="computes y - t in the caller's array of answers",
    ko="y - t를 인자로 받은 정답 배열 안에서 계산하는 구현",
    think_en="Does t -= y change your array or the caller's?",
    think_ko="t -= y는 누구의 배열을 바꿉니까?",
)
def overwrites_answers(self, x, t):
    y = softmax(scores(self, x))
    t = one_hot(t, y.shape[1])
    t = t if t.dtype.kind == "f" else t.astype(np.float64)
    t -= y
    return backward(self, x, t, da2=lambda y, t: -t / len(y))


@chaff(
    "two_layer_net-gradient-rounded",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="rounds the gradients to three decimals",
    ko="기울기를 소수 셋째 자리로 반올림하는 구현",
    think_en="What becomes of a slope of 0.0004?",
    think_ko="기울기가 0.0004이면 무엇이 됩니까?",
)
def gradient_rounded(self, x, t):
    return {key: np.round(grad, 3) for key, grad in backward(self, x, t).items()}


@chaff(
    "two_layer_net-gradient-tuple",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="returns the gradients as a tuple instead of a dict",
    ko="기울기를 딕셔너리가 아니라 튜플로 반환하는 구현",
    think_en="How would a reader of your result find the gradient of W2?",
    think_ko="결과에서 W2의 기울기를 어떻게 찾을 수 있습니까?",
)
def gradient_tuple(self, x, t):
    return tuple(backward(self, x, t).values())


@chaff(
    "two_layer_net-gradient-other-names",
    function="TwoLayerNet.gradient",
    loses=("layer2", ...),
    en="names the gradients dW1, db1, dW2 and db2 instead of W1, b1, W2 and b2",
    ko="기울기의 이름을 W1, b1, W2, b2가 아니라 dW1, db1, dW2, db2로 붙이는 구현",
    think_en="Under which key will train look for the gradient of W1?",
    think_ko="train은 W1의 기울기를 어떤 키로 찾습니까?",
)
def other_names(self, x, t):
    return {"d" + key: grad for key, grad in backward(self, x, t).items()}


def variant(
    *,
    keys=KEYS,
    step=lambda rate: rate,
    pick=lambda rng, n, size, i: rng.choice(n, size),
    due=lambda i, n, size: i % max(n / size, 1) == 0,
    loss_first=False,
    accuracy_first=False,
    accuracy=lambda net, x, t, batch: net.accuracy(x, t),
    loss=lambda net, x, t, batch: net.loss(*batch),
    random=np.random.default_rng,
    result=lambda lists: lists,
):
    """Return a `train` of which one part is exchanged."""

    def train(
        net,
        x_train,
        t_train,
        x_test,
        t_test,
        iters_num=10000,
        batch_size=100,
        learning_rate=0.1,
        rng=None,
    ):
        rng = random() if rng is None else rng
        n = len(x_train)
        losses, train_accuracies, test_accuracies = [], [], []
        for i in range(iters_num):
            mask = pick(rng, n, batch_size, i)
            batch = x_train[mask], t_train[mask]
            for update in (False, True):
                if update:
                    grads = net.gradient(*batch)
                    for key in keys:
                        net.params[key] = net.params[key] - step(learning_rate) * grads[key]
                if update != loss_first:
                    losses.append(loss(net, x_train, t_train, batch))
                if update != accuracy_first and due(i, n, batch_size):
                    train_accuracies.append(accuracy(net, x_train, t_train, batch))
                    test_accuracies.append(net.accuracy(x_test, t_test))
        return result((losses, train_accuracies, test_accuracies))

    return train


def train_chaff(name, code, *, en, ko, think_en, think_ko, told_by=None, loses=()):
    texts = {"en": en, "ko": ko, "think_en": think_en, "think_ko": think_ko}
    stated = {"told_by": told_by, "loses": loses}
    chaff(f"two_layer_net-train-{name}", function="train", **stated, **texts)(code)


train_chaff(
    "weights-only",
    variant(keys=("W1", "W2")),
    loses=("values", ...),
    en="updates the weights and forgets the biases",
    ko="가중치만 갱신하고 편향은 갱신하지 않는 구현",
    think_en="How many of the four parameters change in your loop?",
    think_ko="반복문에서 매개변수 네 개 가운데 몇 개가 바뀝니까?",
)
train_chaff(
    "first-parameter-only",
    variant(keys=("W1",)),
    loses=("values", ...),
    en="updates W1 only",
    ko="W1만 갱신하는 구현",
    think_en="How many of the four parameters change in your loop?",
    think_ko="반복문에서 매개변수 네 개 가운데 몇 개가 바뀝니까?",
)
train_chaff(
    "nothing-updated",
    variant(keys=()),
    loses=("values", ...),
    en="computes the gradients and does not update the parameters",
    ko="기울기만 구하고 매개변수를 갱신하지 않는 구현",
    think_en="Does the loss of the same batch change from step to step?",
    think_ko="같은 배치의 손실이 스텝마다 달라집니까?",
)
train_chaff(
    "uphill",
    variant(step=lambda rate: -rate),
    loses=("values", ...),
    en="adds the gradients, so that the loss grows",
    ko="기울기를 더해서 손실이 커지는 구현",
    think_en="Which way does a gradient point: to larger or to smaller losses?",
    think_ko="기울기는 손실이 커지는 쪽을 가리킵니까, 작아지는 쪽을 가리킵니까?",
)
train_chaff(
    "fixed-rate",
    variant(step=lambda rate: 0.1),
    loses=("values", ...),
    en="always uses a learning rate of 0.1",
    ko="언제나 학습률 0.1을 쓰는 구현",
    think_en="Where does your code use learning_rate?",
    think_ko="코드의 어디에서 learning_rate를 사용합니까?",
)
train_chaff(
    "no-rate",
    variant(step=lambda rate: 1.0),
    loses=("values", ...),
    en="does not multiply by the learning rate",
    ko="학습률을 곱하지 않는 구현",
    think_en="How long is one step of your descent?",
    think_ko="경사 하강법의 한 스텝은 얼마나 깁니까?",
)
train_chaff(
    "loss-before-update",
    variant(loss_first=True),
    loses=("values", ...),
    en="records the loss before the update",
    ko="갱신하기 전의 손실을 기록하는 구현",
    think_en="At which point of the loop does D2 compute the loss?",
    think_ko="D2 문서는 반복문의 어느 곳에서 손실을 구합니까?",
)
train_chaff(
    "accuracy-before-update",
    variant(accuracy_first=True),
    loses=("values", ...),
    en="records the accuracies before the update",
    ko="갱신하기 전의 정확도를 기록하는 구현",
    think_en="At which point of the loop does D2 compute the accuracies?",
    think_ko="D2 문서는 반복문의 어느 곳에서 정확도를 구합니까?",
)
train_chaff(
    "without-replacement",
    variant(pick=lambda rng, n, size, i: rng.choice(n, min(size, n), replace=False)),
    loses=("values", ...),
    en="draws the inputs of a batch without replacement",
    ko="한 배치 안에서 같은 입력을 두 번 뽑지 않는 구현",
    think_en="What does rng.choice(N, batch_size) do unless told otherwise?",
    think_ko="rng.choice(N, batch_size)는 따로 정하지 않으면 어떻게 뽑습니까?",
)
train_chaff(
    "in-order",
    variant(pick=lambda rng, n, size, i: np.arange(i * size, (i + 1) * size) % n),
    loses=("values", ...),
    en="takes the batches in the order of the data instead of drawing them",
    ko="배치를 무작위로 뽑지 않고 데이터의 순서대로 쓰는 구현",
    think_en="What would happen if all images of a digit came together?",
    think_ko="같은 숫자의 이미지가 한데 모여 있다면 어떻게 됩니까?",
)
train_chaff(
    "whole-data",
    variant(pick=lambda rng, n, size, i: np.arange(n)),
    loses=("values", ...),
    en="trains on all the data in every step",
    ko="스텝마다 데이터 전체로 학습하는 구현",
    think_en="What is the use of batch_size?",
    think_ko="batch_size는 어디에 쓰입니까?",
)
train_chaff(
    "global-random",
    # Drawn, and yet the same each time, so that it is judged alike wherever it runs.
    variant(pick=lambda rng, n, size, i: (0 * np.random.choice(n, size) + 2 * i + 1) % n),
    loses=("values", ...),
    en="draws from NumPy's global random state, as D2's does, and ignores rng",
    ko="D2 문서처럼 rng 대신 NumPy의 전역 난수 상태에서 뽑는 구현",
    think_en="Why are D2's results different each time?",
    think_ko="D2 문서의 결과가 매번 다른 까닭은 무엇입니까?",
)
train_chaff(
    "fixed-seed",
    variant(random=lambda: np.random.default_rng(0)),
    loses="random",
    en="uses a fixed seed where no rng is given: all trainings draw the same batches",
    ko="rng를 주지 않으면 정해진 시드를 쓰는 구현. 모든 학습이 같은 배치를 뽑습니다",
    think_en="Should two trainings without a seed draw the same batches?",
    think_ko="시드 없이 두 번 학습하면 같은 배치를 뽑아야 합니까?",
    told_by="same_seed_same_lists",
)
train_chaff(
    "whole-epochs",
    variant(due=lambda i, n, size: i % max(n // size, 1) == 0),
    loses=("values", ...),
    en="cuts N / batch_size to a whole number, so that an epoch of 2.5 steps becomes one of 2",
    ko="N / batch_size를 정수로 자르는 구현. 2.5스텝의 에포크가 2스텝이 됩니다",
    think_en="How many steps do 5 inputs in batches of 2 make?",
    think_ko="입력 5개를 2개씩 나누면 몇 스텝입니까?",
)
train_chaff(
    "epoch-below-one",
    variant(due=lambda i, n, size: i % (n / size) == 0),
    loses=("values", ...),
    en="lets an epoch be shorter than one step, and then misses steps",
    ko="한 에포크가 한 스텝보다 짧아지게 두는 구현. 그러면 기록하지 않는 스텝이 생깁니다",
    think_en="What is 1 % 0.75?",
    think_ko="1 % 0.75는 얼마입니까?",
)
train_chaff(
    "counted-from-one",
    variant(due=lambda i, n, size: (i + 1) % max(n / size, 1) == 0),
    loses=("values", ...),
    en="counts the steps from 1 when it decides whether to record the accuracies",
    ko="정확도를 기록할지 정할 때 스텝을 1부터 세는 구현",
    think_en="Are the accuracies after the very first step recorded?",
    think_ko="맨 첫 스텝 뒤의 정확도가 기록됩니까?",
)
train_chaff(
    "every-step",
    variant(due=lambda i, n, size: True),
    loses=("values", ...),
    en="records the accuracies in every step",
    ko="스텝마다 정확도를 기록하는 구현",
    think_en="How often is the accuracy on 60,000 images wanted?",
    think_ko="이미지 60,000장의 정확도를 얼마나 자주 구해야 합니까?",
)
train_chaff(
    "batch-accuracy",
    variant(accuracy=lambda net, x, t, batch: net.accuracy(*batch)),
    loses=("values", ...),
    en="records the accuracy on the batch as that on the training data",
    ko="배치의 정확도를 훈련 데이터의 정확도로 기록하는 구현",
    think_en="On how many inputs is the accuracy taken?",
    think_ko="정확도를 입력 몇 개에서 구하고 있습니까?",
)
train_chaff(
    "loss-of-all",
    variant(loss=lambda net, x, t, batch: net.loss(x, t)),
    loses=("values", ...),
    en="records the loss of all training data instead of that of the batch",
    ko="배치의 손실이 아니라 훈련 데이터 전체의 손실을 기록하는 구현",
    think_en="Of which inputs does D2 record the loss?",
    think_ko="D2 문서는 어떤 입력의 손실을 기록합니까?",
)
train_chaff(
    "arrays",
    variant(result=lambda lists: tuple(np.array(values) for values in lists)),
    loses=("values", ...),
    en="returns arrays instead of lists",
    ko="리스트가 아니라 배열을 반환하는 구현",
    think_en="Which types does the docstring promise?",
    think_ko="docstring은 어떤 자료형을 반환한다고 합니까?",
)
train_chaff(
    "losses-only",
    variant(result=lambda lists: lists[0]),
    loses=("values", ...),
    en="returns the losses only",
    ko="손실만 반환하는 구현",
    think_en="How many lists does the docstring promise?",
    think_ko="docstring은 리스트를 몇 개 반환한다고 합니까?",
)
train_chaff(
    "none",
    variant(result=lambda lists: print(lists)),
    loses=("values", ...),
    en="prints the lists and returns None",
    ko="리스트를 출력하고 None을 반환하는 구현",
    think_en="What does a function without a return statement return?",
    think_ko="return 문이 없는 함수는 무엇을 반환합니까?",
)


class Shared:
    """Parameters that belong to the class, and so to all networks."""

    params: ClassVar[dict[str, np.ndarray]] = {}


@chaff(
    "two_layer_net-init-shared-params",
    function="TwoLayerNet.__init__",
    told_by="parameters_are_its_own",
    loses="own",
    en="keeps the parameters in one dict that all networks share",
    ko="모든 신경망이 함께 쓰는 딕셔너리 하나에 매개변수를 담는 구현",
    think_en="What becomes of the first network when a second one is made?",
    think_ko="두 번째 신경망을 만들면 첫 번째 신경망은 어떻게 됩니까?",
)
def shared_params(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    TwoLayerNet.__init__(self, input_size, hidden_size, output_size, weight_init_std, rng)
    Shared.params.update(self.params)
    self.params = Shared.params


@chaff(
    "two_layer_net-init-draws-biases-too",
    function="TwoLayerNet.__init__",
    told_by="nothing_else_is_drawn",
    loses="random",
    en="draws numbers for the biases too, and does not use them",
    ko="편향을 위한 수도 뽑고 쓰지 않는 구현",
    think_en="Which draws does the docstring name?",
    think_ko="docstring에 적힌 난수는 어느 것입니까?",
)
def draws_biases_too(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = source(rng)
    TwoLayerNet.__init__(self, input_size, hidden_size, output_size, weight_init_std, rng)
    rng.standard_normal(hidden_size)


@chaff(
    "two_layer_net-predict-input-in-place",
    function="TwoLayerNet.predict",
    told_by="input_is_left_alone",
    loses="inputs",
    en="shifts a single input in place and shifts it back inexactly",
    ko="입력 하나를 제자리에서 옮겼다가 되돌리는 구현. 반올림 때문에 다른 수가 남습니다",
    think_en="Is x - m + m always x in floating point?",
    think_ko="부동소수점 계산에서 x - m + m은 언제나 x입니까?",
)
def input_in_place(self, x):
    y = softmax(scores(self, x))
    if x.ndim == 1 and x.dtype.kind == "f":
        x -= 1e-3
        x += 1.001e-3
    return y


@chaff(
    "two_layer_net-predict-batch-in-place",
    function="TwoLayerNet.predict",
    told_by="inputs_are_left_alone",
    loses="inputs",
    en="shifts a batch in place and shifts it back inexactly",
    ko="배치를 제자리에서 옮겼다가 되돌리는 구현. 반올림 때문에 다른 수가 남습니다",
    think_en="Is x - m + m always x in floating point?",
    think_ko="부동소수점 계산에서 x - m + m은 언제나 x입니까?",
)
def batch_in_place(self, x):
    y = softmax(scores(self, x))
    if x.ndim == 2 and x.dtype.kind == "f":
        x -= 1e-3
        x += 1.001e-3
    return y


@chaff(
    "two_layer_net-numerical-one-hot-only",
    function="TwoLayerNet.numerical_gradient",
    loses="targets",
    en="multiplies the answers with the logarithms, as if labels were one-hot rows",
    ko="레이블도 원-핫 행처럼 로그와 곱하는 구현",
    think_en="What is the product of a label and a row of logarithms?",
    think_ko="레이블과 로그의 행을 곱하면 무엇이 됩니까?",
)
def numerical_one_hot_only(self, x, t):
    class Net:
        params = self.params

        def loss(self, x, t):
            y = softmax(scores(self, x))
            return -np.sum(t * np.log(y + 1e-7)) / len(x)

    return by_lambda(Net(), KEYS, x, t if t.ndim == 2 else t[:, np.newaxis])


def train_in_place(
    net, x_train, t_train, x_test, t_test, iters_num=10000, batch_size=100, learning_rate=0.1,
    rng=None,
):  # fmt: skip
    class Net:
        """A network whose parameters are written over where they are set."""

        gradient, loss, accuracy = net.gradient, net.loss, net.accuracy

        class Params(dict):  # type: ignore[type-arg]
            def __setitem__(self, key, value):
                self[key][...] = value

        params = Params(net.params)

    data = (x_train, t_train, x_test, t_test)
    return variant()(Net, *data, iters_num, batch_size, learning_rate, rng)


def train_draws_more(
    net, x_train, t_train, x_test, t_test, iters_num=10000, batch_size=100, learning_rate=0.1,
    rng=None,
):  # fmt: skip
    rng = source(rng)
    data = (x_train, t_train, x_test, t_test)
    lists = variant()(net, *data, iters_num, batch_size, learning_rate, rng)
    rng.random()
    return lists


train_chaff(
    "written-over",
    train_in_place,
    told_by="first_arrays_are_kept",
    loses="inputs",
    en="writes over the arrays of the start, as `-=` does",
    ko="`-=`처럼 처음의 배열 위에 덮어쓰는 구현",
    think_en="Does `-=` make a new array?",
    think_ko="`-=`는 새 배열을 만듭니까?",
)
train_chaff(
    "one-draw-more",
    train_draws_more,
    told_by="one_choice_a_step",
    loses="random",
    en="draws one number more than one choice for each step",
    ko="스텝마다 한 번 뽑는 것 말고도 수를 하나 더 뽑는 구현",
    think_en="Which draws does the docstring name?",
    think_ko="docstring에 적힌 난수는 어느 것입니까?",
)
