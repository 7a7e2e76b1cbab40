"""Making a plan better: take some interviews out, put them back another way, keep what is worth it.

Annealed ruin and recreate in rounds, each twice as long as the one before and from the best plan so far, so that
it may be stopped at any time. The same problem, seed and effort give the same plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import exp
from random import Random

from models.planning.chances import Chance
from models.planning.greedy import fill, fill_all
from models.planning.problem import Slot
from models.planning.state import Call, State

FIRST_ROUND = 400
"""Steps of the first round."""
_RUIN = (2, 8)
"""Least and most interviews that a step takes out, about."""
_FOR_LACKING = 0.5
_BLINKS, _OFTEN = (0.02, 0.1, 0.4), (17, 2, 1)
"""Parts of the possibilities that are overlooked by chance, and how often which: the best for each is not
always the best for all, nor the best first interview the best for the two of a student.
"""
_GUIDED = 0.5
"""How often the prices say what is tried first."""
_HOT, _COLD = 0.2, 0.01
"""How much worse a step may be at a round's beginning and end, in classes missed."""


class Improver:
    """Improves the plan of a state step by step; `best` is the best plan so far as (student, call)."""

    def __init__(self, state: State, rng: Random) -> None:
        self.state, self.rng = state, rng
        core = state.ground.search.core
        self._unit = max(1.0, float(core.each + 20 * core.minute))
        self.best: list[tuple[int, Call]] = self._plan()
        self.best_exact, self.best_sum = state.exact, state.sum
        self._busy = _who_may_change(state)
        self._steps = 0
        self._gone: list[tuple[int, Call]] = []

    def start_again_by_prices(self) -> None:
        """Where prices are known, make a whole plan by them, and keep it if it is better than the first."""
        state = self.state
        if not state.guide or state.ground.problem.told:
            return
        self._clear_all()
        state.guided = True
        fill_all(state)
        state.guided = False
        self._note_best()
        self._back_to_best()

    def adopt(self, chosen: Iterable[tuple[int, Chance, int]]) -> None:
        """Make a plan of these (student, chance, start) as far as rooms allow, and keep it if it is better."""
        state = self.state
        self._clear_all()
        for pupil, chance, start in sorted(chosen, key=lambda one: (one[2], one[0])):
            state.try_to_place(pupil, chance, start)
        fill_all(state)
        self._note_best()
        self._back_to_best()

    def _clear_all(self) -> None:
        state = self.state
        for pupil, calls in enumerate(state.mine):
            for day in [one for one in calls if (pupil, one) not in state.fixed]:
                state.take(pupil, day)

    def _note_best(self) -> None:
        state = self.state
        if state.exact > self.best_exact:
            self.best, self.best_exact, self.best_sum = self._plan(), state.exact, state.sum

    def run(self, effort: int | None, going_on: Callable[[int], bool]) -> int:
        """So many steps (None: no end), as long as `going_on(steps)` says so; returns the steps made."""
        if not self._busy:
            return 0
        length = FIRST_ROUND
        while effort is None or self._steps < effort:
            self._back_to_best()
            if not self._round(length, effort, going_on):
                break
            length *= 2
        return self._steps

    def _round(self, length: int, effort: int | None, going_on: Callable[[int], bool]) -> bool:
        heat, cooling = self._unit * _HOT, (_COLD / _HOT) ** (1 / length)
        for _ in range(length):
            if effort is not None and self._steps >= effort:
                return True
            if not going_on(self._steps):
                return False
            self._step(heat)
            heat *= cooling
            self._steps += 1
        return True

    def _step(self, heat: float) -> None:
        state = self.state
        value = state.value
        self._gone.clear()
        pupils = self._ruin()
        state.blink = self.rng.choices(_BLINKS, _OFTEN)[0]
        state.guided = bool(state.guide) and self.rng.random() < _GUIDED
        self._order(pupils)
        kept = {pupil: frozenset(state.mine[pupil]) for pupil in pupils}
        fill(state, pupils)
        change = state.value - value
        if change < 0 and self.rng.random() >= exp(max(-60.0, change / heat)):
            self._undo(kept)
        else:
            self._note_best()

    def _undo(self, kept: dict[int, frozenset[int]]) -> None:
        """Take out what the step put in, and put back what it took out."""
        state = self.state
        for pupil, days in kept.items():
            for day in [one for one in state.mine[pupil] if one not in days]:
                state.take(pupil, day)
        for pupil, call in self._gone:
            state.put(pupil, call)

    # -- what is taken out ----------------------------------------------------------------------------

    def _ruin(self) -> list[int]:
        """Take some interviews out that have to do with one another; returns their students and who lacks some."""
        chance = self.rng.random()
        wanted = self.rng.randint(*_RUIN)
        if chance < 0.45:
            self._around_a_wish(wanted)
        elif chance < 0.65:
            self._around_a_contact(wanted)
        elif chance < 0.85:
            self._around_a_time(wanted)
        else:
            self._anywhere(wanted)
        pupils = {pupil: None for pupil, _ in self._gone}
        lacking = [pupil for pupil in self._busy if self.state.lacking(pupil) > 0 and pupil not in pupils]
        self.rng.shuffle(lacking)
        return [*pupils, *lacking[:6]]

    def _out(self, pupil: int, day: int) -> None:
        if (pupil, day) not in self.state.fixed:
            self._gone.append((pupil, self.state.take(pupil, day)))

    def _around_a_wish(self, wanted: int) -> None:
        """What stands in the way of something that would be better for a student."""
        state, rng = self.state, self.rng
        lacking = [one for one in self._busy if state.lacking(one) > 0] if rng.random() < _FOR_LACKING else []
        pupil = rng.choice(lacking or self._busy)
        chances = state.ground.chances[pupil]
        wish = chances[min(len(chances) - 1, int(len(chances) * rng.random() ** 4))]
        for day in list(state.mine[pupil]):
            self._out(pupil, day)
        self._clear(wish.day, wish.mask, wish.host, wanted)

    def _around_a_contact(self, wanted: int) -> None:
        state, rng = self.state, self.rng
        option = rng.choice(state.ground.chances[rng.choice(self._busy)])
        days = state.ground.days
        for day in range(days):
            for pupil in list(state.at[option.host * days + day]):
                self._out(pupil, day)
        self._near(option.day, rng.choice(self._busy), wanted)

    def _around_a_time(self, wanted: int) -> None:
        option = self.rng.choice(self.state.ground.chances[self.rng.choice(self._busy)])
        self._clear(option.day, option.mask, option.host, wanted)

    def _clear(self, day: int, mask: int, host: int, wanted: int) -> None:
        """Take out the contact's calls of the day, and others near those starts."""
        state = self.state
        for pupil in list(state.at[host * state.ground.days + day]):
            self._out(pupil, day)
        centre = (mask & -mask).bit_length() - 1
        near = sorted((abs(call.start - centre), pupil) for pupil, call in state.on[day].items())
        for _, pupil in near[:wanted]:
            if self.rng.random() < 0.7:
                self._out(pupil, day)

    def _near(self, day: int, _pupil: int, wanted: int) -> None:
        there = sorted(self.state.on[day])
        for pupil in self.rng.sample(there, min(len(there), wanted // 2)):
            self._out(pupil, day)

    def _anywhere(self, wanted: int) -> None:
        for pupil in self.rng.sample(self._busy, min(len(self._busy), wanted)):
            for day in list(self.state.mine[pupil]):
                self._out(pupil, day)

    def _order(self, pupils: list[int]) -> None:
        """In which order students choose again."""
        state, rng = self.state, self.rng
        rng.shuffle(pupils)
        chance = rng.random()
        options = state.ground.chances
        if chance < 0.3 and not state.ground.problem.told:
            pupils.sort(key=lambda one: len(options[one]))
        elif chance < 0.5:
            pupils.sort(key=lambda one: bool(state.mine[one]))

    def slots(self) -> tuple[Slot, ...]:
        """The best plan, as what it books, once nobody can be placed or moved to advantage alone."""
        state = self.state
        self._back_to_best()
        state.blink, state.guided = 0.0, False
        fill(state, [pupil for pupil in self._busy if state.lacking(pupil) > 0])
        for pupil in self._busy:
            calls = state.mine[pupil]
            for day in [one for one in calls if (pupil, one) not in state.fixed]:
                self._better_place(pupil, day)
        self._note_best()
        self._back_to_best()
        return state.slots()

    def _better_place(self, pupil: int, day: int) -> None:
        """Move one interview to where it is worth more, if there is such a place."""
        state = self.state
        before = state.value
        call = state.take(pupil, day)
        found = state.best(pupil)
        if found is not None:
            placed = state.place(pupil, found)
            if state.value > before:
                return
            state.take(pupil, placed.option.day)
        state.put(pupil, call)

    # -- the best -------------------------------------------------------------------------------------

    def _plan(self) -> list[tuple[int, Call]]:
        return [(pupil, call) for pupil, calls in enumerate(self.state.mine) for call in calls.values()]

    def _back_to_best(self) -> None:
        state = self.state
        for pupil, calls in enumerate(state.mine):
            for day in list(calls):
                state.take(pupil, day)
        for pupil, call in self.best:
            state.put(pupil, call)


def _who_may_change(state: State) -> list[int]:
    """Students whose interviews are tried otherwise; where people were told of calls, those who lose theirs, and
    through them whoever is in their way.
    """
    ground = state.ground
    pupils = ground.problem.pupils
    places: Iterable[int] = sorted(ground.problem.hit) if ground.problem.told else range(len(pupils))
    return [one for one in places if pupils[one].owes and ground.chances[one]]
