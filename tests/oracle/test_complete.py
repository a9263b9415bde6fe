"""Every public function of the reference is compared with someone else's, or listed with a reason.

A reason ends up here when there is nothing to compare: the function reads files, prints, or
returns a constant. Whole modules that compute nothing are listed by name.
"""

from __future__ import annotations

import ast
import importlib

from ..conftest import ROOT
from .agreement import COMPARED

FILES = "reads files; tests/datasets and the specification hold what it reads and refuses"
NOT_COMPARED = {
    "keras_mnist": "is itself written in Keras: there is no second implementation to ask",
    "torch_mnist": "is itself written in PyTorch: there is no second implementation to ask",
    "forward.init_network": "returns the constants of D4",
    "mnist.init_network": FILES,
    "mnist.load_mnist": FILES,
    "mnist.load_mnist_csv": FILES,
    "binary.init_model": "returns a draw of the generator and zeros",
    "binary.pulsar_exec": "reads a file and prints; `train` and `eval_accuracy`, which it calls, "
    "are compared",
    "pulsar.load_pulsar_dataset": FILES,
    "pulsar.balance": "repeats row numbers in turn, where libraries draw them at random",
    "pulsar.pulsar_exec": "reads a file and prints; `train` and `eval_accuracy`, which it calls, "
    "are compared",
}


def public() -> set[str]:
    """List the reference's functions and methods, from its text: no framework is imported."""
    found = set()
    for path in sorted((ROOT / "solutions").glob("[!_]*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            inner = node.body if isinstance(node, ast.ClassDef) else [node]
            prefix = (
                f"{path.stem}.{node.name}." if isinstance(node, ast.ClassDef) else path.stem + "."
            )
            found |= {
                prefix + function.name
                for function in inner
                if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
            }
    return found


def compared() -> set[str]:
    for path in sorted((ROOT / "tests" / "oracle").glob("test_*.py")):
        importlib.import_module(f"{__package__}.{path.stem}")
    return set(COMPARED)


def test_every_function_is_compared_or_listed() -> None:
    listed = {
        name for name in public() if name in NOT_COMPARED or name.partition(".")[0] in NOT_COMPARED
    }
    assert public() - compared() - listed == set()
    assert compared() & listed == set()


def test_nothing_is_listed_that_is_not_there() -> None:
    assert compared() - public() == set()
    modules = {name.partition(".")[0] for name in public()}
    frameworks = {"keras_mnist", "torch_mnist"}
    assert set(NOT_COMPARED) - public() - modules - frameworks == set()
