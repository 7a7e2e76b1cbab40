"""Bounds beside every plan there is, with the library of arrays and without."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.planning.bounding import Bounds, ByHand, ByPrices
from models.planning.ground import Ground
from models.planning.planner import Wish, find_plan
from models.planning.problem import Problem
from models.planning.score import USUAL, Price, Weights, score_plan
from tests.models.planning.tiny_problems import every_plan, problems

_OTHER = Weights(5, 10, (6, 3, 1), Price(2, 1), Price(1, 0), Price(9, 0), 2, 3)


@pytest.mark.parametrize("by_hand", [True, False])
@given(problems(), st.sampled_from([USUAL, _OTHER]))
@settings(max_examples=40, deadline=None)
def test_no_plan_exceeds_a_bound(by_hand: bool, problem: Problem, weights: Weights) -> None:
    plans = list(every_plan(problem))
    best = max(score_plan(problem, plan, weights).sum for plan in plans)
    ground = Ground(problem, weights, Random(1))
    bounds: Bounds = ByHand(ground) if by_hand else ByPrices(ground, None)
    bounds.first(lambda: True, 0)
    bounds.best_of_all(best - 1, 60.0)
    bounds.closer(lambda: True, best)
    assert bounds.now.sum is not None
    assert bounds.now.sum >= best
    assert bounds.now.placed >= max(map(len, plans))


@given(problems(), st.sampled_from([USUAL, _OTHER]))
@settings(max_examples=100, deadline=None)
def test_a_small_plan_by_weights_is_proven_the_best_where_neither_rooms_nor_claims_have_names(
    problem: Problem, weights: Weights
) -> None:
    # Of claims only their number is known to a bound, not whose they are.
    open_to_all = tuple(host._replace(claimed=frozenset()) for host in problem.hosts)
    one_room = problem._replace(rooms=problem.rooms[:1], hosts=open_to_all)
    best = max(score_plan(one_room, plan, weights).sum for plan in every_plan(one_room))
    found = find_plan(one_room, Wish(weights, effort=500))
    assert (found.score.sum, found.bound.sum, found.bound.proven) == (best, best, True)
