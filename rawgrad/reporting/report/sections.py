"""Sections of the report's first page are made here: one function each, from values to HTML."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence

from rawgrad.grading.run.grader import REFERENCE, STUBS
from rawgrad.kit.layout import Kit
from rawgrad.reporting.report import charts
from rawgrad.reporting.report.data import TELLING, UNRESOLVED, Class, Person, quartiles
from rawgrad.reporting.report.findings import Findings
from rawgrad.reporting.report.parts import (
    FEW,
    code,
    folded,
    heads,
    number,
    percent,
    section,
    table,
    when,
    who,
)
from rawgrad.reporting.report.words import PAGE, STATES, TO_DO
from rawgrad.views.markup import Markup, both, join, of_a_learner, tag


def glance(kit: Kit, found: Class) -> Markup:
    """Return the figures that an instructor looks for first, controls among them."""
    counts = found.counts
    open_ = sum(counts[state] for state in UNRESOLVED)
    totals = [person.total for person in found.people if person.total is not None]
    most = max((person.most for person in found.people), default=0.0)
    middle = both(PAGE["none"])
    if totals:
        median = tag("b", number(quartiles(totals)[1]))
        middle = both(PAGE["points_of"], points=median, most=number(most))
    marked = both(PAGE["of"], count=tag("b", len(totals)), most=len(found.people))
    state = both(PAGE["right" if found.trusted else "wrong"])
    earned = {name: f"{number(got)}/{number(of)}" for name, (got, of) in found.controls.items()}
    controls = both(
        PAGE["controls_right"], full=earned.get(REFERENCE, "?"), bare=earned.get(STUBS, "?")
    )
    tiles = (
        ("marked", marked, None),
        ("to_resolve", tag("a", tag("b", open_), href="#unresolved"), None),
        ("median_total", middle, None),
        ("controls", join(tag("b", state), tag("small", controls)), not found.trusted),
    )
    return tag(
        "dl",
        [
            tag("div", tag("dt", both(PAGE[key])), tag("dd", said), class_="alarm" if bad else None)
            for key, said, bad in tiles
        ],
        class_="tiles",
    )


def warnings(found: Class) -> list[Markup]:
    """Return what must be known before a mark is believed."""
    said = []
    if not found.trusted:
        said.append(both(PAGE["controls_wrong"]))
    started, exported = found.clock.get("started", 0.0), found.clock.get("exported", 0.0)
    if started > exported:
        said.append(both(PAGE["unfinished"], when=when(started)))
    if found.settings.get("isolation") != "confined":
        said.append(both(PAGE["process"]))
    return [tag("p", text, class_="warning", role="note") for text in said]


def counts(kit: Kit, found: Class) -> Markup:
    """Return how many people have which status."""
    order = ("graded", *UNRESOLVED, "excused")
    rows = [(both(STATES[s]), found.counts[s]) for s in order if found.counts[s]]
    more = [("superseded", found.superseded), ("late", found.late)]
    rows += [(both(PAGE[key]), count) for key, count in more if count]
    return section(
        "counts", PAGE["counts"], table(PAGE["counts"], heads("status", "learners"), rows)
    )


def unresolved(kit: Kit, found: Class) -> Markup:
    """Return what is still to be resolved, by what is to be done about it."""
    parts = []
    for state in UNRESOLVED:
        people = [person for person in found.people if person.status == state]
        if not people:
            continue
        lines = [tag("li", who(person), _unresolved_notes(person)) for person in people]
        rest = []
        if len(lines) > FEW:
            summary = tag("summary", both(PAGE["more"], count=len(lines) - FEW))
            rest = [tag("details", summary, tag("ul", lines[FEW:]))]
        if state == "ambiguous" and found.unused:
            rest.append(tag("p", both(PAGE["unused"], names=_names(found.unused))))
        parts += [
            tag("h3", both(STATES[state]), " ", tag("span", len(people), class_="count")),
            tag("p", both(TO_DO[state]), class_="how"),
            tag("ul", lines[:FEW], class_="people"),
            rest,
        ]
    return section(
        "unresolved", PAGE["unresolved"], parts or tag("p", both(PAGE["resolved"]), class_="how")
    )


def _unresolved_notes(person: Person) -> list[Markup]:
    if person.status not in ("unreadable", "undecided"):
        return []
    return [tag("span", " ", both(note), class_="note") for note in person.notes]


def distribution(kit: Kit, found: Class) -> Markup:
    """Return how the totals are spread."""
    shares = found.shares
    if not shares:
        return section("distribution", PAGE["distribution"], tag("p", both(PAGE["no_totals"])))
    return section("distribution", PAGE["distribution"], histogram_of(shares))


def histogram_of(shares: Sequence[float]) -> Markup:
    """Return a histogram of shares with what it says in words."""
    numbers = charts.bins(shares)
    low, _, high = quartiles(shares)
    told = [
        both(PAGE["bar"], low=f"{n * 10}%", high=f"{n * 10 + 10}%", count=count)
        for n, count in enumerate(numbers[:-1])
    ]
    told.append(both(PAGE["bar_full"], count=numbers[-1]))
    return tag(
        "figure",
        charts.histogram(numbers),
        tag("figcaption", both(PAGE["bars"], low=percent(low), high=percent(high)), class_="how"),
        tag("ul", [tag("li", text) for text in told], class_="quiet"),
    )


def exercises(kit: Kit, found: Class) -> Markup:
    """Return the medians by exercise."""
    rows = [
        (
            join(code(s.exercise), tag("small", both(found.titles[s.exercise]))),
            tag(
                "span",
                both(PAGE["points_of"], points=tag("b", number(s.median)), most=number(s.most)),
                class_="w",
            ),
            join(
                charts.strip(s.low / s.most, s.median / s.most, s.high / s.most),
                tag("span", f"{number(s.low)} - {number(s.high)}", class_="quiet"),
            ),
            percent(s.full / s.given),
            percent(s.unwritten / s.given),
        )
        for s in found.spreads()
    ]
    columns = heads("exercise", "median", "middle", "full", "unwritten")
    return section("exercises", PAGE["exercises"], table(PAGE["exercises"], columns, rows))


def _place(kit: Kit, exercise: str, function: str) -> Markup:
    return join(code(exercise), tag("small", code(function)) if function else "")


def hardest(kit: Kit, found: Findings) -> Markup:
    """Return the five hardest aspects."""
    rows = [
        (
            _place(kit, one.exercise, one.function),
            join(both(one.title), "" if one.function else tag("small", both(PAGE["scenario"]))),
            join(
                charts.share(one.failed / one.tried),
                tag("span", f"{percent(one.failed / one.tried)} ({one.failed}/{one.tried})"),
            ),
        )
        for one in found.hardest()
    ]
    inside: list[Markup] = [tag("p", both(PAGE["no_hard"]), class_="how")]
    if rows:
        columns = heads("exercise", "aspect", "failed")
        inside = [tag("p", both(PAGE["hardest_how"]), class_="how")]
        inside.append(table(PAGE["hardest"], columns, rows))
    return section("hardest", PAGE["hardest"], *inside)


def commonest(kit: Kit, found: Findings) -> Markup:
    """Return the five commonest misconceptions."""
    rows = [
        (_place(kit, one.exercise, one.function), both(one.diagnosis), one.submissions)
        for one in found.commonest()
    ]
    if not rows:
        return section("common", PAGE["common"], tag("p", both(PAGE["no_common"]), class_="how"))
    columns = heads("exercise", "misconception", "submissions")
    return section(
        "common",
        PAGE["common"],
        tag("p", both(PAGE["common_how"]), class_="how"),
        table(PAGE["common"], columns, rows),
    )


def overrides(kit: Kit, found: Class) -> Markup:
    """Return the marks that were set by hand: whose, which, why and by whom."""
    rows = [
        (
            who(one.person),
            code("*" if set(one.exercises) == set(found.exercises) and
                len(one.exercises) > 1 else ", ".join(one.exercises)),
            number(one.automatic),
            both(PAGE["excused"]) if one.override == "excused" else one.override,
            of_a_learner(one.reason),
            of_a_learner(one.by),
        )
        for one in found.given()
    ]  # fmt: skip
    columns = heads("who", "exercise", "automatic", "override", "reason", "by")
    return _or_none("overrides", "no_overrides", columns, rows)


def late(kit: Kit, found: Class) -> Markup:
    """Return who was late, by how much, and what that took."""
    people = [p for p in found.people if p.days_late or p.flagged]
    if not people and not found.timeless:
        return Markup()
    rows = []
    for person in people:
        before = [m.automatic for m in person.marks if m is not None and m.automatic is not None]
        after = [m.late for m in person.marks if m is not None and m.late is not None]
        days = person.days_late
        rows.append(
            (
                who(person),
                both(PAGE["unknown"]) if days is None else days,
                percent(person.keep),
                number(sum(before)),
                number(sum(after)),
            )
        )
    inside: list[object] = []
    if found.timeless:
        inside.append(tag("p", both(PAGE["timeless"], count=found.timeless), class_="how"))
    if rows:
        columns = heads("who", "days_late", "kept", "automatic", "late_points")
        inside.append(folded(PAGE["lateness"], columns, rows))
    extensions = [
        (of_a_learner(person), when(datetime.datetime.fromisoformat(until)), of_a_learner(reason),
         of_a_learner(by))
        for person, until, reason, by in json.loads(found.settings.get("extensions") or "[]")
    ]  # fmt: skip
    if extensions:
        columns = heads("who", "until", "reason", "by")
        inside += [
            tag("h3", both(PAGE["extensions"])),
            table(PAGE["extensions"], columns, extensions),
        ]
    return section("lateness", PAGE["lateness"], *inside)


def comments(kit: Kit, found: Class) -> Markup:
    """Return what persons said to learners."""
    names = {person.id: who(person) for person in found.people}
    rows = [
        (
            names.get(person) or of_a_learner(person),
            code(exercise) if exercise else both(PAGE["everything"]),
            tag("p", of_a_learner(said), class_="said"),
        )
        for person, exercise, said in found.comments
    ]
    if not rows:
        return Markup()
    return section(
        "comments",
        PAGE["comments"],
        folded(PAGE["comments"], heads("who", "exercise", "comment"), rows),
    )


def voided(kit: Kit, found: Class) -> Markup:
    """Return the cases that count as passed for everybody, since they were withdrawn."""
    if not found.voided:
        return Markup()
    rows = [(code(exercise), both(title)) for exercise, title in found.voided]
    return section(
        "voided", PAGE["voided"], table(PAGE["voided"], heads("exercise", "title"), rows)
    )


def changes(kit: Kit, found: Class) -> Markup:
    """Return the marks that the last run changed, and why."""
    names = {person.id: who(person) for person in found.people}
    rows = [
        (
            names.get(one.person) or of_a_learner(one.person),
            code(one.exercise),
            number(one.before) or both(PAGE["none"]),
            number(one.after) or both(PAGE["none"]),
            both(PAGE[one.why]) if one.why in PAGE else one.why,
        )
        for one in found.changes
    ]
    columns = heads("who", "exercise", "before", "after", "why")
    return _or_none("changes", "no_changes", columns, rows)


def _or_none(
    name: str, nothing: str, columns: list[Markup], rows: Sequence[tuple[object, ...]]
) -> Markup:
    inside = (
        table(PAGE[name], columns, rows) if rows else tag("p", both(PAGE[nothing]), class_="how")
    )
    return section(name, PAGE[name], inside)


def alike(kit: Kit, found: Class) -> Markup:
    """Return who wrote the same code."""
    rows = [
        (
            code(one.exercise),
            join(
                tag("b", both(PAGE["reference"]), " ") if one.reference else "",
                _names(one.owners[:FEW]),
                tag(
                    "details",
                    tag("summary", both(PAGE["more"], count=len(one.owners) - FEW)),
                    _names(one.owners[FEW:]),
                )
                if len(one.owners) > FEW
                else "",
            ),
            one.size,
        )
        for one in found.alike
    ]
    how = tag("p", both(PAGE["alike_how"], size=TELLING), class_="how")
    columns = heads("exercise", "learners", "nodes")
    inside = folded(PAGE["alike"], columns, rows) if rows else tag("p", both(PAGE["no_alike"]))
    return section("alike", PAGE["alike"], how, inside)


def _names(names: Sequence[str]) -> Markup:
    return join([join(", " * bool(n), of_a_learner(name)) for n, name in enumerate(names)])


def twins(kit: Kit, found: Findings) -> Markup:
    """Return what twins alone cost, and which hidden cases have none."""
    lost = [
        (code(one.exercise), join(code(one.function) if one.function else "", " ", both(one.title)),
         one.learners)
        for one in found.memorised()
    ]  # fmt: skip
    bare = [(code(one.exercise), both(one.title)) for one in found.twinless()]
    if not lost and not bare:
        return Markup()
    inside = [tag("p", both(PAGE["twins_how"]), class_="how")]
    if lost:
        inside.append(table(PAGE["twins"], heads("exercise", "aspect", "learners"), lost))
    if bare:
        inside.append(tag("p", both(PAGE["twinless"])))
        inside.append(table(PAGE["twinless"], heads("exercise", "title"), bare))
    return section("twins", PAGE["twins"], *inside)


def hidden(kit: Kit, found: Findings) -> Markup:
    """Return the hidden items, of which a title is all there is to tell."""
    rows = [
        (code(one.exercise), both(one.title), f"{one.passed}/{one.tried}") for one in found.hidden()
    ]
    if not rows:
        return Markup()
    columns = heads("exercise", "title", "passed")
    return section("hidden", PAGE["hidden"], table(PAGE["hidden"], columns, rows))


def about(kit: Kit, found: Class, hidden: int) -> Markup:
    """Return what is needed to repeat the run."""
    settings = found.settings
    isolation = settings.get("isolation", "")
    known = "confined" if isolation == "confined" else "unconfined"
    rows = [(both(PAGE[key]), tag("code", settings.get(key, "?"))) for key in
            ("rawgrad", "python", "numpy", "specification")]  # fmt: skip
    rows.append((both(PAGE["isolation"]), both(PAGE[known])))
    rows.append((both(PAGE["hidden_items"]), tag("code", hidden)))
    rows += [(both(PAGE[key]), when(found.clock[key])) for key in ("started", "exported")
             if key in found.clock]  # fmt: skip
    listed = tag("dl", [tag("div", tag("dt", key), tag("dd", said)) for key, said in rows])
    return section("run", PAGE["run"], listed, class_="about")
