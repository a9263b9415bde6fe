"""Wrong ways to write softmax."""

import numpy as np

from rawgrad.authoring.evidence import chaff


def shares(a):
    """Return the right answer, for a chaff that spoils its form or its surroundings."""
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-raw-exponentials",
    loses="extremes",
    en="exponentiates the raw inputs: np.exp(1010) is inf, and inf / inf is nan",
    ko="입력을 그대로 지수 함수에 넣는 구현. np.exp(1010)은 inf이고, inf / inf는 nan입니다",
    think_en="What can you subtract from every input without changing the answer?",
    think_ko="답을 바꾸지 않으면서 모든 입력에서 뺄 수 있는 값은 무엇입니까?",
)
def softmax(a):
    exp_a = np.exp(a)
    return exp_a / exp_a.sum(axis=-1, keepdims=True)


@chaff(
    "softmax-whole-array",
    function="softmax",
    loses="batch",
    en="divides by the sum over the whole batch, as D4's function for one vector does",
    ko="D4 문서의 벡터용 함수처럼 배치 전체의 합으로 나누는 구현",
    think_en="What should each row of a batch sum to?",
    think_ko="배치의 각 행을 더하면 얼마가 되어야 합니까?",
)
def whole_array(a):
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a)


@chaff(
    "softmax-raw-whole-array",
    function="softmax",
    loses=("extremes", "batch"),
    en=(
        "exponentiates the raw inputs and divides by the sum over the whole batch, as D4's "
        "first function does"
    ),
    ko="D4 문서의 첫 번째 함수처럼 입력을 그대로 지수 함수에 넣고 배치 전체의 합으로 나누는 구현",
    think_en="Which two things does D4's function not foresee: how large, and how many?",
    think_ko="D4 문서의 함수가 미처 생각하지 못한 두 가지는 무엇입니까? 크기와 개수를 생각해 보십시오.",
)
def raw_whole_array(a):
    return np.exp(a) / np.sum(np.exp(a))


@chaff(
    "softmax-global-maximum",
    function="softmax",
    loses="batch",
    en="subtracts the maximum of the whole batch: a row far below it becomes 0 / 0",
    ko="배치 전체의 최댓값을 빼는 구현. 최댓값보다 훨씬 작은 행은 0 / 0이 됩니다",
    think_en="Which maximum belongs to a row?",
    think_ko="한 행에서 빼야 할 최댓값은 어느 것입니까?",
)
def global_maximum(a):
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-row-maximum-whole-sum",
    function="softmax",
    loses="batch",
    en="subtracts the maximum of each row but divides by the sum over the whole batch",
    ko="행마다 최댓값을 빼지만 배치 전체의 합으로 나누는 구현",
    think_en="Which sum belongs to a row?",
    think_ko="한 행을 나누어야 할 합은 어느 것입니까?",
)
def row_maximum_whole_sum(a):
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a)


@chaff(
    "softmax-columns",
    function="softmax",
    loses="batch",
    en="works along the columns of a batch instead of along its rows",
    ko="배치의 행이 아니라 열을 따라 계산하는 구현",
    think_en="Which axis runs along a row?",
    think_ko="행을 따라가는 축은 몇 번입니까?",
)
def columns(a):
    exp_a = np.exp(a - np.max(a, axis=0))
    return exp_a / np.sum(exp_a, axis=0)


@chaff(
    "softmax-no-keepdims",
    function="softmax",
    loses="batch",
    en=(
        "loses the column shape of the row sums: in a square batch each column is divided by "
        "another row's sum"
    ),
    ko="행의 합을 열 모양으로 유지하지 않는 구현. 정사각형 배치에서는 열마다 다른 행의 합으로 나누게 됩니다",
    think_en="Which shape do the sums of N rows need, so that each divides its own row?",
    think_ko="행 N개의 합이 자기 행을 나누려면 어떤 모양이어야 합니까?",
)
def no_keepdims(a):
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1)


@chaff(
    "softmax-not-transposed-back",
    function="softmax",
    loses="batch",
    en="returns the transposed batch, as D2's function would without its last .T",
    ko="D2 문서의 함수에서 마지막 .T를 빠뜨려 전치된 배치를 반환하는 구현",
    think_en="After working on x.T, which shape does y have?",
    think_ko="x.T로 계산하고 나면 y는 어떤 모양입니까?",
)
def not_transposed_back(a):
    return shares(a).T


