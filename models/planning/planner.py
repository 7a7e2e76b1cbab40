"""The planner as a whole: from a problem to the best plan found, and how far from the best possible it may be."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from models.planning.bound import Bound, Prices, bound_of
from models.planning.fine_bound import fine_bound
from models.planning.greedy import first_plan
from models.planning.grid import minute_of
from models.planning.ground import VISIT, Ground
from models.planning.improve import Improver
from models.planning.problem import Problem, Slot
from models.planning.score import USUAL, Score, Weights, score_plan
from models.planning.state import Call, State
from models.planning.why_not import Help, Reason, reasons_of, room_help

USUAL_STEPS = 60
"""Steps of searching for each interview that is owed, unless said otherwise."""
LEAST_STEPS, MOST_STEPS = 2_000, 30_000

_LOOK_EVERY = 16
_COUNT_EVERY = 0.2


class Wish(NamedTuple):
    """How to plan. `weights` None means the goals in strict order; `effort` is the number of steps, `seconds` only
    cuts them short; None for both means the usual effort, None for `effort` alone as many steps as time allows.
    """

    weights: Weights | None = None
    seed: int = 1
    effort: int | None = None
    seconds: float | None = None


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


class Plan(NamedTuple):
    """What was found. `first` is the seconds until there was a first plan, `greedy` that plan's score.

    `reasons` are there for whoever lacks interviews; `help` is where one more quiet room would place most.
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


def find_plan(
    problem: Problem,
    wish: Wish = Wish(),  # noqa: B008 a named tuple is never changed
    progress: Callable[[Progress], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found. `progress` is told now and then, and ends the search by answering False."""
    begun = clock()
    rng = Random(wish.seed)
    ground = Ground(problem, wish.weights, rng)
    state = State(ground, rng)
    first_plan(state)
    weights = wish.weights or USUAL
    greedy = score_plan(problem, state.slots(), weights)
    first = clock() - begun
    bound, prices = bound_of(ground, greedy.sum) if not problem.told else (None, None)
    known = bound or Bound(None, problem.wanted, 0)
    improver = Improver(state, rng)
    tell = _Teller(state, improver, known)
    of = wish.effort if wish.effort is not None else 0 if wish.seconds is not None else usual_steps(problem)

    def going_on(steps: int) -> bool:
        if bound is not None and improver.best_exact >= bound.exact:
            return False
        if steps % _LOOK_EVERY:
            return True
        seconds = clock() - begun
        if wish.seconds is not None and seconds >= wish.seconds:
            return False
        if progress is None:
            return True
        return progress(tell.of(steps, of, seconds))

    steps = improver.run(of or None, going_on)
    slots = improver.slots()
    score = score_plan(problem, slots, weights)
    if bound is not None and prices is not None:
        bound = _closer(bound, ground, score.sum, prices)
        known = bound._replace(proven=improver.best_exact >= bound.exact)
    reasons, help_ = reasons_of(state), room_help(state)
    return Plan(slots, score, known, greedy, reasons, help_, steps, first, clock() - begun)


class _Teller:
    """How far the search is; the results of the best plan are counted anew a few times a second at most."""

    def __init__(self, state: State, improver: Improver, bound: Bound) -> None:
        self._state, self._improver, self._bound = state, improver, bound
        self._counted: object = None
        self._next = 0.0
        self._firsts = self._missed = 0

    def of(self, steps: int, of: int, seconds: float) -> Progress:
        """The progress after so many steps of so many."""
        best, bound = self._improver.best, self._bound
        if best is not self._counted and seconds >= self._next:
            self._count(best)
            self._counted, self._next = best, seconds + _COUNT_EVERY
        total = self._improver.best_sum
        return Progress(
            steps, of, seconds, total, len(best), bound.sum, self._firsts, self._missed, bound.placed
        )

    def _count(self, best: list[tuple[int, Call]]) -> None:
        problem = self._state.ground.problem
        slots = [
            Slot(
                pupil,
                call.option.host,
                call.option.day,
                minute_of(call.start),
                "on_site" if call.option.need == VISIT else problem.hosts[call.option.host].call,
                call.room,
            )
            for pupil, call in best
        ]
        score = score_plan(problem, slots, USUAL)
        self._firsts, self._missed = score.firsts, score.classes_missed


def _closer(bound: Bound, ground: Ground, found: int, prices: Prices) -> Bound:
    """The bound as close as there is time for; of the goals in strict order it is only the sum that comes closer."""
    if bound.sum is None or found >= bound.sum:
        return bound
    total = fine_bound(ground, found, bound.sum, prices)
    return bound._replace(sum=total, exact=total if ground.by_weights else bound.exact)


def usual_steps(problem: Problem) -> int:
    """How much work is put into a plan unless said otherwise."""
    return max(LEAST_STEPS, min(MOST_STEPS, USUAL_STEPS * problem.wanted))
