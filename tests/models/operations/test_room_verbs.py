"""Quiet rooms: proposed for all, given to one, swapped by two, never twice at once."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import BadInput, Refused
from models.operations.booking import NewTime, move_interview
from models.operations.marking import mark_interview
from models.operations.places import block_room
from models.operations.proposals import accept
from models.operations.records import set_record
from models.operations.rooms import assign_room, propose_rooms, swap_rooms
from models.operations.undo import undo
from models.rules.facts import ProposalRow
from models.workspace import Workspace
from tests.helpers_store import at, book, interview

THURSDAY = date(2026, 11, 19)


def proposed(school: Workspace, day: date | None = None) -> tuple[ProposalRow, ...]:
    return school.read(propose_rooms, school.now(), day).rows


def test_calls_without_a_room_are_given_one(school: Workspace) -> None:
    first = book(school, "10:05", student="s1", contact="k1", room=None)
    second = book(school, "10:05", student="s2", contact="k2", room=None)
    book(school, "12:05", student="s3", contact="k1", room="r2")
    found = school.read(propose_rooms, school.now(), None)
    assert found.rows[0] == ProposalRow(
        "change", "interview", first, "Mia Torres: a call with Dr Okafor, 10:05–10:25 on Wed 18 Nov",
        "in Room 2: free then, for 4, phone, video", None,
        {"start": "2026-11-18T10:05:00-06:00", "room": ""}, {"start": "2026-11-18T10:05:00-06:00", "room": "r2"},
    )  # fmt: skip
    done = school.write(accept, found)
    assert (done.sentence, done.warnings) == ("2 calls have quiet rooms now.", ())
    assert {interview(school, first).room, interview(school, second).room} == {"r1", "r2"}
    assert proposed(school) == ()


def test_a_call_makes_way_so_that_another_finds_a_room(school: Workspace) -> None:
    school.write(set_record, "rooms", "r2", {"equipment": "phone"})
    there = book(school, "10:05", student="s1", contact="k1", room="r1")
    video = book(school, "10:05", student="s2", contact="k2", room=None, format="video")
    found = school.read(propose_rooms, school.now(), None)
    assert [(row.action, row.id, row.reason) for row in found.rows] == [
        ("change", video, "in Room 1: free then, for 4, phone, video"),
        ("move", there, "to Room 2, so that another call finds a room"),
    ]
    assert found.notes == ("Another room for: Mia Torres (Room 2).",)
    done = school.write(accept, found)
    assert done.sentence == "1 call has a quiet room now; 1 changed its room for that."
    assert (interview(school, there).room, interview(school, video).room) == ("r2", "r1")
    school.write(undo)
    assert (interview(school, there).room, interview(school, video).room) == ("r1", None)


def test_whoever_came_already_keeps_the_room(school: Workspace) -> None:
    school.write(set_record, "rooms", "r2", {"equipment": "phone"})
    there = book(school, "10:05", student="s1", contact="k1", room="r1")
    school.write(mark_interview, there, "checked_in")
    book(school, "10:05", student="s2", contact="k2", room=None, format="video")
    [row] = proposed(school)
    assert row.reason == (
        "No room with video is free 10:05–10:25 on Wed 18 Nov: Room 1 has Mia Torres 10:05–10:25; Room 2 has no "
        "video. It would find one in Room 1 if Mia Torres's call moved to Room 2, or in Room 1 at 09:45, or in "
        "Room 2 with video."
    )


def test_undo_takes_all_rooms_back_at_once(school: Workspace) -> None:
    calls = [book(school, "10:05", student="s1", room=None), book(school, "12:05", student="s2", room=None)]
    school.write(accept, school.read(propose_rooms, school.now(), None))
    school.write(undo)
    assert [interview(school, call).room for call in calls] == [None, None]


def test_what_finds_no_room_is_refused_with_the_reason(school: Workspace) -> None:
    school.write(block_room, "r1", at("10:00"), at("11:00"), "testing")
    school.write(block_room, "r2", at("10:00"), at("11:00"), "testing")
    book(school, "10:05", student="s1", room=None)
    [row] = proposed(school)
    assert (row.action, row.after) == ("refuse", None)
    assert row.reason == (
        "No room is free 10:05–10:25 on Wed 18 Nov: Room 1 is blocked 10:00–11:00 (testing); Room 2 is blocked "
        "10:00–11:00 (testing). It would find one in Room 1 at 09:40, or in Room 1 if its block (testing) ended at "
        "10:05."
    )
    assert school.write(accept, school.read(propose_rooms, school.now(), None)).journal == 0


def test_only_what_is_ahead_and_on_that_day(school: Workspace) -> None:
    wednesday = book(school, "10:05", student="s1", room=None)
    thursday = book(school, None, student="s2")
    school.write(move_interview, thursday, NewTime(start=at("10:05", THURSDAY)))
    book(school, "12:05", student="s3", place="home", room=None)
    absent = book(school, "14:05", student="s3", room=None)
    school.write(mark_interview, absent, "student_absent")
    assert [row.id for row in proposed(school)] == [wednesday, thursday]
    assert [row.id for row in proposed(school, THURSDAY)] == [thursday]


def test_a_room_that_was_taken_meanwhile_is_not_given(school: Workspace) -> None:
    book(school, "10:05", student="s1", contact="k1", room=None)
    found = school.read(propose_rooms, school.now(), None)
    book(school, "10:10", student="s2", contact="k2", room="r1")
    before = school.newest_entry()
    with pytest.raises(Refused, match="Room 1 is already taken: Ben Ode has a call with Lee Brandt"):
        school.write(accept, found)
    assert school.newest_entry() == before


def test_a_call_that_was_moved_meanwhile_is_left_alone(school: Workspace) -> None:
    call = book(school, "10:05", student="s1", room=None)
    found = school.read(propose_rooms, school.now(), None)
    school.write(move_interview, call, NewTime(start=at("11:05")))
    with pytest.raises(Refused, match="The store has changed since: Mia Torres"):
        school.write(accept, found)


def test_one_room_is_given_and_taken_away(school: Workspace) -> None:
    call = book(school, "10:05", room=None)
    school.write(assign_room, call, "r2")
    assert interview(school, call).room == "r2"
    done = school.write(assign_room, call, None)
    assert interview(school, call).room is None
    assert (
        done.sentence
        == "Changed Mia Torres: a call with Dr Okafor, 10:05–10:25 on Wed 18 Nov, no quiet room yet."
    )


def test_two_calls_at_once_swap_rooms(school: Workspace) -> None:
    one = book(school, "10:05", student="s1", contact="k1", room="r1")
    two = book(school, "10:05", student="s2", contact="k2", room="r2")
    done = school.write(swap_rooms, one, two)
    assert done.sentence == "Swapped rooms: Mia Torres to Room 2, Ben Ode to Room 1."
    assert (interview(school, one).room, interview(school, two).room) == ("r2", "r1")
    school.write(undo)
    assert (interview(school, one).room, interview(school, two).room) == ("r1", "r2")


def test_rooms_are_not_swapped_into_a_clash(school: Workspace) -> None:
    one = book(school, "10:05", student="s1", contact="k1", room="r1")
    two = book(school, "11:05", student="s2", contact="k2", room="r2")
    book(school, "11:05", student="s3", contact="k1", room="r1")
    with pytest.raises(Refused, match="Room 1 is already taken"):
        school.write(swap_rooms, one, two)
    with pytest.raises(BadInput, match="These two have the same room"):
        school.write(swap_rooms, one, one)
