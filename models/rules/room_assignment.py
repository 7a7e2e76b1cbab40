"""Quiet rooms for interviews that have a time and none: never two in one, as few moved and opened as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.rules.alternatives import room_free
from models.rules.bookings import Bookings
from models.rules.facts import Interview, Room
from models.rules.interview import needs_room
from models.rules.naming import students_label
from models.rules.room_fill import Wish, good_filling
from models.rules.room_reasons import why_no_room
from models.rules.room_search import Place, best_place, settled
from models.rules.situation import Situation
from models.rules.span import local_day

WORK = 1_200_000
"""Ways weighed for all pieces together, a few seconds' worth."""


class RoomPlan(NamedTuple):
    """By interview id: the room found, or the sentence that says why there is none and what would free one.

    `moved` are those that had a room and change it so that others find one: id → the new room. `unsure` are
    the calls without a room of which not every way of placing them could be weighed.
    """

    assigned: dict[str, str]
    unplaced: dict[str, str]
    moved: dict[str, str]
    unsure: tuple[str, ...] = ()


def assign_rooms(
    wanting: Sequence[Interview],
    situation: Situation,
    movable: Sequence[Interview] = (),
    *,
    now: datetime | None = None,
) -> RoomPlan:
    """A room for each of the interviews. Rooms they had before are given up.

    As many as can be are placed; then as few as can be of the `movable` (which have a room and keep one) change
    theirs, all others staying where they are; then few rooms are used in a day, where rooms are alike no more
    than its busiest minute needs. Where rooms differ every way is weighed up to a limit of work; `unsure` tells
    for whom that did not suffice. With `now` no reason proposes a time that has passed.
    """
    return _Assigning(wanting, situation, movable).plan(now)


