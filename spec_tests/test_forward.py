"""What holds for every right forward pass, and D4's network from end to end."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, scenario

SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (2, 2), "b3": (2,)}


def network(rng: np.random.Generator, sizes: tuple[int, int, int, int]) -> dict[str, np.ndarray]:
    """Return random weights and biases for layers of these sizes."""
    made = {}
    for layer in (1, 2, 3):
        made[f"W{layer}"] = rng.normal(size=(sizes[layer - 1], sizes[layer]))
        made[f"b{layer}"] = rng.normal(size=sizes[layer])
    return made


@law(
    "forward",
    "batch",
    en="A batch gives what its rows give one by one",
    ko="배치의 결과는 각 행을 하나씩 넣은 결과와 같습니다",
)
def test_batch_is_its_rows(trial: Trial) -> None:
    net = network(trial.rng, (4, 3, 5, 2))
    x = trial.rng.normal(size=(3, 4))
    y = trial.array("forward", net, x, shape=(3, 2))
    for row, expected in zip(x, y, strict=True):
        trial.same(trial.array("forward", net, row, shape=(2,)), expected, atol=1e-5)


@law(
    "forward",
    "inputs",
    en="Neither the network nor the input is changed",
    ko="신경망도 입력도 바뀌지 않습니다",
)
def test_arguments_unchanged(trial: Trial) -> None:
    # With weights of 0 every hidden neuron gives sigmoid(0) = 1/2 and hides nothing else.
    net = {
        "W1": np.zeros((2, 3)),
        "b1": np.zeros(3),
        "W2": np.zeros((3, 2)),
        "b2": np.zeros(2),
        "W3": np.array([[2.0, -4.0], [6.0, 1.0]]),
        "b3": np.array([-1.0, 2.0]),
    }
    y = trial.array("forward", net, np.array([[3.0, -1.0], [0.5, 2.0]]), shape=(2, 2))
    trial.unchanged()
    trial.same(y, np.array([[3.0, 0.5], [3.0, 0.5]]))


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
