"""Quiet rooms for interviews that have a time and none: as few rooms as needed, and never two in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from models.rules.alternatives import room_free
from models.rules.bookings import Bookings
from models.rules.facts import Interview, Room
from models.rules.interview import needs_room
from models.rules.naming import students_label
from models.rules.room_fill import Wish, best_filling
from models.rules.room_reasons import why_no_room
from models.rules.situation import Situation


class RoomPlan(NamedTuple):
    """By interview id: the room found, or the sentence that says why there is none and what would free one."""

    assigned: dict[str, str]
    unplaced: dict[str, str]


def assign_rooms(wanting: Sequence[Interview], situation: Situation) -> RoomPlan:
    """A room for each of the interviews, all others staying where they are.

    Where rooms are alike no more are used than calls run at once. Where they differ, small rooms and rooms
    without equipment go first, and calls are moved among the rooms until no further call can be placed; for
    up to 60 calls that hang together in time the count is the greatest possible. Rooms the interviews had
    before are given up.
    """
    chosen = {one.id: one for one in wanting}
    others = {ident: one for ident, one in situation.interviews.items() if ident not in chosen}
    around = situation._replace(interviews=others)
    bookings = Bookings(around)
    unplaced = {one.id: text for one in chosen.values() if (text := _wants_none(one, situation))}
    wishes = [
        Wish(one.id, span, _fits(one, bookings))
        for one in chosen.values()
        if one.id not in unplaced and (span := one.span)
    ]
    assigned: dict[str, str] = {}
    used = {room for room, _day in bookings.rooms}
    for piece in _pieces(wishes, situation):
        filling = best_filling(piece, situation.rooms, used)
        assigned.update(filling.place)
        used.update(filling.place.values())
    placed = [
        one._replace(room=assigned[one.id], state="scheduled")
        for one in chosen.values()
        if one.id in assigned
    ]
    after = Bookings(around._replace(interviews=others | {one.id: one for one in placed}))
    for wish in wishes:
        if wish.id not in assigned:
            unplaced[wish.id] = why_no_room(chosen[wish.id], wish.span, after)
    return RoomPlan(assigned, unplaced)


def _wants_none(interview: Interview, situation: Situation) -> str:
    who = students_label(interview, situation)
    if interview.span is None:
        return f"The interview of {who} has no time yet; give it one first."
    if not needs_room(interview.format, interview.place):
        return f"The interview of {who} is not held in a quiet room."
    return ""


def _fits(interview: Interview, bookings: Bookings) -> tuple[str, ...]:
    """The rooms that could hold it if only the others stood: the smallest and plainest first."""
    span = interview.span
    if span is None:
        return ()
    rooms = [room for room in bookings.situation.rooms.values() if room_free(room, interview, span, bookings)]
    return tuple(room.id for room in sorted(rooms, key=_plainness))


def _plainness(room: Room) -> tuple[int, int, str, str]:
    return len(room.equipment), room.capacity, room.name, room.id


def _pieces(wishes: list[Wish], situation: Situation) -> Iterator[list[Wish]]:
    """Wishes in groups that cannot get in each other's way, each in order of start."""
    most = max((room.changeover_minutes for room in situation.rooms.values()), default=0)
    gap = timedelta(minutes=max(0, most))
    piece: list[Wish] = []
    reach = None
    for wish in sorted(wishes, key=lambda one: (one.span, one.id)):
        if reach is not None and wish.span.start >= reach:
            yield piece
            piece, reach = [], None
        piece.append(wish)
        reach = max(reach or wish.span.end, wish.span.end + gap)
    if piece:
        yield piece
