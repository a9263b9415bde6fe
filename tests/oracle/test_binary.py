"""Binary decisions from logits against PyTorch, SciPy and scikit-learn.

Known to differ: `logit` follows D3's formula, so near p = 1/2, where it is almost 0, it is as exact
as p / (1 - p) can be rounded, and SciPy's is more exact. Where a logit and its answer agree,
PyTorch's cross-entropy subtracts two numbers of the size of the logit; SciPy's and ours do not and
are more exact. The logits of every comparison are floats or 64-bit integers: what a layer puts out
is never a byte.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special
from sklearn.metrics import accuracy_score
from torch.nn import functional

from solutions.binary import (
    LEARNING_RATE,
    backprop_postproc,
    eval_accuracy,
    forward_postproc,
    logit,
    sigmoid,
    sigmoid_cross_entropy_with_logits,
    sigmoid_cross_entropy_with_logits_derv,
    sigmoid_derv,
    train,
)

from .agreement import agree, compares
from .drawn import FLOATS, arrays, between, floats, matrix, numbers

SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, max_side=6)


@given(floats())
@compares("binary.sigmoid")
def test_sigmoid(x: np.ndarray) -> None:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        got = sigmoid(x)
    agree(got, torch.sigmoid(torch.tensor(x)))
    agree(got, special.expit(x))


@given(st.integers(-(2**62), 2**62))
def test_sigmoid_of_integers(x: int) -> None:
    agree(sigmoid(np.array([x])), torch.sigmoid(torch.tensor([float(x)], dtype=torch.float64)))
    agree(sigmoid(float(x)), special.expit(float(x)))


def test_sigmoid_of_infinities_and_nan() -> None:
    x = np.array([np.inf, -np.inf, np.nan])
    agree(sigmoid(x), torch.sigmoid(torch.tensor(x)))


@given(st.sampled_from(FLOATS).flatmap(lambda d: arrays(d, elements=between(d, 0, 1))))
@compares("binary.logit")
def test_logit(p: np.ndarray) -> None:
    # The documentation asks for probabilities above 0 and below 1.
    info = np.finfo(p.dtype)
    p = np.clip(p, info.smallest_subnormal, 1 - info.epsneg)
    agree(logit(p), special.logit(p), scale=1)
    agree(logit(p), torch.logit(torch.tensor(p)), scale=1)


@given(floats())
@compares("binary.sigmoid_derv")
def test_sigmoid_derv(x: np.ndarray) -> None:
    point = torch.tensor(x, requires_grad=True)
    torch.sigmoid(point).sum().backward()
    # 1 - y loses what y was rounded by.
    agree(sigmoid_derv(x, sigmoid(x)), point.grad, scale=1)


@st.composite
def answers_and_logits(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    dtype, shape = draw(st.sampled_from(FLOATS)), draw(SHAPES)
    certain = st.sampled_from([0.0, 1.0])
    answers = draw(st.sampled_from([certain, between(dtype, 0, 1)]))
    return draw(arrays(dtype, shape, answers)), draw(arrays(dtype, shape, numbers(dtype)))


@given(answers_and_logits())
@compares(
    "binary.sigmoid_cross_entropy_with_logits", "binary.sigmoid_cross_entropy_with_logits_derv"
)
def test_cross_entropy_and_its_slope(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    z, x = drawn
    point = torch.tensor(x, requires_grad=True)
    want = functional.binary_cross_entropy_with_logits(point, torch.tensor(z), reduction="none")
    want.sum().backward()
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        got = sigmoid_cross_entropy_with_logits(z, x)
        # Answers between 0 and 1 let x and x z cancel in part; PyTorch's formula always does.
        agree(got, want, scale=x)
        agree(sigmoid_cross_entropy_with_logits_derv(z, x), point.grad, scale=1)
    if np.all((z == 0) | (z == 1)):
        agree(got, -special.log_expit(np.where(z == 1, x, -x)))


@given(st.data(), st.integers(1, 40))
def test_cross_entropy_of_integers(data: st.DataObject, n: int) -> None:
    z = data.draw(hnp.arrays("int64", n, elements=st.integers(0, 1)))
    x = data.draw(hnp.arrays("int64", n, elements=st.integers(-(2**40), 2**40)))
    want = -special.log_expit(np.where(z == 1, x, -x).astype(float))
    agree(sigmoid_cross_entropy_with_logits(z, x), want)


@given(
    st.data(),
    st.sampled_from(FLOATS),
    st.integers(1, 20),
    st.sampled_from([4.0, 1e3, 1e30]),
    st.floats(-4, 4, width=32),
)
@compares("binary.forward_postproc", "binary.backprop_postproc")
def test_mean_loss_and_its_slope(
    data: st.DataObject, dtype: str, rows: int, bound: float, G_loss: float
) -> None:
    output = data.draw(matrix(dtype, rows, 1, bound=bound))
    y = data.draw(arrays(dtype, (rows, 1), st.sampled_from([0.0, 1.0])))
    point = torch.tensor(output, requires_grad=True)
    want = functional.binary_cross_entropy_with_logits(point, torch.tensor(y))
    (G_loss * want).backward()
    loss, aux = forward_postproc(output, y)
    agree(loss, want, scale=output)
    agree(backprop_postproc(G_loss, aux), point.grad, scale=abs(G_loss) / rows)


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_large_batch(dtype: str) -> None:
    rng = np.random.default_rng(5)
    output = rng.normal(0, 50, (200_000, 1)).astype(dtype)
    y = rng.integers(0, 2, (200_000, 1)).astype(dtype)
    point = torch.tensor(output, requires_grad=True)
    want = functional.binary_cross_entropy_with_logits(point, torch.tensor(y))
    want.backward()
    loss, aux = forward_postproc(output, y)
    agree(loss, want, ulps=1024)
    agree(backprop_postproc(1.0, aux), point.grad, scale=1 / 200_000)


@given(st.data(), st.sampled_from(FLOATS), st.integers(1, 30))
@compares("binary.eval_accuracy")
def test_eval_accuracy(data: st.DataObject, dtype: str, rows: int) -> None:
    output = data.draw(arrays(dtype, (rows, 1), numbers(dtype)))
    y = data.draw(arrays(dtype, (rows, 1), st.sampled_from([0.0, 1.0])))
    assert eval_accuracy(output, y) == pytest.approx(accuracy_score(y == 1, output > 0), rel=1e-12)


@given(st.data(), st.integers(5, 12), st.integers(1, 3))
@compares("binary.train")
def test_training(data: st.DataObject, rows: int, mb_size: int) -> None:
    data_ = data.draw(matrix("float64", rows, 9))
    data_[:, -1] = data_[:, -1] > 0
    model = data.draw(matrix("float64", 8, 1)), data.draw(matrix("float64", 1))
    train_rows, test_rows = np.arange(rows - 2), np.arange(rows - 2, rows)
    # Copies: what is trained is the model that `train` is given, and it shuffles the rows.
    weight, bias = (torch.tensor(part, requires_grad=True) for part in model)
    order = train_rows.copy()
    epochs = list(train(data_, train_rows, test_rows, model, 2, mb_size, np.random.default_rng(6)))

    optimiser = torch.optim.SGD([weight, bias], lr=LEARNING_RATE)
    x, y = torch.tensor(data_[:, :-1]), torch.tensor(data_[:, -1:])
    rng = np.random.default_rng(6)
    for loss, _, (tested, answers) in epochs:
        rng.shuffle(order)
        losses = []
        for begin in range(0, len(order) - mb_size + 1, mb_size):
            batch = order[begin : begin + mb_size]
            optimiser.zero_grad()
            value = functional.binary_cross_entropy_with_logits(x[batch] @ weight + bias, y[batch])
            value.backward()
            optimiser.step()
            losses.append(value.item())
        assert loss == pytest.approx(np.mean(losses), rel=1e-12, abs=1e-14)
        agree(tested, x[test_rows] @ weight + bias, scale=200)
        agree(answers, y[test_rows], ulps=0)
