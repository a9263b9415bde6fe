"""Frames: what is none is refused, and nothing but `ProtocolBroken` is raised."""

from __future__ import annotations

import json
import socket
import threading
import time
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from rawgrad.subject.base import Call, result_of
from rawgrad.subject.confined.answer import Answer, check_response, split_answers
from rawgrad.subject.confined.wire import (
    MAGIC,
    MAX_BODY,
    MAX_HEADER,
    PREFIX,
    Closed,
    ProtocolBroken,
    Wire,
    unpack,
)
from rawgrad.subject.values import DTYPES, Decoder, Encoder, Malformed, UnsupportedValue

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=10,
)
# Nearly right is more dangerous than nonsense.
NUMBER = st.one_of(st.integers(-2, 3), JSON)
STATE = st.fixed_dictionaries(
    {
        "bit_generator": st.sampled_from(["MT19937", "PCG64", "Philox", "SFC64", "x"]),
        "state": NUMBER,
        "has_gauss": NUMBER,
        "gauss": NUMBER,
    }
).map(lambda state: {"dict": [[key, value] for key, value in state.items()]})
NODES = st.recursive(
    st.one_of(
        JSON,
        st.fixed_dictionaries(
            {
                "array": NUMBER,
                "dtype": st.sampled_from([*sorted(DTYPES), "|O", "|V8", "<U4", 5]),
                "shape": st.one_of(st.lists(st.integers(-1, 3), max_size=3), JSON),
                "order": st.sampled_from(["C", "F", 7]),
                "writeable": NUMBER,
            }
        ),
        st.fixed_dictionaries({"scalar": NUMBER, "dtype": st.sampled_from(sorted(DTYPES))}),
        st.fixed_dictionaries({"int": st.one_of(st.text(max_size=9), NUMBER)}),
        st.fixed_dictionaries({"reference": NUMBER, "path": JSON}),
        st.fixed_dictionaries({"callable": NUMBER}),
        st.fixed_dictionaries({"generator": st.one_of(STATE, JSON)}),
        st.fixed_dictionaries({"random_state": st.one_of(STATE, JSON)}),
    ),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"list": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"tuple": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"dict": st.lists(st.lists(inner, max_size=2), max_size=3)}),
    ),
    max_leaves=6,
)
TEXT = st.one_of(st.text(max_size=9), JSON)
ERROR = st.fixed_dictionaries(
    {
        "type": TEXT,
        "kinds": st.one_of(st.lists(TEXT, max_size=3), JSON),
        "message": TEXT,
        "frames": st.one_of(st.lists(st.tuples(TEXT, NUMBER, TEXT, TEXT).map(list)), JSON),
        "timeout": st.one_of(st.booleans(), JSON),
    },
    optional={"importing": TEXT, "cause": TEXT},
)
RESPONSES = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {},
        optional={
            "value": NODES,
            "changed": st.one_of(
                st.lists(st.tuples(st.sampled_from([0, 1, 9, "x", "y"]), NODES).map(list)), JSON
            ),
            "error": st.one_of(ERROR, JSON),
            "missing": TEXT,
            "unsupported": TEXT,
            "output": TEXT,
            "warnings": st.one_of(st.lists(st.tuples(TEXT, TEXT).map(list)), JSON),
            "global_random": st.one_of(st.booleans(), JSON),
        },
    ),
)


@pytest.fixture
def pair() -> Any:
    ends = socket.socketpair()
    yield ends
    for end in ends:
        end.close()


def test_a_frame_comes_out_as_it_went_in(pair: Any) -> None:
    near, far = Wire(pair[0]), Wire(pair[1])
    big = bytes(range(256)) * 20_000
    for message, buffers in (({}, []), ({"a": [1, "가", None]}, [b"", b"12"]), ({}, [big, big])):
        # As much as a socket does not hold needs somebody who reads.
        sender = threading.Thread(target=near.send, args=(message, buffers))
        sender.start()
        got, received = far.receive(time.monotonic() + 5)
        sender.join()
        assert got == message
        assert [bytes(buffer) for buffer in received] == buffers
    assert far.idle()
    near.send({}, [])
    assert not far.idle()


def test_two_frames_in_one_piece_are_two(pair: Any) -> None:
    near, far = Wire(pair[0]), Wire(pair[1])
    near.send({"n": 1}, [])
    near.send({"n": 2}, [])
    assert far.receive()[0] == {"n": 1}
    assert not far.idle()
    assert far.receive()[0] == {"n": 2}


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 12,
        PREFIX.pack(MAGIC, MAX_HEADER + 1, 0),
        PREFIX.pack(MAGIC, 2, MAX_BODY + 1),
        PREFIX.pack(MAGIC, 2, 0) + b"{}",
        PREFIX.pack(MAGIC, 3, 0) + b"nan",
        PREFIX.pack(MAGIC, 2, 0) + b"\xff\xfe",
        PREFIX.pack(MAGIC, 7, 0) + b"[{},[5]",
        PREFIX.pack(MAGIC, 8, 0) + b"[{},[5]]",
        PREFIX.pack(MAGIC, 9, 0) + b"[{},[-1]]",
        PREFIX.pack(MAGIC, 11, 0) + b"[{},[true]]",
        PREFIX.pack(MAGIC, 5000, 0) + b"[" * 5000,
        PREFIX.pack(MAGIC, 5000, 0) + b"9" * 5000,
    ],
)
def test_what_is_no_frame_is_refused(pair: Any, data: bytes) -> None:
    pair[0].sendall(data)
    with pytest.raises(ProtocolBroken):
        Wire(pair[1]).receive(time.monotonic() + 5)


