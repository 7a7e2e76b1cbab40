"""A plan made as a person with a list makes one, to see what searching is worth."""

from __future__ import annotations

from random import Random

from models.planning.chances import Chance
from models.planning.grid import each
from models.planning.ground import Ground
from models.planning.problem import Problem, rank_of
from models.planning.score import USUAL, Score, score_plan
from models.planning.state import State


def by_hand(problem: Problem) -> Score:
    """What such a plan comes to by the usual weights: everybody's first interview in the roster's order, then one
    more each until nothing is found; for each the best interest, the earliest day, the first time at which contact,
    student, room and adult are free. A class that is never to be missed is kept free; other classes are not weighed,
    and nothing is moved for anybody.
    """
    rng = Random(1)
    state = State(Ground(problem, USUAL, rng), rng)
    waiting = [place for place, pupil in enumerate(problem.pupils) if not pupil.begun]
    _go_round(state, waiting)
    waiting = list(range(len(problem.pupils)))
    while waiting:
        waiting = _go_round(state, waiting)
    return score_plan(problem, state.slots(), USUAL)


def _go_round(state: State, pupils: list[int]) -> list[int]:
    """One interview more for each who lacks some; returns those who got one."""
    return [pupil for pupil in pupils if state.lacking(pupil) > 0 and _book(state, pupil)]


def _book(state: State, pupil: int) -> bool:
    problem = state.ground.problem

    def wanted(chance: Chance) -> tuple[int, int, int]:
        rank = rank_of(problem.pupils[pupil], problem.hosts[chance.host])
        return rank or 0, chance.day, chance.host

    return any(
        state.try_to_place(pupil, chance, start)
        for chance in sorted(state.ground.chances[pupil], key=wanted)
        if chance.day not in state.mine[pupil]
        for start in each(chance.mask & state.free[chance.cell])
    )
