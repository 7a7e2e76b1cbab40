"""The best free times for a booking, those that cost the student least class first: what a person is shown to
choose from before anything was refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from models.rules.alternatives import EARLIEST, LATEST, free_rooms
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview, MissedPeriod
from models.rules.interview import STANDING, needs_room
from models.rules.missed import missed_by
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_span, merge

LIGHTEST_FIRST = ("free", "lunch", "advisory", "elective", "core", "never")
"""Kinds of class from the one that is missed most lightly."""


_NEVER = datetime.min.replace(tzinfo=UTC)


class Offer(NamedTuple):
    """A free time (UTC) with the room that fits best (None where none is needed), and what the student misses."""

    start: datetime
    end: datetime
    room: str | None
    room_name: str
    missed: tuple[MissedPeriod, ...]
    cost: str


def best_offers(
    candidate: Interview,
    situation: Situation,
    *,
    now: datetime,
    bookings: Bookings | None = None,
    wanted: int = 30,
    step_minutes: int = 5,
) -> tuple[Offer, ...]:
    """Free times from now to the window's end inside the contact's stated hours (school hours where none are
    stated): the first start in each stretch that costs the same. The lightest cost first, then the soonest.
    """
    state = candidate.state if candidate.state in STANDING else "scheduled"
    known = bookings or Bookings(situation)
    step = timedelta(minutes=max(1, step_minutes))
    found: dict[tuple[date, tuple[tuple[str, str | None], ...]], Offer] = {}
    for trial in _trials(candidate._replace(state=state), situation, now, step):
        start = trial.start
        if start is None or _taken(trial, known):
            continue
        missed = missed_by(trial, situation)
        key = local_day(start, situation.zone), _what(missed)
        if key not in found:
            offer = _offer(trial, missed, situation, known)
            if offer is not None:
                found[key] = offer
    return tuple(sorted(found.values(), key=_weight)[:wanted])


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


def _what(missed: tuple[MissedPeriod, ...]) -> tuple[tuple[str, str | None], ...]:
    """What two starts must share to cost the same: the classes missed, else the free periods."""
    classes = tuple((one.period, one.class_id) for one in missed if one.kind != "free")
    return classes or tuple((one.period, None) for one in missed)


def _weight(offer: Offer) -> tuple[int, int, datetime]:
    kinds = [LIGHTEST_FIRST.index(one.kind) for one in offer.missed if one.kind in LIGHTEST_FIRST]
    return max(kinds, default=0), sum(kind > 0 for kind in kinds), offer.start


def _trials(wish: Interview, situation: Situation, now: datetime, step: timedelta) -> Iterator[Interview]:
    """The wish at every start in steps: of each stretch of hours first those that lie within one period."""
    length = timedelta(minutes=wish.minutes)
    for hours in _hours(wish, situation, now):
        spans = []
        start = hours.start
        while start + length <= hours.end:
            if start >= now:
                spans.append(Span(start, start + length))
            start += step
        day = local_day(hours.start, situation.zone)
        rows = [row for _, row in situation.bells.period_spans(day, situation.zone)]
        for span in sorted(spans, key=lambda one: not any(row.contains(one) for row in rows)):
            yield wish._replace(start=span.start, end=span.end, room=None)


def _hours(wish: Interview, situation: Situation, now: datetime) -> Iterator[Span]:
    campaign, zone, bells = situation.campaign, situation.zone, situation.bells
    contact = situation.contacts.get(wish.contact or "")
    stated = merge(contact.availability) if contact else []
    day = max(campaign.first_day, local_day(now, zone))
    while day <= campaign.last_day:
        if bells.is_school_day(day):
            whole = local_span(day, EARLIEST, LATEST, zone)
            rows = [span for _, span in bells.period_spans(day, zone)]
            school = Span(min(rows)[0], max(one.end for one in rows)) if rows else whole
            shared = (one.shared(whole) for one in stated) if stated else (school.shared(whole),)
            yield from (one for one in shared if one)
        day += timedelta(days=1)


def _taken(trial: Interview, known: Bookings) -> bool:
    """Quickly, whether the student or the contact is busy; the rules themselves decide about the rest."""
    span = trial.span
    mine = [one for student in trial.students for one in known.of_student(student)]
    theirs = known.of_contact(trial.contact) if trial.contact and trial.format != "recorded" else []
    return span is not None and any(
        one.span.overlaps(span) and one.interview.id != trial.id
        for one in (*mine, *theirs)
        if one.interview.format != "recorded" or one in mine
    )


def _offer(
    trial: Interview, missed: tuple[MissedPeriod, ...], situation: Situation, known: Bookings
) -> Offer | None:
    if trial.span is None:
        return None
    room = None
    if needs_room(trial.format, trial.place) and situation.rooms:
        free = free_rooms(trial, situation, bookings=known)
        if not free:
            return None
        room = free[0]
    placed = trial._replace(room=room.id if room else None)
    if clashes(find_conflicts(placed, situation, bookings=known)):
        return None
    return Offer(
        trial.span.start,
        trial.span.end,
        room.id if room else None,
        room.name if room else "",
        missed,
        cost_text(missed, situation),
    )


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
