"""Why an interview found no quiet room, truly, and what would free one."""

from __future__ import annotations

from datetime import timedelta

from models.rules.alternatives import EARLIEST, LATEST, room_free
from models.rules.bookings import Bookings
from models.rules.clash_rules import closed_day, closed_text, room_refusals
from models.rules.facts import Interview, Room
from models.rules.hours import local_days
from models.rules.interview import equipment_for
from models.rules.naming import clock_text, listing, students_label, times_text, when_text
from models.rules.span import Span, local_day, local_span

STEP = timedelta(minutes=5)


def why_no_room(interview: Interview, span: Span, bookings: Bookings) -> str:
    """One or two sentences; `bookings` holds everything that has a room, newly found ones included."""
    situation = bookings.situation
    rooms = list(situation.rooms.values())
    if not rooms:
        return "There are no quiet rooms yet."
    closed = closed_day(local_days(span, situation.zone), situation)
    if closed is not None:
        return f"{closed_text(closed, situation)}, and all rooms with it."
    fitting = [room for room in rooms if _fits(room, interview)]
    if not fitting:
        return _none_fits(interview, rooms)
    opened = [room for room in fitting if "room_closed" not in _refusals(room, interview, span, bookings)]
    if not opened:
        when = when_text(span, situation.zone)
        return f"No {_kind(interview)} is open {when}.{_free_later(interview, span, fitting, bookings)}"
    return _all_taken(interview, span, opened, bookings)


def _fits(room: Room, interview: Interview) -> bool:
    need = equipment_for(interview.format)
    return room.capacity >= len(interview.students) and (not need or need in room.equipment)


def _refusals(room: Room, interview: Interview, span: Span, bookings: Bookings) -> dict[str, str]:
    return dict(room_refusals(room, interview, span, bookings.situation))


def _kind(interview: Interview, plural: bool = False) -> str:
    """What kind of room is meant: "room", "room with video", "room with video for 24"."""
    need, many = equipment_for(interview.format), len(interview.students)
    words = "rooms" if plural else "room"
    return f"{words}{f' with {need}' if need else ''}{f' for {many}' if many > 1 else ''}"


def _none_fits(interview: Interview, rooms: list[Room]) -> str:
    many, need = len(interview.students), equipment_for(interview.format)
    equipped = [room for room in rooms if not need or need in room.equipment]
    if not equipped:
        return f"No room has {need}, which the interview's format needs."
    largest = max(equipped, key=lambda room: (room.capacity, room.name))
    what = f"room with {need}" if need else "room"
    return f"No {what} holds {many} students; the largest, {largest.name}, holds {largest.capacity}."


def _all_taken(interview: Interview, span: Span, rooms: list[Room], bookings: Bookings) -> str:
    by = [
        _taker(room, interview, span, bookings)
        for room in sorted(rooms, key=lambda room: (room.name, room.id))
    ]
    if len(rooms) == 1:
        subject = f"The only {_kind(interview)} is taken"
    else:
        subject = f"All {len(rooms)} {_kind(interview, plural=True)} are taken"
    when = when_text(span, bookings.situation.zone)
    return f"{subject} {when}: {listing(by, 6)}.{_free_later(interview, span, rooms, bookings)}"


def _taker(room: Room, interview: Interview, span: Span, bookings: Bookings) -> str:
    situation, gap = bookings.situation, timedelta(minutes=max(0, room.changeover_minutes))
    for block in room.blocks:
        if block.span.overlaps(span):
            why = f", {block.why}" if block.why else ""
            return f"{room.name} (blocked {times_text(block.span, situation.zone)}{why})"
    for other in bookings.of_room(room.id, span):
        if other.interview.id != interview.id and other.span.overlaps(span, gap):
            who = students_label(other.interview, situation)
            return f"{room.name} by {who} ({times_text(other.span, situation.zone)})"
    return room.name


def _free_later(interview: Interview, span: Span, rooms: list[Room], bookings: Bookings) -> str:
    """When the first of the rooms is free for it on that day, before or after."""
    zone = bookings.situation.zone
    day = local_span(local_day(span.start, zone), EARLIEST, LATEST, zone)
    length, steps = span.end - span.start, int((LATEST - EARLIEST) * 60 / STEP.total_seconds())
    starts = sorted((day.start + STEP * n for n in range(steps)), key=lambda at: abs(at - span.start))
    for start in starts:
        wished = Span(start, start + length)
        free = [
            room for room in rooms if day.contains(wished) and room_free(room, interview, wished, bookings)
        ]
        if free:
            first = min(free, key=lambda room: (room.capacity, room.name, room.id))
            return f" {first.name} would be free at {clock_text(start, zone)}."
    return " Another day, or moving one of these calls, would free a room."
