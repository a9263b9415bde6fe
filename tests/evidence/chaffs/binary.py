"""Wrong ways to write the functions of `binary`."""

import types

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.binary import pulsar_exec, train


def stable(x):
    """The sigmoid as it should be, for chaffs whose mistake lies elsewhere."""
    return np.exp(np.minimum(x, 0)) / (1.0 + np.exp(-np.abs(x)))


def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def binary_entropy(z, x):
    return softplus(x) - x * z


@chaff(
    "binary-sigmoid-naive",
    function="sigmoid",
    loses="extremes",
    en="writes 1 / (1 + np.exp(-x)): for -1000 that asks for e^1000, which overflows",
    ko="1 / (1 + np.exp(-x))을 그대로 쓰는 구현. "
    "-1000이면 e^1000을 계산하게 되어 오버플로가 납니다",
    think_en="Which form of the same fraction never raises e to a positive power?",
    think_ko="같은 분수를 어떻게 쓰면 e의 지수가 양수가 되지 않습니까?",
)
def sigmoid_naive(x):
    return 1.0 / (1.0 + np.exp(-x))


@chaff(
    "binary-sigmoid-where-both",
    function="sigmoid",
    loses="extremes",
    en="hands both forms to np.where, which computes both of them for every element",
    ko="두 식을 모두 np.where에 넘기는 구현. np.where는 모든 원소에 대해 두 식을 다 계산합니다",
    think_en="When are the arguments of np.where computed: before it chooses, or after?",
    think_ko="np.where의 인자는 고르기 전에 계산됩니까, 고른 뒤에 계산됩니까?",
)
def sigmoid_where_both(x):
    return np.where(x >= 0, 1.0 / (1.0 + np.exp(-x)), np.exp(x) / (1.0 + np.exp(x)))[()]


@chaff(
    "binary-sigmoid-growing",
    function="sigmoid",
    loses="extremes",
    en="writes exp(x) / (1 + exp(x)): for 1000 that is inf / inf, which is nan",
    ko="exp(x) / (1 + exp(x))을 쓰는 구현. 1000이면 inf / inf가 되어 nan이 나옵니다",
    think_en="What are numerator and denominator at x = 1000?",
    think_ko="x = 1000일 때 분자와 분모는 각각 얼마입니까?",
)
def sigmoid_growing(x):
    return np.exp(x) / (1.0 + np.exp(x))


@chaff(
    "binary-sigmoid-one-form-for-all",
    function="sigmoid",
    loses="extremes",
    en="chooses the form once for the whole array, by whether all logits are positive",
    ko="배열의 모든 로짓이 양수인지만 보고 배열 전체에 한 가지 식을 쓰는 구현",
    think_en="What happens to the elements whose sign is not that of the others?",
    think_ko="다른 원소와 부호가 다른 원소는 어떻게 됩니까?",
)
def sigmoid_one_form_for_all(x):
    if np.all(np.asarray(x) >= 0):
        return 1.0 / (1.0 + np.exp(-x))
    return np.exp(x) / (1.0 + np.exp(x))


@chaff(
    "binary-sigmoid-mirrored",
    function="sigmoid",
    loses=("values", ...),
    en="has the sign of x reversed: it falls where it should rise",
    ko="x의 부호를 거꾸로 쓴 구현. 커져야 할 곳에서 작아집니다",
    think_en="Which probability belongs to a large positive logit?",
    think_ko="큰 양수 로짓에는 어떤 확률이 어울립니까?",
)
def sigmoid_mirrored(x):
    return np.exp(-np.maximum(x, 0)) / (1.0 + np.exp(-np.abs(x)))


@chaff(
    "binary-sigmoid-numerator-forgotten",
    function="sigmoid",
    loses=("values", ...),
    en="keeps the numerator at 1 for negative x too, so that nothing is below one half",
    ko="x가 음수일 때도 분자를 1로 두는 구현. 1/2보다 작은 값이 나오지 않습니다",
    think_en="After multiplying the denominator by exp(x), what becomes of the numerator?",
    think_ko="분모에 exp(x)를 곱했다면 분자는 어떻게 되어야 합니까?",
)
def sigmoid_numerator_forgotten(x):
    return 1.0 / (1.0 + np.exp(-np.abs(x)))


@chaff(
    "binary-sigmoid-minus-forgotten",
    function="sigmoid",
    loses=("values", ...),
    en="raises e to |x| in the denominator instead of -|x|",
    ko="분모에서 지수를 -|x|가 아니라 |x|로 쓴 구현",
    think_en="Can an exponent of |x| be kept from growing?",
    think_ko="지수가 |x|이면 값이 얼마나 커질 수 있습니까?",
)
def sigmoid_minus_forgotten(x):
    return np.exp(-np.maximum(-x, 0)) / (1.0 + np.exp(np.abs(x)))


@chaff(
    "binary-sigmoid-tanh",
    function="sigmoid",
    loses=("values", ...),
    en="returns tanh(x), which runs from -1 to 1",
    ko="-1에서 1까지의 값을 내는 tanh(x)를 반환하는 구현",
    think_en="Between which bounds does a probability lie?",
    think_ko="확률은 어떤 두 값 사이에 있습니까?",
)
def sigmoid_tanh(x):
    return np.tanh(x)


@chaff(
    "binary-sigmoid-tanh-not-halved",
    function="sigmoid",
    loses=("values", ...),
    en="shifts and scales tanh(x), where tanh(x / 2) would be right: it is twice as steep",
    ko="tanh(x / 2) 대신 tanh(x)를 옮기고 줄인 구현. 두 배로 가파릅니다",
    think_en="How steep is the sigmoid at 0, and how steep is tanh?",
    think_ko="0에서 시그모이드의 기울기와 tanh의 기울기는 각각 얼마입니까?",
)
def sigmoid_tanh_not_halved(x):
    return 0.5 * (1.0 + np.tanh(x))


@chaff(
    "binary-sigmoid-clipped-early",
    function="sigmoid",
    loses="extremes",
    en="clips the logits to -10 and 10, which bends the values beyond",
    ko="로짓을 -10과 10 사이로 잘라내는 구현. 그 밖의 값이 달라집니다",
    think_en="Which logits overflow, and which does clipping at 10 change?",
    think_ko="오버플로가 나는 로짓은 얼마부터이고, 10에서 자르면 어떤 로짓이 달라집니까?",
)
def sigmoid_clipped_early(x):
    return 1.0 / (1.0 + np.exp(-np.clip(x, -10, 10)))


@chaff(
    "binary-sigmoid-base-two",
    function="sigmoid",
    loses=("values", ...),
    en="raises 2 instead of e to the powers",
    ko="e가 아니라 2를 밑으로 거듭제곱하는 구현",
    think_en="To which base are the odds in a logit?",
    think_ko="로짓은 어떤 수를 밑으로 하는 로그입니까?",
)
def sigmoid_base_two(x):
    return np.exp2(-np.maximum(-x, 0)) / (1.0 + np.exp2(-np.abs(x)))


@chaff(
    "binary-sigmoid-integer-result",
    function="sigmoid",
    loses="types",
    en="writes the results into an array of the dtype of x, so that integers cut them to 0",
    ko="결과를 x와 같은 자료형의 배열에 적는 구현. 정수이면 소수 부분이 잘려 0이 됩니다",
    think_en="Which dtype has np.empty_like of an integer array?",
    think_ko="정수 배열에 np.empty_like를 쓰면 자료형은 무엇이 됩니까?",
)
def sigmoid_integer_result(x):
    x = np.asarray(x)
    result = np.empty_like(x)
    result[...] = stable(x)
    return result


