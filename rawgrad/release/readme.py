"""A release's README says what is asked, until when, and the very commands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rawgrad.kit.course import Assignment
from rawgrad.kit.layout import Kit
from rawgrad.release.words import README


def read_me(
    kit: Kit, assignment: Assignment, language: str, needs: Sequence[str], practice: bool
) -> str:
    """Return the README in one language.

    Parameters
    ----------
    needs
        What is to be installed.
    practice
        Whether a workflow checks what is pushed.
    """

    def say(key: str, **facts: object) -> str:
        return README[key].in_(language).format(**facts)

    rows = [
        say("row", name=n, title=kit.exercises[n].title.in_(language), points=f"{points:g}")
        for n, points in _in_order(assignment)
    ]
    earlier = [n for n in kit.built_on(assignment.exercises) if n not in assignment.exercises]
    remarks = []
    if earlier:
        remarks.append(say("built_on", names=", ".join(f"`{name}`" for name in earlier)))
    if assignment.hidden is not None:
        remarks.append(say("hidden"))
    template = Path(__file__).parent / "templates" / f"README.{language}.md"
    due = assignment.due
    return template.read_text(encoding="utf-8").format(
        title=assignment.title.in_(language),
        # A time zone is part of the date, where the course states one.
        due=due.strftime("%Y-%m-%d %H:%M %Z").strip() if due else say("no_due"),
        rows="\n".join(rows),
        total=f"{sum(assignment.points.values()):g}",
        remarks="".join(f"\n{remark}\n" for remark in remarks),
        needs=" ".join(f'"{need}"' for need in needs),
        first=assignment.exercises[0],
        files="\n".join(f"- `exercises/{name}.py`" for name in assignment.exercises),
        along=say("along", names=", ".join(f"`exercises/{n}.py`" for n in earlier))
        if earlier
        else "",
        practice="\n" + say("practice") if practice else "",
    )


def _in_order(assignment: Assignment) -> list[tuple[str, float]]:
    return [(name, assignment.points[name]) for name in assignment.exercises]
