"""Everything that can be found by its name, read in one snapshot: then a letter needs no question to the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries.fetching import fetch
from models.rules.facts import Campaign
from models.rules.finding import Findable, Finder, findable
from models.rules.interview import WORDS
from models.rules.naming import clock_text, day_text, outreach_text
from models.rules.text import fold
from models.tables import rows
from models.tables.journal_rows import Journal

NEWEST = 2000
"""So many sentences of the journal can be found, the newest."""


def everything(db: SqliteDatabase, campaign: Campaign) -> Finder:
    """Students, contacts, employers, interviews, classes, staff, rooms, outreach and the journal; ten queries."""
    zone = ZoneInfo(campaign.zone)
    students = _students(db)
    names = {ident: label for ident, label, _about in students}
    things = [findable("student", *one) for one in students]
    things += _contacts(db)
    things += _interviews(db, campaign, names, zone)
    things += _school(db)
    things += _outreach(db, zone)
    things += _journal(db, zone)
    return Finder(things)


def _students(db: SqliteDatabase) -> list[tuple[str, str, str]]:
    s = rows.Student
    found = fetch(db, s.select(s.id, s.given, s.preferred, s.family, s.grade, s.school, s.email))
    found.sort(key=lambda row: (fold(row[3]), fold(row[1]), row[0]))
    return [
        (
            ident,
            f"{preferred or given} {family}".strip(),
            _told(f"grade {grade}" if grade else "", school, ident, email, given if preferred else ""),
        )
        for ident, given, preferred, family, grade, school, email in found
    ]


def _contacts(db: SqliteDatabase) -> Iterator[Findable]:
    c, e = rows.Contact, rows.Employer
    employers = fetch(db, e.select(e.id, e.name, e.field).order_by(e.name, e.id))
    named = {ident: name for ident, name, _field in employers}
    query: Any = c.select(c.id, c.name, c.title, c.employer, c.email).order_by(c.name, c.id)
    for ident, name, title, employer, email in fetch(db, query):
        yield findable("contact", ident, name, _told(title, named[employer], email))
    for ident, name, field in employers:
        if name:
            yield findable("employer", ident, name, field)


def _interviews(
    db: SqliteDatabase, campaign: Campaign, names: dict[str, str], zone: ZoneInfo
) -> Iterator[Findable]:
    i, m, c = rows.Interview, rows.InterviewStudent, rows.Contact
    members: dict[str, list[str]] = defaultdict(list)
    for interview, student in fetch(db, m.select(m.interview, m.student).order_by(m.position)):
        members[interview].append(names[student])
    query: Any = i.select(i.id, c.name, i.start_at, i.state).left_outer_join(c, on=(c.id == i.contact))
    for ident, contact, start, state in fetch(
        db, query.where(i.campaign == campaign.id).order_by(i.start_at)
    ):
        who = ", ".join(members.get(ident, ())) or ident
        when = (
            f"{day_text(start.astimezone(zone).date())} {clock_text(start, zone)}" if start else "no time yet"
        )
        yield findable(
            "interview", ident, f"{who} with {contact}" if contact else who, _told(when, WORDS[state])
        )


def _school(db: SqliteDatabase) -> Iterator[Findable]:
    k, t, r = rows.SchoolClass, rows.Staff, rows.Room
    staff = fetch(db, t.select(t.id, t.name, t.role, t.email).order_by(t.name, t.id))
    teachers = {ident: name for ident, name, _role, _email in staff}
    for ident, name, teacher, meets in fetch(
        db, k.select(k.id, k.name, k.teacher, k.meets).order_by(k.name, k.id)
    ):
        yield findable("class", ident, name or ident, _told(teachers.get(teacher, ""), meets, ident))
    for ident, name, role, email in staff:
        yield findable("staff", ident, name, _told(role, email))
    for ident, name, school in fetch(db, r.select(r.id, r.name, r.school).order_by(r.name, r.id)):
        yield findable("room", ident, name, school)


def _outreach(db: SqliteDatabase, zone: ZoneInfo) -> Iterator[Findable]:
    o, c = rows.Outreach, rows.Contact
    query: Any = o.select(o.contact, c.name, o.at, o.how, o.outcome, o.said, o.next_action)
    for contact, name, at, how, outcome, said, action in fetch(
        db, query.join(c, on=(c.id == o.contact)).order_by(o.at.desc(), o.id)
    ):
        if said or action:
            label = " · ".join(part for part in (said, action) if part)
            about = _told(f"{name}, {day_text(at.astimezone(zone).date())}", outreach_text(how, outcome))
            yield findable("outreach", contact, label, about)


def _journal(db: SqliteDatabase, zone: ZoneInfo) -> Iterator[Findable]:
    j = Journal
    for ident, at, actor, sentence in fetch(
        db, j.select(j.id, j.at, j.actor, j.sentence).order_by(j.id.desc()).limit(NEWEST)
    ):
        when = f"{day_text(at.astimezone(zone).date())} {clock_text(at, zone)}"
        yield findable("entry", str(ident), sentence, _told(when, actor))


def _told(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


__all__ = ["NEWEST", "everything"]
