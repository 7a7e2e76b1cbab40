"""Which days the calendar shows, in which columns, with which words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from models.queries.calendar import CalendarFacts
from models.queries.cards import Card
from models.rules.bells import BellBook
from models.rules.facts import BellSchedule, Campaign, DayException, Period
from screens.state.calendar_view import (
    CalendarView,
    blocks,
    columns,
    day_type_words,
    extent,
    first_view,
    narrowed,
    next_day,
    shown_days,
)
from screens.state.grid import Band
from screens.state.looks import card_lines, lacks, mark_and_style
from screens.state.shelf import MOST, Shelf

MONDAY, WEDNESDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 22)
CAMPAIGN = Campaign(
    "c1", "Fall", "Elm High", "", date(2026, 11, 17), date(2026, 11, 27), "America/New_York", 3, 20, 4
)
REGULAR = (
    Period("1", 485, 540, "period"),
    Period("Lunch", 700, 730, "break"),
    Period("2", 730, 890, "period"),
)
SHORT = (Period("1", 485, 510, "period"), Period("2", 515, 700, "period"))
BELLS = BellBook(
    BellSchedule(
        {"regular": REGULAR, "short": SHORT},
        dict.fromkeys(range(5), "regular"),
        ("A", "B"),
        MONDAY,
        None,
        {
            date(2026, 11, 19): DayException(date(2026, 11, 19), "", "short", "", "Conferences"),
            date(2026, 11, 20): DayException(date(2026, 11, 20), "Snow", "", "", ""),
        },
    )
)


def card(day: date = WEDNESDAY, start: int = 560, state: str = "scheduled", **more: object) -> Card:
    begins = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=start + 300)
    made = Card(
        f"i{day.day}-{start}", day, start, start + 20, begins, begins + timedelta(minutes=20), state, "phone",
        "room", "r1", "Room 1", "Dana Whitfield", "Harbour", ("Mia Torres",), "not_needed",
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


def facts(*cards: Card, first: date = MONDAY, last: date = SUNDAY) -> CalendarFacts:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return CalendarFacts(CAMPAIGN, first, last, BELLS, tuple(map(BELLS.plan, days)), cards, 0, 1, 1)


def test_a_week_runs_from_monday_to_sunday_and_a_day_is_itself() -> None:
    view = CalendarView(WEDNESDAY)
    assert view.span == (MONDAY, SUNDAY)
    assert view.turned(WEDNESDAY).span == (MONDAY, SUNDAY + timedelta(days=7))
    assert view.turned(WEDNESDAY).turned(WEDNESDAY).span == (WEDNESDAY, WEDNESDAY)
    assert view.turned(WEDNESDAY).turned(WEDNESDAY).turned(WEDNESDAY) == view
    assert (view.shows(SUNDAY), view.shows(SUNDAY + timedelta(days=1))) == (True, False)


def test_steps_go_by_weeks_or_by_days_of_school_weeks() -> None:
    friday = date(2026, 11, 20)
    assert CalendarView(WEDNESDAY).stepped(1, BELLS).day == date(2026, 11, 25)
    assert CalendarView(friday, "day").stepped(1, BELLS).day == date(2026, 11, 23)
    assert next_day(date(2026, 11, 23), -1, BELLS) == friday
    assert next_day(date.max, 1, BELLS) == date.max
    assert CalendarView(date.max).stepped(1, BELLS).day == date.max


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 9, 1), date(2026, 11, 17)),
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2027, 1, 9), date(2026, 11, 27)),
    ],
)
def test_the_first_look_is_at_the_window(today: date, shown: date) -> None:
    assert first_view(CAMPAIGN, today).day == shown


def test_weekends_have_a_column_only_with_school_or_an_interview() -> None:
    assert [plan.day.weekday() for plan in shown_days(facts())] == [0, 1, 2, 3, 4]
    saturday = date(2026, 11, 21)
    assert [plan.day.weekday() for plan in shown_days(facts(card(saturday)))] == [0, 1, 2, 3, 4, 5]
    assert [plan.day for plan in shown_days(facts(first=SUNDAY, last=SUNDAY))] == [SUNDAY]


def test_each_column_has_the_periods_of_its_own_date() -> None:
    made = columns(facts(card(), card(start=600), card(start=620, state="cancelled")), WEDNESDAY)
    assert [(one.label, one.sub, one.today) for one in made] == [
        ("Mon 16 Nov", "A regular", False),
        ("Tue 17 Nov", "B regular", False),
        ("Wed 18 Nov", "A regular 2", True),
        ("Thu 19 Nov", "B short", False),
        ("Fri 20 Nov", "closed", False),
    ]
    assert made[0].bands == (Band(0, 1440, "outside the window", "closed"),)
    assert made[2].bands == tuple(Band(p.start, p.end, p.name, p.kind) for p in REGULAR)
    assert made[3].bands == tuple(Band(p.start, p.end, p.name, p.kind) for p in SHORT)
    assert made[4].bands == (Band(0, 1440, "Snow", "closed"),)


def test_one_day_tells_more_about_itself() -> None:
    thursday = date(2026, 11, 19)
    [made] = columns(facts(card(thursday, room_id="", room=""), first=thursday, last=thursday), WEDNESDAY)
    assert made.label == "Thu 19 Nov 2026"
    assert made.sub == "B day · short · until 11:40 · Conferences · 1 interview · ! 1 lack something"


def test_blocks_in_a_week_and_in_a_day() -> None:
    booked, off = card(), card(state="cancelled", start=600)
    [week] = blocks(facts(booked, off))
    assert (week.key, week.column, week.start, week.end, week.sign) == (
        booked.id,
        "2026-11-18",
        560,
        580,
        "○",
    )
    assert (week.lines, week.style) == (("Mia Torres", "Dana Whitfield", "Room 1"), "scheduled")
    day = blocks(facts(booked, off, first=WEDNESDAY, last=WEDNESDAY))
    assert [(one.lines[0], one.style) for one in day] == [
        ("Mia Torres with Dana Whitfield, Room 1", "scheduled"),
        ("Mia Torres with Dana Whitfield, Room 1", "aside"),
    ]


def test_what_an_interview_lacks_is_a_sign_a_style_and_words() -> None:
    lacking = card(room_id="", room="", absence="to_request")
    assert lacks(lacking) == ("no room yet", "absence to request")
    assert mark_and_style(lacking) == ("!", "warning")
    assert mark_and_style(lacking, off=True) == ("✗", "clash")
    assert mark_and_style(lacking._replace(state="cancelled"), off=True) == ("", "aside")
    assert blocks(facts(lacking))[0].lines[0] == "!Mia Torres"
    assert card_lines(lacking) == (
        "○ Mia Torres with Dana Whitfield, Harbour",
        "  Wed 18 Nov 09:20–09:40 · no room yet · scheduled · absence to request · phone",
    )
    assert lacks(lacking._replace(state="completed")) == ()
    assert lacks(card(room_id="", room="", place="home")) == ()


def test_a_call_on_a_day_that_was_closed_since_is_marked() -> None:
    [made] = blocks(facts(card(date(2026, 11, 20))))
    assert (made.lines[0], made.style) == ("✗Mia Torres", "clash")


def test_the_hours_shown_hold_all_periods_and_interviews() -> None:
    assert extent([], []) == (480, 960)
    assert extent([BELLS.plan(WEDNESDAY)], []) == (480, 900)
    assert extent([BELLS.plan(WEDNESDAY)], [card(start=430), card(start=1425)]) == (420, 1440)


def test_a_day_is_cut_from_its_week() -> None:
    week = facts(card(), card(date(2026, 11, 19)))
    assert narrowed(week, WEDNESDAY, WEDNESDAY) == facts(card(), first=WEDNESDAY, last=WEDNESDAY)
    assert narrowed(week, MONDAY, SUNDAY + timedelta(days=1)) is None
    assert narrowed(week, MONDAY - timedelta(days=1), MONDAY) is None


def test_what_was_read_is_found_again_until_the_store_changes() -> None:
    shelf: Shelf[str] = Shelf()
    leaf = shelf.put("here", "facts", 1)
    assert shelf.find("here", 1) is leaf
    assert shelf.of(leaf.facts) is leaf
    assert [shelf.find("here", 2), shelf.find("there", 1)] == [None, None]
    shelf.put("there", "others", 2)
    assert [shelf.find("here", 1), shelf.of("facts")] == [None, None]


def test_the_last_readings_are_kept_and_what_was_used_the_longest() -> None:
    shelf: Shelf[str] = Shelf()
    for number in range(MOST):
        shelf.put(number, f"day {number}", 1)
    assert shelf.find(0, 1) is not None
    shelf.put("more", "day", 1)
    assert [leaf.key for leaf in shelf.all_at(1)] == [2, 3, 4, 5, 0, "more"]


def test_day_types_are_told_in_words() -> None:
    plan = BELLS.plan(MONDAY)._replace(day_type="early_release", letter="A")
    assert day_type_words(plan) == "A early release"
