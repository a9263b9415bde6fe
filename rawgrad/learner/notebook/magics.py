"""`%load_ext rawgrad` gives a notebook two magics: `%%check NAME` and `%rawgrad COMMAND`.

Runs a cell as IPython would, examines the exercise it belongs to, and shows what was found.
Everything the cell binds can be used in the notebook afterwards. Knows IPython, and imports it
only once it runs, so that nothing else needs it.
"""

from __future__ import annotations

import ast
import contextlib
import difflib
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from rawgrad.kit import language
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.learner.explain import explain
from rawgrad.learner.hint import first_open, hint
from rawgrad.learner.notebook.html import Report, as_html, as_text
from rawgrad.learner.notebook.session import PACKAGE, Session
from rawgrad.learner.notebook.words import SENTENCES
from rawgrad.learner.overview import overview, passes
from rawgrad.learner.predict import predict
from rawgrad.spec.case import read_cases
from rawgrad.spec.diagnose import notes
from rawgrad.spec.examine import Examiner, Outcome
from rawgrad.spec.standing import BLOCKED, PASSED, TODO
from rawgrad.subject.executor import misplaced
from rawgrad.views.item_result import ItemResult, changed
from rawgrad.views.rows import item_result
from rawgrad.views.words import FINDINGS

MIME = ("text/html", "text/plain")
HINT = re.compile(r"(?P<name>[\w.]+)( (?P<function>[\w.]+))?( --step[= ](?P<step>[1-3]))?")
COMMAND = re.compile(r"(?<![%\w./-])(?:python -m )?rawgrad (?=[a-z])")


class CellSyntaxError(Exception):
    """A cell that cannot be read.

    IPython shows an exception that renders itself as it says, but not if it is a `SyntaxError`.
    """


def own_commands(text: str) -> str:
    """Return a text with its commands as a notebook gives them."""
    return COMMAND.sub("%rawgrad ", text)


def _with_own_commands(result: ItemResult) -> ItemResult:
    return replace(
        result,
        findings=tuple(Text(*map(own_commands, text)) for text in result.findings),
        rows=tuple(changed(row, own_commands) for row in result.rows),
    )


def load(shell: Any, run: Callable[[Sequence[str]], int]) -> None:
    """Register the magics with an IPython shell; `run` carries out any other command line."""
    from IPython.core.error import UsageError
    from IPython.core.magic import no_var_expand

    magics = Magics(shell, find_kit(), run)

    @contextlib.contextmanager
    def in_one_line() -> Iterator[None]:
        try:
            yield
        except BrokenKit as error:
            said = own_commands(error.in_(magics.language))
            raise UsageError(f"rawgrad: {said}") from None

    def check(line: str, cell: str) -> None:
        """Run a cell as part of an exercise, then check it: `%%check softmax [--all]`."""
        with in_one_line():
            magics.check(line, cell)

    def rawgrad(line: str) -> None:
        """Give a rawgrad command: `%rawgrad hint softmax`, `%rawgrad list`, `%rawgrad lang ko`."""
        with in_one_line():
            magics.command(line)

    for function, kind in ((check, "cell"), (rawgrad, "line")):
        # The line is a name or a learner's answer, never Python to be filled in.
        no_var_expand(function)
        shell.register_magic_function(function, kind)


