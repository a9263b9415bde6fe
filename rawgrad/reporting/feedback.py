"""Feedback tells a learner what was found in a submission: in one language, and as Markdown.

Says what `Reading` gives away and nothing else. How it looks on a page is `feedback_html`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rawgrad.grading.assess.assessor import LENT, Item
from rawgrad.grading.book.marks import Best, is_voided
from rawgrad.grading.book.schema import GradeRow
from rawgrad.kit import sanitize
from rawgrad.kit.layout import Exercise
from rawgrad.reporting.gradebook_reader import Aspect, Reading, Work, same
from rawgrad.reporting.result_rows import of_item
from rawgrad.reporting.words import FEEDBACK
from rawgrad.spec.points import withheld
from rawgrad.spec.standing import BLOCKED, PASSED, TODO, is_wrong, standing
from rawgrad.views import markdown as md
from rawgrad.views.item_result import ItemResult
from rawgrad.views.words import STATUSES


@dataclass(frozen=True)
class Titles:
    """A sentence, and the titles it is about."""

    sentence: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class ExerciseFeedback:
    """Feedback on one exercise.

    `standing` is how its public tests stand, and `verdict` that in words; `failures` are shown in
    full; `commands` are what to try, with what each is for; `comment` is a person's.
    """

    name: str
    title: str
    standing: str
    verdict: str
    points: str
    comment: str = ""
    aspects: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    tests: str = ""
    failures: tuple[ItemResult, ...] = ()
    lists: tuple[Titles, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Feedback:
    """All that is said of one submission."""

    language: str
    heading: str
    about: tuple[tuple[str, str], ...]
    total: str
    share: float | None
    comment: str
    notices: tuple[str, ...]
    parts: tuple[ExerciseFeedback, ...]

    def word(self, key: str) -> str:
        """Return a heading or label."""
        return FEEDBACK[key].in_(self.language)

    @property
    def next(self) -> ExerciseFeedback | None:
        """The first exercise that is not through."""
        return next((part for part in self.parts if part.commands), None)

    @property
    def without_next(self) -> str:
        """What is said in its place: all is through, or nothing was there to be looked at."""
        return self.word("nothing_next" if any(p.standing for p in self.parts) else "hand_in")


def feedback(reading: Reading, work: Work) -> Feedback:
    """Return what a submission's learner is told."""
    writer = _Writer(reading, work)
    return writer.written()


