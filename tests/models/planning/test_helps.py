"""Changes that are said to help do: each was tried, and says how many more the plan would hold."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from models.planning.helps import Help
from models.planning.planner import Wish, find_plan
from models.planning.problem import Host, Problem, Pupil, Quiet, Watch
from tests.models.planning.tiny_problems import DAYS, problems

_KINDS = ((("core",), ()),) * len(DAYS)
_ROOMS = tuple(Quiet(f"r{n}", "", False, 0, ((0, 480, 540),)) for n in range(3))


def pupils(count: int) -> tuple[Pupil, ...]:
    return tuple(Pupil(f"s{n}", "Elm", 1, False, (("x", 1),), _KINDS) for n in range(count))


def hosts(count: int, **fields: Any) -> tuple[Host, ...]:
    known = Host("h", ("x",), 20, 0, "phone", False, 0, (), ((0, 480, 505),))
    return tuple(known._replace(id=f"h{n}", **fields) for n in range(count))


def helps(problem: Problem) -> tuple[Help, ...]:
    return find_plan(problem, Wish(effort=20)).helps


def test_one_more_adult_helps_where_nobody_could_watch() -> None:
    watches = (Watch("", (0, 480, 540)),)
    assert helps(Problem(DAYS, pupils(3), hosts(3), _ROOMS, 1, watches)) == (
        Help(0, 7 * 60, 12 * 60, 1, "adult"),
    )


def test_one_more_call_helps_where_a_contact_is_full() -> None:
    only = hosts(1, left=1, hours=((0, 480, 540),))
    assert helps(Problem(DAYS, pupils(3), only, _ROOMS, 1, None)) == (Help(-1, 0, 0, 1, "call", 0),)


def test_one_more_call_a_day_helps_where_a_contact_takes_no_more() -> None:
    only = hosts(1, per_day=1, hours=((0, 480, 540),))
    assert helps(Problem(DAYS, pupils(2), only, _ROOMS, 1, None)) == (Help(-1, 0, 0, 1, "call", 0),)


def test_a_room_with_video_helps_where_only_video_calls_are_taken() -> None:
    found = find_plan(Problem(DAYS, pupils(1), hosts(1, call="video"), _ROOMS, 1, None), Wish(effort=20))
    assert [(one.code, one.text) for one in found.reasons] == [
        ("format", "The one contact in these interests only takes video calls, and no quiet room has video.")
    ]
    assert found.helps == (Help(0, 7 * 60, 12 * 60, 1),)


def test_calls_by_phone_help_where_the_way_there_takes_a_class_that_is_never_missed() -> None:
    kinds = ((("never",), ()),) * len(DAYS)
    away = hosts(1, call="", visits=True, travel=15, hours=((0, 505, 535),))
    found = find_plan(
        Problem(DAYS, (pupils(1)[0]._replace(kinds=kinds),), away, _ROOMS, 1, None), Wish(effort=20)
    )
    assert [one.code for one in found.reasons] == ["never"]
    assert found.helps == (Help(-1, 0, 0, 1, "phone", 0),)


@given(problems())
@settings(max_examples=40, deadline=None)
def test_help_is_only_offered_where_somebody_lacks_something(problem: Problem) -> None:
    found = find_plan(problem, Wish(effort=60))
    lacks = sum(one.lacks for one in found.reasons)
    assert all(0 < one.more <= lacks for one in found.helps)
