"""The bridge runs inside the page: JavaScript asks it in JSON, and it asks the examiner.

Pyodide imports it in a Web Worker. It uses no threads, signals or processes: the page ends a
worker whose time is up, and has another examine the rest. Data files are empty until the page has
fetched them: what opens one is undone, and asked for again once the file is there.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import linecache
import os
import shutil
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import find_kit
from rawgrad.learner.counted_subject import CountedSubject
from rawgrad.learner.examination import examination
from rawgrad.learner.exception_help import help_texts
from rawgrad.learner.messages import Begin, Calling, Detail, Fate, Found, Message, Order
from rawgrad.learner.predict import right
from rawgrad.page import float_warnings
from rawgrad.page.loop_limit import LoopLimit
from rawgrad.spec.case import read_cases
from rawgrad.spec.examine import Examiner
from rawgrad.spec.standing import STATUSES, is_done, standing
from rawgrad.subject.executor import Executor
from rawgrad.subject.local import LocalSubject
from rawgrad.views.item_result import ItemResult, Row, spoken
from rawgrad.views.words import LABELS, SENTENCES

PACKAGE = "exercises"


class Host(Protocol):
    """What the worker's JavaScript offers."""

    def post(self, message: str) -> None:
        """Hand a message in JSON to the page, at once."""


class Missing(OSError):
    """Says that a data file has not been fetched."""


