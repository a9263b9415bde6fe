"""What holds for every right two-layer network, and a network that learns to read digits."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario
from rawgrad.subject.values import Reference

SHAPES = {"W1": (3, 4), "b1": (4,), "W2": (4, 5), "b2": (5,)}


def some_network(trial: Trial) -> Reference:
    """Make a 3-4-5 network whose parameters, biases too, are drawn here."""
    net = trial.make("TwoLayerNet", 3, 4, 5)
    trial.write(net, "params", {k: trial.rng.normal(size=shape) for k, shape in SHAPES.items()})
    return net


def some_data(trial: Trial, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw inputs and labels for it."""
    return trial.rng.normal(size=(size, 3)), trial.rng.integers(5, size=size)


test_twolayernet_predict_cases_leave_arguments = leaves_arguments("TwoLayerNet.predict")
test_twolayernet_gradient_cases_leave_arguments = leaves_arguments("TwoLayerNet.gradient")
test_train_cases_leave_arguments = leaves_arguments("train")


def _same_bits(
    trial: Trial, net: Reference, before: dict[str, np.ndarray], of: str = "net.params"
) -> None:
    """Insist that the parameters of a network are the same to the last bit."""
    after = trial.read(net["params"])
    trial.same(after, before, of=of)
    for key, value in before.items():
        trial.hold(np.array_equal(after[key], value), f"{of}[{key!r}]", got=after[key], want=value)


@law(
    "TwoLayerNet.__init__",
    "values",
    en="D2's network: 784 inputs, weights of 784 x 50 and 50 x 10, and 10 outputs",
    ko="D2 문서의 신경망은 입력 784개, 784 x 50과 50 x 10 가중치, 출력 10개로 이루어집니다",
    document="D2",
)
def test_documents_network_has_its_shapes(trial: Trial) -> None:
    net = trial.make("TwoLayerNet", 784, 50, 10)
    params = trial.read(net["params"])
    shapes = {"W1": (784, 50), "b1": (50,), "W2": (50, 10), "b2": (10,)}
    trial.has_keys(params, shapes, of="params")
    for key, shape in shapes.items():
        trial.as_array(params[key], shape, of=f"params[{key!r}]")
    spread = float(np.std(params["W1"]))
    trial.hold(abs(spread - 0.01) < 0.0005, of="std(W1)", got=spread, want="0.01 +- 0.0005")


@law(
    "TwoLayerNet.__init__",
    "random",
    en="The weights come from rng alone, and without one they differ each time",
    ko="가중치는 rng에서만 얻고, rng를 주지 않으면 매번 달라집니다",
)
def test_weights_come_from_rng(trial: Trial) -> None:
    # None says the same as no rng at all.
    for options in ({}, {"rng": None}):
        drawn = []
        for _ in range(2):
            net = trial.make("TwoLayerNet", 3, 4, 5, **options)
            trial.no_global_random()
            drawn.append(trial.as_array(trial.read(net["params"]["W1"]), (3, 4)))
        trial.differ(*drawn, of="W1")
    net = trial.make("TwoLayerNet", 3, 4, 5, rng=np.random.RandomState(1))
    trial.no_global_random()
    first = 0.01 * np.random.RandomState(1).standard_normal((3, 4))
    trial.same(trial.as_array(trial.read(net["params"]["W1"]), (3, 4)), first, of="W1")


@law(
    "TwoLayerNet.__init__",
    "random",
    needs=("values",),
    en="Nothing more is drawn than the weights",
    ko="가중치 말고는 아무것도 뽑지 않습니다",
)
def test_nothing_else_is_drawn(trial: Trial) -> None:
    rng, same = np.random.default_rng(4), np.random.default_rng(4)
    trial.make("TwoLayerNet", 3, 4, 5, rng=rng)
    same.standard_normal(3 * 4 + 4 * 5)
    found, want = rng.standard_normal(), same.standard_normal()
    trial.hold(found == want, of="rng.standard_normal()", got=found, want=want)


