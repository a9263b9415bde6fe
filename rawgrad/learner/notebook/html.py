"""A notebook shows results as HTML, and as text where there is no HTML. Pure.

No script, no widget and nothing from elsewhere. Colours hold on white and on black alike and the
rest is inherited: a page cannot know the theme of the notebook it is shown in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rawgrad.kit.layout import Exercise
from rawgrad.learner.notebook.words import SENTENCES
from rawgrad.spec.standing import PASSED, is_wrong, standing
from rawgrad.views import html, terminal
from rawgrad.views.item_result import ItemResult
from rawgrad.views.markup import Markup, join, tag
from rawgrad.views.words import LABELS, STATUSES

STYLE = (
    """\
.rawgrad { max-width: 76em; line-height: 1.5; }
.rawgrad p { margin: .3em 0; }
.rawgrad .rg-state { font-weight: 600; padding: 0 .4em; border: 1px solid; border-radius: .3em; }
.rawgrad .rg-good { color: #2e8b57; }
.rawgrad .rg-bad { color: #d9482b; }
.rawgrad .rg-calm { color: #3b82c4; }
.rawgrad .rg-aside { opacity: .75; font-size: .9em; }
"""
    + html.STYLE
)


@dataclass(frozen=True)
class Report:
    """All that is said of one exercise after a cell has run.

    `remarks` are sentences about the notebook.
    """

    exercise: Exercise
    results: Sequence[ItemResult]
    language: str
    everything: bool
    remarks: Sequence[str] = ()

    @property
    def failures(self) -> list[ItemResult]:
        """What is shown in full: the first failure, or with `everything` all."""
        return self._wrong if self.everything else self._wrong[:1]

    @property
    def standing(self) -> str:
        """How the exercise stands."""
        return standing(result.status for result in self.results)

    @property
    def _wrong(self) -> list[ItemResult]:
        return [result for result in self.results if result.is_wrong]

    def calm(self) -> list[str]:
        """Return what is still to be written, once nothing is wrong."""
        found = dict.fromkeys(
            finding.in_(self.language)
            for result in self.results
            if result.is_open
            for finding in result.findings
        )
        if self._wrong:
            return []
        return list(found) if self.everything else list(found)[:1]

    def facts(self) -> list[str]:
        """Return what passed scenarios have to tell."""
        label = LABELS["your result"].in_(self.language)
        facts = [one.fact.in_(self.language) for one in self.results if one.fact is not None]
        return [f"{label}: {fact}" for fact in facts]

    def closing(self) -> list[str]:
        """Return what to do next, as commands of the notebook."""

        def say(key: str, **facts: object) -> str:
            return SENTENCES[key].in_(self.language).format(name=self.exercise.name, **facts)

        if self.standing == PASSED:
            return [say("explain")]
        more = len(self._wrong) - len(self.failures)
        lines = [say("more", count=more)] if more > 0 else []
        return [*lines, f"{say('hint')} · {say('other_language')}"]


def as_text(report: Report) -> str:
    """Return an exercise's results as text, for where there is no HTML."""
    language = report.language
    parts = [terminal.exercise_line(report.exercise, report.results, language).rstrip()]
    parts += [terminal.failure(result, language) for result in report.failures]
    rest = [*report.calm(), *report.remarks, *report.facts(), *report.closing()]
    return "\n".join([*parts, *(f"{terminal.INDENT}{line}" for line in rest)])


def as_html(report: Report) -> str:
    """Return an exercise's results as a piece of a page."""
    language = report.language
    parts = [
        _heading(report),
        [html.failure(result, language, heading="p") for result in report.failures],
        [tag("p", text, class_="rg-calm") for text in report.calm()],
        [tag("p", text) for text in (*report.remarks, *report.facts())],
        [tag("p", text, class_="rg-aside") for text in report.closing()],
    ]
    return tag("div", tag("style", Markup(STYLE)), parts, class_="rawgrad", lang=language)


def _heading(report: Report) -> Markup:
    status = report.standing
    colour = "rg-good" if status == PASSED else "rg-bad" if is_wrong(status) else "rg-calm"
    passed = sum(result.status == PASSED for result in report.results)
    return tag(
        "p",
        tag("span", STATUSES[status].in_(report.language), class_=f"rg-state {colour}"),
        join(" ", tag("b", report.exercise.name), " "),
        report.exercise.title.in_(report.language),
        join(" ", tag("span", f"{passed}/{len(report.results)}", class_="rg-aside")),
    )
