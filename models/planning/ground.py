"""A problem prepared for searching: every possibility of every student as starts in bits, the best first."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from random import Random
from typing import NamedTuple

from models.planning.grid import EVERY, STARTS, each, minute_of, runs, starts_touching, starts_within, steps
from models.planning.problem import STEP, Host, Problem, Pupil, may_meet, rank_of
from models.planning.score import STRICT, USUAL, Price, Weights, overlap

_value = attrgetter("value")

UNLIMITED = 1_000_000
VISIT = -1
"""The need of an interview on site: no quiet room, no adult."""

_STRICT_UNIT = STRICT.core.each // USUAL.core.each


class Option(NamedTuple):
    """Starts that are worth the same to a student with one contact on one day.

    `value` is what the search goes by, `exact` what plans are compared by, `worth` what the sum of a score counts;
    `cell` is the contact's day; `need` a place in `Ground.needs`, or VISIT.
    """

    value: int
    exact: int
    worth: int
    cell: int
    day: int
    host: int
    need: int
    mask: int
    claimed: bool


class Place(NamedTuple):
    """Where possibilities belong: the middle of an `Option`."""

    cell: int
    day: int
    host: int
    need: int


class Need(NamedTuple):
    """What a call at school takes: which school's rooms (by place, the plainest first), how long, whose watching."""

    school: str
    video: bool
    minutes: int
    rooms: tuple[int, ...]
    pools: tuple[int, ...]


