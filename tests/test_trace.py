"""Every statement of the documents is accounted for in `docs/trace.toml`."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rawgrad.kit.layout import Kit
from rawgrad.spec.case import read_cases
from rawgrad.spec.examine import Examiner
from rawgrad.spec.law import Law
from rawgrad.subject.local import LocalSubject
from tests.conftest import ROOT

DOCS = ROOT / "docs"
TRACE = tomllib.loads((DOCS / "trace.toml").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = TRACE["row"]
DOCUMENTS = ["D0", "D1", "D2", "D3", "D4"]

# What the documents are known to get wrong: the document, and words that its row says.
WRONG = {
    "label branch": ("D0", "t.shape[-1] == 1"),
    "sign of the learning rate": ("D1", "the sign is reversed"),
    "sensitivity": ("D0", "4 to 5 times"),
    "exponent": ("D0", "(e - C)^a"),
    "AND": ("D1", "are AND"),
    "comment on W": ("D1", "random value between 0 and 1"),
    "comment on the product": ("D1", "0.86612231"),
    "lambda": ("D2", "lambda W"),
    "integer gradient": ("D2", "25000"),
    "matrices": ("D2", "fails on a matrix"),
    "start overwritten": ("D2", "`x = init_x`"),
    "accuracy on labels": ("D2", "np.argmax(t, axis=1)"),
    "comment on reshape": ("D2", "comment on `reshape`"),
    "comment on the step": ("D2", "(the value + 1)"),
    "comment on the deviation": ("D2", "is the learning rate"),
    "leak": ("D3", "leak"),
    "np.int": ("D4", "np.int"),
    "whole-array softmax": ("D4", "works on the whole array"),
    "silenced warnings": ("D4", "filterwarnings"),
    "unused layer": ("D4", "`d3`, is unused"),
    "probabilities": ("D4", "-e / (e + 99) = -0.0267"),
    "batch size": ("D4", "`batch_size` is unused"),
}


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """The script that writes the page, imported from where it lies."""
    spec = importlib.util.spec_from_file_location("make_trace", DOCS / "make_trace.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text(row: dict[str, Any]) -> str:
    return " ".join((row["place"], row["says"], row.get("note", "")))


def test_the_page_is_up_to_date(generator: ModuleType) -> None:
    assert generator.main(["--check"]) == 0


def test_every_document_is_followed_in_order() -> None:
    assert len(ROWS) >= 90
    assert [document["name"] for document in TRACE["document"]] == DOCUMENTS
    found = [row["document"] for row in ROWS]
    assert set(found) == set(DOCUMENTS)
    assert found == sorted(found)


def test_titles_are_those_of_the_credits() -> None:
    credits_ = (ROOT / "README.md").read_text(encoding="utf-8")
    for document in TRACE["document"]:
        assert f"- {document['name']} {document['title']}\n" in credits_


def test_no_statement_has_two_rows() -> None:
    said = [(row["document"], row["place"], row["says"]) for row in ROWS]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['document']}: {row['says'][:40]}")
def test_a_row_is_complete(row: dict[str, Any], generator: ModuleType) -> None:
    assert set(row) <= {"document", "place", "says", "status", "held_by", "note", "bound", "run"}
    assert row["status"] in generator.STATUSES
    assert len(set(row["held_by"])) == len(row["held_by"])
    if row["status"] in ("held", "wrong"):
        assert row["held_by"], "nothing holds it"
    if row["status"] in ("wrong", "unheld"):
        assert row["note"], "what is wrong with it, or why is it not held?"
    assert ("bound" in row) == (row["status"] == "bounded")
    if row["status"] == "bounded":
        assert row["held_by"] or row["run"]


def test_what_holds_a_statement_exists(kit: Kit) -> None:
    examiner = Examiner(kit, LocalSubject(kit.root / "solutions", "solutions"))
    known = {prediction.id for e in kit.listed for prediction in examiner.case_file(e).predictions}
    for exercise in kit.listed:
        for item in examiner.items(exercise):
            known.add(f"{exercise}/{item.id}" if isinstance(item, Law) else item.id)
    assert {name for row in ROWS for name in row["held_by"]} - known == set()


# Numbers as they are written, with commas between thousands; not those within a name or a version.
NUMBER = re.compile(
    r"(?<![A-Za-z_0-9.])-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
)


def numbers(written: str) -> list[str]:
    return [number.replace(",", "") for number in NUMBER.findall(written)]


def is_telling(number: str) -> bool:
    """Whether a number is nowhere by chance: with two decimals or more, or four digits."""
    decimals = number.partition(".")[2]
    return "e" in number or (len(decimals) >= 2 if decimals else len(number.lstrip("-")) >= 4)


def stands_in(number: str, written: str) -> bool:
    """Tell whether a number stands in a text, but for its sign, to its last printed digit."""
    size = abs(float(number))
    decimals = None if "e" in number else len(number.partition(".")[2])
    tolerance = 1e-6 * size if decimals is None else 0.500001 * 10.0**-decimals * (decimals > 0)
    # Python writes 10_000.
    found = numbers(re.sub(r"(?<=\d)_(?=\d)", "", written))
    return any(abs(abs(float(other)) - size) <= tolerance for other in found)


@pytest.fixture(scope="module")
def texts(kit: Kit) -> dict[str, str]:
    """Of every item that may hold a row, what stands in it; of a prediction its answer too."""
    found = {}
    for name in kit.listed:
        cases = (kit.spec / "cases" / f"{name}.toml").read_text(encoding="utf-8")
        for entry in re.split(r"(?m)^(?=\[)", cases):
            identity = re.search(r'(?m)^id = "(.+)"$', entry)
            if identity:
                found[identity.group(1)] = entry
        for prediction in read_cases(kit.spec / "cases" / f"{name}.toml").predictions:
            with np.errstate(all="ignore"):
                found[prediction.id] += f"\n{eval(prediction.code, {'np': np})}"
        laws = whole_functions(kit.spec / f"test_{name}.py")
        found |= {f"{name}/{law.removeprefix('test_')}": code for law, code in laws.items()}
    return found


def whole_functions(path: Path) -> dict[str, str]:
    """Return the source of each function of a file, with that of whatever it uses of the file.

    Without comments: what they say holds nothing.
    """
    source = re.sub(r"(?m)^ *#.*$", "", path.read_text(encoding="utf-8"))
    parts: dict[str, tuple[ast.AST, str]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            start = min((node, *node.decorator_list), key=lambda part: part.lineno).lineno
            names = [node.name]
        elif isinstance(node, ast.Assign):
            start, names = node.lineno, [ast.unparse(target) for target in node.targets]
        else:
            continue
        code = "\n".join(source.splitlines()[start - 1 : node.end_lineno])
        parts |= dict.fromkeys(names, (node, code))

    def whole(name: str, seen: set[str]) -> str:
        if name in seen or name not in parts:
            return ""
        seen.add(name)
        node, code = parts[name]
        used = (part.id for part in ast.walk(node) if isinstance(part, ast.Name))
        return "\n".join((code, *(whole(other, seen) for other in used)))

    return {name: whole(name, set()) for name in parts}


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row["status"] in ("held", "bounded")],
    ids=lambda row: f"{row['document']}: {row['says'][:40]}",
)
def test_what_holds_a_row_has_its_numbers(row: dict[str, Any], texts: dict[str, str]) -> None:
    """The numbers of a row held exactly, of another those of its bound."""
    written = "\n".join(texts[name] for name in row["held_by"])
    if "run" in row:
        file, _, test = row["run"].partition("::")
        written += whole_functions(ROOT / file)[test]
    said = row["says"] if row["status"] == "held" else row["bound"]
    wanted = [number for number in numbers(said) if is_telling(number)]
    assert [number for number in wanted if not stands_in(number, written)] == []
    if row["status"] == "bounded":
        assert wanted, "which number is the bound?"


@pytest.mark.parametrize(("document", "words"), WRONG.values(), ids=WRONG)
def test_what_the_documents_get_wrong_is_listed(document: str, words: str) -> None:
    found = [row for row in ROWS if row["document"] == document and words in text(row)]
    assert "wrong" in [row["status"] for row in found]


def test_the_page_names_no_address() -> None:
    page = (DOCS / "trace.md").read_text(encoding="utf-8")
    assert re.search(r"\S@\S", page) is None
    assert "http" not in page
