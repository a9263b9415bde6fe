"""What crosses comes out as it went in; what must not cross is named."""

from __future__ import annotations

import json
import math
from collections import OrderedDict, defaultdict
from typing import Any, NamedTuple

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as hnp

from rawgrad.subject.values import (
    Decoder,
    Encoder,
    Reference,
    UnsupportedValue,
    copy,
    same,
    write_state,
)

DTYPES = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="?", sizes=(64, 128)),
)
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, min_side=0, max_side=4))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    ARRAYS,
    ARRAYS.map(lambda a: a.sum()),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.one_of(st.text(), st.integers()), inner, max_size=4),
    ),
    max_leaves=8,
)


def through_json(value: Any) -> Any:
    encoder = Encoder()
    node = json.loads(json.dumps(encoder.encode(value)))
    return Decoder(encoder.buffers).decode(node)


@given(VALUES)
def test_every_value_comes_out_as_it_went_in(value: Any) -> None:
    assert same(through_json(value), value)


def test_layout_and_writeability_are_kept() -> None:
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    array.flags.writeable = False
    got = copy(array)
    assert got.flags.f_contiguous
    assert not got.flags.writeable
    assert copy(array[::-1]).flags.c_contiguous


def test_a_copy_shares_nothing() -> None:
    array = np.zeros(3)
    copy([array])[0][0] = 1
    assert array[0] == 0


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1.5: 2},
        {1, 2},
        np.array([object()]),
        np.array(["a"]),
        np.ma.array([1.0]),
        np.asmatrix([[1.0]]),
        type("Sneaky", (float,), {})(1.0),
        {"f": print},
        float,
    ],
)
def test_what_must_not_cross_is_refused(value: Any) -> None:
    with pytest.raises(UnsupportedValue):
        Encoder().encode([value] if callable(value) else value)


def test_a_huge_integer_is_refused() -> None:
    with pytest.raises(UnsupportedValue, match="too many digits"):
        Encoder().encode(1 << 5000)


def test_depth_is_limited_both_ways() -> None:
    deep: Any = []
    for _ in range(40):
        deep = [deep]
    with pytest.raises(UnsupportedValue, match="nested too deeply"):
        Encoder().encode(deep)
    node: Any = {"list": []}
    for _ in range(40):
        node = {"list": [node]}
    with pytest.raises(UnsupportedValue, match="nested too deeply"):
        Decoder([]).decode(node)


def test_the_number_of_parts_is_limited() -> None:
    with pytest.raises(UnsupportedValue, match="too many parts"):
        Encoder().encode([0] * 1_000_001)


@pytest.mark.parametrize(
    "node",
    [
        [],
        {},
        {"unknown": 1},
        {"array": 0, "dtype": "|O", "shape": [1], "order": "C", "writeable": True},
        {"array": 0, "dtype": "<f8", "shape": [-1], "order": "C", "writeable": True},
        {"array": 0, "dtype": "<f8", "shape": [2**62, 8], "order": "C", "writeable": True},
        {"array": 0, "dtype": "<f8", "shape": [3], "order": "C", "writeable": True},
        {"array": 5, "dtype": "<f8", "shape": [1], "order": "C", "writeable": True},
        {"array": 0},
        {"scalar": 0, "dtype": "<f8x"},
        {"dict": [[{"list": []}, 1]]},
        {"int": "zz"},
        {"list": 5},
        {"callable": 0},
        {"generator": {"dict": [["bit_generator", "os"]]}},
        {"random_state": {"list": []}},
    ],
)
def test_a_malformed_tree_is_refused(node: Any) -> None:
    with pytest.raises(UnsupportedValue):
        Decoder([b"\0" * 8]).decode(node)


@pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
def test_a_generator_crosses_by_its_state(make: Any) -> None:
    rng = make(5)
    rng.standard_normal()
    twin = copy(rng)
    assert type(twin) is type(rng)
    assert twin.standard_normal(4).tolist() == copy(rng).standard_normal(4).tolist()
    write_state(rng, twin)
    twin.standard_normal(4)
    assert rng.standard_normal(4).tolist() != copy(make(5)).standard_normal(4).tolist()


def test_references_keep_their_path() -> None:
    reference = Reference(3)["params"]["W1"][0][slice(1, None)]
    assert through_json(reference) == reference


def test_nan_is_the_same_as_nan_and_dtypes_are_told_apart() -> None:
    assert same(np.array([math.nan]), np.array([math.nan]))
    assert not same(np.float32(1), np.float64(1))
    assert not same(1, 1.0)
    assert not same(np.zeros((1, 3)), np.zeros(3))


class _Odd(dict):  # type: ignore[type-arg]
    """A dict that shows other items than it holds."""

    def items(self) -> Any:
        return [("shown", 0)]


class _Pair(NamedTuple):
    first: float
    second: list[int]


def test_what_is_a_dict_or_a_tuple_crosses_as_one() -> None:
    counts: defaultdict[str, int] = defaultdict(int, a=1)
    for value, want in (
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (counts, {"a": 1}),
        (_Pair(1.0, [2]), (1.0, [2])),
        (_Odd(held=1), {"held": 1}),
    ):
        crossed = copy(value)
        assert type(crossed) is type(want)
        assert crossed == want