class Ground:
    """All that does not change while plans are tried. `weights` None means the strict order of the goals.

    `cells` are contact-days, `host * days + day`; `pools` are schools whose adults watch calls.
    """

    def __init__(self, problem: Problem, weights: Weights | None, rng: Random) -> None:
        self.problem = problem
        self.days = len(problem.days)
        self.search, self.counted = weights or STRICT, weights or USUAL
        self.by_weights = weights is not None
        self.needs: list[Need] = []
        self.pools = _Pools(problem)
        self._need_at: dict[tuple[str, bool, int], int] = {}
        self._levels: dict[tuple[object, ...], list[tuple[int, int]]] = {}
        self._patterns: dict[tuple[int, int], list[tuple[int, tuple[tuple[int, int], ...]]]] = {}
        self._need_starts: dict[tuple[int, int], int] = {}
        self._room_starts: dict[tuple[int, int, int], int] = {}
        self.cell_starts = [
            _host_starts(host, day, one.earliest)
            for host in problem.hosts
            for day, one in enumerate(problem.days)
        ]
        self.exact = weights or _strict_units(problem)
        self.exact_cost = 1 if weights else self.exact.core.each // USUAL.core.each
        self.unit = 1 if weights else _STRICT_UNIT
        self._of_cluster: dict[str, list[int]] = defaultdict(list)
        for number, host in enumerate(problem.hosts):
            for cluster in host.clusters:
                self._of_cluster[cluster].append(number)
        self.options = [self._options(place, pupil, rng) for place, pupil in enumerate(problem.pupils)]

    def _options(self, place: int, pupil: Pupil, rng: Random) -> list[Option]:
        """All possibilities of one student by value, equal ones in an order of chance."""
        asked = {
            number: None
            for cluster, _rank in pupil.ranked
            for number in self._of_cluster.get(cluster, ())
            if pupil.owes > 0 and self._askable(pupil, number)
        }
        hosts = list(asked)
        rng.shuffle(hosts)
        found = [option for number in hosts for option in self._with_host(pupil, number)]
        found.sort(key=_value, reverse=True)
        return found

    def _askable(self, pupil: Pupil, number: int) -> bool:
        host = self.problem.hosts[number]
        return may_meet(pupil, host) and (host.left is None or host.left > 0 or pupil.id in host.claimed)

    def _with_host(self, pupil: Pupil, number: int) -> list[Option]:
        host = self.problem.hosts[number]
        rank = (rank_of(pupil, host) or 1) - 1
        gains = [each.placed + each.ranks[rank] for each in (self.search, self.exact, self.counted)]
        ways = [(self.need(pupil.school, host), 0)] if host.call else []
        ways += [(VISIT, host.travel)] if host.visits else []
        found = []
        for day in range(self.days):
            cell = number * self.days + day
            if not self.cell_starts[cell] or day in pupil.away or _full_day(host, day):
                continue
            for need, way in ways:
                found += self._on_day(pupil, Place(cell, day, number, need), way, gains)
        return found

    def _on_day(self, pupil: Pupil, place: Place, way: int, gains: list[int]) -> list[Option]:
        host = self.problem.hosts[place.host]
        free = self.cell_starts[place.cell]
        if place.need != VISIT:
            free &= self.need_starts(place.need, place.day)
        if not free:
            return []
        value, exact, worth = gains
        unit, costing, claimed = self.unit, self.exact_cost, pupil.id in host.claimed
        cell, day, number, need = place
        return [
            Option(value - cost, exact - cost // unit * costing, worth - cost // unit,
                   cell, day, number, need, left, claimed)
            for cost, mask in self.levels(pupil.kinds[day], day, way, host.minutes)
            if (left := mask & free)
        ]  # fmt: skip

    def need(self, school: str, host: Host) -> int:
        """The place in `needs` of a call with the contact from that school."""
        key = school, host.call == "video", host.minutes
        if key not in self._need_at:
            self._need_at[key] = len(self.needs)
            self.needs.append(Need(*key, self._rooms(school, key[1]), self.pools.of(school)))
        return self._need_at[key]

    def _rooms(self, school: str, video: bool) -> tuple[int, ...]:
        rooms = [
            (room.video, room.changeover, room.id, place)
            for place, room in enumerate(self.problem.rooms)
            if room.school in ("", school) and (room.video or not video)
        ]
        return tuple(place for *_, place in sorted(rooms))

    def need_starts(self, need: int, day: int) -> int:
        """The starts of a day at which some room is open and an adult on duty, whatever else is booked by the plan."""
        key = need, day
        if key not in self._need_starts:
            wanted, found = self.needs[need], 0
            for room in wanted.rooms:
                found |= self.starts_in(room, day, wanted.minutes)
            self._need_starts[key] = found & self.pools.starts(wanted.pools, day, wanted.minutes)
        return self._need_starts[key]

    def starts_in(self, room: int, day: int, minutes: int) -> int:
        """The starts of a day at which the room could hold so many minutes, beside what stands in it already."""
        key = room, day, minutes
        if key not in self._room_starts:
            known, found = self.problem.rooms[room], 0
            for on, start, end in known.hours:
                found |= starts_within((start, end), minutes) if on == day else 0
            for on, start, end in known.busy:
                found &= ~starts_touching((start, end), minutes, known.changeover) if on == day else EVERY
            self._room_starts[key] = found
        return self._room_starts[key]

    def levels(
        self, kinds: tuple[tuple[str, ...], ...], day: int, way: int, minutes: int
    ) -> list[tuple[int, int]]:
        """For classes of these kinds: what starts cost, and which cost that; the cheapest first."""
        key = kinds, day, way, minutes
        if key not in self._levels:
            found: dict[int, int] = defaultdict(int)
            prices = self.search.prices
            for mask, touched in self._pattern(day, way, minutes):
                cost = _cost(kinds, touched, prices)
                if cost is not None:
                    found[cost] |= mask
            self._levels[key] = sorted(found.items())
        return self._levels[key]

    def _pattern(self, day: int, way: int, minutes: int) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
        """Starts that touch the same periods for the same minutes: (starts, ((period, minutes), …))."""
        key = day, way * 1000 + minutes
        if key not in self._patterns:
            found: dict[tuple[tuple[int, int], ...], int] = defaultdict(int)
            for start in range(STARTS):
                at = minute_of(start)
                touched = tuple(
                    (place, shared)
                    for place, (_name, spans) in enumerate(self.problem.days[day].periods)
                    if (shared := overlap((at - way, at + minutes + way), spans))
                )
                found[touched] |= 1 << start
            self._patterns[key] = [(mask, touched) for touched, mask in found.items()]
        return self._patterns[key]


