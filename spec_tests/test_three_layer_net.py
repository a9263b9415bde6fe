"""What holds for every right three-layer network and for Adam, and a network that reads digits."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario

SHAPES = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,), "W3": (2, 5), "b3": (5,)}
SIZES = (3, 4, 2, 5)


def some_network(trial: Trial) -> dict[str, np.ndarray]:
    """Draw a 3-4-2-5 network, biases too."""
    return {key: trial.rng.normal(size=shape) for key, shape in SHAPES.items()}


def some_data(trial: Trial, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw inputs and one-hot answers for it."""
    return trial.rng.normal(size=(size, 3)), np.eye(5)[trial.rng.integers(5, size=size)]


def as_network(trial: Trial, value: object, shapes: dict[str, tuple[int, ...]] = SHAPES) -> dict:
    """Insist on a dict of arrays under these keys and in these shapes."""
    trial.has_keys(value, shapes)
    return {k: trial.as_array(value[k], shape, of=f"[{k!r}]") for k, shape in shapes.items()}


test_forward_cases_leave_arguments = leaves_arguments("forward")
test_output_delta_cases_leave_arguments = leaves_arguments("output_delta")
test_gradient_cases_leave_arguments = leaves_arguments("gradient")
test_adam_update_cases_leave_arguments = leaves_arguments("Adam.update")
test_train_cases_leave_arguments = leaves_arguments("train")


@law(
    "init_network",
    "values",
    en="D4's network has 784 inputs, 50 and 100 hidden neurons and 10 outputs: 45,360 parameters",
    ko="D4 문서의 신경망은 입력 784개, 은닉층의 뉴런 50개와 100개, 출력 10개로 이루어지고, 매개변수는 45,360개입니다",
    document="D4",
)
def test_documents_network_has_45360_parameters(trial: Trial) -> None:
    sizes = {"W1": (784, 50), "b1": (50,), "W2": (50, 100), "b2": (100,)}
    network = as_network(trial, trial.call("init_network"), sizes | {"W3": (100, 10), "b3": (10,)})
    types = {str(value.dtype) for value in network.values()}
    trial.hold(types == {"float64"}, got=", ".join(sorted(types)), want="float64")
    count = sum(value.size for value in network.values())
    trial.hold(count == 45_360, of="sum(sizes)", got=count, want=45_360)
    for key, spread in (("W1", 784**-0.5), ("W2", 50**-0.5)):
        found = float(np.std(network[key]))
        trial.hold(abs(found / spread - 1) < 0.1, of=f"std({key})", got=found, want=spread)


@law(
    "init_network",
    "random",
    en="The weights come from rng alone, and without one they differ each time",
    ko="가중치는 rng에서만 얻고, rng를 주지 않으면 매번 달라집니다",
)
def test_weights_come_from_rng(trial: Trial) -> None:
    drawn = []
    for _ in range(2):
        drawn.append(as_network(trial, trial.call("init_network", SIZES))["W1"])
        trial.no_global_random()
    trial.differ(*drawn, of="W1")
    rng = np.random.RandomState(1)
    network = as_network(trial, trial.call("init_network", SIZES, rng=np.random.RandomState(1)))
    trial.no_global_random()
    trial.same(network["W1"], rng.standard_normal((3, 4)) / np.sqrt(3), of="W1")


@law(
    "init_network",
    "random",
    needs=("values",),
    en="Nothing more is drawn than the weights",
    ko="가중치 말고는 아무것도 뽑지 않습니다",
)
def test_nothing_else_is_drawn(trial: Trial) -> None:
    rng, same = np.random.default_rng(4), np.random.default_rng(4)
    trial.call("init_network", SIZES, rng)
    same.standard_normal(3 * 4 + 4 * 2 + 2 * 5)
    found, want = rng.standard_normal(), same.standard_normal()
    trial.hold(found == want, of="rng.standard_normal()", got=found, want=want)


@law(
    "init_network",
    "values",
    en="Every array of the network is one of its own",
    ko="신경망의 배열은 저마다 따로 있습니다",
)
def test_arrays_are_apart(trial: Trial) -> None:
    trial.apart(trial.make("init_network", (3, 3, 3, 3)), of="network")


@law(
    "forward",
    "inputs",
    en="Network and inputs are left as they were",
    ko="신경망과 입력은 그대로 남아 있습니다",
)
def test_forward_leaves_arguments(trial: Trial) -> None:
    trial.sequence("forward", some_network(trial), some_data(trial, 6)[0], length=3)
    trial.unchanged()


