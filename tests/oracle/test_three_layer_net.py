"""The three-layer network and Adam against PyTorch: both errors, the way back, and whole runs."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from torch.nn import functional

from solutions.mnist import load_mnist
from solutions.three_layer_net import (
    Adam,
    forward,
    gradient,
    init_network,
    mean_squared_error,
    output_delta,
    train,
)

from .agreement import agree, compares
from .drawn import FLOATS, between, matrix

SIZE = st.integers(1, 5)
ERRORS = ("mse", "cross_entropy")


def shapes(sizes: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    n, h1, h2, m = sizes
    return {"W1": (n, h1), "b1": (h1,), "W2": (h1, h2), "b2": (h2,), "W3": (h2, m), "b3": (m,)}


@st.composite
def networks(draw: st.DrawFn, dtype: str, sizes: tuple[int, ...]) -> dict[str, np.ndarray]:
    return {key: draw(matrix(dtype, *shape, bound=2)) for key, shape in shapes(sizes).items()}


def one_hot(dtype: str, rows: int, classes: int) -> st.SearchStrategy[np.ndarray]:
    labels = hnp.arrays("int64", rows, elements=st.integers(0, classes - 1))
    return labels.map(lambda t: np.eye(classes, dtype=dtype)[t])


def tensors(network: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    return {key: torch.tensor(value, requires_grad=True) for key, value in network.items()}


def layers(params: dict[str, torch.Tensor], x: torch.Tensor) -> list[torch.Tensor]:
    """Return the outputs of the hidden layers and the scores."""
    z1 = torch.sigmoid(functional.linear(x, params["W1"].T, params["b1"]))
    z2 = torch.sigmoid(functional.linear(z1, params["W2"].T, params["b2"]))
    return [z1, z2, functional.linear(z2, params["W3"].T, params["b3"])]


def error_of(scores: torch.Tensor, t: torch.Tensor, error: str) -> torch.Tensor:
    if error == "mse":
        return functional.mse_loss(torch.softmax(scores, 1), t)
    return functional.cross_entropy(scores, t)


@given(st.data(), st.sampled_from(FLOATS), SIZE, SIZE, SIZE, SIZE, st.integers(1, 6))
@compares("three_layer_net.forward")
def test_forward(
    data: st.DataObject, dtype: str, n: int, h1: int, h2: int, m: int, rows: int
) -> None:
    network = data.draw(networks(dtype, (n, h1, h2, m)))
    x = data.draw(matrix(dtype, rows, n))
    with torch.no_grad():
        z1, z2, scores = layers(tensors(network), torch.tensor(x))
    for got, want in zip(forward(network, x), (z1, z2, torch.softmax(scores, 1)), strict=True):
        agree(got, want, scale=40)


@given(st.data(), st.sampled_from(FLOATS), st.integers(1, 6), SIZE)
@compares("three_layer_net.mean_squared_error")
def test_mean_squared_error(data: st.DataObject, dtype: str, rows: int, m: int) -> None:
    y = data.draw(hnp.arrays(dtype, (rows, m), elements=between(dtype, 0, 1)))
    t = data.draw(one_hot(dtype, rows, m))
    agree(mean_squared_error(y, t), functional.mse_loss(torch.tensor(y), torch.tensor(t)))


@given(st.data(), st.sampled_from(FLOATS), st.sampled_from(ERRORS), st.integers(1, 6), SIZE)
@compares("three_layer_net.output_delta")
def test_output_delta(data: st.DataObject, dtype: str, error: str, rows: int, m: int) -> None:
    scores = torch.tensor(data.draw(matrix(dtype, rows, m, bound=20)), requires_grad=True)
    t = data.draw(one_hot(dtype, rows, m))
    error_of(scores, torch.tensor(t), error).backward()
    y = torch.softmax(scores, 1).detach().numpy()
    agree(output_delta(y, t, error), scores.grad, ulps=64, scale=1)


@given(
    st.data(), st.sampled_from(FLOATS), st.sampled_from(ERRORS), SIZE, SIZE, SIZE, SIZE, SIZE
)  # fmt: skip
@compares("three_layer_net.gradient")
def test_gradient(
    data: st.DataObject, dtype: str, error: str, n: int, h1: int, h2: int, m: int, rows: int
) -> None:
    network = data.draw(networks(dtype, (n, h1, h2, m)))
    x, t = data.draw(matrix(dtype, rows, n)), data.draw(one_hot(dtype, rows, m))
    params = tensors(network)
    found = error_of(layers(params, torch.tensor(x))[2], torch.tensor(t), error)
    found.backward()
    loss, grads = gradient(network, x, t, error)
    # As the documentation says, the cross-entropy adds 1e-7 in its logarithm, the gradient not.
    assert loss == pytest.approx(found.item(), rel=1e-5, abs=1e-4 if error != "mse" else 1e-6)
    assert list(grads) == list(params)
    for key, got in grads.items():
        agree(got, params[key].grad, ulps=64, scale=10)


@given(st.data(), st.sampled_from(FLOATS), st.integers(1, 8), st.floats(1e-5, 1.0))
@settings(max_examples=150)
@compares("three_layer_net.Adam.update")
def test_adam(data: st.DataObject, dtype: str, steps: int, rate: float) -> None:
    params = {"W": data.draw(matrix(dtype, 3, 2)), "b": data.draw(matrix(dtype, 2))}
    theirs = tensors(params)
    betas = data.draw(st.sampled_from([(0.9, 0.999), (0.5, 0.75), (0.0, 0.9)]))
    optimizer = torch.optim.Adam(theirs.values(), lr=rate, betas=betas)
    adam = Adam(rate, *betas)
    for _ in range(steps):
        grads = {key: data.draw(matrix(dtype, *value.shape)) for key, value in params.items()}
        params = adam.update(params, grads)
        for key, value in theirs.items():
            value.grad = torch.tensor(grads[key])
        optimizer.step()
    precision = float(np.finfo(dtype).eps)
    for key, got in params.items():
        assert got.dtype == dtype
        want = theirs[key].detach().numpy()
        # A mean that cancels to almost nothing is all rounding, and its step anything up to rate.
        np.testing.assert_allclose(got, want, rtol=64 * precision, atol=rate * 1e4 * precision)


@compares("three_layer_net.init_network")
def test_the_start_is_spread_as_scale_preserving_initialisers_spread_it() -> None:
    network = init_network(rng=np.random.default_rng(0))
    for layer in (1, 2, 3):
        want = torch.empty(network[f"W{layer}"].T.shape, dtype=torch.float64)
        torch.manual_seed(0)
        torch.nn.init.kaiming_normal_(want, nonlinearity="linear")
        assert network[f"W{layer}"].std() == pytest.approx(want.std().item(), rel=0.1)
        assert not network[f"b{layer}"].any()


@pytest.mark.parametrize("error", ERRORS)
@compares("three_layer_net.train")
def test_a_hundred_steps_end_at_the_same_parameters(error: str) -> None:
    (x, t), _ = load_mnist(one_hot_label=True)
    x, t = x[:3200].astype("float64"), t[:3200]
    start = init_network(rng=np.random.default_rng(1))
    trained, losses = train(start, x, t, error=error, rng=np.random.default_rng(2))

    params = tensors(start)
    optimizer = torch.optim.Adam(params.values())
    rows, found = np.arange(3200), []
    np.random.default_rng(2).shuffle(rows)
    for batch in rows.reshape(100, 32):
        optimizer.zero_grad()
        loss = error_of(layers(params, torch.tensor(x[batch]))[2], torch.tensor(t[batch]), error)
        loss.backward()
        optimizer.step()
        found.append(loss.item())
    assert losses == pytest.approx([np.mean(found)], rel=1e-5)
    for key, got in trained.items():
        np.testing.assert_allclose(got, params[key].detach().numpy(), rtol=0, atol=1e-6)