class _Pools:
    """How many more calls each school's adults can watch at each step of a day."""

    def __init__(self, problem: Problem) -> None:
        self.names: list[str] = []
        self._room: list[list[list[int]]] = []
        self._problem = problem
        if problem.watches is None:
            return
        schools = sorted({pupil.school for pupil in problem.pupils} | {school for school, _ in problem.calls})
        self._named = {watch.school for watch in problem.watches}
        for school in schools if "" not in self._named or len(schools) < 2 else [*schools, ""]:
            self.names.append(school)
            self._room.append([self._left(school, day) for day in range(len(problem.days))])

    def _left(self, school: str, day: int) -> list[int]:
        left = [0] * STARTS
        for watch in self._problem.watches or ():
            if watch.span[0] == day and (school == "" or watch.school in ("", school)):
                # Only steps that the duty covers wholly.
                for step in each(starts_within(watch.span[1:], STEP)):
                    left[step] += self._problem.ratio
        for where, call in self._problem.calls:
            if call[0] == day and school in ("", where):
                for step in each(starts_touching(call[1:], STEP, 0)):
                    left[step] -= 1
        return left

    def of(self, school: str) -> tuple[int, ...]:
        """The pools that a call at the school draws on."""
        return tuple(place for place, name in enumerate(self.names) if name in ("", school))

    def left(self, pool: int, day: int) -> list[int]:
        """How many more calls can run at each step."""
        return list(self._room[pool][day])

    def full(self, pool: int, day: int) -> int:
        """The steps at which no further call can run."""
        return sum(1 << step for step, left in enumerate(self._room[pool][day]) if left <= 0)

    def starts(self, pools: tuple[int, ...], day: int, minutes: int) -> int:
        """The starts at which so many minutes could be watched."""
        found = EVERY
        for pool in pools:
            found &= runs(EVERY & ~self.full(pool, day), steps(minutes))
        return found


def _host_starts(host: Host, day: int, earliest: int) -> int:
    found = 0
    for on, start, end in host.hours:
        if on == day:
            found |= starts_within((max(start, earliest), end), host.minutes)
    for on, start, end in host.busy:
        if on == day:
            found &= ~starts_touching((start, end), host.minutes, host.gap)
    return found


def _full_day(host: Host, day: int) -> bool:
    return host.per_day is not None and dict(host.by_day).get(day, 0) >= host.per_day


def _cost(
    kinds: tuple[tuple[str, ...], ...], touched: tuple[tuple[int, int], ...], prices: dict[str, Price]
) -> int | None:
    """What missing these minutes of these periods costs; None where a class may never be missed."""
    cost = 0
    for period, minutes in touched:
        for kind in kinds[period]:
            if kind == "never":
                return None
            price = prices.get(kind)
            cost += price.each + price.minute * minutes if price else 0
    return cost


def _strict_units(problem: Problem) -> Weights:
    """Weights so large that no sum of a lower goal ever outweighs one of a higher: the goals in strict order."""
    most = problem.wanted + 1
    evenness = most
    booked = max((host.booked for host in problem.hosts), default=0)
    price = evenness * most * (most + booked)
    # An interview with its way touches at most some periods of a day; ten thousand is beyond any cost of one.
    third = price * most * 10_000
    second, first = third * most, third * most * most
    core, elective, lunch = (Price(price * one.each, price * one.minute) for one in USUAL.prices.values())
    placed = first * most
    return Weights(placed * most, placed, (first, second, third), core, elective, lunch, evenness, 1)
