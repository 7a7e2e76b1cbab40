"""The best free times for a booking, with reasons: those that cost the student least class first; what a person is
shown to choose from before anything was refused.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from models.rules.alternatives import EARLIEST, LATEST, rooms_free
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview, MissedPeriod, Room
from models.rules.hours import on_duty
from models.rules.interview import STANDING, needs_room
from models.rules.missed import missed_by
from models.rules.naming import listing
from models.rules.school_hours import WHOLE_DAY, session
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_span, merge
from models.rules.starts import StartCost, day_costs

LIGHTEST_FIRST = ("free", "lunch", "advisory", "elective", "core", "never")
"""Kinds of class from the one that is missed most lightly."""

OUTSIDE, CLOSE, UNWATCHED, LAST_ROOM = 60.0, 30.0, 25.0, 4.0
AGAIN, NEW_DAY, LOAD, MOST_LOAD = 12.0, 8.0, 0.5, 8.0
"""Points besides those for classes: a core class costs 40 and 2 a minute. Outside stated hours; too near another call;
nobody to watch; the last room; a second interview of the student that day; one more day for the contact; each call
that runs at the same time.
"""

_OUTSIDE = "! outside the hours"
_NEVER = datetime.min.replace(tzinfo=UTC)


class Offer(NamedTuple):
    """A free time (UTC) with the room that fits best (None where none is needed), and what the student misses.

    `reasons` tell for and against it, `points` what it costs in all; less is better.
    """

    start: datetime
    end: datetime
    room: str | None
    room_name: str
    missed: tuple[MissedPeriod, ...]
    cost: str
    reasons: tuple[str, ...] = ()
    points: float = 0.0

    @property
    def outside(self) -> bool:
        """Whether it lies outside of the hours that the contact stated."""
        return any(one.startswith(_OUTSIDE) for one in self.reasons)


def best_offers(
    candidate: Interview,
    situation: Situation,
    *,
    now: datetime,
    bookings: Bookings | None = None,
    wanted: int = 30,
    beyond: bool = False,
) -> tuple[Offer, ...]:
    """The best free times from now to the window's end inside the contact's stated hours (school hours where none
    are stated): of each stretch that costs the same the first start, the lightest cost first, then the soonest.

    With `beyond` times outside of the stated hours follow, where the others are fewer than wanted.
    """
    state = candidate.state if candidate.state in STANDING else "scheduled"
    wish = candidate._replace(state=state)
    known = bookings or Bookings(situation)
    found: list[Offer] = []
    costs: Costs = {}
    for inside in (True, False) if beyond else (True,):
        judged = _Judge(wish, known, now, inside, costs)
        for cost in judged.ranked():
            if len(found) >= wanted or judged.hopeless:
                break
            offer = judged.offer(cost)
            found += [offer] if offer is not None else []
    return tuple(found)


def offers_for_form(
    candidate: Interview, situation: Situation, *, now: datetime, bookings: Bookings | None = None
) -> tuple[Offer, ...]:
    """As `best_offers`; where no time is free in the contact's stated hours, the ten best outside of them."""
    known = bookings or Bookings(situation)
    inside = best_offers(candidate, situation, now=now, bookings=known)
    return inside or best_offers(candidate, situation, now=now, bookings=known, wanted=10, beyond=True)


Costs = dict[date, tuple[StartCost, ...]]
"""What is known of the days already."""


