"""Hours that fit: whatever is found is free for the contact, long enough, and costs the student what is said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.bells import BellBook, missed_periods
from models.rules.facts import BellSchedule, Period, SchoolClass
from models.rules.fitting import NEVER, Timetable, by_day, fitting_text
from models.rules.offers import LIGHTEST_FIRST
from models.rules.span import Span
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    ZONE,
    at,
    school_class,
    situation,
    span,
)

WORLD = situation()
KINDS = st.sampled_from(LIGHTEST_FIRST)
DAYS = st.sampled_from([MONDAY, TUESDAY, WEDNESDAY])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = at("00:00", draw(DAYS)) + timedelta(minutes=5 * draw(st.integers(70, 220)))
    return Span(start, start + timedelta(minutes=5 * draw(st.integers(1, 40))))


@st.composite
def timetables(draw: st.DrawFn) -> tuple[SchoolClass, ...]:
    kinds = draw(st.lists(KINDS, max_size=5))
    return tuple(school_class(f"k{n}", f"Class {n}", str(n), kind) for n, kind in enumerate(kinds, 1))


def weight_of(classes: tuple[SchoolClass, ...], when: Span) -> int:
    missed = missed_periods(WORLD.bells, "", classes, when, ZONE)
    lunch = [LIGHTEST_FIRST.index("lunch")] if lunch_in(when) else []
    return max([*(LIGHTEST_FIRST.index(one.kind) for one in missed), *lunch], default=0)


def lunch_in(when: Span) -> bool:
    return any(when.overlaps(span("11:00-12:00", day)) for day in (MONDAY, TUESDAY))


@given(
    timetables(), st.lists(spans(), max_size=4), st.lists(spans(), max_size=3), st.sampled_from([15, 20, 30])
)
def test_what_is_found_holds(
    classes: tuple[SchoolClass, ...], offered: list[Span], taken: list[Span], minutes: int
) -> None:
    now = at("09:10", MONDAY)
    table = Timetable(WORLD.bells, WORLD.campaign, classes, now)
    found = table.best(by_day(offered, ZONE), minutes, by_day(taken, ZONE))
    starts = possible(offered, taken, minutes, now)
    costs = {start: weight_of(classes, Span(start, start + timedelta(minutes=minutes))) for start in starts}
    allowed = [cost for cost in costs.values() if cost < NEVER]
    if found is None:
        assert not allowed
        return
    assert found.span.minutes >= minutes
    assert found.weight == min(allowed)
    assert costs[found.span.start] <= found.weight


def possible(offered: list[Span], taken: list[Span], minutes: int, now: datetime) -> list[datetime]:
    """Every start in steps of five minutes that both have, on school days between seven and six."""
    length, found = timedelta(minutes=minutes), []
    for day in (MONDAY, TUESDAY):
        start = at("07:00", day)
        while start + length <= at("18:00", day):
            when = Span(start, start + length)
            inside = any(Span(one.start, one.end).contains(when) for one in merged(offered))
            if inside and start >= now and not any(one.overlaps(when) for one in taken):
                found.append(start)
            start += timedelta(minutes=5)
    return found


def merged(offered: list[Span]) -> list[Span]:
    return [one for those in by_day(offered, ZONE).values() for one in those]


def test_the_words_say_day_time_and_what_it_is() -> None:
    table = Timetable(WORLD.bells, WORLD.campaign, (), at("07:00", MONDAY))
    found = table.best(by_day([span("10:20-12:00")], ZONE), 20, {})
    assert found is not None
    assert fitting_text(found, ZONE) == "Tue 24 Nov 10:20–11:00 fits free period 3"
    after = table.best(by_day([span("15:10-16:00")], ZONE), 20, {})
    assert after is not None
    assert fitting_text(after, ZONE) == "Tue 24 Nov 15:10–16:00 outside of class"


def test_without_a_bell_schedule_any_hour_will_do_and_that_is_said() -> None:
    book = BellBook(BellSchedule({}, {}, (), None, None, {}))
    found = Timetable(book, WORLD.campaign, (), at("07:00", MONDAY)).best(None, 20, {})
    assert found is not None
    assert fitting_text(found, ZONE) == (
        "Mon 23 Nov 07:00–18:00 (no bell schedule says which class would be missed)"
    )


def test_after_the_window_there_is_nothing() -> None:
    late = Timetable(WORLD.bells, WORLD.campaign, (), at("07:00", MONDAY) + timedelta(days=30))
    assert late.best(None, 20, {}) is None


WAVES = BellBook(
    BellSchedule(
        {
            "regular": (
                Period("1", 480, 600, "period"),
                Period("4", 600, 720, "period"),
                Period("Lunch A", 600, 630, "break"),
                Period("Lunch B", 645, 675, "break"),
            )
        },
        dict.fromkeys(range(5), "regular"),
        (),
        None,
        None,
        {},
    )
)


@pytest.mark.parametrize(
    ("meets", "said"),
    [
        ("4 lunch:B", "Mon 23 Nov 10:45–11:15 fits Lunch B"),
        ("4 lunch:A", "Mon 23 Nov 10:00–10:30 fits Lunch A"),
        ("4 lunch:C", "Mon 23 Nov 10:00–12:00 costs Art (core), period 4"),
        ("1", "Mon 23 Nov 10:00–12:00 fits free period 4"),
    ],
)
def test_only_ones_own_lunch_within_a_period_is_offered(meets: str, said: str) -> None:
    classes = (school_class("art", "Art", meets), school_class("one", "Sums", "1"))
    table = Timetable(WAVES, WORLD.campaign, classes, at("07:00", MONDAY))
    found = table.best({MONDAY: (span("10:00-12:00", MONDAY),)}, 20, {})
    assert found is not None
    assert fitting_text(found, ZONE) == said


@given(
    st.sampled_from(["4 lunch:A", "4 lunch:B", "4", "1", ""]),
    st.lists(spans(), max_size=4),
    st.sampled_from([15, 20, 30]),
)
def test_what_is_found_among_lunches_costs_what_is_said(
    meets: str, offered: list[Span], minutes: int
) -> None:
    classes = (school_class("art", "Art", meets), school_class("sum", "Sums", "1", "elective"))
    table = Timetable(WAVES, WORLD.campaign, classes, at("07:00", MONDAY))
    found = table.best(by_day(offered, ZONE), minutes, {})
    if found is not None:
        missed = missed_periods(WAVES, "", classes, found.span, ZONE)
        heaviest = max((LIGHTEST_FIRST.index(one.kind) for one in missed), default=0)
        own = LIGHTEST_FIRST.index("lunch")
        assert found.weight in (heaviest, max(heaviest, own))
