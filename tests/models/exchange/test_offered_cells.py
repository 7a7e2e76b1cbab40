"""Offered hours in one cell: read weekly or dated, spread over a window, and gathered again without loss."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.offered import format_offered, gathered, parse_offered, spread
from models.exchange.wall import HOURS_FORM, WallSpan, WallTime
from models.rules.facts import Opening

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 27)
"""Two weeks, Monday to Friday of the second."""


def on(day: int, start: int, end: int) -> WallSpan:
    return WallSpan(WallTime(date(2026, 11, day), start), WallTime(date(2026, 11, day), end))


def test_weekly_and_dated_hours_are_read_in_order_and_written_the_same() -> None:
    hours = parse_offered("2026-11-24 13:00/15:00; tue, Thu 10:00-12:00;Tue 10:00/12:00")
    assert hours == (Opening(1, None, 600, 720), Opening(3, None, 600, 720), on(24, 780, 900))
    assert format_offered(hours) == "Tue,Thu 10:00/12:00; 2026-11-24 13:00/15:00"
    assert parse_offered("") == ()


def test_a_span_may_end_on_a_later_day_or_at_midnight() -> None:
    text = "2026-11-20 20:00/24:00; 2026-11-24 22:00/2026-11-25 01:00"
    hours = parse_offered(text)
    assert hours == (
        WallSpan(WallTime(date(2026, 11, 20), 1200), WallTime(date(2026, 11, 21), 0)),
        WallSpan(WallTime(date(2026, 11, 24), 1320), WallTime(date(2026, 11, 25), 60)),
    )
    assert format_offered(hours) == text


@pytest.mark.parametrize(
    "text",
    ["soon", "Tue", "10:00/12:00", "Tue 12:00/10:00", "2026-11-24", "2026-11-24 10:00/12:00 maybe", "Tue 10/12/14"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_offered(text)
    assert caught.value.sentence == HOURS_FORM


def test_weekly_hours_are_spread_over_all_such_days_of_the_window() -> None:
    assert spread(parse_offered("Mon,Sat 9:00/10:00; 2026-11-23 9:00/10:00"), FIRST, LAST) == (
        on(16, 540, 600),
        on(21, 540, 600),
        on(23, 540, 600),
    )


def test_days_outside_the_window_are_refused_by_name() -> None:
    with pytest.raises(BadInput) as caught:
        spread(parse_offered("Mon 9:00/10:00; 2026-12-01 9:00/10:00"), FIRST, LAST)
    assert caught.value.line == (
        "2026-12-01 09:00 lies outside the campaign's window, 2026-11-16 to 2026-11-27. Give hours on days within it."
    )
    with pytest.raises(BadInput) as caught:
        spread(parse_offered("Sun 9:00/10:00"), FIRST, FIRST)
    assert caught.value.sentence == (
        "Sun 09:00/10:00 falls on no day of the campaign's window, 2026-11-16 to 2026-11-16."
    )


def test_spans_are_weekly_only_where_every_such_day_of_several_has_them() -> None:
    spans = [on(17, 600, 720), on(24, 600, 720), on(24, 780, 900), on(19, 600, 720), on(21, 540, 600)]
    assert format_offered(gathered(spans, FIRST, LAST)) == (
        "Tue 10:00/12:00; 2026-11-19 10:00/12:00; 2026-11-21 09:00/10:00; 2026-11-24 13:00/15:00"
    )


MINUTES = st.integers(0, 47).flatmap(
    lambda half: st.integers(half + 1, 48).map(lambda end: (30 * half, 30 * end))
)
WEEKLY = st.builds(lambda day, hours: Opening(day, None, *hours), st.integers(0, 6), MINUTES)


@given(st.data(), st.integers(0, 40), st.lists(WEEKLY, max_size=6))
def test_gathering_what_was_spread_loses_nothing(
    data: st.DataObject, days: int, weekly: list[Opening]
) -> None:
    last = FIRST + timedelta(days=days)
    dated = st.builds(
        lambda day, hours: f"{FIRST + timedelta(days=day)} {hours[0] // 60}:{hours[0] % 60:02}/{hours[1] // 60}:{hours[1] % 60:02}",
        st.integers(0, days),
        MINUTES,
    )  # fmt: skip
    such = [one for one in weekly if any((FIRST + timedelta(days=n)).weekday() == one.weekday for n in range(days + 1))]  # fmt: skip
    hours = (*such, *parse_offered("; ".join(data.draw(st.lists(dated, max_size=4)))))
    spans = spread(hours, FIRST, last)
    again = parse_offered(format_offered(gathered(spans, FIRST, last)))
    assert spread(again, FIRST, last) == spans
    assert again == gathered(spans, FIRST, last)
