"""Free times near a wish: nearest first, never clashing, polite where that is possible."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Alternative
from models.rules.alternatives import free_alternatives, free_rooms
from models.rules.conflicts import find_conflicts
from models.rules.facts import Block, Interview, Opening
from models.rules.free_starts import FreeStarts, around, outside
from models.rules.span import Span, local_day
from tests.models.rules.small_school import (
    MONDAY,
    WEDNESDAY,
    WEEKDAYS,
    ZONE,
    at,
    contact,
    interview,
    room,
    school_class,
    situation,
    span,
    student,
)

BEFORE = at("07:00", MONDAY)


def test_the_nearest_times_of_the_same_day_in_the_own_room() -> None:
    there = interview("a", students=("ben",))
    assert free_alternatives(interview("b", room="r12"), situation(there), now=BEFORE) == (
        Alternative(at("10:00"), at("10:20"), "r12", "Room 12"),
        Alternative(at("10:40"), at("11:00"), "r12", "Room 12"),
        Alternative(at("09:55"), at("10:15"), "r12", "Room 12"),
    )


def test_another_room_at_the_very_time_comes_first() -> None:
    there = interview("a", students=("ben",), contact="omar")
    wish = interview("b", "10:23-10:43")
    assert free_alternatives(wish, situation(there), now=BEFORE, wanted=2) == (
        Alternative(at("10:23"), at("10:43"), "r14", "Room 14"),
        Alternative(at("10:25"), at("10:45"), "r14", "Room 14"),
    )


def test_no_past_times_for_a_wish_of_earlier_today() -> None:
    call = interview("a", "10:20-10:40")
    found = free_alternatives(call, situation(), now=at("11:02"))
    assert len(found) == 3
    assert all(one.start >= at("11:02") for one in found)


def test_no_past_times_for_a_wish_ahead() -> None:
    there = interview("a", students=("ben",))
    found = free_alternatives(interview("b"), situation(there), now=at("10:10"))
    assert [one.start for one in found] == [at("10:40"), at("10:45"), at("10:50")]


def test_other_days_when_the_day_is_full_or_closed() -> None:
    contacts = {"dana": contact("dana", "Dana Whitfield", per_day=1)}
    there = interview("a", "08:00-08:20", students=("ben",))
    found = free_alternatives(interview("b"), situation(there, contacts=contacts), now=BEFORE, wanted=2)
    assert [one.start for one in found] == [at("10:20", MONDAY), at("10:15", MONDAY)]
    snow = free_alternatives(interview("b", day=WEDNESDAY), situation(), now=BEFORE, wanted=1)
    assert [local_day(one.start, ZONE).isoformat() for one in snow] == ["2026-11-26"]


def test_nothing_when_the_contact_has_no_more_to_give() -> None:
    contacts = {"dana": contact("dana", "Dana Whitfield", limit=1)}
    there = interview("a", "08:00-08:20", students=("ben",))
    assert free_alternatives(interview("b"), situation(there, contacts=contacts), now=BEFORE) == ()


def test_stated_hours_go_first_and_others_fill_up() -> None:
    contacts = {"dana": contact("dana", "Dana Whitfield", availability=(span("13:00-13:25"),))}
    there = interview("a", students=("ben",))
    found = free_alternatives(interview("b"), situation(there, contacts=contacts), now=BEFORE, wanted=3)
    assert [one.start for one in found] == [at("13:00"), at("13:05"), at("10:00")]


def test_classes_that_may_never_be_missed_are_left_alone() -> None:
    world = situation(
        classes={"k": school_class("k", "Exams", "3", "never")},
        students={"mia": student("mia", classes=("k",))},
    )
    found = free_alternatives(interview("b"), world, now=BEFORE)
    assert [one.start for one in found] == [at("09:40"), at("11:00"), at("09:35")]


def test_a_room_without_hours_closes_with_the_last_bell_but_a_call_from_home_does_not() -> None:
    late = interview("b", "14:50-15:10")
    there = interview("a", "14:30-14:50", students=("ben",))
    found = free_alternatives(late, situation(there), now=BEFORE, wanted=1)
    assert [one.start for one in found] == [at("14:10")]
    home = interview("b", "14:40-15:00", place="home", room=None)
    found = free_alternatives(home, situation(there), now=BEFORE, wanted=1)
    assert [(one.start, one.room) for one in found] == [(at("14:50"), None)]


def test_no_room_fits_then_nothing_is_offered() -> None:
    many = interview("b", students=("mia", "ben", "ida"))
    assert free_alternatives(many, situation(), now=BEFORE) == ()


def test_free_rooms_best_fit_first() -> None:
    rooms = {
        "big": room("big", "Big", capacity=30),
        "vid": room("vid", "Vid", equipment=("video",)),
        "shut": room("shut", "Shut", hours=(Opening(1, None, 0, 60),)),
        "blocked": room("blocked", "Blocked", blocks=(Block("k", "blocked", span("10:00-10:25"), ""),)),
        "own": room("own", "Own"),
        "held": room("held", "Held", changeover_minutes=5),
    }
    there = interview("a", "10:41-11:00", students=("ben",), room="held")
    world = situation(there, rooms=rooms)
    assert [one.id for one in free_rooms(interview("b", room=None), world)] == ["own", "vid", "big"]
    assert free_rooms(interview("b", start=None, end=None), world) == []


_SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(
        lambda it: Span(at("08:00") + timedelta(minutes=it[0]), at("08:00") + timedelta(minutes=sum(it)))
    ),
    max_size=6,
)


@given(_SPANS, st.integers(1, 15), st.integers(0, 5))
def test_a_start_is_free_when_what_begins_there_touches_nothing(
    taken: list[Span], long: int, gap: int
) -> None:
    length, pause = timedelta(minutes=long), timedelta(minutes=gap)
    starts = FreeStarts(around(one, length, pause) for one in taken)
    for minute in range(-5, 90):
        start = at("08:00") + timedelta(minutes=minute)
        wished = Span(start, start + length)
        assert starts.free(start) == (not any(one.overlaps(wished, pause) for one in taken))


def test_a_start_is_free_when_what_begins_there_stays_inside() -> None:
    starts = FreeStarts(outside([span("08:00-08:30"), span("09:00-09:20")], timedelta(minutes=20)))
    free = [minute for minute in range(-30, 120) if starts.free(at("08:00") + timedelta(minutes=minute))]
    assert free == [*range(0, 11), 60]


@st.composite
def _calls(draw: st.DrawFn) -> list[Interview]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        start = at("08:00") + timedelta(minutes=5 * draw(st.integers(0, 80)))
        found.append(
            interview(
                f"i{number}",
                start=start,
                end=start + timedelta(minutes=draw(st.sampled_from((15, 20, 90)))),
                students=(draw(st.sampled_from(("mia", "ben"))),),
                contact=draw(st.sampled_from(("dana", "omar"))),
                format=draw(st.sampled_from(("phone", "on_site", "recorded"))),
                room=draw(st.sampled_from(("r12", "r14"))),
            )
        )
    return found


@settings(max_examples=60, deadline=None)
@given(_calls(), st.sampled_from(("phone", "video", "on_site")), st.integers(0, 100))
def test_no_alternative_ever_clashes(calls: list[Interview], format_: str, step: int) -> None:
    start = at("07:30") + timedelta(minutes=7 * step)
    wish = interview(
        "wish", start=start, end=start + timedelta(minutes=20), format=format_, link="l",
        room=None if format_ == "on_site" else "r14", place="workplace" if format_ == "on_site" else "room",
    )  # fmt: skip
    world = situation(
        *calls,
        contacts={"dana": contact("dana", "D", travel_minutes=25, per_day=3), "omar": contact("omar", "O")},
        rooms={
            "r12": room("r12", "Room 12", changeover_minutes=5, hours=WEEKDAYS),
            "r14": room("r14", "Room 14", equipment=("video",), changeover_minutes=10),
        },
        classes={"k": school_class("k", "Exams", "3", "never")},
        students={"mia": student("mia", classes=("k",)), "ben": student("ben")},
    )
    found = free_alternatives(wish, world, now=at("09:00"))
    assert len(found) == 3
    assert len({one.start for one in found}) == 3
    for one in found:
        moved = wish._replace(start=one.start, end=one.end, room=one.room)
        assert [it for it in find_conflicts(moved, world) if it.severity == "clash"] == []
        assert one.end - one.start == timedelta(minutes=20)
        assert start < at("09:00") or one.start >= at("09:00")


def test_a_busy_day_has_alternatives() -> None:
    rooms = {f"r{n}": room(f"r{n}", f"Room {n}", hours=WEEKDAYS, changeover_minutes=5) for n in range(40)}
    calls = [
        interview(f"i{n}", start=at("08:00") + timedelta(minutes=50 * (n // 40)),
                  end=at("08:20") + timedelta(minutes=50 * (n // 40)),
                  students=(f"s{n}",), contact=f"c{n}", room=f"r{n % 40}")
        for n in range(300)
    ]  # fmt: skip
    world = situation(*calls, rooms=rooms)
    assert len(free_alternatives(interview("b", room="r3"), world, now=BEFORE)) == 3