@law(
    "TwoLayerNet.__init__",
    "own",
    en="Every network has parameters of its own",
    ko="매개변수는 신경망마다 따로 있습니다",
)
def test_parameters_are_its_own(trial: Trial) -> None:
    net = some_network(trial)
    before = trial.read(net["params"]["W1"])
    other = trial.make("TwoLayerNet", 3, 4, 5)
    kept, after = "net.params['W1']", trial.read(net["params"]["W1"])
    trial.same(trial.as_array(after, (3, 4)), before, of=kept)
    first = trial.as_array(trial.read(other["params"]["W1"]), (3, 4))
    trial.make("TwoLayerNet", 3, 4, 5)
    after = trial.read(other["params"]["W1"])
    trial.same(trial.as_array(after, (3, 4)), first, of=kept)
    # As many hidden neurons as classes: one array of zeros would do for both biases.
    trial.apart(trial.make("TwoLayerNet", 3, 4, 4)["params"], of="net.params")


@law(
    "TwoLayerNet.predict",
    "batch",
    en="A batch gives what each of its inputs gives alone",
    ko="배치의 결과는 입력을 하나씩 넣은 결과와 같습니다",
    document="D2",
)
def test_batch_is_its_inputs_one_by_one(trial: Trial) -> None:
    net = some_network(trial)
    x, _ = some_data(trial, 6)
    together = trial.array("TwoLayerNet.predict", net, x, shape=(6, 5))
    trial.same(together.sum(axis=1), np.ones(6), of="y.sum(axis=1)")
    for i in (0, 5):
        alone = trial.array("TwoLayerNet.predict", net, x[i], shape=(5,))
        trial.same(alone, together[i], atol=1e-6)


@law(
    "TwoLayerNet.predict",
    "inputs",
    en="An input is left as it was, and so are the parameters",
    ko="입력은 그대로 남아 있고, 매개변수도 그렇습니다",
)
def test_input_is_left_alone(trial: Trial) -> None:
    net = some_network(trial)
    before = trial.read(net["params"])
    trial.array("TwoLayerNet.predict", net, np.array([1.0, -2.0, 3.0]), shape=(5,))
    trial.unchanged()
    _same_bits(trial, net, before)


@law(
    "TwoLayerNet.predict",
    "inputs",
    needs=("batch",),
    en="A batch is left as it was, and so are the parameters",
    ko="배치는 그대로 남아 있고, 매개변수도 그렇습니다",
)
def test_inputs_are_left_alone(trial: Trial) -> None:
    net = some_network(trial)
    before = trial.read(net["params"])
    # The sums of a single row have the shape of the biases but for an axis, and could go into them.
    for size in (6, 1):
        trial.array("TwoLayerNet.predict", net, some_data(trial, size)[0], shape=(size, 5))
        trial.unchanged()
        _same_bits(trial, net, before)


@law(
    "TwoLayerNet.loss",
    "targets",
    en="The bytes of a hundred labels are counted like any other labels",
    ko="uint8 레이블 백 개도 다른 레이블과 똑같이 계산합니다",
)
def test_many_labels_may_be_bytes(trial: Trial) -> None:
    net = trial.make("TwoLayerNet", 1, 1, 10)
    params = {"W1": np.zeros((1, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 10))}
    # Shares of k in 55: the scores are ln 1 to ln 10.
    trial.write(net, "params", params | {"b2": np.log(np.arange(1.0, 11.0))})
    t = (np.arange(100) % 10).astype(np.uint8)
    want = -np.mean(np.log(np.arange(1, 11) / 55 + 1e-7))
    trial.same(trial.number("TwoLayerNet.loss", net, np.zeros((100, 1)), t), want)


@law(
    "TwoLayerNet.numerical_gradient",
    "values",
    en="Inputs and answers are left as they were",
    ko="인자로 받은 입력과 정답은 그대로 남아 있습니다",
)
def test_measuring_leaves_data_alone(trial: Trial) -> None:
    x, labels = some_data(trial, 3)
    trial.call("TwoLayerNet.numerical_gradient", some_network(trial), x, np.eye(5)[labels])
    trial.unchanged()