@law(
    "forward",
    "values",
    en="A batch gives what each of its inputs gives alone",
    ko="배치의 결과는 입력을 하나씩 넣은 결과와 같습니다",
    document="D4",
)
def test_batch_is_its_inputs_one_by_one(trial: Trial) -> None:
    network = some_network(trial)
    x, _ = some_data(trial, 6)
    together = trial.sequence("forward", network, x, length=3)
    y = trial.as_array(together[2], (6, 5))
    trial.same(y.sum(axis=1), np.ones(6), of="y.sum(axis=1)")
    for i in (0, 5):
        alone = trial.sequence("forward", network, x[i : i + 1], length=3)
        for one, all_, size in zip(alone, together, (4, 2, 5), strict=True):
            row = trial.as_array(all_, (6, size))[i : i + 1]
            trial.same(trial.as_array(one, (1, size)), row, atol=1e-6)


@law(
    "forward",
    "values",
    en="Pixels that are bytes are the numbers that they are",
    ko="uint8 픽셀도 그 값 그대로 다룹니다",
)
def test_bytes_are_numbers(trial: Trial) -> None:
    network = {key: value / 100 for key, value in some_network(trial).items()}
    x = trial.rng.integers(256, size=(4, 3)).astype(np.uint8)
    z1 = 1 / (1 + np.exp(-(x.astype(float) @ network["W1"]) - network["b1"]))
    found = trial.sequence("forward", network, x, length=3)
    trial.same(trial.as_array(found[0], (4, 4)), z1, atol=1e-6)


@law(
    "output_delta",
    "mse",
    en="Squares: each row sums to 0, for what one class gains the others lose",
    ko="제곱 오차: 각 행을 더하면 0입니다. 한 클래스가 얻는 만큼 다른 클래스가 잃기 때문입니다",
)
def test_rows_of_squares_sum_to_nothing(trial: Trial) -> None:
    _rows_sum_to_nothing(trial, "mse")


@law(
    "output_delta",
    "cross_entropy",
    en="Cross-entropy: each row sums to 0, for what one class gains the others lose",
    ko="교차 엔트로피: 각 행을 더하면 0입니다. 한 클래스가 얻는 만큼 다른 클래스가 잃기 때문입니다",
)
def test_rows_of_cross_entropy_sum_to_nothing(trial: Trial) -> None:
    _rows_sum_to_nothing(trial, "cross_entropy")


@law(
    "output_delta",
    "inputs",
    needs=("mse",),
    en="Squares: probabilities and answers are left as they were",
    ko="제곱 오차: 확률과 정답은 그대로 남아 있습니다",
)
def test_squares_leave_arguments(trial: Trial) -> None:
    _rows_sum_to_nothing(trial, "mse")
    trial.unchanged()


@law(
    "output_delta",
    "inputs",
    needs=("cross_entropy",),
    en="Cross-entropy: probabilities and answers are left as they were",
    ko="교차 엔트로피: 확률과 정답은 그대로 남아 있습니다",
)
def test_cross_entropy_leaves_arguments(trial: Trial) -> None:
    _rows_sum_to_nothing(trial, "cross_entropy")
    trial.unchanged()


def _rows_sum_to_nothing(trial: Trial, error: str) -> None:
    scores = np.exp(trial.rng.normal(size=(4, 5)))
    y, (_, t) = scores / scores.sum(axis=1, keepdims=True), some_data(trial, 4)
    delta = trial.array("output_delta", y, t, error, shape=(4, 5))
    trial.same(delta.sum(axis=1), np.zeros(4), atol=1e-6, of="delta.sum(axis=1)")
    trial.hold(np.abs(delta).max() > 1e-3, of="delta[0]", got=delta[0], want="!= 0")


@law(
    "gradient",
    "back",
    needs=("values", "mse"),
    en="A small step along each gradient of the squares changes them as the gradient says",
    ko="제곱 오차의 각 기울기를 따라 조금 움직이면 오차는 기울기가 말하는 만큼 바뀝니다",
)
def test_squares_change_as_the_gradients_say(trial: Trial) -> None:
    _changes_as_the_gradients_say(trial, "mse")


@law(
    "gradient",
    "back",
    needs=("values", "cross_entropy"),
    en="A small step along each gradient of the cross-entropy changes it as the gradient says",
    ko="교차 엔트로피의 각 기울기를 따라 조금 움직이면 오차는 기울기가 말하는 만큼 바뀝니다",
)
def test_cross_entropy_changes_as_the_gradients_say(trial: Trial) -> None:
    _changes_as_the_gradients_say(trial, "cross_entropy")


