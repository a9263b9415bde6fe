"""Wrong ways to write the activation functions."""

import numpy as np

from rawgrad.authoring.evidence import chaff


@chaff(
    "activation-step-at-zero",
    function="step_function",
    loses="values",
    en="returns 1 at exactly 0",
    ko="정확히 0에서도 1을 반환하는 구현",
    think_en="Does D4 write x > 0 or x >= 0?",
    think_ko="D4 문서는 x > 0이라고 씁니까, x >= 0이라고 씁니까?",
)
def step_at_zero(x):
    return (np.asarray(x) >= 0).astype(int)


@chaff(
    "activation-step-booleans",
    function="step_function",
    loses=("values", ...),
    en="returns True and False instead of 1 and 0",
    ko="1과 0 대신 True와 False를 반환하는 구현",
    think_en="What is the dtype of x > 0, and what should it become?",
    think_ko="x > 0의 자료형은 무엇이고, 무엇으로 바꾸어야 합니까?",
)
def step_booleans(x):
    return np.asarray(x) > 0


@chaff(
    "activation-step-floats",
    function="step_function",
    loses=("values", ...),
    en="returns 1.0 and 0.0, which are floats",
    ko="정수가 아니라 실수 1.0과 0.0을 반환하는 구현",
    think_en="D4 prints array([0, 1, 1]): are these integers or floats?",
    think_ko="D4 문서의 출력 array([0, 1, 1])은 정수입니까, 실수입니까?",
)
def step_floats(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)


@chaff(
    "activation-step-half",
    function="step_function",
    loses=("values", ...),
    en="puts the step at 0.5",
    ko="계단의 경계를 0.5에 두는 구현",
    think_en="From which input on should the neuron fire?",
    think_ko="뉴런은 입력이 얼마를 넘을 때부터 켜져야 합니까?",
)
def step_half(x):
    return (np.asarray(x) > 0.5).astype(int)


@chaff(
    "activation-step-truncated",
    function="step_function",
    loses=("values", ...),
    en="turns the inputs into integers before comparing them: 0.3 becomes 0",
    ko="비교하기 전에 입력을 정수로 바꾸는 구현. 0.3이 0이 됩니다",
    think_en="Which is to become an integer: the input, or the result?",
    think_ko="정수로 바꿀 것은 입력입니까, 결과입니까?",
)
def step_truncated(x):
    return (np.asarray(x).astype(int) > 0).astype(int)


@chaff(
    "activation-step-reversed",
    function="step_function",
    loses=("values", ...),
    en="compares the wrong way round: negative inputs give 1",
    ko="부등호 방향이 반대인 구현. 음수에서 1이 나옵니다",
    think_en="Which inputs should give 1?",
    think_ko="어떤 입력에서 1이 나와야 합니까?",
)
def step_reversed(x):
    return (np.asarray(x) < 0).astype(int)


@chaff(
    "activation-step-sign",
    function="step_function",
    loses=("values", ...),
    en="returns the sign: negative inputs give -1",
    ko="부호를 반환하는 구현. 음수에서 -1이 나옵니다",
    think_en="What should a negative input give?",
    think_ko="음수를 넣으면 무엇이 나와야 합니까?",
)
def step_sign(x):
    return np.sign(np.asarray(x)).astype(int)


@chaff(
    "activation-step-list",
    function="step_function",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What can the next layer do with an array that it cannot do with a list?",
    think_ko="다음 층은 배열로 할 수 있는 어떤 일을 리스트로는 하지 못합니까?",
)
def step_list(x):
    return (np.asarray(x) > 0).astype(int).tolist()


@chaff(
    "activation-step-length-one",
    function="step_function",
    loses="shapes",
    en="returns an array of length 1 for a single number",
    ko="숫자 하나에 길이가 1인 배열을 반환하는 구현",
    think_en="What is the shape of a single number?",
    think_ko="숫자 하나의 모양은 무엇입니까?",
)
def step_length_one(x):
    return (np.atleast_1d(x) > 0).astype(int)


