"""Every way of placing calls in rooms is weighed here: as many as can be, and as few of those that have a room moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from models.rules.facts import Room
from models.rules.room_fill import Filling, Wish, gaps_of, good_filling

WORK_OF_PIECE = 400_000
"""Ways weighed for calls that hang together in time, until the best found so far has to do."""
_AHEAD = 10
"""So many wishes further on the work that is left must last; busy times are short."""
_LEFT, _MOVED = 10**10, 10**5
"""What a call without a room and a call that changes its room cost; less than one is for equipment not needed."""

Place = dict[str, str]
_Busy = tuple[tuple[int, datetime], ...]


class Found(NamedTuple):
    """Wish id → room; `sure` when nothing better is possible: neither more placed nor fewer moved."""

    place: Place
    sure: bool


class _Kind(NamedTuple):
    """Rooms that serve the same wishes: which of them is taken makes no difference."""

    members: tuple[str, ...]
    gap: timedelta
    waste: int


class _Way(NamedTuple):
    """The cheapest way that leads to a state: its cost, the state before, and the kind chosen for the last wish."""

    cost: int
    before: _Busy
    kind: int | None


def best_place(piece: list[Wish], rooms: Mapping[str, Room], used: set[str], work: list[int]) -> Found:
    """The rooms of one piece (in order of start). `work` is what may still be weighed, and is used up.

    First as many placed as can be, then as few moved from their homes as that takes.
    """
    good = good_filling(settled(piece, rooms), rooms, used).place
    left = sum(wish.id not in good for wish in piece)
    least = least_left(piece, rooms)
    if left <= least:
        return Found(good, True)
    best, sure = good, True
    given = min(WORK_OF_PIECE, work[0])
    search = _Search(piece, rooms, used)
    for moves in _ever_more(sum(bool(wish.home) for wish in piece)):
        mine = [given // 2]
        found, whole = search.run(left * _LEFT, moves, mine)
        work[0] -= given // 2 - mine[0]
        given -= given // 2 - mine[0]
        sure = sure and whole
        if found is not None:
            best, left = found, sum(wish.id not in found for wish in piece)
        if left <= least:
            break
    return Found(best, sure)


def _ever_more(homes: int) -> Iterator[int]:
    """Few moves first: these are weighed fast, and mostly do."""
    yield from range(min(homes, 4) + 1)
    if homes > 4:
        yield homes


def settled(piece: list[Wish], rooms: Mapping[str, Room]) -> list[Wish]:
    """The wishes without a home left with the rooms that no home takes from them."""
    gaps = gaps_of(rooms)
    homes: dict[str, list[Wish]] = defaultdict(list)
    for wish in piece:
        if wish.home:
            homes[wish.home].append(wish)
    return [
        wish
        if wish.home
        else wish._replace(
            fits=tuple(
                room
                for room in wish.fits
                if not any(one.span.overlaps(wish.span, gaps[room]) for one in homes[room])
            )
        )
        for wish in piece
    ]


def least_left(piece: list[Wish], rooms: Mapping[str, Room]) -> int:
    """How many calls of the piece find no room for certain: for no set of rooms that some call is bound to can
    more calls that are bound to it run at once than it has rooms.
    """
    gaps = gaps_of(rooms)
    sets = {frozenset(wish.fits) for wish in piece}
    sets.add(frozenset(room for some in sets for room in some))
    return max((_too_many(some, piece, gaps) for some in sets), default=0)


def _too_many(some: frozenset[str], piece: list[Wish], gaps: Mapping[str, timedelta]) -> int:
    gap = min((gaps[room] for room in some), default=timedelta(0))
    running: list[Wish] = []
    left = 0
    for wish in piece:
        if not some.issuperset(wish.fits):
            continue
        running = [one for one in running if one.span.end + gap > wish.span.start]
        running.append(wish)
        if len(running) > len(some):
            # Leaving out whoever would hold a room longest is best; who has a home is never left out.
            leaves = max((one for one in running if not one.home), key=lambda it: it.span.end, default=None)
            if leaves is not None:
                running.remove(leaves)
                left += 1
    return left


class _Search:
    """Goes from wish to wish and keeps, for each way in which rooms can be busy then, the cheapest way there."""

    def __init__(self, piece: list[Wish], rooms: Mapping[str, Room], used: set[str]) -> None:
        self.piece, self.rooms, self.used = piece, rooms, used
        self.moves, self.whole = 0, True
        self.kinds = self._kinds()
        self.rest = [least_left(piece[at:], rooms) * _LEFT for at in range(1, len(piece) + 1)]
        of = {room: kind for kind, one in enumerate(self.kinds) for room in one.members}
        self.options = [
            list(dict.fromkeys(of[room] for room in (wish.home, *wish.fits) if room)) for wish in piece
        ]
        self.homes = [of[wish.home] if wish.home else -1 for wish in piece]

    def _kinds(self) -> list[_Kind]:
        serves: dict[tuple[frozenset[str], int, str], list[str]] = defaultdict(list)
        homes = {wish.home for wish in self.piece}
        order = list(dict.fromkeys(room for wish in self.piece for room in (wish.home, *wish.fits) if room))
        for room in sorted(order, key=lambda one: (one not in self.used, order.index(one))):
            wishes = frozenset(wish.id for wish in self.piece if room in wish.fits)
            own = room if room in homes else ""
            serves[wishes, self.rooms[room].changeover_minutes, own].append(room)
        return [
            _Kind(tuple(those), timedelta(minutes=max(0, gap)), len(self.rooms[those[0]].equipment))
            for (_wishes, gap, _own), those in serves.items()
        ]

    def run(self, limit: int, moves: int, work: list[int]) -> tuple[Place | None, bool]:
        """The cheapest way that costs less than `limit` with so many moves at most, or None; whether all were
        weighed. Uses up `work`.
        """
        self.moves, self.whole = moves, True
        layers: list[dict[_Busy, _Way]] = [{(): _Way(0, (), None)}]
        for at in range(len(self.piece)):
            layers.append(self._narrowed(self._next(at, layers[-1], limit, work), at, work))
        if not layers[-1]:
            return None, self.whole
        end = min(layers[-1], key=lambda busy: (layers[-1][busy].cost, busy))
        return self._told(layers, end), self.whole

    def _narrowed(self, layer: dict[_Busy, _Way], at: int, work: list[int]) -> dict[_Busy, _Way]:
        """The cheapest of the layer, so many that there is work left for those ahead."""
        rest = min(_AHEAD, len(self.piece) - at)
        most = max(50, work[0] // (rest * max(1, len(self.kinds))))
        if len(layer) <= most:
            return layer
        self.whole = False
        return dict(sorted(layer.items(), key=lambda item: item[1].cost)[:most])

    def _next(self, at: int, layer: dict[_Busy, _Way], limit: int, work: list[int]) -> dict[_Busy, _Way]:
        found: dict[_Busy, _Way] = {}
        start, most = self.piece[at].span.start, limit - self.rest[at]
        for busy, way in layer.items():
            still = tuple(one for one in busy if one[1] > start)
            for kind, cost in self._choices(at, still):
                work[0] -= 1
                total = way.cost + cost
                if total >= most or total % _LEFT // _MOVED > self.moves:
                    continue
                after = still if kind is None else self._with(at, still, kind)
                known = found.get(after)
                if known is None or total < known.cost:
                    found[after] = _Way(total, busy, kind)
        return found

    def _choices(self, at: int, busy: _Busy) -> Iterator[tuple[int | None, int]]:
        taken = Counter(kind for kind, _until in busy)
        home = self.homes[at]
        for kind in self.options[at]:
            if taken[kind] < len(self.kinds[kind].members):
                yield kind, self.kinds[kind].waste + (_MOVED if home not in (-1, kind) else 0)
        if home == -1:
            yield None, _LEFT

    def _with(self, at: int, busy: _Busy, kind: int) -> _Busy:
        return tuple(sorted((*busy, (kind, self.piece[at].span.end + self.kinds[kind].gap))))

    def _told(self, layers: list[dict[_Busy, _Way]], end: _Busy) -> Place:
        """The kinds along the cheapest way, and a free room of each."""
        chosen: list[int | None] = []
        for layer in reversed(layers[1:]):
            way = layer[end]
            chosen.append(way.kind)
            end = way.before
        filling = Filling(self.piece, self.rooms)
        for wish, kind in zip(self.piece, reversed(chosen), strict=True):
            if kind is not None:
                members = self.kinds[kind].members
                filling.put(wish.id, next(one for one in members if not filling.blockers(wish, one)))
        return filling.place
