"""The forward passes of `forward` and `mnist` against layers of PyTorch."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import accuracy_score

from solutions.forward import forward
from solutions.gradient import numerical_gradient
from solutions.mnist import accuracy, predict

from .agreement import agree, compares
from .drawn import FLOATS, matrix

SIZES = st.tuples(*[st.integers(1, 5)] * 4)
Network = dict[str, np.ndarray]


@st.composite
def networks(draw: st.DrawFn, dtype: str, sizes: tuple[int, ...]) -> Network:
    network = {}
    for layer, (inputs, outputs) in enumerate(pairwise(sizes), start=1):
        network[f"W{layer}"] = draw(matrix(dtype, inputs, outputs))
        network[f"b{layer}"] = draw(matrix(dtype, outputs))
    return network


def scores(network: dict[str, torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """Carry `x` through linear layers, with sigmoids between them."""
    layers = torch.nn.functional.linear
    z1 = torch.sigmoid(layers(x, network["W1"].T, network["b1"]))
    z2 = torch.sigmoid(layers(z1, network["W2"].T, network["b2"]))
    return layers(z2, network["W3"].T, network["b3"])


def tensors(network: Network, slopes: bool = False) -> dict[str, torch.Tensor]:
    return {key: torch.tensor(value, requires_grad=slopes) for key, value in network.items()}


@given(st.data(), st.sampled_from(FLOATS), SIZES, st.integers(1, 5), st.sampled_from([4.0, 1e4]))
@compares("forward.forward", "mnist.predict")
def test_outputs(
    data: st.DataObject, dtype: str, sizes: tuple[int, ...], rows: int, bound: float
) -> None:
    network = data.draw(networks(dtype, sizes))
    x = data.draw(matrix(dtype, rows, sizes[0], bound=bound))
    want = scores(tensors(network), torch.tensor(x))
    # Sums of at most five terms, each rounded at its own size; the sigmoids damp what comes in.
    agree(forward(network, x), want, scale=100 * bound)
    agree(forward(network, x[0]), want[0], scale=100 * bound)
    agree(predict(network, x), torch.softmax(want, -1), scale=100 * bound)
    agree(predict(network, x[0]), torch.softmax(want[0], -1), scale=100 * bound)


@given(st.data(), SIZES)
def test_whole_numbers_and_lists(data: st.DataObject, sizes: tuple[int, ...]) -> None:
    network = data.draw(networks("float64", sizes))
    x = data.draw(hnp.arrays("uint8", (3, sizes[0])))
    want = scores(tensors(network), torch.tensor(x).double())
    lists = {key: value.tolist() for key, value in network.items()}
    agree(forward(network, x), want, scale=1e4)
    agree(forward(lists, x.tolist()), want, scale=1e4)
    agree(predict(lists, x.tolist()), torch.softmax(want, -1), scale=1e4)


@given(st.data(), SIZES, st.sampled_from(["W1", "b1", "W2", "b2", "W3", "b3"]))
def test_slopes(data: st.DataObject, sizes: tuple[int, ...], key: str) -> None:
    network = data.draw(networks("float64", sizes))
    x = data.draw(matrix("float64", 3, sizes[0]))
    weights = data.draw(matrix("float64", 3, sizes[3]))
    for ours, last in ((forward, lambda a: a), (predict, lambda a: torch.softmax(a, -1))):
        theirs = tensors(network, slopes=True)
        (torch.tensor(weights) * last(scores(theirs, torch.tensor(x)))).sum().backward()

        def weighted(value: np.ndarray, ours=ours) -> float:
            return np.sum(weights * ours({**network, key: value}, x))

        got = numerical_gradient(weighted, network[key])
        np.testing.assert_allclose(got, theirs[key].grad.numpy(), rtol=1e-5, atol=1e-5)


@given(st.data(), SIZES, st.integers(1, 12), st.integers(1, 5))
@compares("mnist.accuracy")
def test_accuracy(data: st.DataObject, sizes: tuple[int, ...], rows: int, batch_size: int) -> None:
    # Every score different, so that rounding cannot change which is the largest.
    network = data.draw(networks("float64", sizes))
    network["b3"] = np.arange(sizes[3]) * 1e-3 + network["b3"]
    x = data.draw(matrix("float64", rows, sizes[0]))
    t = data.draw(hnp.arrays("int64", rows, elements=st.integers(0, sizes[3] - 1)))
    best = predict(network, x).argmax(axis=1)
    want = accuracy_score(t, best)
    assert accuracy(network, x, t, batch_size) == pytest.approx(want, rel=1e-12)
    one_by_one = [np.argmax(predict(network, row)) for row in x]
    assert accuracy(network, x, t) == pytest.approx(accuracy_score(t, one_by_one), rel=1e-12)
