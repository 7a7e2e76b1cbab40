"""The board: each interview in one lane, numbers that follow the clock, and a tick that equals a fresh build."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.day import LANES, BoardRow, board_rows, retime
from models.rules.day_rooms import RoomNow, StandbyNow, rooms_now, standby_now, standby_of_day
from models.rules.facts import Claim, Opening, Staff
from models.rules.interview import STATES
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    at,
    contact,
    interview,
    school_class,
    situation,
    student,
)


def row_at(wall: str, **fields: Any) -> BoardRow:
    (row,) = board_rows(situation(interview("a", **fields)), at(wall)).rows
    return row


def test_a_row_tells_all_about_its_interview() -> None:
    call = interview("a")
    assert row_at("09:00") == BoardRow(
        interview=call,
        students=("Mia Torres",),
        student="Mia Torres",
        contact="Dana Whitfield",
        employer="Ridge Clinic",
        room="Room 12",
        standby="Ana Ruiz",
        state="confirmed",
        lane="up_next",
        late_minutes=0,
        minutes_left=None,
        missing=(),
        wants=(),
        time_text="at 10:20",
    )


@pytest.mark.parametrize(
    ("wall", "fields", "lane", "text"),
    [
        ("09:30", {}, "up_next", "in 50 min"),
        ("10:09", {}, "up_next", "in 11 min"),
        ("10:10", {}, "getting_ready", "in 10 min"),
        ("09:00", {"state": "checked_in"}, "getting_ready", "at 10:20"),
        ("10:20", {}, "getting_ready", "now"),
        ("10:21", {}, "needs_somebody", "late 1 min"),
        ("10:24", {"state": "checked_in"}, "needs_somebody", "late 4 min"),
        ("11:51", {}, "needs_somebody", "late 1 h 31 min"),
        ("15:20", {}, "needs_somebody", "late 5 h"),
        ("09:00", {"state": "scheduled"}, "needs_somebody", "at 10:20"),
        ("09:00", {"room": None}, "needs_somebody", "at 10:20"),
        ("09:00", {"state": "interviewee_absent"}, "needs_somebody", "at 10:20"),
        ("10:30", {"state": "in_progress", "started_at": at("10:20")}, "interviewing_now", "10 min left"),
        ("10:30", {"state": "in_progress", "room": None}, "interviewing_now", "10 min left"),
        ("10:40", {"state": "in_progress"}, "interviewing_now", "time is up"),
        ("10:42", {"state": "in_progress"}, "interviewing_now", "over by 2 min"),
        ("15:48", {"state": "in_progress"}, "interviewing_now", "over by 5 h 8 min"),
        ("10:50", {"state": "completed", "ended_at": at("10:41")}, "finished", "ended 10:41"),
        ("10:50", {"state": "completed"}, "finished", "at 10:20"),
    ],
)
def test_lane_and_words_of_time(wall: str, fields: dict[str, Any], lane: str, text: str) -> None:
    row = row_at(wall, **fields)
    assert (row.lane, row.time_text) == (lane, text)


def test_late_and_left_in_minutes() -> None:
    started: dict[str, Any] = {"state": "in_progress", "started_at": at("10:23")}
    row = row_at("10:30", **started)
    assert (row.late_minutes, row.minutes_left) == (3, 10)
    half = timedelta(seconds=30)
    (row,) = board_rows(situation(interview("a", **started)), at("10:30") + half).rows
    assert row.minutes_left == 10
    (row,) = board_rows(situation(interview("a", **started)), at("10:41") + half).rows
    assert row.minutes_left == -1
    assert row_at("10:30").late_minutes == 10
    assert row_at("10:30", state="student_absent").late_minutes == 0
    assert row_at("10:30", state="in_progress", started_at=at("10:10")).late_minutes == 0


def test_the_reasons_for_needing_somebody() -> None:
    world = situation(
        interview("a", room=None, state="scheduled"),
        classes={"k": school_class("k", "Chemistry", "3")},
        students={"mia": student("mia", classes=("k",))},
        staff={},
    )
    (row,) = board_rows(world, at("09:00")).rows
    assert row.wants == ("absence", "room", "standby", "confirmation")
    assert row.missing == (
        ("absence", "Absence to request"),
        ("room", "No quiet room"),
        ("standby", "No adult on standby"),
        ("confirmation", "Not confirmed"),
    )
    assert row_at("09:00", state="student_absent").wants == ("student_absent",)


def test_only_that_days_interviews_that_were_not_called_off() -> None:
    calls = [interview(state, state=state) for state in STATES]
    board = board_rows(situation(*calls, interview("m", day=MONDAY)), at("09:00"))
    off = {"requested", "declined", "cancelled"}
    assert sorted(row.id for row in board.rows) == sorted(set(STATES) - off)
    assert board.day == TUESDAY
    assert [row.id for row in board_rows(board.situation, at("09:00"), MONDAY).rows] == ["m"]
    assert sorted(row.id for name in LANES for row in board.lane(name)) == sorted(
        row.id for row in board.rows
    )


def test_a_group_is_named_by_its_first() -> None:
    assert row_at("09:00", students=("mia", "ben", "ida")).student == "Mia Torres and 2 more"


def test_a_tick_leaves_rows_alone_that_the_clock_does_not_change() -> None:
    board = board_rows(situation(interview("a"), interview("b", "14:00-14:20")), at("10:00"))
    later = retime(board, at("10:01"))
    assert later.rows[0].time_text == "in 19 min"
    assert later.rows[1] is board.rows[1]


_CALLS = st.lists(
    st.builds(
        lambda number, step, state, day, room, began: interview(
            f"i{number}",
            day=day,
            start=at("08:00", day) + timedelta(minutes=step * 5),
            end=at("08:20", day) + timedelta(minutes=step * 5),
            students=(("mia", "ben")[number % 2],),
            state=state,
            room=room,
            started_at=at("08:00", day) + timedelta(minutes=step * 5 + began)
            if state in ("in_progress", "completed")
            else None,
        ),
        st.integers(0, 30),
        st.integers(0, 80),
        st.sampled_from(STATES),
        st.sampled_from((MONDAY, TUESDAY)),
        st.sampled_from(("r12", None)),
        st.integers(-3, 9),
    ),
    max_size=8,
)
_MOMENTS = st.integers(0, 3 * 24 * 3600).map(lambda second: at("00:00", MONDAY) + timedelta(seconds=second))


@settings(max_examples=150, deadline=None)
@given(_CALLS, _MOMENTS, _MOMENTS, st.sampled_from((None, TUESDAY)))
def test_a_tick_equals_a_fresh_board(calls: list[Any], first: Any, then: Any, day: Any) -> None:
    world = situation(
        *calls,
        contacts={"dana": contact("dana", "Dana Whitfield", limit=3)},
        claims=(Claim("k", "dana", "ida", at("12:00", MONDAY)),),
    )
    ticked, fresh = retime(board_rows(world, first, day), then), board_rows(world, then, day)
    assert ticked.rows == fresh.rows
    assert (ticked.day, ticked.now) == (fresh.day, fresh.now)


def test_a_tick_of_a_full_board_makes_only_what_the_clock_changes() -> None:
    calls = [
        interview(
            f"i{n}", start=at("08:00") + timedelta(minutes=2 * n), end=at("08:20") + timedelta(minutes=2 * n)
        )
        for n in range(200)
    ]
    board = board_rows(situation(*calls), at("10:00"))
    ticked = retime(board, at("10:00") + timedelta(seconds=1))
    assert ticked.situation is board.situation
    assert [one for one, other in zip(ticked.rows, board.rows, strict=True) if one is not other] == []


def test_rooms_at_a_moment() -> None:
    world = situation(
        interview("a", state="in_progress"),
        interview("b", "10:40-11:00", state="checked_in"),
        interview("c", "13:00-13:20", room="r14"),
        interview("d", "14:00-14:20", room="r14", state="cancelled"),
        interview("e", day=MONDAY, room="r14"),
    )
    assert rooms_now(world, at("10:45")) == (
        RoomNow("r12", "Room 12", "a", at("10:40"), "b", at("10:40")),
        RoomNow("r14", "Room 14", None, at("13:00"), "c", at("13:00")),
    )
    assert rooms_now(world, at("13:30"))[1] == RoomNow("r14", "Room 14", None, None, None, None)


def test_who_stands_by() -> None:
    adults = {
        "2": Staff("2", "Bea", "", "", "", (Opening(1, None, 480, 600),)),
        "1": Staff("1", "Abe", "", "", "", (Opening(1, None, 600, 720), Opening(1, None, 480, 540))),
    }
    world = situation(staff=adults)
    turns = (
        StandbyNow("1", "Abe", at("08:00"), at("09:00")),
        StandbyNow("2", "Bea", at("08:00"), at("10:00")),
        StandbyNow("1", "Abe", at("10:00"), at("12:00")),
    )
    assert standby_of_day(world, TUESDAY) == turns
    assert standby_now(world, at("10:00")) == turns[2:]
