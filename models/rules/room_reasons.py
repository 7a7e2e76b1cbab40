"""Why an interview found no quiet room: which rooms there are, what each lacks, and what would free one."""

from __future__ import annotations

from datetime import datetime

from models.rules.bookings import Booked, Bookings
from models.rules.clash_rules import block_text, closed_day, closed_text
from models.rules.facts import Interview, Room
from models.rules.hours import local_days, open_spans
from models.rules.interview import equipment_for
from models.rules.naming import day_text, listing, students_label, times_text, when_text
from models.rules.room_helps import Lack, lacks_of, ways_out
from models.rules.span import Span, local_day

NAMED = 6
"""So many rooms are named with what each lacks; the rest are counted."""
_LASTING = ("school", "capacity", "equipment")
"""What a room lacks on every day."""


def why_no_room(interview: Interview, span: Span, bookings: Bookings, now: datetime | None = None) -> str:
    """Two sentences; `bookings` holds everything that has a room, newly found ones included.

    With `now` no time is proposed that has passed.
    """
    situation = bookings.situation
    rooms = sorted(situation.rooms.values(), key=lambda room: (room.name, room.id))
    if not rooms:
        return "There are no quiet rooms yet."
    closed = closed_day(local_days(span, situation.zone), situation)
    if closed is not None:
        return f"{closed_text(closed, situation)}, and all rooms with it."
    lacks = {room.id: lacks_of(room, interview, span, bookings) for room in rooms}
    nearest = sorted(rooms, key=lambda room: _rank(lacks[room.id]))
    told = [_lack_text(room, lacks[room.id][0], bookings, span) for room in nearest if lacks[room.id]]
    rest = f"; {len(told) - NAMED} more likewise not" if len(told) > NAMED else ""
    hopeless = all(any(one.kind in _LASTING for one in those) for those in lacks.values())
    head = f"No {_kind(interview)} is free {when_text(span, situation.zone)}"
    return f"{head}: {'; '.join(told[:NAMED])}{rest}.{_way_out(interview, span, bookings, now, hopeless)}"


def _rank(lacks: tuple[Lack, ...]) -> tuple[int, int]:
    """Rooms that nearly do come first: those that are only taken, then blocked, closed, unfit."""
    order = ("taken", "blocked", "closed", "equipment", "capacity", "school")
    return max((order.index(one.kind) for one in lacks), default=0), len(lacks)


def _kind(interview: Interview) -> str:
    """What kind of room is meant: "room", "room with video", "room with video for 24"."""
    need, many = equipment_for(interview.format), len(interview.students)
    return f"room{f' with {need}' if need else ''}{f' for {many}' if many > 1 else ''}"


def _lack_text(room: Room, lack: Lack, bookings: Bookings, span: Span) -> str:
    zone = bookings.situation.zone
    match lack.kind:
        case "school":
            return f"{room.name} is at {room.school}"
        case "capacity":
            return f"{room.name} holds {room.capacity}"
        case "equipment":
            return f"{room.name} has no {lack.what}"
        case "closed":
            return _closed_text(room, span, bookings)
        case "blocked":
            return block_text(room, lack.blocks[0], times_text(lack.blocks[0].span, zone))
    return f"{room.name} has {_taker_text(room, lack.taken[0], span, bookings)}"


def _taker_text(room: Room, taker: Booked, span: Span, bookings: Bookings) -> str:
    zone = bookings.situation.zone
    who = f"{students_label(taker.interview, bookings.situation)} {times_text(taker.span, zone)}"
    if taker.span.overlaps(span):
        return who
    return f"{who}, and wants {room.changeover_minutes} minutes between calls"


def _closed_text(room: Room, span: Span, bookings: Bookings) -> str:
    zone = bookings.situation.zone
    day = local_day(span.start, zone)
    hours = open_spans(room.hours, day, zone)
    if not hours:
        return f"{room.name} is not open on {day_text(day)}"
    return f"{room.name} is open {listing([times_text(one, zone) for one in hours])}"


def _way_out(
    interview: Interview, span: Span, bookings: Bookings, now: datetime | None, hopeless: bool
) -> str:
    """What would free one, the least first; nothing where nothing small would."""
    ways = [one.text for one in ways_out(interview, span, bookings, now)]
    if ways:
        return f" It would find one {', or '.join(ways)}."
    return " No room could hold it on any day." if hopeless else " Try another day."
