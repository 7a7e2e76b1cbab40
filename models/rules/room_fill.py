"""Who is in which room: calls that hang together in time, spread so that as many as possible find one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from models.rules.facts import Room
from models.rules.span import Span

TRIES = 2_000
"""Moves tried to make room for calls of one piece."""
DEPTH = 5
"""How many calls one newcomer may push on, one after the other."""


class Wish(NamedTuple):
    """A call that wants a room, and the rooms that could hold it as far as bookings that stay go, best first.

    `home` is the room that it has already and leaves only where that helps another; "" for one without a room.
    """

    id: str
    span: Span
    fits: tuple[str, ...]
    home: str = ""


class Filling:
    """Who is in which room; knows the pauses that rooms need, and can take its last steps back."""

    def __init__(self, wishes: Iterable[Wish], rooms: Mapping[str, Room]) -> None:
        self.wishes = {wish.id: wish for wish in wishes}
        self.gaps = gaps_of(rooms)
        self.place: dict[str, str] = {}
        self._held: dict[str, set[str]] = defaultdict(set)
        self._steps: list[tuple[str, str, bool]] = []

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self._steps)

    def put(self, wish: str, room: str) -> None:
        """The wish takes the room."""
        self.place[wish] = room
        self._held[room].add(wish)
        self._steps.append((wish, room, True))

    def take_out(self, wish: str) -> None:
        """The wish gives up its room."""
        room = self.place.pop(wish)
        self._held[room].discard(wish)
        self._steps.append((wish, room, False))

    def back_to(self, steps: int) -> None:
        """Undoes every step after the first `steps`."""
        while len(self._steps) > steps:
            wish, room, came = self._steps[-1]
            (self.take_out if came else partial(self.put, room=room))(wish)
            del self._steps[-2:]

    def blockers(self, wish: Wish, room: str) -> list[Wish]:
        """Who holds the room while the wish would want it, earliest first."""
        gap = self.gaps[room]
        held = (self.wishes[one] for one in self._held[room])
        return sorted(
            (one for one in held if one.span.overlaps(wish.span, gap)), key=lambda it: (it.span, it.id)
        )

    def left(self) -> list[Wish]:
        """Who has no room, in order of start."""
        return [one for one in self.wishes.values() if one.id not in self.place]


def gaps_of(rooms: Mapping[str, Room]) -> dict[str, timedelta]:
    """By room: the pause between two calls."""
    return {ident: timedelta(minutes=max(0, one.changeover_minutes)) for ident, one in rooms.items()}


def good_filling(piece: list[Wish], rooms: Mapping[str, Room], used: set[str]) -> Filling:
    """A filling of one piece (in order of start), quickly found; calls with a home stay there.

    Rooms already `used` are preferred, so that few are opened. For rooms that are alike nothing is better.
    """
    filling = _sweep(piece, rooms, used)
    if len(filling.place) == len(piece) or alike(piece, rooms):
        return filling
    tries = [TRIES]
    for wish in filling.left():
        _make_room(wish, filling, frozenset(), tries)
    return filling


def alike(piece: list[Wish], rooms: Mapping[str, Room]) -> bool:
    """Whether every room serves every wish equally; then the sweep has placed all that can be placed."""
    same = len({wish.fits for wish in piece}) <= 1 and not any(wish.home for wish in piece)
    return same and len({rooms[room].changeover_minutes for room in piece[0].fits}) <= 1


def _sweep(piece: list[Wish], rooms: Mapping[str, Room], used: set[str]) -> Filling:
    """Each in turn takes a free room, one in use before a fresh one.

    Where all are taken, the call that would hold its room longest gives way: for rooms that are alike this
    places as many as can be placed.
    """
    filling, opened = Filling(piece, rooms), set(used)
    for wish in piece:
        if wish.home:
            filling.put(wish.id, wish.home)
    for wish in (one for one in piece if not one.home):
        holders = {room: filling.blockers(wish, room) for room in wish.fits}
        free = [room for room in wish.fits if not holders[room]]
        if free:
            room = next((one for one in free if one in opened), free[0])
        else:
            lone = [
                (those[0].span.end, room)
                for room, those in holders.items()
                if len(those) == 1 and not those[0].home
            ]
            end, room = max(lone, default=(wish.span.end, ""))
            if end <= wish.span.end:
                continue
            filling.take_out(holders[room][0].id)
        filling.put(wish.id, room)
        opened.add(room)
    return filling


def _make_room(wish: Wish, filling: Filling, moving: frozenset[str], tries: list[int]) -> bool:
    """Places the wish, pushing others on to further rooms where that helps; nothing is changed if it fails."""
    for room in wish.fits:
        blockers = filling.blockers(wish, room)
        if len(moving) >= DEPTH and blockers:
            continue
        if tries[0] <= 0 or any(one.home or one.id in moving for one in blockers):
            continue
        tries[0] -= 1
        before = filling.steps
        for one in blockers:
            filling.take_out(one.id)
        filling.put(wish.id, room)
        push = partial(_make_room, filling=filling, moving=moving | {wish.id}, tries=tries)
        if all(push(one) for one in blockers):
            return True
        filling.back_to(before)
    return False