def test_half_a_frame_is_waited_for_until_the_deadline(pair: Any) -> None:
    pair[0].sendall(PREFIX.pack(MAGIC, 9, 0) + b"[{}")
    with pytest.raises(TimeoutError):
        Wire(pair[1]).receive(time.monotonic() + 0.05)
    with pytest.raises(TimeoutError):
        Wire(pair[1]).receive(time.monotonic() - 1)
    pair[0].close()
    with pytest.raises(Closed):
        Wire(pair[1]).receive(time.monotonic() + 5)


def test_nobody_reading_ends_at_the_deadline(pair: Any) -> None:
    with pytest.raises(TimeoutError):
        Wire(pair[0]).send({}, [bytes(10_000_000)], time.monotonic() + 0.05)


def test_too_much_is_refused_before_it_is_sent(pair: Any) -> None:
    with pytest.raises(ProtocolBroken):
        Wire(pair[0]).send({"x": "y" * MAX_HEADER}, [])
    assert Wire(pair[1]).idle()


def test_a_closed_socket_is_told(pair: Any) -> None:
    pair[1].close()
    with pytest.raises(Closed):
        Wire(pair[0]).send({}, [])


@given(st.binary(max_size=60), st.binary(max_size=20))
def test_any_bytes_are_a_frame_or_refused(header: bytes, body: bytes) -> None:
    try:
        message, buffers = unpack(header, memoryview(body))
    except ProtocolBroken:
        return
    assert type(message) is dict
    assert sum(map(len, buffers)) == len(body)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(NODES, st.lists(st.binary(max_size=40), max_size=3))
def test_any_tree_is_a_value_or_refused(node: Any, buffers: list[bytes]) -> None:
    try:
        value = Decoder(buffers).decode(node)
    except UnsupportedValue:
        return
    if not isinstance(node, dict) or "reference" not in json.dumps(node):
        Encoder().encode(value)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(RESPONSES.map(json.dumps), st.text(max_size=9)),
    st.lists(st.binary(max_size=40), max_size=3),
    st.one_of(st.tuples(TEXT, NUMBER).map(list), JSON),
    st.booleans(),
)
def test_any_answer_is_a_result_or_refused(
    text: str, buffers: list[bytes], where: Any, keep: bool
) -> None:
    args, kwargs = (np.zeros(2), np.random.default_rng(1)), {"x": np.random.RandomState(1)}
    request = {"args": [None, None], "kwargs": {"x": None}, "keep": keep}
    try:
        checked = check_response(request, Answer(text, buffers, 0.1, where))
    except ProtocolBroken:
        return
    result = result_of(Call("m", "f", args, kwargs), checked, buffers, keep)
    repr(result).encode()
    if result.trouble is not None:
        assert result.trouble.cause in ("", "protocol")


ROW = st.tuples(st.one_of(st.text(max_size=5), JSON), st.integers(-1, 4), NUMBER, JSON).map(list)
PARTS = st.lists(st.one_of(JSON, ROW), max_size=4)


@given(st.one_of(JSON, PARTS), st.lists(st.binary(max_size=4), max_size=4), st.integers(1, 4))
def test_any_list_of_answers_is_split_or_refused(
    node: Any, buffers: list[bytes], most: int
) -> None:
    try:
        answers = split_answers(node, buffers, most)
    except ProtocolBroken:
        return
    assert 1 <= len(answers) <= most
    assert [buffer for answer in answers for buffer in answer.buffers] == buffers
    assert all(type(a.text) is str and type(a.seconds) is float for a in answers)


@pytest.mark.parametrize("kind", ["MT19937", "Philox"])
def test_a_place_outside_a_generators_block_is_refused(kind: str) -> None:
    rng = np.random.Generator(getattr(np.random, kind)(1))
    encoder = Encoder()
    text = json.dumps(encoder.encode(rng))
    place = {"MT19937": '["pos", 623]', "Philox": '["buffer_pos", 4]'}[kind]
    assert place in text
    spoilt = json.loads(text.replace(place, place.split(",")[0] + ", 10000]"))
    with pytest.raises(Malformed):
        Decoder(encoder.buffers).decode(spoilt)


def test_a_buffer_serves_once() -> None:
    array = {"array": 0, "dtype": "<f8", "shape": [1], "order": "C", "writeable": True}
    with pytest.raises(Malformed):
        Decoder([bytes(8)]).decode({"list": [array, array]})