@chaff(
    "activation-step-in-place",
    function="step_function",
    told_by="step_argument_unchanged",
    loses="inputs",
    en="writes the result into the argument",
    ko="결과를 인자로 받은 배열에 써 넣는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def step_in_place(x):
    x = np.asarray(x)
    if x.ndim == 0:
        return int(x > 0)
    x[...] = x > 0
    return x.astype(int)


@chaff(
    "activation-step-none",
    function="step_function",
    loses=("values", ...),
    en="prints the result instead of returning it",
    ko="결과를 반환하지 않고 출력만 하는 구현",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 쪽에 무엇을 반환합니까?",
)
def step_none(x):
    print((np.asarray(x) > 0).astype(int))


@chaff(
    "activation-sigmoid-sign",
    function="sigmoid",
    loses=("values", ...),
    en="takes exp(x) instead of exp(-x): the curve falls",
    ko="exp(-x) 대신 exp(x)를 쓰는 구현. 곡선이 내려갑니다",
    think_en="Should a larger input give a larger or a smaller result?",
    think_ko="입력이 커지면 결과는 커져야 합니까, 작아져야 합니까?",
)
def sigmoid_sign(x):
    return 1 / (1 + np.exp(np.asarray(x, dtype=float)))


@chaff(
    "activation-sigmoid-parentheses",
    function="sigmoid",
    loses=("values", ...),
    en="computes 1 / 1 + exp(-x), without parentheses around the denominator",
    ko="분모에 괄호가 없어 1 / 1 + exp(-x)를 계산하는 구현",
    think_en="In which order does Python evaluate 1 / 1 + z?",
    think_ko="파이썬은 1 / 1 + z를 어떤 순서로 계산합니까?",
)
def sigmoid_parentheses(x):
    return 1 / 1 + np.exp(-np.asarray(x, dtype=float))


@chaff(
    "activation-sigmoid-minus",
    function="sigmoid",
    loses=("values", ...),
    en="has a minus in the denominator: 1 / (1 - exp(-x))",
    ko="분모의 부호가 반대인 구현. 1 / (1 - exp(-x))를 계산합니다",
    think_en="What becomes of the denominator at 0?",
    think_ko="0에서 분모는 얼마가 됩니까?",
)
def sigmoid_minus(x):
    return 1 / (1 - np.exp(-np.asarray(x, dtype=float)))


@chaff(
    "activation-sigmoid-no-one",
    function="sigmoid",
    loses=("values", ...),
    en="leaves out the 1 in the denominator, so that exp(x) remains",
    ko="분모에 1이 빠져 결국 exp(x)를 계산하는 구현",
    think_en="Which result can the sigmoid never exceed?",
    think_ko="시그모이드의 결과가 결코 넘을 수 없는 값은 얼마입니까?",
)
def sigmoid_no_one(x):
    return 1 / np.exp(-np.asarray(x, dtype=float))


@chaff(
    "activation-sigmoid-base-two",
    function="sigmoid",
    loses=("values", ...),
    en="raises 2 instead of e to the power -x",
    ko="e가 아니라 2를 밑으로 하는 구현",
    think_en="To which base does np.exp raise?",
    think_ko="np.exp의 밑은 무엇입니까?",
)
def sigmoid_base_two(x):
    return 1 / (1 + np.exp2(-np.asarray(x, dtype=float)))


@chaff(
    "activation-sigmoid-tanh",
    function="sigmoid",
    loses=("values", ...),
    en="returns tanh(x), which runs from -1 to 1",
    ko="-1에서 1까지 변하는 tanh(x)를 반환하는 구현",
    think_en="Which results are possible for a negative input?",
    think_ko="음수를 넣으면 어떤 값이 나올 수 있습니까?",
)
def sigmoid_tanh(x):
    return np.tanh(np.asarray(x, dtype=float))


@chaff(
    "activation-sigmoid-steep",
    function="sigmoid",
    loses=("values", ...),
    en="returns (1 + tanh(x)) / 2, which is the sigmoid of 2x",
    ko="(1 + tanh(x)) / 2를 반환하는 구현. 이것은 2x의 시그모이드입니다",
    think_en="What must stand inside tanh so that exp(-x) comes out, and not exp(-2x)?",
    think_ko="exp(-2x)가 아니라 exp(-x)가 나오려면 tanh 안에 무엇이 있어야 합니까?",
)
def sigmoid_steep(x):
    return (1 + np.tanh(np.asarray(x, dtype=float))) / 2


@chaff(
    "activation-sigmoid-absolute",
    function="sigmoid",
    loses=("values", ...),
    en="forgets the sign of x: exp(-|x|) keeps the exponential small, but -2 gives the same as 2",
    ko="x의 부호를 잃어버리는 구현. exp(-|x|)는 넘치지 않지만 -2와 2의 결과가 같아집니다",
    think_en="What should sigmoid(-x) and sigmoid(x) add up to?",
    think_ko="sigmoid(-x)와 sigmoid(x)를 더하면 얼마가 되어야 합니까?",
)
def sigmoid_absolute(x):
    return 1 / (1 + np.exp(-np.abs(np.asarray(x, dtype=float))))


@chaff(
    "activation-sigmoid-derivative",
    function="sigmoid",
    loses=("values", ...),
    en="returns the derivative y (1 - y) instead of y",
    ko="y가 아니라 도함수 y (1 - y)를 반환하는 구현",
    think_en="How large is the sigmoid itself at 0?",
    think_ko="0에서 시그모이드 자체의 값은 얼마입니까?",
)
def sigmoid_derivative(x):
    y = 1 / (1 + np.exp(-np.asarray(x, dtype=float)))
    return y * (1 - y)


@chaff(
    "activation-sigmoid-hard",
    function="sigmoid",
    loses=("values", ...),
    en="replaces the curve by straight lines: 0.2 x + 0.5, cut off at 0 and 1",
    ko="곡선을 직선 0.2 x + 0.5로 대신하고 0과 1에서 자르는 구현",
    think_en="At which input does the true curve reach 1?",
    think_ko="실제 곡선은 어떤 입력에서 1에 닿습니까?",
)
def sigmoid_hard(x):
    return np.clip(0.2 * np.asarray(x) + 0.5, 0.0, 1.0)


@chaff(
    "activation-sigmoid-clipped",
    function="sigmoid",
    loses="extremes",
    en="limits x to the range from -5 to 5 first",
    ko="먼저 x를 -5에서 5까지로 제한하는 구현",
    think_en="Is the curve already flat at 5?",
    think_ko="곡선은 5에서 이미 평평합니까?",
)
def sigmoid_clipped(x):
    return 1 / (1 + np.exp(-np.clip(np.asarray(x, dtype=float), -5, 5)))


@chaff(
    "activation-sigmoid-rounded",
    function="sigmoid",
    loses=("values", ...),
    en="rounds the results to three decimals",
    ko="결과를 소수점 아래 셋째 자리로 반올림하는 구현",
    think_en="Who should decide how many decimals are printed?",
    think_ko="소수점 아래 몇 자리를 출력할지는 누가 정해야 합니까?",
)
def sigmoid_rounded(x):
    return np.round(1 / (1 + np.exp(-np.asarray(x, dtype=float))), 3)


@chaff(
    "activation-sigmoid-shares",
    function="sigmoid",
    loses=("values", ...),
    en="divides exp(x) by the sum of all of them, as softmax does",
    ko="소프트맥스처럼 exp(x)를 전체 합으로 나누는 구현",
    think_en="Should the result for one element depend on the other elements?",
    think_ko="한 원소의 결과가 다른 원소에 따라 달라져야 합니까?",
)
def sigmoid_shares(x):
    exp_x = np.exp(np.asarray(x, dtype=float))
    return exp_x / np.sum(exp_x)


@chaff(
    "activation-sigmoid-truncated",
    function="sigmoid",
    loses="types",
    en="gives the results the dtype of the input: for integers the fractions are cut off",
    ko="결과를 입력의 자료형으로 되돌리는 구현. 정수 입력에서는 소수점 아래가 잘립니다",
    think_en="Can an integer array hold 0.88?",
    think_ko="정수 배열에 0.88을 담을 수 있습니까?",
)
def sigmoid_truncated(x):
    x = np.asarray(x)
    return (1 / (1 + np.exp(-x.astype(float)))).astype(x.dtype)


@chaff(
    "activation-sigmoid-flattened",
    function="sigmoid",
    loses="shapes",
    en="returns a flat array, whatever the shape of the input",
    ko="입력의 모양과 상관없이 1차원 배열을 반환하는 구현",
    think_en="Which shape should the result have?",
    think_ko="결과는 어떤 모양이어야 합니까?",
)
def sigmoid_flattened(x):
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float).ravel()))


