"""A plan in the making: interviews come and go one by one, and what is still free is known at once."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from models.planning.chances import UNLIMITED, VISIT, Chance, Option, cheapest, start_of
from models.planning.grid import EVERY, bits, minute_of, runs, steps
from models.planning.ground import Ground
from models.planning.hints import Hint
from models.planning.problem import STEP, Slot

_TIDY = 0.8
"""How often a call is put where it leaves the contact's free time in one piece."""


class Call(NamedTuple):
    """One interview of the plan: which possibility, at which start, in which room (None on site)."""

    option: Option
    start: int
    room: int | None


class State:
    """Which interviews the plan holds. `value` is what the search goes by, `exact` what plans are compared by, `sum`
    what its score would sum up to.

    `mine` holds the calls of each student by day, `on` those of each day by student, `at` those of each
    contact-day by student; `fixed` are (student, day) that must stay as they are.
    """

    def __init__(self, ground: Ground, rng: Random) -> None:
        problem, days = ground.problem, ground.days
        self.ground, self.rng = ground, rng
        self.value = self.exact = self.sum = 0
        self.mine: list[dict[int, Call]] = [{} for _ in problem.pupils]
        self.hosts: list[set[int]] = [set() for _ in problem.pupils]
        self.on: list[dict[int, Call]] = [{} for _ in range(days)]
        self.at: list[dict[int, int]] = [{} for _ in ground.cell_starts]
        self.free = list(ground.cell_starts)
        self.left = [UNLIMITED if host.left is None else max(0, host.left) for host in problem.hosts]
        self.used = [host.booked for host in problem.hosts]
        self.per_day = [
            (UNLIMITED if host.per_day is None else host.per_day) - dict(host.by_day).get(day, 0)
            for host in problem.hosts
            for day in range(days)
        ]
        self.worked = [day in dict(host.by_day) for host in problem.hosts for day in range(days)]
        self._gap = [steps(host.minutes + host.gap) for host in problem.hosts]
        self._taken = [0] * (len(problem.rooms) * days)
        self._room_free: list[dict[int, int]] = [{} for _ in self._taken]
        self._need_free: list[dict[int, int]] = [{} for _ in range(days)]
        pools = range(len(ground.pools.names))
        self._watch = [[ground.pools.left(pool, day) for day in range(days)] for pool in pools]
        self._full = [[ground.pools.full(pool, day) for day in range(days)] for pool in pools]
        self.blink = 0.0
        self.guide: Mapping[int, list[Hint]] = {}
        self.guided = False
        self.fixed: set[tuple[int, int]] = set()

    # -- looking --------------------------------------------------------------------------------------

    def choose(self, pupil: int) -> Option | None:
        """What the student should have: by the guide if it is followed just now and knows something, else the best."""
        if self.guided and (found := self._hinted(pupil)) is not None:
            return found
        return self.best(pupil)

    def _hinted(self, pupil: int) -> Option | None:
        mine, hosts, free, left = self.mine[pupil], self.hosts[pupil], self.free, self.left
        found, most = None, float("-inf")
        blink, luck = self.blink, self.rng.random
        for value, chance, starts in self.guide.get(pupil, ()):
            if value <= most:
                break
            mask = chance.mask & free[chance.cell]
            full = left[chance.host] <= 0 and not chance.claimed
            if not mask or full or chance.day in mine or chance.host in hosts or (blink and luck() < blink):
                continue
            mask &= EVERY if chance.need == VISIT else self._open(chance.need, chance.day)
            best = next((one for one in starts if one.mask & mask), None) if mask else None
            if best is not None and best.value > most:
                found, most = (chance, best.cost, best.mask & mask), best.value
        return None if found is None else self._if_worth_it(pupil, self.ground.at(*found))

    def _if_worth_it(self, pupil: int, option: Option) -> Option | None:
        search = self.ground.search
        less = search.evenness * self.used[option.host]
        new = not self.at[option.cell] and not self.worked[option.cell]
        less += search.contact_day if new else 0
        return option if option.value - less > self._threshold(pupil) else None

    def best(self, pupil: int) -> Option | None:
        """The most valuable free possibility of a student with its free starts; None where there is none."""
        held = self.ground.held[pupil]
        if not held:
            return self._best_of(pupil, self.ground.chances[pupil])
        # Whoever can stay where they are expected needs no other chances.
        return self._best_of(pupil, held) or self._best_of(pupil, self.ground.chances[pupil][len(held) :])

    def _best_of(self, pupil: int, chances: list[Chance]) -> Option | None:
        ground = self.ground
        mine, hosts, free, left = self.mine[pupil], self.hosts[pupil], self.free, self.left
        even, new_day, used, at, worked = (
            ground.search.evenness,
            ground.search.contact_day,
            self.used,
            self.at,
            self.worked,
        )
        found, most = None, self._threshold(pupil)
        blink, chance = self.blink, self.rng.random
        for one in chances:
            value, cell, day, host, need, mask, claimed, levels, gain, _, _ = one
            if value <= most:
                break
            mask &= free[cell]
            if not mask or day in mine or host in hosts or (left[host] <= 0 and not claimed):
                continue
            less = even * used[host] + (0 if at[cell] or worked[cell] else new_day)
            mask &= EVERY if need == VISIT else self._open(need, day)
            if not mask or value - less <= most or (blink and chance() < blink):
                continue
            cost = cheapest(levels.each, mask)
            if gain - less - cost > most:
                found, most = (one, cost, mask), gain - less - cost
        if found is None:
            return None
        return ground.at_cost(*found)

    def _threshold(self, pupil: int) -> int:
        """What a possibility must be worth more than."""
        begun = self.mine[pupil] or self.ground.problem.pupils[pupil].begun
        return 0 if begun else -self.ground.search.firsts

    def _open(self, need: int, day: int) -> int:
        """The starts at which a room is free and an adult can watch."""
        known = self._need_free[day]
        found = known.get(need)
        if found is None:
            wanted = self.ground.needs[need]
            found = 0
            for room in wanted.rooms:
                found |= self.room_open(room, day, wanted.minutes)
            for pool in wanted.pools:
                found &= runs(EVERY & ~self._full[pool][day], steps(wanted.minutes))
            known[need] = found
        return found

    def room_open(self, room: int, day: int, minutes: int) -> int:
        """The starts at which the room is free for so many minutes and its changeover."""
        at = room * self.ground.days + day
        found = self._room_free[at].get(minutes)
        if found is None:
            length = steps(minutes + self.ground.problem.rooms[room].changeover)
            # What is beyond the day's end is free: only the changeover may reach there.
            free = ~self._taken[at]
            found = self.ground.starts_in(room, day, minutes) & runs(free, length)
            self._room_free[at][minutes] = found
        return found

    def full(self, pool: int, day: int) -> int:
        """The steps of a day at which the pool's adults can watch no further call."""
        return self._full[pool][day]

    # -- changing -------------------------------------------------------------------------------------

    def place(self, pupil: int, option: Option) -> Call:
        """Book one of the option's starts, which are free, in the plainest room that is free then."""
        start = self._start(option.mask, self.free[option.cell])
        call = Call(option, start, self._room(pupil, option, start))
        self.put(pupil, call)
        return call

    def _room(self, pupil: int, option: Option, start: int) -> int | None:
        """The room that people were told of if it is free, else the plainest that is."""
        if option.need == VISIT:
            return None
        need = self.ground.needs[option.need]
        told = self.ground.told_room.get((pupil, option.cell, start))
        rooms = need.rooms if told is None else sorted(need.rooms, key=lambda one: one != told)
        return next(one for one in rooms if self.room_open(one, option.day, need.minutes) >> start & 1)

    def insert(self, slot: Slot) -> bool:
        """Book exactly this interview, room included, if it is possible and free."""
        pupil, option = slot.pupil, self.ground.option_of(slot)
        if option is None or slot.start % STEP or self.lacking(pupil) <= 0 or not self._free(pupil, option):
            return False
        start = start_of(slot)
        if option.need != VISIT and not self._room_fits(slot, option):
            return False
        self.put(pupil, Call(option, start, slot.room if option.need != VISIT else None))
        return True

    def try_to_place(self, pupil: int, chance: Chance, start: int) -> bool:
        """Book the chance at that start in whatever room is free, if it is possible."""
        cost = next((one.cost for one in chance.levels.each if one.mask >> start & 1), None)
        if cost is None or not chance.mask >> start & 1 or self.lacking(pupil) <= 0:
            return False
        option = self.ground.at(chance, cost, 1 << start)
        opened = option.need == VISIT or self._open(option.need, option.day) & option.mask
        if not opened or not self._free(pupil, option):
            return False
        self.place(pupil, option)
        return True

    def _free(self, pupil: int, option: Option) -> bool:
        taken = option.day in self.mine[pupil] or option.host in self.hosts[pupil]
        full = self.left[option.host] <= 0 and not option.claimed
        return not taken and not full and bool(option.mask & self.free[option.cell])

    def _room_fits(self, slot: Slot, option: Option) -> bool:
        need = self.ground.needs[option.need]
        if slot.room not in need.rooms or not self._open(option.need, option.day) & option.mask:
            return False
        return bool(self.room_open(slot.room, option.day, need.minutes) & option.mask)

    def _start(self, mask: int, free: int) -> int:
        """One of the starts; mostly at an edge of what the contact has free, which leaves them most for others."""
        chance = self.rng.random()
        if chance < _TIDY:
            mask = mask & ~(free << 1 & free >> 1) or mask
        if chance < _TIDY / 2:
            return (mask & -mask).bit_length() - 1
        return self._any(mask)

    def _any(self, mask: int) -> int:
        for _ in range(self.rng.randrange(mask.bit_count())):
            mask &= mask - 1
        return (mask & -mask).bit_length() - 1

    def put(self, pupil: int, call: Call) -> None:
        """Add a call that is known to be free."""
        option = call.option
        cell, host = option.cell, option.host
        self._count(pupil, call, 1)
        self.mine[pupil][option.day] = self.on[option.day][pupil] = call
        self.hosts[pupil].add(host)
        self.at[cell][pupil] = call.start
        gap = self._gap[host]
        self.free[cell] &= ~bits(call.start - gap + 1, call.start + gap)
        if len(self.at[cell]) >= self.per_day[cell]:
            self.free[cell] = 0
        if call.room is not None:
            self._take(call, 1)

    def take(self, pupil: int, day: int) -> Call:
        """Remove a student's call of a day."""
        call = self.mine[pupil].pop(day)
        option = call.option
        cell, host = option.cell, option.host
        del self.on[day][pupil], self.at[cell][pupil]
        self.hosts[pupil].discard(host)
        free, gap = self.ground.cell_starts[cell], self._gap[host]
        for start in self.at[cell].values():
            free &= ~bits(start - gap + 1, start + gap)
        self.free[cell] = free
        if call.room is not None:
            self._take(call, -1)
        self._count(pupil, call, -1)
        return call

    def _count(self, pupil: int, call: Call, sign: int) -> None:
        """Reckon with a call that is about to come, or has just gone."""
        ground, option = self.ground, call.option
        search, exact, counted = ground.search, ground.exact, ground.counted
        cell, host = option.cell, option.host
        if sign < 0:
            self.used[host] -= 1
        used = self.used[host]
        value, known, worth = (
            option.value - search.evenness * used,
            option.exact - exact.evenness * used,
            option.worth - counted.evenness * used,
        )
        if not self.at[cell] and not self.worked[cell]:
            value -= search.contact_day
            known -= exact.contact_day
            worth -= counted.contact_day
        if not self.mine[pupil] and not ground.problem.pupils[pupil].begun:
            value += search.firsts
            known += exact.firsts
            worth += counted.firsts
        if self._elsewhere(pupil, call):
            value -= ground.room_change
            known -= ground.room_change
        self.value += sign * value
        self.exact += sign * known
        self.sum += sign * worth
        if sign > 0:
            self.used[host] += 1
        if not option.claimed:
            self.left[host] -= sign

    def _elsewhere(self, pupil: int, call: Call) -> bool:
        """Whether people were told of another room for this very call."""
        known = self.ground.told_room
        return bool(known) and known.get((pupil, call.option.cell, call.start), call.room) != call.room

    def _take(self, call: Call, sign: int) -> None:
        option, room = call.option, call.room or 0
        need = self.ground.needs[option.need]
        length = steps(need.minutes + self.ground.problem.rooms[room].changeover)
        at = room * self.ground.days + option.day
        self._taken[at] ^= ((1 << length) - 1) << call.start
        self._room_free[at].clear()
        self._need_free[option.day].clear()
        for pool in need.pools:
            left = self._watch[pool][option.day]
            for step in range(call.start, call.start + steps(need.minutes)):
                left[step] -= sign
                if left[step] == 0 or (left[step] == 1 and sign < 0):
                    self._full[pool][option.day] ^= 1 << step

    # -- the whole ------------------------------------------------------------------------------------

    def lacking(self, pupil: int) -> int:
        """How many interviews the student still lacks."""
        return self.ground.problem.pupils[pupil].owes - len(self.mine[pupil])

    def slots(self) -> tuple[Slot, ...]:
        """The plan as it is, by day, start and student."""
        found = [self.slot(pupil, call) for pupil, calls in enumerate(self.mine) for call in calls.values()]
        return tuple(sorted(found, key=lambda one: (one.day, one.start, one.pupil)))

    def slot(self, pupil: int, call: Call) -> Slot:
        """What a call of the plan books."""
        option = call.option
        format_ = "on_site" if option.need == VISIT else self.ground.problem.hosts[option.host].call
        return Slot(pupil, option.host, option.day, minute_of(call.start), format_, call.room)
