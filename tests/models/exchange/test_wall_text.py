"""Hours and spans are read as people write them, and written so that they are read the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.wall import (
    WallSpan,
    WallTime,
    format_openings,
    format_spans,
    parse_date,
    parse_moment,
    parse_openings,
    parse_spans,
    wall_time,
)
from models.rules.facts import Opening
from models.rules.text import clean

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "weekdays", "start", "end"),
    [
        ("Mon-Fri 08:00/15:30", [0, 1, 2, 3, 4], 480, 930),
        ("Mon 08:00/10:00", [0], 480, 600),
        ("Mon,Wed 9:00/11:00", [0, 2], 540, 660),
        ("tue, thu-sat 9:00 am/1:30 pm", [1, 3, 4, 5], 540, 810),
        ("Monday – Wednesday 8:00–16:00", [0, 1, 2], 480, 960),
        ("Fridays 12:30/1:15", [4], 750, 795),
        ("Sun 00:00/24:00", [6], 0, 1440),
    ],
)
def test_weekly_hours(text: str, weekdays: list[int], start: int, end: int) -> None:
    assert parse_openings(text) == tuple(Opening(day, None, start, end) for day in weekdays)


def test_dated_hours_come_after_weekly_ones_and_nothing_twice() -> None:
    text = "2026-11-23 10:00/12:00; Wed 9:00/11:00; Mon,Wed 9:00/11:00;"
    assert parse_openings(text) == (
        Opening(0, None, 540, 660),
        Opening(2, None, 540, 660),
        Opening(None, DAY, 600, 720),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Mon",
        "8:00/9:00",
        "Foo 8:00/9:00",
        "Mon 9:00/8:00",
        "Mon 15:00/08:00",
        "Fri-Mon 8:00/9:00",
        "Mon 8/9",
        "Mon 25:00/26:00",
        "2026-11-23",
        "2026-02-30 8:00/9:00",
        "2026-11-23 8:00/2026-11-24 9:00",
        "Mon 8:00/9:00 choir",
        "M 8:00/9:00",
    ],
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_openings(text)
    assert refused.value.sentence == "weekly hours as Mon-Fri 08:00/15:30 or a span as 2026-11-23 10:00/12:00"


def test_spans_may_say_why_and_end_on_another_day() -> None:
    assert parse_spans("2026-11-23 10:00/12:00 choir, in room 3; 2026-11-23T22:00/2026-11-24 06:00") == (
        WallSpan(WallTime(DAY, 600), WallTime(DAY, 720), "choir, in room 3"),
        WallSpan(WallTime(DAY, 1320), WallTime(date(2026, 11, 24), 360)),
    )


@pytest.mark.parametrize("text", ["Mon 8:00/9:00", "2026-11-23 10:00", "2026-11-23 10:00/9:00", "tomorrow"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_spans(text)
    assert refused.value.sentence == "a span as 2026-11-23 10:00/12:00"


def test_a_moment_is_a_date_and_a_time_or_a_time_of_a_known_day() -> None:
    assert parse_moment("2026-11-23 1:20 pm") == WallTime(DAY, 800)
    assert parse_moment("2026-11-23T10:20:00") == WallTime(DAY, 620)
    assert parse_moment("12:00", DAY) == WallTime(DAY, 720)
    for wrong in ("12:00", "2026-11-23", "11/23/2026 10:20", "2026-11-23 10:20-06:00"):
        with pytest.raises(BadInput):
            parse_moment(wrong)


def test_a_date_may_have_a_midnight_that_a_spreadsheet_added() -> None:
    assert parse_date("2026-11-23 00:00:00") == DAY
    for wrong in ("", "2026-13-01", "23.11.2026", "2026-11-23 10:00"):
        with pytest.raises(BadInput):
            parse_date(wrong)


def test_instants_are_seen_on_the_wall_of_the_zone_and_back() -> None:
    zone = ZoneInfo("America/Chicago")
    instant = datetime(2026, 11, 23, 16, 20, tzinfo=UTC)
    assert wall_time(instant, zone) == WallTime(DAY, 620)
    assert WallTime(DAY, 620).instant(zone) == instant
    assert WallTime(DAY, 620).text == "2026-11-23 10:20"


days = st.dates(date(1970, 1, 1), date(2100, 12, 31))


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    start = draw(st.integers(0, 1438))
    end = draw(st.integers(start + 1, 1440))
    weekly = draw(st.booleans())
    return Opening(draw(st.integers(0, 6)) if weekly else None, None if weekly else draw(days), start, end)


@st.composite
def spans(draw: st.DrawFn) -> WallSpan:
    moments = st.builds(WallTime, days, st.integers(0, 1439))
    start, end = sorted(draw(st.lists(moments, min_size=2, max_size=2, unique=True)))
    words = st.sampled_from(["pm", "am", "a.m. bus", "(choir)", "choir", "12:00", "/", "2026-11-23"])
    why = " ".join(draw(st.lists(words | st.text(max_size=9), max_size=3))).replace(";", "")
    return WallSpan(start, end, clean(clean(why)))


@given(st.lists(openings(), max_size=12))
def test_hours_written_are_read_the_same(hours: list[Opening]) -> None:
    written = format_openings(hours)
    assert set(parse_openings(written)) == set(hours)
    assert format_openings(parse_openings(written)) == written


@given(st.lists(spans(), max_size=5))
def test_spans_written_are_read_the_same(blocks: list[WallSpan]) -> None:
    assert parse_spans(format_spans(blocks)) == tuple(blocks)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_openings, parse_spans, parse_date, parse_moment):
        try:
            parse(text)
        except BadInput:
            continue
