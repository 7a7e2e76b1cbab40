"""Any table of the store as JSON rows and as cells for CSV: what `list` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput
from models.exchange.json_out import Json, interview_json, iso, openings_json
from models.queries import reading
from models.queries.counts import StudentCounts, room_left, student_counts
from models.queries.interests import interest_words
from models.queries.school import places
from models.queries.situation import campaign_at, whole_situation
from models.rules import facts
from models.rules.bookings import Bookings
from models.rules.span import Span
from models.tables import rows


class View:
    """One moment of the store, with the campaign people look at it from."""

    def __init__(self, db: SqliteDatabase, now: datetime) -> None:
        self.db = db
        self.now = now
        self.campaign = campaign_at(db, now)
        self.zone = ZoneInfo(self.campaign.zone)

    def spans(self, spans: tuple[Span, ...]) -> list[Json]:
        """Spans as from and to."""
        return [{"from": iso(span.start, self.zone), "to": iso(span.end, self.zone)} for span in spans]

    def openings(self, openings: tuple[facts.Opening, ...]) -> list[Json]:
        """Weekly and dated hours over the campaign's window."""
        return openings_json(openings, self.campaign.first_day, self.campaign.last_day, self.zone)


def json_rows(db: SqliteDatabase, kind: str, now: datetime) -> list[Json]:
    """Every row of a kind. Raises BadInput for an unknown kind, StoreError without a campaign."""
    if kind not in _ROWS:
        # Not at the top: whoever looks at today need not wait for it.
        from models.queries.care_tables import CARE_ROWS

        if kind not in CARE_ROWS:
            raise BadInput(f"There is no table {kind!r}.", f"Tables: {', '.join([*_ROWS, *CARE_ROWS])}.")
        return CARE_ROWS[kind](db, campaign_at(db, now), now)
    return _ROWS[kind](View(db, now))


def _students(view: View) -> list[Json]:
    counts = student_counts(view.db, view.campaign.id)
    return [
        {
            "id": one.id,
            "given": one.given,
            "family": one.family,
            "preferred": one.preferred,
            "grade": one.grade,
            "email": one.email,
            "school": one.school,
            "guardian_name": one.guardian_name,
            "guardian_email": one.guardian_email,
            "share_name": one.share_name,
            "classes": list(one.classes),
            "interests": [interest._asdict() for interest in one.interests],
            "owed": view.campaign.per_student if one.owed is None else one.owed,
            "booked": counts.get(one.id, StudentCounts()).booked,
            "done": counts.get(one.id, StudentCounts()).done,
            "questions_ready": one.questions_ready,
            "practice_done": one.practice_done,
        }
        for one in reading.students(view.db).values()
    ]


def _contacts(view: View) -> list[Json]:
    left = room_left(view.db, view.campaign.id, view.now)
    return [
        {
            "id": one.id,
            "name": one.name,
            "employer": one.employer_name,
            "title": one.title,
            "email": one.email,
            "phone": one.phone,
            "zone": one.zone,
            "clusters": list(one.clusters),
            "formats": list(one.formats),
            "minutes": one.minutes,
            "gap_minutes": one.gap_minutes,
            "limit": one.limit,
            "per_day": one.per_day,
            "schools": list(one.schools),
            "travel_minutes": one.travel_minutes,
            "source": one.source,
            "do_not_contact": one.do_not_contact,
            "notes": one.notes,
            "room_left": left[one.id],
            "availability": view.spans(one.availability),
        }
        for one in reading.contacts(view.db).values()
    ]


def _rooms(view: View) -> list[Json]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "school": one.school,
            "capacity": one.capacity,
            "equipment": list(one.equipment),
            "changeover_minutes": one.changeover_minutes,
            "open": view.openings(one.hours),
            "blocks": [
                {**view.spans((block.span,))[0], "why": block.why} for block in one.blocks if not block.held
            ],
            "reservations": [
                {**view.spans((block.span,))[0], "who": block.held, "for": block.why}
                for block in one.blocks
                if block.held
            ],
            "mail": one.mail,
        }
        for one in reading.rooms(view.db).values()
    ]


def _interviews(view: View) -> list[Json]:
    situation = whole_situation(view.db, view.campaign)
    every = reading.interviews(view.db, rows.Interview.campaign == view.campaign.id)
    situation = situation._replace(absences=reading.absences(view.db))
    bookings = Bookings(situation)
    return [interview_json(one, situation, view.now, bookings) for one in every.values()]


def _absences(view: View) -> list[Json]:
    every = [one for each in reading.absences(view.db).values() for one in each]
    return [
        {
            "id": one.id,
            "interview": one.interview,
            "student": one.student,
            "date": one.day.isoformat(),
            "period": one.period,
            "class": one.class_name or None,
            "teacher": one.teacher_name or None,
            "state": one.state,
            "decided_by": one.decided_by or None,
            "decided_at": iso(one.decided_at, view.zone),
            "because": one.because,
            "condition": one.condition,
            "asked_by": one.asked_by or None,
            "asked_at": iso(one.asked_at, view.zone),
        }
        for one in sorted(every, key=lambda one: (one.day, one.period, one.id))
    ]


