"""The planner as a whole: from a problem to the best plan found, and how far from the best possible it may be."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from models.planning.bound import Bound
from models.planning.bounding import bounds_of
from models.planning.greedy import first_plan
from models.planning.ground import Ground
from models.planning.helps import Help, helps_of
from models.planning.ideal import Ideal, ideal_of
from models.planning.improve import Improver
from models.planning.problem import Problem, Slot
from models.planning.score import USUAL, Score, Weights, score_plan
from models.planning.state import State
from models.planning.telling import Progress, Teller
from models.planning.why_not import Reason, reasons_of

USUAL_STEPS = 60
"""Steps of searching for each interview that is owed, unless said otherwise."""
LEAST_STEPS, MOST_STEPS = 2_000, 30_000

__all__ = ["Plan", "Progress", "Wish", "find_plan", "usual_steps"]

_LOOK_EVERY = 16
_FOR_PRICES, _FOR_SEARCH, _FOR_BOUND = 0.3, 0.86, 0.93
"""The parts of the time after which prices, the search, and a closer bound are at their end."""
_BEFORE_SOLVING, _FOR_SOLVING = 400, 0.7
"""Steps of searching before a small problem is solved outright, and the part of the time after which that ends."""
_LONGEST_SOLVING = 10.0
_FOR_A_REASON = 0.005
"""Seconds to find out why one student lacks interviews, about."""


class Wish(NamedTuple):
    """How to plan. `weights` None means the goals in strict order; `effort` is the number of steps, `seconds` only
    cuts them short; None for both means the usual effort, None for `effort` alone as many steps as time allows.
    """

    weights: Weights | None = None
    seed: int = 1
    effort: int | None = None
    seconds: float | None = None


class Plan(NamedTuple):
    """What was found. `first` is the seconds until there was a first plan, `greedy` that plan's score.

    `reasons` are there for whoever lacks interviews; `help` is where one more quiet room would place most,
    `helps` all changes that were tried and would place more; `ideal` what single goals could come to at best (None
    where it was planned again, or no bound is known). `by_weights` is whether a sum was asked for.
    """

    slots: tuple[Slot, ...]
    score: Score
    bound: Bound
    greedy: Score
    reasons: tuple[Reason, ...]
    help: Help | None
    steps: int
    first: float
    seconds: float
    helps: tuple[Help, ...] = ()
    ideal: Ideal | None = None
    by_weights: bool = False


def find_plan(
    problem: Problem,
    wish: Wish = Wish(),  # noqa: B008 a named tuple is never changed
    progress: Callable[[Progress], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found. `progress` is told now and then, and ends the search by answering False."""
    return _Finding(problem, wish, progress, _Watch(clock, wish.seconds)).plan()


class _Watch:
    """The time since the search began, and how much of it is left."""

    def __init__(self, clock: Callable[[], float], seconds: float | None) -> None:
        self._clock, self._begun, self._seconds = clock, clock(), seconds

    @property
    def seconds(self) -> float:
        return self._clock() - self._begun

    def within(self, part: float, spare: float = 0.0) -> bool:
        """Whether so large a part of the time, less what must be spared, is not over yet."""
        return self._seconds is None or self.seconds < part * self._seconds - spare

    def left(self, part: float) -> float:
        """The seconds that are left of such a part of the time, at most as many as solving may take."""
        return (
            _LONGEST_SOLVING
            if self._seconds is None
            else min(_LONGEST_SOLVING, part * self._seconds - self.seconds)
        )


class _Pace:
    """Whether there is time for one more of some equal pieces of work, the first of which takes about so long."""

    def __init__(self, watch: _Watch, longest: float) -> None:
        self._watch, self._longest, self._last = watch, longest, watch.seconds

    def time_for_another(self) -> bool:
        """To be asked before each piece."""
        now = self._watch.seconds
        self._longest, self._last = max(self._longest, now - self._last), now
        return self._watch.within(1.0, self._longest)


