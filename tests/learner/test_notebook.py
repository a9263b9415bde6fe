"""Notebooks, executed in a real kernel: the cells, their verdicts, and what is shown."""

from __future__ import annotations

import ast
import html
import json
import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.learner.notebook import document, words
from rawgrad.learner.notebook import html as page
from rawgrad.learner.notebook.session import Session
from tests.conftest import ROOT, Run

Cells = list[dict[str, Any]]
Execute = Callable[..., Cells]
# What a failure is rendered as.
RENDERED = "<article"

SOFTMAX = (ROOT / "solutions" / "softmax.py").read_text(encoding="utf-8")
WRONG = """\
def softmax(a):
    print("<b>sum</b>", np.sum(a))
    e = np.exp(a)
    return e / e.sum()
"""


@pytest.fixture
def execute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Execute:
    """Runs cells, or a whole notebook, in a kernel whose folder is the test's own."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("RAWGRAD_LANG", "en")

    def run(*sources: str, text: str | None = None) -> Cells:
        if text is None:
            book = nbformat.v4.new_notebook()
            book.cells = [nbformat.v4.new_code_cell(s) for s in ("%load_ext rawgrad", *sources)]
        else:
            book = nbformat.reads(text, as_version=4)
            nbformat.validate(book)
        client = nbclient.NotebookClient(
            book, timeout=60, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}
        )
        client.execute()
        return [cell for cell in book.cells if cell.cell_type == "code"][text is None :]

    return run


def shown(cell: dict[str, Any], kind: str = "text/html") -> str:
    """What a cell displays, tags left out."""
    found = [o["data"].get(kind, "") for o in cell["outputs"] if "data" in o]
    text = re.sub(r"<style>.*?</style>", "", "".join(found), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", text)) if kind == "text/html" else text


def printed(cell: dict[str, Any]) -> str:
    return "".join(o["text"] for o in cell["outputs"] if o["output_type"] == "stream")


def raised(cell: dict[str, Any]) -> str:
    """The traceback a cell shows, without its colours."""
    lines = [line for o in cell["outputs"] for line in o.get("traceback", ())]
    return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(lines))


def body(name: str) -> str:
    """A solution from its imports on."""
    source = (ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8")
    second = ast.parse(source).body[1].lineno
    return "\n".join(source.splitlines()[second - 1 :])


def pasted(text: str, name: str, code: str) -> str:
    """A generated notebook with its stub replaced."""
    book = json.loads(text)
    for cell in book["cells"]:
        if cell["id"] == f"{name}-check":
            cell["source"] = [f"%%check {name}\n{code}"]
    return json.dumps(book)


def test_a_generated_notebook_passes_with_a_solution(kit: Kit, execute: Execute) -> None:
    text = document.notebook(kit, "softmax", "en")
    assert text == document.notebook(kit, "softmax", "en")
    cells = {cell["id"]: cell for cell in execute(text=pasted(text, "softmax", SOFTMAX))}
    assert "passed" in shown(cells["softmax-check"])
    assert RENDERED not in str(cells["softmax-check"]["outputs"])
    assert not any(map(raised, cells.values()))
    pytest.importorskip("matplotlib")
    pictures = [o["data"] for o in cells["softmax-picture"]["outputs"] if "data" in o]
    assert "image/png" in pictures[0]


def test_a_generated_notebook_is_calm_before_anything_is_written(
    kit: Kit, execute: Execute
) -> None:
    cells = {cell["id"]: cell for cell in execute(text=document.notebook(kit, "softmax", "ko"))}
    assert "softmax: 아직 작성하지 않았습니다." in shown(cells["softmax-check"])
    assert 'lang="ko"' in str(cells["softmax-check"])
    assert "1. 다음 문장은 무엇을 출력합니까?" in printed(cells["softmax-answer-1"])
    assert "softmax (1/3)" in printed(cells["softmax-hint"])
    assert "softmax" in printed(cells["softmax-picture"])
    assert not any(map(raised, cells.values()))


def test_a_failure_is_rows_with_everything_escaped(execute: Execute) -> None:
    (cell, again) = execute(f"%%check softmax\n{WRONG}", "%rawgrad check softmax --all")
    text = shown(cell)
    for part in ("called", "returned", "expected", "printed", "In[2]:2", "went wrong", "failed"):
        assert part in text, part
    raw = next(o["data"]["text/html"] for o in cell["outputs"] if "data" in o)
    assert raw.count(RENDERED) == 1
    assert "&lt;b&gt;sum&lt;/b&gt;" in raw
    assert "<script" not in raw
    assert "softmax([" in shown(cell, "text/plain")
    assert shown(again).count("called") > 1


def test_two_exercises_hold_functions_of_the_same_name(execute: Execute) -> None:
    last = "calc_output.__module__, exercises.perceptron.calc_output.__module__"
    one, two, three, four, five = execute(
        f"%%check activation\n{body('activation')}",
        f"%%check perceptron\n{body('perceptron')}",
        f"%%check backprop\n{body('backprop')}",
        last,
        "%rawgrad check perceptron",
    )
    for cell in (one, two, three, five):
        assert "passed" in shown(cell)
        assert RENDERED not in str(cell["outputs"])
    assert "('exercises.backprop', 'exercises.perceptron')" in shown(four, "text/plain")


def test_cells_add_up_and_the_last_one_counts(execute: Execute) -> None:
    step = "def step_function(x):\n    return (np.asarray(x) > 0).astype(int)\n"
    relu = "def relu(x):\n    return np.maximum(0, x)\n"
    sigmoid = "def sigmoid(x):\n    return 1 / (1 + np.exp(-np.asarray(x)))\n"
    cells = execute(
        f"%%check activation\n{step}",
        f"%%check activation\n{relu}",
        f"%%check activation\n{sigmoid.replace('1 /', '2 /')}",
        "%%check forward\n" + body("forward"),
        f"%%check activation\n{sigmoid}",
        "%rawgrad check forward",
        "sigmoid(0), relu(-1.0)",
    )
    assert "sigmoid is not written yet" in shown(cells[0])
    assert "sigmoid is not written yet" in shown(cells[1])
    assert RENDERED in str(cells[2]["outputs"])
    # The forward pass follows the sigmoid that it imported, wrong and then right.
    assert RENDERED in str(cells[3]["outputs"])
    assert "passed" in shown(cells[4])
    assert "passed" in shown(cells[5])
    assert "0.5" in shown(cells[6], "text/plain")


def test_what_an_exercise_needs_is_said_or_found_beside_the_notebook(
    execute: Execute, tmp_path: Path
) -> None:
    forward = "%%check forward\n" + body("forward")
    (cell,) = execute(forward)
    assert "sigmoid, which is not written yet" in shown(cell)
    assert "%%check activation" in shown(cell)
    own = tmp_path / "exercises"
    own.mkdir()
    (own / "activation.py").write_text(body("activation"), encoding="utf-8")
    (cell,) = execute(forward)
    assert "passed" in shown(cell)


def test_a_notebook_in_any_folder_reads_the_kits_data(execute: Execute, tmp_path: Path) -> None:
    own = tmp_path / "exercises"
    own.mkdir()
    for name in ("activation", "softmax", "mnist"):
        (own / f"{name}.py").write_text(body(name), encoding="utf-8")
    cells = execute(
        "from exercises.mnist import load_mnist\nprint(load_mnist()[1][0].shape)",
        "from rawgrad.datasets import progress, read_pulsars\n"
        "print(sum(len(rows) for rows in progress([read_pulsars()], 'reading')))",
    )
    assert [printed(cell) for cell in cells] == ["(10000, 784)\n", "17898\n"]


def test_errors_stand_in_the_cell_and_mistakes_are_one_line(execute: Execute) -> None:
    syntax, error, inside, early, name, typo, none, helper, plot = execute(
        "%%check softmax\ndef softmax(a):\n    return (a",
        "%%check softmax\nx = 1\ny = x / 0",
        "%%check softmax\ndef softmax(a):\n    return np.ex(a)",
        "%%check activation\ndef relu(x):\n    return mine(x)\nmine(1)",
        "%%check sofmax\n1",
        "%%check softmax\ndef softmaxx(a):\n    return a\n\n\ndef softmax(a):\n"
        '    raise NotImplementedError("softmax")',
        "%%check\n1",
        "mine = abs",
        "%rawgrad plot loss",
    )
    assert "line 3" in raised(syntax)
    assert "Count the brackets" in raised(syntax)
    assert "Something is divided by 0" in raised(error)
    assert "ZeroDivisionError" in raised(error)
    assert "----> 3 y = x / 0" in raised(error)
    assert "softmax.py" not in raised(error)
    assert "In[4]:3" in shown(inside)
    assert "return np.ex(a)" in shown(inside)
    assert "----> 4 mine(1)" in raised(early)
    for cell in (syntax, error, early, name, none):
        assert "magics.py" not in raised(cell)
        assert "session.py" not in raised(cell)
    assert "did you mean softmax?" in printed(name) + raised(name)
    assert "is it misspelt?" in shown(typo)
    assert "name an exercise" in printed(none) + raised(none)
    assert not raised(helper)
    assert not raised(plot)


def test_the_line_magic_answers(execute: Execute) -> None:
    cells = execute(
        "%rawgrad list",
        "%rawgrad predict softmax 1 inf",
        "%rawgrad predict softmax 1 0",
        "%rawgrad predict softmax 9 0",
        "%rawgrad lang ko",
        "%rawgrad explain softmax",
        "%rawgrad explain softmax --anyway",
        "%%check loss\ndef helper(a):\n    return a",
        "%%check softmax\ndef softmax(a):\n    return helper(a)",
        "%rawgrad nonsense",
    )
    said = [printed(cell) for cell in cells]
    assert "softmax" in said[0]
    assert "Right." in said[1]
    assert "Not quite." in said[2]
    assert "a number from 1" in said[3] + raised(cells[3])
    assert "한국어" in said[4]
    assert "%rawgrad explain softmax --anyway" in said[5]
    assert "```python" in shown(cells[6], "text/markdown")
    assert "이름 공간" in shown(cells[8])
    assert "nonsense" in said[9]
    assert not raised(cells[9])


def test_a_notebook_is_never_overwritten(tmp_path: Path, rawgrad: Run, kit: Kit) -> None:
    done = rawgrad("notebook", "softmax", "--lang", "ko")
    assert done.returncode == 0, done.stderr
    assert "softmax.ipynb: 새로 썼습니다." in done.stdout
    written = tmp_path / "softmax.ipynb"
    written.write_bytes(b"mine")
    done = rawgrad("notebook", "softmax", "--lang", "en")
    assert done.returncode == 2
    assert "--to softmax-2.ipynb" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert written.read_bytes() == b"mine"
    assert "written" in document.write(kit, "loss", tmp_path, "en")
    assert (tmp_path / "loss.ipynb").is_file()
    for path in (tmp_path / "loss.txt", tmp_path / "none" / "loss.ipynb"):
        with pytest.raises(BrokenKit, match="loss"):
            document.write(kit, "loss", path, "ko")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_exercise_has_a_notebook_that_is_valid(kit: Kit, language: str) -> None:
    nbformat = pytest.importorskip("nbformat")
    for name, exercise in kit.exercises.items():
        text = document.notebook(kit, name, language)
        nbformat.validate(nbformat.reads(text, as_version=4))
        book = json.loads(text)
        ids = [cell["id"] for cell in book["cells"]]
        assert len(set(ids)) == len(ids)
        sources = ["".join(cell["source"]) for cell in book["cells"]]
        assert exercise.title.in_(language) in sources[0]
        check = sources[ids.index(f"{name}-check")]
        assert check.startswith(f"%%check {name}\nimport") or "\nfrom " in check
        assert "__main__" not in check
        assert "NotImplementedError" in check


def test_a_notebooks_sentences_are_there_in_both_languages() -> None:
    for text in (*words.SENTENCES.values(), *words.PAGE.values()):
        assert isinstance(text, Text)
        fields = [{f[1] for f in string.Formatter().parse(t) if f[1]} for t in text if t]
        assert fields[0] == fields[-1], text
        text.ko.encode("cp949")


def test_a_session_takes_what_no_cell_has_written_from_the_stub(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = Session(kit)
    assert session.own is None
    result = session.subject().call("activation", "identity_function", 1)
    assert result.value == 1
    result = session.subject().call("softmax", "softmax", 1)
    assert result.trouble is not None
    assert result.trouble.type == "NotImplementedError"
    assert result.where is None
    assert page.STYLE.count("{") == page.STYLE.count("}")


def test_a_check_draws_nothing_from_the_notebooks_generator(kit: Kit) -> None:
    session = Session(kit)
    tree = ast.parse("def softmax(a):\n    np.random.seed(1)\n    return a")
    session.run("softmax", tree, "<cell>", "In[1]")
    np.random.seed(7)
    first = np.random.random()
    np.random.seed(7)
    result = session.subject().call("softmax", "softmax", [1.0])
    assert result.global_random
    assert np.random.random() == first


def test_helpers_of_ordinary_cells_are_found_as_in_grading(execute: Execute) -> None:
    check = "%%check softmax\ndef softmax(a):\n    return shares(np.asarray(a))\n"
    helper = (
        "import numpy\ndef shares(a):\n    e = numpy.exp(a - a.max(axis=-1, keepdims=True))\n"
        "    return e / e.sum(axis=-1, keepdims=True)"
    )
    later, again, wrong, back = (
        execute(check, helper, check, "def shares(a):\n    return a", "%rawgrad check softmax")[0:1]
        + execute(helper, check, "def shares(a):\n    return a", "%rawgrad check softmax")[1:]
    )
    assert "shares" in shown(later)  # It is missing still.
    assert "passed" in shown(again)
    assert shown(wrong) == ""
    assert "failed" in shown(back)


def test_a_misspelt_function_is_said_and_no_older_cell_is_judged(execute: Execute) -> None:
    right = f"%%check softmax\n{SOFTMAX}"
    _, misspelt, nested, asking, leaving, on = execute(
        right,
        right.replace("def softmax", "def sofmax"),
        "%%check softmax\ndef f():\n    def softmax(a):\n        return a",
        "%%check softmax\ndef softmax(a):\n    return input()",
        "%%check softmax\ndef softmax(a):\n    exit()",
        "print('goes on')",
    )
    assert "This cell defines sofmax, not softmax" in printed(misspelt)
    assert "softmax stands in line 3 within `def f():`" in printed(nested)
    assert shown(misspelt) + shown(nested) == ""
    assert "the check gives no input" in shown(asking)
    assert "which ends Python" in shown(leaving)
    assert printed(on) == "goes on\n"


def test_reset_forgets_the_cells_of_an_exercise(execute: Execute, tmp_path: Path) -> None:
    _, reset, checked, name, file = execute(
        f"%%check softmax\n{SOFTMAX}",
        "%rawgrad reset softmax",
        "%rawgrad check softmax",
        "print('softmax' in globals())",
        "%rawgrad reset loss",
    )
    assert "softmax: what its cells have defined is gone" in printed(reset)
    assert "todo" in shown(checked)
    assert printed(name) == "False\n"
    assert "softmax.py" not in printed(file)  # There is no folder of exercises here.


def test_a_notebooks_language_is_its_own_and_so_are_its_commands(
    execute: Execute, tmp_path: Path
) -> None:
    _, listed, missing, plot, hint, wrong = execute(
        "%rawgrad lang ko",
        "%rawgrad list",
        "%%check softmax\ndel softmax\n",
        "%rawgrad plot softmax",
        "%rawgrad hint softmax",
        "%rawgrad hint softmax --step x",
    )
    assert "소프트맥스와 오버플로" in printed(listed)
    for cell in (missing, plot, hint, wrong):
        said = shown(cell) + printed(cell) + raised(cell)
        assert re.search("[가-힣]", said)
        assert re.search("%rawgrad [a-z]+ softmax", said)
        assert not re.search(r"(?<!%)\brawgrad [a-z]+ softmax", said)
    assert not (tmp_path / "config" / "rawgrad" / "language").exists()
    (english,) = execute("%rawgrad list")
    assert "Softmax without overflow" in printed(english)
