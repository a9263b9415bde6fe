"""The term's page shows all assignments of a course: one file, made like the class report.

Says what `Term` holds. Nothing of a test stands here but the names of aspects and misconceptions.
"""

from __future__ import annotations

from pathlib import Path

from rawgrad.kit import sanitize
from rawgrad.kit.course import find_course
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import write_text
from rawgrad.kit.language import shown
from rawgrad.kit.layout import Kit
from rawgrad.reporting.report import charts
from rawgrad.reporting.report.data import quartiles
from rawgrad.reporting.report.heat import LEVELS, level
from rawgrad.reporting.report.parts import code, folded, number, percent, section, table, when
from rawgrad.reporting.report.sections import histogram_of
from rawgrad.reporting.report.shell import document, footer, header, resource
from rawgrad.reporting.report.words import PAGE
from rawgrad.reporting.term.data import AssignmentMark, Learner, Term, read_term
from rawgrad.reporting.term.words import TERM
from rawgrad.views.markup import Markup, both, join, of_a_learner, tag

REPORT = "term-report.html"
LINKS = (
    ("assignments", "assignments"), ("distribution", "nav_distribution"), ("behind", "behind"),
    ("lasting", "lasting"), ("repeated", "repeated"), ("learners", "nav_heat"),
)  # fmt: skip
MARKS = ("mark_missing", "mark_open", "mark_late", "mark_none")


def term_report(kit: Kit, to: Path | None, language: str, chosen: bool) -> int:
    """Write the report on the course of the current folder."""
    course = find_course(kit)
    if course is None:
        raise BrokenKit(TERM["no_course"])
    path = to or course.path.parent / REPORT
    opens_in = language if chosen else course.language
    write_text(path, term_page(read_term(kit, course, language), opens_in))
    print(TERM["done"].in_(shown(language)).format(path=path))
    return 0


def term_page(term: Term, language: str) -> str:
    """Return the page; `language` is the one it opens in."""
    title = term.course.title
    facts = [both(TERM["graded"], count=len(term.graded), most=len(term.assignments))]
    facts.append(both(TERM["written"], when=when(max(term.written.values()))))
    main = tag(
        "main",
        _glance(term),
        _assignments(term),
        tag("div", _distribution(term), _repeated(term), class_="pair"),
        _behind(term),
        _lasting(term),
        _term_heat(term),
        id="main",
    )
    return document(
        language,
        TERM["page_title"].filled(title=title),
        {"words": {"shown": TERM["shown"]}, "find": [_known_by(one) for one in term.learners]},
        "term.js",
        f"#heat {{ --columns: {len(term.assignments)}; }}\n" + resource("term.css"),
        header(TERM["term"].en.lower(), title, facts, [(at, TERM[key]) for at, key in LINKS]),
        main,
        footer(),
    )


def _known_by(one: Learner) -> str:
    return sanitize.text(" ".join((one.id, one.name, one.team, *one.submissions)).casefold())


def _glance(term: Term) -> Markup:
    totals = [one.total for one in term.learners if one.total is not None]
    middle = join(tag("b", number(quartiles(totals)[1])), "%") if totals else both(PAGE["none"])
    behind = tag("a", tag("b", len(term.behind())), href="#behind")
    open_ = sum(one.provisional for one in term.learners)
    graded = both(TERM["of"], count=tag("b", len(term.graded)), most=len(term.assignments))
    tiles = (
        ("learners", tag("b", len(term.learners))), ("assignments_graded", graded),
        ("median_total", middle), ("fell_behind", behind),
    )  # fmt: skip
    listed = [tag("div", tag("dt", both(TERM[key])), tag("dd", said)) for key, said in tiles]
    parts: list[object] = [tag("dl", listed, class_="tiles")]
    if open_:
        said = join(both(TERM["to_come"]), ": ", open_)
        parts.append(tag("p", said, class_="how"))
    heading = tag("h2", both(TERM["glance"]), id="glance-title", class_="quiet")
    return tag("section", heading, parts, id="glance", aria_labelledby="glance-title")


