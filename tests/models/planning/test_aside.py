"""Planning in a process of its own: the same plan, stopped at any time, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Refused
from models.planning import aside_child
from models.planning.aside import Search, plan_aside, receive, send
from models.planning.planner import Progress, Wish, find_plan
from models.planning.problem import Problem, Slot
from models.planning.score import USUAL, Weights
from tests.models.planning.test_planner import crowd
from tests.models.planning.tiny_problems import problems

_ROOT = Path(__file__).parents[3]


@given(problems(), st.sampled_from([None, USUAL]))
@settings(max_examples=5, deadline=None)
def test_the_same_problem_seed_and_effort_give_the_same_plan_aside(
    problem: Problem, weights: Weights | None
) -> None:
    wish = Wish(weights, seed=3, effort=450)
    here, aside = find_plan(problem, wish), plan_aside(problem, wish)
    assert (here.slots, here.score, here.bound, here.reasons, here.help, here.steps) == (
        aside.slots, aside.score, aside.bound, aside.reasons, aside.help, aside.steps,
    )  # fmt: skip


def test_a_search_that_is_stopped_gives_the_best_it_has() -> None:
    told: list[Progress] = []

    def stop(progress: Progress) -> bool:
        told.append(progress)
        return False

    found = plan_aside(crowd(), Wish(effort=10**9), stop)
    assert (found.score.placed, told[-1].placed, told[-1].of) == (2, 2, 10**9)


def test_a_search_that_is_stopped_before_it_began_gives_a_plan_too() -> None:
    with Search(crowd(), Wish(effort=10**9)) as search:
        search.stop()
        search.stop()
        found = search.result()
    assert found is not None
    assert found.score.placed == 2


def test_a_child_that_is_killed_leaves_one_clear_error() -> None:
    with Search(crowd(), Wish(effort=10**9)) as search:
        assert search.result(0.01) is None
        os.kill(search.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        with pytest.raises(Refused) as refused:
            search.result()
    assert refused.value.line == (
        "The search came to an end before it had a plan. Plan again; nothing was changed."
    )


def test_a_closed_search_has_ended() -> None:
    with Search(crowd(), Wish(effort=10**9)) as search:
        pass
    with pytest.raises(Refused):
        search.result()


def test_what_was_pinned_and_cannot_be_is_refused_from_aside_too() -> None:
    with pytest.raises(Refused, match=r"^What was pinned can no longer be held: student s0 with contact h0"):
        plan_aside(crowd()._replace(kept=(Slot(0, 0, 1, 480, "phone", 0),)), Wish(effort=10))


def test_the_child_ends_when_nobody_is_there_to_hear_its_plan() -> None:
    command = [sys.executable, "-I", str(aside_child.__file__), str(_ROOT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        send(child.stdin, (crowd(), Wish(effort=10**9)))
        assert isinstance(receive(child.stdout), Progress)
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait() == 1
