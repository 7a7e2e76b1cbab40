"""How far from the best possible a plan can be: by the closest bound there is time and, for large ones, a library for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

from models.planning.bound import Bound, Prices, bound_of, rough_bound
from models.planning.chances import Chance
from models.planning.fine_bound import fine_bound
from models.planning.ground import Ground
from models.planning.hints import Hint

if TYPE_CHECKING:
    from models.planning.pricing import Pricing

_MAKING, _ROUND, _MORE = 1.4e-5, 0.002, 1.7e-7
"""Seconds, about: for each chance of a student to prepare for prices; a round of finding them, and each chance in it."""
_MANY = 200_000
"""Chances of all students beyond which a first bound is a rough one, so that it does not outlast the plan."""
_SMALL = 4_000
"""Chances of all students up to which the best plan of all is looked for."""
_FEWEST = 60
"""Rounds for which preparing is worth it."""
_ENOUGH = 40
"""Rounds after which prices say something about what to try first."""


Chosen = tuple[tuple[int, Chance, int], ...]
"""A plan as (student, chance, start)."""


def bounds_of(ground: Ground, seconds: float | None) -> Bounds:
    """Bounds on the plans of the problem; about so many seconds may be spent on the first (None: as usual)."""
    if ground.problem.told:
        return Bounds(ground)
    return ByPrices(ground, seconds) if find_spec("numpy") else ByHand(ground)


class Bounds:
    """Nothing is known; what follows knows more."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.now = Bound(None, ground.problem.wanted, 0)

    def first(self, going_on: Callable[[], bool], found: int) -> None:
        """A first bound; there is a plan with a sum of `found`."""

    def closer(self, going_on: Callable[[], bool], found: int) -> None:
        """A closer bound; there is a plan with a sum of `found`."""

    def guide(self) -> Mapping[int, list[Hint]]:
        """What students should try first, if anything is known of that."""
        return {}

    def best_of_all(self, found: int, seconds: float) -> Chosen:
        """The best plan there is beyond one with a sum of `found`, as far as it can be worked out in the time."""
        return ()

    def _with_sum(self, total: int) -> None:
        """Of the goals in their strict order it is only the sum that comes closer."""
        exact = min(self.now.exact, total) if self.ground.by_weights else self.now.exact
        self.now = self.now._replace(sum=total, exact=exact)


class ByHand(Bounds):
    """Bounds that need no library: a price for each contact-day, and for small problems for each start."""

    _prices: Prices | None = None

    def first(self, going_on: Callable[[], bool], found: int) -> None:
        """One price for each contact-day."""
        self.now, self._prices = bound_of(self.ground, found)

    def closer(self, going_on: Callable[[], bool], found: int) -> None:
        """One price for each start."""
        if self._prices is not None and self.now.sum is not None and found < self.now.sum:
            self._with_sum(fine_bound(self.ground, found, self.now.sum, self._prices))


class ByPrices(Bounds):
    """Bounds from prices on all starts, on rooms and on adults, found with arrays."""

    def __init__(self, ground: Ground, seconds: float | None) -> None:
        super().__init__(ground)
        self._seconds = seconds
        self._pricing: Pricing | None = None

    def first(self, going_on: Callable[[], bool], found: int) -> None:
        """Prices for as long as there is time."""
        from models.planning.pricing import ROUNDS, Pricing

        chances, rounds = sum(map(len, self.ground.chances)), ROUNDS
        self.now = bound_of(self.ground, found, 0)[0] if chances <= _MANY else rough_bound(self.ground)
        if self._seconds is not None:
            rounds = int((self._seconds - _MAKING * chances) / (_ROUND + _MORE * chances))
        if rounds < _FEWEST or not going_on():
            return
        rounds = min(rounds, ROUNDS)
        self._pricing = Pricing(self.ground, rounds)
        self._pricing.run(going_on, enough=found)
        self._note(found)

    def closer(self, going_on: Callable[[], bool], found: int) -> None:
        """Go on where the first prices were left."""
        if self._pricing is not None and self.now.sum is not None and found < self.now.sum:
            self._pricing.run(going_on, enough=found)
            self._note(found)

    def guide(self) -> Mapping[int, list[Hint]]:
        """By the prices."""
        from models.planning.guide import Guide

        if self._pricing is None or self._pricing.done < _ENOUGH:
            return {}
        return Guide(self._pricing).of

    def best_of_all(self, found: int, seconds: float) -> Chosen:
        """What a solver finds, for small problems by weights; its bound is noted."""
        pricing, now = self._pricing, self.now.sum
        small = sum(map(len, self.ground.chances)) <= _SMALL and self.ground.by_weights
        if pricing is None or now is None or found >= now or not small or not find_spec("highspy"):
            return ()
        from models.planning.exact import solve

        answer = solve(pricing, found, seconds)
        if answer is None:
            return ()
        self._with_sum(max(found, min(now, answer.bound)))
        return answer.chosen

    def _note(self, found: int) -> None:
        if self._pricing is not None and self.now.sum is not None:
            self._with_sum(max(found, min(self.now.sum, self._pricing.bound)))
