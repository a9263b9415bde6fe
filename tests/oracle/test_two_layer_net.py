"""`TwoLayerNet` and its training against PyTorch: loss, both gradients, and whole runs."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import accuracy_score
from torch.nn import functional

from solutions.two_layer_net import TwoLayerNet, train

from .agreement import agree, compares
from .drawn import FLOATS, matrix

SIZE = st.integers(1, 5)


@st.composite
def nets(draw: st.DrawFn, dtype: str, n: int, h: int, m: int) -> TwoLayerNet:
    net = TwoLayerNet(n, h, m)
    for key, value in net.params.items():
        net.params[key] = draw(matrix(dtype, *value.shape, bound=2))
    return net


def tensors(net: TwoLayerNet) -> dict[str, torch.Tensor]:
    return {key: torch.tensor(value, requires_grad=True) for key, value in net.params.items()}


def scores(params: dict[str, torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    z1 = torch.sigmoid(functional.linear(x, params["W1"].T, params["b1"]))
    return functional.linear(z1, params["W2"].T, params["b2"])


def labels(rows: int, classes: int) -> st.SearchStrategy[np.ndarray]:
    return hnp.arrays("int64", rows, elements=st.integers(0, classes - 1))


@given(st.data(), st.sampled_from(FLOATS), SIZE, SIZE, SIZE, st.integers(1, 6))
@compares("two_layer_net.TwoLayerNet.predict", "two_layer_net.TwoLayerNet.loss")
def test_predictions_and_loss(
    data: st.DataObject, dtype: str, n: int, h: int, m: int, rows: int
) -> None:
    net, x = data.draw(nets(dtype, n, h, m)), data.draw(matrix(dtype, rows, n))
    t = data.draw(labels(rows, m))
    with torch.no_grad():
        want = torch.softmax(scores(tensors(net), torch.tensor(x)), -1)
    agree(net.predict(x), want, scale=40)
    agree(net.predict(x[0]), want[0], scale=40)
    loss = functional.nll_loss(torch.log(want + 1e-7), torch.tensor(t))
    agree(net.loss(x, t), loss, ulps=64, scale=100)
    agree(net.loss(x, np.eye(m, dtype=dtype)[t]), loss, ulps=64, scale=100)


@given(st.data(), st.sampled_from(FLOATS), SIZE, SIZE, SIZE, st.integers(1, 6))
@compares("two_layer_net.TwoLayerNet.gradient")
def test_gradient(data: st.DataObject, dtype: str, n: int, h: int, m: int, rows: int) -> None:
    net, x = data.draw(nets(dtype, n, h, m)), data.draw(matrix(dtype, rows, n))
    t = data.draw(labels(rows, m))
    params = tensors(net)
    # As the documentation says, without the 1e-7 that the loss adds in its logarithm.
    functional.cross_entropy(scores(params, torch.tensor(x)), torch.tensor(t)).backward()
    for target in (t, np.eye(m, dtype=dtype)[t]):
        grads = net.gradient(x, target)
        assert list(grads) == list(params)
        for key, got in grads.items():
            # Labels become one-hot rows of float64, which take what follows along.
            like = got.dtype if target.ndim == 1 else dtype
            want = params[key].grad.numpy().astype(like)
            precision = np.finfo(dtype).eps
            assert got.shape == want.shape
            assert got.dtype == like
            np.testing.assert_allclose(got, want, rtol=64 * precision, atol=640 * precision)


@given(st.data(), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 4))
@settings(max_examples=150)
@compares("two_layer_net.TwoLayerNet.numerical_gradient")
def test_numerical_gradient(data: st.DataObject, n: int, h: int, m: int, rows: int) -> None:
    net, x = data.draw(nets("float64", n, h, m)), data.draw(matrix("float64", rows, n))
    t = data.draw(labels(rows, m))
    params = tensors(net)
    probabilities = torch.softmax(scores(params, torch.tensor(x)), -1)
    functional.nll_loss(torch.log(probabilities + 1e-7), torch.tensor(t)).backward()
    for key, got in net.numerical_gradient(x, t).items():
        np.testing.assert_allclose(got, params[key].grad.numpy(), rtol=1e-5, atol=1e-6)


@given(st.data(), SIZE, SIZE, SIZE, st.integers(1, 12))
@compares("two_layer_net.TwoLayerNet.accuracy")
def test_accuracy(data: st.DataObject, n: int, h: int, m: int, rows: int) -> None:
    net, x = data.draw(nets("float64", n, h, m)), data.draw(matrix("float64", rows, n))
    t = data.draw(labels(rows, m))
    want = accuracy_score(t, net.predict(x).argmax(axis=1))
    assert net.accuracy(x, t) == pytest.approx(want, rel=1e-12)
    assert net.accuracy(x, np.eye(m)[t]) == pytest.approx(want, rel=1e-12)


@given(st.data(), SIZE, SIZE, st.integers(2, 5), st.booleans())
@settings(max_examples=100)
@compares("two_layer_net.train")
def test_a_run(data: st.DataObject, n: int, h: int, m: int, one_hot: bool) -> None:
    net, x = data.draw(nets("float64", n, h, m)), data.draw(matrix("float64", 12, n))
    t = data.draw(labels(12, m))
    params = tensors(net)
    optimiser = torch.optim.SGD(params.values(), lr=0.1)
    rng, losses, accuracies = np.random.default_rng(8), [], []
    for step in range(30):
        batch = rng.choice(12, 4)
        batch_x, batch_t = torch.tensor(x[batch]), torch.tensor(t[batch])
        optimiser.zero_grad()
        functional.cross_entropy(scores(params, batch_x), batch_t).backward()
        optimiser.step()
        with torch.no_grad():
            losses.append(functional.cross_entropy(scores(params, batch_x), batch_t).item())
            if step % 3 == 0:
                best = scores(params, torch.tensor(x)).argmax(1)
                accuracies.append(accuracy_score(t, best))
    given_t = np.eye(m)[t] if one_hot else t
    got_losses, got_accuracies, _ = train(
        net, x, given_t, x, given_t, 30, 4, 0.1, np.random.default_rng(8)
    )
    # The loss is a little less than the textbook's: by 1e-7 / y.
    np.testing.assert_allclose(got_losses, losses, rtol=1e-5, atol=1e-5)
    for key, value in net.params.items():
        np.testing.assert_allclose(value, params[key].detach().numpy(), rtol=1e-9, atol=1e-10)
    assert got_accuracies == pytest.approx(accuracies, rel=1e-12)


def test_a_batch_of_digits_size() -> None:
    rng = np.random.default_rng(9)
    net = TwoLayerNet(784, 50, 10, rng=rng)
    x, t = rng.random((1000, 784)), rng.integers(0, 10, 1000)
    params = tensors(net)
    functional.cross_entropy(scores(params, torch.tensor(x)), torch.tensor(t)).backward()
    for key, got in net.gradient(x, t).items():
        np.testing.assert_allclose(got, params[key].grad.numpy(), rtol=1e-9, atol=1e-13)