def _assignments(term: Term) -> Markup:
    rows = []
    for n, one in enumerate(term.assignments):
        results = [r for learner in term.learners if (r := learner.results[n]) is not None]
        shares = term.shares(n)
        name = join(both(one.title), tag("small", code(one.name)))
        due = both(TERM["no_due"]) if one.due is None else when(one.due)
        if n not in term.graded:
            rest: tuple[object, ...] = (both(TERM["not_graded"]), "", "", "")
        else:
            came = sum(r.status != "missing" for r in results)
            days = [r.days_late for r in results if r.days_late is not None]
            late = sum(map(bool, days)) if days else "-"
            rest = (f"{came}/{len(results)}", late, "", "")
            if shares:
                low, middle, high = quartiles(shares)
                spread = tag("span", f"{percent(low)} - {percent(high)}", class_="quiet")
                strip = join(charts.strip(low, middle, high), spread)
                rest = (*rest[:2], percent(middle), strip)
        rows.append((name, due, number(one.weight), *rest))
    columns = ("assignment", "due", "weight", "handed_in", "late", "median", "middle")
    how: list[Markup] = [tag("p", both(TERM["totals_how"]), class_="how")]
    if term.course.best is not None:
        how.append(tag("p", both(TERM["best"], best=term.course.best), class_="how"))
    heads_ = [both(TERM[key]) for key in columns]
    return section(
        "assignments", TERM["assignments"], how, table(TERM["assignments"], heads_, rows)
    )


def _distribution(term: Term) -> Markup:
    shares = [one.total / 100 for one in term.learners if one.total is not None]
    inside = histogram_of(shares) if shares else tag("p", both(PAGE["no_totals"]))
    return section("distribution", TERM["distribution"], inside)


def _behind(term: Term) -> Markup:
    rows = [
        (
            _who_learns(one),
            join([tag("div", both(TERM[why.key], **why.facts)) for why in reasons]),
            _trend(one),
            _total_text(one),
        )
        for one, reasons in term.behind()
    ]
    how = tag("p", both(TERM["behind_how"]), class_="how")
    columns = [both(TERM[key]) for key in ("learner", "why", "progress", "total")]
    inside = folded(TERM["behind"], columns, rows) if rows else _none("nobody_behind")
    return section("behind", TERM["behind"], how, inside)


def _lasting(term: Term) -> Markup:
    rows = [
        (
            join(code(one.exercise), tag("small", code(one.function))),
            both(one.diagnosis), one.still, one.ever, one.again,
        )
        for one in term.lasting
    ]  # fmt: skip
    how = tag("p", both(TERM["lasting_how"]), class_="how")
    keys = ("exercise", "misconception", "still", "ever", "again")
    columns = [both(TERM[key]) for key in keys]
    inside = folded(TERM["lasting"], columns, rows) if rows else _none("no_lasting")
    return section("lasting", TERM["lasting"], how, inside)


def _repeated(term: Term) -> Markup:
    rows = [(both(one.title), one.learners, one.ever) for one in term.repeated]
    how = tag("p", both(TERM["repeated_how"]), class_="how")
    columns = [both(TERM[key]) for key in ("aspect", "again", "ever")]
    inside = folded(TERM["repeated"], columns, rows) if rows else _none("no_repeated")
    return section("repeated", TERM["repeated"], how, inside)


def _none(key: str) -> Markup:
    return tag("p", both(TERM[key]), class_="how")


def _who_learns(one: Learner) -> Markup:
    name = of_a_learner(one.name or one.id)
    small = tag("small", of_a_learner(one.id)) if one.name and one.name != one.id else ""
    return join(name, " " if small else "", small)


def _total_text(one: Learner) -> str:
    if one.total is None:
        return "-"
    return f"{number(one.total)}%" + (" ~" if one.provisional else "")


def _trend(one: Learner) -> Markup:
    """Draw a learner's shares, one assignment after the other."""
    last = max(len(one.results) - 1, 1)
    points = [
        (round(2 + 92 * n / last, 1), round(18 - 16 * result.share, 1))
        for n, result in enumerate(one.results)
        if result is not None and result.share is not None
    ]
    if not points:
        return Markup()
    line = " ".join(f"{x},{y}" for x, y in points)
    return tag(
        "svg",
        tag("line", x1=0, y1=18.5, x2=96, y2=18.5, class_="axis"),
        tag("polyline", points=line),
        tag("circle", cx=points[-1][0], cy=points[-1][1], r=2.5),
        viewBox="0 0 96 20",
        class_="trend",
        aria_hidden="true",
    )