@chaff(
    "activation-sigmoid-length-one",
    function="sigmoid",
    loses="shapes",
    en="returns an array of length 1 for a single number",
    ko="숫자 하나에 길이가 1인 배열을 반환하는 구현",
    think_en="What is the shape of a single number?",
    think_ko="숫자 하나의 모양은 무엇입니까?",
)
def sigmoid_length_one(x):
    return 1 / (1 + np.exp(-np.atleast_1d(np.asarray(x, dtype=float))))


@chaff(
    "activation-sigmoid-list",
    function="sigmoid",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What can the next layer do with an array that it cannot do with a list?",
    think_ko="다음 층은 배열로 할 수 있는 어떤 일을 리스트로는 하지 못합니까?",
)
def sigmoid_list(x):
    return (1 / (1 + np.exp(-np.asarray(x, dtype=float)))).tolist()


@chaff(
    "activation-sigmoid-text",
    function="sigmoid",
    loses=("values", ...),
    en="returns the text of the result",
    ko="결과를 문자열로 바꾸어 반환하는 구현",
    think_en="Can the next layer multiply a text?",
    think_ko="다음 층이 문자열로 곱셈을 할 수 있습니까?",
)
def sigmoid_text(x):
    return str(1 / (1 + np.exp(-np.asarray(x, dtype=float))))


