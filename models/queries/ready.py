"""One day's interviews with all that each needs, what is done of it and what is open: the page of the day before."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries import reading
from models.queries.fetching import prepared_by
from models.queries.journal import newest_entry
from models.queries.preparing import preparations, question_lists
from models.queries.situation import situation_for
from models.queries.telling import Again, notes_told, to_tell_again
from models.rules.bells import BellBook
from models.rules.facts import Campaign, Interview, SchoolClass
from models.rules.missed import absence_state
from models.rules.naming import contact_label, students_label
from models.rules.ready_items import Item, ReadyFacts, open_items, ready_items
from models.rules.situation import Situation
from models.rules.span import local_day
from models.tables import day_rows

AHEAD_MOST = 60
"""Days that are looked through for the next school day."""
_SHOWN = frozenset(
    {
        "scheduled",
        "confirmed",
        "checked_in",
        "in_progress",
        "completed",
        "student_absent",
        "interviewee_absent",
    }
)


class ReadyRow(NamedTuple):
    """One interview of the day: who with whom, all items and those still open, the students' classes."""

    interview: Interview
    student: str
    contact: str
    employer: str
    items: tuple[Item, ...]
    missing: tuple[Item, ...]
    classes: tuple[SchoolClass, ...]
    teachers: tuple[str, ...]
    absence: str

    @property
    def id(self) -> str:
        """The interview's id."""
        return self.interview.id


class ReadyDay(NamedTuple):
    """A day's interviews, the least ready first; how many lack what; who must be told again, on any day.

    `closed` says why there is no school that day, "" where there is; `entry` is the journal's newest one then.
    """

    day: date
    closed: str
    rows: tuple[ReadyRow, ...]
    counts: dict[str, int]
    again: tuple[Again, ...]
    situation: Situation
    entry: int = 0

    @property
    def ready(self) -> int:
        """How many interviews lack nothing."""
        return sum(not row.missing for row in self.rows)


def next_school_day(book: BellBook, day: date, step: int = 1) -> date:
    """The nearest open day after (or with step -1 before) `day`; the next date where none is open for long."""
    for number in range(1, AHEAD_MOST):
        found = day + timedelta(days=step * number)
        if book.is_school_day(found):
            return found
    return day + timedelta(days=step)


def day_beside(db: SqliteDatabase, day: date, step: int = 1) -> date:
    """The next or the previous school day by the store's bells."""
    return next_school_day(reading.bells(db), day, step)


def ready_facts(db: SqliteDatabase, situation: Situation) -> ReadyFacts:
    """What is known besides the situation; four queries."""
    interviews = list(situation.interviews)
    students = list({each for one in situation.interviews.values() for each in one.students})
    lists = question_lists(db, students)
    return ReadyFacts(
        preparations(db, students),
        {student: len(each) for student, each in lists.items()},
        notes_told(db, interviews),
        dict(_at_hand.ask(db, interviews)),
    )


def ready_day(db: SqliteDatabase, campaign: Campaign, day: date | None, now: datetime) -> ReadyDay:
    """The interviews of a local date, of the next school day unless said; a fixed number of queries."""
    zone = ZoneInfo(campaign.zone)
    chosen = day or next_school_day(reading.bells(db), local_day(now, zone))
    situation = situation_for(db, campaign, chosen, chosen)
    facts = ready_facts(db, situation)
    found = [
        _row(one, situation, facts)
        for one in situation.interviews.values()
        if one.start is not None and one.state in _SHOWN and local_day(one.start, zone) == chosen
    ]
    found.sort(key=lambda row: (-len(row.missing), row.interview.start or now, row.id))
    counts = Counter(item.code for row in found for item in row.missing)
    plan = situation.bells.plan(chosen)
    return ReadyDay(
        chosen,
        plan.closed,
        tuple(found),
        dict(counts),
        to_tell_again(db, campaign, now),
        situation,
        newest_entry(db),
    )


def _row(one: Interview, situation: Situation, facts: ReadyFacts) -> ReadyRow:
    items = ready_items(one, situation, facts)
    contact = situation.contacts.get(one.contact or "")
    known = [situation.students[each] for each in one.students if each in situation.students]
    classes = {
        each: situation.classes[each]
        for student in known
        for each in student.classes
        if each in situation.classes
    }
    teachers = {each.teacher: None for each in classes.values() if each.teacher}
    return ReadyRow(
        one,
        students_label(one, situation),
        contact_label(one.contact, situation),
        contact.employer_name if contact else "",
        items,
        open_items(items),
        tuple(classes.values()),
        tuple(situation.staff[each].name for each in teachers if each in situation.staff),
        absence_state(one, situation),
    )


@prepared_by(day_rows.AtHand.interview)
def _at_hand() -> Any:
    h = day_rows.AtHand
    return h.select(h.interview, h.actor).where(h.what == "writing")
