"""Counting what students owe and have, and what room contacts have left: a fixed number of grouped queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from json import dumps
from typing import Any, NamedTuple

from peewee import Case, SqliteDatabase, fn

from models.queries.fetching import Prepared, fetch
from models.rules.interview import AHEAD, STANDING
from models.tables.rows import Absence, Claim, Contact, Interview, InterviewStudent
from models.tables.sqlite import each_of


class StudentCounts(NamedTuple):
    """A student's interviews in one campaign. `booked` stand and are not over; `done` are completed.

    `without_room`, `unconfirmed` and `open_absences` are about booked ones. `next_start` is the next booked.
    """

    booked: int = 0
    done: int = 0
    requested: int = 0
    without_room: int = 0
    unconfirmed: int = 0
    open_absences: int = 0
    next_start: datetime | None = None


def student_counts(
    db: SqliteDatabase, campaign: str, students: Iterable[str] | None = None
) -> dict[str, StudentCounts]:
    """Counts by student id, of all or of some; students without any interview are left out. Two queries."""
    if students is None:
        counted, absences = _counted.ask(db, campaign), _open_absences.ask(db, campaign)
    else:
        ids = dumps(list(students))
        counted, absences = _counted_of.ask(db, campaign, ids), _open_absences_of.ask(db, campaign, ids)
    absent: dict[str, int] = {student: count for student, count in absences}
    return {
        student: StudentCounts(
            booked, done, requested, without_room, unconfirmed, absent.get(student, 0), next_start
        )
        for student, booked, done, requested, without_room, unconfirmed, next_start in counted
    }


def _counting(which: Any) -> Any:
    i, m = Interview, InterviewStudent
    ahead = i.state.in_(sorted(AHEAD))
    lacks_room = ahead & (i.place == "room") & i.room.is_null() & (i.format != "on_site")
    return (
        m.select(
            m.student,
            fn.SUM(Case(None, [(ahead, 1)], 0)),
            fn.SUM(Case(None, [(i.state == "completed", 1)], 0)),
            fn.SUM(Case(None, [(i.state == "requested", 1)], 0)),
            fn.SUM(Case(None, [(lacks_room, 1)], 0)),
            fn.SUM(Case(None, [(i.state == "scheduled", 1)], 0)),
            fn.MIN(Case(None, [(ahead, i.start_at)])).converter(i.start_at.python_value),
        )
        .join(i, on=(i.id == m.interview))
        .where(which)
        .group_by(m.student)
    )


def _counting_absences(which: Any) -> Any:
    a, i = Absence, Interview
    return (
        a.select(a.student, fn.COUNT(a.id))
        .join(i, on=(i.id == a.interview))
        .where(which & i.state.in_(sorted(AHEAD)) & a.state.in_(["to_request", "requested", "denied"]))
        .group_by(a.student)
    )


def _in(campaign: Any) -> Any:
    # Not by the campaign's index: SQLite takes all of a campaign for fewer than a student's few.
    return fn.COALESCE(Interview.campaign, "") == campaign


_counted = Prepared(lambda campaign: _counting(Interview.campaign == campaign))
_counted_of = Prepared(
    lambda campaign, students: _counting(_in(campaign) & InterviewStudent.student.in_(each_of(students)))
)
_open_absences = Prepared(lambda campaign: _counting_absences(_in(campaign)))
_open_absences_of = Prepared(
    lambda campaign, students: _counting_absences(_in(campaign) & Absence.student.in_(each_of(students)))
)


def room_left(db: SqliteDatabase, campaign: str, now: datetime) -> dict[str, int | None]:
    """How many more interviews each contact takes in the campaign, None for no limit; three queries.

    What stands, is completed or is claimed uses room up; a call that nobody answered does not. Never negative.
    """
    c, i, k = Contact, Interview, Claim
    standing = (
        i.select(i.contact, fn.COUNT(i.id))
        .where((i.campaign == campaign) & i.state.in_(sorted(STANDING)))
        .group_by(i.contact)
    )
    used: dict[str, int] = dict(fetch(db, standing))
    for contact, _ in set(fetch(db, k.select(k.contact, k.student).where(k.until_at > now))):
        used[contact] = used.get(contact, 0) + 1
    for contact, _ in _claimed_and_booked(db, campaign, now):
        used[contact] -= 1
    return {
        contact: None if limit is None else max(0, limit - used.get(contact, 0))
        for contact, limit in fetch(db, c.select(c.id, c.limit_))
    }


def _claimed_and_booked(db: SqliteDatabase, campaign: str, now: datetime) -> set[tuple[str, str]]:
    """(contact, student) whose claim has become a booking: it counts once."""
    i, m, k = Interview, InterviewStudent, Claim
    query = (
        k.select(k.contact, k.student)
        .join(m, on=(m.student == k.student))
        .join(i, on=((i.id == m.interview) & (i.contact == k.contact)))
        .where((k.until_at > now) & (i.campaign == campaign) & i.state.in_(sorted(STANDING)))
    )
    return set(fetch(db, query))
