"""Plans of tiny problems beside every plan there is: the best, nothing broken, bounds and reasons true."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.planning.helps import Help
from models.planning.planner import LEAST_STEPS, Progress, Wish, find_plan
from models.planning.problem import Host, Problem, Pupil, Quiet
from models.planning.score import USUAL, Price, Weights, score_plan
from tests.models.planning.tiny_problems import DAYS, best_order, every_plan, possible, problems, stands

_WEIGHTS = st.sampled_from([USUAL, Weights(5, 10, (6, 3, 1), Price(2, 1), Price(1, 0), Price(9, 0), 2, 3)])


@given(problems())
@settings(max_examples=60, deadline=None)
def test_a_tiny_plan_is_the_best_in_the_strict_order_of_the_goals(problem: Problem) -> None:
    assert find_plan(problem, Wish(effort=LEAST_STEPS)).score.order == best_order(problem)


@given(problems(), _WEIGHTS)
@settings(max_examples=40, deadline=None)
def test_a_tiny_plan_by_weights_has_the_greatest_sum_and_no_plan_exceeds_its_bound(
    problem: Problem, weights: Weights
) -> None:
    best = max(score_plan(problem, plan, weights).sum for plan in every_plan(problem))
    most = max(len(plan) for plan in every_plan(problem))
    found = find_plan(problem, Wish(weights, effort=400))
    assert found.bound.sum is not None
    assert found.score.sum == best <= found.bound.sum
    assert most <= found.bound.placed
    assert not found.bound.proven or found.score.sum == found.bound.sum


@given(problems(), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_whatever_the_seed_a_plan_stands_and_is_the_same_again(problem: Problem, seed: int) -> None:
    found = find_plan(problem, Wish(seed=seed, effort=10))
    assert stands(problem, found.slots)
    assert set(found.slots) <= {
        slot for pupil in range(len(problem.pupils)) for slot in possible(problem, pupil)
    }
    again = find_plan(problem, Wish(seed=seed, effort=10))
    assert (again.slots, again.score, again.bound, again.reasons) == (
        found.slots,
        found.score,
        found.bound,
        found.reasons,
    )


@given(problems())
@settings(max_examples=60, deadline=None)
def test_whoever_lacks_interviews_has_a_reason_and_nothing_called_impossible_can_be_added(
    problem: Problem,
) -> None:
    found = find_plan(problem, Wish(effort=60))
    lacking = {
        pupil.id: pupil.owes - sum(slot.pupil == number for slot in found.slots)
        for number, pupil in enumerate(problem.pupils)
    }
    assert {one.pupil: one.lacks for one in found.reasons} == {
        who: left for who, left in lacking.items() if left > 0
    }
    for number, pupil in enumerate(problem.pupils):
        for one in found.reasons:
            if one.pupil == pupil.id:
                stopped = {host for host, stage in one.stopped if stage != "free"}
                tried = [slot for slot in possible(problem, number) if problem.hosts[slot.host].id in stopped]
                assert not [slot for slot in tried if stands(problem, (*found.slots, slot))]


def crowd() -> Problem:
    """Six students who all want the one contact, who has time for two; a third has no interests."""
    kinds = ((("core",), ()),) * len(DAYS)
    pupils = tuple(Pupil(f"s{number}", "Elm", 1, False, (("x", 1),), kinds) for number in range(6))
    pupils += (Pupil("s6", "Elm", 1, False, (), kinds),)
    host = Host("h0", ("x",), 20, 5, "phone", False, 0, (), ((0, 480, 525),))
    room = Quiet("r0", "", False, 0, ((0, 480, 540),))
    return Problem(DAYS, pupils, (host,), (room,), 2, None)


def test_a_search_that_is_told_to_stop_keeps_the_best_so_far() -> None:
    told: list[Progress] = []

    def stop(progress: Progress) -> bool:
        told.append(progress)
        return progress.steps < 32

    found = find_plan(crowd(), Wish(effort=100_000), stop)
    steps = sorted({one.steps for one in told})
    assert (steps, found.steps, found.score.placed) == ([0, 16, 32], 32, 2)


def test_time_that_is_over_cuts_the_search_short() -> None:
    ticks = iter(range(10_000))
    found = find_plan(crowd(), Wish(seconds=200), clock=lambda: next(ticks))
    assert found.score.placed == 2
    assert 0 < found.steps < 200 * 16
    assert found.seconds <= 210


def test_reasons_say_what_stopped_each_contact() -> None:
    found = find_plan(crowd(), Wish(effort=20))
    codes = [(one.code, one.text) for one in found.reasons]
    assert codes == [("contact", "The one contact in these interests is taken by other calls then.")] * 4 + [
        ("no_interests", "No interests are known yet; enter some first.")
    ]


def test_where_rooms_are_lacking_one_more_is_said_to_help() -> None:
    kinds = ((("core",), ()),) * len(DAYS)
    pupils = tuple(Pupil(f"s{number}", "Elm", 1, False, (("x", 1),), kinds) for number in range(3))
    hosts = tuple(Host(f"h{n}", ("x",), 20, 0, "phone", False, 0, (), ((1, 480, 505),)) for n in range(3))
    room = Quiet("r0", "", False, 0, ((1, 480, 540),))
    found = find_plan(Problem(DAYS, pupils, hosts, (room,), 2, None), Wish(effort=20))
    assert [(one.code, one.text) for one in found.reasons] == [
        (
            "rooms",
            "Of 3 contacts in these interests 1 is taken by other calls then; "
            "2 could be called, but no fitting quiet room is free then.",
        )
    ] * 2
    assert found.help == Help(1, 7 * 60, 12 * 60, 1)
