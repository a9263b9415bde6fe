"""Right ways to write the functions of `binary`."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat
from solutions.binary import sigmoid, sigmoid_cross_entropy_with_logits


@wheat(
    "binary-sigmoid-masks",
    function="sigmoid",
    en="Each half gets the formula whose power cannot grow: e^-x to the right of 0, "
    "e^x to the left.",
    ko="양쪽에 지수가 커지지 않는 식을 씁니다. 0의 오른쪽은 e^-x, 왼쪽은 e^x입니다.",
)
def sigmoid_masks(x):
    x = np.asarray(x, dtype=np.float64)
    y = np.empty_like(x)
    right = x >= 0
    y[right] = 1 / (1 + np.exp(-x[right]))
    grown = np.exp(x[~right])
    y[~right] = grown / (1 + grown)
    return y


@wheat(
    "binary-sigmoid-safe-where",
    function="sigmoid",
    en="e^-|x| never overflows, and both formulas are made of it.",
    ko="e^-|x|는 오버플로가 나지 않고, 두 식을 모두 이것으로 만들 수 있습니다.",
)
def sigmoid_safe_where(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1, small) / (1 + small)


@wheat(
    "binary-sigmoid-half-tanh",
    function="sigmoid",
    en="tanh(x / 2) is 2 sigmoid(x) - 1, and tanh never overflows.",
    ko="tanh(x / 2)는 2 sigmoid(x) - 1이고, tanh는 오버플로가 나지 않습니다.",
)
def sigmoid_tanh(x):
    return 0.5 * (1 + np.tanh(np.asarray(x) / 2))


@wheat("binary-sigmoid-logaddexp", function="sigmoid")
def sigmoid_logaddexp(x):
    return np.exp(-np.logaddexp(0, -np.asarray(x)))


@wheat("binary-sigmoid-loop", function="sigmoid")
def sigmoid_loop(x):
    def one(number):
        if number >= 0:
            return 1 / (1 + math.exp(-number))
        return math.exp(number) / (1 + math.exp(number))

    if np.ndim(x) == 0:
        return one(float(x))
    y = np.empty(np.shape(x), order="F")
    for index, number in np.ndenumerate(x):
        y[index] = one(float(number))
    return y


@wheat("binary-sigmoid-float32", function="sigmoid")
def sigmoid_float32(x):
    x = np.asarray(x).astype(np.float32)
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))


@wheat("binary-sigmoid-clipped-late", function="sigmoid")
def sigmoid_clipped_late(x):
    return 1 / (1 + np.exp(-np.clip(x, -700, 700)))


@wheat("binary-sigmoid-overflow-allowed", function="sigmoid")
def sigmoid_overflow_allowed(x):
    # 1 / inf is the right answer, and errstate says that the overflow is meant.
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


@wheat("binary-sigmoid-in-a-copy", function="sigmoid")
def sigmoid_in_a_copy(x):
    small = np.array(x, dtype=float)
    negative = small < 0
    np.abs(small, out=small)
    np.negative(small, out=small)
    np.exp(small, out=small)
    y = 1 / (1 + small)
    return np.where(negative, 1 - y if np.all(y == 1) else small * y, y)


@wheat(
    "binary-logit-difference",
    function="logit",
    en="The logarithm of a quotient is a difference, and log1p keeps the digits of a small p.",
    ko="나눗셈의 로그는 로그의 차이고, log1p는 작은 p의 자릿수를 지킵니다.",
)
def logit_difference(p):
    return np.log(p) - np.log1p(-p)


@wheat("binary-logit-tangent", function="logit")
def logit_tangent(p):
    return -np.log(1 / np.asarray(p) - 1)


@wheat("binary-logit-from-bits", function="logit")
def logit_from_bits(p):
    p = np.asarray(p)
    return np.log2(p / (1 - p)) * math.log(2)


@wheat(
    "binary-derv-square",
    function="sigmoid_derv",
    en="y(1 - y) is multiplied out.",
    ko="y(1 - y)를 전개한 것입니다.",
)
def derv_square(x, y):
    return y - np.square(y)


@wheat("binary-derv-from-logit", function="sigmoid_derv")
def derv_from_logit(x, y):
    return sigmoid(x) * sigmoid(np.negative(x))


@wheat("binary-derv-float32", function="sigmoid_derv")
def derv_float32(x, y):
    y = np.float32(y)
    return y * (1 - y)


@wheat(
    "binary-entropy-d3",
    function="sigmoid_cross_entropy_with_logits",
    en="This is D3's own form: e^-|x| never overflows.",
    ko="D3 문서의 식입니다. e^-|x|는 오버플로가 나지 않습니다.",
)
def entropy_d3(z, x):
    return np.maximum(x, 0) - x * z + np.log(1 + np.exp(-np.abs(x)))


@wheat("binary-entropy-logaddexp", function="sigmoid_cross_entropy_with_logits")
def entropy_logaddexp(z, x):
    return z * np.logaddexp(0, -x) + (1 - z) * np.logaddexp(0, x)


@wheat(
    "binary-entropy-choice",
    function="sigmoid_cross_entropy_with_logits",
    en="Where the label is 1 the loss is log(1 + e^-x), else log(1 + e^x).",
    ko="레이블이 1이면 손실은 log(1 + e^-x)이고, 아니면 log(1 + e^x)입니다.",
)
def entropy_choice(z, x):
    return np.logaddexp(0, np.where(z == 1, -x, x))


@wheat("binary-entropy-loop", function="sigmoid_cross_entropy_with_logits")
def entropy_loop(z, x):
    loss = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        wrong = -float(x[index]) if z[index] == 1 else float(x[index])
        loss[index] = max(wrong, 0.0) + math.log1p(math.exp(-abs(wrong)))
    return loss


@wheat("binary-entropy-float32", function="sigmoid_cross_entropy_with_logits")
def entropy_float32(z, x):
    z, x = z.astype(np.float32), x.astype(np.float32)
    return np.maximum(x, 0) - x * z + np.log1p(np.exp(-np.abs(x)))


@wheat("binary-entropy-derv-d3", function="sigmoid_cross_entropy_with_logits_derv")
def entropy_derv_d3(z, x):
    return -z + sigmoid(x)


@wheat("binary-entropy-derv-choice", function="sigmoid_cross_entropy_with_logits_derv")
def entropy_derv_choice(z, x):
    return np.where(z == 1, -sigmoid(-x), sigmoid(x))


@wheat("binary-entropy-derv-float32", function="sigmoid_cross_entropy_with_logits_derv")
def entropy_derv_float32(z, x):
    return sigmoid(x.astype(np.float32)) - z.astype(np.float32)


@wheat("binary-forward-sum-over-size", function="forward_postproc")
def forward_sum_over_size(output, y):
    entropy = np.asfortranarray(sigmoid_cross_entropy_with_logits(y, output))
    return float(entropy.sum() / entropy.size), (y, output, entropy)


@wheat("binary-forward-einsum", function="forward_postproc")
def forward_einsum(output, y):
    entropy = sigmoid_cross_entropy_with_logits(y, output)
    return np.einsum("i->", entropy.ravel()) / entropy.size, [y.copy(), output.copy(), entropy]


@wheat("binary-backprop-d3", function="backprop_postproc")
def backprop_d3(G_loss, aux):
    y, output, entropy = aux
    g_loss_entropy = 1.0 / np.prod(entropy.shape)
    return (-y + sigmoid(output)) * (g_loss_entropy * G_loss)


@wheat("binary-backprop-full", function="backprop_postproc")
def backprop_full(G_loss, aux):
    y, output, _ = aux
    shares = np.full(np.shape(output), G_loss / output.size, order="F")
    return np.einsum("...,...->...", shares, sigmoid(output) - y)


@wheat("binary-backprop-float32", function="backprop_postproc")
def backprop_float32(G_loss, aux):
    y, output = aux[0].astype(np.float32), aux[1].astype(np.float32)
    return np.float32(G_loss) * (sigmoid(output) - y) / np.float32(y.size)


@wheat(
    "binary-accuracy-d3",
    function="eval_accuracy",
    en="A logit above 0 is a probability above 1/2, and the mean of the matches is their share.",
    ko="로짓이 0보다 크면 확률이 1/2보다 큽니다. 일치한 것의 평균이 정확도입니다.",
)
def accuracy_d3(output, y):
    return np.mean(np.equal(np.greater(output, 0), np.greater(y, 0.5)))


@wheat("binary-accuracy-loop", function="eval_accuracy")
def accuracy_loop(output, y):
    right = sum((o > 0) == (t == 1) for (o,), (t,) in zip(output, y, strict=True))
    return int(right) / len(y)


@wheat("binary-accuracy-probability", function="eval_accuracy")
def accuracy_probability(output, y):
    return 1 - np.abs((sigmoid(output) > 0.5) - y.astype(np.float32)).mean()
