"""What is looked at first when planning again: where students are expected, which nothing else outweighs."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.planning.ground import Ground
from models.planning.planner import Wish, find_plan
from models.planning.problem import Problem
from models.planning.score import FEWEST_CHANGES, USUAL
from tests.models.planning.tiny_problems import problems


@given(problems(), st.integers(0, 9), st.data())
@settings(max_examples=60, deadline=None)
def test_where_a_student_is_expected_comes_before_all_their_other_chances(
    problem: Problem, seed: int, data: st.DataObject
) -> None:
    told = find_plan(problem, Wish(seed=seed, effort=30)).slots
    dear = tuple(data.draw(st.sampled_from((1, 11, 21))) for _ in told)
    again = problem._replace(told=told, dear=dear)
    ground = Ground(again, FEWEST_CHANGES, Random(seed))
    for pupil in range(len(problem.pupils)):
        held = ground.held[pupil]
        assert ground.chances[pupil][: len(held)] == held
        assert bool(held) == any(slot.pupil == pupil for slot in told)
        assert Ground(again, USUAL, Random(seed)).held[pupil] == []
