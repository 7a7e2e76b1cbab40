"""The ghost of an interview: where it may go, which instant that is, and what the choice is said to cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from models.rules.facts import Interview
from screens.state.choosing import Choosing, choosing_line, day_start, ghost_text

ZONE = ZoneInfo("America/New_York")
DAY = date(2026, 11, 18)
START = datetime(2026, 11, 18, 15, 20, tzinfo=UTC)
FORWARD, BACK = date(2026, 3, 8), date(2026, 11, 1)


def interview(start: datetime | None = START, minutes: int = 20, state: str = "confirmed") -> Interview:
    end = start + timedelta(minutes=minutes) if start else None
    return Interview(
        "i1", "c1", "k1", ("s1",), "phone", "room", "r1", start, end, minutes, state, "", "", False, "", "u", 0,
        0, START, None, None, None, None,
    )  # fmt: skip


def choosing(start: datetime | None = START, minutes: int = 20) -> Choosing:
    return Choosing.of(interview(start, minutes), ZONE, DAY, 615)


def test_it_begins_where_the_interview_is_and_a_requested_one_at_the_cursor() -> None:
    here = choosing()
    assert (here.day, here.minute, here.minutes, here.room, here.changed) == (DAY, 620, 20, "r1", False)
    wanted = Choosing.of(interview(None, state="requested"), ZONE, DAY, 615)
    assert (wanted.minute, wanted.changed, wanted.start) == (
        615,
        True,
        datetime(2026, 11, 18, 15, 15, tzinfo=UTC),
    )


def test_the_wish_stands_and_a_confirmed_one_at_another_time_is_only_scheduled() -> None:
    assert choosing().wish == interview()
    moved = choosing().later(10).wish
    assert moved == interview()._replace(
        start=START + timedelta(minutes=10), end=START + timedelta(minutes=30), state="scheduled"
    )
    other_room = choosing().with_room("r2").wish
    assert other_room == interview()._replace(room="r2")


def test_steps_land_on_fives_and_stop_at_the_ends_of_the_day() -> None:
    odd = Choosing.of(interview(START + timedelta(minutes=2)), ZONE, DAY, 0)
    assert odd.minute == 622
    assert (odd.later(5).minute, odd.later(-5).minute) == (625, 620)
    assert choosing().later(-2000).minute == 0
    assert choosing().later(2000).minute == 1420
    assert (choosing().longer(-100).minutes, choosing().longer(1000).minutes) == (5, 480)
    late = choosing().to(DAY, 1400)
    assert late.longer(60).minutes == 40


def test_a_time_that_the_clock_skips_is_passed_over() -> None:
    before = choosing().to(FORWARD, 115)
    assert before.later(5).minute == 180
    assert before.later(5).start == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
    assert choosing().to(FORWARD, 180).later(-5).minute == 115
    assert choosing().to(FORWARD, 150).start is None
    assert choosing().to(FORWARD, 150).wish is None
    assert day_start(FORWARD, 150, ZONE) is None


def test_of_a_time_that_comes_twice_the_first_is_meant_but_one_that_stands_is_kept() -> None:
    assert choosing().to(BACK, 90).start == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    second = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    stands = Choosing.of(interview(second), ZONE, DAY, 0)
    assert (stands.minute, stands.start, stands.changed) == (90, second, False)


def test_the_ghost_and_the_line_say_where_it_is() -> None:
    assert ghost_text(choosing(), "Mia Torres") == ("10:20 Mia Torres", "to 10:40, 20 min")
    line = choosing_line(choosing(), "Mia Torres", "Room 1")
    assert line == "Mia Torres → Wed 18 Nov 10:20–10:40 (20 min), Room 1"


@given(
    st.sampled_from([DAY, FORWARD, BACK]),
    st.integers(0, 1439),
    st.integers(5, 480),
    st.lists(st.sampled_from([5, -5, 60, -60]), max_size=20),
)
def test_wherever_it_is_carried_it_stays_on_its_day_at_a_time_that_exists(
    day: date, minute: int, minutes: int, steps: list[int]
) -> None:
    there = choosing(None, minutes).to(day, minute)
    if there.start is None:
        there = there.to(day, 180)
    for step in steps:
        there = there.later(step)
        assert there.day == day
        assert there.minute % 5 == 0
        assert 0 <= there.minute <= 1440 - minutes
        assert there.start is not None
        assert there.start.astimezone(ZONE).date() == day
