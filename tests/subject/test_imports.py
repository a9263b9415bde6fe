"""What a submission imports that is not there: a stand-in, until a value of it would count."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from rawgrad.kit.layout import Kit
from rawgrad.subject.base import Subject
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.zygote import NotConfined, Zygote
from rawgrad.subject.imports import LACKING, OFFERED, absent_packages
from rawgrad.subject.local import LocalSubject

# Of these `antigravity` would open a browser.
STANDARD = sorted(sys.stdlib_module_names - {"antigravity"})
POPULAR = [
    "IPython", "PIL", "absl", "accelerate", "altair", "bokeh", "bs4", "catboost", "cupy", "cv2",
    "cython", "dask", "datasets", "einops", "fastai", "flask", "gensim", "gym", "h5py", "imageio",
    "ipywidgets", "jax", "joblib", "keras", "kagglehub", "librosa", "lightgbm", "matplotlib",
    "mlxtend", "networkx", "nltk", "numba", "openpyxl", "pandas", "plotly", "polars", "pylab",
    "pytorch_lightning", "requests", "scipy", "seaborn", "skimage", "sklearn", "statsmodels",
    "sympy", "tabulate", "tensorflow", "tensorboard", "torch", "torchvision", "tqdm",
    "transformers", "wandb", "xgboost",
]  # fmt: skip

WITH_HEADING = """
import nopackage.pyplot as plt
import nopackage.special as special
from nopackage.jit import njit
from nopackage.nn import Module
from nopackage.progress import tqdm

plt.rcParams["font.family"] = "Malgun Gothic"
plt.style.use("seaborn").set(figsize=(3, 4))

class Net(Module):
    def __init__(self):
        super().__init__()
        self.size = 3

@njit
def double(x: "int | Module") -> float:
    return 2 * x

@njit(parallel=True)
def triple(x: int | Module):
    total = 0
    for part in tqdm([x, x, x]):
        total = total + part
    return total

def caught(x):
    try:
        return Net().size + isinstance(x, special.Thing)
    except special.Error:
        return 0

def draws(x):
    with plt.style.context("dark"):
        figure = plt.figure()
        figure.gca().plot(x)
        plt.show()
    return x
"""

COUNTS = {
    "arithmetic": "return special.expit(x) + 1",
    "a constant": "return special.pi * x",
    "iteration": "fig, ax = plt.subplots()",
    "truth": "return 1 if special.cuda.is_available() else 2",
    "indexing": "return special.table[0]",
    "an array": "return np.asarray(special.expit(x))",
    "NumPy": "return np.exp(special.expit(x))",
    "a result": "return special.expit(x)",
    "a result inside": "return {'y': [special.pi]}",
    "a derived object": "return Net()(x)",
}


@pytest.fixture(scope="module")
def zygote(kit: Kit) -> Iterator[Zygote]:
    try:
        with Zygote(kit.data, "confined", Limits()) as found:
            yield found
    except NotConfined:
        with Zygote(kit.data, "process", Limits()) as found:
            yield found


@pytest.fixture(params=["local", "worker"])
def examined(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Subject]]:
    folder = tmp_path / "exercises"
    folder.mkdir()
    if request.param == "local":
        yield folder, LocalSubject(folder)
        return
    subject = None

    class Late:
        """A worker may read only what its folder holds when it is forked."""

        def call(self, *given: object) -> object:
            nonlocal subject
            subject = subject or request.getfixturevalue("zygote").subject(folder)
            return subject.call(*given)

    yield folder, Late()  # type: ignore[misc]
    if subject is not None:
        subject.close()


def write(folder: Path, text: str) -> None:
    (folder / "code.py").write_text(text, encoding="utf-8")


def test_what_is_never_needed_costs_nothing(examined: tuple[Path, Subject]) -> None:
    folder, subject = examined
    write(folder, WITH_HEADING)
    x = np.arange(3.0)
    assert subject.call("code", "double", x).value.tolist() == [0, 2, 4]
    assert subject.call("code", "triple", x).value.tolist() == [0, 3, 6]
    assert subject.call("code", "caught", x).value == 3
    assert subject.call("code", "draws", x).value.tolist() == [0, 1, 2]


@pytest.mark.parametrize("line", COUNTS.values(), ids=list(COUNTS))
def test_a_value_of_it_is_refused_by_name(examined: tuple[Path, Subject], line: str) -> None:
    folder, subject = examined
    write(folder, f"import numpy as np\n{WITH_HEADING}\ndef f(x):\n    {line}\n")
    trouble = subject.call("code", "f", np.arange(3.0)).trouble
    assert trouble is not None
    assert trouble.type == "PackageMissing"
    assert "ImportError" in trouble.kinds
    assert trouble.message.startswith("nopackage.")


GUARDED = {
    "try": "try:\n    import nopackage\nexcept ImportError:\n    nopackage = 7",
    "two kinds": "try:\n    import nopackage\nexcept (KeyError, ImportError):\n    nopackage = 7",
    "anything": "try:\n    import nopackage\nexcept:\n    nopackage = 7",
    "suppress": "import contextlib\nnopackage = 7\nwith contextlib.suppress(ImportError):\n"
    "    import nopackage",
    "a caller": "def load():\n    import nopackage\n    return nopackage\n"
    "try:\n    nopackage = load()\nexcept Exception:\n    nopackage = 7",
}


@pytest.mark.parametrize("text", GUARDED.values(), ids=list(GUARDED))
def test_an_import_that_is_guarded_fails_as_ever(examined: tuple[Path, Subject], text: str) -> None:
    folder, subject = examined
    write(folder, f"{text}\ndef f():\n    return nopackage\n")
    assert subject.call("code", "f").value == 7


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("from .other import f", "exercises.other"),
        ("from code import f", "'f' from"),
        ("from helper import f", "helper"),
        ("import numpy.nothing", "numpy.nothing"),
        ("import rawgrad.nothing", "rawgrad.nothing"),
        ("try:\n    import nopackage\nexcept ValueError:\n    pass\nnopackage + 1", "nopackage"),
    ],
)
def test_modules_of_ones_own_and_of_what_is_there_fail_as_ever(
    tmp_path: Path, text: str, missing: str
) -> None:
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "helper.py").write_text("x = 1\n", encoding="utf-8")
    write(folder, text + "\ndef f(): return 1\n")
    trouble = LocalSubject(folder).call("code", "f").trouble
    assert trouble is not None
    assert trouble.importing == "code"
    assert missing in trouble.message


OF_TENSORFLOW = """
from tensorflow.keras.layers import Dense
from tensorflow.keras import layers as same
import tensorflow.keras.layers as again
import tensorflow as tf