@chaff(
    "binary-sigmoid-in-place",
    function="sigmoid",
    loses="inputs",
    en="works on the array of the caller: the logits are lost",
    ko="호출한 쪽의 배열에 바로 계산하는 구현. 원래의 로짓이 사라집니다",
    think_en="Who else still needs the logits?",
    think_ko="로짓이 아직 필요한 곳은 어디입니까?",
    told_by="sigmoid_argument_unchanged",
)
def sigmoid_in_place(x):
    if isinstance(x, np.ndarray) and x.dtype.kind == "f":
        x[...] = stable(x)
        return x
    return stable(x)


@chaff(
    "binary-sigmoid-derivative",
    function="sigmoid",
    loses=("values", ...),
    en="returns the derivative y (1 - y) instead of y",
    ko="y 대신 그 미분값 y(1 - y)를 반환하는 구현",
    think_en="What does the curve look like far to the right?",
    think_ko="오른쪽으로 멀리 가면 곡선은 어떤 값에 가까워집니까?",
)
def sigmoid_derivative(x):
    y = stable(x)
    return y * (1.0 - y)


@chaff(
    "binary-sigmoid-odds",
    function="sigmoid",
    loses=("values", ...),
    en="returns the odds exp(x) instead of the probability",
    ko="확률 대신 승산 exp(x)를 반환하는 구현",
    think_en="Odds of 3 to 1: which probability is that?",
    think_ko="승산이 3 대 1이면 확률은 얼마입니까?",
)
def sigmoid_odds(x):
    return np.exp(x)


@chaff(
    "binary-sigmoid-hard",
    function="sigmoid",
    loses=("values", ...),
    en="approximates the curve by a straight line between 0 and 1",
    ko="곡선을 0과 1 사이의 직선으로 대신하는 구현",
    think_en="Which value should 3 have, and which has the line?",
    think_ko="x = 3에서 올바른 값은 얼마이고, 직선의 값은 얼마입니까?",
)
def sigmoid_hard(x):
    return np.clip(np.asarray(x) * 0.25 + 0.5, 0.0, 1.0)


@chaff(
    "binary-sigmoid-one-element",
    function="sigmoid",
    loses="shapes",
    en="returns an array of shape (1,) for a single number",
    ko="수 하나를 넣었을 때 모양이 (1,)인 배열을 반환하는 구현",
    think_en="Which shape has a single number?",
    think_ko="수 하나의 모양(shape)은 무엇입니까?",
)
def sigmoid_one_element(x):
    return stable(np.atleast_1d(x))


@chaff(
    "binary-sigmoid-list",
    function="sigmoid",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열 대신 리스트를 반환하는 구현",
    think_en="Can a list be multiplied by the next layer's weights?",
    think_ko="리스트에 다음 층의 가중치를 행렬로 곱할 수 있습니까?",
)
def sigmoid_list(x):
    return stable(x).tolist()


