"""What can go wrong with a call on the day, what it makes of the interview, and what may be tried next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from models.errors import Alternative
from models.rules.alternatives import free_rooms
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview
from models.rules.interview import MOVES, needs_room
from models.rules.naming import clock_text
from models.rules.situation import Situation

RETRY = timedelta(minutes=5)
"""So long after something went wrong it is tried again."""


class Trouble(NamedTuple):
    """One way in which a call goes wrong: what people say, and the state it leaves the interview in."""

    code: str
    words: str
    state: str


TROUBLES = (
    Trouble("student_absent", "The student did not come", "student_absent"),
    Trouble("no_answer", "Nobody answered", "interviewee_absent"),
    Trouble("wrong_number", "The number was wrong", "interviewee_absent"),
    Trouble("equipment", "The equipment failed", "cancelled"),
    Trouble("stopped", "The school stopped it", "cancelled"),
    Trouble("called_off", "The interviewee called it off", "cancelled"),
)

COUNTS = frozenset({"student_absent"})
"""The only one that counts against the student."""


def troubles_of(state: str) -> tuple[Trouble, ...]:
    """What can have gone wrong with an interview in this state: what its life has a move to. None once it is over."""
    return tuple(one for one in TROUBLES if one.state == state or one.state in MOVES[state])


class Again(NamedTuple):
    """Something to try next: `code` is retry, room or later; `label` and `reason` in words. `start` and `room` are
    None where it is not possible, and `reason` says why.
    """

    code: str
    label: str
    reason: str
    start: datetime | None = None
    room: str | None = None


def ways_out(
    interview: Interview, situation: Situation, now: datetime, later: list[Alternative]
) -> tuple[Again, ...]:
    """What may be tried next today, likeliest first: in five minutes where it is, in other rooms, at the free times
    `later`. `situation` holds the day; the interview itself is in nobody's way.
    """
    bookings = Bookings(situation)
    soon = _whole(now + RETRY)
    wish = _standing(interview, soon, interview.room)
    at = clock_text(soon, situation.zone)
    where = situation.rooms.get(interview.room or "")
    same = f", {where.name}" if where else ""
    wrong = clashes(find_conflicts(wish, situation, now=now, bookings=bookings))
    found = [
        Again("retry", f"Try again at {at}{same}", wrong[0].text)
        if wrong
        else Again(
            "retry", f"Try again at {at}{same}", "in five minutes, as it was booked", soon, interview.room
        )
    ]
    if needs_room(interview.format, interview.place):
        for room in free_rooms(wish, situation, bookings=bookings)[:3]:
            if room.id != interview.room:
                found.append(
                    Again(
                        "room", f"Another room at {at}: {room.name}", "free for the whole call", soon, room.id
                    )
                )
    found += [
        Again(
            "later",
            f"Later today: {clock_text(one.start, situation.zone)}"
            + (f", {one.room_name}" if one.room_name else ""),
            "free for everybody",
            one.start,
            one.room or None,
        )
        for one in later
        if one.start > soon
    ]
    return tuple(found)


def _standing(interview: Interview, start: datetime, room: str | None) -> Interview:
    return interview._replace(
        state="scheduled", start=start, end=start + timedelta(minutes=interview.minutes), room=room
    )


def _whole(moment: datetime) -> datetime:
    """The next whole minute."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)
