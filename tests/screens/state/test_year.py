"""Month blocks: every shown date has one place, and the cursor walks from date to date."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.bells import BellBook
from models.rules.facts import BellSchedule, Campaign, DayException
from screens.state.year import Year, weekdays_of, year_of

WEEK = (0, 1, 2, 3, 4)
CAMPAIGN = Campaign(
    "c", "Fall", "Elm High", "", date(2026, 11, 16), date(2026, 11, 27), "America/Chicago", 1, 20, 2
)


def a_year(width: int = 80, weekdays: tuple[int, ...] = WEEK, cell: int = 4) -> Year:
    return Year(date(2026, 8, 17), date(2027, 5, 28), weekdays, cell, width)


def test_months_stand_side_by_side_as_there_is_room() -> None:
    assert [a_year(width).across for width in (20, 42, 66, 120)] == [1, 2, 3, 5]
    year = a_year()
    assert year.place(date(2026, 8, 17)) == (0, 3)
    assert year.place(date(2026, 9, 1)) == (26, 1)
    assert year.place(date(2026, 8, 22)) is None
    assert [text for _, text, _ in year.row(0)] == ["Aug 2026", "Sep 2026", "Oct 2026"]


def test_a_month_that_begins_on_a_hidden_weekend_has_no_empty_row() -> None:
    year = Year(date(2026, 8, 1), date(2026, 8, 31), WEEK, 4, 20)
    assert year.place(date(2026, 8, 3)) == (0, 1)
    assert Year(date(2026, 8, 1), date(2026, 8, 31), (*WEEK, 5), 4, 24).place(date(2026, 8, 3)) == (0, 2)


@settings(deadline=None)
@given(
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.integers(0, 400),
    st.sampled_from([WEEK, (*WEEK, 5), (*WEEK, 5, 6)]),
    st.integers(20, 200),
)
def test_every_shown_date_has_one_place_and_is_found_there(
    first: date, days: int, weekdays: tuple[int, ...], width: int
) -> None:
    last = first + timedelta(days=days)
    year = Year(first, last, weekdays, 4, width)
    shown = [first + timedelta(days=n) for n in range(days + 1)]
    places = {day: year.place(day) for day in shown if day.weekday() in weekdays}
    assert len(set(places.values())) == len(places)
    for day, place in places.items():
        assert place is not None
        assert year.day_at(*place) == day
        assert place[1] < year.height
    drawn = [day for y in range(year.height) for _, _, day in year.row(y) if day]
    assert sorted(drawn) == sorted(places)


def test_the_cursor_walks_over_what_is_hidden_and_stays_in_the_year() -> None:
    year = a_year()
    assert year.beside(date(2026, 8, 21), 1) == date(2026, 8, 24)
    assert year.beside(date(2026, 8, 17), -1) == date(2026, 8, 17)
    assert year.beside(date(2026, 11, 18), 5) == date(2026, 11, 25)
    assert year.month_from(date(2026, 8, 31), 1) == date(2026, 9, 30)
    assert year.month_from(date(2026, 12, 18), 1) == date(2027, 1, 18)
    assert year.month_from(date(2026, 12, 31), -1) == date(2026, 11, 30)
    assert year.month_from(date(2027, 5, 20), 1) == date(2027, 5, 28)
    assert year.within(date(2026, 8, 22)) == date(2026, 8, 24)
    assert year.within(date(2030, 1, 1)) == date(2027, 5, 28)


def test_the_year_is_the_school_year_and_holds_the_window() -> None:
    def book(first: date | None, last: date | None, *days: DayException) -> BellBook:
        return BellBook(BellSchedule({}, {}, (), first, last, {one.day: one for one in days}))

    today = date(2026, 11, 18)
    assert year_of(book(None, None), CAMPAIGN, today) == (date(2026, 8, 1), date(2027, 7, 31))
    assert year_of(book(date(2026, 8, 17), date(2027, 6, 4)), CAMPAIGN, today) == (
        date(2026, 8, 17),
        date(2027, 6, 4),
    )
    assert year_of(book(date(2026, 12, 1), date(2026, 11, 1)), CAMPAIGN, today)[0] == date(2026, 11, 16)
    saturday = DayException(date(2026, 11, 21), "", "regular", "", "")
    found = book(None, None, saturday)
    assert weekdays_of(found.schedule, found, date(2026, 8, 1), date(2027, 7, 31)) == (*WEEK, 5)
    assert weekdays_of(found.schedule, found, date(2027, 1, 1), date(2027, 7, 31)) == WEEK
