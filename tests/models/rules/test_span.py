"""Half-open spans, and the way between instants and the times on a wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.rules.span import (
    Span,
    covered,
    gaps,
    instant_of,
    local_day,
    local_instant,
    local_minute,
    local_span,
    merge,
)

BASE = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")
minutes = st.integers(min_value=0, max_value=600)
spans = st.tuples(minutes, st.integers(min_value=1, max_value=120)).map(
    lambda pair: Span(BASE + timedelta(minutes=pair[0]), BASE + timedelta(minutes=pair[0] + pair[1]))
)


def moments(found: list[Span]) -> set[datetime]:
    """Every minute that lies in one of the spans."""
    return {one.start + timedelta(minutes=n) for one in found for n in range(one.minutes)}


def at(start: int, end: int) -> Span:
    return Span(BASE + timedelta(minutes=start), BASE + timedelta(minutes=end))


def test_touching_is_not_overlapping_unless_a_gap_is_asked_for() -> None:
    assert not at(0, 20).overlaps(at(20, 40))
    assert at(0, 20).overlaps(at(20, 40), timedelta(minutes=1))
    assert at(0, 20).overlaps(at(24, 40), timedelta(minutes=5))
    assert not at(0, 20).overlaps(at(25, 40), timedelta(minutes=5))


@given(spans, spans)
def test_overlap_is_mutual_and_says_whether_anything_is_shared(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one) == (one.shared(other) is not None)
    assert one.shared(other) == other.shared(one)
    assert set(moments([one])) & set(moments([other])) == moments([s for s in [one.shared(other)] if s])


@given(st.lists(spans, max_size=12))
def test_merging_keeps_every_moment_and_leaves_nothing_that_touches(given_spans: list[Span]) -> None:
    merged = merge(given_spans)
    assert moments(merged) == moments(given_spans)
    assert all(one.end < other.start for one, other in pairwise(merged))


@given(spans, st.lists(spans, max_size=8))
def test_gaps_and_what_is_taken_make_up_the_whole(inside: Span, taken: list[Span]) -> None:
    free = gaps(inside, taken)
    assert moments(free) == moments([inside]) - moments(taken)
    assert covered(inside, [*free, *taken])
    assert covered(inside, taken) == (not free)


@given(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(min_value=0, max_value=1439))
def test_a_wall_time_comes_back_unless_the_clock_skips_it(day: date, minute: int) -> None:
    instant = local_instant(day, minute, CHICAGO)
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - a wall time
    try:
        known, _ = instant_of(wall, CHICAGO)
    except BadInput:
        assert local_minute(instant, CHICAGO) != minute
        return
    assert instant == known
    assert (local_day(instant, CHICAGO), local_minute(instant, CHICAGO)) == (day, minute)


def test_a_night_that_changes_the_clock_is_an_hour_longer_or_shorter() -> None:
    assert local_span(date(2026, 11, 1), 0, 1440, CHICAGO).minutes == 1500
    assert local_span(date(2027, 3, 14), 0, 1440, CHICAGO).minutes == 1380


def test_a_doubled_time_means_the_first_and_that_is_said() -> None:
    doubled = datetime(2026, 11, 1, 1, 30)  # noqa: DTZ001 - a wall time
    assert instant_of(doubled, CHICAGO) == (
        datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
        "01:30 comes twice on 2026-11-01; the first is meant.",
    )
    skipped = datetime(2027, 3, 14, 2, 30)  # noqa: DTZ001 - a wall time
    with pytest.raises(BadInput, match="does not exist in America/Chicago"):
        instant_of(skipped, CHICAGO)
