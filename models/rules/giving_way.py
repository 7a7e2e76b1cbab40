"""Other times for several calls at once: they compete for people and rooms, so they are placed together.

Only these calls move. A call for which nothing is left takes the place of another that can still go elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from models.errors import Alternative, Finding
from models.rules.alternatives import free_alternatives
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview
from models.rules.situation import Situation

OPTIONS = 12
"""Places looked at for a call whose own are all taken by others that moved."""
DEPTH = 3
"""How many others may make room for one call, one for the other."""
WORK = 200
"""How often others are asked to make room in all, so that a day with too many calls ends soon."""


Watch = Callable[[int, int], None]
"""Told how much of long work is done, of how much; it may raise Stopped."""


class GaveWay(NamedTuple):
    """Where the calls would go (by id), and those for which there is no place."""

    moved: dict[str, Interview]
    stuck: tuple[Interview, ...]


def give_way(
    calls: Iterable[Interview],
    situation: Situation,
    *,
    now: datetime,
    wishes: Mapping[str, Interview] = MappingProxyType({}),
    watch: Watch | None = None,
) -> GaveWay:
    """The nearest free times and rooms for all of the calls together, as many as there are places for.

    Near is where the call stands, or where `wishes` (by id) have it. Everything else stays where it is. What finds
    no place still stands where it was. `watch` is told how many of how many were looked at, and may raise Stopped.
    """
    those = sorted(calls, key=lambda one: (one.start or now, one.id))
    placing = _Placing(those, situation, now, wishes)
    for number, one in enumerate(those):
        if watch is not None:
            watch(number, len(those))
        placing.place(one, DEPTH)
    placing.settle()
    stuck = tuple(one for one in those if one.id not in placing.placed)
    return GaveWay(dict(sorted(placing.placed.items())), stuck)


class _Placing:
    """What has been placed so far; `_all` is the index of what stands with it, `_bare` of what stands without."""

    def __init__(
        self, calls: Sequence[Interview], situation: Situation, now: datetime, wishes: Mapping[str, Interview]
    ) -> None:
        self._now, self._wishes, self._situation = now, wishes, situation
        self._calls = {one.id: one for one in calls}
        standing = {ident: one for ident, one in situation.interviews.items() if ident not in self._calls}
        bare = situation._replace(interviews=standing)
        self._bare, self._all = Bookings(bare), Bookings(bare)
        self.placed: dict[str, Interview] = {}
        self._helping = min(WORK, 20 + 6000 // max(1, len(calls)))
        self._room_hope: dict[tuple[str, str, int, int], bool] = {}

    def place(self, one: Interview, depth: int, apart: frozenset[str] = frozenset()) -> bool:
        """Find a place for the call; others that were placed may go elsewhere for it, but not those `apart`."""
        if not self._some_room(one):
            return False
        found = self._search(one, self._all, 1)
        if found:
            self._put(_at(one, found[0]))
            return True
        if depth == 0 or self._helping <= 0:
            return False
        self._helping -= 1
        options = self._search(one, self._bare, OPTIONS)
        return any(self._make_room(one, option, depth, apart | {one.id}) for option in options)

    def settle(self) -> None:
        """What is stuck stands where it was: whoever was placed over it goes elsewhere, or stays stuck too."""
        for ident, one in self._calls.items():
            if ident not in self.placed:
                self._stay(one)
        for ident, moved in list(self.placed.items()):
            if self._clash(moved):
                self._lift(ident)
                if not self.place(self._calls[ident], 0):
                    self._stay(self._calls[ident])

    def _some_room(self, one: Interview) -> bool:
        """Whether any room that fits is free at any time, whoever the people are; asked once for all that are alike."""
        key = one.format, one.place, len(one.students), one.minutes
        if key not in self._room_hope:
            nobody = tuple(f"?{n}" for n in range(len(one.students)))
            anyone = one._replace(students=nobody, contact=None)
            self._room_hope[key] = bool(self._search(anyone, self._bare, 1))
        return self._room_hope[key]

    def _make_room(self, one: Interview, option: Alternative, depth: int, apart: frozenset[str]) -> bool:
        """Put the call there if the one other that stands there now finds another place."""
        there = _at(one, option)
        ways = {ident for each in self._clash(there) for ident in each.interviews if ident != one.id}
        if len(ways) != 1 or not ways <= self.placed.keys() or ways & apart:
            return False
        [other] = ways
        before = dict(self.placed)
        self._lift(other)
        if not self._clash(there):
            self._put(there)
            if self.place(self._calls[other], depth - 1, apart):
                return True
        self._restore(before)
        return False

    def _clash(self, there: Interview) -> tuple[Finding, ...]:
        return clashes(find_conflicts(there, self._situation, now=self._now, bookings=self._all))

    def _search(self, one: Interview, bookings: Bookings, wanted: int) -> tuple[Alternative, ...]:
        wish = self._wishes.get(one.id, one)._replace(students=one.students, contact=one.contact)
        return free_alternatives(wish, bookings.situation, now=self._now, wanted=wanted, bookings=bookings)

    def _put(self, there: Interview) -> None:
        self.placed[there.id] = there
        self._all.add(there)

    def _lift(self, ident: str) -> None:
        del self.placed[ident]
        self._all.drop(ident)

    def _stay(self, one: Interview) -> None:
        self._all.add(one)
        self._bare.add(one)

    def _restore(self, before: dict[str, Interview]) -> None:
        for ident in [ident for ident, one in self.placed.items() if before.get(ident) is not one]:
            self._lift(ident)
        for ident, one in before.items():
            if ident not in self.placed:
                self._put(one)


def _at(one: Interview, place: Alternative) -> Interview:
    return one._replace(start=place.start, end=place.end, room=place.room, state="scheduled")
