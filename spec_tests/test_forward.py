"""What holds for every right forward pass, and D4's network from end to end."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario

SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (2, 2), "b3": (2,)}


def network(rng: np.random.Generator, sizes: tuple[int, int, int, int]) -> dict[str, np.ndarray]:
    """Return random weights and biases for layers of these sizes."""
    made = {}
    for layer in (1, 2, 3):
        made[f"W{layer}"] = rng.normal(size=(sizes[layer - 1], sizes[layer]))
        made[f"b{layer}"] = rng.normal(size=sizes[layer])
    return made


test_forward_cases_leave_arguments = leaves_arguments("forward")


@law(
    "forward",
    "batch",
    en="A batch gives what its rows give one by one",
    ko="배치의 결과는 각 행을 하나씩 넣은 결과와 같습니다",
)
def test_batch_is_its_rows(trial: Trial) -> None:
    rows_one_by_one(trial, (2, 3, 2, 2))


@law(
    "forward",
    "sizes",
    en="Batches and single inputs agree for layers of 4, 3, 5 and 2 neurons too",
    ko="층의 뉴런이 4, 3, 5, 2개일 때도 배치와 입력 하나의 결과가 같습니다",
    needs=("batch",),
)
def test_layers_of_any_size(trial: Trial) -> None:
    rows_one_by_one(trial, (4, 3, 5, 2))


def rows_one_by_one(trial: Trial, sizes: tuple[int, int, int, int]) -> None:
    """Insist that each row of a batch gives what it gives alone."""
    net = network(trial.rng, sizes)
    x = trial.rng.normal(size=(12, sizes[0]))
    y = trial.array("forward", net, x, shape=(12, sizes[-1]))
    for row, expected in zip(x, y, strict=True):
        trial.same(trial.array("forward", net, row, shape=(sizes[-1],)), expected, atol=1e-5)


@law(
    "forward",
    "inputs",
    en="Neither the network nor a single input is changed",
    ko="신경망도, 하나뿐인 입력도 바뀌지 않습니다",
)
def test_arguments_unchanged(trial: Trial) -> None:
    y = trial.array("forward", plain_network(), np.array([3.0, -1.0]), shape=(2,))
    trial.unchanged()
    trial.same(y, np.array([3.0, 0.5]))


@law(
    "forward",
    "inputs",
    en="Neither the network nor a batch is changed",
    ko="신경망도 배치도 바뀌지 않습니다",
    needs=("batch",),
)
def test_batch_unchanged(trial: Trial) -> None:
    y = trial.array("forward", plain_network(), np.array([[3.0, -1.0]] * 3), shape=(3, 2))
    trial.unchanged()
    trial.same(y, np.array([[3.0, 0.5]] * 3))


def plain_network() -> dict[str, np.ndarray]:
    """Return a network of D4's sizes whose outputs for [3, -1] are 3 and 1/2."""
    # For [3, -1] each sum is what its bias takes away, so every hidden neuron gives 1/2.
    return {
        "W1": np.array([[1.0, 1.0, 0.0], [2.0, 1.0, 1.0]]),
        "b1": np.array([-1.0, -2.0, 1.0]),
        "W2": np.array([[2.0, -4.0], [4.0, 2.0], [-2.0, 6.0]]),
        "b2": np.array([-2.0, -2.0]),
        "W3": np.array([[2.0, -4.0], [6.0, 1.0]]),
        "b3": np.array([-1.0, 2.0]),
    }


@scenario(
    "forward",
    en="The network of init_network turns [1.0, 0.5] into the outputs that D4 prints",
    ko="init_network의 신경망은 [1.0, 0.5]를 D4 문서에 출력된 값으로 바꿉니다",
    document="D4",
)
def test_first_network(trial: Trial) -> Text:
    net = trial.call("init_network")
    y = trial.array("forward", net, np.array([1.0, 0.5]), shape=(2,))
    trial.hold(set(net) == set(SHAPES), got=sorted(net), want=sorted(SHAPES))
    for name, shape in SHAPES.items():
        trial.as_array(net[name], shape)
    trial.same(y, np.array([0.31682708, 0.69627909]))
    return Text(
        f"[1.0, 0.5] becomes [{y[0]:.8f}, {y[1]:.8f}]",
        f"[1.0, 0.5]의 출력은 [{y[0]:.8f}, {y[1]:.8f}]",
    )
