"""A room that is lost: other rooms first, then other times, all in one entry, and who must be told."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.marking import mark_interview
from models.operations.proposals import accept
from models.operations.records import set_record
from models.operations.room_lost import Lost, propose_lost_room
from models.operations.undo import undo
from models.queries import reading
from models.rules.facts import Proposal
from models.workspace import Workspace
from tests.helpers_store import at, book, interview


def lost(start: str = "08:00", end: str = "15:00", room: str = "r1", why: str = "test") -> Lost:
    return Lost(room, at(start), at(end), why)


def proposed(school: Workspace, gone: Lost) -> Proposal:
    return school.read(propose_lost_room, gone, school.now())


def test_calls_go_to_another_room_and_one_undo_brings_all_back(school: Workspace) -> None:
    first = book(school, "10:05", student="s1", contact="k1")
    second = book(school, "12:05", student="s2", contact="k2")
    before = school.newest_entry()
    found = proposed(school, lost())
    assert [(row.action, row.entity, row.id, row.reason) for row in found.rows] == [
        ("add", "block", "r1", "test"),
        ("change", "interview", first, "to Room 2, at the same time"),
        ("change", "interview", second, "to Room 2, at the same time"),
    ]
    assert found.notes == ("Another room for: Mia Torres (Room 2), Ben Ode (Room 2).",)
    done = school.write(accept, found)
    assert done.sentence == (
        "Blocked Room 1, 08:00–15:00 on Wed 18 Nov (test). 2 calls to another room. "
        "Another room for: Mia Torres (Room 2), Ben Ode (Room 2)."
    )
    assert (interview(school, first).room, interview(school, second).room) == ("r2", "r2")
    assert len(school.read(reading.rooms)["r1"].blocks) == 1
    assert school.newest_entry() == before + 1
    school.write(undo)
    assert (interview(school, first).room, interview(school, second).room) == ("r1", "r1")
    assert school.read(reading.rooms)["r1"].blocks == ()


def test_where_no_room_is_left_the_call_goes_to_another_time(school: Workspace) -> None:
    stays = book(school, "10:05", student="s1", contact="k1", room="r2")
    hit = book(school, "10:05", student="s2", contact="k2")
    found = proposed(school, lost())
    assert [(row.action, row.id) for row in found.rows[1:]] == [("move", hit)]
    assert found.rows[1].reason == "no other room at its time; free 09:40–10:00 on Wed 18 Nov, in Room 2"
    assert found.notes == ("Interviewees to tell: Lee Brandt (555 0101).", "Students to tell: Ben Ode.")
    school.write(accept, found)
    after = interview(school, hit)
    assert (after.room, after.start, after.state) == ("r2", at("09:40"), "scheduled")
    assert interview(school, stays).start == at("10:05")


def test_a_call_elsewhere_makes_way_when_that_keeps_every_time(school: Workspace) -> None:
    school.write(set_record, "rooms", "r1", {"equipment": "phone;video"})
    school.write(set_record, "rooms", "r2", {"equipment": "phone;video"})
    plain = book(school, "10:05", student="s1", contact="k1", room="r2")
    video = book(school, "10:05", student="s2", contact="k2", format="video")
    from models.operations.records import add_record

    school.write(add_record, "rooms", {"id": "r3", "name": "Room 3", "capacity": "1", "equipment": "phone"})
    found = proposed(school, lost())
    assert [(row.action, row.id) for row in found.rows[1:]] == [("change", video), ("move", plain)]
    school.write(accept, found)
    assert (interview(school, video).room, interview(school, plain).room) == ("r2", "r3")


def test_what_finds_neither_keeps_its_time_and_has_no_room(school: Workspace) -> None:
    hit = book(school, "10:05", student="s1", contact="k1")
    for day in range(16, 28):
        when = date(2026, 11, day)
        school.write(accept, proposed(school, Lost("r2", at("00:00", when), at("23:59", when), "")))
    whole = Lost("r1", at("00:00"), at("23:59", date(2026, 11, 27)), "works")
    found = proposed(school, whole)
    assert [row.action for row in found.rows] == ["add", "refuse"]
    assert found.rows[1].reason == (
        "No room is free 10:05–10:25 on Wed 18 Nov: Room 1 is blocked 00:00–23:59 (works); Room 2 is blocked "
        "00:00–23:59. It would find one in Room 1 if its block (works) ended at 10:05. "
        "No other time is free either: it is left without a room."
    )
    assert found.notes == ("Without a room now: Mia Torres.",)
    done = school.write(accept, found)
    assert "1 call without a room." in done.sentence
    assert (interview(school, hit).room, interview(school, hit).start) == (None, at("10:05"))
    assert found.rows[0].label == "Room 1, 00:00 on Wed 18 Nov to 23:59 on Fri 27 Nov"


def test_what_has_begun_stays_and_what_is_over_is_not_asked(school: Workspace) -> None:
    begun = book(school, "10:05", student="s1", contact="k1")
    school.write(mark_interview, begun, "in_progress")
    found = proposed(school, lost())
    assert [(row.action, row.reason) for row in found.rows[1:]] == [("skip", "has begun, and stays")]
    school.write(accept, found)
    assert interview(school, begun).room == "r1"


def test_a_call_that_came_since_refuses_the_proposal(school: Workspace) -> None:
    book(school, "10:05", student="s1", contact="k1")
    found = proposed(school, lost())
    book(school, "13:05", student="s2", contact="k2")
    with pytest.raises(Refused, match="other calls stand in the room then"):
        school.write(accept, found)


def test_a_room_or_times_that_are_none_are_said(school: Workspace) -> None:
    with pytest.raises(UnknownId):
        proposed(school, lost(room="r9"))
    with pytest.raises(BadInput, match="has to end after it begins"):
        proposed(school, lost("12:00", "11:00"))