@chaff(
    "softmax-mean-subtracted",
    function="softmax",
    loses="extremes",
    en="subtracts the mean instead of the maximum: the largest score can still overflow",
    ko="최댓값 대신 평균을 빼는 구현. 가장 큰 점수에서 여전히 오버플로가 날 수 있습니다",
    think_en="What must be subtracted so that no exponent is above 0?",
    think_ko="지수가 결코 0보다 커지지 않으려면 무엇을 빼야 합니까?",
)
def mean_subtracted(a):
    exp_a = np.exp(a - np.mean(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-minimum-subtracted",
    function="softmax",
    loses="extremes",
    en="subtracts the minimum instead of the maximum",
    ko="최댓값 대신 최솟값을 빼는 구현",
    think_en="How large can the exponents become?",
    think_ko="지수는 얼마나 커질 수 있습니까?",
)
def minimum_subtracted(a):
    exp_a = np.exp(a - np.min(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-maximum-added",
    function="softmax",
    loses="extremes",
    en="adds the maximum instead of subtracting it",
    ko="최댓값을 빼지 않고 더하는 구현",
    think_en="Does adding bring large scores nearer to 0?",
    think_ko="더하면 큰 점수가 0에 가까워집니까?",
)
def maximum_added(a):
    exp_a = np.exp(a + np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-base-reduced",
    function="softmax",
    loses=("values", ...),
    en="subtracts the maximum from e instead of from the exponent, as D0's (e - C)^a says",
    ko="D0 문서의 (자연상수 - C)^a처럼 지수가 아니라 e에서 최댓값을 빼는 구현",
    think_en="In exp(a - C), does C belong to the base or to the exponent?",
    think_ko="exp(a - C)에서 C는 밑에 있습니까, 지수에 있습니까?",
)
def base_reduced(a):
    powers = np.power(np.e - np.max(a, axis=-1, keepdims=True), 1.0 * a)
    return powers / np.sum(powers, axis=-1, keepdims=True)


@chaff(
    "softmax-maximum-divided",
    function="softmax",
    loses=("values", ...),
    en="divides the scores by their maximum instead of subtracting it",
    ko="최댓값을 빼지 않고 최댓값으로 나누는 구현",
    think_en="Does softmax keep its value when the scores are scaled, or when they are shifted?",
    think_ko="소프트맥스 값은 점수에 배수를 곱해도 그대로입니까, 같은 수를 더해도 그대로입니까?",
)
def maximum_divided(a):
    exp_a = np.exp(a / np.max(np.abs(a), axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-clipped",
    function="softmax",
    loses="extremes",
    en="limits the scores to the range from -700 to 700: large scores become equal",
    ko="점수를 -700에서 700까지로 제한하는 구현. 큰 점수들이 모두 같아집니다",
    think_en="Are 1010 and 1000 still different after clipping?",
    think_ko="제한한 다음에도 1010과 1000은 서로 다릅니까?",
)
def clipped(a):
    exp_a = np.exp(np.clip(a, -700.0, 700.0))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-base-two",
    function="softmax",
    loses=("values", ...),
    en="raises 2 instead of e to the scores",
    ko="e가 아니라 2를 밑으로 하는 구현",
    think_en="To which base does np.exp raise?",
    think_ko="np.exp의 밑은 무엇입니까?",
)
def base_two(a):
    exp_a = np.exp2(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-no-exponential",
    function="softmax",
    loses=("values", ...),
    en="divides the scores themselves by their sum",
    ko="지수 함수를 쓰지 않고 점수 자체를 합으로 나누는 구현",
    think_en="What makes a negative score into a positive share?",
    think_ko="음수 점수를 양수 확률로 바꾸는 것은 무엇입니까?",
)
def no_exponential(a):
    return a / np.sum(a, axis=-1, keepdims=True)


@chaff(
    "softmax-divided-by-maximum",
    function="softmax",
    loses=("values", ...),
    en="divides by the largest exponential instead of by their sum",
    ko="지수 함수 값의 합이 아니라 그중 가장 큰 값으로 나누는 구현",
    think_en="What should the results sum to?",
    think_ko="결과를 모두 더하면 얼마가 되어야 합니까?",
)
def divided_by_maximum(a):
    return np.exp(a - np.max(a, axis=-1, keepdims=True))


@chaff(
    "softmax-divided-by-mean",
    function="softmax",
    loses=("values", ...),
    en="divides by the mean of the exponentials instead of by their sum",
    ko="지수 함수 값의 합이 아니라 평균으로 나누는 구현",
    think_en="What should the results sum to: 1, or the number of classes?",
    think_ko="결과의 합은 1이어야 합니까, 클래스 수여야 합니까?",
)
def divided_by_mean(a):
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.mean(exp_a, axis=-1, keepdims=True)


@chaff(
    "softmax-averaged-over-rows",
    function="softmax",
    loses="batch",
    en="divides by the number of rows as well",
    ko="행의 개수로 한 번 더 나누는 구현",
    think_en="What should each row of a batch sum to?",
    think_ko="배치의 각 행을 더하면 얼마가 되어야 합니까?",
)
def averaged_over_rows(a):
    return shares(a) / (len(a) if np.ndim(a) == 2 else 1)


@chaff(
    "softmax-logarithm",
    function="softmax",
    loses=("values", ...),
    en="returns the logarithms of the shares",
    ko="확률이 아니라 그 로그를 반환하는 구현",
    think_en="Can a probability be negative?",
    think_ko="확률이 음수일 수 있습니까?",
)
def logarithm(a):
    c = np.max(a, axis=-1, keepdims=True)
    return a - c - np.log(np.sum(np.exp(a - c), axis=-1, keepdims=True))


@chaff(
    "softmax-winner-takes-all",
    function="softmax",
    loses=("values", ...),
    en="gives 1 to the largest score and 0 to the others",
    ko="가장 큰 점수에 1, 나머지에 0을 주는 구현",
    think_en="What should become of two scores that differ little?",
    think_ko="차이가 작은 두 점수의 결과는 어떠해야 합니까?",
)
def winner_takes_all(a):
    return 1.0 * (a == np.max(a, axis=-1, keepdims=True))


@chaff(
    "softmax-sigmoid",
    function="softmax",
    loses=("values", ...),
    en="squeezes every score by itself, as the sigmoid does",
    ko="시그모이드처럼 점수마다 따로 0과 1 사이로 바꾸는 구현",
    think_en="What should the results of one input sum to?",
    think_ko="입력 하나의 결과를 모두 더하면 얼마가 되어야 합니까?",
)
def sigmoid(a):
    return 1 / (1 + np.exp(-1.0 * a))


@chaff(
    "softmax-truncated",
    function="softmax",
    loses="types",
    en=(
        "writes the results into an array of the dtype of the scores: for integers the "
        "fractions are cut off"
    ),
    ko="점수와 같은 자료형의 배열에 결과를 담는 구현. 정수 점수에서는 소수점 아래가 잘립니다",
    think_en="Can an integer array hold 0.84?",
    think_ko="정수 배열에 0.84를 담을 수 있습니까?",
)
def truncated(a):
    return shares(a).astype(np.asarray(a).dtype)


@chaff(
    "softmax-rounded",
    function="softmax",
    loses=("values", ...),
    en="rounds the results to four decimals",
    ko="결과를 소수점 아래 넷째 자리로 반올림하는 구현",
    think_en="Who should decide how many decimals are printed?",
    think_ko="소수점 아래 몇 자리를 출력할지는 누가 정해야 합니까?",
)
def rounded(a):
    return np.round(shares(a), 4)


@chaff(
    "softmax-sorted",
    function="softmax",
    loses=("values", ...),
    en="returns the shares in ascending order",
    ko="확률을 작은 것부터 정렬하여 반환하는 구현",
    think_en="At which place should the share of the first score stand?",
    think_ko="첫 번째 점수의 확률은 몇 번째 자리에 있어야 합니까?",
)
def sorted(a):
    return np.sort(shares(a), axis=-1)


@chaff(
    "softmax-first-row",
    function="softmax",
    loses="batch",
    en="returns the result of the first row of a batch only",
    ko="배치에서 첫 번째 행의 결과만 반환하는 구현",
    think_en="Which shape should the result of a batch have?",
    think_ko="배치의 결과는 어떤 모양이어야 합니까?",
)
def first_row(a):
    return shares(a[0] if np.ndim(a) == 2 else a)


@chaff(
    "softmax-always-batch",
    function="softmax",
    loses=("values", ...),
    en="returns a matrix of one row for a single vector",
    ko="벡터 하나에도 한 행짜리 행렬을 반환하는 구현",
    think_en="Which shape should the result of a vector have?",
    think_ko="벡터의 결과는 어떤 모양이어야 합니까?",
)
def always_batch(a):
    return shares(np.atleast_2d(a))


@chaff(
    "softmax-squeezed",
    function="softmax",
    loses="batch",
    en="returns a vector for a batch of one row",
    ko="한 행뿐인 배치에 벡터를 반환하는 구현",
    think_en="Which shape should the result of a batch of one row have?",
    think_ko="한 행뿐인 배치의 결과는 어떤 모양이어야 합니까?",
)
def squeezed(a):
    return np.squeeze(shares(a))


@chaff(
    "softmax-list",
    function="softmax",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What can the caller do with an array that it cannot do with a list?",
    think_ko="호출한 쪽은 배열로 할 수 있는 어떤 일을 리스트로는 하지 못합니까?",
)
def a_list(a):
    return shares(a).tolist()


@chaff(
    "softmax-text",
    function="softmax",
    loses=("values", ...),
    en="returns the text of the result",
    ko="결과를 문자열로 바꾸어 반환하는 구현",
    think_en="Can the caller compute with a text?",
    think_ko="호출한 쪽이 문자열로 계산을 할 수 있습니까?",
)
def text(a):
    return str(shares(a))


@chaff(
    "softmax-none",
    function="softmax",
    loses=("values", ...),
    en="prints the result instead of returning it",
    ko="결과를 반환하지 않고 출력만 하는 구현",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 쪽에 무엇을 반환합니까?",
)
def none(a):
    print(shares(a))


@chaff(
    "softmax-in-place",
    function="softmax",
    told_by="argument_unchanged",
    loses="inputs",
    en="subtracts the maximum from the argument itself",
    ko="인자로 받은 배열에서 직접 최댓값을 빼는 구현",
    think_en="Whose array is a: yours or the caller's?",
    think_ko="a는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def in_place(a):
    a -= np.max(a, axis=-1, keepdims=True)
    return shares(a)


@chaff(
    "softmax-batch-in-place",
    function="softmax",
    told_by="batch_unchanged",
    loses="inputs",
    en="subtracts the maxima of a batch from the argument itself",
    ko="인자로 받은 배치에서 직접 최댓값을 빼는 구현",
    think_en="Does `a -= ...` make a new array?",
    think_ko="`a -= ...`는 새 배열을 만듭니까?",
)
def batch_in_place(a):
    if isinstance(a, np.ndarray) and a.ndim == 2 and a.dtype.kind == "f":
        a -= np.max(a, axis=-1, keepdims=True)
    return shares(a)


@chaff(
    "softmax-arrays-only",
    function="softmax",
    loses="types",
    en="takes arrays only: a list has no ndim, max or other attribute of an array",
    ko="배열만 받는 구현. 리스트에는 ndim, max 같은 배열의 속성이 없습니다",
    think_en="Which NumPy function makes an array of a list?",
    think_ko="리스트를 배열로 만드는 NumPy 함수는 무엇입니까?",
)
def arrays_only(a):
    if a.ndim == 2:
        return shares(a.T.T)
    return shares(a)


@chaff(
    "softmax-always-float64",
    function="softmax",
    loses="types",
    en="computes in float64 throughout: scores in float32 come back as float64",
    ko="언제나 float64로 계산하는 구현. float32 점수의 결과도 float64가 됩니다",
    think_en="Which dtype should the result have for scores in float32?",
    think_ko="float32 점수의 결과는 어떤 자료형이어야 합니까?",
)
def always_float64(a):
    return shares(np.asarray(a, dtype=np.float64))


@chaff(
    "softmax-always-float32",
    function="softmax",
    loses="types",
    en="returns float32 throughout",
    ko="언제나 float32를 반환하는 구현",
    think_en="How many digits of the scores does float32 keep?",
    think_ko="float32에는 점수가 몇 자리까지 남습니까?",
)
def always_float32(a):
    return shares(np.asarray(a, dtype=np.float64)).astype(np.float32)
