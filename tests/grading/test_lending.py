"""Follow-on errors inside an exercise are forgiven, and nothing is earned that is not one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from rawgrad.grading.assess.assessor import LENT, Assessor, Item
from rawgrad.grading.assess.late_inputs import LateInputs
from rawgrad.grading.assess.lending import Lender, borrowing, taken_over
from rawgrad.grading.book.marks import best_marks, own_points
from rawgrad.kit.layout import Kit
from rawgrad.reporting.feedback import _to_mend_first
from rawgrad.spec.specification import Specification
from rawgrad.subject.confined.zygote import Zygote, probe
from rawgrad.views.words import SENTENCES

NAMES = ("perceptron", "backprop", "information")


@pytest.fixture(scope="module")
def specification(kit: Kit) -> Specification:
    return Specification(kit, NAMES)


@pytest.fixture(scope="module")
def assessor(
    kit: Kit, specification: Specification, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Specification], Assessor]]:
    scratch = tmp_path_factory.mktemp("scratch")
    scratch.chmod(0o711)
    isolation = "process" if probe() else "confined"
    folder = tmp_path_factory.mktemp("inputs")
    with Zygote(kit.data, isolation, inputs=[*specification.inputs, folder]) as zygote:
        yield lambda by: Assessor(by, by.names, 0, zygote.subject, scratch, LateInputs(by, folder))


@pytest.fixture(scope="module")
def assess(
    specification: Specification, assessor: Callable[[Specification], Assessor]
) -> Callable[[dict[str, str]], list[Item]]:
    made = assessor(specification)
    return lambda changed: made.assess({**specification.reference(), **changed}, {})


def changed(kit: Kit, name: str, old: str, new: str) -> dict[str, str]:
    text = (kit.root / "solutions" / f"{name}.py").read_text(encoding="utf-8")
    assert old in text, old
    return {f"{name}.py": text.replace(old, new)}


def points(kit: Kit, items: list[Item], name: str) -> float:
    return own_points(kit.exercises[name], [i for i in items if i.exercise == name], set())


def test_each_aspect_that_is_lost_has_a_reason(
    kit: Kit, assess: Callable[[dict[str, str]], list[Item]]
) -> None:
    # A number that is added is lost in values, in extremes and in types, each more than once.
    code = "\ndef self_information(p):\n    return -np.log2(np.asarray(p, dtype=float) + 1e-12)\n"
    text = (kit.root / "solutions" / "information.py").read_text(encoding="utf-8") + code
    found = [i for i in assess({"information.py": text}) if i.function == "self_information"]
    lost = {item.aspect for item in found if item.status == "failed"}
    assert lost == {"values", "extremes", "types"}
    assert {item.aspect for item in found if item.rows} == lost


def test_what_is_forgiven_is_not_where_to_begin() -> None:
    lent = ["self_information", "cross_entropy, self_information"]
    assert _to_mend_first(lent, ("entropy", "cross_entropy")) == ["self_information"]
    assert _to_mend_first(["f", "g"], ("f", "g")) == ["f", "g"]


@pytest.mark.parametrize(
    ("name", "helper", "old", "new"),
    [
        ("perceptron", "calc_error", "d - y", "y - d"),
        ("information", "self_information", "np.log2(", "np.log("),
    ],
)
def test_a_wrong_helper_costs_what_the_helper_is_worth(
    kit: Kit,
    assess: Callable[[dict[str, str]], list[Item]],
    name: str,
    helper: str,
    old: str,
    new: str,
) -> None:
    items = assess(changed(kit, name, old, new))
    exercise = kit.exercises[name]
    worth = sum(p for (function, _), p in exercise.points.items() if function == helper)
    assert exercise.most - worth <= points(kit, items, name) < exercise.most
    best = best_marks(exercise, [i for i in items if i.exercise == name], set())
    assert best.lent
    assert helper not in best.lent
    lent = {f["facts"]["functions"] for i in items if i.run == LENT for f in i.findings}
    assert helper in {name for one in lent for name in one.split(", ")}


def test_what_ends_its_process_costs_no_other_exercise_anything(
    kit: Kit, assess: Callable[[dict[str, str]], list[Item]]
) -> None:
    # Twins are asked last, when it has died often enough.
    items = assess({"backprop.py": "import os\nos._exit(1)\n"})
    earned = [points(kit, items, name) for name in NAMES]
    assert earned == [kit.exercises["perceptron"].most, 0, kit.exercises["information"].most]


def test_two_faults_cost_both(kit: Kit, assess: Callable[[dict[str, str]], list[Item]]) -> None:
    texts = changed(kit, "perceptron", "d - y", "y - d")
    constant = "\n\ndef delta_GD(W, X, D, alpha):\n    return W + 0 * calc_error(1.0, 1.0)\n"
    text = texts["perceptron.py"] + constant
    items = assess({"perceptron.py": text})
    exercise = kit.exercises["perceptron"]
    others = sum(p for (f, _), p in exercise.points.items() if f == "calc_output")
    assert points(kit, items, "perceptron") <= others + 1


def test_what_is_lent_earns_nothing_for_what_is_examined(
    kit: Kit, assess: Callable[[dict[str, str]], list[Item]]
) -> None:
    # A cheat takes whatever the lent module has, under every name.
    cheat = (
        "import sys\n"
        "def _find(name):\n"
        "    for module in list(sys.modules.values()):\n"
        "        if '_lent' in getattr(module, '__name__', ''):\n"
        "            return getattr(module, name, None)\n"
        + "".join(
            f"def {name}(*a, **k):\n    f = _find('{name}')\n    return f(*a, **k) if f else 0.0\n"
            for name in ("calc_output", "calc_error", "delta_GD")
        )
    )
    assert points(kit, assess({"perceptron.py": cheat}), "perceptron") == 0.0


def test_what_an_exercise_itself_asks_for_is_not_handed_on_to_it(
    kit: Kit, assessor: Callable[[Specification], Assessor]
) -> None:
    binary = Specification(kit, ("binary",))
    # The others take their time and have no namesake.
    for name in ("activation", "binary"):
        binary._items[name] = [i for i in binary.items(name) if i.function == "sigmoid"]
    whole = sum(p for (f, _), p in kit.exercises["binary"].points.items() if f == "sigmoid")
    alias, made = "from .activation import sigmoid\n", assessor(binary)
    for spoilt in ("def sigmoid(x):\n    return 0 * x\n", "def sigmoid(x)\n"):
        texts = {**binary.reference(), "activation.py": spoilt}
        assert points(kit, made.assess(texts, {}), "binary") == whole
        assert points(kit, made.assess({**texts, "binary.py": alias}, {}), "binary") == 0


def test_the_reference_is_lent_whole_where_nothing_is_to_be_written_again() -> None:
    lender = Lender("def f(x):\n    return g(x)\n\n\ndef g(x):\n    return x\n")
    texts = {"e.py": "def f(x):\n    return 1\n"}
    assert taken_over(texts, "e", lender, {"h"}) == {"e.py": lender.source}
    # `f` calls it.
    assert taken_over(texts, "e", lender, {"g"}) == {"e.py": lender.source}
    found = taken_over(texts, "e", lender, {"f"})
    assert found["_own_e.py"] == texts["e.py"]
    assert "return g(x)" not in found["e.py"]
    assert "def g(x)" in found["e.py"]


def test_a_lender_never_lends_what_calls_the_caller() -> None:
    lender = Lender("def f(x):\n    return g(x)\n\n\ndef g(x):\n    return f(x) if x else 1\n")
    assert lender.lent_to("f", {"g"}) == ()
    parts = ["import math", "K = 1"]
    parts += [
        f"def {f}():\n    return {of}" for f, of in (("a", "b()"), ("b", "_c() + K"), ("_c", "1"))
    ]
    chain = Lender("\n\n".join(parts))
    assert chain.lent_to("a", {"a", "b"}) == ("b",)
    assert chain.lent_to("b", {"a"}) == ()
    module = chain.module(["b"])
    assert "def a" not in module
    assert all(part in module for part in ("import math", "K = 1", "def b", "def _c"))


def test_methods_are_lent_by_their_class() -> None:
    first = "class A:\n    def f(self):\n        return self.g()\n\n"
    source = first + "    def g(self):\n        return 2\n"
    lender = Lender(source)
    assert lender.lent_to("A.f", {"A.g"}) == ("A.g",)
    texts = borrowing({"x.py": source.replace("return 2", "return 3")}, "x", lender, ("A.g",))
    assert "def f" not in texts["_lent_x.py"]
    assert "def g" in texts["_lent_x.py"]
    assert "A.g = _lent.A.g" in texts["x.py"]


def test_a_kept_failure_says_for_whose_loss_it_does_not_count(
    kit: Kit, assessor: Callable[[Specification], Assessor]
) -> None:
    flat = """

def self_information(p):
    with np.errstate(divide="ignore"):
        information = -np.log2(np.array(p, dtype=float))
    return information.ravel() if information.shape == (2, 2) else information
"""
    text = (kit.root / "solutions" / "information.py").read_text(encoding="utf-8") + flat
    information = Specification(kit, ("information",))
    # Only the first few failures keep rows: these are one in each of two aspects.
    information._items["information"] = [
        i for i in information.items("information") if i.function == "self_information"
    ]
    items = assessor(information).assess({"information.py": text}, {})
    failed = {i.aspect: str(i.rows) for i in items if i.status == "failed" and i.rows}
    for language in ("en", "ko"):
        title = getattr(kit.aspects["shapes"], language)
        said = getattr(SENTENCES["not_counted"], language).format(aspects=title)
        assert said in failed["types"]
        assert said not in failed["shapes"]
