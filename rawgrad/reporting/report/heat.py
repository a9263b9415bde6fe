"""The heat map shows learners by exercise, each cell a figure, a mark and a colour."""

from __future__ import annotations

from collections.abc import Sequence

from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.reporting.report.data import Class, Person, PersonMark
from rawgrad.reporting.report.parts import code, number, section, who
from rawgrad.reporting.report.words import PAGE, STATES
from rawgrad.spec.standing import is_open
from rawgrad.views.markup import Markup, both, join, tag

# Up to so many exercises have room for their names side by side.
ROOMY = 6
LEVELS = ((0.5, "h1", "under_half"), (0.75, "h2", "under_most"), (1.0, "h3", "under_full"))
MARKS = ("mark_unwritten", "mark_override", "mark_none")
RESULTS = ("full", "not_full", "zero", "unwritten", "by_hand")


def heat(kit: Kit, found: Class) -> Markup:
    """Return the section with the filter, the legend and the table."""
    names = found.exercises
    caption = both(PAGE["heat_caption"], count=len(found.people), exercises=len(names))
    columns = [_column(0, both(PAGE["learner"])), _column(1, both(PAGE["status"]))]
    columns.append(_column(2, both(PAGE["total"])))
    columns += [
        _column(
            number,
            code(name),
            tag("span", " ", both(found.titles[name]), class_="quiet"),
        )
        for number, name in enumerate(names, start=3)
    ]
    table = tag(
        "table",
        tag("caption", caption, class_="quiet"),
        tag("thead", tag("tr", columns)),
        tag("tbody", [_heat_row(person, n == 0) for n, person in enumerate(found.people)]),
        id="heat",
        role="grid",
        class_="roomy" if len(names) <= ROOMY else None,
    )
    return section(
        "learners",
        PAGE["heat"],
        tag("p", both(PAGE["heat_how"]), class_="how needs-script"),
        _filter(kit, found),
        _legend(),
        tag("div", table, class_="box map", role="region", aria_labelledby="learners-title"),
        tag("p", both(PAGE["nobody"]), id="nobody", hidden=True),
    )


def _column(place: int, *label: Markup) -> Markup:
    button = tag("button", *label, type="button", data_sort=place)
    # Browsers repeat a heading on every printed page, but no button in it.
    printed = tag("span", label[0], class_="printed")
    kind = None if place > 2 else "wide"
    return tag("th", button, printed, scope="col", aria_sort="none", class_=kind)


def _heat_row(person: Person, first: bool) -> Markup:
    team = tag("small", " ", tag("bdi", person.team)) if person.team else ""
    total = tag("td", number(person.total) or "-", class_="n total")
    state = tag("td", both(STATES[person.status]), class_=f"state {person.status}")
    cells = [_mark_cell(mark, first and n == 0) for n, mark in enumerate(person.marks)]
    return tag("tr", tag("th", join(who(person), team), scope="row"), state, total, cells)


def _mark_cell(mark: PersonMark | None, first: bool) -> Markup:
    kind, said = appearance(mark)
    # One cell is in the order of Tab; arrows lead to the others.
    button = tag("button", said, tabindex=0 if first else -1)
    return tag("td", button, class_=kind)


def appearance(mark: PersonMark | None) -> tuple[str, Markup]:
    """Return the class of a cell, and what stands in it."""
    if mark is None or mark.points is None:
        excused = mark is not None and mark.status == "excused"
        return "hn", tag("small", both(PAGE["excused"])) if excused else Markup("-")
    figure = number(mark.points)
    if mark.override:
        return level(mark.points / mark.most), join(figure, tag("i", "*"))
    if not mark.points and is_open(mark.result):
        return "ho", join(figure, tag("i", "○"))
    return level(mark.points / mark.most), join(figure)


def level(share: float) -> str:
    """Return the class of a share of the points."""
    if share <= 0:
        return "h0"
    return next((kind for limit, kind, _ in LEVELS if share < limit), "h4")


def _filter(kit: Kit, found: Class) -> Markup:
    states = [s for s in STATES if found.counts[s]]
    exercises = [(n, Text(name, name)) for n, name in enumerate(found.exercises)]
    shown = both(PAGE["shown"], count=len(found.people), most=len(found.people))
    return tag(
        "form",
        _field("find", tag("input", type="search", id="find", autocomplete="off")),
        _select("status", "all", [(s, STATES[s]) for s in states]),
        _select("exercise", "all", exercises),
        _select("result", "any", [(key, PAGE[key]) for key in RESULTS]),
        tag("button", both(PAGE["clear"]), type="reset", class_="plain"),
        tag("output", shown, id="shown", for_="find status exercise result"),
        class_="filter needs-script",
    )


def _field(name: str, control: Markup) -> Markup:
    return tag("div", tag("label", both(PAGE[name]), for_=name), control)


def _select(name: str, every: str, options: Sequence[tuple[object, Text]]) -> Markup:
    # An option holds text alone: the page's script puts in that of the other language.
    listed = [
        tag("option", text.en, value=value, data_en=text.en, data_ko=text.ko)
        for value, text in [("", PAGE[every]), *options]
    ]
    return _field(name, tag("select", listed, id=name))


def _legend() -> Markup:
    steps = [("h0", tag("span", "0"))]
    steps += [(kind, both(PAGE[key])) for _, kind, key in LEVELS]
    steps.append(("h4", both(PAGE["full"])))
    colours = [tag("li", tag("span", said), class_=kind) for kind, said in steps]
    marks = [tag("li", both(PAGE[key])) for key in MARKS]
    return tag("ul", colours, marks, class_="legend")