@chaff(
    "binary-sigmoid-printed",
    function="sigmoid",
    loses=("values", ...),
    en="prints the result and returns nothing",
    ko="결과를 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def sigmoid_printed(x):
    print(stable(x))


@chaff(
    "binary-logit-of-probability",
    function="logit",
    loses=("values", ...),
    en="takes the logarithm of the probability instead of the odds",
    ko="승산이 아니라 확률에 로그를 취하는 구현",
    think_en="Which logit belongs to a probability of one half?",
    think_ko="확률 1/2의 로짓은 얼마여야 합니까?",
)
def logit_of_probability(p):
    return np.log(p)


@chaff(
    "binary-logit-odds",
    function="logit",
    loses=("values", ...),
    en="returns the odds without their logarithm",
    ko="로그를 취하지 않고 승산을 반환하는 구현",
    think_en="Is it symmetric about one half?",
    think_ko="1/2을 기준으로 대칭입니까?",
)
def logit_odds(p):
    return p / (1.0 - p)


@chaff(
    "binary-logit-reversed",
    function="logit",
    loses=("values", ...),
    en="takes the odds against instead of the odds for",
    ko="참이 아니라 거짓의 승산을 쓰는 구현",
    think_en="Should a likely answer have a positive logit, or a negative one?",
    think_ko="그럴듯한 답의 로짓은 양수여야 합니까, 음수여야 합니까?",
)
def logit_reversed(p):
    return np.log((1.0 - p) / p)


@chaff(
    "binary-logit-base-two",
    function="logit",
    loses=("values", ...),
    en="takes the logarithm to base 2",
    ko="밑이 2인 로그를 쓰는 구현",
    think_en="Which base undoes the exp of the sigmoid?",
    think_ko="시그모이드의 exp를 되돌리는 로그의 밑은 무엇입니까?",
)
def logit_base_two(p):
    return np.log2(p / (1.0 - p))


@chaff(
    "binary-logit-base-ten",
    function="logit",
    loses=("values", ...),
    en="takes the logarithm to base 10",
    ko="밑이 10인 로그를 쓰는 구현",
    think_en="Which base undoes the exp of the sigmoid?",
    think_ko="시그모이드의 exp를 되돌리는 로그의 밑은 무엇입니까?",
)
def logit_base_ten(p):
    return np.log10(p / (1.0 - p))


@chaff(
    "binary-logit-sum",
    function="logit",
    loses=("values", ...),
    en="adds the two logarithms instead of taking their difference",
    ko="두 로그의 차가 아니라 합을 구하는 구현",
    think_en="What is the logarithm of a quotient?",
    think_ko="나눗셈의 로그는 어떻게 풀 수 있습니까?",
)
def logit_sum(p):
    return np.log(p) + np.log(1.0 - p)


@chaff(
    "binary-logit-is-sigmoid",
    function="logit",
    loses=("values", ...),
    en="returns the sigmoid instead of its inverse",
    ko="역함수가 아니라 시그모이드를 반환하는 구현",
    think_en="Which of the two takes a probability, and which gives one?",
    think_ko="두 함수 중 확률을 받는 것은 무엇이고, 확률을 내는 것은 무엇입니까?",
)
def logit_is_sigmoid(p):
    return stable(p)


@chaff(
    "binary-logit-epsilon",
    function="logit",
    loses="values",
    en="adds 1e-7 to the probabilities, which swallows small ones",
    ko="확률에 1e-7을 더하는 구현. 아주 작은 확률이 묻혀 버립니다",
    think_en="What is left of a probability of 2^-60 after adding 1e-7?",
    think_ko="2^-60에 1e-7을 더하면 무엇이 남습니까?",
)
def logit_epsilon(p):
    return np.log((p + 1e-7) / (1.0 - p + 1e-7))


@chaff(
    "binary-logit-list",
    function="logit",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열 대신 리스트를 반환하는 구현",
    think_en="What does the caller want to compute with it?",
    think_ko="호출한 쪽은 이 값으로 무엇을 계산하려고 합니까?",
)
def logit_list(p):
    return np.log(p / (1.0 - p)).tolist()


@chaff(
    "binary-logit-one-element",
    function="logit",
    loses="shapes",
    en="returns an array of shape (1,) for a single number",
    ko="수 하나를 넣었을 때 모양이 (1,)인 배열을 반환하는 구현",
    think_en="Which shape has a single number?",
    think_ko="수 하나의 모양(shape)은 무엇입니까?",
)
def logit_one_element(p):
    p = np.atleast_1d(p)
    return np.log(p / (1.0 - p))


@chaff(
    "binary-logit-in-place",
    function="logit",
    loses="inputs",
    en="divides in the array of the caller: the probabilities are lost",
    ko="호출한 쪽의 배열에서 바로 나누는 구현. 원래의 확률이 사라집니다",
    think_en="What is in p after p /= 1 - p?",
    think_ko="p /= 1 - p를 실행한 뒤 p에는 무엇이 들어 있습니까?",
    told_by="logit_argument_unchanged",
)
def logit_in_place(p):
    p /= 1.0 - p
    return np.log(p)


@chaff(
    "binary-logit-printed",
    function="logit",
    loses=("values", ...),
    en="prints the result and returns nothing",
    ko="결과를 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def logit_printed(p):
    print(np.log(p / (1.0 - p)))


@chaff(
    "binary-derv-from-x",
    function="sigmoid_derv",
    loses=("values", ...),
    en="puts the logit x where the probability y belongs",
    ko="확률 y를 써야 할 곳에 로짓 x를 쓰는 구현",
    think_en="Which of the two arguments is a probability?",
    think_ko="두 인자 중 확률은 무엇입니까?",
)
def derv_from_x(x, y):
    return x * (1.0 - x)


@chaff(
    "binary-derv-mixed",
    function="sigmoid_derv",
    loses=("values", ...),
    en="multiplies the logit by 1 - y",
    ko="로짓에 1 - y를 곱하는 구현",
    think_en="What is the derivative at a logit of 0?",
    think_ko="로짓이 0일 때 미분값은 얼마입니까?",
)
def derv_mixed(x, y):
    return x * (1.0 - y)


@chaff(
    "binary-derv-value",
    function="sigmoid_derv",
    loses=("values", ...),
    en="returns the sigmoid itself",
    ko="시그모이드 값을 그대로 반환하는 구현",
    think_en="How steep is the curve where it has nearly reached 1?",
    think_ko="값이 1에 거의 다다른 곳에서 곡선은 얼마나 가파릅니까?",
)
def derv_value(x, y):
    return y


@chaff(
    "binary-derv-complement",
    function="sigmoid_derv",
    loses=("values", ...),
    en="returns 1 - y without the factor y",
    ko="y를 곱하지 않고 1 - y를 반환하는 구현",
    think_en="How steep is the curve where it has nearly reached 0?",
    think_ko="값이 0에 거의 다다른 곳에서 곡선은 얼마나 가파릅니까?",
)
def derv_complement(x, y):
    return 1.0 - y


@chaff(
    "binary-derv-tanh",
    function="sigmoid_derv",
    loses=("values", ...),
    en="returns 1 - y², the derivative of tanh",
    ko="tanh의 미분인 1 - y²을 반환하는 구현",
    think_en="Of which function is 1 - y² the derivative?",
    think_ko="1 - y²은 어떤 함수의 미분입니까?",
)
def derv_tanh(x, y):
    return 1.0 - y**2


@chaff(
    "binary-derv-sign",
    function="sigmoid_derv",
    loses=("values", ...),
    en="has the sign reversed: y (y - 1)",
    ko="부호가 반대인 구현. y(y - 1)을 계산합니다",
    think_en="Does the sigmoid rise or fall?",
    think_ko="시그모이드는 커지는 함수입니까, 작아지는 함수입니까?",
)
def derv_sign(x, y):
    return y * (y - 1.0)


@chaff(
    "binary-derv-sigmoid-again",
    function="sigmoid_derv",
    loses=("values", ...),
    en="applies the sigmoid to y, which is one already",
    ko="이미 시그모이드 값인 y에 시그모이드를 다시 적용하는 구현",
    think_en="What is y: a logit, or a probability?",
    think_ko="y는 로짓입니까, 확률입니까?",
)
def derv_sigmoid_again(x, y):
    s = stable(y)
    return s * (1.0 - s)


@chaff(
    "binary-derv-in-place",
    function="sigmoid_derv",
    loses="inputs",
    en="multiplies in the array of the caller: y is lost",
    ko="호출한 쪽의 배열에 바로 곱하는 구현. y가 사라집니다",
    think_en="What is in y after y *= 1 - y?",
    think_ko="y *= 1 - y를 실행한 뒤 y에는 무엇이 들어 있습니까?",
    told_by="derv_arguments_unchanged",
)
def derv_in_place(x, y):
    y *= 1.0 - y
    return y


@chaff(
    "binary-derv-printed",
    function="sigmoid_derv",
    loses=("values", ...),
    en="prints the result and returns nothing",
    ko="결과를 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def derv_printed(x, y):
    print(y * (1.0 - y))


@chaff(
    "binary-derv-list",
    function="sigmoid_derv",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열 대신 리스트를 반환하는 구현",
    think_en="What does the caller want to compute with it?",
    think_ko="호출한 쪽은 이 값으로 무엇을 계산하려고 합니까?",
)
def derv_list(x, y):
    return np.multiply(y, np.subtract(1.0, y)).tolist()


@chaff(
    "binary-entropy-from-probability",
    function="sigmoid_cross_entropy_with_logits",
    loses="extremes",
    en="takes the logarithms of sigmoid(x) and 1 - sigmoid(x): log(0) at 1000",
    ko="sigmoid(x)와 1 - sigmoid(x)에 로그를 취하는 구현. 1000이면 log(0)이 됩니다",
    think_en="What does 1 - sigmoid(40) give in floating point?",
    think_ko="부동소수점으로 1 - sigmoid(40)은 얼마가 됩니까?",
)
def entropy_from_probability(z, x):
    q = stable(x)
    return -z * np.log(q) - (1 - z) * np.log(1 - q)


@chaff(
    "binary-entropy-epsilon",
    function="sigmoid_cross_entropy_with_logits",
    loses="extremes",
    en="adds 1e-7 inside the logarithms, so that no loss exceeds 16",
    ko="로그 안에 1e-7을 더하는 구현. 손실이 16을 넘지 못합니다",
    think_en="What should a wrong answer cost that was given with a logit of 1000?",
    think_ko="로짓이 1000인데 틀렸다면 손실은 얼마여야 합니까?",
)
def entropy_epsilon(z, x):
    q = stable(x)
    return -z * np.log(q + 1e-7) - (1 - z) * np.log(1 - q + 1e-7)


@chaff(
    "binary-entropy-positive-only",
    function="sigmoid_cross_entropy_with_logits",
    loses="extremes",
    en="writes x - x z + log(1 + exp(-x)), which overflows for negative logits",
    ko="x - xz + log(1 + exp(-x))을 쓰는 구현. 로짓이 음수이면 오버플로가 납니다",
    think_en="For which sign of x does exp(-x) grow without bound?",
    think_ko="x의 부호가 무엇일 때 exp(-x)가 한없이 커집니까?",
)
def entropy_positive_only(z, x):
    return x - x * z + np.log(1.0 + np.exp(-x))


@chaff(
    "binary-entropy-negative-only",
    function="sigmoid_cross_entropy_with_logits",
    loses="extremes",
    en="writes log(1 + exp(x)) - x z, which overflows for positive logits",
    ko="log(1 + exp(x)) - xz를 쓰는 구현. 로짓이 양수이면 오버플로가 납니다",
    think_en="For which sign of x does exp(x) grow without bound?",
    think_ko="x의 부호가 무엇일 때 exp(x)가 한없이 커집니까?",
)
def entropy_negative_only(z, x):
    return np.log(1.0 + np.exp(x)) - x * z


@chaff(
    "binary-entropy-swapped",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="takes the first argument for the logits and the second for the answers",
    ko="첫째 인자를 로짓으로, 둘째 인자를 정답으로 보는 구현",
    think_en="Which of z and x is the answer?",
    think_ko="z와 x 중 정답은 무엇입니까?",
)
def entropy_swapped(z, x):
    return softplus(z) - x * z


@chaff(
    "binary-entropy-answers-reversed",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="takes 0 for yes and 1 for no",
    ko="0을 참으로, 1을 거짓으로 보는 구현",
    think_en="Which probability is paid for when z is 1?",
    think_ko="z가 1이면 어떤 확률에 로그를 취해야 합니까?",
)
def entropy_answers_reversed(z, x):
    return softplus(x) - x * (1 - z)


@chaff(
    "binary-entropy-sign-of-product",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="adds x z instead of taking it away",
    ko="xz를 빼지 않고 더하는 구현",
    think_en="What should a right and certain answer cost?",
    think_ko="확신하여 맞힌 답의 손실은 얼마여야 합니까?",
)
def entropy_sign_of_product(z, x):
    return softplus(x) + x * z


@chaff(
    "binary-entropy-product-forgotten",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="leaves out x z, so that the answer does not matter",
    ko="xz를 빠뜨린 구현. 정답이 손실에 영향을 주지 않습니다",
    think_en="Where does the answer enter the loss?",
    think_ko="정답은 손실의 어느 부분에 들어갑니까?",
)
def entropy_product_forgotten(z, x):
    return softplus(x) + 0 * z


@chaff(
    "binary-entropy-logarithm-forgotten",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="leaves out the logarithm: relu(x) - x z alone",
    ko="로그 항을 빠뜨린 구현. relu(x) - xz만 계산합니다",
    think_en="What does a logit of 0 cost?",
    think_ko="로짓이 0일 때 손실은 얼마입니까?",
)
def entropy_logarithm_forgotten(z, x):
    return np.maximum(x, 0) - x * z


@chaff(
    "binary-entropy-relu-forgotten",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="writes x where relu(x) belongs, so that losses become negative",
    ko="relu(x) 대신 x를 쓰는 구현. 손실이 음수가 되기도 합니다",
    think_en="Can a cross-entropy be negative?",
    think_ko="교차 엔트로피가 음수일 수 있습니까?",
)
def entropy_relu_forgotten(z, x):
    return x - x * z + np.log1p(np.exp(-np.abs(x)))


@chaff(
    "binary-entropy-abs-forgotten",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="writes exp(-x) beside relu(x), where exp(-|x|) belongs",
    ko="relu(x)와 함께 exp(-|x|) 대신 exp(-x)를 쓰는 구현",
    think_en="What are relu(x) and exp(-x) for a negative x?",
    think_ko="x가 음수이면 relu(x)와 exp(-x)는 각각 어떻게 됩니까?",
)
def entropy_abs_forgotten(z, x):
    return np.maximum(x, 0) - x * z + np.log1p(np.exp(-x))


@chaff(
    "binary-entropy-negative",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="has the sign reversed: it returns the log-likelihood",
    ko="부호가 반대인 구현. 로그 우도를 반환합니다",
    think_en="Should a wrong answer have a large loss, or a small one?",
    think_ko="틀린 답의 손실은 커야 합니까, 작아야 합니까?",
)
def entropy_negative(z, x):
    return x * z - softplus(x)


@chaff(
    "binary-entropy-base-two",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="measures in bits: it divides by ln 2",
    ko="비트 단위로 재는 구현. ln 2로 나눕니다",
    think_en="Which logarithm has the derivative sigmoid(x) - z?",
    think_ko="미분하면 sigmoid(x) - z가 되는 것은 어떤 로그입니까?",
)
def entropy_base_two(z, x):
    return (softplus(x) - x * z) / np.log(2)


@chaff(
    "binary-entropy-mean",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="returns the mean, where one loss for each element is wanted",
    ko="원소마다의 손실이 아니라 평균을 반환하는 구현",
    think_en="Which of the functions takes the mean?",
    think_ko="평균을 구하는 것은 어느 함수의 일입니까?",
)
def entropy_mean(z, x):
    return np.mean(softplus(x) - x * z)


@chaff(
    "binary-entropy-yes-only",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="counts the loss of the answers yes only: -z log(sigmoid(x))",
    ko="정답이 참인 경우의 손실 -z log(sigmoid(x))만 계산하는 구현",
    think_en="What does a no cost that was taken for a yes?",
    think_ko="거짓을 참으로 판단했을 때의 손실은 얼마입니까?",
)
def entropy_yes_only(z, x):
    return z * softplus(-x)


@chaff(
    "binary-entropy-squared",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="returns the squared error of the probability",
    ko="확률의 제곱 오차를 반환하는 구현",
    think_en="What does cross-entropy do that a square does "
    "not, where the answer is wrong and certain?",
    think_ko="확신했는데 틀린 경우, 교차 엔트로피는 제곱 오차와 어떻게 다릅니까?",
)
def entropy_squared(z, x):
    return (stable(x) - z) ** 2


@chaff(
    "binary-entropy-clipped",
    function="sigmoid_cross_entropy_with_logits",
    loses="extremes",
    en="clips the logits to -30 and 30",
    ko="로짓을 -30과 30 사이로 잘라내는 구현",
    think_en="Is a loss of 1000 too large for a float?",
    think_ko="손실 1000은 실수형으로 나타내기에 너무 큰 값입니까?",
)
def entropy_clipped(z, x):
    x = np.clip(x, -30, 30)
    return softplus(x) - x * z


@chaff(
    "binary-entropy-in-place",
    function="sigmoid_cross_entropy_with_logits",
    loses="inputs",
    en="clears the negative logits in the array of the caller",
    ko="호출한 쪽의 배열에서 음수인 로짓을 0으로 바꾸는 구현",
    think_en="Does x[x < 0] = 0 work on a copy?",
    think_ko="x[x < 0] = 0은 복사본에 적용됩니까?",
    told_by="cross_entropy_arguments_unchanged",
)
def entropy_in_place(z, x):
    loss = softplus(x) - x * z
    x[x < 0] = 0
    return loss


@chaff(
    "binary-entropy-printed",
    function="sigmoid_cross_entropy_with_logits",
    loses=("values", ...),
    en="prints the result and returns nothing",
    ko="결과를 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def entropy_printed(z, x):
    print(softplus(x) - x * z)


@chaff(
    "binary-entropy-derv-sign",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="has the sign reversed: the answer minus the probability",
    ko="부호가 반대인 구현. 정답에서 확률을 뺍니다",
    think_en="Should the loss rise or fall with the logit when the answer is no?",
    think_ko="정답이 거짓일 때 로짓이 커지면 손실은 커져야 합니까, 작아져야 합니까?",
)
def entropy_derv_sign(z, x):
    return z - stable(x)


@chaff(
    "binary-entropy-derv-naive",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses="extremes",
    en="computes the sigmoid as 1 / (1 + np.exp(-x)), which overflows at -1000",
    ko="시그모이드를 1 / (1 + np.exp(-x))으로 계산하는 구현. -1000에서 오버플로가 납니다",
    think_en="Which function of this exercise gives the probability without overflow?",
    think_ko="이 연습 문제에서 오버플로 없이 확률을 구하는 함수는 무엇입니까?",
)
def entropy_derv_naive(z, x):
    return 1.0 / (1.0 + np.exp(-x)) - z


@chaff(
    "binary-entropy-derv-slope-too",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="multiplies by the derivative of the sigmoid as well, as with the squared error",
    ko="제곱 오차를 쓸 때처럼 시그모이드의 미분을 더 곱하는 구현",
    think_en="With respect to what is the derivative: the probability, or the logit?",
    think_ko="무엇에 대한 미분입니까? 확률입니까, 로짓입니까?",
)
def entropy_derv_slope_too(z, x):
    q = stable(x)
    return (q - z) * q * (1 - q)


@chaff(
    "binary-entropy-derv-by-probability",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="is the derivative with respect to the probability, not the logit",
    ko="로짓이 아니라 확률에 대해 미분한 구현",
    think_en="Which factor does the chain rule add between probability and logit?",
    think_ko="연쇄 법칙에 따라 확률과 로짓 사이에 어떤 값을 더 곱해야 합니까?",
)
def entropy_derv_by_probability(z, x):
    q = stable(x)
    return (q - z) / (q * (1 - q))


@chaff(
    "binary-entropy-derv-logit",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="takes the answer from the logit instead of the probability",
    ko="확률이 아니라 로짓에서 정답을 빼는 구현",
    think_en="Can x - z be compared with a probability?",
    think_ko="x - z에서 x는 확률입니까?",
)
def entropy_derv_logit(z, x):
    return x - z


@chaff(
    "binary-entropy-derv-answer-forgotten",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="returns the probability and leaves the answer out",
    ko="정답을 빼지 않고 확률만 반환하는 구현",
    think_en="What is the derivative where the answer is yes and was given with certainty?",
    think_ko="정답이 참이고 확신했다면 미분값은 얼마입니까?",
)
def entropy_derv_answer_forgotten(z, x):
    return stable(x) + 0 * z


@chaff(
    "binary-entropy-derv-swapped",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="takes the first argument for the logits and the second for the answers",
    ko="첫째 인자를 로짓으로, 둘째 인자를 정답으로 보는 구현",
    think_en="Which of z and x is the answer?",
    think_ko="z와 x 중 정답은 무엇입니까?",
)
def entropy_derv_swapped(z, x):
    return stable(z) - x


@chaff(
    "binary-entropy-derv-averaged",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="divides by the number of elements, which backprop_postproc does later",
    ko="원소의 개수로 나누는 구현. 그 일은 나중에 backprop_postproc이 합니다",
    think_en="Is this the derivative of each cross-entropy, or of their mean?",
    think_ko="이것은 교차 엔트로피 하나하나의 미분입니까, 평균의 미분입니까?",
)
def entropy_derv_averaged(z, x):
    return (stable(x) - z) / np.size(x)


@chaff(
    "binary-entropy-derv-decided",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="takes the decision, 0 or 1, instead of the probability",
    ko="확률 대신 0이나 1로 정한 판단을 쓰는 구현",
    think_en="What is left to learn from an answer that is right, but not certain?",
    think_ko="맞았지만 확신하지 못한 답에서는 무엇을 더 배울 수 있습니까?",
)
def entropy_derv_decided(z, x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0) - z


@chaff(
    "binary-entropy-derv-in-place",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses="inputs",
    en="subtracts in the array of the caller: the answers are lost",
    ko="호출한 쪽의 배열에서 바로 빼는 구현. 정답이 사라집니다",
    think_en="What is in z after z -= ...?",
    think_ko="z -= ...를 실행한 뒤 z에는 무엇이 들어 있습니까?",
    told_by="cross_entropy_derv_arguments_unchanged",
)
def entropy_derv_in_place(z, x):
    if z.dtype.kind != "f":
        return stable(x) - z
    z -= stable(x)
    return -z


@chaff(
    "binary-entropy-derv-printed",
    function="sigmoid_cross_entropy_with_logits_derv",
    loses=("values", ...),
    en="prints the result and returns nothing",
    ko="결과를 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def entropy_derv_printed(z, x):
    print(stable(x) - z)


@chaff(
    "binary-forward-sum",
    function="forward_postproc",
    loses=("values", ...),
    en="adds the cross-entropies up instead of taking their mean",
    ko="교차 엔트로피의 평균이 아니라 합을 구하는 구현",
    think_en="Should a larger mini-batch have a larger loss?",
    think_ko="미니배치가 크면 손실도 커져야 합니까?",
)
def forward_sum(output, y):
    entropy = binary_entropy(y, output)
    return np.sum(entropy), [y, output, entropy]


@chaff(
    "binary-forward-mean-of-columns",
    function="forward_postproc",
    loses=("values", ...),
    en="takes the mean of each column, so that the loss is an array",
    ko="열마다 평균을 구하는 구현. 손실이 배열이 됩니다",
    think_en="How many numbers is the loss of a mini-batch?",
    think_ko="미니배치 하나의 손실은 수 몇 개입니까?",
)
def forward_mean_of_columns(output, y):
    entropy = binary_entropy(y, output)
    return np.mean(entropy, axis=0), [y, output, entropy]


@chaff(
    "binary-forward-rows-only",
    function="forward_postproc",
    loses="shapes",
    en="divides the sum by the number of rows, not of elements",
    ko="합을 원소의 개수가 아니라 행의 개수로 나누는 구현",
    think_en="How many cross-entropies are there in a matrix of two by three?",
    think_ko="2행 3열의 행렬에는 교차 엔트로피가 몇 개 있습니까?",
)
def forward_rows_only(output, y):
    entropy = binary_entropy(y, output)
    return np.sum(entropy) / len(entropy), [y, output, entropy]


@chaff(
    "binary-forward-swapped",
    function="forward_postproc",
    loses=("values", ...),
    en="hands the logits over as answers and the answers as logits",
    ko="로짓을 정답으로, 정답을 로짓으로 넘기는 구현",
    think_en="In which order does sigmoid_cross_entropy_with_logits take its arguments?",
    think_ko="sigmoid_cross_entropy_with_logits는 인자를 어떤 순서로 받습니까?",
)
def forward_swapped(output, y):
    entropy = binary_entropy(output, y)
    return np.mean(entropy), [y, output, entropy]


@chaff(
    "binary-forward-aux-order",
    function="forward_postproc",
    loses="values",
    en="puts the logits before the answers in aux",
    ko="aux에 정답보다 로짓을 먼저 담는 구현",
    think_en="In which order does backprop_postproc unpack aux?",
    think_ko="backprop_postproc은 aux를 어떤 순서로 풉니까?",
)
def forward_aux_order(output, y):
    entropy = binary_entropy(y, output)
    return np.mean(entropy), [output, y, entropy]


@chaff(
    "binary-forward-aux-probability",
    function="forward_postproc",
    loses="values",
    en="keeps the probabilities in aux instead of the logits",
    ko="aux에 로짓 대신 확률을 담는 구현",
    think_en="Does the way back apply the sigmoid to the output itself?",
    think_ko="역전파에서 output에 시그모이드를 다시 적용합니까?",
)
def forward_aux_probability(output, y):
    entropy = binary_entropy(y, output)
    return np.mean(entropy), [y, stable(output), entropy]


@chaff(
    "binary-forward-aux-loss",
    function="forward_postproc",
    loses="values",
    en="keeps the loss in aux instead of the cross-entropies",
    ko="aux에 교차 엔트로피 대신 손실을 담는 구현",
    think_en="How does the way back know how many elements there were?",
    think_ko="역전파에서는 원소가 몇 개였는지 어떻게 압니까?",
)
def forward_aux_loss(output, y):
    loss = np.mean(binary_entropy(y, output))
    return loss, [y, output, loss]


@chaff(
    "binary-forward-aux-forgotten",
    function="forward_postproc",
    loses=("values", ...),
    en="returns the loss alone",
    ko="손실만 반환하는 구현",
    think_en="What does the way back need besides the loss?",
    think_ko="역전파에는 손실 말고 무엇이 더 필요합니까?",
)
def forward_aux_forgotten(output, y):
    return np.mean(binary_entropy(y, output))


@chaff(
    "binary-forward-overflow",
    function="forward_postproc",
    loses="extremes",
    en="computes the cross-entropy from sigmoid(output), whose logarithm fails at 1000",
    ko="sigmoid(output)으로 교차 엔트로피를 계산하는 구현. 1000에서 로그를 구할 수 없습니다",
    think_en="Which function above gives the cross-entropy straight from the logit?",
    think_ko="로짓에서 바로 교차 엔트로피를 구하는 함수는 무엇입니까?",
)
def forward_overflow(output, y):
    q = stable(output)
    entropy = -y * np.log(q) - (1 - y) * np.log(1 - q)
    return np.mean(entropy), [y, output, entropy]


@chaff(
    "binary-forward-in-place",
    function="forward_postproc",
    loses="inputs",
    en="writes the cross-entropies into the array of the logits",
    ko="로짓이 들어 있던 배열에 교차 엔트로피를 적는 구현",
    think_en="What would the way back find where the logits were?",
    think_ko="역전파에서는 로짓이 있던 자리에서 무엇을 보게 됩니까?",
    told_by="forward_arguments_unchanged",
)
def forward_in_place(output, y):
    logits = output.copy()
    output[...] = binary_entropy(y, output)
    return np.mean(output), [y, logits, output]


@chaff(
    "binary-forward-printed",
    function="forward_postproc",
    loses=("values", ...),
    en="prints the loss and returns nothing",
    ko="손실을 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def forward_printed(output, y):
    print(np.mean(binary_entropy(y, output)))


@chaff(
    "binary-backprop-sum",
    function="backprop_postproc",
    loses=("values", ...),
    en="does not divide by the number of elements, as if the loss were their sum",
    ko="원소의 개수로 나누지 않는 구현. 손실이 합일 때의 기울기입니다",
    think_en="Which share of a mean has each of its elements?",
    think_ko="평균에서 원소 하나가 차지하는 비중은 얼마입니까?",
)
def backprop_sum(G_loss, aux):
    y, output, _ = aux
    return (stable(output) - y) * G_loss


@chaff(
    "binary-backprop-rows-only",
    function="backprop_postproc",
    loses="shapes",
    en="divides by the number of rows, not of elements",
    ko="원소의 개수가 아니라 행의 개수로 나누는 구현",
    think_en="Over how many elements does forward_postproc take the mean?",
    think_ko="forward_postproc은 원소 몇 개의 평균을 구합니까?",
)
def backprop_rows_only(G_loss, aux):
    y, output, entropy = aux
    return (stable(output) - y) * G_loss / len(entropy)


@chaff(
    "binary-backprop-twice-averaged",
    function="backprop_postproc",
    loses=("values", ...),
    en="divides by the number of elements twice",
    ko="원소의 개수로 두 번 나누는 구현",
    think_en="How often is the mean taken on the way forward?",
    think_ko="순전파에서 평균은 몇 번 구합니까?",
)
def backprop_twice_averaged(G_loss, aux):
    y, output, entropy = aux
    return (stable(output) - y) * G_loss / np.size(entropy) ** 2


@chaff(
    "binary-backprop-gradient-ignored",
    function="backprop_postproc",
    loses=("values", ...),
    en="ignores G_loss and puts 1 in its place",
    ko="G_loss를 쓰지 않고 1로 두는 구현",
    think_en="What if the loss were not the end of the way?",
    think_ko="손실 뒤에 다른 계산이 더 있다면 어떻게 됩니까?",
)
def backprop_gradient_ignored(G_loss, aux):
    y, output, entropy = aux
    return (stable(output) - y) / np.size(entropy)


@chaff(
    "binary-backprop-gradient-added",
    function="backprop_postproc",
    loses=("values", ...),
    en="adds G_loss instead of multiplying by it",
    ko="G_loss를 곱하지 않고 더하는 구현",
    think_en="How does the chain rule join two derivatives?",
    think_ko="연쇄 법칙은 두 미분을 어떻게 잇습니까?",
)
def backprop_gradient_added(G_loss, aux):
    y, output, entropy = aux
    return (stable(output) - y) / np.size(entropy) + G_loss


@chaff(
    "binary-backprop-sign",
    function="backprop_postproc",
    loses=("values", ...),
    en="has the sign reversed",
    ko="부호가 반대인 구현",
    think_en="In which direction should training move the logit when the answer is yes?",
    think_ko="정답이 참이면 학습은 로짓을 어느 쪽으로 움직여야 합니까?",
)
def backprop_sign(G_loss, aux):
    y, output, entropy = aux
    return (y - stable(output)) * G_loss / np.size(entropy)


@chaff(
    "binary-backprop-aux-order",
    function="backprop_postproc",
    loses=("values", ...),
    en="unpacks the logits before the answers",
    ko="aux에서 로짓을 정답보다 먼저 꺼내는 구현",
    think_en="In which order does forward_postproc fill aux?",
    think_ko="forward_postproc은 aux를 어떤 순서로 채웁니까?",
)
def backprop_aux_order(G_loss, aux):
    output, y, entropy = aux
    return (stable(output) - y) * G_loss / np.size(entropy)


@chaff(
    "binary-backprop-times-entropy",
    function="backprop_postproc",
    loses=("values", ...),
    en="multiplies by the cross-entropy itself as well",
    ko="교차 엔트로피 값까지 곱하는 구현",
    think_en="Does the derivative of a mean contain the values averaged?",
    think_ko="평균의 미분에 평균을 낸 값들이 들어 있습니까?",
)
def backprop_times_entropy(G_loss, aux):
    y, output, entropy = aux
    return (stable(output) - y) * entropy * G_loss / np.size(entropy)


@chaff(
    "binary-backprop-slope-too",
    function="backprop_postproc",
    loses=("values", ...),
    en="multiplies by the derivative of the sigmoid as well",
    ko="시그모이드의 미분까지 곱하는 구현",
    think_en="Is that factor in sigmoid_cross_entropy_with_logits_derv already?",
    think_ko="그 값은 sigmoid_cross_entropy_with_logits_derv에 이미 들어 있지 않습니까?",
)
def backprop_slope_too(G_loss, aux):
    y, output, entropy = aux
    q = stable(output)
    return (q - y) * q * (1 - q) * G_loss / np.size(entropy)


@chaff(
    "binary-backprop-mean-of-all",
    function="backprop_postproc",
    loses=("values", ...),
    en="returns the mean of the gradients, one number for all",
    ko="기울기의 평균인 수 하나를 반환하는 구현",
    think_en="Which shape must the gradient of the output have?",
    think_ko="output에 대한 기울기는 어떤 모양이어야 합니까?",
)
def backprop_mean_of_all(G_loss, aux):
    y, output, _ = aux
    return np.mean((stable(output) - y) * G_loss)


@chaff(
    "binary-backprop-in-place",
    function="backprop_postproc",
    loses="inputs",
    en="subtracts in the array of the answers, which aux shares with the data",
    ko="정답 배열에서 바로 빼는 구현. aux의 배열은 데이터와 같은 배열입니다",
    think_en="Who else holds the array y?",
    think_ko="배열 y를 함께 쓰는 곳은 어디입니까?",
    told_by="backprop_arguments_unchanged",
)
def backprop_in_place(G_loss, aux):
    y, output, entropy = aux
    y -= stable(output)
    return -y * G_loss / np.size(entropy)


@chaff(
    "binary-backprop-printed",
    function="backprop_postproc",
    loses=("values", ...),
    en="prints the gradient and returns nothing",
    ko="기울기를 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def backprop_printed(G_loss, aux):
    y, output, entropy = aux
    print((stable(output) - y) * G_loss / np.size(entropy))


@chaff(
    "binary-accuracy-half",
    function="eval_accuracy",
    loses=("values", ...),
    en="compares the logits with 0.5, as if they were probabilities",
    ko="로짓을 확률인 것처럼 0.5와 비교하는 구현",
    think_en="Which logit belongs to a probability of 0.5?",
    think_ko="확률 0.5의 로짓은 얼마입니까?",
)
def accuracy_half(output, y):
    return np.mean((output > 0.5) == (y == 1))


@chaff(
    "binary-accuracy-zero-is-yes",
    function="eval_accuracy",
    loses="values",
    en="takes a logit of exactly 0 for a yes",
    ko="로짓이 정확히 0일 때 참으로 보는 구현",
    think_en="Does D3 write greater, or greater or equal?",
    think_ko="D3 문서는 0보다 큰지를 봅니까, 0 이상인지를 봅니까?",
)
def accuracy_zero_is_yes(output, y):
    return np.mean((output >= 0) == (y == 1))


@chaff(
    "binary-accuracy-count",
    function="eval_accuracy",
    loses=("values", ...),
    en="counts the right answers without dividing by their number",
    ko="맞은 개수를 세기만 하고 전체 개수로 나누지 않는 구현",
    think_en="Which share of the answers is right?",
    think_ko="맞은 답의 비율은 얼마입니까?",
)
def accuracy_count(output, y):
    return float(np.sum((output > 0) == (y == 1)))


@chaff(
    "binary-accuracy-error-rate",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns the share of wrong answers",
    ko="틀린 답의 비율을 반환하는 구현",
    think_en="What should a perfect network get?",
    think_ko="모두 맞힌 신경망의 정확도는 얼마여야 합니까?",
)
def accuracy_error_rate(output, y):
    return np.mean((output > 0) != (y == 1))


@chaff(
    "binary-accuracy-share-of-yes",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns the share of answers that are yes, right or wrong",
    ko="맞든 틀리든 참이라고 판단한 비율을 반환하는 구현",
    think_en="Where do the right answers enter?",
    think_ko="정답은 어디에 쓰입니까?",
)
def accuracy_share_of_yes(output, y):
    return np.mean(output > 0)


@chaff(
    "binary-accuracy-yes-only",
    function="eval_accuracy",
    loses=("values", ...),
    en="counts only what is rightly called yes",
    ko="참을 참이라고 판단한 것만 세는 구현",
    think_en="Is a no that was left alone a right answer?",
    think_ko="거짓을 거짓이라고 판단한 것도 맞은 답 아닙니까?",
)
def accuracy_yes_only(output, y):
    return np.mean((output > 0) & (y == 1))


@chaff(
    "binary-accuracy-recall",
    function="eval_accuracy",
    loses=("values", ...),
    en="looks at the answers yes only, which is recall",
    ko="정답이 참인 것만 보는 구현. 이것은 재현율입니다",
    think_en="Out of how many is accuracy counted?",
    think_ko="정확도는 몇 개 가운데의 비율입니까?",
)
def accuracy_recall(output, y):
    return np.mean(output[y == 1] > 0)


@chaff(
    "binary-accuracy-logits-compared",
    function="eval_accuracy",
    loses=("values", ...),
    en="compares the logits themselves with the answers",
    ko="로짓 자체를 정답과 비교하는 구현",
    think_en="Is a logit ever exactly 1?",
    think_ko="로짓이 정확히 1이 되는 경우가 있습니까?",
)
def accuracy_logits_compared(output, y):
    return np.mean(output == y)


@chaff(
    "binary-accuracy-flattened-answers",
    function="eval_accuracy",
    loses=("values", ...),
    en="flattens the answers only, so that every row meets every answer",
    ko="정답만 1차원으로 바꾸는 구현. 모든 행이 모든 정답과 비교됩니다",
    think_en="Which shape has a column compared with a row?",
    think_ko="열과 행을 비교하면 결과는 어떤 모양이 됩니까?",
)
def accuracy_flattened_answers(output, y):
    return np.mean((output > 0) == (y.ravel() == 1))


@chaff(
    "binary-accuracy-percent",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns percent instead of a share from 0 to 1",
    ko="0에서 1까지의 비율이 아니라 백분율을 반환하는 구현",
    think_en="Which number stands for all right?",
    think_ko="모두 맞은 경우는 어떤 수로 나타냅니까?",
)
def accuracy_percent(output, y):
    return 100 * np.mean((output > 0) == (y == 1))


@chaff(
    "binary-accuracy-in-place",
    function="eval_accuracy",
    loses="inputs",
    en="writes the decisions into the array of the logits",
    ko="로짓이 들어 있던 배열에 판단을 적는 구현",
    think_en="Who still needs the logits after their accuracy is known?",
    think_ko="정확도를 구한 뒤에도 로짓이 필요한 곳은 어디입니까?",
    told_by="accuracy_arguments_unchanged",
)
def accuracy_in_place(output, y):
    output[...] = output > 0
    return np.mean(output == (y == 1))


@chaff(
    "binary-accuracy-column",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns the accuracy in an array of shape (1,)",
    ko="정확도를 모양이 (1,)인 배열로 반환하는 구현",
    think_en="What does np.mean return without an axis?",
    think_ko="np.mean은 axis가 없으면 무엇을 반환합니까?",
)
def accuracy_column(output, y):
    return np.mean((output > 0) == (y == 1), axis=0)


@chaff(
    "binary-accuracy-printed",
    function="eval_accuracy",
    loses=("values", ...),
    en="prints the accuracy and returns nothing",
    ko="정확도를 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def accuracy_printed(output, y):
    print(np.mean((output > 0) == (y == 1)))


@chaff(
    "binary-sigmoid-two-axes",
    function="sigmoid",
    loses="shapes",
    en="keeps two axes at most: all axes behind the first become one",
    ko="축을 두 개까지만 남기는 구현. 첫째 축 뒤의 축이 하나로 합쳐집니다",
    think_en="Which shape should the result of an array with three axes have?",
    think_ko="축이 세 개인 배열의 결과는 어떤 모양이어야 합니까?",
)
def sigmoid_two_axes(x):
    y = stable(x)
    return y.reshape(len(y), -1) if np.ndim(y) > 2 else y


@chaff(
    "binary-sigmoid-matrix-in-place",
    function="sigmoid",
    told_by="sigmoid_matrix_unchanged",
    loses="inputs",
    en="clips a matrix in the array of the caller",
    ko="행렬이면 호출한 쪽의 배열을 직접 잘라 내는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def sigmoid_matrix_in_place(x):
    if np.ndim(x) == 2 and x.dtype.kind == "f":
        np.clip(x, -700, 700, out=x)
    return stable(x)


@chaff(
    "binary-logit-clipped",
    function="logit",
    loses="values",
    en="takes probabilities above 0.999999 for 0.999999",
    ko="0.999999보다 큰 확률을 0.999999로 보는 구현",
    think_en="How large can the odds be below a probability of 1?",
    think_ko="확률이 1보다 작을 때 승산은 얼마나 커질 수 있습니까?",
)
def logit_clipped(p):
    p = np.minimum(p, 0.999999)
    return np.log(p / (1.0 - p))


@chaff(
    "binary-logit-matrix-in-place",
    function="logit",
    told_by="logit_matrix_unchanged",
    loses="inputs",
    en="writes the odds of a matrix over its probabilities",
    ko="행렬이면 확률이 있던 자리에 승산을 덮어쓰는 구현",
    think_en="Whose array is p: yours or the caller's?",
    think_ko="p는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def logit_matrix_in_place(p):
    odds = np.asarray(p / (1.0 - p))
    if np.ndim(p) == 2:
        p[...] = odds
    return np.log(odds)[()]


@chaff(
    "binary-derv-matrix-in-place",
    function="sigmoid_derv",
    told_by="derv_matrices_unchanged",
    loses="inputs",
    en="writes the slopes of a matrix over its logits",
    ko="행렬이면 로짓이 있던 자리에 기울기를 덮어쓰는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def derv_matrix_in_place(x, y):
    slope = y * (1.0 - y)
    if np.ndim(x) == 2:
        x[...] = slope
    return slope


@chaff(
    "binary-entropy-two-axes",
    function="sigmoid_cross_entropy_with_logits",
    loses="shapes",
    en="keeps two axes at most: all axes behind the first become one",
    ko="축을 두 개까지만 남기는 구현. 첫째 축 뒤의 축이 하나로 합쳐집니다",
    think_en="Which shape should the result of an array with three axes have?",
    think_ko="축이 세 개인 배열의 결과는 어떤 모양이어야 합니까?",
)
def entropy_two_axes(z, x):
    y = softplus(x) - x * z
    return y.reshape(len(y), -1) if np.ndim(y) > 2 else y


@chaff(
    "binary-entropy-matrix-in-place",
    function="sigmoid_cross_entropy_with_logits",
    told_by="cross_entropy_matrices_unchanged",
    loses="inputs",
    en="clips a matrix of logits in the array of the caller",
    ko="로짓이 행렬이면 호출한 쪽의 배열을 직접 잘라 내는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def entropy_matrix_in_place(z, x):
    loss = softplus(x) - x * z
    if np.shape(x) == (2, 2):
        x[...] = np.clip(x, -30, 30)
    return loss


@chaff(
    "binary-entropy-derv-matrix-in-place",
    function="sigmoid_cross_entropy_with_logits_derv",
    told_by="cross_entropy_derv_matrices_unchanged",
    loses="inputs",
    en="clips a matrix of logits in the array of the caller",
    ko="로짓이 행렬이면 호출한 쪽의 배열을 직접 잘라 내는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def entropy_derv_matrix_in_place(z, x):
    slope = stable(x) - z
    if np.shape(x) == (2, 2):
        x[...] = np.clip(x, -30, 30)
    return slope


@chaff(
    "binary-split-leak",
    function="pulsar_exec",
    told_by="given_part_is_whole",
    loses="given_part_is_whole",
    en="lets the last row of training into the test as well",
    ko="학습의 마지막 행이 시험에도 들어가는 구현",
    think_en="What does a test on rows that were seen in training say?",
    think_ko="학습에서 본 행으로 시험하면 무엇을 알 수 있습니까?",
)
def split_leak(epoch_count=10, mb_size=10, report=1, *, path=None, rng=None):
    def leaking(data, train_rows, test_rows, *rest):
        test_rows = np.concatenate([train_rows[-1:], test_rows])
        return train(data, train_rows, test_rows, *rest)

    own = types.FunctionType(
        pulsar_exec.__code__, {**pulsar_exec.__globals__, "train": leaking}, "pulsar_exec"
    )
    return own(epoch_count, mb_size, report, path=path, rng=rng)


@chaff(
    "binary-sigmoid-square-turned",
    function="sigmoid",
    en="turns a square matrix: rows become columns",
    ko="정사각 행렬이면 행과 열을 뒤바꾸는 구현",
    think_en="In which row should the result of an element stand?",
    think_ko="한 원소의 결과는 어느 행에 있어야 합니까?",
    loses="shapes",
)
def sigmoid_square_turned(x):
    y = stable(x)
    return y.T if np.ndim(y) == 2 and y.shape[0] == y.shape[1] else y


@chaff(
    "binary-logit-limited",
    function="logit",
    en="lets no logit leave the range from -50 to 50",
    ko="로짓을 -50부터 50까지로 제한하는 구현",
    think_en="How small can a probability be, and so how large its logit?",
    think_ko="확률은 얼마나 작을 수 있고, 그때 로짓은 얼마나 커집니까?",
    loses="values",
)
def logit_limited(p):
    return np.clip(np.log(p / (1.0 - p)), -50, 50)


@chaff(
    "binary-entropy-limited",
    function="sigmoid_cross_entropy_with_logits",
    en="lets no loss exceed 1000",
    ko="손실을 1000까지로 제한하는 구현",
    think_en="What does a logit of a million cost if the answer is no?",
    think_ko="정답이 거짓인데 로짓이 백만이면 손실은 얼마입니까?",
    loses="extremes",
)
def entropy_limited(z, x):
    return np.minimum(softplus(x) - x * z, 1000.0)


@chaff(
    "binary-forward-aux-flattened",
    function="forward_postproc",
    en="flattens the cross-entropies of a matrix in aux",
    ko="aux에 담는 행렬의 교차 엔트로피를 1차원으로 펼치는 구현",
    think_en="Which shape has the gradient on the way back?",
    think_ko="역전파의 기울기는 어떤 모양입니까?",
    loses="shapes",
)
def forward_aux_flattened(output, y):
    entropy = binary_entropy(y, output)
    return np.mean(entropy), [y, output, entropy.ravel() if entropy.shape[1] > 1 else entropy]


@chaff(
    "binary-accuracy-tolerance",
    function="eval_accuracy",
    en="takes what is nearly 0 for 0: only logits above 0.000001 are a yes",
    ko="0에 아주 가까운 로짓을 0으로 보는 구현. 0.000001보다 커야 참이라고 합니다",
    think_en="Is 0.000000001 greater than 0?",
    think_ko="0.000000001은 0보다 큽니까?",
    loses="values",
)
def accuracy_tolerance(output, y):
    return np.mean((output > 1e-6) == (y == 1))


@chaff(
    "binary-accuracy-nothing-found",
    function="eval_accuracy",
    en="returns 0 where nothing is called yes, although a no can be right",
    ko="참이라는 판단이 없으면 0을 반환하는 구현. 거짓도 맞는 답일 수 있습니다",
    think_en="How often is always no right, if one answer in four is yes?",
    think_ko="네 번 중 한 번이 참이라면 언제나 거짓이라는 답은 몇 번 맞습니까?",
    loses="values",
)
def accuracy_nothing_found(output, y):
    return np.mean((output > 0) == (y == 1)) if np.any(output > 0) else 0.0
