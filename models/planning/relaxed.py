"""The relaxed problem as arrays: what students would choose and contacts would offer at given prices, all at once.

Starts of a contact's day that cost every student the same classes are one group; a price stands on each group, on
each step at which quiet rooms are short and on each at which adults are. For any prices the best that students and
contacts could do each for themselves is never less than the best plan (Lagrangian relaxation). Rooms are only
counted here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from models.planning.arrays import NEVER, Floats, Marks, Whole
from models.planning.chances import UNLIMITED
from models.planning.grid import STARTS, each, steps
from models.planning.ground import Ground
from models.planning.relaxed_rows import Rows
from models.planning.relaxed_students import Groups, Students
from models.planning.score import Weights


class Offer(NamedTuple):
    """What contacts offer at some prices: what they earn, calls of each group, of each row at each step of each day."""

    earned: float
    given: Floats
    used: Floats


class Contacts:
    """What contacts could offer: for each of their days the best calls that keep their distance, by how many."""

    def __init__(self, ground: Ground, groups: Groups, rows: Rows, counted: Weights) -> None:
        self.ground, self.rows, self.counted, self.groups = ground, rows, counted, groups
        keys = sorted({cell for cell, _ in groups.first})
        self.cells = np.array(keys, np.int64)
        place = {cell: number for number, cell in enumerate(keys)}
        hosts = [ground.problem.hosts[cell // ground.days] for cell in keys]
        self.length = np.array([steps(host.minutes + host.gap) for host in hosts], np.int64)
        starts = [(n, start) for n, mask in enumerate(groups.masks) for start in each(mask)]
        self.low = min((start for _, start in starts), default=0)
        self.high = max((start for _, start in starts), default=0) + 1
        # One entry for each start of each group: its contact-day, way and group.
        self.group = np.array([n for n, _ in starts], np.int64)
        self.start = np.array([start for _, start in starts], np.int64)
        self.cell = np.array([place[groups.keys[n][0]] for n, _ in starts], np.int64)
        self.need = np.array([groups.keys[n][1] for n, _ in starts], np.int64)
        self.day = self.cells[self.cell] % ground.days if starts else self.cell
        order = np.lexsort((self.start, self.cell))
        for name in ("group", "start", "cell", "need", "day"):
            setattr(self, name, getattr(self, name)[order])
        self._slots()
        self._limits(keys)

    def _slots(self) -> None:
        """Several ways at one start are one slot: the contact takes the one that earns most."""
        code = self.cell * STARTS + self.start
        new = np.ones(len(code), bool)
        new[1:] = code[1:] != code[:-1]
        self.slot = np.flatnonzero(new)
        self.slot_cell, self.slot_start = self.cell[self.slot], self.start[self.slot] - self.low
        self.slot_of = np.cumsum(new) - 1

    def _limits(self, keys: list[int]) -> None:
        ground, days = self.ground, self.ground.days
        hosts = sorted({cell // days for cell in keys})
        self.hosts = hosts
        place = {host: number for number, host in enumerate(hosts)}
        self.row = np.array([place[cell // days] for cell in keys], np.int64)
        self.of_day = np.array([cell % days for cell in keys], np.int64)
        known = [ground.problem.hosts[host] for host in hosts]
        self.most_a_day = np.array([self._a_day(cell) for cell in keys], np.int64)
        self.a_day = int(self.most_a_day.max(initial=0))
        total = np.zeros(len(hosts), np.int64)
        np.add.at(total, self.row, self.most_a_day)
        offered = [UNLIMITED if one.left is None else max(0, one.left) + len(one.claimed) for one in known]
        self.most = np.minimum(total, np.array(offered, np.int64))
        self.whole = int(self.most.max(initial=0))
        worked = [cell % days in dict(ground.problem.hosts[cell // days].by_day) for cell in keys]
        self.day_cost = np.where(worked, 0.0, float(self.counted.contact_day))
        number = np.arange(self.whole + 1)
        booked = np.array([one.booked for one in known], np.int64)[:, None]
        self.uneven = self.counted.evenness * (booked * number + number * (number - 1) / 2)

    def _a_day(self, cell: int) -> int:
        ground, host = self.ground, self.ground.problem.hosts[cell // self.ground.days]
        gap, after, count = steps(host.minutes + host.gap), 0, 0
        for start in each(ground.cell_starts[cell]):
            if start >= after:
                count, after = count + 1, start + gap
        standing = dict(host.by_day).get(cell % ground.days, 0)
        return count if host.per_day is None else max(0, min(count, host.per_day - standing))

    def offer(self, price: Floats, dear: Floats) -> Offer:
        """The best for each contact; `dear` is what each row costs at each step of each day."""
        earned = price[self.group] - self.rows.cost(dear, self.need, self.day, self.start)
        if not len(earned):
            return Offer(0.0, np.zeros(len(price)), np.zeros_like(dear))
        best = np.maximum.reduceat(earned, self.slot)
        table = self._days(best)
        total, many = self._shared(table[0])
        taken = self._taken(table, many, best)
        # Of several ways at one start the first that earns the most.
        most = earned == best[self.slot_of]
        most &= taken[self.slot_of]
        entries = np.flatnonzero(most)
        single = np.ones(len(entries), bool)
        single[1:] = self.slot_of[entries][1:] != self.slot_of[entries][:-1]
        entries = entries[single]
        given = np.bincount(self.group[entries], minlength=len(price)).astype(np.float64)
        used = self.rows.use(self.need[entries], self.day[entries], self.start[entries], dear.shape)
        return Offer(total, given, used)

    def _days(self, best: Floats) -> Floats:
        """[start][calls][contact-day]: the most that is earned from that start on with at most so many calls."""
        width, cells = self.high - self.low, len(self.cells)
        profit = np.full((width, cells), NEVER)
        profit[self.slot_start, self.slot_cell] = best
        table = np.zeros((width + int(self.length.max()) + 1, self.a_day + 1, cells))
        columns = np.arange(cells)
        for at in range(width - 1, -1, -1):
            later = table[at + self.length, :-1, columns].T
            np.maximum(table[at + 1, 1:], later + profit[at], out=table[at, 1:])
        return table

    def _shared(self, earned: Floats) -> tuple[float, Whole]:
        """What the contacts earn with their days together, and how many calls on each of their days."""
        hosts, whole = len(self.hosts), self.whole
        gains = np.full((hosts, self.ground.days, self.a_day + 1), NEVER)
        gain = earned - self.day_cost
        gain[0] = 0.0
        gain[np.arange(self.a_day + 1)[:, None] > self.most_a_day] = NEVER
        gains[:, :, 0] = 0.0
        gains[self.row, self.of_day] = gain.T
        table = np.full((hosts, whole + 1), NEVER)
        table[:, 0] = 0.0
        picked = []
        for day in range(self.ground.days):
            found, number = table.copy(), np.zeros((hosts, whole + 1), np.int64)
            for calls in range(1, min(self.a_day, whole) + 1):
                made = table[:, : whole + 1 - calls] + gains[:, day, calls, None]
                better = made > found[:, calls:]
                found[:, calls:][better] = made[better]
                number[:, calls:][better] = calls
            table = found
            picked.append(number)
        value = np.where(np.arange(whole + 1) <= self.most[:, None], table - self.uneven, NEVER)
        left = value.argmax(axis=1)
        total = float(value.max(axis=1).sum())
        many = np.zeros((hosts, self.ground.days), np.int64)
        for day in range(self.ground.days - 1, -1, -1):
            many[:, day] = picked[day][np.arange(hosts), left]
            left = left - many[:, day]
        return total, many[self.row, self.of_day]

    def _taken(self, table: Floats, many: Whole, best: Floats) -> Marks:
        """Which slots make up so many calls on each contact-day."""
        width, columns = self.high - self.low, np.arange(len(self.cells))
        chosen = np.zeros((width, len(self.cells)), bool)
        left, after = many.copy(), np.zeros(len(self.cells), np.int64)
        for at in range(width):
            now = (left > 0) & (after <= at)
            now &= table[at, left, columns] > table[at + 1, left, columns]
            chosen[at] = now
            left[now] -= 1
            after[now] = at + self.length[now]
        return chosen[self.slot_start, self.slot_cell]


class Relaxed:
    """The relaxed problem: `price` on each group, `dear` on each row at each step of each day."""

    def __init__(self, ground: Ground, counted: Weights | None = None) -> None:
        counted = counted or ground.counted
        groups = Groups(ground)
        self.students = Students(ground, groups, counted)
        self.rows = Rows(ground)
        self.contacts = Contacts(ground, groups, self.rows, counted)
        self.price = np.zeros(len(groups.masks))
        self.dear = np.zeros_like(self.rows.limit)

    def round(self, price: Floats, dear: Floats) -> tuple[float, Floats, Floats]:
        """The bound at these prices; how many more want each group than are given, and how much too much is used."""
        choice = self.students.choose(price)
        offer = self.contacts.offer(price, dear)
        total = choice.worth + offer.earned + float((dear * self.rows.limit).sum())
        return total, choice.wanted - offer.given, offer.used - self.rows.limit
