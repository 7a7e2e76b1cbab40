"""Facts as the JSON that scripts read: keys are a contract, instants ISO 8601 with the campaign's offset."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import Alternative, Finding
from models.rules.bookings import Bookings
from models.rules.conflicts import find_conflicts
from models.rules.day import late_minutes, minutes_left
from models.rules.day_rooms import rooms_now, standby_of_day
from models.rules.facts import Absence, Interview, Opening, Proposal, ProposalRow
from models.rules.hours import open_spans, standby_for
from models.rules.interview import STANDING
from models.rules.missed import absence_state
from models.rules.naming import contact_label, room_label, student_label
from models.rules.readiness import interview_missing
from models.rules.situation import Situation
from models.rules.span import merge

Json = dict[str, Any]


def iso(instant: datetime | None, zone: ZoneInfo) -> str | None:
    """ISO 8601 with the zone's offset, to the second; None stays None."""
    return None if instant is None else instant.astimezone(zone).isoformat(timespec="seconds")


def interview_json(
    interview: Interview, situation: Situation, now: datetime, bookings: Bookings | None = None
) -> Json:
    """One interview as `today`, `list interviews` and every write show it."""
    zone = situation.zone
    contact = situation.contacts.get(interview.contact or "")
    students = [{"id": one, "label": student_label(one, situation)} for one in interview.students]
    adult = standby_for(interview, situation) if interview.start else None
    missing = interview_missing(interview, situation, now)
    found = find_conflicts(interview, situation, now=now, bookings=bookings)
    room = interview.room
    return {
        "id": interview.id,
        "uid": interview.uid,
        "student": students[0] if students else None,
        "students": students,
        "contact": {"id": interview.contact, "label": contact_label(interview.contact, situation)}
        if interview.contact
        else None,
        "employer": contact.employer_name if contact else "",
        "start": iso(interview.start, zone),
        "end": iso(interview.end, zone),
        "minutes": interview.minutes,
        "format": interview.format,
        "place": interview.place,
        "room": {"id": room, "label": room_label(room, situation)} if room else None,
        "number": interview.number or (contact.phone if contact and interview.format == "phone" else ""),
        "link": interview.link,
        "state": interview.state,
        "because": interview.because,
        "revision": interview.revision,
        "late_minutes": late_minutes(interview, now),
        "minutes_left": minutes_left(interview, now),
        "absence": absence_state(interview, situation),
        "absences": [absence_json(one, zone) for one in situation.absences.get(interview.id, ())],
        "standby": {"id": adult.id, "label": adult.name} if adult else None,
        "guardian_told": interview.guardian_told,
        "ready": interview.state in STANDING and not missing,
        "missing": [{"code": code, "text": text} for code, text in missing],
        "warnings": [{"code": one.kind, "text": one.text} for one in found],
    }


def absence_json(absence: Absence, zone: ZoneInfo) -> Json:
    """One missed period, as it stands inside an interview."""
    return {
        "student": absence.student,
        "period": absence.period,
        "class": absence.class_name or None,
        "teacher": absence.teacher_name or None,
        "state": absence.state,
        "decided_by": absence.decided_by or None,
        "decided_at": iso(absence.decided_at, zone),
    }


def today_json(situation: Situation, day: date, now: datetime) -> Json:
    """The day sheet. Cancelled and declined interviews are left out."""
    zone, bookings = situation.zone, Bookings(situation)
    there = [
        one
        for one in situation.interviews.values()
        if one.start is not None
        and one.start.astimezone(zone).date() == day
        and one.state not in ("cancelled", "declined")
    ]
    there.sort(key=lambda one: (one.start or now, one.id))
    return {
        "date": day.isoformat(),
        "zone": situation.campaign.zone,
        "now": iso(now, zone),
        "interviews": [interview_json(one, situation, now, bookings) for one in there],
        "rooms": [
            {
                "id": room.id,
                "label": room.label,
                "interview": room.interview,
                "until": iso(room.until, zone),
                "next": room.next,
            }
            for room in rooms_now(situation, now)
        ],
        "standby": [
            {"id": turn.id, "label": turn.label, "from": iso(turn.start, zone), "to": iso(turn.end, zone)}
            for turn in standby_of_day(situation, day)
        ],
    }


def finding_json(finding: Finding, zone: ZoneInfo) -> Json:
    """A clash or a warning."""
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "interviews": list(finding.interviews),
        "who": finding.who,
        "from": iso(finding.start, zone),
        "to": iso(finding.end, zone),
        "text": finding.text,
    }


def alternative_json(free: Alternative, zone: ZoneInfo) -> Json:
    """A free time; `room` is null where none is needed."""
    return {
        "start": iso(free.start, zone),
        "end": iso(free.end, zone),
        "room": {"id": free.room, "label": free.room_name} if free.room else None,
    }


def warning_json(finding: Finding) -> Json:
    """A warning as a write gives it back."""
    return {"code": finding.kind, "text": finding.text}


def proposal_json(proposal: Proposal, *, applied: bool, journal: int | None) -> Json:
    """A proposal, applied or not; of an import also its notes and the records that the file lacks."""
    told: Json = {
        "kind": proposal.kind,
        "applied": applied,
        "counts": proposal.counts,
        "rows": [_row_json(row) for row in proposal.rows],
        "journal": None if journal is None else str(journal),
    }
    if proposal.kind == "import":
        told["missing"] = [{"id": i, "label": label, "entity": what} for i, label, what in proposal.missing]
        told["notes"] = list(proposal.notes)
    return told


def _row_json(row: ProposalRow) -> Json:
    told: Json = {
        "action": row.action,
        "entity": row.entity,
        "id": row.id,
        "label": row.label,
        "reason": row.reason,
        "source": dict(zip(("file", "row", "column"), row.source, strict=True)) if row.source else None,
        "before": row.before,
        "after": row.after,
    }
    if row.likely:
        told["likely"] = [{"id": i, "label": label, "why": why} for i, label, why in row.likely]
    return told


def openings_json(openings: Iterable[Opening], first: date, last: date, zone: ZoneInfo) -> list[Json]:
    """Weekly and dated hours as the instants they mean from `first` to `last`, touching ones as one."""
    hours = tuple(openings)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    spans = merge(span for day in days for span in open_spans(hours, day, zone))
    return [{"from": iso(span.start, zone), "to": iso(span.end, zone)} for span in spans]