class _Writer:
    def __init__(self, reading: Reading, work: Work) -> None:
        self.reading = reading
        self.work = work
        self.language = reading.spoken(work)

    def say(self, key: str, **facts: object) -> str:
        return FEEDBACK[key].in_(self.language).format(**facts)

    def written(self) -> Feedback:
        work, items = self.work, self.reading.items(self.work.key)
        marks = {name: self._mark(rows) for name, rows in work.grades.items()}
        parts = [self._part(name, items.get(name, []), marks[name]) for name in marks]
        counted = [mark for mark in marks.values() if mark.points is not None]
        points = sum(mark.points or 0.0 for mark in counted)
        most = sum(mark.max_points for mark in counted)
        total = self.say("total", points=_number(points), most=_number(most))
        said = self.reading.notices(work, self.language)
        if work.kept.status == "unreadable":
            said = [self.say("unreadable"), *said]
        if not all(same(rows) for rows in work.grades.values()):
            said.append(self.say("differs"))
        if not counted:
            excused = all(mark.status == "excused" for mark in marks.values())
            total = self.say("excused_all" if excused else "no_total")
        return Feedback(
            self.language,
            self.say("heading", title=sanitize.line(self.reading.title.in_(self.language))),
            tuple(self._about()),
            total,
            points / most if counted and most else None,
            sanitize.text(self.reading.comment(work)),
            tuple(sanitize.line(one) for one in said),
            tuple(parts),
        )

    def _about(self) -> list[tuple[str, str]]:
        """Say whose it is: names as the roster has them."""
        people = self.work.people
        names = ", ".join(sanitize.line(row.name or row.person) for row in people)
        team = sanitize.line(people[0].team)
        about = [(self.say("name"), names), (self.say("submission"), sanitize.line(self.work.key))]
        return [*about, (self.say("group"), team)] if team else about

    def _mark(self, rows: Sequence[GradeRow]) -> GradeRow:
        """Return the mark a submission's feedback shows: nobody reads another member's own."""
        if same(rows):
            alike = len({row.comment for row in rows}) == 1
            return rows[0] if alike else rows[0]._replace(comment="")
        given = rows[0].automatic
        return replace_mark(rows[0], given)

    def _part(self, name: str, items: Sequence[Item], mark: GradeRow) -> ExerciseFeedback:
        if name in self.reading.criteria:
            return self._criterion(name, mark)
        exercise = self.reading.kit.listed[name]
        aspects, best = self.reading.aspects(exercise, items, mark.max_points)
        first = [*self.reading.counting(items, best)]
        # How the public tests stand: the hidden ones are told apart.
        stands = standing(map(self.reading.status, _public(first)))
        points = self._points(mark)
        verdict = STATUSES[stands].in_(self.language) if stands else "-"
        if stands == PASSED and name in self.reading.hidden:
            verdict = self.say("public_passed")
        part = ExerciseFeedback(
            name,
            exercise.title.in_(self.language),
            stands,
            verdict,
            points,
            sanitize.text(mark.comment),
            remarks=tuple(self._remarks(mark, best, exercise, items)),
        )
        if not first:
            return part
        return replace(
            part,
            aspects=tuple(self._aspect(one) for one in aspects),
            tests=self._tests(first),
            failures=tuple(
                of_item(self.reading, item) for item in first if self._wrong(item) and item.rows
            ),
            lists=tuple(self._lists(first)),
            commands=self._commands(name, first),
        )

    def _criterion(self, name: str, mark: GradeRow) -> ExerciseFeedback:
        """Return the feedback on what a person judges."""
        return ExerciseFeedback(
            name,
            self.reading.part_title(name).in_(self.language),
            "",
            self.say("by_person"),
            self._points(mark),
            sanitize.text(mark.comment),
            remarks=tuple(self._given(mark)) if mark.override else (),
        )

    def _points(self, mark: GradeRow) -> str:
        if mark.points is None:
            return "-"
        return self.say("of", points=_number(mark.points), most=_number(mark.max_points))

    def _aspect(self, aspect: Aspect) -> tuple[str, str]:
        earned = self.say("of", points=_number(aspect.points), most=_number(aspect.most))
        return sanitize.line(aspect.title.in_(self.language)), earned

    def _remarks(
        self, mark: GradeRow, best: Best, exercise: Exercise, items: Sequence[Item]
    ) -> list[str]:
        said = list(self._given(mark)) if mark.override else []
        automatic, late = mark.automatic or 0.0, mark.late or 0.0
        if not mark.override and late > automatic * mark.keep + 1e-9:
            said.append(self.say("kept", points=_number(automatic)))
        if not mark.override and automatic and mark.keep < 1:
            said.append(self.say("late", automatic=_number(automatic), late=_number(late)))
        memorised = self.reading.memorised(exercise, items).values()
        if memorised:
            aspects = ", ".join(sanitize.line(title.in_(self.language)) for title in memorised)
            said.append(self.say(self.reading.how_memorised(items), aspects=aspects))
        if best.run:
            said.append(self.say("better"))
        if best.lent:
            helped = [i for i in items if i.run == LENT and i.function in best.lent]
            lent = [f["facts"]["functions"] for i in helped for f in i.findings]
            first = ", ".join(_to_mend_first(lent, best.lent))
            said.append(self.say("lent", functions=first, callers=", ".join(best.lent)))
        # All that it asks about them passes, and yet they earn nothing: a rule takes their points.
        taken = [self.reading.aspect_title(exercise, *worth) for worth in withheld(best.marks)]
        if taken:
            said.append(
                self.say("withheld", aspects=", ".join(t.in_(self.language) for t in taken))
            )
        return said

    def _given(self, mark: GradeRow) -> Iterator[str]:
        """Yield what is to be said of a mark that a person gave."""
        points = "" if mark.points is None else _number(mark.points)
        signed = "override" if mark.by else "override_unsigned"
        facts = {"points": points, "by": sanitize.line(mark.by)}
        yield self.say("excused") if mark.points is None else self.say(signed, **facts)
        if mark.reason:
            yield self.say("reason", reason=sanitize.line(mark.reason))

    def _tests(self, items: Sequence[Item]) -> str:
        public = _public(items)
        passed = sum(self.reading.passes(item) for item in public)
        key = "all_public" if passed == len(public) else "public"
        said = [self.say(key, passed=passed, total=len(public))]
        hidden = [item for item in items if item.hidden]
        if hidden and all(self.reading.passes(item) for item in hidden):
            said.append(self.say("all_hidden", total=len(hidden)))
        elif not hidden and items[0].exercise in self.reading.hidden:
            said.append(self.say("hidden_unknown"))
        return " ".join(said)

    def _lists(self, items: Sequence[Item]) -> list[Titles]:
        hidden = [item for item in items if item.hidden]
        lost = [item for item in hidden if not self.reading.passes(item)]
        voided = [i for i in items if i.status != PASSED and is_voided(i.id, self.reading.voided)]
        public = [item for item in _public(items) if not self.reading.passes(item)]
        more = [item for item in public if self._wrong(item) and not item.rows]
        todo = [item for item in public if item.status == TODO]
        blocked = [item for item in public if item.status == BLOCKED]
        facts = {"passed": len(hidden) - len(lost), "total": len(hidden)}
        return [
            Titles(self.say(key, count=len(found), **facts), tuple(dict.fromkeys(told)))
            for key, found, told in (
                ("more", more, map(self._title, more)),
                ("open", todo, (item.function for item in todo)),
                ("blocked", blocked, (item.function for item in blocked)),
                ("hidden", lost, map(self._title, lost)),
                ("voided", voided, map(self._title, voided)),
            )
            if found
        ]

    def _wrong(self, item: Item) -> bool:
        return not item.hidden and is_wrong(self.reading.status(item))

    def _title(self, item: Item) -> str:
        return sanitize.line(self.reading.item_title(item).in_(self.language))

    def _commands(self, name: str, items: Sequence[Item]) -> tuple[tuple[str, str], ...]:
        if all(self.reading.passes(item) for item in _public(items)):
            return ()
        return (
            (self.say("check"), f"rawgrad check {name}"),
            (self.say("hint"), f"rawgrad hint {name}"),
        )


