"""Rows to facts: the loaders that every read is made of, each a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from peewee import IntegerField, SqliteDatabase, TextField

from models.rules import facts
from models.rules.bells import BellBook
from models.rules.span import Span
from models.tables import rows


def fetch(db: SqliteDatabase, query: Any) -> list[tuple[Any, ...]]:
    """The query's rows as tuples.

    Peewee calls a converter for every cell. Texts and whole numbers come out of a STRICT table as they are, so
    that only the other columns are converted here: large pages open in half the time.
    """
    cursor = query.tuples().bind(db).execute()
    cursor.initialize()
    found: list[tuple[Any, ...]] = cursor.cursor.fetchall()
    converted = [(n, one) for n, one in enumerate(getattr(cursor, "converters", ())) if not _is_plain(one)]
    if not converted:
        return found
    rest = [list(row) for row in found]
    for n, convert in converted:
        for row in rest:
            row[n] = convert(row[n])
    return [tuple(row) for row in rest]


def _is_plain(converter: Any) -> bool:
    """Whether the converter of a column leaves every value of its column alone."""
    field = getattr(converter, "__self__", None)
    return converter is None or type(getattr(field, "rel_field", field)) in (TextField, IntegerField)


def _only(query: Any, field: Any, ids: Any) -> Any:
    """Narrow a query to ids: None means all; an iterable of ids or a subquery narrows."""
    if ids is None:
        return query
    return query.where(field.in_(ids if hasattr(ids, "alias") else list(ids)))


def campaigns(db: SqliteDatabase) -> list[facts.Campaign]:
    """Every campaign, the earliest window first."""
    c = rows.Campaign
    found = fetch(
        db,
        c.select(
            c.id, c.name, c.school, c.organizer, c.first_day, c.last_day, c.zone, c.per_student, c.minutes,
            c.calls_per_adult,
        ).order_by(c.first_day, c.created_at),
    )  # fmt: skip
    return [facts.Campaign(*row) for row in found]


def current_campaign(db: SqliteDatabase, today: date) -> facts.Campaign | None:
    """The campaign whose window holds today; else the next one; else the last one; None in an empty store."""
    every = campaigns(db)
    for campaign in every:
        if campaign.first_day <= today <= campaign.last_day:
            return campaign
    coming = [campaign for campaign in every if campaign.first_day > today]
    return coming[0] if coming else (every[-1] if every else None)


def students(db: SqliteDatabase, ids: Any = None) -> dict[str, facts.Student]:
    """Students by id, with classes and ranked interests; three queries."""
    s, e, i = rows.Student, rows.Enrolment, rows.Interest
    classes: dict[str, list[str]] = defaultdict(list)
    for student, class_id in fetch(db, _only(e.select(e.student, e.class_id).order_by(e.id), e.student, ids)):
        classes[student].append(class_id)
    interests: dict[str, list[facts.Interest]] = defaultdict(list)
    wanted = i.select(i.student, i.rank, i.cluster, i.sub, i.words).order_by(i.student, i.rank)
    for student, *rest in fetch(db, _only(wanted, i.student, ids)):
        interests[student].append(facts.Interest(*rest))
    found = _only(
        s.select(
            s.id, s.given, s.family, s.preferred, s.grade, s.email, s.school, s.guardian_name,
            s.guardian_email, s.share_name, s.owed, s.questions_ready, s.practice_done,
        ).order_by(s.family, s.given, s.id),
        s.id,
        ids,
    )  # fmt: skip
    return {
        row[0]: facts.Student._make((*row, tuple(classes[row[0]]), tuple(interests[row[0]])))
        for row in fetch(db, found)
    }


def classes(db: SqliteDatabase) -> dict[str, facts.SchoolClass]:
    """Every class by id."""
    c = rows.SchoolClass
    found = fetch(db, c.select(c.id, c.name, c.teacher, c.meets, c.kind, c.never_on).order_by(c.id))
    return {
        ident: facts.SchoolClass(ident, name, teacher, meets, kind, tuple(map(date.fromisoformat, never_on)))
        for ident, name, teacher, meets, kind, never_on in found
    }


def _openings(db: SqliteDatabase, model: Any, owner: Any) -> dict[str, tuple[facts.Opening, ...]]:
    found: dict[str, list[facts.Opening]] = defaultdict(list)
    query = model.select(owner, model.weekday, model.day, model.start_minute, model.end_minute)
    for ident, *hours in fetch(db, query.order_by(model.weekday, model.day, model.start_minute)):
        found[ident].append(facts.Opening(*hours))
    return {ident: tuple(hours) for ident, hours in found.items()}


def staff(db: SqliteDatabase) -> dict[str, facts.Staff]:
    """Everybody on the staff by id, with standby duty; two queries."""
    s = rows.Staff
    duty = _openings(db, rows.Duty, rows.Duty.staff)
    found = fetch(db, s.select(s.id, s.name, s.role, s.email, s.school).order_by(s.name, s.id))
    return {row[0]: facts.Staff._make((*row, duty.get(row[0], ()))) for row in found}


def rooms(db: SqliteDatabase) -> dict[str, facts.Room]:
    """Every room by id, with hours and blocks; three queries."""
    r, b = rows.Room, rows.RoomBlock
    hours = _openings(db, rows.RoomHours, rows.RoomHours.room)
    blocks: dict[str, list[facts.Block]] = defaultdict(list)
    query = b.select(b.id, b.room, b.start_at, b.end_at, b.why).order_by(b.start_at)
    for ident, room, start, end, why in fetch(db, query):
        blocks[room].append(facts.Block(ident, room, Span(start, end), why))
    found = fetch(
        db,
        r.select(r.id, r.name, r.school, r.capacity, r.equipment, r.changeover_minutes).order_by(
            r.name, r.id
        ),
    )
    return {
        row[0]: facts.Room._make((*row, hours.get(row[0], ()), tuple(blocks.get(row[0], ()))))
        for row in found
    }


def employers(db: SqliteDatabase) -> dict[str, facts.Employer]:
    """Every employer by id, by name."""
    e = rows.Employer
    query = e.select(e.id, e.name, e.field, e.address, e.site, e.phone, e.notes).order_by(e.name, e.id)
    return {row[0]: facts.Employer(*row) for row in fetch(db, query)}


def contacts(db: SqliteDatabase, ids: Any = None) -> dict[str, facts.Contact]:
    """Contacts by id, with the times they offered; two queries."""
    c, e, a = rows.Contact, rows.Employer, rows.Availability
    offered: dict[str, list[Span]] = defaultdict(list)
    spans = _only(a.select(a.contact, a.start_at, a.end_at).order_by(a.start_at), a.contact, ids)
    for contact, start, end in fetch(db, spans):
        offered[contact].append(Span(start, end))
    query = _only(
        c.select(
            c.id, c.name, c.employer, e.name, c.title, c.email, c.phone, c.zone, c.clusters, c.formats,
            c.minutes, c.gap_minutes, c.limit_, c.per_day, c.schools, c.travel_minutes, c.source,
            c.do_not_contact, c.notes,
        )
        .join(e, on=(e.id == c.employer))
        .order_by(e.name, c.name, c.id),
        c.id,
        ids,
    )  # fmt: skip
    return {row[0]: facts.Contact._make((*row, tuple(offered.get(row[0], ())))) for row in fetch(db, query)}


def bells(db: SqliteDatabase) -> BellBook:
    """The bell schedule; four queries."""
    p, w, r, d = rows.BellPeriod, rows.BellWeek, rows.BellRule, rows.SpecialDay
    day_types: dict[str, list[facts.Period]] = defaultdict(list)
    query = p.select(p.day_type, p.name, p.start_minute, p.end_minute, p.kind)
    for day_type, *period in fetch(db, query.order_by(p.day_type, p.position)):
        day_types[day_type].append(facts.Period(*period))
    week = {int(weekday): day_type for weekday, day_type in fetch(db, w.select(w.id, w.day_type))}
    rule = fetch(db, r.select(r.rotation, r.first_day, r.last_day)) or [((), None, None)]
    # One-off rows of a date are kept as a day type that bears the date's name.
    special = {
        date.fromisoformat(day): facts.DayException._make(
            (date.fromisoformat(day), *rest, tuple(day_types.pop(day, ())))
        )
        for day, *rest in fetch(db, d.select(d.id, d.closed, d.day_type, d.rotation, d.note).order_by(d.id))
    }
    return BellBook(
        facts.BellSchedule._make(
            ({name: tuple(found) for name, found in day_types.items()}, week, *rule[0], special)
        )
    )


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


def interviews(db: SqliteDatabase, condition: Any = None) -> dict[str, facts.Interview]:
    """Interviews that meet a condition on their row, by id, earliest first; two queries."""
    i, m = rows.Interview, rows.InterviewStudent
    query = i.select(*(getattr(i, name) for name in _INTERVIEW)).order_by(i.start_at, i.id)
    members = m.select(m.interview, m.student).join(i, on=(i.id == m.interview)).order_by(m.position)
    if condition is not None:
        query, members = query.where(condition), members.where(condition)
    taking_part: dict[str, list[str]] = defaultdict(list)
    for interview, student in fetch(db, members):
        taking_part[interview].append(student)
    return {
        row[0]: facts.Interview._make((*row[:3], tuple(taking_part[row[0]]), *row[3:]))
        for row in fetch(db, query)
    }


def absences(db: SqliteDatabase, interview_ids: Any = None) -> dict[str, tuple[facts.Absence, ...]]:
    """Absences by interview id, with class and teacher in words; one query."""
    a, c, t = rows.Absence, rows.SchoolClass, rows.Staff
    query = (
        a.select(
            a.id, a.interview, a.student, a.day, a.period, a.class_id, c.name, c.teacher, t.name, a.state,
            a.decided_by, a.decided_at, a.because,
        )
        .left_outer_join(c, on=(c.id == a.class_id))
        .left_outer_join(t, on=(t.id == c.teacher))
        .order_by(a.day, a.period, a.id)
    )  # fmt: skip
    found: dict[str, list[facts.Absence]] = defaultdict(list)
    for row in fetch(db, _only(query, a.interview, interview_ids)):
        found[row[1]].append(facts.Absence._make((*row[:6], row[6] or "", row[7], row[8] or "", *row[9:])))
    return {ident: tuple(each) for ident, each in found.items()}


def claims(db: SqliteDatabase) -> tuple[facts.Claim, ...]:
    """Every claim, also those that ran out."""
    c = rows.Claim
    return tuple(
        facts.Claim(*row)
        for row in fetch(db, c.select(c.id, c.contact, c.student, c.until_at).order_by(c.id))
    )


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
    "fetch", "interviews", "outreach", "rooms", "staff", "students",
]  # fmt: skip
