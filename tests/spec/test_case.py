"""Case files: what they may say, and the one line for what they may not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rawgrad.kit.errors import BrokenKit
from rawgrad.spec.case import Input, Named, Use, read_cases

HEAD = """
[[case]]
id = "x-0001"
function = "f"
aspect = "values"
why.en = "why"
why.ko = "이유"
"""


def write(tmp_path: Path, text: str) -> Path:
    (tmp_path / "cases").mkdir(exist_ok=True)
    path = tmp_path / "cases" / "x.toml"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "callables.py").write_text("def square(x):\n    return x * x\n")
    return path


def test_every_way_to_write_a_value(tmp_path: Path) -> None:
    text = """
args = [
    [[1, 2], [3, 4]],
    {array = [1.5, 2.5, 3.5, 4.5], dtype = "float32", shape = [2, 2], order = "F"},
    {array = [[1, 2]], pad = [2, 3]},
    {list = [1, [2.0]]},
    {numbers = [[1, 2], [3]]},
    {tuple = [1, "a"]},
    {scalar = 3, dtype = "uint8"},
    {none = true},
    {call = "square"},
    {use = "net"},
    {file = "x.csv"},
    {generator = 5},
    {random_state = 5},
    {W1 = [1.0], b1 = 2.0},
    nan,
    true,
]
kwargs = {size = 3}
want = {array = [1], dtype = "int8"}
"""
    case = read_cases(write(tmp_path, HEAD + text)).cases[0]
    args = [*case.args]
    assert args[0].tolist() == [[1, 2], [3, 4]]
    assert args[1].flags.f_contiguous
    assert args[1].dtype == np.float32
    assert args[1].tolist() == [[1.5, 2.5], [3.5, 4.5]]
    assert args.pop(2).tolist() == [[1, 2, 0], [0, 0, 0]]
    assert isinstance(args[2], list)
    assert isinstance(args[2][1], np.ndarray)
    assert args[3] == [[1, 2], [3]]
    assert args[4] == (1, "a")
    assert args[5].dtype == np.uint8
    assert args[6] is None
    assert isinstance(args[7], Named)
    assert args[7](3) == 9
    assert args[8] == Use("net")
    assert args[9] == Input("x.csv")
    assert isinstance(args[10], np.random.Generator)
    assert isinstance(args[11], np.random.RandomState)
    assert args[12]["W1"].tolist() == [1.0]
    assert np.isnan(args[13])
    assert args[14] is True
    assert case.kwargs == {"size": 3}
    assert case.exact_dtype
    assert case.exercise == "x"


def test_objects_and_predictions(tmp_path: Path) -> None:
    text = """
[object.net]
function = "Net"
args = [3]
kwargs = {rng = {generator = 1}}
set = {params = {W1 = [1.0]}}

[[prediction]]
id = "x-p1"
question = {en = "What?", ko = "무엇입니까?"}
code = "1 + 1"
answer = "abc"
"""
    found = read_cases(write(tmp_path, text))
    assert found.objects["net"].args == (3,)
    assert found.objects["net"].attributes["params"]["W1"].tolist() == [1.0]
    assert found.predictions[0].question.ko == "무엇입니까?"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("args = [", "x.toml"),
        ("[strange]\na = 1", "unknown keys: strange"),
        (HEAD.replace('id = "x-0001"', "") + "want = 1", "id is missing"),
        (HEAD, "either want or raises"),
        (HEAD + 'want = 1\nraises = "E"', "either want or raises"),
        (HEAD + "want = 1\nwnat = 2", "unknown keys: wnat"),
        (HEAD + 'want = 1\nkind = "odd"', "kind is one of"),
        (HEAD.replace('why.ko = "이유"', "") + "want = 1", "both languages"),
        (HEAD + "want = [[1, 2], [3]]", "is no array"),
        (HEAD + 'want = ["a"]', "is no array"),
        (HEAD + "want = {array = [1, 2, 3], shape = [2, 2]}", "is no array"),
        (HEAD + 'args = [{call = "cube"}]\nwant = 1', "has no function cube"),
        ("[object.net]\nargs = []", "function is missing"),
        ('[[prediction]]\nid = "x"', "missing"),
    ],
)
def test_a_broken_file_gets_one_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BrokenKit, match=message) as caught:
        read_cases(write(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_missing_files_get_one_line(tmp_path: Path) -> None:
    with pytest.raises(BrokenKit, match=r"y\.toml"):
        read_cases(tmp_path / "y.toml")
    path = write(tmp_path, HEAD + 'args = [{call = "f"}]\nwant = 1')
    other = tmp_path / "other" / "cases"
    other.mkdir(parents=True)
    (other / "x.toml").write_bytes(path.read_bytes())
    with pytest.raises(BrokenKit, match=r"callables\.py: no such file"):
        read_cases(other / "x.toml")
