"""Free times and rooms near a wish, so that a refusal never leaves a person without a next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.errors import Alternative
from models.rules.bells import missed_periods
from models.rules.bookings import Bookings, school_local_day, travel
from models.rules.clash_rules import room_refusals
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Contact, Interview, Room
from models.rules.free_starts import FreeStarts, around, outside
from models.rules.hours import open_spans
from models.rules.interview import STANDING, equipment_for, needs_room
from models.rules.school_hours import session
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_span, merge

EARLIEST, LATEST = 7 * 60, 18 * 60
"""Wall minutes between which a call is offered; nobody is phoned at night because a room is free then."""


def room_free(room: Room, interview: Interview, span: Span, bookings: Bookings) -> bool:
    """Whether the room could hold the interview at that time: open, fit for it, and not taken."""
    gap = timedelta(minutes=max(0, room.changeover_minutes))
    taken = any(
        other.interview.id != interview.id and other.span.overlaps(span, gap)
        for other in bookings.of_room(room.id, span)
    )
    return not taken and not any(room_refusals(room, interview, span, bookings.situation))


def free_rooms(candidate: Interview, situation: Situation, *, bookings: Bookings | None = None) -> list[Room]:
    """The rooms that could hold the interview at its time, best fit first; none while it has no time."""
    return list(rooms_free(candidate, bookings or Bookings(situation)))


def rooms_free(candidate: Interview, bookings: Bookings) -> Iterator[Room]:
    """The same rooms one by one, for a caller that takes the first."""
    span = candidate.span
    if span is not None:
        fitting = fitting_rooms(candidate, bookings.situation)
        yield from (room for room in fitting if room_free(room, candidate, span, bookings))


def free_alternatives(
    candidate: Interview,
    situation: Situation,
    *,
    now: datetime,
    wanted: int = 3,
    step_minutes: int = 5,
    bookings: Bookings | None = None,
) -> tuple[Alternative, ...]:
    """The nearest times, with a room where one is needed, at which the interview clashes with nothing.

    Same day first, then the other days of the window by nearness, each by nearness to the wished time of day.
    Times inside the contact's stated hours and apart from their other calls go before any others. Only
    what is noted of an earlier day may lie in the past. `bookings` is an index of the situation, for callers that ask often.
    """
    search = _Search(candidate, situation, now, timedelta(minutes=max(1, step_minutes)), bookings)
    found: dict[datetime, Alternative] = {}
    for courteous in (True, False):
        for one in search.run(courteous):
            found.setdefault(one.start, one)
            if len(found) >= wanted:
                return tuple(found.values())
        if search.hopeless or not search.has_wishes:
            break
    return tuple(found.values())


def fitting_rooms(candidate: Interview, situation: Situation) -> list[Room]:
    """Rooms large enough and equipped, the smallest and plainest first, those of the student's school ahead."""
    many, need = len(candidate.students), equipment_for(candidate.format)
    known = [situation.students.get(one) for one in candidate.students]
    schools = {one.school for one in known if one is not None and one.school}
    fitting = [
        room
        for room in situation.rooms.values()
        if room.capacity >= many and (not need or need in room.equipment)
    ]
    return sorted(
        fitting,
        key=lambda room: (
            bool(schools and room.school and room.school not in schools),
            room.capacity,
            len(set(room.equipment) - {need}),
            room.name,
            room.id,
        ),
    )


class _Day(NamedTuple):
    """One local date of the window: the hours offered, and the hours of school."""

    day: date
    offered: Span
    school: Span


