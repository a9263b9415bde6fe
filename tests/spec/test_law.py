"""Laws, scenarios and the examiner, on a small kit of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit
from rawgrad.spec.examine import Examiner, Outcome, headline
from rawgrad.spec.law import read_laws
from rawgrad.subject.local import LocalSubject
from rawgrad.subject.values import Reference
from rawgrad.views.rows import item_result, value_text
from rawgrad.views.terminal import failure
from rawgrad.views.width import Page

MANIFEST = """
[aspect]
values = {en = "values", ko = "값"}
[[exercise]]
name = "add"
title = {en = "Add", ko = "더하기"}
documents = ["D0"]
warnings = "fail"
"""
CASES = """
[object.box]
function = "Box"
args = [[1.0, 2.0]]
set = {more = 5.0}

[[case]]
id = "add-0001"
function = "add"
aspect = "values"
args = [2.0, 3.0]
want = 5.0
why = {en = "Sum: two numbers.", ko = "합: 두 수입니다."}

[[case]]
id = "add-0002"
function = "Box.grow"
aspect = "values"
args = [{use = "box"}, 2.0]
look = "box.content"
want = [3.0, 4.0]
why = {en = "Box.", ko = "상자."}
"""
LAWS = """
import numpy as np
from rawgrad.kit.text import Text
from rawgrad.spec.law import law, scenario

@scenario("add", en="Long", ko="긴 계산", limit=0.5)
def test_long(trial):
    total = trial.number("add", 0.0, 2.0, times=50)
    trial.hold(total == 100, got=total, want=100.0)
    return Text("total 100", "합계 100")

@law("add", "values", en="Adding zero", ko="0을 더해도 그대로입니다")
def test_zero(trial):
    x = trial.rng.normal(size=3)
    trial.same(trial.array("add", x, 0.0, shape=(3,)), x)
    trial.unchanged()
    trial.no_global_random()

@law("Box", "values", en="Boxes", ko="상자")
def test_box(trial):
    box = trial.make("Box", np.ones(2))
    trial.write(box, "more", 1.0)
    trial.same(trial.read(box["content"]), np.ones(2))
    trial.hold(trial.describe(box["content"])["shape"] == [2])
    trial.sequence("pair", 1.0, 2.0, length=2)
    trial.of("add").call("add", 1.0, 1.0)
    len(trial.call("add", 1.0, 1.0)) if trial.kit is None else None
"""
RIGHT = """
import numpy as np
def add(a, b):
    return a + b
def pair(a, b):
    return [a, b]
class Box:
    def __init__(self, content):
        self.content = content
    def grow(self, by):
        self.content = self.content + by