class Bridge:
    """Answers what the page asks; each method takes an order in JSON and returns an answer.

    Parameters
    ----------
    host
        The worker.
    home
        Where the learner's modules are written; each question brings them along.
    data
        The names of the data files that the page can fetch.
    """

    def __init__(self, host: Host, home: str, data: str) -> None:
        self._host = host
        self._kit = find_kit()
        self._folder = Path(home).resolve() / PACKAGE
        self._folder.mkdir(parents=True, exist_ok=True)
        # No file there is what it was a moment ago.
        sys.dont_write_bytecode = True
        float_warnings.install(self._folder)
        self._limit = LoopLimit(
            self._folder,
            begun=lambda seconds: self._post("limit", seconds=seconds),
            ended=lambda: self._post("limit", seconds=0),
            reached=lambda frames: self._post("reached", frames=frames),
        )
        self._examiner = Examiner(self._kit, self._subject())
        self._absent: dict[str, str] = {}
        self._wanted: list[str] = []
        for name in json.loads(data):
            path = self._kit.data / name
            self._absent[str(path)] = name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        sys.addaudithook(self._audit)

    def fetched(self, name: str) -> str:
        """Return where a data file is to be written, which the page has fetched."""
        path = str(self._kit.data / name)
        self._absent.pop(path, None)
        return path

    def prepare(self, asked: str) -> str:
        """Examine an exercise's stub, so that all that a check needs is read and imported."""
        name = json.loads(asked)["name"]
        stubs = self._kit.root / "exercises"
        self._write({path.name: path.read_text(encoding="utf-8") for path in stubs.glob("*.py")})
        examiner = self._examiner.anew(self._subject())
        for item in examiner.items(name):
            examiner.examine(item)
        self._wanted.clear()
        return "{}"

    def check(self, asked: str) -> str:
        """Examine an exercise, and post each item; return how the exercise stands.

        What was found before, by a worker that has ended or before data were fetched, comes with
        the order and is not examined again.
        """
        order, language = self._order(json.loads(asked))
        (name,) = order.names
        statuses = dict(order.statuses.get(name, {}))
        self._write(json.loads(asked)["files"])
        subject = CountedSubject(order, self._limit, self._tell)
        examiner = self._examiner.anew(subject)
        try:
            total = len(examiner.items(name))
            for message in examination(examiner, order):
                if self._wanted:
                    return json.dumps({"wanted": self._take_wanted()})
                match message:
                    case Begin(exercise, id):
                        subject.calls = 0
                        self._post("begin", exercise=exercise, id=id)
                    case Found(result):
                        statuses[result.id] = result.status
                        self._post("item", exercise=name, item=_shown_item(result, language))
        except BrokenKit as error:
            return json.dumps({"broken": error.in_(language)})
        return json.dumps(self._standing(name, statuses, total))

    def _order(self, asked: Mapping[str, Any]) -> tuple[Order, str]:
        detail: Detail = "all" if asked.get("all") else "first"
        name = asked["name"]
        fates = tuple(
            Fate(
                name,
                fate["id"],
                fate["cause"],
                fate["how"],
                tuple(map(tuple, fate["frames"])),
                fate["call"],
            )
            for fate in asked.get("fates", ())
        )
        order = Order(
            root=str(self._kit.root),
            folder=str(self._folder),
            package=PACKAGE,
            names=(name,),
            detail=detail,
            statuses={name: asked.get("statuses", {})},
            fates=fates,
        )
        return order, asked["lang"]

    def _standing(self, name: str, statuses: Mapping[str, str], total: int) -> dict[str, Any]:
        stands = standing(statuses.values())
        found = list(statuses.values())
        names = list(self._kit.exercises)
        return {
            "exercise": name,
            "standing": stands,
            "counts": {**{status: found.count(status) for status in STATUSES}, "total": total},
            "next": next(iter(names[names.index(name) + 1 :]), ""),
            "unlocked": is_done(stands),
        }

    def run(self, asked: str) -> str:
        """Run a text, or one of the learner's modules if that is what it names.

        An exception is followed by what helps against it.
        """
        node = json.loads(asked)
        self._write(node["files"])
        self._subject()  # forgets the modules of before
        stream = _Posted(self._host)
        error = None
        streams = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(), stream, stream
        try:
            self._run(node["source"])
        except BaseException as problem:
            error = self._error(problem, node["lang"])
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
        if self._wanted:
            return json.dumps({"wanted": self._take_wanted()})
        return json.dumps({"output": stream.getvalue(), "error": error})

    def _run(self, source: str) -> None:
        home = str(self._folder.parent)
        if home not in sys.path:
            sys.path.insert(0, home)
        if source.removesuffix(".py") in self._kit.listed:
            __import__(f"{PACKAGE}.{source.removesuffix('.py')}")
            return
        path = str(self._folder / "scratch")
        linecache.cache[path] = len(source), None, source.splitlines(keepends=True), path
        tree = float_warnings.observing(ast.parse(source, path))
        names: dict[str, Any] = {"__name__": "__main__", **float_warnings.HELPERS}
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path, "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), path, "eval"), names)
            if value is not None:
                print(repr(value))

    def _error(self, problem: BaseException, language: str) -> dict[str, Any]:
        """Return an exception as Python shows it, with the learner's own lines alone."""
        prefix = f"{self._folder}{os.sep}"
        frames = [
            frame
            for frame in traceback.extract_tb(problem.__traceback__)
            if frame.filename.startswith(prefix)
        ]
        lines = [f"{f.filename.removeprefix(prefix)}:{f.lineno}: {f.line}" for f in frames]
        line = frames[-1].lineno if frames else None
        if isinstance(problem, SyntaxError) and (problem.filename or "").startswith(prefix):
            line = problem.lineno
        said = "".join(traceback.format_exception_only(problem)).replace(prefix, "")
        helps = (
            text.in_(language) for text in help_texts(problem, Executor(self._folder, PACKAGE))
        )
        return {"line": line, "text": "\n".join([*lines, said.rstrip(), *helps])}

    def plot(self, asked: str) -> str:
        """Draw an exercise's picture as SVG."""
        from rawgrad.learner import plots

        node = json.loads(asked)
        self._write(node["files"])
        output = io.StringIO()
        try:
            with contextlib.redirect_stdout(output):
                subject, lang = self._subject(), node["lang"]
                figure = plots.draw(node["name"], subject, self._kit, lang, as_text=True)
                svg = plots.svg(figure, lang, node.get("dark", False))
        except BrokenKit as error:
            if not self._wanted:
                return json.dumps({"error": error.in_(lang), "output": output.getvalue()})
        if self._wanted:
            return json.dumps({"wanted": self._take_wanted()})
        title = plots.PICTURES[node["name"]].title.in_(node["lang"])
        return json.dumps({"svg": svg, "alt": title, "output": output.getvalue()})

    def predict(self, asked: str) -> str:
        """Tell whether the answer to a prediction is right."""
        node = json.loads(asked)
        predictions = read_cases(self._kit.cases_file(node["name"])).predictions
        (prediction,) = (one for one in predictions if one.id == node["id"])
        is_right = right(prediction, node["answer"])
        said = SENTENCES["predicted" if is_right else "not_predicted"].in_(node["lang"])
        return json.dumps({"right": is_right, "text": said.format(code=prediction.code)})

    def _subject(self) -> LocalSubject:
        return LocalSubject(self._folder, PACKAGE, guard=self._limit)

    def _write(self, files: Mapping[str, Any]) -> None:
        """Write the learner's modules, texts or bytes, and nothing else; what is there stays."""
        wanted = {
            Path(name).name: content.encode() if isinstance(content, str) else bytes(content)
            for name, content in files.items()
        }
        for path in self._folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif wanted.get(path.name) == path.read_bytes():
                del wanted[path.name]
            else:
                path.unlink()
        for name, data in wanted.items():
            (self._folder / name).write_bytes(data)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str | os.PathLike):
            return
        name = self._absent.get(os.path.realpath(arguments[0]))
        if name is not None:
            if name not in self._wanted:
                self._wanted.append(name)
            raise Missing(f"{name}: not fetched yet")

    def _tell(self, message: Message) -> None:
        if isinstance(message, Calling):
            self._post("calling", number=message.number)

    def _take_wanted(self) -> list[str]:
        wanted, self._wanted = self._wanted, []
        return wanted

    def _post(self, what: str, **facts: Any) -> None:
        self._host.post(json.dumps({"post": what, **facts}))


class _Posted(io.StringIO):
    """Hands what is printed to the page at once, and keeps it."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host

    def write(self, text: str) -> int:
        """Write to both."""
        self._host.post(json.dumps({"post": "output", "text": text}))
        return super().write(text)


def _shown_item(result: ItemResult, language: str) -> dict[str, Any]:
    """Return an item's result as the page shows it."""
    _, _, line = result.place.rpartition(":")
    return {
        "id": result.id,
        "title": result.title.in_(language),
        "verdict": result.status,
        "kind": result.kind,
        "function": result.function,
        "place": result.place,
        "line": int(line) if line else None,
        "findings": [text.in_(language) for text in result.findings],
        "rows": [_shown_row(row, language) for row in result.rows],
        "asked": result.asked,
        "fact": result.fact.in_(language) if result.fact else "",
    }


def _shown_row(row: Row, language: str) -> dict[str, str]:
    return {
        "key": row.label,
        "label": LABELS[row.label].in_(language),
        "text": spoken(row.text, language),
        "note": spoken(row.note, language),
        "kind": row.kind,
    }
