"""Other times for several calls at once: they compete for people and rooms, so they are placed together.

Only these calls move. A call for which nothing is left takes the place of another that can still go elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from models.errors import Alternative
from models.rules.alternatives import free_alternatives
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview
from models.rules.situation import Situation

OPTIONS = 12
"""Places looked at for a call whose own are all taken by others that moved."""
DEPTH = 3
"""How many others may make room for one call, one for the other."""
WORK = 400
"""Searches for a free place in all, so that a day without any hope ends soon."""


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
) -> GaveWay:
    """The nearest free times and rooms for all of the calls together, as many as there are places for.

    Near is where the call stands, or where `wishes` (by id) have it. Everything else stays where it is. What finds
    no place still stands where it was.
    """
    those = sorted(calls, key=lambda one: (one.start or now, one.id))
    placing = _Placing(those, situation, now, wishes)
    for one in those:
        placing.place(one, DEPTH)
    placing.settle()
    stuck = tuple(one for one in those if one.id not in placing.placed)
    return GaveWay(dict(sorted(placing.placed.items())), stuck)


class _Placing:
    """What has been placed so far, and the world with it."""

    def __init__(
        self, calls: Sequence[Interview], situation: Situation, now: datetime, wishes: Mapping[str, Interview]
    ) -> None:
        self._now, self._wishes = now, wishes
        self._calls = {one.id: one for one in calls}
        standing = {ident: one for ident, one in situation.interviews.items() if ident not in self._calls}
        self._bare = situation._replace(interviews=standing)
        self.placed: dict[str, Interview] = {}
        self._work = WORK + 2 * len(self._calls)
        self._hopeless: set[str] = set()

    def place(self, one: Interview, depth: int, apart: frozenset[str] = frozenset()) -> bool:
        """Find a place for the call; others that were placed may go elsewhere for it, but not those `apart`."""
        found = self._search(one, self._world(), 1)
        if found:
            self.placed[one.id] = _at(one, found[0])
            return True
        if depth == 0 or one.id in self._hopeless:
            return False
        options = self._search(one, self._bare, OPTIONS)
        if not options:
            self._hopeless.add(one.id)
        return any(self._make_room(one, option, depth, apart | {one.id}) for option in options)

    def settle(self) -> None:
        """What is stuck stands where it was: whoever was placed over it goes elsewhere, or stays stuck too."""
        stuck = [one for ident, one in self._calls.items() if ident not in self.placed]
        if not stuck:
            return
        kept = {one.id: one for one in stuck}
        self._bare = self._bare._replace(interviews={**self._bare.interviews, **kept})
        for ident in list(self.placed):
            moved = self.placed[ident]
            if clashes(find_conflicts(moved, self._world(), now=self._now)):
                del self.placed[ident]
                if not self.place(self._calls[ident], 0):
                    back = {**self._bare.interviews, ident: self._calls[ident]}
                    self._bare = self._bare._replace(interviews=back)

    def _make_room(self, one: Interview, option: Alternative, depth: int, apart: frozenset[str]) -> bool:
        """Put the call there if the one other that stands there now finds another place."""
        there, world = _at(one, option), self._world()
        found = clashes(find_conflicts(there, world, now=self._now, bookings=Bookings(world)))
        ways = {ident for each in found for ident in each.interviews if ident != one.id}
        if len(ways) != 1 or not ways <= self.placed.keys() or ways & apart:
            return False
        [other] = ways
        before = dict(self.placed)
        del self.placed[other]
        self.placed[one.id] = there
        if not clashes(find_conflicts(there, self._world(), now=self._now)) and self.place(
            self._calls[other], depth - 1, apart
        ):
            return True
        self.placed = before
        return False

    def _search(self, one: Interview, world: Situation, wanted: int) -> tuple[Alternative, ...]:
        if self._work <= 0:
            return ()
        self._work -= 1
        return free_alternatives(self._wishes.get(one.id, one), world, now=self._now, wanted=wanted)

    def _world(self) -> Situation:
        return self._bare._replace(interviews={**self._bare.interviews, **self.placed})


def _at(one: Interview, place: Alternative) -> Interview:
    return one._replace(start=place.start, end=place.end, room=place.room, state="scheduled")
