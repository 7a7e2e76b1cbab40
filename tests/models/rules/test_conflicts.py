"""Every clash and every warning, one by one; and that a pair clashes from both sides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models.errors import Finding
from models.rules.conflicts import all_conflicts, find_conflicts, missed_by
from models.rules.facts import Block, Claim, Interview, MissedPeriod, Opening
from models.rules.interview import STATES
from models.rules.situation import Situation
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    contact,
    interview,
    room,
    school_class,
    situation,
    span,
    student,
)


def kinds(candidate: Interview, world: Situation, **more: Any) -> list[str]:
    return [one.kind for one in find_conflicts(candidate, world, **more)]


def texts(candidate: Interview, world: Situation, **more: Any) -> list[str]:
    return [one.text for one in find_conflicts(candidate, world, **more)]


def test_a_plain_interview_has_nothing_wrong_with_it() -> None:
    assert find_conflicts(interview("a"), situation(), now=at("08:00", MONDAY)) == ()
    assert find_conflicts(interview("a"), situation(interview("a")), now=at("08:00", MONDAY)) == ()


def test_the_same_student_twice_names_the_other_booking() -> None:
    new = interview("b", "10:30-10:50", contact="omar", room="r14")
    assert find_conflicts(new, situation(interview("a"))) == (
        Finding(
            "student_twice",
            "clash",
            ("b", "a"),
            "Mia Torres",
            at("10:30"),
            at("10:40"),
            "Mia Torres already has a call with Dana Whitfield, 10:20–10:40 on Tue 24 Nov, in Room 12.",
        ),
    )


def test_the_same_contact_twice_names_the_other_student() -> None:
    new = interview("b", "10:30-10:50", students=("ben",), room="r14")
    assert find_conflicts(new, situation(interview("a"))) == (
        Finding(
            "contact_twice",
            "clash",
            ("b", "a"),
            "Dana Whitfield",
            at("10:30"),
            at("10:40"),
            "Dana Whitfield already has a call with Mia Torres, 10:20–10:40 on Tue 24 Nov, in Room 12.",
        ),
    )


@pytest.mark.parametrize("formats", [("recorded", "phone"), ("video", "recorded"), ("recorded", "recorded")])
def test_nobody_is_kept_by_a_recording(formats: tuple[str, str]) -> None:
    there = interview("a", format=formats[0], room="r14", link="l")
    new = interview(
        "b", format=formats[1], students=("ben",), room=None, place="home", guardian_told=True, link="l"
    )
    assert kinds(new, situation(there)) == []


def test_the_same_room_twice_counts_its_changeover() -> None:
    rooms = {"r12": room("r12", "Room 12", changeover_minutes=5)}
    new = interview("b", "10:44-11:00", students=("ben",), contact="omar")
    (found,) = find_conflicts(new, situation(interview("a"), rooms=rooms))
    assert (found.kind, found.start, found.end) == ("room_twice", at("10:44"), at("10:45"))
    assert found.text == (
        "Room 12 is already taken: Mia Torres has a call with Dana Whitfield, 10:20–10:40 on Tue 24 Nov, "
        "and it needs 5 minutes in between."
    )
    assert kinds(new._replace(start=at("10:45")), situation(interview("a"), rooms=rooms)) == []


def test_only_what_stands_clashes() -> None:
    standing = {"scheduled", "confirmed", "checked_in", "in_progress", "completed"}
    for state in STATES:
        there = interview("a", state=state)
        new = interview("b", contact="omar", room="r14")
        assert kinds(new, situation(there)) == (["student_twice"] if state in standing else []), state
        assert (kinds(there, situation(new, there)) != []) == (state in standing)


def test_touching_is_not_clashing() -> None:
    assert kinds(interview("b", "10:40-11:00"), situation(interview("a"))) == []


def test_the_way_to_a_workplace_takes_the_student_too() -> None:
    contacts = {
        "dana": contact("dana", "Dana Whitfield", travel_minutes=30),
        "omar": contact("omar", "Omar Reyes"),
    }
    visit = interview("a", "13:00-13:20", format="on_site", place="workplace", room=None)
    call = interview("b", "13:40-14:00", contact="omar")
    world = situation(visit, contacts=contacts)
    (found,) = find_conflicts(call, world)
    assert (found.kind, found.start, found.end) == ("student_twice", at("13:40"), at("13:50"))
    assert found.text == (
        "Mia Torres already has a visit to Dana Whitfield, 13:00–13:20 on Tue 24 Nov, at the workplace, "
        "and the way to the workplace does not fit in between."
    )
    assert kinds(visit, situation(call, contacts=contacts)) == ["student_twice"]
    assert [one.period for one in missed_by(visit, world)] == ["4", "5"]
    assert kinds(call._replace(start=at("13:50")), world) == []


def test_a_room_outside_its_hours() -> None:
    rooms = {"r12": room("r12", "Room 12", hours=(Opening(1, None, 480, 600), Opening(1, None, 780, 900)))}
    world = situation(rooms=rooms)
    assert kinds(interview("a"), world) == ["room_closed"]
    assert texts(interview("a"), world) == [
        "Room 12 is open 08:00–10:00 and 13:00–15:00 on Tue 24 Nov, not 10:20–10:40."
    ]
    assert kinds(interview("a", "09:40-10:00"), world) == []
    assert texts(interview("a", "08:00-08:20", MONDAY), world) == ["Room 12 is not open on Mon 23 Nov."]


def test_a_room_on_a_day_without_school() -> None:
    assert texts(interview("a", day=WEDNESDAY), situation()) == [
        "School is closed on Wed 25 Nov (Snow), and Room 12 with it."
    ]
    home = interview("a", day=WEDNESDAY, place="home", room=None, guardian_told=True)
    assert [(one.kind, one.severity) for one in find_conflicts(home, situation())] == [
        ("school_closed", "warning")
    ]


def test_a_blocked_room() -> None:
    block = Block("k", "r12", span("10:00-12:00"), "testing")
    world = situation(rooms={"r12": room("r12", "Room 12", blocks=(block,))})
    assert kinds(interview("a"), world) == ["room_blocked"]
    assert texts(interview("a"), world) == ["Room 12 is blocked 10:00–12:00 on Tue 24 Nov (testing)."]
    assert kinds(interview("a", "12:00-12:20"), world) == []


def test_a_room_too_small_and_without_video() -> None:
    many = interview("a", format="group_video", students=("mia", "ben", "ida"), link="l")
    assert [(one.kind, one.text) for one in find_conflicts(many, situation())] == [
        ("room_too_small", "Room 12 holds 2; the interview has 3 students."),
        ("room_lacks_equipment", "Room 12 has no video, which the interview's format needs."),
    ]


def test_the_window_holds_both_its_days_in_local_time() -> None:
    world = situation(rooms={})
    home: dict[str, Any] = {"place": "home", "room": None, "guardian_told": True}
    last = date(2026, 12, 4)
    late = interview("a", "23:30-23:50", last, **home)
    assert kinds(late, world) == []
    assert kinds(late._replace(end=late.end and late.end + timedelta(minutes=11)), world) == [
        "outside_window", "school_closed",
    ]  # fmt: skip
    assert texts(interview("a", day=date(2026, 11, 20), **home), world) == [
        "10:20–10:40 on Fri 20 Nov is outside the window of Fall interviews, Mon 23 Nov to Fri 4 Dec."
    ]


def test_more_than_the_contact_offered() -> None:
    contacts = {"dana": contact("dana", "Dana Whitfield", limit=2)}
    there = interview("a", "08:00-08:20", students=("ben",), state="completed")
    away = situation(there, contacts=contacts, elsewhere={"dana": 1})
    assert kinds(interview("b"), away) == ["contact_full"]
    assert texts(interview("b"), away) == [
        "Dana Whitfield offered 2 interviews in this window; with this one there are 3."
    ]
    assert kinds(interview("b"), situation(there, contacts=contacts)) == []
    assert kinds(there, situation(there, contacts=contacts, elsewhere={"dana": 1})) == []


def test_a_claim_of_another_student_uses_up_the_offer_until_it_runs_out() -> None:
    contacts = {"dana": contact("dana", "Dana Whitfield", limit=1)}
    claim = Claim("k", "dana", "ben", at("12:00", MONDAY))
    world = situation(contacts=contacts, claims=(claim,))
    assert texts(interview("b"), world, now=at("11:59", MONDAY)) == [
        "Dana Whitfield offered 1 interview in this window; with this one there is 1, and Ben Ode has a claim."
    ]
    assert kinds(interview("b"), world, now=at("12:00", MONDAY)) == []
    assert kinds(interview("b", students=("ben",)), world, now=at("11:59", MONDAY)) == []


def test_more_than_the_contact_offered_on_one_day() -> None:
    contacts = {"dana": contact("dana", "Dana Whitfield", per_day=1)}
    there = interview("a", "08:00-08:20", students=("ben",))
    assert texts(interview("b"), situation(there, contacts=contacts)) == [
        "Dana Whitfield offered 1 interview a day; with this one there are 2 on Tue 24 Nov."
    ]
    assert kinds(interview("b", day=MONDAY), situation(there, contacts=contacts)) == []


def test_a_class_that_may_never_be_missed() -> None:
    classes = {
        "k": school_class("k", "Exams", "3", "never"),
        "g": school_class("g", "Gym", "3", "free", never_on=(TUESDAY,)),
    }
    world = situation(classes=classes, students={"mia": student("mia", name="Mia Torres", classes=("k",))})
    assert find_conflicts(interview("a"), world)[0].text == (
        "Mia Torres would miss period 3 Exams on Tue 24 Nov, which may never be missed."
    )
    assert kinds(interview("a", "09:00-09:20"), world) == []
    gym = world._replace(students={"mia": student("mia", name="Mia Torres", classes=("g",))})
    assert [one.severity for one in find_conflicts(interview("a"), gym)] == ["clash", "warning"]
    assert kinds(interview("a", day=MONDAY), gym) == []
    assert missed_by(interview("a"), gym) == (MissedPeriod("mia", TUESDAY, "3", "g", "never", 20),)


def test_check_tells_each_pair_once_and_names_both() -> None:
    world = situation(interview("a"), interview("b", "10:30-10:50", contact="omar", room="r14"))
    assert all_conflicts(world, None) == (
        Finding(
            "student_twice",
            "clash",
            ("b", "a"),
            "Mia Torres",
            at("10:30"),
            at("10:40"),
            "Mia Torres has a call with Dana Whitfield, 10:20–10:40 on Tue 24 Nov, in Room 12, and a call with "
            "Omar Reyes, 10:30–10:50 on Tue 24 Nov, in Room 14: at the same time.",
        ),
    )


def test_check_tells_a_full_contact_once() -> None:
    contacts = {"dana": contact("dana", "Dana Whitfield", limit=1)}
    world = situation(interview("a"), interview("b", "13:00-13:20", students=("ben",)), contacts=contacts)
    (found,) = all_conflicts(world, None)
    assert (found.kind, found.interviews) == ("contact_full", ("b", "a"))
