"""What a change of time, length or room would cost, asked while a person is still choosing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from models.errors import Finding
from models.rules.alternatives import free_rooms
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts, missed_by, warnings
from models.rules.facts import Interview, MissedPeriod, Room
from models.rules.hours import standby_for
from models.rules.interview import STANDING, needs_room
from models.rules.situation import Situation

FIXED = frozenset({"in_progress", "completed"})
"""States in which an interview is not moved any more."""


class Trial(NamedTuple):
    """The world of one local day, with the index of what stands there: fetched once, asked at every key."""

    situation: Situation
    bookings: Bookings


class Cost(NamedTuple):
    """What a wish brings. `free` are the rooms that could hold it, best fit first; `room` whether its own can.

    `room` is None where it needs none or has none. `missed` leaves free periods out. `adult` stands by for the whole
    of a call at school.
    """

    clashes: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    missed: tuple[MissedPeriod, ...]
    free: tuple[Room, ...]
    room: bool | None
    adult: str = ""


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
    adult = standby_for(wish, trial.situation)
    return Cost(clashes(found), warnings(found), missed, tuple(free), own, adult.name if adult else "")