@chaff(
    "activation-sigmoid-none",
    function="sigmoid",
    loses=("values", ...),
    en="prints the result instead of returning it",
    ko="결과를 반환하지 않고 출력만 하는 구현",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 쪽에 무엇을 반환합니까?",
)
def sigmoid_none(x):
    print(1 / (1 + np.exp(-np.asarray(x, dtype=float))))


@chaff(
    "activation-sigmoid-in-place",
    function="sigmoid",
    told_by="sigmoid_argument_unchanged",
    loses="inputs",
    en="changes the sign of the argument itself",
    ko="인자로 받은 배열의 부호를 직접 바꾸는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def sigmoid_in_place(x):
    x = np.asarray(x)
    x *= -1
    return 1 / (1 + np.exp(x))


@chaff(
    "activation-relu-absolute",
    function="relu",
    loses=("values", ...),
    en="returns the absolute value: negative inputs lose their sign only",
    ko="절댓값을 반환하는 구현. 음수가 부호만 잃습니다",
    think_en="What should become of -5?",
    think_ko="-5는 무엇이 되어야 합니까?",
)
def relu_absolute(x):
    return np.abs(x)


@chaff(
    "activation-relu-minimum",
    function="relu",
    loses=("values", ...),
    en="takes the smaller of 0 and x: negative inputs pass",
    ko="0과 x 가운데 작은 쪽을 고르는 구현. 음수가 통과합니다",
    think_en="Which inputs should pass: positive or negative ones?",
    think_ko="양수와 음수 가운데 어느 쪽이 통과해야 합니까?",
)
def relu_minimum(x):
    return np.minimum(0, x)


@chaff(
    "activation-relu-leaky",
    function="relu",
    loses=("values", ...),
    en="lets a hundredth of negative inputs through",
    ko="음수의 100분의 1을 통과시키는 구현",
    think_en="Should anything of a negative input remain?",
    think_ko="음수 입력에서 조금이라도 남는 것이 있어야 합니까?",
)
def relu_leaky(x):
    x = np.asarray(x)
    return np.where(x > 0, x, 0.01 * x)


@chaff(
    "activation-relu-capped",
    function="relu",
    loses=("values", ...),
    en="cuts off at 1 as well",
    ko="1보다 큰 값도 잘라 버리는 구현",
    think_en="What should become of 4?",
    think_ko="4는 무엇이 되어야 합니까?",
)
def relu_capped(x):
    return np.clip(x, 0, 1)


@chaff(
    "activation-relu-step",
    function="relu",
    loses=("values", ...),
    en="returns 1 for positive inputs, not their value",
    ko="양수의 값 대신 1을 반환하는 구현",
    think_en="Should 2 and 4 give the same result?",
    think_ko="2와 4의 결과가 같아야 합니까?",
)
def relu_step(x):
    return np.where(np.asarray(x) > 0, 1, 0)


@chaff(
    "activation-relu-dropped",
    function="relu",
    loses=("values", ...),
    en="leaves out the negative elements instead of making them 0",
    ko="음수를 0으로 만들지 않고 빼 버리는 구현",
    think_en="Which shape should the result have?",
    think_ko="결과는 어떤 모양이어야 합니까?",
)
def relu_dropped(x):
    x = np.asarray(x)
    return x[x > 0]


@chaff(
    "activation-relu-largest",
    function="relu",
    loses=("values", ...),
    en="returns only the largest element, or 0",
    ko="가장 큰 원소 하나만 반환하는 구현",
    think_en="What is the difference between np.max and np.maximum?",
    think_ko="np.max와 np.maximum은 무엇이 다릅니까?",
)
def relu_largest(x):
    return max(0, np.max(x))


@chaff(
    "activation-relu-list",
    function="relu",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What can the next layer do with an array that it cannot do with a list?",
    think_ko="다음 층은 배열로 할 수 있는 어떤 일을 리스트로는 하지 못합니까?",
)
def relu_list(x):
    return np.maximum(0, x).tolist()


@chaff(
    "activation-relu-in-place",
    function="relu",
    told_by="relu_argument_unchanged",
    loses="inputs",
    en="sets the negative elements of the argument itself to 0",
    ko="인자로 받은 배열의 음수를 직접 0으로 바꾸는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def relu_in_place(x):
    x = np.asarray(x)
    x[x < 0] = 0
    return x


@chaff(
    "activation-relu-none",
    function="relu",
    loses=("values", ...),
    en="prints the result instead of returning it",
    ko="결과를 반환하지 않고 출력만 하는 구현",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 쪽에 무엇을 반환합니까?",
)
def relu_none(x):
    print(np.maximum(0, x))


@chaff(
    "activation-identity-sign",
    function="identity_function",
    told_by="relu_halves_make_the_identity",
    loses="relu.values",
    en="changes the sign",
    ko="부호를 바꾸는 구현",
    think_en="What does the identity function do to its input?",
    think_ko="항등 함수는 입력에 무엇을 합니까?",
)
def identity_sign(x):
    return -x


@chaff(
    "activation-step-tolerance",
    function="step_function",
    loses="values",
    en="takes what is nearly 0 for 0: the step is at 0.000001",
    ko="0에 아주 가까운 값을 0으로 보는 구현. 계단의 경계가 0.000001에 있습니다",
    think_en="Is 0.000000001 greater than 0?",
    think_ko="0.000000001은 0보다 큽니까?",
)
def step_tolerance(x):
    return (np.asarray(x) > 1e-6).astype(int)


@chaff(
    "activation-step-two-axes",
    function="step_function",
    loses="shapes",
    en="keeps two axes at most: all axes behind the first become one",
    ko="축을 두 개까지만 남기는 구현. 첫째 축 뒤의 축이 하나로 합쳐집니다",
    think_en="Which shape should the result of an array with three axes have?",
    think_ko="축이 세 개인 배열의 결과는 어떤 모양이어야 합니까?",
)
def step_two_axes(x):
    y = (np.asarray(x) > 0).astype(int)
    return y.reshape(len(y), -1) if y.ndim > 2 else y


@chaff(
    "activation-step-matrix-in-place",
    function="step_function",
    told_by="step_matrix_unchanged",
    loses="inputs",
    en="writes the result of a matrix into the argument",
    ko="행렬이면 결과를 인자에 써 넣는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def step_matrix_in_place(x):
    y = (np.asarray(x) > 0).astype(int)
    if y.ndim > 1:
        x[...] = y
    return y


@chaff(
    "activation-sigmoid-matrix-in-place",
    function="sigmoid",
    told_by="sigmoid_matrix_unchanged",
    loses="inputs",
    en="writes the result of a matrix into the argument",
    ko="행렬이면 결과를 인자에 써 넣는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def sigmoid_matrix_in_place(x):
    y = 1 / (1 + np.exp(-np.multiply(x, 1.0)))
    if y.ndim > 1:
        x[...] = y
    return y


@chaff(
    "activation-relu-matrix-in-place",
    function="relu",
    told_by="relu_matrix_unchanged",
    loses="inputs",
    en="writes zeros into a matrix that it is given",
    ko="인자로 받은 행렬에 0을 써 넣는 구현",
    think_en="Whose array is x: yours or the caller's?",
    think_ko="x는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def relu_matrix_in_place(x):
    if np.ndim(x) > 1:
        x[x < 0] = 0
    return np.maximum(0, x)


@chaff(
    "activation-relu-tolerance",
    function="relu",
    loses="values",
    en="takes what is nearly 0 for 0: 0.000000001 does not pass",
    ko="0에 아주 가까운 값을 0으로 보는 구현. 0.000000001이 통과하지 못합니다",
    think_en="Is 0.000000001 greater than 0?",
    think_ko="0.000000001은 0보다 큽니까?",
)
def relu_tolerance(x):
    return np.where(np.asarray(x) > 1e-6, x, 0)


@chaff(
    "activation-relu-two-axes",
    function="relu",
    loses="shapes",
    en="keeps two axes at most: all axes behind the first become one",
    ko="축을 두 개까지만 남기는 구현. 첫째 축 뒤의 축이 하나로 합쳐집니다",
    think_en="Which shape should the result of an array with three axes have?",
    think_ko="축이 세 개인 배열의 결과는 어떤 모양이어야 합니까?",
)
def relu_two_axes(x):
    y = np.maximum(0, x)
    return y.reshape(len(y), -1) if y.ndim > 2 else y


@chaff(
    "activation-step-list-sorted",
    function="step_function",
    told_by="step_list_unchanged",
    en="sorts the list that it was given",
    ko="인자로 받은 리스트를 정렬해 버리는 구현",
    think_en="Whose list is x: yours or the caller's?",
    think_ko="x는 함수의 리스트입니까, 호출한 쪽의 리스트입니까?",
    loses="inputs",
)
def step_list_sorted(x):
    y = (np.asarray(x) > 0).astype(int)
    if isinstance(x, list):
        x.sort()
    return y


@chaff(
    "activation-step-square-turned",
    function="step_function",
    en="turns a square matrix: rows become columns",
    ko="정사각 행렬이면 행과 열을 뒤바꾸는 구현",
    think_en="In which row should the result of an element stand?",
    think_ko="한 원소의 결과는 어느 행에 있어야 합니까?",
    loses="shapes",
)
def step_square_turned(x):
    y = (np.asarray(x) > 0).astype(int)
    return y.T if y.ndim == 2 and y.shape[0] == y.shape[1] else y


@chaff(
    "activation-sigmoid-list-sorted",
    function="sigmoid",
    told_by="sigmoid_list_unchanged",
    en="sorts the list that it was given",
    ko="인자로 받은 리스트를 정렬해 버리는 구현",
    think_en="Whose list is x: yours or the caller's?",
    think_ko="x는 함수의 리스트입니까, 호출한 쪽의 리스트입니까?",
    loses="inputs",
)
def sigmoid_list_sorted(x):
    y = 1 / (1 + np.exp(-np.multiply(x, 1.0)))
    if isinstance(x, list):
        x.sort()
    return y


@chaff(
    "activation-sigmoid-square-turned",
    function="sigmoid",
    en="turns a square matrix: rows become columns",
    ko="정사각 행렬이면 행과 열을 뒤바꾸는 구현",
    think_en="In which row should the result of an element stand?",
    think_ko="한 원소의 결과는 어느 행에 있어야 합니까?",
    loses="shapes",
)
def sigmoid_square_turned(x):
    y = 1 / (1 + np.exp(-np.multiply(x, 1.0)))
    return y.T if y.ndim == 2 and y.shape[0] == y.shape[1] else y


@chaff(
    "activation-relu-list-sorted",
    function="relu",
    told_by="relu_list_unchanged",
    en="sorts the list that it was given",
    ko="인자로 받은 리스트를 정렬해 버리는 구현",
    think_en="Whose list is x: yours or the caller's?",
    think_ko="x는 함수의 리스트입니까, 호출한 쪽의 리스트입니까?",
    loses="inputs",
)
def relu_list_sorted(x):
    y = np.maximum(0, x)
    if isinstance(x, list):
        x.sort()
    return y


@chaff(
    "activation-relu-square-turned",
    function="relu",
    en="turns a square matrix: rows become columns",
    ko="정사각 행렬이면 행과 열을 뒤바꾸는 구현",
    think_en="In which row should the result of an element stand?",
    think_ko="한 원소의 결과는 어느 행에 있어야 합니까?",
    loses="shapes",
)
def relu_square_turned(x):
    y = np.maximum(0, x)
    return y.T if y.ndim == 2 and y.shape[0] == y.shape[1] else y


@chaff(
    "activation-relu-cut-off",
    function="relu",
    en="cuts off at 1000",
    ko="1000보다 큰 값을 잘라 버리는 구현",
    think_en="How large may a positive input be?",
    think_ko="양수 입력은 얼마나 커도 됩니까?",
    loses="values",
)
def relu_cut_off(x):
    return np.clip(x, 0, 1000)
