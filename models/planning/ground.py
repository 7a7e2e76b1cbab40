"""A problem prepared for searching: every possibility of every student as starts in bits, the best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from operator import attrgetter
from random import Random

from models.planning.chances import (
    VISIT,
    Chance,
    Chances,
    Level,
    Levels,
    Need,
    Option,
    Place,
    chance_at,
    start_of,
    worth_more,
)
from models.planning.grid import (
    EVERY,
    FIRST,
    STARTS,
    bits,
    minute_of,
    starts_touching,
    starts_within,
    steps,
)
from models.planning.pools import Pools
from models.planning.problem import Host, Problem, Pupil, Slot, may_meet, rank_of
from models.planning.score import STRICT, USUAL, Price, Weights, overlap, strict_units

_value = attrgetter("value")

_OUTWEIGHS = 50
"""How many times a first choice it must be worth not to disturb anybody for it to come before all else."""
_STRICT_UNIT = STRICT.core.each // USUAL.core.each


class Ground:
    """All that does not change while plans are tried. `weights` None means the strict order of the goals.

    `cells` are contact-days, `host * days + day`; `pools` are schools whose adults watch calls.
    """

    def __init__(self, problem: Problem, weights: Weights | None, rng: Random) -> None:
        self.problem = problem
        self.days = len(problem.days)
        self.search, self.counted = weights or STRICT, weights or USUAL
        self.weights, self.by_weights = weights, weights is not None
        self.needs: list[Need] = []
        self.pools = Pools(problem)
        self._need_at: dict[tuple[str, bool, int], int] = {}
        self._levels: dict[tuple[int, ...], Levels] = {}
        # The problem holds all kinds, so no two that differ are ever at one place.
        self._kinds_at: dict[int, int] = {}
        self._kinds: dict[tuple[tuple[str, ...], ...], int] = {}
        self._patterns: dict[tuple[int, int], list[tuple[int, tuple[tuple[int, int], ...]]]] = {}
        bells = {day.periods: number for number, day in enumerate(problem.days)}
        self._bell = [bells[day.periods] for day in problem.days]
        self._need_starts: dict[tuple[int, int], int] = {}
        self._room_starts: dict[tuple[int, int, int], int] = {}
        self.exact = weights or strict_units(problem)
        self.exact_cost = 1 if weights else self.exact.core.each // USUAL.core.each
        self.unit = 1 if weights else _STRICT_UNIT
        self._know_contacts()
        self._know_what_was_told()
        self._luck = rng.getrandbits(32)
        self.chances = Chances(len(problem.pupils), self.chances_of)
        self.held = Chances(len(problem.pupils), self._held_of)

    def _know_contacts(self) -> None:
        problem = self.problem
        self.cell_starts = [
            _host_starts(host, day, one.earliest)
            for host in problem.hosts
            for day, one in enumerate(problem.days)
        ]
        self._fresh = [bits(steps(one.fresh - FIRST), STARTS) for one in problem.days]
        self._host_days = [
            [
                day
                for day in range(self.days)
                if self.cell_starts[number * self.days + day] and not _full_day(host, day)
            ]
            for number, host in enumerate(problem.hosts)
        ]
        self._of_cluster: dict[str, list[int]] = defaultdict(list)
        for number, host in enumerate(problem.hosts):
            for cluster in host.clusters:
                self._of_cluster[cluster].append(number)

    def _know_what_was_told(self) -> None:
        problem = self.problem
        self._agreed = {(pupil, host): way for pupil, host, way in problem.agreed}
        self._told: dict[int, list[tuple[Slot, int]]] = defaultdict(list)
        self._told_bits: dict[tuple[int, int], int] = {}
        for slot, dear in zip(problem.told, problem.dear or [1] * len(problem.told), strict=True):
            self._told[slot.pupil].append((slot, dear))
            self._told_bits[slot.pupil, slot.host * self.days + slot.day] = 1 << start_of(slot)
        self.told_room = {
            (slot.pupil, slot.host * self.days + slot.day, start_of(slot)): slot.room
            for slot in (*problem.told, *problem.kept)
        }
        self.room_change = self.search.moved // 4 if problem.told else 0

    def option_of(self, slot: Slot) -> Option | None:
        """The possibility that this interview is, with its one start; None where it is none."""
        pupil, host = self.problem.pupils[slot.pupil], self.problem.hosts[slot.host]
        visit, bit = slot.format == "on_site", 1 << start_of(slot)
        if not pupil.owes or not self._askable(pupil, slot.host) or not (visit or slot.format == host.call):
            return None
        for chance in self._priced(slot.pupil, self._with_host(slot.pupil, slot.host, {slot.day})):
            if chance.day == slot.day and chance.mask & bit and (chance.need == VISIT) == visit:
                return self.at(chance, next(one.cost for one in chance.levels.each if one.mask & bit), bit)
        return None

    def at_cost(self, chance: Chance, cost: int, mask: int) -> Option:
        """The chance at those of these starts that cost so much."""
        return self.at(chance, cost, mask & next(one.mask for one in chance.levels.each if one.cost == cost))

    def at(self, chance: Chance, cost: int, mask: int) -> Option:
        """The chance at those of its starts that cost so much."""
        missed = cost // self.unit
        return Option(
            chance.gain - cost,
            chance.exact - missed * self.exact_cost,
            chance.worth - missed,
            chance.cell,
            chance.day,
            chance.host,
            chance.need,
            mask,
            chance.claimed,
        )

    def options_of(self, place: int) -> list[Option]:
        """All possibilities of one student, each chance at each of its levels."""
        return [
            self.at(chance, cost, chance.mask & mask)
            for chance in self.chances[place]
            for cost, mask in chance.levels.each
            if chance.mask & mask
        ]

    def chances_of(self, place: int) -> list[Chance]:
        """All chances of one student by value, equal ones in an order of chance."""
        pupil, rng = self.problem.pupils[place], Random(self._luck ^ place)
        if pupil.owes <= 0:
            return []
        asked = {
            number: None
            for cluster, _rank in pupil.ranked
            for number in self._of_cluster.get(cluster, ())
            if self._askable(pupil, number)
        }
        hosts = list(asked)
        rng.shuffle(hosts)
        free = {day for day in range(self.days) if day not in pupil.away}
        found = [chance for number in hosts for chance in self._with_host(place, number, free)]
        found = self._priced(place, found)
        found.sort(key=_value, reverse=True)
        return found

    def _held_of(self, place: int) -> list[Chance]:
        """Where people expect the student to be, as far as that is worth more than anything else: the first of their
        chances, known without working out the others.
        """
        told, pupil = self._told.get(place), self.problem.pupils[place]
        if not told or pupil.owes <= 0 or self.search.moved < _OUTWEIGHS * max(self.search.ranks):
            return []
        dearest, found = max(dear for _, dear in told), []
        for slot, dear in told:
            if 2 * dear > dearest and slot.day not in pupil.away and self._askable(pupil, slot.host):
                bit = 1 << start_of(slot)
                there = self._priced(place, self._with_host(place, slot.host, {slot.day}))
                visit = slot.format == "on_site"
                found += [one for one in there if one.mask == bit and (one.need == VISIT) == visit][:1]
        found.sort(key=_value, reverse=True)
        return found

    def _priced(self, place: int, chances: list[Chance]) -> list[Chance]:
        """The chances, those worth more that change nothing, or little, for whoever was told of a call."""
        told = self._told.get(place)
        if not told:
            return chances
        here = {(slot.host, slot.day, slot.format == "on_site"): 1 << start_of(slot) for slot, _ in told}
        hosts, moved, found = {slot.host: dear for slot, dear in told}, self.search.moved, []
        for chance in chances:
            bit = here.get((chance.host, chance.day, chance.need == VISIT), 0) & chance.mask
            dear = hosts.get(chance.host, 0)
            if bit:
                found.append(worth_more(chance, bit, moved * dear))
            if chance.mask != bit:
                # To the same contact at another time is less of a change than another contact.
                left = chance.mask & ~bit
                found.append(worth_more(chance, left, moved * dear // 2) if dear else chance)
        return found

    def _askable(self, pupil: Pupil, number: int) -> bool:
        host = self.problem.hosts[number]
        return may_meet(pupil, host) and (host.left is None or host.left > 0 or pupil.id in host.claimed)

    def _with_host(self, place: int, number: int, days: Collection[int]) -> list[Chance]:
        pupil, host = self.problem.pupils[place], self.problem.hosts[number]
        rank = (rank_of(pupil, host) or 1) - 1
        gains = tuple(each.placed + each.ranks[rank] for each in (self.search, self.exact, self.counted))
        ways = self.ways(place, number)
        claimed, found = pupil.id in host.claimed, []
        for day in self._host_days[number]:
            if day not in days:
                continue
            cell, kinds = number * self.days + day, pupil.kinds[day]
            allowed = self.cell_starts[cell] & (self._fresh[day] | self._told_bits.get((place, cell), 0))
            for need, way in ways:
                free = allowed
                if need != VISIT:
                    free &= self.need_starts(need, day)
                if free:
                    levels = self.levels(kinds, day, way, host.minutes)
                    if levels.mask & free:
                        where = Place(cell, day, number, need)
                        found.append(chance_at(where, levels, levels.mask & free, gains, claimed))
        return found

    def ways(self, place: int, number: int) -> list[tuple[int, int]]:
        """How the student could meet the contact: what it needs, and the minutes of the way there."""
        pupil, host = self.problem.pupils[place], self.problem.hosts[number]
        agreed = self._agreed.get((place, number))
        if agreed in ("on_site", "home"):
            # A call from home takes no room and no adult, as a visit does.
            return [(VISIT, host.travel if agreed == "on_site" else 0)]
        if agreed:
            return [(self.need(pupil.school, host, agreed == "video"), 0)]
        ways = [(self.need(pupil.school, host), 0)] if host.call else []
        return ways + ([(VISIT, host.travel)] if host.visits else [])

    def need(self, school: str, host: Host, video: bool | None = None) -> int:
        """The place in `needs` of a call with the contact from that school, by `video` or as the contact likes best."""
        key = school, host.call == "video" if video is None else video, host.minutes
        if key not in self._need_at:
            self._need_at[key] = len(self.needs)
            self.needs.append(Need(*key, self._rooms(school, key[1]), self.pools.of(school)))
        return self._need_at[key]

    def _rooms(self, school: str, video: bool) -> tuple[int, ...]:
        rooms = [
            (room.video, room.changeover, room.id, place)
            for place, room in enumerate(self.problem.rooms)
            if (not school or room.school in ("", school)) and (room.video or not video)
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

    def levels(self, kinds: tuple[tuple[str, ...], ...], day: int, way: int, minutes: int) -> Levels:
        """For classes of these kinds: what starts cost, and which cost that; the cheapest first."""
        number = self._kinds_at.get(id(kinds))
        if number is None:
            number = self._kinds_at[id(kinds)] = self._kinds.setdefault(kinds, len(self._kinds))
        key = number, self._bell[day], way, minutes
        known = self._levels.get(key)
        if known is None:
            found: dict[int, int] = defaultdict(int)
            prices, costs = self.search.prices, []
            for mask, touched in self.pattern(day, way, minutes):
                cost = _cost(kinds, touched, prices)
                costs.append(-1 if cost is None else cost)
                if cost is not None:
                    found[cost] |= mask
            each = tuple(Level(cost, mask) for cost, mask in sorted(found.items()))
            known = self._levels[key] = Levels(sum(one.mask for one in each), each, tuple(costs))
        return known

    def pattern(self, day: int, way: int, minutes: int) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
        """Starts that touch the same periods for the same minutes: (starts, ((period, minutes), …))."""
        key = self._bell[day], way * 1000 + minutes
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
