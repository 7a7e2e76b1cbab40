"""What students would choose in the relaxed problem at given prices, all at once."""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np

from models.planning.arrays import NEVER, Floats, Small, Whole
from models.planning.chances import VISIT, Chance
from models.planning.ground import Ground
from models.planning.score import Weights


class Choice(NamedTuple):
    """What students choose at some prices: what that is worth to all, how often each group is chosen, the worth to each."""

    worth: float
    wanted: Floats
    each: Floats


class Groups:
    """Starts of a contact's day in one way that touch the same periods."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.first: dict[tuple[int, int], tuple[int, Whole]] = {}
        self.masks: list[int] = []
        self.keys: list[tuple[int, int]] = []

    def of(self, chance: Chance) -> tuple[int, Whole]:
        """The place of the first group of this contact's day and way, and which patterns its groups are."""
        key = chance.cell, chance.need
        if key not in self.first:
            ground, host = self.ground, self.ground.problem.hosts[chance.host]
            way = host.travel if chance.need == VISIT else 0
            free = ground.cell_starts[chance.cell]
            if chance.need != VISIT:
                free &= ground.need_starts(chance.need, chance.day)
            patterns = [mask for mask, _ in ground.pattern(chance.day, way, host.minutes)]
            met = [place for place, mask in enumerate(patterns) if mask & free]
            self.first[key] = len(self.masks), np.array(met, np.int64)
            self.masks += [patterns[place] & free for place in met]
            self.keys += [key] * len(met)
        return self.first[key]


class Students:
    """What each student could choose: entries by student and contact-day, each with its group and worth."""

    def __init__(self, ground: Ground, groups: Groups, counted: Weights) -> None:
        self._costs: dict[int, Whole] = {}
        self.groups, self.ground, self.counted = groups, ground, counted
        # Millions of entries at a district: as numbers in a row, not as objects.
        worth, group = array("i"), array("i")
        sizes: list[int] = []
        self.chances: list[Chance] = []
        firsts: list[int] = []
        self.owner: list[int] = []
        for place in range(len(ground.problem.pupils)):
            before = len(sizes)
            for chance in sorted(ground.chances[place], key=lambda one: one.cell):
                found = self._entries(chance)
                if found is not None:
                    worth.frombytes(found[0].tobytes())
                    group.frombytes(found[1].tobytes())
                    sizes.append(len(found[0]))
                    self.chances.append(chance)
            if len(sizes) > before:
                firsts.append(before)
                self.owner.append(place)
        self.worth, self.group = np.array(worth, np.int32), np.array(group, np.int32)
        self.at = (
            np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64) if sizes else np.zeros(0, np.int64)
        )
        self.first = np.array(firsts, np.int64)
        many = np.diff(np.append(self.first, len(sizes))).astype(np.int64)
        self.student = np.repeat(np.arange(len(firsts)), many)
        self.host = np.array([chance.host for chance in self.chances], np.int64)
        self.day = np.array([chance.day for chance in self.chances], np.int64)
        pupils = [ground.problem.pupils[place] for place in self.owner]
        self.owes = np.array([pupil.owes for pupil in pupils])
        self.bonus = np.array([0.0 if pupil.begun else counted.firsts for pupil in pupils])

    def _entries(self, chance: Chance) -> tuple[Small, Small] | None:
        """What each group of the chance is worth, and which groups those are."""
        begin, met = self.groups.of(chance)
        key = id(chance.levels)
        if key not in self._costs:
            self._costs[key] = np.array(chance.levels.costs, np.int64)
        costs = self._costs[key][met]
        kept = np.flatnonzero(costs >= 0)
        worth = (chance.worth - costs[kept] // self.ground.unit).astype(np.int32)
        return (worth, (begin + kept).astype(np.int32)) if len(kept) else None

    def choose(self, price: Floats) -> Choice:
        """The best for each: at most one a day and one with each contact, at most as many as are owed."""
        wanted = np.zeros(len(price))
        if not len(self.first):
            return Choice(0.0, wanted, np.zeros(0))
        value = self.worth - price[self.group]
        best = np.maximum.reduceat(value, self.at)
        top = np.maximum.reduceat(best, self.first)
        chosen = self._where(best, top)
        day, host = self.day[chosen], self.host[chosen]
        same_day, same_host = self.day == day[self.student], self.host == host[self.student]
        other, in_day, in_host = (
            np.maximum.reduceat(np.where(those, best, NEVER), self.first)
            for those in (~(same_day | same_host), same_day & ~same_host, same_host & ~same_day)
        )
        crossed = in_day + in_host
        pair = np.maximum(top + other, crossed)
        several = (self.owes > 1) & (pair > top)
        # Three are worth half of their three pairs together, and so on; never less than what there can be.
        pair = np.where(self.owes > 2, np.maximum(pair * self.owes / 2, pair), pair)
        total = np.where(several, pair, top) + self.bonus
        some = total > 0
        crosses = some & several & (crossed > top + other)
        self._count(wanted, value, chosen[some & ~crosses])
        for those, values, where in (
            (some & several & ~crosses, other, ~(same_day | same_host)),
            (crosses, in_day, same_day & ~same_host),
            (crosses, in_host, same_host & ~same_day),
        ):
            self._count(wanted, value, self._where(np.where(where, best, NEVER), values)[those])
        return Choice(float(total[some].sum()), wanted, np.maximum(total, 0.0))

    def _where(self, values: Floats, most: Floats) -> Whole:
        """For each student the first contact-day that has the most."""
        places = np.flatnonzero(values == most[self.student])
        students = self.student[places]
        firsts = np.ones(len(places), bool)
        firsts[1:] = students[1:] != students[:-1]
        return places[firsts]

    def _count(self, wanted: Floats, value: Floats, cells: Whole) -> None:
        """Count the best group of each of these contact-days of students."""
        ends = np.append(self.at[1:], len(value))
        for cell in cells:
            begin = self.at[cell]
            wanted[self.group[begin + int(value[begin : ends[cell]].argmax())]] += 1