def _term_heat(term: Term) -> Markup:
    caption = both(
        TERM["heat_caption"], count=len(term.learners), assignments=len(term.assignments)
    )
    titles = [(both(TERM[key]), None) for key in ("learner", "progress", "total")]
    named = [(code(one.name), tag("span", " ", both(one.title), class_="quiet"))
             for one in term.assignments]  # fmt: skip
    columns = [
        tag(
            "th",
            tag("button", label, more or "", type="button", data_sort=n),
            tag("span", label, class_="printed"),
            scope="col",
            aria_sort="none",
            class_="wide" if n < len(titles) else None,
        )
        for n, (label, more) in enumerate([*titles, *named])
    ]
    grid = tag(
        "table",
        tag("caption", caption, class_="quiet"),
        tag("thead", tag("tr", columns)),
        tag("tbody", [_learner_row(one) for one in term.learners]),
        id="heat",
        class_="roomy",
    )
    count = len(term.learners)
    form = tag(
        "form",
        tag(
            "div",
            tag("label", both(TERM["find"]), for_="find"),
            tag("input", type="search", id="find", autocomplete="off"),
        ),
        tag("button", both(TERM["clear"]), type="reset", class_="plain"),
        tag("output", both(TERM["shown"], count=count, most=count), id="shown", for_="find"),
        class_="filter needs-script",
    )
    return section(
        "learners",
        TERM["heat"],
        form,
        _term_legend(),
        tag(
            "div", grid, class_="box map", role="region", tabindex=0,
            aria_labelledby="learners-title",
        ),
        tag("p", both(TERM["nobody"]), id="nobody", hidden=True),
    )  # fmt: skip


def _learner_row(one: Learner) -> Markup:
    team = tag("small", " ", tag("bdi", one.team)) if one.team else ""
    cells = [_result_cell(result, n in one.counted) for n, result in enumerate(one.results)]
    known = [r.share for r in one.results if r is not None and r.share is not None]
    # What a column is sorted by: of the progress it is how far the last is from the first.
    change = known[-1] - known[0] if known else ""
    total = "" if one.total is None else one.total
    return tag(
        "tr",
        tag("th", _who_learns(one), team, scope="row", data_value=one.name or one.id),
        tag("td", _trend(one), class_="state graded", data_value=change),
        tag("td", _total_text(one), class_="n total", data_value=total),
        cells,
    )


def _result_cell(result: AssignmentMark | None, counts: bool) -> Markup:
    kind, said = "hn", Markup("-")
    if result is not None and result.status == "excused":
        said = tag("small", both(TERM["excused"]))
    elif result is not None and result.status == "missing":
        kind, said = "ho", join(tag("i", "○"), tag("span", both(TERM["missing"]), class_="quiet"))
    elif result is not None and result.points is None:
        said = join("~", tag("span", both(TERM["open"]), class_="quiet"))
    elif result is not None and result.points is not None:
        kind = level(result.points / result.most) if result.most else "hn"
        late = tag("small", f" +{result.days_late}") if result.days_late else ""
        open_ = "~" if result.status == "open" else ""
        said = join(number(result.points), open_, late)
    share = result.share if result is not None else None
    if share is not None and not counts:
        said = join(tag("s", said), tag("span", both(TERM["not_counted"]), class_="quiet"))
    value = "" if share is None else share
    return tag("td", tag("span", said, class_="cell"), class_=kind, data_value=value)


def _term_legend() -> Markup:
    steps = [("h0", tag("span", "0"))]
    steps += [(kind, both(PAGE[key])) for _, kind, key in LEVELS]
    steps.append(("h4", both(PAGE["full"])))
    colours = [tag("li", tag("span", said), class_=kind) for kind, said in steps]
    return tag("ul", colours, [tag("li", both(TERM[key])) for key in MARKS], class_="legend")
