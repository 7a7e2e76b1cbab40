"""What each student should ask for first once prices are known: the best for them that takes least from others."""

from __future__ import annotations

import numpy as np

from models.planning.hints import Hint, Priced
from models.planning.pricing import Pricing

MOST = 48
"""Chances of a student at most; beyond them all others are looked at in the usual order."""


class Guide:
    """The hints of each student, the best first."""

    def __init__(self, pricing: Pricing) -> None:
        students = pricing.relaxed.students
        self._students, self._masks = students, students.groups.masks
        self._value = students.worth - pricing.price[students.group]
        self._ends = np.append(students.at[1:], len(self._value))
        self.of: dict[int, list[Hint]] = {}
        if not len(self._value):
            return
        best = np.maximum.reduceat(self._value, students.at)
        lasts = np.append(students.first[1:], len(students.at))
        for place, first, last in zip(students.owner, students.first, lasts, strict=True):
            order = np.argsort(-best[first:last], kind="stable")[:MOST] + first
            self.of[place] = [self._hint(int(one)) for one in order]

    def _hint(self, place: int) -> Hint:
        begin, end, chance = (
            int(self._students.at[place]),
            int(self._ends[place]),
            self._students.chances[place],
        )
        values, worths = self._value[begin:end].tolist(), self._students.worth[begin:end].tolist()
        unit = self._students.ground.unit
        starts = [
            Priced(value, self._masks[group] & chance.mask, int(chance.worth - worth) * unit)
            for value, worth, group in zip(
                values, worths, self._students.group[begin:end].tolist(), strict=True
            )
        ]
        starts.sort(reverse=True)
        return Hint(starts[0].value, chance, tuple(starts))
