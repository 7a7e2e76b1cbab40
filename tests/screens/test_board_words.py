"""What the board says of one interview: the clock in a few cells, and what a late or missed call waits for."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.day import board_rows
from screens.state.lanes import LANES, Line, landing, wants_text
from screens.widgets.board_strips import rooms_strip
from screens.widgets.board_words import (
    SECOND,
    board_cells,
    clock_cell,
    detail_lines,
    lane_cells,
    lane_words,
    on_duty_text,
)
from screens.widgets.lane_list import CLOCK
from screens.widgets.plain import Cell
from tests.models.rules.small_school import ZONE, at, interview, situation


@pytest.mark.parametrize(
    ("wall", "fields", "clock", "wants"),
    [
        ("10:10", {}, "in 10 min", "Nothing is missing."),
        ("10:10", {"state": "checked_in"}, "here, 10 min", "Nothing is missing."),
        ("10:24", {}, "late 4 min", "The student is not here yet: i when here, y when absent, ! for more"),
        ("10:24", {"state": "checked_in"}, "here, late 4", "The student is here: s when the call starts"),
        ("11:50", {}, "late 90 min", "The student is not here yet: i when here, y when absent, ! for more"),
        (
            "15:28",
            {},
            "late 5 h 8 min",
            "The student is not here yet: i when here, y when absent, ! for more",
        ),
        ("15:28", {"state": "checked_in"}, "here, late 5 h", "The student is here: s when the call starts"),
        (
            "16:22",
            {},
            "late 6 h 2 min",
            "The student is not here yet: i when here, y when absent, ! for more",
        ),
        ("15:28", {"state": "in_progress", "started_at": at("10:20")}, "over by 4 h", "Nothing is missing."),
        ("10:24", {"state": "in_progress", "started_at": at("10:20")}, "16 min left", "Nothing is missing."),
        (
            "10:30",
            {"state": "student_absent"},
            "did not come",
            "It did not take place: ! says what now, i when it happens after all",
        ),
        (
            "10:30",
            {"state": "interviewee_absent"},
            "no answer",
            "It did not take place: ! says what now, i when it happens after all",
        ),
    ],
)
def test_the_words_follow_clock_and_state(wall: str, fields: dict[str, Any], clock: str, wants: str) -> None:
    (row,) = board_rows(situation(interview("a", **fields)), at(wall)).rows

    assert (clock_cell(row), wants_text(row)) == (clock, wants)
    assert len(clock) <= CLOCK


@pytest.mark.parametrize(
    ("wall", "fields", "told"),
    [
        ("10:30", {"state": "in_progress", "started_at": at("10:20")}, ("▓▓░░░", "10 min left · Room 12")),
        ("10:42", {"state": "in_progress", "started_at": at("10:20")}, ("▓▓▓▓▓", "over by 2 min · Room 12")),
        ("10:24", {"room": None}, ("", "late 4 min · NO ROOM")),
        ("12:20", {"state": "in_progress", "started_at": at("10:20")}, ("▓▓▓▓▓", "over by 1 h 40 min")),
        ("10:50", {"state": "completed", "ended_at": at("10:40"), "room": None}, ("", "how it went?")),
    ],
)
def test_the_second_line_of_a_lane_has_the_bar_the_clock_and_the_room(
    wall: str, fields: dict[str, Any], told: tuple[str, str]
) -> None:
    (row,) = board_rows(situation(interview("a", **fields)), at(wall)).rows
    cells = lane_cells(Line(LANES[0], row, SECOND), ZONE, 24)
    assert tuple(plain_text(cell) for cell in cells) == told


@pytest.mark.parametrize(
    ("wall", "fields", "told"),
    [
        (
            "10:30",
            {"state": "in_progress", "started_at": at("10:20")},
            ["10 min left", "Library study room B"],
        ),
        ("10:24", {"room": None, "state": "checked_in"}, ["here, late 4 min", "NO ROOM"]),
        ("09:00", {"room": None, "state": "scheduled"}, ["NO ROOM", "needs confirming"]),
        (
            "09:50",
            {"guardian_told": False, "place": "home", "room": None},
            ["in 30 min · from home", "needs guardian"],
        ),
        ("10:50", {"state": "completed", "ended_at": at("10:40")}, ["ended 10:40"]),
    ],
)
def test_what_has_no_room_in_one_line_of_a_lane_stands_in_the_next(
    wall: str, fields: dict[str, Any], told: list[str]
) -> None:
    facts = situation(interview("a", **fields))
    rooms = {"r12": facts.rooms["r12"]._replace(name="Library study room B")}
    (row,) = board_rows(facts._replace(rooms=rooms), at(wall)).rows
    assert [words.text for words in lane_words(row, 22, {"a"})] == told
    assert [lane_cells(Line(LANES[0], row, SECOND + n), ZONE, 22, {"a"})[1] for n in range(len(told))] == (
        lane_words(row, 22, {"a"})
    )


def test_a_narrow_lane_breaks_what_is_longer_than_its_lines() -> None:
    facts = situation(interview("a", state="scheduled", number=""))
    rooms = {"r12": facts.rooms["r12"]._replace(name="Career center booth 2")}
    (row,) = board_rows(facts._replace(rooms=rooms), at("10:10")).rows
    assert [words.text for words in lane_words(row, 13, set())] == [
        "in 10 min",
        "Career center",
        "booth 2",
        "needs",
        "confirming",
    ]


@pytest.mark.parametrize(
    ("here", "to", "lands"),
    [(1, 2, 3), (1, 0, 1), (3, 2, 1), (3, 99, 4), (4, 5, 4), (4, -9, 1), (0, 5, 4)],
)
def test_a_cursor_lands_on_the_nearest_line_that_it_may_be_on(here: int, to: int, lands: int) -> None:
    assert landing([False, True, False, True, True, False], here, to) == lands
    assert landing([False], here, to) is None
    assert landing([], here, to) is None


@pytest.mark.parametrize(
    ("fields", "cells", "line"),
    [
        ({}, ("Room 12", "Ana Ruiz"), "10:20–10:40 · call +1 312 555 0100 · Room 12 · standby Ana Ruiz"),
        (
            {"room": None},
            ("NO ROOM", "Ana Ruiz"),
            "10:20–10:40 · call +1 312 555 0100 · NO ROOM · standby Ana Ruiz",
        ),
        (
            {"room": None, "place": "home"},
            ("from home", ""),
            "10:20–10:40 · call +1 312 555 0100 · from home",
        ),
        (
            {"room": None, "format": "on_site", "place": "workplace"},
            ("on site", ""),
            "10:20–10:40 · call +1 312 555 0100 · on site",
        ),
    ],
)
def test_the_number_stands_before_the_room_and_nobody_watches_a_call_from_home(
    fields: dict[str, Any], cells: tuple[str, str], line: str
) -> None:
    facts = situation(interview("a", **fields))
    (row,) = board_rows(facts, at("10:10")).rows
    listed = [plain_text(cell) for cell in board_cells(Line(LANES[0], row), ZONE)]
    assert (listed[4], listed[7]) == cells
    assert detail_lines(row, facts, 80).plain.splitlines()[1].rstrip() == line


def test_a_call_that_nobody_watches_says_so() -> None:
    facts = situation(interview("a"), staff={})
    (row,) = board_rows(facts, at("10:10")).rows
    assert plain_text(board_cells(Line(LANES[0], row), ZONE)[7]) == "nobody"
    assert detail_lines(row, facts, 80).plain.splitlines()[1].rstrip().endswith("· NO STANDBY ADULT")


@pytest.mark.parametrize(
    ("wall", "told"),
    [
        ("10:30", "10 min left"),
        ("10:39", "1 min left"),
        ("10:40", "time is up"),
        ("10:42", "over by 2 min"),
    ],
)
def test_the_strip_of_rooms_says_the_same_of_a_call_as_the_lanes(wall: str, told: str) -> None:
    facts = situation(interview("a", state="in_progress", started_at=at("10:20")))
    (row,) = board_rows(facts, at(wall)).rows
    assert row.time_text == told
    assert rooms_strip(facts, at(wall), 200).split(" · ")[0] == f"Room 12: {row.student}, {told}"


@pytest.mark.parametrize(
    ("wall", "state", "told"),
    [
        ("10:19", "confirmed", "Room 12: free until 10:20"),
        ("10:20", "confirmed", "Room 12: for Mia Torres, now"),
        ("10:25", "confirmed", "Room 12: for Mia Torres, late 5 min"),
        ("10:25", "checked_in", "Room 12: Mia Torres, waiting"),
        ("10:25", "interviewee_absent", "Room 12: free until 11:00"),
        ("10:40", "confirmed", "Room 12: free until 11:00"),
    ],
)
def test_a_room_is_not_said_to_be_free_while_it_waits_for_somebody_who_is_late(
    wall: str, state: str, told: str
) -> None:
    facts = situation(interview("b", "11:00-11:20"), interview("a", state=state))
    assert rooms_strip(facts, at(wall), 200).split(" · ")[0] == told
    assert rooms_strip(facts, at(wall), 200).startswith("Room 12")


def test_a_group_is_its_first_student_and_how_many_more() -> None:
    (row,) = board_rows(situation(interview("a", students=("s1", "s2"))), at("10:10")).rows
    assert plain_text(board_cells(Line(LANES[0], row), ZONE)[2]).endswith(" +1")
    assert plain_text(lane_cells(Line(LANES[0], row), ZONE, 22)[1]).endswith(" +1")


def plain_text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (60, "On duty: Ann Moss, Bo Reed, Cy Stone and 1 more"),
        (46, "On duty: Ann Moss, Bo Reed and 2 more"),
        (30, "On duty: Ann Moss and 3 more"),
        (20, "4 on duty"),
    ],
)
def test_whoever_is_on_duty_is_named_as_far_as_there_is_room(width: int, told: str) -> None:
    assert on_duty_text(["Ann Moss", "Bo Reed", "Cy Stone", "Di Vale"], width) == told
