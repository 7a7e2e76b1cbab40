"""What a free minute would cost, in a sign and a few words, and a contact's own clock."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.rules.bookings import Bookings
from models.rules.facts import Block, Opening
from models.rules.missing_at import MissedHere
from models.rules.starts import StartCost
from screens.state.cost_marks import CostMark, day_marks, mark_of, other_clock, room_marks
from tests.models.rules.small_school import TUESDAY, at, interview, room, school_class, situation, span
from tests.models.rules.test_starts import costs, wish, world

WORLD = situation(
    classes={
        "eng": school_class("eng", "English 10, period 1", "1(A)"),
        "art": school_class("art", "Art", "2(A)", "elective"),
        "exam": school_class("exam", "Exam", "5(A)", "never"),
    }
)
ENGLISH = MissedHere(((("1", "eng", "core"), 20),), 80.0)
ART = MissedHere(((("2", "art", "elective"), 20),), 35.0)
FREE = MissedHere(((("3", None, "free"), 20),), 0.0)
EXAM = MissedHere(((("5", "exam", "never"), 20),), 1000.0, True)


def cost(clash: str = "", missed: MissedHere | None = None, **more: Any) -> StartCost:
    made = StartCost(at("10:00"), clash, missed or MissedHere(), 5, 1, 0, True, False, False, 0)
    return made._replace(**more)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (cost(), ("✓", "free", "good")),
        (cost(missed=FREE), ("✓", "3 free", "good")),
        (cost(missed=FREE, rooms=1), ("✓", "3 free, last room", "good")),
        (cost(missed=ENGLISH), ("!!", "English 10", "warn")),
        (cost(missed=ART, rooms=2), ("!", "Art, 2 rooms", "warn")),
        (cost(rooms=0, adults=0, offered=False), ("!", "no room, no adult, not offered", "warn")),
        (cost(close=True, again=True), ("!", "too near, 2nd that day", "warn")),
        (cost("student"), ("✗", "Mia busy", "bad")),
        (cost("contact"), ("✗", "Dana Whitfield busy", "bad")),
        (cost("contact_day"), ("✗", "Dana Whitfield full", "bad")),
        (cost("never", EXAM), ("✗", "never: Exam", "bad")),
        (cost("past"), ("✗", "past", "bad")),
        (cost("window"), ("✗", "outside", "bad")),
        (cost("closed"), ("✗", "closed", "bad")),
    ],
)
def test_each_cost_has_a_sign_before_its_colour(asked: StartCost, shown: tuple[str, str, str]) -> None:
    assert mark_of(asked, wish(), WORLD) == CostMark(*shown)


def test_the_marks_of_a_day_are_by_wall_minute() -> None:
    known = world()
    marks = day_marks(costs(wish(), known).values(), wish(), known)
    assert marks[11 * 60] == CostMark("✓", "2 rooms", "good")
    assert marks[13 * 60] == CostMark("✗", "never: Exam", "bad")


def test_in_a_room_the_minutes_it_cannot_have_the_call_say_why() -> None:
    other = interview("i1", "11:00-11:20", contact="kim", students=("ben",), room="r12")
    known, asked = world(other), wish()
    block = Block("b1", "r12", span("12:00-12:30"), "staff meeting")
    hours = (Opening(TUESDAY.weekday(), None, 9 * 60, 15 * 60),)
    bookings = Bookings(known)
    every = costs(asked, known).values()
    marks = room_marks(every, asked, room("r12", "Room 12", changeover_minutes=5, blocks=(block,)), bookings)
    words = {minute: marks[minute].words for minute in (635, 640, 680, 685, 700, 705, 745, 750)}
    assert words == {
        635: "3 free, 2 rooms",
        640: "taken",
        680: "taken",
        685: "2 rooms",
        700: "2 rooms",
        705: "staff meeting",
        745: "staff meeting",
        750: "4 free, 2 rooms",
    }
    for odd, why in (
        (room("x", "Nook", capacity=0), "holds 0"),
        (room("x", "Nook", hours=hours), "closed"),
        (room("x", "Nook", school="Elsewhere"), "English 10, 2 rooms"),
    ):
        assert room_marks(every, asked, odd, bookings)[8 * 60].words == why
    video = wish("video")
    few = room_marks(costs(video, known).values(), video, room("x", "Nook"), bookings)
    assert few[11 * 60 + 30].words == "no video"


def test_a_contact_elsewhere_has_a_clock_of_their_own() -> None:
    ours = ZoneInfo("America/Chicago")
    assert other_clock("Europe/London", ours, TUESDAY) == ("GMT", 360)
    assert other_clock("Europe/London", ours, date(2026, 3, 16)) == ("GMT", 300)
    assert other_clock("Asia/Kolkata", ours, TUESDAY) == ("IST", 690)
    assert other_clock("America/Chicago", ours, TUESDAY) is None
    assert other_clock("America/Winnipeg", ours, TUESDAY) is None
    # The week after ours changed, and those after theirs did; and a zone that never does.
    weeks = [date(2027, 3, 11), date(2027, 3, 16), date(2027, 3, 30), date(2027, 4, 6)]
    assert [other_clock("Australia/Sydney", ours, day) for day in weeks] == [
        ("AEDT", 1020), ("AEDT", 960), ("AEDT", 960), ("AEST", 900),
    ]  # fmt: skip
    assert [other_clock("America/Phoenix", ours, day) for day in weeks[:2]] == [("MST", -60), ("MST", -120)]
    assert other_clock("", ours, TUESDAY) is None
