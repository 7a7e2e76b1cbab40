"""A plan that was found and is not accepted yet, as its page shows it: marks, pins, blocks, lists and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from models.operations.planning import (
    Meeting,
    distance_text,
    gap_text,
    goals_of,
    meetings_of,
    propose_plan,
    remarks_of,
    stopped_texts,
)
from models.planning.planner import Plan
from models.queries.planning import Planning
from models.rules.facts import Proposal, ProposalRow
from models.rules.naming import day_text, student_label
from models.rules.walls import format_wall
from screens.state.grid import GridBlock
from screens.state.signs import PROPOSED_SIGN
from screens.widgets.plain import Cell, Toned

KEY = "plan:"
"""What the blocks of a plan have before the place of their row, so that none is taken for an interview."""

MARKED, PINNED, GONE = "+", "*", "✗"
"""The signs of what is marked, what is pinned, and what no longer holds."""

Pairs = list[tuple[str, str]]
Pair = tuple[str, str]
"""A student's and a contact's id."""


@dataclass(frozen=True)
class Draft:
    """What was found, with the places in the proposal's rows that are still to be accepted, marked or pinned.

    `gone` says of a place why it no longer holds; `taken` are those that are booked, which keep their pins: undo
    brings them back as they were.
    """

    planning: Planning
    plan: Plan
    proposal: Proposal
    meetings: Mapping[int, Meeting]
    marks: frozenset[int] = frozenset()
    pins: frozenset[int] = frozenset()
    gone: Mapping[int, str] = field(default_factory=dict)
    taken: Mapping[int, Meeting] = field(default_factory=dict)

    def toggled(self, places: Collection[int]) -> Draft:
        """With these marked; where all of them are already, with none of them marked."""
        return replace(self, marks=_toggled(self.marks, places))

    def pinned(self, places: Collection[int]) -> Draft:
        """With these pinned; where all of them are already, with none of them pinned."""
        return replace(self, pins=_toggled(self.pins, places))

    def without(self, places: Collection[int]) -> Draft:
        """What is left once these are accepted."""
        left = {place: one for place, one in self.meetings.items() if place not in places}
        there = frozenset(left)
        gone = {place: why for place, why in self.gone.items() if place in there}
        taken = {place: one for place, one in self.everything.items() if place not in there}
        return replace(self, meetings=left, marks=self.marks & there, gone=gone, taken=taken)

    @property
    def everything(self) -> Mapping[int, Meeting]:
        """What was found, whether it is booked by now or not, in its order."""
        return dict(sorted({**self.meetings, **self.taken}.items()))

    def as_booked(self, booked: Collection[Pair]) -> Draft:
        """As it is now that these students have a call with these contacts: by accepting, by undo, or by others."""
        there = {place for place, one in self.everything.items() if _pair(one) in booked}
        if there == self.taken.keys():
            return self
        return replace(self, meetings=self.everything, taken={}).without(there)

    @property
    def chosen(self) -> tuple[int, ...]:
        """What accepting takes: the marked ones, else all."""
        return tuple(place for place in self.meetings if not self.marks or place in self.marks)

    @property
    def pinned_meetings(self) -> tuple[Meeting, ...]:
        """What stays where it is when the rest is planned again: what is pinned and still holds."""
        return tuple(
            one for place, one in self.meetings.items() if place in self.pins and place not in self.gone
        )

    @property
    def lost_pins(self) -> int:
        """How many are pinned and cannot stay any more."""
        return len(self.pins & self.meetings.keys() & self.gone.keys())

    def with_gone(self, gone: Mapping[int, str]) -> Draft:
        """Knowing what no longer holds."""
        rows = self.proposal.rows
        left = {place: why_of(rows[place], why) for place, why in gone.items() if place in self.meetings}
        return replace(self, gone=left)

    def sign(self, place: int) -> str:
        """The sign before one of its interviews."""
        if place in self.gone:
            return GONE
        if place in self.pins:
            return PINNED
        return MARKED if place in self.marks else PROPOSED_SIGN


def drafted(planning: Planning, plan: Plan, before: Draft | None = None) -> Draft:
    """A plan as it was found; what was pinned before stays so."""
    meetings = dict(enumerate(meetings_of(planning, plan)))
    held = {_where(one) for one in before.pinned_meetings} if before else set()
    pins = frozenset(place for place, one in meetings.items() if _where(one) in held)
    return Draft(planning, plan, propose_plan(planning, plan), meetings, pins=pins)


def rest_of(draft: Draft, chosen: Iterable[int], gone: Mapping[int, str]) -> Proposal:
    """What was chosen, row by row: what no longer holds first, with the reason."""
    rows = [
        draft.proposal.rows[place]._replace(
            action="refuse", reason=why_of(draft.proposal.rows[place], gone[place])
        )
        if place in gone
        else draft.proposal.rows[place]
        for place in sorted(chosen, key=lambda place: place not in gone)
    ]
    return draft.proposal._replace(title="What still holds of the plan", rows=tuple(rows))


def why_of(row: ProposalRow, why: str) -> str:
    """Why a row no longer holds, beside the row itself: without naming it again."""
    return why.removeprefix(f"It no longer holds: {row.label}. ")


def _pair(meeting: Meeting) -> Pair:
    return meeting.interview.students[0], meeting.interview.contact or ""


def _where(meeting: Meeting) -> tuple[str, date, int]:
    return meeting.key, meeting.day, meeting.start


def _toggled(before: frozenset[int], places: Collection[int]) -> frozenset[int]:
    return before - set(places) if before.issuperset(places) else before.union(places)


# The calendar


def proposed_blocks(draft: Draft, first: date, last: date) -> list[GridBlock]:
    """The interviews of the plan on these days (both in) as dashed blocks."""
    wide = first == last
    return [
        GridBlock(
            f"{KEY}{place}",
            one.day.isoformat(),
            one.start,
            one.end,
            _wide_lines(one) if wide else _narrow_lines(one),
            draft.sign(place),
            "proposed",
        )
        for place, one in draft.meetings.items()
        if first <= one.day <= last
    ]


def _narrow_lines(one: Meeting) -> tuple[str, ...]:
    return one.who, one.contact, one.room or "no room needed"


def _wide_lines(one: Meeting) -> tuple[str, ...]:
    return f"{one.who} with {one.contact}, {one.room or 'no room needed'}", one.choice, one.cost


def place_of(key: str | None) -> int | None:
    """Which row of the proposal a block stands for; None for what is no block of the plan."""
    return int(key.removeprefix(KEY)) if key and key.startswith(KEY) else None


# The lists


class ByStudent(NamedTuple):
    """A student of the plan: the places of their interviews, how many they lack, and why."""

    id: str
    who: str
    places: tuple[int, ...]
    lacks: int
    why: str


def by_day(draft: Draft) -> list[int]:
    """The places by day and time."""
    meetings = draft.meetings
    return sorted(meetings, key=lambda at: (meetings[at].day, meetings[at].start, meetings[at].who))


def by_student(draft: Draft) -> list[ByStudent]:
    """Whoever owes interviews: those who lack some first, then by name."""
    places: dict[str, list[int]] = defaultdict(list)
    for place in by_day(draft):
        places[draft.meetings[place].interview.students[0]].append(place)
    reasons = {one.pupil: one for one in draft.plan.reasons}
    rows = []
    for pupil in draft.planning.problem.pupils:
        why = reasons.get(pupil.id)
        if pupil.owes and (pupil.id in places or why):
            who = student_label(pupil.id, draft.planning.situation)
            lacks, text = (why.lacks, why.text) if why else (0, "")
            rows.append(ByStudent(pupil.id, who, tuple(places[pupil.id]), lacks, text))
    return sorted(rows, key=lambda row: (not row.lacks, row.who))


def day_cells(draft: Draft, place: int) -> tuple[Cell, ...]:
    """Sign, when, who, with whom, where, choice, cost."""
    one = draft.meetings[place]
    sign = draft.sign(place)
    tone = "bad" if sign == GONE else "strong" if sign != PROPOSED_SIGN else "dim"
    where = one.room or "on site"
    return Toned(sign, tone), when_of(one), one.who, one.contact, where, _short(one.choice), one.cost


def student_cells(draft: Draft, row: ByStudent) -> tuple[Cell, ...]:
    """Sign, who, how many they get, when and with whom, or why not."""
    signs = "".join(dict.fromkeys(draft.sign(place) for place in row.places)) or "·"
    got = len(row.places)
    gets = Toned(f"{got} of {got + row.lacks}", "warn" if row.lacks else "good")
    told = [f"{when_of(draft.meetings[at])} {draft.meetings[at].contact}" for at in row.places]
    return signs, row.who, gets, "; ".join([*([row.why] if row.lacks else []), *told])


def when_of(one: Meeting) -> str:
    """Its day and beginning: "Tue 24 Nov 10:20"."""
    return f"{day_text(one.day)} {format_wall(one.start)}"


def _short(choice: str) -> str:
    return choice.partition(":")[0].removesuffix(" choice")


# Words


def meeting_lines(draft: Draft, place: int) -> tuple[tuple[str, str], ...]:
    """One interview of the plan in three lines, each with its tone."""
    one = draft.meetings[place]
    state = {MARKED: "marked", PINNED: "pinned", GONE: "no longer holds"}.get(draft.sign(place), "proposed")
    when = f"{when_of(one)}–{format_wall(one.end)}"
    where = [one.interview.format.replace("_", " "), one.room, f"{one.adult} stands by" if one.adult else ""]
    third = (
        ("bad", f"  {draft.gone[place]}") if place in draft.gone else ("dim", f"  {one.choice} · {one.cost}")
    )
    return (
        ("strong", f"{draft.sign(place)} {one.who} with {one.contact} · {state}"),
        ("", f"  {when} · {' · '.join(filter(None, where))}"),
        third,
    )


def meeting_pairs(draft: Draft, place: int) -> Pairs:
    """Everything about one interview of the plan, to read in full."""
    one = draft.meetings[place]
    return [
        ("When", f"{when_of(one)}–{format_wall(one.end)}"),
        ("With", one.contact),
        ("How", one.interview.format.replace("_", " ")),
        ("Where", one.room or "at the workplace"),
        ("Stands by", one.adult or "nobody is on duty then"),
        ("Interest", one.choice),
        ("Class", one.cost),
        *([("But", draft.gone[place])] if place in draft.gone else []),
    ]


def student_pairs(draft: Draft, row: ByStudent) -> list[tuple[str, Pairs]]:
    """What a student gets; and why not all they owe: the sentence, then contact by contact."""
    gets = [(when_of(draft.meetings[at]), draft.meetings[at].contact) for at in row.places]
    found: list[tuple[str, Pairs]] = [("Gets", gets)] if gets else []
    for one in draft.plan.reasons:
        if one.pupil == row.id:
            found.append((f"Lacks {_count(one.lacks, 'interview')}", [("", one.text)]))
            stopped = stopped_texts(draft.planning, one)
            found += [("Whom this was tried with", stopped)] if stopped else []
    return found


def title_of(draft: Draft) -> str:
    """What is proposed, on one line; what is said to be booked is booked."""
    left, score = len(draft.meetings), draft.plan.score
    if not left:
        return "All of the plan is accepted." if score.placed else "Nothing could be planned."
    whole = f" left of {score.placed}" if draft.taken else ""
    placed = f"Proposed: {left} interviews{whole}" if left != 1 else f"Proposed: 1 interview{whole}"
    return f"{placed} · {_count(len(draft.plan.reasons), 'student')} without all they owe"


def choice_text_of(draft: Draft) -> str:
    """What is marked and pinned, and how far the plan is from the best there is."""
    told = [
        f"{len(draft.marks)} marked" if draft.marks else "",
        f"{len(draft.pinned_meetings)} pinned" if draft.pinned_meetings else "",
        f"{len(draft.gone)} no longer hold{'s' * (len(draft.gone) == 1)}" if draft.gone else "",
        distance_text(
            draft.plan.score.placed, None if draft.plan.bound.sum is None else draft.plan.bound.placed
        ),
    ]
    return " · ".join(filter(None, told))


def sections(draft: Draft) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Each goal's result, how good the plan is, what would help."""
    problem, plan = draft.planning.problem, draft.plan
    goals = [(one.name, one.result) for one in goals_of(problem, plan)]
    remarks = [("", one) for one in remarks_of(problem, plan, draft.planning.situation)]
    found = [("All goals as points", gap_text(plan) or "No bound is available."), ("", _found_text(plan))]
    return (
        ("Results, planned by weights" if plan.by_weights else "Goals, the first matters most", goals),
        ("How good it is", found),
        ("To know", remarks or _NOTHING),
    )


_NOTHING = [("", "Nothing else.")]


def _found_text(plan: Plan) -> str:
    best = "Proven: there is no better plan." if plan.bound.proven else "There may be a better one."
    return f"{best} {plan.steps:,} steps in {plan.seconds:.1f} seconds; the first plan placed {plan.greedy.placed}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def days_of(meetings: Iterable[Meeting]) -> list[date]:
    """The days on which something would be booked, in order."""
    return sorted({one.day for one in meetings})
