"""Two clocks beside each other, on both sides of every change to and from daylight saving time that lies between them."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from models.rules.clocks import brief_there, differs, start_there, times_there
from models.rules.naming import day_text
from models.rules.span import Span, local_instant

# Hours ahead of UTC as the zones' own laws have them, written down by hand: from which date on.
OFFSETS: dict[str, list[tuple[str, float]]] = {
    "America/New_York": [("2026-01-01", -5), ("2026-03-08", -4), ("2026-11-01", -5), ("2027-03-14", -4)],
    "America/Phoenix": [("2026-01-01", -7)],
    "Europe/London": [("2026-01-01", 0), ("2026-03-29", 1), ("2026-10-25", 0), ("2027-03-28", 1)],
    "Australia/Sydney": [("2026-01-01", 11), ("2026-04-05", 10), ("2026-10-04", 11), ("2027-04-04", 10)],
    "Asia/Kolkata": [("2026-01-01", 5.5)],
}
# School days in weeks of one zone's change or of the other's, and in between.
DAYS = (
    "2026-03-06", "2026-03-09", "2026-03-27", "2026-03-30", "2026-04-03", "2026-04-06", "2026-07-01",
    "2026-10-02", "2026-10-05", "2026-10-23", "2026-10-26", "2026-10-30", "2026-11-02", "2027-03-15",
)  # fmt: skip


def hours(zone: str, day: str) -> float:
    return next(ahead for since, ahead in reversed(OFFSETS[zone]) if since <= day)


@pytest.mark.parametrize("theirs", OFFSETS)
@pytest.mark.parametrize("ours", ["America/New_York", "Europe/London", "America/Phoenix"])
def test_the_other_clock_is_right_in_every_week_of_a_change(ours: str, theirs: str) -> None:
    here, there = ZoneInfo(ours), ZoneInfo(theirs)
    for day in DAYS:
        ahead = hours(theirs, day) - hours(ours, day)
        for minute in (8 * 60, 14 * 60 + 35):
            wall = datetime.combine(datetime.fromisoformat(day), time(minute // 60, minute % 60))
            start = wall.replace(tzinfo=timezone(timedelta(hours=hours(ours, day))))
            assert local_instant(wall.date(), minute, here) == start
            then = wall + timedelta(hours=ahead)
            on = "" if then.date() == wall.date() else f" on {day_text(then.date())}"
            assert start_there(start, there, here) == f"{then:%H:%M}{on}"
            assert (
                brief_there(start, there, here)
                == f"{then:%H:%M}{f' {day_text(then.date())[:3]}' if on else ''}"
            )
            until = then + timedelta(minutes=20)
            span = Span(start, start + timedelta(minutes=20))
            assert times_there(span, there, here) == f"{then:%H:%M}–{until:%H:%M}{on}"
            assert differs(start, there, here) == bool(ahead)


def test_another_name_for_the_same_clock_is_no_other_time() -> None:
    noon = datetime.fromisoformat("2026-11-24T18:00:00+00:00")
    assert not differs(noon, ZoneInfo("America/Winnipeg"), ZoneInfo("America/Chicago"))