class _Assigning:
    """One run: what stays, what wants a room, what may move."""

    def __init__(
        self, wanting: Sequence[Interview], situation: Situation, movable: Sequence[Interview]
    ) -> None:
        self.situation = situation
        self.chosen = {one.id: one for one in wanting}
        free = {one.id: one for one in movable if one.id not in self.chosen and one.room}
        stay = {i: one for i, one in situation.interviews.items() if i not in self.chosen and i not in free}
        staying = Bookings(situation._replace(interviews=stay))
        self.homes = {i: one for i, one in free.items() if _at_home(one, staying)}
        self.others = stay | {i: one for i, one in free.items() if i not in self.homes}
        self.bookings = Bookings(situation._replace(interviews=self.others))

    def plan(self, now: datetime | None) -> RoomPlan:
        """Piece by piece, then day by day."""
        situation = self.situation
        unplaced = {one.id: text for one in self.chosen.values() if (text := _wants_none(one, situation))}
        wishes = [wish for one in self.chosen.values() if one.id not in unplaced for wish in self._wish(one)]
        there = [wish for one in self.homes.values() for wish in self._wish(one)]
        place, unsure = self._place([wish for wish in wishes if wish.fits], there)
        moved = {ident: room for ident, room in place.items() if self._has_moved(ident, room)}
        assigned = {ident: room for ident, room in place.items() if ident in self.chosen}
        after = self._after({**assigned, **moved})
        for wish in wishes:
            if wish.id not in assigned:
                unplaced[wish.id] = why_no_room(self.chosen[wish.id], wish.span, after, now)
        return RoomPlan(assigned, unplaced, moved, unsure)

    def _place(self, wishes: list[Wish], there: list[Wish]) -> tuple[Place, tuple[str, ...]]:
        situation, work = self.situation, [WORK]
        place: Place = {}
        unsure: list[str] = []
        used = self._used(there)
        for piece in _pieces([*wishes, *there], situation):
            lacking = [wish for wish in piece if not wish.home]
            if not lacking:
                continue
            opened = used[local_day(piece[0].span.start, situation.zone)]
            found = best_place(piece, situation.rooms, opened, work)
            place |= found.place
            opened |= set(found.place.values())
            unsure += [wish.id for wish in lacking if not found.sure and wish.id not in found.place]
        for those in _by_day(wishes, situation):
            self._spare([wish for wish in those if wish.id in place], there, place)
        return place, tuple(unsure)

    def _spare(self, wishes: list[Wish], there: list[Wish], place: Place) -> None:
        """Give rooms of one day back whose calls find place in the others that are used, the emptiest first."""
        day = {local_day(wish.span.start, self.situation.zone) for wish in wishes}
        kept = set().union(*(self._used(there)[one] for one in day))
        kept |= {room for ident, room in place.items() if ident not in self.chosen}
        settled = [wish._replace(home=place.get(wish.id, wish.home)) for wish in there]
        holding: dict[str, list[str]] = defaultdict(list)
        for wish in wishes:
            holding[place[wish.id]].append(wish.id)
        used = set(holding) | kept
        for room in sorted(set(holding) - kept, key=lambda one: (len(holding[one]), one)):
            fewer = [
                wish._replace(fits=tuple(one for one in wish.fits if one in used - {room})) for wish in wishes
            ]
            again = self._again(fewer, settled, used - {room})
            if again is not None:
                used.discard(room)
                place.update(again)

    def _again(self, wishes: list[Wish], there: list[Wish], used: set[str]) -> Place | None:
        """All the wishes placed anew, or None where one finds no room."""
        found: Place = {}
        for piece in _pieces([*wishes, *there], self.situation):
            if any(not wish.home and not wish.fits for wish in piece):
                return None
            filling = good_filling(settled(piece, self.situation.rooms), self.situation.rooms, used)
            if filling.left():
                return None
            found |= {wish.id: filling.place[wish.id] for wish in piece if not wish.home}
        return found

    def _wish(self, one: Interview) -> Iterator[Wish]:
        """With the rooms that could hold it if only those stood that stay: the smallest and plainest first."""
        span = one.span
        if span is None:
            return
        schools = _schools(one, self.situation)
        rooms = [
            room
            for room in self.situation.rooms.values()
            if (not schools or room.school in ("", *schools) or room.id == one.room)
            and room_free(room, one, span, self.bookings)
        ]
        home = one.room or "" if one.id in self.homes else ""
        yield Wish(one.id, span, tuple(room.id for room in sorted(rooms, key=_plainness)), home)

    def _used(self, there: list[Wish]) -> dict[date, set[str]]:
        """The rooms in use on each local day by what has one already."""
        used: dict[date, set[str]] = defaultdict(set)
        zone = self.situation.zone
        for one in self.bookings.all.values():
            if one.interview.room:
                used[local_day(one.span.start, zone)].add(one.interview.room)
        for wish in there:
            used[local_day(wish.span.start, zone)].add(wish.home)
        return used

    def _has_moved(self, ident: str, room: str) -> bool:
        return ident in self.homes and self.homes[ident].room != room

    def _after(self, place: Place) -> Bookings:
        """Everything as it would be."""
        known = {**self.chosen, **self.homes}
        placed = {ident: known[ident]._replace(room=room) for ident, room in place.items()}
        standing = {
            ident: one._replace(state="scheduled") if ident in self.chosen else one
            for ident, one in placed.items()
        }
        return Bookings(self.situation._replace(interviews={**self.others, **self.homes, **standing}))


def _at_home(one: Interview, staying: Bookings) -> bool:
    """Whether its room can hold it; what stands against a rule is left for a person."""
    room, span = staying.situation.rooms.get(one.room or ""), one.span
    return room is not None and span is not None and room_free(room, one, span, staying)


def _wants_none(interview: Interview, situation: Situation) -> str:
    who = students_label(interview, situation)
    if interview.span is None:
        return f"The interview of {who} has no time yet; give it one first."
    if not needs_room(interview.format, interview.place):
        return f"The interview of {who} is not held in a quiet room."
    return ""


def _schools(one: Interview, situation: Situation) -> set[str]:
    """The schools its students go to, as far as they are known."""
    known = [situation.students.get(ident) for ident in one.students]
    return {student.school for student in known if student is not None and student.school}


def _plainness(room: Room) -> tuple[int, int, str, str]:
    return len(room.equipment), room.capacity, room.name, room.id


def _by_day(wishes: list[Wish], situation: Situation) -> list[list[Wish]]:
    days: dict[date, list[Wish]] = defaultdict(list)
    for wish in wishes:
        days[local_day(wish.span.start, situation.zone)].append(wish)
    return list(days.values())


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
