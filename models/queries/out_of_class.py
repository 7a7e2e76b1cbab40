"""Who asks to miss which class: all requests by class teacher, and everybody who is out of class on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries import reading
from models.rules.facts import Absence, Campaign, Contact, Interview, Student
from models.rules.interview import STANDING
from models.rules.span import local_day, local_instant
from models.tables import rows

NO_TEACHER = ""
"""The teacher of classes about which nobody said who teaches them."""


class Request(NamedTuple):
    """One period that one student would miss, the interview for which, and with whom and where that is."""

    absence: Absence
    interview: Interview
    student: Student
    contact: Contact | None
    room: str

    @property
    def teacher(self) -> str:
        """The class teacher's staff id, NO_TEACHER where nobody is known."""
        return self.absence.teacher or NO_TEACHER


def requests(
    db: SqliteDatabase,
    campaign: Campaign,
    now: datetime,
    *,
    day: date | None = None,
    since: date | None = None,
) -> tuple[Request, ...]:
    """Every absence that needs permission, of interviews that stand: those of a local date, else of today and later,
    or of the days from `since` on.

    In order of date, period and student; a fixed number of queries.
    """
    zone, i = ZoneInfo(campaign.zone), rows.Interview
    first = day or since or local_day(now, zone)
    chosen = i.start_at >= local_instant(first, 0, zone)
    if day:
        chosen &= i.start_at < local_instant(first, 1440, zone)
    found = reading.interviews(db, chosen & i.state.in_(sorted(STANDING)))
    absences = [
        one for each in reading.absences(db, found).values() for one in each if one.state != "not_needed"
    ]
    students = reading.students(db, {one.student for one in absences})
    contacts = reading.contacts(db, {one.contact for one in found.values() if one.contact})
    rooms = {ident: one.name for ident, one in reading.rooms(db).items()}
    made = [
        Request(
            one,
            found[one.interview],
            students[one.student],
            contacts.get(found[one.interview].contact or ""),
            rooms.get(found[one.interview].room or "", ""),
        )
        for one in absences
        if one.student in students
    ]
    return tuple(sorted(made, key=_place))


def _place(one: Request) -> tuple[date, str, str, str]:
    return one.absence.day, one.absence.period, one.student.family.casefold(), one.absence.id


def of_teacher(found: Iterable[Request], teacher: str) -> tuple[Request, ...]:
    """The requests for classes of one teacher."""
    return tuple(one for one in found if one.teacher == teacher)


def attendance(db: SqliteDatabase, campaign: Campaign, now: datetime, day: date) -> tuple[Request, ...]:
    """The day's list for the attendance office: who is out of which class, by student and then period."""
    found = requests(db, campaign, now, day=day)
    return tuple(
        sorted(
            found,
            key=lambda one: (one.student.family.casefold(), one.student.given.casefold(), one.absence.period),
        )
    )
