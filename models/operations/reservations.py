"""Booking labs, phones and rooms for students, classes and calls; a phone goes along with its call."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.errors import BadInput, Refused, UnknownId
from models.operations.judging import interview_of
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.school import places
from models.queries.situation import campaign_at, situation_for
from models.rules.bookings import Bookings
from models.rules.facts import Interview, Room
from models.rules.interview import STANDING
from models.rules.naming import span_text
from models.rules.reserving import busy_elsewhere, in_the_way, other_chances
from models.rules.situation import Situation
from models.rules.span import Span, local_day
from models.rules.text import clean
from models.tables.time_rows import Reservation


class Wanted(NamedTuple):
    """A place for a time (UTC): for a student, a class, or a call, which gives its own time where none is said."""

    place: str
    start: datetime | None = None
    end: datetime | None = None
    student: str = ""
    class_id: str = ""
    interview: str = ""
    what: str = ""


def reserve(unit: Unit, wanted: Wanted) -> Done:
    """Book the place. Raises UnknownId, BadInput, or Refused with who has it and what is free instead."""
    wanted = _whole(unit, wanted)
    span, place, who = _span(wanted), _place(unit, wanted.place), _who(unit, wanted)
    _require_free(unit, place, span, wanted)
    ident = unit.fresh_id("v", Reservation)
    unit.insert(Reservation, ident, **_columns(wanted, span), interview=wanted.interview or None)
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    sentence = f"Booked {place.name} for {who}, {span_text(span, zone)}{_for(wanted.what)}."
    return Done(unit.say("reserve", sentence), sentence, wanted.interview or None)


def change_reservation(unit: Unit, ident: str, /, **changes: Any) -> Done:
    """Other values of `Wanted` for some of a reservation's. A phone's time is its call's. Raises as `reserve`."""
    row = _row(unit, ident)
    if row.interview and {"start", "end"} & changes.keys():
        raise BadInput("This phone goes with its call.", "Move the call instead.")
    was = Wanted(
        row.room_id, row.start_at, row.end_at, row.student_id or "", row.class_id_id or "", row.interview_id or "",
        row.what,
    )  # fmt: skip
    wanted = was._replace(**changes)
    span, place, who = _span(wanted), _place(unit, wanted.place), _who(unit, wanted)
    _require_free(unit, place, span, wanted, apart_from=ident)
    fresh = unit.update(Reservation, ident, **_columns(wanted, span))
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    if not fresh:
        return Done(0, f"{place.name} is booked like that already.")
    sentence = f"{who} now has {place.name}, {span_text(span, zone)}{_for(wanted.what)}."
    return Done(unit.say("reserve", sentence), sentence, wanted.interview or None)


def release(unit: Unit, ident: str) -> Done:
    """Give the place back. Raises UnknownId."""
    row = _row(unit, ident)
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    held = next(block for block in places(unit.db)[row.room_id].blocks if block.id == ident)
    name = places(unit.db)[row.room_id].name
    unit.delete(Reservation, ident)
    sentence = f"{name} is free again, {span_text(held.span, zone)}: {held.held} no longer has it."
    return Done(unit.say("release", sentence), sentence, row.interview_id)


def give_phone(unit: Unit, interview: str, phone: str | None) -> Done:
    """Let a call take a phone along, another one than before, or none. Raises as `reserve`."""
    v = Reservation
    for (ident,) in reading.fetch(unit.db, v.select(v.id).where(v.interview == interview)):
        unit.delete(Reservation, ident)
    if phone is not None:
        return reserve(unit, Wanted(phone, interview=interview))
    sentence = f"The call of {_students(unit, interview_of(unit.db, interview))} takes no phone along."
    if not unit.changes:
        return Done(0, sentence, interview)
    return Done(unit.say("release", sentence), sentence, interview)


def follow_call(unit: Unit, after: Interview) -> str:
    """Let the phones of a call go where it goes; what is taken then is let go, which is said. Within its entry."""
    v = Reservation
    mine = reading.fetch(unit.db, v.select(v.id, v.room, v.start_at, v.end_at).where(v.interview == after.id))
    said = ""
    for ident, room, start, end in mine:
        if after.state not in STANDING or after.span is None:
            unit.delete(Reservation, ident)
        elif after.span != (start, end):
            said += _follow(unit, ident, room, after.span)
    return said


