"""What every start of a day would cost: asked for hundreds of times at once, before a person chooses one.

The rules that judge one booking stay the only ones that say whether it clashes; here the same facts are put side by
side for a whole day, so that the ten best times and the cost of each free minute are there at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from models.rules.alternatives import EARLIEST, LATEST, fitting_rooms
from models.rules.bookings import Booked, Bookings, school_local_day, travel
from models.rules.facts import Contact, Interview, Room
from models.rules.free_starts import outside
from models.rules.hours import open_spans, staff_duty_spans
from models.rules.interview import needs_room
from models.rules.missing_at import MissedHere, MissingAt
from models.rules.span import Span, local_span, merge

STEP = 5
"""Minutes between two starts."""
_STEP, _NO_GAP = timedelta(minutes=STEP), timedelta(0)
_LONGEST = timedelta(minutes=480)


class StartCost(NamedTuple):
    """One start (UTC). `clash` is the kind of what forbids it, "" where nothing does; `missed` what students miss.

    `rooms` counts the rooms that fit and are free, `adults` those on duty for the whole call; both None where no room
    is wanted. `calls` run at the busiest moment of it, `watched` as many as the adults may watch. `offered` is None
    where the contact stated no hours. `close`: nearer to another call of the contact than they asked for.
    """

    start: datetime
    clash: str
    missed: MissedHere
    rooms: int | None
    adults: int | None
    calls: int
    offered: bool | None
    close: bool
    again: bool
    comes: int

    @property
    def free(self) -> bool:
        """Whether nothing forbids it, a room included where one is wanted."""
        return not self.clash and self.rooms != 0


class DayStarts:
    """The starts of one local day for a wish. `bookings` is an index of everything that stands near it."""

    def __init__(self, wish: Interview, day: date, bookings: Bookings, now: datetime) -> None:
        self.wish, self.day, self.bookings, self.now = wish, day, bookings, now
        self.situation = bookings.situation
        self.zone = self.situation.zone
        self.offered = local_span(day, EARLIEST, LATEST, self.zone)
        self.length = timedelta(minutes=wish.minutes)
        self.count = max(0, (self.offered.minutes - wish.minutes) // STEP + 1)
        self.way = travel(wish, self.situation)
        found = self.situation.contacts.get(wish.contact or "")
        self.contact: Contact | None = found if wish.format != "recorded" else None
        # No interview lasts longer than eight hours.
        days = {self.offered.start.date(), self.offered.end.date(), (self.offered.start - _LONGEST).date()}
        self._utc_days = sorted(days)
        self.at_school = needs_room(wish.format, wish.place)

    def costs(self, missing: MissingAt) -> tuple[StartCost, ...]:
        """The cost of every start, in order; `missing` knows what the students miss."""
        clash = self._clashes()
        rooms = self._rooms() if self.at_school else None
        adults = self._adults() if self.at_school else None
        calls = self._calls() if self.at_school else [0] * self.count
        offered, close = self._offered(), self._close()
        again, comes = self._again(), self._comes()
        costs = []
        for n in range(self.count):
            start = self.offered.start + n * _STEP
            missed = missing.at(Span(start - self.way, start + self.length + self.way))
            why = clash[n] or ("never" if missed.never else "")
            room, adult = rooms[n] if rooms is not None else None, adults[n] if adults is not None else None
            at = offered[n] if offered is not None else None
            costs.append(StartCost(start, why, missed, room, adult, calls[n], at, close[n], again, comes))
        return tuple(costs)

    # What forbids a start

    def _clashes(self) -> list[str]:
        campaign = self.situation.campaign
        if not campaign.first_day <= self.day <= campaign.last_day:
            return ["window"] * self.count
        if self.at_school and not self.situation.bells.is_school_day(self.day):
            return ["closed"] * self.count
        if self._full_day():
            return ["contact_day"] * self.count
        students = self._around(self._students(), self.way)
        contact = self._around(self._contact())
        # Who is to be there on time must set out before.
        past = (self.now + self.way - self.offered.start) / _STEP
        return [
            "past" if n < past else "student" if students[n] else "contact" if contact[n] else ""
            for n in range(self.count)
        ]

    def _students(self) -> Iterator[Span]:
        for student in dict.fromkeys(self.wish.students):
            for one in self.bookings.of_student(student):
                if one.interview.id != self.wish.id:
                    yield one.away

    def _contact(self) -> list[Span]:
        mine = self._of_contact() if self.contact is not None else []
        return [one.span for one in mine if one.interview.format != "recorded"]

    def _of_contact(self) -> list[Booked]:
        mine = self.bookings.of_contact(self.wish.contact or "")
        return [one for one in mine if one.interview.id != self.wish.id]

    def _full_day(self) -> bool:
        contact = self.contact
        return contact is not None and contact.per_day is not None and self._comes() >= contact.per_day

    # What a start costs

    def _rooms(self) -> list[int]:
        free = [0] * self.count
        for room in fitting_rooms(self.wish, self.situation):
            free = [many + (not shut) for many, shut in zip(free, self._shut(room), strict=True)]
        return free

    def _shut(self, room: Room) -> list[int]:
        """By start, how many things keep it out of the room."""
        gap = timedelta(minutes=max(0, room.changeover_minutes))
        steps = [0] * (self.count + 1)
        if room.hours:
            self._mark(steps, outside(open_spans(room.hours, self.day, self.zone), self.length))
        self._mark(steps, [block.span for block in room.blocks], self.length)
        standing = (self.bookings.rooms.get((room.id, day), ()) for day in self._utc_days)
        taken = [one.span for those in standing for one in those if one.interview.id != self.wish.id]
        self._mark(steps, taken, self.length + gap, gap)
        return list(accumulate(steps))[:-1]

    def _adults(self) -> list[int]:
        many = [0] * self.count
        for adult in self.situation.staff.values():
            if adult.duty:
                away = self._within(outside(staff_duty_spans(adult, self.day, self.zone), self.length))
                for n, gone in enumerate(away):
                    many[n] += not gone
        return many

    def _calls(self) -> list[int]:
        """How many calls run beside it at its busiest five minutes."""
        near = self.bookings.calls_during(self.offered)
        steps = [0] * (self.count + ceil(self.wish.minutes / STEP) + 1)
        self._mark(steps, [one.span for one in near if one.interview.id != self.wish.id], _STEP)
        running = list(accumulate(steps))[:-1]
        width = max(1, ceil(self.wish.minutes / STEP))
        return [max(running[n : n + width], default=0) for n in range(self.count)]

    def _offered(self) -> list[bool] | None:
        if self.contact is None or not self.contact.availability:
            return None
        return [not taken for taken in self._within(outside(merge(self.contact.availability), self.length))]

    def _close(self) -> list[bool]:
        gap = timedelta(minutes=max(0, self.contact.gap_minutes)) if self.contact else timedelta(0)
        return [bool(near) for near in self._around(self._contact(), gap)]

    def _again(self) -> bool:
        """Whether one of the students has another interview on the day."""
        return any(
            one.interview.id != self.wish.id and school_local_day(one, self.situation) == self.day
            for student in self.wish.students
            for one in self.bookings.of_student(student)
        )

    def _comes(self) -> int:
        """How many interviews the contact has on the day."""
        if self.contact is None:
            return 0
        return sum(school_local_day(one, self.situation) == self.day for one in self._of_contact())

    def _around(self, taken: Iterable[Span], gap: timedelta = _NO_GAP) -> list[int]:
        """By start, how many of these it would touch, or come nearer to than the gap."""
        steps = [0] * (self.count + 1)
        self._mark(steps, taken, self.length + gap, gap)
        return list(accumulate(steps))[:-1]

    def _within(self, forbidden: Iterable[Span]) -> list[int]:
        """By start, how many of these hold it; their ends are not part of them."""
        steps = [0] * (self.count + 1)
        self._mark(steps, forbidden)
        return list(accumulate(steps))[:-1]

    def _mark(
        self, steps: list[int], spans: Iterable[Span], before: timedelta = _NO_GAP, after: timedelta = _NO_GAP
    ) -> None:
        """One more from the first start later than `before` a span, one less from the first that is not earlier than
        `after` it. `steps` holds one number more than there are starts; this runs for thousands of spans.
        """
        early, late = self.offered.start + before, self.offered.start - after
        most = len(steps) - 1
        for start, end in spans:
            first, last = (start - early) // _STEP + 1, -((late - end) // _STEP)
            if first < last and first < most and last > 0:
                steps[first if first > 0 else 0] += 1
                steps[last if last < most else most] -= 1


def day_costs(
    wish: Interview, days: Sequence[date], bookings: Bookings, now: datetime
) -> dict[date, tuple[StartCost, ...]]:
    """The cost of every start of these days for the wish."""
    situation = bookings.situation
    return {
        day: DayStarts(wish, day, bookings, now).costs(MissingAt(wish.students, day, situation))
        for day in days
    }
