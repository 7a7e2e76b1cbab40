"""Adults who watch calls: how many more calls can run at a school at each step of a day."""

from __future__ import annotations

from models.planning.grid import EVERY, STARTS, each, runs, starts_touching, starts_within, steps
from models.planning.problem import STEP, Problem


class Pools:
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
