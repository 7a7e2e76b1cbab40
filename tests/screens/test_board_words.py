"""What the board says of one interview: the clock in a few cells, and what a late or missed call waits for."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.day import board_rows
from screens.state.lanes import LANES, Line, wants_text
from screens.widgets.board_strips import rooms_strip
from screens.widgets.board_words import board_cells, clock_words, lane_cells, on_duty_text
from screens.widgets.plain import Cell
from tests.models.rules.small_school import ZONE, at, interview, situation


@pytest.mark.parametrize(
    ("wall", "fields", "clock", "wants"),
    [
        ("10:10", {}, "in 10 min", "Nothing is missing."),
        ("10:10", {"state": "checked_in"}, "here, 10 min", "Nothing is missing."),
        ("10:24", {}, "late 4 min", "The student is not here yet: i when here, y when absent, ! for more"),
        ("10:24", {"state": "checked_in"}, "here, late 4", "The student is here: s when the call starts"),
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

    assert (clock_words(row), wants_text(row)) == (clock, wants)
    assert len(clock) <= 13


@pytest.mark.parametrize(
    ("wall", "fields", "told"),
    [
        ("10:30", {"state": "in_progress", "started_at": at("10:20")}, ("▓▓░░░", "10 min left · Room 12")),
        ("10:42", {"state": "in_progress", "started_at": at("10:20")}, ("▓▓▓▓▓", "over by 2 min · Room 12")),
        ("10:24", {"room": None}, ("", "late 4 min · NO ROOM")),
        ("10:50", {"state": "completed", "ended_at": at("10:40"), "room": None}, ("", "how it went?")),
    ],
)
def test_the_second_line_of_a_lane_has_the_bar_the_clock_and_the_room(
    wall: str, fields: dict[str, Any], told: tuple[str, str]
) -> None:
    (row,) = board_rows(situation(interview("a", **fields)), at(wall)).rows
    cells = lane_cells(Line(LANES[0], row, 2), ZONE)
    assert tuple(plain_text(cell) for cell in cells) == told


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


def test_a_group_is_its_first_student_and_how_many_more() -> None:
    (row,) = board_rows(situation(interview("a", students=("s1", "s2"))), at("10:10")).rows
    assert plain_text(board_cells(Line(LANES[0], row), ZONE)[2]).endswith(" +1")
    assert plain_text(lane_cells(Line(LANES[0], row), ZONE)[1]).endswith(" +1")


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
