"""What would free a room is true: whoever does it finds that the call has one."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.alternatives import room_free
from models.rules.bookings import Bookings
from models.rules.conflicts import find_conflicts
from models.rules.facts import Block, Interview, Opening
from models.rules.room_assignment import assign_rooms
from models.rules.room_helps import ROOM_CLASHES, ways_out
from models.rules.situation import Situation
from models.rules.span import Span
from tests.models.rules.small_school import TUESDAY, at, interview, room, situation, span
from tests.models.rules.test_room_assignment import wanting

A, B = room("a", "Room A"), room("b", "Room B")


def told(call: Interview, world: Situation) -> list[str]:
    when = call.span
    assert when is not None
    return [way.text for way in ways_out(call, when, Bookings(world), at("08:00"))]


def test_a_call_that_may_sit_elsewhere_would_make_way() -> None:
    there = interview("x", "10:00-11:00", room="b", state="checked_in")
    world = situation(there, rooms={"a": A, "b": B._replace(equipment=("video",))})
    assert told(wanting("v", format="video"), world) == [
        "in Room B if Mia Torres's call moved to Room A",
        "in Room B at 09:40",
        "in Room A with video",
    ]


def test_a_shorter_pause_a_shorter_block_and_longer_hours_are_told() -> None:
    near = interview("x", "10:00-10:15", room="a")
    pause = situation(near, rooms={"a": A._replace(changeover_minutes=10)})
    assert told(wanting("w"), pause) == [
        "in Room A with 5 minutes between calls instead of 10",
        "in Room A at 10:25",
    ]
    test_ = Block("k", "a", span("10:30-16:00"), "test")
    blocked = A._replace(blocks=(test_,), hours=(Opening(1, None, 600, 700),))
    assert told(wanting("w"), situation(rooms={"a": blocked})) == [
        "in Room A at 10:10",
        "in Room A if its block (test) began at 10:40",
    ]
    short = A._replace(hours=(Opening(1, None, 480, 630),))
    assert told(wanting("w"), situation(rooms={"a": short})) == [
        "in Room A at 10:10",
        "in Room A if it were open until 10:40",
    ]


def test_no_time_is_told_that_has_passed_or_in_which_somebody_is_busy() -> None:
    taken = interview("x", "10:20-10:40", room="a")
    busy = interview("y", "10:40-11:00", room=None, students=("s-w",), contact="lin")
    world = situation(taken, busy, rooms={"a": A})
    when = span("10:20-10:40")
    ways = ways_out(wanting("w"), when, Bookings(world), at("10:10"))
    assert [way.text for way in ways] == ["in Room A at 11:00"]


_TIMES = st.tuples(st.integers(0, 30), st.integers(3, 12)).map(
    lambda it: Span(at("08:00") + timedelta(minutes=it[0] * 5), at("08:00") + timedelta(minutes=sum(it) * 5))
)
_KINDS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 2), st.sampled_from((0, 10)), st.none() | _TIMES, st.booleans()),
    min_size=1,
    max_size=4,
)
_CALLS = st.lists(st.tuples(_TIMES, st.booleans(), st.integers(1, 2)), min_size=1, max_size=9)


@settings(max_examples=120, deadline=None)
@given(_KINDS, _CALLS)
def test_every_way_out_is_a_way_out_and_every_room_was_refused(
    kinds: list[tuple[bool, int, int, Span | None, bool]], asked: list[tuple[Span, bool, int]]
) -> None:
    rooms = {
        f"r{n}": room(
            f"r{n}", f"R{n}", equipment=("video",) if video else (), capacity=many, changeover_minutes=pause,
            blocks=(Block(f"b{n}", f"r{n}", block, ""),) if block else (),
            hours=(Opening(None, TUESDAY, 480, 570),) if short else (),
        )
        for n, (video, many, pause, block, short) in enumerate(kinds)
    }  # fmt: skip
    calls = [
        wanting(f"w{n}", start=one.start, end=one.end, format="video" if video else "phone",
                students=tuple(f"s{n}-{k}" for k in range(many)))
        for n, (one, video, many) in enumerate(asked)
    ]  # fmt: skip
    plan = assign_rooms(calls, situation(rooms=rooms))
    placed = [
        one._replace(room=plan.assigned[one.id], state="confirmed")
        for one in calls
        if one.id in plan.assigned
    ]
    world = situation(*placed, rooms=rooms)
    bookings = Bookings(world)
    for call in calls:
        when = call.span
        if call.id not in plan.unplaced or when is None:
            continue
        assert not any(room_free(one, call, when, bookings) for one in rooms.values())
        for way in ways_out(call, when, bookings):
            after = way.tried(world)
            found = [
                *find_conflicts(way.call, after),
                *(find_conflicts(way.other, after) if way.other else ()),
            ]
            assert [one.text for one in found if one.kind in ROOM_CLASHES] == []
