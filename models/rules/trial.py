"""What a change of time, length or room would cost, asked while a person is still choosing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from models.errors import Finding
from models.rules.alternatives import free_rooms, room_free
from models.rules.bookings import Bookings
from models.rules.clash_rules import room_refusals
from models.rules.conflicts import clashes, find_conflicts, missed_by, warnings
from models.rules.facts import Interview, MissedPeriod, Room
from models.rules.interview import STANDING, needs_room
from models.rules.naming import students_label, times_text
from models.rules.situation import Situation

FIXED = frozenset({"in_progress", "completed"})
"""States in which an interview is not moved any more."""


class Trial(NamedTuple):
    """The world of one local day, with the index of what stands there: fetched once, asked at every key."""

    situation: Situation
    bookings: Bookings


class Cost(NamedTuple):
    """What a wish brings. `free` are the rooms that could hold it, best fit first; `room` whether its own can.

    `room` is None where it needs none or has none. `missed` leaves free periods out.
    """

    clashes: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    missed: tuple[MissedPeriod, ...]
    free: tuple[Room, ...]
    room: bool | None


class RoomChoice(NamedTuple):
    """A room for an interview; `why_not` is "" when it is free, else the reason in a few words."""

    room: Room
    why_not: str
    current: bool


def trial_of(situation: Situation) -> Trial:
    """The situation with its index."""
    return Trial(situation, Bookings(situation))


def wished(interview: Interview, start: datetime, minutes: int, room: str | None) -> Interview:
    """The interview as it would be at that time and in that room, standing."""
    same = (start, minutes) == (interview.start, interview.minutes)
    stays = interview.state in STANDING and same
    return interview._replace(
        start=start,
        end=start + timedelta(minutes=minutes),
        minutes=minutes,
        room=room,
        state=interview.state if stays else "scheduled",
    )


def cost_of(wish: Interview, trial: Trial, now: datetime) -> Cost:
    """The clashes, warnings, missed periods and rooms of a wish, in the situation of its day."""
    found = find_conflicts(wish, trial.situation, now=now, bookings=trial.bookings)
    at_school = needs_room(wish.format, wish.place)
    free = free_rooms(wish, trial.situation, bookings=trial.bookings) if at_school else []
    own = any(room.id == wish.room for room in free) if at_school and wish.room else None
    missed = tuple(one for one in missed_by(wish, trial.situation) if one.kind != "free")
    return Cost(clashes(found), warnings(found), missed, tuple(free), own)


def room_choices(interview: Interview, trial: Trial) -> tuple[RoomChoice, ...]:
    """Every room for an interview that has a time: the free ones first, best fit first, then the others by name."""
    span = interview.span
    if span is None:
        return ()
    free = free_rooms(interview, trial.situation, bookings=trial.bookings)
    ids = {room.id for room in free}
    others = [room for room in trial.situation.rooms.values() if room.id not in ids]
    others.sort(key=lambda room: (room.name, room.id))
    return tuple(
        RoomChoice(room, "" if room.id in ids else why_not(room, interview, trial), room.id == interview.room)
        for room in (*free, *others)
    )


def why_not(room: Room, interview: Interview, trial: Trial) -> str:
    """Why the room cannot hold the interview at its time: the first reason found, or "" when it can."""
    span = interview.span
    if span is None or room_free(room, interview, span, trial.bookings):
        return ""
    for _kind, text in room_refusals(room, interview, span, trial.situation):
        return text
    gap = timedelta(minutes=max(0, room.changeover_minutes))
    for other in trial.bookings.of_room(room.id, span):
        if other.interview.id != interview.id and other.span.overlaps(span, gap):
            who = students_label(other.interview, trial.situation)
            close = "" if other.span.overlaps(span) else f", {room.changeover_minutes} min needed in between"
            return f"Taken by {who}, {times_text(other.span, trial.situation.zone)}{close}."
    return ""
