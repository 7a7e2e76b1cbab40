"""The edge of the board: what each quiet room holds at this moment, and which adults stand by."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from models.rules.bookings import Booked, Bookings
from models.rules.facts import Room
from models.rules.hours import staff_duty_spans
from models.rules.interview import AHEAD
from models.rules.situation import Situation
from models.rules.span import local_day


class RoomNow(NamedTuple):
    """A room at a moment. `interview` runs or is checked in there (id), `until` its planned end.

    In a free room `until` is the start of what comes next today; None where nothing does. `next` is that
    interview's id, `next_start` its start.
    """

    id: str
    label: str
    interview: str | None
    until: datetime | None
    next: str | None
    next_start: datetime | None


class StandbyNow(NamedTuple):
    """An adult's turn of duty (UTC)."""

    id: str
    label: str
    start: datetime
    end: datetime


def rooms_now(situation: Situation, now: datetime) -> tuple[RoomNow, ...]:
    """Every room by name: who is in it, until when, and what comes next today."""
    bookings, today = Bookings(situation), local_day(now, situation.zone)
    held: dict[str, list[Booked]] = {}
    for one in bookings.all.values():
        room = one.interview.room
        if (
            room is not None
            and one.interview.state in AHEAD
            and local_day(one.span.start, situation.zone) == today
        ):
            held.setdefault(room, []).append(one)
    rooms = sorted(situation.rooms.values(), key=lambda room: (room.name, room.id))
    return tuple(_room_now(room, held.get(room.id, []), now) for room in rooms)


def _room_now(room: Room, held: list[Booked], now: datetime) -> RoomNow:
    """A running call holds its room even when it is over its time, or began before it."""
    held = sorted(held, key=lambda one: (one.interview.state != "in_progress", one.span, one.interview.id))
    there = next((one for one in held if one.interview.state in ("in_progress", "checked_in")), None)
    ahead = [one for one in held if one is not there and one.span.end > now]
    later = min(ahead, key=lambda one: (one.span, one.interview.id), default=None)
    begins = later.span.start if later else None
    return RoomNow(
        room.id,
        room.name,
        there.interview.id if there else None,
        there.span.end if there else begins,
        later.interview.id if later else None,
        begins,
    )


def standby_of_day(situation: Situation, day: date) -> tuple[StandbyNow, ...]:
    """Every turn of duty that begins on the local date, in order of start."""
    turns = [
        StandbyNow(adult.id, adult.name, span.start, span.end)
        for adult in situation.staff.values()
        for span in staff_duty_spans(adult, day, situation.zone)
    ]
    return tuple(sorted(turns, key=lambda turn: (turn.start, turn.label, turn.id)))


def standby_now(situation: Situation, now: datetime) -> tuple[StandbyNow, ...]:
    """The adults on duty at this moment, with the turn they are in."""
    turns = standby_of_day(situation, local_day(now, situation.zone))
    return tuple(turn for turn in turns if turn.start <= now < turn.end)