class _Search:
    """One search; what holds for a whole day or a room is worked out once."""

    def __init__(
        self,
        wish: Interview,
        situation: Situation,
        now: datetime,
        step: timedelta,
        bookings: Bookings | None = None,
    ) -> None:
        state = wish.state if wish.state in STANDING else "scheduled"
        self.trial = wish._replace(state=state)
        self.situation, self.zone, self.step = situation, situation.zone, step
        self.bookings = bookings or Bookings(situation)
        self.base = wish.start or now
        today = local_day(now, situation.zone) == local_day(self.base, situation.zone)
        self.earliest = now if self.base >= now or today else None
        span = wish.span
        self.length = span.end - span.start if span else timedelta(minutes=wish.minutes)
        self.way = travel(wish, situation)
        self.contact: Contact | None = situation.contacts.get(wish.contact) if wish.contact else None
        self.needs_room = needs_room(wish.format, wish.place) and bool(situation.rooms)
        self.rooms = self._rooms_in_order(wish)
        self.room_starts: dict[tuple[str, date], FreeStarts] = {}
        self.hopeless = False

    @property
    def has_wishes(self) -> bool:
        """Whether the contact stated anything that a second look could leave aside."""
        return self.contact is not None and bool(self.contact.availability or self.contact.gap_minutes)

    def run(self, courteous: bool) -> Iterator[Alternative]:
        """Free times, nearest first; `courteous` keeps to the contact's stated hours and pauses."""
        for day in self._days():
            people = self._people(day, courteous)
            if people is None:
                continue
            for start in self._starts(day):
                if people.free(start):
                    yield from self._offer(day, start)
                if self.hopeless:
                    return

    def _rooms_in_order(self, wish: Interview) -> list[Room]:
        rooms = fitting_rooms(wish, self.situation)
        return sorted(rooms, key=lambda room: room.id != wish.room)

    def _days(self) -> Iterator[_Day]:
        campaign, wished = self.situation.campaign, local_day(self.base, self.zone)
        count = (campaign.last_day - campaign.first_day).days + 1
        days = [campaign.first_day + timedelta(days=n) for n in range(count)]
        for day in sorted(days, key=lambda one: (abs((one - wished).days), one < wished)):
            offered = local_span(day, EARLIEST, LATEST, self.zone)
            past = self.earliest is not None and offered.end <= self.earliest
            if not past and self.situation.bells.is_school_day(day):
                yield _Day(day, offered, self._school(day, offered))

    def _school(self, day: date, offered: Span) -> Span:
        rows = [span for _row, span in self.situation.bells.period_spans(day, self.zone)]
        if not rows:
            return offered
        whole = Span(min(one.start for one in rows), max(one.end for one in rows))
        return whole.shared(offered) or offered

    def _starts(self, day: _Day) -> list[datetime]:
        """Every start of the day in steps, the nearest to the wished time of day first."""
        starts, at = [], day.offered.start
        while at + self.length <= day.offered.end:
            starts.append(at)
            at += self.step
        wished_day = local_day(self.base, self.zone)
        wished = self.base + (day.offered.start - local_span(wished_day, EARLIEST, LATEST, self.zone).start)
        if day.day == wished_day and wished not in starts:
            starts += [wished] if day.offered.contains(Span(wished, wished + self.length)) else []
        if self.earliest is not None:
            starts = [start for start in starts if start >= self.earliest]
        return sorted(starts, key=lambda start: (abs(start - wished), start))

    def _people(self, day: _Day, courteous: bool) -> FreeStarts | None:
        """When the students and the contact could begin; None when the contact is full that day."""
        taken = [
            around(one.away, self.length, self.way)
            for student in self.trial.students
            for one in self.bookings.of_student(student)
            if one.interview.id != self.trial.id
        ]
        taken += [around(span, self.length, self.way) for span in self._never(day)]
        if self.contact is not None:
            if self._full_on(day.day):
                return None
            taken += self._contact_taken(self.contact, courteous)
        return FreeStarts(taken)

    def _full_on(self, day: date) -> bool:
        contact = self.contact
        if contact is None or contact.per_day is None:
            return False
        those = [
            one
            for one in self.bookings.of_contact(contact.id)
            if one.interview.id != self.trial.id and school_local_day(one, self.situation) == day
        ]
        return len(those) >= contact.per_day

    def _contact_taken(self, contact: Contact, courteous: bool) -> Iterable[Span]:
        if self.trial.format == "recorded":
            return []
        gap = timedelta(minutes=max(0, contact.gap_minutes)) if courteous else timedelta(0)
        taken = [
            around(one.span, self.length, gap)
            for one in self.bookings.of_contact(contact.id)
            if one.interview.id != self.trial.id and one.interview.format != "recorded"
        ]
        if courteous and contact.availability:
            taken += outside(merge(contact.availability), self.length)
        return taken

    def _never(self, day: _Day) -> list[Span]:
        """The periods of the date that one of the students may not miss."""
        never: set[str] = set()
        for ident in self.trial.students:
            student = self.situation.students.get(ident)
            known = [self.situation.classes.get(one) for one in student.classes] if student else []
            strict = [one for one in known if one and (one.kind == "never" or day.day in one.never_on)]
            if strict:
                whole = local_span(day.day, 0, 24 * 60, self.zone)
                missed = missed_periods(self.situation.bells, ident, strict, whole, self.zone)
                never.update(one.period for one in missed if one.kind == "never")
        rows = self.situation.bells.period_spans(day.day, self.zone) if never else []
        return [span for row, span in rows if row.kind == "period" and row.name in never]

    def _offer(self, day: _Day, start: datetime) -> Iterator[Alternative]:
        """The start with the first room that is free then, if it clashes with nothing."""
        room = next((one for one in self.rooms if self._room(one, day).free(start)), None)
        if self.needs_room and room is None:
            return
        chosen = room if self.needs_room else None
        end, ident = start + self.length, chosen.id if chosen else None
        if (start, ident) == (self.trial.start, self.trial.room):
            return
        moved = self.trial._replace(start=start, end=end, room=ident)
        found = clashes(find_conflicts(moved, self.situation, bookings=self.bookings))
        self.hopeless = any(one.kind == "contact_full" for one in found)
        if not found:
            yield Alternative(start, end, ident, chosen.name if chosen else "")

    def _room(self, room: Room, day: _Day) -> FreeStarts:
        key = room.id, day.day
        if key not in self.room_starts:
            hours = open_spans(room.hours, day.day, self.zone) if room.hours else [day.school]
            gap = timedelta(minutes=max(0, room.changeover_minutes))
            # Whatever its hours say, nobody is there once a short day is over.
            there = local_span(day.day, *session(self.situation.bells, day.day), self.zone)
            hours = [open_ for each in hours if (open_ := each.shared(there))]
            taken = outside(hours, self.length)
            taken += [around(one.span, self.length) for one in room.blocks]
            taken += [
                around(one.span, self.length, gap)
                for one in self.bookings.of_room(room.id, day.offered)
                if one.interview.id != self.trial.id
            ]
            self.room_starts[key] = FreeStarts(taken)
        return self.room_starts[key]
