"""Wrong ways to write the forward pass."""

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.activation import identity_function, relu, sigmoid


def carry(network, x, hidden=sigmoid, output=identity_function, biases=(1, 1, 1)):
    """Return the forward pass with other activation functions, or with biases left out."""
    z1 = hidden(np.dot(x, network["W1"]) + biases[0] * network["b1"])
    z2 = hidden(np.dot(z1, network["W2"]) + biases[1] * network["b2"])
    return output(np.dot(z2, network["W3"]) + biases[2] * network["b3"])


@chaff(
    "forward-sigmoid-output",
    function="forward",
    loses=("values", ...),
    en="applies the sigmoid to the output layer too",
    ko="출력층에도 시그모이드를 적용하는 구현",
    think_en="Which activation function does D4 use in the last layer?",
    think_ko="D4 문서는 마지막 층에 어떤 활성화 함수를 씁니까?",
)
def sigmoid_output(network, x):
    return carry(network, x, output=sigmoid)


@chaff(
    "forward-no-activation",
    function="forward",
    loses=("values", ...),
    en="has no activation function between the layers",
    ko="층 사이에 활성화 함수가 없는 구현",
    think_en="What turns the sums of one layer into the input of the next?",
    think_ko="한 층의 합을 다음 층의 입력으로 바꾸는 것은 무엇입니까?",
)
def no_activation(network, x):
    return carry(network, x, hidden=identity_function)


@chaff(
    "forward-relu-hidden",
    function="forward",
    loses=("values", ...),
    en="uses relu in the hidden layers",
    ko="은닉층에 relu를 쓰는 구현",
    think_en="Which activation function does D4 use in the hidden layers?",
    think_ko="D4 문서는 은닉층에 어떤 활성화 함수를 씁니까?",
)
def relu_hidden(network, x):
    return carry(network, x, hidden=relu)


@chaff(
    "forward-one-activation",
    function="forward",
    loses=("values", ...),
    en="applies the sigmoid after the first layer only",
    ko="첫 번째 층 다음에만 시그모이드를 적용하는 구현",
    think_en="How many hidden layers does the network have?",
    think_ko="이 신경망에는 은닉층이 몇 개 있습니까?",
)
def one_activation(network, x):
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    a2 = np.dot(z1, network["W2"]) + network["b2"]
    return np.dot(a2, network["W3"]) + network["b3"]


@chaff(
    "forward-no-biases",
    function="forward",
    loses=("values", ...),
    en="leaves out all biases",
    ko="편향을 모두 빠뜨린 구현",
    think_en="What is added after each product of matrices?",
    think_ko="행렬 곱을 한 다음 무엇을 더합니까?",
)
def no_biases(network, x):
    return carry(network, x, biases=(0, 0, 0))


@chaff(
    "forward-no-output-bias",
    function="forward",
    loses=("values", ...),
    en="leaves out the bias of the output layer",
    ko="출력층의 편향을 빠뜨린 구현",
    think_en="Which of b1, b2 and b3 has not been used?",
    think_ko="b1, b2, b3 가운데 쓰지 않은 것은 무엇입니까?",
)
def no_output_bias(network, x):
    return carry(network, x, biases=(1, 1, 0))


@chaff(
    "forward-biases-subtracted",
    function="forward",
    loses=("values", ...),
    en="subtracts the biases",
    ko="편향을 빼는 구현",
    think_en="Is a bias added or subtracted?",
    think_ko="편향은 더합니까, 뺍니까?",
)
def biases_subtracted(network, x):
    return carry(network, x, biases=(-1, -1, -1))


@chaff(
    "forward-bias-after-activation",
    function="forward",
    loses=("values", ...),
    en="adds the bias after the activation function in the first layer",
    ko="첫 번째 층에서 활성화 함수를 적용한 뒤에 편향을 더하는 구현",
    think_en="Does the sigmoid get the sum with the bias or without it?",
    think_ko="시그모이드에는 편향을 더한 합이 들어갑니까, 더하기 전의 합이 들어갑니까?",
)
def bias_after_activation(network, x):
    z1 = sigmoid(np.dot(x, network["W1"])) + network["b1"]
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    return np.dot(z2, network["W3"]) + network["b3"]


@chaff(
    "forward-two-layers",
    function="forward",
    loses=("values", ...),
    en="stops after the second layer",
    ko="두 번째 층에서 멈추는 구현",
    think_en="How many outputs does the last layer have?",
    think_ko="마지막 층의 출력은 몇 개입니까?",
)
def two_layers(network, x):
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    return sigmoid(np.dot(z1, network["W2"]) + network["b2"])


@chaff(
    "forward-output-transposed",
    function="forward",
    loses=("values", ...),
    en="multiplies by W3 transposed where that is possible, as it is for a square matrix",
    ko="W3가 정사각 행렬이면 전치하여 곱하는 구현",
    think_en="Does a row of W3 belong to an input of the layer or to an output?",
    think_ko="W3의 한 행은 그 층의 입력에 해당합니까, 출력에 해당합니까?",
)
def output_transposed(network, x):
    W3 = np.asarray(network["W3"])
    turned = W3.T if W3.shape[0] == W3.shape[1] else W3
    return carry({**network, "W3": turned}, x)


@chaff(
    "forward-first-row",
    function="forward",
    loses="batch",
    en="returns the outputs of the first input of a batch only",
    ko="배치에서 첫 번째 입력의 출력만 반환하는 구현",
    think_en="How many rows should the result of a batch have?",
    think_ko="배치의 결과는 몇 행이어야 합니까?",
)
def first_row(network, x):
    return carry(network, x[0] if np.ndim(x) == 2 else x)


