"""What holds for every mended PyTorch network, and that it reads digits."""

import itertools

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, scenario

SHAPES = {"W1": (784, 4), "b1": (4,), "W2": (4, 5), "b2": (5,), "W3": (5, 3), "b3": (3,)}


def some_network(trial: Trial) -> dict[str, np.ndarray]:
    """Draw a 784-4-5-3 network, biases too, whose first layer does not saturate."""
    network = {key: trial.rng.normal(size=shape) for key, shape in SHAPES.items()}
    return network | {"W1": network["W1"] / 28}


@law(
    "dnn.forward",
    "values",
    en="The exponentials of each row sum to 1 over the classes, and every layer counts",
    ko="각 행에 지수 함수를 취해 클래스에 대해 더하면 1이고, 모든 층이 결과에 영향을 줍니다",
    document="D4",
)
def test_rows_are_logarithms_of_distributions(trial: Trial) -> None:
    network, x = some_network(trial), trial.rng.normal(size=(7, 784))
    net = trial.make("with_weights", network)
    y = trial.array("dnn.forward", net, x, shape=(7, 3))
    trial.same(np.exp(y).sum(axis=1), np.ones(7), atol=1e-5, of="exp(y).sum(axis=1)")
    for key, shape in SHAPES.items():
        moved = network | {key: network[key] + trial.rng.normal(size=shape)}
        other = trial.array("dnn.forward", trial.make("with_weights", moved), x, shape=(7, 3))
        trial.hold(np.abs(other - y).max() > 1e-4, got=other[0], want=f"!= {y[0]} ({key})")


@law(
    "train",
    "batches",
    en="An epoch has N / batch_size steps, rounded up",
    ko="한 에포크의 스텝 수는 N / batch_size를 올림한 것입니다",
    document="D4",
)
def test_batches_make_the_steps(trial: Trial) -> None:
    x, labels = trial.rng.normal(size=(130, 784)), trial.rng.integers(3, size=130)
    for chosen, steps in (((), 3), ((1, 64), 3), ((1, 10), 13), ((1, 1), 130), ((1, 200), 1)):
        net = trial.make("with_weights", some_network(trial))
        losses = trial.sequence("train", net, x, labels, *chosen, length=steps)
        trial.unchanged()
        trial.hold(min(losses) > 0, of="min(losses)", got=min(losses), want="> 0")


@scenario(
    "train",
    en="Without its faults D4's network reads three quarters of new digits after seeing 2,000",
    ko="결함을 고친 D4 문서의 신경망은 숫자 2,000개를 보고 새 숫자의 4분의 3 이상을 읽습니다",
    document="D4",
    limit=300,
)
def test_mended_network_reads_digits(trial: Trial) -> Text:
    mnist = trial.of("mnist")
    images, labels = (mnist.make("read_mnist", "test")[part][:2500] for part in (0, 1))
    x = trial.array("normalize", trial.read(images).reshape(-1, 784), shape=(2500, 784))
    x, t = x.astype(np.float32), trial.read(labels)
    # The start is drawn here, so that every run of a right solution ends at the same numbers.
    rng, sizes = np.random.default_rng(0), (784, 50, 100, 10)
    network = {}
    for i, (n, m) in enumerate(itertools.pairwise(sizes), start=1):
        network[f"W{i}"] = rng.normal(size=(n, m)) / np.sqrt(n)
        network[f"b{i}"] = np.zeros(m)
    net = trial.make("with_weights", network)
    losses = trial.call("train", net, x[:2000], t[:2000], 3, 16)
    trial.hold(len(losses) == 375, of="len(losses)", got=len(losses), want=375)
    loss, reached = trial.sequence("test", net, x[2000:], t[2000:], length=2)
    trial.hold(0 < loss < 0.9, of="loss", got=loss, want="0 < loss < 0.9")
    trial.hold(reached >= 0.75, of="accuracy", got=reached, want=">= 0.75")
    return Text(
        f"accuracy {reached:.3f} on 500 digits, loss {loss:.3f}",
        f"숫자 500개의 정확도: {reached:.3f}, 손실: {loss:.3f}",
    )
