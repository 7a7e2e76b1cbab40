"""Any two bookings: a clash is seen from both sides, and the check of everything agrees."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Finding
from models.rules.conflicts import all_conflicts, find_conflicts
from models.rules.facts import Interview
from models.rules.situation import Situation
from tests.models.rules.small_school import (
    at,
    contact,
    interview,
    room,
    situation,
)

_STARTS = st.integers(0, 36).map(lambda step: at("08:00") + timedelta(minutes=step * 5))


@st.composite
def _calls(draw: st.DrawFn) -> list[Interview]:
    found = []
    for number in range(draw(st.integers(1, 7))):
        start, format_ = draw(_STARTS), draw(st.sampled_from(("phone", "on_site", "recorded")))
        found.append(
            interview(
                f"i{number}",
                start=start,
                end=start + timedelta(minutes=draw(st.sampled_from((15, 20, 30)))),
                students=tuple(draw(st.sets(st.sampled_from(("mia", "ben", "ida")), min_size=1, max_size=2))),
                contact=draw(st.sampled_from(("dana", "omar"))),
                format=format_,
                room=None if format_ == "on_site" else draw(st.sampled_from(("r12", "r14", None))),
                place="workplace" if format_ == "on_site" else "room",
                state=draw(st.sampled_from(("scheduled", "confirmed", "cancelled", "completed"))),
            )
        )
    return found


_PAIRED = {"student_twice", "contact_twice", "room_twice", "contact_gap"}


def _world(calls: list[Interview]) -> Situation:
    return situation(
        *calls,
        rooms={
            "r12": room("r12", "Room 12", changeover_minutes=5),
            "r14": room("r14", "Room 14", equipment=("video",)),
        },
        contacts={
            "dana": contact("dana", "Dana Whitfield", gap_minutes=10, travel_minutes=15, limit=3, per_day=2),
            "omar": contact("omar", "Omar Reyes"),
        },
    )


def _key(one: Finding) -> tuple[object, ...]:
    return (one.kind, *sorted(one.interviews), one.who, one.start, one.end)


@settings(max_examples=150, deadline=None)
@given(_calls())
def test_pairs_clash_from_both_sides_and_check_agrees(calls: list[Interview]) -> None:
    world = _world(calls)
    seen: dict[tuple[object, ...], set[str]] = {}
    for call in calls:
        for one in find_conflicts(call, world):
            if one.kind in _PAIRED:
                seen.setdefault(_key(one), set()).add(one.interviews[0])
    assert all(sides == set(key[1:3]) for key, sides in seen.items())
    assert Counter(_key(one) for one in all_conflicts(world, None) if one.kind in _PAIRED) == Counter(
        seen.keys()
    )


@settings(max_examples=100, deadline=None)
@given(_calls())
def test_check_finds_no_clash_exactly_where_no_interview_has_one(calls: list[Interview]) -> None:
    world = _world(calls)
    one_by_one = {one.kind for call in calls for one in find_conflicts(call, world)}
    assert {one.kind for one in all_conflicts(world, None)} == one_by_one


@settings(max_examples=100, deadline=None)
@given(_calls())
def test_a_clash_is_two_that_share_somebody_at_a_moment(calls: list[Interview]) -> None:
    world = situation(*calls)
    standing = [one for one in calls if one.state != "cancelled"]
    expected = {
        frozenset((one.id, other.id))
        for one in standing
        for other in standing
        if one.id < other.id and one.span and other.span and one.span.overlaps(other.span)
        and set(one.students) & set(other.students)
    }  # fmt: skip
    found = [one for one in all_conflicts(world, None) if one.kind == "student_twice"]
    assert {frozenset(one.interviews) for one in found} == expected
