"""Rows to facts: the loaders that every read is made of, each a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries.fetching import Prepared, fetch, prepared_by
from models.queries.school import bells, classes, rooms, staff
from models.rules import facts
from models.rules.span import Span, local_day
from models.tables import rows


@Prepared
def _campaigns() -> Any:
    c = rows.Campaign
    return c.select(
        c.id, c.name, c.school, c.organizer, c.first_day, c.last_day, c.zone, c.per_student, c.minutes,
        c.calls_per_adult,
    ).order_by(c.first_day, c.created_at)  # fmt: skip


def campaigns(db: SqliteDatabase) -> list[facts.Campaign]:
    """Every campaign, the earliest window first."""
    return [facts.Campaign._make(row) for row in _campaigns.ask(db)]


def current_campaign(db: SqliteDatabase, now: datetime) -> facts.Campaign | None:
    """The campaign whose window holds today; else the next one; else the last one; None in an empty store.

    Today is what the calendar on the campaign's own wall says.
    """
    every = [(campaign, local_day(now, ZoneInfo(campaign.zone))) for campaign in campaigns(db)]
    for campaign, today in every:
        if campaign.first_day <= today <= campaign.last_day:
            return campaign
    coming = [campaign for campaign, today in every if campaign.first_day > today]
    return coming[0] if coming else (every[-1][0] if every else None)


# In the order of an index that holds both: within a student it is the order of the ids.
@prepared_by(rows.Enrolment.student)
def _enrolments() -> Any:
    e = rows.Enrolment
    return e.select(e.student, e.class_id).order_by(e.student, e.class_id)


@prepared_by(rows.Interest.student)
def _interests() -> Any:
    i = rows.Interest
    return i.select(i.student, i.rank, i.cluster, i.sub, i.words).order_by(i.student, i.rank)


@prepared_by(rows.Student.id)
def _students() -> Any:
    s = rows.Student
    return s.select(
        s.id, s.given, s.family, s.preferred, s.grade, s.email, s.school, s.guardian_name,
        s.guardian_email, s.share_name, s.owed, s.questions_ready, s.practice_done,
    ).order_by(s.family, s.given, s.id)  # fmt: skip


def students(db: SqliteDatabase, ids: Any = None) -> dict[str, facts.Student]:
    """Students by id, with classes and ranked interests; three queries."""
    classes: dict[str, list[str]] = defaultdict(list)
    for student, class_id in _enrolments.ask(db, ids):
        classes[student].append(class_id)
    interests: dict[str, list[facts.Interest]] = defaultdict(list)
    for row in _interests.ask(db, ids):
        interests[row[0]].append(facts.Interest._make(row[1:]))
    return {
        row[0]: facts.Student._make((*row, tuple(classes[row[0]]), tuple(interests[row[0]])))
        for row in _students.ask(db, ids)
    }


def employers(db: SqliteDatabase) -> dict[str, facts.Employer]:
    """Every employer by id, by name."""
    e = rows.Employer
    query = e.select(e.id, e.name, e.field, e.address, e.site, e.phone, e.notes).order_by(e.name, e.id)
    return {row[0]: facts.Employer(*row) for row in fetch(db, query)}


@prepared_by(rows.Availability.contact)
def _offers() -> Any:
    a = rows.Availability
    return a.select(a.contact, a.start_at, a.end_at).order_by(a.contact, a.start_at)


@prepared_by(rows.Contact.id)
def _contacts() -> Any:
    c, e = rows.Contact, rows.Employer
    chosen = c.select(
        c.id, c.name, c.employer, e.name, c.title, c.email, c.phone, c.zone, c.clusters, c.formats,
        c.minutes, c.gap_minutes, c.limit_, c.per_day, c.schools, c.travel_minutes, c.source,
        c.do_not_contact, c.notes,
    )  # fmt: skip
    return chosen.join(e, on=(e.id == c.employer)).order_by(e.name, c.name, c.id)


def contacts(db: SqliteDatabase, ids: Any = None) -> dict[str, facts.Contact]:
    """Contacts by id, with the times they offered; two queries."""
    offered: dict[str, list[Span]] = defaultdict(list)
    for contact, start, end in _offers.ask(db, ids):
        offered[contact].append(Span(start, end))
    return {
        row[0]: facts.Contact._make((*row, tuple(offered.get(row[0], ())))) for row in _contacts.ask(db, ids)
    }


_INTERVIEW = [
    "id",
    "campaign",
    "contact",
    "format",
    "place",
    "room",
    "start_at",
    "end_at",
    "minutes",
    "state",
    "number",
    "link",
    "guardian_told",
    "because",
    "uid",
    "revision",
    "sequence",
    "created_at",
    "confirmed_at",
    "checked_in_at",
    "started_at",
    "ended_at",
]


def _interviews() -> Any:
    i = rows.Interview
    return i.select(*(getattr(i, name) for name in _INTERVIEW)).order_by(i.start_at, i.id)


def _members() -> Any:
    m = rows.InterviewStudent
    return m.select(m.interview, m.student).order_by(m.position)


def _with_members(found: list[tuple[Any, ...]], members: list[tuple[Any, ...]]) -> dict[str, facts.Interview]:
    taking_part: dict[str, list[str]] = defaultdict(list)
    for interview, student in members:
        taking_part[interview].append(student)
    return {row[0]: facts.Interview._make((*row[:3], tuple(taking_part[row[0]]), *row[3:])) for row in found}


def interviews(db: SqliteDatabase, condition: Any = None) -> dict[str, facts.Interview]:
    """Interviews that meet a condition on their row, by id, earliest first; two queries."""
    i, m = rows.Interview, rows.InterviewStudent
    query, members = _interviews(), _members().join(i, on=(i.id == m.interview))
    if condition is not None:
        query, members = query.where(condition), members.where(condition)
    found_members = fetch(db, members)
    return _with_members(fetch(db, query), found_members)


@Prepared
def _interviews_between(start: Any, end: Any, earliest: Any) -> Any:
    i = rows.Interview
    # Naming the campaigns and the earliest start lets SQLite look only at an index's stretch.
    near = i.campaign.in_(rows.Campaign.select(rows.Campaign.id)) & (i.start_at > earliest)
    return _interviews().where(near & (i.start_at < end) & (i.end_at > start))


_members_of = prepared_by(rows.InterviewStudent.interview)(_members)


def interviews_between(db: SqliteDatabase, start: datetime, end: datetime) -> dict[str, facts.Interview]:
    """Interviews that share a moment with the time from start to end, by id, earliest first; two queries."""
    found = _interviews_between.ask(db, start, end, start - rows.LONGEST_INTERVIEW)
    return _with_members(found, _members_of.ask(db, [row[0] for row in found]))


@prepared_by(rows.Absence.interview)
def _absences() -> Any:
    a, c, t = rows.Absence, rows.SchoolClass, rows.Staff
    chosen = a.select(
        a.id, a.interview, a.student, a.day, a.period, a.class_id, c.name, c.teacher, t.name, a.state,
        a.decided_by, a.decided_at, a.because, a.condition, a.asked_by, a.asked_at,
    )  # fmt: skip
    known = chosen.left_outer_join(c, on=(c.id == a.class_id)).left_outer_join(t, on=(t.id == c.teacher))
    return known.order_by(a.day, a.period, a.id)


def absences(db: SqliteDatabase, interview_ids: Any = None) -> dict[str, tuple[facts.Absence, ...]]:
    """Absences by interview id, with class and teacher in words; one query."""
    found: dict[str, list[facts.Absence]] = defaultdict(list)
    for row in _absences.ask(db, interview_ids):
        found[row[1]].append(facts.Absence._make((*row[:6], row[6] or "", row[7], row[8] or "", *row[9:])))
    return {ident: tuple(each) for ident, each in found.items()}


@Prepared
def _claims() -> Any:
    c = rows.Claim
    return c.select(c.id, c.contact, c.student, c.until_at, c.because).order_by(c.id)


def claims(db: SqliteDatabase) -> tuple[facts.Claim, ...]:
    """Every claim, also those that ran out."""
    return tuple(facts.Claim._make(row) for row in _claims.ask(db))


def outreach(db: SqliteDatabase, condition: Any = None) -> tuple[facts.Outreach, ...]:
    """Outreach, the latest first."""
    o = rows.Outreach
    query = o.select(
        o.id, o.contact, o.student, o.actor, o.at, o.how, o.outcome, o.said, o.next_action, o.next_by
    ).order_by(o.at.desc(), o.id)
    return tuple(
        facts.Outreach(*row) for row in fetch(db, query if condition is None else query.where(condition))
    )


__all__ = [
    "absences", "bells", "campaigns", "claims", "classes", "contacts", "current_campaign", "employers",
    "fetch", "interviews", "interviews_between", "outreach", "rooms", "staff", "students",
]  # fmt: skip
