"""Taking records away: refused while something stands on them, and what belongs only to them goes along."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import Refused, UnknownId
from models.operations.care_records import CARED
from models.operations.days import change_day
from models.operations.describing import described
from models.operations.kinds import Kind, kind_named
from models.operations.settled import forget_record
from models.operations.stored import label_of, stored
from models.operations.unit import Done, Unit
from models.queries.reading import fetch
from models.queries.situation import campaign_at
from models.rules.naming import day_text
from models.rules.span import local_day
from models.tables import day_rows as day
from models.tables import people_rows as care
from models.tables import rows
from models.tables.time_rows import Reservation

_OWN: dict[str, tuple[tuple[type[rows.Row], str], ...]] = {
    "students": (
        (rows.Interest, "student"),
        (rows.Enrolment, "student"),
        (rows.Claim, "student"),
        (day.Preparation, "student"),
        (day.Question, "student"),
    ),
    "contacts": (
        (rows.Availability, "contact"),
        (rows.Claim, "contact"),
        (care.ContactTag, "contact"),
        (care.ContactTask, "contact"),
    ),
    "rooms": ((rows.RoomHours, "room"), (rows.RoomBlock, "room")),
    "places": ((rows.RoomHours, "room"), (rows.RoomBlock, "room")),
    "staff": ((rows.Duty, "staff"), (rows.DutyAway, "staff")),
}
"""What goes along; claims only when they have run out, since live ones stand on the record."""


def remove_record(unit: Unit, kind: str, ident: str) -> Done:
    """Take a record away. Raises UnknownId, and Refused naming what stands on it."""
    if kind == "days":
        return change_day(unit, ident, None)
    if kind in CARED:
        return CARED[kind].remove(unit, ident)
    what = kind_named(kind)
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    fields = stored(unit.db, what, zone, [ident]).get(ident)
    if fields is None:
        raise UnknownId(what.one, ident)
    standing = list(filter(None, _standing(unit, what, ident, zone)))
    name = label_of(what, fields)
    if standing:
        raise Refused(
            f"{name} cannot be removed: there {_are(standing[0])} {' and '.join(standing)}.", _INSTEAD
        )
    sentence = f"Removed {described(unit, what, ident, name, zone)}."
    for model, owner in _OWN.get(what.name, ()):
        unit.delete_where(model, getattr(model, owner) == ident)
    unit.delete(what.model, ident)
    forget_record(unit, what.name, ident)
    return Done(unit.say("remove", sentence), sentence)


_INSTEAD = "Take that away first, or leave the record as it is."


def _are(first: str) -> str:
    return "is" if first.startswith(("1 ", "an ")) else "are"


def _standing(unit: Unit, kind: Kind, ident: str, zone: ZoneInfo) -> list[str]:
    """What stands on the record, each as a few words."""
    i, m, o = rows.Interview, rows.InterviewStudent, rows.Outreach
    if kind.name == "students":
        mine = i.id.in_(m.select(m.interview).where(m.student == ident))
        claims = _claims(unit, rows.Claim.student == ident)
        booked = _bookings(unit, Reservation.student == ident)
        return [
            _interviews(unit, mine, zone), _count(unit, o, o.student == ident, "outreach note"), claims, booked,
        ]  # fmt: skip
    if kind.name == "contacts":
        claims = _claims(unit, rows.Claim.contact == ident)
        mine = i.contact == ident
        named = _count(unit, care.Referral, care.Referral.named_by == ident, "referral")
        became = _count(
            unit, care.Referral, care.Referral.contact == ident, "referral to them", "referrals to them"
        )
        notes = _count(unit, o, o.contact == ident, "outreach note")
        return [_interviews(unit, mine, zone), notes, claims, named, became]
    if kind.name in ("rooms", "places"):
        return [_interviews(unit, i.room == ident, zone), _bookings(unit, Reservation.room == ident)]
    if kind.name == "staff":
        return [_count(unit, rows.SchoolClass, rows.SchoolClass.teacher == ident, "class", "classes")]
    if kind.name == "classes":
        return [
            _count(unit, rows.Enrolment, rows.Enrolment.class_id == ident, "student in it", "students in it"),
            _count(unit, rows.Absence, rows.Absence.class_id == ident, "absence"),
            _bookings(unit, Reservation.class_id == ident),
        ]
    if kind.name == "employers":
        return [_count(unit, rows.Contact, rows.Contact.employer == ident, "contact")]
    return []


def _interviews(unit: Unit, condition: Any, zone: ZoneInfo) -> str:
    """ "3 interviews, the next on Tue 24 Nov"; those that were cancelled count, for they are remembered."""
    i = rows.Interview
    starts = [start for (start,) in fetch(unit.db, i.select(i.start_at).where(condition))]
    if not starts:
        return ""
    ahead: list[datetime] = [start for start in starts if start is not None and start > unit.now]
    next_ = f", the next on {day_text(local_day(min(ahead), zone))}" if ahead else ""
    return f"{len(starts)} {'interview' if len(starts) == 1 else 'interviews'}{next_}"


def _bookings(unit: Unit, condition: Any) -> str:
    return _count(unit, Reservation, condition, "booking of a place", "bookings of places")


def _claims(unit: Unit, condition: Any) -> str:
    return _count(unit, rows.Claim, condition & (rows.Claim.until_at > unit.now), "claim")


def _count(unit: Unit, model: type[rows.Row], condition: Any, one: str, many: str = "") -> str:
    there = len(fetch(unit.db, model.select(model.id).where(condition)))
    return f"{there} {one if there == 1 else many or f'{one}s'}" if there else ""
