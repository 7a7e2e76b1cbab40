"""What is only warned of, one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.errors import Finding
from models.rules.conflicts import all_conflicts, find_conflicts
from models.rules.facts import Absence, Interview, Opening, Staff
from models.rules.situation import Situation
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    WEEKDAYS,
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


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("", "still to be requested"),
        ("requested", "requested, not yet approved"),
        ("denied", "denied"),
        ("approved", None),
        ("not_needed", None),
    ],
)
def test_an_absence_that_is_not_approved(state: str, said: str | None) -> None:
    world = situation(
        classes={"k": school_class("k", "Chemistry", "3")},
        students={"mia": student("mia", name="Mia Torres", classes=("k",))},
    )
    if state:
        row = Absence("x", "a", "mia", TUESDAY, "3", "k", "Chemistry", None, "", state, "", None, "")
        world = world._replace(absences={"a": (row,)})
    expected = [f"Mia Torres would miss period 3; the absence is {said}."] if said else []
    assert texts(interview("a"), world) == expected


def test_a_permission_does_not_follow_to_another_day() -> None:
    row = Absence("x", "a", "mia", TUESDAY, "3", "k", "Chemistry", None, "", "approved", "", None, "")
    world = situation(
        classes={"k": school_class("k", "Chemistry", "3")},
        students={"mia": student("mia", name="Mia Torres", classes=("k",))},
        absences={"a": (row,)},
    )
    assert kinds(interview("a", day=MONDAY), world) == ["absence_open"]


def test_an_adult_must_be_there_for_the_whole_call() -> None:
    halves = {
        "1": Staff("1", "A", "", "", "", (Opening(1, None, 480, 630),)),
        "2": Staff("2", "B", "", "", "", (Opening(1, None, 630, 900),)),
    }
    world = situation(staff=halves)
    assert kinds(interview("a"), world) == ["no_standby"]
    assert kinds(interview("a", "10:30-10:50"), world) == []
    assert kinds(interview("a", place="home", room=None, guardian_told=True), situation(staff={})) == []


def test_more_calls_than_the_adults_can_watch() -> None:
    rooms = {name: room(name, name) for name in ("x", "y", "z")}
    calls = [
        interview("a", room="x", students=("ben",), contact="omar"),
        interview("b", "10:30-10:50", room="y", students=("ida",), contact="lin"),
    ]
    new = interview("c", "10:25-10:45", room="z")
    (found,) = find_conflicts(new, situation(*calls, rooms=rooms))
    assert found == Finding(
        "too_many_calls",
        "warning",
        ("c", "a", "b"),
        "Mia Torres",
        at("10:30"),
        at("10:40"),
        "3 calls run at once 10:30–10:40 on Tue 24 Nov, while 1 adult is on duty, who can watch 2.",
    )
    (same,) = all_conflicts(situation(*calls, new, rooms=rooms), None)
    assert (same.kind, set(same.interviews), same.start, same.end) == (
        "too_many_calls", {"a", "b", "c"}, at("10:30"), at("10:40"),
    )  # fmt: skip
    two = {"1": Staff("1", "A", "", "", "", WEEKDAYS), "2": Staff("2", "B", "", "", "", WEEKDAYS)}
    assert find_conflicts(new, situation(*calls, rooms=rooms, staff=two)) == ()


@pytest.mark.parametrize(
    ("fields", "contact_fields", "expected"),
    [
        ({"place": "home", "room": None}, {}, "guardian_not_told"),
        ({"room": None}, {}, "no_room"),
        ({}, {"phone": ""}, "no_number"),
        ({"format": "video", "room": "r14"}, {}, "no_number"),
        ({}, {"formats": ("video",)}, "format_not_offered"),
        ({}, {"schools": ("Lake High",)}, "school_not_served"),
        ({}, {"do_not_contact": True}, "do_not_contact"),
        ({}, {"availability": (span("08:00-10:30"),)}, "contact_hours"),
        ({"students": ("raw",)}, {}, "questions_not_ready"),
    ],
)
def test_what_is_only_warned_of(
    fields: dict[str, Any], contact_fields: dict[str, Any], expected: str
) -> None:
    world = situation(
        contacts={"dana": contact("dana", "Dana Whitfield", **contact_fields)},
        students={"mia": student("mia"), "raw": student("raw", questions_ready=False)},
    )
    found = find_conflicts(interview("a", **fields), world)
    assert [(one.kind, one.severity) for one in found] == [(expected, "warning")]
    assert find_conflicts(interview("a", state="completed", **fields), world) == ()


def test_a_number_for_this_call_will_do_without_the_contacts_own() -> None:
    world = situation(contacts={"dana": contact("dana", "Dana Whitfield", phone="")})
    assert kinds(interview("a", number="+1 312 555 0101"), world) == []


def test_pieces_of_availability_that_touch_are_one() -> None:
    hours = (span("08:00-10:30"), span("10:30-12:00"))
    world = situation(contacts={"dana": contact("dana", "Dana Whitfield", availability=hours)})
    assert kinds(interview("a"), world) == []


def test_hours_are_told_on_both_clocks() -> None:
    hours = (span("08:00-10:00"),)
    far = contact("dana", "Dana Whitfield", availability=hours, zone="America/Denver")
    assert texts(interview("a"), situation(contacts={"dana": far})) == [
        "Dana Whitfield did not offer 10:20–10:40 on Tue 24 Nov (09:20–09:40 in America/Denver)."
    ]


def test_two_calls_closer_than_the_contact_likes() -> None:
    contacts = {"dana": contact("dana", "Dana Whitfield", gap_minutes=10)}
    new = interview("b", "10:49-11:09", students=("ben",))
    (found,) = find_conflicts(new, situation(interview("a"), contacts=contacts))
    assert (found.kind, found.severity, found.interviews) == ("contact_gap", "warning", ("b", "a"))
    assert kinds(new._replace(start=at("10:50")), situation(interview("a"), contacts=contacts)) == []


def test_confirming_is_due_from_the_day_before() -> None:
    new = interview("a", state="scheduled")
    assert kinds(new, situation(), now=at("23:59", date(2026, 11, 22))) == []
    assert kinds(new, situation(), now=at("00:00", MONDAY)) == ["not_confirmed"]
    assert kinds(new, situation()) == []
    assert kinds(interview("a"), situation(), now=at("10:00")) == []
