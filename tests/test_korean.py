"""Every Korean text uses one word for one idea, and one form of politeness."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from string import Formatter

import pytest

from rawgrad.kit.files import plain_files
from tests.conftest import ROOT

DOCS = ROOT / "docs"
TERMS = tomllib.loads((DOCS / "glossary.toml").read_text(encoding="utf-8"))["term"]
PLACES = ("rawgrad", "solutions", "spec_tests", "tests/evidence", "docs", "examples")
ENDINGS = (".py", ".toml", ".json", ".md", ".js", ".html")
# They quote the documents, and list what must not be said.
QUOTING = ("trace.toml", "trace.md", "glossary.toml", "glossary.md")
# Nouns, and the answer "no".
NO_ENDING = ("필요", "중요", "주요", "개요", "아니요", "소요", "수요")


def korean_lines() -> Iterator[tuple[str, str]]:
    """Yield each line that holds Korean, with the place it stands in."""
    files = [ROOT / "README.ko.md", *(f for place in PLACES for f in plain_files(ROOT / place))]
    for path in files:
        if path.suffix not in ENDINGS or path.name in QUOTING or "_kit" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search("[가-힣]", line):
                yield f"{path.relative_to(ROOT)}:{number}", line


LINES = tuple(korean_lines())


def test_there_is_korean_in_every_kind_of_file() -> None:
    places = {place.partition(":")[0] for place, _ in LINES}
    assert "README.ko.md" in places
    for folder in ("texts/ko", "hints", "cases"):
        assert f"spec_tests/{folder}/softmax.toml" in places
    for file in ("views/words.py", "learner/plots/words.py", "reporting/report/words.py"):
        assert f"rawgrad/{file}" in places
    assert "tests/evidence/chaffs/softmax.py" in places


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["en"])
def test_no_text_calls_it_otherwise(term: dict[str, str]) -> None:
    found = [
        f"{place}: {word} for {term['ko']}"
        for word in term.get("never", ())
        for place, line in LINES
        if word in line
    ]
    assert found == []


def test_the_page_of_the_glossary_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_glossary", DOCS / "make_glossary.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / "glossary.md").read_text(encoding="utf-8") == module.page(TERMS)
    words = [term["en"] for term in TERMS]
    assert len(words) == len(set(words))


def test_every_text_is_there_in_both_languages_with_the_same_facts() -> None:
    """What takes a text is a matter of types: an error refuses a sentence in one language."""
    found = 0
    for path in plain_files(ROOT / "rawgrad"):
        if path.suffix != ".py" or "_kit" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_text = isinstance(node, ast.Call) and ast.unparse(node.func) == "Text"
            said = [a.value for a in node.args if isinstance(a, ast.Constant)] if is_text else []
            if len(said) != 2:
                continue
            found += 1
            place = f"{path}:{node.lineno}: {said}"
            fields = [{f[1] for f in Formatter().parse(text) if f[1]} for text in said]
            assert fields[0] == fields[1], place
            # Two words make a sentence, unless they are code or offer the other language.
            sentence = re.search("[a-z]{2,} [a-z]{2,}", re.sub("{.*?}", "", said[0]))
            if sentence and not said[0].startswith(("import numpy", "한국어: ")):
                assert re.search("[가-힣]", said[1]), place
    assert found > 900


def test_sentences_and_questions_are_polite_in_one_form() -> None:
    """Sentences end in -니다 and -십시오, questions in -니까: no -요, no bare -다."""
    found = []
    for place, line in LINES:
        for ending in re.findall(r"[가-힣]*(?:요|(?<!니)다)(?=[.?!\"'`\n<)]|$)", line):
            if not ending.endswith(NO_ENDING):
                found.append(f"{place}: {ending}")
        for question in re.findall(r"[가-힣]+(?=\?)", line):
            if not question.endswith("니까"):
                found.append(f"{place}: {question}?")
    assert found == []


def test_a_name_that_is_filled_in_has_no_particle() -> None:
    """Which particle is right depends on the name: "softmax: 통과했습니다"."""
    particle = r"[}](?:은|는|이|가|을|를|과|와|으로)(?=[ ,.])"
    texts = [f for f in plain_files(ROOT / "rawgrad") if f.name == "words.py"]
    assert len(texts) > 5
    for path in texts:
        found = re.findall(particle, path.read_text(encoding="utf-8"))
        assert found == [], path
