"""The public board: first name and initial, a number where the family refused, and only what happens in quiet rooms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.public_board import PublicRow, public_board, public_names, public_numbers
from tests.models.rules.small_school import MONDAY, TUESDAY, ZONE, at, interview, situation, student

NUMBERS = {"mia": 417, "ben": 530, "ida": 688}


def local(wall: str) -> datetime:
    return at(wall).astimezone(ZONE)


def board_at(wall: str, *calls: Any, **fields: Any) -> tuple[PublicRow, ...]:
    return public_board(situation(*calls, **fields), at(wall), NUMBERS).rows


def test_a_row_tells_slot_first_name_and_initial_room_and_state() -> None:
    board = public_board(situation(interview("a")), at("09:00"), NUMBERS)
    assert board.now == local("09:00")
    assert board.rows == (PublicRow(local("10:20"), local("10:40"), "Mia T.", "Room 12", "later"),)


@pytest.mark.parametrize(
    ("wall", "fields", "states"),
    [
        ("10:09", {}, ["later"]),
        ("10:10", {}, ["soon"]),
        ("10:20", {}, ["come"]),
        ("10:39", {}, ["come"]),
        ("10:40", {}, []),
        ("09:00", {"state": "checked_in"}, ["here"]),
        ("10:30", {"state": "checked_in"}, ["here"]),
        ("10:30", {"state": "in_progress"}, ["calling"]),
        ("11:30", {"state": "in_progress"}, ["calling"]),
        ("10:44", {"state": "completed"}, ["finished"]),
        ("10:45", {"state": "completed"}, []),
        ("10:36", {"state": "completed", "ended_at": at("10:31")}, []),
        ("10:30", {"state": "student_absent"}, []),
        ("10:30", {"state": "interviewee_absent"}, []),
        ("10:10", {"state": "cancelled"}, []),
        ("10:10", {"state": "declined"}, []),
        ("10:10", {"place": "home", "room": None}, []),
        ("10:10", {"format": "on_site", "place": "workplace", "room": None}, []),
    ],
)
def test_the_state_follows_the_clock_and_who_is_missing_is_not_shown_up(
    wall: str, fields: dict[str, Any], states: list[str]
) -> None:
    assert [row.state for row in board_at(wall, interview("a", **fields))] == states


def test_another_day_is_not_on_it() -> None:
    assert board_at("09:00", interview("a", day=MONDAY)) == ()


def test_finished_calls_come_last_and_others_by_their_start() -> None:
    calls = (
        interview("a", "10:00-10:20", state="completed", students=("ida",)),
        interview("b", "10:40-11:00"),
        interview("c", "10:20-10:40", students=("ben",), room=None),
    )
    rows = board_at("10:22", *calls)
    assert [(row.who, row.room) for row in rows] == [
        ("Ben O.", ""),
        ("Mia T.", "Room 12"),
        ("Ida K.", "Room 12"),
    ]


@pytest.mark.parametrize(
    ("students", "who"),
    [
        (("mia", "ben"), "Mia T. and Ben O."),
        (("mia", "ben", "ida"), "Mia T., Ben O. and Ida K."),
        (("mia", "ben", "ida", "eve"), "4 students"),
    ],
)
def test_a_group_is_named_or_counted(students: tuple[str, ...], who: str) -> None:
    known = situation().students | {"eve": student("eve", name="Eve Lund")}
    (row,) = board_at("09:00", interview("a", students=students, format="group_video"), students=known)
    assert row.who == who


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ({"mia": "Mia Torres", "ben": "Mia Lund"}, {"mia": "Mia T.", "ben": "Mia L."}),
        ({"mia": "Mia Torres", "ben": "Mia Tan"}, {"mia": "Mia To.", "ben": "Mia Ta."}),
        ({"mia": "Mia Torres", "ben": "Mia Tolan"}, {"mia": "Mia Tor.", "ben": "Mia Tol."}),
        ({"mia": "Mia Torres", "ben": "Mia Torrance"}, {"mia": "No. 417", "ben": "No. 530"}),
        ({"mia": "Zoë O'Brien", "ben": "Zoë obama"}, {"mia": "Zoë Obr.", "ben": "Zoë Oba."}),
        ({"mia": "MIA TORRES", "ben": "Mia Tan"}, {"mia": "MIA To.", "ben": "Mia Ta."}),
        ({"mia": "José Lopez", "ben": "Jose\u0301 Lima"}, {"mia": "José Lo.", "ben": "José Li."}),
        ({"mia": "小明 王", "ben": "小明 王子"}, {"mia": "小明 王.", "ben": "小明 王子."}),
        ({"mia": "Mia Smith-Jones", "ben": "Mia Smythe"}, {"mia": "Mia Smi.", "ben": "Mia Smy."}),
        ({"mia": "A B", "ben": "A "}, {"mia": "A B.", "ben": "A"}),
        ({"mia": "Mia Torres", "ben": "Mia Torres"}, {"mia": "No. 417", "ben": "No. 530"}),
        ({"mia": "Mia", "ben": " Ode"}, {"mia": "Mia", "ben": "No. 530"}),
    ],
)
def test_names_are_widened_only_when_they_clash(people: dict[str, str], expected: dict[str, str]) -> None:
    assert public_names([student(key, name=name) for key, name in people.items()], NUMBERS) == expected


def test_whose_family_refused_is_a_number_and_widens_nobody() -> None:
    refused = student("ben", name="Mia Tan", share_name=False)
    asked = student("ida", name="Ida Kern", share_name=True)
    known = [student("mia", name="Mia Torres"), refused, asked]
    assert public_names(known, NUMBERS) == {"mia": "Mia T.", "ben": "No. 530", "ida": "Ida K."}


@given(st.sets(st.text(max_size=8), max_size=40), st.text(max_size=8))
def test_numbers_are_different_and_in_their_range(ids: set[str], secret: str) -> None:
    numbers = public_numbers(ids, secret)
    assert numbers.keys() == ids
    assert len(set(numbers.values())) == len(ids)
    assert all(100 <= number <= 999 for number in numbers.values())
    assert public_numbers(sorted(ids, reverse=True), secret) == numbers


def test_a_large_school_has_larger_numbers_and_another_store_others() -> None:
    ids = [f"s{number}" for number in range(2500)]
    numbers = public_numbers(ids, "one")
    assert len(set(numbers.values())) == 2500
    assert min(numbers.values()) >= 1000
    assert max(numbers.values()) <= 9999
    assert public_numbers(ids, "two") != numbers


def test_the_day_is_the_schools_own() -> None:
    late = interview("a", "23:30-23:50", day=TUESDAY)
    assert [row.who for row in board_at("23:00", late)] == ["Mia T."]
