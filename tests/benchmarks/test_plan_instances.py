"""The planner's benchmark makes the same school from the same seed, and one that the importers take."""

from __future__ import annotations

import pytest

from benchmarks.by_hand import by_hand
from benchmarks.planner import SMALL, files, make
from models.planning.planner import Wish, find_plan
from models.planning.problem import Problem
from models.planning.score import USUAL
from models.queries.planning import planning_at
from models.rules.span import local_instant
from models.workspace import Clock, Workspace
from tests.helpers_store import DAY, ZONE


def test_a_seed_makes_the_same_school_and_another_seed_another() -> None:
    assert files(SMALL, 3) == files(SMALL, 3)
    assert files(SMALL, 3) != files(SMALL, 4)


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    store = make(SMALL._replace(students=4, contacts=3), 1, tmp_path_factory.mktemp("tiny"))
    workspace = Workspace(store, actor="the bench", clock=Clock(local_instant(DAY, 0, ZONE), ticks=False))
    found = workspace.read(planning_at, workspace.now()).problem
    workspace.close()
    return found


def test_what_was_made_is_imported_whole(problem: Problem) -> None:
    counts = (len(problem.pupils), len(problem.hosts), len(problem.rooms), len(problem.days), problem.wanted)
    assert counts == (4, 3, 3, 3, 4)
    assert {len(pupil.ranked) for pupil in problem.pupils} == {3}
    assert all(host.hours or host.clusters for host in problem.hosts)


def test_a_plan_by_hand_books_what_is_possible_and_is_no_better_than_the_planners(problem: Problem) -> None:
    plain, found = by_hand(problem), find_plan(problem, Wish(USUAL, effort=200))
    assert 0 < plain.placed <= found.score.placed
    assert plain.sum <= found.score.sum <= (found.bound.sum or 0)