@law(
    "TwoLayerNet.gradient",
    "layer1",
    needs=("layer2",),
    en="Backpropagation gives the slopes that are measured on the loss",
    ko="역전파로 구한 기울기는 손실에서 직접 잰 기울기와 같습니다",
    document="D2",
)
def test_both_gradients_agree(trial: Trial) -> None:
    net = some_network(trial)
    params = {key: trial.as_array(trial.read(net["params"][key]), SHAPES[key]) for key in SHAPES}
    x, labels = some_data(trial, 7)
    t = np.eye(5)[labels]

    def loss(params: dict[str, np.ndarray]) -> float:
        z1 = 1 / (1 + np.exp(-x @ params["W1"] - params["b1"]))
        e = np.exp(z1 @ params["W2"] + params["b2"])
        return -np.mean(np.log((t * e).sum(axis=1) / e.sum(axis=1) + 1e-7))

    grads, h = trial.call("TwoLayerNet.gradient", net, x, t), 1e-5
    for key, shape in SHAPES.items():
        measured = np.empty(shape)
        for index in np.ndindex(shape):
            step = np.zeros(shape)
            step[index] = h
            ends = (loss(params | {key: params[key] + one}) for one in (step, -step))
            measured[index] = np.subtract(*ends) / (2 * h)
        # The loss adds 1e-7 inside its logarithm: the slopes differ by 1e-7 over the probability.
        trial.same(trial.as_array(grads[key], shape), measured, atol=1e-4, of=f"[{key!r}]")


@law(
    "TwoLayerNet.gradient",
    "inputs",
    needs=("layer2",),
    en="Inputs and one-hot answers are the same afterwards",
    ko="계산한 뒤에도 입력과 원-핫 정답은 그대로입니다",
)
def test_batch_is_left_alone(trial: Trial) -> None:
    net = some_network(trial)
    x, labels = some_data(trial, 6)
    _slopes(trial, net, x, np.eye(5)[labels])


@law(
    "TwoLayerNet.gradient",
    "inputs",
    needs=("layer2", "targets"),
    en="Inputs and labels are the same afterwards",
    ko="계산한 뒤에도 입력과 레이블은 그대로입니다",
)
def test_labels_are_left_alone(trial: Trial) -> None:
    net = some_network(trial)
    _slopes(trial, net, *some_data(trial, 6))


def _slopes(trial: Trial, net: Reference, x: np.ndarray, t: np.ndarray) -> None:
    """Insist that a gradient is computed, and its arguments are left alone."""
    grads = trial.call("TwoLayerNet.gradient", net, x, t)
    trial.unchanged()
    slopes = trial.as_array(grads["b2"], (5,))
    trial.same(slopes.sum(), 0.0, atol=1e-6, of="sum of ['b2']")
    trial.hold(np.abs(slopes).max() > 1e-3, of="['b2']", got=slopes, want="!= 0")


@scenario(
    "train",
    en="Without other orders it trains for D2's 10,000 steps, and a simple task is learnt",
    ko="스텝 수를 주지 않으면 D2 문서처럼 10,000스텝을 학습하고, 쉬운 문제를 익힙니다",
    document="D2",
)
def test_ten_thousand_steps(trial: Trial) -> None:
    net = trial.make("TwoLayerNet", 1, 1, 2, rng=np.random.default_rng(0))
    x = np.linspace(-1, 1, 10_000).reshape(-1, 1)
    t = np.hstack([x <= 0, x > 0]).astype(float)
    rng = np.random.default_rng(1)
    losses, *accuracies = trial.sequence(
        "train", net, x, t, x[::40], t[::40], batch_size=1, rng=rng, length=3
    )
    trial.hold(len(losses) == 10_000, of="len(losses)", got=len(losses), want=10_000)
    counts = [len(values) for values in accuracies]
    trial.hold(counts == [1, 1], of="len of each list", got=counts, want=[1, 1])
    late = float(np.mean(losses[-1000:]))
    trial.hold(late < 0.05, of="mean(losses[-1000:])", got=late, want="< 0.05")


