"""What is short in the relaxed problem: quiet rooms and adults, counted at each step of each day."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from models.planning.arrays import Floats, Whole
from models.planning.grid import STARTS, each, steps
from models.planning.ground import Ground


class Rows:
    """What is short at each step: quiet rooms of each kind that some call needs, and adults of each pool."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        days = range(ground.days)
        sets = dict.fromkeys(frozenset(need.rooms) for need in ground.needs)
        sets[frozenset(place for need in ground.needs for place in need.rooms)] = None
        self.of_need: dict[int, list[tuple[int, int]]] = defaultdict(list)
        limits: list[list[list[int]]] = []
        for rooms in sets:
            pause = min((steps(ground.problem.rooms[one].changeover) for one in rooms), default=0)
            for number, need in enumerate(ground.needs):
                if set(need.rooms) <= rooms:
                    self.of_need[number].append((len(limits), steps(need.minutes) + pause))
            limits.append([self._held(rooms, day, pause) for day in days])
        for pool in range(len(ground.pools.names)):
            for number, need in enumerate(ground.needs):
                if pool in need.pools:
                    self.of_need[number].append((len(limits), steps(need.minutes)))
            limits.append([[max(0, one) for one in ground.pools.left(pool, day)] for day in days])
        self.limit = np.array(limits, np.float64).reshape(len(limits), ground.days, STARTS)

    def _held(self, rooms: frozenset[int], day: int, pause: int) -> list[int]:
        """How many of the rooms could hold a call, or be made ready after one, at each step."""
        held = [0] * STARTS
        shortest = min((need.minutes for need in self.ground.needs), default=STARTS)
        for room in rooms:
            mask = 0
            for start in each(self.ground.starts_in(room, day, shortest)):
                mask |= ((1 << steps(shortest) + pause) - 1) << start
            for step in each(mask & ((1 << STARTS) - 1)):
                held[step] += 1
        return held

    def cost(self, dear: Floats, need: Whole, day: Whole, start: Whole) -> Floats:
        """What calls with these needs and starts cost at these prices of the rows."""
        cost = np.zeros(len(need))
        sums = np.concatenate((np.zeros((*dear.shape[:2], 1)), np.cumsum(dear, axis=2)), axis=2)
        for number, rows in self.of_need.items():
            those = np.flatnonzero(need == number)
            for row, length in rows:
                end = np.minimum(start[those] + length, STARTS)
                cost[those] += sums[row, day[those], end] - sums[row, day[those], start[those]]
        return cost

    def use(self, need: Whole, day: Whole, start: Whole, shape: tuple[int, ...]) -> Floats:
        """How many calls each row holds at each step."""
        change = np.zeros((shape[0], shape[1], STARTS + 1))
        for number, rows in self.of_need.items():
            those = need == number
            for row, length in rows:
                np.add.at(change, (row, day[those], start[those]), 1.0)
                np.add.at(change, (row, day[those], np.minimum(start[those] + length, STARTS)), -1.0)
        return np.cumsum(change, axis=2)[:, :, :STARTS]
