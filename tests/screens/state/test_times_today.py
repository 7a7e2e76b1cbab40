"""Times that the board offers for a call that has to move: today, free, and never past."""

from __future__ import annotations

from datetime import timedelta

import pytest

from screens.state.times_today import times_today
from tests.models.rules.small_school import at, interview, situation


@pytest.mark.parametrize("wall", ["08:00", "10:21", "10:43", "11:59"])
def test_no_time_offered_is_past_and_all_are_today(wall: str) -> None:
    call = interview("a")
    now = at(wall) + timedelta(seconds=30)

    found = times_today(call, situation(call), now)

    starts = [one.start for one in found]
    assert starts == sorted(starts)
    assert 3 <= len(starts) <= 12
    assert all(now <= start < at("23:59") and start.minute % 5 == 0 for start in starts)


def test_a_late_call_is_offered_the_next_five_minutes_first() -> None:
    call = interview("a", state="student_absent")

    assert times_today(call, situation(call), at("10:41"))[0].start == at("10:45")
