"""Interviews as the calendar and the rooms draw them: little of each, and a fixed number of queries for thousands."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.rules.absences import worst
from models.rules.interview import needs_room
from models.rules.naming import listing
from models.rules.span import local_span
from models.tables import rows
from models.tables.fields import from_micros

DAY_END = 24 * 60
"""The wall minute after the last of a day."""


_TICK = timedelta(microseconds=1)


class Card(NamedTuple):
    """One interview with a time. `start` and `end` are wall minutes of its local `day`; `begins`, `ends` are UTC.

    `students` and `contact` are names in words. `absence` is the worst state of its absences written down, `missed`
    the classes of these; `travel` is the way to the workplace, one way, in minutes, 0 where nobody goes there.
    """

    id: str
    day: date
    start: int
    end: int
    begins: datetime
    ends: datetime
    state: str
    format: str
    place: str
    room_id: str
    room: str
    contact: str
    employer: str
    students: tuple[str, ...]
    absence: str
    student_ids: tuple[str, ...] = ()
    contact_id: str = ""
    missed: tuple[str, ...] = ()
    travel: int = 0
    guardian_told: bool = True

    @property
    def away(self) -> tuple[int, int]:
        """The wall minutes for which the students are taken, the way there and back included."""
        return max(0, self.start - self.travel), min(DAY_END, self.end + self.travel)

    @property
    def who(self) -> str:
        """The students' names."""
        return listing(list(self.students), 2)

    @property
    def lacks_room(self) -> bool:
        """Whether it wants a quiet room and has none."""
        return not self.room_id and needs_room(self.format, self.place)

    @property
    def lacks_guardian(self) -> bool:
        """Whether it is held from home and nobody told the guardian."""
        return self.place == "home" and not self.guardian_told


def cards_between(db: SqliteDatabase, zone: ZoneInfo, first: date, last: date) -> tuple[Card, ...]:
    """Every interview that starts on these local days (both in), in any state, by start; three queries."""
    i, c, e, r = rows.Interview, rows.Contact, rows.Employer, rows.Room
    then = i.start_at.between(
        local_span(first, 0, 0, zone).start, local_span(last, 0, DAY_END, zone).end - _TICK
    )
    query = (
        i.select(
            i.id, i.start_at, i.end_at, i.state, i.format, i.place, i.room, r.name, c.name, e.name,
            i.contact, c.travel_minutes, i.guardian_told,
        )
        .left_outer_join(c, on=(c.id == i.contact))
        .left_outer_join(e, on=(e.id == c.employer))
        .left_outer_join(r, on=(r.id == i.room))
        .where(then)
        .order_by(i.start_at, i.id)
    )  # fmt: skip
    students = _students(db, then)
    absences = _absences(db, then)
    when = cache(lambda begins, ends: _when(begins, ends, zone))
    return tuple(
        Card(
            ident, *when(begins, ends), state, format_, place, room or "", room_name or "", contact or "",
            employer or "", students.get(ident, _NOBODY)[0], absences.get(ident, _NONE)[0],
            students.get(ident, _NOBODY)[1], host or "", absences.get(ident, _NONE)[1],
            (way or 0) if format_ == "on_site" else 0, bool(told),
        )
        for (
            ident, begins, ends, state, format_, place, room, room_name, contact, employer, host, way, told
        ) in _raw(db, query)
    )  # fmt: skip


_NOBODY: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
_NONE: tuple[str, tuple[str, ...]] = ("not_needed", ())


def _raw(db: SqliteDatabase, query: Any) -> list[tuple[Any, ...]]:
    """The rows as the database holds them: turning each value into a fact would take most of a page's time."""
    return list(db.execute_sql(*query.bind(db).sql()).fetchall())


def _when(begins: int, ends: int, zone: ZoneInfo) -> tuple[date, int, int, datetime, datetime]:
    span = from_micros(begins), from_micros(ends)
    return (*wall_of(*span, zone), *span)


def wall_of(begins: datetime, ends: datetime, zone: ZoneInfo) -> tuple[date, int, int]:
    """The local date of a time and its wall minutes there; past midnight it is cut at the day's end.

    Where the clock is set back in between, the end is as many minutes after the start as it takes.
    """
    there, until = begins.astimezone(zone), ends.astimezone(zone)
    day, start = there.date(), there.hour * 60 + there.minute
    if until.date() != day:
        return day, start, DAY_END
    end = until.hour * 60 + until.minute
    if end <= start:
        end = start + max(1, int((ends - begins).total_seconds() // 60))
    return day, start, min(end, DAY_END)


def _students(db: SqliteDatabase, then: Any) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By interview, the students' names and their ids."""
    i, m, s = rows.Interview, rows.InterviewStudent, rows.Student
    query = (
        m.select(m.interview, s.id, s.given, s.preferred, s.family)
        .join(i, on=(i.id == m.interview))
        .join(s, on=(s.id == m.student))
        .where(then)
        .order_by(m.position)
    )
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for interview, ident, given, preferred, family in _raw(db, query):
        name = f"{preferred or given} {family}".strip()
        names, idents = found.get(interview, _NOBODY)
        found[interview] = (*names, name), (*idents, ident)
    return found


def _absences(db: SqliteDatabase, then: Any) -> dict[str, tuple[str, tuple[str, ...]]]:
    """By interview, the worst state and the classes missed."""
    i, a = rows.Interview, rows.Absence
    query = a.select(a.interview, a.state, a.class_id).join(i, on=(i.id == a.interview)).where(then)
    states: dict[str, list[str]] = defaultdict(list)
    classes: dict[str, dict[str, None]] = defaultdict(dict)
    for interview, state, one in _raw(db, query.order_by(a.period)):
        states[interview].append(state)
        if one:
            classes[interview][one] = None
    return {ident: (worst(each), tuple(classes.get(ident, ()))) for ident, each in states.items()}