def replace_mark(row: GradeRow, points: float | None) -> GradeRow:
    """Return a row with what the verdicts earn, and nothing of what a person was given."""
    return row._replace(
        points=points, late=points, keep=1.0, override="", reason="", by="", comment=""
    )


def _to_mend_first(lent: Iterable[str], callers: Collection[str]) -> list[str]:
    """Return the functions to begin with: not what was itself forgiven for another's sake.

    `lent` are the right versions of each run, as "calc_delta, calc_output".
    """
    named = dict.fromkeys(name for names in lent for name in names.split(", "))
    return [name for name in named if name not in callers] or [*named]


def _public(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if not item.hidden]


def _number(points: float) -> str:
    return f"{round(points, 2):g}"


def markdown(said: Feedback) -> str:
    """Return feedback as Markdown."""
    lines = [f"# {md.escape(said.heading)}", ""]
    lines += [f"- {label}: {md.escape(text)}" for label, text in said.about]
    lines += ["", f"**{said.total}**", ""]
    if said.comment:
        # A person's own words, which may be Markdown.
        lines += [f"## {said.word('comment')}", "", said.comment, ""]
    if said.notices:
        lines += [f"## {said.word('notices')}", ""]
        lines += [*(f"- {md.escape(notice)}" for notice in said.notices), ""]
    lines += [f"| {said.word('exercise')} | {said.word('standing')} | {said.word('points')} |"]
    lines += ["|---|---|--:|"]
    for part in said.parts:
        lines.append(f"| {_name(part)} | {part.verdict} | {part.points} |")
    lines += ["", f"## {said.word('next')}", ""]
    if said.next is None:
        lines += [said.without_next, ""]
    else:
        lines += [said.word("begin").format(name=f"`{said.next.name}`"), ""]
        lines += [*(f"- {text} `{command}`" for text, command in said.next.commands), ""]
    for part in said.parts:
        lines += _part_lines(part, said)
    return "\n".join(lines).rstrip() + "\n"


def _name(part: ExerciseFeedback) -> str:
    return f"`{part.name}` {md.escape(part.title)}"


def _part_lines(part: ExerciseFeedback, said: Feedback) -> list[str]:
    lines = [f"## {_name(part)}: {part.points}", ""]
    if part.comment:
        lines += [f"### {said.word('comment')}", "", part.comment, ""]
    if part.tests:
        lines += [part.tests, ""]
    lines += [line for remark in part.remarks for line in (md.escape(remark), "")]
    if part.aspects:
        lines += [f"| {said.word('aspect')} | {said.word('points')} |", "|---|--:|"]
        lines += [f"| {md.escape(title)} | {points} |" for title, points in part.aspects]
        lines.append("")
    if part.failures:
        lines += [f"### {said.word('failures')}", ""]
    for result in part.failures:
        lines += md.failure(result, said.language)
    for group in part.lists:
        lines += [
            f"### {group.sentence}",
            "",
            *(f"- {md.escape(title)}" for title in group.titles),
            "",
        ]
    if part.failures:
        lines += [*(f"- {text} `{command}`" for text, command in part.commands), ""]
    return lines
