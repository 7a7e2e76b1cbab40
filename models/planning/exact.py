"""Small problems to the very best: what prices leave open is given to a solver of whole-number programmes.

Whatever a student could choose only at a loss of more than the distance between plan and bound is in no better plan
and is left out first; so little remains that the solver proves its answer. Rooms are counted, not named: its bound
holds, its plan is tried and taken only if rooms can be named for it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import highspy
import numpy as np

from models.planning.arrays import Floats
from models.planning.chances import Chance
from models.planning.grid import STARTS
from models.planning.pricing import Pricing

MOST = 6_000
"""Choices beyond which the solver would take too long."""


class Answer(NamedTuple):
    """No plan's sum exceeds `bound`; `chosen` is (student, chance, start) of the solver's best, empty without one."""

    bound: int
    chosen: tuple[tuple[int, Chance, int], ...]


def solve(pricing: Pricing, found: int, seconds: float) -> Answer | None:
    """The best there is beyond a plan with the sum `found`; None where too much is open."""
    programme = _Programme(pricing, found)
    return programme.solve(seconds) if len(programme.entries) <= MOST else None


class _Programme:
    """The relaxed problem in whole numbers: rows of what must hold, columns of what may be chosen."""

    def __init__(self, pricing: Pricing, found: int) -> None:
        self.relaxed = pricing.relaxed
        students = self.relaxed.students
        self._sizes = np.diff(np.append(students.at, len(students.worth)))
        self.cell_of = np.repeat(np.arange(len(students.at)), self._sizes)
        self.entries = self._open(pricing, found)
        self.cost: list[float] = []
        self.most: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[list[int], list[float], float]] = []

    def _open(self, pricing: Pricing, found: int) -> list[int]:
        """Entries that a better plan could hold."""
        students = self.relaxed.students
        if not len(students.first):
            return []
        value = students.worth - pricing.price[students.group]
        best = np.maximum.reduceat(value, students.at)
        top = np.maximum.reduceat(best, students.first)
        # With this entry a student has at most it and their best for each of the others that are owed.
        others = np.maximum(top, 0.0) * (students.owes - 1) + students.bonus
        at_best = students.choose(pricing.price).each
        owner = students.student[self.cell_of]
        with_it: Floats = value + others[owner]
        lost = at_best[owner] - with_it
        return [int(one) for one in np.flatnonzero(lost <= pricing.best - found - 1 + 1e-6)]

    def solve(self, seconds: float) -> Answer:
        """Give it to the solver."""
        self.x = [self._column(-float(self.relaxed.students.worth[one])) for one in self.entries]
        self._of_students()
        self._of_contacts()
        solver = highspy.Highs()
        for name, value in (
            ("output_flag", False), ("threads", 1), ("time_limit", max(0.1, seconds)), ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.5),
        ):  # fmt: skip
            solver.setOptionValue(name, value)
        solver.passModel(self._model())
        solver.run()
        info, values = solver.getInfo(), solver.getSolution().col_value
        bound = int(np.floor(-info.mip_dual_bound + 1e-4)) if np.isfinite(info.mip_dual_bound) else 1 << 60
        return Answer(bound, tuple(self._chosen(values)) if len(values) == len(self.cost) else ())

    def _column(self, cost: float, most: float = 1.0, whole: bool = True) -> int:
        self.cost.append(cost)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.cost) - 1

    def _row(self, plus: Iterable[int], minus: Iterable[int], most: float) -> None:
        """The ones less the others are at most so many."""
        ones, others = list(plus), list(minus)
        if len(ones) > most or others:
            self.rows.append((ones + others, [1.0] * len(ones) + [-1.0] * len(others), most))

    def _of_students(self) -> None:
        """As many as are owed, one a day, one with each contact; a first one is worth more."""
        students = self.relaxed.students
        mine: dict[int, list[int]] = defaultdict(list)
        same: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for column, entry in zip(self.x, self.entries, strict=True):
            cell = int(self.cell_of[entry])
            who = int(students.student[cell])
            mine[who].append(column)
            same["day", who, int(students.day[cell])].append(column)
            same["host", who, int(students.host[cell])].append(column)
        for who, columns in mine.items():
            self._row(columns, (), float(students.owes[who]))
            if students.bonus[who]:
                self._row([self._column(-float(students.bonus[who]), whole=False)], columns, 0.0)
        for columns in same.values():
            self._row(columns, (), 1.0)

    def _of_contacts(self) -> None:
        """Calls keep their distance; within what is offered for a day and in all; rooms and adults suffice."""
        contacts, students = self.relaxed.contacts, self.relaxed.students
        asked: dict[int, list[int]] = defaultdict(list)
        for column, entry in zip(self.x, self.entries, strict=True):
            asked[int(students.group[entry])].append(column)
        self.w = {n: self._column(0.0) for n, group in enumerate(contacts.group.tolist()) if group in asked}
        given: dict[int, list[int]] = defaultdict(list)
        on_day: dict[int, list[int]] = defaultdict(list)
        for n in self.w:
            given[int(contacts.group[n])].append(self.w[n])
            on_day[int(contacts.cell[n])].append(n)
        for group, columns in asked.items():
            self._row(columns, given[group], 0.0)
        of_host: dict[int, list[int]] = defaultdict(list)
        for cell, those in on_day.items():
            self._day(cell, those)
            of_host[int(contacts.row[cell])] += [self.w[n] for n in those]
        for host, columns in of_host.items():
            self._row(columns, (), float(contacts.most[host]))
            more = np.diff(contacts.uneven[host])[: len(columns)]
            self._row(columns, [self._column(float(one), whole=False) for one in more], 0.0)
        self._short()

    def _day(self, cell: int, those: list[int]) -> None:
        contacts = self.relaxed.contacts
        works = self._column(float(contacts.day_cost[cell]))
        self._row([self.w[n] for n in those], (), float(contacts.most_a_day[cell]))
        length = int(contacts.length[cell])
        for at in sorted({int(contacts.start[n]) for n in those}):
            self._row([self.w[n] for n in those if at - length < contacts.start[n] <= at], [works], 0.0)

    def _short(self) -> None:
        contacts, rows = self.relaxed.contacts, self.relaxed.rows
        used: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        for n, column in self.w.items():
            start, day = int(contacts.start[n]), int(contacts.day[n])
            for row, length in rows.of_need.get(int(contacts.need[n]), ()):
                for step in range(start, min(start + length, STARTS)):
                    used[row, day, step].append(column)
        for place, columns in used.items():
            self._row(columns, (), float(rows.limit[place]))

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.cost), len(self.rows)
        model.col_cost_ = np.array(self.cost)
        model.col_lower_, model.col_upper_ = np.zeros(len(self.cost)), np.array(self.most)
        model.row_lower_ = np.full(len(self.rows), -highspy.kHighsInf)
        model.row_upper_ = np.array([most for _, _, most in self.rows])
        model.integrality_ = [
            highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
            for whole in self.whole
        ]
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.num_col_, matrix.num_row_ = model.num_col_, model.num_row_
        matrix.start_ = np.cumsum([0] + [len(columns) for columns, _, _ in self.rows])
        matrix.index_ = np.array([one for columns, _, _ in self.rows for one in columns])
        matrix.value_ = np.array([one for _, values, _ in self.rows for one in values])
        return model

    def _chosen(self, values: list[float]) -> Iterable[tuple[int, Chance, int]]:
        """Who chose which chance, and a start of those that its contact offers for it."""
        contacts, students = self.relaxed.contacts, self.relaxed.students
        starts: dict[int, list[int]] = defaultdict(list)
        for n, column in self.w.items():
            if values[column] > 0.5:
                starts[int(contacts.group[n])].append(int(contacts.start[n]))
        for column, entry in zip(self.x, self.entries, strict=True):
            free = starts[int(students.group[entry])]
            if values[column] > 0.5 and free:
                cell = int(self.cell_of[entry])
                yield students.owner[int(students.student[cell])], students.chances[cell], free.pop()
