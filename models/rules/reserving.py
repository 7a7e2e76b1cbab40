"""Who may have a place for a time: labs, phones and rooms are booked by students and classes, never by two at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from models.errors import Alternative
from models.rules.alternatives import EARLIEST, LATEST
from models.rules.bookings import Bookings
from models.rules.clash_rules import block_text, closed_text_of
from models.rules.facts import Room
from models.rules.naming import agreeing, call_text, students_label, times_text, when_text
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_span

STEP = timedelta(minutes=5)
KINDS = {"room": "quiet room", "lab": "lab", "phone": "phone"}
"""Kinds of place that can be booked, as people say them."""


class Reservation(NamedTuple):
    """Somebody has a place for a time. `who` is a name in words; at most one of student, class and interview is set
    but for the student of the interview.
    """

    id: str
    place: str
    span: Span
    who: str
    what: str
    student: str = ""
    class_id: str = ""
    interview: str = ""


def in_the_way(place: Room, span: Span, bookings: Bookings, apart_from: str = "") -> Iterator[str]:
    """Why the place cannot be had then, a sentence each: closed, blocked, booked by somebody, or a call is held there.

    `apart_from` is a reservation that is being moved.
    """
    situation = bookings.situation
    closed = closed_text_of(place, span, situation)
    if closed:
        yield closed
    for block in place.blocks:
        if block.id != apart_from and block.span.overlaps(span):
            yield f"{block_text(place, block, when_text(block.span, situation.zone))}."
    gap = timedelta(minutes=max(0, place.changeover_minutes))
    for one in bookings.of_room(place.id, span):
        if one.span.overlaps(span, gap):
            who = students_label(one.interview, situation)
            has = agreeing(one.interview.students, "has", "have")
            yield (
                f"{place.name} is taken: {who} {has} {call_text(one.interview, situation)}, "
                f"{when_text(one.span, situation.zone)}."
            )


def busy_elsewhere(student: str, span: Span, bookings: Bookings, interview: str = "") -> str:
    """What the student does then, in a sentence, or ""; the call for which a phone is booked does not count."""
    situation = bookings.situation
    for one in bookings.of_student(student):
        if one.interview.id != interview and one.away.overlaps(span):
            who = situation.students[student].label if student in situation.students else student
            return f"{who} has {call_text(one.interview, situation)} {times_text(one.span, situation.zone)} already."
    return ""


def other_chances(
    place: Room, span: Span, places: dict[str, Room], bookings: Bookings, now: datetime, most: int = 3
) -> tuple[Alternative, ...]:
    """Other places of the kind at that time, then the nearest free times of this one on the day."""
    alike = [one for one in places.values() if one.kind == place.kind and one.id != place.id]
    found = [
        Alternative(span.start, span.end, one.id, one.name)
        for one in sorted(alike, key=lambda one: (one.name, one.id))
        if not any(in_the_way(one, span, bookings))
    ][:most]
    for other in _times(span, bookings.situation, now):
        if len(found) >= most:
            break
        if not any(in_the_way(place, other, bookings)):
            found.append(Alternative(other.start, other.end, place.id, place.name))
    return tuple(found)


def _times(span: Span, situation: Situation, now: datetime) -> list[Span]:
    """Spans of the same length on the same day, the nearest first."""
    day = local_span(local_day(span.start, situation.zone), EARLIEST, LATEST, situation.zone)
    count = int((day.end - day.start) / STEP)
    starts = sorted((day.start + STEP * n for n in range(count)), key=lambda at: abs(at - span.start))
    spans = (Span(start, start + (span.end - span.start)) for start in starts if start != span.start)
    return [one for one in spans if one.start >= now and day.contains(one)]
