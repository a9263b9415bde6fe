"""Parts of every section are numbers, times, tables and people, as HTML in both languages."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rawgrad.kit.text import Text
from rawgrad.reporting.report.data import Person
from rawgrad.reporting.report.words import PAGE
from rawgrad.views.markup import Markup, both, escape, join, of_a_learner, tag

# So many lines of a list are seen at once.
FEW = 12
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(points: float | None) -> str:
    """Write points as a person would: no more than two decimals, none if they are noughts."""
    return "" if points is None else f"{round(points, 2):g}"


def percent(share: float) -> str:
    """Write a share; only the whole is 100%, and only nothing is 0%."""
    rounded = round(100 * share)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded}%"


def when(at: float | datetime.datetime) -> Markup:
    """Write a time in both languages, in the zone of who grades or as the course gives it."""
    moment = at
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime.fromtimestamp(moment).astimezone()
    english = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"
    korean = f"{moment.year}년 {moment.month}월 {moment.day}일 {moment:%H:%M}"
    return tag("time", both(Text(english, korean)), datetime=moment.isoformat(timespec="minutes"))


def section(name: str, title: Text, *inside: object, class_: str | None = None) -> Markup:
    """Return a section that its heading names."""
    heading = tag("h2", both(title), id=f"{name}-title")
    return tag("section", heading, *inside, id=name, aria_labelledby=f"{name}-title", class_=class_)


def table(caption: Text, columns: Sequence[object], rows: Sequence[Sequence[object]]) -> Markup:
    """Return a table whose rows are named by their first cell; numbers stand to the right."""
    figures = [all(_is_figure(row[n]) for row in rows) for n in range(len(columns))]
    body = [
        tag(
            "tr",
            tag("th", row[0], scope="row"),
            [tag("td", cell, class_=_kind(figures[n])) for n, cell in enumerate(row) if n],
        )
        for row in rows
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", both(caption), class_="quiet"),
            tag(
                "thead",
                tag(
                    "tr",
                    [
                        tag("th", head, scope="col", class_=_kind(figure))
                        for head, figure in zip(columns, figures, strict=True)
                    ],
                ),
            ),
            tag("tbody", body),
        ),
        class_="box",
    )


def folded(caption: Text, columns: Sequence[object], rows: Sequence[Sequence[object]]) -> Markup:
    """Return a table whose first rows are seen at once, and the others when asked for."""
    first = table(caption, columns, rows[:FEW])
    if len(rows) <= FEW:
        return first
    summary = tag("summary", both(PAGE["more"], count=len(rows) - FEW))
    return join(first, tag("details", summary, table(caption, columns, rows[FEW:])))


def _is_figure(cell: object) -> bool:
    return not isinstance(cell, Markup) and str(cell)[:1] in ("", *"0123456789")


def _kind(figure: bool) -> str | None:
    return "n" if figure else None


def code(name: str) -> Markup:
    """Write a name of code so that it may be broken behind its underscores."""
    pieces = [escape(piece) for piece in name.split("_")]
    return tag("code", Markup("_<wbr>".join(pieces)))


def heads(*keys: str) -> list[Markup]:
    """Return the headings of columns."""
    return [both(PAGE[key]) for key in keys]


def who(person: Person) -> Markup:
    """Name a person, and the id where that is another."""
    name = of_a_learner(person.name or person.id)
    if person.name and person.name != person.id:
        return join(name, " ", tag("small", of_a_learner(person.id)))
    return name