def _follow(unit: Unit, ident: str, room: str, span: Span) -> str:
    phone = places(unit.db)[room]
    if any(block.id != ident and block.span.overlaps(span) for block in phone.blocks):
        unit.delete(Reservation, ident)
        return f" {phone.name} is not free then: the call takes no phone along."
    unit.update(Reservation, ident, start_at=span.start, end_at=span.end)
    return ""


def _columns(wanted: Wanted, span: Span) -> dict[str, Any]:
    return {
        "room": wanted.place,
        "start_at": span.start,
        "end_at": span.end,
        "student": wanted.student or None,
        "class_id": wanted.class_id or None,
        "what": clean(wanted.what),
    }


def _whole(unit: Unit, wanted: Wanted) -> Wanted:
    """With the call's own time and student."""
    if not wanted.interview:
        if not wanted.student and not wanted.class_id:
            raise BadInput("A booking needs somebody who has the place.", "Give a student or a class.")
        return wanted
    call = interview_of(unit.db, wanted.interview)
    if call.span is None or call.state not in STANDING:
        raise Refused("Only a call that stands can take a phone along.", "Give it a time first.")
    first = call.students[0] if call.students else ""
    what = wanted.what or "call"
    return wanted._replace(start=call.start, end=call.end, student=first, class_id="", what=what)


def _span(wanted: Wanted) -> Span:
    if wanted.start is None or wanted.end is None:
        raise BadInput("A booking needs a time.", "Give from and to.")
    if wanted.end <= wanted.start:
        raise BadInput("A booking has to end after it begins.")
    return Span(wanted.start, wanted.end)


def _place(unit: Unit, ident: str) -> Room:
    found = places(unit.db).get(ident)
    if found is None:
        raise UnknownId("place", ident)
    return found


def _who(unit: Unit, wanted: Wanted) -> str:
    if wanted.student and wanted.class_id:
        raise BadInput("A place is booked for a student or for a class.", "Leave one of them out.")
    if wanted.class_id:
        known = reading.classes(unit.db).get(wanted.class_id)
        if known is None:
            raise UnknownId("class", wanted.class_id)
        return known.name or known.id
    students = reading.students(unit.db, [wanted.student])
    if wanted.student not in students:
        raise UnknownId("student", wanted.student)
    return students[wanted.student].label


def _students(unit: Unit, call: Interview) -> str:
    known = reading.students(unit.db, call.students)
    return ", ".join(known[one].label for one in call.students if one in known)


def _require_free(unit: Unit, place: Room, span: Span, wanted: Wanted, apart_from: str = "") -> None:
    """Raises Refused with every reason's first, and with what is free instead."""
    if wanted.interview and place.kind != "phone":
        raise BadInput(f"{place.name} is no phone.", "Give the call a room with `wbl-tui move --room`.")
    situation = _situation(unit, span)
    bookings = Bookings(situation)
    reason = next(in_the_way(place, span, bookings, apart_from), "")
    busy = busy_elsewhere(wanted.student, span, bookings, wanted.interview) if wanted.student else ""
    if reason or busy:
        chances = other_chances(place, span, situation.rooms, bookings, unit.now) if reason else ()
        raise Refused(reason or busy, "Choose another time or place.", alternatives=chances)


def _situation(unit: Unit, span: Span) -> Situation:
    campaign = campaign_at(unit.db, unit.now)
    zone = ZoneInfo(campaign.zone)
    days = local_day(span.start, zone), local_day(span.end, zone)
    return situation_for(unit.db, campaign, *days)._replace(rooms=places(unit.db))


def _row(unit: Unit, ident: str) -> Any:
    row = unit.fetch(Reservation, ident)
    if row is None:
        raise UnknownId("reservation", ident)
    return row


def _for(what: str) -> str:
    said = clean(what)
    return f" ({said})" if said else ""
