"""What a free minute would cost, in a sign and a few words, and a contact's own clock."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.rules.missing_at import MissedHere
from models.rules.starts import StartCost
from screens.state.cost_marks import CostMark, day_marks, mark_of, other_clock
from tests.models.rules.small_school import TUESDAY, at, school_class, situation
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


def test_a_contact_elsewhere_has_a_clock_of_their_own() -> None:
    ours = ZoneInfo("America/Chicago")
    assert other_clock("Europe/London", ours, TUESDAY) == ("GMT", 360)
    assert other_clock("Europe/London", ours, date(2026, 3, 16)) == ("GMT", 300)
    assert other_clock("Asia/Kolkata", ours, TUESDAY) == ("IST", 690)
    assert other_clock("America/Chicago", ours, TUESDAY) is None
    assert other_clock("America/Winnipeg", ours, TUESDAY) is None
    assert other_clock("", ours, TUESDAY) is None