class _Finding:
    """One search from its beginning to its end."""

    def __init__(
        self,
        problem: Problem,
        wish: Wish,
        progress: Callable[[Progress], bool] | None,
        watch: _Watch,
    ) -> None:
        self.problem, self.wish, self.progress, self.watch = problem, wish, progress, watch
        self.rng = Random(wish.seed)
        self.ground = Ground(problem, wish.weights, self.rng)
        self.state = State(self.ground, self.rng)
        self.stopped = False
        usual = 0 if wish.seconds is not None else usual_steps(problem)
        self.of = wish.effort if wish.effort is not None else usual

    def plan(self) -> Plan:
        """Everything in its order: a first plan, prices, a better plan, a closer bound, the reasons."""
        first_plan(self.state)
        greedy = score_plan(self.problem, self.state.slots(), self.wish.weights or USUAL)
        first = self.watch.seconds
        self.improver = Improver(self.state, self.rng)
        self.teller = Teller(self.state, self.improver)
        self.bounds = bounds_of(self.ground, self._time_for_bounds())
        self._going_on(0, 1.0)
        self.bounds.first(lambda: self._going_on(0, _FOR_PRICES), greedy.sum)
        self.state.guide = self.bounds.guide()
        self.improver.start_again_by_prices()
        if self.wish.effort is None or self.wish.effort > _BEFORE_SOLVING:
            self.improver.run(_BEFORE_SOLVING, self._searching)
            self._solve()
        steps = self.improver.run(self.of or None, self._searching)
        slots = self.improver.slots()
        score = score_plan(self.problem, slots, self.wish.weights or USUAL)
        self.bounds.closer(lambda: self.watch.within(_FOR_BOUND, self._spare()), score.sum)
        bound = self.bounds.now
        known = bound._replace(proven=bound.sum is not None and self.improver.best_exact >= bound.exact)
        reasons = reasons_of(self.state)
        # What is planned again is about few changes, not about one more room.
        again = bool(self.problem.told)
        helps = () if again else helps_of(self.state, _Pace(self.watch, first).time_for_another)
        room = next((one for one in helps if one.kind == "room"), None)
        ideal = None if bound.sum is None else ideal_of(self.ground, bound.placed)
        seconds = self.watch.seconds
        weighed = self.wish.weights is not None
        return Plan(slots, score, known, greedy, reasons, room, steps, first, seconds, helps, ideal, weighed)

    def _time_for_bounds(self) -> float | None:
        return None if self.wish.seconds is None else _FOR_PRICES * self.wish.seconds

    def _solve(self) -> None:
        """Small problems are solved outright where there is time."""
        left = self.watch.left(_FOR_SOLVING)
        if not self.stopped and left > 0:
            self.improver.adopt(self.bounds.best_of_all(self.improver.best_sum, left))

    def _searching(self, steps: int) -> bool:
        bound = self.bounds.now
        if bound.sum is not None and self.improver.best_exact >= bound.exact:
            return False
        return bool(steps % _LOOK_EVERY) or self._going_on(steps, _FOR_SEARCH)

    def _going_on(self, steps: int, part: float) -> bool:
        """Whether neither time nor patience is at its end."""
        if self.stopped or not self.watch.within(part, self._spare()):
            return False
        if self.progress is not None:
            told = self.teller.of(steps, self.of, self.watch.seconds, self.bounds.now)
            self.stopped = not self.progress(told)
        return not self.stopped

    def _spare(self) -> float:
        """Seconds that the reasons at the end may take."""
        return _FOR_A_REASON * sum(self.state.lacking(pupil) > 0 for pupil in range(len(self.state.mine)))


def usual_steps(problem: Problem) -> int:
    """How much work is put into a plan unless said otherwise."""
    return max(LEAST_STEPS, min(MOST_STEPS, USUAL_STEPS * problem.wanted))