@chaff(
    "forward-always-batch",
    function="forward",
    loses=("values", ...),
    en="returns a matrix of one row for a single input",
    ko="입력 하나에도 한 행짜리 행렬을 반환하는 구현",
    think_en="Which shape should the outputs of a single input have?",
    think_ko="입력 하나의 출력은 어떤 모양이어야 합니까?",
)
def always_batch(network, x):
    return carry(network, np.atleast_2d(x))


@chaff(
    "forward-squeezed",
    function="forward",
    loses="sizes",
    en="removes dimensions of length 1 from the result",
    ko="결과에서 길이가 1인 차원을 없애는 구현",
    think_en="Which shape should a batch of one input, or a single output, have?",
    think_ko="입력이 하나뿐인 배치나 출력이 하나뿐인 결과는 어떤 모양이어야 합니까?",
)
def squeezed(network, x):
    return np.squeeze(carry(network, x))


@chaff(
    "forward-list",
    function="forward",
    loses=("values", ...),
    en="returns a list instead of an array",
    ko="배열이 아니라 리스트를 반환하는 구현",
    think_en="What can the caller do with an array that it cannot do with a list?",
    think_ko="호출한 쪽은 배열로 할 수 있는 어떤 일을 리스트로는 하지 못합니까?",
)
def a_list(network, x):
    return carry(network, x).tolist()


@chaff(
    "forward-none",
    function="forward",
    loses=("values", ...),
    en="prints the result instead of returning it",
    ko="결과를 반환하지 않고 출력만 하는 구현",
    think_en="What does a function without return give to its caller?",
    think_ko="return이 없는 함수는 호출한 쪽에 무엇을 반환합니까?",
)
def prints(network, x):
    print(carry(network, x))


@chaff(
    "forward-network-changed",
    function="forward",
    told_by="arguments_unchanged",
    loses="inputs",
    en="stores values of its own in the network it was given",
    ko="인자로 받은 신경망에 자기 값을 저장하는 구현",
    think_en="Who else uses the network after this call?",
    think_ko="이 호출이 끝난 뒤 신경망은 누가 또 사용합니까?",
)
def network_changed(network, x):
    y = carry(network, x)
    network["y"] = y
    return y


@chaff(
    "forward-init-transposed",
    function="init_network",
    told_by="first_network",
    loses="first_network",
    en="has W3 with rows and columns exchanged",
    ko="W3의 행과 열이 뒤바뀐 구현",
    think_en="Which numbers stand in the first row of D4's W3?",
    think_ko="D4 문서의 W3 첫 행에는 어떤 숫자가 있습니까?",
)
def init_transposed():
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@chaff(
    "forward-biases-in-place",
    function="forward",
    told_by="arguments_unchanged",
    loses="inputs",
    en="adds the sums of a single input to the biases of the network, in place",
    ko="입력이 하나일 때 가중합을 신경망의 편향에 제자리에서 더하는 구현",
    think_en="What does the next input find in b1?",
    think_ko="다음 입력을 처리할 때 b1에는 무엇이 들어 있습니까?",
)
def biases_in_place(network, x):
    if np.ndim(x) == 1:
        b1 = network["b1"]
        b1 += np.dot(x, network["W1"])
        return carry({**network, "W1": np.zeros_like(network["W1"])}, x)
    return carry(network, x)


@chaff(
    "forward-batch-in-place",
    function="forward",
    told_by="batch_unchanged",
    loses="inputs",
    en="works on the batch that it was given, in place",
    ko="인자로 받은 배치를 제자리에서 고치는 구현",
    think_en="Who else uses the batch after this call?",
    think_ko="이 호출이 끝난 뒤 배치는 누가 또 사용합니까?",
)
def batch_in_place(network, x):
    y = carry(network, x)
    if np.ndim(x) == 2:
        x *= 0.5
    return y


@chaff(
    "forward-integers-kept",
    function="forward",
    loses="types",
    en="gives the outputs the dtype of the input: for integers the fractions are cut off",
    ko="출력을 입력의 자료형으로 되돌리는 구현. 정수 입력에서는 소수점 아래가 잘립니다",
    think_en="Can an integer array hold 0.3168?",
    think_ko="정수 배열에 0.3168을 담을 수 있습니까?",
)
def integers_kept(network, x):
    return carry(network, x).astype(np.asarray(x).dtype)


@chaff(
    "forward-hidden-transposed",
    function="forward",
    en="multiplies by W1 and W2 transposed where they are square",
    ko="W1과 W2가 정사각 행렬이면 전치하여 곱하는 구현",
    think_en="Does a row of W1 belong to an input or to a neuron?",
    think_ko="W1의 한 행은 입력에 해당합니까, 뉴런에 해당합니까?",
    loses="sizes",
)
def hidden_transposed(network, x):
    turned = {
        name: network[name].T if np.ptp(network[name].shape) == 0 else network[name]
        for name in ("W1", "W2")
    }
    return carry({**network, **turned}, x)


@chaff(
    "forward-batch-transposed",
    function="forward",
    en="takes the columns of a square batch for its inputs",
    ko="정사각 행렬인 배치에서 열을 입력으로 보는 구현",
    think_en="Does an input stand in a row of the batch or in a column?",
    think_ko="입력은 배치의 행입니까, 열입니까?",
    loses="batch",
)
def batch_transposed(network, x):
    x = np.asarray(x)
    return carry(network, x.T if x.ndim == 2 and x.shape[0] == x.shape[1] else x)