"""


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    spec = tmp_path / "spec_tests"
    (spec / "cases").mkdir(parents=True)
    (spec / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (spec / "cases" / "add.toml").write_text(CASES, encoding="utf-8")
    (spec / "test_add.py").write_text(LAWS, encoding="utf-8")
    return Kit(tmp_path)


def examine(kit: Kit, code: str, tmp_path: Path) -> dict[str, Outcome]:
    (tmp_path / "code").mkdir(exist_ok=True)
    (tmp_path / "code" / "add.py").write_text(code, encoding="utf-8")
    examiner = Examiner(kit, LocalSubject(tmp_path / "code"))
    return {item.id: examiner.examine(item) for item in examiner.items("add")}


def statuses(kit: Kit, code: str, tmp_path: Path) -> dict[str, str]:
    return {name: o.verdict.status for name, o in examine(kit, code, tmp_path).items()}


def keys(kit: Kit, code: str, tmp_path: Path) -> dict[str, str]:
    found = examine(kit, code, tmp_path)
    return {name: o.verdict.findings[0].key for name, o in found.items() if o.verdict.findings}


def test_right_code_passes_in_order(kit: Kit, tmp_path: Path) -> None:
    found = examine(kit, RIGHT, tmp_path)
    assert list(found) == ["add-0001", "add-0002", "zero", "box", "long"]
    assert all(outcome.verdict.passed for outcome in found.values())
    assert found["long"].fact is not None
    assert found["long"].fact.ko == "합계 100"
    assert found["zero"].title.ko == "0을 더해도 그대로입니다"
    assert found["add-0001"].title.en == "Sum"
    assert failure(item_result(found["long"]), "en").startswith("long   Long")


def test_a_law_counts_only_once_a_case_passes(kit: Kit, tmp_path: Path) -> None:
    always = RIGHT.replace("return a + b", "return a - b")
    found = statuses(kit, always, tmp_path)
    assert (found["add-0001"], found["zero"], found["add-0002"]) == ("failed", "failed", "passed")
    assert keys(kit, always, tmp_path)["zero"] == "no_case_passes"


def test_todo_reaches_the_laws(kit: Kit, tmp_path: Path) -> None:
    stub = RIGHT.replace("return a + b", 'raise NotImplementedError("add")')
    found = statuses(kit, stub, tmp_path)
    assert (found["add-0001"], found["zero"], found["long"]) == ("todo", "todo", "todo")
    other = RIGHT.replace("return a + b", 'raise NotImplementedError("earlier")')
    assert statuses(kit, other, tmp_path)["zero"] == "blocked"
    boxes = RIGHT.replace("self.content = content", 'raise NotImplementedError("Box.__init__")')
    assert statuses(kit, boxes, tmp_path)["add-0002"] == "todo"


@pytest.mark.parametrize(
    ("old", "new", "item", "key"),
    [
        ("return a + b", "a += b; return a", "zero", None),
        ("return a + b", "a += 0 * b; a += 0; return a + b + (np.ndim(a) > 0)", "zero", "values"),
        ("return a + b", "np.random.rand(); return a + b", "zero", "global_random_alone"),
        ("return a + b", "return a + b if np.ndim(a) == 0 else list(a)", "zero", "kind"),
        ("return a + b", "return a + b if np.ndim(a) == 0 else None", "zero", "returned_none"),
        ("return a + b", "return a + b if np.ndim(a) == 0 else 1.0", "zero", "shape"),
        ("return a + b", "return a + b if np.ndim(a) == 0 else a[:2]", "zero", "shape"),
        ("return a + b", "return a + b if np.ndim(a) == 0 else a > 0", "zero", "dtype_kind"),
        ("return a + b", "return a + b if b == 3 else b", "long", "law"),
        ("return a + b", "return a + b if b == 3 else [b]", "long", "kind"),
        ("return [a, b]", "return [a]", "box", "length"),
        ("return [a, b]", "return 1", "box", "kind"),
        (
            "self.content = content",
            "self.content = content if content[1] == 2 else object()",
            "box",
            "uncrossable_part",
        ),
    ],
)
def test_a_broken_law_says_why(
    kit: Kit, tmp_path: Path, old: str, new: str, item: str, key: str | None
) -> None:
    code = RIGHT.replace(old, new)
    assert keys(kit, code, tmp_path).get(item) == key


@pytest.mark.parametrize(
    ("insisted", "en", "ko"),
    [
        (
            "trial.hold(False, of='len(y)', got=3, want=2)",
            "found len(y) = 3, needed 2",
            "결과 len(y) = 3 (필요한 것: 2)",
        ),
        ("trial.same(3.0, 2.0, of='sum(y)')", "sum(y) differs: 3.0, not 2.0", "sum(y) 값이"),
        ("trial.same([[3]], [[2]])", "[0][0] differs: 3, not 2", "[0][0] 값이 다릅니다: 3"),
        ("trial.as_array(np.ones(2), (3,), of='W1')", "W1 has shape (2,)", "W1 모양"),
        ("trial.as_array(np.ones(2, int), of='W1')", "W1 holds integers", "W1 값의 종류"),
        ("trial.differ([1.5], [1.5], of='y')", "y: [1.5] again", "y: [1.5] 값이 다시"),
        ("trial.has_keys({'a': 1}, ['b'])", "has the keys ['a'], not ['b']", "['a'] (기대한"),
        ("trial.has_keys(None, ['b'])", "should be a dict, not None", "딕셔너리"),
    ],
)
def test_what_is_compared_is_named(
    kit: Kit, tmp_path: Path, insisted: str, en: str, ko: str
) -> None:
    laws = LAWS.replace("def test_zero(trial):", f"def test_zero(trial):\n    {insisted}")
    (kit.spec / "test_add.py").write_text(laws, encoding="utf-8")
    (finding,) = item_result(examine(kit, RIGHT, tmp_path)["zero"]).findings
    assert en in finding.en
    assert ko in finding.ko
    assert "[]" not in finding.en


def test_a_changed_argument_is_found(kit: Kit, tmp_path: Path) -> None:
    code = RIGHT.replace("return a + b", "c = a + b\n    if np.ndim(a): a[0] = 7\n    return c")
    assert keys(kit, code, tmp_path)["zero"] == "changed"


def test_a_case_in_which_an_argument_changes_fails_a_law(kit: Kit, tmp_path: Path) -> None:
    law = '\ntest_cases = leaves_arguments("add")\n'
    laws = LAWS.replace("import law,", "import law, leaves_arguments,") + law
    kit.laws_file("add").write_text(laws, encoding="utf-8")
    cases = CASES + CASES[CASES.index("[[case]]") :].partition("\n\n")[0].replace(
        "[2.0, 3.0]\nwant = 5.0", "[[1, 2], 1]\nwant = [2, 3]"
    ).replace("add-0001", "add-0003")
    kit.cases_file("add").write_text(cases, encoding="utf-8")
    name = "add_cases_leave_arguments"
    assert statuses(kit, RIGHT, tmp_path)[name] == "passed"
    code = RIGHT.replace("return a + b", "c = a + b\n    if np.ndim(a): a[0] = 7\n    return c")
    found = examine(kit, code, tmp_path)[name]
    assert found.verdict.findings[0].key == "changed"
    assert "add([1, 2], 1)" in failure(item_result(found), "en")
    # Where the values are wrong, another aspect is lost already.
    wrong = code.replace("return c", "return -c if np.ndim(a) else c")
    found = examine(kit, wrong, tmp_path)[name]
    assert found.verdict.passed


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        # Whatever fails before the case's own call names that call, and the line.
        (
            "self.content = content",
            "self.content = np.zero(3)",
            ["Box([1.0, 2.0])", "add.py:9   self.content = np.zero(3)", "attribute 'zero'"],
        ),
        ("def __init__(self, content)", "def __init__(content)", ["Box([1.0, 2.0])", "add.py:8"]),
        ("self.content = content", "self.contents = [", ["Box([1.0, 2.0])", "add.py:9"]),
        (
            "self.content = content",
            "self.kept = content",
            ["box.grow(2.0)", "no attribute 'content'"],
        ),
        (
            "class Box:",
            "class Box:\n    more = property(lambda self: 1, lambda self, value: 1 / 0)",
            ["Box([1.0, 2.0])", "add.py:8   more = property", "ZeroDivisionError"],
        ),
    ],
)
def test_what_fails_before_the_call_is_shown_with_its_line(
    kit: Kit, tmp_path: Path, old: str, new: str, shown: list[str]
) -> None:
    found = examine(kit, RIGHT.replace(old, new), tmp_path)["add-0002"]
    text = failure(item_result(found), "en", Page(200))
    assert found.verdict.status == "error"
    for part in shown:
        assert part in text, text


def test_an_error_in_an_earlier_module_names_that_module(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "early.py").write_text("def f(x)\n    return x\n", encoding="utf-8")
    found = examine(kit, "from .early import f\n" + RIGHT, tmp_path)["add-0001"]
    text = failure(item_result(found), "en")
    assert "early.py cannot be read: SyntaxError" in text
    assert "code/early.py:1" in text


def test_a_reference_is_shown_as_the_call_that_made_it() -> None:
    reference = Reference(3, (), "load")[0]["x"][slice(None, 9)]
    assert value_text(reference) == "load(…)[0]['x'][:9]"
    assert value_text([lambda x: x, len]) == "[f, len]"
    assert value_text(object()) == "<object>"
    # A float is told from an integer, which a case may want instead.
    assert [value_text(v) for v in (17.0, 17, -0.0, 3e10, 2e-9)] == [
        "17.0",
        "17",
        "-0.0",
        "3e+10",
        "2e-09",
    ]


def test_a_hanging_function_is_called_once(kit: Kit, tmp_path: Path) -> None:
    code = RIGHT.replace("return a + b", "while b == 2.0: pass\n    return a + b")
    found = examine(kit, code, tmp_path)
    assert found["long"].verdict.status == "timeout"
    assert found["long"].seconds < 5


def test_a_warning_fails_where_the_manifest_says_so(kit: Kit, tmp_path: Path) -> None:
    code = RIGHT.replace("return a + b", "np.log(np.zeros(1)); return a + b")
    assert keys(kit, code, tmp_path)["add-0001"] == "warned"


def test_a_value_no_law_can_use_is_a_failure(kit: Kit, tmp_path: Path) -> None:
    laws = kit.laws_file("add")
    laws.write_text(laws.read_text(encoding="utf-8").replace("if trial.kit is None else None", ""))
    assert keys(kit, RIGHT, tmp_path)["box"] == "unusable"


def test_a_look_at_something_that_is_not_there(kit: Kit, tmp_path: Path) -> None:
    code = RIGHT.replace("self.content = self.content + by", "del self.content")
    assert keys(kit, code, tmp_path)["add-0002"] == "raised"


def test_no_law_file_is_no_law(tmp_path: Path) -> None:
    assert read_laws(tmp_path / "test_nothing.py") == ()


def test_headlines_end_at_the_first_clause() -> None:
    assert headline("Large inputs: e^1010 is inf.") == "Large inputs"
    assert headline("큰 입력입니다. 설명입니다.") == "큰 입력입니다"
    assert headline("exp(0.5) is right.") == "exp(0.5) is right"


def test_a_kit_names_what_is_broken(kit: Kit, tmp_path: Path) -> None:
    assert kit.exercises["add"].warnings_fail
    assert kit.aspects["values"].ko == "값"
    with pytest.raises(BrokenKit, match="there is no such folder"):
        kit.subject_folder(str(tmp_path / "nothing"))


def test_an_installed_kit_does_not_check_its_own_stubs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_kit" / "exercises").mkdir(parents=True)
    (tmp_path / "here" / "exercises").mkdir(parents=True)
    installed = Kit(tmp_path / "_kit")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BrokenKit, match="rawgrad init my-course"):
        installed.subject_folder("exercises")
    monkeypatch.chdir(tmp_path / "here")
    assert installed.subject_folder("exercises") == Path("exercises")