@law(
    "train",
    "random",
    needs=("values",),
    en="The same seed gives the same lists bit for bit; without rng the batches differ each time",
    ko="시드가 같으면 리스트도 비트까지 같고, rng를 주지 않으면 배치가 매번 달라집니다",
    document="D2",
)
def test_same_seed_same_lists(trial: Trial) -> None:
    x, labels = some_data(trial, 20)
    t = np.eye(5)[labels]
    params = {k: trial.rng.normal(size=shape) for k, shape in SHAPES.items()}

    def run(**kwargs):
        net = trial.make("TwoLayerNet", 3, 4, 5)
        trial.write(net, "params", params)
        lists = trial.sequence("train", net, x, t, x[:7], t[:7], 8, 5, 0.5, length=3, **kwargs)
        trial.no_global_random()
        for found, want in zip(map(len, lists), (8, 2, 2), strict=True):
            trial.hold(found == want, of="len(list)", got=found, want=want)
        return lists

    once, again, other = (run(rng=np.random.RandomState(seed)) for seed in (3, 3, 4))
    trial.hold(once == again, of="losses", got=again[0], want=once[0])
    trial.differ(once[0], other[0], of="losses")
    one, two = run(), run()
    trial.differ(one[0], two[0], of="losses")


@law(
    "train",
    "random",
    needs=("values",),
    en="Nothing more is drawn than one choice for each step",
    ko="스텝마다 choice로 한 번 뽑을 뿐, 더 뽑지 않습니다",
)
def test_one_choice_a_step(trial: Trial) -> None:
    rng, same = np.random.default_rng(6), np.random.default_rng(6)
    x, labels = some_data(trial, 9)
    t = np.eye(5)[labels]
    trial.sequence("train", some_network(trial), x, t, x, t, 3, 4, rng=rng, length=3)
    for _ in range(3):
        same.choice(9, 4)
    found, want = rng.random(), same.random()
    trial.hold(found == want, of="rng.random()", got=found, want=want)


@law(
    "train",
    "values",
    en="Four inputs in batches of two: of four steps, 0 and 2 are recorded",
    ko="입력 네 개를 두 개씩 배우는 네 스텝에서는 0번과 2번 스텝을 기록합니다",
)
def test_steps_are_recorded(trial: Trial) -> None:
    net = trial.make("TwoLayerNet", 1, 2, 2)
    x = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    t = np.array([[1, 0], [1, 0], [0, 1], [0, 1]])
    lists = trial.sequence("train", net, x, t, x, t, iters_num=4, batch_size=2, length=3)
    counts = [len(values) for values in lists]
    trial.hold(counts == [4, 2, 2], of="len of each list", got=counts, want=[4, 2, 2])


@law(
    "train",
    "values",
    en="Pixels that are bytes train a network as the same numbers in floats do",
    ko="픽셀이 uint8이어도 같은 값의 실수일 때와 똑같이 학습합니다",
)
def test_bytes_train_as_numbers(trial: Trial) -> None:
    x = trial.rng.integers(256, size=(6, 3)).astype(np.uint8)
    t = np.eye(5)[trial.rng.integers(5, size=6)]
    params = {k: trial.rng.normal(size=shape) / 100 for k, shape in SHAPES.items()}

    def losses(x: np.ndarray) -> list[float]:
        net = trial.make("TwoLayerNet", 3, 4, 5)
        trial.write(net, "params", params)
        rng = np.random.default_rng(3)
        return trial.sequence("train", net, x, t, x, t, 4, 3, rng=rng, length=3)[0]

    want = losses(x.astype(float))
    trial.same(losses(x), want, atol=1e-5)


@law(
    "train",
    "inputs",
    needs=("values",),
    en="Images and one-hot answers are the same after the training",
    ko="학습한 뒤에도 이미지와 원-핫 정답은 그대로입니다",
)
def test_data_is_left_alone(trial: Trial) -> None:
    (x, t), (x_test, t_test) = some_data(trial, 6), some_data(trial, 4)
    _trained(trial, x, np.eye(5)[t], x_test, np.eye(5)[t_test])


