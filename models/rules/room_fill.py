"""How calls that hang together in time are spread over rooms, so that as many as possible find one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from models.rules.facts import Room
from models.rules.span import Span

EXACT_WISHES = 60
"""Up to so many calls in one piece, every way of placing them is weighed."""
EXACT_STATES = 20_000
"""Ways weighed before the search is given up for the good filling found first."""
TRIES = 3_000
"""Moves tried to make room for calls of one piece."""
DEPTH = 5
"""How many calls one newcomer may push on, one after the other."""


class Wish(NamedTuple):
    """A call that wants a room, and the rooms that could hold it as far as all other bookings go."""

    id: str
    span: Span
    fits: tuple[str, ...]


class Filling:
    """Who is in which room; knows the pauses that rooms need, and can take its last steps back."""

    def __init__(self, wishes: list[Wish], rooms: Mapping[str, Room]) -> None:
        self.wishes = {wish.id: wish for wish in wishes}
        self.gaps = {ident: timedelta(minutes=max(0, one.changeover_minutes)) for ident, one in rooms.items()}
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


def best_filling(piece: list[Wish], rooms: Mapping[str, Room], used: set[str]) -> Filling:
    """A filling of one piece (in order of start). Rooms already `used` are preferred, so that few are opened."""
    filling = _sweep(piece, rooms, used)
    if len(filling.place) == len(piece) or _alike(piece, rooms):
        return filling
    exact = _Exact(piece, rooms, used).solve() if len(piece) <= EXACT_WISHES else None
    if exact is not None:
        return exact if len(exact.place) > len(filling.place) else filling
    tries = [TRIES]
    for wish in filling.left():
        _make_room(wish, filling, frozenset(), tries)
    return filling


def _alike(piece: list[Wish], rooms: Mapping[str, Room]) -> bool:
    """Whether every room serves every wish equally; then the sweep has placed all that can be placed."""
    same = len({wish.fits for wish in piece}) <= 1
    return same and len({rooms[room].changeover_minutes for room in piece[0].fits}) <= 1


def _sweep(piece: list[Wish], rooms: Mapping[str, Room], used: set[str]) -> Filling:
    """Each in turn takes a free room, one in use before a fresh one.

    Where all are taken, the call that would hold its room longest gives way: for rooms that are alike this
    places as many as can be placed.
    """
    filling, opened = Filling(piece, rooms), set(used)
    for wish in piece:
        holders = {room: filling.blockers(wish, room) for room in wish.fits}
        free = [room for room in wish.fits if not holders[room]]
        if free:
            room = next((one for one in free if one in opened), free[0])
        else:
            lone = [(those[0].span.end, room) for room, those in holders.items() if len(those) == 1]
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
        if tries[0] <= 0 or any(one.id in moving for one in blockers):
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


class _TooMany(Exception):
    """There are more ways than are worth weighing."""


_Busy = tuple[tuple[int, datetime], ...]


class _Exact:
    """Weighs every way: rooms that serve the same wishes count as one kind, so that few ways remain."""

    def __init__(self, piece: list[Wish], rooms: Mapping[str, Room], used: set[str]) -> None:
        self.piece, self.rooms = piece, rooms
        serves: dict[tuple[frozenset[str], int], list[str]] = defaultdict(list)
        for ident in sorted(
            {room for wish in piece for room in wish.fits}, key=lambda one: (one not in used, one)
        ):
            wishes = frozenset(wish.id for wish in piece if ident in wish.fits)
            serves[wishes, rooms[ident].changeover_minutes].append(ident)
        kinds = sorted(serves.items(), key=lambda item: (len(item[0][0]), item[1]))
        self.kinds = [members for _key, members in kinds]
        self.gaps = [timedelta(minutes=max(0, gap)) for (_wishes, gap), _members in kinds]
        self.options = [
            [kind for kind, ((wishes, _gap), _members) in enumerate(kinds) if wish.id in wishes]
            for wish in piece
        ]
        self.known: dict[tuple[int, _Busy], tuple[int, int | None]] = {}

    def solve(self) -> Filling | None:
        """The fullest filling, or None when there were too many ways."""
        try:
            self._best(0, ())
        except _TooMany:
            return None
        return self._replay()

    def _best(self, at: int, busy: _Busy) -> int:
        """How many of the wishes from `at` on can be placed while those kinds are busy until then."""
        if at == len(self.piece):
            return 0
        busy = self._still(at, busy)
        if (at, busy) in self.known:
            return self.known[at, busy][0]
        if len(self.known) >= EXACT_STATES:
            raise _TooMany
        best, choice = self._choose(at, busy)
        without = self._best(at + 1, busy) if best < len(self.piece) - at else -1
        self.known[at, busy] = (best, choice) if best >= without else (without, None)
        return max(best, without)

    def _choose(self, at: int, busy: _Busy) -> tuple[int, int | None]:
        """The most that can be placed when the wish at `at` is, and the kind of room to give it."""
        best, choice = -1, None
        taken = Counter(kind for kind, _until in busy)
        for kind in self.options[at]:
            if taken[kind] < len(self.kinds[kind]):
                count = 1 + self._best(at + 1, self._with(at, busy, kind))
                if count > best:
                    best, choice = count, kind
                if best == len(self.piece) - at:
                    break
        return best, choice

    def _still(self, at: int, busy: _Busy) -> _Busy:
        start = self.piece[at].span.start
        return tuple(one for one in busy if one[1] > start)

    def _with(self, at: int, busy: _Busy, kind: int) -> _Busy:
        return tuple(sorted((*busy, (kind, self.piece[at].span.end + self.gaps[kind]))))

    def _replay(self) -> Filling:
        filling = Filling(self.piece, self.rooms)
        busy: _Busy = ()
        for at, wish in enumerate(self.piece):
            busy = self._still(at, busy)
            choice = self.known[at, busy][1]
            if choice is not None:
                room = next(one for one in self.kinds[choice] if not filling.blockers(wish, one))
                filling.put(wish.id, room)
                busy = self._with(at, busy, choice)
        return filling
