"""What a search tells of itself while it goes on."""

from __future__ import annotations

from typing import NamedTuple

from models.planning.bound import Bound
from models.planning.improve import Improver
from models.planning.score import USUAL, score_plan
from models.planning.state import Call, State

_COUNT_EVERY = 0.2


class Progress(NamedTuple):
    """How far the search is: steps done, of how many (0: until the time is over), seconds; the best plan so far:
    its sum, how many it places, how many of them first ones, classes missed; and what no plan's sum and number of
    interviews exceed (None: not known yet).
    """

    steps: int
    of: int
    seconds: float
    sum: int
    placed: int = 0
    bound: int | None = None
    firsts: int = 0
    missed: int = 0
    most: int | None = None

    @property
    def gap(self) -> float | None:
        """How far the best plan can be from the best possible, as a part of that; None while nothing is known."""
        return None if not self.bound else max(0.0, (self.bound - self.sum) / self.bound)


class Teller:
    """How far the search is; the results of the best plan are counted anew a few times a second at most."""

    def __init__(self, state: State, improver: Improver) -> None:
        self._state, self._improver = state, improver
        self._counted: object = None
        self._next = 0.0
        self._firsts = self._missed = 0

    def of(self, steps: int, of: int, seconds: float, bound: Bound) -> Progress:
        """The progress after so many steps of so many."""
        best = self._improver.best
        if best is not self._counted and seconds >= self._next:
            self._count(best)
            self._counted, self._next = best, seconds + _COUNT_EVERY
        total, most = self._improver.best_sum, None if bound.sum is None else bound.placed
        return Progress(steps, of, seconds, total, len(best), bound.sum, self._firsts, self._missed, most)

    def _count(self, best: list[tuple[int, Call]]) -> None:
        slots = [self._state.slot(pupil, call) for pupil, call in best]
        score = score_plan(self._state.ground.problem, slots, USUAL)
        self._firsts, self._missed = score.firsts, score.classes_missed
