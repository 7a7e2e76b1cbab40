"""Calls that have a room already change it only so that others find one, and as few as that takes."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.facts import Interview, Room
from models.rules.room_assignment import RoomPlan, assign_rooms
from models.rules.situation import Situation
from models.rules.span import Span
from tests.models.rules.small_school import at, interview, room, situation
from tests.models.rules.test_room_assignment import _room, clashing, wanting

TWO = {"a": room("a", "A"), "b": room("b", "B", equipment=("video",))}


def held(ident: str, wall: str, where: str) -> Interview:
    return wanting(ident, wall, room=where, state="scheduled")


def test_a_plain_call_leaves_the_video_room_to_whoever_needs_it() -> None:
    there = held("x", "10:00-10:40", "b")
    plan = assign_rooms([wanting("v", format="video")], situation(there, rooms=TWO), [there])
    assert plan == RoomPlan({"v": "b"}, {}, {"x": "a"})


def test_nothing_moves_where_all_find_a_room_without() -> None:
    there = held("x", "10:00-10:40", "b")
    assert assign_rooms([wanting("p")], situation(there, rooms=TWO), [there]) == RoomPlan({"p": "a"}, {}, {})


def test_nothing_moves_for_a_call_that_finds_no_room_even_so() -> None:
    there = held("x", "10:00-10:40", "b")
    crowd = wanting("many", students=("s1", "s2", "s3"))
    assert assign_rooms([crowd], situation(there, rooms=TWO), [there]).moved == {}


def test_a_room_at_another_school_is_not_given() -> None:
    rooms = {"far": room("far", "Far", school="Hill High"), "b": room("b", "B", school="Ridge High")}
    world = situation(rooms=rooms)
    pupil = world.students["mia"]._replace(school="Ridge High")
    world = world._replace(students={"mia": pupil})
    wishes = [wanting("one", students=("mia",)), wanting("two", students=("mia",))]
    plan = assign_rooms(wishes, world)
    assert (sorted(plan.assigned.values()), len(plan.unplaced)) == (["b"], 1)


def test_a_room_that_one_call_alone_would_open_is_not_opened() -> None:
    wishes = [wanting("p", "09:00-09:20"), wanting("v", "10:00-10:20", format="video")]
    assert assign_rooms(wishes, situation(rooms=TWO)).assigned == {"p": "b", "v": "b"}


def test_the_smallest_case_in_which_counting_rooms_promises_too_much() -> None:
    wishes = [
        wanting("v1", "09:00-10:00", format="video"), wanting("v2", "11:00-12:00", format="video"),
        wanting("p1", "09:00-11:00"), wanting("p2", "10:00-13:00"),
    ]  # fmt: skip
    plan = assign_rooms(wishes, situation(rooms=TWO))
    assert (len(plan.assigned), plan.unsure) == (3, ())


_SPANS = st.tuples(st.integers(0, 10), st.integers(2, 6)).map(
    lambda it: Span(
        at("08:00") + timedelta(minutes=it[0] * 10), at("08:00") + timedelta(minutes=sum(it) * 10)
    )
)
_ROOMS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 2), st.sampled_from((0, 10)), st.booleans()),
    min_size=1,
    max_size=3,
)
_WISHES = st.lists(st.tuples(_SPANS, st.booleans(), st.integers(1, 2)), max_size=3)
_THERE = st.lists(st.tuples(_SPANS, st.booleans(), st.integers(0, 2)), max_size=4)


@settings(max_examples=120, deadline=None)
@given(_ROOMS, _WISHES, _THERE)
def test_as_many_as_can_be_and_then_as_few_moved_as_can_be(
    kinds: list[tuple[bool, int, int, bool]],
    asked: list[tuple[Span, bool, int]],
    standing: list[tuple[Span, bool, int]],
) -> None:
    rooms = {f"r{n}": _room(n, *kind) for n, kind in enumerate(kinds)}
    there: list[Interview] = []
    for n, (one, video, at_) in enumerate(standing):
        call = wanting(f"t{n}", start=one.start, end=one.end, format="video" if video else "phone",
                       room=f"r{at_ % len(rooms)}", state="scheduled")  # fmt: skip
        if not clashing([call], RoomPlan({call.id: call.room or ""}, {}, {}), situation(*there, rooms=rooms)):
            there.append(call)
    wishes = [
        wanting(f"w{n}", start=one.start, end=one.end, format="video" if video else "phone",
                students=tuple(f"s{n}-{k}" for k in range(many)))
        for n, (one, video, many) in enumerate(asked)
    ]  # fmt: skip
    plan = assign_rooms(wishes, situation(*there, rooms=rooms), there)
    after = RoomPlan({**plan.assigned, **{one.id: one.room or "" for one in there}, **plan.moved}, {}, {})
    assert clashing([*wishes, *there], after, situation(rooms=rooms)) == []
    assert (-len(plan.assigned), len(plan.moved)) == _best(wishes, there, rooms)
    assert plan.unsure == ()


def _best(wishes: list[Interview], there: list[Interview], rooms: dict[str, Room]) -> tuple[int, int]:
    """Every way tried, plainly: the most placed (negative), then the fewest moved."""
    world: Situation = situation(rooms=rooms)

    @cache
    def fits(call: int, where: str) -> bool:
        one = [*there, *wishes][call]._replace(room=where)
        return not clashing([one], RoomPlan({one.id: where}, {}, {}), world)

    best = (1, 0)
    ways = product(*[[*rooms] for _ in there], *[[*rooms, ""] for _ in wishes])
    for way in ways:
        if not all(fits(n, where) for n, where in enumerate(way) if where):
            continue
        placed = [(one, where) for one, where in zip([*there, *wishes], way, strict=True) if where]
        if _meet(placed, rooms):
            continue
        moved = sum(one.room != where for one, where in zip(there, way[: len(there)], strict=True))
        best = min(best, (-sum(bool(where) for where in way[len(there) :]), moved))
    return best


def _meet(placed: list[tuple[Interview, str]], rooms: dict[str, Room]) -> bool:
    for n, (one, where) in enumerate(placed):
        gap = timedelta(minutes=rooms[where].changeover_minutes)
        for other, there in placed[n + 1 :]:
            if where == there and one.span and other.span and one.span.overlaps(other.span, gap):
                return True
    return False


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_SPANS, st.booleans()), max_size=14), st.integers(1, 4))
def test_alike_rooms_hold_whatever_runs_at_once_whoever_came_first(
    calls: list[tuple[Span, bool]], count: int
) -> None:
    rooms = {f"r{n}": room(f"r{n}", f"Room {n}") for n in range(count)}
    there: list[Interview] = []
    wishes: list[Interview] = []
    for n, (one, first) in enumerate(calls):
        call = wanting(f"w{n}", start=one.start, end=one.end)
        free = [
            ident for ident in rooms if not _meet([(call, ident), *((t, t.room or "") for t in there)], rooms)
        ]
        if first and free:
            there.append(call._replace(room=free[n % len(free)]))
        else:
            wishes.append(call)
    plan = assign_rooms(wishes, situation(*there, rooms=rooms), there)
    starts = [one.start for one, _ in calls]
    busiest = max((sum(o.start <= at_ < o.end for o, _ in calls) for at_ in starts), default=0)
    if busiest <= count:
        assert plan.unplaced == {}
    assert plan.unsure == ()


def test_a_whole_busy_day_is_placed() -> None:
    rooms = {f"r{n}": _room(n, n % 3 == 0, 2, 5, False) for n in range(12)}
    wishes = [
        wanting(f"w{n}", start=at("08:00") + timedelta(minutes=25 * (n // 12)),
                end=at("08:20") + timedelta(minutes=25 * (n // 12)), format="video" if n % 3 == 0 else "phone")
        for n in range(180)
    ]  # fmt: skip
    world = situation(rooms=rooms)
    plan = assign_rooms(wishes, world)
    assert plan.unplaced == {}
    assert clashing(wishes, plan, world) == []


def test_beyond_the_limit_of_work_nothing_is_called_certain() -> None:
    rooms = {f"r{n}": _room(n, n % 4 == 0, 1 + n % 3, 5 * (n % 3), n % 5 == 0) for n in range(14)}
    wishes = [
        wanting(f"w{n}", start=at("08:00") + timedelta(minutes=3 * (n % 90)),
                end=at("08:00") + timedelta(minutes=3 * (n % 90) + 15 + 7 * (n % 6)),
                format="video" if n % 5 < 2 else "phone", students=tuple(f"s{n}-{k}" for k in range(1 + n % 3)))
        for n in range(160)
    ]  # fmt: skip
    world = situation(interview("x", "08:30-08:50", room="r0"), rooms=rooms)
    plan = assign_rooms(wishes, world)
    assert clashing(wishes, plan, world) == []
    assert plan.unsure
    assert set(plan.unsure) <= set(plan.unplaced)
