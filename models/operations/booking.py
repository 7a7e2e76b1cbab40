"""Booking, moving and cancelling interviews: the verbs behind the calendar, the roster and `book`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from models.errors import BadInput, Refused, UnknownId
from models.operations.judging import interview_of, judge
from models.operations.reservations import follow_call
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.situation import campaign_at
from models.rules.absences import initial_state, reconcile
from models.rules.conflicts import missed_by
from models.rules.facts import Contact, Interview
from models.rules.interview import FORMATS, GROUP_FORMATS, PLACES, STANDING, WORDS, usual_place
from models.rules.naming import booking_text, day_text, place_text, students_label
from models.rules.situation import Situation
from models.rules.span import local_day
from models.rules.text import clean
from models.tables import rows


class Booking(NamedTuple):
    """What is asked for. `start` (UTC) is None for a request without a time; None or "" elsewhere means usual."""

    students: tuple[str, ...]
    contact: str | None
    start: datetime | None
    minutes: int | None = None
    format: str = ""
    place: str = ""
    room: str | None = None
    number: str = ""
    link: str = ""
    guardian_told: bool = False


class NewTime(NamedTuple):
    """What a move changes; None leaves as it is, `room=""` gives the room up."""

    start: datetime | None = None
    minutes: int | None = None
    room: str | None = None
    format: str | None = None
    place: str | None = None
    number: str | None = None
    link: str | None = None


def book_interview(unit: Unit, booking: Booking) -> Done:
    """Book one interview. Raises UnknownId, BadInput, or Refused with the clash and free alternatives."""
    interview = proposed(unit, booking)
    situation, warnings = judge(unit, interview)
    insert_interview(unit, interview, situation)
    who = students_label(interview, situation)
    verb = "Booked" if interview.start else "Noted as requested"
    sentence = f"{verb} {who}: {booking_text(interview, situation)}."
    return Done(unit.say("book", sentence), sentence, interview.id, warnings)


def proposed(unit: Unit, booking: Booking) -> Interview:
    """The interview that the booking would make, with everything usual filled in; nothing is saved."""
    campaign = campaign_at(unit.db, unit.now)
    contact = _contact(unit, booking.contact)
    format_ = _known(booking.format or _usual_format(contact), FORMATS, "format")
    _require_students(booking.students, format_)
    usual = (contact.minutes if contact else None) or campaign.minutes
    minutes = _length(usual if booking.minutes is None else booking.minutes)
    place = _known(booking.place or usual_place(format_), PLACES, "place")
    return Interview(
        id=unit.fresh_id("i", rows.Interview),
        campaign=campaign.id,
        contact=booking.contact,
        students=tuple(dict.fromkeys(booking.students)),
        format=format_,
        place=place,
        room=booking.room or None,
        start=booking.start,
        end=booking.start + timedelta(minutes=minutes) if booking.start else None,
        minutes=minutes,
        state="scheduled" if booking.start else "requested",
        number=clean(booking.number),
        link=clean(booking.link, 1000),
        guardian_told=booking.guardian_told,
        because="",
        uid=unit.new_uid(),
        revision=0,
        sequence=0,
        created_at=unit.now,
        confirmed_at=None,
        checked_in_at=None,
        started_at=None,
        ended_at=None,
    )


def insert_interview(unit: Unit, interview: Interview, situation: Situation) -> None:
    """The rows of a new interview, its students and the absences it needs; the caller has judged it."""
    unit.insert(rows.Interview, interview.id, **_columns(interview))
    unit.insert_many(
        rows.InterviewStudent,
        [
            {"id": f"{interview.id}:{s}", "interview": interview.id, "student": s, "position": n}
            for n, s in enumerate(interview.students)
        ],
    )
    settle_absences(unit, interview, situation)


def _columns(interview: Interview) -> dict[str, Any]:
    columns = interview._asdict()
    del columns["id"], columns["students"]
    columns["start_at"], columns["end_at"] = columns.pop("start"), columns.pop("end")
    return columns


def move_interview(unit: Unit, ident: str, change: NewTime) -> Done:
    """Give an interview another time, length, room, format, place or number; one that was absent, cancelled or
    declined stands again. A confirmed one at another time wants a new confirmation. Raises as `book_interview`.
    """
    before = interview_of(unit.db, ident)
    after = moved(unit, before, change)
    situation, warnings = judge(unit, after)
    reopened = save_interview(unit, before, after, situation)
    sentence = _moved_sentence(before, after, situation) + reopened
    return Done(unit.say("move", sentence), sentence, ident, warnings, _moved_short(before, after, situation))


def moved(unit: Unit, before: Interview, change: NewTime) -> Interview:
    """The interview as the change would make it; nothing is saved."""
    if before.state in ("in_progress", "completed"):
        raise Refused(
            f"An interview that is {WORDS[before.state]} cannot be moved.", "Only what is ahead can be."
        )
    start = change.start or before.start
    if start is None:
        raise BadInput("The interview has no time yet.", "Give a start.")
    minutes = _length(before.minutes if change.minutes is None else change.minutes)
    format_ = _known(change.format or before.format, FORMATS, "format")
    place = change.place or (before.place if format_ == before.format else usual_place(format_))
    room = before.room if change.room is None else change.room or None
    _require_students(before.students, format_)
    return before._replace(
        start=start,
        end=start + timedelta(minutes=minutes),
        minutes=minutes,
        format=format_,
        place=_known(place, PLACES, "place"),
        room=room if place == "room" or change.room else None,
        number=before.number if change.number is None else clean(change.number),
        link=before.link if change.link is None else clean(change.link, 1000),
        **_state_after(before, start, minutes),
    )


def _state_after(before: Interview, start: datetime, minutes: int) -> dict[str, Any]:
    same_time = start == before.start and minutes == before.minutes
    if before.state in STANDING and same_time:
        return {}
    return {"state": "scheduled", "because": "", **NOT_BEGUN}


NOT_BEGUN = dict.fromkeys(("confirmed_at", "checked_in_at", "started_at", "ended_at"))
"""What is known of an interview that is to happen, perhaps once more."""


ASKED_AGAIN = " The absence must be asked for again"
"""So begins what a move adds to its sentence where a decision no longer holds."""
NOT_NEEDED = " No absence is needed any more"
"""So begins it where what was asked for or decided is about a class that is not missed now."""


def _moved_sentence(before: Interview, after: Interview, situation: Situation) -> str:
    said = (
        f"{_moved_verb(before, after)} {students_label(after, situation)}: {booking_text(after, situation)}"
    )
    if before.state == "confirmed" and after.state == "scheduled":
        return f"{said}; it wants a new confirmation."
    return f"{said}."


def _moved_verb(before: Interview, after: Interview) -> str:
    if before.start is None:
        return "Scheduled"
    if before.span == after.span and before.state == after.state:
        return "Changed"
    if before.start == after.start and before.minutes != after.minutes:
        return "Made longer" if after.minutes > before.minutes else "Made shorter"
    return "Moved"


def _moved_short(before: Interview, after: Interview, situation: Situation) -> str:
    """As "Moved Mia Torres: 10:20 in Room 12", with the date where that is another one."""
    who = f"{_moved_verb(before, after)} {students_label(after, situation)}"
    was, day = (local_day(one.start, situation.zone) if one.start else None for one in (before, after))
    date = f"{day_text(day)}, " if day and day != was else ""
    return f"{who}: {date}{place_text(after, situation)}"


def save_interview(unit: Unit, before: Interview, after: Interview, situation: Situation) -> str:
    """Write a changed interview with its counts; returns what must be said about absences, or ""."""
    told = ("start", "minutes", "format", "place", "number", "link", "contact", "students")
    new_revision = any(getattr(before, name) != getattr(after, name) for name in told)
    status = {before.state, after.state} & {"cancelled", "declined"} and before.state != after.state
    new_sequence = new_revision or before.room != after.room or bool(status)
    after = after._replace(
        revision=before.revision + bool(new_revision or status),
        sequence=before.sequence + bool(new_sequence),
    )
    unit.update(rows.Interview, before.id, **_columns(after))
    phones = follow_call(unit, after) if (before.span, before.state) != (after.span, after.state) else ""
    # A step of the day or a note leaves decisions about absences alone, whatever bells and classes are by now.
    misses = ("start", "minutes", "format", "place", "contact", "students")
    anew = before.state not in STANDING or any(getattr(before, n) != getattr(after, n) for n in misses)
    return (settle_absences(unit, after, situation) if anew else "") + phones


def settle_absences(unit: Unit, interview: Interview, situation: Situation) -> str:
    """Make the absences fit the time: decisions about the same period and class stay, the rest starts afresh."""
    if interview.state not in STANDING:
        return ""
    existing = reading.absences(unit.db, [interview.id]).get(interview.id, ())
    _, needed, dropped = reconcile(existing, missed_by(interview, situation))
    for absence in dropped:
        unit.delete(rows.Absence, absence.id)
    unit.insert_many(
        rows.Absence,
        [
            {
                "id": ident,
                "interview": interview.id,
                "student": missed.student,
                "day": missed.day,
                "period": missed.period,
                "class_id": missed.class_id,
                "state": initial_state(missed),
                "decided_at": None,
            }
            for ident, missed in zip(unit.fresh_ids("a", len(needed)), needed, strict=True)
        ],
    )
    decided = [absence for absence in dropped if absence.state in ("approved", "denied", "requested")]
    open_again = [missed for missed in needed if initial_state(missed) == "to_request"]
    if decided and open_again:
        periods = ", ".join(dict.fromkeys(missed.period for missed in open_again))
        return f"{ASKED_AGAIN} (period {periods})."
    if decided:
        periods = ", ".join(dict.fromkeys(absence.period for absence in decided))
        return f"{NOT_NEEDED} (period {periods})."
    return ""


def cancel_interview(unit: Unit, ident: str, because: str) -> Done:
    """Cancel with a reason. Raises BadInput without one, Refused where the table of moves lacks it."""
    from models.operations.marking import mark_interview

    if not clean(because):
        raise BadInput("A cancellation needs a reason.", "Say why with --because.")
    return mark_interview(unit, ident, "cancelled", because=because)


def _contact(unit: Unit, ident: str | None) -> Contact | None:
    if ident is None:
        return None
    found = reading.contacts(unit.db, [ident])
    if ident not in found:
        raise UnknownId("contact", ident)
    return found[ident]


def _usual_format(contact: Contact | None) -> str:
    if contact is None or not contact.formats or "phone" in contact.formats:
        return "phone"
    return contact.formats[0]


def _known(word: str, words: tuple[str, ...], what: str) -> str:
    if word not in words:
        raise BadInput(f"{word!r} is no {what}.", f"Choose one of: {', '.join(words)}.")
    return word


def _length(minutes: int) -> int:
    if not 1 <= minutes <= 480:
        raise BadInput(f"An interview cannot take {minutes} minutes.", "Give 1 to 480; 15 to 30 is usual.")
    return minutes


def _require_students(students: tuple[str, ...], format_: str) -> None:
    if not students:
        raise BadInput("An interview needs a student.", "Give one.")
    if len(set(students)) > 1 and format_ not in GROUP_FORMATS:
        raise BadInput(
            f"A {WORDS[format_]} interview has one student.", "Several go with group_video or recorded."
        )
