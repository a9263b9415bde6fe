"""Outcomes as a notebook shows them: HTML, and text where there is no HTML. Pure.

No script, no widget and nothing from elsewhere. Colours hold on white and on black alike and the
rest is inherited: a page cannot know the theme of the notebook it is shown in.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rawgrad.kit.layout import Exercise
from rawgrad.learner.notebook.words import SENTENCES
from rawgrad.spec.diagnose import Notes
from rawgrad.spec.examine import Outcome
from rawgrad.spec.standing import BLOCKED, PASSED, TODO
from rawgrad.views import legacy
from rawgrad.views.words import LABELS, STATUSES

# More specific than a notebook's own rules for tables, which stripe rows and align to the right.
STYLE = """\
.rawgrad{max-width:76em;line-height:1.5}
.rawgrad p{margin:.3em 0}
.rawgrad .rg-state{font-weight:600;padding:0 .4em;border:1px solid;border-radius:.3em}
.rawgrad .rg-good{color:#2e8b57}
.rawgrad .rg-bad{color:#d9482b}
.rawgrad .rg-calm{color:#3b82c4}
.rawgrad .rg-aside{opacity:.75;font-size:.9em}
.rawgrad table.rg-failure{border-collapse:collapse;margin:.6em 0;border-left:3px solid #d9482b;\
color:inherit;background:transparent;font-size:inherit}
.rawgrad table.rg-failure caption{caption-side:top;text-align:left;padding:.2em .7em;\
color:inherit;font-weight:600;white-space:normal}
.rawgrad table.rg-failure caption code{font-weight:400}
.rawgrad table.rg-failure tbody tr.rg-row{background:transparent;border:0}
.rawgrad table.rg-failure tr.rg-row th,.rawgrad table.rg-failure tr.rg-row td{\
text-align:left;vertical-align:top;padding:.15em .7em;border:0;color:inherit;\
background:transparent;max-width:none;white-space:normal}
.rawgrad table.rg-failure tr.rg-row th{font-weight:400;opacity:.75;white-space:nowrap}
.rawgrad table.rg-failure tr.rg-row pre{margin:0;padding:0;border:0;color:inherit;\
background:transparent;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.95em}
"""

PROSE = ("difference", "diagnosis", "think", "why", "source")


@dataclass(frozen=True)
class Report:
    """All that is said of one exercise after a cell has run.

    `noted` returns what is certain about a failure; `remarks` are sentences about the notebook.
    """

    exercise: Exercise
    outcomes: Sequence[Outcome]
    language: str
    everything: bool
    noted: Callable[[Outcome], Notes]
    remarks: Sequence[str] = ()

    @property
    def failures(self) -> list[Outcome]:
        """What is shown in full: the first failure, or with `everything` all."""
        return self._wrong if self.everything else self._wrong[:1]

    @property
    def _wrong(self) -> list[Outcome]:
        return [o for o in self.outcomes if o.verdict.status not in (PASSED, TODO, BLOCKED)]

    def calm(self) -> list[str]:
        """Return what is still to be written, once nothing is wrong."""
        findings = [
            legacy.finding_text(finding, self.language)
            for outcome in self.outcomes
            if outcome.verdict.status in (TODO, BLOCKED)
            for finding in outcome.verdict.findings
        ]
        different = list(dict.fromkeys(findings))
        if self._wrong:
            return []
        return different if self.everything else different[:1]

    def facts(self) -> list[str]:
        """Return what passed scenarios have to tell."""
        label = LABELS["your result"].in_(self.language)
        found = [o.fact.in_(self.language) for o in self.outcomes if o.fact is not None]
        return [f"{label}: {fact}" for fact in found]

    def closing(self) -> list[str]:
        """Return what to do next, as commands of the notebook."""

        def say(key: str, **facts: object) -> str:
            return SENTENCES[key].in_(self.language).format(name=self.exercise.name, **facts)

        if legacy.tally(self.outcomes) == PASSED:
            return [say("explain")]
        more = len(self._wrong) - len(self.failures)
        lines = [say("more", count=more)] if more > 0 else []
        return [*lines, f"{say('hint')} · {say('other_language')}"]


def as_text(report: Report) -> str:
    """Show an exercise where there is no HTML."""
    language = report.language
    parts = [legacy.exercise_line(report.exercise, report.outcomes, language).rstrip()]
    parts += [legacy.failure(o, language, report.noted(o)) for o in report.failures]
    rest = [*report.calm(), *report.remarks, *report.facts(), *report.closing()]
    return "\n".join([*parts, *(f"{legacy.INDENT}{line}" for line in rest)])


def as_html(report: Report) -> str:
    """Show an exercise as a piece of a page."""
    language = report.language
    parts = [f'<div class="rawgrad" lang="{language}"><style>{STYLE}</style>', _heading(report)]
    parts += [_failure(outcome, report) for outcome in report.failures]
    parts += [f'<p class="rg-calm">{_escaped(text)}</p>' for text in report.calm()]
    parts += [f"<p>{_escaped(text)}</p>" for text in (*report.remarks, *report.facts())]
    parts += [f'<p class="rg-aside">{_escaped(text)}</p>' for text in report.closing()]
    return "\n".join([*parts, "</div>"])


def _heading(report: Report) -> str:
    status = legacy.tally(report.outcomes)
    colour = {PASSED: "rg-good", TODO: "rg-calm", BLOCKED: "rg-calm"}.get(status, "rg-bad")
    passed = sum(outcome.verdict.passed for outcome in report.outcomes)
    state = _escaped(STATUSES[status].in_(report.language))
    title = _escaped(report.exercise.title.in_(report.language))
    return (
        f'<p><span class="rg-state {colour}">{state}</span> '
        f"<b>{_escaped(report.exercise.name)}</b> {title} "
        f'<span class="rg-aside">{passed}/{len(report.outcomes)}</span></p>'
    )


def _failure(outcome: Outcome, report: Report) -> str:
    language = report.language
    where = outcome.result.where if outcome.result else None
    place = f" <code>{_escaped(f'{where[0]}:{where[1]}')}</code>" if where else ""
    title = _escaped(outcome.title.in_(language))
    prose = {LABELS[name].in_(language) for name in PROSE}
    rows = []
    for label, text in legacy.labelled(outcome, language, report.noted(outcome)):
        # A sentence was broken into lines for a terminal; a page breaks it by itself.
        cell = (
            _escaped(" ".join(text.split())) if label in prose else f"<pre>{_escaped(text)}</pre>"
        )
        rows.append(
            f'<tr class="rg-row"><th scope="row">{_escaped(label)}</th><td>{cell}</td></tr>'
        )
    return (
        f'<table class="rg-failure"><caption>{title} <code>{_escaped(outcome.item.id)}</code>'
        f"{place}</caption><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"
    )


def _escaped(text: str) -> str:
    return html.escape(text)
