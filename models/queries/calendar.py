"""The calendar's facts: what each shown date is at school, and the interviews on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase, fn

from models.queries import reading
from models.queries.calendar_lanes import NO_VIEW, LaneFact, Sight, lane_facts, seen
from models.queries.cards import Card, cards_between
from models.rules.bells import BellBook
from models.rules.facts import Campaign, DayPlan, Interview
from models.tables import rows


class CalendarFacts(NamedTuple):
    """What the calendar shows from `first` to `last` (local days, both in).

    `waiting` counts requested interviews, which have no time; `students` and `contacts` everybody in the store.
    `lanes` are those that the days are parted into, or the one that alone is shown.
    """

    campaign: Campaign
    first: date
    last: date
    bells: BellBook
    plans: tuple[DayPlan, ...]
    cards: tuple[Card, ...]
    waiting: int
    students: int
    contacts: int
    lanes: tuple[LaneFact, ...] = ()
    sight: Sight = NO_VIEW

    @property
    def zone(self) -> ZoneInfo:
        """The zone people read."""
        return ZoneInfo(self.campaign.zone)


class Waiting(NamedTuple):
    """An interview that has no time yet."""

    interview: Interview
    students: tuple[str, ...]
    contact: str
    employer: str


def calendar_facts(
    db: SqliteDatabase, campaign: Campaign, first: date, last: date, sight: Sight = NO_VIEW
) -> CalendarFacts:
    """The calendar of these days as far as somebody wants to see it; a fixed number of queries."""
    bells = reading.bells(db)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    i = rows.Interview
    requested = i.select(fn.COUNT(i.id)).where((i.state == "requested") & (i.campaign == campaign.id))
    students = rows.Student.select(fn.COUNT(rows.Student.id))
    contacts = rows.Contact.select(fn.COUNT(rows.Contact.id))
    waiting, many, hosts = (reading.fetch(db, query)[0][0] for query in (requested, students, contacts))
    cards = seen(cards_between(db, ZoneInfo(campaign.zone), first, last), sight)
    return CalendarFacts(
        campaign,
        first,
        last,
        bells,
        tuple(bells.plan(day) for day in days),
        cards,
        waiting,
        many,
        hosts,
        lane_facts(db, sight, cards),
        sight,
    )


def waiting_interviews(db: SqliteDatabase, campaign: Campaign) -> tuple[Waiting, ...]:
    """The campaign's requested interviews that have no time, the oldest first; a fixed number of queries."""
    i, m = rows.Interview, rows.InterviewStudent
    wanted = (i.campaign == campaign.id) & (i.state == "requested") & i.start_at.is_null()
    found = reading.interviews(db, wanted)
    members = m.select(m.student).join(i, on=(i.id == m.interview)).where(wanted)
    students = reading.students(db, rows.Student.select(rows.Student.id).where(rows.Student.id.in_(members)))
    asked = i.select(i.contact).where(wanted)
    contacts = reading.contacts(db, rows.Contact.select(rows.Contact.id).where(rows.Contact.id.in_(asked)))
    made = []
    for one in sorted(found.values(), key=lambda it: (it.created_at, it.id)):
        host = contacts.get(one.contact or "")
        names = tuple(students[student].label for student in one.students if student in students)
        made.append(Waiting(one, names, host.name if host else "", host.employer_name if host else ""))
    return tuple(made)


def interview_by_id(db: SqliteDatabase, ident: str) -> Interview | None:
    """One interview as it is now; None when it is gone. Two queries."""
    return reading.interviews(db, rows.Interview.id == ident).get(ident)