class _Judge:
    """Ranks the starts of all days that are left."""

    def __init__(self, wish: Interview, known: Bookings, now: datetime, inside: bool, costs: Costs) -> None:
        self.wish, self.known, self.inside, self._costs = wish, known, inside, costs
        self.situation, self.now = known.situation, now
        self.contact = self.situation.contacts.get(wish.contact or "")
        self.duty = any(one.duty for one in self.situation.staff.values())
        self.hopeless = False
        # Where it stands already is no other time for it.
        self._here = wish.start if wish.id and wish.state in STANDING else None
        self._many = len([one for one in known.of_contact(wish.contact or "") if one.interview.id != wish.id])

    def ranked(self) -> list[StartCost]:
        """One start of each stretch that costs the same, the best first."""
        best: dict[tuple[date, Hashable], tuple[tuple[bool, float, datetime], StartCost]] = {}
        for day in self._days():
            if day not in self._costs:
                self._costs.update(day_costs(self.wish, [day], self.known, self.now))
            costs = self._costs[day]
            rows = [row for _, row in self.situation.bells.period_spans(day, self.situation.zone)]
            school = Span(min(rows)[0], max(row.end for row in rows)) if rows else None
            there = self._there(day)
            for cost in costs:
                span = self._span(cost.start)
                if not cost.free or cost.start == self._here or not there.contains(span):
                    continue
                if not self._wanted(cost, span, school):
                    continue
                key = day, _stretch(cost)
                rank = not any(row.contains(span) for row in rows), self.points(cost), cost.start
                if key not in best or rank < best[key][0]:
                    best[key] = rank, cost
        return [cost for _, cost in sorted(best.values(), key=lambda it: (it[0][1], it[1].start))]

    def _days(self) -> list[date]:
        campaign = self.situation.campaign
        first = max(campaign.first_day, local_day(self.now, self.situation.zone))
        if first > campaign.last_day:
            return []
        days = self.situation.bells.school_days(first, campaign.last_day)
        if not self.inside or self.contact is None or not self.contact.availability:
            return days
        stated = merge(self.contact.availability)
        zone = self.situation.zone
        whole = {day: local_span(day, EARLIEST, LATEST, zone) for day in days}
        return [day for day in days if any(one.overlaps(whole[day]) for one in stated)]

    def _wanted(self, cost: StartCost, span: Span, school: Span | None) -> bool:
        if cost.offered is None:
            return self.inside and (school is None or school.contains(span))
        return cost.offered if self.inside else not cost.offered and (school is None or school.contains(span))

    def _there(self, day: date) -> Span:
        """When a call can be in a quiet room, which is not after everybody left on a short day; all day elsewhere."""
        at_school = needs_room(self.wish.format, self.wish.place)
        hours = session(self.situation.bells, day) if at_school else WHOLE_DAY
        return local_span(day, *hours, self.situation.zone)

    def _span(self, start: datetime) -> Span:
        return Span(start, start + timedelta(minutes=self.wish.minutes))

    def points(self, cost: StartCost) -> float:
        """What it costs in all."""
        each = self.situation.campaign.calls_per_adult
        crowd = cost.adults is not None and cost.adults > 0 and cost.calls + 1 > each * cost.adults
        return (
            cost.missed.points
            + OUTSIDE * (cost.offered is False)
            + CLOSE * cost.close
            + UNWATCHED * (crowd or (self.duty and cost.adults == 0))
            + LAST_ROOM * (cost.rooms == 1)
            + AGAIN * cost.again
            + NEW_DAY * (self._many > 0 and cost.comes == 0)
            + min(MOST_LOAD, LOAD * cost.calls)
        )

    def offer(self, cost: StartCost) -> Offer | None:
        """The start as an offer, if the rules themselves find no clash."""
        span = self._span(cost.start)
        trial = self.wish._replace(start=span.start, end=span.end, room=None)
        room: Room | None = None
        if needs_room(trial.format, trial.place):
            room = next(rooms_free(trial, self.known), None)
            if room is None:
                return None
        trial = trial._replace(room=room.id if room else None)
        wrong = clashes(find_conflicts(trial, self.situation, bookings=self.known))
        self.hopeless = any(one.kind == "contact_full" for one in wrong)
        if wrong:
            return None
        missed = missed_by(trial, self.situation)
        words = cost_text(missed, self.situation)
        if cost.missed.together:
            taken = self.situation.classes.get(cost.missed.together)
            words = f"in the time of {taken.name if taken else 'their class'}"
        reasons = tuple(why_so(cost, trial, self.situation, self.points(cost)))
        return Offer(*span, trial.room, room.name if room else "", missed, words, reasons, self.points(cost))


def why_so(cost: StartCost, wish: Interview, situation: Situation, points: float = 0.0) -> Iterator[str]:
    """What speaks for and against a start besides the classes missed, in a few words each."""
    contact = situation.contacts.get(wish.contact or "")
    who = contact.name if contact else "the contact"
    if cost.offered is not None:
        yield f"within the hours {who} stated" if cost.offered else f"{_OUTSIDE} {who} stated"
    if cost.close:
        yield f"! nearer to another call than {who} asked for"
    if cost.comes:
        yield f"{who} has {cost.comes} more that day"
    if cost.again:
        yield "! a second interview that day"
    if cost.rooms is not None:
        yield "the last free room" if cost.rooms == 1 else f"{cost.rooms or 'no'} rooms free"
    if cost.adults is not None:
        yield from _watched(cost, wish, situation)


def _watched(cost: StartCost, wish: Interview, situation: Situation) -> Iterator[str]:
    span = wish.span
    adults = on_duty(situation, span) if span else []
    if not adults:
        yield "! no adult on duty"
        return
    yield f"{listing([one.name for one in adults], 1)} on duty"
    if cost.calls + 1 > situation.campaign.calls_per_adult * len(adults):
        yield f"! {cost.calls + 1} calls at once, too many to watch"


def _stretch(cost: StartCost) -> Hashable:
    """What two starts must share to cost the same: the classes missed, else the free periods."""
    keys = [key for key, _ in cost.missed.what]
    classes = tuple(key[:2] for key in keys if key[2] != "free")
    return classes or tuple((key[0], None) for key in keys)


def cost_text(missed: Iterable[MissedPeriod], situation: Situation) -> str:
    """What is missed, in words: "free period 3", "misses English 10 (core), period 4"."""
    those = tuple(missed)
    classes = [one for one in those if one.kind != "free"]
    if not those:
        return "no class missed"
    if not classes:
        return f"free period {those[0].period}"
    told = []
    for one in classes:
        known = situation.classes.get(one.class_id or "")
        name = known.name if known else "a class"
        # Many schools put the period into the class's name.
        where = "" if f"period {one.period}".casefold() in name.casefold() else f", period {one.period}"
        told.append(f"{name} ({one.kind}){where}")
    return f"misses {' and '.join(dict.fromkeys(told))}"


def wish_of(
    campaign: str,
    students: tuple[str, ...],
    contact: str | None,
    *,
    format_: str,
    place: str,
    minutes: int,
    start: datetime | None = None,
    room: str | None = None,
    number: str = "",
    link: str = "",
) -> Interview:
    """The interview that a booking asks for, as the rules judge it; it has no id yet."""
    return Interview(
        "", campaign, contact, students, format_, place, room, start,
        start + timedelta(minutes=minutes) if start else None, minutes, "scheduled", number, link, False, "",
        "", 0, 0, _NEVER, None, None, None, None,
    )  # fmt: skip
