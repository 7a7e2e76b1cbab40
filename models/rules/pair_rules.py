"""What two standing interviews must not share: a student, a contact, a room; and how close is too close."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from models.errors import Finding, Severity
from models.rules.bookings import Booked, Bookings, pairs
from models.rules.case import Case
from models.rules.naming import (
    agreeing,
    booking_text,
    call_text,
    contact_label,
    room_label,
    student_label,
    students_label,
    when_text,
)
from models.rules.situation import Situation
from models.rules.span import Span

_NONE = timedelta(0)


def pair_findings(case: Case) -> Iterator[Finding]:
    """What the interview shares with every other one."""
    own, interview = case.booked, case.interview
    for student in dict.fromkeys(interview.students):
        for other in case.bookings.of_student(student):
            yield from _students(own, other, student, case.situation, both=False)
    for other in case.bookings.of_contact(interview.contact or ""):
        yield from _contacts(own, other, case.situation, both=False)
    if interview.room is not None:
        for other in case.bookings.of_room(interview.room, own.span):
            yield from _rooms(own, other, case.situation, both=False)


def all_pair_findings(bookings: Bookings) -> Iterator[Finding]:
    """The same over everything that stands, each pair once, the later one first."""
    situation = bookings.situation
    for student, those in bookings.students.items():
        for one, other in pairs([those]):
            yield from _students(other, one, student, situation, both=True)
    for contact, those in bookings.contacts.items():
        for one, other in pairs([those], _gap(contact, situation)):
            yield from _contacts(other, one, situation, both=True)
    by_room: dict[str, list[Booked]] = {}
    for (room, _day), those in bookings.rooms.items():
        by_room.setdefault(room, []).extend(those)
    for room, those in by_room.items():
        for one, other in pairs([those], _changeover(room, situation)):
            yield from _rooms(other, one, situation, both=True)


def _gap(contact: str, situation: Situation) -> timedelta:
    known = situation.contacts.get(contact)
    return timedelta(minutes=max(0, known.gap_minutes)) if known else _NONE


def _changeover(room: str, situation: Situation) -> timedelta:
    known = situation.rooms.get(room)
    return timedelta(minutes=max(0, known.changeover_minutes)) if known else _NONE


def _made(
    kind: str,
    severity: Severity,
    own: Booked,
    other: Booked,
    times: tuple[Span, Span],
    words: tuple[str, str],
) -> Finding:
    start, end = max(times[0].start, times[1].start), min(times[0].end, times[1].end)
    return Finding(kind, severity, (own.interview.id, other.interview.id), words[0], start, end, words[1])


def _both_text(own: Booked, other: Booked, situation: Situation) -> str:
    return f"{booking_text(other.interview, situation)}, and {booking_text(own.interview, situation)}"


def _students(
    own: Booked, other: Booked, student: str, situation: Situation, *, both: bool
) -> Iterator[Finding]:
    if own.interview.id == other.interview.id or not own.away.overlaps(other.away):
        return
    who = student_label(student, situation)
    apart = not own.span.overlaps(other.span)
    if both:
        why = "too close for the way there and back" if apart else "at the same time"
        text = f"{who} has {_both_text(own, other, situation)}: {why}."
    else:
        why = ", and the way to the workplace does not fit in between" if apart else ""
        text = f"{who} already has {booking_text(other.interview, situation)}{why}."
    yield _made("student_twice", "clash", own, other, (own.away, other.away), (who, text))


def _contacts(own: Booked, other: Booked, situation: Situation, *, both: bool) -> Iterator[Finding]:
    one, two = own.interview, other.interview
    if one.id == two.id or "recorded" in (one.format, two.format):
        return
    gap = _gap(one.contact or "", situation)
    if own.span.overlaps(other.span):
        yield _contact_finding("contact_twice", own, other, situation, both=both)
    elif own.span.overlaps(other.span, gap):
        yield _contact_finding("contact_gap", own, other, situation, both=both)


def _contact_finding(kind: str, own: Booked, other: Booked, situation: Situation, *, both: bool) -> Finding:
    who, zone = contact_label(own.interview.contact, situation), situation.zone
    gap = _gap(own.interview.contact or "", situation) if kind == "contact_gap" else _NONE
    calls = [
        f"{what} with {students_label(it.interview, situation)}, {when_text(it.span, zone)}"
        for what, it in ((_what(other), other), (_what(own), own))
    ]
    minutes = int(gap.total_seconds() // 60)
    if both:
        why = f"less than {minutes} minutes apart" if gap else "at the same time"
        text = f"{who} has {calls[0]}, and {calls[1]}: {why}."
    else:
        why = f", and asked for {minutes} minutes between calls" if gap else ""
        text = f"{who} already has {calls[0]}{_in_room(other, situation)}{why}."
    times = (Span(own.span.start, own.span.end + gap), Span(other.span.start, other.span.end + gap))
    return _made(kind, "warning" if gap else "clash", own, other, times, (who, text))


def _what(one: Booked) -> str:
    return "a visit" if one.interview.format == "on_site" else "a call"


def _in_room(one: Booked, situation: Situation) -> str:
    room = one.interview.room
    return f", in {room_label(room, situation)}" if room is not None else ""


def _rooms(own: Booked, other: Booked, situation: Situation, *, both: bool) -> Iterator[Finding]:
    room = own.interview.room or ""
    gap = _changeover(room, situation)
    if own.interview.id == other.interview.id or not own.span.overlaps(other.span, gap):
        return
    who, minutes = room_label(room, situation), int(gap.total_seconds() // 60)
    taken = _taken_by(other, situation)
    close = not own.span.overlaps(other.span)
    if both:
        why = f"less than {minutes} minutes apart" if close else "at the same time"
        text = f"{who} is taken twice: {taken}; {_taken_by(own, situation)}: {why}."
    else:
        why = f", and it needs {minutes} minutes in between" if close else ""
        text = f"{who} is already taken: {taken}{why}."
    times = (Span(own.span.start, own.span.end + gap), Span(other.span.start, other.span.end + gap))
    yield _made("room_twice", "clash", own, other, times, (who, text))


def _taken_by(one: Booked, situation: Situation) -> str:
    who, call = students_label(one.interview, situation), call_text(one.interview, situation)
    has = agreeing(one.interview.students, "has", "have")
    return f"{who} {has} {call}, {when_text(one.span, situation.zone)}"