class Magics:
    """The commands of one notebook.

    Parameters
    ----------
    shell
        IPython's interactive shell.
    run
        Carries out the arguments of a command that knows no notebook.
    """

    def __init__(self, shell: Any, kit: Kit, run: Callable[[Sequence[str]], int]) -> None:
        self.shell = shell
        self.run_command = run
        self.kit = kit
        self.session = Session(kit, shell.user_ns)
        self.language = language.choose(None)
        shell.user_ns[PACKAGE] = self.session.package

    def check(self, line: str, cell: str) -> None:
        """Run a cell and check its exercise."""
        words = [word for word in line.split() if word != "--all"]
        if len(words) != 1:
            raise BrokenKit(SENTENCES["which"])
        exercise = self._exercise(words[0])
        defined, file = self._run(exercise, line, cell)
        misnamed = self._misnamed(exercise, defined, file)
        if misnamed:
            print(misnamed)  # Older cells are not what is asked about.
        else:
            self._report(exercise, "--all" in line.split())

    def _misnamed(self, exercise: str, defined: set[str], file: str) -> str:
        """Say so if a cell defines none of its exercise's functions, but one of a like name.

        Or one within something else.
        """
        items = Examiner(self.kit, self.session.subject(exercise)).items(exercise)
        asked = {item.function.partition(".")[0] for item in items}
        if defined & asked:
            return ""
        for wanted in sorted(asked):
            number, within = misplaced(file, wanted)
            if within:
                facts = {"what": wanted, "line": number, "within": within}
                return FINDINGS["nested"].filled(**facts).in_(self.language)
        for found in sorted(defined):
            for wanted in difflib.get_close_matches(found, asked, n=1, cutoff=0.85):
                return self._say("misspelt", found=found, wanted=wanted)
        return ""

    def _run(self, exercise: str, line: str, cell: str) -> tuple[set[str], str]:
        """Run a cell, and return the functions and classes that it defines, and its file name.

        What it raises is raised with the place in the cell, as IPython shows it.
        """
        # Of this cell; the shell's own count may already be the next one's.
        number = self.shell.displayhook.prompt_count
        # The first line is the magic's: line numbers are those the learner sees.
        source = "\n" + self.shell.transform_cell(cell)
        raw = f"%%check {line}\n{cell}".rstrip("\n")
        file = self.shell.compile.cache(source, number, raw_code=raw)
        self.session.places[file] = f"In[{number}]"
        try:
            tree = ast.parse(source, file)
            bound = self.session.run(exercise, tree, file, f"In[{number}]")
        except BaseException as error:
            if isinstance(error, NameError) and error.name in self.shell.user_ns:
                error.add_note(self._say("elsewhere", name=error.name, exercise=exercise))
            self._raise(error)
        self.shell.push(bound)
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        return {node.name for node in tree.body if isinstance(node, kinds)}, file

    def _raise(self, error: BaseException) -> NoReturn:
        """Raise what IPython shows as the learner's own, from their first line on."""
        raised = CellSyntaxError(error.msg) if isinstance(error, SyntaxError) else error
        helps = (own_commands(text.in_(self.language)) for text in self.session.help_texts(error))
        shown = [*self._shown(error), *helps]
        # IPython's own hook for exceptions that know how they are to be shown.
        raised._render_traceback_ = lambda: shown  # type: ignore[attr-defined]
        raise raised from None

    def _shown(self, error: BaseException) -> list[str]:
        kind = type(error)
        if isinstance(error, SyntaxError):
            return list(self.shell.SyntaxTB.structured_traceback(kind, error, []))
        trace = error.__traceback__
        while trace is not None and not self.session.place(trace.tb_frame.f_code.co_filename):
            trace = trace.tb_next
        show = self.shell.InteractiveTB
        if trace is None:
            return list(show.get_exception_only(kind, error))
        return list(show.structured_traceback(kind, error, trace, tb_offset=0))

    def _report(self, exercise: str, everything: bool) -> None:
        outcomes = self._examine(exercise)
        fingerprints = self.kit.fingerprints_file(exercise)
        report = Report(
            self.kit.exercises[exercise],
            [
                _with_own_commands(item_result(one, notes(one, outcomes, fingerprints)))
                for one in outcomes
            ],
            self.language,
            everything,
            self._remarks(exercise, outcomes),
        )
        self._display(**dict(zip(MIME, (as_html(report), as_text(report)), strict=True)))

    def _examine(self, exercise: str) -> list[Outcome]:
        try:
            examiner = Examiner(self.kit, self.session.subject(exercise))
            outcomes = [examiner.examine(item) for item in examiner.items(exercise)]
        except (KeyboardInterrupt, SyntaxError, ImportError) as error:
            self._raise(error)
        return outcomes

    def _remarks(self, exercise: str, outcomes: Sequence[Outcome]) -> list[str]:
        """Say what only holds in a notebook: where a name comes from, or should."""
        found = vars(sys.modules.get(f"{PACKAGE}.{exercise}", object))
        asked = {outcome.item.function.partition(".")[0] for outcome in outcomes}
        defined = [n for n, value in found.items() if n not in asked and self._is_of_a_cell(value)]
        remarks: dict[str, None] = {}
        for outcome in outcomes:
            status, result = outcome.verdict.status, outcome.result
            facts = outcome.verdict.findings[0].facts if outcome.verdict.findings else {}
            wanted = str(facts.get("function", ""))
            module = self.session.origin(exercise, wanted.partition(".")[0])
            near = difflib.get_close_matches(wanted, defined, n=1, cutoff=0.75)
            if status == BLOCKED and module:
                remarks[self._say("needs", function=wanted, module=module)] = None
            elif status == TODO and near:
                remarks[self._say("similar", found=near[0], wanted=wanted)] = None
            elif result is not None and result.trouble and result.trouble.type == "NameError":
                named = re.search(r"'(\w+)'", result.trouble.message)
                if named and named[1] in self.shell.user_ns:
                    remarks[self._say("elsewhere", name=named[1], exercise=exercise)] = None
        return list(remarks)[:3]

    def _is_of_a_cell(self, value: Any) -> bool:
        code = getattr(value, "__code__", None)
        return code is not None and code.co_filename in self.session.places

    def command(self, line: str) -> None:
        """Carry out a line such as `hint softmax`; what knows no notebook is the command's own."""
        words = line.split()
        own = {
            "lang": self._lang,
            "check": self._check,
            "hint": self._hint,
            "predict": self._predict,
            "plot": self._plot,
            "explain": self._explain,
            "reset": self._reset,
        }
        if not words:
            for text in overview(Examiner(self.kit, self.session.subject()), self.language):
                print(own_commands(text))
        elif words[0] in own:
            own[words[0]](words[1:])
        else:
            self._other(words)

    def _other(self, words: Sequence[str]) -> None:
        """Carry out a command that knows no notebook, in the notebook's language."""
        said = io.StringIO()
        before = os.environ.get("RAWGRAD_LANG")
        os.environ["RAWGRAD_LANG"] = self.language
        try:
            with (
                contextlib.redirect_stdout(said),
                contextlib.redirect_stderr(said),
                contextlib.suppress(SystemExit),  # after a --help
            ):
                self.run_command(words)
        finally:
            del os.environ["RAWGRAD_LANG"]
            if before is not None:
                os.environ["RAWGRAD_LANG"] = before
            print(own_commands(said.getvalue()), end="")

    def _lang(self, words: list[str]) -> None:
        if len(words) == 1 and words[0] in LANGUAGES:
            self.language = words[0]  # of this notebook alone
        print(SENTENCES["language"].in_(self.language))

    def _check(self, words: list[str]) -> None:
        for name in [word for word in words if word != "--all"] or list(self.kit.exercises):
            self._report(self._exercise(name), "--all" in words)

    def _hint(self, words: list[str]) -> None:
        given = HINT.fullmatch(" ".join(words))
        if given is None:
            raise BrokenKit(SENTENCES["how_hint"])
        exercise = self._exercise(given["name"])
        open_ = None
        if not given["function"]:
            examiner = Examiner(self.kit, self.session.subject(exercise))
            open_ = first_open(passes(examiner, exercise))
        step = int(given["step"] or 1)
        print(own_commands(hint(self.kit, exercise, given["function"], step, open_, self.language)))

    def _reset(self, words: list[str]) -> None:
        """Undo the cells of an exercise; a file is started over only where there is no cell."""
        exercise = self._exercise(words[0] if words else "")
        bound = self.session.forget(exercise)
        if not bound and self.session.own:
            self._other(["reset", exercise])
            return
        for name, value in bound.items():
            if not name.startswith("__") and self.shell.user_ns.get(name) is value:
                del self.shell.user_ns[name]
        print(self._say("reset", name=exercise))

    def _predict(self, words: list[str]) -> None:
        """Check an answer: `predict softmax 1 inf`; without one, show the questions."""
        exercise = self._exercise(words[0] if words else "")
        predictions = read_cases(self.kit.cases_file(exercise)).predictions
        number = int(words[1]) if len(words) > 1 and words[1].isdecimal() else 0
        if len(words) > 1 and not 1 <= number <= len(predictions):
            facts = {"name": exercise, "count": len(predictions)}
            raise BrokenKit(SENTENCES["no_question"].filled(**facts))
        answer = " ".join(words[2:])
        if answer.strip("_"):
            said = predict([predictions[number - 1]], self.language, lambda _: answer)
            print("\n".join(said))
            return
        for each, prediction in enumerate(predictions, start=1):
            if number in (0, each):
                print(f"{each}. {prediction.question.in_(self.language).strip()}")
                print("   " + self._say("question", name=exercise, number=each))

    def _plot(self, words: list[str]) -> None:
        from rawgrad.learner.plots import draw, png

        if not words:
            self._other(["plot"])
            return
        from IPython.display import Image, display

        try:
            figure = draw(words[0], self.session.subject(), self.kit, self.language)
        except BrokenKit as error:
            # A function is still to be written: that is no mistake.
            print(own_commands(error.in_(self.language)))
            return
        # Half the pixels of the file: sharp on a dense screen, and as wide as it was drawn.
        display(Image(data=png(figure), width=int(figure.get_figwidth() * figure.dpi)))

    def _explain(self, words: list[str]) -> None:
        exercise = self._exercise(next((word for word in words if word[0] != "-"), ""))
        examiner = Examiner(self.kit, self.session.subject(exercise))
        found = passes(examiner, exercise)
        if "--anyway" not in words and any(o.verdict.status != PASSED for o in found):
            print(self._say("not_yet", name=exercise))
            return
        text = explain(self.kit, exercise, self.language)
        page = f"```python\n{text}\n```"
        self._display(**{"text/markdown": page, "text/plain": text})

    def _exercise(self, name: str) -> str:
        return self.kit.named([name], self.kit.exercises)[0]

    def _say(self, key: str, **facts: object) -> str:
        return SENTENCES[key].in_(self.language).format(**facts)

    def _display(self, **forms: str) -> None:
        from IPython.display import display

        display(forms, raw=True)