def f():
    return [Dense is kind for kind in (same.Dense, again.Dense, tf.keras.layers.Dense)]

def g():
    return tf.constant(1) + 1

def h():
    from tensorflow.keras.nothing import x
"""


def test_what_d4_imports_of_tensorflow_is_keras(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keras, layers = ModuleType("keras"), ModuleType("keras.layers")
    vars(keras).update(__path__=[], layers=layers)
    vars(layers).update(Dense=type("Dense", (), {}))
    for module in (keras, layers):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    folder = tmp_path / "exercises"
    folder.mkdir()
    write(folder, OF_TENSORFLOW)
    subject = LocalSubject(folder)
    assert subject.call("code", "f").value == [True, True, True]
    missing = [subject.call("code", name).trouble for name in "gh"]
    assert [(one.type, one.message) for one in missing if one] == [
        ("PackageMissing", "tensorflow.constant() is not there"),
        ("ModuleNotFoundError", "No module named 'keras.nothing'"),
    ]
    assert list(absent_packages(OF_TENSORFLOW, set(), {"keras"})) == [(5, "tensorflow")]
    assert list(absent_packages(OF_TENSORFLOW, set())) == [(2, "tensorflow")]


def test_every_package_is_imported_or_replaced(kit: Kit, zygote: Zygote, tmp_path: Path) -> None:
    names = [*STANDARD, *POPULAR]
    functions = [f"def f{i}():\n    import {name} as x\n    return type(x).__name__\n"
                 for i, name in enumerate(names)]  # fmt: skip
    write(tmp_path, "\n".join(functions))
    subject = zygote.subject(tmp_path)
    got = {name: subject.call("code", f"f{i}").value for i, name in enumerate(names)}
    subject.close()
    assert set(got.values()) == {"module", "StandIn"}
    absent = {name for name, kind in got.items() if kind == "StandIn"}
    assert absent.issuperset(POPULAR)
    # What `check` says nothing of at home is there in class; what begins with _ is nobody's.
    public = {name for name in absent if not name.startswith("_")}
    here = {name for name in STANDARD if importlib.util.find_spec(name)}  # some leave out IDLE
    assert public & here <= LACKING
    assert not OFFERED & LACKING


def test_what_will_be_absent_is_told_by_line() -> None:
    text = (
        "import numpy as np, scipy.special\nimport tkinter\nfrom .softmax import softmax\n"
        "from exercises.loss import x\ntry:\n    import numba\nexcept ImportError:\n    pass\n"
        "def f():\n    import scipy\n    import torch\n    import math\n"
    )
    assert list(absent_packages(text, {"exercises"})) == [
        (1, "scipy"), (2, "tkinter"), (11, "torch"),
    ]  # fmt: skip
    assert list(absent_packages("import (", set())) == []
