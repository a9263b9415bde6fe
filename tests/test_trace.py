"""Every statement of the documents is accounted for in `docs/trace.toml`."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from types import ModuleType
from typing import Any

import pytest

from rawgrad.kit.layout import Kit
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
    assert set(row) <= {"document", "place", "says", "status", "held_by", "note"}
    assert row["status"] in generator.STATUSES
    assert len(set(row["held_by"])) == len(row["held_by"])
    if row["status"] in ("held", "wrong"):
        assert row["held_by"], "nothing holds it"
    if row["status"] == "wrong":
        assert row["note"], "what is wrong with it?"


def test_what_holds_a_statement_exists(kit: Kit) -> None:
    examiner = Examiner(kit, LocalSubject(kit.root / "solutions", "solutions"))
    known = {prediction.id for e in kit.listed for prediction in examiner.case_file(e).predictions}
    for exercise in kit.listed:
        for item in examiner.items(exercise):
            known.add(f"{exercise}/{item.id}" if isinstance(item, Law) else item.id)
    assert {name for row in ROWS for name in row["held_by"]} - known == set()


@pytest.mark.parametrize(("document", "words"), WRONG.values(), ids=WRONG)
def test_what_the_documents_get_wrong_is_listed(document: str, words: str) -> None:
    found = [row for row in ROWS if row["document"] == document and words in text(row)]
    assert "wrong" in [row["status"] for row in found]


def test_the_page_names_no_address() -> None:
    page = (DOCS / "trace.md").read_text(encoding="utf-8")
    assert re.search(r"\S@\S", page) is None
    assert "http" not in page
