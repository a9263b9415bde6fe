"""What a learner asks for besides a check: a hint, a prediction, the explanation.

Reads the kit and writes nothing; what is shown is text, returned to the caller.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import read_toml
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.spec.case import Prediction
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.judge import BLOCKED, PASSED, TODO, Verdict
from rawgrad.spec.law import Law
from rawgrad.spec.stubs import stub_of
from rawgrad.views import terminal
from rawgrad.views.words import LABELS, SENTENCES

STEPS = 3


@dataclass(frozen=True)
class Hint:
    """Three steps towards one function, from a nudge to the formula."""

    function: str
    steps: tuple[Text, ...]


def read_hints(kit: Kit, exercise: str) -> tuple[Hint, ...]:
    """Return the hints of an exercise, in the order of its functions."""
    path = kit.spec / "hints" / f"{exercise}.toml"
    hints = []
    for entry in read_toml(path).get("hint", ()):
        where = f"{path.name}, hint of {entry.get('function', '?')}"
        steps = tuple(Text.parse(step, where) for step in entry.get("steps", ()))
        # Handed out without solutions, a kit keeps the steps that quote none.
        if len(steps) != STEPS and not (steps and kit.handed_out):
            raise BrokenKit(f"{where}: write {STEPS} steps")
        hints.append(Hint(entry["function"], steps))
    return tuple(hints)


def hint(
    kit: Kit, exercise: str, function: str | None, step: int, open_: str | None, language: str
) -> str:
    """Return one step of a hint.

    Parameters
    ----------
    function
        The function it is for; by default the first that is not right yet.
    step
        1 (a nudge) to 3 (the formula).
    open_
        The first function that is not right yet, if there is one.
    """
    hints = {h.function: h for h in read_hints(kit, exercise)}
    name = function or open_ or next(iter(hints), exercise)
    if name not in hints:
        # A class is hinted at by its methods, the first of them first.
        name = next((key for key in hints if key.split(".")[0] == name.split(".")[0]), name)
    if name not in hints:
        raise BrokenKit(
            SENTENCES["no_hint"].in_(language).format(name=name, names=", ".join(hints))
        )
    last = len(hints[name].steps)
    step = min(max(step, 1), last)
    lines = [f"{name} ({step}/{last})", hints[name].steps[step - 1].in_(language)]
    if step < last:
        again = f"rawgrad hint {exercise} {name} --step {step + 1}"
        lines.append(SENTENCES["next_hint"].in_(language).format(command=again))
    return "\n".join(lines)


def first_open(outcomes: Sequence[Outcome]) -> str | None:
    """Return the function of the first item that has not passed."""
    return next((o.item.function for o in outcomes if o.verdict.status != PASSED), None)


def predict(
    predictions: Sequence[Prediction], language: str, ask: Callable[[str], str]
) -> Iterator[str]:
    """Ask each question, and yield what is to be said of the answer."""
    for prediction in predictions:
        answer = ask(prediction.question.in_(language))
        if right(prediction, answer):
            yield SENTENCES["predicted"].in_(language)
        else:
            said = SENTENCES["not_predicted"].in_(language)
            yield said.format(code=prediction.code)


def right(prediction: Prediction, answer: str) -> bool:
    """Tell whether an answer is what the code prints, however it is spaced."""
    text = " ".join(answer.split())
    tight = "".join(answer.split())
    candidates = {text, _spaced(tight)}
    return any(hashlib.sha256(c.encode()).hexdigest() == prediction.answer for c in candidates)


def _spaced(tight: str) -> str:
    return tight.replace(",", ", ")


def passes(examiner: Examiner, exercise: str) -> list[Outcome]:
    """Examine an exercise's cases and laws, scenarios left out: quick, and enough to go on."""
    items = [
        item
        for item in examiner.items(exercise)
        if not (isinstance(item, Law) and item.kind == "scenario")
    ]
    return [examiner.examine(item) for item in items]


def _not_begun(examiner: Examiner, exercise: str) -> list[Outcome]:
    """Return what `passes` does for a stub, without a framework, which laws import.

    Laws are counted only: another item stands for each.
    """
    cases = examiner.case_file(exercise).cases
    source = examiner.kit.laws_file(exercise).read_text(encoding="utf-8")
    laws = len(re.findall(r"^@law\(", source, re.MULTILINE))
    return [Outcome(item, Verdict(TODO)) for item in (*cases, *cases[:1] * laws)]


def _untouched(kit: Kit, exercise: str, folder: Path) -> bool:
    """Tell whether a module is the stub that it began as."""
    path = folder / f"{exercise}.py"
    try:
        return path.read_text(encoding="utf-8") == stub_of(kit, exercise)
    except (OSError, UnicodeDecodeError):
        return False


def overview(examiner: Examiner, language: str, folder: Path | None = None) -> Iterator[str]:
    """Yield how each exercise stands, then the first failure or the first thing to do.

    In a learner's `folder` a framework is not imported, which takes seconds, to find that nothing
    is written of an exercise that is not the next one.
    """
    kit = examiner.kit
    following: tuple[str, list[Outcome]] | None = None
    for name, exercise in kit.exercises.items():
        later = folder if following and exercise.packages else None
        idle = later is not None and _untouched(kit, name, later)
        outcomes = (_not_begun if idle else passes)(examiner, name)
        yield terminal.exercise_line(exercise, outcomes, language)
        if following is None and terminal.tally(outcomes) != PASSED:
            following = name, outcomes
    if following is None:
        yield SENTENCES["all_passed"].in_(language)
        return
    name, outcomes = following
    fingerprints = kit.fingerprints_file(name)
    yield ""
    yield SENTENCES["next"].in_(language).format(path=f"exercises/{name}.py")
    yield terminal.exercise_details(
        outcomes, language, False, lambda outcome: notes(outcome, outcomes, fingerprints)
    )
    if terminal.tally(outcomes) in (TODO, BLOCKED):
        yield _first_case(outcomes, language)


def _first_case(outcomes: Sequence[Outcome], language: str) -> str:
    """Return the first open case, as a call with what it should give."""
    outcome = next(o for o in outcomes if o.verdict.status != PASSED)
    item = outcome.item
    if isinstance(item, Law) or item.raises:
        return f"  {outcome.title.in_(language)}"
    expected = terminal.value_text(item.want, item.digits)
    return f"  {outcome.title.in_(language)}\n  {terminal.call_text(outcome)}  ->  {expected}"


def explain(kit: Kit, exercise: str, language: str) -> str:
    """Return the solution, and the other right ways that are known of each function."""
    path = kit.root / "solutions" / f"{exercise}.py"
    if kit.handed_out:
        raise BrokenKit(SENTENCES["no_solutions"].in_(language))
    parts = [path.read_text(encoding="utf-8").rstrip()]
    others = list(_other_ways(kit, exercise))
    if others:
        parts.append(f"# {LABELS['other_ways'].in_(language)}")
        parts += others
    return "\n\n\n".join(parts)


def _other_ways(kit: Kit, exercise: str) -> Iterator[str]:
    path = kit.root / "tests" / "evidence" / "wheats" / f"{exercise}.py"
    if not path.is_file():
        return
    source = path.read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        marks = [m for m in node.decorator_list if isinstance(m, ast.Call) and m.args]
        if not marks:
            continue
        name = ast.literal_eval(marks[0].args[0])
        lines = source.splitlines()[node.lineno - 1 : node.end_lineno]
        yield inspect.cleandoc(f"# {name}") + "\n" + "\n".join(lines)
