"""Information functions against SciPy, their slopes against PyTorch.

The Huffman code's mean length is compared with the optimum that SciPy's integer programming finds
among all lengths which Kraft's inequality allows.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize, special, stats

from solutions.gradient import numerical_gradient
from solutions.information import (
    cross_entropy,
    entropy,
    huffman_code_lengths,
    self_information,
)

from .agreement import agree, compares
from .drawn import FLOATS, arrays, between, distributions


@given(st.sampled_from(FLOATS).flatmap(lambda d: arrays(d, elements=between(d, 0, 1))))
@compares("information.self_information")
def test_self_information(p: np.ndarray) -> None:
    want = -special.xlogy(np.ones_like(p), p) / np.log(np.asarray(2, p.dtype))
    agree(self_information(p), want)
    if p.dtype == np.float64:
        agree(self_information(p.tolist()), want)


@given(distributions())
@compares("information.entropy")
def test_entropy(p: np.ndarray) -> None:
    agree(entropy(p), stats.entropy(p, base=2), scale=1)
    agree(entropy(p.tolist()), special.entr(p).sum() / np.log(2), scale=1)
    single = p.astype(np.float32)
    agree(entropy(single), (special.entr(single) / np.log(np.float32(2))).sum(), scale=1)


@given(st.data(), st.integers(1, 12))
@compares("information.cross_entropy")
def test_cross_entropy(data: st.DataObject, n: int) -> None:
    p, q = data.draw(distributions(n)), data.draw(distributions(n))
    # Where q is 0 and p is not, the answer is inf; where p is 0, nothing is added.
    want = np.sum(np.where(p > 0, -special.xlogy(p, q), 0)) / np.log(2)
    agree(cross_entropy(p, q), want, ulps=64)
    agree(cross_entropy(p.tolist(), q.tolist()), want, ulps=64)
    parts = stats.entropy(p, base=2) + stats.entropy(p, q, base=2)
    agree(cross_entropy(p, q), parts, ulps=64, scale=1)


@pytest.mark.parametrize("n", [1, 2, 100_000])
def test_many_events(n: int) -> None:
    p = np.random.default_rng(4).dirichlet(np.full(n, 0.5))
    agree(entropy(p), stats.entropy(p, base=2), ulps=64, scale=1)
    agree(cross_entropy(p, np.full(n, 1 / n)), np.log2(n), ulps=64, scale=1)


@given(st.data(), st.integers(2, 6))
def test_slopes(data: st.DataObject, n: int) -> None:
    p, q = (data.draw(hnp.arrays("float64", n, elements=between("float64", 0.1, 1))) for _ in "pq")
    point = torch.tensor(q, requires_grad=True)
    (-(torch.tensor(p) * torch.log2(point)).sum()).backward()
    got = numerical_gradient(lambda q: cross_entropy(p, q), q)
    np.testing.assert_allclose(got, point.grad.numpy(), rtol=1e-5, atol=1e-7)

    point = torch.tensor(p, requires_grad=True)
    torch.special.entr(point).sum().backward()
    got = numerical_gradient(entropy, p)
    np.testing.assert_allclose(got, point.grad.numpy() / np.log(2), rtol=1e-5, atol=1e-6)


def shortest_mean(p: np.ndarray) -> float:
    """Find the least mean length of a prefix code: one length for each symbol, Kraft's sum <= 1."""
    n = len(p)
    lengths = np.arange(1, n)
    one_each = optimize.LinearConstraint(np.kron(np.eye(n), np.ones(n - 1)), 1, 1)
    kraft = optimize.LinearConstraint(np.tile(0.5**lengths, n)[None, :], -np.inf, 1)
    found = optimize.milp(
        np.outer(p, lengths).ravel(),
        constraints=[one_each, kraft],
        integrality=np.ones(n * (n - 1)),
        bounds=optimize.Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    assert found.success, found.message
    return float(found.fun)


@settings(max_examples=150)
@given(st.integers(2, 8).flatmap(distributions))
@compares("information.huffman_code_lengths")
def test_huffman_code_is_the_shortest(p: np.ndarray) -> None:
    lengths = huffman_code_lengths(p)
    assert lengths.dtype == int
    assert np.sum(0.5**lengths) == 1
    assert p @ lengths == pytest.approx(shortest_mean(p), rel=1e-6, abs=1e-9)


@given(st.integers(2, 60).flatmap(distributions))
def test_huffman_code_lies_between_the_entropy_and_one_bit_more(p: np.ndarray) -> None:
    lengths = huffman_code_lengths(p)
    assert stats.entropy(p, base=2) - 1e-9 <= p @ lengths < stats.entropy(p, base=2) + 1 + 1e-9
    np.testing.assert_array_equal(huffman_code_lengths(p.tolist()), lengths)