@law(
    "train",
    "inputs",
    needs=("values", "targets"),
    en="Images and labels are the same after the training",
    ko="학습한 뒤에도 이미지와 레이블은 그대로입니다",
)
def test_labels_stay_after_training(trial: Trial) -> None:
    _trained(trial, *some_data(trial, 6), *some_data(trial, 4))


@law(
    "train",
    "inputs",
    needs=("values",),
    en="The arrays of the start are replaced, not written over",
    ko="처음의 배열은 새 배열로 바뀔 뿐, 그 위에 덮어쓰지 않습니다",
)
def test_first_arrays_are_kept(trial: Trial) -> None:
    net, keeper = some_network(trial), trial.make("TwoLayerNet", 3, 4, 5)
    # The keeper holds the very arrays that the network begins with.
    trial.write(keeper, "params", {key: net["params"][key] for key in SHAPES})
    before = trial.read(keeper["params"])
    x, labels = some_data(trial, 6)
    t = np.eye(5)[labels]
    trial.sequence("train", net, x, t, x, t, 3, 2, rng=np.random.default_rng(2), length=3)
    _same_bits(trial, keeper, before, "params before training")


def _trained(trial: Trial, *data: np.ndarray) -> None:
    """Insist that a network is trained, and the data are left alone."""
    losses, *accuracies = trial.sequence(
        "train", some_network(trial), *data, 3, 2, rng=np.random.default_rng(2), length=3
    )
    trial.unchanged()
    right = len(losses) == 3 and np.all(np.array(losses) > 0)
    trial.hold(right, of="losses", got=losses, want="3 * (> 0)")
    counts = [len(values) for values in accuracies]
    trial.hold(counts == [1, 1], of="len of each list", got=counts, want=[1, 1])


@scenario(
    "train",
    en="The network learns to read handwritten digits in 201 steps",
    ko="신경망이 201스텝 만에 손글씨 숫자를 읽게 됩니다",
    document="D2",
)
def test_digits_are_learnt(trial: Trial) -> Text:
    (x_train, t_train), (x_test, t_test) = _mnist(trial)
    rng = np.random.default_rng(0)
    net = trial.make("TwoLayerNet", 784, 50, 10, rng=rng)
    # D2's network and batches, with a larger learning rate, a sixth of the images and a tenth of
    # the tests in between: seconds matter here.
    many, few = slice(0, 10_000), slice(0, 1000)
    losses, train_accuracies, test_accuracies = trial.sequence(
        "train",
        net,
        x_train[many],
        t_train[many],
        x_test[few],
        t_test[few],
        iters_num=201,
        batch_size=100,
        learning_rate=1.0,
        rng=rng,
        length=3,
    )
    counts = [len(losses), len(train_accuracies), len(test_accuracies)]
    trial.hold(counts == [201, 3, 3], of="len of each list", got=counts, want=[201, 3, 3])
    late = float(np.mean(losses[-50:]))
    trial.hold(late < 0.45, of="mean(losses[-50:])", got=late, want="< 0.45")
    first, last = test_accuracies[0], test_accuracies[-1]
    learnt, want = first < 0.3 and last >= 0.84, "< 0.3, >= 0.84"
    trial.hold(learnt, of="[2][0], [2][-1]", got=[first, last], want=want)
    reached = trial.number("TwoLayerNet.accuracy", net, x_test, t_test)
    trial.hold(reached >= 0.87, of="accuracy", got=reached, want=">= 0.87")
    return Text(
        f"test accuracy {reached:.4f} on 10,000 digits after 201 steps",
        f"201스텝 학습한 뒤 숫자 10,000개의 시험 정확도: {reached:.4f}",
    )


def _mnist(trial: Trial) -> tuple[tuple[Reference, Reference], tuple[Reference, Reference]]:
    """Load MNIST by the learner's own loader; the images stay with the submission."""
    data = trial.of("mnist").make("load_mnist", one_hot_label=True)
    return (data[0][0], data[0][1]), (data[1][0], data[1][1])
