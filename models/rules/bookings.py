"""What stands, found quickly: by student, contact and room, so that no rule compares everything with everything."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from models.rules.facts import Interview
from models.rules.interview import STANDING, needs_room
from models.rules.situation import Situation
from models.rules.span import Span, local_day

_HOUR = timedelta(hours=1)


class Booked(NamedTuple):
    """A standing interview with its time and, for each of its students, the time with the way there and back."""

    span: Span
    away: Span
    interview: Interview


def travel(interview: Interview, situation: Situation) -> timedelta:
    """The way to the workplace, one way; nothing for interviews that are not on site."""
    contact = situation.contacts.get(interview.contact) if interview.contact else None
    if interview.format != "on_site" or contact is None:
        return timedelta(0)
    return timedelta(minutes=contact.travel_minutes)


def away_span(interview: Interview, situation: Situation) -> Span | None:
    """How long the students are taken: the interview, and for one on site the way there and back."""
    span = interview.span
    if span is None:
        return None
    way = travel(interview, situation)
    return Span(span.start - way, span.end + way) if way else span


def booked(interview: Interview, situation: Situation) -> Booked | None:
    """The interview as a booking, or None when it takes nobody's time: no start, or not standing."""
    span = interview.span
    if span is None or interview.state not in STANDING:
        return None
    # Asked of thousands, of which few have a way to go.
    way = travel(interview, situation) if interview.format == "on_site" else None
    return Booked(span, Span(span.start - way, span.end + way) if way else span, interview)


class Bookings:
    """An index of the standing interviews of a situation, each list in order of start.

    `overfull` is where the rule about too many calls notes what it found out about a span.
    """

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.all: dict[str, Booked] = {}
        self.students: dict[str, list[Booked]] = defaultdict(list)
        self.contacts: dict[str, list[Booked]] = defaultdict(list)
        self.rooms: dict[tuple[str, date], list[Booked]] = defaultdict(list)
        self.at_school: dict[date, list[Booked]] = defaultdict(list)
        self._by_hour: dict[datetime, list[Booked]] = defaultdict(list)
        self._during: dict[Span, tuple[Booked, ...]] = {}
        self.overfull: dict[Span, tuple[tuple[Span, int, int], ...]] = {}
        for interview in situation.interviews.values():
            one = booked(interview, situation)
            if one is not None:
                self.all[interview.id] = one
        for one in sorted(self.all.values(), key=_order):
            for those in self._lists_of(one):
                those.append(one)

    def add(self, interview: Interview) -> None:
        """Let one more interview stand, which is not in the situation; or nothing where it takes nobody's time."""
        one = booked(interview, self.situation)
        if one is not None:
            self.all[interview.id] = one
            for those in self._lists_of(one):
                insort(those, one, key=_order)
            self._forget()

    def drop(self, ident: str) -> None:
        """Let an interview stand no longer."""
        one = self.all.pop(ident, None)
        if one is not None:
            for those in self._lists_of(one):
                those.remove(one)
            self._forget()

    def _forget(self) -> None:
        self._during.clear()
        self.overfull.clear()

    def _lists_of(self, one: Booked) -> list[list[Booked]]:
        """Every list in which the booking stands."""
        interview = one.interview
        lists = [self.students[student] for student in dict.fromkeys(interview.students)]
        if interview.contact:
            lists.append(self.contacts[interview.contact])
        hours = _hours_of(one.span)
        day = hours[0].date()
        if interview.room is not None:
            lists.append(self.rooms[interview.room, day])
        if needs_room(interview.format, interview.place):
            lists.append(self.at_school[day])
            lists += [self._by_hour[hour] for hour in hours]
        return lists

    def of_student(self, student: str) -> list[Booked]:
        """What takes the student's time."""
        return self.students.get(student, [])

    def of_contact(self, contact: str) -> list[Booked]:
        """What stands with the contact, recorded viewings too."""
        return self.contacts.get(contact, [])

    def of_room(self, room: str, span: Span) -> Iterator[Booked]:
        """What stands in the room on the days (UTC) of the span and those beside them."""
        for day in _days_around(span):
            yield from self.rooms.get((room, day), ())

    def calls_during(self, span: Span) -> tuple[Booked, ...]:
        """The calls held in quiet rooms that share a moment with the span; looked for once for each span."""
        if span not in self._during:
            near = {one.interview.id: one for hour in _hours_of(span) for one in self._by_hour.get(hour, ())}
            self._during[span] = tuple(one for one in near.values() if one.span.overlaps(span))
        return self._during[span]


def _order(one: Booked) -> tuple[Span, str]:
    return one.span, one.interview.id


@lru_cache(maxsize=1 << 14)
def _hours_of(span: Span) -> tuple[datetime, ...]:
    """The beginnings of the hours (UTC) that the span touches; remembered, since bells make the same ones come again."""
    hour = span.start.replace(minute=0, second=0, microsecond=0)
    hours = [hour]
    while (hour := hour + _HOUR) < span.end:
        hours.append(hour)
    return tuple(hours)


def _days_around(span: Span) -> Iterator[date]:
    """UTC dates whose bookings may reach the span; none lasts longer than a day."""
    day, last = span.start.date() - timedelta(days=1), span.end.date() + timedelta(days=1)
    while day <= last:
        yield day
        day += timedelta(days=1)


def pairs(bookings: Iterable[list[Booked]], gap: timedelta = timedelta(0)) -> Iterator[tuple[Booked, Booked]]:
    """Pairs of each list that share a moment or come closer than `gap`; lists are in order of start.

    The times with the way there and back count, so a caller that means the bare calls checks again.
    """
    for those in bookings:
        ordered = sorted(those, key=lambda one: (one.away, one.interview.id))
        for index, one in enumerate(ordered):
            reach = one.away.end + gap
            for other in ordered[index + 1 :]:
                if other.away.start >= reach:
                    break
                yield one, other


def school_local_day(one: Booked, situation: Situation) -> date:
    """The local date on which the booking starts."""
    return local_day(one.span.start, situation.zone)
