"""Days as people say them: dates, so many weeks or months from now, and what is no day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.rules.naming import day_text
from models.rules.typed_days import later, typed_day

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2027-02-01", date(2027, 2, 1)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 12, 1)),
        ("in 10 days", date(2026, 12, 10)),
        ("2 weeks", date(2026, 12, 14)),
        ("in a week", date(2026, 12, 7)),
        ("in 3 months", date(2027, 2, 28)),
        ("in  1 year from now", date(2027, 11, 30)),
        ("fri", date(2026, 12, 4)),
        ("on Monday", date(2026, 12, 7)),
        ("this thurs", date(2026, 12, 3)),
        ("24 Nov", date(2027, 11, 24)),
        ("Tue 1 Dec", date(2026, 12, 1)),
        ("December 1st", date(2026, 12, 1)),
        ("30 nov.", TODAY),
        ("Nov 24, 2026", date(2026, 11, 24)),
        ("29 Feb", date(2028, 2, 29)),
        ("", None),
        ("  ", None),
    ],
)
def test_a_day_as_people_say_it(said: str, day: date | None) -> None:
    assert typed_day(said, TODAY) == day


@pytest.mark.parametrize(
    "said",
    [
        "soon",
        "2026-02-30",
        "in months",
        "in 3 parsecs",
        "next week",
        "next tue",
        "tu",
        "31 Nov",
        "29 Feb 2027",
        "3 Smarch",
    ],
)
def test_what_is_no_day_is_said(said: str) -> None:
    with pytest.raises(BadInput, match="is no day"):
        typed_day(said, TODAY)


@pytest.mark.parametrize("said", ["in 999 years", "2099-01-01", "1999-01-01"])
def test_a_day_too_far_away_is_a_slip(said: str) -> None:
    with pytest.raises(BadInput, match="is too far away"):
        typed_day(said, TODAY)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 300))
def test_a_day_as_the_screens_write_it_is_that_day(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert typed_day(day_text(day), today) == day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_months_later_is_that_month(day: date, months: int) -> None:
    found = later(day, months)
    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day <= day.day
