"""Rooms for calls: never two in one, as few as needed, as many placed as can be, and the truth about the rest."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.conflicts import find_conflicts
from models.rules.facts import Block, Interview, Opening, Room
from models.rules.room_assignment import RoomPlan, assign_rooms
from models.rules.situation import Situation
from models.rules.span import Span
from tests.models.rules.small_school import WEDNESDAY, at, interview, room, situation, span

_ROOM_KINDS = ("room_twice", "room_closed", "room_blocked", "room_too_small", "room_lacks_equipment")


def wanting(ident: str, wall: str = "10:20-10:40", **fields: Any) -> Interview:
    return interview(
        ident, wall, **{"room": None, "students": (f"s-{ident}",), "contact": f"c-{ident}", **fields}
    )


def clashing(wishes: list[Interview], plan: RoomPlan, world: Situation) -> list[str]:
    placed = [one._replace(room=plan.assigned[one.id]) for one in wishes if one.id in plan.assigned]
    after = world._replace(interviews=world.interviews | {one.id: one for one in placed})
    return [it.text for one in placed for it in find_conflicts(one, after) if it.kind in _ROOM_KINDS]


def test_one_room_is_used_again_and_again() -> None:
    wishes = [wanting("a", "10:00-10:20"), wanting("b", "10:20-10:40"), wanting("c", "10:40-11:00")]
    assert assign_rooms(wishes, situation()) == RoomPlan({"a": "r12", "b": "r12", "c": "r12"}, {}, {})


def test_a_room_in_use_that_day_goes_before_a_fresh_one() -> None:
    rooms = {"a": room("a", "A"), "b": room("b", "B")}
    there = interview("x", "08:00-08:20", room="b")
    assert assign_rooms([wanting("a")], situation(there, rooms=rooms)).assigned == {"a": "b"}


def test_a_plain_call_makes_way_for_video() -> None:
    there = interview("x", "10:30-11:00", room="r12", contact="omar")
    wishes = [wanting("a", "10:10-10:30"), wanting("b", "10:20-10:40", format="video")]
    assert assign_rooms(wishes, situation(there)).assigned == {"a": "r12", "b": "r14"}


def test_an_opened_video_room_is_given_back_for_a_plain_one() -> None:
    wishes = [
        wanting("a", "09:00-09:20", format="video"),
        wanting("b", "10:00-10:30"),
        wanting("c", "10:10-10:40", format="video"),
    ]
    assert assign_rooms(wishes, situation()).assigned == {"a": "r14", "b": "r12", "c": "r14"}


def test_the_long_call_waits_when_two_short_ones_fit_instead() -> None:
    wishes = [wanting("a", "10:00-12:00"), wanting("b", "10:20-10:40"), wanting("c", "10:40-11:00")]
    plan = assign_rooms(wishes, situation(rooms={"r12": room("r12", "Room 12")}))
    assert plan.assigned == {"b": "r12", "c": "r12"}
    assert plan.unplaced == {
        "a": "No room is free 10:00–12:00 on Tue 24 Nov: Room 12 has s-b 10:20–10:40. "
        "It would find one in Room 12 at 11:00."
    }


def test_all_rooms_taken_names_who_and_when_one_is_free() -> None:
    world = situation(
        interview("x", "10:00-10:40", room="r12"),
        rooms={
            "r12": room("r12", "Room 12"),
            "r14": room("r14", "Room 14", blocks=(Block("k", "r14", span("08:00-15:00"), "testing"),)),
        },
    )
    assert assign_rooms([wanting("a")], world).unplaced == {
        "a": "No room is free 10:20–10:40 on Tue 24 Nov: Room 12 has Mia Torres 10:00–10:40; Room 14 is blocked "
        "08:00–15:00 (testing). It would find one in Room 12 at 10:40, or in Room 14 if its block (testing) ended "
        "at 10:20."
    }


def test_the_reason_is_the_true_one() -> None:
    hall = room("h", "Hall", capacity=12, equipment=("video",), hours=(Opening(1, None, 780, 840),))
    many = tuple(f"s{n}" for n in range(24))
    rooms = {"h": hall, "r12": room("r12", "Room 12")}
    wishes = [
        wanting("many", students=many),
        wanting("shut", format="video"),
        wanting("snow", day=WEDNESDAY),
        wanting("home", place="home"),
        wanting("open", start=None, end=None),
    ]
    assert assign_rooms(wishes, situation(rooms=rooms)) == RoomPlan(
        {},
        {
            "home": "The interview of s-home is not held in a quiet room.",
            "open": "The interview of s-open has no time yet; give it one first.",
            "many": "No room for 24 is free 10:20–10:40 on Tue 24 Nov: Room 12 holds 2; Hall holds 12. "
            "No room could hold it on any day.",
            "shut": "No room with video is free 10:20–10:40 on Tue 24 Nov: Hall is open 13:00–14:00; Room 12 has "
            "no video. It would find one in Hall at 13:00, or in Hall if it were open then, or in Room 12 with "
            "video.",
            "snow": "School is closed on Wed 25 Nov (Snow), and all rooms with it.",
        },
        {},
    )
    plain = situation(rooms={"r12": room("r12", "Room 12")})
    assert assign_rooms([wishes[1]], plain).unplaced == {
        "shut": "No room with video is free 10:20–10:40 on Tue 24 Nov: Room 12 has no video. It would find one in "
        "Room 12 with video."
    }
    assert assign_rooms([wishes[1]], situation(rooms={})).unplaced == {
        "shut": "There are no quiet rooms yet."
    }


_SPANS = st.tuples(st.integers(0, 24), st.integers(3, 12)).map(
    lambda it: Span(at("08:00") + timedelta(minutes=it[0] * 5), at("08:00") + timedelta(minutes=sum(it) * 5))
)


def _most_at_once(spans: list[Span]) -> int:
    return max((sum(one.start <= other.start < one.end for one in spans) for other in spans), default=0)


@settings(max_examples=80, deadline=None)
@given(st.lists(_SPANS, max_size=25), st.integers(1, 6))
def test_alike_rooms_are_used_sparingly_and_fully(spans: list[Span], count: int) -> None:
    rooms = {f"r{n}": room(f"r{n}", f"Room {n}") for n in range(count)}
    wishes = [wanting(f"w{n}", start=one.start, end=one.end) for n, one in enumerate(spans)]
    world = situation(rooms=rooms)
    plan = assign_rooms(wishes, world)
    assert clashing(wishes, plan, world) == []
    assert set(plan.assigned) | set(plan.unplaced) == {one.id for one in wishes}
    placed = [one.span for one in wishes if one.id in plan.assigned and one.span]
    assert len(set(plan.assigned.values())) <= max(_most_at_once(placed), 0) + bool(plan.unplaced) * count
    if _most_at_once(spans) <= count:
        assert plan.unplaced == {}
        assert len(set(plan.assigned.values())) == _most_at_once(spans)
    assert len(plan.assigned) == _most_by_earliest_end(spans, count)


def _most_by_earliest_end(spans: list[Span], count: int) -> int:
    """The greatest number for alike rooms: by end, each into the room that was freed last before its start."""
    frees, placed = [at("00:00")] * count, 0
    for one in sorted(spans, key=lambda it: it.end):
        fitting = [free for free in frees if free <= one.start]
        if fitting:
            frees[frees.index(max(fitting))] = one.end
            placed += 1
    return placed


_ROOMS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 3), st.sampled_from((0, 5)), st.booleans()),
    min_size=1,
    max_size=4,
)
_WISHES = st.lists(st.tuples(_SPANS, st.booleans(), st.integers(1, 3)), max_size=7)


def _room(number: int, video: bool, capacity: int, pause: int, short: bool) -> Room:
    hours = (Opening(1, None, 480, 570),) if short else ()
    equipment = ("video",) if video else ()
    name = f"r{number}"
    return room(name, name, capacity=capacity, equipment=equipment, changeover_minutes=pause, hours=hours)


@settings(max_examples=80, deadline=None)
@given(_ROOMS, _WISHES)
def test_rooms_that_differ_hold_as_many_as_can_be(
    kinds: list[tuple[bool, int, int, bool]], asked: list[tuple[Span, bool, int]]
) -> None:
    rooms = {f"r{n}": _room(n, *kind) for n, kind in enumerate(kinds)}
    world = situation(interview("x", "08:30-08:50", room="r0"), rooms=rooms)
    wishes = [
        wanting(f"w{n}", start=one.start, end=one.end, format="video" if video else "phone",
                students=tuple(f"s{n}-{k}" for k in range(many)))
        for n, (one, video, many) in enumerate(asked)
    ]  # fmt: skip
    plan = assign_rooms(wishes, world)
    assert clashing(wishes, plan, world) == []
    assert len(plan.assigned) == _most(wishes, world)


def _most(wishes: list[Interview], world: Situation) -> int:
    """Every way tried, plainly."""

    @cache
    def fits(at_: int, ident: str) -> bool:
        one = wishes[at_]._replace(room=ident)
        return not any(it.kind in _ROOM_KINDS for it in find_conflicts(one, world))

    def best(at_: int, placed: tuple[tuple[int, str], ...]) -> int:
        if at_ == len(wishes):
            return len(placed)
        most = best(at_ + 1, placed)
        if most == len(wishes):
            return most
        for ident, known in world.rooms.items():
            gap = timedelta(minutes=known.changeover_minutes)
            here = [wishes[one].span for one, where in placed if where == ident]
            span_ = wishes[at_].span
            if span_ and fits(at_, ident) and not any(one and one.overlaps(span_, gap) for one in here):
                most = max(most, best(at_ + 1, (*placed, (at_, ident))))
        return most

    return best(0, ())