def _staff(view: View) -> list[Json]:
    return [
        {**one._asdict(), "duty": view.openings(one.duty), "away": view.openings(one.away)}
        for one in reading.staff(view.db).values()
    ]


def _classes(view: View) -> list[Json]:
    return [
        {**one._asdict(), "never_on": [day.isoformat() for day in one.never_on]}
        for one in reading.classes(view.db).values()
    ]


def _employers(view: View) -> list[Json]:
    people: dict[str, list[str]] = defaultdict(list)
    for contact in reading.contacts(view.db).values():
        people[contact.employer].append(contact.id)
    return [{**one._asdict(), "contacts": people[one.id]} for one in reading.employers(view.db).values()]


def _availability(view: View) -> list[Json]:
    query = rows.Availability.select(rows.Availability.id, rows.Availability.contact)
    query = query.select_extend(rows.Availability.start_at, rows.Availability.end_at)
    found = reading.fetch(view.db, query.order_by(rows.Availability.contact, rows.Availability.start_at))
    return [
        {"id": ident, "contact": contact, "from": iso(start, view.zone), "to": iso(end, view.zone)}
        for ident, contact, start, end in found
    ]


def _bells(view: View) -> list[Json]:
    """The dates of the window as they are: what each day is and its periods."""
    book = reading.bells(view.db)
    days = [
        date.fromordinal(number)
        for number in range(view.campaign.first_day.toordinal(), view.campaign.last_day.toordinal() + 1)
    ]
    return [
        {
            "id": day.isoformat(),
            "date": day.isoformat(),
            "day_type": plan.day_type,
            "rotation": plan.letter,
            "closed": plan.closed or None,
            "note": plan.note,
            "periods": [
                {"period": period.name, "kind": period.kind, **view.spans((span,))[0]}
                for period, span in book.period_spans(day, view.zone)
            ],
        }
        for day in days
        for plan in [book.plan(day)]
    ]


def _outreach(view: View) -> list[Json]:
    return [
        {
            **one._asdict(),
            "at": iso(one.at, view.zone),
            "next_by": one.next_by.isoformat() if one.next_by else None,
        }
        for one in reading.outreach(view.db)
    ]


def _claims(view: View) -> list[Json]:
    return [
        {
            "id": one.id,
            "contact": one.contact,
            "student": one.student,
            "until": iso(one.until, view.zone),
            "active": one.until > view.now,
            "because": one.because,
        }
        for one in reading.claims(view.db)
    ]


def _blocks(view: View) -> list[Json]:
    return [
        {"id": block.id, "room": block.room, **view.spans((block.span,))[0], "why": block.why}
        for room in places(view.db).values()
        for block in room.blocks
        if not block.held
    ]


def _duty(view: View) -> list[Json]:
    d = rows.Duty
    query = d.select(d.id, d.staff, d.weekday, d.day, d.start_minute, d.end_minute).order_by(d.staff, d.id)
    made: list[Json] = []
    for ident, staff, *hours in reading.fetch(view.db, query):
        opening = facts.Opening(*hours)
        made.append({"id": ident, "staff": staff, "spans": view.openings((opening,))})
    return made


def _days(view: View) -> list[Json]:
    return [
        {
            "id": day.isoformat(),
            "date": day.isoformat(),
            "closed": one.closed or None,
            "day_type": one.day_type,
            "rotation": one.rotation,
            "note": one.note,
        }
        for day, one in sorted(reading.bells(view.db).schedule.exceptions.items())
    ]


def _campaigns(view: View) -> list[Json]:
    return [
        {
            **one._asdict(),
            "first_day": one.first_day.isoformat(),
            "last_day": one.last_day.isoformat(),
            "current": one.id == view.campaign.id,
        }
        for one in reading.campaigns(view.db)
    ]


def _interests(view: View) -> list[Json]:
    return [
        {
            "id": one.key,
            "words": one.words,
            "students": len(one.students),
            "cluster": one.cluster,
            "sub": one.sub,
            "placed": one.placed,
            "choices": list(one.choices),
            "who": [{"id": ident, "label": label} for ident, label in one.students],
        }
        for one in interest_words(view.db)
    ]


_ROWS: dict[str, Callable[[View], list[Json]]] = {
    "students": _students,
    "interests": _interests,
    "contacts": _contacts,
    "employers": _employers,
    "rooms": _rooms,
    "interviews": _interviews,
    "absences": _absences,
    "staff": _staff,
    "classes": _classes,
    "availability": _availability,
    "bells": _bells,
    "outreach": _outreach,
    "claims": _claims,
    "blocks": _blocks,
    "duty": _duty,
    "days": _days,
    "campaigns": _campaigns,
}