def _changes_as_the_gradients_say(trial: Trial, error: str) -> None:
    """Insist on the step times the square of the gradient, for each parameter."""
    network = some_network(trial)
    x, t = some_data(trial, 7)
    h = 1e-3
    _, grads = trial.sequence("gradient", network, x, t, error, length=2)
    for key, grad in as_network(trial, grads).items():
        ends = []
        for step in (h, -h):
            moved = network | {key: network[key] + step * grad}
            loss, _ = trial.sequence("gradient", moved, x, t, error, length=2)
            ends.append(float(loss))
        slope = (ends[0] - ends[1]) / (2 * h)
        square = float(np.sum(grad**2))
        # Float32 within leaves 1e-7 of each error, and a sum of them some more, here divided by 2 h.
        near = abs(slope - square) < 1e-3 * square + 1e-3
        trial.hold(near, of=f"slope along {key}", got=slope, want=square)


@law(
    "gradient",
    "inputs",
    en="Squares: network, inputs and answers are the same afterwards",
    ko="제곱 오차: 계산한 뒤에도 신경망, 입력, 정답은 그대로입니다",
)
def test_squares_leave_everything_alone(trial: Trial) -> None:
    trial.call("gradient", some_network(trial), *some_data(trial, 6), "mse")
    trial.unchanged()


@law(
    "gradient",
    "inputs",
    en="Cross-entropy: network, inputs and answers are the same afterwards",
    ko="교차 엔트로피: 계산한 뒤에도 신경망, 입력, 정답은 그대로입니다",
)
def test_cross_entropy_leaves_everything_alone(trial: Trial) -> None:
    trial.call("gradient", some_network(trial), *some_data(trial, 6), "cross_entropy")
    trial.unchanged()


@law(
    "Adam.update",
    "steps",
    en="Five steps follow the formula, each mean a sum over all gradients so far",
    ko="다섯 스텝이 모두 공식을 따릅니다. 두 평균은 지금까지의 기울기를 모두 더한 값입니다",
)
def test_steps_remember_all_gradients(trial: Trial) -> None:
    adam = trial.make("Adam", 0.1, 0.8, 0.9)
    want = {"W": trial.rng.normal(size=(2, 3)), "b": trial.rng.normal(size=2)}
    shapes = {key: value.shape for key, value in want.items()}
    got, seen = dict(want), []
    for step in range(1, 6):
        # Far enough from 0 that it does not matter here where epsilon is added.
        drawn = {key: trial.rng.uniform(0.5, 2, size=shape) for key, shape in shapes.items()}
        seen.append({k: g * trial.rng.choice([-1, 1], size=g.shape) for k, g in drawn.items()})
        got = as_network(trial, trial.call("Adam.update", adam, got, seen[-1]), shapes)
        for key in want:
            ages = range(step - 1, -1, -1)
            m = sum(0.2 * 0.8**age * g[key] for age, g in zip(ages, seen, strict=True))
            v = sum(0.1 * 0.9**age * g[key] ** 2 for age, g in zip(ages, seen, strict=True))
            root = np.sqrt(v / (1 - 0.9**step)) + 1e-8
            want[key] = want[key] - 0.1 * m / (1 - 0.8**step) / root
            trial.same(got[key], want[key], atol=1e-5, of=f"[{key!r}]")


@law(
    "Adam.update",
    "inputs",
    en="Parameters and gradients are the same after the step, and new ones come back",
    ko="갱신한 뒤에도 매개변수와 기울기는 그대로이고, 새 매개변수를 반환합니다",
)
def test_step_is_not_taken_in_place(trial: Trial) -> None:
    adam = trial.make("Adam")
    params, grads = some_network(trial), some_network(trial)
    new = as_network(trial, trial.call("Adam.update", adam, params, grads))
    trial.unchanged()
    for key in SHAPES:
        moved = not np.array_equal(new[key], params[key])
        trial.hold(moved, of=f"[{key!r}]", got=new[key], want="!= params")


