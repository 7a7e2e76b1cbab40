"""What is pinned stays in every plan; what people were told of changes as little as it can."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Refused
from models.planning.planner import Wish, find_plan
from models.planning.problem import Host, Problem, Pupil, Quiet, Slot
from models.planning.score import FEWEST_CHANGES
from tests.models.planning.test_planner import crowd
from tests.models.planning.tiny_problems import DAYS, possible, problems, stands


@given(problems(), st.integers(0, 9), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_pinned_is_in_every_plan_as_it_is(
    problem: Problem, seed: int, data: st.DataObject
) -> None:
    first = find_plan(problem, Wish(seed=seed, effort=5)).slots
    pinned = tuple(slot for slot in first if data.draw(st.booleans()))
    again = find_plan(problem._replace(kept=pinned), Wish(seed=seed + 1, effort=60))
    assert set(pinned) <= set(again.slots)
    assert stands(problem, again.slots)
    assert again.bound.sum is None or again.score.sum <= again.bound.sum


@pytest.mark.parametrize(
    "slots",
    [
        (Slot(0, 0, 0, 481, "phone", 0),),
        (Slot(0, 0, 0, 480, "video", 0),),
        (Slot(0, 0, 0, 480, "phone", None),),
        (Slot(6, 0, 0, 480, "phone", 0),),
        (Slot(0, 0, 0, 480, "phone", 0), Slot(1, 0, 0, 490, "phone", 0)),
        (Slot(0, 0, 0, 480, "phone", 0), Slot(0, 0, 0, 505, "phone", 0)),
    ],
)
def test_what_cannot_be_held_cannot_be_pinned(slots: tuple[Slot, ...]) -> None:
    with pytest.raises(Refused, match=r"^What was pinned can no longer be held: student s"):
        find_plan(crowd()._replace(kept=slots), Wish(effort=5))


@given(problems(), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_when_nothing_falls_out_nothing_changes(problem: Problem, seed: int) -> None:
    told = find_plan(problem, Wish(seed=seed, effort=200)).slots
    again = find_plan(problem._replace(told=told), Wish(FEWEST_CHANGES, seed, 100))
    assert set(told) <= set(again.slots)


def two_contacts(rooms: tuple[Quiet, ...]) -> Problem:
    kinds = (((), ()),) * len(DAYS)
    pupils = tuple(Pupil(f"s{n}", "Elm", 1, False, (("x", 1),), kinds) for n in range(3))
    hosts = tuple(Host(f"h{n}", ("x",), 20, 0, "phone", False, 0, (), ((0, 480, 540),)) for n in range(2))
    return Problem(DAYS, pupils, hosts, rooms, 2, None)


def test_a_room_that_is_lost_moves_its_calls_to_another_room_at_the_same_time() -> None:
    lost, other = Quiet("r0", "", False, 0, ()), Quiet("r1", "", False, 0, ((0, 480, 540),))
    told = (Slot(0, 0, 0, 480, "phone", 0), Slot(1, 1, 0, 500, "phone", 0), Slot(2, 0, 0, 520, "phone", 1))
    problem = two_contacts((lost, other))._replace(told=told, hit=frozenset({0, 1}))
    found = find_plan(problem, Wish(FEWEST_CHANGES, effort=50))
    assert found.slots == tuple(slot._replace(room=1) for slot in told)


def test_only_who_loses_a_contact_is_given_another_one() -> None:
    rooms = (Quiet("r0", "", False, 0, ((0, 480, 540),)), Quiet("r1", "", False, 0, ((0, 480, 540),)))
    told = (Slot(0, 0, 0, 480, "phone", 0), Slot(1, 1, 0, 500, "phone", 0), Slot(2, 1, 0, 480, "phone", 1))
    problem = two_contacts(rooms)
    hosts = (problem.hosts[0]._replace(hours=()), problem.hosts[1])
    found = find_plan(
        problem._replace(hosts=hosts, told=told, hit=frozenset({0})), Wish(FEWEST_CHANGES, effort=50)
    )
    assert set(told[1:]) < set(found.slots)
    assert [(slot.pupil, slot.host, slot.start) for slot in found.slots if slot.pupil == 0] == [(0, 1, 520)]


def test_pins_are_possible_interviews() -> None:
    # The judge of tiny plans agrees on what a pin may be.
    assert Slot(0, 0, 0, 480, "phone", 0) in possible(crowd(), 0)