@law(
    "train",
    "random",
    needs=("values",),
    en="The same seed gives the same network bit for bit; without rng the order differs each time",
    ko="시드가 같으면 신경망도 비트까지 같고, rng를 주지 않으면 순서가 매번 달라집니다",
)
def test_same_seed_same_network(trial: Trial) -> None:
    network = some_network(trial)
    x, t = some_data(trial, 20)

    def run(**kwargs):
        trained, losses = trial.sequence("train", network, x, t, 2, 5, length=2, **kwargs)
        trial.no_global_random()
        trial.hold(len(losses) == 2, of="len(losses)", got=len(losses), want=2)
        return as_network(trial, trained)["W1"]

    once, again, other = (run(rng=np.random.RandomState(seed)) for seed in (3, 3, 4))
    trial.hold(np.array_equal(once, again), of="W1[0]", got=again[0], want=once[0])
    trial.differ(once, other, of="W1")
    one, two = run(), run()
    trial.differ(one, two, of="W1")


@law(
    "train",
    "random",
    needs=("values",),
    en="Nothing more is drawn than one shuffle for each epoch",
    ko="에포크마다 shuffle로 한 번 섞을 뿐, 더 뽑지 않습니다",
)
def test_one_shuffle_an_epoch(trial: Trial) -> None:
    rng, same = np.random.default_rng(6), np.random.default_rng(6)
    trial.sequence("train", some_network(trial), *some_data(trial, 9), 3, 4, rng=rng, length=2)
    for _ in range(3):
        same.shuffle(np.arange(9))
    found, want = rng.random(), same.random()
    trial.hold(found == want, of="rng.random()", got=found, want=want)


@law(
    "train",
    "values",
    en="Four epochs have four losses, and the network keeps its six parameters",
    ko="네 에포크면 손실도 네 개이고, 신경망의 매개변수는 여섯 개 그대로입니다",
)
def test_epochs_have_losses(trial: Trial) -> None:
    sizes = {"W1": (1, 2), "b1": (2,), "W2": (2, 2), "b2": (2,), "W3": (2, 3), "b3": (3,)}
    network = {key: trial.rng.normal(size=shape) for key, shape in sizes.items()}
    x, t = np.array([[-1.0], [0.0], [1.0]]), np.eye(3)
    trained, losses = trial.sequence("train", network, x, t, epochs=4, batch_size=2, length=2)
    trial.hold(len(losses) == 4, of="len(losses)", got=len(losses), want=4)
    as_network(trial, trained, sizes)


@law(
    "train",
    "inputs",
    needs=("values",),
    en="The network at the start, images and labels are the same after the training",
    ko="학습한 뒤에도 처음의 신경망, 이미지, 레이블은 그대로입니다",
)
def test_start_and_data_are_left_alone(trial: Trial) -> None:
    network = some_network(trial)
    x, t = some_data(trial, 6)
    rng = np.random.default_rng(2)
    trained, losses = trial.sequence("train", network, x, t, 30, 4, rng=rng, length=2)
    trial.unchanged()
    trial.hold(losses[-1] < losses[0], of="losses[-1]", got=losses[-1], want=f"< {losses[0]}")
    new = as_network(trial, trained)
    trial.hold(all(not np.array_equal(new[key], network[key]) for key in SHAPES), want="!= network")


@scenario(
    "train",
    en="After three epochs of 2,000 digits the network reads most of 500 others",
    ko="숫자 2,000개를 세 에포크 학습하면 신경망이 다른 숫자 500개를 대부분 읽습니다",
    document="D4",
)
def test_digits_are_learnt_by_adam(trial: Trial) -> Text:
    # All 60,000 would take seconds: test images are read instead, most of them to learn from.
    mnist = trial.of("mnist")
    images, labels = (mnist.make("read_mnist", "test")[part][:2500] for part in (0, 1))
    x = trial.read(images).reshape(-1, 784).astype(np.float32) / 255
    t = trial.read(labels)
    rng = np.random.default_rng(0)
    network = trial.call("init_network", rng=rng)
    one_hot = np.eye(10)[t[:2000]]
    trained, losses = trial.sequence(
        "train", network, x[:2000], one_hot, 3, 32, "cross_entropy", 0.005, rng, length=2
    )
    trial.hold(
        len(losses) == 3 and losses[2] < 0.6, of="losses", got=losses, want="3, losses[2] < 0.6"
    )
    reached = mnist.number("accuracy", trained, x[2000:], t[2000:], 100)
    trial.hold(reached >= 0.8, of="accuracy", got=reached, want=">= 0.8")
    return Text(
        f"accuracy {reached:.3f} on 500 digits after 189 steps of Adam",
        f"Adam으로 189스텝 학습한 뒤 숫자 500개의 정확도: {reached:.3f}",
    )
